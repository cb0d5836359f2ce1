"""What a reading of the agency's data shows beside stages and money: its timeline, its codes, conditions, and ends."""

from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import FactConflictError, observe
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.snapshots import AgencyAction, CodeMap, Snapshot, SnapshotError
from tests.data import AS_OF, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import TAKEN, K, advanced, kr
from tests.tables.reading import CASE_ID, OURS, READ, acted, checked, dated, follow, known, seen, shown, unknown, unread


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
        # in the order of the facts, not of the entries
        case("LC-4", (acted("1", "stopped", 6), acted("2", "reminder_sent", 6)), (dated("2", K.REMINDER_SENT, 6), dated("1", K.STOPPED, 6))),
        # the last day to pay, the first day after a pause; the amount of a legal action
        case("LC-4", (acted("1", "demand_sent", 6, until=on(14)),), (dated("1", K.DEMAND_SENT, 6, until=on(14)),)),
        case("LC-4", (acted("1", "reminder_sent", 6, until=on(6)),), (dated("1", K.REMINDER_SENT, 6, until=on(6)),)),
        case("LC-4", (acted("1", "paused", 6, until=on(14)),),    (dated("1", K.PAUSED, 6, until=on(14)),)),
        case("LC-4", (acted("1", "legal_started", 6, amount=kr(900)),), (dated("1", K.LEGAL_STARTED, 6, amount=kr(900)),)),
        # what the kind has no use for
        case("LC-4", (acted("1", "demand_sent", 6, amount=kr(180)),), (dated("1", K.DEMAND_SENT, 6),)),
        case("LC-4", (acted("1", "demand_sent", 6, amount=kr(0), capital=kr(-1)),), (dated("1", K.DEMAND_SENT, 6),)),
        case("LC-4", (acted("1", "stopped", 6, amount=kr(1), capital=kr(2), until=on(2)),), (dated("1", K.STOPPED, 6),)),
        case("LC-4", (acted("1", "legal_started", 6, amount=kr(900), capital=kr(900)),), (dated("1", K.LEGAL_STARTED, 6, amount=kr(900)),)),
        case("LC-4", (acted("1", "paused", 6, amount=kr(1)), acted("2", "approval_given:legal", 7, amount=kr(1), until=on(8))),
             (dated("1", K.PAUSED, 6), dated("2", K.APPROVAL_GIVEN, 7, gate=Gate.LEGAL))),
        # what comes from our side
        *(case("LC-14", (acted("1", str(kind), 6, amount=kr(400), capital=kr(300)),), ()) for kind in OURS),
        # an entry that lacks what its fact must say, or says what it cannot
        case("OWN-8", (acted("1", "paid_agency", 6),),            (unread("1", "paid_agency", 6),)),
        case("OWN-8", (acted("1", "paid_agency", 6, amount=kr(0)),), (unread("1", "paid_agency", 6),)),
        case("OWN-8", (acted("1", "approval_given", 6),),         (unread("1", "approval_given", 6),)),
        case("OWN-8", (acted("1", "paid_agency", 6, amount=kr(300), capital=kr(400)),), (unread("1", "paid_agency", 6),)),
        case("OWN-8", (acted("1", "demand_sent", 6, until=on(5)),), (unread("1", "demand_sent", 6),)),
        case("OWN-8", (acted("1", "closed", 6), acted("2", "closed", 6)), (unread("1", "closed", 6), unread("2", "closed", 6))),
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
def test_an_entry_became_known_on_the_day_of_the_reading() -> None:
    """Read or not; what is compared with the case is of that day alone."""
    timeline = (acted("1", "reminder_sent", 6), acted("2", "X1", 7))
    found = observe(known(), shown(actions=timeline, conditions=("paused",)))
    expected = [(K.REMINDER_SENT, on(9)), (K.UNKNOWN_CODE, on(9)), (K.PAUSED, None), (K.CHECKED, None)]
    assert expected == [(one.kind, one.learned_on) for one in found]


@pytest.mark.requirement("OWN-8")
def test_an_entry_is_read_once_it_can_be() -> None:
    """It was kept under another id, so that a better map, or a fuller entry, brings what happened."""
    first = follow(known(), shown(9, actions=(acted("1", "L2", 6), acted("2", "paid_agency", 7))))
    assert (("L2", "paid_agency"), Stage.REMINDER, 0) == (first.unknown_codes, first.stage, first.collected)
    better = CodeMap(
        stages={}, conditions={}, actions={"L2": (K.DEMAND_SENT, None), "paid_agency": (K.PAID_AGENCY, None)}
    )
    timeline = (acted("1", "L2", 6), acted("2", "paid_agency", 7, amount=kr(400)))
    expected = (dated("1", K.DEMAND_SENT, 6), dated("2", K.PAID_AGENCY, 7, amount=kr(400)), checked(10))
    assert expected == observe(first, shown(10, actions=timeline), codes=better)


@pytest.mark.requirement("LC-4")
def test_an_entry_that_was_changed_is_not_taken_anew() -> None:
    """The fact that is known stands; only a store's own mistake is a conflict."""
    first = follow(known(), shown(9, actions=(acted("1", "reminder_sent", 6),)))
    assert (checked(10),) == observe(first, shown(10, actions=(acted("1", "reminder_sent", 7),)))
    with pytest.raises(FactConflictError):
        advanced(first, dated("1", K.REMINDER_SENT, 7))


# --- conditions -------------------------------------------------------------------------------------------------------
PAUSED = fact(K.PAUSED, 2)
DISPUTED = fact(K.DISPUTED, 2)
PLAN = fact(K.PLAN_AGREED, 2)
INSOLVENT = fact(K.INSOLVENT, 2)
ACTION = fact(K.ACTION_ASKED, 2)
ASKED = fact(K.APPROVAL_ASKED, 2, gate=Gate.LEGAL)
TWO_PAUSES = (PAUSED, fact(K.PAUSED, 3))
TWO_DISPUTES = (DISPUTED, fact(K.DISPUTED, 3, amount=kr(100)))
ALL = ("paused", "disputed", "plan", "insolvent", "action")


def _resumed(*pauses: str) -> tuple[Fact, ...]:
    return tuple(seen(K.RESUMED, name=f"resumed/{pause}", about=pause) for pause in pauses)


def _answered(gate: Gate) -> Fact:
    return seen(K.APPROVAL_ANSWERED, name=f"approval_answered/{gate}", gate=gate)


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
    # one that stands is not asked again; one that was declined is
    case("SE-3",  (ASKED, fact(K.APPROVAL_GIVEN, 3, gate=Gate.LEGAL)), ("awaits_legal",), ()),
    case("SE-3",  (fact(K.APPROVAL_GIVEN, 3, gate=Gate.LEGAL),), ("awaits_legal", "awaits_demand"),
         (seen(K.APPROVAL_ASKED, name="approval_asked/demand", gate=Gate.DEMAND),)),
    case("SE-3",  (fact(K.APPROVAL_DECLINED, 3, gate=Gate.LEGAL),), ("awaits_legal",),
         (seen(K.APPROVAL_ASKED, name="approval_asked/legal", gate=Gate.LEGAL),)),
    # the wait is over, whatever was answered
    case("SE-3",  (ASKED,),      (),                    (_answered(Gate.LEGAL),)),
    case("SE-3",  (ASKED,),      ("awaits_demand",),    (seen(K.APPROVAL_ASKED, name="approval_asked/demand", gate=Gate.DEMAND), _answered(Gate.LEGAL))),
    case("SE-3",  (ASKED, fact(K.APPROVAL_ASKED, 3, gate=Gate.DEMAND)), ("paused",),
         (_answered(Gate.DEMAND), _answered(Gate.LEGAL), seen(K.PAUSED))),
    case("SE-3",  (ASKED, fact(K.APPROVAL_DECLINED, 3, gate=Gate.LEGAL)), (), ()),
    # beside a code that nobody knows nothing is over; what begins, begins
    case("LC-4",  (PAUSED, DISPUTED, PLAN, INSOLVENT), ("X1",), (unknown("condition", "X1"),)),
    case("SE-3",  (ASKED, ACTION), ("X1",),             (unknown("condition", "X1"),)),
    case("LC-4",  (PAUSED,),     ("X1", "plan"),        (seen(K.PLAN_AGREED), unknown("condition", "X1"))),
    # they do not show
    case("LC-4",  (PAUSED, DISPUTED, PLAN, INSOLVENT),  None, ()),
    case("SE-3",  (ASKED, ACTION), None,                ()),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "conditions", "expected"), CONDITIONS)
def test_conditions_begin_and_end(
    facts: tuple[Fact, ...], conditions: tuple[str, ...] | None, expected: tuple[Fact, ...]
) -> None:
    """Some day since the last reading; of several pauses or disputes each by its name."""
    assert (*expected, checked()) == observe(known(*facts), shown(conditions=conditions))


@pytest.mark.requirement("SE-3")
def test_a_wait_that_vanished_is_over_without_an_answer() -> None:
    """It is no longer waited for, and what the creditor said stays unknown until the timeline, or a step, tells."""
    waits = known(ASKED)
    assert ((Gate.LEGAL, on(2)),) == follow(waits, shown()).asked
    over = follow(waits, shown(conditions=()))
    assert ((), frozenset(), frozenset()) == (over.asked, over.approved, over.declined)
    assert () == follow(waits, shown(stage="legal")).asked


@pytest.mark.requirement("LC-4")
def test_the_timeline_is_counted_in_first() -> None:
    """What it dates is not found once more because it also shows."""
    timeline = (acted("1", "paused", 6), acted("2", "stopped", 8), acted("3", "demand_sent", 7))
    found = observe(known(), shown(stage="demand", conditions=("paused", "stopped"), actions=timeline))
    assert (dated("1", K.PAUSED, 6), dated("3", K.DEMAND_SENT, 7), dated("2", K.STOPPED, 8), checked()) == found
    over = observe(known(), shown(actions=(acted("1", "paused", 6),), conditions=()))
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
    case("LC-13", (STOPPED,),    {"stage": "reminder", "conditions": ()}, (seen(K.REOPENED),)),
    case("LC-13", (STOPPED,),    {"stage": "registering", "conditions": ()}, (seen(K.REOPENED),)),
    case("LC-13", (STOPPED,),    {"stage": "reminder", "conditions": ("paused",)}, (seen(K.REOPENED), seen(K.PAUSED))),
    case("LC-13", (fact(K.STOPPED, 8),), {"stage": "reminder", "conditions": ()}, (seen(K.REOPENED),)),
    case("LC-13", (fact(K.STOPPED, 9),), {"stage": "reminder", "conditions": ()}, ()),
    case("LC-13", (fact(K.STOPPED, 10),), {"stage": "reminder", "conditions": ()}, ()),
    case("LC-13", (STOPPED,),    {"conditions": ()},                     ()),
    case("LC-13", (STOPPED,),    {"stage": "S1", "conditions": ()},      (unknown("stage", "S1"),)),
    case("LC-13", (),            {"stage": "reminder", "conditions": ()}, ()),
    # conditions that do not show, or that nobody knows, may hold an end
    case("LC-13", (STOPPED,),    {"stage": "reminder"},                  ()),
    case("LC-13", (STOPPED,),    {"stage": "reminder", "conditions": ("X1",)}, (unknown("condition", "X1"),)),
    case("LC-13", (),            {"stage": "reminder", "conditions": ("X1", "paid")}, (seen(K.CLOSED_PAID), unknown("condition", "X1"))),
    # the agency has taken it, so that it did not refuse it
    case("MA-9",  (),            {"conditions": ("refused",)},           ()),
    case("MA-9",  (),            {"stage": "reminder", "conditions": ("refused",)}, ()),
    case("MA-9",  (STOPPED,),    {"stage": "reminder", "conditions": ("refused",)}, ()),
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
    assert () == observe(first, shown(9, conditions=()))
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
    same_day_end = after.ended_on == on(9) and details.get("conditions") == ()
    expected = (seen(K.REOPENED, 9, 10), checked(10)) if same_day_end else (checked(10),)
    assert expected == observe(after, shown(10, **details))


def _kinds(*found: Fact) -> tuple[FactKind, ...]:
    return tuple(one.kind for one in found)


@pytest.mark.requirement("LC-4")
def test_pauses_that_begin_and_end_on_one_day_are_told_apart() -> None:
    """Each reading's facts name their own pause."""
    first = follow(known(), shown(9, conditions=("paused",)))
    over = follow(first, shown(9, snapshot_id="noon", conditions=()))
    again = observe(over, shown(9, snapshot_id="night", conditions=("paused",)))
    assert (K.PAUSED, K.CHECKED) == _kinds(*again)
    rests = a_case(*over.facts[1:], *again)
    assert (f"{CASE_ID}/seen/night/paused",) == tuple(pause.fact_id for pause in rests.pauses)
