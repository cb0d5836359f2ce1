"""The page of public names: each module of the library, what it is for, and what it offers."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types

import inkasso_rules
from tools.pages.markdown import document, table

_INTRO = """\
Modules are the interface: `from inkasso_rules.eligibility import decide`. The root holds the version only. Names that begin
with `_` are nobody's business. `as_of` is always given by keyword. Each name's docstring tells shapes, units and errors."""


def page() -> str:
    """Return the page."""
    found = sorted(module.name for module in pkgutil.walk_packages(inkasso_rules.__path__, "inkasso_rules."))
    modules = tuple(importlib.import_module(name) for name in found)
    return document("Public names", _INTRO, *(_section(module) for module in modules if module.__all__))


def _section(module: types.ModuleType) -> str:
    rows = ((f"`{name}`", _kind(getattr(module, name)), _said_of(module, name)) for name in module.__all__)
    return "\n\n".join((f"## {module.__name__}", _first(inspect.getdoc(module)), table(("name", "", "what it is"), rows)))


def _kind(value: object) -> str:
    if inspect.isclass(value):
        return "error" if issubclass(value, Exception) else "class"
    return "function" if inspect.isroutine(value) else "value"


def _said_of(module: types.ModuleType, name: str) -> str:
    value = getattr(module, name)
    if inspect.isclass(value) or inspect.isroutine(value):
        return _first(inspect.getdoc(value))
    return _comment_above(inspect.getsource(module).splitlines(), name)


def _comment_above(lines: list[str], name: str) -> str:
    """Return the ``#:`` lines above the assignment of *name*."""
    places = (at for at, line in enumerate(lines) if line.startswith((f"{name}:", f"{name} =")))
    end = next(places, 0)
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
