"""Reading a SIE file of 100 MB from its lines: how fast, and what the peak of memory is against the result."""

import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Final

from benchmarks.measuring import Line, shown
from inkasso_rules.ledger.sie import read_sie

__all__ = ["MEGABYTES", "generated", "measured"]

#: The size of the file.
MEGABYTES: Final = 100

_HEAD: Final = (
    b"#FLAGGA 0",
    b'#PROGRAM "benchmark" 1',
    b"#FORMAT PC8",
    b"#GEN 20260316",
    b"#SIETYP 4",
    b'#FNAMN "Exempel AB"',
    b"#RAR 0 20260101 20261231",
)
_PEAK_MAX: Final = 4


def generated(megabytes: int) -> Iterator[bytes]:
    """Yield the lines of invoices and their payments, with Swedish letters, until the file has that size."""
    left = megabytes * 1_000_000
    number = 0
    lines: Iterable[bytes] = _HEAD
    while left > 0:
        for line in lines:
            left -= len(line) + 1
            yield line + b"\n"
        number += 1
        lines = _paid(number) if number % 2 else _invoiced(number)


def _invoiced(number: int) -> tuple[bytes, ...]:
    day, invoice = _day(number), str(number)
    return tuple(
        line.encode("cp437")
        for line in (
            f'#VER "B" "{number // 2}" {day} "Kundfaktura {invoice}" {day} "åsa"',
            "{",
            f'#TRANS 1510 {{"10" "{invoice}"}} {number * 125}.00 {day} "Åkerlund & Söner, {invoice}" "" "åsa"',
            f'#TRANS 3001 {{"10" "{invoice}"}} -{number * 100}.00 {day} "Åkerlund & Söner, {invoice}" "" "åsa"',
            f'#TRANS 2611 {{"10" "{invoice}"}} -{number * 25}.00 {day} "Utgaende moms 25 %" "" "åsa"',
            "}",
        )
    )


def _paid(number: int) -> tuple[bytes, ...]:
    day, invoice = _day(number), str(number - 1)
    return (
        f'#VER "I" "{number // 2 + 1}" {day} "Inbetalning {invoice}"'.encode(),
        b"{",
        f'#TRANS 1930 {{}} {number}.50 {day} "Inbetalning"'.encode(),
        f'#TRANS 1510 {{"10" "{invoice}"}} -{number}.50 {day} "Inbetalning"'.encode(),
        b"}",
    )


def _day(number: int) -> str:
    return f"2026{number % 12 + 1:02}{number % 28 + 1:02}"


def measured(megabytes: int = MEGABYTES) -> tuple[Line, ...]:
    """Return the lines of the table: the speed, and the peak of memory against the result."""
    source = b"".join(generated(megabytes))
    begun = time.perf_counter()
    reading = read_sie(source)
    seconds = time.perf_counter() - begun
    assert not reading.problems
    counted = f"{len(reading.file.vouchers):,} vouchers, {sum(len(each.rows) for each in reading.file.vouchers):,} rows"
    del source, reading
    tracemalloc.start()
    reading = read_sie(generated(megabytes))
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.file.vouchers
    return (
        Line(f"read SIE, {megabytes} MB, {counted}", shown(seconds), ratio=f"{megabytes / seconds:.1f} MB/s"),
        Line(
            "its memory at the end, and at the peak",
            f"{held / 1e6:.0f} MB",
            f"{peak / 1e6:.0f} MB",
            f"{peak / held:.2f}× the result",
            f"≤ {_PEAK_MAX}×",
            peak <= _PEAK_MAX * held,
        ),
    )


if __name__ == "__main__":
    for line in measured(int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES):
        print(" | ".join(line.cells))
