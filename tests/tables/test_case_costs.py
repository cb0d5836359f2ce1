"""What the agency charges the debtor, and takes back, is kept with a case and changes nothing of it."""

import attrs
import pytest

from inkasso_rules.lifecycle import Case
from inkasso_rules.model.facts import CostKind, Fact
from tests.data import a_case, fact
from tests.tables.judging import case
from tests.tables.living import AGREED, DEMANDED, LIFE, REMINDED, SUED, TAKEN, K, advanced, kr

CHARGED = fact(K.COST_CHARGED, 70, amount=kr(180), cost=CostKind.DEMAND, about="demand_sent-14")
IN_EURO = fact(K.COST_CHARGED, 70, amount=kr(20, "EUR"), cost=CostKind.OTHER)
WITHDRAWN = fact(K.MEASURE_WITHDRAWN, 71, about="demand_sent-14")


def _stands(found: Case) -> dict[str, object]:
    """Return all that a case holds besides its facts."""
    return {
        field.name: getattr(found, field.name) for field in attrs.fields(Case) if field.name not in {"facts", "ground"}
    }


@pytest.mark.parametrize("new", [CHARGED, IN_EURO, WITHDRAWN], ids=["charged", "in euro", "withdrawn"])
@pytest.mark.parametrize(
    "facts",
    [
        case("LC-12", ()),
        case("LC-12", (TAKEN,)),
        case("LC-12", (TAKEN, REMINDED, DEMANDED)),
        case("LC-12", (TAKEN, REMINDED, DEMANDED, AGREED, SUED)),
        case("LC-12", LIFE),
        case("LC-12", (*LIFE, fact(K.STOPPED, 69))),
    ],
)
def test_costs_change_nothing_of_a_case(facts: tuple[Fact, ...], new: Fact) -> None:
    """They are no capital, also after the end: nothing is summed up, told or sent, and no rule of a case is broken."""
    before = a_case(*facts)
    step = advanced(before, new)
    assert (_stands(before), before.said) == (_stands(step.case), step.case.said)
    assert ((), (), (), ()) == (step.commands, step.notices, step.breaches, step.corrections)
    assert (*before.facts, new) == step.case.facts


@pytest.mark.requirement("LC-1")
def test_a_letter_that_was_withdrawn_was_sent() -> None:
    """The claim no longer bears its cost; that the debtor got it stands."""
    found = a_case(TAKEN, REMINDED, DEMANDED, WITHDRAWN)
    assert ("demand", DEMANDED.happened_on) == (found.stage, found.demanded_on)
