"""The page of policy values: what the service says in numbers, and how we read what its sources leave open."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

import attrs

from inkasso_rules.policy import POLICY, Policy
from tools.pages.markdown import document, table

_INTRO = """\
One immutable value holds what the *service* says; the law is apart. A host changes a value with
`attrs.evolve(POLICY, ...)` and passes the new policy on. Every decision keeps the digest of the policy it was made by."""


class UndocumentedError(Exception):
    """A policy value has no entry in the class docstring."""


def page() -> str:
    """Return the page."""
    docs = _docs()
    rows = (
        (f"`{field.name}`", f"`{getattr(POLICY, field.name)}`", _requirements(field), docs[field.name])
        for field in attrs.fields(Policy)
    )
    return document("Policy", _INTRO, table(("value", "default", "requirement", "what it says"), rows))


def _docs() -> Mapping[str, str]:
    """Read what each value says off the class docstring."""
    section = inspect.getdoc(Policy).partition("Attributes:\n")[2]  # type: ignore[union-attr]  # It has one.
    found = dict(re.findall(r"^    (\w+):\s(.*?)(?=^    \w+:\s|\Z)", section, flags=re.DOTALL | re.MULTILINE))
    missing = {field.name for field in attrs.fields(Policy)} - set(found)
    if missing:
        raise UndocumentedError(sorted(missing))
    return {name: text.replace("``", "`") for name, text in found.items()}


def _requirements(field: attrs.Attribute[object]) -> str:
    stated = field.metadata.get("requirement", ())
    return stated if isinstance(stated, str) else ", ".join(stated)
