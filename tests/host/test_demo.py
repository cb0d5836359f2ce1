"""The demo: what it writes, that it is the same every time, and that the facts behind it make what it shows."""

import contextlib
import csv
import datetime as dt
import functools
import io
import json
import re
import tempfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from inkasso_host import demo
from inkasso_host.cli import EXIT_FINE, main
from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.ledger import read_ledger
from inkasso_host.overview_page import facts_as_json, overview_as_csv, overview_as_html
from inkasso_host.payouts import paid_out
from inkasso_host.scenarios import AT_DEMAND, AT_REMINDER, USUAL
from inkasso_host.year import Year, live
from inkasso_rules import narrate, sample
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.lifecycle import Case, fold
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.model.vouchers import VoucherCode
from inkasso_rules.overview import MarkCode
from inkasso_rules.records import from_record
from tests.host.support import EXAMPLES, a_ledger, shape

pytestmark = pytest.mark.uncovered

FILES: Final = [
    *("facts.json", "listing.csv", "listing.html", "listing.pdf", "open_items.csv", "overview.csv", "overview.html"),
    *("report.html", "results.csv", "results.json", "statements.csv", "statements.html"),
    *("vouchers.html", "vouchers.json", "vouchers.si"),
]
ENCODINGS: Final = {".pdf": "latin-1", ".si": "cp437"}
LAST: Final = dt.date(2027, 3, 16)
NO_EXAMPLES: Final = Path("no", "such", "folder")

needs_examples = pytest.mark.skipif(not demo.EXAMPLES.is_dir(), reason="an installed package has no examples")


def a_year(**changes: Any) -> Year:
    """Return the year of the small sample, with another creditor if wanted."""
    return live(sample.INVOICES, CreditorFile(attrs.evolve(sample.CREDITOR, **changes)), as_of=sample.AS_OF)


def written(folder: Path) -> dict[str, str]:
    """Return what was written, by name."""
    return {
        path.name: path.read_bytes().decode(ENCODINGS.get(path.suffix, "utf-8")) for path in sorted(folder.iterdir())
    }


@functools.cache
def example_year() -> Year:
    """Return the year of the bundled ledger."""
    by = read_creditor(EXAMPLES / "creditor.toml")
    return live(read_ledger(EXAMPLES / "ledger.csv", shape()).invoices, by, as_of=sample.AS_OF)


@functools.cache
def shown(lang: str) -> tuple[str, dict[str, str]]:
    """Return what the demo of the bundled ledger prints, and writes by name; it takes seconds."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        assert EXIT_FINE == main(["demo", "--out", f"{folder}/out", "--lang", lang])
        return out.getvalue(), written(Path(folder) / "out")


def folded(text: str) -> list[Case]:
    """Return the cases that a file of facts makes."""
    content = json.loads(text)
    settings, policy = from_record(content["settings"]), from_record(content["policy"])
    as_of = dt.date.fromisoformat(content["as_of"])
    return [
        fold(map(from_record, facts), settings=settings, as_of=as_of, policy=policy)
        for facts in content["cases"].values()
    ]


# --- the command ------------------------------------------------------------------------------------------------------
@needs_examples
def test_the_demo_writes_results_and_says_where() -> None:
    """CSV, JSON and pages, of the bundled ledger both ways and of its year."""
    out, files = shown("en")
    assert FILES == list(files)
    for line in (
        "ledger.csv: 360 rows, judged on 2026-03-16",
        "automatically: 91 of 360 may go",
        "94 cases, transferred on 2026-03-16 and followed to 2027-03-16",
        "  Red marks: 3",
        "  Breaches: 2",
        "  Corrected by what was learned late: 1",
        "  Statements: 26 of 26 open cases; case and claim show the same capital in 26 of them",
        "  21 settlements of the agency, 108 payments",
        "  51 vouchers with 209 lines",
        "  The clearing account stands at 0.00 SEK.",
        "results in ",
    ):
        assert line in out
    counted = re.findall(r"^ (\S.*\S) +(\d+) $", out.split("followed to")[1], flags=re.MULTILINE)
    assert [
        ("registering", "1"),
        ("demand", "4"),
        ("legal action", "1"),
        ("after-collection", "20"),
        ("closed (paid)", "65"),
        ("closed (credited)", "1"),
        ("closed (stopped)", "1"),
        ("closed (refused)", "1"),
    ] == [(stage.strip(), count) for stage, count in counted]
    page = files["report.html"]
    # One row for each invoice and each counted reason or warning, and the heads of five tables.
    counted_reasons = page.count('<td class="number">') - 360
    assert 5 + 360 + counted_reasons == page.count("<tr")
    assert '<td class="number">16,791.00 SEK</td>' in page
    assert "The debtor&#x27;s organisation or personal number is missing." in page


@needs_examples
def test_the_demo_in_swedish() -> None:
    """All words change, and nothing that is counted."""
    (_, english), (out, swedish) = shown("en"), shown("sv")
    assert "94 ärenden, överförda 2026-03-16 och följda till 2027-03-16" in out
    same = ["facts.json", "open_items.csv", "overview.csv", "results.csv", "statements.csv", "vouchers.json"]
    assert same == [name for name in FILES if english[name] == swedish[name]]
    for tag in ("<tr", "<li", "<section"):
        for page in ("listing.html", "overview.html", "statements.html", "vouchers.html"):
            assert english[page].count(tag) == swedish[page].count(tag)
    assert '<html lang="sv">' in swedish["overview.html"]
    assert "<h1>Kravspecifikationer för 26 öppna ärenden 2026-12-31</h1>" in swedish["statements.html"]


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_without_the_examples_the_demo_shows_the_sample(tmp_path: Path, lang: str) -> None:
    """An installed package has no example files; it follows the sample for a year."""
    told = [str(part) for part in demo.run(tmp_path, lang=lang, examples=NO_EXAMPLES)]
    assert told[0].startswith("inkasso_rules.sample: 43 ")
    assert FILES == list(written(tmp_path))


@needs_examples
def test_the_demo_writes_the_same_twice(tmp_path: Path) -> None:
    """No clock, and nothing left to chance."""
    list(demo.run(tmp_path, lang="en", examples=EXAMPLES))
    assert shown("en")[1] == written(tmp_path)


def test_the_demo_of_the_sample_writes_the_same_twice(tmp_path: Path) -> None:
    """Where there are no examples either."""
    for folder in ("one", "two"):
        list(demo.run(tmp_path / folder, lang="en", examples=NO_EXAMPLES))
    assert written(tmp_path / "one") == written(tmp_path / "two")


# --- the year ---------------------------------------------------------------------------------------------------------
def test_the_year_of_the_sample() -> None:
    """Fourteen cases go through the stories of the reminder, and one that was reminded of starts at the demand."""
    year = a_year()
    assert (sample.AS_OF, LAST, LAST) == (year.first_on, year.last_on, year.listed.as_of)
    ends = [(story.case.opening.invoice_number, story.case.stage, story.case.end) for story in year.stories]
    closed = Stage.CLOSED
    assert [
        ("plain", closed, End.PAID),
        ("consumer", closed, End.PAID),
        ("partly-paid", closed, End.PAID),
        ("e-invoice", closed, End.PAID),
        ("register-address", closed, End.PAID),
        ("registration-refused", closed, End.REFUSED),
        ("agreed-interest", Stage.REGISTERING, None),
        ("in-EUR", closed, End.PAID),
        ("in-JPY", closed, End.CREDITED),
        ("young", Stage.AFTER_COLLECTION, None),
        ("unknown-debtor", Stage.DEMAND, None),
        ("large-attachment", closed, End.PAID),
        ("open-above-total", Stage.DEMAND, None),
        ("long-text", Stage.DEMAND, None),
        ("reminded", closed, End.PAID),
    ] == ends


def test_what_the_stories_show() -> None:
    """An unapproved legal action is the breach, one payment is learned late, and three cases wait for the creditor."""
    year = a_year()
    numbers = {story.case.case_id: story.case.opening.invoice_number for story in year.stories}
    breaches = [(numbers[story.case.case_id], one.code) for story in year.stories for one in story.shown.breaches]
    assert [("young", "legal_unapproved")] == breaches
    assert ["in-EUR"] == [numbers[story.case.case_id] for story in year.stories if story.corrections]
    assert [
        (MarkCode.LINK_DUPLICATE, "agreed-interest"),
        (MarkCode.DECIDE_PAYMENT, "open-above-total"),
        (MarkCode.APPROVE_LEGAL, "unknown-debtor"),
    ] == [(mark.code, numbers[mark.case_id]) for mark in year.listed.marks]
    coming = [(numbers[story.case.case_id], one.kind, one.is_ready) for story in year.stories for one in story.coming]
    assert [
        ("agreed-interest", FactKind.REGISTERED, False),
        ("young", FactKind.LEGAL_STARTED, False),
        ("unknown-debtor", FactKind.LEGAL_STARTED, False),
        ("open-above-total", FactKind.LEGAL_STARTED, False),
        ("long-text", FactKind.LEGAL_STARTED, True),
    ] == coming


def test_the_late_payment_corrects_what_was_sent() -> None:
    """The second payment was told in full, before anybody knew of the first."""
    (story,) = (one for one in a_year().stories if one.corrections)
    lines = [line for one in story.corrections for line in narrate.correction(one, "en")]
    assert "Should not have been sent: Direct payment on 2026-04-07 of 110.00 EUR." in lines
    assert "Should have been sent: Direct payment on 2026-04-07 of 44.00 EUR." in lines


@needs_examples
def test_every_story_is_told_of_the_example_ledger() -> None:
    """All kinds of facts that the tables name have happened to some case, and no day of theirs is a weekend."""
    year = example_year()
    scripted = [one for scenario in (*AT_REMINDER, *AT_DEMAND, *USUAL) for one in scenario.happenings]
    seen = Counter(fact.kind for story in year.stories for fact in story.case.applied)
    assert {one.kind for one in scripted} <= set(seen)
    assert (91, 3) == tuple(
        sum(story.case.opening.start_stage is stage for story in year.stories)
        for stage in (Stage.REMINDER, Stage.DEMAND)
    )
    days = {one.after for one in scripted} | {one.learned_after for one in scripted if one.learned_after is not None}
    assert [] == [after for after in days if (sample.AS_OF + dt.timedelta(days=after)).weekday() > 4]
    # A step that the timeline leaves out shows in the stage, with the days in which it must lie.
    assert [(dt.date(2026, 3, 24), dt.date(2026, 3, 26))] == [
        (fact.earliest_on, fact.happened_on)
        for story in year.stories
        for fact in story.case.applied
        if fact.kind is FactKind.LEGAL_STARTED and not fact.is_exact
    ]


# --- the books --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("has_examples", [False, pytest.param(True, marks=needs_examples)])
def test_the_agencys_money_is_booked_and_clears(tmp_path: Path, has_examples: bool) -> None:
    """The SIE file can be read, has the lines of the records, and leaves nothing on the clearing account."""
    if not has_examples:
        list(demo.run(tmp_path, lang="sv", examples=NO_EXAMPLES))
    files = shown("sv")[1] if has_examples else written(tmp_path)
    reading = read_sie(files["vouchers.si"].encode(ENCODINGS[".si"]))
    assert () == reading.problems
    rows = [(row.account, row.amount) for voucher in reading.file.vouchers for row in voucher.rows]
    cleared = [amount for account, amount in rows if account == "1512"]
    assert (0, True) == (sum(cleared), max(cleared) > 0)
    vouchers = [from_record(one) for one in json.loads(files["vouchers.json"])["vouchers"]]
    assert Counter(rows) == Counter((line.account, line.amount.minor) for one in vouchers for line in one.lines)


def test_what_is_paid_out_is_what_the_terms_say() -> None:
    """Capital as the claim has it, less commission in after-collection, and tax on that and on what is kept."""
    found = paid_out(a_year())
    assert (12, True, (), Money(0)) == (
        len(found.settlements),
        found.journal.is_whole,
        found.journal.clearing.waiting,
        found.journal.clearing.balance,
    )
    assert [()] * 24 == [posted.differences for posted in found.journal.posted]
    told = {
        (payment.invoice, payment.paid_on.isoformat()): (
            *(payment.capital, payment.payout, payment.kept_costs, payment.kept_interest),
            *((part.kind, part.amount) for part in (*payment.deductions, *payment.additions)),
        )
        for settlement in found.settlements
        for payment in settlement.payments
    }
    assert 13 == len(told)
    full = Money(1250_00)
    assert (full, full, Money(0), Money(0)) == told["plain", "2026-03-24"]
    assert (Money(62_62), Money(43_04), Money(0), Money(0), ("vat", Money(3_92)), ("commission", Money(15_66))) == told[
        "partly-paid", "2026-10-02"
    ]
    # Of 1,250.00 the agency keeps costs and interest, passes the authority's fee on, and the rest is capital.
    assert (
        *(Money(49_45), Money(126_50), Money(830_00), Money(70_55)),
        *(("vat", Money(210_59)), ("commission", Money(12_36)), ("court_fee_recovered", Money(300_00))),
    ) == told["young", "2026-10-02"]


@needs_examples
def test_foreign_money_leaves_its_difference_of_exchange() -> None:
    """The bank gives a little more than the settlement counted on: a gain, and the account is empty all the same."""
    found = paid_out(example_year())
    foreign = [one for one in found.settlements if one.currency != "SEK"]
    gained = [one for one in found.journal.vouchers if one.code is VoucherCode.EXCHANGE]
    assert (9, 9) == (len(foreign), len(gained))
    assert {("1512", True), ("3960", False)} == {
        (line.account, line.amount.minor > 0) for v in gained for line in v.lines
    }


# --- the files --------------------------------------------------------------------------------------------------------
def test_the_facts_make_what_the_overview_shows() -> None:
    """Read as records and folded, they are the same cases, and the list shows those."""
    year = a_year()
    cases = folded(facts_as_json(year))
    assert [story.case for story in year.stories] == cases
    assert [story.case.breaches for story in year.stories] == [case.breaches for case in cases]
    listed = list(csv.DictReader(io.StringIO(overview_as_csv(year))))
    shown = {row["case_id"]: (row["stage"], row["end"], row["open_amount"]) for row in listed if row["case_id"]}
    assert {
        # What was refused is free again: it has no stage.
        case.case_id: ("" if case.end else case.stage, case.end or "", str(case.open_capital.decimal))
        for case in cases
        if case.end in {None, End.REFUSED}
    } == shown


def test_the_list_as_csv() -> None:
    """One that is not transferred has its decisions, and one that is its case; days and codes only."""
    lines = overview_as_csv(a_year()).splitlines()
    assert (
        "approved-no-sending,sample-approved-no-sending,999900-0004,SEK,1250.00,,,,,,,yes,2027-03-16,no,,,"
    ) in lines
    assert (
        "unknown-debtor,sample-unknown-debtor,,SEK,1250.00,2027-03-16,sample-unknown-debtor:2026-03-16,2026-03-16,demand,"
        ",,,,,,approve_legal,2026-04-09"
    ) in lines


def test_where_batches_are_paid_the_journal_counts() -> None:
    """The open amount stands for the last day by either source."""
    for batch_payments in (False, True):
        settings = attrs.evolve(sample.CREDITOR.settings, batch_payments=batch_payments)
        assert {LAST} == {row.open_as_of for row in a_year(settings=settings).listed.rows if row.case_id}


class Page(HTMLParser):
    """Notes the elements of a page, what they point to, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags[tag] += 1
        self.targets += [value or "" for name, value in attributes if name in {"href", "src"}]
        self.ids += [value or "" for name, value in attributes if name == "id"]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that it is the one that is open."""
        assert tag == self.open.pop()


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_the_page_needs_nothing_from_elsewhere(lang: str) -> None:
    """No script, style sheet or image; links lead to the cases on it and to the portal."""
    year = a_year()
    text = overview_as_html(year, lang)
    page = Page(text)
    assert ([], 15) == (page.open, page.tags["section"])
    assert set() == {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert [] == re.findall(r"url\(|@import|on\w+=", text)
    assert len(page.ids) == len(set(page.ids))
    inside = {target[1:] for target in page.targets if target.startswith("#")}
    assert inside <= set(page.ids)
    assert all(target.startswith(("#", "https://portal.example/cases/agency-")) for target in page.targets)


def test_the_page_tells_the_red_marks_and_the_breach() -> None:
    """A mark stands in the list of marks, in its row and in its case; the breach stands with its fact."""
    text = overview_as_html(a_year(), "en")
    asked = "Approve legal action in the agency&#x27;s portal as an administrator, or decline (since 2026-04-09)"
    assert 3 == text.count(asked)
    assert (
        '<li><span class="mark">2026-04-15: Legal action was started. Breach: Legal action was started without the'
        ' creditor&#x27;s approval.</span> <span class="by">(by the agency)</span></li>'
    ) in text
    assert (
        "<li>Legal action: not before 2026-04-10; waits for an administrator&#x27;s approval (since 2026-04-09" in text
    )
    assert "<h1>Overview on 2027-03-16: 25 overdue or transferred invoices</h1>" in text


def test_the_pages_escape_what_stands_in_the_ledger(tmp_path: Path) -> None:
    """A number is text in the pages too."""
    # So many that some cases are still open.
    names = [f"{marks}{place}" for place in range(12) for marks in ("<script>", "&<b>", '"><i>')]
    rows = ({"number": name, "debtor_kind": "trader"} for name in names)
    (tmp_path / "ledger.csv").write_text(a_ledger(*rows), encoding="utf-8")
    (tmp_path / "creditor.toml").write_bytes((EXAMPLES / "creditor.toml").read_bytes())
    list(demo.run(tmp_path / "out", lang="sv", examples=tmp_path))
    files = written(tmp_path / "out")
    for name in ("report.html", "overview.html", "statements.html", "vouchers.html", "listing.html"):
        assert (False, True) == ("<script>" in files[name], "&lt;script&gt;" in files[name])
        assert ([], 0) == ((page := Page(files[name])).open, page.tags["script"] + page.tags["i"] + page.tags["b"])


def test_no_debtor_is_named_in_what_is_written(tmp_path: Path) -> None:
    """Neither a name, an address, an e-mail address nor a personal number is in any file."""
    list(demo.run(tmp_path, lang="en", examples=NO_EXAMPLES))
    everything = "".join(written(tmp_path).values())
    for debtor in {invoice.debtor for invoice in sample.INVOICES}:
        personal = debtor.identifier if debtor.kind is DebtorKind.CONSUMER else None
        digits = None if personal is None else personal.number[2:8]
        for text in (debtor.name, debtor.address.street, debtor.address.city, debtor.email, digits):
            assert not text or text not in everything
