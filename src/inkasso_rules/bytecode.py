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
    waiting, seen = [rule], set[CodeType]()
    done: set[int] = set()
    nested = False
    while waiting:
        function = _unwrapped(waiting.pop())
        if not isinstance(function, FunctionType):
            return Look((f"is or calls a {type(function).__name__}", _PLAIN), None)
        said = function.__code__
        if said in seen or function.__module__ == trusted:
            continue
        seen.add(said)
        done.update(said.co_code[::2])
        nested = nested or any(isinstance(constant, CodeType) for constant in said.co_consts)
        asked = _asked(function)
        if asked:
            return Look((f"uses {asked}", "a rule need not ask what sort of value it reads"), None)
        waiting += _called(function)
    return Look(
        ("uses is", "leave nulls to the rule set: an unknown fact blocks by itself") if done & _IDENTITY else None,
        ("decides between conditions by itself", "join conditions with | and &, each comparison in parentheses")
        if done & _BRANCH
        else ("holds a function of its own", _OUTSIDE)
        if nested
        else None,
    )


def _unwrapped(called: object) -> object:
    while isinstance(called, partial | MethodType | staticmethod | classmethod):
        called = called.func if isinstance(called, partial) else called.__func__
    return called


def _globals_read(said: CodeType) -> Iterator[str]:
    code = said.co_code
    for at in range(0, len(code), 2):
        if code[at] == _LOAD_GLOBAL:
            # The lowest bit tells how the name is called; no rule reads more than 128 names.
            yield said.co_names[code[at + 1] >> 1]


def _asked(function: FunctionType) -> str | None:
    """Return the first question about the sort of a value, if there is one."""
    said = function.__code__
    builtin = (name for name in _globals_read(said) if name in _QUESTIONS and name not in function.__globals__)
    return "__class__" if "__class__" in said.co_names else next(builtin, None)


def _called(function: FunctionType) -> Iterator[object]:
    """Yield what a function may call: globals, their members by name, enclosing values and defaults."""
    read = [function.__globals__[name] for name in _globals_read(function.__code__) if name in function.__globals__]
    read += [cell.cell_contents for cell in function.__closure__ or ()]
    read += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    seen: set[int] = set()
    while read:
        value = read.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, ModuleType | type):
            # A member is read by its name; a class makes a constant, which the symbols check.
            read += [vars(value)[name] for name in function.__code__.co_names if name in vars(value)]
        elif callable(value) or isinstance(value, staticmethod | classmethod):
            yield value
