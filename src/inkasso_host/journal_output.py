"""What posting gives, as files and lines: vouchers as records, page and SIE, the list, open items, a summary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType

import attrs

from inkasso_host import journal_texts as words
from inkasso_host import pages
from inkasso_host.bookkeeping import Journal
from inkasso_host.output import safe
from inkasso_host.pdf import MissingExtraError, listing_pdf
from inkasso_host.settlement_json import write_settlement
from inkasso_rules import narrate
from inkasso_rules.journal import OpenItemUpdate, Posted
from inkasso_rules.ledger.listing import Listing
from inkasso_rules.ledger.listing_texts import to_csv, to_html
from inkasso_rules.ledger.sie.vouchers import ACCOUNT_NAMES, to_sie
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.records import to_record
from inkasso_rules.words import phrasing, words_in
from inkasso_rules.words.vouchers import line_text, voucher_text

__all__ = ["Company", "journal_files", "listing_files", "summary", "vouchers_as_html"]


@attrs.frozen(kw_only=True)
class Company:
    """
    Whose books they are.

    Attributes:
        name: The company's name.

        organisation_number: Its number.

        account_names: What its accounts are called, beside the usual chart.
    """

    name: str
    organisation_number: str = ""
    account_names: Mapping[str, str] = MappingProxyType({})


def journal_files(journal: Journal, company: Company, lang: str) -> dict[str, str | bytes]:
    """Return the files about vouchers and open items, and what is left to post, by name."""
    files: dict[str, str | bytes] = {
        "vouchers.json": vouchers_as_json(journal.vouchers),
        "vouchers.html": vouchers_as_html(journal, lang),
        "vouchers.si": to_sie(
            journal.vouchers,
            company=company.name,
            generated_on=journal.as_of,
            organisation_number=company.organisation_number,
            books=journal.books,
            names={**ACCOUNT_NAMES, **company.account_names},
            invoices=journal.invoices,
            lang=lang,
        ),
        "open_items.csv": open_items_as_csv(journal.updates),
    }
    for place, rest in enumerate(journal.rests, 1):
        files[f"rest-{place}.json"] = write_settlement(rest)
    return files


def listing_files(found: Listing, lang: str) -> tuple[dict[str, str | bytes], tuple[str, ...]]:
    """Return the list of payments by the name of each file, and what there is to say about those that are missing."""
    files: dict[str, str | bytes] = {
        "listing.csv": to_csv(found, lang=lang),
        "listing.html": to_html(found, lang=lang),
    }
    try:
        files["listing.pdf"] = listing_pdf(found, lang=lang)
    except MissingExtraError as fault:
        return files, (words.say("no_pdf", lang, fault=fault),)
    return files, ()


# --- the summary ------------------------------------------------------------------------------------------------------
def summary(journal: Journal, lang: str) -> Iterator[str]:
    """Yield what was posted, held and left out, what a person should know, and how the clearing account stands."""
    for posted in journal.posted:
        yield from _told(posted, lang)
    if journal.others:
        yield words.say("others", lang, count=journal.others)
    count = sum(len(voucher.lines) for voucher in journal.vouchers)
    yield words.say("vouchers", lang, count=len(journal.vouchers), lines=count)
    yield words.say("clearing", lang, as_of=journal.as_of)
    yield from (f"  {line}" for line in narrate.clearing(journal.clearing, as_of=journal.as_of, lang=lang))


def _told(posted: Posted, lang: str) -> Iterator[str]:
    """Yield what there is to tell but for vouchers and open items, which have files of their own."""
    shown = posted.vouchers[:1]
    verdict, *lines = narrate.posted(attrs.evolve(posted, vouchers=shown, open_item_updates=()), lang)
    yield verdict
    yield from (f"  {line}" for line in lines[sum(1 + len(voucher.lines) for voucher in shown) :])


# --- vouchers ---------------------------------------------------------------------------------------------------------
def vouchers_as_json(vouchers: Iterable[Voucher]) -> str:
    """Return vouchers as records, which the library reads again."""
    content = {"vouchers": [to_record(voucher) for voucher in vouchers]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def vouchers_as_html(journal: Journal, lang: str) -> str:
    """Return a page with every voucher, line by line, and how the clearing account stands."""
    title = words.say("page", lang)
    standing = narrate.clearing(journal.clearing, as_of=journal.as_of, lang=lang)
    return "".join(
        (
            pages.head(title, lang),
            *(_section(voucher, lang) for voucher in journal.vouchers),
            pages.lines("h2", words.say("clearing", lang, as_of=journal.as_of), map(escape, standing)),
            pages.FOOT,
        )
    )


def _section(voucher: Voucher, lang: str) -> str:
    text = escape(voucher_text(voucher, lang))
    about = escape(words.say("dated", lang, voucher_id=voucher.voucher_id, dated_on=voucher.dated_on))
    heads = (words.say(key, lang) for key in ("account", "text", "debit", "credit", "foreign"))
    total = Money(
        sum(line.amount.minor for line in voucher.lines if line.amount.minor > 0), voucher.lines[0].amount.currency
    )
    said = phrasing.amount(total, words_in(lang))
    rows = (_row(line, lang) for line in voucher.lines)
    foot = f"<tr><td></td>{pages.cells((words.say('sum', lang),))}{_number(said)}{_number(said)}<td></td></tr>\n"
    return f"<section><h2>{text}</h2><p>{about}</p>\n{pages.table(heads, (*rows, foot))}</section>\n"


def _row(line: Line, lang: str) -> str:
    amount = phrasing.amount(line.amount if line.amount.minor > 0 else -line.amount, words_in(lang))
    sides = (amount, "") if line.amount.minor > 0 else ("", amount)
    foreign = "" if line.foreign is None else phrasing.amount(line.foreign, words_in(lang))
    numbers = "".join(map(_number, (*sides, foreign)))
    return f"<tr>{pages.cells((line.account, line_text(line, lang)))}{numbers}</tr>\n"


def _number(text: str) -> str:
    return f'<td class="number">{escape(text)}</td>'


# --- open items -------------------------------------------------------------------------------------------------------
def open_items_as_csv(updates: Iterable[OpenItemUpdate]) -> str:
    """Return one line for each invoice and day on which its debtor paid, in the invoice's currency."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("invoice", "paid_on", "currency", "amount", "open_after", "source", "payment_ids"))
    for one in updates:
        amounts = (one.amount.currency, one.amount.decimal, one.open_after.decimal)
        writer.writerow((safe(one.invoice), one.paid_on, *amounts, safe(one.source), safe(" ".join(one.payment_ids))))
    return text.getvalue()
