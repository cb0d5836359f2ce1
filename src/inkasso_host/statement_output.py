"""A statement of what a debtor owes: a table of sums with its lines, JSON, and CSV. No debtor's name in any."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from inkasso_host import claim_texts as words
from inkasso_host import texts
from inkasso_host.law_output import segment_record
from inkasso_host.output import safe
from inkasso_rules import narrate
from inkasso_rules.claim import Statement
from inkasso_rules.law.measures import CostLine
from inkasso_rules.model.money import Money

__all__ = ["SUMS", "statement_as_csv", "statement_as_json", "statement_as_text", "sums"]

#: The sums of a statement: what is left to pay, and what it comes from. Costs by law, and above it, are kronor.
SUMS: Final = (
    *("capital", "interest", "costs", "overpaid", "total", "disputed", "undisputed"),
    *("interest_accrued", "costs_by_law", "costs_claimed", "costs_excess", "received"),
)
#: The parts of money that came in.
_PARTS: Final = ("amount", "costs", "interest", "capital", "left")


def sums(found: Statement, lang: str) -> tuple[tuple[str, str], ...]:
    """Return what each sum is called, and how much it is."""
    return tuple((words.say(f"sum_{name}", lang), texts.amount(getattr(found, name), lang)) for name in SUMS)


def statement_as_text(found: Statement, lang: str) -> Iterator[RenderableType]:
    """Yield what is owed, the sums, and line by line what they are made of, each with its source."""
    title, *lines = narrate.statement(found, lang)
    yield Text(title, style="bold")
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(words.say("sums", lang))
    table.add_column(words.say("amount", lang), justify="right", no_wrap=True)
    for name, (called, amount) in zip(SUMS, sums(found, lang), strict=True):
        table.add_row(Text(called), Text(amount), style="bold" if name == "total" else "")
    yield table
    yield from map(Text, lines)


def statement_as_json(found: Statement, lang: str) -> str:
    """Return everything as JSON: days as ISO 8601, amounts as text in major units with their currency."""
    content = {
        "claim_id": found.claim_id,
        "as_of": found.as_of,
        "language": lang,
        "policy_digest": found.policy.digest,
        "sums": {name: getattr(found, name) for name in SUMS},
        "lines": [_record(one, "code", "on", "amount", "subject", "source") for one in found.lines],
        "money": [_record(one, "fact_id", "kind", "on", *_PARTS, "is_stated") for one in found.allocations],
        "interest_from": [
            {"charge_id": charge_id, **_record(begin, "day", "basis", "source")}
            for charge_id, begin in found.interest_starts
        ],
        "interest": [{"charge_id": one.charge_id, **segment_record(one.segment)} for one in found.segments],
        "costs_by_law": [_cost(one) for one in found.cost_lines],
        "excesses": [
            _record(one, "cost", "measure_id", "charge_ids", "charged", "allowed", "amount", "why", "source")
            for one in found.excesses
        ],
        "warnings": [
            {**_record(one, "code", "requirement", "subject"), "words": narrate.warning(one, lang)}
            for one in found.warnings
        ],
        "words": narrate.statement(found, lang),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _cost(line: CostLine) -> dict[str, Any]:
    return _record(line, "cost", "measure_id", "on", "lawful", "owed", "why", "source")


def _record(one: object, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def statement_as_csv(found: Statement, _lang: str) -> str:
    """Return one line for each line of the statement; the amounts sum to what is left to pay."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("claim_id", "code", "on", "currency", "amount", "subject", "source"))
    for one in found.lines:
        amount: Money = one.amount
        subject = safe(one.subject)
        writer.writerow(
            (safe(found.claim_id), one.code, one.on, amount.currency, amount.decimal, subject, one.source or "")
        )
    return text.getvalue()
