"""
What the creditor wants to do with a transferred invoice, or with its case: allowed, with what to know, or refused.

A question about values: nothing is changed and nothing is sent. What the agency has no public endpoint for is done by a
person in the portal, and followed as a fact once it has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.days import is_paused
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["ANSWERS", "Granted", "Obstacle", "Refusal", "Request", "RequestError", "RequestKind", "ask"]


class RequestKind(StrEnum):
    """What the creditor may want."""

    #: Change the amount on the invoice.
    CHANGE_AMOUNT = "change_amount"
    #: Change the due date of the invoice.
    CHANGE_DUE_DATE = "change_due_date"
    #: Void the invoice.
    VOID = "void"
    #: Return the invoice to *unfinished*.
    RETURN_TO_UNFINISHED = "return_to_unfinished"
    #: Make a credit note for the invoice.
    CREDIT = "credit"
    #: Record a payment on the invoice.
    REGISTER_PAYMENT = "register_payment"
    #: Remove a payment from the invoice.
    REMOVE_PAYMENT = "remove_payment"
    #: Let collection rest.
    PAUSE = "pause"
    #: Let collection go on.
    RESUME = "resume"
    #: Stop collection for good.
    STOP = "stop"
    #: Approve a demand, or legal action.
    APPROVE = "approve"


class Obstacle(StrEnum):
    """Why a request is refused."""

    #: The invoice was transferred; its amount and existence are fixed.
    TRANSFERRED = "transferred"
    #: The due date was sent.
    DUE_DATE_SENT = "due_date_sent"
    #: The agency has not taken the case, so that there is nothing in the portal.
    NOT_REGISTERED = "not_registered"
    #: The case has ended.
    CASE_CLOSED = "case_closed"
    #: Nothing rests.
    NOT_PAUSED = "not_paused"
    #: The approval stands already.
    ALREADY_APPROVED = "already_approved"
    #: Only an administrator of the portal may approve legal action.
    ADMINISTRATOR_ONLY = "administrator_only"
    #: More is removed than was paid to the creditor.
    NOT_PAID = "not_paid"
    #: The money is not in the currency of the claim.
    OTHER_CURRENCY = "currency_differs"


class RequestError(InkassoRulesError, ValueError):
    """
    A request does not say what it must.

    Attributes:
        kind: What was asked for.

        field: What is wrong.

        wanted: What would have been fine.
    """

    def __init__(self, kind: str, field: str, wanted: str) -> None:
        super().__init__(kind, field, wanted)
        self.kind, self.field, self.wanted = kind, field, wanted

    def __str__(self) -> str:
        return f"the request {self.kind} has no fitting {self.field}; wanted {self.wanted}."


_WITH_AMOUNT: Final = frozenset({RequestKind.CREDIT, RequestKind.REGISTER_PAYMENT, RequestKind.REMOVE_PAYMENT})


@attrs.frozen
class Request:
    """
    What somebody at the creditor wants.

    Attributes:
        kind: What.

        amount: The money of a credit note or a payment, above zero.

        gate: Which approval.

        by_administrator: Whether the one who asks is an administrator of the portal.

    Raises:
        RequestError: If the amount or the gate is missing, or has no use.
    """

    kind: RequestKind
    amount: Money | None = None
    gate: Gate | None = None
    by_administrator: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a request that does not say what it is about."""
        kind, by_administrator = _as_given(self.kind, self.by_administrator)
        if not isinstance(kind, RequestKind):
            raise RequestError(str(kind), "kind", "a kind of request")
        if not isinstance(by_administrator, bool):
            raise RequestError(self.kind, "by_administrator", "true or false")
        has_amount = isinstance(self.amount, Money) and self.amount.minor > 0
        if self.kind in _WITH_AMOUNT and not has_amount:
            raise RequestError(self.kind, "amount", "an amount of money above zero")
        if self.kind not in _WITH_AMOUNT and self.amount is not None:
            raise RequestError(self.kind, "amount", "none; this request has no use for it")
        if (self.kind is RequestKind.APPROVE) is not isinstance(self.gate, Gate):
            raise RequestError(self.kind, "gate", "the measure to approve, and only when approving")


@attrs.frozen
class Granted:
    """The request is allowed."""

    notices: tuple[Notice, ...] = ()


def _as_given(*values: object) -> tuple[object, ...]:
    """Return values as of any type: what a caller gave may not be what was declared."""
    return values


_Asked = Callable[[Case, Request, Policy], bool]
_Told = Callable[[Case, Request], Notice | None]


# --- why not ----------------------------------------------------------------------------------------------------------
def _transferred(case: Case, _request: Request, _policy: Policy) -> bool:
    return case.reported_end is not End.REFUSED


def _due_date_sent(case: Case, request: Request, policy: Policy) -> bool:
    return policy.due_date_locked and _transferred(case, request, policy)


def _not_registered(case: Case, request: Request, _policy: Policy) -> bool:
    # A duplicate can be stopped: the agency has a case with that number.
    is_stoppable = request.kind is RequestKind.STOP and case.is_duplicate
    return case.reached is Stage.REGISTERING and not is_stoppable


def _closed(case: Case, _request: Request, _policy: Policy) -> bool:
    return case.end is not None


def _not_paused(case: Case, _request: Request, _policy: Policy) -> bool:
    return not is_paused(case.as_of, case.pauses)


def _already_approved(case: Case, request: Request, _policy: Policy) -> bool:
    return request.gate in case.approved


def _no_administrator(_case: Case, request: Request, _policy: Policy) -> bool:
    return request.gate is Gate.LEGAL and not request.by_administrator


def _not_paid(case: Case, request: Request, _policy: Policy) -> bool:
    return request.amount is not None and request.amount.minor > case.paid_direct


def _other_currency(case: Case, request: Request, _policy: Policy) -> bool:
    return request.amount is not None and request.amount.currency != case.currency


# --- what to know -----------------------------------------------------------------------------------------------------
def _excess(case: Case, request: Request) -> Notice | None:
    excess = 0 if request.amount is None else request.amount.minor - case.open_minor
    return Notice(NoticeCode.EXCESS, (case.case_id,), amount=Money(excess, case.currency)) if excess > 0 else None


def _told(case: Case, _request: Request) -> Notice | None:
    if case.reported_end is End.REFUSED:
        return None  # The agency has no case to be told of.
    told = case.end is None and case.open_minor > 0
    return Notice(NoticeCode.AGENCY_IS_TOLD if told else NoticeCode.CONTACT_AGENCY, (case.case_id,))


def _contact(case: Case, _request: Request) -> Notice:
    return Notice(NoticeCode.CONTACT_AGENCY, (case.case_id,))


def _portal(case: Case, _request: Request) -> Notice:
    return Notice(NoticeCode.DO_IN_PORTAL, (case.case_id,))


@attrs.frozen
class Refusal:
    """
    A reason to refuse.

    Attributes:
        requirement: The ID of the requirement.

        code: Its machine name; the key of its words.

        holds: Whether it holds.
    """

    requirement: str
    code: Obstacle
    holds: _Asked


# fmt: off
_LOCKED: Final          = Refusal("LC-6",  Obstacle.TRANSFERRED,        _transferred)
_DUE_DATE_SENT: Final   = Refusal("LC-6",  Obstacle.DUE_DATE_SENT,      _due_date_sent)
_NOT_REGISTERED: Final  = Refusal("LC-4",  Obstacle.NOT_REGISTERED,     _not_registered)
_CLOSED: Final          = Refusal("LC-13", Obstacle.CASE_CLOSED,        _closed)
_NOT_PAUSED: Final      = Refusal("LC-4",  Obstacle.NOT_PAUSED,         _not_paused)
_APPROVED: Final        = Refusal("LC-3",  Obstacle.ALREADY_APPROVED,   _already_approved)
_ADMINISTRATOR: Final   = Refusal("SE-2",  Obstacle.ADMINISTRATOR_ONLY, _no_administrator)
_NOT_PAID: Final        = Refusal("LC-9",  Obstacle.NOT_PAID,           _not_paid)
_OTHER_CURRENCY: Final  = Refusal("LC-14", Obstacle.OTHER_CURRENCY,     _other_currency)

_R = RequestKind
#: Why each request may be refused, and what is to be known when it is not.
ANSWERS: Final[Mapping[RequestKind, tuple[tuple[Refusal, ...], tuple[_Told, ...]]]] = MappingProxyType({
    #                         refused when                                           otherwise told
    _R.CHANGE_AMOUNT:        ((_LOCKED,),                                            ()),
    _R.CHANGE_DUE_DATE:      ((_DUE_DATE_SENT,),                                     ()),
    _R.VOID:                 ((_LOCKED,),                                            ()),
    _R.RETURN_TO_UNFINISHED: ((_LOCKED,),                                            ()),
    _R.CREDIT:               ((_OTHER_CURRENCY,),                                    (_told, _excess)),
    _R.REGISTER_PAYMENT:     ((_OTHER_CURRENCY,),                                    (_told, _excess)),
    _R.REMOVE_PAYMENT:       ((_OTHER_CURRENCY, _NOT_PAID),                          (_contact,)),
    _R.PAUSE:                ((_NOT_REGISTERED, _CLOSED),                            (_portal,)),
    _R.RESUME:               ((_NOT_REGISTERED, _CLOSED, _NOT_PAUSED),               (_portal,)),
    _R.STOP:                 ((_NOT_REGISTERED, _CLOSED),                            (_portal,)),
    _R.APPROVE:              ((_NOT_REGISTERED, _CLOSED, _APPROVED, _ADMINISTRATOR), (_portal,)),
})
# fmt: on


@decides("LC-4", "LC-6", "LC-7", "LC-8", "LC-9", "SE-2")
def ask(case: Case, request: Request, *, policy: Policy = POLICY) -> Granted | Refused:
    """
    Tell whether a request on a transferred invoice is allowed, as of the day of the case.

    A transferred invoice keeps its locks for good, also when its case has ended; a refused registration lifts them.
    Acts on the whole service (the API user, groups) are answered by :mod:`inkasso_rules.activation` and
    :mod:`inkasso_rules.choices`, given the ids of the open cases.

    Returns:
        :class:`Granted` with what to know, or :class:`~inkasso_rules.model.answers.Refused` with every reason.
    """
    refusals, told = ANSWERS[request.kind]
    reasons = tuple(
        Reason(one.requirement, one.code, case.case_id) for one in refusals if one.holds(case, request, policy)
    )
    if reasons:
        return Refused(reasons)
    return Granted(tuple(notice for tell in told if (notice := tell(case, request)) is not None))
