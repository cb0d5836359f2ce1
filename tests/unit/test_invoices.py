"""The invoice as the ERP knows it: its codes, and the one thing that it refuses."""

import pickle
from enum import StrEnum

import pytest

from inkasso_rules.model.invoices import Channel, InvoiceCurrencyError, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.money import Money
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


def test_an_invoice_shows_ids_and_no_free_text() -> None:
    """Notes and texts may hold anything about a person."""
    shown = repr(an_invoice(seller_note="ring Prov Person", additional_information="hos Prov Person"))
    assert ("inv-1" in shown, "Prov" in shown, "Exempel" in shown) == (True, False, False)
