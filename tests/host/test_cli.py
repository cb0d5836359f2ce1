"""The command from its arguments to its exit code."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inkasso_host.cli import EXIT_BAD_ROWS, EXIT_FINE, EXIT_UNUSABLE, main
from inkasso_host.output import safe
from inkasso_host.tables import ROWS_MAX
from inkasso_rules.eligibility import AUTOMATIC, MANUAL
from tests.host.support import EXAMPLES, ROOT, a_ledger

pytestmark = pytest.mark.uncovered

_LEDGER = str(EXAMPLES / "ledger.csv")
_SETTINGS = ("--settings", str(EXAMPLES / "creditor.toml"))
_DAY = ("--as-of", "2026-03-16")

Capture = pytest.CaptureFixture[str]


def _small(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "small.csv"
    path.write_text(a_ledger(*rows), encoding="utf-8")
    return str(path)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def _json(capsys: Capture, *arguments: str) -> dict[str, Any]:
    main(["check", *arguments, "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_table_names_every_invoice_and_what_it_comes_to(capsys: Capture) -> None:
    """A line for each invoice, then how many, how much, when next, what is nearly a yes, and where the ways differ."""
    code = main(["check", _LEDGER, *_DAY, *_SETTINGS])
    out = capsys.readouterr().out
    assert EXIT_FINE == code
    assert all(f" {number} " in out for number in range(30_001, 30_361))
    assert "by hand: 171 of 360 may go\n" in out
    assert "  next day: 2026-03-17, 7 more invoices\n" in out
    assert "30043 (debtor_address_missing)" in out
    assert "the answers differ for 86 invoices\n" in out
    assert "3 may go automatically only; what keeps them from transfer by hand: invoice_too_young 3" in out


def test_swedish_words(capsys: Capture) -> None:
    """The same in Swedish."""
    main(["check", _LEDGER, *_DAY, *_SETTINGS, "--lang", "sv", "--rules", "manual"])
    out = capsys.readouterr().out
    assert "manuellt: 171 av 360 får överföras\n" in out
    assert "Fakturan är inte skickad (status: inte skickad)." in out


def test_json_holds_reasons_with_what_was_seen_and_wanted(capsys: Capture, tmp_path: Path) -> None:
    """Each reason has code, requirement, words, observed, wanted and the day on which it clears."""
    found = _json(capsys, _small(tmp_path, {"due_date": "2026-03-13"}), *_DAY, "--rules", "manual")
    (invoice,) = found["invoices"]
    (block,) = invoice["manual"]["blocks"]
    assert ("1", False, "2026-03-17") == (
        invoice["number"],
        invoice["manual"]["eligible"],
        invoice["manual"]["eligible_from"],
    )
    assert ("due_too_recently", "MA-1", {"due_date": "2026-03-13"}, "due_date <= 2026-03-12", "2026-03-17") == (
        block["code"],
        block["requirement"],
        block["observed"],
        block["wanted"],
        block["clears_on"],
    )
    assert (1, [], None) == (found["rows"], found["refused_rows"], found["differences"])


def test_csv_has_one_line_for_each_invoice(capsys: Capture) -> None:
    """Reasons and warnings as codes, for each way."""
    main(["check", _LEDGER, *_DAY, *_SETTINGS, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (360, 171, 91) == (
        len(rows),
        sum(row["manual_eligible"] == "yes" for row in rows),
        sum(row["automatic_eligible"] == "yes" for row in rows),
    )
    assert ("30004", "unfinished", "unfinished status_not_covered") == (
        rows[3]["number"],
        rows[3]["manual_reasons"],
        rows[3]["automatic_reasons"],
    )


def test_a_reason_of_one_way_names_the_way(capsys: Capture, tmp_path: Path) -> None:
    """A reason of both ways stands alone."""
    ledger = _small(tmp_path, {"due_date": "2026-03-13", "disputed": "yes"})
    main(["check", ledger, *_DAY])
    assert [
        "The claim is disputed.",
        "By hand: At least 4 days must have passed after the due date 2026-03-13; clears on 2026-03-17.",
        "Automatically: Automatic transfer waits at least 4 days after the due date 2026-03-13; clears",
    ] == [_cells(line)[-1] for line in capsys.readouterr().out.splitlines() if " claim " in line or ": A" in line]
    main(["check", ledger, *_DAY, "--rules", "manual"])
    out = capsys.readouterr().out
    assert (True, False) == (" At least 4 days" in out, "By hand: At" in out)


def test_warnings_are_marked_and_counted(capsys: Capture, tmp_path: Path) -> None:
    """A star beside the answer, what it means, and how many invoices that may go have which warning."""
    main(["check", _small(tmp_path, {"debtor_identifier": ""}), *_DAY, "--rules", "manual"])
    lines = capsys.readouterr().out.splitlines()
    assert ["1", "1,250.00 SEK", "2026-03-03", "yes *"] == _cells(lines[4])
    assert "* has something worth knowing; --explain NUMBER tells what" in lines
    assert ["identifier_missing", "1"] in [_cells(line) for line in lines]
    full = dict.fromkeys(("due_date_agreed", "reminder_fee_agreed"), "yes")
    main(["check", _small(tmp_path, {**full, "agreed_interest": "law", "debtor_kind": "trader"}), *_DAY])
    out = capsys.readouterr().out
    assert (True, False, False) == (" yes " in out, "yes *" in out, "worth knowing" in out.lower())


def test_amounts_are_written_one_way(capsys: Capture, tmp_path: Path) -> None:
    """The list and the sums say amounts as the reasons do."""
    ledger = _small(tmp_path, {"total": "46668.25", "open_amount": "46668.25"})
    main(["check", ledger, *_DAY, "--lang", "sv"])
    out = capsys.readouterr().out
    assert "  tillsammans: 46\N{NO-BREAK SPACE}668,25 SEK\n" in out
    assert " 46\N{NO-BREAK SPACE}668,25 SEK   2026-03-03 " in out
    assert "46668" not in out


def test_a_ledger_without_rows_has_no_invoices(capsys: Capture, tmp_path: Path) -> None:
    """A header alone is a ledger; that there is nothing to judge is said."""
    assert EXIT_FINE == main(["check", _small(tmp_path), *_DAY])
    assert ["small.csv: 0 rows, judged on 2026-03-16", "no invoices"] == capsys.readouterr().out.splitlines()[:2]
    assert EXIT_FINE == main(["check", _small(tmp_path), *_DAY, "--lang", "sv", "--rules", "manual"])
    assert "inga fakturor" == capsys.readouterr().out.splitlines()[1]


def test_a_long_table_ends_after_some_hundred_invoices(capsys: Capture, tmp_path: Path) -> None:
    """How many more there are and how to get them is said; what they come to counts all."""
    ledger = _small(tmp_path, *({"city": ""} for _ in range(ROWS_MAX + 1)))
    main(["check", ledger, *_DAY, "--rules", "manual"])
    out = capsys.readouterr().out
    assert ROWS_MAX == out.count("1,250.00 SEK")
    assert "1 more invoices are not shown: --all shows all of them, --format csv or json has them all\n" in out
    assert "by hand: 0 of 501 may go\n" in out
    assert "(debtor_address_missing), and 481 more\n" in out.replace("\n(", " (").replace(",\n", ", ")
    main(["check", ledger, *_DAY, "--rules", "manual", "--all"])
    out = capsys.readouterr().out
    assert (ROWS_MAX + 1, False) == (out.count("1,250.00 SEK"), "not shown" in out)


def test_results_name_the_rules_that_they_were_made_by(capsys: Capture, tmp_path: Path) -> None:
    """The fingerprint of each rule set stands in the JSON."""
    found = _json(capsys, _small(tmp_path, {}), *_DAY)
    assert {"manual": MANUAL.digest, "automatic": AUTOMATIC.digest} == found["rules_digest"]


def test_what_may_not_go_starts_nowhere(capsys: Capture, tmp_path: Path) -> None:
    """The stage where a case would start is told for invoices that may go only."""
    ledger = _small(tmp_path, {"reminders": "2026-02-25 60.00"}, {})
    main(["check", ledger, *_DAY, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    columns = ("manual_start_stage", "automatic_start_stage")
    assert [("demand", ""), ("reminder", "reminder")] == [tuple(row[name] for name in columns) for row in rows]
    first = _json(capsys, ledger, *_DAY)["invoices"][0]
    assert ("demand", None) == (first["manual"]["start_stage"], first["automatic"]["start_stage"])


def test_bad_rows_are_told_and_the_others_judged(capsys: Capture, tmp_path: Path) -> None:
    """Exit code 1, in every format."""
    ledger = _small(tmp_path, {}, {"total": "1,234.5"})
    for form in ("table", "json", "csv"):
        assert EXIT_BAD_ROWS == main(["check", ledger, *_DAY, "--format", form])
        out, err = capsys.readouterr()
        assert "row 3, total: is not an amount" in out + err
    assert EXIT_BAD_ROWS == main(["check", ledger, *_DAY, "--explain", "1"])
    assert "row 3, total: is not an amount" in capsys.readouterr().err


def test_without_settings_it_is_said_who_was_judged(capsys: Capture, tmp_path: Path) -> None:
    """A stand-in must not pass for the company."""
    ledger = _small(tmp_path, {})
    main(["check", ledger, *_DAY])
    assert "no settings given" in capsys.readouterr().out
    assert False is _json(capsys, ledger, *_DAY)["settings_given"]
    main(["check", ledger, *_DAY, *_SETTINGS])
    assert "no settings given" not in capsys.readouterr().out


def test_a_mapping_is_used_and_told(capsys: Capture) -> None:
    """What it supplies stands below the table."""
    mapping = ("--mapping", str(EXAMPLES / "mapping.toml"))
    assert EXIT_FINE == main(["check", str(EXAMPLES / "ledger_export.csv"), *_DAY, *_SETTINGS, *mapping])
    out = capsys.readouterr().out
    assert "  kind: SALES_INVOICE on every row\n" in out
    assert "  financed: no on every row\n" in out


def test_the_erp_s_invoices_are_read(capsys: Capture) -> None:
    """And what was concluded from them is told."""
    assert EXIT_FINE == main(["check", str(EXAMPLES / "ledger.json"), *_DAY, *_SETTINGS])
    out = capsys.readouterr().out
    assert "ledger.json: 120 rows" in out
    assert "  financed: concluded from factoringContractId\n" in out


def test_columns_that_nothing_reads_are_told(capsys: Capture, tmp_path: Path) -> None:
    """A misspelt optional column is not overlooked in silence."""
    main(["check", _small(tmp_path, {"disputd": "yes"}), *_DAY])
    assert "columns that nothing reads: disputd\n" in capsys.readouterr().out


def test_one_invoice_is_explained_rule_by_rule(capsys: Capture) -> None:
    """Every rule of the set has a line, those that do not block as well."""
    code = main(["check", _LEDGER, *_DAY, *_SETTINGS, "--explain", "30067", "--rules", "manual"])
    out = capsys.readouterr().out
    assert EXIT_FINE == code
    assert "30067, by hand: Invoice 30067 may not be transferred on 2026-03-16, but from 2026-03-17." in out
    (line,) = (line for line in out.splitlines() if "invoice_too_young" in line)
    assert [
        "MA-1",
        "invoice date: 2026-03-09",
        "invoice date ≤ 2026-03-08",
        "yes",
        "2026-03-17",
        "the service's manual",
    ] == _cells(line)[1:]
    assert {"not_overdue", "too_old", "held"} <= set(out.split())


def test_an_unknown_number_is_no_traceback(capsys: Capture) -> None:
    """Exit code 2 and a sentence."""
    assert EXIT_UNUSABLE == main(["check", _LEDGER, *_DAY, "--explain", "1"])
    assert "inkasso: no invoice that could be read has the number 1\n" == capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check",),
        ("check", _LEDGER),
        ("check", _LEDGER, "--as-of", "16.3.2026"),
        ("check", _LEDGER, "--as-of", "2026-02-30"),
        ("check", _LEDGER, *_DAY, "--rules", "all"),
        ("check", _LEDGER, *_DAY, "--lang", "fi"),
        ("check", _LEDGER, *_DAY, "--explain", "1", "--format", "csv"),
        ("transfer",),
    ],
)
def test_arguments_that_cannot_be_understood_end_with_2(capsys: Capture, arguments: tuple[str, ...]) -> None:
    """The usage is shown."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert (EXIT_UNUSABLE, True) == (caught.value.code, "usage: inkasso" in capsys.readouterr().err)


_STATED = ("statement", "10", *_DAY, "--due-date", "2026-03-02")


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        ("--facts", (*_STATED, "--facts", "a.csv", "--facts", "b.csv")),
        ("--settings", (*_STATED, "--settings", "a.toml", "--settings", "a.toml")),
        ("--as-of", (*_STATED, *_DAY)),
        ("--rate", (*_STATED, "--rate", "8", "--rate", "12")),
        ("--out", (*_STATED, "--out", "a", "--out", "b")),
        ("--to", ("interest", "10", "--from", "2026-03-16", "--to", "2026-03-17", "--to=2026-03-18")),
        ("--on", ("law", "--on", "2026-03-16", "--on", "2026-03-17")),
        ("--explain", ("check", _LEDGER, *_DAY, "--explain", "30043", "--explain", "30044")),
        ("--mapping", ("check", _LEDGER, *_DAY, "--mapping", "a.toml", "--mapping", "b.toml")),
        ("--open-items", ("journal", "s.json", "--open-items", "a.csv", "--open-items", "b.csv")),
        ("--invoice-table", ("journal", "s.json", "--invoice-table", "a.csv", "--invoice-table", "b.csv")),
        ("--lang", ("demo", "--lang", "sv", "--lang", "en")),
        ("--format", ("lifecycle", "--format", "text", "--format", "text")),
    ],
)
def test_nothing_that_is_said_twice_is_dropped(capsys: Capture, option: str, arguments: tuple[str, ...]) -> None:
    """An option that takes one value is refused the second time."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    last = capsys.readouterr().err.splitlines()[-1]
    message = f"inkasso {arguments[0]}: error: argument {option}: given more than once; wanted it once"
    assert (EXIT_UNUSABLE, message) == (caught.value.code, last)


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_and_version_end_with_0(capsys: Capture, word: str) -> None:
    """They are answers, not faults; the help tells the exit codes."""
    with pytest.raises(SystemExit) as caught:
        main([word])
    assert EXIT_FINE == caught.value.code
    assert ("exit codes: 0" in capsys.readouterr().out) is (word == "--help")


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.csv", *_DAY),
        ("ledger.xlsx", *_DAY),
        (_LEDGER, *_DAY, "--settings", "missing.toml"),
        (_LEDGER, *_DAY, "--settings", str(EXAMPLES / "mapping.toml")),
        (_LEDGER, *_DAY, "--mapping", str(EXAMPLES / "creditor.toml")),
        (_LEDGER, *_DAY, "--encoding", "no-such-encoding"),
        (_LEDGER, *_DAY, "--out", str(EXAMPLES)),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_2(capsys: Capture, arguments: tuple[str, ...]) -> None:
    """One sentence on the error stream, nothing on the other."""
    assert EXIT_UNUSABLE == main(["check", *arguments])
    out, err = capsys.readouterr()
    assert ("", 1, True) == (out, err.count("\n"), err.startswith("inkasso: "))


def test_results_go_to_a_file(capsys: Capture, tmp_path: Path) -> None:
    """Folders are made; the terminal stays silent."""
    out = tmp_path / "new" / "results.csv"
    assert EXIT_FINE == main(["check", _LEDGER, *_DAY, "--format", "csv", "--out", str(out)])
    assert ("", 361) == (capsys.readouterr().out, len(out.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_no_debtor_is_named(capsys: Capture, tmp_path: Path, form: str) -> None:
    """Names, identifiers, addresses, e-mail and notes are read and never printed."""
    secret = {
        "debtor_name": "Hemlig Hemligsson",
        "debtor_identifier": "19811218-9876",
        "street": "Hemliga gatan 1",
        "email": "hemlig@kund.example",
        "seller_note": "Hemlig notering",
        "additional_information": "Hemlig text",
        "products": "Hemlig vara",
    }
    ledger = _small(tmp_path, secret, {**secret, "total": "Hemlig summa", "debtor_identifier": "Hemligt nummer"})
    main(["check", ledger, *_DAY, "--format", form])
    main(["check", ledger, *_DAY, "--explain", "1"])
    printed = "".join(capsys.readouterr())
    assert "hemlig" not in printed.lower()
    assert "9876" not in printed


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_number_that_looks_like_a_formula_is_made_safe(capsys: Capture, tmp_path: Path, sign: str) -> None:
    """A spreadsheet must not run what stands in a ledger."""
    main(["check", _small(tmp_path, {"number": f"{sign}1+1"}), *_DAY, "--format", "csv"])
    assert f"\n'{sign}1+1,'{sign}1+1," in capsys.readouterr().out
    assert ("'\tx", "'\rx", "1-1") == (safe("\tx"), safe("\rx"), safe("1-1"))


def test_markup_in_a_number_is_text(capsys: Capture, tmp_path: Path) -> None:
    """Square brackets are printed as they are."""
    main(["check", _small(tmp_path, {"number": "[bold]1[/x]"}), *_DAY])
    assert "[bold]1[/x]" in capsys.readouterr().out


def test_the_command_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    """From the arguments of the process to its exit code, with a reader that leaves early."""
    run = "import sys; from inkasso_host.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "check", _small(tmp_path, {}, {"status": "x"}), *_DAY, "--lang", "sv"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - our own command.
    assert (EXIT_BAD_ROWS, "") == (done.returncode, done.stderr)
    assert "rad 3, status: är inget av " in done.stdout


@pytest.mark.parametrize("command", ["check", "law", "interest", "statement", "journal", "demo", "lifecycle"])
def test_the_page_lists_the_options_of_a_command(capsys: Capture, command: str) -> None:
    """As the help does, in its order."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = re.findall(r"^  (?:-h, )?(--[a-z-]+)", capsys.readouterr().out, flags=re.MULTILINE)
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    section = page.split(f"\n## `inkasso {command}")[1].split("\n## ")[0]
    assert ["--help", *re.findall(r"^\| `(--[a-z-]+)", section, flags=re.MULTILINE)] == told
