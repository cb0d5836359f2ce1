"""The rules as SQL text: what is quoted, what is left out, what nulls do."""

import datetime as dt
from enum import Enum

import attrs
import duckdb
import pytest

from inkasso_rules.columns import UNKNOWN, column
from inkasso_rules.eligibility import AUTOMATIC, POLICY
from inkasso_rules.rules import Rule, RuleSet
from inkasso_rules.sql import mask_sql
from inkasso_rules.symbols import MisuseError, among, flag, lacks, outside
from tests.data import AS_OF, CREDITOR


class Colour(str, Enum):  # noqa: UP042 - str() of such a member is its name, not its text.
    """Codes as many hosts write them."""

    RED = "red"


@attrs.frozen
class Facts:
    """What the rules of this module read."""

    day: dt.date
    amount: int
    ok: bool
    code: str
    other: int = attrs.field(default=UNKNOWN, metadata=column("An optional number.", optional=True))


@attrs.frozen
class Limits:
    """The limits of a day."""

    as_of: dt.date = dt.date(2026, 3, 16)
    codes: frozenset[str] = frozenset()
    off: bool = False
    most: int = attrs.field(default=UNKNOWN, metadata=column("An optional limit.", optional=True))


R = Rule[Facts, Limits]


def a_set(*blocks: R, warnings: tuple[R, ...] = ()) -> RuleSet[Facts, Limits]:
    """Make a rule set of the given rules."""
    return RuleSet("rules", Facts, Limits, Facts, Limits, blocks, warnings)


def term(condition: str, weight: int) -> str:
    """Return what stands for one bit."""
    return f"\n + CASE WHEN {condition} THEN CAST({weight} AS BIGINT) ELSE CAST(0 AS BIGINT) END"


_IN = frozenset({"b", "a'; --"})
_DAY = R("X-1", "day", lambda f, c: f.day < c.as_of)
_OFF = R("X-2", "off", lambda _, c: flag(c.off))


# fmt: off
TERMS = [
    (_DAY,                                                       Limits(), term('"day" IS NULL', 1) + term("\"day\" < DATE '2026-03-16'", 2)),
    (R("X", "c", lambda f, c: c.as_of >= f.day),                 Limits(), term('"day" IS NULL', 1) + term("DATE '2026-03-16' >= \"day\"", 2)),
    (R("X", "c", lambda f, _: f.amount <= -5),                   Limits(), term('"amount" IS NULL', 1) + term('"amount" <= -5', 2)),
    (R("X", "c", lambda f, _: f.amount > f.other),               Limits(), term('"amount" IS NULL', 1) + term('"amount" > "other"', 2)),
    (R("X", "c", lambda f, _: flag(f.ok)),                       Limits(), term('"ok" IS NULL', 1) + term('"ok"', 2)),
    (R("X", "c", lambda f, _: lacks(f.ok)),                      Limits(), term('"ok" IS NULL', 1) + term('NOT "ok"', 2)),
    (R("X", "c", lambda f, _: among(f.code, _IN)),               Limits(), term('"code" IS NULL', 1) + term("\"code\" IN ('a''; --', 'b')", 2)),
    (R("X", "c", lambda f, _: outside(f.code, _IN)),             Limits(), term('"code" IS NULL', 1) + term("\"code\" NOT IN ('a''; --', 'b')", 2)),
    (R("X", "c", lambda f, _: among(f.code, frozenset(Colour))), Limits(), term('"code" IS NULL', 1) + term("\"code\" IN ('red')", 2)),
    (R("X", "c", lambda f, c: among(f.code, c.codes)),           Limits(), ""),
    (R("X", "c", lambda f, c: outside(f.code, c.codes)),         Limits(), term('"code" IS NULL', 1) + term('"code" IS NOT NULL', 2)),
    (R("X", "c", lambda f, c: f.other > c.most),                 Limits(), ""),
    (R("X", "c", lambda f, c: f.other > c.most),                 Limits(most=3), term('"other" > 3', 1)),
    (R("X", "c", lambda f, _: (f.other > 3) | (f.other < 1)),    Limits(), term('("other" > 3 OR "other" < 1)', 1)),
    (R("X", "c", lambda f, _: (f.other > 3) & (f.other < 1)),    Limits(), term('("other" > 3 AND "other" < 1)', 1)),
    (_OFF,                                                       Limits(), ""),
]
# fmt: on


@pytest.mark.parametrize(("rule", "limits", "expected"), TERMS)
def test_a_rule_becomes_a_term(rule: R, limits: Limits, expected: str) -> None:
    """Names and texts are quoted; what cannot fire on the day's limits is left out, with its unknown field."""
    assert "CAST(0 AS BIGINT)" + expected == mask_sql(a_set(rule), limits)


@attrs.frozen
class Tagged:
    """A record with a set, which no column can hold."""

    code: str
    tags: frozenset[str]


def test_a_record_has_no_sets_that_rules_look_into() -> None:
    """Only limits and constants are sets; a rule that looks into a fact is refused when it is traced."""
    rule = Rule[Tagged, Limits]("X", "tagged", lambda f, _: among(f.code, f.tags))
    with pytest.raises(MisuseError) as caught:
        RuleSet("rules", Tagged, Limits, Tagged, Limits, (rule,))
    assert "rule tagged looks into tags, a set of the record's own; make it a flag when the record is made." == str(
        caught.value
    )


def test_what_holds_for_every_record_is_one_number() -> None:
    """A rule on limits alone that blocks today is part of the first number."""
    assert "CAST(1 AS BIGINT)" == mask_sql(a_set(_OFF), Limits(off=True))


def test_the_warnings_have_a_mask_of_their_own() -> None:
    """Blocks and warnings number their bits from one each."""
    rules = a_set(_OFF, warnings=(_DAY,))
    assert mask_sql(a_set(_DAY), Limits()) == mask_sql(rules, Limits(), warnings=True)


def test_it_runs_and_is_a_bigint_that_is_never_null() -> None:
    """On a table of nulls every required fact is unknown, and nothing else blocks."""
    mask = mask_sql(AUTOMATIC, AUTOMATIC.measure(CREDITOR, POLICY, as_of=AS_OF))
    nulls = ", ".join(f"NULL AS {name}" if name != "group" else 'NULL AS "group"' for name in AUTOMATIC.blocking.fields)
    with duckdb.connect() as connection:
        table = connection.sql(f"SELECT {nulls}").set_alias("invoices")
        found = table.project(f"{mask} AS mask").project("mask, typeof(mask)").fetchall()
    unknown = sum(
        bit.weight for bit in AUTOMATIC.blocking.bits if not bit.is_rule and bit.code != "ledger_total_unknown"
    )
    assert [(unknown, "BIGINT")] == found
