"""The line to the agency: what it is told, what it answers, and what that means for a case."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Protocol

import attrs

from inkasso_rules.lifecycle import RequestKind
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
)
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.snapshots import Snapshot
from inkasso_rules.ports.invoices import Document
from inkasso_rules.requirements import decides

__all__ = [
    "AgencyTransport",
    "Answer",
    "Changes",
    "Rejected",
    "Rejection",
    "Sent",
    "Unreachable",
    "registration_fact",
]


class Rejection(StrEnum):
    """Why the agency does not take a command."""

    #: It has a case for this invoice number already.
    DUPLICATE_NUMBER = "duplicate_number"
    #: It has no such case.
    UNKNOWN_CASE = "unknown_case"
    #: It has no such settlement.
    UNKNOWN_SETTLEMENT = "unknown_settlement"
    #: A document that is to be sent is gone.
    DOCUMENT_MISSING = "document_missing"
    #: It does not take it, for a reason that has no name here.
    OTHER = "other"


@attrs.frozen
class Sent:
    """
    The agency took the command.

    Attributes:
        agency_case_id: The agency's id of the case, in the answer to a registration.
    """

    agency_case_id: str | None = None


@attrs.frozen
class Rejected:
    """
    The agency did not take the command, and will not take it when it is sent again.

    Attributes:
        reason: Why.

        agency_case_id: The agency's id of the case that it has already, if it says so.

        raw: What the agency said, in its words.
    """

    reason: Rejection
    agency_case_id: str | None = None
    raw: str | None = attrs.field(default=None, repr=False)


@attrs.frozen
class Unreachable:
    """Nobody knows whether the agency got it: send it again later."""


#: What comes back from sending a command.
Answer = Sent | Rejected | Unreachable


@attrs.frozen
class Changes:
    """
    The cases that changed at the agency.

    Attributes:
        case_ids: Our ids, each once.

        cursor: What to ask with the next time.
    """

    case_ids: tuple[str, ...]
    cursor: str


class AgencyTransport(Protocol):
    """
    The line to the agency: one method for each command, and what can be asked.

    A command may be sent twice, since a host that stops between sending and keeping that in mind sends it again. Where
    the agency does not promise to take it once, the adapter looks for our id at the agency before it sends.

    What has no public endpoint (pause, resume, stop, approve) is done by a person in the portal. A transport that can
    do it says so in *capabilities*, and has a method of that name, which takes the request and its case.

    Settlements are ids here. What one says is read by the host in its own way, since the shape of it is not public.
    :class:`inkasso_rules.testing.AgencyTransportContract` checks the promises.

    Promises:
        - A case that is registered is sent, and has an id at the agency.
        - A registration that is sent again is answered the same and makes no second case.
        - A second case for a creditor's invoice number is rejected as a duplicate, and is none.
        - The same invoice number of another creditor is another case.
        - An invoice copy for a registered case is sent.
        - A direct payment lowers the capital that the details show.
        - A direct payment that is sent again is answered the same and counts once.
        - A credit note lowers the capital that the details show.
        - A credit note that is sent again is answered the same and counts once.
        - A command about a case that the agency does not have is rejected.
        - A settlement that is acknowledged is open no more; all others are.
        - A settlement that is acknowledged again is answered the same.
        - A settlement that the agency does not have is rejected.
        - Without a cursor all cases are changed ones, each once.
        - What changes after a cursor was given is among the changes since that cursor.
        - Details bear our id of the case, and the agency's.
        - A case that the agency does not have has no details.
        - Every method answers that the agency is unreachable, and none raises.
        - A transport has a method for each of its capabilities, and for no other request.
    """

    @property
    def capabilities(self) -> frozenset[RequestKind]:
        """The requests that it can pass on; none with the public interface."""
        ...

    def register_case(self, command: RegisterCase, /) -> Answer:
        """Tell the agency of a new case."""
        ...

    def attach_invoice_copy(self, command: AttachInvoiceCopy, documents: tuple[Document, ...], /) -> Answer:
        """Send the documents of an invoice, in the order of the command."""
        ...

    def register_direct_payment(self, command: RegisterDirectPayment, /) -> Answer:
        """Tell the agency that the debtor paid the creditor."""
        ...

    def register_credit_note(self, command: RegisterCreditNote, /) -> Answer:
        """Tell the agency of a credit note."""
        ...

    def acknowledge_settlement(self, command: AcknowledgeSettlement, /) -> Answer:
        """Tell the agency that a settlement is booked."""
        ...

    def cases_updated_since(self, cursor: str | None, /) -> Changes | Unreachable:
        """Return the cases that changed after *cursor*, or all; some of those before it may be among them."""
        ...

    def case_details(self, case_id: str, /) -> Snapshot | Unreachable | None:
        """
        Return the case as the agency shows it now, or nothing if it has none.

        Raises:
            SnapshotError: If what the agency shows cannot be.
        """
        ...

    def open_settlements(self) -> tuple[str, ...] | Unreachable:
        """Return the ids of the settlements that nobody has acknowledged."""
        ...


@decides("LC-5", "MA-9")
def registration_fact(command: RegisterCase, answer: Answer, /, *, answered_on: dt.date) -> Fact | None:
    """
    Return what the answer to a registration means for the case; nothing while the agency is unreachable.

    The fact's id says nothing of the day: a host that sends again on a later day has the fact already, and keeps the
    first.

    Args:
        command: What was sent.

        answer: What came back.

        answered_on: The day of the answer.
    """
    match answer:
        case Unreachable():
            return None
        case Sent():
            kind, agency_case_id = FactKind.REGISTERED, answer.agency_case_id
        case Rejected(reason=Rejection.DUPLICATE_NUMBER):
            kind, agency_case_id = FactKind.DUPLICATE_NUMBER, answer.agency_case_id
        case _:
            kind, agency_case_id = FactKind.REGISTRATION_REFUSED, None
    fact_id = f"{command.command_id}/{kind}"
    return Fact(fact_id=fact_id, kind=kind, happened_on=answered_on, agency_case_id=agency_case_id)
