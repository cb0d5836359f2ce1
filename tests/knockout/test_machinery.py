"""The knock-out machinery itself: it changes in place, and puts everything back."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from inkasso_rules.journal.parts import PARTS, Side
from inkasso_rules.law.parameter import Citation, Dated
from inkasso_rules.law.rates import agreed_rates, law_rates
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.lifecycle import TABLE, TRANSITIONS, requests, steps
from inkasso_rules.lifecycle.telling import BEFORE_TRANSFER
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import LineCode
from inkasso_rules.policy import POLICY
from inkasso_rules.requirements import decides, requirements_of
from tests.knockout.machinery import (
    changed_policy_value,
    changed_rows,
    function_changed,
    knocked_out,
    notices,
    ways_out,
)
from tools.objects import Deciding, Kind, deciding, rule_sets


@decides("MA-4")
def _plain(first: int, *, second: int = 2) -> int:
    return first + second


def _closing(amount: int) -> object:
    other = amount * 2

    def inner(first: int) -> int:
        return first + amount + other

    return inner


_held = _plain


def test_a_function_answers_otherwise_wherever_it_is_held() -> None:
    """Also a name imported before the change gives the other answer; afterwards the old answer is back."""
    with function_changed(_plain, lambda original, *args, **kwargs: -original(*args, **kwargs)):  # type: ignore[arg-type]
        changed = (_held(1), _held(1, second=5))
    assert (-3, -6) == changed
    assert (3, 6) == (_held(1), _held(1, second=5))


def test_a_function_that_closes_over_names_can_be_changed() -> None:
    """The code put in its place closes over as many names."""
    inner = _closing(10)
    with function_changed(inner, lambda _original, first: first):  # type: ignore[arg-type]
        changed = inner(1)  # type: ignore[operator]
    assert (1, 31) == (changed, inner(1))  # type: ignore[operator]


def test_an_error_inside_does_not_keep_the_change() -> None:
    """Whatever happens inside, the original is put back."""
    with pytest.raises(ZeroDivisionError), function_changed(_plain, lambda _original, first: first / 0):  # type: ignore[arg-type]
        _plain(1)
    assert 3 == _plain(1)


def test_a_function_with_a_cache_is_changed_and_put_back() -> None:
    """What was worked out before a change is forgotten during it, and what was worked out during it, after it."""
    before = agreed_rates(None, debtor_kind=None)
    (item,) = (item for item in deciding() if item.name == "agreed_rates")
    with function_changed(item.owner, lambda _original, *_, **__: None):
        changed: object = agreed_rates(None, debtor_kind=None)
    assert (None, before) == (changed, agreed_rates(None, debtor_kind=None))


def test_the_rates_follow_a_changed_law() -> None:
    """A law value that is changed in place counts at once, though the rates are kept by law."""
    before = law_rates(SWEDEN)
    with next(ways_out(Deciding("OWN-9", Kind.LAW, "law.sweden", "", SWEDEN, "late_interest_margin"))):
        during = law_rates(SWEDEN)
    assert before.pieces[0].percent + Fraction(1, 2) == during.pieces[0].percent
    assert before == law_rates(SWEDEN)


def test_the_mark_stays_on_a_changed_function() -> None:
    """A change is to what a function answers, not to what it is."""
    with function_changed(_plain, lambda _original, first: first):  # type: ignore[arg-type]
        assert ("MA-4",) == requirements_of(_plain)


@pytest.mark.parametrize(
    ("error", "noticed"),
    [
        (None, False),
        (AssertionError("1 == 2"), True),
        (pytest.fail.Exception("DID NOT RAISE"), True),
        (IndexError("tuple index out of range"), False),
    ],
)
def test_only_a_comparison_notices(error: BaseException | None, noticed: bool) -> None:
    """A case that stumbles over an answer has not compared it."""
    assert noticed is notices(error)


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(type(POLICY))])
def test_a_policy_value_is_changed_and_put_back(name: str) -> None:
    """During the change the one policy that everybody holds differs in one value; afterwards in none."""
    before = attrs.asdict(POLICY)
    with knocked_out(Deciding("", Kind.POLICY, "policy", name, field=name)):
        during = attrs.asdict(POLICY)
    assert {name: changed_policy_value(name)} == {key: during[key] for key in during if during[key] != before[key]}
    assert before == attrs.asdict(POLICY)


@pytest.mark.parametrize("item", [item for item in deciding() if item.kind is Kind.LAW], ids=lambda item: item.field)
def test_each_row_of_a_law_value_is_changed_and_put_back(item: Deciding) -> None:
    """During a change the one law that everybody holds differs in the value of one row; afterwards in none."""
    parameter = getattr(SWEDEN, item.field)
    before = parameter.rows
    changed = []
    for way in ways_out(item):
        with way:
            changed.append([row for row, old in zip(parameter.rows, before, strict=True) if row != old])
    assert [[row.starts] for row in before] == [[row.starts for row in rows] for rows in changed]
    assert [[row.source] for row in before] == [[row.source for row in rows] for rows in changed]
    assert before is parameter.rows


@pytest.mark.parametrize(
    ("values", "position", "value"),
    [
        ((Money(60_00),),       0, Money(61_00)),
        ((Decimal("-0.50"),),   0, Decimal("0.00")),
        ((30, 10),              1, 11),
        ((None, True),          0, True),
        ((None, True),          1, None),
    ],
)  # fmt: skip
def test_another_value_of_the_law_is_plausible(values: tuple[object, ...], position: int, value: object) -> None:
    """A krona, half a point or a day more; a rule that does not hold, or holds from the start."""
    rows = tuple(
        Dated(one, dt.date(2000 + year, 1, 1), Citation("SFS 1900:1", "1 §")) for year, one in enumerate(values)
    )
    assert (*values[:position], value, *values[position + 1 :]) == tuple(
        row.value for row in changed_rows(rows, position)
    )


@pytest.mark.parametrize("name", sorted(rule_sets()))
def test_a_rule_is_removed_and_put_back(name: str) -> None:
    """During the change the one rule set that everybody holds lacks the rule; afterwards nothing has changed."""
    rules = rule_sets()[name]
    code, before = rules.codes[0], (rules.codes, rules.blocking, rules.warning)
    with knocked_out(Deciding("", Kind.RULE, "eligibility", name, rules, code)):
        during = rules.codes
    assert before[0][1:] == during
    assert before == (rules.codes, rules.blocking, rules.warning)


def test_a_transition_is_neutral_and_put_back() -> None:
    """During the change the row that the table holds says and changes nothing; afterwards it is as it was."""
    (row,) = (row for row in TRANSITIONS if row.row_id == "A03")
    before = attrs.asdict(row, recurse=False)
    with knocked_out(Deciding(row.requirement, Kind.TRANSITION, "lifecycle.table", row.row_id, row)):
        held = TABLE[row.stages[0]][row.kind]
        during = (held.to, held.effect.__name__, held.checks, held.tells, held.sends)
    assert ("same", "keep", (), (), None) == during
    assert before == attrs.asdict(row, recurse=False)


@pytest.mark.parametrize(
    ("kind", "field", "gone"),
    [
        (Kind.CHECK, "broken", False),
        (Kind.NOTICE, "due", False),
        (Kind.REFUSAL, "holds", False),
        (Kind.STEP, "stages", ()),
    ],
)
def test_a_row_is_gone_and_put_back(kind: Kind, field: str, gone: object) -> None:
    """During the change a predicate always says no, and a step follows on no stage; afterwards all is as it was."""
    item = next(item for item in deciding() if item.kind is kind)
    before = attrs.asdict(item.owner, recurse=False)
    with knocked_out(item):
        during = getattr(item.owner, field)
        assert gone == (during if isinstance(during, tuple) else during(None, None, None))
    assert before == attrs.asdict(item.owner, recurse=False)


def test_a_part_is_changed_column_by_column_and_put_back() -> None:
    """During the changes the rule stands on the other side, names another account, or says another thing."""
    item = next(item for item in deciding() if item.kind is Kind.PART)
    before = attrs.asdict(item.owner, recurse=False)
    changed = []
    for way in ways_out(item):
        with way:
            during = attrs.asdict(item.owner, recurse=False)
            changed.append({name: value for name, value in during.items() if value != before[name]})
    assert [{"side": Side.DEDUCTION}, {"account": "year_end"}, {"code": LineCode.YEAR_END}] == changed
    assert before == attrs.asdict(item.owner, recurse=False)


_REFUSALS = tuple(one for refusals, _ in requests.ANSWERS.values() for one in refusals)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.TRANSITION, TRANSITIONS),
        (Kind.CHECK, tuple(check for row in TRANSITIONS for check in row.checks)),
        (Kind.NOTICE, (BEFORE_TRANSFER, *(tell for row in TRANSITIONS for tell in row.tells))),
        (Kind.REFUSAL, _REFUSALS),
        (Kind.STEP, steps._ROWS),
        (Kind.PART, PARTS),
    ],
)
def test_every_row_of_a_table_is_found(kind: Kind, rows: tuple[object, ...]) -> None:
    """What decides can be knocked out, and nothing else stands in its modules."""
    assert {id(row) for row in rows} == {id(item.owner) for item in deciding() if item.kind is kind}
