"""
Vouchers (*verifikationer*): lines that sum to zero. An unbalanced one cannot be built.

An amount on the debit side is above zero, one on the credit side below it. Why a line was posted, and on which account,
is decided elsewhere.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import Money

__all__ = ["Line", "LineCode", "LineError", "UnbalancedError", "Voucher", "VoucherCode"]


class LineCode(StrEnum):
    """What a line is for; the key of its words."""

    #: What the agency owes: the clearing account.
    CLEARING = "clearing"
    #: The bank account.
    BANK = "bank"
    #: What the debtor owed, by the invoice's own receivable account.
    CAPITAL = "capital"
    #: Income of an invoice that was not booked before it was paid.
    REVENUE = "revenue"
    #: Output VAT that is owed because of the payment.
    OUTPUT_VAT = "output_vat"
    #: Dormant output VAT, which becomes due.
    DORMANT_VAT = "dormant_vat"
    #: The rounding of the invoice to whole kronor.
    ROUNDING = "rounding"
    #: More than the invoice's open amount: an advance.
    OVERPAYMENT = "overpayment"
    #: Money for a claim that was written off.
    RECOVERED = "recovered"
    #: Money for an invoice that the ledger does not know.
    UNMATCHED = "unmatched"
    #: Input VAT on what the agency charges.
    INPUT_VAT = "input_vat"
    #: Input VAT that may not be deducted, and so is a cost.
    VAT_COST = "vat_cost"
    #: The agency's commission.
    COMMISSION = "commission"
    #: Fees that the debtor paid straight to the creditor, and that are the agency's.
    FEES_DUE = "fees_due"
    #: An invoice of the agency, set off.
    AGENCY_INVOICE = "agency_invoice"
    #: The authority's fee, borne by the creditor.
    COURT_FEE = "court_fee"
    #: The authority's fee, recovered from the debtor.
    COURT_FEE_RECOVERED = "court_fee_recovered"
    #: Late interest that the agency passes on.
    INTEREST = "interest"
    #: The creditor's own reminder fee.
    REMINDER_FEE = "reminder_fee"
    #: Compensation for late payment that the agency passes on.
    COMPENSATION = "compensation"
    #: Exchange gain.
    EXCHANGE_GAIN = "exchange_gain"
    #: Exchange loss.
    EXCHANGE_LOSS = "exchange_loss"
    #: What stands on the clearing account at the end of the year, shown as another claim.
    YEAR_END = "year_end"


class VoucherCode(StrEnum):
    """What a voucher is for; the key of its words."""

    #: A settlement of the agency.
    SETTLEMENT = "settlement"
    #: What of a settlement was paid in an earlier month.
    SETTLEMENT_EARLIER = "settlement_earlier"
    #: A row of the bank statement.
    BANK_ROW = "bank_row"
    #: The exchange difference of a clearing.
    EXCHANGE = "exchange"
    #: A payment by reference.
    REFERENCE_PAYMENT = "reference_payment"
    #: A payment of the debtor to the creditor.
    DIRECT_PAYMENT = "direct_payment"
    #: The reversal of another voucher.
    REVERSAL = "reversal"
    #: What stands on the clearing account at the end of the year.
    YEAR_END = "year_end"
    #: The same, taken back on the first day of the next.
    YEAR_START = "year_start"


class LineError(InkassoRulesError, ValueError):
    """
    A line cannot be part of a voucher.

    Attributes:
        voucher_id: The voucher.

        line: Which line, from 1; 0 for the voucher itself.

        wanted: What would have been fine.
    """

    def __init__(self, voucher_id: str, line: int, wanted: str) -> None:
        super().__init__(voucher_id, line, wanted)
        self.voucher_id, self.line, self.wanted = voucher_id, line, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"line {self.line} of voucher {self.voucher_id} cannot stand there; wanted {self.wanted}."


class UnbalancedError(InkassoRulesError, ValueError):
    """
    The lines of a voucher do not sum to zero.

    Attributes:
        voucher_id: The voucher.

        currency: The currency that does not balance.

        difference: What its debits are above its credits, in minor units.
    """

    def __init__(self, voucher_id: str, currency: str, difference: int) -> None:
        super().__init__(voucher_id, currency, difference)
        self.voucher_id, self.currency, self.difference = voucher_id, currency, difference

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"voucher {self.voucher_id} is out of balance by {self.difference} minor units of {self.currency}; wanted 0."


@attrs.frozen
class Line:
    """
    One line of a voucher.

    Attributes:
        account: The account.

        amount: Above zero on the debit side, below it on the credit side, in the currency of the ledger.

        invoice: The invoice that it belongs to, as the ledger names it.

        code: What it is for.

        foreign: What the amount was in another currency.

        text: Free text, where nobody knows the code.
    """

    account: str
    amount: Money
    invoice: str | None = None
    code: LineCode | None = None
    foreign: Money | None = None
    text: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class Voucher:
    """
    Lines that sum to zero, in the currency of the ledger.

    Attributes:
        voucher_id: Made from what it posts, so that the same event never makes a second one.

        dated_on: Its date.

        code: What it is for.

        subject: The id of the settlement, bank row or payment that it posts.

        lines: At least two.

        happened_on: The true day, where the voucher had to be dated later because the period was closed.

        reverses: The voucher that it reverses.

    Raises:
        LineError: If there are fewer than two lines, a line is zero, has no account or is in a currency of its own.
        UnbalancedError: If the lines do not sum to zero.
        DateTypeError: If a date is no plain date.
    """

    voucher_id: str
    dated_on: dt.date
    code: VoucherCode
    subject: str
    lines: tuple[Line, ...]
    happened_on: dt.date | None = None
    reverses: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a voucher that no ledger could take."""
        require_date(self.dated_on, "dated_on")
        if len(self.lines) < 2:  # noqa: PLR2004 - double entry
            raise LineError(self.voucher_id, 0, "two lines or more")
        currency = self.lines[0].amount.currency
        difference = 0
        for number, line in enumerate(self.lines, 1):
            amount = line.amount
            if amount.currency != currency:
                raise LineError(self.voucher_id, number, f"an amount in {currency}")
            if not amount.minor:
                raise LineError(self.voucher_id, number, "an amount that is not zero")
            if not line.account.strip():
                raise LineError(self.voucher_id, number, "an account")
            difference += amount.minor
        if difference:
            raise UnbalancedError(self.voucher_id, currency, difference)
