"""Facts in whatever order they come: put in their place, counted once, and what they correct is told."""

import itertools

import attrs
import pytest

from inkasso_rules.lifecycle import (
    Breach,
    Case,
    Correction,
    FactConflictError,
    NoOpeningError,
    Step,
    advance,
    fold,
    open_case,
)
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, Gate
from inkasso_rules.model.money import Money
from tests.data import AS_OF, LATER, PLAIN_SETTINGS, a_case, a_command, fact, on
from tests.tables.living import AGREED, DEMANDED, LIFE, REMINDED, SUED, TAKEN, K, advanced, kr

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
    other = attrs.evolve(PAID, amount=kr(901), learned_on=on(11))
    message = "two facts have the id paid and differ in learned_on, amount; an id names one fact for good."
    with pytest.raises(FactConflictError) as folded:
        a_case(TAKEN, PAID, other)
    with pytest.raises(FactConflictError) as added:
        advanced(a_case(TAKEN, PAID), attrs.evolve(other, happened_on=on(50)))
    assert ("paid", ("learned_on", "amount")) == (folded.value.fact_id, folded.value.fields) == folded.value.args
    assert message == str(folded.value)
    assert ("happened_on", "learned_on", "amount") == added.value.fields


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
