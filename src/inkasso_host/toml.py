"""Reads TOML files key by key, so that a misspelt key is an error and not a silence."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from inkasso_host.reading import HostInputError, UnreadableFileError

__all__ = ["SettingsError", "Table", "load", "read_bytes"]

T = TypeVar("T")

_WANTED: Final[Mapping[type, str]] = MappingProxyType(
    {bool: "true or false", int: "a whole number", str: "a text", dt.date: "a date, as 2026-01-31"}
)


class SettingsError(HostInputError):
    """
    A key of a TOML file cannot be used.

    Attributes:
        file: The file's name.

        key: The key with the tables that it stands in.

        fault: What is wrong with it, and what would have been fine.
    """

    def __init__(self, file: str, key: str, fault: str) -> None:
        super().__init__(file, key, fault)
        self.file, self.key, self.fault = file, key, fault

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.fault.rstrip('.')}."


class Table:
    """One table of a TOML file; keys are taken out of it, and :meth:`done` refuses what is left."""

    def __init__(self, file: str, name: str, content: dict[str, Any]) -> None:
        self.file, self.name, self._content = file, name, dict(content)

    def key(self, name: str) -> str:
        """Return a key with the tables it stands in."""
        return f"{self.name}.{name}" if self.name else name

    def refuse(self, name: str, fault: str) -> SettingsError:
        """Make the error for a key."""
        return SettingsError(self.file, self.key(name), fault)

    def take(self, name: str, kind: type[T]) -> T | None:
        """Take a value of one kind out; none when it is absent."""
        value = self._content.pop(name, None)
        if value is None:
            return None
        # A truth value is a kind of number in Python, and a time a kind of date; here they are not.
        if kind is not object and type(value) is not kind:
            raise self.refuse(name, f"is of type {type(value).__name__}; wanted {_WANTED[kind]}")
        return cast("T", value)

    def need(self, name: str, kind: type[T]) -> T:
        """Take a value out that must be there."""
        value = self.take(name, kind)
        if value is None:
            raise self.refuse(name, "is missing")
        return value

    def table(self, name: str) -> Table:
        """Take a table out; an empty one when it is absent."""
        value = self._content.pop(name, {})
        if not isinstance(value, dict):
            raise self.refuse(name, "is no table")
        return Table(self.file, self.key(name), value)

    def tables(self, name: str) -> Iterator[Table]:
        """Take an array of tables out."""
        value = self._content.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refuse(name, "is no array of tables")
        for place, item in enumerate(value, start=1):
            yield Table(self.file, f"{self.key(name)}[{place}]", item)

    def names(self) -> tuple[str, ...]:
        """Return the keys that have not been taken out."""
        return tuple(self._content)

    def done(self) -> None:
        """
        Refuse keys that nobody took.

        Raises:
            SettingsError: If there are any.
        """
        for name in self._content:
            raise self.refuse(name, "is not known here")


def read_bytes(path: Path) -> bytes:
    """
    Return what a file holds.

    Raises:
        UnreadableFileError: If it cannot be opened.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "the path is not usable"
        raise UnreadableFileError(path.name, f"cannot be opened ({reason})", "a file that can be read") from None


def load(path: Path) -> Table:
    """
    Read a TOML file.

    Raises:
        UnreadableFileError: If it cannot be opened, or is not TOML.
    """
    try:
        content = tomllib.loads(read_bytes(path).decode("utf-8-sig"))
    except UnreadableFileError:
        raise
    except (ValueError, RecursionError):
        # What the parser says may quote the file, which may hold names.
        raise UnreadableFileError(path.name, "is not TOML in UTF-8", "TOML, as https://toml.io says") from None
    return Table(path.name, "", content)
