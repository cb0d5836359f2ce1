"""
What a SIE 4 file says, as values: company, years, chart, objects, balances, vouchers.

SIE is what Swedish bookkeeping programs exchange (specification 4B, 2008-09-30). The module ``reading`` makes these
values from bytes, and ``writing`` makes bytes from them. Nothing is checked here: a file may be read that could not
be written.

Amounts are whole minor units of the file's currency (öre), debit above zero and credit below it. Account, dimension and
voucher numbers are texts, as they stand in the file.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

__all__ = [
    "SieAccount",
    "SieBalance",
    "SieBalanceKind",
    "SieDimension",
    "SieFile",
    "SieObject",
    "SieRow",
    "SieVoucher",
    "SieYear",
]


class SieBalanceKind(StrEnum):
    """What a balance is; the value is its label."""

    #: At the start of the year.
    OPENING = "IB"
    #: At the end of the year.
    CLOSING = "UB"
    #: The year's result on an account of income or costs.
    RESULT = "RES"
    #: Of an object, at the start of the year.
    OBJECT_OPENING = "OIB"
    #: Of an object, at the end of the year.
    OBJECT_CLOSING = "OUB"


@attrs.frozen
class SieYear:
    """
    A fiscal year (``#RAR``).

    Attributes:
        index: 0 for the file's own year, -1 for the one before.

        starts_on: Its first day.

        ends_on: Its last day.
    """

    index: int
    starts_on: dt.date
    ends_on: dt.date


@attrs.frozen
class SieAccount:
    """An account of the chart (``#KONTO``)."""

    number: str
    name: str = attrs.field(default="", repr=False)


@attrs.frozen
class SieDimension:
    """What a kind of object is called (``#DIM``); 10 is the invoice, 8 the customer."""

    number: str
    name: str = attrs.field(default="", repr=False)


@attrs.frozen
class SieObject:
    """An object that rows may point to (``#OBJEKT``): an invoice, a project, a cost centre."""

    dimension: str
    number: str
    name: str = attrs.field(default="", repr=False)


@attrs.frozen
class SieBalance:
    """
    A balance of an account (``#IB``, ``#UB``, ``#RES``), or of an object on it (``#OIB``, ``#OUB``).

    Attributes:
        kind: Which of them.

        year: The index of its year.

        account: The account.

        amount: The balance.

        objects: The object, as pairs of dimension and number; none for the account as a whole.
    """

    kind: SieBalanceKind
    year: int
    account: str
    amount: int
    objects: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class SieRow:
    """
    A row of a voucher (``#TRANS``).

    Attributes:
        account: The account.

        amount: Debit above zero, credit below it.

        objects: What it points to, as pairs of dimension and number.

        dated_on: Its own date; without one, the voucher's counts.

        text: Its text.

        quantity: How many, as the file writes it.

        sign: Who wrote it.
    """

    account: str
    amount: int
    objects: tuple[tuple[str, str], ...] = ()
    dated_on: dt.date | None = None
    text: str = attrs.field(default="", repr=False)
    quantity: str = attrs.field(default="", repr=False)
    sign: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class SieVoucher:
    """
    A voucher (``#VER``).

    Attributes:
        series: Its series; empty where the reading program chooses.

        number: Its number in the series; empty where the reading program numbers.

        dated_on: Its date.

        text: Its text.

        registered_on: The day it was entered.

        sign: Who entered it.

        rows: Its rows, without those that the file marks as removed.
    """

    dated_on: dt.date
    series: str = ""
    number: str = ""
    text: str = attrs.field(default="", repr=False)
    registered_on: dt.date | None = None
    sign: str = attrs.field(default="", repr=False)
    rows: tuple[SieRow, ...] = ()


@attrs.frozen(kw_only=True)
class SieFile:
    """
    A SIE 4 file.

    Attributes:
        company: The company's name.

        generated_on: The day it was made; compulsory when it is written.

        generated_by: Who made it.

        program: The program that made it.

        program_version: That program's version.

        organisation_number: The company's number.

        chart: The kind of chart, as ``EUBAS97``.

        currency: The currency of all amounts.

        years: The fiscal years.

        accounts: The chart of accounts.

        dimensions: The kinds of objects.

        objects: The objects.

        balances: The balances; a file of vouchers only has none.

        vouchers: The vouchers, as they stand in the file.

        is_imported: Whether a program has set the flag that says it took the file in.
    """

    company: str = attrs.field(default="", repr=False)
    generated_on: dt.date | None = None
    generated_by: str = attrs.field(default="", repr=False)
    program: str = ""
    program_version: str = ""
    organisation_number: str = attrs.field(default="", repr=False)
    chart: str = ""
    currency: str = "SEK"
    years: tuple[SieYear, ...] = ()
    accounts: tuple[SieAccount, ...] = ()
    dimensions: tuple[SieDimension, ...] = ()
    objects: tuple[SieObject, ...] = ()
    balances: tuple[SieBalance, ...] = ()
    vouchers: tuple[SieVoucher, ...] = attrs.field(default=(), repr=False)
    is_imported: bool = False

    @property
    def kind(self) -> str:
        """``4E``, an export with balances, or ``4I``, vouchers to be imported: both call themselves type 4."""
        return "4E" if self.balances else "4I"
