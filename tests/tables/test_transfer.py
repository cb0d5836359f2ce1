"""The plan and its confirmation: what would go, what goes, and what people are told."""

import pickle
from typing import Any

import attrs
import pytest

from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.creditors import Creditor, ServiceState
from inkasso_rules.model.invoices import Attachment, Invoice, InvoiceStatus, PriorReminder, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address
from inkasso_rules.sending import Incomplete
from inkasso_rules.transfer import Confirmation, DuplicateInvoiceError, OtherCreditorError
from tests.data import AS_OF, CREDITOR, INVOICE, a_creditor, an_invoice
from tests.tables.judging import day, planned, registered, with_service, with_settings


def numbered(invoice_id: str, **changes: Any) -> Invoice:
    """Return the plain invoice under another id and number."""
    return an_invoice(**{"invoice_id": invoice_id, "number": f"number of {invoice_id}", **changes})


# --- the plan ---------------------------------------------------------------------------------------------------------
ONE = numbered("inv-1")
TWO = numbered("inv-2", total=Money(5_00, "EUR"), open_amount=Money(4_00, "EUR"))
THREE = numbered("inv-3", due_date=day("2026-03-16"))
FOUR = numbered("inv-4", open_amount=Money(50))
DOCUMENT = Attachment(attachment_id="doc", size_bytes=1)
FOUR_WITH_DOCUMENT = attrs.evolve(FOUR, document=DOCUMENT)


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
    assert (0, (), (), (), ()) == (shown.count, shown.cases, shown.totals, shown.notices, shown.commands)
    nothing = Confirmation(
        commands=(), incomplete=(), note="samma för alla", replaced_notes=(), dropped=(), changed=(), gone=()
    )
    assert (nothing, ()) == (shown.confirm([ONE], as_of=AS_OF), nothing.notices)


@pytest.mark.requirement("MA-3")
def test_a_plan_shows_exactly_what_its_confirmation_sends() -> None:
    """Nothing that is sent was not to be seen before."""
    shown = planned(ONE, TWO, THREE, attrs.evolve(FOUR, document=DOCUMENT), note="ny")
    confirmed = shown.confirm([FOUR_WITH_DOCUMENT, ONE, TWO, THREE], as_of=AS_OF)
    assert [
        "register:inv-1:2026-03-16",
        "register:inv-2:2026-03-16",
        "register:inv-4:2026-03-16",
        "attach:inv-4:2026-03-16",
    ] == [command.command_id for command in shown.commands]
    assert (shown.commands, shown.cases, shown.totals, shown.notices, shown.note) == (
        confirmed.commands,
        confirmed.cases,
        confirmed.totals,
        confirmed.notices,
        confirmed.note,
    )
    assert (3, (), (), ()) == (confirmed.count, confirmed.changed, confirmed.dropped, confirmed.gone)


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
        (" ", "NY NOT", (), (Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1",)),)),
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


@pytest.mark.requirement("MA-4")
@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_blank_note_leaves_the_notes_alone(blank: str) -> None:
    """Nobody writes an empty note on purpose."""
    shown = planned(attrs.evolve(ONE, seller_note="a"), note=blank)
    assert (None, (), ()) == (shown.note, shown.replaced_notes, shown.notices)


@pytest.mark.requirement("MA-4")
def test_the_confirmation_replaces_the_notes_that_are_there_then() -> None:
    """A note written since the plan is replaced too, and told; one of an invoice that is dropped is not."""
    shown = planned(ONE, TWO, FOUR, note="ny")
    now = [
        attrs.evolve(ONE, seller_note="skriven sedan"),
        TWO,
        attrs.evolve(FOUR, seller_note="kvar", status=InvoiceStatus.PAID),
    ]
    confirmed = shown.confirm(now, as_of=AS_OF)
    assert ((), ("inv-1",), "ny") == (shown.replaced_notes, confirmed.replaced_notes, confirmed.note)
    assert (
        Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1", "inv-2")),
        Notice(NoticeCode.NOTE_REPLACED, ("inv-1",), strong=True),
    ) == confirmed.notices


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


# --- what the agency is told of, since the plan -----------------------------------------------------------------------
MOVED = attrs.evolve(INVOICE.debtor, address=Address(street="Box 9", postcode="222 33", city="Lund"))
REMINDED = (PriorReminder(sent_on=day("2026-03-10"), cost=Money(60_00)),)


@pytest.mark.requirement("MA-3")
@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, False),
        # What the agency is told.
        ({"debtor": MOVED}, True),
        ({"number": "10046"}, True),
        ({"original_number": "EXT-1"}, True),
        ({"open_amount": Money(1)}, True),
        ({"new_due_date": day("2026-03-04")}, True),
        ({"reminders": REMINDED}, True),
        ({"reminders": (attrs.evolve(REMINDED[0], cost=Money(0)),)}, True),
        ({"attachments": (Attachment(attachment_id="file-1", size_bytes=1),)}, True),
        ({"document": None}, True),
        # What it is not told.
        ({"seller_note": "ring först"}, False),
        ({"status": InvoiceStatus.PARTLY_PAID}, False),
        ({"financed": True}, False),
        ({"additional_information": "Avser mars."}, False),
        ({"document": attrs.evolve(DOCUMENT, size_bytes=2)}, False),
    ],
)
def test_what_is_told_otherwise_than_planned_is_listed(changes: dict[str, Any], changed: bool) -> None:
    """It goes all the same, on the facts as they are now; an invoice beside it is not listed."""
    planned_one = numbered("inv-1", document=DOCUMENT)
    confirmed = planned(planned_one, TWO).confirm([TWO, attrs.evolve(planned_one, **changes)], as_of=AS_OF)
    assert (2, ("inv-1",) if changed else ()) == (confirmed.count, confirmed.changed)


@pytest.mark.requirement("MA-3", "SE-5")
def test_a_setting_changed_since_changes_what_is_told() -> None:
    """The letter holds the additional information now, and did not when it was planned."""
    invoice = an_invoice(additional_information="Avser mars.")
    creditor = with_settings(include_product_information=True)
    assert ("inv-1",) == planned(invoice).confirm([invoice], as_of=AS_OF, creditor=creditor).changed


def test_a_plan_is_confirmed_for_its_own_creditor() -> None:
    """Another creditor's rules and settings would judge and send what nobody was shown."""
    with pytest.raises(OtherCreditorError) as caught:
        planned(ONE).confirm([ONE], as_of=AS_OF, creditor=a_creditor(creditor_id="cred-2"))
    message = "a plan for creditor cred-1 is confirmed for creditor cred-2; make a plan for each."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message) == (str(caught.value), str(again))
    assert ("cred-1", "cred-2") == (again.planned, again.given)
    assert isinstance(again, ValueError)


# --- notices ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("numbers", "notices"),
    [
        (("1", "2", "3"), ()),
        (("1", "1", "2"), (Notice(NoticeCode.SAME_NUMBER, ("inv-1", "inv-2"), strong=True),)),
        (("1", "2", "1"), (Notice(NoticeCode.SAME_NUMBER, ("inv-1", "inv-3"), strong=True),)),
        (("1", "1", "1"), (Notice(NoticeCode.SAME_NUMBER, ("inv-1", "inv-2", "inv-3"), strong=True),)),
    ],
)
def test_invoices_that_share_a_number_are_told_strongly(numbers: tuple[str, ...], notices: tuple[Notice, ...]) -> None:
    """The agency knows a claim by its number; a blocked invoice shares it with nobody."""
    invoices = [numbered(f"inv-{index}", number=number) for index, number in enumerate(numbers, 1)]
    blocked = numbered("inv-9", number="1", disputed=True)
    shown = planned(*invoices, blocked)
    assert (notices, notices) == (shown.notices, shown.confirm([*invoices, blocked], as_of=AS_OF).notices)


# --- a host's own rules may let too much go ---------------------------------------------------------------------------
NOWHERE = numbered("nowhere", debtor=attrs.evolve(INVOICE.debtor, address=Address()), seller_note="a")
ANYWHERE = MANUAL.as_warning("debtor_address_missing")


@pytest.mark.requirement("MA-3", "MA-5")
def test_an_invoice_that_cannot_be_told_of_is_listed() -> None:
    """It may go by the host's rules and is not sent, neither counted nor summed up; the others are."""
    shown = planned(ONE, NOWHERE, rules=ANYWHERE)
    assert ("inv-1", "nowhere") == tuple(decision.invoice_id for decision in shown.eligible)
    told = (1, (Money(1_250_00),), (Incomplete("nowhere", ("debtor_address",)),))
    assert told == (shown.count, shown.totals, shown.incomplete)
    confirmed = shown.confirm([ONE, NOWHERE], as_of=AS_OF)
    assert told == (confirmed.count, confirmed.totals, confirmed.incomplete)
    assert ((), (), ()) == (confirmed.changed, confirmed.dropped, confirmed.gone)


@pytest.mark.requirement("MA-3")
def test_what_is_completed_since_goes_and_is_listed() -> None:
    """Nobody was shown what is now told of it."""
    shown = planned(NOWHERE, rules=ANYWHERE)
    confirmed = shown.confirm([attrs.evolve(NOWHERE, debtor=INVOICE.debtor)], as_of=AS_OF)
    assert (1, (), ("nowhere",)) == (confirmed.count, confirmed.incomplete, confirmed.changed)


@pytest.mark.requirement("MA-4")
def test_the_note_of_an_invoice_that_is_not_sent_stays() -> None:
    """A note goes on what is transferred."""
    shown = planned(ONE, NOWHERE, rules=ANYWHERE, note="ny")
    assert ((), (Notice(NoticeCode.NOTE_NOT_SENT, ("inv-1",)),)) == (shown.replaced_notes, shown.notices)
