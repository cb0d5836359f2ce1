"""
Oracles: the same answers, worked out in the slowest and plainest way, from the published facts and not our tables.

Interest is added day by day, as fractions. A claim is lived through day by day.
"""

import calendar
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from inkasso_rules.claim import Claim
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.claims import Charge, ChargeKind
from inkasso_rules.model.conventions import AllocationOrder, DayCount
from inkasso_rules.model.dates import bank_day_on_or_after
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.parties import DebtorKind

ONE_DAY: Final = dt.timedelta(days=1)
FIRST_RATE: Final = dt.date(2002, 7, 1)
LAST_RATE: Final = dt.date(2026, 12, 31)

#: Riksbanken's reference rate by year: of its first half, and of its second.
REFERENCE: Final[Mapping[int, tuple[str, str]]] = {
    2002: ("", "4.50"),
    2003: ("4.00", "3.00"),
    2004: ("3.00", "2.00"),
    2005: ("2.00", "1.50"),
    2006: ("1.50", "2.50"),
    2007: ("3.00", "3.50"),
    2008: ("4.00", "4.50"),
    2009: ("2.00", "0.50"),
    2010: ("0.50", "0.50"),
    2011: ("1.50", "2.00"),
    2012: ("2.00", "1.50"),
    2013: ("1.00", "1.00"),
    2014: ("1.00", "1.00"),
    2015: ("0.00", "0.00"),
    2016: ("0.00", "-0.50"),
    2017: ("-0.50", "-0.50"),
    2018: ("-0.50", "-0.50"),
    2019: ("-0.50", "0.00"),
    2020: ("0.00", "0.00"),
    2021: ("0.00", "0.00"),
    2022: ("0.00", "0.50"),
    2023: ("2.50", "3.50"),
    2024: ("4.00", "4.00"),
    2025: ("3.00", "2.00"),
    2026: ("2.00", "2.00"),
}

Rate = Callable[[dt.date], Fraction]


# --- interest ---------------------------------------------------------------------------------------------------------
def reference(day: dt.date) -> Fraction:
    """Return the reference rate of a day."""
    first, second = REFERENCE[day.year]
    return Fraction(first if (day.month, day.day) < (7, 1) else second)


def rate(
    agreed: AgreedInterest | None = None, debtor_kind: DebtorKind | None = None, *, is_supply: bool = True
) -> Rate:
    """
    Return the yearly percent of each day; a margin leaves 0 at least.

    Since 2013-03-16 some terms are void where a trader supplied goods or services.
    """

    def on(day: dt.date) -> Fraction:
        lawful = reference(day) + 8
        if agreed is None or (agreed.percent is None and agreed.margin is None):
            return lawful
        ours = (
            Fraction(agreed.percent)
            if agreed.percent is not None
            else max(reference(day) + Fraction(agreed.margin or 0), Fraction(0))
        )
        is_waived = agreed.percent == Decimal(0) and debtor_kind in {DebtorKind.TRADER, DebtorKind.PUBLIC_BODY}
        if is_supply and day >= dt.date(2013, 3, 16) and (is_waived or debtor_kind is DebtorKind.PUBLIC_BODY):
            return max(ours, lawful)
        return ours

    return on


@functools.cache
def of_year(day: dt.date, count: DayCount) -> Fraction:
    """Return what part of a year one day is."""
    days_of_year, last = 365 + calendar.isleap(day.year), calendar.monthrange(day.year, day.month)[1]
    match count:
        case DayCount.ACT_365:
            return Fraction(1, 365)
        case DayCount.ACT_ACT:
            return Fraction(1, days_of_year)
        case DayCount.THIRTY_360:
            counted = 0 if day.day == 31 else 31 - day.day if day.month == 2 and day.day == last else 1
            return Fraction(counted, 360)


def days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """Return the days of a period; both ends count."""
    return (dt.date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def weight(first: dt.date, last: dt.date, on: Rate, count: DayCount = DayCount.ACT_365) -> Fraction:
    """Return the interest on one minor unit over a period, day by day."""
    return sum((on(day) / 100 * of_year(day, count) for day in days(first, last)), Fraction(0))


def half_up(exact: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero."""
    low, rest = divmod(abs(exact), 1)
    size = int(low) + (rest >= Fraction(1, 2))
    return size if exact >= 0 else -size


# --- a claim ----------------------------------------------------------------------------------------------------------
def first_day(charge: Charge, claim: Claim, told: Iterable[Fact]) -> dt.date | None:
    """Return the first day of interest on a charge; nothing if there is none. An unknown invoice, a demand replaces."""
    if charge.kind in {ChargeKind.INTEREST, ChargeKind.FEE}:
        return None
    after_due = bank_day_on_or_after(charge.due_date) + ONE_DAY
    back = {fact.about for fact in told if fact.kind is FactKind.MEASURE_WITHDRAWN}
    letters = [fact for fact in told if fact.kind is FactKind.DEMAND_SENT and fact.fact_id not in back]
    demands = [fact.happened_on for fact in letters]
    sent_on = charge.sent_on or min(demands, default=None)
    arrived_on = charge.received_on if charge.sent_on and charge.received_on else after_due
    first: dt.date | None = None
    if claim.agreements.due_date:
        first = after_due
    elif sent_on is not None and (
        charge.states_interest
        or claim.debtor_kind is DebtorKind.TRADER
        or (claim.debtor_kind is DebtorKind.PUBLIC_BODY and claim.is_supply)
    ):
        first = max(sent_on + 30 * ONE_DAY, after_due, arrived_on)
    if first is None or claim.interest_invoiced_through is None:
        return first
    return max(first, claim.interest_invoiced_through + ONE_DAY)


_ON_CAPITAL: Final = {
    FactKind.PAID_CREDITOR: 1,
    FactKind.CREDITED: 1,
    FactKind.REMITTED: 1,
    FactKind.PAYMENT_REMOVED: -1,
}
READ: Final = frozenset({*_ON_CAPITAL, FactKind.PAID_AGENCY, FactKind.PAYMENT_REVERSED, FactKind.SET_OFF})


class Life:
    """
    A claim, lived through day by day: what fell on costs, interest and capital, and what was left over.

    The costs that are asked for are given, by day. It knows splits that name a payment, and payments that go back as a
    whole, by their name; nothing else of that kind.
    """

    def __init__(self, claim: Claim, costs: Callable[[dt.date], int], order: AllocationOrder) -> None:
        self.claim, self.costs, self.order = claim, costs, order.split("_")
        self.fallen = {"costs": 0, "interest": 0, "capital": 0, "left": 0}
        self.parts: dict[str, dict[str, int]] = {}
        self.exact = Fraction(0)

    def live(self, as_of: dt.date, *, count: DayCount = DayCount.ACT_365) -> None:
        """Live through all days up to one."""
        told = [fact for fact in self.claim.facts if fact.happened_on <= as_of]
        splits = {fact.about: fact.capital for fact in told if fact.kind is FactKind.SPLIT_STATED}
        happened: dict[dt.date, list[Fact]] = {}
        for fact in told:
            if fact.from_start and fact.amount is not None:
                self.fallen["capital"] += fact.amount.minor
            elif fact.kind in READ:
                happened.setdefault(fact.happened_on, []).append(fact)
        firsts = [first_day(charge, self.claim, told) for charge in self.claim.charges]
        begin = min([as_of, *(first for first in firsts if first), *(fact.happened_on for fact in told)])
        on = rate(self.claim.agreements.interest, self.claim.debtor_kind, is_supply=self.claim.is_supply)
        for day in days(begin, as_of):
            bearing = sum(
                minor for minor, first in zip(self.open_charges(), firsts, strict=True) if first and first <= day
            )
            if bearing:
                self.exact += bearing * on(day) / 100 * of_year(day, count)
            for fact in happened.get(day, ()):
                stated = splits.get(fact.fact_id, fact.capital)
                self.happen(fact, None if stated is None else stated.minor)

    def open_charges(self) -> list[int]:
        """Return what is open of each charge: each is settled by what the ones before it left."""
        before, opened = 0, []
        for charge in self.claim.charges:
            before += charge.amount.minor
            opened.append(max(0, min(charge.amount.minor, before - self.fallen["capital"])))
        return opened

    def open(self, day: dt.date) -> dict[str, int]:
        """Return what is open of each part; below zero if more fell on it than was asked for."""
        asked = {"costs": self.costs(day), "interest": half_up(self.exact), "capital": self.claim.capital.minor}
        return {part: minor - self.fallen[part] for part, minor in asked.items()}

    def happen(self, fact: Fact, stated: int | None) -> None:
        """Let money fall."""
        minor = 0 if fact.amount is None else fact.amount.minor
        sign = _ON_CAPITAL.get(fact.kind)
        if sign is not None:
            parts = {"capital": sign * minor}
        elif fact.kind is FactKind.PAYMENT_REVERSED:
            parts = {part: -fell for part, fell in self.parts[fact.about or ""].items()}
        elif fact.kind is FactKind.SET_OFF:
            parts = self.shared(minor - (stated or 0), ["interest", "costs"], fact.happened_on)
            parts["capital"] = stated or 0
        elif stated is None:
            parts = self.shared(minor, self.order, fact.happened_on)
        else:
            beside = [part for part in self.order if part != "capital"]
            parts = {**self.shared(minor - stated, beside, fact.happened_on), "capital": stated}
        self.parts[fact.fact_id] = parts
        for part, fell in parts.items():
            self.fallen[part] += fell

    def shared(self, minor: int, order: list[str], day: dt.date) -> dict[str, int]:
        """Lay what is open end to end, and see how far the money reaches."""
        opened, parts, end = self.open(day), {}, 0
        for part in order:
            start, end = end, end + max(opened[part], 0)
            parts[part] = max(min(minor, end) - start, 0)
        return {**parts, "left": max(minor - end, 0)}


def is_plain(fact: Fact, known: Mapping[str, Fact]) -> bool:
    """Tell whether an oracle's life can hold a fact: no splits of sums, no parts that go back."""
    if fact.kind is FactKind.SPLIT_STATED:
        return fact.about in known
    if fact.kind is FactKind.PAYMENT_REVERSED:
        paid = known.get(fact.about or "")
        return paid is not None and paid.amount == fact.amount and fact.capital is None
    return True


def plain(claim: Claim) -> Claim:
    """Return the claim without the facts that no life can hold."""
    known = {fact.fact_id: fact for fact in claim.facts if fact.kind is FactKind.PAID_AGENCY}
    facts = tuple(fact for fact in claim.facts if is_plain(fact, known))
    return attrs.evolve(claim, facts=facts)
