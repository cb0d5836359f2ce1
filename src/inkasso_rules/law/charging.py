"""
What was charged above what the law allows: every excess, with its amount, its reason and the paragraph (LC-12).

Every measure has its own maximum; beside that, letters and the compensation for late payment together may not cost
more than the larger of the two. Nothing that was charged is dropped: what fits no measure is refused, so that nobody
takes it for lawful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from inkasso_rules.law.costs import costs_given
from inkasso_rules.law.measures import LETTERS, CostCondition, CostError, CostLine, CostReason, Costs, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = ["ChargedCost", "Excess", "Target", "check_costs", "exceeding", "excesses", "placed"]

_ABSORBS: Final = Citation("SFS 1981:739", "5 § st. 2")


@attrs.frozen(kw_only=True)
class ChargedCost:
    """
    A cost that somebody charged.

    Attributes:
        charge_id: Names it.

        cost: The kind.

        amount: How much, in kronor; below zero if it takes an earlier charge back.

        on: The day on which it was charged.

        about: The measure that it is for; without one, the first of its kind that has room.
    """

    charge_id: str
    cost: CostKind
    amount: Money
    on: dt.date
    about: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse other currencies: the amounts of the law are kronor."""
        require_date(self.on, "on")
        if self.amount.currency != "SEK":
            raise CostError(self.charge_id, "amount", "an amount in SEK; convert it with an explicit rate")


@attrs.frozen(kw_only=True)
class Excess:
    """
    What was charged too much.

    Attributes:
        cost: The kind of cost.

        measure_id: The measure, if it is about one.

        charge_ids: The charges.

        charged: What was charged for it, all in all.

        allowed: What the law allows.

        amount: The difference, above zero.

        why: Why no more is allowed.

        source: The paragraph.
    """

    cost: CostKind
    measure_id: str | None
    charge_ids: tuple[str, ...]
    charged: Money
    allowed: Money
    amount: Money
    why: CostReason
    source: Citation


@attrs.frozen
class Target:
    """
    A measure, or the compensation, with what was charged for it.

    Attributes:
        line: What the law says of it.

        allowed: Minor units that its own maximum allows.

        charges: What was charged for it, by day.
    """

    line: CostLine
    allowed: int
    charges: tuple[ChargedCost, ...] = ()

    @property
    def charged(self) -> int:
        """What was charged for it, all in all, in minor units."""
        return sum(charge.amount.minor for charge in self.charges)

    @property
    def lawful(self) -> int:
        """What of it the maximum allows."""
        return min(self.charged, self.allowed)


@decides("LC-12")
def check_costs(
    charged: Iterable[ChargedCost],
    measures: Iterable[Measure],
    *,
    debtor_kind: DebtorKind | None,
    reminder_fee_agreed: bool | None,
    interest_from: dt.date | None = None,
    as_of: dt.date | None = None,
    law: Law = SWEDEN,
) -> tuple[Excess, ...]:
    """
    Return every cost that was charged above the law, in the order of the measures.

    Args:
        charged: What was charged.

        measures: What it was charged for, in any order.

        debtor_kind: As in :func:`.recoverable_costs`.

        reminder_fee_agreed: As in :func:`.recoverable_costs`.

        interest_from: As in :func:`.recoverable_costs`.

        as_of: As in :func:`.recoverable_costs`; charges of later days are left out too.

        law: The law.

    Raises:
        CostError: If a charge has no measure, or names one that is not there.
        NotInForceError: If it is not known what the law said on the day of a measure.
    """
    given = CostCondition(debtor_kind=debtor_kind, reminder_fee_agreed=reminder_fee_agreed, interest_from=interest_from)
    known = tuple(measures)
    counted = tuple(one for one in charged if as_of is None or one.on <= as_of)
    return excesses(counted, costs_given(given, known, as_of=as_of, law=law))


@decides("LC-12")
def excesses(charged: Sequence[ChargedCost], costs: Costs) -> tuple[Excess, ...]:
    """
    Return every excess of *charged* over what *costs* say is owed by law.

    Raises:
        CostError: If a charge has no measure, or names one that is not there.
    """
    return exceeding(placed(charged, costs))


def exceeding(targets: Sequence[Target]) -> tuple[Excess, ...]:
    """Return every excess among charges that were placed."""
    own = [
        _excess(target, target.charged, target.allowed, target.line.why or CostReason.ABOVE_MAXIMUM, target.line.source)
        for target in targets
        if target.charged > target.allowed
    ]
    return (*own, *_absorbed(targets))


def placed(charged: Iterable[ChargedCost], costs: Costs) -> tuple[Target, ...]:
    """
    Place each charge with the measure that it is for.

    Raises:
        CostError: If a charge has no measure, or names one that is not there.
    """
    targets = _targets(costs)
    for charge in sorted(charged, key=lambda one: (one.on, one.charge_id)):
        place = targets.index(_target(charge, targets))
        targets[place] = attrs.evolve(targets[place], charges=(*targets[place].charges, charge))
    return tuple(targets)


def _targets(costs: Costs) -> list[Target]:
    """Return one target for each measure; the two lines of one that was taken back are one, of nothing."""
    targets: dict[tuple[CostKind, str | None], Target] = {}
    for line in costs.lines:
        known = targets.get((line.cost, line.measure_id))
        if known is None:
            why = None if line.why is CostReason.ABSORBED else line.why
            targets[line.cost, line.measure_id] = Target(attrs.evolve(line, why=why), line.lawful.minor)
        else:
            targets[line.cost, line.measure_id] = Target(line, known.allowed + line.lawful.minor)
    return list(targets.values())


def _target(charge: ChargedCost, targets: list[Target]) -> Target:
    """Return what a charge is for."""
    fitting = [target for target in targets if target.line.cost is charge.cost]
    if charge.about is not None:
        named = [target for target in fitting if target.line.measure_id == charge.about]
        if not named:
            raise CostError(charge.charge_id, "about", f"the id of a measure of the kind {charge.cost}")
        return named[0]
    if not fitting:
        raise CostError(charge.charge_id, "cost", f"a measure of the kind {charge.cost} that it is charged for")
    return next((target for target in fitting if target.charged < target.allowed), fitting[-1])


def _excess(target: Target, charged: int, allowed: int, why: CostReason, source: Citation) -> Excess:
    return Excess(
        cost=target.line.cost,
        measure_id=target.line.measure_id,
        charge_ids=tuple(charge.charge_id for charge in target.charges),
        charged=Money(charged),
        allowed=Money(allowed),
        amount=Money(charged - allowed),
        why=why,
        source=source,
    )


def _absorbed(targets: Sequence[Target]) -> Iterable[Excess]:
    """Yield what letters and the compensation cost together above the larger of the two, the last letter first."""
    letters = [target for target in targets if target.line.cost in LETTERS]
    compensation = next((target for target in targets if target.line.cost is CostKind.COMPENSATION), None)
    if compensation is None:
        return
    most = max(compensation.allowed, sum(target.allowed for target in letters))
    above = compensation.lawful + sum(target.lawful for target in letters) - most
    for target in reversed(letters):
        part = min(above, target.lawful)
        if part > 0:
            above -= part
            yield _excess(target, target.lawful, target.lawful - part, CostReason.ABSORBED, _ABSORBS)
