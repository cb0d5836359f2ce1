"""
Values that are one piece of plain data: text, numbers, true and false, days, decimals, fractions, codes.

A reader takes only what the writer gave, and a writer only what the annotation says. What does not fit is reported in
words that repeat nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from cattrs import Converter

from inkasso_rules.errors import InkassoRulesError

__all__ = [
    "WORDS",
    "Reader",
    "Unfit",
    "Writer",
    "in_words",
    "read_code",
    "read_day",
    "read_decimal",
    "read_fraction",
    "read_plain",
    "write_code",
    "write_day",
    "write_decimal",
    "write_fraction",
    "write_plain",
    "write_text",
]

#: What sorts of plain data there are, as people call them.
WORDS: Final[Mapping[type, str]] = MappingProxyType(
    {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a whole number",
        float: "a number with decimals",
        type(None): "null",
    }
)

#: From plain data, and a type that it knows already, to the value.
Reader = Callable[[Any, Any], Any]
#: From the value to plain data.
Writer = Callable[[Any], Any]


class Unfit(Exception):  # noqa: N818 - never leaves the package: a RecordError is made from it.
    """
    Something does not fit.

    Attributes:
        found: What is there.

        wanted: What would have been fine.

        path: Where, as far as it is known yet.

        cause: The error by which a type refused its fields.
    """

    def __init__(self, found: str, wanted: str, path: str = "", cause: InkassoRulesError | None = None) -> None:
        super().__init__(found, wanted, path, cause)
        self.found, self.wanted, self.path, self.cause = found, wanted, path, cause


def in_words(found: object) -> str:
    """Return what sort of plain data *found* is; of other things the type."""
    return WORDS.get(type(found), f"a value of type {type(found).__name__}")


def read_plain(data: Any, kind: type) -> Any:
    """Read a text, a whole number, true or false, or null."""
    if type(data) is not kind:
        raise Unfit(in_words(data), WORDS[kind])
    return data


def write_plain(kind: type) -> Writer:
    """Make a writer of whole numbers, of true and false, or of null."""
    return lambda value: read_plain(value, kind)


def write_text(value: Any) -> str:
    """Write a text. A code is one too."""
    if not isinstance(value, str):
        raise Unfit(in_words(value), WORDS[str])
    return str(value)


def _text_reader(read_text: Callable[[str], Any], as_text: Callable[[Any], str], wanted: str) -> Reader:
    """Make a reader of values that have one written form only."""

    def read(data: Any, _: Any) -> Any:
        if type(data) is not str:
            raise Unfit(in_words(data), wanted)
        try:
            value = read_text(data)
            is_written_so = as_text(value) == data
        except (ValueError, ArithmeticError):
            is_written_so = False
        if not is_written_so:
            raise Unfit("another text", wanted)
        return value

    return read


def _text_writer(kind: type, as_text: Callable[[Any], str]) -> Writer:
    def write(value: Any) -> str:
        # A datetime is a date, but not a day.
        if type(value) is not kind:
            raise Unfit(in_words(value), f"a {kind.__name__}")
        return as_text(value)

    return write


def read_day(_: type, __: Converter) -> Reader:
    """Read a day."""
    return _text_reader(dt.date.fromisoformat, dt.date.isoformat, "a day as YYYY-MM-DD")


def write_day(kind: type, _: Converter) -> Writer:
    """Write a day."""
    return _text_writer(kind, dt.date.isoformat)


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise InvalidOperation
    return number


def read_decimal(_: type, __: Converter) -> Reader:
    """Read a decimal number."""
    return _text_reader(_finite, str, "a decimal number as text")


def write_decimal(kind: type, _: Converter) -> Writer:
    """Write a decimal number, with all its digits."""
    return _text_writer(kind, str)


def _fraction(text: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    # Numbers one by one: a fraction with an exponent, as 1e999999999, would be worked out.
    return Fraction(int(numerator), int(denominator))


def _as_fraction(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


def read_fraction(_: type, __: Converter) -> Reader:
    """Read a fraction."""
    return _text_reader(_fraction, _as_fraction, "a fraction as text, in lowest terms")


def write_fraction(kind: type, _: Converter) -> Writer:
    """Write a fraction, whole numbers over 1."""
    return _text_writer(kind, _as_fraction)


def read_code(data: Any, kind: type[StrEnum]) -> StrEnum:
    """Read a code of *kind*."""
    wanted = f"one of {', '.join(kind)}"
    if type(data) is not str:
        raise Unfit(in_words(data), wanted)
    if data not in kind.__members__.values():
        raise Unfit("another text", wanted)
    return kind(data)


def write_code(value: Any) -> str:
    """Write a code."""
    if not isinstance(value, StrEnum):
        raise Unfit(in_words(value), "a code")
    return str(value)
