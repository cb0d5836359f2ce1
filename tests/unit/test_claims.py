"""A claim as a value: how it is made of a case's opening, and what is no claim."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.model.agreements import AgreedInterestError, Agreements
from inkasso_rules.model.cases import Opening
from inkasso_rules.model.claims import Charge, Claim, ClaimError, prior_id
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

DUE = dt.date(2026, 2, 28)
OPENING = Opening(
    case_id="case-1",
    creditor_id="creditor-1",
    invoice_id="invoice-1",
    invoice_number="1001",
    due_date=DUE,
    capital=Money.of(1_250),
    debtor_kind=DebtorKind.TRADER,
)


REMINDED = attrs.evolve(OPENING, prior_reminder_costs=(Money.of(60),))
REMINDER = PriorReminder(sent_on=dt.date(2026, 3, 5), cost=Money.of(60))
FACT = Fact(fact_id="f", kind=FactKind.REMINDER_SENT, happened_on=dt.date(2026, 3, 16))
CHARGE = Charge(charge_id="invoice-1", amount=Money.of(1_250), due_date=DUE)


def test_the_claim_of_a_case() -> None:
    """Capital, due date and debtor are the opening's; the case does not know the rest, so that it is told."""
    assert Claim(claim_id="case-1", charges=(CHARGE,), debtor_kind=DebtorKind.TRADER) == Claim.of(OPENING)
    known: dict[str, Any] = {
        "agreements": Agreements(due_date=True),
        "is_supply": False,
        "origin_on": dt.date(2026, 1, 20),
        "interest_invoiced_through": dt.date(2026, 3, 10),
        "claimed": frozenset({CostKind.DEMAND}),
    }
    of_charge: dict[str, Any] = {
        "sent_on": dt.date(2026, 1, 29),
        "received_on": dt.date(2026, 1, 30),
        "states_interest": True,
    }
    assert Claim(
        claim_id="case-1",
        charges=(attrs.evolve(CHARGE, **of_charge),),
        debtor_kind=DebtorKind.TRADER,
        prior_reminders=(REMINDER,),
        facts=(FACT,),
        **known,
    ) == Claim.of(REMINDED, iter([FACT]), prior_reminders=iter([REMINDER]), **of_charge, **known)


def test_the_claim_of_a_case_in_another_currency() -> None:
    """What a krona is in it is told too."""
    rate = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.0875"), on=DUE)
    assert rate == Claim.of(attrs.evolve(OPENING, capital=Money.of(99, "EUR")), sek_rate=rate).sek_rate


def test_reminders_that_cost_nothing_need_not_be_told() -> None:
    """The sum of reminders without a cost is an amount of nothing."""
    free = attrs.evolve(OPENING, prior_reminder_costs=(Money(0),))
    assert Claim.of(OPENING) == Claim.of(free)


def test_a_reminder_before_the_transfer_is_named_by_its_place() -> None:
    """Two reminders of one day have two names."""
    assert ["case-1/prior/0", "case-1/prior/1"] == [prior_id("case-1", place) for place in (0, 1)]


# --- what is no claim -------------------------------------------------------------------------------------------------
def _claim(**changes: Any) -> Claim:
    return Claim(**({"claim_id": "case-1", "charges": (CHARGE,)} | changes))


def _charge(**changes: Any) -> Charge:
    return attrs.evolve(CHARGE, **changes)


_NO_REMINDERS: Final = "claim case-1 has no fitting prior_reminders; wanted the reminders, with their days, that added"
# fmt: off
_REFUSED: Final = (
    # Of a case.
    (lambda: Claim.of(attrs.evolve(OPENING, capital=Money(0))),
     "claim case-1 has no fitting capital; wanted an opening with capital above zero."),
    (lambda: Claim.of(REMINDED),
     f"{_NO_REMINDERS} 60.00 SEK before the transfer."),
    (lambda: Claim.of(attrs.evolve(REMINDED, prior_reminder_costs=(Money.of(9, "EUR"), Money(0), Money(1))), prior_reminders=()),
     f"{_NO_REMINDERS} 9.00 EUR and 0.01 SEK before the transfer."),
    # Of what makes no sense.
    (lambda: _charge(amount=Money(0)), "claim invoice-1 has no fitting amount; wanted an amount of money above zero."),
    (lambda: _charge(sent_on=DUE, received_on=DUE - dt.timedelta(days=1)),
     "claim invoice-1 has no fitting received_on; wanted a day no earlier than sent_on."),
    (lambda: _claim(charges=()), "claim case-1 has no fitting charges; wanted at least one charge."),
    (lambda: _claim(charges=(CHARGE, CHARGE)), "claim case-1 has no fitting charges; wanted one id for each charge."),
    (lambda: _claim(charges=(CHARGE, _charge(charge_id="2", amount=Money(1, "EUR")))),
     "claim case-1 has no fitting charges; wanted charges in one currency."),
    (lambda: _claim(sek_rate=ExchangeRate(currency="SEK", into="EUR", rate=Decimal(1), on=DUE)),
     "claim case-1 has no fitting sek_rate; wanted a rate from SEK into SEK."),
    (lambda: _claim(facts=(FACT, attrs.evolve(FACT, kind=FactKind.DEMAND_SENT))),
     "claim case-1 has no fitting facts; wanted one content for the fact f."),
    (lambda: _claim(origin_on=DUE, facts=(attrs.evolve(FACT, kind=FactKind.PAID_AGENCY, amount=Money(1), happened_on=DUE - dt.timedelta(days=1)),)),
     "claim case-1 has no fitting facts; wanted money no earlier than 2026-02-28, when the claim began; f is of 2026-02-27."),
    # Of a wrong type.
    (lambda: _charge(charge_id=5),             "claim  has no fitting charge_id; wanted a text that names it."),
    (lambda: _charge(kind="supply"),           "claim invoice-1 has no fitting kind; wanted a ChargeKind."),
    (lambda: _charge(amount=100),              "claim invoice-1 has no fitting amount; wanted an amount of money above zero."),
    (lambda: _charge(states_interest="no"),    "claim invoice-1 has no fitting states_interest; wanted True, False or None."),
    (lambda: _claim(claim_id=None),            "claim  has no fitting claim_id; wanted a text that names it."),
    (lambda: _claim(debtor_kind="consumr"),    "claim case-1 has no fitting debtor_kind; wanted a DebtorKind or None."),
    (lambda: _claim(agreements=None),          "claim case-1 has no fitting agreements; wanted Agreements."),
    (lambda: _claim(is_supply=None),           "claim case-1 has no fitting is_supply; wanted True or False."),
    (lambda: _claim(sek_rate=Decimal("0.1")),  "claim case-1 has no fitting sek_rate; wanted an ExchangeRate or None."),
    (lambda: _claim(charges=None),             "claim case-1 has no fitting charges; wanted nothing but values of type Charge."),
    (lambda: _claim(charges=["x"]),            "claim case-1 has no fitting charges; wanted nothing but values of type Charge."),
    (lambda: _claim(charges=CHARGE),           "claim case-1 has no fitting charges; wanted nothing but values of type Charge."),
    (lambda: _claim(prior_reminders=None),     "claim case-1 has no fitting prior_reminders; wanted nothing but values of type PriorReminder."),
    (lambda: _claim(claimed={"demnd"}),        "claim case-1 has no fitting claimed; wanted nothing but values of type CostKind."),
    (lambda: _claim(claimed=None),             "claim case-1 has no fitting claimed; wanted nothing but values of type CostKind."),
    (lambda: _claim(facts=[1]),                "claim case-1 has no fitting facts; wanted nothing but values of type Fact."),
    (lambda: _claim(facts=[FACT, {}]),         "claim case-1 has no fitting facts; wanted nothing but values of type Fact."),
    (lambda: Claim.of(OPENING, None),          "claim case-1 has no fitting facts; wanted nothing but values of type Fact."),  # type: ignore[arg-type]
)
# fmt: on


@pytest.mark.parametrize(("make", "message"), _REFUSED)
def test_what_is_no_claim(make: Callable[[], object], message: str) -> None:
    """The error says what would have been fine."""
    with pytest.raises(ClaimError) as caught:
        make()
    error = caught.value
    assert (message, (error.claim_id, error.field, error.wanted)) == (str(error), error.args)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (_charge, "due_date"),
        (_charge, "sent_on"),
        (_charge, "received_on"),
        (_claim, "origin_on"),
        (_claim, "interest_invoiced_through"),
    ],
)
def test_days_are_plain_dates(make: Callable[..., object], name: str) -> None:
    """A time of day is refused: its zone could move the day."""
    with pytest.raises(DateTypeError) as caught:
        make(**{name: dt.datetime(2026, 3, 16, 12)})  # noqa: DTZ001
    assert f"{name} is of type datetime; wanted a date without a time." == str(caught.value)


def test_agreed_interest_is_no_number() -> None:
    """Neither a fixed rate nor a margin is what a bare number is."""
    wrong: Any = Decimal(8)
    with pytest.raises(AgreedInterestError) as caught:
        Agreements(interest=wrong)
    assert "agreed interest has no fitting type; wanted an AgreedInterest or None." == str(caught.value)
