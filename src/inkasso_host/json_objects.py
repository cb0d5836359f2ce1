"""
Reads JSON objects field by field, so that everything that is wrong is listed with its place and nothing is skipped.

Numbers are decimals, as they are written: an amount is never a float.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Never, TypeVar

import attrs

from inkasso_host.reading import CellError, ProblemCode, UnreadableFileError
from inkasso_rules.errors import InkassoRulesError

__all__ = ["JsonFault", "JsonObject", "JsonProblem", "kind_of", "load_object"]

# A field name that ours could be. Another one is not repeated: it may be anything, also a person's name.
_TAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")

T = TypeVar("T")


class JsonFault(StrEnum):
    """What is wrong with an object, beside the faults of a single cell."""

    #: The field is not known here; what it says is not read.
    UNKNOWN_FIELD = "unknown_field"
    #: It is written in a version that is not known here.
    VERSION = "version"
    #: Its values do not go together.
    CONFLICT = "conflict"


@attrs.frozen
class JsonProblem:
    """
    What is wrong in one place. It never repeats what stands there.

    Attributes:
        path: The place, as ``payments[3].capital``; lists are counted from 0.

        code: What is wrong.

        detail: What was found or wanted, in figures and codes.

        is_read: Whether the whole is read all the same.
    """

    path: str
    code: JsonFault | ProblemCode
    detail: str = ""
    is_read: bool = False


class _Doubled(dict[str, Any]):
    """An object that has a key twice."""

    keys_twice: tuple[str, ...] = ()


class JsonObject:
    """One object: fields are taken out of it, and what is wrong is added to one list."""

    def __init__(self, content: object, path: str, problems: list[JsonProblem]) -> None:
        self.path, self.problems, self._before = path, problems, len(problems)
        self._content: dict[str, Any] = {}
        if isinstance(content, dict):
            self._content = dict(content)
        else:
            self.note(None, ProblemCode.NOT_AN_OBJECT, kind_of(content))
        for name in content.keys_twice if isinstance(content, _Doubled) else ():
            self.note(name, ProblemCode.DOUBLED)

    def place(self, name: str | None) -> str:
        """Return where a field stands; ``None`` is the object itself."""
        if name is None:
            return self.path
        tame = name if _TAME.fullmatch(name) else "?"
        return f"{self.path}.{tame}" if self.path else tame

    def note(self, name: str | None, code: JsonFault | ProblemCode, detail: str = "", *, is_read: bool = False) -> None:
        """Add what is wrong with a field; ``None`` is the object itself."""
        self.problems.append(JsonProblem(self.place(name), code, detail, is_read))

    def take(self, name: str, read: Callable[[object], T | None]) -> T | None:
        """Take a field out; none if it is absent or cannot be read."""
        cell = self._content.pop(name, None)
        try:
            return None if cell is None else read(cell)
        except CellError as fault:
            self.note(name, fault.code, fault.detail)
            return None

    def need(self, name: str, read: Callable[[object], T | None]) -> T | None:
        """Take a field out that must be there."""
        if self._content.get(name) is None:
            self.note(name, ProblemCode.MISSING)
        return self.take(name, read)

    def inner(self, name: str) -> JsonObject | None:
        """Take an object out; none if it is absent."""
        cell = self._content.pop(name, None)
        return None if cell is None else JsonObject(cell, self.place(name), self.problems)

    def items(self, name: str, *, is_needed: bool = False) -> list[JsonObject]:
        """Take a list of objects out; an empty one if it is absent."""
        if is_needed and self._content.get(name) is None:
            self.note(name, ProblemCode.MISSING)
        cell = self._content.pop(name, None)
        if cell is not None and not isinstance(cell, list):
            self.note(name, ProblemCode.TYPE, kind_of(cell))
            return []
        place = self.place(name)
        return [JsonObject(item, f"{place}[{number}]", self.problems) for number, item in enumerate(cell or ())]

    def made(self, make: Callable[..., T], **fields: object) -> T | None:
        """Make a value of what was taken out; none if something in it cannot be read. What nobody took is noted."""
        for name in self._content:
            self.note(name, JsonFault.UNKNOWN_FIELD, is_read=True)
        if any(not problem.is_read for problem in self.problems[self._before :]):
            return None
        try:
            return make(**fields)
        except InkassoRulesError:
            self.note(None, JsonFault.CONFLICT)
            return None


def load_object(source: bytes, *, file: str, bytes_max: int) -> JsonObject:
    """
    Read a file that is one object.

    Raises:
        UnreadableFileError: If it is not JSON in UTF-8, is no object, or is too large or too deep.
    """
    if len(source) > bytes_max:
        raise UnreadableFileError(file, f"has {len(source)} bytes", f"at most {bytes_max}")
    try:
        content = json.loads(
            source.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse,
            object_pairs_hook=_object,
        )
    except (ArithmeticError, RecursionError, ValueError):
        # What the parser says may quote the file, which may hold names. An exponent can be too large for a decimal.
        raise UnreadableFileError(file, "is not JSON in UTF-8", "JSON") from None
    if not isinstance(content, dict):
        raise UnreadableFileError(file, "is no object", "a JSON object")
    return JsonObject(content, "", [])


def kind_of(value: object) -> str:
    """Name a value's type as JSON does."""
    kinds = ((str, "string"), (Decimal, "number"), (bool, "boolean"), (list, "array"), (dict, "object"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its fields; one with a key twice says so."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = _Doubled(found)
    doubled.keys_twice = tuple(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
    return doubled


def _refuse(_: str) -> Never:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError
