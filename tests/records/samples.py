"""
One fixed value of each recorded type, and the script that writes their records once.

``python -m tests.records.samples`` writes the records that are missing, and the histories. From the first release on, a
stored record is never written again: when a type changes, the version rises, and the records of the old version stay as
they are.
"""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final

from inkasso_rules.activation import Allowed, Application
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.columns import UNKNOWN, Column, Kind
from inkasso_rules.compare import Change
from inkasso_rules.eligibility import BothWays, Decision
from inkasso_rules.explain import RuleLine
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Value
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.cases import AttachInvoiceCopy, RegisterCase, Stage
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service, ServiceState
from inkasso_rules.model.identifiers import Bic, Iban, parse_identifier
from inkasso_rules.model.invoices import (
    Attachment,
    Channel,
    Hold,
    Invoice,
    InvoiceKind,
    InvoiceRow,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor, DebtorKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import Policy
from inkasso_rules.reasons import Block, Seen, Source
from inkasso_rules.records import VERSION, to_record
from inkasso_rules.sending import Incomplete
from inkasso_rules.transfer import Confirmation
from tests.records import histories, of_cases, of_claims, of_journals

#: Where the records of this version are.
FOLDER: Final = Path(__file__).parent / f"v{VERSION}"

_DAY: Final = dt.date(2024, 2, 29)
_ADDRESS: Final = Address(street="Provgatan 1", postcode="111 22", city="Malmö", country="SE", care_of="c/o Provsson")
_NUMBER: Final = parse_identifier("18990131-9807")
_INTEREST: Final = AgreedInterest(percent=Decimal("8.50"))
_AGREEMENTS: Final = Agreements(due_date=True, reminder_fee=False, interest=_INTEREST)
_DEBTOR: Final = Debtor(
    name="Prov Person",
    kind=DebtorKind.CONSUMER,
    identifier=_NUMBER,
    address=_ADDRESS,
    email="prov@example.com",
    customer_number="K-1",
)
_CUSTOMER: Final = Customer(partner_id="partner-1", address=_ADDRESS, group_id="group-2")
_REMINDER: Final = PriorReminder(sent_on=_DAY, cost=Money(60_00))
_HOLD: Final = Hold(clears_on=dt.date(2024, 3, 1), reason="Provtext")
_ROW: Final = InvoiceRow(product_name="Provvara", comment="Provtext")
_ATTACHMENT: Final = Attachment(attachment_id="attachment-1", size_bytes=1_000)
_INVOICE: Final = Invoice(
    invoice_id="inv-1",
    number="10001",
    kind=InvoiceKind.SALES_INVOICE,
    status=InvoiceStatus.PARTLY_PAID,
    channel=Channel.ELECTRONIC_INVOICE,
    invoice_date=dt.date(2024, 1, 1),
    due_date=dt.date(2024, 1, 31),
    total=Money(1_250_00, "EUR"),
    open_amount=Money(250_00, "EUR"),
    debtor=_DEBTOR,
    financed=None,
    reminders=(_REMINDER,),
    other_agency=False,
    registration=Registration.REFUSED,
    original_number="EXT-1",
    new_due_date=dt.date(2024, 2, 10),
    ledger_total=Money(14_000_00),
    customer=_CUSTOMER,
    disputed=False,
    hold=_HOLD,
    seller_note="Provtext",
    additional_information="Provtext\nprovtext",
    rows=(_ROW, InvoiceRow()),
    document=_ATTACHMENT,
    attachments=(_ATTACHMENT,),
    agreements=_AGREEMENTS,
)
_AUTOMATION: Final = Automation(
    enabled=True,
    minimum_amount=Money(100_00),
    delay_days=10,
    excluded_group="group-1",
    switched_on=dt.date(2024, 1, 1),
    include_overdue=True,
)
_SETTINGS: Final = Settings(
    approve_before_demand=True,
    approve_before_legal=False,
    approval_email="attest@example.com",
    include_product_information=True,
    include_original_number=False,
    batch_payments=True,
    clearing_account="1514",
    automation=_AUTOMATION,
)
_BIC: Final = Bic("PROVSES0")
_ACCOUNT: Final = BankAccount(account_id="bank-1", number="0000", bic=_BIC, active=False)
_CONTACT: Final = Contact(name="Prov Person", email="prov@example.com", phone="070-174 06 05")
_REPORTED: Final = Reported(name="Prov AB", address=_ADDRESS, account_numbers=("0000",))
_SERVICE: Final = Service(
    state=ServiceState.ENDED,
    terms_accepted=True,
    agreement_signed=True,
    api_user_accepted=True,
    api_user_present=False,
    api_key_present=False,
    applied_on=dt.date(2023, 1, 1),
    active_since=dt.date(2023, 1, 2),
    ended_on=_DAY,
    reported=_REPORTED,
)
_GROUP: Final = Group("group-2", "group-1")
_CREDITOR: Final = Creditor(
    creditor_id="cred-1",
    name="Prov AB",
    organisation_number=parse_identifier("402000-0008"),
    country="SE",
    address=_ADDRESS,
    bank_accounts=(_ACCOUNT,),
    contact=_CONTACT,
    ledger_currency="SEK",
    groups=(Group("group-1"), _GROUP),
    settings=_SETTINGS,
    service=_SERVICE,
)
_APPLICATION: Final = Application(
    creditor_id="cred-1",
    name="Prov AB",
    organisation_number=parse_identifier("402000-0008"),
    address=_ADDRESS,
    bank_accounts=(_ACCOUNT,),
    contact=_CONTACT,
    terms_accepted=True,
    agreement_signed=True,
    api_user_accepted=True,
)
_NOTICE: Final = Notice(NoticeCode.OPEN_CASES_GO_ON, ("case-1", "case-2"), strong=True, amount=Money(5_00))
_REASON: Final = Reason("ON-1", "bic_missing", "bank-1")
_REGISTER: Final = RegisterCase(
    command_id="register:inv-1:2024-02-29",
    case_id="inv-1:2024-02-29",
    transferred_on=_DAY,
    creditor_id="cred-1",
    invoice_id="inv-1",
    invoice_number="10001",
    original_number="EXT-1",
    print_original_number=True,
    invoice_date=dt.date(2024, 1, 1),
    due_date=dt.date(2024, 2, 10),
    total=Money(1_250_00),
    open_amount=Money(250_00),
    start_stage=Stage.DEMAND,
    prior_reminder_costs=(Money(60_00),),
    sent_as_e_invoice=True,
    letter_text="Provvara",
    address=_ADDRESS,
    debtor_name="Prov Person",
    debtor_kind=DebtorKind.CONSUMER,
    debtor_identifier=_NUMBER,
    debtor_email="prov@example.com",
    customer_number="K-1",
    agreements=_AGREEMENTS,
    omitted_attachments=("attachment-2",),
)
_INCOMPLETE: Final = Incomplete("inv-3", ("due_date", "debtor_address"))
_ATTACH: Final = AttachInvoiceCopy(
    command_id="attach:inv-1:2024-02-29",
    case_id="inv-1:2024-02-29",
    invoice_id="inv-1",
    attachment_ids=("attachment-1",),
)
_CANDIDATE: Final = Candidate(
    kind=InvoiceKind.SALES_INVOICE,
    status="SENT",
    channel="EMAIL",
    registration="none",
    invoice_date=dt.date(2024, 1, 1),
    due_date=UNKNOWN,
    total=1_250_00,
    open_amount=UNKNOWN,
    ledger_total=1_250_00,
    currency="SEK",
    ledger_currency="SEK",
    has_name=True,
    has_address=False,
    at_other_agency=False,
    financed=UNKNOWN,
    reminded=True,
    group="group-1",
    held_until=_DAY,
    transfer_bytes=0,
)
_CUTOFFS: Final = Cutoffs(
    as_of=_DAY,
    latest_invoice_date=dt.date(2024, 2, 21),
    latest_due_date=dt.date(2024, 2, 25),
    latest_due_date_automatic=dt.date(2024, 2, 19),
    oldest_invoice_date=dt.date(2021, 3, 1),
    invoice_days=8,
    due_days=4,
    delay_days=10,
    amount_minimum=UNKNOWN,
    minimum_covered=True,
    covered_from=dt.date(2024, 1, 1),
    excluded_groups=frozenset({"group-2", "group-1"}),
    ledger_currencies=frozenset({"SEK"}),
    transfer_bytes_max=30_000_000,
    letter_chars_max=1_000,
    letter_has_text=True,
    outside_sweden=False,
    service_inactive=False,
    agreement_unsigned=False,
    unsigned_blocks=True,
    api_user_missing=False,
    creditor_id_missing=False,
    creditor_address_missing=False,
    bank_account_missing=False,
    bic_missing=True,
    other_agency_blocks=True,
    automatic_from=dt.date(2024, 1, 1),
    automation_off=False,
)
_COMPARE: Final = Compare(Field("due_date"), "<=", Value(dt.date(2024, 2, 25)))
_MEMBER: Final = Member(Field("status"), Value(frozenset({"SENT", "PARTLY_PAID"})), inside=True)
_FLAG: Final = Flag(Cutoff("automation_off"), wanted=False)
_KNOWN: Final = Known(Field("open_amount"))
_ANY_OF: Final = AnyOf((_COMPARE, _FLAG))
_ALL_OF: Final = AllOf((_MEMBER, _ANY_OF))
_SEEN: Final = Seen("due_date", _DAY)
_BLOCK: Final = Block(
    "MA-1", "due_too_recently", (_SEEN, Seen("total", 1)), _ALL_OF, _DAY, Source.MANUAL, mendable=False
)
_NO_MATTER_WHAT: Final = Block("ON-4", "service_not_active", (), False, None, Source.OURS, mendable=True)  # noqa: FBT003 - no record can be so.
_DECISION: Final = Decision(
    invoice_id="inv-1",
    as_of=_DAY,
    rules_name="manual",
    rules_digest="0123456789abcdef",
    policy_digest="fedcba9876543210",
    candidate=_CANDIDATE,
    blocks=(_BLOCK, _NO_MATTER_WHAT),
    warnings=(Block("MA-14", "known", (Seen("group", None),), _KNOWN, None, Source.PRODUCT_PAGE, mendable=True),),
    start_stage=Stage.REMINDER,
    eligible_from=None,
)
#: The values, by the name of their type.
SAMPLES: Final[Mapping[str, object]] = MappingProxyType(
    {
        type(value).__name__: value
        for value in (
            _ADDRESS,
            _INTEREST,
            _AGREEMENTS,
            _ALL_OF,
            Allowed(creditor=_CREDITOR, notices=(_NOTICE,), application=_APPLICATION),
            _ANY_OF,
            _APPLICATION,
            _ATTACH,
            _ATTACHMENT,
            _AUTOMATION,
            _ACCOUNT,
            _BIC,
            _BLOCK,
            BothWays(manual=_DECISION, automatic=_DECISION),
            _CANDIDATE,
            Change(invoice_id="inv-1", open_amount=Money(250_00, "EUR"), before=_DECISION, after=_DECISION),
            Column("total", Kind.INT, optional=False, doc="The invoice amount.", currency="currency"),
            _COMPARE,
            Confirmation(
                commands=(_REGISTER, _ATTACH),
                incomplete=(_INCOMPLETE,),
                note="Provtext",
                replaced_notes=("inv-1",),
                dropped=(_DECISION,),
                changed=("inv-1",),
                gone=("inv-2",),
            ),
            _CONTACT,
            _CREDITOR,
            _CUSTOMER,
            _CUTOFFS,
            Cutoff("as_of"),
            _DEBTOR,
            _DECISION,
            Field("total"),
            _FLAG,
            _GROUP,
            _HOLD,
            Iban("SE4550000000058398257466"),
            _NUMBER,
            _INCOMPLETE,
            _INVOICE,
            _ROW,
            _KNOWN,
            _MEMBER,
            Money(-1, "KWD"),
            _NOTICE,
            Policy(manual_due_days_min=5, minimum_amount_inclusive=True, agency_payer="Provbolaget"),
            _REMINDER,
            _REASON,
            Refused((_REASON, Reason("ON-2", "terms_not_accepted"))),
            _REGISTER,
            _REPORTED,
            RuleLine(
                requirement="MA-1",
                code="due_too_recently",
                hit=True,
                warns=False,
                observed="due date 2024-02-29",
                wanted="due date ≤ 2024-02-25",
                clears_on=dt.date(2024, 3, 5),
                source="the user manual",
                reason="The invoice fell due too recently.",
            ),
            _SEEN,
            Series(((dt.date(2013, 3, 16), _SETTINGS), (_DAY, Settings()))),
            _SERVICE,
            _SETTINGS,
            Value(_DAY),
            *of_cases.VALUES,
            *of_claims.VALUES,
            *of_journals.VALUES,
        )
    }
)


def write() -> None:
    """Write the records and histories that are not there yet."""
    FOLDER.mkdir(exist_ok=True)
    records = {name: to_record(value) for name, value in SAMPLES.items()}
    records |= {f"history-{name}": history.record() for name, history in histories.HISTORIES.items()}
    for name, record in records.items():
        path = FOLDER / f"{name}.json"
        if not path.exists():
            path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
