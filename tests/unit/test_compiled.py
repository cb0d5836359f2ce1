"""The compiled rules against the rules' own lambdas, on small tables with nulls."""

import datetime as dt
import itertools
from typing import Any

import attrs
import pytest

from inkasso_rules.columns import UNKNOWN, column
from inkasso_rules.compiled import Weighted, binder
from inkasso_rules.expressions import Field, Known
from inkasso_rules.rules import Rule, RuleSet
from inkasso_rules.symbols import among, flag, lacks, outside


@attrs.frozen
class Facts:
    """Two required facts of each kind would be too many; one of each, and two that are optional."""

    day: dt.date
    n: int
    code: str
    ok: bool
    m: int = attrs.field(default=UNKNOWN, metadata=column("An optional number.", optional=True))
    tag: str = attrs.field(default=UNKNOWN, metadata=column("An optional code.", optional=True))


@attrs.frozen
class Limits:
    """Required and optional limits, and switches."""

    as_of: dt.date = dt.date(2026, 3, 16)
    limit: int = 5
    codes: frozenset[str] = frozenset({"a"})
    on: bool = True
    floor: int = attrs.field(default=UNKNOWN, metadata=column("An optional limit.", optional=True))
    tags: frozenset[str] = attrs.field(default=UNKNOWN, metadata=column("An optional set.", optional=True))


R = Rule[Facts, Limits]
# fmt: off
RULES: RuleSet[Facts, Limits] = RuleSet(
    name="table", record=Facts, cutoffs=Limits, flatten=Facts, measure=Limits,
    blocks=(
        R("X-1", "late",     lambda f, c: f.day > c.as_of),
        R("X-1", "small",    lambda f, c: f.n < c.limit),
        R("X-1", "floored",  lambda f, c: f.n <= c.floor),
        R("X-1", "above",    lambda f, _: f.n > f.m),
        R("X-1", "itself",   lambda f, _: f.n >= f.n),
        R("X-1", "listed",   lambda f, c: among(f.code, c.codes)),
        R("X-1", "quoted",   lambda f, _: outside(f.code, frozenset({"a", "'\"; import os\n", "å"}))),
        R("X-1", "tagged",   lambda f, c: among(f.tag, c.tags)),
        R("X-1", "untagged", lambda f, c: outside(f.tag, c.tags) | lacks(f.ok)),
        R("X-1", "switched", lambda f, c: flag(f.ok) & flag(c.on)),
        R("X-1", "nested",   lambda f, c: (flag(c.on) | (f.n < 3)) & (among(f.code, c.codes) | ((f.m < 3) & lacks(f.ok)))),
        R("X-1", "either",   lambda f, c: flag(c.on) | (f.n < c.floor)),
        R("X-1", "both",     lambda f, c: (f.n < c.floor) & (f.m < 7)),
        R("X-1", "fixed",    lambda _, c: (c.limit > 5) | lacks(c.on)),
        R("X-1", "floor",    lambda _, c: c.floor >= 4),
    ),
)
# fmt: on
DAYS = (UNKNOWN, dt.date(2026, 3, 16), dt.date(2026, 3, 17))
RECORDS = tuple(
    Facts(*values)
    for values in itertools.product(
        DAYS,
        (UNKNOWN, 2, 5),
        (UNKNOWN, "a", "å"),
        (UNKNOWN, True, False),
        (UNKNOWN, 2, 9),
        (UNKNOWN, "t", "u"),
    )
)


@pytest.mark.parametrize(
    "limits",
    [
        Limits(),
        Limits(limit=6),
        Limits(on=False),
        Limits(floor=2),
        Limits(floor=9, on=False, tags=frozenset({"t"})),
        Limits(codes=frozenset(), tags=frozenset()),
    ],
)
def test_compiled_rules_agree_with_their_lambdas(limits: Limits) -> None:
    """On every record of the table, nulls in every place, the compiled mask is what the lambdas say."""
    mask = RULES.bind(limits).mask
    assert [RULES.reference_mask(record, limits) for record in RECORDS] == [mask(record) for record in RECORDS]


def codes(record: Facts, limits: Limits) -> tuple[str, ...]:
    """Return what blocks, by the compiled rules."""
    mask = RULES.bind(limits).mask(record)
    return tuple(bit.code for bit in RULES.blocking.bits if mask & bit.weight)


PLAIN = Facts(dt.date(2026, 3, 16), 5, "å", ok=False, m=9, tag="u")


@pytest.mark.parametrize(
    ("changes", "limits", "expected"),
    [
        ({}, Limits(on=False), ("itself", "untagged", "fixed")),
        ({}, Limits(), ("itself", "untagged", "either")),
        ({"day": dt.date(2026, 3, 17)}, Limits(), ("late", "itself", "untagged", "either")),
        ({"day": None}, Limits(), ("day_unknown", "itself", "untagged", "either")),
        ({"n": 4, "m": 3}, Limits(), ("small", "above", "itself", "untagged", "either")),
        ({"n": 4, "m": None}, Limits(), ("small", "itself", "untagged", "either")),
        ({"n": None}, Limits(), ("n_unknown", "untagged", "either")),
        ({"code": "x"}, Limits(), ("itself", "quoted", "untagged", "either")),
        ({"code": "'\"; import os\n"}, Limits(), ("itself", "untagged", "either")),
        ({"code": None}, Limits(), ("code_unknown", "itself", "untagged", "either")),
        ({"ok": None}, Limits(on=False), ("ok_unknown", "itself", "fixed")),
        ({"ok": True}, Limits(), ("itself", "switched", "either")),
        ({}, Limits(floor=5), ("floored", "itself", "untagged", "either", "floor")),
        ({"m": 6}, Limits(floor=6), ("floored", "itself", "untagged", "either", "both", "floor")),
        ({"ok": True}, Limits(tags=frozenset({"u"})), ("itself", "tagged", "switched", "either")),
        ({"ok": True}, Limits(tags=frozenset({"t"})), ("itself", "untagged", "switched", "either")),
        ({"ok": True, "tag": None}, Limits(tags=frozenset({"t"})), ("itself", "switched", "either")),
    ],
)
def test_what_blocks_on_a_hand_made_record(changes: dict[str, Any], limits: Limits, expected: tuple[str, ...]) -> None:
    """The same by hand: an optional null is none, a required one blocks by itself, a limit not set blocks nothing."""
    assert expected == codes(attrs.evolve(PLAIN, **changes), limits)


@attrs.frozen
class One:
    """One required fact."""

    n: int


@attrs.frozen
class Switch:
    """A switch, and a limit that need not be set."""

    on: bool = True
    floor: int = attrs.field(default=UNKNOWN, metadata=column("An optional limit.", optional=True))


@pytest.mark.parametrize(
    ("rule", "limits", "mask"),
    [
        (lambda f, c: f.n < c.floor, Switch(), 0),
        (lambda f, c: f.n < c.floor, Switch(floor=1), 1),
        (lambda f, c: (f.n < 3) & flag(c.on), Switch(), 1),
        (lambda f, c: (f.n < 3) & flag(c.on), Switch(on=False), 0),
        (lambda f, c: (f.n < 3) | flag(c.on), Switch(on=False), 1),
        (lambda f, c: (f.n < c.floor) | flag(c.on), Switch(on=False), 0),
        (lambda f, c: (f.n < c.floor) | flag(c.on), Switch(), 3),
        (lambda f, c: (f.n < c.floor) & flag(c.on), Switch(floor=1), 1),
        (lambda f, c: (f.n < c.floor) & (c.floor > 1), Switch(floor=1), 0),
        (lambda f, c: (f.n < c.floor) & (c.floor > 1), Switch(floor=2), 1),
    ],
)
def test_an_unknown_fact_blocks_only_while_its_rule_can_fire(rule: Any, limits: Switch, mask: int) -> None:
    """A fact that no rule needs today may be unknown; both the compiled rules and their lambdas say so."""
    rules = RuleSet("one", One, Switch, One, Switch, (Rule[One, Switch]("X-1", "rule", rule),))
    record = One(UNKNOWN)
    assert (mask, mask) == (rules.bind(limits).mask(record), rules.reference_mask(record, limits))


def test_a_set_without_rules_blocks_nothing() -> None:
    """No rules, no bits, no reasons."""
    rules: RuleSet[One, Switch] = RuleSet("none", One, Switch, One, Switch, ())
    assert ((), 0, ()) == (rules.blocking.bits, rules.bind(Switch()).mask(One(1)), rules.bind(Switch()).blocks(One(1)))


def test_known_is_no_part_of_a_rule() -> None:
    """The writer of the source refuses what only a rule set may state."""
    with pytest.raises(TypeError) as caught:
        binder((Weighted(Known(Field("n")), ("n",), 1),), {}, {})
    assert "n is known is no part of a rule" == str(caught.value)
