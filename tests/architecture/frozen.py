"""Whether a class can be changed after it was made, all the way down."""

import collections
import datetime as dt
import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

#: Values that cannot be changed.
_IMMUTABLE: Final = frozenset(
    {bool, bytes, dt.date, dt.datetime, dt.time, dt.timedelta, Decimal, float, Fraction, int, str, type, type(None)}
)
#: Whatever stands in the brackets, it is not held, or not reachable.
_OPAQUE: Final = frozenset({collections.abc.Callable, type, typing.Literal})
#: As fixed as what stands in the brackets.
_TRANSPARENT: Final = frozenset({frozenset, tuple, types.MappingProxyType, types.UnionType, typing.Union})


def is_frozen(cls: type) -> bool:
    """Tell whether attributes of an attrs class refuse to be set."""
    try:
        setattr(object.__new__(cls), next((field.name for field in attrs.fields(cls)), "anything"), None)
    except (attrs.exceptions.FrozenInstanceError, AttributeError):
        return True
    return False


def thawed(cls: type, seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Yield what makes a class changeable: itself, or a field's type, at any depth."""
    if cls in seen:
        return
    if attrs.has(cls) and not is_frozen(cls):
        yield f"{cls.__name__} is not frozen"
    hints = typing.get_type_hints(cls)
    for name in [field.name for field in attrs.fields(cls)] if attrs.has(cls) else cls.__annotations__:
        for fault in _faults(hints[name], seen | {cls}):
            yield f"{cls.__name__}.{name}: {fault}"


def is_named_tuple(cls: Any) -> bool:
    """Tell whether a class is a tuple whose places have names: nobody can change one."""
    return isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, "_fields")


def _faults(annotation: Any, seen: frozenset[type]) -> Iterator[str]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in {Any, object}:
        yield "may hold anything"
    elif origin in _OPAQUE or annotation is Ellipsis or isinstance(annotation, typing.TypeVar):
        return
    elif origin in _TRANSPARENT:
        for part in arguments:
            yield from _faults(part, seen)
    elif attrs.has(origin or annotation) or is_named_tuple(annotation):
        # A generic class is judged by its own fields; what stands in its brackets says only which records it is about.
        yield from thawed(origin or annotation, seen)
    elif isinstance(annotation, type) and (annotation in _IMMUTABLE or issubclass(annotation, enum.Enum)):
        return
    else:
        yield f"{getattr(annotation, '__name__', annotation)} can be changed"


def public_classes(modules: Mapping[str, types.ModuleType]) -> Iterator[type]:
    """Yield the classes that the modules list in ``__all__``, without errors."""
    for module in modules.values():
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) and value.__module__ == module.__name__ and not issubclass(value, BaseException):
                yield value


def judge(cls: type, allowed: Callable[[type], bool]) -> list[str]:
    """Return what makes a public class changeable, or of another sort; unless it is *allowed*."""
    if issubclass(cls, enum.Enum) or getattr(cls, "_is_protocol", False) or allowed(cls):
        return []
    if attrs.has(cls) or is_named_tuple(cls):
        return list(thawed(cls))
    return [f"{cls.__name__} is neither a frozen attrs class nor an enum"]
