"""Which invoice gets what of a payment, what nobody can place, and that nothing is lost between the two."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.journal import (
    EMPTY,
    BookedKeyError,
    Difference,
    DifferenceCode,
    OpenItemUpdate,
    Posted,
    Unmatched,
    UnmatchedReason,
    post_settlement,
)
from inkasso_rules.ledger.payments import allocate_reference_payment, normal_reference, post_direct_payment
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.bookings import Accounts, BookedInvoice
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, Part, ReferencePayment, SettledPayment, Settlement
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
    why_held,
)

RATE: Final = ExchangeRate(currency="EUR", into="SEK", rate=Decimal("11.7"), on=DAY)
DAY_BEFORE: Final = dt.date(2026, 3, 1)
ON_2890: Final = Accounts(unmatched="2890")
FEARED: Final = invoice("F1", 125_00, *rows(("1519", -100_00), ("6352", 100_00), voucher_id="N1"))
TWO: Final = books_of(invoice("F1", reference="1"), invoice("F2", reference="2"))


def beside(given: SettledPayment, minor: int, name: str) -> SettledPayment:
    """Return a payment that also pays interest on an invoice."""
    currency = given.capital.currency
    part = Part(kind="interest", amount=Money(minor, currency), invoice=name)
    return attrs.evolve(given, additions=(part,), payout=given.payout + part.amount)


def days(posted: Posted) -> list[tuple[dt.date, int, int, tuple[str, ...]]]:
    """Return what the subledger is told: day, amount, what is left, payments."""
    return [(one.paid_on, one.amount.minor, one.open_after.minor, one.payment_ids) for one in posted.open_item_updates]


def direct(minor: int, name: str = "F1") -> DirectPayment:
    """Return a payment of the debtor to the creditor."""
    return DirectPayment(payment_id="D1", invoice=name, paid_on=DAY, amount=Money(minor))


def by_reference(*parts: Posting, payment_id: str = "R1") -> ReferencePayment:
    """Return a payment by reference."""
    named = tuple((reference, Money(minor)) for reference, minor in parts)
    return ReferencePayment(payment_id=payment_id, booked_on=DAY, parts=named)


# --- what is left out -------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("currency", "expected"),
    [
        ("SEK", [("1512", 49_00), ("1510", -44_00), ("1510", -5_00)]),
        ("EUR", [("1512", 573_30), ("1510", -514_80), ("1510", -58_50)]),
    ],
)
def test_a_payment_left_out_takes_its_counterpart_no_money(currency: str, expected: list[Posting]) -> None:
    """A payment whose charge-back is left out, for an invoice that nobody knows, is posted all the same."""
    given = settlement(
        payment("p1", 44_00, "F1", currency=currency),
        beside(payment("p2", -44_00, "F1", currency=currency), -1_00, "F9"),
        payment("p3", 5_00, "F2", currency=currency),
        currency=currency,
        rate=None if currency == "SEK" else RATE,
    )
    posted = post_settlement(given, TWO)
    assert [expected] == posted_postings(posted)
    assert (Unmatched("p2", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(-1_00, currency)),) == posted.unmatched
    assert isinstance(posted.rest, Settlement)
    assert Money(-45_00, currency) == posted.rest.payout


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (payment("p1", -7, "F1"), Unmatched("p1", "F1", UnmatchedReason.MORE_BACK, Money(-7))),
        (beside(payment("p1", 9, "F9"), 2, "F9"), Unmatched("p1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(11))),
        (beside(payment("p1", 9, "F1"), 2, "F9"), Unmatched("p1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(2))),
        (beside(payment("p1", 9, "F9"), 2, "F1"), Unmatched("p1", "F9", UnmatchedReason.UNKNOWN_INVOICE, Money(9))),
    ],
    ids=["more back", "all of it", "a part beside", "the capital"],
)
def test_what_is_left_out_is_told_by_the_invoice(given: SettledPayment, expected: Unmatched) -> None:
    """The invoice that nobody can place, and what would have been paid on that one."""
    assert (expected,) == post_settlement(settlement(given), TWO).unmatched


@pytest.mark.requirement("BA-3")
def test_a_part_of_nothing_names_no_invoice() -> None:
    """Zero for an invoice that nobody knows is no reason to leave a payment out."""
    posted = post_settlement(settlement(beside(payment("p1", 5), 0, "F9")), TWO)
    assert ([[("1512", 5), ("1510", -5)]], ()) == (posted_postings(posted), posted.unmatched)


@pytest.mark.requirement("LC-10")
def test_what_is_left_out_is_compared_when_it_is_posted() -> None:
    """A stated commission that is not ours is told once, with the voucher of its payment."""
    wrong: dict[str, Any] = {"less": [("commission", 1)], "stage": Stage.LEGAL}
    posted = post_settlement(settlement(payment("p1", 9_00, "F1", **wrong), payment("p2", 9_00, "F9", **wrong)), TWO)
    assert isinstance(posted.rest, Settlement)
    later = post_settlement(posted.rest, books_of(invoice("F9")))
    assert [["p1"], ["p2"]] == [[one.subject for one in found.differences] for found in (posted, later)]


@pytest.mark.requirement("LC-11")
@pytest.mark.parametrize(("day", "codes"), [("2023-06-30", []), ("2023-07-01", [DifferenceCode.VAT])])
def test_a_vat_without_a_rate_is_not_compared(day: str, codes: list[DifferenceCode]) -> None:
    """The rate is known from 1 July 2023; before that the stated VAT is booked, and nothing is said."""
    on = dt.date.fromisoformat(day)
    one = payment("p1", 100_00, less=[("vat", 1)], kept_costs=Money(40_00), paid_on=on)
    posted = post_settlement(settlement(one, settled_on=on), TWO)
    assert [[("1512", 99_99), ("1510", -100_00), ("2641", 1)]] == posted_postings(posted)
    assert codes == [found.code for found in posted.differences]


# --- the account for unidentified money -------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
def test_unidentified_money_that_nets_to_zero_has_no_line() -> None:
    """Nor a notice; the others are posted."""
    given = settlement(payment("p1", 100, "F9"), payment("p2", -100, "F9"), payment("p3", 50))
    posted = post_settlement(given, TWO, accounts=ON_2890)
    assert [[("1512", 50), ("1510", -50)]] == posted_postings(posted)
    assert ([(DAY, 50, 1_249_50, ("p3",))], (), ()) == (days(posted), posted.unmatched, posted.notices)


@pytest.mark.requirement("BA-3")
def test_a_payment_left_out_leaves_no_unidentified_money() -> None:
    """A charge-back that goes too far on another invoice is left out on both."""
    given = settlement(beside(payment("p1", -1_00, "F9"), -50, "F1"), payment("p3", 5_00, "F2"))
    posted = post_settlement(given, TWO, accounts=ON_2890)
    assert [[("1512", 5_00), ("1510", -5_00)]] == posted_postings(posted)
    assert (Unmatched("p1", "F1", UnmatchedReason.MORE_BACK, Money(-50)),) == posted.unmatched


@pytest.mark.requirement("BA-3")
@pytest.mark.parametrize("minor", [1_00, -1_00])
def test_unidentified_money_makes_no_invoice_known(minor: int) -> None:
    """The next payment and its charge-back go where the first one went; it is told of."""
    booked = books_of(BookedInvoice(invoice="F9", rows=rows(("2890", -1_00), voucher_id="settlement/S0")))
    posted = post_settlement(settlement(payment("p1", minor, "F9")), booked, accounts=ON_2890)
    assert [[("1512", minor), ("2890", -minor)]] == posted_postings(posted)
    assert ((Notice(NoticeCode.UNMATCHED_BOOKED, ("F9",)),), ()) == (posted.notices, posted.open_item_updates)
    without = post_settlement(settlement(payment("p1", minor, "F9")), TWO)
    assert [UnmatchedReason.UNKNOWN_INVOICE] == [one.reason for one in without.unmatched]


# --- what comes in and goes back --------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-1", "BA-10")
@pytest.mark.parametrize(
    ("one", "facts", "expected"),
    [
        (invoice(), {}, [(DAY_BEFORE, 1_00, 1_249_00, ("p1",)), (DAY, -1_00, 1_250_00, ("p2", "p3"))]),
        (invoice(), {"currency": "EUR", "rate": RATE}, [(DAY_BEFORE, 11_70, 1_238_30, ("p1",)), (DAY, -11_70, 1_250_00, ("p2", "p3"))]),
        (BookedInvoice(invoice="F1", rows=euro_rows(("1510", 115_00, 10_00), ("3105", -115_00, -10_00))), {"currency": "EUR", "rate": RATE},
            [(DAY_BEFORE, 1_00, 9_00, ("p1",)), (DAY, -1_00, 10_00, ("p2", "p3"))]),
        (FEARED, {}, [(DAY_BEFORE, 1_00, 124_00, ("p1",)), (DAY, -1_00, 125_00, ("p2", "p3"))]),
    ],
    ids=["plain", "settled in euro", "in euro", "feared"],
)  # fmt: skip
def test_the_days_are_told_where_a_month_nets_to_zero(
    one: BookedInvoice, facts: dict[str, Any], expected: list[tuple[dt.date, int, int, tuple[str, ...]]]
) -> None:
    """Nothing is posted then, and nothing needs to be done about a write-down; the agency hears of it."""
    currency = facts.get("currency", "SEK")
    given = settlement(
        payment("p1", 1_00, currency=currency, paid_on=DAY_BEFORE),
        payment("p2", -33, currency=currency),
        payment("p3", -67, currency=currency),
        **facts,
    )
    posted = post_settlement(given, books_of(one))
    assert (expected, (), ()) == (days(posted), posted.vouchers, posted.notices)
    assert ["S1"] == [command.settlement_id for command in posted.commands]


@pytest.mark.requirement("BA-1")
def test_a_day_on_which_nothing_moved_is_not_told() -> None:
    """A payment that bounced on its own day."""
    given = settlement(payment("p1", 1_00), payment("p2", -1_00), payment("p3", 5, paid_on=DAY_BEFORE))
    assert [(DAY_BEFORE, 5, 1_249_95, ("p3",))] == days(post_settlement(given, TWO))


@pytest.mark.requirement("BA-3")
def test_what_nets_to_zero_must_say_what_it_pays_of_a_foreign_invoice() -> None:
    """Kronor in and out again are left out, where nobody says what they were in euro, or another sum than zero."""
    booked = books_of(BookedInvoice(invoice="F1", rows=euro_rows(("1510", 115_00, 10_00), ("3105", -115_00, -10_00))))
    found = [
        post_settlement(
            settlement(
                payment("p1", 11_00, invoice_amount=first, paid_on=DAY_BEFORE),
                payment("p2", -11_00, invoice_amount=last),
            ),
            booked,
        )
        for first, last in (
            (None, None),
            (Money(1_00, "EUR"), Money(-99, "EUR")),
            (Money(1_00, "EUR"), Money(-1_00, "EUR")),
        )
    ]
    reason = UnmatchedReason.INVOICE_AMOUNT
    assert [[reason, reason], [reason, reason], []] == [[one.reason for one in told.unmatched] for told in found]
    assert [(DAY_BEFORE, 1_00, 9_00, ("p1",)), (DAY, -1_00, 10_00, ("p2",))] == days(found[2])


# --- the caller's contract --------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-3")
def test_an_invoice_stands_under_its_own_name() -> None:
    """One under another name is refused, whichever way its payment comes; one that no payment is for does no harm."""
    booked = {"F1": invoice("F2", reference="1"), "F3": invoice("F3", reference="3")}
    given = payment("p1", 5)
    with pytest.raises(BookedKeyError) as found:
        post_settlement(settlement(given), booked)
    assert "invoice 'F2' is given under the key 'F1'; wanted its own." == str(found.value)
    assert ("F1", "F2", ("F1", "F2")) == (found.value.key, found.value.invoice, found.value.args)
    with pytest.raises(BookedKeyError):
        post_direct_payment(direct(5), booked)
    with pytest.raises(BookedKeyError):
        allocate_reference_payment(by_reference(("1", 5)), booked)
    assert [[("1930", 5), ("1510", -5)]] == posted_postings(allocate_reference_payment(by_reference(("3", 5)), booked))


# --- by reference, and straight from the debtor -----------------------------------------------------------------------
@pytest.mark.requirement("BA-8", "SE-7")
def test_what_has_no_account_comes_back_as_a_payment_of_its_own() -> None:
    """It is posted once the ledger knows its invoice, once; the payment that it was of stays posted."""
    given = by_reference(("1", 1_50), ("9-9", 3), ("99", 2))
    first = allocate_reference_payment(given, TWO)
    rest = by_reference(("99", 5), payment_id="R1/rest")
    assert (rest, [[("1930", 1_50), ("1510", -1_50)]]) == (first.rest, posted_postings(first))
    register = EMPTY.adding(first)
    known = books_of(*TWO.values(), invoice("F9", reference="99"))
    assert allocate_reference_payment(given, known, register=register).is_repeated
    later = allocate_reference_payment(rest, known, register=register)
    assert (["payment/R1/rest"], None) == ([voucher.voucher_id for voucher in later.vouchers], later.rest)
    assert [[("1930", 5), ("1510", -5)]] == posted_postings(later)
    assert allocate_reference_payment(rest, known, register=register.adding(later)).is_repeated


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize(
    ("parts", "rest"),
    [
        ((("1", 5), ("2", 6)), None),
        ((("8", 5), ("9", 6)), by_reference(("8", 5), ("9", 6))),
        ((("1", 5), ("7", 6)), by_reference(("7", 6), payment_id="R1/rest")),
        ((("1", 5), ("7", 6), ("9", 1)), by_reference(("9", 1), ("7", 6), payment_id="R1/rest")),
    ],
    ids=["nothing", "everything", "an invoice without rows", "two reasons"],
)
def test_what_is_left_of_a_payment(parts: tuple[Posting, ...], rest: ReferencePayment | None) -> None:
    """Nothing, what has no account, or the payment itself: nothing of that was booked."""
    booked = books_of(*TWO.values(), BookedInvoice(invoice="F7", reference="7", is_earlier=True))
    posted = allocate_reference_payment(by_reference(*parts), booked)
    assert rest == posted.rest
    told = sum(one.amount.minor for one in posted.unmatched)
    assert told == (0 if rest is None else sum(amount.minor for _, amount in rest.parts))


@pytest.mark.requirement("BA-8")
def test_a_held_payment_has_no_rest() -> None:
    """It is held as a whole, also what nobody knows of it."""
    pledged = BookedInvoice(invoice="P1", reference="8", rows=rows(("1512", 125), ("3001", -125)))
    posted = allocate_reference_payment(by_reference(("8", 5), ("9", 5)), books_of(pledged))
    assert ([("BA-4", "pledged", "P1")], None) == (why_held(posted), posted.rest)


@pytest.mark.requirement("BA-8")
@pytest.mark.parametrize("reference", ["", "  ", "-"])
def test_a_blank_reference_is_nobodys(reference: str) -> None:
    """Neither an invoice's nor a payment's."""
    posted = allocate_reference_payment(by_reference((reference, 5)), books_of(invoice(reference=reference)))
    assert (Unmatched("R1", "", UnmatchedReason.UNKNOWN_REFERENCE, Money(5)),) == posted.unmatched


def test_hyphens_of_a_reference_do_not_count() -> None:
    """They are only how it is written."""
    assert ("RF185390", "") == (normal_reference("rf18-5390"), normal_reference("-"))


@pytest.mark.requirement("BA-8", "BA-10")
def test_payments_that_come_another_way_are_told_of_alike() -> None:
    """A write-down to take back, and what the subledger says is open: as in a settlement."""
    booked = books_of(attrs.evolve(FEARED, reference="1", open_amount=Money(7)))
    told = [
        post_settlement(settlement(payment("p1", 125_00)), booked),
        post_direct_payment(direct(125_00), booked),
        allocate_reference_payment(by_reference(("1", 125_00)), booked),
    ]
    notices = (Notice(NoticeCode.REVERSE_WRITE_DOWN, ("F1",)),)
    differences = (Difference(DifferenceCode.OPEN_AMOUNT, "F1", Money(7), Money(125_00)),)
    assert [(notices, differences)] * 3 == [(one.notices, one.differences) for one in told]
    assert [
        OpenItemUpdate(invoice="F1", paid_on=DAY, amount=Money(125_00), open_after=Money(0), source=source, payment_ids=(name,))
        for source, name in (("S1", "p1"), ("D1", "D1"), ("R1", "R1"))
    ] == [update for one in told for update in one.open_item_updates]  # fmt: skip


@pytest.mark.requirement("BA-8")
def test_fees_alone_do_not_ask_whether_an_invoice_is_pledged() -> None:
    """They are the agency's, and relieve nothing."""
    pledged = BookedInvoice(invoice="P1", rows=rows(("1512", 125), ("3001", -125)))
    given = attrs.evolve(direct(5, "P1"), agency_fees=Money(5))
    posted = post_direct_payment(given, books_of(pledged))
    assert ([[("1930", 5), ("2890", -5)]], ()) == (posted_postings(posted), posted.open_item_updates)
