"""English words for vouchers, and for what posting gives back."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import JournalWords

__all__ = ["JOURNAL", "NOTICES"]

# fmt: off
_LINES: Final = MappingProxyType({
    "clearing":                   "clearing with the agency",
    "bank":                       "bank account",
    "capital":                    "customer receivable",
    "revenue":                    "sales",
    "output_vat":                 "output VAT",
    "dormant_vat":                "dormant output VAT",
    "rounding":                   "rounding",
    "overpayment":                "overpayment",
    "recovered":                  "recovered bad debt",
    "unmatched":                  "unidentified payment",
    "input_vat":                  "input VAT",
    "vat_cost":                   "VAT that may not be deducted",
    "commission":                 "collection commission",
    "fees_due":                   "fees due to the agency",
    "agency_invoice":             "invoice of the agency, set off",
    "court_fee":                  "fee of the enforcement authority or a court",
    "court_fee_recovered":        "recovered fee of the authority or a court",
    "interest":                   "late interest",
    "reminder_fee":               "reminder fee",
    "compensation":               "compensation for late payment",
    "exchange_gain":              "exchange gain",
    "exchange_loss":              "exchange loss",
    "year_end":                   "owed by the agency at the end of the year",
})

_VOUCHERS: Final = MappingProxyType({
    "settlement":                 "settlement {subject}",
    "settlement_earlier":         "settlement {subject}, paid in an earlier month",
    "bank_row":                   "bank row {subject}",
    "exchange":                   "exchange difference, bank row {subject}",
    "reference_payment":          "incoming payment {subject}",
    "direct_payment":             "direct payment {subject}",
    "reversal":                   "reversal of {reverses}",
    "year_end":                   "clearing account moved at the end of the year",
    "year_start":                 "clearing account moved back at the start of the year",
})

_HOLDS: Final = MappingProxyType({
    # all
    "other_content":              "the same id is booked already with other content",
    "other_channel":              "the payment is booked already another way",
    "outside_fiscal_year":        "the day is outside the fiscal years",
    "other_currency":             "the amount is in another currency than the books",
    "not_positive":               "an amount is not above zero",
    # a settlement
    "not_by_batch":               "the agency does not pay by batch on that day, but by reference",
    "payout_differs":             "the payout is not the sum of the payments",
    "brought_forward_positive":   "what is brought forward from earlier settlements is above zero",
    "rate_missing":               "the exchange rate into the currency of the books is missing",
    "duplicate_payment":          "the payment is there more than once",
    "payment_differs":            "the payout of the payment is not its capital with additions and deductions",
    "unknown_part":               "the payment has a deduction or an addition of an unknown kind",
    "paid_later":                 "the payment was made after the day of the settlement",
    "pledged":                    "the invoice is booked on the clearing account itself; choose another clearing account",
    # another payment
    "not_by_reference":           "the agency pays by batch on that day, not by reference",
    "fees_above_amount":          "the agency's fees are more than the payment, or below zero",
    # a reversal
    "reversed_before":            "the voucher is reversed already",
    "reversed_too_early":         "the day is before that of the voucher",
    # the end of a year
    "year_closed":                "the period of the last day of the year is closed",
})

_UNMATCHED: Final = MappingProxyType({
    "unknown_invoice":            "the books do not know invoice {invoice}",
    "earlier_year":               "invoice {invoice} was booked in an earlier year, whose rows are missing",
    "state_not_shown":            "the rows of invoice {invoice} do not show how it is said to be booked",
    "more_back":                  "more went back on invoice {invoice} than had come in",
    "invoice_amount":             "nobody says what it pays of invoice {invoice} in that invoice's currency",
    "unknown_reference":          "no invoice has its reference",
    "other_payer":                "the agency is not the payer",
    "paid_to_agency":             "the money went to the agency",
})

_DIFFERENCES: Final = MappingProxyType({
    "vat":                        "VAT",
    "commission":                 "commission",
    "open_amount":                "open amount",
    "bank":                       "amount at the bank",
})

#: What a person is told in English of journals.
NOTICES: Final = MappingProxyType({
    "clearing_account_differs":   "the agency pays on another clearing account than that of the books; change one of them",
    "vat_document_missing":       "VAT was deducted without a document of the agency; ask for it before claiming the VAT back",
    "period_closed":              "the period is closed; the voucher is dated on the first open day",
    "reverse_write_down":         "a feared loss was paid; take the write-down back",
    "overpaid":                   "{amount} more than the open amount was paid, and stands as an advance",
    "unmatched_booked":           "the books do not know the invoice; the money stands on the account for unidentified payments",
})

_VALUES: Final = MappingProxyType({
    "state": MappingProxyType({
        "booked":                 "booked",
        "dormant_vat":            "booked with dormant VAT",
        "not_booked":             "booked when it is paid",
        "written_off":            "written off",
        "feared":                 "feared lost",
    }),
    "part": MappingProxyType({
        "vat":                    "VAT",
        "commission":             "commission",
        "fees_due":               "fees due to the agency",
        "agency_invoice":         "invoice of the agency, set off",
        "court_fee":              "fee of the enforcement authority or a court",
        "court_fee_recovered":    "recovered fee of the authority or a court",
        "interest":               "late interest",
        "reminder_fee":           "reminder fee",
        "compensation":           "compensation for late payment",
    }),
})

_PHRASES: Final = MappingProxyType({
    # short texts
    "of_invoice":                 "{text}, invoice {invoice}",
    "happened":                   "{text}, for {happened_on}",
    "no_text":                    "other",
    # a voucher
    "debit":                      "debit",
    "credit":                     "credit",
    "line":                       "account {account}, {side} {amount}: {text}",
    "foreign":                    "{amount} ({foreign})",
    "voucher":                    "voucher {voucher_id} on {dated_on}: {text}",
    # what posting gives back
    "settlement":                 "settlement {subject}",
    "bank_row":                   "bank row {subject}",
    "reference_payment":          "incoming payment {subject}",
    "direct_payment":             "direct payment {subject}",
    "posted":                     "{event} is posted",
    "posted_in_part":             "{event} is posted in part",
    "not_posted":                 "{event} is not posted",
    "repeated":                   "{event} was posted before; there is nothing to do",
    "held":                       "Keeps it from being posted: {sentence}",
    "unmatched":                  "Without an account: {payment_id}, {amount}; {clause}.",
    "rest":                       "Left to post: settlement {settlement_id} with a payout of {payout}.",
    "rest_payment":               "Left to post: incoming payment {payment_id}.",
    "difference":                 "Difference: {name}, {subject}: stated {stated}, computed {computed}.",
    "paid":                       "Invoice {invoice}: {amount} paid on {paid_on}, {open_after} left.",
    "went_back":                  "Invoice {invoice}: {amount} went back on {paid_on}, {open_after} left.",
    # the clearing account
    "balance":                    "The clearing account stands at {balance}.",
    "cleared":                    "Belong together: {subjects}.",
    "still_open":                 "Belong together: {subjects}; {difference} has been open for {days}.",
    "exchange":                   "Belong together: {subjects}; the exchange difference is {exchange}.",
    "awaits_bank":                "Settlement {subject} on {happened_on} has awaited the bank for {days}: {amount}.",
    "awaits_settlement":          "Bank row {subject} on {happened_on} has awaited its settlement for {days}: {amount}.",
})
# fmt: on

#: What is said in English of vouchers.
JOURNAL: Final = JournalWords(
    lines=_LINES,
    vouchers=_VOUCHERS,
    holds=_HOLDS,
    unmatched=_UNMATCHED,
    differences=_DIFFERENCES,
    values=_VALUES,
    phrases=_PHRASES,
)
