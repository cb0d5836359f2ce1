"""
A number of the law: its values by first day, each with its source, and which day picks the value.

Nothing here is Swedish, and nothing decides what follows from a value. A value that the law does not set on a day is
never guessed: not forwards, not backwards.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Generic, TypeVar, cast

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import require_date

__all__ = ["Certainty", "Citation", "DateKey", "Dated", "NotInForceError", "Parameter", "ParameterError", "Unit"]

T = TypeVar("T")

_ONE_DAY: Final = dt.timedelta(days=1)


class Certainty(StrEnum):
    """How well a value is known."""

    #: Two or more independent sources say so.
    SEVERAL_SOURCES = "several_sources"
    #: Two or more independent sources give the value; its first day is inferred.
    START_INFERRED = "start_inferred"
    #: Read in the statute's own text, and nowhere else.
    STATUTE = "statute"
    #: Two or more independent sources say so that themselves only repeat it; the official text was not seen.
    SECONDARY = "secondary"


class DateKey(StrEnum):
    """Which day picks the value; they must not be mixed."""

    #: The day on which the measure was taken.
    MEASURE_TAKEN = "measure_taken"
    #: Each day of a period has its own value.
    EACH_DAY = "each_day"
    #: The day on which the case was filed with the authority.
    CASE_FILED = "case_filed"
    #: The day on which the claim arose.
    CLAIM_AROSE = "claim_arose"
    #: The day on which the creditor sent the invoice, or demanded payment otherwise.
    CLAIM_SENT = "claim_sent"
    #: The day on which late interest first runs.
    INTEREST_BEGAN = "interest_began"
    #: The day on which the agency's service was supplied.
    SERVICE_SUPPLIED = "service_supplied"


class Unit(StrEnum):
    """What a value counts."""

    #: An amount of money.
    MONEY = "money"
    #: Percent; of a rate of interest, a year.
    PERCENT = "percent"
    #: Percentage points a year.
    POINTS = "points"
    #: Calendar years.
    YEARS = "years"
    #: Calendar days.
    DAYS = "days"
    #: Days on which banks settle payments.
    BANK_DAYS = "bank_days"
    #: Whether a rule holds.
    RULE = "rule"


class NotInForceError(InkassoRulesError, LookupError):
    """
    The law sets no value for this day, or none is known.

    Attributes:
        parameter: Its name.

        day: The day asked for.

        first_day: The first day for which a value is known, or that there is none if that would have been an answer.

        last_day: The last such day, if they end.
    """

    def __init__(self, parameter: str, day: dt.date, first_day: dt.date, last_day: dt.date | None) -> None:
        super().__init__(parameter, day, first_day, last_day)
        self.parameter, self.day, self.first_day, self.last_day = parameter, day, first_day, last_day

    def __str__(self) -> str:
        """Return the error as one sentence."""
        end = self.last_day or "further notice"
        return f"{self.parameter} has no value on {self.day}; values run from {self.first_day} to {end}."


class ParameterError(InkassoRulesError, ValueError):
    """
    A parameter of the law cannot be.

    Attributes:
        parameter: Its name.

        found: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, parameter: str, found: str, wanted: str) -> None:
        super().__init__(parameter, found, wanted)
        self.parameter, self.found, self.wanted = parameter, found, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the parameter {self.parameter} has {self.found}; wanted {self.wanted}."


@attrs.frozen
class Citation:
    """
    Where a value stands.

    >>> print(Citation("SFS 1981:739", "4 §", amended_by="SFS 2013:56"))
    SFS 1981:739 4 §, as worded by SFS 2013:56
    """

    #: The act, as it is cited: ``SFS 1981:739``; or the publication.
    act: str
    #: The place in it.
    place: str
    #: The act that gave the place its wording, if that is another one.
    amended_by: str | None = None

    def __str__(self) -> str:
        worded = f", as worded by {self.amended_by}" if self.amended_by else ""
        return f"{self.act} {self.place}{worded}"


@attrs.frozen
class Dated(Generic[T]):
    """A value with its first day and its source; no value means that the law then sets none."""

    value: T
    starts: dt.date
    source: Citation
    certainty: Certainty = Certainty.SEVERAL_SOURCES
    #: What a reader should know of it, as how its first day is inferred.
    note: str = ""


def _rows(rows: Iterable[Dated[T | None]]) -> tuple[Dated[T | None], ...]:
    return tuple(rows)


def _first_day(row: Dated[T]) -> dt.date:
    return row.starts


@attrs.frozen(kw_only=True)
class Parameter(Generic[T]):
    """
    One number of the law.

    Attributes:
        name: Its name in code, the unit kind last.

        requirement: The ID of the requirement that it serves.

        unit: What it counts.

        keyed_by: Which day picks the value.

        rows: The values, their first days strictly rising.

        known_through: The last day for which a value is known; without one, the last value holds until further notice.

        checked_on: When a person last compared the values with their sources.

    Raises:
        ParameterError: If there are no values, or their days do not rise.
    """

    name: str
    requirement: str
    unit: Unit
    keyed_by: DateKey
    rows: tuple[Dated[T | None], ...] = attrs.field(converter=_rows)
    known_through: dt.date | None = None
    checked_on: dt.date

    def __attrs_post_init__(self) -> None:
        """Refuse a parameter without values, or out of order."""
        if not self.rows:
            raise ParameterError(self.name, "no values", "at least one")
        days = [row.starts for row in self.rows]
        if self.known_through is not None and self.known_through < dt.date.max:
            days.append(self.known_through + _ONE_DAY)
        for previous, day in itertools.pairwise(days):
            if day <= previous:
                raise ParameterError(self.name, f"{day} after {previous}", "strictly rising days")

    def find(self, day: dt.date) -> Dated[T | None]:
        """
        Return what the law says on *day*; its value is ``None`` if the law then sets none.

        Raises:
            NotInForceError: If it is not known what the law says on *day*.
        """
        row = self._row(day)
        if row is None:
            raise NotInForceError(self.name, day, self.rows[0].starts, self.known_through)
        return row

    def on(self, day: dt.date) -> Dated[T]:
        """
        Return the value that applies on *day*, with its source.

        Raises:
            NotInForceError: If the law sets no value for *day*, or none is known.
        """
        row = self._row(day)
        if row is None or row.value is None:
            raise self._no_value(day)
        return cast("Dated[T]", row)

    def starting(
        self,
        day: dt.date,
        value: T | None,
        *,
        source: Citation,
        certainty: Certainty = Certainty.SEVERAL_SOURCES,
        note: str = "",
        known_through: dt.date | None = None,
    ) -> Parameter[T]:
        """
        Return the parameter with *value* from *day* until the next change; ``None`` repeals it.

        A change that was already there for the same day is replaced.

        Args:
            day: The first day of the value.

            value: The value, or nothing.

            source: Where it stands.

            certainty: How well it is known.

            note: What a reader should know of it.

            known_through: The new last day; it must be given if the values so far end before *day*, since none is
                carried forward.

        Raises:
            ParameterError: If days would be left without a value, or the days do not rise.
        """
        end = self.known_through
        if end is not None and day > end:
            if day - end > _ONE_DAY:
                raise ParameterError(self.name, f"{day} after values known through {end}", "no days between them")
            if known_through is None:
                raise ParameterError(self.name, f"no last day from {day} on", f"one, as there was before: {end}")
        row = Dated(value, day, source, certainty, note)
        rows = sorted((*(known for known in self.rows if known.starts != day), row), key=_first_day)
        return attrs.evolve(self, rows=rows, known_through=known_through or end)

    def _row(self, day: dt.date) -> Dated[T | None] | None:
        """Return what the law says on *day*, or nothing if that is not known."""
        require_date(day)
        if self.known_through is None or day <= self.known_through:
            for row in reversed(self.rows):  # Most questions are about recent days.
                if row.starts <= day:
                    return row
        return None

    def _no_value(self, day: dt.date) -> NotInForceError:
        """Say between which days there are values; days known to have none are not among them."""
        first = next((row.starts for row in self.rows if row.value is not None), self.rows[0].starts)
        is_repealed = self.rows[-1].value is None
        last = self.rows[-1].starts - _ONE_DAY if is_repealed else self.known_through
        return NotInForceError(self.name, day, first, last)
