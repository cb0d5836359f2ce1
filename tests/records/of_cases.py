"""One fixed value of each recorded type that is about a case; a field that can differ from its default mostly does."""

import datetime as dt
from typing import Final

from inkasso_rules.lifecycle import (
    Breach,
    Case,
    Correction,
    Dispute,
    Granted,
    Ground,
    NextStep,
    Pause,
    Request,
    RequestKind,
    Step,
    Wait,
    WaitFor,
)
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.model.cases import AcknowledgeSettlement, Opening, RegisterCreditNote, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import AgencyAction, IncomingPayment, Snapshot
from inkasso_rules.overview import (
    Answer,
    Approval,
    Balance,
    BalanceSource,
    Detail,
    Event,
    LeftOut,
    Mark,
    MarkCode,
    Overview,
    Row,
    Unlisted,
)
from inkasso_rules.policy import Policy

_DAY: Final = dt.date(2024, 2, 29)
_NOTICE: Final = Notice(NoticeCode.EXCESS, ("fact-10",), amount=Money(5_00))
_OPENING: Final = Opening(
    case_id="inv-1:2024-02-29",
    creditor_id="cred-1",
    invoice_id="inv-1",
    invoice_number="10001",
    due_date=dt.date(2024, 2, 10),
    capital=Money(250_00),
    start_stage=Stage.DEMAND,
    prior_reminder_costs=(Money(60_00),),
    debtor_kind=DebtorKind.CONSUMER,
)
_TRANSFERRED: Final = Fact(
    fact_id="register:inv-1:2024-02-29", kind=FactKind.TRANSFERRED, happened_on=_DAY, opening=_OPENING
)
_PAID: Final = Fact(
    fact_id="fact-2",
    kind=FactKind.PAYMENT_REVERSED,
    happened_on=dt.date(2024, 4, 2),
    learned_on=dt.date(2024, 4, 5),
    earliest_on=dt.date(2024, 4, 1),
    amount=Money(100_00),
    capital=Money(40_00),
    about="fact-1",
)
_PAUSE: Final = Pause("fact-3", dt.date(2024, 3, 10), dt.date(2024, 3, 20))
_DISPUTE: Final = Dispute("fact-4", dt.date(2024, 3, 25), 50_00)
_BREACH: Final = Breach("fact-5", "A05", "OWN-6", "time_not_expired", certain=False)
_SETTINGS: Final = Series(((dt.date(2013, 3, 16), Settings(approve_before_demand=True)), (_DAY, Settings())))
_GROUND: Final = Ground(_SETTINGS, Policy(presumed_post_days=3))
_CASE: Final = Case(
    opening=_OPENING,
    currency="SEK",
    opened_on=_DAY,
    closes_at_zero=True,
    reached=Stage.LEGAL,
    reached_on=dt.date(2024, 3, 21),
    reported_end=End.GIVEN_UP,
    ended_on=dt.date(2024, 4, 30),
    agency_case_id="81",
    is_duplicate=True,
    asked=((Gate.LEGAL, dt.date(2024, 3, 12)), (Gate.DEMAND, _DAY)),
    approved=frozenset({Gate.LEGAL, Gate.DEMAND}),
    declined=frozenset({Gate.LEGAL}),
    pauses=(_PAUSE, Pause("fact-6", dt.date(2024, 4, 1))),
    disputes=(_DISPUTE, Dispute("fact-7", dt.date(2024, 4, 1))),
    plan_since=dt.date(2024, 3, 1),
    insolvent_since=dt.date(2024, 3, 2),
    action_since=dt.date(2024, 3, 3),
    freed_on=dt.date(2024, 3, 4),
    reminded_on=dt.date(2024, 3, 5),
    remind_by=dt.date(2024, 3, 13),
    demanded_on=dt.date(2024, 3, 6),
    pay_by=dt.date(2024, 3, 14),
    legal_on=dt.date(2024, 3, 21),
    inexact=frozenset({FactKind.REMINDER_SENT, FactKind.DEMAND_SENT}),
    payments=(("fact-1", 100_00, 40_00), ("fact-2", 50_00, None)),
    collected=1,
    collected_capital=2,
    unsplit=3,
    unsplit_back=9,
    assumed=(("fact-2", 50_00, 30_00),),
    paid_direct=4,
    credited=5,
    set_off=6,
    remitted=7,
    paid_out=8,
    unclear=("fact-8",),
    uncounted=("fact-9",),
    unknown_codes=("Provkod",),
    checked_on=dt.date(2024, 4, 3),
    facts=(_TRANSFERRED, _PAID),
    as_of=dt.date(2024, 4, 30),
    ground=_GROUND,
)
_PAYMENT: Final = RegisterDirectPayment(
    command_id="fact-10/direct_payment",
    case_id="inv-1:2024-02-29",
    payment_id="fact-10",
    paid_on=dt.date(2024, 3, 7),
    amount=Money(100_00),
)
_CREDIT_NOTE: Final = RegisterCreditNote(
    command_id="fact-11/credit_note",
    case_id="inv-1:2024-02-29",
    credit_note_id="fact-11",
    credited_on=dt.date(2024, 3, 8),
    amount=Money(50_00),
)
_CORRECTION: Final = Correction(
    "fact-2", Stage.CLOSED, Stage.LEGAL, unsaid=(_NOTICE, _PAYMENT), said=(_BREACH, _CREDIT_NOTE)
)
_WAIT: Final = Wait(WaitFor.PAUSE, dt.date(2024, 3, 10), dt.date(2024, 3, 20))
_ACTION: Final = AgencyAction(
    action_id="action-1", code="Provkod", on=_DAY, amount=Money(100_00), capital=Money(40_00), until=dt.date(2024, 3, 9)
)

_EVENT: Final = Event(fact=_PAID, is_applied=False, breaches=(_BREACH,))
_APPROVAL: Final = Approval(gate=Gate.LEGAL, answer=Answer.DECLINED, asked_since=dt.date(2024, 3, 12))
_MARK: Final = Mark(
    code=MarkCode.DECIDE_PAYMENT, since=dt.date(2024, 3, 7), case_id="inv-1:2024-02-29", payment_id="fact-8"
)
_LEFT_OUT: Final = LeftOut(invoice_id="inv-2", reasons=(Reason("VW-1", Unlisted.FACT_UNKNOWN, "due_date"),))
_ROW: Final = Row(
    invoice_id="inv-1",
    invoice_number="10001",
    debtor_name="Prov Person",
    organisation_number="189901**-****",
    open_amount=Money(250_00),
    open_as_of=dt.date(2024, 3, 1),
    case_id="inv-1:2024-02-29",
    other_case_ids=("inv-1:2024-01-15",),
    is_transferred=True,
    transferred_on=_DAY,
    stage=Stage.CLOSED,
    end=End.STOPPED,
    ended_on=dt.date(2024, 4, 30),
    marks=(_MARK,),
)

#: The values.
VALUES: Final[tuple[object, ...]] = (
    AcknowledgeSettlement(command_id="settlement-1/acknowledged", settlement_id="settlement-1", voucher_id="voucher-1"),
    _ACTION,
    _BREACH,
    _CASE,
    _CORRECTION,
    _DISPUTE,
    _PAID,
    Granted((_NOTICE,)),
    _GROUND,
    IncomingPayment(
        payment_id="fact-10",
        received_on=dt.date(2024, 3, 7),
        amount=Money(100_00),
        learned_on=dt.date(2024, 3, 8),
        payer_name="Prov Person",
        account="1510",
        settlement_id="settlement-1",
    ),
    NextStep(
        kind=FactKind.LEGAL_STARTED,
        earliest_on=dt.date(2024, 3, 20),
        waits=(_WAIT, Wait(WaitFor.ADMINISTRATOR)),
        requirement="LC-3",
        amount=Money(200_00),
    ),
    _OPENING,
    _PAUSE,
    _CREDIT_NOTE,
    _PAYMENT,
    Request(RequestKind.APPROVE, gate=Gate.LEGAL, by_administrator=True),
    Snapshot(
        case_id="inv-1:2024-02-29",
        snapshot_id="2024-04-03T10:00",
        seen_on=dt.date(2024, 4, 3),
        agency_case_id="81",
        stage="Provkod",
        conditions=("paused", "Provkod"),
        actions=(_ACTION,),
        collected=Money(100_00),
        collected_capital=Money(40_00),
        capital=Money(210_00),
    ),
    Step(
        case=_CASE,
        commands=(_PAYMENT,),
        notices=(_NOTICE,),
        breaches=(_BREACH,),
        corrections=(_CORRECTION,),
    ),
    _WAIT,
    _APPROVAL,
    Balance(
        invoice_id="inv-1",
        amount=Money(250_00),
        stands_for_on=dt.date(2024, 3, 1),
        source=BalanceSource.DAILY_JOURNAL,
    ),
    Detail(
        case_id="inv-1:2024-02-29",
        agency_case_id="81",
        invoice_id="inv-1",
        as_of=dt.date(2024, 4, 30),
        stage=Stage.CLOSED,
        end=End.STOPPED,
        prior_reminders=(PriorReminder(sent_on=dt.date(2024, 2, 15), cost=Money(60_00)),),
        events=(_EVENT,),
        documents=("attachment-1",),
        approvals=(_APPROVAL,),
        marks=(_MARK,),
        portal_link="https://portal.example.com/cases/81",
    ),
    _EVENT,
    _LEFT_OUT,
    _MARK,
    Overview(as_of=dt.date(2024, 4, 30), rows=(_ROW,), left_out=(_LEFT_OUT,), without_invoice=(_ROW,)),
    _ROW,
)
