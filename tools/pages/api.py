"""The page of public names: each module of the library, what it is for, and what it offers."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Mapping

import inkasso_rules
from tools.pages.markdown import document, table

_INTRO = """\
Modules are the interface: `from inkasso_rules.eligibility import decide`. The root holds the version only. Names that begin
with `_` are nobody's business. `as_of` is always given by keyword. Each name's docstring tells shapes, units and errors."""


def page() -> str:
    """Return the page."""
    modules = _modules()
    offered = {module.__name__: frozenset(module.__all__) for module in modules}
    # A part of a package that offers nothing of its own is shown with its package.
    own = (module for module in modules if not offered[module.__name__] <= _of_package(module, offered))
    return document("Public names", _INTRO, *(_section(module) for module in own))


def _of_package(module: types.ModuleType, offered: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return offered.get(module.__name__.rpartition(".")[0], frozenset())


def _modules() -> tuple[types.ModuleType, ...]:
    found = sorted(module.name for module in pkgutil.walk_packages(inkasso_rules.__path__, "inkasso_rules."))
    return tuple(importlib.import_module(name) for name in found)


def _section(module: types.ModuleType) -> str:
    rows = ((f"`{name}`", _kind(getattr(module, name)), _said_of(module, name)) for name in module.__all__)
    return "\n\n".join(
        (f"## {module.__name__}", _first(inspect.getdoc(module)), table(("name", "", "what it is"), rows))
    )


def _kind(value: object) -> str:
    if inspect.isclass(value):
        return "error" if issubclass(value, Exception) else "class"
    return "function" if inspect.isroutine(value) else "value"


def _said_of(module: types.ModuleType, name: str) -> str:
    value = getattr(module, name)
    if inspect.isclass(value) or inspect.isroutine(value):
        return _first(inspect.getdoc(value))
    if isinstance(value, types.UnionType):
        return "One of " + ", ".join(f"`{part.__name__}`" for part in typing.get_args(value)) + "."
    if (comment := _comment_above(module, name)) is None:
        maker = next(one for one in _modules() if _comment_above(one, name) is not None)
        return f"As in `{maker.__name__}`."
    return _first(comment)


def _comment_above(module: types.ModuleType, name: str) -> str | None:
    """Return the ``#:`` lines above the assignment of *name*, if the module assigns it."""
    lines = inspect.getsource(module).splitlines()
    end = next((at for at, line in enumerate(lines) if line.startswith((f"{name}:", f"{name} ="))), None)
    if end is None:
        return None
    begin = end
    while begin and lines[begin - 1].startswith("#:"):
        begin -= 1
    return " ".join(line.removeprefix("#:").strip() for line in lines[begin:end])


def _first(doc: str | None) -> str:
    """Return the first paragraph, with links to names in plain code style."""
    paragraph = " ".join((doc or "").strip().split("\n\n")[0].split())
    for role in (":func:", ":data:", ":class:", ":exc:", ":mod:", ":meth:"):
        paragraph = paragraph.replace(role, "")
    return paragraph.replace("``", "`").replace("`~", "`")
