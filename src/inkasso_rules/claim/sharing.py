"""
Which of several claims a payment settles.

The debtor says for which debt it pays (9 kap. 5 § handelsbalken); what it did not say goes to the oldest claim first.
That an undirected payment goes to the debt whose non-payment weighs heaviest, where the creditor could see that (NJA
2013 s. 1190), nobody can tell from the facts here: a host that knows it names that claim.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from inkasso_rules.claim.statement import statement
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.claims import Claim, ClaimError
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["ShareError", "Shared", "share_payment"]


class ShareError(InkassoRulesError, ValueError):
    """
    No payment can be shared out like this.

    Attributes:
        field: What is wrong.

        found: What was given.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, found: str, wanted: str) -> None:
        super().__init__(field, found, wanted)
        self.field, self.found, self.wanted = field, found, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"a payment that is shared has {self.found} as {self.field}; wanted {self.wanted}."


@attrs.frozen
class Shared:
    """
    How a payment was shared out.

    Attributes:
        parts: Each claim that gets something, with its part, in the order in which they were settled.

        left: What no claim is left for.
    """

    parts: tuple[tuple[str, Money], ...]
    left: Money


@decides("LC-14")
def share_payment(
    amount: Money,
    claims: Iterable[Claim],
    *,
    on: dt.date,
    destinations: Iterable[str] = (),
    law: Law = SWEDEN,
    policy: Policy = POLICY,
) -> Shared:
    """
    Share a payment out between the claims on one debtor; within each, the claim's own order holds.

    Args:
        amount: What came in.

        claims: The claims, in any order.

        on: The day of the payment.

        destinations: The ids of the claims that the debtor pays for, in its order.

        law: The law.

        policy: The policy.

    Raises:
        ShareError: If the amount is not above zero, or one of the claims is none.
        ClaimError: If a destination is none of the claims, or two claims have one id.
        CurrencyMismatchError: If a claim is in another currency than the payment.
        DateTypeError: If the day is no plain date.
    """
    require_date(on, "on")
    _check(amount)
    ordered = sorted(claims, key=_age)
    known = {claim.claim_id: claim for claim in ordered}
    for claim in ordered:
        if known[claim.claim_id] is not claim:
            raise ClaimError(claim.claim_id, "claim_id", "an id that no other claim has")
    wanted = tuple(dict.fromkeys(destinations))
    for claim_id in wanted:
        if claim_id not in known:
            raise ClaimError(claim_id, "claim_id", "the id of one of the claims that the payment may settle")
    parts, left = [], amount
    for claim_id in (*wanted, *(one for one in known if one not in wanted)):
        owed = statement(known[claim_id], as_of=on, law=law, policy=policy).total
        part = min(owed, left)
        if part.minor > 0:
            parts.append((claim_id, part))
            left -= part
    return Shared(tuple(parts), left)


def _check(amount: object) -> None:
    if not isinstance(amount, Money) or amount.minor <= 0:
        found = str(amount) if isinstance(amount, Money) else f"a value of type {type(amount).__name__}"
        raise ShareError("amount", found, "an amount of money above zero")


def _age(claim: Claim) -> tuple[dt.date, str]:
    """Order claims by their oldest due date."""
    given: object = claim
    if not isinstance(given, Claim):
        raise ShareError("claims", f"a value of type {type(given).__name__} among others", "nothing but claims")
    return claim.charges[0].due_date, claim.claim_id
