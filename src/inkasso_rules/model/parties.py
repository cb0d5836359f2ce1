"""
Who takes part: addresses, debtors, contacts and bank accounts. What they are, not what follows from it.

Everything that tells who a person is stays out of ``repr``: it shows ids and kinds only.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from inkasso_rules.model.identifiers import Bic, Identifier

__all__ = ["Address", "BankAccount", "Contact", "Customer", "Debtor", "DebtorKind"]


class DebtorKind(StrEnum):
    """What the debtor is in the law's eyes, by the purpose of the purchase; a sole trader is one or the other."""

    #: A natural person who bought mainly for private use.
    CONSUMER = "consumer"
    #: A company, or a sole trader who bought for the business.
    TRADER = "trader"
    #: The state, a municipality, a region.
    PUBLIC_BODY = "public_body"
    #: None of these, such as a non-profit association.
    OTHER = "other"


@attrs.frozen(kw_only=True)
class Address:
    """
    A postal address as the ERP holds it; any part may be missing or blank.

    Attributes:
        street: Street or box; the ERP has one field for both.

        country: ISO 3166 two-letter code; ``None`` is read as Sweden.

        care_of: The c/o line.
    """

    street: str | None = attrs.field(default=None, repr=False)
    postcode: str | None = attrs.field(default=None, repr=False)
    city: str | None = attrs.field(default=None, repr=False)
    country: str | None = None
    care_of: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Debtor:
    """
    The customer as the invoice names it.

    Attributes:
        name: ``None`` when the host does not know it.

        kind: ``None`` when nobody has said.

        identifier: Organisation or personal number; a sole trader's organisation number is a personal number.

        address: The address on the invoice; it may be empty when the invoice went by e-mail.

        customer_number: The ERP's own number of the customer.
    """

    name: str | None = attrs.field(default=None, repr=False)
    kind: DebtorKind | None = None
    identifier: Identifier | None = attrs.field(default=None, repr=False)
    address: Address = Address()
    email: str | None = attrs.field(default=None, repr=False)
    customer_number: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Customer:
    """
    The record in the register of business partners that an invoice is linked to.

    Attributes:
        partner_id: The ERP's id of the record.

        address: Used where the invoice itself lacks one.

        group_id: The group that the partner stands in on the day of the decision.
    """

    partner_id: str
    address: Address = Address()
    group_id: str | None = None


@attrs.frozen(kw_only=True)
class BankAccount:
    """
    One of the creditor's bank accounts.

    Attributes:
        account_id: The ERP's id of the account; shown instead of its number.

        number: IBAN or a domestic number, as the ERP holds it.

        bic: ``None`` when it is missing.
    """

    account_id: str
    number: str = attrs.field(repr=False)
    bic: Bic | None = attrs.field(default=None, repr=False)
    active: bool = True


@attrs.frozen(kw_only=True)
class Contact:
    """The person whom the agency writes to; need not be a user of the ERP."""

    name: str = attrs.field(repr=False)
    email: str = attrs.field(repr=False)
    phone: str | None = attrs.field(default=None, repr=False)
