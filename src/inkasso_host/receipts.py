"""
Vouchers as the ERP's journal receipts, in the form that its API takes.

Every amount stands on the row that it belongs to, and the rows sum to zero by themselves. VAT has rows of its own and
no row bears a percentage, or the ERP would add VAT a second time. The ERP is never asked to add a row that makes up a
difference, since that would hide an error of ours.

Receipts are sent by :mod:`inkasso_host.posting`.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Final

import attrs

from inkasso_host.reading import HostInputError
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import Voucher

__all__ = [
    "ATTACHMENT_BYTES_MAX",
    "DESCRIPTION_CHARS_MAX",
    "NAME_CHARS_MAX",
    "NOTES_CHARS_MAX",
    "Attachment",
    "AttachmentError",
    "Receipt",
    "ReceiptCodes",
    "ReceiptError",
    "ReceiptTexts",
    "attachment_meta",
    "receipt",
    "receipt_key",
]

# The ERP's own limits.
NAME_CHARS_MAX: Final = 80
DESCRIPTION_CHARS_MAX: Final = 255
NOTES_CHARS_MAX: Final = 10_000
ATTACHMENT_BYTES_MAX: Final = 10_000_000

_NO_VAT: Final = 0


class ReceiptError(HostInputError):
    """
    A voucher cannot be a journal receipt.

    Attributes:
        voucher_id: The voucher.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, voucher_id: str, field: str, wanted: str) -> None:
        super().__init__(voucher_id, field, wanted)
        self.voucher_id, self.field, self.wanted = voucher_id, field, wanted

    def __str__(self) -> str:
        return f"voucher {self.voucher_id} has no {self.field} for a journal receipt; wanted {self.wanted}."


class AttachmentError(HostInputError):
    """
    A file cannot be attached.

    Attributes:
        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        return f"the attachment has no fitting {self.field}; wanted {self.wanted}."


@attrs.frozen(kw_only=True)
class ReceiptCodes:
    """
    The ERP's codes for a receipt.

    Those of its Swedish environment are not public; its API lists them for the company (``GET /vats/default``).

    Attributes:
        vat_status: The ERP's number of the VAT code for rows without VAT. There is no default: none is known.

        vat_type: ``SALES`` or ``PURCHASE``.

        vat_country: The country by whose VAT the receipt is processed, if the ERP is to be told.

        ledger_currency: The currency of the ledger; a receipt has no other.
    """

    vat_status: int
    vat_type: str = attrs.field(default="SALES", validator=attrs.validators.in_(("SALES", "PURCHASE")))
    vat_country: str | None = None
    ledger_currency: str = "SEK"


@attrs.frozen(kw_only=True)
class ReceiptTexts:
    """
    What people read in a receipt. What is longer than the ERP takes is cut, with a sign that it is.

    Attributes:
        name: Its name.

        lines: What each line of the voucher is described by, in its order.

        notes: What is noted on it: the true day where a period was closed, for instance.
    """

    name: str = attrs.field(repr=False)
    lines: tuple[str, ...] = attrs.field(repr=False)
    notes: str = attrs.field(default="", repr=False)


@attrs.frozen
class Receipt:
    """
    A receipt that is ready to be sent.

    Attributes:
        key: What it is found by, in the accountant's notes: the settlement's id and the voucher's.

        body: The JSON.
    """

    key: str
    body: bytes = attrs.field(repr=False)


@attrs.frozen
class Attachment:
    """
    A file that belongs to receipts.

    Attributes:
        name: Its name, with what it ends in.

        content: The file.

    Raises:
        AttachmentError: If the name has no ending, or the file is empty or larger than the ERP takes.
    """

    name: str
    content: bytes = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse what the ERP would refuse after the receipt is there."""
        if not PurePath(self.name).suffix[1:] or not self.name.isprintable():
            raise AttachmentError("name", "one with an ending, as 'listing.pdf'")
        if not 0 < len(self.content) <= ATTACHMENT_BYTES_MAX:
            raise AttachmentError("size", f"1 to {ATTACHMENT_BYTES_MAX} bytes")


def receipt_key(voucher: Voucher) -> str:
    """Return what a voucher's receipt is found by: the settlement first, since nothing is booked twice for it."""
    return f"{voucher.subject} {voucher.voucher_id}"


def receipt(voucher: Voucher, *, texts: ReceiptTexts, codes: ReceiptCodes) -> Receipt:
    """
    Make the journal receipt of a voucher.

    Debit is above zero. Amounts are written from whole minor units, with all decimals of the currency.

    Args:
        voucher: The voucher.

        texts: What people read in it.

        codes: The ERP's codes.

    Raises:
        ReceiptError: If the voucher is not in the ledger's currency, has more or fewer lines than there are texts, or
            its ids are too long or not of one line.
    """
    key = receipt_key(voucher)
    if len(key) > DESCRIPTION_CHARS_MAX or not key.isprintable():
        raise ReceiptError(
            voucher.voucher_id, "key", f"ids of one line, together at most {DESCRIPTION_CHARS_MAX} characters"
        )
    if any(line.amount.currency != codes.ledger_currency for line in voucher.lines):
        raise ReceiptError(voucher.voucher_id, "amounts", f"lines in {codes.ledger_currency}")
    if len(texts.lines) != len(voucher.lines):
        raise ReceiptError(voucher.voucher_id, "texts", f"{len(voucher.lines)} of them")
    vat = {"vatType": codes.vat_type, "vatStatus": codes.vat_status}
    head: dict[str, object] = {
        "type": "JOURNAL",
        "name": _cut(texts.name, NAME_CHARS_MAX),
        "receiptDate": voucher.dated_on.isoformat(),
        **vat,
        "vatProcessing": codes.vat_country,
        "invoiceNotes": _cut(texts.notes, NOTES_CHARS_MAX) or None,
        "accountantsNotes": key,
    }
    rows = [
        {
            "transactionType": "ENTRY",
            "account": line.account,
            "accountingValue": line.amount,
            "vatPercent": _NO_VAT,
            **vat,
            "description": _cut(text, DESCRIPTION_CHARS_MAX),
        }
        for line, text in zip(voucher.lines, texts.lines, strict=True)
    ]
    known = {name: value for name, value in head.items() if value is not None}
    return Receipt(key, _json({**known, "transactions": rows}).encode())


def attachment_meta(attachment: Attachment, invoice_id: int) -> bytes:
    """
    Return what the ERP is told about an attachment.

    The files of a journal receipt hang on the invoice that the ERP makes behind it, not on the receipt.
    """
    return _json({"name": attachment.name, "referenceType": "INVOICE", "referenceId": invoice_id}).encode()


def _cut(text: str, chars_max: int) -> str:
    """Return a text on one line that is not too long; a text changes no amount and no row."""
    found = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return found if len(found) <= chars_max else f"{found[: chars_max - 1]}…"


def _json(value: object) -> str:
    """Write JSON with exact amounts: the standard module writes numbers only as whole ones or floats."""
    match value:
        case Money():
            return str(value.decimal)
        case dict():
            return "{" + ",".join(f"{json.dumps(name)}:{_json(one)}" for name, one in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_json, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)
