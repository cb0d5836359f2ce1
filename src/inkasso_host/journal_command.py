"""``inkasso journal``: a settlement and the exports of a ledger become vouchers, a SIE file, a list and a summary."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from inkasso_host import journal_texts as words
from inkasso_host import texts
from inkasso_host.bookkeeping import Journal, keep_books
from inkasso_host.claim_commands import day
from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.journal_inputs import (
    Exports,
    OpenItems,
    read_bank,
    read_exports,
    read_invoice_table,
    read_open_items,
)
from inkasso_host.journal_output import Company, journal_files, listing_files, summary
from inkasso_host.memory import MemoryLedger
from inkasso_host.settlement_json import read_settlement
from inkasso_host.toml import read_bytes
from inkasso_host.writing import WriteError, write
from inkasso_rules.ledger.listing import listing
from inkasso_rules.ledger.matching import ByObject, ByPattern, ByTable, PatternError, booked_invoices
from inkasso_rules.model.bookings import BAS, Accounts, Books, FiscalYear
from inkasso_rules.model.settlements import Settlement
from inkasso_rules.policy import POLICY

__all__ = ["Ran", "add_journal", "run"]

_OBJECT: Final = re.compile(r"object([0-9]{1,4})")

Key = ByObject | ByPattern | ByTable


@attrs.frozen
class Ran:
    """
    What the command has done.

    Attributes:
        lines: What it says.

        problems: What is wrong with its files.

        is_whole: Whether everything could be read and posted; nothing, if there is no settlement at all.
    """

    lines: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_whole: bool | None = None


def _key(written: str) -> ByObject:
    match = _OBJECT.fullmatch(written)
    if match is None:
        raise argparse.ArgumentTypeError(f"{written!r} is no key; wanted object and its dimension, as object10")
    return ByObject(match[1])


def _pattern(written: str) -> ByPattern:
    try:
        return ByPattern(written)
    except PatternError as fault:
        raise argparse.ArgumentTypeError(str(fault).rstrip(".")) from None


def add_journal(commands: Any) -> None:
    """Add the command to the parsers of ``inkasso``."""
    parser = commands.add_parser(
        "journal",
        help="post a settlement of the agency",
        description="Turns a settlement of the agency into balanced vouchers, by the exports of the ledger, and checks the bank.",
    )
    add = parser.add_argument
    add("settlement", type=Path, metavar="SETTLEMENT", help="the settlement, in JSON")
    add("--ledger", type=Path, action="append", required=True, metavar="FILE", help="an export, SIE 4; may be repeated")
    add("--out", type=Path, required=True, metavar="FOLDER", help="for the results")
    add("--invoice-key", type=_key, action="append", dest="keys", metavar="KEY", help="the object that is the invoice")
    add(
        "--invoice-pattern",
        type=_pattern,
        action="append",
        dest="keys",
        metavar="RE",
        help="finds (?P<invoice>…) in texts",
    )
    add("--invoice-table", type=Path, metavar="FILE", help="which voucher belongs to which invoice, in CSV")
    add("--open-items", type=Path, metavar="FILE", help="what is open by the subledger, in CSV")
    add("--bank", type=Path, action="append", default=[], metavar="FILE", help="what the bank booked, camt.053 or .054")
    add("--settings", type=Path, metavar="FILE", help="the creditor, its settings and the policy, in TOML")
    add("--closed-through", type=day, metavar="DAY", help="the last day of the closed periods")
    add("--as-of", type=day, metavar="DAY", help="the day of the summary (default: the last day of the files)")
    add("--with-names", action="store_true", help="name debtors in the list, as the open items have them")
    add("--lang", choices=texts.LANGUAGES, default="en", help="language of all words (default: en)")


def run(options: argparse.Namespace) -> Ran:
    """
    Do what the command says.

    Raises:
        InkassoRulesError: If a whole file cannot be used, or the results cannot be written.
    """
    lang, name = options.lang, options.settlement.name
    reading = read_settlement(read_bytes(options.settlement), file=name)
    problems = tuple(words.settlement_problem(name, found, lang) for found in reading.problems)
    settlement = reading.settlement
    if settlement is None:
        return Ran(problems=problems)
    by = None if options.settings is None else read_creditor(options.settings)
    exports = read_exports(options.ledger, lang)
    rows, bank_problems = read_bank(options.bank, lang)
    days = (settlement.settled_on, *(row.booked_on for row in rows))
    as_of = options.as_of or max(days)
    accounts, books = _chart(by), _books(exports, days, options.closed_through)
    items = OpenItems() if options.open_items is None else read_open_items(options.open_items, books.currency)
    found = booked_invoices(exports.files, keys=_keys(options), accounts=accounts, open_items=items.amounts)
    journal = keep_books(
        MemoryLedger(found.invoices),
        (settlement,),
        rows,
        as_of=as_of,
        accounts=accounts,
        books=books,
        policy=POLICY if by is None else by.policy,
        is_batch=by is None or by.creditor.settings.batch_payments,
    )
    lines = (
        *exports.told,
        words.say("known", lang, count=len(found.invoices), rows=len(found.unmatched)),
        *summary(journal, lang),
    )
    lines += _written(options, journal, settlement, items, _company(exports, by), lines)
    problems += exports.problems + bank_problems
    is_read = exports.is_whole and not bank_problems and not reading.problems
    return Ran(lines, problems, is_read and journal.is_whole)


def _keys(options: argparse.Namespace) -> tuple[Key, ...]:
    """Return where invoices are named: a table knows best, then in the order in which they are given."""
    table = () if options.invoice_table is None else (read_invoice_table(options.invoice_table),)
    return (*table, *(options.keys or ())) or (ByObject(),)


def _chart(by: CreditorFile | None) -> Accounts:
    return BAS if by is None else attrs.evolve(BAS, clearing=by.creditor.settings.clearing_account)


def _books(exports: Exports, days: Iterable[dt.date], closed_through: dt.date | None) -> Books:
    """Return what the exports say of the books; their years count where all *days* lie in them."""
    years = {FiscalYear(year.starts_on, year.ends_on) for file in exports.files for year in file.years}
    books = Books(
        currency=exports.files[0].currency,
        closed_through=closed_through,
        fiscal_years=tuple(sorted(years, key=lambda year: year.starts_on)),
    )
    is_known = all(books.allows(books.open_day(day)) for day in days)
    return books if is_known else attrs.evolve(books, fiscal_years=())


def _company(exports: Exports, by: CreditorFile | None) -> Company:
    last = exports.files[-1]
    return Company(
        name=by.creditor.name if by and by.creditor.name else last.company,
        organisation_number=last.organisation_number,
        account_names={
            account.number: account.name for file in exports.files for account in file.accounts if account.name
        },
    )


def _written(
    options: argparse.Namespace,
    journal: Journal,
    settlement: Settlement,
    items: OpenItems,
    company: Company,
    lines: Sequence[str],
) -> tuple[str, ...]:
    """Write all files, and say where they are."""
    out, lang = options.out, options.lang
    rest = next(iter(journal.rests), None)
    listed = listing(settlement, rest=rest, invoices=items.invoices, with_names=options.with_names)
    of_list, missing = listing_files(listed, lang)
    files = journal_files(journal, company, lang) | of_list
    files["summary.txt"] = "".join(f"{line}\n" for line in lines)
    _remove(sorted(out.glob("rest-*.json")))
    for name, content in files.items():
        write(out / name, content)
    return (*missing, texts.say("written", lang, folder=f"{out}: {', '.join(files)}"))


def _remove(paths: Iterable[Path]) -> None:
    """Remove what an earlier run left to post: somebody would post it again."""
    for path in paths:
        try:
            path.unlink()
        except OSError as fault:
            raise WriteError(path.name, fault.strerror or "it cannot be removed") from None
