"""
A small ledger with its creditor and a settlement, for the first try, notebooks and tests: plain values, all made up.

On :data:`AS_OF` every reason that an invoice itself can give for a no occurs here, and every warning about an invoice.
Each invoice is the plain one, :data:`PLAIN`, with one thing changed; the number says which.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.creditors import Creditor, Group, Service, ServiceState
from inkasso_rules.model.identifiers import Bic, parse_identifier
from inkasso_rules.model.invoices import (
    Attachment,
    Channel,
    Hold,
    Invoice,
    InvoiceKind,
    InvoiceRow,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor, DebtorKind
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.model.settlements import BankRow, Part, PartKind, SettledPayment, Settlement, VatDocument

__all__ = ["AS_OF", "BANK_ROW", "BOOKED", "CREDITOR", "INVOICES", "PLAIN", "SETTLEMENT"]

#: The day that the sample is made for, a Monday.
AS_OF: Final = dt.date(2026, 3, 16)

_ADDRESS: Final = Address(street="Provgatan 1", postcode="111 22", city="Provköping")
_COMPANY: Final = Debtor(
    name="Exempelkund AB",
    kind=DebtorKind.TRADER,
    identifier=parse_identifier("999900-0004"),
    address=_ADDRESS,
    email="faktura@kund.example",
    customer_number="K-1",
)
_PERSON: Final = Debtor(
    name="Prov Provsson",
    kind=DebtorKind.CONSUMER,
    identifier=parse_identifier("19811218-9876"),
    address=_ADDRESS,
    customer_number="K-2",
)
_NOWHERE: Final = Address()

#: The creditor: the service is in use, and automatic transfer is on with a limit, a delay and an excluded main group.
CREDITOR: Final = Creditor(
    creditor_id="sample-creditor",
    name="Exempelföretaget AB",
    organisation_number=parse_identifier("556047-3521"),
    address=Address(street="Exempelgatan 1", postcode="111 22", city="Provköping"),
    bank_accounts=(BankAccount(account_id="bank-1", number="0000-0000", bic=Bic("NDEASESS")),),
    contact=Contact(name="Exempel Ekonomsson", email="ekonomi@foretaget.example"),
    groups=(Group("main"), Group("staff", "main"), Group("export")),
    settings=Settings(
        include_product_information=True,
        automation=Automation(
            enabled=True,
            minimum_amount=Money.of(100),
            delay_days=5,
            excluded_group="main",
            switched_on=dt.date(2026, 1, 1),
        ),
    ),
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

#: Invoiced on 1 February, due on 3 March: both ways say yes on :data:`AS_OF`, without a warning.
PLAIN: Final = Invoice(
    invoice_id="sample-plain",
    number="plain",
    kind=InvoiceKind.SALES_INVOICE,
    status=InvoiceStatus.SENT,
    channel=Channel.EMAIL,
    invoice_date=dt.date(2026, 2, 1),
    due_date=dt.date(2026, 3, 3),
    total=Money.of("1250.00"),
    open_amount=Money.of("1250.00"),
    debtor=_COMPANY,
    financed=False,
    reminders=(),
    other_agency=False,
    registration=Registration.NONE,
    rows=(InvoiceRow(product_name="Provtjänst", comment="en timme"),),
    document=Attachment(attachment_id="sample-document", size_bytes=200_000),
    agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest()),
)


def _made(number: str, **changes: Any) -> Invoice:
    """Return the plain invoice under another number, with *changes*."""
    return attrs.evolve(PLAIN, invoice_id=f"sample-{number}", number=number, **changes)


def _in(currency: str, amount: str, **changes: Any) -> Invoice:
    """Return the plain invoice in another currency."""
    total = Money.of(amount, currency)
    return _made(f"in-{currency}", total=total, open_amount=total, **changes)


_REMINDER: Final = PriorReminder(sent_on=dt.date(2026, 3, 9), cost=Money.of(60))
_LARGE: Final = Attachment(attachment_id="sample-large", size_bytes=30_000_000)

# fmt: off
#: Some forty invoices, the plain one first.
INVOICES: Final = (
    PLAIN,
    # ---- yes, by hand or automatically or both
    _made("consumer", debtor=_PERSON),
    _made("partly-paid", status=InvoiceStatus.PARTLY_PAID, open_amount=Money.of("250.50")),
    _made("approved-no-sending", status=InvoiceStatus.APPROVED, channel=Channel.NO_SENDING),
    _made("e-invoice", channel=Channel.ELECTRONIC_INVOICE, original_number="EXT-1"),
    _made("register-address", debtor=attrs.evolve(_COMPANY, address=_NOWHERE), customer=Customer(partner_id="P-1", address=_ADDRESS)),
    _made("registration-refused", registration=Registration.REFUSED),
    _made("agreed-interest", agreements=attrs.evolve(PLAIN.agreements, interest=AgreedInterest(percent=Decimal(8)))),
    _in("EUR", "110.00", ledger_total=Money.of("1234.50")),
    _in("JPY", "20000", ledger_total=Money.of("1300.00")),
    # ---- no, in the order of the rules
    _made("purchase", kind=InvoiceKind.PURCHASE_INVOICE),
    _made("unfinished", status=InvoiceStatus.UNFINISHED),
    _made("not-sent", status=InvoiceStatus.NOT_SENT),
    _made("paid", status=InvoiceStatus.PAID, open_amount=Money.zero()),
    _made("voided", status=InvoiceStatus.INVALIDATED),
    _made("payment-denied", status=InvoiceStatus.PAYMENT_DENIED),
    _made("credit-note", total=Money.of("-1250.00"), open_amount=Money.of("-1250.00")),
    _made("due-today", due_date=AS_OF),
    _made("new-due-date", new_due_date=dt.date(2026, 4, 15)),
    _made("too-old", invoice_date=dt.date(2023, 3, 15), due_date=dt.date(2023, 4, 14)),
    _made("no-name", debtor=attrs.evolve(_COMPANY, name=None)),
    _made("no-address", debtor=attrs.evolve(_COMPANY, address=_NOWHERE)),
    _made("transferred", registration=Registration.REGISTERED),
    _made("duplicate", registration=Registration.DUPLICATE),
    _made("disputed", disputed=True),
    _made("held", hold=Hold(clears_on=dt.date(2026, 3, 23), reason="avbetalning")),
    # ---- no, one way only
    _made("other-agency", other_agency=True),
    _made("young", invoice_date=dt.date(2026, 3, 9), due_date=dt.date(2026, 3, 10)),
    _made("due-lately", due_date=dt.date(2026, 3, 13)),
    _made("small", total=Money.of("100.00"), open_amount=Money.of("100.00")),
    _made("staff", customer=Customer(partner_id="P-2", group_id="staff")),
    _made("financed", financed=True),
    _made("reminded", reminders=(_REMINDER,)),
    _made("overdue-before", invoice_date=dt.date(2025, 11, 1), due_date=dt.date(2025, 12, 31)),
    # ---- facts that nobody knows
    _made("unknown-state", kind=None, status=None, channel=None, registration=None),
    _made("unknown-dates", invoice_date=None, due_date=None),
    _made("unknown-amounts", total=None, open_amount=None),
    _made("unknown-rate", total=Money.of("990.00", "NOK"), open_amount=Money.of("990.00", "NOK")),
    _made("unknown-history", financed=None, reminders=None, other_agency=None),
    _made("unknown-debtor", debtor=attrs.evolve(_COMPANY, kind=None, identifier=None), agreements=Agreements()),
    # ---- worth knowing
    _made("large-attachment", attachments=(_LARGE,)),
    _made("open-above-total", open_amount=Money.of("1310.00")),
    _made("long-text", additional_information="Provtext. " * 101),
)
# fmt: on


# --- the agency has been paid -----------------------------------------------------------------------------------------
def _booked(number: str, *, paid_minor: int = 0) -> BookedInvoice:
    """Return the plain invoice as it is booked, with what was paid of it before."""
    rows = [("1510", 1250_00, "A"), ("3001", -1000_00, "A"), ("2611", -250_00, "A")]
    rows += [("1510", -paid_minor, "B"), ("1930", paid_minor, "B")] if paid_minor else []
    return BookedInvoice(
        invoice=number,
        rows=tuple(
            BookedRow(
                account=account, amount=Money(minor), voucher_id=f"{series} {number}", booked_on=dt.date(2026, 2, 1)
            )
            for account, minor, series in rows
        ),
        open_amount=Money(1250_00 - paid_minor),
        due_on=PLAIN.due_date,
    )


#: How three of the invoices stand in the books, by number.
BOOKED: Final = MappingProxyType(
    {
        "plain": _booked("plain"),
        "consumer": _booked("consumer"),
        "partly-paid": _booked("partly-paid", paid_minor=999_50),
    }
)

#: What the agency pays out on the last Monday of March: one invoice is paid with costs, one in part, one to the end.
SETTLEMENT: Final = Settlement(
    settlement_id="2026-0330",
    creditor_id=CREDITOR.creditor_id,
    settled_on=dt.date(2026, 3, 30),
    payments=(
        SettledPayment(
            payment_id="P-1",
            invoice="plain",
            paid_on=dt.date(2026, 3, 27),
            capital=Money.of("1250.00"),
            deductions=(Part(kind=PartKind.VAT, amount=Money.of("60.00")),),
            payout=Money.of("1190.00"),
            kept_costs=Money.of("240.00"),
        ),
        SettledPayment(
            payment_id="P-2",
            invoice="consumer",
            paid_on=dt.date(2026, 3, 30),
            capital=Money.of("500.00"),
            payout=Money.of("500.00"),
        ),
        SettledPayment(
            payment_id="P-3",
            invoice="partly-paid",
            paid_on=dt.date(2026, 3, 30),
            capital=Money.of("250.50"),
            additions=(Part(kind=PartKind.INTEREST, amount=Money.of("3.20")),),
            payout=Money.of("253.70"),
        ),
    ),
    payout=Money.of("1943.70"),
    brought_forward=Money.zero(),
    vat_document=VatDocument(number="K-1", issued_on=dt.date(2026, 3, 30), vat_number="SE999900000401"),
)

#: What the bank shows of it the day after.
BANK_ROW: Final = BankRow(
    row_id="B-1",
    booked_on=dt.date(2026, 3, 31),
    amount=SETTLEMENT.transfer,
    counterparty="Kravia AB",
    reference=SETTLEMENT.settlement_id,
)
