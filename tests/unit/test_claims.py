"""A claim as a value: how it is made of a case's opening."""

import datetime as dt

from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.cases import Opening
from inkasso_rules.model.claims import Charge, Claim, prior_id
from inkasso_rules.model.facts import Fact, FactKind
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


def test_the_claim_of_a_case() -> None:
    """Capital, due date and debtor are the opening's; the case does not know the rest, so that it is told."""
    fact = Fact(fact_id="f", kind=FactKind.REMINDER_SENT, happened_on=dt.date(2026, 3, 16))
    reminder = PriorReminder(sent_on=dt.date(2026, 3, 5), cost=Money.of(60))
    plain = Charge(charge_id="invoice-1", amount=Money.of(1_250), due_date=DUE)
    assert Claim(claim_id="case-1", charges=(plain,), debtor_kind=DebtorKind.TRADER) == Claim.of(OPENING)
    assert Claim(
        claim_id="case-1",
        charges=(Charge(charge_id="invoice-1", amount=Money.of(1_250), due_date=DUE, sent_on=dt.date(2026, 1, 29)),),
        debtor_kind=DebtorKind.TRADER,
        agreements=Agreements(due_date=True),
        origin_on=dt.date(2026, 1, 20),
        prior_reminders=(reminder,),
        facts=(fact,),
    ) == Claim.of(
        OPENING,
        iter([fact]),
        agreements=Agreements(due_date=True),
        sent_on=dt.date(2026, 1, 29),
        origin_on=dt.date(2026, 1, 20),
        prior_reminders=iter([reminder]),
    )


def test_a_reminder_before_the_transfer_is_named_by_its_place() -> None:
    """Two reminders of one day have two names."""
    assert ["case-1/prior/0", "case-1/prior/1"] == [prior_id("case-1", place) for place in (0, 1)]
