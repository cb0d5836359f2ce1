"""Agreed interest: a fixed rate, or a margin, and what is neither."""

from decimal import Decimal
from typing import Any

import pytest

from inkasso_rules.model.agreements import AgreedInterest, AgreedInterestError, AgreementError, Agreements

WANTED = "wanted a Decimal from 0 to 1000, in percent."


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"percent": Decimal("-0.01")}, f"agreed interest has no fitting percent; {WANTED}"),
        ({"percent": Decimal("1000.01")}, f"agreed interest has no fitting percent; {WANTED}"),
        ({"percent": Decimal("NaN")}, f"agreed interest has no fitting percent; {WANTED}"),
        ({"margin": 8}, f"agreed interest has no fitting margin; {WANTED}"),
        (
            {"percent": Decimal(8), "margin": Decimal(8)},
            "agreed interest has no fitting margin; wanted a fixed rate or a margin, not both.",
        ),
    ],
)
def test_what_nobody_can_agree_is_refused(values: dict[str, Any], message: str) -> None:
    """A rate is a decimal from 0 to 1000 percent, fixed or above the reference rate."""
    with pytest.raises(AgreedInterestError) as caught:
        AgreedInterest(**values)
    assert message == str(caught.value)


@pytest.mark.parametrize("percent", ["0", "0.01", "1000"])
def test_both_ends_can_be_agreed(percent: str) -> None:
    """Nothing, and the most that is taken for a rate."""
    assert Decimal(percent) == AgreedInterest(percent=Decimal(percent)).percent
    assert Decimal(percent) == AgreedInterest(margin=Decimal(percent)).margin


@pytest.mark.parametrize("field", ["due_date", "reminder_fee"])
@pytest.mark.parametrize("value", ["no", "yes", 0, 1, ()])
def test_what_is_no_answer_is_refused(field: str, value: Any) -> None:
    """A text that says no would count as yes."""
    with pytest.raises(AgreementError) as caught:
        Agreements(**{field: value})
    error = caught.value
    assert f"an agreement has no fitting {field}; wanted True, False or None." == str(error)
    assert ((field, "True, False or None"), field, "True, False or None") == (error.args, error.field, error.wanted)


@pytest.mark.parametrize("value", [True, False, None])
def test_nobody_may_have_said(value: bool | None) -> None:
    """Yes, no, and not known."""
    found = Agreements(due_date=value, reminder_fee=value)
    assert (value, value, None) == (found.due_date, found.reminder_fee, found.interest)
