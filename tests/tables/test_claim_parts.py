"""A claim's parts: what a demand shows, what is disputed, the day of insolvency, and payments for several claims."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.claim import (
    Charge,
    Claim,
    ClaimError,
    Shared,
    Statement,
    demand_letter,
    interest_parts,
    share_payment,
    statement,
)
from inkasso_rules.law.demands import DemandLetter, InterestPart, lacks
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.claims import ChargeKind
from inkasso_rules.model.conventions import Rounding
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import CurrencyMismatchError, Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY

K = FactKind
DUE = dt.date(2025, 12, 1)
AS_OF = dt.date(2026, 3, 16)


def kr(major: int | str) -> Money:
    """Return kronor."""
    return Money.of(major)


def fact(kind: FactKind, on: str, **details: object) -> Fact:
    """Make a fact, named by its kind and day."""
    return Fact(fact_id=f"{kind}/{on}", kind=kind, happened_on=dt.date.fromisoformat(on), **details)  # type: ignore[arg-type]


def a_claim(*facts: Fact, claim_id: str = "C-1", major: int = 10_000, due: dt.date = DUE) -> Claim:
    """Make a consumer's claim with a due date that was agreed."""
    return Claim(
        claim_id=claim_id,
        charges=(Charge(charge_id=f"{claim_id}/invoice", amount=kr(major), due_date=due),),
        debtor_kind=DebtorKind.CONSUMER,
        agreements=Agreements(due_date=True, reminder_fee=True),
        facts=facts,
    )


# --- what a demand shows ----------------------------------------------------------------------------------------------
PAID = fact(K.PAID_CREDITOR, "2026-01-15", amount=kr(4_000))
BROKE = fact(K.INSOLVENT, "2026-03-02")


@pytest.mark.requirement("OWN-11")
def test_interest_is_shown_by_rate_period_and_principal() -> None:
    """Each part has its amount, and together they are the interest to the öre."""
    # 10 000 × 10 % × 30/365 = 82.1918; × 15/365 = 41.0959; 6 000 × 10 % × 60/365 = 98.6301; sums 82.19, 123.29, 221.92.
    answer = statement(a_claim(PAID), as_of=AS_OF)
    parts = (
        InterestPart(amount=kr("82.19"), percent=Decimal(10), starts_on=dt.date(2025, 12, 2), ends_on=dt.date(2025, 12, 31), principal=kr(10_000)),
        InterestPart(amount=kr("41.10"), percent=Decimal(10), starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 1, 15), principal=kr(10_000)),
        InterestPart(amount=kr("98.63"), percent=Decimal(10), starts_on=dt.date(2026, 1, 16), ends_on=AS_OF, principal=kr(6_000)),
    )  # fmt: skip
    assert (parts, kr("221.92")) == (interest_parts(answer), answer.interest_accrued)


@pytest.mark.requirement("OWN-11")
def test_a_demand_shows_capital_interest_and_costs_apart() -> None:
    """What the statement says stands in the letter of its day; what the host must add is lacking until it does."""
    demanded = fact(K.DEMAND_SENT, "2026-03-16")
    answer = statement(a_claim(PAID, demanded), as_of=AS_OF)
    letter = demand_letter(answer, pay_by=dt.date(2026, 3, 30))
    shown = (letter.capital, letter.interest, letter.costs, letter.is_interest_claimed, letter.is_cost_claimed)
    assert (kr(6_000), interest_parts(answer), kr(180), True, True) == shown
    assert (AS_OF, dt.date(2026, 3, 30)) == (letter.sent_on, letter.pay_by)
    assert ["writing", "creditor_name", "basis", "payment_way", "objection"] == [lack.code for lack in lacks(letter)]


@pytest.mark.requirement("OWN-11")
def test_what_was_invoiced_for_interest_and_fees_is_no_capital() -> None:
    """The letter shows it apart, and lacks at what rate, for what time and on what principal the interest ran."""
    kinds = {ChargeKind.SUPPLY: "10000", ChargeKind.INTEREST: "300", ChargeKind.FEE: "60"}
    charges = [Charge(charge_id=kind, kind=kind, amount=kr(major), due_date=DUE) for kind, major in kinds.items()]
    claim = attrs.evolve(a_claim(fact(K.PAID_CREDITOR, "2026-01-15", amount=kr(10_100))), charges=charges)
    letter = a_whole_letter(statement(claim, as_of=AS_OF))
    # The oldest is settled first, then in their order: 100 of the interest's 300. 10,000 × 10 % × 45/365 = 123.29.
    assert (kr(0), kr(60)) == (letter.capital, letter.costs)
    assert (InterestPart(amount=kr(200)), kr(200)) == (letter.interest[0], letter.interest[0].amount)
    assert kr("323.29") == sum((part.amount for part in letter.interest if part.amount), kr(0))
    assert {"interest_rate", "interest_period", "interest_principal"} == {lack.code for lack in lacks(letter)}


def a_whole_letter(answer: Statement, **says: Any) -> DemandLetter:
    """Return a demand for what a statement says, in which the host says all that it must."""
    pay_by = answer.as_of + dt.timedelta(days=14)
    said: dict[str, Any] = {"creditor_name": "X", "basis": "Y", "payment_way": "Z", "is_written": True}
    return demand_letter(answer, pay_by=pay_by, is_objection_invited=True, **said, **says)


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ({}, ()),
        ({"is_written": False}, ("writing",)),
        ({"is_objection_invited": False}, ("objection",)),
        ({"creditor_name": None, "basis": None, "payment_way": None}, ("creditor_name", "basis", "payment_way")),
    ],
)
def test_a_letter_says_what_the_host_says(says: dict[str, Any], codes: tuple[str, ...]) -> None:
    """Nothing is taken for granted: neither that it is in writing, nor that it invites objections."""
    assert codes == tuple(
        lack.code for lack in lacks(attrs.evolve(a_whole_letter(statement(a_claim(), as_of=AS_OF)), **says))
    )


@pytest.mark.requirement("OWN-11")
def test_a_demand_of_capital_alone_claims_neither_interest_nor_costs() -> None:
    """The interest was invoiced already, and there is no cost."""
    through = attrs.evolve(a_claim(), interest_invoiced_through=AS_OF)
    letter = a_whole_letter(statement(through, as_of=AS_OF))
    shown = (letter.capital, letter.interest, letter.is_interest_claimed, letter.is_cost_claimed)
    assert (kr(10_000), (), False, False) == shown
    assert () == lacks(letter)


#: Of 1 000 kronor due on 2026-01-30 interest of 8.49 has run by 2026-03-02; a reminder of 2026-02-10 costs 60.
LATER = Charge(charge_id="later", amount=kr(5_000), due_date=dt.date(2026, 6, 30))
REMINDED = fact(K.REMINDER_SENT, "2026-02-10")
#: Of 10 000 kronor run 82.19 by the end of 2025, and 41.10 more by 2026-01-15.
ASKED = (
    # what                       facts                                                            capital interest costs
    ("all that is due",          (REMINDED,),                                                     "1000.00", ("8.49",), "60.00"),
    ("what a payment leaves",    (REMINDED, fact(K.PAID_AGENCY, "2026-03-02", amount=kr(500))),   "568.49", (), "0.00"),
    ("a part of the interest",   (REMINDED, fact(K.PAID_AGENCY, "2026-03-02", amount=kr("63.49"))), "1000.00", ("5.00",), "0.00"),
    ("what came before its due", (REMINDED, fact(K.PAID_AGENCY, "2026-03-02", amount=kr(2_000))), "0.00", (), "0.00"),
    ("too much for the capital", (fact(K.PAID_AGENCY, "2026-03-02", amount=kr(6_000), capital=kr("5993.00")),), "0.00", ("1.49",), "0.00"),
    ("overpaid capital",         (fact(K.PAID_CREDITOR, "2026-03-02", amount=kr("6003.49")),),    "0.00", ("5.00",), "0.00"),
    ("nothing",                  (fact(K.PAID_CREDITOR, "2026-03-02", amount=kr(7_000)),),        "0.00", (), "0.00"),
)  # fmt: skip


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("facts", "capital", "interest", "costs"), [one[1:] for one in ASKED], ids=[one[0] for one in ASKED]
)
def test_a_demand_asks_for_what_is_due_and_open(
    facts: tuple[Fact, ...], capital: str, interest: tuple[str, ...], costs: str
) -> None:
    """What was paid is not asked for again, nor what is due later; what was overpaid lowers the rest."""
    claim = a_claim(*facts, major=1_000, due=dt.date(2026, 1, 30))
    claim = attrs.evolve(claim, charges=(*claim.charges, LATER))
    letter = a_whole_letter(statement(claim, as_of=dt.date(2026, 3, 2)))
    asked = (letter.capital, tuple(part.amount for part in letter.interest), letter.costs)
    assert (kr(capital), tuple(map(kr, interest)), kr(costs)) == asked
    assert (bool(interest), costs != "0.00") == (letter.is_interest_claimed, letter.is_cost_claimed)


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("paid", "amounts"),
    [
        ("82.18", ("0.01", "41.10", "164.38")),
        ("82.19", ("41.10", "164.38")),
        ("123.28", ("0.01", "164.38")),
        ("123.29", ("164.38",)),
        ("123.30", ("164.37",)),
    ],
)
def test_what_was_paid_of_interest_settles_the_oldest_parts(paid: str, amounts: tuple[str, ...]) -> None:
    """A part that is paid is no longer shown; one that is paid in part is shown with what is open of it."""
    # As above until the payment, which says that none of it fell on the capital; then 10 000 × 10 % × 60/365 = 164.38.
    settled = fact(K.PAID_AGENCY, "2026-01-15", amount=kr(paid), capital=kr(0))
    turned = fact(K.PAID_CREDITOR, "2026-01-15", amount=kr(1)), fact(K.PAYMENT_REMOVED, "2026-01-15", amount=kr(1))
    parts = interest_parts(statement(a_claim(settled, *turned), as_of=AS_OF))
    assert tuple(map(kr, amounts)) == tuple(part.amount for part in parts)


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("due_date", "moves", "capital"),
    [
        ("2026-03-15", False, "10000.00"),
        ("2026-03-16", False, "0.00"),
        ("2026-03-17", False, "0.00"),
        # A Saturday, of which the Monday is the day on which the demand is sent.
        ("2026-03-14", True, "0.00"),
        ("2026-03-14", False, "10000.00"),
        ("2026-03-13", True, "10000.00"),
    ],
)
def test_nobody_is_asked_for_what_is_not_due(due_date: str, moves: bool, capital: str) -> None:
    """The day on which the debtor may still pay must have passed."""
    claim = a_claim(due=dt.date.fromisoformat(due_date))
    policy = attrs.evolve(POLICY, due_date_moves=moves)
    assert kr(capital) == a_whole_letter(statement(claim, as_of=AS_OF, policy=policy)).capital


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("rounding", "amounts"),
    [
        # 305 × 11 % × 17/365 = 1.5626; × 10 % × 1/365 = 0.0836; sum 1.6462: a whole krona, in the first.
        (Rounding.KRONOR, ("1.00",)),
        (Rounding.ONCE, ("1.56", "0.09")),
        (Rounding.SEGMENTS, ("1.56", "0.08")),
    ],
)
def test_parts_are_rounded_as_their_sum(rounding: Rounding, amounts: tuple[str, ...]) -> None:
    """Whatever the convention, no part is below zero, and together they are the interest."""
    claim, policy = a_claim(major=305, due=dt.date(2025, 6, 13)), attrs.evolve(POLICY, rounding=rounding)
    answer = statement(claim, as_of=dt.date(2025, 7, 1), policy=policy)
    parts = interest_parts(answer)
    assert tuple(map(kr, amounts)) == tuple(part.amount for part in parts)
    assert answer.interest == Money(sum(part.amount.minor for part in parts if part.amount))


@pytest.mark.requirement("OWN-11")
@pytest.mark.parametrize(
    ("facts", "is_to_administrator", "codes"),
    [
        ((), None, ()),
        ((BROKE,), None, ("administrator",)),
        ((BROKE,), False, ("administrator",)),
        ((BROKE,), True, ()),
        ((BROKE, fact(K.INSOLVENCY_ENDED, "2026-03-16")), None, ()),
        ((fact(K.INSOLVENT, "2026-03-16"),), None, ("administrator",)),
        ((fact(K.INSOLVENT, "2026-03-17"),), None, ()),
    ],
)
def test_a_demand_goes_to_the_administrator_of_an_insolvent_debtor(
    facts: tuple[Fact, ...],
    is_to_administrator: bool | None,
    codes: tuple[str, ...],
) -> None:
    """As long as the debtor is insolvent, whoever writes the letter must say that it does."""
    answer = statement(a_claim(*facts), as_of=AS_OF)
    letter = a_whole_letter(answer, is_to_administrator=is_to_administrator)
    assert codes == tuple(lack.code for lack in lacks(letter))


# --- what is disputed -------------------------------------------------------------------------------------------------
#: Interest 2025-12-02 to 2026-03-16: 10 000 × 10 % × 105/365 = 287.67.
DISPUTES = (
    ("nothing", (), "0.00", "10287.67"),
    ("a quarter, with a quarter of the interest", (fact(K.DISPUTED, "2026-03-01", amount=kr(2_500)),), "2571.92", "7715.75"),
    ("all of it", (fact(K.DISPUTED, "2026-03-01"),), "10287.67", "0.00"),
    ("as much as there is", (fact(K.DISPUTED, "2026-03-01", amount=kr(99_999)),), "10287.67", "0.00"),
    ("nothing any more", (fact(K.DISPUTED, "2026-03-01"), fact(K.DISPUTE_SETTLED, "2026-03-16")), "0.00", "10287.67"),
    ("all until the day after", (fact(K.DISPUTED, "2026-03-01"), fact(K.DISPUTE_SETTLED, "2026-03-17")), "10287.67", "0.00"),
    ("not before the day", (fact(K.DISPUTED, "2026-03-17"),), "0.00", "10287.67"),
)  # fmt: skip


@pytest.mark.requirement("LC-15")
@pytest.mark.parametrize(
    ("facts", "disputed", "undisputed"), [one[1:] for one in DISPUTES], ids=[one[0] for one in DISPUTES]
)
def test_what_is_disputed_stands_apart(facts: tuple[Fact, ...], disputed: str, undisputed: str) -> None:
    """The undisputed part may go on; the disputed capital takes its share of the interest with it."""
    answer = statement(a_claim(*facts), as_of=AS_OF)
    assert (kr(disputed), kr(undisputed)) == (answer.disputed, answer.undisputed)


# --- insolvency -------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
def test_a_statement_splits_at_the_day_of_insolvency() -> None:
    """What was owed then stands apart from what came later; no new costs come after it."""
    # To 2026-03-02: 10 000 × 10 % × 91/365 = 249.32; to the 16th 287.67.
    letters = (fact(K.REMINDER_SENT, "2026-03-02"), fact(K.DEMAND_SENT, "2026-03-03"))
    answer = statement(a_claim(BROKE, *letters), as_of=AS_OF)
    before = answer.at_insolvency
    assert before is not None
    assert (kr("249.32"), kr(60)) == (before.interest, before.costs)
    assert (kr("287.67"), kr(60)) == (answer.interest, answer.costs)


def test_who_is_solvent_again_has_no_such_day() -> None:
    """An insolvency that is over splits nothing, and neither does one that has not come."""
    over = statement(a_claim(BROKE, fact(K.INSOLVENCY_ENDED, "2026-03-16")), as_of=AS_OF)
    assert (None, None) == (over.at_insolvency, statement(a_claim(BROKE), as_of=dt.date(2026, 3, 1)).at_insolvency)


# --- money is counted -------------------------------------------------------------------------------------------------
#: Of 10 000 kronor with interest of 82.19 by the end of 2025: what fell on costs, interest, capital; what is left.
COUNTED = (
    ("the policy's order", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300)),), (("0.00", "82.19", "217.81", "0.00"),)),
    ("costs come first", (fact(K.DEMAND_SENT, "2025-12-31"), fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300))), (("180.00", "82.19", "37.81", "0.00"),)),
    ("the agency's word", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300), capital=kr(250)),), (("0.00", "50.00", "250.00", "0.00"),)),
    ("more than the rest needs", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300), capital=kr(100)),), (("0.00", "82.19", "100.00", "117.81"),)),
    ("a split that came later", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300)), fact(K.SPLIT_STATED, "2026-01-10", amount=kr(300), capital=kr(290), about="paid_agency/2025-12-31")), (("0.00", "10.00", "290.00", "0.00"),)),
    ("a split that names nothing", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300)), fact(K.SPLIT_STATED, "2026-01-10", amount=kr(300), capital=kr(290))), (("0.00", "82.19", "217.81", "0.00"), ("0.00", "-72.19", "72.19", "0.00"))),
    ("direct payments lower the capital", (fact(K.PAID_CREDITOR, "2025-12-31", amount=kr(300)),), (("0.00", "0.00", "300.00", "0.00"),)),
    ("as do credit notes", (fact(K.CREDITED, "2025-12-31", amount=kr(300)),), (("0.00", "0.00", "300.00", "0.00"),)),
    ("and remissions", (fact(K.REMITTED, "2025-12-31", amount=kr(300)),), (("0.00", "0.00", "300.00", "0.00"),)),
    ("a set-off settles interest first", (fact(K.SET_OFF, "2025-12-31", amount=kr(300), capital=kr("217.81")),), (("0.00", "82.19", "217.81", "0.00"),)),
    ("too much", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(10_100)),), (("0.00", "82.19", "10000.00", "17.81"),)),
    ("it goes back", (fact(K.PAID_AGENCY, "2025-12-31", amount=kr(300)), fact(K.PAYMENT_REVERSED, "2026-01-10", amount=kr(300), about="paid_agency/2025-12-31")), (("0.00", "82.19", "217.81", "0.00"), ("0.00", "-82.19", "-217.81", "0.00"))),
    ("a removed payment", (fact(K.PAID_CREDITOR, "2025-12-31", amount=kr(300)), fact(K.PAYMENT_REMOVED, "2026-01-10", amount=kr(300))), (("0.00", "0.00", "300.00", "0.00"), ("0.00", "0.00", "-300.00", "0.00"))),
)  # fmt: skip


@pytest.mark.requirement("LC-14")
@pytest.mark.requirement("OWN-12")
@pytest.mark.parametrize(("facts", "parts"), [one[1:] for one in COUNTED], ids=[one[0] for one in COUNTED])
def test_money_is_counted_to_the_ore(facts: tuple[Fact, ...], parts: tuple[tuple[str, ...], ...]) -> None:
    """What came in is what fell on costs, interest and capital, and what is left over."""
    answer = statement(a_claim(*facts), as_of=AS_OF)
    found = tuple((one.costs, one.interest, one.capital, one.left) for one in answer.allocations)
    assert tuple(tuple(kr(part) for part in of_fact) for of_fact in parts) == found
    assert kr(str(sum(Decimal(part) for of_fact in parts for part in of_fact))) == answer.received
    assert answer.received == Money(sum(one.amount.minor for one in answer.allocations))


def test_a_credit_from_the_start_takes_its_interest_with_it() -> None:
    """An invoice that was wrong from the start never bore interest on what was wrong; a later credit leaves it."""
    # 6 000 × 10 % × 105/365 = 172.60; with a credit on 2026-03-16 itself, all of 287.67.
    wrong, later = (fact(K.CREDITED, "2026-03-16", amount=kr(4_000), from_start=is_wrong) for is_wrong in (True, False))
    first, second = (statement(a_claim(one), as_of=AS_OF) for one in (wrong, later))
    assert (kr(6_000), kr("172.60"), kr(4_000)) == (first.capital, first.interest, first.received)
    assert (kr(6_000), kr("287.67"), kr(4_000)) == (second.capital, second.interest, second.received)


# --- several claims ---------------------------------------------------------------------------------------------------
ON = dt.date(2026, 1, 5)
OLD = a_claim(claim_id="old", major=1_000, due=ON)
NEW = a_claim(claim_id="new", major=500, due=dt.date(2026, 2, 5))
SHARES = (
    ("the oldest first", 1_200, (), (("old", 1_000), ("new", 200)), 0),
    ("the oldest alone, to the öre", 1_000, (), (("old", 1_000),), 0),
    ("what the debtor says first", 1_200, ("new",), (("new", 500), ("old", 700)), 0),
    ("said twice is said once", 600, ("new", "new"), (("new", 500), ("old", 100)), 0),
    ("the debtor's own order", 600, ("new", "old"), (("new", 500), ("old", 100)), 0),
    ("more than is owed", 2_000, (), (("old", 1_000), ("new", 500)), 500),
)


@pytest.mark.requirement("LC-14")
@pytest.mark.parametrize(
    ("major", "wanted", "parts", "left"), [one[1:] for one in SHARES], ids=[one[0] for one in SHARES]
)
def test_a_payment_for_several_claims(
    major: int, wanted: tuple[str, ...], parts: tuple[tuple[str, int], ...], left: int
) -> None:
    """The debtor's destination counts, then age; what nothing is left for is said."""
    shared = share_payment(kr(major), [NEW, OLD], on=ON, destinations=wanted)
    assert Shared(tuple((claim_id, kr(part)) for claim_id, part in parts), kr(left)) == shared


def test_a_destination_is_one_of_the_claims() -> None:
    """A payment for a claim that nobody gave is refused, and so are two claims of one id, or of two currencies."""
    with pytest.raises(ClaimError) as caught:
        share_payment(kr(1), [OLD], on=ON, destinations=("lost",))
    assert "claim lost has no fitting claim_id; wanted the id of one of the claims that the payment may settle." == str(
        caught.value
    )
    with pytest.raises(ClaimError) as caught:
        share_payment(kr(1), [OLD, a_claim(claim_id="old")], on=ON)
    assert "claim old has no fitting claim_id; wanted an id that no other claim has." == str(caught.value)
    with pytest.raises(CurrencyMismatchError):
        share_payment(Money(1, "EUR"), [OLD], on=ON)
