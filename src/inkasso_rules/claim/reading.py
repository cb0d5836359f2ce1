"""
What a claim's facts say before any money is counted: measures, charges for them, splits, corrections, disputes.

What is known on the day of the question decides: a measure that was taken back by then, and an invoice that was
corrected from the start, are so from their first day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.law.charging import ChargedCost
from inkasso_rules.law.deadlines import bank_day_or_last, demand_deadline
from inkasso_rules.law.interest import InterestStart, first_interest_day
from inkasso_rules.law.measures import CostCondition, Measure
from inkasso_rules.law.parameter import NotInForceError
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.claims import MONEY_FACTS, Claim, prior_id
from inkasso_rules.model.dates import years_after
from inkasso_rules.model.disputes import Dispute, settled
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.policy import Policy

__all__ = ["Reading", "condition", "due_dates", "read", "starts"]

# A member of an enumeration is looked up slowly.
_DEMAND: Final = CostKind.DEMAND


@attrs.define(eq=False)
class Reading:
    """
    What the facts say up to a day.

    Attributes:
        money: The facts that move money, in order, each with its minor units, and the splits of which nobody said, or
            knows, what they are about.

        splits: By payment, or reversal: how much of it fell on the capital, as stated last, or else as assumed first.

        measures: What was done to make the debtor pay.

        charged: What the agency says it charged, in kronor, and the creditor for its own reminders.

        ends: By demand of which nobody says whether it is as the law requires: the last day to pay that it gives.

        withdrawn: By measure: the day on which it was taken back.

        corrected: Minor units that credit notes took off the invoice from the start.

        disputes: What is disputed.

        insolvent: Times of insolvency: the day each began, and the first day after it.

        uncounted: Facts with money in another currency, which no sum can hold.
    """

    money: list[tuple[Fact, int]] = attrs.Factory(list)
    splits: dict[str, Fact] = attrs.Factory(dict)
    measures: list[Measure] = attrs.Factory(list)
    charged: list[ChargedCost] = attrs.Factory(list)
    ends: dict[str, dt.date] = attrs.Factory(dict)
    withdrawn: dict[str, dt.date] = attrs.Factory(dict)
    corrected: int = 0
    disputes: tuple[Dispute, ...] = ()
    insolvent: tuple[tuple[dt.date, dt.date | None], ...] = ()
    uncounted: tuple[str, ...] = ()

    def until(self, day: dt.date) -> Reading:
        """Return what is known now of the facts up to *day*: corrections, charges and splits may have come later."""
        return attrs.evolve(
            self,
            money=[(fact, minor) for fact, minor in self.money if fact.happened_on <= day],
            measures=[one for one in self.measures if one.taken_on <= day and one.withdrawn_on is None],
        )


def read(claim: Claim, as_of: dt.date, *, law: Law, policy: Policy) -> Reading:
    """Read the facts up to the end of *as_of*."""
    reading, currency = Reading(), claim.currency
    for place, reminder in enumerate(claim.prior_reminders):
        if reminder.sent_on <= as_of:
            _prior(reading, reminder, prior_id(claim.claim_id, place))
    for fact in claim.facts:
        if fact.happened_on > as_of:
            break
        note = _NOTES.get(fact.kind)
        if note is not None:
            note(reading, fact, currency)
    if reading.ends:
        reading.measures = [
            _as_required(one, reading.ends.get(one.measure_id), law, policy) for one in reading.measures
        ]
    if reading.withdrawn:
        reading.measures = [
            attrs.evolve(one, withdrawn_on=max(reading.withdrawn[one.measure_id], one.taken_on))
            if one.measure_id in reading.withdrawn
            else one
            for one in reading.measures
        ]
    return reading


def _as_required(measure: Measure, last: dt.date | None, law: Law, policy: Policy) -> Measure:
    """A demand that gives less time than it has to lacks what the law requires."""
    if last is None:
        return measure
    try:
        earliest = demand_deadline(sent_on=measure.taken_on, law=law, presumed_post_days=policy.presumed_post_days)
    except NotInForceError:  # Nobody knows how much it then had to give.
        return measure
    return measure if last >= earliest else attrs.evolve(measure, as_required=False)


def _prior(reading: Reading, reminder: PriorReminder, called: str) -> None:
    """The creditor asks for what its own reminder added to the debt, and for nothing if that was nothing."""
    if reminder.cost.currency != "SEK":
        reading.uncounted += (called,)
    elif reminder.cost.minor > 0:
        cost, on = CostKind.REMINDER, reminder.sent_on
        reading.measures.append(Measure(measure_id=called, cost=cost, taken_on=on))
        reading.charged.append(ChargedCost(charge_id=called, cost=cost, amount=reminder.cost, on=on, about=called))


def _money(reading: Reading, fact: Fact, currency: str) -> None:
    amount = fact.amount
    if amount is None or amount.currency != currency:
        reading.uncounted += (fact.fact_id,)
        return
    if fact.from_start:
        reading.corrected += amount.minor
    reading.money.append((fact, amount.minor))


def _split(reading: Reading, fact: Fact, currency: str) -> None:
    if fact.amount is None or fact.amount.currency != currency:
        reading.uncounted += (fact.fact_id,)
        return
    is_ours, about = fact.kind is FactKind.SPLIT_ASSUMED, fact.about or ""
    if any(known.fact_id == fact.about for known, _ in reading.money):
        if not (is_ours and about in reading.splits):
            reading.splits[about] = fact
    elif not (is_ours and about):
        reading.money.append((fact, fact.amount.minor))


def _measure(cost: CostKind) -> Callable[[Reading, Fact, str], None]:
    def note(reading: Reading, fact: Fact, _currency: str) -> None:
        reading.measures.append(
            Measure(measure_id=fact.fact_id, cost=cost, taken_on=fact.happened_on, as_required=fact.as_required)
        )
        if cost is _DEMAND and fact.until is not None and fact.as_required is None:
            reading.ends[fact.fact_id] = fact.until

    return note


_LEGAL: Final = (CostKind.APPLICATION, CostKind.REPRESENTATIVE)


def _legal(reading: Reading, fact: Fact, _currency: str) -> None:
    for cost in _LEGAL:
        reading.measures.append(Measure(measure_id=fact.fact_id, cost=cost, taken_on=fact.happened_on))


def _charge(reading: Reading, fact: Fact, _currency: str) -> None:
    if fact.amount is None or fact.cost is None or fact.amount.currency != "SEK":
        reading.uncounted += (fact.fact_id,)
        return
    about = fact.about
    # Nobody else tells that the authority enforces the claim, so that its fee is a measure of that day, unless it is
    # for the same title as an earlier one: that which it names; without a name, the last of the year before.
    if fact.cost is CostKind.ENFORCEMENT:
        known = [one for one in reading.measures if one.cost is CostKind.ENFORCEMENT]
        if about is None and known and fact.happened_on < _year_after(known[-1].taken_on):
            about = known[-1].measure_id
        about = next((one.about for one in reading.charged if one.charge_id == about), about) or fact.fact_id
        if about not in {one.measure_id for one in known}:
            reading.measures.append(Measure(measure_id=about, cost=CostKind.ENFORCEMENT, taken_on=fact.happened_on))
    reading.charged.append(
        ChargedCost(charge_id=fact.fact_id, cost=fact.cost, amount=fact.amount, on=fact.happened_on, about=about)
    )


def _year_after(day: dt.date) -> dt.date:
    return years_after(day, 1) if day.year < dt.MAXYEAR else dt.date.max


def _withdrawal(reading: Reading, fact: Fact, _currency: str) -> None:
    reading.withdrawn[fact.about or ""] = fact.happened_on


def _dispute(reading: Reading, fact: Fact, currency: str) -> None:
    reading.disputes += (Dispute.of(fact, currency=currency),)


def _settle(reading: Reading, fact: Fact, _currency: str) -> None:
    match settled(reading.disputes, fact):
        case (one,):
            reading.disputes = tuple(other for other in reading.disputes if other is not one)


def _insolvent(reading: Reading, fact: Fact, _currency: str) -> None:
    if not reading.insolvent or reading.insolvent[-1][1] is not None:
        reading.insolvent += ((fact.happened_on, None),)


def _solvent(reading: Reading, fact: Fact, _currency: str) -> None:
    if reading.insolvent and reading.insolvent[-1][1] is None:
        reading.insolvent = (*reading.insolvent[:-1], (reading.insolvent[-1][0], fact.happened_on))


_NOTES: Final[Mapping[FactKind, Callable[[Reading, Fact, str], None]]] = MappingProxyType(
    {
        **dict.fromkeys(MONEY_FACTS, _money),
        FactKind.SPLIT_ASSUMED: _split,
        FactKind.SPLIT_STATED: _split,
        FactKind.REMINDER_SENT: _measure(CostKind.REMINDER),
        FactKind.DEMAND_SENT: _measure(CostKind.DEMAND),
        FactKind.PLAN_AGREED: _measure(CostKind.INSTALMENT_PLAN),
        FactKind.LEGAL_STARTED: _legal,
        FactKind.COST_CHARGED: _charge,
        FactKind.MEASURE_WITHDRAWN: _withdrawal,
        FactKind.DISPUTED: _dispute,
        FactKind.DISPUTE_SETTLED: _settle,
        FactKind.INSOLVENT: _insolvent,
        FactKind.INSOLVENCY_ENDED: _solvent,
    }
)


def starts(claim: Claim, reading: Reading, law: Law, policy: Policy) -> tuple[InterestStart | None, ...]:
    """
    Return for each charge from which day interest runs; nothing for one that bears none.

    Where nobody knows when the invoice was sent, the first demand is the claim for a definite amount.
    """
    demands = [one.taken_on for one in reading.measures if one.cost is _DEMAND and one.withdrawn_on is None]
    demanded_on = min(demands, default=None)
    return tuple(
        [
            first_interest_day(
                due_date=charge.due_date,
                due_date_agreed=bool(claim.agreements.due_date),
                sent_on=charge.sent_on or demanded_on,
                received_on=None if charge.sent_on is None else charge.received_on,
                debtor_kind=claim.debtor_kind,
                states_interest=charge.states_interest,
                is_supply=claim.is_supply,
                moves=policy.due_date_moves,
                law=law,
            )
            if charge.kind.bears_interest
            else None
            for charge in claim.charges
        ]
    )


def due_dates(claim: Claim, policy: Policy) -> tuple[dt.date, ...]:
    """Return the last day on which each charge is paid in time."""
    return tuple(_in_time(charge.due_date, moves=policy.due_date_moves) for charge in claim.charges)


@lru_cache(maxsize=4096)
def _in_time(due_date: dt.date, *, moves: bool) -> dt.date:
    return bank_day_or_last(due_date) if moves else due_date


def condition(
    claim: Claim, reading: Reading, late_from: dt.date | None, idle: frozenset[str], policy: Policy
) -> CostCondition:
    """Return what the law's answer about the costs depends on."""
    return CostCondition(
        debtor_kind=claim.debtor_kind,
        reminder_fee_agreed=claim.agreements.reminder_fee,
        interest_from=late_from,
        is_supply=claim.is_supply,
        insolvent=reading.insolvent,
        never_owed=reading.corrected > 0 and reading.corrected >= claim.capital.minor,
        due_date=_in_time(claim.charges[0].due_date, moves=policy.due_date_moves),
        idle=idle,
        reminders_max=policy.reminders_charged_max,
        demands_max=policy.demands_charged_max,
        applications_max=policy.applications_charged_max,
        presumes_requirements=policy.agency_letters_presumed,
    )
