"""
What a creditor sees of its overdue invoices and cases: the list, and the detail view of one case (VW-1…3).

Everything here is a plain value to be shown. Nothing is judged anew: whether an invoice may go was decided before, and
how a case stands is what its facts made of it. Nothing is lost either: an invoice that the list leaves out is returned
with its reasons, and a case whose invoice was not given has a row of its own.
"""

from inkasso_rules.overview.balances import Balance, BalanceCurrencyError, BalanceSource, latest_balances
from inkasso_rules.overview.details import (
    Answer,
    Approval,
    Detail,
    Event,
    LinkTemplateError,
    OtherInvoiceError,
    detail,
    portal_link,
)
from inkasso_rules.overview.listing import (
    LeftOut,
    Overview,
    RepeatedIdError,
    UndecidedInvoiceError,
    Unlisted,
    left_out_because,
    overview,
)
from inkasso_rules.overview.marks import Mark, MarkCode, red_marks
from inkasso_rules.overview.rows import Row

__all__ = [
    "Answer",
    "Approval",
    "Balance",
    "BalanceCurrencyError",
    "BalanceSource",
    "Detail",
    "Event",
    "LeftOut",
    "LinkTemplateError",
    "Mark",
    "MarkCode",
    "OtherInvoiceError",
    "Overview",
    "RepeatedIdError",
    "Row",
    "UndecidedInvoiceError",
    "Unlisted",
    "detail",
    "latest_balances",
    "left_out_because",
    "overview",
    "portal_link",
    "red_marks",
]
