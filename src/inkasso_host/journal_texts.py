"""
What the command says of journals, in English and Swedish.

What posting gives back has its words in the library; here is what frames it, and what is wrong with the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from inkasso_host import texts
from inkasso_host.camt_entries import CamtFault, CamtProblem
from inkasso_host.json_objects import JsonFault, JsonProblem
from inkasso_host.reading import ProblemCode
from inkasso_rules.ledger.sie import SieProblem, SieProblemCode

__all__ = ["bank_problem", "say", "settlement_problem", "sie_problem"]

_Pair = tuple[str, str]

# fmt: off
_TEXTS: Final[Mapping[str, _Pair]] = MappingProxyType({
    "vouchers":         ("{count} vouchers with {lines} lines", "{count} verifikationer med {lines} rader"),
    "page":             ("Vouchers", "Verifikationer"),
    "account":          ("Account", "Konto"),
    "text":             ("Text", "Text"),
    "debit":            ("Debit", "Debet"),
    "credit":           ("Credit", "Kredit"),
    "foreign":          ("Other currency", "Annan valuta"),
    "sum":              ("Sum", "Summa"),
    "dated":            ("{voucher_id}, {dated_on}", "{voucher_id}, {dated_on}"),
    "clearing":         ("The clearing account on {as_of}", "Avräkningskontot {as_of}"),
    "ledger":           ("{file}: {vouchers} vouchers", "{file}: {vouchers} verifikationer"),
    "known":            ("{count} invoices in the books; {rows} rows on receivable accounts without an invoice",
                         "{count} fakturor i bokföringen; {rows} rader på kundfordringskonton utan faktura"),
    "others":           ("{count} rows of the bank are not the agency's", "{count} bankrader är inte inkassobolagets"),
    "no_pdf":           ("no listing.pdf: {fault}", "ingen listing.pdf: {fault}"),
    "demo":             ("{settlements} settlements of the agency, {payments} payments",
                         "{settlements} avräkningar från inkassobolaget, {payments} betalningar"),
    # where something is wrong
    "at_line":          ("{file}, line {line}", "{file}, rad {line}"),
    "at_voucher":       ("{file}, line {line}, voucher {voucher}", "{file}, rad {line}, verifikation {voucher}"),
    "at_path":          ("{file}, {path}", "{file}, {path}"),
    "at_entry":         ("{file}, entry {entry} on line {line}", "{file}, post {entry} på rad {line}"),
})

_SIE: Final[Mapping[SieProblemCode, _Pair]] = MappingProxyType({
    SieProblemCode.AMOUNT:        ("an amount cannot be read; left out", "ett belopp kan inte läsas; utelämnat"),
    SieProblemCode.DATE:          ("a date cannot be read; left out", "ett datum kan inte läsas; utelämnat"),
    SieProblemCode.ACCOUNT:       ("an account is not a number; left out", "ett konto är inget nummer; utelämnat"),
    SieProblemCode.FIELDS:        ("the fields cannot be told apart; left out", "fälten kan inte skiljas åt; utelämnat"),
    SieProblemCode.UNBALANCED:    ("the voucher does not balance; left out", "verifikationen balanserar inte; utelämnad"),
    SieProblemCode.TRUNCATED:     ("the voucher does not end; left out", "verifikationen tar inte slut; utelämnad"),
    SieProblemCode.YEAR:          ("the voucher lies outside the fiscal years of the file; left out",
                                   "verifikationen ligger utanför filens räkenskapsår; utelämnad"),
    SieProblemCode.BRACES:        ("a brace is out of place; left out", "en klammer står fel; utelämnat"),
    SieProblemCode.OUTSIDE:       ("a row stands outside all vouchers; left out", "en rad står utanför alla verifikationer; utelämnad"),
    SieProblemCode.LABEL:         ("the line has no label; left out", "raden saknar etikett; utelämnad"),
    SieProblemCode.UTF_8:         ("the file is in UTF-8, not in code page 437", "filen är i UTF-8, inte i teckentabell 437"),
    SieProblemCode.WINDOWS_1252:  ("the file is in Windows-1252, not in code page 437",
                                   "filen är i Windows-1252, inte i teckentabell 437"),
    SieProblemCode.LETTERS:       ("some letters cannot be read", "vissa tecken kan inte läsas"),
    SieProblemCode.REGISTERED_ON: ("the day of entry cannot be read", "registreringsdagen kan inte läsas"),
    SieProblemCode.TYPE:          ("the file does not call itself type 4", "filen uppger inte typ 4"),
})

_BANK: Final[Mapping[CamtFault, _Pair]] = MappingProxyType({
    CamtFault.NOT_BOOKED: ("the bank has not booked it", "banken har inte bokfört den"),
    CamtFault.SUM:        ("its parts do not sum to it", "delarna summerar inte till den"),
    CamtFault.ACCOUNT:    ("it is on an account that was not named", "den ligger på ett konto som inte är angivet"),
    CamtFault.REVERSAL:   ("it takes back money that came in; the payment is to be reversed",
                           "den tar tillbaka pengar som kommit in; betalningen ska återföras"),
    CamtFault.ZERO:       ("a transaction moves nothing", "en transaktion flyttar inga pengar"),
})

_SETTLEMENT: Final[Mapping[JsonFault, _Pair]] = MappingProxyType({
    JsonFault.UNKNOWN_FIELD: ("is not known and not read", "är okänt och läses inte"),
    JsonFault.VERSION:       ("is not the version that is read: {detail}", "är inte den version som läses: {detail}"),
    JsonFault.CONFLICT:      ("has values that do not go together", "har värden som inte går ihop"),
})
# fmt: on


def say(key: str, lang: str, **facts: object) -> str:
    """Return one text in a language."""
    return _in(_TEXTS[key], lang).format(**facts)


def _in(pair: _Pair, lang: str) -> str:
    return pair[texts.LANGUAGES.index(lang)]


def sie_problem(file: str, found: SieProblem, lang: str) -> str:
    """Return what is wrong with a line of a SIE file."""
    key = "at_voucher" if found.voucher else "at_line"
    return f"{say(key, lang, file=file, line=found.line, voucher=found.voucher)}: {_in(_SIE[found.code], lang)}"


def bank_problem(file: str, found: CamtProblem, lang: str) -> str:
    """Return what is wrong with an entry of a bank file."""
    place = ", ".join(filter(None, (say("at_entry", lang, file=file, entry=found.entry, line=found.line), found.path)))
    code = found.code
    said = texts.fault(code, found.detail, lang) if isinstance(code, ProblemCode) else _in(_BANK[code], lang)
    return f"{place}: {said}"


def settlement_problem(file: str, found: JsonProblem, lang: str) -> str:
    """Return what is wrong with a place in a settlement."""
    place = say("at_path", lang, file=file, path=found.path) if found.path else file
    code = found.code
    if isinstance(code, ProblemCode):
        return f"{place}: {texts.fault(code, found.detail, lang)}"
    return f"{place}: {_in(_SETTLEMENT[code], lang).format(detail=found.detail)}"
