"""Writing SIE 4I: to the letter of the specification, and never a broken file."""

import datetime as dt
import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.sie.file import (
    SieAccount,
    SieBalance,
    SieBalanceKind,
    SieDimension,
    SieFile,
    SieObject,
    SieRow,
    SieVoucher,
)
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.ledger.sie.writing import DIMENSIONS, SieContentError, SieFault, write_sie
from inkasso_rules.model.dates import DateTypeError
from tests.ledger.samples import GENERATED_ON, SAMPLE, YEAR, a_file, a_voucher

WRITTEN = r"""
#FLAGGA 0
#PROGRAM "inkasso-rules" "1"
#FORMAT PC8
#GEN 20260316 "åsa"
#SIETYP 4
#ORGNR "556334-3689"
#FNAMN "Målerifirman \"Åkes\" AB"
#RAR 0 20260101 20261231
#RAR -1 20250101 20251231
#KPTYP "EUBAS97"
#VALUTA SEK
#KONTO 1510 "Kundfordringar"
#KONTO 1512 "Belånade kundfordringar"
#KONTO 2641 "Ingående moms"
#DIM 10 "Faktura"
#OBJEKT 10 "F1001" "Åke Öberg"
#OBJEKT 10 "F1002" "{B}"
#VER "K" "7" 20260315 "Utbetalning S-1" 20260316 "åsa"
{
#TRANS 1510 {"10" "F1001"} -1250.00 20260314 "Åke Öberg"
#TRANS 1510 {"10" "F1002"} -999.99 "" "" "1.50" "åsa"
#TRANS 2641 {} 0.05
#TRANS 1512 {} 2249.94
}
#VER "K" "8" 20260316
{
#TRANS 1512 {} 0.01
#TRANS 1510 {} -0.01
}
#VER "" "" 20251231 "\"} #TRANS 1930 {} 1.00"
{
}
"""

HOSTILE = (
    '"',
    "\\",
    '\\"',
    "}",
    "{",
    "a\nb",
    "a\r\n#TRANS 1930 {} 1.00",
    "☺",
    "§ 3",
    "5 €",
    '"} #TRANS 1930 {} 1.00',
    '"\n}\n#VER "" "" 20260101\n{\n#TRANS 1930 {} 1.00\n#TRANS 1510 {} -1.00',
    "\x00\x1a",
    "\ufeff#FLAGGA 1",
)


def _lines(file: SieFile) -> list[str]:
    return write_sie(file).decode("cp437").split("\r\n")


def test_a_whole_file_is_written_item_by_item() -> None:
    """The flag, what identifies the file, the chart, the vouchers; all texts quoted; lines end with CR LF."""
    assert WRITTEN.lstrip("\n").replace("\n", "\r\n").encode("cp437") == write_sie(SAMPLE)


def test_what_is_used_is_declared() -> None:
    """Accounts, dimensions and objects that rows use and the file does not name follow those that it names."""
    file = a_file(
        a_voucher(SieRow("1512", 3, (("20", "x"), ("10", "F2"))), SieRow("1510", -3, (("10", "F1"), ("6", "P")))),
        accounts=(SieAccount("1930", "Bank"), SieAccount("1510", "")),
        dimensions=(SieDimension("10", "Kundfaktura"),),
        objects=(SieObject("10", "F9", "Namn"), SieObject("10", "F2", "Två")),
    )
    assert [
        '#KONTO 1930 "Bank"',
        '#KONTO 1510 ""',
        '#KONTO 1512 "Konto 1512"',
        '#DIM 10 "Kundfaktura"',
        '#DIM 6 "Projekt"',
        '#DIM 20 "Dimension 20"',
        '#OBJEKT 10 "F9" "Namn"',
        '#OBJEKT 10 "F2" "Två"',
        '#OBJEKT 6 "P" "P"',
        '#OBJEKT 10 "F1" "F1"',
        '#OBJEKT 20 "x" "x"',
    ] == [line for line in _lines(file) if line.startswith(("#KONTO", "#DIM", "#OBJEKT"))]


def test_the_reserved_dimensions_have_names() -> None:
    """The seven dimensions that the specification reserves; 10 is the invoice."""
    assert ({"1", "2", "6", "7", "8", "9", "10"}, "Faktura") == (set(DIMENSIONS), DIMENSIONS["10"])


def test_a_4i_has_no_balances_and_is_not_imported() -> None:
    """Balances that were read are not written, and the flag starts at 0 again."""
    balance = SieBalance(SieBalanceKind.OPENING, 0, "1510", 100)
    assert write_sie(SAMPLE) == write_sie(attrs.evolve(SAMPLE, balances=(balance,), is_imported=True))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_text_stays_one_field(text: str) -> None:
    """Whatever a debtor is called, amounts, accounts and structure are as without the name."""

    def named(name: str) -> SieFile:
        row = SieRow("1510", -100, (("10", "F1"),), None, name, name, name)
        voucher = a_voucher(SieRow("1512", 100), row, series=name, text=name, sign=name)
        return a_file(
            voucher,
            a_voucher(),
            company=name,
            program=name,
            program_version=name,
            generated_by=name,
            organisation_number=name,
            chart=name,
            accounts=(SieAccount("1510", name),),
            objects=(SieObject("10", "F1", name),),
            dimensions=(SieDimension("10", name),),
        )

    reading = read_sie(write_sie(named(text)))
    plain = read_sie(write_sie(named("x"))).file
    assert () == reading.problems
    assert [[(row.account, row.amount, row.objects) for row in voucher.rows] for voucher in plain.vouchers] == [
        [(row.account, row.amount, row.objects) for row in voucher.rows] for voucher in reading.file.vouchers
    ]
    assert write_sie(named(text)) == write_sie(reading.file)
    assert write_sie(named(text)).count(b"\n") == write_sie(named("x")).count(b"\n")


@pytest.mark.parametrize(
    ("file", "voucher", "fault"),
    [
        (a_file(generated_on=None), 0, SieFault.GENERATED_ON),
        (a_file(currency="JPY"), 0, SieFault.CURRENCY),
        (a_file(currency="SEK\n#FLAGGA 1"), 0, SieFault.CURRENCY),
        (a_file(accounts=(SieAccount("15x0"),)), 0, SieFault.ACCOUNT),
        (a_file(dimensions=(SieDimension("", ""),)), 0, SieFault.ACCOUNT),
        (a_file(objects=(SieObject("x", "1"),)), 0, SieFault.ACCOUNT),
        (a_file(objects=(SieObject("10", "F☺"), SieObject("10", "F☹"))), 0, SieFault.OBJECT),
        (a_file(a_voucher(), a_voucher(SieRow("\u0661\u0665\u0661\u0660", 0))), 2, SieFault.ACCOUNT),
        (a_file(a_voucher(SieRow("", 0))), 1, SieFault.ACCOUNT),
        (a_file(a_voucher(SieRow("1510", 0, (("1 0", "F1"),)))), 1, SieFault.ACCOUNT),
        (a_file(a_voucher(SieRow("1510", 0, (("10", "F☺"),))), objects=(SieObject("10", "F?"),)), 1, SieFault.OBJECT),
        (a_file(a_voucher(SieRow("1510", Decimal(1)), SieRow("1510", -1))), 1, SieFault.AMOUNT),  # type: ignore[arg-type]
        (a_file(a_voucher(SieRow("1510", amount=True), SieRow("1510", -1))), 1, SieFault.AMOUNT),
        (a_file(a_voucher(SieRow("1510", 1))), 1, SieFault.UNBALANCED),
        (a_file(a_voucher(number="A1")), 1, SieFault.NUMBER),
        (a_file(a_voucher(number="2"), a_voucher(number="2")), 2, SieFault.ORDER),
        (a_file(a_voucher(number="10"), a_voucher(number=""), a_voucher(number="9")), 3, SieFault.ORDER),
        (a_file(a_voucher(dated_on=dt.date(2025, 12, 31)), years=(YEAR,)), 1, SieFault.YEAR),
        (a_file(a_voucher(dated_on=dt.date(2027, 1, 1)), years=(YEAR,)), 1, SieFault.YEAR),
    ],
)
def test_what_no_program_could_take_in_is_refused(file: SieFile, voucher: int, fault: SieFault) -> None:
    """The error says which voucher, from 1, and what is wrong with it."""
    with pytest.raises(SieContentError) as caught:
        write_sie(file)
    assert (voucher, fault) == (caught.value.voucher, caught.value.fault)


@pytest.mark.parametrize(
    "file",
    [
        a_file(a_voucher(dated_on=YEAR.starts_on), a_voucher(dated_on=YEAR.ends_on), years=(YEAR,)),
        a_file(a_voucher(number="9"), a_voucher(number="10"), a_voucher(series="B", number="1")),
        a_file(a_voucher(number="0"), a_voucher(number="1")),
        a_file(currency="EUR"),
    ],
)
def test_what_is_just_right_is_written(file: SieFile) -> None:
    """The first and last day of a year, and numbers that rise within their series, are fine."""
    assert file.vouchers == read_sie(write_sie(file)).file.vouchers


@pytest.mark.parametrize(
    ("voucher", "fault", "message"),
    [
        (0, SieFault.GENERATED_ON, "the file has no date on which it was made; wanted one."),
        (
            0,
            SieFault.CURRENCY,
            "the file is in a currency that SIE cannot hold; wanted one with two decimals.",
        ),
        (
            3,
            SieFault.ACCOUNT,
            "voucher 3 uses an account or a dimension that is not a number; wanted the digits 0 to 9.",
        ),
        (
            3,
            SieFault.OBJECT,
            "voucher 3 uses an object that would be written as another one is; wanted ids of code page 437.",
        ),
        (3, SieFault.AMOUNT, "voucher 3 has an amount that is not whole minor units; wanted an int."),
        (3, SieFault.NUMBER, "voucher 3 has a number that is none; wanted the digits 0 to 9, or nothing."),
        (
            3,
            SieFault.ORDER,
            "voucher 3 has a number that is not above the one before it in its series; wanted rising numbers.",
        ),
        (3, SieFault.UNBALANCED, "voucher 3 has rows that do not sum to zero; wanted a balanced voucher."),
        (3, SieFault.YEAR, "voucher 3 is dated outside the fiscal years of the file; wanted a date in one of them."),
    ],
)
def test_the_error_says_what_would_have_been_fine(voucher: int, fault: SieFault, message: str) -> None:
    """One sentence, without any text of the file."""
    error = SieContentError(voucher, fault)
    assert message == str(error)
    assert isinstance(error, InkassoRulesError)
    assert (voucher, fault) == error.args


@pytest.mark.parametrize("field", ["dated_on", "registered_on"])
def test_a_time_of_day_is_refused(field: str) -> None:
    """A date with a time is none: its zone could move the day."""
    changes: dict[str, Any] = {field: dt.datetime(2026, 3, 16, tzinfo=dt.UTC)}
    with pytest.raises(DateTypeError):
        write_sie(a_file(a_voucher(**changes)))


def test_the_same_file_gives_the_same_bytes_everywhere() -> None:
    """Neither hash seeds nor zones nor locales reach the file."""
    ask = "from tests.ledger.samples import SAMPLE; from inkasso_rules.ledger.sie.writing import write_sie; import sys; sys.stdout.buffer.write(write_sie(SAMPLE))"
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True, env=env)  # noqa: S603 - the text above
        assert write_sie(SAMPLE) == answer.stdout


def test_nothing_personal_is_shown() -> None:
    """Names and texts are left out when a value is shown."""
    secret = "Hemlig"  # noqa: S105 - a name
    row = SieRow("1510", 0, (), None, secret, secret, secret)
    voucher = SieVoucher(dated_on=GENERATED_ON, text=secret, sign=secret, rows=(row,))
    file = SieFile(company=secret, generated_by=secret, organisation_number=secret, vouchers=(voucher,))
    shown = [repr(each) for each in (row, voucher, file, SieObject("8", "1", secret), SieAccount("1510", secret))]
    assert [] == [text for text in shown if secret in text]


def test_a_text_of_which_nothing_is_left_is_not_written() -> None:
    """A sign without a place in the code page is no chart and no number; what is read is written the same again."""
    file = SieFile(
        company="Provbolaget AB", generated_on=dt.date(2026, 1, 1), chart="\u07a6", organisation_number="\u07a6"
    )
    written = write_sie(file)
    assert b"#KPTYP" not in written
    assert b"#ORGNR" not in written
    assert written == write_sie(read_sie(written).file)
