"""A case whose payments the agency has not split shows the capital that its claim shows."""

from typing import Any, Final

import pytest

from inkasso_host.following import Desk, case_of, claim_of, split_by_policy, work
from inkasso_host.scripted import Scene, ScriptedAgency
from inkasso_rules.claim import Claim, statement
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from tests.host.test_following import CASES, START, a_desk, day, letter, transferred

UNSPLIT: Final = (
    Scene("1", day(1), Stage.REMINDER, actions=(letter(FactKind.REMINDER_SENT, day(1)),)),
    Scene("1", day(12), Stage.DEMAND, actions=(letter(FactKind.DEMAND_SENT, day(12)),), collected=Money(1_000_00)),
    Scene("1", day(20), Stage.DEMAND, collected=Money(1_000_00), collected_capital=Money(700_00)),
)


def _claim(opening: Opening, facts: tuple[Fact, ...]) -> Claim:
    return Claim.of(opening, facts, agreements=Agreements(due_date=True, reminder_fee=True))


def split_on(after: int, **changes: Any) -> tuple[Desk, tuple[Fact, ...]]:
    """Follow a payment that the agency splits late, up to a day; return the desk and the facts of the case."""
    agency = ScriptedAgency(day=START, script=UNSPLIT)
    desk = a_desk(agency=agency, **({"claim_of": _claim} | changes))
    transferred(desk)
    for scene in UNSPLIT:
        if scene.on <= day(after):
            agency.turn_to(scene.on)
            list(work(desk, as_of=scene.on))
    return desk, desk.store.load(CASES[0]).facts


@pytest.mark.parametrize(
    ("after", "capital"),
    [
        (11, 1_250_00),
        # The policy: 450.00 for being late, then 9 days of interest at 10 % on 1,250.00, then the capital.
        (12, 708_56),
        (19, 708_56),
        # The agency: 700.00 of it fell on the capital.
        (20, 550_00),
    ],
)
def test_case_and_claim_show_one_capital(after: int, capital: int) -> None:
    """As the policy splits a payment until the agency says how it did; then that counts."""
    desk, facts = split_on(after)
    shown_capital = case_of(desk, facts, as_of=day(after)).open_capital
    owed = statement(claim_of(desk, facts), as_of=day(after))
    assert (Money(capital), Money(capital)) == (shown_capital, owed.capital)


def test_what_the_policy_split_is_not_stored() -> None:
    """What is stored is what was reported: only so is it found what the agency says later."""
    desk, facts = split_on(19)
    (payment,) = (fact for fact in facts if fact.kind is FactKind.PAID_AGENCY)
    (split,) = split_by_policy(desk, facts, as_of=day(19))
    assert (payment.fact_id, Money(1_000_00), Money(541_44)) == (split.about, split.amount, split.capital)
    assert FactKind.SPLIT_STATED not in {fact.kind for fact in facts}
    desk, facts = split_on(20)
    assert [Money(700_00)] == [fact.capital for fact in facts if fact.kind is FactKind.SPLIT_STATED]
    assert () == split_by_policy(desk, facts, as_of=day(20))


def test_without_knowledge_of_what_was_agreed_no_interest_is_paid() -> None:
    """A desk that knows only the case makes the claim of it."""
    desk, facts = split_on(12, claim_of=Claim.of)
    opening = facts[0].opening
    assert opening is not None
    assert Claim.of(opening, facts) == claim_of(desk, facts)
    # No interest runs, so that nothing is owed for being late: the demand's 180.00, and the rest on the capital.
    assert Money(430_00) == case_of(desk, facts, as_of=day(12)).open_capital


def test_a_claim_that_cannot_be_counted_is_not_split() -> None:
    """The case then shows what is known, as the agency reported it."""
    as_soon = day(12).replace(year=2027)
    desk, facts = split_on(12)
    late = Fact(fact_id="late", kind=FactKind.PAID_AGENCY, happened_on=as_soon, amount=Money(1))
    assert () == split_by_policy(desk, (*facts, late), as_of=as_soon)
    assert Money(1_250_00) == case_of(desk, (*facts, late), as_of=as_soon).open_capital
    early, facts = split_on(12, claim_of=lambda opening, facts: Claim.of(opening, facts, sent_on=day(13)))
    assert () == split_by_policy(early, facts, as_of=day(13))
