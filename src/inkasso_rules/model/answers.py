"""What a person is told: notices beside an answer, and the reasons of a refusal."""

from __future__ import annotations

from enum import StrEnum

import attrs

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


@attrs.frozen
class Notice:
    """
    What a person should know or do.

    Attributes:
        code: What it is about.

        subjects: The ids or field names that it is about.

        strong: Whether it must be shown before the act, not after it.
    """

    code: NoticeCode
    subjects: tuple[str, ...] = ()
    strong: bool = False


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
