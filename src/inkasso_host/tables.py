"""Results as tables for a terminal; markup is never read out of the data."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

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

__all__ = ["as_text", "explained", "overview", "render"]


def render(parts: Iterable[RenderableType], *, width: int, colours: bool) -> str:
    """Return the text of *parts*, *width* characters wide."""
    text = io.StringIO()
    console = Console(
        file=text, width=width, force_terminal=colours, no_color=not colours, highlight=False, markup=False
    )
    for part in parts:
        console.print(part)
    return text.getvalue()


def as_text(result: Result) -> Iterator[RenderableType]:
    """Yield everything: the invoices one by one, then what they come to."""
    yield Text(title(result), style="bold")
    yield _invoices(result)
    yield from overview(result)


def overview(result: Result) -> Iterator[RenderableType]:
    """Yield what the decisions come to: totals, reasons, the next day, what is nearly a yes, differences, problems."""
    lang = result.lang
    for one in result.summaries:
        yield from _summary(one, lang)
    if len(result.rules_names) > 1:
        yield from _differences(result)
    yield from _about_input(result)


def _table(*heads: str, numbers: tuple[int, ...] = ()) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in numbers else "left", no_wrap=place in numbers)
    return table


def _invoices(result: Result) -> Table:
    lang = result.lang
    ways = tuple(texts.say(name, lang) for name in result.rules_names)
    heads = tuple(texts.say(key, lang) for key in ("number", "open_amount", "due_date"))
    table = _table(*heads, *ways, texts.say("reasons", lang), numbers=(1,))
    for one in result.judged:
        verdicts = tuple(_verdict(decision, lang) for decision in one.decisions)
        facts = (one.invoice.number, str(one.invoice.open_amount or ""), str(effective_due_date(one.invoice) or ""))
        table.add_row(*(Text(fact) for fact in facts), *verdicts, Text("\n".join(reasons(one, lang))))
    return table


def _verdict(decision: Decision, lang: str) -> Text:
    style = "green" if decision.eligible else "yellow" if decision.eligible_from else "red"
    return Text(verdict(decision, lang), style=style)


def _summary(one: Summary, lang: str) -> Iterator[RenderableType]:
    rules = texts.say(one.rules_name, lang)
    together = ", ".join(str(total) for total in one.totals) or texts.say("nothing", lang)
    yield Text(texts.say("eligible", lang, rules=rules, eligible=one.eligible, judged=one.judged), style="bold")
    yield Text(f"  {texts.say('sum', lang)}: {together}")
    if one.next_day is None:
        yield Text(f"  {texts.say('no_next_day', lang)}")
    else:
        day, count = one.next_day
        yield Text(f"  {texts.say('next_day', lang, day=day, count=count)}")
    if one.nearly:
        mendable = ", ".join(f"{number} ({code})" for number, code in one.nearly)
        yield Text(f"  {texts.say('nearly', lang)}: {mendable}")
    yield _counts(one.reasons, lang)


def _counts(counted: Iterable[tuple[str, int]], lang: str) -> Table:
    table = _table(texts.say("reason", lang), texts.say("count", lang), numbers=(1,))
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
        yield Text(f"{one.invoice.number}, {texts.say(rules.name, lang)}: {verdict}", style="bold")
        keys = ("rule", "requirement", "observed", "wanted", "blocks", "clears")
        table = _table(*(texts.say(key, lang) for key in keys))
        for line in rule_by_rule(judge.candidate(one.invoice), bound=judge.bound, lang=lang):
            table.add_row(*_explained_line(line, lang))
        yield table


def _explained_line(line: RuleLine, lang: str) -> tuple[Text, ...]:
    blocks = texts.say("warns" if line.warns else "yes", lang) if line.hit else texts.say("no", lang)
    style = "" if not line.hit else "yellow" if line.warns else "red"
    cells = (line.code, line.requirement, line.observed, line.wanted, blocks, str(line.clears_on or ""))
    return tuple(Text(cell, style=style) for cell in cells)
