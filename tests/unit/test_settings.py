"""The creditor's choices: what holds when nobody chose, and what cannot be chosen."""

import copy
import datetime as dt
import pickle

import attrs
import pytest

from inkasso_rules.model.settings import Automation, AutomationDateError, Settings


@pytest.mark.parametrize(
    ("name", "default"),
    [
        pytest.param("approve_before_demand", False, marks=pytest.mark.requirement("SE-1")),
        pytest.param("approve_before_legal", True, marks=pytest.mark.requirement("SE-2")),
        pytest.param("approval_email", None, marks=pytest.mark.requirement("SE-3")),
        pytest.param("include_product_information", False, marks=pytest.mark.requirement("SE-5")),
        pytest.param("include_original_number", True, marks=pytest.mark.requirement("SE-6")),
        pytest.param("batch_payments", False, marks=pytest.mark.requirement("SE-7")),
        pytest.param("clearing_account", "1512", marks=pytest.mark.requirement("BA-4")),
    ],
)
def test_what_holds_when_nobody_chose(name: str, default: object) -> None:
    """The defaults of the manual; where it is silent, ours."""
    assert default == getattr(Settings(), name)


def test_automation_is_off_and_unlimited_by_default() -> None:
    """Nobody is transferred automatically who did not ask for it; then all invoices are covered but the overdue."""
    expected = {
        "enabled": False,
        "minimum_amount": None,
        "delay_days": None,
        "excluded_group": None,
        "switched_on": None,
        "include_overdue": False,
    }
    assert expected == attrs.asdict(Automation())


@pytest.mark.requirement("SE-1", "SE-2", "SE-7")
def test_choices_are_carried() -> None:
    """A choice that differs from the default stays beside the others."""
    chosen = Settings(approve_before_demand=True, approve_before_legal=False, batch_payments=True)
    assert (True, False, True) == (chosen.approve_before_demand, chosen.approve_before_legal, chosen.batch_payments)
    assert (
        attrs.evolve(Settings(), approve_before_demand=True, batch_payments=True, approve_before_legal=False) == chosen
    )


def test_automation_that_is_on_has_a_first_day() -> None:
    """Without it nothing could be told to be overdue by then; while it is off, no day is needed."""
    with pytest.raises(AutomationDateError) as caught:
        Automation(enabled=True)
    assert (
        "automatic transfer is enabled without the day on which it was switched on; give switched_on."
        == str(caught.value)
        == str(copy.copy(caught.value))
        == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301 - our own.
    )
    assert isinstance(caught.value, ValueError)
    assert Automation(enabled=True, switched_on=dt.date(2026, 1, 1)).enabled
