"""What holds of every plan and its confirmation."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, decide
from inkasso_rules.model.cases import AttachInvoiceCopy, RegisterCase
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import totals
from inkasso_rules.rules import RuleSet
from inkasso_rules.transfer import plan
from tests.support import examples

BOTH = pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC], ids=lambda rules: rules.name)

Case = tuple[dt.date, Creditor, tuple[Invoice, ...]]


@st.composite
def ledgers(draw: st.DrawFn) -> Case:
    """Draw a day and a ledger."""
    as_of = draw(some.days())
    return as_of, *draw(some.ledgers(as_of=as_of))


@BOTH
@examples(0.5)
@given(ledgers())
def test_a_plan_divides_the_list(rules: RuleSet[Any, Any], case: Case) -> None:
    """Every invoice is in the plan once, as eligible or as blocked, in the order given, as decided alone."""
    as_of, creditor, invoices = case
    made = plan(invoices, rules=rules, creditor=creditor, as_of=as_of)
    alone = [decide(invoice, rules=rules, creditor=creditor, as_of=as_of) for invoice in invoices]
    assert [decision for decision in alone if decision.eligible] == list(made.eligible)
    assert [decision for decision in alone if not decision.eligible] == list(made.blocked)
    assert len(made.eligible) == made.count


@BOTH
@examples(0.5)
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(rules: RuleSet[Any, Any], case: Case, chance: Any) -> None:
    """Shuffled, the same invoices may go, for the same sums."""
    as_of, creditor, invoices = case
    shuffled = list(invoices)
    chance.shuffle(shuffled)
    one, other = (plan(given_, rules=rules, creditor=creditor, as_of=as_of) for given_ in (invoices, shuffled))
    assert {d.invoice_id: d for d in (*one.eligible, *one.blocked)} == {
        d.invoice_id: d for d in (*other.eligible, *other.blocked)
    }
    assert one.totals == other.totals


@BOTH
@examples(0.5)
@given(ledgers())
def test_a_plan_is_for_the_open_amounts(rules: RuleSet[Any, Any], case: Case) -> None:
    """The sums are those of the invoices that would go, per currency."""
    as_of, creditor, invoices = case
    made = plan(invoices, rules=rules, creditor=creditor, as_of=as_of)
    going = {decision.invoice_id for decision in made.eligible}
    assert made.totals == totals(i.open_amount for i in invoices if i.invoice_id in going and i.open_amount is not None)


@BOTH
@examples(0.5)
@given(ledgers())
def test_confirming_what_did_not_change_sends_all_of_it(rules: RuleSet[Any, Any], case: Case) -> None:
    """Nothing falls away; each invoice of the plan gives one case, and at most one copy, right after it."""
    as_of, creditor, invoices = case
    made = plan(invoices, rules=rules, creditor=creditor, as_of=as_of)
    sent = made.confirm(invoices, as_of=as_of)
    assert ((), (), ()) == (sent.dropped, sent.changed, sent.gone)
    registered = [command.invoice_id for command in sent.commands if isinstance(command, RegisterCase)]
    assert [decision.invoice_id for decision in made.eligible] == registered
    assert made.count == sent.count
    assert made.totals == totals(command.open_amount for command in sent.commands if isinstance(command, RegisterCase))
    before = dict(zip(sent.commands[1:], sent.commands, strict=False))
    copies = [command for command in sent.commands if isinstance(command, AttachInvoiceCopy)]
    assert [copy.invoice_id for copy in copies] == [before[copy].invoice_id for copy in copies]
    assert len(sent.commands) == len({command.command_id for command in sent.commands})


@BOTH
@examples(0.5)
@given(ledgers(), st.data())
def test_what_is_gone_or_dropped_is_not_sent(rules: RuleSet[Any, Any], case: Case, data: st.DataObject) -> None:
    """Of a plan, each invoice is sent, dropped with reasons, or gone: one of the three."""
    as_of, creditor, invoices = case
    made = plan(invoices, rules=rules, creditor=creditor, as_of=as_of)
    left = tuple(invoice for invoice in invoices if data.draw(st.booleans()))
    later = as_of + dt.timedelta(days=data.draw(st.sampled_from((0, 1, 30, 1_100))))
    sent = made.confirm(left, as_of=later)
    registered = [command.invoice_id for command in sent.commands if isinstance(command, RegisterCase)]
    dropped = [decision.invoice_id for decision in sent.dropped]
    assert sorted(decision.invoice_id for decision in made.eligible) == sorted([*registered, *dropped, *sent.gone])
    assert all(not decision.eligible and decision.as_of == later for decision in sent.dropped)
    assert set(sent.gone).isdisjoint(invoice.invoice_id for invoice in left)
