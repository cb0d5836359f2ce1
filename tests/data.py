"""One plain invoice, creditor and case for tests; every test says what it changes."""

import datetime as dt
from typing import Any

import attrs

from inkasso_rules.lifecycle import Case, fold, open_case
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.cases import Opening, RegisterCase, Stage
from inkasso_rules.model.creditors import Creditor, Service, ServiceState
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.identifiers import Bic, parse_identifier
from inkasso_rules.model.invoices import Channel, Invoice, InvoiceKind, InvoiceStatus, PriorReminder, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Debtor, DebtorKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY, Policy

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


COMMAND = RegisterCase(
    command_id="register:inv-1:2026-03-16",
    case_id="inv-1:2026-03-16",
    transferred_on=AS_OF,
    creditor_id="cred-1",
    invoice_id="inv-1",
    invoice_number="10045",
    original_number=None,
    print_original_number=True,
    invoice_date=dt.date(2026, 2, 1),
    due_date=dt.date(2026, 3, 3),
    total=Money(1_250_00),
    open_amount=Money(1_250_00),
    start_stage=Stage.REMINDER,
    prior_reminder_costs=(),
    sent_as_e_invoice=False,
    letter_text="",
    address=INVOICE.debtor.address,
    debtor_name="Exempelbolaget AB",
    debtor_kind=INVOICE.debtor.kind,
    debtor_identifier=INVOICE.debtor.identifier,
    debtor_email=None,
    customer_number="K-204",
    agreements=INVOICE.agreements,
)

#: A day after all that happens in the tests.
LATER = AS_OF + dt.timedelta(1_000)

#: The settings as they come: legal action waits for approval, a demand does not.
PLAIN_SETTINGS = Series.always(Settings())


def a_command(**changes: Any) -> RegisterCase:
    """Return the command that the transfer of the plain invoice on ``AS_OF`` sends, with *changes*."""
    return attrs.evolve(COMMAND, **changes)


def a_reminder_of_each_cost(opening: Opening) -> tuple[PriorReminder, ...]:
    """Return the creditor's own reminders that added what an opening says, each on the day after the due date."""
    sent_on = opening.due_date + dt.timedelta(days=1)
    return tuple(PriorReminder(sent_on=sent_on, cost=cost) for cost in opening.prior_reminder_costs)


def on(days: int) -> dt.date:
    """Return the day that lies *days* after the transfer of the plain case."""
    return AS_OF + dt.timedelta(days)


def fact(kind: FactKind, days: int, **details: Any) -> Fact:
    """Return a fact of day *days* after the transfer; its id is its kind and that number, unless details say else."""
    said: dict[str, Any] = {"fact_id": f"{kind}-{days}", "kind": kind, "happened_on": on(days)}
    return Fact(**(said | details))


def a_case(
    *facts: Fact,
    as_of: dt.date = LATER,
    settings: Series[Settings] = PLAIN_SETTINGS,
    policy: Policy = POLICY,
    command: RegisterCase = COMMAND,
) -> Case:
    """Return the plain case, or that of *command*, with *facts*; all of them have happened unless *as_of* says else."""
    opening = open_case(command, policy=policy).facts[0]
    return fold((opening, *facts), settings=settings, as_of=as_of, policy=policy)
