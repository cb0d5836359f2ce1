"""
One rule, one answer: the rules' own lambdas, Python, SQL and every data frame give the same masks.

Each example is a frame of some hundred rows around every limit, with nulls; all rules, blocks and warnings.
"""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.rules import RuleSet
from tests.parity import engines, ledgers
from tests.parity.questions import CREDITORS, DAYS, POLICIES, RULE_SETS
from tests.support import examples

_EVERY_SET = pytest.mark.parametrize("rules", RULE_SETS.values(), ids=RULE_SETS.keys())


def _questions(rules: RuleSet[Any, Any]) -> st.SearchStrategy[engines.Question]:
    return st.builds(
        engines.Question,
        rules=st.just(rules),
        creditor=st.sampled_from(tuple(CREDITORS.values())),
        policy=st.sampled_from(tuple(POLICIES.values())),
        as_of=st.sampled_from(DAYS),
    )


def _agree(rules: RuleSet[Any, Any], data: st.DataObject, among: dict[str, engines.Engine]) -> None:
    question = data.draw(_questions(rules))
    table = ledgers.frame(data.draw(ledgers.draws()), rules, question.limits)
    expected = engines.oracle(table, rules, question.limits)
    assert expected == engines.python(table, question)
    assert expected == engines.sql(table, question)
    for name, engine in among.items():
        assert (name, expected) == (name, engine(table, engines.judge(question)))


@_EVERY_SET
@examples(0.25)
@given(st.data())
def test_lambda_python_sql_and_the_quick_engines_agree(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """Whatever the facts, the creditor, the policy and the day, all forms give the lambdas' answer."""
    _agree(rules, data, dict(engines.QUICK))


@_EVERY_SET
@examples(0.04)
@given(st.data())
def test_a_sample_of_the_slow_engines_agrees(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """So do DuckDB relations and pandas on Arrow."""
    _agree(rules, data, dict(engines.SLOW))


@pytest.mark.slow
@_EVERY_SET
@examples(1)
@given(st.data())
def test_all_engines_agree(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """So do all of them, on more examples."""
    _agree(rules, data, {**engines.QUICK, **engines.SLOW})


def _agree_on_a_portfolio(rules: RuleSet[Any, Any], data: st.DataObject, among: dict[str, engines.Engine]) -> None:
    names = data.draw(st.lists(st.sampled_from(tuple(CREDITORS)), min_size=1, unique=True))
    policy, as_of = data.draw(st.sampled_from(tuple(POLICIES.values()))), data.draw(st.sampled_from(DAYS))
    limits = {name: rules.measure(CREDITORS[name], policy, as_of=as_of) for name in names}
    table = ledgers.frame(data.draw(ledgers.draws()), rules, *limits.values(), owner=names)
    expected = {
        number: masks
        for name in names
        for number, masks in engines.oracle(_of(table, name), rules, limits[name]).items()
    }
    for name, engine in among.items():
        found = engine(table, engines.judge_portfolio(rules, CREDITORS, policy, as_of))
        assert (name, expected) == (name, found)


def _of(table: Any, name: str) -> Any:
    rows = [index for index, owner in enumerate(table["owner"].to_pylist()) if owner == name]
    return table.take(pa.array(rows, pa.int64()))


@_EVERY_SET
@examples(0.15)
@given(st.data())
def test_a_portfolio_is_judged_creditor_by_creditor(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """Many creditors in one frame: each row is judged by its own creditor's limits."""
    _agree_on_a_portfolio(rules, data, dict(engines.QUICK))


@_EVERY_SET
@examples(0.03)
@given(st.data())
def test_a_sample_of_portfolios_on_the_slow_engines(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """So it is on DuckDB and pandas on Arrow."""
    _agree_on_a_portfolio(rules, data, dict(engines.SLOW))


@pytest.mark.slow
@_EVERY_SET
@examples(0.5)
@given(st.data())
def test_portfolios_on_all_engines(rules: RuleSet[Any, Any], data: st.DataObject) -> None:
    """So it is on all of them, on more examples."""
    _agree_on_a_portfolio(rules, data, {**engines.QUICK, **engines.SLOW})
