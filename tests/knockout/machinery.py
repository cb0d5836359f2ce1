"""
Take away what decides, in this process, and run the marked test cases again.

Everything is changed in place, because tests hold the objects themselves (``MANUAL``, ``POLICY``, a function), and is
put back afterwards, whatever happened.
"""

import functools
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.journal.parts import Side
from inkasso_rules.law.parameter import Dated, Parameter
from inkasso_rules.lifecycle.effects import Ending, keep
from inkasso_rules.lifecycle.table import To
from inkasso_rules.model.facts import End
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import LineCode
from inkasso_rules.policy import POLICY
from tests.knockout.changes import FUNCTIONS, POLICY_VALUES
from tests.support import is_plain, params_of, requirements_of_item
from tools.objects import Deciding, Kind, modules

#: The global name through which a changed function finds what answers in its place.
_IN_ITS_PLACE: Final = "__knockout__"

#: What is left of a row of the lifecycle's tables when it is gone: the case stays as it is, and nothing is said.
_GONE: Final[Mapping[Kind, Mapping[str, object]]] = MappingProxyType(
    {
        Kind.TRANSITION: {"to": To.SAME, "effect": keep, "checks": (), "tells": (), "sends": None},
        Kind.CHECK: {"broken": lambda *_: False},
        Kind.NOTICE: {"due": lambda *_: False},
        Kind.REFUSAL: {"holds": lambda *_: False},
        Kind.STEP: {"stages": ()},
    }
)

#: What becomes of a part of a payment: it stands on the other side, goes to another account, or says another thing.
_OTHER_PART: Final[tuple[Callable[[Any], Mapping[str, object]], ...]] = (
    lambda rule: {"side": Side.ADDITION if rule.side is Side.DEDUCTION else Side.DEDUCTION},
    lambda _: {"account": "year_end"},
    lambda _: {"code": LineCode.YEAR_END},
)

#: What becomes of a row by which a fact does nothing at all.
_DOING: Final[Mapping[str, object]] = MappingProxyType({"effect": Ending(End.STOPPED)})


# --- the cases --------------------------------------------------------------------------------------------------------
def cases_by_requirement(items: tuple[pytest.Item, ...]) -> Mapping[str, tuple[pytest.Function, ...]]:
    """Return the plain test cases that carry each requirement."""
    found: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and is_plain(item):
            for requirement in requirements_of_item(item):
                found.setdefault(requirement, []).append(item)
    return {requirement: tuple(cases) for requirement, cases in found.items()}


def error_of(case: pytest.Function) -> BaseException | None:
    """Run a test case once more; return what it raises, or nothing if it passes."""
    try:
        case.obj(**params_of(case))
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - the caller tells the ways apart.
        return error
    return None


def notices(error: BaseException | None) -> bool:
    """
    Tell whether a case failed because it compared: an ``assert``, or ``pytest.raises`` that saw nothing raised.

    A case that merely stumbles, as over an empty tuple, would stumble over a right answer of another shape too.
    """
    return isinstance(error, (AssertionError, pytest.fail.Exception))


def unnoticed(item: Deciding, tried: tuple[pytest.Function, ...]) -> Mapping[str, str]:
    """Return what each case does while something is knocked out, in the first way that none of them notices."""
    for way in ways_out(item):
        told: dict[str, str] = {}
        with way:
            for case in tried:
                error = error_of(case)
                if notices(error):
                    break
                told[case.nodeid] = "passes" if error is None else f"stumbles: {error!r}"
            else:
                return told
    return {}


# --- the changes ------------------------------------------------------------------------------------------------------
def ways_out(item: Deciding) -> Iterator[AbstractContextManager[None]]:
    """Yield each way to knock something out: of a law value, each row; of a part, each column; else the only one."""
    if item.kind is Kind.PART:
        for other in _OTHER_PART:
            yield _values_set(item.owner, other(item.owner))
        return
    if item.kind is not Kind.LAW:
        yield knocked_out(item)
        return
    parameter: Parameter[Any] = getattr(item.owner, item.field)
    for position in range(len(parameter.rows)):
        yield _values_set(parameter, {"rows": changed_rows(parameter.rows, position)})


def knocked_out(item: Deciding) -> AbstractContextManager[None]:
    """Remove a rule or a row, or change a policy value or a function, for the time of a ``with``."""
    if item.kind is Kind.RULE:
        return _values_set(item.owner, _fields_of(item.owner.without(item.field)))
    if item.kind is Kind.POLICY:
        return _values_set(POLICY, {item.field: changed_policy_value(item.field)})
    if item.kind in _GONE:
        gone = _GONE[item.kind]
        return _values_set(item.owner, _DOING if gone.items() <= _fields_of(item.owner).items() else gone)
    return function_changed(item.owner, FUNCTIONS[item.requirement, f"{item.module}.{item.name}"])


def _fields_of(instance: Any) -> Mapping[str, object]:
    return {field.name: getattr(instance, field.name) for field in attrs.fields(type(instance))}


@contextmanager
def _values_set(instance: Any, values: Mapping[str, object]) -> Iterator[None]:
    before = {name: getattr(instance, name) for name in values}
    try:
        for name, value in values.items():
            object.__setattr__(instance, name, value)
        forget()
        yield
    finally:
        for name, value in before.items():
            object.__setattr__(instance, name, value)
        forget()


def forget() -> None:
    """Empty the library's caches: what they hold was worked out before a change, or during it."""
    for cached in _cached():
        cached.cache_clear()


@functools.cache
def _cached() -> tuple[Any, ...]:
    """Return every function of the library that has a cache, once."""
    held = (value for module in modules() for value in vars(module).values() if hasattr(value, "cache_clear"))
    return tuple({id(value): value for value in held}.values())


def changed_policy_value(name: str) -> object:
    """Return another value than the policy's own: one more, the opposite, or what :mod:`changes` names."""
    if name in POLICY_VALUES:
        return POLICY_VALUES[name]
    value = getattr(POLICY, name)
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Enum():
            return next(other for other in type(value) if other is not value)
        case _:
            pytest.fail(f"tests/knockout/changes.py names no other value for the policy value {name}")


def changed_rows(rows: tuple[Dated[Any], ...], position: int) -> tuple[Dated[Any], ...]:
    """
    Return the rows of a law value, the one at *position* with another value.

    It is a krona, a day, a year or half a point more; a rule no longer holds; and what the law set later it sets early.
    """
    row = rows[position]
    match row.value:
        case None:
            value = rows[position + 1].value
        case True:
            value = None
        case Money():
            value = row.value + Money.of(1)
        case Decimal():
            value = row.value + Decimal("0.50")
        case int():
            value = row.value + 1
    return (*rows[:position], attrs.evolve(row, value=value), *rows[position + 1 :])


@contextmanager
def function_changed(function: types.FunctionType, change: Callable[..., object]) -> Iterator[None]:
    """
    Let *change* answer for *function*, wherever the function object is held.

    Args:
        function: Any Python function, also one that other modules have imported by name.

        change: Gets the original as its first argument, then the call's own arguments.
    """
    code = function.__code__
    original = types.FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    original.__kwdefaults__ = function.__kwdefaults__
    function.__globals__[_IN_ITS_PLACE] = lambda *args, **kwargs: change(original, *args, **kwargs)
    try:
        function.__code__ = _trampoline(code.co_freevars)
        forget()
        yield
    finally:
        function.__code__ = code
        del function.__globals__[_IN_ITS_PLACE]
        forget()


def _trampoline(closes_over: tuple[str, ...]) -> types.CodeType:
    """Write code that hands its arguments on; it must close over as many names as the code that it replaces."""
    source = "\n".join(
        (
            f"def make({', '.join(closes_over)}):",
            " def changed(*args, **kwargs):",
            f"  if 0: ({', '.join(closes_over)})",
            f"  return {_IN_ITS_PLACE}(*args, **kwargs)",
            " return changed",
        )
    )
    scope: dict[str, Any] = {}
    exec(source, scope)  # noqa: S102 - only the names of variables are in it.
    code: types.CodeType = scope["make"](*closes_over).__code__
    return code
