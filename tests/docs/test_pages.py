"""Every page can be found, and says what the code says."""

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_PAGES = sorted(str(page.relative_to(_ROOT)) for page in (_ROOT / "docs").glob("*/*.md"))


def _linked(page: str) -> set[str]:
    """Return the pages that a page links to, by their path from the root."""
    path = _ROOT / page
    links = re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    return {str((path.parent / link).resolve().relative_to(_ROOT)) for link in links}


@pytest.mark.parametrize("start", ["README.md", "docs/index.md"])
def test_every_page_is_linked_from_the_start(start: str) -> None:
    """Nobody has to guess that a page exists."""
    assert [] == sorted(set(_PAGES) - _linked(start))


@pytest.mark.parametrize("page", ["README.md", "docs/index.md", *_PAGES])
def test_every_link_leads_to_a_page(page: str) -> None:
    """A link to a page that does not exist is a fault."""
    assert [] == sorted(name for name in _linked(page) if not (_ROOT / name).is_file())


@pytest.mark.parametrize("page", ["README.md", *_PAGES])
def test_every_example_ends_with_a_blank_line(page: str) -> None:
    """Else the end of the block would be taken for output; and an example that is not run would grow old."""
    text = (_ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    assert [] == [block for block in blocks if not (block.startswith(">>> ") and block.endswith("\n\n"))]
