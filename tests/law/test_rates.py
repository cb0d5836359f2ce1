"""The yearly rate of each day: the law's, and what was agreed; boundary days and sources."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.law.interest import late_interest
from inkasso_rules.law.parameter import Citation, NotInForceError, Parameter
from inkasso_rules.law.rates import Piece, agreed_rates, law_rates
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.agreements import AgreedInterest, AgreedInterestError
from inkasso_rules.model.parties import DebtorKind
from tests.law.periods import (
    CAPITAL,
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
def test_a_margin_counts_from_its_first_value_until_it_is_repealed() -> None:
    """A time before it for which the law says *none* is no repeal; after a repeal nothing has a rate."""
    margin, source = SWEDEN.late_interest_margin, Citation("SFS 2026:1", "6 §")
    first = attrs.evolve(margin.rows[0], starts=day("2026-01-01"))
    late = attrs.evolve(margin, rows=(attrs.evolve(first, starts=day("2002-07-01"), value=None), first))
    again = margin.starting(day("2026-03-01"), None, source=source).starting(
        day("2026-05-01"), Decimal(9), source=source
    )
    begun, ended = (law_rates(SWEDEN.evolve(late_interest_margin=one)) for one in (late, again))
    assert percent_on(begun, day("2026-02-15")) == 10
    assert begun.known_through == LAST
    assert (day("2026-02-28"), "late_interest_margin") == (ended.known_through, ended.name)
    with pytest.raises(NotInForceError):
        begun.require(day("2025-12-31"), day("2026-01-01"))


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


# fmt: off
#: What was agreed on a claim that is not for goods or services, with whom, and the rates on the same four days.
_NO_SUPPLY: Final = (
    ("percent", "0",  TRADER,      ("0", "0", "0", "0")),
    ("percent", "0",  PUBLIC_BODY, ("0", "0", "0", "0")),
    ("percent", "5",  TRADER,      ("5", "5", "5", "5")),
    ("percent", "5",  PUBLIC_BODY, ("5", "5", "5", "5")),
    ("margin",  "2",  PUBLIC_BODY, ("3", "3", "3", "4")),
    ("percent", "24", PUBLIC_BODY, ("24", "24", "24", "24")),
    ("percent", "0",  CONSUMER,    ("0", "0", "0", "0")),
)
# fmt: on


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("field", "number", "kind", "expected"), _NO_SUPPLY)
def test_what_was_agreed_on_something_else(
    field: str, number: str, kind: DebtorKind | None, expected: tuple[str, ...]
) -> None:
    """The two rules are about goods and services: on any other claim what was agreed stands."""
    rates = agreed_rates(AgreedInterest(**{field: Decimal(number)}), debtor_kind=kind, is_supply=False)
    days = (REFORM - ONE_DAY, REFORM, REFORM + ONE_DAY, day("2026-03-16"))
    assert [Fraction(one) for one in expected] == [percent_on(rates, one) for one in days]


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("kind", [None, *DebtorKind])
def test_without_an_agreement_the_law_whatever_the_claim_is_for(kind: DebtorKind | None) -> None:
    """Late interest itself needs no supply."""
    assert law_rates(SWEDEN) == agreed_rates(None, debtor_kind=kind, is_supply=False)


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


# --- where rates end --------------------------------------------------------------------------------------------------
def _known_through(name: str, last: str) -> Law:
    """Return the law with one of its series known through a day only."""
    return SWEDEN.evolve(**{name: attrs.evolve(getattr(SWEDEN, name), known_through=day(last))})


def _percent_or_refusal(law: Law, one: str, agreed: AgreedInterest | None = None) -> Fraction | str:
    """Return the rate of a public body on a day, or why there is none."""
    rates = agreed_rates(agreed, debtor_kind=PUBLIC_BODY, law=law)
    try:
        found = late_interest(CAPITAL, start=day(one), end=day(one), rates=rates)
    except NotInForceError as refused:
        return str(refused)
    return found.segments[0].percent


_FIVE: Final = AgreedInterest(percent=Decimal(5))


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("agreed", "first"),
    # What is fixed has a rate on any day before the rule that it is held against.
    [(None, "2002-07-01"), (AgreedInterest(margin=Decimal(2)), "2002-07-01"), (_FIVE, "0001-01-01")],
)
@pytest.mark.parametrize(
    ("last", "inside", "past"),
    [
        # Within the last half-year, between two half-years, and long ago.
        ("2026-09-30", ("2025-06-30", "2026-07-01", "2026-09-30"), ("2026-10-01", "2026-12-31", "2027-01-01")),
        ("2026-06-30", ("2025-06-30", "2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31")),
        ("2026-07-01", ("2026-06-30", "2026-07-01"), ("2026-07-02", "2026-12-31")),
        ("2014-02-28", ("2013-03-16", "2014-02-28"), ("2014-03-01", "2026-01-01")),
    ],
)
def test_a_margin_that_is_not_known_is_not_rolled_forward(
    agreed: AgreedInterest | None, first: str, last: str, inside: tuple[str, ...], past: tuple[str, ...]
) -> None:
    """The law's rate ends where its margin does: a day inside is answered, and the next one is refused."""
    law = _known_through("late_interest_margin", last)
    assert [_percent_or_refusal(SWEDEN, one, agreed) for one in inside] == [
        _percent_or_refusal(law, one, agreed) for one in inside
    ]
    assert [f"late_interest_margin has no value on {one}; values run from {first} to {last}." for one in past] == [
        _percent_or_refusal(law, one, agreed) for one in past
    ]


@pytest.mark.requirement("OWN-9")
def test_a_period_past_the_margin_is_refused() -> None:
    """A period counts whole: its first day without a rate is named."""
    law = _known_through("late_interest_margin", "2026-09-30")
    with pytest.raises(NotInForceError) as caught:
        late_interest(CAPITAL, start=day("2026-09-01"), end=day("2026-12-31"), law=law)
    assert "late_interest_margin has no value on 2026-10-01; values run from 2002-07-01 to 2026-09-30." == str(
        caught.value
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("last", ["2027-06-30", "2026-12-31"])
def test_a_margin_that_is_known_longer_changes_nothing(last: str) -> None:
    """The rates end with the reference rate."""
    assert law_rates(SWEDEN) == law_rates(_known_through("late_interest_margin", last))


@pytest.mark.requirement("OWN-9")
def test_an_agreed_margin_needs_none_of_the_laws() -> None:
    """Only the reference rate counts where the law's rate is no floor."""
    law = _known_through("late_interest_margin", "2020-12-31")
    agreed = AgreedInterest(margin=Decimal(2))
    assert agreed_rates(agreed, debtor_kind=TRADER) == agreed_rates(agreed, debtor_kind=TRADER, law=law)


@pytest.mark.requirement("OWN-9")
def test_a_margin_that_is_repealed() -> None:
    """Until the day before there is a rate, and then none."""
    margin = SWEDEN.late_interest_margin.starting(day("2026-03-16"), None, source=Citation("SFS 2026:1", "1 §"))
    law = SWEDEN.evolve(late_interest_margin=margin)
    message = "late_interest_margin has no value on 2026-03-16; values run from 2002-07-01 to 2026-03-15."
    assert [12, 10, message] == [_percent_or_refusal(law, one) for one in ("2024-02-29", "2026-03-15", "2026-03-16")]


@pytest.mark.requirement("OWN-9")
def test_a_margin_that_begins_later() -> None:
    """There is a rate from its first day on."""
    rows = SWEDEN.late_interest_margin.rows[:1]
    margin = attrs.evolve(SWEDEN.late_interest_margin, rows=[attrs.evolve(row, starts=REFORM) for row in rows])
    rates = law_rates(SWEDEN.evolve(late_interest_margin=margin))
    assert REFORM == rates.pieces[0].starts
    assert [9, 10] == [percent_on(rates, one) for one in (REFORM, LAST)]


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("agreed", "name"), [(NONE_AGREED, "business_waiver_void"), (_FIVE, "public_lower_rate_void")])
def test_a_rule_that_is_not_known_is_not_rolled_forward(agreed: AgreedInterest, name: str) -> None:
    """Whether a term is without effect is known through a day: it is answered, and the next one is refused."""
    law = _known_through(name, "2025-09-30")
    message = f"{name} has no value on 2025-10-01; values run from 0001-01-01 to 2025-09-30."
    days = ("2025-06-30", "2025-07-01", "2025-09-30", "2025-10-01")
    assert [11, 10, 10, message] == [_percent_or_refusal(law, one, agreed) for one in days]


@pytest.mark.requirement("OWN-9")
def test_a_margin_and_a_reference_rate_that_never_meet() -> None:
    """There is no rate, and that is said."""
    margin: Parameter[Decimal] = attrs.evolve(
        SWEDEN.late_interest_margin,
        rows=[attrs.evolve(SWEDEN.late_interest_margin.rows[0], starts=day("1999-01-01"))],
        known_through=day("2001-12-31"),
    )
    with pytest.raises(NotInForceError) as caught:
        law_rates(SWEDEN.evolve(late_interest_margin=margin))
    assert "late_interest_margin has no value on 2002-07-01; values run from 1999-01-01 to 2001-12-31." == str(
        caught.value
    )


# --- what is no agreement ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("margin", [Decimal("Infinity"), Decimal("NaN"), Decimal("sNaN"), Decimal(-1), "x", 8, []])
def test_what_is_no_margin_is_refused(margin: Any) -> None:
    """As in an agreement."""
    with pytest.raises(AgreedInterestError) as caught:
        law_rates(SWEDEN, margin)
    assert "agreed interest has no fitting margin; wanted a Decimal from 0 to 1000, in percent." == str(caught.value)


@pytest.mark.parametrize("agreed", ["5 %", Decimal(5), []])
def test_what_is_no_agreement_is_refused(agreed: Any) -> None:
    """A bare number is neither a fixed rate nor a margin."""
    with pytest.raises(AgreedInterestError) as caught:
        agreed_rates(agreed, debtor_kind=None)
    assert "agreed interest has no fitting type; wanted an AgreedInterest or None." == str(caught.value)
