"""
What a demand must show, and what a letter lacks (lag 1974:182, 5 §).

A letter that lacks something that the law requires is no demand in its sense: it opens no way to legal action (6 §),
and its cost is not owed (lag 1981:739, 3 §). Nothing here judges whether what a letter says is true.

That a demand goes to the administrator of an insolvent debtor is our assumption: the act does not say so, and what was
decided is only that a claim interrupts prescription when it reaches the administrator (NJA 2022 s. 150).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Final, Generic, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.deadlines import demand_deadline
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.conventions import PRESUMED_POST_DAYS
from inkasso_rules.model.dates import day_or_none, require_date
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = ["DemandError", "DemandLetter", "InterestPart", "Lack", "LackCode", "lacks"]

_T = TypeVar("_T")


class DemandError(InkassoRulesError, ValueError):
    """
    A value cannot be a demand.

    Attributes:
        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"a demand has no fitting {self.field}; wanted {self.wanted}."


def _day(_: object, field: attrs.Attribute[dt.date], day: object) -> None:
    require_date(day, field.name)


_Types = tuple[tuple[tuple[str, ...], tuple[type, ...], str], ...]
#: What fields must be of, and how an error says it.
_OF_PARTS: Final[_Types] = (
    (("amount", "principal"), (Money, NoneType), "an amount of money or None"),
    (("percent",), (Decimal, NoneType), "a Decimal or None"),
)
_OF_LETTERS: Final[_Types] = (
    (("creditor_name", "basis", "assignment_notice", "payment_way"), (str, NoneType), "a text or None"),
    (("capital", "costs"), (Money, NoneType), "an amount of money or None"),
    (("is_assigned", "is_interest_claimed", "is_cost_claimed", "is_debtor_insolvent"), (bool,), "True or False"),
    (("is_written", "is_objection_invited", "is_to_administrator"), (bool, NoneType), "True, False or None"),
    (("interest",), (tuple,), "a tuple of InterestPart"),
)


def _check_types(value: object, types: _Types) -> None:
    for fields, kinds, wanted in types:
        for field in fields:
            if not isinstance(getattr(value, field), kinds):
                raise DemandError(field, wanted)


@attrs.frozen(kw_only=True)
class InterestPart:
    """
    One stretch of interest as a demand states it; what it does not state is ``None``.

    Attributes:
        amount: The interest accrued, without what was paid of it.

        percent: The rate, in percent a year.

        starts_on: The first day of the time that it is reckoned for.

        ends_on: The last one.

        principal: The capital that it is reckoned on.

    Raises:
        DemandError: If a value has a wrong type.
        DateTypeError: If a day is no plain date.
    """

    amount: Money | None = None
    percent: Decimal | None = None
    starts_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    ends_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    principal: Money | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what nobody can state."""
        _check_types(self, _OF_PARTS)


@attrs.frozen(kw_only=True)
class DemandLetter:
    """
    A demand as it was sent, or is about to be; what it does not state is ``None``, and so is what nobody knows.

    Attributes:
        sent_on: The day of its dispatch.

        is_written: Whether it is in writing.

        creditor_name: Who the creditor is.

        basis: What the claim rests on, as the goods and the invoice.

        is_assigned: Whether the claim was assigned or pledged, so that paying the former creditor does not discharge.

        assignment_notice: What it says about that.

        payment_way: How to pay.

        capital: What it asks for in capital.

        is_interest_claimed: Whether it asks for interest.

        interest: The interest, one part for each rate, time and principal; parts mean that interest is claimed.

        is_cost_claimed: Whether it asks for the reimbursement of costs.

        costs: What it asks for in costs, apart from the rest; an amount means that they are claimed.

        pay_by: The last day to pay.

        is_objection_invited: Whether that is also the time in which to object.

        is_debtor_insolvent: Whether the debtor is insolvent, so that an administrator speaks for the estate.

        is_to_administrator: Whether it is addressed to the administrator.

    Raises:
        DemandError: If a value has a wrong type.
        DateTypeError: If a day is no plain date.
    """

    sent_on: dt.date = attrs.field(validator=_day)
    is_written: bool | None = None
    creditor_name: str | None = attrs.field(default=None, repr=False)
    basis: str | None = attrs.field(default=None, repr=False)
    is_assigned: bool = False
    assignment_notice: str | None = attrs.field(default=None, repr=False)
    payment_way: str | None = attrs.field(default=None, repr=False)
    capital: Money | None = None
    is_interest_claimed: bool = False
    interest: tuple[InterestPart, ...] = ()
    is_cost_claimed: bool = False
    costs: Money | None = None
    pay_by: dt.date | None = attrs.field(default=None, validator=day_or_none)
    is_objection_invited: bool | None = None
    is_debtor_insolvent: bool = False
    is_to_administrator: bool | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what no letter states."""
        _check_types(self, _OF_LETTERS)
        if not all(isinstance(part, InterestPart) for part in self.interest):
            raise DemandError("interest", "a tuple of InterestPart")


class LackCode(StrEnum):
    """What a demand lacks."""

    #: It is not in writing.
    WRITING = "writing"
    #: It does not name the creditor.
    CREDITOR_NAME = "creditor_name"
    #: It does not say what the claim rests on.
    BASIS = "basis"
    #: The claim was assigned or pledged, and it does not say that only the new creditor can be paid.
    ASSIGNMENT_NOTICE = "assignment_notice"
    #: It does not say how to pay.
    PAYMENT_WAY = "payment_way"
    #: It does not state the capital apart.
    CAPITAL = "capital"
    #: It does not state the costs apart.
    COSTS = "costs"
    #: It asks for interest and shows none of it.
    INTEREST = "interest"
    #: It does not state how much interest has accrued.
    INTEREST_AMOUNT = "interest_amount"
    #: It does not state the rate.
    INTEREST_RATE = "interest_rate"
    #: It does not state the time that interest is reckoned for, or one that ends before it begins.
    INTEREST_PERIOD = "interest_period"
    #: It does not state what interest is reckoned on.
    INTEREST_PRINCIPAL = "interest_principal"
    #: It gives no last day to pay.
    TIME_TO_PAY = "time_to_pay"
    #: It gives too little time.
    TIME_TOO_SHORT = "time_too_short"
    #: It does not say that the debtor may object within that time.
    OBJECTION = "objection"
    #: The debtor is insolvent, and it is not addressed to the administrator.
    ADMINISTRATOR = "administrator"


@attrs.frozen(kw_only=True)
class Lack:
    """
    Something that a demand lacks.

    Attributes:
        code: What it is.

        requirement: The ID of the requirement behind it.

        source: Where the law asks for it, or what our assumption rests on.

        is_mandatory: Whether the law requires it; if not, it says only that a demand should have it.

        part: Which part of the interest it is about, the first being 1.

        pay_by: The earliest last day to pay that would have been enough.
    """

    code: LackCode
    requirement: str
    source: Citation
    is_mandatory: bool = True
    part: int | None = None
    pay_by: dt.date | None = None


@attrs.frozen
class _Asked(Generic[_T]):
    """One thing that the law asks for, of a letter or of each part of its interest."""

    code: LackCode
    requirement: str
    source: Citation
    is_mandatory: bool
    #: Whether it is lacking; gets the earliest last day to pay that is enough.
    is_lacking: Callable[[_T, dt.date], bool]

    def lack(self, *, part: int | None = None, pay_by: dt.date | None = None) -> Lack:
        """Say that it is lacking."""
        return Lack(
            code=self.code,
            requirement=self.requirement,
            source=self.source,
            is_mandatory=self.is_mandatory,
            part=part,
            pay_by=pay_by,
        )


def _is_blank(text: str | None) -> bool:
    return text is None or not text.strip()


def _has_no_period(part: InterestPart) -> bool:
    return part.starts_on is None or part.ends_on is None or part.ends_on < part.starts_on


_C = LackCode
_FIRST: Final = Citation("SFS 1974:182", "5 § st. 1")
_SECOND: Final = Citation("SFS 1974:182", "5 § st. 2")
_THIRD: Final = Citation("SFS 1974:182", "5 § st. 3")
_CASE: Final = Citation("NJA 2022", "s. 150")
#: The law says "skall" of most, and "bör" of one; what we assume it does not require.
_MUST, _SHOULD = True, False
# fmt: off
_ASKED: Final[tuple[_Asked[DemandLetter], ...]] = (
    #      code                   requirement source   law      lacking when
    _Asked(_C.WRITING,            "OWN-11",  _FIRST,  _MUST,   lambda letter, _: letter.is_written is not True),
    _Asked(_C.CREDITOR_NAME,      "OWN-11",  _FIRST,  _MUST,   lambda letter, _: _is_blank(letter.creditor_name)),
    _Asked(_C.BASIS,              "OWN-11",  _FIRST,  _MUST,   lambda letter, _: _is_blank(letter.basis)),
    _Asked(_C.ASSIGNMENT_NOTICE,  "OWN-11",  _FIRST,  _MUST,   lambda letter, _: letter.is_assigned and _is_blank(letter.assignment_notice)),
    _Asked(_C.PAYMENT_WAY,        "OWN-11",  _FIRST,  _SHOULD, lambda letter, _: _is_blank(letter.payment_way)),
    _Asked(_C.CAPITAL,            "OWN-11",  _SECOND, _MUST,   lambda letter, _: letter.capital is None),
    _Asked(_C.COSTS,              "OWN-11",  _SECOND, _MUST,   lambda letter, _: letter.is_cost_claimed and letter.costs is None),
    _Asked(_C.INTEREST,           "OWN-11",  _SECOND, _MUST,   lambda letter, _: letter.is_interest_claimed and not letter.interest),
    _Asked(_C.OBJECTION,          "OWN-11",  _THIRD,  _MUST,   lambda letter, _: letter.is_objection_invited is not True),
    _Asked(_C.TIME_TO_PAY,        "OWN-6",   _THIRD,  _MUST,   lambda letter, _: letter.pay_by is None),
    _Asked(_C.TIME_TOO_SHORT,     "OWN-6",   _THIRD,  _MUST,   lambda letter, least: letter.pay_by is not None and letter.pay_by < least),
    _Asked(_C.ADMINISTRATOR,      "OWN-11",  _CASE,   _SHOULD, lambda letter, _: letter.is_debtor_insolvent and letter.is_to_administrator is not True),
)
_ASKED_OF_INTEREST: Final[tuple[_Asked[InterestPart], ...]] = (
    _Asked(_C.INTEREST_AMOUNT,    "OWN-11",  _SECOND, _MUST,   lambda part, _: part.amount is None),
    _Asked(_C.INTEREST_RATE,      "OWN-11",  _SECOND, _MUST,   lambda part, _: part.percent is None),
    _Asked(_C.INTEREST_PERIOD,    "OWN-11",  _SECOND, _MUST,   lambda part, _: _has_no_period(part)),
    _Asked(_C.INTEREST_PRINCIPAL, "OWN-11",  _SECOND, _MUST,   lambda part, _: part.principal is None),
)
# fmt: on


@decides("OWN-11", "OWN-6")
def lacks(letter: DemandLetter, *, law: Law = SWEDEN, presumed_post_days: int = PRESUMED_POST_DAYS) -> tuple[Lack, ...]:
    """
    Return everything that *letter* lacks as a demand, what it only should have included.

    A last day on which banks are closed is judged as it stands in the letter.

    Args:
        letter: What the letter states.

        law: As for :func:`.demand_deadline`.

        presumed_post_days: As for :func:`.demand_deadline`.

    Returns:
        The lacks of the letter as the law lists them, then those of each part of its interest. None, if a demand may
        look so.

    Raises:
        DemandError: If the letter is none.

        PostDaysError: If *presumed_post_days* is negative.

        NotInForceError: If it is not known how much time a letter of that day had to give.

        LawTypeError: If the law is none.
    """
    if not isinstance(letter, DemandLetter):
        raise DemandError("type", "a DemandLetter")
    least = demand_deadline(sent_on=letter.sent_on, law=law, presumed_post_days=presumed_post_days)
    of_letter = (
        row.lack(pay_by=least if row.requirement == "OWN-6" else None)
        for row in _ASKED
        if row.is_lacking(letter, least)
    )
    of_interest = (
        row.lack(part=number)
        for number, part in enumerate(letter.interest, start=1)
        for row in _ASKED_OF_INTEREST
        if row.is_lacking(part, least)
    )
    return *of_letter, *of_interest
