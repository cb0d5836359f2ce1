"""The reference rate of every half-year, against a second table: a half-year without a rate has none."""

import datetime as dt
from decimal import Decimal
from typing import Final

import pytest

from inkasso_rules.law.parameter import Certainty, NotInForceError
from inkasso_rules.law.sweden import SWEDEN

RATE: Final = SWEDEN.reference_rate
ONE_DAY: Final = dt.timedelta(days=1)

# fmt: off
#: Percent in each half-year, and the notice in Svensk författningssamling where one was seen.
YEARS: Final = (
    # from 1 January                 from 1 July
    (2002, None,    "",              "4.50",  ""),
    (2003, "4.00",  "2003:3",        "3.00",  "2003:517"),
    (2004, "3.00",  "2004:1",        "2.00",  ""),
    (2005, "2.00",  "2005:3",        "1.50",  ""),
    (2006, "1.50",  "2006:1",        "2.50",  "2006:1052"),
    (2007, "3.00",  "",              "3.50",  "2007:679"),
    (2008, "4.00",  "2008:1",        "4.50",  "2008:716"),
    (2009, "2.00",  "2009:2",        "0.50",  "2009:891"),
    (2010, "0.50",  "2010:1",        "0.50",  "2010:1041"),
    (2011, "1.50",  "2011:1",        "2.00",  "2011:941"),
    (2012, "2.00",  "2012:1",        "1.50",  "2012:533"),
    (2013, "1.00",  "2013:1",        "1.00",  "2013:698"),
    (2014, "1.00",  "",              "1.00",  ""),
    (2015, "0.00",  "2015:3",        "0.00",  "2015:519"),
    (2016, "0.00",  "",              "-0.50", "2016:838"),
    (2017, "-0.50", "2017:1",        "-0.50", "2017:843"),
    (2018, "-0.50", "2018:1",        "-0.50", "2018:1403"),
    (2019, "-0.50", "",              "0.00",  "2019:550"),
    (2020, "0.00",  "2020:1",        "0.00",  ""),
    (2021, "0.00",  "",              "0.00",  "2021:773"),
    (2022, "0.00",  "2022:1",        "0.50",  "2022:1339"),
    (2023, "2.50",  "2023:1",        "3.50",  "2023:509"),
    (2024, "4.00",  "2023:954",      "4.00",  "2024:613"),
    (2025, "3.00",  "2024:1373",     "2.00",  "2025:809"),
    (2026, "2.00",  "",              "2.00",  ""),
)
# fmt: on

HALVES: Final = tuple(
    (dt.date(year, month, 1), Decimal(percent), notice)
    for year, *halves in YEARS
    for month, percent, notice in ((1, *halves[:2]), (7, *halves[2:]))
    if percent is not None
)
#: Each half-year with the rate of the one before it.
CHANGES: Final = tuple(
    pytest.param(first_day, percent, before, id=str(first_day))
    for (first_day, percent, _), (_, before, _) in zip(HALVES[1:], HALVES, strict=False)
)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("first_day", "percent", "before"), CHANGES)
def test_the_rate_of_each_half_year(first_day: dt.date, percent: Decimal, before: Decimal) -> None:
    """The day before has the rate of the half-year before; the first day and the next have the new one."""
    days = (first_day - ONE_DAY, first_day, first_day + ONE_DAY)
    assert [before, percent, percent] == [RATE.find(day).value for day in days]


@pytest.mark.requirement("OWN-9")
def test_the_first_and_the_last_half_year() -> None:
    """The series runs from 1 July 2002 to the end of 2026, in 49 half-years."""
    assert [Decimal("4.50"), Decimal("2.00")] == [
        RATE.find(day).value for day in (dt.date(2002, 7, 1), dt.date(2026, 12, 31))
    ]
    assert [day for day, _, _ in HALVES] == [row.starts for row in RATE.rows]
    assert 49 == len(HALVES)


@pytest.mark.parametrize("day", [dt.date(2002, 6, 30), dt.date(2027, 1, 1), dt.date.min, dt.date.max])
def test_a_half_year_that_is_not_set_has_no_rate(day: dt.date) -> None:
    """Outside the series a rate is refused, never carried forward or backward."""
    message = f"reference_rate has no value on {day}; values run from 2002-07-01 to 2026-12-31."
    for ask in (RATE.on, RATE.find):
        with pytest.raises(NotInForceError) as caught:
            ask(day)
        assert message == str(caught.value)


def test_each_rate_names_its_notice() -> None:
    """A rate is cited by its notice, or by who set it; the two without a notice in 2026 are known second-hand."""
    named = [f"SFS {notice}" if notice else "Riksbanken" for _, _, notice in HALVES]
    assert named == [row.source.act for row in RATE.rows]
    second_hand = [row.starts for row in RATE.rows if row.certainty is not Certainty.SEVERAL_SOURCES]
    assert [dt.date(2026, 1, 1), dt.date(2026, 7, 1)] == second_hand
    assert {Certainty.SECONDARY} == {RATE.on(day).certainty for day in second_hand}
    assert "SFS 2025:809 referensränta (9 § räntelagen)" == str(RATE.on(dt.date(2025, 7, 1)).source)


def test_a_rate_that_came_late_says_so() -> None:
    """Six half-years had begun when their rate was issued, or, in 2012, corrected."""
    late = {row.starts: row.note for row in RATE.rows if row.note and row.certainty is not Certainty.SECONDARY}
    assert {
        dt.date(2012, 7, 1): "Corrected on 2012-07-02, from the first day of the half-year on.",
        dt.date(2021, 7, 1): "Issued on 2021-07-01.",
        dt.date(2022, 1, 1): "Issued on 2022-01-03.",
        dt.date(2022, 7, 1): "Issued on 2022-07-01.",
        dt.date(2023, 1, 1): "Issued on 2023-01-02.",
        dt.date(2023, 7, 1): "Issued on 2023-07-03.",
    } == late
