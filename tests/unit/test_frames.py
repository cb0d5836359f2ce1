"""The rules over data frames: what is added, what is refused, how masks are read."""

from collections.abc import Callable
from typing import Any

import attrs
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from inkasso_rules import frames
from inkasso_rules.candidates import Candidate
from inkasso_rules.columns import Kind
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY, decider
from inkasso_rules.frames import FrameError, FrameProblem, UnknownCreditorError
from inkasso_rules.frames.masks import LimitRangeError
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from tests.data import AS_OF, CREDITOR, a_creditor, an_invoice
from tests.parity import engines, ledgers
from tests.parity.questions import CREDITORS, RULE_SETS, HostFacts

#: May go; lacks facts; is not due, financed, and in another currency.
LEDGER = (
    an_invoice(),
    an_invoice(status=None, total=None),
    an_invoice(
        due_date=AS_OF,
        financed=True,
        total=Money(100_00, "EUR"),
        open_amount=Money(100_00, "EUR"),
        ledger_total=Money(1_000_00),
    ),
)
BLOCKS = [(), ("status_unknown", "total_unknown"), ("not_overdue", "delay", "financed")]
WARNINGS = [(), ("total_unknown", "currency_unknown"), ("foreign_currency",)]


def a_table(*invoices: Invoice) -> pa.Table:
    """Return invoices as an Arrow table."""
    judge = decider(rules=AUTOMATIC, creditor=CREDITOR, as_of=AS_OF)
    schema = pa.schema([(name, ledgers.TYPES[column.kind]) for name, column in frames.SCHEMA.items()])
    return pa.Table.from_pylist([attrs.asdict(judge.candidate(invoice)) for invoice in invoices], schema=schema)


TABLE = a_table(*LEDGER)
FRAME = pl.DataFrame(pl.from_arrow(TABLE))


def judged(frame: Any, **changes: Any) -> Any:
    """Judge a frame automatically, for the plain creditor."""
    return frames.eligibility(frame, **{"rules": AUTOMATIC, "creditor": CREDITOR, "as_of": AS_OF, **changes})


def codes(masks: Any, *, warnings: bool = False) -> list[tuple[str, ...]]:
    """Read a column of masks."""
    return [frames.reasons(mask, rules=AUTOMATIC, warnings=warnings) for mask in masks]


# --- what is added ----------------------------------------------------------------------------------------------------
_NATIVE: dict[str, tuple[Callable[[], Any], Callable[[Any], pl.DataFrame]]] = {
    "polars": (lambda: FRAME, lambda found: found),
    "polars lazy": (FRAME.lazy, lambda found: found.collect()),
    "pyarrow": (lambda: TABLE, lambda found: pl.DataFrame(pl.from_arrow(found))),
    "pandas": (lambda: TABLE.to_pandas(types_mapper=pd.ArrowDtype), pl.from_pandas),
}


@pytest.mark.parametrize(("make", "read"), _NATIVE.values(), ids=_NATIVE)
def test_a_frame_comes_back_as_it_was_with_masks_added(
    make: Callable[[], Any], read: Callable[[Any], pl.DataFrame]
) -> None:
    """The kind of frame, its columns and its rows stay; one Int64 column comes, and a second one for the warnings."""
    found = judged(make(), warnings="warned")
    assert type(make()) is type(found)
    assert [*FRAME.columns, "mask", "warned"] == read(found).columns
    assert [pl.Int64, pl.Int64] == read(found).dtypes[-2:]
    assert BLOCKS == codes(read(found)["mask"])
    assert WARNINGS == codes(read(found)["warned"], warnings=True)


def test_a_relation_stays_a_relation_on_its_own_connection() -> None:
    """DuckDB runs the rules where the table is; the new column is named as the caller likes."""
    with duckdb.connect() as connection:
        connection.register("invoices", TABLE)
        found = judged(connection.table("invoices"), column="why")
        assert isinstance(found, duckdb.DuckDBPyRelation)
        assert sorted(BLOCKS) == sorted(codes(mask for (mask,) in found.project("why").fetchall()))


@pytest.mark.parametrize("number", [pl.Int32, pl.UInt32])
def test_narrower_whole_numbers_are_taken(number: Any) -> None:
    """Amounts may stand in any type of whole numbers that surely fits an Int64."""
    assert BLOCKS == codes(judged(FRAME.cast({pl.Int64: number}))["mask"])


@pytest.mark.parametrize("text", [pl.Categorical, pl.Enum(sorted({*FRAME["status"].drop_nulls(), "ODD"}))], ids=str)
def test_codes_may_be_categories(text: Any) -> None:
    """Codes may be encoded, also when a category of the rules is none of the column's."""
    assert BLOCKS == codes(judged(FRAME.with_columns(pl.col("status").cast(text)))["mask"])


@pytest.mark.parametrize(
    ("column", "code", "expected"),
    [
        ("status", "BOGUS", ("status_not_open", "status_not_covered")),
        ("status", "sent", ("status_not_open", "status_not_covered")),
        ("registration", "REGISTERED", ("already_transferred",)),
        ("registration", "Pending", ("already_transferred",)),
        ("kind", "BOGUS", ("not_a_sales_invoice",)),
    ],
)
def test_a_code_that_nobody_knows_blocks(column: str, code: str, expected: tuple[str, ...]) -> None:
    """A frame may hold any text; what the rules do not name may mean anything, and does not slip through."""
    odd = FRAME.head(1).with_columns(pl.lit(code).alias(column))
    arrow = odd.to_arrow()
    found = (
        judged(odd)["mask"],
        judged(odd.lazy()).collect()["mask"],
        judged(arrow)["mask"].to_pylist(),
        judged(arrow.to_pandas(types_mapper=pd.ArrowDtype))["mask"],
    )
    assert [[expected]] * len(found) == [codes(masks) for masks in found]


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "pandas"])
def test_an_optional_column_of_nothing_but_nulls_needs_no_type(engine: str) -> None:
    """A host that follows no disputes fills the column with nulls, which some engines give no type."""
    nulls = pl.Series("disputed", [None] * FRAME.height, dtype=pl.Null)
    typed, untyped = (FRAME.with_columns(nulls.cast(pl.Boolean)), FRAME.with_columns(nulls))
    table = untyped.to_arrow()
    native = {
        "polars": untyped,
        "polars lazy": untyped.lazy(),
        "pyarrow": table,
        "pandas": table.to_pandas(types_mapper=pd.ArrowDtype),
    }[engine]
    expected = codes(judged(typed)["mask"])
    assert expected == codes(_NATIVE[engine][1](judged(native))["mask"])


def test_a_required_column_of_nothing_but_nulls_is_refused() -> None:
    """It would block everything; a wrong name or a failed import is more likely."""
    with pytest.raises(FrameError, match="status: Unknown"):
        judged(FRAME.with_columns(pl.Series("status", [None] * FRAME.height, dtype=pl.Null)))


def test_only_the_columns_that_the_rules_read_are_needed() -> None:
    """Warnings read more columns; without them these may be missing."""
    needed = FRAME.select(AUTOMATIC.blocking.fields)
    assert BLOCKS == codes(judged(needed)["mask"])
    with pytest.raises(FrameError) as caught:
        judged(needed, warnings="warned")
    lacking = {problem.column for problem in caught.value.problems}
    assert set(AUTOMATIC.warning.fields) - set(AUTOMATIC.blocking.fields) == lacking


@pytest.mark.parametrize(
    "engine", [*engines.QUICK.values(), *engines.SLOW.values()], ids=[*engines.QUICK, *engines.SLOW]
)
@pytest.mark.parametrize("rules", RULE_SETS.values(), ids=RULE_SETS)
def test_every_rule_agrees_with_its_lambda(rules: Any, engine: engines.Engine) -> None:
    """One frame around every limit, for one creditor and for all; tests/parity draws more."""
    policy, creditors = POLICY, CREDITORS
    limits = {name: rules.measure(creditor, policy, as_of=AS_OF) for name, creditor in creditors.items()}
    draw = ledgers.Draw(seed=1, rows=60, null_share=0.1, calm_share=0.3, categorical=False)
    table = ledgers.frame(draw, rules, *limits.values(), owner=list(creditors))
    owners = {row["id"]: row["owner"] for row in table.select(["id", "owner"]).to_pylist()}
    every = {name: engines.oracle(table, rules, one) for name, one in limits.items()}
    question = engines.Question(rules, creditors["limits"], policy, AS_OF)
    assert every["limits"] == engine(table, engines.judge(question))
    expected = {number: every[owner][number] for number, owner in owners.items()}
    assert expected == engine(table, engines.judge_portfolio(rules, creditors, policy, AS_OF))


# --- what is refused --------------------------------------------------------------------------------------------------
def test_everything_that_is_wrong_is_told_at_once() -> None:
    """Missing columns, other types and a taken name come in one error."""
    wrong = FRAME.drop("kind", "status").with_columns(
        pl.col("due_date").cast(pl.Datetime("us")),
        pl.col("invoice_date").cast(pl.String),
        pl.col("total") / 100,
        pl.col("open_amount").cast(pl.Decimal(12, 2)),
        pl.col("financed").cast(pl.Int8),
        registration=pl.lit(None),
        mask=0,
    )
    with pytest.raises(FrameError) as caught:
        judged(wrong, warnings="mask")
    assert (
        "the frame cannot be judged: kind, status: missing, wanted String, Categorical or Enum; "
        "registration: Unknown, wanted String, Categorical or Enum (a column of nothing but nulls needs a type); "
        "invoice_date: String, wanted Date; due_date: Datetime(time_unit='us', time_zone=None), wanted Date; "
        "total: Float64, wanted Int64 or narrower; open_amount: Decimal(precision=12, scale=2), wanted Int64 or narrower; "
        "financed: Int8, wanted Boolean; "
        "mask, mask: taken, wanted a free name for the new column."
    ) == str(caught.value)
    assert FrameProblem("kind", "missing", "String, Categorical or Enum") == caught.value.problems[0]
    assert isinstance(caught.value, TypeError)


def test_two_new_columns_need_two_names() -> None:
    """The second one may not take the first one's name."""
    with pytest.raises(FrameError) as caught:
        judged(FRAME, column="new", warnings="new")
    assert (FrameProblem("new", "taken", "a free name for the new column"),) == caught.value.problems


def test_pandas_on_numpy_is_refused_with_advice() -> None:
    """NumPy turns nulls into other values, and masks into wrong ones; the advice works."""
    frame = TABLE.select(["invoice_date", "total", "kind"]).to_pandas()
    rules = MANUAL
    for code in (
        rule.code for rule in MANUAL.blocks if rule.code not in {"not_a_sales_invoice", "credit_note", "too_old"}
    ):
        rules = rules.without(code)
    with pytest.raises(FrameError) as caught:
        judged(frame, rules=rules)
    assert (
        "the frame cannot be judged: kind, total: not backed by Arrow, wanted convert_dtypes(dtype_backend='pyarrow'); "
        "invoice_date: not backed by Arrow, wanted astype('date32[day][pyarrow]')."
    ) == str(caught.value)
    converted = frame.astype({"invoice_date": "date32[day][pyarrow]"}).convert_dtypes(dtype_backend="pyarrow")
    assert [0, 4, 0] == judged(converted, rules=rules)["mask"].to_list()


def problems_of(frame: Any, **changes: Any) -> tuple[FrameProblem, ...]:
    """Judge a frame that is refused, and return why."""
    with pytest.raises(FrameError) as caught:
        judged(frame, **changes)
    return caught.value.problems


@pytest.mark.parametrize("number", [pl.UInt64, pl.Int128, pl.UInt128])
def test_wider_whole_numbers_are_refused(number: Any) -> None:
    """A value might not fit, and the engines tell it in their own ways, or not at all."""
    wide = FRAME.with_columns(pl.col("total").cast(number))
    assert (FrameProblem("total", str(number()), "Int64 or narrower"),) == problems_of(wide)


DOUBLED = FrameProblem("disputed", "doubled", "one column of that name")
MISSING = FrameProblem("kind", "missing", "String, Categorical or Enum")


def test_a_doubled_name_is_refused_with_all_else_that_is_wrong() -> None:
    """PyArrow, pandas and DuckDB let two columns have one name; which of them is meant, nobody knows."""
    twice = TABLE.drop_columns(["kind"]).append_column("disputed", TABLE["disputed"])
    assert (DOUBLED, MISSING) == problems_of(twice)
    one = TABLE.drop_columns(["kind"]).to_pandas(types_mapper=pd.ArrowDtype)
    assert (DOUBLED, MISSING) == problems_of(pd.concat([one, one[["disputed"]]], axis=1))
    with duckdb.connect() as connection:
        connection.register("invoices", TABLE.drop_columns(["kind"]))
        assert (DOUBLED, MISSING) == problems_of(connection.sql("SELECT *, disputed FROM invoices"))
        assert (attrs.evolve(DOUBLED, column="Disputed"), MISSING) == problems_of(
            connection.sql('SELECT *, disputed AS "Disputed" FROM invoices')
        )


def test_duckdb_takes_names_that_differ_in_case_for_one() -> None:
    """So a new column may not be named as an old one in other letters; elsewhere it may."""
    taken = FrameProblem("mask", "taken", "a free name for the new column")
    with duckdb.connect() as connection:
        connection.register("invoices", TABLE)
        assert (taken,) == problems_of(connection.sql('SELECT *, 1 AS "Mask" FROM invoices'))
        assert (taken,) == problems_of(connection.table("invoices"), column="Mask", warnings="mask")
    assert BLOCKS == codes(judged(FRAME.with_columns(Mask=1))["mask"])


@pytest.mark.parametrize("encoded", [False, True])
def test_string_views_are_refused(encoded: bool) -> None:
    """Arrow cannot compare them; a column that no rule reads may be one."""
    try:
        view = TABLE["status"].cast(pa.string_view())
    except pa.ArrowNotImplementedError:
        pytest.skip("this version of PyArrow makes no string views of strings")
    table = TABLE.set_column(
        TABLE.column_names.index("status"), "status", view.dictionary_encode() if encoded else view
    )
    stored = str(table["status"].type)
    assert (FrameProblem("status", stored, "string or large_string"),) == problems_of(table)
    assert (FrameProblem("status", f"{stored}[pyarrow]", "string or large_string"),) == problems_of(
        table.to_pandas(types_mapper=pd.ArrowDtype)
    )
    assert BLOCKS == codes(judged(TABLE.append_column("note", view))["mask"])


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda: [1], "list"),
        (lambda: None, "NoneType"),
        (lambda: FRAME["status"], "Series"),
        (lambda: pd.Series([1]), "Series"),
        (lambda: TABLE["status"], "ChunkedArray"),
        (lambda: TABLE.to_batches()[0], "RecordBatch"),
        (duckdb.connect, "DuckDBPyConnection"),
    ],
)
def test_what_is_no_frame_is_refused(make: Callable[[], Any], found: str) -> None:
    """The error says what kinds of frames there are."""
    with pytest.raises(FrameError) as caught:
        judged(make())
    assert (
        f"the frame cannot be judged: {found}, wanted a frame: "
        "of Polars (eager or lazy), a PyArrow table, a DuckDB relation, or of pandas on Arrow."
    ) == str(caught.value)
    assert [("", found)] == [(problem.column, problem.found) for problem in caught.value.problems]


def limited(amount: int) -> Any:
    """Return a creditor whose lowest amount is that."""
    automation = attrs.evolve(CREDITOR.settings.automation, minimum_amount=Money(amount))
    return a_creditor(settings=attrs.evolve(CREDITOR.settings, automation=automation))


def test_limits_must_fit_the_numbers_of_a_frame() -> None:
    """The largest Int64 is a limit like others; one more is refused before an engine is asked."""
    assert [("amount_minimum",)] == codes(judged(FRAME.head(1), creditor=limited(2**63 - 1))["mask"])
    with pytest.raises(LimitRangeError) as caught:
        judged(FRAME.lazy(), creditor=limited(2**63))
    assert (("amount_minimum", 2**63),) == caught.value.limits
    assert (
        "limits do not fit an Int64: amount_minimum 9223372036854775808; "
        "a frame takes -9223372036854775808 to 9223372036854775807."
    ) == str(caught.value)
    assert isinstance(caught.value, OverflowError)


# --- many creditors ---------------------------------------------------------------------------------------------------
LIMITED = a_creditor(settings=Settings())


def test_each_row_is_judged_by_its_own_creditor() -> None:
    """Two creditors, and a third one without invoices."""
    frame = FRAME.with_columns(creditor_id=pl.Series(["a", "b", "a"], dtype=pl.Categorical))
    creditors = {"a": CREDITOR, "b": LIMITED, "c": CREDITORS["incomplete"]}
    found = frames.portfolio(frame, rules=AUTOMATIC, creditors=creditors, as_of=AS_OF)
    assert [(), ("status_unknown", "total_unknown", "automation_off"), BLOCKS[2]] == codes(found["mask"])


def test_no_rows_need_no_creditors() -> None:
    """An empty frame gets an empty column."""
    frame = FRAME.clear().with_columns(creditor_id=pl.lit("a"))
    found = frames.portfolio(frame, rules=AUTOMATIC, creditors={}, as_of=AS_OF)
    assert pl.Series("mask", [], pl.Int64).equals(found["mask"], check_dtypes=True, check_names=True)


@pytest.mark.parametrize("lazy", [False, True])
def test_unknown_creditors_are_listed(lazy: bool) -> None:
    """Every name that stands for no creditor, and whether a row names none."""
    frame = FRAME.with_columns(owner=pl.Series(["z", None, "x"]))
    with pytest.raises(UnknownCreditorError) as caught:
        frames.portfolio(frame.lazy() if lazy else frame, rules=AUTOMATIC, creditors={}, as_of=AS_OF, by="owner")
    assert ("owner", ("x", "z", None)) == (caught.value.column, caught.value.keys)
    assert "column owner names creditors that were not given: x, z, null." == str(caught.value)
    assert isinstance(caught.value, LookupError)


def test_the_column_that_names_the_creditor_is_checked_like_the_others() -> None:
    """It is missing, or it holds numbers."""
    with pytest.raises(FrameError) as caught:
        frames.portfolio(FRAME, rules=AUTOMATIC, creditors={}, as_of=AS_OF)
    assert (FrameProblem("creditor_id", "missing", "String, Categorical or Enum"),) == caught.value.problems
    with pytest.raises(FrameError) as caught:
        frames.portfolio(FRAME, rules=AUTOMATIC, creditors={}, as_of=AS_OF, by="open_amount")
    assert (FrameProblem("open_amount", "Int64", "String, Categorical or Enum"),) == caught.value.problems


# --- reading masks ----------------------------------------------------------------------------------------------------
def test_reasons_are_counted_from_a_frame_or_from_masks() -> None:
    """Reasons that occur, in table order; from an eager frame, a lazy one, a column, or plain numbers."""
    found = judged(pl.concat([FRAME, FRAME, FRAME.tail(1)]), column="why", warnings="warned")
    expected = {"status_unknown": 2, "total_unknown": 2, "not_overdue": 3, "delay": 3, "financed": 3}
    for masks in (found, found.lazy(), found["why"], found["why"].to_list()):
        counted = frames.reason_counts(masks, rules=AUTOMATIC, column="why")
        assert list(expected.items()) == list(counted.items())
    counted = frames.reason_counts(found, rules=AUTOMATIC, column="warned", warnings=True)
    assert {"total_unknown": 2, "currency_unknown": 2, "foreign_currency": 3} == counted


@pytest.mark.parametrize(
    "make",
    [
        list,
        np.array,
        pa.array,
        lambda masks: pa.chunked_array([masks[:1], masks[1:]]),
        lambda masks: list(pa.array(masks)),
        pl.Series,
        pd.Series,
        lambda masks: pd.Series(masks, dtype="int64[pyarrow]"),
        lambda masks: pa.table({"mask": masks}),
        lambda masks: pd.DataFrame({"mask": masks}),
        lambda masks: duckdb.from_arrow(pa.table({"mask": masks})),
    ],
    ids=["list", "numpy", "array", "chunked", "scalars", "polars", "pandas", "arrow", "table", "frame", "relation"],
)
def test_masks_of_any_kind_are_read_as_numbers(make: Callable[[Any], Any]) -> None:
    """A scalar of PyArrow is true even where it is 0; its number is what counts."""
    masks = make(judged(FRAME)["mask"].to_list())
    expected = {"status_unknown": 1, "total_unknown": 1, "not_overdue": 1, "delay": 1, "financed": 1}
    assert expected == frames.reason_counts(masks, rules=AUTOMATIC)
    if not isinstance(masks, pa.Table | pd.DataFrame | duckdb.DuckDBPyRelation):
        assert BLOCKS == codes(masks)


def test_what_holds_no_masks_is_not_counted() -> None:
    """A frame without the column, with another one under its name or with two; and nothing at all."""
    with pytest.raises(FrameError) as caught:
        frames.reason_counts(FRAME, rules=AUTOMATIC)
    assert (FrameProblem("mask", "missing", "Int64"),) == caught.value.problems
    with pytest.raises(FrameError) as caught:
        frames.reason_counts(FRAME.lazy(), rules=AUTOMATIC, column="status")
    assert (FrameProblem("status", "String", "Int64"),) == caught.value.problems
    with pytest.raises(FrameError) as caught:
        frames.reason_counts(pa.table([pa.array([1]), pa.array([2])], names=["mask", "mask"]), rules=AUTOMATIC)
    assert (FrameProblem("mask", "doubled", "one column of that name"),) == caught.value.problems
    for nothing in (None, [None], [1.0]):
        with pytest.raises(TypeError):
            frames.reason_counts(nothing, rules=AUTOMATIC)


def test_the_schema_is_the_records() -> None:
    """A host's wider record has a wider schema; a record's kinds are the columns' types."""
    assert [field.name for field in attrs.fields(Candidate)] == list(frames.SCHEMA)
    wider = frames.schema_of(HostFacts)
    assert {"credit_limit", "segment", "shelf", "trusted", "promised_on", "risk"} == wider.keys() - frames.SCHEMA.keys()
    assert (Kind.DATE, True) == (wider["promised_on"].kind, wider["promised_on"].optional)
