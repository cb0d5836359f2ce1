"""
Which booked rows belong to which customer invoice, when the books come as SIE files.

SIE has no field for it. Some programs write the invoice as an object (dimension 10), some in a text, some nowhere; so
the host says where to look, in several places one after the other if need be. Where nobody can tell, a row on a
receivable account is listed. No row is ever given to an invoice by its amount, its date or its debtor.

A voucher that names one invoice belongs to it whole. Of one that names several, only those rows do that name one
themselves. Vouchers of suppliers use the same objects and texts: one with supplier debts and without receivables is
passed over, and so is one with nothing that a customer's invoice has.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.sie.file import SieFile, SieRow, SieVoucher
from inkasso_rules.model.bookings import BAS, Accounts, BookedInvoice, BookedRow, Role
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = [
    "ByObject",
    "ByPattern",
    "ByTable",
    "Key",
    "LedgerReading",
    "MixedLedgersError",
    "PatternError",
    "TableKey",
    "UnmatchedCode",
    "UnmatchedRow",
    "booked_invoices",
]

#: Where a voucher stands in the books: its date, series and number.
_Place = tuple[date, str, str]

_OWED: Final = frozenset({Role.RECEIVABLE, Role.TAX_AGENCY})
#: The first digits of the accounts of income, and of money, in BAS.
_INCOME: Final = "3"
_MONEY: Final = "19"


class PatternError(InkassoRulesError, ValueError):
    """A pattern cannot say which invoice it found."""

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return "the pattern is no regular expression with a group 'invoice'; wanted one, as '(?P<invoice>[0-9]+)'."


class MixedLedgersError(InkassoRulesError, ValueError):
    """
    Files of different ledgers were given together.

    Attributes:
        field: In what they differ.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the files differ in {self.field}; wanted files of one ledger."


@attrs.frozen
class ByObject:
    """The invoice is an object that a row points to: of dimension 10, which SIE keeps for invoices, or another one."""

    dimension: str = "10"

    def named_by_row(self, row: SieRow) -> frozenset[str]:
        """Return the invoices that a row names."""
        return frozenset(number for dimension, number in row.objects if dimension == self.dimension)

    def named_by_voucher(self, voucher: SieVoucher) -> frozenset[str]:  # noqa: ARG002 - a voucher has no objects.
        """Return nothing: only rows point to objects."""
        return frozenset()


def _with_group(_: object, __: object, pattern: str) -> None:
    try:
        groups = re.compile(pattern).groupindex
    except re.error:
        raise PatternError from None
    if "invoice" not in groups:
        raise PatternError


@attrs.frozen
class ByPattern:
    """
    The invoice stands in a text.

    Attributes:
        pattern: A regular expression that finds it, in a group ``invoice``; all that it finds in a text counts.

        in_rows: Whether to look into the texts of rows.

        in_vouchers: Whether to look into the texts of vouchers.

    Raises:
        PatternError: If it is none, or has no such group.
    """

    pattern: str = attrs.field(validator=_with_group)
    in_rows: bool = True
    in_vouchers: bool = True

    def _found(self, text: str) -> frozenset[str]:
        return frozenset(match["invoice"] for match in re.finditer(self.pattern, text) if match["invoice"])

    def named_by_row(self, row: SieRow) -> frozenset[str]:
        """Return the invoices that a row names."""
        return self._found(row.text) if self.in_rows else frozenset()

    def named_by_voucher(self, voucher: SieVoucher) -> frozenset[str]:
        """Return the invoices that a voucher names."""
        return self._found(voucher.text) if self.in_vouchers else frozenset()


def _read_only(entries: Mapping[TableKey, str]) -> MappingProxyType[TableKey, str]:
    return MappingProxyType(dict(entries))


#: A voucher: by series, number and date, or by its text. Numbers begin anew each year, so the date is needed.
TableKey = tuple[str, str, date] | str


@attrs.frozen
class ByTable:
    """
    The host says which voucher belongs to which invoice.

    Attributes:
        invoices: The invoice, by the voucher's series, number and date, or by its text.
    """

    invoices: MappingProxyType[TableKey, str] = attrs.field(converter=_read_only, repr=False)

    def named_by_row(self, row: SieRow) -> frozenset[str]:  # noqa: ARG002 - the table is about vouchers.
        """Return nothing: the table is about whole vouchers."""
        return frozenset()

    def named_by_voucher(self, voucher: SieVoucher) -> frozenset[str]:
        """Return the invoice of a voucher."""
        found = self.invoices.get((voucher.series, voucher.number, voucher.dated_on), self.invoices.get(voucher.text))
        return frozenset() if found is None else frozenset({found})


#: Where an invoice is named.
Key = ByObject | ByPattern | ByTable


class UnmatchedCode(StrEnum):
    """Why a row belongs to no invoice."""

    #: Neither it nor its voucher names one.
    NO_INVOICE_KEY = "no_invoice_key"
    #: Its voucher names several, and the row itself not exactly one.
    SEVERAL_INVOICES = "several_invoices"
    #: Another file has the voucher with another content.
    CONFLICT = "conflict"


@attrs.frozen
class UnmatchedRow:
    """
    A row on a receivable account whose invoice nobody can tell.

    Attributes:
        voucher_id: Its voucher.

        row: Which row of it, from 1.

        account: The account.

        amount: Debit above zero, credit below it.

        code: Why.
    """

    voucher_id: str
    row: int
    account: str
    amount: Money
    code: UnmatchedCode


@attrs.frozen
class LedgerReading:
    """
    What the books say about invoices.

    Attributes:
        invoices: Each invoice with all its rows, by its name.

        unmatched: The rows on receivable accounts that belong to none of them.
    """

    invoices: tuple[BookedInvoice, ...] = ()
    unmatched: tuple[UnmatchedRow, ...] = ()


@decides("BA-3")
def booked_invoices(
    files: Iterable[SieFile],
    *,
    keys: tuple[Key, ...] = (ByObject(),),
    accounts: Accounts = BAS,
    open_items: Mapping[str, Money] = MappingProxyType({}),
) -> LedgerReading:
    """
    Put the rows of all *files* together by invoice.

    A voucher that several files have counts once; if they do not agree about it, none of its rows counts. Opening
    balances are no invoices. An invoice whose own booking no file shows is marked as one of an earlier year.

    Args:
        files: The exports of one ledger, of one year or several, in any order.

        keys: Where invoices are named. For each voucher, the first of them counts that names any.

        accounts: The chart.

        open_items: What is open by the subledger, by invoice, also for invoices that no file shows.

    Raises:
        MixedLedgersError: If the files are of several companies or currencies.
    """
    files = tuple(files)
    _check_one_ledger(files)
    currency = files[0].currency if files else ""
    rows: defaultdict[str, list[BookedRow]] = defaultdict(list)
    unmatched: list[UnmatchedRow] = []
    for voucher_id, voucher, is_certain in _vouchers(files):
        if not _is_customers(voucher.rows, accounts):
            continue
        named = _named(voucher, keys) if is_certain else UnmatchedCode.CONFLICT
        for position, row in enumerate(voucher.rows, 1):
            amount = Money(row.amount, currency)
            each = named if isinstance(named, UnmatchedCode) else named[position - 1]
            if not isinstance(each, UnmatchedCode):
                booked = BookedRow(
                    account=row.account, amount=amount, voucher_id=voucher_id, booked_on=voucher.dated_on
                )
                rows[each].append(booked)
            elif accounts.roles.get(row.account) in _OWED:
                unmatched.append(UnmatchedRow(voucher_id, position, row.account, amount, each))
    names = sorted(rows.keys() | open_items.keys())
    return LedgerReading(
        tuple(_booked(name, rows.get(name, []), accounts, open_items.get(name)) for name in names), tuple(unmatched)
    )


def _check_one_ledger(files: Collection[SieFile]) -> None:
    if len({file.currency for file in files}) > 1:
        raise MixedLedgersError("currency")
    numbers = ("".join(filter(str.isdigit, file.organisation_number)) for file in files)
    if len({number[-10:] for number in numbers if number}) > 1:
        raise MixedLedgersError("organisation number")


def _vouchers(files: Iterable[SieFile]) -> Iterator[tuple[str, SieVoucher, bool]]:
    """Yield every voucher once, by date, with an id of its own and whether the files agree about it."""
    versions: defaultdict[_Place, list[list[SieVoucher]]] = defaultdict(list)
    for file in files:
        same: defaultdict[_Place, list[SieVoucher]] = defaultdict(list)
        for voucher in file.vouchers:
            same[voucher.dated_on, voucher.series, voucher.number].append(voucher)
        for place, vouchers in same.items():
            # Vouchers without a number are never the same one.
            if not place[2] or vouchers not in versions[place]:
                versions[place].append(vouchers)
    for place in sorted(versions):
        found = versions[place]
        is_certain = len(found) == 1 or not place[2]
        for position, voucher in enumerate(itertools.chain.from_iterable(found), 1):
            yield _id(place, position), voucher, is_certain


def _id(place: _Place, position: int) -> str:
    """Return series, number and date, since numbers begin anew each year; and which, if there are several such."""
    day, series, number = place
    return " ".join(filter(None, (series, number, str(day), f"({position})" if position > 1 else "")))


def _is_customers(rows: Iterable[SieRow], accounts: Accounts) -> bool:
    """Tell whether a voucher can be about customers' invoices."""
    used = {row.account for row in rows}
    roles = {accounts.roles.get(account) for account in used} - {None, Role.ROUNDING, Role.EXCHANGE}
    if roles & _OWED:
        return True
    if accounts.supplier_debts in used:
        return False
    return bool(roles) or any(_is_income(account, accounts) for account in used)


def _is_income(account: str, accounts: Accounts) -> bool:
    return account.startswith(_INCOME) and account not in accounts.roles


def _named(voucher: SieVoucher, keys: Iterable[Key]) -> tuple[str | UnmatchedCode, ...] | UnmatchedCode:
    """Return the invoice of each row, by the first key that names any; or why there is none."""
    for key in keys:
        by_rows = [key.named_by_row(row) for row in voucher.rows]
        named = key.named_by_voucher(voucher).union(*by_rows)
        if len(named) == 1:
            return tuple(named) * len(by_rows)
        if named:
            several = UnmatchedCode.SEVERAL_INVOICES
            return tuple(next(iter(each)) if len(each) == 1 else several for each in by_rows)
    return UnmatchedCode.NO_INVOICE_KEY


def _booked(name: str, rows: Iterable[BookedRow], accounts: Accounts, open_amount: Money | None) -> BookedInvoice:
    rows = tuple(rows)
    return BookedInvoice(
        invoice=name, rows=rows, open_amount=open_amount, is_earlier=not _shows_booking(rows, accounts)
    )


def _shows_booking(rows: Iterable[BookedRow], accounts: Accounts) -> bool:
    """Tell whether a voucher among the rows books the invoice: has income, or a claim that is no money paid back."""
    owed: Counter[str] = Counter()
    paid: set[str] = set()
    for row in rows:
        if _is_income(row.account, accounts):
            return True
        if accounts.roles.get(row.account) in _OWED:
            owed[row.voucher_id] += row.amount.minor
        elif row.account.startswith(_MONEY):
            paid.add(row.voucher_id)
    return any(minor > 0 and voucher_id not in paid for voucher_id, minor in owed.items())
