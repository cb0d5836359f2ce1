"""
What a record of facts, or of cutoffs, holds: its columns, read off the fields of an attrs class.

The same columns are the schema of the data frames and tell a rule which comparisons make sense.
"""

from __future__ import annotations

import datetime as dt
import functools
import typing
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import attrs

__all__ = ["UNKNOWN", "Column", "Kind", "column", "columns_of", "kind_of"]

#: The value of a fact that nobody knows. Typed ``Any``, so that a rule may read every field as what it is when known.
UNKNOWN: Final[Any] = None


class Kind(StrEnum):
    """What sort of value a column holds, on every engine."""

    #: A calendar day.
    DATE = "date"
    #: A whole number; amounts are minor units.
    INT = "int"
    #: True or false.
    BOOL = "bool"
    #: A code or an id.
    TEXT = "text"
    #: A set of codes or ids; only cutoffs hold one.
    TEXTS = "texts"


def kind_of(annotation: object) -> Kind:
    """Return the kind of a type annotation, or of a constant's class; raise TypeError for any other type."""
    if annotation is frozenset or typing.get_origin(annotation) is frozenset:
        return Kind.TEXTS
    if isinstance(annotation, type):
        for base, kind in ((bool, Kind.BOOL), (int, Kind.INT), (str, Kind.TEXT)):
            if issubclass(annotation, base):
                return kind
        if issubclass(annotation, dt.date) and not issubclass(annotation, dt.datetime):
            return Kind.DATE
    raise TypeError(f"a column holds a date, int, bool, str or frozenset[str], not {annotation!r}")


@attrs.frozen
class Column:
    """
    One field of a record, as the engines see it.

    Attributes:
        name: The field's name; also the data frame's column.

        kind: What it holds.

        optional: A null means "none" and blocks nothing. In a required column a null means "unknown", and blocks.

        doc: What it says, in one sentence.

        currency: For an amount in minor units, the column that holds its currency.
    """

    name: str
    kind: Kind
    optional: bool
    doc: str
    currency: str | None = None


def column(doc: str, *, optional: bool = False, currency: str | None = None) -> Mapping[str, object]:
    """Make the ``metadata`` of an attrs field that says what the column holds; see :class:`Column`."""
    return MappingProxyType({"doc": doc, "optional": optional, "currency": currency})


def columns_of(record: type) -> Mapping[str, Column]:
    """Read the columns of an attrs class off its fields, in their order."""
    return _columns_of(record)


@functools.cache  # A class says the same each time, and resolving annotations would be half of compiling a rule set.
def _columns_of(record: type) -> Mapping[str, Column]:
    hints = typing.get_type_hints(record)
    found = {}
    for field in attrs.fields(record):
        said = {"doc": "", "optional": False, "currency": None, **field.metadata}
        found[field.name] = Column(
            field.name, kind_of(hints[field.name]), said["optional"], said["doc"], said["currency"]
        )
    return MappingProxyType(found)
