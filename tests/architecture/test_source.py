"""The library's own text is pure, short, and says what is public."""

from collections.abc import Callable

import pytest

from inkasso_rules import claim, journal, lifecycle, narrate, overview, ports, strategies, terms, testing
from inkasso_rules.ledger import sie
from tests.architecture import checks, modules

_EVERYWHERE = (
    checks.impure_imports,
    checks.mutable_globals,
    checks.broad_excepts,
    checks.long_functions,
    checks.long_file,
)

#: Names that a module lists although another one makes them: one name has one place, but for these.
_HANDED_ON = {
    "inkasso_rules.eligibility": frozenset({"POLICY"}),
    # Each is one room to those who use it; inside, it is split by what is decided.
    "inkasso_rules.claim": frozenset(claim.__all__),
    "inkasso_rules.journal": frozenset(journal.__all__),
    "inkasso_rules.ledger.sie": frozenset(sie.__all__),
    "inkasso_rules.lifecycle": frozenset(lifecycle.__all__),
    "inkasso_rules.narrate": frozenset(narrate.__all__),
    "inkasso_rules.overview": frozenset(overview.__all__),
    "inkasso_rules.ports": frozenset(ports.__all__),
    "inkasso_rules.terms": frozenset(terms.__all__),
    "inkasso_rules.testing": frozenset(testing.__all__),
    # They are split for their length only.
    "inkasso_rules.ledger.clearing": frozenset({"Clearing", "ClearingItem", "Match", "clear"}),
    "inkasso_rules.model.settlements": frozenset({"SettlementError"}),
    # Strategies are used together, under one name, as Hypothesis's own are.
    "inkasso_rules.strategies": frozenset(strategies.__all__),
}

#: The one module that compiles, and what it needs for that.
_COMPILES = {"inkasso_rules.compiled": {"compile", "exec"}}


@pytest.mark.parametrize("name", modules.names())
@pytest.mark.parametrize("check", _EVERYWHERE, ids=lambda check: check.__name__)
def test_a_module_passes_every_check(check: Callable[[str], list[str]], name: str) -> None:
    """No module sees the outside world, holds mutable state, catches everything, or is too long to hold in the head."""
    assert [] == check(modules.source(name))


@pytest.mark.parametrize("name", modules.names())
def test_a_module_calls_nothing_impure(name: str) -> None:
    """No module opens, prints, asks a clock; one compiles the rules, and that once."""
    found = {line.split(" uses ")[1] for line in checks.impure_calls(modules.source(name))}
    assert _COMPILES.get(name, set()) == found


@pytest.mark.parametrize("name", modules.names())
def test_a_module_says_what_is_public(name: str) -> None:
    """``__all__`` is sorted and complete, and lists nothing that belongs elsewhere."""
    assert [] == checks.public_names(modules.source(name), _HANDED_ON.get(name, frozenset()))
