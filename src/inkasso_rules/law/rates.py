"""
The yearly rate of late interest on each day, and how much of it a period makes.

A :class:`Rates` lists the rates by first day. A :class:`Meter` adds them up once, day by day, in whole numbers, so that
the interest of any period is one subtraction: nothing is rounded until the end. Simple interest only: interest never
bears interest.
"""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
import functools
import itertools
import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType, NoneType
from typing import Final

import attrs

from inkasso_rules.law.checks import convention, require_type
from inkasso_rules.law.parameter import Citation, NotInForceError, Parameter
from inkasso_rules.law.sweden import SWEDEN, Law, require_law
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.conventions import DayCount
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = ["BUSINESS", "Meter", "Piece", "Rates", "agreed_rates", "law_rates", "meter"]

#: Debtors to whom the rules between businesses apply: traders, and public bodies that a trader supplied.
BUSINESS: Final = frozenset({DebtorKind.TRADER, DebtorKind.PUBLIC_BODY})

_ONE_DAY: Final = dt.timedelta(days=1)

#: The last day whose interest can be told: it takes the day after it.
_LAST_DAY: Final = dt.date.max - _ONE_DAY

#: A meter keeps the weights of so many days, and works out the others when it is asked.
_KEPT_DAYS: Final = 366 * 100

#: A common and a leap year have this many parts: a day is 366 of them in the one, and 365 in the other.
_PARTS: Final = 365 * 366

#: The parts of one year, by day count.
_YEAR: Final = MappingProxyType({DayCount.ACT_365: 365, DayCount.ACT_ACT: _PARTS, DayCount.THIRTY_360: 360})
_AGREED: Final = Citation("agreement", "between the parties")


@attrs.frozen
class Piece:
    """
    One rate and its first day.

    Attributes:
        starts: The first day.

        percent: Percent a year; may be below zero.

        source: Where it stands.
    """

    starts: dt.date
    percent: Fraction
    source: Citation


@attrs.frozen(cache_hash=True)
class Rates:
    """
    The rates by first day.

    Attributes:
        name: What they are called when a day lies outside.

        pieces: The rates, their first days rising.

        known_through: The last day that has a rate; without one, the last rate holds until further notice.
    """

    name: str
    pieces: tuple[Piece, ...]
    known_through: dt.date | None = None

    def require(self, first: dt.date, last: dt.date) -> None:
        """
        Refuse a period of which a day has no rate; the calendar's last day never has one.

        Raises:
            NotInForceError: If so; the day is the first one without a rate.
        """
        start, end = self.pieces[0].starts, self.known_through
        if first < start:
            raise NotInForceError(self.name, first, start, end)
        end = _LAST_DAY if end is None else min(end, _LAST_DAY)
        if last > end:
            raise NotInForceError(self.name, max(first, end + _ONE_DAY), start, end)

    def within(self, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date, Piece]]:
        """Yield the first and the last day of each rate within a period; both ends of it count."""
        index = bisect.bisect_right(self.pieces, first, key=_first_day) - 1
        for place in range(index, len(self.pieces)):
            piece = self.pieces[place]
            if piece.starts > last:
                return
            following = self.pieces[place + 1].starts if place + 1 < len(self.pieces) else dt.date.max
            yield max(first, piece.starts), last if following > last else following - _ONE_DAY, piece


def _first_day(piece: Piece) -> dt.date:
    return piece.starts


@decides("OWN-9")
def law_rates(law: Law, margin: Decimal | None = None) -> Rates:
    """
    Return the reference rate of each day with the law's margin, or with an agreed one (lag 1975:635, 6 and 9 §§).

    Only days on which both are known have a rate, and none after one of them was repealed. A reference rate below zero
    counts as it is: the act knows no floor. That an agreed margin above it makes no less than nothing is our reading: a
    creditor owes no interest for being paid late.

    Raises:
        LawTypeError: If the law is none.
        AgreedInterestError: If nobody can agree such a margin.
        NotInForceError: If there is no day on which both are known.
    """
    if margin is not None:
        AgreedInterest(margin=margin)  # Refuses what is no margin.
    return _law_rates(require_law(law), margin)


@functools.lru_cache(maxsize=64)
def _law_rates(law: Law, margin: Decimal | None) -> Rates:
    reference, ours = law.reference_rate, law.late_interest_margin
    series = (reference,) if margin is not None else (reference, ours)
    first = max(next(row.starts for row in one.rows if row.value is not None) for one in series)
    name, known_through = _earliest(*((one.name, _last_day(one)) for one in series))
    days = {first, *(row.starts for row in reference.rows)}
    if margin is None:
        days |= {row.starts for before, row in itertools.pairwise(ours.rows) if row.value != before.value}
    pieces = tuple(
        Piece(day, _with_margin(law, day, margin), reference.on(day).source)
        for day in sorted(days)
        if day == first or first < day <= (known_through or dt.date.max)
    )
    return Rates(name, pieces, known_through)


def _last_day(parameter: Parameter[Decimal]) -> dt.date | None:
    """Return the last day before the value is repealed, or else is no longer known; without one, it holds on."""
    pairs = itertools.pairwise(parameter.rows)
    repealed = (after.starts - _ONE_DAY for before, after in pairs if before.value is not None and after.value is None)
    return min(repealed, default=parameter.known_through)


def _earliest(*ends: tuple[str, dt.date | None]) -> tuple[str, dt.date | None]:
    """Return what ends first, and when; of two that end on one day the one that is named first."""
    return min(ends, key=lambda end: end[1] or dt.date.max)


def _with_margin(law: Law, day: dt.date, margin: Decimal | None) -> Fraction:
    reference = Fraction(law.reference_rate.on(day).value)
    if margin is None:
        return reference + Fraction(law.late_interest_margin.on(day).value)
    return max(reference + Fraction(margin), Fraction(0))


@decides("OWN-9")
def agreed_rates(
    agreed: AgreedInterest | None, *, debtor_kind: DebtorKind | None, is_supply: bool = True, law: Law = SWEDEN
) -> Rates:
    """
    Return the rates that hold when *agreed* was agreed with a debtor of this kind; without an agreement, the law's.

    Two terms are without effect against a trader that supplied goods or services, each since the law says so: with a
    trader or a public body, that there is no late interest at all (4 a §); with a public body, a rate below the law's
    (6 § second paragraph).

    Args:
        agreed: What was agreed.

        debtor_kind: What the debtor is.

        is_supply: Whether a trader supplied goods or services; if not, what was agreed stands.

        law: The law.

    Raises:
        InterestError: If the debtor's kind is none, or *is_supply* is neither yes nor no.
        AgreedInterestError: If the agreement is of another type.
        LawTypeError: If the law is none.
    """
    require_type("debtor_kind", debtor_kind, (DebtorKind, NoneType), "a DebtorKind or None")
    require_type("is_supply", is_supply, (bool,), "True or False")
    return _agreed_rates(Agreements(interest=agreed).interest, debtor_kind if is_supply else None, require_law(law))


@functools.lru_cache(maxsize=256)
def _agreed_rates(agreed: AgreedInterest | None, supplied: DebtorKind | None, law: Law) -> Rates:
    """Return the rates, by what the debtor is that was supplied with goods or services; nothing if none was."""
    if agreed is None or (agreed.percent is None and agreed.margin is None):
        return law_rates(law)
    if agreed.margin is not None:
        wanted = law_rates(law, agreed.margin)
    else:
        wanted = Rates("agreed interest", (Piece(dt.date.min, Fraction(agreed.percent or 0), _AGREED),))
    no_waiver = supplied in BUSINESS and agreed.percent == 0
    if not no_waiver and supplied is not DebtorKind.PUBLIC_BODY:
        return wanted
    rule = law.business_waiver_void if no_waiver else law.public_lower_rate_void
    return _at_least(wanted, law_rates(law), rule)


def _at_least(wanted: Rates, lawful: Rates, rule: Parameter[bool]) -> Rates:
    """Return the agreed rates, but the law's on days on which it says that lower ones are without effect."""
    if not any(row.value for row in rule.rows):
        return wanted
    first = max(lawful.pieces[0].starts, rule.rows[0].starts)
    name, known_through = _earliest((lawful.name, lawful.known_through), (rule.name, rule.known_through))
    pieces = []
    days = {piece.starts for piece in (*wanted.pieces, *lawful.pieces)} | {row.starts for row in rule.rows}
    for day in sorted(day for day in days if day <= (known_through or dt.date.max)):
        chosen = _rate_on(wanted, day)
        if day >= first and rule.find(day).value:
            chosen = max(chosen, _rate_on(lawful, day), key=_percent)  # Of two equal ones, what was agreed.
        pieces.append(attrs.evolve(chosen, starts=day))
    return Rates(name, tuple(pieces), known_through)


def _rate_on(rates: Rates, day: dt.date) -> Piece:
    return rates.pieces[bisect.bisect_right(rates.pieces, day, key=_first_day) - 1]


def _percent(piece: Piece) -> Fraction:
    return piece.percent


def _elapsed(day: dt.date, day_count: DayCount) -> int:
    """Return the parts of years from an arbitrary beginning to *day*; the difference of two is a period's."""
    if day_count == DayCount.ACT_365:
        return day.toordinal()
    if day_count == DayCount.THIRTY_360:
        return 360 * day.year + 30 * (day.month - 1) + min(day.day - 1, 30)
    in_year = day.toordinal() - dt.date(day.year, 1, 1).toordinal()
    return _PARTS * day.year + in_year * (365 if calendar.isleap(day.year) else 366)


@attrs.frozen(eq=False)
class Meter:
    """
    Adds up interest: made once for some rates and a day count (:func:`meter`), then asked about any period.

    What is added up are *weights*: whole numbers that, times a principal and divided by the denominator, are interest.

    Attributes:
        rates: The rates.

        day_count: How days become parts of a year.

        denominator: Interest is the principal times a weight, divided by this.
    """

    rates: Rates
    day_count: DayCount
    denominator: int
    _twice: int = attrs.field(repr=False)
    # For each rate: its first day, what to add, and the rate as a whole number.
    _steps: tuple[tuple[int, int, int], ...] = attrs.field(repr=False)
    # The weight of all days before each day, and of all up to it, if the rates have an end; else nothing.
    _until: MappingProxyType[dt.date, int] = attrs.field(repr=False)
    _through: MappingProxyType[dt.date, int] = attrs.field(repr=False)

    def weight(self, first: dt.date, last: dt.date) -> int:
        """
        Return the weight of a period; its first and its last day both count.

        Raises:
            NotInForceError: If a day of it has no rate.
        """
        return self.through(last) - self.until(first)

    def through(self, day: dt.date) -> int:
        """
        Return the weight of all days up to *day*, from a beginning that is the meter's own.

        Raises:
            NotInForceError: If *day* has no rate.
        """
        try:
            return self._through[day]
        except KeyError:
            self.rates.require(day, day)
            return _before(day + _ONE_DAY, self._steps, self.day_count)

    def until(self, day: dt.date) -> int:
        """
        Return the weight of all days before *day*, from the same beginning.

        Raises:
            NotInForceError: If *day* has no rate.
        """
        try:
            return self._until[day]
        except KeyError:
            self.rates.require(day, day)
            return _before(day, self._steps, self.day_count)

    def minor(self, principal: int, first: dt.date, last: dt.date) -> int:
        """
        Return the interest of a period in minor units, rounded once, half up.

        Raises:
            NotInForceError: If a day of it has no rate.
        """
        # Written out, for it is asked for millions of claims: the same as half_up(principal * weight, denominator).
        try:
            doubled = 2 * principal * (self._through[last] - self._until[first])
        except KeyError:
            doubled = 2 * principal * self.weight(first, last)
        if doubled < 0:
            return -((self.denominator - doubled) // self._twice)
        return (doubled + self.denominator) // self._twice


def meter(rates: Rates, day_count: DayCount = DayCount.ACT_365) -> Meter:
    """
    Return the meter of *rates*.

    The cache cannot be seen from outside: a meter never changes.

    Raises:
        InterestError: If there are no rates, or no such way to count days.
    """
    require_type("rates", rates, (Rates,), "the Rates of agreed_rates")
    return _meter(rates, convention("day_count", DayCount, day_count))


@functools.lru_cache(maxsize=256)
def _meter(rates: Rates, day_count: DayCount) -> Meter:
    scale = math.lcm(*(piece.percent.denominator for piece in rates.pieces))
    steps = _steps(rates, day_count, scale)
    days: Iterable[int] = ()
    if rates.known_through is not None and rates.pieces[0].starts > dt.date.min:
        last = min(rates.known_through, _LAST_DAY)
        days = range(rates.pieces[0].starts.toordinal(), last.toordinal() + 1)[:_KEPT_DAYS]
    until = {day: _before(day, steps, day_count) for day in map(dt.date.fromordinal, days)}
    through = {day: _before(day + _ONE_DAY, steps, day_count) for day in until}
    denominator = 100 * scale * _YEAR[day_count]
    return Meter(
        rates, day_count, denominator, 2 * denominator, steps, MappingProxyType(until), MappingProxyType(through)
    )


def _steps(rates: Rates, day_count: DayCount, scale: int) -> tuple[tuple[int, int, int], ...]:
    steps: list[tuple[int, int, int]] = []
    before, total, rate = 0, 0, 0
    for piece in rates.pieces:
        elapsed = _elapsed(piece.starts, day_count)
        total += rate * (elapsed - before)
        rate, before = int(piece.percent * scale), elapsed
        steps.append((piece.starts.toordinal(), total - rate * elapsed, rate))
    return tuple(steps)


def _before(day: dt.date, steps: tuple[tuple[int, int, int], ...], day_count: DayCount) -> int:
    """Return the weight of all days before *day*."""
    _, total, rate = steps[max(bisect.bisect_right(steps, day.toordinal(), key=_ordinal) - 1, 0)]
    return total + rate * _elapsed(day, day_count)


def _ordinal(step: tuple[int, int, int]) -> int:
    return step[0]
