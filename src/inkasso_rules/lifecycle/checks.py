"""
What a fact may break. A check answers and never steers: the case moves all the same, and the breach is reported.

Each check is asked about the case just before the fact. It answers yes, no, or ``None``: that nobody can tell, because
something that it needs is unknown. A day that lies in an interval makes a yes *possible* instead of certain, whether it
is the fact's own or that of a step that the check rests on.

Within one day the order of events is unknown, so whoever acted on the first day of a pause or a dispute is not blamed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.deadlines import legal_action_from
from inkasso_rules.law.parameter import Parameter
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.lifecycle.days import counted_days, is_paused
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.disputes import disputed_minor
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.series import NoValueError, Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import Policy
from inkasso_rules.requirements import decides

__all__ = [
    "ENDED",
    "NOT_ADMINISTRATOR",
    "NOT_DEMANDED",
    "NOT_REMINDED",
    "PAUSED",
    "REMINDED_BEFORE",
    "TOO_EARLY",
    "UNAPPROVED_DEMAND",
    "UNAPPROVED_LEGAL",
    "UNDISPUTED_ONLY",
    "Breach",
    "Check",
    "Ground",
    "GroundError",
    "breaches",
    "days_to_legal",
]


class GroundError(InkassoRulesError, TypeError):
    """
    Something else was given for what facts are judged by.

    Attributes:
        name: What it is called.

        found: Name of the type that came.

        wanted: What would have been fine.
    """

    def __init__(self, name: str, found: str, wanted: str) -> None:
        super().__init__(name, found, wanted)
        self.name, self.found, self.wanted = name, found, wanted

    def __str__(self) -> str:
        return f"{self.name} is of type {self.found}; wanted {self.wanted}."


@attrs.frozen
class Ground:
    """What checks are judged by besides the case: the creditor's settings, by day, and what the service says."""

    settings: Series[Settings]
    policy: Policy

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be judged by, before it is needed."""
        found: tuple[object, object] = (self.settings, self.policy)
        if not isinstance(found[0], Series):
            raise GroundError("settings", type(found[0]).__name__, "a series of settings")
        if not isinstance(found[1], Policy):
            raise GroundError("policy", type(found[1]).__name__, "a policy")

    @decides("LC-3", "SE-4")
    def is_required(self, gate: Gate, day: dt.date) -> bool | None:
        """Tell whether a measure on this day needs approval, by the settings of the day; ``None`` if nobody knows."""
        try:
            settings = self.settings.on(day)
        except NoValueError:
            return None
        return settings.approve_before_demand if gate is Gate.DEMAND else settings.approve_before_legal


@attrs.frozen
class Breach:
    """
    Something that happened against the rules; it changes nothing, it is reported.

    Attributes:
        fact_id: The fact that did it.

        row_id: The row of the table.

        requirement: The ID of the requirement that it breaks.

        code: The check that failed; the key of its words.

        certain: Whether it is certain. It is only *possible* while a day, or a setting, that it rests on is unknown.
    """

    fact_id: str
    row_id: str
    requirement: str
    code: str
    certain: bool = True


@attrs.frozen
class Check:
    """
    One thing that a fact may break.

    Attributes:
        requirement: The ID of the requirement.

        code: Its machine name; the key of its words.

        broken: Whether the fact breaks it; ``None`` when nobody can tell.

        rests_on: The kinds of facts whose days it looks at.
    """

    requirement: str
    code: str
    broken: Callable[[Draft, Fact, Ground], bool | None]
    rests_on: frozenset[FactKind] = frozenset()


def breaches(
    checks: tuple[Check, ...],
    row_id: str,
    draft: Draft,
    fact: Fact,
    ground: Ground,
    unsure: frozenset[FactKind] = frozenset(),
) -> tuple[Breach, ...]:
    """
    Ask each check about a fact that is about to be applied.

    Args:
        checks: What to ask.

        row_id: The row of the table.

        draft: The case just before the fact.

        fact: The fact.

        ground: What it is judged by besides.

        unsure: Kinds of facts that may have happened before this one or after it.
    """
    unsure |= draft.inexact
    return tuple(
        Breach(
            fact_id=fact.fact_id,
            row_id=row_id,
            requirement=check.requirement,
            code=check.code,
            certain=answer is True and fact.is_exact and unsure.isdisjoint(check.rests_on),
        )
        for check in checks
        if (answer := check.broken(draft, fact, ground)) is not False
    )


def _since_ever(number: Parameter[int]) -> Parameter[int]:
    """Let the first known value hold before its first day too."""
    first, *others = number.rows
    return attrs.evolve(number, rows=(attrs.evolve(first, starts=dt.date.min), *others))


#: Facts are never refused: a demand from before the advice on its time is judged by the first advice.
_LAW: Final = SWEDEN.evolve(
    demand_days_min=_since_ever(SWEDEN.demand_days_min),
    demand_bank_days_min=_since_ever(SWEDEN.demand_bank_days_min),
)


@decides("OWN-6")
def days_to_legal(demanded_on: dt.date, pay_by: dt.date | None, policy: Policy) -> int:
    """
    Return how many days must lie behind a demand before legal action, its own day counted.

    Without a rest these lead to the day of :func:`.legal_action_from`. A day of rest is none of them, so that what a
    case has rested is added in full: the day that comes of it is never earlier, and does not move to a bank day again.

    Args:
        demanded_on: The day of its dispatch. Before 2011 the advice of that year counts.

        pay_by: The last day to pay that it gives; ``None`` if nobody knows.

        policy: Says how long a letter takes.
    """
    post_days = policy.presumed_post_days
    first = legal_action_from(sent_on=demanded_on, pay_by=pay_by, law=_LAW, presumed_post_days=post_days)
    return (first - demanded_on).days


# --- the predicates ---------------------------------------------------------------------------------------------------
def _ended(draft: Draft, _fact: Fact, _ground: Ground) -> bool:
    return draft.end is not None


def _paused(draft: Draft, fact: Fact, _ground: Ground) -> bool:
    day = fact.happened_on
    # On the calendar's first day a pause can only have begun that day.
    return day > dt.date.min and is_paused(day, draft.pauses) and is_paused(day - dt.timedelta(days=1), draft.pauses)


def _disputed(draft: Draft, fact: Fact, _ground: Ground) -> bool | None:
    known = tuple(dispute for dispute in draft.disputes if dispute.since < fact.happened_on)
    if not known or not draft.open_minor:
        return False
    undisputed = draft.open_minor - disputed_minor(known, draft.open_minor)
    if undisputed == 0:
        return True
    if fact.amount is None or fact.amount.currency != draft.currency:
        return None
    return fact.amount.minor > undisputed


def _not_reminded(draft: Draft, _fact: Fact, _ground: Ground) -> bool:
    return draft.reminded_on is None and draft.opening.start_stage is not Stage.DEMAND


def _reminded_before(draft: Draft, _fact: Fact, _ground: Ground) -> bool:
    return draft.demanded_on is None and draft.opening.start_stage is Stage.DEMAND


def _unapproved(draft: Draft, gate: Gate, *, required: bool | None) -> bool | None:
    if gate in draft.declined:
        return True
    return False if gate in draft.approved else required


def _unapproved_demand(draft: Draft, fact: Fact, ground: Ground) -> bool | None:
    return _unapproved(draft, Gate.DEMAND, required=ground.is_required(Gate.DEMAND, fact.happened_on))


def _unapproved_legal(draft: Draft, fact: Fact, ground: Ground) -> bool | None:
    return _unapproved(draft, Gate.LEGAL, required=ground.is_required(Gate.LEGAL, fact.happened_on))


def _not_administrator(_draft: Draft, fact: Fact, _ground: Ground) -> bool:
    return fact.gate is Gate.LEGAL and fact.by_administrator is False


def _not_demanded(draft: Draft, _fact: Fact, _ground: Ground) -> bool:
    return draft.demanded_on is None


def _too_early(draft: Draft, fact: Fact, ground: Ground) -> bool:
    if draft.demanded_on is None:
        return False
    passed = counted_days(draft.demanded_on, fact.happened_on, draft.pauses)
    return passed < days_to_legal(draft.demanded_on, draft.pay_by, ground.policy)


_K = FactKind
_RESTS: Final = frozenset({_K.PAUSED, _K.RESUMED})
# fmt: off
#                                 requirement  code                  broken when          rests on the days of
ENDED: Final             = Check("LC-13",     "after_end",          _ended,              frozenset({_K.REOPENED}))
PAUSED: Final            = Check("LC-4",      "in_pause",           _paused,             _RESTS)
UNDISPUTED_ONLY: Final   = Check("LC-15",     "disputed_part",      _disputed,           frozenset({_K.DISPUTED, _K.DISPUTE_SETTLED}))
NOT_REMINDED: Final      = Check("LC-1",      "no_reminder",        _not_reminded,       frozenset({_K.REMINDER_SENT}))
REMINDED_BEFORE: Final   = Check("LC-2",      "reminded_before",    _reminded_before,    frozenset({_K.DEMAND_SENT}))
UNAPPROVED_DEMAND: Final = Check("SE-1",      "demand_unapproved",  _unapproved_demand,  frozenset({_K.APPROVAL_GIVEN, _K.APPROVAL_DECLINED}))
UNAPPROVED_LEGAL: Final  = Check("SE-2",      "legal_unapproved",   _unapproved_legal,   frozenset({_K.APPROVAL_GIVEN, _K.APPROVAL_DECLINED, _K.AFTER_COLLECTION_STARTED}))
NOT_ADMINISTRATOR: Final = Check("SE-2",      "not_administrator",  _not_administrator)
NOT_DEMANDED: Final      = Check("OWN-6",     "no_demand",          _not_demanded,       frozenset({_K.DEMAND_SENT}))
TOO_EARLY: Final         = Check("OWN-6",     "time_not_expired",   _too_early,          frozenset({_K.DEMAND_SENT, *_RESTS}))
# fmt: on
