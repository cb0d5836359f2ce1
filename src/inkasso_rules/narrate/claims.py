"""
What a debtor owes, and what a creditor pays, in words: statements, interest, costs, demands, prescription, terms.

Renders; decides nothing. There are ids, dates, amounts, codes and sources only; no sentence tells who the debtor is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs

from inkasso_rules.claim import Allocation, LineCode, Statement, StatementLine
from inkasso_rules.claim.lines import money_source
from inkasso_rules.law.charging import Excess
from inkasso_rules.law.demands import Lack
from inkasso_rules.law.interest import Interest, InterestStart, Segment
from inkasso_rules.law.measures import CostLine
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Interruption, Prescription
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.terms import FREE, TermLine, Terms
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.tables import Words

__all__ = ["cost_line", "excess", "interest", "lack", "prescription", "statement", "terms", "warning"]

#: Where money may fall, in the order in which it is said.
_PARTS: Final = ("costs", "interest", "capital", "left")
#: Digits of a minor unit that are said of interest before it is rounded.
_EXTRA_DIGITS: Final = 2


# --- a statement ------------------------------------------------------------------------------------------------------
def statement(told: Statement, /, lang: str) -> tuple[str, ...]:
    """
    Tell a statement: what is left to pay, line by line what makes it up, how it was reckoned, and what is not certain.

    Costs owed by law stand beside what is asked for, each measure with its paragraph, and then what was charged above
    the law. The amounts of interest are those before rounding.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    return (
        _sums(told, "statement", words),
        *(_line(line, told, words) for line in told.lines if line.code is not LineCode.MONEY),
        *(_money(one, words) for one in told.allocations if any(getattr(one, part).minor for part in _PARTS)),
        *_shares(told, words),
        *(_start(charge_id, begin, words) for charge_id, begin in told.interest_starts if begin.day is not None),
        *(_segment(one.segment, words, charge_id=one.charge_id) for one in told.segments),
        *_costs(told, lang),
        _conventions(words, told.policy.day_count, told.policy.rounding, told.policy.allocation),
        *(warning(doubt, lang) for doubt in told.warnings),
    )


def _sums(told: Statement, phrase: str, words: Words) -> str:
    names = ("total", "capital", "interest", "costs")
    said = {name: phrasing.amount(getattr(told, name), words) for name in names}
    return words.claims.phrases[phrase].format(claim_id=told.claim_id, as_of=told.as_of, **said)


def _line(line: StatementLine, told: Statement, words: Words) -> str:
    claims, said = words.claims, {"subject": line.subject}
    if line.code is LineCode.CHARGE:
        kinds = {charge.charge_id: charge.kind for charge in told.claim.charges}
        said["charge"] = claims.values["charge"][kinds[line.subject]]
    if line.code is LineCode.COSTS:
        said["costs"] = words.values["cost"][line.subject]
    clause = claims.lines[line.code].format_map(said)
    clause = claims.phrases["line"].format(clause=clause, amount=phrasing.amount(line.amount, words))
    return _dated(line.on, clause if line.source is None else _cited(clause, line.source, words), words)


def _money(one: Allocation, words: Words) -> str:
    """Say what a fact did to the debt, and where it fell; of money that went back, from where it was taken."""
    claims, sign = words.claims, -1 if one.amount.minor < 0 else 1
    fell = {part: Money(sign * getattr(one, part).minor, one.amount.currency) for part in _PARTS}
    parts = phrasing.listing(
        (
            claims.phrases[f"part_{part}"].format(amount=phrasing.amount(money, words))
            for part, money in fell.items()
            if money.minor
        ),
        words.phrases["and"],
    )
    clause = claims.lines[LineCode.MONEY].format(event=claims.events[one.kind], subject=one.fact_id)
    clause = claims.phrases["fell" if one.is_stated else "fell_by_policy"].format(clause=clause, parts=parts)
    clause = claims.phrases["line"].format(clause=clause, amount=phrasing.amount(-one.amount, words))
    return _dated(one.on, _cited(clause, money_source(one.kind), words), words)


def _shares(told: Statement, words: Words) -> Iterator[str]:
    """Say what of the debt is disputed, what came in too much, and what was owed at the insolvency."""
    phrases, before = words.claims.phrases, told.at_insolvency
    if told.disputed.minor:
        disputed, undisputed = (phrasing.amount(money, words) for money in (told.disputed, told.undisputed))
        yield phrases["disputed"].format(disputed=disputed, undisputed=undisputed)
    if told.overpaid.minor:
        yield phrases["overpaid"].format(overpaid=phrasing.amount(told.overpaid, words))
    if before is not None:
        yield _sums(before, "at_insolvency", words)


def _costs(told: Statement, lang: str) -> Iterator[str]:
    words, lines, above = words_in(lang), told.cost_lines, told.excesses
    if lines or above:
        by_law, claimed = (phrasing.amount(money, words) for money in (told.costs_by_law, told.costs_claimed))
        yield words.claims.phrases["costs"].format(by_law=by_law, claimed=claimed)
    yield from (cost_line(line, lang) for line in lines)
    yield from (excess(one, lang) for one in above)


def warning(doubt: Reason, /, lang: str) -> str:
    """
    Say what a statement, or an answer about prescription, rests on without being certain of it.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    claims, (kind, _, code) = words.claims, doubt.code.partition("_")
    if kind == "interest":
        clause = claims.phrases["no_start"].format(basis=claims.bases[code])
    elif kind == "cost":
        clause = claims.phrases["not_asked"].format(why=claims.reasons[code])
    else:
        clause = claims.warnings[doubt.code]
    if doubt.subject is not None:
        clause = words.phrases["about"].format(clause=clause, subjects=doubt.subject)
    return words.phrases["warning"].format(sentence=phrasing.sentence(clause))


# --- interest ---------------------------------------------------------------------------------------------------------
def interest(found: Interest, /, lang: str) -> tuple[str, ...]:
    """
    Say late interest: how much, how it was reckoned, then each segment before rounding.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    return (
        words.claims.phrases["interest"].format(total=phrasing.amount(found.total, words)),
        _conventions(words, found.day_count, found.rounding),
        *(_segment(segment, words) for segment in found.segments),
    )


def _start(charge_id: str, begin: InterestStart, words: Words) -> str:
    claims = words.claims
    clause = claims.phrases["start"].format(charge_id=charge_id, day=begin.day, basis=claims.bases[begin.basis])
    return phrasing.sentence(_cited(clause, begin.source, words))


def _segment(segment: Segment, words: Words, *, charge_id: str | None = None) -> str:
    phrases, currency = words.claims.phrases, segment.principal.currency
    percent = Decimal(segment.percent.numerator) / segment.percent.denominator
    exact = Decimal(round_half_up(segment.exact * 10**_EXTRA_DIGITS)).scaleb(-MINOR_DIGITS[currency] - _EXTRA_DIGITS)
    clause = phrases["segment"].format(
        starts_on=segment.starts_on,
        ends_on=segment.ends_on,
        days=phrasing.days(segment.days, words),
        percent=phrasing.number(percent, words),
        principal=phrasing.amount(segment.principal, words),
        exact=phrasing.number(exact, words),
        currency=currency,
    )
    text = _cited(clause, segment.source, words)
    if charge_id is None:
        return phrasing.sentence(text)
    # An id is not to be written with another letter.
    return phrases["of_charge"].format(charge_id=charge_id, clause=text) + "."


def _conventions(words: Words, day_count: str, rounding: str, allocation: str | None = None) -> str:
    chosen = {"day_count": day_count, "rounding": rounding, "allocation": allocation}
    names = (words.claims.values[name][code] for name, code in chosen.items() if code is not None)
    return words.claims.phrases["conventions"].format(conventions="; ".join(names))


# --- costs ------------------------------------------------------------------------------------------------------------
def cost_line(line: CostLine, /, lang: str) -> str:
    """
    Say what the law lets a creditor ask for one measure, and why not more.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases, owed = words.claims.phrases, phrasing.amount(line.owed, words)
    clause = phrases["by_law"].format(cost=words.values["cost"][line.cost], owed=owed)
    if line.why is not None:
        clause = phrases["why"].format(clause=clause, why=words.claims.reasons[line.why])
    return _dated(line.on, _cited(clause, line.source, words), words)


def excess(found: Excess, /, lang: str) -> str:
    """
    Say what was charged too much, why no more is allowed, and for which charges.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    amounts = {name: phrasing.amount(getattr(found, name), words) for name in ("amount", "charged", "allowed")}
    clause = words.claims.phrases["excess"].format(
        cost=words.values["cost"][found.cost], why=words.claims.reasons[found.why], **amounts
    )
    text = _cited(clause, found.source, words)
    return phrasing.sentence(words.phrases["about"].format(clause=text, subjects=", ".join(found.charge_ids)))


# --- a demand ---------------------------------------------------------------------------------------------------------
def lack(found: Lack, /, lang: str) -> str:
    """
    Say what a demand lacks, and where the law asks for it; what it only should have is said as advice.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases, clause = words.claims.phrases, words.claims.lacks[found.code]
    if found.part is not None:
        clause = phrases["in_part"].format(part=found.part, clause=clause)
    if found.pay_by is not None:
        clause = phrases["pay_by"].format(clause=clause, pay_by=found.pay_by)
    sentence = phrasing.sentence(_cited(clause, found.source, words))
    return phrases["lack" if found.is_mandatory else "advice"].format(sentence=sentence)


# --- prescription -----------------------------------------------------------------------------------------------------
def prescription(found: Prescription, /, lang: str) -> tuple[str, ...]:
    """
    Say whether a claim is prescribed, how long it runs, what interrupted it, and what is not certain.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    return (
        phrasing.sentence(words.claims.statuses[found.status]),
        *_runs(found, words),
        *(_interruption(one, words) for one in found.interruptions),
        *(warning(doubt, lang) for doubt in found.warnings),
    )


def _runs(found: Prescription, words: Words) -> Iterator[str]:
    if found.ends_on is None:
        return
    names, said = ["runs"], attrs.asdict(found, recurse=False)
    if found.moved_to is not None:
        names.append("moved")
    if found.latest_end_on != found.ends_on:
        names.append("may_run_on" if found.latest_end_on is None else "may_run")
    yield from (words.claims.phrases[name].format_map(said) for name in names)


def _interruption(one: Interruption, words: Words) -> str:
    claims = words.claims
    template = claims.phrases["interrupted" if one.earliest_on is None else "interrupted_between"]
    said = attrs.asdict(one, recurse=False) | {"event": claims.events[one.kind], "cause": claims.causes[one.cause]}
    return phrasing.sentence(template.format_map(said))


# --- what the creditor pays -------------------------------------------------------------------------------------------
def terms(told: Terms, /, lang: str) -> tuple[str, ...]:
    """
    Tell what the service costs a creditor: the sum, line by line, what came in, what is paid out, and what is free.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    names = (
        "cost",
        "vat",
        "collected",
        "costs",
        "interest",
        "fees",
        "reminders",
        "capital",
        "left",
        "payable",
        "invoiced",
    )
    said = {name: phrasing.amount(getattr(told, name), words) for name in names}
    said |= {"claim_id": told.claim.claim_id, "as_of": str(told.as_of)}
    said["free"] = ", ".join(words.claims.free[one.code] for one in FREE)
    first, *rest = (words.claims.phrases[name].format_map(said) for name in ("terms", "collected", "paid_out", "free"))
    return first, *(_term(line, words) for line in told.lines), *rest


def _term(line: TermLine, words: Words) -> str:
    phrases = words.claims.phrases
    amounts = {name: phrasing.amount(getattr(line, name), words) for name in ("base", "amount", "vat")}
    clause = phrases["term" if line.percent is None else "term_percent"].format(
        term=words.claims.terms[line.code], percent=line.percent, **amounts
    )
    if line.vat_percent is not None:
        percent = phrasing.number(line.vat_percent, words)
        clause = phrases["with_vat"].format(clause=clause, vat_percent=percent, vat=amounts["vat"])
    if line.source is not None:
        clause = _cited(clause, line.source, words)
    if line.subject:
        clause = words.phrases["about"].format(clause=clause, subjects=line.subject)
    return phrasing.sentence(clause)


# --- days and sources -------------------------------------------------------------------------------------------------
def _dated(day: object, clause: str, words: Words) -> str:
    return words.cases.phrases["dated"].format(day=day, sentence=phrasing.sentence(clause))


def _cited(clause: str, source: Citation, words: Words) -> str:
    claims = words.claims
    template = claims.phrases["source" if source.amended_by is None else "source_amended"]
    act, place = (claims.sources.get(part, part) for part in (source.act, source.place))
    return claims.phrases["cited"].format(
        clause=clause, source=template.format(act=act, place=place, amended_by=source.amended_by)
    )
