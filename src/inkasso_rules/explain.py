"""
Any decision in words, in the languages of :mod:`inkasso_rules.words`. Renders; decides nothing.

No sentence tells who the debtor is: there are ids, dates, amounts and codes only.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import attrs

from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.eligibility import BothWays, Decision
from inkasso_rules.expressions import fill, negate
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.overview import Unlisted
from inkasso_rules.reasons import Block
from inkasso_rules.rules import Bit, Bound, Layout
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.tables import Words

__all__ = ["RuleLine", "difference", "lines", "notice", "reason", "rule_by_rule", "sentence"]

F = TypeVar("F", bound=Candidate)
C = TypeVar("C", bound=Cutoffs)


def sentence(block: Block, *, candidate: Candidate, lang: str) -> str:
    """
    Say one reason, or one warning, and the day on which time clears it.

    Args:
        block: From the decision.

        candidate: The facts of the same decision.

        lang: The language, ``"sv"`` or ``"en"``.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    text = _clause(block, candidate, words)
    if block.clears_on is not None:
        text = words.phrases["clears"].format(clause=text, clears_on=block.clears_on)
    return phrasing.sentence(text)


def _clause(block: Block, candidate: Candidate, words: Words) -> str:
    return phrasing.clause(
        code=block.code,
        wanted=block.wanted,
        clears_on=block.clears_on,
        fields=(seen.field for seen in block.observed),
        record=candidate,
        words=words,
    )


def lines(decision: Decision, *, lang: str) -> tuple[str, ...]:
    """Say a decision: the verdict, then each reason, then each warning."""
    words = words_in(lang)
    verdict = "may" if decision.eligible else "may_later" if decision.eligible_from else "may_not"
    told = attrs.asdict(decision, recurse=False)
    warnings = (sentence(block, candidate=decision.candidate, lang=lang) for block in decision.warnings)
    return (
        words.phrases[verdict].format_map(told),
        *(sentence(block, candidate=decision.candidate, lang=lang) for block in decision.blocks),
        *(words.phrases["warning"].format(sentence=warning) for warning in warnings),
    )


# --- rule by rule -----------------------------------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class RuleLine:
    """
    What one rule saw in an invoice, in words.

    Attributes:
        requirement: The ID of the requirement behind it.

        code: The rule's code, or ``<field>_unknown``.

        hit: Whether it blocks; of a warning, whether it is given.

        warns: Whether it only warns.

        observed: What it read; empty for a rule about the company.

        wanted: What must hold for it not to block.

        clears_on: The first day on which it no longer blocks, if it does and time clears it.

        source: Where it comes from.

        reason: The sentence why; empty when it does not block.
    """

    requirement: str
    code: str
    hit: bool
    warns: bool
    observed: str
    wanted: str
    clears_on: dt.date | None
    source: str
    reason: str


def rule_by_rule(candidate: F, /, *, bound: Bound[F, C], lang: str) -> tuple[RuleLine, ...]:
    """
    Say what every rule of a set saw, those that block nothing included.

    Unknown facts have a line where they block. A decider has both arguments: ``judge.candidate(invoice)`` and
    ``judge.bound``.

    Args:
        candidate: The facts of one invoice.

        bound: The rules with the limits of the day.

        lang: The language, ``"sv"`` or ``"en"``.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    judged = ((bound.rules.blocking, bound.mask(candidate)), (bound.rules.warning, bound.warning_mask(candidate)))
    return tuple(
        _line(bit, layout, candidate, bound, hit=bool(mask & bit.weight), lang=lang)
        for layout, mask in judged
        for bit in layout.bits
        if bit.is_rule or mask & bit.weight
    )


def _line(bit: Bit[F, C], layout: Layout[F, C], candidate: F, bound: Bound[F, C], *, hit: bool, lang: str) -> RuleLine:
    words, rule = words_in(lang), bit.rules[0]
    block = layout.found(bit.weight, candidate, bound.cutoffs)[0] if hit else None
    return RuleLine(
        requirement=rule.requirement,
        code=bit.code,
        hit=hit,
        warns=layout is bound.rules.warning,
        observed=phrasing.observation(bit.fields, candidate, words),
        wanted=_wanted(bit, candidate, bound, words),
        clears_on=block.clears_on if block else None,
        source=words.values["source"][rule.source],
        reason=sentence(block, candidate=candidate, lang=lang) if block else "",
    )


def _wanted(bit: Bit[F, C], candidate: F, bound: Bound[F, C], words: Words) -> str:
    if not bit.is_rule:
        return phrasing.condition(bit.node, candidate, words)
    filled = fill(bit.node, bound.cutoffs)
    if isinstance(filled, bool):
        return words.phrases["about_company" if not bit.fields else "blocks_nothing"]
    return phrasing.condition(negate(filled), candidate, words)


# --- the difference between the two ways ------------------------------------------------------------------------------
def difference(both: BothWays, /, lang: str) -> str:
    """
    Say what the two ways of transfer answer, and why not; a yes comes first.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    ways = sorted((("manual", both.manual), ("automatic", both.automatic)), key=lambda way: not way[1].eligible)
    return " ".join(phrasing.sentence(_answer(name, decision, words)) for name, decision in ways)


def _answer(name: str, decision: Decision, words: Words) -> str:
    verdict = "may" if decision.eligible else "may_later" if decision.eligible_from else "may_not"
    return words.phrases[f"answer_{verdict}"].format(
        what=words.values["rules_name"][name],
        eligible_from=decision.eligible_from,
        reasons="; ".join(_clause(block, decision.candidate, words) for block in decision.blocks),
    )


# --- notices and refusals ---------------------------------------------------------------------------------------------
#: These are about settings and company details; the others are about ids.
_ABOUT_DETAILS = frozenset({NoticeCode.REPORT_CHANGED_DETAILS, NoticeCode.SETTING_DIFFERS})


def notice(told: Notice, /, lang: str) -> str:
    """
    Say a notice, and which invoices, facts, cases or details it is about.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    names = words.details if told.code in _ABOUT_DETAILS else {}
    money = words.phrases["none"] if told.amount is None else phrasing.amount(told.amount, words)
    clause = words.notices[told.code].format(amount=money)
    text = _about(clause, tuple(names.get(subject, subject) for subject in told.subjects), words)
    return words.phrases["strong"].format(sentence=text) if told.strong else text


def reason(refusal: Reason, /, lang: str) -> str:
    """
    Say one reason why an act or a request is refused or a list leaves an invoice out, or what a creditor lacks.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    names = words.fields if refusal.code == Unlisted.FACT_UNKNOWN else {}
    subjects = () if refusal.subject is None else (names.get(refusal.subject, refusal.subject),)
    return _about(words.reasons[refusal.code], subjects, words)


def _about(clause: str, subjects: tuple[str, ...], words: Words) -> str:
    text = words.phrases["about"].format(clause=clause, subjects=", ".join(subjects)) if subjects else clause
    return phrasing.sentence(text)
