"""
How values that hold others are written as plain data and read back: tuples and sets, classes, fields with a choice.

One converter holds a reader and a writer for each kind of type. What does not fit is reported with its place.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, NewType

import attrs
from cattrs import Converter

from inkasso_rules.candidates import Candidate
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.series import Series
from inkasso_rules.records.texts import (
    WORDS,
    Reader,
    Unfit,
    Writer,
    in_words,
    read_code,
    read_day,
    read_decimal,
    read_fraction,
    read_plain,
    write_code,
    write_day,
    write_decimal,
    write_fraction,
    write_plain,
    write_text,
)

__all__ = ["converter_of"]

# A field name that our types could have. Another one is not repeated: it may be anything, also a person's name.
_TAME: Final = re.compile(r"[a-z][a-z_]{0,39}")


def _inside(step: str, convert: Callable[[Any, Any], Any], value: Any, kind: Any) -> Any:
    """Read or write what stands at *step*, and put the step before the place of whatever does not fit."""
    try:
        return convert(value, kind)
    except Unfit as unfit:
        dot = "." if unfit.path[:1] not in {"", "["} else ""
        raise Unfit(unfit.found, unfit.wanted, f"{step}{dot}{unfit.path}", unfit.cause) from None


# --- tuples and sets --------------------------------------------------------------------------------------------------
def _listed(data: Any, item: Any, converter: Converter) -> list[Any]:
    if type(data) is not list:
        raise Unfit(in_words(data), WORDS[list])
    return [_inside(f"[{index}]", converter.structure, part, item) for index, part in enumerate(data)]


def _read_many(kind: Any, converter: Converter) -> Reader:
    many, item = typing.get_origin(kind), typing.get_args(kind)[0]
    return lambda data, _: many(_listed(data, item, converter))


def _write_many(kind: Any, converter: Converter) -> Writer:
    many, item = typing.get_origin(kind), typing.get_args(kind)[0]

    def write(values: Any) -> list[Any]:
        if type(values) is not many:
            raise Unfit(in_words(values), f"a {many.__name__}")
        written = [_inside(f"[{index}]", converter.unstructure, value, item) for index, value in enumerate(values)]
        return sorted(written) if many is frozenset else written

    return write


def _fixed(parts: Any, items: tuple[Any, ...], convert: Callable[[Any, Any], Any]) -> list[Any]:
    pairs = zip(parts, items, strict=True)
    return [_inside(f"[{index}]", convert, part, item) for index, (part, item) in enumerate(pairs)]


def _read_fixed(kind: Any, converter: Converter) -> Reader:
    items = typing.get_args(kind)

    def read(data: Any, _: Any) -> Any:
        if type(data) is not list:
            raise Unfit(in_words(data), WORDS[list])
        if len(data) != len(items):
            raise Unfit(f"a list of {len(data)}", f"a list of {len(items)}")
        return tuple(_fixed(data, items, converter.structure))

    return read


def _write_fixed(kind: Any, converter: Converter) -> Writer:
    items = typing.get_args(kind)

    def write(values: Any) -> list[Any]:
        if type(values) is not tuple or len(values) != len(items):
            raise Unfit(in_words(values), f"a tuple of {len(items)}")
        return _fixed(values, items, converter.unstructure)

    return write


# --- classes ----------------------------------------------------------------------------------------------------------
def _field_types(kind: type) -> dict[str, Any]:
    """
    Return the types of the fields that a class is made from.

    A column that may be null says so in its metadata, not in its type. What a class works out for itself is left out.
    """
    hints, fields = typing.get_type_hints(kind), [field for field in attrs.fields(kind) if field.init]
    nullable = {field.name for field in fields if kind is Candidate or field.metadata.get("optional", False)}
    return {field.name: hints[field.name] | None if field.name in nullable else hints[field.name] for field in fields}


def _read_class(kind: type, converter: Converter) -> Reader:
    hints = _field_types(kind)

    def read(data: Any, _: Any) -> Any:
        _check_fields(data, tuple(hints))
        return _made(kind, {name: _inside(name, converter.structure, data[name], hint) for name, hint in hints.items()})

    return read


def _check_fields(data: Any, names: tuple[str, ...]) -> None:
    if type(data) is not dict:
        raise Unfit(in_words(data), WORDS[dict])
    for name in names:
        if name not in data:
            raise Unfit("no such field", "every field", name)
    for name in data:
        if name not in names:
            is_tame = type(name) is str and _TAME.fullmatch(name) is not None
            raise Unfit("an unknown field", f"only {', '.join(names)}", name if is_tame else "")


def _made(kind: Callable[..., Any], fields: dict[str, Any]) -> Any:
    try:
        return kind(**fields)
    except InkassoRulesError as error:
        raise Unfit(f"values that raise {type(error).__name__}", "values that the type allows", cause=error) from None


def _write_class(kind: type, converter: Converter) -> Writer:
    hints = _field_types(kind)

    def write(value: Any) -> dict[str, Any]:
        if type(value) is not kind:
            raise Unfit(in_words(value), f"a value of type {kind.__name__}, and no subclass")
        return {name: _inside(name, converter.unstructure, getattr(value, name), hint) for name, hint in hints.items()}

    return write


# --- a field that may hold one of several types -----------------------------------------------------------------------
#: Any recorded type: what a series may hold.
_Anything = NewType("_Anything", object)


@attrs.frozen
class _Day:
    """A day where something else could stand too."""

    day: dt.date


def _classes(members: tuple[Any, ...]) -> dict[str, type]:
    """Return the classes among which a value says which it is, by the name that it says."""
    classes: dict[str, type] = {member.__name__: member for member in members if attrs.has(member)}
    return classes | ({"date": _Day} if dt.date in members else {})


def _untold(members: tuple[Any, ...]) -> dict[type, Any]:
    """Return the types that plain data tells apart by itself, by what they are written as."""
    return {list if typing.get_origin(member) is frozenset else member: member for member in members}


def _choices_in_words(members: tuple[Any, ...]) -> str:
    return f"one of {', '.join((*_classes(members), *(WORDS[kind] for kind in _untold(members) if kind in WORDS)))}"


def _among_reader(members: tuple[Any, ...], converter: Converter) -> Reader:
    classes, untold, wanted = _classes(members), _untold(members), _choices_in_words(members)

    def read(data: Any, _: Any) -> Any:
        if type(data) is not dict:
            if type(data) not in untold:
                raise Unfit(in_words(data), wanted)
            return converter.structure(data, untold[type(data)])
        name = data.get("type")
        if type(name) is not str or name not in classes:
            raise Unfit("no known type", wanted, "type")
        fields = {key: part for key, part in data.items() if key != "type"}
        value: Any = converter.structure(fields, classes[name])
        return value.day if type(value) is _Day else value

    return read


def _among_writer(members: tuple[Any, ...], converter: Converter) -> Writer:
    names = MappingProxyType({kind: name for name, kind in _classes(members).items()})
    untold, wanted = _untold(members), _choices_in_words(members)

    def write(value: Any) -> Any:
        told = _Day(value) if type(value) is dt.date else value
        if type(told) in names:
            return {"type": names[type(told)], **converter.unstructure(told, type(told))}
        # A code is a text; a set is written as a list.
        kind = str if isinstance(value, str) else list if type(value) is frozenset else type(value)
        if kind not in untold:
            raise Unfit(in_words(value), wanted)
        return converter.unstructure(value, untold[kind])

    return write


def _known(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union that are not null; of another type none."""
    is_union = typing.get_origin(kind) in {types.UnionType, typing.Union}
    return tuple(member for member in typing.get_args(kind) if member is not type(None)) if is_union else ()


def _is_choice(kind: Any) -> bool:
    return len(_known(kind)) > 1


def _read_choice(kind: Any, converter: Converter) -> Reader:
    return _among_reader(typing.get_args(kind), converter)


def _write_choice(kind: Any, converter: Converter) -> Writer:
    return _among_writer(typing.get_args(kind), converter)


def _is_optional(kind: Any) -> bool:
    return len(_known(kind)) == 1


def _read_optional(kind: Any, converter: Converter) -> Reader:
    known = _known(kind)[0]
    return lambda data, _: None if data is None else converter.structure(data, known)


def _write_optional(kind: Any, converter: Converter) -> Writer:
    known = _known(kind)[0]
    return lambda value: None if value is None else converter.unstructure(value, known)


# --- a series, whose values may be of any recorded type ---------------------------------------------------------------
@attrs.frozen
class _Entry:
    starts_on: dt.date
    value: _Anything


@attrs.frozen
class _Entries:
    entries: tuple[_Entry, ...]


def _read_series(kind: Any, converter: Converter) -> Reader:
    items = typing.get_args(kind)

    def read(data: Any, _: Any) -> Any:
        entries = converter.structure(data, _Entries).entries
        _check_values(items, (entry.value for entry in entries))
        return _made(Series, {"entries": tuple((entry.starts_on, entry.value) for entry in entries)})

    return read


def _write_series(kind: Any, converter: Converter) -> Writer:
    items = typing.get_args(kind)

    def write(series: Any) -> Any:
        if type(series) is not Series:
            raise Unfit(in_words(series), "a value of type Series")
        _check_values(items, (value for _, value in series.entries))
        return converter.unstructure(_Entries(tuple(_Entry(day, value) for day, value in series.entries)), _Entries)

    return write


def _check_values(items: tuple[Any, ...], values: Iterable[Any]) -> None:
    """Refuse a series of other values than its type says; one that says nothing may hold any."""
    for index, value in enumerate(values):
        if items and type(value) is not items[0]:
            raise Unfit(in_words(value), f"a value of type {items[0].__name__}", f"entries[{index}].value")


_OWN: Final = (_Day, _Entry, _Entries)


# --- all of them ------------------------------------------------------------------------------------------------------
def converter_of(recorded: Mapping[str, type]) -> Converter:
    """Make a converter for the types *recorded*, by name, and for what stands in their fields."""
    converter = Converter()
    every = tuple(recorded.values())

    def read_anything(_: Any, own: Converter) -> Reader:
        return _among_reader(every, own)

    def write_anything(_: Any, own: Converter) -> Writer:
        return _among_writer(every, own)

    # fmt: off
    kinds: tuple[tuple[Callable[[Any], bool], Callable[..., Reader], Callable[..., Writer]], ...] = (
        (_is_one_of(dt.date),                    read_day,      write_day),
        (_is_one_of(Decimal),                    read_decimal,  write_decimal),
        (_is_one_of(Fraction),                   read_fraction, write_fraction),
        (_is_fixed,                              _read_fixed,    _write_fixed),
        (_is_many,                               _read_many,     _write_many),
        (_is_one_of(*recorded.values(), *_OWN),  _read_class,    _write_class),
        (_is_series,                             _read_series,   _write_series),
        (_is_choice,                             _read_choice,   _write_choice),
        (_is_optional,                           _read_optional, _write_optional),
        (_is_one_of(_Anything),                  read_anything,  write_anything),
    )
    # fmt: on
    for accepts, reader, writer in kinds:
        converter.register_structure_hook_factory(accepts, reader)
        converter.register_unstructure_hook_factory(accepts, writer)
    # These cattrs knows by their classes, before it asks the table; a code is a text, and yet more.
    for plain in (str, int, bool, type(None), StrEnum):
        converter.register_structure_hook(plain, read_code if plain is StrEnum else read_plain)
    for plain in (int, bool, type(None)):
        converter.register_unstructure_hook(plain, write_plain(plain))
    converter.register_unstructure_hook(str, write_text)
    converter.register_unstructure_hook(StrEnum, write_code)
    return converter


def _is_one_of(*kinds: Any) -> Callable[[Any], bool]:
    return lambda kind: kind in kinds


def _is_fixed(kind: Any) -> bool:
    """Tell whether it is a tuple with a type for each place."""
    return typing.get_origin(kind) is tuple and typing.get_args(kind)[-1] is not Ellipsis


def _is_many(kind: Any) -> bool:
    return typing.get_origin(kind) in {frozenset, tuple} and not _is_fixed(kind)


def _is_series(kind: Any) -> bool:
    return Series in {kind, typing.get_origin(kind)}
