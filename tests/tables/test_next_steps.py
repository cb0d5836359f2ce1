"""What may come next, from when, and what it waits for."""

import datetime as dt

import attrs
import pytest

from inkasso_rules.lifecycle import NextStep, Wait, WaitFor, next_steps
from inkasso_rules.model.cases import RegisterCase, Stage
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from tests.data import AS_OF, COMMAND, LATER, PLAIN_SETTINGS, a_case, a_command, fact, on
from tests.tables.judging import case, day
from tests.tables.living import (
    BOTH_GATES,
    DEMANDED,
    LIFE,
    NO_GATES,
    REMINDED,
    SUED,
    TAKEN,
    WATCHED,
    K,
    advanced,
    coming,
    kr,
    waiting_for,
)

FROM_DEMAND = a_command(start_stage=Stage.DEMAND)
W = WaitFor


# --- every row --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("command", "facts", "requirement", "kind", "since", "earliest"),
    [
        case("LC-1",  COMMAND,     LIFE[:1], "LC-1",  K.REMINDER_SENT,            1,    1),
        case("LC-1",  COMMAND,     LIFE[:2], "LC-1",  K.DEMAND_SENT,              2,    13),
        case("LC-2",  FROM_DEMAND, LIFE[:1], "LC-2",  K.DEMAND_SENT,              1,    1),
        case("LC-2",  FROM_DEMAND, LIFE[:2], "LC-2",  K.DEMAND_SENT,              1,    1),
        case("LC-3",  COMMAND,     LIFE[:3], "LC-3",  K.LEGAL_STARTED,            14,   25),
        case("LC-3",  FROM_DEMAND, (TAKEN, DEMANDED), "LC-3", K.LEGAL_STARTED,    14,   25),
        case("LC-10", COMMAND,     LIFE[:5], "LC-10", K.AFTER_COLLECTION_STARTED, 30,   30),
        case("LC-3",  COMMAND,     LIFE,     "LC-3",  K.LEGAL_STARTED,            14,   60),
        # letters once more
        case("LC-1",  COMMAND,     (*LIFE[:2], fact(K.REMINDER_SENT, 9)),  "LC-1", K.DEMAND_SENT,   9,  20),
        case("LC-3",  COMMAND,     (*LIFE[:3], fact(K.REMINDER_SENT, 20)), "LC-3", K.LEGAL_STARTED, 14, 25),
        case("LC-3",  COMMAND,     (*LIFE[:3], fact(K.DEMAND_SENT, 20)),   "LC-3", K.LEGAL_STARTED, 20, 29),
        case("LC-3",  COMMAND,     (*LIFE, fact(K.DEMAND_SENT, 80)),       "LC-3", K.LEGAL_STARTED, 80, 89),
        # a reminder that came before anybody said that the case was taken
        case("LC-1",  COMMAND,     (REMINDED,), "LC-1", K.DEMAND_SENT,            2,    13),
    ],
)  # fmt: skip
def test_the_step_that_may_come_next(
    command: RegisterCase, facts: tuple[Fact, ...], requirement: str, kind: FactKind, since: int, earliest: int
) -> None:
    """It waits until its day, and is ready on the day and after it, whenever somebody looks."""
    found = a_case(*facts, command=command)
    ready = NextStep(kind=kind, requirement=requirement, earliest_on=on(earliest), waits=())
    early = attrs.evolve(ready, waits=(Wait(W.TIME, on(since), on(earliest)),))
    assert (ready, ready, ready) == tuple(
        coming(found, days, settings=NO_GATES) for days in (earliest, earliest + 1, 1_000)
    )
    # Before the day of the last fact another step comes next.
    waiting = range((facts[-1].happened_on - AS_OF).days, earliest)
    assert [early] * len(waiting) == [coming(found, days, settings=NO_GATES) for days in waiting]
    assert (False, True) == (early.is_ready, ready.is_ready)


@pytest.mark.requirement("LC-1", "LC-2", "LC-3")
def test_a_case_is_seen_as_it_stood_on_the_day() -> None:
    """What happened later is not known yet; what has come due since the case was folded is."""
    seen = (
        (0,  K.REGISTERED,               0),
        (1,  K.REMINDER_SENT,            1),
        (2,  K.DEMAND_SENT,              13),
        (13, K.DEMAND_SENT,              13),
        (14, K.LEGAL_STARTED,            25),
        (29, K.LEGAL_STARTED,            25),
        (30, K.AFTER_COLLECTION_STARTED, 30),
        (59, K.AFTER_COLLECTION_STARTED, 30),
        (60, K.LEGAL_STARTED,            60),
    )  # fmt: skip
    for folded in (AS_OF, on(14), on(30), LATER):
        found = a_case(*LIFE, as_of=folded)
        steps = ((days, coming(found, days, settings=NO_GATES)) for days, _, _ in seen)
        assert [(days, kind, on(earliest)) for days, kind, earliest in seen] == [
            (days, step.kind, step.earliest_on) for days, step in steps
        ]


@pytest.mark.requirement("LC-13", "LC-3")
def test_looked_at_again_a_case_is_judged_by_what_is_given() -> None:
    """Where it must be folded anew, the policy of the question decides whether it has ended."""
    policy, paid = Policy(capital_closes=True), fact(K.PAID_CREDITOR, 5, amount=COMMAND.open_amount)
    back = fact(K.PAYMENT_REMOVED, 9, amount=kr(1))
    found = a_case(*LIFE[:2], paid, back)
    asked = tuple(len(next_steps(found, settings=NO_GATES, as_of=on(days), policy=policy)) for days in (4, 5, 8, 9))
    assert (1, 0, 0, 1) == asked


@pytest.mark.requirement("LC-5")
def test_a_registering_case_waits_for_the_agency() -> None:
    """For its answer, or for a person who links it to the case that the agency has."""
    waits = (Wait(W.REGISTRATION, AS_OF),)
    answer = NextStep(kind=K.REGISTERED, requirement="LC-5", earliest_on=AS_OF, waits=waits)
    assert answer == coming(a_case(), 5)
    duplicate = a_case(fact(K.DUPLICATE_NUMBER, 3))
    assert attrs.evolve(answer, waits=(Wait(W.LINK, AS_OF),)) == coming(duplicate, 5)
    assert 5 == coming(duplicate, 5).waits[0].age_days(as_of=on(5))


@pytest.mark.requirement("LC-3", "LC-10")
@pytest.mark.parametrize("facts", [(TAKEN, WATCHED), (TAKEN, REMINDED, WATCHED)])
def test_without_a_demand_no_legal_action_is_offered(facts: tuple[Fact, ...]) -> None:
    """A case that skipped the demand waits for nothing that we could name."""
    assert () == next_steps(a_case(*facts), settings=NO_GATES, as_of=LATER)


@pytest.mark.requirement("LC-13", "LC-14")
@pytest.mark.parametrize("length", range(7))
def test_nothing_comes_next_once_a_case_has_ended_or_is_settled(length: int) -> None:
    """The end, or capital zero; one öre left is enough to go on."""
    facts = LIFE[:length]
    stopped = a_case(*facts, fact(K.STOPPED, 70))
    settled = a_case(*facts, fact(K.PAID_CREDITOR, 70, amount=COMMAND.open_amount))
    assert ((), (), 1) == tuple(
        found if not found else len(found)
        for found in (
            next_steps(stopped, settings=NO_GATES, as_of=LATER),
            next_steps(settled, settings=NO_GATES, as_of=LATER),
            next_steps(a_case(*facts), settings=NO_GATES, as_of=LATER),
        )
    )


@pytest.mark.requirement("MA-9")
def test_a_refused_case_is_offered_nothing() -> None:
    """The invoice is free again; another transfer is another case."""
    assert () == next_steps(a_case(fact(K.REGISTRATION_REFUSED, 1)), settings=NO_GATES, as_of=LATER)


# --- days -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("policy", "facts", "expected"),
    [
        case("LC-1",  POLICY,                        LIFE[:2], 13),
        case("LC-1",  Policy(reminder_days_min=0),   LIFE[:2], 3),
        case("LC-1",  Policy(reminder_days_min=14),  LIFE[:2], 17),
        case("OWN-6", POLICY,                        LIFE[:3], 25),
        case("OWN-6", Policy(presumed_post_days=0),  LIFE[:3], 23),
        case("OWN-6", Policy(presumed_post_days=14), LIFE[:3], 39),
        # the letter's own last day
        case("OWN-6", POLICY, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(30))), 31),
        case("OWN-6", POLICY, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(24))), 25),
        case("OWN-6", POLICY, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(25))), 26),
        case("OWN-6", POLICY, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(26))), 29),
        case("OWN-6", POLICY, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(16))), 25),
        case("OWN-6", Policy(presumed_post_days=14), (TAKEN, REMINDED, fact(K.DEMAND_SENT, 14, until=on(16))), 39),
        # of a reminder too, and the last one's
        case("LC-1",  POLICY, (TAKEN, fact(K.REMINDER_SENT, 2, until=on(11))), 13),
        case("LC-1",  POLICY, (TAKEN, fact(K.REMINDER_SENT, 2, until=on(12))), 13),
        case("LC-1",  POLICY, (TAKEN, fact(K.REMINDER_SENT, 2, until=on(13))), 14),
        case("LC-1",  POLICY, (TAKEN, fact(K.REMINDER_SENT, 2, until=on(20))), 21),
        case("LC-1",  POLICY, (TAKEN, fact(K.REMINDER_SENT, 2, until=on(20)), fact(K.REMINDER_SENT, 4)), 15),
        case("LC-1",  Policy(reminder_days_min=14), (TAKEN, fact(K.REMINDER_SENT, 2, until=on(13))), 17),
    ],
)  # fmt: skip
def test_the_policys_days_must_have_passed(policy: Policy, facts: tuple[Fact, ...], expected: int) -> None:
    """After the last of them, not on it; and the letter gives no less than the policy and the law."""
    assert on(expected) == coming(a_case(*facts, policy=policy), 15, policy=policy).earliest_on


@pytest.mark.parametrize(
    ("demanded", "expected"),
    [
        case("OWN-6", "2028-02-20", "2028-02-29"),
        case("OWN-6", "2028-02-29", "2028-03-09"),
        case("OWN-6", "2027-02-20", "2027-03-02"),
        case("OWN-6", "2026-12-21", "2027-01-05"),
        case("OWN-6", "2026-12-23", "2027-01-05"),
        case("OWN-6", "2026-12-24", "2027-01-06"),
    ],
)  # fmt: skip
def test_days_over_leap_days_and_year_ends(demanded: str, expected: str) -> None:
    """Bank days over Christmas, too."""
    letter = Fact(fact_id="demand", kind=K.DEMAND_SENT, happened_on=day(demanded))
    (step,) = next_steps(a_case(TAKEN, REMINDED, letter), settings=NO_GATES, as_of=day(demanded) + dt.timedelta(1))
    assert day(expected) == step.earliest_on


@pytest.mark.requirement("LC-3")
def test_a_missed_run_changes_nothing() -> None:
    """Looked at every day or once: the days are counted from those of the facts."""
    seen = {coming(a_case(*LIFE[:3]), days).earliest_on for days in range(14, 60)}
    assert {on(25)} == seen
    grown = a_case(as_of=AS_OF)
    for days, new in enumerate(LIFE[:3]):
        grown = advanced(grown, new, as_of=(1, 2, 14)[days]).case
    assert (on(25), on(25)) == (
        coming(grown, 40).earliest_on,
        coming(a_case(*LIFE[:3], as_of=on(40)), 40).earliest_on,
    )


# --- everything that is waited for ------------------------------------------------------------------------------------
UNKNOWN = Series([(on(500), Settings())])


@pytest.mark.parametrize(
    ("facts", "settings", "expected"),
    [
        case("LC-5",  (),                                                     NO_GATES, (Wait(W.REGISTRATION, AS_OF),)),
        case("LC-5",  (fact(K.DUPLICATE_NUMBER, 1),),                         NO_GATES, (Wait(W.LINK, AS_OF),)),
        case("LC-1",  (TAKEN, fact(K.REMINDER_SENT, 38)),                     NO_GATES, (Wait(W.TIME, on(38), on(49)),)),
        case("SE-1",  LIFE[:2],                                               BOTH_GATES, (Wait(W.APPROVAL),)),
        case("SE-2",  LIFE[:3],                                               BOTH_GATES, (Wait(W.ADMINISTRATOR),)),
        case("LC-3",  (*LIFE[:3], fact(K.APPROVAL_DECLINED, 20, gate=Gate.LEGAL)), NO_GATES, (Wait(W.DECLINED),)),
        case("LC-4",  (*LIFE[:3], fact(K.PAUSED, 25)),                        NO_GATES, (Wait(W.PAUSE, on(25)),)),
        case("LC-4",  (*LIFE[:3], fact(K.PAUSED, 26, until=on(45))),          NO_GATES, (Wait(W.PAUSE, on(26), on(45)),)),
        case("LC-15", (*LIFE[:3], fact(K.DISPUTED, 25)),                      NO_GATES, (Wait(W.DISPUTE, on(25)),)),
        case("OWN-7", (*LIFE[:3], fact(K.PLAN_AGREED, 25)),                   NO_GATES, (Wait(W.PLAN, on(25)),)),
        case("OWN-7", (*LIFE[:3], fact(K.INSOLVENT, 25)),                     NO_GATES, (Wait(W.INSOLVENCY, on(25)),)),
        case("SE-4",  LIFE[:3],                                               UNKNOWN,  (Wait(W.SETTINGS),)),
        case("BA-9",  (*LIFE[:3], fact(K.PAYMENT_UNCLEAR, 25, amount=kr(1))),  NO_GATES, (Wait(W.PAYMENT),)),
        case("LC-14", (*LIFE[:3], fact(K.PAID_AGENCY, 25, amount=kr(1_250))), NO_GATES, (Wait(W.SPLIT),)),
        case("LC-14", (*LIFE[:3], fact(K.PAID_AGENCY, 25, amount=kr(1_249))), NO_GATES, ()),
        case("LC-14", (*LIFE[:3], fact(K.PAID_CREDITOR, 24, amount=kr(1)), fact(K.PAID_AGENCY, 25, amount=kr(1_249))),
             NO_GATES, (Wait(W.SPLIT),)),
        # several at once
        case("LC-4",  (*LIFE[:3], fact(K.PAUSED, 35, fact_id="a"), fact(K.PAUSED, 36, until=on(50), fact_id="b")),
             NO_GATES, (Wait(W.PAUSE, on(35)), Wait(W.PAUSE, on(36), on(50)))),
        case("LC-4 OWN-7 SE-2", (TAKEN, REMINDED, fact(K.DEMAND_SENT, 38), fact(K.PAUSED, 39, until=on(42)),
                                 fact(K.DISPUTED, 39), fact(K.PLAN_AGREED, 39), fact(K.INSOLVENT, 39)), PLAIN_SETTINGS,
             (Wait(W.PAUSE, on(39), on(42)), Wait(W.DISPUTE, on(39)), Wait(W.PLAN, on(39)), Wait(W.INSOLVENCY, on(39)),
              Wait(W.ADMINISTRATOR), Wait(W.TIME, on(38), on(53)))),
    ],
)  # fmt: skip
def test_what_a_step_waits_for(facts: tuple[Fact, ...], settings: Series[Settings], expected: tuple[Wait, ...]) -> None:
    """Seen on day 40: since when, and until when if that is known."""
    assert expected == coming(a_case(*facts), 40, settings=settings).waits


@pytest.mark.requirement("LC-3")
def test_every_word_for_waiting_has_its_row() -> None:
    """The table above names each."""
    (marker,) = (mark for mark in test_what_a_step_waits_for.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert set(W) == {wait.code for row in marker.args[1] for wait in row.values[2]}


# --- pauses -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pause", "days", "earliest", "expected"),
    [
        # demanded on day 14; the time would be over on day 25
        case("LC-4", fact(K.PAUSED, 20, until=on(25)), 19, 25,   (W.TIME,)),
        case("LC-4", fact(K.PAUSED, 20, until=on(25)), 20, 30,   (W.PAUSE, W.TIME)),
        case("LC-4", fact(K.PAUSED, 20, until=on(25)), 24, 30,   (W.PAUSE, W.TIME)),
        case("LC-4", fact(K.PAUSED, 20, until=on(25)), 25, 30,   (W.TIME,)),
        case("LC-4", fact(K.PAUSED, 20, until=on(25)), 30, 30,   ()),
        # it begins on the day that would be reached
        case("LC-4", fact(K.PAUSED, 25, until=on(27)), 24, 25,   (W.TIME,)),
        case("LC-4", fact(K.PAUSED, 25, until=on(27)), 26, 27,   (W.PAUSE, W.TIME)),
        case("LC-4", fact(K.PAUSED, 25, until=on(27)), 27, 27,   ()),
        # it begins after it
        case("LC-4", fact(K.PAUSED, 26, until=on(30)), 25, 25,   ()),
        case("LC-4", fact(K.PAUSED, 26, until=on(30)), 26, 25,   (W.PAUSE,)),
        # nobody knows when it ends
        case("LC-4", fact(K.PAUSED, 20),               20, None, (W.PAUSE,)),
        case("LC-4", fact(K.PAUSED, 26),               26, 25,   (W.PAUSE,)),
    ],
)  # fmt: skip
def test_a_pause_moves_the_day(pause: Fact, days: int, earliest: int | None, expected: tuple[WaitFor, ...]) -> None:
    """Days of rest do not count, and no step is offered on one; before its first day nobody knows of it."""
    found = a_case(*LIFE[:3], pause)
    assert (None if earliest is None else on(earliest)) == coming(found, days, settings=NO_GATES).earliest_on
    assert expected == waiting_for(found, days, settings=NO_GATES)


@pytest.mark.requirement("LC-4")
def test_a_pause_does_not_keep_the_registration_waiting() -> None:
    """The agency takes the case or does not; only its own steps rest."""
    assert (W.REGISTRATION,) == waiting_for(a_case(fact(K.PAUSED, 1)), 5)


@pytest.mark.requirement("LC-4", "OWN-7")
def test_a_step_is_free_on_no_day_of_rest() -> None:
    """A plan that was broken in a pause frees the step on the day after the pause."""
    facts = (*LIFE[:3], fact(K.PLAN_AGREED, 15), fact(K.PAUSED, 30, until=on(35)), fact(K.PLAN_BROKEN, 32))
    assert on(35) == coming(a_case(*facts), 40).earliest_on


# --- money that goes back ---------------------------------------------------------------------------------------------
PAID = fact(K.PAID_CREDITOR, 5, amount=kr(1_250))


@pytest.mark.parametrize(
    ("facts", "earliest"),
    [
        # reminded on day 2; the time is up on day 13
        case("LC-9 LC-1",  (PAID, fact(K.PAYMENT_REMOVED, 12, amount=kr(1))),           13),
        case("LC-9 LC-1",  (PAID, fact(K.PAYMENT_REMOVED, 13, amount=kr(1))),           13),
        case("LC-9 LC-1",  (PAID, fact(K.PAYMENT_REMOVED, 30, amount=kr(1))),           30),
        # something was open all the while
        case("LC-9 LC-1",  (fact(K.PAID_CREDITOR, 5, amount=kr(1_249)), fact(K.PAYMENT_REMOVED, 30, amount=kr(1))), 13),
        # more came back than settled it
        case("LC-9 LC-1",  (fact(K.PAID_CREDITOR, 5, amount=kr(1_251)), fact(K.PAYMENT_REMOVED, 30, amount=kr(2))), 30),
        case("LC-9 LC-1",  (fact(K.PAID_CREDITOR, 5, amount=kr(1_251)), fact(K.PAYMENT_REMOVED, 20, amount=kr(1)),
                            fact(K.PAYMENT_REMOVED, 30, amount=kr(1))), 30),
        # from the agency
        case("LC-14 LC-1", (fact(K.PAID_AGENCY, 5, amount=kr(1_250), capital=kr(1_250)),
                            fact(K.PAYMENT_REVERSED, 30, amount=kr(1), capital=kr(1))), 30),
        case("LC-14 LC-1", (fact(K.PAID_AGENCY, 5, amount=kr(1_249), capital=kr(1_249)),
                            fact(K.PAYMENT_REVERSED, 30, amount=kr(1), capital=kr(1))), 13),
        case("LC-14 LC-1", (fact(K.PAID_AGENCY, 5, amount=kr(1_250), capital=kr(1_250)),
                            fact(K.PAYMENT_REVERSED, 30, amount=kr(1_250), about="paid_agency-5")), 30),
        # what nobody had split is split
        case("LC-14 LC-1", (fact(K.PAID_AGENCY, 5, amount=kr(1_250)),
                            fact(K.SPLIT_STATED, 30, amount=kr(1_250), capital=kr(9))), 30),
    ],
)  # fmt: skip
def test_money_that_goes_back_frees_the_step_from_its_day(facts: tuple[Fact, ...], earliest: int) -> None:
    """While nothing was open, nothing was to come."""
    step = coming(a_case(TAKEN, REMINDED, *facts), 40)
    assert (K.DEMAND_SENT, on(earliest), ()) == (step.kind, step.earliest_on, step.waits)


# --- legal action and after-collection --------------------------------------------------------------------------------
@pytest.mark.requirement("LC-3", "LC-10", "SE-2")
def test_after_collection_may_lead_back_to_legal_action() -> None:
    """It asks for approval anew."""
    found = a_case(*LIFE)
    assert (Wait(W.ADMINISTRATOR),) == coming(found, 90).waits
    approved = advanced(found, fact(K.APPROVAL_GIVEN, 95, gate=Gate.LEGAL)).case
    assert (on(95), ()) == (coming(approved, 96).earliest_on, coming(approved, 96).waits)


@pytest.mark.requirement("LC-10")
def test_after_collection_needs_no_approval() -> None:
    """Even where every measure waits for one."""
    assert () == coming(a_case(TAKEN, REMINDED, DEMANDED, SUED), 30, settings=BOTH_GATES).waits


def test_a_notebook_shows_what_a_step_waits_for() -> None:
    """Since when, and until when if that is known."""
    shown = coming(a_case(*LIFE[:3], fact(K.PAUSED, 15)), 16)._repr_html_()
    assert (
        "<p><b>legal_started from None</b></p><table><thead><tr><th>waits for</th><th>since</th><th>until</th></tr>"
        "</thead><tbody><tr><td>pause</td><td>2026-03-31</td><td>–</td></tr>"
        "<tr><td>administrator</td><td>–</td><td>–</td></tr></tbody></table>"
    ) == shown.replace(' style="text-align: left"', "")


def test_a_day_is_a_plain_date() -> None:
    """A moment is no day."""
    with pytest.raises(DateTypeError):
        next_steps(a_case(), settings=NO_GATES, as_of=dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC))
