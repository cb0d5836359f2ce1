"""The table of transitions, and how it is shown: total, without doubles, and the same everywhere."""

import itertools
from collections import Counter
from pathlib import Path

import pytest

from inkasso_rules.lifecycle import TABLE, TRANSITIONS, TableError, Transition, index
from inkasso_rules.lifecycle.checks import ENDED, PAUSED
from inkasso_rules.lifecycle.diagram import HEADS, as_table, markdown, mermaid
from inkasso_rules.lifecycle.effects import Ending, keep, register, reopen
from inkasso_rules.lifecycle.table import REACHED, To
from inkasso_rules.lifecycle.telling import EXCESS, LATE_MONEY, send_direct_payment
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, FactKind
from tools.pages import lifecycle

_PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lifecycle.md"

_NEW, _REMINDER, _DEMAND = (Stage.REGISTERING,), (Stage.REMINDER,), (Stage.DEMAND,)

# fmt: off
_ROWS = (
    Transition("Z1", "LC-1",  _NEW,               FactKind.REGISTERED,           To.START,     register),
    Transition("Z2", "LC-1",  _NEW + _REMINDER,   FactKind.DEMAND_SENT,          Stage.DEMAND, keep,                (ENDED, PAUSED)),
    Transition("Z3", "LC-1",  _REMINDER,          FactKind.LEGAL_STARTED,        Stage.DEMAND, keep),
    Transition("Z4", "LC-8",  REACHED,            FactKind.PAID_CREDITOR,        To.SAME,      keep,                (), (EXCESS, LATE_MONEY), send_direct_payment),
    Transition("Z5", "LC-13", REACHED,            FactKind.STOPPED,              To.SAME,      Ending(End.STOPPED)),
    Transition("Z6", "MA-9",  _NEW,               FactKind.REGISTRATION_REFUSED, To.SAME,      Ending(End.REFUSED)),
    Transition("Z7", "LC-13", REACHED,            FactKind.REOPENED,             To.SAME,      reopen),
)
# fmt: on


# --- the table --------------------------------------------------------------------------------------------------------
def test_the_table_is_total() -> None:
    """Each reached stage has exactly one row for each kind of fact; that a case is closed is no stage of the table."""
    pairs = Counter((stage, row.kind) for row in TRANSITIONS for stage in row.stages)
    assert dict.fromkeys(itertools.product(REACHED, FactKind), 1) == pairs
    assert {(stage, kind): row for stage in REACHED for kind, row in TABLE[stage].items()} == {
        (stage, row.kind): row for row in TRANSITIONS for stage in row.stages
    }


def test_the_reached_stages_are_all_but_closed() -> None:
    """They stand in the order in which a case reaches them."""
    assert tuple(stage for stage in Stage if stage is not Stage.CLOSED) == REACHED


def test_ids_of_rows_are_unique() -> None:
    """An id names one row."""
    assert {} == {row_id: count for row_id, count in Counter(row.row_id for row in TRANSITIONS).items() if count > 1}


def test_a_table_with_two_rows_for_one_pair_is_refused() -> None:
    """The second row does not silently replace the first."""
    double = Transition("Z9", "LC-4", _DEMAND, FactKind.PAUSED, To.SAME, keep)
    with pytest.raises(TableError) as caught:
        index((*TRANSITIONS, double))
    assert "rows C01 and Z9 for the fact paused at the stage demand; wanted exactly one." == str(caught.value)
    assert ("demand", "paused", ("C01", "Z9")) == (caught.value.stage, caught.value.kind, caught.value.row_ids)


def test_a_table_without_a_row_for_a_pair_is_refused() -> None:
    """A fact that nobody thought of would else be lost."""
    with pytest.raises(TableError) as caught:
        index(row for row in TRANSITIONS if row.row_id != "A04")
    assert "no row for the fact demand_sent at the stage legal; wanted exactly one." == str(caught.value)
    assert ("legal", "demand_sent", ()) == (caught.value.stage, caught.value.kind, caught.value.row_ids)


def test_the_index_is_read_only() -> None:
    """Nobody adds a row to a table that was checked."""
    with pytest.raises(TypeError):
        TABLE[Stage.DEMAND][FactKind.PAUSED] = TRANSITIONS[0]  # type: ignore[index]


# --- how it is shown --------------------------------------------------------------------------------------------------
def test_rows_as_texts() -> None:
    """All stages together are any; an end names what it is; several checks stand in one cell."""
    assert (
        ("Z1", "LC-1", "registering", "registered", "start", "register", "", "", ""),
        ("Z2", "LC-1", "registering, reminder", "demand_sent", "demand", "keep", "after_end, in_pause", "", ""),
        ("Z3", "LC-1", "reminder", "legal_started", "demand", "keep", "", "", ""),
        ("Z4", "LC-8", "any", "paid_creditor", "same", "keep", "", "excess, late_money", "direct_payment"),
        ("Z5", "LC-13", "any", "stopped", "same", "end: stopped", "", "", ""),
        ("Z6", "MA-9", "registering", "registration_refused", "same", "end: refused", "", "", ""),
        ("Z7", "LC-13", "any", "reopened", "same", "reopen", "", "", ""),
    ) == as_table(_ROWS)


def test_every_row_is_listed_under_the_heads() -> None:
    """The listed ids are those of the rows, in their order, and no row has a cell too few."""
    listed = as_table()
    assert tuple(row.row_id for row in TRANSITIONS) == tuple(row[0] for row in listed)
    assert {len(HEADS)} == {len(row) for row in listed}


def test_the_markdown_table() -> None:
    """A head, a rule, and a line for each row."""
    assert (
        "| id | requirement | reached | fact | then stands at | changes | may break | tells | sends |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| Z1 | LC-1 | registering | registered | start | register |  |  |  |"
    ) == markdown(_ROWS[:1])


def test_the_diagram() -> None:
    """
    Open is a state with the reached stages in it; closed stands beside it.

    Rows that share an arrow share its label, a start leads to the reminder and to the demand, and what leaves a case
    where it stands is not drawn.
    """
    assert (
        "stateDiagram-v2\n"
        "    state open {\n"
        "        [*] --> registering\n"
        "        registering --> reminder: Z1\n"
        "        registering --> demand: Z1, Z2\n"
        "        reminder --> demand: Z2, Z3\n"
        "    }\n"
        "    closed --> open: Z1, Z7\n"
        "    open --> closed: Z5\n"
        "    registering --> closed: Z6\n"
        "    note right of closed\n"
        "        A closed case keeps the stage that it had reached.\n"
        "    end note"
    ) == mermaid(_ROWS)


def test_the_diagram_draws_every_row_that_moves_a_case() -> None:
    """Its labels name the rows that lead to a stage, end a case or let it go on, and no others."""
    labels = {row_id for line in mermaid().splitlines() if ": " in line for row_id in line.split(": ")[1].split(", ")}
    assert {
        row.row_id
        for row in TRANSITIONS
        if row.to is not To.SAME or isinstance(row.effect, Ending) or row.effect in {register, reopen}
    } == labels


@pytest.mark.parametrize("stage", REACHED)
def test_every_stage_can_be_reached(stage: Stage) -> None:
    """An arrow leads to each stage from another one, or it is the first."""
    arrows = [line.split(":")[0].split(" --> ") for line in mermaid().splitlines() if " --> " in line]
    assert any(source.strip() != stage and target == stage for source, target in arrows)


def test_the_committed_page_shows_the_same_rows() -> None:
    """The table and the diagram of the docs are made from the rows that the machine runs."""
    page = _PAGE.read_text(encoding="utf-8")
    assert (True, True) == (f"\n{markdown()}\n" in page, f"\n```mermaid\n{mermaid()}\n```\n" in page)
    assert lifecycle.page() == page
