"""
Amounts of money: whole minor units of one currency.

There is no division and no float. A share of an amount comes from :meth:`Money.allocate`, which loses nothing, and a
computed fraction becomes whole minor units in :func:`half_up`, the only rounding of this library.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.currencies import MINOR_DIGITS

__all__ = [
    "CurrencyMismatchError",
    "Money",
    "MoneyFormatError",
    "MoneyTypeError",
    "UnknownCurrencyError",
    "WeightsError",
    "apportion",
    "half_up",
    "round_half_up",
    "totals",
]

# Thirty digits are more than any amount has, and few enough that a hostile text costs nothing to refuse.
_PLAIN: Final = re.compile(r"(-?[0-9]{1,30})(?:\.([0-9]{1,30}))?")

_CODE_LENGTH: Final = 3


class UnknownCurrencyError(InkassoRulesError, ValueError):
    """
    No active currency has this code.

    Attributes:
        currency: The code, or only its type if it cannot be a code: a longer text may hold anything.
    """

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency

    def __str__(self) -> str:
        return f"currency {self.currency!r} is unknown; wanted an active ISO 4217 code with a minor unit, as 'SEK'."


class CurrencyMismatchError(InkassoRulesError, ValueError):
    """
    Two amounts in different currencies were added, subtracted or compared.

    Attributes:
        left: Currency of the amount on the left.

        right: Currency of the amount on the right.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left, self.right = left, right

    def __str__(self) -> str:
        return f"amounts in {self.left} and {self.right} do not mix; wanted one currency."


class MoneyTypeError(InkassoRulesError, TypeError):
    """
    An amount or a weight was given as a type that is not exact.

    Attributes:
        wanted: The types that would have been fine.

        found: Name of the type that came.
    """

    def __init__(self, wanted: str, found: str) -> None:
        super().__init__(wanted, found)
        self.wanted, self.found = wanted, found

    def __str__(self) -> str:
        return f"found a value of type {self.found}; wanted {self.wanted}."


class MoneyFormatError(InkassoRulesError, ValueError):
    """
    A text is not an amount in this currency.

    The text itself is not kept: with columns mixed up it may be a name or a personal number.

    Attributes:
        length: Characters of the text.

        decimals: How many decimals it has; None if it is not a plain decimal number at all.

        currency: The currency asked for.

        digits: The decimals that the currency has.
    """

    def __init__(self, length: int, decimals: int | None, currency: str, digits: int) -> None:
        super().__init__(length, decimals, currency, digits)
        self.length, self.decimals, self.currency, self.digits = length, decimals, currency, digits

    def __str__(self) -> str:
        found = "is not a plain decimal number" if self.decimals is None else f"has {self.decimals} decimals"
        return (
            f"amount of {self.length} characters {found}; "
            f"wanted digits with at most {self.digits} decimals after a point for {self.currency}."
        )


class WeightsError(InkassoRulesError, ValueError):
    """
    An amount cannot be shared out by these weights.

    Attributes:
        count: How many weights there are.

        smallest: The smallest of them; 0 if there are none.

        total: Their sum.
    """

    def __init__(self, count: int, smallest: int, total: int) -> None:
        super().__init__(count, smallest, total)
        self.count, self.smallest, self.total = count, smallest, total

    def __str__(self) -> str:
        return (
            f"found {self.count} weights, the smallest {self.smallest}, with the sum {self.total}; "
            "wanted none below 0 and a sum above 0."
        )


@attrs.frozen(order=False)
class Money:
    """
    Whole minor units of one currency: ``Money(125050)`` is 1,250.50 Swedish kronor.

    Amounts in different currencies are unequal; adding, subtracting or ordering them raises
    :exc:`CurrencyMismatchError`.

    >>> print(Money.of("1250.50") + Money(50))
    1251.00 SEK
    >>> print(*Money(100).allocate([1, 1, 1]), sep=", ")
    0.34 SEK, 0.33 SEK, 0.33 SEK
    """

    #: Öre for SEK, cent for EUR, yen for JPY.
    minor: int
    #: ISO 4217 code.
    currency: str = "SEK"

    def __attrs_post_init__(self) -> None:
        """Refuse inexact units and unknown currencies; written out because every amount passes here."""
        if type(self.minor) is not int:
            wanted = "whole minor units as int"
            raise MoneyTypeError(wanted, type(self.minor).__name__)
        if self.currency not in MINOR_DIGITS:
            raise _unknown(self.currency)

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str = "SEK") -> "Money":
        """
        Make an amount from major units: ``Money.of("1250.50")``, ``Money.of(Decimal("9.99"), "EUR")``.

        Text and decimals are read alike and strictly: ASCII digits, a leading minus, a point. No thousands separators,
        spaces or exponents (``Decimal("1E+3")`` has one), and no more decimals than the currency has, not even zeros.

        Raises:
            MoneyTypeError: If *value* is a float, a bool or anything else.

            MoneyFormatError: If *value* is not written as above.

            UnknownCurrencyError: If *currency* has no known number of decimals.
        """
        if currency not in MINOR_DIGITS:
            raise _unknown(currency)
        digits = MINOR_DIGITS[currency]
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            wanted = "major units as str, int or Decimal"
            raise MoneyTypeError(wanted, type(value).__name__)
        if isinstance(value, int):
            return cls(value * 10**digits, currency)
        text = str(value)
        match = _PLAIN.fullmatch(text)
        if match is None:
            raise MoneyFormatError(len(text), None, currency, digits)
        whole, decimals = match.groups(default="")
        if len(decimals) > digits:
            raise MoneyFormatError(len(text), len(decimals), currency, digits)
        return cls(int(whole + decimals.ljust(digits, "0")), currency)

    @classmethod
    def zero(cls, currency: str = "SEK") -> "Money":
        """Return nothing, in *currency*."""
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact and with all decimals of the currency."""
        return Decimal(self._major())

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """
        Share the amount out in proportion to *weights*, to the last minor unit.

        Every part is first rounded towards zero. The units left over go one each to the largest remainders, to the
        first of equal ones. The parts sum to the whole; a weight of 0 gets nothing; a negative amount mirrors the
        positive one.

        Raises:
            WeightsError: If there are no weights, one is negative, or all are 0.

            MoneyTypeError: If a weight is not an int.
        """
        for weight in weights:
            if type(weight) is not int:
                wanted = "weights as int"
                raise MoneyTypeError(wanted, type(weight).__name__)
        total, smallest = sum(weights), min(weights, default=0)
        if smallest < 0 or total == 0:
            raise WeightsError(len(weights), smallest, total)
        return tuple(Money(part, self.currency) for part in apportion(self.minor, weights))

    def __str__(self) -> str:
        """Return major units and code: ``1250.50 SEK``, ``1250 JPY``."""
        return f"{self._major()} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + self._same_currency(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor - self._same_currency(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, factor: int) -> "Money":
        if type(factor) is not int:
            return NotImplemented
        return Money(self.minor * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor < self._same_currency(other)

    def __le__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor <= self._same_currency(other)

    def __gt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor > self._same_currency(other)

    def __ge__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor >= self._same_currency(other)

    def _same_currency(self, other: "Money") -> int:
        """Return the minor units of *other*, which must be in our currency."""
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor

    def _major(self) -> str:
        digits = MINOR_DIGITS[self.currency]
        whole, part = divmod(abs(self.minor), 10**digits)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """
    Sum *amounts* per currency, sorted by code.

    A currency that occurs has a total, even if it is zero; no amounts have no totals.
    """
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


def apportion(minor: int, weights: Sequence[int]) -> list[int]:
    """
    Share whole minor units out in proportion to *weights*, whose sum is above zero; a single one may be below it.

    No part is a whole unit or more from its exact share, and the parts sum to the whole. Each is first rounded down;
    the units left over go one each to the largest remainders, to the first of equal ones. A negative amount mirrors
    the positive one.

    >>> apportion(100, [1, 1, 1]), apportion(50, [90, -40, 50])
    ([34, 33, 33], [45, -20, 25])
    """
    if len(weights) == 1:
        return [minor]
    total = sum(weights)
    shares = [divmod(abs(minor) * weight, total) for weight in weights]
    left = abs(minor) - sum(part for part, _ in shares)
    # The sort is stable, so that of equal remainders the first comes first.
    lucky = frozenset(sorted(range(len(shares)), key=lambda index: -shares[index][1])[:left])
    sign = -1 if minor < 0 else 1
    return [sign * (part + (index in lucky)) for index, (part, _) in enumerate(shares)]


def half_up(numerator: int, denominator: int) -> int:
    """
    Round a quotient to the nearest whole number, halves away from zero: 5/2 becomes 3, and -5/2 becomes -3.

    A credit is thereby rounded as the debit it cancels. This is not the rounding of ``round()``, which makes 2.5 a 2.
    The denominator is above zero.
    """
    if numerator < 0:
        return -((denominator - 2 * numerator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def round_half_up(value: Fraction) -> int:
    """Round a fraction as :func:`half_up` rounds a quotient."""
    return half_up(value.numerator, value.denominator)


def _unknown(currency: object) -> UnknownCurrencyError:
    """Make the error for a code that nobody knows, without repeating a text that cannot be a code."""
    is_short = isinstance(currency, str) and len(currency) <= _CODE_LENGTH
    return UnknownCurrencyError(str(currency) if is_short else type(currency).__name__)
