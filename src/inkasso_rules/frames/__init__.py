"""
The rules over data frames and SQL engines: a column of masks, for millions of invoices at a time (extra ``frames``).

The columns are the fields of the rule set's record (:data:`SCHEMA`), the answer is the same mask that
:meth:`Bound.mask <inkasso_rules.rules.Bound>` gives for one record, and both come from the same trees. Any frame that
narwhals knows is taken, and one of its kind is returned: Polars (eager and lazy), PyArrow, DuckDB, pandas on Arrow.

A mask is a number, not a list of reasons: few distinct masks occur, so read them with :func:`reasons` at the edge.
A lazy engine promises no order of its rows; carry an id.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs
import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType
from narwhals.stable.v2.typing import IntoFrameT

from inkasso_rules.candidates import Candidate
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.expressions import Column, Kind, columns_of
from inkasso_rules.frames.masks import DTYPES, mask_expression
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.rules import Layout, RuleSet

__all__ = [
    "SCHEMA",
    "FrameError",
    "FrameProblem",
    "UnknownCreditorError",
    "eligibility",
    "portfolio",
    "reason_counts",
    "reasons",
    "schema_of",
]

F = TypeVar("F")
C = TypeVar("C")

_Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
#: The new columns, and what each is the mask of.
_Layouts = tuple[tuple[str, Layout[F, C]], ...]


def schema_of(record: type, /) -> Mapping[str, Column]:
    """
    Return the columns of a frame of such records, by name.

    A rule set needs those columns that its rules read. Every column may hold nulls: in an ``optional`` one a null means
    "none" and blocks nothing, in the others it means "unknown", and blocks under a reason of its own.

    >>> print(schema_of(Candidate)["due_date"].doc)
    The effective due date: the new one if there is one.
    """
    return columns_of(record)


#: The columns of a frame of invoices. A host that widens the record asks ``schema_of(its_record)``.
SCHEMA: Final = schema_of(Candidate)


# --- what a caller may do wrong ---------------------------------------------------------------------------------------
@attrs.frozen
class FrameProblem:
    """
    One thing that is wrong with a frame.

    Attributes:
        column: The column's name.

        found: What the frame has under that name.

        wanted: What would have been fine.
    """

    column: str
    found: str
    wanted: str


class FrameError(InkassoRulesError, TypeError):
    """
    A frame does not have the columns that the rules read.

    Attributes:
        problems: All that is wrong with it.
    """

    def __init__(self, problems: tuple[FrameProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        columns: dict[str, list[str]] = {}
        for problem in self.problems:
            columns.setdefault(f"{problem.found}, wanted {problem.wanted}", []).append(problem.column)
        listed = "; ".join(f"{', '.join(names)}: {what}" for what, names in columns.items())
        return f"the frame cannot be judged: {listed}."


class UnknownCreditorError(InkassoRulesError, LookupError):
    """
    A frame has invoices of creditors that were not given.

    Attributes:
        column: The column that names the creditor.

        keys: The names that stand for no creditor, sorted; ``None``, the last, is a row that names none.
    """

    def __init__(self, column: str, keys: tuple[str | None, ...]) -> None:
        super().__init__(column, keys)
        self.column, self.keys = column, keys

    def __str__(self) -> str:
        listed = ", ".join("null" if key is None else key for key in self.keys)
        return f"column {self.column} names creditors that were not given: {listed}."


# --- the answers ------------------------------------------------------------------------------------------------------
def eligibility(
    frame: IntoFrameT,
    /,
    *,
    rules: RuleSet[F, C],
    creditor: Creditor,
    as_of: dt.date,
    policy: Policy = POLICY,
    column: str = "mask",
    warnings: str | None = None,
) -> IntoFrameT:
    """
    Judge a frame of one creditor's invoices: add the mask of what blocks, 0 where an invoice may go.

    A lazy frame stays lazy; only its schema is looked at.

    Args:
        frame: The invoices; see :data:`SCHEMA`. Other columns are kept as they are.

        rules: The rule set.

        creditor: Whose invoices they are.

        as_of: The day to judge by.

        policy: What the service says.

        column: The name of the new column, an Int64.

        warnings: The name of a second new column, for the mask of the warnings; ``None`` adds none.

    Raises:
        FrameError: If columns are missing or of another type, or a new name is taken.
        LedgerCurrencyError: If the lowest invoice amount is not in the ledger currency.
    """
    judged: _Frame = nw.from_native(cast("Any", frame))
    layouts = _layouts(rules, column, warnings)
    fields = _fields(judged, rules, layouts)
    limits = {"": rules.measure(creditor, policy, as_of=as_of)}
    return cast("IntoFrameT", _with_masks(judged, layouts, fields, limits, nw.lit("")))


def portfolio(
    frame: IntoFrameT,
    /,
    *,
    rules: RuleSet[F, C],
    creditors: Mapping[str, Creditor],
    as_of: dt.date,
    by: str = "creditor_id",
    policy: Policy = POLICY,
    column: str = "mask",
    warnings: str | None = None,
) -> IntoFrameT:
    """
    Judge a frame with the invoices of many creditors, each by its own settings.

    Limits that all of them share are constants, as in :func:`eligibility`; the others are looked up for each row. To
    see whether every creditor was given, the query of a lazy frame is run once, for the one column.

    Args:
        frame: The invoices, with a column of text that names the creditor.

        rules: The rule set.

        creditors: The creditors by their name in that column. The frame need not have invoices of all of them.

        as_of: The day to judge by.

        by: The column that names the creditor.

        policy: What the service says.

        column: The name of the new column, an Int64.

        warnings: The name of a second new column, for the mask of the warnings; ``None`` adds none.

    Raises:
        FrameError: If columns are missing or of another type, or a new name is taken.
        UnknownCreditorError: If the frame names creditors that were not given.
        LedgerCurrencyError: If a lowest invoice amount is not in the ledger currency.
    """
    judged: _Frame = nw.from_native(cast("Any", frame))
    layouts = _layouts(rules, column, warnings)
    fields = _fields(judged, rules, layouts, Column(by, Kind.TEXT, optional=False, doc="The creditor."))
    named = _collected(judged.select(fields[by]).unique())[by]
    names = set(named.drop_nulls().to_list())
    unknown = (*sorted(names - creditors.keys()), *(None,) * named.null_count())
    if unknown:
        raise UnknownCreditorError(by, unknown)
    limits = {name: rules.measure(one, policy, as_of=as_of) for name, one in creditors.items() if name in names}
    return cast("IntoFrameT", _with_masks(judged, layouts, fields, limits, fields[by]))


def reasons(mask: int, /, *, rules: RuleSet[F, C], warnings: bool = False) -> tuple[str, ...]:
    """Return the codes that *mask* stands for, in table order; of the warnings if it is theirs."""
    layout = rules.warning if warnings else rules.blocking
    return tuple(bit.code for bit in layout.bits if mask & bit.weight)


def reason_counts(
    masks: object, /, *, rules: RuleSet[F, C], column: str = "mask", warnings: bool = False
) -> Mapping[str, int]:
    """
    Count how many records each reason blocks.

    Args:
        masks: A frame with a column of masks, or the masks themselves (a series, a list, …).

        rules: The rule set that made them.

        column: The column, if it is a frame.

        warnings: Whether they are masks of the warnings.

    Returns:
        The reasons that occur, in table order.
    """
    found = nw.from_native(cast("Any", masks), pass_through=True)
    if isinstance(found, nw.DataFrame | nw.LazyFrame):
        counted = _collected(found.group_by(column).agg(nw.len().alias(f"{column}_count")))
        times = dict(counted.iter_rows())
    else:
        times = Counter(cast("Iterable[int]", masks))
    layout = rules.warning if warnings else rules.blocking
    sums = {bit.code: sum(n for mask, n in times.items() if mask & bit.weight) for bit in layout.bits}
    return MappingProxyType({code: count for code, count in sums.items() if count})


# --- the frame: what is needed, what is there, what is added ----------------------------------------------------------
#: Whether a type is taken for a kind of column.
_FITS: Final[Mapping[Kind, Callable[[DType], bool]]] = MappingProxyType(
    {
        Kind.DATE: lambda found: isinstance(found, nw.Date),
        Kind.INT: lambda found: found.is_integer(),
        Kind.BOOL: lambda found: isinstance(found, nw.Boolean),
        Kind.TEXT: lambda found: isinstance(found, nw.String | nw.Categorical | nw.Enum),
    }
)

_WANTED: Final = MappingProxyType(
    {Kind.DATE: "Date", Kind.INT: "whole numbers", Kind.BOOL: "Boolean", Kind.TEXT: "String, Categorical or Enum"}
)

#: How a pandas column comes to be backed by Arrow.
_CONVERTED: Final = MappingProxyType(
    dict.fromkeys(_WANTED, "convert_dtypes(dtype_backend='pyarrow')") | {Kind.DATE: "astype('date32[day][pyarrow]')"}
)


def _layouts(rules: RuleSet[F, C], column: str, warnings: str | None) -> _Layouts[F, C]:
    blocking = (column, rules.blocking)
    return (blocking,) if warnings is None else (blocking, (warnings, rules.warning))


def _fields(frame: _Frame, rules: RuleSet[F, C], layouts: _Layouts[F, C], *more: Column) -> Mapping[str, nw.Expr]:
    """Return the columns that are read, as the rules compute with them; raise FrameError with all that is wrong."""
    read = {name for _, layout in layouts for name in layout.fields}
    needed = {
        **{name: column for name, column in schema_of(rules.record).items() if name in read},
        **{column.name: column for column in more},
    }
    schema = frame.collect_schema()
    problems = [problem for column in needed.values() if (problem := _problem(frame, schema, column))]
    taken = list(schema)
    for name, _ in layouts:
        if name in taken:
            problems.append(FrameProblem(name, "taken", "a free name for the new column"))
        taken.append(name)
    if problems:
        raise FrameError(tuple(problems))
    return {name: _computed(column, schema[name]) for name, column in needed.items()}


def _problem(frame: _Frame, schema: Mapping[str, DType], column: Column) -> FrameProblem | None:
    found = schema.get(column.name)
    if found is None:
        return FrameProblem(column.name, "missing", _WANTED[column.kind])
    if frame.implementation.is_pandas_like():
        # NumPy turns nulls into other values of other types, and the masks would be wrong.
        native = frame.to_native().dtypes[column.name]
        if type(native).__name__ != "ArrowDtype":
            return FrameProblem(column.name, "not backed by Arrow", _CONVERTED[column.kind])
    if isinstance(found, nw.Unknown) and column.optional:
        return None  # A column of nothing but nulls has no type on some engines; it is cast to the right one.
    if not _FITS[column.kind](found):
        return FrameProblem(column.name, str(found), _WANTED[column.kind])
    return None


def _computed(column: Column, found: DType) -> nw.Expr:
    wanted = DTYPES[column.kind]
    return nw.col(column.name) if found == wanted else nw.col(column.name).cast(wanted)


def _with_masks(
    frame: _Frame, layouts: _Layouts[F, C], fields: Mapping[str, nw.Expr], limits: Mapping[str, C], owner: nw.Expr
) -> Any:
    masks = {name: mask_expression(layout, fields, limits, owner) for name, layout in layouts}
    return frame.with_columns(**masks).to_native()


def _collected(frame: _Frame) -> nw.DataFrame[Any]:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame
