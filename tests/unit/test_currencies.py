"""The decimals of currencies, against the official table as packaged by iso4217."""

import xml.etree.ElementTree as ET
from importlib import resources

import pytest

from inkasso_rules.model.currencies import MINOR_DIGITS

# The day of the list that our table was made from. With another list in the package, compare the two and move both.
LIST_DATE = "2026-01-01"


def official() -> tuple[str, dict[str, str]]:
    """Return the date of the packaged list, and each active code with its minor units as the list writes them."""
    table = ET.fromstring(resources.files("iso4217").joinpath("table.xml").read_text(encoding="utf-8"))  # noqa: S314 - ours
    entries = {entry.findtext("Ccy"): entry.findtext("CcyMnrUnts", "") for entry in table.iter("CcyNtry")}
    return table.attrib["Pblshd"], {code: units for code, units in entries.items() if code is not None}


def test_the_table_is_the_official_list_of_its_date() -> None:
    """Every active code with a minor unit is there with its decimals, and nothing else."""
    published, entries = official()

    assert LIST_DATE == published
    assert {code: int(units) for code, units in entries.items() if units.isdigit()} == dict(MINOR_DIGITS)
    assert len(MINOR_DIGITS) == 165


def test_only_codes_that_nobody_can_owe_lack_a_minor_unit() -> None:
    """Metals, bond units, drawing rights, and the codes for testing and for no currency are left out."""
    missing = {code for code, units in official()[1].items() if not units.isdigit()}

    assert "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX" == " ".join(sorted(missing))
    assert missing.isdisjoint(MINOR_DIGITS)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("SEK", 2),
        ("EUR", 2),
        ("JPY", 0),
        ("ISK", 0),
        ("HUF", 2),  # no fillér coin is left, but the code keeps its decimals
        ("KWD", 3),
        ("CLF", 4),
        ("XCG", 2),  # replaced ANG on 2025-03-31
        ("ZWG", 2),  # replaced ZWL in 2024
    ],
)
def test_decimals_of_a_currency(code: str, digits: int) -> None:
    """Kronor have öre, yen have nothing, dinars have fils in thousandths."""
    assert digits == MINOR_DIGITS[code]


@pytest.mark.parametrize("code", ["BGN", "HRK", "ANG", "ZWL", "DEM", "sek", ""])
def test_ended_currencies_are_absent(code: str) -> None:
    """A code leaves the list when its currency ends; codes are capitals."""
    assert code not in MINOR_DIGITS
