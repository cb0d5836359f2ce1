"""
Judges the example ledger both ways, follows what it transfers for a year, and books what the agency pays out.

A first look at what there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from inkasso_host import claim_texts, journal_texts, texts
from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.invoices import Shape
from inkasso_host.journal_output import Company, journal_files, listing_files
from inkasso_host.judging import WAYS, judge
from inkasso_host.ledger import read_ledger
from inkasso_host.output import Result, as_csv, as_json, title
from inkasso_host.overview_page import facts_as_json, overview_as_csv, overview_as_html
from inkasso_host.payouts import ACCOUNT_NAMES, Payouts, paid_out
from inkasso_host.reading import Reading
from inkasso_host.report import as_html
from inkasso_host.statement_page import statements_as_csv, statements_as_html
from inkasso_host.tables import overview
from inkasso_host.writing import write
from inkasso_host.year import Year, live
from inkasso_rules import narrate, sample
from inkasso_rules.ledger.listing import listing
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End

__all__ = ["EXAMPLES", "run"]

#: Where the examples stand in a checkout; an installed package has none, and shows the small sample.
EXAMPLES: Final = Path(__file__).parents[2] / "examples"


def run(out: Path, *, lang: str, examples: Path = EXAMPLES) -> Iterator[RenderableType]:
    """
    Write the decisions, the year's overview, statements, facts and vouchers into *out*, and yield a summary of them.

    Raises:
        WriteError: If the folder cannot be written.
    """
    result = _result(examples, lang)
    year = live(result.reading.invoices, result.by, as_of=result.as_of)
    payouts = paid_out(year)
    # fmt: off
    files: dict[str, str | bytes] = {
        "results.csv":     as_csv(result),
        "results.json":    as_json(result),
        "report.html":     as_html(result),
        "overview.html":   overview_as_html(year, lang),
        "overview.csv":    overview_as_csv(year),
        "statements.html": statements_as_html(year, lang),
        "statements.csv":  statements_as_csv(year),
        "facts.json":      facts_as_json(year),
    }
    # fmt: on
    of_books, missing = _books(payouts, year, lang)
    files |= of_books
    for name, content in files.items():
        write(out / name, content)
    yield Text(title(result), style="bold")
    yield from overview(result)
    yield from _summary(year, lang)
    yield from map(Text, (*_settled(payouts, lang), *missing))
    yield Text(texts.say("written", lang, folder=f"{out}: {', '.join(files)}"), style="bold")


def _summary(year: Year, lang: str) -> Iterator[RenderableType]:
    """Yield how the cases stand on the last day, and what there is to see to."""
    cases = tuple(story.case for story in year.stories)
    yield Text(texts.say("year", lang, count=len(cases), first_on=year.first_on, last_on=year.last_on), style="bold")
    standing = Counter((case.stage, case.end) for case in cases)
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(texts.say("stage", lang))
    table.add_column(texts.say("cases", lang), justify="right")
    order = ((stage, end) for stage in Stage for end in (None, *End))
    for stage, end in filter(standing.__contains__, order):
        table.add_row(texts.stage(stage, end, lang), str(standing[stage, end]))
    yield table
    # fmt: off
    counts = (
        ("marks",       len(year.listed.marks)),
        ("breaches",    sum(len(case.breaches) for case in cases)),
        ("corrections", sum(len(story.corrections) for story in year.stories)),
    )
    # fmt: on
    for key, count in counts:
        yield Text(f"  {texts.say(key, lang)}: {count}")
    owed = tuple(owed for _, owed in year.open_stories)
    stated, agreeing = sum(one.statement is not None for one in owed), sum(one.agrees for one in owed)
    yield Text(f"  {claim_texts.say('agree', lang, stated=stated, count=len(owed), agreeing=agreeing)}")


def _books(payouts: Payouts, year: Year, lang: str) -> tuple[dict[str, str | bytes], tuple[str, ...]]:
    """Return the files about the agency's money, and what there is to say about those that are missing."""
    company = Company(name=year.by.creditor.name, account_names=ACCOUNT_NAMES)
    files = journal_files(payouts.journal, company, lang)
    if payouts.largest is None:
        return files, ()
    of_list, missing = listing_files(listing(payouts.largest), lang)
    return files | of_list, missing


def _settled(payouts: Payouts, lang: str) -> Iterator[str]:
    """Yield what the agency has paid out, what was booked of it, and how the clearing account stands."""
    journal = payouts.journal
    payments = sum(len(settlement.payments) for settlement in payouts.settlements)
    lines = sum(len(voucher.lines) for voucher in journal.vouchers)
    yield f"  {journal_texts.say('demo', lang, settlements=len(payouts.settlements), payments=payments)}"
    yield f"  {journal_texts.say('vouchers', lang, count=len(journal.vouchers), lines=lines)}"
    yield f"  {narrate.clearing(journal.clearing, as_of=journal.as_of, lang=lang)[0]}"


def _result(examples: Path, lang: str) -> Result:
    ledger = examples / "ledger.csv"
    if ledger.is_file():
        by = read_creditor(examples / "creditor.toml")
        reading = read_ledger(ledger, Shape(as_of=sample.AS_OF, ledger_currency=by.creditor.ledger_currency))
    else:
        by = CreditorFile(sample.CREDITOR)
        reading = Reading(invoices=sample.INVOICES, rows=len(sample.INVOICES))
    return Result(
        file=ledger.name if ledger.is_file() else "inkasso_rules.sample",
        as_of=sample.AS_OF,
        reading=reading,
        by=by,
        judged=judge(reading.invoices, by, ways="both", as_of=sample.AS_OF),
        rules=WAYS["both"],
        lang=lang,
    )
