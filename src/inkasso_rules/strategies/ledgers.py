"""
Invoices as the books have them, and the charts of accounts that they are booked by.

What is drawn balances, and may be paid: an invoice is sold, then at times moved between receivable accounts, paid in
part, written off or feared lost. Earlier payments are posted by this library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.journal.relief import relieve
from inkasso_rules.journal.standing import standing
from inkasso_rules.model.bookings import (
    BAS,
    BOOKS,
    Accounts,
    BookedInvoice,
    BookedRow,
    BookedState,
    Books,
    FiscalYear,
)
from inkasso_rules.model.money import Money, half_up
from inkasso_rules.strategies.basics import PLAIN_DAY, kept, varied

__all__ = [
    "RATES",
    "accounts",
    "booked_invoices",
    "booked_ledgers",
    "booked_rows",
    "books",
    "fiscal_years",
    "plain_booked",
]

_PLAIN_INVOICE: Final = "10045"
_SOLD_DAYS: Final = 43
#: Kronor for a euro, in hundredths: round, rising, falling.
RATES: Final = (1_150, 1_172, 1_093)


class _Treatment(NamedTuple):
    """How a sale is taxed."""

    percent: int
    income: str
    #: Which pair of the chart's dormant and due VAT; none without VAT.
    pair: int | None


# fmt: off
_TREATMENTS: Final = (
    _Treatment(25, "3001", 0),
    _Treatment(12, "3002", 1),
    _Treatment(6,  "3003", 2),
    _Treatment(0,  "3004", None),
    _Treatment(0,  "3108", None),
    _Treatment(0,  "3231", None),
)
# fmt: on


class _Row(NamedTuple):
    """A row in the invoice's currency, with its account of VAT where somebody says it."""

    account: str
    minor: int
    vat: str | None = None


# --- charts and books -------------------------------------------------------------------------------------------------
@kept
def accounts() -> SearchStrategy[Accounts]:
    """Draw a chart of accounts, also one in which every account is another; shrinks to BAS."""
    moved: dict[str, Any] = {
        field.name: _moved(getattr(BAS, field.name))
        for field in attrs.fields(Accounts)
        if field.init and field.name != "unmatched"
    }
    everything = attrs.evolve(BAS, **moved)
    # fmt: off
    usual = varied(BAS, {
        "clearing":         lambda: st.sampled_from(("1684", "1511-1", "2811")),
        "receivables":      lambda: st.sampled_from((("1510",), ("1518", "1516", "1510"))),
        "bank":             lambda: st.just("1940"),
        "overpayments":     lambda: st.just("2421"),
        "collection_costs": lambda: st.sampled_from(("6064", "6990")),
        "court_fees":       lambda: st.just("1681"),
        "interest":         lambda: st.just("8311"),
        "other_income":     lambda: st.just("3590"),
        "exchange_loss":    lambda: st.just("3969"),
    })
    # fmt: on
    return st.builds(lambda chart, is_moved: everything if is_moved else chart, usual, st.booleans())


def _moved(value: object) -> object:
    """Return an account, or all accounts in a tuple, under other numbers that keep the class of BAS."""
    if isinstance(value, tuple):
        return tuple(_moved(one) for one in value)
    return f"{value}0"


@kept
@st.composite
def fiscal_years(draw: DrawFn) -> FiscalYear:
    """Draw a fiscal year of twelve months; shrinks to the calendar year of the plain day."""
    starts_on = dt.date(PLAIN_DAY.year + draw(st.integers(0, 2)), draw(st.sampled_from((1, 5, 7, 9))), 1)
    return FiscalYear(starts_on, starts_on.replace(year=starts_on.year + 1) - dt.timedelta(days=1))


@kept
def books() -> SearchStrategy[Books]:
    """Draw what a creditor's bookkeeping allows; shrinks to :data:`.BOOKS`. Without fiscal years."""
    # fmt: off
    return varied(BOOKS, {
        "input_vat_percent":   lambda: st.sampled_from((Decimal(0), Decimal(50), Decimal("33.3"))),
        "closed_through":      lambda: st.sampled_from((PLAIN_DAY, dt.date(2026, 3, 31), dt.date(2026, 12, 31))),
        "recovered_to_losses": lambda: st.just(value=True),
        "vat_tolerance_minor": lambda: st.integers(0, 100),
    })
    # fmt: on


# --- invoices ---------------------------------------------------------------------------------------------------------
def plain_booked(invoice: str = _PLAIN_INVOICE) -> BookedInvoice:
    """Return what :func:`booked_invoices` shrinks to: 1250.00 SEK with 25 % VAT, booked and not paid."""
    rows = (_Row("3001", -1_000_00, "2611"), _Row("2611", -250_00), _Row("1510", 1_250_00))
    return BookedInvoice(invoice=invoice, rows=_Pen().rows(rows, "sale", _SOLD_DAYS))


@attrs.frozen
class _Pen:
    """Writes rows, in another currency too."""

    #: Hundredths of a krona for a euro; none for an invoice in kronor.
    rate: int | None = None

    def value(self, minor: int) -> int:
        """Return an amount of the invoice in the ledger's currency."""
        return minor if self.rate is None else half_up(minor * self.rate, 100)

    def rows(self, rows: tuple[_Row, ...], voucher_id: str, days: int) -> tuple[BookedRow, ...]:
        """Write a voucher so many days before the plain one; its last row takes what rounding leaves."""
        values = [self.value(row.minor) for row in rows]
        values[-1] -= sum(values)
        return tuple(
            BookedRow(
                account=row.account,
                amount=Money(value),
                voucher_id=voucher_id,
                booked_on=PLAIN_DAY - dt.timedelta(days=days),
                foreign=None if self.rate is None else Money(row.minor, "EUR"),
                vat_account=row.vat,
            )
            for row, value in zip(rows, values, strict=True)
        )


class _Life(NamedTuple):
    """What is drawn of an invoice: all at once, so that the plain one is the simplest."""

    state: BookedState
    rate: int | None
    #: How it is taxed and its net amount, for each sale.
    sales: list[tuple[_Treatment, int]]
    #: Whether its rows tell the account of their VAT.
    is_told: bool
    is_rounded: bool
    #: Percent of it that the tax agency pays.
    agency: int
    #: Percent of it that was moved to another account.
    moved: int
    is_collective: bool
    #: What was paid earlier, each in percent of what was open.
    paid: list[int]
    lost: int
    is_vat_lost: bool


@kept
def _lives(*, state: BookedState | None, is_foreign: bool | None) -> SearchStrategy[_Life]:
    rates: SearchStrategy[int | None] = st.sampled_from(RATES)
    net = st.one_of(st.sampled_from((1_000_00, 100, 1, 3)), st.integers(1, 10**7))
    return st.builds(
        _Life,
        state=st.sampled_from(BookedState) if state is None else st.just(state),
        rate=st.one_of(st.none(), rates) if is_foreign is None else rates if is_foreign else st.none(),
        sales=st.lists(st.tuples(st.sampled_from(_TREATMENTS), net), min_size=1, max_size=4),
        is_told=st.sampled_from((True, False)),
        is_rounded=st.booleans(),
        agency=st.sampled_from((0, 0, 30, 50)),
        moved=st.sampled_from((0, 50, 1, 100, 33)),
        is_collective=st.sampled_from((False, False, False, True)),
        paid=st.lists(st.sampled_from((40, 1, 99, 7)), max_size=3),
        lost=st.sampled_from((100, 60)),
        is_vat_lost=st.sampled_from((True, False)),
    )


def booked_invoices(
    *,
    invoice: str = _PLAIN_INVOICE,
    state: BookedState | None = None,
    is_foreign: bool | None = None,
    chart: Accounts = BAS,
) -> SearchStrategy[BookedInvoice]:
    """
    Draw an invoice in the books, with rows that balance; shrinks to :func:`plain_booked`.

    Args:
        invoice: Its number.

        state: How it is booked; any if not given.

        is_foreign: Whether it is in euros; either if not given.

        chart: The accounts.
    """
    return _lives(state=state, is_foreign=is_foreign).map(lambda life: _lived(life, invoice, chart))


def _lived(life: _Life, invoice: str, chart: Accounts) -> BookedInvoice:
    """Return the invoice that has lived so."""
    pen, state = _Pen(life.rate), life.state
    sold = _sold(life, chart)
    written = pen.rows(sold, "sale", _SOLD_DAYS)
    found = BookedInvoice(invoice=invoice, rows=written)
    if state is BookedState.NOT_BOOKED:
        found = BookedInvoice(invoice=invoice, planned=written)
    elif life.is_collective and state in {BookedState.BOOKED, BookedState.DORMANT_VAT}:
        # Booked together with others at the end of a year: the host says so.
        found = BookedInvoice(invoice=invoice, planned=written, state=state)
    elif life.moved:
        found = _adding(found, _split(found, life.moved, chart), days=30)
    for number, percent in enumerate(life.paid):
        found = _paid(found, percent, number, pen, chart)
    if state is BookedState.WRITTEN_OFF:
        found = _adding(found, _written_off(found, life, sold, chart), days=10)
    elif state is BookedState.FEARED:
        feared = (_Row(chart.feared[1], 80_00), _Row(chart.feared[0], -80_00))
        found = attrs.evolve(found, rows=(*found.rows, *pen.rows(feared, "feared", 10)))
    return found


def _sold(life: _Life, chart: Accounts) -> tuple[_Row, ...]:
    """Return the rows of a sale, what the debtor owes last."""
    rows, gross = list[_Row](), 0
    for treatment, amount in life.sales:
        vat = half_up(amount * treatment.percent, 100)
        gross += amount + vat
        is_dormant = life.state is BookedState.DORMANT_VAT
        account = "" if treatment.pair is None else chart.dormant_vat[treatment.pair][0 if is_dormant else 1]
        rows.append(_Row(treatment.income, -amount, account if life.is_told else None))
        if vat:
            rows.append(_Row(account, -vat))
    rounding = half_up(gross, 100) * 100 - gross if life.is_rounded and gross >= 100 else 0  # noqa: PLR2004 - a krona
    if rounding:
        rows.append(_Row(chart.rounding, -rounding))
        gross += rounding
    agency = gross * life.agency // 100
    if agency:
        rows.append(_Row(chart.tax_agency[0], agency))
    return (*rows, _Row(chart.receivables[0], gross - agency))


def _open(found: BookedInvoice, chart: Accounts) -> dict[str, tuple[int, int]]:
    """Return what the debtor owes by account, in the ledger's currency and the invoice's."""
    sums: dict[str, tuple[int, int]] = {}
    for row in found.rows:
        if row.account in chart.receivables:
            value, foreign = sums.get(row.account, (0, 0))
            own = row.amount if row.foreign is None else row.foreign
            sums[row.account] = value + row.amount.minor, foreign + own.minor
    return {account: pair for account, pair in sums.items() if pair[0] > 0 and pair[1] > 0}


_Booked = tuple[str, int, int]


def _adding(found: BookedInvoice, rows: tuple[_Booked, ...], *, days: int) -> BookedInvoice:
    """Add a voucher whose rows are told in both currencies."""
    is_foreign = any(row.foreign is not None for row in (*found.rows, *found.planned))
    added = tuple(
        BookedRow(
            account=account,
            amount=Money(minor),
            voucher_id=f"voucher-{len(found.rows)}",
            booked_on=PLAIN_DAY - dt.timedelta(days=days),
            foreign=Money(foreign, "EUR") if is_foreign else None,
        )
        for account, minor, foreign in rows
        if minor
    )
    return attrs.evolve(found, rows=(*found.rows, *added))


def _split(found: BookedInvoice, percent: int, chart: Accounts) -> tuple[_Booked, ...]:
    """Move a part of what is open to another receivable account."""
    ((account, (value, foreign)),) = _open(found, chart).items()
    if account == chart.receivables[-1]:
        return ()
    moved = value * percent // 100, foreign * percent // 100
    return ((account, -moved[0], -moved[1]), (chart.receivables[-1], *moved)) if all(moved) else ()


def _paid(found: BookedInvoice, percent: int, number: int, pen: _Pen, chart: Accounts) -> BookedInvoice:
    """Post an earlier payment of so much of what is open."""
    stands = standing(found, chart)
    amount = max(0, stands.open_foreign) * percent // 100
    if not amount:
        return found
    on = PLAIN_DAY - dt.timedelta(days=20 - number)
    relief = relieve(stands, amount, pen.value(amount), accounts=chart, books=BOOKS, dated_on=on)
    rows = tuple((entry.account, entry.minor, entry.foreign) for entry in relief.entries)
    return _adding(found, rows, days=20 - number)


def _written_off(found: BookedInvoice, life: _Life, sold: tuple[_Row, ...], chart: Accounts) -> tuple[_Booked, ...]:
    """Write off a part of what is open, or all, with the VAT in it or without."""
    rows: list[_Booked] = []
    for account, pair in _open(found, chart).items():
        value, foreign = (minor * life.lost // 100 for minor in pair)
        if value and foreign:
            rows.append((account, -value, -foreign))
    value, foreign = -sum(row[1] for row in rows), -sum(row[2] for row in rows)
    gross = sum(row.minor for row in sold if row.account in {*chart.receivables, *chart.tax_agency})
    loss = value, foreign
    for row in sold if life.is_vat_lost else ():
        if row.account in chart.output_vat:
            vat = -row.minor * value // gross, -row.minor * foreign // gross
            if all(vat):
                rows.append((row.account, *vat))
                loss = loss[0] - vat[0], loss[1] - vat[1]
    return (*rows, (chart.losses[-1], *loss)) if rows else ()


@kept
def booked_ledgers(
    *, is_foreign: bool | None = False, state: BookedState | None = None, chart: Accounts = BAS
) -> SearchStrategy[Mapping[str, BookedInvoice]]:
    """Draw some invoices by number, numbered from 10045; shrinks to the plain one."""

    def ledger(lives: list[_Life]) -> Mapping[str, BookedInvoice]:
        numbered = ((str(number), life) for number, life in enumerate(lives, int(_PLAIN_INVOICE)))
        return MappingProxyType({number: _lived(life, number, chart) for number, life in numbered})

    return st.lists(_lives(state=state, is_foreign=is_foreign), min_size=1, max_size=4).map(ledger)


@kept
def booked_rows() -> SearchStrategy[BookedRow]:
    """Draw a row of the books, in two currencies too; shrinks to what the plain invoice sells."""
    found = booked_invoices().map(lambda one: (*one.rows, *one.planned))
    return st.one_of(st.just(plain_booked().rows[0]), found.flatmap(st.sampled_from))
