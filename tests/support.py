"""Shared machinery of the tests."""

import contextlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import SearchStrategy

K = TypeVar("K")

#: All tests that pytest found, also those that a ``-m`` on the command line left out.
COLLECTED: Final = pytest.StashKey[tuple[pytest.Item, ...]]()
#: For a search that has to find something, whichever profile is chosen.
UNHURRIED: Final = settings(
    database=None, derandomize=True, deadline=None, max_examples=2_000, suppress_health_check=tuple(HealthCheck)
)


def examples(share: float) -> settings:
    """
    Return settings with *share* of the profile's examples, for tests whose examples are large.

    >>> @examples(0.1)
    ... @given(frames())
    ... def test_engines_agree(frame): ...
    """
    return settings(max_examples=max(1, round(settings().max_examples * share)))


def undrawn(strategy: SearchStrategy[Any], wanted: Iterable[K], seen_in: Callable[[Any], Iterable[K]]) -> set[K]:
    """
    Return what does not come up among ten thousand values of a strategy.

    Args:
        strategy: What is drawn from. All is looked for in the same values: they take longer to draw than to look at.

        wanted: What has to come up.

        seen_in: Tells what a value shows.
    """
    left = set(wanted)

    def is_last(value: object) -> bool:
        left.difference_update(seen_in(value))
        return not left

    with contextlib.suppress(NoSuchExample):
        # What is found is shown by Hypothesis: a truth, not a value that may be large.
        find(strategy.map(is_last), bool, settings=settings(UNHURRIED, max_examples=10_000, phases=(Phase.generate,)))
    return left


def names_met(table: Mapping[str, Callable[[Any], bool]]) -> Callable[[object], list[str]]:
    """Return a function that names the conditions of a table that a value meets."""
    return lambda value: [name for name, is_met in table.items() if is_met(value)]


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
