"""
Days that the law sets: a demand's time to pay, and the first day of legal action.

A day past the calendar's last one is given as that one: nothing here fails over a careless year. How long a claim
lives stands in :mod:`.prescription`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.sweden import SWEDEN, Law, require_law
from inkasso_rules.model.conventions import PRESUMED_POST_DAYS
from inkasso_rules.model.dates import bank_day_on_or_after, bank_days_after, require_date
from inkasso_rules.requirements import decides

__all__ = [
    "PostDaysError",
    "bank_day_or_last",
    "demand_deadline",
    "legal_action_from",
    "or_last_day",
    "presumed_receipt",
]

_ONE_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5
_NEVER: Final = dt.date.max


class PostDaysError(InkassoRulesError, ValueError):
    """
    A letter is not received before it is sent.

    Attributes:
        count: The days of post that were presumed.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"found {self.count!r} presumed days of post; wanted 0 or more."


def presumed_receipt(sent_on: dt.date, *, presumed_post_days: int = PRESUMED_POST_DAYS) -> dt.date:
    """
    Return the day on which a letter is presumed to be received: that many weekdays after its dispatch.

    Weekdays are Monday to Friday. A public holiday between them counts: nothing says that it does not, and the bank
    days that follow make up for it.

    >>> print(presumed_receipt(dt.date(2026, 3, 13)))  # a Friday
    2026-03-17

    Raises:
        PostDaysError: If *presumed_post_days* is negative, or no whole number.

        DateTypeError: If the day is no plain date.
    """
    if type(presumed_post_days) is not int or presumed_post_days < 0:
        raise PostDaysError(presumed_post_days)
    day, left = require_date(sent_on, "sent_on"), presumed_post_days
    while left and day < _NEVER:
        day += _ONE_DAY
        left -= day.weekday() < _SATURDAY
    return day


@decides("OWN-6")
def demand_deadline(*, sent_on: dt.date, law: Law = SWEDEN, presumed_post_days: int = PRESUMED_POST_DAYS) -> dt.date:
    """
    Return the earliest last day to pay that a demand may give.

    The statute asks for a *reasonable* time (lag 1974:182, 5 § third paragraph); the advice on it says what that is at
    least: 8 days from the dispatch, and 4 bank days after the presumed receipt. The later of both, moved forward to a
    bank day.

    >>> print(demand_deadline(sent_on=dt.date(2026, 3, 16)))
    2026-03-24

    Args:
        sent_on: The day of dispatch, which also picks the law's values.

        law: Where the two numbers come from.

        presumed_post_days: The weekdays that a letter is presumed to take; see :func:`presumed_receipt`.

    Raises:
        PostDaysError: If *presumed_post_days* is negative.

        NotInForceError: If no value is known for the day of dispatch.

        DateTypeError: If the day is no plain date.

        LawTypeError: If the law is none.
    """
    require_law(law)
    received_on = presumed_receipt(sent_on, presumed_post_days=presumed_post_days)
    days = dt.timedelta(days=law.demand_days_min.on(sent_on).value)
    bank_days = law.demand_bank_days_min.on(sent_on).value
    return or_last_day(lambda: bank_day_on_or_after(max(sent_on + days, bank_days_after(received_on, bank_days))))


@decides("OWN-6")
def legal_action_from(
    *, sent_on: dt.date, pay_by: dt.date | None = None, law: Law = SWEDEN, presumed_post_days: int = PRESUMED_POST_DAYS
) -> dt.date:
    """
    Return the first day on which a demand's time has run out (lag 1974:182, 6 §): the day after its last day to pay.

    That is the letter's own last day, moved forward to a bank day, but never earlier than :func:`demand_deadline`.

    >>> print(legal_action_from(sent_on=dt.date(2026, 3, 16), pay_by=dt.date(2026, 3, 28)))
    2026-03-31

    Args:
        sent_on: The day of the demand's dispatch.

        pay_by: The last day to pay that it gives; ``None`` if it gives none, or nobody knows.

        law: As for :func:`demand_deadline`.

        presumed_post_days: As for :func:`demand_deadline`.

    Raises:
        PostDaysError: If *presumed_post_days* is negative.

        NotInForceError: If no value is known for the day of dispatch.

        DateTypeError: If a day is no plain date.

        LawTypeError: If the law is none.
    """
    least = demand_deadline(sent_on=sent_on, law=law, presumed_post_days=presumed_post_days)
    last = least if pay_by is None else max(least, bank_day_or_last(require_date(pay_by, "pay_by")))
    return or_last_day(lambda: last + _ONE_DAY)


def bank_day_or_last(day: dt.date) -> dt.date:
    """Return *day* if it is a bank day, else the next one; the calendar's last day if there is none."""
    return or_last_day(lambda: bank_day_on_or_after(day))


def or_last_day(day: Callable[[], dt.date]) -> dt.date:
    """Return the day, or the calendar's last one if it lies past that."""
    try:
        return day()
    except OverflowError:
        return _NEVER
