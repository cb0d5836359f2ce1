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

from inkasso_rules.claim.costing import Item
from inkasso_rules.claim.ledger import AT_AGENCY, Entry, Ledger
from inkasso_rules.law.measures import LETTERS
from inkasso_rules.model.claims import Claim, ClaimError
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import Policy

__all__ = ["Move", "Part", "Purpose", "Tally", "after_collection", "converted", "count"]


class Move(NamedTuple):
    """Money that moved on a day, in minor units."""

    on: dt.date
    minor: int


class Purpose(StrEnum):
    """Whose a cost is when the debtor pays it."""

    KEPT = "kept"
    FEE = "fee"
    REMINDER = "reminder"


@attrs.define
class Part:
    """
    A cost that is asked of the debtor, and what of it the agency got.

    Attributes:
        item: The cost, in kronor.

        purpose: Whose it is.

        before: What older costs come to, in minor units of the claim's currency.

        size: What it comes to itself, without what the compensation takes in.

        fallen: What the agency got for it.
    """

    item: Item
    purpose: Purpose
    before: int
    size: int
    fallen: int = 0

    def settled(self, paid: int) -> int:
        """Return what of it is settled when *paid* was paid on all costs."""
        return min(max(paid - self.before, 0), self.size)


def converted(claim: Claim, minor: int) -> int:
    """Convert öre into the claim's currency."""
    if claim.currency == "SEK":
        return minor
    if claim.sek_rate is None:
        raise ClaimError(claim.claim_id, "sek_rate", f"a rate from SEK into {claim.currency}: its costs are kronor")
    return claim.sek_rate.convert(Money(minor)).minor


_ABSORBING: Final = LETTERS | {CostKind.COMPENSATION}
_FEES: Final = frozenset({CostKind.APPLICATION, CostKind.ENFORCEMENT})
_KINDS: Final = tuple(CostKind)


def _parts(ledger: Ledger) -> Iterator[Part]:
    """Yield the costs that are asked for, in the order in which money settles them."""
    claim, costs, before = ledger.claim, ledger.costs, 0
    known = frozenset(fact.fact_id for fact in claim.facts)
    for day, total in costs.steps:
        items = sorted((item for item in costs.asked if item.on == day), key=lambda item: _KINDS.index(item.cost))
        sizes = [converted(claim, item.minor) for item in items]
        room = total - before - sum(s for s, item in zip(sizes, items, strict=True) if item.cost not in _ABSORBING)
        for place, item in enumerate(items):
            if item.cost in _ABSORBING:
                sizes[place] = min(sizes[place], room)
                room -= sizes[place]
        sizes[-1] += total - before - sum(sizes)
        for item, size in zip(items, sizes, strict=True):
            yield Part(item, _purpose(item, known), before, size)
            before += size


def _purpose(item: Item, known: frozenset[str]) -> Purpose:
    """A measure that is no fact was taken before there was a case: it is the creditor's own reminder."""
    if item.cost in _FEES:
        return Purpose.FEE
    return Purpose.KEPT if item.measure_id is None or item.measure_id in known else Purpose.REMINDER


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
class Tally:
    """What the agency collected, by where it fell; recovered is capital on which it takes a commission."""

    parts: list[Part]
    costs: list[Move] = attrs.Factory(list)
    interest: list[Move] = attrs.Factory(list)
    recovered: list[Move] = attrs.Factory(list)
    capital: int = 0
    left: int = 0

    def fall(self, entry: Entry, paid: int) -> None:
        """Count what fell on costs and interest when *paid* had been paid on costs, all in all."""
        kept = entry.costs
        for part in self.parts:
            fallen = part.settled(paid) - part.settled(paid - entry.costs)
            if part.purpose is not Purpose.KEPT:
                part.fallen += fallen
                kept -= fallen
        for moves, minor in ((self.costs, kept), (self.interest, entry.interest)):
            if minor:
                moves.append(Move(entry.fact.happened_on, minor))
        self.left += entry.left


def count(ledger: Ledger, policy: Policy) -> Tally:
    """Count where all that came in fell, and how much of the capital bears a commission."""
    tally, paid = Tally(list(_parts(ledger))), 0
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
    tally.left += capital.over[_AGENCY]
    return tally


#: What goes back, or says anew where money fell; and what it may be about.
_ABOUT: Final[Mapping[FactKind, FactKind]] = MappingProxyType(
    {
        FactKind.PAYMENT_REVERSED: FactKind.PAID_AGENCY,
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
