"""What waits for the creditor: approvals of a demand and of legal action, and other acts in the portal."""

import pytest

from inkasso_rules.lifecycle import Breach, Wait, WaitFor
from inkasso_rules.model.facts import Fact, Gate
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from tests.data import PLAIN_SETTINGS, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import (
    AGREED,
    BOTH_GATES,
    DEMANDED,
    LIFE,
    NO_GATES,
    REMINDED,
    SUED,
    TAKEN,
    WATCHED,
    Broken,
    K,
    broken,
    coming,
    told,
    waiting_for,
)

DEMAND, LEGAL = Gate.DEMAND, Gate.LEGAL


def _asked(days: int, gate: Gate) -> Fact:
    return fact(K.APPROVAL_ASKED, days, gate=gate, fact_id=f"asked-{gate}-{days}")


def _yes(days: int, gate: Gate, **details: object) -> Fact:
    return fact(K.APPROVAL_GIVEN, days, gate=gate, fact_id=f"yes-{gate}-{days}", **details)


def _answered(days: int, gate: Gate) -> Fact:
    return fact(K.APPROVAL_ANSWERED, days, gate=gate, fact_id=f"answered-{gate}-{days}")


def _no(days: int, gate: Gate) -> Fact:
    return fact(K.APPROVAL_DECLINED, days, gate=gate, fact_id=f"no-{gate}-{days}")


# --- what stands ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "asked", "approved", "declined"),
    [
        case("SE-3", (_asked(3, DEMAND),),                      ((DEMAND, on(3)),), (), ()),
        case("SE-3", (_asked(3, DEMAND), _asked(5, DEMAND)),    ((DEMAND, on(3)),), (), ()),
        case("SE-3", (_asked(3, DEMAND), _asked(5, LEGAL)),     ((DEMAND, on(3)), (LEGAL, on(5))), (), ()),
        case("LC-3", (_asked(3, DEMAND), _yes(4, DEMAND)),      (), (DEMAND,), ()),
        case("LC-3", (_asked(3, DEMAND), _asked(3, LEGAL), _yes(4, LEGAL)), ((DEMAND, on(3)),), (LEGAL,), ()),
        case("LC-3", (_asked(3, DEMAND), _no(4, DEMAND)),       (), (), (DEMAND,)),
        case("LC-3", (_asked(3, DEMAND), _asked(3, LEGAL), _no(4, LEGAL)), ((DEMAND, on(3)),), (), (LEGAL,)),
        # before anybody asked
        case("LC-3", (_yes(3, DEMAND),),                        (), (DEMAND,), ()),
        case("LC-3", (_no(3, DEMAND),),                         (), (), (DEMAND,)),
        # what is approved already is not waited for
        case("LC-3 SE-3", (_yes(3, DEMAND), _asked(4, DEMAND)), (), (DEMAND,), ()),
        case("LC-3 SE-3", (_yes(3, DEMAND), _asked(4, LEGAL)),  ((LEGAL, on(4)),), (DEMAND,), ()),
        case("LC-3 SE-3", (_yes(3, DEMAND), _no(4, DEMAND), _asked(5, DEMAND)), ((DEMAND, on(5)),), (), (DEMAND,)),
        # answered, and nobody said what: it waits no longer, and nothing else is known
        case("SE-3", (_asked(3, DEMAND), _answered(4, DEMAND)),                      (), (), ()),
        case("SE-3", (_asked(3, DEMAND), _answered(3, DEMAND)),                      (), (), ()),
        case("SE-3", (_asked(3, DEMAND), _asked(3, LEGAL), _answered(4, DEMAND)),    ((LEGAL, on(3)),), (), ()),
        case("SE-3", (_asked(3, DEMAND), _answered(4, DEMAND), _asked(5, DEMAND)),   ((DEMAND, on(5)),), (), ()),
        case("SE-3", (_answered(3, DEMAND), _asked(4, DEMAND)),                      ((DEMAND, on(4)),), (), ()),
        case("SE-3 LC-3", (_yes(3, DEMAND), _answered(4, DEMAND)),                   (), (DEMAND,), ()),
        case("SE-3 LC-3", (_no(3, DEMAND), _asked(4, DEMAND), _answered(5, DEMAND)), (), (), (DEMAND,)),
        # the last word counts; on one day a yes does
        case("LC-3", (_yes(3, DEMAND), _no(4, DEMAND)),         (), (), (DEMAND,)),
        case("LC-3", (_no(3, DEMAND), _yes(4, DEMAND)),         (), (DEMAND,), ()),
        case("LC-3", (_no(3, DEMAND), _yes(3, DEMAND)),         (), (DEMAND,), ()),
        case("LC-3", (_yes(3, DEMAND), _yes(4, LEGAL)),         (), (DEMAND, LEGAL), ()),
        # the measure is taken
        case("LC-1", (_asked(3, DEMAND), _asked(3, LEGAL), DEMANDED),          ((LEGAL, on(3)),), (), ()),
        # what comes later answers for all that came before it
        case("LC-3", (_asked(3, DEMAND), _asked(3, LEGAL), SUED),              (), (), ()),
        case("LC-10", (_asked(3, DEMAND), _asked(3, LEGAL), WATCHED),          (), (), ()),
        case("LC-3", (SUED, _asked(31, DEMAND)),                               ((DEMAND, on(31)),), (), ()),
        case("LC-10", (_yes(3, DEMAND), _yes(3, LEGAL), WATCHED),              (), (DEMAND,), ()),
        case("LC-10", (_yes(3, DEMAND), _yes(3, LEGAL), SUED, WATCHED),        (), (DEMAND,), ()),
        case("LC-3", (_yes(3, DEMAND), _yes(3, LEGAL), DEMANDED, SUED),        (), (DEMAND, LEGAL), ()),
    ],
)  # fmt: skip
def test_what_waits_and_what_stands(
    facts: tuple[Fact, ...], asked: tuple[object, ...], approved: tuple[Gate, ...], declined: tuple[Gate, ...]
) -> None:
    """The agency waits since it first asked, until an answer or a measure; an answer holds for its measure alone."""
    found = a_case(TAKEN, REMINDED, *facts)
    assert (asked, frozenset(approved), frozenset(declined)) == (found.asked, found.approved, found.declined)


@pytest.mark.requirement("SE-3")
def test_a_request_for_approval_is_told_each_time() -> None:
    """The approval is given in the portal."""
    found = a_case(TAKEN, _asked(3, LEGAL), _asked(5, LEGAL))
    expected = (("approve_in_portal", ("asked-legal-3",), None), ("approve_in_portal", ("asked-legal-5",), None))
    assert expected == told(found)


@pytest.mark.requirement("SE-3", "LC-3")
def test_a_request_for_what_is_approved_is_not_told() -> None:
    """There is nothing to approve, until after-collection uses the approval up."""
    found = a_case(TAKEN, REMINDED, DEMANDED, AGREED, _asked(21, LEGAL), SUED, WATCHED, _asked(61, LEGAL))
    assert (("approve_in_portal", ("asked-legal-61",), None),) == told(found)


@pytest.mark.requirement("SE-3")
def test_an_answer_that_nobody_knows_frees_nothing_and_says_nothing() -> None:
    """The step still waits for a yes, and it is no longer shown since when."""
    demanded = (TAKEN, REMINDED, DEMANDED, _asked(20, LEGAL))
    asked, answered = a_case(*demanded), a_case(*demanded, _answered(25, LEGAL))
    assert (on(1), asked.said) == (answered.freed_on, answered.said)
    assert ((Wait(WaitFor.ADMINISTRATOR, on(20)),), (Wait(WaitFor.ADMINISTRATOR),)) == (
        coming(asked, 40).waits,
        coming(answered, 40).waits,
    )


# --- who may say yes --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "yes",
    [
        case("SE-2", _yes(20, LEGAL, by_administrator=True)),
        case("SE-2", _yes(20, LEGAL)),
        case("SE-1", _yes(20, DEMAND, by_administrator=True)),
        case("SE-1", _yes(20, DEMAND, by_administrator=False)),
        case("SE-1", _yes(20, DEMAND)),
    ],
)  # fmt: skip
def test_a_yes_opens_its_measure(yes: Fact) -> None:
    """Anybody at the creditor may approve a demand; for legal action nobody may be known to be no administrator."""
    found = a_case(TAKEN, REMINDED, DEMANDED, _asked(19, DEMAND), _asked(19, LEGAL), yes)
    assert ((), frozenset({yes.gate}), on(20)) == (found.breaches, found.approved, found.freed_on)
    assert yes.gate not in dict(found.asked)


@pytest.mark.requirement("SE-2")
def test_only_an_administrator_approves_legal_action() -> None:
    """A yes from somebody who is known not to be one opens nothing; the agency goes on waiting."""
    found = a_case(TAKEN, REMINDED, DEMANDED, _asked(19, LEGAL), _yes(20, LEGAL, by_administrator=False))
    assert (Breach("yes-legal-20", "G03", "SE-2", "not_administrator"),) == found.breaches
    assert (frozenset(), ((LEGAL, on(19)),), on(1)) == (found.approved, found.asked, found.freed_on)


@pytest.mark.requirement("SE-2")
def test_a_yes_that_opens_nothing_leaves_a_no_as_it_was() -> None:
    """Who may not say yes cannot take back a no either."""
    found = a_case(TAKEN, _no(15, LEGAL), _yes(16, LEGAL, by_administrator=False))
    assert (frozenset(), frozenset({LEGAL})) == (found.approved, found.declined)


# --- measures without approval ----------------------------------------------------------------------------------------
UNAPPROVED_DEMAND: Broken = ("demand_sent-14", "SE-1", "demand_unapproved", True)
UNAPPROVED_LEGAL: Broken = ("legal_started-30", "SE-2", "legal_unapproved", True)


@pytest.mark.parametrize(
    ("settings", "facts", "expected"),
    [
        case("SE-1 SE-2 LC-3", PLAIN_SETTINGS, (),                        (UNAPPROVED_LEGAL,)),
        case("SE-1 SE-2 LC-3", NO_GATES,   (),                            ()),
        case("SE-1 SE-2 LC-3", BOTH_GATES, (),                            (UNAPPROVED_DEMAND, UNAPPROVED_LEGAL)),
        case("SE-1 SE-2",      BOTH_GATES, (_yes(5, DEMAND),),            (UNAPPROVED_LEGAL,)),
        case("SE-1 SE-2",      BOTH_GATES, (_yes(5, LEGAL),),             (UNAPPROVED_DEMAND,)),
        case("SE-1 SE-2",      BOTH_GATES, (_yes(5, DEMAND), AGREED),     ()),
        # asked is not answered
        case("SE-1 SE-2",      BOTH_GATES, (_asked(5, DEMAND), _asked(20, LEGAL)),
             (UNAPPROVED_DEMAND, UNAPPROVED_LEGAL)),
        # the day before, on, and after the measure
        case("SE-1",           BOTH_GATES, (AGREED, _yes(13, DEMAND)),    ()),
        case("SE-1",           BOTH_GATES, (AGREED, _yes(14, DEMAND)),    ()),
        case("SE-1",           BOTH_GATES, (AGREED, _yes(15, DEMAND)),    (UNAPPROVED_DEMAND,)),
        case("SE-2",           PLAIN_SETTINGS, (_yes(29, LEGAL),),        ()),
        case("SE-2",           PLAIN_SETTINGS, (_yes(30, LEGAL),),        ()),
        case("SE-2",           PLAIN_SETTINGS, (_yes(31, LEGAL),),        (UNAPPROVED_LEGAL,)),
        # a no stands against the measure, whatever the settings say
        case("SE-1 LC-3",      NO_GATES,   (_no(5, DEMAND),),             (UNAPPROVED_DEMAND,)),
        case("SE-2 LC-3",      NO_GATES,   (_no(5, LEGAL),),              (UNAPPROVED_LEGAL,)),
        case("SE-2 LC-3",      NO_GATES,   (_no(5, LEGAL), AGREED),       ()),
        case("SE-2 LC-3",      NO_GATES,   (AGREED, _no(29, LEGAL)),      (UNAPPROVED_LEGAL,)),
        case("SE-2 LC-3",      NO_GATES,   (AGREED, _no(31, LEGAL)),      ()),
        # a yes of somebody who may not say it
        case("SE-2",           PLAIN_SETTINGS, (_yes(20, LEGAL, by_administrator=False),),
             (("yes-legal-20", "SE-2", "not_administrator", True), UNAPPROVED_LEGAL)),
    ],
)  # fmt: skip
def test_a_measure_without_its_approval_is_a_breach(
    settings: Series[Settings], facts: tuple[Fact, ...], expected: tuple[Broken, ...]
) -> None:
    """Which measures need approval, the settings say; the approval must be there on the day of the measure."""
    assert expected == broken(a_case(TAKEN, REMINDED, DEMANDED, SUED, *facts, settings=settings))


def _from(days: int, *, demand: bool, legal: bool) -> Series[Settings]:
    """Return settings that stand against these until that many days after the transfer."""
    before = Settings(approve_before_demand=not demand, approve_before_legal=not legal)
    return Series.always(before).starting(on(days), Settings(approve_before_demand=demand, approve_before_legal=legal))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        # switched on
        case("SE-4 LC-3", _from(13, demand=True, legal=False),  (UNAPPROVED_DEMAND,)),
        case("SE-4 LC-3", _from(14, demand=True, legal=False),  (UNAPPROVED_DEMAND,)),
        case("SE-4 LC-3", _from(15, demand=True, legal=False),  ()),
        case("SE-4 LC-3", _from(29, demand=True, legal=True),   (UNAPPROVED_LEGAL,)),
        case("SE-4 LC-3", _from(30, demand=True, legal=True),   (UNAPPROVED_LEGAL,)),
        case("SE-4 LC-3", _from(31, demand=True, legal=True),   ()),
        # switched off
        case("SE-4 LC-3", _from(13, demand=False, legal=False), ()),
        case("SE-4 LC-3", _from(14, demand=False, legal=False), ()),
        case("SE-4 LC-3", _from(15, demand=False, legal=False), (UNAPPROVED_DEMAND,)),
        case("SE-4 LC-3", _from(30, demand=False, legal=False), (UNAPPROVED_DEMAND,)),
        case("SE-4 LC-3", _from(31, demand=False, legal=False), (UNAPPROVED_DEMAND, UNAPPROVED_LEGAL)),
    ],
)  # fmt: skip
def test_the_settings_of_the_day_of_the_measure_decide(
    settings: Series[Settings], expected: tuple[Broken, ...]
) -> None:
    """A demand of day 14 and legal action of day 30: what is switched later does not judge them."""
    before_demand = broken(a_case(TAKEN, REMINDED, DEMANDED, SUED, settings=settings))
    assert expected == before_demand


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        case("SE-4 LC-3", 13, (UNAPPROVED_DEMAND, UNAPPROVED_LEGAL)),
        case("SE-4 LC-3", 14, (UNAPPROVED_DEMAND, UNAPPROVED_LEGAL)),
        case("SE-4 LC-3", 15, ((*UNAPPROVED_DEMAND[:3], False), UNAPPROVED_LEGAL)),
        case("SE-4 LC-3", 30, ((*UNAPPROVED_DEMAND[:3], False), UNAPPROVED_LEGAL)),
        case("SE-4 LC-3", 31, ((*UNAPPROVED_DEMAND[:3], False), (*UNAPPROVED_LEGAL[:3], False))),
    ],
)  # fmt: skip
def test_where_nobody_knows_the_settings_a_breach_is_possible(first: int, expected: tuple[Broken, ...]) -> None:
    """Settings are not assumed backwards; the breach is reported as one that may not be."""
    settings = Series([(on(first), Settings(approve_before_demand=True))])
    assert expected == broken(a_case(TAKEN, REMINDED, DEMANDED, SUED, settings=settings))


@pytest.mark.requirement("SE-1", "SE-2")
def test_where_nobody_knows_the_settings_an_answer_still_counts() -> None:
    """A yes permits and a no forbids, whatever the settings were."""
    settings = Series([(on(100), Settings())])
    answered = a_case(TAKEN, REMINDED, _no(5, DEMAND), DEMANDED, AGREED, SUED, settings=settings)
    assert (UNAPPROVED_DEMAND,) == broken(answered)


# --- how long a yes holds ---------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-3", "LC-10", "SE-2")
def test_after_collection_uses_up_the_approval_of_legal_action() -> None:
    """A second legal action asks anew; a second demand does not."""
    again = fact(K.LEGAL_STARTED, 90)
    assert (("legal_started-90", "SE-2", "legal_unapproved", True),) == broken(a_case(*LIFE, again))
    assert () == broken(a_case(*LIFE, _yes(90, LEGAL), again))
    approved = a_case(*LIFE, _yes(10, DEMAND), _yes(90, LEGAL), again, fact(K.DEMAND_SENT, 91), settings=BOTH_GATES)
    assert () == broken(approved)


@pytest.mark.requirement("LC-3", "SE-2")
def test_legal_action_that_goes_on_needs_no_second_approval() -> None:
    """Until after-collection the approval stands."""
    assert () == broken(a_case(TAKEN, REMINDED, DEMANDED, AGREED, SUED, fact(K.LEGAL_STARTED, 31)))


# --- what is shown as waiting -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "settings", "expected"),
    [
        case("SE-1 LC-3", (),                                  BOTH_GATES, (Wait(WaitFor.APPROVAL),)),
        case("SE-1 SE-3", (_asked(12, DEMAND),),               BOTH_GATES, (Wait(WaitFor.APPROVAL, on(12)),)),
        case("SE-1 LC-3", (_yes(12, DEMAND),),                 BOTH_GATES, ()),
        case("SE-1 LC-3", (_no(12, DEMAND),),                  NO_GATES,   (Wait(WaitFor.DECLINED),)),
        case("SE-1 LC-3", (_no(12, DEMAND),),                  BOTH_GATES, (Wait(WaitFor.DECLINED),)),
        case("SE-1 LC-3", (_asked(12, DEMAND),),               NO_GATES,   ()),
        case("SE-2 LC-3", (DEMANDED,),                         PLAIN_SETTINGS, (Wait(WaitFor.ADMINISTRATOR),)),
        case("SE-2 SE-3", (DEMANDED, _asked(20, LEGAL)),       PLAIN_SETTINGS, (Wait(WaitFor.ADMINISTRATOR, on(20)),)),
        case("SE-2 LC-3", (DEMANDED, AGREED),                  PLAIN_SETTINGS, ()),
        case("SE-2 LC-3", (DEMANDED,),                         NO_GATES,   ()),
        case("SE-2 LC-3", (DEMANDED, _no(20, LEGAL)),          NO_GATES,   (Wait(WaitFor.DECLINED),)),
        case("SE-2 SE-3", (DEMANDED, _no(20, LEGAL), _asked(21, LEGAL)), NO_GATES, (Wait(WaitFor.DECLINED, on(21)),)),
    ],
)  # fmt: skip
def test_the_next_step_waits_for_its_approval(
    facts: tuple[Fact, ...], settings: Series[Settings], expected: tuple[Wait, ...]
) -> None:
    """It is shown whose word is missing, and since when the agency waits for it."""
    assert expected == coming(a_case(TAKEN, REMINDED, *facts), 40, settings=settings).waits


@pytest.mark.requirement("SE-3")
def test_how_long_the_agency_has_waited() -> None:
    """From the day it first asked: a number of days, or nothing when it has not asked."""
    (wait,) = coming(a_case(TAKEN, REMINDED, DEMANDED, _asked(20, LEGAL), _asked(30, LEGAL)), 40).waits
    assert (0, 1, 25) == tuple(wait.age_days(as_of=on(days)) for days in (20, 21, 45))
    assert None is Wait(WaitFor.ADMINISTRATOR).age_days(as_of=on(45))


@pytest.mark.requirement("LC-3", "SE-4")
def test_unknown_settings_keep_a_step_waiting() -> None:
    """Nobody can tell whether it needs approval: it is not called ready."""
    known = Series([(on(41), Settings(approve_before_legal=False))])
    demanded = a_case(TAKEN, REMINDED, DEMANDED)
    assert (WaitFor.SETTINGS,) == waiting_for(demanded, 40, settings=known)
    assert () == waiting_for(demanded, 41, settings=known)


@pytest.mark.requirement("LC-3")
def test_a_step_is_not_called_early_by_an_approval_that_came_late() -> None:
    """The first day on which nothing stood in the way is the day of the approval, when the time was up before."""
    demanded = (TAKEN, REMINDED, DEMANDED)
    assert (on(25), on(25), on(26)) == tuple(
        coming(a_case(*demanded, _yes(days, LEGAL)), 40).earliest_on for days in (24, 25, 26)
    )


# --- other acts in the portal -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("SE-3", (fact(K.ACTION_ASKED, 3),),                                                     on(3)),
        case("SE-3", (fact(K.ACTION_ASKED, 3), fact(K.ACTION_ASKED, 5)),                             on(3)),
        case("SE-3", (fact(K.ACTION_ASKED, 3), fact(K.ACTION_DONE, 4)),                              None),
        case("SE-3", (fact(K.ACTION_ASKED, 3), fact(K.ACTION_DONE, 4), fact(K.ACTION_ASKED, 5)),     on(5)),
        case("SE-3", (fact(K.ACTION_DONE, 4),),                                                      None),
    ],
)  # fmt: skip
def test_the_agency_wants_something_until_it_is_done(facts: tuple[Fact, ...], expected: object) -> None:
    """Since when the creditor must act in the portal."""
    assert expected == a_case(TAKEN, *facts).action_since


@pytest.mark.requirement("SE-3")
def test_what_the_agency_wants_is_told() -> None:
    """It is done in the portal; the agency's own code is not shown."""
    found = a_case(TAKEN, fact(K.ACTION_ASKED, 3, raw="X17"), fact(K.ACTION_DONE, 4))
    assert (("act_in_portal", ("action_asked-3",), None),) == told(found)
