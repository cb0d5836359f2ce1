"""What the tables of rules say beside their conditions: who can mend a reason, who says so, which facts may be null."""

import pytest

from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.columns import columns_of
from inkasso_rules.eligibility import AUTOMATIC, MANUAL
from inkasso_rules.reasons import Source
from inkasso_rules.rules import RuleSet

Rules = RuleSet[Candidate, Cutoffs]
BOTH = pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC], ids=lambda rules: rules.name)

MENDABLE = {
    "agreement_unsigned",
    "api_user_missing",
    "creditor_id_missing",
    "creditor_address_missing",
    "bank_account_missing",
    "bic_missing",
    "unfinished",
    "not_sent",
    "debtor_name_missing",
    "debtor_address_missing",
    "open_amount_above_total",
    "identifier_missing",
    "debtor_kind_missing",
    "due_date_agreement_missing",
    "fee_agreement_missing",
    "interest_agreement_missing",
}
OURS = {
    "agreement_unsigned",
    "unfinished",
    "not_sent",
    "voided",
    "status_not_open",
    "debtor_name_missing",
    "already_transferred",
    "duplicate_at_agency",
    "disputed",
    "held",
    "agreement_unsigned_allowed",
    "open_amount_above_total",
    "identifier_missing",
    "debtor_kind_missing",
    "due_date_agreement_missing",
    "fee_agreement_missing",
    "interest_agreement_missing",
}


@BOTH
def test_what_a_person_can_mend(rules: Rules) -> None:
    """Missing and wrong data can be completed; what the invoice is, was or will be cannot."""
    assert MENDABLE == {rule.code for rule in (*rules.blocks, *rules.warnings) if rule.mendable}


@pytest.mark.parametrize(
    ("rules", "besides"), [(MANUAL, {"at_other_agency", "at_other_agency_allowed"}), (AUTOMATIC, set())]
)
def test_what_is_our_own_reading(rules: Rules, besides: set[str]) -> None:
    """Every rule that neither source states says so; the others come from the manual."""
    assert OURS | besides == {rule.code for rule in (*rules.blocks, *rules.warnings) if rule.source is Source.OURS}
    assert {Source.OURS, Source.MANUAL} == {rule.source for rule in (*rules.blocks, *rules.warnings)}


@pytest.mark.parametrize(
    ("record", "optional"),
    [
        (
            Candidate,
            """group disputed held_until transfer_bytes letter_chars has_identifier has_debtor_kind
            has_due_date_agreement has_reminder_fee_agreement has_interest_agreement""",
        ),
        (Cutoffs, "amount_minimum covered_from automatic_from"),
    ],
)
def test_what_may_be_null_and_means_none(record: type, optional: str) -> None:
    """Every other null is an unknown fact, and blocks."""
    assert optional.split() == [column.name for column in columns_of(record).values() if column.optional]


@BOTH
def test_every_amount_names_the_column_of_its_currency(rules: Rules) -> None:
    """The engines and the words need it."""
    assert {"total": "currency", "open_amount": "currency", "ledger_total": "ledger_currency"} == {
        column.name: column.currency for column in columns_of(rules.record).values() if column.currency
    }


@BOTH
def test_every_column_says_what_it_holds(rules: Rules) -> None:
    """In one sentence."""
    columns = (*columns_of(rules.record).values(), *columns_of(rules.cutoffs).values())
    assert [] == [column.name for column in columns if not column.doc.endswith((".", "…"))]
