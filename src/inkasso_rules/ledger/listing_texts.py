"""
A listing as text: a sheet for people, which HTML and PDF are drawn from, and CSV for machines.

The same listing gives the same text, whatever the machine's language and time zone are.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

import attrs

from inkasso_rules.ledger.listing import ListedAmounts, ListedPayment, Listing
from inkasso_rules.model.money import Money
from inkasso_rules.words import words_in
from inkasso_rules.words.phrasing import number
from inkasso_rules.words.tables import Words

__all__ = ["Sheet", "sheet", "to_csv", "to_html"]

_TEXTS: Final = ("payment_id", "paid_on", "invoice", "reference")
_NAME: Final = "debtor_name"
_AMOUNTS: Final = tuple(field.name for field in attrs.fields(ListedAmounts))
_SUMS: Final = ("unposted", "payout", "brought_forward", "transfer", "carried_forward")

#: How a cell begins that a spreadsheet takes for a formula, in half and full width.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - they are meant
#: What a field of CSV is quoted for.
_QUOTED: Final = frozenset('",\r\n')

_STYLE: Final = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #ddd; padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; }
tfoot td { border-bottom: 0; border-top: 2px solid #222; }
.number { text-align: right; white-space: nowrap; }
"""


@attrs.frozen(kw_only=True)
class Sheet:
    """
    A listing as people read it; all in words, and nothing in it but what can be printed.

    Attributes:
        language: Its language.

        title: What it is.

        facts: What is said above the table: each with its name.

        heads: The heads of the columns.

        texts: How many columns are text; the others are amounts.

        rows: One for each payment.

        total: The row below them.

        sums: What is said below the table: each amount with its name.

        page: How a page is numbered, with its ``{page}`` of ``{pages}``.
    """

    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    texts: int
    rows: tuple[tuple[str, ...], ...] = attrs.field(repr=False)
    total: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    page: str


def sheet(found: Listing, *, lang: str = "sv") -> Sheet:
    """
    Put a listing in words.

    A character that cannot be printed, as a line break in a name, becomes a blank.

    Args:
        found: The listing.

        lang: The language.

    Returns:
        The sheet; it has a column for names only if the listing has names.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    said = words.listing
    columns = _columns(found)
    return Sheet(
        language=words.language,
        title=said["title"].format(settlement=_printable(found.settlement_id)),
        facts=(
            (said["creditor"], _printable(found.creditor_id)),
            (said["settled_on"], found.settled_on.isoformat()),
            (said["currency"], found.currency),
            (said["payments"], f"{len(found.rows)}"),
        ),
        heads=tuple(said[name] for name in (*columns, *_AMOUNTS)),
        texts=len(columns),
        rows=tuple(
            (*(_printable(str(getattr(row, name))) for name in columns), *_said(row.amounts.in_order, words))
            for row in found.rows
        ),
        total=(said["total"], *("",) * (len(columns) - 1), *_said(found.totals.in_order, words)),
        sums=tuple((said[f"sum_{name}"], number(getattr(found, name).decimal, words)) for name in _SUMS),
        page=said["page"],
    )


def _columns(found: Listing) -> tuple[str, ...]:
    return (*_TEXTS, _NAME) if found.is_named else _TEXTS


def _said(amounts: Iterable[Money], words: Words) -> tuple[str, ...]:
    return tuple(number(amount.decimal, words) for amount in amounts)


def _printable(text: str) -> str:
    """Put a blank for what has no form of its own: control characters, and those that turn the direction of a line."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


# --- HTML -------------------------------------------------------------------------------------------------------------
def to_html(found: Listing, *, lang: str = "sv") -> str:
    """
    Return a listing as a page of its own, which needs nothing from elsewhere.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    said = sheet(found, lang=lang)
    facts = "".join(f"<br>{escape(name)}: {escape(value)}" for name, value in said.facts)
    body = "".join(_tr("td", row, said.texts) for row in said.rows)
    sums = "".join(_tr("td", pair, 1) for pair in said.sums)
    title = escape(said.title)
    return (
        f'<!doctype html>\n<html lang="{said.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{title}</h1>\n<p>{facts.removeprefix('<br>')}</p>\n"
        f"<table><thead>{_tr('th', said.heads, said.texts)}</thead>\n<tbody>{body}</tbody>\n"
        f"<tfoot>{_tr('td', said.total, said.texts)}</tfoot></table>\n<table>{sums}</table>\n</body></html>\n"
    )


def _tr(tag: str, cells: Iterable[str], texts: int) -> str:
    """Return a row whose first cells are text, and the others amounts."""
    marked = ((tag if place < texts else f'{tag} class="number"', cell) for place, cell in enumerate(cells))
    return "<tr>" + "".join(f"<{start}>{escape(cell)}</{tag}>" for start, cell in marked) + "</tr>\n"


# --- CSV --------------------------------------------------------------------------------------------------------------
def to_csv(found: Listing, *, lang: str = "sv") -> bytes:
    """
    Return a listing as CSV: a head, and one line for each payment; its totals are the sums of the columns.

    As RFC 4180 has it: UTF-8, CRLF, and a comma between fields, which no amount contains, because decimals stand after
    a point. A text that a spreadsheet would take for a formula gets an apostrophe before it.

    Args:
        found: The listing.

        lang: The language of the heads.

    Returns:
        The bytes of the file.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    said = words_in(lang).listing
    columns = _columns(found)
    head = [said[name] for name in ("settlement", "settled_on", *columns, "currency", *_AMOUNTS)]
    about = (_safe(found.settlement_id), found.settled_on.isoformat())
    lines = (_csv_line((*about, *_csv_cells(row, columns), found.currency, *_decimals(row))) for row in found.rows)
    # A half of a surrogate pair is no character, and no UTF-8.
    return "".join((_csv_line(head), *lines)).encode("utf-8", "replace")


def _csv_cells(row: ListedPayment, columns: tuple[str, ...]) -> Iterable[str]:
    return (_safe(str(getattr(row, name))) for name in columns)


def _decimals(row: ListedPayment) -> Iterable[str]:
    return (f"{amount.decimal:f}" for amount in row.amounts.in_order)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_line(cells: Iterable[str]) -> str:
    return ",".join(map(_csv_field, cells)) + "\r\n"


def _csv_field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
