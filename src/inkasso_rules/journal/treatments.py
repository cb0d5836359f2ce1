"""Which accounts of income and VAT are one treatment, and so are filled in step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from inkasso_rules.model.bookings import BookedRow, Role

__all__ = ["TAXES", "UNSOLD", "treatments"]

#: What output VAT means, owed or dormant.
TAXES: Final = frozenset({Role.OUTPUT_VAT, Role.DORMANT_VAT})
#: What is neither income nor its VAT.
UNSOLD: Final = frozenset({Role.RECEIVABLE, Role.ROUNDING, Role.TAX_AGENCY, Role.CLEARING})


def treatments(planned: Iterable[BookedRow], roles: Mapping[str, Role]) -> dict[str, str]:
    """
    Tell which accounts of income and VAT belong together.

    Income goes with the account of its VAT; without VAT each account of income stands alone, since *0 %* is not one
    treatment. Where nobody says, all such income and VAT is one group. What shares an account is one group, too.
    """
    group_of: dict[str, str] = {}
    same: dict[str, str] = {}
    linked = {row.vat_account for row in planned if row.vat_account}
    for row in planned:
        role = roles.get(row.account)
        if role in UNSOLD:
            continue
        if role in TAXES:
            group = row.account if row.account in linked else ""
        else:
            group = "" if row.vat_account is None else row.vat_account or row.account
        group = same.setdefault(group, group)
        kept, gone = sorted((group_of.setdefault(row.account, group), group))
        if kept != gone:
            group_of = {account: kept if found == gone else found for account, found in group_of.items()}
            same = {name: kept if found == gone else found for name, found in same.items()}
    return group_of
