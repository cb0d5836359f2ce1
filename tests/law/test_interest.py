"""Late interest: segments, conventions and every error; worked cases stand in ``cases/``."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest

from inkasso_rules.law.checks import InterestError
from inkasso_rules.law.interest import (
    Interest,
    Segment,
    interest_over,
    late_interest,
    rounded,
    segments_of,
)
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.rates import Piece, Rates, agreed_rates, law_rates, meter
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import CurrencyMismatchError, Money, half_up
from tests.law.periods import CAPITAL, CONSUMER, FIRST, LAST, ONE_DAY, TRADER, day


@pytest.mark.requirement("OWN-9")
def test_interest_shows_its_segments() -> None:
    """Each segment has its days, rate, principal, exact fraction and source; the last day of one precedes the next."""
    rate = SWEDEN.reference_rate
    expected = Interest(
        total=Money(575),
        segments=(
            Segment(
                day("2025-06-30"), day("2025-06-30"), 1, Fraction(11), CAPITAL,
                Fraction(10_000_00 * 11, 36_500), rate.on(day("2025-06-30")).source,
            ),
            Segment(
                day("2025-07-01"), day("2025-07-01"), 1, Fraction(10), CAPITAL,
                Fraction(10_000_00 * 10, 36_500), rate.on(day("2025-07-01")).source,
            ),
        ),
        day_count=DayCount.ACT_365,
        rounding=Rounding.ONCE,
    )  # fmt: skip
    found = late_interest(CAPITAL, start=day("2025-06-30"), end=day("2025-07-01"))
    assert expected == found
    assert Fraction(10_000_00 * 21, 36_500) == found.exact


@pytest.mark.requirement("OWN-9")
def test_a_principal_of_nothing_has_no_segment() -> None:
    """Days on which nothing was owed are left out; the next principal has its own segment."""
    balances = [(day("2026-03-01"), CAPITAL), (day("2026-03-11"), Money(0)), (day("2026-03-21"), Money.of(5_000))]
    found = interest_over(balances, end=day("2026-03-31"))
    assert [(day("2026-03-01"), day("2026-03-10"), 10), (day("2026-03-21"), day("2026-03-31"), 11)] == [
        (one.starts_on, one.ends_on, one.days) for one in found.segments
    ]
    assert (Money(27_40 + 15_07), Fraction(15_500_000 * 10, 36_500)) == (found.total, found.exact)


# fmt: off
#: A first and a last day, and the parts of a year that they are, by each day count; a year has 365, 365 x 366, and 360.
_DAYS: Final = (
    ("2026-03-16", "2026-03-16", Fraction(1, 365),    Fraction(1, 365),                       Fraction(1, 360)),
    ("2026-01-01", "2026-12-31", Fraction(1),         Fraction(1),                            Fraction(1)),
    ("2024-01-01", "2024-12-31", Fraction(366, 365),  Fraction(1),                            Fraction(1)),
    ("2024-02-28", "2024-03-01", Fraction(3, 365),    Fraction(3, 366),                       Fraction(4, 360)),
    ("2026-02-27", "2026-03-01", Fraction(3, 365),    Fraction(3, 365),                       Fraction(5, 360)),
    ("2023-12-31", "2024-01-01", Fraction(2, 365),    Fraction(1, 365) + Fraction(1, 366),    Fraction(1, 360)),
    ("2024-12-31", "2025-01-01", Fraction(2, 365),    Fraction(1, 366) + Fraction(1, 365),    Fraction(1, 360)),
    ("2026-01-30", "2026-01-31", Fraction(2, 365),    Fraction(2, 365),                       Fraction(1, 360)),
    ("2026-04-30", "2026-05-01", Fraction(2, 365),    Fraction(2, 365),                       Fraction(2, 360)),
    ("2002-07-01", "2026-12-31", Fraction(8950, 365), Fraction(24) + Fraction(184, 365),      Fraction(49, 2)),
)
# fmt: on


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("first", "last", "act_365", "act_act", "thirty_360"), _DAYS)
@pytest.mark.parametrize("known_through", [None, LAST])
def test_day_counts(
    first: str,
    last: str,
    act_365: Fraction,
    act_act: Fraction,
    thirty_360: Fraction,
    known_through: dt.date | None,
) -> None:
    """What part of a year some days are; both ends count; with and without an end of the rates."""
    flat = Rates("flat", (Piece(FIRST, Fraction(100), Citation("agreement", "")),), known_through)
    expected = dict(zip(DayCount, (act_365, act_act, thirty_360), strict=True))
    counted = {one: meter(flat, one) for one in DayCount}
    assert expected == {
        one: Fraction(found.weight(day(first), day(last)), found.denominator) for one, found in counted.items()
    }


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("principal", "first", "last", "once", "segments", "kronor"),
    [
        # Half an öre on each side of the turn of the year.
        (1825, "2025-12-31", "2026-01-01", 1, 2, 0),
        (1825, "2026-02-02", "2026-02-02", 1, 1, 0),
        (1824, "2026-02-02", "2026-02-02", 0, 0, 0),
        (1826, "2026-02-02", "2026-02-02", 1, 1, 0),
        # 365 kronor at 10 per cent are 10 öre a day.
        (365_00, "2026-02-02", "2026-02-10", 90, 90, 0),
        (365_00, "2026-02-02", "2026-02-11", 1_00, 1_00, 1_00),
        (365_99, "2026-02-02", "2026-02-11", 1_00, 1_00, 1_00),
        (364_99, "2026-02-02", "2026-02-11", 1_00, 1_00, 0),
    ],
)
def test_roundings(principal: int, first: str, last: str, once: int, segments: int, kronor: int) -> None:
    """Once at the end, each segment for itself, or the principal and the sum cut to whole kronor."""
    found = {
        rounding: late_interest(Money(principal), start=day(first), end=day(last), rounding=rounding).total.minor
        for rounding in Rounding
    }
    assert {Rounding.ONCE: once, Rounding.SEGMENTS: segments, Rounding.KRONOR: kronor} == found


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("day_count", DayCount)
def test_conventions_may_be_written_as_text(rounding: Rounding, day_count: DayCount) -> None:
    """A convention that comes as its text, as from a file, is the convention."""
    days: dict[str, Any] = {"start": day("2024-01-31"), "end": day("2026-12-31")}
    plain: Any = (rounding.value, day_count.value)
    found = late_interest(Money(1_234_56), rounding=plain[0], day_count=plain[1], **days)
    assert late_interest(Money(1_234_56), rounding=rounding, day_count=day_count, **days) == found
    assert (rounding, day_count) == (found.rounding, found.day_count)
    counted: Any = meter(Rates("flat", law_rates(SWEDEN).pieces), plain[1])
    assert meter(law_rates(SWEDEN), day_count).weight(**_span(days)) == counted.weight(**_span(days))


def _span(days: dict[str, Any]) -> dict[str, dt.date]:
    return {"first": days["start"], "last": days["end"]}


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("percent", "once", "segments", "kronor"),
    [("-0.5", -1_67, -1_67, -1_00), ("-1", -3_33, -3_33, -3_00), ("-0.0005", 0, 0, 0)],
)
def test_interest_below_zero_is_rounded_like_its_opposite(percent: str, once: int, segments: int, kronor: int) -> None:
    """A rate below zero, which no agreement makes, is counted as it is given."""
    # 333 x -0.5 % = -1.665.
    flat = Rates("flat", (Piece(FIRST, Fraction(percent), Citation("agreement", "")),), LAST)
    days: dict[str, Any] = {"start": day("2017-01-01"), "end": day("2017-12-31")}
    found = {
        rounding: late_interest(Money.of(333), rates=flat, rounding=rounding, **days).total for rounding in Rounding
    }
    assert {
        Rounding.ONCE: Money(once), Rounding.SEGMENTS: Money(segments), Rounding.KRONOR: Money(kronor)
    } == found  # fmt: skip
    assert once == meter(flat).minor(333_00, days["start"], days["end"])


@pytest.mark.parametrize(
    ("currency", "principal", "once", "cut"),
    [("SEK", 12_345, 1_235, 1_200), ("EUR", 12_345, 1_235, 1_200), ("JPY", 12_345, 1_235, 1_234)],
)
def test_a_unit_is_the_currencys(currency: str, principal: int, once: int, cut: int) -> None:
    """Cutting leaves whole kronor, euros or yen."""
    span: dict[str, Any] = {"start": day("2026-01-01"), "end": day("2026-12-31")}
    found = [
        late_interest(Money(principal, currency), rounding=rounding, **span).total
        for rounding in (Rounding.ONCE, Rounding.KRONOR)
    ]
    assert [Money(once, currency), Money(cut, currency)] == found


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("rounding", "minor"), [(Rounding.ONCE, 201), (Rounding.SEGMENTS, 202), (Rounding.KRONOR, 2_00)]
)
def test_rounding_of_given_segments(rounding: Rounding, minor: int) -> None:
    """Two segments of a krona and half an öre each."""
    one = Segment(FIRST, FIRST, 1, Fraction(10), CAPITAL, Fraction(201, 2), Citation("agreement", ""))
    assert minor == rounded((one, one), rounding, "SEK")
    assert 0 == rounded((), rounding, "SEK")


@pytest.mark.parametrize(
    ("numerator", "expected"), [(-5, -3), (-4, -2), (-3, -2), (-1, -1), (0, 0), (1, 1), (3, 2), (4, 2), (5, 3)]
)
def test_halves_go_away_from_zero(numerator: int, expected: int) -> None:
    """A half becomes the next whole number, below zero too."""
    assert expected == half_up(numerator, 2)
    flat = meter(Rates("flat", (Piece(FIRST, Fraction(50 * 365), Citation("agreement", "")),), LAST))
    assert expected == flat.minor(numerator, FIRST, FIRST)


def test_spans_of_nothing_are_no_segments() -> None:
    """A span without principal, or whose last day precedes its first, is left out."""
    spans = [(day("2026-03-16"), day("2026-03-16"), 0), (day("2026-03-17"), day("2026-03-16"), 100)]
    assert () == segments_of(spans, meter(law_rates(SWEDEN)), currency="SEK")


@pytest.mark.requirement("OWN-9")
def test_an_agreed_rate_has_no_end() -> None:
    """A fixed rate holds on any day, before and after the reference rate's."""
    rates = agreed_rates(AgreedInterest(percent=Decimal(12)), debtor_kind=TRADER)
    found = late_interest(Money.of(1_000), start=day("1999-12-31"), end=day("2030-01-01"), rates=rates)
    days = (day("2030-01-01") - day("1999-12-31")).days + 1
    assert (1, Fraction(100_000 * 12 * days, 36_500)) == (len(found.segments), found.exact)


# --- errors -----------------------------------------------------------------------------------------------------------
def _error(call: Callable[[], object], kind: type[Exception]) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


_MARCH: Final = dt.date(2026, 3, 16)


def _wrong(value: object) -> Any:
    """Return a value where its type does not fit."""
    return value


# fmt: off
_REFUSED: Final = (
    (lambda: interest_over((), end=_MARCH),
     "interest has nothing as principal; wanted at least one first day with its principal."),
    (lambda: late_interest(Money(0), start=_MARCH, end=_MARCH),
     "interest has 0.00 SEK as principal; wanted an amount above zero."),
    (lambda: late_interest(Money(-1), start=_MARCH, end=_MARCH),
     "interest has -0.01 SEK as principal; wanted an amount above zero."),
    (lambda: interest_over([(_MARCH, CAPITAL), (_MARCH + ONE_DAY, Money(-1))], end=dt.date(2026, 3, 31)),
     "interest has -0.01 SEK as principal; wanted zero or more."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH - ONE_DAY),
     "interest has 2026-03-16 before 2026-03-15 as days; wanted days that rise, the last no earlier than the first."),
    (lambda: interest_over([(_MARCH, CAPITAL), (_MARCH, Money(1))], end=dt.date(2026, 3, 31)),
     "interest has 2026-03-16 before 2026-03-16 as days; wanted days that rise, the last no earlier than the first."),
    (lambda: interest_over([(_MARCH, CAPITAL), (_MARCH - ONE_DAY, Money(1))], end=dt.date(2026, 3, 31)),
     "interest has 2026-03-16 before 2026-03-15 as days; wanted days that rise, the last no earlier than the first."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=dt.date.max),
     "interest has 9999-12-31 as end; wanted an earlier day."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH, rates=law_rates(SWEDEN), law=SWEDEN),
     "interest has one beside the rates as law; wanted no law, for agreed_rates takes it."),
    (lambda: interest_over([(_MARCH, CAPITAL)], end=_MARCH, rates=law_rates(SWEDEN), law=SWEDEN),
     "interest has one beside the rates as law; wanted no law, for agreed_rates takes it."),
    # Values of a wrong type, and conventions that nobody knows.
    (lambda: late_interest(_wrong(1000), start=_MARCH, end=_MARCH),
     "interest has a value of type int as principal; wanted an amount of money."),
    (lambda: interest_over([(_MARCH, CAPITAL), (_MARCH + ONE_DAY, _wrong(1))], end=dt.date(2026, 3, 31)),
     "interest has a value of type int as principal; wanted an amount of money."),
    (lambda: interest_over(_wrong(CAPITAL), end=_MARCH),
     "interest has a value of type Money as balances; wanted pairs of a first day and a principal."),
    (lambda: interest_over(_wrong([CAPITAL]), end=_MARCH),
     "interest has a value of type Money as balances; wanted pairs of a first day and a principal."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH, rates=_wrong(Decimal(8))),
     "interest has a value of type Decimal as rates; wanted the Rates of agreed_rates, or None."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH, day_count=_wrong("bogus")),
     "interest has no such convention as day_count; wanted one of act_365, act_act, thirty_360."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH, day_count=_wrong(None)),
     "interest has no such convention as day_count; wanted one of act_365, act_act, thirty_360."),
    (lambda: late_interest(CAPITAL, start=_MARCH, end=_MARCH, rounding=_wrong("never")),
     "interest has no such convention as rounding; wanted one of once, segments, kronor."),
    (lambda: meter(law_rates(SWEDEN), _wrong(None)),
     "interest has no such convention as day_count; wanted one of act_365, act_act, thirty_360."),
    (lambda: meter(law_rates(SWEDEN), _wrong([])),
     "interest has no such convention as day_count; wanted one of act_365, act_act, thirty_360."),
    (lambda: meter(_wrong("law")),
     "interest has a value of type str as rates; wanted the Rates of agreed_rates."),
    (lambda: meter(_wrong([])),
     "interest has a value of type list as rates; wanted the Rates of agreed_rates."),
    (lambda: agreed_rates(None, debtor_kind=_wrong("trader")),
     "interest has a value of type str as debtor_kind; wanted a DebtorKind or None."),
    (lambda: agreed_rates(None, debtor_kind=TRADER, is_supply=_wrong("no")),
     "interest has a value of type str as is_supply; wanted True or False."),
    (lambda: agreed_rates(None, debtor_kind=TRADER, is_supply=_wrong(None)),
     "interest has a value of type NoneType as is_supply; wanted True or False."),
)
# fmt: on


@pytest.mark.parametrize(("call", "message"), _REFUSED)
def test_what_no_interest_can_be_computed_from(call: Callable[[], object], message: str) -> None:
    """The error says what was found and what would have been fine."""
    assert message == _error(call, InterestError)


def test_an_error_keeps_its_facts() -> None:
    """What stands in the message stands in attributes too."""
    error = InterestError("days", "found", "wanted")
    assert (("days", "found", "wanted"), "days", "found", "wanted") == (
        error.args,
        error.field,
        error.found,
        error.wanted,
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        ("2002-06-30", "2002-06-30", "2002-06-30"),
        ("2002-06-30", "2002-07-01", "2002-06-30"),
        ("2026-12-31", "2027-01-01", "2027-01-01"),
        ("2027-01-01", "2027-01-01", "2027-01-01"),
        ("2026-01-01", "2027-06-30", "2027-01-01"),
        ("2027-03-01", "2027-06-30", "2027-03-01"),
    ],
)
@pytest.mark.parametrize("margin", [None, "4"])
def test_no_rate_is_assumed(first: str, last: str, missing: str, margin: str | None) -> None:
    """Outside the published half-years there is no rate: the first day without one is named."""
    rates = None if margin is None else agreed_rates(AgreedInterest(margin=Decimal(margin)), debtor_kind=CONSUMER)
    message = _error(lambda: late_interest(CAPITAL, start=day(first), end=day(last), rates=rates), NotInForceError)
    assert f"reference_rate has no value on {missing}; values run from 2002-07-01 to 2026-12-31." == message


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("first", "last"), [("2002-06-30", "2002-07-01"), ("2026-12-31", "2027-01-01"), ("2027-01-01", "2027-01-01")]
)
def test_a_meter_assumes_no_rate_either(first: str, last: str) -> None:
    """Asked directly, a meter refuses the same days."""
    found = meter(law_rates(SWEDEN))
    for ask in (found.weight, lambda start, end: found.minor(100, start, end)):
        with pytest.raises(NotInForceError):
            ask(day(first), day(last))


@pytest.mark.requirement("OWN-9")
def test_the_days_inside_are_known() -> None:
    """The first and the last day of the series have a rate."""
    found = [late_interest(CAPITAL, start=one, end=one).total for one in (FIRST, LAST)]
    assert [Money(3_42), Money(2_74)] == found


def test_currencies_do_not_mix() -> None:
    """The principals of one claim are in one currency."""
    balances = [(_MARCH, CAPITAL), (_MARCH + ONE_DAY, Money(100, "EUR"))]
    message = _error(lambda: interest_over(balances, end=dt.date(2026, 3, 31)), CurrencyMismatchError)
    assert "amounts in SEK and EUR do not mix; wanted one currency." == message


@pytest.mark.parametrize("name", ["start", "end"])
def test_days_are_plain_dates(name: str) -> None:
    """A time of day is refused: its zone could move the day."""
    days: dict[str, dt.date] = {"start": _MARCH, "end": _MARCH, name: dt.datetime(2026, 3, 16, 12)}  # noqa: DTZ001
    message = _error(lambda: late_interest(CAPITAL, **days), DateTypeError)  # type: ignore[arg-type]
    assert f"{name} is of type datetime; wanted a date without a time." == message
