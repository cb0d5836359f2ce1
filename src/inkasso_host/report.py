"""Results as one HTML page without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from inkasso_host import texts
from inkasso_host.judging import Judged, Summary
from inkasso_host.output import Result, notes, reasons, title, verdict
from inkasso_rules.contents import effective_due_date

__all__ = ["as_html"]

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; width: 100%; }
th, td { border-bottom: 1px solid #ddd; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
tr.blocked { background: #fff6cc; }
.summaries { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); }
"""


def as_html(result: Result) -> str:
    """Return the page. Blocked rows are yellow, as the service's own screen shows them."""
    lang, reading = result.lang, result.reading
    supplied = [texts.assumption(told, lang) for told in reading.assumed]
    faults = [texts.problem(found, lang) for found in reading.problems]
    return "".join(
        (
            f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title(result))}</title>',
            f"<style>{_STYLE}</style></head><body><h1>{escape(title(result))}</h1>\n",
            f'<div class="summaries">{"".join(_summary(one, lang) for one in result.summaries)}</div>\n',
            _listed(texts.say("assumed", lang), supplied),
            _listed(texts.say("problems", lang, rows=len(reading.refused_rows), notes=len(faults)), faults),
            _invoices(result),
            "</body></html>\n",
        )
    )


def _summary(one: Summary, lang: str) -> str:
    way = texts.way(one.rules_name, lang)
    head = texts.say("eligible", lang, way=way, eligible=one.eligible, judged=one.judged)
    together = ", ".join(texts.amount(total, lang) for total in one.totals) or texts.say("nothing", lang)
    counts = _counts(texts.head("blocks", lang), one.reasons, lang) + _counts(
        texts.say("notes", lang), one.warnings, lang
    )
    return f"<section><h2>{escape(head)}</h2><p>{escape(together)}</p>{counts}</section>"


def _counts(head: str, counted: Iterable[tuple[str, int]], lang: str) -> str:
    heads = "".join(f"<th>{escape(text)}</th>" for text in (head, texts.say("count", lang)))
    rows = "".join(f'<tr><td>{escape(code)}</td><td class="number">{count}</td></tr>\n' for code, count in counted)
    return f"<table><tr>{heads}</tr>\n{rows}</table>"


def _listed(head: str, said: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>\n" for line in said)
    return f"<h2>{escape(head)}</h2><ul>{items}</ul>" if items else ""


def _invoices(result: Result) -> str:
    lang = result.lang
    facts = (texts.head(key, lang) for key in ("invoice_id", "open_amount", "due_date"))
    ways = (texts.way(name, lang).capitalize() for name in result.rules_names)
    heads = (*facts, *ways, texts.head("blocks", lang), texts.head("warnings", lang))
    rows = "".join(_invoice(one, lang) for one in result.judged)
    return f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>\n{rows}</table>"


def _invoice(one: Judged, lang: str) -> str:
    amount = one.invoice.open_amount
    verdicts = (verdict(decision, lang) for decision in one.decisions)
    told = ("<br>".join(map(escape, said)) for said in (reasons(one, lang), notes(one, lang)))
    cells = (str(effective_due_date(one.invoice) or ""), *map(escape, verdicts), *told)
    blocked = "" if any(decision.eligible for decision in one.decisions) else ' class="blocked"'
    return (
        f"<tr{blocked}><td>{escape(one.invoice.number)}</td>"
        f'<td class="number">{escape(texts.amount(amount, lang)) if amount else ""}</td>'
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
    )
