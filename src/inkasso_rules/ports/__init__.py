"""
What a host gives the library to work with: a store for cases, a line to the agency, a source of invoices, a ledger.

Each is a protocol: any object with these methods will do, and nobody inherits. What a protocol cannot say, its list of
promises says, and :mod:`inkasso_rules.testing` has one test for each. The rules know nothing of ports.

All ids are text and ours: an adapter finds the agency's id of a case by the answer to its registration, or by the fact
that a person linked it. What the agency answers is a value, also that it cannot be reached.
"""

from inkasso_rules.ports.agency import (
    AgencyTransport,
    Answer,
    Changes,
    Rejected,
    Rejection,
    Sent,
    Unreachable,
    registration_fact,
)
from inkasso_rules.ports.cases import (
    CaseStore,
    CommandConflictError,
    StaleCaseError,
    Stored,
    UnknownCommandError,
    new_facts,
)
from inkasso_rules.ports.invoices import Document, InvoiceSource
from inkasso_rules.ports.ledger import (
    LedgerStore,
    PostedOtherwiseError,
    VoucherConflictError,
    is_news,
    new_vouchers,
    with_vouchers,
)

__all__ = [
    "AgencyTransport",
    "Answer",
    "CaseStore",
    "Changes",
    "CommandConflictError",
    "Document",
    "InvoiceSource",
    "LedgerStore",
    "PostedOtherwiseError",
    "Rejected",
    "Rejection",
    "Sent",
    "StaleCaseError",
    "Stored",
    "UnknownCommandError",
    "Unreachable",
    "VoucherConflictError",
    "is_news",
    "new_facts",
    "new_vouchers",
    "registration_fact",
    "with_vouchers",
]
