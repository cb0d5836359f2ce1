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
