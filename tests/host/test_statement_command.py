"""``inkasso statement``: a claim told by options and lines, and what is owed of it."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, Final

import pytest

from inkasso_host.claims import COLUMNS, KINDS, read_facts, said_facts
from inkasso_host.cli import EXIT_FINE, EXIT_UNUSABLE, main
from inkasso_host.reading import HostInputError
from inkasso_rules.claim import reading
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from tests.host.support import ROOT

Capture = pytest.CaptureFixture[str]

#: An invoice of which everything is known.
_KNOWN: Final = (
    *("10000", "--as-of", "2026-06-30", "--due-date", "2026-03-02"),
    *("--due-date-agreed", "--reminder-fee-agreed", "--debtor-kind", "consumer"),
)
_LETTERS: Final = ("--fact", "2026-04-01 reminder_sent", "--fact", "2026-04-15 demand_sent")


def printed(capsys: Capture, *arguments: str) -> str:
    """Return what the command prints; it ends well and says nothing else."""
    assert EXIT_FINE == main(["statement", *arguments])
    out, err = capsys.readouterr()
    assert "" == err
    return out


def told(capsys: Capture, *arguments: str) -> Any:
    """Return a statement as JSON."""
    return json.loads(printed(capsys, *arguments, "--format", "json"))


def sums(capsys: Capture, *arguments: str) -> dict[str, str]:
    """Return the sums of a statement."""
    found: dict[str, str] = told(capsys, *arguments)["sums"]
    return found


# --- what is owed -----------------------------------------------------------------------------------------------------
def test_a_statement_as_a_table(capsys: Capture) -> None:
    """What is left to pay, the sums, and line by line where they come from."""
    paid = ("--fact", "2026-05-02 paid_agency 500.00", "--fact", "2026-05-10 disputed 1000.00")
    lines = printed(capsys, *_KNOWN, *_LETTERS, *paid).splitlines()
    # To the payment 61 days on 10,000.00: 167.12; 240.00 + 167.12 of it settle costs and interest, 92.88 the capital.
    # From it 59 days on 9,907.12: 160.14; in all 327.27, rounded once.
    assert (
        "Claim invoice on 2026-06-30: 10,067.27 SEK to pay (capital 9,907.12 SEK, interest 160.15 SEK, costs 0.00 SEK)."
    ) == lines[0]
    table = dict(line.strip().split("  ", 1) for line in lines[1:] if line.startswith(" ") and "  " in line.strip())
    assert {
        "capital that is left": "9,907.12 SEK",
        "interest that is left": "160.15 SEK",
        "costs that are left": "0.00 SEK",
        "paid too much": "0.00 SEK",
        "to pay": "10,067.27 SEK",
        "of which disputed": "1,016.17 SEK",
        "of which undisputed": "9,051.10 SEK",
        "interest that has run, before payments": "327.27 SEK",
        "costs by law, before payments": "240.00 SEK",
        "costs asked for, before payments": "240.00 SEK",
        "charged above the law": "0.00 SEK",
        "paid, credited, set off and remitted": "500.00 SEK",
    } == {name: amount.strip() for name, amount in table.items() if name != "Sums"}
    assert (
        "2026-05-02: Payment to the agency, fact-3, of which by policy 240.00 SEK on costs, 167.12 SEK on interest and"
        " 92.88 SEK on capital: -500.00 SEK (SFS 1974:182 9 §)."
    ) in " ".join(line.strip() for line in lines)
    assert "2026-04-15: By law for demand: 180.00 SEK (SFS 1981:739 4 § as worded by SFS 2013:56)." in lines
    assert "Interest on invoice runs from 2026-03-03, from the day after the due date that was agreed in advance" in (
        " ".join(lines)
    )


def test_a_statement_in_swedish(capsys: Capture) -> None:
    """All words change."""
    out = printed(capsys, *_KNOWN, "--lang", "sv")
    assert "10\N{NO-BREAK SPACE}328,77 SEK att betala" in out.splitlines()[0]
    assert [["att betala", "10\N{NO-BREAK SPACE}328,77 SEK"]] == [
        [cell.strip() for cell in line.split("  ") if cell.strip()]
        for line in out.splitlines()
        if line.startswith(" att betala")
    ]


def test_the_lines_as_csv(capsys: Capture) -> None:
    """Their amounts sum to what is left to pay."""
    out = printed(capsys, *_KNOWN, *_LETTERS, "--fact", "2026-05-02 paid_creditor 500.00", "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert ["claim_id", "code", "on", "currency", "amount", "subject", "source"] == rows[0]
    assert ["invoice", "charge", "2026-03-02", "SEK", "10000.00", "invoice", "invoice from the creditor"] == rows[1]
    assert ["invoice", "money", "2026-05-02", "SEK", "-500.00", "fact-3", "rule of the service LC-14"] == rows[-1]
    total = sums(capsys, *_KNOWN, *_LETTERS, "--fact", "2026-05-02 paid_creditor 500.00")["total"]
    assert total == str(Money(sum(Money.of(row[4]).minor for row in rows[1:])))


def test_a_statement_as_json(capsys: Capture) -> None:
    """Sums, lines, money, segments, costs by law, excesses and warnings, each by its codes."""
    found = told(capsys, *_KNOWN, *_LETTERS, "--fact", "2026-04-15 cost_charged 200.00 cost=demand id=letter")
    assert ("invoice", "2026-06-30", "en") == (found["claim_id"], found["as_of"], found["language"])
    assert ("240.00 SEK", "20.00 SEK") == (found["sums"]["costs_claimed"], found["sums"]["costs_excess"])
    (excess,) = found["excesses"]
    assert ("demand", ["letter"], "20.00 SEK", "above_maximum") == tuple(
        excess[name] for name in ("cost", "charge_ids", "amount", "why")
    )
    assert [("invoice", "2026-03-03", "due_date")] == [
        (one["charge_id"], one["day"], one["basis"]) for one in found["interest_from"]
    ]
    (segment,) = found["interest"]
    assert ("invoice", 120, "10000.00", "2400000/73") == tuple(
        segment[name] for name in ("charge_id", "days", "principal", "exact_minor")
    )
    assert [] == found["warnings"]
    assert "Claim invoice on 2026-06-30: " in found["words"][0]


def test_what_nobody_has_said_is_warned_of(capsys: Capture) -> None:
    """Nothing is owed but the capital, and each gap is named."""
    found = told(capsys, "10000", "--as-of", "2026-06-30", "--due-date", "2026-03-02", *_LETTERS[:2])
    assert "10000.00 SEK" == found["sums"]["total"]
    assert [
        "due_date_agreement_unknown",
        "debtor_kind_unknown",
        "interest_dispatch_unknown",
        "cost_agreement_unknown",
    ] == [one["code"] for one in found["warnings"]]


_NOT_AGREED: Final = ("10000", "--as-of", "2026-06-30", "--due-date", "2026-03-02", "--no-due-date-agreed")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--sent-on", "2026-02-20", "--interest-stated", "--debtor-kind", "consumer"), {"interest": "276.71 SEK"}),
        (("--sent-on", "2026-02-20", "--no-interest-stated", "--debtor-kind", "consumer"), {"interest": "0.00 SEK"}),
        (("--sent-on", "2026-02-20", "--debtor-kind", "trader"), {"interest": "276.71 SEK", "costs": "450.00 SEK"}),
        (("--due-date-agreed", "--rate", "12"), {"interest": "394.52 SEK"}),
        (("--due-date-agreed", "--debtor-kind", "public_body", "--rate", "5"), {"interest": "328.77 SEK"}),
        (
            ("--due-date-agreed", "--debtor-kind", "public_body", "--rate", "5", "--no-supply"),
            {"interest": "164.38 SEK", "costs": "0.00 SEK"},
        ),
        (("--due-date-agreed", "--margin", "4"), {"interest": "197.26 SEK"}),
        (
            ("--due-date-agreed", "--debtor-kind", "trader", "--waive", "compensation"),
            {"costs": "0.00 SEK", "costs_by_law": "450.00 SEK"},
        ),
        (
            ("--due-date-agreed", "--reminder-fee-agreed", "--no-reminder-fee-agreed", *_LETTERS, "--waive", "demand"),
            {"costs": "0.00 SEK", "costs_by_law": "180.00 SEK"},
        ),
        (
            ("--currency", "EUR", "--sek-rate", "0.0875", *_LETTERS[2:], "--waive", "reminder"),
            {"costs": "15.75 EUR", "total": "10015.75 EUR", "costs_by_law": "180.00 SEK"},
        ),
    ],
)
def test_what_was_agreed_and_known_counts(capsys: Capture, options: tuple[str, ...], expected: dict[str, str]) -> None:
    """Each option has its effect; of yes and no to one question the last counts."""
    assert expected.items() <= sums(capsys, *_NOT_AGREED, *options).items()


def test_the_policy_of_the_settings_counts(capsys: Capture, tmp_path: Path) -> None:
    """Codes are its values too."""
    settings = tmp_path / "creditor.toml"
    settings.write_text(
        '[creditor]\nid = "c"\n[policy]\nrounding = "kronor"\nallocation = "capital_interest_costs"\n', encoding="utf-8"
    )
    paid = ("--fact", "2026-05-02 paid_agency 500.00", "--settings", str(settings))
    found = sums(capsys, *_KNOWN, *_LETTERS, *paid)
    assert ("9500.00 SEK", "240.00 SEK", "320.00 SEK") == tuple(
        found[name] for name in ("capital", "costs", "interest")
    )


# --- what has happened ------------------------------------------------------------------------------------------------
def test_a_file_says_what_lines_say(capsys: Capture, tmp_path: Path) -> None:
    """Columns in any order; blank lines and blank cells say nothing."""
    path = tmp_path / "facts.csv"
    path.write_text("kind;day;amount\n\nreminder_sent;2026-04-01;\npaid_agency;2026-05-02;500.00\n", encoding="utf-8")
    lines = (*_LETTERS[:2], "--fact", "2026-05-02 paid_agency 500.00")
    assert sums(capsys, *_KNOWN, *lines) == sums(capsys, *_KNOWN, "--facts", str(path))
    assert ["row-3", "row-4"] == [fact.fact_id for fact in read_facts(path, "SEK")]


def test_everything_that_a_line_may_say() -> None:
    """Amounts are in the currency of the claim, but what is charged is in kronor."""
    day, on = "2026-05-02", dt.date(2026, 5, 2)
    assert (
        Fact(
            fact_id="a", kind=FactKind.PAID_AGENCY, happened_on=on, amount=Money(500, "EUR"),
            capital=Money(300, "EUR"),
        ),
        Fact(
            fact_id="fact-2", kind=FactKind.COST_CHARGED, happened_on=on, amount=Money(180_00),
            cost=CostKind.DEMAND, about="d",
        ),
        Fact(fact_id="fact-3", kind=FactKind.DEMAND_SENT, happened_on=on, as_required=False),
        Fact(fact_id="fact-4", kind=FactKind.CREDITED, happened_on=on, amount=Money(100, "EUR"), from_start=True),
    ) == said_facts(
        (
            f"{day} paid_agency 5.00 capital=3.00 id=a",
            f"about=d {day} cost_charged 180.00 cost=demand",
            f"kind=demand_sent day={day} as_required=no",
            f"{day} credited 1 from_start=yes",
        ),
        "EUR",
    )  # fmt: skip


def test_the_kinds_are_those_that_a_claim_counts() -> None:
    """No other one would change the answer; the page lists them, and all columns."""
    assert set(reading._NOTES) == set(KINDS)
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    section = page.split("\n## `inkasso statement")[1].split("\n## ")[0]
    assert [] == [kind for kind in KINDS if f"`{kind}`" not in section]
    assert [] == [column for column in COLUMNS if f"\n| `{column}` |" not in section]


_WANTED: Final = ", ".join(COLUMNS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "day is missing."),
        ("2026-05-02", "kind is missing."),
        ("02.05.2026 paid_agency 1", "day is not a day written as YYYY-MM-DD."),
        ("2026-05-02 paid 1", f"kind is none of {', '.join(KINDS)}."),
        ("2026-05-02 stopped", f"kind is none of {', '.join(KINDS)}."),
        ("2026-05-02 paid_agency 1,5", "amount is not an amount written as 1250.50, without thousands separators."),
        ("2026-05-02 paid_agency 1.555", "amount has more decimals than the currency (2, SEK)."),
        ("2026-05-02 paid_agency 1 2 3", "has 5 words without a name; wanted no more than day, kind, amount, and the rest as name=value."),
        ("2026-05-02 paid_agency 1 sum=3", f"names what is not known here; wanted {_WANTED}."),
        ("2026-05-02 demand_sent as_required=perhaps", "as_required is none of yes, no, true, false, 1, 0."),
        ("2026-05-02 cost_charged 1 cost=letter", f"cost is none of {', '.join(CostKind)}."),
        ("2026-05-02 paid_agency", "fact fact-1 (paid_agency) has no fitting amount; wanted a value; this kind needs one."),
        ("2026-05-02 paid_agency -5", "fact fact-1 (paid_agency) has no fitting amount; wanted an amount above zero."),
    ],
)  # fmt: skip
def test_a_line_that_tells_no_fact(capsys: Capture, line: str, message: str) -> None:
    """It is named, with what would have been fine; what was written is not repeated."""
    assert EXIT_UNUSABLE == main(["statement", *_KNOWN, "--fact", line])
    assert ("", f"inkasso: --fact, row 1: {message}\n") == capsys.readouterr()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "facts.csv is empty; wanted a header and rows."),
        ("day,day,kind\n", "facts.csv has more than one column called day; wanted each name once."),
        ("day,kind,sum\n", f"facts.csv, row 1: names what is not known here; wanted {_WANTED}."),
        ("kind,amount\n", "facts.csv has 2 columns and lacks day; wanted these columns, or a mapping that names or replaces them."),
        ("day,kind\n2026-05-02\n", "facts.csv, row 2: has 1 cells; wanted 2."),
        ('day,kind\n"2026-05-02,x\n', "facts.csv, row 2: has quotation marks that do not pair up."),
        ("day,kind,amount\n2026-05-02,demand_sent,\n2026-05-02,paid_agency,x\n", "facts.csv, row 3: amount is not an amount written as 1250.50, without thousands separators."),
        ("day,kind\n2026-05-02,d\xe5\n", "facts.csv is not text in utf-8; wanted the encoding that it was written in, as 'cp1252'."),
    ],
)  # fmt: skip
def test_a_file_that_tells_no_facts(tmp_path: Path, content: str, message: str) -> None:
    """The file and the row are named."""
    path = tmp_path / "facts.csv"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(HostInputError) as caught:
        read_facts(path, "SEK")
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--currency", "EUR", *_LETTERS[2:]),
            "claim invoice has no fitting sek_rate; wanted a rate from SEK into EUR: its costs are kronor.",
        ),
        (("--sek-rate", "2"), "the rate from SEK into SEK has no fitting into; wanted another currency."),
        (
            ("--currency", "EUR", "--sek-rate", "0"),
            "the rate from SEK into EUR has no fitting rate; wanted a Decimal above zero.",
        ),
        (
            ("--fact", "2026-05-02 paid_agency 1 id=a", "--fact", "2026-05-03 paid_agency 1 id=a"),
            "claim invoice has no fitting facts; wanted one content for the fact a.",
        ),
        (
            ("--sent-on", "2026-02-20", "--fact", "2026-02-19 paid_agency 1"),
            "claim invoice has no fitting facts; wanted money no earlier than 2026-02-20, when the claim began; fact-1 is of 2026-02-19.",
        ),
        (("--facts", "missing.csv"), "missing.csv cannot be opened (No such file or directory); wanted a file that can be read."),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_ends_with_2(capsys: Capture, arguments: tuple[str, ...], message: str) -> None:
    """The library's errors are one sentence here, as everywhere."""
    assert EXIT_UNUSABLE == main(["statement", *_NOT_AGREED, *arguments])
    assert ("", f"inkasso: {message}\n") == capsys.readouterr()


def test_a_day_without_a_rate_ends_with_2(capsys: Capture) -> None:
    """No rate is carried forward."""
    assert EXIT_UNUSABLE == main(
        ["statement", "10000", "--as-of", "2027-01-01", "--due-date", "2026-03-02", "--due-date-agreed"]
    )
    message = "reference_rate has no value on 2027-01-01; values run from 2002-07-01 to 2026-12-31."
    assert ("", f"inkasso: {message}\n") == capsys.readouterr()


def test_an_invoice_of_nothing_is_no_claim(capsys: Capture) -> None:
    """And neither is a rate that is no number."""
    assert EXIT_UNUSABLE == main(["statement", "0", *_NOT_AGREED[1:]])
    message = "claim invoice has no fitting amount; wanted an amount of money above zero."
    assert f"inkasso: {message}\n" == capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["statement", *_NOT_AGREED, "--sek-rate", "0,1"])
    assert "'0,1' is no plain number; wanted one as 0.0875" in capsys.readouterr().err
