"""
What has happened at the agency: a reading of its data, compared with what the case knows, becomes facts.

The agency's messages say only that something changed, so that its data are read and compared. What its timeline dates
is a fact of that day. What only shows (a later stage, a pause, more money) happened some time since the last reading:
such a fact is dated the day of this reading, the last on which it may have happened, and carries the interval. A code
that the map does not know becomes an unknown, never a guess.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.days import is_paused
from inkasso_rules.lifecycle.machine import fold
from inkasso_rules.lifecycle.table import REACHED
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import SAYS, End, Fact, FactError, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import (
    PLAIN_CODES,
    AgencyAction,
    CodeMap,
    Condition,
    IncomingPayment,
    Snapshot,
    SnapshotError,
)
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["decided", "observe", "received"]

#: The step by which a stage is reached.
_STEPS: Final[Mapping[Stage, FactKind]] = MappingProxyType(
    {
        Stage.REMINDER: FactKind.REMINDER_SENT,
        Stage.DEMAND: FactKind.DEMAND_SENT,
        Stage.LEGAL: FactKind.LEGAL_STARTED,
        Stage.AFTER_COLLECTION: FactKind.AFTER_COLLECTION_STARTED,
    }
)

_ENDS: Final[Mapping[End, FactKind]] = MappingProxyType(
    {
        End.PAID: FactKind.CLOSED_PAID,
        End.CREDITED: FactKind.CLOSED_CREDITED,
        End.STOPPED: FactKind.STOPPED,
        End.GIVEN_UP: FactKind.GIVEN_UP,
        End.REFUSED: FactKind.REGISTRATION_REFUSED,
    }
)


#: What the debtor paid the agency, and what went back: it shows as entries, or as sums.
_COLLECTED: Final = frozenset({FactKind.PAID_AGENCY, FactKind.PAYMENT_REVERSED})


@decides("LC-4", "LC-5", "SE-3")
def observe(case: Case, snapshot: Snapshot, *, codes: CodeMap = PLAIN_CODES) -> tuple[Fact, ...]:
    """
    Return the facts that a reading of the agency's data shows and the case does not know, in their order.

    A reading that is older than the last one gives only what its timeline dates; its state has been overtaken. The same
    reading twice gives nothing new. The last fact says that the agency's data were read.

    Args:
        case: The case so far.

        snapshot: The reading.

        codes: What the agency's codes mean. They are not public; without a map they are the library's own words.

    Raises:
        SnapshotError: If the reading is of another case, or in another currency than the claim.
    """
    if snapshot.case_id != case.case_id:
        raise SnapshotError(snapshot.case_id, "case_id", f"the id {case.case_id}")
    for money in (snapshot.collected, snapshot.collected_capital, snapshot.capital):
        if money is not None and money.currency != case.currency:
            raise SnapshotError(snapshot.case_id, "currency", f"{case.currency}, the currency of the claim")
    known = frozenset(fact.fact_id for fact in case.facts)
    checked = _Reading(case, snapshot).fact(FactKind.CHECKED, name="", capital=snapshot.capital, earliest_on=None)
    if checked.fact_id in known:
        return ()
    dated = tuple(_timeline(snapshot, codes))
    shown = f"{case.case_id}/seen/"
    by_sums = any(fact.kind in _COLLECTED and fact.fact_id.startswith(shown) for fact in case.facts)
    by_entries = not by_sums and any(fact.kind in _COLLECTED for fact in dated)
    # Payments come from sums or from entries, whichever a case began with: both would count them twice.
    new = (fact for fact in dated if fact.fact_id not in known and not (by_sums and fact.kind in _COLLECTED))
    found = {fact.fact_id: fact for fact in new}
    if case.checked_on is None or case.checked_on <= snapshot.seen_on:
        # Compared with the case as it is when the timeline is counted in, so that nothing is found twice.
        reading = _Reading(_with(case, found.values(), snapshot.seen_on), snapshot)
        unknown = (fact for fact in _unknown_codes(snapshot, codes) if fact.fact_id not in known)
        sums = () if by_entries else _money(reading)
        for fact in (*unknown, *_stages(reading, codes), *_conditions(reading, codes), *sums):
            found[fact.fact_id] = fact
    return (*sorted(found.values(), key=lambda fact: fact.order), checked)


def _with(case: Case, facts: Collection[Fact], as_of: dt.date) -> Case:
    """Return the case with more facts, as the agency knows it; what they break, or end by policy, is of no interest."""
    known = (fact for fact in case.facts if fact.kind is not FactKind.SPLIT_ASSUMED)
    return fold((*known, *facts), settings=Series.always(Settings()), as_of=as_of, policy=POLICY)


@attrs.frozen
class _Reading:
    """A reading beside the case that it is compared with."""

    case: Case
    snapshot: Snapshot

    def fact(self, kind: FactKind, *, name: str | None = None, since: dt.date | None = None, **details: Any) -> Fact:
        """Make a fact that shows in this reading: since the last one, or since a day, and no later than today."""
        day, since = self.snapshot.seen_on, since or self.case.checked_on or self.case.opened_on
        called = "/".join(
            (self.case.case_id, "seen", self.snapshot.snapshot_id, *([name or kind] if name != "" else ()))
        )
        interval = {"earliest_on": since if since < day else None}
        return Fact(fact_id=called, kind=kind, happened_on=day, **(interval | details))


# --- what is dated ----------------------------------------------------------------------------------------------------
def _timeline(snapshot: Snapshot, codes: CodeMap) -> Iterator[Fact]:
    for action in snapshot.actions:
        if action.code not in codes.actions:
            yield _unread(snapshot, action)
        elif (meaning := codes.actions[action.code]) is not None:
            yield _dated(snapshot, action, *meaning)


def _dated(snapshot: Snapshot, action: AgencyAction, kind: FactKind, gate: Gate | None) -> Fact:
    said: dict[str, Any] = {"amount": action.amount, "capital": action.capital, "until": action.until, "gate": gate}
    used = {name: value for name, value in said.items() if name in (name for names in SAYS[kind] for name in names)}
    called = f"{snapshot.case_id}/action/{action.action_id}"
    try:
        return Fact(fact_id=called, kind=kind, happened_on=action.on, learned_on=snapshot.seen_on, **used)
    except FactError:
        # The entry lacks what such a fact must say. It is kept as it came, and nobody guesses the rest.
        return _unread(snapshot, action)


def _unread(snapshot: Snapshot, action: AgencyAction) -> Fact:
    """Keep an entry that cannot be read, under another id than it will have once it can."""
    return Fact(
        fact_id=f"{snapshot.case_id}/unread/{action.action_id}",
        kind=FactKind.UNKNOWN_CODE,
        happened_on=action.on,
        learned_on=snapshot.seen_on,
        raw=action.code,
    )


def _unknown(snapshot: Snapshot, sort: str, code: str) -> Fact:
    """Keep a code that the map does not know, once for each code. It may be any text, so that no id holds it."""
    digest = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    called = f"{snapshot.case_id}/unknown/{sort}/{digest}"
    return Fact(fact_id=called, kind=FactKind.UNKNOWN_CODE, happened_on=snapshot.seen_on, raw=code)


# --- what only shows --------------------------------------------------------------------------------------------------
def _unknown_codes(snapshot: Snapshot, codes: CodeMap) -> Iterator[Fact]:
    if snapshot.stage is not None and snapshot.stage not in codes.stages:
        yield _unknown(snapshot, "stage", snapshot.stage)
    for code in snapshot.conditions or ():
        if code not in codes.conditions:
            yield _unknown(snapshot, "condition", code)


def _stages(reading: _Reading, codes: CodeMap) -> Iterator[Fact]:
    """Yield the steps that led to the stage that the agency shows, each of which nobody saw."""
    case, shown = reading.case, codes.stages.get(reading.snapshot.stage or "")
    is_begun = shown in REACHED and shown is not Stage.REGISTERING
    agency_case_id = reading.snapshot.agency_case_id
    if case.is_duplicate and case.reached is Stage.REGISTERING:
        return  # A person links it, or stops it (LC-5).
    if (is_begun and case.reached is Stage.REGISTERING) or (case.agency_case_id is None and agency_case_id is not None):
        yield reading.fact(FactKind.REGISTERED, agency_case_id=agency_case_id)
    if shown is None or not is_begun:
        return
    at = case.opening.start_stage if case.reached is Stage.REGISTERING else case.reached
    if REACHED.index(shown) > REACHED.index(at):
        # A case is at its first stage as soon as it is taken; that the letter went out shows only when it goes on.
        if {Stage.REMINDER: case.reminded_on, Stage.DEMAND: case.demanded_on}.get(at, case.opened_on) is None:
            yield reading.fact(_STEPS[at], since=case.opened_on)
        passed = REACHED[REACHED.index(at) + 1 : REACHED.index(shown) + 1]
        # After-collection may come without legal action, so that nobody guesses that there was one.
        skipped = {Stage.LEGAL} if shown is Stage.AFTER_COLLECTION else set()
        yield from (reading.fact(_STEPS[stage]) for stage in passed if stage not in skipped)
    elif shown is not at and case.reached is Stage.REGISTERING:
        yield reading.fact(_STEPS[shown])
    elif shown is not at and shown is Stage.LEGAL and case.reached_on < reading.snapshot.seen_on:
        # Legal action anew, after after-collection began; on that day itself nobody can tell which came first.
        anew = case.reached_on + dt.timedelta(days=1)
        yield reading.fact(_STEPS[shown], since=max(anew, case.checked_on or anew))


def _conditions(reading: _Reading, codes: CodeMap) -> Iterator[Fact]:
    case, day, codes_shown = reading.case, reading.snapshot.seen_on, reading.snapshot.conditions
    if codes_shown is None:
        return
    meant = tuple(codes.conditions.get(code) for code in codes_shown)
    shown = frozenset(word for word in meant if isinstance(word, Condition))
    # A code that nobody knows may be any of them, so that beside it nothing is over.
    is_clear = all(code in codes.conditions for code in codes_shown)
    asked = dict(case.asked)
    for condition, gate in ((Condition.AWAITS_DEMAND, Gate.DEMAND), (Condition.AWAITS_LEGAL, Gate.LEGAL)):
        # That it no longer waits does not say what was answered: that shows in the timeline, or by the next step.
        if condition in shown and gate not in asked and gate not in case.approved:
            yield reading.fact(FactKind.APPROVAL_ASKED, name=f"approval_asked/{gate}", gate=gate)
        elif is_clear and condition not in shown and gate in asked:
            yield reading.fact(FactKind.APPROVAL_ANSWERED, name=f"approval_answered/{gate}", gate=gate)
    # fmt: off
    standing = (
        (Condition.PAUSED,    is_paused(day, case.pauses),      FactKind.PAUSED,       FactKind.RESUMED),
        (Condition.DISPUTED,  bool(case.disputes),              FactKind.DISPUTED,     FactKind.DISPUTE_SETTLED),
        (Condition.PLAN,      case.plan_since is not None,      FactKind.PLAN_AGREED,  FactKind.PLAN_ENDED),
        (Condition.INSOLVENT, case.insolvent_since is not None, FactKind.INSOLVENT,    FactKind.INSOLVENCY_ENDED),
        (Condition.ACTION,    case.action_since is not None,    FactKind.ACTION_ASKED, FactKind.ACTION_DONE),
    )
    # fmt: on
    for condition, stands, begins, ends in standing:
        if condition in shown and not stands:
            yield reading.fact(begins)
        elif is_clear and condition not in shown and stands:
            yield from _over(reading, ends)
    end = next((word for word in meant if isinstance(word, End)), None)
    if is_clear or end is not None:
        yield from _ended(reading, end, codes)


def _over(reading: _Reading, ends: FactKind) -> Iterator[Fact]:
    """Yield that a condition is over; of several pauses or disputes, each by its name."""
    case, day = reading.case, reading.snapshot.seen_on
    named = {
        FactKind.RESUMED: tuple(pause.fact_id for pause in case.pauses if is_paused(day, (pause,))),
        FactKind.DISPUTE_SETTLED: tuple(dispute.fact_id for dispute in case.disputes),
    }
    if ends not in named:
        yield reading.fact(ends)
    for fact_id in named.get(ends, ()):
        yield reading.fact(ends, name=f"{ends}/{fact_id}", about=fact_id)


def _ended(reading: _Reading, shown: End | None, codes: CodeMap) -> Iterator[Fact]:
    case, snapshot = reading.case, reading.snapshot
    is_taken = case.reached is not Stage.REGISTERING
    if shown is not None and case.reported_end is None and not (shown is End.REFUSED and is_taken):
        yield reading.fact(_ENDS[shown])
    is_open = shown is None and codes.stages.get(snapshot.stage or "") in REACHED
    # On the day of the end itself nobody can tell which came first.
    if is_open and case.ended_on is not None and case.ended_on < snapshot.seen_on:
        yield reading.fact(FactKind.REOPENED)


@decides("LC-14")
def _money(reading: _Reading) -> tuple[Fact, ...]:
    """Return what the debtor paid the agency, or got back: the sums shown against those of the case."""
    return tuple(_moved(reading))


def _moved(reading: _Reading) -> Iterator[Fact]:
    case, all_in_all, capital = reading.case, reading.snapshot.collected, reading.snapshot.collected_capital
    on_capital = None if capital is None else capital.minor - case.collected_capital
    unsplit = case.unsplit
    if all_in_all is not None:
        more = all_in_all.minor - case.collected
    else:
        # Where only the capital shows, it may be a part of the money that is known.
        more = 0 if on_capital is None or -case.unsplit_back <= on_capital <= unsplit else on_capital
    if more < 0 and case.checked_on == reading.snapshot.seen_on:
        return  # Of two readings of one day nobody can tell which is newer.
    if more:
        kind, sign = (FactKind.PAID_AGENCY, 1) if more > 0 else (FactKind.PAYMENT_REVERSED, -1)
        if on_capital is not None and 0 <= sign * on_capital <= sign * more:
            part, on_capital = Money(sign * on_capital, case.currency), 0
        elif on_capital is not None and more < 0 < on_capital <= unsplit + more:
            part = Money.zero(case.currency)  # All that is split is split now, so that nothing of it went back.
        else:
            part, unsplit = None, unsplit + more
        yield reading.fact(kind, amount=Money(sign * more, case.currency), capital=part)
    if on_capital is not None and unsplit > 0 and 0 <= on_capital <= unsplit:
        stated = Money(on_capital, case.currency)
        yield reading.fact(FactKind.SPLIT_STATED, amount=Money(unsplit, case.currency), capital=stated)
        on_capital = 0
    if on_capital is not None and (not more or not on_capital):
        yield from _back(reading, on_capital)


def _back(reading: _Reading, on_capital: int) -> Iterator[Fact]:
    """
    Yield what of the one payment that went back without a split was capital, if the sums show it.

    Where other money explains all of the capital that shows, none of this payment was capital.
    """
    case = reading.case
    match tuple((name, -minor) for name, minor, part in case.payments if minor < 0 and part is None):
        case ((name, minor),) if 0 <= -on_capital <= minor:
            amount, part = Money(minor, case.currency), Money(-on_capital, case.currency)
            named = f"{FactKind.SPLIT_STATED}/{name}"
            yield reading.fact(FactKind.SPLIT_STATED, name=named, amount=amount, capital=part, about=name)


# --- money on the creditor's account ----------------------------------------------------------------------------------
@decides("BA-9")
def received(
    payment: IncomingPayment, *, settings: Settings, settlements: Collection[str] = (), policy: Policy = POLICY
) -> Fact:
    """
    Tell whose money came in: the debtor's, or what the agency pays out, which is never told back to it.

    Three signals speak for a payout: the payer's name is the agency's or begins with the same word, the account is the
    one for batches, the settlement is known. None of them: the debtor paid. As many as the policy wants: a payout. In
    between nobody can tell, and a person decides (:func:`decided`).

    Args:
        payment: What came in.

        settings: The creditor's settings, which name the account.

        settlements: The ids of the settlements that are known.

        policy: What the service says.
    """
    payer, agency = ((name or "").casefold().split() for name in (payment.payer_name, policy.agency_payer))
    signals = (
        "".join(payer) == "".join(agency) or payer[:1] == agency[:1],
        payment.account == settings.clearing_account,
        payment.settlement_id is not None and payment.settlement_id in settlements,
    )
    found = sum(signals)
    unclear = FactKind.PAID_OUT if found >= policy.payout_signals_min else FactKind.PAYMENT_UNCLEAR
    return Fact(
        fact_id=payment.payment_id,
        kind=unclear if found else FactKind.PAID_CREDITOR,
        happened_on=payment.received_on,
        learned_on=payment.learned_on,
        amount=payment.amount,
    )


@decides("BA-9")
def decided(unclear: Fact, *, is_payout: bool, learned_on: dt.date) -> Fact:
    """
    Return what a person decided about an unclear payment: the agency's payout, or the debtor's money after all.

    Raises:
        FactError: If the fact is no unclear payment.
    """
    if unclear.kind is not FactKind.PAYMENT_UNCLEAR:
        raise FactError(unclear.fact_id, unclear.kind, "kind", f"{FactKind.PAYMENT_UNCLEAR}, the only one to decide")
    return Fact(
        fact_id=f"{unclear.fact_id}/decided",
        kind=FactKind.PAID_OUT if is_payout else FactKind.PAID_CREDITOR,
        happened_on=unclear.happened_on,
        learned_on=learned_on,
        amount=unclear.amount,
        about=unclear.fact_id,
    )
