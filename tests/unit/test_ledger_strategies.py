"""What the strategies of ledgers and settlements draw: what can be, what is simplest, and everything there is."""

from collections.abc import Callable
from typing import Final

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules import strategies as some
from inkasso_rules.journal import EMPTY, DifferenceCode, Posted, Register
from inkasso_rules.journal.standing import standing
from inkasso_rules.ledger.clearing import Clearing
from inkasso_rules.model.bookings import BAS, BOOKS, BookedInvoice, BookedState
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import PartKind, Settlement
from inkasso_rules.strategies.ledgers import _split
from tests.property import journals
from tests.support import UNHURRIED, names_met, undrawn

HOLDS: Final = (
    "payout_differs",
    "payment_differs",
    "brought_forward_positive",
    "duplicate_payment",
    "unknown_part",
    "paid_later",
    "rate_missing",
)


# fmt: off
@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        pytest.param(some.accounts(),           BAS,                                                                 id="chart"),
        pytest.param(some.books(),              BOOKS,                                                               id="books"),
        pytest.param(some.booked_invoices(),    some.plain_booked(),                                                 id="invoice"),
        pytest.param(some.booked_ledgers(),     {"10045": some.plain_booked()},                                      id="ledger"),
        pytest.param(some.booked_rows(),        some.plain_booked().rows[0],                                         id="row"),
        pytest.param(some.settlements(),        some.plain_settlement(),                                             id="settlement"),
        pytest.param(some.settled_payments(),   some.plain_settlement().payments[0],                                 id="payment"),
        pytest.param(some.broken_settlements(), (attrs.evolve(some.plain_settlement(), payout=Money(1_250_01)), "payout_differs"), id="broken"),
        pytest.param(some.registers(),          EMPTY,                                                               id="register"),
        pytest.param(some.postings().map(lambda posted: posted.event), some.plain_settlement(),                      id="answer"),
        pytest.param(some.clearings().map(lambda found: found.balance), Money(1_250_00),                             id="clearing"),
        pytest.param(some.bank_rows().map(lambda row: (row.amount, row.reference)), (Money(1_250_00), "settlement-1"), id="bank row"),
    ],
)  # fmt: skip
def test_the_simplest_case(strategy: SearchStrategy[object], expected: object) -> None:
    """A failing test shows the plain invoice and its plain settlement, with what matters changed."""
    # Hypothesis tries the simplest case first.
    assert expected == find(strategy, lambda _: True, settings=settings(UNHURRIED, phases=(Phase.generate,)))


@pytest.mark.parametrize("state", BookedState)
def test_a_state_that_is_asked_for_is_drawn(state: BookedState) -> None:
    """An invoice stands as it was asked for, or was paid before anything was written off."""

    @settings(UNHURRIED, max_examples=30)
    @given(some.booked_invoices(state=state))
    def drawn(booked: BookedInvoice) -> None:
        assert standing(booked, BAS).state in {state, BookedState.BOOKED}

    drawn()


def test_every_state_is_drawn_where_none_is_asked_for() -> None:
    """An invoice may stand as anything."""
    assert set() == undrawn(some.booked_invoices(), BookedState, lambda booked: [standing(booked, BAS).state])


@settings(UNHURRIED, max_examples=50)
@given(some.accounts().flatmap(lambda chart: some.booked_invoices(chart=chart)))
def test_the_rows_of_an_invoice_balance(booked: BookedInvoice) -> None:
    """Its own voucher is nothing in sum, in kronor and in its currency, and the debtor never has too much."""
    sale = [row for row in (*booked.rows, *booked.planned) if row.voucher_id == "sale"]
    assert 0 == sum(row.amount.minor for row in sale)
    assert 0 == sum(row.foreign.minor for row in sale if row.foreign)
    assert standing(booked, BAS).open_foreign >= 0 or booked.rows[0].account not in BAS.receivables


def test_all_kinds_of_invoices_are_drawn() -> None:
    """What payments have to cope with comes up."""
    # fmt: off
    wanted: dict[str, Callable[[BookedInvoice], bool]] = {
        "the tax agency's part":          lambda one: any(row.account == "1513" for row in one.rows),
        "rounding":                       lambda one: any(row.account == "3740" for row in one.planned),
        "two receivables":                lambda one: len({row.account for row in one.rows} & {*BAS.receivables}) > 1,
        "two rates":                      lambda one: len({row.account for row in one.planned} & {*BAS.output_vat}) > 1,
        "in euros":                       lambda one: any(row.foreign for row in one.rows),
        "booked collectively, and paid":  lambda one: bool(one.planned and one.state and one.rows),
        "paid in part":                   lambda one: standing(one, BAS).relieved_foreign > 0,
    }
    # fmt: on
    assert set() == undrawn(some.booked_invoices(), wanted, names_met(wanted))


def _kinds(settlement: Settlement) -> set[str]:
    return {part.kind for one in settlement.payments for part in (*one.deductions, *one.additions)}


def test_all_kinds_of_settlements_are_drawn() -> None:
    """Every kind of part, and everything that makes a settlement difficult, comes up."""
    # fmt: off
    wanted: dict[str, Callable[[Settlement], bool]] = {
        "charge-back":       lambda one: any(each.capital.minor < 0 for each in one.payments),
        "payout below zero": lambda one: one.payout.minor < 0,
        "brought forward":   lambda one: one.brought_forward.minor < 0,
        "two months":        lambda one: len({each.paid_on.month for each in one.payments}) > 1,
        "two years":         lambda one: len({each.paid_on.year for each in one.payments}) > 1,
        "over-payment":      lambda one: sum(each.capital.minor for each in one.payments) > 1_250_00,
    }
    # fmt: on
    is_met = names_met(wanted)
    assert set() == undrawn(some.settlements(), (*PartKind, *wanted), lambda one: (*_kinds(one), *is_met(one)))


def test_every_break_is_drawn() -> None:
    """Each reason to hold a settlement, for what it states, comes up."""
    assert set() == undrawn(some.broken_settlements(), HOLDS, lambda pair: [pair[1]])


def test_every_difference_is_drawn() -> None:
    """What is stated differs from what we compute, at times."""
    codes = (DifferenceCode.VAT, DifferenceCode.COMMISSION)
    assert set() == undrawn(some.postings(), codes, lambda posted: [one.code for one in posted.differences])


@settings(UNHURRIED, max_examples=50)
@given(st.one_of(some.postings(), some.registers(), some.clearings(), journals.any_cases()))
def test_what_is_drawn_is_what_is_said(value: object) -> None:
    """An answer, a register, the clearing account, or a case of the property tests."""
    assert isinstance(value, (Posted, Register, Clearing, journals.Case))


def test_a_chart_with_one_receivable_account_leaves_nothing_to_move() -> None:
    """What is open stays where it is, if there is no other account."""
    booked = some.plain_booked()
    assert () == _split(booked, 50, attrs.evolve(BAS, receivables=("1510",)))
    assert (("1510", -625_00, -625_00), ("1518", 625_00, 625_00)) == _split(booked, 50, BAS)


def test_what_clears_what_shrinks_to_one_of_each() -> None:
    """The simplest match has a settlement, no row and no difference."""
    simplest = find(some.matches(), lambda _: True, settings=settings(UNHURRIED, phases=(Phase.generate,)))
    assert (("settlement-1",), Money(0)) == (simplest.settlements, simplest.difference)
