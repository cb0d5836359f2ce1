"""What a statement rests on without being certain of it, and what is odd in what was reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.claim.ledger import Ledger
from inkasso_rules.law.measures import CostReason
from inkasso_rules.law.parameter import NotInForceError
from inkasso_rules.law.prescription import Prescription, PrescriptionStatus, prescription
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import MONEY_FACTS, ChargeKind, Claim, prior_id
from inkasso_rules.model.disputes import Dispute, settled
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.policy import Policy

__all__ = ["prescribed", "warned"]

_PRESCRIBED: Final[Mapping[PrescriptionStatus, str]] = MappingProxyType(
    {PrescriptionStatus.PRESCRIBED: "prescribed", PrescriptionStatus.UNKNOWN: "may_be_prescribed"}
)


def prescribed(claim: Claim, *, as_of: dt.date, law: Law, policy: Policy) -> Prescription:
    """Tell whether a claim is prescribed, as the policy reads what is not settled."""
    return prescription(
        claim,
        as_of=as_of,
        law=law,
        moves=policy.prescription_moves,
        presumed_post_days=policy.presumed_post_days,
    )


def warned(ledger: Ledger, *, as_of: dt.date, law: Law, policy: Policy, is_open: bool) -> Iterator[Reason]:
    """
    Yield what a statement is to be read with, each about the claim, or one of its charges, measures or facts.

    Args:
        ledger: The ledger on the day of the question.

        as_of: That day.

        law: The law.

        policy: How prescription is read.

        is_open: Whether anything is left to pay; what is paid is not prescribed.
    """
    yield from _unknown(ledger)
    for fact_id in ledger.reading.uncounted:
        yield Reason("OWN-8", "other_currency", fact_id)
    for one in (*ledger.unsplit, *ledger.unsplit_back):
        yield Reason("LC-14", "split_by_policy", one.fact.fact_id)
    if ledger.left > 0 and ledger.balance > 0:
        for entry in ledger.entries:
            if entry.is_stated and entry.left > 0:
                yield Reason("LC-14", "left_over", entry.fact.fact_id)
    for fact_id in ledger.passed_over:
        yield Reason("LC-14", "interest_passed_over", fact_id)
    yield from _of_facts(ledger, as_of)
    if is_open:
        yield from _prescribed(ledger.claim, as_of, law, policy)


def _unknown(ledger: Ledger) -> Iterator[Reason]:
    claim = ledger.claim
    if claim.agreements.due_date is None:
        yield Reason("OWN-9", "due_date_agreement_unknown", claim.claim_id)
    if claim.debtor_kind is None:
        yield Reason("LC-12", "debtor_kind_unknown", claim.claim_id)
    for charge, begin in zip(claim.charges, ledger.begins, strict=True):
        if begin is not None and begin.day is None:
            yield Reason("OWN-9", f"interest_{begin.basis}", charge.charge_id)
        if charge.kind is ChargeKind.FEE:
            yield Reason("LC-12", "fee_not_judged", charge.charge_id)
    for line in ledger.costs.costs.lines:
        if line.why in {CostReason.AGREEMENT_UNKNOWN, CostReason.REQUIREMENTS_UNKNOWN}:
            yield Reason("LC-12", f"cost_{line.why}", line.measure_id)


def _of_facts(ledger: Ledger, as_of: dt.date) -> Iterator[Reason]:
    claim, reading = ledger.claim, ledger.reading
    priors = (prior_id(claim.claim_id, place) for place in range(len(claim.prior_reminders)))
    measures = {*priors, *(measure.measure_id for measure in reading.measures)}
    known = [fact for fact in claim.facts if (fact.earliest_on or fact.happened_on) <= as_of]
    for fact in known:
        if fact.kind in MONEY_FACTS and fact.earliest_on is not None:
            yield Reason("LC-14", "day_uncertain", fact.fact_id)
        if fact.kind is FactKind.MEASURE_WITHDRAWN and fact.happened_on <= as_of and fact.about not in measures:
            yield Reason("OWN-8", "nothing_withdrawn", fact.fact_id)
    if reading.disputes:
        for fact in _unclear(fact for fact in known if fact.happened_on <= as_of):
            yield Reason("LC-15", "settlement_unclear", fact.fact_id)


def _unclear(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Yield the settlements of which it is not clear which of the disputes they mean."""
    standing: tuple[Dispute, ...] = ()
    for fact in facts:
        if fact.kind is FactKind.DISPUTED:
            standing = (*standing, Dispute(fact.fact_id, fact.happened_on))
        elif fact.kind is FactKind.DISPUTE_SETTLED:
            match settled(standing, fact):
                case (one,):
                    standing = tuple(other for other in standing if other is not one)
                case _ if standing:
                    yield fact


def _prescribed(claim: Claim, as_of: dt.date, law: Law, policy: Policy) -> Iterator[Reason]:
    """
    Warn of a claim that is prescribed, or may be.

    One of which nobody knows when it arose did so at the latest on the first day that is known of it; it is warned of
    only if even that is too long ago.
    """
    if claim.origin_on is None:
        claim = attrs.evolve(claim, origin_on=_first_known(claim))
    try:
        status = prescribed(claim, as_of=as_of, law=law, policy=policy).status
    except NotInForceError:  # It arose before the act that is known.
        status = PrescriptionStatus.UNKNOWN
    if status in _PRESCRIBED:
        yield Reason("OWN-10", _PRESCRIBED[status], claim.claim_id)


def _first_known(claim: Claim) -> dt.date:
    days = [charge.due_date for charge in claim.charges]
    days += [charge.sent_on for charge in claim.charges if charge.sent_on is not None]
    days += [reminder.sent_on for reminder in claim.prior_reminders]
    days += [fact.earliest_on or fact.happened_on for fact in claim.facts]
    return min(days)
