"""
Settlements and bank rows go into a ledger, one after the other, and the clearing account is looked at.

Each is judged by what the ledger holds when its turn comes: a second settlement knows what the first one paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from inkasso_rules.journal import OpenItemUpdate, Posted, UnmatchedReason, post_settlement
from inkasso_rules.ledger.clearing import Clearing, clear, clearing_items, exchange_vouchers
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, Books
from inkasso_rules.model.settlements import BankRow, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.ports import LedgerStore

__all__ = ["Journal", "keep_books"]


@attrs.frozen(kw_only=True)
class Journal:
    """
    What became of settlements and bank rows.

    Attributes:
        as_of: The day that the clearing account stands for.

        posted: The answer to each settlement, and to each row of the agency.

        others: How many rows were none of the agency's.

        vouchers: All vouchers of the ledger, also those of exchange differences.

        updates: What the subledger was told.

        clearing: How the clearing account stands.

        books: By which books.

        invoices: The invoices that are open in the ledger, or were paid.
    """

    as_of: dt.date
    posted: tuple[Posted, ...]
    others: int
    vouchers: tuple[Voucher, ...]
    updates: tuple[OpenItemUpdate, ...]
    clearing: Clearing
    books: Books
    invoices: tuple[str, ...]

    @property
    def rests(self) -> tuple[Settlement, ...]:
        """What could not be posted yet, as settlements."""
        return tuple(one.rest for one in self.posted if isinstance(one.rest, Settlement))

    @property
    def is_whole(self) -> bool:
        """Whether nothing was held, and every payment has an account."""
        return not any(one.held or one.unmatched for one in self.posted)


def keep_books(
    ledger: LedgerStore,
    settlements: Iterable[Settlement],
    rows: Iterable[BankRow] = (),
    *,
    as_of: dt.date,
    accounts: Accounts = BAS,
    books: Books = BOOKS,
    policy: Policy = POLICY,
    is_batch: bool = True,
) -> Journal:
    """
    Post settlements and rows of the bank, by day, and then the differences of exchange that show.

    Args:
        ledger: Where the vouchers go.

        settlements: The settlements.

        rows: The rows of the bank; those that are not the agency's are only counted.

        as_of: The day that the clearing account stands for.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        policy: The agency's name, and what its figures are checked by.

        is_batch: Whether the creditor takes batch payments (SE-7).
    """
    settlements = sorted(settlements, key=lambda one: (one.settled_on, one.settlement_id))
    rows = sorted(rows, key=lambda one: (one.booked_on, one.row_id))
    answers = []
    for settlement in settlements:
        named = {payment.invoice for payment in settlement.payments}
        named |= {part.invoice for one in settlement.payments for part in one.additions if part.invoice is not None}
        posted = post_settlement(
            settlement,
            ledger.booked(sorted(named)),
            accounts=accounts,
            books=books,
            register=ledger.register(),
            is_batch=is_batch,
            policy=policy,
        )
        ledger.post(posted)
        answers.append(posted)
    for row in rows:
        posted = post_bank_row(row, accounts=accounts, books=books, register=ledger.register(), policy=policy)
        ledger.post(posted)
        answers.append(posted)
    kept = tuple(posted for posted in answers if not _is_others(posted))
    events: tuple[Settlement | BankRow, ...] = (*settlements, *rows)

    def cleared() -> Clearing:
        return clear(clearing_items(ledger.vouchers(), events=events, accounts=accounts), books=books)

    ledger.enter(exchange_vouchers(cleared(), accounts=accounts, books=books))
    return Journal(
        as_of=as_of,
        posted=kept,
        others=len(answers) - len(kept),
        vouchers=ledger.vouchers(),
        updates=ledger.updates(),
        clearing=cleared(),
        books=books,
        invoices=tuple(sorted({*ledger.open_items(), *(one.invoice for one in ledger.updates())})),
    )


def _is_others(posted: Posted) -> bool:
    return any(one.reason is UnmatchedReason.OTHER_PAYER for one in posted.unmatched)
