"""
Changes the deciding modules in small ways, one at a time, and counts the changes that no test notices.

``python -m tools.mutate`` draws mutants by a seed, runs the tests of what decides against a copy of the library, and
prints one line for each survivor. A survivor is a sentence of the code that no test reads.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tools.objects import deciding

ROOT: Final = Path(__file__).resolve().parent.parent
#: Packages that decide; of the others, modules that form every answer. What is left carries values from place to place.
DECIDING: Final = ("claim", "eligibility", "journal", "law", "ledger", "lifecycle", "terms")
FORMING: Final = (
    "bytecode",
    "compiled",
    "expressions",
    "frames/masks",
    "model/dates",
    "model/money",
    "sql",
    "symbols",
)
#: Tests of what the modules answer; the source checks and knock-outs would notice for other reasons.
TESTS: Final = (
    "tests/unit",
    "tests/tables",
    "tests/law",
    "tests/journal",
    "tests/ledger",
    "tests/machine",
    "tests/property",
    "tests/parity",
)
MINUTES_MAX: Final = 10

_COMPARES: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = MappingProxyType(
    {
        ast.Lt: ast.LtE,
        ast.LtE: ast.Lt,
        ast.Gt: ast.GtE,
        ast.GtE: ast.Gt,
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
    }
)
_OPERATORS: Final[Mapping[type[ast.operator], type[ast.operator]]] = MappingProxyType(
    {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mult: ast.Add}
)
#: Names whose swap changes what a rule says.
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "flag": "lacks",
        "lacks": "flag",
        "among": "outside",
        "outside": "among",
        "min": "max",
        "max": "min",
        "all": "any",
        "any": "all",
    }
)


def _changed(node: ast.AST) -> ast.AST | None:
    """Return the node with one small change, or nothing if it is of another sort."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op, *_]) if type(op) in _COMPARES:
            new.ops[0] = _COMPARES[type(op)]()
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            new.op = _OPERATORS[type(op)]()
        case ast.BoolOp(op=ast.And()):
            new.op = ast.Or()
        case ast.BoolOp(op=ast.Or()):
            new.op = ast.And()
        case ast.UnaryOp(op=ast.Not()):
            return new.operand
        case ast.Constant(value=bool()):
            new.value = not new.value
        case ast.Constant(value=int(number)):
            new.value = number + 1
        case ast.Name(id=name) if name in _NAMES and isinstance(new.ctx, ast.Load):
            new.id = _NAMES[name]
        case ast.IfExp():
            new.body, new.orelse = new.orelse, new.body
        case _:
            return None
    return new


def _spots(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Yield each place of the tree that can be changed: the parent, its field, and the position in it."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "decorator_list"}:
                continue
            for position, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and _changed(child) is not None:
                    yield parent, field, position


def mutants(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each mutant of a module: what was changed, and the module's new text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for parent, field, position in tuple(_spots(tree)):
        held = getattr(parent, field)
        old = held if position is None else held[position]
        new = _changed(old)
        _put(parent, field, position, new)
        yield f"{path.name}:{old.lineno}: {ast.unparse(old)} → {ast.unparse(new or old)}", ast.unparse(tree)
        _put(parent, field, position, old)


def _put(parent: ast.AST, field: str, position: int | None, node: ast.AST | None) -> None:
    if position is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[position] = node


def survives(module: Path, text: str) -> bool:
    """Tell whether all tests pass with *text* in the module's place; those that name the module run first."""
    with tempfile.TemporaryDirectory() as where:
        tree = Path(where)
        shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__"))
        (tree / module.relative_to(ROOT)).write_text(text, encoding="utf-8")
        near = _near(module)
        return (not near or _pass(tree, near)) and _pass(tree, tuple(ROOT / folder for folder in TESTS))


def _near(module: Path) -> tuple[Path, ...]:
    """Return the files of tests that name a module, or else the package that it is in."""
    dotted = ".".join(module.relative_to(ROOT / "src").with_suffix("").parts)
    files = {path: path.read_text(encoding="utf-8") for folder in TESTS for path in (ROOT / folder).glob("test_*.py")}
    found = [path for path, text in files.items() if f"from {dotted} " in text]
    return tuple(found or (path for path, text in files.items() if f"from {dotted.rpartition('.')[0]} " in text))


def _pass(tree: Path, tests: tuple[Path, ...]) -> bool:
    """Tell whether tests pass with the library of *tree*."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *map(str, tests)]
    environment = os.environ | {
        "PYTHONPATH": str(tree / "src"),
        "INKASSO_PROFILE": "test",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=MINUTES_MAX * 60, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def deciders() -> tuple[Path, ...]:
    """Return the modules to change: those that decide or form answers, and others in which something is required."""
    library = ROOT / "src" / "inkasso_rules"
    packages = (path for name in DECIDING for path in (library / name).rglob("*.py"))
    forming = (library / f"{name}.py" for name in FORMING)
    return tuple(sorted({*packages, *forming, *(ROOT / item.file for item in deciding())}))


def drawn(seed: int, count: int) -> list[tuple[Path, str, str]]:
    """Draw *count* mutants, or take all when there are fewer."""
    found = [(path, what, text) for path in deciders() for what, text in mutants(path)]
    # The draw decides nothing but which mutants are tried; the same seed tries the same ones.
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311


def main() -> int:
    """Try the mutants; leave with 1 if 5 of 100 or more survive."""
    parser = argparse.ArgumentParser(description="Count the small changes of deciding code that no test notices.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    chosen = drawn(options.seed, options.count)
    with ThreadPoolExecutor(options.workers) as pool:
        outcomes = list(pool.map(lambda mutant: survives(mutant[0], mutant[2]), chosen))
    left = [what for (_, what, _), survived in zip(chosen, outcomes, strict=True) if survived]
    for what in left:
        print(f"survived: {what}")
    print(f"{len(left)} of {len(chosen)} mutants survived, seed {options.seed}")
    return 1 if len(left) * 100 >= 5 * len(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
