"""Swedish words for what a debtor owes, and what the creditor pays for the service."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import ClaimWords

__all__ = ["CLAIMS"]

# fmt: off
_LINES: Final = MappingProxyType({
    "charge":                     "{charge}, {subject}, att betala senast denna dag",
    "interest":                   "dröjsmålsränta till och med denna dag",
    "costs":                      "begärda kostnader ({costs})",
    "money":                      "{event}, {subject}",
    "missing":                    "gick tillbaka utan att ha kommit in; ingen är skyldig det",
})

_EVENTS: Final = MappingProxyType({
    "paid_agency":                "betalning till inkassobolaget",
    "payment_reversed":           "återgången betalning till inkassobolaget",
    "paid_creditor":              "betalning direkt till uppdragsgivaren",
    "payment_removed":            "betalning borttagen från fakturan",
    "credited":                   "kreditering",
    "set_off":                    "kvittning",
    "remitted":                   "nedsättning",
    "split_assumed":              "fördelning enligt vår ordning",
    "split_stated":               "besked om hur en betalning avräknas",
    "plan_agreed":                "avbetalningsplan",
    "reminder_sent":              "betalningspåminnelse",
    "demand_sent":                "inkassokrav",
    "legal_started":              "rättslig inkasso",
})

_REASONS: Final = MappingProxyType({
    "above_maximum":              "det är mer än lagen tillåter för åtgärden",
    "not_agreed":                 "ingen påminnelseavgift avtalades när skulden uppkom",
    "agreement_unknown":          "det är okänt om påminnelseavgift avtalades",
    "not_as_required":            "åtgärden uppfyller inte lagens villkor",
    "requirements_unknown":       "det är okänt om åtgärden uppfyller lagens villkor",
    "charged_before":             "en sådan åtgärd har redan debiterats; fler får vidtas men kostar inget",
    "absorbed":                   "förseningsersättningen täcker kostnaden",
    "withdrawn":                  "åtgärden har återkallats",
    "after_insolvency":           "gäldenären var på obestånd",
    "not_business":               "förseningsersättning gäller bara när en näringsidkare har levererat till en näringsidkare eller ett offentligt organ",
    "debtor_kind_unknown":        "det är okänt om gäldenären är konsument, näringsidkare eller offentligt organ",
    "not_due":                    "inget var förfallet, eller inget återstod att betala",
    "not_late":                   "ingen dröjsmålsränta har börjat löpa",
    "no_such_cost":               "lagen kände då ingen sådan ersättning",
    "not_compensable":            "lagen tillåter ingen att kräva gäldenären på detta",
    "no_measure":                 "ingen åtgärd är känd som kostnaden gäller",
    "never_owed":                 "fakturan krediterades från början, så att inget någonsin var att betala",
})

_BASES: Final = MappingProxyType({
    "due_date":                   "från dagen efter den förfallodag som avtalades i förväg",
    "claim_sent":                 "från den trettionde dagen efter att kravet skickades, men inte före dagen efter förfallodagen",
    "dispatch_unknown":           "ingen förfallodag avtalades i förväg, och det är okänt när kravet skickades",
    "not_stated":                 "ingen förfallodag avtalades i förväg, och kravet sade inte att sen betalning medför ränta",
    "statement_unknown":          "ingen förfallodag avtalades i förväg, och det är okänt om kravet sade att sen betalning medför ränta",
})

_WARNINGS: Final = MappingProxyType({
    # a statement
    "due_date_agreement_unknown": "det är okänt om förfallodagen avtalades i förväg; den räknas som om den inte gjorde det",
    "other_currency":             "beloppet är i en annan valuta än fordran och räknas inte in",
    "split_by_policy":            "inkassobolaget har inte angett hur beloppet avräknades; det är fördelat enligt policyn",
    "left_over":                  "pengar blev över som beloppet avräknades, fast kapital är obetalt",
    "interest_passed_over":       "en kvittning anges ha avräknats på kapitalet, fast ränta var obetald, som den avräknas på först",
    "fee_not_judged":             "en fakturerad avgift begärs som den är; ingen har prövat den mot lagen",
    "nothing_withdrawn":          "återkallelsen avser ingen känd åtgärd",
    "settlement_unclear":         "det är oklart vilket av bestridandena som är löst; inget av dem räknas som löst",
    "prescribed":                 "fordran är preskriberad: rätten att kräva ut den är förlorad",
    "may_be_prescribed":          "fordran kan vara preskriberad",
    # a statement, or prescription
    "debtor_kind_unknown":        "det är okänt om gäldenären är konsument, näringsidkare eller offentligt organ",
    "day_uncertain":              "bara ett tidsspann är känt då detta hände",
    # prescription
    "origin_unknown":             "det är okänt när fordran uppkom; fakturadatumet är inte den dagen",
    "end_may_move":               "tiden löper ut när bankerna är stängda, och det är oklart om den då förlängs till nästa bankdag",
    "receipt_presumed":           "brevet avbryter bara preskriptionen om det kom fram; att det gjorde det är ett antagande",
    "decision_unknown":           "den nya tiden räknas från det slutliga avgörandet, som inte är känt; att gäldenären delgavs är ett antagande",
    "taken_back":                 "betalningen gick helt tillbaka, eller åtgärden återkallades; det är oklart om den ändå avbröt preskriptionen",
    "administrator_unknown":      "gäldenären var på obestånd; brevet avbryter bara preskriptionen om det nådde förvaltaren, vilket inte är känt",
})

_LACKS: Final = MappingProxyType({
    "writing":                    "kravet är inte skriftligt",
    "creditor_name":              "kravet anger inte borgenärens namn",
    "basis":                      "kravet anger inte vad fordran grundas på",
    "assignment_notice":          "fordran är överlåten eller pantsatt, men kravet säger inte att bara den nya borgenären kan ta emot betalning",
    "payment_way":                "kravet anger inte hur betalning kan ske",
    "capital":                    "kravet anger inte kapitalet för sig",
    "costs":                      "kravet anger inte kostnaderna för sig",
    "interest":                   "ränta krävs, men kravet visar ingen",
    "interest_amount":            "kravet anger inte räntebeloppet",
    "interest_rate":              "kravet anger inte räntesatsen",
    "interest_period":            "kravet anger inte den tid som räntan är beräknad för",
    "interest_principal":         "kravet anger inte det belopp som räntan är beräknad på",
    "time_to_pay":                "kravet anger inte när betalning senast ska ske",
    "time_too_short":             "kravet ger för kort tid att betala",
    "objection":                  "kravet säger inte att gäldenären kan invända mot det inom samma tid",
    "administrator":              "gäldenären är på obestånd, men kravet är inte ställt till förvaltaren",
})

_STATUSES: Final = MappingProxyType({
    "running":                    "fordran är inte preskriberad",
    "prescribed":                 "fordran är preskriberad",
    "unknown":                    "det går inte att säga om fordran är preskriberad",
})

_CAUSES: Final = MappingProxyType({
    "acknowledged":               "gäldenären betalade, lovade att betala eller erkände fordran på annat sätt",
    "written_claim":              "gäldenären fick ett skriftligt krav",
    "action":                     "rättsliga åtgärder inleddes",
})

_TERMS: Final = MappingProxyType({
    "kept_costs":                 "kostnader som inkassobolaget behåller",
    "kept_interest":              "ränta som inkassobolaget behåller",
    "application_fee":            "Kronofogdens ansökningsavgift",
    "enforcement_fee":            "Kronofogdens grundavgift för utmätning",
    "commission":                 "provision i efterindrivningen",
})

_FREE: Final = MappingProxyType({
    "opening_fee":                "startavgift",
    "monthly_fee":                "månadsavgift",
    "yearly_fee":                 "årsavgift",
    "action_fee":                 "åtgärdsavgifter",
    "postage":                    "porto",
    "integration":                "integrationen",
})

_VALUES: Final = MappingProxyType({
    "charge": MappingProxyType({
        "supply":                 "varor eller tjänster",
        "invoicing_fee":          "avtalad fakturaavgift",
        "interest":               "fakturerad ränta",
        "fee":                    "fakturerad avgift för påminnelse eller inkasso",
    }),
    "day_count": MappingProxyType({
        "act_365":                "faktiska dagar, 365 på ett år",
        "act_act":                "faktiska dagar, lika många på ett år som året har",
        "thirty_360":             "månader på 30 dagar, 360 på ett år",
    }),
    "rounding": MappingProxyType({
        "once":                   "avrundning en gång, till närmaste öre",
        "segments":               "avrundning av varje räntedel, till närmaste öre",
        "kronor":                 "avkortning till hela kronor",
    }),
    "allocation": MappingProxyType({
        "costs_interest_capital": "betalning först på kostnader, sedan på ränta, sist på kapital",
        "interest_costs_capital": "betalning först på ränta, sedan på kostnader, sist på kapital",
        "interest_capital_costs": "betalning först på ränta, sedan på kapital, sist på kostnader",
        "capital_interest_costs": "betalning först på kapital, sedan på ränta, sist på kostnader",
    }),
})

_SOURCES: Final = MappingProxyType({
    "agreement":                  "avtal",
    "between the parties":        "mellan parterna",
    "invoice":                    "faktura",
    "from the creditor":          "från borgenären",
    "rule of the service":        "tjänstens regel",
})

_PHRASES: Final = MappingProxyType({
    # sources
    "source":                     "{act} {place}",
    "source_amended":             "{act} {place} i lydelse enligt {amended_by}",
    "cited":                      "{clause} ({source})",
    # a statement
    "statement":                  "Fordran {claim_id} den {as_of}: {total} att betala (kapital {capital}, ränta {interest}, kostnader {costs}).",
    "line":                       "{clause}: {amount}",
    "fell":                       "{clause}, varav {parts}",
    "fell_by_policy":             "{clause}, varav enligt policyn {parts}",
    "part_costs":                 "{amount} på kostnader",
    "part_interest":              "{amount} på ränta",
    "part_capital":               "{amount} på kapital",
    "part_left":                  "{amount} över",
    "conventions":                "Så är det beräknat: {conventions}.",
    "disputed":                   "Bestritt: {disputed}; obestritt: {undisputed}.",
    "overpaid":                   "Betalt för mycket: {overpaid}.",
    "at_insolvency":              "Den {as_of}, när obeståndet började: {total} att betala (kapital {capital}, ränta {interest}, kostnader {costs}).",
    # interest
    "interest":                   "Ränta: {total}.",
    "start":                      "ränta på {charge_id} löper från {day}, {basis}",
    "no_start":                   "ingen ränta löper: {basis}",
    "of_charge":                  "{charge_id}, {clause}",
    "segment":                    "ränta {starts_on} till {ends_on}, {days}: {percent} % på {principal} är {exact} {currency} före avrundning",
    # costs
    "costs":                      "Kostnader: enligt lag {by_law}, begärt {claimed}.",
    "by_law":                     "enligt lag för {cost}: {owed}",
    "why":                        "{clause}; {why}",
    "not_asked":                  "en kostnad begärs inte: {why}",
    "excess":                     "för mycket påfört för {cost}: {amount} ({charged} i stället för högst {allowed}); {why}",
    # a demand
    "lack":                       "Brist: {sentence}",
    "advice":                     "Bör rättas: {sentence}",
    "in_part":                    "räntedel {part}: {clause}",
    "pay_by":                     "{clause}; sista dagen får tidigast vara {pay_by}",
    # prescription
    "runs":                       "Den uppkom {origin_on}; tiden är {years} år och löper säkert till och med {ends_on}.",
    "may_run":                    "Den kan löpa till och med {latest_end_on}.",
    "may_run_on":                 "Hur länge den kan löpa är okänt.",
    "moved":                      "{ends_on} är ingen bankdag; nästa bankdag är {moved_to}.",
    "interrupted":                "ny tid från {on}, {event} {fact_id}: {cause}",
    "interrupted_between":        "ny tid från någon dag {earliest_on} till {on}, {event} {fact_id}: {cause}",
    # what the creditor pays
    "terms":                      "Tjänsten för {claim_id} till och med {as_of} kostar uppdragsgivaren {cost}, varav moms {vat}.",
    "term":                       "{term}: {amount}, räknat på {base}",
    "term_percent":               "{term}: {amount}, {percent} % av {base}",
    "with_vat":                   "{clause}; moms {vat_percent} % är {vat}",
    "collected":                  "Inkassobolaget har fått in {collected}: {costs} på kostnader, {interest} på ränta, {fees} på Kronofogdens avgifter, {reminders} på uppdragsgivarens påminnelser, {capital} på kapital och {left} över.",
    "paid_out":                   "Betalas ut: {payable}; faktureras: {invoiced}.",
    "free":                       "Detta kostar ingenting: {free}.",
})
# fmt: on

#: What is said in Swedish of what a debtor owes.
CLAIMS: Final = ClaimWords(
    lines=_LINES,
    events=_EVENTS,
    reasons=_REASONS,
    bases=_BASES,
    warnings=_WARNINGS,
    lacks=_LACKS,
    statuses=_STATUSES,
    causes=_CAUSES,
    terms=_TERMS,
    free=_FREE,
    values=_VALUES,
    sources=_SOURCES,
    phrases=_PHRASES,
)
