"""
Frames of random facts that meet every limit of a rule set on the day before, on it and after it, and hold nulls.

Hypothesis draws a seed and shares, not each cell: an example of some hundred rows then costs milliseconds.
"""

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any, Final

import attrs
import pyarrow as pa
from hypothesis import strategies as st

from inkasso_rules.columns import Kind, columns_of
from inkasso_rules.expressions import Field, Value, fill, operands_of, tests_in
from inkasso_rules.rules import RuleSet

#: A code that no rule knows, with what SQL must quote.
UNHEARD_OF: Final = 'O\'Hara "x"; --'

TYPES: Final[Mapping[Kind, Any]] = {
    Kind.DATE: pa.date32(),
    Kind.INT: pa.int64(),
    Kind.BOOL: pa.bool_(),
    Kind.TEXT: pa.string(),
}


@attrs.frozen
class Draw:
    """
    What Hypothesis draws for one frame.

    Attributes:
        seed: Of the cells.

        rows: How many.

        null_share: How many of the cells are null.

        calm_share: How many of the columns hold one value that is not null, so that other reasons stand alone.

        categorical: Whether texts are dictionary-encoded.
    """

    seed: int
    rows: int
    null_share: float
    calm_share: float
    categorical: bool


def draws() -> st.SearchStrategy[Draw]:
    """Draw the plan of a frame."""
    return st.builds(
        Draw,
        seed=st.integers(0, 2**32),
        rows=st.sampled_from((0, 1, 200, 300)),
        null_share=st.sampled_from((0.0, 0.02, 0.2, 1.0)),
        calm_share=st.sampled_from((0.0, 0.5, 0.9)),
        categorical=st.booleans(),
    )


def pools(rules: RuleSet[Any, Any], *limits: object) -> Mapping[str, list[Any]]:
    """Return, for each field, the values that its rules tell apart on these limits."""
    kinds = {name: column.kind for name, column in columns_of(rules.record).items()}
    found: dict[str, set[Any]] = {name: set(_PLAIN[kind]) for name, kind in kinds.items()}
    bits = [bit for bit in (*rules.blocking.bits, *rules.warning.bits) if bit.is_rule]
    trees = [tree for one in limits for bit in bits if not isinstance(tree := fill(bit.node, one), bool)]
    for test in (test for tree in trees for test in tests_in(tree)):
        names = [operand.name for operand in operands_of(test) if isinstance(operand, Field)]
        for value in (operand.value for operand in operands_of(test) if isinstance(operand, Value)):
            for name in names:
                found[name] |= _around(value)
    return {name: sorted(values) for name, values in found.items()}


_PLAIN: Final[Mapping[Kind, tuple[Any, ...]]] = {
    Kind.DATE: (dt.date(1999, 12, 31), dt.date(2026, 2, 1), dt.date(2400, 2, 29)),
    Kind.INT: (-(10**9), -1, 0, 1, 125_000, 2**53 + 1),
    Kind.BOOL: (False, True),
    Kind.TEXT: (UNHEARD_OF, "", "SEK"),
}


def _around(value: Any) -> set[Any]:
    if isinstance(value, dt.date):
        return {value + dt.timedelta(days=days) for days in (-1, 0, 1)}
    return {value - 1, value, value + 1} if isinstance(value, int) else {str(code) for code in value}


def frame(draw: Draw, rules: RuleSet[Any, Any], *limits: object, **more: list[str]) -> pa.Table:
    """
    Make the frame that *draw* plans: an id, every column of the record, and text columns over the values in *more*.

    The rows are not in the order of their ids.
    """
    rng = random.Random(draw.seed)  # noqa: S311 - seeded, so that an example repeats
    columns: dict[str, Any] = {"id": pa.array(rng.sample(range(draw.rows), draw.rows), pa.int64())}
    kinds = {name: column.kind for name, column in columns_of(rules.record).items()}
    for name, pool in pools(rules, *limits).items():
        calm = rng.random() < draw.calm_share
        known = rng.choices([rng.choice(pool)] if calm else pool, k=draw.rows)
        share = 0.0 if calm else draw.null_share
        cells = pa.array([None if rng.random() < share else cell for cell in known], TYPES[kinds[name]])
        columns[name] = cells.dictionary_encode() if draw.categorical and kinds[name] is Kind.TEXT else cells
    for name, names in more.items():
        columns[name] = pa.array(rng.choices(names, k=draw.rows), pa.string())
    return pa.table(columns)


def records(table: pa.Table, rules: RuleSet[Any, Any]) -> dict[int, Any]:
    """Return the rows as records, by id."""
    names = columns_of(rules.record)
    return {row["id"]: rules.record(**{name: row[name] for name in names}) for row in table.to_pylist()}
