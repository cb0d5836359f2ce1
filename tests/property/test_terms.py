"""What holds of the creditor's terms, whatever happens to a claim."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.claim import statement
from inkasso_rules.lifecycle import fold
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import Policy
from inkasso_rules.terms import TermCode, creditor_terms
from inkasso_rules.terms.falling import after_collection
from tests.data import LATER, PLAIN_SETTINGS, a_reminder_of_each_cost

_OPENED = dt.date(2026, 3, 16)
#: The last day whose rate of interest is known.
_END = dt.date(2026, 12, 31)
_TERMS = Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest())


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim in kronor with its facts."""
    opening = draw(some.openings(opened_on=_OPENED).filter(lambda one: one.capital.currency == "SEK"))
    facts = draw(some.histories(opening, opened_on=_OPENED, most=12))
    return Claim.of(opening, facts, agreements=_TERMS, prior_reminders=a_reminder_of_each_cost(opening))


def policies() -> st.SearchStrategy[Policy]:
    """Draw how the creditor pays."""
    return st.builds(
        Policy,
        commission_percent=st.integers(0, 100),
        commission_on_direct=st.booleans(),
        vat_withheld=st.booleans(),
        vat_on_interest=st.booleans(),
    )


@pytest.mark.requirement("OWN-12", "LC-10", "LC-11")
@given(claims(), policies())
def test_every_ore_has_its_place(claim: Claim, policy: Policy) -> None:
    """What was collected is kept, the creditor's, or left; what the creditor gets and pays differ by what it costs."""
    terms = creditor_terms(claim, as_of=_END, policy=policy)
    parts = (terms.costs, terms.interest, terms.fees, terms.reminders, terms.capital, terms.left)
    assert terms.collected == sum(parts, Money(0))
    assert terms.payable - terms.invoiced == terms.capital + terms.reminders - terms.cost
    assert min(terms.payable, terms.invoiced) >= Money(0)
    assert Money(0) <= terms.fees <= terms.fees_borne


@given(claims(), policies())
def test_the_terms_follow_the_statement(claim: Claim, policy: Policy) -> None:
    """They count what the statement counts: the same money, the same interest, and nothing held that is owed."""
    terms, owed = creditor_terms(claim, as_of=_END, policy=policy), statement(claim, as_of=_END, policy=policy)
    agency = [
        one
        for one in owed.allocations
        if one.kind in {FactKind.PAID_AGENCY, FactKind.PAYMENT_REVERSED, FactKind.SPLIT_STATED}
    ]
    assert terms.collected == sum((one.amount for one in agency), Money(0))
    assert terms.interest == sum((one.interest for one in agency), Money(0))
    assert terms.costs + terms.fees + terms.reminders == sum((one.costs for one in agency), Money(0))
    assert terms.left <= owed.overpaid
    if owed.capital.minor:
        assert terms.capital == sum((one.capital for one in agency), Money(0))


@given(claims())
def test_small_payments_are_rounded_once(claim: Claim) -> None:
    """However many payments there are, the commission is a quarter of all of them, to the half öre."""
    terms = creditor_terms(claim, as_of=_END)
    recovered = sum(line.base.minor for line in terms.lines if line.code is TermCode.COMMISSION)
    assert abs(4 * terms.commission.minor - max(recovered, 0)) <= 2


@given(claims())
def test_the_stage_is_that_of_the_case(claim: Claim) -> None:
    """A payment belongs to after-collection if the case stands there when it comes."""
    facts = [fact for fact in claim.facts if fact.happened_on >= _OPENED]
    assume(facts and facts[0].kind is FactKind.TRANSFERRED)
    found = after_collection(facts)
    for place, fact in enumerate(facts):
        if fact.kind in {FactKind.PAID_AGENCY, FactKind.PAID_CREDITOR}:
            assert (fact.fact_id in found) == (_stage(facts[: place + 1]) is Stage.AFTER_COLLECTION)


def _stage(facts: list[Fact]) -> Stage:
    return fold(facts, settings=PLAIN_SETTINGS, as_of=LATER).reached
