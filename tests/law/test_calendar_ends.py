"""The calendar's first and last days: each question about them is answered, or refused by name."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.claim import (
    Charge,
    ChargeKind,
    Claim,
    demand_letter,
    share_payment,
    splits,
    statement,
)
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.charging import ChargedCost, check_costs
from inkasso_rules.law.costs import recoverable_costs
from inkasso_rules.law.deadlines import demand_deadline, legal_action_from
from inkasso_rules.law.interest import first_interest_day, late_interest
from inkasso_rules.law.measures import Measure
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.prescription import prescription
from inkasso_rules.law.rates import Piece, Rates, agreed_rates, meter
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.conventions import DayCount
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.terms import creditor_terms
from tests.support import examples

FIRST, LAST = dt.date.min, dt.date.max
BEFORE: Final = dt.date(9999, 12, 30)
TEN: Final = AgreedInterest(percent=Decimal(10))
FLAT: Final = agreed_rates(TEN, debtor_kind=None)
K = FactKind


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


def a_claim(*facts: Fact, **changes: Any) -> Claim:
    """Return a consumer's claim of 365 kronor at ten percent, so that a day costs ten öre."""
    plain = Claim(
        claim_id="C-1",
        charges=(Charge(charge_id="I-1", amount=Money.of(365), due_date=day("9999-12-01")),),
        debtor_kind=DebtorKind.CONSUMER,
        agreements=Agreements(due_date=True, interest=TEN),
        facts=facts,
    )
    return attrs.evolve(plain, **changes)


def fact(kind: FactKind, on: dt.date, kronor: int, **says: Any) -> Fact:
    """Return a fact about money."""
    return Fact(fact_id=f"{kind}/{on}", kind=kind, happened_on=on, amount=Money.of(kronor), **says)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("due_date", "sent_on", "moves", "expected"),
    [
        ("9999-12-29", None, True, "9999-12-30"),
        ("9999-12-30", None, True, "9999-12-31"),
        ("9999-12-31", None, True, "9999-12-31"),
        ("9999-12-31", None, False, "9999-12-31"),
        ("9999-11-01", "9999-11-30", True, "9999-12-30"),
        ("9999-11-01", "9999-12-01", True, "9999-12-31"),
        ("9999-11-01", "9999-12-02", True, "9999-12-31"),
    ],
)
def test_the_first_day_of_interest(due_date: str, sent_on: str | None, moves: bool, expected: str) -> None:
    """A day past the calendar's last one is given as that one."""
    start = first_interest_day(
        due_date=day(due_date),
        due_date_agreed=sent_on is None,
        sent_on=None if sent_on is None else day(sent_on),
        states_interest=True,
        moves=moves,
    )
    assert day(expected) == start.day


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(("as_of", "interest"), [(day("9999-12-29"), 280), (BEFORE, 290)])
def test_the_last_days_that_bear_interest(as_of: dt.date, interest: int) -> None:
    """From 2 to 30 December are 29 days of ten öre; 1 December is a Wednesday."""
    assert Money(interest) == statement(a_claim(), as_of=as_of).interest
    assert Money(interest) == late_interest(Money.of(365), start=day("9999-12-02"), end=as_of, rates=FLAT).total


@pytest.mark.parametrize("known_through", [None, BEFORE, LAST])
def test_the_last_day_has_no_rate(known_through: dt.date | None) -> None:
    """Its interest would take the day after it; it is refused by name, as any day without a rate."""
    rates = attrs.evolve(FLAT, known_through=known_through)
    rates.require(FIRST, BEFORE)
    message = "agreed interest has no value on 9999-12-31; values run from 0001-01-01 to 9999-12-30."
    for ask in (
        lambda: rates.require(FIRST, LAST),
        lambda: meter(rates).through(LAST),
        lambda: meter(rates).until(LAST),
        lambda: statement(a_claim(), as_of=LAST),
    ):
        with pytest.raises(NotInForceError) as caught:
            ask()
        assert message == str(caught.value)


@pytest.mark.requirement("OWN-12")
@pytest.mark.parametrize(
    ("claim", "total"),
    [
        (a_claim(charges=(Charge(charge_id="I-1", kind=ChargeKind.FEE, amount=Money.of(50), due_date=LAST),)), 50_00),
        (a_claim(fact(K.PAID_CREDITOR, day("9999-11-30"), 365)), 0),
        (a_claim(interest_invoiced_through=LAST), 365_00),
    ],
)
def test_a_statement_of_the_last_day(claim: Claim, total: int) -> None:
    """What bears no interest is told on every day."""
    assert Money(total) == statement(claim, as_of=LAST).total


@pytest.mark.requirement("LC-12")
def test_a_debt_that_is_open_again_on_the_last_day() -> None:
    """A trader that is late from the day after the last one owes nothing for it."""
    fees = Charge(charge_id="I-2", kind=ChargeKind.FEE, amount=Money.of(50), due_date=day("9999-12-02"))
    paid = fact(K.PAID_CREDITOR, day("9999-11-30"), 415)
    claim = a_claim(paid, fact(K.PAYMENT_REMOVED, LAST, 50, about=paid.fact_id), debtor_kind=DebtorKind.TRADER)
    answer = statement(attrs.evolve(claim, charges=(*claim.charges, fees)), as_of=LAST)
    assert (Money.of(50), Money(0)) == (answer.total, answer.costs)


@pytest.mark.requirement("OWN-9")
def test_a_rate_that_is_known_for_ever() -> None:
    """A series may end with the calendar; its meter keeps a century, and works out the days after it as before it."""
    rate = attrs.evolve(SWEDEN.reference_rate, known_through=LAST)
    assert Decimal("2.00") == rate.on(LAST).value
    rates = Rates("known", (Piece(day("2000-01-01"), Fraction(10), Citation("agreement", "")),), LAST)
    for first in (day("2000-01-01"), day("2100-01-01"), day("2100-03-12"), day("2100-03-13"), day("9000-01-01")):
        assert 100_00 == meter(rates).minor(1_000_00, first, first + dt.timedelta(364))
        assert 27 == meter(rates).minor(1_000_00, first, first)


# --- any days ---------------------------------------------------------------------------------------------------------
DAYS: Final = st.one_of(
    st.dates(min_value=LAST - dt.timedelta(40)),
    st.dates(max_value=FIRST + dt.timedelta(40)),
    st.sampled_from((day("2024-02-29"), day("2026-03-16"))),
)
LAWS: Final = (
    SWEDEN,
    # A law without a beginning or an end.
    attrs.evolve(
        SWEDEN,
        **{
            one.name: attrs.evolve(one, rows=(attrs.evolve(one.rows[-1], starts=FIRST),), known_through=None)
            for one in SWEDEN.parameters
        },
    ),
)
EVENTS: Final = st.lists(
    st.tuples(
        st.sampled_from((K.PAID_AGENCY, K.PAID_CREDITOR, K.CREDITED, K.PAYMENT_REMOVED, K.PAYMENT_REVERSED)), DAYS
    )
    | st.tuples(st.sampled_from((K.REMINDER_SENT, K.DEMAND_SENT, K.LEGAL_STARTED, K.INSOLVENT)), DAYS),
    max_size=4,
)


def asked(*questions: Callable[[], object]) -> None:
    """Ask each question; an error of our own is an answer."""
    for question in questions:
        try:
            question()
        except InkassoRulesError as error:
            assert str(error)  # noqa: PT017


@examples(0.5)
@given(days=st.tuples(*[DAYS] * 5), law=st.sampled_from(LAWS), flag=st.booleans(), day_count=st.sampled_from(DayCount))
def test_no_question_about_days_falls_off_the_calendar(
    days: tuple[dt.date, ...], law: Any, flag: bool, day_count: DayCount
) -> None:
    """Interest, costs and deadlines of any days are answered, or refused with an error of our own."""
    one, two, three, four, five = days
    hundred = Money.of(100)
    asked(
        lambda: first_interest_day(
            due_date=one,
            due_date_agreed=flag,
            sent_on=two,
            received_on=three,
            debtor_kind=DebtorKind.TRADER,
            moves=four < five,
            law=law,
        ),
        lambda: late_interest(hundred, start=min(days), end=max(days), law=law, day_count=day_count),
        lambda: late_interest(hundred, start=min(days), end=max(days), rates=FLAT, day_count=day_count),
        lambda: demand_deadline(sent_on=one, law=law),
        lambda: legal_action_from(sent_on=one, pay_by=two, law=law),
    )
    low, high = sorted((one, two))
    measure = Measure(measure_id="m", cost=CostKind.DEMAND, taken_on=low, withdrawn_on=high if flag else None)
    charge = ChargedCost(charge_id="c", cost=CostKind.DEMAND, amount=Money.of(200), on=three)
    known: Any = {"debtor_kind": DebtorKind.TRADER, "reminder_fee_agreed": True, "interest_from": four, "law": law}
    asked(
        lambda: recoverable_costs([measure], as_of=five, **known),
        lambda: check_costs([charge], [measure], **known),
    )


@examples(0.5)
@given(
    days=st.tuples(*[DAYS] * 6),
    events=EVENTS,
    law=st.sampled_from(LAWS),
    interest=st.sampled_from((None, TEN)),
    flag=st.booleans(),
)
def test_no_question_about_a_claim_falls_off_the_calendar(
    days: tuple[dt.date, ...],
    events: list[tuple[FactKind, dt.date]],
    law: Any,
    interest: AgreedInterest | None,
    flag: bool,
) -> None:
    """A claim of any days is told on any day, or refused with an error of our own."""
    due_date, sent_on, origin_on, through, reminded_on, as_of = days
    try:
        claim = Claim(
            claim_id="C-1",
            charges=(
                Charge(charge_id="I-1", amount=Money.of(100), due_date=due_date, sent_on=sent_on, states_interest=True),
                Charge(charge_id="I-2", kind=ChargeKind.FEE, amount=Money.of(50), due_date=due_date),
            ),
            debtor_kind=DebtorKind.TRADER,
            agreements=Agreements(due_date=flag, reminder_fee=True, interest=interest),
            origin_on=origin_on if flag else None,
            interest_invoiced_through=None if flag else through,
            prior_reminders=(PriorReminder(sent_on=reminded_on, cost=Money.of(60)),),
            facts=tuple(
                Fact(
                    fact_id=f"f{place}",
                    kind=kind,
                    happened_on=on,
                    amount=Money.of(75) if kind.startswith(("paid", "payment", "credited")) else None,
                )
                for place, (kind, on) in enumerate(events)
            ),
        )
    except InkassoRulesError:
        return
    asked(
        lambda: statement(claim, as_of=as_of, law=law).lines,
        lambda: statement(claim, as_of=as_of, law=law).segments,
        lambda: demand_letter(statement(claim, as_of=as_of, law=law), pay_by=due_date),
        lambda: splits(claim, as_of=as_of, law=law),
        lambda: share_payment(Money.of(120), [claim], on=as_of, law=law),
        lambda: creditor_terms(claim, as_of=as_of, law=law),
        lambda: prescription(claim, as_of=as_of, law=law, moves=flag),
    )
