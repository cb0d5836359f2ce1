"""
SIE 4, the Swedish exchange format of bookkeeping: read in the dialects of its vendors, written by the specification.

``read_sie`` reads types 4E and 4I, ``write_sie`` writes 4I, and ``to_sie`` writes vouchers. A file is a value.
"""

from inkasso_rules.ledger.sie.decoding import SieEncoding
from inkasso_rules.ledger.sie.file import (
    SieAccount,
    SieBalance,
    SieBalanceKind,
    SieDimension,
    SieFile,
    SieObject,
    SieRow,
    SieVoucher,
    SieYear,
)
from inkasso_rules.ledger.sie.problems import SieError, SieProblem, SieProblemCode, SieRefusal
from inkasso_rules.ledger.sie.reading import SieReading, read_sie
from inkasso_rules.ledger.sie.vouchers import to_sie
from inkasso_rules.ledger.sie.writing import SieContentError, SieFault, write_sie

__all__ = [
    "SieAccount",
    "SieBalance",
    "SieBalanceKind",
    "SieContentError",
    "SieDimension",
    "SieEncoding",
    "SieError",
    "SieFault",
    "SieFile",
    "SieObject",
    "SieProblem",
    "SieProblemCode",
    "SieReading",
    "SieRefusal",
    "SieRow",
    "SieVoucher",
    "SieYear",
    "read_sie",
    "to_sie",
    "write_sie",
]
