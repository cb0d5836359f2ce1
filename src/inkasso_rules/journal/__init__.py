"""
How the agency's money gets into the books: a settlement becomes balanced vouchers (BA-1…10).

Nobody guesses here. The accounts come from all rows that the books have of an invoice; how it is *booked* decides how
its payment is posted. What the agency states is booked, ours is only compared. What does not add up is held, what has
no account is listed, and nothing is plugged.
"""

from inkasso_rules.journal.answer import (
    Difference,
    DifferenceCode,
    Event,
    Held,
    OpenItemUpdate,
    Posted,
    Unmatched,
    UnmatchedReason,
)
from inkasso_rules.journal.grouping import BookedKeyError
from inkasso_rules.journal.posting import post_settlement
from inkasso_rules.journal.register import EMPTY, Register, Taken
from inkasso_rules.journal.reversing import reverse

__all__ = [
    "EMPTY",
    "BookedKeyError",
    "Difference",
    "DifferenceCode",
    "Event",
    "Held",
    "OpenItemUpdate",
    "Posted",
    "Register",
    "Taken",
    "Unmatched",
    "UnmatchedReason",
    "post_settlement",
    "reverse",
]
