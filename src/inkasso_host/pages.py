"""Pieces of the pages: without scripts and without anything from elsewhere. What is not said to be HTML is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

__all__ = ["FOOT", "cells", "head", "lines", "table"]

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; width: 100%; }
th, td { border-bottom: 1px solid #ddd; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
.mark { color: #b00020; }
.by { color: #666; }
section { border-top: 2px solid #ddd; margin-top: 2rem; }
"""

#: What ends a page.
FOOT: Final = "</body></html>\n"


def head(title: str, lang: str) -> str:
    """Return what begins a page."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>\n"
    )


def lines(tag: str, title: str, items: Iterable[str]) -> str:
    """Return a heading and a list; nothing if nothing is listed. The items are HTML."""
    listed = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<{tag}>{escape(title)}</{tag}><ul>{listed}</ul>\n" if listed else ""


def table(heads: Iterable[str], rows: Iterable[str]) -> str:
    """Return a table; the rows are HTML."""
    named = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return f"<table><tr>{named}</tr>\n{''.join(rows)}</table>\n"


def cells(said: Iterable[str]) -> str:
    """Return cells of a row."""
    return "".join(f"<td>{escape(cell)}</td>" for cell in said)
