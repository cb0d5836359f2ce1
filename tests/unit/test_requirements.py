"""The marks that say which requirement a function decides."""

import re

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.requirements import OWN, decides, requirements_of


@decides("AU-2", "AU-9")
def _twice(number: int) -> int:
    return 2 * number


def test_a_mark_is_data_on_the_function() -> None:
    """The function answers as before and carries its requirements; an unmarked one has none."""
    assert 4 == _twice(2)
    assert ("AU-2", "AU-9") == requirements_of(_twice)
    assert () == requirements_of(test_a_mark_is_data_on_the_function)


def test_our_own_requirements_are_numbered_sentences() -> None:
    """Our own IDs run from 1 without a gap, each with one sentence."""
    assert [f"OWN-{number}" for number in range(1, len(OWN) + 1)] == list(OWN)
    assert [] == [text for text in OWN.values() if not re.fullmatch(r"[A-Z][^.]*\.", text)]


def test_errors_of_the_library_have_one_base() -> None:
    """Whoever catches the base catches every error of the library, and nothing else."""
    assert (Exception,) == InkassoRulesError.__bases__
