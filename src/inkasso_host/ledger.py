"""Reads a ledger by its file name: CSV, Parquet, or the ERP's JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from inkasso_host.invoices import Shape
from inkasso_host.procountor import read_json
from inkasso_host.reading import Reading, UnreadableFileError
from inkasso_host.table import read_csv, read_parquet

__all__ = ["read_ledger"]

_CSV: Final = frozenset({".csv", ".tsv", ".txt"})


def read_ledger(path: Path, shape: Shape, *, encoding: str | None = None) -> Reading:
    """
    Read a ledger.

    Args:
        path: The file; its suffix says what it is.

        shape: How its cells are understood.

        encoding: For CSV; overrides the mapping's.

    Raises:
        HostInputError: If the file as a whole cannot be used.
    """
    suffix = path.suffix.lower()
    if suffix in _CSV:
        return read_csv(path, shape, encoding=encoding)
    if suffix == ".json":
        return read_json(path, shape)
    if suffix == ".parquet":
        return read_parquet(path, shape)
    raise UnreadableFileError(path.name, "has no suffix that tells what it is", ".csv, .tsv, .txt, .json or .parquet")
