"""
Real receivables: every month-end of 2012 and 2013, both rule sets, one by one and in columns.

The data is not part of the project. ``INKASSO_RECEIVABLES`` names the file; else it is looked for beside the checkout.
"""

import calendar
import csv
import datetime as dt
import operator
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest

from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.invoices import Shape
from inkasso_host.mapping import read_mapping
from inkasso_host.reading import Reading
from inkasso_host.table import read_csv
from inkasso_rules import frames
from inkasso_rules.candidates import Candidate
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, decider
from inkasso_rules.rules import RuleSet
from tests.host.support import EXAMPLES, ROOT

_FILE = Path(os.environ.get("INKASSO_RECEIVABLES", ROOT.parent / "shared" / "data" / "receivables.csv"))

pytestmark = pytest.mark.skipif(
    not _FILE.is_file(), reason="the real receivables are not there; INKASSO_RECEIVABLES names them"
)

_MONTH_ENDS = tuple(
    dt.date(year, month, calendar.monthrange(year, month)[1]) for year in (2012, 2013) for month in range(1, 13)
)
_BOTH = [MANUAL, AUTOMATIC]


def _by() -> CreditorFile:
    return read_creditor(EXAMPLES / "receivables_creditor.toml")


def _reading(as_of: dt.date) -> Reading:
    mapping = read_mapping(EXAMPLES / "receivables_mapping.toml")
    return read_csv(_FILE, Shape(as_of=as_of, ledger_currency="USD", mapping=mapping))


def _columns(facts: list[Candidate]) -> dict[str, list[Any]]:
    """Return the records as columns; a frame holds codes as plain texts."""
    names = [field.name for field in attrs.fields(Candidate)]
    return {
        name: [str(value) if isinstance(value, str) else value for value in map(operator.attrgetter(name), facts)]
        for name in names
    }


def _schema() -> dict[str, Any]:
    types = {"date": pl.Date, "int": pl.Int64, "bool": pl.Boolean, "text": pl.String}
    return {column.name: types[column.kind] for column in frames.SCHEMA.values()}


@pytest.mark.parametrize("as_of", _MONTH_ENDS, ids=str)
def test_one_by_one_and_in_columns_agree_on_every_row(as_of: dt.date) -> None:
    """The same mask for each of the 2,466 receivables, by both rule sets; the reasons are counted and printed."""
    reading, creditor = _reading(as_of), _by().creditor
    assert ((), 2466, 2466) == (reading.problems, reading.rows, len(reading.invoices))
    for rules in _BOTH:
        judge = decider(rules=rules, creditor=creditor, as_of=as_of)
        facts = [judge.candidate(invoice) for invoice in reading.invoices]
        scalar = [judge.mask(each) for each in facts]
        frame = pl.DataFrame(_columns(facts), schema=_schema())
        columns = frames.eligibility(frame, rules=rules, creditor=creditor, as_of=as_of)
        assert scalar == columns["mask"].to_list()
        codes = Counter(code for mask in scalar for code in _codes(rules, mask))
        print(f"{as_of} {rules.name}: {scalar.count(0)} may go; {dict(codes.most_common())}")  # noqa: T201 - asked for.


def _codes(rules: RuleSet[Any, Any], mask: int) -> tuple[str, ...]:
    return tuple(bit.code for bit in rules.blocking.bits if mask & bit.weight)


# --- counted by hand --------------------------------------------------------------------------------------------------
def _rows() -> Iterator[Mapping[str, Any]]:
    """Yield the file without any code of ours."""

    def day(written: str) -> dt.date:
        return dt.datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone.

    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "invoiced": day(row["InvoiceDate"]),
                "due": day(row["DueDate"]),
                "settled": day(row["SettledDate"]),
                "amount": Decimal(row["InvoiceAmount"]),
                "disputed": row["Disputed"] == "Yes",
            }


def _expected(as_of: dt.date) -> tuple[Counter[str], Counter[str], int, int]:
    """Count, in plain Python, what each way says: the reasons of both, and how many may go."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    free = [0, 0]
    for row in _rows():
        paid = row["settled"] <= as_of
        shared = {
            "paid": paid,
            "open_amount_not_positive": paid,
            "not_overdue": row["due"] >= as_of,
            "too_old": row["invoiced"] < as_of.replace(year=as_of.year - 3),
            "disputed": row["disputed"],
        }
        manual = {
            "invoice_too_young": (as_of - row["invoiced"]).days < 8,
            "due_too_recently": (as_of - row["due"]).days < 4,
        }
        automatic = {
            "status_not_covered": paid,
            "delay": (as_of - row["due"]).days < 10,
            "amount_minimum": row["amount"] <= 20,
            "overdue_before_automation": row["due"] < dt.date(2012, 7, 1),
        }
        for way, own in enumerate((manual, automatic)):
            hit = [code for code, blocks in {**shared, **own}.items() if blocks]
            counts[way].update(hit)
            free[way] += not hit
    return counts[0], counts[1], free[0], free[1]


@pytest.mark.parametrize("as_of", [dt.date(2013, 5, 31), dt.date(2013, 11, 30)], ids=str)
def test_two_month_ends_are_as_counted_by_hand(as_of: dt.date) -> None:
    """Reasons and the number that may go, against a count that uses nothing of the library."""
    reading, creditor = _reading(as_of), _by().creditor
    manual, automatic, may_manual, may_automatic = _expected(as_of)
    for rules, counts, may in ((MANUAL, manual, may_manual), (AUTOMATIC, automatic, may_automatic)):
        judge = decider(rules=rules, creditor=creditor, as_of=as_of)
        decisions = [judge(invoice) for invoice in reading.invoices]
        assert counts == Counter(code for decision in decisions for code in decision.codes)
        assert may == sum(decision.eligible for decision in decisions)


def test_the_numbers_of_one_month_end() -> None:
    """The count itself, so that a change of the data or of both counts at once is seen."""
    manual, automatic, may_manual, may_automatic = _expected(dt.date(2013, 5, 31))
    assert (4, 2, 1719, 798) == (may_manual, may_automatic, manual["paid"], automatic["delay"])
