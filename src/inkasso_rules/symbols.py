"""
What a rule's lambda is given when it is traced, and the helpers that rules are written with.

A :class:`Symbol` stands for one field or cutoff and turns every comparison into a node. Whatever else a rule tries
(``and``, ``not``, ``in``, ``is``, ``==``, arithmetic, a bare flag) raises :exc:`MisuseError` at once, and says what to
write instead. The same helpers work on real values, so that a rule's lambda is its own oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Never, TypeVar, cast

import attrs

from inkasso_rules.bytecode import look_into
from inkasso_rules.columns import Column, Kind, kind_of
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Member, Node, Operand, Value

__all__ = ["NULL", "Condition", "MisuseError", "Symbol", "among", "flag", "lacks", "nullsafe", "outside", "trace"]

_X = TypeVar("_X")


class MisuseError(InkassoRulesError, TypeError):
    """
    A rule is written in a way that cannot be traced.

    Attributes:
        code: The rule's code.

        found: What the rule does.

        advice: What to write instead.
    """

    def __init__(self, code: str, found: str, advice: str) -> None:
        super().__init__(code, found, advice)
        self.code, self.found, self.advice = code, found, advice

    def __str__(self) -> str:
        return f"rule {self.code} {self.found}; {self.advice}."


class _MisuseSeen(BaseException):
    """What a symbol saw; the symbol does not know which rule it stands in."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found, advice)
        self.found, self.advice = found, advice


_ORDERED: Final = frozenset({Kind.DATE, Kind.INT})
_JOIN: Final = "join conditions with | and &, each comparison in parentheses"


class Condition:
    """A node while its rule is being traced; it can be joined by ``|`` and ``&`` and nothing else."""

    __slots__ = ("node",)
    __hash__ = None  # type: ignore[assignment]  # A condition is never a key, and `in` must not be fooled by a hash.

    def __init__(self, node: Node) -> None:
        self.node = node

    def __or__(self, other: object) -> Condition:
        return Condition(AnyOf((*_parts(self, AnyOf), *_parts(_condition(other), AnyOf))))

    def __and__(self, other: object) -> Condition:
        return Condition(AllOf((*_parts(self, AllOf), *_parts(_condition(other), AllOf))))

    def _joined_to(self, other: object) -> Condition:
        return _condition(other)  # What stands to the left is no condition, or it would have joined itself.

    __ror__ = __rand__ = _joined_to

    def __bool__(self) -> Never:
        raise _MisuseSeen("uses and, or, not, if or a chained comparison", _JOIN)

    def __invert__(self) -> Never:
        raise _MisuseSeen("uses ~", "state what blocks: turn the comparison around, or use outside() or lacks()")

    def __eq__(self, other: object) -> Never:
        raise _MisuseSeen("compares a condition", _JOIN)


def _condition(found: object) -> Condition:
    if isinstance(found, Condition):
        return found
    if isinstance(found, Symbol):
        raise _MisuseSeen(
            f"uses {found.symbol_name} as a condition",
            f"write flag({found.symbol_spelled}) or lacks({found.symbol_spelled})",
        )
    raise _MisuseSeen(
        f"gives {found!r}, which is no condition", "compare with <, <=, >, >=, or use among() or outside()"
    )


def _parts(condition: Condition, joined: type[AllOf | AnyOf]) -> tuple[Node, ...]:
    node = condition.node
    return node.parts if isinstance(node, joined) else (node,)


class Symbol:
    """One field or cutoff while a rule is being traced."""

    __slots__ = ("symbol_kind", "symbol_operand")

    def __init__(self, operand: Operand, kind: Kind) -> None:
        self.symbol_operand, self.symbol_kind = operand, kind

    def __str__(self) -> Never:
        raise _MisuseSeen(f"makes text of {self.symbol_name}", "prepare the text when the record is made")

    @property
    def symbol_name(self) -> str:
        """The name of the field or cutoff, or the constant."""
        return str(self.symbol_operand)

    @property
    def symbol_spelled(self) -> str:
        """The symbol as the rule writes it."""
        return ("c." if isinstance(self.symbol_operand, Cutoff) else "f.") + self.symbol_name

    def _compared(self, op: str, other: object) -> Condition:
        right = _symbol(other)
        if self.symbol_kind is not right.symbol_kind or self.symbol_kind not in _ORDERED:
            raise _MisuseSeen(
                f"compares {self.symbol_name} ({self.symbol_kind}) with {right.symbol_name} ({right.symbol_kind})",
                "compare dates with dates and whole numbers with whole numbers; codes go into among() or outside()",
            )
        return Condition(Compare(self.symbol_operand, op, right.symbol_operand))

    def __lt__(self, other: object) -> Condition:
        return self._compared("<", other)

    def __le__(self, other: object) -> Condition:
        return self._compared("<=", other)

    def __gt__(self, other: object) -> Condition:
        return self._compared(">", other)

    def __ge__(self, other: object) -> Condition:
        return self._compared(">=", other)

    def __bool__(self) -> Never:
        raise _MisuseSeen(
            f"uses {self.symbol_name} as a truth value", f"write flag({self.symbol_spelled}), and {_JOIN}"
        )

    def _equal(self, _: object) -> Never:
        raise _MisuseSeen(
            f"uses == or != on {self.symbol_name}",
            f"write among({self.symbol_spelled}, ...) or outside({self.symbol_spelled}, ...)",
        )

    __eq__ = __ne__ = _equal

    def __hash__(self) -> Never:
        raise _MisuseSeen(
            f"uses in with {self.symbol_name}",
            f"write among({self.symbol_spelled}, ...) or outside({self.symbol_spelled}, ...)",
        )

    def __contains__(self, item: object) -> Never:
        raise _MisuseSeen(
            f"uses in with {self.symbol_name}",
            f"write among(..., {self.symbol_spelled}) or outside(..., {self.symbol_spelled})",
        )

    def __iter__(self) -> Never:
        raise _MisuseSeen(
            f"loops over {self.symbol_name}",
            f"write among(..., {self.symbol_spelled}) or outside(..., {self.symbol_spelled})",
        )

    def _computed(self, _: object = None) -> Never:
        raise _MisuseSeen(
            f"computes with {self.symbol_name}",
            "compute limits once, in the cutoffs, and facts when the record is made",
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __invert__ = _computed
    __or__ = __ror__ = __and__ = __rand__ = _computed

    def __getattr__(self, name: str) -> Never:
        raise _MisuseSeen(
            f"calls or reads .{name} of {self.symbol_name}", "prepare it when the record is made, as a field of its own"
        )


def _symbol(found: object) -> Symbol:
    if isinstance(found, Symbol):
        return found
    try:
        kind = _kind_of_constant(found)
    except TypeError as error:
        advice = "use a date, a whole number, a code or a frozenset of codes"
        raise _MisuseSeen(f"uses a constant of type {type(found).__name__}", advice) from error
    return Symbol(Value(cast("Any", found)), kind)


def _kind_of_constant(found: object) -> Kind:
    members = found if isinstance(found, frozenset) else ()
    if any(not isinstance(member, str) for member in members):
        raise TypeError
    return kind_of(type(found))


class _Record:
    """Stands for the whole record of facts, or of cutoffs, while a rule is being traced."""

    __slots__ = ("_columns", "_operand", "_owner")

    def __init__(self, columns: Mapping[str, Column], operand: type[Field | Cutoff], owner: str) -> None:
        self._columns, self._operand, self._owner = columns, operand, owner

    def __getattr__(self, name: str) -> Symbol:
        if name not in self._columns:
            raise _MisuseSeen(f"reads {name}, which {self._owner} lacks", f"it has {', '.join(self._columns)}")
        return Symbol(self._operand(name), self._columns[name].kind)


def trace(
    code: str,
    rule: Callable[[Any, Any], object],
    facts: Mapping[str, Column],
    cutoffs: Mapping[str, Column],
    owners: tuple[str, str],
) -> Node:
    """
    Run *rule* once on symbols and return its tree.

    Raises:
        MisuseError: If the rule does anything but compare, test and join.
    """
    look = look_into(rule, trusted=__name__)
    if look.before:
        raise MisuseError(code, *look.before)
    try:
        condition = _condition(rule(_Record(facts, Field, owners[0]), _Record(cutoffs, Cutoff, owners[1])))
    except _MisuseSeen as seen:
        raise MisuseError(code, seen.found, seen.advice) from None
    except TypeError as error:
        raise MisuseError(code, f"cannot be run on symbols ({error})", f"only compare, test and {_JOIN}") from error
    if look.after:
        raise MisuseError(code, *look.after)
    return condition.node


# --- the helpers ------------------------------------------------------------------------------------------------------
def among(item: _X, group: frozenset[_X]) -> bool:
    """Hold when *item* is one of *group*; a null is in no group."""
    return cast("bool", _member(item, group, inside=True))


def outside(item: _X, group: frozenset[_X]) -> bool:
    """Hold when *item* is known and none of *group*."""
    return cast("bool", _member(item, group, inside=False))


def _member(item: Any, group: Any, *, inside: bool) -> Any:
    if not isinstance(item, Symbol) and not isinstance(group, Symbol):
        nulls = (None, NULL)
        return item not in nulls and group not in nulls and (item in group) is inside
    one, many = _symbol(item), _symbol(group)
    if many.symbol_kind is not Kind.TEXTS or one.symbol_kind is not Kind.TEXT:
        raise _MisuseSeen(
            f"looks for {one.symbol_name} ({one.symbol_kind}) in {many.symbol_name} ({many.symbol_kind})",
            "look for a code in a frozenset of codes",
        )
    if isinstance(many.symbol_operand, Field):
        raise _MisuseSeen(
            f"looks into {many.symbol_name}, a set of the record's own", "make it a flag when the record is made"
        )
    return Condition(Member(one.symbol_operand, many.symbol_operand, inside))


def flag(item: bool) -> bool:  # noqa: FBT001 - the one argument is the flag itself.
    """Hold when *item* is true."""
    return cast("bool", _flag(item, wanted=True))


def lacks(item: bool) -> bool:  # noqa: FBT001 - the one argument is the flag itself.
    """Hold when *item* is false; an unknown flag is neither."""
    return cast("bool", _flag(item, wanted=False))


def _flag(item: object, *, wanted: bool) -> Any:
    if not isinstance(item, Symbol):
        return item is wanted
    if item.symbol_kind is not Kind.BOOL:
        raise _MisuseSeen(f"uses {item.symbol_name} ({item.symbol_kind}) as a flag", "only a bool is a flag")
    return Condition(Flag(item.symbol_operand, wanted))


# --- real records with nulls, for a rule's lambda as its own oracle ---------------------------------------------------
class _Null:
    """A null that compares as every engine does: never true."""

    __slots__ = ()

    def _never(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _never


#: Stands for a null where a rule's lambda is run on real values.
NULL: Final[Any] = _Null()


def nullsafe(record: object) -> Any:
    """Return a read-only view of an attrs record in which every ``None`` is :data:`NULL`."""
    names = tuple(field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(record))))
    view = {name: NULL if getattr(record, name) is None else getattr(record, name) for name in names}
    return type("Nullsafe", (), {"__slots__": (), **MappingProxyType(view)})()
