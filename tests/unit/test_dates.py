"""Days passed, calendar years around 29 February, and Swedish bank days."""

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import (
    BankDayCountError,
    DateTypeError,
    bank_day_on_or_after,
    bank_days_after,
    days_passed,
    is_bank_day,
    oldest_within_years,
    require_date,
    years_after,
)

DAY = dt.timedelta(days=1)
# One day to look at, and whether banks are open.
OPEN, CLOSED = True, False


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "as_of", "passed"),
    [
        ("2026-03-01", "2026-03-01", 0),
        ("2026-03-01", "2026-03-02", 1),
        ("2026-03-01", "2026-02-28", -1),
        ("2024-02-28", "2024-03-01", 2),
        ("2023-02-28", "2023-03-01", 1),
        ("2025-12-24", "2026-01-01", 8),
    ],
)
def test_days_passed(since: str, as_of: str, passed: int) -> None:
    """The start day is not counted."""
    assert passed == days_passed(day(since), as_of=day(as_of))


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2023-03-15", 3, "2026-03-15"),
        ("2024-02-28", 3, "2027-02-28"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2024-03-01", 3, "2027-03-01"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2096-02-29", 4, "2100-02-28"),
        ("2023-12-31", 1, "2024-12-31"),
        ("2024-02-29", 0, "2024-02-29"),
        ("2028-02-29", -3, "2025-02-28"),
    ],
)
def test_years_end_on_the_same_date_or_the_last_of_february(start: str, years: int, end: str) -> None:
    """29 February becomes 28 February in a common year."""
    assert day(end) == years_after(day(start), years)


@pytest.mark.parametrize(
    ("as_of", "years", "oldest"),
    [
        ("2026-03-15", 3, "2023-03-15"),
        ("2027-02-28", 3, "2024-02-28"),
        ("2027-03-01", 3, "2024-03-01"),
        ("2028-02-28", 3, "2025-02-28"),
        ("2028-02-29", 3, "2025-03-01"),
        ("2028-03-01", 3, "2025-03-01"),
        ("2028-02-29", 4, "2024-02-29"),
        ("2026-01-01", 0, "2026-01-01"),
        ("0004-02-29", 3, "0001-03-01"),
        ("0004-02-29", 4, "0001-01-01"),
        ("2026-01-01", 9999, "0001-01-01"),
    ],
)
def test_the_oldest_day_within_some_years(as_of: str, years: int, oldest: str) -> None:
    """On 29 February it rolls to 1 March of a common year."""
    assert day(oldest) == oldest_within_years(day(as_of), years)


@pytest.mark.uncovered
@pytest.mark.parametrize("years", [1, 3, 4])
def test_the_cutoff_is_the_inverse_of_adding_years(years: int) -> None:
    """For every day from 2000 to 2100: as_of > years_after(day) says the same as day < cutoff."""
    first, last = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
    count = (last - first).days + 1
    # What years_after says of every start day in reach. It never falls: the days next to the cutoff prove the rest.
    earliest = first - DAY * (366 * years + 2)
    ends = {
        start: years_after(start, years) for start in (earliest + DAY * number for number in range(count + 366 * years))
    }
    assert sorted(ends.values()) == list(ends.values())

    wrong = []
    for as_of in (first + DAY * number for number in range(count)):
        oldest = oldest_within_years(as_of, years)
        wrong += [
            (as_of, start)
            for start in (oldest - 2 * DAY, oldest - DAY, oldest, oldest + DAY)
            if (as_of > ends[start]) != (start < oldest)
        ]

    assert [] == wrong


# Weekdays on which banks are closed. Eves by lag 1930:173 2 § are marked *, all others are public holidays.
WEEKDAYS_CLOSED = {
    2025: "1-1 1-6 4-18 4-21 5-1 5-29 6-6 6-20* 12-24* 12-25 12-26 12-31*",
    2026: "1-1 1-6 4-3 4-6 5-1 5-14 6-19* 12-24* 12-25 12-31*",
    2027: "1-1 1-6 3-26 3-29 5-6 6-25* 12-24* 12-31*",
}


@pytest.mark.parametrize("year", sorted(WEEKDAYS_CLOSED))
def test_banks_are_closed_on_just_these_weekdays(year: int) -> None:
    """Every Monday to Friday of three years is looked at."""
    closed = {
        dt.date(year, *(int(part) for part in entry.rstrip("*").split("-"))) for entry in WEEKDAYS_CLOSED[year].split()
    }
    first = dt.date(year, 1, 1)
    weekdays = [item for item in (first + DAY * number for number in range(365)) if item.weekday() < 5]

    assert closed == {item for item in weekdays if not is_bank_day(item)}


@pytest.mark.parametrize("year", [1999, 2004, 2026, 2100])
def test_banks_are_closed_on_every_weekend_day(year: int) -> None:
    """Saturdays and Sundays, whatever else they are."""
    first = dt.date(year, 1, 1)
    weekend = [item for item in (first + DAY * number for number in range(365)) if item.weekday() >= 5]

    assert [] == [item for item in weekend if is_bank_day(item)]


@pytest.mark.parametrize(
    ("date", "bank_day"),
    [
        ("2003-06-06", OPEN),  # nationaldagen, a Friday, not yet a holiday
        ("2006-06-06", CLOSED),
        ("2004-05-31", CLOSED),  # annandag pingst, for the last time
        ("2005-05-16", OPEN),
        ("2026-04-02", OPEN),  # skärtorsdag
        ("2026-04-30", OPEN),  # valborg
        ("2026-01-05", OPEN),  # trettondagsafton
        ("2026-05-15", OPEN),  # the Friday between Kristi himmelsfärdsdag and the weekend
        ("2026-06-18", OPEN),
        ("2026-06-19", CLOSED),  # the earliest midsommarafton
        ("2026-06-26", OPEN),
        ("2027-06-18", OPEN),
        ("2027-06-25", CLOSED),  # the latest midsommarafton
        ("2026-06-24", OPEN),  # within midsummer's days, but no Friday
        ("2026-12-23", OPEN),
        ("2026-12-24", CLOSED),
        ("2026-12-30", OPEN),
        ("2026-12-31", CLOSED),
        ("2026-11-24", OPEN),
    ],
)
def test_single_bank_days(date: str, bank_day: bool) -> None:
    """Days on which calendars often disagree."""
    assert bank_day == is_bank_day(day(date))


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2026-03-06", "2026-03-06"),
        ("2026-03-07", "2026-03-09"),
        ("2026-04-02", "2026-04-02"),
        ("2026-04-03", "2026-04-07"),
        ("2026-12-31", "2027-01-04"),
    ],
)
def test_the_bank_day_on_or_after(date: str, found: str) -> None:
    """A bank day is itself; Easter and the turn of the year are passed over."""
    assert day(found) == bank_day_on_or_after(day(date))


@pytest.mark.parametrize(
    ("date", "count", "found"),
    [
        ("2026-03-06", 0, "2026-03-06"),
        ("2026-03-07", 0, "2026-03-07"),  # a Saturday: nothing was counted, nothing moves
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-05", 1, "2026-03-06"),
        ("2026-04-01", 4, "2026-04-09"),
        ("2025-12-23", 4, "2026-01-05"),
    ],
)
def test_bank_days_after(date: str, count: int, found: str) -> None:
    """The start day is never counted."""
    assert day(found) == bank_days_after(day(date), count)


def test_bank_days_are_not_counted_backwards() -> None:
    """A negative count is a mistake of the caller."""
    with pytest.raises(BankDayCountError) as caught:
        bank_days_after(dt.date(2026, 3, 6), -1)

    assert -1 == caught.value.count


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (require_date, "day"),
        (lambda value: require_date(value, "due_date"), "due_date"),
        (lambda value: days_passed(value, as_of=dt.date(2026, 1, 1)), "since"),
        (lambda value: days_passed(dt.date(2026, 1, 1), as_of=value), "as_of"),
        (lambda value: years_after(value, 1), "day"),
        (lambda value: oldest_within_years(value, 1), "day"),
        (is_bank_day, "day"),
        (bank_day_on_or_after, "day"),
        (lambda value: bank_days_after(value, 0), "day"),
    ],
)
@pytest.mark.parametrize(
    ("value", "found"),
    [(dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC), "datetime"), ("2026-03-06", "str"), (None, "NoneType")],
)
def test_only_plain_dates_are_days(ask: Callable[[Any], object], name: str, value: object, found: str) -> None:
    """A datetime is refused everywhere, although Python calls it a date."""
    with pytest.raises(DateTypeError) as caught:
        ask(value)

    assert (name, found) == (caught.value.name, caught.value.found)


def test_a_plain_date_is_returned() -> None:
    """So that the check can stand in an expression."""
    assert dt.date(2026, 3, 6) == require_date(dt.date(2026, 3, 6))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DateTypeError("as_of", "datetime"), "as_of is of type datetime; wanted a date without a time."),
        (BankDayCountError(-1), "found -1 bank days to count; wanted 0 or more."),
    ],
)
def test_messages_are_one_sentence_and_survive_pickling(error: InkassoRulesError, message: str) -> None:
    """An error says what was found and what would have been fine."""
    assert message == str(error)
    assert message == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes
