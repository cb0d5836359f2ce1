"""
The rules as SQL text, for a host whose invoices stay in a database.

One expression, for DuckDB and PostgreSQL alike, whose value is the same mask that every other form of the rules gives.
Nothing is run here. A comparison with a null is null in SQL, and ``CASE`` takes null for false, as the rules do.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from inkasso_rules.expressions import AllOf, AnyOf, Compare, Known, Member, Node, Operand, Value, fill
from inkasso_rules.rules import RuleSet

__all__ = ["mask_sql"]

F = TypeVar("F")
C = TypeVar("C")


def mask_sql(rules: RuleSet[F, C], cutoffs: C, /, *, warnings: bool = False) -> str:
    """
    Return the mask of *rules* as one SQL expression over columns named as the record's fields.

    Days are ``DATE``, amounts whole minor units, flags ``BOOLEAN``. The day's limits are literals in the text, so it is
    made anew each day. Names and literals are quoted here; nothing else gets into the text.

    Args:
        rules: The rule set.

        cutoffs: The day's limits, as ``rules.measure`` makes them.

        warnings: Whether to return the mask of the warnings instead of the blocks.

    Returns:
        An expression of type ``BIGINT`` that is never null; 0 when nothing blocks.
    """
    layout = rules.warning if warnings else rules.blocking
    always, terms = 0, []
    for bit in layout.bits:
        possible = bit.is_rule or layout.can_miss(bit, cutoffs)
        filled = fill(bit.node, cutoffs) if possible else False
        if filled is True:
            always += bit.weight
        elif filled is not False:
            terms.append(f"CASE WHEN {_condition(filled)} THEN {_bigint(bit.weight)} ELSE {_bigint(0)} END")
    return "\n + ".join((_bigint(always), *terms))


def _bigint(number: int) -> str:
    return f"CAST({number} AS BIGINT)"


def _condition(node: Node) -> str:
    match node:
        case AllOf(parts) | AnyOf(parts):
            joined = " AND " if isinstance(node, AllOf) else " OR "
            return "(" + joined.join(_condition(part) for part in parts) + ")"
        case Compare(left, op, right):
            return f"{_operand(left)} {op} {_operand(right)}"
        case Member(item, Value(frozenset() as group), inside) if group:
            listed = ", ".join(_literal(code) for code in sorted(group))
            return f"{_operand(item)} {'IN' if inside else 'NOT IN'} ({listed})"
        case Member(item):  # Outside an empty set, which SQL cannot list, is what is known; inside it nothing is left.
            return f"{_operand(item)} IS NOT NULL"
    if isinstance(node, Known):  # The bit of an unknown field.
        return f"{_operand(node.item)} IS NULL"
    return _operand(node.item) if node.wanted else f"NOT {_operand(node.item)}"


def _operand(operand: Operand) -> str:
    return _literal(operand.value) if isinstance(operand, Value) else f'"{operand.name}"'


def _literal(value: object) -> str:
    if isinstance(value, str):  # The characters themselves: str() of an enum member may be its name.
        return "'" + str.__str__(value).replace("'", "''") + "'"
    return f"DATE '{value}'" if isinstance(value, dt.date) else f"{value:d}"
