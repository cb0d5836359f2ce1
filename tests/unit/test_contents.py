"""What of an invoice goes to the agency: due date, address, letter text, documents."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.contents import (
    documents,
    effective_due_date,
    is_blank,
    is_complete,
    letter_text,
    omitted_attachments,
    postal_address,
    weight_bytes,
)
from inkasso_rules.model.cases import AttachInvoiceCopy
from inkasso_rules.model.invoices import Attachment, InvoiceRow
from inkasso_rules.model.parties import Address, Customer, Debtor
from inkasso_rules.policy import POLICY
from tests.data import an_invoice

STREET, CITY = "Provgatan 1", "Stockholm"
FULL = Address(street=STREET, postcode="111 22", city=CITY)
OTHER = Address(street="Box 9", postcode="222 33", city="Lund", country="DK")
E_ACUTE = "e\N{COMBINING ACUTE ACCENT}"


@pytest.mark.requirement("AU-10")
@pytest.mark.parametrize(
    ("due_date", "new_due_date", "expected"),
    [
        (dt.date(2026, 3, 3), None, dt.date(2026, 3, 3)),
        (dt.date(2026, 3, 3), dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
        (dt.date(2026, 3, 3), dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
        (None, dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
        (None, None, None),
    ],
)
def test_the_new_due_date_is_the_effective_one(
    due_date: dt.date | None, new_due_date: dt.date | None, expected: dt.date | None
) -> None:
    """A new due date replaces the first one, also an earlier one."""
    assert expected == effective_due_date(an_invoice(due_date=due_date, new_due_date=new_due_date))


@pytest.mark.parametrize(
    ("text", "expected"), [(None, True), ("", True), (" \t\n\u00a0", True), ("x", False), (" x ", False), ("0", False)]
)
def test_a_text_that_says_nothing(text: str | None, expected: bool) -> None:
    """Spaces of every kind say nothing."""
    assert expected is is_blank(text)


@pytest.mark.requirement("MA-5")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (FULL, True),
        (Address(street="Box 1", postcode="1", city="x"), True),
        (attrs.evolve(FULL, country="NO"), True),
        (attrs.evolve(FULL, street=None), False),
        (attrs.evolve(FULL, street="  "), False),
        (attrs.evolve(FULL, postcode=None), False),
        (attrs.evolve(FULL, postcode=""), False),
        (attrs.evolve(FULL, city=None), False),
        (attrs.evolve(FULL, city="\n"), False),
        (Address(country="SE", care_of="Prov Person"), False),
    ],
)
def test_an_address_that_a_letter_reaches(address: Address, expected: bool) -> None:
    """Street or box, postcode and city; no country is read as Sweden."""
    assert expected is is_complete(address)


@pytest.mark.requirement("MA-5")
@pytest.mark.parametrize(
    ("on_invoice", "in_register", "expected"),
    [
        (FULL, None, FULL),
        (FULL, OTHER, FULL),
        (Address(), OTHER, OTHER),
        (attrs.evolve(FULL, city=None), OTHER, OTHER),
        (attrs.evolve(FULL, city=None), Address(city=CITY), None),
        (Address(), None, None),
        (Address(), Address(), None),
    ],
)
def test_the_registers_address_steps_in(
    on_invoice: Address, in_register: Address | None, expected: Address | None
) -> None:
    """The invoice's own address if a letter reaches it, else the linked customer's; parts are never mixed."""
    customer = None if in_register is None else Customer(partner_id="partner-1", address=in_register)
    assert expected == postal_address(an_invoice(debtor=Debtor(name="Prov", address=on_invoice), customer=customer))


def rows(count: int) -> tuple[InvoiceRow, ...]:
    """Make rows with a product each."""
    return tuple(InvoiceRow(product_name=f"vara {number}") for number in range(1, count + 1))


TEN = "\n".join(f"vara {number}" for number in range(1, 11))


@pytest.mark.requirement("SE-5")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"additional_information": "Avser mars."}, "Avser mars."),
        ({"additional_information": "  Avser mars.\n"}, "Avser mars."),
        ({"additional_information": " "}, ""),
        ({"rows": rows(10)}, TEN),
        ({"rows": rows(11)}, TEN),
        ({"rows": (InvoiceRow(comment="utan vara"), InvoiceRow(product_name=" "), *rows(10))}, TEN),
        ({"rows": (InvoiceRow(product_name="vara", comment="röd"), *rows(1))}, "vara\nröd\nvara 1"),
        ({"rows": (InvoiceRow(product_name="vara", comment=" "),)}, "vara"),
        ({"additional_information": "Avser mars.", "rows": rows(1)}, "Avser mars.\nvara 1"),
        ({"additional_information": E_ACUTE * 3}, "\N{LATIN SMALL LETTER E WITH ACUTE}" * 3),
    ],
)
def test_the_text_of_the_letter(changes: dict[str, Any], expected: str) -> None:
    """Additional information, then the first ten rows that name a product, each with its comment; in NFC."""
    assert expected == letter_text(an_invoice(**changes), POLICY)


CASE_ID = "inv-1:2026-03-16"
DOCUMENT = Attachment(attachment_id="doc", size_bytes=10_000_000)


def files(*sizes: int) -> tuple[Attachment, ...]:
    """Make attachments of the given sizes."""
    return tuple(Attachment(attachment_id=f"file-{number}", size_bytes=size) for number, size in enumerate(sizes, 1))


@pytest.mark.requirement("MA-11")
@pytest.mark.parametrize(
    ("document", "attachments", "weight", "sent", "omitted"),
    [
        (DOCUMENT, (), 10_000_000, ("doc",), ()),
        (DOCUMENT, files(5), 10_000_005, ("doc", "file-1"), ()),
        (DOCUMENT, files(20_000_000), 30_000_000, ("doc", "file-1"), ()),
        (DOCUMENT, files(20_000_001), 30_000_001, ("doc",), ("file-1",)),
        (DOCUMENT, files(10_000_000, 10_000_001), 30_000_001, ("doc",), ("file-1", "file-2")),
        (None, files(30_000_000), 30_000_000, ("file-1",), ()),
        (None, files(30_000_001), 30_000_001, (), ("file-1",)),
        (attrs.evolve(DOCUMENT, size_bytes=30_000_001), (), 30_000_001, ("doc",), ()),
    ],
)
def test_the_documents_that_go_with_a_case(
    document: Attachment | None,
    attachments: tuple[Attachment, ...],
    weight: int,
    sent: tuple[str, ...],
    omitted: tuple[str, ...],
) -> None:
    """All of it up to exactly 30 MB together; one byte more, and the document goes alone, if there is one."""
    invoice = an_invoice(document=document, attachments=attachments)
    assert weight == weight_bytes(invoice)
    copy = AttachInvoiceCopy(command_id=f"attach:{CASE_ID}", case_id=CASE_ID, invoice_id="inv-1", attachment_ids=sent)
    assert (copy if sent else None, omitted) == (
        documents(invoice, POLICY, case_id=CASE_ID),
        omitted_attachments(invoice, POLICY),
    )


@pytest.mark.requirement("MA-11")
def test_without_documents_nothing_is_sent() -> None:
    """An invoice with neither document nor attachments gives no command."""
    assert (0, None, ()) == (
        weight_bytes(an_invoice()),
        documents(an_invoice(), POLICY, case_id=CASE_ID),
        omitted_attachments(an_invoice(), POLICY),
    )
