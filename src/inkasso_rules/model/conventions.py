"""
What the law leaves to practice, each convention with a name: how days are counted, what is rounded, what is paid first.

Which one a host uses is a policy; nothing is decided here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["ACT_365", "ACT_ACT", "PRESUMED_POST_DAYS", "THIRTY_360", "AllocationOrder", "DayCount", "Rounding"]

#: Weekdays after which a letter is presumed to have arrived, unless a policy says otherwise. Our assumption.
PRESUMED_POST_DAYS: Final = 2


class DayCount(StrEnum):
    """How the days of a period become parts of a year; the act on interest says only *for a year*."""

    #: Every day is 1/365 of a year, in leap years too: commercial practice.
    ACT_365 = "act_365"
    #: Every day is 1/365 of a common year and 1/366 of a leap year: the enforcement authority's calculator today.
    ACT_ACT = "act_act"
    #: Every month has 30 days: the 31st counts nothing, and the last of February for the days that it lacks. So
    #: counted the authority's calculator until about 2015.
    THIRTY_360 = "thirty_360"


#: Every day is 1/365 of a year; the default.
ACT_365: Final = DayCount.ACT_365

#: The real days of each calendar year.
ACT_ACT: Final = DayCount.ACT_ACT

#: Months of 30 days.
THIRTY_360: Final = DayCount.THIRTY_360


class Rounding(StrEnum):
    """When interest becomes whole minor units; never day by day. No act says how."""

    #: Once, at the end, half up to the minor unit.
    ONCE = "once"
    #: Each segment for itself, half up to the minor unit. One ends where the rate or the principal changes, and with
    #: each half-year of the reference rate, though the next one has the same.
    SEGMENTS = "segments"
    #: The principal, and the sum at the end, are cut to whole kronor, as the enforcement authority's calculator does.
    KRONOR = "kronor"


class AllocationOrder(StrEnum):
    """
    What a payment settles first.

    The practice of agencies, unverified: the sources name no rule but that interest comes before capital at set-off.
    """

    #: Costs, then interest, then capital.
    COSTS_INTEREST_CAPITAL = "costs_interest_capital"
    #: Interest, then costs, then capital.
    INTEREST_COSTS_CAPITAL = "interest_costs_capital"
    #: Interest, then capital, then costs.
    INTEREST_CAPITAL_COSTS = "interest_capital_costs"
    #: Capital, then interest, then costs.
    CAPITAL_INTEREST_COSTS = "capital_interest_costs"
