"""A demand's time to pay, and the first day of legal action, around weekends and holidays."""

import datetime as dt
import functools
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from holidays import country_holidays

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.deadlines import (
    PostDaysError,
    bank_day_or_last,
    demand_deadline,
    legal_action_from,
    presumed_receipt,
)
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.dates import DateTypeError

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("sent_on", "post_days", "received_on"),
    [
        ("2026-03-16", 0, "2026-03-16"),
        ("2026-03-16", 2, "2026-03-18"),
        ("2026-03-12", 2, "2026-03-16"),
        ("2026-03-13", 2, "2026-03-17"),
        ("2026-03-14", 0, "2026-03-14"),
        ("2026-03-14", 2, "2026-03-17"),
        ("2026-03-15", 2, "2026-03-17"),
        ("2026-03-16", 5, "2026-03-23"),
        # Långfredagen and annandag påsk are weekdays too.
        ("2026-04-01", 2, "2026-04-03"),
        ("2026-04-02", 2, "2026-04-06"),
        ("9999-12-31", 2, "9999-12-31"),
    ],
)
def test_a_letter_takes_some_weekdays(sent_on: str, post_days: int, received_on: str) -> None:
    """Saturdays and Sundays do not count, holidays do; the calendar's last day is the last."""
    assert day(received_on) == presumed_receipt(day(sent_on), presumed_post_days=post_days)


def test_a_letter_takes_two_weekdays_unless_told_otherwise() -> None:
    """The default is the policy that the pages describe."""
    assert day("2026-03-18") == presumed_receipt(day("2026-03-16"))


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize(
    ("sent_on", "last_day"),
    [
        # an ordinary fortnight, each day of the week
        ("2026-03-12", "2026-03-20"),
        ("2026-03-13", "2026-03-23"),
        ("2026-03-14", "2026-03-23"),
        ("2026-03-15", "2026-03-23"),
        ("2026-03-16", "2026-03-24"),
        ("2026-03-17", "2026-03-25"),
        ("2026-03-18", "2026-03-26"),
        # Easter 2026: closed 3 and 6 April
        ("2026-03-25", "2026-04-02"),
        ("2026-03-26", "2026-04-07"),
        ("2026-03-30", "2026-04-09"),
        ("2026-03-31", "2026-04-10"),
        ("2026-04-01", "2026-04-10"),
        ("2026-04-02", "2026-04-10"),
        ("2026-04-03", "2026-04-13"),
        # midsommarafton 2026: closed 19 June
        ("2026-06-10", "2026-06-18"),
        ("2026-06-11", "2026-06-22"),
        ("2026-06-15", "2026-06-24"),
        ("2026-06-17", "2026-06-25"),
        # Christmas and the turn of the year 2026: closed 24, 25 and 31 December, 1 and 6 January
        ("2026-12-15", "2026-12-23"),
        ("2026-12-16", "2026-12-28"),
        ("2026-12-21", "2027-01-04"),
        ("2026-12-30", "2027-01-08"),
        ("2026-12-31", "2027-01-11"),
        # 29 February
        ("2028-02-21", "2028-02-29"),
        ("2028-02-22", "2028-03-01"),
        ("2027-02-19", "2027-03-01"),
        # the first day of the advice
        ("2011-01-01", "2011-01-11"),
    ],
)
def test_the_earliest_last_day_to_pay(sent_on: str, last_day: str) -> None:
    """8 days from dispatch and 4 bank days after presumed receipt have passed; legal action comes a day later."""
    assert day(last_day) == demand_deadline(sent_on=day(sent_on))
    assert day(last_day) + DAY == legal_action_from(sent_on=day(sent_on))


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize(
    ("sent_on", "post_days", "last_day"),
    [
        # Without days of post, the 8 days are the longer time; they move to a bank day.
        ("2026-03-16", 0, "2026-03-24"),
        ("2026-03-13", 0, "2026-03-23"),
        ("2026-03-26", 0, "2026-04-07"),
        ("2026-03-16", 1, "2026-03-24"),
        ("2026-03-16", 3, "2026-03-25"),
        ("2026-03-16", 5, "2026-03-27"),
    ],
)
def test_slower_post_gives_more_time(sent_on: str, post_days: int, last_day: str) -> None:
    """The bank days run from the presumed receipt, the 8 days from the dispatch."""
    assert day(last_day) == demand_deadline(sent_on=day(sent_on), presumed_post_days=post_days)
    assert day(last_day) + DAY == legal_action_from(sent_on=day(sent_on), presumed_post_days=post_days)


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize(
    ("pay_by", "legal_from"),
    [
        (None, "2026-03-25"),
        ("2026-03-16", "2026-03-25"),
        ("2026-03-23", "2026-03-25"),
        ("2026-03-24", "2026-03-25"),
        ("2026-03-25", "2026-03-26"),
        ("2026-03-27", "2026-03-28"),
        ("2026-03-28", "2026-03-31"),
        ("2026-03-29", "2026-03-31"),
        ("2026-04-03", "2026-04-08"),
        ("2026-12-31", "2027-01-05"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_legal_action_awaits_the_letters_own_time(pay_by: str | None, legal_from: str) -> None:
    """A demand of 16 March: its own last day counts if it is later than the least, and moves to a bank day."""
    own = day(pay_by) if pay_by else None
    assert day(legal_from) == legal_action_from(sent_on=day("2026-03-16"), pay_by=own)


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize(
    ("sent_on", "last_day"), [("2026-06-30", "2026-07-08"), ("2026-07-01", "2026-07-15"), ("2026-07-02", "2026-07-16")]
)
def test_the_day_of_dispatch_picks_the_values(sent_on: str, last_day: str) -> None:
    """A reform to 14 days and 6 bank days from 1 July 2026 holds for letters sent that day or later."""
    act = Citation("SFS 2026:1", "1 §")
    law = SWEDEN.evolve(
        demand_days_min=SWEDEN.demand_days_min.starting(day("2026-07-01"), 14, source=act),
        demand_bank_days_min=SWEDEN.demand_bank_days_min.starting(day("2026-07-01"), 6, source=act),
    )
    assert day(last_day) == demand_deadline(sent_on=day(sent_on), law=law)
    assert day(last_day) + DAY == legal_action_from(sent_on=day(sent_on), law=law)


@pytest.mark.parametrize("sent_on", ["9999-12-27", "9999-12-31"])
def test_the_calendar_has_a_last_day(sent_on: str) -> None:
    """A time that would end after the calendar ends with it."""
    assert dt.date.max == demand_deadline(sent_on=day(sent_on))
    assert dt.date.max == legal_action_from(sent_on=day(sent_on))
    assert dt.date.max == bank_day_or_last(dt.date.max)


def test_the_time_is_unknown_before_the_advice() -> None:
    """A letter of 2010 is not judged by the advice of 2011."""
    with pytest.raises(NotInForceError) as caught:
        demand_deadline(sent_on=day("2010-12-31"))
    assert "demand_days_min has no value on 2010-12-31; values run from 2011-01-01 to further notice." == str(
        caught.value
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda: presumed_receipt(day("2026-03-16"), presumed_post_days=-1),
        lambda: demand_deadline(sent_on=day("2026-03-16"), presumed_post_days=-1),
        lambda: legal_action_from(sent_on=day("2026-03-16"), presumed_post_days=-1),
    ],
)
def test_post_does_not_arrive_before_it_is_sent(ask: Callable[[], object]) -> None:
    """Negative days of post are refused, whoever asks; the error says what would be fine, and can be pickled."""
    with pytest.raises(PostDaysError) as caught:
        ask()
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - the bytes are our own.
    assert ("found -1 presumed days of post; wanted 0 or more.", -1) == (str(error), error.count)
    assert (True, True) == (isinstance(error, InkassoRulesError), isinstance(error, ValueError))


def test_days_of_post_are_a_whole_number() -> None:
    """A text, or a part of a day, is refused."""
    for found in ("2", 1.5):
        wrong: Any = found
        with pytest.raises(PostDaysError) as caught:
            demand_deadline(sent_on=day("2026-03-16"), presumed_post_days=wrong)
        assert f"found {found!r} presumed days of post; wanted 0 or more." == str(caught.value)


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (presumed_receipt, "sent_on"),
        (lambda moment: demand_deadline(sent_on=moment), "sent_on"),
        (lambda moment: legal_action_from(sent_on=day("2026-03-16"), pay_by=moment), "pay_by"),
    ],
)
def test_a_moment_is_no_day(ask: Callable[[dt.date], object], name: str) -> None:
    """A value with a time of day is refused by its name."""
    with pytest.raises(DateTypeError) as caught:
        ask(dt.datetime(2026, 3, 16, tzinfo=dt.UTC))
    assert name == caught.value.name


# --- from 2011 to 2100, by counting alone -----------------------------------------------------------------------------
FIRST, LAST = dt.date(2011, 1, 1), dt.date(2100, 12, 1)


@functools.cache
def holidays_of(year: int) -> frozenset[dt.date]:
    """Return the year's public holidays and the three eves, from the package alone."""
    public = country_holidays("SE", years=year, language="sv")
    midsummer = next(holiday for holiday, name in public.items() if "Midsommardagen" in name)
    return frozenset(public) | {midsummer - DAY, dt.date(year, 12, 24), dt.date(year, 12, 31)}


def is_open(at: dt.date) -> bool:
    """Tell whether banks are open, without asking our own calendar."""
    return at.weekday() < 5 and at not in holidays_of(at.year)


def counted_deadline(sent_on: dt.date) -> dt.date:
    """Return the first bank day that has everything behind it, by looking at every day."""
    at, weekdays, bank_days = sent_on, 0, 0
    while (at - sent_on).days < 8 or bank_days < 4 or not is_open(at):
        at += DAY
        if weekdays < 2:
            weekdays += at.weekday() < 5
        else:
            bank_days += is_open(at)
    return at


def dispatches(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield every day from *first* to *last*."""
    return (first + DAY * number for number in range((last - first).days + 1))


def wrong_days(sent: Iterator[dt.date]) -> list[dt.date]:
    """Return the days of dispatch whose answers differ from counting, or come before those of an earlier dispatch."""
    wrong, latest = [], dt.date.min
    for sent_on in sent:
        last_day = demand_deadline(sent_on=sent_on)
        legal_from = legal_action_from(sent_on=sent_on, pay_by=sent_on)
        if (counted_deadline(sent_on), last_day + DAY) != (last_day, legal_from) or last_day < latest:
            wrong.append(sent_on)
        latest = last_day
    return wrong


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize("year", [2011, 2015, 2020, 2026, 2027, 2028, 2038, 2060, 2099])
def test_counting_each_day_of_some_years(year: int) -> None:
    """The days agree with counting one by one, and never fall as the dispatch comes later."""
    assert [] == wrong_days(dispatches(dt.date(year, 1, 1), dt.date(year, 12, 31)))


@pytest.mark.slow
def test_counting_each_day_of_the_century() -> None:
    """So it is on every day until 2100."""
    assert [] == wrong_days(dispatches(FIRST, LAST))
