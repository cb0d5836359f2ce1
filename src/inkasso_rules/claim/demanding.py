"""
The parts of a claim that a demand must show apart (lag 1974:182, 5 §), taken from its statement.

A demand asks for what is due and open: not for a charge whose due date has not passed, nor for what was paid. Money
that came in beyond what was owed lowers it in the order in which a payment settles; what is left of it is the debtor's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from inkasso_rules.claim.reading import due_dates
from inkasso_rules.claim.statement import Statement
from inkasso_rules.law.demands import DemandLetter, InterestPart
from inkasso_rules.law.interest import rounded
from inkasso_rules.model.claims import ChargeKind
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = ["demand_letter", "interest_parts"]

_CAPITAL: Final = "capital"
_INTEREST: Final = "interest"
_INVOICED: Final = "invoiced interest"
_COSTS: Final = "costs"

#: As what a demand asks for a charge; all else is capital.
_PARTS: Final[Mapping[ChargeKind, str]] = MappingProxyType({ChargeKind.FEE: _COSTS, ChargeKind.INTEREST: _INVOICED})


def _asked(answer: Statement) -> Mapping[str, Money]:
    """Return what a demand of the statement's day asks for in capital, in interest and in costs."""
    asked = {_CAPITAL: 0, _INVOICED: 0, _INTEREST: answer.interest.minor, _COSTS: answer.costs.minor}
    for kind, minor in _due(answer):
        asked[_PARTS.get(kind, _CAPITAL)] += minor
    over = answer.overpaid.minor
    for settled in answer.policy.allocation.split("_"):
        for part in (_INVOICED, _INTEREST) if settled == _INTEREST else (settled,):
            taken = min(asked[part], over)
            asked[part] -= taken
            over -= taken
    return {part: Money(minor, answer.claim.currency) for part, minor in asked.items()}


def _due(answer: Statement) -> Iterator[tuple[ChargeKind, int]]:
    """Yield what is open of each charge whose due date has passed; the oldest are settled first."""
    charges = answer.claim.charges
    settled = sum(charge.amount.minor for charge in charges) - answer.capital.minor
    for charge, day in zip(charges, due_dates(answer.claim, answer.policy), strict=True):
        part = min(charge.amount.minor, settled)
        settled -= part
        if day < answer.as_of:
            yield charge.kind, charge.amount.minor - part


@decides("OWN-11")
def interest_parts(answer: Statement) -> tuple[InterestPart, ...]:
    """
    Return the interest that a demand asks for, as it must show it: amount, rate, period and principal.

    The oldest comes first, and what was paid of the interest settles it first; a part that is paid is left out. The
    amounts are what the sum grows by, rounded as the policy says, so that nothing is lost between them. Of interest
    that was invoiced nobody says here at what rate, for what time and on what principal: its part has the amount alone.
    """
    asked = _asked(answer)
    invoiced = (InterestPart(amount=asked[_INVOICED]),) if asked[_INVOICED].minor else ()
    return (*invoiced, *_parts(answer, asked[_INTEREST]))


def _parts(answer: Statement, asked: Money) -> Iterator[InterestPart]:
    segments = sorted((one.segment for one in answer.segments), key=lambda segment: segment.starts_on)
    paid, before = answer.interest_accrued.minor - asked.minor, 0
    for count, segment in enumerate(segments, start=1):
        after = rounded(segments[:count], answer.policy.rounding, asked.currency)
        amount, before = after - max(before, paid), after
        if amount > 0:
            yield InterestPart(
                amount=Money(amount, asked.currency),
                percent=Decimal(segment.percent.numerator) / Decimal(segment.percent.denominator),
                starts_on=segment.starts_on,
                ends_on=segment.ends_on,
                principal=segment.principal,
            )


@decides("OWN-11")
def demand_letter(
    answer: Statement,
    *,
    pay_by: dt.date,
    creditor_name: str | None = None,
    basis: str | None = None,
    payment_way: str | None = None,
    is_written: bool | None = None,
    is_objection_invited: bool | None = None,
    is_to_administrator: bool | None = None,
) -> DemandLetter:
    """
    Return a demand for what a statement says is due and open, each part apart; what nobody gives it lacks.

    It is sent on the day of the statement, whose sums hold for no other day. :func:`.lacks` tells what is missing.
    Amounts may be none: nothing may be due yet, or nothing open any more.
    """
    asked, parts = _asked(answer), interest_parts(answer)
    return DemandLetter(
        sent_on=answer.as_of,
        is_written=is_written,
        creditor_name=creditor_name,
        basis=basis,
        payment_way=payment_way,
        capital=asked[_CAPITAL],
        is_interest_claimed=bool(parts),
        interest=parts,
        is_cost_claimed=bool(asked[_COSTS].minor),
        costs=asked[_COSTS],
        pay_by=pay_by,
        is_objection_invited=is_objection_invited,
        is_debtor_insolvent=answer.at_insolvency is not None,
        is_to_administrator=is_to_administrator,
    )
