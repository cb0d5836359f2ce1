"""How an invoice stands before a payment, and how one instalment is shared out: the corners of both."""

import datetime as dt
from decimal import Decimal
from itertools import permutations

import attrs
import pytest

from inkasso_rules.journal import UnmatchedReason, post_settlement
from inkasso_rules.journal.relief import instalment, scaled
from inkasso_rules.journal.standing import Portion, standing
from inkasso_rules.ledger.payments import allocate_reference_payment
from inkasso_rules.model.bookings import BAS, BookedInvoice, BookedState
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, ReferencePayment, Settlement
from tests.journal.making import (
    DAY,
    Posting,
    books_of,
    euro_rows,
    invoice,
    payment,
    posted_postings,
    postings,
    rows,
    settlement,
)

EARLIER = dt.date(2026, 2, 27)
#: 99.60 and 0.40 of rounding, not booked before it is paid.
ROUNDED = BookedInvoice(invoice="F1", planned=rows(("1510", 100_00), ("3001", -79_68), ("2611", -19_92), ("3740", -40)))


@pytest.mark.requirement("BA-3")
def test_an_invoice_that_is_not_booked_is_paid_overpaid_and_paid_back() -> None:
    """Rounding goes with the instalment that closes it; what goes back takes the advance first, then all the rest."""
    steps = [
        (60_00, [("2611", -12_00), ("3001", -48_00)]),
        (45_00, [("2611", -7_92), ("3001", -31_68), ("3740", -40), ("2420", -5_00)]),
        (-2_00, [("2420", 2_00)]),
        (-3_00, [("2420", 3_00)]),
        (-100_00, [("2611", 19_92), ("3001", 79_68), ("3740", 40)]),
    ]
    booked = ROUNDED
    for number, (capital, expected) in enumerate(steps):
        posted = post_settlement(settlement(payment(f"p{number}", capital)), books_of(booked))
        (voucher,) = posted.vouchers
        clearing, *lines = postings(voucher)
        assert (("1512", capital), sorted(expected)) == (clearing, sorted(lines))
        posted_rows = rows(clearing, *lines, voucher_id=f"V{number}", on=DAY)
        booked = attrs.evolve(booked, rows=(*booked.rows, *posted_rows))
    posted = post_settlement(settlement(payment("p9", -1)), books_of(booked))
    assert [UnmatchedReason.MORE_BACK] == [one.reason for one in posted.unmatched]


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("income", "expected"),
    [
        ([("3001", -80, "2611"), ("3002", -80, "2621"), ("3305", -40, "")], [["2611", "3001"], ["2621", "3002"], ["3305"]]),
        ([("3001", -80, None), ("3002", -80, None), ("3305", -40, None)], [["2611", "2621", "3001", "3002", "3305"]]),
        ([("3001", -80, "2611"), ("3001", -40, "")], [["2621"], ["2611", "3001"]]),
        ([("3001", -40, ""), ("3001", -80, "2611"), ("3002", -5, "2611")], [["2621"], ["2611", "3001", "3002"]]),
        ([("3001", -40, "2621"), ("3001", -80, "2611")], [["2611", "2621", "3001"]]),
        ([("3305", -40, ""), ("3108", -80, "")], [["2611", "2621"], ["3108"], ["3305"]]),
    ],
    ids=["each its own", "nobody says", "sold with and without", "without and with", "with two rates", "two without VAT"],
)  # fmt: skip
def test_income_goes_with_the_account_of_its_vat(
    income: list[tuple[str, int, str | None]], expected: list[list[str]]
) -> None:
    """Without VAT each account of income stands alone; what shares an account is one, in any order of the rows."""
    sales = tuple(
        attrs.evolve(row, vat_account=linked) for (account, minor, linked) in income for row in rows((account, minor))
    )
    for planned in permutations((*sales, *rows(("2611", -25), ("2621", -20)))):
        sold = standing(BookedInvoice(invoice="F1", planned=(*planned, *rows(("1510", 245)))), BAS).sold
        assert expected == [[portion.account for portion in group] for group in sold]


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("more", "state"),
    [
        ((), BookedState.BOOKED),
        (rows(("6352", 1_00), ("1519", -1_00), voucher_id="W1"), BookedState.FEARED),
        (rows(("6352", 1_00), ("1519", -1_00), ("6352", -1_00), ("1519", 1_00), voucher_id="W1"), BookedState.BOOKED),
        (rows(("6351", 1_00), ("1510", -1_00), voucher_id="W1"), BookedState.WRITTEN_OFF),
        (rows(("2611", 1_00), ("2618", -1_00), voucher_id="A1"), BookedState.DORMANT_VAT),
    ],
)
def test_how_an_invoice_is_booked_shows_in_its_rows(more: tuple[object, ...], state: BookedState) -> None:
    """A certain loss counts more than a feared one, and both more than dormant VAT."""
    booked = invoice("F1", 1_250_00, *more)  # type: ignore[arg-type]
    assert state is standing(booked, BAS).state


@pytest.mark.requirement("BA-3")
def test_a_payment_that_also_pays_an_unknown_invoice_is_left_out_whole() -> None:
    """Its part for the known one too, so that what is posted is what was paid out for it."""
    part = Part(kind="reminder_fee", amount=Money(60), invoice="F2")
    given = settlement(
        payment("p1", 1_00, "F9", additions=(part,), payout=Money(1_60)),
        payment("p2", 5, "F2"),
        payment("p3", 7, "F1"),
    )
    posted = post_settlement(given, books_of(invoice(), invoice("F2")))
    assert [[("1512", 12), ("1510", -7), ("1510", -5)]] == posted_postings(posted)
    assert [("p1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(1_00))] == [
        (one.payment_id, one.invoice, one.reason, one.amount) for one in posted.unmatched
    ]
    assert isinstance(posted.rest, Settlement)
    assert Money(1_60) == posted.rest.payout


@pytest.mark.requirement("BA-3")
def test_what_came_in_the_month_before_for_an_unknown_invoice_is_left_out_too() -> None:
    """And does not keep the rest of that month, or of the next, from its vouchers."""
    given = settlement(
        payment("p1", 1, "F9", paid_on=EARLIER),
        payment("p2", 2, paid_on=EARLIER),
        payment("p3", 1_249_98),
        payment("p4", 1),
    )
    posted = post_settlement(given, books_of(invoice()))
    assert [
        [("1512", 2), ("1510", -2)],
        [("1512", 1_249_99), ("1510", -1_249_98), ("2420", -1)],
    ] == posted_postings(posted)
    assert ["p1"] == [one.payment_id for one in posted.unmatched]


@pytest.mark.requirement("BA-3")
def test_an_invoice_that_the_books_have_at_nothing_is_all_gain() -> None:
    """Its euro are open, its kronor are not."""
    booked = BookedInvoice(invoice="F1", rows=euro_rows(("1510", 0, 100_00), ("3105", 0, -100_00)))
    given = settlement(
        payment("p1", 100_00, currency="EUR"),
        currency="EUR",
        rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal(11), on=DAY),
    )
    assert [[("1512", 1_100_00), ("3960", -1_100_00)]] == posted_postings(post_settlement(given, books_of(booked)))


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("capital", "amount", "is_posted"),
    [
        (1, Money(1, "EUR"), True),
        (1_150_00, Money(100_00, "EUR"), True),
        (1_150_00, Money(0, "EUR"), False),
        (1_150_00, Money(-1, "EUR"), False),
        (1_150_00, Money(100_00, "USD"), False),
        (1_150_00, None, False),
    ],
)
def test_what_is_paid_of_an_invoice_in_euro_is_said(capital: int, amount: Money | None, is_posted: bool) -> None:
    """In its own currency and with the same sign, or the payment is listed; no rate is made up."""
    booked = BookedInvoice(invoice="F1", rows=euro_rows(("1510", 1_150_00, 100_00), ("3105", -1_150_00, -100_00)))
    posted = post_settlement(settlement(payment("p1", capital, invoice_amount=amount)), books_of(booked))
    assert ([] if is_posted else [UnmatchedReason.INVOICE_AMOUNT]) == [one.reason for one in posted.unmatched]
    assert [capital] * is_posted == [voucher.lines[0].amount.minor for voucher in posted.vouchers]


@pytest.mark.requirement("BA-3")
def test_what_the_month_before_paid_is_known_in_its_own_currency() -> None:
    """60 of 100 euro in February leave 40 in March; the rest is an advance."""
    booked = BookedInvoice(invoice="F1", rows=euro_rows(("1510", 1_150_00, 100_00), ("3105", -1_150_00, -100_00)))
    given = settlement(
        payment("p1", 60_00, currency="EUR", paid_on=EARLIER),
        payment("p2", 50_00, currency="EUR"),
        currency="EUR",
        rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal("11.5"), on=DAY),
    )
    posted = post_settlement(given, books_of(booked))
    assert [
        [("1512", 690_00), ("1510", -690_00)],
        [("1512", 575_00), ("1510", -460_00), ("2420", -115_00)],
    ] == posted_postings(posted)
    assert [40_00, 0] == [one.open_after.minor for one in posted.open_item_updates]


@pytest.mark.requirement("BA-8")
def test_an_invoice_that_is_paid_is_passed_over() -> None:
    """Of several with one reference, the first that is open gets the money."""
    paid = rows(("1930", 50_00), ("1510", -50_00), voucher_id="B1", on=EARLIER)
    booked = books_of(
        invoice("F1", 50_00, *paid, reference="7", due_on=EARLIER),
        invoice("F2", 50_00, reference="7", due_on=DAY),
        invoice("F3", 50_00, reference="7"),
    )
    given = ReferencePayment(payment_id="R1", booked_on=DAY, parts=(("7", Money(60_00)),))
    (voucher,) = allocate_reference_payment(given, booked).vouchers
    assert [(None, 60_00), ("F2", -50_00), ("F3", -10_00)] == [
        (line.invoice, line.amount.minor) for line in voucher.lines
    ]


# --- one instalment ---------------------------------------------------------------------------------------------------
NET = Portion("3001", 100)
VAT = Portion("2611", 25, is_vat=True)


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("share", "portions", "expected"),
    [
        (125, (VAT, NET), [25, 100]),
        (3, (VAT, NET), [1, 2]),
        (2, (VAT, NET), [0, 2]),
        (3, (attrs.evolve(VAT, done=1), attrs.evolve(NET, done=2)), [0, 3]),
        (-3, (attrs.evolve(VAT, done=1), attrs.evolve(NET, done=2)), [-1, -2]),
        (0, (VAT, NET), [0, 0]),
        (10, (VAT,), [10]),
        (10, (NET,), [10]),
        (1, (attrs.evolve(VAT, done=24), attrs.evolve(NET, done=100)), [1, 0]),
        (-3, (attrs.evolve(VAT, total=-25), attrs.evolve(NET, total=-100)), [-1, -2]),
    ],
)
def test_an_instalment_is_shared_out(share: int, portions: tuple[Portion, ...], expected: list[int]) -> None:
    """VAT by the cumulative amount, the rest on what is open; a group below zero is one of the other sign."""
    assert expected == instalment(share, portions)


@pytest.mark.requirement("BA-3")
def test_many_small_instalments_post_the_vat_once() -> None:
    """41 of three öre and one of two: each rounded alone would post 41 öre of VAT for 25."""
    portions = [VAT, NET]
    posted: list[Posting] = []
    for share in (*(3,) * 41, 2):
        shares = instalment(share, portions)
        assert min(shares) >= 0
        portions = [attrs.evolve(one, done=one.done + minor) for one, minor in zip(portions, shares, strict=True)]
        posted += [(one.account, minor) for one, minor in zip(portions, shares, strict=True)]
    assert (25, 100) == tuple(sum(minor for account, minor in posted if account == one) for one in ("2611", "3001"))


@pytest.mark.parametrize(
    ("whole", "shares", "expected"),
    [
        (3, [1, 2], [1, 2]),
        (6, [1, 2], [2, 4]),
        (-6, [1, 2], [-2, -4]),
        (-6, [-1, -2], [-2, -4]),
        (5, [0, 0], [5, 0]),
    ],
)
def test_one_sum_is_shared_out_as_another(whole: int, shares: list[int], expected: list[int]) -> None:
    """What has nothing to go by falls on the first."""
    assert expected == scaled(whole, shares)


@pytest.mark.requirement("BA-3", "BA-10")
@pytest.mark.parametrize(("currency", "expected"), [("SEK", 50_00), ("EUR", 100_00)])
def test_an_open_amount_in_another_currency_is_not_used(currency: str, expected: int) -> None:
    """Of an invoice that is not booked, what is open is then what its planned rows say."""
    assert expected == standing(attrs.evolve(ROUNDED, open_amount=Money(50_00, currency)), BAS).open_foreign
