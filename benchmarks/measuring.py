"""How the benchmarks measure, and the table that they print: one place for all of them."""

import gc
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import Final

import attrs

__all__ = [
    "Job",
    "Line",
    "as_markdown",
    "at_least",
    "at_most",
    "faster",
    "machine",
    "medians",
    "shown",
    "within",
    "write_between",
]

Job = Callable[[], object]

_BEGIN: Final = "<!-- {name}: begin -->"
_END: Final = "<!-- {name}: end -->"


def medians(jobs: Mapping[str, Job], *, rounds: int, repeats: int = 1) -> dict[str, float]:
    """Return the median seconds of one run of each job; the jobs take turns in random order."""
    order = random.Random(1)
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    gc.disable()
    for _ in range(rounds):
        for name in order.sample(list(jobs), len(jobs)):
            gc.collect()
            begun = time.perf_counter()
            for _ in range(repeats):
                jobs[name]()
            taken[name].append((time.perf_counter() - begun) / repeats)
    gc.enable()
    return {name: statistics.median(times) for name, times in taken.items()}


@attrs.frozen
class Line:
    """
    One line of the table.

    Attributes:
        job: What is measured.

        ours: How long it takes.

        theirs: How long the form by hand takes, if there is one.

        ratio: Of the two, or the time itself in the goal's unit.

        goal: What is aimed at, if anything.

        met: Whether the goal is met.
    """

    job: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        met = {None: "", True: "yes", False: "no"}[self.met]
        return (self.job, self.ours, self.theirs, self.ratio, self.goal, met)


def shown(seconds: float) -> str:
    """Return a time in a unit that fits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def at_most(job: str, ours: float, theirs: float, limit: float) -> Line:
    """Return a line whose goal is to take at most *limit* times as long."""
    ratio = ours / theirs
    return Line(job, shown(ours), shown(theirs), f"{ratio:.2f}× the time", f"≤ {limit}×", ratio <= limit)


def at_least(job: str, ours: float, theirs: float, limit: float) -> Line:
    """Return a line whose goal is to be at least *limit* times as fast."""
    ratio = theirs / ours
    return Line(job, shown(ours), shown(theirs), f"{ratio:.2f}× the speed", f"≥ {limit}×", ratio >= limit)


def faster(job: str, ours: float, theirs: float) -> Line:
    """Return a line without a goal."""
    return Line(job, shown(ours), shown(theirs), f"{theirs / ours:.2f}× the speed")


def within(job: str, ours: float, limit: float) -> Line:
    """Return a line whose goal is a time."""
    return Line(job, shown(ours), goal=f"≤ {shown(limit)}", met=ours <= limit)


def machine(*names: str) -> str:
    """Say what it ran on, and with which packages."""
    info = Path("/proc/cpuinfo")
    told = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.split(":")[1].strip() for line in told if line.startswith("model name")]
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    model = models[0] if models else platform.processor()
    return f"{model}, {cpu_count()} threads; {platform.system()}, Python {platform.python_version()}; {packages}"


def as_markdown(lines: Iterable[Line], note: str) -> str:
    """Return the table as Markdown, with a note below it."""
    head = ("job", "takes", "by hand", "ratio", "goal", "met")
    cells = [head, *(line.cells for line in lines)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    written = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    text = "\n".join([written[0], rule, *written[1:]])
    return f"{text}\n\n{note}"


def write_between(page: Path, name: str, table: str) -> None:
    """Write a table into a page, between the two markers with this name."""
    begin, end = _BEGIN.format(name=name), _END.format(name=name)
    before, rest = page.read_text(encoding="utf-8").split(begin)
    after = rest.split(end)[1]
    page.write_text(f"{before}{begin}\n\n{table}\n\n{end}{after}", encoding="utf-8")
