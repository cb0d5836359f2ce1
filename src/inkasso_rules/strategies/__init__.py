"""
Hypothesis strategies for every public type, for tests of our own and of other people's code (extra ``testing``).

Everything drawn is valid by construction, and shrinks to the simplest readable case: the plain invoice of a plain
creditor, which may go both ways. Days are drawn relative to the day of the question, so that every cutoff is met on the
day before, on the day, and on the day after. What is drawn decides nothing: expected answers belong to the test.

>>> from hypothesis import given
>>> from inkasso_rules import strategies as some
>>> @given(some.ledgers(as_of=some.PLAIN_DAY))
... def test_our_store_keeps_every_invoice(ledger):
...     creditor, invoices = ledger
"""

from inkasso_rules.strategies.answers import (
    allowed,
    applications,
    both_ways,
    changes,
    commands,
    comparisons,
    confirmations,
    decisions,
    incompletes,
    notices,
    plans,
    refused,
    rule_lines,
    scenarios,
)
from inkasso_rules.strategies.anything import values_of
from inkasso_rules.strategies.basics import PLAIN_DAY, days, days_near, moneys, serieses, texts
from inkasso_rules.strategies.cases import (
    actions,
    cases,
    code_maps,
    corrections,
    grounds,
    incoming_payments,
    next_steps,
    requests,
    snapshots,
    steps,
)
from inkasso_rules.strategies.claims import charges, claims, events, plain_claim, statement_days
from inkasso_rules.strategies.creditors import (
    automations,
    creditors,
    groups,
    ledgers,
    plain_creditor,
    policies,
    reports,
    services,
    settings,
)
from inkasso_rules.strategies.facts import candidates, columns, cutoffs, nodes
from inkasso_rules.strategies.histories import facts, histories, openings, plain_opening
from inkasso_rules.strategies.invoices import agreements, attachments, holds, invoices, plain_invoice, reminders, rows
from inkasso_rules.strategies.ledgers import (
    accounts,
    booked_invoices,
    booked_ledgers,
    booked_rows,
    books,
    fiscal_years,
    plain_booked,
)
from inkasso_rules.strategies.overviews import balances, details, overviews
from inkasso_rules.strategies.parties import (
    addresses,
    bank_accounts,
    bics,
    contacts,
    customers,
    debtors,
    group_ids,
    ibans,
    identifiers,
)
from inkasso_rules.strategies.postings import (
    bank_rows,
    clearings,
    direct_payments,
    matches,
    postings,
    reference_payments,
    registers,
)
from inkasso_rules.strategies.settlements import (
    broken_settlements,
    parts,
    plain_settlement,
    settled_payments,
    settlements,
    vat_documents,
)
from inkasso_rules.strategies.statements import demand_letters, late_interests, measures, statements

__all__ = [
    "PLAIN_DAY",
    "accounts",
    "actions",
    "addresses",
    "agreements",
    "allowed",
    "applications",
    "attachments",
    "automations",
    "balances",
    "bank_accounts",
    "bank_rows",
    "bics",
    "booked_invoices",
    "booked_ledgers",
    "booked_rows",
    "books",
    "both_ways",
    "broken_settlements",
    "candidates",
    "cases",
    "changes",
    "charges",
    "claims",
    "clearings",
    "code_maps",
    "columns",
    "commands",
    "comparisons",
    "confirmations",
    "contacts",
    "corrections",
    "creditors",
    "customers",
    "cutoffs",
    "days",
    "days_near",
    "debtors",
    "decisions",
    "demand_letters",
    "details",
    "direct_payments",
    "events",
    "facts",
    "fiscal_years",
    "grounds",
    "group_ids",
    "groups",
    "histories",
    "holds",
    "ibans",
    "identifiers",
    "incoming_payments",
    "incompletes",
    "invoices",
    "late_interests",
    "ledgers",
    "matches",
    "measures",
    "moneys",
    "next_steps",
    "nodes",
    "notices",
    "openings",
    "overviews",
    "parts",
    "plain_booked",
    "plain_claim",
    "plain_creditor",
    "plain_invoice",
    "plain_opening",
    "plain_settlement",
    "plans",
    "policies",
    "postings",
    "reference_payments",
    "refused",
    "registers",
    "reminders",
    "reports",
    "requests",
    "rows",
    "rule_lines",
    "scenarios",
    "serieses",
    "services",
    "settings",
    "settled_payments",
    "settlements",
    "snapshots",
    "statement_days",
    "statements",
    "steps",
    "texts",
    "values_of",
    "vat_documents",
]
