"""Collection rests: half-open pauses, days that do not count, and pauses that end early."""

import pytest

from inkasso_rules.lifecycle.days import Pause, counted_days, day_reached, is_paused
from inkasso_rules.model.facts import Fact
from tests.data import a_case, fact, on
from tests.tables.judging import case, day
from tests.tables.living import AGREED, DEMANDED, REMINDED, SUED, TAKEN, Broken, K, broken, coming, told


def _pauses(*spans: tuple[int, int | None]) -> tuple[Pause, ...]:
    return tuple(Pause("", on(start), None if end is None else on(end)) for start, end in spans)


def _rest(starts: str, ends: str) -> tuple[Pause, ...]:
    return (Pause("", day(starts), day(ends)),)


def _paused(start: int, end: int | None = None) -> Fact:
    return fact(K.PAUSED, start, until=None if end is None else on(end), fact_id=f"pause-{start}")


def _resumed(days: int, about: str | None = None) -> Fact:
    return fact(K.RESUMED, days, about=about, fact_id=f"resume-{days}")


# --- days -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        case("LC-4", _pauses(),                 (False, False, False, False, False)),
        case("LC-4", _pauses((3, 5)),           (False, True, True, False, False)),
        case("LC-4", _pauses((3, None)),        (False, True, True, True, True)),
        case("LC-4", _pauses((3, 4), (4, 6)),   (False, True, True, True, False)),
        case("LC-4", _pauses((3, 4), (5, 6)),   (False, True, False, True, False)),
        case("LC-4", _pauses((4, 5), (0, 4)),   (True, True, True, False, False)),
    ],
)  # fmt: skip
def test_a_pause_holds_from_its_first_day_until_the_day_it_ends(
    pauses: tuple[Pause, ...], expected: tuple[bool, ...]
) -> None:
    """Days 2 to 6: the first day rests, the end does not."""
    assert expected == tuple(is_paused(on(days), pauses) for days in range(2, 7))


@pytest.mark.parametrize(
    ("start", "end", "pauses", "expected"),
    [
        case("LC-4", 0, 10, (),                                   10),
        case("LC-4", 0, 0,  (),                                   0),
        case("LC-4", 0, 10, _pauses((3, 5)),                      8),
        case("LC-4", 0, 10, _pauses((3, 5), (7, 8)),              7),
        # overlapping, touching, one in the other, one twice, out of order
        case("LC-4", 0, 10, _pauses((3, 6), (5, 8)),              5),
        case("LC-4", 0, 10, _pauses((3, 5), (5, 7)),              6),
        case("LC-4", 0, 10, _pauses((2, 9), (4, 5)),              3),
        case("LC-4", 0, 10, _pauses((3, 5), (3, 5)),              8),
        case("LC-4", 0, 10, _pauses((7, 8), (3, 5)),              7),
        # at the edges
        case("LC-4", 0, 10, _pauses((0, 1)),                      9),
        case("LC-4", 0, 10, _pauses((9, 10)),                     9),
        case("LC-4", 0, 10, _pauses((10, 12)),                    10),
        case("LC-4", 0, 10, _pauses((-3, 0)),                     10),
        case("LC-4", 0, 10, _pauses((-3, 1)),                     9),
        case("LC-4", 0, 10, _pauses((9, 15)),                     9),
        case("LC-4", 0, 10, _pauses((-3, 15)),                    0),
        # without an end
        case("LC-4", 0, 10, _pauses((4, None)),                   4),
        case("LC-4", 0, 10, _pauses((4, None), (2, 3)),           3),
        case("LC-4", 0, 10, _pauses((4, None), (6, 7)),           4),
        case("LC-4", 0, 10, _pauses((10, None)),                  10),
        case("LC-4", 0, 10, _pauses((-1, None)),                  0),
    ],
)  # fmt: skip
def test_days_of_rest_do_not_count(start: int, end: int, pauses: tuple[Pause, ...], expected: int) -> None:
    """The first day counts, the day asked about does not, and a day rests once."""
    assert expected == counted_days(on(start), on(end), pauses)


@pytest.mark.parametrize(
    ("start", "end", "pauses", "expected"),
    [
        case("LC-4", "2028-02-27", "2028-03-02", (),                                4),
        case("LC-4", "2027-02-27", "2027-03-02", (),                                3),
        case("LC-4", "2028-02-27", "2028-03-02", _rest("2028-02-28", "2028-03-01"), 2),
        case("LC-4", "2028-02-27", "2028-03-02", _rest("2028-02-29", "2028-03-01"), 3),
        case("LC-4", "2026-12-30", "2027-01-02", (),                                3),
        case("LC-4", "2026-12-30", "2027-01-02", _rest("2026-12-31", "2027-01-01"), 2),
        case("LC-4", "2026-12-30", "2027-01-02", _rest("2026-12-31", "2027-01-02"), 1),
    ],
)  # fmt: skip
def test_leap_days_and_year_ends_count_as_days(start: str, end: str, pauses: tuple[Pause, ...], expected: int) -> None:
    """29 February is a day where there is one."""
    assert expected == counted_days(day(start), day(end), pauses)


@pytest.mark.parametrize(
    ("days", "pauses", "expected"),
    [
        case("LC-4", 0, (),                               0),
        case("LC-4", 9, (),                               9),
        case("LC-4", 9, _pauses((3, 5)),                  11),
        case("LC-4", 9, _pauses((3, 6), (5, 8)),          14),
        case("LC-4", 9, _pauses((3, 5), (7, 8)),          12),
        case("LC-4", 9, _pauses((-3, 0)),                 9),
        case("LC-4", 9, _pauses((-3, 2)),                 11),
        # the day that would be reached rests itself
        case("LC-4", 9, _pauses((8, 10)),                 11),
        case("LC-4", 9, _pauses((9, 12)),                 12),
        case("LC-4", 9, _pauses((10, 12)),                9),
        case("LC-4", 9, _pauses((9, 12), (12, 13)),       13),
        case("LC-4", 0, _pauses((0, 3)),                  3),
        case("LC-4", 0, _pauses((1, 3)),                  0),
        # without an end
        case("LC-4", 9, _pauses((8, None)),               None),
        case("LC-4", 9, _pauses((9, None)),               None),
        case("LC-4", 9, _pauses((10, None)),              9),
        case("LC-4", 9, _pauses((2, 4), (10, None)),      None),
        case("LC-4", 0, _pauses((-5, None)),              None),
    ],
)  # fmt: skip
def test_the_day_that_has_so_many_counted_days_behind_it(
    days: int, pauses: tuple[Pause, ...], expected: int | None
) -> None:
    """It is the first one that does not rest; none while a pause without an end stands before it."""
    assert (None if expected is None else on(expected)) == day_reached(on(0), days, pauses)


@pytest.mark.parametrize(
    ("start", "days", "pauses", "expected"),
    [
        case("LC-4", "2028-02-20", 9, (),                                "2028-02-29"),
        case("LC-4", "2028-02-20", 9, _rest("2028-02-29", "2028-03-01"), "2028-03-01"),
        case("LC-4", "2027-02-20", 9, (),                                "2027-03-01"),
        case("LC-4", "2026-12-23", 9, (),                                "2027-01-01"),
        case("LC-4", "2026-12-23", 9, _rest("2026-12-24", "2026-12-27"), "2027-01-04"),
    ],
)  # fmt: skip
def test_days_are_reached_over_leap_days_and_year_ends(
    start: str, days: int, pauses: tuple[Pause, ...], expected: str
) -> None:
    """The calendar is the plain one."""
    assert day(expected) == day_reached(day(start), days, pauses)


# --- what the facts make of them --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-4", (_paused(5),),                                ((5, None),)),
        case("LC-4", (_paused(5, 8),),                             ((5, 8),)),
        case("LC-4", (_paused(5, 6),),                             ((5, 6),)),
        case("LC-4", (_paused(5, 5),),                             ()),
        case("LC-4", (_paused(5, 8), _paused(6, 10)),              ((5, 8), (6, 10))),
        # over
        case("LC-4", (_paused(5), _resumed(9)),                    ((5, 9),)),
        case("LC-4", (_paused(5), _resumed(6)),                    ((5, 6),)),
        case("LC-4", (_paused(5), _resumed(5)),                    ()),
        case("LC-4", (_paused(5, 10), _resumed(9)),                ((5, 9),)),
        # that it ended by itself is no news
        case("LC-4", (_paused(5, 10), _resumed(10)),               ((5, 10),)),
        case("LC-4", (_paused(5, 10), _resumed(11)),               ((5, 10),)),
        case("LC-4", (_resumed(4), _paused(5)),                    ((5, None),)),
        # which one
        case("LC-4", (_paused(5), _paused(6), _resumed(9)),                     ((5, None), (6, None))),
        case("LC-4", (_paused(5), _paused(6), _resumed(9, "pause-5")),          ((5, 9), (6, None))),
        case("LC-4", (_paused(5), _paused(6), _resumed(9, "pause-6")),          ((5, None), (6, 9))),
        case("LC-4", (_paused(5), _paused(6), _resumed(9, "pause-7")),          ((5, None), (6, None))),
        case("LC-4", (_paused(5, 8), _paused(6), _resumed(9)),                  ((5, 8), (6, 9))),
        case("LC-4", (_paused(5), _paused(6), _resumed(6, "pause-6")),          ((5, None),)),
        case("LC-4", (_paused(5, 8), _resumed(9, "pause-5")),                   ((5, 8),)),
    ],
)  # fmt: skip
def test_pauses_begin_and_end(facts: tuple[Fact, ...], expected: tuple[tuple[int, int | None], ...]) -> None:
    """The day on which collection goes on counts again; a pause of no days is none; a past one stays known."""
    found = a_case(TAKEN, *facts).pauses
    assert tuple((on(start), None if end is None else on(end)) for start, end in expected) == tuple(
        (pause.starts_on, pause.ends_on) for pause in found
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-4", (_paused(5),),                                      ()),
        case("LC-4", (_paused(5), _resumed(9)),                          ()),
        case("LC-4", (_paused(5), _resumed(5)),                          ()),
        case("LC-4", (_paused(5), _paused(6), _resumed(9)),              ("pause_unclear",)),
        case("LC-4", (_paused(5), _paused(6), _resumed(9, "pause-5")),   ()),
        case("LC-4", (_paused(5), _paused(6), _resumed(9, "pause-7")),   ("nothing_to_resume",)),
        case("LC-4", (_paused(5, 8), _paused(6), _resumed(7)),           ("pause_unclear",)),
        case("LC-4", (_paused(5, 8), _paused(6), _resumed(8)),           ()),
        case("LC-4", (_paused(5, 8), _resumed(7)),                       ()),
        case("LC-4", (_paused(5, 8), _resumed(8)),                       ("nothing_to_resume",)),
        case("LC-4", (_resumed(4),),                                     ("nothing_to_resume",)),
    ],
)  # fmt: skip
def test_what_is_unclear_about_a_pause_is_told(facts: tuple[Fact, ...], expected: tuple[str, ...]) -> None:
    """Several that may be meant, or none: nothing is guessed."""
    assert tuple((code, (facts[-1].fact_id,), None) for code in expected) == told(a_case(TAKEN, *facts))


# --- steps in a pause -------------------------------------------------------------------------------------------------
IN_PAUSE: Broken = ("demand_sent-14", "LC-4", "in_pause", True)


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        # a demand on day 14
        case("LC-4", (_paused(13),),                     (IN_PAUSE,)),
        case("LC-4", (_paused(14),),                     ()),
        case("LC-4", (_paused(15),),                     ()),
        case("LC-4", (_paused(10, 14),),                 ()),
        case("LC-4", (_paused(10, 15),),                 (IN_PAUSE,)),
        case("LC-4", (_paused(10), _resumed(13)),        ()),
        case("LC-4", (_paused(10), _resumed(14)),        ()),
        case("LC-4", (_paused(10), _resumed(15)),        (IN_PAUSE,)),
        case("LC-4", (_paused(10, 12), _paused(12, 15)), (IN_PAUSE,)),
        # pauses that touch are one; a day between them makes them two
        case("LC-4", (_paused(10, 14), _paused(14, 20)), (IN_PAUSE,)),
        case("LC-4", (_paused(10, 15), _paused(14, 20)), (IN_PAUSE,)),
        case("LC-4", (_paused(10, 13), _paused(14, 20)), ()),
    ],
)  # fmt: skip
def test_a_step_in_a_pause_is_a_breach(pause: tuple[Fact, ...], expected: tuple[Broken, ...]) -> None:
    """Within the first day nobody knows what came first, and nobody is blamed."""
    assert expected == broken(a_case(TAKEN, REMINDED, *pause, DEMANDED))


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        case("LC-4 OWN-6", (),                                  25),
        case("LC-4 OWN-6", (_paused(16, 20),),                  29),
        case("LC-4 OWN-6", (_paused(16, 20), _paused(18, 22)),  31),
        case("LC-4 OWN-6", (_paused(16, 20), _paused(22, 24)),  31),
        case("LC-4 OWN-6", (_paused(5, 10),),                   25),
        case("LC-4 OWN-6", (_paused(14, 15),),                  26),
        case("LC-4 OWN-6", (_paused(16), _resumed(17)),         26),
    ],
)  # fmt: skip
def test_the_time_of_a_demand_rests_with_the_case(pause: tuple[Fact, ...], expected: int) -> None:
    """Demanded on day 14: the same day is too early the day before, is not the day itself, and is offered."""
    taken = (TAKEN, REMINDED, DEMANDED, AGREED, *pause)
    early, timely = fact(K.LEGAL_STARTED, expected - 1), fact(K.LEGAL_STARTED, expected)
    assert ((early.fact_id, "OWN-6", "time_not_expired", True),) == broken(a_case(*taken, early))
    assert () == broken(a_case(*taken, timely))
    assert on(expected) == coming(a_case(*taken), 40).earliest_on


@pytest.mark.requirement("LC-4")
def test_a_pause_that_was_told_late_counts_from_its_day() -> None:
    """What was done in it meanwhile is a breach; what comes after waits the longer."""
    late = fact(K.PAUSED, 25, until=on(40), learned_on=on(45))
    found = a_case(TAKEN, REMINDED, DEMANDED, AGREED, SUED, late)
    assert (("legal_started-30", "LC-4", "in_pause", True),) == broken(found)
    assert on(51) == coming(a_case(TAKEN, REMINDED, fact(K.DEMAND_SENT, 25), AGREED, late), 45).earliest_on
