"""
SIE 4I: vouchers that a bookkeeping program takes in, written to the letter of specification 4B.

Programs accept almost anything and check little, so a file has to be right as it is made: the items in their order,
``#FLAGGA 0`` first, every account and object declared that a row uses, every text quoted and in code page 437, no
balances. The same file always gives the same bytes. Items end with CR LF: the specification allows it, and the programs
that read them run on Windows, where people open them in an editor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.sie.file import SieFile, SieRow, SieVoucher
from inkasso_rules.ledger.sie.text import CODE_PAGE, cp437_text
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.dates import require_date

__all__ = ["DIMENSIONS", "SieContentError", "SieFault", "write_sie"]

#: The dimensions that the specification reserves, and what we call them where the file does not.
DIMENSIONS: Final = MappingProxyType(
    {
        "1": "Kostnadsställe",
        "2": "Kostnadsbärare",
        "6": "Projekt",
        "7": "Anställd",
        "8": "Kund",
        "9": "Leverantör",
        "10": "Faktura",
    }
)

_DECIMALS: Final = 2


class SieFault(StrEnum):
    """Why a file cannot be written."""

    #: There is no date on which it was made.
    GENERATED_ON = "generated_on"
    #: The currency does not have two decimals.
    CURRENCY = "currency"
    #: An account or dimension is not a number.
    ACCOUNT = "account"
    #: Two objects would be written alike.
    OBJECT = "object"
    #: An amount is not a whole number of minor units.
    AMOUNT = "amount"
    #: A voucher's number is not a number.
    NUMBER = "number"
    #: A voucher's number does not rise within its series.
    ORDER = "order"
    #: A voucher's rows do not sum to zero.
    UNBALANCED = "unbalanced"
    #: A voucher lies outside all the fiscal years of the file.
    YEAR = "year"


_SAID: Final = MappingProxyType(
    {
        SieFault.GENERATED_ON: "has no date on which it was made; wanted one",
        SieFault.CURRENCY: "is in a currency that SIE cannot hold; wanted one with two decimals",
        SieFault.ACCOUNT: "uses an account or a dimension that is not a number; wanted the digits 0 to 9",
        SieFault.OBJECT: "uses an object that would be written as another one is; wanted ids of code page 437",
        SieFault.AMOUNT: "has an amount that is not whole minor units; wanted an int",
        SieFault.NUMBER: "has a number that is none; wanted the digits 0 to 9, or nothing",
        SieFault.ORDER: "has a number that is not above the one before it in its series; wanted rising numbers",
        SieFault.UNBALANCED: "has rows that do not sum to zero; wanted a balanced voucher",
        SieFault.YEAR: "is dated outside the fiscal years of the file; wanted a date in one of them",
    }
)


class SieContentError(InkassoRulesError, ValueError):
    """
    A file cannot be written as SIE.

    Attributes:
        voucher: Which voucher, from 1; 0 for the file itself.

        fault: What is wrong with it.
    """

    def __init__(self, voucher: int, fault: SieFault) -> None:
        super().__init__(voucher, fault)
        self.voucher, self.fault = voucher, fault

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"{f'voucher {self.voucher}' if self.voucher else 'the file'} {_SAID[self.fault]}."


def write_sie(file: SieFile) -> bytes:
    """
    Return *file* as SIE 4I.

    Balances are left out: a 4I has none. The import flag is always 0, which the reading program changes. Accounts,
    dimensions and objects that rows use and the file does not name are declared after those that it names; a program
    that knows the account only points out that its name is another one. Texts are written as
    :func:`~inkasso_rules.ledger.sie.text.cp437_text` has them.

    Args:
        file: What to write; ``generated_on`` is compulsory.

    Raises:
        SieContentError: If the file breaks a rule of the format; see :class:`SieFault`.
        DateTypeError: If a date is no plain date.
    """
    _check(file)
    lines = [*_identification(file), *_declarations(file)]
    for voucher in file.vouchers:
        lines += _voucher(voucher)
    return "".join(f"{line}\r\n" for line in lines).encode(CODE_PAGE)


# --- what must hold ---------------------------------------------------------------------------------------------------
def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _check(file: SieFile) -> None:
    """Refuse what no program could take in, before anything is written."""
    if file.generated_on is None:
        raise SieContentError(0, SieFault.GENERATED_ON)
    if MINOR_DIGITS.get(file.currency) != _DECIMALS:
        raise SieContentError(0, SieFault.CURRENCY)
    if not all(map(_is_number, (*(a.number for a in file.accounts), *(d.number for d in file.dimensions)))):
        raise SieContentError(0, SieFault.ACCOUNT)
    ids: dict[tuple[str, str], str] = {}
    for each in file.objects:
        _check_object(0, each.dimension, each.number, ids)
    latest: dict[str, int] = {}
    for position, voucher in enumerate(file.vouchers, 1):
        fault = _number_fault(voucher, latest)
        if fault is None and file.years and not any(y.starts_on <= voucher.dated_on <= y.ends_on for y in file.years):
            fault = SieFault.YEAR
        if fault is not None:
            raise SieContentError(position, fault)
        _check_rows(position, voucher.rows, ids)


def _number_fault(voucher: SieVoucher, latest: dict[str, int]) -> SieFault | None:
    """Tell what is wrong with a voucher's number, after those before it; what is not numbered has no order."""
    if not voucher.number:
        return None
    if not _is_number(voucher.number):
        return SieFault.NUMBER
    series, number = cp437_text(voucher.series), int(voucher.number)
    if number <= latest.get(series, -1):
        return SieFault.ORDER
    latest[series] = number
    return None


def _check_rows(position: int, rows: Iterable[SieRow], ids: dict[tuple[str, str], str]) -> None:
    total = 0
    for row in rows:
        if not _is_number(row.account):
            raise SieContentError(position, SieFault.ACCOUNT)
        if type(row.amount) is not int:
            raise SieContentError(position, SieFault.AMOUNT)
        for dimension, number in row.objects:
            _check_object(position, dimension, number, ids)
        total += row.amount
    if total:
        raise SieContentError(position, SieFault.UNBALANCED)


def _check_object(position: int, dimension: str, number: str, ids: dict[tuple[str, str], str]) -> None:
    """Refuse two objects that become one in the code page: a payment would go to another invoice."""
    if not _is_number(dimension):
        raise SieContentError(position, SieFault.ACCOUNT)
    if ids.setdefault((dimension, cp437_text(number)), number) != number:
        raise SieContentError(position, SieFault.OBJECT)


# --- how it is written ------------------------------------------------------------------------------------------------
def _quoted(text: str) -> str:
    return '"' + cp437_text(text).replace('"', '\\"') + '"'


def _day(day: dt.date | None) -> str:
    """Return a date as eight digits; without one, an empty field that holds the place."""
    if day is None:
        return '""'
    require_date(day)
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _amount(amount: int) -> str:
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{part:02}"


def _objects(objects: Iterable[tuple[str, str]]) -> str:
    return "{" + " ".join(f"{_quoted(dimension)} {_quoted(number)}" for dimension, number in objects) + "}"


def _item(label: str, compulsory: Iterable[str], optional: Iterable[str] = ()) -> str:
    """Return an item; optional fields at its end that are empty are left out."""
    fields = list(optional)
    while fields and fields[-1] == '""':
        fields.pop()
    return " ".join((label, *compulsory, *fields))


def _identification(file: SieFile) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield _item("#PROGRAM", (_quoted(file.program), _quoted(file.program_version)))
    yield "#FORMAT PC8"
    yield _item("#GEN", (_day(file.generated_on),), (_quoted(file.generated_by),))
    yield "#SIETYP 4"
    # Nothing may be left of a text in the code page.
    if cp437_text(file.organisation_number):
        yield _item("#ORGNR", (_quoted(file.organisation_number),))
    yield _item("#FNAMN", (_quoted(file.company),))
    for year in file.years:
        yield _item("#RAR", (str(year.index), _day(year.starts_on), _day(year.ends_on)))
    if cp437_text(file.chart):
        yield _item("#KPTYP", (_quoted(file.chart),))
    yield _item("#VALUTA", (file.currency,))


def _declarations(file: SieFile) -> Iterator[str]:
    """Declare the chart, and whatever the rows use beyond it, in the order of its numbers."""
    accounts = {account.number: account.name for account in file.accounts}
    dimensions = {each.number: each.name for each in file.dimensions}
    objects = {(each.dimension, each.number): each.name for each in file.objects}
    rows = [row for voucher in file.vouchers for row in voucher.rows]
    used = sorted({pair for row in rows for pair in row.objects} - objects.keys(), key=_by_dimension)
    for account in sorted({row.account for row in rows} - accounts.keys()):
        accounts[account] = f"Konto {account}"
    objects.update((pair, pair[1]) for pair in used)
    for dimension in sorted({pair[0] for pair in objects} - dimensions.keys(), key=int):
        dimensions[dimension] = DIMENSIONS.get(dimension, f"Dimension {dimension}")
    for number, name in accounts.items():
        yield _item("#KONTO", (number, _quoted(name)))
    for number, name in dimensions.items():
        yield _item("#DIM", (number, _quoted(name)))
    for (dimension, number), name in objects.items():
        yield _item("#OBJEKT", (dimension, _quoted(number), _quoted(name)))


def _by_dimension(pair: tuple[str, str]) -> tuple[int, str]:
    return int(pair[0]), pair[1]


def _voucher(voucher: SieVoucher) -> Iterator[str]:
    yield _item(
        "#VER",
        (_quoted(voucher.series), _quoted(voucher.number), _day(voucher.dated_on)),
        (_quoted(voucher.text), _day(voucher.registered_on), _quoted(voucher.sign)),
    )
    yield "{"
    for row in voucher.rows:
        yield _item(
            "#TRANS",
            (row.account, _objects(row.objects), _amount(row.amount)),
            (_day(row.dated_on), _quoted(row.text), _quoted(row.quantity), _quoted(row.sign)),
        )
    yield "}"
