"""The facts of an invoice and the limits of a day, whole."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest

from inkasso_rules.candidates import (
    Candidate,
    Cutoffs,
    amount_minimum,
    automatic_from,
    candidate,
    cutoffs,
    is_automatic,
)
from inkasso_rules.columns import UNKNOWN
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY, decider
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.creditors import Creditor, Group, Service
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.invoices import Attachment, Hold, PriorReminder, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Customer, Debtor
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.rules import RuleSet
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import day, with_automation

PLAIN = Candidate(
    kind="SALES_INVOICE",
    status="SENT",
    channel="EMAIL",
    registration="none",
    invoice_date=day("2026-02-01"),
    due_date=day("2026-03-03"),
    total=1_250_00,
    open_amount=1_250_00,
    ledger_total=1_250_00,
    currency="SEK",
    ledger_currency="SEK",
    has_name=True,
    has_address=True,
    at_other_agency=False,
    financed=False,
    reminded=False,
    group=UNKNOWN,
    disputed=UNKNOWN,
    held_until=UNKNOWN,
    transfer_bytes=UNKNOWN,
    letter_chars=0,
    has_identifier=True,
    has_debtor_kind=True,
    has_due_date_agreement=True,
    has_reminder_fee_agreement=True,
    has_interest_agreement=True,
)


def test_a_plain_invoice_becomes_plain_facts() -> None:
    """Codes as the ERP writes them, minor units, what is there and what is not; no personal data."""
    assert PLAIN == candidate(INVOICE, CREDITOR, POLICY)


def test_every_fact_of_a_full_invoice() -> None:
    """Effective due date, ledger currency, group, hold, sizes and text are worked out here, once."""
    invoice = an_invoice(
        total=Money(100_00, "EUR"),
        open_amount=Money(90_00, "EUR"),
        ledger_total=Money(1_120_00),
        new_due_date=day("2026-03-10"),
        registration=Registration.REFUSED,
        customer=Customer(partner_id="partner-1", group_id="north"),
        disputed=True,
        hold=Hold(clears_on=day("2026-04-01")),
        reminders=(PriorReminder(sent_on=day("2026-03-12"), cost=Money(0)),),
        document=Attachment(attachment_id="doc", size_bytes=40),
        attachments=(Attachment(attachment_id="file-1", size_bytes=2),),
        additional_information="e\N{COMBINING ACUTE ACCENT}n rad",
        financed=True,
        other_agency=True,
    )
    expected = attrs.evolve(
        PLAIN,
        total=100_00,
        open_amount=90_00,
        ledger_total=1_120_00,
        currency="EUR",
        due_date=day("2026-03-10"),
        registration="refused",
        group="north",
        disputed=True,
        held_until=day("2026-04-01"),
        reminded=True,
        transfer_bytes=42,
        letter_chars=6,
        financed=True,
        at_other_agency=True,
    )
    assert expected == candidate(invoice, CREDITOR, POLICY)


def test_what_nobody_knows_stays_unknown() -> None:
    """Unknown facts are null, and whether something is there is always known."""
    facts = "kind status channel registration invoice_date due_date total open_amount financed reminders other_agency"
    invoice = an_invoice(**dict.fromkeys(facts.split()), debtor=Debtor(), agreements=Agreements())
    expected = attrs.evolve(
        PLAIN,
        kind=UNKNOWN,
        status=UNKNOWN,
        channel=UNKNOWN,
        registration=UNKNOWN,
        invoice_date=UNKNOWN,
        due_date=UNKNOWN,
        total=UNKNOWN,
        open_amount=UNKNOWN,
        ledger_total=UNKNOWN,
        currency=UNKNOWN,
        has_name=False,
        has_address=False,
        at_other_agency=UNKNOWN,
        financed=UNKNOWN,
        reminded=UNKNOWN,
        has_identifier=False,
        has_debtor_kind=False,
        has_due_date_agreement=False,
        has_reminder_fee_agreement=False,
        has_interest_agreement=False,
    )
    assert expected == candidate(invoice, CREDITOR, POLICY)


LIMITS = Cutoffs(
    as_of=AS_OF,
    latest_invoice_date=day("2026-03-08"),
    latest_due_date=day("2026-03-12"),
    latest_due_date_automatic=day("2026-03-12"),
    oldest_invoice_date=day("2023-03-16"),
    invoice_days=8,
    due_days=4,
    delay_days=4,
    amount_minimum=UNKNOWN,
    minimum_covered=False,
    covered_from=day("2026-01-01"),
    excluded_groups=frozenset(),
    ledger_currencies=frozenset({"SEK"}),
    transfer_bytes_max=30_000_000,
    letter_chars_max=1_000,
    letter_has_text=False,
    outside_sweden=False,
    service_inactive=False,
    agreement_unsigned=False,
    unsigned_blocks=True,
    api_user_missing=False,
    creditor_id_missing=False,
    creditor_address_missing=False,
    bank_account_missing=False,
    bic_missing=False,
    other_agency_blocks=True,
    automatic_from=day("2026-01-01"),
    automation_off=False,
)


def test_the_limits_of_the_plain_creditor() -> None:
    """Every limit of one day, worked out once."""
    assert LIMITS == cutoffs(CREDITOR, POLICY, as_of=AS_OF)


def test_the_limits_of_a_creditor_that_chose() -> None:
    """Settings and policy move them."""
    automation = Automation(
        enabled=True,
        switched_on=day("2026-01-01"),
        include_overdue=True,
        minimum_amount=Money(100_00),
        delay_days=30,
        excluded_group="main",
    )
    creditor = attrs.evolve(
        CREDITOR,
        settings=Settings(include_product_information=True, automation=automation),
        groups=(Group("main"), Group("north", "main")),
    )
    policy = attrs.evolve(POLICY, minimum_amount_inclusive=True, age_years_max=10, other_agency_blocks_manual=False)
    expected = attrs.evolve(
        LIMITS,
        latest_due_date_automatic=day("2026-02-14"),
        oldest_invoice_date=day("2016-03-16"),
        delay_days=30,
        amount_minimum=100_00,
        minimum_covered=True,
        covered_from=UNKNOWN,
        excluded_groups=frozenset({"main", "north"}),
        letter_has_text=True,
        other_agency_blocks=False,
    )
    assert expected == cutoffs(creditor, policy, as_of=AS_OF)


def test_the_limits_of_a_creditor_that_has_nothing() -> None:
    """All that can be missing is."""
    nobody = Creditor(creditor_id="cred-2", country="NO", ledger_currency="NOK", service=Service())
    expected = attrs.evolve(
        LIMITS,
        covered_from=UNKNOWN,
        ledger_currencies=frozenset({"NOK"}),
        outside_sweden=True,
        service_inactive=True,
        agreement_unsigned=True,
        api_user_missing=True,
        creditor_id_missing=True,
        creditor_address_missing=True,
        bank_account_missing=True,
        automatic_from=UNKNOWN,
        automation_off=True,
    )
    assert expected == cutoffs(nobody, POLICY, as_of=AS_OF)


@pytest.mark.requirement("MA-11")
@pytest.mark.parametrize(
    ("document", "attachments", "expected"),
    [
        (None, (), UNKNOWN),
        (Attachment(attachment_id="doc", size_bytes=40), (), UNKNOWN),
        (None, (Attachment(attachment_id="file-1", size_bytes=2),), 2),
        (None, (Attachment(attachment_id="file-1", size_bytes=0),), 0),
    ],
)
def test_only_attachments_can_be_too_heavy(
    document: Attachment | None, attachments: tuple[Attachment, ...], expected: int | None
) -> None:
    """A document always goes along; without attachments there is nothing to leave behind."""
    invoice = an_invoice(document=document, attachments=attachments)
    assert expected == candidate(invoice, CREDITOR, POLICY).transfer_bytes


@pytest.mark.requirement("AU-1")
@pytest.mark.parametrize(
    ("enabled", "switched_on", "first", "is_on"),
    [
        (True, "2026-03-15", "2026-03-15", True),
        (True, "2026-03-16", "2026-03-16", True),
        (True, "2026-03-17", "2026-03-17", False),
        (False, "2026-03-15", None, False),
        (False, None, None, False),
    ],
)
def test_automatic_transfer_has_a_first_day(
    enabled: bool, switched_on: str | None, first: str | None, is_on: bool
) -> None:
    """It is on from that day; switched off, it has none."""
    creditor = with_automation(enabled=enabled, switched_on=None if switched_on is None else day(switched_on))
    assert (None if first is None else day(first), is_on) == (
        automatic_from(creditor),
        is_automatic(creditor, as_of=AS_OF),
    )


@pytest.mark.requirement("AU-2")
@pytest.mark.parametrize(("limit", "expected"), [(None, None), (Money(0), 0), (Money(100_00), 100_00)])
def test_the_lowest_amount_in_minor_units(limit: Money | None, expected: int | None) -> None:
    """Whether an invoice of exactly so much is covered is another question."""
    assert expected == amount_minimum(with_automation(minimum_amount=limit))


@pytest.mark.parametrize(
    ("as_of", "found"), [(dt.datetime(2026, 3, 16, tzinfo=dt.UTC), "datetime"), ("2026-03-16", "str")]
)
def test_the_day_of_the_question_is_a_plain_date(as_of: Any, found: str) -> None:
    """A time and its zone could move the day."""
    with pytest.raises(DateTypeError) as caught:
        cutoffs(CREDITOR, POLICY, as_of=as_of)
    message = f"as_of is of type {found}; wanted a date without a time."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message) == (str(caught.value), str(again))


@pytest.mark.parametrize("rules", [MANUAL, AUTOMATIC])
def test_a_decider_judges_many(rules: RuleSet[Candidate, Cutoffs]) -> None:
    """It keeps the day, and its quick mask agrees with the decisions."""
    judge = decider(rules=rules, creditor=CREDITOR, as_of=AS_OF)
    held = an_invoice(hold=Hold(clears_on=AS_OF + dt.timedelta(days=1)))
    assert (AS_OF, PLAIN, 0) == (judge.as_of, judge.candidate(INVOICE), judge.mask(PLAIN))
    assert (True, False, True) == (judge(INVOICE).eligible, judge(held).eligible, judge.mask(judge.candidate(held)) > 0)
