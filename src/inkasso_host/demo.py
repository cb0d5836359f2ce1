"""Judges the example ledger both ways and writes the results, as a first look at what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from inkasso_host import texts
from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.invoices import Shape
from inkasso_host.judging import WAYS, judge
from inkasso_host.ledger import read_ledger
from inkasso_host.output import Result, as_csv, as_json, title
from inkasso_host.reading import Reading
from inkasso_host.report import as_html
from inkasso_host.tables import overview
from inkasso_host.writing import write
from inkasso_rules import sample

__all__ = ["EXAMPLES", "run"]

#: Where the examples stand in a checkout; an installed package has none, and shows the small sample.
EXAMPLES: Final = Path(__file__).parents[2] / "examples"


def run(out: Path, *, lang: str, examples: Path = EXAMPLES) -> Iterator[RenderableType]:
    """
    Write ``results.csv``, ``results.json`` and ``report.html`` into *out*, and yield a summary of them.

    Raises:
        WriteError: If the folder cannot be written.
    """
    result = _result(examples, lang)
    for name, make in (("results.csv", as_csv), ("results.json", as_json), ("report.html", as_html)):
        write(out / name, make(result))
    yield Text(title(result), style="bold")
    yield from overview(result)
    yield Text(texts.say("written", lang, folder=f"{out}: results.csv, results.json, report.html"), style="bold")


def _result(examples: Path, lang: str) -> Result:
    ledger = examples / "ledger.csv"
    if ledger.is_file():
        by = read_creditor(examples / "creditor.toml")
        reading = read_ledger(ledger, Shape(as_of=sample.AS_OF, ledger_currency=by.creditor.ledger_currency))
    else:
        by = CreditorFile(sample.CREDITOR)
        reading = Reading(invoices=sample.INVOICES, rows=len(sample.INVOICES))
    return Result(
        file=ledger.name if ledger.is_file() else "inkasso_rules.sample",
        as_of=sample.AS_OF,
        reading=reading,
        by=by,
        judged=judge(reading.invoices, by, ways="both", as_of=sample.AS_OF),
        rules=WAYS["both"],
        lang=lang,
    )
