"""What the strategy of a claim's events draws."""

import datetime as dt
from typing import Final

from hypothesis import given

from inkasso_rules import strategies as some
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money

SINCE: Final = dt.date(2026, 1, 2)
UNTIL: Final = dt.date(2026, 3, 16)
DIRECT: Final = (FactKind.PAID_CREDITOR, FactKind.CREDITED)


@given(some.events(Money.of(1_000), since=SINCE, until=UNTIL, kinds=DIRECT))
def test_events_are_of_the_wanted_kinds_and_in_order(facts: tuple[Fact, ...]) -> None:
    """Only what was asked for happens, from the first day on, each fact by its own id."""
    assert {fact.kind for fact in facts} <= set(DIRECT)
    assert all(fact.happened_on >= SINCE for fact in facts)
    assert sorted(fact.happened_on for fact in facts) == [fact.happened_on for fact in facts]
    assert len(facts) == len({fact.fact_id for fact in facts})
