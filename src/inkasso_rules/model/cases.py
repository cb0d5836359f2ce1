"""
A case at the agency: its stages, what was transferred, and what is said to the agency.

Who changes a case, and when, is not decided here.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.identifiers import Identifier
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, DebtorKind

__all__ = [
    "AcknowledgeSettlement",
    "AttachInvoiceCopy",
    "Command",
    "Opening",
    "OpeningError",
    "RegisterCase",
    "RegisterCreditNote",
    "RegisterDirectPayment",
    "Stage",
    "TransferCommand",
]


class Stage(StrEnum):
    """The stages that a case reaches, in this order; and that it is closed, which is derived from a reported end."""

    #: Sent to the agency, not yet confirmed.
    REGISTERING = "registering"
    #: Payment reminder (*betalningspåminnelse*).
    REMINDER = "reminder"
    #: Demand (*inkassokrav*).
    DEMAND = "demand"
    #: Legal action (*rättslig inkasso*).
    LEGAL = "legal"
    #: After-collection (*efterindrivning*).
    AFTER_COLLECTION = "after_collection"
    #: The agency has reported an end. Never reached by a step, never stored. Terminal, until it is reopened.
    CLOSED = "closed"


@attrs.frozen(kw_only=True)
class RegisterCase:
    """
    Tell the agency of a new case: exactly what is sent.

    Attributes:
        command_id: Made from *case_id*: the same transfer asked for twice is one command.

        case_id: Our id of the case: the invoice's id and the day, since an invoice may go again after a refusal.

        transferred_on: The day of the transfer.

        creditor_id: The creditor.

        invoice_id: The host's id of the invoice.

        invoice_number: The invoice number.

        original_number: The number in the external system; always sent when there is one (SE-6).

        print_original_number: Whether the letter shows it (SE-6).

        invoice_date: The date on the invoice.

        due_date: The effective due date (AU-10).

        total: What the invoice was for, without costs that the creditor added.

        open_amount: What is left to pay.

        start_stage: Where the case starts (LC-1, LC-2).

        prior_reminder_costs: What earlier reminders added, one amount per currency (LC-2).

        sent_as_e_invoice: Whether the invoice went as an e-invoice (MA-10).

        letter_text: Additional and product information for the letter (SE-5); empty when the setting is off.

        address: The debtor's postal address, from the invoice or the register (MA-5).

        agreements: What was agreed in advance (MA-14).

        omitted_attachments: What stays behind because everything together weighs too much (MA-11).
    """

    command_id: str
    case_id: str
    transferred_on: dt.date
    creditor_id: str
    invoice_id: str
    invoice_number: str
    original_number: str | None
    print_original_number: bool
    invoice_date: dt.date
    due_date: dt.date
    total: Money
    open_amount: Money
    start_stage: Stage
    prior_reminder_costs: tuple[Money, ...]
    sent_as_e_invoice: bool
    letter_text: str = attrs.field(repr=False)
    address: Address
    debtor_name: str = attrs.field(repr=False)
    debtor_kind: DebtorKind | None
    debtor_identifier: Identifier | None = attrs.field(repr=False)
    debtor_email: str | None = attrs.field(repr=False)
    customer_number: str | None = attrs.field(repr=False)
    agreements: Agreements
    omitted_attachments: tuple[str, ...] = ()


class OpeningError(InkassoRulesError, ValueError):
    """
    A value cannot be the opening of a case.

    Attributes:
        case_id: The case.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, case_id: str, field: str, wanted: str) -> None:
        super().__init__(case_id, field, wanted)
        self.case_id, self.field, self.wanted = case_id, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the opening of case {self.case_id} has no fitting {self.field}; wanted {self.wanted}."


def _day(_: Opening, field: attrs.Attribute[dt.date], value: object) -> None:
    require_date(value, field.name)


def _owed(opening: Opening, field: attrs.Attribute[Money], value: object) -> None:
    if not isinstance(value, Money) or value.minor < 0:
        raise OpeningError(opening.case_id, field.name, "an amount of money from zero")


def _start(opening: Opening, field: attrs.Attribute[Stage], value: object) -> None:
    if value not in {Stage.REMINDER, Stage.DEMAND} or not isinstance(value, Stage):
        raise OpeningError(opening.case_id, field.name, "the reminder or the demand")


@attrs.frozen(kw_only=True)
class Opening:
    """
    What a case keeps of its transfer; nothing personal.

    Attributes:
        case_id: Our id of the case.

        creditor_id: The creditor.

        invoice_id: The host's id of the invoice.

        invoice_number: The invoice number.

        due_date: The effective due date that was sent.

        capital: What was left to pay.

        start_stage: Where the case starts: at the demand, if the creditor had reminded before (LC-1, LC-2).

        prior_reminder_costs: What earlier reminders added, one amount per currency (LC-2).

        debtor_kind: What the debtor is, if known.

    Raises:
        OpeningError: If the capital is below zero, or the case starts anywhere else.
        DateTypeError: If the due date is no plain date.
    """

    case_id: str
    creditor_id: str
    invoice_id: str
    invoice_number: str
    due_date: dt.date = attrs.field(validator=_day)
    capital: Money = attrs.field(validator=_owed)
    start_stage: Stage = attrs.field(default=Stage.REMINDER, validator=_start)
    prior_reminder_costs: tuple[Money, ...] = ()
    debtor_kind: DebtorKind | None = None

    @classmethod
    def of(cls, command: RegisterCase) -> Opening:
        """Return what a case keeps of the command that registers it."""
        return cls(
            case_id=command.case_id,
            creditor_id=command.creditor_id,
            invoice_id=command.invoice_id,
            invoice_number=command.invoice_number,
            due_date=command.due_date,
            capital=command.open_amount,
            start_stage=command.start_stage,
            prior_reminder_costs=command.prior_reminder_costs,
            debtor_kind=command.debtor_kind,
        )


@attrs.frozen(kw_only=True)
class AttachInvoiceCopy:
    """
    Send the invoice document and its attachments to the case (MA-11).

    Attributes:
        command_id: Made from *case_id*.

        case_id: The case.

        attachment_ids: What is sent, the invoice document first.
    """

    command_id: str
    case_id: str
    invoice_id: str
    attachment_ids: tuple[str, ...]


@attrs.frozen(kw_only=True)
class RegisterDirectPayment:
    """
    Tell the agency that the debtor paid the creditor, or that the claim was set off against another (LC-8).

    Attributes:
        command_id: Made from the fact's id.

        case_id: The case.

        payment_id: The fact's id; the agency keeps it for reconciliation.

        paid_on: The day of the payment.

        amount: What of it falls on the open capital; the agency ignores what exceeds it, so that it is never sent.
    """

    command_id: str
    case_id: str
    payment_id: str
    paid_on: dt.date
    amount: Money


@attrs.frozen(kw_only=True)
class RegisterCreditNote:
    """
    Tell the agency of a credit note (LC-7).

    Attributes:
        command_id: Made from the fact's id.

        case_id: The case.

        credit_note_id: The fact's id.

        credited_on: The day of the credit note.

        amount: What of it falls on the open capital, above zero; a transport that sends it negative turns it.
    """

    command_id: str
    case_id: str
    credit_note_id: str
    credited_on: dt.date
    amount: Money


@attrs.frozen(kw_only=True)
class AcknowledgeSettlement:
    """
    Tell the agency that a settlement is booked.

    Attributes:
        command_id: Made from the settlement's id.

        settlement_id: The agency's id of the settlement.

        voucher_id: Our voucher; if nothing had to be posted, the id that it would have had.
    """

    command_id: str
    settlement_id: str
    voucher_id: str


#: What is sent when an invoice is transferred.
TransferCommand = RegisterCase | AttachInvoiceCopy

#: All that is ever sent to the agency.
Command = TransferCommand | RegisterDirectPayment | RegisterCreditNote | AcknowledgeSettlement
