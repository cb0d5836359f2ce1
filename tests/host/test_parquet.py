"""Parquet ledgers: typed columns, the same answers."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inkasso_host.mapping import LedgerMapping
from inkasso_host.reading import (
    DoubledColumnsError,
    EmptyFileError,
    HostInputError,
    MissingColumnsError,
    Reading,
    UnreadableFileError,
)
from inkasso_host.table import read_csv, read_parquet
from inkasso_rules.model.money import Money
from tests.host.support import EXAMPLES, GOOD, shape, told

_TYPED: dict[str, object] = {
    **GOOD,
    "invoice_date": dt.date(2026, 2, 1),
    "due_date": dt.datetime(2026, 3, 3),  # noqa: DTZ001 - a time without a zone is what the column holds.
    "total": Decimal("1250.00"),
    "open_amount": 1250,
    "financed": False,
    "document_bytes": 10,
}


def _read(folder: Path, *rows: dict[str, Any], mapping: LedgerMapping | None = None) -> Reading:
    path = folder / "ledger.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=1)
    return read_parquet(path, shape(mapping) if mapping else shape())


def test_typed_values_are_taken_as_they_are(tmp_path: Path) -> None:
    """Days, decimals, whole numbers and truth values need no parsing."""
    (invoice,) = _read(tmp_path, _TYPED).invoices
    assert (dt.date(2026, 2, 1), dt.date(2026, 3, 3)) == (invoice.invoice_date, invoice.due_date)
    assert (Money.of(1250), Money.of(1250), False) == (invoice.total, invoice.open_amount, invoice.financed)


def test_zeros_of_the_column_scale_are_no_decimals(tmp_path: Path) -> None:
    """A yen has no decimals, but shares its column with kronor."""
    (invoice,) = _read(tmp_path, {**_TYPED, "currency": "JPY"}).invoices
    assert Money.of(1250, "JPY") == invoice.total


def test_null_is_not_known(tmp_path: Path) -> None:
    """A null is an empty cell."""
    (invoice,) = _read(tmp_path, {**_TYPED, "due_date": None}).invoices
    assert invoice.due_date is None


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("total", Decimal("1250.005"), "decimals"),
        ("total", True, "type"),
        ("due_date", dt.datetime(2026, 3, 3, 12), "date"),  # noqa: DTZ001 - as above.
        ("due_date", 46084, "type"),
        ("status", 7, "type"),
        ("financed", 7, "yes_no"),
        ("currency", 752, "currency"),
        ("city", True, "type"),
        ("number", b"1", "type"),
        ("reminders", True, "date"),
        ("agreed_interest", True, "type"),
    ],
)
def test_a_value_of_another_type_is_named(tmp_path: Path, column: str, cell: object, code: str) -> None:
    """Rows are counted from 1."""
    reading = _read(tmp_path, {**_TYPED, column: cell})
    assert [(1, column, code)] == [told(problem) for problem in reading.problems]


def test_rows_are_counted_through_all_row_groups(tmp_path: Path) -> None:
    """The second row group does not begin at 1 again."""
    reading = _read(tmp_path, _TYPED, {**_TYPED, "number": "2"}, {**_TYPED, "number": "3", "status": "x"})
    assert [(3, "status", "unknown_code")] == [told(problem) for problem in reading.problems]


def test_the_example_ledger_gives_the_same_invoices(tmp_path: Path) -> None:
    """The same texts in Parquet are the same invoices."""
    from_csv = read_csv(EXAMPLES / "ledger.csv", shape())
    text = (EXAMPLES / "ledger.csv").read_text(encoding="utf-8").splitlines()
    columns = text[0].split(",")
    rows = [dict(zip(columns, line.split(","), strict=True)) for line in text[1:] if '"' not in line]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "ledger.parquet")
    assert from_csv.invoices == read_parquet(tmp_path / "ledger.parquet", shape()).invoices


def _doubled() -> pa.Table:
    arrays = [pa.array(["x"])] * 2
    return pa.Table.from_arrays(arrays, names=["number", "number"])


def _not_text() -> pa.Table:
    """Return a column of texts that holds a byte which is none."""
    column: Any = pa.array([b"\xff"]).view(pa.string())
    return pa.Table.from_pylist([GOOD]).set_column(0, "number", column)


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (pa.table({"number": ["1"]}), MissingColumnsError),
        (_doubled(), DoubledColumnsError),
        (pa.Table.from_pylist([{**GOOD, "total": 1250.5}]), UnreadableFileError),
        (_not_text(), UnreadableFileError),
    ],
    ids=["missing", "doubled", "floats", "not text"],
)  # fmt: skip
def test_a_table_that_cannot_be_used_is_a_typed_error(
    tmp_path: Path, table: pa.Table, error: type[HostInputError]
) -> None:
    """Columns are missing, doubled, or hold what is not exact."""
    pq.write_table(table, tmp_path / "ledger.parquet")
    with pytest.raises(error):
        read_parquet(tmp_path / "ledger.parquet", shape())


@pytest.mark.parametrize(("content", "error"), [(b"", EmptyFileError), (b"number,status\n", UnreadableFileError)])
def test_a_file_that_is_not_parquet_is_a_typed_error(
    tmp_path: Path, content: bytes, error: type[HostInputError]
) -> None:
    """A wrong suffix is found out."""
    (tmp_path / "ledger.parquet").write_bytes(content)
    with pytest.raises(error):
        read_parquet(tmp_path / "ledger.parquet", shape())
