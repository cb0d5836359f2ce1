"""The page of invariants names a test for each, and each of those tests."""

import re
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_ROWS: Final = re.findall(
    r"^\| I([0-9]+) \| .+? \| (.+) \|$",
    (_ROOT / "docs/reference/invariants.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def _named(cell: str) -> set[tuple[str, str]]:
    """Return the tests that a cell names, each with its file."""
    files = (part.split("`: ", 1) for part in cell.split("<br>"))
    return {(path.strip("`"), name) for path, names in files for name in re.findall(r"`(\w+)`", names)}


def test_every_invariant_has_a_test() -> None:
    """From I1 to I33, each with at least one that exists."""
    assert [str(number) for number in range(1, 34)] == [number for number, _ in _ROWS]
    for number, cell in _ROWS:
        assert _named(cell), number
        for path, name in _named(cell):
            assert re.search(rf"^def {name}\(", (_ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_test_is_named_by_its_invariants() -> None:
    """A test whose name starts with numbers stands in the rows of these, and in no other."""
    expected, found = set(), set()
    for path in sorted((_ROOT / "tests" / "property").glob("test_journal*.py")):
        for name in re.findall(r"^def (test_i[0-9]{2}_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            numbers = re.match(r"test_((?:i[0-9]{2}_)+)", name)
            expected |= {(number, name) for number in re.findall("[0-9]{2}", numbers[1] if numbers else "")}
    for number, cell in _ROWS:
        found |= {(number.zfill(2), name) for _, name in _named(cell) if re.match("test_i[0-9]{2}_", name)}
    assert expected == found
