"""Bank notifications and statements: every amount is in a row or listed, and nothing hostile gets in."""

import datetime as dt
import pickle
import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkasso_host.camt import SUPPORTED, CamtReading, CamtVersionError, read_camt
from inkasso_host.camt_entries import CamtFault
from inkasso_host.elements import LEVELS_MAX, PathError
from inkasso_host.reading import ProblemCode, UnreadableFileError
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, ReferencePayment

_FILES: Final = Path(__file__).parent / "camt_files"
_NAMES: Final = ("camt053_v02", "camt053_v08", "camt054_v02", "camt054_v08")
_DAY: Final = dt.date(2026, 3, 2)
_IBAN: Final = "SE4550000000058398257466"


def _file(name: str) -> bytes:
    return (_FILES / f"{name}.xml").read_bytes()


def _a_document(*entries: str, message: str = "camt.054.001.08", account: str = f"<IBAN>{_IBAN}</IBAN>") -> bytes:
    """Return a document with entries, all on one line."""
    outer, inner = ("BkToCstmrStmt", "Stmt") if "053" in message else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{message}"><{outer}><{inner}><Id>N-1</Id>'
        f"<Acct><Id>{account}</Id></Acct>{''.join(entries)}</{inner}></{outer}></Document>"
    ).encode()


def _an_entry(content: str = "", amount: str = "10.00", **changes: str) -> str:
    """Return a booked credit of 2 March with some parts changed; an empty one is left out."""
    parts = {
        "amount": f'<Amt Ccy="SEK">{amount}</Amt>',
        "sign": "<CdtDbtInd>CRDT</CdtDbtInd>",
        "status": "<Sts><Cd>BOOK</Cd></Sts>",
        "day": "<BookgDt><Dt>2026-03-02</Dt></BookgDt>",
        "reference": "<AcctSvcrRef>B-1</AcctSvcrRef>",
    }
    return f"<Ntry>{''.join({**parts, **changes}.values())}{content}</Ntry>"


def _details(*transactions: str) -> str:
    return "<NtryDtls>" + "".join(f"<TxDtls>{one}</TxDtls>" for one in transactions) + "</NtryDtls>"


def _amount(amount: str, currency: str = "SEK") -> str:
    return f'<Amt Ccy="{currency}">{amount}</Amt>'


def _ref(reference: str, amount: str = "") -> str:
    stated = f"<RfrdDocAmt>{amount}</RfrdDocAmt>" if amount else ""
    return f"<Strd>{stated}<CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>"


def _paid(amount: str) -> str:
    return f'<RmtdAmt Ccy="SEK">{amount}</RmtdAmt>'


def _told(reading: CamtReading) -> list[tuple[int, str, str, str, bool]]:
    return [(one.entry, one.path, one.code.value, one.detail, one.is_read) for one in reading.problems]


def _check(reading: CamtReading) -> None:
    """Every entry has rows or says why not; every payment is a row that came in, and all of it."""
    refused = {problem.entry for problem in reading.problems if not problem.is_read}
    assert len(reading.rows) >= reading.entries - len(refused)
    rows = {row.row_id: row for row in reading.rows}
    assert len(rows) == len(reading.rows)
    for payment in reading.payments:
        row = rows[payment.payment_id]
        assert row.amount == sum((amount for _, amount in payment.parts), Money.zero(row.amount.currency))
        assert row.amount.minor > 0


# --- what is read -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("version", ["02", "08"])
def test_two_payments_in_one_entry_keep_reference_and_amount(version: str) -> None:
    """A batch of 1 970 kronor is two rows and two payments, in both versions, to the last field."""
    reading = read_camt(_file(f"camt054_v{version}"))
    first = BankRow(
        row_id="BATCH-17-1",
        booked_on=_DAY,
        amount=Money.of("1250.00"),
        counterparty="Provkund Ett AB",
        reference="0012345674",
    )
    second = BankRow(
        row_id="BATCH-17-2",
        booked_on=_DAY,
        amount=Money.of("720.00"),
        counterparty="Provkund Två",
        reference="faktura F1002",
    )
    payments = (
        ReferencePayment(
            payment_id="BATCH-17-1",
            booked_on=_DAY,
            parts=(("0012345674", Money.of("1250.00")),),
            paid_on=dt.date(2026, 2, 28),
        ),
        ReferencePayment(payment_id="BATCH-17-2", booked_on=_DAY, parts=(("faktura F1002", Money.of("720.00")),)),
    )
    assert CamtReading(rows=(first, second), payments=payments, problems=(), entries=1) == reading


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_statement_has_the_payout_and_what_is_not_booked(version: str) -> None:
    """In kronor and in euro, a charge out, and an entry that is pending."""
    reading = read_camt(_file(f"camt053_v{version}"), accounts={_IBAN: "1930"})
    assert [
        ("KR-1", Money.of("1190.00"), "KRAVIA AB", "S-2026-03-02", None, "1930"),
        ("KR-2", Money.of("1142.10"), "Kravia AB", "", Money.of("100.00", "EUR"), "1930"),
        (reading.rows[2].row_id, Money.of("-99.50"), "", "Bankavgift", None, "1930"),
    ] == [(r.row_id, r.amount, r.counterparty, r.reference, r.original, r.account) for r in reading.rows]
    assert re.fullmatch("camt-[0-9a-f]{24}", reading.rows[2].row_id)
    assert {dt.date(2026, 3, 3)} == {row.booked_on for row in reading.rows}
    assert [(4, "Sts", "not_booked", "PDNG", False)] == _told(reading)
    assert [57] == [problem.line for problem in reading.problems]


_MARK: Final = "<RmtInf>{}</RmtInf>"

# fmt: off
_PAYMENTS: Final = (
    # what is stated with 10.00 kronor                                     what is paid, by reference
    (_ref("0017"),                                                         (("0017", "10.00"),)),
    (_ref("RF18539007547034"),                                             (("RF18539007547034", "10.00"),)),
    (_ref("17", _paid("10.00")),                                           (("17", "10.00"),)),
    (_ref("17", _paid("4.00")) + _ref("18", _paid("6.00")),                (("17", "4.00"), ("18", "6.00"))),
    (_ref("17", _paid("4.00")) + _ref("17", _paid("6.00")),                (("17", "4.00"), ("17", "6.00"))),
    (_ref("17", _paid("12.50")) + _ref("K9", '<CdtNoteAmt Ccy="SEK">2.50</CdtNoteAmt>'), (("17", "12.50"), ("K9", "-2.50"))),
    ("<Strd><RfrdDocInf><Nb>F1</Nb></RfrdDocInf></Strd>",                  (("F1", "10.00"),)),
    ("<Ustrd>F1</Ustrd>" + _ref("17"),                                     (("17", "10.00"),)),
    ("<Ustrd> F1 </Ustrd><Ustrd>och F2</Ustrd>",                           (("F1 och F2", "10.00"),)),
    ("<Ustrd> </Ustrd><Strd/>",                                            None),
    ("",                                                                   None),
)
_SPLITS: Final = (
    # references whose amounts do not say all of 10.00 kronor
    _ref("17", _paid("9.99")),
    _ref("17") + _ref("18"),
    _ref("17", _paid("10.00")) + _ref("18"),
    _ref("17", _paid("4.00")) + _ref("18", _paid("6.01")),
    _ref("17", '<RmtdAmt Ccy="EUR">10.00</RmtdAmt>'),
    "<Strd><RfrdDocInf><Nb>F1</Nb></RfrdDocInf><RfrdDocInf><Nb>F2</Nb></RfrdDocInf></Strd>",
)
# fmt: on


@pytest.mark.parametrize(("stated", "parts"), _PAYMENTS)
def test_what_a_payment_pays(stated: str, parts: tuple[tuple[str, str], ...] | None) -> None:
    """A structured reference goes before free text; several have an amount each."""
    reading = read_camt(_a_document(_an_entry(_details(_MARK.format(stated)))))
    expected = [] if parts is None else [tuple((reference, Money.of(amount)) for reference, amount in parts)]
    assert expected == [payment.parts for payment in reading.payments]
    assert ([("B-1", Money.of("10.00"))], ()) == ([(r.row_id, r.amount) for r in reading.rows], reading.problems)


@pytest.mark.parametrize("stated", _SPLITS)
def test_a_payment_that_does_not_say_what_it_pays_is_a_row_and_listed(stated: str) -> None:
    """No split is guessed."""
    reading = read_camt(_a_document(_an_entry(_details(_MARK.format(stated)))))
    assert ([Money.of("10.00")], ()) == ([row.amount for row in reading.rows], reading.payments)
    assert [(1, "NtryDtls/TxDtls[1]/RmtInf/Strd/RfrdDocAmt", "sum", "10.00 SEK", True)] == _told(reading)


_IN: Final = (
    "<RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><Cdtr><Nm>Paid</Nm></Cdtr></RltdPties><RmtInf><Ustrd>F1</Ustrd></RmtInf>"
)
_OUT: Final = "<CdtDbtInd>DBIT</CdtDbtInd>"


@pytest.mark.parametrize(
    ("sign", "reversal", "amount", "who", "row_id", "payments", "problems"),
    [
        ("CRDT", "", "10.00", "Payer", "B-1", 1, []),
        ("CRDT", "false", "10.00", "Payer", "B-1", 1, []),
        ("DBIT", "", "-10.00", "Paid", "B-1", 0, []),
        ("DBIT", "true", "-10.00", "Payer", "B-1/reversal", 0, ["reversal"]),
        ("CRDT", "true", "10.00", "Paid", "B-1/reversal", 0, []),
    ],
)
def test_the_sign_is_as_the_bank_says_also_of_a_reversal(
    sign: str, reversal: str, amount: str, who: str, row_id: str, payments: int, problems: list[str]
) -> None:
    """A reversal has the parties of what it takes back; only money that came in is a payment."""
    indicator = f"<RvslInd>{reversal}</RvslInd>" if reversal else ""
    entry = _an_entry(indicator + _details(_IN), sign=f"<CdtDbtInd>{sign}</CdtDbtInd>")
    reading = read_camt(_a_document(entry))
    assert [(row_id, Money.of(amount), who)] == [(r.row_id, r.amount, r.counterparty) for r in reading.rows]
    assert (payments, problems) == (len(reading.payments), [one.code.value for one in reading.problems])


def test_a_deduction_inside_a_batch_counts_against_it() -> None:
    """1 000 in and 400 out are an entry of 600; the second is no payment."""
    parts = (_amount("1000.00") + _IN, _amount("400.00") + _OUT + _IN)
    reading = read_camt(_a_document(_an_entry(_details(*parts), amount="600.00")))
    assert [("B-1/1", "1000.00 SEK"), ("B-1/2", "-400.00 SEK")] == [(r.row_id, str(r.amount)) for r in reading.rows]
    assert (["B-1/1"], ()) == ([payment.payment_id for payment in reading.payments], reading.problems)


def test_a_transaction_of_nothing_is_listed_and_the_others_stand() -> None:
    """Some banks add further references with the amount zero."""
    reading = read_camt(_a_document(_an_entry(_details(_amount("10.00"), _amount("0.00")))))
    assert ["B-1/1"] == [row.row_id for row in reading.rows]
    assert [(1, "Amt", "zero", "", True)] == _told(reading)
    assert [(1, "Amt", "zero", "", False)] == _told(read_camt(_a_document(_an_entry(amount="0.00"))))


def test_a_euro_payment_keeps_its_amount_and_its_sign() -> None:
    """Stated with the transaction, in whichever place; on the way out it is below zero."""
    inner = f"<AmtDtls><InstdAmt>{_amount('7.00', 'EUR')}</InstdAmt></AmtDtls>"
    outer = f"<AmtDtls><TxAmt>{_amount('7.00', 'EUR')}</TxAmt></AmtDtls>"
    for content, sign in ((inner, 1), (outer, 1), (inner, -1)):
        entry = _an_entry(_details(content), sign=f"<CdtDbtInd>{'CRDT' if sign > 0 else 'DBIT'}</CdtDbtInd>")
        (row,) = read_camt(_a_document(entry)).rows
        assert (sign * Money.of("10.00"), sign * Money.of("7.00", "EUR")) == (row.amount, row.original)
    same = f"<AmtDtls><InstdAmt>{_amount('12.00')}</InstdAmt></AmtDtls>"
    assert [None] == [row.original for row in read_camt(_a_document(_an_entry(_details(same)))).rows]


# --- ids --------------------------------------------------------------------------------------------------------------
def test_ids_of_transactions_are_the_banks_where_each_has_its_own() -> None:
    """Else they are numbered within the entry."""

    def ids(*stated: str, outer: str = "<AcctSvcrRef>B-1</AcctSvcrRef>") -> list[str]:
        parts = [f"<Refs><AcctSvcrRef>{one}</AcctSvcrRef></Refs>{_amount('5.00')}" for one in stated]
        entry = _an_entry(_details(*parts), amount=f"{5 * len(stated)}.00", reference=outer)
        return [row.row_id for row in read_camt(_a_document(entry)).rows]

    assert ["T1", "T2"] == ids("T1", "T2")
    assert ["B-1/1", "B-1/2"] == ids("T1", "T1") == ids("T1", "")
    assert (["B-1"], ["T1"]) == (ids("T1"), ids("T1", outer=""))


def test_without_a_reference_of_the_bank_ids_are_stable_and_apart() -> None:
    """The same file gives the same ids; two equal payments of one day are two; another account has others."""
    bare = _an_entry(reference="")
    first, second = (row.row_id for row in read_camt(_a_document(bare, bare)).rows)
    assert f"{first}-2" == second
    assert first == read_camt(_a_document(bare)).rows[0].row_id
    assert first != read_camt(_a_document(bare, account="<Othr><Id>1</Id></Othr>")).rows[0].row_id
    assert first != read_camt(_a_document(_an_entry(reference="", amount="10.01"))).rows[0].row_id


def test_an_id_that_comes_twice_is_listed() -> None:
    """The same again is the same money; two that differ are both refused."""
    same = read_camt(_a_document(_an_entry(), _an_entry(), _an_entry()))
    assert (1, [2, 3]) == (len(same.rows), [problem.entry for problem in same.problems])
    unlike = read_camt(_a_document(_an_entry(), _an_entry(amount="11.00"), _an_entry(reference="")))
    doubled = [(1, "AcctSvcrRef", "doubled", "B-1", False), (2, "AcctSvcrRef", "doubled", "B-1", False)]
    assert (1, doubled) == (len(unlike.rows), _told(unlike))
    reversed_ = read_camt(_a_document(_an_entry(), _an_entry("<RvslInd>true</RvslInd>", sign=_OUT)))
    assert ["B-1", "B-1/reversal"] == [row.row_id for row in reversed_.rows]


def test_an_account_that_was_not_named_is_listed() -> None:
    """Its entries would be posted on the wrong bank account."""
    document = _a_document(_an_entry(), account="<Othr><Id>12 34</Id></Othr>")
    assert ["1940"] == [row.account for row in read_camt(document, accounts={"1234": "1940"}).rows]
    assert [None] == [row.account for row in read_camt(document).rows]
    refused = read_camt(document, accounts={_IBAN: "1930"})
    assert ((), [(1, "", "account", "", False)]) == (refused.rows, _told(refused))


# --- what cannot be read ----------------------------------------------------------------------------------------------
_TWO: Final = _details(_amount("4.00"), _amount("5.00"))
_NO_SPLIT: Final = _details(_amount("4.00"), "")

# fmt: off
_FAULTS: Final[tuple[tuple[str, str, str, str], ...]] = (
    # entry                                                               path                     code           detail
    (_an_entry(amount="10.000"),                                          "Amt",                     "decimals",     "2, SEK"),
    (_an_entry(amount="+10.00"),                                          "Amt",                     "amount",       "1250.50"),
    (_an_entry(amount="-10.00"),                                          "Amt",                     "amount",       "1250.50"),
    (_an_entry(amount="1e3"),                                             "Amt",                     "amount",       "1250.50"),
    (_an_entry(amount="10,00"),                                           "Amt",                     "amount",       "1250.50"),
    (_an_entry(amount="9" * 31),                                          "Amt",                     "amount",       "1250.50"),
    (_an_entry(amount=""),                                                "Amt",                     "missing",      ""),
    (_an_entry(content=_amount("10.00")),                                 "Amt",                     "doubled",      ""),
    (_an_entry().replace(' Ccy="SEK"', ""),                               "Amt/@Ccy",                "missing",      ""),
    (_an_entry().replace("SEK", "SKR"),                                   "Amt/@Ccy",                "currency",     "ISO 4217"),
    (_an_entry().replace(_amount("10.00"), ""),                           "Amt",                     "missing",      ""),
    (_an_entry(sign=""),                                                  "CdtDbtInd",               "missing",      ""),
    (_an_entry(sign="<CdtDbtInd>C</CdtDbtInd>"),                          "CdtDbtInd",               "unknown_code", "CRDT, DBIT"),
    (_an_entry("<RvslInd>kanske</RvslInd>"),                              "RvslInd",                 "yes_no",       "yes, no, true, false, 1, 0"),
    (_an_entry(status=""),                                                "Sts",                     "missing",      ""),
    (_an_entry(status="<Sts>PDNG</Sts>"),                                 "Sts",                     "not_booked",   "PDNG"),
    (_an_entry(status="<Sts><Cd>INFO</Cd></Sts>"),                        "Sts",                     "not_booked",   "INFO"),
    (_an_entry(status="<Sts><Prtry>Namn</Prtry></Sts>"),                  "Sts",                     "not_booked",   ""),
    (_an_entry(status="<Sts>Namn</Sts>"),                                 "Sts",                     "not_booked",   ""),
    (_an_entry(day=""),                                                   "BookgDt",                 "missing",      ""),
    (_an_entry(day="<BookgDt><Dt>2026-02-29</Dt></BookgDt>"),             "BookgDt/Dt",              "date",         "YYYY-MM-DD"),
    (_an_entry(day="<BookgDt><DtTm>260302</DtTm></BookgDt>"),             "BookgDt/DtTm",            "date",         "YYYY-MM-DD"),
    (_an_entry(reference=f"<AcctSvcrRef>{'x' * 41}</AcctSvcrRef>"),       "AcctSvcrRef",             "text",         "40"),
    (_an_entry(_TWO),                                                     "Amt",                     "sum",          "9.00 SEK, 10.00 SEK"),
    (_an_entry(_details(_amount("9.99"))),                                "Amt",                     "sum",          "9.99 SEK, 10.00 SEK"),
    (_an_entry(_NO_SPLIT),                                                "NtryDtls/TxDtls[2]/Amt",  "missing",      ""),
    (_an_entry(_details(_amount("4.00"), _amount("1.00", "EUR"))),        "NtryDtls/TxDtls[2]/Amt",  "missing",      ""),
    (_an_entry(_details(_amount("10.001"))),                              "NtryDtls/TxDtls[1]/Amt",  "decimals",     "2, SEK"),
)
# fmt: on


@pytest.mark.parametrize(("entry", "path", "code", "detail"), _FAULTS)
def test_an_entry_that_cannot_be_read_is_listed_and_its_neighbour_is_read(
    entry: str, path: str, code: str, detail: str
) -> None:
    """With its number, the place in it and the reason; the texts of the file are not repeated."""
    reading = read_camt(_a_document(entry, _an_entry(reference="<AcctSvcrRef>B-2</AcctSvcrRef>")))
    assert [(1, path, code, detail, False)] == _told(reading)
    assert (["B-2"], (), 2) == ([row.row_id for row in reading.rows], reading.payments, reading.entries)


@pytest.mark.parametrize("day", ["2026-03-02Z", "2026-03-02+01:00", " 2026-03-02 "])
def test_a_day_may_bear_a_zone(day: str) -> None:
    """It is the bank's day, in the bank's zone."""
    entry = _an_entry(day=f"<BookgDt><Dt>{day}</Dt></BookgDt>")
    assert [_DAY] == [row.booked_on for row in read_camt(_a_document(entry)).rows]


# --- the file as a whole ----------------------------------------------------------------------------------------------
_BOMB: Final = (
    b'<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 30))
    + b"]><Document>&a29;</Document>"
)
_OUTSIDE: Final = b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document>&x;</Document>'
_GOOD: Final = _a_document(_an_entry())

# fmt: off
_UNREADABLE: Final = (
    # file                                                          message
    (b"",                                                           "is not XML (line 1); wanted a whole XML document."),
    (b"not xml",                                                    "is not XML (line 1); wanted a whole XML document."),
    (b"\xff\xfe\x00",                                               "is not XML (line 1); wanted a whole XML document."),
    (_GOOD[:-20],                                                   "is not XML (line 1); wanted a whole XML document."),
    (_GOOD + b"<x/>",                                               "is not XML (line 1); wanted a whole XML document."),
    (b"<Document>&a;</Document>",                                   "is not XML (line 1); wanted a whole XML document."),
    (_BOMB,                                                         "has a document type (line 1); wanted XML without one, for its entities may grow without bounds."),
    (_OUTSIDE,                                                      "has a document type (line 1); wanted XML without one, for its entities may grow without bounds."),
    (b"<a>" * 10**5,                                                f"has elements in elements without end (line 1); wanted at most {LEVELS_MAX} levels."),
    (b'<?xml version="1.0" encoding="utf-7"?><Document/>',          "states an encoding that is not known here (line 1); wanted iso-8859-1, us-ascii, utf-16, utf-8, windows-1252."),
    (b" " * 2001,                                                   "has 2001 bytes; wanted at most 2000."),
    (_a_document(_an_entry()).replace(b"Ntfctn>", b"Rpt>"),         "holds no statement and no notification; wanted Stmt or Ntfctn with entries."),
)
# fmt: on


@pytest.mark.parametrize(("source", "message"), _UNREADABLE)
def test_a_file_that_is_no_harmless_xml_is_refused_whole(source: bytes, message: str) -> None:
    """At once, with a typed error that repeats nothing of it."""
    limit = 2000 if source.isspace() else 10**6
    with pytest.raises(UnreadableFileError) as caught:
        read_camt(source, file="a.xml", bytes_max=limit)
    assert f"a.xml {message}" == str(caught.value)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (_a_document(message="camt.054.001.03"), "camt.054.001.03"),
        (_a_document(message="pain.001.001.03"), "pain.001.001.03"),
        (_a_document(message="ProvkundAB"), "no message of ISO 20022"),
        (b"<html/>", "no message of ISO 20022"),
        (_GOOD.replace(b"Document", b"Dokument"), "camt.054.001.08"),
    ],
)
def test_another_message_is_refused_with_what_is_read(source: bytes, found: str) -> None:
    """The sentence names the four that are read, also after pickling."""
    with pytest.raises(CamtVersionError) as caught:
        read_camt(source, file="a.xml")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes.
    assert f"a.xml is {found}; wanted one of {', '.join(SUPPORTED)}." == str(caught.value) == str(again)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_swedish_letters_in_every_encoding_that_banks_use(encoding: str) -> None:
    """As the file states it."""
    text = _a_document(_an_entry(_details(_IN.replace("Payer", "Åke Öberg")))).decode()
    source = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    assert ["Åke Öberg"] == [row.counterparty for row in read_camt(source).rows]


def test_elements_of_another_namespace_do_not_count() -> None:
    """A bank's own additions cannot change an amount."""
    entry = _an_entry('<x:Amt xmlns:x="urn:prov" Ccy="SEK">99.00</x:Amt><Other><Amt Ccy="SEK">1.00</Amt></Other>')
    assert [Money.of("10.00")] == [row.amount for row in read_camt(_a_document(entry)).rows]


def test_nothing_that_is_shown_names_a_person() -> None:
    """Neither a reading nor its problems."""
    faulty = _an_entry(_details(_IN), amount="Payer", reference="<AcctSvcrRef>B-2</AcctSvcrRef>")
    reading = read_camt(_a_document(_an_entry(_details(_IN)), faulty))
    assert (1, 1) == (len(reading.rows), len(reading.problems))
    assert "Payer" not in repr(reading)
    error = PathError("Amt", ProblemCode.MISSING)
    assert str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes.


# --- many -------------------------------------------------------------------------------------------------------------
@settings(max_examples=50)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 10**12), st.sampled_from(["CRDT", "DBIT"])), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(SUPPORTED),
)
def test_rows_sum_to_the_entries(entries: list[list[tuple[int, str]]], message: str) -> None:
    """Whatever the bank puts together, in every message."""
    written, expected = [], []
    for number, parts in enumerate(entries):
        minors = [minor if sign == "CRDT" else -minor for minor, sign in parts]
        total = sum(minors)
        details = _details(
            *(
                f"{_amount(str(Money(abs(m)).decimal))}<CdtDbtInd>{sign}</CdtDbtInd>"
                for m, (_, sign) in zip(minors, parts, strict=True)
            )
        )
        changes: dict[str, Any] = {
            "sign": f"<CdtDbtInd>{'CRDT' if total >= 0 else 'DBIT'}</CdtDbtInd>",
            "reference": f"<AcctSvcrRef>B-{number}</AcctSvcrRef>",
        }
        written.append(_an_entry(details, amount=str(Money(abs(total)).decimal), **changes))
        expected += minors
    reading = read_camt(_a_document(*written, message=message))
    _check(reading)
    assert (expected, ()) == ([row.amount.minor for row in reading.rows], reading.problems)


def _broken(draw: random.Random, source: bytes) -> bytes:
    """Change one to four bytes: mostly of a text, into signs of a text; else few files would still be XML."""
    broken = bytearray(source)
    texts = [place for match in re.finditer(rb">([^<>\s][^<>]*)<", source) for place in range(*match.span(1))]
    for _ in range(draw.randint(1, 4)):
        if draw.random() < 0.9:
            broken[draw.choice(texts)] = draw.choice(b"0123456789.-ACDRTX ")
        else:
            broken[draw.randrange(len(broken))] = draw.randrange(256)
    return bytes(broken)


def _stated(source: bytes, left_out: frozenset[int]) -> Counter[str]:
    """Return what the entries come to, as another parser finds them: minor units by currency."""
    found: Counter[str] = Counter()
    for number, entry in enumerate(ET.fromstring(source).iterfind(".//{*}Ntry"), start=1):  # noqa: S314 - our own.
        amount, sign = entry.find("{*}Amt"), entry.findtext("{*}CdtDbtInd", "").strip()
        if amount is not None and number not in left_out:
            minor = int(Decimal((amount.text or "").strip()).scaleb(2))
            found[amount.attrib["Ccy"]] += {"CRDT": minor, "DBIT": -minor}[sign]
    return found


def _outcome(source: bytes) -> str:
    """Read a file and tell how it went; every amount is in a row, or its entry is listed with its line."""
    try:
        reading = read_camt(source, file="bank.xml")
    except (UnreadableFileError, CamtVersionError) as error:
        is_told = re.match(r"bank\.xml (.*\(line \d+\); wanted |is .*; wanted one of camt|holds no state)", str(error))
        return "refused" if is_told else str(error)
    _check(reading)
    before = [source[: match.start()] for match in re.finditer(rb"<Ntry>", source)]
    lines = [1 + len(re.findall(rb"\r\n?|\n", part)) for part in before]
    assert len(lines) == reading.entries
    assert [lines[one.entry - 1] for one in reading.problems] == [one.line for one in reading.problems]
    refused = frozenset(one.entry for one in reading.problems if not one.is_read)
    read: Counter[str] = Counter()
    for row in reading.rows:
        read[row.amount.currency] += row.amount.minor
    assert _stated(source, refused) == read
    return "read in part" if refused else "read"


def _outcomes(files: int, seed: int) -> Counter[str]:
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret.
    sources = [_file(name) for name in _NAMES]
    return Counter(_outcome(_broken(draw, draw.choice(sources))) for _ in range(files))


def test_two_hundred_files_with_broken_bytes() -> None:
    """Each is read, read in part or refused, and what it states is counted to the öre."""
    assert {"read": 58, "read in part": 112, "refused": 30} == _outcomes(200, seed=5)


@pytest.mark.proof
def test_a_hundred_thousand_files_with_broken_bytes() -> None:
    """The same for long; nothing else happens."""
    assert {"read", "read in part", "refused"} == set(_outcomes(100_000, seed=6))


def test_every_fault_occurs_in_these_tests() -> None:
    """No code is there for nothing."""
    listed = {code for _, _, code, _ in _FAULTS} | {"zero", "account", "reversal"}
    assert set(CamtFault) <= listed
    assert attrs.fields_dict(CamtReading).keys() == {"rows", "payments", "problems", "entries"}
