"""Steps that nobody saw: what led to the stage that the agency shows, and what rests on a day that is not known."""

from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import Case, observe
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.invoices import Registration
from inkasso_rules.model.snapshots import Snapshot
from tests.data import COMMAND, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import DEMANDED, NO_GATES, REMINDED, SUED, TAKEN, WATCHED, Broken, K, advanced, broken
from tests.tables.reading import CASE_ID, READ, acted, checked, dated, follow, seen, shown, unknown

BEGUN = seen(K.REGISTERED)

# The letter of the first stage may have gone out on any day since the transfer.
FIRST_REMINDER = seen(K.REMINDER_SENT, 0)
FIRST_DEMAND = seen(K.DEMAND_SENT, 0)
DEMAND, LEGAL, AFTER = seen(K.DEMAND_SENT), seen(K.LEGAL_STARTED), seen(K.AFTER_COLLECTION_STARTED)
REMINDER = seen(K.REMINDER_SENT)


def _early(kind: FactKind) -> Fact:
    """Return a step of day 3."""
    return fact(kind, 3)


# fmt: off
#: What is known, and the steps that lead from there to each stage, in their order, the reminder first.
FROM_REMINDER: tuple[tuple[tuple[Fact, ...], tuple[tuple[Fact, ...], ...]], ...] = (
    # known   reminder, demand, legal, after-collection
    ((),                                   ((BEGUN,), (BEGUN, FIRST_REMINDER, DEMAND), (BEGUN, FIRST_REMINDER, DEMAND, LEGAL), (BEGUN, FIRST_REMINDER, DEMAND, AFTER))),
    ((TAKEN,),                             ((),       (FIRST_REMINDER, DEMAND),        (FIRST_REMINDER, DEMAND, LEGAL),        (FIRST_REMINDER, DEMAND, AFTER))),
    ((TAKEN, REMINDED),                    ((),       (DEMAND,),                       (DEMAND, LEGAL),                        (DEMAND, AFTER))),
    ((TAKEN, REMINDED, _early(K.DEMAND_SENT)),   ((), (),                              (LEGAL,),                               (AFTER,))),
    ((TAKEN, _early(K.LEGAL_STARTED)),     ((),       (),                              (),                                     (AFTER,))),
    ((TAKEN, _early(K.AFTER_COLLECTION_STARTED)), ((), (),                             (LEGAL,),                               ())),
)

#: The same for a case that starts at the demand.
FROM_DEMAND: tuple[tuple[tuple[Fact, ...], tuple[tuple[Fact, ...], ...]], ...] = (
    ((),                                   ((BEGUN, REMINDER), (BEGUN,), (BEGUN, FIRST_DEMAND, LEGAL), (BEGUN, FIRST_DEMAND, AFTER))),
    ((TAKEN,),                             ((),                (),       (FIRST_DEMAND, LEGAL),        (FIRST_DEMAND, AFTER))),
    ((TAKEN, _early(K.DEMAND_SENT)),       ((),                (),       (LEGAL,),                     (AFTER,))),
    ((TAKEN, _early(K.LEGAL_STARTED)),     ((),                (),       (),                           (AFTER,))),
    ((TAKEN, _early(K.AFTER_COLLECTION_STARTED)), ((),         (),       (LEGAL,),                     ())),
)
# fmt: on
STAGES = (Stage.REMINDER, Stage.DEMAND, Stage.LEGAL, Stage.AFTER_COLLECTION)
STEPS = [
    case("LC-4 LC-5", start, facts, stage, expected)
    for start, rows in ((Stage.REMINDER, FROM_REMINDER), (Stage.DEMAND, FROM_DEMAND))
    for facts, of_stages in rows
    for stage, expected in zip(STAGES, of_stages, strict=True)
]


def _read(start: Stage, *facts: Fact) -> Case:
    """Return a case that starts at a stage, was read on day 4, and has facts."""
    return a_case(READ, *facts, command=attrs.evolve(COMMAND, start_stage=start))


@pytest.mark.parametrize(("start", "facts", "stage", "expected"), STEPS)
def test_the_steps_that_lead_to_a_stage(
    start: Stage, facts: tuple[Fact, ...], stage: Stage, expected: tuple[Fact, ...]
) -> None:
    """All between the stage that was reached and the one that shows; but after-collection may lack legal action."""
    assert (*expected, checked()) == observe(_read(start, *facts), shown(stage=str(stage)))


@pytest.mark.parametrize(("start", "facts", "stage", "expected"), STEPS)
def test_the_case_then_stands_at_that_stage(
    start: Stage, facts: tuple[Fact, ...], stage: Stage, expected: tuple[Fact, ...]
) -> None:
    """All at once or one by one, and the next reading finds nothing more; a case never falls behind."""
    before = _read(start, *facts)
    after = follow(before, shown(stage=str(stage)))
    one_by_one = before
    for one in (*expected, checked()):
        one_by_one = advanced(one_by_one, one).case
    assert after == one_by_one
    goes_back = any(fact.kind is K.REMINDER_SENT for fact in expected) and start is Stage.DEMAND
    assert (stage if expected and not goes_back else after.stage) is after.stage
    assert (expected == () or goes_back) or after.reached_on == on(9)
    assert (checked(10),) == observe(after, shown(10, stage=str(stage)))


@pytest.mark.parametrize(
    "facts",
    [(), (TAKEN,), (TAKEN, REMINDED), (TAKEN, _early(K.LEGAL_STARTED))],
)
@pytest.mark.parametrize("stage", [None, "registering"])
@pytest.mark.requirement("LC-5")
def test_a_case_that_shows_no_stage_has_no_new_step(facts: tuple[Fact, ...], stage: str | None) -> None:
    """Nor has one that is still being registered."""
    assert (checked(),) == observe(a_case(READ, *facts), shown(stage=stage))


@pytest.mark.requirement("LC-4")
def test_two_readings_tell_of_the_steps_that_one_would() -> None:
    """A case seen at its first stage, then at a later one, has had the letter in between: nobody is blamed for it."""
    for start, kinds in ((Stage.REMINDER, [K.REMINDER_SENT, K.DEMAND_SENT]), (Stage.DEMAND, [K.DEMAND_SENT])):
        once = follow(_read(start), shown(stage="legal"))
        twice = follow(follow(_read(start), shown(8, stage=str(start))), shown(stage="legal"))
        unseen = [[one.kind for one in found.facts if not one.is_exact] for found in (once, twice)]
        assert [[K.REGISTERED, *kinds, K.LEGAL_STARTED]] * 2 == unseen
        assert [("legal_unapproved", False), ("time_not_expired", False)] == sorted(
            (code, certain) for _, _, code, certain in broken(twice)
        )


@pytest.mark.parametrize(
    ("facts", "details", "expected"),
    [
        case("LC-5", (), {"stage": "reminder", "agency_case_id": "8001"}, (seen(K.REGISTERED, agency_case_id="8001"),)),
        case("LC-5", (), {"stage": "reminder"},                           (seen(K.REGISTERED),)),
        # the id alone, whatever the stage
        case("LC-5", (), {"agency_case_id": "8001"},                      (seen(K.REGISTERED, agency_case_id="8001"),)),
        case("LC-5", (), {"stage": "registering", "agency_case_id": "8001"}, (seen(K.REGISTERED, agency_case_id="8001"),)),
        case("LC-5", (), {"stage": "S1", "agency_case_id": "8001"},
             (seen(K.REGISTERED, agency_case_id="8001"), unknown("stage", "S1"))),
        # a person links a duplicate; one that is linked, or was taken before, goes on
        case("LC-5", (fact(K.DUPLICATE_NUMBER, 2),), {"agency_case_id": "8001"}, ()),
        case("LC-5", (fact(K.DUPLICATE_NUMBER, 2),), {"stage": "reminder", "agency_case_id": "8001"}, ()),
        case("LC-5", (fact(K.DUPLICATE_NUMBER, 2, agency_case_id="8001"),), {"stage": "legal"}, ()),
        case("LC-5", (TAKEN, fact(K.DUPLICATE_NUMBER, 2)), {"stage": "demand"}, (FIRST_REMINDER, DEMAND)),
        case("LC-5", (fact(K.DUPLICATE_NUMBER, 2), fact(K.REGISTERED, 3)), {"stage": "reminder", "agency_case_id": "8001"},
             (seen(K.REGISTERED, agency_case_id="8001"),)),
        # the id shows up later
        case("LC-5", (fact(K.REGISTERED, 1),), {"stage": "reminder", "agency_case_id": "8001"}, (seen(K.REGISTERED, agency_case_id="8001"),)),
        case("LC-5", (fact(K.REGISTERED, 1),), {"stage": "demand", "agency_case_id": "8001"},
             (seen(K.REGISTERED, agency_case_id="8001"), FIRST_REMINDER, DEMAND)),
        case("LC-5", (fact(K.REGISTERED, 1),), {"stage": "reminder"},     ()),
        # it is known
        case("LC-5", (TAKEN,), {"stage": "reminder", "agency_case_id": "8001"}, ()),
        case("LC-5", (TAKEN,), {"stage": "reminder", "agency_case_id": "8002"}, ()),
    ],
)  # fmt: skip
def test_a_registration_shows(facts: tuple[Fact, ...], details: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """By a stage or the agency's id; and once more by the id, if that was not known."""
    before = a_case(READ, *facts)
    assert (*expected, checked()) == observe(before, shown(**details))
    assert (checked(10),) == observe(follow(before, shown(**details)), shown(10, **details))


@pytest.mark.parametrize(
    ("facts", "since"),
    [
        case("LC-4", (READ, fact(K.CHECKED, 7)), 7),
        case("LC-4", (READ, fact(K.CHECKED, 8)), 8),
        case("LC-4", (READ, fact(K.CHECKED, 9)), None),
        case("LC-4", (),                         0),
    ],
)  # fmt: skip
def test_a_step_happened_since_the_last_reading(facts: tuple[Fact, ...], since: int | None) -> None:
    """Or since the transfer; after a reading of the same day it is of that day."""
    found = observe(a_case(TAKEN, REMINDED, *facts), shown(stage="demand"))
    assert (seen(K.DEMAND_SENT, since), checked()) == found


@pytest.mark.requirement("LC-4")
def test_a_dated_step_is_not_unseen() -> None:
    """The timeline tells its day, and only what it leaves out was not seen."""
    timeline = (acted("1", "reminder_sent", 5), acted("2", "legal_started", 8))
    found = observe(a_case(TAKEN, READ), shown(stage="after_collection", actions=timeline))
    assert (dated("1", K.REMINDER_SENT, 5), dated("2", K.LEGAL_STARTED, 8), AFTER, checked()) == found


# --- possible, not certain --------------------------------------------------------------------------------------------
#: A case at the demand, which went out some day from day 4 to day 9.
UNSEEN_DEMAND = a_case(TAKEN, REMINDED, READ, DEMAND, checked())


def _legal(days: int, *more: Fact) -> tuple[Broken, ...]:
    """Return what is wrong with legal action on a day, after an unseen demand, where nothing waits for approval."""
    facts = (TAKEN, REMINDED, READ, DEMAND, checked(), fact(K.LEGAL_STARTED, days), *more)
    return broken(a_case(*facts, settings=NO_GATES))


def _early_action(days: int, *, certain: bool) -> tuple[Broken, ...]:
    return ((f"legal_started-{days}", "OWN-6", "time_not_expired", certain),)


@pytest.mark.parametrize(
    ("days", "demanded", "expected"),
    [
        # nobody knows the day of the demand: the last one counts, and is not certain
        case("OWN-6", 12, None, _early_action(12, certain=False)),
        case("OWN-6", 17, None, _early_action(17, certain=False)),
        case("OWN-6", 18, None, ()),
        # it becomes known: the breach vanishes, or is certain
        case("OWN-6", 12, 4,    _early_action(12, certain=True)),
        case("OWN-6", 14, 4,    _early_action(14, certain=True)),
        case("OWN-6", 15, 4,    ()),
        case("OWN-6", 17, 4,    ()),
        case("OWN-6", 17, 8,    ()),
        case("OWN-6", 16, 8,    _early_action(16, certain=True)),
        case("OWN-6", 17, 9,    _early_action(17, certain=True)),
        case("OWN-6", 18, 9,    ()),
        # another demand, before or after the interval, says nothing of the unseen one
        case("OWN-6", 17, 3,    _early_action(17, certain=False)),
        case("OWN-6", 17, 10,   _early_action(17, certain=True)),
        case("OWN-6", 18, 10,   _early_action(18, certain=True)),
    ],
)  # fmt: skip
def test_what_rests_on_an_unseen_demand(days: int, demanded: int | None, expected: tuple[Broken, ...]) -> None:
    """It is possible; once the day is known it is certain, or no breach at all."""
    more = () if demanded is None else (dated("1", K.DEMAND_SENT, demanded, 30),)
    assert expected == _legal(days, *more)


@pytest.mark.parametrize(
    ("demanded", "expected"),
    [(3, (on(9), frozenset({K.DEMAND_SENT}))), (4, (on(4), frozenset())), (9, (on(9), frozenset())), (10, (on(10), frozenset()))],
)  # fmt: skip
@pytest.mark.requirement("OWN-6")
def test_an_unseen_demand_becomes_known_by_its_day(demanded: int, expected: tuple[object, ...]) -> None:
    """One within the interval is the unseen one."""
    found = advanced(UNSEEN_DEMAND, dated("1", K.DEMAND_SENT, demanded, 30)).case
    assert expected == (found.demanded_on, found.inexact)


@pytest.mark.parametrize(
    ("reminded", "expected"),
    [(3, on(9)), (4, on(4)), (9, on(9)), (10, on(10))],
)
@pytest.mark.requirement("LC-1")
def test_an_unseen_reminder_becomes_known_by_its_day(reminded: int, expected: object) -> None:
    """As a demand does."""
    found = advanced(a_case(TAKEN, READ, REMINDER), dated("1", K.REMINDER_SENT, reminded, 30)).case
    assert (expected, reminded == 3) == (found.reminded_on, K.REMINDER_SENT in found.inexact)


@pytest.mark.requirement("OWN-6")
def test_a_breach_that_vanishes_or_becomes_certain_is_a_correction() -> None:
    """What was said when the day was unknown is taken back, and what is true is said in its place."""
    before = a_case(*UNSEEN_DEMAND.facts[1:], fact(K.LEGAL_STARTED, 12), settings=NO_GATES)
    vanishes = a_case(*UNSEEN_DEMAND.facts[1:], fact(K.LEGAL_STARTED, 17), settings=NO_GATES)
    certain = advanced(before, dated("1", K.DEMAND_SENT, 5, 30), settings=NO_GATES).corrections
    gone = advanced(vanishes, dated("1", K.DEMAND_SENT, 5, 30), settings=NO_GATES).corrections
    assert [((before.breaches), (attrs.evolve(before.breaches[0], certain=True),))] == [
        (one.unsaid, one.said) for one in certain
    ]
    assert [(vanishes.breaches, ())] == [(one.unsaid, one.said) for one in gone]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        case("SE-2", 29,   (("legal_unapproved", False),)),
        case("SE-2", None, (("legal_unapproved", True),)),
    ],
)  # fmt: skip
def test_a_step_that_nobody_saw_is_blamed_as_possible(
    since: int | None, expected: tuple[tuple[str, bool], ...]
) -> None:
    """For all that is known, the approval may have come first."""
    found = a_case(TAKEN, REMINDED, DEMANDED, seen(K.LEGAL_STARTED, since, 30))
    assert expected == tuple((code, certain) for _, _, code, certain in broken(found))


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        (kind, days, days in {4, 9})
        for kind in (K.REMINDER_SENT, K.DEMAND_SENT, K.LEGAL_STARTED, K.PAUSED, K.DISPUTED)
        for days in (3, 4, 9, 10)
    ],
)
@pytest.mark.requirement("LC-4")
def test_what_nobody_saw_is_nothing_more_once_its_day_is_known(kind: FactKind, days: int, *, expected: bool) -> None:
    """It changes nothing, and nothing is said of it; one before or after the interval is another one."""
    ended = fact(K.STOPPED, 1)
    exact = a_case(TAKEN, ended, READ, checked(), dated("1", kind, days, 30))
    both = advanced(exact, seen(kind)).case
    assert expected is (exact == attrs.evolve(both, facts=exact.facts) and exact.said == both.said)


# The plain case waits for approval before legal action; each of these would take away what the step breaks.
UNSEEN = {
    K.RESUMED: (fact(K.PAUSED, 2), K.REMINDER_SENT, "in_pause"),
    K.REOPENED: (fact(K.STOPPED, 2), K.REMINDER_SENT, "after_end"),
    K.DISPUTE_SETTLED: (fact(K.DISPUTED, 2), K.LEGAL_STARTED, "disputed_part"),
    K.APPROVAL_GIVEN: (REMINDED, K.LEGAL_STARTED, "legal_unapproved"),
}


@pytest.mark.parametrize(
    ("days", "certain"),
    [(3, True), (4, False), (8, False), (9, None), (10, None)],
)
@pytest.mark.parametrize(
    "unseen",
    [
        case("LC-4", K.RESUMED),
        case("LC-13", K.REOPENED),
        case("LC-15", K.DISPUTE_SETTLED),
        case("SE-2", K.APPROVAL_GIVEN),
    ],
)
def test_a_step_near_what_nobody_saw_is_blamed_as_possible(
    unseen: FactKind, days: int, *, certain: bool | None
) -> None:
    """It may have come after it; before the interval it did not, and from its last day on it did."""
    stands, step, code = UNSEEN[unseen]
    gate = Gate.LEGAL if unseen is K.APPROVAL_GIVEN else None
    found = a_case(TAKEN, stands, READ, fact(step, days), seen(unseen, gate=gate))
    expected = [] if certain is None else [certain]
    assert expected == [is_certain for _, _, said, is_certain in broken(found) if said == code]


# --- the registration of the invoice ----------------------------------------------------------------------------------
REFUSED = fact(K.REGISTRATION_REFUSED, 3)
DUPLICATE = fact(K.DUPLICATE_NUMBER, 3)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("MA-9", (),                                          Registration.PENDING),
        case("MA-9", (fact(K.PAUSED, 2),),                        Registration.PENDING),
        case("MA-9", (fact(K.STOPPED, 2),),                       Registration.PENDING),
        case("MA-9", (TAKEN,),                                    Registration.REGISTERED),
        case("MA-9", (fact(K.REGISTERED, 1),),                    Registration.REGISTERED),
        case("MA-9", (REMINDED,),                                 Registration.REGISTERED),
        case("MA-9", (DEMANDED,),                                 Registration.REGISTERED),
        case("MA-9", (SUED,),                                     Registration.REGISTERED),
        case("MA-9", (WATCHED,),                                  Registration.REGISTERED),
        # an end frees nothing
        *(case("MA-9", (TAKEN, fact(kind, 5)),                    Registration.REGISTERED)
          for kind in (K.CLOSED_PAID, K.CLOSED_CREDITED, K.STOPPED, K.GIVEN_UP)),
        # a refusal does, until the agency takes the case after all
        case("MA-9", (REFUSED,),                                  Registration.REFUSED),
        case("MA-9", (REFUSED, fact(K.STOPPED, 5)),               Registration.REFUSED),
        case("MA-9", (REFUSED, fact(K.REGISTERED, 5)),            Registration.REGISTERED),
        case("MA-9", (REFUSED, fact(K.REOPENED, 5)),              Registration.PENDING),
        case("MA-9", (TAKEN, REFUSED),                            Registration.REGISTERED),
        case("MA-9", (fact(K.STOPPED, 2), REFUSED),               Registration.REFUSED),
        # a duplicate does not; it is linked by a registration
        case("MA-9", (DUPLICATE,),                                Registration.DUPLICATE),
        case("MA-9", (TAKEN, DUPLICATE),                          Registration.DUPLICATE),
        case("MA-9", (DUPLICATE, fact(K.STOPPED, 5)),             Registration.DUPLICATE),
        case("MA-9", (DUPLICATE, fact(K.REGISTERED, 5)),          Registration.REGISTERED),
        case("MA-9", (DUPLICATE, fact(K.REGISTRATION_REFUSED, 5)), Registration.REFUSED),
        case("MA-9", (fact(K.REGISTRATION_REFUSED, 2), DUPLICATE), Registration.REFUSED),
    ],
)  # fmt: skip
def test_how_the_invoice_stands_at_the_agency(facts: tuple[Fact, ...], expected: Registration) -> None:
    """A refusal frees it, nothing else does."""
    assert expected is a_case(*facts).registration


@pytest.mark.requirement("MA-9")
@pytest.mark.parametrize(("days", "expected"), [(2, Registration.PENDING), (3, Registration.REFUSED)])
def test_it_stands_as_of_the_day_of_the_case(days: int, expected: Registration) -> None:
    """A refusal to come has freed nothing yet."""
    found = a_case(REFUSED, as_of=on(days))
    assert (expected, CASE_ID) == (found.registration, found.case_id)


@pytest.mark.requirement("LC-4")
@pytest.mark.parametrize(("days", "expected"), [(60, ()), (61, (None,)), (62, (on(61),))])
def test_legal_action_anew_comes_after_after_collection_began(days: int, expected: tuple[Any, ...]) -> None:
    """On the day itself nobody can tell which came first; after it, the step lies between that day and the reading."""
    watched = (TAKEN, fact(K.LEGAL_STARTED, 60), fact(K.AFTER_COLLECTION_STARTED, 60))
    found = observe(
        a_case(*watched), Snapshot(case_id=a_case().case_id, snapshot_id="s", seen_on=on(days), stage="legal")
    )
    assert expected == tuple(one.earliest_on for one in found if one.kind is K.LEGAL_STARTED)
