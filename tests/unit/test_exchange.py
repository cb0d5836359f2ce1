"""Rates of exchange: what they convert, and what is none."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.model.exchange import ExchangeRate, ExchangeRateError
from inkasso_rules.model.money import CurrencyMismatchError, Money

DAY = dt.date(2026, 3, 2)
EURO = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.0875"), on=DAY)


@pytest.mark.parametrize(
    ("rate", "amount", "expected"),
    [
        (EURO, Money.of("180"), Money(1575, "EUR")),
        (EURO, Money(40), Money(4, "EUR")),  # 3.5 cent: half up
        (EURO, Money(39), Money(3, "EUR")),  # 3.4125
        (EURO, Money(-40), Money(-4, "EUR")),
        (attrs.evolve(EURO, into="JPY", rate=Decimal("15.5")), Money.of("1"), Money(16, "JPY")),
        (attrs.evolve(EURO, currency="JPY", into="SEK", rate=Decimal("0.065")), Money(100, "JPY"), Money(650)),
    ],
)
def test_an_amount_is_converted_half_up_to_the_minor_unit(rate: ExchangeRate, amount: Money, expected: Money) -> None:
    """Currencies without minor units count in whole ones."""
    assert expected == rate.convert(amount)


def test_another_currency_is_refused() -> None:
    """A rate says nothing about other money."""
    with pytest.raises(CurrencyMismatchError) as caught:
        EURO.convert(Money(1, "EUR"))
    assert "amounts in EUR and SEK do not mix; wanted one currency." == str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"currency": "XXX"}, "the rate from XXX into EUR has no fitting currency; wanted an ISO 4217 code."),
        ({"into": "kronor"}, "the rate from SEK into kro has no fitting into; wanted an ISO 4217 code."),
        ({"currency": []}, "the rate from [] into EUR has no fitting currency; wanted an ISO 4217 code."),
        ({"into": {}}, "the rate from SEK into {} has no fitting into; wanted an ISO 4217 code."),
        ({"into": 5}, "the rate from SEK into 5 has no fitting into; wanted an ISO 4217 code."),
        ({"into": "SEK"}, "the rate from SEK into SEK has no fitting into; wanted another currency."),
        ({"rate": Decimal(0)}, "the rate from SEK into EUR has no fitting rate; wanted a Decimal above zero."),
        ({"rate": Decimal("NaN")}, "the rate from SEK into EUR has no fitting rate; wanted a Decimal above zero."),
        ({"rate": 0.5}, "the rate from SEK into EUR has no fitting rate; wanted a Decimal above zero."),
    ],
)
def test_what_is_no_rate_is_refused(changes: dict[str, Any], message: str) -> None:
    """Two known currencies, and how much of the one the other is."""
    with pytest.raises(ExchangeRateError) as caught:
        attrs.evolve(EURO, **changes)
    assert message == str(caught.value)
