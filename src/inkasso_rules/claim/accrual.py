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
class Accrual:
    """
    What interest has run on some charges; it never leaves this package.

    Attributes:
        amounts: The charges, in minor units, in the order in which they are settled.

        since: The first day of interest of each; nothing if it bears none.

        meter: Weighs days.

        rounding: How interest becomes whole.

        unit: The minor units of a krona.

        opened: What is open of each charge.

        levels: What lowered the capital, all in all, at the end of each day on which that changed.
    """

    amounts: tuple[int, ...]
    since: tuple[dt.date | None, ...]
    meter: Meter
    rounding: Rounding
    unit: int
    opened: list[int]
    levels: list[tuple[dt.date, int]] = attrs.Factory(list)
    # The interest up to the marks: a numerator over the meter's denominator.
    _parts: int = 0
    # For each charge, the weight of all days whose interest stands in the parts; nothing while none does.
    _marks: list[int | None] = attrs.field()
    _added_on: dt.date | None = None

    @_marks.default
    def _unmarked(self) -> list[int | None]:
        return [None] * len(self.amounts)

    def until(self, day: dt.date) -> int:
        """
        Return all the interest that has run by the end of *day*, rounded, in minor units.

        Days are asked for in order: never one before the last that was asked for, or on which the capital changed.
        """
        if self.rounding is Rounding.SEGMENTS:
            return sum(self._by_segment(run) for run in self.runs(day))
        self._add(day)
        if self.rounding is Rounding.ONCE:
            return half_up(self._parts, self.meter.denominator)
        whole = self.meter.denominator * self.unit
        return (self._parts // whole if self._parts >= 0 else -(-self._parts // whole)) * self.unit

    def _add(self, day: dt.date) -> None:
        """Add up the interest to the end of *day*."""
        if day == self._added_on:
            return
        self._added_on = day
        for place, since in enumerate(self.since):
            minor = self.opened[place]
            if since is None or since > day or not minor:
                continue
            through, mark = self.meter.through(day), self._marks[place]
            if mark is None:
                mark = self.meter.until(since)
            if self.rounding is Rounding.KRONOR:
                minor = minor // self.unit * self.unit
            self._parts += minor * (through - mark)
            self._marks[place] = through

    def _by_segment(self, run: Run) -> int:
        self.meter.rates.require(run.first, run.last)
        return sum(
            self.meter.minor(run.minor, first, last) for first, last, _ in self.meter.rates.within(run.first, run.last)
        )

    def lower_to(self, reduced: int, day: dt.date) -> None:
        """
        Let the capital be lowered by *reduced*, all in all, from the end of *day*: that day itself bears interest.

        The charges are settled one after the other.
        """
        self.levels.append((day, reduced))
        self._add(day)
        left = max(reduced, 0)
        for place, amount in enumerate(self.amounts):
            now = amount - left if left < amount else 0
            left -= amount - now
            since = self.since[place]
            # A charge that is open again has borne nothing in the meantime.
            if now and not self.opened[place] and since is not None and since <= day:
                self._marks[place] = self.meter.through(day)
            self.opened[place] = now

    def runs(self, as_of: dt.date) -> Iterator[Run]:
        """Yield the days up to *as_of* on which each charge bore interest on one principal."""
        before = 0
        for place, amount in enumerate(self.amounts):
            first = self.since[place]
            if first is not None:
                yield from self._runs_of(place, first, before, as_of)
            before += amount

    def first_day(self, place: int, since: dt.date, as_of: dt.date) -> dt.date | None:
        """Return the first day from *since* to *as_of* on which a charge was open at its beginning."""
        run = next(self._runs_of(place, since, sum(self.amounts[:place]), as_of), None)
        return None if run is None else run.first

    def _runs_of(self, place: int, first: dt.date, before: int, as_of: dt.date) -> Iterator[Run]:
        amount = minor = self.amounts[place]
        for day, reduced in self.levels:
            now = min(max(amount + before - reduced, 0), amount)
            if now != minor:
                if minor and first <= day:
                    yield Run(place, first, day, minor)
                first, minor = max(first, day + _ONE_DAY), now
        if minor and first <= as_of:
            yield Run(place, first, as_of, minor)
