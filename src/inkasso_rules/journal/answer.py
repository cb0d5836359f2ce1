"""What posting gives back: vouchers, and everything that could not be posted or should be looked at."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from inkasso_rules.model.answers import Notice, Reason
from inkasso_rules.model.cases import AcknowledgeSettlement
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, DirectPayment, ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Voucher

__all__ = ["Difference", "DifferenceCode", "Event", "Held", "OpenItemUpdate", "Posted", "Unmatched", "UnmatchedReason"]

#: What can be posted.
Event = Settlement | BankRow | ReferencePayment | DirectPayment


@attrs.frozen
class Held:
    """
    Nothing of this was posted.

    Attributes:
        subject: The id of the settlement, bank row or payment.

        reasons: Every reason.
    """

    subject: str
    reasons: tuple[Reason, ...]


class UnmatchedReason(StrEnum):
    """Why a payment has no account."""

    #: The ledger does not know the invoice.
    UNKNOWN_INVOICE = "unknown_invoice"
    #: The invoice was booked in an earlier year, whose rows are not given.
    EARLIER_YEAR = "earlier_year"
    #: The rows of the invoice do not show the state that the host gives it, or its planned rows do not balance.
    STATE_NOT_SHOWN = "state_not_shown"
    #: More went back than had come in.
    MORE_BACK = "more_back"
    #: What it pays of an invoice in another currency is not said, or is said with another sign.
    INVOICE_AMOUNT = "invoice_amount"
    #: No invoice has this reference.
    UNKNOWN_REFERENCE = "unknown_reference"
    #: The bank row is not the agency's.
    OTHER_PAYER = "other_payer"
    #: The money went to the agency: an invoice of it, most likely.
    PAID_TO_AGENCY = "paid_to_agency"


@attrs.frozen
class Unmatched:
    """
    A payment that was not posted, because nobody knows where; no account is guessed.

    Attributes:
        payment_id: The payment.

        invoice: The invoice that could not be placed; blank if it names none.

        reason: Why.

        amount: What it would have paid on that invoice, in the currency of the payment; straight from the debtor, all
            of it. A payment of a settlement is left out as a whole, also what it pays on other invoices.

        reference: The reference that it bears, if no invoice has it; it may be any text.
    """

    payment_id: str
    invoice: str
    reason: UnmatchedReason
    amount: Money
    reference: str = attrs.field(default="", repr=False)


class DifferenceCode(StrEnum):
    """What differs between what was stated and what we compute; the stated amount is booked."""

    #: The VAT.
    VAT = "vat"
    #: The commission.
    COMMISSION = "commission"
    #: What the subledger says is open, and what the rows say.
    OPEN_AMOUNT = "open_amount"
    #: What the bank shows, and what the settlements say.
    BANK = "bank"


@attrs.frozen
class Difference:
    """
    Two figures for one thing; both are told, the stated one is booked.

    Attributes:
        code: What it is about.

        subject: The payment, invoice or bank row.

        stated: What was stated.

        computed: What we compute.
    """

    code: DifferenceCode
    subject: str
    stated: Money
    computed: Money


@attrs.frozen(kw_only=True)
class OpenItemUpdate:
    """
    What a subledger needs to know of an invoice (BA-1, BA-10).

    Attributes:
        invoice: The invoice.

        paid_on: The day on which the debtor paid.

        amount: What was paid on that day, in the invoice's currency; below zero if it went back.

        open_after: What is left to pay.

        source: The settlement or payment that tells so.

        payment_ids: The payments.
    """

    invoice: str
    paid_on: dt.date
    amount: Money
    open_after: Money
    source: str
    payment_ids: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Posted:
    """
    The answer to posting something: vouchers plus leftovers are all of it.

    Attributes:
        event: What was to be posted.

        vouchers: What is to be entered in the books.

        held: What was held as a whole, with every reason.

        unmatched: The payments that have no account.

        rest: The same payments as a settlement of their own, to be posted when the ledger knows their invoices; of a
            payment by reference, what has no account, as one of its own.

        open_item_updates: What the subledger needs to know, by invoice and day.

        differences: Stated figures that are not ours.

        notices: What a person should know.

        commands: What the agency should be told.

        is_repeated: Whether it was posted before, so that there is nothing to do.
    """

    event: Event = attrs.field(repr=False)
    vouchers: tuple[Voucher, ...] = ()
    held: tuple[Held, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    rest: Settlement | ReferencePayment | None = None
    open_item_updates: tuple[OpenItemUpdate, ...] = ()
    differences: tuple[Difference, ...] = ()
    notices: tuple[Notice, ...] = ()
    commands: tuple[AcknowledgeSettlement, ...] = ()
    is_repeated: bool = False
