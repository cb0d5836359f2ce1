"""
Cases and what the library makes of them: steps, breaches, corrections, answers; and what the agency and the bank show.

They are asked of the library about a drawn history, so that they hold together.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

import attrs
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules import lifecycle
from inkasso_rules.lifecycle import (
    TRANSITIONS,
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
from inkasso_rules.model.cases import AcknowledgeSettlement, RegisterCreditNote, RegisterDirectPayment
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import PLAIN_CODES, AgencyAction, CodeMap, IncomingPayment, Snapshot
from inkasso_rules.policy import POLICY
from inkasso_rules.strategies.basics import PLAIN_DAY, days, few, kept, maybe, moneys, seldom, serieses, varied
from inkasso_rules.strategies.creditors import policies, settings
from inkasso_rules.strategies.histories import UNHEARD_OF, amounts, facts, histories, openings, plain_opening

__all__ = [
    "acknowledgements",
    "actions",
    "breaches",
    "cases",
    "code_maps",
    "corrections",
    "credit_notes",
    "direct_payments",
    "disputes",
    "granted",
    "grounds",
    "incoming_payments",
    "next_steps",
    "pauses",
    "requests",
    "snapshots",
    "steps",
    "waits",
]


# --- what follows -----------------------------------------------------------------------------------------------------
@kept
@st.composite
def grounds(draw: DrawFn) -> Ground:
    """Draw settings by day and a policy; shrinks to what the service comes with, for all days."""
    plain = st.just(Series.always(Settings()))
    return Ground(draw(st.one_of(plain, serieses(settings(as_of=PLAIN_DAY)))), draw(policies()))


def _day_after(draw: DrawFn, told: tuple[Fact, ...]) -> dt.date:
    """Draw a day to look at: that of the last fact, or one about it, so that some facts may lie ahead."""
    return max(fact.happened_on for fact in told) + dt.timedelta(days=draw(st.integers(-20, 40)))


def _folded(told: tuple[Fact, ...], ground: Ground, as_of: dt.date) -> Case:
    return lifecycle.fold(told, settings=ground.settings, as_of=as_of, policy=ground.policy)


def _advanced(case: Case, fact: Fact, as_of: dt.date) -> Step:
    ground = case.ground
    return lifecycle.advance(case, fact, settings=ground.settings, as_of=as_of, policy=ground.policy)


@kept
@st.composite
def cases(draw: DrawFn) -> Case:
    """Draw a case, made of its facts; shrinks to one that was just transferred."""
    told = draw(histories())
    return _folded(told, draw(grounds()), _day_after(draw, told))


@kept
@st.composite
def steps(draw: DrawFn) -> Step:
    """Draw what the last fact of a history does; shrinks to the transfer told twice, which does nothing."""
    told = draw(histories())
    as_of = _day_after(draw, told)
    case = _folded(told[:-1] or told, draw(grounds()), as_of)
    return _advanced(case, told[-1], as_of)


@kept
@st.composite
def corrections(draw: DrawFn) -> Correction:
    """Draw what a late fact corrects; shrinks to the agency having taken a case that it does not know."""
    told = draw(histories())
    day, opening = told[0].happened_on, told[0].opening or plain_opening()
    last = Fact(fact_id="last", kind=FactKind.CHECKED, happened_on=day + dt.timedelta(days=200))
    ground = draw(grounds())
    known, new = (_folded((*of, last), ground, last.happened_on) for of in (told, told[:1]))
    late = draw(st.lists(facts(opening, opened_on=day, fact_id="late"), min_size=1, max_size=4))
    # Many a late fact corrects nothing; that the agency took the case always does where nothing else is known.
    taken = Fact(fact_id="late", kind=FactKind.REGISTERED, happened_on=day + dt.timedelta(days=1))
    steps_taken = (
        _advanced(case, fact, last.happened_on) for case, fact in (*((known, one) for one in late), (new, taken))
    )
    return next(correction for step in steps_taken for correction in step.corrections)


@kept
@st.composite
def next_steps(draw: DrawFn) -> NextStep:
    """Draw what may come next in a case; shrinks to the agency's answer to the transfer."""
    case = draw(cases())
    found = lifecycle.next_steps(case, settings=case.ground.settings, as_of=case.as_of, policy=case.ground.policy)
    assume(found)
    return draw(st.sampled_from(found))


@kept
@st.composite
def _commands(draw: DrawFn, kind: FactKind) -> Any:
    """Draw what the agency is told of money, once it has taken the case."""
    day = draw(days())
    opening = draw(openings(opened_on=day))
    amount = attrs.evolve(draw(amounts(opening.capital)), currency=opening.capital.currency)
    told = (
        Fact(fact_id="register", kind=FactKind.TRANSFERRED, happened_on=day, opening=opening),
        Fact(fact_id="fact-1", kind=FactKind.REGISTERED, happened_on=day),
        Fact(fact_id="fact-2", kind=kind, happened_on=day, amount=amount),
    )
    return _folded(told, Ground(Series.always(Settings()), POLICY), day).commands[0]


def direct_payments() -> SearchStrategy[RegisterDirectPayment]:
    """Draw what the agency is told of a payment to the creditor; shrinks to one of the whole plain claim."""
    return _commands(FactKind.PAID_CREDITOR)


def credit_notes() -> SearchStrategy[RegisterCreditNote]:
    """Draw what the agency is told of a credit note; shrinks to one of the whole plain claim."""
    return _commands(FactKind.CREDITED)


def acknowledgements() -> SearchStrategy[AcknowledgeSettlement]:
    """Draw what the agency is told of a settlement that is booked; shrinks to the first."""
    return st.integers(1, 9).map(
        lambda number: AcknowledgeSettlement(
            command_id=f"acknowledge:{number}", settlement_id=f"settlement-{number}", voucher_id=f"voucher-{number}"
        )
    )


def breaches() -> SearchStrategy[Breach]:
    """Draw a breach, of each check of each row; shrinks to a certain one."""
    found = tuple(
        Breach("fact-1", row.row_id, check.requirement, check.code, certain=certain)
        for certain in (True, False)
        for row in TRANSITIONS
        for check in row.checks
    )
    return st.sampled_from(found)


@kept
@st.composite
def pauses(draw: DrawFn) -> Pause:
    """Draw a pause; shrinks to one whose end nobody has said."""
    day = draw(days())
    return Pause("fact-1", day, draw(seldom(st.integers(1, 400).map(lambda rests: day + dt.timedelta(days=rests)))))


def disputes() -> SearchStrategy[Dispute]:
    """Draw a dispute; shrinks to one about all of the claim."""
    return st.builds(Dispute, st.just("fact-1"), days(), seldom(st.integers(1, 10**12)))


def waits() -> SearchStrategy[Wait]:
    """Draw what a step waits for; shrinks to the agency's answer to the transfer."""
    return st.builds(Wait, st.sampled_from(WaitFor), seldom(days()), seldom(days()))


# --- what a creditor wants --------------------------------------------------------------------------------------------
@kept
@st.composite
def requests(draw: DrawFn) -> Request:
    """Draw what a creditor may ask for; shrinks to changing the amount."""
    kind = draw(st.sampled_from(RequestKind))
    needs_amount = kind in {RequestKind.CREDIT, RequestKind.REGISTER_PAYMENT, RequestKind.REMOVE_PAYMENT}
    return Request(
        kind,
        amount=draw(moneys(least=1)) if needs_amount else None,
        gate=draw(st.sampled_from(Gate)) if kind is RequestKind.APPROVE else None,
        by_administrator=draw(st.booleans()),
    )


@kept
@st.composite
def granted(draw: DrawFn) -> Granted:
    """Draw a request's being allowed; shrinks to a stop, which is done in the portal."""
    answers = (lifecycle.ask(draw(cases()), request) for request in (Request(RequestKind.STOP), draw(requests())))
    found = tuple(answer for answer in answers if isinstance(answer, Granted))
    assume(found)
    return draw(st.sampled_from(found))


# --- what the agency and the bank show --------------------------------------------------------------------------------
@kept
def actions(*, currency: str = "SEK") -> SearchStrategy[AgencyAction]:
    """Draw an entry of the agency's timeline, at times with a code that nobody knows; shrinks to a case being taken."""
    codes = (str(FactKind.REGISTERED), *sorted(PLAIN_CODES.actions), UNHEARD_OF)
    money = seldom(moneys(currency, least=1))
    ids = st.integers(1, 9).map(lambda number: f"action-{number}")
    return st.builds(
        AgencyAction,
        action_id=ids,
        code=st.sampled_from(codes),
        on=days(),
        amount=money,
        capital=money,
        until=seldom(days()),
    )


@st.composite
def snapshots(draw: DrawFn, case: Case | None = None) -> Snapshot:
    """
    Draw a reading of the agency's data, in the library's own words, with some that nobody knows.

    It shrinks to one on the day of the case that shows its stage and nothing else. The case is drawn when not given.
    """
    case = draw(cases()) if case is None else case
    stages = (str(case.reached), *sorted(PLAIN_CODES.stages), UNHEARD_OF)
    sums = moneys(case.currency, least=0)
    number = draw(st.integers(1, 9))
    seen_on = case.as_of + dt.timedelta(days=draw(st.one_of(st.integers(0, 40), st.integers(-40, 0))))
    plain = Snapshot(case_id=case.case_id, snapshot_id=f"reading-{number}", seen_on=seen_on, stage=stages[0])
    # fmt: off
    return draw(varied(plain, {
        "agency_case_id":    lambda: st.just("81"),
        "stage":             lambda: maybe(st.sampled_from(stages)),
        "conditions":        lambda: few(st.sampled_from((*sorted(PLAIN_CODES.conditions), UNHEARD_OF))),
        "actions":           lambda: few(actions(currency=case.currency), unique_by=lambda entry: entry.action_id),
        "collected":         lambda: sums,
        "collected_capital": lambda: sums,
        "capital":           lambda: sums,
    }))
    # fmt: on


def _known(codes: Mapping[str, Any], left_out: int) -> dict[str, Any]:
    """Return codes without every so manieth; then the one that nobody knows is known, and means nothing."""
    if left_out == 0:
        return dict(codes)
    kept_codes = {code: meaning for place, (code, meaning) in enumerate(codes.items()) if place % left_out}
    return kept_codes | {UNHEARD_OF: None}


@kept
def code_maps() -> SearchStrategy[CodeMap]:
    """Draw a map of codes that lacks some, and to which another means nothing; shrinks to the library's own words."""
    stages, conditions, meanings = (
        st.integers(0, 3).map(functools.partial(_known, codes))
        for codes in (PLAIN_CODES.stages, PLAIN_CODES.conditions, PLAIN_CODES.actions)
    )
    return st.builds(CodeMap, stages=stages, conditions=conditions, actions=meanings)


@kept
def incoming_payments() -> SearchStrategy[IncomingPayment]:
    """Draw money that came in, at times with signs of the agency's payout; shrinks to the debtor's."""
    plain = IncomingPayment(payment_id="payment-1", received_on=PLAIN_DAY, amount=Money(1_250_00))
    # fmt: off
    return varied(plain, {
        "received_on":   days,
        "amount":        lambda: moneys(least=1),
        "learned_on":    days,
        "payer_name":    lambda: st.sampled_from(("Prov Person", POLICY.agency_payer, " kravia  ab ")),
        "account":       lambda: st.sampled_from(("1510", Settings().clearing_account)),
        "settlement_id": lambda: st.just("settlement-1"),
    })
    # fmt: on
