"""
What stands on the clearing account: which settlements and bank rows clear one another, and what is left, with its age.

Everything is read from the vouchers. A difference in the payout's own currency stays open and is told; only one of
exchange is posted. The settlements and rows themselves only add what a voucher does not say: that a settlement goes on
from an earlier one, and what a row refers to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from inkasso_rules.ledger.clearing_matching import ClearingItem, Match, matched, place, summed
from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, Books
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Settlement
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.requirements import decides

__all__ = ["Clearing", "ClearingItem", "Match", "clear", "clearing_items", "exchange_vouchers", "year_end"]


@attrs.frozen(kw_only=True)
class Clearing:
    """
    How the clearing account stands.

    Attributes:
        matches: What belongs together.

        waiting: What has no other side yet: settlements that the bank has not shown, rows that await their settlement.

        balance: What stands on the account.
    """

    matches: tuple[Match, ...]
    waiting: tuple[ClearingItem, ...]
    balance: Money

    def aged(self, *, as_of: dt.date) -> tuple[tuple[ClearingItem | Match, int], ...]:
        """
        Return what is open, the oldest first, with its age in days.

        That is what waits, from its own day, and what belongs together with a difference, from the day of matching.
        """
        require_date(as_of, "as_of")
        waits: list[tuple[dt.date, str, ClearingItem | Match]] = [(*place(item), item) for item in self.waiting]
        waits += [(match.matched_on, match.subject, match) for match in self.matches if match.difference.minor]
        return tuple((one, (as_of - since).days) for since, _, one in sorted(waits, key=lambda wait: wait[:2]))


@decides("BA-4", "BA-6")
def clearing_items(
    vouchers: Iterable[Voucher], *, events: Iterable[Settlement | BankRow] = (), accounts: Accounts = BAS
) -> tuple[ClearingItem, ...]:
    """
    Read from vouchers what each settlement and bank row put on the clearing account; what sums to zero is left out.

    Args:
        vouchers: The vouchers of the books, in any order; reversals among them.

        events: The settlements and rows that they post, as far as they are known.

        accounts: The chart.
    """
    known = {_key(event): event for event in events if not (isinstance(event, Settlement) and event.part_of)}
    lines: dict[tuple[bool, str], list[tuple[Voucher, Line]]] = {}
    for voucher in vouchers:
        if voucher.code in {VoucherCode.YEAR_END, VoucherCode.YEAR_START}:
            continue
        is_bank = (voucher.reverses or voucher.voucher_id).startswith(("bank/", "exchange"))
        for line in voucher.lines:
            if line.account == accounts.clearing:
                lines.setdefault((is_bank, voucher.subject), []).append((voucher, line))
    items = []
    for key, posted in sorted(lines.items()):
        event = known.get(key)
        amount = summed(line.amount for _, line in posted)
        foreign = [line.foreign for _, line in posted if line.foreign is not None]
        own = summed(foreign) if foreign else amount
        if amount.minor or own.minor:
            items.append(
                ClearingItem(
                    subject=key[1],
                    is_bank=key[0],
                    happened_on=_day(event, (voucher for voucher, _ in posted)),
                    amount=amount,
                    own=own,
                    follows=isinstance(event, Settlement) and event.brought_forward.minor != 0,
                    exchanges=sum(voucher.code is VoucherCode.EXCHANGE for voucher, _ in posted),
                    reference=event.reference if isinstance(event, BankRow) else "",
                )
            )
    return tuple(items)


def _day(event: Settlement | BankRow | None, vouchers: Iterable[Voucher]) -> dt.date:
    """Return its own day, where the event is known: all that a settlement pays may stand in an earlier month."""
    if event is None:
        return max(voucher.happened_on or voucher.dated_on for voucher in vouchers)
    return event.booked_on if isinstance(event, BankRow) else event.settled_on


@decides("BA-6")
def clear(items: Iterable[ClearingItem], *, books: Books = BOOKS) -> Clearing:
    """
    Tell which settlements and which bank rows clear one another.

    First by reference: a row that names settlements belongs to them, whatever its amount. Then by amount, the oldest
    first: one row for one settlement, one row for several settlements in a row, several rows for one settlement. A
    settlement that goes on from an earlier one below zero belongs to it.

    Args:
        items: What stands on the account.

        books: In what currency nothing stands there, if nothing does.
    """
    items = sorted(items, key=place)
    matches, waiting = matched(items)
    balance = summed(item.amount for item in items) if items else Money(0, books.currency)
    return Clearing(matches=matches, waiting=waiting, balance=balance)


def _key(event: Settlement | BankRow) -> tuple[bool, str]:
    return (True, event.row_id) if isinstance(event, BankRow) else (False, event.settlement_id)


@decides("BA-6")
def exchange_vouchers(clearing: Clearing, *, accounts: Accounts = BAS, books: Books = BOOKS) -> tuple[Voucher, ...]:
    """
    Return a voucher for each difference of exchange.

    Once they are among the vouchers that the items are read from, there is no such difference any more.
    """
    vouchers = []
    for match in clearing.matches:
        if not match.exchange.minor:
            continue
        is_loss = match.exchange.minor > 0
        account = accounts.exchange_loss if is_loss else accounts.exchange_gain
        code = LineCode.EXCHANGE_LOSS if is_loss else LineCode.EXCHANGE_GAIN
        dated_on = books.open_day(match.matched_on)
        # Settlements that cancel one another have no row. A row may be matched anew, with another settlement.
        prefix = "exchange" if match.rows else "settlement-exchange"
        number = f"-{match.exchanges + 1}" if match.exchanges else ""
        vouchers.append(
            Voucher(
                voucher_id=f"{prefix}{number}/{match.subject}",
                dated_on=dated_on,
                code=VoucherCode.EXCHANGE,
                subject=match.subject,
                lines=(
                    Line(accounts.clearing, -match.exchange, None, LineCode.CLEARING),
                    Line(account, match.exchange, None, code),
                ),
                happened_on=None if dated_on == match.matched_on else match.matched_on,
            )
        )
    return tuple(vouchers)


@decides("BA-4")
def year_end(
    vouchers: Iterable[Voucher], *, ends_on: dt.date, accounts: Accounts = BAS, books: Books = BOOKS
) -> tuple[Voucher, ...] | Refused:
    """
    Suggest how to show what stands on the clearing account at the end of a year, and to take that back the day after.

    The account reads as *pledged receivables* in the annual report, which these are not. If nothing stands there,
    nothing is suggested. In a closed period it is refused, since the voucher can have no other day.

    Args:
        vouchers: The vouchers of the books; those that are dated after the year do not count.

        ends_on: The last day of the year.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.
    """
    require_date(ends_on, "ends_on")
    day = ends_on.isoformat()
    if books.open_day(ends_on) != ends_on:
        return Refused((Reason("BA-4", "year_closed", day),))
    items = clearing_items((one for one in vouchers if one.dated_on <= ends_on), accounts=accounts)
    balance = summed(item.amount for item in items) if items else None
    if balance is None or not balance.minor:
        return ()

    def moved(code: VoucherCode, dated_on: dt.date, amount: Money) -> Voucher:
        return Voucher(
            voucher_id=f"{code.value}/{day}",
            dated_on=dated_on,
            code=code,
            subject=f"year_end/{day}",
            lines=(
                Line(accounts.year_end, amount, None, LineCode.YEAR_END),
                Line(accounts.clearing, -amount, None, LineCode.CLEARING),
            ),
        )

    return (
        moved(VoucherCode.YEAR_END, ends_on, balance),
        moved(VoucherCode.YEAR_START, ends_on + dt.timedelta(days=1), -balance),
    )
