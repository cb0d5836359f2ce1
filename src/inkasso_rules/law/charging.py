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

from inkasso_rules.law.costs import Named, costs_given, no_compensation, together
from inkasso_rules.law.measures import (
    LETTERS,
    CostCondition,
    CostError,
    CostLine,
    CostReason,
    Costs,
    Measure,
    all_of,
)
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = ["ChargedCost", "Excess", "Target", "check_costs", "exceeding", "excesses", "named_by", "placed"]

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

        about: The measure that it is for; without one, the first of its kind that has room, and if it takes back, what
            was charged too much, or else what was charged last. The compensation is for none, whatever is named.
    """

    charge_id: str
    cost: CostKind
    amount: Money
    on: dt.date
    about: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no kind of cost, and no amount in kronor: the amounts of the law are."""
        require_date(self.on, "on")
        if not isinstance(self.cost, CostKind):
            raise CostError(self.charge_id, "cost", "a kind of cost")
        amount: object = self.amount
        if not isinstance(amount, Money) or amount.currency != "SEK":
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

        back_on: The day on which the measure was taken back, and with it what it had lawfully cost.
    """

    line: CostLine
    allowed: int
    charges: tuple[ChargedCost, ...] = ()
    back_on: dt.date | None = None

    @property
    def charged(self) -> int:
        """What was charged for it, all in all, in minor units."""
        return sum(charge.amount.minor for charge in self.charges)

    @property
    def lawful(self) -> int:
        """What of it the maximum allows; nothing for a measure that was taken back."""
        return 0 if self.back_on is not None else min(self.charged, self.allowed)

    @property
    def charged_in_time(self) -> int:
        """What was charged for it before it was taken back, or on that day."""
        end = self.back_on
        return sum(charge.amount.minor for charge in self.charges if end is None or charge.on <= end)

    @property
    def settled(self) -> int:
        """What of it nobody need answer for: the maximum allows it, or the withdrawal took it back."""
        return self.allowed if self.back_on is None else max(min(self.charged_in_time, self.allowed), 0)

    def has_room(self, day: dt.date) -> bool:
        """Tell whether more could be charged for it on *day*."""
        return self.charged < self.allowed and (self.back_on is None or day <= self.back_on)


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
        CostTypeError: As for :func:`.recoverable_costs`; and if *charged* holds something else than charges.
        NotInForceError: If it is not known what the law said on the day of a measure.
        DateTypeError: If a day is no plain date.
    """
    if as_of is not None:
        require_date(as_of, "as_of")
    given = CostCondition(debtor_kind=debtor_kind, reminder_fee_agreed=reminder_fee_agreed, interest_from=interest_from)
    counted = [one for one in all_of(ChargedCost, charged, "charged") if as_of is None or one.on <= as_of]
    costs = costs_given(given, measures, named=named_by(counted), as_of=as_of, law=law)
    return excesses(counted, costs, given=given)


def named_by(charged: Iterable[ChargedCost]) -> Named:
    """Return the measures that are charged by name; one whose charges were taken back is not."""
    named: dict[tuple[CostKind, str], int] = {}
    for charge in charged:
        if charge.about is not None:
            this = (charge.cost, charge.about)
            named[this] = named.get(this, 0) + charge.amount.minor
    return frozenset(this for this, minor in named.items() if minor > 0)


@decides("LC-12")
def excesses(charged: Sequence[ChargedCost], costs: Costs, *, given: CostCondition) -> tuple[Excess, ...]:
    """
    Return every excess of *charged* over what *costs* say is owed by law.

    What was charged for a measure before it was taken back is taken back too, as far as it was lawful.

    Args:
        charged: What was charged.

        costs: What is owed by law, as told of the measures that these charges name (:func:`named_by`).

        given: What that depends on; it tells why there is no compensation.

    Raises:
        CostError: If a charge has no measure, or names one that is not there.
    """
    return exceeding(placed(charged, costs, given=given))


def exceeding(targets: Sequence[Target]) -> tuple[Excess, ...]:
    """Return every excess among charges that were placed."""
    own = [
        _excess(target, target.charged, target.settled, _why(target), target.line.source)
        for target in targets
        if target.charged > target.settled
    ]
    return (*own, *_absorbed(targets))


def _why(target: Target) -> CostReason:
    """Tell why more may not be charged: what came after the withdrawal is the worst of it."""
    if target.charged > target.charged_in_time:
        return CostReason.WITHDRAWN
    return target.line.why or CostReason.ABOVE_MAXIMUM


def placed(charged: Iterable[ChargedCost], costs: Costs, *, given: CostCondition) -> tuple[Target, ...]:
    """
    Place each charge with the measure that it is for, or with the compensation, which is always there to be charged.

    Raises:
        CostError: If a charge has no measure, or names one that is not there.
    """
    targets = _targets(costs)
    for charge in sorted(charged, key=_when):
        if charge.cost is CostKind.COMPENSATION and all(target.line.cost is not charge.cost for target in targets):
            targets.append(Target(no_compensation(given, charge.on), 0))
        place = targets.index(_target(charge, targets))
        targets[place] = attrs.evolve(targets[place], charges=(*targets[place].charges, charge))
    return tuple(targets)


def _targets(costs: Costs) -> list[Target]:
    """Return one target for each measure; the two lines of one that was taken back are one."""
    targets: dict[tuple[CostKind, str | None], Target] = {}
    for line in costs.lines:
        known = targets.get((line.cost, line.measure_id))
        if known is None:
            why = None if line.why is CostReason.ABSORBED else line.why
            targets[line.cost, line.measure_id] = Target(attrs.evolve(line, why=why), line.lawful.minor)
        else:
            targets[line.cost, line.measure_id] = attrs.evolve(known, back_on=line.on)
    return list(targets.values())


def _target(charge: ChargedCost, targets: list[Target]) -> Target:
    """Return what a charge is for."""
    fitting = [target for target in targets if target.line.cost is charge.cost]
    if charge.about is not None and charge.cost is not CostKind.COMPENSATION:
        named = [target for target in fitting if target.line.measure_id == charge.about]
        if not named:
            raise CostError(charge.charge_id, "about", f"the id of a measure of the kind {charge.cost}")
        return named[0]
    if not fitting:
        raise CostError(charge.charge_id, "cost", f"a measure of the kind {charge.cost} that it is charged for")
    if charge.amount.minor < 0:
        too_much = (target for target in fitting if target.charged > target.settled)
        taken_back = next(too_much, None) or _charged_last(fitting)
        if taken_back is not None:
            return taken_back
    # Nobody charges for what is not done yet.
    fitting = [target for target in fitting if target.line.on <= charge.on] or fitting
    return next((target for target in fitting if target.has_room(charge.on)), fitting[-1])


def _charged_last(targets: list[Target]) -> Target | None:
    """Return the one of which something is charged, and charged last."""
    charged = [target for target in targets if target.charged > 0]
    return max(charged, key=_last_charge, default=None)


def _last_charge(target: Target) -> tuple[dt.date, str]:
    return max(_when(charge) for charge in target.charges if charge.amount.minor > 0)


def _when(charge: ChargedCost) -> tuple[dt.date, str]:
    return charge.on, charge.charge_id


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
    letters = [target for target in targets if target.line.cost in LETTERS and target.back_on is None]
    compensation = next((target for target in targets if target.line.cost is CostKind.COMPENSATION), None)
    if compensation is None:
        return
    most = together(sum(target.allowed for target in letters), compensation.allowed)
    above = compensation.lawful + sum(target.lawful for target in letters) - most
    for target in reversed(letters):
        part = min(above, target.lawful)
        if part > 0:
            above -= part
            yield _excess(target, target.lawful, target.lawful - part, CostReason.ABSORBED, _ABSORBS)
