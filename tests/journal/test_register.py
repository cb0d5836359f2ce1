"""What is booked is kept by id and content: the same thing never comes twice, whichever way it takes."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import EMPTY, Event, Posted, Register, Taken, post_settlement, reverse
from inkasso_rules.journal.register import is_repeated, refusals
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, Part, ReferencePayment, Settlement, VatDocument
from inkasso_rules.model.vouchers import Voucher
from tests.journal.making import DAY, bank_row, books_of, invoice, payment, posted_postings, settlement, why_held

BOOKED = books_of(invoice("F1"), invoice("F2"))
FIRST = settlement(payment("p1", 100_00), payment("p2", 50_00, "F2"))
POSTED = post_settlement(FIRST, BOOKED)


@pytest.mark.requirement("SE-7")
def test_a_settlement_is_kept_with_each_of_its_payments() -> None:
    """Under one fingerprint, in the order of the keys."""
    assert (
        Taken("payment/p1", "settlement/S1", FIRST.digest),
        Taken("payment/p2", "settlement/S1", FIRST.digest),
        Taken("settlement/S1", "settlement/S1", FIRST.digest),
    ) == EMPTY.adding(POSTED).taken


@pytest.mark.requirement("SE-7")
def test_what_was_left_out_is_not_kept() -> None:
    """Its own settlement can still be posted, once."""
    first = post_settlement(settlement(payment("p1", 100_00), payment("p9", 5, "F9")), BOOKED)
    register = EMPTY.adding(first)
    assert ["payment/p1", "settlement/S1"] == [one.key for one in register.taken]
    assert first.rest is not None
    later = post_settlement(first.rest, books_of(invoice("F9")), register=register)
    assert [[("1512", 5), ("1510", -5)]] == posted_postings(later)
    register = register.adding(later)
    assert ["payment/p1", "payment/p9", "settlement/S1", "settlement/S1/rest"] == [one.key for one in register.taken]
    assert post_settlement(first.rest, BOOKED, register=register).is_repeated


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    "posted",
    [
        Posted(event=FIRST),
        post_settlement(FIRST, BOOKED, is_batch=False),
        post_settlement(FIRST, {}),
        post_settlement(FIRST, BOOKED, register=EMPTY.adding(POSTED)),
        post_bank_row(bank_row(5, counterparty="Annat Ombud AB")),
    ],
    ids=["nothing", "held", "unmatched", "repeated", "another payer"],
)
def test_what_was_not_posted_is_not_kept(posted: Posted) -> None:
    """The register stays as it is."""
    assert (EMPTY, EMPTY.adding(POSTED)) == (EMPTY.adding(posted), EMPTY.adding(POSTED).adding(posted))


@pytest.mark.requirement("SE-7")
def test_nothing_is_refused_by_an_empty_register() -> None:
    """There is nothing to compare with."""
    assert ((), False, None) == (refusals(FIRST, EMPTY), is_repeated(FIRST, EMPTY), EMPTY.get("settlement/S1"))


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (FIRST, ()),
        (settlement(payment("p2", 50_00, "F2"), payment("p1", 100_00)), ()),
        (settlement(payment("p1", 100_01), payment("p2", 50_00, "F2")), (Reason("SE-7", "other_content", "S1"),)),
        (settlement(payment("p3", 100_00), settlement_id="S2"), ()),
        (settlement(payment("p2", 5), payment("p1", 5), settlement_id="S2"), (Reason("SE-7", "other_channel", "p1"), Reason("SE-7", "other_channel", "p2"))),
        (bank_row(5, "p1"), (Reason("SE-7", "other_channel", "p1"),)),
        (bank_row(5, "S1"), ()),
        (DirectPayment(payment_id="p2", invoice="F2", paid_on=DAY, amount=Money(5)), (Reason("SE-7", "other_channel", "p2"),)),
        (ReferencePayment(payment_id="p3", booked_on=DAY, parts=()), ()),
    ],
    ids=["the same", "the same in another order", "other content", "another", "its payments again", "a row of that id", "the id of the settlement", "direct", "another payment"],
)  # fmt: skip
def test_what_is_refused(event: Event, expected: tuple[Reason, ...]) -> None:
    """The same id with other content, and a payment that came another way; each payment is named."""
    assert expected == refusals(event, EMPTY.adding(POSTED))


_PAYMENT: dict[str, Any] = {
    "payment_id": "p0",
    "invoice": "F2",
    "paid_on": dt.date(2026, 3, 1),
    "capital": Money(100_01),
    "payout": Money(99_99),
    "deductions": (Part(kind="vat", amount=Money(1)),),
    "additions": (Part(kind="interest", amount=Money(1)),),
    "invoice_amount": Money(10_00, "EUR"),
    "kept_costs": Money(0),
    "kept_interest": Money(0),
    "stage": "demand",
}
_SETTLEMENT: dict[str, Any] = {
    "settlement_id": "S2",
    "creditor_id": "cred-2",
    "settled_on": dt.date(2026, 3, 3),
    "payout": Money(100_01),
    "brought_forward": Money(-1),
    "rate": ExchangeRate(currency="EUR", into="SEK", rate=Decimal(11), on=DAY),
    "vat_document": VatDocument(number="1", issued_on=DAY, vat_number="SE556047352101"),
    "part_of": "S0",
}


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    "other",
    [
        *(attrs.evolve(FIRST, payments=(attrs.evolve(FIRST.payments[0], **{name: value}), FIRST.payments[1])) for name, value in _PAYMENT.items()),
        *(attrs.evolve(FIRST, **{name: value}) for name, value in _SETTLEMENT.items()),
        attrs.evolve(FIRST, payments=FIRST.payments[:1]),
    ],
    ids=[*_PAYMENT, *_SETTLEMENT, "one payment"],
)  # fmt: skip
def test_every_fact_counts_for_the_fingerprint(other: Settlement) -> None:
    """Whatever differs is other content."""
    assert other.digest != FIRST.digest
    assert not is_repeated(other, EMPTY.adding(POSTED))


@pytest.mark.requirement("SE-7")
def test_the_parts_of_a_payment_count_each_with_its_side_and_its_invoice() -> None:
    """In any order; and the account that the agency believes in is no content."""
    vat, fee = Part(kind="vat", amount=Money(1)), Part(kind="fees_due", amount=Money(1))
    interest = Part(kind="interest", amount=Money(2))

    def digest(**facts: Any) -> str:
        return settlement(payment("p1", 5, payout=Money(5), **facts)).digest

    made = [
        digest(deductions=(vat, fee)),
        digest(deductions=(vat,)),
        digest(additions=(vat, fee)),
        digest(additions=(interest,)),
        digest(additions=(attrs.evolve(interest, invoice="F2"),)),
    ]
    assert len(made) == len(set(made))
    assert made[0] == digest(deductions=(fee, vat))
    assert FIRST.digest == attrs.evolve(FIRST, clearing_account="1684").digest


@pytest.mark.requirement("SE-7")
def test_the_fingerprint_never_changes() -> None:
    """It is kept by hosts, so that another release must find the same one."""
    assert "db4de8dd854945ac3aaacfef2b2ee0b1" == FIRST.digest
    assert (Taken("payment/B1", "payment/B1", "64b3086d65221d84d696c1b7d5f34888"),) == EMPTY.adding(
        post_bank_row(bank_row(5))
    ).taken


@pytest.mark.requirement("SE-7", "BA-2")
def test_what_was_reversed_can_be_posted_again() -> None:
    """The register forgets it; as a part of the old one it gets vouchers of its own."""
    (voucher,) = POSTED.vouchers
    back = reverse(voucher, on=dt.date(2026, 3, 9))
    assert isinstance(back, Voucher)
    register = EMPTY.adding(POSTED).adding(post_bank_row(bank_row(5))).without(FIRST)
    assert ["payment/B1"] == [one.key for one in register.taken]
    right = settlement(payment("p1", 90_00), payment("p2", 60_00, "F2"), settlement_id="S1/corrected", part_of="S1")
    again = post_settlement(right, BOOKED, register=register)
    assert ["settlement/S1/corrected"] == [one.voucher_id for one in again.vouchers]
    assert [[("1512", 150_00), ("1510", -90_00), ("1510", -60_00)]] == posted_postings(again)
    assert "S1" == again.vouchers[0].subject


@pytest.mark.requirement("SE-7")
def test_a_register_is_what_it_holds() -> None:
    """Two with the same are equal, and one in a set; of two under one key the later counts."""
    one, other = Taken("payment/p1", "settlement/S1", "a"), Taken("payment/p1", "settlement/S1", "b")
    assert {Register((one,))} == {Register((one,)), Register((one,))}
    assert other == Register((one, other)).get("payment/p1")
    assert [("SE-7", "other_content", "S1")] == why_held(
        post_settlement(
            FIRST, BOOKED, register=Register((Taken("settlement/S1", "settlement/S1", "an old fingerprint"),))
        )
    )
