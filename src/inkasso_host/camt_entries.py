"""
One entry of a bank file: its rows, the payments that it holds, or why it cannot be read.

A bank puts several payments into one entry. Each of them becomes a row of its own, with its reference, its payer and
its amount, and they sum to the entry, or the whole entry is refused: no amount is ever left over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Never, TypeVar

import attrs

from inkasso_host import cells
from inkasso_host.elements import Element, PathError
from inkasso_host.reading import CellError, ProblemCode
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, ReferencePayment

__all__ = ["CamtFault", "CamtProblem", "Found", "Sight", "read_entry"]

T = TypeVar("T")

# A day of XML may bear a zone, and a time begins with its day.
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]{5,20})?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_DATE_FORM: Final = cells.DateForm()
_SIGNS: Final = MappingProxyType({"CRDT": 1, "DBIT": -1})
_STATUSES: Final = frozenset({"PDNG", "INFO", "FUTR"})
_TRANSACTIONS: Final = "NtryDtls/TxDtls"


class CamtFault(StrEnum):
    """What is wrong with an entry, beside the faults of a single cell."""

    #: The bank has not booked it.
    NOT_BOOKED = "not_booked"
    #: Its parts do not sum to it.
    SUM = "sum"
    #: It is on an account that was not named.
    ACCOUNT = "account"
    #: It takes back money that came in; the row stands, and the payment is to be reversed.
    REVERSAL = "reversal"
    #: A transaction of it moves nothing; the others stand.
    ZERO = "zero"


@attrs.frozen
class CamtProblem:
    """
    What is wrong with an entry. It never repeats what the bank says about people.

    Attributes:
        entry: Which entry of the file, counted from 1.

        line: The line of the file that the entry starts on.

        path: Where in the entry; empty for all of it.

        code: What is wrong.

        detail: What was found or wanted, in figures and codes.

        is_read: Whether its rows stand all the same.
    """

    entry: int
    line: int
    path: str
    code: CamtFault | ProblemCode
    detail: str = ""
    is_read: bool = False


@attrs.frozen
class Sight:
    """
    An entry before it is read.

    Attributes:
        number: Which entry of the file, counted from 1.

        element: What it says.

        row_id: Its id, if the bank gives none.

        account: The ledger account that it is on.

        problems: What is wrong with it, as far as it is read.
    """

    number: int
    element: Element
    row_id: str
    account: str | None
    problems: list[CamtProblem] = attrs.field(factory=list)

    def note(self, path: str, code: CamtFault | ProblemCode, detail: str = "", *, is_read: bool = False) -> None:
        """Add what is wrong with it."""
        self.problems.append(CamtProblem(self.number, self.element.line, path, code, detail, is_read))


@attrs.frozen
class Found:
    """What an entry gave: rows that sum to it, or none."""

    sight: Sight
    rows: tuple[BankRow, ...] = ()
    payments: tuple[ReferencePayment, ...] = ()


class _EntryError(Exception):
    """An entry is refused, for a reason that is not in one cell."""

    def __init__(self, path: str, code: CamtFault, detail: str = "") -> None:
        super().__init__(path, code, detail)
        self.path, self.code, self.detail = path, code, detail


@attrs.frozen
class _Head:
    """What an entry says about all of its transactions."""

    sight: Sight
    row_id: str
    amount: Money
    sign: int
    booked_on: dt.date
    is_reversal: bool


def read_entry(sight: Sight) -> Found:
    """Read one entry, or note why it cannot be."""
    if sight.problems:
        return Found(sight)
    try:
        return _read(_head(sight))
    except (PathError, _EntryError) as fault:
        sight.note(fault.path, fault.code, fault.detail)
        return Found(sight)


def _head(sight: Sight) -> _Head:
    """Read what must be there; refuse what the bank has not booked."""
    entry = sight.element
    status = entry.value("Sts/Cd") or entry.value("Sts")
    if not status and entry.only("Sts/Prtry") is None:
        _missing("Sts")
    if status != "BOOK":
        raise _EntryError("Sts", CamtFault.NOT_BOOKED, status if status in _STATUSES else "")
    is_reversal = bool(_cell("RvslInd", cells.yes_no, entry.value("RvslInd")))
    return _Head(
        sight=sight,
        row_id=(_bank_id(entry, "AcctSvcrRef") or sight.row_id) + _suffix(is_reversal=is_reversal),
        amount=_money(entry, "Amt") or _missing("Amt"),
        sign=_sign(entry) or _missing("CdtDbtInd"),
        booked_on=_day(entry, "BookgDt/Dt") or _day(entry, "BookgDt/DtTm") or _missing("BookgDt"),
        is_reversal=is_reversal,
    )


def _read(head: _Head) -> Found:
    """Read the transactions of an entry; without any, the entry is its own."""
    sight, entry = head.sight, head.sight.element
    details = list(entry.every(_TRANSACTIONS))
    if not details:
        read: list[tuple[BankRow, ReferencePayment | None]] = [
            (_row(head, head.row_id, entry, head.sign * head.amount), None)
        ]
    else:
        read = [
            _transaction(head, row_id, one, f"{_TRANSACTIONS}[{number}]", is_single=len(details) == 1)
            for number, (one, row_id) in enumerate(zip(details, _ids(head, details), strict=True), 1)
        ]
    total = Money(sum(row.amount.minor for row, _ in read), head.amount.currency)
    if total != head.sign * head.amount:
        raise _EntryError("Amt", CamtFault.SUM, f"{total}, {head.sign * head.amount}")
    rows = tuple(row for row, _ in read if row.amount.minor)
    if len(rows) < len(read):
        sight.note("Amt", CamtFault.ZERO, is_read=bool(rows))
    return Found(sight, rows, tuple(payment for _, payment in read if payment is not None))


def _ids(head: _Head, details: Sequence[Element]) -> list[str]:
    """Return an id for each transaction: the bank's own, if every one has its own."""
    stated = [_bank_id(one, "Refs/AcctSvcrRef") for one in details]
    if len(details) == 1 and (head.sight.element.value("AcctSvcrRef") or not stated[0]):
        return [head.row_id]
    if "" not in stated and len(set(stated)) == len(stated):
        return [one + _suffix(is_reversal=head.is_reversal) for one in stated]
    return [f"{head.row_id}/{number}" for number in range(1, len(details) + 1)]


def _transaction(
    head: _Head, row_id: str, details: Element, place: str, *, is_single: bool
) -> tuple[BankRow, ReferencePayment | None]:
    """Read a transaction: its row, and the payment that it is if it came in with a reference."""
    try:
        own = _own_amount(details, head.amount.currency) or (head.amount if is_single else _missing("Amt"))
        row = _row(head, row_id, details, (_sign(details) or head.sign) * own)
        return row, _payment(head, row, details, place)
    except PathError as fault:
        raise PathError(f"{place}/{fault.path}", fault.code, fault.detail) from None


def _own_amount(details: Element, currency: str) -> Money | None:
    """Return the amount of a transaction in the currency of the account; version 02 has it deeper down."""
    stated = (_money(details, path) for path in ("Amt", "AmtDtls/TxAmt/Amt"))
    return next((one for one in stated if one is not None and one.currency == currency), None)


def _row(head: _Head, row_id: str, element: Element, amount: Money) -> BankRow:
    """Make a row. The parties are those of the payment, also where it is taken back."""
    ways = ("Dbtr", "UltmtDbtr") if (amount.minor > 0) is not head.is_reversal else ("Cdtr", "UltmtCdtr")
    names = [element.value(f"RltdPties/{way}{nested}/Nm") for way in ways for nested in ("", "/Pty")]
    structured = " ".join(reference for reference, _ in _parts(element))
    entry = head.sight.element
    return BankRow(
        row_id=row_id,
        booked_on=head.booked_on,
        amount=amount,
        counterparty=next(filter(None, names), ""),
        reference=structured or _text(element) or entry.value("AddtlNtryInf"),
        original=_original((element, entry) if abs(amount.minor) == head.amount.minor else (element,), amount),
        account=head.sight.account,
    )


def _original(holders: Sequence[Element], amount: Money) -> Money | None:
    """Return what was paid, if that was in another currency than the account has."""
    paths = ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt")
    stated = (_money(holder, path) for holder in holders for path in paths)
    found = next((one for one in stated if one is not None and one.currency != amount.currency), None)
    return -found if found is not None and amount.minor < 0 else found


def _payment(head: _Head, row: BankRow, details: Element, place: str) -> ReferencePayment | None:
    """Return the payment, if money came in with references that say all of its amount."""
    parts, text = _parts(details), _text(details)
    if not (parts or text) or (row.amount.minor > 0) is head.is_reversal:
        return None
    if head.is_reversal:
        head.sight.note(place, CamtFault.REVERSAL, row.row_id, is_read=True)
        return None
    if row.amount.minor <= 0:
        return None
    if len(parts) < 2 and (not parts or parts[0][1] is None):  # noqa: PLR2004 - one reference has all of it.
        parts = [(parts[0][0] if parts else text, row.amount)]
    split = tuple((reference, amount) for reference, amount in parts if amount is not None)
    minors = [amount.minor for _, amount in split if amount.currency == row.amount.currency]
    if len(minors) < len(parts) or sum(minors) != row.amount.minor:
        head.sight.note(f"{place}/RmtInf/Strd/RfrdDocAmt", CamtFault.SUM, str(row.amount), is_read=True)
        return None
    return ReferencePayment(
        payment_id=row.row_id,
        booked_on=row.booked_on,
        parts=split,
        paid_on=_day(details, "RltdDts/AccptncDtTm"),
        account=row.account,
    )


def _parts(element: Element) -> list[tuple[str, Money | None]]:
    """Return the structured references, each with what was paid for it; below zero for a credit note that was used."""
    found: list[tuple[str, Money | None]] = []
    for one in element.every("RmtInf/Strd"):
        numbers = [reference.text.strip() for reference in one.every("CdtrRefInf/Ref")]
        numbers = numbers or [document.text.strip() for document in one.every("RfrdDocInf/Nb")]
        paid, credited = _money(one, "RfrdDocAmt/RmtdAmt"), _money(one, "RfrdDocAmt/CdtNoteAmt")
        amount = -credited if paid is None and credited is not None else paid
        # An amount for several invoices does not say what each has of it.
        found += [(number, amount if len(numbers) == 1 else None) for number in numbers if number]
    return found


def _text(element: Element) -> str:
    """Return what the payer wrote."""
    return " ".join(found for one in element.every("RmtInf/Ustrd") if (found := one.text.strip()))


def _missing(path: str) -> Never:
    raise PathError(path, ProblemCode.MISSING)


def _suffix(*, is_reversal: bool) -> str:
    """Return what tells a reversal from the entry that it takes back: many banks give both one reference."""
    return "/reversal" if is_reversal else ""


def _cell(path: str, read: Callable[[object], T], cell: object) -> T:
    """Read a cell, and say where it stands if it cannot be read."""
    try:
        return read(cell)
    except CellError as fault:
        raise PathError(path, fault.code, fault.detail) from None


def _bank_id(element: Element, path: str) -> str:
    return _cell(path, cells.label, element.value(path)) or ""


def _sign(element: Element) -> int | None:
    """Return 1 for money in, -1 for money out; none where it is not said."""
    written = element.value("CdtDbtInd")
    if written and written not in _SIGNS:
        raise PathError("CdtDbtInd", ProblemCode.UNKNOWN_CODE, ", ".join(_SIGNS))
    return _SIGNS.get(written)


def _money(element: Element, path: str) -> Money | None:
    """Return the amount at *path*, which is never below zero; none where it is absent."""
    found = element.only(path)
    if found is None:
        return None
    currency = _cell(f"{path}/@Ccy", cells.currency, found.attributes.get("Ccy")) or _missing(f"{path}/@Ccy")
    amount = _cell(path, lambda cell: cells.amount(cell, currency), found.text) or _missing(path)
    if amount.minor < 0:
        raise PathError(path, ProblemCode.AMOUNT, "1250.50")
    return amount


def _day(element: Element, path: str) -> dt.date | None:
    """Return the day of a date or of a time, as it stands: the bank's own day."""
    written = element.value(path)
    if not written:
        return None
    match = _DAY.fullmatch(written)
    if match is None:
        raise PathError(path, ProblemCode.DATE, "YYYY-MM-DD")
    return _cell(path, lambda cell: cells.date(cell, _DATE_FORM), match[1])
