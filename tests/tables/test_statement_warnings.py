"""What a statement warns of, whether its claim is prescribed, and what of it is disputed."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.claim import Charge, Claim, Statement, statement
from inkasso_rules.law.prescription import PrescriptionStatus
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.claims import ChargeKind
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY

K = FactKind
CONSUMER, TRADER = DebtorKind.CONSUMER, DebtorKind.TRADER
ONE_DAY: Final = dt.timedelta(days=1)
RUNNING, PRESCRIBED, UNKNOWN = PrescriptionStatus


def day(text: str) -> dt.date:
    """Read a date."""
    return dt.date.fromisoformat(text)


def fact(fact_id: str, kind: FactKind, on: str, **says: Any) -> Fact:
    """Make a fact."""
    return Fact(fact_id=fact_id, kind=kind, happened_on=day(on), **says)


def a_claim(*facts: Fact, **changes: Any) -> Claim:
    """Return a consumer's claim for 1,000 kronor, due on Monday 2 March 2026 as agreed, at 36.5 %: a krona a day."""
    plain: dict[str, Any] = {
        "claim_id": "C-1",
        "charges": (Charge(charge_id="I-1", amount=Money.of(1_000), due_date=day("2026-03-02")),),
        "debtor_kind": CONSUMER,
        "agreements": Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest(percent=Decimal("36.5"))),
        "facts": facts,
    }
    return Claim(**(plain | changes))


def told(*facts: Fact, as_of: str = "2026-06-01", **changes: Any) -> Statement:
    """Return the claim's statement, as the service's own policy has it."""
    return statement(a_claim(*facts, **changes), as_of=day(as_of))


def warnings(answer: Statement) -> list[str]:
    """Return requirement, code and subject of each warning."""
    return [f"{one.requirement} {one.code} {one.subject}" for one in answer.warnings]


PAID = fact("paid", K.PAID_AGENCY, "2026-05-12", amount=Money.of(100), capital=Money.of(10))
REMINDED = fact("letter", K.REMINDER_SENT, "2026-04-01")
BACK = fact("back", K.MEASURE_WITHDRAWN, "2026-04-02", about="letter")
LOST = fact("lost", K.MEASURE_WITHDRAWN, "2026-04-02", about="nothing")
FIRST = fact("first", K.DISPUTED, "2026-04-01", amount=Money.of(100))
SECOND = fact("second", K.DISPUTED, "2026-04-02", amount=Money.of(200))
SETTLED = fact("settled", K.DISPUTE_SETTLED, "2026-04-03")
CHARGED = fact("charged", K.COST_CHARGED, "2026-04-01", amount=Money.of(60), cost=CostKind.REMINDER, about="letter")
SET_OFF = fact("set-off", K.SET_OFF, "2026-03-04", amount=Money.of(100), capital=Money.of(10))


def settles(about: str, on: str = "2026-04-04") -> Fact:
    """Settle a dispute by its name."""
    return fact(f"settles-{about}", K.DISPUTE_SETTLED, on, about=about)


def seen(earliest_on: str, on: str, kind: FactKind = K.PAID_CREDITOR) -> Fact:
    """Tell of something of which only an interval is known."""
    amount = Money.of(100) if kind is K.PAID_CREDITOR else None
    return fact("seen", kind, on, earliest_on=day(earliest_on), amount=amount)


@pytest.mark.requirement("LC-14", "LC-15", "OWN-8")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), []),
        # An interval, from its first day on; what is no money changes no interest.
        ((seen("2026-05-02", "2026-05-04"),), ["LC-14 day_uncertain seen"]),
        ((seen("2026-06-01", "2026-06-02"),), ["LC-14 day_uncertain seen"]),
        ((seen("2026-06-02", "2026-06-03"),), []),
        ((seen("2026-05-02", "2026-05-04", K.REMINDER_SENT),), []),
        # A measure that is taken back.
        ((REMINDED, BACK), []),
        ((BACK,), ["OWN-8 nothing_withdrawn back"]),
        ((REMINDED, LOST), ["OWN-8 nothing_withdrawn lost"]),
        ((attrs.evolve(LOST, happened_on=day("2026-06-02")),), []),
        # A settlement of one dispute, of none, and of one of several; once none stands, nothing is unclear.
        ((FIRST, SETTLED), []),
        ((SETTLED,), []),
        ((SETTLED, attrs.evolve(FIRST, happened_on=day("2026-04-05"))), []),
        ((FIRST, SECOND, SETTLED), ["LC-15 settlement_unclear settled"]),
        ((FIRST, settles("other")), ["LC-15 settlement_unclear settles-other"]),
        ((FIRST, SECOND, settles("first"), attrs.evolve(SETTLED, happened_on=day("2026-04-05"))), []),
        ((FIRST, settles("first"), attrs.evolve(SETTLED, happened_on=day("2026-04-05"))), []),
        ((FIRST, SECOND, SETTLED, settles("first")), ["LC-15 settlement_unclear settled"]),
        ((FIRST, SECOND, SETTLED, settles("first"), settles("second")), []),
        ((FIRST, SECOND, attrs.evolve(SETTLED, happened_on=day("2026-06-02"))), []),
        # Of 100, 10 are said to fall on the capital, and 71, or 2, are open of interest.
        ((PAID,), ["LC-14 left_over paid"]),
        ((attrs.evolve(PAID, capital=Money.of(29)),), []),
        ((SET_OFF,), ["LC-14 left_over set-off"]),
        ((attrs.evolve(PAID, amount=Money.of(1_100), capital=Money.of(1_000)),), []),
        # On 4 March 2 are open of interest, which a set-off settles first.
        ((attrs.evolve(SET_OFF, capital=Money.of(99)),), ["LC-14 interest_passed_over set-off"]),
        ((attrs.evolve(SET_OFF, capital=Money.of(98)),), []),
        # Costs are kronor.
        ((REMINDED, CHARGED), []),
        ((REMINDED, attrs.evolve(CHARGED, amount=Money(5_00, "EUR"))), ["OWN-8 other_currency charged"]),
    ],
)  # fmt: skip
def test_what_is_odd_in_what_was_reported(facts: tuple[Fact, ...], expected: list[str]) -> None:
    """Each is named by its fact: nothing is dropped in silence."""
    assert expected == warnings(told(*facts))


@pytest.mark.requirement("OWN-8")
@pytest.mark.parametrize(
    ("about", "expected"), [("C-1/prior/0", []), ("C-1/prior/1", ["OWN-8 nothing_withdrawn back"])]
)
def test_a_reminder_before_the_transfer_may_be_taken_back(about: str, expected: list[str]) -> None:
    """The creditor's own reminder is a measure that is known, even if it cost nothing."""
    prior = (PriorReminder(sent_on=day("2026-03-20"), cost=Money(0)),)
    assert expected == warnings(told(attrs.evolve(BACK, about=about), prior_reminders=prior))


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [(ChargeKind.FEE, ["LC-12 fee_not_judged I-2"]), (ChargeKind.INTEREST, []), (ChargeKind.SUPPLY, [])],
)
def test_a_fee_that_was_invoiced_is_not_judged(kind: ChargeKind, expected: list[str]) -> None:
    """It is asked for as it stands, and that is said."""
    supply = Charge(charge_id="I-1", amount=Money.of(1_000), due_date=day("2026-03-02"))
    further = Charge(charge_id="I-2", kind=kind, amount=Money.of(60), due_date=day("2026-03-02"))
    assert expected == warnings(told(charges=(supply, further)))


@pytest.mark.requirement("OWN-8")
@pytest.mark.parametrize(
    ("cost", "costs", "expected"),
    [(Money.of(60), 60_00, []), (Money(60_00, "EUR"), 0, ["OWN-8 other_currency C-1/prior/0"])],
)
def test_what_a_reminder_before_the_transfer_cost_is_kronor(cost: Money, costs: int, expected: list[str]) -> None:
    """In another currency it is not counted, and that is said."""
    answer = told(prior_reminders=(PriorReminder(sent_on=day("2026-03-20"), cost=cost),))
    assert (costs, expected) == (answer.costs.minor, warnings(answer))


# --- prescription -----------------------------------------------------------------------------------------------------
OLD: Final = {"charges": (Charge(charge_id="I-1", amount=Money.of(1_000), due_date=day("2023-03-31")),)}


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("origin_on", "kind", "as_of", "status", "code"),
    [
        # 16 March 2026 is a Monday.
        ("2023-03-16", CONSUMER, "2026-03-16", RUNNING, None),
        ("2023-03-16", CONSUMER, "2026-03-17", PRESCRIBED, "prescribed"),
        ("2023-03-16", TRADER, "2026-03-17", RUNNING, None),
        ("2023-03-16", None, "2026-03-17", UNKNOWN, "may_be_prescribed"),
        # Of 15 March, a Sunday, it is not settled whether it moves; the plain day stands.
        ("2023-03-15", CONSUMER, "2026-03-15", RUNNING, None),
        ("2023-03-15", CONSUMER, "2026-03-16", PRESCRIBED, "prescribed"),
        # Of what is known it is the due date that comes first.
        (None, CONSUMER, "2026-03-31", UNKNOWN, None),
        (None, CONSUMER, "2026-04-01", UNKNOWN, "prescribed"),
    ],
)
def test_a_claim_that_is_or_may_be_prescribed(
    origin_on: str | None, kind: DebtorKind | None, as_of: str, status: PrescriptionStatus, code: str | None
) -> None:
    """It is warned of; the sums stand as they are."""
    answer = told(as_of=as_of, origin_on=origin_on and day(origin_on), debtor_kind=kind, **OLD)
    unknown = ["LC-12 debtor_kind_unknown C-1"] if kind is None else []
    assert status is answer.prescription.status
    assert [*unknown, *([f"OWN-10 {code} C-1"] if code else [])] == warnings(answer)
    assert Money.of(1_000) == answer.capital


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("known", "ends_on"),
    [
        ({"charges": (attrs.evolve(OLD["charges"][0], sent_on=day("2023-03-01")),)}, "2026-03-01"),
        ({"facts": (fact("paused", K.PAUSED, "2023-03-01"),)}, "2026-03-01"),
        ({"facts": (seen("2023-03-01", "2023-03-04", K.PAUSED),)}, "2026-03-01"),
        # A letter interrupts from its presumed receipt.
        ({"prior_reminders": (PriorReminder(sent_on=day("2023-03-01"), cost=Money(0)),)}, "2026-03-03"),
    ],
)
def test_a_claim_is_no_younger_than_what_is_known_of_it(known: dict[str, Any], ends_on: str) -> None:
    """Nobody says when it arose; the first that was heard of it is of 1 March."""
    answers = (told(as_of=str(day(ends_on) + number * ONE_DAY), **{**OLD, **known}) for number in (0, 1))
    assert [[], ["OWN-10 prescribed C-1"]] == [warnings(answer) for answer in answers]


@pytest.mark.requirement("OWN-10")
def test_what_is_paid_is_not_prescribed() -> None:
    """Nothing is left that anybody would demand."""
    paid = fact("paid", K.PAID_CREDITOR, "2023-03-31", amount=Money.of(1_000))
    assert [[], ["OWN-10 prescribed C-1"]] == [
        warnings(told(*facts, as_of="2027-01-04", origin_on=day("2023-03-16"), **OLD)) for facts in ((paid,), ())
    ]


@pytest.mark.requirement("OWN-10")
def test_a_claim_from_before_the_act() -> None:
    """The law that it arose under is not known: it may be prescribed."""
    assert ["OWN-10 may_be_prescribed C-1"] == warnings(told(origin_on=day("1981-12-31")))


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(("moves", "expected"), [(False, PRESCRIBED), (True, RUNNING)])
def test_the_policy_moves_an_end_on_no_bank_day(moves: bool, expected: PrescriptionStatus) -> None:
    """The time ends on Sunday 15 March 2026; on Monday the claim lives if that is read so."""
    claim = a_claim(origin_on=day("2023-03-15"), **OLD)
    answer = statement(claim, as_of=day("2026-03-16"), policy=attrs.evolve(POLICY, prescription_moves=moves))
    assert expected is answer.prescription.status
    assert (["OWN-10 prescribed C-1"] if expected is PRESCRIBED else []) == warnings(answer)


@pytest.mark.requirement("OWN-6", "OWN-10")
def test_a_letter_is_presumed_to_arrive_after_two_weekdays() -> None:
    """One of Friday 13 March arrives on Tuesday, and three years run from then; with three days, a day later."""
    claim = a_claim(fact("letter", K.REMINDER_SENT, "2026-03-13"), origin_on=day("2026-02-02"))
    later = attrs.evolve(POLICY, presumed_post_days=POLICY.presumed_post_days + 1)
    assert ["2029-03-17", "2029-03-18"] == [
        str(statement(claim, as_of=day("2026-06-01"), policy=policy).prescription.ends_on) for policy in (POLICY, later)
    ]


# --- what is disputed -------------------------------------------------------------------------------------------------
ALL: Final = fact("all", K.DISPUTED, "2026-04-01")


@pytest.mark.requirement("LC-15")
@pytest.mark.parametrize(
    ("facts", "total", "disputed"),
    [
        # 91 days, from 3 March through 1 June; then 71 through 12 May, and 60 for the reminder.
        ((ALL,),                                  "1091.00", "1091.00"),
        ((ALL, REMINDED, 1_000),                  "131.00",  "131.00"),
        ((ALL, 1_000),                            "71.00",   "71.00"),
        ((ALL, FIRST, 1_000),                     "71.00",   "71.00"),
        ((ALL, settles("all"), 1_000),            "71.00",   "0.00"),
        # A tenth of the capital, with a tenth of the interest; all that is open; and no capital at all.
        ((FIRST,),                                "1091.00", "109.10"),
        ((FIRST, 900),                            "173.00",  "173.00"),
        ((FIRST, 1_000),                          "71.00",   "0.00"),
        ((),                                      "1091.00", "0.00"),
    ],
)  # fmt: skip
def test_a_dispute_about_everything_outlives_the_capital(
    facts: tuple[Fact | int, ...], total: str, disputed: str
) -> None:
    """Who disputes the whole debt disputes its interest and costs too, when the capital is paid; a sum is capital."""
    found = [
        fact("paid", K.PAID_CREDITOR, "2026-05-12", amount=Money.of(one)) if isinstance(one, int) else one
        for one in facts
    ]
    answer = told(*found)
    assert (total, disputed) == (str(answer.total.decimal), str(answer.disputed.decimal))
    assert answer.total == answer.disputed + answer.undisputed
