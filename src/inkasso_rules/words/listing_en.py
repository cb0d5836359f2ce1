"""English words for the list of the payments of a settlement."""

from types import MappingProxyType
from typing import Final

__all__ = ["LISTING"]

# fmt: off
#: Heads of columns, names of what stands above and below the table, and what frames them.
LISTING: Final = MappingProxyType({
    "title":                      "Payments of settlement {settlement}",
    "page":                       "Page {page}/{pages}",
    "settlement":                 "Settlement",
    "creditor":                   "Creditor",
    "settled_on":                 "Settled on",
    "currency":                   "Currency",
    "payments":                   "Number of payments",
    "payment_id":                 "Payment",
    "paid_on":                    "Paid on",
    "invoice":                    "Invoice",
    "reference":                  "Reference",
    "debtor_name":                "Debtor",
    "capital":                    "Capital",
    "vat":                        "VAT withheld",
    "commission":                 "Commission",
    "other":                      "Other",
    "payout":                     "Payout",
    "total":                      "Total",
    "sum_unposted":               "Of which not posted yet",
    "sum_payout":                 "Payout as the settlement states it",
    "sum_brought_forward":        "From earlier settlements",
    "sum_transfer":               "Paid to the bank account",
    "sum_carried_forward":        "Left for the next settlement",
})
# fmt: on
