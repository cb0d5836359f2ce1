"""Shared machinery of the tests."""

import inspect
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import settings

#: All tests that pytest found, also those that a ``-m`` on the command line left out.
COLLECTED: Final = pytest.StashKey[tuple[pytest.Item, ...]]()


def examples(share: float) -> settings:
    """
    Return settings with *share* of the profile's examples, for tests whose examples are large.

    >>> @examples(0.1)
    ... @given(frames())
    ... def test_engines_agree(frame): ...
    """
    return settings(max_examples=max(1, round(settings().max_examples * share)))


def requirements_of_item(item: pytest.Item) -> tuple[str, ...]:
    """Return the requirement IDs of a test's marks, its parameter's included."""
    marks: Iterator[pytest.Mark] = item.iter_markers("requirement")
    return tuple(dict.fromkeys(requirement for mark in marks for requirement in mark.args))


def params_of(item: pytest.Function) -> dict[str, object]:
    """Return the arguments that parametrize gives a test."""
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def is_plain(item: pytest.Item) -> bool:
    """Tell whether a test is a function that needs only its parameters: no fixture, nothing random."""
    if not isinstance(item, pytest.Function) or hasattr(item.function, "hypothesis"):
        return False
    return set(inspect.signature(item.obj).parameters) <= set(params_of(item))
