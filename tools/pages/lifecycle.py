"""The page of the lifecycle: every change of a case, what it may break, what is said, and what may come next."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from inkasso_rules.lifecycle import TRANSITIONS, requests, steps
from inkasso_rules.lifecycle.diagram import markdown, mermaid
from inkasso_rules.lifecycle.effects import Ending
from inkasso_rules.model.answers import NoticeCode
from inkasso_rules.words import words_in
from tools.objects import Kind, deciding
from tools.pages.markdown import document, table

_INTRO = """\
All that happens to a case is a fact, and one row of a table says what it does: where the case then stands, what else
changes, which checks the fact may break, what people are told, and what the agency is told. `inkasso lifecycle` prints the
same rows. Ids of rows are stable and never reused."""

_STAGES = """\
An arrow is named by the rows that lead along it; rows that leave a case where it stands are in the table only. An end is
reported beside the stage and never replaces it, so that a case which goes on stands where it stood. A registration opens a
case again only if a refused registration had closed it. *start* is the reminder, or the demand if the creditor had reminded
before."""

_ROWS = """\
There is exactly one row for each reached stage and each kind of fact. The end plays no part in which row applies."""

_EFFECTS = """\
What the words in the column *changes* mean."""

_CHECKS = """\
A fact is never refused, since it has happened. What it breaks is reported as a breach, and changes nothing."""

_NOTICES = """\
What people are told, when the fact gives cause for it. `before_transfer` belongs to every row."""

_NEXT = """\
What may come next while the case is open and owes capital. The same checks are asked about a step before it is offered:
what waits for nothing breaks nothing on that day."""

_REQUESTS = """\
What the creditor may want to do with a transferred invoice or with its case. Every reason that holds is given."""


def page() -> str:
    """Return the page."""
    return document(
        "Lifecycle of a case",
        _INTRO,
        "## Stages",
        _STAGES,
        f"```mermaid\n{mermaid()}\n```",
        "## Rows",
        _ROWS,
        markdown(),
        "## What changes",
        _EFFECTS,
        table(("changes", "what it does"), _effects()),
        "## What a fact may break",
        _CHECKS,
        table(("check", "requirement", "what is said of it"), _said(Kind.CHECK, words_in("en").cases.breaches)),
        "## What people are told",
        _NOTICES,
        table(("notice", "requirement", "what is said"), _said(Kind.NOTICE, words_in("en").notices)),
        "## What may come next",
        _NEXT,
        table(("step", "requirement", "reached", "when", "counted"), _steps()),
        "## Requests",
        _REQUESTS,
        table(("request", "refused when", "otherwise told"), _requests()),
        "## Why a request is refused",
        table(("obstacle", "requirement", "what is said"), _said(Kind.REFUSAL, words_in("en").reasons)),
    )


def _effects() -> Iterator[tuple[str, str]]:
    """Yield what each effect does, in the order of the rows, once."""
    found: dict[str, str] = {}
    for row in TRANSITIONS:
        is_end = isinstance(row.effect, Ending)
        name = "end" if is_end else row.effect.__name__
        found[name] = (inspect.getdoc(Ending if is_end else row.effect) or "").split("\n\n")[0]
    yield from found.items()


def _said(kind: Kind, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the code, the requirement and the words of all that is of a kind."""
    for item in deciding():
        if item.kind is kind:
            yield f"`{item.owner.code}`", item.requirement, words[item.owner.code]


def _plain(function: Callable[..., Any]) -> str:
    """Return the name of a predicate as words."""
    return function.__name__.strip("_").replace("_", " ")


def _steps() -> Iterator[tuple[str, ...]]:
    for row in vars(steps)["_ROWS"]:
        yield f"`{row.kind}`", row.requirement, ", ".join(row.stages), _plain(row.holds), _plain(row.counted)


def _requests() -> Iterator[tuple[str, ...]]:
    for kind, (refusals, told) in requests.ANSWERS.items():
        codes = (code for tell in told for code in _codes_in(tell))
        yield f"`{kind}`", ", ".join(f"`{one.code}`" for one in refusals), ", ".join(f"`{code}`" for code in codes)


def _codes_in(function: Callable[..., Any]) -> tuple[NoticeCode, ...]:
    """Return the notices that a function may give: the codes that it names."""
    return tuple(NoticeCode[name] for name in function.__code__.co_names if name in NoticeCode.__members__)
