"""
Days passed, calendar years, and Swedish bank days.

The only module that uses dateutil and holidays. A day is a plain ``date``: a ``datetime`` is refused, since its time
and its zone could move the day.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any, Final

import attrs
from dateutil.relativedelta import relativedelta

from inkasso_rules.errors import InkassoRulesError

__all__ = [
    "BankDayCountError",
    "DateTypeError",
    "bank_day_on_or_after",
    "bank_days_after",
    "day_or_none",
    "days_passed",
    "is_bank_day",
    "oldest_within_years",
    "require_date",
    "years_after",
]

_ONE_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5
_FRIDAY: Final = 4
_EVES: Final = frozenset({(12, 24), (12, 31)})


class DateTypeError(InkassoRulesError, TypeError):
    """
    Something else than a plain date was given for a day.

    Attributes:
        name: What the day is called.

        found: Name of the type that came.
    """

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, found)
        self.name, self.found = name, found

    def __str__(self) -> str:
        return f"{self.name} is of type {self.found}; wanted a date without a time."


class BankDayCountError(InkassoRulesError, ValueError):
    """
    Bank days are counted forward only.

    Attributes:
        count: The number of bank days asked for.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return f"found {self.count} bank days to count; wanted 0 or more."


def require_date(day: object, name: str = "day") -> dt.date:
    """
    Return *day* if it is a plain date.

    Raises:
        DateTypeError: If it is anything else, a ``datetime`` included; *name* tells which value it was.
    """
    if isinstance(day, dt.datetime) or not isinstance(day, dt.date):
        raise DateTypeError(name, type(day).__name__)
    return day


def day_or_none(_: object, field: attrs.Attribute[Any], day: object) -> None:
    """Validate an attrs field that holds a plain date, or nothing; see :func:`require_date`."""
    if day is not None:
        require_date(day, field.name)


def days_passed(since: dt.date, *, as_of: dt.date) -> int:
    """
    Count the days from *since* to *as_of*: 0 on the day itself, 1 on the next, negative before it.

    The start day is not counted: "8 days have passed" holds when the count is 8 or more.
    """
    return (require_date(as_of, "as_of") - require_date(since, "since")).days


def years_after(day: dt.date, years: int) -> dt.date:
    """
    Return the same date *years* calendar years later; 29 February becomes 28 February in a common year.

    So ends a period in years: on the day of the same number in the last month, else on that month's last day
    (lag 1930:173 om beräkning av lagstadgad tid, 1 §).

    >>> years_after(dt.date(2024, 2, 29), 3)
    datetime.date(2027, 2, 28)
    """
    return require_date(day) + relativedelta(years=years)


def oldest_within_years(as_of: dt.date, years: int) -> dt.date:
    """
    Return the earliest day whose *years* calendar years have not run out on *as_of*.

    The inverse of :func:`years_after`: ``as_of > years_after(day, years)`` says the same as
    ``day < oldest_within_years(as_of, years)``, for every day. On 29 February it is therefore 1 March of a common year:
    the years of 28 February ran out the day before. Years that reach past the first day that there is end there.

    >>> oldest_within_years(dt.date(2028, 2, 29), 3)
    datetime.date(2025, 3, 1)
    """
    if years >= require_date(as_of).year:
        return dt.date.min
    same_number = years_after(as_of, -years)
    return same_number if same_number.day == as_of.day else same_number + _ONE_DAY


def is_bank_day(day: dt.date) -> bool:
    """
    Tell whether Swedish banks settle payments on *day*.

    They do not on Saturdays and Sundays, on public holidays (lag 1989:253 om allmänna helgdagar), and on
    midsommarafton, julafton and nyårsafton (lag 1930:173, 2 §). Holidays are known from 1953 on; before, only weekends
    and eves are.
    """
    return require_date(day).weekday() < _SATURDAY and not _is_eve(day) and day not in _public_holidays(day.year)


def bank_day_on_or_after(day: dt.date) -> dt.date:
    """Return *day* if it is a bank day, else the next one."""
    while not is_bank_day(day):
        day += _ONE_DAY
    return day


def bank_days_after(day: dt.date, count: int) -> dt.date:
    """
    Return the bank day on which *count* bank days have passed since *day*.

    *day* itself is never counted, whether or not it is a bank day. After 0 bank days it is still *day*.

    Raises:
        BankDayCountError: If *count* is negative.
    """
    if count < 0:
        raise BankDayCountError(count)
    require_date(day)
    for _ in range(count):
        day = bank_day_on_or_after(day + _ONE_DAY)
    return day


def _is_eve(day: dt.date) -> bool:
    """Tell whether *day* is julafton, nyårsafton or midsommarafton, the Friday in 19–25 June."""
    is_midsummer = dt.date(day.year, 6, 19) <= day <= dt.date(day.year, 6, 25) and day.weekday() == _FRIDAY
    return is_midsummer or (day.month, day.day) in _EVES


# The cache cannot be seen from outside: a year's holidays never change while a program runs, and the set is frozen.
@functools.cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    """Return the public holidays of *year*; most Sundays are not among them."""
    # Importing the calendars of all countries takes 0.2 seconds, which only those who ask for bank days should pay.
    from holidays.countries.sweden import Sweden  # noqa: PLC0415

    return frozenset(Sweden(years=year))
