"""Results as one HTML page without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from inkasso_host import texts
from inkasso_host.judging import Summary
from inkasso_host.output import Result, reasons, title, verdict
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
    notes = [texts.assumption(told, lang) for told in reading.assumed]
    faults = [texts.problem(found, lang) for found in reading.problems]
    return "".join(
        (
            f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title(result))}</title>',
            f"<style>{_STYLE}</style></head><body><h1>{escape(title(result))}</h1>\n",
            f'<div class="summaries">{"".join(_summary(one, lang) for one in result.summaries)}</div>\n',
            _listed(texts.say("assumed", lang), notes),
            _listed(texts.say("problems", lang, rows=len(reading.refused_rows), notes=len(faults)), faults),
            _invoices(result),
            "</body></html>\n",
        )
    )


def _summary(one: Summary, lang: str) -> str:
    rules = texts.say(one.rules_name, lang)
    head = texts.say("eligible", lang, rules=rules, eligible=one.eligible, judged=one.judged)
    together = ", ".join(str(total) for total in one.totals) or texts.say("nothing", lang)
    counts = "".join(
        f'<tr><td>{escape(code)}</td><td class="number">{count}</td></tr>\n' for code, count in one.reasons
    )
    heads = "".join(f"<th>{escape(texts.say(key, lang))}</th>" for key in ("reason", "count"))
    return (
        f"<section><h2>{escape(head)}</h2><p>{escape(together)}</p><table><tr>{heads}</tr>\n{counts}</table></section>"
    )


def _listed(head: str, said: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>\n" for line in said)
    return f"<h2>{escape(head)}</h2><ul>{items}</ul>" if items else ""


def _invoices(result: Result) -> str:
    lang = result.lang
    keys = ("number", "open_amount", "due_date", *result.rules_names, "reasons")
    heads = "".join(f"<th>{escape(texts.say(key, lang))}</th>" for key in keys)
    rows = []
    for one in result.judged:
        said = reasons(one, lang)
        verdicts = "".join(f"<td>{escape(verdict(decision, lang))}</td>" for decision in one.decisions)
        blocked = "" if any(decision.eligible for decision in one.decisions) else ' class="blocked"'
        rows.append(
            f"<tr{blocked}><td>{escape(one.invoice.number)}</td>"
            f'<td class="number">{escape(str(one.invoice.open_amount or ""))}</td>'
            f"<td>{effective_due_date(one.invoice) or ''}</td>{verdicts}<td>{'<br>'.join(map(escape, said))}</td></tr>\n"
        )
    return f"<table><tr>{heads}</tr>\n{''.join(rows)}</table>"
