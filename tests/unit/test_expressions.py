"""The tree of a rule: what it says, what it becomes on a day, and when it can be true at all."""

import datetime as dt
import pickle
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

import attrs
import pytest

from inkasso_rules import expressions
from inkasso_rules.columns import Column, Kind, column, columns_of, kind_of
from inkasso_rules.expressions import (
    AllOf,
    AnyOf,
    Compare,
    Cutoff,
    Field,
    Flag,
    Known,
    Member,
    Node,
    NodeError,
    Scalar,
    Value,
    can_fire,
    fields_in,
    fill,
    holds,
    negate,
    operands_of,
)

DAY = dt.date(2026, 3, 16)
N, LIMIT = Field("n"), Cutoff("limit")
BELOW = Compare(N, "<", LIMIT)
CODED = Member(Field("code"), Cutoff("codes"), inside=True)
OK = Flag(Field("ok"), wanted=True)
OFF = Flag(Cutoff("off"), wanted=True)


class Colour(StrEnum):
    """A code."""

    RED = "red"


@attrs.frozen
class Limits:
    """Cutoffs of a day."""

    limit: int | None = 5
    codes: frozenset[str] | None = frozenset({"b", "a"})
    off: bool = False


# --- columns ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (dt.date, Kind.DATE),
        (int, Kind.INT),
        (bool, Kind.BOOL),
        (str, Kind.TEXT),
        (Colour, Kind.TEXT),
        (frozenset, Kind.TEXTS),
        (frozenset[str], Kind.TEXTS),
    ],
)
def test_the_kind_of_a_type(annotation: object, kind: Kind) -> None:
    """A type is one kind; a bool is no whole number, and an enum of strings is text."""
    assert kind is kind_of(annotation)


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [
        (float, "<class 'float'>"),
        (Decimal, "<class 'decimal.Decimal'>"),
        (dt.datetime, "<class 'datetime.datetime'>"),
        (set, "<class 'set'>"),
        (type(None), "<class 'NoneType'>"),
        (list[str], "list[str]"),
        ("int", "'int'"),
    ],
)
def test_other_types_are_no_column(annotation: object, shown: str) -> None:
    """Anything that not every engine holds alike is refused, a day with a time included."""
    with pytest.raises(TypeError) as caught:
        kind_of(annotation)
    assert f"a column holds a date, int, bool, str or frozenset[str], not {shown}" == str(caught.value)


def test_columns_are_read_off_the_fields() -> None:
    """Name, kind and order come from the class, the rest from the field's metadata; a bare field is required."""

    @attrs.frozen
    class Facts:
        plain: int
        told: str = attrs.field(default="", metadata=column("A code.", optional=True))
        paid: int = attrs.field(default=0, metadata=column("Minor units.", currency="told"))

    assert {
        "plain": Column("plain", Kind.INT, optional=False, doc=""),
        "told": Column("told", Kind.TEXT, optional=True, doc="A code."),
        "paid": Column("paid", Kind.INT, optional=False, doc="Minor units.", currency="told"),
    } == columns_of(Facts)
    assert ["plain", "told", "paid"] == list(columns_of(Facts))


# --- what is no node --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: Compare(N, "==", LIMIT), "the node Compare has another operator; wanted one of <, <=, >, >=.", id="operator"),
        pytest.param(lambda: Compare(N, "", LIMIT), "the node Compare has another operator; wanted one of <, <=, >, >=.", id="no operator"),
        pytest.param(lambda: Compare(N, ["<"], LIMIT), "the node Compare has another operator; wanted one of <, <=, >, >=.", id="operator that is no text"),  # type: ignore[arg-type]
        pytest.param(lambda: Member(N, Value("ab"), inside=True), "the node Member has a group of type str; wanted a frozenset, or null.", id="text for set"),
        pytest.param(lambda: Member(N, Value(7), inside=False), "the node Member has a group of type int; wanted a frozenset, or null.", id="number for set"),
        pytest.param(lambda: AllOf(()), "the node AllOf has no parts; wanted one node or more.", id="all of nothing"),
        pytest.param(lambda: AnyOf([]), "the node AnyOf has no parts; wanted one node or more.", id="any of nothing"),
        pytest.param(lambda: AllOf((OK, True)), "the node AllOf has parts that are no nodes; wanted one node or more.", id="a truth value"),  # type: ignore[arg-type]
        pytest.param(lambda: AnyOf("ab"), "the node AnyOf has parts that are no nodes; wanted one node or more.", id="a text"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_no_node(make: Callable[[], Node], message: str) -> None:
    """A node that could not be judged, or would be judged otherwise than it reads, cannot be made."""
    with pytest.raises(NodeError) as caught:
        make()
    assert message == str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert vars(caught.value) == vars(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own bytes.


@pytest.mark.parametrize("join", [AllOf, AnyOf])
def test_parts_are_kept_as_a_tuple(join: type[AllOf | AnyOf]) -> None:
    """A list that the caller goes on with does not change the node."""
    parts: list[Node] = [BELOW, OK]
    node = join(parts)
    parts.clear()
    assert (BELOW, OK) == node.parts


# --- reading a tree ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("node", "text"),
    [
        (BELOW, "n < limit"),
        (Compare(Field("day"), ">=", Value(DAY)), "day >= 2026-03-16"),
        (CODED, "code in codes"),
        (Member(Field("code"), Value(frozenset({"b", "a", "c"})), inside=False), "code not in {a, b, c}"),
        (Member(Field("code"), Value(frozenset()), inside=True), "code in {}"),
        (OK, "ok"),
        (Flag(Field("ok"), wanted=False), "not ok"),
        (Known(Field("ok")), "ok is known"),
        (Compare(N, "<", Value(None)), "n < None"),
        (AllOf((BELOW, OK)), "n < limit and ok"),
        (AnyOf((BELOW, OK)), "n < limit or ok"),
        (AllOf((AnyOf((BELOW, OK)), OFF)), "(n < limit or ok) and off"),
        (AnyOf((AllOf((BELOW, OK)), OFF)), "(n < limit and ok) or off"),
    ],
)
def test_a_tree_reads_as_a_person_writes_it(node: Node, text: str) -> None:
    """Sets are sorted, and parentheses stand where the joiners change."""
    assert text == str(node)


@pytest.mark.parametrize(
    ("node", "operands"),
    [
        (BELOW, (N, LIMIT)),
        (CODED, (Field("code"), Cutoff("codes"))),
        (OK, (Field("ok"),)),
        (Known(N), (N,)),
        (AllOf((BELOW, OK)), ()),
    ],
)
def test_the_operands_of_one_test(node: Node, operands: tuple[object, ...]) -> None:
    """A test has one or two operands; joined tests have none of their own."""
    assert operands == operands_of(node)


def test_a_tree_is_walked_from_left_to_right() -> None:
    """The single tests come in the order in which they stand, and each field is named once."""
    tree = AnyOf((AllOf((CODED, BELOW)), AnyOf((OK, OFF)), Compare(N, ">", Field("m"))))
    assert (CODED, BELOW, OK, OFF, Compare(N, ">", Field("m"))) == tuple(expressions.tests_in(tree))
    assert ("code", "n", "ok", "m") == fields_in(tree)


# --- the opposite -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("node", "opposite"),
    [
        (Compare(N, "<", LIMIT), Compare(N, ">=", LIMIT)),
        (Compare(N, "<=", LIMIT), Compare(N, ">", LIMIT)),
        (Compare(N, ">", LIMIT), Compare(N, "<=", LIMIT)),
        (Compare(N, ">=", LIMIT), Compare(N, "<", LIMIT)),
        (CODED, Member(Field("code"), Cutoff("codes"), inside=False)),
        (OK, Flag(Field("ok"), wanted=False)),
        (AllOf((BELOW, OK)), AnyOf((Compare(N, ">=", LIMIT), Flag(Field("ok"), wanted=False)))),
    ],
)
def test_what_is_wanted_is_the_opposite(node: Node, opposite: Node) -> None:
    """The opposite turns every test and every joiner around, and turning twice gives the tree back."""
    assert opposite == negate(node)
    assert node == negate(opposite)


def test_an_unknown_fact_has_no_opposite() -> None:
    """A rule never says that a fact is known, so nothing asks for the opposite."""
    with pytest.raises(TypeError) as caught:
        negate(Known(N))
    assert "an unknown fact is stated by the rule set, and has no opposite" == str(caught.value)


# --- values -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("left", "op", "right", "expected"),
    [
        (1, "<", 2, True),
        (2, "<", 2, False),
        (2, "<=", 2, True),
        (3, "<=", 2, False),
        (2, ">", 2, False),
        (3, ">", 2, True),
        (2, ">=", 2, True),
        (1, ">=", 2, False),
        (DAY, "<", dt.date(2026, 3, 17), True),
        (None, "<", 2, False),
        (2, ">=", None, False),
    ],
)
def test_a_comparison_of_values(left: Scalar | None, op: str, right: Scalar | None, expected: bool) -> None:
    """Each of the four orders at and beside equality; a null makes it false."""
    assert expected is holds(Compare(Value(left), op, Value(right)))


@pytest.mark.parametrize(
    ("item", "group", "inside", "expected"),
    [
        ("a", frozenset({"a"}), True, True),
        ("b", frozenset({"a"}), True, False),
        ("a", frozenset({"a"}), False, False),
        ("b", frozenset({"a"}), False, True),
        (None, frozenset({"a"}), False, False),
        ("a", None, False, False),
    ],
)
def test_membership_of_values(item: str | None, group: frozenset[str] | None, inside: bool, expected: bool) -> None:
    """A null is neither inside nor outside, and nothing is either of an unknown group."""
    assert expected is holds(Member(Value(item), Value(group), inside))


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [(True, True, True), (False, True, False), (None, True, False), (False, False, True), (None, False, False)],
)
def test_a_flag_of_a_value(value: bool | None, wanted: bool, expected: bool) -> None:
    """A null is neither true nor false."""
    assert expected is holds(Flag(Value(value), wanted))


def test_only_tests_between_values_hold() -> None:
    """What still reads a fact or a limit cannot be told to hold."""
    with pytest.raises(TypeError) as caught:
        holds(BELOW)
    assert "n < limit still reads a field or a cutoff" == str(caught.value)


# --- filling in a day's limits ----------------------------------------------------------------------------------------
TRUE = Compare(LIMIT, "<", Value(6))
FALSE = OFF
FILLED = Compare(N, "<", Value(5))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (BELOW, FILLED),
        (CODED, Member(Field("code"), Value(frozenset({"a", "b"})), inside=True)),
        (OK, OK),
        (Known(N), Known(N)),
        (Compare(N, "<", Field("m")), Compare(N, "<", Field("m"))),
        (TRUE, True),
        (FALSE, False),
        (Member(Value("a"), Cutoff("codes"), inside=False), False),
        (AllOf((TRUE, BELOW)), FILLED),
        (AllOf((FALSE, BELOW)), False),
        (AllOf((BELOW, FALSE)), False),
        (AllOf((TRUE, TRUE)), True),
        (AllOf((BELOW, TRUE, OK)), AllOf((FILLED, OK))),
        (AnyOf((TRUE, BELOW)), True),
        (AnyOf((FALSE, BELOW)), FILLED),
        (AnyOf((FALSE, FALSE)), False),
        (AnyOf((BELOW, FALSE, OK)), AnyOf((FILLED, OK))),
        (AnyOf((AllOf((FALSE, OK)), AllOf((TRUE, BELOW)))), FILLED),
    ],
    ids=str,
)
def test_limits_are_filled_in(node: Node, expected: Node | bool) -> None:
    """Limits become values; what no fact can change folds to true or false, and joiners with one part left vanish."""
    assert expected == fill(node, Limits())


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (BELOW, False),
        (CODED, False),
        (AnyOf((BELOW, OK)), OK),
        (AllOf((BELOW, OK)), False),
    ],
    ids=str,
)
def test_a_limit_that_is_not_set_makes_its_test_false(node: Node, expected: Node | bool) -> None:
    """Without a limit the comparison is false, whatever the fact."""
    assert expected == fill(node, Limits(limit=None, codes=None))


@pytest.mark.parametrize(
    ("node", "limits", "expected"),
    [
        (BELOW, Limits(), True),
        (BELOW, Limits(limit=None), False),
        (OK, Limits(), True),
        (OFF, Limits(), False),
        (OFF, Limits(off=True), True),
        (AllOf((OK, OFF)), Limits(), False),
        (AllOf((OK, OFF)), Limits(off=True), True),
        (AnyOf((OFF, BELOW)), Limits(limit=None), False),
        (AnyOf((OFF, BELOW)), Limits(off=True, limit=None), True),
    ],
)
def test_whether_a_rule_can_fire_today(node: Node, limits: Limits, expected: bool) -> None:
    """A rule whose limit is not set, or whose switch is off, can fire for no record."""
    assert expected is can_fire(node, limits)
