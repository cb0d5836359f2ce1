"""The invoice as the ERP knows it: its codes, and what it refuses."""

import datetime as dt
import pickle
from collections.abc import Callable
from enum import StrEnum

import pytest

from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.invoices import (
    Channel,
    Hold,
    InvoiceCurrencyError,
    InvoiceKind,
    InvoiceNumberError,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Automation
from tests.data import an_invoice


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (
            InvoiceKind,
            """BILL_OF_CHARGES PERIODIC_TAX_RETURN PURCHASE_INVOICE PURCHASE_ORDER SALES_INVOICE SALES_ORDER
            TRAVEL_INVOICE""",
        ),
        (
            InvoiceStatus,
            """APPROVED DELETED EMPTY INVALIDATED INVOICED MARKED_PAID NOT_SENT OVERRIDDEN PAID PARTLY_PAID
            PAYMENT_DENIED PAYMENT_QUEUED PAYMENT_SENT_TO_BANK PAYMENT_TRANSACTION_REMOVED RECEIVED SENT STARTED
            UNFINISHED UNSAVED VERIFIED""",
        ),
        (Channel, "EDIFACT ELECTRONIC_INVOICE EMAIL MAIL NO_SENDING PAPER_INVOICE"),
        (Registration, "duplicate none pending refused registered"),
    ],
)
def test_the_codes_are_the_erps_own(codes: type[StrEnum], expected: str) -> None:
    """The full list of each, no more and no less."""
    assert expected.split() == sorted(codes)


def test_the_amounts_of_an_invoice_are_in_one_currency() -> None:
    """A total in euro with an open amount in kronor is a mistake of the host; an unknown amount is not."""
    with pytest.raises(InvoiceCurrencyError) as caught:
        an_invoice(total=Money(100, "EUR"))
    message = "invoice inv-1 has its total in EUR and its open amount in SEK; both are in one currency."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message) == (str(caught.value), str(again))
    assert ("inv-1", "EUR", "SEK") == (again.invoice_id, again.total, again.open_amount)
    assert isinstance(again, ValueError)
    assert Money(100, "EUR") == an_invoice(total=Money(100, "EUR"), open_amount=None).total


@pytest.mark.parametrize(
    ("invoice_id", "number", "shown"),
    [
        ("", "10045", "''"),
        (" ", "10045", "' '"),
        ("inv-1", "", "'inv-1'"),
        ("inv-1", "\t\n", "'inv-1'"),
        ("", "", "''"),
    ],
)
def test_an_invoice_has_an_id_and_a_number(invoice_id: str, number: str, shown: str) -> None:
    """A case at the agency is known by its number, and the host's by its id."""
    with pytest.raises(InvoiceNumberError) as caught:
        an_invoice(invoice_id=invoice_id, number=number)
    message = f"invoice {shown} has a blank id or a blank number; the agency knows a claim by its number."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message, invoice_id) == (str(caught.value), str(again), again.invoice_id)
    assert isinstance(again, ValueError)
    assert ("0", "x") == (an_invoice(number="0").number, an_invoice(invoice_id="x").invoice_id)


NOON = dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: an_invoice(invoice_date=NOON), "invoice_date"),
        (lambda: an_invoice(due_date=NOON), "due_date"),
        (lambda: an_invoice(new_due_date=NOON), "new_due_date"),
        (lambda: PriorReminder(sent_on=NOON, cost=Money(0)), "sent_on"),
        (lambda: Hold(clears_on=NOON), "clears_on"),
        (lambda: Automation(switched_on=NOON), "switched_on"),
    ],
)
def test_a_day_has_no_time(make: Callable[[], object], field: str) -> None:
    """A time and its zone could move the day; the field is named."""
    with pytest.raises(DateTypeError) as caught:
        make()
    assert f"{field} is of type datetime; wanted a date without a time." == str(caught.value)


def test_an_invoice_shows_ids_and_no_free_text() -> None:
    """Notes and texts may hold anything about a person."""
    shown = repr(an_invoice(seller_note="ring Prov Person", additional_information="hos Prov Person"))
    assert ("inv-1" in shown, "Prov" in shown, "Exempel" in shown) == (True, False, False)
