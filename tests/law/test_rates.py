"""The yearly rate of each day: the law's, and what was agreed; boundary days and sources."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest

from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.rates import Piece, agreed_rates, law_rates
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.parties import DebtorKind
from tests.law.periods import (
    CONSUMER,
    FIRST,
    LAST,
    NONE_AGREED,
    ONE_DAY,
    OTHER,
    PUBLIC_BODY,
    REFORM,
    TRADER,
    day,
    percent_on,
)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("first_day", "before", "percent"),
    [
        ("2003-07-01", "12", "11"),
        ("2012-07-01", "10", "9.5"),
        ("2013-03-16", "9", "9"),
        ("2015-01-01", "9", "8"),
        ("2016-07-01", "8", "7.5"),
        ("2019-07-01", "7.5", "8"),
        ("2022-07-01", "8", "8.5"),
        ("2024-02-29", "12", "12"),
        ("2025-01-01", "12", "11"),
        ("2025-07-01", "11", "10"),
    ],
)
def test_the_laws_rate_of_each_day(first_day: str, before: str, percent: str) -> None:
    """The reference rate and eight points, on the day before, on and after a change; below zero as it is."""
    days = (day(first_day) - ONE_DAY, day(first_day), day(first_day) + ONE_DAY)
    expected = [Fraction(before), Fraction(percent), Fraction(percent)]
    assert expected == [percent_on(law_rates(SWEDEN), one) for one in days]


@pytest.mark.requirement("OWN-9")
def test_the_laws_rates_end_where_they_are_known() -> None:
    """One rate for each of the 49 half-years, from its own act, and none after the last one that is published."""
    rates = law_rates(SWEDEN)
    assert ("reference_rate", 49, LAST) == (rates.name, len(rates.pieces), rates.known_through)
    assert Piece(FIRST, Fraction("12.5"), SWEDEN.reference_rate.on(FIRST).source) == rates.pieces[0]


@pytest.mark.requirement("OWN-9")
def test_another_margin_of_the_law_counts_from_its_day() -> None:
    """A reform of the margin splits the half-year; an agreed margin stays."""
    margin = SWEDEN.late_interest_margin.starting(
        day("2026-03-16"), Decimal("9.00"), source=Citation("SFS 2026:1", "6 §")
    )
    law = SWEDEN.evolve(late_interest_margin=margin)
    days = (day("2026-03-15"), day("2026-03-16"))
    assert [10, 11] == [percent_on(law_rates(law), one) for one in days]
    assert [4, 4] == [percent_on(law_rates(law, Decimal(2)), one) for one in days]


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("kind", [None, *DebtorKind])
@pytest.mark.parametrize("agreed", [None, AgreedInterest()])
def test_without_an_agreement_the_law(kind: DebtorKind | None, agreed: AgreedInterest | None) -> None:
    """Nothing agreed is what the law says."""
    assert law_rates(SWEDEN) == agreed_rates(agreed, debtor_kind=kind)


# fmt: off
#: What was agreed, with whom, and the rates on 15, 16 and 17 March 2013 (the law's is 9) and on 16 March 2026 (10).
_AGREED: Final = (
    ("percent", "0",   CONSUMER,    ("0", "0", "0", "0")),
    ("percent", "0",   OTHER,       ("0", "0", "0", "0")),
    ("percent", "0",   None,        ("0", "0", "0", "0")),
    ("percent", "0",   TRADER,      ("0", "9", "9", "10")),
    ("percent", "0",   PUBLIC_BODY, ("0", "9", "9", "10")),
    ("percent", "5",   CONSUMER,    ("5", "5", "5", "5")),
    ("percent", "5",   TRADER,      ("5", "5", "5", "5")),
    ("percent", "5",   PUBLIC_BODY, ("5", "9", "9", "10")),
    ("percent", "9",   PUBLIC_BODY, ("9", "9", "9", "10")),
    ("percent", "9.5", PUBLIC_BODY, ("9.5", "9.5", "9.5", "10")),
    ("percent", "24",  PUBLIC_BODY, ("24", "24", "24", "24")),
    ("percent", "24",  None,        ("24", "24", "24", "24")),
    ("margin",  "2",   TRADER,      ("3", "3", "3", "4")),
    ("margin",  "2",   CONSUMER,    ("3", "3", "3", "4")),
    ("margin",  "2",   PUBLIC_BODY, ("3", "9", "9", "10")),
    ("margin",  "12",  PUBLIC_BODY, ("13", "13", "13", "14")),
    ("margin",  "0",   TRADER,      ("1", "1", "1", "2")),
)
# fmt: on


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("field", "number", "kind", "expected"), _AGREED)
def test_what_was_agreed(field: str, number: str, kind: DebtorKind | None, expected: tuple[str, ...]) -> None:
    """An agreed rate stands, but a business owes at least something, and a public body at least the law's rate."""
    rates = agreed_rates(AgreedInterest(**{field: Decimal(number)}), debtor_kind=kind)
    days = (REFORM - ONE_DAY, REFORM, REFORM + ONE_DAY, day("2026-03-16"))
    assert [Fraction(one) for one in expected] == [percent_on(rates, one) for one in days]


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("kind", "agreed", "source"),
    [
        (CONSUMER, AgreedInterest(percent=Decimal(5)), "agreement between the parties"),
        (PUBLIC_BODY, AgreedInterest(percent=Decimal(5)), str(SWEDEN.reference_rate.on(REFORM).source)),
        (CONSUMER, AgreedInterest(margin=Decimal(5)), str(SWEDEN.reference_rate.on(REFORM).source)),
    ],
)
def test_a_rate_names_its_source(kind: DebtorKind, agreed: AgreedInterest, source: str) -> None:
    """A fixed rate stands in the agreement; one that follows the reference rate stands where that does."""
    ((_, _, piece),) = agreed_rates(agreed, debtor_kind=kind).within(REFORM, REFORM)
    assert source == str(piece.source)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("agreed", "kind"), [(NONE_AGREED, TRADER), (AgreedInterest(percent=Decimal(5)), PUBLIC_BODY)])
def test_a_law_without_the_rules_leaves_the_parties_free(agreed: AgreedInterest, kind: DebtorKind) -> None:
    """Where no term is without effect, what was agreed stands."""
    away: Any = {}
    for name in ("business_waiver_void", "public_lower_rate_void"):
        rule = getattr(SWEDEN, name)
        away[name] = rule.starting(REFORM, None, source=Citation("SFS 2026:1", "1 §"))
    rates = agreed_rates(agreed, debtor_kind=kind, law=SWEDEN.evolve(**away))
    assert agreed_rates(agreed, debtor_kind=CONSUMER) == rates


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("agreed", "kind", "name"),
    [
        (NONE_AGREED, TRADER, "business_waiver_void"),
        (AgreedInterest(margin=Decimal(0)), PUBLIC_BODY, "public_lower_rate_void"),
    ],
)
def test_a_rule_that_is_repealed(agreed: AgreedInterest, kind: DebtorKind, name: str) -> None:
    """From the day on which the law says so no more, what was agreed stands again."""
    repealed_on = day("2020-03-16")
    rule = getattr(SWEDEN, name).starting(repealed_on, None, source=Citation("SFS 2020:1", "1 §"))
    rates = agreed_rates(agreed, debtor_kind=kind, law=SWEDEN.evolve(**{name: rule}))
    days = (REFORM, repealed_on - ONE_DAY, repealed_on)
    assert [9, 8, 0] == [percent_on(rates, one) for one in days]


@pytest.mark.requirement("OWN-9")
def test_a_margin_has_no_rate_before_the_reference_rate() -> None:
    """A rate that must be at least the law's still begins with the series if it follows the reference rate."""
    rates = agreed_rates(AgreedInterest(margin=Decimal(2)), debtor_kind=PUBLIC_BODY)
    assert (FIRST, Fraction("6.5"), LAST) == (rates.pieces[0].starts, rates.pieces[0].percent, rates.known_through)
