"""
What takes hours: many random examples, random bad input, mutants. The results go to ``docs/explanation/proof.md``.

``INKASSO_EXAMPLES`` (100,000), ``INKASSO_SEED`` (1) and ``INKASSO_MUTANTS`` (300) set the size.
"""

import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tools.distribution import git
from tools.pages.markdown import table

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "proof.md"
EXAMPLES: Final = os.environ.get("INKASSO_EXAMPLES", "100000")
SEED: Final = os.environ.get("INKASSO_SEED", "1")
MUTANTS: Final = os.environ.get("INKASSO_MUTANTS", "300")

_PYTEST: Final = (sys.executable, "-m", "pytest", "-q", "-n", "2", f"--hypothesis-seed={SEED}")
STEPS: Final = (
    (
        "properties and parity of all engines",
        (*_PYTEST, "-m", "not slow and not knockout", "tests/property", "tests/parity"),
    ),
    ("random bad input, and what else is marked proof", (*_PYTEST, "-m", "proof", "tests")),
    ("mutants of the deciding modules", (sys.executable, "-m", "tools.mutate", "--seed", SEED, "--count", MUTANTS)),
)

_INTRO: Final = """\
# Proof

What `make proof` found when it last ran: the long random tests, random bad input, and small changes of the deciding code
that the tests must notice (fewer than 5 of 100 may survive). Written by `make proof`; do not edit."""


def main() -> int:
    """Run the steps, write the page, and leave with 1 if one failed."""
    rows, survivors, failed = [], [], False
    for title, command in STEPS:
        print(f"\n== {title}", flush=True)
        start = time.monotonic()
        settings = os.environ | {"INKASSO_PROFILE": "proof", "INKASSO_EXAMPLES": EXAMPLES}
        done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        lines = done.stdout.strip().splitlines() or ["no output"]
        survivors += [f"- `{line.removeprefix('survived: ')}`" for line in lines if line.startswith("survived: ")]
        failed |= done.returncode != 0
        rows.append((title, "passed" if done.returncode == 0 else "FAILED", lines[-1].strip("= "), _minutes(start)))
    facts = f"Commit `{git('rev-parse', 'HEAD') or 'none'}`, seed {SEED}, {EXAMPLES} examples for each property. {_machine()}"
    parts = [_INTRO, facts, table(("what", "outcome", "last line", "minutes"), rows)]
    if survivors:
        parts += ["## Mutants that no test noticed", "\n".join(survivors)]
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"\nwrote {PAGE.relative_to(ROOT)}")
    return 1 if failed else 0


def _minutes(start: float) -> str:
    return f"{(time.monotonic() - start) / 60:.1f}"


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("hypothesis", "narwhals", "polars", "duckdb"))
    return f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores; {packages}."


if __name__ == "__main__":
    sys.exit(main())
