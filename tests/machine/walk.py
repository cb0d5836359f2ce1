"""
The abstract machine: what is left of a case when all that no check or answer reads is dropped.

Dropped is also what only lets an offered step wait for longer: unclear and unsplit money, a number that is taken. Our
own split of such money then moves nothing here; in a case it moves the capital as a split that the agency states. A
state stands for all cases that look alike from tomorrow on: amounts are open, part, paid or too much of a capital of 2
minor units; letters are fresh, or their time is over; conditions began before today. :func:`draft_of` makes the case
that represents a state, :func:`state_of` the state of any case, and that equal states behave alike is a law of its own
(``test_abstraction.py``). Between two facts lies a day. That time passes is an edge like any other.

A *scope* bounds a walk: its facts, how many pauses and disputes run at once, and how a case may start. Whatever the
scope, all that is reachable within it is walked.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs

from inkasso_rules.lifecycle.acting import Said, move, say
from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.checks import Ground, days_to_legal
from inkasso_rules.lifecycle.days import Pause, counted_days
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.disputes import Dispute
from inkasso_rules.model.facts import CostKind, End, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY

DAY: Final = dt.date(2026, 3, 16)
NEXT: Final = DAY + dt.timedelta(1)
BEFORE: Final = DAY - dt.timedelta(1)
LONG: Final = dt.timedelta(60)
CAPITAL: Final = 2
TOO_MUCH: Final = -1
F: Final = FactKind

#: Each measure is judged by settings that ask for its approval, that do not, and by none that are known.
GROUNDS: Final = (
    Ground(Series.always(Settings(approve_before_demand=True, approve_before_legal=False)), POLICY),
    Ground(Series.always(Settings(approve_before_demand=False, approve_before_legal=True)), POLICY),
    Ground(Series(((DAY + LONG, Settings()),)), POLICY),
)
#: Only these are judged by settings.
GATED: Final = frozenset({F.DEMAND_SENT, F.LEGAL_STARTED})


class State(NamedTuple):
    """
    A case, abstractly.

    Attributes:
        reached: The stage reached.

        end: The reported end: none, refused, or any other (as *stopped*).

        pauses: How many run.

        disputes: What is disputed, the largest last; ``None`` is all.

        is_planned: Whether an instalment plan runs.

        is_insolvent: Whether the debtor is insolvent.

        approved: The approvals that stand.

        declined: The measures that were declined.

        reminded: 0 if never, 1 if its time runs, 2 if it is over.

        demanded: The same of the demand.

        inexact: The steps whose day is not known, of those that a check rests on.

        balance: The capital that is open; -1 is too much.

        starts_at_demand: Whether the creditor had reminded before.

        closes_at_zero: Whether the policy closes a case without capital.
    """

    reached: Stage = Stage.REGISTERING
    end: End | None = None
    pauses: int = 0
    disputes: tuple[int | None, ...] = ()
    is_planned: bool = False
    is_insolvent: bool = False
    approved: frozenset[Gate] = frozenset()
    declined: frozenset[Gate] = frozenset()
    reminded: int = 0
    demanded: int = 0
    inexact: frozenset[FactKind] = frozenset()
    balance: int = CAPITAL
    starts_at_demand: bool = False
    closes_at_zero: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the case has no end."""
        return self.end is None and not (self.closes_at_zero and self.balance <= 0)


# --- a case for a state, a state for a case ---------------------------------------------------------------------------
OPENINGS: Final = tuple(
    Opening(
        case_id="case",
        creditor_id="creditor",
        invoice_id="invoice",
        invoice_number="1",
        due_date=DAY - LONG,
        capital=Money(CAPITAL),
        start_stage=start,
    )
    for start in (Stage.REMINDER, Stage.DEMAND)
)
_SINCE: Final = (None, BEFORE, DAY - LONG)
_RESTED_ON: Final = frozenset({F.DEMAND_SENT, F.AFTER_COLLECTION_STARTED})


def draft_of(state: State) -> Draft:
    """Return the case that represents a state; the day is :data:`DAY`."""
    return Draft(
        opening=OPENINGS[state.starts_at_demand],
        currency="SEK",
        opened_on=DAY - 2 * LONG,
        closes_at_zero=state.closes_at_zero,
        reached=state.reached,
        reached_on=DAY - LONG,
        reported_end=state.end,
        ended_on=None if state.end is None else BEFORE,
        pauses=tuple(Pause(f"pause/{number}", BEFORE) for number in range(state.pauses)),
        disputes=tuple(Dispute(f"dispute/{number}", BEFORE, minor) for number, minor in enumerate(state.disputes)),
        plan_since=BEFORE if state.is_planned else None,
        insolvent_since=BEFORE if state.is_insolvent else None,
        approved=state.approved,
        declined=state.declined,
        freed_on=DAY - LONG,
        reminded_on=_SINCE[state.reminded],
        demanded_on=_SINCE[state.demanded],
        inexact=state.inexact,
        paid_direct=CAPITAL - state.balance,
    )


def case_of(state: State) -> Case:
    """Return the same as a case, which holds no facts but its transfer."""
    opened = Fact(fact_id="t", kind=F.TRANSFERRED, happened_on=DAY - 2 * LONG, opening=OPENINGS[state.starts_at_demand])
    case = object.__new__(Case)
    case.__dict__.update(draft_of(state).__dict__, facts=(opened,), as_of=DAY, ground=GROUNDS[0])
    return case


def _running(draft: Draft, day: dt.date) -> tuple[Pause, ...]:
    return tuple(one for one in draft.pauses if one.starts_on <= day and (one.ends_on is None or day < one.ends_on))


def _age(since: dt.date | None, days: int, draft: Draft, day: dt.date) -> int:
    if since is None:
        return 0
    passed = counted_days(since, day, draft.pauses) if draft.pauses else (day - since).days
    return 1 + (passed > days)


@functools.cache
def _days_given(demanded_on: dt.date, pay_by: dt.date | None) -> int:
    return days_to_legal(demanded_on, pay_by, POLICY) - 1


def _size(minor: int | None) -> int:
    return CAPITAL + 1 if minor is None else minor


def state_of(draft: Draft, day: dt.date) -> State:
    """Return the state of a case as a fact of *day* finds it, after facts of earlier days."""
    end, demanded_on = draft.reported_end, draft.demanded_on
    return State(
        draft.reached,
        end if end is None or end is End.REFUSED else End.STOPPED,
        len(_running(draft, day)) if draft.pauses else 0,
        tuple(sorted((one.minor for one in draft.disputes), key=_size)) if draft.disputes else (),
        draft.plan_since is not None,
        draft.insolvent_since is not None,
        draft.approved,
        draft.declined,
        _age(draft.reminded_on, POLICY.reminder_days_min, draft, day),
        0 if demanded_on is None else _age(demanded_on, _days_given(demanded_on, draft.pay_by), draft, day),
        draft.inexact & _RESTED_ON if draft.inexact else draft.inexact,
        max(draft.balance, TOO_MUCH),
        draft.opening.start_stage is Stage.DEMAND,
        draft.closes_at_zero,
    )


# --- the alphabet -----------------------------------------------------------------------------------------------------
#: An interval that began before the last step of its kind would be that step.
_SINCE_TODAY: Final[Mapping[str, Any]] = {"earliest_on": DAY}
APPROVALS: Final = tuple(kind for kind in F if kind.startswith("approval_"))
_ENTRIES: Final[tuple[tuple[FactKind, Mapping[str, Any]], ...]] = (
    (F.TRANSFERRED, {"opening": OPENINGS[1]}),
    *((kind, {"gate": gate}) for kind in APPROVALS for gate in Gate),
    *((F.APPROVAL_GIVEN, {"gate": gate, "by_administrator": False}) for gate in Gate),
    (F.APPROVAL_GIVEN, {"gate": Gate.LEGAL, "by_administrator": True}),
    (F.PAUSED, {"until": DAY}),
    (F.PAUSED, {"until": DAY + LONG}),
    (F.RESUMED, {"about": "pause/0"}),
    (F.DISPUTED, {"amount": Money(1)}),
    (F.DISPUTED, {"amount": Money(1, "EUR")}),
    (F.DISPUTE_SETTLED, {"about": "dispute/0"}),
    (F.REMINDER_SENT, _SINCE_TODAY),
    (F.DEMAND_SENT, _SINCE_TODAY),
    (F.DEMAND_SENT, {"until": DAY}),
    (F.LEGAL_STARTED, _SINCE_TODAY),
    *((F.LEGAL_STARTED, {"amount": Money(minor)}) for minor in (1, 2)),
    (F.LEGAL_STARTED, {"amount": Money(1, "EUR")}),
    (F.AFTER_COLLECTION_STARTED, _SINCE_TODAY),
    *((F.COST_CHARGED, {"amount": Money(1, currency), "cost": CostKind.DEMAND}) for currency in ("SEK", "EUR")),
    (F.MEASURE_WITHDRAWN, {"about": "fact"}),
    (F.UNKNOWN_CODE, {"raw": "?"}),
    (F.CHECKED, {"capital": Money(1)}),
)
#: Kinds that say more than their day.
_NEEDY: Final = frozenset({F.TRANSFERRED, *APPROVALS, F.COST_CHARGED, F.MEASURE_WITHDRAWN, F.UNKNOWN_CODE})
#: What a minor unit does to the capital that is open.
MOVES: Final[Mapping[FactKind, int]] = MappingProxyType(
    {
        F.PAID_AGENCY: -1,
        F.SPLIT_ASSUMED: 0,
        F.SPLIT_STATED: -1,
        F.PAYMENT_REVERSED: 1,
        F.PAYMENT_UNCLEAR: 0,
        F.PAID_CREDITOR: -1,
        F.PAID_OUT: 0,
        F.PAYMENT_REMOVED: 1,
        F.CREDITED: -1,
        F.SET_OFF: -1,
        F.REMITTED: -1,
    }
)
_SPLIT: Final = frozenset({F.PAID_AGENCY, F.SPLIT_ASSUMED, F.SPLIT_STATED, F.PAYMENT_REVERSED, F.SET_OFF})


def _money(minors: Iterable[int]) -> Iterator[tuple[FactKind, Mapping[str, Any]]]:
    for kind, minor in itertools.product(MOVES, minors):
        yield kind, {"amount": Money(minor)} | ({"capital": Money(minor)} if kind in _SPLIT else {})
    yield F.PAID_AGENCY, {"amount": Money(1)}
    yield F.PAID_AGENCY, {"amount": Money(3), "capital": Money(2)}
    yield F.PAYMENT_REVERSED, {"amount": Money(1)}
    yield F.SET_OFF, {"amount": Money(3), "capital": Money(1)}
    yield F.PAID_CREDITOR, {"amount": Money(1, "EUR")}


def moved(kind: FactKind, amount: Money | None = None, capital: Money | None = None, **_: Any) -> int:
    """Return how far a fact moves the capital that is open."""
    if amount is None or amount.currency != "SEK" or (kind in _SPLIT and capital is None):
        return 0
    return MOVES.get(kind, 0) * (amount if capital is None else capital).minor


class Letter(NamedTuple):
    """
    A fact of the alphabet.

    Attributes:
        fact: The fact.

        moved: How far it moves the capital that is open.

        grounds: By what it is judged.
    """

    fact: Fact
    moved: int
    grounds: tuple[Ground, ...]


def alphabet(*minors: int) -> tuple[Letter, ...]:
    """Return a fact of every kind, in every form that may matter, with these amounts of money."""
    bare: Iterator[tuple[FactKind, Mapping[str, Any]]] = (
        (kind, {}) for kind in F if kind not in MOVES and kind not in _NEEDY
    )
    return tuple(
        Letter(
            Fact(fact_id="fact", kind=kind, happened_on=DAY, **details),
            moved(kind, **details),
            GROUNDS if kind in GATED else GROUNDS[:1],
        )
        for kind, details in (*bare, *_ENTRIES, *_money(minors))
    )


@attrs.frozen
class Scope:
    """
    What is walked.

    Attributes:
        letters: What may happen.

        starts: The states of a case that was just transferred.

        pauses_max: How many pauses may run at once.

        disputes_max: How many disputes.
    """

    letters: tuple[Letter, ...]
    starts: tuple[State, ...]
    pauses_max: int = 1
    disputes_max: int = 1

    def holds(self, state: State, letter: Letter) -> bool:
        """Tell whether the fact stays within the bounds; no more money goes back than came in."""
        if letter.moved:
            return state.balance + letter.moved <= CAPITAL
        if letter.fact.kind is F.PAUSED:
            return state.pauses < self.pauses_max
        return letter.fact.kind is not F.DISPUTED or len(state.disputes) < self.disputes_max


# --- the walk ---------------------------------------------------------------------------------------------------------
def copied(draft: Draft, **changes: Any) -> Draft:
    """Return another draft with *changes*."""
    copy = object.__new__(Draft)
    copy.__dict__.update(draft.__dict__, **changes)
    return copy


def edges(scope: Scope, state: State) -> Iterator[tuple[Letter, Draft, tuple[tuple[Said, ...], ...]]]:
    """Yield every fact with what it makes of the state and what it makes us say, a measure by each of the grounds."""
    draft = draft_of(state)
    for letter in scope.letters:
        if scope.holds(state, letter):
            said = tuple([say(draft, letter.fact, ground) for ground in letter.grounds])
            after = copied(draft)
            move(after, letter.fact)
            yield letter, after, said


def later(state: State) -> Iterator[State]:
    """Yield what time alone makes of a state: all waiting is over; one letter's time is over; a pause runs out."""
    draft = draft_of(state)
    yield state_of(draft, DAY + LONG)
    changes: list[dict[str, Any]] = [{"pauses": draft.pauses[1:]}]
    if not state.pauses:
        # Days of rest do not count.
        changes += [{name: DAY - LONG} for name in ("reminded_on", "demanded_on") if getattr(draft, name) is not None]
    for change in changes:
        yield state_of(copied(draft, **change), DAY)
