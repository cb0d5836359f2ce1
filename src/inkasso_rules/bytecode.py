"""
What a rule's lambda does that no symbol sees, read off its bytecode and that of the functions that it calls.

A symbol turns every comparison into a node, but it is never asked by ``is``, by ``isinstance``, or by a branch that
some other value decides. Such a rule would be traced without a word, and mean something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from opcode import opmap
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Final

import attrs

__all__ = ["Look", "look_into"]


@attrs.frozen
class Look:
    """
    What the bytecode tells of a rule: for each, what the rule does and what to write instead; ``None`` if it does not.

    Attributes:
        before: To be refused before the rule is run on symbols, since they would not notice.

        after: To be refused after it; symbols often notice, and tell more exactly.
    """

    before: tuple[str, str] | None
    after: tuple[str, str] | None


def _operations(*parts: str) -> frozenset[int]:
    """Return the numbers of the bytecodes whose name holds one of *parts*; pseudo operations have no byte."""
    return frozenset(
        number for name, number in opmap.items() if number <= _BYTE and any(part in name for part in parts)
    )


_BYTE: Final = 255
_LOAD_GLOBAL: Final = opmap["LOAD_GLOBAL"]
_IDENTITY: Final = _operations("IS_OP", "IF_NONE", "IF_NOT_NONE")
_BRANCH: Final = _operations("JUMP", "FOR_ITER")
_METHODS: Final = (staticmethod, classmethod)
_WRAPPERS: Final = (partial, MethodType, *_METHODS)
_HOLDERS: Final = (ModuleType, type)
# What asks a symbol about itself, and hears nothing of the value that it stands for.
_QUESTIONS: Final = frozenset({"callable", "getattr", "hasattr", "id", "isinstance", "issubclass", "type"})
_PLAIN: Final = "write a lambda, or a function with def"
_OUTSIDE: Final = "prepare the value outside, or when the record or the cutoffs are made"


def look_into(rule: object, *, trusted: str) -> Look:
    """
    Look into a rule and, at any depth, into the functions that it calls.

    Args:
        rule: The rule as given.

        trusted: The module whose functions need not be looked into: the one with the helpers of the language.
    """
    waiting = [rule]
    seen: set[FunctionType] = set()
    done: set[int] = set()
    nested = False
    while waiting:
        function = _unwrapped(waiting.pop())
        if not isinstance(function, FunctionType):
            return Look((f"is or calls a {type(function).__name__}", _PLAIN), None)
        if function.__module__ == trusted or function in seen:
            continue
        seen.add(function)
        said = function.__code__
        code = said.co_code
        done.update(code[::2])
        nested = nested or CodeType in map(type, said.co_consts)
        names = tuple(_globals_read(code, said.co_names))
        asked = _asked(function, names)
        if asked:
            return Look((f"uses {asked}", "a rule need not ask what sort of value it reads"), None)
        waiting += _called(function, names)
    return Look(
        ("uses is", "leave nulls to the rule set: an unknown fact blocks by itself") if done & _IDENTITY else None,
        ("decides between conditions by itself", "join conditions with | and &, each comparison in parentheses")
        if done & _BRANCH
        else ("holds a function of its own", _OUTSIDE)
        if nested
        else None,
    )


def _unwrapped(called: object) -> object:
    while isinstance(called, _WRAPPERS):
        called = called.func if isinstance(called, partial) else called.__func__
    return called


def _globals_read(code: bytes, names: tuple[str, ...]) -> Iterator[str]:
    operations = code[::2]
    at = operations.find(_LOAD_GLOBAL)
    while at >= 0:
        # The lowest bit tells how the name is called; no rule reads more than 128 names.
        yield names[code[2 * at + 1] >> 1]
        at = operations.find(_LOAD_GLOBAL, at + 1)


def _asked(function: FunctionType, names: tuple[str, ...]) -> str | None:
    """Return the first question about the sort of a value, if there is one."""
    if "__class__" in function.__code__.co_names:
        return "__class__"
    return next((name for name in names if name in _QUESTIONS and name not in function.__globals__), None)


def _called(function: FunctionType, names: tuple[str, ...]) -> Iterator[object]:
    """Yield what a function may call: globals, their members by name, enclosing values and defaults."""
    known = function.__globals__
    read = [known[name] for name in names if name in known]
    read += [cell.cell_contents for cell in function.__closure__ or ()]
    read += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    seen: set[int] = set()
    while read:
        value = read.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, _HOLDERS):
            # A member is read by its name; a class makes a constant, which the symbols check.
            read += [vars(value)[name] for name in function.__code__.co_names if name in vars(value)]
        elif callable(value) or isinstance(value, _METHODS):
            yield value
