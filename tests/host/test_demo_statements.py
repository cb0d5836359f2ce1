"""What the demo says that the debtors of its open cases owe."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from inkasso_host.creditors import CreditorFile
from inkasso_host.statement_page import statements_as_csv, statements_as_html
from inkasso_host.year import Year, live
from inkasso_rules import sample
from inkasso_rules.model.facts import FactKind
from inkasso_rules.model.money import Money
from tests.host.test_demo import Page, a_year, example_year, needs_examples

pytestmark = pytest.mark.uncovered

STATED: Final = dt.date(2026, 12, 31)


def test_what_the_debtors_of_open_cases_owe() -> None:
    """One statement for each case that has not ended, on the last day whose reference rate is known."""
    year = a_year()
    found = [(story.case.opening.invoice_number, owed.statement) for story, owed in year.open_stories]
    assert STATED == year.stated_on
    assert [
        ("agreed-interest", "1250.00 SEK", "83.01 SEK", "450.00 SEK", "0.00 SEK"),
        # What came in settled 680.00 for legal action and 450.00 for being late, then the interest, then the capital.
        ("young", "1200.55 SEK", "29.60 SEK", "1130.00 SEK", "1250.00 SEK"),
        # Nobody has said what was agreed, nor what the debtor is.
        ("unknown-debtor", "1250.00 SEK", "0.00 SEK", "180.00 SEK", "0.00 SEK"),
    ] == [
        (number, *(str(getattr(told, name)) for name in ("capital", "interest", "costs_claimed", "received")))
        for number, told in found[:3]
    ]


@pytest.mark.parametrize("lived", [a_year, pytest.param(example_year, marks=needs_examples)])
def test_case_and_claim_show_the_same_capital(lived: Callable[[], Year]) -> None:
    """Also where the agency has not said how it split a payment, of which there are some."""
    year = lived()
    stated = [(owed, owed.statement) for _, owed in year.open_stories if owed.statement is not None]
    assert [] == [owed for owed, told in stated if not owed.agrees or owed.capital != told.capital]
    assert len(stated) == len(year.open_stories)
    assert any(told.unsplit.minor and told.interest_accrued > told.interest for _, told in stated)
    # The agency has split none of them, and says nothing of it.
    kinds = {fact.kind for story in year.stories for fact in story.stored}
    assert (True, False) == (FactKind.SPLIT_ASSUMED in kinds, FactKind.SPLIT_STATED in kinds)


def test_a_claim_that_cannot_be_counted_says_why() -> None:
    """Costs are kronor: without a rate into the claim's currency there is no statement, and the others stand."""
    abroad: dict[str, Any] = {name: Money(1_000_00, "EUR") for name in ("open_amount", "total")}
    invoices = (attrs.evolve(one, **abroad) if one.number == "young" else one for one in sample.INVOICES)
    settings = sample.CREDITOR.settings
    automation = attrs.evolve(settings.automation, minimum_amount=None)
    creditor = attrs.evolve(sample.CREDITOR, settings=attrs.evolve(settings, automation=automation))
    year = live(invoices, CreditorFile(creditor), as_of=sample.AS_OF)
    (fault,) = (owed.fault for _, owed in year.open_stories if owed.fault is not None)
    said = (
        "claim sample-young:2026-03-16 has no fitting sek_rate; wanted a rate from SEK into EUR: its costs are kronor."
    )
    assert said == str(fault)
    assert f'<p class="mark">No statement: {said}</p>' in statements_as_html(year, "en")
    (line,) = (line for line in statements_as_csv(year).splitlines() if ",young," in line)
    assert f"sample-young:2026-03-16,young,after_collection,2026-12-31,EUR,,,,,,,,,,no,,{said}" == line


def test_the_statements_as_csv() -> None:
    """One line for each open case: sums, whether the case agrees, and codes of what is not certain."""
    rows = {row["invoice_number"]: row for row in csv.DictReader(io.StringIO(statements_as_csv(a_year())))}
    assert ["agreed-interest", "young", "unknown-debtor", "open-above-total", "long-text"] == list(rows)
    assert {"yes"} == {row["agrees_with_case"] for row in rows.values()}
    assert {
        "case_id": "sample-young:2026-03-16",
        "stage": "after_collection",
        "as_of": "2026-12-31",
        "currency": "SEK",
        "warnings": "split_by_policy",
        "fault": "",
    }.items() <= rows["young"].items()


def test_the_page_of_statements() -> None:
    """The list leads to each statement; it says why no later day is taken, and that the dispatch is a guess."""
    text = statements_as_html(a_year(), "en")
    page = Page(text)
    assert ([], 5) == (page.open, page.tags["section"])
    assert [f"#statement-{place}" for place in range(1, 6)] == page.targets
    assert "2026-12-31 is the last day whose reference rate is known; none is assumed for later days.</p>" in text
    assert "The invoice date counts as the day on which the invoice was sent." in text
    assert "<h1>Statements of 5 open cases on 2026-12-31</h1>" in text
