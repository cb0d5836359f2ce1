"""Random lives of a case for the tests of the machine: plausible ones with disturbances, and hostile ones."""

import datetime as dt
from typing import Any, Final

from hypothesis import strategies as st

from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.machine import fold
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.facts import SAYS, CostKind, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings

F: Final = FactKind
START: Final = dt.date(2026, 1, 10)
END: Final = START + dt.timedelta(days=400)
CAPITAL: Final = 1_000
#: Both approvals are asked for since the middle of most lives; nothing is known before the first day.
SETTINGS: Final = Series(
    (
        (START + dt.timedelta(5), Settings(approve_before_demand=False, approve_before_legal=True)),
        (START + dt.timedelta(40), Settings(approve_before_demand=True, approve_before_legal=False)),
    )
)
MONEY: Final = (
    F.PAID_AGENCY,
    F.SPLIT_ASSUMED,
    F.SPLIT_STATED,
    F.PAYMENT_REVERSED,
    F.PAYMENT_UNCLEAR,
    F.PAID_CREDITOR,
    F.PAID_OUT,
    F.PAYMENT_REMOVED,
    F.CREDITED,
    F.SET_OFF,
    F.REMITTED,
)
APPROVALS: Final = tuple(kind for kind in F if kind.startswith("approval_"))
ACTIONS: Final = (F.REMINDER_SENT, F.DEMAND_SENT, F.LEGAL_STARTED, F.AFTER_COLLECTION_STARTED)
#: What most lives are made of.
USUAL: Final = (F.REGISTERED, F.REMINDER_SENT, F.DEMAND_SENT, F.LEGAL_STARTED, F.AFTER_COLLECTION_STARTED)
_ABOUT: Final = frozenset({F.RESUMED, F.DISPUTE_SETTLED, F.MEASURE_WITHDRAWN, F.PAID_CREDITOR, F.PAID_OUT})


def a_transfer(*, on: dt.date = START, stage: Stage = Stage.REMINDER, capital: int = CAPITAL) -> Fact:
    """Return the first fact of a case."""
    opening = Opening(
        case_id="case",
        creditor_id="creditor",
        invoice_id="invoice",
        invoice_number="1",
        due_date=START - dt.timedelta(20),
        capital=Money(capital),
        start_stage=stage,
    )
    return Fact(fact_id="transfer", kind=F.TRANSFERRED, happened_on=on, opening=opening)


def days(most: int = 120, least: int = 0) -> st.SearchStrategy[dt.date]:
    """Draw a day after the transfer."""
    return st.integers(least, most).map(lambda number: START + dt.timedelta(number))


@st.composite
def _money(draw: st.DrawFn, kind: FactKind) -> dict[str, Money]:
    minor = draw(st.sampled_from((1, 300, 500, CAPITAL, CAPITAL + 7)))
    must, may = SAYS[kind]
    is_split = "capital" in must or ("capital" in may and draw(st.booleans()))
    capital = {"capital": Money(draw(st.sampled_from((0, minor // 2, minor))))} if is_split else {}
    return {"amount": Money(minor)} | capital


@st.composite
def facts(draw: st.DrawFn, *, on: dt.date, fact_id: str, kinds: tuple[FactKind, ...] = tuple(F)) -> Fact:
    """Draw a fact of a day; amounts are parts of the capital, or all of it, or too much."""
    kind = draw(st.sampled_from(kinds))
    details: dict[str, Any] = draw(_money(kind)) if kind in MONEY else {}
    if kind in APPROVALS:
        details["gate"] = draw(st.sampled_from(Gate))
        if kind in {F.APPROVAL_DECLINED, F.APPROVAL_GIVEN}:
            details["by_administrator"] = draw(st.sampled_from((None, True, False)))
    if kind in {F.PAUSED, F.DEMAND_SENT}:
        details["until"] = draw(st.none() | st.integers(0, 20).map(lambda number: on + dt.timedelta(number)))
    if kind in {F.DISPUTED, F.LEGAL_STARTED}:
        details["amount"] = draw(st.none() | st.sampled_from((Money(300), Money(700), Money(1, "EUR"))))
    if kind in ACTIONS:
        details["earliest_on"] = draw(st.none() | st.integers(1, 5).map(lambda number: on - dt.timedelta(number)))
    if kind in _ABOUT:
        named = st.integers(0, 12).map("f{}".format)
        details["about"] = draw(named if "about" in SAYS[kind][0] else st.none() | named)
    if kind is F.COST_CHARGED:
        details |= {"amount": Money(180_00), "cost": draw(st.sampled_from(CostKind))}
    if kind is F.TRANSFERRED:
        details["opening"] = a_transfer(stage=Stage.DEMAND).opening
    if kind is F.UNKNOWN_CODE:
        details["raw"] = draw(st.sampled_from(("X1", "X2")))
    return Fact(fact_id=fact_id, kind=kind, happened_on=on, **details)


@st.composite
def lives(
    draw: st.DrawFn, *, most: int = 12, gap: int = 12, is_daily: bool = False, kinds: tuple[FactKind, ...] = tuple(F)
) -> tuple[Fact, ...]:
    """
    Draw the facts of a case, in their order: usual steps with anything in between.

    Args:
        draw: Given by Hypothesis.

        most: How many facts there are at most besides the transfer.

        gap: How many days lie between two at most.

        is_daily: Whether no two share a day.

        kinds: What may happen between the usual steps.
    """
    day, found = START, [a_transfer(stage=draw(st.sampled_from((Stage.REMINDER, Stage.DEMAND))))]
    usual: list[FactKind] = list(USUAL)
    for number in range(draw(st.integers(0, most))):
        day += dt.timedelta(draw(st.integers(1 if is_daily else 0, gap)))
        is_usual: bool = draw(st.booleans())
        chosen = (usual.pop(0),) if is_usual and usual else kinds
        found.append(draw(facts(on=day, fact_id=f"f{number}", kinds=chosen)))
    return tuple(sorted(found, key=lambda fact: fact.order))


def folded(history: tuple[Fact, ...], *, as_of: dt.date = END) -> Case:
    """Return the case of a history by the settings of these tests."""
    return fold(history, settings=SETTINGS, as_of=as_of)


_HOSTILE_DAYS: Final = st.sampled_from((dt.date.min, dt.date.max, END)) | st.dates() | days()
_HOSTILE_MONEY: Final = st.builds(
    Money,
    st.sampled_from((1, CAPITAL, 10**9, 10**30)) | st.integers(1, 10**18),
    st.sampled_from(("SEK", "SEK", "EUR", "JPY")),
)


@st.composite
def hostile(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a careless host may call a fact; some is none."""
    kind = draw(st.sampled_from(USUAL) | st.sampled_from(tuple(F)))
    optional = {
        "learned_on": _HOSTILE_DAYS,
        "earliest_on": _HOSTILE_DAYS,
        "amount": _HOSTILE_MONEY,
        "capital": _HOSTILE_MONEY,
        "gate": st.sampled_from(Gate),
        "by_administrator": st.booleans(),
        "until": _HOSTILE_DAYS,
        "about": st.integers(0, 9).map("f{}".format),
        "agency_case_id": st.text(max_size=5),
        "raw": st.text(max_size=5),
        "cost": st.sampled_from(CostKind),
        "as_required": st.booleans(),
        "from_start": st.booleans(),
    }
    needed = set(SAYS[kind][0]) - {"opening"}
    names = {*needed, *draw(st.sets(st.sampled_from(sorted(optional)), max_size=1))}
    values = {name: draw(optional[name]) for name in sorted(names)}
    if kind is F.TRANSFERRED:
        values["opening"] = a_transfer(capital=draw(st.sampled_from((1, CAPITAL, 10**30)))).opening
    return {"fact_id": f"f{draw(st.integers(0, 9))}", "kind": kind, "happened_on": draw(_HOSTILE_DAYS), **values}
