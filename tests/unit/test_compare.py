"""Two scenarios over one portfolio."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules import compare, eligibility, transfer
from inkasso_rules.compare import Scenario
from inkasso_rules.eligibility import AUTOMATIC, MANUAL
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Hold, Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY
from tests.data import AS_OF, a_creditor, an_invoice

#: Fell due 4, 7 and 13 days before the day of the question, in two currencies; the last one is held.
FOUR = an_invoice(invoice_id="four", due_date=dt.date(2026, 3, 12))
SEVEN = an_invoice(
    invoice_id="seven",
    due_date=dt.date(2026, 3, 9),
    total=Money(80_00, "EUR"),
    open_amount=Money(40_00, "EUR"),
    ledger_total=Money(900_00),
)
THIRTEEN = an_invoice(invoice_id="thirteen", due_date=dt.date(2026, 3, 3))
HELD = an_invoice(invoice_id="held", hold=Hold(clears_on=dt.date(2026, 3, 18)))
LEDGER = (FOUR, SEVEN, THIRTEEN, HELD)

BASE = Scenario(rules=AUTOMATIC, creditor=a_creditor())
SLOW = attrs.evolve(BASE, policy=attrs.evolve(POLICY, delay_days_min=8))


def _creditor(**automation: Any) -> Creditor:
    chosen = Automation(enabled=True, switched_on=dt.date(2026, 1, 1), **automation)
    return a_creditor(settings=Settings(automation=chosen))


def _seen(changes: tuple[compare.Change, ...]) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int | None]]:
    return [(change.invoice_id, change.gained, change.lost, change.days_later) for change in changes]


def test_a_scenario_judges_by_the_service_unless_told_otherwise() -> None:
    """The policy has a default; rules and creditor have none."""
    assert POLICY is BASE.policy


def test_a_longer_delay_keeps_invoices_back() -> None:
    """Who changes, why, how much and how much later; what stays as it was is not listed."""
    found = compare.compare(LEDGER, BASE, SLOW, as_of=AS_OF)
    assert [("four", ("delay",), (), 4), ("seven", ("delay",), (), 1)] == _seen(found.changes)
    assert found.changes == found.no_longer_eligible
    assert () == found.newly_eligible
    assert (Money(40_00, "EUR"), Money(1_250_00)) == found.no_longer_eligible_totals
    assert () == found.newly_eligible_totals
    assert (found.changes, ()) == (found.later, found.earlier)
    assert ((("delay", 2),), ()) == (found.gained, found.lost)
    assert (3, 1) == (found.before.count, found.after.count)
    assert AS_OF == found.as_of


def test_the_other_way_round_the_same_invoices_are_set_free() -> None:
    """Swapping the scenarios swaps everything."""
    found = compare.compare(LEDGER, SLOW, BASE, as_of=AS_OF)
    assert [("four", (), ("delay",), -4), ("seven", (), ("delay",), -1)] == _seen(found.changes)
    assert found.changes == found.newly_eligible
    assert () == found.no_longer_eligible
    assert (Money(40_00, "EUR"), Money(1_250_00)) == found.newly_eligible_totals
    assert () == found.no_longer_eligible_totals
    assert ((), found.changes) == (found.later, found.earlier)
    assert ((), (("delay", 2),)) == (found.gained, found.lost)


@pytest.mark.parametrize(
    ("invoice", "before", "after", "expected", "earlier", "later"),
    [
        pytest.param(THIRTEEN, BASE, BASE, [], 0, 0, id="nothing changes"),
        pytest.param(
            THIRTEEN,
            BASE,
            attrs.evolve(BASE, creditor=_creditor(minimum_amount=Money(1_250_00))),
            [("thirteen", ("amount_minimum",), (), None)],
            0,
            1,
            id="a day to never",
        ),
        pytest.param(
            attrs.evolve(HELD, financed=True),
            BASE,
            attrs.evolve(BASE, rules=MANUAL),
            [("held", (), ("financed",), None)],
            1,
            0,
            id="never to a day",
        ),
        pytest.param(
            attrs.evolve(THIRTEEN, financed=True),
            BASE,
            attrs.evolve(BASE, creditor=_creditor(minimum_amount=Money(1_250_00))),
            [("thirteen", ("amount_minimum",), (), None)],
            0,
            0,
            id="another reason, never as before",
        ),
        pytest.param(
            an_invoice(due_date=dt.date(2026, 3, 14)),
            BASE,
            SLOW,
            [("inv-1", (), (), 4)],
            0,
            1,
            id="the same reason, later",
        ),
    ],
)
def test_an_invoice_that_changes(
    invoice: Invoice, before: Scenario, after: Scenario, expected: list[object], earlier: int, later: int
) -> None:
    """A change is another answer, another reason, or another first day."""
    found = compare.compare([invoice], before, after, as_of=AS_OF)
    assert expected == _seen(found.changes)
    assert (earlier, later) == (len(found.earlier), len(found.later))


def test_an_unknown_amount_is_in_no_total() -> None:
    """An invoice without a known open amount is listed and not summed."""
    lenient = attrs.evolve(BASE, rules=AUTOMATIC.without("open_amount_not_positive"))
    found = compare.compare([an_invoice(open_amount=None)], BASE, lenient, as_of=AS_OF)
    assert [("inv-1", (), ("open_amount_unknown",), None)] == _seen(found.newly_eligible)
    assert () == found.newly_eligible_totals
    assert None is found.changes[0].open_amount


def test_an_invoice_stands_in_a_portfolio_once() -> None:
    """A repeated id is refused, as in a plan."""
    with pytest.raises(transfer.DuplicateInvoiceError) as caught:
        compare.compare([FOUR, FOUR], BASE, SLOW, as_of=AS_OF)
    assert ("four",) == caught.value.invoice_ids


def test_the_notebook_of_the_design_runs_as_it_stands() -> None:
    """A reform of a policy value, and one rule more, each compared in a line."""
    ledger, creditor, day = LEDGER, a_creditor(), AS_OF
    slow = attrs.evolve(POLICY, delay_days_min=8)
    small = eligibility.Rule("X-1", "small_debt", lambda f, c: f.open_amount < 50_000)
    base = compare.Scenario(rules=AUTOMATIC, creditor=creditor)
    slower = compare.compare(ledger, base, attrs.evolve(base, policy=slow), as_of=day)
    larger = compare.compare(ledger, base, attrs.evolve(base, rules=AUTOMATIC.extend(small)), as_of=day)
    assert ["four", "seven"] == [change.invoice_id for change in slower.changes]
    assert [("seven", ("small_debt",), (), None)] == _seen(larger.changes)


def test_the_integration_of_the_design_runs_as_it_stands() -> None:
    """A plan over what the ERP holds, and the ERP shows what is blocked, why and until when."""

    class _Erp:
        def __init__(self) -> None:
            self.shown: list[tuple[str, list[str], dt.date | None]] = []

        def creditor(self) -> Creditor:
            return a_creditor()

        def open_invoices(self) -> tuple[Invoice, ...]:
            return LEDGER

        def show(self, invoice_id: str, codes: list[str], eligible_from: dt.date | None) -> None:
            self.shown.append((invoice_id, codes, eligible_from))

    erp, today = _Erp(), AS_OF
    creditor = erp.creditor()
    plan = transfer.plan(erp.open_invoices(), rules=eligibility.AUTOMATIC, creditor=creditor, as_of=today)
    for d in plan.blocked:
        erp.show(d.invoice_id, [b.code for b in d.blocks], d.eligible_from)
    assert [("held", ["held"], dt.date(2026, 3, 18))] == erp.shown
