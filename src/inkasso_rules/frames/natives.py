"""
What narwhals does not tell of a frame: names that stand twice, and how texts are stored.

It changes no frame, and judges none; :mod:`inkasso_rules.frames` says what is wrong.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_pandas_like_dataframe, is_pyarrow_table

__all__ = ["folded", "opened", "stored_type"]


def opened(native: Any, /) -> tuple[nw.DataFrame[Any] | nw.LazyFrame[Any] | None, tuple[str, ...]]:
    """
    Return the frame as narwhals sees it, and the names that stand in it more than once.

    Of columns with one name the first is left, so that the others can be looked at. ``None`` is for what is no frame.
    """
    names: list[Any] = []
    if is_pyarrow_table(native):
        names = native.column_names
        native = native.select([names.index(name) for name in dict.fromkeys(names)])
    elif is_pandas_like_dataframe(native):
        names = list(native.columns)
        native = native.loc[:, ~native.columns.duplicated()]
    frame = nw.from_native(native, pass_through=True)
    if not isinstance(frame, nw.DataFrame | nw.LazyFrame):
        return None, ()
    if frame.implementation.is_duckdb():
        names = frame.to_native().columns
    keys = [folded(frame, name) for name in names]
    return frame, tuple(str(name) for at, name in enumerate(names) if keys.index(keys[at]) < at)


def folded(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], name: Any) -> Any:
    """Return a column's name as the engine compares it: DuckDB takes ``Mask`` and ``mask`` for one."""
    return name.casefold() if frame.implementation.is_duckdb() else name


def stored_type(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], name: str) -> Any:
    """Return a column's own type in PyArrow and pandas; ``None`` in other engines, where narwhals tells enough."""
    if frame.implementation.is_pyarrow():
        return frame.to_native().schema.field(name).type
    return frame.to_native().dtypes[name] if frame.implementation.is_pandas_like() else None
