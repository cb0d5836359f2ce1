"""What a person is told: notices beside an answer, and the reasons of a refusal."""

from __future__ import annotations

from enum import StrEnum

import attrs

from inkasso_rules.model.money import Money

__all__ = ["Notice", "NoticeCode", "Reason", "Refused"]


class NoticeCode(StrEnum):
    """What a person is told."""

    #: The application waits for the agency; it writes to the contact person.
    ACTIVATION_PENDING = "activation_pending"
    #: The service is in use; the contact person is administrator of the portal.
    PORTAL_REGISTRATION = "portal_registration"
    #: No new transfers; open cases go on; the contract is ended with the agency.
    CONTRACT_WITH_AGENCY = "contract_with_agency"
    #: Open cases go on and are still followed.
    OPEN_CASES_GO_ON = "open_cases_go_on"
    #: The API user is needed: new transfers are blocked and the agency cannot update invoices. Strong.
    API_USER_IN_USE = "api_user_in_use"
    #: A missing API user was ordered.
    API_USER_ORDERED = "api_user_ordered"
    #: A missing API key was ordered.
    API_KEY_ORDERED = "api_key_ordered"
    #: Company details changed while the service was not used; tell the agency.
    REPORT_CHANGED_DETAILS = "report_changed_details"
    #: These invoices were overdue on the day automation was switched on; choose whether they are covered.
    CHOOSE_OVERDUE = "choose_overdue"
    #: A setting differs from the agency's; change it in the portal too.
    SETTING_DIFFERS = "setting_differs"
    #: These invoices had a seller's note that the new one replaces.
    NOTE_REPLACED = "note_replaced"
    #: The seller's note stays with the creditor; it is not sent.
    NOTE_NOT_SENT = "note_not_sent"
    #: These invoices share their number, which the agency takes for one case only. Strong.
    SAME_NUMBER = "same_number"
    #: The attachments are too large; the agency asks for them if it needs them.
    ATTACHMENTS_OMITTED = "attachments_omitted"
    # A case
    #: The agency waits for an approval, which is given in the portal.
    APPROVE_IN_PORTAL = "approve_in_portal"
    #: The agency wants something of the creditor in the portal.
    ACT_IN_PORTAL = "act_in_portal"
    #: What was asked for is done in the portal; it is followed once it has happened.
    DO_IN_PORTAL = "do_in_portal"
    #: The agency is told by itself.
    AGENCY_IS_TOLD = "agency_is_told"
    #: The agency is not told of this by itself; contact it.
    CONTACT_AGENCY = "contact_agency"
    #: The invoice was transferred once more, while its case is open.
    TRANSFERRED_TWICE = "transferred_twice"
    #: The agency did not take the case; the invoice is free again.
    INVOICE_FREE = "invoice_free"
    #: The agency refuses a case that it had taken.
    REFUSED_LATE = "refused_late"
    #: The agency has a case for this invoice number already; link ours to it, or stop it.
    DUPLICATE_CASE = "duplicate_case"
    #: This happened before the case existed.
    BEFORE_TRANSFER = "before_transfer"
    #: More came in than was owed.
    EXCESS = "excess"
    #: Money came in after the case had ended.
    LATE_MONEY = "late_money"
    #: The case has ended, but capital is open again.
    OWED_AGAIN = "owed_again"
    #: The capital is credited; the agency may end the case by itself.
    CREDIT_MAY_END = "credit_may_end"
    #: The agency has not said how much of the payment fell on the capital.
    SPLIT_UNKNOWN = "split_unknown"
    #: Money in another currency than the claim's: no sum holds it.
    OTHER_CURRENCY = "other_currency"
    #: The money may be the agency's own payout; decide, and nothing is told until then.
    DECIDE_PAYMENT = "decide_payment"
    #: Several pauses run, and nobody said which one ended.
    PAUSE_UNCLEAR = "pause_unclear"
    #: No such pause runs.
    NOTHING_TO_RESUME = "nothing_to_resume"
    #: The debtor disputes the claim; tell the agency what you know.
    ANSWER_DISPUTE = "answer_dispute"
    #: Several disputes stand, or none, and nobody said which one was settled.
    DISPUTE_UNCLEAR = "dispute_unclear"
    #: The debtor is insolvent; the claim is filed with the administrator.
    DEBTOR_INSOLVENT = "debtor_insolvent"
    #: An end was reported, but another one had been.
    ENDED_BEFORE = "ended_before"
    #: The agency uses a code that the map does not know.
    UNKNOWN_CODE = "unknown_code"
    #: The agency claims another capital than the case holds.
    CAPITAL_DIFFERS = "capital_differs"
    # A journal
    #: The agency pays on another account than the ERP clears; change one of them.
    CLEARING_ACCOUNT_DIFFERS = "clearing_account_differs"
    #: VAT was deducted without a document of the agency; ask for it before it is claimed back.
    VAT_DOCUMENT_MISSING = "vat_document_missing"
    #: The period is closed; the voucher is dated on the first open day.
    PERIOD_CLOSED = "period_closed"
    #: A feared loss came in; take the write-down back.
    REVERSE_WRITE_DOWN = "reverse_write_down"
    #: More was paid than the invoice had open; the rest stands as an advance.
    OVERPAID = "overpaid"
    #: The ledger does not know the invoice; its money stands on the account for unidentified money.
    UNMATCHED_BOOKED = "unmatched_booked"


@attrs.frozen
class Notice:
    """
    What a person should know or do.

    Attributes:
        code: What it is about.

        subjects: The ids or field names that it is about.

        strong: Whether it must be shown before the act, not after it.

        amount: The money that it is about.
    """

    code: NoticeCode
    subjects: tuple[str, ...] = ()
    strong: bool = False
    amount: Money | None = None


@attrs.frozen
class Reason:
    """
    One reason why the world says no.

    Attributes:
        requirement: The ID of the requirement behind it.

        code: Its machine name; the key of its words.

        subject: The id that it is about, where there are several.
    """

    requirement: str
    code: str
    subject: str | None = None


@attrs.frozen
class Refused:
    """The act is refused; every reason is listed."""

    reasons: tuple[Reason, ...]
