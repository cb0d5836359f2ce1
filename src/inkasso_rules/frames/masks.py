"""
Turns the trees of a rule set into expressions over the columns of a data frame.

The third form of a tree, beside Python (:mod:`inkasso_rules.compiled`) and SQL (:mod:`inkasso_rules.sql`). It decides
nothing about frames; :mod:`inkasso_rules.frames` has checked the columns before.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from inkasso_rules.columns import Kind, columns_of
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.expressions import (
    AllOf,
    AnyOf,
    Compare,
    Cutoff,
    Field,
    Known,
    Member,
    Node,
    Operand,
    Value,
    fields_in,
    fill,
)
from inkasso_rules.rules import Bit, Layout

__all__ = ["DTYPES", "LimitRangeError", "mask_expression"]

F = TypeVar("F")
C = TypeVar("C")

#: What the expressions compute with.
DTYPES: Final[Mapping[Kind, DType]] = MappingProxyType(
    {Kind.DATE: nw.Date(), Kind.INT: nw.Int64(), Kind.BOOL: nw.Boolean(), Kind.TEXT: nw.String()}
)

_Made = Callable[[Any, Any], nw.Expr]
_COMPARE: Final[Mapping[str, _Made]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
)

_INT_MIN: Final = -(2**63)
_INT_MAX: Final = 2**63 - 1


class LimitRangeError(InkassoRulesError, OverflowError):
    """
    Limits do not fit the whole numbers of a frame.

    Attributes:
        limits: The names of the limits and their values, sorted.
    """

    def __init__(self, limits: tuple[tuple[str, int], ...]) -> None:
        super().__init__(limits)
        self.limits = limits

    def __str__(self) -> str:
        listed = ", ".join(f"{name} {value}" for name, value in self.limits)
        return f"limits do not fit an Int64: {listed}; a frame takes {_INT_MIN} to {_INT_MAX}."


def mask_expression(
    layout: Layout[F, C], fields: Mapping[str, nw.Expr], limits: Mapping[str, C], owner: nw.Expr
) -> nw.Expr:
    """
    Return the mask of *layout* as an expression, an Int64.

    Args:
        layout: The bits.

        fields: The columns that the rules read, by field, each of its type in :data:`DTYPES`.

        limits: The limits of each creditor, by name; of one, or of many.

        owner: The creditor's name in each row; not read where there is one creditor.

    Raises:
        LimitRangeError: If a limit does not fit an Int64.
    """
    numbers = {
        (name, getattr(one, name))
        for one in limits.values()
        for name, column in columns_of(type(one)).items()
        if column.kind is Kind.INT and getattr(one, name) is not None
    }
    if wide := sorted(each for each in numbers if not _INT_MIN <= each[1] <= _INT_MAX):
        raise LimitRangeError(tuple(wide))
    return _Writer(fields, limits, owner).mask(layout)


class _Writer(Generic[C]):
    """
    Writes masks as expressions, for the limits of one creditor or of many.

    A limit that is the same for all is a constant. Any other is a column, looked up by the creditor's name.
    """

    def __init__(self, fields: Mapping[str, nw.Expr], limits: Mapping[str, C], owner: nw.Expr) -> None:
        self.fields, self.limits, self.owner = fields, limits, owner
        self.shared = next(iter(limits.values()), None)
        self.varying = frozenset(
            name
            for one in limits.values()
            for name in columns_of(type(one))
            if getattr(one, name) != getattr(self.shared, name)
        )

    def mask(self, layout: Layout[F, C]) -> nw.Expr:
        """Add up the bits. They are disjoint, and ``|`` between numbers is a logical or on some engines."""
        always = dict.fromkeys(self.limits, 0)
        terms = []
        for bit in layout.bits:
            weights = {name: bit.weight * self._counts(layout, bit, one) for name, one in self.limits.items()}
            if not any(weights.values()):
                continue
            node = fill(bit.node, self.shared, varying=self.varying) if bit.fields else True
            if node is True:
                always = {name: total + weights[name] for name, total in always.items()}
            elif node is not False:
                weight = self._looked_up(weights, nw.Int64(), 0)
                terms.append(nw.when(self._condition(node)).then(weight).otherwise(nw.lit(0, nw.Int64())))
        return reduce(operator.add, terms, self._looked_up(always, nw.Int64(), 0))

    def _counts(self, layout: Layout[F, C], bit: Bit[F, C], limits: C) -> bool:
        """Tell whether the bit can be set on these limits; of a rule that reads no fact, whether it is."""
        if not bit.is_rule:
            return layout.can_miss(bit, limits)
        return bool(bit.fields) or fill(bit.node, limits) is True

    def _looked_up(self, values: Mapping[str, Any], dtype: DType, default: Any) -> nw.Expr:
        """Return each creditor's value, as a constant where they agree."""
        distinct = set(values.values())
        if len(distinct) < 2:  # noqa: PLR2004 - one value is no choice.
            return nw.lit(next(iter(distinct), default), dtype)
        kept = {name: value for name, value in values.items() if value != default}
        return self.owner.replace_strict(list(kept), list(kept.values()), default=default, return_dtype=dtype)

    def _condition(self, node: Node) -> nw.Expr:
        if not fields_in(node):
            return self._looked_up({n: fill(node, one) for n, one in self.limits.items()}, nw.Boolean(), default=False)
        match node:
            case AllOf(parts) | AnyOf(parts):
                join: _Made = operator.and_ if isinstance(node, AllOf) else operator.or_
                return reduce(join, map(self._condition, parts))
            case Compare(left, op, right):
                return _COMPARE[op](self._operand(left), self._operand(right))
            case Member(item, group, inside):
                return self._member(self._operand(item), group, inside=inside)
        said: nw.Expr = self._operand(node.item)
        if isinstance(node, Known):  # The bit of an unknown field.
            return said.is_null()
        return said if node.wanted else ~said

    def _operand(self, operand: Operand) -> Any:
        if isinstance(operand, Field):
            return self.fields[operand.name]
        if isinstance(operand, Value):
            return operand.value
        values = {owner: getattr(one, operand.name) for owner, one in self.limits.items()}
        kind = columns_of(type(self.shared))[operand.name].kind
        return self._looked_up(values, DTYPES[kind], None)

    def _member(self, item: nw.Expr, group: Operand, *, inside: bool) -> nw.Expr:
        if isinstance(group, Cutoff):  # The sets differ: number them, and look for number and code together.
            sets = {owner: getattr(one, group.name) for owner, one in self.limits.items()}
            distinct = [each for each in dict.fromkeys(sets.values()) if each is not None]
            numbers = {each: f"{number}:" for number, each in enumerate(distinct)}
            owners = {owner: numbers.get(each) for owner, each in sets.items()}
            item = nw.concat_str([self._looked_up(owners, nw.String(), None), item])
            codes = [numbers[each] + code for each in distinct for code in _texts(each)]
        else:
            codes = _texts(cast("Value", group).value)
        if inside:
            return item.is_in(codes)
        # Engines do not agree on whether a null is outside, nor on whether a list may be empty.
        return ~item.is_in(codes) & ~item.is_null() if codes else ~item.is_null()


def _texts(group: Any) -> list[str]:
    """Return the codes in sorted order, as plain text: an engine would take the members of an enum for objects."""
    return [str.__str__(code) for code in sorted(group)]
