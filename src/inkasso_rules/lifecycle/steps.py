"""
What may come next, from when, and what it waits for.

Days are counted from the days of facts, never from when somebody last looked, so that a missed run changes nothing. The
checks that would blame a step are asked about it before it is offered: what is called ready breaks no rule when it is
done that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Final

import attrs

from inkasso_rules import htmltable
from inkasso_rules.lifecycle.case import Case
from inkasso_rules.lifecycle.checks import (
    UNAPPROVED_DEMAND,
    UNAPPROVED_LEGAL,
    Breach,
    Ground,
    breaches,
    days_to_legal,
)
from inkasso_rules.lifecycle.days import day_reached, is_paused
from inkasso_rules.lifecycle.machine import fold
from inkasso_rules.lifecycle.table import TABLE
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["NextStep", "Wait", "WaitFor", "next_steps"]


class WaitFor(StrEnum):
    """What a step waits for."""

    #: The agency's answer to the transfer.
    REGISTRATION = "registration"
    #: A person who links the case to the one that the agency has, or stops it.
    LINK = "link"
    #: A day.
    TIME = "time"
    #: The creditor's approval.
    APPROVAL = "approval"
    #: An administrator's approval.
    ADMINISTRATOR = "administrator"
    #: The creditor, who has said no: a yes, or a stop.
    DECLINED = "declined"
    #: The end of a pause.
    PAUSE = "pause"
    #: The end of a dispute.
    DISPUTE = "dispute"
    #: The end of an instalment plan.
    PLAN = "plan"
    #: The end of the debtor's insolvency.
    INSOLVENCY = "insolvency"
    #: The creditor's settings of that day, which nobody knows.
    SETTINGS = "settings"
    #: A person who says whose money came in.
    PAYMENT = "payment"
    #: The agency, which has not said how much of its money falls on the capital: all of it may be settled.
    SPLIT = "split"


@attrs.frozen
class Wait:
    """
    Something that a step waits for.

    Attributes:
        code: What.

        since: Since when; ``None`` if nothing says it.

        until: The day on which it is over, if that is known.
    """

    code: WaitFor
    since: dt.date | None = None
    until: dt.date | None = None

    def age_days(self, *, as_of: dt.date) -> int | None:
        """Return how many days it has waited."""
        return None if self.since is None else (require_date(as_of, "as_of") - self.since).days


@attrs.frozen(kw_only=True)
class NextStep:
    """
    A step that may come next.

    Attributes:
        kind: The step.

        earliest_on: The first day on which the time is up and nothing known stands in the way, counted from the days
            of facts; ``None`` while a pause without an end makes it unknowable. What else it waits for, *waits* says.

        waits: All that it waits for; nothing when it is ready.

        requirement: The ID of the requirement behind it.

        amount: The part of the capital that it may concern, when a part is disputed.
    """

    kind: FactKind
    earliest_on: dt.date | None
    waits: tuple[Wait, ...]
    requirement: str
    amount: Money | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it waits for nothing."""
        return not self.waits

    def _repr_html_(self) -> str:
        """Show the step in a notebook."""
        rows = ((wait.code, wait.since, wait.until) for wait in self.waits)
        return htmltable.table(f"{self.kind} from {self.earliest_on}", ("waits for", "since", "until"), rows)


_Counted = Callable[[Case, Policy], tuple[dt.date | None, int]]


@attrs.frozen
class _Row:
    """A step that may follow: from where, the days that must have passed, and the requirement behind it."""

    requirement: str
    stages: tuple[Stage, ...]
    holds: Callable[[Case], bool]
    kind: FactKind
    counted: _Counted


def _always(_case: Case) -> bool:
    return True


def _reminded(case: Case) -> bool:
    return case.reminded_on is not None


def _not_reminded(case: Case) -> bool:
    return case.reminded_on is None


def _demanded(case: Case) -> bool:
    return case.demanded_on is not None


def _not_demanded(case: Case) -> bool:
    return case.demanded_on is None


def _at_once(case: Case, _policy: Policy) -> tuple[dt.date | None, int]:
    return case.reached_on, 0


def _after_reminder(case: Case, policy: Policy) -> tuple[dt.date | None, int]:
    given = 0 if case.remind_by is None or case.reminded_on is None else (case.remind_by - case.reminded_on).days
    return case.reminded_on, max(given, policy.reminder_days_min) + 1


def _after_demand(case: Case, policy: Policy) -> tuple[dt.date | None, int]:
    since = case.demanded_on
    return since, 0 if since is None else days_to_legal(since, case.pay_by, policy)


_S, _F = Stage, FactKind
# fmt: off
_ROWS: Final = (
    #    for      reached                           when            may come next                 days counted
    _Row("LC-5",  (_S.REGISTERING,),               _always,        _F.REGISTERED,                _at_once),
    _Row("LC-1",  (_S.REMINDER,),                  _not_reminded,  _F.REMINDER_SENT,             _at_once),
    _Row("LC-1",  (_S.REMINDER,),                  _reminded,      _F.DEMAND_SENT,               _after_reminder),
    _Row("LC-2",  (_S.DEMAND,),                    _not_demanded,  _F.DEMAND_SENT,               _at_once),
    _Row("LC-3",  (_S.DEMAND, _S.AFTER_COLLECTION), _demanded,      _F.LEGAL_STARTED,             _after_demand),
    _Row("LC-10", (_S.LEGAL,),                     _always,        _F.AFTER_COLLECTION_STARTED,  _at_once),
)
# fmt: on


@decides("LC-1", "LC-2", "LC-3", "LC-15")
def next_steps(
    case: Case, *, settings: Series[Settings], as_of: dt.date, policy: Policy = POLICY
) -> tuple[NextStep, ...]:
    """
    Return what may come next, each step with its earliest day and all that it waits for.

    Nothing comes next once the case has ended, or while no capital is open.

    Args:
        case: The case; its facts through *as_of* count.

        settings: The creditor's settings by day; those of the step's day decide whether it needs approval.

        as_of: The day to look from.

        policy: What the service says.
    """
    require_date(as_of, "as_of")
    if as_of < case.as_of or any(case.as_of < fact.happened_on <= as_of for fact in case.facts):
        case = fold(case.facts, settings=settings, as_of=as_of, policy=policy)
    if case.end is not None or case.is_settled:
        return ()
    ground = Ground(settings, policy)
    rows = (row for row in _ROWS if case.reached in row.stages and row.holds(case))
    return tuple(_step(row, case, ground, as_of) for row in rows)


def _step(row: _Row, case: Case, ground: Ground, as_of: dt.date) -> NextStep:
    since, days = row.counted(case, ground.policy)
    earliest = _earliest(case, since or case.reached_on, days)
    on = max(earliest or as_of, as_of)
    is_legal = row.kind is FactKind.LEGAL_STARTED
    amount = case.undisputed_capital if is_legal and 0 < case.undisputed_minor < case.open_minor else None
    probe = Fact(fact_id="probe", kind=row.kind, happened_on=on, amount=amount)
    transition = TABLE[case.reached][row.kind]
    found = breaches(transition.checks, transition.row_id, case, probe, ground)
    return NextStep(
        kind=row.kind,
        earliest_on=earliest,
        waits=(*_standing(row, case, as_of), *_approvals(case, found), *_time(since, earliest, as_of)),
        requirement=row.requirement,
        amount=amount,
    )


def _earliest(case: Case, since: dt.date, days: int) -> dt.date | None:
    """Return the first day of no rest with the days behind it, and with all that once stood in the way."""
    reached = day_reached(since, days, case.pauses)
    return None if reached is None else day_reached(max(reached, case.freed_on, case.reached_on), 0, case.pauses)


def _time(since: dt.date | None, earliest: dt.date | None, as_of: dt.date) -> tuple[Wait, ...]:
    return (Wait(WaitFor.TIME, since, earliest),) if earliest is not None and earliest > as_of else ()


def _standing(row: _Row, case: Case, as_of: dt.date) -> tuple[Wait, ...]:
    """Return the conditions of the case that keep a step waiting."""
    if row.kind is FactKind.REGISTERED:
        return (Wait(WaitFor.LINK if case.is_duplicate else WaitFor.REGISTRATION, case.opened_on),)
    resting = (pause for pause in case.pauses if pause.ends_on is None or is_paused(as_of, (pause,)))
    # fmt: off
    waits = (
        *((Wait(WaitFor.PAUSE, pause.starts_on, pause.ends_on), True)                  for pause in resting),
        *((Wait(WaitFor.DISPUTE, dispute.since),                case.undisputed_minor == 0) for dispute in case.disputes),
        (Wait(WaitFor.PLAN, case.plan_since),                   case.plan_since is not None),
        (Wait(WaitFor.INSOLVENCY, case.insolvent_since),        case.insolvent_since is not None),
        (Wait(WaitFor.PAYMENT),                                 bool(case.unclear)),
        (Wait(WaitFor.SPLIT),                                   case.unsplit_back > 0 or case.unsplit >= case.open_minor),
    )
    # fmt: on
    return tuple(wait for wait, holds in waits if holds)


def _approvals(case: Case, found: tuple[Breach, ...]) -> tuple[Wait, ...]:
    """Return what the broken checks of approval wait for."""
    # fmt: off
    gates = (
        (UNAPPROVED_DEMAND.code, Gate.DEMAND, WaitFor.APPROVAL),
        (UNAPPROVED_LEGAL.code,  Gate.LEGAL,  WaitFor.ADMINISTRATOR),
    )
    # fmt: on
    asked, broken = dict(case.asked), {breach.code: breach for breach in found}
    return tuple(
        Wait(
            WaitFor.DECLINED if gate in case.declined else wait_for if broken[code].certain else WaitFor.SETTINGS,
            asked.get(gate),
        )
        for code, gate, wait_for in gates
        if code in broken
    )
