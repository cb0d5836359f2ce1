"""
Where the debtor's money fell: what of it the agency keeps, what is the creditor's, and what is left.

It is the claim's own ledger, read once more: which cost each payment settled, and in which stage the capital came in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.costing import Item, added
from inkasso_rules.claim.ledger import AT_AGENCY, Entry, Ledger
from inkasso_rules.model.claims import prior_id
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.policy import Policy

__all__ = ["AskedCost", "Collected", "Move", "Purpose", "after_collection", "count"]


class Move(NamedTuple):
    """Money that moved on a day, in minor units."""

    on: dt.date
    minor: int


class Purpose(StrEnum):
    """Whose a cost is when the debtor pays it."""

    KEPT = "kept"
    FEE = "fee"
    REMINDER = "reminder"


@attrs.frozen
class AskedCost:
    """
    A cost that is asked of the debtor, and what of it the agency got.

    Attributes:
        item: The cost, in minor units of the claim's currency, without what the compensation takes in.

        purpose: Whose it is.

        before: What older costs come to.

        fallen: What the agency got for it, if that is the creditor's.
    """

    item: Item
    purpose: Purpose
    before: int
    fallen: int = 0

    def settled(self, paid: int) -> int:
        """Return what of it is settled when *paid* was paid on all costs."""
        return min(max(paid - self.before, 0), self.item.minor)


@attrs.frozen(kw_only=True)
class Collected:
    """
    What the agency collected, by where it fell.

    Attributes:
        parts: The costs that are asked for, in the order in which money settles them.

        costs: What fell on costs that the agency keeps.

        interest: What fell on interest.

        recovered: The capital on which the agency takes a commission.

        capital: What fell on the capital that was open.

        left: What nothing was left for.
    """

    parts: tuple[AskedCost, ...]
    costs: tuple[Move, ...]
    interest: tuple[Move, ...]
    recovered: tuple[Move, ...]
    capital: int
    left: int


_FEES: Final = frozenset({CostKind.APPLICATION, CostKind.ENFORCEMENT})
_KINDS: Final = tuple(CostKind)


def _parts(ledger: Ledger) -> Iterator[AskedCost]:
    """Yield the costs that are asked for, in the order in which money settles them."""
    claim, before = ledger.claim, 0
    own = frozenset(prior_id(claim.claim_id, place) for place in range(len(claim.prior_reminders)))
    for item in sorted(added(claim, ledger.costs), key=lambda item: (item.on, _KINDS.index(item.cost))):
        kept = Purpose.REMINDER if item.measure_id in own else Purpose.KEPT
        yield AskedCost(item, Purpose.FEE if item.cost in _FEES else kept, before)
        before += item.minor


#: Who got money that falls on the capital: the agency, the creditor, or nobody.
_AGENCY, _DIRECT, _NOBODY = range(3)
_SIDES: Final[Mapping[FactKind, int]] = MappingProxyType(
    dict.fromkeys(AT_AGENCY, _AGENCY) | dict.fromkeys((FactKind.PAID_CREDITOR, FactKind.PAYMENT_REMOVED), _DIRECT)
)


@attrs.define
class _Capital:
    """
    The capital that is open, below zero when more came in than was owed, and by whom it was overpaid.

    Money that came in too much falls on the capital once that is open again.
    """

    balance: int
    over: list[int] = attrs.Factory(lambda: [0, 0, 0])

    def settle(self, side: int, minor: int) -> list[int]:
        """Count money on the capital; return how much more of it each side has settled."""
        before, self.balance = self.balance, self.balance - minor
        more = max(-self.balance, 0) - max(-before, 0)
        counted = [0, 0, 0]
        counted[side] = minor
        for one in (side, _AGENCY, _DIRECT):
            change = max(more, -self.over[one])
            self.over[one] += change
            counted[one] -= change
            more -= change
        return counted


@attrs.define
class _Tally:
    """What was collected so far; see :class:`Collected`."""

    parts: list[AskedCost]
    costs: list[Move] = attrs.Factory(list)
    interest: list[Move] = attrs.Factory(list)
    recovered: list[Move] = attrs.Factory(list)
    capital: int = 0
    left: int = 0

    def fall(self, entry: Entry, paid: int) -> None:
        """Count what fell on costs and interest when *paid* had been paid on costs, all in all."""
        kept = entry.costs
        for place, part in enumerate(self.parts):
            if part.purpose is not Purpose.KEPT:
                fallen = part.settled(paid) - part.settled(paid - entry.costs)
                self.parts[place] = attrs.evolve(part, fallen=part.fallen + fallen)
                kept -= fallen
        for moves, minor in ((self.costs, kept), (self.interest, entry.interest)):
            if minor:
                moves.append(Move(entry.fact.happened_on, minor))
        self.left += entry.left


def count(ledger: Ledger, policy: Policy) -> Collected:
    """Count where all that came in fell, and how much of the capital bears a commission."""
    tally, paid = _Tally(list(_parts(ledger))), 0
    capital = _Capital(ledger.claim.capital.minor - ledger.reading.corrected)
    after = after_collection(ledger.claim.facts)
    for entry in ledger.entries:
        side = _SIDES.get(entry.fact.kind, _NOBODY)
        paid += entry.costs
        if side == _AGENCY:
            tally.fall(entry, paid)
        if entry.fact.from_start:
            continue  # It lowered the capital before the first day.
        counted = capital.settle(side, entry.capital)
        tally.capital += counted[_AGENCY]
        base = counted[_AGENCY] + (counted[_DIRECT] if policy.commission_on_direct else 0)
        if base and entry.fact.fact_id in after:
            tally.recovered.append(Move(entry.fact.happened_on, base))
    return Collected(
        parts=tuple(tally.parts),
        costs=tuple(tally.costs),
        interest=tuple(tally.interest),
        recovered=tuple(tally.recovered),
        capital=tally.capital,
        left=tally.left + capital.over[_AGENCY],
    )


#: What goes back, or says anew where money fell; and what it may be about.
_ABOUT: Final[Mapping[FactKind, FactKind]] = MappingProxyType(
    {
        FactKind.PAYMENT_REVERSED: FactKind.PAID_AGENCY,
        FactKind.SPLIT_ASSUMED: FactKind.PAID_AGENCY,
        FactKind.SPLIT_STATED: FactKind.PAID_AGENCY,
        FactKind.PAYMENT_REMOVED: FactKind.PAID_CREDITOR,
    }
)


def after_collection(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the ids of the facts that belong to after-collection."""
    found: dict[str, bool] = {}
    latest: dict[FactKind, bool] = {}
    is_after = False
    for fact in facts:
        if fact.kind in {FactKind.AFTER_COLLECTION_STARTED, FactKind.LEGAL_STARTED}:
            is_after = fact.kind is FactKind.AFTER_COLLECTION_STARTED
        payment = _ABOUT.get(fact.kind)
        if payment is None:
            found[fact.fact_id] = latest[fact.kind] = is_after
        else:
            found[fact.fact_id] = found.get(fact.about or "", latest.get(payment, False))
    return frozenset(called for called, belongs in found.items() if belongs)
