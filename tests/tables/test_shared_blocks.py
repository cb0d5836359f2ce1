"""What blocks both ways: the creditor's own shortcomings, the invoice's state, the debtor, the agency."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import POLICY
from inkasso_rules.model.creditors import Creditor, ServiceState
from inkasso_rules.model.invoices import Channel, Hold, Invoice, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Customer
from tests.data import AS_OF, CREDITOR, INVOICE, a_creditor, an_invoice
from tests.tables.judging import Codes, both, case, day, with_automation, with_service

EMPTY = Address()
NO_BIC = BankAccount(account_id="bank-2", number="0001")
ADDRESS = CREDITOR.address


def debtor(**changes: Any) -> Invoice:
    """Return the plain invoice to another debtor."""
    return an_invoice(debtor=attrs.evolve(INVOICE.debtor, **changes))


@pytest.mark.requirement("MA-2")
def test_the_plain_invoice_may_go_both_ways() -> None:
    """The case that all tables start from: nothing blocks."""
    assert ((), ()) == both(INVOICE)


# fmt: off
@pytest.mark.parametrize(
    ("creditor", "codes"),
    [
        # ON-6: Sweden only.
        case("ON-6", a_creditor(country="FI"),                                    ("creditor_outside_sweden",)),
        case("ON-6", a_creditor(country="SE"),                                    ()),
        # ON-4, ON-7: only while the service is in use.
        case("ON-4", with_service(state=ServiceState.NONE),                       ("service_not_active",)),
        case("ON-4", with_service(state=ServiceState.PENDING),                    ("service_not_active",)),
        case("ON-4", with_service(state=ServiceState.ACTIVE),                     ()),
        case("ON-4 ON-7", with_service(state=ServiceState.ENDED),                 ("service_not_active",)),
        # ON-2, ON-8: the agreement, the API user.
        case("ON-2", with_service(agreement_signed=False),                        ("agreement_unsigned",)),
        case("ON-8", with_service(api_user_present=False),                        ("api_user_missing",)),
        case("ON-8", with_service(api_key_present=False),                         ()),
        # ON-1: what the creditor itself must have.
        case("ON-1", a_creditor(organisation_number=None),                        ("creditor_id_missing",)),
        case("ON-1", a_creditor(address=attrs.evolve(ADDRESS, street=None)),      ("creditor_address_missing",)),
        case("ON-1", a_creditor(address=attrs.evolve(ADDRESS, postcode=" ")),     ("creditor_address_missing",)),
        case("ON-1", a_creditor(address=attrs.evolve(ADDRESS, city="")),          ("creditor_address_missing",)),
        case("ON-1", a_creditor(bank_accounts=()),                                ("bank_account_missing",)),
        case("ON-1", a_creditor(bank_accounts=(attrs.evolve(NO_BIC, active=False),)), ("bank_account_missing",)),
        case("ON-1", a_creditor(bank_accounts=(*CREDITOR.bank_accounts, NO_BIC)), ("bic_missing",)),
        case("ON-1", a_creditor(bank_accounts=(*CREDITOR.bank_accounts, attrs.evolve(NO_BIC, active=False))), ()),
        # Every reason at once, in table order.
        case("ON-1 ON-2 ON-4 ON-6 ON-8 MA-2",
             Creditor(creditor_id="cred-2", country="NO", settings=CREDITOR.settings),
             ("creditor_outside_sweden", "service_not_active", "agreement_unsigned", "api_user_missing",
              "creditor_id_missing", "creditor_address_missing", "bank_account_missing")),
    ],
)
def test_what_the_creditor_lacks_blocks_every_invoice(creditor: Creditor, codes: Codes) -> None:
    """By hand and automatically alike."""
    assert (codes, codes) == both(INVOICE, creditor=creditor)


@pytest.mark.requirement("ON-2")
@pytest.mark.parametrize(
    ("blocks", "signed", "codes"),
    [
        (True,  False, ("agreement_unsigned",)),
        (True,  True,  ()),
        (False, False, ()),
        (False, True,  ()),
    ],
)
def test_an_unsigned_agreement_blocks_by_policy(blocks: bool, signed: bool, codes: Codes) -> None:
    """The policy decides whether the agreement must be signed."""
    policy = attrs.evolve(POLICY, unsigned_agreement_blocks=blocks)
    assert (codes, codes) == both(INVOICE, creditor=with_service(agreement_signed=signed), policy=policy)


OLDER = with_automation(switched_on=dt.date(2020, 1, 1))
REMOTE = Customer(partner_id="partner-1", address=Address(street="Box 9", postcode="222 33", city="Lund"))


@pytest.mark.parametrize(
    ("invoice", "codes"),
    [
        # MA-7: sales invoices with something to pay.
        case("MA-7", an_invoice(kind=InvoiceKind.SALES_INVOICE),       ()),
        case("MA-7", an_invoice(kind=InvoiceKind.SALES_ORDER),         ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(kind=InvoiceKind.PURCHASE_INVOICE),    ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(kind=InvoiceKind.PURCHASE_ORDER),      ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(kind=InvoiceKind.TRAVEL_INVOICE),      ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(kind=InvoiceKind.BILL_OF_CHARGES),     ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(kind=InvoiceKind.PERIODIC_TAX_RETURN), ("not_a_sales_invoice",)),
        case("MA-7", an_invoice(total=Money(1)),                       ()),
        case("MA-7", an_invoice(total=Money(0)),                       ("total_not_positive",)),
        case("MA-7", an_invoice(total=Money(-1)),                      ("credit_note", "total_not_positive")),
        case("MA-7", an_invoice(open_amount=Money(1)),                 ()),
        case("MA-7", an_invoice(open_amount=Money(0)),                 ("open_amount_not_positive",)),
        case("MA-7", an_invoice(open_amount=Money(-1)),                ("open_amount_not_positive",)),
        # MA-9: what stands at the agency.
        case("MA-9", an_invoice(registration=Registration.NONE),       ()),
        case("MA-9", an_invoice(registration=Registration.PENDING),    ("already_transferred",)),
        case("MA-9", an_invoice(registration=Registration.REGISTERED), ("already_transferred",)),
        case("MA-9", an_invoice(registration=Registration.REFUSED),    ()),
        case("MA-9", an_invoice(registration=Registration.DUPLICATE),  ("duplicate_at_agency",)),
        # MA-5: letters go by post.
        case("MA-5", debtor(address=EMPTY),                            ("debtor_address_missing",)),
        case("MA-5", debtor(address=Address(street="x", postcode="1")), ("debtor_address_missing",)),
        case("MA-5", attrs.evolve(debtor(address=EMPTY), customer=REMOTE), ()),
        case("MA-5", attrs.evolve(debtor(address=EMPTY), customer=attrs.evolve(REMOTE, address=EMPTY)),
             ("debtor_address_missing",)),
        # OWN-3, OWN-2, OWN-1.
        case("OWN-3", debtor(name=None),                               ("debtor_name_missing",)),
        case("OWN-3", debtor(name="  "),                               ("debtor_name_missing",)),
        case("OWN-2", an_invoice(disputed=True),                       ("disputed",)),
        case("OWN-2", an_invoice(disputed=False),                      ()),
        case("OWN-2", an_invoice(disputed=None),                       ()),
        case("OWN-1", an_invoice(hold=None),                           ()),
        case("OWN-1", an_invoice(hold=Hold(clears_on=day("2026-03-15"))), ()),
        case("OWN-1", an_invoice(hold=Hold(clears_on=day("2026-03-16"))), ()),
        case("OWN-1", an_invoice(hold=Hold(clears_on=day("2026-03-17"))), ("held",)),
        # MA-8: every currency.
        case("MA-8", an_invoice(total=Money(1, "EUR"), open_amount=Money(1, "EUR")), ()),
        case("MA-8", an_invoice(total=Money(1, "JPY"), open_amount=Money(1, "JPY")), ()),
        # MA-2: every reason, not the first.
        case("MA-2 MA-5 MA-7 MA-9 OWN-1 OWN-2 OWN-3",
             an_invoice(kind=InvoiceKind.TRAVEL_INVOICE, total=Money(-1), open_amount=Money(0), disputed=True,
                        debtor=attrs.evolve(INVOICE.debtor, name="", address=EMPTY),
                        registration=Registration.PENDING, hold=Hold(clears_on=day("2026-04-01"))),
             ("not_a_sales_invoice", "credit_note", "total_not_positive", "open_amount_not_positive",
              "debtor_name_missing", "debtor_address_missing", "already_transferred", "disputed", "held")),
    ],
)
def test_what_blocks_an_invoice_both_ways(invoice: Invoice, codes: Codes) -> None:
    """One change of the plain invoice at a time, and every reason of it."""
    assert (codes, codes) == both(invoice)


@pytest.mark.parametrize(
    ("due_date", "as_of", "manual", "automatic"),
    [
        case("MA-7", "2026-03-16", "2026-03-15", ("not_overdue", "due_too_recently"), ("not_overdue", "delay")),
        case("MA-7", "2026-03-16", "2026-03-16", ("not_overdue", "due_too_recently"), ("not_overdue", "delay")),
        case("MA-7", "2026-03-16", "2026-03-17", ("due_too_recently",),               ("delay",)),
        case("MA-7", "2027-12-31", "2027-12-31", ("not_overdue", "due_too_recently"), ("not_overdue", "delay")),
        case("MA-7", "2027-12-31", "2028-01-01", ("due_too_recently",),               ("delay",)),
        case("MA-7", "2028-02-29", "2028-02-29", ("not_overdue", "due_too_recently"), ("not_overdue", "delay")),
        case("MA-7", "2028-02-29", "2028-03-01", ("due_too_recently",),               ("delay",)),
    ],
)
def test_the_due_date_must_have_passed(due_date: str, as_of: str, manual: Codes, automatic: Codes) -> None:
    """An invoice is overdue from the day after its due date."""
    invoice = an_invoice(invoice_date=day(due_date) - dt.timedelta(days=30), due_date=day(due_date))
    assert (manual, automatic) == both(invoice, as_of=day(as_of))


@pytest.mark.parametrize(
    ("invoice_date", "as_of", "codes"),
    [
        case("MA-6", "2023-03-16", "2026-03-15", ()),
        case("MA-6", "2023-03-16", "2026-03-16", ()),
        case("MA-6", "2023-03-16", "2026-03-17", ("too_old",)),
        case("MA-6", "2022-12-31", "2025-12-31", ()),
        case("MA-6", "2022-12-31", "2026-01-01", ("too_old",)),
        case("MA-6", "2024-02-29", "2027-02-28", ()),
        case("MA-6", "2024-02-29", "2027-03-01", ("too_old",)),
        case("MA-6", "2025-02-28", "2028-02-28", ()),
        case("MA-6", "2025-02-28", "2028-02-29", ("too_old",)),
        case("MA-6", "2025-03-01", "2028-02-29", ()),
        case("MA-6", "2025-03-01", "2028-03-01", ()),
        case("MA-6", "2025-03-01", "2028-03-02", ("too_old",)),
    ],
)
def test_an_invoice_grows_too_old(invoice_date: str, as_of: str, codes: Codes) -> None:
    """After three calendar years from the invoice date; 29 February ends on 28 February."""
    issued = day(invoice_date)
    invoice = an_invoice(invoice_date=issued, due_date=issued + dt.timedelta(days=30))
    assert (codes, codes) == both(invoice, creditor=OLDER, as_of=day(as_of))


@pytest.mark.requirement("MA-6", "AU-10")
def test_a_new_due_date_does_not_make_an_old_claim_young() -> None:
    """The age counts from the invoice date, whatever the due date."""
    invoice = an_invoice(invoice_date=day("2023-03-15"), due_date=day("2023-04-14"), new_due_date=day("2026-03-01"))
    assert (("too_old",), ("too_old",)) == both(invoice, creditor=OLDER, as_of=AS_OF)


# --- every status of the ERP, by hand and automatically, for an invoice that was sent and one that is not to be sent --
SENDING = tuple(channel for channel in Channel if channel is not Channel.NO_SENDING)
OPEN: Codes = ()
UNCOVERED: Codes = ("status_not_covered",)
UNFINISHED, NOT_SENT, PAID, VOIDED, NOT_OPEN = (
    ("unfinished",), ("not_sent",), ("paid",), ("voided",), ("status_not_open",)
)
# status                                        if sent     if not to be sent   automatically besides
STATUSES: dict[InvoiceStatus, tuple[Codes,      Codes,      Codes]] = {
    InvoiceStatus.UNSAVED:                     (UNFINISHED, UNFINISHED,         UNCOVERED),
    InvoiceStatus.EMPTY:                       (UNFINISHED, UNFINISHED,         UNCOVERED),
    InvoiceStatus.UNFINISHED:                  (UNFINISHED, UNFINISHED,         UNCOVERED),
    InvoiceStatus.NOT_SENT:                    (NOT_SENT,   NOT_SENT,           UNCOVERED),
    InvoiceStatus.APPROVED:                    (NOT_SENT,   OPEN,               UNCOVERED),
    InvoiceStatus.SENT:                        (OPEN,       OPEN,               OPEN),
    InvoiceStatus.PARTLY_PAID:                 (OPEN,       OPEN,               OPEN),
    InvoiceStatus.PAID:                        (PAID,       PAID,               UNCOVERED),
    InvoiceStatus.MARKED_PAID:                 (PAID,       PAID,               UNCOVERED),
    InvoiceStatus.PAYMENT_DENIED:              (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.INVALIDATED:                 (VOIDED,     VOIDED,             UNCOVERED),
    InvoiceStatus.RECEIVED:                    (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.VERIFIED:                    (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.PAYMENT_QUEUED:              (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.PAYMENT_SENT_TO_BANK:        (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.STARTED:                     (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.INVOICED:                    (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
    InvoiceStatus.OVERRIDDEN:                  (VOIDED,     VOIDED,             UNCOVERED),
    InvoiceStatus.DELETED:                     (VOIDED,     VOIDED,             UNCOVERED),
    InvoiceStatus.PAYMENT_TRANSACTION_REMOVED: (NOT_OPEN,   NOT_OPEN,           UNCOVERED),
}
# fmt: on


@pytest.mark.parametrize(
    ("invoice", "codes", "besides"),
    [
        case("MA-13 AU-5", an_invoice(status="BOGUS"),           ("status_not_open",),     UNCOVERED),
        case("MA-13 AU-5", an_invoice(status="sent"),            ("status_not_open",),     UNCOVERED),
        case("MA-13 AU-5", an_invoice(status=""),                ("status_not_open",),     UNCOVERED),
        case("MA-13 AU-5", an_invoice(status="APPROVED", channel="BOGUS"), ("not_sent",),  UNCOVERED),
        case("MA-13 AU-5", an_invoice(channel="BOGUS"),          (),                       ()),
        case("MA-7",       an_invoice(kind="BOGUS"),             ("not_a_sales_invoice",), ()),
        case("MA-9",       an_invoice(registration="REGISTERED"), ("already_transferred",), ()),
        case("MA-9",       an_invoice(registration="Pending"),   ("already_transferred",), ()),
        case("MA-9",       an_invoice(registration=""),          ("already_transferred",), ()),
    ],
)  # fmt: skip
def test_a_code_that_nobody_knows_blocks(invoice: Invoice, codes: Codes, besides: Codes) -> None:
    """A status that the ERP adds, or a standing in other words, may mean anything; frames carry such codes."""
    assert (codes, codes + besides) == both(invoice)


@pytest.mark.requirement("MA-13", "AU-5", "MA-7")
@pytest.mark.parametrize("status", InvoiceStatus)
def test_every_status_both_ways(status: InvoiceStatus) -> None:
    """Sent and partly paid go both ways; approved goes by hand if it is not to be sent; nothing else goes."""
    sent, not_to_be_sent, besides = STATUSES[status]
    judged = {channel: both(an_invoice(status=status, channel=channel)) for channel in Channel}
    expected: dict[Channel, tuple[Codes, Codes]] = dict.fromkeys(SENDING, (sent, sent + besides))
    expected[Channel.NO_SENDING] = (not_to_be_sent, not_to_be_sent + besides)
    assert expected == judged
