"""
The invoice as the ERP knows it. Facts only: what may be done with it is decided elsewhere.

The codes are the ERP's own. A fact that the host does not know is ``None``; what follows from that is a rule's
business.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.dates import day_or_none
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Customer, Debtor

__all__ = [
    "Attachment",
    "Channel",
    "Hold",
    "Invoice",
    "InvoiceCurrencyError",
    "InvoiceKind",
    "InvoiceNumberError",
    "InvoiceRow",
    "InvoiceStatus",
    "PriorReminder",
    "Registration",
]


class InvoiceKind(StrEnum):
    """The ERP's document types."""

    #: A customer invoice, also a credit note (a copy with negative amounts).
    SALES_INVOICE = "SALES_INVOICE"
    #: A customer's order, or an offer.
    SALES_ORDER = "SALES_ORDER"
    #: A supplier's invoice.
    PURCHASE_INVOICE = "PURCHASE_INVOICE"
    #: An order to a supplier.
    PURCHASE_ORDER = "PURCHASE_ORDER"
    #: An employee's travel claim.
    TRAVEL_INVOICE = "TRAVEL_INVOICE"
    #: A collection of small charges.
    BILL_OF_CHARGES = "BILL_OF_CHARGES"
    #: A tax return kept as an invoice.
    PERIODIC_TAX_RETURN = "PERIODIC_TAX_RETURN"


class InvoiceStatus(StrEnum):
    """The ERP's full list of statuses; some occur on purchase invoices and orders only."""

    #: Before it is saved for the first time.
    UNSAVED = "UNSAVED"
    #: Technical.
    EMPTY = "EMPTY"
    #: Being written (*under behandling*); outside statutory reports.
    UNFINISHED = "UNFINISHED"
    #: Approved and waiting to be sent.
    NOT_SENT = "NOT_SENT"
    #: Approved, with a channel that sends nothing.
    APPROVED = "APPROVED"
    #: Sent to the customer (*skickad*).
    SENT = "SENT"
    #: Paid in part (*delvis betald*).
    PARTLY_PAID = "PARTLY_PAID"
    #: Paid, by the bank's material (*betald*).
    PAID = "PAID"
    #: Paid by card or cash, set off, credited or written off.
    MARKED_PAID = "MARKED_PAID"
    #: Payment refused.
    PAYMENT_DENIED = "PAYMENT_DENIED"
    #: Voided (*makulerad*).
    INVALIDATED = "INVALIDATED"
    #: Purchase side: received.
    RECEIVED = "RECEIVED"
    #: Purchase side: checked.
    VERIFIED = "VERIFIED"
    #: Purchase side: in the payment queue.
    PAYMENT_QUEUED = "PAYMENT_QUEUED"
    #: Purchase side: payment sent to the bank.
    PAYMENT_SENT_TO_BANK = "PAYMENT_SENT_TO_BANK"
    #: Order: begun.
    STARTED = "STARTED"
    #: Order: invoiced.
    INVOICED = "INVOICED"
    #: Technical: replaced by another version.
    OVERRIDDEN = "OVERRIDDEN"
    #: Technical: deleted.
    DELETED = "DELETED"
    #: Technical: a payment was removed.
    PAYMENT_TRANSACTION_REMOVED = "PAYMENT_TRANSACTION_REMOVED"


class Channel(StrEnum):
    """How the invoice reached the customer."""

    #: E-mail.
    EMAIL = "EMAIL"
    #: Post.
    MAIL = "MAIL"
    #: E-invoice.
    ELECTRONIC_INVOICE = "ELECTRONIC_INVOICE"
    #: The ERP sends nothing; the creditor hands it over.
    NO_SENDING = "NO_SENDING"
    #: An older form of e-invoice.
    EDIFACT = "EDIFACT"
    #: An older form of post.
    PAPER_INVOICE = "PAPER_INVOICE"


class Registration(StrEnum):
    """How the invoice stands at the agency."""

    #: Never transferred.
    NONE = "none"
    #: Sent, not answered.
    PENDING = "pending"
    #: A case exists, open or ended.
    REGISTERED = "registered"
    #: The agency refused the transfer; the invoice is free again.
    REFUSED = "refused"
    #: The agency holds another case for this invoice number.
    DUPLICATE = "duplicate"


@attrs.frozen(kw_only=True)
class InvoiceRow:
    """One row of the invoice; a row without a product name is a text row."""

    product_name: str | None = attrs.field(default=None, repr=False)
    comment: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Attachment:
    """A document that belongs to the invoice; the library sees its size, never its content."""

    attachment_id: str
    size_bytes: int


@attrs.frozen(kw_only=True)
class PriorReminder:
    """
    A reminder that the creditor sent from the ERP before the transfer.

    Attributes:
        sent_on: The day it was sent.

        cost: What it added to the debt.
    """

    sent_on: dt.date = attrs.field(validator=day_or_none)
    cost: Money


@attrs.frozen(kw_only=True)
class Hold:
    """The host keeps the invoice back until the day *clears_on*, the first on which it may go again."""

    clears_on: dt.date = attrs.field(validator=day_or_none)
    reason: str = attrs.field(default="", repr=False)


class InvoiceNumberError(InkassoRulesError, ValueError):
    """
    An invoice has a blank id or a blank number.

    Attributes:
        invoice_id: Its id, which may be the blank one.
    """

    def __init__(self, invoice_id: str) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoice {self.invoice_id!r} has a blank id or a blank number; the agency knows a claim by its number."


class InvoiceCurrencyError(InkassoRulesError, ValueError):
    """
    The amounts of one invoice are in two currencies.

    Attributes:
        invoice_id: The invoice.

        total: The currency of its total.

        open_amount: The currency of its open amount.
    """

    def __init__(self, invoice_id: str, total: str, open_amount: str) -> None:
        super().__init__(invoice_id, total, open_amount)
        self.invoice_id, self.total, self.open_amount = invoice_id, total, open_amount

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoice {self.invoice_id} has its total in {self.total} and its open amount in {self.open_amount}; both are in one currency."


@attrs.frozen(kw_only=True)
class Invoice:
    """
    An invoice with what is known of it on the day of the question.

    The facts that decide have no default: whoever does not know one says so with ``None``, and the rules that need it
    block.

    Attributes:
        invoice_id: The host's id; it alone is used in messages.

        number: The invoice number that the agency gets.

        kind: Document type.

        status: The ERP's status.

        channel: How it was sent.

        invoice_date: The date on the invoice.

        due_date: The first due date.

        total: Incl. VAT; negative on a credit note.

        open_amount: What is left to pay.

        debtor: The customer as the invoice names it.

        financed: Whether it is financed (factoring).

        reminders: The reminders that the creditor sent from the ERP before the transfer.

        other_agency: Whether the claim is at another collection agency.

        registration: How the invoice stands at the agency.

        original_number: The number in the external system that the invoice was made in.

        new_due_date: A later due date that replaced the first one.

        ledger_total: *total* in the creditor's ledger currency; needed for a foreign currency when a lowest amount is
            set.

        customer: The linked record in the register, if any.

        disputed: Whether the debtor disputes the claim; ``None`` when the host does not follow disputes.

        hold: The host keeps it back.

        seller_note: Internal note; never sent.

        additional_information: Free text printed on the invoice.

        rows: Its rows, in order.

        document: The invoice document.

        attachments: What goes with it.

        agreements: What was agreed in advance.

    Raises:
        DateTypeError: If a date is no calendar day.
        InvoiceNumberError: If the id or the number is blank.
        InvoiceCurrencyError: If the total and the open amount are in two currencies.
    """

    invoice_id: str
    number: str
    kind: InvoiceKind | None
    status: InvoiceStatus | None
    channel: Channel | None
    invoice_date: dt.date | None = attrs.field(validator=day_or_none)
    due_date: dt.date | None = attrs.field(validator=day_or_none)
    total: Money | None
    open_amount: Money | None
    debtor: Debtor
    financed: bool | None
    reminders: tuple[PriorReminder, ...] | None
    other_agency: bool | None
    registration: Registration | None
    original_number: str | None = None
    new_due_date: dt.date | None = attrs.field(default=None, validator=day_or_none)
    ledger_total: Money | None = None
    customer: Customer | None = None
    disputed: bool | None = None
    hold: Hold | None = None
    seller_note: str | None = attrs.field(default=None, repr=False)
    additional_information: str | None = attrs.field(default=None, repr=False)
    rows: tuple[InvoiceRow, ...] = ()
    document: Attachment | None = None
    attachments: tuple[Attachment, ...] = ()
    agreements: Agreements = Agreements()

    def __attrs_post_init__(self) -> None:
        """Refuse a blank id or number, and amounts that cannot belong to one invoice."""
        if not (self.invoice_id.strip() and self.number.strip()):
            raise InvoiceNumberError(self.invoice_id)
        if self.total is not None and self.open_amount is not None and self.total.currency != self.open_amount.currency:
            raise InvoiceCurrencyError(self.invoice_id, self.total.currency, self.open_amount.currency)
