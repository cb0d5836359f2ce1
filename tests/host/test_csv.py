"""CSV ledgers: good rows become invoices, every bad row is named, nothing is lost."""

import datetime as dt
from pathlib import Path

import pytest

from inkasso_host.cells import DateForm
from inkasso_host.mapping import LedgerMapping
from inkasso_host.reading import (
    Assumed,
    DoubledColumnsError,
    EmptyFileError,
    EncodingError,
    HostInputError,
    MissingColumnsError,
    UnreadableFileError,
)
from inkasso_host.table import read_csv
from inkasso_rules.model.invoices import InvoiceStatus
from inkasso_rules.model.money import Money
from tests.host.support import GOOD, a_ledger, read_text, shape, told

_SWEDISH = {"debtor_name": "Åkeriet i Påhittsås AB"}

_BAD_CELLS = (
    # column            cell                  code
    ("number", "", "missing"),
    ("number", "x" * 41, "text"),
    ("number", "1\x1b[2J", "text"),
    ("kind", "INVOICE", "unknown_code"),
    ("status", "Skickad", "unknown_code"),
    ("status", "sent", "unknown_code"),
    ("channel", "FAX", "unknown_code"),
    ("registration", "yes", "unknown_code"),
    ("invoice_date", "2026-2-1", "date"),
    ("invoice_date", "01/02/2026", "date"),
    ("invoice_date", "20260201", "date"),
    ("invoice_date", "2026-02-30", "date"),
    ("invoice_date", "2026-02-01T00:00:00", "date"),
    ("due_date", "0000-01-01", "date"),
    ("due_date", "\uff12\uff10\uff12\uff16-01-01", "date"),
    ("currency", "KR", "currency"),
    ("currency", "sek", "currency"),
    ("total", "1,234.5", "amount"),
    ("total", "1 250.00", "amount"),
    ("total", "1250,00", "amount"),
    ("total", "1e3", "amount"),
    ("total", "NaN", "amount"),
    ("total", "99999999999999999999", "amount"),
    ("total", "1250.505", "decimals"),
    ("open_amount", "12.", "amount"),
    ("financed", "kanske", "yes_no"),
    ("other_agency", "ja", "yes_no"),
    ("reminders", "2026-02-25", "date"),
    ("reminders", "2026-02-25 60 | x", "date"),
    ("reminders", "2026-02-25 6,0", "amount"),
    ("country", "Sverige", "unknown_code"),
    ("street", "x" * 10_001, "text"),
    ("debtor_name", "a\x00b", "text"),
    ("document_bytes", "-1", "number"),
    ("document_bytes", "11762\x1f", "number"),
    ("due_date", "2026-03-03\x1f", "date"),
    ("attachment_bytes", "1.5", "number"),
    ("agreed_interest", "åtta", "amount"),
)


@pytest.mark.parametrize(("column", "cell", "code"), _BAD_CELLS)
def test_a_bad_cell_is_named_and_the_good_rows_are_judged(tmp_path: Path, column: str, cell: str, code: str) -> None:
    """The row, the column and the reason are told; the rows around it become invoices."""
    reading = read_text(tmp_path, a_ledger({}, {column: cell}, {}))
    assert [(3, column, code)] == [told(problem) for problem in reading.problems]
    assert (3, ["1", "3"]) == (reading.rows, [invoice.number for invoice in reading.invoices])


@pytest.mark.parametrize("cell", ["556047-3522", "19811218-9875", "0", "Provkund AB"])
def test_a_wrong_identifier_is_named_and_the_invoice_judged_without_it(tmp_path: Path, cell: str) -> None:
    """A number that cannot be is as good as none, so the invoice is judged as having none."""
    reading = read_text(tmp_path, a_ledger({"debtor_identifier": cell}))
    assert [(2, "debtor_identifier", "identifier", True)] == [(*told(one), one.judged) for one in reading.problems]
    assert [None] == [invoice.debtor.identifier for invoice in reading.invoices]
    assert () == reading.refused_rows


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    """Whoever mends a row should not have to run it three times."""
    reading = read_text(tmp_path, a_ledger({"status": "x", "total": "x", "due_date": "x", "debtor_identifier": "x"}))
    assert {"status", "total", "due_date", "debtor_identifier"} == {problem.column for problem in reading.problems}
    assert (2,) == reading.refused_rows


def test_rows_of_one_number_are_all_named_and_none_is_judged(tmp_path: Path) -> None:
    """Which of the doubled rows is right cannot be known from the file; a bad row counts among them."""
    rows = ({"number": "7"}, {"number": "8"}, {"number": "7"}, {"number": "8", "total": "x"}, {"number": "9"})
    reading = read_text(tmp_path, a_ledger(*rows))
    doubled = [(problem.row, problem.detail) for problem in reading.problems if problem.code == "doubled"]
    assert [(2, "2, 4"), (3, "3, 5"), (4, "2, 4"), (5, "3, 5")] == doubled
    assert ["9"] == [invoice.number for invoice in reading.invoices]


def test_a_doubled_id_is_a_doubled_row(tmp_path: Path) -> None:
    """Ids must not repeat either, whatever the numbers are."""
    reading = read_text(tmp_path, a_ledger({"id": "a"}, {"id": "a"}))
    assert [(2, "id", "doubled"), (3, "id", "doubled")] == [told(problem) for problem in reading.problems]


@pytest.mark.parametrize(("total", "open_amount"), [("-1250.00", "-1250.00"), ("0", "0"), ("-0", "0.00"), ("10", "-5")])
def test_negative_and_zero_amounts_are_no_fault(tmp_path: Path, total: str, open_amount: str) -> None:
    """What such amounts mean is for the rules to say."""
    reading = read_text(tmp_path, a_ledger({"total": total, "open_amount": open_amount}))
    assert ((), 1) == (reading.problems, len(reading.invoices))


def test_an_empty_cell_is_a_fact_that_nobody_knows(tmp_path: Path) -> None:
    """Empty is not no: the rules that need the fact block."""
    empty = dict.fromkeys(set(GOOD) - {"number"}, "")
    (invoice,) = read_text(tmp_path, a_ledger(empty)).invoices
    facts = ("kind", "status", "invoice_date", "total", "financed", "reminders", "other_agency", "registration")
    assert [None] * len(facts) == [getattr(invoice, name) for name in facts]


def test_an_amount_needs_its_currency(tmp_path: Path) -> None:
    """Without a currency nobody knows how many decimals there are."""
    reading = read_text(tmp_path, a_ledger({"currency": ""}))
    assert {"total", "open_amount"} == {problem.column for problem in reading.problems}
    assert {"missing"} == {problem.code for problem in reading.problems}


def test_all_fields_are_read(tmp_path: Path) -> None:
    """Reminders, products, the register's address, sizes and agreements find their places."""
    row = {
        "reminders": "2026-02-25 60 | 2026-03-04 60.00",
        "products": "Frakt | Service",
        "partner_id": "P-1",
        "partner_street": "Testgränd 2",
        "group": "personal",
        "held_until": "2026-04-01",
        "document_bytes": "10",
        "attachment_bytes": "20",
        "agreed_interest": "8.5",
        "due_date_agreed": "yes",
        "ledger_total": "13000.00",
    }
    (invoice,) = read_text(tmp_path, a_ledger(row)).invoices
    assert invoice.reminders is not None
    assert invoice.customer is not None
    assert invoice.hold is not None
    assert invoice.agreements.interest is not None
    assert [Money.of(60)] * 2 == [reminder.cost for reminder in invoice.reminders]
    assert ["Frakt", "Service"] == [product.product_name for product in invoice.rows]
    assert ("P-1", "personal", "Testgränd 2") == (
        invoice.customer.partner_id,
        invoice.customer.group_id,
        invoice.customer.address.street,
    )
    assert dt.date(2026, 4, 1) == invoice.hold.clears_on
    assert [20] == [attachment.size_bytes for attachment in invoice.attachments]
    assert "8.5" == str(invoice.agreements.interest.percent)
    assert Money.of(13_000) == invoice.ledger_total


# --- the file as text -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    """A byte order mark is no part of the first column's name."""
    (invoice,) = read_text(tmp_path, a_ledger(_SWEDISH).encode(encoding)).invoices
    assert _SWEDISH["debtor_name"] == invoice.debtor.name


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_a_stated_encoding_is_used(tmp_path: Path, encoding: str) -> None:
    """The command's encoding beats the mapping's."""
    mapping = LedgerMapping(encoding="ascii")
    reading = read_text(tmp_path, a_ledger(_SWEDISH).encode(encoding), mapping=mapping, encoding=encoding)
    assert [_SWEDISH["debtor_name"]] == [invoice.debtor.name for invoice in reading.invoices]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    """The header tells what separates cells."""
    assert 1 == len(read_text(tmp_path, a_ledger({}, delimiter=delimiter)).invoices)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    """Lines end as three kinds of machine end them; blank lines are no rows, and rows keep their line numbers."""
    text = a_ledger({}, {"status": "x"}).replace("\n", ending + ending)
    reading = read_text(tmp_path, text)
    assert (2, [5]) == (reading.rows, [problem.row for problem in reading.problems])


def test_a_quoted_cell_may_run_over_lines(tmp_path: Path) -> None:
    """A note with line breaks is one cell; the rows after it keep their line numbers."""
    rows = ({"seller_note": 'en rad\nen till, med "citat"\noch en'}, {"seller_note": "", "status": "x"})
    reading = read_text(tmp_path, a_ledger(*rows))
    assert (2, [5]) == (reading.rows, [problem.row for problem in reading.problems])
    assert 'en rad\nen till, med "citat"\noch en' == reading.invoices[0].seller_note


@pytest.mark.parametrize("cell", ['"Provgatan 1', 'Prov"gatan 1', '"Prov"gatan 1', '"'])
def test_a_stray_quotation_mark_swallows_no_rows(tmp_path: Path, cell: str) -> None:
    """Only its own row is bad, or is read with the mark in it."""
    text = a_ledger({}, {}, {}).split("\n")
    text[2] = text[2].replace("Provgatan 1", cell)
    reading = read_text(tmp_path, "\n".join(text))
    assert 3 == reading.rows == len(reading.invoices) + len(reading.refused_rows)
    assert {"1", "3"} <= {invoice.number for invoice in reading.invoices}


@pytest.mark.parametrize(("line", "cells"), [("1,2,3", 3), (",".join("x" * 40), 40)])
def test_a_row_with_too_few_or_too_many_cells_is_named(tmp_path: Path, line: str, cells: int) -> None:
    """Nobody guesses which cell is missing."""
    reading = read_text(tmp_path, a_ledger({}) + line + "\n")
    assert [(3, "", "cell_count")] == [told(problem) for problem in reading.problems]
    assert f"{cells}, {len(GOOD)}" == reading.problems[0].detail


def test_a_row_that_is_not_in_the_encoding_is_named(tmp_path: Path) -> None:
    """One broken character costs one row, not the file."""
    text = a_ledger({}, _SWEDISH, {}).encode().replace("Å".encode(), b"\xc5")
    reading = read_text(tmp_path, text)
    assert [(3, "", "encoding")] == [told(problem) for problem in reading.problems]
    assert ["1", "3"] == [invoice.number for invoice in reading.invoices]


def test_a_header_without_rows_is_an_empty_ledger(tmp_path: Path) -> None:
    """Nothing to judge is no fault."""
    reading = read_text(tmp_path, a_ledger())
    assert (0, (), ()) == (reading.rows, reading.invoices, reading.problems)


_NAMES = tuple(_SWEDISH["debtor_name"] for _ in range(3))

_BAD_FILES: tuple[tuple[bytes, str | None, type[HostInputError]], ...] = (
    (b"", None, EmptyFileError),
    (b"\n \n", None, EmptyFileError),
    (b"\xef\xbb\xbf", None, EmptyFileError),
    (b"number\n1\n", None, MissingColumnsError),
    (a_ledger({}).replace("status", "Status").encode(), None, MissingColumnsError),
    (a_ledger({}).replace("city", "street").encode(), None, DoubledColumnsError),
    (a_ledger(_SWEDISH, _SWEDISH, _SWEDISH).encode("latin-1"), None, EncodingError),
    (a_ledger({}).encode("utf-16"), None, EncodingError),
    (a_ledger({}).encode("utf-16-le"), None, EncodingError),
    (a_ledger({}).encode(), "no-such-encoding", EncodingError),
    (a_ledger({}).encode(), "base64", EncodingError),
    (a_ledger({}).encode(), "utf-16", MissingColumnsError),
    (a_ledger({}).encode(), "a\x00b", EncodingError),
    (b'"number,status\n1,2\n', None, UnreadableFileError),
    (b"PAR1\x00\xff\xfe", None, EncodingError),
)


@pytest.mark.parametrize(("content", "encoding", "error"), _BAD_FILES)
def test_a_file_that_cannot_be_used_is_a_typed_error(
    tmp_path: Path, content: bytes, encoding: str | None, error: type[HostInputError]
) -> None:
    """What makes every row impossible is one error about the file."""
    with pytest.raises(error):
        read_text(tmp_path, content, encoding=encoding)


def test_a_file_that_is_not_there_is_a_typed_error(tmp_path: Path) -> None:
    """A path that leads nowhere, or to a folder, is no reason for a traceback."""
    for path in (tmp_path / "missing.csv", tmp_path, tmp_path / "a\x00b.csv"):
        with pytest.raises(UnreadableFileError):
            read_csv(path, shape())


# --- mappings ---------------------------------------------------------------------------------------------------------
def test_what_a_mapping_supplies_is_said(tmp_path: Path) -> None:
    """A reader of the results must see what was never in the file."""
    mapping = LedgerMapping(
        columns={"number": "Nr"}, defaults={"kind": "SALES_INVOICE", "financed": False, "channel": ""}
    )
    text = a_ledger({}).replace("number,kind,status,channel", "Nr,a,status,b").replace("financed", "c")
    reading = read_text(tmp_path, text, mapping=mapping)
    assert ((), ("a", "b", "c")) == (reading.problems, reading.unused)
    assert (
        Assumed(("kind",), "SALES_INVOICE"),
        Assumed(("financed",), "no"),
        Assumed(("channel",), ""),
    ) == reading.assumed
    assert (False, None) == (reading.invoices[0].financed, reading.invoices[0].channel)


def test_dates_decimals_and_codes_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    """A decimal comma, a day written day first, and a status in words."""
    mapping = LedgerMapping(
        dates=DateForm("D.M.Y".replace("D", "DD").replace("M", "MM").replace("Y", "YYYY")),
        decimal_comma=True,
        values={"status": {"Skickad": "SENT"}},
        delimiter=";",
    )
    row = {
        "invoice_date": "01.02.2026",
        "due_date": "03.03.2026",
        "total": "1250,5",
        "open_amount": "-7",
        "status": "Skickad",
        "agreed_interest": "8,5",
        "reminders": "25.02.2026 60,00",
    }
    thousands = {**row, "total": "1.250,50"}
    reading = read_text(tmp_path, a_ledger(row, thousands, delimiter=";"), mapping=mapping)
    (invoice,) = reading.invoices
    assert [(3, "total", "amount")] == [told(problem) for problem in reading.problems]
    assert (dt.date(2026, 2, 1), Money.of("1250.50"), InvoiceStatus.SENT) == (
        invoice.invoice_date,
        invoice.total,
        invoice.status,
    )


@pytest.mark.parametrize(
    ("settled", "status", "left"),
    [
        ("2026-03-15", "PAID", 0),
        ("2026-03-16", "PAID", 0),
        ("2026-03-17", "SENT", 125_000),
        ("", "SENT", 125_000),
    ],
)
def test_an_invoice_is_open_until_the_day_it_was_settled(tmp_path: Path, settled: str, status: str, left: int) -> None:
    """On the day itself it is paid."""
    text = a_ledger({"Settled": settled}).replace("status", "a").replace("open_amount", "b")
    (invoice,) = read_text(tmp_path, text, mapping=LedgerMapping(settled_on="Settled")).invoices
    assert invoice.open_amount is not None
    assert (status, left) == (invoice.status, invoice.open_amount.minor)


def test_a_bad_day_of_settlement_is_named(tmp_path: Path) -> None:
    """The rule's column is the file's column."""
    reading = read_text(tmp_path, a_ledger({"Settled": "soon"}), mapping=LedgerMapping(settled_on="Settled"))
    assert [(2, "Settled", "date")] == [told(problem) for problem in reading.problems]
