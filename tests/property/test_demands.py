"""What holds of a demand for any claim, whatever happened to it."""

import datetime as dt
from typing import Final

from hypothesis import given

from inkasso_rules import strategies as some
from inkasso_rules.claim import Claim, demand_letter, statement
from inkasso_rules.law.deadlines import bank_day_or_last
from inkasso_rules.model.claims import ChargeKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import Policy

AT: Final = dt.date(2025, 9, 1)


@given(some.claims(as_of=AT), some.policies())
def test_a_demand_asks_for_what_is_due_and_open(claim: Claim, policy: Policy) -> None:
    """Capital, interest and costs are what is open of what is due, without what was overpaid; nothing is below zero."""
    answer = statement(claim, as_of=AT, policy=policy)
    paid, due = claim.capital.minor - answer.capital.minor, dict.fromkeys(ChargeKind, 0)
    for charge in claim.charges:
        settled = min(paid, charge.amount.minor)
        paid -= settled
        last = bank_day_or_last(charge.due_date) if policy.due_date_moves else charge.due_date
        due[charge.kind] += charge.amount.minor - settled if last < AT else 0
    letter = demand_letter(answer, pay_by=AT)
    capital, costs = (Money(0) if part is None else part for part in (letter.capital, letter.costs))
    amounts = [0 if part.amount is None else part.amount.minor for part in letter.interest]
    fees, invoiced = due[ChargeKind.FEE], due[ChargeKind.INTEREST]
    owed = sum(due.values()) + answer.interest.minor + answer.costs.minor - answer.overpaid.minor
    assert max(owed, 0) == capital.minor + sum(amounts) + costs.minor
    assert 0 <= capital.minor <= sum(due.values()) - fees - invoiced
    assert 0 <= costs.minor <= answer.costs.minor + fees
    assert sum(amounts) <= answer.interest.minor + invoiced
    assert 0 < min(amounts, default=1)
    assert (bool(amounts), costs.minor > 0) == (letter.is_interest_claimed, letter.is_cost_claimed)
