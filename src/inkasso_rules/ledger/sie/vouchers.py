"""
Vouchers as a SIE 4I file, which any Swedish bookkeeping program reads.

The file is in one currency, that of the ledger; what an amount was in another one stands in the row's text. Series and
number are left to the program that reads the file. An invoice is an object of dimension 10, which SIE keeps for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from inkasso_rules.ledger.sie.file import SieAccount, SieFile, SieObject, SieRow, SieVoucher, SieYear
from inkasso_rules.ledger.sie.text import cp437_text
from inkasso_rules.ledger.sie.writing import SieContentError, SieFault, write_sie
from inkasso_rules.model.bookings import BOOKS, Books, FiscalYear
from inkasso_rules.model.money import CurrencyMismatchError
from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.requirements import decides
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.vouchers import line_text, voucher_text

__all__ = ["ACCOUNT_NAMES", "INVOICE_DIMENSION", "to_sie"]

#: The dimension that SIE keeps for invoices.
INVOICE_DIMENSION: Final = "10"

_PROGRAM: Final = "inkasso-rules"

# fmt: off
#: What the accounts of the usual chart are called in BAS 2025. A program that knows an account keeps its own name.
ACCOUNT_NAMES: Final = MappingProxyType({
    "1510": "Kundfordringar",
    "1511": "Kundfordringar",
    "1512": "Belånade kundfordringar (factoring)",
    "1513": "Kundfordringar – delad faktura",
    "1515": "Osäkra kundfordringar",
    "1516": "Tvistiga kundfordringar",
    "1518": "Ej reskontraförda kundfordringar",
    "1519": "Nedskrivning av kundfordringar",
    "1689": "Övriga kortfristiga fordringar",
    "1930": "Företagskonto/checkkonto/affärskonto",
    "2420": "Förskott från kunder",
    "2440": "Leverantörsskulder",
    "2610": "Utgående moms, 25 %",
    "2611": "Utgående moms på försäljning inom Sverige, 25 %",
    "2618": "Vilande utgående moms, 25 %",
    "2620": "Utgående moms, 12 %",
    "2621": "Utgående moms på försäljning inom Sverige, 12 %",
    "2628": "Vilande utgående moms, 12 %",
    "2630": "Utgående moms, 6 %",
    "2631": "Utgående moms på försäljning inom Sverige, 6 %",
    "2638": "Vilande utgående moms, 6 %",
    "2641": "Debiterad ingående moms",
    "2649": "Ingående moms, blandad verksamhet",
    "2890": "Övriga kortfristiga skulder",
    "3740": "Öres- och kronutjämning",
    "3950": "Återvunna, tidigare avskrivna kundfordringar",
    "3960": "Valutakursvinster på fordringar och skulder av rörelsekaraktär",
    "3990": "Övriga ersättningar, bidrag och intäkter",
    "6062": "Inkasso och KFM-avgifter",
    "6351": "Konstaterade förluster på kundfordringar",
    "6352": "Befarade förluster på kundfordringar",
    "7960": "Valutakursförluster på fordringar och skulder av rörelsekaraktär",
    "8313": "Ränteintäkter från kortfristiga fordringar",
})
# fmt: on


@decides("BA-2")
def to_sie(  # noqa: PLR0913 - each by its name
    vouchers: Iterable[Voucher],
    *,
    company: str,
    generated_on: dt.date,
    organisation_number: str = "",
    books: Books = BOOKS,
    names: Mapping[str, str] = ACCOUNT_NAMES,
    series: str = "",
    invoices: Iterable[str] = (),
    lang: str = "sv",
) -> bytes:
    """
    Return vouchers as a SIE 4I file: the same vouchers in any order give the same bytes.

    Args:
        vouchers: The vouchers; they stand in the file by date and id.

        company: The company's name.

        generated_on: The day on which the file is made; it never asks for today's date.

        organisation_number: The company's number.

        books: The currency of the ledger, and its fiscal years; the latest with a voucher is the file's own.

        names: What accounts are called; one without a name is declared by its number.

        series: The series of the vouchers; the program that reads the file chooses one for an empty one.

        invoices: The other invoices of the ledger, which none of these may be written like.

        lang: The language of the texts.

    Raises:
        CurrencyMismatchError: If a voucher is not in the currency of the ledger.
        SieContentError: If SIE cannot hold something: an account that is no number, a date outside the fiscal years, an
            invoice that would read as another one.
        UnknownLanguageError: If there are no words in that language.
    """
    ordered = sorted(vouchers, key=lambda one: (one.dated_on, one.voucher_id))
    for voucher in ordered:
        currency = voucher.lines[0].amount.currency
        if currency != books.currency:
            raise CurrencyMismatchError(currency, books.currency)
    lines = [line for voucher in ordered for line in voucher.lines]
    _keep_apart(ordered, frozenset(invoices))
    return write_sie(
        SieFile(
            company=company,
            generated_on=generated_on,
            program=_PROGRAM,
            organisation_number=organisation_number,
            currency=books.currency,
            years=_years(ordered, books.fiscal_years),
            accounts=tuple(
                SieAccount(number, names[number]) for number in sorted({line.account for line in lines} & names.keys())
            ),
            objects=tuple(
                SieObject(INVOICE_DIMENSION, invoice, invoice)
                for invoice in sorted({line.invoice for line in lines if line.invoice is not None})
            ),
            vouchers=tuple(_voucher(voucher, series, lang) for voucher in ordered),
        )
    )


def _keep_apart(vouchers: Iterable[Voucher], invoices: frozenset[str]) -> None:
    """Refuse an invoice whose name becomes that of another one in the code page of SIE."""
    for number, voucher in enumerate(vouchers, 1):
        for invoice in sorted({line.invoice for line in voucher.lines if line.invoice is not None}):
            written = cp437_text(invoice)
            if written != invoice and written in invoices:
                raise SieContentError(number, SieFault.OBJECT)


def _years(vouchers: list[Voucher], years: Iterable[FiscalYear]) -> tuple[SieYear, ...]:
    """Number the fiscal years backwards from the latest that has a voucher; without any, from the last."""
    latest = max((voucher.dated_on for voucher in vouchers), default=dt.date.max)
    known = sorted((year for year in years if year.starts_on <= latest), key=lambda year: year.starts_on, reverse=True)
    return tuple(SieYear(-place, year.starts_on, year.ends_on) for place, year in enumerate(known))


def _voucher(voucher: Voucher, series: str, lang: str) -> SieVoucher:
    return SieVoucher(
        series=series,
        dated_on=voucher.dated_on,
        text=voucher_text(voucher, lang),
        rows=tuple(_row(line, lang) for line in voucher.lines),
    )


def _row(line: Line, lang: str) -> SieRow:
    text = line_text(line, lang)
    if line.foreign is not None:
        foreign = phrasing.amount(line.foreign, words_in(lang))
        text = f"{text}, {foreign}" if text else foreign
    objects = () if line.invoice is None else ((INVOICE_DIMENSION, line.invoice),)
    return SieRow(line.account, line.amount.minor, objects, text=text)
