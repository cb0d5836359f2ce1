"""One plain invoice and one plain creditor for tests; every test says what it changes."""

import datetime as dt
from typing import Any

import attrs

from inkasso_rules.model.creditors import Creditor, Service, ServiceState
from inkasso_rules.model.identifiers import Bic, parse_identifier
from inkasso_rules.model.invoices import (
    AgreedInterest,
    Agreements,
    Channel,
    Invoice,
    InvoiceKind,
    InvoiceStatus,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Debtor, DebtorKind
from inkasso_rules.model.settings import Automation, Settings

#: Invoiced 1 February, due 3 March, asked about on 16 March 2026: both ways say yes, without a warning.
AS_OF = dt.date(2026, 3, 16)

INVOICE = Invoice(
    invoice_id="inv-1",
    number="10045",
    kind=InvoiceKind.SALES_INVOICE,
    status=InvoiceStatus.SENT,
    channel=Channel.EMAIL,
    invoice_date=dt.date(2026, 2, 1),
    due_date=dt.date(2026, 3, 3),
    total=Money(1_250_00),
    open_amount=Money(1_250_00),
    debtor=Debtor(
        name="Exempelbolaget AB",
        kind=DebtorKind.TRADER,
        identifier=parse_identifier("556047-3521"),
        address=Address(street="Provgatan 1", postcode="111 22", city="Stockholm"),
        customer_number="K-204",
    ),
    financed=False,
    reminders=(),
    other_agency=False,
    registration=Registration.NONE,
    agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest()),
)

CREDITOR = Creditor(
    creditor_id="cred-1",
    name="Provleverantören AB",
    organisation_number=parse_identifier("556047-3521"),
    address=Address(street="Box 1", postcode="111 22", city="Stockholm"),
    bank_accounts=(BankAccount(account_id="bank-1", number="0000", bic=Bic("NDEASESS")),),
    contact=Contact(name="Prov Person", email="prov@example.se"),
    settings=Settings(automation=Automation(enabled=True, switched_on=dt.date(2026, 1, 1))),
    service=Service(
        state=ServiceState.ACTIVE,
        terms_accepted=True,
        agreement_signed=True,
        api_user_accepted=True,
        api_user_present=True,
        api_key_present=True,
        active_since=dt.date(2026, 1, 1),
    ),
)


def an_invoice(**changes: Any) -> Invoice:
    """Return the plain invoice with *changes*."""
    return attrs.evolve(INVOICE, **changes)


def a_creditor(**changes: Any) -> Creditor:
    """Return the plain creditor with *changes*."""
    return attrs.evolve(CREDITOR, **changes)
