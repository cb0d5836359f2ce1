"""Whatever a host or the agency says: only typed refusals, and no fact is lost."""

import datetime as dt
from typing import Any, Final

import attrs
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.machine import advance, fold
from inkasso_rules.lifecycle.observing import observe
from inkasso_rules.lifecycle.requests import Request, RequestKind, ask
from inkasso_rules.lifecycle.steps import next_steps
from inkasso_rules.model.facts import End, Fact, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import AgencyAction, Condition, Snapshot
from tests.machine.histories import (
    APPROVALS,
    CAPITAL,
    END,
    MONEY,
    SETTINGS,
    START,
    F,
    a_transfer,
    days,
    folded,
    hostile,
    lives,
)


# --- bad input --------------------------------------------------------------------------------------------------------
def survives(raw: list[dict[str, Any]], look: dt.date) -> None:
    """Make facts of anything, and a case of the facts: only typed refusals, and no fact is lost."""
    case = folded((a_transfer(),), as_of=START)
    kept = {"transfer"}
    for values in raw:
        try:
            fact = Fact(**values)
            case = advance(case, fact, settings=SETTINGS, as_of=look).case
        except InkassoRulesError:
            continue
        kept.add(fact.fact_id)
    assert kept == {fact.fact_id for fact in case.facts}
    assert case == fold(reversed(case.facts), settings=SETTINGS, as_of=case.as_of)
    next_steps(case, settings=SETTINGS, as_of=look)
    for request in (Request(RequestKind.RESUME), Request(RequestKind.CREDIT, amount=Money(1, "EUR"))):
        ask(case, request)
    assert repr(case)
    assert case.said == fold(case.facts, settings=SETTINGS, as_of=case.as_of).said


LOOKS: Final = st.sampled_from((START, END, dt.date.max)) | st.dates()


@given(st.lists(hostile(), max_size=15), LOOKS)
def test_no_facts_break_the_machine(raw: list[dict[str, Any]], look: dt.date) -> None:
    """Other currencies, days before the case and at the ends of time, huge amounts, ids that say two things."""
    survives(raw, look)


# --- readings of the agency's data ------------------------------------------------------------------------------------
AMOUNTS: Final = st.builds(
    Money, st.sampled_from((0, 1, 300, CAPITAL, 10**12)), st.sampled_from(("SEK",) * 6 + ("EUR",))
)
CODES: Final = (
    *(str(kind) for kind in F),
    *(f"{kind}:{gate}" for kind in APPROVALS for gate in Gate),
    "?",
)
STAGES: Final = ("registering", "reminder", "demand", "legal", "after_collection", "?")
CONDITIONS: Final = (*map(str, Condition), *map(str, End), "?")
TIMELINE: Final = st.lists(
    st.builds(
        AgencyAction,
        action_id=st.integers(0, 9).map(str),
        code=st.sampled_from(CODES) | st.sampled_from([str(kind) for kind in MONEY]),
        on=days(),
        amount=st.none() | AMOUNTS,
        capital=st.none() | AMOUNTS,
    ),
    max_size=5,
    unique_by=lambda action: action.action_id,
)


@st.composite
def readings(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw two readings, as they may come; an entry of the timeline says the same in both."""
    timeline = draw(TIMELINE)
    entries = st.lists(st.sampled_from(timeline), unique=True).map(tuple) if timeline else st.just(())
    first, second = (
        {
            "case_id": "case",
            "snapshot_id": snapshot_id,
            "seen_on": draw(days()),
            "stage": draw(st.none() | st.sampled_from(STAGES)),
            "conditions": draw(st.none() | st.lists(st.sampled_from(CONDITIONS), max_size=4).map(tuple)),
            "actions": draw(entries),
            "collected": draw(st.none() | AMOUNTS),
            "collected_capital": draw(st.none() | AMOUNTS),
            "capital": draw(st.none() | AMOUNTS),
        }
        for snapshot_id in ("1", "2")
    )
    return first, second


def read(case: Case, snapshot: Snapshot) -> Case:
    """Return the case with all that a reading shows."""
    return fold((*case.facts, *observe(case, snapshot)), settings=SETTINGS, as_of=case.as_of)


def reads(history: tuple[Fact, ...], first: dict[str, Any], second: dict[str, Any]) -> None:
    """Two readings in either order: typed refusals only, nothing new the second time, no dated fact lost."""
    case = folded(history)
    try:
        one, other = Snapshot(**first), Snapshot(**second)
        forward, backward = read(read(case, one), other), read(read(case, other), one)
    except InkassoRulesError:
        return
    after = read(case, one)
    event(f"facts found: {min(len(after.facts) - len(case.facts), 5)}")
    assert () == observe(after, one)
    assert set(case.facts) <= set(after.facts) <= set(forward.facts)
    assert dated(forward) == dated(backward)
    # A wait that shows together with the step that ends it, or that began after the reading, is found once more on the
    # day after; then all is known.
    tomorrow = max(one.seen_on, *(fact.happened_on for fact in after.facts)) + dt.timedelta(1)
    once = read(after, attrs.evolve(one, snapshot_id="once more", seen_on=tomorrow))
    assert [F.CHECKED] == [
        fact.kind for fact in observe(once, attrs.evolve(one, snapshot_id="thrice", seen_on=tomorrow))
    ]


def dated(case: Case) -> set[tuple[str, Any, dt.date]]:
    """Return the facts of the agency's timeline; not payments, which come from it or from sums, by what came first."""
    paid = {F.PAID_AGENCY, F.PAYMENT_REVERSED}
    facts = (fact for fact in case.facts if fact.fact_id.startswith("case/action/") and fact.kind not in paid)
    return {(fact.fact_id, fact.kind, fact.happened_on) for fact in facts}


@given(lives(most=8), readings())
def test_no_reading_breaks_the_machine(history: tuple[Fact, ...], both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """It is idempotent, and two readings in either order show the same dated facts."""
    reads(history, *both)


# --- for long ---------------------------------------------------------------------------------------------------------
@pytest.mark.proof
@given(st.lists(hostile(), max_size=25), LOOKS)
def test_no_facts_break_the_machine_for_long(raw: list[dict[str, Any]], look: dt.date) -> None:
    """As many as the profile says."""
    survives(raw, look)


@pytest.mark.proof
@given(lives(most=8), readings())
def test_no_reading_breaks_the_machine_for_long(
    history: tuple[Fact, ...], both: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    """As many as the profile says."""
    reads(history, *both)
