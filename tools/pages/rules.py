"""The page of all rules: what blocks, in order, and what an unknown fact does."""

from typing import Any

from inkasso_rules.expressions import fields_in
from tools.objects import rule_sets
from tools.pages.markdown import document, table

_INTRO = """\
Each table lists one rule set in the order in which its reasons are given. A rule states what **blocks**; names on the
left are fields of the record, names on the right are cutoffs of the day. Every rule runs. A comparison with an unknown
value is false; an unknown field that a rule needs blocks under a reason of its own, listed last."""


def page() -> str:
    """Return the page."""
    parts = [part for name, rules in rule_sets().items() for part in _rule_set(name, rules)]
    return document("Rules", _INTRO, *parts)


def _rule_set(name: str, rules: Any) -> tuple[str, ...]:
    return (
        f"## {name}",
        "### What blocks",
        _rules("blocks when", rules.blocking),
        "### What is worth knowing, and blocks nothing",
        _rules("warns when", rules.warning),
        "### Unknown facts that block",
        _unknowns(rules.blocking),
    )


def _rules(when: str, layout: Any) -> str:
    bits = [bit for bit in layout.bits if bit.is_rule]
    unknown = {bit.node.item.name for bit in layout.bits if not bit.is_rule}
    return table(
        (
            "#",
            "code",
            "requirement",
            when,
            "clears with time",
            "mendable",
            "source",
            "facts that must be known",
        ),
        (
            (
                str(number),
                f"`{bit.code}`",
                bit.rules[0].requirement,
                f"`{bit.node}`",
                "yes" if bit.rules[0].clears else "no",
                "yes" if bit.rules[0].mendable else "no",
                str(bit.rules[0].source),
                ", ".join(f"`{name}`" for name in fields_in(bit.node) if name in unknown) or "none",
            )
            for number, bit in enumerate(bits, start=1)
        ),
    )


def _unknowns(layout: Any) -> str:
    rows = (
        (f"`{bit.code}`", ", ".join(f"`{rule.code}`" for rule in bit.rules)) for bit in layout.bits if not bit.is_rule
    )
    return table(("code", "for the rules"), rows)
