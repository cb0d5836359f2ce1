"""Cases that look alike behave alike: that the walk of the abstract machine says something of every case."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from inkasso_rules.lifecycle.acting import Said, move, say
from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.checks import Breach, Ground
from inkasso_rules.lifecycle.machine import fold
from inkasso_rules.lifecycle.steps import next_steps
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY
from tests.machine import walk
from tests.machine.histories import (
    CAPITAL,
    END,
    SETTINGS,
    F,
    facts,
    lives,
)
from tests.support import examples


def by_time(states: Iterable[walk.State]) -> set[walk.State]:
    """Return the states with all that time alone makes of them."""
    seen, todo = set(states), list(states)
    while todo:
        found = set(walk.later(todo.pop())) - seen
        seen |= found
        todo += found
    return seen


SMALL: Final = {CAPITAL: 2, CAPITAL + 7: 3, 500: 1, 300: 1, 1: 1, 700: 1}


def small(fact: Fact) -> Fact:
    """Return the fact for a capital of 2."""
    changes: dict[str, Any] = {
        name: Money(SMALL.get(money.minor, 1), money.currency)
        for name in ("amount", "capital")
        if (money := getattr(fact, name)) is not None
    }
    if fact.opening is not None:
        changes["opening"] = attrs.evolve(fact.opening, capital=Money(walk.CAPITAL))
    return attrs.evolve(fact, **changes)


def abstract(fact: Fact) -> Fact | None:
    """Return the fact as it is told of the case that represents; None if it names what that has not."""
    moved: dict[str, Any] = {"happened_on": walk.DAY}
    for name in ("earliest_on", "until"):
        if (value := getattr(fact, name)) is not None:
            moved[name] = walk.DAY + (value - fact.happened_on)
    if fact.kind in {F.RESUMED, F.DISPUTE_SETTLED} and fact.about is not None:
        return None
    return attrs.evolve(fact, **moved)


#: Without our own splits, for what they split is dropped.
_KINDS: Final = tuple(kind for kind in F if kind is not F.SPLIT_ASSUMED)


@given(st.data(), lives(most=14, is_daily=True, kinds=_KINDS), st.booleans())
def test_cases_that_look_alike_behave_alike(data: st.DataObject, history: tuple[Fact, ...], closes: bool) -> None:
    """A fact makes of a case what it makes of the one that represents it, and breaks as much; so does a day."""
    behaves(data, history, closes=closes)


def behaves(data: st.DataObject, history: tuple[Fact, ...], *, closes: bool) -> None:
    """Hold a case against the one that represents it: what is ready, what a fact breaks, and where both stand then."""
    policy = attrs.evolve(POLICY, capital_closes=closes)
    day = history[-1].happened_on + dt.timedelta(1)
    case = fold(map(small, history), settings=SETTINGS, as_of=day, policy=policy)
    assume(walk.TOO_MUCH <= case.balance <= walk.CAPITAL)
    state = walk.state_of(case, day)
    assert walk.state_of(walk.draft_of(state), walk.DAY) == state
    assert walk.state_of(case, day + dt.timedelta(1)) in by_time([state])
    fact = small(data.draw(facts(on=day, fact_id="z", kinds=_KINDS)))
    fact = attrs.evolve(fact, earliest_on=None if fact.earliest_on is None else day)
    told = abstract(fact)
    assume(case.balance + _moved(fact) <= walk.CAPITAL)
    if told is None:
        return
    event(f"{fact.kind}")
    number = data.draw(st.sampled_from(range(len(walk.GROUNDS))))
    ground = walk.GROUNDS[number]
    one, other = walk.copied(case), walk.draft_of(state)
    here = Ground(Series(((END, Settings()),)) if number == 2 else Series.always(ground.settings.on(END)), policy)
    assert ready(case, here, day) <= ready(walk.case_of(state), attrs.evolve(ground, policy=policy), walk.DAY)
    assert codes(say(one, fact, here)) == codes(say(other, told, ground))
    move(one, fact)
    move(other, told)
    after = walk.state_of(one, day + dt.timedelta(1))
    assert after in by_time([walk.state_of(other, walk.NEXT)])


def _moved(fact: Fact) -> int:
    return walk.moved(fact.kind, amount=fact.amount, capital=fact.capital)


def ready(case: Case, ground: Ground, day: dt.date) -> set[Any]:
    """Return the steps that may be done on the day."""
    offered = next_steps(case, settings=ground.settings, as_of=day, policy=ground.policy)
    return {(step.kind, step.amount) for step in offered if step.is_ready}


def codes(said: tuple[Said, ...]) -> set[tuple[str, bool]]:
    """Return what was broken, and whether that is certain."""
    return {(one.code, one.certain) for one in said if isinstance(one, Breach)}


@pytest.mark.proof
@examples(0.2)
@given(st.data(), lives(most=18, is_daily=True, kinds=_KINDS), st.booleans())
def test_cases_that_look_alike_behave_alike_for_long(
    data: st.DataObject, history: tuple[Fact, ...], closes: bool
) -> None:
    """A fifth of what the profile says, for longer lives."""
    behaves(data, history, closes=closes)
