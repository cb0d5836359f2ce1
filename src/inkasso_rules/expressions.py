"""
The small language in which a rule states what blocks.

A rule is a lambda over a record of facts (``f``) and a record of cutoffs (``c``). It is run once, at import, on symbols
(:mod:`inkasso_rules.symbols`), and what comes back is a tree of the nodes below. Python, data frames and SQL are all
made from that tree.

Nulls are decided here, once: a comparison with a null is false. Whether an unknown fact blocks is decided by the rule
set (:mod:`inkasso_rules.rules`), never by a rule. A tree holds no negation, so it can only become truer as its
comparisons become true; that is what makes :func:`can_fire` exact.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.errors import InkassoRulesError

__all__ = [
    "JOINED",
    "AllOf",
    "AnyOf",
    "Compare",
    "Cutoff",
    "Field",
    "Flag",
    "Known",
    "Member",
    "Node",
    "NodeError",
    "Operand",
    "Scalar",
    "Value",
    "can_fire",
    "fields_in",
    "fill",
    "holds",
    "negate",
    "operands_of",
    "tests_in",
]

Scalar = dt.date | int | bool | str


# --- operands and nodes -----------------------------------------------------------------------------------------------
class NodeError(InkassoRulesError, ValueError):
    """
    A node is made of something that it cannot hold.

    Attributes:
        node: The node's class.

        found: What it was given; in words, for it may be anything.

        wanted: What would have been fine.
    """

    def __init__(self, node: str, found: str, wanted: str) -> None:
        super().__init__(node, found, wanted)
        self.node, self.found, self.wanted = node, found, wanted

    def __str__(self) -> str:
        return f"the node {self.node} has {self.found}; wanted {self.wanted}."


@attrs.frozen
class Field:
    """A fact of the record that is judged."""

    name: str

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Cutoff:
    """A limit that is the same for every record judged on one day."""

    name: str

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Value:
    """A constant, or a cutoff that has been filled in. A null here comes from an optional cutoff."""

    value: Scalar | frozenset[str] | None

    def __str__(self) -> str:
        """Return the value as a person reads it; a set in sorted order."""
        if isinstance(self.value, frozenset):
            return "{" + ", ".join(sorted(self.value)) + "}"
        return str(self.value)


Operand = Field | Cutoff | Value

_ORDERS: Final = MappingProxyType({"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge})


def _check_op(_: object, __: object, op: Any) -> None:
    if not isinstance(op, str) or op not in _ORDERS:
        raise NodeError("Compare", "another operator", f"one of {', '.join(_ORDERS)}")


def _check_group(_: object, __: object, group: Operand) -> None:
    if isinstance(group, Value) and group.value is not None and not isinstance(group.value, frozenset):
        raise NodeError("Member", f"a group of type {type(group.value).__name__}", "a frozenset, or null")


def _tupled(parts: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(parts)


def _check_parts(node: object, _: object, parts: tuple[object, ...]) -> None:
    if not parts or not all(isinstance(part, Node) for part in parts):
        found = "parts that are no nodes" if parts else "no parts"
        raise NodeError(type(node).__name__, found, "one node or more")


@attrs.frozen
class Compare:
    """``left op right`` with op one of ``<``, ``<=``, ``>``, ``>=``; false when either side is null."""

    left: Operand
    op: str = attrs.field(validator=_check_op)
    right: Operand

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


@attrs.frozen
class Member:
    """``item`` is one of ``group`` (or, with ``inside`` false, is none of them); false when either is null."""

    item: Operand
    group: Operand = attrs.field(validator=_check_group)
    inside: bool

    def __str__(self) -> str:
        return f"{self.item} {'in' if self.inside else 'not in'} {self.group}"


@attrs.frozen
class Flag:
    """``item`` is true (or, with ``wanted`` false, is false); false when it is null."""

    item: Operand
    wanted: bool

    def __str__(self) -> str:
        return str(self.item) if self.wanted else f"not {self.item}"


@attrs.frozen
class Known:
    """``item`` is known. Never part of a rule: it is what an unknown fact leaves wanted."""

    item: Field

    def __str__(self) -> str:
        return f"{self.item} is known"


@attrs.frozen
class AllOf:
    """Every part holds."""

    parts: tuple[Node, ...] = attrs.field(converter=_tupled, validator=_check_parts)

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts)


@attrs.frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...] = attrs.field(converter=_tupled, validator=_check_parts)

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, AllOf) else str(part) for part in self.parts)


Node = Compare | Member | Flag | Known | AllOf | AnyOf

#: The nodes that have parts. A tuple: a union in its place would be made anew for each question.
JOINED: Final = (AllOf, AnyOf)

_OPPOSITE: Final = MappingProxyType({"<": ">=", ">=": "<", ">": "<=", "<=": ">"})


def operands_of(node: Node) -> tuple[Operand, ...]:
    """Return the operands of one test; a joined node has none of its own."""
    if isinstance(node, Compare):
        return (node.left, node.right)
    if isinstance(node, Member):
        return (node.item, node.group)
    return () if isinstance(node, JOINED) else (node.item,)


def tests_in(node: Node) -> Iterator[Node]:
    """Yield the single tests of a tree, from left to right."""
    if isinstance(node, JOINED):
        for part in node.parts:
            yield from tests_in(part)
    else:
        yield node


def fields_in(node: Node) -> tuple[str, ...]:
    """Return the names of the fields that a tree reads, each once, in the order in which they stand."""
    names = [operand.name for test in tests_in(node) for operand in operands_of(test) if isinstance(operand, Field)]
    return tuple(dict.fromkeys(names))


def negate(node: Node) -> Node:
    """Return what must hold for *node* not to hold, all facts being known: what a blocked record is wanted to be."""
    match node:
        case Compare(left, op, right):
            return Compare(left, _OPPOSITE[op], right)
        case Member(item, group, inside):
            return Member(item, group, not inside)
        case Flag(item, wanted):
            return Flag(item, not wanted)
        case AllOf(parts):
            return AnyOf(tuple(negate(part) for part in parts))
        case AnyOf(parts):
            return AllOf(tuple(negate(part) for part in parts))
        case _:
            raise TypeError("an unknown fact is stated by the rule set, and has no opposite")


# --- filling in the cutoffs -------------------------------------------------------------------------------------------
def holds(test: Node) -> bool:
    """Tell whether a single test between values holds; a null makes it false."""
    match test:
        case Compare(Value(left), op, Value(right)):
            return left is not None and right is not None and bool(_ORDERS[op](left, right))
        case Member(Value(item), Value(group), inside):
            return item is not None and isinstance(group, frozenset) and (item in group) is inside
        case Flag(Value(item), wanted):
            return item is wanted
        case _:
            raise TypeError(f"{test} still reads a field or a cutoff")


def fill(node: Node, cutoffs: object, *, varying: frozenset[str] = frozenset()) -> Node | bool:
    """
    Replace the cutoffs of a tree by their values, and what no fact can change any more by true or false.

    Args:
        node: The tree, as traced.

        cutoffs: A record with one attribute per cutoff.

        varying: The cutoffs to leave as they are, because they differ between the records that are judged.

    Returns:
        A tree over fields, values and the varying cutoffs only, or what the rule says of every record.
    """
    if isinstance(node, JOINED):
        decisive = isinstance(node, AnyOf)
        rest: list[Node] = []
        for part in node.parts:
            filled = fill(part, cutoffs, varying=varying)
            if filled is decisive:
                return decisive
            if not isinstance(filled, bool):
                rest.append(filled)
        if not rest:
            return not decisive
        return rest[0] if len(rest) == 1 else type(node)(tuple(rest))
    test = _replaced(node, lambda cutoff: cutoff if cutoff.name in varying else Value(getattr(cutoffs, cutoff.name)))
    operands = operands_of(test)
    if Value(None) in operands or (isinstance(test, Member) and test.inside and test.group == Value(frozenset())):
        return False
    return holds(test) if all(isinstance(operand, Value) for operand in operands) else test


def _replaced(test: Node, value_of: Callable[[Cutoff], Operand]) -> Node:
    def put(operand: Operand) -> Operand:
        return value_of(operand) if isinstance(operand, Cutoff) else operand

    match test:
        case Compare(left, op, right):
            return Compare(put(left), op, put(right))
        case Member(item, group, inside):
            return Member(put(item), put(group), inside)
        case Flag(item, wanted):
            return Flag(put(item), wanted)
        case _:
            return test


def can_fire(node: Node, cutoffs: object) -> bool:
    """
    Tell whether some record could make the tree true on these cutoffs.

    A rule that cannot fire today needs no facts: with no lowest amount set, an unknown amount blocks nothing.
    """
    if isinstance(node, AllOf):
        return all(can_fire(part, cutoffs) for part in node.parts)
    if isinstance(node, AnyOf):
        return any(can_fire(part, cutoffs) for part in node.parts)
    return fill(node, cutoffs) is not False
