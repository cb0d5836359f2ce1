"""The page of columns: what a data frame of invoices holds, column by column, and who reads it."""

from __future__ import annotations

from typing import Any

from inkasso_rules.columns import Column
from inkasso_rules.frames import SCHEMA
from inkasso_rules.frames.masks import DTYPES
from inkasso_rules.words import LANGUAGES
from tools.objects import rule_sets
from tools.pages.markdown import document, table

_INTRO = """\
A data frame has one row for each invoice, and the columns that the rules of the chosen set read; other columns are kept as
they are. The names are the fields of `inkasso_rules.candidates.Candidate`, and `inkasso_rules.frames.SCHEMA` holds the same
in Python. Amounts are whole minor units (öre, cents) of the currency in the column named; a code is text, spelt exactly.

A null in a *required* column is a fact that nobody knows: it blocks, under the column's name and `_unknown`, wherever a rule
could need it. A null in an *optional* column means "none", and blocks nothing. Where a column is read by the warnings of a
set only, it is needed only when warnings are asked for."""

_CODES = """\
The codes that columns of text may hold, with their words. A `status` or `registration` that is not listed blocks."""


def page() -> str:
    """Return the page."""
    rows = (
        (
            f"`{column.name}`",
            str(DTYPES[column.kind]),
            "optional" if column.optional else "required",
            f"`{column.currency}`" if column.currency else "",
            column.doc,
            "; ".join(_readers(column)) or "no rule",
        )
        for column in SCHEMA.values()
    )
    listed = table(("column", "type", "null", "amount in", "meaning", "read by"), rows)
    return document("Columns", _INTRO, listed, "## Codes", _CODES, _codes())


def _readers(column: Column) -> list[str]:
    return [told for name, rules in rule_sets().items() if (told := _reader(column.name, name, rules))]


def _reader(field: str, name: str, rules: Any) -> str:
    if field in rules.blocking.fields:
        return name
    return f"warnings of {name}" if field in rules.warning.fields else ""


def _codes() -> str:
    words = tuple(LANGUAGES.values())
    rows = (
        (f"`{name}`", f"`{code}`", *(each.values[name][code] for each in words))
        for name in SCHEMA
        if name in words[0].values
        for code in words[0].values[name]
    )
    return table(("column", "code", *(each.language for each in words)), rows)
