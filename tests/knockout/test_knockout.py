"""Everything that decides is noticed when it is gone: no requirement is met by accident."""

import functools
from collections.abc import Callable, Mapping

import pytest

from tests.knockout.changes import FUNCTIONS
from tests.knockout.machinery import cases_by_requirement, error_of, unnoticed
from tests.support import COLLECTED, requirements_of_item
from tools.objects import BUILT, Deciding, Kind, deciding, index

Cases = Mapping[str, tuple[pytest.Function, ...]]
Broken = Callable[[str], Mapping[str, BaseException]]

_OBJECTS = deciding()
# A setting is a creditor's own choice: rules and functions read it, and those are knocked out.
_REMOVABLE = tuple(item for item in _OBJECTS if item.kind is not Kind.SETTING)


@pytest.fixture(scope="module")
def cases(request: pytest.FixtureRequest) -> Cases:
    """Return the marked test cases, or skip if this run did not collect the test suite."""
    found = cases_by_requirement(request.config.stash[COLLECTED])
    if not found:
        pytest.skip("no marked test case was collected: run `pytest -m knockout` on all of tests/")
    return found


@pytest.fixture(scope="module")
def broken(cases: Cases) -> Broken:
    """Return what runs a requirement's cases with nothing knocked out, once, and tells which fail."""

    @functools.cache
    def run(requirement: str) -> Mapping[str, BaseException]:
        return {case.nodeid: error for case in cases[requirement] if (error := error_of(case)) is not None}

    return run


def _label(value: object) -> str:
    return f"{value.requirement} {value.name}" if isinstance(value, Deciding) else str(value)


@pytest.mark.parametrize("item", _REMOVABLE, ids=_label)
def test_a_marked_case_notices_that_the_decider_is_gone(item: Deciding, cases: Cases, broken: Broken) -> None:
    """Without the rule or row, with another value of policy or law or another answer, a marked assert fails."""
    tried = cases.get(item.requirement, ())
    assert tried, f"{item} decides {item.requirement}, but no plain test case carries that mark"
    assert {} == broken(item.requirement), f"cases of {item.requirement} fail with nothing knocked out"
    assert {} == unnoticed(item, tried), f"no assertion of a case of {item.requirement} notices that {item} is gone"


def test_every_marked_function_has_a_change() -> None:
    """The table of changes names each function marked with ``@decides``, for each of its requirements, and no other."""
    marked = {(item.requirement, f"{item.module}.{item.name}") for item in _OBJECTS if item.kind is Kind.FUNCTION}
    assert marked == set(FUNCTIONS)


def test_every_object_names_a_requirement_that_exists() -> None:
    """No rule, row, policy or law value, setting or function carries an ID that the index lacks."""
    assert [] == [str(item) for item in _OBJECTS if item.requirement not in index()]


def test_every_mark_names_a_requirement_that_exists(request: pytest.FixtureRequest) -> None:
    """No test carries an ID that the index lacks."""
    items = request.config.stash[COLLECTED]
    assert [] == [item.nodeid for item in items if not set(requirements_of_item(item)) <= set(index())]


@pytest.mark.parametrize("requirement", [row.requirement_id for row in index().values() if row.chapter in BUILT])
def test_a_requirement_of_a_built_chapter_has_an_object_and_a_case(requirement: str, cases: Cases) -> None:
    """What a built chapter asks for is decided somewhere, and shown."""
    objects = [item for item in _OBJECTS if item.requirement == requirement]
    assert (True, True) == (bool(objects), bool(cases.get(requirement)))
