"""Swedish words for vouchers, and for what posting gives back."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import JournalWords

__all__ = ["JOURNAL", "NOTICES"]

# fmt: off
_LINES: Final = MappingProxyType({
    "clearing":                   "avräkning med inkassobolaget",
    "bank":                       "bankkonto",
    "capital":                    "kundfordran",
    "revenue":                    "försäljning",
    "output_vat":                 "utgående moms",
    "dormant_vat":                "vilande utgående moms",
    "rounding":                   "öresutjämning",
    "overpayment":                "överbetalning",
    "recovered":                  "återvunnen kundförlust",
    "unmatched":                  "oidentifierad betalning",
    "input_vat":                  "ingående moms",
    "vat_cost":                   "ej avdragsgill moms",
    "commission":                 "inkassoprovision",
    "fees_due":                   "avgifter som tillkommer inkassobolaget",
    "agency_invoice":             "kvittad faktura från inkassobolaget",
    "court_fee":                  "avgift till Kronofogden eller domstol",
    "court_fee_recovered":        "återbetald avgift till Kronofogden eller domstol",
    "interest":                   "dröjsmålsränta",
    "reminder_fee":               "påminnelseavgift",
    "compensation":               "förseningsersättning",
    "exchange_gain":              "valutakursvinst",
    "exchange_loss":              "valutakursförlust",
    "year_end":                   "fordran på inkassobolaget vid årsskiftet",
})

_VOUCHERS: Final = MappingProxyType({
    "settlement":                 "avräkning {subject}",
    "settlement_earlier":         "avräkning {subject}, betalt en tidigare månad",
    "bank_row":                   "bankrad {subject}",
    "exchange":                   "kursdifferens, bankrad {subject}",
    "reference_payment":          "inbetalning {subject}",
    "direct_payment":             "direktbetalning {subject}",
    "reversal":                   "återföring av {reverses}",
    "year_end":                   "avräkningskontot omfört vid årets slut",
    "year_start":                 "avräkningskontot återfört vid årets början",
})

_HOLDS: Final = MappingProxyType({
    # all
    "other_content":              "samma id är redan bokfört med annat innehåll",
    "other_channel":              "betalningen är redan bokförd på en annan väg",
    "outside_fiscal_year":        "dagen ligger utanför räkenskapsåren",
    "other_currency":             "beloppet är i en annan valuta än bokföringen",
    "not_positive":               "ett belopp är inte större än noll",
    # a settlement
    "not_by_batch":               "inkassobolaget betalar inte samlat den dagen utan med referens",
    "payout_differs":             "utbetalningen är inte summan av betalningarna",
    "brought_forward_positive":   "det som förts över från tidigare avräkningar är över noll",
    "rate_missing":               "växelkursen till bokföringens valuta saknas",
    "duplicate_payment":          "betalningen finns flera gånger",
    "payment_differs":            "betalningens utbetalning är inte kapitalet med tillägg och avdrag",
    "unknown_part":               "betalningen har ett avdrag eller tillägg av okänt slag",
    "paid_later":                 "betalningen är gjord efter avräkningens dag",
    "pledged":                    "fakturan är bokförd på själva avräkningskontot; välj ett annat avräkningskonto",
    # another payment
    "not_by_reference":           "inkassobolaget betalar samlat den dagen, inte med referens",
    "fees_above_amount":          "inkassobolagets avgifter är mer än betalningen, eller under noll",
    # a reversal
    "reversed_before":            "verifikationen är redan återförd",
    "reversed_too_early":         "dagen ligger före verifikationens",
    # the end of a year
    "year_closed":                "perioden för årets sista dag är stängd",
})

_UNMATCHED: Final = MappingProxyType({
    "unknown_invoice":            "faktura {invoice} finns inte i bokföringen",
    "earlier_year":               "faktura {invoice} är bokförd ett tidigare år, vars rader saknas",
    "state_not_shown":            "raderna för faktura {invoice} visar inte hur den sägs vara bokförd",
    "more_back":                  "mer gick tillbaka på faktura {invoice} än vad som hade kommit in",
    "invoice_amount":             "det framgår inte vad som betalas av faktura {invoice} i dess valuta",
    "unknown_reference":          "ingen faktura har dess referens",
    "other_payer":                "inkassobolaget är inte betalaren",
    "paid_to_agency":             "pengarna gick till inkassobolaget",
})

_DIFFERENCES: Final = MappingProxyType({
    "vat":                        "moms",
    "commission":                 "provision",
    "open_amount":                "öppet belopp",
    "bank":                       "belopp på banken",
})

#: What a person is told in Swedish of journals.
NOTICES: Final = MappingProxyType({
    "clearing_account_differs":   "inkassobolaget betalar mot ett annat avräkningskonto än bokföringens; ändra ett av dem",
    "vat_document_missing":       "moms är avdragen utan underlag från inkassobolaget; begär underlaget innan momsen dras av",
    "period_closed":              "perioden är stängd; verifikationen är daterad den första öppna dagen",
    "reverse_write_down":         "en befarad kundförlust har betalats; återför nedskrivningen",
    "overpaid":                   "{amount} mer än det öppna beloppet betalades och står som förskott",
    "unmatched_booked":           "bokföringen känner inte fakturan; pengarna står på kontot för oidentifierade betalningar",
})

_VALUES: Final = MappingProxyType({
    "state": MappingProxyType({
        "booked":                 "bokförd",
        "dormant_vat":            "bokförd med vilande moms",
        "not_booked":             "bokförs när den betalas",
        "written_off":            "konstaterad kundförlust",
        "feared":                 "befarad kundförlust",
    }),
    "part": MappingProxyType({
        "vat":                    "moms",
        "commission":             "provision",
        "fees_due":               "avgifter som tillkommer inkassobolaget",
        "agency_invoice":         "kvittad faktura från inkassobolaget",
        "court_fee":              "avgift till Kronofogden eller domstol",
        "court_fee_recovered":    "återbetald avgift till Kronofogden eller domstol",
        "interest":               "dröjsmålsränta",
        "reminder_fee":           "påminnelseavgift",
        "compensation":           "förseningsersättning",
    }),
})

_PHRASES: Final = MappingProxyType({
    # short texts
    "of_invoice":                 "{text}, faktura {invoice}",
    "happened":                   "{text}, avser {happened_on}",
    "no_text":                    "övrigt",
    # a voucher
    "debit":                      "debet",
    "credit":                     "kredit",
    "line":                       "konto {account}, {side} {amount}: {text}",
    "foreign":                    "{amount} ({foreign})",
    "voucher":                    "verifikation {voucher_id} den {dated_on}: {text}",
    # what posting gives back
    "settlement":                 "avräkning {subject}",
    "bank_row":                   "bankrad {subject}",
    "reference_payment":          "inbetalning {subject}",
    "direct_payment":             "direktbetalning {subject}",
    "posted":                     "{event} är bokförd",
    "posted_in_part":             "{event} är delvis bokförd",
    "not_posted":                 "{event} är inte bokförd",
    "repeated":                   "{event} är redan bokförd; inget är att göra",
    "held":                       "Hindrar bokföring: {sentence}",
    "unmatched":                  "Utan konto: {payment_id}, {amount}; {clause}.",
    "rest":                       "Kvar att bokföra: avräkning {settlement_id} med utbetalningen {payout}.",
    "rest_payment":               "Kvar att bokföra: inbetalning {payment_id}.",
    "difference":                 "Skillnad: {name}, {subject}: angivet {stated}, beräknat {computed}.",
    "paid":                       "Faktura {invoice}: {amount} betalt {paid_on}, {open_after} kvar.",
    "went_back":                  "Faktura {invoice}: {amount} gick tillbaka {paid_on}, {open_after} kvar.",
    # the clearing account
    "balance":                    "På avräkningskontot står {balance}.",
    "cleared":                    "Hör ihop: {subjects}.",
    "still_open":                 "Hör ihop: {subjects}; {difference} återstår att reda ut sedan {days}.",
    "exchange":                   "Hör ihop: {subjects}; kursdifferensen är {exchange}.",
    "awaits_bank":                "Avräkning {subject} den {happened_on} väntar på banken sedan {days}: {amount}.",
    "awaits_settlement":          "Bankrad {subject} den {happened_on} väntar på avräkning sedan {days}: {amount}.",
})
# fmt: on

#: What is said in Swedish of vouchers.
JOURNAL: Final = JournalWords(
    lines=_LINES,
    vouchers=_VOUCHERS,
    holds=_HOLDS,
    unmatched=_UNMATCHED,
    differences=_DIFFERENCES,
    values=_VALUES,
    phrases=_PHRASES,
)
