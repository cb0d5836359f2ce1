"""
Every fact and every request from every state that can be reached: what is promised of a case holds on all of it.

The rules stand here once more, as the requirements say them and not as the table and the checks have them; the two must
agree on every edge. ``make test`` walks three cuts of the machine, each exhaustive in itself: every measure without
approvals; every approval without conditions; and all conditions at once, several pauses and disputed parts among them,
where legal action is due. The product of measures, approvals, a pause and a dispute is slow and runs in ``make ci``, as
do all amounts with the policy by which a case closes at zero.
"""

import datetime as dt
import functools
from collections.abc import Collection, Iterator
from typing import Any, Final

import pytest

from inkasso_rules.lifecycle.acting import Said, move, say
from inkasso_rules.lifecycle.checks import Breach
from inkasso_rules.lifecycle.requests import Granted, Obstacle, Request, RequestKind, ask
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.lifecycle.steps import next_steps
from inkasso_rules.lifecycle.table import REACHED
from inkasso_rules.model.answers import Notice, Refused
from inkasso_rules.model.cases import RegisterCreditNote, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from tests.machine.walk import (
    APPROVALS,
    CAPITAL,
    DAY,
    GROUNDS,
    LONG,
    MOVES,
    NEXT,
    F,
    Letter,
    Scope,
    State,
    alphabet,
    case_of,
    draft_of,
    edges,
    later,
    state_of,
)

# Tables and laws cover all that a walk reaches.
pytestmark = pytest.mark.uncovered

ACTIONS: Final = frozenset({F.REMINDER_SENT, F.DEMAND_SENT, F.LEGAL_STARTED, F.AFTER_COLLECTION_STARTED})
#: Whether each of GROUNDS asks for approval; None is that nobody knows.
REQUIRED: Final = (
    {Gate.DEMAND: True, Gate.LEGAL: False},
    {Gate.DEMAND: False, Gate.LEGAL: True},
    {Gate.DEMAND: None, Gate.LEGAL: None},
)
Blamed = frozenset[tuple[str, str, bool]]
NOTHING: Final[Blamed] = frozenset()


# --- the rules once more ----------------------------------------------------------------------------------------------
def forbidden(state: State, fact: Fact, ground: int) -> Blamed:
    """Return what the fact breaks, by the requirements: ID, code, and whether it is certain."""
    if fact.kind is F.APPROVAL_GIVEN and fact.gate is Gate.LEGAL and fact.by_administrator is False:
        return frozenset({("SE-2", "not_administrator", True)})  # only a portal administrator may give it
    if fact.kind not in ACTIONS:
        return NOTHING
    found = dict(_whatever_it_is(state))
    if fact.kind is F.REMINDER_SENT and state.starts_at_demand and not state.demanded:
        found["LC-2", "reminded_before"] = True
    if fact.kind is F.DEMAND_SENT:
        if not state.reminded and not state.starts_at_demand:
            found["LC-1", "no_reminder"] = True
        found |= _approval(state, Gate.DEMAND, ground, ("SE-1", "demand_unapproved"))
    if fact.kind is F.LEGAL_STARTED:
        found |= _legal(state, fact) | _approval(state, Gate.LEGAL, ground, ("SE-2", "legal_unapproved"))
    if fact.kind is F.AFTER_COLLECTION_STARTED and state.reached not in {Stage.LEGAL, Stage.AFTER_COLLECTION}:
        # After legal action, that step was blamed already for the demand that it lacked.
        found |= {} if state.demanded else {("OWN-6", "no_demand"): True}
    is_exact = fact.earliest_on is None
    return frozenset((*what, is_certain and is_exact) for what, is_certain in found.items())


def _whatever_it_is(state: State) -> Iterator[tuple[tuple[str, str], bool]]:
    if not state.is_open:
        yield ("LC-13", "after_end"), True
    if state.pauses:
        yield ("LC-4", "in_pause"), True


def _approval(state: State, gate: Gate, ground: int, what: tuple[str, str]) -> dict[tuple[str, str], bool]:
    # After-collection uses up the approval; if nobody knows when it began, the approval may have stood.
    is_known = gate is Gate.DEMAND or F.AFTER_COLLECTION_STARTED not in state.inexact
    if gate in state.declined:
        return {what: is_known}
    required = REQUIRED[ground][gate]
    return {} if gate in state.approved or required is False else {what: required is True and is_known}


def _legal(state: State, fact: Fact) -> dict[tuple[str, str], bool]:
    found = {}
    if not state.demanded:
        found["OWN-6", "no_demand"] = True
    elif state.demanded == 1:
        found["OWN-6", "time_not_expired"] = F.DEMAND_SENT not in state.inexact
    if state.disputes and state.balance > 0:
        undisputed = undisputed_of(state)
        known = fact.amount is not None and fact.amount.currency == "SEK"
        claimed = fact.amount.minor if known and fact.amount is not None else None
        if undisputed <= 0:
            found["LC-15", "disputed_part"] = True
        elif claimed is None or claimed > undisputed:
            found["LC-15", "disputed_part"] = claimed is not None
    return found


def undisputed_of(state: State) -> int:
    """Return what of the open capital nobody disputes."""
    return 0 if None in state.disputes else max(state.balance, 0) - sum(minor or 0 for minor in state.disputes)


def locked(state: State, request: Request) -> set[Obstacle]:
    """Return why a request is refused, by the requirements."""
    kind = request.kind
    if kind in {RequestKind.CHANGE_AMOUNT, RequestKind.VOID, RequestKind.RETURN_TO_UNFINISHED}:
        return set() if state.end is End.REFUSED else {Obstacle.TRANSFERRED}
    if kind is RequestKind.CHANGE_DUE_DATE:
        return set() if state.end is End.REFUSED else {Obstacle.DUE_DATE_SENT}
    if request.amount is not None:
        paid, is_removed = CAPITAL - state.balance, kind is RequestKind.REMOVE_PAYMENT
        return {Obstacle.NOT_PAID} if is_removed and request.amount.minor > paid else set()
    found = set() if state.is_open else {Obstacle.CASE_CLOSED}
    if state.reached is Stage.REGISTERING:
        found.add(Obstacle.NOT_REGISTERED)
    if kind is RequestKind.RESUME and not state.pauses:
        found.add(Obstacle.NOT_PAUSED)
    if kind is RequestKind.APPROVE:
        found |= {Obstacle.ALREADY_APPROVED} if request.gate in state.approved else set()
        found |= {Obstacle.ADMINISTRATOR_ONLY} if request.gate is Gate.LEGAL and not request.by_administrator else set()
    return found


WITH_AMOUNT: Final = (RequestKind.CREDIT, RequestKind.REGISTER_PAYMENT, RequestKind.REMOVE_PAYMENT)
REQUESTS: Final = (
    *(Request(kind) for kind in RequestKind if kind not in {*WITH_AMOUNT, RequestKind.APPROVE}),
    *(Request(kind, amount=Money(minor)) for kind in WITH_AMOUNT for minor in (1, 3)),
    *(Request(RequestKind.APPROVE, gate=gate, by_administrator=who) for gate in Gate for who in (False, True)),
)


# --- what holds of every edge -----------------------------------------------------------------------------------------
ENDS: Final = frozenset({F.CLOSED_PAID, F.CLOSED_CREDITED, F.STOPPED, F.GIVEN_UP})
TOLD: Final = frozenset({F.PAID_CREDITOR, F.CREDITED, F.SET_OFF})
BLAMABLE: Final = ACTIONS | {F.APPROVAL_GIVEN}


def judge(state: State, letter: Letter, after: Draft, said: tuple[tuple[Said, ...], ...]) -> State:
    """Hold one edge against what is promised; return the state that it leads to."""
    now, fact = state_of(after, NEXT), letter.fact
    for ground, words in enumerate(said):
        if words or fact.kind in BLAMABLE:
            blamed = frozenset([(one.requirement, one.code, one.certain) for one in words if type(one) is Breach])
            assert forbidden(state, fact, ground) == blamed, (state, fact, ground)  # every breach, and no other
            if fact.kind in ACTIONS:
                judge_action(state, fact, ground, {code for _, code, _ in blamed})
        if words or fact.kind in TOLD:
            judge_commands(state, letter, words)
    assert end_by(state, fact) is now.end, (state, fact)
    assert (reached_by(state, fact), *gates_by(state, fact)) == (now.reached, now.approved, now.declined), (state, fact)
    # Nothing is lost, whatever the case has come to: the capital moves by what the fact says, and by nothing else.
    assert state.balance + letter.moved == after.balance, (state, fact)
    return now


def end_by(state: State, fact: Fact) -> End | None:
    """Return the end that stands after a fact: final until it is reopened, a refusal until the case is taken."""
    if fact.kind is F.REOPENED or (fact.kind is F.REGISTERED and state.end is End.REFUSED):
        return None
    if fact.kind is F.REGISTRATION_REFUSED and state.reached is Stage.REGISTERING:
        return End.REFUSED
    return End.STOPPED if fact.kind in ENDS and state.end is None else state.end


def reached_by(state: State, fact: Fact) -> Stage:
    """Return the stage that a fact leads to; the agency does not go back to letters once legal action began."""
    reached = state.reached
    if fact.kind is F.LEGAL_STARTED:
        return Stage.LEGAL
    if fact.kind is F.AFTER_COLLECTION_STARTED:
        return Stage.AFTER_COLLECTION
    if fact.kind is F.REGISTERED and reached is Stage.REGISTERING:
        return Stage.DEMAND if state.starts_at_demand else Stage.REMINDER
    if fact.kind in {F.REMINDER_SENT, F.DEMAND_SENT}:
        letter = Stage.REMINDER if fact.kind is F.REMINDER_SENT else Stage.DEMAND
        return max(reached, letter, key=REACHED.index)
    return reached


def gates_by(state: State, fact: Fact) -> tuple[frozenset[Gate], frozenset[Gate]]:
    """Return the approvals and refusals that stand after a fact."""
    about = frozenset[Gate]() if fact.gate is None else frozenset({fact.gate})
    if fact.kind is F.APPROVAL_GIVEN and not (fact.gate is Gate.LEGAL and fact.by_administrator is False):
        return state.approved | about, state.declined - about
    if fact.kind is F.APPROVAL_DECLINED:
        return state.approved - about, state.declined | about
    if fact.kind is F.AFTER_COLLECTION_STARTED:
        return state.approved - {Gate.LEGAL}, state.declined  # a later legal step asks anew
    return state.approved, state.declined


def judge_action(state: State, fact: Fact, ground: int, codes: Collection[str]) -> None:
    """Hold a measure against the promises one by one, in the words in which they were made."""
    if fact.kind is F.DEMAND_SENT and not state.reminded and not state.starts_at_demand:
        assert "no_reminder" in codes
    if fact.kind is F.LEGAL_STARTED and REQUIRED[ground][Gate.LEGAL] and Gate.LEGAL not in state.approved:
        assert "legal_unapproved" in codes
    if fact.kind is F.LEGAL_STARTED and state.demanded != 2:
        assert {"no_demand", "time_not_expired"} & set(codes)
    if not state.is_open:
        assert "after_end" in codes


def judge_commands(state: State, letter: Letter, said: tuple[Said, ...]) -> None:
    """Hold what is sent against what is owed: once, no more than is open, and nothing once the case is settled."""
    fact = letter.fact
    sent = [one.amount.minor for one in said if isinstance(one, RegisterDirectPayment | RegisterCreditNote)]
    owed = min(-letter.moved, max(state.balance, 0)) if fact.kind in TOLD else 0
    assert ([owed] if owed else []) == sent, (state, fact)
    assert len(said) == len(sent) + sum(isinstance(one, Breach | Notice) for one in said)


# --- what holds of every state ----------------------------------------------------------------------------------------
def judge_state(state: State) -> int:
    """Hold what is offered and what may be asked against the rules; return how many requests there were."""
    case = case_of(state)
    for number, ground in enumerate(GROUNDS):
        offered = next_steps(case, settings=ground.settings, as_of=DAY)
        if not state.is_open or state.balance <= 0:
            assert () == offered, state
        ready = [step for step in offered if step.is_ready]
        if state.pauses or (state.disputes and undisputed_of(state) <= 0):
            assert [] == ready, state
        for step in ready:
            done = Fact(fact_id="fact", kind=step.kind, happened_on=DAY, amount=step.amount)
            assert NOTHING == forbidden(state, done, number), (state, step)
            assert [] == [one for one in say(case, done, ground) if isinstance(one, Breach)], (state, step)
    for request in REQUESTS:
        answer = ask(case, request)
        obstacles = {reason.code for reason in answer.reasons} if isinstance(answer, Refused) else set()
        assert locked(state, request) == obstacles, (state, request)
        assert isinstance(answer, Granted) is not bool(obstacles)
    return len(REQUESTS)


# --- the way to an end ------------------------------------------------------------------------------------------------
ADMINISTRATOR: Final = {"gate": Gate.LEGAL, "by_administrator": True}


def _unbroken(draft: Draft, kind: FactKind, day: dt.date, **details: Any) -> None:
    """Apply a fact that must break nothing, by the settings that ask for approval of legal action."""
    fact = Fact(fact_id="fact", kind=kind, happened_on=day, **details)
    assert [] == [one for one in say(draft, fact, GROUNDS[1]) if isinstance(one, Breach)], (draft, fact)
    move(draft, fact)


def _rank(state: State) -> tuple[int, bool, bool]:
    return REACHED.index(state.reached), state.reminded > 0, state.demanded > 0


@functools.cache
def onward(state: State) -> State:
    """Take all out of the way that may be, wait, do the step that is offered, and return where the case stands then."""
    draft = draft_of(state)
    if state.reached is Stage.REGISTERING:
        _unbroken(draft, F.REGISTERED, DAY)
    for pause in draft.pauses:
        _unbroken(draft, F.RESUMED, DAY, about=pause.fact_id)
    for dispute in draft.disputes:
        _unbroken(draft, F.DISPUTE_SETTLED, DAY, about=dispute.fact_id)
    _unbroken(draft, F.PLAN_ENDED, DAY)
    _unbroken(draft, F.INSOLVENCY_ENDED, DAY)
    _unbroken(draft, F.APPROVAL_GIVEN, DAY, gate=Gate.DEMAND)
    _unbroken(draft, F.APPROVAL_GIVEN, DAY, **ADMINISTRATOR)
    case, day = case_of(state), DAY + LONG
    case.__dict__.update(draft.__dict__)
    (step,) = next_steps(case, settings=GROUNDS[1].settings, as_of=day)
    assert step.is_ready, (state, step)
    _unbroken(draft, step.kind, day, amount=step.amount)
    return state_of(draft, day + dt.timedelta(1))


def judge_ways(state: State) -> None:
    """An end is reached without a breach: by money and the agency's word, and by all steps until the last stage."""
    draft = draft_of(state)
    _unbroken(draft, F.PAID_AGENCY, DAY, amount=Money(3), capital=Money(3))
    _unbroken(draft, F.CLOSED_PAID, DAY)
    assert End.PAID is draft.end
    while state.balance > 0 and state.reached is not Stage.AFTER_COLLECTION:
        after = onward(state)
        assert _rank(state) < _rank(after), (state, after)  # so that it comes to the last stage, and is given up there
        state = after


# --- the walks --------------------------------------------------------------------------------------------------------
def walk(scope: Scope) -> tuple[frozenset[State], int]:
    """Walk all that can be reached within the scope; return its states and how many edges there are."""
    todo, seen, count = list(scope.starts), set(scope.starts), 0
    while todo:
        state = todo.pop()
        found = set(later(state))
        count += len(found)
        for letter, after, said in edges(scope, state):
            found.add(judge(state, letter, after, said))
            count += len(said)
        count += judge_state(state)
        if state.is_open:
            judge_ways(state)
        found -= seen
        seen |= found
        todo += found
    return frozenset(seen), count


WAITING: Final = frozenset({F.PLAN_AGREED, F.PLAN_BROKEN, F.PLAN_KEPT, F.PLAN_ENDED, F.INSOLVENT, F.INSOLVENCY_ENDED})
HINDERING: Final = WAITING | {F.PAUSED, F.RESUMED, F.DISPUTED, F.DISPUTE_SETTLED}
STARTS: Final = (State(), State(starts_at_demand=True))
#: A case that waits for nothing but what hinders it; also by the policy that closes it without capital.
READY: Final = tuple(
    State(Stage.DEMAND, reminded=2, demanded=2, closes_at_zero=closes, approved=frozenset(Gate))
    for closes in (False, True)
)


def _is_rough(letter: Letter) -> bool:
    """Tell whether a cut can hold it: no part that is disputed, no unknown day of a step that a check rests on."""
    is_part = letter.fact.kind is F.DISPUTED and letter.fact.amount is not None
    is_rested_on = letter.fact.kind in {F.DEMAND_SENT, F.AFTER_COLLECTION_STARTED}
    return not is_part and not (is_rested_on and letter.fact.earliest_on is not None)


def letters(*minors: int, without: Collection[FactKind] = (), rough: bool = False) -> tuple[Letter, ...]:
    """Return the alphabet without some kinds; the rough ones only, if so."""
    every = (letter for letter in alphabet(*minors) if letter.fact.kind not in without)
    return tuple(letter for letter in every if not rough or _is_rough(letter))


CLOSING: Final = (State(closes_at_zero=True), State(starts_at_demand=True, closes_at_zero=True))
MEASURES: Final = Scope(letters(1, without={*APPROVALS} | WAITING, rough=True), STARTS)
APPROVED: Final = Scope(letters(without=HINDERING | MOVES.keys(), rough=True), STARTS)
HINDERED: Final = Scope(
    letters(1, without={*APPROVALS} | ENDS | ACTIONS - {F.LEGAL_STARTED}), READY, pauses_max=2, disputes_max=2
)
SETTLED: Final = Scope(letters(1, 2, 3, without={*APPROVALS} | WAITING, rough=True), CLOSING)
WHOLE: Final = Scope(letters(1, without=WAITING), STARTS)


@pytest.mark.parametrize(
    ("scope", "states", "edges"),
    [
        pytest.param(MEASURES, 2_720, 221_344, id="measures"),
        pytest.param(APPROVED, 1_530, 108_252, id="approvals"),
        pytest.param(HINDERED, 1_152, 87_168, id="hindrances"),
        pytest.param(SETTLED, 2_720, 274_384, id="settled", marks=pytest.mark.slow),
        pytest.param(WHOLE, 98_928, 9_588_888, id="whole", marks=pytest.mark.slow),
    ],
)
def test_all_that_is_promised_holds_on_every_edge(scope: Scope, states: int, edges: int) -> None:
    """From every state that can be reached, a fact breaks what the requirements say, and nothing else."""
    seen, count = walk(scope)
    print(f"{len(seen):,} states, {count:,} edges")  # noqa: T201 - shown by ``pytest -rP``
    assert (states, edges) == (len(seen), count)
