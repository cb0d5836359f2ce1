"""Broken bytes in a ledger: only typed problems, every row accounted for, and what is left can be judged."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.judging import judge
from inkasso_host.reading import HostInputError, Reading
from tests.host.support import AS_OF, EXAMPLES, read_text

_BATCH = 250
_ANY_BYTE = 0.2
_LINE = re.compile(rb"\r\n|\r|\n")


def _flipped(draw: random.Random, line: bytes) -> bytes:
    """Return a row with one to three bytes changed to any other."""
    broken = bytearray(line)
    for _ in range(draw.randint(1, 3)):
        # Mostly bytes that are text by themselves; else few rows would get past the decoding.
        broken[draw.randrange(len(broken))] = draw.randrange(256 if draw.random() < _ANY_BYTE else 128)
    return bytes(broken)


def _lines_of(content: bytes) -> int:
    return sum(bool(line.strip()) for line in _LINE.split(content)) - 1


def _check(reading: Reading, content: bytes, by: CreditorFile) -> None:
    """Every row is an invoice or refused; fewer rows than lines only where quotation marks join lines."""
    assert reading.rows == len(reading.invoices) + len(reading.refused_rows)
    assert reading.rows <= _lines_of(content)
    assert reading.rows == _lines_of(content) or b'"' in content
    judged = judge(reading.invoices, by, ways="both", as_of=AS_OF)
    assert len(reading.invoices) == len(judged)


def _run(folder: Path, rows: int, seed: int) -> None:
    header, *lines = (EXAMPLES / "ledger.csv").read_bytes().splitlines()
    by, draw = read_creditor(EXAMPLES / "creditor.toml"), random.Random(seed)  # noqa: S311 - repeatable, not secret.
    for _ in range(rows // _BATCH):
        content = b"\n".join((header, *(_flipped(draw, line) for line in draw.sample(lines, _BATCH))))
        _check(read_text(folder, content, encoding="utf-8"), content, by)


def test_a_thousand_broken_rows(tmp_path: Path) -> None:
    """A hundredth of what the proof runs."""
    _run(tmp_path, 1_000, seed=1)


@pytest.mark.proof
def test_a_hundred_thousand_broken_rows(tmp_path: Path) -> None:
    """Random bytes in every column."""
    _run(tmp_path, 100_000, seed=2)


def test_broken_rows_that_are_not_text_are_not_the_wrong_encoding(tmp_path: Path) -> None:
    """Some of the thousand rows are refused as no text, and their neighbours are read."""
    header, first, second, third, *_ = (EXAMPLES / "ledger.csv").read_bytes().splitlines()
    reading = read_text(tmp_path, b"\n".join((header, first, second[:-3] + b"\xff" + second[-2:], third)))
    assert ([3], 2) == ([problem.row for problem in reading.problems], len(reading.invoices))


def _outcome(folder: Path, content: bytes, by: CreditorFile) -> str:
    """Read a file whose header may be broken too, and tell how it went."""
    try:
        reading = read_text(folder, content)
    except HostInputError as error:
        return "refused" if str(error).startswith("ledger.csv ") else str(error)
    _check(reading, content, by)
    assert {problem.row for problem in reading.problems} <= set(range(1, reading.rows + 2))
    return "read in part" if reading.refused_rows else "read"


def _outcomes(folder: Path, files: int, seed: int) -> Counter[str]:
    """Break some bytes of a header and seven rows, again and again; tell how often it went which way."""
    draw, by = random.Random(seed), read_creditor(EXAMPLES / "creditor.toml")  # noqa: S311 - repeatable, not secret.
    content = b"\n".join((EXAMPLES / "ledger.csv").read_bytes().splitlines()[:8])
    outcomes: Counter[str] = Counter()
    for _ in range(files):
        broken = bytearray(content)
        for _ in range(draw.randint(1, 20)):
            broken[draw.randrange(len(broken))] = draw.randrange(256)
        outcomes[_outcome(folder, bytes(broken), by)] += 1
    return outcomes


def test_bytes_broken_anywhere(tmp_path: Path) -> None:
    """With the header broken too, every row is read or listed, or the file is refused as a whole."""
    outcomes = _outcomes(tmp_path, 200, seed=3)
    assert (200, {"read", "read in part", "refused"}) == (outcomes.total(), set(outcomes))


@pytest.mark.proof
def test_bytes_broken_anywhere_many_times(tmp_path: Path) -> None:
    """The same for long; nothing else happens."""
    assert {"read", "read in part", "refused"} == set(_outcomes(tmp_path, 20_000, seed=4))
