"""Ledgers in rows and columns: CSV and Parquet."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from inkasso_host.invoices import Entry, Shape, collect
from inkasso_host.mapping import FIELDS, REQUIRED, LedgerMapping
from inkasso_host.reading import (
    DoubledColumnsError,
    EmptyFileError,
    EncodingError,
    MissingColumnsError,
    Problem,
    ProblemCode,
    Reading,
    UnreadableFileError,
)
from inkasso_host.toml import read_bytes

__all__ = ["read_csv", "read_parquet"]

_DELIMITERS: Final = (";", ",", "\t")
_LINE: Final = re.compile(r"\r\n|\r|\n")
# A quoted cell may run over lines; a stray quotation mark must not swallow the rest of the file.
_SPAN_LINES_MAX: Final = 100
# Half of the rows without a readable text is not some bad rows, it is the wrong encoding.
_BAD_ROWS_MAX: Final = 2


def read_csv(path: Path, shape: Shape, *, encoding: str | None = None) -> Reading:
    """
    Read a CSV file with a header.

    Args:
        path: The file.

        shape: How its cells are understood.

        encoding: Overrides the mapping's.

    Raises:
        HostInputError: If the file as a whole cannot be used: see the classes of :mod:`inkasso_host.reading`.
    """
    mapping = attrs.evolve(shape.mapping, encoding=encoding or shape.mapping.encoding or "utf-8-sig")
    lines = _lines(path, mapping.encoding or "")
    head = next((place for place, line in enumerate(lines) if line.strip()), None)
    if head is None:
        raise EmptyFileError(path.name)
    delimiter = mapping.delimiter or max(_DELIMITERS, key=lines[head].count)
    header = _cells_of(lines[head : head + 1], delimiter)
    if header is None:
        raise UnreadableFileError(path.name, "has an unreadable header", "names of columns in its first line")
    names = [name.strip() for name in header]
    fields = _fields(path.name, names, mapping)
    unused = tuple(name for name in names if name and name not in fields.values())
    places = {field: names.index(name) for field, name in fields.items()}
    return collect(_entries(lines, head + 1, delimiter, len(names), places, mapping), shape, unused)


def _lines(path: Path, encoding: str) -> list[str]:
    """Decode a file; bytes that the encoding does not know become half characters, which mark their line as bad."""
    content = read_bytes(path)
    if not content.strip():
        raise EmptyFileError(path.name)
    try:
        text = content.decode(encoding, errors="surrogateescape")
    except (LookupError, ValueError):
        raise EncodingError(path.name, encoding) from None
    lines = _LINE.split(text)
    bad = sum(not _is_text(line) for line in lines)
    if "\x00" in lines[0] or not _is_text(lines[0]) or bad * _BAD_ROWS_MAX > len(lines):
        raise EncodingError(path.name, encoding)
    return lines


def _is_text(line: str) -> bool:
    return line.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in line)


def _fields(file: str, names: Sequence[str], mapping: LedgerMapping) -> dict[str, str]:
    """Return the column of each field that the file has; refuse doubled and missing columns."""
    doubled = tuple(name for name, times in Counter(names).items() if name and times > 1)
    if doubled:
        raise DoubledColumnsError(file, doubled)
    fields = {field: mapping.column(field) for field in FIELDS if field not in mapping.supplied}
    wanted = {field: name for field, name in fields.items() if field in REQUIRED or field in mapping.columns}
    if mapping.settled_on is not None:
        wanted["settled_on"] = fields["settled_on"] = mapping.settled_on
    missing = tuple(name for name in wanted.values() if name not in names)
    if missing:
        raise MissingColumnsError(file, missing, len(names))
    return {field: name for field, name in fields.items() if name in names}


def _entries(
    lines: list[str], start: int, delimiter: str, width: int, places: dict[str, int], mapping: LedgerMapping
) -> Iterator[Entry]:
    """Yield the rows with the line on which they begin."""
    at = start
    while at < len(lines):
        row, line = at + 1, lines[at]
        if not line.strip():
            at += 1
            continue
        found, used = _record(lines, at, delimiter, width)
        at += used
        if not all(_is_text(part) for part in lines[row - 1 : at]):
            yield Entry(row, fault=Problem(row, "", ProblemCode.ENCODING, mapping.encoding or ""))
        elif found is None:
            yield Entry(row, fault=Problem(row, "", ProblemCode.QUOTES))
        elif len(found) != width:
            yield Entry(row, fault=Problem(row, "", ProblemCode.CELL_COUNT, f"{len(found)}, {width}"))
        else:
            yield Entry(row, {**mapping.defaults, **{field: found[place] for field, place in places.items()}})


def _record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """
    Return the cells of the row that begins at a line, and how many lines it takes.

    A row over several lines is believed only if it then has as many cells as the header; else its first line alone is
    the bad row, and the next line begins a new one.
    """
    first = _cells_of(lines[at : at + 1], delimiter)
    quotes = lines[at].count('"')
    if first is not None or quotes % 2 == 0:
        return first, 1
    for end in range(at + 1, min(at + _SPAN_LINES_MAX, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            found = _cells_of(lines[at : end + 1], delimiter)
            if found is not None and len(found) == width:
                return found, end + 1 - at
            break
    return None, 1


def _cells_of(lines: list[str], delimiter: str) -> list[str] | None:
    """Return the cells of exactly one record, or nothing when the lines are not one."""
    try:
        records = list(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def read_parquet(path: Path, shape: Shape) -> Reading:
    """
    Read a Parquet file; amounts are decimals, whole numbers or texts, days are dates or texts.

    Raises:
        HostInputError: If the file as a whole cannot be used; a column of floats is refused, for amounts must be exact.
    """
    import pyarrow as pa  # noqa: PLC0415 - a heavy package that only this reader needs.
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise.

    content = read_bytes(path)
    if not content:
        raise EmptyFileError(path.name)
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        names = list(file.schema_arrow.names)
        fields = _fields(path.name, names, shape.mapping)
        content_table = file.read()
        content_table.validate(full=True)
    except (pa.ArrowException, OSError):
        raise UnreadableFileError(path.name, "is not a Parquet file", "Parquet") from None
    for name in fields.values():
        if pa.types.is_floating(content_table.schema.field(name).type):
            fault = f"has floats in the column {name}"
            raise UnreadableFileError(path.name, fault, "decimals, whole numbers or texts, which are exact")
    unused = tuple(name for name in names if name not in fields.values())
    return collect(_typed_entries(content_table, fields, shape.mapping), shape, unused)


def _typed_entries(content_table: Any, fields: dict[str, str], mapping: LedgerMapping) -> Iterator[Entry]:
    """Yield the rows, counted from 1."""
    batches = content_table.select(list(dict.fromkeys(fields.values()))).to_batches()
    records = itertools.chain.from_iterable(batch.to_pylist() for batch in batches)
    for row, record in enumerate(records, start=1):
        yield Entry(row, {**mapping.defaults, **{field: record[name] for field, name in fields.items()}})
