"""Swedish words for the list of the payments of a settlement."""

from types import MappingProxyType
from typing import Final

__all__ = ["LISTING"]

# fmt: off
#: Heads of columns, names of what stands above and below the table, and what frames them.
LISTING: Final = MappingProxyType({
    "title":                      "Betalningar i avräkning {settlement}",
    "page":                       "Sida {page}/{pages}",
    "settlement":                 "Avräkning",
    "creditor":                   "Borgenär",
    "settled_on":                 "Avräkningsdag",
    "currency":                   "Valuta",
    "payments":                   "Antal betalningar",
    "payment_id":                 "Betalning",
    "paid_on":                    "Betald",
    "invoice":                    "Faktura",
    "reference":                  "OCR",
    "debtor_name":                "Gäldenär",
    "capital":                    "Kapital",
    "vat":                        "Avdragen moms",
    "commission":                 "Provision",
    "other":                      "Övrigt",
    "payout":                     "Utbetalning",
    "total":                      "Summa",
    "sum_unposted":               "Därav inte bokfört än",
    "sum_payout":                 "Utbetalning enligt avräkningen",
    "sum_brought_forward":        "Från tidigare avräkningar",
    "sum_transfer":               "Betalas till bankkontot",
    "sum_carried_forward":        "Kvar till nästa avräkning",
})
# fmt: on
