"""
Three histories that touch every kind of fact, and how they are stored: facts as they became known, and what follows.

A stored history folds to the same case in every later version, and says the same.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.lifecycle import Case, fold
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.facts import CostKind, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.records import from_record, to_record

_DAY: Final = dt.date(2024, 2, 20)
_OPENING: Final = Opening(
    case_id="inv-1:2024-02-20",
    creditor_id="cred-1",
    invoice_id="inv-1",
    invoice_number="10001",
    due_date=dt.date(2024, 2, 10),
    capital=Money(1_250_00),
    debtor_kind=DebtorKind.TRADER,
)
_REMINDED: Final = attrs.evolve(_OPENING, start_stage=Stage.DEMAND, prior_reminder_costs=(Money(60_00),))


@attrs.frozen
class History:
    """Facts in the order in which they became known, and what they are judged by."""

    settings: Series[Settings]
    policy: Policy
    as_of: dt.date
    facts: tuple[Fact, ...]

    def case(self) -> Case:
        """Fold the facts."""
        return fold(self.facts, settings=self.settings, as_of=self.as_of, policy=self.policy)

    def record(self) -> dict[str, Any]:
        """Return what is stored."""
        case = self.case()
        return {
            "settings": to_record(self.settings),
            "policy": to_record(self.policy),
            "as_of": self.as_of.isoformat(),
            "facts": [to_record(fact) for fact in self.facts],
            "case": to_record(case),
            "said": [to_record(said) for said in case.said],
        }


def read(record: dict[str, Any]) -> History:
    """Read a stored history; the case and what it says are left to compare with."""
    return History(
        settings=from_record(record["settings"]),
        policy=from_record(record["policy"]),
        as_of=dt.date.fromisoformat(record["as_of"]),
        facts=tuple(map(from_record, record["facts"])),
    )


_Row = tuple[int, FactKind, dict[str, Any]]


def _told(opening: Opening, *rows: _Row) -> tuple[Fact, ...]:
    """Make facts of so many days after the transfer, and tell the first of them twice."""
    facts = tuple(
        Fact(fact_id=f"fact-{number}", kind=kind, happened_on=_DAY + dt.timedelta(days), **details)
        for number, (days, kind, details) in enumerate(rows, start=1)
    )
    transferred = Fact(fact_id="register", kind=FactKind.TRANSFERRED, happened_on=_DAY, opening=opening)
    return (transferred, *facts, facts[0])


K, SEK = FactKind, Money
# fmt: off
_PAID: Final = _told(
    _OPENING,
    (1,   K.REGISTERED,               {"agency_case_id": "81"}),
    (2,   K.REMINDER_SENT,            {"until": dt.date(2024, 3, 4)}),
    (14,  K.DEMAND_SENT,              {"earliest_on": dt.date(2024, 3, 4), "as_required": True}),
    (22,  K.LEGAL_STARTED,            {}),
    (20,  K.APPROVAL_ASKED,           {"gate": Gate.LEGAL}),
    (21,  K.APPROVAL_GIVEN,           {"gate": Gate.LEGAL, "given_by": "user-1", "by_administrator": True}),
    (60,  K.AFTER_COLLECTION_STARTED, {}),
    (70,  K.PAID_AGENCY,              {"amount": SEK(500_00)}),
    (71,  K.SPLIT_STATED,             {"amount": SEK(500_00), "capital": SEK(420_00), "about": "fact-8"}),
    (72,  K.PAID_AGENCY,              {"amount": SEK(100_00), "capital": SEK(100_00)}),
    (73,  K.PAYMENT_REVERSED,         {"amount": SEK(100_00), "capital": SEK(100_00), "about": "fact-10"}),
    (74,  K.SET_OFF,                  {"amount": SEK(200_00), "capital": SEK(150_00)}),
    (75,  K.REMITTED,                 {"amount": SEK(80_00)}),
    (10,  K.PAID_CREDITOR,            {"amount": SEK(300_00), "learned_on": dt.date(2024, 4, 1)}),
    (80,  K.PAID_AGENCY,              {"amount": SEK(400_00), "capital": SEK(300_00)}),
    (81,  K.CHECKED,                  {"capital": SEK(0)}),
    (81,  K.CLOSED_PAID,              {}),
    (90,  K.PAID_CREDITOR,            {"amount": SEK(5_00)}),
    (14,  K.COST_CHARGED,             {"amount": SEK(180_00), "cost": CostKind.DEMAND, "about": "fact-3"}),
    (70,  K.SPLIT_ASSUMED,            {"amount": SEK(500_00), "capital": SEK(400_00), "about": "fact-8"}),
)
_HINDERED: Final = _told(
    _REMINDED,
    (1,   K.REGISTERED,               {}),
    (1,   K.APPROVAL_ASKED,           {"gate": Gate.LEGAL}),
    (2,   K.APPROVAL_ANSWERED,        {"gate": Gate.LEGAL}),
    (2,   K.APPROVAL_ASKED,           {"gate": Gate.DEMAND}),
    (3,   K.APPROVAL_DECLINED,        {"gate": Gate.DEMAND, "given_by": "user-1"}),
    (4,   K.REMINDER_SENT,            {}),
    (5,   K.DEMAND_SENT,              {}),
    (6,   K.PAUSED,                   {"until": dt.date(2024, 3, 9)}),
    (7,   K.PAUSED,                   {}),
    (9,   K.RESUMED,                  {"about": "fact-9"}),
    (10,  K.DISPUTED,                 {"amount": SEK(250_00)}),
    (11,  K.DISPUTED,                 {}),
    (12,  K.DISPUTE_SETTLED,          {"about": "fact-12"}),
    (13,  K.LEGAL_STARTED,            {"amount": SEK(1_100_00)}),
    (14,  K.PLAN_AGREED,              {}),
    (20,  K.PLAN_BROKEN,              {}),
    (21,  K.PLAN_AGREED,              {"as_required": False}),
    (22,  K.PLAN_KEPT,                {}),
    (23,  K.PLAN_AGREED,              {}),
    (24,  K.PLAN_ENDED,               {}),
    (25,  K.INSOLVENT,                {}),
    (26,  K.INSOLVENCY_ENDED,         {}),
    (27,  K.ACTION_ASKED,             {"raw": "Provkod"}),
    (28,  K.ACTION_DONE,              {}),
    (29,  K.STOPPED,                  {}),
    (30,  K.REMINDER_SENT,            {}),
    (31,  K.REOPENED,                 {}),
    (32,  K.UNKNOWN_CODE,             {"raw": "Provkod"}),
    (33,  K.GIVEN_UP,                 {}),
    (34,  K.STOPPED,                  {}),
    (900, K.REOPENED,                 {}),
    (8,   K.MEASURE_WITHDRAWN,        {"about": "fact-7"}),
)
_REFUSED: Final = _told(
    _OPENING,
    (-1,  K.PAID_CREDITOR,            {"amount": SEK(50_00)}),
    (1,   K.DUPLICATE_NUMBER,         {"agency_case_id": "80"}),
    (2,   K.REGISTRATION_REFUSED,     {}),
    (3,   K.TRANSFERRED,              {"opening": _OPENING}),
    (4,   K.REGISTERED,               {"agency_case_id": "80"}),
    (5,   K.REGISTRATION_REFUSED,     {}),
    (6,   K.PAYMENT_UNCLEAR,          {"amount": SEK(700_00)}),
    (6,   K.PAID_OUT,                 {"amount": SEK(700_00), "about": "fact-7"}),
    (7,   K.PAYMENT_REMOVED,          {"amount": SEK(50_00), "about": "fact-1"}),
    (8,   K.PAID_AGENCY,              {"amount": SEK(1_00, "EUR")}),
    (9,   K.CREDITED,                 {"amount": SEK(1_300_00), "from_start": True}),
    (10,  K.CLOSED_CREDITED,          {}),
)

_LATER: Final = dt.date(2024, 12, 31)
#: The histories by name.
HISTORIES: Final[Mapping[str, History]] = MappingProxyType({
    "paid":     History(Series.always(Settings()), POLICY, _LATER, _PAID),
    "hindered": History(Series(((dt.date(2024, 2, 23), Settings(approve_before_demand=True)),)), POLICY, _LATER, _HINDERED),
    "refused":  History(Series.always(Settings()), Policy(capital_closes=True), _LATER, _REFUSED),
})
# fmt: on
