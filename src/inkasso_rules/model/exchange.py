"""Rates of exchange: what one amount is in another currency. A rate is always given, never assumed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import CurrencyMismatchError, Money, round_half_up

__all__ = ["ExchangeRate", "ExchangeRateError"]


class ExchangeRateError(InkassoRulesError, ValueError):
    """
    A value cannot be a rate of exchange.

    Attributes:
        currency: The currency that it is from.

        into: The currency that it is into.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, currency: str, into: str, field: str, wanted: str) -> None:
        super().__init__(currency, into, field, wanted)
        self.currency, self.into, self.field, self.wanted = currency, into, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the rate from {self.currency} into {self.into} has no fitting {self.field}; wanted {self.wanted}."


@attrs.frozen(kw_only=True)
class ExchangeRate:
    """
    What one unit of a currency is worth in another.

    >>> rate = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.0875"), on=dt.date(2026, 3, 2))
    >>> print(rate.convert(Money.of("180")))
    15.75 EUR

    Attributes:
        currency: The currency that is converted, as an ISO 4217 code.

        into: The currency that it is converted into.

        rate: How many units of *into* one unit of *currency* is, above zero.

        on: The day of the rate.

    Raises:
        ExchangeRateError: If a currency is unknown, both are one, or the rate is no decimal above zero.
        DateTypeError: If the day is no plain date.
    """

    currency: str
    into: str
    rate: Decimal
    on: dt.date

    def __attrs_post_init__(self) -> None:
        """Refuse what is no rate."""
        for field in ("currency", "into"):
            code: object = getattr(self, field)
            if not isinstance(code, str) or code not in MINOR_DIGITS:
                raise ExchangeRateError(str(self.currency)[:3], str(self.into)[:3], field, "an ISO 4217 code")
        if self.currency == self.into:
            raise ExchangeRateError(self.currency, self.into, "into", "another currency")
        rate: object = self.rate
        if not isinstance(rate, Decimal) or not rate.is_finite() or rate <= 0:
            raise ExchangeRateError(self.currency, self.into, "rate", "a Decimal above zero")
        require_date(self.on, "on")

    def convert(self, amount: Money) -> Money:
        """
        Convert *amount*, half up to the minor unit.

        Raises:
            CurrencyMismatchError: If it is in another currency than the rate is from.
        """
        if amount.currency != self.currency:
            raise CurrencyMismatchError(amount.currency, self.currency)
        digits = MINOR_DIGITS[self.into] - MINOR_DIGITS[self.currency]
        return Money(round_half_up(amount.minor * Fraction(self.rate) * Fraction(10) ** digits), self.into)
