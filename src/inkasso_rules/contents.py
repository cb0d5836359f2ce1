"""
What of an invoice goes to the agency: the address, the text of the letter, the documents, the due date.

Used by the rules, which ask whether it is there and fits, and by the transfer, which sends it.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

from inkasso_rules.model.cases import AttachInvoiceCopy
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.parties import Address
from inkasso_rules.policy import Policy
from inkasso_rules.requirements import decides

__all__ = [
    "documents",
    "effective_due_date",
    "is_blank",
    "is_complete",
    "letter_text",
    "omitted_attachments",
    "postal_address",
    "weight_bytes",
]


@decides("AU-10")
def effective_due_date(invoice: Invoice) -> dt.date | None:
    """Return the new due date if there is one, else the first; it counts in every rule and is what the agency gets."""
    return invoice.new_due_date or invoice.due_date


def is_blank(text: str | None) -> bool:
    """Tell whether *text* says nothing."""
    return text is None or not text.strip()


@decides("MA-5")
def is_complete(address: Address) -> bool:
    """Tell whether a letter reaches the address: street or box, postcode and city. No country is read as Sweden."""
    return not (is_blank(address.street) or is_blank(address.postcode) or is_blank(address.city))


@decides("MA-5")
def postal_address(invoice: Invoice) -> Address | None:
    """Return the invoice's address; if it is not complete, the linked customer's; if neither is, nothing."""
    customers = (invoice.customer.address,) if invoice.customer else ()
    return next((address for address in (invoice.debtor.address, *customers) if is_complete(address)), None)


@decides("SE-5")
def letter_text(invoice: Invoice, policy: Policy) -> str:
    """
    Return the additional information and the products of an invoice, one per line, as long as they are.

    The first rows that name a product count, each with its comment; how many is a policy value. Normalised to NFC, so
    that a character counts once however it was typed.
    """
    products = tuple(row for row in invoice.rows if not is_blank(row.product_name))[: policy.letter_rows_max]
    said = [invoice.additional_information]
    said += [part for row in products for part in (row.product_name, row.comment)]
    return unicodedata.normalize("NFC", "\n".join(part.strip() for part in said if part is not None and part.strip()))


def weight_bytes(invoice: Invoice) -> int:
    """Return what the invoice document and its attachments weigh together."""
    document = (invoice.document,) if invoice.document else ()
    return sum(part.size_bytes for part in (*document, *invoice.attachments))


@decides("MA-11")
def documents(invoice: Invoice, policy: Policy, *, case_id: str) -> AttachInvoiceCopy | None:
    """Return what is sent with the case: all of it, or only the invoice document if that is too much together."""
    document = (invoice.document.attachment_id,) if invoice.document else ()
    omitted = omitted_attachments(invoice, policy)
    attachments = tuple(part.attachment_id for part in invoice.attachments if part.attachment_id not in omitted)
    if not document + attachments:
        return None
    return AttachInvoiceCopy(
        command_id=f"attach:{case_id}",
        case_id=case_id,
        invoice_id=invoice.invoice_id,
        attachment_ids=document + attachments,
    )


@decides("MA-11")
def omitted_attachments(invoice: Invoice, policy: Policy) -> tuple[str, ...]:
    """Return the attachments that stay behind: all of them, if together with the document they weigh too much."""
    too_heavy = weight_bytes(invoice) > policy.transfer_bytes_max
    return tuple(part.attachment_id for part in invoice.attachments) if too_heavy else ()
