"""
The table that owns every change of a case.

A case *reaches* stages, and the agency may have reported its *end*. That it is closed is never stored: a report stands
until it is reopened, and facts after it still move the stage, so that nothing drifts. So the table is total over the
five stages that are reached and the kinds of facts, and the end stands beside it.

A row holds for some stages and one kind of fact. It says where the case then stands, what else the fact changes, which
checks it may break, what people are told, and what the agency is told. Facts are never refused: what was reported has
happened. A check that fails is a breach; it is reported and changes nothing. Ids of rows are stable and never reused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import amounts
from inkasso_rules.lifecycle import checks as must
from inkasso_rules.lifecycle import effects as do
from inkasso_rules.lifecycle import telling as say
from inkasso_rules.lifecycle.checks import Check
from inkasso_rules.lifecycle.effects import Effect
from inkasso_rules.lifecycle.telling import Send, Tell
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, FactKind

__all__ = ["REACHED", "TABLE", "TRANSITIONS", "Table", "TableError", "To", "Transition", "index"]


class To(StrEnum):
    """Where a case stands after a fact, when that is no fixed stage."""

    #: Where it stood.
    SAME = "same"
    #: Where the transfer said that it starts: at the reminder, or at the demand (LC-1, LC-2).
    START = "start"


@attrs.frozen
class Transition:
    """
    A row of the table.

    Attributes:
        row_id: Its id; stable, never reused.

        requirement: The ID of the requirement behind it.

        stages: The stages that may have been reached.

        kind: The fact.

        to: Where the case then stands.

        effect: What else changes.

        checks: What the fact may break.

        tells: What people may be told.

        sends: What the agency may be told.
    """

    row_id: str
    requirement: str
    stages: tuple[Stage, ...]
    kind: FactKind
    to: Stage | To
    effect: Effect
    checks: tuple[Check, ...] = ()
    tells: tuple[Tell, ...] = ()
    sends: Send | None = None


class TableError(InkassoRulesError, ValueError):
    """
    A table of transitions has two rows, or none, for one stage and fact.

    Attributes:
        stage: The stage.

        kind: The kind of fact.

        row_ids: The rows that claim it.
    """

    def __init__(self, stage: str, kind: str, row_ids: tuple[str, ...]) -> None:
        super().__init__(stage, kind, row_ids)
        self.stage, self.kind, self.row_ids = stage, kind, row_ids

    def __str__(self) -> str:
        rows = f"rows {' and '.join(self.row_ids)}" if self.row_ids else "no row"
        return f"{rows} for the fact {self.kind} at the stage {self.stage}; wanted exactly one."


#: The rows by stage and fact.
Table = Mapping[Stage, Mapping[FactKind, Transition]]

#: The stages that a case reaches; the table is total over them.
REACHED: Final = (Stage.REGISTERING, Stage.REMINDER, Stage.DEMAND, Stage.LEGAL, Stage.AFTER_COLLECTION)

_NEW: Final = (Stage.REGISTERING,)
_REM: Final = (Stage.REMINDER,)
_DEM: Final = (Stage.DEMAND,)
_LEG: Final = (Stage.LEGAL,)
_AFT: Final = (Stage.AFTER_COLLECTION,)
_BEGUN: Final = _REM + _DEM + _LEG + _AFT
_ANY: Final = _NEW + _BEGUN

_F, _SAME, _START, _T = FactKind, To.SAME, To.START, Transition
_FREE: Final = (must.ENDED, must.PAUSED)
_TO_DEMAND: Final = (*_FREE, must.NOT_REMINDED, must.UNAPPROVED_DEMAND)
_TO_LEGAL: Final = (*_FREE, must.UNDISPUTED_ONLY, must.NOT_DEMANDED, must.TOO_EARLY, must.UNAPPROVED_LEGAL)
_TOLD: Final = (say.OTHER_CURRENCY, say.EXCESS, say.LATE_MONEY)
_BACK: Final = (say.OTHER_CURRENCY, say.OWED_AGAIN)

# fmt: off
#: Every change of a case.
TRANSITIONS: Final = (
    # id      for      reached             on                           then stands at          changes                  may break                       tells                                       sends  # noqa: W505
    # what opens a case
    _T("O01", "MA-9",  _ANY,               _F.TRANSFERRED,              _SAME,                  do.keep,                 (),                             (say.TRANSFERRED_TWICE,)),
    _T("O02", "LC-1",  _NEW,               _F.REGISTERED,               _START,                 do.register),
    _T("O03", "LC-5",  _BEGUN,             _F.REGISTERED,               _SAME,                  do.register),
    _T("O04", "MA-9",  _NEW,               _F.REGISTRATION_REFUSED,     _SAME,                  do.Ending(End.REFUSED),  (),                             (say.INVOICE_FREE,)),
    _T("O05", "MA-9",  _BEGUN,             _F.REGISTRATION_REFUSED,     _SAME,                  do.keep,                 (),                             (say.REFUSED_LATE,)),
    _T("O06", "LC-5",  _ANY,               _F.DUPLICATE_NUMBER,         _SAME,                  do.become_duplicate,     (),                             (say.DUPLICATE_CASE,)),
    _T("O07", "LC-13", _ANY,               _F.REOPENED,                 _SAME,                  do.reopen),
    # what permits or hinders
    _T("G01", "SE-3",  _ANY,               _F.APPROVAL_ASKED,           _SAME,                  do.ask_approval,         (),                             (say.APPROVE_IN_PORTAL,)),
    _T("G02", "LC-3",  _ANY,               _F.APPROVAL_DECLINED,        _SAME,                  do.decline),
    _T("G03", "LC-3",  _ANY,               _F.APPROVAL_GIVEN,           _SAME,                  do.approve,              (must.NOT_ADMINISTRATOR,)),
    _T("G04", "SE-3",  _ANY,               _F.APPROVAL_ANSWERED,        _SAME,                  do.close_approval),
    _T("C01", "LC-4",  _ANY,               _F.PAUSED,                   _SAME,                  do.pause),
    _T("C02", "LC-4",  _ANY,               _F.RESUMED,                  _SAME,                  do.resume,               (),                             (say.PAUSE_UNCLEAR, say.NOTHING_TO_RESUME)),
    _T("C03", "LC-15", _ANY,               _F.DISPUTED,                 _SAME,                  do.dispute,              (),                             (say.ANSWER_DISPUTE, say.OTHER_CURRENCY)),
    _T("C04", "LC-15", _ANY,               _F.DISPUTE_SETTLED,          _SAME,                  do.settle,               (),                             (say.DISPUTE_UNCLEAR,)),
    _T("C05", "OWN-7", _ANY,               _F.PLAN_AGREED,              _SAME,                  do.agree_plan),
    _T("C06", "OWN-7", _ANY,               _F.PLAN_BROKEN,              _SAME,                  do.end_plan),
    _T("C07", "OWN-7", _ANY,               _F.PLAN_KEPT,                _SAME,                  do.end_plan),
    _T("C08", "OWN-7", _ANY,               _F.PLAN_ENDED,               _SAME,                  do.end_plan),
    _T("C09", "OWN-7", _ANY,               _F.INSOLVENT,                _SAME,                  do.insolvent,            (),                             (say.DEBTOR_INSOLVENT,)),
    _T("C10", "OWN-7", _ANY,               _F.INSOLVENCY_ENDED,         _SAME,                  do.end_insolvency),
    _T("C11", "SE-3",  _ANY,               _F.ACTION_ASKED,             _SAME,                  do.ask_action,           (),                             (say.ACT_IN_PORTAL,)),
    _T("C12", "SE-3",  _ANY,               _F.ACTION_DONE,              _SAME,                  do.do_action),
    # what the agency did
    _T("A01", "LC-1",  _NEW + _REM,        _F.REMINDER_SENT,            Stage.REMINDER,         do.remind,               (*_FREE, must.REMINDED_BEFORE)),
    _T("A02", "LC-1",  _DEM + _LEG + _AFT, _F.REMINDER_SENT,            _SAME,                  do.remind,               (*_FREE, must.REMINDED_BEFORE)),
    _T("A03", "LC-1",  _NEW + _REM + _DEM, _F.DEMAND_SENT,              Stage.DEMAND,           do.demand,               _TO_DEMAND),
    _T("A04", "LC-1",  _LEG + _AFT,        _F.DEMAND_SENT,              _SAME,                  do.demand,               _TO_DEMAND),
    _T("A05", "LC-3",  _ANY,               _F.LEGAL_STARTED,            Stage.LEGAL,            do.start_legal,          _TO_LEGAL),
    _T("A06", "LC-10", _NEW + _REM + _DEM, _F.AFTER_COLLECTION_STARTED, Stage.AFTER_COLLECTION, do.finish_legal,         (*_FREE, must.NOT_DEMANDED)),
    _T("A07", "LC-10", _LEG + _AFT,        _F.AFTER_COLLECTION_STARTED, Stage.AFTER_COLLECTION, do.finish_legal,         _FREE),
    _T("A08", "LC-12", _ANY,               _F.COST_CHARGED,             _SAME,                  do.keep),
    _T("A09", "LC-12", _ANY,               _F.MEASURE_WITHDRAWN,        _SAME,                  do.keep),
    # money
    _T("M01", "LC-14", _ANY,               _F.PAID_AGENCY,              _SAME,                  amounts.collect,         (),                             (*_TOLD, say.SPLIT_UNKNOWN)),
    _T("M02", "LC-14", _ANY,               _F.SPLIT_STATED,             _SAME,                  amounts.split,           (),                             (say.OTHER_CURRENCY, say.EXCESS)),
    _T("M03", "LC-14", _ANY,               _F.PAYMENT_REVERSED,         _SAME,                  amounts.reverse,         (),                             (*_BACK, say.SPLIT_UNKNOWN)),
    _T("M04", "BA-9",  _ANY,               _F.PAYMENT_UNCLEAR,          _SAME,                  amounts.hold_payment,    (),                             (say.DECIDE_PAYMENT,)),
    _T("M05", "LC-8",  _ANY,               _F.PAID_CREDITOR,            _SAME,                  amounts.pay_direct,      (),                             _TOLD,                                      say.send_direct_payment),
    _T("M06", "BA-9",  _ANY,               _F.PAID_OUT,                 _SAME,                  amounts.pay_out,         (),                             (say.OTHER_CURRENCY,)),
    _T("M07", "LC-9",  _ANY,               _F.PAYMENT_REMOVED,          _SAME,                  amounts.remove_payment,  (),                             (*_BACK, say.CONTACT_AGENCY)),
    _T("M08", "LC-7",  _ANY,               _F.CREDITED,                 _SAME,                  amounts.credit,          (),                             (*_TOLD, say.CREDIT_MAY_END),               say.send_credit_note),
    _T("M09", "LC-14", _ANY,               _F.SET_OFF,                  _SAME,                  amounts.set_off,         (),                             _TOLD,                                      say.send_direct_payment),
    _T("M10", "LC-14", _ANY,               _F.REMITTED,                 _SAME,                  amounts.remit,           (),                             (*_TOLD, say.CONTACT_AGENCY)),
    _T("M11", "LC-14", _ANY,               _F.SPLIT_ASSUMED,            _SAME,                  amounts.assume,          (),                             (say.OTHER_CURRENCY, say.EXCESS)),
    # what ends a case
    _T("E01", "LC-13", _ANY,               _F.CLOSED_PAID,              _SAME,                  do.Ending(End.PAID),     (),                             (say.ENDED_BEFORE,)),
    _T("E02", "LC-13", _ANY,               _F.CLOSED_CREDITED,          _SAME,                  do.Ending(End.CREDITED), (),                             (say.ENDED_BEFORE,)),
    _T("E03", "LC-4",  _ANY,               _F.STOPPED,                  _SAME,                  do.Ending(End.STOPPED),  (),                             (say.ENDED_BEFORE,)),
    _T("E04", "LC-13", _ANY,               _F.GIVEN_UP,                 _SAME,                  do.Ending(End.GIVEN_UP), (),                             (say.ENDED_BEFORE,)),
    # what was read
    _T("X01", "OWN-8", _ANY,               _F.UNKNOWN_CODE,             _SAME,                  do.add_code,             (),                             (say.UNKNOWN_CODE,)),
    _T("X02", "LC-14", _ANY,               _F.CHECKED,                  _SAME,                  do.check,                (),                             (say.CAPITAL_DIFFERS,)),
)
# fmt: on


def index(rows: Iterable[Transition]) -> Table:
    """
    Key the rows by stage and fact, refusing a second row for one pair, and a pair without a row.

    A dict literal would keep the last of two such rows and say nothing.

    Raises:
        TableError: If the rows are not total, or one pair has two.
    """
    table: dict[Stage, dict[FactKind, Transition]] = {stage: {} for stage in REACHED}
    for row in rows:
        for stage in row.stages:
            first = table[stage].setdefault(row.kind, row)
            if first is not row:
                raise TableError(stage, row.kind, (first.row_id, row.row_id))
    for stage, of_stage in table.items():
        for kind in FactKind:
            if kind not in of_stage:
                raise TableError(stage, kind, ())
    return MappingProxyType({stage: MappingProxyType(of_stage) for stage, of_stage in table.items()})


TABLE: Final[Table] = index(TRANSITIONS)
