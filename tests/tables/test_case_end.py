"""How a case ends, what still counts afterwards, and how it goes on."""

import pytest

from inkasso_rules.lifecycle import next_steps
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind
from inkasso_rules.model.invoices import Registration
from inkasso_rules.policy import Policy
from tests.data import LATER, PLAIN_SETTINGS, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import DEMANDED, LIFE, NO_GATES, REMINDED, TAKEN, Broken, K, broken, coming, kr, told

CLOSES = Policy(capital_closes=True)
S = Stage


def _direct(days: int, major: int) -> Fact:
    return fact(K.PAID_CREDITOR, days, amount=kr(major))


def _removed(days: int, major: int) -> Fact:
    return fact(K.PAYMENT_REMOVED, days, amount=kr(major))


# --- each end ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        case("LC-13", K.CLOSED_PAID,     End.PAID),
        case("LC-13", K.CLOSED_CREDITED, End.CREDITED),
        case("LC-4",  K.STOPPED,         End.STOPPED),
        case("LC-13", K.GIVEN_UP,        End.GIVEN_UP),
    ],
)  # fmt: skip
@pytest.mark.parametrize("length", range(7))
def test_the_agency_ends_a_case_from_every_stage(kind: FactKind, expected: End, length: int) -> None:
    """It is closed from that day; what it had reached stays known, and nothing more is offered."""
    before, found = a_case(*LIFE[:length]), a_case(*LIFE[:length], fact(kind, 70))
    assert (S.CLOSED, expected, on(70), before.reached, before.reached_on, ()) == (
        found.stage,
        found.end,
        found.ended_on,
        found.reached,
        found.reached_on,
        found.said,
    )
    assert () == next_steps(found, settings=NO_GATES, as_of=LATER)


@pytest.mark.parametrize(
    ("facts", "end", "ended_on", "expected"),
    [
        case("LC-13", (fact(K.STOPPED, 5), fact(K.CLOSED_PAID, 6)),     End.STOPPED,  5, "closed_paid-6"),
        case("LC-13", (fact(K.CLOSED_PAID, 5), fact(K.GIVEN_UP, 6)),    End.PAID,     5, "given_up-6"),
        case("LC-13", (fact(K.GIVEN_UP, 5), fact(K.CLOSED_CREDITED, 6)), End.GIVEN_UP, 5, "closed_credited-6"),
        case("LC-4 LC-13", (fact(K.CLOSED_CREDITED, 5), fact(K.STOPPED, 6)), End.CREDITED, 5, "stopped-6"),
        case("LC-4 LC-13", (fact(K.STOPPED, 5), fact(K.STOPPED, 6)),    End.STOPPED,  5, "stopped-6"),
        # of one day, in the order of the kinds
        case("LC-13", (fact(K.STOPPED, 5), fact(K.CLOSED_PAID, 5)),     End.PAID,     5, "stopped-5"),
    ],
)  # fmt: skip
def test_the_first_end_stands(facts: tuple[Fact, ...], end: End, ended_on: int, expected: str) -> None:
    """A second one is told, and changes nothing."""
    found = a_case(TAKEN, *facts)
    assert (end, on(ended_on)) == (found.end, found.ended_on)
    assert (("ended_before", (expected,), None),) == told(found)


@pytest.mark.requirement("LC-13", "MA-9")
def test_a_refused_case_has_ended() -> None:
    """An end after the refusal is a second one; a second refusal says only that the invoice is free."""
    refused = fact(K.REGISTRATION_REFUSED, 1)
    found = a_case(refused, fact(K.CLOSED_PAID, 2))
    assert (End.REFUSED, on(1)) == (found.end, found.ended_on)
    assert ("ended_before", ("closed_paid-2",), None) == told(found)[1]
    again = a_case(refused, fact(K.REGISTRATION_REFUSED, 2))
    assert (End.REFUSED, on(1)) == (again.end, again.ended_on)


@pytest.mark.requirement("MA-9")
@pytest.mark.parametrize("kind", [K.STOPPED, K.CLOSED_PAID, K.CLOSED_CREDITED, K.GIVEN_UP])
def test_a_refusal_overrides_another_end(kind: FactKind) -> None:
    """Who stopped a case that was never taken has a free invoice; one that was taken keeps its end."""
    refused = a_case(fact(kind, 1), fact(K.REGISTRATION_REFUSED, 2))
    assert (End.REFUSED, on(2), Registration.REFUSED) == (refused.end, refused.ended_on, refused.registration)
    assert (("invoice_free", ("registration_refused-2",), None),) == told(refused)
    taken = a_case(TAKEN, fact(kind, 2), fact(K.REGISTRATION_REFUSED, 3))
    assert (on(2), Registration.REGISTERED) == (taken.ended_on, taken.registration)


# --- after the end ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("length", "step", "reached"),
    [
        case("LC-13", 2, fact(K.REMINDER_SENT, 71),            S.REMINDER),
        case("LC-13", 2, fact(K.DEMAND_SENT, 71),              S.DEMAND),
        case("LC-13", 4, fact(K.LEGAL_STARTED, 71),            S.LEGAL),
        case("LC-13", 5, fact(K.AFTER_COLLECTION_STARTED, 71), S.AFTER_COLLECTION),
        case("LC-13", 1, fact(K.REMINDER_SENT, 71),            S.REMINDER),
        case("LC-13", 3, fact(K.REMINDER_SENT, 71),            S.DEMAND),
        case("LC-13", 5, fact(K.DEMAND_SENT, 71),              S.LEGAL),
        case("LC-13", 3, fact(K.AFTER_COLLECTION_STARTED, 71), S.AFTER_COLLECTION),
    ],
)  # fmt: skip
def test_a_step_after_the_end_is_a_breach_and_still_counts(length: int, step: Fact, reached: Stage) -> None:
    """A closed case takes no further action; what happened all the same is recorded."""
    found = a_case(*LIFE[:length], fact(K.STOPPED, 70), step)
    assert ((step.fact_id, "LC-13", "after_end", True),) == broken(found)
    assert (S.CLOSED, reached, on(70)) == (found.stage, found.reached, found.ended_on)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        case("LC-13", 13, (("demand_sent-14", "LC-13", "after_end", True),)),
        case("LC-13", 14, ()),
        case("LC-13", 15, ()),
    ],
)  # fmt: skip
def test_a_step_on_the_day_of_the_end_came_before_it(ended: int, expected: tuple[Broken, ...]) -> None:
    """Nobody knows the hour, and nobody is blamed."""
    assert expected == broken(a_case(TAKEN, REMINDED, DEMANDED, fact(K.STOPPED, ended)))


@pytest.mark.requirement("LC-13")
def test_what_comes_after_the_end_is_still_counted() -> None:
    """A registration, a dispute, a pause, money: the end stands, and the sums are right."""
    late = (
        fact(K.REGISTERED, 71, agency_case_id="8001"),
        fact(K.DISPUTED, 72),
        fact(K.PAUSED, 73),
        _direct(74, 250),
    )
    found = a_case(fact(K.STOPPED, 70), *late)
    assert (S.CLOSED, S.REMINDER, kr(1_000), 1, 1) == (
        found.stage,
        found.reached,
        found.open_capital,
        len(found.disputes),
        len(found.pauses),
    )


# --- it goes on -------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13")
@pytest.mark.parametrize("kind", [K.CLOSED_PAID, K.CLOSED_CREDITED, K.STOPPED, K.GIVEN_UP])
def test_a_reopened_case_stands_where_it_stood(kind: FactKind) -> None:
    """The step that may come next is free from that day; a later end counts anew."""
    opened = (TAKEN, REMINDED, DEMANDED, fact(kind, 16), fact(K.REOPENED, 30))
    found = a_case(*opened)
    assert (S.DEMAND, None, None, on(14), on(30)) == (
        found.stage,
        found.end,
        found.ended_on,
        found.reached_on,
        found.freed_on,
    )
    assert on(30) == coming(found, 40, settings=NO_GATES).earliest_on
    again = a_case(*opened, fact(K.GIVEN_UP, 50))
    assert (End.GIVEN_UP, on(50), ()) == (again.end, again.ended_on, again.notices)


@pytest.mark.requirement("LC-13")
def test_what_is_reopened_on_the_day_of_its_end_stays_closed() -> None:
    """Within a day the end comes last."""
    assert End.STOPPED == a_case(TAKEN, fact(K.REOPENED, 5), fact(K.STOPPED, 5)).end


@pytest.mark.requirement("LC-13")
def test_reopening_an_open_case_changes_nothing_else() -> None:
    """It says only that nothing stood in the way."""
    found = a_case(TAKEN, fact(K.REOPENED, 5))
    assert (S.REMINDER, None, on(1), ()) == (found.stage, found.end, found.reached_on, found.said)


# --- a host that ends a case at capital zero --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "plain", "closing"),
    [
        case("LC-13", (),                                                None,        None),
        case("LC-13", (_direct(3, 1_249),),                              None,        None),
        case("LC-13", (_direct(3, 1_250),),                              None,        End.PAID),
        case("LC-13", (_direct(3, 1_251),),                              None,        End.PAID),
        case("LC-13", (_direct(3, 1_250), _removed(4, 1)),               None,        None),
        case("LC-13", (fact(K.CREDITED, 3, amount=kr(1_250)),),          None,        End.CREDITED),
        case("LC-13", (fact(K.CREDITED, 3, amount=kr(1_249)), _direct(4, 1)), None,   End.PAID),
        case("LC-13", (_direct(3, 1_250), fact(K.STOPPED, 4)),           End.STOPPED, End.STOPPED),
        case("LC-13", (_direct(3, 1_250), fact(K.STOPPED, 4), _removed(5, 1)), End.STOPPED, End.STOPPED),
    ],
)  # fmt: skip
def test_capital_zero_ends_a_case_only_if_the_policy_says_so(
    facts: tuple[Fact, ...], plain: End | None, closing: End | None
) -> None:
    """Such an end falls with its ground; a reported one stands."""
    assert (plain, closing) == (a_case(TAKEN, *facts).end, a_case(TAKEN, *facts, policy=CLOSES).end)
    found = a_case(TAKEN, *facts, policy=CLOSES)
    assert (S.REMINDER if closing is None else S.CLOSED) == found.stage


@pytest.mark.requirement("LC-13")
def test_an_end_by_policy_is_an_end() -> None:
    """Steps after it are breaches, late money is told, and the agency is told nothing more."""
    facts = (TAKEN, REMINDED, _direct(10, 1_250), DEMANDED, _direct(15, 10))
    plain, closed = a_case(*facts), a_case(*facts, policy=CLOSES)
    assert () == broken(plain)
    assert (("excess", ("paid_creditor-15",), 10_00),) == told(plain)
    assert (("demand_sent-14", "LC-13", "after_end", True),) == broken(closed)
    assert (("excess", ("paid_creditor-15",), 10_00), ("late_money", ("paid_creditor-15",), 10_00)) == told(closed)


@pytest.mark.requirement("LC-13")
@pytest.mark.parametrize("paid", [1_250, 1_300])
def test_a_settled_case_is_offered_nothing(paid: int) -> None:
    """The end is the agency's to report; one öre left, and the step is there again."""
    settled = a_case(TAKEN, REMINDED, _direct(10, paid))
    assert () == next_steps(settled, settings=PLAIN_SETTINGS, as_of=on(40))
    assert K.DEMAND_SENT == coming(a_case(TAKEN, REMINDED, _direct(10, 1_249)), 40).kind
