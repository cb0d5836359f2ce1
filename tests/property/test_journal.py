"""What holds of every voucher of a settlement: balance, lines, clearing, capital, over-payments, rounding."""

from collections import Counter
from typing import Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import EMPTY, post_settlement
from inkasso_rules.model.bookings import BAS, BookedInvoice, BookedState
from inkasso_rules.model.settlements import PartKind, Settlement
from inkasso_rules.model.vouchers import LineCode
from tests.property import journals
from tests.property.journals import Case

L: Final = LineCode
#: Accounts of the chart on which a line may stand, whatever the invoice.
CHART: Final = frozenset(
    {"1512", "2420", "2440", "2641", "2649", "2890", "3740", "3950", "3960", "3990", "6062", "7960", "8313"}
)
#: On which a part beside the capital is posted, and on which side of the voucher.
PARTS: Final = {
    PartKind.VAT: ("2641", 1),
    PartKind.COMMISSION: ("6062", 1),
    PartKind.FEES_DUE: ("2890", 1),
    PartKind.AGENCY_INVOICE: ("2440", 1),
    PartKind.COURT_FEE: ("6062", 1),
    PartKind.COURT_FEE_RECOVERED: ("6062", -1),
    PartKind.INTEREST: ("8313", -1),
    PartKind.REMINDER_FEE: ("3990", -1),
    PartKind.COMPENSATION: ("3990", -1),
}
PART_CODES: Final = frozenset({L.INPUT_VAT, L.VAT_COST, L.COMMISSION, L.FEES_DUE, L.AGENCY_INVOICE, L.COURT_FEE}) | {
    L.COURT_FEE_RECOVERED,
    L.INTEREST,
    L.REMINDER_FEE,
    L.COMPENSATION,
}


@given(journals.any_cases())
def test_i01_every_voucher_balances(case: Case) -> None:
    """Debits are credits, in the ledger's currency and, where all of it is in euros, in euros."""
    assert [0] * len(case.vouchers) == [sum(line.amount.minor for line in one.lines) for one in case.vouchers]
    is_all_foreign = all(row.foreign for one in case.ledger.values() for row in (*one.rows, *one.planned))
    if case.settlement.currency == "EUR" and is_all_foreign:
        for voucher in case.vouchers:
            assert 0 == sum(line.foreign.minor for line in voucher.lines if line.foreign)


@given(journals.any_cases())
def test_i02_every_line_is_a_line(case: Case) -> None:
    """It moves whole öre, more or fewer than none, on an account of the chart or of the invoice's own rows."""
    rows = {row.account for one in case.ledger.values() for row in (*one.rows, *one.planned)}
    due = {account for _, account in BAS.dormant_vat}
    for line in case.lines:
        assert type(line.amount.minor) is int
        assert line.amount.minor != 0
        assert line.foreign is None or type(line.foreign.minor) is int
        assert line.account in CHART | rows | due
        assert line.code is not None


@given(st.data(), some.booked_ledgers(is_foreign=None))
def test_i03_what_does_not_add_up_is_held(data: st.DataObject, ledger: dict[str, BookedInvoice]) -> None:
    """Each thing that is wrong is the one reason; nothing is posted, and nothing is plugged."""
    broken, code = data.draw(some.broken_settlements(ledger))
    answer = post_settlement(broken, ledger)
    assert {code} == {reason.code for held in answer.held for reason in held.reasons}
    assert () == answer.vouchers + answer.open_item_updates + answer.commands
    assert EMPTY == EMPTY.adding(answer)


@given(journals.any_cases())
def test_i03_what_adds_up_is_posted(case: Case) -> None:
    """No settlement is held whose identity holds; each payment is posted or listed, and none both."""
    assert () == case.posted.held
    for payment in case.settlement.payments:
        added, kept = (sum(one.amount.minor for one in side) for side in (payment.additions, payment.deductions))
        assert payment.payout.minor == payment.capital.minor + added - kept
    rest = case.posted.rest.payments if isinstance(case.posted.rest, Settlement) else ()
    left = {one.payment_id for one in case.posted.unmatched}
    assert left == {one.payment_id for one in rest}
    assert case.settlement.transfer - case.settlement.payout - case.settlement.brought_forward == (
        -case.settlement.carried_forward
    )


@given(journals.any_cases())
def test_i04_the_payout_is_cleared(case: Case) -> None:
    """A voucher has at most one line on the clearing account, and all together are the stated payout, with its sign."""
    lines = [[line for line in one.lines if line.account == BAS.clearing] for one in case.vouchers]
    assert all(len(found) <= 1 for found in lines)
    payout = sum(one.payout.minor for one in journals.kept_payments(case))
    amounts = [line.amount if line.foreign is None else line.foreign for found in lines for line in found]
    assert payout == sum(amount.minor for amount in amounts)
    assert all(amount.currency == case.settlement.currency for amount in amounts)


@given(journals.owed_cases())
def test_i05_capital_relieves_receivables(case: Case) -> None:
    """Of what was paid on an owed invoice, everything but the over-payment comes off its receivable accounts."""
    relieved, over, paid = Counter[str](), Counter[str](), Counter[str]()
    for line in case.lines:
        if line.invoice and line.account in BAS.receivables:
            relieved[line.invoice] -= line.amount.minor
        elif line.invoice and line.account == BAS.overpayments:
            over[line.invoice] -= line.amount.minor
    for payment in case.settlement.payments:
        paid[payment.invoice] += payment.capital.minor
    for invoice in case.ledger:
        assert paid[invoice] - over[invoice] == relieved[invoice]


@given(journals.any_cases())
def test_i10_states_do_not_mix(case: Case) -> None:
    """A booked invoice sells nothing again and owes VAT from dormant VAT only; another relieves no receivable."""
    for invoice, booked in case.ledger.items():
        lines = [line for line in case.lines if line.invoice == invoice]
        codes = {line.code for line in lines}
        dormant = journals.by_account(line for line in lines if line.code is L.DORMANT_VAT)
        due = journals.by_account(line for line in lines if line.code is L.OUTPUT_VAT)
        is_lost = any(row.account in BAS.losses for row in booked.rows)
        if booked.planned and booked.state is None:
            assert codes.isdisjoint({L.CAPITAL, L.DORMANT_VAT, L.RECOVERED})
            assert not {line.account for line in lines} & {*BAS.receivables}
        else:
            assert codes.isdisjoint({L.REVENUE, L.ROUNDING})
            if not is_lost:
                assert {dict(BAS.dormant_vat)[one]: -minor for one, minor in dormant.items()} == due


def _lived(opened: int, months: list[int]) -> tuple[int, int]:
    """Return what is open and what is an advance after the payments of some months, told in plain words."""
    advance = 0
    for minor in months:
        if minor >= 0:
            taken = min(minor, max(opened, 0))
            opened, advance = opened - taken, advance + minor - taken
        else:
            taken = min(-minor, advance)
            opened, advance = opened - minor - taken, advance - taken
    return opened, advance


@given(journals.owed_cases())
def test_i19_what_is_too_much_is_an_advance(case: Case) -> None:
    """Nothing is open below zero: the excess stands as an advance, and comes off it first when money goes back."""
    for invoice, booked in case.ledger.items():
        months: dict[tuple[int, int], int] = {}
        for one in sorted(case.settlement.payments, key=lambda one: one.paid_on):
            if one.invoice == invoice:
                month = one.paid_on.year, one.paid_on.month
                months[month] = months.get(month, 0) + one.capital.minor
        opened = journals.on_accounts(booked, BAS.receivables)
        left, advance = _lived(opened, list(months.values()))
        after = journals.fed_back(booked, case.vouchers)
        assert left >= 0
        assert left == journals.on_accounts(after, BAS.receivables)
        assert -advance == journals.on_accounts(after, {BAS.overpayments})


@given(journals.any_cases())
def test_i31_the_tax_agencys_part_is_left_alone(case: Case) -> None:
    """No line ever stands on the tax agency's part of an invoice, or on a write-down."""
    assert not {line.account for line in case.lines} & {"1513", "1519"}


@given(journals.any_cases())
def test_i32_nothing_beside_the_capital_bears_output_vat(case: Case) -> None:
    """Without interest, fees, commission and compensation, the lines of the invoices are the same."""
    bare = journals.settled(
        case.settlement.settlement_id,
        [attrs.evolve(one, deductions=(), additions=(), payout=one.capital) for one in case.settlement.payments],
        on=case.settlement.settled_on,
        rate=case.settlement.rate,
    )
    answer = post_settlement(bare, case.ledger)
    lines = [line for voucher in answer.vouchers for line in voucher.lines if line.invoice]
    assert lines == [line for line in case.lines if line.invoice]
    beside = [line for line in case.lines if line.code in PART_CODES]
    assert not {line.account for line in beside} & {*BAS.output_vat}


@given(journals.posted_cases())
def test_i21_stated_parts_are_booked_as_stated(case: Case) -> None:
    """Each part beside the capital stands on its account, to the öre, whatever we would have computed."""
    expected: Counter[str] = Counter()
    for payment in journals.kept_payments(case):
        for part in (*payment.deductions, *payment.additions):
            account, sign = PARTS[PartKind(part.kind)]
            expected[account] += sign * part.amount.minor
    booked = journals.by_account(line for line in case.lines if line.code in PART_CODES)
    assert {account: minor for account, minor in sorted(expected.items()) if minor} == booked


@given(journals.posted_cases(state=BookedState.NOT_BOOKED))
def test_i23_rounding_goes_with_what_closes_the_invoice(case: Case) -> None:
    """An invoice that is not booked posts its own rounding, after its income: no more than it, at most half a krona."""
    for booked in case.ledger.values():
        rounding = sum(row.amount.minor for row in booked.planned if row.account == BAS.rounding)
        after = journals.fed_back(booked, case.vouchers)
        posted = sum(row.amount.minor for row in after.rows if row.account == BAS.rounding)
        assert abs(rounding) <= 50
        assert min(rounding, 0) <= posted <= max(rounding, 0)
        if posted:
            sold = sum(row.amount.minor for row in after.rows if row.account not in {BAS.rounding, BAS.overpayments})
            planned = sum(
                row.amount.minor
                for row in booked.planned
                if row.account not in {BAS.rounding, *BAS.receivables, "1513"}
            )
            assert planned == sold or any(row.account == "1513" for row in booked.planned)


@given(journals.owed_cases())
def test_i23_nothing_else_is_rounded(case: Case) -> None:
    """A booked invoice is never rounded again, and no voucher is made to fit by a rounding."""
    assert BAS.rounding not in {line.account for line in case.lines}
