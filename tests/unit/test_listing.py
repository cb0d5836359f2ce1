"""The list of the payments of a settlement: its rows, its sums, and how it reads as CSV and HTML."""

import csv
import datetime as dt
import io
import itertools
from typing import Any

import pytest

from inkasso_rules.journal import post_settlement
from inkasso_rules.ledger.listing import ListedInvoice, ListedTwiceError, listing
from inkasso_rules.ledger.listing_texts import sheet, to_csv, to_html
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment, Settlement
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in

DAY = dt.date(2026, 3, 16)


def a_payment(payment_id: str, capital: int, **changes: Any) -> SettledPayment:
    """Return a payment on its own invoice that pays out its capital, with *changes*."""
    said: dict[str, Any] = {
        "invoice": f"F-{payment_id}",
        "paid_on": DAY,
        "capital": Money(capital),
        "payout": Money(capital),
    }
    return SettledPayment(payment_id=payment_id, **(said | changes))


def a_settlement(*payments: SettledPayment, **changes: Any) -> Settlement:
    """Return a settlement of *payments* that adds up, with *changes*."""
    said: dict[str, Any] = {
        "settlement_id": "S-1",
        "creditor_id": "cred-1",
        "settled_on": DAY,
        "payout": Money(sum(payment.payout.minor for payment in payments)),
        "brought_forward": Money(0),
    }
    return Settlement(payments=payments, **(said | changes))


def a_part(kind: str, minor: int) -> Part:
    """Return a part of a payment."""
    return Part(kind=kind, amount=Money(minor))


#: One with everything; one taken back; two for one invoice on different days.
PAYMENTS = (
    a_payment(
        "p4",
        1_250_00,
        invoice="10046",
        deductions=(a_part(PartKind.VAT, 45_00), a_part(PartKind.COMMISSION, 312_50), a_part("court_fee", 300_00)),
        additions=(a_part("interest", 12_34), a_part("reminder_fee", 60_00)),
        payout=Money(664_84),
    ),
    a_payment("p3", -500_00, invoice="10047"),
    a_payment("p1", 100_00, invoice="10045", paid_on=dt.date(2026, 3, 13)),
    a_payment("p2", 200_00, invoice="10045", paid_on=dt.date(2026, 3, 12)),
)
SETTLEMENT = a_settlement(*PAYMENTS, brought_forward=Money(-1_000_00))
INVOICES = (
    ListedInvoice(invoice="10046", reference="1004602", debtor_name="Provköpings Åkeri & Söner"),
    ListedInvoice(invoice="10045", reference="0100457", debtor_name="Öbergs Prov AB"),
    ListedInvoice(invoice="99999", reference="9999999", debtor_name="Nobody's"),
)
#: Names that break files, and how they are read back from CSV.
HOSTILE = (
    ('Prov "AB"', 'Prov "AB"'),
    ("Prov\nAB", "Prov\nAB"),
    ("Prov\r\nAB", "Prov\r\nAB"),
    ("Prov, AB; AB", "Prov, AB; AB"),
    ("=1+1", "'=1+1"),
    ("+46", "'+46"),
    ("-46", "'-46"),
    ("@prov", "'@prov"),
    ("\tprov", "'\tprov"),
    ("＝1", "'＝1"),  # noqa: RUF001 - in full width
    ("Prov 🦄", "Prov 🦄"),
    ("<script>", "<script>"),
    ("} #TRANS 1930 {} 1.00", "} #TRANS 1930 {} 1.00"),
    ("\ud800 half", "? half"),
    ("", ""),
)


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


@pytest.mark.requirement("BA-5")
def test_every_payment_has_a_row_in_one_order() -> None:
    """Rows stand by invoice, then by day; capital less VAT and commission, with all else, is the payout."""
    found = listing(SETTLEMENT, invoices=INVOICES)
    assert [
        ("p2", dt.date(2026, 3, 12), "10045", "0100457", "", (200_00, 0, 0, 0, 200_00)),
        ("p1", dt.date(2026, 3, 13), "10045", "0100457", "", (100_00, 0, 0, 0, 100_00)),
        ("p4", DAY, "10046", "1004602", "", (1_250_00, 45_00, 312_50, -227_66, 664_84)),
        ("p3", DAY, "10047", "", "", (-500_00, 0, 0, 0, -500_00)),
    ] == [
        (row.payment_id, row.paid_on, row.invoice, row.reference, row.debtor_name, _minors(row.amounts))
        for row in found.rows
    ]


def _minors(amounts: Any) -> tuple[int, ...]:
    return tuple(amount.minor for amount in amounts.in_order)


@pytest.mark.requirement("BA-5")
def test_a_listing_has_the_sums_of_its_rows_and_what_the_settlement_states() -> None:
    """The totals are sums; payout, transfer and what is carried are the settlement's own."""
    found = listing(SETTLEMENT)
    assert (1_050_00, 45_00, 312_50, -227_66, 464_84) == _minors(found.totals)
    assert ("S-1", "cred-1", DAY, "SEK") == (found.settlement_id, found.creditor_id, found.settled_on, found.currency)
    assert (Money(0), Money(464_84), Money(-1_000_00), Money(0), Money(-535_16)) == (
        *(found.unposted, found.payout, found.brought_forward, found.transfer, found.carried_forward),
    )


@pytest.mark.requirement("BA-5")
def test_nothing_is_corrected() -> None:
    """Where a payment or a settlement does not add up, the list shows what was stated."""
    found = listing(a_settlement(a_payment("p1", 100_00, payout=Money(90_00)), payout=Money(80_00)))
    assert (100_00, 0, 0, 0, 90_00) == _minors(found.totals)
    assert Money(80_00) == found.payout


@pytest.mark.requirement("BA-5")
@pytest.mark.parametrize("unknown", [(), ("10046",), ("10046", "10045")])
def test_totals_are_those_of_the_vouchers(unknown: tuple[str, ...]) -> None:
    """I26: the payouts, less what could not be posted yet, are the lines on the clearing account; a row a payment."""
    booked = {invoice: _a_booked(invoice) for invoice in ("10045", "10046", "10047") if invoice not in unknown}
    posted = post_settlement(SETTLEMENT, booked)
    rest = posted.rest if isinstance(posted.rest, Settlement) else None
    found = listing(SETTLEMENT, rest=rest)
    lines = [line for voucher in posted.vouchers for line in voucher.lines if line.account == "1512"]
    assert len(PAYMENTS) == len(found.rows)
    assert sum(line.amount.minor for line in lines) == (found.totals.payout - found.unposted).minor
    assert (posted.rest is None) is (not unknown)


def _a_booked(invoice: str) -> BookedInvoice:
    """Return an invoice of 2,000.00 that has been paid to a quarter."""
    amounts = (("1510", 2_000_00, "A1"), ("3001", -1_600_00, "A1"), ("2611", -400_00, "A1"), ("1510", -500_00, "A2"))
    rows = (
        BookedRow(account=account, amount=Money(minor), voucher_id=voucher_id, booked_on=dt.date(2026, 2, 1))
        for account, minor, voucher_id in amounts
    )
    return BookedInvoice(invoice=invoice, rows=tuple(rows))


@pytest.mark.requirement("BA-5")
def test_the_order_of_payments_and_invoices_does_not_count() -> None:
    """I13: every order of the same payments and invoices gives the same values and bytes."""
    orders = zip(itertools.permutations(PAYMENTS), itertools.cycle(itertools.permutations(INVOICES)), strict=False)
    found = {
        (made, to_csv(made), to_html(made))
        for payments, invoices in orders
        for made in [listing(a_settlement(*payments), invoices=invoices, with_names=True)]
    }
    assert 1 == len(found)


@pytest.mark.requirement("BA-5")
def test_payments_with_one_id_stand_in_one_order() -> None:
    """A list of what the journal refuses is still the same list each time."""
    twice = (a_payment("p1", 100_00, invoice="1"), a_payment("p1", 50_00, invoice="1"))
    assert listing(a_settlement(*twice)) == listing(a_settlement(*reversed(twice)))
    assert [50_00, 100_00] == [row.amounts.payout.minor for row in listing(a_settlement(*twice)).rows]


@pytest.mark.requirement("BA-5")
def test_a_settlement_without_payments_has_a_list() -> None:
    """It has no rows, and its totals are zero, in its own currency."""
    found = listing(a_settlement(payout=Money(0, "EUR"), brought_forward=Money(0, "EUR")))
    assert ((), Money(0, "EUR")) == (found.rows, found.totals.payout)
    assert [["Avräkning", "Avräkningsdag"]] == [line[:2] for line in _read(to_csv(found))]


@pytest.mark.requirement("BA-5")
@pytest.mark.parametrize(("with_names", "names"), [(False, ["", ""]), (True, ["Öbergs Prov AB"] * 2)])
def test_names_are_there_only_if_wanted(*, with_names: bool, names: list[str]) -> None:
    """Without the word of the caller no name gets into the list, nor a column for it."""
    found = listing(SETTLEMENT, invoices=INVOICES, with_names=with_names)
    assert names == [row.debtor_name for row in found.rows if row.invoice == "10045"]
    assert with_names is found.is_named
    assert with_names is ("Gäldenär" in sheet(found).heads)
    assert with_names is ("Öbergs" in to_html(found))
    assert with_names is ("Öbergs" in to_csv(found).decode())


def test_a_repr_and_a_notebook_show_no_name_and_no_reference() -> None:
    """What lands in logs and notebooks says only ids, days and amounts."""
    found = listing(SETTLEMENT, invoices=INVOICES, with_names=True)
    for shown in (repr(found), repr(INVOICES), repr(sheet(found)), found._repr_html_()):
        assert "Öbergs" not in shown
        assert "0100457" not in shown


def test_a_notebook_shows_the_rows() -> None:
    """The title tells the settlement, how many payments and their sum."""
    html = listing(a_settlement(a_payment("p<1", 1_250_00)))._repr_html_().replace(' style="text-align: left"', "")
    assert (
        "<p><b>Settlement S-1 of 2026-03-16: 1 payments, 1250.00 SEK</b></p><table><thead><tr><th>payment</th>"
        "<th>paid on</th><th>invoice</th><th>capital</th><th>vat</th><th>commission</th><th>other</th><th>payout</th>"
        "</tr></thead><tbody><tr><td>p&lt;1</td><td>2026-03-16</td><td>F-p&lt;1</td><td>1250.00 SEK</td>"
        "<td>0.00 SEK</td><td>0.00 SEK</td><td>0.00 SEK</td><td>1250.00 SEK</td></tr></tbody></table>"
    ) == html


def test_an_invoice_described_in_two_ways_is_refused() -> None:
    """The same twice is fine; which of two references is right is not for the list to say."""
    same, other = ListedInvoice(invoice="10045", reference="0100457"), ListedInvoice(invoice="10045", reference="2")
    assert listing(SETTLEMENT, invoices=(same,)) == listing(SETTLEMENT, invoices=(same, same))
    with pytest.raises(ListedTwiceError) as caught:
        listing(SETTLEMENT, invoices=(same, other))
    assert "invoice 10045 is described in two ways; wanted one description of an invoice." == str(caught.value)
    assert "10045" == caught.value.invoice


# --- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-5")
def test_a_sheet_is_a_listing_in_words() -> None:
    """Amounts are written as people write them, with a no-break space between thousands."""
    found = sheet(listing(SETTLEMENT, invoices=INVOICES, with_names=True))
    assert "Betalningar i avräkning S-1" == found.title
    assert (
        ("Borgenär", "cred-1"),
        ("Avräkningsdag", "2026-03-16"),
        ("Valuta", "SEK"),
        ("Antal betalningar", "4"),
    ) == found.facts
    assert (
        *("Betalning", "Betald", "Faktura", "OCR", "Gäldenär"),
        *("Kapital", "Avdragen moms", "Provision", "Övrigt", "Utbetalning"),
    ) == found.heads
    assert (
        *("p4", "2026-03-16", "10046", "1004602", "Provköpings Åkeri & Söner"),
        *("1\N{NO-BREAK SPACE}250,00", "45,00", "312,50", "-227,66", "664,84"),
    ) == found.rows[2]
    assert (
        *("Summa", "", "", "", ""),
        *("1\N{NO-BREAK SPACE}050,00", "45,00", "312,50", "-227,66", "464,84"),
    ) == found.total
    assert (
        ("Därav inte bokfört än", "0,00"),
        ("Utbetalning enligt avräkningen", "464,84"),
        ("Från tidigare avräkningar", "-1\N{NO-BREAK SPACE}000,00"),
        ("Betalas till bankkontot", "0,00"),
        ("Kvar till nästa avräkning", "-535,16"),
    ) == found.sums
    assert ("sv", 5, "Sida {page}/{pages}") == (found.language, found.texts, found.page)


def test_a_sheet_without_names_has_no_column_for_them() -> None:
    """The columns of text are four, in English too."""
    found = sheet(listing(SETTLEMENT, invoices=INVOICES), lang="en")
    assert ("en", 4) == (found.language, found.texts)
    assert ("Payment", "Paid on", "Invoice", "Reference", "Capital") == found.heads[:5]
    assert ("p4", "2026-03-16", "10046", "1004602", "1,250.00") == found.rows[2][:5]
    assert ("Total", "", "", "", "1,050.00") == found.total[:5]


def test_a_sheet_holds_only_what_can_be_printed() -> None:
    """Line breaks and what turns the direction of a line become blanks, in ids as in names."""
    name = ListedInvoice(invoice="F\n1", debtor_name="Prov\r\n\u202eBA\ud800")
    found = listing(
        a_settlement(a_payment("p\t1", 1_00, invoice="F\n1"), settlement_id="S\n1", creditor_id="c\0"),
        invoices=(name,),
        with_names=True,
    )
    said = sheet(found)
    assert ("Betalningar i avräkning S 1", "c ") == (said.title, said.facts[0][1])
    assert ("p 1", "2026-03-16", "F 1", "", "Prov   BA ") == said.rows[0][:5]


def test_no_word_is_left_over() -> None:
    """Every word of the list is used, in every language; only a sheet numbers pages."""
    for words in LANGUAGES.values():
        found = listing(SETTLEMENT, with_names=True)
        said = sheet(found, lang=words.language)
        names = {name for name, _ in (*said.facts, *said.sums)} | {*said.heads, said.total[0], said.page}
        heads = set(_read(to_csv(found, lang=words.language))[0])
        assert {*words.listing.values()} == names | heads | {words.listing["title"]}


@pytest.mark.parametrize("make", [sheet, to_csv, to_html])
def test_another_language_is_refused(make: Any) -> None:
    """There are words in Swedish and English."""
    with pytest.raises(UnknownLanguageError):
        make(listing(SETTLEMENT), lang="fi")
    assert words_in("sv").listing is not words_in("en").listing


# --- CSV --------------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-5")
def test_csv_has_a_line_for_each_payment() -> None:
    """Amounts have a point and no blanks; a minus before an amount is a minus, and columns add up to the totals."""
    found = listing(SETTLEMENT, invoices=INVOICES)
    data = to_csv(found, lang="en")
    assert (
        b"Settlement,Settled on,Payment,Paid on,Invoice,Reference,Currency,"
        b"Capital,VAT withheld,Commission,Other,Payout\r\n"
        b"S-1,2026-03-16,p2,2026-03-12,10045,0100457,SEK,200.00,0.00,0.00,0.00,200.00\r\n"
        b"S-1,2026-03-16,p1,2026-03-13,10045,0100457,SEK,100.00,0.00,0.00,0.00,100.00\r\n"
        b"S-1,2026-03-16,p4,2026-03-16,10046,1004602,SEK,1250.00,45.00,312.50,-227.66,664.84\r\n"
        b"S-1,2026-03-16,p3,2026-03-16,10047,,SEK,-500.00,0.00,0.00,0.00,-500.00\r\n"
    ) == data
    columns = zip(*(line[-5:] for line in _read(data)[1:]), strict=True)
    sums = tuple(sum(Money.of(cell).minor for cell in column) for column in columns)
    assert _minors(found.totals) == sums


@pytest.mark.requirement("BA-5")
@pytest.mark.parametrize(("name", "read"), HOSTILE)
def test_a_hostile_name_stays_one_field_of_csv(name: str, read: str) -> None:
    """Quotes, line breaks and formulas end neither a field nor a line, and move no amount."""
    settlement = a_settlement(a_payment("p1", 1_00, invoice="1"))
    found = listing(settlement, invoices=(ListedInvoice(invoice="1", debtor_name=name),), with_names=True)
    head, line = _read(to_csv(found))
    assert len(head) == len(line)
    assert ["S-1", "2026-03-16", "p1", "2026-03-16", "1", "", read, "SEK", "1.00"] == line[:9]


@pytest.mark.parametrize("field", ["settlement_id", "payment_id", "invoice", "reference"])
def test_a_hostile_id_is_no_formula(field: str) -> None:
    """What holds for names holds for all that is text."""
    ids = {"settlement_id": "S", "payment_id": "p", "invoice": "1", "reference": "2"} | {field: "=1"}
    payment = a_payment(ids["payment_id"], 1_00, invoice=ids["invoice"])
    found = listing(
        a_settlement(payment, settlement_id=ids["settlement_id"]),
        invoices=(ListedInvoice(invoice=ids["invoice"], reference=ids["reference"]),),
    )
    assert 1 == to_csv(found).count(b",'=1,") + to_csv(found).count(b"\n'=1,")
    assert b",=1" not in to_csv(found)


# --- HTML -------------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-5")
def test_a_page_shows_rows_and_sums() -> None:
    """The page is in its language; amounts stand to the right, and the totals below them."""
    page = to_html(listing(a_settlement(a_payment("p1", 1_250_00, invoice="1"))))
    body = page[page.index("<body>") :]
    amounts = '<td class="number">1\N{NO-BREAK SPACE}250,00</td>'
    nothing = '<td class="number">0,00</td>'
    assert page.startswith('<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">')
    assert (
        "<body>\n<h1>Betalningar i avräkning S-1</h1>\n"
        "<p>Borgenär: cred-1<br>Avräkningsdag: 2026-03-16<br>Valuta: SEK<br>Antal betalningar: 1</p>\n"
        "<table><thead><tr><th>Betalning</th><th>Betald</th><th>Faktura</th><th>OCR</th>"
        '<th class="number">Kapital</th><th class="number">Avdragen moms</th><th class="number">Provision</th>'
        '<th class="number">Övrigt</th><th class="number">Utbetalning</th></tr>\n</thead>\n'
        f"<tbody><tr><td>p1</td><td>2026-03-16</td><td>1</td><td></td>{amounts}{nothing * 3}{amounts}</tr>\n</tbody>\n"
        f"<tfoot><tr><td>Summa</td><td></td><td></td><td></td>{amounts}{nothing * 3}{amounts}</tr>\n</tfoot></table>\n"
        f"<table><tr><td>Därav inte bokfört än</td>{nothing}</tr>\n"
        f"<tr><td>Utbetalning enligt avräkningen</td>{amounts}</tr>\n"
        f"<tr><td>Från tidigare avräkningar</td>{nothing}</tr>\n"
        f"<tr><td>Betalas till bankkontot</td>{amounts}</tr>\n"
        f"<tr><td>Kvar till nästa avräkning</td>{nothing}</tr>\n</table>\n</body></html>\n"
    ) == body


def test_a_page_shows_every_row() -> None:
    """A page is no notebook: nothing is left out."""
    page = to_html(listing(a_settlement(*(a_payment(f"p{place}", 1_00) for place in range(51)))))
    assert 51 == page[: page.index("<tfoot>")].count("<td>2026-03-16</td>")


@pytest.mark.requirement("BA-5")
def test_a_page_escapes_every_text() -> None:
    """Names and ids are text, whatever they hold."""
    bad = "<script>\"&'"
    payment = a_payment(bad, 1_00, invoice=bad)
    page = to_html(
        listing(
            a_settlement(payment, settlement_id=bad, creditor_id=bad),
            invoices=(ListedInvoice(invoice=bad, reference=bad, debtor_name=bad),),
            with_names=True,
        )
    )
    assert "<script" not in page
    # In the title twice, then the creditor, the payment, its invoice, reference and name.
    assert 7 == page.count("&lt;script&gt;&quot;&amp;&#x27;")
