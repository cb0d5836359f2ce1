"""What a debtor owes, and what the creditor pays, in words: whole sentences, in both languages."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from inkasso_rules import narrate
from inkasso_rules.claim import Statement, statement
from inkasso_rules.law.charging import Excess
from inkasso_rules.law.demands import Lack, LackCode
from inkasso_rules.law.interest import Interest, Segment, late_interest
from inkasso_rules.law.measures import CostLine, CostReason
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Cause, Doubt, Interruption, Prescription, PrescriptionStatus
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import Charge, ChargeKind, Claim
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.terms import creditor_terms
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in

_NBSP = "\N{NO-BREAK SPACE}"
_EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _fact(fact_id: str, kind: FactKind, day: str, **details: Any) -> Fact:
    return Fact(fact_id=fact_id, kind=kind, happened_on=_day(day), **details)


def _claim(*facts: Fact, **changes: Any) -> Claim:
    """Return a consumer's claim for 1,250 kronor, due on Monday 3 November 2025 as agreed."""
    charge = Charge(charge_id="inv-1", amount=Money(1_250_00), due_date=_day("2025-11-03"))
    plain: dict[str, Any] = {
        "claim_id": "case-1",
        "charges": (charge,),
        "debtor_kind": DebtorKind.CONSUMER,
        "agreements": Agreements(due_date=True, reminder_fee=True),
        "facts": facts,
    }
    return Claim(**(plain | changes))


def _stated(*facts: Fact, as_of: str = "2026-03-16", **changes: Any) -> Statement:
    return statement(_claim(*facts, **changes), as_of=_day(as_of))


# --- statements -------------------------------------------------------------------------------------------------------
_REMINDED = _fact("rem-1", FactKind.REMINDER_SENT, "2025-12-02")
_DEMANDED = _fact("dem-1", FactKind.DEMAND_SENT, "2025-12-15")
_OVERCHARGED = _fact(
    "cost-1", FactKind.COST_CHARGED, "2025-12-15", amount=Money(250_00), cost=CostKind.DEMAND, about="dem-1"
)
_PAID = _fact("pay-1", FactKind.PAID_AGENCY, "2026-01-10", amount=Money(500_00))
_DIRECT = _fact("pay-2", FactKind.PAID_CREDITOR, "2026-01-20", amount=Money(100_00))


def _show(value):
    print(value)


if __name__ == "__main__":
    fee = Charge(charge_id="inv-2", kind=ChargeKind.FEE, amount=Money(60_00), due_date=_day("2025-11-20"))
    one = _stated(_REMINDED, _DEMANDED, _OVERCHARGED, _PAID, _DIRECT, charges=(*_claim().charges, fee))
    for l in ("sv", "en"):
        print(*[repr(x) for x in narrate.statement(one, l)], sep=",\n")
    two = _stated(_fact("back-1", FactKind.PAYMENT_REVERSED, "2026-02-01", amount=Money(500_00), about="pay-1"), _PAID,
        _fact("dis-1", FactKind.DISPUTED, "2026-02-02", amount=Money(250_00)),
        _fact("ins-1", FactKind.INSOLVENT, "2026-02-05"),
        _fact("split-1", FactKind.SPLIT_STATED, "2026-02-03", amount=Money(500_00), capital=Money(500_00)),
        )
    for l in ("sv", "en"):
        print(*[repr(x) for x in narrate.statement(two, l)], sep=",\n")
    three = _stated(_fact("pay-1", FactKind.PAID_AGENCY, "2026-01-10", amount=Money(2_000_00, "EUR")), _REMINDED,
        charges=(Charge(charge_id="inv-1", amount=Money(1_250_00, "EUR"), due_date=_day("2025-11-03"), sent_on=_day("2025-10-01")),),
        sek_rate=ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.1"), on=_day("2025-12-02")), agreements=Agreements(interest=AgreedInterest(percent=Decimal("10.5"))), debtor_kind=None)
    for l in ("sv", "en"):
        print(*[repr(x) for x in narrate.statement(three, l)], sep=",\n")
