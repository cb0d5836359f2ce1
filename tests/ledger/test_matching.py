"""Which booked rows belong to which invoice: by object, by text, by table; across files; and what nobody can tell."""

import datetime as dt
import random
from collections.abc import Sequence

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.matching import (
    ByObject,
    ByPattern,
    ByTable,
    Key,
    LedgerReading,
    MixedLedgersError,
    PatternError,
    UnmatchedCode,
    UnmatchedRow,
    booked_invoices,
)
from inkasso_rules.ledger.sie.file import SieBalance, SieBalanceKind, SieFile, SieRow, SieVoucher
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from tests.ledger.samples import a_file, sie

DAY = dt.date(2026, 2, 1)
LATER = dt.date(2026, 3, 16)
NUMBER = ByPattern(r"\[(?P<invoice>[0-9]+)\]")

Row = tuple[str, int] | tuple[str, int, str]


def _voucher(number: str, *rows: Row, day: dt.date = DAY, text: str = "") -> SieVoucher:
    """Return a voucher; a third part of a row is its invoice, as an object and in its text."""
    made = [
        SieRow(account, amount, tuple(("10", name) for name in names), None, " ".join(f"[{name}]" for name in names))
        for account, amount, *names in rows
    ]
    return SieVoucher(series="A", number=number, dated_on=day, text=text, rows=tuple(made))


def _read(*vouchers: SieVoucher, keys: tuple[Key, ...] = (ByObject(),)) -> LedgerReading:
    return booked_invoices([a_file(*vouchers)], keys=keys)


def _short(reading: LedgerReading) -> dict[str, list[tuple[str, int]]]:
    """Return account and amount of each invoice's rows."""
    return {invoice.invoice: [(row.account, row.amount.minor) for row in invoice.rows] for invoice in reading.invoices}


INVOICED = _voucher("1", ("1510", 1250, "7"), ("3001", -1000), ("2611", -250))
PAID = _voucher("2", ("1930", 1250), ("1510", -1250, "7"), day=LATER)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize("keys", [(ByObject(),), (NUMBER,), (ByObject("6"), NUMBER)], ids=["object", "text", "both"])
def test_a_voucher_that_names_one_invoice_belongs_to_it_whole(keys: tuple[Key, ...]) -> None:
    """Also its rows of income, VAT and money, which carry no key themselves; the payment comes after the invoice."""
    expected = BookedInvoice(
        invoice="7",
        rows=(
            BookedRow(account="1510", amount=Money(1250), voucher_id="A 1 2026-02-01", booked_on=DAY),
            BookedRow(account="3001", amount=Money(-1000), voucher_id="A 1 2026-02-01", booked_on=DAY),
            BookedRow(account="2611", amount=Money(-250), voucher_id="A 1 2026-02-01", booked_on=DAY),
            BookedRow(account="1930", amount=Money(1250), voucher_id="A 2 2026-03-16", booked_on=LATER),
            BookedRow(account="1510", amount=Money(-1250), voucher_id="A 2 2026-03-16", booked_on=LATER),
        ),
    )
    assert LedgerReading((expected,)) == _read(PAID, INVOICED, keys=keys)


@pytest.mark.requirement("BA-3")
def test_of_a_voucher_that_names_several_only_the_rows_with_a_key_belong() -> None:
    """A row on a receivable account without a key is listed; one of money is not."""
    voucher = _voucher("1", ("1930", 60), ("1510", -30, "7"), ("1510", -20, "8"), ("1511", -10))
    assert LedgerReading(
        (
            BookedInvoice(
                invoice="7",
                rows=(BookedRow(account="1510", amount=Money(-30), voucher_id="A 1 2026-02-01", booked_on=DAY),),
                is_earlier=True,
            ),
            BookedInvoice(
                invoice="8",
                rows=(BookedRow(account="1510", amount=Money(-20), voucher_id="A 1 2026-02-01", booked_on=DAY),),
                is_earlier=True,
            ),
        ),
        (UnmatchedRow("A 1 2026-02-01", 4, "1511", Money(-10), UnmatchedCode.SEVERAL_INVOICES),),
    ) == _read(voucher)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize("account", ["1510", "1511", "1513", "1515", "1516", "1518"])
def test_a_receivable_without_a_key_is_listed(account: str) -> None:
    """With its voucher and its place in it; the tax agency's part too."""
    reading = _read(_voucher("9", ("3001", -5), (account, 5)))
    expected = UnmatchedRow("A 9 2026-02-01", 2, account, Money(5), UnmatchedCode.NO_INVOICE_KEY)
    assert LedgerReading((), (expected,)) == reading


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("rows", "is_customers"),
    [
        ([("4010", 80, "7"), ("2641", 20, "7"), ("2440", -100, "7")], False),
        ([("4010", 80, "7"), ("3740", 20, "7"), ("2440", -100, "7")], False),
        ([("4010", 80, "7"), ("1930", -80, "7")], False),
        ([("4010", 80, "7"), ("3740", -80, "7")], False),
        ([("3960", -1, "7"), ("2440", 1, "7")], False),
        ([("3960", -1, "7"), ("1930", 1, "7")], False),
        ([("2440", 80, "7"), ("1510", -80, "7")], True),
        ([("2440", 80, "7"), ("3001", -80, "7")], False),
        ([("1930", 100, "7"), ("3001", -80, "7"), ("2611", -20, "7")], True),
        ([("1930", 100, "7"), ("3950", -100, "7")], True),
        ([("2618", 20, "7"), ("2611", -20, "7")], True),
        ([("6351", 20, "7"), ("1519", -20, "7")], True),
        ([("1513", 20, "7"), ("1930", -20, "7")], True),
    ],
)
def test_suppliers_use_the_same_numbers(rows: list[Row], is_customers: bool) -> None:
    """Their vouchers have supplier debts and no receivables, or nothing that a customer's invoice has."""
    assert ({"7": [row[:2] for row in rows]} if is_customers else {}) == _short(_read(_voucher("1", *rows)))


@pytest.mark.requirement("BA-3")
def test_the_chart_says_what_a_receivable_is() -> None:
    """Another chart, other accounts."""
    voucher = _voucher("1", ("1581", 5), ("1690", -5))
    accounts = Accounts(receivables=("1581",))
    assert ["1581"] == [row.account for row in booked_invoices([a_file(voucher)], accounts=accounts).unmatched]
    assert () == booked_invoices([a_file(voucher)]).unmatched


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("key", "found"),
    [
        (ByPattern(r"fakt\.? 0*(?P<invoice>[0-9]+)"), ["330"]),
        (ByPattern(r"fakt\.? 0*(?P<invoice>[0-9]+)", in_vouchers=False), []),
        (ByPattern(r"[Bb]et\. (?P<invoice>[0-9]+)", in_rows=False), []),
        (ByPattern(r"[Bb]et\. (?P<invoice>[0-9]+)", in_vouchers=False), ["1423"]),
        (ByPattern(r"(?P<invoice>[0-9]+)?"), ["1423"]),
        (ByTable({("A", "1", DAY): "F1"}), ["F1"]),
        (ByTable({("A", "1", LATER): "F1"}), []),
        (ByTable({"Betalning för fakt. 0330": "F2"}), ["F2"]),
        (ByTable({("A", "1", DAY): "F1", "Betalning för fakt. 0330": "F2"}), ["F1"]),
        (ByTable({}), []),
    ],
)
def test_a_key_is_looked_for_where_the_host_says(key: Key, found: list[str]) -> None:
    """In the texts of rows, of vouchers, or in a table by voucher; the row itself decides if its voucher says more."""
    row = SieRow("1510", -5, (), None, "Bet. 1423")
    voucher = SieVoucher(
        series="A", number="1", dated_on=DAY, text="Betalning för fakt. 0330", rows=(row, SieRow("1930", 5))
    )
    assert found == [invoice.invoice for invoice in _read(voucher, keys=(key,)).invoices]


@pytest.mark.requirement("BA-3")
def test_the_first_key_that_names_any_counts() -> None:
    """The next one is asked only about vouchers of which the first knows nothing."""
    objects, texts = ByObject(), ByPattern(r"F(?P<invoice>[0-9]+)")
    both = attrs.evolve(INVOICED, text="F99")
    text = _voucher("3", ("1510", 10), ("3001", -10), text="F8")
    assert {"7", "8"} == _short(_read(both, text, keys=(objects, texts))).keys()
    assert {"99", "8"} == _short(_read(both, text, keys=(texts, objects))).keys()
    assert {} == _short(_read(both, text, keys=()))


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("vouchers", "is_earlier"),
    [
        ([INVOICED], False),
        ([INVOICED, PAID], False),
        ([PAID], True),
        ([_voucher("3", ("1515", 100, "7"), ("1510", -100, "7"))], True),
        ([_voucher("3", ("6351", 80, "7"), ("2611", 20, "7"), ("1510", -100, "7"))], True),
        ([_voucher("3", ("1930", 10, "7"), ("3950", -10, "7"))], True),
        ([_voucher("3", ("1510", 100, "7"), ("1930", -100, "7"))], True),
        ([_voucher("3", ("1930", 100, "7"), ("3001", -80, "7"), ("2611", -20, "7"))], False),
        ([_voucher("3", ("1510", 100, "7"), ("1229", -80, "7"), ("2611", -20, "7"))], False),
        ([_voucher("3", ("1510", -125, "7"), ("3001", 100, "7"), ("2611", 25, "7"))], False),
        ([_voucher("3", ("1513", 50, "7"), ("3960", -50, "7"))], False),
    ],
)
def test_an_invoice_whose_booking_no_file_shows_is_of_an_earlier_year(
    vouchers: list[SieVoucher], is_earlier: bool
) -> None:
    """A payment, a move, a loss or a repayment does not book an invoice; income or a new claim does."""
    assert [is_earlier] == [invoice.is_earlier for invoice in _read(*vouchers).invoices]


@pytest.mark.requirement("BA-3")
def test_open_items_tell_of_invoices_that_no_file_shows() -> None:
    """What is open by the subledger is noted on those that are shown, too; opening balances are no invoices."""
    balance = SieBalance(SieBalanceKind.OBJECT_OPENING, 0, "1510", 900, (("10", "5"),))
    open_items = {"7": Money(1250), "3": Money(500)}
    reading = booked_invoices([a_file(INVOICED, balances=(balance,))], open_items=open_items)
    assert [("3", 0, Money(500), True), ("7", 3, Money(1250), False)] == [
        (invoice.invoice, len(invoice.rows), invoice.open_amount, invoice.is_earlier) for invoice in reading.invoices
    ]


@pytest.mark.requirement("BA-3")
def test_files_are_put_together() -> None:
    """An invoice booked in one year and paid in the next; a voucher that both files have counts once."""
    first = a_file(INVOICED, organisation_number="556334-3689")
    second = a_file(INVOICED, PAID, organisation_number="165563343689")
    third = a_file()
    expected = {"7": [("1510", 1250), ("3001", -1000), ("2611", -250), ("1930", 1250), ("1510", -1250)]}
    for files in ([first, second, third], [third, second, first]):
        assert expected == _short(booked_invoices(iter(files)))
    assert LedgerReading() == booked_invoices([])


@pytest.mark.requirement("BA-3")
def test_a_voucher_about_which_files_disagree_counts_for_nothing() -> None:
    """Nobody can tell which is right; its receivables are listed in both versions, so that nothing is hidden."""
    other = _voucher("1", ("1510", 1300, "7"), ("3001", -1300))
    reading = booked_invoices([a_file(INVOICED), a_file(other)])
    assert () == reading.invoices
    assert [(1250, UnmatchedCode.CONFLICT), (1300, UnmatchedCode.CONFLICT)] == [
        (row.amount.minor, row.code) for row in reading.unmatched
    ]


@pytest.mark.requirement("BA-3")
def test_vouchers_with_one_number_in_one_file_are_two() -> None:
    """Some programs number every depreciation 1, and a 4I may number nothing; each has an id of its own."""
    twice = booked_invoices([a_file(INVOICED, INVOICED)])
    assert ["A 1 2026-02-01"] * 3 + ["A 1 2026-02-01 (2)"] * 3 == [row.voucher_id for row in twice.invoices[0].rows]
    bare = attrs.evolve(INVOICED, series="", number="")
    twice = booked_invoices([a_file(bare), a_file(bare)])
    assert ["2026-02-01"] * 3 + ["2026-02-01 (2)"] * 3 == [row.voucher_id for row in twice.invoices[0].rows]


@pytest.mark.requirement("BA-3")
def test_the_same_number_in_two_years_is_two_vouchers() -> None:
    """Numbers begin anew each year."""
    old = attrs.evolve(INVOICED, dated_on=dt.date(2025, 2, 1))
    assert 6 == len(booked_invoices([a_file(old), a_file(INVOICED)]).invoices[0].rows)


@pytest.mark.requirement("BA-3")
def test_added_and_removed_rows_are_respected() -> None:
    """A removed row does not count, and an added one counts once."""
    rows = ("#TRANS 1510 {10 7} 100.00", "#BTRANS 3001 {} -90.00", "#RTRANS 3002 {} -100.00", "#TRANS 3002 {} -100.00")
    reading = read_sie(sie("#VER A 1 20260201", "{", *rows, "}"))
    assert {"7": [("1510", 10000), ("3002", -10000)]} == _short(booked_invoices([reading.file]))


@pytest.mark.requirement("BA-3")
def test_neither_the_order_of_files_nor_of_vouchers_matters() -> None:
    """The rows of an invoice stand by date and voucher."""
    vouchers = [
        _voucher(str(number), ("1510", number, "7"), ("1510", -number, "8"), day=DAY + dt.timedelta(days=number % 3))
        for number in range(1, 9)
    ]
    chance = random.Random(1)  # noqa: S311 - repeatable
    expected = booked_invoices([a_file(*vouchers)])
    for _ in range(5):
        chance.shuffle(vouchers)
        assert expected == booked_invoices([a_file(*vouchers[:3]), a_file(*vouchers[3:])])


@pytest.mark.parametrize(
    ("files", "field"),
    [
        ((a_file(currency="SEK"), a_file(currency="EUR")), "currency"),
        ((a_file(organisation_number="556334-3689"), a_file(organisation_number="556000-4615")), "organisation number"),
    ],
)
def test_files_of_different_ledgers_do_not_mix(files: Sequence[SieFile], field: str) -> None:
    """Another company or currency would make amounts wrong without a sign of it."""
    with pytest.raises(MixedLedgersError) as caught:
        booked_invoices(files)
    assert f"the files differ in {field}; wanted files of one ledger." == str(caught.value)
    assert field == caught.value.field


@pytest.mark.parametrize("pattern", ["[0-9]+", "", "(?P<invoice>[0-9]+", "(?P<number>[0-9]+)"])
def test_a_pattern_needs_a_group_for_the_invoice(pattern: str) -> None:
    """Else nobody knows which part of a text it is."""
    with pytest.raises(PatternError) as caught:
        ByPattern(pattern)
    message = "the pattern is no regular expression with a group 'invoice'; wanted one, as '(?P<invoice>[0-9]+)'."
    assert message == str(caught.value)
    assert isinstance(caught.value, InkassoRulesError)
