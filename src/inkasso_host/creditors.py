"""The creditor, its settings and the policy, from a TOML file."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs

from inkasso_host.toml import SettingsError, Table, load
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.creditors import Creditor, Group, Service, ServiceState
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.identifiers import Bic, parse_identifier
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY, Policy

__all__ = ["CreditorFile", "read_creditor", "stand_in"]

_KINDS: Final = (bool, int, str, dt.date)

T = TypeVar("T")


@attrs.frozen
class CreditorFile:
    """
    By whom and by what invoices are judged.

    Attributes:
        creditor: The company that uses the service.

        policy: What the service says, as this creditor's host reads it.

        assumed: Whether nobody stated it: see :func:`stand_in`.
    """

    creditor: Creditor
    policy: Policy = POLICY
    assumed: bool = False


def stand_in(as_of: dt.date) -> CreditorFile:
    """
    Return a creditor for a first look at a ledger when none is stated.

    Nothing about it blocks: the service is in use, and automatic transfer covers every positive amount after the least
    delay, also what was overdue when it was switched on.
    """
    creditor = Creditor(
        creditor_id="stand-in",
        name="Exempel AB",
        organisation_number=parse_identifier("556047-3521"),
        address=Address(street="Exempelgatan 1", postcode="111 22", city="Stockholm"),
        bank_accounts=(BankAccount(account_id="stand-in", number="0000", bic=Bic("NDEASESS")),),
        contact=Contact(name="Exempel Person", email="person@example.se"),
        settings=Settings(automation=Automation(enabled=True, switched_on=as_of, include_overdue=True)),
        service=Service(state=ServiceState.ACTIVE, agreement_signed=True, api_user_present=True, api_key_present=True),
    )
    return CreditorFile(creditor, assumed=True)


def read_creditor(path: Path) -> CreditorFile:
    """
    Read a creditor with its settings; a key that is absent has the default of the model.

    Raises:
        UnreadableFileError: If the file cannot be opened, or is not TOML.

        SettingsError: If a key is unknown, has the wrong type, or a value that cannot be.
    """
    root = load(path)
    about = root.table("creditor")
    ledger_currency = about.take("ledger_currency", str) or "SEK"
    if ledger_currency not in MINOR_DIGITS:
        raise about.refuse("ledger_currency", "is no active ISO 4217 code")
    try:
        creditor = Creditor(
            creditor_id=about.need("id", str),
            name=about.take("name", str) or "",
            organisation_number=_made(about, "organisation_number", parse_identifier),
            country=about.take("country", str) or "SE",
            address=_address(about),
            bank_accounts=tuple(_account(table) for table in root.tables("bank_accounts")),
            contact=_contact(root.table("contact")),
            ledger_currency=ledger_currency,
            groups=tuple(_group(table) for table in root.tables("groups")),
            service=_service(root.table("service")),
        )
        creditor = attrs.evolve(creditor, settings=_settings(root, ledger_currency))
        policy = _policy(root.table("policy"))
    except SettingsError:
        raise
    except InkassoRulesError as fault:
        raise SettingsError(path.name, "its values", str(fault)) from None
    for table in (about, root):
        table.done()
    return CreditorFile(creditor, policy)


def _given(table: Table, record: type) -> dict[str, Any]:
    """Take what a table says about the plain fields and the codes of a model class; others keep their defaults."""
    hints, found = typing.get_type_hints(record), {}
    for field in attrs.fields(record):
        hint = hints[field.name]
        kind = next((kind for kind in _KINDS if hint in {kind, kind | None}), None)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            value: Any = _made(table, field.name, hint)
        else:
            value = None if kind is None else table.take(field.name, kind)
        if value is not None:
            found[field.name] = value
    return found


def _made(table: Table, key: str, make: Callable[[str], T]) -> T | None:
    """Take a text out and make a value of it."""
    written = table.take(key, str)
    try:
        return None if written is None else make(written)
    except (InkassoRulesError, ValueError) as fault:
        said = str(fault) if isinstance(fault, InkassoRulesError) else "is not one of the codes known here"
        raise table.refuse(key, said) from None


def _address(table: Table) -> Address:
    return Address(
        street=table.take("street", str),
        postcode=table.take("postcode", str),
        city=table.take("city", str),
        country=table.take("address_country", str),
    )


def _account(table: Table) -> BankAccount:
    active = table.take("active", bool)
    account = BankAccount(
        account_id=table.need("id", str),
        number=table.take("number", str) or "",
        bic=_made(table, "bic", Bic),
        active=active is not False,
    )
    table.done()
    return account


def _contact(table: Table) -> Contact | None:
    if not table.names():
        return None
    contact = Contact(name=table.need("name", str), email=table.need("email", str), phone=table.take("phone", str))
    table.done()
    return contact


def _group(table: Table) -> Group:
    group = Group(table.need("id", str), table.take("parent", str))
    table.done()
    return group


def _service(table: Table) -> Service:
    service = Service(**_given(table, Service))
    table.done()
    return service


def _settings(root: Table, ledger_currency: str) -> Settings:
    table, chosen = root.table("settings"), root.table("automation")
    limit = _made(chosen, "minimum_amount", lambda written: Money.of(written, ledger_currency))
    given = _given(chosen, Automation)
    days = given.get("delay_days", 0)
    if days < 0:
        raise chosen.refuse("delay_days", "is negative; wanted days after the due date")
    settings = Settings(automation=Automation(minimum_amount=limit, **given), **_given(table, Settings))
    for one in (table, chosen):
        one.done()
    return settings


def _policy(table: Table) -> Policy:
    policy = attrs.evolve(POLICY, **_given(table, Policy))
    table.done()
    return policy
