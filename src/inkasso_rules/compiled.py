"""
Turns the trees of a rule set into one Python function, once.

The source that is compiled holds only the names of attrs fields and names made here; every value is bound as an
argument. Each fact is read once; the tests that need nothing but that fact stand in the branch where it is known.

The function that comes out is a *binder*: given the cutoffs of a day it returns the function from a record to its mask.
Binding evaluates what depends on the cutoffs alone, so that a day costs microseconds and a record some hundred
nanoseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from inkasso_rules.columns import Column
from inkasso_rules.expressions import (
    JOINED,
    AllOf,
    AnyOf,
    Compare,
    Cutoff,
    Field,
    Flag,
    Member,
    Node,
    Operand,
    Value,
    operands_of,
    tests_in,
)

__all__ = ["Weighted", "binder"]


@attrs.frozen
class Weighted:
    """A tree, the fields that it reads, and the bit that it sets."""

    node: Node
    fields: tuple[str, ...]
    weight: int


def binder(
    rules: Iterable[Weighted],
    unknowns: Mapping[str, int],
    cutoffs: Mapping[str, Column],
) -> Callable[[Any], Callable[[Any], int]]:
    """
    Compile *rules* to a function from cutoffs to a function from a record to its mask.

    Args:
        rules: Each tree with its bit.

        unknowns: The bit of every required field that the rules read, in the order in which the fields are read.

        cutoffs: The columns of the cutoffs.
    """
    writer = _Writer(tuple(rules), unknowns, cutoffs)
    source = writer.source()
    scope: dict[str, Any] = {}
    exec(compile(source, "<rules>", "exec"), scope)  # noqa: S102 - only field names and names made here are in it.
    return scope["constants"](*writer.constants)  # type: ignore[no-any-return]  # The source above defines it.


def _needs_facts(node: Node) -> bool:
    """Tell whether a tree is false when none of its fields is known: no way to make it true does without them."""
    match node:
        case AllOf(parts):
            return any(_needs_facts(part) for part in parts)
        case AnyOf(parts):
            return all(_needs_facts(part) for part in parts)
        case _:
            return Field in map(type, operands_of(node))


class _Writer:
    """Writes the source of one rule set; thrown away when it is compiled."""

    def __init__(
        self,
        rules: tuple[Weighted, ...],
        unknowns: Mapping[str, int],
        cutoffs: Mapping[str, Column],
    ) -> None:
        self.rules, self.unknowns, self.cutoffs = rules, unknowns, cutoffs
        self.constants: list[Any] = []

    def source(self) -> str:
        fixed = tuple(rule for rule in self.rules if not rule.fields)
        moving = tuple(rule for rule in self.rules if rule.fields)
        bind = [f"c_{name} = c.{name}" for name in self._cutoffs_read()]
        chances = {name: self._chance_of_unknown(name, moving) for name in self.unknowns}
        bind += [f"u_{name} = {self.unknowns[name]} if {chance} else 0" for name, chance in chances.items() if chance]
        bind += ["base = " + (" + ".join(self._weighed(rule) for rule in fixed) or "0")]
        weights = {name: f"u_{name}" if chance else str(self.unknowns[name]) for name, chance in chances.items()}
        body = self._judging(moving, weights)
        return "\n".join(
            (
                f"def constants({', '.join(f'k{index}' for index in range(len(self.constants)))}):",
                " def bind(c):",
                *(f"  {line}" for line in bind),
                "  def mask(f):",
                "   m = base",
                *(f"   {line}" for line in body),
                "   return m",
                "  return mask",
                " return bind",
                "",
            )
        )

    def _cutoffs_read(self) -> tuple[str, ...]:
        tests = (test for rule in self.rules for test in tests_in(rule.node))
        read = (operand.name for test in tests for operand in operands_of(test) if isinstance(operand, Cutoff))
        return tuple(dict.fromkeys(read))

    def _weighed(self, rule: Weighted) -> str:
        return f"({rule.weight} if {self._text(rule.node)} else 0)"

    def _chance_of_unknown(self, name: str, rules: tuple[Weighted, ...]) -> str:
        """Write on which days some rule that reads an unknown field can fire; nothing if it can every day."""
        chances = tuple(self._chance(rule.node) for rule in rules if name in rule.fields)
        return "" if "True" in chances else " or ".join(chances)

    def _chance(self, node: Node) -> str:
        """Write whether some record could make the tree true; see :func:`inkasso_rules.expressions.can_fire`."""
        if isinstance(node, JOINED):
            chances = [self._chance(part) for part in node.parts]
            limited = [chance for chance in chances if chance != "True"]
            if not limited or (isinstance(node, AnyOf) and len(limited) < len(chances)):
                return "True"
            return "(" + (" or " if isinstance(node, AnyOf) else " and ").join(limited) + ")"
        if not _needs_facts(node):
            return self._text(node)
        needs = [f"{self._operand(operand)} is not None" for operand in operands_of(node) if self._may_be_null(operand)]
        if isinstance(node, Member) and node.inside and not (isinstance(node.group, Value) and node.group.value):
            needs.append(self._operand(node.group))  # Nothing is in an empty set.
        return " and ".join(needs) or "True"

    def _may_be_null(self, operand: Operand) -> bool:
        return isinstance(operand, Cutoff) and self.cutoffs[operand.name].optional

    def _judging(self, rules: tuple[Weighted, ...], weights: Mapping[str, str]) -> list[str]:
        """Write the body that reads every field once and adds the bits up."""
        fields = tuple(dict.fromkeys(name for rule in rules for name in rule.fields))
        lines = [f"f_{name} = f.{name}" for name in fields]
        alone: dict[str, list[str]] = {name: [] for name in fields}
        joint = []
        for rule in rules:
            if len(rule.fields) == 1 and _needs_facts(rule.node):
                (name,) = rule.fields
                alone[name].append(f"if {self._text(rule.node, known=name)}: m += {rule.weight}")
            else:
                joint.append(f"if {self._text(rule.node)}: m += {rule.weight}")
        for name, added in alone.items():
            if name in weights:
                lines.append(f"if f_{name} is None: m += {weights[name]}")
                if len(added) == 1:
                    lines.append(f"el{added[0]}")
                elif added:
                    lines += ["else:", *(f" {line}" for line in added)]
            elif added:
                lines += [f"if f_{name} is not None:", *(f" {line}" for line in added)]
        return lines + joint

    def _text(self, node: Node, *, known: str = "") -> str:
        """Write a tree as a Python expression; *known* is a field that need not be guarded against null."""
        if isinstance(node, JOINED):
            joined = " and " if isinstance(node, AllOf) else " or "
            return "(" + joined.join(self._text(part, known=known) for part in node.parts) + ")"
        guards = [
            f"{self._operand(operand)} is not None" for operand in operands_of(node) if self._open(operand, known)
        ]
        return "(" + " and ".join([*guards, self._test(node)]) + ")" if guards else self._test(node)

    def _open(self, operand: Operand, known: str) -> bool:
        return self._may_be_null(operand) or (isinstance(operand, Field) and operand.name != known)

    def _test(self, node: Node) -> str:
        match node:
            case Compare(left, op, right):
                return f"{self._operand(left)} {op} {self._operand(right)}"
            case Member(item, group, inside):
                return f"{self._operand(item)} {'in' if inside else 'not in'} {self._operand(group)}"
            case Flag(item, wanted):
                return self._operand(item) if wanted else f"{self._operand(item)} is False"
            case _:
                msg = f"{node} is no part of a rule"
                raise TypeError(msg)

    def _operand(self, operand: Operand) -> str:
        if isinstance(operand, Value):
            self.constants.append(operand.value)
            return f"k{len(self.constants) - 1}"
        return f"f_{operand.name}" if isinstance(operand, Field) else f"c_{operand.name}"
