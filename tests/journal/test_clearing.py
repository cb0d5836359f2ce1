"""The clearing account: bank rows, what clears what, exchange differences, ages, and the end of a year."""

import datetime as dt
import random
from decimal import Decimal
from itertools import permutations
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import EMPTY, Posted, UnmatchedReason, post_settlement, reverse
from inkasso_rules.ledger.clearing import (
    Clearing,
    ClearingItem,
    Match,
    clear,
    clearing_items,
    exchange_vouchers,
    year_end,
)
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.bookings import BAS, Books, FiscalYear
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Settlement
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from inkasso_rules.policy import POLICY
from tests.journal.making import (
    DAY,
    Posting,
    bank_row,
    books_of,
    invoice,
    payment,
    posted_postings,
    postings,
    rows,
    settlement,
    why_held,
)

#: What has been paid can be taken back.
BOOKED = books_of(invoice("F1", 9_000_00, *rows(("1930", 4_000_00), ("1510", -4_000_00), voucher_id="B0")))
ACCOUNTS = attrs.evolve(BAS, clearing="1684")


def on(day: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, day)


def settled(number: int, payout: int, day: int = 2, carried: int = 0, **facts: Any) -> Settlement:
    """Return a settlement of one payment."""
    said: dict[str, Any] = {"settlement_id": f"S{number}", "settled_on": on(day)} | facts
    return settlement(payment(f"p{number}", payout, paid_on=on(day)), carried=carried, **said)


def in_euro(number: int, payout: int, rate: str, day: int = 2, carried: int = 0) -> Settlement:
    """Return a settlement in euro of one payment for an invoice in kronor."""
    return settlement(
        payment(f"p{number}", payout, currency="EUR", paid_on=on(day)),
        currency="EUR",
        carried=carried,
        settlement_id=f"S{number}",
        settled_on=on(day),
        rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal(rate), on=on(day)),
    )


def row(number: int, amount: int, day: int = 3, **facts: Any) -> BankRow:
    """Return a bank row of the agency."""
    return bank_row(amount, f"B{number}", **({"booked_on": on(day)} | facts))


def vouchers_of(*events: Settlement | BankRow) -> tuple[Voucher, ...]:
    """Post everything, each by itself."""
    posted = (post_settlement(one, BOOKED) if isinstance(one, Settlement) else post_bank_row(one) for one in events)
    return tuple(voucher for one in posted for voucher in one.vouchers)


def cleared(*events: Settlement | BankRow) -> Clearing:
    """Post everything, and read the clearing account."""
    return clear(clearing_items(vouchers_of(*events), events=events))


# --- bank rows --------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-6")
def test_a_row_of_the_agency_clears_its_account() -> None:
    """Exactly one voucher, dated by the bank, from the bank account to the clearing account."""
    posted = post_bank_row(row(1, 1_190_00))
    (voucher,) = posted.vouchers
    assert ("bank/B1", on(3), VoucherCode.BANK_ROW, "B1", None, None) == (
        *(voucher.voucher_id, voucher.dated_on, voucher.code, voucher.subject),
        *(voucher.happened_on, voucher.reverses),
    )
    assert [
        ("1930", Money(1_190_00), LineCode.BANK, None),
        ("1512", Money(-1_190_00), LineCode.CLEARING, None),
    ] == [(line.account, line.amount, line.code, line.foreign) for line in voucher.lines]


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("facts", "options", "expected"),
    [
        ({}, {"accounts": attrs.evolve(BAS, clearing="1684", bank="1920")}, [("1920", 5), ("1684", -5)]),
        ({"account": "1940"}, {}, [("1940", 5), ("1512", -5)]),
        ({"counterparty": "Annat Ombud AB"}, {"policy": attrs.evolve(POLICY, agency_payer="annat ombud ab")}, [("1930", 5), ("1512", -5)]),
    ],
)  # fmt: skip
def test_the_accounts_and_the_payer_can_be_others(
    facts: dict[str, Any], options: dict[str, Any], expected: list[Posting]
) -> None:
    """The chart names the accounts, the row may name its own bank account, the policy the agency."""
    assert [expected] == posted_postings(post_bank_row(row(1, 5, **facts), **options))


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("given", "books", "codes"),
    [
        (attrs.evolve(row(1, 5), amount=Money(5, "EUR")), Books(), ["other_currency"]),
        (row(1, 5), Books(fiscal_years=(FiscalYear(on(4), on(5)),)), ["outside_fiscal_year"]),
        (row(1, 5), Books(fiscal_years=(FiscalYear(on(3), on(3)),), closed_through=on(3)), ["outside_fiscal_year"]),
        (attrs.evolve(row(1, 5), amount=Money(5, "EUR")), Books(fiscal_years=(FiscalYear(on(1), on(2)),)), ["other_currency", "outside_fiscal_year"]),
    ],
)  # fmt: skip
def test_a_row_that_the_books_cannot_take_is_held(given: BankRow, books: Books, codes: list[str]) -> None:
    """Every reason is told."""
    assert [("BA-6", code, "B1") for code in codes] == why_held(post_bank_row(given, books=books))


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("closed", "dated_on", "happened_on"), [(2, on(3), None), (3, on(4), on(3)), (31, dt.date(2026, 4, 1), on(3))]
)
def test_a_row_of_a_closed_period_is_dated_later(closed: int, dated_on: dt.date, happened_on: dt.date | None) -> None:
    """On the first open day, with its true day beside it."""
    (voucher,) = post_bank_row(row(1, 5), books=Books(closed_through=on(closed))).vouchers
    assert (dated_on, happened_on) == (voucher.dated_on, voucher.happened_on)


@pytest.mark.requirement("BA-6", "SE-7")
def test_a_row_is_posted_once() -> None:
    """The same row again is nothing new; the same id with another amount is a conflict."""
    first = post_bank_row(row(1, 5))
    register = EMPTY.adding(first)
    assert Posted(event=row(1, 5), is_repeated=True) == post_bank_row(row(1, 5), register=register)
    assert [("SE-7", "other_content", "B1")] == why_held(post_bank_row(row(1, 6), register=register))


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(("amount", "reason"), [(-5, UnmatchedReason.PAID_TO_AGENCY), (5, UnmatchedReason.OTHER_PAYER)])
def test_a_row_that_is_not_of_a_settlement_is_listed(amount: int, reason: UnmatchedReason) -> None:
    """With its amount, and without an invoice."""
    name = "Kravia AB" if amount < 0 else "Provbolaget AB"
    (found,) = post_bank_row(row(1, amount, counterparty=name)).unmatched
    assert ("B1", "", reason, Money(amount), "") == (
        *(found.payment_id, found.invoice, found.reason, found.amount, found.reference),
    )


# --- what clears what -------------------------------------------------------------------------------------------------
Named = list[tuple[tuple[str, ...], tuple[str, ...], int]]


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("events", "matched", "waiting"),
    [
        ([], [], []),
        ([row(1, 5)], [], ["B1"]),
        ([settled(1, 5)], [], ["S1"]),
        ([row(1, 5, 2), settled(1, 5, 4)], [("S1", "B1", 0)], []),
        ([row(1, 4), settled(1, 5)], [], ["S1", "B1"]),
        ([row(1, 4, reference="S1"), settled(1, 5)], [("S1", "B1", 1)], []),
        ([row(1, 6, reference="S1"), settled(1, 5)], [("S1", "B1", -1)], []),
        ([row(1, 5, reference="S2"), settled(1, 5), settled(2, 5)], [("S2", "B1", 0)], ["S1"]),
        ([row(1, 5), settled(1, 5, 2), settled(2, 5, 1)], [("S2", "B1", 0)], ["S1"]),
        ([row(1, 5), row(2, 5), settled(1, 5)], [("S1", "B1", 0)], ["B2"]),
        ([row(1, 5, 4), row(2, 5, 3), settled(1, 5)], [("S1", "B2", 0)], ["B1"]),
        ([row(1, 11), settled(1, 5), settled(2, 6)], [("S1 S2", "B1", 0)], []),
        ([row(1, 11), settled(1, 5), settled(2, 4), settled(3, 6)], [], ["S1", "S2", "S3", "B1"]),
        ([row(1, 10), settled(1, 5), settled(2, 4), settled(3, 6)], [("S2 S3", "B1", 0)], ["S1"]),
        ([row(1, 5), row(2, 6), settled(1, 11)], [("S1", "B1 B2", 0)], []),
        ([row(1, 5), row(2, 4), row(3, 6), settled(1, 10)], [("S1", "B2 B3", 0)], ["B1"]),
        ([row(1, 11, reference="S1, S2"), settled(1, 5), settled(2, 6)], [("S1 S2", "B1", 0)], []),
        ([row(1, 9, reference=" S1;S2 "), settled(1, 5), settled(2, 6)], [("S1 S2", "B1", 2)], []),
        ([row(1, 2, reference="S1"), row(2, 2, reference="S1"), settled(1, 5)], [("S1", "B1 B2", 1)], []),
        ([row(1, 2, reference="S1"), row(2, 9, reference="S1 S2"), settled(1, 5), settled(2, 6)], [("S1 S2", "B1 B2", 0)], []),
        ([row(1, 5, reference="S1 S2"), row(2, 6, reference="S2 S3"), settled(1, 5), settled(2, 4), settled(3, 2)], [("S1 S2 S3", "B1 B2", 0)], []),
        ([row(1, 5, reference="S2"), row(2, 9, reference="S3"), settled(1, 1), settled(2, 5), settled(3, 9)], [("S2", "B1", 0), ("S3", "B2", 0)], ["S1"]),
        ([row(1, 5, reference="no 1"), settled(1, 5)], [("S1", "B1", 0)], []),
        ([row(1, 5, reference="S12"), settled(1, 6)], [], ["S1", "B1"]),
        ([row(1, 5, reference="s1"), settled(1, 6)], [("S1", "B1", 1)], []),
        ([row(1, 5, reference="S1."), settled(1, 6)], [("S1", "B1", 1)], []),
        ([row(1, 5, reference="(Ref:s1)!"), settled(1, 6)], [("S1", "B1", 1)], []),
        ([row(1, 5, reference="s1 S1."), settled(1, 6)], [("S1", "B1", 1)], []),
        ([row(1, 4, reference="s1"), settled(1, 5), settled(0, 6, settlement_id="s1")], [("s1", "B1", 2)], ["S1"]),
        ([row(1, 4, reference="ab"), settled(1, 5, settlement_id="Ab"), settled(2, 6, settlement_id="aB")], [], ["Ab", "aB", "B1"]),
        ([row(1, 9, reference="day 7 of March"), settled(0, 5, settlement_id="day 7 of March")], [("day 7 of March", "B1", -4)], []),
    ],
)  # fmt: skip
def test_what_clears_what(
    events: list[Settlement | BankRow], matched: list[tuple[str, str, int]], waiting: list[str]
) -> None:
    """By reference first, then the oldest of the amount, then runs; the order of vouchers and events does not count."""
    ids = {"day 7 of March": ("day 7 of March",)}
    expected = [
        (ids.get(settlements, tuple(settlements.split())), tuple(found.split()), difference)
        for settlements, found, difference in matched
    ]
    for order in permutations(events) if len(events) < 4 else [events, events[::-1]]:
        found = cleared(*order)
        assert expected == [(one.settlements, one.rows, one.difference.minor) for one in found.matches]
        assert sorted(waiting) == sorted(item.subject for item in found.waiting)
        assert {0} >= {one.exchange.minor for one in found.matches}
        assert found.balance.minor == sum(difference for *_, difference in matched) + sum(
            item.amount.minor for item in found.waiting
        )


@pytest.mark.requirement("BA-6")
def test_a_row_before_its_settlement_waits_and_is_not_posted_twice() -> None:
    """The settlement that comes later clears it; there is one bank voucher."""
    early, late = row(1, 5, 2), settled(1, 5, 9)
    (voucher,) = post_bank_row(early).vouchers
    assert ["B1"] == [item.subject for item in clear(clearing_items((voucher,))).waiting]
    found = clear(clearing_items((voucher, *vouchers_of(late)), events=(late, early)))
    assert (
        (Match(settlements=("S1",), rows=("B1",), difference=Money(0), exchange=Money(0), matched_on=on(9)),),
        (),
        Money(0),
    ) == (found.matches, found.waiting, found.balance)
    assert post_bank_row(early, register=EMPTY.adding(post_bank_row(early))).is_repeated


@pytest.mark.requirement("BA-4", "BA-6")
@pytest.mark.parametrize(
    ("events", "matched", "waiting"),
    [
        ([settled(1, -30, 2), settled(2, 10, 3, -30), settled(3, 50, 4, -20), row(1, 30, 5)], [("S1 S2 S3", "B1")], []),
        ([settled(1, -30, 2), settled(2, 30, 3, -30)], [("S1 S2", "")], []),
        ([settled(1, -30, 2), settled(2, 10, 3, -30)], [], ["S1", "S2"]),
        ([settled(1, 40, 1), settled(2, -30, 2), settled(3, 50, 3, -30), row(1, 40, 4), row(2, 20, 5)], [("S1", "B1"), ("S2 S3", "B2")], []),
        ([settled(2, 50, 3, -30), row(1, 50, 5)], [("S2", "B1")], []),
        ([settled(1, 50, 2), settled(2, 20, 3, -30), row(1, 50, 4)], [("S1", "B1")], ["S2"]),
        ([settled(1, -30, 2), settled(2, 50, 3), settled(3, 40, 4, -30), row(1, 50, 4), row(2, 10, 5)], [("S2", "B1"), ("S1 S3", "B2")], []),
        ([in_euro(1, -30, "10", 2), settled(2, 99, 3), in_euro(3, 50, "10", 4, -30), row(1, 99, 5)], [("S2", "B1")], ["S1", "S3"]),
    ],
    ids=["over three", "to nothing", "not yet", "after another", "the first one unknown", "another is not below zero", "over another", "euro beside kronor"],
)  # fmt: skip
def test_what_is_brought_forward_belongs_to_what_it_comes_from(
    events: list[Settlement | BankRow], matched: list[tuple[str, str]], waiting: list[str]
) -> None:
    """A payout below zero waits for the next in its currency; one transfer clears the chain."""
    found = cleared(*events)
    assert [(tuple(ids.split()), tuple(names.split())) for ids, names in matched] == [
        (one.settlements, one.rows) for one in found.matches
    ]
    assert waiting == [item.subject for item in found.waiting]


@pytest.mark.requirement("BA-4", "BA-6")
def test_a_settlement_counts_from_its_own_day() -> None:
    """Also if all of its money came in before the month began: it still goes on from the one of the day before."""
    before = settled(9, -30, 31)
    after = settlement(
        payment("p2", 50, paid_on=on(30)), settlement_id="S2", settled_on=dt.date(2026, 4, 1), carried=-30
    )
    found = cleared(before, after, row(1, 20, booked_on=dt.date(2026, 4, 2)))
    assert [(("S9", "S2"), ("B1",))] == [(one.settlements, one.rows) for one in found.matches]
    waiting = cleared(after).aged(as_of=dt.date(2026, 4, 2))
    assert [("S2", 1)] == [(item.subject, days) for item, days in waiting]


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize(("paid_on", "days"), [([on(30)], 3), ([on(30), dt.date(2026, 4, 1)], 1)])
def test_a_settlement_that_nobody_gives_counts_from_its_last_voucher(paid_on: list[dt.date], days: int) -> None:
    """The vouchers alone do not say on which day it was settled."""
    payments = [payment(f"p{number}", 50, paid_on=day) for number, day in enumerate(paid_on)]
    vouchers = vouchers_of(settlement(*payments, settled_on=dt.date(2026, 4, 1)))
    aged = clear(clearing_items(vouchers)).aged(as_of=dt.date(2026, 4, 2))
    assert [("S1", days)] == [(item.subject, age) for item, age in aged]


@pytest.mark.requirement("BA-6")
def test_the_parts_of_a_settlement_are_one_item() -> None:
    """What was left out and booked later clears with the rest of it, by the one row of the bank."""
    given = settlement(payment("p1", 100), payment("p2", 30, "F9"))
    first = post_settlement(given, BOOKED)
    assert isinstance(first.rest, Settlement)
    later = post_settlement(first.rest, books_of(invoice("F9")))
    items = clearing_items((*first.vouchers, *later.vouchers), events=(given, first.rest))
    assert [("S1", 130, False)] == [(item.subject, item.amount.minor, item.follows) for item in items]


@pytest.mark.requirement("BA-4")
def test_the_clearing_account_is_that_of_the_chart() -> None:
    """Nothing else is read; one that sums to zero is no item."""
    posted = post_settlement(settled(1, 5), BOOKED, accounts=ACCOUNTS)
    given = (*posted.vouchers, *vouchers_of(settled(2, 6)))
    assert [("S1", 5)] == [(item.subject, item.amount.minor) for item in clearing_items(given, accounts=ACCOUNTS)]
    assert [("S2", 6)] == [(item.subject, item.amount.minor) for item in clearing_items(given)]


@pytest.mark.requirement("BA-4", "BA-6")
@pytest.mark.parametrize("number", [0, 1])
def test_a_reversal_takes_its_item_away(number: int) -> None:
    """A settlement or a row whose voucher is reversed waits no more, and the other one waits again."""
    vouchers = vouchers_of(settled(1, 5), row(1, 5))
    back = reverse(vouchers[number], on=on(9))
    assert isinstance(back, Voucher)
    found = clear(clearing_items((*vouchers, back)))
    assert ((), [("B1", "S1")[number]]) == (found.matches, [item.subject for item in found.waiting])


# --- euro -------------------------------------------------------------------------------------------------------------
def euro_row(euro: int, kronor: int, number: int = 1, **facts: Any) -> BankRow:
    """Return a row of so many kronor, which were so many euro."""
    return row(number, kronor, original=Money(euro, "EUR"), **facts)


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("kronor", "exchange", "expected"),
    [
        (1_138_00, 12_00, [("1512", -12_00), ("7960", 12_00)]),
        (1_162_00, -12_00, [("1512", 12_00), ("3960", -12_00)]),
        (1_149_99, 1, [("1512", -1), ("7960", 1)]),
        (1_150_00, 0, None),
        (1_150_01, -1, [("1512", 1), ("3960", -1)]),
    ],
    ids=["loss", "gain", "an öre lost", "neither", "an öre gained"],
)
def test_a_payout_in_euro_clears_and_the_kronor_are_exchange(
    kronor: int, exchange: int, expected: list[Posting] | None
) -> None:
    """The same euro belong together whatever the bank's rate; the difference gets one voucher, once."""
    given = (in_euro(1, 100_00, "11.5"), euro_row(100_00, kronor))
    vouchers = vouchers_of(*given)
    found = clear(clearing_items(vouchers, events=given))
    assert [(Money(0, "EUR"), Money(exchange))] == [(one.difference, one.exchange) for one in found.matches]
    posted = exchange_vouchers(found)
    assert [expected] * (expected is not None) == [postings(one) for one in posted]
    again = clear(clearing_items((*vouchers, *posted), events=given))
    assert (Money(0), (), ()) == (again.balance, again.waiting, exchange_vouchers(again))
    assert found.matches[0].rows == again.matches[0].rows


@pytest.mark.requirement("BA-6")
def test_a_voucher_of_exchange_names_its_row_and_its_day() -> None:
    """It is dated when both sides were there, or on the first open day."""
    given = (in_euro(1, 100_00, "11.5", 5), euro_row(100_00, 1_138_00, day=3))
    found = cleared(*given)
    (voucher,) = exchange_vouchers(found)
    assert ("exchange/B1", on(5), VoucherCode.EXCHANGE, "B1", None) == (
        *(voucher.voucher_id, voucher.dated_on, voucher.code, voucher.subject, voucher.happened_on),
    )
    accounts = attrs.evolve(BAS, clearing="1684", exchange_loss="7961")
    (other,) = exchange_vouchers(found, accounts=accounts, books=Books(closed_through=on(5)))
    assert (on(6), on(5), [("1684", -12_00), ("7961", 12_00)]) == (
        *(other.dated_on, other.happened_on, postings(other)),
    )


@pytest.mark.requirement("BA-6")
def test_settlements_in_euro_that_cancel_one_another_leave_only_exchange() -> None:
    """What was taken back at one rate and paid at another has no row, and still clears to zero."""
    given = (in_euro(1, -100_00, "11.5", 2), in_euro(2, 100_00, "11.7", 3, -100_00))
    vouchers = vouchers_of(*given)
    found = clear(clearing_items(vouchers, events=given))
    posted = exchange_vouchers(found)
    assert [("settlement-exchange/S2", "S2", [("1512", -20_00), ("7960", 20_00)])] == [
        (one.voucher_id, one.subject, postings(one)) for one in posted
    ]
    again = clear(clearing_items((*vouchers, *posted), events=given))
    assert (Money(0), (), ()) == (again.balance, again.waiting, exchange_vouchers(again))


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("euro", "kronor", "expected"),
    [(0, 0, []), (0, 1, [(Money(1), Money(0, "EUR"))]), (1, 0, [(Money(0), Money(1, "EUR"))])],
    ids=["neither", "kronor only", "euro only"],
)
def test_an_item_is_left_out_when_nothing_is_left_of_it(
    euro: int, kronor: int, expected: list[tuple[Money, Money]]
) -> None:
    """Neither of its own currency nor of the ledger's."""
    vouchers = [
        Voucher(
            voucher_id=f"settlement/S1/{number}",
            dated_on=DAY,
            code=VoucherCode.SETTLEMENT,
            subject="S1",
            lines=(Line("1512", Money(minor), foreign=Money(foreign, "EUR")), Line("1510", Money(-minor))),
        )
        for number, (minor, foreign) in enumerate([(1_00 + kronor, 10 + euro), (-1_00, -10)])
    ]
    assert expected == [(item.amount, item.own) for item in clearing_items(vouchers)]


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(
    ("bank", "matched", "waiting"),
    [
        (euro_row(99_00, 1_150_00, reference="S1"), [(Money(1_00, "EUR"), Money(0))], []),
        (euro_row(99_00, 1_150_00), [], ["S1", "B1"]),
        (row(1, 1_138_00), [], ["S1", "B1"]),
        (row(1, 1_138_00, reference="S1"), [(Money(12_00), Money(0))], []),
        (row(1, 1_150_00, reference="S1"), [(Money(0), Money(0))], []),
        (row(1, 100_00), [], ["S1", "B1"]),
    ],
    ids=["a euro less", "not named", "euro not stated", "named only", "named, the same kronor", "the number of euro"],
)
def test_what_is_missing_in_euro_is_no_exchange(
    bank: BankRow, matched: list[tuple[Money, Money]], waiting: list[str]
) -> None:
    """A difference in the payout's own currency stays open; a bank that does not state it leaves one in kronor."""
    found = cleared(in_euro(1, 100_00, "11.5"), bank)
    assert (matched, waiting, ()) == (
        [(one.difference, one.exchange) for one in found.matches],
        [item.subject for item in found.waiting],
        exchange_vouchers(found),
    )


@pytest.mark.requirement("BA-6")
def test_each_voucher_of_exchange_has_an_id_of_its_own() -> None:
    """A row that is matched anew, with the settlement that it names, gets a second one beside the first."""
    first, named = in_euro(1, 100_00, "11.7"), in_euro(7, 100_00, "11.5", 4)
    bank = euro_row(100_00, 1_160_00, reference="S7")
    events = (first, named, bank)
    vouchers = vouchers_of(first, bank)
    vouchers += exchange_vouchers(clear(clearing_items(vouchers, events=events)))
    vouchers += vouchers_of(named)
    again = exchange_vouchers(clear(clearing_items(vouchers, events=events)))
    assert [("exchange/B1", -10_00), ("exchange-2/B1", 20_00)] == [
        (one.voucher_id, one.lines[0].amount.minor) for one in (vouchers[2], *again)
    ]
    found = clear(clearing_items((*vouchers, *again), events=events))
    assert ([(("S7",), ("B1",))], ["S1"], ()) == (
        [(one.settlements, one.rows) for one in found.matches],
        [item.subject for item in found.waiting],
        exchange_vouchers(found),
    )


@pytest.mark.requirement("BA-6")
def test_a_reversed_exchange_is_posted_again_under_another_id() -> None:
    """Its reversal brings the difference back."""
    vouchers = vouchers_of(in_euro(1, 100_00, "11.5"), euro_row(100_00, 1_138_00))
    (exchange,) = exchange_vouchers(clear(clearing_items(vouchers)))
    back = reverse(exchange, on=on(9))
    assert isinstance(back, Voucher)
    (again,) = exchange_vouchers(clear(clearing_items((*vouchers, exchange, back))))
    assert ("exchange-2/B1", postings(exchange)) == (again.voucher_id, postings(again))


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize("reference", ["", "S1"])
def test_a_reversed_row_leaves_its_exchange_waiting(reference: str) -> None:
    """Nothing of it clears anything more, until its exchange is reversed too; the settlement waits again."""
    events = (in_euro(1, 100_00, "11.5"), euro_row(100_00, 1_138_00, reference=reference))
    vouchers = vouchers_of(*events)
    vouchers += exchange_vouchers(clear(clearing_items(vouchers, events=events)))
    backs = [one for one in (reverse(voucher, on=on(9)) for voucher in vouchers[1:]) if isinstance(one, Voucher)]
    found = clear(clearing_items((*vouchers, backs[0]), events=events))
    assert ((), [("S1", Money(1_150_00)), ("B1", Money(-12_00))], ()) == (
        found.matches,
        [(item.subject, item.amount) for item in found.waiting],
        exchange_vouchers(found),
    )
    over = clear(clearing_items((*vouchers, *backs), events=events))
    assert ["S1"] == [item.subject for item in over.waiting]


@pytest.mark.requirement("BA-6")
@pytest.mark.parametrize(("options", "currency"), [({}, "SEK"), ({"books": Books(currency="EUR")}, "EUR")])
def test_nothing_is_nothing_in_the_currency_of_the_books(options: dict[str, Any], currency: str) -> None:
    """Where nothing stands on the account, only the books can tell."""
    assert Clearing(matches=(), waiting=(), balance=Money(0, currency)) == clear((), **options)


# --- ages and the end of a year ---------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-4")
def test_what_waits_has_an_age() -> None:
    """The oldest first; a leap day counts, and a voucher that had to be dated later keeps its true day."""
    day = dt.date(2028, 2, 28)
    late = settlement(payment("p1", 5, paid_on=day), settled_on=day)
    vouchers = (
        *post_settlement(late, BOOKED, books=Books(closed_through=day)).vouchers,
        *vouchers_of(row(2, 7, booked_on=dt.date(2028, 3, 1)), row(1, 7, booked_on=dt.date(2028, 3, 1))),
    )
    found = clear(clearing_items(vouchers))
    aged = [(item.subject, days) for item, days in found.aged(as_of=dt.date(2028, 3, 1))]
    assert [("S1", 2), ("B1", 0), ("B2", 0)] == aged


@pytest.mark.requirement("BA-4")
def test_a_difference_has_an_age() -> None:
    """From the day of matching, among what waits; what is cleared has none."""
    found = cleared(
        *(settled(1, 5, 2), row(1, 4, 4, reference="S1"), settled(2, 9, 3), settled(3, 7, 5), row(3, 7, 6)),
    )
    assert [("S2", 6), ("B1", 5)] == [(one.subject, days) for one, days in found.aged(as_of=on(9))]
    assert [Money(1)] == [one.difference for one, _ in found.aged(as_of=on(9)) if isinstance(one, Match)]


def test_an_age_needs_a_plain_day() -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        clear(()).aged(as_of=dt.datetime(2026, 3, 2))  # noqa: DTZ001 - what is refused


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize(
    ("events", "balance"), [([settled(1, 5)], 5), ([row(1, 5)], -5), ([settled(1, 5), settled(2, 7, 5), row(1, 5)], 7)]
)
def test_at_the_end_of_a_year_the_account_is_shown_as_another_claim(
    events: list[Settlement | BankRow], balance: int
) -> None:
    """And taken back the day after; neither voucher touches what clears what."""
    vouchers = vouchers_of(*events)
    found = clear(clearing_items(vouchers, events=events))
    suggested = year_end(vouchers, ends_on=dt.date(2026, 12, 31))
    assert isinstance(suggested, tuple)
    assert [
        ("year_end/2026-12-31", dt.date(2026, 12, 31), VoucherCode.YEAR_END, [("1689", balance), ("1512", -balance)]),
        ("year_start/2026-12-31", dt.date(2027, 1, 1), VoucherCode.YEAR_START, [("1689", -balance), ("1512", balance)]),
    ] == [(one.voucher_id, one.dated_on, one.code, postings(one)) for one in suggested]
    assert {"year_end/2026-12-31"} == {one.subject for one in suggested}
    assert found == clear(clearing_items((*vouchers, *suggested), events=events))


@pytest.mark.requirement("BA-4")
def test_a_year_that_ends_on_a_leap_day_and_another_chart() -> None:
    """The first day of the next year is 1 March; the accounts are those of the chart."""
    accounts = attrs.evolve(BAS, clearing="1684", year_end="1688")
    vouchers = post_settlement(settled(1, 5), BOOKED, accounts=accounts).vouchers
    suggested = year_end(vouchers, ends_on=dt.date(2028, 2, 29), accounts=accounts)
    assert isinstance(suggested, tuple)
    last, first = suggested
    assert (dt.date(2028, 2, 29), [("1688", 5), ("1684", -5)]) == (last.dated_on, postings(last))
    assert (dt.date(2028, 3, 1), [("1688", -5), ("1684", 5)]) == (first.dated_on, postings(first))


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize("events", [[], [settled(1, 5), row(1, 5)]], ids=["nothing", "cleared"])
def test_an_empty_account_needs_no_voucher_at_the_end_of_a_year(events: list[Settlement | BankRow]) -> None:
    """Nothing stands there."""
    assert () == year_end(vouchers_of(*events), ends_on=dt.date(2026, 12, 31))


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize(("ends_on", "expected"), [(on(2), None), (on(3), 5), (on(4), 5), (on(5), 12), (on(6), 12)])
def test_what_comes_after_the_year_does_not_count(ends_on: dt.date, expected: int | None) -> None:
    """Only what is dated in the year or before it; what was shown already, and taken back, changes nothing."""
    vouchers = vouchers_of(settled(1, 5, 3), settled(2, 7, 5))
    before = year_end(vouchers, ends_on=on(3))
    assert isinstance(before, tuple)
    found = year_end((*vouchers, *before), ends_on=ends_on)
    assert isinstance(found, tuple)
    assert expected == (postings(found[0])[0][1] if found else None)


@pytest.mark.requirement("BA-4")
@pytest.mark.parametrize(
    ("closed", "is_refused"),
    [(dt.date(2026, 12, 30), False), (dt.date(2026, 12, 31), True), (dt.date(2027, 1, 1), True)],
)
def test_the_end_of_a_closed_year_is_refused(closed: dt.date, is_refused: bool) -> None:
    """It can be dated on no other day."""
    found = year_end(vouchers_of(settled(1, 5)), ends_on=dt.date(2026, 12, 31), books=Books(closed_through=closed))
    expected = Refused((Reason("BA-4", "year_closed", "2026-12-31"),)) if is_refused else None
    assert expected == (found if isinstance(found, Refused) else None)


def test_the_end_of_a_year_is_a_plain_day() -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        year_end((), ends_on=dt.datetime(2026, 12, 31))  # noqa: DTZ001 - what is refused


@pytest.mark.requirement("BA-6")
def test_a_year_of_daily_settlements_clears_in_any_order() -> None:
    """Each day's row a day later, in vouchers of any order, leaves nothing."""
    events: list[Settlement | BankRow] = []
    for number in range(200):
        day = DAY + dt.timedelta(days=number)
        events.append(
            settlement(payment(f"p{number}", 1 + number % 50, paid_on=day), settlement_id=f"S{number}", settled_on=day)
        )
        events.append(bank_row(1 + number % 50, f"B{number}", booked_on=day + dt.timedelta(days=1)))
    vouchers = list(vouchers_of(*events))
    random.Random(7).shuffle(vouchers)  # noqa: S311 - any order will do
    found = clear(clearing_items(vouchers))
    assert (200, (), Money(0)) == (len(found.matches), found.waiting, found.balance)


def test_an_item_by_itself_goes_on_from_nothing_and_its_reference_is_not_shown() -> None:
    """What a row refers to may be any text."""
    item = ClearingItem(
        subject="B1", is_bank=True, happened_on=DAY, amount=Money(-5), own=Money(-5), reference="Prov Person"
    )
    assert (False, False) == (item.follows, "Prov" in repr(item))
