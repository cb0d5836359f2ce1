"""
How invoices stand in the books: their rows, the chart of accounts, and what the creditor's bookkeeping allows.

Facts only. Which account a payment goes to is decided in :mod:`inkasso_rules.journal`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.model.booking_errors import AccountsError, BookedInvoiceError, BooksError
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.money import Money

__all__ = [
    "BAS",
    "BOOKS",
    "Accounts",
    "BookedInvoice",
    "BookedRow",
    "BookedState",
    "Books",
    "FiscalYear",
    "Role",
]


class Role(StrEnum):
    """What an account means to a payment."""

    #: The debtor owes on it.
    RECEIVABLE = "receivable"
    #: Output VAT that is owed.
    OUTPUT_VAT = "output_vat"
    #: Output VAT that is owed first when the invoice is paid.
    DORMANT_VAT = "dormant_vat"
    #: A loss that is certain.
    LOSS = "loss"
    #: A loss that is only feared, or the write-down for it.
    FEARED = "feared"
    #: Income from what had been written off.
    RECOVERED = "recovered"
    #: Advances and over-payments.
    OVERPAYMENT = "overpayment"
    #: The rounding of an invoice.
    ROUNDING = "rounding"
    #: The tax agency's part of an invoice (ROT, RUT).
    TAX_AGENCY = "tax_agency"
    #: What the agency owes.
    CLEARING = "clearing"
    #: Exchange gains and losses.
    EXCHANGE = "exchange"


#: What others owe on, which no account for another purpose may be.
_OWED: Final = frozenset({Role.CLEARING, Role.RECEIVABLE, Role.TAX_AGENCY})
_OWED_FIELDS: Final = frozenset({"clearing", "receivables", "tax_agency"})


@attrs.frozen(kw_only=True)
class Accounts:
    """
    The accounts that a journal uses, as a value: changing one changes that column and nothing else.

    The defaults are those of BAS 2025, except 1515, which that chart no longer has and older ones do.

    Attributes:
        clearing: What the agency owes. The service's default, 1512, is named *pledged receivables* in BAS.

        receivables: On which a debtor owes; only these are relieved.

        tax_agency: The tax agency's part of an invoice (ROT, RUT); never relieved by a debtor's payment.

        bank: The bank account.

        overpayments: Advances from customers.

        supplier_debts: Invoices of the agency.

        owed_to_agency: Fees that the debtor paid to the creditor.

        input_vat: Input VAT.

        input_vat_mixed: Input VAT in mixed activity.

        collection_costs: Commission, and VAT that may not be deducted. BAS 6062; 6064 is factoring.

        court_fees: The authority's fees that the creditor bears. 1681 for whoever books them as an outlay.

        interest: Late interest. BAS 8313; 8314 is tax-free interest.

        other_income: The creditor's reminder fees and the compensation for late payment, if no invoice had them.

        recovered: Claims that had been written off.

        losses: Certain losses.

        feared: Feared losses, and the write-down of receivables.

        output_vat: Output VAT.

        dormant_vat: Dormant output VAT, each with the account on which it becomes due.

        rounding: Rounding to whole kronor.

        exchange_gain: Exchange gains.

        exchange_loss: Exchange losses.

        year_end: Where the clearing account is shown at the end of a year.

        unmatched: Where money for unknown invoices goes; without it, such payments are left out and listed.

    Raises:
        AccountsError: If an account is blank or has two roles, or if one for another purpose is owed on as well.
    """

    clearing: str = "1512"
    receivables: tuple[str, ...] = ("1510", "1511", "1515", "1516", "1518")
    tax_agency: tuple[str, ...] = ("1513",)
    bank: str = "1930"
    overpayments: str = "2420"
    supplier_debts: str = "2440"
    owed_to_agency: str = "2890"
    input_vat: str = "2641"
    input_vat_mixed: str = "2649"
    collection_costs: str = "6062"
    court_fees: str = "6062"
    interest: str = "8313"
    other_income: str = "3990"
    recovered: str = "3950"
    losses: tuple[str, ...] = ("6350", "6351")
    feared: tuple[str, ...] = ("1519", "6352")
    output_vat: tuple[str, ...] = (
        "2610",
        "2611",
        "2612",
        "2613",
        "2620",
        "2621",
        "2622",
        "2623",
        "2630",
        "2631",
        "2632",
        "2633",
    )
    dormant_vat: tuple[tuple[str, str], ...] = (("2618", "2611"), ("2628", "2621"), ("2638", "2631"))
    rounding: str = "3740"
    exchange_gain: str = "3960"
    exchange_loss: str = "7960"
    year_end: str = "1689"
    unmatched: str | None = None
    #: What each account means to a payment.
    roles: MappingProxyType[str, Role] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a chart in which an account is blank or would be relieved and paid into at once."""
        for field, account in self._named():
            if not account.strip():
                raise AccountsError(field, account, "an account")
        roles: dict[str, Role] = {}
        for role, field, accounts in (
            (Role.CLEARING, "clearing", (self.clearing,)),
            (Role.RECEIVABLE, "receivables", self.receivables),
            (Role.TAX_AGENCY, "tax_agency", self.tax_agency),
            (Role.OUTPUT_VAT, "output_vat", self.output_vat),
            (Role.DORMANT_VAT, "dormant_vat", tuple(account for account, _ in self.dormant_vat)),
            (Role.LOSS, "losses", self.losses),
            (Role.FEARED, "feared", self.feared),
            (Role.RECOVERED, "recovered", (self.recovered,)),
            (Role.OVERPAYMENT, "overpayments", (self.overpayments,)),
            (Role.ROUNDING, "rounding", (self.rounding,)),
            (Role.EXCHANGE, "exchange_gain", (self.exchange_gain,)),
            (Role.EXCHANGE, "exchange_loss", (self.exchange_loss,)),
        ):
            for account in accounts:
                if roles.setdefault(account, role) is not role:
                    raise AccountsError(field, account, f"an account that is not {roles[account]} as well")
        for field, account in self._named():
            role_of = roles.get(account)
            if role_of in _OWED and field not in _OWED_FIELDS:
                raise AccountsError(field, account, f"an account that is not {role_of} as well")
        object.__setattr__(self, "roles", MappingProxyType(roles))

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield every account with its field."""
        for field in attrs.fields(Accounts):
            value = getattr(self, field.name) if field.init else None
            for one in value if isinstance(value, tuple) else (value,):
                for account in one if isinstance(one, tuple) else (one,):
                    if account is not None:
                        yield field.name, account


#: The chart that the service presumes.
BAS: Final = Accounts()


class BookedState(StrEnum):
    """How an invoice is booked, which decides how a payment for it is posted."""

    #: As a receivable, with its income and VAT.
    BOOKED = "booked"
    #: As a receivable, with VAT that is owed first when it is paid.
    DORMANT_VAT = "dormant_vat"
    #: Not at all; it is booked when it is paid.
    NOT_BOOKED = "not_booked"
    #: As a certain loss.
    WRITTEN_OFF = "written_off"
    #: As a receivable, with a write-down beside it.
    FEARED = "feared"


@attrs.frozen(kw_only=True)
class BookedRow:
    """
    A row of the books that belongs to an invoice.

    Attributes:
        account: The account.

        amount: Above zero on the debit side, below it on the credit side, in the currency of the ledger.

        voucher_id: The voucher that it stands in.

        booked_on: The date of that voucher.

        foreign: What the amount is in the invoice's currency, if that is another one.

        vat_account: On a row of income, the account of its VAT; blank if it has none, ``None`` if nobody says.
    """

    account: str
    amount: Money
    voucher_id: str
    booked_on: dt.date
    foreign: Money | None = None
    vat_account: str | None = None


@attrs.frozen(kw_only=True)
class BookedInvoice:
    """
    An invoice as the books have it: *all* its rows, also of credit notes, payments and moves between accounts.

    Attributes:
        invoice: The invoice, as settlements and vouchers name it.

        rows: Its rows in the books.

        planned: The rows that the invoice would be booked with, if it is booked first when it is paid.

        state: How it is booked, where the host knows better than the rows show: after a collective booking at the end
            of a year, for instance.

        open_amount: What the debtor owes by the subledger, in the invoice's currency. In another one it is never used,
            and only told to differ.

        is_earlier: Whether it was booked in an earlier year, whose rows are not given.

        reference: The reference that payments bear (OCR or RF).

        due_on: Its due date.

    Raises:
        BookedInvoiceError: If its amounts are in several currencies.
    """

    invoice: str
    rows: tuple[BookedRow, ...] = ()
    planned: tuple[BookedRow, ...] = ()
    state: BookedState | None = None
    open_amount: Money | None = None
    is_earlier: bool = False
    reference: str | None = attrs.field(default=None, repr=False)
    due_on: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be summed."""
        rows = (*self.rows, *self.planned)
        if len({row.amount.currency for row in rows}) > 1:
            raise BookedInvoiceError(self.invoice, "amounts", "all in the currency of the ledger")
        if len({row.foreign.currency for row in rows if row.foreign is not None}) > 1:
            raise BookedInvoiceError(self.invoice, "foreign amounts", "all in the currency of the invoice")

    @property
    def is_known(self) -> bool:
        """Whether the rows tell how it is booked; a payment of an invoice of an earlier year alone does not."""
        return bool(self.planned or (self.rows and (self.state is not None or not self.is_earlier)))


@attrs.frozen
class FiscalYear:
    """
    A fiscal year; its first and last day both count.

    Raises:
        BooksError: If it ends before it starts.
        DateTypeError: If a day is no plain date.
    """

    starts_on: dt.date
    ends_on: dt.date

    def __attrs_post_init__(self) -> None:
        """Refuse a year that ends before it starts."""
        if require_date(self.ends_on, "ends_on") < require_date(self.starts_on, "starts_on"):
            raise BooksError("fiscal year", "a last day that is not before the first")


@attrs.frozen(kw_only=True)
class Books:
    """
    What the creditor's bookkeeping allows.

    Attributes:
        currency: The currency of the ledger.

        input_vat_percent: How much of the input VAT may be deducted: 100, 0, or what lies between in mixed activity.

        closed_through: The last day of the closed periods.

        fiscal_years: The years that vouchers may be dated in; none given allows every day.

        recovered_to_losses: Whether money for a claim written off in the same fiscal year takes back the loss, instead
            of being income.

        vat_tolerance_minor: How far a stated VAT may be from ours without being reported. A real settlement in Sweden
            was 1 öre off every plain rounding.

    Raises:
        BooksError: If the percentage is no decimal from 0 to 100, the tolerance is below zero, or no day is left open.
    """

    currency: str = "SEK"
    input_vat_percent: Decimal = Decimal(100)
    closed_through: dt.date | None = None
    fiscal_years: tuple[FiscalYear, ...] = ()
    recovered_to_losses: bool = False
    vat_tolerance_minor: int = 1

    def __attrs_post_init__(self) -> None:
        """Refuse what no books are."""
        percent: object = self.input_vat_percent
        if not (isinstance(percent, Decimal) and percent.is_finite() and 0 <= percent <= 100):  # noqa: PLR2004 - percent
            raise BooksError("input_vat_percent", "a decimal percentage from 0 to 100")
        if self.vat_tolerance_minor < 0:
            raise BooksError("vat_tolerance_minor", "minor units from 0")
        if self.closed_through is not None and require_date(self.closed_through, "closed_through") == dt.date.max:
            raise BooksError("closed_through", "a day that another one follows")

    @property
    def deductible(self) -> Fraction:
        """How much of the input VAT may be deducted, as a fraction."""
        return Fraction(self.input_vat_percent) / 100

    def year_of(self, day: dt.date) -> dt.date:
        """Return the first day of the fiscal year of *day*; of the calendar year, where no fiscal year has it."""
        found = (year.starts_on for year in self.fiscal_years if year.starts_on <= day <= year.ends_on)
        return next(found, day.replace(month=1, day=1))

    def allows(self, day: dt.date) -> bool:
        """Tell whether a voucher may be dated *day*, as far as the fiscal years go."""
        return not self.fiscal_years or any(year.starts_on <= day <= year.ends_on for year in self.fiscal_years)

    def open_day(self, day: dt.date) -> dt.date:
        """Return *day*, or the first open day if its period is closed."""
        if self.closed_through is None or day > self.closed_through:
            return day
        return self.closed_through + dt.timedelta(days=1)


#: Books in kronor, with all input VAT deducted and no period closed.
BOOKS: Final = Books()
