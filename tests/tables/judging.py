"""Short words for the tables: a day, a marked case, and what both ways say of an invoice."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY, Decision, decide
from inkasso_rules.model.cases import RegisterCase
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.policy import Policy
from inkasso_rules.transfer import TransferPlan, plan
from tests.data import AS_OF, CREDITOR

__all__ = [
    "Codes",
    "automatic",
    "both",
    "by_hand",
    "case",
    "day",
    "planned",
    "registered",
    "with_automation",
    "with_service",
    "with_settings",
]

Codes = tuple[str, ...]


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


def case(requirements: str, *values: object) -> Any:
    """Make a row of a table that carries requirement IDs, separated by spaces."""
    return pytest.param(*values, marks=pytest.mark.requirement(*requirements.split()))


def by_hand(
    invoice: Invoice, *, creditor: Creditor = CREDITOR, as_of: dt.date = AS_OF, policy: Policy = POLICY
) -> Decision:
    """Judge for a transfer by hand."""
    return decide(invoice, rules=MANUAL, creditor=creditor, as_of=as_of, policy=policy)


def automatic(
    invoice: Invoice, *, creditor: Creditor = CREDITOR, as_of: dt.date = AS_OF, policy: Policy = POLICY
) -> Decision:
    """Judge for automatic transfer."""
    return decide(invoice, rules=AUTOMATIC, creditor=creditor, as_of=as_of, policy=policy)


def both(
    invoice: Invoice, *, creditor: Creditor = CREDITOR, as_of: dt.date = AS_OF, policy: Policy = POLICY
) -> tuple[Codes, Codes]:
    """Return what blocks by hand, and what blocks automatically."""
    asked: dict[str, Any] = {"creditor": creditor, "as_of": as_of, "policy": policy}
    return by_hand(invoice, **asked).codes, automatic(invoice, **asked).codes


def planned(*invoices: Invoice, **asked: Any) -> TransferPlan:
    """Plan a transfer by hand on the plain day."""
    return plan(invoices, **{"rules": MANUAL, "creditor": CREDITOR, "as_of": AS_OF, **asked})


def registered(invoice: Invoice, creditor: Creditor = CREDITOR) -> RegisterCase:
    """Return what the agency is told of a case."""
    command = planned(invoice, creditor=creditor).confirm([invoice], as_of=AS_OF).commands[0]
    assert isinstance(command, RegisterCase)
    return command


def with_service(**changes: Any) -> Creditor:
    """Return the plain creditor with another standing with the service."""
    return attrs.evolve(CREDITOR, service=attrs.evolve(CREDITOR.service, **changes))


def with_settings(**changes: Any) -> Creditor:
    """Return the plain creditor with other settings."""
    return attrs.evolve(CREDITOR, settings=attrs.evolve(CREDITOR.settings, **changes))


def with_automation(**changes: Any) -> Creditor:
    """Return the plain creditor with automatic transfer set otherwise."""
    return with_settings(automation=attrs.evolve(CREDITOR.settings.automation, **changes))
