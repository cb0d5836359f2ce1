"""How long a claim lives: around its last day, with each sort of interruption, and with what nobody knows."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.law.deadlines import PostDaysError
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.prescription import Cause, Doubt, Interruption, Prescription, PrescriptionStatus, prescription
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.dates import DateTypeError, oldest_within_years, years_after
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

DAY = dt.timedelta(days=1)
K = FactKind
RUNNING, PRESCRIBED, UNKNOWN = PrescriptionStatus
CONSUMER, TRADER, PUBLIC_BODY, OTHER = DebtorKind


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


@attrs.frozen(kw_only=True)
class Claimed:
    """A claim with just what the question needs; it arose on a Thursday, and a consumer owes it."""

    claim_id: str = "claim-1"
    origin_on: dt.date | None = dt.date(2023, 3, 16)
    debtor_kind: DebtorKind | None = CONSUMER
    is_supply: bool = True
    prior_reminders: tuple[PriorReminder, ...] = ()
    facts: tuple[Fact, ...] = ()


def fact(kind: FactKind, on: str, fact_id: str = "f", **says: Any) -> Fact:
    """Return a fact; a payment is 100 kronor unless it says otherwise."""
    if kind in {K.PAID_AGENCY, K.PAID_CREDITOR}:
        says = {"amount": Money.of(100)} | says
    return Fact(fact_id=fact_id, kind=kind, happened_on=day(on), **says)


def paid(on: str, fact_id: str = "f", **says: Any) -> Fact:
    """Return a payment to the agency."""
    return fact(K.PAID_AGENCY, on, fact_id, **says)


def asked(*facts: Fact, as_of: str, **says: Any) -> Prescription:
    """Ask about the consumer's claim with these facts."""
    return prescription(Claimed(facts=facts), as_of=day(as_of), **says)


def short(found: Prescription) -> tuple[PrescriptionStatus, str, str | None]:
    """Return the status and both ends."""
    return found.status, str(found.ends_on), None if found.latest_end_on is None else str(found.latest_end_on)


def doubts(found: Prescription) -> list[str]:
    """Return what the answer rests on, each with what it is about."""
    return [f"{reason.code} {reason.subject}" for reason in found.warnings]


# --- the time ---------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("kind", "origin_on", "ends_on"),
    [
        (CONSUMER, "2023-03-16", "2026-03-16"),
        (CONSUMER, "2024-02-28", "2027-02-28"),
        (CONSUMER, "2024-02-29", "2027-02-28"),
        (CONSUMER, "2024-03-01", "2027-03-01"),
        (CONSUMER, "2025-02-28", "2028-02-28"),
        (CONSUMER, "2022-12-31", "2025-12-31"),
        (CONSUMER, "2023-01-01", "2026-01-01"),
        (CONSUMER, "1982-01-01", "1985-01-01"),
        (TRADER, "2016-03-16", "2026-03-16"),
        (PUBLIC_BODY, "2016-03-16", "2026-03-16"),
        (OTHER, "2016-03-16", "2026-03-16"),
        (TRADER, "2016-02-29", "2026-02-28"),
        (TRADER, "2015-12-31", "2025-12-31"),
        (TRADER, "1982-01-01", "1992-01-01"),
    ],
)
def test_a_claim_is_prescribed_on_the_day_after_its_last(kind: DebtorKind, origin_on: str, ends_on: str) -> None:
    """The time ends on the day of the origin's number, else on the month's last; that day is still in it."""
    claim, end = Claimed(debtor_kind=kind, origin_on=day(origin_on)), day(ends_on)
    found = [prescription(claim, as_of=end + number * DAY) for number in (-1, 0, 1)]
    assert [(RUNNING, ends_on, ends_on), (RUNNING, ends_on, ends_on), (PRESCRIBED, ends_on, ends_on)] == [
        short(each) for each in found
    ]


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize("kind", [*DebtorKind, None])
def test_a_claim_that_no_trader_supplied(kind: DebtorKind | None) -> None:
    """It lives ten years, whoever owes it; what the debtor is then plays no part."""
    claim = Claimed(debtor_kind=kind, is_supply=False)
    found = [prescription(claim, as_of=day(as_of)) for as_of in ("2026-03-17", "2033-03-16", "2033-03-17")]
    assert [(each, "2033-03-16", "2033-03-16") for each in (RUNNING, RUNNING, PRESCRIBED)] == [
        short(each) for each in found
    ]
    assert (10, ()) == (found[0].years, found[0].warnings)
    unknown = prescription(Claimed(origin_on=None, debtor_kind=kind, is_supply=False), as_of=day("2026-03-17"))
    assert ["origin_unknown claim-1"] == doubts(unknown)


@pytest.mark.requirement("OWN-10")
def test_a_plain_answer() -> None:
    """Nothing happened, everything is known: the answer has no warning."""
    assert Prescription(
        status=RUNNING,
        origin_on=day("2023-03-16"),
        years=3,
        ends_on=day("2026-03-16"),
        latest_end_on=day("2026-03-16"),
    ) == asked(as_of="2026-03-16")


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("origin_on", "ends_on", "moved_to"),
    [
        ("2023-03-13", "2026-03-13", None),
        ("2023-03-14", "2026-03-14", "2026-03-16"),
        ("2023-03-15", "2026-03-15", "2026-03-16"),
        ("2023-04-03", "2026-04-03", "2026-04-07"),
        ("2023-06-19", "2026-06-19", "2026-06-22"),
        ("2023-12-24", "2026-12-24", "2026-12-28"),
        ("2023-12-31", "2026-12-31", "2027-01-04"),
        ("2024-02-29", "2027-02-28", "2027-03-01"),
    ],
)
def test_an_end_when_banks_are_closed(origin_on: str, ends_on: str, moved_to: str | None) -> None:
    """The end is given as it is, with a warning and the next bank day; only a policy moves it."""
    claim = Claimed(origin_on=day(origin_on))
    end, moved = day(ends_on), day(moved_to or ends_on)
    found = prescription(claim, as_of=end)
    assert (end, day(moved_to) if moved_to else None) == (found.ends_on, found.moved_to)
    assert (["end_may_move claim-1"] if moved_to else []) == doubts(found)
    assert PRESCRIBED == prescription(claim, as_of=end + DAY).status
    assert found == prescription(claim, as_of=moved, moves=True)
    assert PRESCRIBED == prescription(claim, as_of=moved + DAY, moves=True).status


# --- interruptions ----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("kind", "cause", "on", "ends_on"),
    [
        (K.PAID_AGENCY, Cause.ACKNOWLEDGED, "2025-06-03", "2028-06-03"),
        (K.PAID_CREDITOR, Cause.ACKNOWLEDGED, "2025-06-03", "2028-06-03"),
        (K.PLAN_AGREED, Cause.ACKNOWLEDGED, "2025-06-03", "2028-06-03"),
        # two weekdays of post
        (K.REMINDER_SENT, Cause.WRITTEN_CLAIM, "2025-06-05", "2028-06-05"),
        (K.DEMAND_SENT, Cause.WRITTEN_CLAIM, "2025-06-05", "2028-06-05"),
        (K.LEGAL_STARTED, Cause.ACTION, "2025-06-03", "2028-06-03"),
    ],
)
def test_what_interrupts(kind: FactKind, cause: Cause, on: str, ends_on: str) -> None:
    """What the debtor acknowledges, receives or is sued for starts a new full time."""
    found = asked(fact(kind, "2025-06-03"), as_of="2026-04-01")
    assert (Interruption(fact_id="f", kind=kind, cause=cause, on=day(on)),) == found.interruptions
    assert (RUNNING, ends_on, None if cause is Cause.ACTION else ends_on) == short(found)


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (K.SET_OFF, {"amount": Money.of(100), "capital": Money.of(90)}),
        (K.CREDITED, {"amount": Money.of(100)}),
        (K.REMITTED, {"amount": Money.of(100)}),
        (K.PAYMENT_UNCLEAR, {"amount": Money.of(100)}),
        (K.PAID_OUT, {"amount": Money.of(100)}),
        (K.COST_CHARGED, {"amount": Money.of(60), "cost": CostKind.REMINDER}),
        (K.DISPUTED, {}),
        (K.PLAN_BROKEN, {}),
        (K.INSOLVENT, {}),
        (K.AFTER_COLLECTION_STARTED, {}),
    ],
)
def test_what_does_not_interrupt(kind: FactKind, says: dict[str, Any]) -> None:
    """A set-off does not by itself, nor anything else that is neither promise, payment, letter nor action."""
    assert asked(as_of="2026-04-01") == asked(fact(kind, "2025-06-03", **says), as_of="2026-04-01")


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        # the day before the last one, the last one, the one after
        ((paid("2026-03-15"),), "2029-03-15", (RUNNING, "2029-03-15", "2029-03-15")),
        ((paid("2026-03-16"),), "2029-03-16", (RUNNING, "2029-03-16", "2029-03-16")),
        ((paid("2026-03-16"),), "2029-03-17", (PRESCRIBED, "2029-03-16", "2029-03-16")),
        ((paid("2026-03-17"),), "2026-03-17", (PRESCRIBED, "2026-03-16", "2026-03-16")),
        # a letter that is presumed to be received on the last day, and those that may have been, sent by that day
        ((fact(K.DEMAND_SENT, "2026-03-12"),), "2026-03-17", (RUNNING, "2029-03-16", "2029-03-16")),
        ((fact(K.DEMAND_SENT, "2026-03-13"),), "2026-03-16", (RUNNING, "2026-03-16", "2029-03-17")),
        ((fact(K.DEMAND_SENT, "2026-03-13"),), "2026-03-17", (UNKNOWN, "2026-03-16", "2029-03-17")),
        ((fact(K.DEMAND_SENT, "2026-03-16"),), "2026-03-17", (UNKNOWN, "2026-03-16", "2029-03-18")),
        ((fact(K.DEMAND_SENT, "2026-03-17"),), "2026-03-17", (PRESCRIBED, "2026-03-16", "2026-03-16")),
        ((fact(K.DEMAND_SENT, "2026-03-13"),), "2029-03-18", (PRESCRIBED, "2026-03-16", "2029-03-17")),
        # what happened before the origin, on it, and after the day of the question
        ((paid("2023-03-15"),), "2026-03-17", (PRESCRIBED, "2026-03-16", "2026-03-16")),
        ((paid("2023-03-16"),), "2026-03-16", (RUNNING, "2026-03-16", "2026-03-16")),
        ((paid("2025-06-03"),), "2025-06-02", (RUNNING, "2026-03-16", "2026-03-16")),
        ((paid("2025-06-03"),), "2025-06-03", (RUNNING, "2028-06-03", "2028-06-03")),
        ((fact(K.DEMAND_SENT, "2025-06-03"),), "2025-06-02", (RUNNING, "2026-03-16", "2026-03-16")),
        ((fact(K.DEMAND_SENT, "2025-06-03"),), "2025-06-04", (RUNNING, "2026-03-16", "2028-06-05")),
        ((fact(K.DEMAND_SENT, "2025-06-03"),), "2025-06-05", (RUNNING, "2028-06-05", "2028-06-05")),
        # 29 February
        ((paid("2024-02-29"),), "2027-02-28", (RUNNING, "2027-02-28", "2027-02-28")),
        ((paid("2024-02-29"),), "2027-03-01", (PRESCRIBED, "2027-02-28", "2027-02-28")),
        # one after the other, in any order; a gap longer than the time breaks the chain
        ((paid("2028-06-01", "b"), paid("2025-06-03", "a")), "2030-01-01", (RUNNING, "2031-06-01", "2031-06-01")),
        ((paid("2028-06-05", "b"), paid("2025-06-03", "a")), "2030-01-01", (PRESCRIBED, "2028-06-03", "2028-06-03")),
    ],
)
def test_an_interruption_in_time(
    facts: tuple[Fact, ...], as_of: str, expected: tuple[PrescriptionStatus, str, str]
) -> None:
    """It counts up to the last day, and never revives what is dead."""
    assert expected == short(asked(*facts, as_of=as_of))


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("sent_on", "as_of", "status", "latest_end_on"),
    [
        # presumed to be received on Friday, the last day
        ("2024-02-28", "2024-03-05", RUNNING, "2027-03-01"),
        # on Monday; but it may have arrived on Thursday or Friday, and whoever asks in between must not forget that
        ("2024-02-29", "2024-03-01", RUNNING, "2027-03-04"),
        ("2024-02-29", "2024-03-02", UNKNOWN, "2027-03-04"),
        ("2024-02-29", "2024-03-05", UNKNOWN, "2027-03-04"),
        ("2024-03-01", "2024-03-05", UNKNOWN, "2027-03-05"),
        # sent when the time was out
        ("2024-03-02", "2024-03-05", PRESCRIBED, "2024-03-01"),
    ],
)
def test_a_letter_around_the_last_day(sent_on: str, as_of: str, status: PrescriptionStatus, latest_end_on: str) -> None:
    """Receipt interrupts, and nobody knows its day: sent in time, presumed to come too late, it interrupts perhaps."""
    claim = Claimed(origin_on=day("2021-03-01"), facts=(fact(K.REMINDER_SENT, sent_on),))
    found = prescription(claim, as_of=day(as_of))
    assert (status, latest_end_on) == (found.status, str(found.latest_end_on))
    assert (["receipt_presumed f"] if status is not PRESCRIBED else []) == doubts(found)


@pytest.mark.requirement("OWN-10")
def test_interruptions_stand_by_day() -> None:
    """A letter stands on its presumed day, after a payment that came while it was in the post."""
    found = asked(fact(K.DEMAND_SENT, "2025-06-03", "a"), paid("2025-06-04", "b"), as_of="2026-04-01")
    assert ["b", "a"] == [each.fact_id for each in found.interruptions]


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("paid_on", "moves", "ends_on"),
    [
        ("2027-02-28", False, "2030-02-28"),
        ("2027-03-01", False, "2027-02-28"),
        ("2027-03-01", True, "2030-03-01"),
        ("2027-03-02", True, "2027-02-28"),
    ],
)
def test_an_interruption_on_a_moved_last_day(paid_on: str, moves: bool, ends_on: str) -> None:
    """28 February 2027 is a Sunday: where the end moves to Monday, that day is in time."""
    claim = Claimed(origin_on=day("2024-02-29"), facts=(paid(paid_on),))
    found = prescription(claim, as_of=day("2027-03-02"), moves=moves)
    assert (ends_on, ends_on) == (str(found.ends_on), str(found.latest_end_on))


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(("paid_on", "counted"), [("2023-03-15", ()), ("2023-03-16", ("f",)), ("2026-03-17", ())])
def test_only_what_counts_is_listed(paid_on: str, counted: tuple[str, ...]) -> None:
    """A payment in advance interrupts nothing, nor one that comes too late; one on the day of the origin does."""
    found = asked(paid(paid_on), as_of="2026-03-20").interruptions
    assert counted == tuple(each.fact_id for each in found)


@pytest.mark.requirement("OWN-10")
def test_slower_post_interrupts_later() -> None:
    """The presumed days of post are the host's choice."""
    letter = fact(K.REMINDER_SENT, "2026-03-13")
    assert [(RUNNING, "2029-03-13"), (RUNNING, "2029-03-16"), (UNKNOWN, "2026-03-16")] == [
        short(asked(letter, as_of="2026-03-20", presumed_post_days=days))[:2] for days in (0, 1, 2)
    ]


def reminded(*days: str, kronor: int = 60, currency: str = "SEK") -> tuple[PriorReminder, ...]:
    """Return the creditor's own reminders of these days."""
    return tuple(PriorReminder(sent_on=day(on), cost=Money.of(kronor, currency)) for on in days)


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("prior", "as_of", "expected"),
    [
        # received two weekdays later: the day before that, the day itself
        (reminded("2025-06-03"), "2025-06-02", (RUNNING, "2026-03-16", "2026-03-16")),
        (reminded("2025-06-03"), "2025-06-04", (RUNNING, "2026-03-16", "2028-06-05")),
        (reminded("2025-06-03"), "2025-06-05", (RUNNING, "2028-06-05", "2028-06-05")),
        # in time, perhaps in time, and sent a day too late
        (reminded("2026-03-12"), "2026-03-17", (RUNNING, "2029-03-16", "2029-03-16")),
        (reminded("2026-03-13"), "2026-03-17", (UNKNOWN, "2026-03-16", "2029-03-17")),
        (reminded("2026-03-17"), "2026-03-17", (PRESCRIBED, "2026-03-16", "2026-03-16")),
        # what it cost does not matter
        (reminded("2025-06-03", kronor=0), "2026-04-01", (RUNNING, "2028-06-05", "2028-06-05")),
        (reminded("2025-06-03", currency="EUR"), "2026-04-01", (RUNNING, "2028-06-05", "2028-06-05")),
        # one after the other
        (reminded("2028-06-01", "2025-06-03"), "2030-01-01", (RUNNING, "2031-06-05", "2031-06-05")),
    ],
)
def test_the_creditors_own_reminders(
    prior: tuple[PriorReminder, ...], as_of: str, expected: tuple[PrescriptionStatus, str, str]
) -> None:
    """A reminder from before the transfer interrupts as a letter of the agency does, when it is received."""
    assert expected == short(prescription(Claimed(prior_reminders=prior), as_of=day(as_of)))


@pytest.mark.requirement("OWN-10")
def test_a_reminder_before_the_transfer_has_a_name() -> None:
    """It is named by its place, and may be withdrawn by that name."""
    claim = Claimed(prior_reminders=reminded("2025-06-03", "2025-07-01"))
    found = prescription(claim, as_of=day("2026-04-01"))
    assert [("claim-1/prior/0", day("2025-06-05"), False), ("claim-1/prior/1", day("2025-07-03"), False)] == [
        (one.fact_id, one.on, one.is_taken_back) for one in found.interruptions
    ]
    assert {(K.REMINDER_SENT, Cause.WRITTEN_CLAIM)} == {(one.kind, one.cause) for one in found.interruptions}
    assert ["receipt_presumed claim-1/prior/0", "receipt_presumed claim-1/prior/1"] == doubts(found)
    back = fact(K.MEASURE_WITHDRAWN, "2025-08-01", about="claim-1/prior/1")
    found = prescription(attrs.evolve(claim, facts=(back,)), as_of=day("2026-04-01"))
    assert (RUNNING, "2028-06-05", "2028-07-03") == short(found)


# --- what nobody knows ------------------------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("kind", "codes"), [(TRADER, ("origin_unknown",)), (None, ("origin_unknown", "debtor_kind_unknown"))]
)
def test_without_an_origin_nothing_is_known(kind: DebtorKind | None, codes: tuple[str, ...]) -> None:
    """The invoice date is not taken instead."""
    claim = Claimed(origin_on=None, debtor_kind=kind, facts=(paid("2025-06-03"),))
    warnings = tuple(Reason("OWN-10", code, "claim-1") for code in codes)
    assert Prescription(status=UNKNOWN, warnings=warnings) == prescription(claim, as_of=day("2026-04-01"))


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        ((), "2026-03-16", (RUNNING, "2026-03-16", "2033-03-16")),
        ((), "2026-03-17", (UNKNOWN, "2026-03-16", "2033-03-16")),
        ((), "2033-03-16", (UNKNOWN, "2026-03-16", "2033-03-16")),
        ((), "2033-03-17", (PRESCRIBED, "2026-03-16", "2033-03-16")),
        # in time for both; in time only if the debtor is no consumer
        ((paid("2026-03-16"),), "2029-03-16", (RUNNING, "2029-03-16", "2036-03-16")),
        ((paid("2026-03-17"),), "2026-03-17", (UNKNOWN, "2026-03-16", "2036-03-17")),
    ],
)
def test_an_unknown_debtor_has_two_ends(
    facts: tuple[Fact, ...], as_of: str, expected: tuple[PrescriptionStatus, str, str]
) -> None:
    """Up to the shorter time the claim lives, after the longer one it does not."""
    found = prescription(Claimed(debtor_kind=None, facts=facts), as_of=day(as_of))
    assert (expected, 3) == (short(found), found.years)
    assert "debtor_kind_unknown claim-1" == doubts(found)[0]


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("earliest_on", "happened_on", "as_of", "expected"),
    [
        # surely in time: from the first possible day, or from the last
        ("2025-06-02", "2025-06-12", "2028-06-02", (RUNNING, "2028-06-02", "2028-06-12")),
        ("2025-06-02", "2025-06-12", "2028-06-03", (UNKNOWN, "2028-06-02", "2028-06-12")),
        ("2025-06-02", "2025-06-12", "2028-06-12", (UNKNOWN, "2028-06-02", "2028-06-12")),
        ("2025-06-02", "2025-06-12", "2028-06-13", (PRESCRIBED, "2028-06-02", "2028-06-12")),
        # around the last day, 16 March 2026
        ("2026-03-10", "2026-03-16", "2026-03-17", (RUNNING, "2029-03-10", "2029-03-16")),
        ("2026-03-10", "2026-03-17", "2026-03-17", (UNKNOWN, "2026-03-16", "2029-03-17")),
        ("2026-03-16", "2026-03-20", "2026-03-20", (UNKNOWN, "2026-03-16", "2029-03-20")),
        ("2026-03-17", "2026-03-20", "2026-03-20", (PRESCRIBED, "2026-03-16", "2026-03-16")),
        # asked within the interval, and before it
        ("2026-03-10", "2026-03-20", "2026-03-17", (UNKNOWN, "2026-03-16", "2029-03-20")),
        ("2026-03-10", "2026-03-20", "2026-03-09", (RUNNING, "2026-03-16", "2026-03-16")),
    ],
)
def test_an_interval(
    earliest_on: str, happened_on: str, as_of: str, expected: tuple[PrescriptionStatus, str, str]
) -> None:
    """A plan that nobody saw being made counts surely only if its last possible day was in time."""
    plan = fact(K.PLAN_AGREED, happened_on, earliest_on=day(earliest_on))
    assert expected == short(asked(plan, as_of=as_of))


@pytest.mark.requirement("OWN-10")
def test_an_interval_of_a_letter() -> None:
    """Both of its days are those of the presumed receipt, and the warnings tell of both doubts."""
    letter = fact(K.DEMAND_SENT, "2025-06-13", earliest_on=day("2025-06-03"))
    found = asked(letter, as_of="2025-07-01")
    assert (
        Interruption(
            fact_id="f",
            kind=K.DEMAND_SENT,
            cause=Cause.WRITTEN_CLAIM,
            on=day("2025-06-17"),
            earliest_on=day("2025-06-05"),
        ),
    ) == found.interruptions
    assert (RUNNING, "2028-06-05", "2028-06-17") == short(found)
    assert ["receipt_presumed f", "day_uncertain f"] == doubts(found)


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("as_of", "status"), [("2028-06-02", RUNNING), ("2028-06-03", UNKNOWN), ("2090-01-01", UNKNOWN)]
)
def test_legal_action(as_of: str, status: PrescriptionStatus) -> None:
    """It gives at least a full time from its own day; how much more, only the final decision says."""
    found = asked(fact(K.LEGAL_STARTED, "2025-06-02"), as_of=as_of)
    assert (status, "2028-06-02", None) == short(found)
    assert ["decision_unknown f"] == doubts(found)


@pytest.mark.requirement("OWN-10")
def test_a_letter_after_legal_action() -> None:
    """What came after the action may count, whatever the decision; it surely does if it was in time without it."""
    action, late = fact(K.LEGAL_STARTED, "2025-06-02", "a"), fact(K.REMINDER_SENT, "2029-06-04", "b")
    found = asked(action, late, as_of="2030-01-01")
    assert (UNKNOWN, "2028-06-02", None) == short(found)
    assert ["decision_unknown a", "receipt_presumed b"] == doubts(found)
    early = fact(K.REMINDER_SENT, "2028-05-29", "b")
    assert (RUNNING, "2031-05-31", None) == short(asked(action, early, as_of="2030-01-01"))


def _reversed(on: str, kronor: int, about: str | None = "f", currency: str = "SEK") -> Fact:
    return fact(K.PAYMENT_REVERSED, on, f"r{kronor}", amount=Money.of(kronor, currency), about=about)


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("back", "is_taken_back"),
    [
        ((_reversed("2025-07-01", 99),), False),
        ((_reversed("2025-07-01", 100),), True),
        ((_reversed("2025-07-01", 60), _reversed("2025-07-02", 40)), True),
        ((_reversed("2026-04-01", 100),), True),
        ((_reversed("2026-04-02", 100),), False),
        ((_reversed("2025-07-01", 100, about=None),), False),
        ((_reversed("2025-07-01", 100, about="other"),), False),
        ((_reversed("2025-07-01", 100, currency="EUR"),), False),
        # What the agency says of the payment does not take it back.
        ((fact(K.SPLIT_STATED, "2025-07-01", "s", amount=Money.of(100), capital=Money.of(90), about="f"),), False),
    ],
)
def test_a_payment_that_went_back(back: tuple[Fact, ...], is_taken_back: bool) -> None:
    """In full, it interrupts only perhaps: between the two ends nobody can say."""
    found = asked(paid("2025-06-03"), *back, as_of="2026-04-01")
    expected = (UNKNOWN, "2026-03-16", "2028-06-03") if is_taken_back else (RUNNING, "2028-06-03", "2028-06-03")
    assert expected == short(found)
    assert (["taken_back f"] if is_taken_back else ["end_may_move claim-1"]) == doubts(found)


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("taken", "back", "latest_end_on"),
    [
        (
            fact(K.PAID_CREDITOR, "2025-06-03"),
            fact(K.PAYMENT_REMOVED, "2025-07-01", "r", amount=Money.of(100), about="f"),
            "2028-06-03",
        ),
        (
            fact(K.REMINDER_SENT, "2025-06-03"),
            fact(K.MEASURE_WITHDRAWN, "2025-07-01", "r", about="f"),
            "2028-06-05",
        ),
    ],
)
def test_a_removed_payment_and_a_withdrawn_letter(taken: Fact, back: Fact, latest_end_on: str) -> None:
    """They too interrupt only perhaps."""
    found = asked(taken, back, as_of="2026-04-01")
    assert (UNKNOWN, "2026-03-16", latest_end_on) == short(found)
    assert "taken_back f" == doubts(found)[-1]


_INSOLVENT = fact(K.INSOLVENT, "2025-06-05", "i")
_ENDED = fact(K.INSOLVENCY_ENDED, "2025-09-01", "e")


@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(
    ("letter", "insolvency", "is_doubtful"),
    [
        # sent two weekdays before it arrives: the day before the insolvency, and its first day
        (fact(K.REMINDER_SENT, "2025-06-02"), (_INSOLVENT,), False),
        (fact(K.REMINDER_SENT, "2025-06-03"), (_INSOLVENT,), True),
        (fact(K.DEMAND_SENT, "2025-08-01"), (_INSOLVENT,), True),
        # its last day, and the day after
        (fact(K.DEMAND_SENT, "2025-08-28"), (_INSOLVENT, _ENDED), True),
        (fact(K.DEMAND_SENT, "2025-08-29"), (_INSOLVENT, _ENDED), False),
        # an end that came before it ends nothing; the first end that follows is its own
        (fact(K.DEMAND_SENT, "2025-08-29"), (fact(K.INSOLVENCY_ENDED, "2025-06-04", "e"), _INSOLVENT), True),
        (fact(K.DEMAND_SENT, "2025-10-01"), (_INSOLVENT, _ENDED, fact(K.INSOLVENCY_ENDED, "2025-12-01", "e2")), False),
        (fact(K.DEMAND_SENT, "2025-10-01"), (_INSOLVENT, _ENDED, fact(K.INSOLVENT, "2025-09-15", "i2")), True),
        # days that nobody saw: of the letter, and of the insolvency
        (fact(K.DEMAND_SENT, "2025-06-10", earliest_on=day("2025-05-05")), (_INSOLVENT,), True),
        (fact(K.DEMAND_SENT, "2025-09-10", earliest_on=day("2025-08-28")), (_INSOLVENT, _ENDED), True),
        (fact(K.REMINDER_SENT, "2025-06-02"), (attrs.evolve(_INSOLVENT, earliest_on=day("2025-06-04")),), True),
        # known by the day of the question only
        (fact(K.DEMAND_SENT, "2025-08-01"), (attrs.evolve(_INSOLVENT, happened_on=day("2026-04-02")),), False),
        # what is no letter reaches whom it reaches
        (paid("2025-08-01"), (_INSOLVENT,), False),
        (fact(K.PLAN_AGREED, "2025-08-01"), (_INSOLVENT,), False),
        (fact(K.LEGAL_STARTED, "2025-08-01"), (_INSOLVENT,), False),
    ],
)
def test_a_letter_to_an_insolvent_debtor(letter: Fact, insolvency: tuple[Fact, ...], is_doubtful: bool) -> None:
    """It must reach the administrator, which no fact says: it interrupts only perhaps."""
    found = asked(letter, *insolvency, as_of="2026-04-01")
    (counted,) = found.interruptions
    assert is_doubtful == counted.is_in_insolvency == ("administrator_unknown f" in doubts(found))
    assert (UNKNOWN if is_doubtful else RUNNING) == found.status
    assert (day("2026-03-16") if is_doubtful else years_after(counted.first_on, 3)) == found.ends_on


@pytest.mark.requirement("OWN-10")
def test_the_creditors_reminder_to_an_insolvent_debtor() -> None:
    """One from before the transfer is in the same doubt, and the later end still counts it."""
    claim = Claimed(prior_reminders=reminded("2025-08-01"), facts=(_INSOLVENT,))
    found = prescription(claim, as_of=day("2026-04-01"))
    assert (UNKNOWN, "2026-03-16", "2028-08-05") == short(found)
    assert ["receipt_presumed claim-1/prior/0", "administrator_unknown claim-1/prior/0"] == doubts(found)


def test_each_doubt_is_an_own_code() -> None:
    """The codes of the warnings are those of one table, and no two are the same."""
    assert [
        "origin_unknown",
        "debtor_kind_unknown",
        "end_may_move",
        "receipt_presumed",
        "decision_unknown",
        "day_uncertain",
        "taken_back",
        "administrator_unknown",
    ] == list(Doubt)


# --- the law as a value, and bad input --------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-10")
@pytest.mark.parametrize(("origin_on", "ends_on"), [("2026-12-31", "2029-12-31"), ("2027-01-01", "2032-01-01")])
def test_the_day_of_the_origin_picks_the_length(origin_on: str, ends_on: str) -> None:
    """A reform to five years from 2027 holds for claims that arise from then on."""
    act = Citation("SFS 2026:1", "2 §")
    law = SWEDEN.evolve(
        consumer_prescription_years=SWEDEN.consumer_prescription_years.starting(day("2027-01-01"), 5, source=act)
    )
    found = prescription(Claimed(origin_on=day(origin_on)), as_of=day("2028-01-01"), law=law)
    assert (RUNNING, ends_on, ends_on) == short(found)


def test_a_claim_from_before_the_act() -> None:
    """A length that is not known is not guessed."""
    with pytest.raises(NotInForceError) as caught:
        prescription(Claimed(origin_on=day("1981-12-31")), as_of=day("2026-04-01"))
    assert (
        "consumer_prescription_years has no value on 1981-12-31; values run from 1982-01-01 to further notice."
        == str(caught.value)
    )


def test_the_calendar_has_a_last_day() -> None:
    """A time that would end after the calendar ends with it."""
    letter = fact(K.DEMAND_SENT, "9999-12-31")
    found = [
        prescription(Claimed(origin_on=day(origin_on), facts=(letter,)), as_of=dt.date.max, moves=True)
        for origin_on in ("9996-06-01", "9997-06-01")
    ]
    assert [(PRESCRIBED, "9999-06-01", "9999-06-01"), (RUNNING, "9999-12-31", "9999-12-31")] == [
        short(each) for each in found
    ]


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda moment: prescription(Claimed(), as_of=moment), "as_of"),
        (lambda moment: prescription(Claimed(origin_on=moment), as_of=dt.date(2026, 4, 1)), "origin_on"),
    ],
)
def test_a_moment_is_no_day(ask: Callable[[dt.date], object], name: str) -> None:
    """A value with a time of day is refused by its name."""
    with pytest.raises(DateTypeError) as caught:
        ask(dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
    assert name == caught.value.name


@pytest.mark.parametrize("facts", [(), (fact(K.DEMAND_SENT, "2025-06-03"),)])
@pytest.mark.parametrize("days", [-1, None, "2", 1.5, Decimal("NaN"), True])
def test_days_of_post_are_a_whole_number_from_0(days: Any, facts: tuple[Fact, ...]) -> None:
    """Anything else is refused in words, whether or not a letter was sent."""
    with pytest.raises(PostDaysError) as caught:
        asked(*facts, as_of="2026-04-01", presumed_post_days=days)
    assert f"found {days!r} presumed days of post; wanted 0 or more." == str(caught.value)


# --- other ways to reckon ---------------------------------------------------------------------------------------------
def wrong_origins(step: int) -> list[tuple[DebtorKind, dt.date, dt.date]]:
    """Look for a day from 2000 to 2100 on which the earliest origin that still lives is not the inverse's."""
    wrong = []
    for kind, years in ((CONSUMER, 3), (TRADER, 10)):
        for number in range(0, 36890, step):
            as_of = dt.date(2000, 1, 1) + number * DAY
            oldest = oldest_within_years(as_of, years)
            for origin in (oldest - DAY, oldest, oldest + DAY):
                found = prescription(Claimed(debtor_kind=kind, origin_on=origin), as_of=as_of)
                if (found.status is PRESCRIBED) != (origin < oldest):
                    wrong.append((kind, origin, as_of))
    return wrong


@pytest.mark.requirement("OWN-10")
def test_the_inverse_on_some_days_of_a_century() -> None:
    """A claim is prescribed just when it arose before the earliest day within its years."""
    assert [] == wrong_origins(61)


@pytest.mark.slow
def test_the_inverse_on_every_day_of_a_century() -> None:
    """So it is on every day."""
    assert [] == wrong_origins(1)


FROM_2000, ACT = dt.date(2000, 1, 1), Citation("SFS 1999:1", "1 §")
#: A year for consumers, two for all others.
SHORT_LAW = SWEDEN.evolve(
    consumer_prescription_years=SWEDEN.consumer_prescription_years.starting(FROM_2000, 1, source=ACT),
    prescription_years=SWEDEN.prescription_years.starting(FROM_2000, 2, source=ACT),
)
ORIGIN = dt.date(2022, 5, 4)


def end_of(days: tuple[dt.date, ...], years: int) -> dt.date:
    """Return the last day of a claim that was interrupted on exactly these days."""
    end = years_after(ORIGIN, years)
    for on in sorted(days):
        end = max(end, years_after(on, years)) if on <= end else end
    return end


def possible_days(first: dt.date, wide: int, is_doubtful: bool) -> Iterator[tuple[dt.date, ...]]:
    """Yield each day on which a payment may have happened, and no day for one that may be none."""
    yield from ((first + number * DAY,) for number in range(wide + 1))
    if is_doubtful:
        yield ()


# Days close to where a time of one or two years ends, and close to one another.
NEAR = st.builds(
    lambda years, days: years_after(ORIGIN, years) + days * DAY, st.integers(0, 3), st.integers(-4, 4)
).filter(lambda on: on >= ORIGIN)


# A payment: the first day on which it may have happened, how many more it may have, and whether it went back.
PAYMENTS = st.lists(st.tuples(NEAR, st.integers(0, 3), st.booleans()), max_size=3)


@given(PAYMENTS, st.sampled_from([CONSUMER, TRADER, None]), NEAR)
def test_every_way_it_may_have_been(
    drawn: list[tuple[dt.date, int, bool]], kind: DebtorKind | None, as_of: dt.date
) -> None:
    """Each way in which it may have happened ends between the two ends; a known status is that of every way."""
    payments = [
        paid(str(first + wide * DAY), f"p{number}", earliest_on=first if wide else None)
        for number, (first, wide, _) in enumerate(drawn)
    ]
    back = [_reversed(str(ORIGIN), 100, about=f"p{number}") for number, drop in enumerate(drawn) if drop[2]]
    claim = Claimed(origin_on=ORIGIN, debtor_kind=kind, facts=(*payments, *back))
    ways = itertools.product(*(possible_days(*each) for each in drawn))
    lengths = {CONSUMER: (1,), TRADER: (2,), None: (1, 2)}[kind]
    ends = [end_of(tuple(itertools.chain(*days)), years) for days in ways for years in lengths]

    late = prescription(claim, as_of=dt.date(2040, 1, 1), law=SHORT_LAW)
    assert late.ends_on is not None
    assert late.latest_end_on is not None
    assert late.ends_on <= min(ends) <= max(ends) <= late.latest_end_on
    if not any(wide for _, wide, _ in drawn):
        assert (min(ends), max(ends)) == (late.ends_on, late.latest_end_on)

    found = prescription(claim, as_of=as_of, law=SHORT_LAW)
    assert not (found.status is RUNNING and as_of > min(ends))
    assert not (found.status is PRESCRIBED and as_of <= max(ends))
    # Nothing that happens, or is learned, later revives it.
    later = prescription(claim, as_of=as_of + 3 * DAY, law=SHORT_LAW)
    assert not (found.status is PRESCRIBED and later.status is not PRESCRIBED)
