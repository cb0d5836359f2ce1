"""What blocks automatic transfer alone."""

import datetime as dt
import pickle

import attrs
import pytest

from inkasso_rules.candidates import LedgerCurrencyError
from inkasso_rules.eligibility import POLICY
from inkasso_rules.expressions import Compare, Field, Member, Value
from inkasso_rules.model.creditors import Creditor, Group
from inkasso_rules.model.invoices import Invoice, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Customer
from inkasso_rules.reasons import Block, Seen, Source
from tests.data import INVOICE, a_creditor, an_invoice
from tests.tables.judging import Codes, automatic, both, by_hand, case, day, with_automation

SINCE_2025 = {"switched_on": day("2025-01-01")}


@pytest.mark.parametrize(
    ("invoice", "creditor", "codes"),
    [
        case("AU-1", INVOICE, with_automation(enabled=True), ()),
        case("AU-1", INVOICE, with_automation(enabled=False), ("automation_off",)),
        case("AU-1", INVOICE, with_automation(enabled=False, switched_on=None), ("automation_off",)),
        case("AU-1", INVOICE, with_automation(switched_on=day("2026-03-15"), include_overdue=True), ()),
        case("AU-1", INVOICE, with_automation(switched_on=day("2026-03-16"), include_overdue=True), ()),
        case(
            "AU-1", INVOICE, with_automation(switched_on=day("2026-03-17"), include_overdue=True), ("automation_off",)
        ),
        case("AU-6", an_invoice(financed=True), a_creditor(), ("financed",)),
        case("AU-6", an_invoice(financed=False), a_creditor(), ()),
        case(
            "AU-7",
            an_invoice(reminders=(PriorReminder(sent_on=day("2026-03-10"), cost=Money(0)),)),
            a_creditor(),
            ("reminded",),
        ),
        case("AU-7", an_invoice(reminders=()), a_creditor(), ()),
        case("AU-8", an_invoice(other_agency=False), a_creditor(), ()),
    ],
)
def test_what_only_automation_leaves_out(invoice: Invoice, creditor: Creditor, codes: Codes) -> None:
    """By hand the same invoice may go."""
    assert ((), codes) == both(invoice, creditor=creditor)


@pytest.mark.requirement("AU-1", "MA-2")
@pytest.mark.parametrize(
    ("enabled", "clears_on"),
    [(True, day("2026-03-20")), (False, None)],
)
def test_automation_that_is_off_says_when_it_begins(enabled: bool, clears_on: dt.date | None) -> None:
    """On its first day; while it is switched off it never begins, whatever day was once chosen."""
    creditor = with_automation(enabled=enabled, switched_on=day("2026-03-20"), include_overdue=True)
    decision = automatic(INVOICE, creditor=creditor)
    assert (
        Block("AU-1", "automation_off", (), wanted=False, clears_on=clears_on, source=Source.MANUAL, mendable=False),
    ) == decision.blocks
    assert clears_on == decision.eligible_from


@pytest.mark.requirement("AU-8")
@pytest.mark.parametrize("blocks_by_hand", [True, False])
def test_a_claim_at_another_agency_is_left_out(blocks_by_hand: bool) -> None:
    """Whatever the policy says of transfers by hand."""
    policy = attrs.evolve(POLICY, other_agency_blocks_manual=blocks_by_hand)
    assert ("at_other_agency",) == automatic(an_invoice(other_agency=True), policy=policy).codes


# --- AU-2: the lowest invoice amount ----------------------------------------------------------------------------------
def amounting(minor: int, currency: str = "SEK", ledger: Money | None = None) -> Invoice:
    """Return the plain invoice with another amount, and its value in the ledger currency."""
    return an_invoice(total=Money(minor, currency), open_amount=Money(minor, currency), ledger_total=ledger)


@pytest.mark.requirement("AU-2")
@pytest.mark.parametrize(
    ("invoice", "exceeds", "at_least"),
    [
        (amounting(99_99), ("amount_minimum",), ("amount_minimum",)),
        (amounting(100_00), ("amount_minimum",), ()),
        (amounting(100_01), (), ()),
        (amounting(99_99, "EUR", Money(100_01)), (), ()),
        (amounting(999_99, "EUR", Money(100_00)), ("amount_minimum",), ()),
        (amounting(999_99, "EUR", Money(99_99)), ("amount_minimum",), ("amount_minimum",)),
        (amounting(999_99, "EUR"), ("ledger_total_unknown",), ("ledger_total_unknown",)),
        (amounting(100_01, "SEK", Money(1, "EUR")), (), ()),
    ],
)
def test_the_lowest_invoice_amount(invoice: Invoice, exceeds: Codes, at_least: Codes) -> None:
    """By default the amount must exceed it; a policy reads "at least". The value in the ledger currency counts."""
    creditor = with_automation(minimum_amount=Money(100_00))
    inclusive = attrs.evolve(POLICY, minimum_amount_inclusive=True)
    assert (exceeds, at_least) == (
        automatic(invoice, creditor=creditor).codes,
        automatic(invoice, creditor=creditor, policy=inclusive).codes,
    )
    assert () == by_hand(invoice, creditor=creditor).codes


@pytest.mark.requirement("AU-2")
@pytest.mark.parametrize(
    ("minor", "exceeds", "at_least"),
    [(0, ("total_not_positive", "amount_minimum"), ("total_not_positive",)), (1, (), ())],
)
def test_a_lowest_amount_of_nothing(minor: int, exceeds: Codes, at_least: Codes) -> None:
    """Zero is a limit as any other."""
    creditor, invoice = with_automation(minimum_amount=Money(0)), an_invoice(total=Money(minor), open_amount=Money(1))
    inclusive = attrs.evolve(POLICY, minimum_amount_inclusive=True)
    assert (exceeds, at_least) == (
        automatic(invoice, creditor=creditor).codes,
        automatic(invoice, creditor=creditor, policy=inclusive).codes,
    )


@pytest.mark.requirement("AU-2")
@pytest.mark.parametrize("invoice", [amounting(1), amounting(1, "EUR"), amounting(1, "EUR", Money(1))])
def test_without_a_lowest_amount_every_amount_is_covered(invoice: Invoice) -> None:
    """Then nobody needs to know the value in the ledger currency."""
    assert () == automatic(invoice).codes


@pytest.mark.requirement("AU-2")
def test_the_invoice_amount_counts_and_not_the_open_one() -> None:
    """A part that was paid does not make the invoice small."""
    creditor = with_automation(minimum_amount=Money(100_00))
    assert () == automatic(an_invoice(total=Money(100_01), open_amount=Money(1)), creditor=creditor).codes


@pytest.mark.requirement("AU-2", "MA-2")
@pytest.mark.parametrize(("inclusive", "minor", "wanted"), [(False, 100_00, ">"), (True, 99_99, ">=")])
def test_the_amount_says_what_it_saw(inclusive: bool, minor: int, wanted: str) -> None:
    """The limit is the one that the creditor chose, in minor units of the ledger currency; time does not clear it."""
    creditor = with_automation(minimum_amount=Money(100_00))
    policy = attrs.evolve(POLICY, minimum_amount_inclusive=inclusive)
    assert (
        Block(
            "AU-2",
            "amount_minimum",
            (Seen("ledger_total", minor),),
            wanted=Compare(Field("ledger_total"), wanted, Value(100_00)),
            clears_on=None,
            source=Source.MANUAL,
            mendable=False,
        ),
    ) == automatic(amounting(minor), creditor=creditor, policy=policy).blocks


@pytest.mark.parametrize(
    ("invoice", "creditor", "subject", "found"),
    [
        (INVOICE, with_automation(minimum_amount=Money(1, "EUR")), "the lowest invoice amount", "EUR"),
        (amounting(1, "EUR", Money(1, "NOK")), a_creditor(), "invoice inv-1", "NOK"),
    ],
)
def test_an_amount_outside_the_ledger_currency_is_an_error(
    invoice: Invoice, creditor: Creditor, subject: str, found: str
) -> None:
    """The library does not convert: the host gives the value in the ledger currency."""
    with pytest.raises(LedgerCurrencyError) as caught:
        automatic(invoice, creditor=creditor)
    message = f"{subject} has an amount in {found} where the books are in SEK."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message) == (str(caught.value), str(again))
    assert (subject, found, "SEK") == (again.subject, again.found, again.ledger_currency)
    assert isinstance(again, ValueError)


# --- AU-3: the delay --------------------------------------------------------------------------------------------------
@pytest.mark.requirement("AU-3")
@pytest.mark.parametrize(
    ("due_date", "delay_days", "as_of", "codes"),
    [
        ("2026-03-03", None, "2026-03-06", ("delay",)),
        ("2026-03-03", None, "2026-03-07", ()),
        ("2026-03-03", None, "2026-03-08", ()),
        ("2026-03-03", 4, "2026-03-06", ("delay",)),
        ("2026-03-03", 4, "2026-03-07", ()),
        ("2026-03-03", 0, "2026-03-06", ("delay",)),
        ("2026-03-03", 3, "2026-03-06", ("delay",)),
        ("2026-03-03", 3, "2026-03-07", ()),
        ("2026-03-03", 10, "2026-03-12", ("delay",)),
        ("2026-03-03", 10, "2026-03-13", ()),
        ("2025-12-22", 10, "2025-12-31", ("delay",)),
        ("2025-12-22", 10, "2026-01-01", ()),
        ("2028-02-19", 10, "2028-02-28", ("delay",)),
        ("2028-02-19", 10, "2028-02-29", ()),
        ("2028-02-20", 10, "2028-02-29", ("delay",)),
        ("2028-02-20", 10, "2028-03-01", ()),
    ],
)
def test_the_delay_after_the_due_date(due_date: str, delay_days: int | None, as_of: str, codes: Codes) -> None:
    """As many days as the creditor chose, never fewer than four; the invoice date plays no part."""
    due = day(due_date)
    creditor = with_automation(delay_days=delay_days, **SINCE_2025)
    for invoice in (
        an_invoice(invoice_date=due - dt.timedelta(days=30), due_date=due),
        an_invoice(invoice_date=due, due_date=due),
        an_invoice(invoice_date=due, due_date=day("2030-01-01"), new_due_date=due),
    ):
        assert codes == automatic(invoice, creditor=creditor, as_of=day(as_of)).codes


@pytest.mark.requirement("AU-3", "MA-2")
def test_the_delay_says_what_it_saw() -> None:
    """It clears on the day on which the delay has passed."""
    creditor = with_automation(delay_days=20)
    assert (
        Block(
            "AU-3",
            "delay",
            (Seen("due_date", day("2026-03-03")),),
            wanted=Compare(Field("due_date"), "<=", Value(day("2026-02-24"))),
            clears_on=day("2026-03-23"),
            source=Source.MANUAL,
            mendable=False,
        ),
    ) == automatic(INVOICE, creditor=creditor).blocks


# --- AU-4: the excluded group -----------------------------------------------------------------------------------------
TREE = (
    Group("main"),
    Group("north", "main"),
    Group("south", "main"),
    Group("coast", "south"),
    Group("island", "coast"),
    Group("other"),
)


def of_group(group_id: str | None) -> Invoice:
    """Return the plain invoice to a customer of a group."""
    return an_invoice(customer=Customer(partner_id="partner-1", group_id=group_id))


def excluding(group_id: str | None) -> Creditor:
    """Return the plain creditor that leaves a group out."""
    return attrs.evolve(with_automation(excluded_group=group_id), groups=TREE)


@pytest.mark.requirement("AU-4")
@pytest.mark.parametrize(
    ("excluded", "left_out"),
    [
        (None, set()),
        ("main", {"main", "north", "south", "coast", "island"}),
        ("south", {"south", "coast", "island"}),
        ("island", {"island"}),
        ("other", {"other"}),
        ("vanished", set()),
    ],
)
def test_a_group_and_all_below_it_are_left_out(excluded: str | None, left_out: set[str]) -> None:
    """At any depth; every other group, and a customer without one, is covered."""
    creditor = excluding(excluded)
    names: tuple[str | None, ...] = (None, *(group.group_id for group in TREE))
    judged = {name: both(of_group(name), creditor=creditor) for name in names}
    expected = {name: ((), ("group_excluded",) if name in left_out else ()) for name in names}
    assert expected == judged
    assert ((), ()) == both(INVOICE, creditor=creditor)


@pytest.mark.requirement("AU-4", "MA-2")
def test_the_group_says_what_it_saw() -> None:
    """The groups that are left out are named, the chosen one and those below it."""
    (block,) = automatic(of_group("coast"), creditor=excluding("south")).blocks
    assert (
        Block(
            "AU-4",
            "group_excluded",
            (Seen("group", "coast"),),
            wanted=Member(Field("group"), Value(frozenset({"south", "coast", "island"})), inside=False),
            clears_on=None,
            source=Source.MANUAL,
            mendable=False,
        )
        == block
    )


# --- AU-9, ON-5: overdue when automation was switched on --------------------------------------------------------------
@pytest.mark.requirement("AU-9", "ON-5", "AU-10")
@pytest.mark.parametrize(
    ("due_date", "new_due_date", "switched_on", "include_overdue", "codes"),
    [
        ("2026-03-03", None, "2026-03-02", False, ()),
        ("2026-03-03", None, "2026-03-03", False, ()),
        ("2026-03-03", None, "2026-03-04", False, ("overdue_before_automation",)),
        ("2026-03-03", None, "2026-03-02", True, ()),
        ("2026-03-03", None, "2026-03-03", True, ()),
        ("2026-03-03", None, "2026-03-04", True, ()),
        ("2026-02-15", "2026-03-03", "2026-03-02", False, ()),
        ("2026-02-15", "2026-03-03", "2026-03-04", False, ("overdue_before_automation",)),
    ],
)
def test_invoices_overdue_when_automation_was_switched_on(
    due_date: str, new_due_date: str | None, switched_on: str, include_overdue: bool, codes: Codes
) -> None:
    """Due on that day is not overdue yet; the overdue are covered if the creditor chose so. A new due date counts."""
    invoice = an_invoice(due_date=day(due_date), new_due_date=day(new_due_date) if new_due_date else None)
    creditor = with_automation(switched_on=day(switched_on), include_overdue=include_overdue)
    assert ((), codes) == both(invoice, creditor=creditor)
