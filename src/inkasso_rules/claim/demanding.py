"""The parts of a claim that a demand must show apart (lag 1974:182, 5 §), taken from its statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from inkasso_rules.claim.statement import Statement
from inkasso_rules.law.demands import DemandLetter, InterestPart
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.requirements import decides

__all__ = ["demand_letter", "interest_parts"]


@decides("OWN-11")
def interest_parts(answer: Statement) -> tuple[InterestPart, ...]:
    """
    Return the interest that has run, cut as a demand must show it: amount, rate, period and principal.

    The amounts are rounded so that they sum to the interest of the statement: each is what the sum grows by.
    """
    return tuple(_parts(answer))


def _parts(answer: Statement) -> Iterator[InterestPart]:
    segments = [one.segment for one in answer.segments]
    exact, before = Fraction(0), 0
    for place, segment in enumerate(segments):
        exact += segment.exact
        # The last one takes what the rounding of the whole leaves, so that nothing is lost between them.
        after = answer.interest_accrued.minor if place == len(segments) - 1 else round_half_up(exact)
        yield InterestPart(
            amount=Money(after - before, answer.claim.currency),
            percent=Decimal(segment.percent.numerator) / Decimal(segment.percent.denominator),
            starts_on=segment.starts_on,
            ends_on=segment.ends_on,
            principal=segment.principal,
        )
        before = after


@decides("OWN-11")
def demand_letter(
    answer: Statement,
    *,
    sent_on: dt.date,
    pay_by: dt.date,
    creditor_name: str | None = None,
    basis: str | None = None,
    payment_way: str | None = None,
) -> DemandLetter:
    """
    Return a demand for what a statement says is owed, each part apart; what nobody gives it lacks.

    :func:`.lacks` tells what is missing.
    """
    parts = interest_parts(answer)
    return DemandLetter(
        sent_on=sent_on,
        is_written=True,
        creditor_name=creditor_name,
        basis=basis,
        payment_way=payment_way,
        capital=answer.capital,
        is_interest_claimed=bool(parts),
        interest=parts,
        is_cost_claimed=bool(answer.costs.minor),
        costs=answer.costs,
        pay_by=pay_by,
        is_objection_invited=True,
    )
