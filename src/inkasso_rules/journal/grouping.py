"""What was paid on which invoice, month by month, and what that does; and which payments nobody can place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import attrs

from inkasso_rules.journal.answer import UnmatchedReason
from inkasso_rules.journal.relief import Entry, Relief, relieve, relieve_plainly, scaled
from inkasso_rules.journal.standing import standing
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, BookedState, Books
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import SettledPayment, Settlement
from inkasso_rules.model.vouchers import LineCode, VoucherCode

__all__ = ["Desk", "Month", "Placement", "place"]


@attrs.frozen
class Desk:
    """What is posted, and by which books."""

    settlement: Settlement
    booked: MappingProxyType[str, BookedInvoice]
    accounts: Accounts
    books: Books

    def value(self, minor: int) -> int:
        """Return minor units of the settlement's currency in that of the ledger."""
        rate, currency = self.settlement.rate, self.settlement.currency
        return minor if rate is None or currency == self.books.currency else rate.convert(Money(minor, currency)).minor


@attrs.frozen
class Placement:
    """
    What was paid on one invoice in one month.

    Attributes:
        booked: The invoice.

        currency: Its currency.

        stated: What was paid, in minor units of the settlement's currency.

        shares: Each payment with what it pays, in minor units of the invoice's currency.

        relief: What that does.

        reason: Why nobody can place it; then it does nothing.
    """

    booked: BookedInvoice
    currency: str
    stated: int
    shares: tuple[tuple[SettledPayment, int], ...]
    relief: Relief
    reason: UnmatchedReason | None = None


@attrs.frozen
class Month:
    """One voucher: the payments of one month."""

    voucher_id: str
    code: VoucherCode
    happened_on: dt.date
    groups: tuple[Placement, ...]


def place(
    payments: Sequence[SettledPayment], desk: Desk
) -> tuple[tuple[Month, ...], dict[str, tuple[str, UnmatchedReason]]]:
    """
    Put payments on their invoices.

    Args:
        payments: In any order.

        desk: What is posted, and by which books.

    Returns:
        The months, and the ids of the payments that nobody can place, each with the invoice and the reason for that.
    """
    unmatched: dict[str, tuple[str, UnmatchedReason]] = {}
    while True:
        months = _months([one for one in payments if one.payment_id not in unmatched], desk)
        left = {
            one.payment_id: (group.booked.invoice, group.reason)
            for month in months
            for group in month.groups
            if group.reason is not None
            for one, _ in group.shares
        }
        if not left:
            return months, unmatched
        unmatched |= left
        months = tuple(
            attrs.evolve(month, groups=tuple(one for one in month.groups if one.reason is None)) for month in months
        )
        # A payment that also pays on another invoice is left out there, too, which asks for a new look at that one.
        if not any(one.payment_id in left for month in months for group in month.groups for one, _ in group.shares):
            return months, unmatched


def _months(payments: Sequence[SettledPayment], desk: Desk) -> tuple[Month, ...]:
    """Put the payments in their months, in order; what an earlier month posts is known to the later one."""
    settlement, booked = desk.settlement, dict[str, BookedInvoice]()
    by_month: dict[tuple[int, int], list[SettledPayment]] = {
        (settlement.settled_on.year, settlement.settled_on.month): []
    }
    for payment in payments:
        by_month.setdefault((payment.paid_on.year, payment.paid_on.month), []).append(payment)
    found = []
    for (year, month), members in sorted(by_month.items()):
        is_own = (year, month) == (settlement.settled_on.year, settlement.settled_on.month)
        voucher_id = f"settlement/{settlement.settlement_id}"
        happened_on = settlement.settled_on if is_own else max(one.paid_on for one in members)
        one = Month(
            voucher_id=voucher_id if is_own else f"{voucher_id}/{year}-{month:02}",
            code=VoucherCode.SETTLEMENT if is_own else VoucherCode.SETTLEMENT_EARLIER,
            happened_on=happened_on,
            groups=tuple(_groups(members, booked, desk, desk.books.open_day(happened_on))),
        )
        found.append(one)
        if not is_own:
            for group in one.groups:
                if group.reason is None:
                    booked[group.booked.invoice] = _after(group, one, desk)
    return tuple(found)


def _groups(
    payments: Iterable[SettledPayment], known: Mapping[str, BookedInvoice], desk: Desk, dated_on: dt.date
) -> Iterator[Placement]:
    """Sum what was paid on each invoice, so that the order inside a day does not count."""
    by_invoice: dict[str, list[tuple[SettledPayment, int]]] = {}
    for payment in payments:
        if payment.capital.minor:
            by_invoice.setdefault(payment.invoice, []).append((payment, payment.capital.minor))
        for part in payment.additions:
            if part.invoice is not None:
                by_invoice.setdefault(part.invoice, []).append((payment, part.amount.minor))
    for invoice, paid in sorted(by_invoice.items()):
        if len(paid) > 1:
            paid.sort(key=lambda part: (part[0].paid_on, part[0].payment_id, part[1]))
        stated = sum(minor for _, minor in paid)
        booked = known.get(invoice) or desk.booked.get(invoice)
        if booked is None or not (booked.rows or booked.planned):
            yield _unknown(booked or BookedInvoice(invoice=invoice), stated, paid, desk)
        elif stated:
            yield _group(booked, stated, paid, desk, dated_on)


def _group(
    booked: BookedInvoice, stated: int, paid: list[tuple[SettledPayment, int]], desk: Desk, dated_on: dt.date
) -> Placement:
    """Tell what was paid in the invoice's own currency, and what that does."""
    settled, ledger = desk.settlement.currency, desk.books.currency
    plain = relieve_plainly(booked, stated, desk.accounts) if settled == ledger else None
    if plain is not None:
        return Placement(booked, ledger, stated, tuple(paid), plain)
    stands = standing(booked, desk.accounts)
    currency = stands.currency or ledger
    received = stated if settled == ledger else desk.value(stated)
    shares = tuple(paid)
    if currency != settled:
        found = _foreign_shares(booked.invoice, paid, currency, received, ledger)
        if found is None or sum(found) * stated <= 0:
            return _left_out(booked, currency, stated, shares, UnmatchedReason.INVOICE_AMOUNT)
        shares = tuple(zip((one for one, _ in paid), found, strict=True))
    foreign = sum(minor for _, minor in shares)
    relief = relieve(stands, foreign, received, accounts=desk.accounts, books=desk.books, dated_on=dated_on)
    return Placement(booked, currency, stated, shares, relief, UnmatchedReason.MORE_BACK if relief.lacking else None)


def _foreign_shares(
    invoice: str, paid: list[tuple[SettledPayment, int]], currency: str, received: int, ledger: str
) -> Sequence[int] | None:
    """Return what each payment pays of an invoice in another currency than the settlement's; nothing if nobody says."""
    if currency == ledger:
        return scaled(received, [minor for _, minor in paid])
    seen: set[str] = set()
    shares = []
    for one, _ in paid:
        amount = one.invoice_amount
        if amount is None or amount.currency != currency or one.invoice != invoice:
            return None
        # It is all that the payment pays of the invoice, in one part or several.
        shares.append(0 if one.payment_id in seen else amount.minor)
        seen.add(one.payment_id)
    return shares


def _unknown(booked: BookedInvoice, stated: int, paid: list[tuple[SettledPayment, int]], desk: Desk) -> Placement:
    """Leave out what is for an invoice that the books do not know, unless the chart says where such money goes."""
    currency, unmatched = desk.settlement.currency, desk.accounts.unmatched
    if unmatched is None:
        reason = UnmatchedReason.EARLIER_YEAR if booked.is_earlier else UnmatchedReason.UNKNOWN_INVOICE
        return _left_out(booked, currency, stated, tuple(paid), reason)
    entry = Entry(unmatched, -desk.value(stated), -stated, LineCode.UNMATCHED)
    return Placement(booked, currency, stated, (), Relief(state=BookedState.NOT_BOOKED, entries=(entry,)))


def _left_out(
    booked: BookedInvoice,
    currency: str,
    stated: int,
    shares: tuple[tuple[SettledPayment, int], ...],
    reason: UnmatchedReason,
) -> Placement:
    return Placement(booked, currency, stated, shares, Relief(state=BookedState.NOT_BOOKED), reason)


def _after(group: Placement, month: Month, desk: Desk) -> BookedInvoice:
    """Return the invoice with what a voucher posts on it."""
    rows = tuple(
        BookedRow(
            account=entry.account,
            amount=Money(entry.minor, desk.books.currency),
            voucher_id=month.voucher_id,
            booked_on=month.happened_on,
            foreign=None if group.currency == desk.books.currency else Money(entry.foreign, group.currency),
        )
        for entry in group.relief.entries
    )
    return attrs.evolve(group.booked, rows=(*group.booked.rows, *rows), open_amount=None)
