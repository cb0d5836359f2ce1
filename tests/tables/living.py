"""Short words for the life of a case: what happens on its way, and what it made us say."""

from typing import Final

from inkasso_rules.lifecycle import Case, NextStep, Step, WaitFor, advance, next_steps
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from tests.data import LATER, PLAIN_SETTINGS, fact, on

__all__ = [
    "AGREED",
    "BOTH_GATES",
    "DEMANDED",
    "LIFE",
    "NO_GATES",
    "REMINDED",
    "SUED",
    "TAKEN",
    "WATCHED",
    "Broken",
    "K",
    "Told",
    "advanced",
    "broken",
    "coming",
    "kr",
    "told",
    "waiting_for",
]

K: Final = FactKind

# A life in which nothing is wrong.
TAKEN: Final = fact(K.REGISTERED, 1, agency_case_id="8001")
REMINDED: Final = fact(K.REMINDER_SENT, 2)
DEMANDED: Final = fact(K.DEMAND_SENT, 14)
AGREED: Final = fact(K.APPROVAL_GIVEN, 20, gate=Gate.LEGAL, by_administrator=True)
SUED: Final = fact(K.LEGAL_STARTED, 30)
WATCHED: Final = fact(K.AFTER_COLLECTION_STARTED, 60)
LIFE: Final = (TAKEN, REMINDED, DEMANDED, AGREED, SUED, WATCHED)

#: Nothing waits for approval.
NO_GATES: Final = Series.always(Settings(approve_before_legal=False))

#: Both measures wait for approval.
BOTH_GATES: Final = Series.always(Settings(approve_before_demand=True, approve_before_legal=True))

#: A breach: the fact, the requirement, the check, and whether it is certain.
Broken = tuple[str, str, str, bool]

#: A notice: its code, what it is about, and its minor units.
Told = tuple[str, tuple[str, ...], int | None]


def kr(major: int, currency: str = "SEK") -> Money:
    """Return whole major units."""
    return Money(major * 100, currency)


def broken(case: Case | Step) -> tuple[Broken, ...]:
    """Return what went against the rules."""
    return tuple((one.fact_id, one.requirement, one.code, one.certain) for one in case.breaches)


def told(case: Case | Step) -> tuple[Told, ...]:
    """Return what people were told."""
    return tuple(
        (str(one.code), one.subjects, None if one.amount is None else one.amount.minor) for one in case.notices
    )


def advanced(
    case: Case,
    new: Fact,
    *,
    settings: Series[Settings] = PLAIN_SETTINGS,
    as_of: int | None = None,
    policy: Policy = POLICY,
) -> Step:
    """Return the step of one more fact, seen *as_of* days after the transfer, or after all that happens."""
    return advance(case, new, settings=settings, as_of=LATER if as_of is None else on(as_of), policy=policy)


def coming(case: Case, days: int, *, settings: Series[Settings] = PLAIN_SETTINGS, policy: Policy = POLICY) -> NextStep:
    """Return the one step that may come next, seen *days* after the transfer."""
    steps = next_steps(case, settings=settings, as_of=on(days), policy=policy)
    assert 1 == len(steps)
    return steps[0]


def waiting_for(case: Case, days: int, *, settings: Series[Settings] = PLAIN_SETTINGS) -> tuple[WaitFor, ...]:
    """Return what the one step that may come next waits for."""
    return tuple(wait.code for wait in coming(case, days, settings=settings).waits)
