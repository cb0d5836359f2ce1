"""
What a fact changes beside the stage and the sums of money.

The functions here and in :mod:`~inkasso_rules.lifecycle.amounts` are the only writers of a draft.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from inkasso_rules.lifecycle.days import Pause
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.disputes import Dispute, settled
from inkasso_rules.model.facts import End, Fact, Gate

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
    "decline",
    "demand",
    "dispute",
    "do_action",
    "end_insolvency",
    "end_plan",
    "finish_legal",
    "free",
    "insolvent",
    "keep",
    "pause",
    "register",
    "remind",
    "reopen",
    "resume",
    "resumed",
    "settle",
    "start_legal",
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
    free(draft, fact)


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
    free(draft, fact)


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
    free(draft, fact)


def _gates(fact: Fact) -> frozenset[Gate]:
    return frozenset() if fact.gate is None else frozenset({fact.gate})


def free(draft: Draft, fact: Fact) -> None:
    """Something that stood in the way has fallen."""
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
    draft.disputes += (Dispute.of(fact, currency=draft.currency),)


def settle(draft: Draft, fact: Fact) -> None:
    """The dispute is settled, if it is clear which."""
    _dated(draft, fact)
    match settled(draft.disputes, fact):
        case (one,):
            draft.disputes = tuple(other for other in draft.disputes if other is not one)
            free(draft, fact)


def agree_plan(draft: Draft, fact: Fact) -> None:
    """Instalments are agreed."""
    draft.plan_since = draft.plan_since or fact.happened_on


def end_plan(draft: Draft, fact: Fact) -> None:
    """The plan is over, kept or not."""
    draft.plan_since = None
    free(draft, fact)


def insolvent(draft: Draft, fact: Fact) -> None:
    """The debtor is insolvent."""
    draft.insolvent_since = draft.insolvent_since or fact.happened_on


def end_insolvency(draft: Draft, fact: Fact) -> None:
    """The debtor is no longer insolvent."""
    draft.insolvent_since = None
    free(draft, fact)


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


# --- what was read ----------------------------------------------------------------------------------------------------
def add_code(draft: Draft, fact: Fact) -> None:
    """A code that nobody knows."""
    draft.unknown_codes += (fact.raw or "",)


def check(draft: Draft, fact: Fact) -> None:
    """The agency's data were read."""
    draft.checked_on = fact.happened_on
