"""A case whose payments the agency has not split shows the capital that its claim shows."""

from collections.abc import Mapping
from typing import Any, Final

import attrs
import pytest

from inkasso_host.following import Desk, case_of, claim_of, record, work
from inkasso_host.scripted import Scene, ScriptedAgency
from inkasso_rules.claim import Claim, ClaimError, statement
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


def test_what_we_assumed_stays_beside_what_the_agency_says() -> None:
    """Our split is stored once, with the payment that it is about; the agency's comes after it and counts."""
    _, facts = split_on(19)
    (payment,) = (fact for fact in facts if fact.kind is FactKind.PAID_AGENCY)
    (ours,) = (fact for fact in facts if fact.kind is FactKind.SPLIT_ASSUMED)
    assert (payment.fact_id, Money(1_000_00), Money(541_44)) == (ours.about, ours.amount, ours.capital)
    _, facts = split_on(20)
    splits = {FactKind.SPLIT_ASSUMED, FactKind.SPLIT_STATED}
    assert [
        (FactKind.SPLIT_ASSUMED, Money(541_44)),
        (FactKind.SPLIT_STATED, Money(700_00)),
    ] == [(fact.kind, fact.capital) for fact in facts if fact.kind in splits]


def test_without_knowledge_of_what_was_agreed_no_interest_is_paid() -> None:
    """A desk that knows only the case makes the claim of it."""
    desk, facts = split_on(12, claim_of=Claim.of)
    opening = facts[0].opening
    assert opening is not None
    assert Claim.of(opening, facts) == claim_of(desk, facts)
    # No interest runs, so that nothing is owed for being late: the demand's 180.00, and the rest on the capital.
    assert Money(430_00) == case_of(desk, facts, as_of=day(12)).open_capital


def test_a_claim_that_cannot_be_counted_is_not_split() -> None:
    """A day without a reference rate, or money before the claim began; the case shows what the agency reported."""
    late = day(12).replace(year=2027)
    desk, _ = split_on(11)
    paid = Fact(fact_id="late", kind=FactKind.PAID_AGENCY, happened_on=late, amount=Money(1_000_00))
    record(desk, CASES[0], (paid,), as_of=late)
    early, _ = split_on(12, claim_of=lambda opening, facts: Claim.of(opening, facts, sent_on=day(13)))
    for one, as_of in ((desk, late), (early, day(12))):
        facts = one.store.load(CASES[0]).facts
        assert FactKind.SPLIT_ASSUMED not in {fact.kind for fact in facts}
        assert Money(1_250_00) == case_of(one, facts, as_of=as_of).open_capital


@pytest.mark.parametrize("opened", [{"capital": Money(0)}, {"prior_reminder_costs": (Money(60_00),)}])
def test_a_case_of_which_there_is_no_claim_is_followed(opened: Mapping[str, Any]) -> None:
    """Without capital, or with reminders whose days nobody tells, nothing is split; the case goes on as reported."""
    desk, facts = split_on(12, claim_of=lambda opening, facts: Claim.of(attrs.evolve(opening, **opened), facts))
    assert [FactKind.PAID_AGENCY] == [fact.kind for fact in facts if fact.amount is not None]
    assert Money(1_250_00) == case_of(desk, facts, as_of=day(12)).open_capital
    with pytest.raises(ClaimError):
        claim_of(desk, facts)
