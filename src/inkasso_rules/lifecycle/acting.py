"""
What one fact does: the row of the table changes the draft, and says what is to be said.

Both look at the same row. Changing and saying are apart because most who fold facts want to know where the case stands
and not, once more, what was said on the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.checks import Breach, Ground, breaches
from inkasso_rules.lifecycle.days import is_paused
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.lifecycle.table import TABLE, To
from inkasso_rules.lifecycle.telling import BEFORE_TRANSFER, notices
from inkasso_rules.model.answers import Notice
from inkasso_rules.model.cases import Command, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.policy import Policy

__all__ = ["NoOpeningError", "Said", "begin", "is_heard", "move", "replay", "say"]

#: What a fact makes us say: to the agency, to people, about the rules.
Said = Command | Notice | Breach


class NoOpeningError(InkassoRulesError, ValueError):
    """
    Facts without a transfer make no case.

    Attributes:
        count: How many facts there are.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return (
            f"found no {FactKind.TRANSFERRED} fact among {self.count}; the first fact of a case comes from open_case."
        )


def begin(facts: tuple[Fact, ...], *, policy: Policy) -> Draft:
    """
    Return the draft of the case that the first transfer among the facts opens.

    Raises:
        NoOpeningError: If none of them is a transfer.
    """
    for fact in facts:
        opening = fact.opening
        if opening is not None:
            day = fact.happened_on
            return Draft(
                opening=opening,
                currency=opening.capital.currency,
                opened_on=day,
                reached_on=day,
                freed_on=day,
                closes_at_zero=policy.capital_closes,
            )
    raise NoOpeningError(len(facts))


#: The days of steps, and of what still stands beside the stage, by the kind of fact.
_DAYS: Final[Mapping[FactKind, Callable[[Draft, dt.date], Iterable[dt.date | None]]]] = MappingProxyType(
    {
        FactKind.REMINDER_SENT: lambda draft, _: (draft.reminded_on,),
        FactKind.DEMAND_SENT: lambda draft, _: (draft.demanded_on,),
        FactKind.LEGAL_STARTED: lambda draft, _: (draft.legal_on,),
        FactKind.PAUSED: lambda draft, day: (one.starts_on for one in draft.pauses if is_paused(day, (one,))),
        FactKind.DISPUTED: lambda draft, _: (one.since for one in draft.disputes),
    }
)


def _is_seen(draft: Draft, fact: Fact) -> bool:
    """Tell whether what nobody saw has become known by its day: it is the same event, and nothing more happens."""
    if fact.earliest_on is None or fact.kind not in _DAYS:
        return False
    days = _DAYS[fact.kind](draft, fact.happened_on)
    return any(day is not None and day >= fact.earliest_on for day in days)


def move(draft: Draft, fact: Fact) -> None:
    """Change the draft as the row of the table says."""
    if fact.earliest_on is not None and _is_seen(draft, fact):
        return
    row = TABLE[draft.reached][fact.kind]
    row.effect(draft, fact)
    to = row.to
    if to is To.SAME:
        return
    stage = to if isinstance(to, Stage) else draft.opening.start_stage
    if stage is not draft.reached:
        draft.reached, draft.reached_on = stage, fact.happened_on


def say(draft: Draft, fact: Fact, ground: Ground, unsure: frozenset[FactKind] = frozenset()) -> tuple[Said, ...]:
    """
    Return what a fact makes us say, seen from just before it.

    Args:
        draft: The case.

        fact: The fact.

        ground: What it is judged by besides.

        unsure: Kinds of facts that may have happened before this one or after it.
    """
    if _is_seen(draft, fact):
        return ()
    row = TABLE[draft.reached][fact.kind]
    early = notices((BEFORE_TRANSFER,), draft, fact) if fact.happened_on < draft.opened_on else ()
    command = None if row.sends is None else row.sends(draft, fact)
    return (
        *breaches(row.checks, row.row_id, draft, fact, ground, unsure),
        *notices(row.tells, draft, fact),
        *early,
        *(() if command is None else (command,)),
    )


def is_heard(draft: Draft) -> bool:
    """Tell whether the agency can place what it is told now: it has taken the case, and has not ended it."""
    return draft.reached is not Stage.REGISTERING and draft.reported_end is None


def replay(facts: tuple[Fact, ...], *, ground: Ground, as_of: dt.date) -> tuple[Said, ...]:
    """
    Return all that facts, which are in their order, made us say until a day.

    What the agency cannot place, before it has taken the case or after it has ended it, is said once it can.
    """
    draft = begin(facts, policy=ground.policy)
    past = tuple(fact for fact in facts if fact.happened_on <= as_of)
    unseen = tuple(fact for fact in past if fact.earliest_on is not None)
    said: list[Said] = []
    waiting: tuple[Command, ...] = ()
    for fact in _after_opening(past):
        for one in say(draft, fact, ground, _around(fact, unseen)):
            if isinstance(one, Breach | Notice):
                said.append(one)
            else:
                waiting += (one,)
        waiting = _without_removed(waiting, fact)
        move(draft, fact)
        if waiting and is_heard(draft):
            said += waiting
            waiting = ()
    return tuple(said)


def _after_opening(facts: tuple[Fact, ...]) -> Iterable[Fact]:
    first = next((fact for fact in facts if fact.opening is not None), None)
    return (fact for fact in facts if fact is not first)


def _around(fact: Fact, unseen: tuple[Fact, ...]) -> frozenset[FactKind]:
    """Return the kinds of unseen facts that stand after this one and may have happened before it."""
    day = fact.happened_on
    return frozenset(
        one.kind for one in unseen if one.earliest_on is not None and one.earliest_on <= day <= one.happened_on
    )


def _without_removed(waiting: tuple[Command, ...], fact: Fact) -> tuple[Command, ...]:
    """Leave out what is removed, all of it or a part, of a payment of which the agency has not been told."""
    if fact.kind is not FactKind.PAYMENT_REMOVED or fact.about is None or fact.amount is None:
        return waiting
    left: tuple[Command, ...] = ()
    for one in waiting:
        if isinstance(one, RegisterDirectPayment) and one.payment_id == fact.about and _one_currency(one, fact):
            rest = one.amount - fact.amount
            left += (attrs.evolve(one, amount=rest),) if rest.minor > 0 else ()
        else:
            left += (one,)
    return left


def _one_currency(command: RegisterDirectPayment, fact: Fact) -> bool:
    return fact.amount is not None and command.amount.currency == fact.amount.currency
