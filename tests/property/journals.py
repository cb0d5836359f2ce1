"""What the properties of journals share: posting drawn settlements, and adding up what was posted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

import attrs
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import Posted, post_settlement
from inkasso_rules.model.bookings import BAS, Accounts, BookedInvoice, BookedRow, BookedState
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import SettledPayment, Settlement
from inkasso_rules.model.vouchers import Line, Voucher

DAY: Final = some.PLAIN_DAY

#: The states in which a payment relieves a receivable.
OWED: Final = (BookedState.BOOKED, BookedState.DORMANT_VAT, BookedState.FEARED)


class Case(NamedTuple):
    """A ledger, a settlement that adds up against it, and what became of it."""

    ledger: Mapping[str, BookedInvoice]
    settlement: Settlement
    posted: Posted

    @property
    def vouchers(self) -> tuple[Voucher, ...]:
        """What is entered in the books."""
        return self.posted.vouchers

    @property
    def lines(self) -> list[Line]:
        """All lines of it."""
        return [line for voucher in self.vouchers for line in voucher.lines]


@st.composite
def posted_cases(
    draw: st.DrawFn, *, state: BookedState | None = None, is_foreign: bool | None = False, currency: str = "SEK"
) -> Case:
    """Draw a ledger and a settlement, and post it; shrinks to the plain ones."""
    ledger = draw(some.booked_ledgers(is_foreign=is_foreign, state=state))
    settlement = draw(some.settlements(ledger, currency=currency))
    return Case(ledger, settlement, post_settlement(settlement, ledger))


def any_cases() -> st.SearchStrategy[Case]:
    """Draw a case in any currency and of any state."""
    return st.one_of(posted_cases(), posted_cases(is_foreign=None), posted_cases(is_foreign=None, currency="EUR"))


def owed_cases() -> st.SearchStrategy[Case]:
    """Draw a case in kronor in which all invoices are owed."""
    return st.one_of(*(posted_cases(state=state) for state in OWED))


def by_account(lines: Iterable[Line]) -> dict[str, int]:
    """Sum lines by account; accounts at zero are left out."""
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.account] += line.amount.minor
    return {account: minor for account, minor in sorted(sums.items()) if minor}


def kept_payments(case: Case) -> list[SettledPayment]:
    """Return the payments that could be placed."""
    left = {one.payment_id for one in case.posted.unmatched}
    return [one for one in case.settlement.payments if one.payment_id not in left]


def one_payment(payment_id: str, invoice: str, minor: int, **changes: Any) -> SettledPayment:
    """Return a payment of nothing but capital."""
    amount = Money(minor)
    payment = SettledPayment(payment_id=payment_id, invoice=invoice, paid_on=DAY, capital=amount, payout=amount)
    return attrs.evolve(payment, **changes)


def settled(settlement_id: str, payments: Iterable[SettledPayment], on: dt.date = DAY, **changes: Any) -> Settlement:
    """Return the settlement that states what its payments sum to."""
    payments = tuple(payments)
    currency = payments[0].payout.currency if payments else "SEK"
    settlement = Settlement(
        settlement_id=settlement_id,
        creditor_id="creditor-1",
        settled_on=on,
        payments=payments,
        payout=Money(sum(one.payout.minor for one in payments), currency),
        brought_forward=Money(0, currency),
    )
    return attrs.evolve(settlement, **changes)


def fed_back(booked: BookedInvoice, vouchers: Iterable[Voucher]) -> BookedInvoice:
    """Return an invoice with the lines that were posted on it, as the books have them afterwards."""
    is_foreign = any(row.foreign for row in (*booked.rows, *booked.planned))
    rows = tuple(
        BookedRow(
            account=line.account,
            amount=line.amount,
            voucher_id=voucher.voucher_id,
            booked_on=voucher.dated_on,
            foreign=line.foreign or (Money(0, "EUR") if is_foreign else None),
        )
        for voucher in vouchers
        for line in voucher.lines
        if line.invoice == booked.invoice
    )
    return attrs.evolve(booked, rows=(*booked.rows, *rows))


def in_turn(booked: BookedInvoice, amounts: Iterable[int], chart: Accounts = BAS) -> list[tuple[Line, ...]]:
    """Pay an invoice by one settlement after the other; return what each posted on it, as told by its lines."""
    found = []
    for number, minor in enumerate(amounts):
        settlement = settled(f"s-{number}", [one_payment(f"p-{number}", booked.invoice, minor)])
        posted = post_settlement(settlement, {booked.invoice: booked}, accounts=chart)
        found.append(tuple(line for voucher in posted.vouchers for line in voucher.lines if line.invoice))
        booked = fed_back(booked, posted.vouchers)
    return found


def on_accounts(booked: BookedInvoice, accounts: Iterable[str]) -> int:
    """Sum the rows of an invoice, planned ones too, on some accounts: in the ledger's currency."""
    wanted = set(accounts)
    rows = (*booked.planned, *booked.rows)
    return sum(row.amount.minor for row in rows if row.account in wanted)


@st.composite
def instalments(draw: st.DrawFn, whole: int, most: int = 8) -> list[int]:
    """Cut an amount into payments, small ones first most often; shrinks to a single one."""
    left, found = whole, list[int]()
    for _ in range(draw(st.integers(0, most - 1))):
        if left > 1:
            cut = draw(st.one_of(st.sampled_from((1, min(3, left - 1))), st.integers(1, left - 1)))
            found.append(cut)
            left -= cut
    return [*found, left]


def nearest(exact: Fraction) -> int:
    """Round to whole minor units, halves away from zero."""
    half = Fraction(1, 2)
    return int(exact + half) if exact >= 0 else -int(half - exact)
