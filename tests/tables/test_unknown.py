"""What nobody knows blocks under a reason of its own, while a rule needs it."""

from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY
from inkasso_rules.expressions import Field, Known
from inkasso_rules.model.money import Money
from inkasso_rules.reasons import Block, Seen, Source
from inkasso_rules.rules import RuleSet
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import Codes, automatic, both, by_hand, case, day, with_automation

LIMITED = with_automation(minimum_amount=Money(1_00))


@pytest.mark.parametrize(
    ("fact", "manual", "automatic_besides"),
    [
        case("OWN-4 MA-7", "kind", ("kind_unknown",), ()),
        case("OWN-4 MA-13 AU-5", "status", ("status_unknown",), ()),
        case("OWN-4 MA-13", "channel", ("channel_unknown",), ()),
        case("OWN-4 MA-9", "registration", ("registration_unknown",), ()),
        case("OWN-4 MA-1 MA-6", "invoice_date", ("invoice_date_unknown",), ()),
        case("OWN-4 MA-1 MA-7 AU-3", "due_date", ("due_date_unknown",), ()),
        case("OWN-4 MA-7 AU-2", "total", ("total_unknown",), ("ledger_total_unknown",)),
        case("OWN-4 MA-7", "open_amount", ("open_amount_unknown",), ()),
        case("OWN-4 MA-12 AU-8", "other_agency", ("at_other_agency_unknown",), ()),
        case("OWN-4 AU-6", "financed", (), ("financed_unknown",)),
        case("OWN-4 AU-7", "reminders", (), ("reminded_unknown",)),
        case("OWN-4", "new_due_date", (), ()),
        case("OWN-4", "disputed", (), ()),
        case("OWN-4", "hold", (), ()),
        case("OWN-4", "customer", (), ()),
        case("OWN-4", "document", (), ()),
    ],
)
def test_a_fact_that_nobody_knows(fact: str, manual: Codes, automatic_besides: Codes) -> None:
    """A required fact blocks where a rule needs it; an optional one is none."""
    invoice = an_invoice(**{fact: None})
    assert (manual, manual + automatic_besides) == both(invoice, creditor=LIMITED)


@pytest.mark.requirement("OWN-4", "MA-2")
def test_everything_unknown_at_once() -> None:
    """Each unknown fact is listed once, before the rules, which an unknown fact never fires."""
    facts = ("kind status channel registration invoice_date due_date total open_amount other_agency financed").split()
    nothing: dict[str, Any] = {**dict.fromkeys(facts), "reminders": None}
    shared = tuple(f"{fact}_unknown" for fact in (*facts[:8],))
    assert (
        (*shared, "at_other_agency_unknown"),
        (*shared, "ledger_total_unknown", "at_other_agency_unknown", "financed_unknown", "reminded_unknown"),
    ) == both(an_invoice(**nothing), creditor=LIMITED)


@pytest.mark.requirement("OWN-4", "AU-2")
def test_a_fact_that_no_rule_needs_today_may_be_unknown() -> None:
    """Without a lowest amount nobody asks for the total in the ledger currency, and its absence blocks nothing."""
    invoice = an_invoice(total=Money(1, "EUR"), open_amount=Money(1, "EUR"), ledger_total=None)
    assert ((), ()) == both(invoice)
    assert ((), ("ledger_total_unknown",)) == both(invoice, creditor=LIMITED)


@pytest.mark.requirement("OWN-4")
def test_an_unknown_fact_says_what_is_wanted() -> None:
    """It can be mended, has no day on which it clears, and carries the requirement of the first rule that needs it."""
    blocks = by_hand(an_invoice(due_date=None)).blocks
    wanted = Known(Field("due_date"))
    assert (
        Block("MA-7", "due_date_unknown", (Seen("due_date", None),), wanted, None, Source.MANUAL, mendable=True),
    ) == blocks
    assert (None, None) == (
        by_hand(an_invoice(due_date=None)).eligible_from,
        automatic(an_invoice(due_date=None)).eligible_from,
    )


@pytest.mark.requirement("OWN-4")
@pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC])
def test_a_set_that_is_built_anew_asks_for_its_facts(rules: RuleSet[Any, Any]) -> None:
    """The reasons for unknown facts come from the rules that a set has, not from a list beside it."""
    creditor = attrs.evolve(CREDITOR, settings=LIMITED.settings)
    record = rules.flatten(an_invoice(status=None, due_date=None), creditor, POLICY)
    limits = rules.measure(creditor, POLICY, as_of=AS_OF)
    only = RuleSet(
        "only", rules.record, rules.cutoffs, rules.flatten, rules.measure, blocks=(rules.blocks[9], rules.blocks[17])
    )
    assert ("status_unknown", "due_date_unknown") == tuple(block.code for block in only.bind(limits).blocks(record))
    without = only.without("unfinished")
    assert ("due_date_unknown",) == tuple(block.code for block in without.bind(limits).blocks(record))


@pytest.mark.requirement("AU-10")
def test_a_new_due_date_alone_will_do() -> None:
    """The effective due date is known when either is."""
    assert ((), ()) == both(attrs.evolve(INVOICE, due_date=None, new_due_date=day("2026-03-03")))
