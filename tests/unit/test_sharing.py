"""What cannot be shared out between claims; who gets what stands in ``tables/test_claim_parts.py``."""

import datetime as dt
from typing import Any, Final

import pytest

from inkasso_rules.claim import Charge, Claim, ShareError, share_payment
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money

ON: Final = dt.date(2026, 3, 16)
OLD: Final = Claim(claim_id="old", charges=(Charge(charge_id="1", amount=Money.of(100), due_date=ON),))


@pytest.mark.parametrize(
    ("amount", "claims", "message"),
    [
        (Money(-500), [OLD], "a payment that is shared has -5.00 SEK as amount; wanted an amount of money above zero."),
        (Money(0), [OLD], "a payment that is shared has 0.00 SEK as amount; wanted an amount of money above zero."),
        (500, [], "a payment that is shared has a value of type int as amount; wanted an amount of money above zero."),
        (Money.of(1), [OLD, "NEW"], "a payment that is shared has a value of type str among others as claims; wanted nothing but claims."),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_out(amount: Any, claims: Any, message: str) -> None:
    """The error says what was found and what would have been fine."""
    with pytest.raises(ShareError) as caught:
        share_payment(amount, claims, on=ON)
    error = caught.value
    assert (message, (error.field, error.found, error.wanted)) == (str(error), error.args)


def test_the_day_of_a_shared_payment_is_a_plain_date() -> None:
    """Also if there is no claim to state for it."""
    with pytest.raises(DateTypeError) as caught:
        share_payment(Money.of(1), [], on=dt.datetime(2026, 3, 16, 12))  # noqa: DTZ001
    assert "on is of type datetime; wanted a date without a time." == str(caught.value)
