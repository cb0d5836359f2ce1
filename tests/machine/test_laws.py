"""What holds of every life of a case, in whatever order its facts become known."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from inkasso_rules.lifecycle.acting import Said, say
from inkasso_rules.lifecycle.case import Case, Step
from inkasso_rules.lifecycle.checks import Breach, Ground
from inkasso_rules.lifecycle.days import Pause, counted_days, day_reached, is_paused
from inkasso_rules.lifecycle.machine import FactConflictError, advance, fold
from inkasso_rules.lifecycle.steps import WaitFor, next_steps
from inkasso_rules.model.cases import RegisterCreditNote, RegisterDirectPayment
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY
from tests.machine.histories import (
    CAPITAL,
    END,
    MONEY,
    SETTINGS,
    START,
    F,
    a_transfer,
    days,
    facts,
    folded,
    lives,
)
from tests.support import examples

GROUND: Final = Ground(SETTINGS, POLICY)


def stands(case: Case) -> dict[str, Any]:
    """Return all that a case holds besides its facts."""
    return {name: value for name, value in case.__dict__.items() if name not in {"facts", "ground"}}


def matters(case: Case) -> tuple[Any, ...]:
    """Return where a case stands, and its sums."""
    sums = (case.collected, case.collected_capital, case.paid_direct, case.credited, case.set_off, case.remitted)
    return case.stage, case.end, case.balance, sums, case.pauses, case.disputes, case.approved, case.demanded_on


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


def sent_once(steps: Iterable[Step]) -> set[str]:
    """Return the ids of what was sent, none of it twice unless it was taken back in between."""
    sent: set[str] = set()
    standing: set[str] = set()
    for step in steps:
        for correction in step.corrections:
            standing -= {getattr(one, "command_id", "") for one in correction.unsaid}
        now = {command.command_id for command in step.commands}
        assert len(now) == len(step.commands)
        assert not now & standing
        standing |= now
        sent |= now
    return sent


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
    """Whatever arrives when, once or twice, the case is the one that all facts make, and what was said adds up."""
    arrives(data, history)


@given(st.data(), lives(kinds=MONEY, gap=3))
def test_arrival_of_money_plays_no_part(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """So it is where late money changes what should have been sent."""
    arrives(data, history)


@given(st.data(), lives())
def test_an_id_that_says_two_things_is_refused(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """Whether the second is late or the newest of all."""
    fact = data.draw(st.sampled_from(history))
    later = fact.happened_on + dt.timedelta(data.draw(st.integers(1, 100)))
    other = attrs.evolve(fact, happened_on=later, earliest_on=None, until=None)
    with pytest.raises(FactConflictError):
        advance(folded(history, as_of=END), other, settings=SETTINGS, as_of=END)


def arrives(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """Hold a life in another order, and with facts that come twice, against the life itself."""
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
    assert {command.command_id for command in case.commands} <= sent_once(steps)


@given(lives())
def test_a_fold_is_the_sum_of_its_steps(history: tuple[Fact, ...]) -> None:
    """In their order too, each as of the last day."""
    transfer = next(fact for fact in history if fact.fact_id == "transfer")
    assume(transfer == history[0])
    case = folded((transfer,))
    stepped = functools.reduce(
        lambda so_far, fact: advance(so_far, fact, settings=SETTINGS, as_of=END).case, history, case
    )
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
    is_split = kind in {F.PAID_AGENCY, F.SET_OFF}
    split: dict[str, Any] = {"capital": Money(1)} if is_split else {}
    both: dict[str, Any] = {"capital": Money(2)} if is_split else {}
    case = folded(history)
    whole = more(case, Fact(fact_id="p", kind=kind, happened_on=day, amount=Money(one + other), **both))
    parts = more(
        case,
        Fact(fact_id="p", kind=kind, happened_on=day, amount=Money(one), **split),
        Fact(fact_id="q", kind=kind, happened_on=day, amount=Money(other), **split),
    )
    assert matters(whole) == matters(parts)
    assert whole.breaches == parts.breaches
    assert sent(whole) == sent(parts)


def sent(case: Case) -> int:
    """Return all that the agency is told to take off the capital."""
    kinds = RegisterDirectPayment | RegisterCreditNote
    return sum(command.amount.minor for command in case.commands if isinstance(command, kinds))


@pytest.mark.parametrize(("paid", "back"), [(F.PAID_AGENCY, F.PAYMENT_REVERSED), (F.PAID_CREDITOR, F.PAYMENT_REMOVED)])
@given(history=lives(), day=days(), gap=st.integers(-30, 30), data=st.data())
def test_what_is_paid_and_goes_back_was_never_paid(
    paid: Any, back: Any, history: tuple[Fact, ...], day: dt.date, gap: int, data: st.DataObject
) -> None:
    """All sums are what they were, in whatever order the two are dated."""
    minor = data.draw(st.integers(1, 2 * CAPITAL))
    is_split = paid is F.PAID_AGENCY and data.draw(st.booleans())
    split: dict[str, Any] = {"capital": Money(data.draw(st.integers(0, minor)))} if is_split else {}
    case = folded(history)
    after = more(
        case,
        Fact(fact_id="p", kind=paid, happened_on=day, amount=Money(minor), **split),
        Fact(fact_id="q", kind=back, happened_on=day + dt.timedelta(gap), amount=Money(minor), **split),
    )
    assert matters(case) == matters(after)


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


@pytest.mark.parametrize(("day", "is_ready"), [(9, False), (10, False), (11, True)])
def test_a_demand_is_offered_when_the_reminder_has_had_its_days(day: int, is_ready: bool) -> None:
    """The tenth day still belongs to the debtor."""
    reminder = Fact(fact_id="r", kind=F.REMINDER_SENT, happened_on=START)
    as_of = START + dt.timedelta(day)
    (step,) = next_steps(folded((a_transfer(), reminder), as_of=as_of), settings=SETTINGS, as_of=as_of)
    assert (F.DEMAND_SENT, is_ready) == (step.kind, step.is_ready)


PAUSES: Final = st.lists(
    st.builds(lambda first, length: Pause("p", first, first + dt.timedelta(length)), days(40), st.integers(1, 25)),
    max_size=4,
)


@given(days(30), st.integers(0, 30), PAUSES)
def test_days_are_counted_as_one_counts_them_one_by_one(start: dt.date, wanted: int, pauses: list[Pause]) -> None:
    """Whatever pauses overlap; the day that is reached is the first one, not of rest, with so many behind it."""
    day, counted = start, 0
    while counted < wanted or is_paused(day, pauses):
        counted += not is_paused(day, pauses)
        day += dt.timedelta(1)
        assert counted == counted_days(start, day, pauses)
    assert day == day_reached(start, wanted, pauses)


# --- for long ---------------------------------------------------------------------------------------------------------
@pytest.mark.proof
@examples(0.2)
@given(st.data(), lives(most=16))
def test_arrival_plays_no_part_for_long(data: st.DataObject, history: tuple[Fact, ...]) -> None:
    """A fifth of what the profile says, for longer lives."""
    arrives(data, history)
