"""What a question about interest must be: how everything else is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from inkasso_rules.errors import InkassoRulesError

__all__ = ["InterestError", "convention", "require_type"]

_E = TypeVar("_E", bound=StrEnum)


class InterestError(InkassoRulesError, ValueError):
    """
    No interest can be computed from this.

    Attributes:
        field: What is wrong.

        found: What was given.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, found: str, wanted: str) -> None:
        super().__init__(field, found, wanted)
        self.field, self.found, self.wanted = field, found, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"interest has {self.found} as {self.field}; wanted {self.wanted}."


def require_type(field: str, value: object, kinds: tuple[type, ...], wanted: str) -> None:
    """Refuse a value of another type."""
    if not isinstance(value, kinds):
        raise InterestError(field, f"a value of type {type(value).__name__}", wanted)


def convention(field: str, kind: type[_E], value: str) -> _E:
    """Return a convention, which may come as its text."""
    try:
        return kind(value)
    except ValueError:
        raise InterestError(field, "no such convention", f"one of {', '.join(kind)}") from None
