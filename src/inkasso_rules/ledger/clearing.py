"""
What stands on the clearing account: which settlements and bank rows clear one another, and what is left, with its age.

Everything is read from the vouchers. A difference in the payout's own currency stays open and is told; only one of
exchange is posted. The settlements and rows themselves only add what a voucher does not say: that a settlement goes on
from an earlier one, and what a row refers to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import attrs

from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, Books
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Settlement
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.requirements import decides

__all__ = ["Clearing", "ClearingItem", "Match", "clear", "clearing_items", "exchange_vouchers", "year_end"]


@attrs.frozen(kw_only=True)
class ClearingItem:
    """
    What one settlement or one bank row put on the clearing account.

    Attributes:
        subject: The id of the settlement or row.

        is_bank: Whether it is a bank row.

        happened_on: Its day.

        amount: What it put there, above zero on the debit side, in the currency of the ledger.

        own: The same in the currency of the payout, if that is another one.

        follows: Whether the settlement goes on from an earlier one whose payout was below zero.

        reference: What the row refers to.
    """

    subject: str
    is_bank: bool
    happened_on: dt.date
    amount: Money
    own: Money
    follows: bool = False
    reference: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class Match:
    """
    Settlements and bank rows that belong together.

    Attributes:
        settlements: The ids of the settlements.

        rows: The ids of the rows; none if the settlements pay nothing.

        difference: What is still open between them, in the currency of the payout; above zero if the bank shows less.
            In the currency of the ledger, if the bank does not say what it was in the payout's.

        exchange: What is left in the currency of the ledger though nothing is open: above zero, a loss.

        matched_on: The day on which both sides were there.
    """

    settlements: tuple[str, ...]
    rows: tuple[str, ...]
    difference: Money
    exchange: Money
    matched_on: dt.date


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

    def aged(self, *, as_of: dt.date) -> tuple[tuple[ClearingItem, int], ...]:
        """Return what waits, the oldest first, with its age in days."""
        require_date(as_of, "as_of")
        ages = ((item, (as_of - item.happened_on).days) for item in self.waiting)
        return tuple(sorted(ages, key=lambda pair: (-pair[1], pair[0].subject)))


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
        is_bank = (voucher.reverses or voucher.voucher_id).startswith(("bank/", "exchange/"))
        for line in voucher.lines:
            if line.account == accounts.clearing:
                lines.setdefault((is_bank, voucher.subject), []).append((voucher, line))
    items = []
    for key, posted in sorted(lines.items()):
        event = known.get(key)
        amount = _sum(line.amount for _, line in posted)
        foreign = [line.foreign for _, line in posted if line.foreign is not None]
        own = _sum(foreign) if foreign else amount
        if amount.minor or own.minor:
            items.append(
                ClearingItem(
                    subject=key[1],
                    is_bank=key[0],
                    happened_on=_day(event, (voucher for voucher, _ in posted)),
                    amount=amount,
                    own=own,
                    follows=isinstance(event, Settlement) and event.brought_forward.minor != 0,
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
def clear(items: Iterable[ClearingItem]) -> Clearing:
    """
    Tell which settlements and which bank rows clear one another.

    First by reference: a row that names settlements belongs to them, whatever its amount. Then by amount, the oldest
    first: one row for one settlement, one row for several settlements in a row, several rows for one settlement. A
    settlement that goes on from an earlier one belongs to it.
    """
    items = sorted(items, key=_place)
    balance = _sum(item.amount for item in items)
    bundles: list[tuple[ClearingItem, ...]] = []
    for item in items:
        if not item.is_bank:
            before = next((bundle for bundle in reversed(bundles) if _same(bundle, (item,))), ())
            if item.follows and before:
                bundles.remove(before)
                bundles.append((*before, item))
            else:
                bundles.append((item,))
    rows: list[_Bundle] = [(item,) for item in items if item.is_bank]
    matches = [*_named(bundles, rows)]
    for bundle in [bundle for bundle in bundles if not _total(bundle)]:
        bundles.remove(bundle)
        matches.append(_match(bundle, ()))
    matches += _equal(bundles, rows)
    matches += [_match(found, row) for row, found in _runs(rows, bundles)]
    matches += [_match(bundle, found) for bundle, found in _runs(bundles, rows)]
    left = [item for bundle in (*bundles, *rows) for item in bundle]
    return Clearing(
        matches=tuple(sorted(matches, key=lambda match: (match.matched_on, match.settlements, match.rows))),
        waiting=tuple(sorted(left, key=_place)),
        balance=balance,
    )


_Bundle = tuple[ClearingItem, ...]


def _named(bundles: list[_Bundle], rows: list[_Bundle]) -> Iterator[Match]:
    """Match rows that name settlements, and take them out; rows that name the same one go together."""
    bundle_of = {item.subject: bundle for bundle in bundles for item in bundle}
    rows_of: dict[str, _Bundle] = {}
    for (row,) in rows:
        for name in _words(row.reference):
            if name in bundle_of:
                rows_of[name] = (*rows_of.get(name, ()), row)
    taken: set[ClearingItem] = set()
    for start in rows_of:
        found: set[ClearingItem] = set()
        todo = [item for item in bundle_of[start] if item not in taken]
        while todo:
            item = todo.pop()
            if item in found:
                continue
            found.add(item)
            if item.is_bank:
                todo += [one for name in _words(item.reference) for one in bundle_of.get(name, ())]
            else:
                todo += (*bundle_of[item.subject], *rows_of.get(item.subject, ()))
        if found:
            taken |= found
            ordered = sorted(found, key=_place)
            yield _match(
                tuple(item for item in ordered if not item.is_bank), tuple(item for item in ordered if item.is_bank)
            )
    bundles[:] = [bundle for bundle in bundles if bundle[0] not in taken]
    rows[:] = [row for row in rows if row[0] not in taken]


def _place(item: ClearingItem) -> tuple[dt.date, str]:
    return item.happened_on, item.subject


def _words(reference: str) -> Sequence[str]:
    """Return what a reference may name: the whole of it, and its words."""
    return (reference.strip(), *re.split(r"[\s,;]+", reference.strip()))


def _equal(bundles: list[_Bundle], rows: list[_Bundle]) -> Iterator[Match]:
    """Match each row with the oldest settlement of its amount, and take both out."""
    for row in tuple(rows):
        bundle = next((bundle for bundle in bundles if _total(bundle) == -_total(row) and _same(bundle, row)), None)
        if bundle is not None:
            bundles.remove(bundle)
            rows.remove(row)
            yield _match(bundle, row)


def _runs(ones: list[_Bundle], many: list[_Bundle]) -> Iterator[tuple[_Bundle, _Bundle]]:
    """Match each of *ones* with the first run of *many* that sums to it, and take all out."""
    for one in tuple(ones):
        same = [other for other in many if _same(one, other)]
        ends = [0, *accumulate(_total(other) for other in same)]
        starts: dict[int, int] = {}
        for end, total in enumerate(ends):
            start = starts.get(total + _total(one))
            if start is not None:
                found = same[start:end]
                for other in found:
                    many.remove(other)
                ones.remove(one)
                yield one, tuple(item for other in found for item in other)
                break
            starts.setdefault(total, end)


def _match(settled: _Bundle, rows: _Bundle) -> Match:
    items = (*settled, *rows)
    left = _sum(item.amount for item in items)
    # A bank that does not say what it was in the payout's currency leaves the difference in the ledger's.
    difference = _sum(item.own for item in items) if len({item.own.currency for item in items}) == 1 else left
    return Match(
        settlements=tuple(item.subject for item in settled),
        rows=tuple(item.subject for item in rows),
        difference=difference,
        exchange=Money(0, left.currency) if difference.minor else left,
        matched_on=max(item.happened_on for item in items),
    )


def _total(bundle: _Bundle) -> int:
    return sum(item.own.minor for item in bundle)


def _same(one: _Bundle, other: _Bundle) -> bool:
    """Tell whether two are in one currency."""
    return one[0].own.currency == other[0].own.currency


def _sum(amounts: Iterable[Money]) -> Money:
    """Sum amounts in one currency; nothing at all is nothing in kronor."""
    found = tuple(amounts)
    return sum(found[1:], found[0]) if found else Money(0)


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
        # Settlements that cancel one another have no row.
        subject = (match.rows or match.settlements)[-1]
        vouchers.append(
            Voucher(
                voucher_id=f"exchange/{subject}" if match.rows else f"settlement/{subject}/exchange",
                dated_on=dated_on,
                code=VoucherCode.EXCHANGE,
                subject=subject,
                lines=(
                    Line(accounts.clearing, -match.exchange, None, LineCode.CLEARING),
                    Line(account, match.exchange, None, code),
                ),
                happened_on=None if dated_on == match.matched_on else match.matched_on,
            )
        )
    return tuple(vouchers)


@decides("BA-4")
def year_end(clearing: Clearing, *, ends_on: dt.date, accounts: Accounts = BAS) -> tuple[Voucher, ...]:
    """
    Suggest how to show what stands on the clearing account at the end of a year, and to take that back the day after.

    The account reads as *pledged receivables* in the annual report, which these are not.

    Args:
        clearing: How the account stands, read from the vouchers that are dated in the year or before it.

        ends_on: The last day of the year.

        accounts: The chart.
    """
    require_date(ends_on, "ends_on")
    if not clearing.balance.minor:
        return ()

    def moved(code: VoucherCode, dated_on: dt.date, amount: Money) -> Voucher:
        return Voucher(
            voucher_id=f"{code.value}/{ends_on.isoformat()}",
            dated_on=dated_on,
            code=code,
            subject=f"year_end/{ends_on.isoformat()}",
            lines=(
                Line(accounts.year_end, amount, None, LineCode.YEAR_END),
                Line(accounts.clearing, -amount, None, LineCode.CLEARING),
            ),
        )

    return (
        moved(VoucherCode.YEAR_END, ends_on, clearing.balance),
        moved(VoucherCode.YEAR_START, ends_on + dt.timedelta(days=1), -clearing.balance),
    )
