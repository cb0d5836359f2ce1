"""The plan, its confirmation, and exactly what the agency is sent."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import AttachInvoiceCopy, RegisterCase, Stage
from inkasso_rules.model.creditors import Creditor, ServiceState
from inkasso_rules.model.invoices import (
    AgreedInterest,
    Agreements,
    Attachment,
    Channel,
    Invoice,
    InvoiceRow,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, Customer, Debtor, DebtorKind
from inkasso_rules.policy import Policy
from inkasso_rules.transfer import Confirmation, DuplicateInvoiceError, TransferPlan, plan
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import day, with_service, with_settings


def numbered(invoice_id: str, **changes: Any) -> Invoice:
    """Return the plain invoice under another id."""
    return an_invoice(invoice_id=invoice_id, **changes)


def planned(*invoices: Invoice, **asked: Any) -> TransferPlan:
    """Plan a transfer by hand on the plain day."""
    return plan(invoices, **{"rules": MANUAL, "creditor": CREDITOR, "as_of": AS_OF, **asked})


def registered(invoice: Invoice, creditor: Creditor = CREDITOR, policy: Policy = POLICY) -> RegisterCase:
    """Return what the agency is told of a case."""
    confirmed = planned(invoice, creditor=creditor, policy=policy).confirm([invoice], as_of=AS_OF)
    command = confirmed.commands[0]
    assert isinstance(command, RegisterCase)
    return command


# --- the plan ---------------------------------------------------------------------------------------------------------
ONE = numbered("inv-1")
TWO = numbered("inv-2", total=Money(5_00, "EUR"), open_amount=Money(4_00, "EUR"))
THREE = numbered("inv-3", due_date=day("2026-03-16"))
FOUR = numbered("inv-4", open_amount=Money(50))


@pytest.mark.requirement("MA-3")
def test_a_plan_shows_how_many_for_how_much_and_why_not() -> None:
    """Before anybody confirms: the count, the open amounts per currency, and every blocked invoice with its reasons."""
    shown = planned(ONE, TWO, THREE, FOUR)
    assert (3, ("inv-1", "inv-2", "inv-4"), (Money(4_00, "EUR"), Money(1_250_50))) == (
        shown.count,
        tuple(decision.invoice_id for decision in shown.eligible),
        shown.totals,
    )
    assert [("inv-3", ("not_overdue", "due_too_recently"), day("2026-03-20"))] == [
        (decision.invoice_id, decision.codes, decision.eligible_from) for decision in shown.blocked
    ]
    assert (AS_OF, MANUAL, CREDITOR, POLICY) == (shown.as_of, shown.rules, shown.creditor, shown.policy)


@pytest.mark.requirement("MA-3")
def test_a_plan_judges_by_the_rules_that_are_given() -> None:
    """What goes by hand need not go automatically."""
    financed = numbered("inv-5", financed=True)
    assert ((2, 0), (1, 1)) == (
        (planned(ONE, financed).count, len(planned(ONE, financed).blocked)),
        (planned(ONE, financed, rules=AUTOMATIC).count, len(planned(ONE, financed, rules=AUTOMATIC).blocked)),
    )


@pytest.mark.requirement("MA-3")
def test_an_empty_plan_transfers_nothing() -> None:
    """No invoices, no amounts, no notices, no commands."""
    shown = planned(note="samma för alla")
    assert (0, (), ()) == (shown.count, shown.totals, shown.notices)
    assert Confirmation(commands=(), dropped=(), changed=(), gone=(), notices=()) == shown.confirm([ONE], as_of=AS_OF)


def test_an_invoice_is_listed_once() -> None:
    """Two invoices with one id are a mistake of the host, in a plan and at its confirmation."""
    for act in (
        lambda: planned(TWO, ONE, TWO, ONE, THREE),
        lambda: planned(ONE).confirm([TWO, ONE, TWO, ONE], as_of=AS_OF),
    ):
        with pytest.raises(DuplicateInvoiceError) as caught:
            act()
        message = "invoices occur more than once: inv-1, inv-2; a list holds each invoice once."
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
        assert (message, message, ("inv-1", "inv-2")) == (str(caught.value), str(again), again.invoice_ids)


# --- MA-4: the seller's note ------------------------------------------------------------------------------------------
@pytest.mark.requirement("MA-4")
@pytest.mark.parametrize(
    ("old", "given", "replaced", "notices"),
    [
        (None, None, (), ()),
        ("GAMMAL NOT", None, (), ()),
        (None, "NY NOT", (), (Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1",)),)),
        ("NY NOT", "NY NOT", (), (Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1",)),)),
        (
            "GAMMAL NOT",
            "NY NOT",
            ("inv-1",),
            (
                Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1",)),
                Notice(NoticeCode.NOTE_REPLACED, ("inv-1",), strong=True),
            ),
        ),
    ],
)
def test_a_note_given_at_transfer_replaces_the_old_one(
    old: str | None, given: str | None, replaced: tuple[str, ...], notices: tuple[Notice, ...]
) -> None:
    """The creditor is told before confirming that it stays at home, and which notes it replaces; none is sent."""
    invoice = an_invoice(seller_note=old)
    shown = planned(invoice, note=given)
    assert (given, replaced, notices) == (shown.note, shown.replaced_notes, shown.notices)
    sent = str(attrs.asdict(registered(invoice)))
    assert (False, False) == ("GAMMAL NOT" in sent, "NY NOT" in sent)


@pytest.mark.requirement("MA-4")
def test_one_note_goes_on_all_of_them() -> None:
    """Several invoices get the same note; blocked ones keep theirs."""
    notes = {"inv-1": "a", "inv-2": None, "inv-3": "b", "inv-4": "ny"}
    invoices = [attrs.evolve(invoice, seller_note=notes[invoice.invoice_id]) for invoice in (ONE, TWO, THREE, FOUR)]
    shown = planned(*invoices, note="ny")
    assert ("ny", ("inv-1",)) == (shown.note, shown.replaced_notes)
    assert (
        Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1", "inv-2", "inv-4")),
        Notice(NoticeCode.NOTE_REPLACED, ("inv-1",), strong=True),
    ) == shown.notices
    assert ("inv-1",) == planned(attrs.evolve(ONE, seller_note="a"), note="").replaced_notes


# --- MA-3: the confirmation -------------------------------------------------------------------------------------------
LATER = day("2026-03-18")


@pytest.mark.requirement("MA-3")
def test_what_changed_since_is_dropped_and_listed() -> None:
    """Paid, moved, transferred meanwhile: each falls away with its reason; the vanished are named; the rest goes."""
    ids = ("same", "paid", "moved", "sent", "gone", "less", "new_due")
    shown = planned(*(numbered(invoice_id) for invoice_id in ids))
    now = [
        numbered("new_due", new_due_date=day("2026-04-10")),
        numbered("less", open_amount=Money(1_00)),
        numbered("sent", registration=Registration.PENDING),
        numbered("moved", debtor=attrs.evolve(INVOICE.debtor, address=Address())),
        numbered("paid", status=InvoiceStatus.PAID, open_amount=Money(0)),
        numbered("same"),
        numbered("never planned"),
    ]
    confirmed = shown.confirm(now, as_of=LATER)
    assert {
        "paid": ("paid", "open_amount_not_positive"),
        "moved": ("debtor_address_missing",),
        "sent": ("already_transferred",),
        "new_due": ("not_overdue", "due_too_recently"),
    } == {decision.invoice_id: decision.codes for decision in confirmed.dropped}
    assert {LATER} == {decision.as_of for decision in confirmed.dropped}
    assert (2, ("same", "less"), ("less",), ("gone",)) == (
        confirmed.count,
        tuple(command.invoice_id for command in confirmed.commands),
        confirmed.changed,
        confirmed.gone,
    )


@pytest.mark.requirement("MA-3")
def test_what_was_blocked_does_not_slip_in() -> None:
    """An invoice that was blocked in the plan is not sent, even if it could go on the day of the confirmation."""
    shown = planned(ONE, THREE)
    confirmed = shown.confirm([ONE, THREE], as_of=day("2026-03-20"))
    assert (("inv-1",), (), ()) == (
        tuple(command.invoice_id for command in confirmed.commands),
        confirmed.dropped,
        confirmed.gone,
    )


@pytest.mark.requirement("MA-3", "ON-4", "ON-8")
@pytest.mark.parametrize(
    ("creditor", "codes"),
    [
        (None, []),
        (CREDITOR, []),
        (with_service(state=ServiceState.ENDED), [("service_not_active",)]),
        (with_service(api_user_present=False), [("api_user_missing",)]),
    ],
)
def test_the_creditor_is_judged_anew_too(creditor: Creditor | None, codes: list[tuple[str, ...]]) -> None:
    """The service may have been ended between the plan and its confirmation."""
    confirmed = planned(ONE).confirm([ONE], as_of=LATER, creditor=creditor)
    assert (codes, 0 if codes else 1) == ([decision.codes for decision in confirmed.dropped], confirmed.count)


# --- the commands -----------------------------------------------------------------------------------------------------
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
            command_id="register:inv-1",
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
        ),
        AttachInvoiceCopy(command_id="attach:inv-1", invoice_id="inv-1", attachment_ids=("doc", "file-1")),
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
    ("original_number", "setting", "printed"),
    [("A-77", True, True), ("A-77", False, False), (None, True, False), (None, False, False)],
)
def test_the_original_number_is_sent_always_and_printed_by_choice(
    original_number: str | None, setting: bool, printed: bool
) -> None:
    """The setting decides what the letter shows, not what the agency knows."""
    creditor = with_settings(include_original_number=setting)
    command = registered(an_invoice(original_number=original_number), creditor)
    assert (original_number, printed) == (command.original_number, command.print_original_number)


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
    """As one address, with all that it has."""
    invoice = an_invoice(
        debtor=attrs.evolve(INVOICE.debtor, address=on_invoice),
        customer=Customer(partner_id="partner-1", address=in_register),
    )
    assert expected == registered(invoice).address


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
    attached = confirmed.commands[1]
    assert isinstance(attached, AttachInvoiceCopy)
    assert (1, sent, omitted, notices) == (
        confirmed.count,
        attached.attachment_ids,
        attached.omitted_ids,
        confirmed.notices,
    )


@pytest.mark.requirement("MA-11")
def test_without_documents_only_the_case_is_sent() -> None:
    """One command, and nothing to attach."""
    confirmed = planned(INVOICE).confirm([INVOICE], as_of=AS_OF)
    assert ["register:inv-1"] == [command.command_id for command in confirmed.commands]


@pytest.mark.requirement("AU-10")
@pytest.mark.parametrize(
    ("new_due_date", "expected"),
    [(None, "2026-03-03"), (day("2026-03-12"), "2026-03-12"), (day("2026-03-01"), "2026-03-01")],
)
def test_the_effective_due_date_is_sent(new_due_date: dt.date | None, expected: str) -> None:
    """The agency gets the date that the rules judged by."""
    assert day(expected) == registered(an_invoice(new_due_date=new_due_date)).due_date
