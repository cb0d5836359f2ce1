"""Amounts: exact, of one currency, and strict about what is an amount."""

import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.money import (
    CurrencyMismatchError,
    Money,
    MoneyFormatError,
    MoneyTypeError,
    UnknownCurrencyError,
    WeightsError,
    round_half_up,
    totals,
)

CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))
AMOUNTS = st.builds(Money, st.integers(-(10**15), 10**15), CURRENCIES)


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [
        ("1250.50", "SEK", 125050),
        ("1250.5", "SEK", 125050),
        ("1250", "SEK", 125000),
        ("0.01", "SEK", 1),
        ("-0.01", "SEK", -1),
        ("-12.30", "SEK", -1230),
        ("-0", "SEK", 0),
        ("007", "SEK", 700),
        (1250, "SEK", 125000),
        (-3, "KWD", -3000),
        (Decimal("9.99"), "EUR", 999),
        (Decimal("-0.00"), "EUR", 0),
        (Decimal(1250), "JPY", 1250),
        ("1250", "JPY", 1250),
        ("1.234", "KWD", 1234),
        ("1.0001", "CLF", 10001),
        ("9" * 30, "JPY", 10**30 - 1),
    ],
)
def test_major_units_become_whole_minor_units(value: str | int | Decimal, currency: str, minor: int) -> None:
    """Text, ints and decimals are read exactly, with as many decimals as the currency has."""
    assert Money(minor, currency) == Money.of(value, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1,234.5",
        "1.234,50",
        "1 234",
        "1\u00a0234",
        "1_000",
        " 12",
        "12 ",
        "12\n",
        "1,50",
        "+5",
        "--5",
        "\u22125",
        ".5",
        "5.",
        "1e3",
        "1E-2",
        "0x10",
        "nan",
        "NaN",
        "Infinity",
        "-inf",
        "١٢",
        "\uff11\uff12",
        "²",
        "12 SEK",
        "9" * 31,
    ],
)
def test_text_that_is_not_a_plain_decimal_number_is_refused(text: str) -> None:
    """Separators, spaces, signs, exponents, other digits and special values are never guessed at."""
    with pytest.raises(MoneyFormatError) as caught:
        Money.of(text)

    error = caught.value
    assert (len(text), None, "SEK", 2) == (error.length, error.decimals, error.currency, error.digits)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1E+3")])
def test_decimals_without_plain_digits_are_refused(value: Decimal) -> None:
    """A decimal is read as it is written, so that a special value or an exponent is refused as in a text."""
    with pytest.raises(MoneyFormatError) as caught:
        Money.of(value)

    assert caught.value.decimals is None


@pytest.mark.parametrize(
    ("value", "currency", "decimals"),
    [
        ("1.500", "SEK", 3),
        ("1.505", "SEK", 3),
        (Decimal("1.500"), "SEK", 3),
        ("1.0", "JPY", 1),
        ("1.0000", "KWD", 4),
    ],
)
def test_too_many_decimals_are_refused(value: str | Decimal, currency: str, decimals: int) -> None:
    """Even zeros: somebody who writes three decimals means another currency, or a thousands separator."""
    with pytest.raises(MoneyFormatError) as caught:
        Money.of(value, currency)

    error = caught.value
    assert (decimals, currency, MINOR_DIGITS[currency]) == (error.decimals, error.currency, error.digits)


@pytest.mark.parametrize("value", [1.5, 1.0, True, False, None, b"1", Fraction(1, 2), Money(1)])
def test_major_units_of_another_type_are_refused(value: Any) -> None:
    """A float has lost its öre already, and a bool is no amount."""
    with pytest.raises(MoneyTypeError) as caught:
        Money.of(value)

    assert ("major units as str, int or Decimal", type(value).__name__) == (caught.value.wanted, caught.value.found)


@pytest.mark.parametrize("minor", [1.0, True, "1", None, Decimal(1)])
def test_minor_units_of_another_type_are_refused(minor: Any) -> None:
    """Minor units are an int and nothing that merely equals one."""
    with pytest.raises(MoneyTypeError) as caught:
        Money(minor)

    assert ("whole minor units as int", type(minor).__name__) == (caught.value.wanted, caught.value.found)


@pytest.mark.parametrize(
    ("currency", "shown"),
    [
        ("XAU", "XAU"),
        ("XXX", "XXX"),
        ("BGN", "BGN"),
        ("sek", "sek"),
        ("", ""),
        ("Test Person", "str"),
        (None, "NoneType"),
    ],
)
@pytest.mark.parametrize("make", [lambda currency: Money(1, currency), lambda currency: Money.of("1", currency)])
def test_unknown_currencies_are_refused(make: Callable[[Any], Money], currency: Any, shown: str) -> None:
    """A code that is not active is named; what cannot be a code is not repeated."""
    with pytest.raises(UnknownCurrencyError) as caught:
        make(currency)

    assert shown == caught.value.currency


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            UnknownCurrencyError("XAU"),
            "currency 'XAU' is unknown; wanted an active ISO 4217 code with a minor unit, as 'SEK'.",
        ),
        (CurrencyMismatchError("SEK", "EUR"), "amounts in SEK and EUR do not mix; wanted one currency."),
        (
            MoneyTypeError("major units as str, int or Decimal", "float"),
            "found a value of type float; wanted major units as str, int or Decimal.",
        ),
        (
            MoneyFormatError(7, None, "JPY", 0),
            (
                "amount of 7 characters is not a plain decimal number; "
                "wanted digits with at most 0 decimals after a point for JPY."
            ),
        ),
        (
            MoneyFormatError(5, 3, "SEK", 2),
            "amount of 5 characters has 3 decimals; wanted digits with at most 2 decimals after a point for SEK.",
        ),
        (
            WeightsError(2, -1, 3),
            "found 2 weights, the smallest -1, with the sum 3; wanted none below 0 and a sum above 0.",
        ),
    ],
)
def test_messages_are_one_sentence_and_survive_pickling(error: InkassoRulesError, message: str) -> None:
    """An error says what was found and what would have been fine."""
    assert message == str(error)
    assert message == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Money(125050), "1250.50 SEK"),
        (Money(5), "0.05 SEK"),
        (Money(-5), "-0.05 SEK"),
        (Money(-125050, "EUR"), "-1250.50 EUR"),
        (Money(1250, "JPY"), "1250 JPY"),
        (Money(-1, "KWD"), "-0.001 KWD"),
        (Money.zero(), "0.00 SEK"),
        (Money.zero("CLF"), "0.0000 CLF"),
    ],
)
def test_an_amount_reads_as_major_units_and_code(amount: Money, text: str) -> None:
    """With all decimals of the currency, and none for a currency without."""
    assert text == str(amount)


def test_the_repr_shows_minor_units() -> None:
    """A repr can be pasted back."""
    assert "Money(minor=125050, currency='SEK')" == repr(Money(125050))


@given(AMOUNTS)
def test_major_units_read_back_to_the_same_amount(amount: Money) -> None:
    """As a decimal and as text, nothing is lost."""
    assert amount == Money.of(amount.decimal, amount.currency)
    assert amount == Money.of(str(amount).removesuffix(f" {amount.currency}"), amount.currency)
    assert Decimal(amount.minor) / 10 ** MINOR_DIGITS[amount.currency] == amount.decimal


def test_the_decimal_is_exact_beyond_the_default_precision() -> None:
    """Thirty-two digits stay thirty-two digits."""
    assert "123456789012345678901234567890.12" == str(Money(12345678901234567890123456789012).decimal)


def test_an_amount_cannot_be_changed() -> None:
    """A frozen value takes no new minor units."""
    amount: Any = Money(1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        amount.minor = 2


def test_arithmetic_stays_in_minor_units() -> None:
    """Sums, differences, signs and whole multiples."""
    assert Money(130) == Money(100) + Money(30)
    assert Money(70) == Money(100) - Money(30)
    assert Money(-100) == -Money(100)
    assert Money(300) == Money(100) * 3
    assert Money(-300) == -3 * Money(100)


@pytest.mark.parametrize(
    ("compare", "smaller", "equal", "greater"),
    [
        (operator.lt, True, False, False),
        (operator.le, True, True, False),
        (operator.gt, False, False, True),
        (operator.ge, False, True, True),
        (operator.eq, False, True, False),
        (operator.ne, True, False, True),
    ],
)
def test_amounts_of_one_currency_are_ordered(
    compare: Callable[[Any, Any], bool], smaller: bool, equal: bool, greater: bool
) -> None:
    """By their minor units."""
    found = [compare(Money(minor), Money(0)) for minor in (-1, 0, 1)]

    assert [smaller, equal, greater] == found


@pytest.mark.parametrize("combine", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_currencies_do_not_mix(combine: Callable[[Any, Any], object]) -> None:
    """Not even with a zero in one of them."""
    with pytest.raises(CurrencyMismatchError) as caught:
        combine(Money(100, "SEK"), Money.zero("EUR"))

    assert ("SEK", "EUR") == (caught.value.left, caught.value.right)


def test_amounts_in_different_currencies_are_unequal() -> None:
    """Equality may be asked across currencies, so that amounts can stand in sets."""
    assert Money(100, "SEK") != Money(100, "EUR")
    assert 2 == len({Money(100, "SEK"), Money(100, "EUR"), Money(100, "SEK")})


@pytest.mark.parametrize(
    "combine",
    [
        operator.add,
        operator.sub,
        operator.lt,
        operator.le,
        operator.gt,
        operator.ge,
        operator.truediv,
        operator.floordiv,
        lambda amount, number: number + amount,
        lambda amount, number: amount * (number + 0.5),
        lambda amount, _: amount * True,
        lambda amount, _: amount * amount,
    ],
)
def test_amounts_combine_with_nothing_but_amounts(combine: Callable[[Any, Any], object]) -> None:
    """A bare number has no currency, and a division would not be exact."""
    with pytest.raises(TypeError):
        combine(Money(100), 2)


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, (1,), (100,)),
        (100, (1, 1, 1), (34, 33, 33)),
        (101, (1, 1, 1), (34, 34, 33)),
        (-100, (1, 1, 1), (-34, -33, -33)),
        (5, (3, 7), (2, 3)),  # 1.5 and 3.5: equal remainders, the first gets the unit
        (10, (1, 2, 3), (2, 3, 5)),  # 1.67, 3.33, 5.00
        (1, (0, 1, 0), (0, 1, 0)),
        (1, (1, 0, 2), (0, 0, 1)),
        (0, (1, 2), (0, 0)),
        (1, (10**30, 10**30 + 1), (0, 1)),  # exact where floats would tie
    ],
)
def test_an_amount_is_shared_by_largest_remainder(minor: int, weights: tuple[int, ...], parts: tuple[int, ...]) -> None:
    """The units left over go to the largest remainders, ties to the lower index."""
    assert tuple(Money(part) for part in parts) == Money(minor).allocate(weights)


@given(AMOUNTS, st.lists(st.integers(0, 10**12), min_size=1, max_size=8).filter(any))
def test_shares_are_exact(amount: Money, weights: list[int]) -> None:
    """The parts sum to the whole, each is less than one unit from its share, and the negative amount mirrors."""
    parts = amount.allocate(weights)

    assert (amount,) == totals(parts)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - Fraction(amount.minor * weight, sum(weights))) < 1
        assert weight or part == Money.zero(amount.currency)
    assert tuple(-part for part in parts) == (-amount).allocate(weights)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 50), min_size=2, max_size=6).filter(any))
def test_no_unit_goes_to_a_smaller_remainder(minor: int, weights: list[int]) -> None:
    """Whoever was rounded up had a larger remainder than whoever was not, or an equal one and came first."""
    parts = Money(minor).allocate(weights)
    remainders = [minor * weight % sum(weights) for weight in weights]
    raised = [part.minor > minor * weight // sum(weights) for part, weight in zip(parts, weights, strict=True)]

    ranked = sorted(range(len(weights)), key=lambda index: (-remainders[index], index))
    assert sorted(raised, reverse=True) == [raised[index] for index in ranked]


@pytest.mark.parametrize(
    ("weights", "facts"), [((), (0, 0, 0)), ((0, 0), (2, 0, 0)), ((3, -1), (2, -1, 2)), ((-1, 1), (2, -1, 0))]
)
def test_weights_that_share_nothing_are_refused(weights: tuple[int, ...], facts: tuple[int, int, int]) -> None:
    """No weights, only zeros, or one below zero."""
    with pytest.raises(WeightsError) as caught:
        Money(100).allocate(weights)

    assert facts == (caught.value.count, caught.value.smallest, caught.value.total)


@pytest.mark.parametrize("weight", [0.5, True, None, "1"])
def test_weights_of_another_type_are_refused(weight: Any) -> None:
    """A float weight would make the shares depend on the machine."""
    with pytest.raises(MoneyTypeError) as caught:
        Money(100).allocate([1, weight])

    assert ("weights as int", type(weight).__name__) == (caught.value.wanted, caught.value.found)


def test_totals_are_one_per_currency_sorted_by_code() -> None:
    """A currency that occurs is listed even if its amounts cancel out."""
    amounts = [Money(100), Money(5, "EUR"), Money(-30), Money(7, "DKK"), Money(-7, "DKK")]

    assert (Money(0, "DKK"), Money(5, "EUR"), Money(70, "SEK")) == totals(amounts)
    assert () == totals(iter(()))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(0), 0),
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(249, 100), 2),
        (Fraction(-249, 100), -2),
        (Fraction(251, 100), 3),
        (Fraction(7), 7),
        (Fraction(10**40 + 1, 2), (10**40 + 2) // 2),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction, rounded: int) -> None:
    """2.5 becomes 3 and -2.5 becomes -3, at any size."""
    assert rounded == round_half_up(value)


@given(st.fractions())
def test_rounding_goes_to_a_nearest_whole_number(value: Fraction) -> None:
    """Never further than a half, and a credit is rounded as the debit it cancels."""
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)
    assert -round_half_up(value) == round_half_up(-value)
