"""Exactly what the agency is sent."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import POLICY
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import AttachInvoiceCopy, RegisterCase, Stage
from inkasso_rules.model.invoices import Attachment, Channel, InvoiceRow, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, Customer, Debtor, DebtorKind
from inkasso_rules.sending import Incomplete, commands
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import day, planned, registered, with_settings

INTEREST = AgreedInterest(percent=None)
RICH = an_invoice(
    original_number="A-77",
    new_due_date=day("2026-03-05"),
    channel=Channel.ELECTRONIC_INVOICE,
    seller_note="ring först",
    additional_information="Avser mars.",
    rows=(InvoiceRow(product_name="vara", comment="röd"), InvoiceRow(comment="utan vara")),
    document=Attachment(attachment_id="doc", size_bytes=1),
    attachments=(Attachment(attachment_id="file-1", size_bytes=2),),
    reminders=(
        PriorReminder(sent_on=day("2026-03-10"), cost=Money(60_00)),
        PriorReminder(sent_on=day("2026-03-12"), cost=Money(60_00)),
    ),
    open_amount=Money(1_000_00),
)


@pytest.mark.requirement("MA-10", "MA-11", "MA-14", "AU-10", "SE-5", "SE-6", "LC-2")
def test_exactly_this_is_sent() -> None:
    """The whole of both commands, for an invoice that has everything."""
    creditor = with_settings(include_product_information=True)
    confirmed = planned(RICH, creditor=creditor).confirm([RICH], as_of=AS_OF)
    assert (
        RegisterCase(
            command_id="register:inv-1:2026-03-16",
            case_id="inv-1:2026-03-16",
            transferred_on=AS_OF,
            creditor_id="cred-1",
            invoice_id="inv-1",
            invoice_number="10045",
            original_number="A-77",
            print_original_number=True,
            invoice_date=day("2026-02-01"),
            due_date=day("2026-03-05"),
            total=Money(1_250_00),
            open_amount=Money(1_000_00),
            start_stage=Stage.DEMAND,
            prior_reminder_costs=(Money(120_00),),
            sent_as_e_invoice=True,
            letter_text="Avser mars.\nvara\nröd",
            address=Address(street="Provgatan 1", postcode="111 22", city="Stockholm"),
            debtor_name="Exempelbolaget AB",
            debtor_kind=DebtorKind.TRADER,
            debtor_identifier=INVOICE.debtor.identifier,
            debtor_email=None,
            customer_number="K-204",
            agreements=Agreements(due_date=True, reminder_fee=True, interest=INTEREST),
            omitted_attachments=(),
        ),
        AttachInvoiceCopy(
            command_id="attach:inv-1:2026-03-16",
            case_id="inv-1:2026-03-16",
            invoice_id="inv-1",
            attachment_ids=("doc", "file-1"),
        ),
    ) == confirmed.commands
    assert () == confirmed.notices


@pytest.mark.requirement("MA-10")
@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (Channel.EMAIL, False),
        (Channel.MAIL, False),
        (Channel.ELECTRONIC_INVOICE, True),
        (Channel.NO_SENDING, False),
        (Channel.EDIFACT, True),
        (Channel.PAPER_INVOICE, False),
    ],
)
def test_an_e_invoice_is_told(channel: Channel, expected: bool) -> None:
    """The agency knows when the invoice was sent as an e-invoice."""
    assert expected is registered(an_invoice(channel=channel)).sent_as_e_invoice


@pytest.mark.requirement("SE-6")
@pytest.mark.parametrize(
    ("original_number", "setting", "sent", "printed"),
    [
        ("A-77", True, "A-77", True),
        ("A-77", False, "A-77", False),
        (None, True, None, False),
        (None, False, None, False),
        ("", True, None, False),
        (" \n", True, None, False),
    ],
)
def test_the_original_number_is_sent_always_and_printed_by_choice(
    original_number: str | None, setting: bool, sent: str | None, printed: bool
) -> None:
    """The setting decides what the letter shows, not what the agency knows; a blank number is none."""
    creditor = with_settings(include_original_number=setting)
    command = registered(an_invoice(original_number=original_number), creditor)
    assert (sent, printed) == (command.original_number, command.print_original_number)


E_ACUTE = "e\N{COMBINING ACUTE ACCENT}"
COMPOSED = "\N{LATIN SMALL LETTER E WITH ACUTE}"
ELEVEN = tuple(InvoiceRow(product_name=f"vara {number}") for number in range(1, 12))


@pytest.mark.requirement("SE-5")
@pytest.mark.parametrize(
    ("changes", "setting", "expected"),
    [
        ({"additional_information": "Avser mars."}, False, ""),
        ({"additional_information": "Avser mars."}, True, "Avser mars."),
        ({}, True, ""),
        ({"additional_information": "x" * 1000}, True, "x" * 1000),
        ({"additional_information": "x" * 1000 + "y"}, True, "x" * 1000),
        ({"additional_information": E_ACUTE * 1000}, True, COMPOSED * 1000),
        ({"additional_information": E_ACUTE * 1001}, True, COMPOSED * 1000),
        ({"rows": ELEVEN[:10]}, True, "\n".join(f"vara {number}" for number in range(1, 11))),
        ({"rows": ELEVEN}, True, "\n".join(f"vara {number}" for number in range(1, 11))),
        ({"rows": (InvoiceRow(comment="text"), *ELEVEN)}, True, "\n".join(f"vara {number}" for number in range(1, 11))),
    ],
)
def test_the_letter_holds_information_by_choice(changes: dict[str, Any], setting: bool, expected: str) -> None:
    """The first 1,000 characters of what is said, of ten rows with a product; nothing while the setting is off."""
    creditor = with_settings(include_product_information=setting)
    assert expected == registered(an_invoice(**changes), creditor).letter_text


REMOTE = Address(street="Box 9", postcode="222 33", city="Lund", country="NO", care_of="Prov")


@pytest.mark.requirement("MA-5")
@pytest.mark.parametrize(
    ("on_invoice", "in_register", "expected"),
    [
        (INVOICE.debtor.address, REMOTE, INVOICE.debtor.address),
        (Address(), REMOTE, REMOTE),
        (attrs.evolve(INVOICE.debtor.address, postcode=" "), REMOTE, REMOTE),
    ],
)
def test_the_address_comes_from_the_invoice_or_the_register(
    on_invoice: Address, in_register: Address, expected: Address
) -> None:
    """As one address, with all that it has; one of the two is enough."""
    invoice = an_invoice(
        debtor=attrs.evolve(INVOICE.debtor, address=on_invoice),
        customer=Customer(partner_id="partner-1", address=in_register),
    )
    confirmed = planned(invoice).confirm([invoice], as_of=AS_OF)
    assert [expected] == [command.address for command in confirmed.commands if isinstance(command, RegisterCase)]


@pytest.mark.requirement("LC-2")
@pytest.mark.parametrize(
    ("costs", "stage", "told"),
    [
        ((), Stage.REMINDER, ()),
        ((Money(0),), Stage.DEMAND, (Money(0),)),
        ((Money(60_00),), Stage.DEMAND, (Money(60_00),)),
        ((Money(60_00), Money(30_00)), Stage.DEMAND, (Money(90_00),)),
        ((Money(60_00), Money(5_00, "EUR")), Stage.DEMAND, (Money(5_00, "EUR"), Money(60_00))),
    ],
)
def test_costs_of_earlier_reminders_are_told(costs: tuple[Money, ...], stage: Stage, told: tuple[Money, ...]) -> None:
    """The case starts at the demand, and the agency goes on collecting what the reminders cost."""
    reminders = tuple(PriorReminder(sent_on=dt.date(2026, 3, 10), cost=cost) for cost in costs)
    command = registered(an_invoice(reminders=reminders))
    assert (stage, told) == (command.start_stage, command.prior_reminder_costs)


@pytest.mark.requirement("MA-14")
@pytest.mark.parametrize(
    ("debtor", "agreements"),
    [
        (INVOICE.debtor, INVOICE.agreements),
        (attrs.evolve(INVOICE.debtor, kind=DebtorKind.CONSUMER, email="prov@example.se"), Agreements(due_date=False)),
        (Debtor(name="Prov", address=INVOICE.debtor.address), Agreements()),
    ],
)
def test_what_the_case_needs_later_goes_along(debtor: Debtor, agreements: Agreements) -> None:
    """As far as it is known: kind, identifier, e-mail, customer number, and what was agreed."""
    command = registered(an_invoice(debtor=debtor, agreements=agreements))
    assert (debtor.name, debtor.kind, debtor.identifier, debtor.email, debtor.customer_number, agreements) == (
        command.debtor_name,
        command.debtor_kind,
        command.debtor_identifier,
        command.debtor_email,
        command.customer_number,
        command.agreements,
    )


@pytest.mark.requirement("MA-11")
@pytest.mark.parametrize(
    ("size_bytes", "sent", "omitted", "notices"),
    [
        (29_999_999, ("doc", "file-1"), (), ()),
        (30_000_000, ("doc",), ("file-1",), (Notice(NoticeCode.ATTACHMENTS_OMITTED, ("inv-1",)),)),
    ],
)
def test_attachments_are_left_out_above_30_megabytes(
    size_bytes: int, sent: tuple[str, ...], omitted: tuple[str, ...], notices: tuple[Notice, ...]
) -> None:
    """Together with the document's one byte; the creditor is told, and the agency asks for what it needs."""
    invoice = an_invoice(
        document=Attachment(attachment_id="doc", size_bytes=1),
        attachments=(Attachment(attachment_id="file-1", size_bytes=size_bytes),),
    )
    confirmed = planned(invoice).confirm([invoice], as_of=AS_OF)
    case, attached = confirmed.commands
    assert isinstance(case, RegisterCase)
    assert isinstance(attached, AttachInvoiceCopy)
    assert (1, sent, omitted, notices) == (
        confirmed.count,
        attached.attachment_ids,
        case.omitted_attachments,
        confirmed.notices,
    )


@pytest.mark.requirement("MA-11")
def test_attachments_that_are_too_heavy_alone_are_not_sent() -> None:
    """Without a document nothing is left to attach; the agency knows what it may ask for, and the creditor is told."""
    files = tuple(Attachment(attachment_id=f"file-{number}", size_bytes=15_000_001) for number in (1, 2))
    confirmed = planned(INVOICE).confirm([attrs.evolve(INVOICE, attachments=files)], as_of=AS_OF)
    (case,) = confirmed.commands
    assert isinstance(case, RegisterCase)
    assert (("file-1", "file-2"), (Notice(NoticeCode.ATTACHMENTS_OMITTED, ("inv-1",)),)) == (
        case.omitted_attachments,
        confirmed.notices,
    )


@pytest.mark.requirement("MA-11")
def test_without_documents_only_the_case_is_sent() -> None:
    """One command, and nothing to attach."""
    confirmed = planned(INVOICE).confirm([INVOICE], as_of=AS_OF)
    assert ["register:inv-1:2026-03-16"] == [command.command_id for command in confirmed.commands]


@pytest.mark.requirement("AU-10")
@pytest.mark.parametrize(
    ("new_due_date", "expected"),
    [(None, "2026-03-03"), (day("2026-03-12"), "2026-03-12"), (day("2026-03-01"), "2026-03-01")],
)
def test_the_effective_due_date_is_sent(new_due_date: dt.date | None, expected: str) -> None:
    """The agency gets the date that the rules judged by."""
    assert day(expected) == registered(an_invoice(new_due_date=new_due_date)).due_date


# --- what cannot be told ----------------------------------------------------------------------------------------------
NOBODY = Debtor(name=" ", address=Address(street="Provgatan 1"))


@pytest.mark.requirement("MA-5", "AU-10")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"invoice_date": None}, ("invoice_date",)),
        ({"due_date": None}, ("due_date",)),
        ({"total": None}, ("total",)),
        ({"open_amount": None}, ("open_amount",)),
        ({"debtor": attrs.evolve(INVOICE.debtor, name=None)}, ("debtor_name",)),
        ({"debtor": attrs.evolve(INVOICE.debtor, name=" ")}, ("debtor_name",)),
        ({"debtor": attrs.evolve(INVOICE.debtor, address=Address())}, ("debtor_address",)),
        ({"due_date": None, "new_due_date": day("2026-03-03")}, ()),
        (
            {**dict.fromkeys(("invoice_date", "due_date", "total", "open_amount")), "debtor": NOBODY},
            ("invoice_date", "due_date", "total", "open_amount", "debtor_name", "debtor_address"),
        ),
    ],
)
def test_what_the_agency_cannot_be_told_of(changes: dict[str, Any], missing: tuple[str, ...]) -> None:
    """Everything that is missing is named; with all of it there are commands."""
    told = commands(an_invoice(**changes), start_stage=Stage.REMINDER, creditor=CREDITOR, as_of=AS_OF, policy=POLICY)
    assert (Incomplete("inv-1", missing) if missing else ["register:inv-1:2026-03-16"]) == (
        told if isinstance(told, Incomplete) else [command.command_id for command in told]
    )
