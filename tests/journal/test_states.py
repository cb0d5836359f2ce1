"""How an invoice stands where its rows do not tell all: earlier years, stated states, losses in any order, euro."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import Posted, UnmatchedReason, post_settlement
from inkasso_rules.journal.standing import standing
from inkasso_rules.ledger.payments import allocate_reference_payment, post_direct_payment
from inkasso_rules.model.bookings import BAS, BOOKS, BookedInvoice, BookedRow, BookedState, Books
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, ReferencePayment, Settlement
from tests.journal.building import after
from tests.journal.making import (
    DAY,
    Posting,
    books_of,
    euro_rows,
    invoice,
    payment,
    posted_postings,
    rows,
    settlement,
)

#: Half of it was paid this year; it was booked the year before.
EARLIER = BookedInvoice(
    invoice="F1", rows=rows(("1510", -50_00), ("1930", 50_00), voucher_id="B1"), is_earlier=True, reference="7"
)
PLEDGED = attrs.evolve(EARLIER, rows=rows(("1512", 50_00), ("3001", -40_00), ("2611", -10_00), voucher_id="B1"))
WRITTEN_OFF = rows(("6351", 100_00), ("2611", 25_00), ("1510", -125_00), voucher_id="W1", on=dt.date(2026, 3, 31))
PART_LOST = rows(("6351", 500_00), ("2611", 125_00), ("1510", -625_00), voucher_id="W1")
EURO = euro_rows(("1510", 1_150_00, 100_00), ("3105", -1_150_00, -100_00))


def _why(posted: Posted) -> list[UnmatchedReason]:
    """Return why payments were left out; nothing may be posted or held beside them."""
    assert ((), ()) == (posted.vouchers, posted.held)
    return [one.reason for one in posted.unmatched]


def _in_euro(capital: int, rate: str, name: str = "p1") -> Settlement:
    one = ExchangeRate(currency="EUR", into="SEK", rate=Decimal(rate), on=DAY)
    return settlement(payment(name, capital, currency="EUR"), currency="EUR", rate=one, settlement_id=f"S-{name}")


# --- what is not known ------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize("booked", [EARLIER, PLEDGED], ids=["part payment", "on the clearing account"])
def test_rows_of_this_year_do_not_show_an_invoice_of_an_earlier_one(booked: BookedInvoice) -> None:
    """Whichever way the money comes, it is no advance."""
    by_settlement = post_settlement(settlement(payment("p1", 75_00)), books_of(booked))
    direct = post_direct_payment(
        DirectPayment(payment_id="D1", invoice="F1", paid_on=DAY, amount=Money(75_00)), books_of(booked)
    )
    by_reference = allocate_reference_payment(
        ReferencePayment(payment_id="R1", booked_on=DAY, parts=(("7", Money(75_00)),)), books_of(booked)
    )
    assert [[UnmatchedReason.EARLIER_YEAR]] * 3 == [_why(one) for one in (by_settlement, direct, by_reference)]


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("facts", "is_known"),
    [
        ({}, True),
        ({"rows": ()}, False),
        ({"is_earlier": True}, False),
        ({"is_earlier": True, "state": BookedState.BOOKED}, True),
        ({"is_earlier": True, "planned": rows(("1510", 1), ("3001", -1))}, True),
        ({"rows": (), "state": BookedState.BOOKED}, False),
    ],
)
def test_when_an_invoice_is_known(facts: dict[str, Any], is_known: bool) -> None:
    """By rows of its own year, by planned ones, or by rows and a stated state."""
    assert is_known is attrs.evolve(invoice(), **facts).is_known


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("booked", "state"),
    [
        (invoice(), BookedState.WRITTEN_OFF),
        (invoice(), BookedState.DORMANT_VAT),
        (BookedInvoice(invoice="F1", rows=rows(("1510", 125))), BookedState.DORMANT_VAT),
        (BookedInvoice(invoice="F1", rows=EARLIER.rows), BookedState.NOT_BOOKED),
        (BookedInvoice(invoice="F1", planned=rows(("1510", 125), ("3001", -100))), None),
        (BookedInvoice(invoice="F1", planned=rows(("1510", 125), ("3001", -100))), BookedState.BOOKED),
    ],
)
def test_a_state_that_no_rows_show_is_not_posted(booked: BookedInvoice, state: BookedState | None) -> None:
    """No loss, no dormant VAT, no sale is made up; and planned rows balance."""
    stated = attrs.evolve(booked, state=state)
    direct = DirectPayment(payment_id="D1", invoice="F1", paid_on=DAY, amount=Money(75))
    assert [[UnmatchedReason.STATE_NOT_SHOWN]] * 2 == [
        _why(post_settlement(settlement(payment("p1", 75)), books_of(stated))),
        _why(post_direct_payment(direct, books_of(stated))),
    ]


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("booked", "state"),
    [
        (invoice(), BookedState.BOOKED),
        (invoice(), BookedState.NOT_BOOKED),
        (invoice(), BookedState.FEARED),
        (invoice("F1", 1_250_00, *PART_LOST), BookedState.WRITTEN_OFF),
        (invoice("F1", 1_250_00, *rows(("2611", 1), ("2618", -1), voucher_id="A2")), BookedState.DORMANT_VAT),
        (BookedInvoice(invoice="F1", rows=rows(("1510", 50_00), ("3305", -50_00))), BookedState.DORMANT_VAT),
    ],
)
def test_a_state_that_the_rows_show_is_posted(booked: BookedInvoice, state: BookedState) -> None:
    """A feared loss may be written down for many invoices at once, and a sale may have no VAT."""
    booked = attrs.evolve(booked, state=state)
    (voucher,) = post_settlement(settlement(payment("p1", 5_00)), books_of(booked)).vouchers
    assert ("1510", Money(-5_00)) == (voucher.lines[1].account, voucher.lines[1].amount)


# --- losses -----------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        (125_00, [("1512", 125_00), ("2420", -125_00)]),
        (-125_00, [("1512", -125_00), ("2611", 25_00), ("3950", 100_00)]),
    ],
)
def test_a_write_off_may_be_dated_after_what_recovered_it(capital: int, expected: list[Posting]) -> None:
    """What came in stays recovered: a second payment is an advance, and a charge-back is its mirror."""
    booked = books_of(invoice("F1", 125_00, *WRITTEN_OFF))
    first = post_settlement(settlement(payment("p1", 125_00)), booked)
    assert [[("1512", 125_00), ("2611", -25_00), ("3950", -100_00)]] == posted_postings(first)
    later = post_settlement(settlement(payment("p2", capital), settlement_id="S2"), after(booked, first))
    assert [expected] == posted_postings(later)


@pytest.mark.requirement("BA-3")
def test_the_vat_of_a_sale_is_no_recovery() -> None:
    """Also where the rows of the receivable come from another voucher."""
    sold = (*rows(("1510", 125_00)), *rows(("3001", -100_00), ("2611", -25_00), voucher_id="A2"), *WRITTEN_OFF)
    loss = standing(BookedInvoice(invoice="F1", rows=sold), BAS).loss
    assert (125_00, 0) == (loss.open_foreign, loss.back_foreign)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("books", "account"), [(BOOKS, "3950"), (Books(recovered_to_losses=True), "6351")], ids=["income", "loss"]
)
def test_a_charge_back_of_what_was_partly_written_off(books: Books, account: str) -> None:
    """It is the mirror of the payment, on either account of what was recovered, and cannot come twice."""
    booked = books_of(invoice("F1", 1_250_00, *PART_LOST))
    answers = []
    for number, capital in enumerate((800_00, -800_00, -800_00)):
        given = settlement(payment(f"p{number}", capital), settlement_id=f"S{number}")
        answers.append(post_settlement(given, booked, books=books))
        booked = after(booked, answers[-1])
    paid = sorted([("1512", 800_00), ("1510", -625_00), ("2611", -35_00), (account, -140_00)])
    first, back, again = answers
    assert [paid] == [sorted(one) for one in posted_postings(first)]
    mirrored = sorted((one, -minor) for one, minor in paid)
    assert [mirrored] == [sorted(one) for one in posted_postings(back)]
    assert [UnmatchedReason.MORE_BACK] == _why(again)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("lost", "account"),
    [
        ([("6350", 100_00)], "6350"),
        ([("6351", 100_00)], "6351"),
        ([("6350", 60_00), ("6351", 40_00)], "6350"),
        ([("6350", 40_00), ("6351", 60_00)], "6351"),
    ],
)
def test_a_loss_is_taken_back_where_it_was_booked(lost: list[tuple[str, int]], account: str) -> None:
    """Of several accounts, on that with most of it."""
    written = rows(*lost, ("2611", 25_00), ("1510", -125_00), voucher_id="W1")
    booked = books_of(invoice("F1", 125_00, *written))
    posted = post_settlement(settlement(payment("p1", 50_00)), booked, books=Books(recovered_to_losses=True))
    assert [[("1512", 50_00), ("2611", -10_00), (account, -40_00)]] == posted_postings(posted)


@pytest.mark.requirement("BA-3")
def test_a_loss_that_was_moved_is_taken_back_where_it_stands() -> None:
    """A voucher between two accounts of losses changes neither what is lost nor what is owed."""
    written = rows(("6350", 100_00), ("2611", 25_00), ("1510", -125_00), voucher_id="W1")
    moved = rows(("6351", 100_00), ("6350", -100_00), voucher_id="W2")
    assert "6351" == standing(invoice("F1", 125_00, *written, *moved), BAS).loss.account


@pytest.mark.requirement("BA-3")
def test_a_loss_that_was_taken_back_is_none_any_more() -> None:
    """It is written off on one account, undone, and written off on another."""
    first, undone, again = (
        rows((account, sign * 100_00), ("2611", sign * 25_00), ("1510", -sign * 125_00), voucher_id=name)
        for name, account, sign in (("W1", "6351", 1), ("W2", "6351", -1), ("W3", "6350", 1))
    )
    booked = invoice("F1", 125_00, *first, *undone, *again)
    assert "6350" == standing(booked, BAS).loss.account


# --- the tax agency ---------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        (75_00, [("1512", 75_00), ("2611", -15_00), ("3001", -60_00)]),
        (80_00, [("1512", 80_00), ("2611", -15_00), ("3001", -60_00), ("2420", -5_00)]),
    ],
)
def test_the_tax_agency_may_pay_its_part_first(capital: int, expected: list[Posting]) -> None:
    """The debtor still owes all of the own part of an invoice that is not booked, and no more."""
    booked = BookedInvoice(
        invoice="F1",
        planned=rows(("1510", 75_00), ("1513", 50_00), ("3001", -100_00), ("2611", -25_00)),
        rows=rows(("3001", -40_00), ("2611", -10_00), ("1930", 50_00), voucher_id="T1"),
    )
    posted = post_settlement(settlement(payment("p1", capital)), books_of(booked))
    assert [sorted(expected)] == [sorted(one) for one in posted_postings(posted)]


@pytest.mark.requirement("BA-3")
def test_a_debtor_with_an_advance_has_paid_the_own_part() -> None:
    """What comes then is an advance, too, though the tax agency has paid nothing."""
    booked = BookedInvoice(
        invoice="F1",
        planned=rows(("1510", 75_00), ("1513", 50_00), ("3001", -100_00), ("2611", -25_00)),
        rows=rows(("1930", 80_00), ("3001", -60_00), ("2611", -15_00), ("2420", -5_00), voucher_id="B1"),
    )
    posted = post_settlement(settlement(payment("p1", 2_00)), books_of(booked))
    assert [[("1512", 2_00), ("2420", -2_00)]] == posted_postings(posted)


# --- currencies -------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
def test_a_payment_in_kronor_only_counts_at_the_rate_of_the_booking() -> None:
    """575 kronor off 1 150 are 50 of the 100 euro; so of another 51, one is an advance."""
    part = rows(("1510", -575_00), ("1930", 575_00), voucher_id="B1")
    booked = BookedInvoice(invoice="F1", rows=(*EURO, *part))
    assert [[("1512", 586_50), ("1510", -575_00), ("2420", -11_50)]] == posted_postings(
        post_settlement(_in_euro(51_00, "11.5"), books_of(booked))
    )


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("euro", "open_euro"),
    [
        (euro_rows(("3105", -1_150_00, -100_00)), 100_00),
        (euro_rows(("1510", 0, 100_00)), 100_00),
    ],
    ids=["said of the income", "booked at nothing"],
)
def test_a_rate_is_read_from_the_receivable_first(euro: tuple[BookedRow, ...], open_euro: int) -> None:
    """From the other rows, if it has none; what is booked at nothing has no rate, and kronor count for none."""
    booked = BookedInvoice(invoice="F1", rows=(*euro, *rows(("1510", 1_150_00))))
    assert ("EUR", open_euro) == (standing(booked, BAS).currency, standing(booked, BAS).open_foreign)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("rate", "account", "minor"), [("11.2", "7960", 30_00), ("11.7", "3960", -20_00)], ids=["loss", "gain"]
)
def test_an_exchange_difference_goes_back_where_it_came(rate: str, account: str, minor: int) -> None:
    """On its own account, so that nothing is left of either."""
    booked = books_of(BookedInvoice(invoice="F1", rows=EURO))
    first = post_settlement(_in_euro(100_00, rate), booked)
    back = post_settlement(_in_euro(-100_00, rate, "p2"), after(booked, first))
    worth = 1_150_00 - minor
    paid = [("1512", worth), ("1510", -1_150_00), (account, minor)]
    assert [paid] == posted_postings(first)
    assert [[(one, -amount) for one, amount in paid]] == posted_postings(back)
