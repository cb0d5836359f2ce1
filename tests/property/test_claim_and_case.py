"""
Case and claim show the same capital for the same facts (LC-14), once the policy's splits are stated as facts.

The case counts what the agency said; the claim also places what the agency has not said. The facts that
:func:`~inkasso_rules.claim.splits` returns are what lies between the two.
"""

import datetime as dt
from decimal import Decimal
from typing import Final

import attrs
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.claim import Claim, Statement, splits, statement
from inkasso_rules.lifecycle import Case, fold
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.cases import Opening
from inkasso_rules.model.conventions import AllocationOrder
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY, Policy
from tests.data import a_reminder_of_each_cost
from tests.machine.histories import END, MONEY, SETTINGS, lives

K: Final = FactKind
#: A fixed rate, which no half-year ends.
AGREED: Final = Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest(percent=Decimal(8)))
ORDERS: Final = st.sampled_from(AllocationOrder).map(lambda order: attrs.evolve(POLICY, allocation=order))


def sums(answer: Statement) -> tuple[Money, ...]:
    """Return all that is owed, and why."""
    owed = (answer.capital, answer.interest, answer.costs, answer.total, answer.overpaid, answer.disputed)
    return *owed, answer.received, answer.interest_accrued, answer.costs_claimed


def folded(facts: tuple[Fact, ...], as_of: dt.date) -> Case:
    """Return the case of some facts."""
    return fold(facts, settings=SETTINGS, as_of=as_of)


def more_came_than_went(facts: tuple[Fact, ...], currency: str) -> bool:
    """Tell whether at no time more had gone back than had come in: what a case makes of it otherwise has no meaning."""
    held = 0
    for fact in sorted(facts, key=lambda fact: fact.order):
        if fact.amount is not None and fact.amount.currency == currency:
            held += {K.PAID_AGENCY: 1, K.PAYMENT_REVERSED: -1}.get(fact.kind, 0) * fact.amount.minor
        if held < 0:
            return False
    return True


def agree(claim: Claim, facts: tuple[Fact, ...], as_of: dt.date, policy: Policy) -> None:
    """Hold the case of facts against the claim that reads the same facts."""
    answer, stated = statement(claim, as_of=as_of, policy=policy), splits(claim, as_of=as_of, policy=policy)
    event(f"splits: {min(len(stated), 3)}")
    completed = attrs.evolve(claim, facts=(*claim.facts, *stated))
    after, case = statement(completed, as_of=as_of, policy=policy), folded((*facts, *stated), as_of)
    assert case.open_capital == answer.capital == after.capital
    assert sums(answer) == sums(after)
    assert () == splits(completed, as_of=as_of, policy=policy)
    if not stated:
        assert folded(facts, as_of).open_capital == answer.capital


def of_case(facts: tuple[Fact, ...]) -> Claim:
    """Return the claim of a case, as a host makes it."""
    opening = min((fact for fact in facts if fact.opening is not None), key=lambda fact: fact.order).opening
    assert opening is not None
    reminders = a_reminder_of_each_cost(opening)
    claim = Claim.of(opening, facts, agreements=AGREED, prior_reminders=reminders)
    currency = opening.capital.currency
    if currency == "SEK":
        return claim
    rate = ExchangeRate(currency="SEK", into=currency, rate=Decimal("0.0875"), on=opening.due_date)
    return attrs.evolve(claim, sek_rate=rate)


# --- histories --------------------------------------------------------------------------------------------------------
@given(lives(), ORDERS)
def test_a_life_has_one_capital(history: tuple[Fact, ...], policy: Policy) -> None:
    """Whatever happens between the usual steps."""
    assume(more_came_than_went(history, "SEK"))
    agree(of_case(history), history, END, policy)


@given(lives(kinds=MONEY, gap=3), ORDERS)
def test_a_life_of_money_has_one_capital(history: tuple[Fact, ...], policy: Policy) -> None:
    """Payments, splits and what goes back, by sums that name nothing, many on one day."""
    assume(more_came_than_went(history, "SEK"))
    agree(of_case(history), history, END, policy)


@given(some.histories(opened_on=dt.date(2026, 3, 16)), ORDERS, st.integers(-20, 40))
def test_a_history_has_one_capital(told: tuple[Fact, ...], policy: Policy, days: int) -> None:
    """Late, twice, in another order, in other currencies: on any day about the last fact."""
    as_of = max(fact.happened_on for fact in told) + dt.timedelta(days=days)
    assume(as_of >= next(fact for fact in told if fact.opening is not None).happened_on)
    claim = of_case(told)
    assume(more_came_than_went(told, claim.currency))
    agree(claim, told, as_of, policy)


# --- claims -----------------------------------------------------------------------------------------------------------
def case_of(claim: Claim, as_of: dt.date) -> tuple[Fact, ...]:
    """Return the facts of a case that is about all of the claim's capital."""
    opening = Opening(
        case_id=claim.claim_id,
        creditor_id="cred-1",
        invoice_id="inv-1",
        invoice_number="10001",
        due_date=claim.charges[0].due_date,
        capital=claim.capital,
        debtor_kind=claim.debtor_kind,
    )
    first = min((fact.happened_on for fact in claim.facts), default=as_of)
    return Fact(fact_id="transfer", kind=K.TRANSFERRED, happened_on=min(first, as_of), opening=opening), *claim.facts


def has_one_capital(claim: Claim, as_of: dt.date, policy: Policy) -> None:
    """Ask on a day about what was told by then, and was told to make sense."""
    agree(claim, case_of(claim, as_of), as_of, policy)


AT: Final = dt.date(2025, 9, 1)
#: The facts that move capital.
MOVING: Final = tuple(kind for kind in MONEY if kind not in {K.PAYMENT_UNCLEAR, K.PAID_OUT})


@given(some.claims(as_of=AT), ORDERS)
def test_a_claim_and_its_case_have_one_capital(claim: Claim, policy: Policy) -> None:
    """Several charges, other currencies, costs, disputes and insolvency: the case knows none of them."""
    has_one_capital(claim, AT, policy)


@given(some.claims(as_of=AT, kinds=MOVING), ORDERS, st.integers(-30, 30))
def test_a_claim_and_its_case_have_one_capital_on_any_day(claim: Claim, policy: Policy, days: int) -> None:
    """Payments that are split, removed and reversed, by their names or by sums."""
    has_one_capital(claim, AT + dt.timedelta(days=days), policy)


def stays_one(claim: Claim, policy: Policy, days: int) -> None:
    """Keep the splits of a day as facts, as a host does, and ask again after what happened since."""
    kept = splits(claim, as_of=AT - dt.timedelta(days=days), policy=policy)
    event(f"kept: {min(len(kept), 3)}")
    holding = attrs.evolve(claim, facts=(*claim.facts, *kept))
    without, with_them = (statement(one, as_of=AT, policy=policy) for one in (claim, holding))
    assert sums(without) == sums(with_them)
    agree(holding, case_of(holding, AT), AT, policy)


@given(some.claims(as_of=AT, kinds=MOVING), ORDERS, st.integers(1, 60))
def test_splits_that_were_kept_leave_one_capital(claim: Claim, policy: Policy, days: int) -> None:
    """Nor do they change what is owed, whatever the agency splits, and whatever goes back, since they were kept."""
    stays_one(claim, policy, days)


@pytest.mark.requirement("LC-14")
@pytest.mark.parametrize(
    ("kind", "details", "capital"),
    [
        (K.PAID_AGENCY, {"amount": Money(500_00), "capital": Money(400_00)}, 850_00),
        (K.PAID_CREDITOR, {"amount": Money(500_00)}, 750_00),
        (K.CREDITED, {"amount": Money(500_00)}, 750_00),
        (K.SET_OFF, {"amount": Money(500_00), "capital": Money(500_00)}, 750_00),
        (K.REMITTED, {"amount": Money(500_00)}, 750_00),
        (K.PAID_CREDITOR, {"amount": Money(2_000_00)}, 0),
    ],
)
def test_what_moves_the_capital_moves_both(kind: FactKind, details: dict[str, Money], capital: int) -> None:
    """By the same amount, and no split is needed where the agency said it, or the law says it."""
    plain = some.plain_claim(AT)
    moved = Fact(fact_id="fact-1", kind=kind, happened_on=AT, **details)  # type: ignore[arg-type]  # By its kind.
    claim = attrs.evolve(plain, facts=(moved,))
    assert capital == statement(claim, as_of=AT).capital.minor
    assert capital == folded(case_of(claim, AT), AT).open_capital.minor
    assert () == splits(claim, as_of=AT)


# --- for long ---------------------------------------------------------------------------------------------------------
@pytest.mark.proof
@given(lives(kinds=MONEY, gap=3), ORDERS)
def test_a_life_of_money_has_one_capital_for_long(history: tuple[Fact, ...], policy: Policy) -> None:
    """As many as the profile says."""
    assume(more_came_than_went(history, "SEK"))
    agree(of_case(history), history, END, policy)


@pytest.mark.proof
@given(some.claims(as_of=AT, kinds=MOVING), ORDERS, st.integers(-30, 30))
def test_a_claim_and_its_case_have_one_capital_for_long(claim: Claim, policy: Policy, days: int) -> None:
    """As many as the profile says."""
    has_one_capital(claim, AT + dt.timedelta(days=days), policy)


@pytest.mark.proof
@given(some.claims(as_of=AT, kinds=MOVING), ORDERS, st.integers(1, 60))
def test_splits_that_were_kept_leave_one_capital_for_long(claim: Claim, policy: Policy, days: int) -> None:
    """As many as the profile says."""
    stays_one(claim, policy, days)
