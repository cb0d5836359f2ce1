"""The modules of the library, wherever it is installed."""

import importlib
import pkgutil
import types
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import inkasso_rules

#: They belong to an extra, and may import what the extra brings.
EXTRAS: Final = ("inkasso_rules.frames", "inkasso_rules.strategies", "inkasso_rules.testing")

ROOT: Final = Path(inkasso_rules.__file__).parent


def names() -> tuple[str, ...]:
    """Return the dotted names of all modules of the library."""
    found = pkgutil.walk_packages([str(ROOT)], "inkasso_rules.")
    return ("inkasso_rules", *sorted(module.name for module in found))


def core_names() -> tuple[str, ...]:
    """Return the names of the modules that need no extra."""
    return tuple(name for name in names() if not f"{name}.".startswith(tuple(f"{extra}." for extra in EXTRAS)))


def loaded() -> Mapping[str, types.ModuleType]:
    """Import every module."""
    return MappingProxyType({name: importlib.import_module(name) for name in names()})


def source(name: str) -> str:
    """Return a module's text."""
    path = ROOT.joinpath(*name.split(".")[1:])
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
