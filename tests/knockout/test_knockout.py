"""Everything that decides is noticed when it is gone: no requirement is met by accident."""

from collections.abc import Mapping

import pytest

from tests.knockout.changes import FUNCTIONS
from tests.knockout.machinery import cases_by_requirement, error_of, knocked_out, notices
from tests.support import COLLECTED, requirements_of_item
from tools.objects import Deciding, Kind, deciding, index

Cases = Mapping[str, tuple[pytest.Function, ...]]

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


def _label(value: object) -> str:
    return f"{value.requirement} {value.name}" if isinstance(value, Deciding) else str(value)


@pytest.mark.parametrize("item", _REMOVABLE, ids=_label)
def test_a_marked_case_notices_that_the_decider_is_gone(item: Deciding, cases: Cases) -> None:
    """Without the rule, with another policy value or another answer of the function, a marked assert fails."""
    tried = cases.get(item.requirement, ())
    assert tried, f"{item} decides {item.requirement}, but no plain test case carries that mark"
    broken = {case.nodeid: error for case in tried if (error := error_of(case)) is not None}
    assert {} == broken, f"cases of {item.requirement} fail when they are run once more, with nothing knocked out"
    with knocked_out(item):
        errors = [error_of(case) for case in tried]
    assert any(map(notices, errors)), (
        f"{item} can be knocked out, and no assertion of a case of {item.requirement} notices; tried:\n"
    ) + "\n".join(
        f"{case.nodeid}: {'passes' if error is None else f'stumbles: {error!r}'}"
        for case, error in zip(tried, errors, strict=True)
    )


def test_every_marked_function_has_a_change() -> None:
    """The table of changes names each function marked with ``@decides``, for each of its requirements, and no other."""
    marked = {(item.requirement, f"{item.module}.{item.name}") for item in _OBJECTS if item.kind is Kind.FUNCTION}
    assert marked == set(FUNCTIONS)


def test_every_object_names_a_requirement_that_exists() -> None:
    """No rule, policy value, setting or function carries an ID that the index lacks."""
    assert [] == [str(item) for item in _OBJECTS if item.requirement not in index()]


def test_every_mark_names_a_requirement_that_exists(request: pytest.FixtureRequest) -> None:
    """No test carries an ID that the index lacks."""
    items = request.config.stash[COLLECTED]
    assert [] == [item.nodeid for item in items if not set(requirements_of_item(item)) <= set(index())]


@pytest.mark.parametrize(
    "requirement", [row.requirement_id for row in index().values() if row.chapter == "eligibility"]
)
def test_a_requirement_of_a_built_chapter_has_an_object_and_a_case(requirement: str, cases: Cases) -> None:
    """What the chapter on eligibility asks for is decided somewhere, and shown."""
    objects = [item for item in _OBJECTS if item.requirement == requirement]
    assert (True, True) == (bool(objects), bool(cases.get(requirement)))
