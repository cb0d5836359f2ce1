"""A value that is no fact is refused whole; so is a reading that cannot be."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import open_case
from inkasso_rules.model.cases import OpeningError, Stage
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.facts import RANK, CostKind, Fact, FactError, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import AgencyAction, IncomingPayment, Snapshot, SnapshotError
from tests.data import AS_OF, a_command, on
from tests.tables.living import K, kr

OPENING = open_case(a_command()).opening

#: A value for each detail.
DETAILS: dict[str, Any] = {
    "about": "other",
    "agency_case_id": "8001",
    "amount": kr(400),
    "as_required": False,
    "by_administrator": False,
    "capital": kr(300),
    "cost": CostKind.DEMAND,
    "from_start": False,
    "gate": Gate.LEGAL,
    "given_by": "user-1",
    "opening": OPENING,
    "raw": "X17",
    "until": on(9),
}

#: What each kind must say, and what it may say; nothing else.
SAYS: dict[FactKind, tuple[str, str]] = {
    K.TRANSFERRED: ("opening", ""),
    K.REGISTRATION_REFUSED: ("", ""),
    K.DUPLICATE_NUMBER: ("", "agency_case_id"),
    K.REGISTERED: ("", "agency_case_id"),
    K.REOPENED: ("", ""),
    K.APPROVAL_ASKED: ("gate", ""),
    K.APPROVAL_ANSWERED: ("gate", ""),
    K.APPROVAL_DECLINED: ("gate", "given_by by_administrator"),
    K.APPROVAL_GIVEN: ("gate", "given_by by_administrator"),
    K.PAUSED: ("", "until"),
    K.RESUMED: ("", "about"),
    K.DISPUTED: ("", "amount"),
    K.DISPUTE_SETTLED: ("", "about"),
    K.PLAN_BROKEN: ("", ""),
    K.PLAN_KEPT: ("", ""),
    K.PLAN_ENDED: ("", ""),
    K.PLAN_AGREED: ("", "as_required"),
    K.INSOLVENT: ("", ""),
    K.INSOLVENCY_ENDED: ("", ""),
    K.ACTION_ASKED: ("", "raw"),
    K.ACTION_DONE: ("", ""),
    K.REMINDER_SENT: ("", "until"),
    K.DEMAND_SENT: ("", "until as_required"),
    K.LEGAL_STARTED: ("", "amount"),
    K.AFTER_COLLECTION_STARTED: ("", ""),
    K.COST_CHARGED: ("amount cost", "about"),
    K.MEASURE_WITHDRAWN: ("about", ""),
    K.PAID_AGENCY: ("amount", "capital"),
    K.PAYMENT_REVERSED: ("amount", "capital about"),
    K.SPLIT_ASSUMED: ("amount capital", "about"),
    K.SPLIT_STATED: ("amount capital", "about"),
    K.PAYMENT_UNCLEAR: ("amount", ""),
    K.PAID_CREDITOR: ("amount", "about"),
    K.PAID_OUT: ("amount", "about"),
    K.PAYMENT_REMOVED: ("amount", "about"),
    K.CREDITED: ("amount", "from_start"),
    K.SET_OFF: ("amount capital", ""),
    K.REMITTED: ("amount", ""),
    K.CLOSED_PAID: ("", ""),
    K.CLOSED_CREDITED: ("", ""),
    K.STOPPED: ("", ""),
    K.GIVEN_UP: ("", ""),
    K.UNKNOWN_CODE: ("raw", ""),
    K.CHECKED: ("", "capital"),
}


def _fact(kind: FactKind, /, *names: str, **values: Any) -> Fact:
    said: dict[str, Any] = {"fact_id": "f-1", "kind": kind, "happened_on": on(5)}
    return Fact(**(said | {name: DETAILS[name] for name in names} | values))


# --- what each kind says ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", list(FactKind))
def test_a_kind_says_what_it_must_and_what_it_may(kind: FactKind) -> None:
    """With all of it, and with no more than it must."""
    must, may = (names.split() for names in SAYS[kind])
    assert tuple(must) == tuple(name for name in must if getattr(_fact(kind, *must), name) is not None)
    full = _fact(kind, *must, *may)
    assert {name: DETAILS[name] for name in (*must, *may)} == {
        name: getattr(full, name) for name in DETAILS if getattr(full, name) is not None
    }


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, (must, _) in SAYS.items() for name in must.split()])
def test_a_detail_that_a_kind_needs_is_there(kind: FactKind, name: str) -> None:
    """Without it nobody knows what happened."""
    others = (other for other in SAYS[kind][0].split() if other != name)
    with pytest.raises(FactError) as raised:
        _fact(kind, *others)
    assert f"fact f-1 ({kind}) has no fitting {name}; wanted a value; this kind needs one." == str(raised.value)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, both in SAYS.items() for name in DETAILS if name not in " ".join(both).split()],
)
def test_a_detail_that_a_kind_has_no_use_for_is_refused(kind: FactKind, name: str) -> None:
    """It would be dropped in silence."""
    with pytest.raises(FactError) as raised:
        _fact(kind, *SAYS[kind][0].split(), name)
    wanted = "nothing; this kind has no use for it"
    assert ("f-1", kind, name, wanted) == raised.value.args
    assert f"fact f-1 ({kind}) has no fitting {name}; wanted {wanted}." == str(raised.value)


# --- what cannot be ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "values", "field", "wanted"),
    [
        (K.PAUSED, {"earliest_on": on(6)}, "earliest_on", "a day no later than happened_on"),
        (K.PAUSED, {"until": on(4)}, "until", "a day no earlier than happened_on"),
        # of another type than was declared
        (K.PAID_CREDITOR, {"amount": 400}, "amount", "a value of type Money"),
        (K.CHECKED, {"capital": 400}, "capital", "a value of type Money"),
        (K.APPROVAL_GIVEN, {"gate": "legal"}, "gate", "a value of type Gate"),
        (K.APPROVAL_GIVEN, {"gate": Gate.LEGAL, "by_administrator": 1}, "by_administrator", "a value of type bool"),
        (K.APPROVAL_GIVEN, {"gate": Gate.LEGAL, "given_by": 7}, "given_by", "a value of type str"),
        (K.DEMAND_SENT, {"as_required": 1}, "as_required", "a value of type bool"),
        (K.CREDITED, {"amount": kr(1), "from_start": 0}, "from_start", "a value of type bool"),
        (K.COST_CHARGED, {"amount": kr(60), "cost": "reminder"}, "cost", "a value of type CostKind"),
        (K.RESUMED, {"about": 7}, "about", "a value of type str"),
        (K.REGISTERED, {"agency_case_id": 8001}, "agency_case_id", "a value of type str"),
        (K.UNKNOWN_CODE, {"raw": 17}, "raw", "a value of type str"),
        (K.TRANSFERRED, {"opening": "inv-1"}, "opening", "a value of type Opening"),
        # money that cannot be
        (K.PAID_CREDITOR, {"amount": Money(0)}, "amount", "an amount above zero"),
        (K.PAID_CREDITOR, {"amount": Money(-1)}, "amount", "an amount above zero"),
        (K.DISPUTED, {"amount": Money(0)}, "amount", "an amount above zero"),
        (K.COST_CHARGED, {"amount": Money(0), "cost": CostKind.OTHER}, "amount", "an amount above zero"),
        (K.PAID_AGENCY, {"amount": Money(5), "capital": Money(6)}, "capital", "an amount from zero to the whole amount"),
        (K.PAID_AGENCY, {"amount": Money(5), "capital": Money(-1)}, "capital", "an amount from zero to the whole amount"),
        (K.CHECKED, {"capital": Money(-1)}, "capital", "an amount from zero to the whole amount"),
        (K.PAID_AGENCY, {"amount": Money(5), "capital": Money(5, "EUR")}, "capital", "the currency of the amount"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(kind: FactKind, values: dict[str, Any], field: str, wanted: str) -> None:
    """The sentence names the fact and the field, never the value."""
    with pytest.raises(FactError) as raised:
        _fact(kind, **values)
    error = raised.value
    assert ("f-1", kind, field, wanted) == (error.fact_id, error.kind, error.field, error.wanted) == error.args
    assert f"fact f-1 ({kind}) has no fitting {field}; wanted {wanted}." == str(error)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (K.PAUSED, {"earliest_on": on(5)}),
        (K.PAUSED, {"until": on(5)}),
        (K.PAID_CREDITOR, {"amount": Money(1)}),
        (K.PAID_AGENCY, {"amount": Money(5), "capital": Money(5)}),
        (K.PAID_AGENCY, {"amount": Money(5), "capital": Money(0)}),
        (K.CHECKED, {"capital": Money(0)}),
    ],
)
def test_a_value_at_the_edge_is_taken(kind: FactKind, values: dict[str, Any]) -> None:
    """A pause of no days, a capital of nothing, an interval of one day."""
    found = _fact(kind, **values)
    assert values == {name: getattr(found, name) for name in values}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"fact_id": ""}, "fact  (stopped) has no fitting fact_id; wanted a text that names it for good."),
        ({"fact_id": 7}, "fact  (stopped) has no fitting fact_id; wanted a text that names it for good."),
        ({"kind": "stopped"}, "fact f-1 (stopped) has no fitting kind; wanted a kind of fact."),
    ],
)
def test_a_fact_has_a_name_and_a_kind(values: dict[str, Any], message: str) -> None:
    """A text is no kind, even if it is spelt as one."""
    with pytest.raises(FactError) as raised:
        _fact(K.STOPPED, **values)
    assert message == str(raised.value)


@pytest.mark.parametrize("name", ["happened_on", "learned_on", "earliest_on", "until"])
@pytest.mark.parametrize("value", ["2026-03-16", dt.datetime(2026, 3, 16, tzinfo=dt.UTC)])
def test_days_are_plain_dates(name: str, value: object) -> None:
    """A text or a moment is no day."""
    with pytest.raises(DateTypeError):
        _fact(K.PAUSED, **{name: value})


def test_the_day_it_became_known_may_be_any() -> None:
    """A host may learn of a pause before it begins."""
    assert on(-9) == _fact(K.PAUSED, learned_on=on(-9)).learned_on


# --- what a fact tells of itself --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (K.PAID_AGENCY, {}, None),
        (K.PAID_AGENCY, {"capital": kr(300)}, kr(300)),
        (K.PAYMENT_REVERSED, {}, None),
        (K.SPLIT_ASSUMED, {"capital": kr(300)}, kr(300)),
        (K.SPLIT_STATED, {"capital": kr(300)}, kr(300)),
        (K.PAID_CREDITOR, {}, kr(400)),
        (K.PAYMENT_REMOVED, {}, kr(400)),
        (K.CREDITED, {}, kr(400)),
        (K.REMITTED, {}, kr(400)),
        (K.SET_OFF, {"capital": kr(300)}, kr(300)),
        (K.SET_OFF, {"capital": kr(0)}, kr(0)),
        # moves no capital
        (K.PAID_OUT, {}, None),
        (K.PAYMENT_UNCLEAR, {}, None),
        (K.COST_CHARGED, {"cost": CostKind.DEMAND}, None),
    ],
)
@pytest.mark.requirement("LC-14")
def test_what_of_the_money_falls_on_the_capital(kind: FactKind, values: dict[str, Any], expected: Money | None) -> None:
    """Of money paid to the agency, or set off, only what is stated; of other money that is the debtor's all."""
    assert expected == _fact(kind, "amount", **values).on_capital


def test_a_day_is_exact_unless_an_interval_is_given() -> None:
    """The interval may be one day long."""
    assert (True, False) == (_fact(K.PAUSED).is_exact, _fact(K.PAUSED, earliest_on=on(5)).is_exact)


def test_the_rank_is_the_place_in_the_list() -> None:
    """Each kind has its own; what permits comes before what it permits, money before ends."""
    assert list(SAYS) == sorted(FactKind, key=lambda kind: RANK[kind])
    assert len(FactKind) == len({RANK[kind] for kind in FactKind})
    assert (on(5), RANK[K.PAUSED], "f-1") == _fact(K.PAUSED).order


def test_a_fact_keeps_to_itself_what_others_wrote() -> None:
    """A code may be a text of the agency's own, and who answered is a person."""
    assert "X17" not in repr(_fact(K.UNKNOWN_CODE, "raw"))
    assert "user-1" not in repr(_fact(K.APPROVAL_GIVEN, "gate", "given_by"))


def test_when_it_became_known_is_no_part_of_a_fact() -> None:
    """One that is reported on two days is one fact."""
    assert _fact(K.PAUSED, learned_on=on(6)) == _fact(K.PAUSED, learned_on=on(7)) == _fact(K.PAUSED)
    assert _fact(K.PAUSED) != _fact(K.PAUSED, earliest_on=on(5))


# --- the opening of a case --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field", "wanted"),
    [
        ({"capital": Money(-1)}, "capital", "an amount of money from zero"),
        ({"capital": 1_250_00}, "capital", "an amount of money from zero"),
        ({"start_stage": Stage.REGISTERING}, "start_stage", "the reminder or the demand"),
        ({"start_stage": Stage.LEGAL}, "start_stage", "the reminder or the demand"),
        ({"start_stage": Stage.CLOSED}, "start_stage", "the reminder or the demand"),
        ({"start_stage": "demand"}, "start_stage", "the reminder or the demand"),
        ({"start_stage": None}, "start_stage", "the reminder or the demand"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(values: dict[str, Any], field: str, wanted: str) -> None:
    """A claim below zero, or a start in the middle of a life."""
    with pytest.raises(OpeningError) as raised:
        attrs.evolve(OPENING, **values)
    error = raised.value
    assert ("inv-1:2026-03-16", field, wanted) == (error.case_id, error.field, error.wanted) == error.args
    assert f"the opening of case inv-1:2026-03-16 has no fitting {field}; wanted {wanted}." == str(error)


def test_an_opening_at_the_edge_is_taken() -> None:
    """A claim of nothing, and a start at the demand."""
    found = attrs.evolve(OPENING, capital=Money(0), start_stage=Stage.DEMAND)
    assert (Money(0), Stage.DEMAND) == (found.capital, found.start_stage)


@pytest.mark.parametrize("value", [None, "2026-03-03", dt.datetime(2026, 3, 3, tzinfo=dt.UTC)])
def test_an_opening_has_a_plain_due_date(value: object) -> None:
    """A text or a moment is no day."""
    with pytest.raises(DateTypeError):
        attrs.evolve(OPENING, due_date=value)  # type: ignore[arg-type]


# --- readings ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field", "wanted"),
    [
        ({"collected": Money(-1)}, "collected", "an amount of money from zero"),
        ({"collected_capital": Money(-1)}, "collected_capital", "an amount of money from zero"),
        ({"capital": Money(-1)}, "capital", "an amount of money from zero"),
        ({"capital": 5}, "capital", "an amount of money from zero"),
        ({"collected": Money(1), "capital": Money(1, "EUR")}, "currency", "one currency for all sums"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(values: dict[str, Any], field: str, wanted: str) -> None:
    """Sums are not below zero, and of one currency."""
    with pytest.raises(SnapshotError) as raised:
        Snapshot(case_id="c-1", snapshot_id="s-1", seen_on=AS_OF, **values)
    error = raised.value
    assert ("c-1", field, wanted) == (error.case_id, error.field, error.wanted) == error.args
    assert f"the snapshot of case c-1 has no fitting {field}; wanted {wanted}." == str(error)


def test_a_reading_may_show_nothing_and_zero() -> None:
    """Zero is a sum; nothing is what the agency does not show."""
    zero = Snapshot(case_id="c-1", snapshot_id="s-1", seen_on=AS_OF, collected=Money(0), capital=Money(0))
    assert (Money(0), None, Money(0)) == (zero.collected, zero.collected_capital, zero.capital)


def test_what_is_read_keeps_its_codes_and_names_to_itself() -> None:
    """Codes and payers are the agency's and the bank's texts."""
    read = (
        Snapshot(case_id="c", snapshot_id="s", seen_on=AS_OF, stage="Hemlig", conditions=("Hemlig",)),
        AgencyAction(action_id="a", code="Hemlig", on=AS_OF),
        IncomingPayment(payment_id="p", received_on=AS_OF, amount=Money(1), payer_name="Hemlig"),
    )
    assert [False] * 3 == ["Hemlig" in repr(one) for one in read]


@pytest.mark.parametrize("cls", [Snapshot, AgencyAction, IncomingPayment])
def test_a_reading_has_plain_days(cls: type[Any]) -> None:
    """A text is no day."""
    days = {field.name for field in attrs.fields(cls)} & {"seen_on", "on", "received_on"}
    given = {
        field.name: "2026-03-16" if field.name in days else "x"
        for field in attrs.fields(cls)
        if field.default is attrs.NOTHING
    }
    with pytest.raises(DateTypeError):
        cls(**given)
