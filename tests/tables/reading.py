"""Short words for readings of the agency's data: what it shows, and what then has happened."""

import hashlib
from typing import Any, Final

import attrs

from inkasso_rules.lifecycle import Case, observe
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import AgencyAction, CodeMap, Snapshot
from tests.data import COMMAND, a_case, fact, on
from tests.tables.living import TAKEN, K

__all__ = [
    "CASE_ID",
    "OURS",
    "READ",
    "acted",
    "checked",
    "dated",
    "follow",
    "known",
    "seen",
    "shown",
    "unknown",
    "unread",
]

CASE_ID: Final = COMMAND.case_id

#: The last reading before those of the tests.
READ: Final = fact(K.CHECKED, 4)

#: What the agency hears from us, or what we make ourselves: it means nothing on the agency's timeline.
OURS: Final = (
    K.TRANSFERRED,
    K.SPLIT_ASSUMED,
    K.PAYMENT_UNCLEAR,
    K.PAID_CREDITOR,
    K.PAID_OUT,
    K.PAYMENT_REMOVED,
    K.CREDITED,
    K.SET_OFF,
    K.UNKNOWN_CODE,
    K.CHECKED,
)


def known(*facts: Fact) -> Case:
    """Return a case that was taken, and read on day 4, as of that day, with more facts."""
    return a_case(TAKEN, READ, *facts)


def shown(days: int = 9, **details: Any) -> Snapshot:
    """Return what the agency shows on a day; the reading is named after the day, unless details say else."""
    said: dict[str, Any] = {"case_id": CASE_ID, "snapshot_id": f"s{days}", "seen_on": on(days)}
    return Snapshot(**(said | details))


def acted(action_id: str, code: str, days: int, **details: Any) -> AgencyAction:
    """Return an entry of the timeline."""
    return AgencyAction(action_id=action_id, code=code, on=on(days), **details)


def seen(kind: FactKind, since: int | None = 4, days: int = 9, *, name: str | None = None, **details: Any) -> Fact:
    """Return a fact that showed on a day, and happened since another; ``None`` when it can only be that day."""
    earliest = None if since is None else on(since)
    called = f"{CASE_ID}/seen/s{days}/{name or kind}"
    return fact(kind, days, fact_id=called, earliest_on=earliest, **details)


def dated(action_id: str, kind: FactKind, days: int, learned: int = 9, **details: Any) -> Fact:
    """Return the fact of an entry of the timeline."""
    return fact(kind, days, fact_id=f"{CASE_ID}/action/{action_id}", learned_on=on(learned), **details)


def unread(action_id: str, code: str, days: int, learned: int = 9) -> Fact:
    """Return the fact that an entry of the timeline could not be read."""
    called = f"{CASE_ID}/unread/{action_id}"
    return fact(K.UNKNOWN_CODE, days, fact_id=called, learned_on=on(learned), raw=code)


def unknown(sort: str, code: str, days: int = 9) -> Fact:
    """Return the fact that the code of a stage, or of a condition, is unknown."""
    called = f"{CASE_ID}/unknown/{sort}/{hashlib.sha256(code.encode()).hexdigest()[:12]}"
    return fact(K.UNKNOWN_CODE, days, fact_id=called, raw=code)


def checked(days: int = 9, capital: Money | None = None) -> Fact:
    """Return the fact that the agency's data were read."""
    return fact(K.CHECKED, days, fact_id=f"{CASE_ID}/seen/s{days}", capital=capital)


def follow(case: Case, snapshot: Snapshot, codes: CodeMap | None = None) -> Case:
    """Return the case with what a reading shows."""
    found = observe(case, snapshot) if codes is None else observe(case, snapshot, codes=codes)
    return a_case(*case.facts[1:], *found, command=attrs.evolve(COMMAND, start_stage=case.opening.start_stage))
