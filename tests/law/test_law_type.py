"""What takes a law refuses anything else, and says so."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.law.costs import costs_given
from inkasso_rules.law.deadlines import demand_deadline, legal_action_from
from inkasso_rules.law.demands import DemandLetter, lacks
from inkasso_rules.law.interest import first_interest_day, interest_over, late_interest
from inkasso_rules.law.measures import CostCondition
from inkasso_rules.law.prescription import prescription
from inkasso_rules.law.rates import agreed_rates, law_rates
from inkasso_rules.law.sweden import SWEDEN, LawTypeError, require_law
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.strategies import plain_claim

_DAY: Final = dt.date(2026, 3, 16)
_LETTER: Final = DemandLetter(sent_on=_DAY)

# fmt: off
_ASK: Final[tuple[Callable[[Any], object], ...]] = (
    require_law,
    law_rates,
    lambda law: agreed_rates(None, debtor_kind=None, law=law),
    lambda law: agreed_rates(AgreedInterest(), debtor_kind=DebtorKind.TRADER, law=law),
    lambda law: first_interest_day(due_date=_DAY, due_date_agreed=True, law=law),
    lambda law: first_interest_day(due_date=_DAY, due_date_agreed=False, law=law),
    lambda law: demand_deadline(sent_on=_DAY, law=law),
    lambda law: legal_action_from(sent_on=_DAY, law=law),
    lambda law: lacks(_LETTER, law=law),
    lambda law: costs_given(CostCondition(debtor_kind=None, reminder_fee_agreed=None, interest_from=None), (), law=law),
    lambda law: prescription(attrs.evolve(plain_claim(_DAY), origin_on=_DAY), as_of=_DAY, law=law),
)
# fmt: on


@pytest.mark.parametrize("ask", _ASK)
@pytest.mark.parametrize(
    ("law", "found"), [("SWEDEN", "str"), (None, "NoneType"), ([], "list"), (SWEDEN.vat_percent, "Parameter")]
)
def test_a_law_is_a_law(ask: Callable[[Any], object], law: object, found: str) -> None:
    """Whether or not the answer would have depended on it."""
    with pytest.raises(LawTypeError) as caught:
        ask(law)
    error = caught.value
    assert (f"law is of type {found}; wanted a Law, as SWEDEN.", (found,), found) == (
        str(error),
        error.args,
        error.found,
    )


@pytest.mark.parametrize("law", ["SWEDEN", [], SWEDEN.vat_percent])
def test_where_no_law_is_swedens(law: Any) -> None:
    """Late interest takes no law for the Swedish one, and nothing else."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: late_interest(Money(1), start=_DAY, end=_DAY, law=law),
        lambda: interest_over([(_DAY, Money(1))], end=_DAY, law=law),
    )
    for ask in asked:
        with pytest.raises(LawTypeError):
            ask()


def test_a_law_is_handed_back() -> None:
    """It is the same one."""
    assert SWEDEN is require_law(SWEDEN)
