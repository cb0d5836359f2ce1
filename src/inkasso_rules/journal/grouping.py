"""What was paid on which invoice, month by month, and what that does; and which payments nobody can place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.journal.answer import UnmatchedReason
from inkasso_rules.journal.relief import Entry, Relief, relieve, relieve_plainly
from inkasso_rules.journal.standing import standing
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, BookedState, Books
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import SettledPayment, Settlement
from inkasso_rules.model.vouchers import Line, LineCode, VoucherCode

__all__ = [
    "BookedKeyError",
    "Desk",
    "Month",
    "Placement",
    "booked_as",
    "place",
    "placed_lines",
    "placed_notices",
    "why_unknown",
]

#: A payment, and what of it goes to one invoice.
_Share = tuple[SettledPayment, int]


class BookedKeyError(InkassoRulesError, ValueError):
    """
    An invoice of the books is given under another one's name.

    Attributes:
        key: The name under which it is given.

        invoice: Its own.
    """

    def __init__(self, key: str, invoice: str) -> None:
        super().__init__(key, invoice)
        self.key, self.invoice = key, invoice

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoice {self.invoice!r} is given under the key {self.key!r}; wanted its own."


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


class Placement(NamedTuple):
    """
    What was paid on one invoice in one month.

    Attributes:
        booked: The invoice.

        currency: Its currency.

        stated: What was paid, in minor units of the settlement's currency.

        shares: Each payment with what it pays, in minor units of the invoice's currency.

        relief: What that does.

        reason: Why nobody can place it; then it does nothing.

        is_unknown: Whether the books do not know the invoice, so that its money is on the account for such.
    """

    booked: BookedInvoice
    currency: str
    stated: int
    shares: tuple[_Share, ...]
    relief: Relief
    reason: UnmatchedReason | None = None
    is_unknown: bool = False


def placed_lines(groups: Iterable[Placement], ledger: str) -> Iterator[Line]:
    """Write what they post, in a ledger kept in the currency *ledger*."""
    for group in groups:
        invoice, currency = group.booked.invoice, group.currency
        for account, minor, foreign, code in group.relief.entries:
            other = Money(foreign, currency) if foreign and currency != ledger else None
            yield Line(account, Money(minor, ledger), invoice, code, other)


def placed_notices(groups: Iterable[Placement]) -> Iterator[Notice]:
    """Tell what a person should know of them; nothing, where nothing is posted."""
    for group in groups:
        relief = group.relief
        if group.is_unknown and relief.entries:
            yield Notice(NoticeCode.UNMATCHED_BOOKED, (group.booked.invoice,))
        if relief.state is BookedState.FEARED and relief.entries:
            yield Notice(NoticeCode.REVERSE_WRITE_DOWN, (group.booked.invoice,))
        if relief.excess > 0:
            yield Notice(NoticeCode.OVERPAID, (group.booked.invoice,), amount=Money(relief.excess, group.currency))


@attrs.frozen
class Month:
    """One voucher: the payments of one month."""

    voucher_id: str
    code: VoucherCode
    happened_on: dt.date
    groups: tuple[Placement, ...]


def booked_as(invoice: str, booked: Mapping[str, BookedInvoice]) -> BookedInvoice:
    """
    Return an invoice as the books have it; without rows, if they do not.

    Raises:
        BookedKeyError: If another one is given under its name.
    """
    found = booked.get(invoice)
    if found is None:
        return BookedInvoice(invoice=invoice)
    if found.invoice != invoice:
        raise BookedKeyError(invoice, found.invoice)
    return found


def why_unknown(booked: BookedInvoice, accounts: Accounts) -> UnmatchedReason | None:
    """Return why nothing can be posted on an invoice: money that nobody could place is not its booking."""
    if booked.is_known and (booked.planned or any(row.account != accounts.unmatched for row in booked.rows)):
        return None
    return UnmatchedReason.EARLIER_YEAR if booked.is_earlier else UnmatchedReason.UNKNOWN_INVOICE


def place(
    payments: Sequence[SettledPayment], desk: Desk
) -> tuple[tuple[Month, ...], Sequence[SettledPayment], dict[str, tuple[str, UnmatchedReason]]]:
    """
    Put payments on their invoices.

    What is paid on an invoice in one month is one sum. If more of it goes back than had come in, all its payments are
    left out, also those that came in.

    Args:
        payments: In any order.

        desk: What is posted, and by which books.

    Returns:
        The months, the payments in them, and the ids of those that nobody can place, each with the invoice and the
        reason for that.

    Raises:
        BookedKeyError: If an invoice is given under another one's name.
    """
    kept, unmatched = payments, dict[str, tuple[str, UnmatchedReason]]()
    while True:
        months = _months(kept, desk)
        left = {
            one.payment_id: (group.booked.invoice, group.reason)
            for month in months
            for group in month.groups
            if group.reason is not None
            for one, _ in group.shares
        }
        if not left:
            return months, kept, unmatched
        # A payment may pay on other invoices, too, and is left out there as well.
        unmatched |= left
        kept = [one for one in kept if one.payment_id not in left]


def _months(payments: Sequence[SettledPayment], desk: Desk) -> tuple[Month, ...]:
    """Put the payments in their months, in order; what an earlier month posts is known to the later one."""
    settlement, booked = desk.settlement, dict[str, BookedInvoice]()
    own = settlement.settled_on.replace(day=1)
    by_month: defaultdict[dt.date, list[SettledPayment]] = defaultdict(list, {own: []})
    for payment in payments:
        paid_on = payment.paid_on
        by_month[own if paid_on >= own else paid_on.replace(day=1)].append(payment)
    found = []
    for begins_on, members in sorted(by_month.items()):
        is_own = begins_on == own
        voucher_id = f"settlement/{settlement.settlement_id}"
        happened_on = settlement.settled_on if is_own else max(one.paid_on for one in members)
        one = Month(
            voucher_id=voucher_id if is_own else f"{voucher_id}/{begins_on.year}-{begins_on.month:02}",
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
    by_invoice: defaultdict[str, list[_Share]] = defaultdict(list)
    for payment in payments:
        capital = payment.capital.minor
        if capital:
            by_invoice[payment.invoice].append((payment, capital))
        for part in payment.additions:
            if part.invoice is not None and part.amount.minor:
                by_invoice[part.invoice].append((payment, part.amount.minor))
    ledger, accounts = desk.books.currency, desk.accounts
    is_own = desk.settlement.currency == ledger
    for invoice in sorted(by_invoice):
        paid = by_invoice[invoice]
        _, stated = paid[0]
        if len(paid) > 1:
            paid.sort(key=lambda part: (part[0].paid_on, part[0].payment_id, part[1]))
            stated = sum(minor for _, minor in paid)
        booked = known.get(invoice) or booked_as(invoice, desk.booked)
        plain = relieve_plainly(booked, stated, accounts) if is_own else None
        if plain is None:
            yield _group(booked, stated, tuple(paid), desk, dated_on)
        else:
            yield Placement(booked, ledger, stated, tuple(paid), plain)


def _group(booked: BookedInvoice, stated: int, paid: tuple[_Share, ...], desk: Desk, dated_on: dt.date) -> Placement:
    """Tell what was paid in the invoice's own currency, and what that does: the long way."""
    settled, ledger = desk.settlement.currency, desk.books.currency
    reason = why_unknown(booked, desk.accounts)
    if reason is not None:
        return _unknown(booked, stated, paid, desk, reason)
    stands = standing(booked, desk.accounts)
    currency = stands.currency or ledger
    received = stated if settled == ledger else desk.value(stated)
    shares = paid
    if not stands.is_shown:
        return _left_out(booked, currency, stated, shares, UnmatchedReason.STATE_NOT_SHOWN)
    if currency != settled:
        found = _ledger_shares(paid, desk) if currency == ledger else _foreign_shares(booked.invoice, paid, currency)
        if found is None or not (sum(found) * stated > 0 or sum(found) == stated):
            return _left_out(booked, currency, stated, shares, UnmatchedReason.INVOICE_AMOUNT)
        shares = tuple(zip((one for one, _ in paid), found, strict=True))
    foreign = sum(minor for _, minor in shares)
    relief = relieve(stands, foreign, received, accounts=desk.accounts, books=desk.books, dated_on=dated_on)
    return Placement(booked, currency, stated, shares, relief, UnmatchedReason.MORE_BACK if relief.lacking else None)


def _ledger_shares(paid: Sequence[_Share], desk: Desk) -> list[int]:
    """Return what each payment of another currency pays in that of the ledger; rounded so that the sum is exact."""
    sums = [0, *accumulate(minor for _, minor in paid)]
    return [desk.value(after) - desk.value(before) for before, after in pairwise(sums)]


def _foreign_shares(invoice: str, paid: Sequence[_Share], currency: str) -> list[int] | None:
    """Return what each payment pays of an invoice in another currency than the settlement's; nothing if nobody says."""
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


def _unknown(
    booked: BookedInvoice,
    stated: int,
    shares: tuple[_Share, ...],
    desk: Desk,
    reason: UnmatchedReason,
) -> Placement:
    """Leave out what is for an invoice that the books do not know, unless the chart says where such money goes."""
    currency, unmatched, value = desk.settlement.currency, desk.accounts.unmatched, desk.value(stated)
    if unmatched is None:
        return _left_out(booked, currency, stated, shares, reason)
    entries = (Entry(unmatched, -value, -stated, LineCode.UNMATCHED),) if value else ()
    relief = Relief(state=BookedState.NOT_BOOKED, entries=entries)
    return Placement(booked, currency, stated, shares, relief, is_unknown=True)


def _left_out(
    booked: BookedInvoice,
    currency: str,
    stated: int,
    shares: tuple[_Share, ...],
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
