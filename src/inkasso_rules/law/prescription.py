"""
How long a claim lives: whether the creditor has lost the right to demand it (lag 1981:130).

The service's own rule, that an invoice older than three years is not transferred, is policy and stands elsewhere: it
asks for less, or for more, than the law. A day past the calendar's last one is given as that one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final, Protocol

import attrs

from inkasso_rules.law.deadlines import PostDaysError, bank_day_or_last, presumed_receipt
from inkasso_rules.law.sweden import SWEDEN, Law, require_law
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import prior_id
from inkasso_rules.model.conventions import PRESUMED_POST_DAYS
from inkasso_rules.model.dates import require_date, years_after
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = ["Cause", "Doubt", "Interruption", "Prescribable", "Prescription", "PrescriptionStatus", "prescription"]

_NEVER: Final = dt.date.max


class PrescriptionStatus(StrEnum):
    """Whether a claim may still be demanded (lag 1981:130, 8 §)."""

    #: Its time has not run out.
    RUNNING = "running"
    #: Its time has run out: the creditor has lost the right to demand it, its interest and its costs.
    PRESCRIBED = "prescribed"
    #: One or the other; the warnings say what would have to be known.
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why something interrupts prescription (lag 1981:130, 5 §)."""

    #: The debtor promised to pay, paid in part, or acknowledged the claim otherwise (item 1).
    ACKNOWLEDGED = "acknowledged"
    #: The debtor received a written claim or reminder (item 2).
    WRITTEN_CLAIM = "written_claim"
    #: The creditor brought an action, or filed with the enforcement authority (item 3).
    ACTION = "action"


class Doubt(StrEnum):
    """What an answer about prescription rests on without being certain of it."""

    #: Nobody knows when the claim arose; the invoice date is not it.
    ORIGIN_UNKNOWN = "origin_unknown"
    #: Nobody knows what the debtor is; the shorter time is shown.
    DEBTOR_KIND_UNKNOWN = "debtor_kind_unknown"
    #: The time ends when banks are closed; whether it then moves to their next day is unsettled.
    END_MAY_MOVE = "end_may_move"
    #: A letter interrupts only if the debtor received it, and when; that is presumed.
    RECEIPT_PRESUMED = "receipt_presumed"
    #: The new time runs from the final decision, which comes after the action; that the debtor was served is presumed.
    DECISION_UNKNOWN = "decision_unknown"
    #: Only an interval is known in which it happened.
    DAY_UNCERTAIN = "day_uncertain"
    #: The payment went back in full, or the letter was withdrawn; whether it still interrupted is open.
    TAKEN_BACK = "taken_back"
    #: The debtor was insolvent; a letter then interrupts only if it reached the administrator, which nobody says.
    ADMINISTRATOR_UNKNOWN = "administrator_unknown"


# fmt: off
#: What interrupts. A set-off does not by itself, nor a credit note, nor what the debtor disputes.
_INTERRUPTS: Final[Mapping[FactKind, Cause]] = MappingProxyType({
    FactKind.PLAN_AGREED:   Cause.ACKNOWLEDGED,
    FactKind.PAID_AGENCY:   Cause.ACKNOWLEDGED,
    FactKind.PAID_CREDITOR: Cause.ACKNOWLEDGED,
    FactKind.REMINDER_SENT: Cause.WRITTEN_CLAIM,
    FactKind.DEMAND_SENT:   Cause.WRITTEN_CLAIM,
    FactKind.LEGAL_STARTED: Cause.ACTION,
})
# fmt: on
_GOES_BACK: Final = frozenset({FactKind.PAYMENT_REVERSED, FactKind.PAYMENT_REMOVED})


class Prescribable(Protocol):
    """What must be known of a claim to tell whether it is prescribed."""

    @property
    def claim_id(self) -> str:
        """Its id."""

    @property
    def origin_on(self) -> dt.date | None:
        """The day on which it arose, which is neither the invoice date nor the due date; ``None`` if unknown."""

    @property
    def debtor_kind(self) -> DebtorKind | None:
        """What the debtor is; ``None`` if unknown."""

    @property
    def is_supply(self) -> bool:
        """Whether a trader supplied goods or services."""

    @property
    def prior_reminders(self) -> tuple[PriorReminder, ...]:
        """The creditor's own reminders, before any of the facts."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What happened to it, in any order."""


@attrs.frozen(kw_only=True)
class Interruption:
    """
    Something from which a new full time runs.

    Attributes:
        fact_id: The fact; of a reminder before the transfer, what :func:`.prior_id` calls it.

        kind: Its kind.

        cause: Which rule makes it an interruption.

        on: The day; for a letter, the day of its presumed receipt; for a step that nobody saw, the last possible one.

        earliest_on: For a step that nobody saw, the first day on which it may have happened.

        is_taken_back: Whether it went back in full or was withdrawn.

        is_in_insolvency: Whether it is a letter that may have arrived while the debtor was insolvent.
    """

    fact_id: str
    kind: FactKind
    cause: Cause
    on: dt.date
    earliest_on: dt.date | None = None
    is_taken_back: bool = False
    is_in_insolvency: bool = False

    @property
    def first_on(self) -> dt.date:
        """The first day on which it may have happened."""
        return self.earliest_on or self.on

    @property
    def is_sure(self) -> bool:
        """Whether it interrupts, if it was in time."""
        return not self.is_taken_back and not self.is_in_insolvency


# fmt: off
#: What is doubtful about an interruption.
_DOUBTS: Final[tuple[tuple[Doubt, Callable[[Interruption], bool]], ...]] = (
    (Doubt.RECEIPT_PRESUMED,      lambda each: each.cause is Cause.WRITTEN_CLAIM),
    (Doubt.DECISION_UNKNOWN,      lambda each: each.cause is Cause.ACTION),
    (Doubt.DAY_UNCERTAIN,         lambda each: each.earliest_on is not None),
    (Doubt.TAKEN_BACK,            lambda each: each.is_taken_back),
    (Doubt.ADMINISTRATOR_UNKNOWN, lambda each: each.is_in_insolvency),
)
# fmt: on


@attrs.frozen(kw_only=True)
class Prescription:
    """
    Whether a claim is prescribed, and what that rests on.

    Attributes:
        status: Whether it is.

        origin_on: The day on which the claim arose.

        years: The length of its time, the shorter one when the debtor's kind is unknown; ``None`` without an origin.

        ends_on: The last day on which it surely runs, not moved to a bank day; ``None`` without an origin.

        latest_end_on: A day after which it surely runs no more, not moved: *ends_on*, unless something is unknown or
            doubtful; ``None`` when nobody can say, as without an origin or after legal action.

        moved_to: The next bank day, if *ends_on* is none.

        interruptions: What interrupted it, or may have, by day.

        warnings: What the answer rests on without being certain of it; the codes are those of :class:`Doubt`.
    """

    status: PrescriptionStatus
    origin_on: dt.date | None = None
    years: int | None = None
    ends_on: dt.date | None = None
    latest_end_on: dt.date | None = None
    moved_to: dt.date | None = None
    interruptions: tuple[Interruption, ...] = ()
    warnings: tuple[Reason, ...] = ()


@decides("OWN-10")
def prescription(
    claim: Prescribable,
    *,
    as_of: dt.date,
    law: Law = SWEDEN,
    moves: bool = False,
    presumed_post_days: int = PRESUMED_POST_DAYS,
) -> Prescription:
    """
    Tell whether *claim* is prescribed on *as_of* (lag 1981:130).

    Two ends are reckoned. Until the first the claim surely lives: only what surely interrupted in time counts, from
    its first possible day. After the second it is surely dead: whatever may have interrupted counts, from its last
    possible day. Between them the status is unknown. What is doubtful:

    - The debtor's kind is unknown: the first end takes the shorter time, the second the longer one.
    - Only an interval is known for a fact. It surely interrupts if its last day was in time, and possibly as soon as
      its first day has come.
    - A payment that went back in full, a letter that was withdrawn or one that may have come in an insolvency, when it
      must reach the administrator (NJA 2022 s. 150), does not surely interrupt.
    - Legal action surely interrupts, from its own day; the new time runs from the final decision, which may come at any
      time. That the debtor was served is presumed; without service it had not interrupted (7 § second paragraph).

    An interruption counts up to the last day of the time, and a new time of the same length runs from it (6 §). The
    creditor's own reminders before the transfer are letters like any other; the invoice is not. The shorter time is
    that of goods or services from a trader to a consumer (2 § second paragraph). Promissory notes are not known.

    Args:
        claim: The claim. Its facts up to *as_of* count: a letter from its presumed receipt, perhaps from its dispatch.

        as_of: The day to judge by; the claim is prescribed on the day after the last one.

        law: Where the lengths come from, by the day on which the claim arose.

        moves: Whether a time that ends when banks are closed moves to their next day. That is unsettled.

        presumed_post_days: As for :func:`presumed_receipt`.

    Raises:
        PostDaysError: If *presumed_post_days* is negative, or no whole number.
        NotInForceError: If no length is known for the day on which the claim arose.
        DateTypeError: If a day is no plain date.
        LawTypeError: If the law is none.
    """
    require_date(as_of, "as_of")
    if type(presumed_post_days) is not int or presumed_post_days < 0:
        raise PostDaysError(presumed_post_days)
    doubts = [Doubt.ORIGIN_UNKNOWN] if claim.origin_on is None else []
    doubts += [Doubt.DEBTOR_KIND_UNKNOWN] if claim.debtor_kind is None and claim.is_supply else []
    if claim.origin_on is None:
        return Prescription(status=PrescriptionStatus.UNKNOWN, warnings=_warnings(claim.claim_id, doubts))
    origin = require_date(claim.origin_on, "origin_on")
    lengths = _lengths(claim, origin, require_law(law))
    happened = _interruptions((*_prior(claim), *claim.facts), as_of, presumed_post_days)
    found = tuple((since, each) for since, each in happened if origin <= each.on)
    sure = _sure_end(origin, (each for _, each in found if each.first_on <= as_of), min(lengths), moves=moves)
    possible, counted = _possible_end(origin, found, max(lengths), moves=moves)
    moved = bank_day_or_last(sure)
    doubts += [Doubt.END_MAY_MOVE] if moved != sure else []
    return Prescription(
        status=_status(as_of, sure, possible, moves=moves),
        origin_on=origin,
        years=min(lengths),
        ends_on=sure,
        latest_end_on=None if any(each.cause is Cause.ACTION for each in counted) else possible,
        moved_to=None if moved == sure else moved,
        interruptions=counted,
        warnings=_warnings(claim.claim_id, doubts, counted),
    )


def _status(as_of: dt.date, sure: dt.date, possible: dt.date, *, moves: bool) -> PrescriptionStatus:
    if as_of <= (bank_day_or_last(sure) if moves else sure):
        return PrescriptionStatus.RUNNING
    last = bank_day_or_last(possible) if moves else possible
    return PrescriptionStatus.PRESCRIBED if as_of > last else PrescriptionStatus.UNKNOWN


def _warnings(claim_id: str, doubts: Iterable[Doubt], counted: Iterable[Interruption] = ()) -> tuple[Reason, ...]:
    of_facts = ((doubt, each.fact_id) for each in counted for doubt, holds in _DOUBTS if holds(each))
    about = (*((doubt, claim_id) for doubt in doubts), *of_facts)
    return tuple(Reason("OWN-10", doubt, subject) for doubt, subject in about)


def _lengths(claim: Prescribable, origin: dt.date, law: Law) -> tuple[int, ...]:
    """Return how many years the claim may live: one number, or two while nobody knows what the debtor is."""
    consumer, other = law.consumer_prescription_years, law.prescription_years
    known = {DebtorKind.CONSUMER: (consumer,), None: (consumer, other)}
    lengths = known.get(claim.debtor_kind, (other,)) if claim.is_supply else (other,)
    return tuple(years.on(origin).value for years in lengths)


def _prior(claim: Prescribable) -> Iterator[Fact]:
    """Yield the creditor's own reminders as facts."""
    for place, reminder in enumerate(claim.prior_reminders):
        yield Fact(fact_id=prior_id(claim.claim_id, place), kind=FactKind.REMINDER_SENT, happened_on=reminder.sent_on)


def _interruptions(
    facts: tuple[Fact, ...], as_of: dt.date, presumed_post_days: int
) -> Iterator[tuple[dt.date, Interruption]]:
    """
    Yield what interrupts by its kind, whether or not in time, each after the first day on which it may have done so.

    That day is not the interruption's own first one: a letter may arrive on the day of its dispatch.
    """
    received = partial(presumed_receipt, presumed_post_days=presumed_post_days)
    known = [fact for fact in facts if (fact.earliest_on or fact.happened_on) <= as_of]
    gone: Counter[tuple[str | None, str]] = Counter()
    for fact in known:
        if fact.kind in _GOES_BACK and fact.amount is not None:
            gone[fact.about, fact.amount.currency] += fact.amount.minor
    withdrawn = {fact.about for fact in known if fact.kind is FactKind.MEASURE_WITHDRAWN}
    insolvent = tuple(_insolvencies(known))
    for fact in known:
        cause = _INTERRUPTS.get(fact.kind)
        if cause is None:
            continue
        day_of = received if cause is Cause.WRITTEN_CLAIM else require_date
        paid = fact.amount if cause is Cause.ACKNOWLEDGED else None
        went_back = paid is not None and gone[fact.fact_id, paid.currency] >= paid.minor
        on, earliest_on = day_of(fact.happened_on), fact.earliest_on and day_of(fact.earliest_on)
        met = any(first <= on and (earliest_on or on) <= last for first, last in insolvent)
        yield (
            fact.earliest_on or fact.happened_on,
            Interruption(
                fact_id=fact.fact_id,
                kind=fact.kind,
                cause=cause,
                on=on,
                earliest_on=earliest_on,
                is_taken_back=went_back or fact.fact_id in withdrawn,
                is_in_insolvency=met and cause is Cause.WRITTEN_CLAIM,
            ),
        )


def _insolvencies(known: Iterable[Fact]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and the last day on which the debtor may have been insolvent, for each time that it was so."""
    facts = tuple(known)
    ends = [fact.happened_on for fact in facts if fact.kind is FactKind.INSOLVENCY_ENDED]
    for fact in facts:
        if fact.kind is FactKind.INSOLVENT:
            yield (
                fact.earliest_on or fact.happened_on,
                min((end for end in ends if end >= fact.happened_on), default=_NEVER),
            )


def _sure_end(origin: dt.date, found: Iterable[Interruption], years: int, *, moves: bool) -> dt.date:
    """Return the last day on which the claim surely lives."""
    end = _years_on(origin, years)
    for each in sorted(found, key=lambda each: (each.on, each.fact_id)):
        if each.is_sure and each.on <= (bank_day_or_last(end) if moves else end):
            end = max(end, _years_on(each.first_on, years))
    return end


def _possible_end(
    origin: dt.date, found: Iterable[tuple[dt.date, Interruption]], years: int, *, moves: bool
) -> tuple[dt.date, tuple[Interruption, ...]]:
    """Return the last day on which the claim may live, and what that rests on."""
    end, counted = _years_on(origin, years), []
    for since, each in sorted(found, key=lambda pair: (pair[0], pair[1].fact_id)):
        if since <= (bank_day_or_last(end) if moves else end):
            counted.append(each)
            end = max(end, _NEVER if each.cause is Cause.ACTION else _years_on(each.on, years))
    return end, tuple(sorted(counted, key=lambda each: (each.first_on, each.fact_id)))


def _years_on(day: dt.date, years: int) -> dt.date:
    """Return the last day of a time in years, or the calendar's last day if it lies past that."""
    return _NEVER if day.year + years > dt.MAXYEAR else years_after(day, years)
