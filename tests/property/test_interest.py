"""What holds of late interest, whatever the principal, the days and the rates."""

import datetime as dt
import functools
import math
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.claim import Claim, statement
from inkasso_rules.law.checks import InterestError
from inkasso_rules.law.interest import late_interest
from inkasso_rules.law.parameter import NotInForceError
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from tests.law import oracles
from tests.support import examples

ONE_DAY: Final = dt.timedelta(days=1)
Period = tuple[dt.date, dt.date]
#: What the debtor is, and whether a trader supplied goods or services.
Debtor = tuple[DebtorKind | None, bool]

#: Days on which something changes, the day before, and the day after.
_EDGES: Final = tuple(
    day + step * ONE_DAY
    for day in (
        dt.date(2003, 1, 1),
        dt.date(2013, 3, 16),
        dt.date(2016, 7, 1),
        dt.date(2019, 7, 1),
        dt.date(2024, 2, 29),
        dt.date(2026, 7, 1),
    )
    for step in (-1, 0, 1)
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw days on which the reference rate is known, often few; shrinks to one day."""
    first = draw(st.sampled_from(_EDGES) | st.dates(oracles.FIRST_RATE, oracles.LAST_RATE))
    length = draw(st.integers(0, 40) | st.integers(0, 800))
    return first, min(first + length * ONE_DAY, oracles.LAST_RATE)


def agreed() -> st.SearchStrategy[AgreedInterest | None]:
    """Draw the law's rate, a fixed one, or a margin that may leave less than nothing; shrinks to the law's."""
    percent = st.decimals(Decimal(0), Decimal(40), places=2)
    margin = st.sampled_from((Decimal(0), Decimal("0.25"))) | percent
    return (
        st.none()
        | st.builds(AgreedInterest, percent=percent | st.just(Decimal(0)))
        | st.builds(AgreedInterest, margin=margin)
    )


MINORS: Final = st.sampled_from((1_250_00, 1, 99, 100)) | st.integers(1, 10**12)


# --- the oracle -------------------------------------------------------------------------------------------------------
def is_right(minor: int, period: Period, terms: AgreedInterest | None, debtor: Debtor, count: DayCount) -> None:
    """Hold interest against the sum of its days: 0 öre off, by each way of rounding; and the fraction itself."""
    first, last = period
    kind, is_supply = debtor
    rates = agreed_rates(terms, debtor_kind=kind, is_supply=is_supply)
    on = oracles.rate(terms, kind, is_supply=is_supply)
    weight = oracles.weight(first, last, on, count)
    exact = minor * weight
    found = {
        rounding: late_interest(Money(minor), start=first, end=last, rates=rates, day_count=count, rounding=rounding)
        for rounding in Rounding
    }
    assert exact == found[Rounding.ONCE].exact
    assert oracles.half_up(exact) == found[Rounding.ONCE].total.minor
    assert math.trunc(minor // 100 * weight) * 100 == found[Rounding.KRONOR].total.minor
    parts = found[Rounding.SEGMENTS].segments
    days = [day for part in parts for day in oracles.days(part.starts_on, part.ends_on)]
    assert list(oracles.days(first, last)) == days
    each = [minor * oracles.weight(part.starts_on, part.ends_on, on, count) for part in parts]
    assert each == [part.exact for part in parts]
    assert sum(map(oracles.half_up, each)) == found[Rounding.SEGMENTS].total.minor


DEBTORS: Final = st.tuples(st.none() | st.sampled_from(DebtorKind), st.sampled_from((True, False)))
COUNTS: Final = st.sampled_from(DayCount)


@given(MINORS, periods(), agreed(), DEBTORS, COUNTS)
def test_interest_is_the_sum_of_its_days(
    minor: int, period: Period, terms: AgreedInterest | None, debtor: Debtor, count: DayCount
) -> None:
    """Whatever was agreed, with whomever, and however days are counted."""
    is_right(minor, period, terms, debtor, count)


@st.composite
def near_ties(draw: st.DrawFn) -> tuple[int, Period, DayCount]:
    """Draw a principal whose interest is half an öre, or as near to it on either side as can be."""
    first, last = draw(periods().filter(lambda period: (period[1] - period[0]).days <= 800))
    count = draw(COUNTS)
    exact = oracles.weight(first, last, oracles.rate(), count)
    numerator, denominator = exact.numerator, exact.denominator
    if numerator == 0 or denominator == 1:
        return 1, (first, last), count
    wanted = (denominator + draw(st.sampled_from((0, -1, 1, 2, -2)))) // 2
    least = wanted * pow(numerator, -1, denominator) % denominator
    return least + denominator * draw(st.integers(1, 5)), (first, last), count


@given(near_ties())
def test_half_an_ore_is_rounded_up(drawn: tuple[int, Period, DayCount]) -> None:
    """Exactly half goes up, and the smallest fraction less than half goes down."""
    minor, period, count = drawn
    is_right(minor, period, None, (None, True), count)


@pytest.mark.parametrize("count", DayCount)
def test_all_the_years_that_are_known_are_right(count: DayCount) -> None:
    """From the first day of the series to the last."""
    is_right(1_250_01, (oracles.FIRST_RATE, oracles.LAST_RATE), None, (None, True), count)


# --- laws -------------------------------------------------------------------------------------------------------------
def _exact(minor: int, first: dt.date, last: dt.date, terms: AgreedInterest | None, count: DayCount) -> Fraction:
    rates = agreed_rates(terms, debtor_kind=None)
    return late_interest(Money(minor), start=first, end=last, rates=rates, day_count=count).exact


@given(st.data(), MINORS, periods(), agreed(), COUNTS)
def test_interest_adds_up_over_adjacent_periods(
    data: st.DataObject, minor: int, period: Period, terms: AgreedInterest | None, count: DayCount
) -> None:
    """Before rounding, wherever a period is cut."""
    first, last = period
    cut = data.draw(st.integers(0, (last - first).days)) * ONE_DAY + first
    parts = [_exact(minor, first, cut, terms, count)]
    if cut < last:
        parts.append(_exact(minor, cut + ONE_DAY, last, terms, count))
    assert _exact(minor, first, last, terms, count) == sum(parts)


@given(MINORS, MINORS, periods(), agreed(), COUNTS)
def test_interest_adds_up_over_principals(
    one: int, other: int, period: Period, terms: AgreedInterest | None, count: DayCount
) -> None:
    """Before rounding, however a principal is divided: so it grows with the principal while the rate is positive."""
    parts = [_exact(minor, *period, terms, count) for minor in (one, other)]
    assert _exact(one + other, *period, terms, count) == sum(parts)


@given(MINORS, MINORS, periods(), COUNTS, st.sampled_from(Rounding))
def test_more_principal_and_more_days_are_no_less_interest(
    one: int, other: int, period: Period, count: DayCount, rounding: Rounding
) -> None:
    """While the rate is positive, as the law's always was."""
    first, last = period
    find = functools.partial(late_interest, start=first, day_count=count, rounding=rounding)
    less, more = sorted((one, other))
    assert find(Money(less), end=last).total <= find(Money(more), end=last).total
    middle = first + (last - first) // 2
    assert find(Money(one), end=middle).total <= find(Money(one), end=last).total


# --- reforms ----------------------------------------------------------------------------------------------------------
def _restated(law: Law) -> Law:
    """Return a law that says once more what it says, in a row of its own."""
    rate, day = law.reference_rate, dt.date(2024, 5, 5)
    row = rate.on(day)
    return law.evolve(reference_rate=rate.starting(day, row.value, source=row.source))


REFORMS: Final = {
    "the same": SWEDEN.evolve(reference_rate=SWEDEN.reference_rate),
    "stated anew": SWEDEN.evolve(
        reference_rate=SWEDEN.reference_rate.starting(
            dt.date(2026, 1, 1), Decimal("2.00"), source=SWEDEN.reference_rate.on(dt.date(2026, 1, 1)).source
        )
    ),
    "in two rows": _restated(SWEDEN),
}


@pytest.mark.parametrize("reform", REFORMS)
@examples(0.5)
@given(MINORS, periods(), st.sampled_from((Rounding.ONCE, Rounding.KRONOR)))
def test_a_reform_that_changes_nothing_changes_no_interest(
    reform: str, minor: int, period: Period, rounding: Rounding
) -> None:
    """The same values, however they are written; only segments may be cut elsewhere."""
    before, after = (
        late_interest(Money(minor), start=period[0], end=period[1], rounding=rounding, law=law)
        for law in (SWEDEN, REFORMS[reform])
    )
    assert (before.total, before.exact) == (after.total, after.exact)


@pytest.mark.parametrize("reform", REFORMS)
@examples(0.3)
@given(some.claims())
def test_a_reform_that_changes_nothing_changes_no_statement(reform: str, claim: Claim) -> None:
    """Nor what is owed for a claim."""
    as_of = min(claim.charges[-1].due_date, oracles.LAST_RATE)
    before, after = (statement(claim, as_of=as_of, law=law) for law in (SWEDEN, REFORMS[reform]))
    assert before == attrs.evolve(after, law=SWEDEN)


# --- bad input --------------------------------------------------------------------------------------------------------
@given(st.integers(-5, 5), st.dates(), st.dates() | st.datetimes())
def test_what_makes_no_period_is_refused(minor: int, first: dt.date, last: dt.date) -> None:
    """Reversed days, days without a rate, nothing to compute on: each has its own error, and nothing else is raised."""
    try:
        found = late_interest(Money(minor), start=first, end=last)
    except DateTypeError:
        assert isinstance(last, dt.datetime)
    except InterestError:
        assert minor <= 0 or last < first or last == dt.date.max
    except NotInForceError:
        assert first < oracles.FIRST_RATE or last > oracles.LAST_RATE
    else:
        assert oracles.FIRST_RATE <= first <= last <= oracles.LAST_RATE
        assert found.total.minor >= 0


# --- for long ---------------------------------------------------------------------------------------------------------
@pytest.mark.proof
@given(MINORS, periods(), agreed(), DEBTORS, COUNTS)
def test_interest_is_the_sum_of_its_days_for_long(
    minor: int, period: Period, terms: AgreedInterest | None, debtor: Debtor, count: DayCount
) -> None:
    """As many as the profile says."""
    is_right(minor, period, terms, debtor, count)


@pytest.mark.proof
@given(near_ties())
def test_half_an_ore_is_rounded_up_for_long(drawn: tuple[int, Period, DayCount]) -> None:
    """As many as the profile says."""
    minor, period, count = drawn
    is_right(minor, period, None, (None, True), count)
