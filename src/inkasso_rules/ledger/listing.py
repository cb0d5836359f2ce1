"""
The list of the payments of a settlement, which goes with its voucher: what was stated, in one order, and added up.

It corrects nothing: where a payment's own sum is wrong, the list shows it, and the journal holds the settlement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from inkasso_rules import htmltable
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment, Settlement
from inkasso_rules.requirements import decides

__all__ = ["ListedAmounts", "ListedInvoice", "ListedPayment", "ListedTwiceError", "Listing", "listing"]


class ListedTwiceError(InkassoRulesError, ValueError):
    """
    One invoice is described in two ways.

    Attributes:
        invoice: The invoice.
    """

    def __init__(self, invoice: str) -> None:
        super().__init__(invoice)
        self.invoice = invoice

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoice {self.invoice} is described in two ways; wanted one description of an invoice."


@attrs.frozen(kw_only=True)
class ListedInvoice:
    """
    What the ledger knows of an invoice, and a settlement does not say.

    Attributes:
        invoice: The invoice, as the settlement names it.

        reference: The reference that the debtor pays by (OCR).

        debtor_name: Whose it is.
    """

    invoice: str
    reference: str = attrs.field(default="", repr=False)
    debtor_name: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class ListedAmounts:
    """
    What a payment consists of, or all payments together.

    The capital, less VAT and commission, and with *other*, is the payout: if the settlement adds up.

    Attributes:
        capital: The creditor's capital; below zero if it is taken back.

        vat: VAT that the agency keeps back.

        commission: Commission that it keeps back.

        other: All else that it passes on, less all else that it keeps back.

        payout: What it pays out, as stated.
    """

    capital: Money
    vat: Money
    commission: Money
    other: Money
    payout: Money

    @property
    def in_order(self) -> tuple[Money, ...]:
        """The amounts, in the order of the columns."""
        return (self.capital, self.vat, self.commission, self.other, self.payout)


@attrs.frozen(kw_only=True)
class ListedPayment:
    """
    One row of the list.

    Attributes:
        payment_id: The agency's id of the payment.

        paid_on: The day on which the debtor paid the agency.

        invoice: The invoice.

        reference: Its reference, if the ledger knows it.

        debtor_name: Whose it is; empty unless names are wanted.

        amounts: What it consists of.
    """

    payment_id: str
    paid_on: dt.date
    invoice: str
    reference: str = attrs.field(repr=False)
    debtor_name: str = attrs.field(repr=False)
    amounts: ListedAmounts


@attrs.frozen(kw_only=True)
class Listing:
    """
    The payments of a settlement.

    Attributes:
        settlement_id: The settlement.

        creditor_id: Whose it is.

        settled_on: Its day.

        rows: One for each payment, by invoice, day and id.

        totals: The sums of the rows.

        unposted: What of the payouts no voucher posts yet; the vouchers clear all others.

        payout: What the settlement says that it pays out.

        brought_forward: What is left from earlier settlements.

        transfer: What the bank will show.

        carried_forward: What is left for the next settlement.

        is_named: Whether the rows name debtors.
    """

    settlement_id: str
    creditor_id: str
    settled_on: dt.date
    rows: tuple[ListedPayment, ...]
    totals: ListedAmounts
    unposted: Money
    payout: Money
    brought_forward: Money
    transfer: Money
    carried_forward: Money
    is_named: bool

    @property
    def currency(self) -> str:
        """The currency of all its amounts."""
        return self.payout.currency

    def _repr_html_(self) -> str:
        """Return the first rows as a table for a notebook: without names and references."""
        title = f"Settlement {self.settlement_id} of {self.settled_on}: {len(self.rows)} payments, {self.totals.payout}"
        head = ("payment", "paid on", "invoice", *(field.name for field in attrs.fields(ListedAmounts)))
        rows = ((row.payment_id, row.paid_on, row.invoice, *row.amounts.in_order) for row in self.rows)
        return htmltable.table(title, head, rows)


@decides("BA-5")
def listing(
    settlement: Settlement,
    *,
    rest: Settlement | None = None,
    invoices: Iterable[ListedInvoice] = (),
    with_names: bool = False,
) -> Listing:
    """
    List the payments of a settlement.

    The order in which payments and invoices are given does not count.

    Args:
        settlement: The settlement.

        rest: What of it could not be posted yet, as the journal answers.

        invoices: What the ledger knows of its invoices; others are ignored, and none need be there.

        with_names: Whether the list may name debtors. Otherwise no name gets into it.

    Returns:
        The list.

    Raises:
        ListedTwiceError: If *invoices* describe one in two ways.
    """
    known = _by_invoice(invoices)
    rows = tuple(sorted((_row(payment, known, with_names=with_names) for payment in settlement.payments), key=_place))
    columns = (
        zip(*(_minors(row.amounts) for row in rows), strict=True) if rows else ((),) * len(attrs.fields(ListedAmounts))
    )
    return Listing(
        settlement_id=settlement.settlement_id,
        creditor_id=settlement.creditor_id,
        settled_on=settlement.settled_on,
        rows=rows,
        totals=_amounts((sum(column) for column in columns), settlement.currency),
        unposted=Money(sum(payment.payout.minor for payment in rest.payments) if rest else 0, settlement.currency),
        payout=settlement.payout,
        brought_forward=settlement.brought_forward,
        transfer=settlement.transfer,
        carried_forward=settlement.carried_forward,
        is_named=with_names,
    )


def _by_invoice(invoices: Iterable[ListedInvoice]) -> Mapping[str, ListedInvoice]:
    known: dict[str, ListedInvoice] = {}
    for one in invoices:
        if known.setdefault(one.invoice, one) != one:
            raise ListedTwiceError(one.invoice)
    return known


def _row(payment: SettledPayment, known: Mapping[str, ListedInvoice], *, with_names: bool) -> ListedPayment:
    invoice = known.get(payment.invoice, ListedInvoice(invoice=payment.invoice))
    vat, commission = (_sum(payment.deductions, kind) for kind in (PartKind.VAT, PartKind.COMMISSION))
    other = _sum(payment.additions) - (_sum(payment.deductions) - vat - commission)
    minors = (payment.capital.minor, vat, commission, other, payment.payout.minor)
    return ListedPayment(
        payment_id=payment.payment_id,
        paid_on=payment.paid_on,
        invoice=payment.invoice,
        reference=invoice.reference,
        debtor_name=invoice.debtor_name if with_names else "",
        amounts=_amounts(minors, payment.payout.currency),
    )


def _sum(parts: Iterable[Part], kind: str | None = None) -> int:
    """Add up the parts of a kind, or all."""
    return sum(part.amount.minor for part in parts if kind in {None, part.kind})


def _amounts(minors: Iterable[int], currency: str) -> ListedAmounts:
    capital, vat, commission, other, payout = (Money(minor, currency) for minor in minors)
    return ListedAmounts(capital=capital, vat=vat, commission=commission, other=other, payout=payout)


def _minors(amounts: ListedAmounts) -> tuple[int, ...]:
    return tuple(amount.minor for amount in amounts.in_order)


def _place(row: ListedPayment) -> tuple[object, ...]:
    """Return what rows are ordered by; the amounts only part what has one id, which the journal refuses."""
    return (row.invoice, row.paid_on, row.payment_id, _minors(row.amounts))
