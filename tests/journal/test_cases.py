"""The worked cases of ``tests/journal/cases``: the library's answer, and the tables' own arithmetic."""

from typing import Any, Final

import pytest

from inkasso_rules.model.settlements import Settlement
from tests.journal.building import tidy
from tests.journal.stories import Case, answers, cases, posted, steps
from tests.law.cases import computed, minor, number

CASES: Final = cases()


def _named() -> list[Any]:
    """Return the cases as parameters, each by its id and with the requirements that it shows."""
    return [pytest.param(case, id=case["id"], marks=pytest.mark.requirement(*case["requirements"])) for case in CASES]


def test_there_are_enough_cases() -> None:
    """No id is used twice, and no table lost its cases."""
    assert len(CASES) == len({case["id"] for case in CASES})
    assert len(CASES) >= 140


@pytest.mark.parametrize("case", _named())
def test_a_worked_case(case: Case) -> None:
    """Each step of a case is answered as an accountant worked it out, to the öre."""
    expected = [tidy(step["answer"]) for step in steps(case)]
    assert expected == answers(case)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_a_case_says_why(case: Case) -> None:
    """A case says what it shows and where its answer comes from."""
    assert (True, True) == (bool(case["shows"]), bool(case["source"]))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES if "arithmetic" in case])
def test_the_arithmetic(case: Case) -> None:
    """What is written left of each equals sign makes what stands right of it, which the case goes on with."""
    sums = [line.split(" = ") for line in case["arithmetic"]]
    assert [minor(number(right)) for _, right in sums] == [minor(computed(left)) for left, _ in sums]
    texts = (*(left for left, _ in sums), *case.get("invoices", {}).values(), *(step["answer"] for step in steps(case)))
    used = " ".join(" ".join(texts).split())
    assert [] == [right for _, right in sums if right.removeprefix("−") not in used]


@pytest.mark.parametrize("case", _named())
def test_nothing_is_lost_on_the_way(case: Case) -> None:
    """What was not posted comes back as a settlement of its own; the agency hears of one that nothing is left of."""
    for one in posted(case):
        rest = tuple(payment.payment_id for payment in one.rest.payments) if isinstance(one.rest, Settlement) else ()
        is_settlement = hasattr(one.event, "settlement_id")
        unmatched = tuple(left.payment_id for left in one.unmatched) if is_settlement else ()
        assert unmatched == rest
        assert (is_settlement and not (one.held or one.is_repeated or rest)) == bool(one.commands)
