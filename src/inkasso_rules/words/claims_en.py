"""English words for what a debtor owes, and what the creditor pays for the service."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import ClaimWords

__all__ = ["CLAIMS"]

# fmt: off
_LINES: Final = MappingProxyType({
    "charge":                     "{charge}, {subject}, to be paid no later than on this day",
    "interest":                   "late interest through this day",
    "costs":                      "costs asked for ({costs})",
    "money":                      "{event}, {subject}",
    "missing":                    "went back without having come in; nobody owes it",
})

_EVENTS: Final = MappingProxyType({
    "paid_agency":                "payment to the agency",
    "payment_reversed":           "payment to the agency that went back",
    "paid_creditor":              "payment directly to the creditor",
    "payment_removed":            "payment removed from the invoice",
    "credited":                   "credit",
    "set_off":                    "set-off",
    "remitted":                   "remission",
    "split_assumed":              "split in our own order",
    "split_stated":               "statement of how a payment was split",
    "plan_agreed":                "instalment plan",
    "reminder_sent":              "payment reminder",
    "demand_sent":                "demand",
    "legal_started":              "legal action",
})

_REASONS: Final = MappingProxyType({
    "above_maximum":              "it is more than the law allows for the measure",
    "not_agreed":                 "no fee for reminders was agreed when the debt arose",
    "agreement_unknown":          "nobody knows whether a fee for reminders was agreed",
    "not_as_required":            "the measure does not meet the law's conditions",
    "requirements_unknown":       "nobody knows whether the measure meets the law's conditions",
    "charged_before":             "one was charged already; further ones are allowed, not charged",
    "absorbed":                   "the compensation for late payment takes it in",
    "withdrawn":                  "the measure was taken back",
    "after_insolvency":           "the debtor was insolvent",
    "not_business":               "compensation for late payment is owed only where a trader supplied to a trader or a public body",
    "debtor_kind_unknown":        "nobody knows whether the debtor is a consumer, a trader or a public body",
    "not_due":                    "nothing was due, or nothing was left to pay",
    "not_late":                   "no late interest runs yet, or none at all",
    "no_such_cost":               "the law then knew no such thing",
    "not_compensable":            "the law lets nobody charge a debtor for this",
    "no_measure":                 "nothing is known that it was charged for",
    "never_owed":                 "the invoice was credited from the start, so that nothing was ever owed",
})

_BASES: Final = MappingProxyType({
    "due_date":                   "from the day after the due date that was agreed in advance",
    "claim_sent":                 "from the thirtieth day after the claim was sent, but not before the day after the due date",
    "dispatch_unknown":           "no due date was agreed in advance, and nobody knows when the claim was sent",
    "not_stated":                 "no due date was agreed in advance, and the claim did not say that late payment costs interest",
    "statement_unknown":          "no due date was agreed in advance, and nobody knows whether the claim said that late payment costs interest",
})

_WARNINGS: Final = MappingProxyType({
    # a statement
    "due_date_agreement_unknown": "nobody knows whether the due date was agreed in advance; it is taken as if it was not",
    "other_currency":             "the amount is in another currency than the claim and is not counted",
    "split_by_policy":            "the agency has not said how the amount was split; it is split as the policy says",
    "left_over":                  "money is left over as the amount was split, although capital is open",
    "interest_passed_over":       "a set-off is said to fall on the capital, although interest was open, which it settles first",
    "fee_not_judged":             "a fee that was invoiced is asked for as it is; nobody has judged it by the law",
    "nothing_withdrawn":          "it takes back no measure that is known",
    "settlement_unclear":         "it is not clear which of the disputes was settled; none is taken to be",
    "prescribed":                 "the claim is prescribed: the right to demand it is lost",
    "may_be_prescribed":          "the claim may be prescribed",
    # a statement, or prescription
    "debtor_kind_unknown":        "nobody knows whether the debtor is a consumer, a trader or a public body",
    "day_uncertain":              "only an interval is known in which it happened",
    # prescription
    "origin_unknown":             "nobody knows when the claim arose; the invoice date is not that day",
    "end_may_move":               "the time ends when banks are closed, and it is unsettled whether it then moves to their next day",
    "receipt_presumed":           "the letter interrupts only if it arrived; that it did is presumed",
    "decision_unknown":           "the new time runs from the final decision, which is not known; that the debtor was served is presumed",
    "taken_back":                 "the payment went back in full, or the measure was withdrawn; whether it still interrupted is open",
    "administrator_unknown":      "the debtor was insolvent; the letter interrupts only if it reached the administrator, which is not known",
})

_LACKS: Final = MappingProxyType({
    "writing":                    "the demand is not in writing",
    "creditor_name":              "the demand does not name the creditor",
    "basis":                      "the demand does not say what the claim rests on",
    "assignment_notice":          "the claim was assigned or pledged, but the demand does not say that only the new creditor can be paid",
    "payment_way":                "the demand does not say how to pay",
    "capital":                    "the demand does not state the capital apart",
    "costs":                      "the demand does not state the costs apart",
    "interest":                   "interest is claimed, but the demand shows none",
    "interest_amount":            "the demand does not state how much interest has accrued",
    "interest_rate":              "the demand does not state the rate of interest",
    "interest_period":            "the demand does not state the time that interest is reckoned for",
    "interest_principal":         "the demand does not state what interest is reckoned on",
    "time_to_pay":                "the demand gives no last day to pay",
    "time_too_short":             "the demand gives too little time to pay",
    "objection":                  "the demand does not say that the debtor may object within the same time",
    "administrator":              "the debtor is insolvent, but the demand is not addressed to the administrator",
})

_STATUSES: Final = MappingProxyType({
    "running":                    "the claim is not prescribed",
    "prescribed":                 "the claim is prescribed",
    "unknown":                    "nobody can say whether the claim is prescribed",
})

_CAUSES: Final = MappingProxyType({
    "acknowledged":               "the debtor paid, promised to pay, or acknowledged the claim otherwise",
    "written_claim":              "the debtor received a written claim",
    "action":                     "legal action was started",
})

_TERMS: Final = MappingProxyType({
    "kept_costs":                 "costs that the agency keeps",
    "kept_interest":              "interest that the agency keeps",
    "application_fee":            "the enforcement authority's application fee",
    "enforcement_fee":            "the enforcement authority's basic fee for enforcement",
    "commission":                 "commission in after-collection",
})

_FREE: Final = MappingProxyType({
    "opening_fee":                "an opening fee",
    "monthly_fee":                "a monthly fee",
    "yearly_fee":                 "a yearly fee",
    "action_fee":                 "fees for measures",
    "postage":                    "postage",
    "integration":                "the integration",
})

_VALUES: Final = MappingProxyType({
    "charge": MappingProxyType({
        "supply":                 "goods or services",
        "invoicing_fee":          "agreed invoicing fee",
        "interest":               "invoiced interest",
        "fee":                    "invoiced fee for a reminder or for collection",
    }),
    "day_count": MappingProxyType({
        "act_365":                "actual days, 365 to a year",
        "act_act":                "actual days, as many to a year as the year has",
        "thirty_360":             "months of 30 days, 360 to a year",
    }),
    "rounding": MappingProxyType({
        "once":                   "rounded once, to the nearest minor unit",
        "segments":               "each part of the interest rounded to the nearest minor unit",
        "kronor":                 "cut to whole kronor",
    }),
    "allocation": MappingProxyType({
        "costs_interest_capital": "payments first on costs, then on interest, last on capital",
        "interest_costs_capital": "payments first on interest, then on costs, last on capital",
        "interest_capital_costs": "payments first on interest, then on capital, last on costs",
        "capital_interest_costs": "payments first on capital, then on interest, last on costs",
    }),
})

_SOURCES: Final = MappingProxyType({
    "agreement":                  "agreement",
    "between the parties":        "between the parties",
    "invoice":                    "invoice",
    "from the creditor":          "from the creditor",
    "rule of the service":        "rule of the service",
})

_PHRASES: Final = MappingProxyType({
    # sources
    "source":                     "{act} {place}",
    "source_amended":             "{act} {place} as worded by {amended_by}",
    "cited":                      "{clause} ({source})",
    # a statement
    "statement":                  "Claim {claim_id} on {as_of}: {total} to pay (capital {capital}, interest {interest}, costs {costs}).",
    "line":                       "{clause}: {amount}",
    "fell":                       "{clause}, of which {parts}",
    "fell_by_policy":             "{clause}, of which by policy {parts}",
    "part_costs":                 "{amount} on costs",
    "part_interest":              "{amount} on interest",
    "part_capital":               "{amount} on capital",
    "part_left":                  "{amount} left over",
    "conventions":                "Reckoned so: {conventions}.",
    "disputed":                   "Disputed: {disputed}; undisputed: {undisputed}.",
    "overpaid":                   "Paid too much: {overpaid}.",
    "at_insolvency":              "On {as_of}, when the insolvency began: {total} to pay (capital {capital}, interest {interest}, costs {costs}).",
    # interest
    "interest":                   "Interest: {total}.",
    "start":                      "interest on {charge_id} runs from {day}, {basis}",
    "no_start":                   "no interest runs: {basis}",
    "of_charge":                  "{charge_id}, {clause}",
    "segment":                    "interest {starts_on} through {ends_on}, {days}: {percent} % on {principal} is {exact} {currency} before rounding",
    # costs
    "costs":                      "Costs: {by_law} by law, {claimed} asked for.",
    "by_law":                     "by law for {cost}: {owed}",
    "why":                        "{clause}; {why}",
    "not_asked":                  "a cost is not asked for: {why}",
    "excess":                     "charged too much for {cost}: {amount} ({charged} instead of at most {allowed}); {why}",
    # a demand
    "lack":                       "Lacking: {sentence}",
    "advice":                     "Should be mended: {sentence}",
    "in_part":                    "part {part} of the interest: {clause}",
    "pay_by":                     "{clause}; the last day may be {pay_by} at the earliest",
    # prescription
    "runs":                       "It arose on {origin_on}; the time is {years} years and surely runs through {ends_on}.",
    "may_run":                    "It may run through {latest_end_on}.",
    "may_run_on":                 "How long it may run is unknown.",
    "moved":                      "{ends_on} is no bank day; the next one is {moved_to}.",
    "interrupted":                "a new time from {on}, {event} {fact_id}: {cause}",
    "interrupted_between":        "a new time from some day between {earliest_on} and {on}, {event} {fact_id}: {cause}",
    # what the creditor pays
    "terms":                      "The service for {claim_id} through {as_of} costs the creditor {cost}, of which VAT {vat}.",
    "term":                       "{term}: {amount}, counted on {base}",
    "term_percent":               "{term}: {amount}, {percent} % of {base}",
    "with_vat":                   "{clause}; VAT at {vat_percent} % is {vat}",
    "collected":                  "The agency collected {collected}: {costs} on costs, {interest} on interest, {fees} on the authority's fees, {reminders} on the creditor's reminders, {capital} on capital and {left} left over.",
    "paid_out":                   "Paid out: {payable}; invoiced: {invoiced}.",
    "free":                       "This costs nothing: {free}.",
})
# fmt: on

#: What is said in English of what a debtor owes.
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
