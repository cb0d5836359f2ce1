"""The listing as PDF: it says what the sheet says, page by page, and is the same file on every run."""

import datetime as dt
import hashlib
import io
import logging
import os
import subprocess
import sys
from typing import Any

import pypdf
import pytest

from inkasso_host.pdf import MissingExtraError, listing_pdf
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.listing import ListedInvoice, Listing, listing
from inkasso_rules.ledger.listing_texts import sheet
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment, Settlement
from inkasso_rules.words import UnknownLanguageError
from tests.host.support import ROOT

pytestmark = pytest.mark.uncovered

DAY = dt.date(2026, 3, 16)
#: Where a process runs, and in which order it is given the payments.
_RUNS = (
    ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, False),
    ({"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "sv_SE.UTF-8"}, True),
)
_HASH = "from tests.host import test_pdf; print(test_pdf.a_hash({reverse}))"


def a_listing(count: int, *, name: str = "Åsas Prov & Söner AB", reverse: bool = False, **changes: Any) -> Listing:
    """Return the list of *count* payments of different sizes, with *changes* of the settlement."""
    payments = tuple(
        SettledPayment(
            payment_id=f"p-{place:05}",
            invoice=f"F-{place // 2:05}",
            paid_on=DAY,
            capital=Money(1_250_00 + place),
            deductions=(Part(kind=PartKind.VAT, amount=Money(45_00)),),
            payout=Money(1_205_00 + place),
        )
        for place in range(count)
    )
    said: dict[str, Any] = {
        "settlement_id": "S-1",
        "creditor_id": "cred-1",
        "settled_on": DAY,
        "payout": Money(sum(payment.payout.minor for payment in payments)),
        "brought_forward": Money(-1_000_00),
    }
    settlement = Settlement(payments=payments[::-1] if reverse else payments, **(said | changes))
    invoices = (
        ListedInvoice(invoice=f"F-{place:05}", reference=f"{place:08}", debtor_name=name) for place in range(count)
    )
    return listing(settlement, invoices=invoices, with_names=True)


def a_hash(reverse: bool) -> str:
    """Return the hash of a list's file; called in processes of their own."""
    return hashlib.sha256(listing_pdf(a_listing(100, reverse=reverse))).hexdigest()


def _opened(found: Listing, lang: str = "sv") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(listing_pdf(found, lang=lang)))


def _solid(*texts: str) -> str:
    """Leave out the blanks: lines of a cell, cells and rows stand in their order."""
    return "".join("".join(texts).split())


def _read(found: Listing, lang: str = "sv") -> list[str]:
    """Return the text of each page, without blanks."""
    return [_solid(page.extract_text()) for page in _opened(found, lang).pages]


@pytest.mark.requirement("BA-5")
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_page_says_what_the_sheet_says(lang: str) -> None:
    """Title, facts, heads, rows, totals and sums stand on the page, with Swedish letters and the page's number."""
    found = a_listing(3)
    said = sheet(found, lang=lang)
    facts = (f"{name}:{value}" for name, value in said.facts)
    table = (*said.heads, *(cell for row in said.rows for cell in row), *said.total)
    sums = (text for pair in said.sums for text in pair)
    number = {"sv": "Sida 1/1", "en": "Page 1/1"}[lang]
    assert [_solid(said.title, *facts, *table, *sums, number)] == _read(found, lang)


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_long_list_has_its_heads_and_number_on_every_page(count: int) -> None:
    """Without heads and numbers, the pages together are the rows, each once, and what stands below them."""
    found = a_listing(count)
    said = sheet(found)
    pages, heads = _read(found), _solid(*said.heads)
    numbered = [f"Sida{place}/{len(pages)}" for place in range(1, len(pages) + 1)]
    assert numbered == [page[page.rindex("Sida") :] for page in pages]
    assert [1] * len(pages) == [page.count(heads) for page in pages]
    bodies = [page.partition(heads)[2].removesuffix(number) for page, number in zip(pages, numbered, strict=True)]
    cells = (cell for row in said.rows for cell in row)
    sums = (text for pair in said.sums for text in pair)
    assert count / 60 < len(pages) < count / 20
    assert _solid(*cells, *said.total, *sums) == "".join(bodies)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Prov "AB" <script> =1+1', 'Prov"AB"<script>=1+1'),
        ("Prov\r\nAB", "ProvAB"),
        ("Øyvind Ñandú Łódź Щ € §", "ØyvindÑandúŁódźЩ€§"),
        # The font has neither a unicorn nor Chinese.
        ("Prov 🦄中", "Prov\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
        ("A" * 100, "A" * 100),
        ("prov " * 1_000, "prov" * 1_000),
    ],
)
def test_a_hostile_name_is_shown_whole(name: str, shown: str, caplog: pytest.LogCaptureFixture) -> None:
    """It stays in its cell, however long; what the font lacks has a sign, and nothing is told to a log."""
    caplog.set_level(logging.WARNING)
    found = a_listing(1, name=name)
    said, pages = sheet(found), _read(found)
    heads = _solid(*said.heads)
    bodies = [page[: page.rindex("Sida")].partition(heads)[2] for page in pages]
    (row,) = said.rows
    before, after = _solid(*row[:4]), _solid(*row[5:])
    assert "".join(bodies).startswith(before)
    # The amounts stand beside the first lines of a name that goes on in more rows.
    assert shown + after == _moved("".join(bodies).removeprefix(before), after)[: len(shown + after)]
    assert [] == caplog.records


def _moved(text: str, amounts: str) -> str:
    """Put the amounts behind the name that stands around them."""
    name, _, rest = text.partition(amounts)
    end = rest.index("Summa")
    return name + rest[:end] + amounts + rest[end:]


def test_a_long_name_goes_on_over_pages() -> None:
    """A row never reaches below its page: the name's lines are shared out."""
    pages = _read(a_listing(1, name="prov " * 1_000))
    assert 3 <= len(pages)
    assert all("prov" in page for page in pages)


def test_a_long_word_breaks_anywhere() -> None:
    """An id or amount wider than its column goes on in the next line."""
    found = a_listing(1, payout=Money(10**30), brought_forward=Money(0))
    assert _solid("1" + "0" * 28 + ",00") in _read(found)[0]


def test_a_list_without_payments_is_a_page() -> None:
    """There is a page with heads and sums of zero."""
    (page,) = _read(a_listing(0, payout=Money(0, "EUR"), brought_forward=Money(0, "EUR")))
    assert "Antalbetalningar:0" in page
    assert "Summa0,000,000,000,000,00" in page


def test_a_file_tells_what_it_is() -> None:
    """Title, author, language and a date, which is the settlement's day; no version and no clock."""
    opened = _opened(a_listing(1))
    assert {
        "/Title": "Betalningar i avräkning S-1",
        "/Author": "inkasso-rules",
        "/Producer": "inkasso-rules",
        "/CreationDate": "D:20260316000000Z",
    } == opened.metadata
    english = _opened(a_listing(1), "en")
    assert ["sv", "en"] == [str(each.root_object["/Lang"]) for each in (opened, english)]


def test_the_font_is_in_the_file() -> None:
    """A reader needs no font of its own."""
    resources: Any = _opened(a_listing(1)).pages[0]["/Resources"]
    (font,) = (each.get_object() for each in resources["/Font"].values())
    (descendant,) = font["/DescendantFonts"]
    assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]


def test_the_same_list_is_the_same_file() -> None:
    """Whatever the order of payments, the seed of hashes, the zone, the language and the time of the run."""
    answers = [
        subprocess.run(  # noqa: S603 - the text above
            [sys.executable, "-c", _HASH.format(reverse=reverse)],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for environment, reverse in _RUNS
    ]
    assert [a_hash(reverse=False) + "\n"] * len(_RUNS) == answers


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error says which one to install; nothing else needs it."""
    monkeypatch.setitem(sys.modules, "fpdf", None)
    with pytest.raises(MissingExtraError) as caught:
        listing_pdf(a_listing(1))
    error = caught.value
    assert "the package fpdf2 is not installed; wanted inkasso-rules with its extra 'pdf'." == str(error)
    assert ("fpdf2", "pdf") == (error.package, error.extra)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ImportError)


def test_another_language_is_refused() -> None:
    """There are words in Swedish and English."""
    with pytest.raises(UnknownLanguageError):
        listing_pdf(a_listing(1), lang="fi")
