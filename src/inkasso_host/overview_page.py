"""
The overview after a year: a page without scripts and without anything from elsewhere, CSV, and the facts behind it.

No debtor's name is in any of them, and of a personal number nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from inkasso_host import pages, texts
from inkasso_host.output import safe, verdict
from inkasso_host.year import Story, Year
from inkasso_rules import explain, narrate
from inkasso_rules.eligibility import Decision
from inkasso_rules.model.facts import FactKind
from inkasso_rules.overview import Event, Row
from inkasso_rules.records import to_record

__all__ = ["facts_as_json", "overview_as_csv", "overview_as_html"]


def overview_as_html(year: Year, lang: str) -> str:
    """Return the page: what must be done, the list, what it leaves out, then each case with its story."""
    listed = year.listed
    title = texts.say("overview", lang, as_of=listed.as_of, count=len(listed.rows))
    places = {story.case.case_id: f"case-{place}" for place, story in enumerate(year.stories, 1)}
    marks = (
        f'<a class="mark" href="#{places[mark.case_id]}">{escape(narrate.mark(mark, lang))}</a>'
        for mark in listed.marks
    )
    return "".join(
        (
            pages.head(title, lang),
            f"<p>{escape(_about(year, lang))}</p>\n",
            pages.lines("h2", texts.say("marks", lang), marks),
            _list(listed.rows, places, lang),
            _left_out(year, lang),
            f"<h2>{escape(texts.say('cases', lang))}</h2>\n",
            *(_case(story, places[story.case.case_id], year, lang) for story in year.stories),
            pages.FOOT,
        )
    )


def _about(year: Year, lang: str) -> str:
    followed = texts.say("year", lang, count=len(year.stories), first_on=year.first_on, last_on=year.last_on)
    return f"{followed}. {texts.say('played', lang, first_on=year.first_on)} {texts.say('unnamed', lang)}"


# --- the list ---------------------------------------------------------------------------------------------------------
def _list(rows: Iterable[Row], places: dict[str, str], lang: str) -> str:
    heads = (
        *(texts.say(key, lang) for key in ("number", "debtor_number")),
        texts.head("open_amount", lang),
        *(texts.say(key, lang) for key in ("open_as_of", "transferred_on", "stage")),
        *(texts.way(name, lang).capitalize() for name in ("manual", "automatic")),
        texts.say("marks", lang),
    )
    return pages.table(heads, (_row(row, places, lang) for row in rows))


def _row(row: Row, places: dict[str, str], lang: str) -> str:
    number = escape(row.invoice_number)
    if row.case_id is not None:
        number = f'<a href="#{places[row.case_id]}">{number}</a>'
    before = (row.organisation_number or "",)
    after = (
        str(row.open_as_of or ""),
        str(row.transferred_on or ""),
        texts.stage(row.stage, row.end, lang) if row.stage else "",
        *("" if decision is None else verdict(decision, lang) for decision in _decisions(row)),
    )
    amount = "" if row.open_amount is None else texts.amount(row.open_amount, lang)
    marks = "<br>".join(escape(narrate.mark(mark, lang)) for mark in row.marks)
    return (
        f"<tr><td>{number}</td>{pages.cells(before)}"
        f'<td class="number">{escape(amount)}</td>{pages.cells(after)}<td class="mark">{marks}</td></tr>\n'
    )


def _decisions(row: Row) -> tuple[Decision | None, Decision | None]:
    return (None, None) if row.decisions is None else (row.decisions.manual, row.decisions.automatic)


def _left_out(year: Year, lang: str) -> str:
    """Return what the list leaves out and why, folded up until somebody asks."""
    rows = (
        f"<tr>{pages.cells((one.invoice_id, ' '.join(explain.reason(why, lang) for why in one.reasons)))}</tr>\n"
        for one in year.listed.left_out
    )
    head = texts.say("left_out", lang, count=len(year.listed.left_out))
    heads = (texts.head("invoice_id", lang), texts.say("why_left_out", lang))
    return f"<details><summary>{escape(head)}</summary>{pages.table(heads, rows)}</details>\n"


# --- the cases --------------------------------------------------------------------------------------------------------
def _case(story: Story, place: str, year: Year, lang: str) -> str:
    standing, *told = narrate.case(story.case, lang)
    shown = story.shown
    applied = (event for event in shown.events if event.is_applied)
    happened = (
        _event(event, line, lang)
        for event, line in zip(applied, told, strict=True)
        if event.fact.kind is not FactKind.CHECKED
    )
    coming = (narrate.next_step(one, as_of=year.last_on, lang=lang) for one in story.coming)
    corrected = (line for one in story.corrections for line in narrate.correction(one, lang))
    marks = (f'<span class="mark">{escape(narrate.mark(mark, lang))}</span>' for mark in shown.marks)
    link = escape(texts.say("portal", lang))
    return "".join(
        (
            f'<section id="{place}"><h3>{escape(standing)}</h3>\n',
            f'<p><a href="{escape(shown.portal_link)}">{link}</a></p>\n' if shown.portal_link else "",
            pages.lines("h4", texts.say("marks", lang), marks),
            pages.lines("h4", texts.say("happened", lang), happened),
            pages.lines("h4", texts.say("corrections", lang), map(escape, corrected)),
            pages.lines("h4", texts.say("coming", lang), map(escape, coming)),
            pages.lines("h4", texts.say("documents", lang), map(escape, shown.documents)),
            "</section>\n",
        )
    )


def _event(event: Event, line: str, lang: str) -> str:
    """Return what happened; a breach stands out."""
    by = f' <span class="by">({escape(texts.say("by_agency", lang))})</span>' if event.is_by_agency else ""
    return f'<span class="mark">{escape(line)}</span>{by}' if event.breaches else f"{escape(line)}{by}"


# --- CSV --------------------------------------------------------------------------------------------------------------
_HEADS: Final = (
    *("invoice_number", "invoice_id", "organisation_number", "currency", "open_amount", "open_as_of"),
    *("case_id", "transferred_on", "stage", "end", "ended_on"),
    *("manual_eligible", "manual_eligible_from", "automatic_eligible", "automatic_eligible_from"),
    *("red_marks", "red_mark_since"),
)
_YES_NO: Final = ("no", "yes")


def overview_as_csv(year: Year) -> str:
    """Return one line for each listed invoice: codes, days as ISO 8601, several marks separated by spaces."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADS)
    writer.writerows(_record(row) for row in year.listed.rows)
    return text.getvalue()


def _record(row: Row) -> Iterator[object]:
    amount = row.open_amount
    yield from (safe(row.invoice_number), safe(row.invoice_id), safe(row.organisation_number or ""))
    yield from (amount and amount.currency, amount and amount.decimal, row.open_as_of)
    yield from (safe(row.case_id or ""), row.transferred_on, row.stage, row.end, row.ended_on)
    for decision in _decisions(row):
        yield from (None, None) if decision is None else (_YES_NO[decision.eligible], decision.eligible_from)
    yield from (" ".join(mark.code for mark in row.marks), min((mark.since for mark in row.marks), default=None))


# --- the facts --------------------------------------------------------------------------------------------------------
def facts_as_json(year: Year) -> str:
    """Return all stored facts as records, with what they are folded by; the same facts make the same cases."""
    content = {
        "as_of": str(year.last_on),
        "settings": to_record(year.settings),
        "policy": to_record(year.by.policy),
        "cases": {story.case.case_id: [to_record(fact) for fact in story.stored] for story in year.stories},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
