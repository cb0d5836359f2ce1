"""
What the rules read: the facts of one invoice, flat, and the limits of one day.

:func:`candidate` is the only place that flattens an invoice, and :func:`cutoffs` the only one that does date arithmetic
for the rules. :class:`Candidate` is also the schema of the data frames.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import attrs

from inkasso_rules.activation import MissingItem, missing
from inkasso_rules.columns import UNKNOWN, column
from inkasso_rules.contents import effective_due_date, is_blank, letter_text, postal_address, weight_bytes
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.creditors import Creditor, ServiceState, below
from inkasso_rules.model.dates import oldest_within_years, require_date
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.policy import Policy
from inkasso_rules.requirements import decides

__all__ = [
    "Candidate",
    "Cutoffs",
    "LedgerCurrencyError",
    "amount_minimum",
    "automatic_delay_days",
    "automatic_from",
    "candidate",
    "covered_from",
    "cutoffs",
    "excluded_groups",
    "is_automatic",
]


@attrs.frozen(kw_only=True)
class Candidate:
    """The facts of one invoice that the rules read. A ``None`` is unknown, or "none" in an optional column."""

    kind: str = attrs.field(metadata=column("Document type, the ERP's code."))
    status: str = attrs.field(metadata=column("Status, the ERP's code."))
    channel: str = attrs.field(metadata=column("How it was sent, the ERP's code."))
    registration: str = attrs.field(
        metadata=column("How it stands at the agency: none, pending, registered, refused, duplicate.")
    )
    invoice_date: dt.date = attrs.field(metadata=column("The date on the invoice."))
    due_date: dt.date = attrs.field(metadata=column("The effective due date: the new one if there is one."))
    total: int = attrs.field(metadata=column("Invoice amount incl. VAT, minor units.", currency="currency"))
    open_amount: int = attrs.field(metadata=column("What is left to pay, minor units.", currency="currency"))
    ledger_total: int = attrs.field(
        metadata=column("Invoice amount in the ledger currency, minor units.", currency="ledger_currency")
    )
    currency: str = attrs.field(metadata=column("Currency of the invoice, ISO 4217."))
    ledger_currency: str = attrs.field(metadata=column("Currency of the creditor's books, ISO 4217."))
    has_name: bool = attrs.field(metadata=column("The debtor has a name."))
    has_address: bool = attrs.field(
        metadata=column("Street or box, postcode and city are known, on the invoice or in the register.")
    )
    at_other_agency: bool = attrs.field(metadata=column("The claim is at another collection agency."))
    financed: bool = attrs.field(metadata=column("The invoice is financed (factoring)."))
    reminded: bool = attrs.field(metadata=column("A payment reminder was sent from the ERP."))
    group: str = attrs.field(
        default=UNKNOWN, metadata=column("The customer's group; none if it has none.", optional=True)
    )
    disputed: bool = attrs.field(
        default=UNKNOWN, metadata=column("The claim is disputed; none if not followed.", optional=True)
    )
    held_until: dt.date = attrs.field(
        default=UNKNOWN, metadata=column("The first day after a hold; none if it is not held.", optional=True)
    )
    transfer_bytes: int = attrs.field(
        default=UNKNOWN,
        metadata=column("Document and attachments together, bytes; none without attachments.", optional=True),
    )
    letter_chars: int = attrs.field(
        default=UNKNOWN, metadata=column("Additional and product information, characters.", optional=True)
    )
    has_identifier: bool = attrs.field(
        default=UNKNOWN, metadata=column("The debtor's identifier is known.", optional=True)
    )
    has_debtor_kind: bool = attrs.field(
        default=UNKNOWN, metadata=column("It is known whether the debtor is a consumer, a trader, …", optional=True)
    )
    has_due_date_agreement: bool = attrs.field(
        default=UNKNOWN, metadata=column("It is known whether the due date was agreed in advance.", optional=True)
    )
    has_reminder_fee_agreement: bool = attrs.field(
        default=UNKNOWN, metadata=column("It is known whether a reminder fee was agreed.", optional=True)
    )
    has_interest_agreement: bool = attrs.field(
        default=UNKNOWN, metadata=column("It is known which late interest was agreed.", optional=True)
    )


@attrs.frozen(kw_only=True)
class Cutoffs:
    """The limits of one creditor on one day; every computation that rules need is done here, once."""

    as_of: dt.date = attrs.field(metadata=column("The day of the question."))
    latest_invoice_date: dt.date = attrs.field(metadata=column("By hand: the youngest invoice date that may go."))
    latest_due_date: dt.date = attrs.field(metadata=column("By hand: the youngest due date that may go."))
    latest_due_date_automatic: dt.date = attrs.field(metadata=column("Automatic: the youngest due date that may go."))
    oldest_invoice_date: dt.date = attrs.field(metadata=column("The oldest invoice date that may go."))
    invoice_days: int = attrs.field(metadata=column("By hand: days since the invoice date."))
    due_days: int = attrs.field(metadata=column("By hand: days since the due date."))
    delay_days: int = attrs.field(metadata=column("Automatic: days since the due date."))
    amount_minimum: int = attrs.field(
        metadata=column("The lowest invoice amount, minor units of the ledger currency.", optional=True)
    )
    minimum_covered: bool = attrs.field(metadata=column("An invoice of exactly the lowest amount is covered."))
    covered_from: dt.date = attrs.field(metadata=column("The first due date that automation covers.", optional=True))
    excluded_groups: frozenset[str] = attrs.field(metadata=column("Groups left out, with all below them."))
    ledger_currencies: frozenset[str] = attrs.field(metadata=column("The currency of the books."))
    transfer_bytes_max: int = attrs.field(metadata=column("The most that document and attachments may weigh."))
    letter_chars_max: int = attrs.field(metadata=column("The most characters of extra text that are used."))
    letter_has_text: bool = attrs.field(metadata=column("The setting for additional information is on."))
    outside_sweden: bool = attrs.field(metadata=column("The creditor is registered elsewhere."))
    service_inactive: bool = attrs.field(metadata=column("The service is not in use."))
    agreement_unsigned: bool = attrs.field(metadata=column("The agreement with the agency is not signed."))
    unsigned_blocks: bool = attrs.field(metadata=column("An unsigned agreement blocks."))
    api_user_missing: bool = attrs.field(metadata=column("The API user does not exist."))
    creditor_id_missing: bool = attrs.field(metadata=column("The creditor has no organisation number."))
    creditor_address_missing: bool = attrs.field(metadata=column("The creditor's own address is not complete."))
    bank_account_missing: bool = attrs.field(metadata=column("The creditor has no active bank account."))
    bic_missing: bool = attrs.field(metadata=column("An active bank account has no BIC."))
    other_agency_blocks: bool = attrs.field(metadata=column("By hand: a claim at another agency blocks."))
    automatic_from: dt.date = attrs.field(metadata=column("The day from which transfer is automatic.", optional=True))
    automation_off: bool = attrs.field(metadata=column("Automatic transfer is switched off, or has not begun."))


class LedgerCurrencyError(InkassoRulesError, ValueError):
    """
    An amount that should be in the creditor's ledger currency is in another one.

    Attributes:
        subject: The invoice or setting.

        found: The currency found.

        ledger_currency: The creditor's.
    """

    def __init__(self, subject: str, found: str, ledger_currency: str) -> None:
        super().__init__(subject, found, ledger_currency)
        self.subject, self.found, self.ledger_currency = subject, found, ledger_currency

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"{self.subject} has an amount in {self.found} where the books are in {self.ledger_currency}."


def candidate(invoice: Invoice, creditor: Creditor, policy: Policy) -> Candidate:
    """
    Flatten an invoice into the facts that the rules read.

    Raises:
        LedgerCurrencyError: If *invoice.ledger_total* is not in the ledger currency.
    """
    agreements = invoice.agreements
    return Candidate(
        kind=_or_unknown(invoice.kind),
        status=_or_unknown(invoice.status),
        channel=_or_unknown(invoice.channel),
        registration=_or_unknown(invoice.registration),
        invoice_date=_or_unknown(invoice.invoice_date),
        due_date=_or_unknown(effective_due_date(invoice)),
        total=_minor(invoice.total),
        open_amount=_minor(invoice.open_amount),
        ledger_total=_minor(_ledger_total(invoice, creditor)),
        currency=invoice.total.currency if invoice.total else UNKNOWN,
        ledger_currency=creditor.ledger_currency,
        has_name=not is_blank(invoice.debtor.name),
        has_address=postal_address(invoice) is not None,
        at_other_agency=_or_unknown(invoice.other_agency),
        financed=_or_unknown(invoice.financed),
        reminded=UNKNOWN if invoice.reminders is None else bool(invoice.reminders),
        group=_or_unknown(invoice.customer and invoice.customer.group_id),
        disputed=_or_unknown(invoice.disputed),
        held_until=_or_unknown(invoice.hold and invoice.hold.clears_on),
        transfer_bytes=weight_bytes(invoice) if invoice.attachments else UNKNOWN,
        letter_chars=len(letter_text(invoice, policy)),
        has_identifier=invoice.debtor.identifier is not None,
        has_debtor_kind=invoice.debtor.kind is not None,
        has_due_date_agreement=agreements.due_date is not None,
        has_reminder_fee_agreement=agreements.reminder_fee is not None,
        has_interest_agreement=agreements.interest is not None,
    )


def _or_unknown(fact: object) -> Any:
    """Pass a fact on as known; a ``None`` is :data:`~inkasso_rules.columns.UNKNOWN`."""
    return fact


def _minor(amount: Money | None) -> Any:
    return UNKNOWN if amount is None else amount.minor


@decides("AU-2")
def _ledger_total(invoice: Invoice, creditor: Creditor) -> Money | None:
    """Return the total in the ledger currency: the total itself, or what the host gives for a foreign currency."""
    if invoice.total is None or invoice.total.currency == creditor.ledger_currency:
        return invoice.total
    given = invoice.ledger_total
    if given is not None and given.currency != creditor.ledger_currency:
        raise LedgerCurrencyError(f"invoice {invoice.invoice_id}", given.currency, creditor.ledger_currency)
    return given


def cutoffs(creditor: Creditor, policy: Policy, *, as_of: dt.date) -> Cutoffs:
    """
    Compute the limits of *creditor* on the day *as_of*.

    Raises:
        DateTypeError: If *as_of* is no calendar day.
        LedgerCurrencyError: If the lowest invoice amount is not in the ledger currency.
    """
    require_date(as_of, "as_of")
    service = creditor.service
    lacking = frozenset(reason.code for reason in missing(creditor))
    delay_days = automatic_delay_days(creditor, policy)
    return Cutoffs(
        as_of=as_of,
        latest_invoice_date=_days_before(as_of, policy.manual_invoice_days_min),
        latest_due_date=_days_before(as_of, policy.manual_due_days_min),
        latest_due_date_automatic=_days_before(as_of, delay_days),
        oldest_invoice_date=oldest_within_years(as_of, policy.age_years_max),
        invoice_days=policy.manual_invoice_days_min,
        due_days=policy.manual_due_days_min,
        delay_days=delay_days,
        amount_minimum=_or_unknown(amount_minimum(creditor)),
        minimum_covered=policy.minimum_amount_inclusive,
        covered_from=_or_unknown(covered_from(creditor)),
        excluded_groups=excluded_groups(creditor),
        ledger_currencies=frozenset({creditor.ledger_currency}),
        transfer_bytes_max=policy.transfer_bytes_max,
        letter_chars_max=policy.letter_chars_max,
        letter_has_text=creditor.settings.include_product_information,
        outside_sweden=creditor.country != "SE",
        service_inactive=service.state is not ServiceState.ACTIVE,
        agreement_unsigned=not service.agreement_signed,
        unsigned_blocks=policy.unsigned_agreement_blocks,
        api_user_missing=not service.api_user_present,
        creditor_id_missing=MissingItem.COMPANY_ID in lacking,
        creditor_address_missing=bool(lacking & _ADDRESS),
        bank_account_missing=MissingItem.BANK_ACCOUNT in lacking,
        bic_missing=MissingItem.BIC in lacking,
        other_agency_blocks=policy.other_agency_blocks_manual,
        automatic_from=_or_unknown(automatic_from(creditor)),
        automation_off=not is_automatic(creditor, as_of=as_of),
    )


_ADDRESS: Final = frozenset({MissingItem.STREET, MissingItem.POSTCODE, MissingItem.CITY})


def _days_before(day: dt.date, days: int) -> dt.date:
    """Return the day *days* earlier, or the first day that there is."""
    return day - dt.timedelta(days=min(days, (day - dt.date.min).days))


@decides("AU-3")
def automatic_delay_days(creditor: Creditor, policy: Policy) -> int:
    """Return the delay after the due date that the creditor chose, never below the least that is allowed."""
    return max(policy.delay_days_min, creditor.settings.automation.delay_days or 0)


@decides("AU-2")
def amount_minimum(creditor: Creditor) -> int | None:
    """
    Return the lowest invoice amount, in minor units of the ledger currency; none without a limit.

    Raises:
        LedgerCurrencyError: If the lowest invoice amount is in another currency.
    """
    limit = creditor.settings.automation.minimum_amount
    if limit is None:
        return None
    if limit.currency != creditor.ledger_currency:
        raise LedgerCurrencyError("the lowest invoice amount", limit.currency, creditor.ledger_currency)
    return limit.minor


@decides("AU-1")
def automatic_from(creditor: Creditor) -> dt.date | None:
    """Return the day from which transfer is automatic; none while it is switched off."""
    automation = creditor.settings.automation
    return automation.switched_on if automation.enabled else None


@decides("AU-1")
def is_automatic(creditor: Creditor, *, as_of: dt.date) -> bool:
    """Tell whether automatic transfer is on, and has begun."""
    first = automatic_from(creditor)
    return first is not None and first <= as_of


@decides("AU-9", "ON-5")
def covered_from(creditor: Creditor) -> dt.date | None:
    """Return the first due date that automation covers: the day it was switched on, unless overdue ones were chosen."""
    automation = creditor.settings.automation
    return automation.switched_on if automation.enabled and not automation.include_overdue else None


@decides("AU-4")
def excluded_groups(creditor: Creditor) -> frozenset[str]:
    """Return the groups that automation leaves out: the chosen one and all below it."""
    chosen = creditor.settings.automation.excluded_group
    return below(chosen, creditor.groups) if chosen else frozenset()
