"""The agency's codes, which only a host's map explains; and values that are no codes, readings or payments."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import observe
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.snapshots import (
    PLAIN_CODES,
    AgencyAction,
    CodeMap,
    CodeMapError,
    Condition,
    IncomingPayment,
    SnapshotError,
)
from tests.data import AS_OF
from tests.tables.judging import case
from tests.tables.living import K, kr, told
from tests.tables.reading import CASE_ID, OURS, acted, checked, dated, follow, known, seen, shown, unknown, unread

#: A host's own map.
CODES = CodeMap(
    stages={"S1": Stage.REMINDER, "S2": Stage.DEMAND, "S9": None},
    conditions={"HOLD": Condition.PAUSED, "DONE": End.PAID, "OPEN": None},
    actions={"L2": (K.DEMAND_SENT, None), "A2": (K.APPROVAL_GIVEN, Gate.LEGAL), "NOTE": None},
)


# --- codes ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("details", "expected"),
    [
        case("OWN-8", {"stage": "S3"},                            (unknown("stage", "S3"),)),
        case("OWN-8", {"conditions": ("X1",)},                    (unknown("condition", "X1"),)),
        case("OWN-8", {"conditions": ("X2", "X1", "X2")},         (unknown("condition", "X2"), unknown("condition", "X1"))),
        case("OWN-8", {"actions": (acted("1", "X1", 6),)},        (unread("1", "X1", 6),)),
        case("OWN-8", {"actions": (acted("1", "X1", 6), acted("2", "X1", 6))}, (unread("1", "X1", 6), unread("2", "X1", 6))),
        # one code in three places is three unknowns
        case("OWN-8", {"stage": "X", "conditions": ("X",), "actions": (acted("1", "X", 9),)},
             (unknown("condition", "X"), unknown("stage", "X"), unread("1", "X", 9))),
        # the library's own words are no codes of this host's
        case("OWN-8", {"stage": "demand", "conditions": ("paused",), "actions": (acted("1", "demand_sent", 9),)},
             (unknown("condition", "paused"), unknown("stage", "demand"), unread("1", "demand_sent", 9))),
        # known, and without a meaning here
        case("OWN-8", {"stage": "S9", "conditions": ("OPEN",), "actions": (acted("1", "NOTE", 6),)}, ()),
        # known
        case("LC-4",  {"conditions": ("HOLD", "OPEN")},           (seen(K.PAUSED),)),
        case("LC-4",  {"conditions": ("HOLD", "X1")},             (seen(K.PAUSED), unknown("condition", "X1"))),
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
    expected = (unknown("condition", "X2", 10), unknown("stage", "S4", 10), unread("2", "X2", 10), checked(10))
    assert expected == observe(first, later, codes=CODES)


@pytest.mark.requirement("OWN-8")
@pytest.mark.parametrize("stage", ["closed", "unheard_of"])
def test_an_unknown_stage_moves_nothing(stage: str) -> None:
    """The case stands where it stood; that a case is closed is no stage."""
    assert (unknown("stage", stage), checked()) == observe(known(), shown(stage=stage))
    assert Stage.REMINDER is follow(known(), shown(stage=stage)).stage


@pytest.mark.requirement("OWN-8")
@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"stage": "X1"}, "unknown/stage/ad667b78ba8e"),
        ({"stage": "S3"}, "unknown/stage/44d6a8a73edd"),
        ({"stage": "\ud800"}, "unknown/stage/91a681b99855"),
        ({"conditions": ("X1",)}, "unknown/condition/ad667b78ba8e"),
        ({"actions": (acted("7", "X1", 6),)}, "unread/7"),
    ],
)
def test_no_id_holds_a_code(details: dict[str, Any], expected: str) -> None:
    """It may be any text; a digest names it, or the entry that carries it, and the fact keeps it as it came."""
    found = observe(known(), shown(**details))[0]
    code = details.get("stage", "X1")
    assert (f"{CASE_ID}/{expected}", K.UNKNOWN_CODE, code) == (found.fact_id, found.kind, found.raw)


# --- the map ----------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-8")
def test_the_librarys_own_words_as_codes() -> None:
    """Each stage, condition, end and kind of fact means itself, an approval with its measure; what is ours, nothing."""
    gated = (K.APPROVAL_ASKED, K.APPROVAL_ANSWERED, K.APPROVAL_DECLINED, K.APPROVAL_GIVEN)
    plain: dict[str, object] = {str(kind): (kind, None) for kind in FactKind if kind not in gated}
    measured = {f"{kind}:{gate}": (kind, gate) for kind in gated for gate in Gate}
    assert {str(stage): stage for stage in Stage if stage is not Stage.CLOSED} == PLAIN_CODES.stages
    assert {str(word): word for word in (*Condition, *End)} == PLAIN_CODES.conditions
    assert plain | measured | dict.fromkeys(map(str, OURS)) == PLAIN_CODES.actions


NO_STAGE = "the code map has a code in stages with no fitting meaning; wanted a stage that is reached."
NO_CONDITION = "the code map has a code in conditions with no fitting meaning; wanted a condition or an end."
NO_ACTION = (
    "the code map has a code in actions with no fitting meaning; "
    "wanted a kind of fact that the agency reports, with its measure."
)


@pytest.mark.parametrize(
    ("field", "meaning", "expected"),
    [
        case("OWN-8", "stages",     Stage.CLOSED,               NO_STAGE),
        case("OWN-8", "stages",     "reminder",                 NO_STAGE),
        case("OWN-8", "stages",     End.PAID,                   NO_STAGE),
        case("OWN-8", "stages",     0,                          NO_STAGE),
        case("OWN-8", "conditions", Stage.REMINDER,             NO_CONDITION),
        case("OWN-8", "conditions", "paused",                   NO_CONDITION),
        case("OWN-8", "conditions", K.PAUSED,                   NO_CONDITION),
        case("OWN-8", "conditions", 0,                          NO_CONDITION),
        *(case("LC-14", "actions",  (kind, None),               NO_ACTION) for kind in OURS),
        case("OWN-8", "actions",    K.PAUSED,                   NO_ACTION),
        case("OWN-8", "actions",    "paused",                   NO_ACTION),
        case("OWN-8", "actions",    (),                         NO_ACTION),
        case("OWN-8", "actions",    (K.PAUSED,),                NO_ACTION),
        case("OWN-8", "actions",    (K.PAUSED, None, None),     NO_ACTION),
        case("OWN-8", "actions",    ("paused", None),           NO_ACTION),
        case("OWN-8", "actions",    (None, None),               NO_ACTION),
        # a measure where there is one, and nowhere else
        case("OWN-8", "actions",    (K.PAUSED, Gate.LEGAL),     NO_ACTION),
        case("OWN-8", "actions",    (K.APPROVAL_GIVEN, None),   NO_ACTION),
        case("OWN-8", "actions",    (K.APPROVAL_GIVEN, "legal"), NO_ACTION),
    ],
)  # fmt: skip
def test_a_code_cannot_mean_anything(field: str, meaning: Any, expected: str) -> None:
    """Refused when the map is made, among codes that are fine; with what would have been."""
    fine: dict[str, dict[str, Any]] = {
        "stages": {"A": Stage.LEGAL, "B": None},
        "conditions": {"A": Condition.PLAN, "B": End.STOPPED, "C": None},
        "actions": {"A": (K.PAUSED, None), "B": (K.APPROVAL_GIVEN, Gate.LEGAL), "C": None},
    }
    assert fine == {name: dict(codes) for name, codes in attrs.asdict(CodeMap(**fine), recurse=False).items()}
    with pytest.raises(CodeMapError) as raised:
        CodeMap(**(fine | {field: {**fine[field], "X": meaning}}))
    assert (expected, field) == (str(raised.value), raised.value.field)
    assert expected.endswith(f"; wanted {raised.value.wanted}.")


# --- values that are none ---------------------------------------------------------------------------------------------
def _entry(**details: Any) -> AgencyAction:
    return AgencyAction(**{"action_id": "1", "code": "paused", "on": AS_OF, **details})


def _payment(**details: Any) -> IncomingPayment:
    return IncomingPayment(**{"payment_id": "in-1", "received_on": AS_OF, "amount": kr(1), **details})


OF_CASE = f"the snapshot of case {CASE_ID} has no fitting"
NONE = "the snapshot has no fitting"


@pytest.mark.parametrize(
    ("make", "field", "values", "expected"),
    [
        case("OWN-8", _entry,   "action_id",   (None, "", 1),                 f"{NONE} action_id; wanted a text."),
        case("OWN-8", _entry,   "code",        (None, "", 1),                 f"{NONE} code; wanted a text."),
        case("OWN-8", _entry,   "amount",      (1, "1 SEK"),                  f"{NONE} amount; wanted an amount of money."),
        case("OWN-8", _entry,   "capital",     (1, 0.5),                      f"{NONE} capital; wanted an amount of money."),
        case("OWN-8", _payment, "payment_id",  (None, "", 1),                 f"{NONE} payment_id; wanted a text."),
        case("OWN-8", _payment, "amount",      (None, 1),                     f"{NONE} amount; wanted an amount of money."),
        case("OWN-8", _payment, "payer_name",  ("", 1),                       f"{NONE} payer_name; wanted a text."),
        case("OWN-8", _payment, "account",     ("", 1512),                    f"{NONE} account; wanted a text."),
        case("OWN-8", _payment, "settlement_id", ("", 1),                     f"{NONE} settlement_id; wanted a text."),
        case("OWN-8", shown,    "case_id",     (None,),                       "the snapshot of case None has no fitting case_id; wanted a text."),
        case("OWN-8", shown,    "case_id",     ("",),                         f"{NONE} case_id; wanted a text."),
        case("OWN-8", shown,    "snapshot_id", (None, "", 1),                 f"{OF_CASE} snapshot_id; wanted a text."),
        case("OWN-8", shown,    "agency_case_id", ("", 8001),                 f"{OF_CASE} agency_case_id; wanted a text."),
        case("OWN-8", shown,    "stage",       ("", 1),                       f"{OF_CASE} stage; wanted a text."),
        case("OWN-8", shown,    "conditions",  ("paused", ["paused"], (1,), ("paused", None)),
             f"{OF_CASE} conditions; wanted a tuple of codes, or nothing where they are not shown."),
        case("OWN-8", shown,    "actions",     (None, [_entry()], ("paused",), (_entry(), None)),
             f"{OF_CASE} actions; wanted a tuple of entries of the timeline."),
        case("OWN-8", shown,    "actions",     ((_entry(), _entry()), (_entry(), _entry(code="resumed"))),
             f"{OF_CASE} actions; wanted another id for each entry of the timeline."),
        case("OWN-8", shown,    "collected",   (1, kr(-1)),                   f"{OF_CASE} collected; wanted an amount of money from zero."),
        case("OWN-8", shown,    "collected_capital", (1, kr(-1)),             f"{OF_CASE} collected_capital; wanted an amount of money from zero."),
        case("OWN-8", shown,    "capital",     (1, kr(-1)),                   f"{OF_CASE} capital; wanted an amount of money from zero."),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(
    make: Callable[..., object], field: str, values: tuple[object, ...], expected: str
) -> None:
    """Where it came in, with what would have been fine."""
    for value in values:
        with pytest.raises(SnapshotError) as raised:
            make(**{field: value})
        assert (expected, field) == (str(raised.value), raised.value.field)


@pytest.mark.requirement("OWN-8")
def test_sums_in_several_currencies_are_refused() -> None:
    """Though each of them is one."""
    with pytest.raises(SnapshotError) as raised:
        shown(collected=kr(1), capital=kr(1, "EUR"))
    assert f"{OF_CASE} currency; wanted one currency for all sums." == str(raised.value)


#: What is no day, by the name of its type.
NO_DAYS: dict[str, object] = {"str": "2026-03-16", "datetime": dt.datetime(2026, 3, 16, tzinfo=dt.UTC), "int": 0}
NOTHING: dict[str, object] = {"NoneType": None}


@pytest.mark.parametrize(
    ("make", "field", "wrong"),
    [
        case("OWN-8", _entry,   "on",          NO_DAYS | NOTHING),
        case("OWN-8", _entry,   "until",       NO_DAYS),
        case("OWN-8", _payment, "received_on", NO_DAYS | NOTHING),
        case("OWN-8", _payment, "learned_on",  NO_DAYS),
        case("OWN-8", shown,    "seen_on",     NO_DAYS | NOTHING),
    ],
)  # fmt: skip
def test_a_day_of_another_type_is_refused(make: Callable[..., object], field: str, wrong: dict[str, object]) -> None:
    """A day has no time; and only one that may be unknown may be nothing."""
    for name, value in wrong.items():
        with pytest.raises(DateTypeError) as raised:
            make(**{field: value})
        assert f"{field} is of type {name}; wanted a date without a time." == str(raised.value)
