"""
A settlement becomes vouchers.

The plan, in the order of the code:

1. What cannot be right as stated is held as a whole (``holding``); what was booked before is not booked again.
2. Payments are put in the month in which the debtor paid, and summed per invoice. The capital of an earlier month gets
   a voucher of that month; the rest, and all parts beside the capital, that of the settlement's own day.
3. Each invoice says how it is relieved (``relief``), from all rows that the books have of it. A payment whose invoice
   is unknown is left out, and listed; no account is guessed.
4. The parts beside the capital go where the closed table says (``parts``).
5. One line on the clearing account closes each voucher. It is what the other lines sum to, and all of them together are
   the stated payout of the payments that are posted: that is what the bank will show. In another currency than the
   ledger's they are that payout in the amounts beside the lines (``foreign``), each line's own being rounded by itself;
   where the other lines sum to nothing in the ledger's currency, there is no such line.

The agency's figures are booked as stated. What we compute is compared with them, and told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.journal.answer import (
    Held,
    OpenItemUpdate,
    Posted,
    Unmatched,
    UnmatchedReason,
)
from inkasso_rules.journal.checking import differences, open_differences
from inkasso_rules.journal.grouping import Desk, Month, Placement, place, placed_lines, placed_notices
from inkasso_rules.journal.holding import holds
from inkasso_rules.journal.parts import PARTS, Side, by_account, part_sums
from inkasso_rules.journal.register import EMPTY, Register, is_repeated, refusals
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, BookedInvoice, Books
from inkasso_rules.model.cases import AcknowledgeSettlement
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import SettledPayment, Settlement
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["post_settlement"]

_VAT: Final = frozenset({LineCode.INPUT_VAT, LineCode.VAT_COST})


@decides("BA-1", "BA-2", "BA-3", "BA-4", "BA-7", "BA-10")
def post_settlement(
    settlement: Settlement,
    booked: Mapping[str, BookedInvoice],
    *,
    accounts: Accounts = BAS,
    books: Books = BOOKS,
    register: Register = EMPTY,
    is_batch: bool = True,
    policy: Policy = POLICY,
    law: Law = SWEDEN,
) -> Posted:
    """
    Turn a settlement of the agency into vouchers.

    The order of payments does not count, and the same settlement is never posted twice.

    Args:
        settlement: The settlement, as the agency states it.

        booked: How its invoices stand in the books, by invoice.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        register: What is booked already.

        is_batch: Whether the creditor takes batch payments on the day of the settlement (SE-7).

        policy: What the commission and the VAT are checked by.

        law: Where the rate of the VAT comes from.

    Raises:
        BookedKeyError: If an invoice is given under another one's name.
    """
    if is_repeated(settlement, register):
        return Posted(event=settlement, is_repeated=True)
    reasons = (*refusals(settlement, register), *holds(settlement, books=books, is_batch=is_batch))
    if reasons:
        return Posted(event=settlement, held=(Held(settlement.settlement_id, reasons),))
    desk = Desk(settlement, MappingProxyType(booked), accounts, books)
    months, kept, unmatched = place(settlement.payments, desk)
    groups = [group for month in months for group in month.groups]
    pledged = tuple(Reason("BA-4", "pledged", group.booked.invoice) for group in groups if group.relief.is_pledged)
    if pledged:
        return Posted(event=settlement, held=(Held(settlement.settlement_id, pledged),))
    found = (one for one in settlement.payments if one.payment_id in unmatched) if unmatched else ()
    left = tuple(sorted(found, key=lambda one: (one.invoice, one.payment_id)))
    vouchers = tuple(_vouchers(months, kept, left, desk))
    updates = list(_updates(groups, settlement))
    if len(months) > 1:
        updates.sort(key=lambda update: (update.invoice, update.paid_on))
    return Posted(
        event=settlement,
        vouchers=vouchers,
        unmatched=tuple(_unmatched(one, *unmatched[one.payment_id]) for one in left),
        rest=_rest(settlement, left),
        open_item_updates=tuple(updates),
        differences=(
            *differences(kept, settlement, books=books, policy=policy, law=law),
            *open_differences(groups),
        ),
        notices=tuple(_notices(desk, groups, vouchers)),
        commands=tuple(_commands(settlement, vouchers, left)),
    )


def _vouchers(
    months: Sequence[Month], kept: Sequence[SettledPayment], left: Sequence[SettledPayment], desk: Desk
) -> Iterator[Voucher]:
    """Write one voucher for each month that has lines; together they clear what those kept pay out, as stated."""
    ledger, currency = desk.books.currency, desk.settlement.currency
    sums = part_sums(kept)
    beside = -sum(side.value * minor for (side, _), minor in sums.items())
    stated = desk.settlement.payout.minor - sum(payment.payout.minor for payment in left)
    for month in months:
        lines = list(placed_lines(month.groups, ledger))
        cleared = sum([group.stated for group in month.groups])
        stated -= cleared
        if month.code is VoucherCode.SETTLEMENT:
            lines += _part_lines(sums, desk)
            cleared += beside
        clearing = -sum([line.amount.minor for line in lines])
        assert currency != ledger or clearing == cleared  # noqa: S101 - a settlement that adds up has vouchers that do
        if clearing:
            foreign = None if currency == ledger else Money(cleared, currency)
            lines.insert(0, Line(desk.accounts.clearing, Money(clearing, ledger), None, LineCode.CLEARING, foreign))
        if lines:
            dated_on = desk.books.open_day(month.happened_on)
            yield Voucher(
                voucher_id=month.voucher_id,
                dated_on=dated_on,
                code=month.code,
                subject=desk.settlement.part_of or desk.settlement.settlement_id,
                lines=tuple(lines),
                happened_on=None if dated_on == month.happened_on else month.happened_on,
            )
    assert stated == beside  # noqa: S101 - every payment is in all its groups


def _part_lines(sums: Mapping[tuple[Side, str], int], desk: Desk) -> Iterator[Line]:
    """Write what stands beside the capital: a line for each kind and account, in the order of the table."""
    settlement, books = desk.settlement, desk.books
    for rule in PARTS:
        stated = sums.get((rule.side, rule.kind.value), 0)
        foreign = by_account(rule, stated, desk.accounts, books)
        for (account, minor, code), (_, shown, _) in zip(
            by_account(rule, desk.value(stated), desk.accounts, books), foreign, strict=True
        ):
            if minor:
                other = None if settlement.currency == books.currency else Money(shown, settlement.currency)
                yield Line(account, Money(minor, books.currency), None, code, other)


def _updates(groups: Iterable[Placement], settlement: Settlement) -> Iterator[OpenItemUpdate]:
    """Tell the subledger what was paid on each invoice, by the day on which the debtor paid (BA-1); not of zero."""
    source = settlement.settlement_id
    for group in groups:
        if group.is_unknown:
            continue
        invoice, currency, left = group.booked.invoice, group.currency, group.relief.owed
        for paid_on, amount, payment_ids in _days(group.shares):
            left -= amount
            if amount:
                yield OpenItemUpdate(
                    invoice=invoice,
                    paid_on=paid_on,
                    amount=Money(amount, currency),
                    open_after=Money(max(0, left), currency),
                    source=source,
                    payment_ids=payment_ids,
                )


def _days(shares: Sequence[tuple[SettledPayment, int]]) -> Iterable[tuple[dt.date, int, tuple[str, ...]]]:
    """Return what was paid on each day, and by which payments."""
    if len(shares) == 1:
        ((payment, amount),) = shares
        return ((payment.paid_on, amount, (payment.payment_id,)),)
    days: dict[dt.date, list[tuple[SettledPayment, int]]] = {}
    for payment, minor in shares:
        days.setdefault(payment.paid_on, []).append((payment, minor))
    return [
        (paid_on, sum(minor for _, minor in paid), tuple(sorted({one.payment_id for one, _ in paid})))
        for paid_on, paid in sorted(days.items())
    ]


def _unmatched(payment: SettledPayment, invoice: str, reason: UnmatchedReason) -> Unmatched:
    """List a payment by the invoice that nobody can place, which a part beside the capital may name."""
    capital = payment.capital.minor if payment.invoice == invoice else 0
    beside = sum(part.amount.minor for part in payment.additions if part.invoice == invoice)
    return Unmatched(payment.payment_id, invoice, reason, Money(capital + beside, payment.capital.currency))


def _rest(settlement: Settlement, left: tuple[SettledPayment, ...]) -> Settlement | None:
    """Return the payments without an account as a settlement of their own."""
    if not left:
        return None
    return attrs.evolve(
        settlement,
        settlement_id=f"{settlement.settlement_id}/rest",
        payments=left,
        payout=Money(sum(payment.payout.minor for payment in left), settlement.currency),
        brought_forward=Money(0, settlement.currency),
        part_of=settlement.part_of or settlement.settlement_id,
    )


def _notices(desk: Desk, groups: Iterable[Placement], vouchers: Sequence[Voucher]) -> Iterator[Notice]:
    """Tell what a person should know; the voucher is right without it."""
    settlement = desk.settlement
    stated = settlement.clearing_account
    if stated is not None and stated != desk.accounts.clearing:
        yield Notice(NoticeCode.CLEARING_ACCOUNT_DIFFERS, (stated, desk.accounts.clearing))
    has_vat = any(line.code in _VAT for voucher in vouchers for line in voucher.lines)
    if has_vat and settlement.vat_document is None:
        yield Notice(NoticeCode.VAT_DOCUMENT_MISSING, (settlement.settlement_id,))
    moved = tuple(voucher.voucher_id for voucher in vouchers if voucher.happened_on is not None)
    if moved:
        yield Notice(NoticeCode.PERIOD_CLOSED, moved)
    yield from placed_notices(groups)


def _commands(
    settlement: Settlement, vouchers: Sequence[Voucher], left: Sequence[object]
) -> Iterator[AcknowledgeSettlement]:
    """Tell the agency once nothing of the settlement is left; also if nothing had to be posted."""
    if not left:
        settlement_id = settlement.part_of or settlement.settlement_id
        voucher_id = vouchers[-1].voucher_id if vouchers else f"settlement/{settlement.settlement_id}"
        yield AcknowledgeSettlement(
            command_id=f"acknowledge:{settlement_id}", settlement_id=settlement_id, voucher_id=voucher_id
        )
