"""What we compute beside the agency's figures, only to compare: the stated ones are booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction

from inkasso_rules.journal.answer import Difference, DifferenceCode
from inkasso_rules.journal.grouping import Placement
from inkasso_rules.law.parameter import NotInForceError
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.bookings import Books
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.model.settlements import PartKind, SettledPayment, Settlement
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["differences", "open_differences"]


@decides("LC-10", "LC-11")
def differences(
    payments: Iterable[SettledPayment],
    settlement: Settlement,
    *,
    books: Books,
    policy: Policy = POLICY,
    law: Law = SWEDEN,
) -> tuple[Difference, ...]:
    """
    Return where the stated commission or VAT is not ours, both figures beside each other.

    The commission is checked where the agency says in which stage the money was recovered, the VAT where it says what
    it keeps for costs and the law has a rate on that day. Whether the VAT may lie a little off is said by the books.

    Args:
        payments: Those that are posted.

        settlement: What they are of.

        books: How far a VAT may be off.

        policy: What both are computed by.

        law: Where the rate of the VAT comes from.
    """
    checked = (one for one in payments if one.stage is not None or one.kept_costs is not None)
    found = (one for payment in checked for one in _of(payment, settlement, books, policy, law))
    return tuple(sorted(found, key=lambda one: (one.subject, one.code)))


def _of(
    payment: SettledPayment, settlement: Settlement, books: Books, policy: Policy, law: Law
) -> Iterator[Difference]:
    currency = settlement.currency
    commission = _stated(payment, PartKind.COMMISSION)
    if payment.stage is not None:
        share = Fraction(policy.commission_percent if payment.stage is Stage.AFTER_COLLECTION else 0)
        computed = round_half_up(payment.capital.minor * share / 100)
        if computed != commission:
            yield Difference(
                DifferenceCode.COMMISSION, payment.payment_id, Money(commission, currency), Money(computed, currency)
            )
    percent = _vat_percent(settlement.settled_on, policy, law)
    if payment.kept_costs is not None and percent is not None:
        stated = _stated(payment, PartKind.VAT)
        base = payment.kept_costs.minor + commission
        if policy.vat_on_interest and payment.kept_interest is not None:
            base += payment.kept_interest.minor
        computed = round_half_up(base * percent / 100)
        if abs(computed - stated) > books.vat_tolerance_minor:
            yield Difference(DifferenceCode.VAT, payment.payment_id, Money(stated, currency), Money(computed, currency))


def _vat_percent(day: dt.date, policy: Policy, law: Law) -> Fraction | None:
    """Return the rate of the VAT that is expected; nothing, where the law has none for that day."""
    if not policy.vat_withheld:
        return Fraction(0)
    try:
        return Fraction(law.vat_percent.on(day).value)
    except NotInForceError:
        return None


def _stated(payment: SettledPayment, kind: PartKind) -> int:
    return sum(part.amount.minor for part in payment.deductions if part.kind == kind)


def open_differences(groups: Iterable[Placement]) -> Iterator[Difference]:
    """Compare what the subledger says is open of invoices with what their rows say: also in which currency it is."""
    for group in groups:
        stated = group.booked.open_amount
        if stated is None:
            continue
        computed = Money(max(0, group.relief.open_before), group.currency)
        if stated != computed:
            yield Difference(DifferenceCode.OPEN_AMOUNT, group.booked.invoice, stated, computed)
