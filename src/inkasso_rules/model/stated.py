"""
What all that others state has in common: how it is refused, and how it is told from what was stated before.

Fingerprints are kept by hosts. So facts are written out one by one, and neither a new field nor another spelling of a
value changes one.
"""

from __future__ import annotations

import hashlib
import json

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.money import Money

__all__ = ["SettlementError", "fingerprint", "minor_and_currency", "require_tuple"]


class SettlementError(InkassoRulesError, ValueError):
    """
    A value cannot be a settlement, a payment or a bank row.

    Attributes:
        subject: The id of it.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, subject: str, field: str, wanted: str) -> None:
        super().__init__(subject, field, wanted)
        self.subject, self.field, self.wanted = subject, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"{self.subject} has no fitting {self.field}; wanted {self.wanted}."


def require_tuple(subject: str, field: str, value: object) -> None:
    """Refuse a list: what is in it could change."""
    if not isinstance(value, tuple):
        raise SettlementError(subject, field, "a tuple")


def minor_and_currency(amount: Money | None) -> tuple[int, str] | None:
    """Return what an amount is written out as."""
    return None if amount is None else (amount.minor, amount.currency)


def fingerprint(facts: tuple[object, ...], *rows: str) -> str:
    """Write out facts, so that each can be told from the next, and return a fingerprint of that and of the rows."""
    return hashlib.sha256("\n".join((json.dumps(facts), *rows)).encode()).hexdigest()[:32]
