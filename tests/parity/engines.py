"""Every form of the rules, each as one function from an Arrow table to the masks of its rows, by id."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

from inkasso_rules import frames
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.policy import Policy
from inkasso_rules.rules import RuleSet
from inkasso_rules.sql import mask_sql
from tests.parity import ledgers

#: The masks of the blocks and of the warnings, by id.
Masks = dict[int, tuple[int, int]]


@attrs.frozen
class Question:
    """What a frame is judged by."""

    rules: RuleSet[Any, Any]
    creditor: Creditor
    policy: Policy
    as_of: dt.date

    @property
    def limits(self) -> Any:
        """The day's limits."""
        return self.rules.measure(self.creditor, self.policy, as_of=self.as_of)


def oracle(table: pa.Table, rules: RuleSet[Any, Any], limits: Any) -> Masks:
    """Run the rules' own lambdas."""
    return {
        number: (rules.reference_mask(one, limits), rules.reference_mask(one, limits, warnings=True))
        for number, one in ledgers.records(table, rules).items()
    }


def python(table: pa.Table, question: Question) -> Masks:
    """Run the compiled function."""
    bound = question.rules.bind(question.limits)
    found = ledgers.records(table, question.rules)
    return {number: (bound.mask(one), bound.warning_mask(one)) for number, one in found.items()}


def sql(table: pa.Table, question: Question) -> Masks:
    """Run the SQL text on DuckDB."""
    blocks = mask_sql(question.rules, question.limits)
    warnings = mask_sql(question.rules, question.limits, warnings=True)
    with duckdb.connect() as connection:
        connection.register("invoices", table)
        return _by_id(connection.sql(f"SELECT id, {blocks}, {warnings} FROM invoices").fetchall())  # noqa: S608 - it is the text under test


def _by_id(rows: Any) -> Masks:
    return {number: (int(mask), int(warned)) for number, mask, warned in rows}


# --- through data frames ----------------------------------------------------------------------------------------------
_NEW: Final = ["id", "mask", "warned"]

Judge = Callable[[Any], Any]


def _polars(table: pa.Table, judge: Judge) -> Masks:
    judged = judge(pl.DataFrame(pl.from_arrow(table)))
    assert isinstance(judged, pl.DataFrame)
    return _by_id(judged.select(_NEW).rows())


def _polars_lazy(table: pa.Table, judge: Judge) -> Masks:
    judged = judge(pl.DataFrame(pl.from_arrow(table)).lazy())
    assert isinstance(judged, pl.LazyFrame)
    return _by_id(judged.select(_NEW).collect().rows())


def _pyarrow(table: pa.Table, judge: Judge) -> Masks:
    judged = judge(table)
    assert isinstance(judged, pa.Table)
    return _by_id(zip(*(judged[name].to_pylist() for name in _NEW), strict=True))


def _pandas(table: pa.Table, judge: Judge) -> Masks:
    judged = judge(table.to_pandas(types_mapper=pd.ArrowDtype))
    assert isinstance(judged, pd.DataFrame)
    return _by_id(judged[_NEW].itertuples(index=False))


def _duckdb(table: pa.Table, judge: Judge) -> Masks:
    with duckdb.connect() as connection:
        connection.register("invoices", table)
        judged = judge(connection.table("invoices"))
        assert isinstance(judged, duckdb.DuckDBPyRelation)
        return _by_id(judged.project(*_NEW).fetchall())


Engine = Callable[[pa.Table, Judge], Masks]
QUICK: Final[Mapping[str, Engine]] = {"polars": _polars, "polars lazy": _polars_lazy, "pyarrow": _pyarrow}
SLOW: Final[Mapping[str, Engine]] = {"pandas": _pandas, "duckdb": _duckdb}


def judge(question: Question) -> Judge:
    """Return the question as a function of a frame."""

    def ask(frame: Any) -> Any:
        return frames.eligibility(
            frame,
            rules=question.rules,
            creditor=question.creditor,
            as_of=question.as_of,
            policy=question.policy,
            warnings="warned",
        )

    return ask


def judge_portfolio(
    rules: RuleSet[Any, Any], creditors: Mapping[str, Creditor], policy: Policy, as_of: dt.date
) -> Judge:
    """Return the question about many creditors as a function of a frame."""

    def ask(frame: Any) -> Any:
        return frames.portfolio(
            frame, rules=rules, creditors=creditors, as_of=as_of, policy=policy, by="owner", warnings="warned"
        )

    return ask
