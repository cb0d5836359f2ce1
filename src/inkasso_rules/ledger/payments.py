"""
Payments that come another way than by a settlement: by reference, or straight from the debtor (BA-8, SE-7).

They relieve an invoice as a settlement does; only the debit is the bank account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from inkasso_rules.journal import EMPTY, Held, OpenItemUpdate, Posted, Register, Unmatched, UnmatchedReason
from inkasso_rules.journal.register import is_repeated, refusals
from inkasso_rules.journal.relief import Relief, relieve
from inkasso_rules.journal.standing import standing
from inkasso_rules.ledger.receipts import folded
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, BookedInvoice, Books
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, ReferencePayment
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["allocate_reference_payment", "normal_reference", "post_direct_payment"]


def normal_reference(reference: str) -> str:
    """Return a reference without spaces and in capitals; its leading zeros stay."""
    return "".join(reference.split()).upper()


@attrs.frozen
class _Desk:
    """By which books a payment is posted, and what stands against it."""

    accounts: Accounts
    books: Books
    reasons: tuple[Reason, ...]


@attrs.frozen
class _Share:
    """What one invoice gets of a payment."""

    booked: BookedInvoice
    minor: int
    relief: Relief


@decides("BA-8")
def allocate_reference_payment(
    payment: ReferencePayment,
    booked: Mapping[str, BookedInvoice],
    *,
    accounts: Accounts = BAS,
    books: Books = BOOKS,
    register: Register = EMPTY,
    is_batch: bool = False,
    policy: Policy = POLICY,
) -> Posted:
    """
    Allocate a payment to the invoices whose references it bears.

    Where several invoices bear one reference, the oldest is settled first; what is left over is an advance on the last.
    A part whose reference no invoice bears is left out, and listed; it is posted later as a payment of its own, under an
    id of its own.

    Args:
        payment: The payment.

        booked: How the invoices stand in the books, by invoice.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        register: What is booked already.

        is_batch: Whether the creditor takes batch payments on that day; then the agency's money comes by settlement.

        policy: The name by which the agency pays.
    """
    if is_repeated(payment, register):
        return Posted(event=payment, is_repeated=True)
    reasons = list(refusals(payment, register))
    if is_batch and folded(payment.counterparty) == folded(policy.agency_payer):
        reasons.append(Reason("SE-7", "not_by_reference", payment.payment_id))
    if any(amount.currency != books.currency for _, amount in payment.parts):
        reasons.append(Reason("BA-8", "other_currency", payment.payment_id))
    if any(amount.minor <= 0 for _, amount in payment.parts):
        reasons.append(Reason("BA-8", "not_positive", payment.payment_id))
    bearers: dict[str, list[BookedInvoice]] = {}
    for one in booked.values():
        if one.reference is not None:
            bearers.setdefault(normal_reference(one.reference), []).append(one)
    wanted: dict[str, int] = {}
    for reference, amount in payment.parts:
        key = normal_reference(reference)
        wanted[key] = wanted.get(key, 0) + amount.minor
    given: list[tuple[BookedInvoice, int]] = []
    unmatched = []
    for reference, minor in sorted(wanted.items()):
        found = _oldest_first(bearers.get(reference, ()))
        if found:
            given += _filled(found, minor, accounts)
        else:
            amount = Money(minor, books.currency)
            unmatched.append(Unmatched(payment.payment_id, "", UnmatchedReason.UNKNOWN_REFERENCE, amount, reference))
    return _posted(payment, given, unmatched, (), _Desk(accounts, books, tuple(reasons)))


@decides("BA-8", "SE-7")
def post_direct_payment(
    payment: DirectPayment,
    booked: Mapping[str, BookedInvoice],
    *,
    accounts: Accounts = BAS,
    books: Books = BOOKS,
    register: Register = EMPTY,
) -> Posted:
    """
    Post what a debtor paid to the creditor; what of it is the agency's stands as a debt until a settlement takes it.

    An amount below zero is a refund, of an advance first.

    Args:
        payment: The payment.

        booked: How the invoices stand in the books, by invoice.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        register: What is booked already.
    """
    if is_repeated(payment, register):
        return Posted(event=payment, is_repeated=True)
    reasons = list(refusals(payment, register))
    fees = 0 if payment.agency_fees is None else payment.agency_fees.minor
    if payment.amount.currency != books.currency:
        reasons.append(Reason("BA-8", "other_currency", payment.payment_id))
    if not 0 <= fees <= max(0, payment.amount.minor):
        reasons.append(Reason("BA-8", "fees_above_amount", payment.payment_id))
    found = booked.get(payment.invoice)
    capital = payment.amount.minor - fees
    if found is None or not (found.rows or found.planned):
        reason = UnmatchedReason.EARLIER_YEAR if found and found.is_earlier else UnmatchedReason.UNKNOWN_INVOICE
        unmatched = [Unmatched(payment.payment_id, payment.invoice, reason, payment.amount)]
        given: list[tuple[BookedInvoice, int]] = []
    else:
        unmatched, given = [], [(found, capital)]
    fee = Line(accounts.owed_to_agency, Money(-fees, books.currency), payment.invoice, LineCode.FEES_DUE)
    return _posted(payment, given, unmatched, (fee,) if fees and given else (), _Desk(accounts, books, tuple(reasons)))


def _oldest_first(found: Iterable[BookedInvoice]) -> list[BookedInvoice]:
    return sorted(found, key=lambda one: (one.due_on or dt.date.max, one.invoice))


def _filled(found: Sequence[BookedInvoice], minor: int, accounts: Accounts) -> Iterator[tuple[BookedInvoice, int]]:
    """Fill one invoice after the other; the last takes what is left."""
    for one in found[:-1]:
        part = min(minor, max(0, standing(one, accounts).open_foreign))
        minor -= part
        if part:
            yield one, part
    if minor:
        yield found[-1], minor


def _posted(
    payment: ReferencePayment | DirectPayment,
    given: Iterable[tuple[BookedInvoice, int]],
    unmatched: list[Unmatched],
    fees: tuple[Line, ...],
    desk: _Desk,
) -> Posted:
    """Write the voucher of a payment."""
    accounts, books = desk.accounts, desk.books
    happened_on = payment.booked_on if isinstance(payment, ReferencePayment) else payment.paid_on
    dated_on = books.open_day(happened_on)
    reasons = list(desk.reasons)
    if not books.allows(dated_on):
        reasons.append(Reason("BA-8", "outside_fiscal_year", payment.payment_id))
    shares = []
    for one, minor in given:
        stands = standing(one, accounts)
        if stands.currency not in {None, books.currency}:
            amount = Money(minor, books.currency)
            unmatched.append(Unmatched(payment.payment_id, one.invoice, UnmatchedReason.INVOICE_AMOUNT, amount))
        elif minor:
            relief = relieve(stands, minor, minor, accounts=accounts, books=books, dated_on=dated_on)
            if relief.lacking:
                amount = Money(minor, books.currency)
                unmatched.append(Unmatched(payment.payment_id, one.invoice, UnmatchedReason.MORE_BACK, amount))
            else:
                shares.append(_Share(one, minor, relief))
    reasons += [Reason("BA-4", "pledged", one.booked.invoice) for one in shares if one.relief.is_pledged]
    if reasons:
        return Posted(event=payment, held=(Held(payment.payment_id, tuple(reasons)),))
    lines = [
        Line(entry.account, Money(entry.minor, books.currency), one.booked.invoice, entry.code)
        for one in sorted(shares, key=lambda one: one.booked.invoice)
        for entry in one.relief.entries
    ]
    if not unmatched:
        lines += fees
    if not lines:
        return Posted(event=payment, unmatched=tuple(unmatched))
    received = Money(-sum(line.amount.minor for line in lines), books.currency)
    bank = Line(payment.account or accounts.bank, received, None, LineCode.BANK)
    voucher = Voucher(
        voucher_id=f"payment/{payment.payment_id}",
        dated_on=dated_on,
        code=VoucherCode.REFERENCE_PAYMENT if isinstance(payment, ReferencePayment) else VoucherCode.DIRECT_PAYMENT,
        subject=payment.payment_id,
        lines=(bank, *lines),
        happened_on=None if dated_on == happened_on else happened_on,
    )
    return Posted(
        event=payment,
        vouchers=(voucher,),
        unmatched=tuple(unmatched),
        open_item_updates=tuple(_update(one, payment, books) for one in shares),
        notices=tuple(
            Notice(NoticeCode.OVERPAID, (one.booked.invoice,), amount=Money(one.relief.excess, books.currency))
            for one in shares
            if one.relief.excess > 0
        ),
    )


def _update(one: _Share, payment: ReferencePayment | DirectPayment, books: Books) -> OpenItemUpdate:
    paid_on = payment.paid_on or payment.booked_on if isinstance(payment, ReferencePayment) else payment.paid_on
    return OpenItemUpdate(
        invoice=one.booked.invoice,
        paid_on=paid_on,
        amount=Money(one.minor, books.currency),
        open_after=Money(max(0, one.relief.owed - one.minor), books.currency),
        source=payment.payment_id,
        payment_ids=(payment.payment_id,),
    )
