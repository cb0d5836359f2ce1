"""Results as tables for a terminal; markup is never read out of the data."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from inkasso_host import texts
from inkasso_host.creditors import CreditorFile
from inkasso_host.judging import WAYS, Judged, Summary
from inkasso_host.output import Result, differences, reasons, title, verdict
from inkasso_rules.contents import effective_due_date
from inkasso_rules.eligibility import Decision, decider
from inkasso_rules.explain import RuleLine, lines, rule_by_rule

__all__ = ["ROWS_MAX", "as_text", "explained", "overview", "render"]

#: Invoices that a table lists unless all are asked for; more are slow to lay out, and nobody reads them.
ROWS_MAX: Final = 500
# Likewise of the invoices that are nearly a yes.
_NEARLY_MAX: Final = 20
_MARK: Final = " *"


def render(parts: Iterable[RenderableType], *, width: int, colours: bool) -> str:
    """Return the text of *parts*, *width* characters wide."""
    text = io.StringIO()
    console = Console(
        file=text, width=width, force_terminal=colours, no_color=not colours, highlight=False, markup=False
    )
    for part in parts:
        console.print(part)
    return text.getvalue()


def as_text(result: Result, rows_max: int | None = None) -> Iterator[RenderableType]:
    """Yield everything: the invoices one by one, the first *rows_max* of them, then what all of them come to."""
    lang, listed = result.lang, result.judged[:rows_max]
    yield Text(title(result), style="bold")
    if listed:
        yield _invoices(listed, result.rules_names, lang)
    if any(decision.warnings for one in listed for decision in one.decisions):
        yield Text(texts.say("marked", lang))
    if len(listed) < len(result.judged):
        yield Text(texts.say("more_rows", lang, count=len(result.judged) - len(listed)), style="yellow")
    yield from overview(result)


def overview(result: Result) -> Iterator[RenderableType]:
    """Yield what the decisions come to: totals, reasons, the next day, what is nearly a yes, differences, problems."""
    if result.judged:
        for one in result.summaries:
            yield from _summary(one, result.lang)
        if len(result.rules) > 1:
            yield from _differences(result)
    else:
        yield Text(texts.say("no_invoices", result.lang), style="yellow")
    yield from _about_input(result)


def _table(*heads: str, numbers: tuple[int, ...] = ()) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in numbers else "left", no_wrap=place in numbers)
    return table


def _invoices(listed: Iterable[Judged], rules_names: Iterable[str], lang: str) -> Table:
    ways = tuple(texts.way(name, lang).capitalize() for name in rules_names)
    heads = tuple(texts.head(key, lang) for key in ("invoice_id", "open_amount", "due_date"))
    table = _table(*heads, *ways, texts.head("blocks", lang), numbers=(1,))
    for one in listed:
        amount, due_date = one.invoice.open_amount, effective_due_date(one.invoice)
        facts = (one.invoice.number, texts.amount(amount, lang) if amount else "", str(due_date or ""))
        verdicts = tuple(_verdict(decision, lang) for decision in one.decisions)
        table.add_row(*(Text(fact) for fact in facts), *verdicts, Text("\n".join(reasons(one, lang))))
    return table


def _verdict(decision: Decision, lang: str) -> Text:
    style = "green" if decision.eligible else "yellow" if decision.eligible_from else "red"
    return Text(verdict(decision, lang) + _MARK * bool(decision.warnings), style=style)


def _summary(one: Summary, lang: str) -> Iterator[RenderableType]:
    way = texts.way(one.rules_name, lang)
    together = ", ".join(texts.amount(total, lang) for total in one.totals) or texts.say("nothing", lang)
    yield Text(texts.say("eligible", lang, way=way, eligible=one.eligible, judged=one.judged), style="bold")
    yield Text(f"  {texts.say('sum', lang)}: {together}")
    if one.next_day is None:
        yield Text(f"  {texts.say('no_next_day', lang)}")
    else:
        day, count = one.next_day
        yield Text(f"  {texts.say('next_day', lang, day=day, count=count)}")
    if one.nearly:
        mendable = [f"{number} ({code})" for number, code in one.nearly[:_NEARLY_MAX]]
        if len(one.nearly) > _NEARLY_MAX:
            mendable.append(texts.say("and_more", lang, count=len(one.nearly) - _NEARLY_MAX))
        yield Text(f"  {texts.say('nearly', lang)}: {', '.join(mendable)}")
    for head, counted in ((texts.head("blocks", lang), one.reasons), (texts.say("notes", lang), one.warnings)):
        if counted:
            yield _counts(head, counted, lang)


def _counts(head: str, counted: Iterable[tuple[str, int]], lang: str) -> Table:
    table = _table(head, texts.say("count", lang), numbers=(1,))
    for code, count in counted:
        table.add_row(code, str(count))
    return table


def _differences(result: Result) -> Iterator[RenderableType]:
    lang, found = result.lang, differences(result.judged)
    count = sum(way["invoices"] for way in found.values())
    yield Text(texts.say("differs", lang, count=count), style="bold")
    for way, counted in found.items():
        yield Text(f"  {texts.say(way, lang, count=counted['invoices'])}: {_listed(counted)}")


def _listed(counted: Mapping[str, int]) -> str:
    codes = sorted(((code, count) for code, count in counted.items() if code != "invoices"), key=lambda one: -one[1])
    return ", ".join(f"{code} {count}" for code, count in codes) or "–"


def _about_input(result: Result) -> Iterator[RenderableType]:
    """Yield what should be known of the input: what was supplied, not used, or could not be read."""
    lang, reading = result.lang, result.reading
    if result.by.assumed:
        yield Text(texts.say("stand_in", lang), style="yellow")
    if reading.assumed:
        yield Text(texts.say("assumed", lang), style="bold")
        yield from (Text(f"  {texts.assumption(told, lang)}") for told in reading.assumed)
    if reading.unused:
        yield Text(texts.say("unused", lang, columns=", ".join(reading.unused)), style="yellow")
    if reading.problems:
        notes = sum(found.judged for found in reading.problems)
        yield Text(texts.say("problems", lang, rows=len(reading.refused_rows), notes=notes), style="bold red")
        yield from (Text(f"  {texts.problem(found, lang)}") for found in reading.problems)


def explained(one: Judged, by: CreditorFile, *, ways: str, lang: str) -> Iterator[RenderableType]:
    """Yield one invoice rule by rule, for each rule set."""
    for rules, decision in zip(WAYS[ways], one.decisions, strict=True):
        judge = decider(rules=rules, creditor=by.creditor, as_of=decision.as_of, policy=by.policy)
        verdict = lines(decision, lang=lang)[0]
        yield Text(f"{one.invoice.number}, {texts.way(rules.name, lang)}: {verdict}", style="bold")
        keys = ("code", "requirement", "observed", "wanted", "hit", "clears_on", "source")
        table = _table(*(texts.head(key, lang) for key in keys))
        for line in rule_by_rule(judge.candidate(one.invoice), bound=judge.bound, lang=lang):
            table.add_row(*_explained_line(line, lang))
        yield table


def _explained_line(line: RuleLine, lang: str) -> tuple[Text, ...]:
    hit = texts.say("warns", lang) if line.hit and line.warns else texts.yes_no(answer=line.hit, lang=lang)
    style = "" if not line.hit else "yellow" if line.warns else "red"
    cells = (line.code, line.requirement, line.observed, line.wanted, hit, str(line.clears_on or ""), line.source)
    return tuple(Text(cell, style=style) for cell in cells)
