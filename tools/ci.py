"""
What a change must pass beside ``make test``: packages, versions, extras, docs, notebooks, slow tests, small benchmarks.

Every step runs, also after one has failed; the last lines tell how each went. ``python -m tools.ci NAME ...`` runs
only those named.
"""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tools import oldest

ROOT: Final = Path(__file__).resolve().parent.parent
CONSTRAINTS: Final = ROOT / "constraints.txt"
NONE: Final[Mapping[str, str]] = MappingProxyType({})
#: Not taken along when the tests run beside an installed wheel.
LEFT_BEHIND: Final = shutil.ignore_patterns(".*", "src", "dist", "build", "out", "site", "__pycache__")
#: Other versions of Python that the library is for; tried when they are on this machine.
OTHER_PYTHONS: Final = ("3.12", "3.13")
#: What each extra is for; nothing else may be needed to import it.
EXTRAS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "": (),
        "frames": ("inkasso_rules.frames",),
        "testing": ("inkasso_rules.strategies", "inkasso_rules.testing"),
        "host": ("inkasso_host.cli",),
        "pdf": ("inkasso_host.pdf", "fpdf"),
    }
)
IMPORT_CORE: Final = """\
import importlib, pkgutil, inkasso_rules
extras = ("inkasso_rules.frames", "inkasso_rules.strategies", "inkasso_rules.testing")
names = [m.name for m in pkgutil.walk_packages(inkasso_rules.__path__, "inkasso_rules.", onerror=lambda name: None)]
core = [name for name in names if not name.startswith(extras)]
for name in core:
    importlib.import_module(name)
print(f"{len(core)} modules of the core imported")
"""


class StepFailedError(Exception):
    """A command of a step did not end well."""


class SkippedError(Exception):
    """A step needs what this machine does not have."""


def run(*command: str | Path, cwd: Path = ROOT, variables: Mapping[str, str] = NONE) -> None:
    """Run a command, with more environment variables, and show what it prints; raise if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **variables}, check=False)
    if done.returncode:
        raise StepFailedError(" ".join(map(str, command)))


def wheel() -> Path:
    """Return the wheel of this very source; it is built once in each run, whichever steps are asked for."""
    build()
    return next((ROOT / "dist").glob("*.whl"))


def environment(
    folder: Path,
    python: str | Path,
    *packages: str,
    constraints: Path = CONSTRAINTS,
    variables: Mapping[str, str] = NONE,
) -> Path:
    """Make a virtual environment with *packages* in it; return its Python."""
    run(python, "-m", "venv", folder, variables=variables)
    inside = folder / "bin" / "python"
    run(inside, "-m", "pip", "install", "--quiet", "--upgrade", "--constraint", CONSTRAINTS, "pip")
    run(inside, "-m", "pip", "install", "--quiet", "--constraint", constraints, *packages)
    return inside


def tools_of_tests() -> tuple[str, ...]:
    """Return the options that install the tools of the tests."""
    return ("--group", f"{ROOT / 'pyproject.toml'}:test")


def beside_the_wheel(
    python: str | Path, where: Path, *options: str, constraints: Path = CONSTRAINTS, variables: Mapping[str, str] = NONE
) -> None:
    """Install the wheel in a new environment and run the tests against it, without ``src``."""
    packages = (f"{wheel()}[frames,host,pdf,testing]", *tools_of_tests())
    inside = environment(where / "venv", python, *packages, constraints=constraints, variables=variables)
    tree = where / "tree"
    shutil.copytree(ROOT, tree, ignore=LEFT_BEHIND)
    run(
        inside,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        *options,
        cwd=tree,
        variables={"INKASSO_PROFILE": "test"},
    )


@functools.cache
def build() -> None:
    """Build the packages twice and look inside."""
    run(sys.executable, "-m", "tools.distribution")


def installed_wheel() -> None:
    """Test the wheel as a user gets it."""
    with tempfile.TemporaryDirectory() as where:
        beside_the_wheel(sys.executable, Path(where))


def oldest_versions() -> None:
    """Test with the lowest versions that pyproject.toml allows."""
    with tempfile.TemporaryDirectory() as where:
        pinned = Path(where) / "oldest.txt"
        pinned.write_text(oldest.constraints(), encoding="utf-8")
        folders = [
            f"tests/{name}"
            for name in ("unit", "tables", "law", "journal", "ledger", "property", "host")
            if (ROOT / "tests" / name).is_dir()
        ]
        beside_the_wheel(sys.executable, Path(where), *folders, constraints=pinned)


def other_pythons() -> None:
    """Test on each other version of Python that is here."""
    here = [version for version in OTHER_PYTHONS if _is_here(version)]
    for version in here:
        print(f"on Python {version}", flush=True)
        with tempfile.TemporaryDirectory() as where:
            beside_the_wheel(f"python{version}", Path(where), variables={"PYENV_VERSION": version})
    missing = [version for version in OTHER_PYTHONS if version not in here]
    if missing:
        print(f"not on this machine: Python {', '.join(missing)}")
    if not here:
        raise SkippedError("no other version of Python is on this machine")


def _is_here(version: str) -> bool:
    """Tell whether a version of Python runs; PYENV_VERSION chooses one under pyenv, and means nothing elsewhere."""
    try:
        asked = subprocess.run(
            [f"python{version}", "--version"],
            env=os.environ | {"PYENV_VERSION": version},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return asked.returncode == 0


def extras_alone() -> None:
    """Install each extra alone, and import what it is for."""
    for extra, modules in EXTRAS.items():
        with tempfile.TemporaryDirectory() as where:
            inside = environment(Path(where) / "venv", sys.executable, f"{wheel()}[{extra}]" if extra else str(wheel()))
            print(f"with {extra or 'no extra'}:", flush=True)
            run(inside, "-W", "error", "-c", IMPORT_CORE, cwd=Path(where))
            for module in modules:
                run(inside, "-W", "error", "-c", f"import {module}; print('{module} imported')", cwd=Path(where))


def docs() -> None:
    """Build the docs, warnings being errors."""
    run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", ROOT / "build" / "site")


def notebooks() -> None:
    """Run every notebook as a script."""
    found = sorted((ROOT / "notebooks").glob("*.py"))
    if not found:
        raise StepFailedError("no notebook was found in notebooks/")
    for path in found:
        print(path.name, flush=True)
        run(sys.executable, path, variables={"MPLBACKEND": "Agg"})


def slow_tests() -> None:
    """Run the tests that take more than some seconds."""
    run(sys.executable, "-m", "pytest", "-q", "-n", "2", "--hypothesis-profile=test", "-m", "slow and not proof")


def small_benchmarks() -> None:
    """Run the benchmarks at a small scale: they work, and print their ratios."""
    run(sys.executable, "-m", "benchmarks.eligibility", "--rows", "2e5", "--rounds", "3")
    run(sys.executable, "-m", "benchmarks.lifecycle", "--cases", "2e3", "--rounds", "3")
    run(sys.executable, "-m", "benchmarks.claim", "--claims", "2e3", "--rounds", "3")
    run(sys.executable, "-m", "benchmarks.journal", "--payments", "2e3", "--megabytes", "2", "--rounds", "3")


STEPS: Final[Mapping[str, Callable[[], None]]] = MappingProxyType(
    {
        "build": build,
        "wheel": installed_wheel,
        "oldest": oldest_versions,
        "extras": extras_alone,
        "docs": docs,
        "notebooks": notebooks,
        "benchmarks": small_benchmarks,
        "pythons": other_pythons,
        "slow": slow_tests,
    }
)


def main() -> int:
    """Run the steps named on the command line, or all."""
    told = []
    failed = False
    for name in sys.argv[1:] or STEPS:
        step = STEPS[name]
        print(f"\n== {name}: {step.__doc__}", flush=True)
        start = time.monotonic()
        try:
            step()
            outcome = "passed"
        except SkippedError as skipped:
            outcome = f"skipped: {skipped}"
        except StepFailedError as error:
            outcome, failed = f"FAILED: {error}", True
        told.append(f"{name:12} {time.monotonic() - start:6.0f} s  {outcome}")
        print(told[-1], flush=True)
    print("\n== make ci", *told, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
