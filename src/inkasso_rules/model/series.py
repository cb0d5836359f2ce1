"""
Values that change on known days.

A law's rate, a creditor's settings and a policy are series: each value is in force from its first day until the next
one's. A series says which value was in force on a day, and never what should follow from it.
"""

import bisect
import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import require_date

__all__ = ["EmptySeriesError", "NoValueError", "Series", "SeriesOrderError"]

T = TypeVar("T")


class EmptySeriesError(InkassoRulesError, ValueError):
    """A series was made without entries."""

    def __str__(self) -> str:
        return "a series has no entries; wanted at least one day with its value."


class SeriesOrderError(InkassoRulesError, ValueError):
    """
    The first days of a series do not rise strictly.

    Attributes:
        previous: The day that comes first in the entries.

        day: The day that follows it, although it is not later.
    """

    def __init__(self, previous: dt.date, day: dt.date) -> None:
        super().__init__(previous, day)
        self.previous, self.day = previous, day

    def __str__(self) -> str:
        return f"the entry of {self.day} follows the entry of {self.previous}; wanted strictly rising days."


class NoValueError(InkassoRulesError, LookupError):
    """
    A series has no value on this day.

    Attributes:
        day: The day asked for.

        first_day: The first day with a value.
    """

    def __init__(self, day: dt.date, first_day: dt.date) -> None:
        super().__init__(day, first_day)
        self.day, self.first_day = day, first_day

    def __str__(self) -> str:
        return f"there is no value on {self.day}; values run from {self.first_day}."


def _frozen(entries: Iterable[tuple[dt.date, T]]) -> tuple[tuple[dt.date, T], ...]:
    return tuple((day, value) for day, value in entries)


def _first_day(entry: tuple[dt.date, object]) -> dt.date:
    return entry[0]


@attrs.frozen
class Series(Generic[T]):
    """
    Values by first day.

    >>> fee = Series([(dt.date(2003, 7, 1), 50)]).starting(dt.date(2013, 3, 16), 60)
    >>> fee.on(dt.date(2013, 3, 15)), fee.on(dt.date(2013, 3, 16))
    (50, 60)
    """

    #: Each first day with its value, strictly rising. The last value has no end.
    entries: tuple[tuple[dt.date, T], ...] = attrs.field(converter=_frozen)

    def __attrs_post_init__(self) -> None:
        """Refuse a series that is empty or out of order."""
        if not self.entries:
            raise EmptySeriesError
        days = [require_date(day) for day, _ in self.entries]
        for previous, day in itertools.pairwise(days):
            if day <= previous:
                raise SeriesOrderError(previous, day)

    @classmethod
    def always(cls, value: T) -> "Series[T]":
        """Return a series with one value for every day there is."""
        return cls(((dt.date.min, value),))

    def on(self, day: dt.date) -> T:
        """
        Return the value in force on *day*.

        Raises:
            NoValueError: If *day* lies before the first day; a value is never assumed backwards.
        """
        index = bisect.bisect_right(self.entries, require_date(day), key=_first_day)
        if index == 0:
            raise NoValueError(day, self.entries[0][0])
        return self.entries[index - 1][1]

    def starting(self, day: dt.date, value: T) -> "Series[T]":
        """
        Return a new series in which *value* is in force from *day* until the next change.

        A change that was already there for the same day is replaced: the later word counts. Other changes stay.
        """
        others = (entry for entry in self.entries if entry[0] != day)
        return Series(sorted((*others, (require_date(day), value)), key=_first_day))
