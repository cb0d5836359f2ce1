"""The ERP's invoices in JSON."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from inkasso_host.mapping import LedgerMapping
from inkasso_host.procountor import ASSUMED, read_json
from inkasso_host.reading import EmptyFileError, HostInputError, Reading, UnreadableFileError
from inkasso_rules.model.invoices import Invoice, PriorReminder, Registration
from inkasso_rules.model.money import Money
from tests.host.support import shape, told

_GOOD: dict[str, Any] = {
    "id": 17,
    "invoiceNumber": 10045,
    "type": "SALES_INVOICE",
    "status": "SENT",
    "invoiceChannel": "EMAIL",
    "date": "2026-02-01",
    "paymentInfo": {"dueDate": "2026-03-03", "newDueDate": None, "currency": "SEK"},
    "invoiceSumInfo": [{"currency": "SEK", "invoiceSumTotal": 1250.5}],
    "counterParty": {
        "identifier": "999900-0004",
        "counterPartyAddress": {"name": "Provkund AB", "street": "Provgatan 1", "zip": "111 22", "city": "Provköping"},
    },
    "history": [],
    "paymentEvents": [],
    "case": {"registration": "none"},
}


def _read(folder: Path, content: object) -> Reading:
    path = folder / "ledger.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return read_json(path, shape())


def _one(folder: Path, **changes: object) -> Invoice:
    (invoice,) = _read(folder, [{**_GOOD, **changes}]).invoices
    return invoice


def _with(path: str, value: object) -> dict[str, Any]:
    """Return the good invoice with one part changed."""
    invoice = copy.deepcopy(_GOOD)
    *parents, last = path.split(".")
    part = invoice
    for name in parents:
        part = part[name]
    part[last] = value
    return invoice


@pytest.mark.parametrize("wrapped", [False, True])
def test_invoices_stand_in_a_list_or_in_results(tmp_path: Path, *, wrapped: bool) -> None:
    """The API's answer can be stored as it is."""
    (invoice,) = _read(tmp_path, {"results": [_GOOD], "meta": {}} if wrapped else [_GOOD]).invoices
    assert ("17", "10045", Money.of("1250.50"), Money.of("1250.50")) == (
        invoice.invoice_id,
        invoice.number,
        invoice.total,
        invoice.open_amount,
    )
    assert (False, (), False, Registration.NONE) == (
        invoice.financed,
        invoice.reminders,
        invoice.other_agency,
        invoice.registration,
    )


def test_what_is_concluded_is_said(tmp_path: Path) -> None:
    """The three conclusions stand in every result."""
    assert ASSUMED == _read(tmp_path, [_GOOD]).assumed


def test_a_factoring_contract_makes_an_invoice_financed(tmp_path: Path) -> None:
    """Whatever its number is."""
    assert _one(tmp_path, factoringContractId=0).financed


@pytest.mark.parametrize(
    ("action", "reminded", "other_agency"),
    [
        ("SENT", False, False),
        ("PAYMENT_REMINDER", True, False),
        ("PAYMENT_REMINDER_EMAIL", True, False),
        ("PAYMENT_REMINDER_MAIL", True, False),
        ("PAYMENT_WARNING", True, False),
        ("PAYMENT_REMINDER_ROPO", False, True),
        ("PAYMENT_REMINDER_SVEA_SHORT", False, True),
        ("PAYMENT_REMINDER_DUETTOFORTE", False, True),
        ("COLLECTION_LETTER_ROPO", False, True),
        ("COLLECTION_LETTER_SVEA", False, True),
        ("COLLECTION_LETTER_DUETTOPRO", False, True),
    ],
)
def test_the_history_tells_who_has_reminded(tmp_path: Path, action: str, *, reminded: bool, other_agency: bool) -> None:
    """Own reminders and another agency's letters are two facts from one list."""
    invoice = _one(tmp_path, history=[{"action": action, "date": "2026-03-09", "cost": 60}])
    expected = (PriorReminder(sent_on=dt.date(2026, 3, 9), cost=Money.of(60)),) if reminded else ()
    assert (expected, other_agency) == (invoice.reminders, invoice.other_agency)


def test_without_a_history_nobody_knows(tmp_path: Path) -> None:
    """What the host did not ask for is unknown, not no."""
    invoice = {name: value for name, value in _GOOD.items() if name not in {"history", "case"}}
    (read,) = _read(tmp_path, [invoice]).invoices
    assert (None, None, None) == (read.reminders, read.other_agency, read.registration)


def test_a_mapping_fills_in_what_the_erp_does_not_have(tmp_path: Path) -> None:
    """A default counts where the invoice is silent, and only there."""
    (tmp_path / "ledger.json").write_text(json.dumps([{**_GOOD, "case": None}]))
    mapping = LedgerMapping(defaults={"registration": "none", "status": "PAID"})
    reading = read_json(tmp_path / "ledger.json", shape(mapping))
    assert [("none", "SENT")] == [(invoice.registration, invoice.status) for invoice in reading.invoices]
    assert ("registration",) == reading.assumed[0].fields


@pytest.mark.parametrize(
    ("status", "events", "left"),
    [
        ("PARTLY_PAID", [250.5], 100_000),
        ("PARTLY_PAID", [250.5, 999.99], 1),
        ("SENT", [], 125_050),
        ("SENT", None, 125_050),
        ("PARTLY_PAID", None, None),
        ("PAID", [1300], -4_950),
    ],
)
def test_payments_tell_what_is_left(tmp_path: Path, status: str, events: list[float] | None, left: int | None) -> None:
    """Without the payments only a sent invoice is known to be open in full."""
    invoice = {**_GOOD, "status": status}
    del invoice["paymentEvents"]
    if events is not None:
        invoice["paymentEvents"] = [{"paidAmount": paid, "paidCurrency": "SEK"} for paid in events]
    (read,) = _read(tmp_path, [invoice]).invoices
    assert left == (read.open_amount and read.open_amount.minor)


def test_a_foreign_invoice_has_a_total_in_both_currencies(tmp_path: Path) -> None:
    """Each total is found by its currency."""
    sums = [{"currency": "SEK", "invoiceSumTotal": 1120}, {"currency": "EUR", "invoiceSumTotal": 100}]
    invoice = _one(tmp_path, paymentInfo={"currency": "EUR"}, invoiceSumInfo=sums)
    assert (Money.of(100, "EUR"), Money.of(1120)) == (invoice.total, invoice.ledger_total)


def test_an_address_of_the_register_is_read(tmp_path: Path) -> None:
    """With the names of countries that the API uses."""
    address = {"street": "Testgränd 2", "zip": "1", "city": "Oslo", "country": "NORWAY"}
    invoice = _one(tmp_path, partnerId=5, partner={"group": "personal", "address": address})
    assert invoice.customer is not None
    assert ("5", "personal", "NO") == (
        invoice.customer.partner_id,
        invoice.customer.group_id,
        invoice.customer.address.country,
    )


def test_attachments_keep_their_ids(tmp_path: Path) -> None:
    """One without a size is not counted."""
    invoice = _one(tmp_path, attachments=[{"id": 1, "size": 10}, {"id": 2}, {"id": 3, "size": 20}])
    assert [("1", 10), ("3", 20)] == [(part.attachment_id, part.size_bytes) for part in invoice.attachments]


_BAD: tuple[tuple[str, object, str, str], ...] = (
    # path, value, column, code
    ("invoiceNumber", None, "invoiceNumber", "missing"),
    ("invoiceNumber", True, "invoiceNumber", "type"),
    ("status", "SNT", "status", "unknown_code"),
    ("date", "1 februari", "date", "date"),
    ("date", 5, "date", "type"),
    ("paymentInfo", [], "paymentInfo", "not_an_object"),
    ("paymentInfo.dueDate", "2026-02-30", "paymentInfo.dueDate", "date"),
    ("invoiceSumInfo", {}, "invoiceSumInfo", "not_an_object"),
    ("invoiceSumInfo", [{"currency": "SEK", "invoiceSumTotal": 1.005}], "invoiceSumInfo.invoiceSumTotal", "decimals"),
    ("invoiceSumInfo", [{"currency": "SEK", "invoiceSumTotal": 1e300}], "invoiceSumInfo.invoiceSumTotal", "amount"),
    ("invoiceSumInfo", [{"currency": "SEK"}] * 2, "invoiceSumInfo.invoiceSumTotal", "doubled"),
    ("paymentEvents", [{"paidAmount": 1, "paidCurrency": "EUR"}], "paymentEvents.paidCurrency", "currency"),
    ("paymentEvents", [{"paidAmount": "x", "paidCurrency": "SEK"}], "paymentEvents.paidAmount", "amount"),
    ("paymentEvents", [{"paidCurrency": "SEK"}], "paymentEvents.paidAmount", "missing"),
    ("history", [{"action": 5}], "history.action", "type"),
    ("history", [{"action": "PAYMENT_REMINDER"}], "history.action", "missing"),
    ("history", [5], "history", "not_an_object"),
    ("counterParty.counterPartyAddress.country", "NARNIA", "counterParty.counterPartyAddress.country", "unknown_code"),
    ("counterParty.counterPartyAddress.name", {"a": 1}, "counterParty.counterPartyAddress.name", "type"),
    ("invoiceRows", [{"product": 1.5}], "invoiceRows.product", "type"),
    ("penaltyPercent", "high", "penaltyPercent", "amount"),
)


@pytest.mark.parametrize(("path", "value", "column", "code"), _BAD)
def test_a_bad_field_is_named_by_its_path(tmp_path: Path, path: str, value: object, column: str, code: str) -> None:
    """The other invoices of the file are judged."""
    reading = _read(tmp_path, [{**_GOOD, "id": 1, "invoiceNumber": 1}, _with(path, value)])
    assert [(2, column, code)] == [told(problem) for problem in reading.problems]
    assert ["1"] == [invoice.number for invoice in reading.invoices]


def test_an_entry_that_is_no_object_is_named(tmp_path: Path) -> None:
    """A number in the list is no invoice."""
    reading = _read(tmp_path, [_GOOD, 5])
    assert [(2, "", "not_an_object")] == [told(problem) for problem in reading.problems]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFileError),
        (b"{", UnreadableFileError),
        (b"5", UnreadableFileError),
        (b"{}", UnreadableFileError),
        (b'{"results": {}}', UnreadableFileError),
        (b"[NaN]", UnreadableFileError),
        (b"[" * 100_000, UnreadableFileError),
        (b'["\xff"]', UnreadableFileError),
        (b"[1" + b"0" * 5_000 + b"]", UnreadableFileError),
        (b"[1e99999999999999999999]", UnreadableFileError),
    ],
)
def test_a_file_that_is_no_list_of_invoices_is_a_typed_error(
    tmp_path: Path, content: bytes, error: type[HostInputError]
) -> None:
    """Broken, endless and other JSON."""
    (tmp_path / "ledger.json").write_bytes(content)
    with pytest.raises(error):
        read_json(tmp_path / "ledger.json", shape())
