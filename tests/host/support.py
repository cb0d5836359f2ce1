"""Small ledgers for the tests of the readers."""

import csv
import datetime as dt
import importlib.util
import io
from pathlib import Path
from typing import Any, Final

from inkasso_host.invoices import Shape
from inkasso_host.mapping import PLAIN, LedgerMapping
from inkasso_host.reading import Problem, Reading
from inkasso_host.table import read_csv

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
AS_OF: Final = dt.date(2026, 3, 16)

#: One good row in our own columns.
GOOD: Final = {
    "number": "1",
    "kind": "SALES_INVOICE",
    "status": "SENT",
    "channel": "EMAIL",
    "invoice_date": "2026-02-01",
    "due_date": "2026-03-03",
    "currency": "SEK",
    "total": "1250.00",
    "open_amount": "1250.00",
    "debtor_name": "Provkund AB",
    "debtor_identifier": "999900-0004",
    "street": "Provgatan 1",
    "postcode": "111 22",
    "city": "Provköping",
    "financed": "no",
    "reminders": "none",
    "other_agency": "no",
    "registration": "none",
}


def shape(mapping: LedgerMapping = PLAIN, **changes: Any) -> Shape:
    """Return how the small ledgers are understood."""
    return Shape(**{"as_of": AS_OF, "ledger_currency": "SEK", "mapping": mapping, **changes})


def a_ledger(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Return a CSV text with one row per dict; what a dict does not say is as in the good row."""
    columns = list(dict.fromkeys([*GOOD, *(name for row in rows for name in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    writer.writerows({**GOOD, "number": str(place), **row} for place, row in enumerate(rows, start=1))
    return text.getvalue()


def read_text(
    folder: Path, text: str | bytes, *, mapping: LedgerMapping = PLAIN, encoding: str | None = None
) -> Reading:
    """Write a CSV file and read it."""
    path = folder / "ledger.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_csv(path, shape(mapping), encoding=encoding)


def told(problem: Problem) -> tuple[int, str, str]:
    """Return what a test asks of a problem: row, column, reason."""
    return problem.row, problem.column, problem.code.value


def script(name: str) -> Any:
    """Import a script of the examples."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
