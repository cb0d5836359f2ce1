"""
What the command line says of itself, in English and Swedish.

Reasons, facts, ways and heads of columns have their words in the library, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from inkasso_host.reading import Assumed, Problem, ProblemCode
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End
from inkasso_rules.model.money import Money
from inkasso_rules.words import phrasing, words_in

__all__ = ["LANGUAGES", "amount", "assumption", "fault", "head", "problem", "say", "stage", "way", "yes_no"]

LANGUAGES: Final = ("en", "sv")

# fmt: off
_TEXTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "title":          ("{file}: {rows} rows, judged on {as_of}", "{file}: {rows} rader, bedömda {as_of}"),
    "from":           ("from {day}", "från {day}"),
    "count":          ("Invoices", "Fakturor"),
    "eligible":       ("{way}: {eligible} of {judged} may go", "{way}: {eligible} av {judged} får överföras"),
    "sum":            ("together", "tillsammans"),
    "nothing":        ("nothing", "inget"),
    "next_day":       ("next day: {day}, {count} more invoices", "nästa dag: {day}, ytterligare {count} fakturor"),
    "no_next_day":    ("no more become eligible by time alone", "inga fler blir möjliga bara av att tiden går"),
    "nearly":         ("only one reason left, which can be mended", "bara ett hinder kvar, som går att åtgärda"),
    "and_more":       ("and {count} more", "och {count} till"),
    "notes":          ("Worth knowing about those that may go", "Att observera om dem som får överföras"),
    "marked":         ("* has something worth knowing; --explain NUMBER tells what",
                       "* har något att observera; --explain NUMMER visar vad"),
    "more_rows":      ("{count} more invoices are not shown: --all shows all of them, --format csv or json has them all",
                       "ytterligare {count} fakturor visas inte: --all visar alla, --format csv eller json har alla"),
    "no_invoices":    ("no invoices", "inga fakturor"),
    "differs":        ("the answers differ for {count} invoices", "svaren skiljer sig åt för {count} fakturor"),
    "only_manual":    ("{count} may go by hand only; what keeps them from automatic transfer",
                       "{count} får bara överföras manuellt; det som hindrar automatisk överföring"),
    "only_automatic": ("{count} may go automatically only; what keeps them from transfer by hand",
                       "{count} får bara överföras automatiskt; det som hindrar manuell överföring"),
    "problems":       ("{rows} rows could not be read; {notes} faults besides",
                       "{rows} rader kunde inte läsas; därutöver {notes} fel"),
    "problem_row":    ("row {row}", "rad {row}"),
    "judged_without": (" (judged without it)", " (bedömd utan det)"),
    "assumed":        ("not in the file, and supplied", "finns inte i filen utan har tillagts"),
    "assumed_value":  ("{fields}: {value} on every row", "{fields}: {value} på varje rad"),
    "assumed_none":   ("{fields}: not known on any row", "{fields}: okänt på varje rad"),
    "assumed_column": ("{fields}: concluded from {column}", "{fields}: härlett ur {column}"),
    "unused":         ("columns that nothing reads: {columns}", "kolumner som inget läser: {columns}"),
    "stand_in":       ("no settings given: judged for a company with the service in use and automatic transfer of everything",
                       "inga inställningar angivna: bedömt för ett företag som har aktiverat tjänsten och överför allt automatiskt"),
    "no_invoice":     ("no invoice that could be read has the number {number}",
                       "ingen läsbar faktura har numret {number}"),
    "warns":          ("note", "observera"),
    "written":        ("results in {folder}", "resultat i {folder}"),
    "reading":        ("reading", "läser"),
    "judging":        ("judging", "bedömer"),
    # the year of the demo
    "year":           ("{count} cases, transferred on {first_on} and followed to {last_on}",
                       "{count} ärenden, överförda {first_on} och följda till {last_on}"),
    "overview":       ("Overview on {as_of}: {count} overdue or transferred invoices",
                       "Översikt {as_of}: {count} förfallna eller överförda fakturor"),
    "played":         ("The agency is played by a script; nothing was transferred after {first_on}.",
                       "Inkassobolaget spelas av ett manus; inget överfördes efter {first_on}."),
    "unnamed":        ("Debtors' names and personal numbers are not shown.",
                       "Gäldenärers namn och personnummer visas inte."),
    "cases":          ("Cases", "Ärenden"),
    "marks":          ("Red marks", "Röda markeringar"),
    "breaches":       ("Breaches", "Avvikelser"),
    "corrections":    ("Corrected by what was learned late", "Rättat av det som blev känt sent"),
    "left_out":       ("{count} invoices are not in the list", "{count} fakturor finns inte i listan"),
    "why_left_out":   ("Why", "Varför"),
    "number":         ("Invoice number", "Fakturanummer"),
    "debtor_number":  ("Organisation number", "Organisationsnummer"),
    "open_as_of":     ("Stands for", "Avser"),
    "transferred_on": ("Transferred", "Överförd"),
    "stage":          ("Stage", "Skede"),
    "happened":       ("What happened", "Det som hände"),
    "by_agency":      ("by the agency", "av inkassobolaget"),
    "coming":         ("What may come next", "Det som kan följa"),
    "documents":      ("Documents", "Dokument"),
    "portal":         ("the case in the portal", "ärendet i kundportalen"),
})

_PROBLEMS: Final[Mapping[ProblemCode, tuple[str, str]]] = MappingProxyType({
    ProblemCode.ENCODING:      ("is not text in {detail}", "är inte text i {detail}"),
    ProblemCode.CELL_COUNT:    ("cells found and wanted: {detail}", "antal celler funna och väntade: {detail}"),
    ProblemCode.QUOTES:        ("quotation marks do not pair up", "citattecken bildar inte par"),
    ProblemCode.NOT_AN_OBJECT: ("is of type {detail}, not an object", "är av typen {detail}, inte ett objekt"),
    ProblemCode.MISSING:       ("is missing {detail}", "saknas {detail}"),
    ProblemCode.TYPE:          ("has a value of type {detail}", "har ett värde av typen {detail}"),
    ProblemCode.TEXT:          ("is longer than {detail} characters or has control characters",
                                "är längre än {detail} tecken eller har styrtecken"),
    ProblemCode.DATE:          ("is not a day written as {detail}", "är inte en dag skriven som {detail}"),
    ProblemCode.AMOUNT:        ("is not an amount written as {detail}, without thousands separators",
                                "är inte ett belopp skrivet som {detail}, utan tusentalsavgränsare"),
    ProblemCode.DECIMALS:      ("has more decimals than the currency ({detail})", "har fler decimaler än valutan ({detail})"),
    ProblemCode.NUMBER:        ("is not a whole number from 0", "är inte ett heltal från 0"),
    ProblemCode.YES_NO:        ("is none of {detail}", "är inget av {detail}"),
    ProblemCode.UNKNOWN_CODE:  ("is none of {detail}", "är inget av {detail}"),
    ProblemCode.CURRENCY:      ("is not the currency wanted ({detail})", "är inte den väntade valutan ({detail})"),
    ProblemCode.IDENTIFIER:    ("is no organisation or personal number ({detail})",
                                "är inget organisations- eller personnummer ({detail})"),
    ProblemCode.DOUBLED:       ("occurs on rows {detail}; which one is right cannot be known, so none is judged",
                                "finns på raderna {detail}; vilken som är rätt går inte att veta, så ingen bedöms"),
})
# fmt: on


def say(key: str, lang: str, **facts: object) -> str:
    """Return one text in a language."""
    return _TEXTS[key][LANGUAGES.index(lang)].format(**facts)


def head(key: str, lang: str) -> str:
    """Return the head of a column: the library's, or the name of a fact."""
    words = words_in(lang)
    text = words.columns.get(key) or words.fields[key]
    return f"{text[0].upper()}{text[1:]}"


def way(rules_name: str, lang: str) -> str:
    """Return how a rule set is called."""
    return words_in(lang).values["rules_name"][rules_name]


def stage(reached: Stage, end: End | None, lang: str) -> str:
    """Return where a case stands, and how it ended."""
    values = words_in(lang).values
    return values["stage"][reached] + (f" ({values['end'][end]})" if end else "")


def yes_no(*, answer: bool, lang: str) -> str:
    """Return yes or no."""
    return words_in(lang).phrases["yes" if answer else "no"]


def amount(money: Money, lang: str) -> str:
    """Return an amount, as the reasons say it."""
    return phrasing.amount(money, words_in(lang))


def fault(code: ProblemCode, detail: str, lang: str) -> str:
    """Return what is wrong with a cell."""
    return _PROBLEMS[code][LANGUAGES.index(lang)].format(detail=detail).strip()


def problem(found: Problem, lang: str) -> str:
    """Return a problem as one line: row, column, what is wrong."""
    words = fault(found.code, found.detail, lang)
    place = ", ".join(filter(None, (say("problem_row", lang, row=found.row), found.column)))
    return f"{place}: {words}{say('judged_without', lang) if found.judged else ''}"


def assumption(told: Assumed, lang: str) -> str:
    """Return what was supplied as one line."""
    key = "assumed_column" if told.column else "assumed_value" if told.value else "assumed_none"
    return say(key, lang, fields=", ".join(told.fields), value=told.value, column=told.column)
