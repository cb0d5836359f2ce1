"""Facts in whatever order they come: put in their place, counted once, and what they correct is told."""

import itertools
from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import (
    Breach,
    Case,
    Correction,
    FactConflictError,
    GroundError,
    MixedCasesError,
    NoOpeningError,
    NotAFactError,
    Step,
    advance,
    fold,
    next_steps,
    open_case,
)
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import Policy
from tests.data import AS_OF, LATER, PLAIN_SETTINGS, a_case, a_command, fact, on
from tests.tables.living import AGREED, BOTH_GATES, DEMANDED, LIFE, REMINDED, SUED, TAKEN, K, advanced, kr

PAID = fact(K.PAID_CREDITOR, 10, amount=kr(900), fact_id="paid")
AT_AGENCY = fact(K.PAID_AGENCY, 9, amount=kr(600), capital=kr(600), fact_id="agency")
STOPPED = fact(K.STOPPED, 12)


def _told(minor: int) -> RegisterDirectPayment:
    return RegisterDirectPayment(
        command_id="paid/direct_payment",
        case_id="inv-1:2026-03-16",
        payment_id="paid",
        paid_on=on(10),
        amount=Money(minor),
    )


# --- order of arrival -------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13")
def test_the_order_of_arrival_plays_no_part() -> None:
    """All 120 orders of five facts make the same case, folded or one by one."""
    facts = (TAKEN, REMINDED, PAID, AT_AGENCY, STOPPED)
    wanted = a_case(*facts)
    opened = open_case(a_command())
    for order in itertools.permutations(facts):
        assert wanted == a_case(*order)
        grown: Case = opened
        for new in order:
            grown = advanced(grown, new).case
        assert (wanted, wanted.said) == (grown, grown.said)


@pytest.mark.requirement("LC-13")
def test_the_transfer_may_come_last() -> None:
    """A fold needs it among the facts, and nowhere in particular."""
    opening = open_case(a_command()).facts[0]
    assert a_case(TAKEN, REMINDED) == fold([REMINDED, TAKEN, opening], settings=PLAIN_SETTINGS, as_of=LATER)


@pytest.mark.requirement("LC-13")
def test_of_one_day_the_kind_decides_and_then_the_id() -> None:
    """What permits, what was done, money, ends; two of one kind by their ids."""
    facts = (
        fact(K.STOPPED, 5, fact_id="a"),
        fact(K.PAID_CREDITOR, 5, amount=kr(1), fact_id="c"),
        fact(K.PAID_CREDITOR, 5, amount=kr(2), fact_id="b"),
        fact(K.DEMAND_SENT, 5, fact_id="d"),
        fact(K.APPROVAL_GIVEN, 5, gate=Gate.DEMAND, fact_id="e"),
        fact(K.CHECKED, 5, fact_id="0"),
    )
    assert ("e", "d", "b", "c", "a", "0") == tuple(one.fact_id for one in a_case(*facts).facts[1:])


# --- said twice -------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13")
def test_a_fact_that_is_known_changes_and_says_nothing() -> None:
    """Nothing is sent twice."""
    before = a_case(TAKEN, PAID, STOPPED)
    for known in before.facts:
        assert Step(case=before) == advanced(before, known)
    assert before == a_case(TAKEN, PAID, PAID, STOPPED, TAKEN)


@pytest.mark.requirement("LC-13")
def test_two_facts_of_one_id_are_refused() -> None:
    """No rule may choose between them; what they differ in is named."""
    other = attrs.evolve(PAID, amount=kr(901), about="order", learned_on=on(11))
    message = "two facts have the id paid and differ in amount, about; an id names one fact for good."
    with pytest.raises(FactConflictError) as folded:
        a_case(TAKEN, PAID, other)
    with pytest.raises(FactConflictError) as added:
        advanced(a_case(TAKEN, PAID), attrs.evolve(other, happened_on=on(50)))
    assert ("paid", ("amount", "about")) == (folded.value.fact_id, folded.value.fields) == folded.value.args
    assert message == str(folded.value)
    assert ("happened_on", "amount", "about") == added.value.fields


@pytest.mark.requirement("LC-13")
def test_a_fact_that_is_reported_on_two_days_is_one() -> None:
    """The first report is kept; the second one says nothing."""
    again, before = attrs.evolve(PAID, learned_on=on(11)), a_case(TAKEN, PAID)
    assert Step(case=before) == advanced(before, again)
    assert (before, None) == (a_case(TAKEN, PAID, again), a_case(TAKEN, PAID, again).facts[-1].learned_on)
    assert on(11) == a_case(TAKEN, again, PAID).facts[-1].learned_on


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ((), "found no transferred fact among 0; the first fact of a case comes from open_case."),
        ((TAKEN, PAID), "found no transferred fact among 2; the first fact of a case comes from open_case."),
    ],
)
def test_facts_without_a_transfer_make_no_case(facts: tuple[Fact, ...], message: str) -> None:
    """Nobody knows what is owed."""
    with pytest.raises(NoOpeningError) as raised:
        fold(facts, settings=PLAIN_SETTINGS, as_of=LATER)
    assert (len(facts),) == (raised.value.count,) == raised.value.args
    assert message == str(raised.value)


@pytest.mark.parametrize(("found", "value"), [("str", "paid"), ("NoneType", None), ("dict", {"fact_id": "paid"})])
def test_what_is_no_fact_is_refused(found: str, value: Any) -> None:
    """Among many, and as one more."""
    message = f"found a value of type {found} among the facts; wanted facts only."
    for asked in (lambda: a_case(TAKEN, value), lambda: advanced(a_case(TAKEN), value)):
        with pytest.raises(NotAFactError) as raised:
            asked()
        assert (found,) == (raised.value.found,) == raised.value.args
        assert message == str(raised.value)


def test_facts_of_several_cases_are_refused() -> None:
    """Each case is folded by itself; the cases are named in order, and never the facts."""
    other = open_case(a_command(case_id="inv-0:2026-03-16", command_id="register:inv-0:2026-03-16")).facts[0]
    case_ids = ("inv-0:2026-03-16", "inv-1:2026-03-16")
    message = "the facts are of several cases: inv-0:2026-03-16, inv-1:2026-03-16; wanted those of one."
    for asked in (lambda: a_case(TAKEN, other), lambda: advanced(a_case(TAKEN), other)):
        with pytest.raises(MixedCasesError) as raised:
            asked()
        assert (case_ids,) == (raised.value.case_ids,) == raised.value.args
        assert message == str(raised.value)


@pytest.mark.parametrize(
    ("given", "name", "found", "wanted"),
    [
        ({"settings": Settings()}, "settings", "Settings", "a series of settings"),
        ({"settings": None}, "settings", "NoneType", "a series of settings"),
        ({"policy": None}, "policy", "NoneType", "a policy"),
        ({"policy": {"demand_days_min": 8}}, "policy", "dict", "a policy"),
    ],
)
def test_what_facts_cannot_be_judged_by_is_refused(given: dict[str, Any], name: str, found: str, wanted: str) -> None:
    """Before anything is judged: also where no check would have asked."""
    before = a_case(TAKEN)
    asked: dict[str, Any] = {"settings": PLAIN_SETTINGS, "as_of": LATER, **given}
    for call in (
        lambda: fold(before.facts, **asked),
        lambda: advance(before, REMINDED, **asked),
        lambda: next_steps(before, **asked),
    ):
        with pytest.raises(GroundError) as raised:
            call()
        error = raised.value
        assert (name, found, wanted) == (error.name, error.found, error.wanted) == error.args
        assert f"{name} is of type {found}; wanted {wanted}." == str(error)


# --- what a late fact corrects ----------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13", "OWN-7")
def test_a_late_fact_that_changes_nothing_said_corrects_nothing() -> None:
    """It is put in its place; nobody was told anything that is now wrong."""
    before = (TAKEN, REMINDED, DEMANDED, AGREED, SUED)
    step = advanced(a_case(*before), fact(K.PLAN_AGREED, 13))
    assert Step(case=a_case(*before, fact(K.PLAN_AGREED, 13))) == step
    assert ("plan_agreed-13", on(13)) == (step.case.facts[3].fact_id, step.case.plan_since)


@pytest.mark.requirement("LC-13", "LC-1")
def test_a_late_fact_takes_back_a_breach() -> None:
    """The reminder had gone out, and nobody had said so."""
    step = advanced(a_case(TAKEN, DEMANDED), REMINDED)
    unsaid = (Breach("demand_sent-14", "A03", "LC-1", "no_reminder"),)
    assert (Correction("reminder_sent-2", Stage.DEMAND, Stage.DEMAND, unsaid=unsaid),) == step.corrections
    assert ((), ()) == (step.breaches, step.case.breaches)


@pytest.mark.requirement("LC-13", "LC-4")
def test_a_late_fact_shows_a_breach() -> None:
    """The pause had begun before the demand: it should have been said then, and is no breach of the pause."""
    step = advanced(a_case(*LIFE[:3]), fact(K.PAUSED, 13))
    said = (Breach("demand_sent-14", "A03", "LC-4", "in_pause"),)
    assert (Correction("paused-13", Stage.DEMAND, Stage.DEMAND, said=said),) == step.corrections
    assert ((), said) == (step.breaches, step.case.breaches)


@pytest.mark.requirement("LC-13")
def test_a_late_end_closes_the_case_and_shows_what_came_after_it() -> None:
    """The stage that was and is; the demand is a breach, the payment should not have been told."""
    late = fact(K.STOPPED, 8)
    step = advanced(a_case(TAKEN, REMINDED, PAID, DEMANDED), late)
    said = (
        Notice(NoticeCode.LATE_MONEY, ("paid",), amount=kr(900)),
        Breach("demand_sent-14", "A03", "LC-13", "after_end"),
    )
    wanted = Correction("stopped-8", Stage.DEMAND, Stage.CLOSED, unsaid=(_told(900_00),), said=said)
    assert ((wanted,), (), End.STOPPED) == (step.corrections, step.commands, step.case.end)


@pytest.mark.requirement("LC-8", "LC-14")
def test_a_command_that_was_sent_and_should_have_said_less() -> None:
    """It cannot be unsent: both are shown under one id, nothing is sent, and a person decides."""
    step = advanced(a_case(TAKEN, PAID), AT_AGENCY)
    excess = Notice(NoticeCode.EXCESS, ("paid",), amount=kr(250))
    wanted = Correction("agency", Stage.REMINDER, Stage.REMINDER, unsaid=(_told(900_00),), said=(excess, _told(650_00)))
    assert ((wanted,), (), ()) == (step.corrections, step.commands, step.notices)
    assert ((_told(650_00),), kr(0)) == (step.case.commands, step.case.open_capital)


@pytest.mark.requirement("LC-8", "LC-14")
def test_a_late_payment_says_its_own_and_corrects_the_others() -> None:
    """Its command and notices are new; what others should have said stands in the correction."""
    late = fact(K.PAID_CREDITOR, 8, amount=kr(1_300), fact_id="late")
    step = advanced(a_case(TAKEN, PAID), late)
    told = attrs.evolve(_told(1_250_00), command_id="late/direct_payment", payment_id="late", paid_on=on(8))
    excess = Notice(NoticeCode.EXCESS, ("paid",), amount=kr(900))
    assert ((told,), (Notice(NoticeCode.EXCESS, ("late",), amount=kr(50)),)) == (step.commands, step.notices)
    assert (
        Correction("late", Stage.REMINDER, Stage.REMINDER, unsaid=(_told(900_00),), said=(excess,)),
    ) == step.corrections


@pytest.mark.requirement("LC-8", "LC-1")
def test_a_late_registration_releases_what_waited() -> None:
    """A payment that came after it waited in vain: its command is new; only the stage is corrected."""
    step = advanced(a_case(PAID, as_of=on(20)), TAKEN)
    correction = Correction("registered-1", Stage.REGISTERING, Stage.REMINDER)
    assert ((_told(900_00),), (correction,)) == (step.commands, step.corrections)


@pytest.mark.requirement("LC-13", "LC-8")
def test_what_waits_for_the_case_to_go_on_is_no_correction() -> None:
    """The payment came after the end: a reopening says it for the first time, also when it is told late."""
    ended = a_case(TAKEN, fact(K.STOPPED, 8), PAID)
    assert ((), Stage.CLOSED) == (ended.commands, ended.stage)
    for days, corrections in ((9, (Correction("reopened-9", Stage.CLOSED, Stage.REMINDER, unsaid=(
        Notice(NoticeCode.LATE_MONEY, ("paid",), amount=kr(900)),)),)), (11, ())):  # fmt: skip
        step = advanced(ended, fact(K.REOPENED, days))
        assert ((_told(900_00),), corrections) == (step.commands, step.corrections)


@pytest.mark.requirement("LC-13", "LC-8")
def test_a_command_comes_a_second_time_only_after_it_was_taken_back() -> None:
    """A late end takes it back, a late reopening brings it again; it has the same id, which a store keeps once."""
    told = advanced(a_case(TAKEN), PAID)
    ended = advanced(told.case, fact(K.STOPPED, 8))
    again = advanced(ended.case, fact(K.REOPENED, 9))
    assert ((_told(900_00),), (), (_told(900_00),)) == (told.commands, ended.commands, again.commands)
    assert (_told(900_00),) == ended.corrections[0].unsaid
    assert ((), ()) == (advanced(again.case, fact(K.CHECKED, 20)).commands, advanced(again.case, REMINDED).commands)


@pytest.mark.requirement("LC-13")
def test_a_late_fact_that_moves_the_stage_is_a_correction() -> None:
    """Though nothing that was said changes; the newest fact moves it as a matter of course."""
    step = advanced(a_case(TAKEN, fact(K.CHECKED, 20)), REMINDED)
    assert () == step.corrections
    late = advanced(a_case(TAKEN, REMINDED, fact(K.CHECKED, 20)), DEMANDED)
    assert (Correction("demand_sent-14", Stage.REMINDER, Stage.DEMAND),) == late.corrections
    assert () == advanced(a_case(TAKEN, REMINDED), DEMANDED).corrections
    # From a case that registers, a registration is judged anew, and corrects nothing.
    assert () == advanced(a_case(), TAKEN).corrections


# --- judged by something else -----------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13", "SE-1", "SE-4")
def test_with_other_settings_everything_is_judged_anew() -> None:
    """What is reported does not depend on which settings were known when a fact arrived."""
    before = a_case(*LIFE[:3])
    step = advanced(before, AGREED, settings=BOTH_GATES)
    said = (Breach("demand_sent-14", "A03", "SE-1", "demand_unapproved"),)
    assert (Correction("approval_given-20", Stage.DEMAND, Stage.DEMAND, said=said),) == step.corrections
    folded = a_case(*LIFE[:4], settings=BOTH_GATES)
    assert (folded, folded.said, said) == (step.case, step.case.said, step.case.breaches)


@pytest.mark.requirement("LC-13")
def test_with_another_policy_everything_is_judged_anew() -> None:
    """A case that counts as closed at capital zero is so from the day of the payment."""
    policy = Policy(capital_closes=True)
    paid = fact(K.PAID_CREDITOR, 10, amount=kr(1_250), fact_id="paid")
    step = advanced(a_case(TAKEN, REMINDED, paid, DEMANDED), fact(K.CHECKED, 20), policy=policy)
    said = (Breach("demand_sent-14", "A03", "LC-13", "after_end"),)
    assert (Correction("checked-20", Stage.DEMAND, Stage.CLOSED, said=said),) == step.corrections
    folded = a_case(TAKEN, REMINDED, paid, DEMANDED, fact(K.CHECKED, 20), policy=policy)
    assert (folded, folded.said) == (step.case, step.case.said)


@pytest.mark.requirement("SE-1", "LC-13")
def test_a_day_with_something_that_nobody_saw_is_judged_anew() -> None:
    """Whether the no came before the demand nobody can tell, in whatever order they arrive."""
    no = fact(K.APPROVAL_DECLINED, 14, gate=Gate.DEMAND, earliest_on=on(10))
    possible = (Breach("demand_sent-14", "A03", "SE-1", "demand_unapproved", certain=False),)
    step = advanced(a_case(TAKEN, REMINDED, no), DEMANDED)
    assert (possible, possible) == (step.breaches, step.case.breaches)
    assert possible == advanced(a_case(TAKEN, REMINDED, DEMANDED), no).case.breaches


# --- what has not happened yet ----------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13")
def test_a_fact_after_the_day_is_kept_and_applied_later() -> None:
    """It says nothing until its day has come, and then all that it has to say."""
    before = a_case(TAKEN, as_of=on(9))
    kept = advanced(before, PAID, as_of=9)
    assert ((), (), kr(1_250), (TAKEN,), 3) == (
        kept.commands,
        kept.corrections,
        kept.case.open_capital,
        kept.case.applied[1:],
        len(kept.case.facts),
    )
    applied = advanced(kept.case, fact(K.CHECKED, 10), as_of=10)
    assert (((_told(900_00),), (), kr(350))) == (applied.commands, applied.corrections, applied.case.open_capital)
    assert a_case(TAKEN, PAID, fact(K.CHECKED, 10), as_of=on(10)) == applied.case


@pytest.mark.requirement("LC-13")
def test_what_was_kept_is_applied_when_an_old_fact_is_said_again() -> None:
    """Time passes: the same facts, seen later."""
    kept = a_case(TAKEN, PAID, as_of=on(9))
    later = advance(kept, TAKEN, settings=PLAIN_SETTINGS, as_of=on(10))
    assert ((_told(900_00),), (), on(10)) == (later.commands, later.corrections, later.case.as_of)


@pytest.mark.requirement("LC-13")
@pytest.mark.parametrize(("days", "expected"), [(9, kr(1_250)), (10, kr(350)), (11, kr(350))])
def test_a_case_is_as_of_a_day(days: int, expected: Money) -> None:
    """The day before a payment, its day, and the day after."""
    assert expected == a_case(TAKEN, PAID, as_of=on(days)).open_capital


@pytest.mark.requirement("LC-13")
def test_looking_back_takes_nothing_back() -> None:
    """A case seen from an earlier day has said less; that is no correction."""
    back = advance(a_case(TAKEN, PAID), TAKEN, settings=PLAIN_SETTINGS, as_of=on(5))
    assert ((), (), kr(1_250), on(5)) == (back.commands, back.corrections, back.case.open_capital, back.case.as_of)


@pytest.mark.requirement("LC-13", "VW-2")
def test_a_case_before_its_transfer_is_as_it_was_opened() -> None:
    """Nothing has happened yet."""
    early = a_case(TAKEN, as_of=on(-1))
    assert (Stage.REGISTERING, AS_OF, ()) == (early.stage, early.opened_on, early.said)
