"""The clearing account against settlements and bank rows, and the books against the subledger (I15, I16, I30)."""

import datetime as dt
from collections import Counter
from typing import Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import EMPTY, post_settlement
from inkasso_rules.ledger.clearing import Clearing, clear, clearing_items, exchange_vouchers
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.bookings import BAS, BookedInvoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Settlement
from inkasso_rules.model.vouchers import Voucher
from tests.property import journals
from tests.property.journals import DAY

ONE_DAY: Final = dt.timedelta(days=1)
FIRST_DAY: Final = dt.date(2028, 3, 1)


@st.composite
def chains(draw: st.DrawFn, ledger: dict[str, BookedInvoice]) -> list[Settlement]:
    """Draw settlements of days in a row, each with what the one before left below zero; shrinks to the plain one."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        one = draw(some.settlements(ledger, settlement_id=f"s-{number}"))
        found.append(attrs.evolve(one, settled_on=FIRST_DAY + number * ONE_DAY))
    return _chained(found)


def _chained(settlements: list[Settlement]) -> list[Settlement]:
    """Bring forward what is left, and leave out what goes back, of which only the first can be sure that it came in."""
    found: list[Settlement] = []
    for one in settlements:
        kept = [each for each in one.payments if each.capital.minor > 0 or not found]
        payout = Money(sum(each.payout.minor for each in kept))
        before = found[-1].carried_forward if found else Money(0)
        found.append(attrs.evolve(one, payments=tuple(kept), payout=payout, brought_forward=before))
    return found


def shown(settlement: Settlement, *, off: int = 0, is_named: bool = True) -> BankRow:
    """Return the row of the bank that shows what a settlement transfers, or a little off."""
    return BankRow(
        row_id=f"row-{settlement.settlement_id}",
        booked_on=settlement.settled_on + ONE_DAY,
        amount=Money(settlement.transfer.minor + off),
        counterparty="Kravia  ab",
        reference=settlement.settlement_id if is_named else "",
    )


def posted(
    settlements: list[Settlement], rows: list[BankRow], ledger: dict[str, BookedInvoice]
) -> tuple[list[Voucher], dict[str, BookedInvoice]]:
    """Post everything, and return the vouchers with the invoices as they stand afterwards."""
    vouchers, register, books = list[Voucher](), EMPTY, dict(ledger)
    for settlement in settlements:
        answer = post_settlement(settlement, books, register=register)
        assert () == answer.held + answer.unmatched
        register = register.adding(answer)
        books = {name: journals.fed_back(one, answer.vouchers) for name, one in books.items()}
        vouchers += answer.vouchers
    vouchers += [voucher for row in rows for voucher in post_bank_row(row, register=register).vouchers]
    return vouchers, books


def _moved(vouchers: list[Voucher], account: str = BAS.clearing) -> int:
    return sum(line.amount.minor for one in vouchers for line in one.lines if line.account == account)


def _cleared(vouchers: list[Voucher], settlements: list[Settlement], rows: list[BankRow]) -> Clearing:
    return clear(clearing_items(vouchers, events=(*settlements, *rows)))


@given(st.data(), some.booked_ledgers(), st.booleans())
def test_i15_the_bank_clears_what_was_settled(
    data: st.DataObject, ledger: dict[str, BookedInvoice], is_named: bool
) -> None:
    """Where the bank shows each transfer, nothing stays open but what the next settlement has to make good."""
    settlements = data.draw(chains(ledger))
    rows = [shown(one, is_named=is_named) for one in settlements if one.transfer.minor]
    vouchers, _ = posted(settlements, rows, ledger)
    assert settlements[-1].carried_forward.minor == _moved(vouchers)
    clearing = _cleared(vouchers, settlements, rows)
    assert _moved(vouchers) == clearing.balance.minor
    if is_named and not settlements[-1].carried_forward.minor:
        assert () == clearing.waiting
        assert not any(match.difference.minor or match.exchange.minor for match in clearing.matches)


@given(st.data(), some.booked_ledgers(), st.integers(-500, 500))
def test_i15_a_difference_stays_open_and_is_told(
    data: st.DataObject, ledger: dict[str, BookedInvoice], off: int
) -> None:
    """A row that names its settlement belongs to it; what the bank shows too little or too much stays open."""
    settlement = attrs.evolve(data.draw(some.settlements(ledger)), brought_forward=Money(0))
    if settlement.transfer.minor + off <= 0 or not settlement.transfer.minor:
        return
    row = shown(settlement, off=off)
    vouchers, _ = posted([settlement], [row], ledger)
    assert -off == _moved(vouchers)
    clearing = _cleared(vouchers, [settlement], [row])
    assert [(("settlement-1",), (row.row_id,), -off, 0)] == [
        (one.settlements, one.rows, one.difference.minor, one.exchange.minor) for one in clearing.matches
    ]
    assert () == exchange_vouchers(clearing)


@given(st.data(), some.booked_ledgers(is_foreign=True), st.integers(1_000, 1_300))
def test_i15_a_payout_in_euros_clears_in_euros(
    data: st.DataObject, ledger: dict[str, BookedInvoice], rate: int
) -> None:
    """Where the euros agree, what kronor are left goes to exchange, on the side on which it is, and nothing is open."""
    settlement = data.draw(some.settlements(ledger, currency="EUR"))
    settlement = attrs.evolve(settlement, brought_forward=Money(0, "EUR"))
    if not settlement.transfer.minor or settlement.transfer.minor * rate < 100:
        return
    row = attrs.evolve(
        shown(settlement), amount=Money(settlement.transfer.minor * rate // 100), original=settlement.transfer
    )
    vouchers, _ = posted([settlement], [row], ledger)
    left = _moved(vouchers)
    clearing = _cleared(vouchers, [settlement], [row])
    assert [(0, left)] == [(one.difference.minor, one.exchange.minor) for one in clearing.matches]
    exchange = list(exchange_vouchers(clearing))
    assert 0 == _moved(vouchers + exchange)
    assert bool(left) is bool(exchange)
    for one in exchange:
        assert {BAS.clearing: -left, (BAS.exchange_loss if left > 0 else BAS.exchange_gain): left} == (
            journals.by_account(one.lines)
        )


@given(st.data(), some.booked_ledgers(), st.lists(st.booleans(), min_size=4, max_size=4))
def test_i16_i30_the_books_agree_with_what_is_known(
    data: st.DataObject, ledger: dict[str, BookedInvoice], is_shown: list[bool]
) -> None:
    """The clearing account is what was settled less what the bank showed; all is matched, or waits with its age."""
    settlements = data.draw(chains(ledger))
    rows = [shown(one) for one, is_there in zip(settlements, is_shown, strict=False) if is_there and one.transfer.minor]
    vouchers, _ = posted(settlements, rows, ledger)
    expected = sum(one.payout.minor for one in settlements) - sum(row.amount.minor for row in rows)
    assert expected == _moved(vouchers)
    clearing = _cleared(vouchers, settlements, rows)
    assert expected == clearing.balance.minor
    items = clearing_items(vouchers, events=(*settlements, *rows))
    told = Counter(name for match in clearing.matches for name in (*match.settlements, *match.rows))
    told.update(item.subject for item in clearing.waiting)
    assert Counter(item.subject for item in items) == told
    as_of = dt.date(2028, 5, 1)
    by_subject = {one.settlement_id: one.settled_on for one in settlements} | {
        row.row_id: row.booked_on for row in rows
    }
    aged = clearing.aged(as_of=as_of)
    assert [(as_of - by_subject[item.subject]).days for item, _ in aged] == [age for _, age in aged]
    left = sum(match.difference.minor for match in clearing.matches) + sum(one.amount.minor for one in clearing.waiting)
    assert expected == left


@given(st.data(), st.sampled_from(journals.OWED).flatmap(lambda state: some.booked_ledgers(state=state)))
def test_i16_receivables_are_what_the_subledger_has_open(data: st.DataObject, ledger: dict[str, BookedInvoice]) -> None:
    """Kept apart, in plain sums of what was paid, each invoice has open what its receivable accounts say."""
    settlements = data.draw(chains(ledger))
    opened = {name: journals.on_accounts(one, BAS.receivables) for name, one in ledger.items()}
    paid = Counter[str]()
    for settlement in settlements:
        for payment in settlement.payments:
            paid[payment.invoice] += payment.capital.minor
    _, books = posted(settlements, [], ledger)
    for name, one in books.items():
        before = journals.on_accounts(ledger[name], {BAS.overpayments})
        net = opened[name] - paid[name]
        assert (
            net == journals.on_accounts(one, BAS.receivables) + journals.on_accounts(one, {BAS.overpayments}) - before
        )
        assert journals.on_accounts(one, BAS.receivables) >= 0
        assert journals.on_accounts(one, {"1513"}) == journals.on_accounts(ledger[name], {"1513"})


def test_i30_what_waits_is_told_with_its_age() -> None:
    """A settlement that the bank has not shown, after 45 days."""
    settlement = some.plain_settlement()
    answer = post_settlement(settlement, {"10045": some.plain_booked()})
    clearing = clear(clearing_items(answer.vouchers, events=(settlement,)))
    assert [("settlement-1", 45)] == [(item.subject, age) for item, age in clearing.aged(as_of=DAY + 45 * ONE_DAY)]
