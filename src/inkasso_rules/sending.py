"""
Exactly what the agency is told of one invoice: the commands of a transfer (SE-5, SE-6, LC-2, MA-4, MA-10…14, AU-10).

The seller's note is no part of it. Nothing is sent from here.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from inkasso_rules.contents import (
    documents,
    effective_due_date,
    is_blank,
    letter_text,
    omitted_attachments,
    postal_address,
)
from inkasso_rules.model.cases import RegisterCase, Stage, TransferCommand
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Channel, Invoice
from inkasso_rules.model.money import totals
from inkasso_rules.policy import Policy
from inkasso_rules.requirements import decides

__all__ = ["Incomplete", "commands"]

_E_INVOICE: Final = frozenset({Channel.ELECTRONIC_INVOICE, Channel.EDIFACT})


@attrs.frozen
class Incomplete:
    """
    An invoice of which the agency cannot be told, though the rules let it go: a host left out the rule that asks.

    Attributes:
        invoice_id: The invoice.

        missing: What is missing of it.
    """

    invoice_id: str
    missing: tuple[str, ...]


@decides("MA-10", "MA-11", "MA-14", "SE-5", "SE-6", "LC-2")
def commands(
    invoice: Invoice, *, start_stage: Stage, creditor: Creditor, as_of: dt.date, policy: Policy
) -> tuple[TransferCommand, ...] | Incomplete:
    """Return what the agency is sent on *as_of* for an invoice that may go, or what is missing for that."""
    settings, debtor = creditor.settings, invoice.debtor
    address, due_date, name = postal_address(invoice), effective_due_date(invoice), debtor.name
    if (
        invoice.invoice_date is None
        or due_date is None
        or invoice.total is None
        or invoice.open_amount is None
        or name is None
        or is_blank(name)
        or address is None
    ):
        return Incomplete(invoice.invoice_id, _missing(invoice))
    case_id = f"{invoice.invoice_id}:{as_of}"
    text = letter_text(invoice, policy) if settings.include_product_information else ""
    original_number = None if is_blank(invoice.original_number) else invoice.original_number
    register = RegisterCase(
        command_id=f"register:{case_id}",
        case_id=case_id,
        transferred_on=as_of,
        creditor_id=creditor.creditor_id,
        invoice_id=invoice.invoice_id,
        invoice_number=invoice.number,
        original_number=original_number,
        print_original_number=settings.include_original_number and original_number is not None,
        invoice_date=invoice.invoice_date,
        due_date=due_date,
        total=invoice.total,
        open_amount=invoice.open_amount,
        start_stage=start_stage,
        prior_reminder_costs=totals(reminder.cost for reminder in invoice.reminders or ()),
        sent_as_e_invoice=invoice.channel in _E_INVOICE,
        letter_text=text[: policy.letter_chars_max],
        address=address,
        debtor_name=name,
        debtor_kind=debtor.kind,
        debtor_identifier=debtor.identifier,
        debtor_email=debtor.email,
        customer_number=debtor.customer_number,
        agreements=invoice.agreements,
        omitted_attachments=omitted_attachments(invoice, policy),
    )
    attached = documents(invoice, policy, case_id=case_id)
    return (register, attached) if attached else (register,)


def _missing(invoice: Invoice) -> tuple[str, ...]:
    # fmt: off
    needed = (
        ("invoice_date",   invoice.invoice_date is None),
        ("due_date",       effective_due_date(invoice) is None),
        ("total",          invoice.total is None),
        ("open_amount",    invoice.open_amount is None),
        ("debtor_name",    is_blank(invoice.debtor.name)),
        ("debtor_address", postal_address(invoice) is None),
    )
    # fmt: on
    return tuple(name for name, missing in needed if missing)
