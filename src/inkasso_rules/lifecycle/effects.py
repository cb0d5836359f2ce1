"""
What a fact changes beside the stage. The functions here are the only writers of a draft.

Money is added and taken away, never clamped: a payment and its reversal cancel out in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from inkasso_rules.lifecycle.days import Pause
from inkasso_rules.lifecycle.standing import Dispute, Draft
from inkasso_rules.model.facts import End, Fact, Gate
from inkasso_rules.model.money import Money

__all__ = [
    "Effect",
    "Ending",
    "add_code",
    "agree_plan",
    "approve",
    "ask_action",
    "ask_approval",
    "become_duplicate",
    "check",
    "close_approval",
    "collect",
    "credit",
    "decline",
    "demand",
    "dispute",
    "do_action",
    "end_insolvency",
    "end_plan",
    "finish_legal",
    "fits",
    "hold_payment",
    "insolvent",
    "keep",
    "pause",
    "pay_direct",
    "pay_out",
    "register",
    "remind",
    "remit",
    "remove_payment",
    "reopen",
    "resume",
    "resumed",
    "reverse",
    "set_off",
    "settle",
    "settled",
    "split",
    "start_legal",
    "taken_back",
    "was_unsplit",
]

Effect = Callable[[Draft, Fact], None]


def keep(_draft: Draft, _fact: Fact) -> None:
    """Change nothing."""


# --- registration -----------------------------------------------------------------------------------------------------
def register(draft: Draft, fact: Fact) -> None:
    """The agency has the case: it takes back a refusal, and a duplicate is linked by it."""
    draft.agency_case_id = fact.agency_case_id or draft.agency_case_id
    if draft.reported_end is End.REFUSED:
        draft.reported_end = draft.ended_on = None
    draft.is_duplicate = False
    _free(draft, fact)


def become_duplicate(draft: Draft, fact: Fact) -> None:
    """Another case has this invoice number."""
    draft.is_duplicate = True
    draft.agency_case_id = fact.agency_case_id or draft.agency_case_id


@attrs.frozen
class Ending:
    """
    A reported end; the first one stands until the case is reopened. That the agency never took it overrides it.

    Attributes:
        reported: How the case ends.
    """

    reported: End

    def __call__(self, draft: Draft, fact: Fact) -> None:
        """Note the end and its day."""
        if draft.reported_end is None or (self.reported is End.REFUSED and draft.reported_end is not End.REFUSED):
            draft.reported_end, draft.ended_on = self.reported, fact.happened_on


def reopen(draft: Draft, fact: Fact) -> None:
    """The case goes on."""
    _dated(draft, fact)
    draft.reported_end = draft.ended_on = None
    _free(draft, fact)


# --- approvals --------------------------------------------------------------------------------------------------------
def _answered(draft: Draft, gate: Gate | None) -> None:
    if draft.asked:
        draft.asked = tuple(asked for asked in draft.asked if asked[0] is not gate)


def ask_approval(draft: Draft, fact: Fact) -> None:
    """The agency waits, since the first time that it asked; not for what it has been given already."""
    if fact.gate is not None and fact.gate not in draft.approved and fact.gate not in dict(draft.asked):
        draft.asked += ((fact.gate, fact.happened_on),)


def close_approval(draft: Draft, fact: Fact) -> None:
    """The agency waits no longer; what was answered is not known."""
    _answered(draft, fact.gate)


def decline(draft: Draft, fact: Fact) -> None:
    """The creditor said no: the case rests where it stands until it says yes, or stops it."""
    _answered(draft, fact.gate)
    draft.approved -= {fact.gate}
    draft.declined |= _gates(fact)


def approve(draft: Draft, fact: Fact) -> None:
    """
    The creditor said yes, which holds for the claim.

    A yes to legal action from somebody who is known not to be an administrator opens nothing.
    """
    if fact.gate is Gate.LEGAL and fact.by_administrator is False:
        return
    _answered(draft, fact.gate)
    draft.declined -= {fact.gate}
    draft.approved |= _gates(fact)
    _free(draft, fact)


def _gates(fact: Fact) -> frozenset[Gate]:
    return frozenset() if fact.gate is None else frozenset({fact.gate})


def _free(draft: Draft, fact: Fact) -> None:
    draft.freed_on = fact.happened_on  # Facts come in the order of their days.


# --- conditions -------------------------------------------------------------------------------------------------------
def pause(draft: Draft, fact: Fact) -> None:
    """Collection rests; a pause of no days is none."""
    _dated(draft, fact)
    if fact.until != fact.happened_on:
        draft.pauses += (Pause(fact.fact_id, fact.happened_on, fact.until),)


def resumed(draft: Draft, fact: Fact) -> tuple[Pause, ...]:
    """Return the pauses that may be meant: the one that is named, else all that run on that day."""
    day = fact.happened_on
    running = (one for one in draft.pauses if one.starts_on <= day and (one.ends_on is None or day < one.ends_on))
    return tuple(one for one in running if fact.about in {None, one.fact_id})


def resume(draft: Draft, fact: Fact) -> None:
    """The pause ends today, if it is clear which; today counts again."""
    _dated(draft, fact)
    match resumed(draft, fact):
        case (one,):
            rest = attrs.evolve(one, ends_on=fact.happened_on)
            shorter = (rest if other is one else other for other in draft.pauses)
            draft.pauses = tuple(other for other in shorter if other.starts_on != other.ends_on)


def dispute(draft: Draft, fact: Fact) -> None:
    """The debtor disputes an amount, or all of it; an amount in another currency counts as all."""
    _dated(draft, fact)
    minor = fact.amount.minor if fact.amount is not None and fits(draft, fact) else None
    draft.disputes += (Dispute(fact.fact_id, fact.happened_on, minor),)


def settled(draft: Draft, fact: Fact) -> tuple[Dispute, ...]:
    """Return the disputes that may be meant: the one that is named, else all."""
    return tuple(one for one in draft.disputes if fact.about in {None, one.fact_id})


def settle(draft: Draft, fact: Fact) -> None:
    """The dispute is settled, if it is clear which."""
    _dated(draft, fact)
    match settled(draft, fact):
        case (one,):
            draft.disputes = tuple(other for other in draft.disputes if other is not one)
            _free(draft, fact)


def agree_plan(draft: Draft, fact: Fact) -> None:
    """Instalments are agreed."""
    draft.plan_since = draft.plan_since or fact.happened_on


def end_plan(draft: Draft, fact: Fact) -> None:
    """The plan is over, kept or not."""
    draft.plan_since = None
    _free(draft, fact)


def insolvent(draft: Draft, fact: Fact) -> None:
    """The debtor is insolvent."""
    draft.insolvent_since = draft.insolvent_since or fact.happened_on


def end_insolvency(draft: Draft, fact: Fact) -> None:
    """The debtor is no longer insolvent."""
    draft.insolvent_since = None
    _free(draft, fact)


def ask_action(draft: Draft, fact: Fact) -> None:
    """The agency wants something of the creditor."""
    draft.action_since = draft.action_since or fact.happened_on


def do_action(draft: Draft, _fact: Fact) -> None:
    """The agency wants nothing more."""
    draft.action_since = None


# --- what the agency did ----------------------------------------------------------------------------------------------
def _dated(draft: Draft, fact: Fact) -> None:
    """Note whether the day of the last fact of this kind is known."""
    if fact.earliest_on is not None:
        draft.inexact |= {fact.kind}
    elif draft.inexact:
        draft.inexact -= {fact.kind}


def remind(draft: Draft, fact: Fact) -> None:
    """A reminder went out; the last one counts."""
    draft.reminded_on, draft.remind_by = fact.happened_on, fact.until
    _dated(draft, fact)


def demand(draft: Draft, fact: Fact) -> None:
    """A demand went out; the last one's time counts."""
    draft.demanded_on, draft.pay_by = fact.happened_on, fact.until
    _answered(draft, Gate.DEMAND)
    _dated(draft, fact)


def start_legal(draft: Draft, fact: Fact) -> None:
    """Legal action began; a demand is no longer waited for."""
    draft.legal_on, draft.asked = fact.happened_on, ()
    _dated(draft, fact)


def finish_legal(draft: Draft, fact: Fact) -> None:
    """After-collection began; the approval of legal action is used up, so that a later one asks anew."""
    draft.asked = ()
    draft.approved -= {Gate.LEGAL}
    _dated(draft, fact)


# --- money ------------------------------------------------------------------------------------------------------------
def fits(draft: Draft, fact: Fact) -> bool:
    """Tell whether the fact's money is in the currency of the claim."""
    money = fact.amount or fact.capital
    return money is None or money.currency == draft.currency


def _counted(draft: Draft, fact: Fact) -> Money:
    """Return the fact's amount; in another currency it is listed, and counts as nothing."""
    if fact.amount is not None and fits(draft, fact):
        return fact.amount
    draft.uncounted += (fact.fact_id,)
    return Money.zero(draft.currency)


def collect(draft: Draft, fact: Fact) -> None:
    """The debtor paid the agency; what fell on the capital is known only when the agency says so."""
    amount = _counted(draft, fact).minor
    if amount:
        part = None if fact.capital is None else fact.capital.minor
        draft.payments += ((fact.fact_id, amount, part),)
        draft.collected += amount
        draft.unsplit += amount if part is None else 0
        draft.collected_capital += part or 0


def taken_back(draft: Draft, fact: Fact) -> int | None:
    """Return how much capital goes back: as stated, or all of the payment that is named; ``None`` if nobody knows."""
    if fact.capital is not None:
        return fact.capital.minor
    minor = None if fact.amount is None else fact.amount.minor
    return next((part for named, amount, part in draft.payments if (named, amount) == (fact.about, minor)), None)


def was_unsplit(draft: Draft, fact: Fact) -> bool:
    """Tell whether the payment that goes back, or all that was ever paid, was never split."""
    return draft.unsplit == draft.collected or any(
        named == fact.about and part is None for named, _, part in draft.payments
    )


def reverse(draft: Draft, fact: Fact) -> None:
    """A payment to the agency went back; of what was never split, nothing had fallen on the capital."""
    amount, was_settled, is_unsplit = _counted(draft, fact).minor, draft.balance <= 0, was_unsplit(draft, fact)
    part = taken_back(draft, fact) if amount else 0
    draft.collected -= amount
    draft.payments = tuple(known for known in draft.payments if known[:2] != (fact.about, amount))
    if part is not None:
        draft.collected_capital -= part
    elif is_unsplit:
        draft.unsplit -= amount
    else:
        draft.payments += ((fact.fact_id, -amount, None),)
        draft.unsplit_back += amount
    if was_settled and draft.balance > 0:
        _free(draft, fact)


def split(draft: Draft, fact: Fact) -> None:
    """The agency says what of a payment, or of one that went back, was capital; of one that is named, also anew."""
    amount = _counted(draft, fact).minor
    if not amount or fact.capital is None:
        return
    part = fact.capital.minor
    named = next((known for known in draft.payments if known[0] == fact.about), None)
    if named is None and fact.about is not None and draft.unsplit < amount:
        return  # It has gone back, or never came.
    _, moved, before = named or ("", amount, None)
    if before is None and moved > 0:
        draft.unsplit = max(draft.unsplit - amount, 0)
    elif before is None:
        draft.unsplit_back = max(draft.unsplit_back - amount, 0)
    draft.collected_capital += (part - (before or 0)) * (1 if moved > 0 else -1)
    draft.payments = tuple((*known[:2], part) if known is named else known for known in draft.payments)
    _free(draft, fact)


def _decided(draft: Draft, fact: Fact) -> None:
    if fact.about in draft.unclear:
        draft.unclear = tuple(payment for payment in draft.unclear if payment != fact.about)
        _free(draft, fact)


def hold_payment(draft: Draft, fact: Fact) -> None:
    """Nobody knows whose money it is; a person decides."""
    draft.unclear += (fact.fact_id,)


def pay_direct(draft: Draft, fact: Fact) -> None:
    """The debtor paid the creditor."""
    draft.paid_direct += _counted(draft, fact).minor
    _decided(draft, fact)


def pay_out(draft: Draft, fact: Fact) -> None:
    """The agency paid out what it had collected; the debtor owes what it owed."""
    draft.paid_out += _counted(draft, fact).minor
    _decided(draft, fact)


def remove_payment(draft: Draft, fact: Fact) -> None:
    """A payment to the creditor was removed."""
    was_settled = draft.balance <= 0
    draft.paid_direct -= _counted(draft, fact).minor
    if was_settled and draft.balance > 0:
        _free(draft, fact)


def credit(draft: Draft, fact: Fact) -> None:
    """A credit note was made."""
    draft.credited += _counted(draft, fact).minor


def set_off(draft: Draft, fact: Fact) -> None:
    """The claim was set off; the stated part of it falls on the capital, else all of it."""
    amount = _counted(draft, fact)
    draft.set_off += (fact.on_capital or amount).minor if amount.minor else 0


def remit(draft: Draft, fact: Fact) -> None:
    """A part of the debt fell away."""
    draft.remitted += _counted(draft, fact).minor


# --- what was read ----------------------------------------------------------------------------------------------------
def add_code(draft: Draft, fact: Fact) -> None:
    """A code that nobody knows."""
    draft.unknown_codes += (fact.raw or "",)


def check(draft: Draft, fact: Fact) -> None:
    """The agency's data were read."""
    draft.checked_on = fact.happened_on
