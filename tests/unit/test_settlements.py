"""Settlements, their payments, bank rows and payments of other ways: what cannot be read, and what the errors say."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import (
    BankRow,
    DirectPayment,
    Part,
    ReferencePayment,
    SettledPayment,
    Settlement,
    SettlementError,
)

DAY = dt.date(2026, 3, 2)
MOMENT = dt.datetime(2026, 3, 2)  # noqa: DTZ001 - what is refused
EURO = Money(5, "EUR")
PAYMENT = SettledPayment(payment_id="p1", invoice="F1", paid_on=DAY, capital=Money(5), payout=Money(5))


def a_settlement(**changes: Any) -> Settlement:
    """Return a settlement of one payment."""
    said: dict[str, Any] = {
        "settlement_id": "S1",
        "creditor_id": "cred-1",
        "settled_on": DAY,
        "payments": (PAYMENT,),
        "payout": Money(5),
        "brought_forward": Money(0),
    }
    return Settlement(**(said | changes))


def with_payment(**changes: Any) -> Settlement:
    """Return a settlement whose payment is changed."""
    return a_settlement(payments=(attrs.evolve(PAYMENT, **changes),))


def a_row(**changes: Any) -> BankRow:
    """Return a bank row."""
    said: dict[str, Any] = {"row_id": "B1", "booked_on": DAY, "amount": Money(5), "counterparty": "Kravia AB"}
    return BankRow(**(said | changes))


def by_reference(**changes: Any) -> ReferencePayment:
    """Return a payment by reference."""
    said: dict[str, Any] = {"payment_id": "R1", "booked_on": DAY, "parts": (("00123", Money(5)),)}
    return ReferencePayment(**(said | changes))


def direct(**changes: Any) -> DirectPayment:
    """Return a direct payment."""
    said: dict[str, Any] = {"payment_id": "D1", "invoice": "F1", "paid_on": DAY, "amount": Money(5)}
    return DirectPayment(**(said | changes))


@pytest.mark.parametrize(
    ("make", "changes", "said"),
    [
        (a_settlement, {"settlement_id": " "}, "a settlement has no fitting settlement_id; wanted the agency's id."),
        (a_settlement, {"brought_forward": EURO}, "S1 has no fitting brought_forward; wanted an amount in SEK."),
        (a_settlement, {"payout": EURO, "brought_forward": EURO}, "p1 has no fitting amount; wanted amounts in EUR."),
        (with_payment, {"payment_id": ""}, "a payment has no fitting invoice; wanted an id of its own and its invoice."),
        (with_payment, {"invoice": " "}, "p1 has no fitting invoice; wanted an id of its own and its invoice."),
        (with_payment, {"capital": EURO}, "p1 has no fitting amount; wanted amounts in SEK."),
        (with_payment, {"payout": EURO}, "p1 has no fitting amount; wanted amounts in SEK."),
        (with_payment, {"kept_costs": EURO}, "p1 has no fitting amount; wanted amounts in SEK."),
        (with_payment, {"kept_interest": EURO}, "p1 has no fitting amount; wanted amounts in SEK."),
        (with_payment, {"deductions": (Part(kind="vat", amount=EURO),)}, "p1 has no fitting vat; wanted an amount in SEK."),
        (with_payment, {"additions": (Part(kind="interest", amount=EURO),)}, "p1 has no fitting interest; wanted an amount in SEK."),
        (a_settlement, {"settlement_id": "S1/2026-02"}, "S1/2026-02 has no fitting settlement_id; wanted one that does not end in /2026-02."),
        (a_settlement, {"settlement_id": "S1/2026-02", "part_of": "S1"}, "S1/2026-02 has no fitting settlement_id; wanted one that does not end in /2026-02."),
        (a_settlement, {"settlement_id": "S1/reversal", "part_of": "S1"}, "S1/reversal has no fitting settlement_id; wanted one that does not end in /reversal."),
        (a_settlement, {"settlement_id": "S1/rest"}, "S1/rest has no fitting settlement_id; wanted one that does not end in /rest."),
        (a_settlement, {"payments": [PAYMENT]}, "S1 has no fitting payments; wanted a tuple."),
        (with_payment, {"deductions": []}, "p1 has no fitting deductions; wanted a tuple."),
        (with_payment, {"additions": []}, "p1 has no fitting additions; wanted a tuple."),
        (by_reference, {"parts": [("00123", Money(5))]}, "R1 has no fitting parts; wanted a tuple."),
        (a_row, {"original": Money(5)}, "B1 has no fitting original; wanted an amount of the same sign, not in SEK."),
        (a_row, {"original": Money(-1, "EUR")}, "B1 has no fitting original; wanted an amount of the same sign, not in SEK."),
        (a_row, {"amount": Money(-5), "original": EURO}, "B1 has no fitting original; wanted an amount of the same sign, not in SEK."),
        (a_row, {"row_id": "\t"}, "a bank row has no fitting row_id; wanted the bank's id."),
        (by_reference, {"payment_id": ""}, "a reference payment has no fitting payment_id; wanted the bank's id."),
        (direct, {"payment_id": ""}, "a direct payment has no fitting invoice; wanted an id of its own and its invoice."),
        (direct, {"invoice": ""}, "D1 has no fitting invoice; wanted an id of its own and its invoice."),
        (direct, {"agency_fees": EURO}, "D1 has no fitting agency_fees; wanted an amount in SEK."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(make: Callable[..., object], changes: dict[str, Any], said: str) -> None:
    """By its id and its field, with what would have been fine."""
    with pytest.raises(SettlementError) as caught:
        make(**changes)
    error = caught.value
    assert said == str(error)
    assert (error.subject, error.field, error.wanted) == error.args


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (a_settlement, "settled_on"),
        (with_payment, "paid_on"),
        (a_row, "booked_on"),
        (by_reference, "booked_on"),
        (direct, "paid_on"),
    ],
)
def test_days_are_plain_dates(make: Callable[..., object], field: str) -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        make(**{field: MOMENT})


@pytest.mark.parametrize(
    "make",
    [
        lambda: with_payment(invoice_amount=EURO, kept_costs=Money(1), kept_interest=Money(1)),
        lambda: a_settlement(payments=(), payout=EURO, brought_forward=EURO),
        lambda: a_row(amount=EURO, original=Money(1, "USD")),
        lambda: a_row(amount=Money(-5), original=Money(-1, "EUR")),
        lambda: a_row(amount=Money(0), original=EURO),
        lambda: a_settlement(payments=()),
        lambda: a_settlement(settlement_id="S1/rest", part_of="S1"),
        lambda: a_settlement(settlement_id="2026/117"),
        lambda: a_settlement(settlement_id="2026-02"),
        lambda: by_reference(parts=()),
        lambda: direct(amount=EURO, agency_fees=EURO),
    ],
)
def test_what_can_be_read(make: Callable[[], object]) -> None:
    """Nothing more is asked: whether it adds up is judged elsewhere."""
    assert make() == make()


@pytest.mark.parametrize(
    ("payout", "brought_forward", "transfer", "carried_forward"),
    [
        (100, 0, 100, 0),
        (100, -30, 70, 0),
        (100, -100, 0, 0),
        (100, -101, 0, -1),
        (-30, 0, 0, -30),
        (-30, -5, 0, -35),
        (0, 0, 0, 0),
    ],
)
def test_what_the_bank_will_show(payout: int, brought_forward: int, transfer: int, carried_forward: int) -> None:
    """The payout with what was brought forward; what is below zero is carried on, and nothing is transferred."""
    payments = (attrs.evolve(PAYMENT, capital=Money(payout, "EUR"), payout=Money(payout, "EUR")),)
    found = a_settlement(payments=payments, payout=Money(payout, "EUR"), brought_forward=Money(brought_forward, "EUR"))
    assert ("EUR", Money(transfer, "EUR"), Money(carried_forward, "EUR")) == (
        *(found.currency, found.transfer, found.carried_forward),
    )


@pytest.mark.parametrize(
    "value",
    [
        a_settlement(creditor_id="Prov Person"),
        a_row(counterparty="Prov Person", reference="Prov Person"),
        by_reference(parts=(("Prov Person", Money(5)),), counterparty="Prov Person"),
    ],
)
def test_names_and_references_are_not_shown(value: object) -> None:
    """They may be anybody's."""
    assert "Prov Person" not in repr(value)


def test_the_error_is_ours_and_of_values() -> None:
    """Both ways of catching it work."""
    assert (InkassoRulesError, ValueError) == SettlementError.__bases__
