"""The page of policy values: what the service says in numbers, and how we read what its sources leave open."""

from __future__ import annotations

import attrs

from inkasso_rules.policy import POLICY, Policy
from tools.pages.docstrings import attributes_of
from tools.pages.markdown import document, table

_INTRO = """\
One immutable value holds what the *service* says; the law is apart. A host changes a value with
`attrs.evolve(POLICY, ...)` and passes the new policy on. Every decision keeps the digest of the policy it was made by."""


def page() -> str:
    """Return the page."""
    docs = attributes_of(Policy)
    rows = (
        (f"`{field.name}`", f"`{getattr(POLICY, field.name)}`", _requirements(field), docs[field.name])
        for field in attrs.fields(Policy)
    )
    return document("Policy", _INTRO, table(("value", "default", "requirement", "what it says"), rows))


def _requirements(field: attrs.Attribute[object]) -> str:
    stated = field.metadata.get("requirement", ())
    return stated if isinstance(stated, str) else ", ".join(stated)
