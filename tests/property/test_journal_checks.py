"""Exchange, figures that differ from ours, and size (I20-I22, I29)."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import DifferenceCode, post_settlement
from inkasso_rules.model.bookings import BAS, BookedInvoice, BookedRow, BookedState
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment
from inkasso_rules.model.vouchers import LineCode
from tests.property import journals
from tests.property.journals import DAY, Case

L: Final = LineCode


def _value(minor: int, rate: Decimal) -> int:
    return journals.nearest(minor * Fraction(rate))


# --- exchange ---------------------------------------------------------------------------------------------------------
@given(st.data(), st.sampled_from(journals.OWED), st.decimals(Decimal(8), Decimal(14), places=4))
def test_i20_exchange_is_what_came_in_less_what_was_booked(
    data: st.DataObject, state: BookedState, rate: Decimal
) -> None:
    """Over all instalments the booked kronor are relieved; exchange is the rest, on its side; no line is of nothing."""
    booked = data.draw(some.booked_invoices(state=state, is_foreign=True))
    before = booked
    worth = journals.on_accounts(booked, BAS.receivables)
    rows = (*booked.planned, *booked.rows)
    euros = sum(row.foreign.minor for row in rows if row.foreign and row.account in BAS.receivables)
    received = 0
    for number, minor in enumerate(data.draw(journals.instalments(euros, most=4))):
        amount = Money(minor, "EUR")
        payment = journals.one_payment(f"p-{number}", "10045", 0, capital=amount, payout=amount)
        exchange = ExchangeRate(currency="EUR", into="SEK", rate=rate, on=DAY)
        posted = post_settlement(journals.settled(f"s-{number}", [payment], rate=exchange), {"10045": booked})
        got = _value(minor, rate)
        received += got
        lines = [line for voucher in posted.vouchers for line in voucher.lines]
        relieved = -sum(line.amount.minor for line in lines if line.code is L.CAPITAL)
        sides = {line.code: -line.amount.minor for line in lines if line.code in {L.EXCHANGE_GAIN, L.EXCHANGE_LOSS}}
        difference = got - relieved
        code = L.EXCHANGE_GAIN if difference > 0 else L.EXCHANGE_LOSS
        assert ({code: difference} if difference else {}) == sides
        booked = journals.fed_back(booked, posted.vouchers)
    assert 0 == journals.on_accounts(booked, BAS.receivables)
    exchange_accounts = {BAS.exchange_gain, BAS.exchange_loss}
    gained = journals.on_accounts(before, exchange_accounts) - journals.on_accounts(booked, exchange_accounts)
    assert received - worth == gained


@given(st.one_of(*(journals.posted_cases(state=one, is_foreign=True, currency="EUR") for one in BookedState)))
def test_i20_what_is_shown_in_euros_is_part_of_what_was_paid(case: Case) -> None:
    """VAT and income of an invoice in euros are shown in euros, and so never above what the voucher pays in them."""
    for voucher in case.vouchers:
        for invoice in {line.invoice for line in voucher.lines if line.invoice}:
            shown = [line for line in voucher.lines if line.invoice == invoice and line.foreign]
            paid = sum(abs(line.foreign.minor) for line in shown if line.foreign and line.code is not L.DORMANT_VAT)
            taxes = [line.foreign.minor for line in shown if line.foreign and line.code is L.OUTPUT_VAT]
            assert all(abs(minor) * 2 <= paid + 2 for minor in taxes)


@given(journals.posted_cases())
def test_i20_one_currency_has_no_exchange(case: Case) -> None:
    """In kronor there is no line of exchange, and nothing is shown in another currency."""
    assert not {line.code for line in case.lines} & {L.EXCHANGE_GAIN, L.EXCHANGE_LOSS}
    assert not any(line.foreign for line in case.lines)


# --- what differs -----------------------------------------------------------------------------------------------------
def _stated(payment: SettledPayment, kind: PartKind) -> int:
    return sum(part.amount.minor for part in payment.deductions if part.kind == kind)


@given(journals.posted_cases())
def test_i21_i22_stated_figures_are_compared(case: Case) -> None:
    """Commission: none before after-collection, then 25 % of the capital. VAT: 25 % of kept costs and of it."""
    expected = []
    for one in case.settlement.payments:
        commission = _stated(one, PartKind.COMMISSION)
        if one.stage is not None:
            ours = journals.nearest(Fraction(one.capital.minor, 4)) if one.stage is Stage.AFTER_COLLECTION else 0
            assert 0 <= abs(ours) <= abs(one.capital.minor)
            if ours != commission:
                expected.append((DifferenceCode.COMMISSION, one.payment_id, commission, ours))
        if one.kept_costs is not None:
            ours = journals.nearest(Fraction(one.kept_costs.minor + commission, 4))
            stated = _stated(one, PartKind.VAT)
            if abs(ours - stated) > 1:
                expected.append((DifferenceCode.VAT, one.payment_id, stated, ours))
    found = [
        (one.code, one.subject, one.stated.minor, one.computed.minor)
        for one in case.posted.differences
        if one.code in {DifferenceCode.COMMISSION, DifferenceCode.VAT}
    ]
    assert sorted(expected) == sorted(found)


@given(journals.posted_cases(), st.integers(-3, 3))
def test_i21_i22_a_difference_is_told_and_booked_as_stated(case: Case, off: int) -> None:
    """VAT and commission that are some öre off ours are booked so, and told beyond the tolerance; nothing is held."""
    first = case.settlement.payments[0]
    payment = attrs.evolve(
        first,
        payment_id="p-1",
        capital=Money(40_000),
        stage=Stage.AFTER_COLLECTION,
        kept_costs=Money(18_000),
        kept_interest=None,
        deductions=(
            Part(kind=PartKind.VAT, amount=Money(7_000 + off)),
            Part(kind=PartKind.COMMISSION, amount=Money(10_000 + off)),
        ),
        additions=(),
        payout=Money(23_000 - 2 * off),
        paid_on=DAY,
    )
    answer = post_settlement(journals.settled("s-1", [payment]), case.ledger)
    booked = journals.by_account(line for one in answer.vouchers for line in one.lines if line.invoice is None)
    assert (7_000 + off, 10_000 + off) == (booked["2641"], booked["6062"])
    ours = journals.nearest(Fraction(28_000 + off, 4))
    expected = {DifferenceCode.COMMISSION: (10_000 + off, 10_000)} if off else {}
    if abs(7_000 + off - ours) > 1:
        expected[DifferenceCode.VAT] = (7_000 + off, ours)
    assert expected == {one.code: (one.stated.minor, one.computed.minor) for one in answer.differences}


# --- size -------------------------------------------------------------------------------------------------------------
def _large(count: int) -> Case:
    """Return a ledger and a settlement of so many payments, up to 10 ** 13 öre each: in full, in part, too much."""
    ledger, payments = {}, []
    for number in range(count):
        name, gross = str(10_000 + number), 10 ** (3 + number % 11) + number * 5
        vat = gross // 5
        rows = (("1510", gross), ("3001", vat - gross), ("2611", -vat))
        ledger[name] = BookedInvoice(
            invoice=name,
            rows=tuple(
                BookedRow(account=account, amount=Money(minor), voucher_id=name, booked_on=DAY)
                for account, minor in rows
            ),
        )
        payments.append(journals.one_payment(f"p-{number}", name, gross * (100, 33, 130)[number % 3] // 100))
    settlement = journals.settled("s-1", payments)
    return Case(ledger, settlement, post_settlement(settlement, ledger))


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=pytest.mark.proof)])
def test_i29_many_and_large_payments_keep_the_invariants(count: int) -> None:
    """Balance, clearing, capital and allocation hold to the öre, invoice by invoice."""
    case = _large(count)
    (voucher,) = case.vouchers
    assert 0 == sum(line.amount.minor for line in voucher.lines)
    assert [case.settlement.payout] == [line.amount for line in voucher.lines if line.account == BAS.clearing]
    relieved, over = Counter[str](), Counter[str]()
    for line in voucher.lines:
        if line.invoice:
            (over if line.account == BAS.overpayments else relieved)[line.invoice] -= line.amount.minor
    for payment in case.settlement.payments:
        owed = case.ledger[payment.invoice].rows[0].amount.minor
        assert min(payment.capital.minor, owed) == relieved[payment.invoice]
        assert max(0, payment.capital.minor - owed) == over[payment.invoice]
