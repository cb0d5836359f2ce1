"""
A claim as it is told to the command: options for what was agreed, lines or a CSV file for what has happened.

A fact is a day, a kind and mostly an amount. Only kinds that a claim counts are taken: with any other the answer would
be the same without it, and a misspelt one must not be a silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from inkasso_host import cells, texts
from inkasso_host.reading import CellError, ProblemCode
from inkasso_host.small_csv import RowError, read_rows
from inkasso_rules.model.claims import MONEY_FACTS
from inkasso_rules.model.facts import CostKind, Fact, FactError, FactKind

__all__ = ["COLUMNS", "KINDS", "FactLineError", "read_facts", "said_facts"]

#: The kinds of facts that a claim counts.
KINDS: Final = tuple(
    kind
    for kind in FactKind
    if kind in MONEY_FACTS
    or kind
    in {
        FactKind.REMINDER_SENT,
        FactKind.DEMAND_SENT,
        FactKind.PLAN_AGREED,
        FactKind.LEGAL_STARTED,
        FactKind.COST_CHARGED,
        FactKind.MEASURE_WITHDRAWN,
        FactKind.SPLIT_ASSUMED,
        FactKind.SPLIT_STATED,
        FactKind.DISPUTED,
        FactKind.DISPUTE_SETTLED,
        FactKind.INSOLVENT,
        FactKind.INSOLVENCY_ENDED,
    }
)

_DAYS: Final = cells.DateForm()
#: The fees of the law, and what is charged for measures, are kronor in every claim.
_KRONOR: Final = "SEK"

#: How each column is read, from its text and the currency of the claim.
_READERS: Final[Mapping[str, Callable[[str, str], Any]]] = MappingProxyType(
    {
        "day": lambda written, _: cells.date(written, _DAYS),
        "kind": lambda written, _: _kind(written),
        "amount": cells.amount,
        "capital": cells.amount,
        "cost": lambda written, _: cells.code(written, CostKind),
        "about": lambda written, _: cells.label(written),
        "as_required": lambda written, _: cells.yes_no(written),
        "from_start": lambda written, _: cells.yes_no(written),
        "id": lambda written, _: cells.label(written),
    }
)
#: What a line may say of a fact.
COLUMNS: Final = tuple(_READERS)
_NEEDED: Final = ("day", "kind")
#: A line may say these without their names, in this order.
_PLAIN: Final = ("day", "kind", "amount")
_OPTION: Final = "--fact"


def _kind(written: str) -> FactKind | None:
    """Return a kind that a claim counts."""
    found = cells.code(written, FactKind) if written.strip() in {"", *KINDS} else None
    if found is None and written.strip():
        raise CellError(ProblemCode.UNKNOWN_CODE, ", ".join(KINDS))
    return found


class FactLineError(RowError):
    """A line does not tell a fact."""


def said_facts(lines: Iterable[str], currency: str) -> tuple[Fact, ...]:
    """
    Read facts as they are said in options: ``2026-05-02 paid_agency 500.00 capital=300.00``.

    Args:
        lines: Day, kind and amount in this order, then what else there is to say, by its name.

        currency: The currency of the claim.

    Raises:
        FactLineError: If a line does not tell a fact.
    """
    return tuple(
        _fact(_told(line, row), _OPTION, row, f"fact-{row}", currency) for row, line in enumerate(lines, start=1)
    )


def _told(line: str, row: int) -> dict[str, str]:
    plain: list[str] = []
    named: dict[str, str] = {}
    for word in line.split():
        name, is_named, written = word.partition("=")
        if not is_named:
            plain.append(word)
        elif name not in COLUMNS:
            raise FactLineError(_OPTION, row, f"names what is not known here; wanted {', '.join(COLUMNS)}")
        else:
            named[name] = written
    if len(plain) > len(_PLAIN):
        wanted = f"no more than {', '.join(_PLAIN)}, and the rest as name=value"
        raise FactLineError(_OPTION, row, f"has {len(plain)} words without a name; wanted {wanted}")
    return dict(zip(_PLAIN, plain, strict=False)) | named


def read_facts(path: Path, currency: str) -> tuple[Fact, ...]:
    """
    Read facts from a CSV file: a header with the names of columns, then one fact on each line.

    Args:
        path: The file, in UTF-8; its columns are separated by semicolons, commas or tabulators.

        currency: The currency of the claim.

    Raises:
        HostInputError: If the file cannot be used, or a line does not tell a fact.
    """
    return tuple(_fact(told, path.name, row, f"row-{row}", currency) for row, told in read_rows(path, COLUMNS, _NEEDED))


def _fact(told: Mapping[str, str], file: str, row: int, called: str, currency: str) -> Fact:
    is_charge = told.get("kind", "").strip() == FactKind.COST_CHARGED
    found: dict[str, Any] = {}
    for column in COLUMNS:
        try:
            found[column] = _READERS[column](told.get(column, ""), _KRONOR if is_charge else currency)
        except CellError as fault:
            raise FactLineError(file, row, f"{column} {texts.fault(fault.code, fault.detail, 'en')}") from None
        if found[column] is None and column in _NEEDED:
            raise FactLineError(file, row, f"{column} is missing")
    day, kind, name = found.pop("day"), found.pop("kind"), found.pop("id")
    try:
        return Fact(fact_id=name or called, kind=kind, happened_on=day, **found)
    except FactError as fault:
        raise FactLineError(file, row, str(fault)) from None
