"""
Settlements in JSON, in a form of our own: what the agency's own settlements look like is not public.

A settlement adds up as a whole or not at all. Where one amount cannot be read there is no settlement, only a list of
all that is wrong. Amounts have all decimals of their currency and are never floats: 1190.00 and "1190.00" are the same,
1190.0 and 1190 are faults.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import attrs

from inkasso_host import cells
from inkasso_host.json_objects import JsonFault, JsonObject, JsonProblem, kind_of, load_object
from inkasso_host.reading import CellError, ProblemCode
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, SettledPayment, Settlement, VatDocument

__all__ = [
    "BYTES_MAX",
    "VERSION",
    "SettlementReading",
    "read_settlement",
    "write_settlement",
]

#: The version of the form that is written, and the only one that is read.
VERSION: Final = 1
#: A settlement of a hundred thousand payments, each with parts, has two thirds of it.
BYTES_MAX: Final = 64 * 2**20

_CHARS_MAX: Final = 200
_DAYS: Final = cells.DateForm()
_MONEY: Final = re.compile(r"-?[0-9]{1,19}(?:\.([0-9]{1,9}))?")
_RATE: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")


@attrs.frozen
class SettlementReading:
    """
    What a file gave.

    Attributes:
        settlement: The settlement; none if any of it cannot be read.

        problems: All that is wrong, in the order of the form.
    """

    settlement: Settlement | None
    problems: tuple[JsonProblem, ...] = ()


def read_settlement(source: bytes, *, file: str = "the settlement", bytes_max: int = BYTES_MAX) -> SettlementReading:
    """
    Read a settlement, or all that is wrong with it.

    Raises:
        UnreadableFileError: If it is not JSON in UTF-8, is no object, or is too large or too deep.
    """
    root = load_object(source, file=file, bytes_max=bytes_max)
    version = root.need("version", lambda cell: isinstance(cell, Decimal) and cell == VERSION)
    if not version:
        if version is not None:
            root.note("version", JsonFault.VERSION, str(VERSION))
        return SettlementReading(None, tuple(root.problems))
    return SettlementReading(_settlement(root), tuple(root.problems))


def _settlement(root: JsonObject) -> Settlement | None:
    currency = root.need("currency", _currency)
    money = _money_in(currency)
    fields: dict[str, object] = {
        "settlement_id": root.need("settlement_id", _label),
        "creditor_id": root.need("creditor_id", _label),
        "settled_on": root.need("settled_on", _day),
        "payout": root.need("payout", money),
        "brought_forward": root.need("brought_forward", money),
        "clearing_account": root.take("clearing_account", _label),
        "part_of": root.take("part_of", _label),
        "rate": _rate(root.inner("rate")),
        "vat_document": _vat_document(root.inner("vat_document")),
    }
    payments = tuple(_payment(one, currency) for one in root.items("payments", is_needed=True))
    return root.made(Settlement, payments=payments, **fields)


def _payment(one: JsonObject, currency: str | None) -> SettledPayment | None:
    money = _money_in(currency)
    return one.made(
        SettledPayment,
        payment_id=one.need("payment_id", _label),
        invoice=one.need("invoice", _label),
        paid_on=one.need("paid_on", _day),
        capital=one.need("capital", money),
        payout=one.need("payout", money),
        deductions=tuple(_part(item, currency) for item in one.items("deductions")),
        additions=tuple(_part(item, currency) for item in one.items("additions")),
        invoice_amount=_invoice_amount(one.inner("invoice_amount")),
        kept_costs=one.take("kept_costs", money),
        kept_interest=one.take("kept_interest", money),
        stage=one.take("stage", lambda cell: cells.code(cell, Stage)),
    )


def _part(item: JsonObject, currency: str | None) -> Part | None:
    return item.made(
        Part,
        kind=item.need("kind", _label),
        amount=item.need("amount", _money_in(currency)),
        invoice=item.take("invoice", _label),
    )


def _invoice_amount(inner: JsonObject | None) -> Money | None:
    if inner is None:
        return None
    amount = inner.need("amount", _money_in(inner.need("currency", _currency)))
    return inner.made(lambda: amount)


def _rate(inner: JsonObject | None) -> ExchangeRate | None:
    if inner is None:
        return None
    return inner.made(
        ExchangeRate,
        currency=inner.need("currency", _currency),
        into=inner.need("into", _currency),
        rate=inner.need("rate", _decimal),
        on=inner.need("on", _day),
    )


def _vat_document(inner: JsonObject | None) -> VatDocument | None:
    if inner is None:
        return None
    return inner.made(
        VatDocument,
        number=inner.need("number", _label),
        issued_on=inner.need("issued_on", _day),
        vat_number=inner.need("vat_number", _label),
    )


# --- single values ----------------------------------------------------------------------------------------------------
def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise CellError(ProblemCode.TYPE, kind_of(cell))
    return cell


def _label(cell: object) -> str:
    """Return an id exactly as it stands: another system will compare it."""
    found = _text(cell)
    if not found.strip():
        raise CellError(ProblemCode.MISSING)
    if len(found) > _CHARS_MAX or not found.isprintable():
        raise CellError(ProblemCode.TEXT, str(_CHARS_MAX))
    return found


def _day(cell: object) -> dt.date:
    return _DAYS.read(_text(cell))


def _currency(cell: object) -> str:
    found = _text(cell)
    if found not in MINOR_DIGITS:
        raise CellError(ProblemCode.CURRENCY, "ISO 4217")
    return found


def _money_in(currency: str | None) -> Callable[[object], Money | None]:
    """Return a reader of amounts; without a currency, which is a fault of its own, it reads nothing."""

    def read(cell: object) -> Money | None:
        if not isinstance(cell, str | Decimal):
            raise CellError(ProblemCode.TYPE, kind_of(cell))
        match = _MONEY.fullmatch(str(cell))
        if match is None:
            raise CellError(ProblemCode.AMOUNT, "1250.50")
        if currency is None:
            return None
        if len(match[1] or "") != MINOR_DIGITS[currency]:
            raise CellError(ProblemCode.DECIMALS, f"{MINOR_DIGITS[currency]}, {currency}")
        return cells.amount(str(cell), currency)

    return read


def _decimal(cell: object) -> Decimal:
    if not isinstance(cell, str | Decimal):
        raise CellError(ProblemCode.TYPE, kind_of(cell))
    if not _RATE.fullmatch(str(cell)):
        raise CellError(ProblemCode.AMOUNT, "11.4210")
    return Decimal(str(cell))


# --- writing ----------------------------------------------------------------------------------------------------------
def write_settlement(settlement: Settlement) -> bytes:
    """
    Write a settlement: the same one gives the same bytes. What is not known is left out.

    Reading gives it back, as long as its ids are of one line and not blank.
    """
    document, rate = settlement.vat_document, settlement.rate
    content = {
        "version": VERSION,
        "settlement_id": settlement.settlement_id,
        "creditor_id": settlement.creditor_id,
        "settled_on": settlement.settled_on.isoformat(),
        "currency": settlement.currency,
        "payout": _major(settlement.payout),
        "brought_forward": _major(settlement.brought_forward),
        "clearing_account": settlement.clearing_account,
        "part_of": settlement.part_of,
        "rate": rate
        and {"currency": rate.currency, "into": rate.into, "rate": f"{rate.rate:f}", "on": rate.on.isoformat()},
        "vat_document": document
        and {
            "number": document.number,
            "issued_on": document.issued_on.isoformat(),
            "vat_number": document.vat_number,
        },
        "payments": [_written(payment) for payment in settlement.payments],
    }
    return (json.dumps(_known(content), ensure_ascii=False, indent=1) + "\n").encode()


def _written(payment: SettledPayment) -> dict[str, Any]:
    paid = payment.invoice_amount
    return _known(
        {
            "payment_id": payment.payment_id,
            "invoice": payment.invoice,
            "paid_on": payment.paid_on.isoformat(),
            "capital": _major(payment.capital),
            "payout": _major(payment.payout),
            "deductions": [_written_part(part) for part in payment.deductions] or None,
            "additions": [_written_part(part) for part in payment.additions] or None,
            "invoice_amount": paid and {"amount": _major(paid), "currency": paid.currency},
            "kept_costs": payment.kept_costs and _major(payment.kept_costs),
            "kept_interest": payment.kept_interest and _major(payment.kept_interest),
            "stage": payment.stage,
        }
    )


def _written_part(part: Part) -> dict[str, Any]:
    return _known({"kind": part.kind, "amount": _major(part.amount), "invoice": part.invoice})


def _known(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None}


def _major(amount: Money) -> str:
    return str(amount.decimal)
