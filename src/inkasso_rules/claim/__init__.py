"""
What the debtor owes: the ledger of a claim, and its statement for a day.

It is read with the same facts as the case, which the lifecycle follows; neither imports the other.
"""

from inkasso_rules.claim.demanding import demand_letter, interest_parts
from inkasso_rules.claim.lines import ClaimSegment, LineCode, StatementLine
from inkasso_rules.claim.sharing import Shared, ShareError, share_payment
from inkasso_rules.claim.statement import Allocation, Statement, splits, statement
from inkasso_rules.model.claims import Charge, ChargeKind, Claim, ClaimError

__all__ = [
    "Allocation",
    "Charge",
    "ChargeKind",
    "Claim",
    "ClaimError",
    "ClaimSegment",
    "LineCode",
    "ShareError",
    "Shared",
    "Statement",
    "StatementLine",
    "demand_letter",
    "interest_parts",
    "share_payment",
    "splits",
    "statement",
]
