"""
What one fact does: the row of the table changes the draft, and says what is to be said.

Both look at the same row. Changing and saying are apart because most who fold facts want to know where the case stands
and not, once more, what was said on the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.checks import Breach, Ground, breaches
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.lifecycle.table import TABLE, To
from inkasso_rules.lifecycle.telling import BEFORE_TRANSFER, notices
from inkasso_rules.model.answers import Notice
from inkasso_rules.model.cases import Command, Stage
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.policy import Policy

__all__ = ["NoOpeningError", "Said", "begin", "move", "replay", "say"]

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


def move(draft: Draft, fact: Fact) -> None:
    """Change the draft as the row of the table says."""
    row = TABLE[draft.reached][fact.kind]
    row.effect(draft, fact)
    to = row.to
    if to is To.SAME:
        return
    stage = to if isinstance(to, Stage) else draft.opening.start_stage
    if stage is not draft.reached:
        draft.reached, draft.reached_on = stage, fact.happened_on


def say(draft: Draft, fact: Fact, ground: Ground) -> tuple[Said, ...]:
    """Return what a fact makes us say, seen from just before it."""
    row = TABLE[draft.reached][fact.kind]
    early = notices((BEFORE_TRANSFER,), draft, fact) if fact.happened_on < draft.opened_on else ()
    command = None if row.sends is None else row.sends(draft, fact)
    return (
        *breaches(row.checks, row.row_id, draft, fact, ground),
        *notices(row.tells, draft, fact),
        *early,
        *(() if command is None else (command,)),
    )


def replay(facts: tuple[Fact, ...], *, ground: Ground, as_of: dt.date) -> tuple[Said, ...]:
    """
    Return all that facts, which are in their order, made us say until a day.

    What the agency cannot place before it has taken the case is said once it has.
    """
    draft = begin(facts, policy=ground.policy)
    said: list[Said] = []
    waiting: list[Said] = []
    for fact in _after_opening(facts):
        if fact.happened_on > as_of:
            break
        for one in say(draft, fact, ground):
            (said if isinstance(one, Breach | Notice) else waiting).append(one)
        move(draft, fact)
        if draft.reached is not Stage.REGISTERING:
            said += waiting
            waiting = []
    return tuple(said)


def _after_opening(facts: tuple[Fact, ...]) -> Iterable[Fact]:
    first = next(fact for fact in facts if fact.opening is not None)
    return (fact for fact in facts if fact is not first)
