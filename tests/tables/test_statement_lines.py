"""The lines of a statement: each cost by itself, with its own paragraph, and together what is left to pay."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.claim import Charge, Claim, LineCode, Statement, statement
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY

K = FactKind
CONSUMER, TRADER = DebtorKind.CONSUMER, DebtorKind.TRADER
AS_OF: Final = dt.date(2026, 6, 1)
REMINDER = DEMAND = PLAN = "SFS 1981:739 4 §, as worded by SFS 2013:56"
COMPENSATION = "SFS 1981:739 4 a §, as worded by SFS 2013:56"
FEE, WORK = "SFS 1992:1094 1 §, as worded by SFS 2008:893", "SFS 1990:746 48 §, as worded by SFS 2013:1062"
NO_INTEREST: Final = AgreedInterest(percent=Decimal("0.01"))


def fact(kind: FactKind, on: str, **says: Any) -> Fact:
    """Make a fact, named by its kind and day."""
    named = {"fact_id": f"{kind}/{on}"} | says
    return Fact(kind=kind, happened_on=dt.date.fromisoformat(on), **named)


def charged(on: str, kronor: int, cost: CostKind, about: str) -> Fact:
    """Say what the agency charged for a measure."""
    return fact(K.COST_CHARGED, on, fact_id=f"{cost}/{on}", amount=Money.of(kronor), cost=cost, about=about)


def told(
    kind: DebtorKind, *facts: Fact, currency: str = "SEK", demands: int = 1, sent_on: dt.date | None = None
) -> Statement:
    """
    Return the statement of a claim that fell due on 3 March 2026, a Tuesday; a trader owes 450 from the next day.

    With a day of dispatch the due date was not agreed, and the law's 30 days count.
    """
    claim = Claim(
        claim_id="C-1",
        charges=(
            Charge(charge_id="I-1", amount=Money.of(1_000, currency), due_date=dt.date(2026, 3, 3), sent_on=sent_on),
        ),
        debtor_kind=kind,
        agreements=Agreements(due_date=sent_on is None, reminder_fee=True, interest=NO_INTEREST),
        sek_rate=None
        if currency == "SEK"
        else ExchangeRate(currency="SEK", into=currency, rate=Decimal("0.09115"), on=dt.date(2026, 3, 2)),
        facts=facts,
    )
    return statement(claim, as_of=AS_OF, policy=attrs.evolve(POLICY, demands_charged_max=demands))


def cost_lines(answer: Statement) -> list[tuple[str, str, str, str]]:
    """Return the lines of costs: day, kind, amount, paragraph."""
    return [
        (f"{line.on:%m-%d}", line.subject, str(line.amount.decimal), str(line.source))
        for line in answer.lines
        if line.code is LineCode.COSTS
    ]


REMINDED, DEMANDED = fact(K.REMINDER_SENT, "2026-03-10"), fact(K.DEMAND_SENT, "2026-03-20", as_required=True)
PLANNED = fact(K.PLAN_AGREED, "2026-04-10", as_required=True)
FILED = fact(K.LEGAL_STARTED, "2026-05-04")
EARLY = fact(K.REMINDER_SENT, "2026-03-04")


@pytest.mark.requirement("LC-12", "OWN-12")
@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (CONSUMER, (REMINDED, DEMANDED), [("03-10", "reminder", "60.00", REMINDER), ("03-20", "demand", "180.00", DEMAND)]),
        # Two measures of one day have two paragraphs.
        (CONSUMER, (FILED,), [("05-04", "application", "300.00", FEE), ("05-04", "representative", "380.00", WORK)]),
        # What the compensation takes in has no line; on a day with a letter it comes first.
        (TRADER, (REMINDED, DEMANDED), [("03-04", "compensation", "450.00", COMPENSATION)]),
        (TRADER, (EARLY, FILED), [("03-04", "compensation", "450.00", COMPENSATION), ("05-04", "application", "300.00", FEE), ("05-04", "representative", "380.00", WORK)]),
        # The agency charges two measures on one day, less than the law allows, and the rest of one on another.
        (
            CONSUMER,
            (
                REMINDED,
                DEMANDED,
                charged("2026-04-01", 50, CostKind.REMINDER, REMINDED.fact_id),
                charged("2026-04-01", 170, CostKind.DEMAND, DEMANDED.fact_id),
                charged("2026-04-08", 50, CostKind.REMINDER, REMINDED.fact_id),
            ),
            [("04-01", "reminder", "50.00", REMINDER), ("04-01", "demand", "170.00", DEMAND), ("04-08", "reminder", "10.00", REMINDER)],
        ),
    ],
)  # fmt: skip
def test_each_cost_has_its_line(
    kind: DebtorKind, facts: tuple[Fact, ...], expected: list[tuple[str, str, str, str]]
) -> None:
    """A line is one measure with its paragraph; the lines come to what is asked for."""
    answer = told(kind, *facts)
    assert expected == cost_lines(answer)
    assert answer.costs_claimed.decimal == sum(Decimal(amount) for _, _, amount, _ in expected)
    assert answer.total.minor == sum(line.amount.minor for line in answer.lines)


@pytest.mark.requirement("LC-12", "OWN-12")
def test_what_letters_cost_above_the_compensation() -> None:
    """Of three demands, 540 kronor, the third one adds what exceeds 450: it has the line."""
    days = ("2026-03-20", "2026-04-20", "2026-05-20")
    answer = told(TRADER, *(fact(K.DEMAND_SENT, on, as_required=True) for on in days), demands=0)
    assert [("03-04", "compensation", "450.00", COMPENSATION), ("05-20", "demand", "90.00", DEMAND)] == cost_lines(
        answer
    )
    assert Money.of(540) == answer.costs_claimed


@pytest.mark.requirement("LC-12", "OWN-12")
def test_a_letter_before_the_compensation() -> None:
    """Interest runs from 12 March: the reminder of the 10th is owed until then, and lowers what 450 adds."""
    answer = told(TRADER, REMINDED, sent_on=dt.date(2026, 2, 10))
    assert [("03-10", "reminder", "60.00", REMINDER), ("03-12", "compensation", "390.00", COMPENSATION)] == cost_lines(
        answer
    )


@pytest.mark.requirement("LC-12", "OWN-12")
def test_the_lines_in_another_currency() -> None:
    """Each cost is converted, and the last one of a day takes what rounding leaves of the sum."""
    # 60 x 0.09115 = 5.469; 740 x 0.09115 = 67.451, so that 61.98 are added; 300 x 0.09115 = 27.345; 27.35 + 34.63.
    answer = told(CONSUMER, REMINDED, FILED, currency="EUR")
    assert [("03-10", "5.47"), ("05-04", "27.35"), ("05-04", "34.63")] == [
        (on, amount) for on, _, amount, _ in cost_lines(answer)
    ]
    assert Money.of("67.45", "EUR") == answer.costs_claimed


# --- what a line rests on ---------------------------------------------------------------------------------------------
INVOICED, SERVICE, COLLECTED = "invoice from the creditor", "rule of the service LC-14", "SFS 1974:182 9 §"
PAID = fact(K.PAID_AGENCY, "2026-04-01", amount=Money.of(100), capital=Money.of(40))


def sources(answer: Statement, *codes: LineCode) -> list[tuple[str, str]]:
    """Return subject and source of each line of these codes."""
    return [(line.subject, str(line.source)) for line in answer.lines if line.code in codes]


def rated(
    agreed: AgreedInterest | None,
    kind: DebtorKind = CONSUMER,
    *,
    due_date: bool = True,
    more: tuple[Charge, ...] = (),
) -> Statement:
    """Return the statement of a claim with this agreement about interest."""
    first = Charge(
        charge_id="I-1",
        amount=Money.of(1_000),
        due_date=dt.date(2026, 3, 3),
        sent_on=dt.date(2026, 2, 2),
        states_interest=True,
    )
    agreements = Agreements(due_date=due_date, reminder_fee=True, interest=agreed)
    claim = Claim(claim_id="C-1", charges=(first, *more), debtor_kind=kind, agreements=agreements)
    return statement(claim, as_of=AS_OF)


@pytest.mark.requirement("LC-14", "OWN-9")
@pytest.mark.parametrize(
    ("agreed", "kind", "due_date", "expected"),
    [
        (None,                                   CONSUMER,               True,  "3 §, 6 §"),
        (None,                                   CONSUMER,               False, "4 § st. 1, 6 §"),
        (None,                                   TRADER,                 False, "4 § st. 2, 6 §"),
        (AgreedInterest(percent=Decimal(12)),    CONSUMER,               True,  "3 §, 1 § (avtal)"),
        (AgreedInterest(margin=Decimal(5)),      CONSUMER,               True,  "3 §, 1 § (avtal)"),
        (AgreedInterest(margin=Decimal(8)),      CONSUMER,               True,  "3 §, 6 §"),
        # Against a public body the law's rate holds, unless more was agreed.
        (AgreedInterest(percent=Decimal(5)),     DebtorKind.PUBLIC_BODY, True,  "3 §, 6 §"),
        (AgreedInterest(margin=Decimal(5)),      DebtorKind.PUBLIC_BODY, True,  "3 §, 6 §"),
        (AgreedInterest(margin=Decimal(9)),      DebtorKind.PUBLIC_BODY, True,  "3 §, 1 § (avtal)"),
        (AgreedInterest(percent=Decimal("9.5")), DebtorKind.PUBLIC_BODY, True,  "3 §, 6 §"),
    ],
)  # fmt: skip
def test_interest_rests_on_its_first_day_and_on_its_rate(
    agreed: AgreedInterest | None,
    kind: DebtorKind,
    due_date: bool,
    expected: str,
) -> None:
    """The paragraph on when it begins, then the law's rate, or the parties' freedom to agree on another one."""
    assert [("", f"SFS 1975:635 {expected}")] == sources(rated(agreed, kind, due_date=due_date), LineCode.INTEREST)


@pytest.mark.requirement("OWN-9")
def test_interest_on_several_charges_rests_on_all_their_paragraphs() -> None:
    """Each stands once; a rate that changes against a public body from law to agreement gives both."""
    more = Charge(charge_id="I-2", amount=Money.of(500), due_date=dt.date(2026, 3, 3), states_interest=True)
    assert [("", "SFS 1975:635 3 §, 6 §")] == sources(rated(None, more=(more,)), LineCode.INTEREST)
    claim = Claim(
        claim_id="C-1",
        charges=(Charge(charge_id="I-1", amount=Money.of(1_000), due_date=dt.date(2025, 6, 16)),),
        debtor_kind=DebtorKind.PUBLIC_BODY,
        agreements=Agreements(due_date=True, interest=AgreedInterest(percent=Decimal("10.5"))),
    )
    # The law's rate was 10.50 % or more until 30 June 2025, and 10 % from then on.
    assert [("", "SFS 1975:635 3 §, 6 §, 1 § (avtal)")] == sources(
        statement(claim, as_of=dt.date(2025, 8, 1)), LineCode.INTEREST
    )


@pytest.mark.requirement("LC-14")
def test_each_charge_and_all_money_rests_on_something() -> None:
    """An invoice; the act by which paying the agency discharges; the court on set-off; else the service's rule."""
    facts = (
        PAID,
        fact(K.PAYMENT_REVERSED, "2026-04-02", amount=Money.of(100), about=PAID.fact_id),
        fact(K.SET_OFF, "2026-04-03", amount=Money.of(10), capital=Money.of(10)),
        fact(K.PAID_CREDITOR, "2026-04-04", amount=Money.of(10)),
        fact(K.PAYMENT_REMOVED, "2026-04-05", amount=Money.of(10)),
        fact(K.CREDITED, "2026-04-06", amount=Money.of(10)),
        fact(K.REMITTED, "2026-04-07", amount=Money.of(10)),
    )
    named = [COLLECTED, SERVICE, "Högsta domstolen 2023-04-04", *[SERVICE] * 4]
    assert [("I-1", INVOICED), *zip([one.fact_id for one in facts], named, strict=True)] == sources(
        told(CONSUMER, *facts), LineCode.CHARGE, LineCode.MONEY
    )


@pytest.mark.requirement("LC-14")
def test_what_never_came_in_has_a_line_with_a_source() -> None:
    """Money goes back that nobody paid: the service's rule is that nobody owes it."""
    answer = told(CONSUMER, fact(K.PAYMENT_REVERSED, "2026-04-02", amount=Money.of(100)))
    assert [("", SERVICE)] == sources(answer, LineCode.MISSING)
    assert answer.total.minor == sum(line.amount.minor for line in answer.lines)


@pytest.mark.requirement("LC-14")
@pytest.mark.parametrize(
    ("kronor", "expected"),
    [(50, ("50.00", "0.00", "0.00")), (65, ("60.00", "5.00", "0.00")), (100, ("60.00", "8.00", "32.00"))],
)
def test_the_policy_settles_costs_then_interest_then_capital(kronor: int, expected: tuple[str, ...]) -> None:
    """A payment to the agency that it has not split: 60 kronor of costs are open, and 8 of interest."""
    claim = Claim(
        claim_id="C-1",
        charges=(Charge(charge_id="I-1", amount=Money.of(1_000), due_date=dt.date(2026, 3, 3)),),
        debtor_kind=CONSUMER,
        agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest(percent=Decimal("36.5"))),
        facts=(REMINDED, fact(K.PAID_AGENCY, "2026-03-11", amount=Money.of(kronor))),
    )
    (one,) = statement(claim, as_of=AS_OF).allocations
    assert expected == tuple(str(part.decimal) for part in (one.costs, one.interest, one.capital))
    assert not one.is_stated
