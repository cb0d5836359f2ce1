"""What other people's tests draw: valid, simple at its simplest, about the cutoffs, and nobody's."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.strategies import SearchStrategy

from inkasso_rules import records
from inkasso_rules import strategies as some
from inkasso_rules.candidates import Candidate
from inkasso_rules.claim import Statement
from inkasso_rules.columns import columns_of
from inkasso_rules.compare import Comparison, Scenario
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, decide
from inkasso_rules.law.demands import lacks
from inkasso_rules.law.measures import Measure
from inkasso_rules.lifecycle import Request, RequestKind, fold
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.dates import oldest_within_years
from inkasso_rules.model.facts import CostKind, End, Fact, FactKind
from inkasso_rules.model.identifiers import Identifier, parse_identifier
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import PLAIN_CODES, CodeMap, Snapshot
from inkasso_rules.policy import POLICY
from inkasso_rules.rules import RuleSet
from inkasso_rules.terms import Terms
from inkasso_rules.transfer import TransferPlan
from tests.support import UNHURRIED, examples, names_met, undrawn

AS_OF = some.PLAIN_DAY
DAY = dt.timedelta(days=1)

#: Types without records that are drawn nevertheless: what a host holds in its hands.
UNRECORDED = (CodeMap, Comparison, RuleSet, Scenario, Statement, Terms, TransferPlan)


def simplest(strategy: SearchStrategy[Any], wanted: Callable[[Any], bool] | None = None) -> Any:
    """Return what a failing test would show; if any will do, the case that is tried first."""
    if wanted is None:
        return find(strategy, lambda _: True, settings=settings(UNHURRIED, phases=(Phase.generate,)))
    return find(strategy, wanted, settings=UNHURRIED)


@pytest.mark.parametrize("cls", [*records.RECORDED.values(), *UNRECORDED], ids=lambda cls: cls.__name__)
def test_every_public_type_has_a_strategy(cls: type) -> None:
    """Whoever writes a test over all types can draw each of them."""

    @examples(0.05)
    @given(some.values_of(cls))
    def drawn(value: object) -> None:
        assert cls is type(value)

    drawn()


@pytest.mark.uncovered
def test_what_cannot_be_is_not_drawn() -> None:
    """The helper of these tests says no where it should."""
    assert {1899, 2101} == undrawn(some.days(), (1899, 2026, 2101), lambda day: [day.year])


def test_what_is_no_value_has_no_strategy() -> None:
    """A type that is not ours is refused when the strategy is made."""
    with pytest.raises(KeyError):
        some.values_of(int)


TRANSFER = Fact(
    fact_id="register:inv-1:2026-03-16",
    kind=FactKind.TRANSFERRED,
    happened_on=AS_OF,
    opening=some.plain_opening(),
)
TAKEN = Fact(fact_id="fact-1", kind=FactKind.REGISTERED, happened_on=AS_OF + dt.timedelta(days=1))
PLAIN_CASE = fold((TRANSFER,), settings=Series.always(Settings()), as_of=AS_OF)
SHOWN = Snapshot(case_id="inv-1:2026-03-16", snapshot_id="reading-1", seen_on=AS_OF, stage="registering")


# fmt: off
@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        pytest.param(some.days(),              AS_OF,                                                                id="day"),
        pytest.param(some.moneys(),            Money(1_250_00),                                                      id="money"),
        pytest.param(some.identifiers(),       parse_identifier("402000-0008"),                                      id="identifier"),
        pytest.param(some.addresses(),         Address(street="Provgatan 1", postcode="111 22", city="Stockholm"),   id="address"),
        pytest.param(some.policies(),          POLICY,                                                               id="policy"),
        pytest.param(some.groups(),            (),                                                                   id="groups"),
        pytest.param(some.openings(),          some.plain_opening(),                                                 id="opening"),
        pytest.param(some.facts(some.plain_opening()), TAKEN,                                                        id="fact"),
        pytest.param(some.histories(some.plain_opening(), opened_on=AS_OF), (TRANSFER,),                             id="history"),
        pytest.param(some.cases(),             PLAIN_CASE,                                                           id="case"),
        pytest.param(some.snapshots(PLAIN_CASE), SHOWN,                                                              id="reading"),
        pytest.param(some.requests(),          Request(RequestKind.CHANGE_AMOUNT),                                   id="request"),
        pytest.param(some.code_maps(),         PLAIN_CODES,                                                          id="codes"),
        pytest.param(some.claims(),            some.plain_claim(),                                                   id="claim"),
        pytest.param(some.measures(),          Measure(measure_id="measure-1", cost=CostKind.REMINDER, taken_on=AS_OF, as_required=False), id="measure"),
        pytest.param(some.late_interests().map(lambda interest: interest.total), Money(34),                          id="interest"),
        pytest.param(some.demand_letters().map(lacks), (),                                                           id="demand"),
    ],
)  # fmt: skip
def test_what_a_strategy_shrinks_to(strategy: SearchStrategy[Any], expected: object) -> None:
    """The simplest case is the one that a reader would have written."""
    assert expected == simplest(strategy)
# fmt: on


@pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC], ids=lambda rules: rules.name)
def test_the_simplest_invoice_may_go_both_ways(rules: RuleSet[Any, Any]) -> None:
    """The plain invoice of the plain creditor meets no rule, so that a shrunk one shows only what matters."""
    invoice = simplest(some.invoices(as_of=AS_OF))
    creditor = simplest(some.creditors(as_of=AS_OF))
    decision = decide(invoice, rules=rules, creditor=creditor, as_of=AS_OF)
    assert (some.plain_invoice(AS_OF), some.plain_creditor(AS_OF)) == (invoice, creditor)
    assert ((), ()) == (decision.codes, decision.warnings)


def test_a_shrunk_invoice_differs_in_one_thing() -> None:
    """An invoice drawn for one fact is plain but for that fact."""
    plain, drawn = (
        simplest(some.invoices(as_of=AS_OF)),
        simplest(some.invoices(as_of=AS_OF), lambda i: i.disputed is True),
    )
    assert attrs.evolve(plain, disputed=True) == drawn


@pytest.mark.parametrize("field", ["invoice_date", "due_date"])
def test_every_cutoff_is_met_on_the_day_and_beside_it(field: str) -> None:
    """Invoice and due dates are drawn on the day before, of and after every cutoff."""
    cutoffs = [*(AS_OF - days * DAY for days in (0, 4, 8)), oldest_within_years(AS_OF, 3)]
    wanted = {day for cutoff in cutoffs for day in (cutoff - DAY, cutoff, cutoff + DAY)}
    assert 12 == len(wanted)
    assert set() == undrawn(some.invoices(as_of=AS_OF), wanted, lambda invoice: [getattr(invoice, field)])


def test_days_at_which_something_changes_are_drawn() -> None:
    """Leap days, ends of years and half-years, and new law are found quickly."""
    days = "2024-02-29 2025-12-31 2026-01-01 2026-06-30 2026-07-01 2013-03-15 2013-03-16".split()
    assert set() == undrawn(some.days(), days, lambda day: [str(day)])


@given(some.invoices(as_of=AS_OF, unknowns=False))
def test_unknown_facts_can_be_switched_off(invoice: Invoice) -> None:
    """Without unknowns every fact that a rule needs is there."""
    decision = decide(invoice, rules=AUTOMATIC, creditor=some.plain_creditor(AS_OF), as_of=AS_OF)
    assert [] == [code for code in decision.codes if code.endswith("_unknown")]


def test_every_column_of_a_candidate_is_drawn_unknown() -> None:
    """A null is drawn in each column."""
    names = [column.name for column in columns_of(Candidate).values()]
    drawn = some.candidates(as_of=AS_OF)
    assert set() == undrawn(drawn, names, lambda one: [n for n in names if getattr(one, n) is None])


def test_a_code_that_nobody_knows_is_drawn() -> None:
    """The ERP may add some, and frames carry them as text."""
    names = ("kind", "status", "channel", "registration")
    drawn = some.candidates(as_of=AS_OF)
    assert set() == undrawn(drawn, names, lambda one: [n for n in names if getattr(one, n) == "UNHEARD_OF"])


@given(some.candidates(as_of=AS_OF, unknowns=False))
def test_candidates_without_unknowns_lack_nothing(candidate: Any) -> None:
    """Without unknowns a required column holds a fact."""
    assert all(
        getattr(candidate, column.name) is not None
        for column in columns_of(type(candidate)).values()
        if not column.optional
    )


@given(some.identifiers())
def test_no_identifier_is_a_real_one(identifier: Identifier) -> None:
    """Companies begin with 4, people were born in the 1890s, and other countries are nobody's."""
    if identifier.country != "SE":
        assert identifier.country in {"XX", "ZZ"}
    elif identifier.is_personal:
        assert identifier.number.startswith("189")
    else:
        assert identifier.number.startswith("4")


@given(some.ledgers(as_of=AS_OF))
def test_a_ledger_hangs_together(ledger: tuple[Creditor, tuple[Invoice, ...]]) -> None:
    """Ids and numbers differ, and amounts in the ledger currency are in the creditor's."""
    creditor, invoices = ledger
    assert len(invoices) == len({invoice.invoice_id for invoice in invoices})
    assert len(invoices) == len({invoice.number for invoice in invoices})
    assert {creditor.ledger_currency} >= {invoice.ledger_total.currency for invoice in invoices if invoice.ledger_total}


# --- histories --------------------------------------------------------------------------------------------------------
def test_every_kind_of_fact_happens() -> None:
    """Also a second transfer, and what nobody knows."""
    assert set() == undrawn(some.histories(opened_on=AS_OF), FactKind, lambda told: {fact.kind for fact in told[1:]})


def _is_late(told: tuple[Fact, ...]) -> bool:
    days = [fact.happened_on for fact in dict.fromkeys(told[1:])]
    return days != sorted(days)


def test_histories_are_no_fairy_tales() -> None:
    """What makes the order of facts hard to get right is drawn."""
    later = {f"fact-{number}" for number in range(2, 20)}
    # fmt: off
    wanted: dict[str, Callable[[tuple[Fact, ...]], bool]] = {
        "late":                _is_late,
        "told twice":          lambda told: len(told) > len(set(told)),
        "before the transfer": lambda told: any(fact.happened_on < AS_OF for fact in told),
        "some time":           lambda told: any(not fact.is_exact for fact in told),
        "about another":       lambda told: any(fact.about in later for fact in told),
        "foreign money":       lambda told: any(fact.amount and fact.amount.currency != "SEK" for fact in told),
    }
    # fmt: on
    assert set() == undrawn(some.histories(some.plain_opening(), opened_on=AS_OF), wanted, names_met(wanted))


@given(some.histories())
def test_a_history_makes_a_case(told: tuple[Fact, ...]) -> None:
    """It starts with the transfer, and no two of its facts contradict each other."""
    assert told[0].opening is not None
    assert len(set(told)) == len({fact.fact_id for fact in told})


@pytest.mark.uncovered
def test_cases_of_every_stage_are_drawn() -> None:
    """Also those that have ended, by a report or because no capital is open."""
    assert set() == undrawn(some.cases(), (*Stage, *End), lambda case: (case.stage, case.end))


def test_a_strategy_is_kept() -> None:
    """The same question gives the same strategy, which Hypothesis has made ready by then."""
    assert some.invoices(as_of=AS_OF) is some.invoices(as_of=AS_OF)


# --- what a debtor owes -----------------------------------------------------------------------------------------------
def test_the_simplest_statement_is_that_of_the_plain_claim() -> None:
    """It is late by the days since its due date, and nothing was paid."""
    told = simplest(some.statements())
    assert (AS_OF, some.plain_claim(), POLICY) == (told.as_of, told.claim, told.policy)
    assert (Money(1_250_00), Money(0), ()) == (told.capital, told.received, told.allocations)


def test_statements_are_no_fairy_tales() -> None:
    """What makes sums hard to get right is drawn."""
    # fmt: off
    wanted: dict[str, Callable[[Statement], bool]] = {
        "overpaid":                    lambda told: told.overpaid.minor > 0,
        "charged too much":            lambda told: told.costs_excess.minor > 0,
        "disputed":                    lambda told: told.disputed.minor > 0,
        "split by the policy":         lambda told: told.unsplit.minor > 0,
        "insolvent":                   lambda told: told.at_insolvency is not None,
        "costs in another currency":   lambda told: told.capital.currency != "SEK" and told.costs.minor > 0,
        "changing principal or rates": lambda told: len(told.segments) > 3,
    }
    # fmt: on
    assert set() == undrawn(some.statements(), wanted, names_met(wanted))
