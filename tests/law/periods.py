"""Days, debtors and rates that the tests of interest share."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from inkasso_rules.law.rates import Rates
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

ONE_DAY: Final = dt.timedelta(days=1)
FIRST: Final = dt.date(2002, 7, 1)
LAST: Final = dt.date(2026, 12, 31)
REFORM: Final = dt.date(2013, 3, 16)
CAPITAL: Final = Money.of(10_000)

TRADER, PUBLIC_BODY, CONSUMER, OTHER = (
    DebtorKind.TRADER,
    DebtorKind.PUBLIC_BODY,
    DebtorKind.CONSUMER,
    DebtorKind.OTHER,
)
NONE_AGREED: Final = AgreedInterest(percent=Decimal(0))


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


def percent_on(rates: Rates, one: dt.date) -> Fraction:
    """Return the rate of a day."""
    ((first, last, piece),) = rates.within(one, one)
    assert (one, one) == (first, last)
    return piece.percent
