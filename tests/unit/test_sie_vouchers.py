"""Vouchers as a SIE 4I file: what stands in it, and that it reads back as the same rows."""

import datetime as dt
import itertools
from typing import Any

import attrs
import pytest

from inkasso_rules.ledger.sie.file import SieYear
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.ledger.sie.vouchers import ACCOUNT_NAMES, INVOICE_DIMENSION, to_sie
from inkasso_rules.ledger.sie.writing import SieContentError, SieFault
from inkasso_rules.model.bookings import BAS, Books, FiscalYear
from inkasso_rules.model.money import CurrencyMismatchError, Money
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.words import UnknownLanguageError

DAY = dt.date(2026, 3, 30)
YEAR_2025 = FiscalYear(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
YEAR_2026 = FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
YEAR_2027 = FiscalYear(dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def a_voucher(
    voucher_id: str = "settlement/S1", dated_on: dt.date = DAY, invoice: str = "1", **changes: Any
) -> Voucher:
    """Return a voucher of a payment of 1,250 kronor."""
    voucher = Voucher(
        voucher_id=voucher_id,
        dated_on=dated_on,
        code=VoucherCode.SETTLEMENT,
        subject=voucher_id.rpartition("/")[2],
        lines=(
            Line("1512", Money(1190_00), None, LineCode.CLEARING),
            Line("2641", Money(60_00), None, LineCode.INPUT_VAT),
            Line("1510", Money(-1250_00), invoice, LineCode.CAPITAL),
        ),
    )
    return attrs.evolve(voucher, **changes)


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a file."""
    return content.decode("cp437").splitlines()


@pytest.mark.requirement("BA-2")
def test_a_voucher_as_sie() -> None:
    """The whole file: who, what accounts and invoices there are, and the voucher row by row."""
    content = to_sie(
        [a_voucher()],
        company="Exempelföretaget AB",
        generated_on=dt.date(2026, 4, 1),
        organisation_number="556047-3521",
        books=Books(fiscal_years=(YEAR_2026,)),
        series="K",
    )
    assert [
        "#FLAGGA 0",
        '#PROGRAM "inkasso-rules" ""',
        "#FORMAT PC8",
        "#GEN 20260401",
        "#SIETYP 4",
        '#ORGNR "556047-3521"',
        '#FNAMN "Exempelföretaget AB"',
        "#RAR 0 20260101 20261231",
        "#VALUTA SEK",
        '#KONTO 1510 "Kundfordringar"',
        '#KONTO 1512 "Belånade kundfordringar (factoring)"',
        '#KONTO 2641 "Debiterad ingående moms"',
        '#DIM 10 "Faktura"',
        '#OBJEKT 10 "1" "1"',
        '#VER "K" "" 20260330 "Avräkning S1"',
        "{",
        '#TRANS 1512 {} 1190.00 "" "Avräkning med inkassobolaget"',
        '#TRANS 2641 {} 60.00 "" "Ingående moms"',
        '#TRANS 1510 {"10" "1"} -1250.00 "" "Kundfordran, faktura 1"',
        "}",
    ] == lines_of(content)


@pytest.mark.requirement("BA-2")
def test_what_is_written_reads_back() -> None:
    """Dates, accounts, amounts and invoices are those of the vouchers, by date and id."""
    vouchers = [
        a_voucher("settlement/S2", dt.date(2026, 4, 1), '2" {x} \\'),
        a_voucher("settlement/S3", DAY, "3 § ☺"),
        a_voucher("bank/B1", DAY),
    ]
    reading = read_sie(to_sie(vouchers, company="", generated_on=DAY))
    assert () == reading.problems
    told = [
        (one.dated_on, [(row.account, row.amount, row.objects) for row in one.rows]) for one in reading.file.vouchers
    ]
    # What the code page lacks is written another way, and still is one field.
    names = {'2" {x} \\': '2" {x} /', "3 § ☺": "3 par. ?"}
    assert [
        (
            one.dated_on,
            [
                (
                    line.account,
                    line.amount.minor,
                    ((INVOICE_DIMENSION, names.get(line.invoice, line.invoice)),) if line.invoice else (),
                )
                for line in one.lines
            ],
        )
        for one in (vouchers[2], vouchers[1], vouchers[0])
    ] == told


def test_the_order_of_vouchers_does_not_count() -> None:
    """Any order gives the same bytes."""
    vouchers = [a_voucher("settlement/S2"), a_voucher("settlement/S1"), a_voucher("bank/B1", dt.date(2026, 3, 1))]
    written = {to_sie(order, company="", generated_on=DAY) for order in itertools.permutations(vouchers)}
    assert 1 == len(written)


# fmt: off
@pytest.mark.parametrize(
    ("years", "dates", "declared"),
    [
        ((),                                (DAY,),                     ()),
        ((YEAR_2026,),                      (DAY,),                     ((0, YEAR_2026),)),
        ((YEAR_2025, YEAR_2026, YEAR_2027), (DAY,),                     ((0, YEAR_2026), (-1, YEAR_2025))),
        ((YEAR_2026, YEAR_2025),            (dt.date(2025, 12, 31),),   ((0, YEAR_2025),)),
        ((YEAR_2025, YEAR_2026),            (dt.date(2025, 12, 31), dt.date(2026, 1, 1)), ((0, YEAR_2026), (-1, YEAR_2025))),
        ((YEAR_2025, YEAR_2026),            (),                         ((0, YEAR_2026), (-1, YEAR_2025))),
    ],
)
def test_the_years_are_numbered_backwards(
    years: tuple[FiscalYear, ...], dates: tuple[dt.date, ...], declared: tuple[tuple[int, FiscalYear], ...]
) -> None:
    """From the latest year that has a voucher; later ones are not the file's business."""
    vouchers = [a_voucher(f"settlement/{day}", day) for day in dates]
    content = to_sie(vouchers, company="", generated_on=DAY, books=Books(fiscal_years=years))
    assert tuple(SieYear(index, year.starts_on, year.ends_on) for index, year in declared) == read_sie(content).file.years
# fmt: on


def test_a_voucher_outside_all_years_is_refused() -> None:
    """No file is written with a voucher that no program would take."""
    with pytest.raises(SieContentError) as caught:
        to_sie([a_voucher()], company="", generated_on=DAY, books=Books(fiscal_years=(YEAR_2025,)))
    assert (1, SieFault.YEAR) == (caught.value.voucher, caught.value.fault)


def test_an_amount_in_another_currency_stands_in_the_text() -> None:
    """The file is in the currency of the ledger; the text tells the other one, in the language asked for."""
    lines = (
        Line("1512", Money(117_000_00), None, LineCode.CLEARING, Money(10_000_00, "EUR")),
        Line("1510", Money(-117_000_00), "7", None, Money(-10_000_00, "EUR")),
    )
    rows = [
        [row.text for row in read_sie(content).file.vouchers[0].rows]
        for content in (
            to_sie([a_voucher(lines=lines)], company="", generated_on=DAY, lang=lang) for lang in ("sv", "en")
        )
    ]
    assert [
        ["Avräkning med inkassobolaget, 10 000,00 EUR", "-10 000,00 EUR"],
        ["Clearing with the agency, 10,000.00 EUR", "-10,000.00 EUR"],
    ] == rows


def test_a_voucher_in_another_currency_is_refused() -> None:
    """Nobody could tell from the file that its amounts are not kronor."""
    euro = tuple(attrs.evolve(line, amount=Money(line.amount.minor, "EUR")) for line in a_voucher().lines)
    with pytest.raises(CurrencyMismatchError) as caught:
        to_sie([a_voucher(lines=euro)], company="", generated_on=DAY)
    assert ("EUR", "SEK") == (caught.value.left, caught.value.right)
    assert "#VALUTA EUR" in lines_of(
        to_sie([a_voucher(lines=euro)], company="", generated_on=DAY, books=Books(currency="EUR"))
    )


def test_the_hosts_names_of_accounts_are_declared() -> None:
    """An account that nobody names is declared by its number."""
    lines = (Line("1684", Money(5), None, LineCode.CLEARING), Line("1510", Money(-5), "1", LineCode.CAPITAL))
    content = to_sie([a_voucher(lines=lines)], company="", generated_on=DAY, names={"1510": "Våra kunder", "9999": "x"})
    assert ['#KONTO 1510 "Våra kunder"', '#KONTO 1684 "Konto 1684"'] == [
        line for line in lines_of(content) if line.startswith("#KONTO")
    ]


def test_an_unknown_language_is_refused() -> None:
    """There are no words to fall back on."""
    with pytest.raises(UnknownLanguageError):
        to_sie([a_voucher()], company="", generated_on=DAY, lang="fi")


def test_nearly_every_account_of_the_chart_has_a_name() -> None:
    """All that a journal posts on; the table has no account twice, and all are numbers."""
    used = {
        *(BAS.clearing, *BAS.receivables, *BAS.tax_agency, BAS.bank, BAS.overpayments, BAS.supplier_debts),
        *(BAS.owed_to_agency, BAS.input_vat, BAS.input_vat_mixed, BAS.collection_costs, BAS.court_fees, BAS.interest),
        *(BAS.other_income, BAS.recovered, BAS.rounding, BAS.exchange_gain, BAS.exchange_loss, BAS.year_end),
        *(account for pair in BAS.dormant_vat for account in pair),
    }
    assert set() == used - ACCOUNT_NAMES.keys()


def test_an_invoice_is_not_written_as_another_one_of_the_ledger() -> None:
    """A name that code page 437 turns into that of another invoice is refused; any other is written."""
    voucher = a_voucher(invoice="F\\2")
    assert b'"F/2"' in to_sie([voucher], company="Provbolaget AB", generated_on=DAY, invoices=["F\\2"])
    with pytest.raises(SieContentError) as refused:
        to_sie([voucher], company="Provbolaget AB", generated_on=DAY, invoices=["F/2", "F\\2"])
    assert (1, SieFault.OBJECT) == (refused.value.voucher, refused.value.fault)
