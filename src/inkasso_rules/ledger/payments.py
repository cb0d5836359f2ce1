"""
Payments that come another way than by a settlement: by reference, or straight from the debtor (BA-8, SE-7).

They relieve an invoice as a settlement does; only the debit is the bank account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from inkasso_rules.journal import EMPTY, Held, OpenItemUpdate, Posted, Register, Unmatched, UnmatchedReason
from inkasso_rules.journal.checking import open_differences
from inkasso_rules.journal.grouping import Placement, booked_as, placed_lines, placed_notices, why_unknown
from inkasso_rules.journal.register import is_repeated, refusals
from inkasso_rules.journal.relief import relieve
from inkasso_rules.journal.standing import standing
from inkasso_rules.ledger.receipts import folded
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, BookedInvoice, Books
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, ReferencePayment
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["allocate_reference_payment", "normal_reference", "post_direct_payment"]


def normal_reference(reference: str) -> str:
    """Return a reference without spaces and hyphens, and in capitals; its leading zeros stay."""
    return "".join(reference.replace("-", "").split()).upper()


@attrs.frozen
class _Terms:
    """By which books a payment is posted, and what stands against it."""

    accounts: Accounts
    books: Books
    reasons: tuple[Reason, ...]


@attrs.frozen
class _Share:
    """What one invoice is to get of a payment, and by which reference, if by one."""

    booked: BookedInvoice
    minor: int
    reference: str = ""


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
    What has no account is left out, and listed, and comes back as a payment of its own (``rest``), to be posted when
    the ledger knows its invoices.

    Args:
        payment: The payment.

        booked: How the invoices stand in the books, by invoice.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        register: What is booked already.

        is_batch: Whether the creditor takes batch payments on that day; then the agency's money comes by settlement.

        policy: The name by which the agency pays.

    Raises:
        BookedKeyError: If an invoice is given under another one's name.
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
    bearers = _bearers(booked)
    wanted: dict[str, int] = {}
    for reference, amount in payment.parts:
        key = normal_reference(reference)
        wanted[key] = wanted.get(key, 0) + amount.minor
    given: list[_Share] = []
    unmatched, left = [], []
    for reference, minor in sorted(wanted.items()):
        found = _oldest_first(booked_as(key, booked) for key in bearers.get(reference, ()))
        if found:
            given += (_Share(one, part, reference) for one, part in _filled(found, minor, accounts))
        else:
            amount = Money(minor, books.currency)
            unmatched.append(Unmatched(payment.payment_id, "", UnmatchedReason.UNKNOWN_REFERENCE, amount, reference))
            left.append((reference, amount))
    posted, others = _posted(payment, given, _Terms(accounts, books, tuple(reasons)))
    if posted.held:
        return posted
    left += ((one.reference, Money(one.minor, books.currency)) for one in others)
    return attrs.evolve(posted, unmatched=(*unmatched, *posted.unmatched), rest=_rest(payment, posted, left))


def _bearers(booked: Mapping[str, BookedInvoice]) -> dict[str, list[str]]:
    """Return the invoices by the reference that they bear; a blank one is nobody's."""
    bearers: dict[str, list[str]] = {}
    for key, one in booked.items():
        reference = normal_reference(one.reference or "")
        if reference:
            bearers.setdefault(reference, []).append(key)
    return bearers


def _rest(payment: ReferencePayment, posted: Posted, left: list[tuple[str, Money]]) -> ReferencePayment | None:
    """Return what has no account as a payment of its own; if that is all, nothing is booked, and it is the payment."""
    if not left:
        return None
    if not posted.vouchers:
        return payment
    return attrs.evolve(payment, payment_id=f"{payment.payment_id}/rest", parts=tuple(left))


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

    Raises:
        BookedKeyError: If another invoice is given under the name of this one.
    """
    if is_repeated(payment, register):
        return Posted(event=payment, is_repeated=True)
    reasons = list(refusals(payment, register))
    fees = 0 if payment.agency_fees is None else payment.agency_fees.minor
    if payment.amount.currency != books.currency:
        reasons.append(Reason("BA-8", "other_currency", payment.payment_id))
    if not 0 <= fees <= max(0, payment.amount.minor):
        reasons.append(Reason("BA-8", "fees_above_amount", payment.payment_id))
    given = _Share(booked_as(payment.invoice, booked), payment.amount.minor - fees)
    fee = Line(accounts.owed_to_agency, Money(-fees, books.currency), payment.invoice, LineCode.FEES_DUE)
    posted, _ = _posted(payment, [given], _Terms(accounts, books, tuple(reasons)), (fee,) if fees else ())
    return posted


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
    payment: ReferencePayment | DirectPayment, given: Iterable[_Share], terms: _Terms, fees: tuple[Line, ...] = ()
) -> tuple[Posted, list[_Share]]:
    """Write the voucher of a payment; return what has no account, too."""
    accounts, books = terms.accounts, terms.books
    happened_on = payment.booked_on if isinstance(payment, ReferencePayment) else payment.paid_on
    dated_on = books.open_day(happened_on)
    reasons = list(terms.reasons)
    if not books.allows(dated_on):
        reasons.append(Reason("BA-8", "outside_fiscal_year", payment.payment_id))
    placements = [(one, _placed(one, terms, dated_on)) for one in given]
    groups = [group for _, group in placements if group.reason is None]
    left = [one for one, group in placements if group.reason is not None]
    reasons += [Reason("BA-4", "pledged", one.booked.invoice) for one in groups if one.relief.is_pledged and one.stated]
    if reasons:
        return Posted(event=payment, held=(Held(payment.payment_id, tuple(reasons)),)), left
    unmatched = tuple(
        Unmatched(payment.payment_id, group.booked.invoice, group.reason, _left_out(group, payment))
        for _, group in placements
        if group.reason is not None
    )
    lines = list(placed_lines(sorted(groups, key=lambda one: one.booked.invoice), books.currency))
    if not unmatched:
        lines += fees
    if not lines:
        return Posted(event=payment, unmatched=unmatched), left
    received = Money(-sum(line.amount.minor for line in lines), books.currency)
    bank = Line(payment.account or accounts.bank, received, None, LineCode.BANK)
    is_reference = isinstance(payment, ReferencePayment)
    voucher = Voucher(
        voucher_id=f"{'payment' if is_reference else 'direct'}/{payment.payment_id}",
        dated_on=dated_on,
        code=VoucherCode.REFERENCE_PAYMENT if is_reference else VoucherCode.DIRECT_PAYMENT,
        subject=payment.payment_id,
        lines=(bank, *lines),
        happened_on=None if dated_on == happened_on else happened_on,
    )
    posted = Posted(
        event=payment,
        vouchers=(voucher,),
        unmatched=unmatched,
        open_item_updates=tuple(_update(one, payment) for one in groups if one.stated),
        differences=tuple(open_differences(groups)),
        notices=tuple(placed_notices(groups)),
    )
    return posted, left


def _placed(one: _Share, terms: _Terms, dated_on: dt.date) -> Placement:
    """Tell what a share of a payment does to its invoice, or why nobody can place it."""
    accounts, books = terms.accounts, terms.books
    stands = standing(one.booked, accounts)
    relief = relieve(stands, one.minor, one.minor, accounts=accounts, books=books, dated_on=dated_on)
    reason = why_unknown(one.booked, accounts)
    if reason is None and not stands.is_shown:
        reason = UnmatchedReason.STATE_NOT_SHOWN
    if reason is None and stands.currency not in {None, books.currency}:
        reason = UnmatchedReason.INVOICE_AMOUNT
    if reason is None and relief.lacking:
        reason = UnmatchedReason.MORE_BACK
    return Placement(one.booked, books.currency, one.minor, (), relief, reason)


def _left_out(group: Placement, payment: ReferencePayment | DirectPayment) -> Money:
    """Return what is not posted; of a payment straight from the debtor all of it, its fees too."""
    return payment.amount if isinstance(payment, DirectPayment) else Money(group.stated, group.currency)


def _update(group: Placement, payment: ReferencePayment | DirectPayment) -> OpenItemUpdate:
    paid_on = payment.paid_on or payment.booked_on if isinstance(payment, ReferencePayment) else payment.paid_on
    return OpenItemUpdate(
        invoice=group.booked.invoice,
        paid_on=paid_on,
        amount=Money(group.stated, group.currency),
        open_after=Money(max(0, group.relief.owed - group.stated), group.currency),
        source=payment.payment_id,
        payment_ids=(payment.payment_id,),
    )
