"""
Writes the generated pages under ``docs/``, or checks that they are fresh.

``python -m tools.reference`` writes; ``--check`` compares, shows what differs, and leaves with 1. A page is a function
without arguments that returns its text; add one to :data:`PAGES`.
"""

import argparse
import difflib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tools.pages import api, columns, law, lifecycle, policy, rules, traceability

ROOT: Final = Path(__file__).resolve().parent.parent
DIFF_LINES_MAX: Final = 40

#: Path under the project's root, and what makes the page.
PAGES: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "docs/reference/api.md": api.page,
        "docs/reference/columns.md": columns.page,
        "docs/reference/law.md": law.page,
        "docs/reference/lifecycle.md": lifecycle.page,
        "docs/reference/policy.md": policy.page,
        "docs/reference/rules.md": rules.page,
        "docs/reference/traceability.md": traceability.page,
    }
)


def write() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), encoding="utf-8")
        print(f"wrote {name}")


def stale() -> int:
    """Count the pages that differ from what the code says, and show how."""
    count = 0
    for name, page in PAGES.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = page()
        if old != new:
            count += 1
            print(f"{name} is stale; `make docs` writes it anew:")
            diff = difflib.unified_diff(
                old.splitlines(), new.splitlines(), "committed", "from the code", lineterm="", n=0
            )
            print("\n".join(list(diff)[:DIFF_LINES_MAX]))
    print(f"{len(PAGES) - count} of {len(PAGES)} generated pages are fresh")
    return count


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description="Write the generated pages, or check them.")
    parser.add_argument("--check", action="store_true", help="compare, and leave with 1 if a page is stale")
    if parser.parse_args().check:
        return 1 if stale() else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
