"""A voucher is never changed: another one takes it back, line by line, once."""

import datetime as dt
from collections import Counter
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import post_settlement, reverse
from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.bookings import Books, FiscalYear
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from tests.journal.making import DAY, books_of, invoice, payment, postings, settlement

LATER = dt.date(2026, 3, 9)
(VOUCHER,) = post_settlement(settlement(payment("p1", 100_00, less=[("vat", 6_00)])), books_of(invoice())).vouchers
#: With an amount in euro on one line only.
FOREIGN = attrs.evolve(VOUCHER, lines=(attrs.evolve(VOUCHER.lines[0], foreign=Money(9_00, "EUR")), *VOUCHER.lines[1:]))
YEAR = Books(fiscal_years=(FiscalYear(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),))


def reversed_voucher(voucher: Voucher = VOUCHER, **options: Any) -> Voucher:
    """Return the voucher that undoes another."""
    found = reverse(voucher, **({"on": LATER} | options))
    assert isinstance(found, Voucher)
    return found


@pytest.mark.requirement("BA-2")
def test_a_reversal_mirrors_each_line_and_names_what_it_reverses() -> None:
    """Accounts, invoices and codes stay; every amount changes its side, that in another currency too."""
    back = reversed_voucher(FOREIGN)
    assert Voucher(
        voucher_id="settlement/S1/reversal",
        dated_on=LATER,
        code=VoucherCode.REVERSAL,
        subject="S1",
        lines=(
            Line("1512", Money(-94_00), None, LineCode.CLEARING, Money(-9_00, "EUR")),
            Line("1510", Money(100_00), "F1", LineCode.CAPITAL),
            Line("2641", Money(-6_00), None, LineCode.INPUT_VAT),
        ),
        reverses="settlement/S1",
    ) == (back)
    sums: Counter[tuple[str, str | None]] = Counter()
    for line in (*FOREIGN.lines, *back.lines):
        sums[line.account, line.invoice] += line.amount.minor
    assert {0} == set(sums.values())


@pytest.mark.requirement("BA-2")
def test_a_reversal_can_be_reversed() -> None:
    """The amounts are those of the first one again."""
    back = reversed_voucher()
    again = reversed_voucher(back, among=(VOUCHER, back))
    assert ("settlement/S1/reversal/reversal", "settlement/S1/reversal", postings(VOUCHER)) == (
        *(again.voucher_id, again.reverses, postings(again)),
    )


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"among": (VOUCHER,)}, []),
        ({"among": (VOUCHER, reversed_voucher())}, ["reversed_before"]),
        ({"among": (attrs.evolve(reversed_voucher(), reverses="settlement/S2"),)}, []),
        ({"on": DAY}, []),
        ({"on": DAY - dt.timedelta(days=1)}, ["reversed_too_early"]),
        ({"on": dt.date(2026, 12, 31), "books": YEAR}, []),
        ({"on": dt.date(2027, 1, 1), "books": YEAR}, ["outside_fiscal_year"]),
        ({"books": attrs.evolve(YEAR, closed_through=dt.date(2026, 12, 30))}, []),
        ({"books": attrs.evolve(YEAR, closed_through=dt.date(2026, 12, 31))}, ["outside_fiscal_year"]),
        (
            {"on": dt.date(2025, 12, 31), "books": YEAR, "among": (reversed_voucher(),)},
            ["reversed_before", "reversed_too_early", "outside_fiscal_year"],
        ),
    ],
)
def test_when_a_voucher_can_be_reversed(options: dict[str, Any], codes: list[str]) -> None:
    """Once, not before its own day, and in an open fiscal year; every reason is told."""
    found = reverse(VOUCHER, **({"on": LATER} | options))
    expected = tuple(Reason("BA-2", code, "settlement/S1") for code in codes)
    assert expected == (found.reasons if isinstance(found, Refused) else ())


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("closed_through", "dated_on", "happened_on"),
    [
        (None, LATER, None),
        (dt.date(2026, 3, 8), LATER, None),
        (LATER, dt.date(2026, 3, 10), LATER),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), LATER),
    ],
)
def test_a_reversal_of_a_closed_period_is_dated_later(
    closed_through: dt.date | None, dated_on: dt.date, happened_on: dt.date | None
) -> None:
    """On the first open day, with its true day beside it."""
    back = reversed_voucher(books=Books(closed_through=closed_through))
    assert (dated_on, happened_on) == (back.dated_on, back.happened_on)
