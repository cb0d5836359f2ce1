"""Why a settlement is held: nothing of it is posted until somebody has looked. Nothing is ever plugged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inkasso_rules.journal.parts import PARTS, PartRule, Side
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import Books
from inkasso_rules.model.settlements import Settlement
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
    counts = Counter([payment.payment_id for payment in settlement.payments])
    repeated = sorted(payment_id for payment_id, count in counts.items() if count > 1)
    found = [*_of_payments(settlement, parts), *_of_months(settlement, books)]
    return (
        *_of_settlement(settlement, books, is_batch=is_batch),
        *(Reason("BA-2", "duplicate_payment", payment_id) for payment_id in repeated),
        *sorted(found, key=lambda reason: str(reason.subject)),
    )


def _of_settlement(settlement: Settlement, books: Books, *, is_batch: bool) -> Iterator[Reason]:
    subject = settlement.settlement_id
    if not is_batch:
        yield Reason("SE-7", "not_by_batch", subject)
    if settlement.payout.minor != sum([payment.payout.minor for payment in settlement.payments]):
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


def _of_payments(settlement: Settlement, parts: tuple[PartRule, ...]) -> Iterator[Reason]:
    kept, added = ({rule.kind for rule in parts if rule.side is side} for side in (Side.DEDUCTION, Side.ADDITION))
    settled_on = settlement.settled_on
    for payment in settlement.payments:
        due = payment.capital.minor
        for part in payment.deductions:
            due -= part.amount.minor
            if part.kind not in kept:
                yield Reason("BA-2", "unknown_part", payment.payment_id)
        for part in payment.additions:
            due += part.amount.minor
            if part.kind not in added:
                yield Reason("BA-2", "unknown_part", payment.payment_id)
        if payment.payout.minor != due:
            yield Reason("BA-2", "payment_differs", payment.payment_id)
        if payment.paid_on > settled_on:
            yield Reason("BA-2", "paid_later", payment.payment_id)


def _of_months(settlement: Settlement, books: Books) -> Iterator[Reason]:
    """Hold money of an earlier month whose voucher no fiscal year would take."""
    if not books.fiscal_years:
        return
    begins_on = settlement.settled_on.replace(day=1)
    for payment in settlement.payments:
        if payment.paid_on < begins_on and not books.allows(books.open_day(payment.paid_on)):
            yield Reason("BA-2", "outside_fiscal_year", payment.payment_id)
