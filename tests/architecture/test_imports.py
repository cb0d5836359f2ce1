"""Importing the core loads nothing heavy."""

import subprocess
import sys

import pytest

from tests.architecture import modules

_HEAVY = frozenset(
    "duckdb httpx hypothesis inkasso_host narwhals numpy pandas polars pyarrow pytest rich sqlalchemy sqlite3".split()
)
_ASK = "import sys, {0}; print(*sorted(sys.modules))"


def _loaded_by(*names: str) -> set[str]:
    ask = _ASK.format(", ".join(names))
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)  # noqa: S603 - the text above
    return set(answer.stdout.split())


def test_the_core_loads_nothing_heavy() -> None:
    """A host that only asks about one invoice never pays for data frames, and gets no test tools."""
    assert set() == _loaded_by(*modules.core_names()) & _HEAVY


def test_deciding_loads_no_words_and_no_calendars() -> None:
    """A host that decides and sends pays for the words of a language, and for bank days, only when it asks for them."""
    loaded = _loaded_by("inkasso_rules.transfer")
    assert (True, set()) == ("inkasso_rules.eligibility" in loaded, loaded & {"inkasso_rules.words", "holidays"})


@pytest.mark.parametrize("heavy", ["hypothesis", "sqlite3"])
def test_the_question_bites(heavy: str) -> None:
    """An import of something heavy is seen."""
    assert heavy in _loaded_by("inkasso_rules", heavy) & _HEAVY
