"""Small tables in HTML, for the ``_repr_html_`` that a notebook calls. Needs nothing but the standard library."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

__all__ = ["ROWS_MAX", "table"]

#: Rows that are shown; a notebook is no place for a whole ledger.
ROWS_MAX: Final = 50


def table(title: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """
    Return a title and, when there are rows, a table below it.

    Every text is escaped, and ``None`` is an en dash. Rows after the first :data:`ROWS_MAX` are counted, not shown.
    """
    listed = tuple(tuple(row) for row in rows)
    parts = [f"<p><b>{html.escape(title)}</b></p>"]
    if listed:
        shown = (_row("td", row) for row in listed[:ROWS_MAX])
        parts.append(f"<table><thead>{_row('th', head)}</thead><tbody>{''.join(shown)}</tbody></table>")
    if len(listed) > ROWS_MAX:
        parts.append(f"<p>… and {len(listed) - ROWS_MAX} more</p>")
    return "".join(parts)


def _row(tag: str, cells: Iterable[object]) -> str:
    texts = (html.escape("–" if cell is None else str(cell)) for cell in cells)
    return "<tr>" + "".join(f'<{tag} style="text-align: left">{text}</{tag}>' for text in texts) + "</tr>"
