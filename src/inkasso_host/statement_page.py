"""
What the debtors of the open cases owe after a year: a page with a statement for each, and CSV.

No debtor's name is in any of them, and of a personal number nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape
from typing import Final

from inkasso_host import claim_texts as words
from inkasso_host import pages, texts
from inkasso_host.output import safe
from inkasso_host.statement_output import sums
from inkasso_host.year import Owed, Story, Year
from inkasso_rules import narrate
from inkasso_rules.claim import Statement

__all__ = ["statements_as_csv", "statements_as_html"]

#: The sums that the list shows.
_LISTED: Final = ("capital", "interest", "costs_by_law", "costs_claimed", "received", "total", "disputed")


def statements_as_html(year: Year, lang: str) -> str:
    """Return the page: the list of the open cases, then a statement for each, line by line with sources."""
    listed = year.open_stories
    title = words.say("statements", lang, as_of=year.stated_on, count=len(listed))
    notes = [texts.say("unnamed", lang), words.say("dispatch", lang)]
    if year.stated_on < year.last_on:
        notes.append(words.say("rates_end", lang, as_of=year.stated_on))
    heads = (
        *(texts.say(key, lang) for key in ("number", "stage")),
        *(words.say(f"sum_{name}", lang).capitalize() for name in _LISTED),
    )
    rows = (_row(story, owed, f"statement-{place}", lang) for place, (story, owed) in enumerate(listed, 1))
    return "".join(
        (
            pages.head(title, lang),
            f"<p>{escape(' '.join(notes))}</p>\n",
            pages.table(heads, rows),
            *(_section(story, owed, f"statement-{place}", lang) for place, (story, owed) in enumerate(listed, 1)),
            pages.FOOT,
        )
    )


def _row(story: Story, owed: Owed, place: str, lang: str) -> str:
    case, found = story.case, owed.statement
    number = f'<a href="#{place}">{escape(case.opening.invoice_number)}</a>'
    amounts = ("" if found is None else texts.amount(getattr(found, name), lang) for name in _LISTED)
    cells = "".join(f'<td class="number">{escape(amount)}</td>' for amount in amounts)
    return f"<tr><td>{number}</td>{pages.cells((texts.stage(case.stage, case.end, lang),))}{cells}</tr>\n"


def _section(story: Story, owed: Owed, place: str, lang: str) -> str:
    if owed.statement is None:
        said = f'<p class="mark">{escape(words.say("no_statement", lang, fault=owed.fault))}</p>\n'
    else:
        said = _statement(owed.statement, lang)
    return f'<section id="{place}"><h2>{escape(story.case.opening.invoice_number)}</h2>\n{said}</section>\n'


def _statement(found: Statement, lang: str) -> str:
    title, *lines = narrate.statement(found, lang)
    heads = (words.say("sums", lang), words.say("amount", lang))
    rows = (
        f'<tr>{pages.cells((called,))}<td class="number">{escape(amount)}</td></tr>\n'
        for called, amount in sums(found, lang)
    )
    items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
    return f"<p>{escape(title)}</p>\n{pages.table(heads, rows)}<ul>{items}</ul>\n"


# --- CSV --------------------------------------------------------------------------------------------------------------
_HEADS: Final = (
    *("case_id", "invoice_number", "stage", "as_of", "currency"),
    *("capital", "interest", "costs", "total", "disputed", "costs_claimed", "received"),
    *("costs_by_law_sek", "costs_excess_sek", "agrees_with_case", "warnings", "fault"),
)
_AMOUNTS: Final = ("capital", "interest", "costs", "total", "disputed", "costs_claimed", "received")
_IN_KRONOR: Final = ("costs_by_law", "costs_excess")
_YES_NO: Final = ("no", "yes")


def statements_as_csv(year: Year) -> str:
    """Return one line for each open case: amounts in the claim's currency, costs by law in kronor; codes, no words."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADS)
    writer.writerows(_record(story, owed, year) for story, owed in year.open_stories)
    return text.getvalue()


def _record(story: Story, owed: Owed, year: Year) -> Iterator[object]:
    case, found = story.case, owed.statement
    yield from (safe(case.case_id), safe(case.opening.invoice_number), case.stage, year.stated_on, case.currency)
    for name in (*_AMOUNTS, *_IN_KRONOR):
        yield None if found is None else getattr(found, name).decimal
    yield _YES_NO[owed.agrees]
    yield None if found is None else " ".join(one.code for one in found.warnings)
    yield owed.fault
