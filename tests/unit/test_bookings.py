"""The chart, the books and fiscal years: what they mean, what cannot be, and what the errors say."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.booking_errors import AccountsError, BookedInvoiceError, BooksError
from inkasso_rules.model.bookings import (
    BAS,
    BOOKS,
    Accounts,
    BookedInvoice,
    BookedRow,
    Books,
    FiscalYear,
    Role,
)
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money

FIRST, LAST = dt.date(2025, 9, 1), dt.date(2026, 8, 31)
SPLIT = FiscalYear(FIRST, LAST)


def _row(currency: str, other: str | None = None) -> BookedRow:
    foreign = None if other is None else Money(1, other)
    return BookedRow(account="1510", amount=Money(1, currency), voucher_id="A1", booked_on=FIRST, foreign=foreign)


# --- the chart --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("accounts", "role"),
    [
        ("1512", Role.CLEARING),
        ("1510 1511 1515 1516 1518", Role.RECEIVABLE),
        ("1513", Role.TAX_AGENCY),
        ("2610 2611 2612 2613 2620 2621 2622 2623 2630 2631 2632 2633", Role.OUTPUT_VAT),
        ("2618 2628 2638", Role.DORMANT_VAT),
        ("6350 6351", Role.LOSS),
        ("1519 6352", Role.FEARED),
        ("3950", Role.RECOVERED),
        ("2420", Role.OVERPAYMENT),
        ("3740", Role.ROUNDING),
        ("3960 7960", Role.EXCHANGE),
        ("1930 2440 2641 2890 3001 3990 6062 8313", None),
    ],
)
def test_what_an_account_means(accounts: str, role: Role | None) -> None:
    """Every account of the usual chart has one meaning to a payment, or none."""
    assert {role} == {BAS.roles.get(account) for account in accounts.split()}
    assert set(accounts.split()) == {one for one, found in BAS.roles.items() if found is role} or role is None


def test_another_chart_has_other_meanings() -> None:
    """What was the clearing account is no receivable for that."""
    accounts = Accounts(clearing="1684", receivables=("1510",), losses=())
    assert (Role.CLEARING, Role.RECEIVABLE, None, None, None) == tuple(
        accounts.roles.get(account) for account in ("1684", "1510", "1512", "1511", "6351")
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"clearing": "1510"}, "account '1510' does not fit receivables; wanted an account that is not clearing as well."),
        ({"receivables": ("1510", "1513")}, "account '1513' does not fit tax_agency; wanted an account that is not receivable as well."),
        ({"output_vat": ("2618",)}, "account '2618' does not fit dormant_vat; wanted an account that is not output_vat as well."),
        ({"losses": ("3950",)}, "account '3950' does not fit recovered; wanted an account that is not loss as well."),
        ({"rounding": "2420"}, "account '2420' does not fit rounding; wanted an account that is not overpayment as well."),
        ({"bank": ""}, "account '' does not fit bank; wanted an account."),
        ({"year_end": "  "}, "account '  ' does not fit year_end; wanted an account."),
        ({"unmatched": " "}, "account ' ' does not fit unmatched; wanted an account."),
        ({"receivables": ("1510", " ")}, "account ' ' does not fit receivables; wanted an account."),
        ({"receivables": ""}, "account '' does not fit receivables; wanted an account."),
        ({"dormant_vat": (("2618", ""),)}, "account '' does not fit dormant_vat; wanted an account."),
        ({"dormant_vat": (("", "2611"),)}, "account '' does not fit dormant_vat; wanted an account."),
        ({"dormant_vat": (("2618", "1510"),)}, "account '1510' does not fit dormant_vat; wanted an account that is not receivable as well."),
        ({"bank": "1512"}, "account '1512' does not fit bank; wanted an account that is not clearing as well."),
        ({"year_end": "1512"}, "account '1512' does not fit year_end; wanted an account that is not clearing as well."),
        ({"unmatched": "1513"}, "account '1513' does not fit unmatched; wanted an account that is not tax_agency as well."),
        ({"other_income": "1510"}, "account '1510' does not fit other_income; wanted an account that is not receivable as well."),
    ],
)  # fmt: skip
def test_a_chart_that_cannot_be_used(changes: dict[str, Any], said: str) -> None:
    """An account with two meanings, or a blank one, is refused by its field."""
    with pytest.raises(AccountsError) as caught:
        Accounts(**changes)
    assert said == str(caught.value)
    assert (caught.value.field, caught.value.account, caught.value.wanted) == caught.value.args


def test_two_accounts_of_one_meaning_may_be_one() -> None:
    """The same account for several costs is no contradiction."""
    accounts = attrs.evolve(
        BAS, court_fees="6062", collection_costs="6062", receivables=("1510", "1510"), unmatched="2890"
    )
    assert ("6062", "2890") == (accounts.court_fees, accounts.unmatched)


# --- fiscal years -----------------------------------------------------------------------------------------------------
def test_a_year_may_be_one_day_but_not_less() -> None:
    """Its first and last day both count."""
    assert FIRST == FiscalYear(FIRST, FIRST).ends_on
    with pytest.raises(BooksError) as caught:
        FiscalYear(FIRST, FIRST - dt.timedelta(days=1))
    assert "the books have no fitting fiscal year; wanted a last day that is not before the first." == str(caught.value)


@pytest.mark.parametrize(
    "days",
    [(dt.datetime(2026, 1, 1), LAST), (FIRST, dt.datetime(2026, 1, 1))],  # noqa: DTZ001 - what is refused
)
def test_a_year_has_plain_days(days: tuple[dt.date, dt.date]) -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        FiscalYear(*days)


@pytest.mark.parametrize(
    ("day", "starts_on", "is_allowed"),
    [
        (dt.date(2025, 8, 31), dt.date(2025, 1, 1), False),
        (FIRST, FIRST, True),
        (dt.date(2026, 1, 1), FIRST, True),
        (LAST, FIRST, True),
        (dt.date(2026, 9, 1), dt.date(2026, 1, 1), False),
    ],
)
def test_a_day_has_a_fiscal_year(day: dt.date, starts_on: dt.date, is_allowed: bool) -> None:
    """One outside all of them belongs to its calendar year, and no voucher may bear it."""
    books = Books(fiscal_years=(SPLIT,))
    assert (starts_on, is_allowed) == (books.year_of(day), books.allows(day))


@pytest.mark.parametrize("day", [dt.date(1999, 12, 31), dt.date(2028, 2, 29)])
def test_without_fiscal_years_every_day_is_allowed(day: dt.date) -> None:
    """Its year is that of the calendar."""
    assert (day.replace(month=1, day=1), True) == (BOOKS.year_of(day), BOOKS.allows(day))


@pytest.mark.parametrize(
    ("closed_through", "day", "open_day"),
    [
        (None, dt.date(2026, 3, 2), dt.date(2026, 3, 2)),
        (dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2026, 3, 2)),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 2), dt.date(2026, 3, 3)),
        (dt.date(2028, 2, 28), dt.date(2026, 3, 2), dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 31), dt.date(2026, 3, 2), dt.date(2027, 1, 1)),
    ],
)
def test_the_first_open_day(closed_through: dt.date | None, day: dt.date, open_day: dt.date) -> None:
    """The day itself, unless its period is closed."""
    assert open_day == Books(closed_through=closed_through).open_day(day)


# --- books ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("percent", "part"),
    [("0", Fraction(0)), ("33.3", Fraction(333, 1000)), ("100", Fraction(1)), ("100.00", Fraction(1))],
)
def test_how_much_input_vat_may_be_deducted(percent: str, part: Fraction) -> None:
    """Exactly."""
    assert part == Books(input_vat_percent=Decimal(percent)).deductible


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"input_vat_percent": Decimal("-0.01")}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"input_vat_percent": Decimal("100.01")}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"input_vat_percent": Decimal("NaN")}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"input_vat_percent": Decimal("Infinity")}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"input_vat_percent": 50}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"input_vat_percent": "50"}, "the books have no fitting input_vat_percent; wanted a decimal percentage from 0 to 100."),
        ({"closed_through": dt.date.max}, "the books have no fitting closed_through; wanted a day that another one follows."),
        ({"vat_tolerance_minor": -1}, "the books have no fitting vat_tolerance_minor; wanted minor units from 0."),
    ],
)  # fmt: skip
def test_books_that_cannot_be(changes: dict[str, Any], said: str) -> None:
    """What is no percentage and no tolerance is refused."""
    with pytest.raises(BooksError) as caught:
        Books(**changes)
    assert said == str(caught.value)
    assert (caught.value.field, caught.value.wanted) == caught.value.args


def test_the_last_day_but_one_may_be_closed() -> None:
    """The last one is open then."""
    day = dt.date.max - dt.timedelta(days=1)
    assert dt.date.max == Books(closed_through=day).open_day(day)


def test_no_tolerance_at_all_is_one() -> None:
    """Every öre is told then."""
    assert 0 == Books(vat_tolerance_minor=0).vat_tolerance_minor


def test_a_period_is_closed_through_a_plain_day() -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        Books(closed_through=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused


# --- invoices ---------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((_row("SEK", "EUR"), _row("SEK", "USD")), "invoice 'F1' has no fitting foreign amounts; wanted all in the currency of the invoice."),
        ((_row("SEK"), _row("EUR")), "invoice 'F1' has no fitting amounts; wanted all in the currency of the ledger."),
    ],
)  # fmt: skip
def test_an_invoice_has_one_currency_beside_that_of_the_ledger(rows: tuple[BookedRow, ...], said: str) -> None:
    """Among all its rows, planned ones too; several could not be summed."""
    for booked, planned in ((rows, ()), ((), rows), (rows[:1], rows[1:])):
        with pytest.raises(BookedInvoiceError) as caught:
            BookedInvoice(invoice="F1", rows=booked, planned=planned)
        assert said == str(caught.value)
        assert (caught.value.invoice, caught.value.field, caught.value.wanted) == caught.value.args


def test_a_reference_is_not_shown() -> None:
    """It may be any text."""
    assert "19900101" not in repr(BookedInvoice(invoice="F1", reference="19900101-1234"))


@pytest.mark.parametrize("error", [AccountsError, BookedInvoiceError, BooksError])
def test_the_errors_are_ours_and_of_values(error: type) -> None:
    """Both ways of catching them work."""
    assert (InkassoRulesError, ValueError) == error.__bases__
