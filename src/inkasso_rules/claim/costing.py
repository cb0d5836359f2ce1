"""
The costs of a claim: what is owed by law, what is asked for, and what was asked too much.

What the agency says it charges counts; where it says nothing, the creditor asks for what the law allows, of the kinds
that it asks for. What exceeds the law is shown, and no payment settles it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.reading import Reading
from inkasso_rules.law.charging import ChargedCost, Excess, Target, exceeding, placed
from inkasso_rules.law.costs import costs_given
from inkasso_rules.law.measures import LETTERS, CostCondition, CostLine, CostReason, Costs
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.claims import Claim, ClaimError
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = ["ClaimedCosts", "Item", "claimed_costs"]


class Item(NamedTuple):
    """
    A cost that is asked for, or may be.

    Attributes:
        on: From which day on.

        cost: The kind.

        minor: How much, in öre.

        measure_id: The measure; nothing for the compensation.
    """

    on: dt.date
    cost: CostKind
    minor: int
    measure_id: str | None = None


@attrs.frozen
class ClaimedCosts:
    """
    The costs of a claim.

    Attributes:
        costs: What is owed by law.

        excesses: What was charged above the law.

        steps: From each day on, how much is asked for lawfully, in minor units of the claim's currency.

        asked: What is asked for lawfully, in kronor, measure by measure, before the compensation takes letters in.
    """

    costs: Costs
    excesses: tuple[Excess, ...]
    steps: tuple[tuple[dt.date, int], ...]
    asked: tuple[Item, ...] = ()

    def until(self, day: dt.date) -> int:
        """Return what is asked for at the end of *day*, in minor units of the claim's currency."""
        asked = 0
        for since, minor in self.steps:
            if since > day:
                break
            asked = minor
        return asked


@decides("LC-12")
def claimed_costs(claim: Claim, reading: Reading, given: CostCondition, *, as_of: dt.date, law: Law) -> ClaimedCosts:
    """
    Tell what a claim costs the debtor, by the end of *as_of*.

    Raises:
        ClaimError: If there are costs, the claim is not in kronor, and it has no rate of exchange.
    """
    costs = costs_given(given, reading.measures, as_of=as_of, law=law)
    back = {line.measure_id for line in costs.lines if line.why is CostReason.WITHDRAWN}
    allowed = [line for line in costs.lines if line.lawful.minor and line.measure_id not in back]
    if not reading.charged:
        asked = [_item(line) for line in allowed if line.cost in claim.claimed]
        return ClaimedCosts(costs, (), _steps(claim, asked, allowed), tuple(asked))
    fitting, homeless = _sorted_out(reading.charged, costs)
    targets = placed(fitting, costs)
    stated = {(target.line.cost, target.line.measure_id) for target in targets if target.charges}
    asked = [
        _item(line) for line in allowed if line.cost in claim.claimed and (line.cost, line.measure_id) not in stated
    ]
    asked += [item for target in targets for item in _lawful(target)]
    asked.sort(key=_item_day)
    return ClaimedCosts(costs, (*exceeding(targets), *homeless), _steps(claim, asked, allowed), tuple(asked))


def _item(line: CostLine) -> Item:
    return Item(line.on, line.cost, line.lawful.minor, line.measure_id)


def _sorted_out(charged: Sequence[ChargedCost], costs: Costs) -> tuple[list[ChargedCost], list[Excess]]:
    """Part charges that have a measure from those that have none; the agency may report what nobody saw."""
    fitting, homeless = [], []
    for charge in charged:
        of_kind = [line for line in costs.lines if line.cost is charge.cost]
        if of_kind and (charge.about is None or any(line.measure_id == charge.about for line in of_kind)):
            fitting.append(charge)
        else:
            homeless.append(_homeless(charge))
    return fitting, homeless


def _homeless(charge: ChargedCost) -> Excess:
    """Return a charge without a measure as an excess: nothing is known that it may be asked for."""
    is_other = charge.cost is CostKind.OTHER
    return Excess(
        cost=charge.cost,
        measure_id=charge.about,
        charge_ids=(charge.charge_id,),
        charged=charge.amount,
        allowed=Money(0),
        amount=charge.amount,
        why=CostReason.NOT_COMPENSABLE if is_other else CostReason.NO_MEASURE,
        source=Citation("SFS 1981:739", "5 § st. 1" if is_other else "1 §"),
    )


def _lawful(target: Target) -> Iterable[Item]:
    """Yield what of each charge for a measure its maximum allows, by the day of the charge."""
    charged = before = 0
    for charge in target.charges:
        charged += charge.amount.minor
        lawful = min(charged, target.allowed)
        if lawful != before:
            yield Item(charge.on, charge.cost, lawful - before, target.line.measure_id)
        before = lawful


def _steps(claim: Claim, asked: list[Item], allowed: list[CostLine]) -> tuple[tuple[dt.date, int], ...]:
    """Add up what is asked for, day by day, no more than letters and compensation may cost together."""
    if not asked:
        return ()
    if claim.currency != "SEK" and claim.sek_rate is None:
        raise ClaimError(claim.claim_id, "sek_rate", f"a rate from SEK into {claim.currency}: its costs are kronor")
    steps: list[tuple[dt.date, int]] = []
    asks, may = [0, 0, 0], [0, 0, 0]
    waiting = iter((*map(_item, allowed), Item(dt.date.max, CostKind.OTHER, 0)))
    following = next(waiting)
    for place, (day, cost, minor, _) in enumerate(asked):
        asks[_GROUPS.get(cost, _OTHERS)] += minor
        if place + 1 < len(asked) and asked[place + 1][0] == day:
            continue
        while following[0] <= day:
            may[_GROUPS.get(following[1], _OTHERS)] += following[2]
            following = next(waiting)
        together = asks[_LETTERS] + asks[_COMPENSATION]
        if asks[_COMPENSATION]:
            together = min(together, max(may[_LETTERS], may[_COMPENSATION]))
        total = together + asks[_OTHERS]
        steps.append((day, total if claim.sek_rate is None else claim.sek_rate.convert(Money(total)).minor))
    return tuple(steps)


def _item_day(item: Item) -> dt.date:
    return item[0]


_LETTERS, _COMPENSATION, _OTHERS = range(3)
_GROUPS: Final[Mapping[CostKind, int]] = MappingProxyType(
    {**dict.fromkeys(LETTERS, _LETTERS), CostKind.COMPENSATION: _COMPENSATION}
)
