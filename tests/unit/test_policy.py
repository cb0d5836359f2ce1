"""The policy: its numbers and readings, what it refuses, and its fingerprint."""

import copy
import pickle
from enum import StrEnum
from typing import Any

import attrs
import pytest

from inkasso_rules.policy import POLICY, Policy, PolicyError


def test_the_policy_is_what_the_sources_say() -> None:
    """Every value, with the requirement that it belongs to."""
    assert {
        "manual_invoice_days_min": ("MA-1", 8),
        "manual_due_days_min": ("MA-1", 4),
        "delay_days_min": ("AU-3", 4),
        "age_years_max": ("MA-6", 3),
        "minimum_amount_inclusive": ("AU-2", False),
        "unsigned_agreement_blocks": ("ON-2", True),
        "other_agency_blocks_manual": ("MA-12", True),
        "letter_chars_max": ("SE-5", 1000),
        "letter_rows_max": ("SE-5", 10),
        "transfer_bytes_max": ("MA-11", 30_000_000),
        "reminder_days_min": ("LC-1", 10),
        "due_date_locked": ("LC-6", True),
        "capital_closes": ("LC-13", False),
        "payout_signals_min": ("BA-9", 2),
        "agency_payer": ("BA-6", "Kravia AB"),
        "allocation": ("LC-14", "costs_interest_capital"),
        "day_count": ("OWN-9", "act_365"),
        "rounding": ("OWN-9", "once"),
        "due_date_moves": ("OWN-9", True),
        "reminders_charged_max": ("LC-12", 1),
        "demands_charged_max": ("LC-12", 1),
        "applications_charged_max": ("LC-12", 1),
        "agency_letters_presumed": ("LC-12", True),
        "presumed_post_days": ("OWN-6", 2),
        "prescription_moves": ("OWN-10", False),
        "commission_percent": ("LC-10", 25),
        "commission_on_direct": ("LC-10", False),
        "vat_withheld": ("LC-11", True),
        "vat_on_interest": ("LC-11", False),
    } == {field.name: (field.metadata["requirement"], getattr(POLICY, field.name)) for field in attrs.fields(Policy)}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("manual_due_days_min", -1, "the policy value manual_due_days_min is -1; it is a whole number from 0."),
        ("age_years_max", 2.5, "the policy value age_years_max is 2.5; it is a whole number from 0."),
        ("age_years_max", True, "the policy value age_years_max is True; it is a whole number from 0."),
        ("letter_rows_max", "10", "the policy value letter_rows_max is '10'; it is a whole number from 0."),
        ("unsigned_agreement_blocks", 1, "the policy value unsigned_agreement_blocks is 1; it is true or false."),
        ("minimum_amount_inclusive", None, "the policy value minimum_amount_inclusive is None; it is true or false."),
        ("agency_payer", None, "the policy value agency_payer is None; it is a text."),
        (
            "rounding",
            "daily",
            "the policy value rounding is 'daily'; it is one of once, segments, kronor.",
        ),
        ("agency_payer", " \t", "the policy value agency_payer is ' \\t'; it is a text."),
    ],
)
def test_a_value_that_cannot_be_is_refused(field: str, value: object, message: str) -> None:
    """Numbers are whole and not negative, choices are yes or no, texts are not blank; the error says all of it."""
    changes: dict[str, Any] = {field: value}
    with pytest.raises(PolicyError) as caught:
        attrs.evolve(POLICY, **changes)
    assert (message, field, value) == (str(caught.value), caught.value.field, caught.value.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("value", [0, 1, 10**9])
def test_any_whole_number_from_zero_will_do(value: int) -> None:
    """A host may set each number as it reads the sources."""
    assert value == attrs.evolve(POLICY, manual_due_days_min=value).manual_due_days_min


def test_the_error_survives_copying_and_pickling() -> None:
    """Its facts are attributes."""
    error = PolicyError("age_years_max", -1, "a whole number from 0")
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own.
        assert ("age_years_max", -1, "a whole number from 0") == (again.field, again.value, again.wanted)
        assert str(error) == str(again)


def _another(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return next(other for other in type(value) if other is not value)
    if isinstance(value, str):
        return f"{value} (publ)"
    return not value if isinstance(value, bool) else value + 1


def test_the_digest_is_stable_and_tells_policies_apart() -> None:
    """Equal policies have one digest, each changed value has another; it must not move without a changed value."""
    changed = {attrs.evolve(POLICY, **{name: _another(value)}).digest for name, value in attrs.asdict(POLICY).items()}
    assert "16e6bb7f32aa369c" == POLICY.digest == Policy().digest
    assert len(attrs.fields(Policy)) == len(changed - {POLICY.digest})
