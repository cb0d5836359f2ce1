"""What posting answers, what is booked already, and money that comes another way than by a settlement."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.journal import EMPTY, Posted, Register, post_settlement
from inkasso_rules.ledger.clearing import Clearing, Match, clear, clearing_items
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, DirectPayment, ReferencePayment
from inkasso_rules.strategies.basics import PLAIN_DAY, few, kept, maybe, moneys, seldom, texts, varied
from inkasso_rules.strategies.ledgers import booked_ledgers, plain_booked
from inkasso_rules.strategies.settlements import SETTLED_DAYS, broken_settlements, settlements

__all__ = ["bank_rows", "clearings", "direct_payments", "matches", "postings", "reference_payments", "registers"]


@st.composite
def postings(draw: DrawFn) -> Posted:
    """Draw the answer to a settlement, at times a broken one or one of unknown invoices; shrinks to a posted one."""
    ledger = draw(booked_ledgers(is_foreign=None))
    known = dict(list(ledger.items())[: draw(st.sampled_from((4, 1, 0)))])
    either = st.one_of(settlements(ledger), broken_settlements(ledger).map(lambda pair: pair[0]))
    return post_settlement(draw(either), known)


@st.composite
def registers(draw: DrawFn) -> Register:
    """Draw what is booked already; nothing most simply."""
    register, ledger = EMPTY, {"10045": plain_booked()}
    for number in range(draw(st.integers(0, 2))):
        settlement = draw(settlements(ledger, settlement_id=f"settlement-{number}"))
        register = register.adding(post_settlement(settlement, ledger, register=register))
    return register


@kept
@st.composite
def clearings(draw: DrawFn) -> Clearing:
    """Draw how the clearing account stands after a settlement and a bank row; shrinks to a settlement that waits."""
    ledger = {"10045": plain_booked()}
    settlement = draw(settlements(ledger))
    rows = draw(few(bank_rows(), most=1))
    posted = (post_settlement(settlement, ledger), *(post_bank_row(row) for row in rows))
    return clear(clearing_items((one for each in posted for one in each.vouchers), events=(settlement, *rows)))


@kept
def matches() -> SearchStrategy[Match]:
    """Draw settlements and bank rows that belong together; shrinks to one of each that agree."""
    return st.builds(
        Match,
        settlements=st.just(("settlement-1",)),
        rows=few(st.sampled_from(("row-1", "row-2")), most=2, unique_by=str),
        difference=st.sampled_from((Money(0), Money(5), Money(-1_00))),
        exchange=st.just(Money(0)),
        matched_on=st.sampled_from(SETTLED_DAYS),
    )


@kept
def bank_rows() -> SearchStrategy[BankRow]:
    """Draw a row of a bank statement; shrinks to the payout of the plain settlement."""
    plain = BankRow(
        row_id="row-1",
        booked_on=PLAIN_DAY,
        amount=Money(1_250_00),
        counterparty="KRAVIA AB",
        reference="settlement-1",
    )
    # fmt: off
    rows = varied(plain, {
        "amount":       lambda: moneys("SEK"),
        "counterparty": lambda: st.sampled_from(("Kravia Ab ", "Kravia Vest AS", "")),
        "reference":    texts,
        "account":      lambda: st.just("1940"),
        "booked_on":    lambda: st.sampled_from(SETTLED_DAYS),
    })
    # fmt: on
    return st.builds(_paid_in, rows, seldom(moneys("EUR", least=0)))


def _paid_in(row: BankRow, original: Money | None) -> BankRow:
    """Return a row with what was paid in another currency; the sign is that of the row."""
    changed: BankRow = attrs.evolve(row, original=-original if original and row.amount.minor < 0 else original)
    return changed


@kept
def reference_payments() -> SearchStrategy[ReferencePayment]:
    """Draw a payment that names invoices by reference; shrinks to one that pays the plain invoice."""
    pairs = st.lists(st.tuples(st.sampled_from(("100453", "100461")), moneys("SEK", least=1)), min_size=1, max_size=3)
    return st.builds(
        ReferencePayment,
        payment_id=st.integers(1, 9).map(lambda number: f"p-{number}"),
        booked_on=st.sampled_from(SETTLED_DAYS),
        parts=pairs.map(tuple),
        paid_on=maybe(st.sampled_from(SETTLED_DAYS)),
        counterparty=st.sampled_from(("", "KRAVIA AB")),
        account=seldom(st.just("1940")),
    )


@kept
def direct_payments() -> SearchStrategy[DirectPayment]:
    """Draw money that a debtor paid to the creditor; shrinks to the plain invoice, with nothing for the agency."""
    return st.builds(
        DirectPayment,
        payment_id=st.integers(1, 9).map(lambda number: f"p-{number}"),
        invoice=st.just("10045"),
        paid_on=st.sampled_from(SETTLED_DAYS),
        amount=moneys("SEK", least=600_00),
        agency_fees=seldom(moneys("SEK", least=0).map(lambda money: Money(min(money.minor, 600_00)))),
        account=seldom(st.just("1940")),
    )
