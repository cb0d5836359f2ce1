"""The traps that a journal of collected money walks into, one after the other."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import EMPTY, Posted, UnmatchedReason, post_settlement
from inkasso_rules.journal.holding import holds
from inkasso_rules.ledger.clearing import clear, clearing_items
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import NoticeCode
from inkasso_rules.model.bookings import BAS, BOOKS, BookedInvoice, BookedRow, Books, FiscalYear
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Settlement
from inkasso_rules.model.vouchers import LineCode
from tests.journal.making import (
    DAY,
    INVOICED_ON,
    Posting,
    bank_row,
    books_of,
    euro_rows,
    invoice,
    payment,
    posted_postings,
    rows,
    settlement,
    why_held,
)

CREDIT = dt.date(2026, 2, 20)


def _credited(gross: int) -> tuple[BookedRow, ...]:
    """Return the rows of a credit note."""
    net = gross * 4 // 5
    return rows(("1510", -gross), ("3001", net), ("2611", gross - net), voucher_id="K1", on=CREDIT)


#: Invoiced with ROT: the debtor owes 875.00, the tax agency the rest.
ROT = BookedInvoice(invoice="F1", rows=rows(("1510", 875_00), ("1513", 375_00), ("3001", -1_000_00), ("2611", -250_00)))
#: 250.00 of it has been moved to doubtful receivables.
ON_TWO = invoice("F1", 1_250_00, *rows(("1515", 250_00), ("1510", -250_00), voucher_id="M1", on=CREDIT))


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("booked", "capital", "expected"),
    [
        (invoice("F1", 1_250_00, *_credited(1_500_00)), 100_00, [("2420", -100_00)]),
        (invoice("F1", 1_250_00, *_credited(1_250_00)), 100_00, [("2420", -100_00)]),
        (invoice("F1", 1_250_00, *_credited(1_249_99)), 100_00, [("1510", -1), ("2420", -99_99)]),
        (invoice("F1", 1_250_00, *_credited(1_000_00)), 250_00, [("1510", -250_00)]),
        (ROT, 875_00, [("1510", -875_00)]),
        (ROT, 1_250_00, [("1510", -875_00), ("2420", -375_00)]),
        (ON_TWO, 1_250_00, [("1510", -1_000_00), ("1515", -250_00)]),
        (ON_TWO, 500_00, [("1510", -400_00), ("1515", -100_00)]),
        (ON_TWO, 2, [("1510", -2)]),
        (ON_TWO, 3, [("1510", -2), ("1515", -1)]),
        (ON_TWO, 1_250_01, [("1510", -1_000_00), ("1515", -250_00), ("2420", -1)]),
    ],
    ids=[
        "credited above what was open",
        "credited in full",
        "credited but for an öre",
        "credited in part",
        "the debtor's part of ROT",
        "never the tax agency's part of ROT",
        "two receivables in full",
        "two receivables in part",
        "two öre on two receivables",
        "three öre on two receivables",
        "an öre above two receivables",
    ],
)
def test_all_rows_of_an_invoice_say_what_a_payment_relieves(
    booked: BookedInvoice, capital: int, expected: list[Posting]
) -> None:
    """Credit notes lower what is open, moves spread it, the tax agency's part is not the debtor's; the rest is 2420."""
    posted = post_settlement(settlement(payment("p1", capital)), books_of(booked))
    assert [[("1512", capital), *expected]] == posted_postings(posted)


@pytest.mark.requirement("BA-3")
def test_the_vat_is_that_of_the_invoice_and_not_that_of_the_day() -> None:
    """Food invoiced with 12 % and paid when it is 6 %, and not booked before: the 12 % of the invoice counts."""
    planned = rows(("1510", 1_120_00), ("3002", -1_000_00), ("2621", -120_00), on=dt.date(2026, 3, 31))
    late = dt.date(2026, 4, 2)
    posted = post_settlement(
        settlement(payment("p1", 1_120_00, paid_on=late), settled_on=late),
        books_of(BookedInvoice(invoice="F1", planned=planned)),
    )
    assert [[("1512", 1_120_00), ("2621", -120_00), ("3002", -1_000_00)]] == posted_postings(posted)


# --- what is held -----------------------------------------------------------------------------------------------------
EURO = ExchangeRate(currency="EUR", into="SEK", rate=Decimal("11.5"), on=DAY)
DOLLAR = ExchangeRate(currency="USD", into="SEK", rate=Decimal("10.5"), on=DAY)
BACK = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.09"), on=DAY)
YEAR = Books(fiscal_years=(FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),))


def _of_euro(rate: ExchangeRate | None) -> Settlement:
    return settlement(payment("p1", 100_00, currency="EUR"), currency="EUR", rate=rate)


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("given", "options", "expected"),
    [
        (settlement(payment("p1", 5), payment("p1", 5)), {}, [("duplicate_payment", "p1")]),
        (settlement(payment("p1", 5), payment("p1", 6, "F2")), {}, [("duplicate_payment", "p1")]),
        (settlement(payment("p1", 5), payout=Money(4)), {}, [("payout_differs", "S1")]),
        (settlement(payment("p1", 5), payout=Money(6)), {}, [("payout_differs", "S1")]),
        (settlement(payment("p1", 5, payout=Money(4))), {}, [("payment_differs", "p1")]),
        (settlement(payment("p1", 5), carried=1), {}, [("brought_forward_positive", "S1")]),
        (settlement(payment("p1", 5, plus=[("gift", 1)])), {}, [("unknown_part", "p1")]),
        (settlement(payment("p1", 5, less=[("interest", 1)])), {}, [("unknown_part", "p1")]),
        (settlement(payment("p1", 5, plus=[("vat", 1)])), {}, [("unknown_part", "p1")]),
        (settlement(payment("p1", 5, paid_on=dt.date(2026, 3, 3))), {}, [("paid_later", "p1")]),
        (_of_euro(None), {}, [("rate_missing", "S1")]),
        (_of_euro(DOLLAR), {}, [("rate_missing", "S1")]),
        (_of_euro(BACK), {}, [("rate_missing", "S1")]),
        (_of_euro(EURO), {"books": Books(currency="NOK")}, [("rate_missing", "S1")]),
        (settlement(payment("p1", 5), settled_on=dt.date(2027, 1, 1)), {"books": YEAR}, [("outside_fiscal_year", "S1")]),
        (settlement(payment("p1", 5, paid_on=dt.date(2025, 12, 31)), settled_on=dt.date(2026, 1, 2)), {"books": YEAR}, [("outside_fiscal_year", "p1")]),
        (settlement(payment("p1", 5)), {"books": attrs.evolve(YEAR, closed_through=dt.date(2026, 12, 31))}, [("outside_fiscal_year", "S1")]),
        (settlement(payment("p2", 5, payout=Money(4), less=[("gift", 1)], paid_on=dt.date(2026, 3, 3)), payment("p1", 1), payment("p1", 1), payout=Money(0)), {},
            [("payout_differs", "S1"), ("duplicate_payment", "p1"), ("unknown_part", "p2"), ("paid_later", "p2")]),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_held_with_every_reason(
    given: Settlement, options: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Nothing of it is posted, and nothing makes up the difference."""
    posted = post_settlement(given, books_of(invoice()), **options)
    assert [("BA-2", code, subject) for code, subject in expected] == why_held(posted)


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    "given",
    [
        settlement(payment("p1", 5, paid_on=DAY), payment("p2", 5)),
        settlement(payment("p1", 5), carried=-1),
        settlement(payment("p1", 5), settled_on=dt.date(2026, 12, 31)),
        settlement(payment("p1", 5, paid_on=dt.date(2026, 1, 1)), settled_on=dt.date(2026, 2, 1)),
        settlement(payment("p1", 5), rate=EURO),
    ],
    ids=["two of a day", "carried below zero", "last day of the year", "first day of the year", "a needless rate"],
)
def test_what_adds_up_is_not_held(given: Settlement) -> None:
    """The same boundary on its other side."""
    posted = post_settlement(given, books_of(invoice()), books=YEAR)
    assert ((), given.payout.minor) == (
        posted.held,
        sum(line.amount.minor for one in posted.vouchers for line in one.lines if line.account == "1512"),
    )


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    "again",
    [
        settlement(payment("p1", 100_01)),
        settlement(payment("p1", 100_00), carried=-1),
        settlement(payment("p1", 100_00), creditor_id="cred-2"),
        settlement(payment("p1", 100_00), settled_on=dt.date(2026, 3, 3)),
    ],
)
def test_the_same_settlement_with_other_content_changes_nothing(again: Settlement) -> None:
    """It is a conflict; the one that was booked first stands, and is booked once."""
    first = settlement(payment("p1", 100_00))
    register = EMPTY.adding(post_settlement(first, books_of(invoice())))
    assert Posted(event=first, is_repeated=True) == post_settlement(first, books_of(invoice()), register=register)
    refused = post_settlement(again, books_of(invoice()), register=register)
    assert [("SE-7", "other_content", "S1")] == why_held(refused)
    assert register == register.adding(refused)


@pytest.mark.requirement("SE-7")
def test_without_batch_payments_no_settlement_is_booked() -> None:
    """The agency pays by reference then, so that the same money would come twice."""
    given = settlement(payment("p1", 5))
    assert [("SE-7", "not_by_batch", "S1")] == why_held(post_settlement(given, books_of(invoice()), is_batch=False))
    assert () == holds(given, books=BOOKS)


# --- days -------------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("closed_through", "dated_on", "happened_on"),
    [
        (None, DAY, None),
        (dt.date(2026, 3, 1), DAY, None),
        (DAY, dt.date(2026, 3, 3), DAY),
        (dt.date(2026, 3, 31), dt.date(2026, 4, 1), DAY),
        (dt.date(2028, 2, 28), dt.date(2028, 2, 29), DAY),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), DAY),
    ],
)
def test_in_a_closed_period_the_first_open_day_counts(
    closed_through: dt.date | None, dated_on: dt.date, happened_on: dt.date | None
) -> None:
    """The voucher keeps its true day, and a notice names it."""
    posted = post_settlement(
        settlement(payment("p1", 5)), books_of(invoice()), books=Books(closed_through=closed_through)
    )
    (voucher,) = posted.vouchers
    told = [(one.code, one.subjects) for one in posted.notices]
    moved = [(NoticeCode.PERIOD_CLOSED, ("settlement/S1",))] if happened_on else []
    assert (dated_on, happened_on, moved) == (voucher.dated_on, voucher.happened_on, told)


@pytest.mark.requirement("BA-1", "BA-2")
def test_what_was_paid_before_the_year_ended_belongs_there() -> None:
    """The capital of December has a voucher of December; the VAT of the settlement is January's."""
    day, paid_on = dt.date(2026, 1, 2), dt.date(2025, 12, 30)
    posted = post_settlement(
        settlement(
            payment("p1", 1_000_00, paid_on=paid_on, less=[("vat", 60_00)]),
            payment("p2", 50_00, paid_on=day),
            settled_on=day,
        ),
        books_of(invoice()),
    )
    assert [("settlement/S1/2025-12", paid_on), ("settlement/S1", day)] == [
        (one.voucher_id, one.dated_on) for one in posted.vouchers
    ]
    assert [
        [("1512", 1_000_00), ("1510", -1_000_00)],
        [("1512", -10_00), ("1510", -50_00), ("2641", 60_00)],
    ] == posted_postings(posted)
    assert [(paid_on, 1_000_00, 250_00, ("p1",)), (day, 50_00, 200_00, ("p2",))] == [
        (one.paid_on, one.amount.minor, one.open_after.minor, one.payment_ids) for one in posted.open_item_updates
    ]


@pytest.mark.requirement("BA-1", "BA-10")
def test_an_invoice_is_paid_on_the_day_on_which_the_debtor_paid() -> None:
    """Not on that of the settlement; two payments of a day are one, and the open amount falls from day to day."""
    payments = (
        payment("p3", 30_00, paid_on=dt.date(2026, 3, 1)),
        payment("p1", 10_00, paid_on=DAY),
        payment("p2", 20_00, paid_on=DAY),
        payment("p4", 7_00, "F2", paid_on=dt.date(2026, 3, 1)),
    )
    posted = post_settlement(settlement(*payments), books_of(invoice(), invoice("F2", 5_00)))
    assert [
        ("F1", dt.date(2026, 3, 1), 30_00, 1_220_00, ("p3",), "S1"),
        ("F1", DAY, 30_00, 1_190_00, ("p1", "p2"), "S1"),
        ("F2", dt.date(2026, 3, 1), 7_00, 0, ("p4",), "S1"),
    ] == [
        (one.invoice, one.paid_on, one.amount.minor, one.open_after.minor, one.payment_ids, one.source)
        for one in posted.open_item_updates
    ]


# --- other currencies, and other payouts ------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3", "BA-4")
@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("11.7", [("1512", 1_146_60), ("1510", -1_150_00), ("3960", -20_00), ("2641", 23_40)]),
        ("11.5", [("1512", 1_127_00), ("1510", -1_150_00), ("2641", 23_00)]),
        ("11.3", [("1512", 1_107_40), ("1510", -1_150_00), ("7960", 20_00), ("2641", 22_60)]),
    ],
    ids=["gain", "neither", "loss"],
)
def test_a_settlement_in_euro_relieves_what_is_booked(rate: str, expected: list[Posting]) -> None:
    """The invoice is relieved at the kronor in the books; the rest is exchange, and the payout keeps its euro."""
    booked = BookedInvoice(invoice="F1", rows=euro_rows(("1510", 1_150_00, 100_00), ("3105", -1_150_00, -100_00)))
    posted = post_settlement(
        settlement(
            payment("p1", 100_00, less=[("vat", 2_00)], currency="EUR"),
            currency="EUR",
            rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal(rate), on=DAY),
        ),
        books_of(booked),
    )
    assert [expected] == posted_postings(posted)
    assert [Money(98_00, "EUR"), Money(-100_00, "EUR")] == [
        line.foreign for line in posted.vouchers[0].lines if line.code in {LineCode.CLEARING, LineCode.CAPITAL}
    ]


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        ([("p1", 60_00, 60_00)], [("1510", -60_00), ("2641", 60_00)]),
        ([("p1", 60_00, 60_01)], [("1512", -1), ("1510", -60_00), ("2641", 60_01)]),
        ([("p1", 60_00, 59_99)], [("1512", 1), ("1510", -60_00), ("2641", 59_99)]),
        ([("p1", -60_00, 0)], [("1512", -60_00), ("1510", 60_00)]),
        ([("p1", -60_00, -4_00)], [("1512", -56_00), ("1510", 60_00), ("2641", -4_00)]),
        ([("p1", -60_00, 0), ("p2", 60_00, 0)], None),
    ],
    ids=["VAT takes it all", "VAT takes more", "an öre is left", "taken back", "taken back with its VAT", "nothing"],
)
def test_a_payout_of_nothing_or_less(payments: list[tuple[str, int, int]], expected: list[Posting] | None) -> None:
    """Nothing has no line on the clearing account, less than nothing is a credit there, and every voucher balances."""
    booked = invoice("F1", 1_250_00, *rows(("1930", 500_00), ("1510", -500_00), voucher_id="B1", on=CREDIT))
    made = [payment(name, capital, less=[("vat", vat)] if vat else ()) for name, capital, vat in payments]
    posted = post_settlement(settlement(*made), books_of(booked))
    assert ((), [] if expected is None else [expected]) == (posted.held, posted_postings(posted))


@pytest.mark.requirement("BA-2")
def test_ten_thousand_payments_are_one_voucher_in_any_order() -> None:
    """One line an invoice and one on the clearing account, whatever the order; the same again is nothing new."""
    payments = [payment(f"p{number}", 1 + number % 997, f"F{number % 5_000}") for number in range(10_000)]
    booked = books_of(*(invoice(f"F{number}", 2_000_00) for number in range(5_000)))
    posted = post_settlement(settlement(*payments), booked)
    random.Random(20260302).shuffle(payments)  # noqa: S311 - any order will do
    mixed = post_settlement(settlement(*payments), booked)
    (voucher,) = posted.vouchers
    assert (5_001, sum(one.capital.minor for one in payments)) == (len(voucher.lines), voucher.lines[0].amount.minor)
    assert posted.vouchers == mixed.vouchers
    assert posted.open_item_updates == mixed.open_item_updates
    assert Posted(event=mixed.event, is_repeated=True) == post_settlement(
        settlement(*payments), booked, register=EMPTY.adding(posted)
    )


# --- what nobody knows ------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ((), UnmatchedReason.UNKNOWN_INVOICE),
        ((BookedInvoice(invoice="F9"),), UnmatchedReason.UNKNOWN_INVOICE),
        ((BookedInvoice(invoice="F9", is_earlier=True),), UnmatchedReason.EARLIER_YEAR),
    ],
)
def test_money_for_an_unknown_invoice_is_left_out_and_listed(
    known: tuple[BookedInvoice, ...], reason: UnmatchedReason
) -> None:
    """No account is guessed: it comes back as a settlement of its own, and the agency is told once all is booked."""
    booked = books_of(invoice(), *known)
    posted = post_settlement(
        settlement(payment("p1", 100_00), payment("p2", 30_00, "F9", less=[("vat", 2_00)])), booked
    )
    assert [[("1512", 100_00), ("1510", -100_00)]] == posted_postings(posted)
    assert [("p2", "F9", reason, Money(30_00))] == [
        (one.payment_id, one.invoice, one.reason, one.amount) for one in posted.unmatched
    ]
    rest = posted.rest
    assert isinstance(rest, Settlement)
    assert ("S1/rest", "S1", Money(28_00), ()) == (rest.settlement_id, rest.part_of, rest.payout, posted.commands)
    later = post_settlement(rest, books_of(invoice("F9", 30_00)), register=EMPTY.adding(posted))
    assert [[("1512", 28_00), ("1510", -30_00), ("2641", 2_00)]] == posted_postings(later)
    assert [("acknowledge:S1", "S1", "settlement/S1/rest")] == [
        (one.command_id, one.settlement_id, one.voucher_id) for one in later.commands
    ]


@pytest.mark.requirement("BA-3")
def test_money_for_an_unknown_invoice_goes_where_the_chart_says() -> None:
    """Whoever names an account for it gets all of the payout booked, and a notice."""
    posted = post_settlement(settlement(payment("p1", 30_00, "F9")), {}, accounts=attrs.evolve(BAS, unmatched="2890"))
    assert [[("1512", 30_00), ("2890", -30_00)]] == posted_postings(posted)
    assert ((), None, [NoticeCode.UNMATCHED_BOOKED]) == (
        posted.unmatched,
        posted.rest,
        [one.code for one in posted.notices],
    )


# --- the bank ---------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("counterparty", "amount", "reason"),
    [
        ("Kravia AB", 5, None),
        ("KRAVIA AB", 5, None),
        ("Kravia Ab ", 5, None),
        ("  kravia   ab", 5, None),
        ("Kravia\u00a0AB", 5, None),
        ("Kravia Vest AS", 5, UnmatchedReason.OTHER_PAYER),
        ("Kravia", 5, UnmatchedReason.OTHER_PAYER),
        ("KraviaAB", 5, UnmatchedReason.OTHER_PAYER),
        ("Kravia AB Provköping", 5, UnmatchedReason.OTHER_PAYER),
        ("", 5, UnmatchedReason.OTHER_PAYER),
        ("Kravia AB", -5, UnmatchedReason.PAID_TO_AGENCY),
        ("Kravia AB", 0, UnmatchedReason.PAID_TO_AGENCY),
        ("Kravia Vest AS", -5, UnmatchedReason.OTHER_PAYER),
    ],
)
def test_only_money_from_the_agency_is_its(counterparty: str, amount: int, reason: UnmatchedReason | None) -> None:
    """Case and spaces do not count, every other letter does; what is paid to the agency is an invoice of it."""
    posted = post_bank_row(bank_row(amount, counterparty=counterparty))
    expected = [[("1930", amount), ("1512", -amount)]] if reason is None else []
    assert (expected, [reason] if reason else []) == (posted_postings(posted), [one.reason for one in posted.unmatched])


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("payouts", "received", "matched"),
    [
        ((100_00, 50_00), (150_00,), [(("S0", "S1"), ("B0",))]),
        ((100_00,), (60_00, 40_00), [(("S0",), ("B0", "B1"))]),
        ((100_00, 50_00), (100_00, 50_00), [(("S0",), ("B0",)), (("S1",), ("B1",))]),
        ((100_00, 50_00), (149_99,), []),
        ((100_00,), (60_00, 40_01), []),
    ],
    ids=["one row for two", "two rows for one", "each its own", "an öre less", "an öre more"],
)
def test_rows_and_settlements_need_not_be_one_to_one(
    payouts: tuple[int, ...], received: tuple[int, ...], matched: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """What sums up belongs together; what does not stays open, to the öre."""
    posted = [
        post_settlement(settlement(payment(f"p{place}", payout), settlement_id=f"S{place}"), books_of(invoice()))
        for place, payout in enumerate(payouts)
    ] + [post_bank_row(bank_row(amount, f"B{place}")) for place, amount in enumerate(received)]
    found = clear(clearing_items(voucher for one in posted for voucher in one.vouchers))
    assert (matched, sum(payouts) - sum(received)) == (
        [(match.settlements, match.rows) for match in found.matches],
        found.balance.minor,
    )


def test_the_samples_are_what_they_say() -> None:
    """The invoices of this table balance, and were booked before they are paid."""
    for booked in (ROT, ON_TWO, invoice("F1", 1_250_00, *_credited(1_500_00))):
        assert 0 == sum(row.amount.minor for row in booked.rows)
        assert INVOICED_ON <= max(row.booked_on for row in booked.rows) < DAY
