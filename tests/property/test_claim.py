"""What holds of every claim, whatever happened to it."""

import datetime as dt
from typing import Any, Final

import attrs
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.claim import Charge, Claim, LineCode, Statement, splits, statement
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.claims import MONEY_FACTS
from inkasso_rules.model.conventions import AllocationOrder, DayCount, Rounding
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY, Policy
from tests.law import oracles
from tests.machine.histories import hostile
from tests.support import examples

K: Final = FactKind
AT: Final = dt.date(2025, 9, 1)
ONE_DAY: Final = dt.timedelta(days=1)


@st.composite
def policies(draw: st.DrawFn, roundings: tuple[Rounding, ...] = tuple(Rounding)) -> Policy:
    """Draw the conventions that a claim is counted by; shrinks to ours."""
    order, count = draw(st.sampled_from(AllocationOrder)), draw(st.sampled_from(DayCount))
    return attrs.evolve(POLICY, allocation=order, day_count=count, rounding=draw(st.sampled_from(roundings)))


def sums(answer: Statement) -> tuple[Money, ...]:
    """Return what is owed."""
    return answer.capital, answer.interest, answer.costs, answer.overpaid


# --- the oracle -------------------------------------------------------------------------------------------------------
def lives_alike(claim: Claim, policy: Policy, as_of: dt.date) -> None:
    """Hold a statement against the claim's life, day by day: what is owed, and what each fact did."""
    known = oracles.plain(claim)
    answer = statement(known, as_of=as_of, policy=policy)
    steps = [(line.on, line.amount.minor) for line in answer.lines if line.code is LineCode.COSTS]
    life = oracles.Life(known, lambda day: sum(minor for on, minor in steps if on <= day), policy.allocation)
    life.live(as_of, count=policy.day_count)
    opened = life.open(as_of)
    over = life.fallen["left"] + sum(max(-minor, 0) for minor in opened.values())
    lived = tuple(max(opened[part], 0) for part in ("capital", "interest", "costs"))
    assert (*lived, over) == tuple(money.minor for money in sums(answer))
    assert oracles.half_up(life.exact) == answer.interest_accrued.minor
    assert life.exact == sum(one.segment.exact for one in answer.segments)
    for one in answer.allocations:
        if one.fact_id in life.parts:
            parts = {"costs": one.costs, "interest": one.interest, "capital": one.capital, "left": one.left}
            expected = {part: life.parts[one.fact_id].get(part, 0) for part in parts}
            assert expected == {part: money.minor for part, money in parts.items()}


@given(some.claims(as_of=AT), policies(roundings=(Rounding.ONCE,)), st.integers(-30, 60))
def test_a_statement_is_the_claims_life(claim: Claim, policy: Policy, days: int) -> None:
    """Lived through day by day, in fractions, each payment laid along what is open: 0 öre off."""
    lives_alike(claim, policy, AT + days * ONE_DAY)


# --- conservation -----------------------------------------------------------------------------------------------------
@given(some.claims(as_of=AT), policies())
def test_no_ore_is_lost(claim: Claim, policy: Policy) -> None:
    """What came in is what fell on costs, interest and capital and what is left over, fact by fact and all in all."""
    answer = statement(claim, as_of=AT, policy=policy)
    signs = {K.PAYMENT_REVERSED: -1, K.PAYMENT_REMOVED: -1, K.SPLIT_STATED: 0}
    amounts = {fact.fact_id: signs.get(fact.kind, 1) * (fact.amount or Money(0)).minor for fact in claim.facts}
    allocations = answer.allocations
    for one in allocations:
        assert one.amount == one.costs + one.interest + one.capital + one.left
        assert amounts[one.fact_id] == one.amount.minor
    moved = [fact.fact_id for fact in claim.facts if fact.kind in MONEY_FACTS and fact.happened_on <= AT]
    assert moved == [one.fact_id for one in allocations if one.kind is not K.SPLIT_STATED]
    assert sum(amounts[name] for name in moved) == answer.received.minor == sum(one.amount.minor for one in allocations)


@given(some.claims(as_of=AT), policies())
def test_the_lines_add_up(claim: Claim, policy: Policy) -> None:
    """To what is left to pay, or to less than nothing by what was overpaid; so do the parts."""
    answer = statement(claim, as_of=AT, policy=policy)
    added = sum(line.amount.minor for line in answer.lines)
    owed = answer.capital.minor + answer.interest.minor + answer.costs.minor
    assert owed - answer.overpaid.minor == added
    assert max(added, 0) == answer.total.minor
    asked = claim.capital.minor + answer.interest_accrued.minor + answer.costs_claimed.minor
    assert asked - answer.received.minor == added
    assert 0 <= answer.disputed.minor <= answer.total.minor
    assert answer.total == answer.disputed + answer.undisputed


# --- laws -------------------------------------------------------------------------------------------------------------
@given(st.data(), some.claims(as_of=AT), policies())
def test_order_and_repetition_play_no_part(data: st.DataObject, claim: Claim, policy: Policy) -> None:
    """Facts may come in any order, and twice; the same question has the same answer."""
    doubled = [*claim.facts, *data.draw(st.lists(st.sampled_from(claim.facts)) if claim.facts else st.just([]))]
    shuffled = attrs.evolve(claim, facts=tuple(data.draw(st.permutations(doubled))))
    answer = statement(claim, as_of=AT, policy=policy)
    assert shuffled == claim
    assert answer == statement(shuffled, as_of=AT, policy=policy) == statement(claim, as_of=AT, policy=policy)
    assert answer.lines == statement(shuffled, as_of=AT, policy=policy).lines


@given(some.claims(as_of=AT), policies(), st.integers(-60, 0))
def test_what_comes_later_changes_nothing(claim: Claim, policy: Policy, days: int) -> None:
    """Not even a credit note from the start, or a measure that is taken back later."""
    as_of = AT + days * ONE_DAY
    known = attrs.evolve(claim, facts=tuple(fact for fact in claim.facts if fact.happened_on <= as_of))
    before, after = (statement(one, as_of=as_of, policy=policy) for one in (known, claim))
    assert before == attrs.evolve(after, claim=known)
    assert before.lines == after.lines
    assert splits(known, as_of=as_of, policy=policy) == splits(claim, as_of=as_of, policy=policy)


#: What says nothing of one payment alone: what is split by sums, or goes back, depends on what else was paid.
_DEPENDENT: Final = frozenset({K.SPLIT_STATED, K.PAYMENT_REVERSED})
_PAYS: Final = (K.PAID_AGENCY, K.PAID_CREDITOR, K.CREDITED, K.REMITTED)


def pays_off(data: st.DataObject, claim: Claim, policy: Policy) -> None:
    """
    Add a payment, and see that less is owed by its amount at least, on its day and on each later one.

    That holds since no rate is below zero (else it would be dear to pay early), and where (1) interest is not rounded
    segment by segment: a payment cuts a segment in two, and each may be rounded up; (2) no money goes back, or is
    split, by sums: of what, then depends on what else was paid; (3) what is measured is what is left to pay without the
    clamp at nothing, which hides what was overpaid.
    """
    plain = attrs.evolve(claim, facts=tuple(fact for fact in claim.facts if fact.kind not in _DEPENDENT))
    first = plain.begins_on or AT - 60 * ONE_DAY
    on = first + data.draw(st.integers(0, max((AT - first).days, 0))) * ONE_DAY
    later = on + data.draw(st.integers(0, max((AT - on).days, 0))) * ONE_DAY
    minor = data.draw(st.sampled_from((1, 180_00, plain.capital.minor)) | st.integers(1, 2 * plain.capital.minor))
    amount = Money(minor, plain.currency)
    kind = data.draw(st.sampled_from(_PAYS))
    paid = Fact(fact_id="paid", kind=kind, happened_on=on, amount=amount)
    without, with_it = (
        _net(statement(attrs.evolve(plain, facts=facts), as_of=later, policy=policy))
        for facts in (plain.facts, (*plain.facts, paid))
    )
    event(f"saved interest or costs: {without - with_it > minor}")
    assert without - with_it >= minor


def _net(answer: Statement) -> int:
    return (answer.capital + answer.interest + answer.costs - answer.overpaid).minor


@given(st.data(), some.claims(as_of=AT), policies(roundings=(Rounding.ONCE, Rounding.KRONOR)))
def test_a_payment_never_raises_what_is_owed(data: st.DataObject, claim: Claim, policy: Policy) -> None:
    """On its day, or later: it is worth at least itself."""
    pays_off(data, claim, policy)


# --- one day ----------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("paid_on", "costs"), [(0, 180_00), (-1, 0), (1, 180_00)])
def test_a_demand_and_a_payment_on_one_day(paid_on: int, costs: int) -> None:
    """The fee is owed: what was paid on the day of the demand did not stop it; what was paid the day before did."""
    demand = Fact(fact_id="demand", kind=K.DEMAND_SENT, happened_on=AT - 5 * ONE_DAY, as_required=True)
    paid = Fact(
        fact_id="paid", kind=K.PAID_AGENCY, happened_on=demand.happened_on + paid_on * ONE_DAY, amount=Money(1_300_00)
    )
    claim = attrs.evolve(some.plain_claim(AT), debtor_kind=DebtorKind.CONSUMER, facts=(demand, paid))
    assert costs == statement(claim, as_of=AT).costs_claimed.minor


@pytest.mark.requirement("OWN-12")
@pytest.mark.parametrize("order", AllocationOrder)
def test_a_payment_settles_the_costs_of_its_day(order: AllocationOrder) -> None:
    """In the order of the policy: what it had to settle first it settled, to the öre."""
    plain = attrs.evolve(some.plain_claim(AT), debtor_kind=DebtorKind.CONSUMER)
    paid = Fact(fact_id="paid", kind=K.PAID_AGENCY, happened_on=AT, amount=Money(181_00))
    demand = Fact(fact_id="demand", kind=K.DEMAND_SENT, happened_on=AT, as_required=True)
    policy = attrs.evolve(POLICY, allocation=order)
    (one,) = statement(attrs.evolve(plain, facts=(paid, demand)), as_of=AT, policy=policy).allocations
    interest = 12_500 * 100 * 10 * 13 // 365 // 1_000  # 1,250 kronor at 10 percent for 13 days: 4.45.
    fell = {"costs": (180_00, 1_00, 0), "interest_costs": (181_00 - interest, interest, 0)}
    fell |= {"interest_capital": (0, interest, 181_00 - interest), "capital": (0, 0, 181_00)}
    wanted = next(parts for name, parts in reversed(fell.items()) if order.startswith(name))
    assert wanted == (one.costs.minor, one.interest.minor, one.capital.minor)


# --- bad input --------------------------------------------------------------------------------------------------------
_DAYS: Final = st.sampled_from((AT, dt.date.min, dt.date.max, dt.date(2002, 7, 1), dt.date(2026, 12, 31))) | st.dates()
_ODD_DAYS: Final = _DAYS | st.none() | st.datetimes()
_ODD_MONEY: Final = st.builds(Money, st.sampled_from((0, -1, 1, 10**30)), st.sampled_from(("SEK", "EUR", "JPY")))


@st.composite
def odd_claims(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a careless host may call a claim; some is none."""
    charge = {
        "charge_id": draw(st.sampled_from(("a", "b"))),
        "amount": draw(_ODD_MONEY | st.none() | st.just(5)),
        "due_date": draw(_ODD_DAYS),
        "sent_on": draw(_ODD_DAYS),
        "received_on": draw(_ODD_DAYS),
    }
    return {
        "charges": [charge] * draw(st.sampled_from((1, 0, 2))),
        "facts": draw(st.lists(hostile(), max_size=6)),
        "debtor_kind": draw(st.none() | st.sampled_from(DebtorKind)),
        "origin_on": draw(_ODD_DAYS),
        "interest_invoiced_through": draw(_ODD_DAYS),
        "claimed": draw(st.frozensets(st.sampled_from(CostKind))),
        "agreements": draw(some.agreements()),
    }


def is_refused_or_answered(raw: dict[str, Any], as_of: dt.date | None) -> None:
    """Make a claim of anything, and ask all that can be asked: only typed refusals, with words."""
    try:
        facts = [_made(values) for values in raw["facts"]]
        claim = Claim(
            **raw
            | {
                "claim_id": "claim",
                "charges": [Charge(**charge) for charge in raw["charges"]],
                "facts": [fact for fact in facts if fact is not None],
            }
        )
        answer = statement(claim, as_of=as_of)  # type: ignore[arg-type]  # The wrong type is the question.
        splits(claim, as_of=answer.as_of)
    except InkassoRulesError as refused:
        event(f"{type(refused).__name__}: {str(refused)[:20]}")
    else:
        event("answered")
        assert repr(answer)
        assert (answer.lines, answer.segments, answer.warnings, answer.cost_lines, answer.excesses) is not None
        assert answer.allocations is not None


def _made(values: dict[str, Any]) -> Fact | None:
    try:
        return Fact(**values)
    except InkassoRulesError:
        return None


@given(odd_claims(), _ODD_DAYS)
def test_nonsense_is_refused_with_words(raw: dict[str, Any], as_of: dt.date | None) -> None:
    """Reversed days, foreign money without a rate, days at the ends of time, no day at all."""
    is_refused_or_answered(raw, as_of)


@examples(0.5)
@given(some.claims(as_of=AT), _DAYS)
def test_any_day_may_be_asked_about(claim: Claim, as_of: dt.date) -> None:
    """Before the claim, and after the last rate that is known."""
    try:
        answer = statement(claim, as_of=as_of)
    except InkassoRulesError as refused:
        assert as_of > oracles.LAST_RATE, str(refused)  # noqa: PT017 - only such a day is refused.
    else:
        assert answer.total.minor >= 0


# --- for long ---------------------------------------------------------------------------------------------------------
@pytest.mark.proof
@given(some.claims(as_of=AT), policies(roundings=(Rounding.ONCE,)), st.integers(-30, 60))
def test_a_statement_is_the_claims_life_for_long(claim: Claim, policy: Policy, days: int) -> None:
    """As many as the profile says."""
    lives_alike(claim, policy, AT + days * ONE_DAY)


@pytest.mark.proof
@given(st.data(), some.claims(as_of=AT), policies(roundings=(Rounding.ONCE, Rounding.KRONOR)))
def test_a_payment_never_raises_what_is_owed_for_long(data: st.DataObject, claim: Claim, policy: Policy) -> None:
    """As many as the profile says."""
    pays_off(data, claim, policy)


@pytest.mark.proof
@given(odd_claims(), _ODD_DAYS)
def test_nonsense_is_refused_with_words_for_long(raw: dict[str, Any], as_of: dt.date | None) -> None:
    """As many as the profile says."""
    is_refused_or_answered(raw, as_of)
