"""Swedish words for cases."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import CaseWords

__all__ = ["CASES"]

# fmt: off
_FACTS: Final = MappingProxyType({
    # what opens a case
    "transferred":              "faktura {invoice_id} överfördes till inkassobolaget med kapitalet {capital}",
    "registered":               "inkassobolaget registrerade ärendet",
    "registration_refused":     "inkassobolaget avvisade ärendet",
    "duplicate_number":         "inkassobolaget har redan ett ärende med detta fakturanummer",
    "reopened":                 "ärendet återöppnades",
    # what permits or hinders
    "approval_asked":           "inkassobolaget begärde godkännande av {gate}",
    "approval_answered":        "inkassobolaget väntar inte längre på godkännande av {gate}",
    "approval_declined":        "uppdragsgivaren nekade godkännande av {gate}",
    "approval_given":           "uppdragsgivaren godkände {gate}",
    "paused":                   "indrivningen pausades",
    "resumed":                  "indrivningen återupptogs",
    "disputed":                 "gäldenären bestred fordran",
    "dispute_settled":          "tvisten om fordran löstes",
    "plan_agreed":              "en avbetalningsplan avtalades",
    "plan_broken":              "gäldenären följde inte avbetalningsplanen",
    "plan_kept":                "gäldenären fullföljde avbetalningsplanen",
    "plan_ended":               "avbetalningsplanen upphörde",
    "insolvent":                "gäldenären försattes i konkurs eller rekonstruktion",
    "insolvency_ended":         "gäldenären är inte längre på obestånd",
    "action_asked":             "inkassobolaget begärde en åtgärd i kundportalen",
    "action_done":              "inkassobolaget behöver ingen åtgärd längre",
    # what the agency did
    "reminder_sent":            "en betalningspåminnelse skickades",
    "demand_sent":              "ett inkassokrav skickades",
    "legal_started":            "rättslig inkasso inleddes",
    "after_collection_started": "efterindrivning inleddes",
    "cost_charged":             "inkassobolaget påförde en kostnad på {amount} ({cost})",
    "measure_withdrawn":        "inkassobolaget återkallade en åtgärd och dess kostnad",
    # money
    "paid_agency":              "gäldenären betalade {amount} till inkassobolaget",
    "split_assumed":            "fördelning enligt vår ordning: {capital} av {amount} avräknades på kapitalet",
    "split_stated":             "inkassobolaget angav att {capital} av {amount} avräknades på kapitalet",
    "payment_reversed":         "en betalning på {amount} till inkassobolaget gick tillbaka",
    "payment_unclear":          "en inbetalning på {amount} kom från gäldenären eller från inkassobolaget",
    "paid_creditor":            "gäldenären betalade {amount} direkt till uppdragsgivaren",
    "paid_out":                 "inkassobolaget betalade ut {amount}",
    "payment_removed":          "en betalning på {amount} togs bort från fakturan",
    "credited":                 "fakturan krediterades med {amount}",
    "set_off":                  "fordran kvittades mot en motfordran på {amount}",
    "remitted":                 "fordran sattes ned med {amount}",
    # what ends a case
    "closed_paid":              "inkassobolaget avslutade ärendet som betalt",
    "closed_credited":          "inkassobolaget avslutade ärendet som krediterat",
    "stopped":                  "ärendet stoppades av uppdragsgivaren",
    "given_up":                 "inkassobolaget lade ned ärendet",
    # what was read
    "unknown_code":             "inkassobolaget använde en okänd kod",
    "checked":                  "inkassobolagets uppgifter lästes",
})

_ADDITIONS: Final = MappingProxyType({
    "amount":                   "till ett belopp av {amount}",
    "capital":                  "varav {capital} på kapitalet",
    "checked_capital":          "som kräver kapitalet {capital}",
    "until":                    "med sista betalningsdag {until}",
    "paused_until":             "och återupptas {until}",
    "about":                    "avser {about}",
    "agency_case_id":           "ärendenummer {agency_case_id}",
    "by_administrator":         "genom en administratör",
    "not_by_administrator":     "genom någon som inte är administratör",
    "as_required":              "som uppfyllde lagens villkor",
    "not_as_required":          "som inte uppfyllde lagens villkor",
    "from_start":               "som aldrig borde ha fakturerats",
    "not_from_start":           "från och med den dagen",
})

_BREACHES: Final = MappingProxyType({
    "after_end":                "åtgärden vidtogs efter att ärendet hade avslutats",
    "in_pause":                 "åtgärden vidtogs under en paus",
    "disputed_part":            "rättslig inkasso inleddes för en bestridd del av fordran",
    "no_reminder":              "inkassokravet skickades utan föregående betalningspåminnelse",
    "reminded_before":          "en betalningspåminnelse skickades, fast uppdragsgivaren hade påmint före överföringen",
    "demand_unapproved":        "inkassokravet skickades utan uppdragsgivarens godkännande",
    "legal_unapproved":         "rättslig inkasso inleddes utan uppdragsgivarens godkännande",
    "not_administrator":        "rättslig inkasso godkändes av någon som inte är administratör",
    "no_demand":                "åtgärden vidtogs utan föregående inkassokrav",
    "time_not_expired":         "rättslig inkasso inleddes innan inkassokravets betalningstid hade gått ut",
})

_STEPS: Final = MappingProxyType({
    "registered":               "registrering hos inkassobolaget",
    "reminder_sent":            "betalningspåminnelse",
    "demand_sent":              "inkassokrav",
    "legal_started":            "rättslig inkasso",
    "after_collection_started": "efterindrivning",
})

_WAITS: Final = MappingProxyType({
    "registration":             "inkassobolagets svar på överföringen",
    "link":                     "att ärendet kopplas till det som inkassobolaget redan har, eller stoppas",
    "time":                     "att tiden går ut",
    "approval":                 "uppdragsgivarens godkännande",
    "administrator":            "en administratörs godkännande",
    "declined":                 "ett nytt besked från uppdragsgivaren, som har sagt nej",
    "pause":                    "att pausen upphör",
    "dispute":                  "att tvisten löses",
    "plan":                     "att avbetalningsplanen upphör",
    "insolvency":               "att gäldenärens obestånd upphör",
    "payment":                  "beslut om vems en oklar inbetalning är",
    "split":                    "inkassobolagets uppgift om hur mycket av betalningen som avräknades på kapitalet",
    "settings":                 "uppgift om dagens inställningar",
})

_MARKS: Final = MappingProxyType({
    "approve_demand":           "godkänn inkassokravet i kundportalen, eller neka",
    "approve_legal":            "godkänn rättslig inkasso i kundportalen som administratör, eller neka",
    "act":                      "vidta inkassobolagets begärda åtgärd i kundportalen",
    "link_duplicate":           "koppla ärendet till det som inkassobolaget redan har, eller stoppa det",
    "decide_payment":           "avgör om inbetalningen kommer från gäldenären eller är inkassobolagets utbetalning",
})

_REQUESTS: Final = MappingProxyType({
    "change_amount":            "ändra fakturabeloppet",
    "change_due_date":          "ändra förfallodagen",
    "void":                     "makulera fakturan",
    "return_to_unfinished":     "återställa fakturan till under behandling",
    "credit":                   "kreditera fakturan med {amount}",
    "register_payment":         "registrera en betalning på {amount}",
    "remove_payment":           "ta bort en betalning på {amount}",
    "pause":                    "pausa indrivningen",
    "resume":                   "återuppta indrivningen",
    "stop":                     "stoppa indrivningen",
    "approve":                  "godkänna {gate}",
})

_COMMANDS: Final = MappingProxyType({
    "RegisterCase":             "nytt ärende för faktura {invoice_id}",
    "AttachInvoiceCopy":        "fakturakopia till faktura {invoice_id}",
    "RegisterDirectPayment":    "direktbetalning {paid_on} på {amount}",
    "RegisterCreditNote":       "kreditering {credited_on} på {amount}",
    "AcknowledgeSettlement":    "kvittens på avräkningen {settlement_id}",
})

_PHRASES: Final = MappingProxyType({
    # facts
    "dated":                    "{day}: {sentence}",
    "interval":                 "Tidigast {earliest_on} och senast {happened_on}",
    "learned":                  "{clause} (känt {learned_on})",
    # breaches
    "breach":                   "Avvikelse: {sentence}",
    "breach_possible":          "Möjlig avvikelse: {sentence}",
    # the case
    "case":                     "Ärende {case_id} den {as_of}: {stage}, öppet kapital {capital}.",
    "ended":                    "{stage} ({end})",
    "command":                  "Till inkassobolaget: {sentence}",
    "mark":                     "{clause} (sedan {since})",
    # corrections
    "late":                     "Sen uppgift {fact_id}: skedet är som förut {is_now}.",
    "late_moved":               "Sen uppgift {fact_id}: skedet var {was} och är {is_now}.",
    "said":                     "Borde ha sagts: {sentence}",
    "unsaid":                   "Borde inte ha sagts: {sentence}",
    "sent":                     "Borde ha skickats: {sentence}",
    "unsent":                   "Borde inte ha skickats: {sentence}",
    # next steps
    "step":                     "{step}: {day}; {waits}",
    "step_amount":              "{step} för {amount}",
    "from":                     "tidigast {earliest_on}",
    "day_unknown":              "dagen är okänd",
    "ready":                    "inget hindrar",
    "waits":                    "väntar på {waits}",
    "since":                    "sedan {since}, {days}",
    "until":                    "till {until}",
})
# fmt: on

#: What is said of cases in Swedish.
CASES: Final = CaseWords(
    facts=_FACTS,
    additions=_ADDITIONS,
    breaches=_BREACHES,
    steps=_STEPS,
    waits=_WAITS,
    marks=_MARKS,
    requests=_REQUESTS,
    commands=_COMMANDS,
    phrases=_PHRASES,
)
