"""Payments by reference and straight from the debtor: what they relieve, what is left over, and that they come once."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import EMPTY, OpenItemUpdate, Posted, Unmatched, UnmatchedReason, post_settlement
from inkasso_rules.ledger.payments import allocate_reference_payment, normal_reference, post_direct_payment
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.bookings import BAS, BookedInvoice, Books, FiscalYear
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, ReferencePayment
from inkasso_rules.model.vouchers import LineCode, VoucherCode
from inkasso_rules.policy import POLICY
from tests.journal.making import (
    DAY,
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

EARLIER = dt.date(2026, 3, 1)
EURO = BookedInvoice(
    invoice="E1", reference="77", rows=euro_rows(("1510", 1_150_00, 100_00), ("3105", -1_150_00, -100_00))
)
#: Three invoices, two with one reference; then one in euro, one without a reference, and one that is pledged.
BOOKED = books_of(
    invoice("F1", 100_00, reference="00123", due_on=dt.date(2026, 3, 20)),
    invoice("F2", 50_00, reference="00123", due_on=dt.date(2026, 3, 10)),
    invoice("F3", 30_00, reference="rf18 5390 0754 7034"),
    EURO,
    invoice("F4", 30_00),
    BookedInvoice(invoice="P1", reference="88", rows=rows(("1512", 125), ("3001", -100), ("2611", -25))),
)


def by_reference(*parts: tuple[str, int], **facts: Any) -> ReferencePayment:
    """Return a payment by reference."""
    said: dict[str, Any] = {"payment_id": "R1", "booked_on": DAY} | facts
    return ReferencePayment(parts=tuple((reference, Money(minor)) for reference, minor in parts), **said)


def direct(minor: int, name: str = "F1", fees: int | None = None, **facts: Any) -> DirectPayment:
    """Return a payment of the debtor to the creditor."""
    said: dict[str, Any] = {"payment_id": "D1", "paid_on": DAY, "amount": Money(minor)} | facts
    return DirectPayment(invoice=name, agency_fees=None if fees is None else Money(fees), **said)


# --- by reference -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("00123", "00123"),
        ("001 23", "00123"),
        (" 00123\u00a0", "00123"),
        ("rf18 5390", "RF185390"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_spaces_and_case_of_a_reference_do_not_count(reference: str, expected: str) -> None:
    """Leading zeros do: they are digits of the reference."""
    assert expected == normal_reference(reference)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("001 23", 50_00)], [("F2", -50_00)]),
        ([("00123", 49_99)], [("F2", -49_99)]),
        ([("00123", 1)], [("F2", -1)]),
        ([("00123", 50_01)], [("F1", -1), ("F2", -50_00)]),
        ([("00123", 150_00)], [("F1", -100_00), ("F2", -50_00)]),
        ([("00123", 20_00), ("0 01 23", 40_00)], [("F1", -10_00), ("F2", -50_00)]),
        ([("RF18539007547034", 30_00), ("00123", 5_00)], [("F2", -5_00), ("F3", -30_00)]),
        ([("Rf18 5390 0754 7034", 10_00)], [("F3", -10_00)]),
    ],
)
def test_a_reference_tells_which_invoices_are_paid(
    parts: list[tuple[str, int]], expected: list[tuple[str, int]]
) -> None:
    """The oldest of those that bear it comes first; several references are several invoices, in one voucher."""
    (voucher,) = allocate_reference_payment(by_reference(*parts), BOOKED).vouchers
    bank, *lines = voucher.lines
    assert ("1930", sum(minor for _, minor in parts), LineCode.BANK) == (bank.account, bank.amount.minor, bank.code)
    assert expected == [(line.invoice, line.amount.minor) for line in lines]
    assert {("1510", LineCode.CAPITAL)} == {(line.account, line.code) for line in lines}


@pytest.mark.requirement("BA-8")
def test_a_payment_by_reference_is_all_told() -> None:
    """Its voucher, what stands as an advance, and what the subledger needs, dated when the debtor paid."""
    given = by_reference(("00123", 150_01), paid_on=EARLIER, account="1940")
    posted = allocate_reference_payment(given, BOOKED)
    (voucher,) = posted.vouchers
    assert ("payment/R1", DAY, VoucherCode.REFERENCE_PAYMENT, "R1", None) == (
        *(voucher.voucher_id, voucher.dated_on, voucher.code, voucher.subject, voucher.happened_on),
    )
    assert [[("1940", 150_01), ("1510", -100_00), ("2420", -1), ("1510", -50_00)]] == posted_postings(posted)
    assert (Notice(NoticeCode.OVERPAID, ("F1",), amount=Money(1)),) == posted.notices
    assert (
        OpenItemUpdate(invoice="F2", paid_on=EARLIER, amount=Money(50_00), open_after=Money(0), source="R1", payment_ids=("R1",)),
        OpenItemUpdate(invoice="F1", paid_on=EARLIER, amount=Money(100_01), open_after=Money(0), source="R1", payment_ids=("R1",)),
    ) == posted.open_item_updates  # fmt: skip
    assert ((), (), (), None) == (posted.held, posted.unmatched, posted.commands, posted.rest)


@pytest.mark.requirement("BA-8")
def test_without_the_day_of_payment_that_of_the_bank_counts() -> None:
    """And what is left to pay is told."""
    (update,) = allocate_reference_payment(by_reference(("00123", 20_00)), BOOKED).open_item_updates
    assert (DAY, Money(20_00), Money(30_00)) == (update.paid_on, update.amount, update.open_after)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("parts", "expected", "unmatched"),
    [
        ([("123", 5)], [], [("", UnmatchedReason.UNKNOWN_REFERENCE, 5, "123")]),
        ([("12 3a", 5), ("00123", 7)], [("1930", 7), ("1510", -7)], [("", UnmatchedReason.UNKNOWN_REFERENCE, 5, "123A")]),
        ([("", 5)], [], [("", UnmatchedReason.UNKNOWN_REFERENCE, 5, "")]),
        ([("77", 5), ("00123", 7)], [("1930", 7), ("1510", -7)], [("E1", UnmatchedReason.INVOICE_AMOUNT, 5, "")]),
    ],
    ids=["leading zeros gone", "beside a known one", "blank", "an invoice in euro"],
)  # fmt: skip
def test_what_cannot_be_allocated_is_listed(
    parts: list[tuple[str, int]], expected: list[Posting], unmatched: list[tuple[str, UnmatchedReason, int, str]]
) -> None:
    """The rest is posted."""
    posted = allocate_reference_payment(by_reference(*parts), BOOKED)
    assert [expected] * bool(expected) == posted_postings(posted)
    assert tuple(
        Unmatched("R1", name, reason, Money(minor), reference) for name, reason, minor, reference in unmatched
    ) == (posted.unmatched)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("given", "options", "expected"),
    [
        (attrs.evolve(by_reference(), parts=(("00123", Money(5, "EUR")),)), {}, [("BA-8", "other_currency", "R1")]),
        (attrs.evolve(by_reference(), parts=(("00123", Money(5)), ("00123", Money(5, "EUR")))), {}, [("BA-8", "other_currency", "R1")]),
        (by_reference(("00123", 5), ("00123", 0)), {}, [("BA-8", "not_positive", "R1")]),
        (by_reference(("00123", -1)), {}, [("BA-8", "not_positive", "R1")]),
        (attrs.evolve(by_reference(), parts=(("00123", Money(0, "EUR")),)), {}, [("BA-8", "other_currency", "R1"), ("BA-8", "not_positive", "R1")]),
        (by_reference(("00123", 5)), {"books": Books(fiscal_years=(FiscalYear(EARLIER, EARLIER),))}, [("BA-8", "outside_fiscal_year", "R1")]),
        (by_reference(("88", 5)), {}, [("BA-4", "pledged", "P1")]),
    ],
)  # fmt: skip
def test_a_payment_by_reference_that_cannot_be_posted_is_held(
    given: ReferencePayment, options: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """As a whole, with its reasons."""
    assert expected == why_held(allocate_reference_payment(given, BOOKED, **options))


@pytest.mark.requirement("SE-7", "BA-8")
@pytest.mark.parametrize(
    ("counterparty", "is_batch", "is_held"),
    [
        ("kravia  AB ", True, True),
        ("kravia AB", False, False),
        ("Provbolaget AB", True, False),
        ("", True, False),
    ],
)
def test_the_agency_pays_by_reference_only_without_batch_payments(
    counterparty: str, is_batch: bool, is_held: bool
) -> None:
    """With them its money comes by settlement; anybody else may always pay by reference."""
    given = by_reference(("00123", 5), counterparty=counterparty)
    posted = allocate_reference_payment(given, BOOKED, is_batch=is_batch)
    expected = [("SE-7", "not_by_reference", "R1")] if is_held else []
    assert expected == [(one.requirement, one.code, one.subject) for held in posted.held for one in held.reasons]
    assert is_held is not bool(posted.vouchers)


@pytest.mark.requirement("BA-8")
def test_the_name_of_the_agency_is_policy() -> None:
    """Another name pays by settlement then."""
    policy = attrs.evolve(POLICY, agency_payer="Annat Ombud AB")
    given = by_reference(("00123", 5), counterparty="ANNAT OMBUD AB")
    assert () == allocate_reference_payment(given, BOOKED, policy=policy).held
    posted = allocate_reference_payment(given, BOOKED, is_batch=True, policy=policy)
    assert [("SE-7", "not_by_reference", "R1")] == why_held(posted)


# --- straight from the debtor -----------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (direct(100_00), [("1930", 100_00), ("1510", -100_00)]),
        (direct(106_00, fees=6_00), [("1930", 106_00), ("1510", -100_00), ("2890", -6_00)]),
        (direct(6_00, fees=6_00), [("1930", 6_00), ("2890", -6_00)]),
        (direct(100_00, fees=0, account="1940"), [("1940", 100_00), ("1510", -100_00)]),
        (direct(107_00, fees=6_00), [("1930", 107_00), ("1510", -100_00), ("2420", -1_00), ("2890", -6_00)]),
    ],
    ids=["all", "with fees", "fees only", "no fees", "too much"],
)
def test_what_a_debtor_pays_to_the_creditor(given: DirectPayment, expected: list[Posting]) -> None:
    """What of it is the agency's is owed to it until a settlement takes it."""
    assert [expected] == posted_postings(post_direct_payment(given, BOOKED))


@pytest.mark.requirement("BA-8")
def test_a_direct_payment_is_all_told() -> None:
    """Its voucher, and what the subledger needs; the fees are on the invoice, and not part of what it is paid."""
    posted = post_direct_payment(direct(46_00, fees=6_00), BOOKED, accounts=attrs.evolve(BAS, owed_to_agency="2891"))
    (voucher,) = posted.vouchers
    assert ("direct/D1", DAY, VoucherCode.DIRECT_PAYMENT, "D1", None) == (
        *(voucher.voucher_id, voucher.dated_on, voucher.code, voucher.subject, voucher.happened_on),
    )
    assert [
        ("1930", 46_00, None, LineCode.BANK),
        ("1510", -40_00, "F1", LineCode.CAPITAL),
        ("2891", -6_00, "F1", LineCode.FEES_DUE),
    ] == [(line.account, line.amount.minor, line.invoice, line.code) for line in voucher.lines]
    assert (
        OpenItemUpdate(invoice="F1", paid_on=DAY, amount=Money(40_00), open_after=Money(60_00), source="D1", payment_ids=("D1",)),
    ) == posted.open_item_updates  # fmt: skip


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("amount", "expected", "lacking"),
    [
        (-20_00, [("1930", -20_00), ("2420", 20_00)], False),
        (-20_01, [("1930", -20_01), ("1510", 1), ("2420", 20_00)], False),
        (-120_00, [("1930", -120_00), ("1510", 100_00), ("2420", 20_00)], False),
        (-120_01, [], True),
    ],
)
def test_a_refund_comes_off_the_advance_first(amount: int, expected: list[Posting], lacking: bool) -> None:
    """More than ever came in is listed, and not posted; an advance that goes back is not told as one."""
    paid = rows(("1930", 120_00), ("1510", -100_00), ("2420", -20_00), voucher_id="B1", on=EARLIER)
    posted = post_direct_payment(direct(amount), books_of(invoice("F1", 100_00, *paid)))
    assert [sorted(expected)] * bool(expected) == [sorted(one) for one in posted_postings(posted)]
    assert ((Unmatched("D1", "F1", UnmatchedReason.MORE_BACK, Money(amount)),) if lacking else (), ()) == (
        posted.unmatched,
        posted.notices,
    )


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("given", "known", "expected"),
    [
        (direct(7, "F9", fees=2), (), Unmatched("D1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(7))),
        (direct(7, "F9"), (BookedInvoice(invoice="F9"),), Unmatched("D1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(7))),
        (direct(7, "F9"), (BookedInvoice(invoice="F9", is_earlier=True),), Unmatched("D1", "F9", UnmatchedReason.EARLIER_YEAR, Money(7))),
        (direct(7, "E1", fees=2), (EURO,), Unmatched("D1", "E1", UnmatchedReason.INVOICE_AMOUNT, Money(7))),
    ],
)  # fmt: skip
def test_a_direct_payment_without_an_account_is_listed(
    given: DirectPayment, known: tuple[BookedInvoice, ...], expected: Unmatched
) -> None:
    """Nothing of it is posted, its fees neither."""
    posted = post_direct_payment(given, books_of(*known))
    assert ((), (expected,), ()) == (posted.vouchers, posted.unmatched, posted.held)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("given", "options", "expected"),
    [
        (direct(5, fees=5), {}, []),
        (direct(5, fees=6), {}, [("BA-8", "fees_above_amount", "D1")]),
        (direct(5, fees=-1), {}, [("BA-8", "fees_above_amount", "D1")]),
        (direct(-5, fees=1), {}, [("BA-8", "fees_above_amount", "D1")]),
        (direct(5, amount=Money(5, "EUR")), {}, [("BA-8", "other_currency", "D1")]),
        (direct(5, "P1"), {}, [("BA-4", "pledged", "P1")]),
        (direct(5), {"books": Books(fiscal_years=(FiscalYear(EARLIER, EARLIER),))}, [("BA-8", "outside_fiscal_year", "D1")]),
        (direct(5, fees=6, amount=Money(5, "SEK")), {"books": Books(currency="NOK", fiscal_years=(FiscalYear(EARLIER, EARLIER),))},
            [("BA-8", "other_currency", "D1"), ("BA-8", "fees_above_amount", "D1"), ("BA-8", "outside_fiscal_year", "D1")]),
    ],
)  # fmt: skip
def test_a_direct_payment_that_cannot_be_posted_is_held(
    given: DirectPayment, options: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """With every reason."""
    posted = post_direct_payment(given, BOOKED, **options)
    assert expected == [(one.requirement, one.code, one.subject) for held in posted.held for one in held.reasons]
    assert (not expected) is bool(posted.vouchers)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(("closed", "dated_on", "happened_on"), [(EARLIER, DAY, None), (DAY, dt.date(2026, 3, 3), DAY)])
def test_a_payment_of_a_closed_period_is_dated_later(
    closed: dt.date, dated_on: dt.date, happened_on: dt.date | None
) -> None:
    """Both ways: on the first open day, with the true day beside it."""
    books = Books(closed_through=closed)
    for posted in (
        post_direct_payment(direct(5), BOOKED, books=books),
        allocate_reference_payment(by_reference(("00123", 5)), BOOKED, books=books),
    ):
        (voucher,) = posted.vouchers
        assert (dated_on, happened_on) == (voucher.dated_on, voucher.happened_on)


# --- once, and one way ------------------------------------------------------------------------------------------------
@pytest.mark.requirement("SE-7")
def test_a_direct_payment_is_posted_once() -> None:
    """The same again is nothing new; other content is a conflict."""
    register = EMPTY.adding(post_direct_payment(direct(5), BOOKED))
    assert Posted(event=direct(5), is_repeated=True) == post_direct_payment(direct(5), BOOKED, register=register)
    assert [("SE-7", "other_content", "D1")] == why_held(post_direct_payment(direct(6), BOOKED, register=register))


@pytest.mark.requirement("SE-7", "BA-8")
def test_a_payment_by_reference_is_posted_once() -> None:
    """The same again is nothing new; other content is a conflict."""
    first, other = by_reference(("00123", 5)), by_reference(("00123", 6))
    register = EMPTY.adding(allocate_reference_payment(first, BOOKED))
    assert Posted(event=first, is_repeated=True) == allocate_reference_payment(first, BOOKED, register=register)
    assert [("SE-7", "other_content", "R1")] == why_held(allocate_reference_payment(other, BOOKED, register=register))


@pytest.mark.requirement("SE-7")
def test_a_payment_is_not_posted_another_way() -> None:
    """One of the agency in another settlement, one of the bank by reference and straight; each by whose id it is."""
    first = settlement(payment("X1", 5))
    register = EMPTY.adding(post_settlement(first, BOOKED))
    again = attrs.evolve(first, settlement_id="S2")
    received = EMPTY.adding(allocate_reference_payment(by_reference(("00123", 5), payment_id="X1"), BOOKED))
    assert [
        [("SE-7", "other_channel", "X1")],
        [("SE-7", "other_content", "bank/X1")],
    ] == [
        why_held(post_settlement(again, BOOKED, register=register)),
        why_held(post_direct_payment(direct(5, payment_id="bank/X1"), BOOKED, register=received)),
    ]
    assert [[("1930", 5), ("1510", -5)]] == posted_postings(
        post_direct_payment(direct(5, payment_id="X1"), BOOKED, register=register)
    )


@pytest.mark.requirement("SE-7", "BA-8")
def test_a_bank_row_and_a_payment_by_reference_are_one_payment() -> None:
    """Whoever reads the bank's file twice, in two ways, books its money once."""
    register = EMPTY.adding(post_bank_row(bank_row(5, "B1")))
    given = by_reference(("00123", 5), payment_id="B1")
    assert [("SE-7", "other_content", "B1")] == why_held(allocate_reference_payment(given, BOOKED, register=register))
