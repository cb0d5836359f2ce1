"""``inkasso law`` and ``inkasso interest``: what they print of small questions, and how they refuse."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from inkasso_host import claim_texts
from inkasso_host.cli import EXIT_FINE, EXIT_UNUSABLE, main
from inkasso_host.law_output import values_on
from inkasso_host.texts import LANGUAGES
from inkasso_rules.law.parameter import Certainty, DateKey, Unit
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.money import Money
from tests.host.support import AS_OF

Capture = pytest.CaptureFixture[str]


def printed(capsys: Capture, *arguments: str) -> str:
    """Return what the command prints; it ends well and says nothing else."""
    assert EXIT_FINE == main(arguments)
    out, err = capsys.readouterr()
    assert "" == err
    return out


def cells(line: str) -> list[str]:
    """Return the cells of a line of a table."""
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


# --- the law ----------------------------------------------------------------------------------------------------------
def law(capsys: Capture, day: str) -> dict[str, dict[str, str]]:
    """Return the law on a day as CSV, by name."""
    return {row["name"]: row for row in rows(printed(capsys, "law", "--on", day, "--format", "csv"))}


def test_the_law_as_a_table(capsys: Capture) -> None:
    """Each value with its first day, what picks it, its source and how well it is known; what to know follows."""
    title, _, heads, _, *lines = printed(capsys, "law", "--on", "2026-03-16").splitlines()
    assert "The law on 2026-03-16, as it was last read on 2026-11-21" == title
    assert ["Value", "On this day", "Since", "Picked by", "Source", "Known from"] == cells(heads)
    first = ["fee for a reminder, at most", "60.00 SEK", "2013-03-16", "the day of the measure"]
    assert [*first, "SFS 1981:739 4 § as worded by SFS", "several sources"] == cells(lines[0])
    assert "  basic fee for attachment: The amount before this wording was not seen. Due again for each year." in lines


def test_the_law_in_swedish(capsys: Capture) -> None:
    """What is in force, what was not, and what nobody has read."""
    lines = [cells(line) for line in printed(capsys, "law", "--on", "2005-03-16", "--lang", "sv").splitlines()]
    assert ["Lagen 2005-03-16, så som den lästes senast 2026-11-21"] == lines[0]
    found = {line[0]: line[1:4] for line in lines if len(line) > 2}
    assert ["50,00 SEK", "2003-07-01", "dagen för åtgärden"] == found["påminnelseavgift, högst"]
    assert ["gäller inte", "2002-07-01", "räntans första dag"] == found["förseningsersättning"]
    assert ["okänt", "dagen för ansökan"] == found["grundavgift för utmätning"]


@pytest.mark.parametrize(
    ("day", "state", "value"),
    [
        ("2002-06-30", "not_known", ""),
        ("2002-07-01", "not_in_force", ""),
        ("2013-03-15", "not_in_force", ""),
        ("2013-03-16", "in_force", "450.00"),
    ],
)
def test_whether_a_value_is_in_force(capsys: Capture, day: str, state: str, value: str) -> None:
    """The law may set none, and that is something else than not to know."""
    row = law(capsys, day)["late_payment_compensation"]
    assert (state, value) == (row["state"], row["value"])


def test_the_law_as_csv(capsys: Capture) -> None:
    """One line for each value, by code; a rule that holds is a yes, and an end is told."""
    found = law(capsys, "2026-12-31")
    assert [one.name for one in SWEDEN.parameters] == list(found)
    assert {
        "name": "reference_rate",
        "state": "in_force",
        "unit": "percent",
        "known_through": "2026-12-31",
        "keyed_by": "each_day",
        "requirement": "OWN-9",
    }.items() <= found["reference_rate"].items()
    assert ("yes", "rule") == tuple(found["business_waiver_void"][name] for name in ("value", "unit"))
    assert ("60.00", "SEK", "SFS 1981:739", "4 §", "SFS 2013:56", "several_sources", "2026-11-21") == tuple(
        found["reminder_fee_max"][name]
        for name in ("value", "unit", "act", "place", "amended_by", "certainty", "checked_on")
    )


def test_a_day_after_the_last_known_one_has_no_value(capsys: Capture) -> None:
    """None is carried forward; the note says between which days there are values."""
    row = law(capsys, "2027-01-01")["reference_rate"]
    said = "reference_rate has no value on 2027-01-01; values run from 2002-07-01 to 2026-12-31."
    assert ("not_known", "", "", said) == (row["state"], row["value"], row["since"], row["note"])


def test_the_law_as_json(capsys: Capture) -> None:
    """Codes, and what each is called in the language."""
    found = json.loads(printed(capsys, "law", "--on", "2026-03-16", "--format", "json", "--lang", "sv"))
    assert ("2026-03-16", "sv", len(SWEDEN.parameters)) == (found["on"], found["language"], len(found["values"]))
    assert {
        "name": "consumer_prescription_years",
        "state": "in_force",
        "value": 3,
        "unit": "years",
        "since": "1982-01-01",
        "words": "preskription mot konsument",
        "amended_by": None,
    }.items() <= found["values"][17].items()


def test_every_code_of_the_law_has_words() -> None:
    """In both languages, and not the code again."""
    for lang in LANGUAGES:
        names = [claim_texts.parameter(one.name, lang) for one in SWEDEN.parameters]
        assert [] == [name for name in names if "_" in name]
        assert len(DateKey) == len({claim_texts.date_key(key, lang) for key in DateKey})
        assert len(Certainty) == len({claim_texts.certainty(level, lang) for level in Certainty})
    assert "added_value" == claim_texts.parameter("added_value", "sv")


@pytest.mark.parametrize(
    ("value", "unit", "en", "sv"),
    [
        (Money(60_00), Unit.MONEY, "60.00 SEK", "60,00 SEK"),
        (25, Unit.PERCENT, "25 %", "25 %"),
        (1, Unit.POINTS, "1 percentage point", "1 procentenhet"),
        (10, Unit.YEARS, "10 years", "10 år"),
        (1, Unit.DAYS, "1 day", "1 dag"),
        (4, Unit.BANK_DAYS, "4 bank days", "4 bankdagar"),
        (True, Unit.RULE, "applies", "gäller"),
        (None, Unit.MONEY, "not in force", "gäller inte"),
    ],
)
def test_a_value_is_said_with_its_unit(value: Any, unit: Unit, en: str, sv: str) -> None:
    """One of something is not several."""
    assert (en, sv) == (claim_texts.value(value, unit, "en"), claim_texts.value(value, unit, "sv"))


def test_a_reform_is_listed_as_the_law_is() -> None:
    """The listing reads any law."""
    fee = SWEDEN.reminder_fee_max.starting(AS_OF, None, source=SWEDEN.reminder_fee_max.rows[0].source)
    found = values_on(SWEDEN.evolve(reminder_fee_max=fee), AS_OF)[0]
    assert ("not_in_force", "") == (found.state, found.note)
    assert "in_force" == values_on(attrs.evolve(SWEDEN), AS_OF)[0].state


# --- interest ---------------------------------------------------------------------------------------------------------
_SPAN = ("--from", "2025-12-01", "--to", "2026-03-16")


def test_interest_as_a_table(capsys: Capture) -> None:
    """The sum and a segment for each rate: days, rate, principal, before rounding, the exact fraction, the source."""
    title, conventions, _, heads, _, *lines = printed(capsys, "interest", "10000", *_SPAN).splitlines()
    assert "Late interest on 10,000.00 SEK, 2025-12-01 through 2026-03-16: 290.41 SEK" == title
    assert "Reckoned so: actual days, 365 to a year; rounded once, to the nearest minor unit." == conventions
    assert ["From", "Through", "Days", "Per cent a year", "On", "Before rounding"] == cells(heads)[:6]
    # 10,000.00 * 10 % * 31 / 365 = 1,000,000 * 31 / 3,650 öre = 620,000 / 73 öre
    first = ["2025-12-01", "2025-12-31", "31", "10", "10,000.00 SEK", "84.9315", "620000/73"]
    assert [*first, "SFS 2025:809 referensränta (9 § räntelagen)"] == cells(lines[0])
    assert ["2026-01-01", "2026-03-16", "75", "10", "10,000.00 SEK", "205.4795", "1500000/73"] == cells(lines[1])[:7]


def test_interest_in_swedish(capsys: Capture) -> None:
    """An agreed rate stands in the agreement."""
    out = printed(capsys, "interest", "1000.50", "--rate", "7.5", "--lang", "sv", *_SPAN)
    assert "Dröjsmålsränta på 1\N{NO-BREAK SPACE}000,50 SEK, 2025-12-01 till och med 2026-03-16: 21,79 SEK\n" in out
    (line,) = (cells(line) for line in out.splitlines() if line.startswith(" 2025-12-01"))
    assert ["106", "7,5"] == line[2:4]
    assert "avtal mellan parterna" == line[-1]


def test_interest_as_csv(capsys: Capture) -> None:
    """One line for each segment; the exact fraction in minor units."""
    out = printed(capsys, "interest", "10000", "--margin", "4", *_SPAN, "--format", "csv")
    assert [
        "starts_on,ends_on,days,percent,currency,principal,unrounded,exact_minor,source",
        "2025-12-01,2025-12-31,31,6,SEK,10000.00,50.9589,372000/73,SFS 2025:809 referensränta (9 § räntelagen)",
        "2026-01-01,2026-03-16,75,6,SEK,10000.00,123.2877,900000/73,Riksbanken referensränta (9 § räntelagen)",
    ] == out.splitlines()


def test_interest_as_json(capsys: Capture) -> None:
    """The sum, what it was rounded from, and how days were counted."""
    chosen = ("--day-count", "thirty_360", "--rounding", "kronor")
    found = json.loads(printed(capsys, "interest", "10000.99", *_SPAN, *chosen, "--format", "json"))
    # December is 30 days, then 2 * 30 + 16; the principal is cut to 10,000 kronor: 1,000,000 * 106 * 10 % / 360 öre.
    assert ("10000.99", "294.00", "265000/9", "thirty_360", "kronor") == tuple(
        found[name] for name in ("principal", "total", "exact_minor", "day_count", "rounding")
    )
    assert ["10000.00", "10000.00"] == [one["principal"] for one in found["segments"]]
    assert ("2025-12-01", "2026-03-16", "Interest: 294.00 SEK.") == (found["start"], found["end"], found["words"][0])


def test_interest_on_less_than_a_krona(capsys: Capture) -> None:
    """Cut to whole kronor it is nothing, and has no segments."""
    chosen = ("interest", "0.99", "--rounding", "kronor", *_SPAN)
    assert "Late interest on 0.99 SEK, 2025-12-01 through 2026-03-16: 0.00 SEK\n" in printed(capsys, *chosen)
    assert 1 == printed(capsys, *chosen, "--format", "csv").count("\n")


def test_a_rate_that_is_void_against_a_trader(capsys: Capture) -> None:
    """No interest at all is without effect between businesses (4 a §), and not against a consumer."""
    found = {
        kind: json.loads(
            printed(capsys, "interest", "10000", *_SPAN, "--rate", "0", "--debtor-kind", kind, "--format", "json")
        )["total"]
        for kind in ("trader", "consumer")
    }
    assert {"trader": "290.41", "consumer": "0.00"} == found


def test_a_rate_agreed_on_no_supply_stands(capsys: Capture) -> None:
    """The rules that make it void are about goods and services."""
    asked = ("interest", "10000", *_SPAN, "--rate", "0", "--debtor-kind", "trader", "--no-supply", "--format", "json")
    assert "0.00" == json.loads(printed(capsys, *asked))["total"]


def test_interest_goes_to_a_file(capsys: Capture, tmp_path: Path) -> None:
    """As other results do."""
    out = tmp_path / "new" / "interest.csv"
    assert "" == printed(capsys, "interest", "10000", *_SPAN, "--format", "csv", "--out", str(out))
    assert 3 == len(out.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("10000", "--from", "2026-12-31", "--to", "2027-01-01"),
            "reference_rate has no value on 2027-01-01; values run from 2002-07-01 to 2026-12-31.",
        ),
        (
            ("10000", "--from", "2026-03-17", "--to", "2026-03-16"),
            "interest has 2026-03-17 before 2026-03-16 as days; wanted days that rise, the last no earlier than the first.",
        ),
        (("0", *_SPAN), "interest has 0.00 SEK as principal; wanted an amount above zero."),
        (("-5", *_SPAN), "interest has -5.00 SEK as principal; wanted an amount above zero."),
        (
            ("1,5", *_SPAN),
            "amount of 3 characters is not a plain decimal number; wanted digits with at most 2 decimals after a point for SEK.",
        ),
        (
            ("1", "--currency", "kr", *_SPAN),
            "currency 'kr' is unknown; wanted an active ISO 4217 code with a minor unit, as 'SEK'.",
        ),
    ],
)
def test_interest_that_cannot_be_computed_ends_with_2(
    capsys: Capture, arguments: tuple[str, ...], message: str
) -> None:
    """One sentence on the error stream, nothing on the other."""
    assert EXIT_UNUSABLE == main(["interest", *arguments])
    assert ("", f"inkasso: {message}\n") == capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("law",), "--on"),
        (("law", "--on", "16.3.2026"), "'16.3.2026' is no day; wanted one as 2026-03-16"),
        (("interest", "1", "--from", "2026-01-01"), "--to"),
        (("interest", "1", *_SPAN, "--rate", "8,5"), "'8,5' is no rate in percent; wanted one as 8.5"),
        (("interest", "1", *_SPAN, "--margin", ""), "'' is no rate in percent; wanted one as 8.5"),
        (("interest", "1", *_SPAN, "--rate", "8", "--margin", "8"), "not allowed with argument --rate"),
        (("interest", "1", *_SPAN, "--day-count", "30/360"), "(choose from 'act_365', 'act_act', 'thirty_360')"),
        (("interest", "1", *_SPAN, "--rounding", "up"), "(choose from 'once', 'segments', 'kronor')"),
        (
            ("interest", "1", *_SPAN, "--debtor-kind", "company"),
            "(choose from 'consumer', 'trader', 'public_body', 'other')",
        ),
    ],
)
def test_arguments_that_cannot_be_understood(capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    """The usage is shown, and what would have been fine."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    told = " ".join(capsys.readouterr().err.split())
    assert (EXIT_UNUSABLE, True) == (caught.value.code, said.replace("'", "") in told or said in told)
