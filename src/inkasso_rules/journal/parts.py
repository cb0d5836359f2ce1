"""The closed table of what a payment may hold beside the capital, and the account that each goes to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

import attrs

from inkasso_rules.model.bookings import Accounts, Books
from inkasso_rules.model.money import round_half_up
from inkasso_rules.model.settlements import PartKind, SettledPayment
from inkasso_rules.model.vouchers import LineCode
from inkasso_rules.requirements import decides

__all__ = ["PARTS", "PartRule", "Side", "by_account", "part_sums"]


class Side(Enum):
    """Whether a part lowers the payout or raises it; the value is the sign of its line."""

    #: Kept back: a debit.
    DEDUCTION = 1
    #: Passed on: a credit.
    ADDITION = -1


@attrs.frozen
class PartRule:
    """
    Where one kind of part goes.

    Attributes:
        requirement: The ID of the requirement behind it.

        kind: The kind.

        side: On which side it may stand.

        account: The field of the chart.

        code: What its line says.
    """

    requirement: str
    kind: PartKind
    side: Side
    account: str
    code: LineCode


# No output VAT on interest, fees or compensation: they are damages, not a price.
# fmt: off
#: All that is known; anything else holds the settlement.
PARTS: Final = (
    #        requirement  kind                           side            account              line
    PartRule("LC-11",     PartKind.VAT,                  Side.DEDUCTION, "input_vat",         LineCode.INPUT_VAT),
    PartRule("LC-10",     PartKind.COMMISSION,           Side.DEDUCTION, "collection_costs",  LineCode.COMMISSION),
    PartRule("BA-2",      PartKind.FEES_DUE,             Side.DEDUCTION, "owed_to_agency",    LineCode.FEES_DUE),
    PartRule("BA-2",      PartKind.AGENCY_INVOICE,       Side.DEDUCTION, "supplier_debts",    LineCode.AGENCY_INVOICE),
    PartRule("LC-10",     PartKind.COURT_FEE,            Side.DEDUCTION, "court_fees",        LineCode.COURT_FEE),
    PartRule("LC-10",     PartKind.COURT_FEE_RECOVERED,  Side.ADDITION,  "court_fees",        LineCode.COURT_FEE_RECOVERED),
    PartRule("BA-2",      PartKind.INTEREST,             Side.ADDITION,  "interest",          LineCode.INTEREST),
    PartRule("LC-2",      PartKind.REMINDER_FEE,         Side.ADDITION,  "other_income",      LineCode.REMINDER_FEE),
    PartRule("BA-2",      PartKind.COMPENSATION,         Side.ADDITION,  "other_income",      LineCode.COMPENSATION),
)
# fmt: on


def part_sums(payments: Iterable[SettledPayment]) -> dict[tuple[Side, str], int]:
    """Sum the parts by side and kind, without those that belong to an invoice of their own."""
    kept: dict[str, int] = {}
    added: dict[str, int] = {}
    for payment in payments:
        for part in payment.deductions:
            kept[part.kind] = kept.get(part.kind, 0) + part.amount.minor
        for part in payment.additions:
            if part.invoice is None:
                added[part.kind] = added.get(part.kind, 0) + part.amount.minor
    both = ((Side.DEDUCTION, kept), (Side.ADDITION, added))
    return {(side, kind): minor for side, sums in both for kind, minor in sums.items()}


@decides("LC-11", "LC-10")
def by_account(rule: PartRule, minor: int, accounts: Accounts, books: Books) -> tuple[tuple[str, int, LineCode], ...]:
    """
    Return what is posted for a part, in minor units: one line, or two for VAT that may be deducted in part only.

    Args:
        rule: Its rule.

        minor: What all parts of its kind sum to.

        accounts: The chart.

        books: What of the VAT may be deducted.
    """
    if rule.kind is not PartKind.VAT or books.input_vat_percent == 100:  # noqa: PLR2004 - percent
        return ((getattr(accounts, rule.account), rule.side.value * minor, rule.code),)
    deducted = round_half_up(minor * books.deductible)
    return (
        (accounts.input_vat_mixed, deducted, LineCode.INPUT_VAT),
        (accounts.collection_costs, minor - deducted, LineCode.VAT_COST),
    )
