"""The first day on which an invoice may go, all else unchanged; the day before, something still blocks."""

import datetime as dt

import attrs
import pytest

from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY, Decision, decide
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Hold, Invoice
from inkasso_rules.model.parties import Address
from inkasso_rules.policy import Policy
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import automatic, by_hand, case, day, with_automation, with_service

NEW = an_invoice(invoice_date=day("2026-03-10"), due_date=day("2026-03-10"))
LATE_DUE = an_invoice(invoice_date=day("2026-03-01"), due_date=day("2026-04-30"))
HELD = an_invoice(hold=Hold(clears_on=day("2026-05-01")))
HELD_SHORTLY = attrs.evolve(LATE_DUE, hold=Hold(clears_on=day("2026-03-20")))
NO_ADDRESS = attrs.evolve(LATE_DUE, debtor=attrs.evolve(INVOICE.debtor, address=Address()))
OLD = an_invoice(invoice_date=day("2023-03-20"), due_date=day("2023-04-20"))
OLDER = with_automation(switched_on=day("2020-01-01"))
LEAP = an_invoice(invoice_date=day("2028-02-01"), due_date=day("2028-02-26"))
YEAR_END = an_invoice(invoice_date=day("2026-12-01"), due_date=day("2026-12-29"))


@pytest.mark.parametrize(
    ("invoice", "creditor", "as_of", "manual", "auto"),
    [
        # What may go, may go today.
        case("MA-2", INVOICE, CREDITOR, "2026-03-16", "2026-03-16", "2026-03-16"),
        # The last waiting time counts: 8 days by hand, 4 automatically.
        case("MA-1 AU-3", NEW, CREDITOR, "2026-03-11", "2026-03-18", "2026-03-14"),
        case("MA-1 AU-3", NEW, CREDITOR, "2026-03-10", "2026-03-18", "2026-03-14"),
        case("MA-1 AU-3 MA-7", LATE_DUE, CREDITOR, "2026-03-16", "2026-05-04", "2026-05-04"),
        case("AU-3", NEW, with_automation(delay_days=30), "2026-03-11", "2026-03-18", "2026-04-09"),
        case("MA-1 AU-3", LEAP, CREDITOR, "2028-02-27", "2028-03-01", "2028-03-01"),
        case("MA-1 AU-3", YEAR_END, CREDITOR, "2026-12-30", "2027-01-02", "2027-01-02"),
        # A hold, alone and before something that lasts longer.
        case("OWN-1", HELD, CREDITOR, "2026-03-16", "2026-05-01", "2026-05-01"),
        case("OWN-1 MA-1 AU-3", HELD_SHORTLY, CREDITOR, "2026-03-16", "2026-05-04", "2026-05-04"),
        # What time does not clear.
        case("MA-5", NO_ADDRESS, CREDITOR, "2026-03-16", None, None),
        case("ON-4", LATE_DUE, with_service(api_user_present=False), "2026-03-16", None, None),
        case("AU-6", attrs.evolve(NEW, financed=True), CREDITOR, "2026-03-11", "2026-03-18", None),
        case("AU-9", NEW, with_automation(switched_on=day("2026-03-11")), "2026-03-11", "2026-03-18", None),
        # Automatic transfer begins on a day, and covers what was overdue by then or not.
        case("AU-1", INVOICE, with_automation(switched_on=day("2026-03-20"), include_overdue=True), "2026-03-16", "2026-03-16", "2026-03-20"),
        case("AU-1 AU-9", INVOICE, with_automation(switched_on=day("2026-03-20")), "2026-03-16", "2026-03-16", None),
        case("AU-1 AU-3", NEW, with_automation(switched_on=day("2026-03-12"), include_overdue=True), "2026-03-11", "2026-03-18", "2026-03-14"),
        case("AU-1", INVOICE, with_automation(enabled=False, switched_on=day("2026-03-20")), "2026-03-16", "2026-03-16", None),
        # It grows too old before it gets there; a day earlier it would still have gone.
        case("MA-6", OLD, OLDER, "2026-03-20", "2026-03-20", "2026-03-20"),
        case("MA-6", OLD, OLDER, "2026-03-21", None, None),
        case("MA-6", attrs.evolve(OLD, hold=Hold(clears_on=day("2026-03-20"))), OLDER, "2026-03-16", "2026-03-20", "2026-03-20"),
        case("MA-6", attrs.evolve(OLD, hold=Hold(clears_on=day("2026-03-21"))), OLDER, "2026-03-16", None, None),
    ],
)  # fmt: skip
def test_the_first_day(invoice: Invoice, creditor: Creditor, as_of: str, manual: str | None, auto: str | None) -> None:
    """By hand and automatically; none where time alone does not get it there."""
    decisions = (
        by_hand(invoice, creditor=creditor, as_of=day(as_of)),
        automatic(invoice, creditor=creditor, as_of=day(as_of)),
    )
    expected = tuple(None if text is None else day(text) for text in (manual, auto))
    assert expected == tuple(decision.eligible_from for decision in decisions)
    for decision, rules in zip(decisions, (MANUAL, AUTOMATIC), strict=True):
        if decision.eligible_from is not None and not decision.eligible:
            before, then = (
                decide(invoice, rules=rules, creditor=creditor, as_of=asked)
                for asked in (decision.eligible_from - dt.timedelta(days=1), decision.eligible_from)
            )
            assert (False, True) == (before.eligible, then.eligible)


def at_the_end_of_time(invoice: Invoice, policy: Policy = POLICY) -> Decision:
    """Judge by hand on the last days of the calendar."""
    return by_hand(invoice, as_of=dt.date(9999, 12, 30), policy=policy)


@pytest.mark.parametrize(
    ("due_date", "expected"),
    [("9999-12-26", "9999-12-30"), ("9999-12-27", "9999-12-31"), ("9999-12-28", None), ("9999-12-31", None)],
)
def test_the_calendar_ends(due_date: str, expected: str | None) -> None:
    """A clearing day past the last day that there is, is none."""
    decision = at_the_end_of_time(an_invoice(invoice_date=day("9999-12-01"), due_date=day(due_date)))
    assert (None if expected is None else day(expected)) == decision.eligible_from


def test_the_calendar_begins() -> None:
    """Limits that reach past the first day that there is, end there."""
    policy = attrs.evolve(POLICY, manual_due_days_min=10**9, age_years_max=10**9)
    decision = by_hand(an_invoice(invoice_date=dt.date.min, due_date=day("2026-03-01")), policy=policy)
    assert (("due_too_recently",), None) == (decision.codes, decision.eligible_from)


def test_a_decision_on_another_day_is_another_decision() -> None:
    """The day is always the caller's."""
    assert (False, True) == (by_hand(NEW, as_of=AS_OF).eligible, by_hand(NEW, as_of=day("2026-03-18")).eligible)
