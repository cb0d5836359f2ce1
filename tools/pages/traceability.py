"""The page that goes from each requirement to what decides it and to the tests that show it."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from itertools import groupby
from typing import Final

import pytest

from tests.support import COLLECTED, requirements_of_item
from tools.objects import Deciding, Kind, Requirement, deciding, index
from tools.pages.markdown import document, table

_INTRO: Final = """\
From each requirement of the service (and each of our own, `OWN`) to the objects that decide it and to the tests that
carry its ID. For each rule, row, policy value and function here, a knock-out test removes or changes it and shows that one
of these tests then fails (`tests/knockout`)."""

_AREAS: Final = {
    "ON": "Taking the service into use",
    "SE": "Settings",
    "AU": "Automatic transfer",
    "MA": "Manual transfer, and what both ways share",
    "LC": "Lifecycle of a case",
    "VW": "Following the cases",
    "BA": "Money back",
    "OWN": "Our own",
}

# Hypothesis is imported before pytest starts, which it remarks upon.
_COLLECT: Final = (
    "--collect-only -q -p no:cacheprovider -p no:xdist -W ignore::pytest.PytestAssertRewriteWarning tests".split()
)

Tests = Mapping[str, Mapping[str, tuple[str, ...]]]


class CollectionError(Exception):
    """Pytest could not collect the tests."""


class _Collector:
    """A pytest plugin that keeps what was collected."""

    def __init__(self) -> None:
        self.items: tuple[pytest.Item, ...] = ()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.config.stash[COLLECTED]


def marked_tests() -> Tests:
    """Collect the tests, and return for each requirement the names of its tests by file."""
    collector, said = _Collector(), io.StringIO()
    with redirect_stdout(said):
        code = pytest.main(_COLLECT, plugins=[collector])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise CollectionError(said.getvalue())
    found: dict[str, dict[str, dict[str, None]]] = {}
    for item in collector.items:
        file, _, name = item.nodeid.partition("::")
        for requirement in requirements_of_item(item):
            names = found.setdefault(requirement, {}).setdefault(file, {})
            names[re.sub(r"\[.*", "", name, flags=re.DOTALL)] = None
    return {
        requirement: {file: tuple(names) for file, names in sorted(files.items())}
        for requirement, files in found.items()
    }


def page() -> str:
    """Return the page."""
    requirements, objects, tests = index(), deciding(), marked_tests()
    parts = [_INTRO, _summary(requirements.values(), objects, tests)]
    for area, members in groupby(requirements.values(), key=lambda row: row.requirement_id.split("-")[0]):
        rows = (_row(row, objects, tests) for row in members)
        parts += [f"## {area}: {_AREAS[area]}", table(("ID", "requirement", "decided by", "shown by"), rows)]
    return document("Traceability", *parts)


def _summary(requirements: Iterable[Requirement], objects: Iterable[Deciding], tests: Tests) -> str:
    decided = {item.requirement for item in objects if item.kind is not Kind.SETTING}
    rows = tuple(requirements)
    both = sum(row.requirement_id in decided and row.requirement_id in tests for row in rows)
    waiting = sum(row.requirement_id not in decided for row in rows)
    return f"{len(rows)} requirements: {both} have an object and tests, {waiting} are not yet built."


def _row(row: Requirement, objects: Iterable[Deciding], tests: Tests) -> tuple[str, ...]:
    own = [item for item in objects if item.requirement == row.requirement_id]
    files = tests.get(row.requirement_id, {})
    return (
        f'<a id="{row.requirement_id.lower()}"></a>{row.requirement_id}',
        row.title,
        "<br>".join((*_objects(own), *_waiting(row, own))),
        "<br>".join(f"`{file}`: {', '.join(f'`{name}`' for name in names)}" for file, names in files.items()) or "–",
    )


def _waiting(row: Requirement, own: Iterable[Deciding]) -> Iterator[str]:
    """Say that nothing decides the requirement yet; a setting alone decides nothing."""
    if all(item.kind is Kind.SETTING for item in own):
        yield f"*not yet built: comes with the chapter on {row.chapter}*"


def _objects(own: Iterable[Deciding]) -> Iterator[str]:
    for file, members in groupby(sorted(own, key=lambda item: item.file), key=lambda item: item.file):
        kinds = groupby(members, key=lambda item: item.kind)
        said = "; ".join(f"{kind} {', '.join(f'`{item.name}`' for item in items)}" for kind, items in kinds)
        yield f"`{file}`: {said}"
