"""
Real exports of five vendors: no voucher is lost, every account adds up, and customer invoices are found.

The files are not part of the project. ``INKASSO_SIE`` names their folder; else it is looked for beside the checkout.
"""

import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs
import pytest

from inkasso_rules.ledger.matching import ByObject, ByPattern, ByTable, TableKey, booked_invoices
from inkasso_rules.ledger.sie.file import SieBalanceKind, SieFile
from inkasso_rules.ledger.sie.problems import SieProblem, SieProblemCode
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.ledger.sie.writing import write_sie

_FOLDER: Final = Path(os.environ.get("INKASSO_SIE", Path(__file__).parents[3] / "shared" / "data" / "sie"))

pytestmark = pytest.mark.skipif(
    not _FOLDER.is_dir(), reason="the real files are not there; INKASSO_SIE names their folder"
)

BL, FORTNOX, MAMUT = "BL0001_typ4.SE", "Fortnox_4I.si", "MAMUT_SIE4_EXPORT.SE"
SPECTER, XE = "SIE_exempelfil.se", "XE_SIE_4_20151125095119.SE"
ALL: Final = (BL, FORTNOX, MAMUT, SPECTER, XE)

#: The one voucher in them that does not balance: 12.00 against 10.00.
UNBALANCED: Final = {XE: (SieProblem(1356, SieProblemCode.UNBALANCED, "1 1"),)}

RECEIVABLES: Final = ("1510", "1511", "1513")


def _source(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def _file(name: str) -> SieFile:
    return read_sie(_source(name)).file


# --- without any code of ours -----------------------------------------------------------------------------------------
def _text(name: str) -> str:
    return _source(name).decode("cp437")


def _sums(name: str, pattern: str) -> Counter[str]:
    """Sum an account's amounts over the lines that match, in öre."""
    sums: Counter[str] = Counter()
    for account, amount in re.findall(pattern, _text(name), re.MULTILINE):
        sums[account] += int(Decimal(amount) * 100)
    return sums


_TRANS: Final = r"^\s*#TRANS\s+([0-9]+)\s+\{[^}]*\}\s*(\S+)"


def _nonzero(sums: Counter[str]) -> dict[str, int]:
    return {account: minor for account, minor in sums.items() if minor}


@pytest.mark.parametrize("name", ALL)
def test_no_voucher_is_lost(name: str) -> None:
    """All vouchers, rows, accounts and objects, but for one voucher that does not balance, which is listed."""
    reading, text = read_sie(_source(name)), _text(name)
    lost = UNBALANCED.get(name, ())
    assert lost == reading.problems
    assert text.count("#VER") == len(reading.file.vouchers) + len(lost)
    assert text.count("#TRANS") == sum(len(voucher.rows) for voucher in reading.file.vouchers) + 2 * len(lost)
    assert text.count("#KONTO") == len(reading.file.accounts)
    assert text.count("#OBJEKT") == len(reading.file.objects)
    assert len(re.findall(r"^#(?:IB|UB|RES|OIB|OUB)\b", text, re.MULTILINE)) == len(reading.file.balances)


@pytest.mark.parametrize("name", ALL)
def test_each_account_adds_up(name: str) -> None:
    """The rows of each account sum to what a plain count of the lines says."""
    expected = _sums(name, _TRANS)
    if name == XE:
        expected.subtract({"1010": 1200, "3520": -1000})
    read: Counter[str] = Counter()
    for voucher in _file(name).vouchers:
        for row in voucher.rows:
            read[row.account] += row.amount
    assert _nonzero(expected) == _nonzero(read)


@pytest.mark.parametrize(
    ("name", "off"),
    [
        (BL, {}),
        (MAMUT, {}),
        (SPECTER, {}),
        # What the voucher that does not balance would have added.
        (XE, {"1010": -1200, "3520": 1000}),
    ],
)
def test_opening_balances_and_rows_make_the_closing_ones(name: str, off: dict[str, int]) -> None:
    """For every account that the file gives an end for; Fortnox's has no results, and does not add up by itself."""
    file = _file(name)
    ends = {
        balance.account: balance.amount
        for balance in file.balances
        if balance.year == 0 and balance.kind in {SieBalanceKind.CLOSING, SieBalanceKind.RESULT}
    }
    made = Counter({account: -minor for account, minor in ends.items()})
    for balance in file.balances:
        if balance.year == 0 and balance.kind is SieBalanceKind.OPENING:
            made[balance.account] += balance.amount
    for voucher in file.vouchers:
        for row in voucher.rows:
            made[row.account] += row.amount
    assert off == _nonzero(made)


@pytest.mark.parametrize("name", ALL)
def test_the_vouchers_go_out_and_come_back(name: str) -> None:
    """Without their numbers, which do not rise in all of them; a backslash comes back as a slash."""
    file = _file(name)
    unnumbered = attrs.evolve(
        file, balances=(), vouchers=tuple(attrs.evolve(voucher, number="") for voucher in file.vouchers)
    )
    written = write_sie(unnumbered)
    back = read_sie(written)
    assert () == back.problems
    assert written == write_sie(back.file)
    if name != BL:
        assert unnumbered.vouchers == back.file.vouchers


def test_mamut_carries_the_invoice_as_an_object() -> None:
    """All 98 invoices, and every row on 1510 belongs to one; four were invoiced in an earlier year."""
    reading = booked_invoices([_file(MAMUT)])
    assert (98, ()) == (len(reading.invoices), reading.unmatched)
    assert 4 == sum(invoice.is_earlier for invoice in reading.invoices)
    expected: Counter[str] = Counter()
    for line in re.findall(r"^#TRANS\t1510\t.*", _text(MAMUT), re.MULTILINE):
        found = re.search(r'10 "([0-9]+)"\}\t(\S+)', line)
        assert found is not None
        expected[found[1]] += int(Decimal(found[2]) * 100)
    assert expected == {
        invoice.invoice: sum(row.amount.minor for row in invoice.rows if row.account == "1510")
        for invoice in reading.invoices
    }


def test_bjorn_lunden_carries_the_invoice_in_the_text_of_rows() -> None:
    """Ten invoices: five booked here, three paid without having been booked, two booked in an earlier year."""
    reading = booked_invoices([_file(BL)], keys=(ByPattern(r"\[(?P<invoice>[0-9]+)\]"),))
    assert () == reading.unmatched
    assert {
        "2409": -21450000,
        "2412": -6250000,
        "2430": 0,
        "2442": 0,
        "2443": 0,
        "2446": 106300,
        "2448": 12500000,
        "2449": 12500000,
        "2450": 11100,
        "2451": 106300,
    } == {
        invoice.invoice: sum(row.amount.minor for row in invoice.rows if row.account == "1510")
        for invoice in reading.invoices
    }
    assert ["2409", "2412"] == [invoice.invoice for invoice in reading.invoices if invoice.is_earlier]


def test_xe_carries_the_invoice_in_its_texts() -> None:
    """Twenty invoices, with and without leading zeros; two manual vouchers name none and are listed."""
    reading = booked_invoices([_file(XE)], keys=(ByPattern(r"fakt\. 0*(?P<invoice>[0-9]+)"),))
    assert [("1 4 2015-09-12", 1), ("2 21 2015-10-31", 1), ("2 21 2015-10-31", 2)] == [
        (row.voucher_id, row.row) for row in reading.unmatched
    ]
    read = sum(row.amount.minor for invoice in reading.invoices for row in invoice.rows if row.account == "1510")
    assert _sums(XE, _TRANS)["1510"] == read + sum(
        row.amount.minor for row in reading.unmatched if row.account == "1510"
    )


@pytest.mark.parametrize("name", ALL)
def test_a_table_recovers_what_a_file_does_not_say(name: str) -> None:
    """With an invoice for each voucher that touches a receivable, nothing stays without one, and the sums agree."""
    file = _file(name)
    table: dict[TableKey, str] = {
        (voucher.series, voucher.number, voucher.dated_on): f"T{position}"
        for position, voucher in enumerate(file.vouchers)
        if any(row.account in RECEIVABLES for row in voucher.rows)
    }
    reading = booked_invoices([file], keys=(ByTable(table),))
    assert (len(table), ()) == (len(reading.invoices), reading.unmatched)
    read: Counter[str] = Counter()
    for invoice in reading.invoices:
        for row in invoice.rows:
            read[row.account] += row.amount.minor
    sums = _sums(name, _TRANS)
    assert {account: sums[account] for account in RECEIVABLES} == {account: read[account] for account in RECEIVABLES}


def test_mamut_with_a_broken_key_lists_its_receivables() -> None:
    """No key, no invoice: all rows are listed, and none is guessed."""
    reading = booked_invoices([_file(MAMUT)], keys=(ByObject("99"),))
    assert ((), _text(MAMUT).count("#TRANS\t1510\t")) == (reading.invoices, len(reading.unmatched))
