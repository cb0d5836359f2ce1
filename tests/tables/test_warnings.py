"""What is worth knowing and blocks nothing."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import POLICY
from inkasso_rules.expressions import Compare, Field, Flag, Value
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Attachment, Invoice, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.reasons import Block, Seen, Source
from tests.data import CREDITOR, INVOICE, an_invoice
from tests.tables.judging import Codes, automatic, by_hand, case, day, with_service, with_settings


def warned(invoice: Invoice, **asked: Any) -> tuple[Codes, Codes]:
    """Return the warnings by hand and automatically; the invoice may go by hand."""
    manual, auto = by_hand(invoice, **asked), automatic(invoice, **asked)
    assert manual.eligible
    return tuple(warning.code for warning in manual.warnings), tuple(warning.code for warning in auto.warnings)


def debtor(**changes: Any) -> Invoice:
    """Return the plain invoice to another debtor."""
    return an_invoice(debtor=attrs.evolve(INVOICE.debtor, **changes))


def agreed(**changes: Any) -> Invoice:
    """Return the plain invoice with something else agreed."""
    return an_invoice(agreements=attrs.evolve(INVOICE.agreements, **changes))


def weighing(size_bytes: int) -> Invoice:
    """Return the plain invoice with a document of that size and an attachment of one byte."""
    document = Attachment(attachment_id="doc", size_bytes=size_bytes - 1)
    return an_invoice(document=document, attachments=(Attachment(attachment_id="file-1", size_bytes=1),))


def saying(characters: str) -> Invoice:
    """Return the plain invoice with additional information."""
    return an_invoice(additional_information=characters)


WITH_TEXT = with_settings(include_product_information=True)
E_ACUTE = "e\N{COMBINING ACUTE ACCENT}"
REMINDED = an_invoice(reminders=(PriorReminder(sent_on=dt.date(2026, 3, 10), cost=Money(60_00)),))
EUROS: dict[str, Any] = {"total": Money(1, "EUR"), "open_amount": Money(1, "EUR")}


@pytest.mark.parametrize(
    ("invoice", "creditor", "codes"),
    [
        case("MA-14 MA-8 MA-11 SE-5", INVOICE, CREDITOR,                    ()),
        # MA-14: what the case needs later.
        case("MA-14", debtor(identifier=None), CREDITOR,                    ("identifier_missing",)),
        case("MA-14", debtor(kind=None), CREDITOR,                          ("debtor_kind_missing",)),
        case("MA-14", agreed(due_date=None), CREDITOR,                      ("due_date_agreement_missing",)),
        case("MA-14", agreed(due_date=False), CREDITOR,                     ()),
        case("MA-14", agreed(reminder_fee=None), CREDITOR,                  ("fee_agreement_missing",)),
        case("MA-14", agreed(reminder_fee=False), CREDITOR,                 ()),
        case("MA-14", agreed(interest=None), CREDITOR,                      ("interest_agreement_missing",)),
        case("MA-14", attrs.evolve(debtor(identifier=None, kind=None), agreements=Agreements()), CREDITOR,
             ("identifier_missing", "debtor_kind_missing", "due_date_agreement_missing", "fee_agreement_missing",
              "interest_agreement_missing")),
        # MA-8: every currency is taken.
        case("MA-8", an_invoice(**EUROS), CREDITOR,                         ("foreign_currency",)),
        case("MA-8", an_invoice(**EUROS), attrs.evolve(CREDITOR, ledger_currency="EUR"), ()),
        # MA-11: exactly 30 MB, and one byte more.
        case("MA-11", weighing(29_999_999), CREDITOR,                       ()),
        case("MA-11", weighing(30_000_000), CREDITOR,                       ()),
        case("MA-11", weighing(30_000_001), CREDITOR,                       ("attachments_too_large",)),
        case("MA-11", an_invoice(document=Attachment(attachment_id="doc", size_bytes=30_000_001)), CREDITOR, ()),
        case("MA-11", an_invoice(attachments=(Attachment(attachment_id="file-1", size_bytes=30_000_001),)), CREDITOR,
             ("attachments_too_large",)),
        # OWN-5: one öre less, as much, and one öre more than the total is open.
        case("OWN-5", an_invoice(open_amount=Money(1_249_99)), CREDITOR,    ()),
        case("OWN-5", an_invoice(open_amount=Money(1_250_00)), CREDITOR,    ()),
        case("OWN-5", an_invoice(open_amount=Money(1_250_01)), CREDITOR,    ("open_amount_above_total",)),
        # SE-5: exactly 1,000 characters, and one more; an accent that was typed apart is not a character.
        case("SE-5", saying("x" * 999), WITH_TEXT,                          ()),
        case("SE-5", saying("x" * 1000), WITH_TEXT,                         ()),
        case("SE-5", saying("x" * 1001), WITH_TEXT,                         ("letter_text_truncated",)),
        case("SE-5", saying("x" * 1001), CREDITOR,                          ()),
        case("SE-5", saying(E_ACUTE * 1000), WITH_TEXT,                     ()),
        case("SE-5", saying(E_ACUTE * 1001), WITH_TEXT,                     ("letter_text_truncated",)),
        case("SE-5", saying("  " + "x" * 1000 + "\n"), WITH_TEXT,           ()),
    ],
)  # fmt: skip
def test_what_is_warned_about_both_ways(invoice: Invoice, creditor: Creditor, codes: Codes) -> None:
    """The invoice may go, and the creditor knows."""
    assert (codes, codes) == warned(invoice, creditor=creditor)


@pytest.mark.requirement("ON-2")
@pytest.mark.parametrize(
    ("signed", "blocks", "codes"),
    [(False, False, ("agreement_unsigned_allowed",)), (True, False, ()), (True, True, ())],
)
def test_an_unsigned_agreement_that_does_not_block_warns(signed: bool, blocks: bool, codes: Codes) -> None:
    """Where a policy lets transfers go without it."""
    policy = attrs.evolve(POLICY, unsigned_agreement_blocks=blocks)
    assert (codes, codes) == warned(INVOICE, creditor=with_service(agreement_signed=signed), policy=policy)


@pytest.mark.requirement("LC-2")
@pytest.mark.parametrize(
    ("invoice", "codes", "stage"),
    [(INVOICE, (), Stage.REMINDER), (REMINDED, ("starts_at_demand",), Stage.DEMAND)],
)
def test_a_case_starts_at_the_demand_after_a_reminder(invoice: Invoice, codes: Codes, stage: Stage) -> None:
    """By hand such an invoice goes with a warning; where the case would start is told both ways."""
    assert (codes, stage, stage) == (
        tuple(warning.code for warning in by_hand(invoice).warnings),
        by_hand(invoice).start_stage,
        automatic(invoice).start_stage,
    )


@pytest.mark.requirement("LC-2", "OWN-4")
def test_a_case_whose_reminders_nobody_knows_starts_at_the_reminder() -> None:
    """It is only told by hand, with a warning; automatically the unknown fact blocks."""
    unknown = an_invoice(reminders=None)
    assert (Stage.REMINDER, ("reminded_unknown",)) == (
        by_hand(unknown).start_stage,
        tuple(warning.code for warning in by_hand(unknown).warnings),
    )


@pytest.mark.requirement("MA-11", "MA-14")
def test_a_warning_says_what_it_saw() -> None:
    """Warnings have observed and wanted values as blocks have."""
    invoice = attrs.evolve(weighing(30_000_001), debtor=attrs.evolve(INVOICE.debtor, identifier=None))
    size, has_identifier = Field("transfer_bytes"), Field("has_identifier")
    wanted = Compare(size, "<=", Value(30_000_000))
    assert (
        Block("MA-11", "attachments_too_large", (Seen("transfer_bytes", 30_000_001),), wanted, None, Source.MANUAL, mendable=False),
        Block("MA-14", "identifier_missing", (Seen("has_identifier", value=False),), Flag(has_identifier, wanted=True), None, Source.OURS, mendable=True),
    ) == by_hand(invoice).warnings  # fmt: skip


@pytest.mark.requirement("OWN-5")
def test_an_open_amount_above_the_total_says_what_it_saw() -> None:
    """Both amounts, of which a person corrects one."""
    open_amount, total = Field("open_amount"), Field("total")
    seen = (Seen("open_amount", 1_250_01), Seen("total", 1_250_00))
    wanted = Compare(open_amount, "<=", total)
    assert (
        Block("OWN-5", "open_amount_above_total", seen, wanted, None, Source.OURS, mendable=True),
    ) == by_hand(an_invoice(open_amount=Money(1_250_01))).warnings  # fmt: skip


@pytest.mark.requirement("MA-2")
def test_a_blocked_invoice_is_warned_about_too() -> None:
    """Every rule runs, whatever blocks."""
    decision = by_hand(attrs.evolve(debtor(identifier=None), due_date=day("2026-03-16")))
    assert (("not_overdue", "due_too_recently"), ("identifier_missing",)) == (
        decision.codes,
        tuple(warning.code for warning in decision.warnings),
    )
