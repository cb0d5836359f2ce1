"""
Vouchers, and what posting gives back, in words. Renders; decides nothing.

There are ids, accounts, dates, amounts and codes only: no sentence tells who paid, what a bank row refers to, or what a
host wrote on a line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from inkasso_rules import explain
from inkasso_rules.journal import Difference, Event, OpenItemUpdate, Posted, Unmatched
from inkasso_rules.ledger.clearing import Clearing, ClearingItem, Match
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.settlements import BankRow, ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.narrate.cases import command
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.tables import Words
from inkasso_rules.words.vouchers import line_text, voucher_text

__all__ = ["clearing", "hold", "line", "posted", "voucher"]


# --- a voucher --------------------------------------------------------------------------------------------------------
def line(told: Line, /, lang: str) -> str:
    """
    Say a line of a voucher: its account, its side, its amount, what it is for.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases, sign = words.journal.phrases, 1 if told.amount.minor > 0 else -1
    amount = phrasing.amount(sign * told.amount, words)
    if told.foreign is not None:
        foreign = phrasing.amount(sign * told.foreign, words)
        amount = phrases["foreign"].format(amount=amount, foreign=foreign)
    text = phrases["no_text"] if told.code is None else line_text(told, lang)
    side = phrases["debit" if sign > 0 else "credit"]
    return phrasing.sentence(phrases["line"].format(account=told.account, side=side, amount=amount, text=text))


def voucher(told: Voucher, /, lang: str) -> tuple[str, ...]:
    """
    Say a voucher: what it is for, then line by line.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    clause = (
        words_in(lang)
        .journal.phrases["voucher"]
        .format(voucher_id=told.voucher_id, dated_on=told.dated_on, text=voucher_text(told, lang))
    )
    return phrasing.sentence(clause), *(line(one, lang) for one in told.lines)


# --- what posting gives back ------------------------------------------------------------------------------------------
def posted(told: Posted, /, lang: str) -> tuple[str, ...]:
    """
    Tell what posting gave back.

    Whether it is posted; the vouchers; every reason why it is not; the payments without an account, and what is left of
    them to post; stated figures that are not ours; what a person should know; what was paid on which invoice; and what
    the agency is told.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    phrases = words.journal.phrases
    return (
        phrasing.sentence(phrases[_verdict(told)].format(event=_event(told.event, words))),
        *(sentence for one in told.vouchers for sentence in voucher(one, lang)),
        *(phrases["held"].format(sentence=hold(reason, lang)) for held in told.held for reason in held.reasons),
        *(_unmatched(one, words) for one in told.unmatched),
        *_rest(told.rest, words),
        *(_difference(one, words) for one in told.differences),
        *(explain.notice(one, lang) for one in told.notices),
        *(_update(one, words) for one in told.open_item_updates),
        *(words.cases.phrases["command"].format(sentence=command(one, lang)) for one in told.commands),
    )


def _verdict(told: Posted) -> str:
    if told.is_repeated:
        return "repeated"
    if told.unmatched and told.vouchers:
        return "posted_in_part"
    return "not_posted" if told.held or told.unmatched else "posted"


def _event(event: Event, words: Words) -> str:
    if isinstance(event, Settlement):
        name, subject = "settlement", event.settlement_id
    elif isinstance(event, BankRow):
        name, subject = "bank_row", event.row_id
    else:
        name = "reference_payment" if isinstance(event, ReferencePayment) else "direct_payment"
        subject = event.payment_id
    return words.journal.phrases[name].format(subject=subject)


def hold(reason: Reason, /, lang: str) -> str:
    """
    Say one reason why nothing of something is posted, or why a voucher is not reversed.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang)
    clause = words.journal.holds[reason.code]
    if reason.subject is not None:
        clause = words.phrases["about"].format(clause=clause, subjects=reason.subject)
    return phrasing.sentence(clause)


def _unmatched(one: Unmatched, words: Words) -> str:
    return words.journal.phrases["unmatched"].format(
        payment_id=one.payment_id,
        amount=phrasing.amount(one.amount, words),
        clause=words.journal.unmatched[one.reason].format(invoice=one.invoice),
    )


def _rest(rest: Settlement | ReferencePayment | None, words: Words) -> Iterator[str]:
    if isinstance(rest, ReferencePayment):
        yield words.journal.phrases["rest_payment"].format(payment_id=rest.payment_id)
    elif rest is not None:
        payout = phrasing.amount(rest.payout, words)
        yield words.journal.phrases["rest"].format(settlement_id=rest.settlement_id, payout=payout)


def _difference(one: Difference, words: Words) -> str:
    return words.journal.phrases["difference"].format(
        name=words.journal.differences[one.code],
        subject=one.subject,
        stated=phrasing.amount(one.stated, words),
        computed=phrasing.amount(one.computed, words),
    )


def _update(one: OpenItemUpdate, words: Words) -> str:
    is_back = one.amount.minor < 0
    return words.journal.phrases["went_back" if is_back else "paid"].format(
        invoice=one.invoice,
        amount=phrasing.amount(-one.amount if is_back else one.amount, words),
        paid_on=one.paid_on,
        open_after=phrasing.amount(one.open_after, words),
    )


# --- the clearing account ---------------------------------------------------------------------------------------------
def clearing(told: Clearing, /, *, as_of: dt.date, lang: str) -> tuple[str, ...]:
    """
    Tell how the clearing account stands: what is on it, what waits for its other side, what belongs together.

    Args:
        told: From :func:`~inkasso_rules.ledger.clearing.clear`.

        as_of: The day to which the waiting is counted, and how long a difference has been open.

        lang: The language, ``"sv"`` or ``"en"``.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words, aged = words_in(lang), told.aged(as_of=as_of)
    ages = {one: age for one, age in aged if isinstance(one, Match)}
    return (
        words.journal.phrases["balance"].format(balance=phrasing.amount(told.balance, words)),
        *(_waiting(item, age, words) for item, age in aged if isinstance(item, ClearingItem)),
        *(_match(one, ages.get(one, 0), words) for one in told.matches),
    )


def _waiting(item: ClearingItem, age: int, words: Words) -> str:
    return words.journal.phrases["awaits_settlement" if item.is_bank else "awaits_bank"].format(
        subject=item.subject,
        happened_on=item.happened_on,
        days=phrasing.days(age, words),
        amount=phrasing.amount(item.own, words),
    )


def _match(one: Match, age: int, words: Words) -> str:
    name = "still_open" if one.difference.minor else "exchange" if one.exchange.minor else "cleared"
    return words.journal.phrases[name].format(
        subjects=", ".join((*one.settlements, *one.rows)),
        difference=phrasing.amount(one.difference, words),
        days=phrasing.days(age, words),
        exchange=phrasing.amount(one.exchange, words),
    )
