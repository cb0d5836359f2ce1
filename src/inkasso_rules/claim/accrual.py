"""
The interest of a claim while its capital changes: exact until it is asked for.

Each charge bears interest from its own day on what was open of it at the beginning of each day. What is added up are
principals times weights (:class:`.Meter`), so that a change of the capital costs one look-up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

import attrs

from inkasso_rules.law.rates import Meter
from inkasso_rules.model.conventions import Rounding
from inkasso_rules.model.money import half_up

__all__ = ["Accrual", "Run"]

_ONE_DAY: Final = dt.timedelta(days=1)

# A member of an enumeration is looked up slowly.
_ONCE: Final = Rounding.ONCE
_SEGMENTS: Final = Rounding.SEGMENTS
_KRONOR: Final = Rounding.KRONOR


class Run(NamedTuple):
    """
    Days on which a charge bore interest on one principal.

    Attributes:
        charge: Its place among the claim's charges.

        first: The first day.

        last: The last day; both count.

        minor: The principal, in minor units.
    """

    charge: int
    first: dt.date
    last: dt.date
    minor: int


@attrs.define(eq=False)
class _Bearer:
    """
    A charge, and how far its interest is added up.

    Attributes:
        amount: The charge, in minor units.

        since: The first day of interest; nothing if it bears none.

        opened: What is open of it.

        base: What of that bears interest: all of it, or whole kronor.

        mark: The weight of all days whose interest is added up; nothing while none is.
    """

    amount: int
    since: dt.date | None
    opened: int
    base: int
    mark: int | None = None


@attrs.define(eq=False)
class Accrual:
    """
    What interest has run on some charges; it never leaves this package.

    Attributes:
        meter: Weighs days.

        rounding: How interest becomes whole.

        unit: The minor units of a krona.

        bearers: The charges, in the order in which they are settled.

        levels: What lowered the capital, all in all, at the end of each day on which that changed.
    """

    meter: Meter
    rounding: Rounding
    unit: int
    bearers: list[_Bearer] = attrs.Factory(list)
    levels: list[tuple[dt.date, int]] = attrs.Factory(list)
    # The interest up to the marks: a numerator over the meter's denominator.
    _parts: int = 0

    def until(self, day: dt.date) -> int:
        """
        Return all the interest that has run by the end of *day*, rounded, in minor units.

        No day is asked for before the last on which the capital changed.
        """
        if self.rounding is _SEGMENTS:
            return sum(self._by_segment(run) for run in self.runs(day))
        parts, meter = self._parts, self.meter
        for one in self.bearers:
            since = one.since
            if one.opened and since is not None and since <= day:
                through, mark = meter.through(day), one.mark
                parts += one.base * (through - (meter.until(since) if mark is None else mark))
        if self.rounding is _ONCE:
            return half_up(parts, meter.denominator)
        return self._whole(parts // meter.denominator if parts >= 0 else -(-parts // meter.denominator))

    def add(self, minor: int, since: dt.date | None) -> None:
        """Add a charge, and the first day of its interest; nothing if it bears none."""
        base = minor if self.rounding is not _KRONOR else self._whole(minor)
        self.bearers.append(_Bearer(minor, since, minor, base))

    def _whole(self, minor: int) -> int:
        """Cut off what is less than a krona; below zero too."""
        return minor // self.unit * self.unit if minor >= 0 else -(-minor // self.unit * self.unit)

    def _by_segment(self, run: Run) -> int:
        self.meter.rates.require(run.first, run.last)
        return sum(
            self.meter.minor(run.minor, first, last) for first, last, _ in self.meter.rates.within(run.first, run.last)
        )

    def lower_to(self, reduced: int, day: dt.date) -> None:
        """
        Let the capital be lowered by *reduced*, all in all, from the end of *day*: that day itself bears interest.

        The charges are settled one after the other. One that is open again has borne nothing in the meantime.
        """
        self.levels.append((day, reduced))
        left = max(reduced, 0)
        for one in self.bearers:
            amount, since, opened = one.amount, one.since, one.opened
            now = amount - left if left < amount else 0
            left -= amount - now
            if since is not None and since <= day and (opened or now):
                through, mark = self.meter.through(day), one.mark
                if opened:
                    self._parts += one.base * (through - (self.meter.until(since) if mark is None else mark))
                one.mark = through
            one.opened = now
            one.base = now if self.rounding is not _KRONOR else self._whole(now)

    def runs(self, as_of: dt.date) -> Iterator[Run]:
        """Yield the days up to *as_of* on which each charge bore interest on one principal."""
        before = 0
        for place, one in enumerate(self.bearers):
            if one.since is not None:
                yield from self._runs_of(place, one.since, before, as_of)
            before += one.amount

    def first_day(self, place: int, since: dt.date, as_of: dt.date) -> dt.date | None:
        """Return the first day from *since* to *as_of* on which a charge was open at its beginning."""
        before = sum(one.amount for one in self.bearers[:place])
        run = next(self._runs_of(place, since, before, as_of), None)
        return None if run is None else run.first

    def _runs_of(self, place: int, first: dt.date, before: int, as_of: dt.date) -> Iterator[Run]:
        amount = minor = self.bearers[place].amount
        for day, reduced in self.levels:
            now = min(max(amount + before - reduced, 0), amount)
            if now != minor:
                if minor and first <= day:
                    yield Run(place, first, day, minor)
                first, minor = max(first, day + _ONE_DAY), now
        if minor and first <= as_of:
            yield Run(place, first, as_of, minor)
