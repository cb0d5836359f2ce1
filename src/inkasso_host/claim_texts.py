"""
What the command says of the law, of interest and of statements, in English and Swedish.

What a statement says line by line has its words in the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from inkasso_host import texts
from inkasso_rules.law.parameter import Certainty, Citation, DateKey, Unit
from inkasso_rules.model.money import Money
from inkasso_rules.words import phrasing, words_in

__all__ = ["certainty", "date_key", "number", "parameter", "percent", "say", "source", "value"]

_Pair = tuple[str, str]

# fmt: off
_TEXTS: Final[Mapping[str, _Pair]] = MappingProxyType({
    # the law
    "law":              ("The law on {day}, as it was last read on {checked_on}", "Lagen {day}, så som den lästes senast {checked_on}"),
    "name":             ("Value", "Värde"),
    "value":            ("On this day", "Denna dag"),
    "since":            ("Since", "Sedan"),
    "through":          ("Known through", "Känt till och med"),
    "keyed_by":         ("Picked by", "Bestäms av"),
    "source":           ("Source", "Källa"),
    "certainty":        ("Known from", "Belagt av"),
    "note":             ("Worth knowing", "Att observera"),
    "not_in_force":     ("not in force", "gäller inte"),
    "not_known":        ("not known", "okänt"),
    "applies":          ("applies", "gäller"),
    # interest
    "interest":         ("Late interest on {principal}, {start} through {end}: {total}",
                         "Dröjsmålsränta på {principal}, {start} till och med {end}: {total}"),
    "starts_on":        ("From", "Från"),
    "ends_on":          ("Through", "Till och med"),
    "days":             ("Days", "Dagar"),
    "percent":          ("Per cent a year", "Procent per år"),
    "principal":        ("On", "På"),
    "unrounded":        ("Before rounding", "Före avrundning"),
    "exact":            ("Exactly, in minor units", "Exakt, i minsta enhet"),
    # sums of a statement
    "sums":             ("Sums", "Summor"),
    "amount":           ("Amount", "Belopp"),
    "sum_capital":           ("capital that is left", "kapital som återstår"),
    "sum_interest":          ("interest that is left", "ränta som återstår"),
    "sum_costs":             ("costs that are left", "kostnader som återstår"),
    "sum_overpaid":          ("paid too much", "för mycket betalt"),
    "sum_total":             ("to pay", "att betala"),
    "sum_disputed":          ("of which disputed", "varav tvistigt"),
    "sum_undisputed":        ("of which undisputed", "varav otvistigt"),
    "sum_interest_accrued":  ("interest that has run, before payments", "upplupen ränta, före betalningar"),
    "sum_costs_by_law":      ("costs by law, before payments", "kostnader enligt lag, före betalningar"),
    "sum_costs_claimed":     ("costs asked for, before payments", "kostnader som begärs, före betalningar"),
    "sum_costs_excess":      ("charged above the law", "debiterat utöver lagen"),
    "sum_received":          ("paid, credited, set off and remitted", "betalt, krediterat, kvittat och nedsatt"),
    # the statements of the demo
    "statements":       ("Statements of {count} open cases on {as_of}", "Kravspecifikationer för {count} öppna ärenden {as_of}"),
    "rates_end":        ("{as_of} is the last day whose reference rate is known; none is assumed for later days.",
                         "{as_of} är den sista dag vars referensränta är känd; ingen antas för senare dagar."),
    "dispatch":         ("The invoice date counts as the day on which the invoice was sent.",
                         "Fakturadatum räknas som den dag då fakturan skickades."),
    "no_statement":     ("No statement: {fault}", "Ingen kravspecifikation: {fault}"),
    "agree":            ("Statements: {stated} of {count} open cases; case and claim show the same capital in {agreeing} of them",
                         "Kravspecifikationer: {stated} av {count} öppna ärenden; ärende och fordran visar samma kapital i {agreeing} av dem"),
})

_PARAMETERS: Final[Mapping[str, _Pair]] = MappingProxyType({
    "reminder_fee_max":              ("fee for a reminder, at most", "påminnelseavgift, högst"),
    "demand_fee_max":                ("fee for a demand, at most", "avgift för inkassokrav, högst"),
    "instalment_plan_fee_max":       ("fee for an instalment plan, at most", "avgift för amorteringsplan, högst"),
    "late_payment_compensation":     ("compensation for late payment", "förseningsersättning"),
    "reference_rate":                ("reference rate", "referensränta"),
    "late_interest_margin":          ("late interest above the reference rate", "dröjsmålsränta utöver referensräntan"),
    "refund_interest_margin":        ("interest on a refund above the reference rate",
                                      "ränta vid återgång utöver referensräntan"),
    "interest_wait_days":            ("late interest without an agreed due date, after dispatch",
                                      "dröjsmålsränta utan avtalad förfallodag, efter avsändandet"),
    "business_statement_not_needed": ("a business owes late interest though the claim did not say so",
                                      "företag är skyldigt dröjsmålsränta fast kravet inte angav det"),
    "public_lower_rate_void":        ("a lower rate agreed with a public body is void",
                                      "lägre ränta som avtalats med offentligt organ är utan verkan"),
    "business_waiver_void":          ("a term that a business owes no late interest is void",
                                      "villkor att företag inte är skyldigt dröjsmålsränta är utan verkan"),
    "application_fee":               ("application for an order to pay", "ansökan om betalningsföreläggande"),
    "representative_fee_max":        ("representative's fee for an order to pay, at most",
                                      "ombudsarvode i betalningsföreläggande, högst"),
    "assistance_fee_max":            ("representative's fee for assistance, at most", "ombudsarvode i handräckning, högst"),
    "enforcement_fee":               ("basic fee for attachment", "grundavgift för utmätning"),
    "vat_percent":                   ("VAT on collection services", "moms på inkassotjänster"),
    "prescription_years":            ("prescription", "preskription"),
    "consumer_prescription_years":   ("prescription against a consumer", "preskription mot konsument"),
    "demand_days_min":               ("a demand's time from dispatch, at least", "kravets frist från avsändandet, minst"),
    "demand_bank_days_min":          ("a demand's time from receipt, at least", "kravets frist från mottagandet, minst"),
})

_KEYS: Final[Mapping[DateKey, _Pair]] = MappingProxyType({
    DateKey.MEASURE_TAKEN:    ("the day of the measure", "dagen för åtgärden"),
    DateKey.EACH_DAY:         ("each day of a period", "varje dag i en period"),
    DateKey.CASE_FILED:       ("the day of filing", "dagen för ansökan"),
    DateKey.CLAIM_AROSE:      ("the day the claim arose", "dagen då fordran uppkom"),
    DateKey.CLAIM_SENT:       ("the day the claim was sent", "dagen då kravet sändes"),
    DateKey.INTEREST_BEGAN:   ("the first day of interest", "räntans första dag"),
    DateKey.SERVICE_SUPPLIED: ("the day of the service", "dagen för tjänsten"),
})

_CERTAINTIES: Final[Mapping[Certainty, _Pair]] = MappingProxyType({
    Certainty.SEVERAL_SOURCES: ("several sources", "flera källor"),
    Certainty.START_INFERRED:  ("start inferred", "början härledd"),
    Certainty.STATUTE:         ("the statute", "lagtexten"),
    Certainty.SECONDARY:       ("secondary sources", "andrahandskällor"),
})

#: What stands after a number, for one and for more.
_UNITS: Final[Mapping[Unit, tuple[_Pair, _Pair]]] = MappingProxyType({
    Unit.PERCENT:   ((" %", " %"), (" %", " %")),
    Unit.POINTS:    ((" percentage point", " percentage points"), (" procentenhet", " procentenheter")),
    Unit.YEARS:     ((" year", " years"), (" år", " år")),
    Unit.DAYS:      ((" day", " days"), (" dag", " dagar")),
    Unit.BANK_DAYS: ((" bank day", " bank days"), (" bankdag", " bankdagar")),
})
# fmt: on


def say(key: str, lang: str, **facts: object) -> str:
    """Return one text in a language."""
    return _TEXTS[key][texts.LANGUAGES.index(lang)].format(**facts)


def parameter(name: str, lang: str) -> str:
    """Return what a value of the law is called; one that a reform added has its name only."""
    pair = _PARAMETERS.get(name)
    return name if pair is None else pair[texts.LANGUAGES.index(lang)]


def date_key(key: DateKey, lang: str) -> str:
    """Return which day picks a value."""
    return _KEYS[key][texts.LANGUAGES.index(lang)]


def certainty(level: Certainty, lang: str) -> str:
    """Return how well a value is known."""
    return _CERTAINTIES[level][texts.LANGUAGES.index(lang)]


def source(citation: Citation, lang: str) -> str:
    """Return where a value stands."""
    claims = words_in(lang).claims
    act, place = (claims.sources.get(part, part) for part in (citation.act, citation.place))
    template = claims.phrases["source" if citation.amended_by is None else "source_amended"]
    return template.format(act=act, place=place, amended_by=citation.amended_by)


def value(found: Any, unit: Unit, lang: str) -> str:
    """Return a value of the law with its unit."""
    if found is None:
        return say("not_in_force", lang)
    if isinstance(found, Money):
        return texts.amount(found, lang)
    if unit is Unit.RULE:
        return say("applies", lang)
    one, more = _UNITS[unit][texts.LANGUAGES.index(lang)]
    return f"{number(Decimal(found), lang)}{one if found == 1 else more}"


def number(found: Decimal, lang: str) -> str:
    """Return a number, with all its decimals."""
    return phrasing.number(found, words_in(lang))


def percent(rate: Fraction, lang: str) -> str:
    """Return a rate of interest; those of the law and of agreements are decimals."""
    return number(Decimal(rate.numerator) / rate.denominator, lang)
