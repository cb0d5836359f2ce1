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
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs
import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType
from narwhals.stable.v2.typing import IntoFrameT

from inkasso_rules.candidates import Candidate
from inkasso_rules.columns import Column, Kind, columns_of
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.frames.masks import DTYPES, mask_expression
from inkasso_rules.frames.natives import folded, opened, stored_type
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
    "none" and blocks nothing, in the others it means "unknown", and blocks under a reason of its own. A column of
    nothing but nulls needs a type, unless it is optional.

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
        column: The column's name; empty if what was given is no frame.

        found: What the frame has under that name.

        wanted: What would have been fine.
    """

    column: str
    found: str
    wanted: str


class FrameError(InkassoRulesError, TypeError):
    """
    A frame does not have the columns that the rules read, or is none.

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
        listed = "; ".join(f"{', '.join(names)}: {what}".removeprefix(": ") for what, names in columns.items())
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
        FrameError: If it is no frame, columns are missing, doubled or of another type, or a new name is taken.
        LimitRangeError: If a limit does not fit an Int64.
        LedgerCurrencyError: If the lowest invoice amount is not in the ledger currency.
    """
    layouts = _layouts(rules, column, warnings)
    judged, fields = _checked(frame, rules, layouts)
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
        FrameError: If it is no frame, columns are missing, doubled or of another type, or a new name is taken.
        LimitRangeError: If a limit does not fit an Int64.
        UnknownCreditorError: If the frame names creditors that were not given.
        LedgerCurrencyError: If a lowest invoice amount is not in the ledger currency.
    """
    layouts = _layouts(rules, column, warnings)
    judged, fields = _checked(frame, rules, layouts, Column(by, Kind.TEXT, optional=False, doc="The creditor."))
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
    bits = _number(mask)
    return tuple(bit.code for bit in layout.bits if bits & bit.weight)


def _number(mask: Any) -> int:
    """Return the number in a mask, also in a scalar of PyArrow, whose ``&`` is a scalar and always true."""
    return operator.index(mask.as_py() if hasattr(mask, "as_py") else mask)


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

    Raises:
        FrameError: If it is a frame without that column, or the column does not hold whole numbers.
    """
    frame, doubled = opened(masks)
    if frame is None:
        times: Mapping[int, int] = Counter(map(_number, cast("Iterable[int]", masks)))
    else:
        found = frame.collect_schema().get(column)
        problems = _doubled(doubled)
        if found is None or not found.is_integer():
            problems.append(FrameProblem(column, "missing" if found is None else str(found), "Int64"))
        if problems:
            raise FrameError(tuple(problems))
        counted = _collected(frame.group_by(column).agg(nw.len().alias(f"{column}_count")))
        times = {_number(mask): count for mask, count in counted.iter_rows()}
    layout = rules.warning if warnings else rules.blocking
    sums = {bit.code: sum(n for mask, n in times.items() if mask & bit.weight) for bit in layout.bits}
    return MappingProxyType({code: count for code, count in sums.items() if count})


# --- the frame: what is needed, what is there, what is added ----------------------------------------------------------
#: Whether a type is taken for a kind of column.
_FITS: Final[Mapping[Kind, Callable[[DType], bool]]] = MappingProxyType(
    {
        Kind.DATE: lambda found: isinstance(found, nw.Date),
        # What is wider may not fit, which an engine tells only on the way, if at all.
        Kind.INT: lambda found: found.is_integer() and not isinstance(found, nw.UInt64 | nw.Int128 | nw.UInt128),
        Kind.BOOL: lambda found: isinstance(found, nw.Boolean),
        Kind.TEXT: lambda found: isinstance(found, nw.String | nw.Categorical | nw.Enum),
    }
)

_WANTED: Final = MappingProxyType(
    {Kind.DATE: "Date", Kind.INT: "Int64 or narrower", Kind.BOOL: "Boolean", Kind.TEXT: "String, Categorical or Enum"}
)

_FRAMES: Final = "a frame: of Polars (eager or lazy), a PyArrow table, a DuckDB relation, or of pandas on Arrow"

#: How a pandas column comes to be backed by Arrow.
_CONVERTED: Final = MappingProxyType(
    dict.fromkeys(_WANTED, "convert_dtypes(dtype_backend='pyarrow')") | {Kind.DATE: "astype('date32[day][pyarrow]')"}
)


def _layouts(rules: RuleSet[F, C], column: str, warnings: str | None) -> _Layouts[F, C]:
    blocking = (column, rules.blocking)
    return (blocking,) if warnings is None else (blocking, (warnings, rules.warning))


def _checked(
    native: object, rules: RuleSet[F, C], layouts: _Layouts[F, C], *more: Column
) -> tuple[_Frame, Mapping[str, nw.Expr]]:
    """Return the frame, and the columns that are read, as the rules compute with them; or tell all that is wrong."""
    frame, doubled = opened(native)
    if frame is None:
        raise FrameError((FrameProblem("", type(native).__name__, _FRAMES),))
    read = {name for _, layout in layouts for name in layout.fields}
    needed = {
        **{name: column for name, column in schema_of(rules.record).items() if name in read},
        **{column.name: column for column in more},
    }
    schema = frame.collect_schema()
    problems = _doubled(doubled)
    problems += [problem for column in needed.values() if (problem := _problem(frame, schema, column))]
    taken = [folded(frame, name) for name in schema]
    for name, _ in layouts:
        if folded(frame, name) in taken:
            problems.append(FrameProblem(name, "taken", "a free name for the new column"))
        taken.append(folded(frame, name))
    if problems:
        raise FrameError(tuple(problems))
    return frame, {name: _computed(column, schema[name]) for name, column in needed.items()}


def _doubled(names: tuple[str, ...]) -> list[FrameProblem]:
    return [FrameProblem(name, "doubled", "one column of that name") for name in names]


def _problem(frame: _Frame, schema: Mapping[str, DType], column: Column) -> FrameProblem | None:
    found = schema.get(column.name)
    if found is None:
        return FrameProblem(column.name, "missing", _WANTED[column.kind])
    stored = stored_type(frame, column.name)
    # NumPy turns nulls into other values of other types, and the masks would be wrong.
    if frame.implementation.is_pandas_like() and type(stored).__name__ != "ArrowDtype":
        return FrameProblem(column.name, "not backed by Arrow", _CONVERTED[column.kind])
    if "string_view" in str(stored):  # Arrow cannot compare such texts, and pandas cannot cast them.
        return FrameProblem(column.name, str(stored), "string or large_string")
    if isinstance(found, nw.Unknown):  # A column of nothing but nulls has no type on some engines.
        typed = f"{_WANTED[column.kind]} (a column of nothing but nulls needs a type)"
        return None if column.optional else FrameProblem(column.name, str(found), typed)
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
