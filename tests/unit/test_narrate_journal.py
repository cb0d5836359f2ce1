"""Vouchers, what posting gives back, and the clearing account in words: whole sentences, in both languages."""

import datetime as dt
from typing import Any

import pytest

from inkasso_rules import narrate
from inkasso_rules.journal import (
    Difference,
    DifferenceCode,
    Event,
    Held,
    OpenItemUpdate,
    Posted,
    Unmatched,
    UnmatchedReason,
    post_settlement,
    reverse,
)
from inkasso_rules.ledger.clearing import clear, clearing_items
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import BookedInvoice, BookedRow, Books
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import (
    BankRow,
    DirectPayment,
    Part,
    PartKind,
    ReferencePayment,
    SettledPayment,
    Settlement,
)
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in
from inkasso_rules.words.vouchers import line_text, voucher_text

_NBSP = "\N{NO-BREAK SPACE}"
_DAY = dt.date(2026, 3, 16)
_EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


def _booked(invoice: str) -> BookedInvoice:
    """Return an invoice of 1,250 kronor, booked with 25 % VAT."""
    rows = (("1510", 1_250_00), ("3001", -1_000_00), ("2611", -250_00))
    return BookedInvoice(
        invoice=invoice,
        rows=tuple(
            BookedRow(account=account, amount=Money(minor), voucher_id=f"A-{invoice}", booked_on=dt.date(2026, 1, 10))
            for account, minor in rows
        ),
    )


def _payment(payment_id: str, invoice: str, minor: int, *parts: Part, **says: Any) -> SettledPayment:
    kept = sum(part.amount.minor for part in parts)
    plain: dict[str, Any] = {"paid_on": dt.date(2026, 3, 13), "capital": Money(minor), "payout": Money(minor - kept)}
    return SettledPayment(payment_id=payment_id, invoice=invoice, deductions=parts, **(plain | says))


def _settlement(*payments: SettledPayment, **says: Any) -> Settlement:
    plain: dict[str, Any] = {
        "settlement_id": "set-1",
        "creditor_id": "cred-1",
        "settled_on": _DAY,
        "payout": Money(sum(payment.payout.minor for payment in payments)),
        "brought_forward": Money(0),
    }
    return Settlement(payments=payments, **(plain | says))


_BOOKED = {invoice: _booked(invoice) for invoice in ("10001", "10002")}
_VAT = Part(kind=PartKind.VAT, amount=Money(60_00))
_PAID = _settlement(
    _payment("pay-1", "10001", 1_250_00, _VAT, kept_costs=Money(200_00)),
    _payment("pay-2", "10002", 1_500_00),
    _payment("pay-3", "10009", 100),
    clearing_account="1514",
)
_ROW = BankRow(
    row_id="row-1",
    booked_on=_DAY,
    amount=Money(2_690_00),
    counterparty=POLICY.agency_payer,
    reference="Prov Person",
)


# --- posting ----------------------------------------------------------------------------------------------------------
def test_a_settlement_is_told() -> None:
    """Whether it is posted, the voucher, what has no account, what differs, what to know, what was paid."""
    told = post_settlement(_PAID, _BOOKED)
    assert (
        "Avräkning set-1 är delvis bokförd.",
        "Verifikation settlement/set-1 den 2026-03-16: Avräkning set-1.",
        f"Konto 1512, debet 2{_NBSP}690,00 SEK: Avräkning med inkassobolaget.",
        f"Konto 1510, kredit 1{_NBSP}250,00 SEK: Kundfordran, faktura 10001.",
        f"Konto 1510, kredit 1{_NBSP}250,00 SEK: Kundfordran, faktura 10002.",
        "Konto 2420, kredit 250,00 SEK: Överbetalning, faktura 10002.",
        "Konto 2641, debet 60,00 SEK: Ingående moms.",
        "Utan konto: pay-3, 1,00 SEK; faktura 10009 finns inte i bokföringen.",
        "Kvar att bokföra: avräkning set-1/rest med utbetalningen 1,00 SEK.",
        "Skillnad: moms, pay-1: angivet 60,00 SEK, beräknat 50,00 SEK.",
        "Inkassobolaget betalar mot ett annat avräkningskonto än bokföringens; ändra ett av dem: 1514, 1512.",
        "Moms är avdragen utan underlag från inkassobolaget; begär underlaget innan momsen dras av: set-1.",
        "250,00 SEK mer än det öppna beloppet betalades och står som förskott: 10002.",
        f"Faktura 10001: 1{_NBSP}250,00 SEK betalt 2026-03-13, 0,00 SEK kvar.",
        f"Faktura 10002: 1{_NBSP}500,00 SEK betalt 2026-03-13, 0,00 SEK kvar.",
    ) == narrate.posted(told, "sv")
    assert (
        "Settlement set-1 is posted in part.",
        "Voucher settlement/set-1 on 2026-03-16: Settlement set-1.",
        "Account 1512, debit 2,690.00 SEK: Clearing with the agency.",
        "Account 1510, credit 1,250.00 SEK: Customer receivable, invoice 10001.",
        "Account 1510, credit 1,250.00 SEK: Customer receivable, invoice 10002.",
        "Account 2420, credit 250.00 SEK: Overpayment, invoice 10002.",
        "Account 2641, debit 60.00 SEK: Input VAT.",
        "Without an account: pay-3, 1.00 SEK; the books do not know invoice 10009.",
        "Left to post: settlement set-1/rest with a payout of 1.00 SEK.",
        "Difference: VAT, pay-1: stated 60.00 SEK, computed 50.00 SEK.",
        "The agency pays on another clearing account than that of the books; change one of them: 1514, 1512.",
        "VAT was deducted without a document of the agency; ask for it before claiming the VAT back: set-1.",
        "250.00 SEK more than the open amount was paid, and stands as an advance: 10002.",
        "Invoice 10001: 1,250.00 SEK paid on 2026-03-13, 0.00 SEK left.",
        "Invoice 10002: 1,500.00 SEK paid on 2026-03-13, 0.00 SEK left.",
    ) == narrate.posted(told, lang="en")


def test_a_settlement_that_is_posted_whole_is_acknowledged() -> None:
    """Nothing is left, so that the agency is told; in a closed period the true day is kept in the text."""
    told = post_settlement(
        _settlement(_payment("pay-1", "10001", 500_00)), _BOOKED, books=Books(closed_through=dt.date(2026, 3, 31))
    )
    assert (
        "Avräkning set-1 är bokförd.",
        "Verifikation settlement/set-1 den 2026-04-01: Avräkning set-1, avser 2026-03-16.",
        "Konto 1512, debet 500,00 SEK: Avräkning med inkassobolaget.",
        "Konto 1510, kredit 500,00 SEK: Kundfordran, faktura 10001.",
        "Perioden är stängd; verifikationen är daterad den första öppna dagen: settlement/set-1.",
        "Faktura 10001: 500,00 SEK betalt 2026-03-13, 750,00 SEK kvar.",
        "Till inkassobolaget: Kvittens på avräkningen set-1.",
    ) == narrate.posted(told, "sv")
    assert (
        "Voucher settlement/set-1 on 2026-04-01: Settlement set-1, for 2026-03-16.",
        "To the agency: Acknowledgement of settlement set-1.",
    ) == narrate.posted(told, "en")[1::5]


def test_a_held_settlement_tells_every_reason() -> None:
    """The payments too: each reason has its sentence, and nothing is posted."""
    unknown = Part(kind="Prov", amount=Money(2_00))
    told = post_settlement(
        _settlement(_payment("pay-1", "10001", 100_00, unknown), payout=Money(1)), _BOOKED, is_batch=False
    )
    assert (
        "Avräkning set-1 är inte bokförd.",
        "Hindrar bokföring: Inkassobolaget betalar inte samlat den dagen utan med referens: set-1.",
        "Hindrar bokföring: Utbetalningen är inte summan av betalningarna: set-1.",
        "Hindrar bokföring: Betalningen har ett avdrag eller tillägg av okänt slag: pay-1.",
    ) == narrate.posted(told, "sv")
    assert (
        "Settlement set-1 is not posted.",
        "Keeps it from being posted: The agency does not pay by batch on that day, but by reference: set-1.",
        "Keeps it from being posted: The payout is not the sum of the payments: set-1.",
        "Keeps it from being posted: The payment has a deduction or an addition of an unknown kind: pay-1.",
    ) == narrate.posted(told, lang="en")


_REFERENCE = ReferencePayment(payment_id="ref-1", booked_on=_DAY, parts=(("100016", Money(1)),))
_DIRECT = DirectPayment(payment_id="direct-1", invoice="10001", paid_on=_DAY, amount=Money(1))


@pytest.mark.parametrize(
    ("event", "says", "swedish", "english"),
    [
        pytest.param(_PAID, {"is_repeated": True}, "Avräkning set-1 är redan bokförd; inget är att göra.",
                     "Settlement set-1 was posted before; there is nothing to do.", id="repeated"),
        pytest.param(_PAID, {}, "Avräkning set-1 är bokförd.", "Settlement set-1 is posted.", id="nothing to enter"),
        pytest.param(_ROW, {"unmatched": (Unmatched("row-1", "", UnmatchedReason.OTHER_PAYER, Money(1)),)},
                     "Bankrad row-1 är inte bokförd.", "Bank row row-1 is not posted.", id="unmatched"),
        pytest.param(_REFERENCE, {"held": (Held("ref-1", ()),)},
                     "Inbetalning ref-1 är inte bokförd.", "Incoming payment ref-1 is not posted.", id="held"),
        pytest.param(_DIRECT, {}, "Direktbetalning direct-1 är bokförd.", "Direct payment direct-1 is posted.",
                     id="direct payment"),
    ],
)  # fmt: skip
def test_what_was_to_be_posted_is_named(event: Event, says: dict[str, Any], swedish: str, english: str) -> None:
    """The first sentence says what it was, and what became of it."""
    told = Posted(event=event, **says)
    assert (swedish, english) == (narrate.posted(told, "sv")[0], narrate.posted(told, "en")[0])


def test_money_that_went_back_is_said() -> None:
    """An amount below zero is said as what went back."""
    update = OpenItemUpdate(
        invoice="10001", paid_on=_DAY, amount=Money(-5_00), open_after=Money(9_00), source="set-1", payment_ids=("pay-1",)
    )  # fmt: skip
    told = Posted(event=_PAID, open_item_updates=(update,))
    assert "Faktura 10001: 5,00 SEK gick tillbaka 2026-03-16, 9,00 SEK kvar." == narrate.posted(told, "sv")[1]
    assert "Invoice 10001: 5.00 SEK went back on 2026-03-16, 9.00 SEK left." == narrate.posted(told, "en")[1]


@_EVERY_LANGUAGE
@pytest.mark.parametrize("reason", UnmatchedReason)
def test_why_a_payment_has_no_account_is_said(reason: UnmatchedReason, lang: str) -> None:
    """Whichever reason it is; the invoice is named where it is about one."""
    told = Posted(event=_PAID, unmatched=(Unmatched("pay-3", "10009", reason, Money(100)),))
    clause = words_in(lang).journal.unmatched[reason].format(invoice="10009")
    said = {"sv": f"Utan konto: pay-3, 1,00 SEK; {clause}.", "en": f"Without an account: pay-3, 1.00 SEK; {clause}."}
    assert said[lang] == narrate.posted(told, lang)[1]


@_EVERY_LANGUAGE
@pytest.mark.parametrize("code", DifferenceCode)
def test_both_figures_of_a_difference_are_said(code: DifferenceCode, lang: str) -> None:
    """What it is about, what was stated and what we compute."""
    told = Posted(event=_PAID, differences=(Difference(code, "pay-1", Money(2_00), Money(-2_01)),))
    name = words_in(lang).journal.differences[code]
    said = {
        "sv": f"Skillnad: {name}, pay-1: angivet 2,00 SEK, beräknat -2,01 SEK.",
        "en": f"Difference: {name}, pay-1: stated 2.00 SEK, computed -2.01 SEK.",
    }
    assert said[lang] == narrate.posted(told, lang)[1]


def test_why_a_voucher_is_not_reversed_is_said() -> None:
    """The reasons of a refused reversal have words too."""
    refused = reverse(_voucher(), on=dt.date(2026, 3, 15), among=(_voucher(reverses="v-1"),))
    assert not isinstance(refused, Voucher)
    assert ["Verifikationen är redan återförd: v-1.", "Dagen ligger före verifikationens: v-1."] == [
        narrate.hold(reason, "sv") for reason in refused.reasons
    ]
    assert "The voucher is reversed already." == narrate.hold(Reason("BA-2", "reversed_before"), lang="en")


# --- vouchers ---------------------------------------------------------------------------------------------------------
def _voucher(**says: Any) -> Voucher:
    plain: dict[str, Any] = {
        "voucher_id": "v-1",
        "dated_on": _DAY,
        "code": VoucherCode.SETTLEMENT,
        "subject": "set-1",
        "lines": (Line("1512", Money(1)), Line("1510", Money(-1))),
    }
    return Voucher(**(plain | says))


def test_a_line_in_another_currency_says_both_amounts() -> None:
    """Both stand without a sign: the side says it."""
    told = Line("1510", Money(-1_150_00), "10001", LineCode.CAPITAL, Money(-100_00, "EUR"))
    assert f"Konto 1510, kredit 1{_NBSP}150,00 SEK (100,00 EUR): Kundfordran, faktura 10001." == narrate.line(
        told, "sv"
    )
    assert "Account 1510, credit 1,150.00 SEK (100.00 EUR): Customer receivable, invoice 10001." == (
        narrate.line(told, lang="en")
    )


def test_free_text_of_a_host_is_exported_but_not_told() -> None:
    """It may name somebody."""
    told = Line("1930", Money(1), "10001", text="Prov Person")
    assert "Prov Person" == line_text(told, "sv")
    assert "Konto 1930, debet 0,01 SEK: övrigt." == narrate.line(told, "sv")
    assert "Account 1930, debit 0.01 SEK: other." == narrate.line(told, "en")
    assert "" == line_text(Line("1930", Money(1)), "en")


# fmt: off
@pytest.mark.parametrize(
    ("says", "swedish", "english"),
    [
        ({},                                                         "Avräkning set-1",                                     "Settlement set-1"),
        ({"code": VoucherCode.SETTLEMENT_EARLIER},                   "Avräkning set-1, betalt en tidigare månad",           "Settlement set-1, paid in an earlier month"),
        ({"code": VoucherCode.BANK_ROW, "subject": "row-1"},         "Bankrad row-1",                                       "Bank row row-1"),
        ({"code": VoucherCode.EXCHANGE, "subject": "row-1"},         "Kursdifferens, bankrad row-1",                        "Exchange difference, bank row row-1"),
        ({"code": VoucherCode.REFERENCE_PAYMENT, "subject": "r-1"},  "Inbetalning r-1",                                     "Incoming payment r-1"),
        ({"code": VoucherCode.DIRECT_PAYMENT, "subject": "d-1"},     "Direktbetalning d-1",                                 "Direct payment d-1"),
        ({"code": VoucherCode.REVERSAL, "reverses": "v-0"},          "Återföring av v-0",                                   "Reversal of v-0"),
        ({"code": VoucherCode.YEAR_END},                             "Avräkningskontot omfört vid årets slut",              "Clearing account moved at the end of the year"),
        ({"code": VoucherCode.YEAR_START},                           "Avräkningskontot återfört vid årets början",          "Clearing account moved back at the start of the year"),
        ({"happened_on": dt.date(2026, 2, 28)},                      "Avräkning set-1, avser 2026-02-28",                   "Settlement set-1, for 2026-02-28"),
    ],
)
def test_a_voucher_has_a_short_text(says: dict[str, Any], swedish: str, english: str) -> None:
    """For files and programs: what it is for, and the true day where it had to be dated later."""
    assert (swedish, english) == (voucher_text(_voucher(**says), "sv"), voucher_text(_voucher(**says), "en"))
# fmt: on


@_EVERY_LANGUAGE
@pytest.mark.parametrize("code", VoucherCode)
def test_texts_of_vouchers_are_short(code: VoucherCode, lang: str) -> None:
    """With the id of a settlement they fit into sixty characters."""
    assert 60 >= len(
        voucher_text(_voucher(code=code, subject="2026-03-16-1", reverses="settlement/2026-03-16-1"), lang)
    )


@_EVERY_LANGUAGE
@pytest.mark.parametrize("code", LineCode)
def test_a_line_has_a_short_text(code: LineCode, lang: str) -> None:
    """Whatever it is for: it begins with a capital, has sixty characters at most, and names its invoice."""
    text, plain = (line_text(Line("1510", Money(1), invoice, code), lang) for invoice in ("1234567890", None))
    name = words_in(lang).journal.lines[code]
    assert name[0].upper() + name[1:] == plain
    assert plain + {"sv": ", faktura 1234567890", "en": ", invoice 1234567890"}[lang] == text
    assert 60 >= len(plain)
    assert text.isprintable()


# --- the clearing account ---------------------------------------------------------------------------------------------
def _vouchers(*events: Settlement | BankRow) -> list[Voucher]:
    answers = (post_bank_row(one) if isinstance(one, BankRow) else post_settlement(one, _BOOKED) for one in events)
    return [voucher for answer in answers for voucher in answer.vouchers]


def test_the_clearing_account_is_told() -> None:
    """What stands on it, what waits since when, and what belongs together."""
    settled = _settlement(_payment("pay-1", "10001", 1_000_00))
    later = _settlement(_payment("pay-2", "10002", 1_250_00), settlement_id="set-2", settled_on=dt.date(2026, 3, 18))
    paid = BankRow(
        row_id="row-1", booked_on=dt.date(2026, 3, 17), amount=Money(1_000_00), counterparty=POLICY.agency_payer
    )
    alone = BankRow(
        row_id="row-2", booked_on=dt.date(2026, 3, 17), amount=Money(7_00), counterparty=POLICY.agency_payer
    )
    told = clear(clearing_items(_vouchers(settled, later, paid, alone)))
    assert (
        f"På avräkningskontot står 1{_NBSP}243,00 SEK.",
        "Bankrad row-2 den 2026-03-17 väntar på avräkning sedan 2 dagar: -7,00 SEK.",
        f"Avräkning set-2 den 2026-03-18 väntar på banken sedan 1 dag: 1{_NBSP}250,00 SEK.",
        "Hör ihop: set-1, row-1.",
    ) == narrate.clearing(told, as_of=dt.date(2026, 3, 19), lang="sv")
    assert (
        "The clearing account stands at 1,243.00 SEK.",
        "Bank row row-2 on 2026-03-17 has awaited its settlement for 2 days: -7.00 SEK.",
        "Settlement set-2 on 2026-03-18 has awaited the bank for 1 day: 1,250.00 SEK.",
        "Belong together: set-1, row-1.",
    ) == narrate.clearing(told, as_of=dt.date(2026, 3, 19), lang="en")


def test_what_is_still_open_is_told() -> None:
    """A row that names a settlement belongs to it, also where its amount is another one; its age is told."""
    settled = _settlement(_payment("pay-1", "10001", 1_000_00))
    paid = BankRow(
        row_id="row-1", booked_on=_DAY, amount=Money(990_00), counterparty=POLICY.agency_payer, reference="set-1"
    )
    told = clear(clearing_items(_vouchers(settled, paid), events=(settled, paid)))
    later = _DAY + dt.timedelta(days=3)
    assert (
        "Hör ihop: set-1, row-1; 10,00 SEK återstår att reda ut sedan 3 dagar."
        == narrate.clearing(told, as_of=later, lang="sv")[1]
    )
    assert (
        "Belong together: set-1, row-1; 10.00 SEK has been open for 3 days."
        == narrate.clearing(told, as_of=later, lang="en")[1]
    )


def test_a_difference_of_exchange_is_told() -> None:
    """In the currency of the payout nothing is open; in that of the books something is left."""
    lines = (Line("1512", Money(1_170_00), foreign=Money(100_00, "EUR")), Line("1510", Money(-1_170_00)))
    back = (Line("1930", Money(1_160_00)), Line("1512", Money(-1_160_00), foreign=Money(-100_00, "EUR")))
    row = _voucher(voucher_id="bank/row-1", subject="row-1", lines=back)
    told = clear(clearing_items((_voucher(lines=lines), row)))
    assert "Hör ihop: set-1, row-1; kursdifferensen är 10,00 SEK." == narrate.clearing(told, as_of=_DAY, lang="sv")[1]
    assert (
        "Belong together: set-1, row-1; the exchange difference is 10.00 SEK."
        == (narrate.clearing(told, as_of=_DAY, lang="en")[1])
    )


# --- privacy ----------------------------------------------------------------------------------------------------------
@_EVERY_LANGUAGE
@pytest.mark.parametrize("payer", [POLICY.agency_payer, "Hemligsson"])
def test_no_bank_row_shows_who_paid_or_why(payer: str, lang: str) -> None:
    """Neither the counterparty nor the reference of a row is in what is told of it, or in how it shows itself."""
    row = BankRow(row_id="row-1", booked_on=_DAY, amount=Money(1), counterparty=payer, reference="Hemligsson 1")
    told = post_bank_row(row)
    account = clear(clearing_items(told.vouchers, events=(row,)))
    shown = [repr(row), repr(told), repr(account), *narrate.posted(told, lang)]
    shown += narrate.clearing(account, as_of=_DAY, lang=lang)
    assert [] == [text for text in shown if "Hemligsson" in text]
    assert [] == [text for text in shown if POLICY.agency_payer in text]


@_EVERY_LANGUAGE
@pytest.mark.parametrize("reason", [UnmatchedReason.UNKNOWN_REFERENCE, UnmatchedReason.OTHER_PAYER])
def test_an_unknown_reference_is_not_told(reason: UnmatchedReason, lang: str) -> None:
    """It may be any text that somebody wrote."""
    told = Posted(event=_REFERENCE, unmatched=(Unmatched("ref-1", "", reason, Money(1), "Hemligsson 1"),))
    assert [] == [text for text in (repr(told), *narrate.posted(told, lang)) if "Hemligsson" in text]


@pytest.mark.parametrize(
    "say",
    [
        lambda lang: narrate.line(Line("1510", Money(1)), lang),
        lambda lang: narrate.voucher(_voucher(), lang),
        lambda lang: narrate.posted(Posted(event=_PAID), lang),
        lambda lang: narrate.hold(Reason("BA-2", "payout_differs"), lang),
        lambda lang: narrate.clearing(clear(()), as_of=_DAY, lang=lang),
        lambda lang: line_text(Line("1510", Money(1)), lang),
        lambda lang: voucher_text(_voucher(), lang),
    ],
)
def test_an_unknown_language_is_refused(say: Any) -> None:
    """Whatever is said of vouchers, it is said in a language that there is."""
    with pytest.raises(UnknownLanguageError):
        say("no")


def test_what_is_left_of_a_payment_by_reference_is_said() -> None:
    """By its id, in both languages."""
    told = Posted(event=_REFERENCE, rest=_REFERENCE)
    assert ("Kvar att bokföra: inbetalning ref-1.", "Left to post: incoming payment ref-1.") == tuple(
        narrate.posted(told, lang)[1] for lang in ("sv", "en")
    )
