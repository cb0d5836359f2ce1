"""Small CSV files in columns of our own: strict, since a misspelt column would be a silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from inkasso_host.reading import DoubledColumnsError, EmptyFileError, EncodingError, HostInputError, MissingColumnsError
from inkasso_host.toml import read_bytes

__all__ = ["RowError", "read_rows"]

_DELIMITERS: Final = (";", ",", "\t")


class RowError(HostInputError):
    """
    A row cannot be used.

    Attributes:
        file: The file's name, or the option.

        row: Which line; of options, which of them.

        fault: What is wrong with it, and what would have been fine.
    """

    def __init__(self, file: str, row: int, fault: str) -> None:
        super().__init__(file, row, fault)
        self.file, self.row, self.fault = file, row, fault

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.fault.rstrip('.')}."


def read_rows(path: Path, columns: Collection[str], needed: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield the rows of a file, each with its line, by the names in the header.

    Args:
        path: The file, in UTF-8; its columns are separated by semicolons, commas or tabulators.

        columns: The names that are known.

        needed: Those that must be there.

    Raises:
        HostInputError: If the file cannot be used, or a row has more or fewer cells than the header.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EncodingError(path.name, "utf-8") from None
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heads = [name.strip() for name in next(reader, ())]
        _check_heads(path.name, heads, columns, needed)
        for row in reader:
            if len(row) not in {0, len(heads)}:
                raise RowError(path.name, reader.line_num, f"has {len(row)} cells; wanted {len(heads)}")
            if row:
                yield reader.line_num, dict(zip(heads, row, strict=True))
    except csv.Error:
        raise RowError(path.name, reader.line_num, "has quotation marks that do not pair up") from None


def _check_heads(file: str, heads: list[str], columns: Collection[str], needed: Collection[str]) -> None:
    if not any(heads):
        raise EmptyFileError(file)
    if doubled := tuple(name for place, name in enumerate(heads) if name in heads[:place]):
        raise DoubledColumnsError(file, doubled)
    if any(name not in columns for name in heads):
        raise RowError(file, 1, f"names what is not known here; wanted {', '.join(columns)}")
    if missing := tuple(name for name in needed if name not in heads):
        raise MissingColumnsError(file, missing, len(heads))
