"""Our own split of a payment to the agency: it holds until the agency says, and stays visible as ours."""

import attrs
import pytest

from inkasso_rules.claim import Claim, Statement, splits, statement
from inkasso_rules.lifecycle import Case, observe
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.conventions import AllocationOrder
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY
from tests.data import a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import NO_GATES, TAKEN, K, advanced, kr, told, waiting_for
from tests.tables.reading import known, seen, shown

#: The day of the statements: its reference rate is known.
AT = on(40)
#: Its fee is 180 kronor.
DEMANDED = fact(K.DEMAND_SENT, 2)
PAID = fact(K.PAID_AGENCY, 3, fact_id="pay", amount=kr(400))
OTHER = fact(K.PAID_AGENCY, 6, fact_id="other", amount=kr(200))


def _split(
    kind: FactKind, days: int, capital: int, *, major: int = 400, about: str | None = "pay", fact_id: str = ""
) -> Fact:
    called = fact_id or f"{kind}-{days}"
    return fact(kind, days, fact_id=called, amount=kr(major), capital=kr(capital), about=about)


def _ours(days: int, capital: int, *, major: int = 400, about: str | None = "pay", fact_id: str = "") -> Fact:
    return _split(K.SPLIT_ASSUMED, days, capital, major=major, about=about, fact_id=fact_id)


def _theirs(days: int, capital: int, *, major: int = 400, about: str | None = "pay", fact_id: str = "") -> Fact:
    return _split(K.SPLIT_STATED, days, capital, major=major, about=about, fact_id=fact_id)


def _back(days: int, major: int, about: str | None = "pay", capital: Money | None = None) -> Fact:
    return fact(K.PAYMENT_REVERSED, days, fact_id=f"back-{days}", amount=kr(major), about=about, capital=capital)


def _claim(found: Case) -> Claim:
    return Claim.of(found.opening, found.facts)


def _stated(found: Case) -> Statement:
    return statement(_claim(found), as_of=AT)


def _warned(answer: Statement) -> tuple[str, ...]:
    return tuple(str(reason.subject) for reason in answer.warnings if reason.code == "split_by_policy")


# --- whose word counts ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "capital", "unsplit"),
    [
        # ours alone
        case("LC-14", (PAID, _ours(3, 100)),                                                    1_150, ("pay",)),
        case("LC-14", (PAID, _ours(9, 100)),                                                    1_150, ("pay",)),
        case("LC-14", (PAID, _ours(3, 0)),                                                      1_250, ("pay",)),
        # ours and theirs on one day, whatever they are called
        case("LC-14", (PAID, _ours(5, 100, fact_id="a"), _theirs(5, 300, fact_id="b")),         950,   ()),
        case("LC-14", (PAID, _ours(5, 100, fact_id="b"), _theirs(5, 300, fact_id="a")),         950,   ()),
        case("LC-14", (PAID, _ours(3, 100, fact_id="pay/split"), _theirs(3, 300)),              950,   ()),
        # on two days
        case("LC-14", (PAID, _ours(3, 100), _theirs(5, 300)),                                   950,   ()),
        case("LC-14", (PAID, _ours(3, 300), _theirs(5, 0)),                                     1_250, ()),
        case("LC-14", (PAID, _theirs(5, 300), _ours(6, 100)),                                   950,   ()),
        case("LC-14", (PAID, _theirs(5, 0), _ours(6, 100)),                                     1_250, ()),
        case("LC-14", (PAID, _ours(4, 100), _theirs(5, 300), _theirs(6, 200)),                  1_050, ()),
        case("LC-14", (PAID, _theirs(5, 300), _ours(6, 100), _theirs(7, 200)),                  1_050, ()),
        # said with the payment
        case("LC-14", (attrs.evolve(PAID, capital=kr(300)), _ours(3, 100)),                     950,   ()),
        # of no payment by name: all of it, a part, and before ours
        case("LC-14", (PAID, _ours(3, 100), _theirs(5, 300, about=None)),                       950,   ()),
        case("LC-14", (PAID, _ours(3, 100), _theirs(5, 150, major=200, about=None)),            1_050, ("pay",)),
        case("LC-14", (PAID, _theirs(5, 300, about=None), _ours(6, 100)),                       950,   ()),
        case("LC-14", (PAID, _theirs(5, 150, major=200, about=None), _ours(6, 100)),            1_050, ("pay",)),
        # what nobody has split comes before what we have
        case("LC-14", (PAID, _ours(3, 100), OTHER, _theirs(7, 200, major=200, about=None)),     950,   ("pay",)),
        case("LC-14", (PAID, _ours(3, 100), OTHER, _theirs(7, 250, major=400, about=None)),
             950,   ("pay",)),
        # two of ours: the first stays
        case("LC-14", (PAID, _ours(3, 100), _ours(4, 300)),                                     1_150, ("pay",)),
        # one sum for what is not split
        case("LC-14", (PAID, OTHER, _ours(7, 500, major=600, about=None)),                      750,   ("split_assumed-7",)),
        case("LC-14", (PAID, _ours(3, 100), OTHER, _ours(7, 50, major=200, about=None)),
             1_100, ("pay", "split_assumed-7")),
        case("LC-14", (PAID, OTHER, _ours(7, 500, major=600, about=None), _theirs(8, 120, major=300, about=None)),
             880,   ("split_assumed-7",)),
        case("LC-14", (PAID, OTHER, _ours(7, 500, major=600, about=None), _theirs(8, 100, major=600, about=None)),
             1_150, ()),
        case("LC-14", (PAID, _theirs(5, 300, about=None), _ours(6, 100, about=None)),           950,   ()),
        # of a payment that never came, or came later
        case("LC-14", (_ours(3, 100),),                                                         1_250, ()),
        case("LC-14", (_ours(2, 100), PAID, _theirs(4, 300)),                                   950,   ()),
    ],
)  # fmt: skip
def test_the_agencys_word_counts_and_until_then_ours(
    facts: tuple[Fact, ...], capital: int, unsplit: tuple[str, ...]
) -> None:
    """Case and claim show one capital, and the claim names what only we have split."""
    found = a_case(TAKEN, *facts)
    answer = _stated(found)
    assert (kr(capital), kr(capital), unsplit) == (found.open_capital, answer.capital, _warned(answer))


@pytest.mark.parametrize(
    ("facts", "capital"),
    [
        # all of the payment, by name or not; then the payment is forgotten
        case("LC-14", (PAID, _ours(3, 100), _back(5, 400)),                                     1_250),
        case("LC-14", (PAID, _ours(3, 100), _back(5, 400, None)),                               1_250),
        case("LC-14", (PAID, _back(5, 400), _ours(6, 100)),                                     1_250),
        case("LC-14", (PAID, _ours(3, 100), _back(3, 400), _theirs(7, 300)),                    1_250),
        # a part of it takes its share of ours
        case("LC-14", (PAID, _ours(3, 100), _back(5, 100)),                                     1_175),
        case("LC-14", (PAID, _ours(3, 100), _back(3, 100)),                                     1_175),
        case("LC-14", (PAID, _ours(3, 100), OTHER, _ours(6, 80, major=200, about="other"), _back(7, 100, "other")),
             1_110),
        case("LC-14", (PAID, _ours(3, 100), OTHER, _ours(6, 80, major=200, about="other"), _back(7, 500, None)),
             1_210),
        # of what went back, ours holds too, until the agency says
        case("LC-14", (attrs.evolve(PAID, capital=kr(300)), _back(5, 100), _ours(5, 60, major=100, about="back-5")),
             1_010),
        case("LC-14", (attrs.evolve(PAID, capital=kr(300)), _back(5, 100), _ours(5, 60, major=100, about="back-5"),
                       _theirs(6, 90, major=100, about="back-5")),                              1_040),
        case("LC-14", (attrs.evolve(PAID, capital=kr(300)), _back(5, 100), _theirs(6, 90, major=100, about="back-5"),
                       _ours(7, 60, major=100, about="back-5")),                                1_040),
    ],
)  # fmt: skip
def test_what_goes_back_takes_our_split_with_it(facts: tuple[Fact, ...], capital: int) -> None:
    """In the case as in the claim."""
    found = a_case(TAKEN, *facts)
    assert (kr(capital), kr(capital)) == (found.open_capital, _stated(found).capital)


# --- it stays ours ----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-14")
def test_our_split_is_a_fact_and_stays_ours() -> None:
    """The claim splits what the agency has not; stored, that still is no statement of the agency's, nor made twice."""
    claim = _claim(a_case(TAKEN, DEMANDED, PAID))
    ours = _ours(3, 220, fact_id="pay/split")
    assert (ours,) == splits(claim, as_of=AT)
    kept = attrs.evolve(claim, facts=(*claim.facts, ours))
    before, after = statement(claim, as_of=AT), statement(kept, as_of=AT)
    assert [before.capital, before.interest, before.costs] == [after.capital, after.interest, after.costs]
    assert (kr(400), kr(400)) == (before.unsplit, after.unsplit)
    assert (("pay",), ("pay",)) == (_warned(before), _warned(after))
    assert [False] == [one.is_stated for one in after.allocations]
    assert () == splits(kept, as_of=AT)
    assert [True] == [
        one.is_stated
        for one in statement(attrs.evolve(kept, facts=(*kept.facts, _theirs(5, 300))), as_of=AT).allocations
    ]


@pytest.mark.requirement("LC-14")
def test_our_split_is_the_policys() -> None:
    """A small payment settles costs before interest."""
    small = fact(K.PAID_AGENCY, 30, amount=kr(100))
    claim = attrs.evolve(_claim(a_case(TAKEN, DEMANDED, small)), agreements=Agreements(due_date=True))
    answer = statement(claim, as_of=AT)
    assert [(kr(100), kr(0), kr(0))] == [(one.costs, one.interest, one.capital) for one in answer.allocations]
    assert (True, kr(0)) == (answer.interest.minor > 0, splits(claim, as_of=AT)[0].capital)


@pytest.mark.requirement("LC-14")
def test_our_split_holds_though_the_policy_changes() -> None:
    """What was said once stays: only what came since is split by the new policy."""
    claim = _claim(a_case(TAKEN, DEMANDED, PAID, _ours(3, 220), OTHER))
    capital_first = attrs.evolve(POLICY, allocation=AllocationOrder.CAPITAL_INTEREST_COSTS)
    ours = _ours(6, 200, major=200, about="other", fact_id="other/split")
    assert (ours,) == splits(claim, as_of=AT, policy=capital_first)
    assert kr(1_250 - 220 - 200) == statement(claim, as_of=AT, policy=capital_first).capital


@pytest.mark.requirement("LC-14")
def test_each_sum_of_ours_has_an_id_of_its_own() -> None:
    """Also the second of a day, when more money came that day."""
    claim, more = _claim(a_case(TAKEN, PAID, _back(5, 100, None))), fact(K.PAID_AGENCY, 40, amount=kr(80))
    first = splits(claim, as_of=AT)
    second = splits(attrs.evolve(claim, facts=(*claim.facts, *first, more)), as_of=AT)
    assert [(kr(300), None), (kr(80), None)] == [(one.amount, one.about) for one in (*first, *second)]
    assert ["inv-1:2026-03-16/split/1", "inv-1:2026-03-16/split/2"] == [one.fact_id for one in (*first, *second)]


@pytest.mark.requirement("LC-14")
def test_a_sum_of_ours_is_not_stated_by_the_agency() -> None:
    """Neither is what it moves."""
    answer = _stated(a_case(TAKEN, PAID, OTHER, _ours(7, 500, major=600, about=None)))
    assert kr(600) == answer.unsplit
    assert [False, False, False] == [one.is_stated for one in answer.allocations]
    assert kr(600) == answer.received


@pytest.mark.requirement("LC-14")
def test_what_the_case_keeps_of_our_split() -> None:
    """The payment stays one that the agency has not split; our split stands beside it until it has."""
    ours = a_case(TAKEN, PAID, _ours(3, 100))
    theirs = a_case(TAKEN, PAID, _ours(3, 100), _theirs(5, 300))
    assert ((("pay", 400_00, None),), (("pay", 400_00, 100_00),), 0) == (ours.payments, ours.assumed, ours.unsplit)
    assert ((("pay", 400_00, 300_00),), (), 0) == (theirs.payments, theirs.assumed, theirs.unsplit)


@pytest.mark.requirement("LC-14")
def test_a_step_waits_for_no_split_that_we_have_assumed() -> None:
    """It goes on as the policy says, until the agency says otherwise."""
    all_of_it = fact(K.PAID_AGENCY, 3, fact_id="pay", amount=kr(1_250))
    ours = _ours(3, 700, major=1_250)
    assert "split" in waiting_for(a_case(TAKEN, all_of_it), 12, settings=NO_GATES)
    assert "split" not in waiting_for(a_case(TAKEN, all_of_it, ours), 12, settings=NO_GATES)


# --- the agency is still heard ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "collected", "capital", "found"),
    [
        case("LC-14", (PAID, _ours(3, 100)), 400, 300, (seen(K.SPLIT_STATED, amount=kr(400), capital=kr(300)),)),
        case("LC-14", (PAID, _ours(3, 100)), 400, 100, (seen(K.SPLIT_STATED, amount=kr(400), capital=kr(100)),)),
        case("LC-14", (PAID, _ours(3, 100)), 400, 0,   (seen(K.SPLIT_STATED, amount=kr(400), capital=kr(0)),)),
        case("LC-14", (PAID, _ours(3, 100), _theirs(5, 300)), 400, 300, ()),
        case("LC-14", (PAID, _ours(3, 100)), 400, None, ()),
    ],
)  # fmt: skip
def test_what_the_agency_shows_is_compared_with_what_it_said(
    facts: tuple[Fact, ...], collected: int, capital: int | None, found: tuple[Fact, ...]
) -> None:
    """Not with our own split: so that its word is heard, and replaces ours."""
    before = known(*facts)
    reading = shown(collected=kr(collected), collected_capital=None if capital is None else kr(capital))
    *new, _ = observe(before, reading)
    assert found == tuple(new)
    assert capital is None or a_case(*before.facts[1:], *new).open_capital == kr(1_250 - capital)


# --- what people are told ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "new", "excess"),
    [
        case("LC-14", (PAID,),                                     _ours(5, 400),                               None),
        case("LC-14", (fact(K.CREDITED, 2, amount=kr(900)), PAID), _ours(5, 400),                               50_00),
        # said anew, it counts for what it changes
        case("LC-14", (fact(K.CREDITED, 2, amount=kr(900)), PAID, _ours(5, 300)),        _theirs(6, 340), None),
        case("LC-14", (fact(K.CREDITED, 2, amount=kr(900)), PAID, _ours(5, 300)),        _theirs(6, 360), 10_00),
        case("LC-14", (fact(K.CREDITED, 2, amount=kr(900)), PAID, _theirs(5, 300)),      _theirs(6, 340), None),
        # it changes nothing
        case("LC-14", (fact(K.CREDITED, 2, amount=kr(900)), PAID, _theirs(5, 300)),      _ours(6, 400),   None),
    ],
)  # fmt: skip
def test_an_excess_is_told_of_what_a_split_changes(facts: tuple[Fact, ...], new: Fact, excess: int | None) -> None:
    """What fell on the capital before, by our split or an earlier one, is not counted twice."""
    step = advanced(a_case(TAKEN, *facts, as_of=on(20)), new, as_of=20)
    assert (() if excess is None else (("excess", (new.fact_id,), excess),)) == told(step)
