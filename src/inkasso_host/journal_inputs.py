"""What ``inkasso journal`` reads besides the settlement: exports of the ledger, the bank's file, and small lists."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs

from inkasso_host import cells, texts
from inkasso_host import journal_texts as words
from inkasso_host.camt import read_camt
from inkasso_host.reading import CellError, UnreadableFileError
from inkasso_host.small_csv import RowError, read_rows
from inkasso_host.toml import read_bytes
from inkasso_rules.ledger.listing import ListedInvoice
from inkasso_rules.ledger.matching import ByTable
from inkasso_rules.ledger.sie import SieError, SieFile, SieReading, read_sie
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow

__all__ = ["Exports", "OpenItems", "read_bank", "read_exports", "read_invoice_table", "read_open_items"]

_DAYS: Final = cells.DateForm()
_CHARS_MAX: Final = 200
_TABLE: Final = ("series", "number", "date", "text", "invoice")
_ITEMS: Final = ("invoice", "open_amount", "currency", "reference", "debtor_name")

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Exports:
    """
    What the exports of a ledger say.

    Attributes:
        files: The files.

        told: A line about each of them.

        problems: What of them could not be read, and notices.

        is_whole: Whether nothing was left out.
    """

    files: tuple[SieFile, ...]
    told: tuple[str, ...]
    problems: tuple[str, ...]
    is_whole: bool


@attrs.frozen
class OpenItems:
    """
    What the subledger says.

    Attributes:
        amounts: What is open, by invoice.

        invoices: What else it says of invoices.
    """

    amounts: MappingProxyType[str, Money] = MappingProxyType({})
    invoices: tuple[ListedInvoice, ...] = ()


def read_exports(paths: Iterable[Path], lang: str) -> Exports:
    """
    Read SIE files.

    Raises:
        UnreadableFileError: If a file cannot be opened, or is no SIE file.
    """
    readings = tuple((path.name, _read_export(path)) for path in paths)
    return Exports(
        files=tuple(reading.file for _, reading in readings),
        told=tuple(words.say("ledger", lang, file=name, vouchers=len(one.file.vouchers)) for name, one in readings),
        problems=tuple(words.sie_problem(name, found, lang) for name, one in readings for found in one.problems),
        is_whole=all(found.is_notice for _, one in readings for found in one.problems),
    )


def _read_export(path: Path) -> SieReading:
    """Read a file line by line, since it may be large."""
    try:
        with path.open("rb") as lines:
            return read_sie(lines)
    except SieError as fault:
        raise UnreadableFileError(path.name, f"cannot be read ({str(fault).rstrip('.')})", "SIE 4") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "the path is not usable"
        raise UnreadableFileError(path.name, f"cannot be opened ({reason})", "a file that can be read") from None


def read_bank(paths: Iterable[Path], lang: str) -> tuple[tuple[BankRow, ...], tuple[str, ...]]:
    """
    Read what the bank has booked, and what of it could not be read.

    Raises:
        UnreadableFileError: If a file cannot be opened or used.
        CamtVersionError: If it is another message or version.
    """
    readings = tuple((path.name, read_camt(read_bytes(path), file=path.name)) for path in paths)
    problems = (words.bank_problem(name, found, lang) for name, one in readings for found in one.problems)
    return tuple(row for _, one in readings for row in one.rows), tuple(problems)


def read_invoice_table(path: Path) -> ByTable:
    """
    Read which voucher belongs to which invoice: by series, number and date, or by its text.

    Raises:
        HostInputError: If the file cannot be used, or a row does not say that.
    """
    found: dict[Any, str] = {}
    for row, told in read_rows(path, _TABLE, ("invoice",)):
        invoice = _cell(path, row, told, "invoice", _label)
        number, text = told.get("number", "").strip(), told.get("text", "").strip()
        day = _cell(path, row, told, "date", lambda cell: cells.date(cell, _DAYS))
        if invoice is None or bool(number and day) == bool(text):
            raise RowError(path.name, row, "wanted an invoice, and a number with its date, or a text")
        key: tuple[str, str, dt.date | None] | str = text or (told.get("series", "").strip(), number, day)
        if found.setdefault(key, invoice) != invoice:
            raise RowError(path.name, row, "gives a voucher to a second invoice; wanted one")
    return ByTable(MappingProxyType(found))


def read_open_items(path: Path, currency: str) -> OpenItems:
    """
    Read what is open by the subledger.

    Args:
        path: The file.

        currency: Of amounts that do not say theirs.

    Raises:
        HostInputError: If the file cannot be used, or a row does not tell an open item.
    """
    amounts: dict[str, Money] = {}
    known: dict[str, ListedInvoice] = {}
    for row, told in read_rows(path, _ITEMS, ("invoice",)):
        invoice = _cell(path, row, told, "invoice", _label)
        own = _cell(path, row, told, "currency", cells.currency) or currency
        amount = _cell(path, row, told, "open_amount", functools.partial(cells.amount, currency_code=own))
        if invoice is None:
            raise RowError(path.name, row, "invoice is missing")
        if invoice in known:
            raise RowError(path.name, row, "names an invoice for the second time; wanted each once")
        if amount is not None:
            amounts[invoice] = amount
        known[invoice] = ListedInvoice(
            invoice=invoice,
            reference=told.get("reference", "").strip(),
            debtor_name=told.get("debtor_name", "").strip(),
        )
    return OpenItems(MappingProxyType(amounts), tuple(known.values()))


def _label(cell: str) -> str | None:
    return cells.text(cell, chars_max=_CHARS_MAX)


def _cell(path: Path, row: int, told: dict[str, str], column: str, read: Callable[[str], T | None]) -> T | None:
    try:
        return read(told.get(column, ""))
    except CellError as fault:
        raise RowError(path.name, row, f"{column} {texts.fault(fault.code, fault.detail, 'en')}") from None
