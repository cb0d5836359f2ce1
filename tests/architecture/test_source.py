"""The library's own text is pure, short, and says what is public."""

from collections.abc import Callable

import pytest

from tests.architecture import checks, modules

_EVERYWHERE = (
    checks.impure_imports,
    checks.mutable_globals,
    checks.broad_excepts,
    checks.long_functions,
    checks.long_file,
    checks.public_names,
)

#: The one module that compiles, and what it needs for that.
_COMPILES = {"inkasso_rules.compiled": {"compile", "exec"}}


@pytest.mark.parametrize("name", modules.names())
@pytest.mark.parametrize("check", _EVERYWHERE, ids=lambda check: check.__name__)
def test_a_module_passes_every_check(check: Callable[[str], list[str]], name: str) -> None:
    """No module sees the outside world, holds mutable state, catches everything, or hides what is public."""
    assert [] == check(modules.source(name))


@pytest.mark.parametrize("name", modules.names())
def test_a_module_calls_nothing_impure(name: str) -> None:
    """No module opens, prints, asks a clock; one compiles the rules, and that once."""
    found = {line.split(" uses ")[1] for line in checks.impure_calls(modules.source(name))}
    assert _COMPILES.get(name, set()) == found
