"""
What a debtor owes for being reminded, dunned and taken to the authority (lag 1981:739).

*Owed by law* is the most that a creditor may ask; nobody must ask for all of it. Each measure is judged by the law of
the day on which it was taken. The compensation for late payment, 450 kronor between businesses, takes in the costs of
letters: they are owed only for what exceeds it. It never takes in what the authority and a representative cost.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from inkasso_rules.law.measures import (
    LETTERS,
    CostCondition,
    CostError,
    CostLine,
    CostReason,
    Costs,
    Measure,
    all_of,
)
from inkasso_rules.law.parameter import Citation, Dated, Parameter
from inkasso_rules.law.rates import BUSINESS
from inkasso_rules.law.sweden import SWEDEN, Law, require_law
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = ["Judged", "Named", "costs_given", "judge", "lines", "no_compensation", "recoverable_costs", "together"]

_ACT: Final = "SFS 1981:739"

#: Measures that are charged by name, by kind and id.
Named = frozenset[tuple[CostKind, str]]

_NONE_NAMED: Final[Named] = frozenset()
_Why = CostReason | None


def _reminder(_measure: Measure, given: CostCondition) -> _Why:
    if given.reminder_fee_agreed is None:
        return CostReason.AGREEMENT_UNKNOWN
    return None if given.reminder_fee_agreed else CostReason.NOT_AGREED


def _letter(measure: Measure, given: CostCondition) -> _Why:
    if measure.as_required is None and not given.presumes_requirements:
        return CostReason.REQUIREMENTS_UNKNOWN
    return CostReason.NOT_AS_REQUIRED if measure.as_required is False else None


def _plan(measure: Measure, _given: CostCondition) -> _Why:
    """A plan is presumed nothing: an agency cannot consult alone."""
    if measure.as_required is None:
        return CostReason.REQUIREMENTS_UNKNOWN
    return None if measure.as_required else CostReason.NOT_AS_REQUIRED


def _free(_measure: Measure, _given: CostCondition) -> _Why:
    return None


@attrs.frozen
class _Rule:
    """How the law treats a kind of cost: its paragraph, its maximum, and its condition."""

    source: Citation
    maximum: Callable[[Law], Parameter[Money]] | None
    condition: Callable[[Measure, CostCondition], _Why]


# fmt: off
_RULES: Final[Mapping[CostKind, _Rule]] = MappingProxyType({
    CostKind.REMINDER:        _Rule(Citation(_ACT, "2 §"),                lambda law: law.reminder_fee_max,        _reminder),
    CostKind.DEMAND:          _Rule(Citation(_ACT, "3 § p. 1"),           lambda law: law.demand_fee_max,          _letter),
    CostKind.INSTALMENT_PLAN: _Rule(Citation(_ACT, "3 § p. 2"),           lambda law: law.instalment_plan_fee_max, _plan),
    CostKind.APPLICATION:     _Rule(Citation("SFS 1990:746", "48 §"),     lambda law: law.application_fee,         _free),
    CostKind.REPRESENTATIVE:  _Rule(Citation("SFS 1990:746", "48 §"),     lambda law: law.representative_fee_max,  _free),
    CostKind.ENFORCEMENT:     _Rule(Citation("SFS 1992:1094", "6 §"),     lambda law: law.enforcement_fee,         _free),
    CostKind.OTHER:           _Rule(Citation(_ACT, "5 § st. 1"),          None,                                    _free),
})
# fmt: on
_COMPENSATION: Final = Citation(_ACT, "4 a §")


@decides("LC-12")
def recoverable_costs(
    measures: Iterable[Measure],
    *,
    debtor_kind: DebtorKind | None,
    reminder_fee_agreed: bool | None,
    interest_from: dt.date | None = None,
    as_of: dt.date | None = None,
    law: Law = SWEDEN,
) -> Costs:
    """
    Tell what a debtor owes by law for *measures* (lag 1981:739); :func:`costs_given` takes further conditions.

    >>> demand = Measure(measure_id="D-1", cost=CostKind.DEMAND, taken_on=dt.date(2026, 3, 2), as_required=True)
    >>> print(recoverable_costs([demand], debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=None).total)
    180.00 SEK

    Args:
        measures: What was done, in any order.

        debtor_kind: What the debtor is; a sole trader is one or the other by the purpose of the purchase.

        reminder_fee_agreed: Whether a fee for reminders was agreed, no later than when the debt arose.

        interest_from: The first day of late interest; from it on a business owes the compensation.

        as_of: What happened later is left out; without it everything counts.

        law: The law.

    Raises:
        CostError: If two measures of one kind have one id.
        CostTypeError: If *measures* holds something else, the debtor's kind is none, or the agreement no yes or no.
        NotInForceError: If it is not known what the law said on the day of a measure.
        DateTypeError: If a day is no plain date.
    """
    given = CostCondition(debtor_kind=debtor_kind, reminder_fee_agreed=reminder_fee_agreed, interest_from=interest_from)
    return costs_given(given, measures, as_of=as_of, law=law)


@decides("LC-12")
def costs_given(
    given: CostCondition,
    measures: Iterable[Measure],
    *,
    named: Named = _NONE_NAMED,
    as_of: dt.date | None = None,
    law: Law = SWEDEN,
) -> Costs:
    """
    Tell what a debtor owes by law for *measures* under all conditions; see :func:`recoverable_costs`, :func:`judge`.

    Raises:
        CostTypeError: If *measures* holds something else; and as there.
    """
    known = all_of(Measure, measures, "measures")
    return Costs(tuple(lines(judge(given, known, named=named, as_of=as_of, law=law))))


class Judged(NamedTuple):
    """
    A measure, or the compensation, by itself: what may be asked for it, before the compensation takes anything in.

    Attributes:
        cost: As in :class:`.CostLine`.

        measure_id: As in :class:`.CostLine`.

        on: As in :class:`.CostLine`.

        minor: How much, in öre; below zero where it is taken back.

        why: As in :class:`.CostLine`.

        source: As in :class:`.CostLine`.

        is_back: Whether it is about a measure that was taken back, and that comes to nothing.
    """

    cost: CostKind
    measure_id: str | None
    on: dt.date
    minor: int
    why: _Why
    source: Citation
    is_back: bool = False


@decides("LC-12")
def judge(
    given: CostCondition,
    measures: Iterable[Measure],
    *,
    named: Named = _NONE_NAMED,
    as_of: dt.date | None = None,
    law: Law = SWEDEN,
) -> tuple[Judged, ...]:
    """
    Judge each measure by itself, and the compensation, by day.

    Args:
        given: What the answer depends on.

        measures: What was done, in any order.

        named: What is charged by name (:func:`.named_by`): where not all of a kind may be charged, it comes first.

        as_of: What happened later is left out; without it everything counts.

        law: The law.

    Raises:
        CostError: If two measures of one kind have one id.
        NotInForceError: If it is not known what the law said on the day of a measure.
        DateTypeError: If *as_of* is no plain date.
        LawTypeError: If the law is none.
    """
    require_law(law)
    if as_of is not None:
        require_date(as_of, "as_of")
    known = sorted([one for one in measures if as_of is None or one.taken_on <= as_of], key=_BY_DAY)
    _refuse_twins(known)
    judged = _judged(known, given, named, as_of, law)
    late = given.interest_from
    if late is not None and (as_of is None or late <= as_of):
        judged.append(_compensation(given, late, law))
    judged.sort(key=_DAY)
    return tuple(judged)


_BY_DAY: Final = attrgetter("taken_on", "measure_id")
_DAY: Final = attrgetter("on")


def _refuse_twins(measures: list[Measure]) -> None:
    seen: set[tuple[CostKind, str]] = set()
    for measure in measures:
        this = (measure.cost, measure.measure_id)
        if this in seen:
            raise CostError(measure.measure_id, "measure_id", "an id that no other measure of its kind has")
        seen.add(this)


# A member of an enumeration is looked up slowly.
_REMINDER: Final = CostKind.REMINDER
_DEMAND: Final = CostKind.DEMAND
_APPLICATION: Final = CostKind.APPLICATION
_REPRESENTATIVE: Final = CostKind.REPRESENTATIVE


def _judged(
    measures: list[Measure], given: CostCondition, named: Named, as_of: dt.date | None, law: Law
) -> list[Judged]:
    """Judge each measure; one that was taken back is judged twice, and comes to nothing."""
    found = []
    for measure in measures:
        back_on = measure.withdrawn_on
        is_back = back_on is not None and (as_of is None or back_on <= as_of)
        found.append((measure, is_back, *_why_not(measure, given, law)))
    beyond = _beyond([measure for measure, is_back, why, _ in found if why is None and not is_back], given, named)
    judged: list[Judged] = []
    for measure, is_back, reason, dated in found:
        cost, back_on = measure.cost, measure.withdrawn_on
        source = dated.source if dated is not None and reason is None else _RULES[cost].source
        why = CostReason.CHARGED_BEFORE if (cost, measure.measure_id) in beyond else reason
        minor = dated.value.minor if dated is not None and dated.value is not None and why is None else 0
        judged.append(Judged(cost, measure.measure_id, measure.taken_on, minor, why, source, is_back))
        if back_on is not None and is_back:
            judged.append(Judged(cost, measure.measure_id, back_on, -minor, CostReason.WITHDRAWN, source, is_back))
    return judged


def _beyond(measures: list[Measure], given: CostCondition, named: Named) -> frozenset[tuple[CostKind, str]]:
    """
    Return which of the measures that may be charged are too many of their kind.

    What is charged by name comes first, then the earliest. Of what is filed, all that is charged by name may be.
    """
    if len({measure.cost for measure in measures}) == len(measures):
        return frozenset()
    filed = given.applications_max
    most = {_REMINDER: given.reminders_max, _DEMAND: given.demands_max, _APPLICATION: filed, _REPRESENTATIVE: filed}
    beyond, count = [], Counter[CostKind]()
    for this in sorted(((one.cost, one.measure_id) for one in measures), key=lambda this: this not in named):
        cost, _ = this
        is_free = this in named and cost not in LETTERS
        if 0 < most.get(cost, 0) <= count[cost] and not is_free:
            beyond.append(this)
        count[cost] += 1
    return frozenset(beyond)


def _why_not(measure: Measure, given: CostCondition, law: Law) -> tuple[_Why, Dated[Money | None] | None]:
    """Return why nothing is owed for a measure, and what the law then allowed."""
    rule = _RULES[measure.cost]
    if rule.maximum is None:
        return CostReason.NOT_COMPENSABLE, None
    dated = rule.maximum(law).find(measure.taken_on)
    why = rule.condition(measure, given)
    if given.never_owed:
        why = CostReason.NEVER_OWED
    elif dated.value is None:
        why = CostReason.NO_SUCH_COST
    elif measure.measure_id in given.idle or (given.due_date is not None and measure.taken_on <= given.due_date):
        why = CostReason.NOT_DUE
    elif given.insolvent and _is_insolvent(given, measure.taken_on):
        why = CostReason.AFTER_INSOLVENCY
    return why, dated


def _is_insolvent(given: CostCondition, day: dt.date) -> bool:
    """Tell whether the debtor was insolvent before *day* already, and still."""
    return any(since < day and (end is None or day < end) for since, end in given.insolvent)


def _compensation(given: CostCondition, late: dt.date, law: Law) -> Judged:
    """Judge the compensation: owed once for each invoice, from the first day of late interest."""
    why = _why_no_compensation(given)
    if why is None and _is_insolvent(given, late):
        why = CostReason.AFTER_INSOLVENCY
    if why is not None:
        return Judged(CostKind.COMPENSATION, None, late, 0, why, _COMPENSATION)
    dated = law.late_payment_compensation.find(late)
    if dated.value is None:
        return Judged(CostKind.COMPENSATION, None, late, 0, CostReason.NO_SUCH_COST, _COMPENSATION)
    return Judged(CostKind.COMPENSATION, None, late, dated.value.minor, None, dated.source)


def _why_no_compensation(given: CostCondition) -> _Why:
    """Tell why the compensation is not owed, whatever the day."""
    if given.debtor_kind is None:
        return CostReason.DEBTOR_KIND_UNKNOWN
    if given.debtor_kind not in BUSINESS or not given.is_supply:
        return CostReason.NOT_BUSINESS
    return CostReason.NEVER_OWED if given.never_owed else None


def no_compensation(given: CostCondition, on: dt.date) -> CostLine:
    """Return the line of a compensation that nothing is said of: no late interest runs, or it is never owed."""
    return CostLine(
        cost=CostKind.COMPENSATION,
        measure_id=None,
        on=on,
        lawful=Money(0),
        owed=Money(0),
        why=_why_no_compensation(given) or CostReason.NOT_LATE,
        source=_COMPENSATION,
    )


def together(letters: int, compensation: int) -> int:
    """Return what letters and the compensation for late payment may cost together: the larger of them (5 § st. 2)."""
    return max(letters, compensation)


def lines(judged: Sequence[Judged]) -> Iterator[CostLine]:
    """
    Yield the lines of what was judged, the compensation taking in the costs of letters, the earliest first.

    A letter that was taken back takes up nothing of it, and neither does its withdrawal.
    """
    compensation = sum(one.minor for one in judged if one.cost is CostKind.COMPENSATION)
    letters = sum(one.minor for one in judged if one.cost in LETTERS and not one.is_back)
    room = letters + compensation - together(letters, compensation)
    for one in judged:
        taken = min(one.minor, room) if one.cost in LETTERS and not one.is_back else 0
        room -= taken
        yield CostLine(
            cost=one.cost,
            measure_id=one.measure_id,
            on=one.on,
            lawful=Money(one.minor),
            owed=Money(one.minor - taken),
            why=CostReason.ABSORBED if taken else one.why,
            source=one.source,
        )
