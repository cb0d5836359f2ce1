"""What holds of every decision, whatever the invoice, the creditor and the day."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.columns import columns_of
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, Rule, decide, decider
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Field, Flag, Known, Member, Node, Value, holds
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.policy import Policy
from inkasso_rules.reasons import Block
from inkasso_rules.rules import RuleSet
from inkasso_rules.symbols import among
from tests.support import examples

Ledger = tuple[Creditor, tuple[Invoice, ...]]
Rules = RuleSet[Candidate, Cutoffs]

BOTH = pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC], ids=lambda rules: rules.name)


@st.composite
def judged(draw: st.DrawFn) -> tuple[Creditor, Invoice, dt.date]:
    """Draw what a decision is about."""
    as_of = draw(some.days())
    creditor = draw(some.creditors(as_of=as_of))
    return creditor, draw(some.invoices(as_of=as_of, ledger_currency=creditor.ledger_currency)), as_of


# --- masks ------------------------------------------------------------------------------------------------------------
@BOTH
@given(st.data(), some.days())
def test_the_compiled_rules_say_what_the_lambdas_say(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """The mask is the one that the rules' own lambdas give, for any record and any limits."""
    limits = data.draw(some.cutoffs(as_of=as_of))
    record = data.draw(some.candidates(as_of=as_of))
    assert rules.reference_mask(record, limits) == rules.bind(limits).mask(record)


@BOTH
@examples(0.5)
@given(judged(), some.policies())
def test_an_invoice_is_judged_as_the_lambdas_judge_it(
    rules: Rules, case: tuple[Creditor, Invoice, dt.date], policy: Policy
) -> None:
    """Flattened invoices too: no reason means that the mask is 0."""
    creditor, invoice, as_of = case
    judge = decider(rules=rules, creditor=creditor, as_of=as_of, policy=policy)
    facts = judge.candidate(invoice)
    decision = judge(invoice)
    assert rules.reference_mask(facts, judge.bound.cutoffs) == judge.mask(facts)
    assert decision.eligible == (judge.mask(facts) == 0)


@BOTH
@examples(0.5)
@given(judged())
def test_reasons_stand_in_table_order_and_each_once(rules: Rules, case: tuple[Creditor, Invoice, dt.date]) -> None:
    """Unknown facts come first, then the rules, in the order of the table; no code twice."""
    creditor, invoice, as_of = case
    decision = decide(invoice, rules=rules, creditor=creditor, as_of=as_of)
    order = [bit.code for bit in rules.blocking.bits]
    assert [code for code in order if code in decision.codes] == list(decision.codes)
    warned = [warning.code for warning in decision.warnings]
    assert [bit.code for bit in rules.warning.bits if bit.code in warned] == warned


@BOTH
@examples(0.5)
@given(judged())
def test_the_same_question_has_the_same_answer(rules: Rules, case: tuple[Creditor, Invoice, dt.date]) -> None:
    """A decision depends on its arguments alone."""
    creditor, invoice, as_of = case
    first, second = (decide(invoice, rules=rules, creditor=creditor, as_of=as_of) for _ in range(2))
    assert first == second


# --- when -------------------------------------------------------------------------------------------------------------
def _first_day(rules: Rules, case: tuple[Creditor, Invoice, dt.date], policy: Policy, days: int) -> dt.date | None:
    """Ask on each day anew."""
    creditor, invoice, as_of = case
    for passed in range(days + 1):
        day = as_of + dt.timedelta(days=passed)
        if decide(invoice, rules=rules, creditor=creditor, as_of=day, policy=policy).eligible:
            return day
    return None


@BOTH
@examples(0.5)
@given(judged(), some.policies())
def test_no_day_before_eligible_from_will_do(
    rules: Rules, case: tuple[Creditor, Invoice, dt.date], policy: Policy
) -> None:
    """Asked on each of forty days, the first yes comes on the day that was said; if none was said, none comes."""
    creditor, invoice, as_of = case
    said = decide(invoice, rules=rules, creditor=creditor, as_of=as_of, policy=policy).eligible_from
    within = said if said is not None and said <= as_of + dt.timedelta(days=40) else None
    assert within == _first_day(rules, case, policy, 40)


@BOTH
@examples(0.5)
@given(judged(), some.policies())
def test_eligible_from_is_a_day_of_yes_after_a_day_of_no(
    rules: Rules, case: tuple[Creditor, Invoice, dt.date], policy: Policy
) -> None:
    """On the day that was said nothing blocks, and on the day before something does, unless the day was asked about."""
    creditor, invoice, as_of = case
    decision = decide(invoice, rules=rules, creditor=creditor, as_of=as_of, policy=policy)
    day = decision.eligible_from
    if day is None:
        assert not decision.eligible
        return
    assert decide(invoice, rules=rules, creditor=creditor, as_of=day, policy=policy).eligible
    if day != as_of:
        before = day - dt.timedelta(days=1)
        assert not decide(invoice, rules=rules, creditor=creditor, as_of=before, policy=policy).eligible


@examples(0.1)
@given(st.integers(1_085, 1_100), st.integers(0, 12), st.booleans())
def test_what_grows_too_old_first_has_no_day(age: int, held_days: int, is_manual: bool) -> None:
    """An old invoice that is held: asked on every day until it is past three years, the first yes is the day said."""
    as_of = some.PLAIN_DAY
    rules = MANUAL if is_manual else AUTOMATIC
    plain = _PLAIN_CREDITOR
    old = attrs.evolve(
        _PLAIN_INVOICE,
        invoice_date=as_of - dt.timedelta(days=age),
        due_date=as_of - dt.timedelta(days=20),
        new_due_date=as_of + dt.timedelta(days=held_days),
    )
    said = decide(old, rules=rules, creditor=plain, as_of=as_of).eligible_from
    assert said == _first_day(rules, (plain, old, as_of), Policy(), 30)


# --- observed and wanted ----------------------------------------------------------------------------------------------
def _satisfied(node: Node | bool, record: Candidate) -> bool:  # noqa: PLR0911 - one line for each kind of node.
    """Evaluate what is wanted on a record, in the plainest way."""
    match node:
        case bool():
            return node
        case AllOf(parts):
            return all(_satisfied(part, record) for part in parts)
        case AnyOf(parts):
            return any(_satisfied(part, record) for part in parts)
        case Known(Field(name)):
            return getattr(record, name) is not None
        case Compare(Field(name), op, right):
            against = Value(getattr(record, right.name)) if isinstance(right, Field) else right
            return holds(Compare(Value(getattr(record, name)), op, against))
        case Member(Field(name), group, inside):
            return holds(Member(Value(getattr(record, name)), group, inside))
        case Flag(Field(name), wanted):
            return holds(Flag(Value(getattr(record, name)), wanted))
    raise AssertionError(node)


def _blocks(rules: Rules, data: st.DataObject, as_of: dt.date) -> Iterator[tuple[Block, Candidate, Cutoffs]]:
    limits = data.draw(some.cutoffs(as_of=as_of))
    record = data.draw(some.candidates(as_of=as_of))
    bound = rules.bind(limits)
    for block in (*bound.blocks(record), *bound.warnings(record)):
        yield block, record, limits


@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_what_is_wanted_is_not_so_and_what_is_observed_is(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """A reason shows what stands in the record, and wants what does not hold of it."""
    for block, record, _ in _blocks(rules, data, as_of):
        assert [getattr(record, seen.field) for seen in block.observed] == [seen.value for seen in block.observed]
        assert not _satisfied(block.wanted, record)


def _mended(wanted: Node | bool, record: Candidate, sample: Candidate) -> Candidate | None:
    """Change the one fact that a single test is about, so that the test holds; none if no fact can."""
    one = dt.timedelta(days=1)
    value: Any
    match wanted:
        case Compare(Field(name), "<=", Field(other)):
            value = getattr(record, other)
        case Compare(Field(name), op, Value(limit)):
            step: Any = one if isinstance(limit, dt.date) else 1
            limit_: Any = limit
            value = {"<": limit_ - step, ">": limit_ + step}.get(op, limit_) if op in "<>" else limit_
        case Member(Field(name), Value(group), inside):
            assert isinstance(group, frozenset)
            value = min(group) if inside and group else "of no group"
            if inside and not group:
                return None
        case Flag(Field(name), value):
            pass
        case Known(Field(name)):
            value = getattr(sample, name)
        case _:
            return None
    return attrs.evolve(record, **{name: value})


@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_doing_what_is_wanted_removes_the_reason(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """A record changed so that it meets what a single-test reason wants no longer has that reason."""
    for block, record, limits in _blocks(rules, data, as_of):
        mended = _mended(block.wanted, record, data.draw(some.candidates(as_of=as_of, unknowns=False)))
        if mended is not None:
            bound = rules.bind(limits)
            assert _satisfied(block.wanted, mended)
            assert block.code not in {left.code for left in (*bound.blocks(mended), *bound.warnings(mended))}


# --- unknown facts ----------------------------------------------------------------------------------------------------
@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_an_unknown_fact_blocks_under_its_own_code(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """A required fact that a rule could need and that is unknown gives its code, and nothing is raised."""
    bound = rules.bind(data.draw(some.cutoffs(as_of=as_of)))
    record = data.draw(some.candidates(as_of=as_of))
    codes = {block.code for block in bound.blocks(record)}
    for bit in rules.blocking.bits:
        if not bit.is_rule:
            needed = rules.blocking.can_miss(bit, bound.cutoffs)
            assert (bit.code in codes) == (needed and getattr(record, bit.fields[0]) is None)


@BOTH
@examples(0.5)
@given(some.days())
def test_nothing_known_at_all_raises_nothing(rules: Rules, as_of: dt.date) -> None:
    """A record of nulls is blocked by every fact that could be needed, and by no rule about the invoice."""
    creditor = some.plain_creditor(as_of)
    nothing: dict[str, Any] = dict.fromkeys(columns_of(Candidate))
    empty = Candidate(**nothing)
    bound = rules.bind(rules.measure(creditor, Policy(), as_of=as_of))
    needed = [
        bit.code for bit in rules.blocking.bits if not bit.is_rule and rules.blocking.can_miss(bit, bound.cutoffs)
    ]
    assert needed == [block.code for block in bound.blocks(empty)]
    assert needed != []


# --- rule sets are values ---------------------------------------------------------------------------------------------
_EXTRA = Rule("X-1", "in_euro", lambda f, _: among(f.currency, frozenset({"EUR"})))


def _codes(rules: Rules, record: Candidate, limits: Cutoffs) -> tuple[list[str], list[str]]:
    """Return the codes of the rules that block, and of those that warn; those of unknown facts follow other laws."""
    bound = rules.bind(limits)
    found = (bound.blocks(record), bound.warnings(record))
    blocks, warnings = ([block.code for block in some_ if block.code in rules.codes] for some_ in found)
    return blocks, warnings


@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_changed_sets_say_what_their_rules_say(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """A set that was extended, lessened or demoted judges as its own lambdas do."""
    code = data.draw(st.sampled_from([rule.code for rule in rules.blocks]))
    limits, record = data.draw(some.cutoffs(as_of=as_of)), data.draw(some.candidates(as_of=as_of))
    for changed in (rules.extend(_EXTRA), rules.without(code), rules.as_warning(code)):
        assert changed.reference_mask(record, limits) == changed.bind(limits).mask(record)


@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_demoting_moves_a_reason_and_nothing_else(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """A rule made a warning warns exactly where it blocked; the other rules go on blocking."""
    code = data.draw(st.sampled_from([rule.code for rule in rules.blocks]))
    limits, record = data.draw(some.cutoffs(as_of=as_of)), data.draw(some.candidates(as_of=as_of))
    blocks, warnings = _codes(rules, record, limits)
    demoted, warned = _codes(rules.as_warning(code), record, limits)
    assert [found for found in blocks if found != code] == demoted
    assert warnings + [code] * (code in blocks) == warned


@BOTH
def test_taking_back_what_was_added_gives_the_same_set(rules: Rules) -> None:
    """Extended and lessened by the same rule, a set is equal to what it was; so it is with a rule in its own place."""
    assert rules == rules.extend(_EXTRA).without("in_euro")
    assert all(rules == rules.replace(rule) for rule in (*rules.blocks, *rules.warnings))
    assert rules.extend(_EXTRA) != rules


@BOTH
@examples(0.5)
@given(st.data(), some.days())
def test_taking_back_what_was_added_gives_the_same_masks(rules: Rules, data: st.DataObject, as_of: dt.date) -> None:
    """The same set has the same masks."""
    limits, record = data.draw(some.cutoffs(as_of=as_of)), data.draw(some.candidates(as_of=as_of))
    back = rules.extend(_EXTRA).without("in_euro")
    assert rules.bind(limits).mask(record) == back.bind(limits).mask(record)


_PLAIN_INVOICE = some.plain_invoice(some.PLAIN_DAY)
_PLAIN_CREDITOR = some.plain_creditor(some.PLAIN_DAY)
