"""
A case in words: what happened, what it broke, what may come next. Renders; decides nothing.

No sentence tells who the debtor is, which user answered, or what the agency's own codes hold.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from inkasso_rules import explain
from inkasso_rules.lifecycle import Breach, Case, Correction, Granted, NextStep, Request, Step, Wait
from inkasso_rules.model.answers import Notice, Refused
from inkasso_rules.model.cases import Command
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money
from inkasso_rules.overview import Mark
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.tables import Words

__all__ = ["answer", "breach", "case", "command", "correction", "fact", "mark", "next_step", "step"]

#: What is said of a fact besides its kind and its days, in this order.
_DETAILS: Final = (
    "gate",
    "amount",
    "cost",
    "capital",
    "as_required",
    "from_start",
    "until",
    "agency_case_id",
    "by_administrator",
    "about",
)


# --- facts ------------------------------------------------------------------------------------------------------------
def fact(happened: Fact, /, lang: str) -> str:
    """
    Say what happened, and when.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases, details = words.cases.phrases, _details(happened, words)
    template = words.cases.facts[happened.kind]
    rest = (name for name in details if name not in phrasing.slots(template))
    added = (words.cases.additions[_addition(happened, name, words)].format_map(details) for name in rest)
    clause = ", ".join((template.format_map(details), *added))
    if happened.learned_on not in {None, happened.happened_on}:
        clause = phrases["learned"].format(clause=clause, learned_on=happened.learned_on)
    day = str(happened.happened_on)
    if not happened.is_exact:
        day = phrases["interval"].format(earliest_on=happened.earliest_on, happened_on=day)
    return phrases["dated"].format(day=day, sentence=phrasing.sentence(clause))


def _details(happened: Fact, words: Words) -> dict[str, str]:
    """Say what a fact says; a transfer says what was transferred."""
    opening = happened.opening
    stated = {name: getattr(happened, name) for name in _DETAILS}
    if opening is not None:
        stated |= {"invoice_id": opening.invoice_id, "capital": opening.capital}
    return {name: _said(value, name, words) for name, value in stated.items() if value is not None}


def _said(value: Any, name: str, words: Words) -> str:
    if isinstance(value, Money):
        return phrasing.amount(value, words)
    return words.values[name][value] if name in words.values else str(value)


def _addition(happened: Fact, name: str, words: Words) -> str:
    """Return the key of what is said besides: some of it depends on the kind of fact, some on a yes or no."""
    if getattr(happened, name) is False:
        return f"not_{name}"
    special = f"{happened.kind}_{name}"
    return special if special in words.cases.additions else name


# --- what it broke, and what is said ----------------------------------------------------------------------------------
def breach(found: Breach, /, lang: str) -> str:
    """
    Say what a fact broke, whether that is certain, and which fact it was.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    clause = words.cases.breaches[found.code]
    return _breach(found, words.phrases["about"].format(clause=clause, subjects=found.fact_id), words)


def _breach(found: Breach, clause: str, words: Words) -> str:
    template = words.cases.phrases["breach" if found.certain else "breach_possible"]
    return template.format(sentence=phrasing.sentence(clause))


def command(sent: Command, /, lang: str) -> str:
    """
    Say what is sent to the agency.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    template = words.cases.commands[type(sent).__name__]
    return phrasing.sentence(
        template.format_map({name: _said(getattr(sent, name), name, words) for name in phrasing.slots(template)})
    )


# --- a case -----------------------------------------------------------------------------------------------------------
def case(told: Case, /, lang: str) -> tuple[str, ...]:
    """
    Tell a case as a short story: where it stands, then what happened day by day, each with what it broke.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    found = told.breaches  # Worked out each time that it is asked for.
    return (_standing(told, words_in(lang)), *(_event(one, found, lang) for one in told.applied))


def _standing(told: Case, words: Words) -> str:
    stage = words.values["stage"][told.stage]
    if told.end is not None:
        stage = words.cases.phrases["ended"].format(stage=stage, end=words.values["end"][told.end])
    capital = phrasing.amount(told.open_capital, words)
    return words.cases.phrases["case"].format(case_id=told.case_id, as_of=told.as_of, stage=stage, capital=capital)


def _event(happened: Fact, found: tuple[Breach, ...], lang: str) -> str:
    words = words_in(lang)
    broken = (one for one in found if one.fact_id == happened.fact_id)
    return " ".join((fact(happened, lang), *(_breach(one, words.cases.breaches[one.code], words) for one in broken)))


def step(taken: Step, /, lang: str) -> tuple[str, ...]:
    """
    Say what a fact did: where the case stands now, what is sent, told and broken, and what it corrects.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    template = words.cases.phrases["command"]
    return (
        _standing(taken.case, words),
        *(template.format(sentence=command(sent, lang)) for sent in taken.commands),
        *(explain.notice(told, lang) for told in taken.notices),
        *(breach(found, lang) for found in taken.breaches),
        *(line for late in taken.corrections for line in correction(late, lang)),
    )


def correction(late: Correction, /, lang: str) -> tuple[str, ...]:
    """
    Say what a late fact changes: the stage, then what should not have been said or sent, then what should have been.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    was, is_now = (words.values["stage"][stage] for stage in (late.stage_was, late.stage_is))
    template = words.cases.phrases["late" if late.stage_was is late.stage_is else "late_moved"]
    return (
        template.format(fact_id=late.fact_id, was=was, is_now=is_now),
        *(_corrected(one, "unsaid", "unsent", lang) for one in late.unsaid),
        *(_corrected(one, "said", "sent", lang) for one in late.said),
    )


def _corrected(one: Command | Notice | Breach, said: str, sent: str, lang: str) -> str:
    phrases = words_in(lang).cases.phrases
    if isinstance(one, Notice):
        return phrases[said].format(sentence=explain.notice(one, lang))
    if isinstance(one, Breach):
        return phrases[said].format(sentence=breach(one, lang))
    return phrases[sent].format(sentence=command(one, lang))


def mark(red: Mark, /, lang: str) -> str:
    """
    Say what the creditor must do, since when, and for which case or payment.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    clause = words.cases.phrases["mark"].format(clause=words.cases.marks[red.code], since=red.since)
    subjects = red.case_id if red.payment_id is None else f"{red.case_id}, {red.payment_id}"
    return phrasing.sentence(words.phrases["about"].format(clause=clause, subjects=subjects))


# --- what may come next, and what is asked for ------------------------------------------------------------------------
def next_step(coming: NextStep, /, *, as_of: dt.date, lang: str) -> str:
    """
    Say a step that may come next, from which day, and what it waits for since when.

    Args:
        coming: From :func:`~inkasso_rules.lifecycle.next_steps`.

        as_of: The day from which the waiting is counted.

        lang: The language, ``"sv"`` or ``"en"``.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases, name = words.cases.phrases, words.cases.steps[coming.kind]
    if coming.amount is not None:
        name = phrases["step_amount"].format(step=name, amount=phrasing.amount(coming.amount, words))
    known = coming.earliest_on is not None
    day = phrases["from"].format(earliest_on=coming.earliest_on) if known else phrases["day_unknown"]
    waits = phrases["ready"]
    if not coming.is_ready:
        listed = phrasing.listing((_wait(wait, as_of, words) for wait in coming.waits), words.phrases["and"])
        waits = phrases["waits"].format(waits=listed)
    return phrasing.sentence(phrases["step"].format(step=name, day=day, waits=waits))


def _wait(wait: Wait, as_of: dt.date, words: Words) -> str:
    phrases, age, days = words.cases.phrases, wait.age_days(as_of=as_of), []
    if age is not None:
        days.append(phrases["since"].format(since=wait.since, days=phrasing.days(age, words)))
    if wait.until is not None:
        days.append(phrases["until"].format(until=wait.until))
    what = words.cases.waits[wait.code]
    return f"{what} ({', '.join(days)})" if days else what


def answer(found: Granted | Refused, /, *, request: Request, lang: str) -> tuple[str, ...]:
    """
    Say whether a request is allowed, and why not; then what to know.

    Args:
        found: From :func:`~inkasso_rules.lifecycle.ask`.

        request: What was asked for.

        lang: The language, ``"sv"`` or ``"en"``.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    asked = {name: getattr(request, name) for name in ("amount", "gate")}
    details = {name: _said(value, name, words) for name, value in asked.items() if value is not None}
    what = words.cases.requests[request.kind].format_map(details)
    if isinstance(found, Granted):
        verdict = words.phrases["answer_may"].format(what=what)
        return (phrasing.sentence(verdict), *(explain.notice(told, lang) for told in found.notices))
    reasons = "; ".join(words.reasons[reason.code] for reason in found.reasons)
    return (phrasing.sentence(words.phrases["answer_may_not"].format(what=what, reasons=reasons)),)
