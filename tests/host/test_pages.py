"""The pages tell everything that the command and the readers know."""

import re

import attrs
import pytest

from inkasso_host.mapping import FIELDS, REQUIRED
from inkasso_host.reading import ProblemCode
from inkasso_rules.model.creditors import Service
from inkasso_rules.model.settings import Automation, Settings
from tests.host.support import ROOT

_PAGES = ROOT / "docs" / "reference"


def _first_cells(page: str, head: str) -> list[str]:
    """Return the codes in the first column of the table under a heading."""
    text = (_PAGES / page).read_text(encoding="utf-8").split(f"\n## {head}\n")[1].split("\n## ")[0]
    rows = [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| `")]
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row)]


def test_the_page_lists_every_field_in_order() -> None:
    """The required ones first."""
    assert list(FIELDS) == _first_cells("ledger-format.md", "Fields")
    assert 17 == len(REQUIRED)


def test_the_page_lists_every_problem() -> None:
    """In the order of the enumeration."""
    assert list(ProblemCode) == _first_cells("ledger-format.md", "Problems")


@pytest.mark.parametrize("record", [Service, Settings, Automation])
def test_the_page_lists_every_setting(record: type) -> None:
    """What a settings file can say stands on the page."""
    text = (_PAGES / "command-line.md").read_text(encoding="utf-8")
    nested = {"automation", "reported"}
    assert [] == [
        field.name for field in attrs.fields(record) if f"`{field.name}`" not in text and field.name not in nested
    ]
