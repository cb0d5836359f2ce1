"""What the agency pays out, what the bank shows of it, and payments that come another way: facts, as stated."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Final

import attrs

from inkasso_rules.model.cases import Stage
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.stated import SettlementError, fingerprint, minor_and_currency, require_tuple

__all__ = [
    "BankRow",
    "DirectPayment",
    "Part",
    "PartKind",
    "ReferencePayment",
    "SettledPayment",
    "Settlement",
    "SettlementError",
    "VatDocument",
]

#: How the ids end that are made from another one: of a month, of a reversal, and of what was left of a settlement.
_MADE: Final = re.compile(r"/(?:\d{4}-\d{2}|reversal)")
_REST: Final = "/rest"


class PartKind(StrEnum):
    """The parts of a payment that are known; any other holds the settlement."""

    # Deductions
    #: VAT on what the agency charges: the debtor's collection costs, the commission.
    VAT = "vat"
    #: Commission.
    COMMISSION = "commission"
    #: Fees that the debtor paid straight to the creditor, and that are the agency's.
    FEES_DUE = "fees_due"
    #: An invoice of the agency that is set off.
    AGENCY_INVOICE = "agency_invoice"
    #: A fee of the enforcement authority or a court that the agency has laid out.
    COURT_FEE = "court_fee"
    # Additions
    #: Such a fee, paid back by the debtor.
    COURT_FEE_RECOVERED = "court_fee_recovered"
    #: Late interest that is the creditor's.
    INTEREST = "interest"
    #: A fee of the creditor's own reminders.
    REMINDER_FEE = "reminder_fee"
    #: Compensation for late payment.
    COMPENSATION = "compensation"


@attrs.frozen(kw_only=True)
class Part:
    """
    One thing beside the capital.

    Attributes:
        kind: One of :class:`PartKind`; as text, since an agency may use others.

        amount: As stated, above zero; below it in a charge-back.

        invoice: The invoice on which the creditor has already charged it, if it has.
    """

    kind: str
    amount: Money
    invoice: str | None = None


@attrs.frozen(kw_only=True)
class SettledPayment:
    """
    One payment of a settlement.

    Attributes:
        payment_id: The agency's id of it.

        invoice: The invoice, as the ledger names it.

        paid_on: The day on which the debtor paid the agency.

        capital: What of it is the creditor's capital; below zero in a charge-back.

        deductions: What the agency keeps back.

        additions: What it passes on beside the capital.

        payout: What it pays out, as stated.

        invoice_amount: What of the invoice it pays, in the invoice's currency, if that is not the settlement's.

        kept_costs: What of the debtor's money the agency keeps for costs, if it says so; to check the VAT by.

        kept_interest: What it keeps for interest, if it says so.

        stage: The stage in which it was recovered, if it says so; to check the commission by.
    """

    payment_id: str
    invoice: str
    paid_on: dt.date
    capital: Money
    payout: Money
    deductions: tuple[Part, ...] = ()
    additions: tuple[Part, ...] = ()
    invoice_amount: Money | None = None
    kept_costs: Money | None = None
    kept_interest: Money | None = None
    stage: Stage | None = None


@attrs.frozen(kw_only=True)
class VatDocument:
    """The agency's document for the VAT that is deducted: its number, its day and the agency's VAT number."""

    number: str
    issued_on: dt.date
    vat_number: str


@attrs.frozen(kw_only=True)
class Settlement:
    """
    What the agency pays one creditor for one day, in one currency.

    Attributes:
        settlement_id: The agency's id; not one that ends as those do that are made from another (``S1/2026-02``).

        creditor_id: The creditor.

        settled_on: Its day.

        payments: Its payments.

        payout: What they pay out together, as stated; below zero if more is taken back than paid.

        brought_forward: What is left from earlier settlements whose payout was below zero.

        rate: From the settlement's currency into that of the ledger, if they are two.

        vat_document: The agency's document for the VAT that it deducts.

        clearing_account: The account on which the agency believes that it pays (BA-7), if it says so.

        part_of: The settlement that this is what was left of.

    Raises:
        SettlementError: If an id is blank or taken, an amount is in another currency than the payout, a payment has no
            invoice, or payments or parts are no tuple.
        DateTypeError: If a day is no plain date.
    """

    settlement_id: str
    creditor_id: str = attrs.field(repr=False)
    settled_on: dt.date
    payments: tuple[SettledPayment, ...]
    payout: Money
    brought_forward: Money
    rate: ExchangeRate | None = None
    vat_document: VatDocument | None = None
    clearing_account: str | None = None
    part_of: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be read."""
        require_date(self.settled_on, "settled_on")
        if not self.settlement_id.strip():
            raise SettlementError("a settlement", "settlement_id", "the agency's id")
        _, slash, ending = self.settlement_id.rpartition("/")
        if _MADE.fullmatch(slash + ending) or (slash + ending == _REST and self.part_of is None):
            raise SettlementError(self.settlement_id, "settlement_id", f"one that does not end in {slash}{ending}")
        require_tuple(self.settlement_id, "payments", self.payments)
        currency = self.payout.currency
        if self.brought_forward.currency != currency:
            raise SettlementError(self.settlement_id, "brought_forward", f"an amount in {currency}")
        for payment in self.payments:
            _check(payment, currency)

    @property
    def currency(self) -> str:
        """The currency of all its amounts."""
        return self.payout.currency

    @property
    def transfer(self) -> Money:
        """What the bank will show: the payout with what was brought forward; nothing if that is below zero."""
        return Money(max(0, self.payout.minor + self.brought_forward.minor), self.currency)

    @property
    def carried_forward(self) -> Money:
        """What is left for the next settlement: nothing, or an amount below zero."""
        return Money(min(0, self.payout.minor + self.brought_forward.minor), self.currency)

    @property
    def digest(self) -> str:
        """A stable fingerprint of its content; the order of payments does not count."""
        rate, document = self.rate, self.vat_document
        facts = (
            self.settlement_id,
            self.creditor_id,
            self.settled_on.isoformat(),
            minor_and_currency(self.payout),
            self.brought_forward.minor,
            None if rate is None else (rate.currency, rate.into, rate.rate.as_integer_ratio(), rate.on.isoformat()),
            None if document is None else (document.number, document.issued_on.isoformat(), document.vat_number),
            self.part_of,
        )
        return fingerprint(facts, *sorted(map(_row, self.payments)))


def _check(payment: SettledPayment, currency: str) -> None:
    """Refuse a payment that could not be part of a settlement in *currency*."""
    require_date(payment.paid_on, "paid_on")
    if not (payment.payment_id.strip() and payment.invoice.strip()):
        raise SettlementError(payment.payment_id or "a payment", "invoice", "an id of its own and its invoice")
    require_tuple(payment.payment_id, "deductions", payment.deductions)
    require_tuple(payment.payment_id, "additions", payment.additions)
    for amount in (payment.capital, payment.payout, payment.kept_costs, payment.kept_interest):
        if amount is not None and amount.currency != currency:
            raise SettlementError(payment.payment_id, "amount", f"amounts in {currency}")
    for part in (*payment.deductions, *payment.additions):
        if part.amount.currency != currency:
            raise SettlementError(payment.payment_id, part.kind, f"an amount in {currency}")


def _row(payment: SettledPayment) -> str:
    """Write out a payment, as text since there are many; its amounts are in the settlement's currency, but one."""
    costs, interest, other = payment.kept_costs, payment.kept_interest, payment.invoice_amount
    amounts = f"{payment.capital.minor} {payment.payout.minor}"
    amounts += f" {costs and costs.minor} {interest and interest.minor} {other and (other.minor, other.currency)}"
    parts = f"{_parts('-', payment.deductions)}{_parts('+', payment.additions)}"
    return f"{payment.payment_id!a} {payment.invoice!a} {payment.paid_on} {payment.stage} {amounts}{parts}"


def _parts(sign: str, parts: tuple[Part, ...]) -> str:
    return "".join(
        sorted([f" {sign}{str(part.kind)!a} {part.amount.minor} {(part.invoice or '')!a}" for part in parts])
    )


@attrs.frozen(kw_only=True)
class BankRow:
    """
    A row of a bank statement.

    Attributes:
        row_id: The bank's id of it.

        booked_on: The day on which the bank booked it.

        amount: Above zero if money came in, in the currency of the ledger.

        counterparty: Who paid, or was paid.

        reference: The reference that it bears.

        original: What was paid, if that was another currency; of the same sign.

        account: The ledger account of the bank account; ``None`` is the chart's.
    """

    row_id: str
    booked_on: dt.date
    amount: Money
    counterparty: str = attrs.field(repr=False)
    reference: str = attrs.field(default="", repr=False)
    original: Money | None = None
    account: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no row."""
        require_date(self.booked_on, "booked_on")
        if not self.row_id.strip():
            raise SettlementError("a bank row", "row_id", "the bank's id")
        amount, original = self.amount, self.original
        if original is not None and (original.currency == amount.currency or original.minor * amount.minor < 0):
            raise SettlementError(self.row_id, "original", f"an amount of the same sign, not in {amount.currency}")

    @property
    def digest(self) -> str:
        """A stable fingerprint of its content."""
        amounts = (minor_and_currency(self.amount), minor_and_currency(self.original))
        facts = (self.row_id, self.booked_on.isoformat(), *amounts, self.counterparty, self.reference, self.account)
        return fingerprint(facts)


@attrs.frozen(kw_only=True)
class ReferencePayment:
    """
    A payment that names invoices by their references.

    Attributes:
        payment_id: The bank's id of it.

        booked_on: The day on which the bank booked it.

        parts: Each reference, with what was paid for it.

        paid_on: The day on which the debtor paid, if known.

        counterparty: Who paid; the agency, where it settles without batch payments.

        account: The ledger account of the bank account; ``None`` is the chart's.
    """

    payment_id: str
    booked_on: dt.date
    parts: tuple[tuple[str, Money], ...] = attrs.field(repr=False)
    paid_on: dt.date | None = None
    counterparty: str = attrs.field(default="", repr=False)
    account: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no payment."""
        require_date(self.booked_on, "booked_on")
        if not self.payment_id.strip():
            raise SettlementError("a reference payment", "payment_id", "the bank's id")
        require_tuple(self.payment_id, "parts", self.parts)

    @property
    def digest(self) -> str:
        """A stable fingerprint of its content."""
        parts = [(reference, minor_and_currency(amount)) for reference, amount in self.parts]
        paid_on = None if self.paid_on is None else self.paid_on.isoformat()
        facts = (self.payment_id, self.booked_on.isoformat(), parts, paid_on, self.counterparty, self.account)
        return fingerprint(facts)


@attrs.frozen(kw_only=True)
class DirectPayment:
    """
    Money that a debtor paid to the creditor, not to the agency.

    Attributes:
        payment_id: The host's id of it. Where the host has the money from a row of the bank, ``bank/`` and the bank's
            id: then it is one payment with what else comes under that id.

        invoice: The invoice.

        paid_on: The day of it.

        amount: All that was paid.

        agency_fees: What of it is the agency's: costs and interest that it had claimed.

        account: The ledger account of the bank account; ``None`` is the chart's.
    """

    payment_id: str
    invoice: str
    paid_on: dt.date
    amount: Money
    agency_fees: Money | None = None
    account: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no payment."""
        require_date(self.paid_on, "paid_on")
        if not (self.payment_id.strip() and self.invoice.strip()):
            raise SettlementError(self.payment_id or "a direct payment", "invoice", "an id of its own and its invoice")
        if self.agency_fees is not None and self.agency_fees.currency != self.amount.currency:
            raise SettlementError(self.payment_id, "agency_fees", f"an amount in {self.amount.currency}")

    @property
    def digest(self) -> str:
        """A stable fingerprint of its content."""
        amounts = (minor_and_currency(self.amount), minor_and_currency(self.agency_fees))
        return fingerprint((self.payment_id, self.invoice, self.paid_on.isoformat(), *amounts, self.account))
