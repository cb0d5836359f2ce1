"""Why a settlement is held: nothing of it is posted until somebody has looked. Nothing is ever plugged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from inkasso_rules.journal.parts import PARTS, PartRule, Side, rules_by_key
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import Books
from inkasso_rules.model.settlements import SettledPayment, Settlement
from inkasso_rules.requirements import decides

__all__ = ["holds"]


@decides("BA-2")
def holds(
    settlement: Settlement, *, books: Books, is_batch: bool = True, parts: tuple[PartRule, ...] = PARTS
) -> tuple[Reason, ...]:
    """
    Return every reason why a settlement is held.

    Args:
        settlement: The settlement, as stated.

        books: What the creditor's bookkeeping allows.

        is_batch: Whether the creditor takes batch payments on its day (SE-7); else the agency pays by reference.

        parts: The parts that are known.
    """
    reasons = list(_of_settlement(settlement, books, is_batch=is_batch))
    counts = Counter(payment.payment_id for payment in settlement.payments)
    reasons += [
        Reason("BA-2", "duplicate_payment", payment_id) for payment_id, count in sorted(counts.items()) if count > 1
    ]
    known = rules_by_key(parts)
    for payment in sorted(settlement.payments, key=lambda payment: payment.payment_id):
        reasons += _of_payment(payment, settlement, known)
        reasons += _of_month(payment, settlement, books)
    return tuple(reasons)


def _of_settlement(settlement: Settlement, books: Books, *, is_batch: bool) -> Iterator[Reason]:
    subject = settlement.settlement_id
    if not is_batch:
        yield Reason("SE-7", "not_by_batch", subject)
    if settlement.payout.minor != sum(payment.payout.minor for payment in settlement.payments):
        yield Reason("BA-2", "payout_differs", subject)
    if settlement.brought_forward.minor > 0:
        yield Reason("BA-2", "brought_forward_positive", subject)
    if not books.allows(books.open_day(settlement.settled_on)):
        yield Reason("BA-2", "outside_fiscal_year", subject)
    rate = settlement.rate
    if settlement.currency != books.currency and (
        rate is None or (rate.currency, rate.into) != (settlement.currency, books.currency)
    ):
        yield Reason("BA-2", "rate_missing", subject)


def _of_payment(
    payment: SettledPayment, settlement: Settlement, known: Mapping[tuple[Side, str], PartRule]
) -> Iterator[Reason]:
    added = kept = 0
    for side, parts in ((Side.DEDUCTION, payment.deductions), (Side.ADDITION, payment.additions)):
        for part in parts:
            if side is Side.DEDUCTION:
                kept += part.amount.minor
            else:
                added += part.amount.minor
            if (side, part.kind) not in known:
                yield Reason("BA-2", "unknown_part", payment.payment_id)
    if payment.payout.minor != payment.capital.minor + added - kept:
        yield Reason("BA-2", "payment_differs", payment.payment_id)
    if payment.paid_on > settlement.settled_on:
        yield Reason("BA-2", "paid_later", payment.payment_id)


def _of_month(payment: SettledPayment, settlement: Settlement, books: Books) -> Iterator[Reason]:
    """Hold money of an earlier month whose voucher no fiscal year would take."""
    paid_on, settled_on = payment.paid_on, settlement.settled_on
    is_earlier = (paid_on.year, paid_on.month) < (settled_on.year, settled_on.month)
    if is_earlier and not books.allows(books.open_day(paid_on)):
        yield Reason("BA-2", "outside_fiscal_year", payment.payment_id)
