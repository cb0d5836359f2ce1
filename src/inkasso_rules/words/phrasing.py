"""From a code and the facts to a clause: fills in a language's tables. Knows the form of a rule, and no decider."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from string import Formatter
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.expressions import AllOf, AnyOf, Compare, Field, Flag, Known, Member, Node, Operand, Value, tests_in
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.money import Money
from inkasso_rules.words.tables import Words

__all__ = ["amount", "clause", "condition", "days", "listing", "number", "observation", "said", "sentence", "slots"]

_SIGNS: Final = MappingProxyType({"<": "<", "<=": "≤", ">": ">", ">=": "≥"})
_NEEDED: Final = MappingProxyType({">": "more_than", ">=": "at_least"})
_BYTES: Final = "_bytes"


# --- values -----------------------------------------------------------------------------------------------------------
def amount(money: Money, words: Words) -> str:
    """Say an amount with its currency."""
    return f"{_separated(f'{money.decimal:,}', words)} {money.currency}"


def number(value: Decimal, words: Words) -> str:
    """Say a number with all its decimals."""
    return _separated(f"{value:,f}", words)


def said(value: object, name: str, record: Any, words: Words) -> str:
    """
    Say a value of the field *name*.

    An amount is said with its currency, if *record* knows it; bytes are said in megabytes.
    """
    metadata = getattr(attrs.fields(type(record)), name).metadata
    if value is None:
        return words.phrases["none" if metadata.get("optional") else "unknown"]
    if isinstance(value, bool):
        return words.phrases["yes" if value else "no"]
    if isinstance(value, int):
        if name.endswith(_BYTES):
            return _megabytes(value, words)
        currency: Any = getattr(record, metadata.get("currency") or "", None)
        return amount(Money(value, currency), words) if currency in MINOR_DIGITS else _separated(f"{value:,}", words)
    # A day is said as it is written in ISO 8601, in every language.
    return words.values[name].get(str(value), str(value)) if name in words.values else str(value)


def _megabytes(size: int, words: Words) -> str:
    """Say a size, rounded up to a tenth, so that what is above a limit is never said as the limit."""
    whole, rest = divmod(size, 1_000_000)
    tenths = whole * 10 + -(-rest // 100_000)
    return _separated(f"{tenths // 10:,}.{tenths % 10}" if rest else f"{whole:,}", words) + " MB"


def _separated(number: str, words: Words) -> str:
    return number.translate(str.maketrans(",.", words.thousands + words.decimals))


def observation(names: Iterable[str], record: Any, words: Words) -> str:
    """Say what *record* holds in the fields *names*."""
    return ", ".join(f"{_field(name, words)}: {said(getattr(record, name), name, record, words)}" for name in names)


def listing(parts: Iterable[str], joint: str) -> str:
    """Join parts by commas, and the last one by *joint*."""
    *first, last = parts
    return f"{', '.join(first)}{joint}{last}" if first else last


def _field(name: str, words: Words) -> str:
    return words.fields.get(name, name)


def days(count: int, words: Words) -> str:
    """Say a number of days."""
    return words.phrases["day" if count == 1 else "days"].format(days=count)


# --- conditions -------------------------------------------------------------------------------------------------------
def condition(node: Node, record: Any, words: Words) -> str:
    """Say a condition whose cutoffs are filled in."""
    match node:
        case Compare(Field(name), op, _) | Compare(_, op, Field(name)):
            return (
                f"{_operand(node.left, name, record, words)} {_SIGNS[op]} {_operand(node.right, name, record, words)}"
            )
        case Member(Field(name), Value(frozenset() as group), inside):
            return f"{_field(name, words)}: {_members(group, name, record, words, inside=inside)}"
        case Flag(Field(name), wanted):
            return f"{_field(name, words)}: {said(wanted, name, record, words)}"
        case Known(Field(name)):
            return f"{_field(name, words)}: {words.phrases['known']}"
        case AllOf(parts) | AnyOf(parts):
            joint = words.phrases["and" if isinstance(node, AllOf) else "or"]
            return joint.join(_part(part, record, words) for part in parts)
        case _:
            # A condition on cutoffs alone has no words; a rule set shows it as the rule states it.
            return str(node)


def _operand(operand: Operand, name: str, record: Any, words: Words) -> str:
    return said(operand.value, name, record, words) if isinstance(operand, Value) else _field(operand.name, words)


def _members(group: frozenset[str], name: str, record: Any, words: Words, *, inside: bool) -> str:
    names = sorted(said(value, name, record, words) for value in group)
    values = listing(names, words.phrases["or"]) if names else words.phrases["none"]
    return values if inside else words.phrases["not"].format(values=values)


def _part(node: Node, record: Any, words: Words) -> str:
    text = condition(node, record, words)
    return f"({text})" if isinstance(node, AllOf | AnyOf) else text


# --- clauses and sentences --------------------------------------------------------------------------------------------
def slots(template: str) -> frozenset[str]:
    """Return the names that a template fills in."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def clause(
    *, code: str, wanted: Node | bool, clears_on: dt.date | None, fields: Iterable[str], record: Any, words: Words
) -> str:
    """
    Say why a rule blocks, or warns.

    Args:
        code: The rule's.

        wanted: What must hold instead, with the day's limits filled in.

        clears_on: The first day on which the rule no longer blocks.

        fields: What the rule reads.

        record: What was judged.

        words: The language.

    Returns:
        The language's clause for the code: the first that can be filled in. A rule without one, as a host's own, is
        said by its code and its condition.
    """
    read = tuple(fields)
    limits = {} if isinstance(wanted, bool) else _limits(wanted, clears_on, record, words)
    for template in filter(None, (words.blocks.get(code), words.otherwise.get(code))):
        names_said = slots(template)
        facts = {name: said(getattr(record, name), name, record, words) for name in names_said & set(read)}
        if names_said <= facts.keys() | limits.keys():
            return template.format_map(facts | limits)
    if isinstance(wanted, Known):
        return words.phrases["not_known"].format(field=_field(wanted.item.name, words))
    if isinstance(wanted, bool):
        return words.phrases["own_rule_about_company"].format(code=code)
    return words.phrases["own_rule"].format(
        code=code, observed=observation(read, record, words), wanted=condition(wanted, record, words)
    )


def _limits(wanted: Node, clears_on: dt.date | None, record: Any, words: Words) -> dict[str, str]:
    """Say the limit that decided, and for days the wait after them."""
    found: dict[str, str] = {}
    for test in tests_in(wanted):
        match test:
            case Compare(Field(name), op, Value(limit)):
                found["limit"] = said(limit, name, record, words)
                if op in _NEEDED:
                    found["needed"] = words.phrases[_NEEDED[op]].format(limit=found["limit"])
                found |= _waiting(getattr(record, name), limit, clears_on, words)
    return found


def _waiting(seen: object, limit: object, clears_on: dt.date | None, words: Words) -> dict[str, str]:
    """Say how many days must pass after the day *seen*, and how many have: *limit* is the day that many ago."""
    if clears_on is None or not (isinstance(seen, dt.date) and isinstance(limit, dt.date)):
        return {}
    wanted = (clears_on - seen).days
    passed = wanted - (seen - limit).days
    # A day that is still to come has no age.
    age = {"days_passed": days(passed, words)} if passed >= 0 else {}
    return {"days_wanted": days(wanted, words), **age}


def sentence(text: str) -> str:
    """Make a sentence of one clause or several."""
    return f"{text[0].upper()}{text[1:]}."
