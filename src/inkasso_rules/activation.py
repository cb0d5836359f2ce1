"""
May this creditor use the service? What is missing, and what each act on the service does (ON-1…9, SE-3, SE-4).

Every act is a question about values. It answers :class:`Allowed`, with the creditor as it then stands and what people
must be told, or :class:`~inkasso_rules.model.answers.Refused` with every reason. Nothing is sent from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import attrs

from inkasso_rules.contents import is_blank
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.creditors import Creditor, Reported, Service, ServiceState
from inkasso_rules.model.identifiers import Identifier
from inkasso_rules.model.parties import Address, BankAccount, Contact
from inkasso_rules.requirements import decides

__all__ = [
    "Allowed",
    "Application",
    "Hindrance",
    "MissingItem",
    "activate",
    "api_user_created",
    "changed_details",
    "details_reported",
    "end",
    "finish",
    "missing",
    "reactivate",
    "remove_api_user",
]


class MissingItem(StrEnum):
    """What a creditor may lack before the service can be used."""

    #: The service exists in Sweden only.
    SWEDISH_REGISTRATION = "outside_sweden"
    #: The organisation number.
    COMPANY_ID = "company_id_missing"
    #: The street address; a PO box goes in the same field.
    STREET = "street_missing"
    #: The postcode.
    POSTCODE = "postcode_missing"
    #: The city.
    CITY = "city_missing"
    #: At least one active bank account.
    BANK_ACCOUNT = "bank_account_missing"
    #: A BIC on every active bank account.
    BIC = "bic_missing"
    #: Acceptance of the terms.
    TERMS = "terms_not_accepted"
    #: The signed agreement with the agency.
    AGREEMENT = "agreement_not_signed"
    #: Acceptance of the API user.
    API_USER = "api_user_not_accepted"
    #: The company's name.
    NAME = "company_name_missing"
    #: A contact person.
    CONTACT = "contact_missing"


class Hindrance(StrEnum):
    """Why an act does not fit how the creditor stands with the service, or what it has chosen."""

    #: The application is sent already, or the service is in use.
    ALREADY_APPLIED = "already_applied"
    #: The service has been used before: it is reactivated, not activated.
    USED_BEFORE = "used_before"
    #: No application waits for the agency.
    NOT_PENDING = "not_pending"
    #: The service is not in use.
    NOT_ACTIVE = "not_active"
    #: The service has not been ended.
    NOT_ENDED = "not_ended"
    #: The delay is below the least that is allowed.
    DELAY_TOO_SHORT = "delay_too_short"
    #: Automatic transfer leaves this group out; choose another one first.
    GROUP_IN_USE = "group_in_use"
    #: Switching automatic transfer on asks what is to happen to overdue invoices; it has an act of its own.
    SWITCH_ON_ASKS = "switch_on_asks"
    #: The lowest invoice amount is not in the ledger currency.
    LIMIT_CURRENCY = "limit_currency"
    #: The group that is to be left out does not exist.
    GROUP_UNKNOWN = "group_unknown"


@attrs.frozen(kw_only=True)
class Application:
    """What the host sends to the agency when a creditor applies (ON-2): the details, and what was accepted."""

    creditor_id: str
    name: str = attrs.field(repr=False)
    organisation_number: Identifier = attrs.field(repr=False)
    address: Address
    bank_accounts: tuple[BankAccount, ...]
    contact: Contact
    terms_accepted: bool
    agreement_signed: bool
    api_user_accepted: bool


@attrs.frozen(kw_only=True)
class Allowed:
    """
    The act is allowed.

    Attributes:
        creditor: The creditor as it stands after the act.

        notices: What people are told.

        application: What is sent to the agency; only when the creditor applies.
    """

    creditor: Creditor
    notices: tuple[Notice, ...] = ()
    application: Application | None = None


# --- what is missing --------------------------------------------------------------------------------------------------
@decides("ON-1", "ON-2", "ON-6")
def missing(creditor: Creditor) -> tuple[Reason, ...]:
    """Return everything that the creditor lacks before the service can be used, in a fixed order."""
    address, service = creditor.address, creditor.service
    active = tuple(account for account in creditor.bank_accounts if account.active)
    without_bic = tuple(account.account_id for account in active if account.bic is None)
    # fmt: off
    checks = (
        #  requirement  item                               lacking
        ("ON-6", MissingItem.SWEDISH_REGISTRATION, creditor.country != "SE"),
        ("ON-1", MissingItem.COMPANY_ID,           creditor.organisation_number is None),
        ("ON-1", MissingItem.STREET,               is_blank(address.street)),
        ("ON-1", MissingItem.POSTCODE,             is_blank(address.postcode)),
        ("ON-1", MissingItem.CITY,                 is_blank(address.city)),
        ("ON-1", MissingItem.BANK_ACCOUNT,         not active),
        *(("ON-1", MissingItem.BIC, account_id) for account_id in without_bic),
        ("ON-2", MissingItem.TERMS,                not service.terms_accepted),
        ("ON-2", MissingItem.AGREEMENT,            not service.agreement_signed),
        ("ON-2", MissingItem.API_USER,             not service.api_user_accepted),
        ("ON-2", MissingItem.NAME,                 is_blank(creditor.name)),
        ("ON-2", MissingItem.CONTACT,              creditor.contact is None),
    )
    # fmt: on
    return tuple(
        Reason(requirement, item, lacking if isinstance(lacking, str) else None)
        for requirement, item, lacking in checks
        if lacking
    )


# --- the acts ---------------------------------------------------------------------------------------------------------
def _in_state(creditor: Creditor, state: ServiceState, requirement: str, code: Hindrance) -> tuple[Reason, ...]:
    return () if creditor.service.state is state else (Reason(requirement, code),)


def _with_service(creditor: Creditor, service: Service) -> Creditor:
    return attrs.evolve(creditor, service=service)


@decides("ON-2", "ON-3")
def activate(creditor: Creditor, *, as_of: dt.date) -> Allowed | Refused:
    """Apply for the service: the details go to the agency, and activation is pending until it reports back."""
    # fmt: off
    hindrances = {
        ServiceState.NONE:    (),
        ServiceState.PENDING: (Reason("ON-3", Hindrance.ALREADY_APPLIED),),
        ServiceState.ACTIVE:  (Reason("ON-3", Hindrance.ALREADY_APPLIED),),
        ServiceState.ENDED:   (Reason("ON-9", Hindrance.USED_BEFORE),),
    }
    # fmt: on
    reasons = hindrances[creditor.service.state] + missing(creditor)
    if reasons or creditor.organisation_number is None or creditor.contact is None:
        return Refused(reasons)
    application = Application(
        creditor_id=creditor.creditor_id,
        name=creditor.name,
        organisation_number=creditor.organisation_number,
        address=creditor.address,
        bank_accounts=creditor.bank_accounts,
        contact=creditor.contact,
        terms_accepted=creditor.service.terms_accepted,
        agreement_signed=creditor.service.agreement_signed,
        api_user_accepted=creditor.service.api_user_accepted,
    )
    service = attrs.evolve(creditor.service, state=ServiceState.PENDING, applied_on=as_of, reported=_details(creditor))
    return Allowed(
        creditor=_with_service(creditor, service),
        notices=(Notice(NoticeCode.ACTIVATION_PENDING),),
        application=application,
    )


@decides("ON-3")
def finish(creditor: Creditor, *, as_of: dt.date) -> Allowed | Refused:
    """Record that the agency reported that activation is finished; the contact person becomes portal administrator."""
    reasons = _in_state(creditor, ServiceState.PENDING, "ON-3", Hindrance.NOT_PENDING)
    if reasons:
        return Refused(reasons)
    service = attrs.evolve(
        creditor.service,
        state=ServiceState.ACTIVE,
        active_since=as_of,
        api_user_present=True,
        api_key_present=True,
    )
    return Allowed(creditor=_with_service(creditor, service), notices=(Notice(NoticeCode.PORTAL_REGISTRATION),))


@decides("ON-7")
def end(creditor: Creditor, *, as_of: dt.date, open_cases: Iterable[str] = ()) -> Allowed | Refused:
    """
    Stop using the service, or withdraw the application: the collection partner is set to none.

    No new transfers after that; open cases go on; the contract itself is ended with the agency. Whoever withdraws has
    never used the service, and applies anew.
    """
    if creditor.service.state not in {ServiceState.PENDING, ServiceState.ACTIVE}:
        return Refused((Reason("ON-7", Hindrance.NOT_ACTIVE),))
    was_used = creditor.service.state is ServiceState.ACTIVE
    state = ServiceState.ENDED if was_used else ServiceState.NONE
    service = attrs.evolve(creditor.service, state=state, ended_on=as_of)
    cases = tuple(open_cases)
    going_on = (Notice(NoticeCode.OPEN_CASES_GO_ON, cases),) if cases else ()
    return Allowed(
        creditor=_with_service(creditor, service), notices=(Notice(NoticeCode.CONTRACT_WITH_AGENCY), *going_on)
    )


@decides("ON-9")
def reactivate(creditor: Creditor, *, as_of: dt.date) -> Allowed | Refused:
    """Use the service again: order the technical needs that are missing, and tell what the agency does not know."""
    reasons = _in_state(creditor, ServiceState.ENDED, "ON-9", Hindrance.NOT_ENDED)
    if reasons:
        return Refused(reasons)
    changed = changed_details(creditor)
    # fmt: off
    told = (
        (not creditor.service.api_user_present, Notice(NoticeCode.API_USER_ORDERED)),
        (not creditor.service.api_key_present,  Notice(NoticeCode.API_KEY_ORDERED)),
        (bool(changed),                         Notice(NoticeCode.REPORT_CHANGED_DETAILS, changed)),
    )
    # fmt: on
    service = attrs.evolve(creditor.service, state=ServiceState.ACTIVE, active_since=as_of, ended_on=None)
    return Allowed(creditor=_with_service(creditor, service), notices=tuple(notice for due, notice in told if due))


@decides("ON-8")
def remove_api_user(creditor: Creditor, *, open_cases: Iterable[str] = ()) -> Allowed:
    """Remove the API user. It is never refused; while the service or a case needs it, a strong warning comes first."""
    cases = tuple(open_cases)
    needed = creditor.service.state in {ServiceState.PENDING, ServiceState.ACTIVE} or bool(cases)
    service = attrs.evolve(creditor.service, api_user_present=False, api_key_present=False)
    warning = (Notice(NoticeCode.API_USER_IN_USE, cases, strong=True),) if needed else ()
    return Allowed(creditor=_with_service(creditor, service), notices=warning)


@decides("ON-8", "ON-9")
def api_user_created(creditor: Creditor) -> Allowed:
    """Record that the ERP created the API user that was ordered, with its key."""
    service = attrs.evolve(creditor.service, api_user_present=True, api_key_present=True)
    return Allowed(creditor=_with_service(creditor, service))


# --- company details --------------------------------------------------------------------------------------------------
def _details(creditor: Creditor) -> Reported:
    numbers = tuple(sorted(account.number for account in creditor.bank_accounts if account.active))
    return Reported(name=creditor.name, address=creditor.address, account_numbers=numbers)


@decides("ON-9")
def changed_details(creditor: Creditor) -> tuple[str, ...]:
    """Return which of name, address and bank accounts differ from what the agency was last told."""
    told, now = creditor.service.reported, _details(creditor)
    if told is None:
        return ()
    return tuple(
        field.name for field in attrs.fields(Reported) if getattr(told, field.name) != getattr(now, field.name)
    )


@decides("ON-9")
def details_reported(creditor: Creditor) -> Allowed:
    """Record that the agency was told the company details as they are now."""
    return Allowed(creditor=_with_service(creditor, attrs.evolve(creditor.service, reported=_details(creditor))))
