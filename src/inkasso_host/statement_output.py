"""A statement of what a debtor owes, as a table with its lines, as JSON and as CSV. No debtor's name in any."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from inkasso_host import claim_texts as words
from inkasso_host import texts
from inkasso_host.law_output import unrounded
from inkasso_host.output import safe
from inkasso_rules import narrate
from inkasso_rules.claim import Statement
from inkasso_rules.model.money import Money

__all__ = ["SUMS", "statement_as_csv", "statement_as_json", "statement_as_text", "sums", "told"]

#: The sums of a statement, by what they are called; the first ones make up what is left to pay.
SUMS: Final[Mapping[str, str]] = {
    "capital": "capital",
    "interest": "interest_left",
    "costs": "costs",
    "overpaid": "overpaid",
    "total": "total",
    "disputed": "disputed",
    "undisputed": "undisputed",
    "interest_accrued": "interest_accrued",
    "costs_by_law": "costs_by_law",
    "costs_claimed": "costs_claimed",
    "costs_excess": "costs_excess",
    "received": "received",
}
