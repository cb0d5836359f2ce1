"""
The table of transitions for people to read: as a table, and as a diagram of the stages.

Both are made from the rows, so that they cannot say anything else. The diagram is Mermaid, which code hosts draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from inkasso_rules.lifecycle import effects as do
from inkasso_rules.lifecycle.effects import Effect, Ending
from inkasso_rules.lifecycle.table import REACHED, TRANSITIONS, To, Transition
from inkasso_rules.model.cases import Stage

__all__ = ["HEADS", "as_table", "markdown", "mermaid"]

#: The columns of the table.
HEADS: Final = ("id", "requirement", "reached", "fact", "then stands at", "changes", "may break", "tells", "sends")

_REOPENING: Final[frozenset[Effect]] = frozenset({do.register, do.reopen})
_STARTS: Final = (Stage.REMINDER, Stage.DEMAND)
_OPEN: Final = "open"


def as_table(rows: Iterable[Transition] = TRANSITIONS) -> tuple[tuple[str, ...], ...]:
    """Return the rows as texts, in the columns of :data:`HEADS`."""
    return tuple(
        (
            row.row_id,
            row.requirement,
            "any" if _is_everywhere(row) else ", ".join(row.stages),
            str(row.kind),
            str(row.to),
            f"end: {row.effect.reported}" if isinstance(row.effect, Ending) else _name(row.effect),
            ", ".join(check.code for check in row.checks),
            ", ".join(tell.code for tell in row.tells),
            "" if row.sends is None else _name(row.sends).removeprefix("send_"),
        )
        for row in rows
    )


def markdown(rows: Iterable[Transition] = TRANSITIONS) -> str:
    """Return the rows as a Markdown table."""
    lines = (HEADS, tuple("---" for _ in HEADS), *as_table(rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def mermaid(rows: Iterable[Transition] = TRANSITIONS) -> str:
    """
    Return the stages and the rows that lead from one to the next, as a Mermaid diagram.

    An open case is one state with the reached stages in it. A closed one stands beside it and keeps the stage that it
    had reached. Rows that leave a case where it stands are in the table only.
    """
    listed = tuple(rows)
    inner = (arrow for row in listed for arrow in _moves(row))
    outer = (arrow for row in listed for arrow in _ends(row))
    return "\n".join(
        (
            "stateDiagram-v2",
            f"    state {_OPEN} {{",
            f"        [*] --> {Stage.REGISTERING}",
            *(f"        {line}" for line in _arrows(inner)),
            "    }",
            *(f"    {line}" for line in _arrows(outer)),
            f"    note right of {Stage.CLOSED}",
            "        A closed case keeps the stage that it had reached.",
            "    end note",
        )
    )


def _is_everywhere(row: Transition) -> bool:
    return frozenset(row.stages) == frozenset(REACHED)


def _name(function: object) -> str:
    return str(getattr(function, "__name__", function))


def _moves(row: Transition) -> Iterator[tuple[str, str, str]]:
    """Yield from where to where a row leads, with its id."""
    targets = () if row.to is To.SAME else _STARTS if row.to is To.START else (row.to,)
    for stage in row.stages:
        yield from ((stage, target, row.row_id) for target in targets)


def _ends(row: Transition) -> Iterator[tuple[str, str, str]]:
    """Yield how a row closes or opens a case, with its id."""
    if isinstance(row.effect, Ending):
        for source in (_OPEN,) if _is_everywhere(row) else row.stages:
            yield source, Stage.CLOSED, row.row_id
    if row.effect in _REOPENING:
        yield Stage.CLOSED, _OPEN, row.row_id


def _arrows(moves: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield one arrow for each pair of states, with all rows that lead along it."""
    ids: dict[tuple[str, str], list[str]] = {}
    for source, target, row_id in moves:
        ids.setdefault((source, target), []).append(row_id)
    for (source, target), found in ids.items():
        yield f"{source} --> {target}: {', '.join(found)}"
