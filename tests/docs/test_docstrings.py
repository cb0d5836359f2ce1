"""The examples in docstrings give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import inkasso_rules

_MODULES = sorted(found.name for found in pkgutil.walk_packages(inkasso_rules.__path__, "inkasso_rules."))


@pytest.mark.parametrize("name", _MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    """Each example prints what stands below it."""
    assert 0 == doctest.testmod(importlib.import_module(name)).failed


def test_there_are_examples() -> None:
    """They are found where they stand: in docstrings of functions too."""
    assert 0 < doctest.testmod(importlib.import_module("inkasso_rules.model.dates")).attempted
