"""Reading SIE 4: tolerant of how a file is written, strict about what it says."""

import datetime as dt
import pickle

import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.sie.decoding import SieEncoding
from inkasso_rules.ledger.sie.file import (
    SieAccount,
    SieBalance,
    SieBalanceKind,
    SieDimension,
    SieFile,
    SieObject,
    SieRow,
    SieVoucher,
    SieYear,
)
from inkasso_rules.ledger.sie.problems import SieError, SieFieldError, SieProblem, SieProblemCode, SieRefusal
from inkasso_rules.ledger.sie.reading import SieReading, read_sie
from inkasso_rules.ledger.sie.writing import write_sie
from tests.ledger.samples import SAMPLE, bad_rows, sie

DAY = dt.date(2026, 3, 16)
C = SieProblemCode


def _rows(*lines: str) -> tuple[SieRow, ...]:
    """Read the rows of one voucher; none if it was left out."""
    reading = read_sie(sie("#VER A 1 20260316", "{", *lines, "}"))
    assert () == reading.problems
    return reading.file.vouchers[0].rows


def _codes(source: bytes) -> list[tuple[int, SieProblemCode]]:
    return [(problem.line, problem.code) for problem in read_sie(source).problems]


def test_what_was_written_is_read() -> None:
    """The sample comes back as it is, from bytes and from lines."""
    written = write_sie(SAMPLE)
    assert SieReading(SAMPLE) == read_sie(written)
    assert SieReading(SAMPLE) == read_sie(iter(written.splitlines(keepends=True)))
    assert SieReading(SAMPLE) == read_sie(written.splitlines())


def test_a_4e_export_is_read_whole() -> None:
    """Everything that the types hold, in a file as a vendor writes it: tabs, bare fields, one line per thing."""
    source = sie(
        '#PROGRAM\t"Bokföring" 2.0',
        "#FORMAT PC8",
        "#GEN 20260316 sys",
        "#FNR 17",
        "#ORGNR 5560602345",
        '#FNAMN "Exempel AB"',
        '#ADRESS "" "Elvägen 12" "" 08-1',
        "#RAR 0 20260101 20261231",
        "#RAR\t-1\t20250101\t20251231",
        "#TAXAR 2027",
        "#KPTYP EUBAS97",
        "#VALUTA EUR",
        '#KONTO 1510 "Kundfordringar"',
        "#KONTO\t3001 Försäljning",
        "#KTYP 1510 T",
        "#SRU 1510 7251",
        "#DIM 10 Faktura",
        "#UNDERDIM 21 Grupp 20",
        '#OBJEKT 10 F1 "Åke"',
        "#IB 0 1510       1000.5",
        "#UB 0 1510 1005 1",
        "#RES -1 3001 -5.00",
        '#OIB 0 1510 {10 "F1"} 7',
        "#OUB 0 1510 { 10 F1 } -0.07",
        "#PSALDO 0 202601 1510 {} 5.00",
        "#VER A 1 20260316 Text 20260317 sys",
        "{",
        "#TRANS 1510 { 10 F1 } 5.00 20260315 Text 2 sys",
        "#TRANS 3001 {} -5.00",
        "}",
    )
    expected = SieFile(
        company="Exempel AB",
        generated_on=DAY,
        generated_by="sys",
        program="Bokföring",
        program_version="2.0",
        organisation_number="5560602345",
        chart="EUBAS97",
        currency="EUR",
        years=(
            SieYear(0, dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
            SieYear(-1, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ),
        accounts=(SieAccount("1510", "Kundfordringar"), SieAccount("3001", "Försäljning")),
        dimensions=(SieDimension("10", "Faktura"), SieDimension("21", "Grupp")),
        objects=(SieObject("10", "F1", "Åke"),),
        balances=(
            SieBalance(SieBalanceKind.OPENING, 0, "1510", 100050),
            SieBalance(SieBalanceKind.CLOSING, 0, "1510", 100500),
            SieBalance(SieBalanceKind.RESULT, -1, "3001", -500),
            SieBalance(SieBalanceKind.OBJECT_OPENING, 0, "1510", 700, (("10", "F1"),)),
            SieBalance(SieBalanceKind.OBJECT_CLOSING, 0, "1510", -7, (("10", "F1"),)),
        ),
        vouchers=(
            SieVoucher(
                series="A",
                number="1",
                dated_on=DAY,
                text="Text",
                registered_on=dt.date(2026, 3, 17),
                sign="sys",
                rows=(
                    SieRow("1510", 500, (("10", "F1"),), dt.date(2026, 3, 15), "Text", "2", "sys"),
                    SieRow("3001", -500),
                ),
            ),
        ),
    )
    assert SieReading(expected) == read_sie(source)
    assert ("4E", "4I") == (expected.kind, SAMPLE.kind)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("#TRANS 1510 {} 0.00", SieRow("1510", 0)),
        ("#TRANS 1510 {} 0", SieRow("1510", 0)),
        ('\t#TRANS\t1510\t{ }\t0.00\t20260316\t""\t""', SieRow("1510", 0, (), DAY)),
        ('#TRANS 1510 {} 0 "" "Text"', SieRow("1510", 0, (), None, "Text")),
        ('#TRANS 1510 {} 0 "20260316" "Text" "" "sys"', SieRow("1510", 0, (), DAY, "Text", "", "sys")),
        ('#TRANS "1510" {} "0.00"', SieRow("1510", 0)),
        ("#trans 1510 {} 0", SieRow("1510", 0)),
        ("#TRANS 1510 {}0", SieRow("1510", 0)),
        ('#TRANS 1510 {"10" "F1" 8 30083} 0', SieRow("1510", 0, (("10", "F1"), ("8", "30083")))),
        ('#TRANS 1510 {10 "{F}1"} 0', SieRow("1510", 0, (("10", "{F}1"),))),
        (r'#TRANS 1510 {10 "\"F\""} 0', SieRow("1510", 0, (("10", '"F"'),))),
        (r'#TRANS 1510 {} 0 "" "a \"b\" c\d" 1 sys', SieRow("1510", 0, (), None, 'a "b" c\\d', "1", "sys")),
        (r'#TRANS 1510 {} 0 "" "1820\A012 Cykel"', SieRow("1510", 0, (), None, "1820\\A012 Cykel")),
        ('#TRANS 1510 {} 0 "" "}"', SieRow("1510", 0, (), None, "}")),
        ("#TRANS 1510 {} 0 20260316 text 1.000000", SieRow("1510", 0, (), DAY, "text", "1.000000")),
        ("#TRANS 1510 {} 0 20260316 text 1 sys later fields", SieRow("1510", 0, (), DAY, "text", "1", "sys")),
        ("#RTRANS 1510 {} 7.00", None),
        ("#BTRANS 1510 {} 7.00 20260316 borttagen", None),
        ("#NYTT 1510 {} 7.00", None),
        ("#KSUMMA 123", None),
        ("\x1a", None),
    ],
)
def test_a_row_is_read_in_every_dialect(line: str, row: SieRow | None) -> None:
    """Bare or quoted, tabs or spaces, empty fields, fields of later versions; added and removed rows do not count."""
    assert (() if row is None else (row,)) == _rows(line)


@pytest.mark.parametrize(
    ("amount", "minor"),
    [
        ("1", 100),
        ("1.5", 150),
        ("1.50", 150),
        ("-1.05", -105),
        ("-0.05", -5),
        ("007", 700),
        ("9" * 30 + ".99", int("9" * 32)),
    ],
)
def test_amounts_are_exact(amount: str, minor: int) -> None:
    """Up to two decimals after a point, a minus in front."""
    opposite = amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"
    assert [minor, -minor] == [
        row.amount for row in _rows(f"#TRANS 1510 {{}} {amount}", f"#TRANS 3001 {{}} {opposite}")
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("#TRANS 1510 {} +5.00", C.AMOUNT),
        ("#TRANS 1510 {} 5,00", C.AMOUNT),
        ("#TRANS 1510 {} +45,00", C.AMOUNT),
        ("#TRANS 1510 {} 5.000", C.AMOUNT),
        ("#TRANS 1510 {} 5.", C.AMOUNT),
        ("#TRANS 1510 {} .5", C.AMOUNT),
        ("#TRANS 1510 {} 5e0", C.AMOUNT),
        ("#TRANS 1510 {} - 5", C.AMOUNT),
        ("#TRANS 1510 {} 5-", C.AMOUNT),
        ("#TRANS 1510 {} --5", C.AMOUNT),
        ('#TRANS 1510 {} "1 000.00"', C.AMOUNT),
        ('#TRANS 1510 {} ""', C.AMOUNT),
        ("#TRANS 1510 {}", C.AMOUNT),
        (f"#TRANS 1510 {{}} {'5' * 31}", C.AMOUNT),
        ("#TRANS 1510 {} 1 000.00", C.DATE),
        ("#TRANS 1510 {} 5.00 2026-03-16", C.DATE),
        ("#TRANS 1510 {} 5.00 20260229", C.DATE),
        ("#TRANS 1510 {} 5.00 20260229 text", C.DATE),
        ("#TRANS 1510 {} 5.00 00000000", C.DATE),
        ("#TRANS 15X0 {} 5.00", C.ACCOUNT),
        ('#TRANS "" {} 5.00', C.ACCOUNT),
        ("#TRANS", C.ACCOUNT),
        ("#TRANS {} 5.00", C.FIELDS),
        ("#TRANS 1510 5.00", C.FIELDS),
        ("#TRANS 1510", C.FIELDS),
        ("#TRANS 1510 {10} 5.00", C.FIELDS),
        ('#TRANS 1510 {10 "F1} 5.00', C.FIELDS),
        ("#TRANS 1510 {10 F1 5.00", C.FIELDS),
        ("#TRANS 1510 { {} } 5.00", C.FIELDS),
        ('#TRANS 1510 {} 5.00 20260316 "text', C.FIELDS),
        ('#TRANS 1510 {} 5.00 20260316 "c:\\"', C.FIELDS),
        ("#TRANS 1510 {} 5.00 {} text", C.FIELDS),
        ("#TRANS 1510 {} 5.00 20260316 text 1 sys {} 7", C.FIELDS),
        ("1510 5.00", C.LABEL),
        ("#TRANS=1510 {} 5.00", C.LABEL),
        ("# 1510", C.LABEL),
        ("#123", C.LABEL),
        ("{", C.BRACES),
    ],
)
def test_a_voucher_with_a_row_that_cannot_be_read_is_left_out_whole(row: str, code: SieProblemCode) -> None:
    """The problem has its line and its voucher; the vouchers around it are untouched."""
    reading = read_sie(bad_rows(row))
    assert (SieProblem(10, code, "A 2"),) == reading.problems
    assert ["1", "3"] == [voucher.number for voucher in reading.file.vouchers]


def test_a_digit_of_another_script_is_no_digit() -> None:
    """Python would read it as a number; the format knows ASCII only."""
    source = sie("#VER A 1 20260316", "{", "#TRANS 1510 {} \u0665", "}", encoding="utf-8")
    assert [(5, C.UTF_8), (5, C.AMOUNT)] == _codes(source)


@pytest.mark.parametrize(
    ("lines", "problems", "numbers"),
    [
        (("#VER A 1 20260316", "{", "#TRANS 1510 {} 5.00", "}"), [(3, C.UNBALANCED)], []),
        (("#VER A 1 20260316", "{", "#TRANS 1510 {} 0.01", "}"), [(3, C.UNBALANCED)], []),
        (("#VER A 1 20260316", "{", "#TRANS 1510 {} 0"), [(3, C.TRUNCATED)], []),
        (("#VER A 1 20260316", "{"), [(3, C.TRUNCATED)], []),
        (("#VER A 1 20260316",), [(3, C.TRUNCATED)], []),
        (("#VER A 1 20260316", "{", "#VER A 2 20260316", "{", "}"), [(3, C.TRUNCATED)], ["2"]),
        (("#VER A 1 20260316", "#TRANS 1510 {} 0", "#TRANS 1510 {} 0", "}"), [(4, C.BRACES)], []),
        (("#VER A 1 20260316", "}"), [(4, C.BRACES)], []),
        (("#VER A 1 20260316", "{", "{", "}"), [(5, C.BRACES)], []),
        (("}",), [(3, C.OUTSIDE)], []),
        (("{", "#TRANS 1510 {} 0", "#TRANS 1510 {} 0", "}", "{", "}"), [(3, C.OUTSIDE), (7, C.OUTSIDE)], []),
        (("#TRANS 1510 {} 0", "#TRANS 1510 {} 0", "#VER A 1 20260316", "{", "}"), [(3, C.OUTSIDE)], ["1"]),
        (("#VER A 1 20260316", "{", "}", "#TRANS 1510 {} 0", "#TRANS 1510 {} 0"), [(6, C.OUTSIDE)], []),
        (("#VER A 1 20260316", "{", "}#TRANS 1510 {} 1", "#TRANS 1510 {} -1", "}"), [(5, C.OUTSIDE)], []),
        (("#VER A 1 20260316", "{", "}TRANS 1510 {} 1", "#TRANS 1510 {} -1", "}"), [(5, C.LABEL), (6, C.OUTSIDE)], []),
        (("#VER A 1 20260316", "{", "}", "{", "#TRANS 1510 {} 0", "}", "}"), [(6, C.OUTSIDE), (9, C.OUTSIDE)], ["1"]),
        (("#VER A 1 20260316", "{", "#TRANS 1 {} 1", "}", "#TRANS 1 {} 1"), [(3, C.UNBALANCED), (7, C.OUTSIDE)], []),
        (("#VER A 1 2026-03-16", "{", "#TRANS 1510 {} 0", "}"), [(3, C.DATE)], []),
        (("#VER A 1 20260229", "{", "#TRANS 1510 {} 0", "}"), [(3, C.DATE)], []),
        (("#VER A 1", "{", "#TRANS 1510 {} 0", "}"), [(3, C.DATE)], []),
        (('#VER A 1 20260316 "x', "{", "}"), [(3, C.FIELDS)], []),
        (("#VER A 1 20260316 {}", "{", "}"), [(3, C.FIELDS)], []),
        (("#VER A 1 20260316 text never", "{", "}"), [(3, C.REGISTERED_ON)], ["1"]),
        (('#VER A 1 20260316 "text" 20260230', "{", "}"), [(3, C.REGISTERED_ON)], ["1"]),
        (("stray", "#VER A 1 20260316", "{", "}"), [(3, C.LABEL)], ["1"]),
        (("#RAR 0 20260101 20261231", "#VER A 1 20260101", "{", "}", "#VER A 2 20261231", "{", "}"), [], ["1", "2"]),
        (("#RAR 0 20260101 20261231", "#VER A 1 20251231", "{", "}"), [(4, C.YEAR)], []),
        (("#RAR 0 20260101 20261231", "#VER A 1 20270101", "{", "}"), [(4, C.YEAR)], []),
        (("#RAR 0 20260101 20261231", "#RAR -1 20250101 20251231", "#VER A 1 20251231", "{", "}"), [], ["1"]),
        (("#VER A 1 20260316 {", "#TRANS 1510 {} 0", "}"), [], ["1"]),
        (('#VER A 1 20260316 "text" {', "#TRANS 1510 {} 0 }"), [], ["1"]),
        (("#VER A 1 20260316", "{ #TRANS 1510 {} 0", "#TRANS 1510 {} 0 20260316 }"), [], ["1"]),
        (("#VER A 1 20260316", "{ }", "#VER A 2 20260316", "{}"), [], ["1", "2"]),
        (("#VER A 1 20260316", "{", "} #VER A 2 20260316", "{", "}"), [], ["1", "2"]),
        (("#ver A 1 20260316", "", "  {  ", "", "\t}\t"), [], ["1"]),
        (('#VER "" "" 20260316', "{", "}"), [], [""]),
        (
            ("#IB 0 1510 x", "#IB 0 15x 1", "#IB x 1510 1", "#UB"),
            [(3, C.AMOUNT), (4, C.ACCOUNT), (5, C.FIELDS), (6, C.FIELDS)],
            [],
        ),
        (
            ("#OIB 0 1510 1.00", "#RAR 0 2026 2027", "#KONTO x", "#KONTO {}", '#FNAMN "x'),
            [(3, C.FIELDS), (4, C.DATE), (5, C.ACCOUNT), (6, C.FIELDS), (7, C.FIELDS)],
            [],
        ),
        (("#SIETYP 2",), [(3, C.TYPE)], []),
        (("#GEN x",), [(3, C.DATE)], []),
    ],
)
def test_what_is_broken_is_listed_and_the_rest_read(
    lines: tuple[str, ...], problems: list[tuple[int, SieProblemCode]], numbers: list[str]
) -> None:
    """Each problem has a line and a reason; every other voucher is there."""
    source = sie(*lines)
    assert problems == _codes(source)
    assert numbers == [voucher.number for voucher in read_sie(source).file.vouchers]


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("A 1", "A 1"),
        ('"" 1', "1"),
        ('"" ""', None),
        ('# "1"', "# 1"),
        ('"Anna Andersson" 1', "1"),
        ("A 191212121212", "A"),
        ("A 12345678", "A 12345678"),
        ("A 123456789", "A"),
    ],
)
def test_a_problem_names_its_voucher_only_if_it_looks_like_one(head: str, shown: str | None) -> None:
    """With fields mixed up, a name or a personal number may stand where the series or number should."""
    reading = read_sie(sie(f"#VER {head} 20260316", "{", "#TRANS 1510 {} 1", "}"))
    assert (SieProblem(3, C.UNBALANCED, shown),) == reading.problems


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [("cp437", []), ("utf-8", [(3, C.UTF_8)]), ("latin-1", [(3, C.WINDOWS_1252)]), ("cp1252", [(3, C.WINDOWS_1252)])],
)
def test_the_character_set_is_told_by_the_letters(encoding: str, notices: list[tuple[int, SieProblemCode]]) -> None:
    """Swedish names are right in all of them; another set than the format's is a notice, once."""
    lines = ('#FNAMN "Målerifirman Åke Öberg"', '#KONTO 1510 "Försäljning"', '#KONTO 1511 "plain"', "#OBJEKT 10 1 Ärla")
    reading = read_sie(sie(*lines, encoding=encoding))
    assert notices == [(problem.line, problem.code) for problem in reading.problems]
    assert all(problem.is_notice for problem in reading.problems)
    names = (reading.file.company, reading.file.accounts[0].name, reading.file.objects[0].name)
    assert ("Målerifirman Åke Öberg", "Försäljning", "Ärla") == names


def test_a_byte_order_mark_says_utf_8() -> None:
    """It is no part of the first label."""
    source = b"\xef\xbb\xbf" + sie('#FNAMN "Æro"', encoding="utf-8")
    assert [(1, C.UTF_8)] == _codes(source)
    assert "Æro" == read_sie(source).file.company


@pytest.mark.parametrize(
    ("name", "encoding", "read", "notices"),
    [
        # One letter that both have no word on follows the last line that told: Ñ is A5 in one and D1 in the other.
        ("Ñ", "cp437", "Ñ", []),
        ("ñ and å", "cp437", "ñ and å", []),
        ("Åsa \u2018Kalle\u2019 Öberg", "cp1252", "Åsa \u2018Kalle\u2019 Öberg", [C.WINDOWS_1252]),
        ("Åsa „K“ Öberg", "cp1252", "Åsa „K“ Öberg", [C.WINDOWS_1252]),
        ("æåÆ", "cp437", "æåÆ", []),
        ("☺ Åsa", "utf-8", "☺ Åsa", [C.UTF_8]),
        ("plain", "cp437", "plain", []),
    ],
)
def test_a_line_with_mixed_evidence(name: str, encoding: str, read: str, notices: list[SieProblemCode]) -> None:
    """The letters that are Swedish in one of the sets and not in the other decide."""
    reading = read_sie(sie(f'#FNAMN "{name}"', encoding=encoding))
    assert (read, notices) == (reading.file.company, [problem.code for problem in reading.problems])


def test_a_line_that_tells_nothing_follows_the_last_that_did() -> None:
    """So a Latin-1 file stays one after its first Swedish letter."""
    source = sie("#KONTO 1510 å", "#KONTO 1511 ñ", encoding="latin-1")
    assert ["å", "ñ"] == [account.name for account in read_sie(source).file.accounts]


@pytest.mark.parametrize(
    ("encoding", "codes", "name"),
    [
        (SieEncoding.CP437, [], "╔ke"),
        (SieEncoding.WINDOWS_1252, [], "Éke"),
        (SieEncoding.UTF_8, [C.LETTERS], "\ufffdke"),
    ],
)
def test_the_caller_may_know_the_character_set(encoding: SieEncoding, codes: list[SieProblemCode], name: str) -> None:
    """Then nothing is told by letters; what cannot be read is a notice, and U+FFFD in the text."""
    reading = read_sie(sie("#FNAMN Éke", encoding="latin-1"), encoding=encoding)
    assert (codes, name) == ([problem.code for problem in reading.problems], reading.file.company)


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        (b"", 1, SieRefusal.EMPTY),
        (b"\n \n\t\r\n", 3, SieRefusal.EMPTY),
        (b"hello", 1, SieRefusal.NOT_SIE),
        (b"\n\n<?xml version='1.0'?><Sie/>", 3, SieRefusal.NOT_SIE),
        (b"# Heading", 1, SieRefusal.NOT_SIE),
        (b"#include <stdio.h>", 1, SieRefusal.NOT_SIE),
        (b"{", 1, SieRefusal.NOT_SIE),
        ("#FLAGGA 0\n".encode("utf-16"), 1, SieRefusal.NOT_SIE),
        (sie("#VALUTA JPY"), 3, SieRefusal.CURRENCY),
        (sie("#VALUTA KWD"), 3, SieRefusal.CURRENCY),
        (sie("#VALUTA kr"), 3, SieRefusal.CURRENCY),
    ],
)
def test_what_is_no_sie_file_is_refused(source: bytes, line: int, reason: SieRefusal) -> None:
    """The first line with anything in it must be an item of SIE; without a currency, no amount is sure."""
    with pytest.raises(SieError) as caught:
        read_sie(source)
    assert (line, reason) == (caught.value.line, caught.value.reason)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (SieError(1, SieRefusal.EMPTY), "line 1: the file holds nothing; wanted a SIE file."),
        (SieError(3, SieRefusal.NOT_SIE), "line 3: no item of a SIE file stands there; wanted one, as #FLAGGA 0."),
        (SieError(9, SieRefusal.CURRENCY), "line 9: SIE cannot hold that currency; wanted one with two decimals."),
        (SieFieldError(C.AMOUNT), "a field does not fit (amount); wanted a line as specification 4B has it."),
    ],
)
def test_an_error_says_what_would_have_been_fine(error: InkassoRulesError, message: str) -> None:
    """One sentence, and every fact survives pickling."""
    assert message == str(error)
    assert vars(error) == vars(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own


def test_defaults_of_a_file_that_says_little() -> None:
    """Kronor, no name, no date; an empty currency is kronor too; the flag is read."""
    assert SieReading(SieFile(is_imported=True)) == read_sie(b'#FLAGGA 1\n#VALUTA ""')
    assert SieReading(SieFile()) == read_sie(b"#FLAGGA 0")


def test_lines_are_counted_across_the_pieces_that_a_file_is_read_in() -> None:
    """A file larger than a piece has its problems in the right lines, with and without an end to its last line."""
    lines = [b"#FLAGGA 0", *[b"#PROSA " + b"x" * 100] * 2000, b"stray"]
    for source in (b"\n".join(lines), b"\n".join(lines) + b"\n"):
        assert (SieProblem(2002, C.LABEL),) == read_sie(source).problems


def test_objects_are_shared_and_forgotten() -> None:
    """Lists of objects are kept while they are in use; many of them do not pile up, and none is mixed up."""
    rows = [f"#TRANS 1510 {{10 F{number}}} 0" for number in (*range(5000), 0)]
    read = _rows(*rows)
    assert [(("10", f"F{number}"),) for number in (*range(5000), 0)] == [row.objects for row in read]


def test_rows_share_what_they_have_in_common() -> None:
    """Equal dates, accounts and objects of a file are one value, so that a large file is small."""
    first, second = _rows("#TRANS 1510 {10 F1} 0 20260316", "#TRANS 1510 {10 F1} 0 20260316")
    assert first.dated_on is second.dated_on
    assert first.account is second.account
    assert first.objects is second.objects
