"""What the creditor chooses: settings, automatic transfer, whom the agency writes to, the group left out."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.activation import Allowed
from inkasso_rules.choices import (
    change_settings,
    differing_settings,
    inactivate_group,
    notified_email,
    overdue_on,
    switch_on_automation,
    with_change,
)
from inkasso_rules.eligibility import POLICY
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.creditors import Group, ServiceState
from inkasso_rules.model.invoices import InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Contact
from inkasso_rules.model.series import NoValueError, Series
from inkasso_rules.model.settings import Automation, Settings
from tests.data import AS_OF, CREDITOR, a_creditor, an_invoice
from tests.tables.judging import Codes, both, case, day, with_automation, with_service, with_settings

N = NoticeCode
TREE = (Group("main"), Group("north", "main"), Group("coast", "north"), Group("other"))


# --- ON-4, AU-3, SE-4: settings ---------------------------------------------------------------------------------------
NOT_ACTIVE = Reason("ON-4", "not_active")
TOO_SHORT = Reason("AU-3", "delay_too_short")


@pytest.mark.parametrize(
    ("state", "delay_days", "reasons"),
    [
        case("ON-4", ServiceState.NONE, None, (NOT_ACTIVE,)),
        case("ON-4", ServiceState.PENDING, None, (NOT_ACTIVE,)),
        case("ON-4", ServiceState.ENDED, None, (NOT_ACTIVE,)),
        case("AU-3", ServiceState.ACTIVE, 0, (TOO_SHORT,)),
        case("AU-3", ServiceState.ACTIVE, 3, (TOO_SHORT,)),
        case("AU-3 ON-4", ServiceState.ENDED, 3, (NOT_ACTIVE, TOO_SHORT)),
    ],
)
def test_settings_that_cannot_be_changed(
    state: ServiceState, delay_days: int | None, reasons: tuple[Reason, ...]
) -> None:
    """Only while the service is in use, and never to a delay below the least."""
    wanted = Settings(automation=Automation(delay_days=delay_days))
    assert Refused(reasons) == change_settings(with_service(state=state), wanted)


@pytest.mark.requirement("ON-4", "AU-3")
@pytest.mark.parametrize("delay_days", [None, 4, 5, 90])
def test_settings_are_changed_while_the_service_is_in_use(delay_days: int | None) -> None:
    """The whole of them is replaced; the rest of the creditor stays."""
    wanted = Settings(batch_payments=True, automation=Automation(delay_days=delay_days))
    assert Allowed(creditor=attrs.evolve(CREDITOR, settings=wanted)) == change_settings(CREDITOR, wanted)


@pytest.mark.requirement("AU-3")
def test_the_least_delay_is_policy() -> None:
    """A host may know another least."""
    wanted = Settings(automation=Automation(delay_days=4))
    assert Refused((TOO_SHORT,)) == change_settings(CREDITOR, wanted, policy=attrs.evolve(POLICY, delay_days_min=5))


# fmt: off
SWITCH_ON_ASKS, LIMIT_CURRENCY, GROUP_UNKNOWN = (
    Reason("ON-5", "switch_on_asks"), Reason("AU-2", "limit_currency"), Reason("AU-4", "group_unknown"),
)
JANUARY, FEBRUARY = day("2026-01-01"), day("2026-02-01")
ON = Automation(enabled=True, switched_on=JANUARY)
OFF = Automation()


@pytest.mark.parametrize(
    ("before", "wanted", "reasons"),
    [
        # ON-5: automatic transfer is switched on, or anew, by an act of its own; it is changed and switched off here.
        case("ON-5", OFF, ON,                                            (SWITCH_ON_ASKS,)),
        case("ON-5", attrs.evolve(ON, enabled=False), ON,                (SWITCH_ON_ASKS,)),
        case("ON-5", ON, attrs.evolve(ON, switched_on=FEBRUARY),         (SWITCH_ON_ASKS,)),
        case("ON-5", ON, attrs.evolve(ON, include_overdue=True),         (SWITCH_ON_ASKS,)),
        case("ON-5", ON, ON,                                             ()),
        case("ON-5", ON, attrs.evolve(ON, delay_days=9),                 ()),
        case("ON-5", ON, OFF,                                            ()),
        case("ON-5", ON, attrs.evolve(ON, enabled=False),                ()),
        case("ON-5", OFF, Automation(include_overdue=True),              ()),
        # AU-2: the lowest amount is in the currency of the books.
        case("AU-2", ON, attrs.evolve(ON, minimum_amount=Money(1)),          ()),
        case("AU-2", ON, attrs.evolve(ON, minimum_amount=Money(1, "EUR")),   (LIMIT_CURRENCY,)),
        case("AU-2", OFF, Automation(minimum_amount=Money(1, "EUR")),        (LIMIT_CURRENCY,)),
        # AU-4: the group that is left out is one that there is, at any depth.
        case("AU-4", ON, attrs.evolve(ON, excluded_group="main"),        ()),
        case("AU-4", ON, attrs.evolve(ON, excluded_group="coast"),       ()),
        case("AU-4", ON, attrs.evolve(ON, excluded_group="south"),       (GROUP_UNKNOWN,)),
        # Every reason at once, in order.
        case("ON-5 AU-2 AU-3 AU-4", OFF,
             attrs.evolve(ON, delay_days=3, minimum_amount=Money(1, "EUR"), excluded_group="south"),
             (SWITCH_ON_ASKS, TOO_SHORT, LIMIT_CURRENCY, GROUP_UNKNOWN)),
    ],
)
def test_what_can_be_chosen_of_automatic_transfer(
    before: Automation, wanted: Automation, reasons: tuple[Reason, ...]
) -> None:
    """All reasons against it, or the creditor with the new settings."""
    creditor = attrs.evolve(with_settings(automation=before), groups=TREE)
    settings = Settings(automation=wanted)
    expected = Refused(reasons) if reasons else Allowed(creditor=attrs.evolve(creditor, settings=settings))
    assert expected == change_settings(creditor, settings)
# fmt: on


@pytest.mark.requirement("AU-2")
def test_the_lowest_amount_follows_the_books() -> None:
    """Books in euro have a limit in euro."""
    creditor = a_creditor(ledger_currency="EUR", settings=Settings())
    for currency, expected in (("EUR", True), ("SEK", False)):
        wanted = Settings(automation=Automation(minimum_amount=Money(1, currency)))
        assert expected is isinstance(change_settings(creditor, wanted), Allowed)


@pytest.mark.requirement("SE-4")
@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, ()),
        ({"approve_before_demand": True}, ("approve_before_demand",)),
        ({"approve_before_legal": False}, ("approve_before_legal",)),
        ({"approval_email": "prov@example.se"}, ("approval_email",)),
        ({"clearing_account": "1513"}, ("clearing_account",)),
        ({"clearing_account": "1513", "approve_before_demand": True}, ("approve_before_demand", "clearing_account")),
        ({"batch_payments": True, "include_original_number": False, "include_product_information": True}, ()),
        ({"automation": Automation(delay_days=9)}, ()),
    ],
)
def test_a_setting_that_the_agency_holds_otherwise_is_a_notice(changes: dict[str, Any], names: Codes) -> None:
    """Until both are equal; a change of ours tells the same, since the agency then holds the old value."""
    ours = attrs.evolve(Settings(), **changes)
    expected = tuple(Notice(N.SETTING_DIFFERS, (name,)) for name in names)
    assert (expected, expected) == (differing_settings(ours, Settings()), differing_settings(Settings(), ours))
    answer = change_settings(with_settings(automation=Automation()), ours)
    assert isinstance(answer, Allowed)
    assert (expected, ours) == (answer.notices, answer.creditor.settings)


@pytest.mark.requirement("SE-4")
@pytest.mark.parametrize(
    ("agencys", "names"),
    [
        (None, ("clearing_account",)),
        (Settings(), ("clearing_account",)),
        (Settings(clearing_account="1513"), ()),
        (Settings(clearing_account="1513", approve_before_legal=False), ("approve_before_legal",)),
        (Settings(approval_email="prov@example.se"), ("approval_email", "clearing_account")),
    ],
)
def test_the_agencys_settings_count_where_they_were_read(agencys: Settings | None, names: Codes) -> None:
    """What it holds is compared with the new settings; where nobody has read it, it holds what was ours until now."""
    answer = change_settings(with_settings(automation=OFF), Settings(clearing_account="1513"), agencys=agencys)
    assert isinstance(answer, Allowed)
    assert tuple(Notice(N.SETTING_DIFFERS, (name,)) for name in names) == answer.notices


FIRST, SECOND, THIRD = day("2026-01-01"), day("2026-02-01"), day("2026-03-01")
SERIES = Series([(FIRST, Settings())])


@pytest.mark.requirement("SE-4")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # One change, from its day on.
        ([(SECOND, {"clearing_account": "1513"})], ["1512 legal", "1513 legal", "1513 legal"]),
        # The later change of one setting wins, in whichever order they become known.
        ([(SECOND, {"clearing_account": "1513"}), (THIRD, {"clearing_account": "1514"})], ["1512 legal", "1513 legal", "1514 legal"]),
        ([(THIRD, {"clearing_account": "1514"}), (SECOND, {"clearing_account": "1513"})], ["1512 legal", "1513 legal", "1514 legal"]),
        # Changes of different settings both hold, in whichever order they become known.
        ([(SECOND, {"clearing_account": "1513"}), (THIRD, {"approve_before_legal": False})], ["1512 legal", "1513 legal", "1513 -"]),
        ([(THIRD, {"approve_before_legal": False}), (SECOND, {"clearing_account": "1513"})], ["1512 legal", "1513 legal", "1513 -"]),
        # On one day the later word counts, and the other settings stay.
        ([(SECOND, {"clearing_account": "1513"}), (SECOND, {"clearing_account": "1514"})], ["1512 legal", "1514 legal", "1514 legal"]),
        ([(SECOND, {"clearing_account": "1513"}), (SECOND, {"approve_before_legal": False})], ["1512 legal", "1513 -", "1513 -"]),
    ],
)  # fmt: skip
def test_the_later_change_wins(changes: list[tuple[dt.date, dict[str, Any]]], expected: list[str]) -> None:
    """From its day on; the days before stay as they were."""
    series = SERIES
    for on, changed in changes:
        series = with_change(series, changed, on=on)
    found = [series.on(asked) for asked in (SECOND - dt.timedelta(days=1), SECOND, THIRD)]
    assert expected == [f"{one.clearing_account} {'legal' if one.approve_before_legal else '-'}" for one in found]
    assert Settings() == series.on(FIRST)


def test_nothing_is_changed_before_the_first_settings() -> None:
    """A change needs settings that it changes."""
    with pytest.raises(NoValueError):
        with_change(SERIES, {"clearing_account": "1513"}, on=FIRST - dt.timedelta(days=1))


@pytest.mark.requirement("SE-3")
@pytest.mark.parametrize(
    ("approval_email", "contact", "expected"),
    [
        (None, CREDITOR.contact, "prov@example.se"),
        ("andra@example.se", CREDITOR.contact, "andra@example.se"),
        ("andra@example.se", None, "andra@example.se"),
        (None, None, None),
    ],
)
def test_whom_the_agency_writes_to(approval_email: str | None, contact: Contact | None, expected: str | None) -> None:
    """The address that was set, else the contact person's."""
    creditor = attrs.evolve(with_settings(approval_email=approval_email), contact=contact)
    assert expected == notified_email(creditor)


# --- ON-5: switching automation on ------------------------------------------------------------------------------------
LEDGER = (
    an_invoice(invoice_id="overdue", due_date=day("2026-03-15")),
    an_invoice(invoice_id="due today", due_date=day("2026-03-16")),
    an_invoice(invoice_id="due later", due_date=day("2026-03-17")),
    an_invoice(invoice_id="new date", due_date=day("2026-03-01"), new_due_date=day("2026-03-16")),
    an_invoice(invoice_id="old date", due_date=day("2026-04-01"), new_due_date=day("2026-03-15")),
    an_invoice(invoice_id="no date", due_date=None),
    an_invoice(invoice_id="paid", open_amount=Money(0)),
    an_invoice(invoice_id="an öre left", open_amount=Money(1)),
    an_invoice(invoice_id="amount unknown", open_amount=None),
    an_invoice(invoice_id="pending", registration=Registration.PENDING),
    an_invoice(invoice_id="registered", registration=Registration.REGISTERED),
    an_invoice(invoice_id="duplicate", registration=Registration.DUPLICATE),
    an_invoice(invoice_id="refused", registration=Registration.REFUSED),
    an_invoice(invoice_id="standing unknown", registration=None),
    *(an_invoice(invoice_id=f"kind {kind}", kind=kind) for kind in (*InvoiceKind, None)),
    *(an_invoice(invoice_id=f"status {status}", status=status) for status in (*InvoiceStatus, None)),
)
AFFECTED = (
    *("overdue", "old date", "an öre left", "amount unknown", "refused", "standing unknown"),
    *("kind SALES_INVOICE", "status SENT", "status PARTLY_PAID"),
)


@pytest.mark.requirement("ON-5", "AU-10")
def test_the_invoices_that_the_choice_is_about() -> None:
    """Sales invoices that are sent or partly paid, overdue by then, not known to be paid, not at the agency."""
    assert AFFECTED == overdue_on(LEDGER, AS_OF)
    assert () == overdue_on((), AS_OF)


@pytest.mark.requirement("ON-5")
@pytest.mark.parametrize("include_overdue", [True, False])
@pytest.mark.parametrize(
    "before", [Automation(), Automation(enabled=True, switched_on=dt.date(2026, 1, 1), delay_days=9)]
)
def test_switching_on_asks_about_the_overdue(include_overdue: bool, before: Automation) -> None:
    """Each time anew, with the invoices affected; the day and the choice are kept, other choices stay."""
    creditor = with_settings(automation=before, batch_payments=True)
    answer = switch_on_automation(creditor, iter(LEDGER), as_of=AS_OF, include_overdue=include_overdue)
    assert isinstance(answer, Allowed)
    expected = attrs.evolve(before, enabled=True, switched_on=AS_OF, include_overdue=include_overdue)
    assert ((Notice(N.CHOOSE_OVERDUE, AFFECTED),), with_settings(automation=expected, batch_payments=True)) == (
        answer.notices,
        answer.creditor,
    )


@pytest.mark.requirement("ON-5", "AU-9")
def test_without_a_choice_the_overdue_are_not_covered() -> None:
    """Switching on again forgets the earlier choice."""
    creditor = with_automation(include_overdue=True)
    invoice = an_invoice()
    assert ((), ()) == both(invoice, creditor=creditor)
    answer = switch_on_automation(creditor, (), as_of=AS_OF)
    assert isinstance(answer, Allowed)
    assert ((), ("overdue_before_automation",)) == both(invoice, creditor=answer.creditor)
    assert () == answer.notices


@pytest.mark.requirement("ON-4")
@pytest.mark.parametrize("state", [ServiceState.NONE, ServiceState.PENDING, ServiceState.ENDED])
def test_automation_is_switched_on_in_use_only(state: ServiceState) -> None:
    """As every setting."""
    assert Refused((NOT_ACTIVE,)) == switch_on_automation(with_service(state=state), LEDGER, as_of=AS_OF)


# --- AU-4: the excluded group stays -----------------------------------------------------------------------------------


@pytest.mark.requirement("AU-4")
@pytest.mark.parametrize(
    ("excluded", "group_id", "refused"),
    [
        ("north", "north", True),
        ("north", "main", True),
        ("coast", "main", True),
        ("north", "coast", False),
        ("north", "other", False),
        (None, "north", False),
    ],
)
def test_the_excluded_group_is_not_made_inactive(excluded: str | None, group_id: str, refused: bool) -> None:
    """Neither it nor a group above it; any other may be."""
    creditor = attrs.evolve(with_automation(excluded_group=excluded), groups=TREE)
    expected = Refused((Reason("AU-4", "group_in_use", group_id),)) if refused else Allowed(creditor=creditor)
    assert expected == inactivate_group(creditor, group_id)
