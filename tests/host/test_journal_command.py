"""``inkasso journal``: from a settlement and the exports of a ledger to vouchers, a SIE file, a list and a summary."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from inkasso_host import journal_texts
from inkasso_host.camt_entries import CamtFault, CamtProblem
from inkasso_host.cli import EXIT_BAD_ROWS, EXIT_FINE, EXIT_UNUSABLE, main
from inkasso_host.journal_inputs import read_invoice_table, read_open_items
from inkasso_host.json_objects import JsonFault, JsonProblem
from inkasso_host.reading import HostInputError, ProblemCode
from inkasso_host.settlement_json import read_settlement, write_settlement
from inkasso_host.small_csv import RowError
from inkasso_host.texts import LANGUAGES, fault
from inkasso_rules import narrate, sample
from inkasso_rules.journal import post_settlement
from inkasso_rules.ledger.sie.problems import SieProblem, SieProblemCode
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Settlement
from inkasso_rules.records import from_record
from tests.host.support import script

pytestmark = pytest.mark.uncovered

Capture = pytest.CaptureFixture[str]

#: All that a run writes when nothing is left.
FILES: Final = [
    *("listing.csv", "listing.html", "listing.pdf", "open_items.csv", "summary.txt"),
    *("vouchers.html", "vouchers.json", "vouchers.si"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the example's files."""
    for name, content in script("make_journal").files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(folder: Path, *arguments: str, settlement: Settlement | None = None, ledger: str = "books.se") -> int:
    """Run the command on files of a folder, with the results in a folder in it."""
    if settlement is not None:
        (folder / "settlement.json").write_bytes(write_settlement(settlement))
    paths = [str(folder / one) if (folder / one).is_file() else one for one in arguments]
    return main(
        [
            "journal",
            str(folder / "settlement.json"),
            "--ledger",
            str(folder / ledger),
            "--out",
            str(folder / "out"),
            *paths,
        ]
    )


def out(folder: Path, name: str) -> str:
    """Return a text that was written."""
    return (folder / "out" / name).read_text(encoding="utf-8")


# --- what it writes ---------------------------------------------------------------------------------------------------
def test_a_settlement_becomes_vouchers(folder: Path, capsys: Capture) -> None:
    """Vouchers as the library makes them, as records and as SIE; a list, open items, and an empty clearing account."""
    assert EXIT_FINE == run(folder, "--open-items", "open_items.csv", "--bank", "bank.xml")
    told = capsys.readouterr()
    assert [
        "books.se: 4 vouchers",
        "3 invoices in the books; 0 rows on receivable accounts without an invoice",
        "Settlement 2026-0330 is posted.",
        "  To the agency: Acknowledgement of settlement 2026-0330.",
        "Bank row B-1 is posted.",
        "2 vouchers with 8 lines",
        "The clearing account on 2026-03-31",
        "  The clearing account stands at 0.00 SEK.",
        "  Belong together: 2026-0330, B-1.",
    ] == told.out.splitlines()[:-1]
    assert told.out.splitlines()[:-1] == out(folder, "summary.txt").splitlines()
    assert ("", FILES) == (told.err, sorted(path.name for path in (folder / "out").iterdir()))
    vouchers = [from_record(one) for one in json.loads(out(folder, "vouchers.json"))["vouchers"]]
    assert post_settlement(sample.SETTLEMENT, sample.BOOKED).vouchers == tuple(vouchers[:1])
    reading = read_sie((folder / "out" / "vouchers.si").read_bytes())
    assert ((), "Exempelföretaget AB", "556047-3521") == (
        reading.problems,
        reading.file.company,
        reading.file.organisation_number,
    )
    assert [[line.amount.minor for line in one.lines] for one in vouchers] == [
        [row.amount for row in one.rows] for one in reading.file.vouchers
    ]
    assert ["1510", "1512", "1930", "2641", "8313"] == [account.number for account in reading.file.accounts]
    # The export's own name of an account counts more than the chart's.
    assert "Bankkonto" == reading.file.accounts[2].name
    assert [
        ["invoice", "paid_on", "currency", "amount", "open_after", "source", "payment_ids"],
        ["consumer", "2026-03-30", "SEK", "500.00", "750.00", "2026-0330", "P-2"],
        ["partly-paid", "2026-03-30", "SEK", "250.50", "0.00", "2026-0330", "P-3"],
        ["plain", "2026-03-27", "SEK", "1250.00", "0.00", "2026-0330", "P-1"],
    ] == list(csv.reader(io.StringIO(out(folder, "open_items.csv"))))
    page = out(folder, "vouchers.html")
    assert (2, 2) == (page.count("<section>"), page.count("<td>Sum</td>"))
    assert '<td>Input VAT</td><td class="number">60.00 SEK</td>' in page


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    """No clock, and nothing left to chance."""
    written = []
    for _ in range(2):
        run(folder, "--bank", "bank.xml", "--lang", "sv")
        written.append({path.name: path.read_bytes() for path in (folder / "out").iterdir()})
    assert written[0] == written[1]
    assert b"<h2>Avr\xc3\xa4kning 2026-0330</h2>" in written[0]["vouchers.html"]


def test_names_are_written_if_wanted(folder: Path) -> None:
    """Into the list, and nowhere else."""
    run(folder, "--open-items", "open_items.csv")
    assert [] == [path.name for path in (folder / "out").iterdir() if b"Provsson" in path.read_bytes()]
    run(folder, "--open-items", "open_items.csv", "--with-names")
    assert ["listing.csv", "listing.html"] == sorted(
        path.name for path in (folder / "out").iterdir() if b"Provsson" in path.read_bytes()
    )


def test_without_the_bank_the_settlement_waits(folder: Path, capsys: Capture) -> None:
    """With its age on the day that is asked about."""
    assert EXIT_FINE == run(folder, "--as-of", "2026-04-09")
    assert (
        "  Settlement 2026-0330 on 2026-03-30 has awaited the bank for 10 days: 1,943.70 SEK."
        in capsys.readouterr().out.splitlines()
    )


def test_a_missing_extra_is_said(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """All other files are written."""
    monkeypatch.setitem(__import__("sys").modules, "fpdf", None)
    assert EXIT_FINE == run(folder)
    assert [name for name in FILES if name != "listing.pdf"] == sorted(path.name for path in (folder / "out").iterdir())
    assert "no listing.pdf: the package fpdf2 is not installed; wanted inkasso-rules with its extra 'pdf'." in (
        capsys.readouterr().out
    )


# --- what is left -----------------------------------------------------------------------------------------------------
def _with_unknown() -> Settlement:
    """Return the settlement with one payment for an invoice that the ledger does not know."""
    first, *others = sample.SETTLEMENT.payments
    return attrs.evolve(sample.SETTLEMENT, payments=(attrs.evolve(first, invoice="77"), *others))


def test_what_has_no_account_is_left_to_post(folder: Path, capsys: Capture) -> None:
    """The others are posted; the rest is a settlement that can be posted once the ledger knows the invoice."""
    assert EXIT_BAD_ROWS == run(folder, "--bank", "bank.xml", settlement=_with_unknown())
    told = capsys.readouterr().out.splitlines()
    posted = post_settlement(_with_unknown(), sample.BOOKED)
    said = narrate.posted(attrs.evolve(posted, vouchers=posted.vouchers[:1], open_item_updates=()), "en")
    assert [said[0], *(f"  {line}" for line in said[-2:])] == told[2:5]
    assert ["P-1" in line for line in told[2:5]] == [False, True, False]
    rest = read_settlement((folder / "out" / "rest-1.json").read_bytes()).settlement
    assert rest == posted.rest
    # A later run that leaves nothing takes the old rest away.
    assert EXIT_FINE == run(folder, settlement=sample.SETTLEMENT)
    assert FILES == sorted(path.name for path in (folder / "out").iterdir())


def test_what_does_not_add_up_is_held(folder: Path, capsys: Capture) -> None:
    """With its reasons; there is a list, and no voucher."""
    wrong = attrs.evolve(sample.SETTLEMENT, payout=Money(1943_69))
    assert EXIT_BAD_ROWS == run(folder, settlement=wrong)
    said = narrate.hold(Reason("BA-2", "payout_differs", "2026-0330"), "en")
    assert [line for line in capsys.readouterr().out.splitlines() if line.endswith(said)]
    assert ([], FILES) == (
        json.loads(out(folder, "vouchers.json"))["vouchers"],
        sorted(path.name for path in (folder / "out").iterdir()),
    )


def test_the_creditors_settings_count(folder: Path, capsys: Capture) -> None:
    """The clearing account is theirs; without batch payments the agency pays by reference."""
    text = '[creditor]\nid = "c"\nname = "Annat AB"\norganisation_number = "556047-3521"\n[settings]\n'
    (folder / "c.toml").write_text(f'{text}clearing_account = "1684"\nbatch_payments = true\n', encoding="utf-8")
    assert EXIT_FINE == run(folder, "--settings", "c.toml")
    reading = read_sie((folder / "out" / "vouchers.si").read_bytes())
    assert ("Annat AB", "1684") == (reading.file.company, reading.file.vouchers[0].rows[0].account)
    (folder / "c.toml").write_text(text, encoding="utf-8")
    assert EXIT_BAD_ROWS == run(folder, "--settings", "c.toml")
    assert "by reference" in capsys.readouterr().out


# fmt: off
@pytest.mark.parametrize(
    ("settled_on", "paid_on", "arguments", "dates"),
    [
        (dt.date(2026, 3, 30), dt.date(2026, 3, 30), (),                                  [dt.date(2026, 3, 30)]),
        (dt.date(2026, 3, 30), dt.date(2026, 3, 30), ("--closed-through", "2026-03-30"),  [dt.date(2026, 3, 31)]),
        (dt.date(2026, 3, 30), dt.date(2026, 2, 27), (),                                  [dt.date(2026, 2, 27), dt.date(2026, 3, 30)]),
        # The exports do not have that year, and it is held; with the year before closed, it is not.
        (dt.date(2026, 1, 2),  dt.date(2025, 12, 31), (),                                 []),
        (dt.date(2026, 1, 2),  dt.date(2025, 12, 31), ("--closed-through", "2025-12-31"), [dt.date(2026, 1, 1), dt.date(2026, 1, 2)]),
        # The exports do not have the settlement's own year yet, nor that of the bank's row.
        (dt.date(2027, 1, 4),  dt.date(2027, 1, 4),  (),                                  [dt.date(2027, 1, 4)]),
    ],
)
def test_periods_and_years(
    folder: Path, settled_on: dt.date, paid_on: dt.date, arguments: tuple[str, ...], dates: list[dt.date]
) -> None:
    """A closed period moves a voucher; a day outside the years holds it, unless it is the settlement's own."""
    changed = attrs.evolve(
        sample.SETTLEMENT,
        settled_on=settled_on,
        payments=tuple(attrs.evolve(one, paid_on=paid_on) for one in sample.SETTLEMENT.payments),
    )
    assert (EXIT_FINE if dates else EXIT_BAD_ROWS) == run(folder, *arguments, settlement=changed)
    vouchers = [from_record(one) for one in json.loads(out(folder, "vouchers.json"))["vouchers"]]
    assert dates == [voucher.dated_on for voucher in vouchers]
# fmt: on


def test_a_bank_row_of_the_next_year_is_posted(folder: Path) -> None:
    """At the turn of the year nobody has an export of the new one."""
    changed = attrs.evolve(sample.SETTLEMENT, settled_on=dt.date(2026, 12, 31))
    text = (folder / "bank.xml").read_bytes().replace(b"2026-03-31</Dt>", b"2027-01-04</Dt>")
    (folder / "bank.xml").write_bytes(text)
    assert EXIT_FINE == run(folder, "--bank", "bank.xml", settlement=changed)
    assert 3 == len(json.loads(out(folder, "vouchers.json"))["vouchers"])


def test_another_currency_needs_a_rate(folder: Path, capsys: Capture) -> None:
    """Nobody else knows what it was worth."""
    text = (folder / "settlement.json").read_text(encoding="utf-8").replace('"SEK"', '"EUR"')
    (folder / "settlement.json").write_text(text, encoding="utf-8")
    assert EXIT_BAD_ROWS == run(folder)
    said = narrate.hold(Reason("BA-2", "rate_missing", "2026-0330"), "en")
    assert [line for line in capsys.readouterr().out.splitlines() if line.endswith(said)]


# --- where invoices are named -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        ((), 3),
        (("--invoice-key", "object10"), 3),
        (("--invoice-key", "object6"), 0),
        (("--invoice-key", "object6", "--invoice-pattern", r"Faktura (?P<invoice>\S+)"), 3),
        (("--invoice-pattern", r"Faktura (?P<invoice>p\S+)"), 2),
        (("--invoice-table", "table.csv"), 1),
    ],
)
def test_where_invoices_are_named(folder: Path, capsys: Capture, arguments: tuple[str, ...], known: int) -> None:
    """By an object, by a pattern in texts, or by a list of vouchers; several of them one after the other."""
    (folder / "table.csv").write_text("series,number,date,invoice\nA,1,2026-02-01,plain\n", encoding="utf-8")
    run(folder, *arguments)
    assert f"{known} invoices in the books" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--invoice-key", "column3", "'column3' is no key; wanted object and its dimension, as object10"),
        ("--invoice-pattern", "[0-9]+", "the pattern is no regular expression with a group 'invoice'"),
        ("--invoice-pattern", "(", "the pattern is no regular expression with a group 'invoice'"),
        ("--closed-through", "2026-02-30", "'2026-02-30' is no day"),
    ],
)
def test_an_option_that_cannot_be_understood(
    folder: Path, capsys: Capture, option: str, value: str, message: str
) -> None:
    """The message says which, and what would have been fine."""
    with pytest.raises(SystemExit) as caught:
        run(folder, option, value)
    assert EXIT_UNUSABLE == caught.value.code
    assert f"argument {option}: {message}" in capsys.readouterr().err


# --- files that cannot be read ----------------------------------------------------------------------------------------
def test_a_settlement_that_cannot_be_read_gives_nothing(folder: Path, capsys: Capture) -> None:
    """All that is wrong with it is said, and there are no results."""
    text = (folder / "settlement.json").read_text(encoding="utf-8")
    (folder / "settlement.json").write_text(text.replace('"1943.70"', '"1943.7"'), encoding="utf-8")
    assert EXIT_UNUSABLE == run(folder)
    assert "settlement.json, payout: has more decimals than the currency (2, SEK)\n" == capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_voucher_that_cannot_be_read_is_left_out(folder: Path, capsys: Capture) -> None:
    """Its invoice is not known then; nothing is guessed."""
    text = (folder / "books.se").read_bytes().replace(b"1250.00", b"1250,00", 1)
    (folder / "books.se").write_bytes(text)
    assert EXIT_BAD_ROWS == run(folder)
    told = capsys.readouterr()
    assert "books.se, line 20, voucher A 1: an amount cannot be read; left out\n" == told.err
    assert "2 invoices in the books" in told.out


def test_another_character_set_is_only_said(folder: Path, capsys: Capture) -> None:
    """The amounts are the same in all of them."""
    text = (folder / "books.se").read_bytes().decode("cp437")
    (folder / "books.se").write_bytes(text.encode("latin-1"))
    assert EXIT_FINE == run(folder)
    told = capsys.readouterr()
    assert "the file is in Windows-1252, not in code page 437" in told.err
    assert "Settlement 2026-0330 is posted." in told.out


def test_a_ledger_that_ends_in_the_middle(folder: Path, capsys: Capture) -> None:
    """Its last voucher is left out, and said; all others count."""
    text = (folder / "books.se").read_bytes()
    (folder / "books.se").write_bytes(text[: text.rindex(b"#TRANS")])
    assert EXIT_BAD_ROWS == run(folder)
    assert "the voucher does not end; left out" in capsys.readouterr().err


def test_exports_of_two_companies_are_refused(folder: Path, capsys: Capture) -> None:
    """Nobody could tell whose invoice one is."""
    text = (folder / "books.se").read_bytes().replace(b"556047-3521", b"999900-0004")
    (folder / "other.se").write_bytes(text)
    assert EXIT_UNUSABLE == run(folder, "--ledger", "other.se")
    assert "inkasso: the files differ in organisation number; wanted files of one ledger.\n" == capsys.readouterr().err


def test_an_export_given_twice_counts_once(folder: Path) -> None:
    """A voucher that two files have is one."""
    (folder / "other.se").write_bytes((folder / "books.se").read_bytes())
    assert EXIT_FINE == run(folder, "--ledger", "other.se")
    (voucher,) = [from_record(one) for one in json.loads(out(folder, "vouchers.json"))["vouchers"]]
    assert post_settlement(sample.SETTLEMENT, sample.BOOKED).vouchers == (voucher,)


def test_a_bank_entry_that_cannot_be_read_is_left_out(folder: Path, capsys: Capture) -> None:
    """And said; the settlement waits."""
    text = (folder / "bank.xml").read_bytes().replace(b"2026-03-31</Dt>", b"2026-02-31</Dt>")
    (folder / "bank.xml").write_bytes(text)
    assert EXIT_BAD_ROWS == run(folder, "--bank", "bank.xml")
    told = capsys.readouterr()
    assert told.err.startswith("bank.xml, entry 1 on line 8, BookgDt")
    assert "has awaited the bank for 0 days" in told.out


def test_other_rows_of_the_bank_are_counted(folder: Path, capsys: Capture) -> None:
    """Money of somebody else is none of this command's business."""
    text = (folder / "bank.xml").read_bytes().replace(b"Kravia AB", b"Provkund AB")
    (folder / "bank.xml").write_bytes(text)
    assert EXIT_FINE == run(folder, "--bank", "bank.xml")
    assert "1 rows of the bank are not the agency's" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["settlement.json", "books.se", "bank.xml", "open_items.csv"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]"])
def test_a_file_of_another_kind_gives_nothing(folder: Path, capsys: Capture, name: str, content: bytes) -> None:
    """The message says which file."""
    (folder / name).write_bytes(content)
    assert EXIT_UNUSABLE == run(folder, "--bank", "bank.xml", "--open-items", "open_items.csv")
    assert capsys.readouterr().err.startswith(f"inkasso: {name}")
    assert not (folder / "out").exists()


@pytest.mark.parametrize("name", ["settlement.json", "books.se", "bank.xml", "open_items.csv"])
def test_a_file_that_is_not_there(folder: Path, capsys: Capture, name: str) -> None:
    """The message says which."""
    arguments = [str(folder / one) for one in ("bank.xml", "open_items.csv")]
    (folder / name).unlink()
    assert EXIT_UNUSABLE == run(folder, "--bank", arguments[0], "--open-items", arguments[1])
    assert capsys.readouterr().err == (
        f"inkasso: {name} cannot be opened (No such file or directory); wanted a file that can be read.\n"
    )


def test_results_that_cannot_be_written(folder: Path, capsys: Capture) -> None:
    """The folder's name is taken by a file."""
    (folder / "out").write_bytes(b"")
    assert EXIT_UNUSABLE == run(folder)
    assert "cannot be written" in capsys.readouterr().err


# --- small lists ------------------------------------------------------------------------------------------------------
def _read(folder: Path, text: str, read: Any) -> Any:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_list_of_vouchers(tmp_path: Path) -> None:
    """By series, number and date, or by the voucher's text."""
    text = "series;number;date;text;invoice\nA;1;2026-02-01;;10\n;2;2026-02-01;;11\n;;;Faktura 12;12\n"
    assert {("A", "1", dt.date(2026, 2, 1)): "10", ("", "2", dt.date(2026, 2, 1)): "11", "Faktura 12": "12"} == dict(
        _read(tmp_path, text, read_invoice_table).invoices
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("number,date,invoice\n1,2026-02-01,\n", "list.csv, row 2: wanted an invoice, and a number with its date, or a text."),
        ("number,date,invoice\n1,,5\n", "list.csv, row 2: wanted an invoice, and a number with its date, or a text."),
        ("number,date,text,invoice\n1,2026-02-01,x,5\n", "list.csv, row 2: wanted an invoice, and a number with its date, or a text."),
        ("text,invoice\nx,5\nx,6\n", "list.csv, row 3: gives a voucher to a second invoice; wanted one."),
        ("number,date,invoice\n1,1 mars,5\n", "list.csv, row 2: date is not a day written as YYYY-MM-DD."),
        ("number,date\n1,2026-02-01\n", "list.csv has 2 columns and lacks invoice; wanted these columns, or a mapping that names or replaces them."),
        ("number,invoice,namn\n1,5,x\n", "list.csv, row 1: names what is not known here; wanted series, number, date, text, invoice."),
    ],
)  # fmt: skip
def test_a_list_of_vouchers_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    """The message says in which line, and repeats no cell."""
    with pytest.raises(HostInputError) as caught:
        _read(tmp_path, text, read_invoice_table)
    assert message == str(caught.value)


def test_open_items(tmp_path: Path) -> None:
    """Amounts with their currencies; what is not said is not known."""
    text = "invoice,open_amount,currency,reference,debtor_name\n1,10.50,,001,Prov AB\n2,7.00,EUR,,\n3,,,003,\n"
    found = _read(tmp_path, text, lambda path: read_open_items(path, "SEK"))
    assert {"1": Money(10_50), "2": Money(7_00, "EUR")} == dict(found.amounts)
    assert [("1", "001", "Prov AB"), ("2", "", ""), ("3", "003", "")] == [
        (one.invoice, one.reference, one.debtor_name) for one in found.invoices
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("invoice,open_amount\n,5.00\n", "list.csv, row 2: invoice is missing."),
        ("invoice,open_amount\n1,5.00\n1,5.00\n", "list.csv, row 3: names an invoice for the second time; wanted each once."),
        ("invoice,open_amount\n1,5.001\n", "list.csv, row 2: open_amount has more decimals than the currency (2, SEK)."),
        ("invoice,open_amount\n1,+45.00\n", "list.csv, row 2: open_amount is not an amount written as 1250.50, without thousands separators."),
    ],
)  # fmt: skip
def test_open_items_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    """The message says in which line, and repeats no cell."""
    with pytest.raises(RowError) as caught:
        _read(tmp_path, text, lambda path: read_open_items(path, "SEK"))
    assert message == str(caught.value)


# --- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_words(lang: str) -> None:
    """In every language, for every code of every file."""
    own = [
        *(journal_texts.sie_problem("f", SieProblem(3, code), lang) for code in SieProblemCode),
        *(journal_texts.bank_problem("f", CamtProblem(1, 3, "Amt", code), lang) for code in CamtFault),
        *(journal_texts.settlement_problem("f", JsonProblem("a", code, "d"), lang) for code in JsonFault),
    ]
    assert len(own) == len(set(own))
    for code in ProblemCode:
        words = fault(code, "d", lang)
        assert journal_texts.bank_problem("f", CamtProblem(1, 3, "Amt", code, "d"), lang).endswith(f", Amt: {words}")
        assert f"f, a: {words}" == journal_texts.settlement_problem("f", JsonProblem("a", code, "d"), lang)
    assert "f: har värden som inte går ihop" == journal_texts.settlement_problem(
        "f", JsonProblem("", JsonFault.CONFLICT), "sv"
    )
