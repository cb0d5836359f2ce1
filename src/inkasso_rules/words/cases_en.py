"""English words for cases."""

from types import MappingProxyType
from typing import Final

from inkasso_rules.words.tables import CaseWords

__all__ = ["CASES"]

# fmt: off
_FACTS: Final = MappingProxyType({
    # what opens a case
    "transferred":              "invoice {invoice_id} was transferred to the agency with a capital of {capital}",
    "registered":               "the agency registered the case",
    "registration_refused":     "the agency refused the case",
    "duplicate_number":         "the agency has a case with this invoice number already",
    "reopened":                 "the case was reopened",
    # what permits or hinders
    "approval_asked":           "the agency asked for approval of {gate}",
    "approval_answered":        "the agency no longer waits for approval of {gate}",
    "approval_declined":        "the creditor declined approval of {gate}",
    "approval_given":           "the creditor approved {gate}",
    "paused":                   "collection was paused",
    "resumed":                  "collection was resumed",
    "disputed":                 "the debtor disputed the claim",
    "dispute_settled":          "the dispute over the claim was settled",
    "plan_agreed":              "an instalment plan was agreed",
    "plan_broken":              "the debtor did not keep the instalment plan",
    "plan_kept":                "the debtor kept the instalment plan to its end",
    "plan_ended":               "the instalment plan ended",
    "insolvent":                "the debtor went into bankruptcy or reconstruction",
    "insolvency_ended":         "the debtor is no longer insolvent",
    "action_asked":             "the agency asked for something to be done in its portal",
    "action_done":              "the agency needs nothing more to be done",
    # what the agency did
    "reminder_sent":            "a payment reminder was sent",
    "demand_sent":              "a demand was sent",
    "legal_started":            "legal action was started",
    "after_collection_started": "after-collection was started",
    "cost_charged":             "the agency charged a cost of {amount} ({cost})",
    "measure_withdrawn":        "the agency withdrew a measure and its cost",
    # money
    "paid_agency":              "the debtor paid {amount} to the agency",
    "split_assumed":            "split in our own order: {capital} of {amount} fell on the capital",
    "split_stated":             "the agency said that {capital} of {amount} fell on the capital",
    "payment_reversed":         "a payment of {amount} to the agency went back",
    "payment_unclear":          "a payment of {amount} came from the debtor or from the agency",
    "paid_creditor":            "the debtor paid {amount} directly to the creditor",
    "paid_out":                 "the agency paid out {amount}",
    "payment_removed":          "a payment of {amount} was removed from the invoice",
    "credited":                 "the invoice was credited by {amount}",
    "set_off":                  "the claim was set off against a counterclaim of {amount}",
    "remitted":                 "the claim was reduced by {amount}",
    # what ends a case
    "closed_paid":              "the agency closed the case as paid",
    "closed_credited":          "the agency closed the case as credited",
    "stopped":                  "the case was stopped by the creditor",
    "given_up":                 "the agency gave the case up",
    # what was read
    "unknown_code":             "the agency used an unknown code",
    "checked":                  "the agency's data were read",
})

_ADDITIONS: Final = MappingProxyType({
    "amount":                   "to an amount of {amount}",
    "capital":                  "of which {capital} on the capital",
    "checked_capital":          "which claim a capital of {capital}",
    "until":                    "to be paid no later than {until}",
    "paused_until":             "and is resumed on {until}",
    "about":                    "concerning {about}",
    "agency_case_id":           "case number {agency_case_id}",
    "by_administrator":         "through an administrator",
    "not_by_administrator":     "through somebody who is no administrator",
    "as_required":              "which met the law's conditions",
    "not_as_required":          "which did not meet the law's conditions",
    "from_start":               "which should never have been invoiced",
    "not_from_start":           "from that day on",
})

_BREACHES: Final = MappingProxyType({
    "after_end":                "the step was taken after the case had ended",
    "in_pause":                 "the step was taken during a pause",
    "disputed_part":            "legal action was started for a disputed part of the claim",
    "no_reminder":              "the demand was sent without a payment reminder before it",
    "reminded_before":          "a payment reminder was sent although the creditor had reminded before the transfer",
    "demand_unapproved":        "the demand was sent without the creditor's approval",
    "legal_unapproved":         "legal action was started without the creditor's approval",
    "not_administrator":        "legal action was approved by somebody who is no administrator",
    "no_demand":                "the step was taken without a demand before it",
    "time_not_expired":         "legal action was started before the demand's time to pay had run out",
})

_STEPS: Final = MappingProxyType({
    "registered":               "registration at the agency",
    "reminder_sent":            "payment reminder",
    "demand_sent":              "demand",
    "legal_started":            "legal action",
    "after_collection_started": "after-collection",
})

_WAITS: Final = MappingProxyType({
    "registration":             "the agency's answer to the transfer",
    "link":                     "the case to be linked to the one that the agency has, or stopped",
    "time":                     "the time to run out",
    "approval":                 "the creditor's approval",
    "administrator":            "an administrator's approval",
    "declined":                 "another answer from the creditor, who has said no",
    "pause":                    "the pause to end",
    "dispute":                  "the dispute to be settled",
    "plan":                     "the instalment plan to end",
    "insolvency":               "the debtor's insolvency to end",
    "payment":                  "a decision on whose an unclear payment is",
    "split":                    "the agency to say how much of the payment fell on the capital",
    "settings":                 "the settings of the day to be known",
})

_MARKS: Final = MappingProxyType({
    "approve_demand":           "approve the demand in the agency's portal, or decline",
    "approve_legal":            "approve legal action in the agency's portal as an administrator, or decline",
    "act":                      "do what the agency asks for in its portal",
    "link_duplicate":           "link the case to the one that the agency has already, or stop it",
    "decide_payment":           "decide whether the payment is the debtor's or the agency's payout",
})

_REQUESTS: Final = MappingProxyType({
    "change_amount":            "change the invoice amount",
    "change_due_date":          "change the due date",
    "void":                     "void the invoice",
    "return_to_unfinished":     "return the invoice to unfinished",
    "credit":                   "credit the invoice by {amount}",
    "register_payment":         "record a payment of {amount}",
    "remove_payment":           "remove a payment of {amount}",
    "pause":                    "pause collection",
    "resume":                   "resume collection",
    "stop":                     "stop collection",
    "approve":                  "approve {gate}",
})

_COMMANDS: Final = MappingProxyType({
    "RegisterCase":             "new case for invoice {invoice_id}",
    "AttachInvoiceCopy":        "copy of invoice {invoice_id}",
    "RegisterDirectPayment":    "direct payment on {paid_on} of {amount}",
    "RegisterCreditNote":       "credit note on {credited_on} of {amount}",
    "AcknowledgeSettlement":    "acknowledgement of settlement {settlement_id}",
})

_PHRASES: Final = MappingProxyType({
    # facts
    "dated":                    "{day}: {sentence}",
    "interval":                 "Not before {earliest_on} and no later than {happened_on}",
    "learned":                  "{clause} (known on {learned_on})",
    # breaches
    "breach":                   "Breach: {sentence}",
    "breach_possible":          "Possible breach: {sentence}",
    # the case
    "case":                     "Case {case_id} on {as_of}: {stage}, open capital {capital}.",
    "ended":                    "{stage} ({end})",
    "command":                  "To the agency: {sentence}",
    "mark":                     "{clause} (since {since})",
    # corrections
    "late":                     "Late fact {fact_id}: the stage is still {is_now}.",
    "late_moved":               "Late fact {fact_id}: the stage was {was} and is {is_now}.",
    "said":                     "Should have been said: {sentence}",
    "unsaid":                   "Should not have been said: {sentence}",
    "sent":                     "Should have been sent: {sentence}",
    "unsent":                   "Should not have been sent: {sentence}",
    # next steps
    "step":                     "{step}: {day}; {waits}",
    "step_amount":              "{step} for {amount}",
    "from":                     "not before {earliest_on}",
    "day_unknown":              "the day is unknown",
    "ready":                    "nothing stands in the way",
    "waits":                    "waits for {waits}",
    "since":                    "since {since}, {days}",
    "until":                    "until {until}",
})
# fmt: on

#: What is said of cases in English.
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
