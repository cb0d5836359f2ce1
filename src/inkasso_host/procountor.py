"""
The ERP's invoices as its API gives them, in JSON.

A file is a list of invoices, or an object whose ``results`` is one. What the API answers elsewhere stands beside the
invoice's own fields, if the host has asked for it: ``paymentEvents``, ``history``, ``partner`` and ``case``. What is
not there is not known, and the rules that need it block; the only conclusions are those that :data:`ASSUMED` names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Never

import attrs

from inkasso_host import cells
from inkasso_host.invoices import Entry, Shape, collect
from inkasso_host.reading import Assumed, CellError, EmptyFileError, Problem, ProblemCode, Reading, UnreadableFileError
from inkasso_host.toml import read_bytes

__all__ = ["ASSUMED", "COUNTRIES", "PATHS", "read_json"]

# fmt: off
#: Where the ERP keeps each field; problems name these paths.
PATHS: Final[Mapping[str, str]] = MappingProxyType({
    "id":                     "id",
    "number":                 "invoiceNumber",
    "original_number":        "originalInvoiceNumber",
    "kind":                   "type",
    "status":                 "status",
    "channel":                "invoiceChannel",
    "invoice_date":           "date",
    "due_date":               "paymentInfo.dueDate",
    "new_due_date":           "paymentInfo.newDueDate",
    "currency":               "paymentInfo.currency",
    "total":                  "invoiceSumInfo.invoiceSumTotal",
    "ledger_total":           "invoiceSumInfo.invoiceSumTotal",
    "open_amount":            "paymentEvents.paidAmount",
    "debtor_name":            "counterParty.counterPartyAddress.name",
    "debtor_identifier":      "counterParty.identifier",
    "customer_number":        "counterParty.customerNumber",
    "email":                  "counterParty.email",
    "street":                 "counterParty.counterPartyAddress.street",
    "postcode":               "counterParty.counterPartyAddress.zip",
    "city":                   "counterParty.counterPartyAddress.city",
    "country":                "counterParty.counterPartyAddress.country",
    "care_of":                "counterParty.counterPartyAddress.specifier",
    "partner_id":             "partnerId",
    "group":                  "partner.group",
    "partner_street":         "partner.address.street",
    "partner_postcode":       "partner.address.zip",
    "partner_city":           "partner.address.city",
    "partner_country":        "partner.address.country",
    "financed":               "factoringContractId",
    "reminders":              "history.action",
    "other_agency":           "history.action",
    "registration":           "case",
    "seller_note":            "notes",
    "additional_information": "additionalInformation",
    "products":               "invoiceRows.product",
    "document_bytes":         "documentBytes",
    "attachment_bytes":       "attachments.size",
    "agreed_interest":        "penaltyPercent",
})
# fmt: on

#: What is concluded and not read, said in every result.
ASSUMED: Final = (
    Assumed(("financed",), "", "factoringContractId"),
    Assumed(("reminders", "other_agency"), "", "history"),
    Assumed(("open_amount",), "", "paymentEvents"),
)

_COUNTRY_NAMES: Final = (
    "SE SWEDEN NO NORWAY DK DENMARK FI FINLAND IS ICELAND EE ESTONIA LV LATVIA LT LITHUANIA PL POLAND DE GERMANY "
    "NL NETHERLANDS BE BELGIUM FR FRANCE ES SPAIN IT ITALY AT AUSTRIA CH SWITZERLAND IE IRELAND GB UNITED_KINGDOM "
    "US UNITED_STATES JP JAPAN"
).split()

#: The ISO code by the API's name of a country; a name that is not here is a fault of its row.
COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(_COUNTRY_NAMES[1::2], _COUNTRY_NAMES[::2], strict=True))
)

_OURS: Final = ("PAYMENT_REMINDER", "PAYMENT_WARNING")
_THEIRS: Final = re.compile(r"COLLECTION_LETTER.*|PAYMENT_REMINDER_(?:ROPO|SVEA|DUETTO).*")


def read_json(path: Path, shape: Shape) -> Reading:
    """
    Read invoices in the ERP's own form. A mapping's defaults fill in for fields that the ERP does not have.

    Raises:
        UnreadableFileError: If the file is not JSON, or holds no list of invoices.

        EmptyFileError: If there is nothing in it.
    """
    content = read_bytes(path)
    if not content.strip():
        raise EmptyFileError(path.name)
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except (ArithmeticError, RecursionError, ValueError):
        raise UnreadableFileError(path.name, "is not JSON in UTF-8", "JSON") from None
    invoices = found.get("results") if isinstance(found, dict) else found
    if not isinstance(invoices, list):
        raise UnreadableFileError(path.name, "holds no list of invoices", "a list, or an object with a list in results")
    mapping = attrs.evolve(shape.mapping, columns=PATHS)
    reading = collect(_entries(invoices, shape), attrs.evolve(shape, mapping=mapping))
    return attrs.evolve(reading, assumed=reading.assumed + ASSUMED)


def _refuse(_: str) -> Never:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError


def _entries(invoices: Sequence[object], shape: Shape) -> Iterator[Entry]:
    for row, invoice in enumerate(invoices, start=1):
        if not isinstance(invoice, dict):
            yield Entry(row, fault=Problem(row, "", ProblemCode.NOT_AN_OBJECT, type(invoice).__name__))
            continue
        try:
            yield Entry(row, {**shape.mapping.defaults, **_content(invoice, shape)})
        except _PathError as fault:
            yield Entry(row, fault=Problem(row, fault.path, fault.code, fault.detail))


class _PathError(CellError):
    """A part of an invoice has a form that no field can be read from."""

    def __init__(self, path: str, code: ProblemCode, detail: str = "") -> None:
        super().__init__(code, detail)
        self.path = path


def _content(invoice: dict[str, Any], shape: Shape) -> dict[str, object]:
    """Return the fields of one invoice; a field that the invoice does not have is left out."""
    payment, party = _part(invoice, "paymentInfo"), _part(invoice, "counterParty")
    address, partner = _part(party, "counterPartyAddress"), _part(invoice, "partner")
    found = {
        "id": invoice.get("id"),
        "number": invoice.get("invoiceNumber"),
        "original_number": invoice.get("originalInvoiceNumber"),
        "kind": invoice.get("type"),
        "status": invoice.get("status"),
        "channel": invoice.get("invoiceChannel"),
        "invoice_date": invoice.get("date"),
        "due_date": payment.get("dueDate"),
        "new_due_date": payment.get("newDueDate"),
        "currency": payment.get("currency"),
        **_amounts(invoice, payment.get("currency"), shape),
        "debtor_name": address.get("name"),
        "debtor_identifier": party.get("identifier"),
        "customer_number": party.get("customerNumber"),
        "email": party.get("email"),
        **_address(address, ""),
        "partner_id": invoice.get("partnerId"),
        "group": partner.get("group"),
        **_address(_part(partner, "address"), "partner_"),
        "financed": invoice.get("factoringContractId") is not None,
        **(_history(invoice) if "history" in invoice else {}),
        "registration": _part(invoice, "case").get("registration"),
        "seller_note": invoice.get("notes"),
        "additional_information": invoice.get("additionalInformation"),
        "products": tuple((row.get("product"), row.get("comment")) for row in _list(invoice, "invoiceRows")),
        "document_bytes": invoice.get("documentBytes"),
        "attachment_bytes": tuple((part.get("id"), part.get("size")) for part in _list(invoice, "attachments")),
        "agreed_interest": invoice.get("penaltyPercent"),
    }
    return {field: cell for field, cell in found.items() if cell is not None}


def _address(address: dict[str, Any], prefix: str) -> dict[str, object]:
    """Return the parts of an address; the c/o line is kept for the invoice's own only."""
    country = address.get("country")
    parts = {
        f"{prefix}street": address.get("street"),
        f"{prefix}postcode": address.get("zip"),
        f"{prefix}city": address.get("city"),
        f"{prefix}country": COUNTRIES.get(country, country) if isinstance(country, str) else country,
    }
    return parts if prefix else {**parts, "care_of": address.get("specifier")}


def _amounts(invoice: dict[str, Any], currency: object, shape: Shape) -> dict[str, object]:
    """Return the totals, in the invoice's and the ledger's currency, and what is left to pay."""
    sums = _list(invoice, "invoiceSumInfo")
    total = _total(sums, currency, alone=True)
    found = {"total": total, "open_amount": total if invoice.get("status") == "SENT" else None}
    if currency != shape.ledger_currency:
        found["ledger_total"] = _total(sums, shape.ledger_currency, alone=False)
    if "paymentEvents" in invoice and total is not None:
        found["open_amount"] = _left(total, _list(invoice, "paymentEvents"), currency)
    return found


def _total(sums: list[dict[str, Any]], currency: object, *, alone: bool) -> object:
    """Return the total in one currency; a single total that names no currency is in the invoice's own."""
    found = [one for one in sums if one.get("currency", currency if alone and len(sums) == 1 else None) == currency]
    if len(found) > 1:
        raise _PathError(PATHS["total"], ProblemCode.DOUBLED)
    return found[0].get("invoiceSumTotal") if found else None


def _left(total: object, events: list[dict[str, Any]], currency: object) -> Decimal | None:
    """Return the total less the payments; all of them are in the invoice's currency."""
    try:
        code = cells.currency(currency)
        left = cells.amount(total, code)
    except CellError:
        # The field of its own says so, and refuses the row.
        return None
    for event in events:
        if event.get("paidCurrency") != currency:
            raise _PathError("paymentEvents.paidCurrency", ProblemCode.CURRENCY, "paymentInfo.currency")
        try:
            paid = cells.amount(event.get("paidAmount"), code)
        except CellError as fault:
            raise _PathError(PATHS["open_amount"], fault.code, fault.detail) from None
        if paid is None or left is None:
            raise _PathError(PATHS["open_amount"], ProblemCode.MISSING)
        left -= paid
    return None if left is None else left.decimal


def _history(invoice: dict[str, Any]) -> dict[str, object]:
    """Read two facts off the invoice's history: who has reminded, and whether another agency has it."""
    reminders: list[tuple[object, object]] = []
    other_agency = False
    for event in _list(invoice, "history"):
        action = event.get("action")
        if not isinstance(action, str):
            raise _PathError(PATHS["reminders"], ProblemCode.TYPE, type(action).__name__)
        if _THEIRS.fullmatch(action):
            other_agency = True
        elif action.startswith(_OURS):
            reminders.append((event.get("date"), event.get("cost", 0)))
    return {"reminders": tuple(reminders), "other_agency": other_agency}


def _part(holder: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object inside another one; an empty one when it is not there."""
    found = holder.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _PathError(name, ProblemCode.NOT_AN_OBJECT, type(found).__name__)
    return found


def _list(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects; an empty one when it is not there."""
    found = holder.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise _PathError(name, ProblemCode.NOT_AN_OBJECT, type(found).__name__)
    return found
