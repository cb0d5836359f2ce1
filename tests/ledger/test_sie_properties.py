"""What holds for every SIE file: what is written is read, both ways of reading agree, broken files do no harm."""

import random
import re
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inkasso_rules.ledger.sie.decoding import SieEncoding
from inkasso_rules.ledger.sie.file import SieFile
from inkasso_rules.ledger.sie.problems import SieError, SieProblem, SieProblemCode
from inkasso_rules.ledger.sie.reading import SieReading, read_sie
from inkasso_rules.ledger.sie.writing import write_sie
from tests.ledger.samples import SAMPLE, a_file, files, sie

Amounts = tuple[int, ...]


_PC: Final = SieEncoding.CP437
_SWEDISH: Final = st.text('abcÅÄÖåäöéÉ 12.,-{}#"', max_size=12)


@given(files())
def test_what_is_written_is_read(file: SieFile) -> None:
    """A file whose texts the code page can hold comes back equal, read as what it is (I25)."""
    assert SieReading(file) == read_sie(write_sie(file), encoding=_PC)


@given(files(texts=_SWEDISH))
def test_what_is_written_in_swedish_is_read_without_being_told(file: SieFile) -> None:
    """Nobody needs to say in which character set it is; only signs such as ÷, alone, could be a letter of Latin-1."""
    assert SieReading(file) == read_sie(write_sie(file))


@given(files(texts=st.text(max_size=12)))
def test_what_was_read_is_written_the_same(file: SieFile) -> None:
    """Any text is written as something that comes back as itself, and no amount depends on it (I25)."""
    written = write_sie(file)
    reading = read_sie(written, encoding=_PC)
    assert () == reading.problems
    assert written == write_sie(reading.file)
    assert [voucher.dated_on for voucher in file.vouchers] == [voucher.dated_on for voucher in reading.file.vouchers]
    assert _amounts(SieReading(file)) == _amounts(reading)


@given(files(texts=st.text(max_size=12)))
def test_no_control_character_is_written(file: SieFile) -> None:
    """But for the ends of lines, and there are as many lines as items (I25)."""
    assert b"" == bytes(byte for byte in write_sie(file) if byte < 32 or byte == 127).replace(b"\r\n", b"")


@given(files())
def test_the_usual_way_and_the_other_way_read_the_same(file: SieFile) -> None:
    """The patterns for usual lines are only faster: with labels that they do not know, the same comes out."""
    written = write_sie(file)
    other = re.sub(rb"^#(TRANS|VER)", lambda match: match[0].lower(), written, flags=re.MULTILINE)
    assert read_sie(written) == read_sie(other)


_FRAGMENTS: Final = st.sampled_from(
    [
        '"',
        '""',
        "{",
        "}",
        "{}",
        " ",
        "\t",
        "\\",
        '\\"',
        "1",
        "10",
        "5.00",
        "-5.00",
        "20260316",
        "20260230",
        "a",
        "#",
        "+",
        ",",
    ]
)


@given(st.lists(_FRAGMENTS, max_size=12).map("".join), st.booleans())
def test_any_row_is_read_alike_both_ways(rest: str, is_row: bool) -> None:
    """Also a row or a head that is nonsense: the same values, or the same problems."""
    usual, other = ("#TRANS 1510 ", "#trans 1510 ") if is_row else ("#VER A 1 ", "#ver A 1 ")
    before = ("#VER A 1 20260316", "{") if is_row else ()
    assert read_sie(sie(*before, usual + rest, "}")) == read_sie(sie(*before, other + rest, "}"))


@given(st.binary(max_size=200))
@example(b"#FLAGGA 0\nabc")
@example(b"#VALUTA SEK")
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    """Bytes that are no file are refused; after a good beginning what is wrong is told by its line."""
    try:
        problems = read_sie(source).problems
    except SieError:
        problems = ()
    assert all(1 <= problem.line <= _lines(source) for problem in problems)
    begun = b"#FLAGGA 0\n#VER A 1 20260316\n{\n" + source.replace(b"VALUTA", b"").replace(b"}", b"")
    found = read_sie(begun)
    assert SieProblem(2, SieProblemCode.TRUNCATED, "A 1") in found.problems
    assert all(1 <= problem.line <= _lines(begun) for problem in found.problems)
    assert not found.file.vouchers


def _lines(source: bytes) -> int:
    return len(source.splitlines()) + 1


# --- bytes that flip --------------------------------------------------------------------------------------------------
def _amounts(reading: SieReading) -> list[Amounts]:
    """Return what each voucher amounts to; a row of zero may get lost without anybody being able to tell."""
    return [tuple(row.amount for row in voucher.rows if row.amount) for voucher in reading.file.vouchers]


def _dialect() -> bytes:
    """Return a file as vendors write it: balances, years, tabs, bare fields, Swedish names, added and removed rows."""
    vouchers = []
    for number in range(1, 9):
        amount = number * 1111 + number / 4
        vouchers += [
            f'#VER\tA {number} 202603{number:02} "Kundfakt. {number}, Åke"\t202603{number:02} sys',
            "{",
            f'\t#TRANS\t1510 {{10 F{number} 8 "300{number}"}} {amount:.2f} 202603{number:02} "Åke, {number}" ""',
            f"#BTRANS 3001 {{}} {amount:.2f} 20260316",
            f"#RTRANS 3001 {{}} -{amount - 1:.2f} 20260316",
            f"#TRANS 3001 {{}} -{amount - 1:.2f}",
            '#TRANS 3740 { } -1 "" "öre" 1.000000',
            '#TRANS 1930 {} 7.00 "" "fee" ""',
            '#TRANS 6570 {} -7.00 "" "fee" ""',
            "}",
        ]
    return sie("#RAR 0 20260101 20261231", "#KONTO 1510 Kundfordringar", "#IB 0 1510 10.5", *vouchers)


_ORIGINALS: Final = (write_sie(SAMPLE), _dialect())


def _flipped(chance: random.Random, source: bytes, count: int) -> bytes:
    broken = bytearray(source)
    for _ in range(count):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _check_flips(seed: int, times: int) -> None:
    """Flip one byte, and then several, and look at what is read."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    for source in _ORIGINALS:
        original = _amounts(read_sie(source))
        for _ in range(times // len(_ORIGINALS)):
            _check_one_flip(original, _flipped(chance, source, 1))
            _check_many_flips(_flipped(chance, source, chance.randint(2, 20)))


def _check_one_flip(original: list[Amounts], source: bytes) -> None:
    """Every voucher that is read has the amounts that it had, and each one that is missing is listed."""
    try:
        reading = read_sie(source)
    except SieError:
        return
    found = iter(original)
    read = _amounts(reading)
    assert all(amounts in found for amounts in read), source
    lost = sum(not problem.is_notice for problem in reading.problems)
    assert len(read) == len(original) or lost, source


def _check_many_flips(source: bytes) -> None:
    """What is read balances, and lies within the years that were read."""
    try:
        file = read_sie(source).file
    except SieError:
        return
    for voucher in file.vouchers:
        assert sum(row.amount for row in voucher.rows) == 0, source
        within = [year.starts_on <= voucher.dated_on <= year.ends_on for year in file.years]
        assert any(within) or not within, source


def test_a_flipped_byte_never_changes_an_amount() -> None:
    """It is a typed error, or the voucher is listed and left out, or it hit a text, an account or an id."""
    _check_flips(seed=1, times=1000)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_flipped_files(seed: int) -> None:
    """The same, 10⁵ times for one byte and 10⁵ times for several."""
    _check_flips(seed=seed, times=10_000)


@pytest.mark.parametrize("source", _ORIGINALS, ids=["written", "dialect"])
def test_a_file_that_was_cut_short(source: bytes) -> None:
    """At whatever byte: what is read are the first vouchers, unchanged; a voucher that was cut is listed."""
    whole = read_sie(source).file.vouchers
    for end in range(20, len(source), 7):
        try:
            reading = read_sie(source[:end])
        except SieError:
            # In the middle of the currency's code.
            continue
        vouchers = reading.file.vouchers
        assert whole[: len(vouchers)] == vouchers
        is_inside = source[:end].count(b"#VER") > len(vouchers)
        assert is_inside <= any(not problem.is_notice for problem in reading.problems)


def test_the_same_broken_file_is_read_the_same_again() -> None:
    """Reading keeps nothing between files."""
    broken = _flipped(random.Random(3), _dialect(), 30)  # noqa: S311 - repeatable
    assert read_sie(broken) == read_sie(broken)
    assert SieReading(a_file()).problems == read_sie(write_sie(a_file())).problems
