"""What we compute beside the agency's figures, only to compare: the stated ones are booked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from inkasso_rules.journal.answer import Difference, DifferenceCode
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.bookings import Books
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.model.settlements import PartKind, SettledPayment, Settlement
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["differences"]


@decides("LC-10", "LC-11")
def differences(
    settlement: Settlement, *, books: Books, policy: Policy = POLICY, law: Law = SWEDEN
) -> tuple[Difference, ...]:
    """
    Return where the stated commission or VAT is not ours, both figures beside each other.

    The commission is checked where the agency says in which stage the money was recovered, the VAT where it says what
    it keeps for costs. Whether the VAT may lie a little off is said by the books.
    """
    checked = (one for one in settlement.payments if one.stage is not None or one.kept_costs is not None)
    found = (one for payment in checked for one in _of(payment, settlement, books, policy, law))
    return tuple(sorted(found, key=lambda one: (one.subject, one.code)))


def _of(
    payment: SettledPayment, settlement: Settlement, books: Books, policy: Policy, law: Law
) -> Iterator[Difference]:
    currency = settlement.currency
    commission = _stated(payment, PartKind.COMMISSION)
    if payment.stage is not None:
        percent = Fraction(policy.commission_percent if payment.stage is Stage.AFTER_COLLECTION else 0)
        computed = round_half_up(payment.capital.minor * percent / 100)
        if computed != commission:
            yield Difference(
                DifferenceCode.COMMISSION, payment.payment_id, Money(commission, currency), Money(computed, currency)
            )
    if payment.kept_costs is not None:
        stated = _stated(payment, PartKind.VAT)
        base = payment.kept_costs.minor + commission
        if policy.vat_on_interest and payment.kept_interest is not None:
            base += payment.kept_interest.minor
        percent = Fraction(law.vat_percent.on(settlement.settled_on).value) if policy.vat_withheld else Fraction(0)
        computed = round_half_up(base * percent / 100)
        if abs(computed - stated) > books.vat_tolerance_minor:
            yield Difference(DifferenceCode.VAT, payment.payment_id, Money(stated, currency), Money(computed, currency))


def _stated(payment: SettledPayment, kind: PartKind) -> int:
    return sum(part.amount.minor for part in payment.deductions if part.kind == kind)
