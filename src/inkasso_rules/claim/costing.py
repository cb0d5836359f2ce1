"""
The costs of a claim: what is owed by law, what is asked for, and what was asked too much.

What the agency says it charges counts; where it says nothing, the creditor asks for what the law allows, of the kinds
that it asks for. What exceeds the law is shown, and no payment settles it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.reading import Reading
from inkasso_rules.law.charging import ChargedCost, Excess, Target, exceeding, placed
from inkasso_rules.law.costs import Judged, judge, lines, together
from inkasso_rules.law.measures import LETTERS, CostCondition, CostReason, Costs
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.claims import Claim, ClaimError
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = ["ClaimedCosts", "Item", "added", "claimed_costs", "converted"]


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
        judged: What the law says of each measure.

        excesses: What was charged above the law.

        steps: From each day on, how much is asked for lawfully, in minor units of the claim's currency.

        asked: What is asked for lawfully, in kronor, measure by measure, before the compensation takes letters in.
    """

    judged: tuple[Judged, ...]
    excesses: tuple[Excess, ...]
    steps: tuple[tuple[dt.date, int], ...]
    asked: tuple[Item, ...] = ()

    @property
    def costs(self) -> Costs:
        """What is owed by law."""
        return Costs(tuple(lines(self.judged)))

    @property
    def by_law(self) -> int:
        """What is owed by law, all in all, in öre."""
        letters = compensation = others = 0
        for one in self.judged:
            if one.is_back:
                continue
            if one.cost in LETTERS:
                letters += one.lawful.minor
            elif one.cost is CostKind.COMPENSATION:
                compensation += one.lawful.minor
            else:
                others += one.lawful.minor
        return together(letters, compensation) + others

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
    judged = judge(given, reading.measures, as_of=as_of, law=law)
    allowed = [
        Item(one.on, one.cost, one.lawful.minor, one.measure_id)
        for one in judged
        if one.lawful.minor and not one.is_back
    ]
    asked = [item for item in allowed if item.cost in claim.claimed]
    if not reading.charged:
        return ClaimedCosts(judged, (), _steps(claim, asked, allowed), tuple(asked))
    costs = Costs(tuple(lines(judged)))
    fitting, homeless = _sorted_out(reading.charged, costs)
    targets = placed(fitting, costs, given=given)
    stated = {(target.line.cost, target.line.measure_id) for target in targets if target.charges}
    asked = [item for item in asked if (item.cost, item.measure_id) not in stated]
    asked += [item for target in targets for item in _lawful(target)]
    asked.sort(key=_item_day)
    return ClaimedCosts(judged, (*exceeding(targets), *homeless), _steps(claim, asked, allowed), tuple(asked))


def _sorted_out(charged: Sequence[ChargedCost], costs: Costs) -> tuple[list[ChargedCost], list[Excess]]:
    """Part charges that have a measure from those that have none; the agency may report what nobody saw."""
    fitting, homeless = [], []
    for charge in charged:
        of_kind = [line for line in costs.lines if line.cost is charge.cost]
        is_named = charge.about is None or any(line.measure_id == charge.about for line in of_kind)
        if charge.cost is CostKind.COMPENSATION or (of_kind and is_named):
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
    if target.back_on is not None:
        return
    charged = before = 0
    for charge in target.charges:
        charged += charge.amount.minor
        lawful = min(charged, target.allowed)
        if lawful != before:
            yield Item(charge.on, charge.cost, lawful - before, target.line.measure_id)
        before = lawful


def _steps(claim: Claim, asked: list[Item], allowed: list[Item]) -> tuple[tuple[dt.date, int], ...]:
    """Add up what is asked for, day by day, no more than letters and compensation may cost together."""
    if not asked:
        return ()
    steps: dict[dt.date, int] = {}
    asks, may, place = [0, 0, 0], [0, 0, 0], 0
    for day, cost, minor, _ in asked:
        asks[_GROUPS.get(cost, _OTHERS)] += minor
        while place < len(allowed) and allowed[place].on <= day:
            may[_GROUPS.get(allowed[place].cost, _OTHERS)] += allowed[place].minor
            place += 1
        both = asks[_LETTERS] + asks[_COMPENSATION]
        if asks[_COMPENSATION]:
            both = min(both, together(may[_LETTERS], may[_COMPENSATION]))
        steps[day] = both + asks[_OTHERS]
    return tuple((day, converted(claim, minor)) for day, minor in steps.items())


def converted(claim: Claim, minor: int) -> int:
    """
    Convert öre into the claim's currency.

    Raises:
        ClaimError: If the claim is not in kronor, and has no rate of exchange.
    """
    if claim.sek_rate is not None:
        return claim.sek_rate.convert(Money(minor)).minor
    if claim.currency != "SEK":
        raise ClaimError(claim.claim_id, "sek_rate", f"a rate from SEK into {claim.currency}: its costs are kronor")
    return minor


def added(claim: Claim, costs: ClaimedCosts) -> Iterator[Item]:
    """
    Yield what each cost that is asked for adds to the debt, in minor units of the claim's currency.

    A letter adds what the compensation does not take in; of one day, the compensation comes first. The last cost of a
    day takes what conversions leave, so that all of them together come to what is asked for.
    """
    before = 0
    for day, total in costs.steps:
        items = sorted((item for item in costs.asked if item.on == day), key=_letters_last)
        left, before = total - before, total
        for item in items:
            minor = left if item is items[-1] else min(converted(claim, item.minor), left)
            left -= minor
            yield item._replace(minor=minor)


def _letters_last(item: Item) -> int:
    return -_GROUPS.get(item.cost, _OTHERS)


def _item_day(item: Item) -> dt.date:
    return item[0]


_LETTERS, _COMPENSATION, _OTHERS = range(3)
_GROUPS: Final[Mapping[CostKind, int]] = MappingProxyType(
    {**dict.fromkeys(LETTERS, _LETTERS), CostKind.COMPENSATION: _COMPENSATION}
)
