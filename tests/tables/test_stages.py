"""The four steps of the agency from every stage, and what each leaves behind."""

import attrs
import pytest

from inkasso_rules.lifecycle import Case
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import Fact, FactKind, Gate
from tests.data import a_case, a_command, fact, on
from tests.tables.judging import case, day
from tests.tables.living import DEMANDED, LIFE, REMINDED, SUED, TAKEN, K, broken

S = Stage
NEW, REM, DEM, LEG, AFT = (), LIFE[:2], LIFE[:3], LIFE[:5], LIFE


@pytest.mark.parametrize(
    ("before", "kind", "expected"),
    [
        case("LC-1",  NEW, K.REMINDER_SENT,            S.REMINDER),
        case("LC-1",  REM, K.REMINDER_SENT,            S.REMINDER),
        case("LC-1",  DEM, K.REMINDER_SENT,            S.DEMAND),
        case("LC-1",  LEG, K.REMINDER_SENT,            S.LEGAL),
        case("LC-1",  AFT, K.REMINDER_SENT,            S.AFTER_COLLECTION),
        case("LC-1",  NEW, K.DEMAND_SENT,              S.DEMAND),
        case("LC-1",  REM, K.DEMAND_SENT,              S.DEMAND),
        case("LC-1",  DEM, K.DEMAND_SENT,              S.DEMAND),
        case("LC-1",  LEG, K.DEMAND_SENT,              S.LEGAL),
        case("LC-1",  AFT, K.DEMAND_SENT,              S.AFTER_COLLECTION),
        case("LC-3",  NEW, K.LEGAL_STARTED,            S.LEGAL),
        case("LC-3",  REM, K.LEGAL_STARTED,            S.LEGAL),
        case("LC-3",  DEM, K.LEGAL_STARTED,            S.LEGAL),
        case("LC-3",  LEG, K.LEGAL_STARTED,            S.LEGAL),
        case("LC-3",  AFT, K.LEGAL_STARTED,            S.LEGAL),
        case("LC-10", NEW, K.AFTER_COLLECTION_STARTED, S.AFTER_COLLECTION),
        case("LC-10", REM, K.AFTER_COLLECTION_STARTED, S.AFTER_COLLECTION),
        case("LC-10", DEM, K.AFTER_COLLECTION_STARTED, S.AFTER_COLLECTION),
        case("LC-10", LEG, K.AFTER_COLLECTION_STARTED, S.AFTER_COLLECTION),
        case("LC-10", AFT, K.AFTER_COLLECTION_STARTED, S.AFTER_COLLECTION),
    ],
)  # fmt: skip
def test_where_a_case_stands_after_a_step(before: tuple[Fact, ...], kind: FactKind, expected: Stage) -> None:
    """A step never leads back, save from after-collection to legal action; a stage is reached once."""
    was, found = a_case(*before), a_case(*before, fact(kind, 90))
    reached_on = was.reached_on if was.stage is expected else on(90)
    assert (expected, expected, reached_on, ()) == (found.stage, found.reached, found.reached_on, found.commands)


def _letters(found: Case) -> tuple[object, ...]:
    return found.reminded_on, found.demanded_on, found.pay_by, found.inexact


@pytest.mark.parametrize(
    ("before", "letter", "expected"),
    [
        case("LC-1", NEW, fact(K.REMINDER_SENT, 90),                (on(90), None, None, frozenset())),
        case("LC-1", REM, fact(K.REMINDER_SENT, 90, until=on(100)), (on(90), None, None, frozenset())),
        case("LC-1", DEM, fact(K.REMINDER_SENT, 90),                (on(90), on(14), None, frozenset())),
        case("LC-1", AFT, fact(K.REMINDER_SENT, 90),                (on(90), on(14), None, frozenset())),
        case("LC-1", NEW, fact(K.DEMAND_SENT, 90),                  (None, on(90), None, frozenset())),
        case("LC-1", REM, fact(K.DEMAND_SENT, 90, until=on(100)),   (on(2), on(90), on(100), frozenset())),
        case("LC-1", DEM, fact(K.DEMAND_SENT, 90, until=on(100)),   (on(2), on(90), on(100), frozenset())),
        case("LC-1", LEG, fact(K.DEMAND_SENT, 90),                  (on(2), on(90), None, frozenset())),
        case("LC-1", AFT, fact(K.DEMAND_SENT, 90, until=on(100)),   (on(2), on(90), on(100), frozenset())),
        # nobody saw the day
        case("LC-1", REM, fact(K.DEMAND_SENT, 90, earliest_on=on(80)),
             (on(2), on(90), None, frozenset({K.DEMAND_SENT}))),
        case("LC-1", REM, fact(K.REMINDER_SENT, 90, earliest_on=on(80)),
             (on(90), None, None, frozenset({K.REMINDER_SENT}))),
        case("LC-3", DEM, fact(K.LEGAL_STARTED, 90, earliest_on=on(80)),
             (on(2), on(14), None, frozenset({K.LEGAL_STARTED}))),
        case("LC-10", LEG, fact(K.AFTER_COLLECTION_STARTED, 90, earliest_on=on(80)),
             (on(2), on(14), None, frozenset({K.AFTER_COLLECTION_STARTED}))),
        case("LC-10", DEM, fact(K.AFTER_COLLECTION_STARTED, 90, earliest_on=on(80)),
             (on(2), on(14), None, frozenset({K.AFTER_COLLECTION_STARTED}))),
    ],
)  # fmt: skip
def test_the_last_letter_counts(before: tuple[Fact, ...], letter: Fact, expected: tuple[object, ...]) -> None:
    """Its day, the last day to pay that a demand gives, and whether the day is known only as an interval."""
    assert expected == _letters(a_case(*before, letter))


# --- what nobody saw and somebody tells -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "said_twice"),
    [
        case("LC-1",  K.REMINDER_SENT, ()),
        case("LC-1",  K.DEMAND_SENT,   ()),
        case("LC-3",  K.LEGAL_STARTED, ()),
        case("LC-4",  K.PAUSED,        ()),
        case("LC-15", K.DISPUTED,      ("answer_dispute",)),
    ],
)  # fmt: skip
def test_what_nobody_saw_is_what_somebody_tells(kind: FactKind, said_twice: tuple[str, ...]) -> None:
    """A step that shows on day 95, and is told to have been on day 90, is one; after the known one it is another."""
    before = (*LIFE, fact(K.APPROVAL_GIVEN, 80, gate=Gate.LEGAL))
    known, other = fact(kind, 90), fact(K.CHECKED, 95)
    one = a_case(*before, known, other)
    for days in (85, 90):
        same = a_case(*before, known, fact(kind, 95, earliest_on=on(days)), other)
        assert (one.said, _standing(one)) == (same.said, _standing(same))
    another = a_case(*before, known, fact(kind, 95, earliest_on=on(91)), other)
    assert _standing(one) != _standing(another)
    assert said_twice == tuple(str(notice.code) for notice in another.notices[len(one.notices) :])


def _standing(found: Case) -> dict[str, object]:
    return attrs.asdict(found, filter=lambda field, _: field.name not in {"facts", "ground"})


@pytest.mark.requirement("LC-4")
def test_a_pause_that_was_over_is_another_one() -> None:
    """A pause shows on day 20, and the one that is known had ended."""
    paused, unseen = fact(K.PAUSED, 5, until=on(15)), fact(K.PAUSED, 20, earliest_on=on(4))
    assert (on(5), on(20)) == tuple(pause.starts_on for pause in a_case(TAKEN, paused, unseen).pauses)
    runs = fact(K.PAUSED, 5, until=on(21))
    assert (on(5),) == tuple(pause.starts_on for pause in a_case(TAKEN, runs, unseen).pauses)


@pytest.mark.requirement("LC-10")
def test_after_collection_that_nobody_saw_counts_as_one_step_all_the_same() -> None:
    """The stage is reached once, whether or not the step is told again."""
    found = a_case(*LIFE, fact(K.AFTER_COLLECTION_STARTED, 70, earliest_on=on(50)))
    assert (S.AFTER_COLLECTION, on(60)) == (found.reached, found.reached_on)


@pytest.mark.requirement("LC-1")
def test_a_second_demand_replaces_the_time_of_the_first() -> None:
    """Also when only the first said its last day, or only the first had no exact day."""
    first = fact(K.DEMAND_SENT, 14, until=on(40), earliest_on=on(12))
    assert (on(2), on(14), on(40), frozenset({K.DEMAND_SENT})) == _letters(a_case(TAKEN, REMINDED, first))
    assert (on(2), on(16), None, frozenset()) == _letters(a_case(TAKEN, REMINDED, first, fact(K.DEMAND_SENT, 16)))


@pytest.mark.requirement("LC-1", "LC-3", "LC-10")
def test_a_life_in_order_breaks_nothing() -> None:
    """Taken, reminded, demanded, approved, sued, watched: each stage on its day."""
    found = tuple(a_case(*LIFE[:count]) for count in range(7))
    assert (
        (S.REGISTERING, on(0)),
        (S.REMINDER, on(1)),
        (S.REMINDER, on(1)),
        (S.DEMAND, on(14)),
        (S.DEMAND, on(14)),
        (S.LEGAL, on(30)),
        (S.AFTER_COLLECTION, on(60)),
    ) == tuple((one.stage, one.reached_on) for one in found)
    assert ((),) * 7 == tuple(one.said for one in found)


@pytest.mark.requirement("LC-2")
def test_a_case_that_starts_at_the_demand_needs_no_reminder() -> None:
    """The creditor had reminded: a demand breaks nothing, and a reminder before it does."""
    command = a_command(start_stage=S.DEMAND)
    assert () == broken(a_case(TAKEN, DEMANDED, command=command))
    reminded = a_case(TAKEN, REMINDED, DEMANDED, command=command)
    assert (("reminder_sent-2", "LC-2", "reminded_before", True),) == broken(reminded)
    assert S.DEMAND == a_case(TAKEN, REMINDED, command=command).stage


@pytest.mark.requirement("LC-1")
def test_what_follows_in_one_day_follows_in_the_order_of_the_stages() -> None:
    """Reminder, demand, legal action and after-collection of one day are taken as having come in that order."""
    steps = tuple(attrs.evolve(step, happened_on=on(5)) for step in (LIFE[5], SUED, DEMANDED, REMINDED))
    approved = fact(K.APPROVAL_GIVEN, 5, gate=Gate.LEGAL)
    found = a_case(*steps, approved, TAKEN)
    assert (("legal_started-30", "OWN-6", "time_not_expired", True),) == broken(found)
    assert S.AFTER_COLLECTION == found.stage


@pytest.mark.requirement("LC-1", "LC-3")
def test_stages_over_the_end_of_a_year() -> None:
    """The year plays no part; the time of a demand rests on its holidays."""
    command = a_command(case_id="inv-1:2026-12-20", transferred_on=day("2026-12-20"))
    facts = tuple(
        attrs.evolve(LIFE[at], happened_on=day(text))
        for at, text in enumerate(("2026-12-20", "2026-12-21", "2026-12-31", "2027-01-01", "2027-01-12"))
    )
    assert () == broken(a_case(*facts, command=command))
    early = attrs.evolve(facts[4], happened_on=day("2027-01-11"))
    assert (("legal_started-30", "OWN-6", "time_not_expired", True),) == broken(
        a_case(*facts[:4], early, command=command)
    )
