"""
What the debtor disputes, as a case and a claim see it alike.

A dispute is about an amount or about all of the capital. What is disputed is never more than what is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from inkasso_rules.model.facts import Fact
from inkasso_rules.requirements import decides

__all__ = ["Dispute", "disputed_minor", "is_everything", "settled"]


@attrs.frozen
class Dispute:
    """
    What the debtor disputes (LC-15).

    Attributes:
        fact_id: The fact that reported it.

        since: Its day.

        minor: How much of the capital, in minor units; ``None`` is all of it.
    """

    fact_id: str
    since: dt.date
    minor: int | None = None

    @classmethod
    def of(cls, fact: Fact, *, currency: str) -> Dispute:
        """Return the dispute that a fact reports; of an amount in another currency than the claim's, it is all."""
        amount = fact.amount
        minor = None if amount is None or amount.currency != currency else amount.minor
        return cls(fact.fact_id, fact.happened_on, minor)


def settled(disputes: Iterable[Dispute], fact: Fact) -> tuple[Dispute, ...]:
    """Return the disputes that a settlement may mean: the one that it names, else all. Only one alone is settled."""
    return tuple(one for one in disputes if fact.about in {None, one.fact_id})


@decides("LC-15")
def disputed_minor(disputes: Iterable[Dispute], open_minor: int) -> int:
    """Return how much of the open capital is disputed, in minor units."""
    return min(sum(open_minor if dispute.minor is None else dispute.minor for dispute in disputes), open_minor)


def is_everything(disputes: Iterable[Dispute]) -> bool:
    """Tell whether one of them is about the whole debt, interest and costs with it, also when no capital is open."""
    return any(dispute.minor is None for dispute in disputes)
