"""
Rows of the bank statement, posted against the clearing account.

A row from the agency is posted at once, also before its settlement is known; matching it later makes no second voucher
(:mod:`inkasso_rules.ledger.clearing`).
"""

from __future__ import annotations

from inkasso_rules.journal import EMPTY, Held, Posted, Register, Unmatched, UnmatchedReason
from inkasso_rules.journal.register import is_repeated, refusals
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import BAS, BOOKS, Accounts, Books
from inkasso_rules.model.settlements import BankRow
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["folded", "post_bank_row"]


def folded(name: str) -> str:
    """Return a name without regard to case and spaces."""
    return " ".join(name.split()).casefold()


@decides("BA-6")
def post_bank_row(
    row: BankRow,
    *,
    accounts: Accounts = BAS,
    books: Books = BOOKS,
    register: Register = EMPTY,
    policy: Policy = POLICY,
) -> Posted:
    """
    Post a row of the bank statement against the clearing account, if the agency paid it.

    Money *to* the agency is none of the settlements': it pays an invoice of it, on another account, and is left to
    whoever books purchases.

    Args:
        row: The row.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        register: What is booked already.

        policy: The name by which the agency pays.
    """
    if is_repeated(row, register):
        return Posted(event=row, is_repeated=True)
    dated_on = books.open_day(row.booked_on)
    reasons = list(refusals(row, register))
    if row.amount.currency != books.currency:
        reasons.append(Reason("BA-6", "other_currency", row.row_id))
    if not books.allows(dated_on):
        reasons.append(Reason("BA-6", "outside_fiscal_year", row.row_id))
    if reasons:
        return Posted(event=row, held=(Held(row.row_id, tuple(reasons)),))
    if folded(row.counterparty) != folded(policy.agency_payer):
        return _unmatched(row, UnmatchedReason.OTHER_PAYER)
    if row.amount.minor <= 0:
        return _unmatched(row, UnmatchedReason.PAID_TO_AGENCY)
    original = row.original
    voucher = Voucher(
        voucher_id=f"bank/{row.row_id}",
        dated_on=dated_on,
        code=VoucherCode.BANK_ROW,
        subject=row.row_id,
        lines=(
            Line(row.account or accounts.bank, row.amount, None, LineCode.BANK, original),
            Line(accounts.clearing, -row.amount, None, LineCode.CLEARING, None if original is None else -original),
        ),
        happened_on=None if dated_on == row.booked_on else row.booked_on,
    )
    return Posted(event=row, vouchers=(voucher,))


def _unmatched(row: BankRow, reason: UnmatchedReason) -> Posted:
    return Posted(event=row, unmatched=(Unmatched(row.row_id, "", reason, row.amount),))
