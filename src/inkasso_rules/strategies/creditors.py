"""Creditors, what they chose, how they stand with the service, and their whole ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.model.conventions import AllocationOrder, DayCount, Rounding
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service, ServiceState
from inkasso_rules.model.identifiers import Bic
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.parties import BankAccount, Contact
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.strategies.basics import Wild, days_near, few, kept, maybe, moneys, passed, varied
from inkasso_rules.strategies.invoices import invoices
from inkasso_rules.strategies.parties import (
    PLAIN_ADDRESS,
    PLAIN_IDENTIFIER,
    addresses,
    bank_accounts,
    contacts,
    group_ids,
    ibans,
    identifiers,
)

__all__ = [
    "automations",
    "creditors",
    "groups",
    "ledgers",
    "plain_creditor",
    "policies",
    "reports",
    "services",
    "settings",
]

# The plain creditor switched automatic transfer on so many days ago, before the plain invoice was made.
_SWITCHED_ON_DAYS: Final = 100

_IN_USE: Final = Service(
    state=ServiceState.ACTIVE,
    terms_accepted=True,
    agreement_signed=True,
    api_user_accepted=True,
    api_user_present=True,
    api_key_present=True,
)


@kept
def groups() -> SearchStrategy[tuple[Group, ...]]:
    """Draw groups that form trees; shrinks to none."""

    def planted(parents: list[int]) -> tuple[Group, ...]:
        # A group stands below an earlier one, or, with 0, below none; so there is no loop.
        above = tuple(parent % number for number, parent in enumerate(parents, start=1))
        return tuple(Group(f"group-{n}", f"group-{p}" if p else None) for n, p in enumerate(above, start=1))

    return st.lists(st.integers(0, 3), max_size=4).map(planted)


@kept
def automations(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[Automation]:
    """Draw the settings of automatic transfer; shrinks to *on* for some months, without further limits."""
    switched_on = as_of - dt.timedelta(days=_SWITCHED_ON_DAYS)
    # fmt: off
    return varied(Automation(enabled=True, switched_on=switched_on), {
        "enabled":         lambda: st.just(value=False),
        "minimum_amount":  lambda: moneys(currency, least=0),
        "delay_days":      lambda: st.sampled_from((10, 5, 4, 0, 60)),
        "excluded_group":  group_ids,
        "switched_on":     lambda: days_near(as_of, plain_days=13),
        "include_overdue": lambda: st.just(value=True),
    })
    # fmt: on


@kept
def settings(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[Settings]:
    """Draw a creditor's settings; shrinks to the service's own, with automatic transfer on."""
    # fmt: off
    wild: Wild = {
        "approve_before_demand":       lambda: st.just(value=True),
        "approve_before_legal":        lambda: st.just(value=False),
        "approval_email":              lambda: st.just("attest@example.com"),
        "include_product_information": lambda: st.just(value=True),
        "include_original_number":     lambda: st.just(value=False),
        "batch_payments":              lambda: st.just(value=True),
        "clearing_account":            lambda: st.just("1514"),
    }
    # fmt: on
    return varied(Settings(), wild, automation=automations(as_of=as_of, currency=currency))


@kept
def reports() -> SearchStrategy[Reported]:
    """Draw what the agency was last told; shrinks to a company without accounts."""
    numbers = few(ibans().map(lambda iban: iban.number), most=2)
    return st.builds(Reported, name=st.just("Prov AB"), address=addresses(), account_numbers=numbers)


@kept
def services(*, as_of: dt.date) -> SearchStrategy[Service]:
    """Draw a standing with the service; shrinks to one in use, with all that it takes."""
    # fmt: off
    return varied(_IN_USE, {
        "state":             lambda: st.sampled_from(ServiceState),
        "terms_accepted":    lambda: st.just(value=False),
        "agreement_signed":  lambda: st.just(value=False),
        "api_user_accepted": lambda: st.just(value=False),
        "api_user_present":  lambda: st.just(value=False),
        "api_key_present":   lambda: st.just(value=False),
        "applied_on":        lambda: passed(as_of),
        "active_since":      lambda: passed(as_of),
        "ended_on":          lambda: passed(as_of),
        "reported":          reports,
    })
    # fmt: on


@kept
def creditors(*, as_of: dt.date, unknowns: bool = True) -> SearchStrategy[Creditor]:
    """Draw a creditor, with *unknowns* sometimes lacking what the service needs; shrinks to one that lacks nothing."""
    # More often than not the books are kept in kronor.
    return st.sampled_from(("SEK", "SEK", "SEK", "EUR")).flatmap(
        lambda currency: _creditors(as_of, currency, unknowns=unknowns)
    )


def plain_creditor(as_of: dt.date, currency: str = "SEK") -> Creditor:
    """Return what :func:`creditors` shrinks to: it lacks nothing, and automatic transfer is on."""
    switched_on = as_of - dt.timedelta(days=_SWITCHED_ON_DAYS)
    return Creditor(
        creditor_id="cred-1",
        name="Prov AB",
        organisation_number=PLAIN_IDENTIFIER,
        address=PLAIN_ADDRESS,
        bank_accounts=(BankAccount(account_id="bank-1", number="0000", bic=Bic("PROVSES0")),),
        contact=Contact(name="Prov Person", email="prov@example.com"),
        ledger_currency=currency,
        settings=Settings(automation=Automation(enabled=True, switched_on=switched_on)),
        service=_IN_USE,
    )


@kept
def _creditors(as_of: dt.date, currency: str, *, unknowns: bool) -> SearchStrategy[Creditor]:
    # fmt: off
    always: dict[str, SearchStrategy[Any]] = {
        "groups":   groups(),
        "settings": settings(as_of=as_of, currency=currency),
    }
    wild: Wild = {
        "contact":             contacts,
        "bank_accounts":       lambda: st.tuples(bank_accounts(unknowns=False)),
        "address":             lambda: addresses(unknowns=False),
    }
    lacking: Wild = {
        "name":                lambda: st.just(" "),
        "country":             lambda: st.just("XX"),
        "organisation_number": lambda: maybe(identifiers()),
        "address":             addresses,
        "bank_accounts":       lambda: few(bank_accounts()),
        "contact":             st.none,
        "service":             lambda: services(as_of=as_of),
    }
    # fmt: on
    return varied(plain_creditor(as_of, currency), {**wild, **lacking} if unknowns else wild, **always)


@st.composite
def ledgers(
    draw: DrawFn, *, as_of: dt.date, unknowns: bool = True, most: int = 6
) -> tuple[Creditor, tuple[Invoice, ...]]:
    """Draw a creditor with its invoices, whose ids and numbers differ; shrinks to a plain creditor without invoices."""
    creditor = draw(creditors(as_of=as_of, unknowns=unknowns))
    one = invoices(as_of=as_of, ledger_currency=creditor.ledger_currency, unknowns=unknowns)
    return creditor, tuple(
        attrs.evolve(invoice, invoice_id=f"inv-{position}", number=f"{10_000 + position}")
        for position, invoice in enumerate(draw(st.lists(one, max_size=most)), start=1)
    )


@kept
def policies() -> SearchStrategy[Policy]:
    """Draw a policy; shrinks to the service's own."""
    # fmt: off
    return varied(POLICY, {
        "manual_invoice_days_min":    lambda: st.integers(0, 20),
        "manual_due_days_min":        lambda: st.integers(0, 20),
        "delay_days_min":             lambda: st.integers(0, 20),
        "age_years_max":              lambda: st.integers(0, 20),
        "minimum_amount_inclusive":   lambda: st.just(value=True),
        "unsigned_agreement_blocks":  lambda: st.just(value=False),
        "other_agency_blocks_manual": lambda: st.just(value=False),
        "letter_chars_max":           lambda: st.integers(0, 2_000),
        "letter_rows_max":            lambda: st.integers(0, 20),
        "transfer_bytes_max":         lambda: st.integers(0, 60_000_000),
        "reminder_days_min":          lambda: st.integers(0, 20),
        "presumed_post_days":         lambda: st.integers(0, 20),
        "due_date_locked":            lambda: st.just(value=False),
        "capital_closes":             lambda: st.just(value=True),
        "payout_signals_min":         lambda: st.integers(0, 3),
        "agency_payer":               lambda: st.just("Provbolaget AB"),
        "allocation":                 lambda: st.sampled_from(AllocationOrder),
        "day_count":                  lambda: st.sampled_from(DayCount),
        "rounding":                   lambda: st.sampled_from(Rounding),
        "due_date_moves":             lambda: st.just(value=False),
        "reminders_charged_max":      lambda: st.integers(0, 3),
        "demands_charged_max":        lambda: st.integers(0, 3),
        "applications_charged_max":   lambda: st.integers(0, 3),
        "agency_letters_presumed":    lambda: st.just(value=False),
        "prescription_moves":         lambda: st.just(value=True),
        "commission_percent":         lambda: st.integers(0, 100),
        "commission_on_direct":       lambda: st.just(value=True),
        "vat_withheld":               lambda: st.just(value=False),
        "vat_on_interest":            lambda: st.just(value=True),
    })
    # fmt: on
