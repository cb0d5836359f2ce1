"""What holds of every life of a case, in whatever order its facts become known."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.acting import Said, say
from inkasso_rules.lifecycle.case import Case, Step
from inkasso_rules.lifecycle.checks import Breach, Ground
from inkasso_rules.lifecycle.machine import advance, fold
from inkasso_rules.lifecycle.observing import observe
from inkasso_rules.lifecycle.requests import Request, RequestKind, ask
from inkasso_rules.lifecycle.steps import WaitFor, next_steps
from inkasso_rules.model.facts import End, Fact, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import AgencyAction, Condition, Snapshot
from inkasso_rules.policy import POLICY
from tests.machine import walk
from tests.machine.histories import APPROVALS, CAPITAL, END, F, MONEY, SETTINGS, START, a_transfer, days, facts, folded
from tests.machine.histories import hostile, lives
from tests.support import examples

GROUND: Final = Ground(SETTINGS, POLICY)
SUMS: Final = ("collected", "collected_capital", "unsplit", "paid_direct", "credited", "set_off", "remitted", "paid_out")


def stands(case: Case) -> dict[str, Any]:
    """Return all that a case holds besides its facts."""
    return {name: value for name, value in case.__dict__.items() if name not in {"facts", "ground"}}


def more(case: Case, *added: Fact) -> Case:
    """Return the case with more facts."""
    return fold((*case.facts, *added), settings=SETTINGS, as_of=case.as_of)


# --- order of arrival -------------------------------------------------------------------------------------------------
def told_by(steps: Iterable[Step]) -> Counter[Said]:
    """Return what stands after all that was said, and all that was taken back."""
    words: Counter[Said] = Counter()
    for step in steps:
        words.update((*step.commands, *step.notices, *step.breaches))
        for correction in step.corrections:
            words.update(correction.said)
            words.subtract(correction.unsaid)
    return +words


def arrived(arrivals: Iterable[Fact], looks: Iterable[dt.date]) -> list[Step]:
    """Advance by one fact after the other, each looked at on a day of its own; the first is the transfer."""
    (first, *rest), (day, *later) = tuple(arrivals), tuple(looks)
    case, steps = folded((first,), as_of=day), []
    for fact, as_of in zip(rest, later, strict=True):
        steps.append(advance(case, fact, settings=SETTINGS, as_of=as_of))
        case = steps[-1].case
    return steps


@given(st.data(), lives())
def test_arrival_plays_no_part(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """Whatever arrives when, once or twice, the case is the one that all facts make, and what was said sums up to it."""
    transfer = next(fact for fact in history if fact.fact_id == "transfer")
    doubled = [*history, *data.draw(st.lists(st.sampled_from(history), max_size=4))]
    doubled.remove(transfer)
    arrivals = [transfer, *data.draw(st.permutations(doubled)), transfer]
    looks = sorted(data.draw(st.lists(days(300), min_size=len(arrivals) - 1, max_size=len(arrivals) - 1)))
    steps = arrived(arrivals, (*looks, END))
    case = folded(history)
    assert case == folded(tuple(arrivals)) == steps[-1].case
    assert case.said == steps[-1].case.said
    assert Counter(case.said) == told_by(steps)
    told = [command.command_id for step in steps for command in step.commands]
    assert sorted(set(told)) == sorted(told)
    assert {command.command_id for command in case.commands} <= set(told)


@given(lives())
def test_a_fold_is_the_sum_of_its_steps(history: tuple[Fact, ...]) -> None:
    """In their order too, each as of the last day."""
    transfer = next(fact for fact in history if fact.fact_id == "transfer")
    assume(transfer == history[0])
    case = folded((transfer,))
    stepped = functools.reduce(lambda so_far, fact: advance(so_far, fact, settings=SETTINGS, as_of=END).case, history, case)
    assert folded(history) == stepped


@given(st.data(), lives())
def test_the_past_is_not_changed_by_what_comes_later(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """As of a day, a fact after it changes nothing."""
    day = data.draw(days())
    late = data.draw(facts(on=day + dt.timedelta(data.draw(st.integers(1, 30))), fact_id="late"))
    case = folded(history, as_of=day)
    after = fold((*history, late), settings=SETTINGS, as_of=day)
    assert stands(case) == stands(after)
    assert case.said == after.said
    assert {*case.facts, late} == set(after.facts)


# --- what cancels out -------------------------------------------------------------------------------------------------
@given(lives(), days())
def test_a_pause_of_no_days_is_none(history: tuple[Fact, ...], day: dt.date) -> None:
    """It changes neither the case nor what was said."""
    case = folded(history)
    after = more(case, Fact(fact_id="p", kind=F.PAUSED, happened_on=day, until=day))
    assert (stands(case), case.said) == (stands(after), after.said)


@given(lives(), days(), st.sampled_from((F.PAID_CREDITOR, F.PAID_AGENCY, F.CREDITED, F.REMITTED, F.SET_OFF)), st.data())
def test_a_payment_in_two_parts_is_one(history: tuple[Fact, ...], day: dt.date, kind: Any, data: st.DataObject) -> None:
    """On one day nothing that matters differs: the sums, where it stands, what the agency is told in all."""
    one, other = (data.draw(st.sampled_from((1, 300, 699, 1_200))) for _ in range(2))
    split = {"capital": Money(1)} if kind is F.PAID_AGENCY else {}
    both = {"capital": Money(2)} if kind is F.PAID_AGENCY else {}
    case = folded(history)
    whole = more(case, Fact(fact_id="p", kind=kind, happened_on=day, amount=Money(one + other), **both))
    parts = more(
        case,
        Fact(fact_id="p", kind=kind, happened_on=day, amount=Money(one), **split),
        Fact(fact_id="q", kind=kind, happened_on=day, amount=Money(other), **split),
    )
    assert stands(whole) == stands(parts)
    assert whole.breaches == parts.breaches
    assert sent(whole) == sent(parts)


def sent(case: Case) -> int:
    """Return all that the agency is told to take off the capital."""
    return sum(command.amount.minor for command in case.commands)  # type: ignore[union-attr]


@pytest.mark.parametrize(("paid", "back"), [(F.PAID_AGENCY, F.PAYMENT_REVERSED), (F.PAID_CREDITOR, F.PAYMENT_REMOVED)])
@given(history=lives(), day=days(), gap=st.integers(-30, 30), data=st.data())
def test_what_is_paid_and_goes_back_was_never_paid(
    paid: Any, back: Any, history: tuple[Fact, ...], day: dt.date, gap: int, data: st.DataObject
) -> None:
    """All sums are what they were, in whatever order the two are dated."""
    minor = data.draw(st.integers(1, 2 * CAPITAL))
    split = {"capital": Money(data.draw(st.integers(0, minor)))} if paid is F.PAID_AGENCY and data.draw(st.booleans()) else {}
    case = folded(history)
    after = more(
        case,
        Fact(fact_id="p", kind=paid, happened_on=day, amount=Money(minor), **split),
        Fact(fact_id="q", kind=back, happened_on=day + dt.timedelta(gap), amount=Money(minor), **split),
    )
    assert stands(case) == stands(after)


# --- what is offered --------------------------------------------------------------------------------------------------
@given(lives(), st.integers(0, 40))
def test_what_is_ready_breaks_no_rule_when_it_is_done_that_day(history: tuple[Fact, ...], wait: int) -> None:
    """Also on the day of other facts, and however many days nobody looked."""
    day = history[-1].happened_on + dt.timedelta(wait)
    case = folded(history, as_of=day)
    for step in next_steps(case, settings=SETTINGS, as_of=day):
        if step.is_ready:
            event(f"ready: {step.kind}")
            done = Fact(fact_id="z", kind=step.kind, happened_on=day, amount=step.amount)
            assert () == advance(case, done, settings=SETTINGS, as_of=day).breaches


@given(lives(gap=6))
def test_a_step_is_ready_from_its_day_and_not_the_day_before(history: tuple[Fact, ...]) -> None:
    """Its day does not move while nothing happens; legal action on the day before is a breach."""
    day = history[-1].happened_on
    case = folded(history, as_of=day)
    for step in next_steps(case, settings=SETTINGS, as_of=day):
        if step.earliest_on is None or step.earliest_on <= day + dt.timedelta(1):
            continue
        event(f"later: {step.kind}")
        before = step.earliest_on - dt.timedelta(1)
        (early,) = next_steps(folded(history, as_of=before), settings=SETTINGS, as_of=before)
        (ready,) = next_steps(folded(history, as_of=step.earliest_on), settings=SETTINGS, as_of=step.earliest_on)
        assert step.earliest_on == early.earliest_on == ready.earliest_on
        assert not early.is_ready
        assert {WaitFor.TIME, WaitFor.PAUSE}.isdisjoint(wait.code for wait in ready.waits)
        if step.kind is F.LEGAL_STARTED:
            done = Fact(fact_id="z", kind=step.kind, happened_on=before, amount=step.amount)
            codes = {one.code for one in say(case, done, GROUND) if isinstance(one, Breach)}
            assert {"time_not_expired", "in_pause"} & codes


# --- the abstraction --------------------------------------------------------------------------------------------------
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
    changes = {
        name: Money(SMALL.get(money.minor, 1), money.currency)
        for name in ("amount", "capital")
        if (money := getattr(fact, name)) is not None
    }
    if fact.opening is not None:
        changes["opening"] = attrs.evolve(fact.opening, capital=Money(walk.CAPITAL))
    return attrs.evolve(fact, **changes)


def abstract(fact: Fact, case: Case, day: dt.date) -> Fact | None:
    """Return the fact as it is told of the case that represents; None if it names what the abstraction does not know."""
    moved = {"happened_on": walk.DAY}
    for name in ("earliest_on", "until"):
        if (value := getattr(fact, name)) is not None:
            moved[name] = walk.DAY + (value - fact.happened_on)
    if fact.kind in {F.RESUMED, F.DISPUTE_SETTLED} and fact.about is not None:
        return None
    return attrs.evolve(fact, **moved)


@given(st.data(), lives(most=14, is_daily=True), st.sampled_from((False, True)))
def test_cases_that_look_alike_behave_alike(data: st.DataObject, history: tuple[Fact, ...], closes: bool) -> None:
    """A fact makes of a case what it makes of the one that represents it, and blames alike; so does a day without one."""
    policy = attrs.evolve(POLICY, capital_closes=closes)
    day = history[-1].happened_on + dt.timedelta(1)
    case = fold(map(small, history), settings=SETTINGS, as_of=day, policy=policy)
    assume(walk.TOO_MUCH <= case.balance <= walk.CAPITAL)
    state = walk.state_of(case, day)
    assert walk.state_of(walk.draft_of(state), walk.DAY) == state
    assert walk.state_of(case, day + dt.timedelta(1)) in by_time([state])
    fact = small(data.draw(facts(on=day, fact_id="z")))
    told = abstract(fact, case, day)
    assume(told is not None and case.balance + _moved(fact) <= walk.CAPITAL)
    event(f"{fact.kind}")
    number = data.draw(st.sampled_from(range(len(walk.GROUNDS))))
    ground = walk.GROUNDS[number]
    one, other = walk.copied(case), walk.draft_of(state)
    here = Ground(Series(((END, Settings()),)) if number == 2 else Series.always(ground.settings.on(END)), policy)
    assert codes(say(one, fact, here)) == codes(say(other, told, ground))
    walk.move(one, fact)
    walk.move(other, told)
    after = walk.state_of(one, day + dt.timedelta(1))
    assert after in by_time([walk.state_of(other, walk.NEXT)])


def _moved(fact: Fact) -> int:
    return walk.moved(fact.kind, amount=fact.amount, capital=fact.capital)


def codes(said: tuple[Said, ...]) -> set[tuple[str, bool]]:
    """Return what was broken, and whether that is certain."""
    return {(one.code, one.certain) for one in said if isinstance(one, Breach)}


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
AMOUNTS: Final = st.builds(Money, st.sampled_from((0, 1, 300, CAPITAL, 10**12)), st.sampled_from(("SEK",) * 6 + ("EUR",)))
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
            "conditions": tuple(draw(st.lists(st.sampled_from(CONDITIONS), max_size=4))),
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
    return more(case, *observe(case, snapshot))


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
    if "refused" in one.conditions:
        return  # Shown of a case that the agency took, it ends nothing, and is reported each time.
    # A wait that shows together with the step that ends it is found once more; then all is known.
    once = read(after, attrs.evolve(one, snapshot_id="once more"))
    assert [F.CHECKED] == [fact.kind for fact in observe(once, attrs.evolve(one, snapshot_id="thrice"))]


def dated(case: Case) -> set[tuple[str, Any, dt.date]]:
    """Return the facts of the agency's timeline."""
    return {(fact.fact_id, fact.kind, fact.happened_on) for fact in case.facts if "/action/" in fact.fact_id}


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
