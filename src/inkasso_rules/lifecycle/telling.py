"""
What a fact makes us say: notices for people, commands for the agency.

Both are asked about the case just before the fact. A command is capped at the capital that is open then: what exceeds
it the agency would ignore, so that it is reported and not sent.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Final, TypeVar

import attrs

from inkasso_rules.lifecycle.amounts import assume, fits, split, taken_back, was_unsplit
from inkasso_rules.lifecycle.effects import resumed
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import Command, RegisterCreditNote, RegisterDirectPayment
from inkasso_rules.model.disputes import settled
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = [
    "ACT_IN_PORTAL",
    "ANSWER_DISPUTE",
    "APPROVE_IN_PORTAL",
    "BEFORE_TRANSFER",
    "CAPITAL_DIFFERS",
    "CONTACT_AGENCY",
    "CREDIT_MAY_END",
    "DEBTOR_INSOLVENT",
    "DECIDE_PAYMENT",
    "DISPUTE_UNCLEAR",
    "DUPLICATE_CASE",
    "ENDED_BEFORE",
    "EXCESS",
    "INVOICE_FREE",
    "LATE_MONEY",
    "NOTHING_TO_RESUME",
    "OTHER_CURRENCY",
    "OWED_AGAIN",
    "PAUSE_UNCLEAR",
    "REFUSED_LATE",
    "SPLIT_UNKNOWN",
    "TRANSFERRED_TWICE",
    "UNKNOWN_CODE",
    "Send",
    "Tell",
    "notices",
    "send_credit_note",
    "send_direct_payment",
]

Send = Callable[[Draft, Fact], Command | None]
_C = TypeVar("_C", bound=Command)


@attrs.frozen
class Tell:
    """
    One thing that a fact may make us tell people.

    Attributes:
        requirement: The ID of the requirement.

        code: What is told.

        due: Whether it is told; or the money that it is about, in minor units, and 0 means that it is not.
    """

    requirement: str
    code: NoticeCode
    due: Callable[[Draft, Fact], bool | int]


def notices(tells: tuple[Tell, ...], draft: Draft, fact: Fact) -> tuple[Notice, ...]:
    """Return what people are told of a fact that is about to be applied."""
    return tuple(
        Notice(tell.code, (fact.fact_id,), amount=None if due is True else Money(due, draft.currency))
        for tell in tells
        if (due := tell.due(draft, fact))
    )


# --- when it is told --------------------------------------------------------------------------------------------------
def _always(_draft: Draft, _fact: Fact) -> bool:
    return True


def _capital(draft: Draft, fact: Fact) -> int:
    """Return what of the fact's money falls on the capital, as far as that is known."""
    if not fits(draft, fact):
        return 0
    if fact.kind is FactKind.PAYMENT_REVERSED:
        return taken_back(draft, fact) or 0
    if fact.kind in {FactKind.SPLIT_ASSUMED, FactKind.SPLIT_STATED}:  # It may be said anew, or of what went back.
        after = copy.copy(draft)
        (split if fact.kind is FactKind.SPLIT_STATED else assume)(after, fact)
        return draft.balance - after.balance
    return 0 if fact.on_capital is None else fact.on_capital.minor


def _excess(draft: Draft, fact: Fact) -> int:
    return max(_capital(draft, fact) - draft.open_minor, 0)


def _after_end(draft: Draft, fact: Fact) -> int:
    return fact.amount.minor if draft.end is not None and fact.amount is not None and fits(draft, fact) else 0


def _owed_again(draft: Draft, fact: Fact) -> int:
    back = _capital(draft, fact)
    return max(min(back, draft.balance + back), 0) if draft.end is not None else 0


def _all_credited(draft: Draft, fact: Fact) -> bool:
    return 0 < draft.balance <= _capital(draft, fact)


def _split_unknown(draft: Draft, fact: Fact) -> bool:
    if fact.kind is not FactKind.PAYMENT_REVERSED:
        return fact.capital is None
    return fits(draft, fact) and taken_back(draft, fact) is None and not was_unsplit(draft, fact)


def _not_approved(draft: Draft, fact: Fact) -> bool:
    return fact.gate not in draft.approved


def _other_currency(draft: Draft, fact: Fact) -> bool:
    return not fits(draft, fact)


def _several_pauses(draft: Draft, fact: Fact) -> bool:
    return len(resumed(draft, fact)) > 1


def _no_pause(draft: Draft, fact: Fact) -> bool:
    return not resumed(draft, fact)


def _no_one_dispute(draft: Draft, fact: Fact) -> bool:
    return len(settled(draft.disputes, fact)) != 1


def _ended(draft: Draft, _fact: Fact) -> bool:
    return draft.reported_end is not None


def _capital_differs(draft: Draft, fact: Fact) -> bool:
    return fact.capital is not None and (not fits(draft, fact) or fact.capital.minor != draft.open_minor)


# fmt: off
#                                 requirement  code                             when it is told
ACT_IN_PORTAL: Final      = Tell("SE-3",  NoticeCode.ACT_IN_PORTAL,      _always)
ANSWER_DISPUTE: Final     = Tell("LC-15", NoticeCode.ANSWER_DISPUTE,     _always)
APPROVE_IN_PORTAL: Final  = Tell("SE-3",  NoticeCode.APPROVE_IN_PORTAL,  _not_approved)
BEFORE_TRANSFER: Final    = Tell("OWN-8", NoticeCode.BEFORE_TRANSFER,    _always)
CAPITAL_DIFFERS: Final    = Tell("LC-14", NoticeCode.CAPITAL_DIFFERS,    _capital_differs)
CONTACT_AGENCY: Final     = Tell("LC-9",  NoticeCode.CONTACT_AGENCY,     _always)
CREDIT_MAY_END: Final     = Tell("LC-7",  NoticeCode.CREDIT_MAY_END,     _all_credited)
DEBTOR_INSOLVENT: Final   = Tell("OWN-7", NoticeCode.DEBTOR_INSOLVENT,   _always)
DECIDE_PAYMENT: Final     = Tell("BA-9",  NoticeCode.DECIDE_PAYMENT,     _always)
DISPUTE_UNCLEAR: Final    = Tell("LC-15", NoticeCode.DISPUTE_UNCLEAR,    _no_one_dispute)
DUPLICATE_CASE: Final     = Tell("LC-5",  NoticeCode.DUPLICATE_CASE,     _always)
ENDED_BEFORE: Final       = Tell("LC-13", NoticeCode.ENDED_BEFORE,       _ended)
EXCESS: Final             = Tell("LC-14", NoticeCode.EXCESS,             _excess)
INVOICE_FREE: Final       = Tell("MA-9",  NoticeCode.INVOICE_FREE,       _always)
LATE_MONEY: Final         = Tell("LC-13", NoticeCode.LATE_MONEY,         _after_end)
NOTHING_TO_RESUME: Final  = Tell("LC-4",  NoticeCode.NOTHING_TO_RESUME,  _no_pause)
OTHER_CURRENCY: Final     = Tell("OWN-8", NoticeCode.OTHER_CURRENCY,     _other_currency)
OWED_AGAIN: Final         = Tell("LC-13", NoticeCode.OWED_AGAIN,         _owed_again)
PAUSE_UNCLEAR: Final      = Tell("LC-4",  NoticeCode.PAUSE_UNCLEAR,      _several_pauses)
REFUSED_LATE: Final       = Tell("MA-9",  NoticeCode.REFUSED_LATE,       _always)
SPLIT_UNKNOWN: Final      = Tell("LC-14", NoticeCode.SPLIT_UNKNOWN,      _split_unknown)
TRANSFERRED_TWICE: Final  = Tell("MA-9",  NoticeCode.TRANSFERRED_TWICE,  _always)
UNKNOWN_CODE: Final       = Tell("OWN-8",  NoticeCode.UNKNOWN_CODE,       _always)
# fmt: on


# --- what the agency is told ------------------------------------------------------------------------------------------
def _of_what_is_open(make: Callable[..., _C], draft: Draft, fact: Fact, **details: object) -> _C | None:
    """Return a command about what lowers the agency's claim; nothing when there is nothing left to lower."""
    minor = min(_capital(draft, fact), draft.open_minor)
    return make(case_id=draft.case_id, amount=Money(minor, draft.currency), **details) if minor else None


@decides("LC-8")
def send_direct_payment(draft: Draft, fact: Fact) -> RegisterDirectPayment | None:
    """Tell the agency of a payment to the creditor, or of a set-off."""
    return _of_what_is_open(
        RegisterDirectPayment,
        draft,
        fact,
        command_id=f"{fact.fact_id}/direct_payment",
        payment_id=fact.fact_id,
        paid_on=fact.happened_on,
    )


@decides("LC-7")
def send_credit_note(draft: Draft, fact: Fact) -> RegisterCreditNote | None:
    """Tell the agency of a credit note."""
    return _of_what_is_open(
        RegisterCreditNote,
        draft,
        fact,
        command_id=f"{fact.fact_id}/credit_note",
        credit_note_id=fact.fact_id,
        credited_on=fact.happened_on,
    )
