"""A voucher is never changed: what was wrong is reversed by another that names it, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.bookings import BOOKS, Books
from inkasso_rules.model.vouchers import Voucher, VoucherCode
from inkasso_rules.requirements import decides

__all__ = ["reverse"]


@decides("BA-2")
def reverse(voucher: Voucher, *, on: dt.date, among: Iterable[Voucher] = (), books: Books = BOOKS) -> Voucher | Refused:
    """
    Return the voucher that undoes *voucher*, line by line; a reversal can be reversed like any other.

    To post anew what was reversed, take the settlement out of the register
    (:meth:`~inkasso_rules.journal.register.Register.without`), and post a part of it: with an id of its own, the old
    one as its ``part_of``, and nothing brought forward. The part holds only payments that were reversed. Those that had
    been left out, and were booked later as the rest, stand in vouchers of their own, which are reversed by themselves.

    Args:
        voucher: The voucher; it stays as it is.

        on: The day of the reversal. In a closed period it is dated on the first open day.

        among: The vouchers of the books, of which none may reverse it already.

        books: What the creditor's bookkeeping allows.
    """
    reasons = []
    if any(other.reverses == voucher.voucher_id for other in among):
        reasons.append(Reason("BA-2", "reversed_before", voucher.voucher_id))
    if on < voucher.dated_on:
        reasons.append(Reason("BA-2", "reversed_too_early", voucher.voucher_id))
    dated_on = books.open_day(on)
    if not books.allows(dated_on):
        reasons.append(Reason("BA-2", "outside_fiscal_year", voucher.voucher_id))
    if reasons:
        return Refused(tuple(reasons))
    return Voucher(
        voucher_id=f"{voucher.voucher_id}/reversal",
        dated_on=dated_on,
        code=VoucherCode.REVERSAL,
        subject=voucher.subject,
        lines=tuple(
            attrs.evolve(line, amount=-line.amount, foreign=None if line.foreign is None else -line.foreign)
            for line in voucher.lines
        ),
        happened_on=None if dated_on == on else on,
        reverses=voucher.voucher_id,
    )
