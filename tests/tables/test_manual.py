"""What blocks a transfer by hand alone: the waiting times, and a claim at another agency."""

import datetime as dt

import attrs
import pytest

from inkasso_rules.eligibility import POLICY
from inkasso_rules.expressions import Compare, Field, Flag, Value
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.reasons import Block, Seen, Source
from tests.data import AS_OF, INVOICE, an_invoice
from tests.tables.judging import Codes, both, by_hand, day, with_automation

YOUNG, RECENT = "invoice_too_young", "due_too_recently"


@pytest.mark.requirement("MA-1")
@pytest.mark.parametrize(
    ("invoice_date", "as_of", "codes"),
    [
        ("2026-03-01", "2026-03-08", (YOUNG,)),
        ("2026-03-01", "2026-03-09", ()),
        ("2026-03-01", "2026-03-10", ()),
        ("2025-12-24", "2025-12-31", (YOUNG,)),
        ("2025-12-24", "2026-01-01", ()),
        ("2027-02-21", "2027-02-28", (YOUNG,)),
        ("2027-02-21", "2027-03-01", ()),
        ("2028-02-21", "2028-02-28", (YOUNG,)),
        ("2028-02-21", "2028-02-29", ()),
        ("2028-02-22", "2028-02-29", (YOUNG,)),
        ("2028-02-22", "2028-03-01", ()),
    ],
)
def test_eight_days_since_the_invoice_date(invoice_date: str, as_of: str, codes: Codes) -> None:
    """On the eighth day after the invoice date it may go, not on the seventh; automatic transfer does not ask."""
    issued = day(invoice_date)
    invoice = an_invoice(invoice_date=issued, due_date=issued)
    covering = with_automation(switched_on=day("2025-01-01"))
    assert (codes, ()) == both(invoice, creditor=covering, as_of=day(as_of))


@pytest.mark.requirement("MA-1")
@pytest.mark.parametrize(
    ("due_date", "as_of", "codes"),
    [
        ("2026-03-03", "2026-03-06", (RECENT,)),
        ("2026-03-03", "2026-03-07", ()),
        ("2026-03-03", "2026-03-08", ()),
        ("2025-12-28", "2025-12-31", (RECENT,)),
        ("2025-12-28", "2026-01-01", ()),
        ("2027-02-25", "2027-02-28", (RECENT,)),
        ("2027-02-25", "2027-03-01", ()),
        ("2028-02-25", "2028-02-28", (RECENT,)),
        ("2028-02-25", "2028-02-29", ()),
        ("2028-02-29", "2028-03-03", (RECENT,)),
        ("2028-02-29", "2028-03-04", ()),
    ],
)
def test_four_days_since_the_due_date(due_date: str, as_of: str, codes: Codes) -> None:
    """On the fourth day after the effective due date it may go, not on the third."""
    due = day(due_date)
    issued = due - dt.timedelta(days=30)
    assert codes == by_hand(an_invoice(invoice_date=issued, due_date=due), as_of=day(as_of)).codes
    moved = an_invoice(invoice_date=issued, due_date=issued, new_due_date=due)
    assert codes == by_hand(moved, as_of=day(as_of)).codes


@pytest.mark.requirement("MA-1")
@pytest.mark.parametrize(
    ("invoice_days", "due_days", "codes"),
    [
        (8, 4, (YOUNG, RECENT)),
        (7, 4, (RECENT,)),
        (8, 3, (YOUNG,)),
        (7, 3, ()),
        (0, 0, ()),
        (10**9, 10**9, (YOUNG, RECENT)),
    ],
)
def test_both_waiting_times_are_policy(invoice_days: int, due_days: int, codes: Codes) -> None:
    """Both must have passed; a host may read the sources otherwise."""
    policy = attrs.evolve(POLICY, manual_invoice_days_min=invoice_days, manual_due_days_min=due_days)
    invoice = an_invoice(invoice_date=day("2026-03-09"), due_date=day("2026-03-13"))
    assert codes == by_hand(invoice, as_of=AS_OF, policy=policy).codes


@pytest.mark.requirement("MA-1", "MA-2")
def test_the_waiting_times_say_what_they_saw() -> None:
    """Each reason has what was seen, the day that would have been fine, and the day it clears."""
    invoice_date, due_date = Field("invoice_date"), Field("due_date")
    invoice = an_invoice(invoice_date=day("2026-03-09"), due_date=day("2026-03-13"))
    assert (
        Block(
            "MA-1",
            YOUNG,
            (Seen("invoice_date", day("2026-03-09")),),
            wanted=Compare(invoice_date, "<=", Value(day("2026-03-08"))),
            clears_on=day("2026-03-17"),
            source=Source.MANUAL,
            mendable=False,
        ),
        Block(
            "MA-1",
            RECENT,
            (Seen("due_date", day("2026-03-13")),),
            wanted=Compare(due_date, "<=", Value(day("2026-03-12"))),
            clears_on=day("2026-03-17"),
            source=Source.MANUAL,
            mendable=False,
        ),
    ) == by_hand(invoice).blocks


@pytest.mark.requirement("MA-12")
@pytest.mark.parametrize(
    ("at_other_agency", "blocks", "codes", "warnings"),
    [
        (True, True, ("at_other_agency",), ()),
        (True, False, (), ("at_other_agency_allowed",)),
        (False, True, (), ()),
        (False, False, (), ()),
        (None, True, ("at_other_agency_unknown",), ()),
        (None, False, (), ("at_other_agency_unknown",)),
    ],
)
def test_a_claim_at_another_agency_blocks_or_warns(
    at_other_agency: bool | None, blocks: bool, codes: Codes, warnings: Codes
) -> None:
    """It blocks by default; a policy turns the block into a warning, and so what is not known about it."""
    decision = by_hand(
        an_invoice(other_agency=at_other_agency), policy=attrs.evolve(POLICY, other_agency_blocks_manual=blocks)
    )
    assert (codes, warnings) == (decision.codes, tuple(warning.code for warning in decision.warnings))


@pytest.mark.requirement("MA-12", "MA-2")
def test_a_claim_at_another_agency_by_default() -> None:
    """The reason says what it saw, that it is ours, and that time does not clear it."""
    assert (
        Block(
            "MA-12",
            "at_other_agency",
            (Seen("at_other_agency", value=True),),
            wanted=Flag(Field("at_other_agency"), wanted=False),
            clears_on=None,
            source=Source.OURS,
            mendable=False,
        ),
    ) == by_hand(an_invoice(other_agency=True)).blocks


@pytest.mark.requirement("AU-6", "AU-7", "LC-2")
@pytest.mark.parametrize(
    ("financed", "reminders", "warnings"),
    [
        (False, (), ()),
        (True, (), ("financed_by_hand",)),
        (False, (PriorReminder(sent_on=day("2026-03-10"), cost=Money(60_00)),), ("starts_at_demand",)),
        (None, None, ("financed_unknown", "reminded_unknown")),
    ],
)
def test_what_automation_leaves_out_may_go_by_hand(
    financed: bool | None, reminders: tuple[PriorReminder, ...] | None, warnings: Codes
) -> None:
    """Financed and reminded invoices go by hand, with a warning."""
    decision = by_hand(an_invoice(financed=financed, reminders=reminders))
    assert ((), warnings) == (decision.codes, tuple(warning.code for warning in decision.warnings))


@pytest.mark.requirement("MA-2")
def test_a_decision_names_what_it_is_about() -> None:
    """The invoice, the day, the rules and the policy are kept with the answer."""
    decision = by_hand(INVOICE)
    assert ("inv-1", AS_OF, "manual", POLICY.digest, True, AS_OF) == (
        decision.invoice_id,
        decision.as_of,
        decision.rules_name,
        decision.policy_digest,
        decision.eligible,
        decision.eligible_from,
    )
