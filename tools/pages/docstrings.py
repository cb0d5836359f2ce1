"""What the generated pages read off docstrings and comments."""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType

import attrs


class UndocumentedError(Exception):
    """Something has no entry in its class: a field in the docstring, or a member in the comment above it."""


def attributes_of(cls: type[attrs.AttrsInstance]) -> Mapping[str, str]:
    """Read what each field says off the class docstring."""
    section = (inspect.getdoc(cls) or "").partition("Attributes:\n")[2].partition("\nRaises:\n")[0]
    found = dict(re.findall(r"^    (\w+):\s(.*?)(?=^    \w+:\s|\Z)", section, flags=re.DOTALL | re.MULTILINE))
    _none_missing({field.name for field in attrs.fields(cls)} - set(found))
    return MappingProxyType({name: " ".join(text.replace("``", "`").split()) for name, text in found.items()})


def members_of(cls: type[enum.Enum]) -> Mapping[str, str]:
    """Read what each member of an enum says off the line above it."""
    found = {name: text for text, name in re.findall(r"#: (.*)\n\s+(\w+) =", inspect.getsource(cls))}
    _none_missing(set(cls.__members__) - set(found))
    return MappingProxyType(found)


def _none_missing(missing: set[str]) -> None:
    if missing:
        raise UndocumentedError(sorted(missing))
