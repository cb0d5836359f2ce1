"""
The costs of a claim: what is owed by law, what is asked for, and what was asked too much.

What the agency says it charges counts; where it says nothing, the creditor asks for what the law allows, of the kinds
that it asks for. What exceeds the law is shown, and no payment settles it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.reading import Reading
from inkasso_rules.law.charging import ChargedCost, Excess, Target, exceeding, named_by, placed
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
    What a cost that is asked for adds to the debt.

    Attributes:
        on: From which day on.

        cost: The kind.

        minor: How much, in minor units of the claim's currency.

        measure_id: The measure; nothing for the compensation.
    """

    on: dt.date
    cost: CostKind
    minor: int
    measure_id: str | None


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
    asked: tuple[Judged, ...] = ()

    @property
    def costs(self) -> Costs:
        """What is owed by law."""
        return Costs(tuple(lines(self.judged)))

    @property
    def by_law(self) -> int:
        """What is owed by law, all in all, in öre."""
        may = [0, 0, 0]
        for one in self.judged:
            if not one.is_back:
                may[_GROUPS[one.cost]] += one.minor
        return together(may[_LETTERS], may[_COMPENSATION]) + may[_OTHERS]

    def until(self, day: dt.date) -> int:
        """Return what is asked for at the end of *day*, in minor units of the claim's currency."""
        for since, minor in reversed(self.steps):
            if since <= day:
                return minor
        return 0


@decides("LC-12")
def claimed_costs(claim: Claim, reading: Reading, given: CostCondition, *, as_of: dt.date, law: Law) -> ClaimedCosts:
    """
    Tell what a claim costs the debtor, by the end of *as_of*.

    Raises:
        ClaimError: If there are costs, the claim is not in kronor, and it has no rate of exchange.
    """
    judged = judge(given, reading.measures, named=named_by(reading.charged), as_of=as_of, law=law)
    allowed = [one for one in judged if one.minor and not one.is_back]
    asked = [one for one in allowed if one.cost in claim.claimed]
    if not reading.charged:
        return ClaimedCosts(judged, (), _steps(claim, asked, allowed), tuple(asked))
    costs = Costs(tuple(lines(judged)))
    fitting, homeless = _sorted_out(reading.charged, costs)
    targets = placed(fitting, costs, given=given)
    stated = {(target.line.cost, target.line.measure_id) for target in targets if target.charges}
    asked = [one for one in asked if (one.cost, one.measure_id) not in stated]
    asked += [one for target in targets for one in _lawful(target)]
    asked.sort(key=_DAY)
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


def _lawful(target: Target) -> Iterator[Judged]:
    """Yield what of each charge for a measure its maximum allows, by the day of the charge."""
    if target.back_on is not None:
        return
    charged = before = 0
    for charge in target.charges:
        charged += charge.amount.minor
        lawful = min(charged, target.allowed)
        if lawful != before:
            line = target.line
            yield Judged(charge.cost, line.measure_id, max(charge.on, line.on), lawful - before, line.why, line.source)
        before = lawful


def _steps(claim: Claim, asked: list[Judged], allowed: list[Judged]) -> tuple[tuple[dt.date, int], ...]:
    """Add up what is asked for, day by day, no more than letters and compensation may cost together."""
    steps: dict[dt.date, int] = {}
    is_all = asked == allowed
    letters = compensation = others = 0
    for one in asked:
        group = _GROUPS[one.cost]
        if group == _LETTERS:
            letters += one.minor
        elif group == _COMPENSATION:
            compensation += one.minor
        else:
            others += one.minor
        both = letters + compensation
        if compensation:
            both = together(letters, compensation) if is_all else min(both, _most(allowed, one.on))
        steps[one.on] = both + others
    if claim.currency == "SEK":
        return tuple(steps.items())
    return tuple((day, converted(claim, minor)) for day, minor in steps.items())


def _most(allowed: list[Judged], day: dt.date) -> int:
    """Return what letters and compensation may cost together at the end of *day*."""
    may = [0, 0, 0]
    for one in allowed:
        if one.on <= day:
            may[_GROUPS[one.cost]] += one.minor
    return together(may[_LETTERS], may[_COMPENSATION])


def converted(claim: Claim, minor: int) -> int:
    """
    Convert öre into the claim's currency.

    Raises:
        ClaimError: If the claim is not in kronor, and has no rate of exchange.
    """
    if claim.currency == "SEK":
        return minor
    if claim.sek_rate is None:
        raise ClaimError(claim.claim_id, "sek_rate", f"a rate from SEK into {claim.currency}: its costs are kronor")
    return claim.sek_rate.convert(Money(minor)).minor


def added(claim: Claim, costs: ClaimedCosts) -> Iterator[Item]:
    """
    Yield what each cost that is asked for adds to the debt, in minor units of the claim's currency.

    A letter adds what the compensation does not take in; of one day, the compensation comes first. The last cost of a
    day takes what conversions leave, so that all of them together come to what is asked for.
    """
    before = 0
    for day, total in costs.steps:
        asked = sorted((one for one in costs.asked if one.on == day), key=_letters_last)
        left, before = total - before, total
        for one in asked:
            minor = left if one is asked[-1] else min(converted(claim, one.minor), left)
            left -= minor
            yield Item(day, one.cost, minor, one.measure_id)


def _letters_last(one: Judged) -> int:
    return -_GROUPS[one.cost]


_DAY: Final = attrgetter("on")
_LETTERS, _COMPENSATION, _OTHERS = range(3)
_GROUPS: Final[Mapping[CostKind, int]] = MappingProxyType(
    {
        **dict.fromkeys(CostKind, _OTHERS),
        **dict.fromkeys(LETTERS, _LETTERS),
        CostKind.COMPENSATION: _COMPENSATION,
    }
)
