"""Writing a rule: what is traced, what is refused and with which words, and the helpers on real values."""

import datetime as dt
import functools
import pickle
import types
from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
import pytest

from inkasso_rules.columns import UNKNOWN, columns_of
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Member, Node, Value
from inkasso_rules.symbols import NULL, MisuseError, among, flag, lacks, nullsafe, outside, trace

Lambda = Callable[[Any, Any], object]


@attrs.frozen
class Facts:
    """What the rules of this module read."""

    day: dt.date
    n: int
    code: str
    ok: bool
    tags: frozenset[str] = frozenset()


@attrs.frozen
class Limits:
    """The limits of a day."""

    as_of: dt.date
    limit: int
    codes: frozenset[str]
    off: bool


def traced(rule: Lambda) -> Node:
    """Trace a rule over the two classes above."""
    return trace("rule-1", rule, columns_of(Facts), columns_of(Limits), ("Facts", "Limits"))


N, LIMIT, CODE, CODES = Field("n"), Cutoff("limit"), Field("code"), Cutoff("codes")
LESS, OK, OFF = Compare(N, "<", LIMIT), Flag(Field("ok"), wanted=True), Flag(Cutoff("off"), wanted=True)
AB = frozenset({"a", "b"})


# --- what can be written ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "node"),
    [
        (lambda f, c: f.n < c.limit, LESS),
        (lambda f, c: f.n <= c.limit, Compare(N, "<=", LIMIT)),
        (lambda f, c: f.n > c.limit, Compare(N, ">", LIMIT)),
        (lambda f, c: f.n >= c.limit, Compare(N, ">=", LIMIT)),
        (lambda f, c: c.limit > f.n, Compare(LIMIT, ">", N)),
        (lambda f, _: f.n < f.n, Compare(N, "<", N)),
        (lambda f, _: f.n < 0, Compare(N, "<", Value(0))),
        (lambda f, _: 0 < f.n, Compare(N, ">", Value(0))),
        (lambda f, _: f.day < dt.date(2026, 1, 1), Compare(Field("day"), "<", Value(dt.date(2026, 1, 1)))),
        (lambda f, c: f.day < c.as_of, Compare(Field("day"), "<", Cutoff("as_of"))),
        (lambda _, c: c.limit < 3, Compare(LIMIT, "<", Value(3))),
        (lambda f, _: flag(f.ok), OK),
        (lambda f, _: lacks(f.ok), Flag(Field("ok"), wanted=False)),
        (lambda _, c: flag(c.off), OFF),
        (lambda f, c: among(f.code, c.codes), Member(CODE, CODES, inside=True)),
        (lambda f, _: among(f.code, AB), Member(CODE, Value(AB), inside=True)),
        (lambda f, c: outside(f.code, c.codes), Member(CODE, CODES, inside=False)),
        (lambda _, c: outside("a", c.codes), Member(Value("a"), CODES, inside=False)),
        (lambda f, _: among(f.code, frozenset()), Member(CODE, Value(frozenset()), inside=True)),
        (lambda f, c: (f.n < c.limit) | flag(f.ok), AnyOf((LESS, OK))),
        (lambda f, c: (f.n < c.limit) & flag(f.ok), AllOf((LESS, OK))),
        (lambda f, c: (f.n < c.limit) | flag(f.ok) | flag(c.off), AnyOf((LESS, OK, OFF))),
        (lambda f, c: (f.n < c.limit) & (flag(f.ok) & flag(c.off)), AllOf((LESS, OK, OFF))),
        (lambda f, c: (f.n < c.limit) & (flag(f.ok) | flag(c.off)), AllOf((LESS, AnyOf((OK, OFF))))),
        (lambda f, c: (f.n < c.limit) | flag(f.ok) & flag(c.off), AnyOf((LESS, AllOf((OK, OFF))))),
        (partial(lambda limit, f, _: f.n < limit, 7), Compare(N, "<", Value(7))),
    ],
)
def test_a_rule_becomes_its_tree(rule: Lambda, node: Node) -> None:
    """Operands keep their sides, chains of one joiner are flat, and any callable of two arguments will do."""
    assert node == traced(rule)


# --- what cannot ------------------------------------------------------------------------------------------------------
JOIN = "join conditions with | and &, each comparison in parentheses"
TRUTH = f"rule rule-1 uses and, or, not, if or a chained comparison; {JOIN}."
COMPUTE = "compute limits once, in the cutoffs, and facts when the record is made"
CODE_ADVICE = "write among(f.code, ...) or outside(f.code, ...)"
SET_ADVICE = "write among(..., c.codes) or outside(..., c.codes)"
KINDS = "compare dates with dates and whole numbers with whole numbers; codes go into among() or outside()"
GROUP = "look for a code in a frozenset of codes"
COMPARE = "compare with <, <=, >, >=, or use among() or outside()"
CONSTANT = "use a date, a whole number, a code or a frozenset of codes"
PREPARE = "prepare it when the record is made, as a field of its own"
NULLS = "rule rule-1 uses is; leave nulls to the rule set: an unknown fact blocks by itself."


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        # What Python makes of the truth of a condition.
        (lambda f, c: (f.n < c.limit) and flag(f.ok), TRUTH),
        (lambda f, c: (f.n < c.limit) or flag(f.ok), TRUTH),
        (lambda f, c: not f.n < c.limit, TRUTH),
        (lambda f, c: 0 < f.n < c.limit, TRUTH),
        (lambda f, c: flag(f.ok) if f.n < c.limit else flag(c.off), TRUTH),
        (lambda f, _: any((f.n < 1, f.n > 2)), TRUTH),
        (lambda f, _: max(f.n, 1) < 2, TRUTH),
        (lambda f, _: ~flag(f.ok), "rule rule-1 uses ~; state what blocks: turn the comparison around, or use outside() or lacks()."),
        (lambda f, _: flag(f.ok) == flag(f.ok), f"rule rule-1 compares a condition; {JOIN}."),
        (lambda f, _: flag(f.ok) != (f.n < 1), f"rule rule-1 compares a condition; {JOIN}."),
        # A bare symbol.
        (lambda f, _: f.ok, "rule rule-1 uses ok as a condition; write flag(f.ok) or lacks(f.ok)."),
        (lambda _, c: c.off, "rule rule-1 uses off as a condition; write flag(c.off) or lacks(c.off)."),
        (lambda f, c: (f.n < 1) | c.off, "rule rule-1 uses off as a condition; write flag(c.off) or lacks(c.off)."),
        (lambda f, _: not f.ok, f"rule rule-1 uses ok as a truth value; write flag(f.ok), and {JOIN}."),
        (lambda f, _: f.ok and f.n < 1, f"rule rule-1 uses ok as a truth value; write flag(f.ok), and {JOIN}."),
        (lambda _, c: bool(c.off), f"rule rule-1 uses off as a truth value; write flag(c.off), and {JOIN}."),
        # Equality, membership, identity, loops.
        (lambda f, _: f.code == "a", f"rule rule-1 uses == or != on code; {CODE_ADVICE}."),
        (lambda f, _: f.code != "a", f"rule rule-1 uses == or != on code; {CODE_ADVICE}."),
        (lambda f, _: f.code in ("a", "b"), f"rule rule-1 uses == or != on code; {CODE_ADVICE}."),
        (lambda f, _: f.code in {"a", "b"}, f"rule rule-1 uses in with code; {CODE_ADVICE}."),
        (lambda f, _: f.code not in AB, f"rule rule-1 uses in with code; {CODE_ADVICE}."),
        (lambda f, c: f.code in c.codes, f"rule rule-1 uses in with codes; {SET_ADVICE}."),
        (lambda _, c: [code for code in c.codes], f"rule rule-1 loops over codes; {SET_ADVICE}."),  # noqa: C416 - the loop is the case.
        (lambda f, _: f.n is None, NULLS),
        (lambda f, c: f.n is None or f.n < c.limit, NULLS),
        (lambda f, c: f.n is not None and f.n < c.limit, NULLS),
        (lambda f, c: f.n < c.limit if f.n is not None else flag(c.off), NULLS),
        # Computing.
        (lambda f, c: f.n + 1 < c.limit, f"rule rule-1 computes with n; {COMPUTE}."),
        (lambda f, c: f.n < 2 * c.limit, f"rule rule-1 computes with limit; {COMPUTE}."),
        (lambda f, c: (c.as_of - f.day) > 3, f"rule rule-1 computes with as_of; {COMPUTE}."),
        (lambda f, _: -f.n < 1, f"rule rule-1 computes with n; {COMPUTE}."),
        (lambda f, _: ~f.ok, f"rule rule-1 computes with ok; {COMPUTE}."),
        (lambda f, _: f.ok | (f.n < 1), f"rule rule-1 computes with ok; {COMPUTE}."),
        (lambda f, c: f.ok & c.off, f"rule rule-1 computes with ok; {COMPUTE}."),
        (lambda f, _: f.code.startswith("a"), f"rule rule-1 calls or reads .startswith of code; {PREPARE}."),
        (lambda f, _: f.day.year < 2026, f"rule rule-1 calls or reads .year of day; {PREPARE}."),
        # Names, constants and kinds.
        (lambda f, c: f.amount < c.limit, "rule rule-1 reads amount, which Facts lacks; it has day, n, code, ok, tags."),
        (lambda f, c: f.n < c.limits, "rule rule-1 reads limits, which Limits lacks; it has as_of, limit, codes, off."),
        (lambda f, _: f.n < 1.5, f"rule rule-1 uses a constant of type float; {CONSTANT}."),
        (lambda f, _: f.n < None, f"rule rule-1 uses a constant of type NoneType; {CONSTANT}."),
        (lambda f, _: f.day < dt.datetime(2026, 1, 1, tzinfo=dt.UTC), f"rule rule-1 uses a constant of type datetime; {CONSTANT}."),
        (lambda f, _: among(f.code, {"a"}), f"rule rule-1 uses a constant of type set; {CONSTANT}."),  # type: ignore[arg-type]
        (lambda f, c: f.n < c.as_of, f"rule rule-1 compares n (int) with as_of (date); {KINDS}."),
        (lambda f, _: f.n < True, f"rule rule-1 compares n (int) with True (bool); {KINDS}."),
        (lambda f, c: f.ok < c.off, f"rule rule-1 compares ok (bool) with off (bool); {KINDS}."),
        (lambda f, _: f.code < "b", f"rule rule-1 compares code (text) with b (text); {KINDS}."),
        (lambda _, c: c.codes < AB, f"rule rule-1 compares codes (texts) with {{a, b}} (texts); {KINDS}."),
        (lambda f, _: flag(f.day), "rule rule-1 uses day (date) as a flag; only a bool is a flag."),
        (lambda f, _: lacks(f.code), "rule rule-1 uses code (text) as a flag; only a bool is a flag."),
        (lambda f, c: among(f.n, c.codes), f"rule rule-1 looks for n (int) in codes (texts); {GROUP}."),
        (lambda f, _: among(f.code, "ab"), f"rule rule-1 looks for code (text) in ab (text); {GROUP}."),  # type: ignore[arg-type]
        (lambda f, c: outside(c.codes, f.code), f"rule rule-1 looks for codes (texts) in code (text); {GROUP}."),
        (lambda f, _: among("a", f.tags), "rule rule-1 looks into tags, a set of the record's own; make it a flag when the record is made."),
        (lambda f, _: outside(f.code, f.tags), "rule rule-1 looks into tags, a set of the record's own; make it a flag when the record is made."),
        # What comes back.
        (lambda _, __: True, f"rule rule-1 gives True, which is no condition; {COMPARE}."),
        (lambda _, __: None, f"rule rule-1 gives None, which is no condition; {COMPARE}."),
        (lambda _, __: among("a", AB), f"rule rule-1 gives True, which is no condition; {COMPARE}."),
        (lambda f, _: flag(f.ok) | True, f"rule rule-1 gives True, which is no condition; {COMPARE}."),
        (lambda f, _: False | flag(f.ok), f"rule rule-1 gives False, which is no condition; {COMPARE}."),
        (lambda f, _: 1 & flag(f.ok), f"rule rule-1 gives 1, which is no condition; {COMPARE}."),
    ],
)  # fmt: skip
def test_a_misuse_is_refused_with_advice(rule: Lambda, message: str) -> None:
    """The message says what the rule does and what to write instead."""
    with pytest.raises(MisuseError) as caught:
        traced(rule)
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda f, _: f.code[0] < 1, "'Symbol' object is not subscriptable"),
        (lambda f, _: len(f.code) < 1, "object of type 'Symbol' has no len()"),
        (lambda f, _: abs(f.n) < 1, "bad operand type for abs(): 'Symbol'"),
    ],
)
def test_what_no_symbol_can_do_is_a_misuse_too(rule: Lambda, message: str) -> None:
    """Whatever else Python refuses on symbols is told with Python's words, and keeps its cause."""
    with pytest.raises(MisuseError) as caught:
        traced(rule)
    expected = f"rule rule-1 cannot be run on symbols ({message}); only compare, test and {JOIN}."
    assert (expected, message) == (str(caught.value), str(caught.value.__cause__))


_NUMBERS: tuple[int, ...] = (1, 2)


def test_an_error_of_the_rule_itself_is_not_hidden() -> None:
    """What has nothing to do with symbols goes through."""
    with pytest.raises(IndexError, match="tuple index out of range"):
        traced(lambda f, _: f.n < _NUMBERS[5])


def test_a_misuse_survives_pickling() -> None:
    """Its facts are attributes, and it is a TypeError."""
    error = pickle.loads(pickle.dumps(MisuseError("rule-1", "uses ~", "turn it around")))  # noqa: S301 - our own.
    assert ("rule-1", "uses ~", "turn it around") == (error.code, error.found, error.advice)
    assert "rule rule-1 uses ~; turn it around." == str(error)
    assert isinstance(error, TypeError)


# --- the helpers on real values ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("item", "group", "is_among", "is_outside"),
    [
        ("a", AB, True, False),
        ("c", AB, False, True),
        ("c", frozenset(), False, True),
        (None, AB, False, False),
        (NULL, AB, False, False),
        ("a", None, False, False),
        ("a", NULL, False, False),
    ],
)
def test_membership_of_real_values(item: Any, group: Any, is_among: bool, is_outside: bool) -> None:
    """A null is in no group and outside of none, and so is everything when the group is a null."""
    assert (is_among, is_outside) == (among(item, group), outside(item, group))


@pytest.mark.parametrize(
    ("item", "is_set", "is_lacking"),
    [(True, True, False), (False, False, True), (None, False, False), (NULL, False, False)],
)
def test_flags_of_real_values(item: Any, is_set: bool, is_lacking: bool) -> None:
    """A null is neither true nor false."""
    assert (is_set, is_lacking) == (flag(item), lacks(item))


@pytest.mark.parametrize("other", [1, dt.date(2026, 1, 1), NULL])
def test_a_null_is_never_true_in_a_comparison(other: Any) -> None:
    """From either side, in every order, a null compares as on every engine."""
    from_left = (NULL < other, NULL <= other, NULL > other, NULL >= other)
    from_right = (other < NULL, other <= NULL, other > NULL, other >= NULL)
    assert ((False,) * 4, (False,) * 4) == (from_left, from_right)


def test_a_real_record_is_seen_with_nulls() -> None:
    """The view has the record's values, and a null for each unknown one."""
    view = nullsafe(Facts(day=UNKNOWN, n=3, code="a", ok=UNKNOWN))
    assert (NULL, 3, "a", NULL) == (view.day, view.n, view.code, view.ok)
    with pytest.raises(AttributeError):
        view.n = 4


# --- what symbols cannot see ------------------------------------------------------------------------------------------
def _asks(value: object) -> bool:
    return value is None


def _swallows(f: Any, _: Any) -> Any:
    try:
        return f.n < 1 if f.n else f.n < 2
    except Exception:  # noqa: BLE001 - a rule may be written so badly.
        return f.n < 3


_DECIDES = "decides between conditions by itself; join conditions with | and &, each comparison in parentheses"
_ASKS = "a rule need not ask what sort of value it reads"


_NULLS = "leave nulls to the rule set: an unknown fact blocks by itself"
_HOLDS = "holds a function of its own; prepare the value outside, or when the record or the cutoffs are made"


class _Helpers:
    @staticmethod
    def asks(value: object) -> bool:
        return value is None


support = types.ModuleType("support")
support.asks = _asks  # type: ignore[attr-defined]  # A module of the host's with a helper.


class _Callable:
    def __call__(self, f: Any, _: Any) -> Any:
        return f.n < 1


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda f, _: f.n < 1 if isinstance(f.n, int) else f.n < 2, f"uses isinstance; {_ASKS}"),
        (lambda f, _: (f.n < 1, f.n < 2)[type(f.n) == int], f"uses type; {_ASKS}"),  # noqa: E721 - the misuse.
        (
            lambda f, _: (f.n < 1) | _asks(f.n),
            f"uses is; {_NULLS}",
        ),
        (
            partial(lambda f, _, limit: (f.n is None) | (f.n < limit), limit=3),
            f"uses is; {_NULLS}",
        ),
        (_Callable(), "is or calls a _Callable; write a lambda, or a function with def"),
        (functools.cache(lambda f, _: f.n < 1), "is or calls a _lru_cache_wrapper; write a lambda, or a function with def"),
        (lambda f, _: f.n < 1 if _MODULE_SWITCH else f.n < 2, _DECIDES),
        (lambda f, _: among(f"{f.code}", frozenset({"a"})), "makes text of code; prepare the text when the record is made"),
        (lambda f, _: among(str(f.code), frozenset({"a"})), "makes text of code; prepare the text when the record is made"),
        (lambda f, _: among(f.code, frozenset({1, 2})), "uses a constant of type frozenset; use a date, a whole number, a code or a frozenset of codes"),
        (lambda f, _: (lambda x: f.n < 1 if x is None else f.n < 2)(f.code), _HOLDS),  # noqa: PLC3002 - the misuse.
        (lambda f, c: next(x for x in (f.day, c.as_of) if x is not None) < c.as_of, _HOLDS),
        (lambda f, _, asks=_asks: (f.n < 1) | asks(f.n), f"uses is; {_NULLS}"),
        (lambda f, _: (f.n < 1) | _Helpers.asks(f.n), f"uses is; {_NULLS}"),
        (lambda f, _: (f.n < 1) | support.asks(f.n), f"uses is; {_NULLS}"),
        (lambda f, _: (f.n < 1, f.n < 2)[f.n.__class__ == str], f"uses __class__; {_ASKS}"),  # noqa: E721 - the misuse.
        (lambda f, _: f.day < dt.date.today(), "is or calls a classmethod_descriptor; write a lambda, or a function with def"),  # noqa: DTZ011 - the misuse.
        (_swallows, "uses n as a truth value; write flag(f.n), and join conditions with | and &, each comparison in parentheses"),
    ],
)  # fmt: skip
def test_what_symbols_cannot_see_is_a_misuse(rule: Lambda, message: str) -> None:
    """Nothing that a rule does may vanish without a word: its bytecode is looked at too, and what it calls."""
    with pytest.raises(MisuseError) as caught:
        traced(rule)
    assert f"rule rule-1 {message}." == str(caught.value)


_MODULE_SWITCH = True


def _below(limit: int) -> Callable[[Any], Any]:
    def judge(value: Any) -> Any:
        return value < limit

    return judge


_BELOW_TWO = _below(2)


def test_a_rule_may_call_functions_that_compare() -> None:
    """A helper of the host's that only compares, also one with a closure, traces like the comparison itself."""
    below_three = _below(3)
    assert traced(lambda f, _: f.n < 2) == traced(lambda f, _: _BELOW_TWO(f.n))
    assert traced(lambda f, _: f.n < 3) == traced(lambda f, _: below_three(f.n))
    assert traced(lambda f, _: f.n < 4) == traced(lambda f, _: _again(f.n))


def test_closures_of_one_code_are_looked_into_each() -> None:
    """Two closures may share their code and call different helpers; one that only compares does not vouch for both."""
    compares, asks = _calling(lambda value: value < 1), _calling(_asks)
    for rule in (lambda f, _: compares(f.n) | asks(f.n), lambda f, _: asks(f.n) | compares(f.n)):
        with pytest.raises(MisuseError, match="rule-1 uses is; leave nulls to the rule set"):
            traced(rule)


def _calling(helper: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def call(value: Any) -> Any:
        return helper(value)

    return call


def _again(value: Any, times: int = 0) -> Any:
    return (value < 4, _again)[times]
