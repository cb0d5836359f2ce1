"""The red mark: what the creditor must do."""

from __future__ import annotations

import datetime as dt
import itertools
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.lifecycle import Case
from inkasso_rules.model.facts import FactKind, Gate
from inkasso_rules.requirements import decides

__all__ = ["Mark", "MarkCode", "red_marks"]


class MarkCode(StrEnum):
    """Why a creditor must act."""

    #: A demand waits for approval.
    APPROVE_DEMAND = "approve_demand"
    #: Legal action waits for approval by an administrator.
    APPROVE_LEGAL = "approve_legal"
    #: The agency wants something else.
    ACT = "act"
    #: The agency has another case for this invoice number: link ours to it, or stop ours (LC-5).
    LINK_DUPLICATE = "link_duplicate"
    #: Money came in that may be the debtor's or the agency's own payout (BA-9).
    DECIDE_PAYMENT = "decide_payment"


@attrs.frozen(kw_only=True)
class Mark:
    """
    One cause of the red mark.

    Attributes:
        code: What is to be done.

        since: Since when.

        case_id: The case.

        payment_id: The payment to decide, if that is the cause.
    """

    code: MarkCode
    since: dt.date
    case_id: str
    payment_id: str | None = None


_APPROVE: Final = MappingProxyType(
    {Gate.DEMAND: MarkCode.APPROVE_DEMAND, Gate.LEGAL: MarkCode.APPROVE_LEGAL},
)


@decides("VW-2")
def red_marks(case: Case) -> tuple[Mark, ...]:
    """
    Return all that the creditor must do, while it must.

    A case that has ended asks for nothing more, except that a person decides whose a payment is.
    """
    days = {fact.fact_id: fact.happened_on for fact in case.applied}
    unclear = tuple((MarkCode.DECIDE_PAYMENT, days[payment], payment) for payment in case.unclear)
    asked = (
        *((_APPROVE[gate], since, None) for gate, since in case.asked),
        (MarkCode.ACT, case.action_since, None),
        (MarkCode.LINK_DUPLICATE, _duplicate_since(case) if case.is_duplicate else None, None),
    )
    causes = (*(asked if case.end is None else ()), *unclear)
    return tuple(
        Mark(code=code, since=since, case_id=case.case_id, payment_id=payment)
        for code, since, payment in causes
        if since is not None
    )


def _duplicate_since(case: Case) -> dt.date:
    """Return the day on which the agency first told of its other case, since it last took ours."""
    since_taken = itertools.takewhile(lambda fact: fact.kind is not FactKind.REGISTERED, reversed(case.applied))
    return min(fact.happened_on for fact in since_taken if fact.kind is FactKind.DUPLICATE_NUMBER)
