"""
What takes hours: many random examples, random bad input, mutants. The results go to ``docs/explanation/proof.md``.

``python -m tools.proof PART ...`` runs only the parts named; the page keeps what the others found, and at which commit.
``INKASSO_EXAMPLES`` (100,000), ``INKASSO_SEED`` (1) and ``INKASSO_MUTANTS`` (300) set the size.
"""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from tools.distribution import git
from tools.pages.markdown import table

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "proof.md"
EXAMPLES: Final = int(os.environ.get("INKASSO_EXAMPLES", "100000"))
SEED: Final = os.environ.get("INKASSO_SEED", "1")
MUTANTS: Final = int(os.environ.get("INKASSO_MUTANTS", "300"))


class Part(NamedTuple):
    """
    A part of the proof.

    Attributes:
        title: What it tries.

        size: How many examples for each property, or how many mutants.

        arguments: What Python runs.
    """

    title: str
    size: int
    arguments: tuple[str, ...]


def _marked(title: str, *paths: str) -> Part:
    """Return the part that runs what is marked ``proof`` in some files, at full size."""
    return Part(title, EXAMPLES, (*_PYTEST, "-m", "proof", *paths))


_PYTEST: Final = ("-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", f"--hypothesis-seed={SEED}")
_MUTATE: Final = ("-m", "tools.mutate", "--seed", SEED, "--count", str(MUTANTS))
_ALL: Final = ("-m", "not (slow or knockout or proof)", "tests/property", "tests/machine", "tests/parity")

#: In the order in which they run: what is quick and finds most comes first.
PARTS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "interest": _marked("interest, against a sum of days in fractions", "tests/property/test_interest.py"),
        "input": _marked("broken rows, settlements and bank files", "tests/host"),
        "ledgers": _marked("broken SIE files, and one settlement of 100,000", "tests/ledger", "tests/property/test_journal_checks.py"),
        "claims": _marked("claims, and their cases", "tests/property/test_claim.py", "tests/property/test_claim_and_case.py"),
        "facts": _marked("facts that make no sense, in any order", "tests/machine/test_bad_input.py"),
        "lives": _marked("lives of cases", "tests/machine/test_laws.py", "tests/machine/test_abstraction.py"),
        "properties": Part("all properties, and parity of all engines", max(EXAMPLES // 50, 1), (*_PYTEST, *_ALL)),
        "mutants": Part("mutants of the deciding modules", MUTANTS, _MUTATE),
    }
)  # fmt: skip

_INTRO: Final = """\
# Proof

What `make proof` found when it last ran: the long random tests, random bad input, and small changes of the deciding code
that the tests must notice (fewer than 5 of 100 may survive). Written by `make proof`; do not edit. Some properties take a
share of the examples, because theirs are large."""
_HEAD: Final = ("part", "what", "size", "outcome", "last line", "minutes", "seed", "commit")
_SURVIVORS: Final = "## Mutants that no test noticed"


def main() -> int:
    """Run the parts named, or all; write the page after each, and leave with 1 if one failed."""
    failed, commit = False, _commit()
    for name in sys.argv[1:] or PARTS:
        part = PARTS[name]
        print(f"\n== {part.title}", flush=True)
        start = time.monotonic()
        settings = os.environ | {"INKASSO_PROFILE": "proof", "INKASSO_EXAMPLES": str(part.size)}
        command = (sys.executable, *part.arguments)
        done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        lines = done.stdout.strip().splitlines() or ["no output"]
        outcome = "passed" if done.returncode == 0 else "FAILED"
        minutes = f"{(time.monotonic() - start) / 60:.1f}"
        row = (name, part.title, f"{part.size:,}", outcome, lines[-1].strip("= "), minutes, SEED, commit)
        left = [f"- `{line.removeprefix('survived: ')}`" for line in lines if line.startswith("survived: ")]
        _write(row, left if name == "mutants" else None)
        failed |= done.returncode != 0
    print(f"\nwrote {PAGE.relative_to(ROOT)}")
    return 1 if failed else 0


def _write(row: tuple[str, ...], survivors: list[str] | None) -> None:
    """Put a row into the page in the place of the last one of its part; and survivors, if mutants were tried."""
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    known = (tuple(line.strip("| ").split(" | ")) for line in before.splitlines() if line.startswith("| "))
    rows = {cells[0]: cells for cells in known if cells[0] in PARTS} | {row[0]: row}
    if survivors is None:
        survivors = [line for line in before.partition(_SURVIVORS)[2].splitlines() if line]
    parts = [_INTRO, _machine(), table(_HEAD, (rows[name] for name in PARTS if name in rows))]
    if survivors:
        parts += [_SURVIVORS, "\n".join(survivors)]
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _commit() -> str:
    """Return which code is proved; a plus follows the commit if something was changed after it."""
    changed = git("status", "--porcelain", "--", "src", "tests", "tools", "pyproject.toml", "constraints.txt")
    return (git("rev-parse", "--short=12", "HEAD") or "none") + ("+" if changed else "")


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("hypothesis", "narwhals", "polars", "duckdb"))
    return f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores; {packages}."


if __name__ == "__main__":
    sys.exit(main())
