"""A disputed part takes no legal action; plans and insolvency keep the next step waiting."""

import datetime as dt

import pytest

from inkasso_rules.lifecycle import Wait, WaitFor
from inkasso_rules.model.disputes import Dispute, disputed_minor
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money
from tests.data import a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import AGREED, DEMANDED, REMINDED, TAKEN, Broken, K, broken, coming, kr, told, waiting_for

READY = (TAKEN, REMINDED, DEMANDED, AGREED)
CERTAIN: Broken = ("legal_started-30", "LC-15", "disputed_part", True)
POSSIBLE: Broken = ("legal_started-30", "LC-15", "disputed_part", False)


def _disputed(days: int, major: int | None = None, currency: str = "SEK") -> Fact:
    amount = None if major is None else kr(major, currency)
    return fact(K.DISPUTED, days, amount=amount, fact_id=f"dispute-{days}")


def _settled(days: int, about: str | None = None) -> Fact:
    return fact(K.DISPUTE_SETTLED, days, about=about, fact_id=f"settled-{days}")


# --- what is disputed -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("disputes", "open_minor", "expected"),
    [
        case("LC-15", (),               1_000, 0),
        case("LC-15", (400,),           1_000, 400),
        case("LC-15", (None,),          1_000, 1_000),
        case("LC-15", (400, 300),       1_000, 700),
        case("LC-15", (400, 700),       1_000, 1_000),
        case("LC-15", (400, None),      1_000, 1_000),
        case("LC-15", (400,),           300,   300),
        case("LC-15", (400,),           0,     0),
        case("LC-15", (None,),          0,     0),
    ],
)  # fmt: skip
def test_disputes_add_up_to_no_more_than_is_open(
    disputes: tuple[int | None, ...], open_minor: int, expected: int
) -> None:
    """A dispute without an amount is about all of it."""
    assert expected == disputed_minor((Dispute("", on(0), minor) for minor in disputes), open_minor)


@pytest.mark.parametrize(
    ("facts", "expected", "undisputed"),
    [
        case("LC-15", (),                                        (),                              1_250),
        case("LC-15", (_disputed(3),),                           ((3, None),),                    0),
        case("LC-15", (_disputed(3, 400),),                      ((3, 400_00),),                  850),
        case("LC-15", (_disputed(3, 1_250),),                    ((3, 1_250_00),),                0),
        case("LC-15", (_disputed(3, 2_000),),                    ((3, 2_000_00),),                0),
        case("LC-15", (_disputed(3, 400), _disputed(5, 300)),    ((3, 400_00), (5, 300_00)),      550),
        case("LC-15", (_disputed(3, 400), fact(K.PAID_CREDITOR, 4, amount=kr(250))), ((3, 400_00),), 600),
        # in another currency nobody can take it from the capital: it counts as all
        case("LC-15", (_disputed(3, 400, "EUR"),),               ((3, None),),                    0),
        # settled
        case("LC-15", (_disputed(3), _settled(5)),               (),                              1_250),
        case("LC-15", (_disputed(3), _settled(3)),               (),                              1_250),
        case("LC-15", (_disputed(3), _settled(5, "dispute-3")),  (),                              1_250),
        case("LC-15", (_disputed(3), _settled(5, "dispute-4")),  ((3, None),),                    0),
        case("LC-15", (_settled(2), _disputed(3)),               ((3, None),),                    0),
        case("LC-15", (_disputed(3, 400), _disputed(5, 300), _settled(6)), ((3, 400_00), (5, 300_00)), 550),
        case("LC-15", (_disputed(3, 400), _disputed(5, 300), _settled(6, "dispute-3")), ((5, 300_00),), 950),
        case("LC-15", (_disputed(3, 400), _disputed(5, 300), _settled(6, "dispute-3"), _settled(7)), (), 1_250),
    ],
)  # fmt: skip
def test_disputes_begin_and_are_settled(
    facts: tuple[Fact, ...], expected: tuple[tuple[int, int | None], ...], undisputed: int
) -> None:
    """Each by its name; nothing is guessed when several may be meant."""
    found = a_case(TAKEN, *facts)
    assert tuple((on(since), minor) for since, minor in expected) == tuple(
        (dispute.since, dispute.minor) for dispute in found.disputes
    )
    assert kr(undisputed) == found.undisputed_capital


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-15", (_disputed(3),),                           (("answer_dispute", "dispute-3"),)),
        case("LC-15 OWN-8", (_disputed(3, 4, "EUR"),),
             (("answer_dispute", "dispute-3"), ("other_currency", "dispute-3"))),
        case("LC-15", (_disputed(3), _settled(5)),               (("answer_dispute", "dispute-3"),)),
        case("LC-15", (_disputed(3), _disputed(4), _settled(5, "dispute-4")),
             (("answer_dispute", "dispute-3"), ("answer_dispute", "dispute-4"))),
        case("LC-15", (_disputed(3), _disputed(4), _settled(5)),
             (("answer_dispute", "dispute-3"), ("answer_dispute", "dispute-4"), ("dispute_unclear", "settled-5"))),
        case("LC-15", (_disputed(3), _settled(5, "dispute-4")),
             (("answer_dispute", "dispute-3"), ("dispute_unclear", "settled-5"))),
        case("LC-15", (_settled(5),),                            (("dispute_unclear", "settled-5"),)),
    ],
)  # fmt: skip
def test_what_people_are_told_of_disputes(facts: tuple[Fact, ...], expected: tuple[tuple[str, str], ...]) -> None:
    """To say what they know; and when it is unclear which dispute was settled."""
    assert tuple((code, (subject,), None) for code, subject in expected) == told(a_case(TAKEN, *facts))


# --- legal action -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "amount", "expected"),
    [
        case("LC-15", (),                                   None,            ()),
        # all of it
        case("LC-15", (_disputed(20),),                     None,            (CERTAIN,)),
        case("LC-15", (_disputed(20),),                     kr(1),           (CERTAIN,)),
        case("LC-15", (_disputed(20, 1_250),),              kr(1),           (CERTAIN,)),
        # a part of it
        case("LC-15", (_disputed(20, 400),),                kr(850),         ()),
        case("LC-15", (_disputed(20, 400),),                Money(850_01),   (CERTAIN,)),
        case("LC-15", (_disputed(20, 400),),                None,            (POSSIBLE,)),
        case("LC-15", (_disputed(20, 400),),                kr(1, "EUR"),    (POSSIBLE,)),
        case("LC-15", (_disputed(20, 400), _disputed(21, 850)), kr(1),       (CERTAIN,)),
        case("LC-15", (_disputed(20, 400), fact(K.PAID_CREDITOR, 21, amount=kr(250))), kr(600), ()),
        case("LC-15", (_disputed(20, 400), fact(K.PAID_CREDITOR, 21, amount=kr(250))), Money(600_01), (CERTAIN,)),
        # the day before, on, and after
        case("LC-15", (_disputed(29),),                     None,            (CERTAIN,)),
        case("LC-15", (_disputed(30),),                     None,            ()),
        case("LC-15", (_disputed(31),),                     None,            ()),
        case("LC-15", (_disputed(29, 400), _disputed(30)),  kr(850),         ()),
        case("LC-15", (_disputed(20), _settled(29)),        None,            ()),
        case("LC-15", (_disputed(20), _settled(30)),        None,            ()),
        case("LC-15", (_disputed(20), _settled(31)),        None,            (CERTAIN,)),
        # nothing is open, so that nothing of it is disputed
        case("LC-15", (_disputed(20), fact(K.PAID_CREDITOR, 21, amount=kr(1_249))), kr(1), (CERTAIN,)),
        case("LC-15", (_disputed(20), fact(K.PAID_CREDITOR, 21, amount=kr(1_250))), None,  ()),
        case("LC-15", (_disputed(20), fact(K.PAID_CREDITOR, 21, amount=kr(1_300))), kr(1), ()),
        # nobody knows which was settled
        case("LC-15", (_disputed(20, 400), _disputed(21, 300), _settled(25)), kr(550), ()),
        case("LC-15", (_disputed(20, 400), _disputed(21, 300), _settled(25)), kr(850), (CERTAIN,)),
    ],
)  # fmt: skip
def test_legal_action_on_a_disputed_part_is_a_breach(
    facts: tuple[Fact, ...], amount: Money | None, expected: tuple[Broken, ...]
) -> None:
    """The undisputed part may go on; of an unknown part a breach is possible."""
    assert expected == broken(a_case(*READY, *facts, fact(K.LEGAL_STARTED, 30, amount=amount)))


@pytest.mark.requirement("LC-15")
def test_a_dispute_stands_in_the_way_of_legal_action_only() -> None:
    """Letters may go on: a reminder, a demand, after-collection."""
    letters = (_disputed(1), REMINDED, DEMANDED, fact(K.REMINDER_SENT, 15), fact(K.AFTER_COLLECTION_STARTED, 30))
    assert () == broken(a_case(TAKEN, *letters))


@pytest.mark.parametrize(
    ("facts", "amount", "waits"),
    [
        case("LC-15", (),                                        None,    ()),
        case("LC-15", (_disputed(20, 400),),                     kr(850), ()),
        case("LC-15", (_disputed(20),),                          None,    (Wait(WaitFor.DISPUTE, on(20)),)),
        case("LC-15", (_disputed(20, 400), _disputed(21, 850)),  None,
             (Wait(WaitFor.DISPUTE, on(20)), Wait(WaitFor.DISPUTE, on(21)))),
        case("LC-15", (_disputed(20), _settled(25)),             None,    ()),
    ],
)  # fmt: skip
def test_the_next_step_waits_for_the_dispute_or_is_about_the_rest(
    facts: tuple[Fact, ...], amount: Money | None, waits: tuple[Wait, ...]
) -> None:
    """Legal action may concern what nobody disputes; what is called ready breaks nothing."""
    step = coming(a_case(*READY, *facts), 40)
    assert (amount, waits) == (step.amount, step.waits)


@pytest.mark.requirement("LC-15")
def test_a_settled_dispute_frees_the_step_from_its_day() -> None:
    """The time was up on day 25."""
    found = tuple(coming(a_case(*READY, _disputed(20), _settled(days)), 40).earliest_on for days in (24, 25, 26))
    assert (on(25), on(25), on(26)) == found


# --- instalments and insolvency ---------------------------------------------------------------------------------------
PLAN, INSOLVENT = fact(K.PLAN_AGREED, 18), fact(K.INSOLVENT, 18)


@pytest.mark.parametrize(
    ("facts", "since", "freed"),
    [
        case("OWN-7", (PLAN,),                                                 on(18), 20),
        case("OWN-7", (PLAN, fact(K.PLAN_AGREED, 21)),                         on(18), 20),
        case("OWN-7", (PLAN, fact(K.PLAN_BROKEN, 25)),                         None,   25),
        case("OWN-7", (PLAN, fact(K.PLAN_KEPT, 25)),                           None,   25),
        case("OWN-7", (PLAN, fact(K.PLAN_ENDED, 25)),                          None,   25),
        case("OWN-7", (PLAN, fact(K.PLAN_BROKEN, 25), fact(K.PLAN_AGREED, 27)), on(27), 25),
        # of one day: what was before is over, what was agreed stands
        case("OWN-7", (PLAN, fact(K.PLAN_BROKEN, 18)),                         on(18), 20),
        case("OWN-7", (PLAN, fact(K.PLAN_BROKEN, 25), fact(K.PLAN_AGREED, 25)), on(25), 25),
        case("OWN-7", (PLAN, fact(K.PLAN_KEPT, 25), fact(K.PLAN_AGREED, 25)),  on(25), 25),
        case("OWN-7", (PLAN, fact(K.PLAN_ENDED, 25), fact(K.PLAN_AGREED, 25)), on(25), 25),
    ],
)  # fmt: skip
def test_a_plan_keeps_the_next_step_waiting(facts: tuple[Fact, ...], since: dt.date | None, freed: int) -> None:
    """Since the day of the agreement, until it is broken, kept or over; the step is free from that day."""
    found = a_case(*READY, *facts)
    waits = () if since is None else (Wait(WaitFor.PLAN, since),)
    step = coming(found, 40)
    assert (since, on(freed), waits) == (found.plan_since, found.freed_on, step.waits)
    assert on(max(freed, 25)) == step.earliest_on


@pytest.mark.parametrize(
    ("facts", "since", "freed"),
    [
        case("OWN-7", (INSOLVENT,),                                                        on(18), 20),
        case("OWN-7", (INSOLVENT, fact(K.INSOLVENT, 21)),                                  on(18), 20),
        case("OWN-7", (INSOLVENT, fact(K.INSOLVENCY_ENDED, 25)),                           None,   25),
        case("OWN-7", (INSOLVENT, fact(K.INSOLVENCY_ENDED, 25), fact(K.INSOLVENT, 27)),    on(27), 25),
    ],
)  # fmt: skip
def test_insolvency_keeps_the_next_step_waiting(facts: tuple[Fact, ...], since: dt.date | None, freed: int) -> None:
    """Until it is over, or was somebody else's."""
    found = a_case(*READY, *facts)
    waits = () if since is None else (Wait(WaitFor.INSOLVENCY, since),)
    step = coming(found, 40)
    assert (since, on(freed), waits) == (found.insolvent_since, found.freed_on, step.waits)
    assert on(max(freed, 25)) == step.earliest_on


@pytest.mark.requirement("OWN-7")
def test_insolvency_is_told() -> None:
    """The claim is filed with the administrator, each time that it is reported."""
    assert (("debtor_insolvent", ("insolvent-18",), None),) == told(a_case(*READY, INSOLVENT))


@pytest.mark.requirement("OWN-7")
def test_a_step_during_a_plan_or_insolvency_is_no_breach() -> None:
    """No source forbids it; the next step waits all the same."""
    assert () == broken(a_case(*READY, PLAN, INSOLVENT, fact(K.LEGAL_STARTED, 30)))
    assert (WaitFor.PLAN, WaitFor.INSOLVENCY) == waiting_for(a_case(*READY, PLAN, INSOLVENT), 40)
