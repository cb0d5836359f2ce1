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
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import DirectPayment, Part, PartKind, ReferencePayment, Settlement, VatDocument
from inkasso_rules.model.vouchers import Voucher
from tests.journal.making import DAY, bank_row, books_of, invoice, payment, posted_postings, settlement, why_held

BOOKED = books_of(invoice("F1"), invoice("F2"))
FIRST = settlement(payment("p1", 100_00), payment("p2", 50_00, "F2"))
POSTED = post_settlement(FIRST, BOOKED)


@pytest.mark.requirement("SE-7")
def test_a_settlement_is_kept_with_each_of_its_payments() -> None:
    """Under one fingerprint, in the order of the keys."""
    assert (
        Taken("agency/p1", "settlement/S1", FIRST.digest),
        Taken("agency/p2", "settlement/S1", FIRST.digest),
        Taken("settlement/S1", "settlement/S1", FIRST.digest),
    ) == EMPTY.adding(POSTED).taken


@pytest.mark.requirement("SE-7")
def test_what_was_left_out_is_not_kept() -> None:
    """Its own settlement can still be posted, once."""
    first = post_settlement(settlement(payment("p1", 100_00), payment("p9", 5, "F9")), BOOKED)
    register = EMPTY.adding(first)
    assert ["agency/p1", "settlement/S1"] == [one.key for one in register.taken]
    assert isinstance(first.rest, Settlement)
    later = post_settlement(first.rest, books_of(invoice("F9")), register=register)
    assert [[("1512", 5), ("1510", -5)]] == posted_postings(later)
    register = register.adding(later)
    assert ["agency/p1", "agency/p9", "settlement/S1", "settlement/S1/rest"] == [one.key for one in register.taken]
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
        (bank_row(5, "p1"), ()),
        (bank_row(5, "S1"), ()),
        (DirectPayment(payment_id="p2", invoice="F2", paid_on=DAY, amount=Money(5)), ()),
        (ReferencePayment(payment_id="p3", booked_on=DAY, parts=()), ()),
    ],
    ids=["the same", "the same in another order", "other content", "another", "its payments again", "a row of that id", "the id of the settlement", "direct", "another payment"],
)  # fmt: skip
def test_what_is_refused(event: Event, expected: tuple[Reason, ...]) -> None:
    """The same id with other content, and a payment that came another way; each payment is named."""
    assert expected == refusals(event, EMPTY.adding(POSTED))


def direct(payment_id: str) -> DirectPayment:
    """Return a direct payment."""
    return DirectPayment(payment_id=payment_id, invoice="F2", paid_on=DAY, amount=Money(5))


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (ReferencePayment(payment_id="1001", booked_on=DAY, parts=()), ["other_content"]),
        (direct("bank/1001"), ["other_content"]),
        (direct("1001"), []),
        (settlement(payment("1001", 5)), []),
        (settlement(payment("p1", 5), settlement_id="1001"), []),
    ],
    ids=["by reference", "direct, by the bank's id", "direct, by an id of the host", "a payment of the agency", "a settlement"],
)  # fmt: skip
def test_an_id_of_the_bank_is_no_id_of_another(event: Event, codes: list[str]) -> None:
    """The agency, the bank and the host count for themselves; a host that has a bank row says so in its own id."""
    register = EMPTY.adding(post_bank_row(bank_row(5, "1001")))
    assert codes == [one.code for one in refusals(event, register)]


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    ("again", "is_posted", "codes"),
    [
        (FIRST, True, []),
        (attrs.evolve(FIRST, brought_forward=Money(-5)), True, []),
        (settlement(payment("p1", 100_01), payment("p2", 50_00, "F2")), False, ["other_channel", "other_channel"]),
        (settlement(payment("p1", 100_00), payment("p3", 50_00, "F2")), False, ["other_channel"]),
        (settlement(payment("p3", 100_00)), False, []),
        (settlement(), False, []),
    ],
    ids=["the same", "what was brought forward", "other content", "one other", "others", "none"],
)
def test_what_was_left_out_as_a_whole_and_booked_later_is_posted(
    again: Settlement, is_posted: bool, codes: list[str]
) -> None:
    """The original is a repetition then, though only its rest was booked; other content is none."""
    rest = post_settlement(FIRST, {}).rest
    assert isinstance(rest, Settlement)
    register = EMPTY.adding(post_settlement(rest, BOOKED))
    assert (is_posted, is_posted) == (
        is_repeated(again, register),
        post_settlement(again, BOOKED, register=register).is_repeated,
    )
    if not is_posted:
        assert codes == [one.code for one in refusals(again, register)]


@pytest.mark.requirement("SE-7", "BA-2")
def test_only_what_was_reversed_is_posted_anew() -> None:
    """A rest that was booked later stays; a part with its payment is held, one without it is not."""
    first = post_settlement(settlement(payment("p1", 100_00), payment("p9", 5, "F9")), BOOKED)
    assert isinstance(first.rest, Settlement)
    later = post_settlement(first.rest, books_of(invoice("F9")))
    register = EMPTY.adding(first).adding(later).without(first.event)
    assert ["agency/p9", "settlement/S1/rest"] == [one.key for one in register.taken]
    anew: dict[str, Any] = {"settlement_id": "S1/corrected", "part_of": "S1"}
    whole = post_settlement(settlement(payment("p1", 90_00), payment("p9", 5, "F9"), **anew), BOOKED, register=register)
    assert [("SE-7", "other_channel", "p9")] == why_held(whole)
    part = post_settlement(settlement(payment("p1", 90_00), **anew), BOOKED, register=register)
    assert [[("1512", 90_00), ("1510", -90_00)]] == posted_postings(part)


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
def test_a_spelling_is_no_content() -> None:
    """A kind or a stage as a value or as text, a rate with more zeros."""

    def digest(kind: str, stage: Any, rate: str) -> str:
        one = payment("p1", 5, payout=Money(4), deductions=(Part(kind=kind, amount=Money(1)),), stage=stage)
        return settlement(one, rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal(rate), on=DAY)).digest

    assert digest(PartKind.VAT, Stage.DEMAND, "11.7") == digest("vat", "demand", "11.70")
    assert digest("vat", None, "11.7") != digest("vat", None, "11.71")


@pytest.mark.requirement("SE-7")
def test_one_id_never_reads_as_two_facts() -> None:
    """Whatever signs are in it."""
    made = [("a", "b c"), ("a b", "c"), ("a' 'b", "c"), ("a\n", "b"), ("a", "\nb")]
    assert len(made) == len({settlement(payment(one, 5, name)).digest for one, name in made})


_ROW = bank_row(5, reference="R")
_REFERENCE = ReferencePayment(payment_id="R1", booked_on=DAY, parts=(("123", Money(5)),))
_DIRECT = DirectPayment(payment_id="D1", invoice="F1", paid_on=DAY, amount=Money(5))
_LATER = dt.date(2026, 3, 3)


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    ("event", "facts"),
    [
        (_ROW, {"row_id": "B2", "booked_on": _LATER, "amount": Money(6), "counterparty": "Annat Ombud AB", "reference": "Q", "original": Money(5, "EUR"), "account": "1940"}),
        (_REFERENCE, {"payment_id": "R2", "booked_on": _LATER, "parts": (("123", Money(6)),), "paid_on": DAY, "counterparty": "Kravia AB", "account": "1940"}),
        (_DIRECT, {"payment_id": "D2", "invoice": "F2", "paid_on": _LATER, "amount": Money(6), "agency_fees": Money(1), "account": "1940"}),
    ],
)  # fmt: skip
def test_every_fact_of_another_payment_counts(event: Any, facts: dict[str, Any]) -> None:
    """Whatever differs is other content; the same facts are the same."""
    assert set(facts) == {field.name for field in attrs.fields(type(event))}
    made = [event.digest, *(attrs.evolve(event, **{name: value}).digest for name, value in facts.items())]
    assert len(made) == len(set(made))
    assert event.digest == attrs.evolve(event).digest


@pytest.mark.requirement("SE-7")
def test_the_fingerprint_never_changes() -> None:
    """It is kept by hosts, so that another release must find the same one."""
    assert "33cbf09a8452fe984070f7670d97bbd2" == FIRST.digest
    assert (Taken("bank/B1", "bank/B1", "0af1ed22914503d76a294e849d3051df"),) == EMPTY.adding(
        post_bank_row(bank_row(5))
    ).taken


@pytest.mark.requirement("SE-7", "BA-2")
def test_what_was_reversed_can_be_posted_again() -> None:
    """The register forgets it; as a part of the old one it gets vouchers of its own."""
    (voucher,) = POSTED.vouchers
    back = reverse(voucher, on=dt.date(2026, 3, 9))
    assert isinstance(back, Voucher)
    register = EMPTY.adding(POSTED).adding(post_bank_row(bank_row(5))).without(FIRST)
    assert ["bank/B1"] == [one.key for one in register.taken]
    right = settlement(payment("p1", 90_00), payment("p2", 60_00, "F2"), settlement_id="S1/corrected", part_of="S1")
    again = post_settlement(right, BOOKED, register=register)
    assert ["settlement/S1/corrected"] == [one.voucher_id for one in again.vouchers]
    assert [[("1512", 150_00), ("1510", -90_00), ("1510", -60_00)]] == posted_postings(again)
    assert "S1" == again.vouchers[0].subject


@pytest.mark.requirement("SE-7")
def test_a_register_is_what_it_holds() -> None:
    """Two with the same are equal, and one in a set; of two under one key the later counts."""
    one, other = Taken("agency/p1", "settlement/S1", "a"), Taken("agency/p1", "settlement/S1", "b")
    assert {Register((one,))} == {Register((one,)), Register((one,))}
    assert other == Register((one, other)).get("agency/p1")
    assert [("SE-7", "other_content", "S1")] == why_held(
        post_settlement(
            FIRST, BOOKED, register=Register((Taken("settlement/S1", "settlement/S1", "an old fingerprint"),))
        )
    )


@pytest.mark.requirement("SE-7")
def test_a_payment_whose_rest_is_booked_is_not_posted_whole() -> None:
    """What was left out was booked as a payment of its own, so that the whole of it would book that part twice."""
    parts = (("1", Money(150_00)), ("9", Money(5_00)))
    whole = ReferencePayment(payment_id="R1", booked_on=DAY, parts=parts)
    rest = attrs.evolve(whole, payment_id="R1/rest", parts=parts[1:])
    kept = Register((Taken("bank/R1/rest", "bank/R1/rest", rest.digest),))
    assert (Reason("SE-7", "other_channel", "R1/rest"),) == refusals(whole, kept)
    assert () == refusals(rest, kept)
