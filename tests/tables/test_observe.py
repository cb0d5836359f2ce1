"""What a reading of the agency's data shows beside stages and money: its timeline, its codes, conditions, and ends."""

from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import FactConflictError, observe
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.snapshots import AgencyAction, CodeMap, Condition, Snapshot, SnapshotError
from tests.data import AS_OF, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import TAKEN, K, advanced, kr, told
from tests.tables.reading import CASE_ID, READ, acted, checked, dated, follow, known, seen, shown, unknown

#: A host's own map.
CODES = CodeMap(
    stages={"S1": Stage.REMINDER, "S2": Stage.DEMAND, "S9": None},
    conditions={"HOLD": Condition.PAUSED, "DONE": End.PAID, "OPEN": None},
    actions={"L2": (K.DEMAND_SENT, None), "A2": (K.APPROVAL_GIVEN, Gate.LEGAL), "NOTE": None},
)


# --- the timeline -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        case("LC-4", (acted("1", "paused", 6), acted("2", "resumed", 8)), (dated("1", K.PAUSED, 6), dated("2", K.RESUMED, 8))),
        case("LC-4", (acted("1", "stopped", 6),),                 (dated("1", K.STOPPED, 6),)),
        case("LC-5", (acted("1", "duplicate_number", 6),),        (dated("1", K.DUPLICATE_NUMBER, 6),)),
        case("LC-5", (acted("1", "registered", 6),),              (dated("1", K.REGISTERED, 6),)),
        case("SE-3", (acted("1", "action_asked", 6), acted("2", "action_done", 7)), (dated("1", K.ACTION_ASKED, 6), dated("2", K.ACTION_DONE, 7))),
        case("SE-3", (acted("1", "approval_asked:legal", 6),),    (dated("1", K.APPROVAL_ASKED, 6, gate=Gate.LEGAL),)),
        case("SE-3", (acted("1", "approval_asked:demand", 6),),   (dated("1", K.APPROVAL_ASKED, 6, gate=Gate.DEMAND),)),
        case("LC-4", (acted("1", "approval_given:legal", 6),),    (dated("1", K.APPROVAL_GIVEN, 6, gate=Gate.LEGAL),)),
        case("LC-4", (acted("1", "approval_declined:demand", 6),), (dated("1", K.APPROVAL_DECLINED, 6, gate=Gate.DEMAND),)),
        case("LC-14", (acted("1", "paid_agency", 6, amount=kr(400), capital=kr(300)),), (dated("1", K.PAID_AGENCY, 6, amount=kr(400), capital=kr(300)),)),
        case("LC-14", (acted("1", "paid_agency", 6, amount=kr(400)),), (dated("1", K.PAID_AGENCY, 6, amount=kr(400)),)),
        # on the day of the reading; before the last one; before the transfer; still to come
        case("LC-4", (acted("1", "reminder_sent", 9),),           (dated("1", K.REMINDER_SENT, 9),)),
        case("LC-4", (acted("1", "reminder_sent", 2),),           (dated("1", K.REMINDER_SENT, 2),)),
        case("LC-4", (acted("1", "reminder_sent", -1),),          (dated("1", K.REMINDER_SENT, -1),)),
        case("LC-4", (acted("1", "reminder_sent", 10),),          (dated("1", K.REMINDER_SENT, 10),)),
        # in the order of the facts, not of the entries; the same entry twice is one
        case("LC-4", (acted("1", "stopped", 6), acted("2", "reminder_sent", 6)), (dated("2", K.REMINDER_SENT, 6), dated("1", K.STOPPED, 6))),
        case("LC-4", (acted("1", "demand_sent", 6), acted("1", "demand_sent", 6)), (dated("1", K.DEMAND_SENT, 6),)),
        # an entry that lacks what its fact must say, or says what it cannot
        case("OWN-8", (acted("1", "paid_agency", 6),),            (dated("1", K.UNKNOWN_CODE, 6, raw="paid_agency"),)),
        case("OWN-8", (acted("1", "approval_given", 6),),         (dated("1", K.UNKNOWN_CODE, 6, raw="approval_given"),)),
        case("OWN-8", (acted("1", "transferred", 6),),            (dated("1", K.UNKNOWN_CODE, 6, raw="transferred"),)),
        case("OWN-8", (acted("1", "paid_agency", 6, amount=kr(300), capital=kr(400)),), (dated("1", K.UNKNOWN_CODE, 6, raw="paid_agency"),)),
    ],
)  # fmt: skip
def test_what_the_timeline_dates(actions: tuple[AgencyAction, ...], expected: tuple[Fact, ...]) -> None:
    """A fact of that exact day, learned on the day of the reading; what makes no fact is unknown, not guessed."""
    assert (*expected, checked()) == observe(known(), shown(actions=actions))


@pytest.mark.requirement("LC-4")
def test_an_entry_counts_once() -> None:
    """Its id names its fact for good, whichever reading shows it."""
    entry = acted("1", "reminder_sent", 6)
    first = follow(known(), shown(9, actions=(entry,)))
    assert (checked(10),) == observe(first, shown(10, actions=(entry,)))
    again = acted("2", "reminder_sent", 6)
    assert (dated("2", K.REMINDER_SENT, 6, 10), checked(10)) == observe(first, shown(10, actions=(entry, again)))


@pytest.mark.requirement("LC-4")
def test_an_entry_that_was_changed_is_not_taken_anew() -> None:
    """The fact that is known stands; only a store's own mistake is a conflict."""
    first = follow(known(), shown(9, actions=(acted("1", "reminder_sent", 6),)))
    assert (checked(10),) == observe(first, shown(10, actions=(acted("1", "reminder_sent", 7),)))
    with pytest.raises(FactConflictError):
        advanced(first, dated("1", K.REMINDER_SENT, 7))


# --- codes ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("details", "expected"),
    [
        case("OWN-8", {"stage": "S3"},                            (unknown("stage", "S3", 9),)),
        case("OWN-8", {"conditions": ("X1",)},                    (unknown("condition", "X1", 9),)),
        case("OWN-8", {"conditions": ("X2", "X1", "X2")},         (unknown("condition", "X1", 9), unknown("condition", "X2", 9))),
        case("OWN-8", {"actions": (acted("1", "X1", 6),)},        (unknown("action", "X1", 6),)),
        case("OWN-8", {"actions": (acted("1", "X1", 6), acted("2", "X1", 6))}, (unknown("action", "X1", 6),)),
        # one code in three places is three unknowns
        case("OWN-8", {"stage": "X", "conditions": ("X",), "actions": (acted("1", "X", 9),)},
             (unknown("action", "X", 9), unknown("condition", "X", 9), unknown("stage", "X", 9))),
        # the library's own words are no codes of this host's
        case("OWN-8", {"stage": "demand", "conditions": ("paused",), "actions": (acted("1", "demand_sent", 9),)},
             (unknown("action", "demand_sent", 9), unknown("condition", "paused", 9), unknown("stage", "demand", 9))),
        # known, and without a meaning here
        case("OWN-8", {"stage": "S9", "conditions": ("OPEN",), "actions": (acted("1", "NOTE", 6),)}, ()),
        # known
        case("LC-4",  {"conditions": ("HOLD", "OPEN")},           (seen(K.PAUSED),)),
        case("LC-4",  {"conditions": ("HOLD", "X1")},             (seen(K.PAUSED), unknown("condition", "X1", 9))),
        case("OWN-8", {"stage": "S1", "conditions": ("DONE",)},   (seen(K.CLOSED_PAID),)),
        case("OWN-8", {"actions": (acted("1", "A2", 6), acted("2", "L2", 8))},
             (dated("1", K.APPROVAL_GIVEN, 6, gate=Gate.LEGAL), dated("2", K.DEMAND_SENT, 8))),
    ],
)  # fmt: skip
def test_what_a_hosts_codes_mean(details: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """What the map says; a code that it lacks is unknown, and nothing else follows from it."""
    assert (*expected, checked()) == observe(known(), shown(**details), codes=CODES)


@pytest.mark.requirement("OWN-8")
def test_an_unknown_code_is_told_once() -> None:
    """Later readings show it again; another one, and the same in another place, are new."""
    first = follow(known(), shown(9, stage="S3", conditions=("X1",), actions=(acted("1", "X2", 6),)), CODES)
    assert ("X2", "X1", "S3") == first.unknown_codes
    assert ["unknown_code"] * 3 == [code for code, _, _ in told(first)]
    later = shown(10, stage="S4", conditions=("X1", "X2"), actions=(acted("1", "X2", 6), acted("2", "X2", 10)))
    expected = (unknown("condition", "X2", 10, 10), unknown("stage", "S4", 10, 10), checked(10))
    assert expected == observe(first, later, codes=CODES)


@pytest.mark.requirement("OWN-8")
@pytest.mark.parametrize("stage", ["closed", "unheard_of"])
def test_an_unknown_stage_moves_nothing(stage: str) -> None:
    """The case stands where it stood; that a case is closed is no stage."""
    assert (unknown("stage", stage, 9), checked()) == observe(known(), shown(stage=stage))
    assert Stage.REMINDER is follow(known(), shown(stage=stage)).stage


# --- conditions -------------------------------------------------------------------------------------------------------
PAUSED = fact(K.PAUSED, 2)
DISPUTED = fact(K.DISPUTED, 2)
PLAN = fact(K.PLAN_AGREED, 2)
INSOLVENT = fact(K.INSOLVENT, 2)
ACTION = fact(K.ACTION_ASKED, 2)
TWO_PAUSES = (PAUSED, fact(K.PAUSED, 3))
TWO_DISPUTES = (DISPUTED, fact(K.DISPUTED, 3, amount=kr(100)))
ALL = ("paused", "disputed", "plan", "insolvent", "action")


def _resumed(*pauses: str) -> tuple[Fact, ...]:
    return tuple(seen(K.RESUMED, name=f"resumed/{pause}", about=pause) for pause in pauses)


def _settled(*disputes: str) -> tuple[Fact, ...]:
    return tuple(seen(K.DISPUTE_SETTLED, name=f"dispute_settled/{one}", about=one) for one in disputes)


CONDITIONS: tuple[Any, ...] = (
    # it begins
    case("LC-4",  (),            ("paused",),           (seen(K.PAUSED),)),
    case("LC-4",  (),            ("disputed",),         (seen(K.DISPUTED),)),
    case("LC-4",  (),            ("plan",),             (seen(K.PLAN_AGREED),)),
    case("LC-4",  (),            ("insolvent",),        (seen(K.INSOLVENT),)),
    case("SE-3",  (),            ("action",),           (seen(K.ACTION_ASKED),)),
    case("LC-4 SE-3", (),        ALL,                   (seen(K.PAUSED), seen(K.DISPUTED), seen(K.PLAN_AGREED), seen(K.INSOLVENT), seen(K.ACTION_ASKED))),
    case("LC-4",  (),            ("paused", "paused"),  (seen(K.PAUSED),)),
    # it goes on
    case("LC-4",  (PAUSED, DISPUTED, PLAN, INSOLVENT, ACTION), ALL, ()),
    case("LC-4",  TWO_PAUSES,    ("paused",),           ()),
    # it is over
    case("LC-4",  (PAUSED,),     (),                    _resumed("paused-2")),
    case("LC-4",  TWO_PAUSES,    (),                    _resumed("paused-2", "paused-3")),
    case("LC-4",  (DISPUTED,),   (),                    _settled("disputed-2")),
    case("LC-4",  TWO_DISPUTES,  (),                    _settled("disputed-2", "disputed-3")),
    case("LC-4",  (PLAN,),       (),                    (seen(K.PLAN_ENDED),)),
    case("LC-4",  (INSOLVENT,),  (),                    (seen(K.INSOLVENCY_ENDED),)),
    case("SE-3",  (ACTION,),     (),                    (seen(K.ACTION_DONE),)),
    case("LC-4",  (PAUSED,),     ("plan",),             (*_resumed("paused-2"), seen(K.PLAN_AGREED))),
    # a pause with an end of its own: the last day, the first after it
    case("LC-4",  (fact(K.PAUSED, 2, until=on(10)),), (), _resumed("paused-2")),
    case("LC-4",  (fact(K.PAUSED, 2, until=on(9)),), (), ()),
    case("LC-4",  (fact(K.PAUSED, 2, until=on(9)),), ("paused",), (seen(K.PAUSED),)),
    case("LC-4",  (PAUSED, fact(K.PAUSED, 3, until=on(9))), (), _resumed("paused-2")),
    # what happens after the day of the reading plays no part
    case("LC-4",  (fact(K.PAUSED, 10),), (),            ()),
    case("LC-4",  (fact(K.PAUSED, 10),), ("paused",),   (seen(K.PAUSED),)),
    # approvals: each on its own
    case("SE-3",  (),            ("awaits_demand",),    (seen(K.APPROVAL_ASKED, name="approval_asked/demand", gate=Gate.DEMAND),)),
    case("SE-3",  (),            ("awaits_legal",),     (seen(K.APPROVAL_ASKED, name="approval_asked/legal", gate=Gate.LEGAL),)),
    case("SE-3",  (),            ("awaits_legal", "awaits_demand"),
         (seen(K.APPROVAL_ASKED, name="approval_asked/demand", gate=Gate.DEMAND), seen(K.APPROVAL_ASKED, name="approval_asked/legal", gate=Gate.LEGAL))),
    case("SE-3",  (fact(K.APPROVAL_ASKED, 2, gate=Gate.LEGAL),), ("awaits_legal",), ()),
    case("SE-3",  (fact(K.APPROVAL_ASKED, 2, gate=Gate.DEMAND),), ("awaits_demand", "awaits_legal"),
         (seen(K.APPROVAL_ASKED, name="approval_asked/legal", gate=Gate.LEGAL),)),
    case("SE-3",  (fact(K.APPROVAL_ASKED, 2, gate=Gate.LEGAL), fact(K.APPROVAL_GIVEN, 3, gate=Gate.LEGAL)), ("awaits_legal",),
         (seen(K.APPROVAL_ASKED, name="approval_asked/legal", gate=Gate.LEGAL),)),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "conditions", "expected"), CONDITIONS)
def test_conditions_begin_and_end(
    facts: tuple[Fact, ...], conditions: tuple[str, ...], expected: tuple[Fact, ...]
) -> None:
    """Some day since the last reading; of several pauses or disputes each by its name."""
    assert (*expected, checked()) == observe(known(*facts), shown(conditions=conditions))


@pytest.mark.requirement("SE-3")
def test_a_wait_that_vanished_is_no_answer() -> None:
    """What the creditor said does not show: the case waits until the timeline, or the next step, tells."""
    waits = known(fact(K.APPROVAL_ASKED, 2, gate=Gate.LEGAL))
    assert (checked(),) == observe(waits, shown())
    assert ((Gate.LEGAL, on(2)),) == follow(waits, shown()).asked
    assert () == follow(waits, shown(stage="legal")).asked


@pytest.mark.requirement("LC-4")
def test_the_timeline_is_counted_in_first() -> None:
    """What it dates is not found once more because it also shows."""
    timeline = (acted("1", "paused", 6), acted("2", "stopped", 8), acted("3", "demand_sent", 7))
    found = observe(known(), shown(stage="demand", conditions=("paused", "stopped"), actions=timeline))
    assert (dated("1", K.PAUSED, 6), dated("3", K.DEMAND_SENT, 7), dated("2", K.STOPPED, 8), checked()) == found
    over = observe(known(), shown(actions=(acted("1", "paused", 6),)))
    about = f"{CASE_ID}/action/1"
    assert (dated("1", K.PAUSED, 6), seen(K.RESUMED, name=f"resumed/{about}", about=about), checked()) == over


# --- ends -------------------------------------------------------------------------------------------------------------
STOPPED = fact(K.STOPPED, 6)

ENDS: tuple[Any, ...] = (
    case("LC-13", (),            {"conditions": ("paid",)},              (seen(K.CLOSED_PAID),)),
    case("LC-13", (),            {"conditions": ("credited",)},          (seen(K.CLOSED_CREDITED),)),
    case("LC-4",  (),            {"conditions": ("stopped",)},           (seen(K.STOPPED),)),
    case("LC-13", (),            {"conditions": ("given_up",)},          (seen(K.GIVEN_UP),)),
    case("LC-13", (),            {"stage": "reminder", "conditions": ("paid", "stopped")}, (seen(K.CLOSED_PAID),)),
    # the first one stands
    case("LC-4",  (STOPPED,),    {"conditions": ("stopped",)},           ()),
    case("LC-13", (STOPPED,),    {"conditions": ("paid",)},              ()),
    case("LC-13", (STOPPED,),    {"stage": "reminder", "conditions": ("paid",)}, ()),
    # it goes on: where it shows a stage and no end, after the day of the end
    case("LC-13", (STOPPED,),    {"stage": "reminder"},                  (seen(K.REOPENED),)),
    case("LC-13", (STOPPED,),    {"stage": "registering"},               (seen(K.REOPENED),)),
    case("LC-13", (STOPPED,),    {"stage": "reminder", "conditions": ("paused",)}, (seen(K.REOPENED), seen(K.PAUSED))),
    case("LC-13", (fact(K.STOPPED, 8),), {"stage": "reminder"},          (seen(K.REOPENED),)),
    case("LC-13", (fact(K.STOPPED, 9),), {"stage": "reminder"},          ()),
    case("LC-13", (fact(K.STOPPED, 10),), {"stage": "reminder"},         ()),
    case("LC-13", (STOPPED,),    {},                                     ()),
    case("LC-13", (STOPPED,),    {"stage": "S1"},                        (unknown("stage", "S1", 9),)),
    case("LC-13", (),            {"stage": "reminder"},                  ()),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "details", "expected"), ENDS)
def test_a_case_ends_and_goes_on(facts: tuple[Fact, ...], details: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """The first end stands until the agency shows the case without one, on a later day."""
    assert (*expected, checked()) == observe(known(*facts), shown(**details))


@pytest.mark.requirement("MA-9")
def test_a_refusal_that_shows() -> None:
    """A case that the agency never took ends as refused; one that it takes after all begins."""
    new = a_case(READ)
    assert (seen(K.REGISTRATION_REFUSED), checked()) == observe(new, shown(conditions=("refused",)))
    refused = a_case(READ, fact(K.REGISTRATION_REFUSED, 5))
    found = follow(refused, shown(stage="reminder"))
    assert (None, Stage.REMINDER) == (found.reported_end, found.stage)


# --- the reading itself -----------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-4")
def test_the_same_reading_twice_gives_nothing() -> None:
    """Its name is what counts: with another name the same day's reading is one of its own."""
    first = follow(known(), shown(9, conditions=("paused",)))
    assert () == observe(first, shown(9, conditions=("paused",)))
    assert () == observe(first, shown(9))
    twice = shown(9, conditions=("paused",), snapshot_id="noon")
    assert (fact(K.CHECKED, 9, fact_id=f"{CASE_ID}/seen/noon"),) == observe(first, twice)


@pytest.mark.requirement("LC-4")
@pytest.mark.parametrize(
    ("last", "is_older"),
    [(8, False), (9, False), (10, True)],
)
def test_a_reading_older_than_the_last_gives_what_it_dates(last: int, is_older: bool) -> None:
    """Its state has been overtaken, unknown codes included; that it was made is kept all the same."""
    read = a_case(TAKEN, fact(K.CHECKED, last))
    old = shown(9, stage="demand", conditions=("paused", "X1"), actions=(acted("1", "paid_agency", 6, amount=kr(1)),))
    found = observe(read, old)
    assert is_older == ((dated("1", K.PAID_AGENCY, 6, amount=kr(1)), checked()) == found)
    assert is_older == all(one.kind not in {K.DEMAND_SENT, K.PAUSED, K.UNKNOWN_CODE} for one in found)


@pytest.mark.parametrize(
    ("facts", "since"),
    [
        case("LC-4", (READ,),                                      4),
        case("LC-4", (READ, fact(K.CHECKED, 7)),                   7),
        case("LC-4", (fact(K.CHECKED, 8),),                        8),
        case("LC-4", (fact(K.CHECKED, 9),),                        None),
        case("LC-4", (),                                           0),
    ],
)  # fmt: skip
def test_what_only_shows_happened_since_the_last_reading(facts: tuple[Fact, ...], since: int | None) -> None:
    """Without one, since the transfer; after one of the same day, on that day."""
    assert (seen(K.PAUSED, since), checked()) == observe(a_case(TAKEN, *facts), shown(conditions=("paused",)))


@pytest.mark.requirement("LC-4")
def test_a_reading_on_the_day_of_the_transfer_is_exact() -> None:
    """There is no other day on which it can have happened."""
    found = observe(a_case(), shown(0, conditions=("stopped",)))
    assert (seen(K.STOPPED, None, 0), checked(0)) == found
    assert (AS_OF, True) == (found[0].happened_on, found[0].is_exact)


@pytest.mark.requirement("LC-4")
def test_a_case_that_is_ended_by_capital_is_compared_as_such() -> None:
    """The end that a policy infers is none that the agency reported, so that its own is still found."""
    paid = attrs.evolve(known(fact(K.PAID_CREDITOR, 5, amount=kr(1_250))), closes_at_zero=True)
    assert End.PAID is paid.end
    assert (seen(K.STOPPED), checked()) == observe(paid, shown(conditions=("stopped",)))


OTHER_CURRENCY = "the snapshot of case inv-1:2026-03-16 has no fitting currency; wanted SEK, the currency of the claim."


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        case("OWN-8", shown(case_id="inv-2:2026-03-16"),
             "the snapshot of case inv-2:2026-03-16 has no fitting case_id; wanted the id inv-1:2026-03-16."),
        case("OWN-8", shown(collected=kr(1, "EUR")), OTHER_CURRENCY),
        case("OWN-8", shown(collected_capital=kr(1, "EUR")), OTHER_CURRENCY),
        case("OWN-8", shown(capital=kr(1, "EUR")), OTHER_CURRENCY),
    ],
)  # fmt: skip
def test_a_reading_of_something_else_is_refused(snapshot: Snapshot, expected: str) -> None:
    """Of another case, or in another currency."""
    with pytest.raises(SnapshotError) as raised:
        observe(known(), snapshot)
    assert expected == str(raised.value)


# --- what follows -----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-4")
@pytest.mark.parametrize(
    ("facts", "details"),
    [
        *((row.values[0], {"conditions": row.values[1]}) for row in CONDITIONS),
        *((row.values[0], row.values[1]) for row in ENDS),
    ],
)
def test_the_case_then_stands_as_it_shows(facts: tuple[Fact, ...], details: dict[str, Any]) -> None:
    """One by one or all at once; the next day's reading, which shows the same, finds nothing more."""
    before = a_case(TAKEN, READ, *(one for one in facts if one.happened_on <= on(9)))
    after = follow(before, shown(9, **details))
    one_by_one = before
    for one in observe(before, shown(9, **details)):
        one_by_one = advanced(one_by_one, one).case
    assert after == one_by_one
    same_day_end = after.ended_on == on(9) and "conditions" not in details
    expected = (seen(K.REOPENED, 9, 10), checked(10)) if same_day_end else (checked(10),)
    assert expected == observe(after, shown(10, **details))


def _kinds(*found: Fact) -> tuple[FactKind, ...]:
    return tuple(one.kind for one in found)


@pytest.mark.requirement("LC-4")
def test_pauses_that_begin_and_end_on_one_day_are_told_apart() -> None:
    """Each reading's facts name their own pause."""
    first = follow(known(), shown(9, conditions=("paused",)))
    over = follow(first, shown(9, snapshot_id="noon"))
    again = observe(over, shown(9, snapshot_id="night", conditions=("paused",)))
    assert (K.PAUSED, K.CHECKED) == _kinds(*again)
    rests = a_case(*over.facts[1:], *again)
    assert (f"{CASE_ID}/seen/night/paused",) == tuple(pause.fact_id for pause in rests.pauses)
