"""The company that uses the service, how it stands with it, and its groups of business partners."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import day_or_none
from inkasso_rules.model.identifiers import Identifier
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact
from inkasso_rules.model.settings import Settings

__all__ = ["CountryError", "Creditor", "Group", "Reported", "Service", "ServiceState", "below"]


class ServiceState(StrEnum):
    """How far the creditor has come with the service."""

    #: Never applied for.
    NONE = "none"
    #: Sent to the agency, which has not reported that it is finished.
    PENDING = "pending"
    #: In use.
    ACTIVE = "active"
    #: The collection partner is set to none; open cases go on.
    ENDED = "ended"


@attrs.frozen(kw_only=True)
class Reported:
    """The company details that the agency was last told."""

    name: str = attrs.field(repr=False)
    address: Address
    account_numbers: tuple[str, ...] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Service:
    """
    The creditor's standing with the service (ON-2…9).

    Attributes:
        state: How far it has come.

        terms_accepted: The terms of the service are accepted.

        agreement_signed: The agreement with the agency is signed.

        api_user_accepted: The creditor has accepted that the ERP creates the API user.

        api_user_present: The API user exists in the ERP.

        api_key_present: The API user has a key.

        applied_on: The day on which the details were sent to the agency.

        active_since: The day on which the agency reported that it was finished.

        ended_on: The day on which the partner was set to none.

        reported: The company details as the agency was last told.
    """

    state: ServiceState = ServiceState.NONE
    terms_accepted: bool = False
    agreement_signed: bool = False
    api_user_accepted: bool = False
    api_user_present: bool = False
    api_key_present: bool = False
    applied_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    active_since: dt.date | None = attrs.field(default=None, validator=day_or_none)
    ended_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    reported: Reported | None = None


@attrs.frozen
class Group:
    """A group of business partners; *parent_id* names its main group."""

    group_id: str
    parent_id: str | None = None


def below(group_id: str, groups: Iterable[Group]) -> frozenset[str]:
    """Return *group_id* and every group below it, at any depth."""
    listed, found = tuple(groups), frozenset({group_id})
    while True:
        wider = found | {group.group_id for group in listed if group.parent_id in found}
        if wider == found:
            return found
        found = wider


class CountryError(InkassoRulesError, ValueError):
    """
    A country is not given by its code.

    Attributes:
        creditor_id: The creditor.
    """

    def __init__(self, creditor_id: str) -> None:
        super().__init__(creditor_id)
        self.creditor_id = creditor_id

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"creditor {self.creditor_id} has no country code; it is two capital letters, as in ISO 3166."


def _country(creditor: Creditor, _: attrs.Attribute[str], value: str) -> None:
    if not re.fullmatch("[A-Z]{2}", value):
        raise CountryError(creditor.creditor_id)


def _currency(_: Creditor, __: attrs.Attribute[str], value: str) -> None:
    Money.zero(value)  # Refuses what is no currency.


@attrs.frozen(kw_only=True)
class Creditor:
    """
    The company that uses the service.

    Attributes:
        creditor_id: The host's id.

        name: The company's name.

        organisation_number: Its company ID; ``None`` when it is missing.

        country: Where it is registered; ISO 3166 two-letter code.

        address: Its own address.

        bank_accounts: All of them, also inactive ones.

        contact: Whom the agency writes to.

        ledger_currency: The currency of its books.

        groups: Its groups of business partners.

        settings: Its choices.

        service: Its standing with the service.

    Raises:
        CountryError: If *country* is no code.
        UnknownCurrencyError: If *ledger_currency* is none.
    """

    creditor_id: str
    name: str = attrs.field(default="", repr=False)
    organisation_number: Identifier | None = attrs.field(default=None, repr=False)
    country: str = attrs.field(default="SE", validator=_country)
    address: Address = Address()
    bank_accounts: tuple[BankAccount, ...] = ()
    contact: Contact | None = None
    ledger_currency: str = attrs.field(default="SEK", validator=_currency)
    groups: tuple[Group, ...] = ()
    settings: Settings = Settings()
    service: Service = Service()
