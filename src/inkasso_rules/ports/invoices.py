"""A source of invoices and their documents: the ERP, or a file."""

from __future__ import annotations

from typing import Protocol

import attrs

from inkasso_rules.model.invoices import Invoice

__all__ = ["Document", "InvoiceSource"]


@attrs.frozen
class Document:
    """
    A document that belongs to an invoice.

    Attributes:
        attachment_id: Its id, as the invoice says.

        media_type: What it is, as ``application/pdf``.

        content: The document itself.
    """

    attachment_id: str
    media_type: str
    content: bytes = attrs.field(repr=False)


class InvoiceSource(Protocol):
    """
    Where the invoices come from: the ERP, or a file.

    :class:`inkasso_rules.testing.InvoiceSourceContract` checks the promises.

    Promises:
        - The open invoices of a creditor are its own, and no other creditor's.
        - An invoice of which nothing is left to pay is not open; one whose open amount is unknown is.
        - An invoice is found by its id, open or not, as it is among the open ones.
        - An invoice that the source does not have is not found.
        - Documents come in the order in which they were asked for.
        - A document that the source does not have is left out.
    """

    def open_invoices(self, creditor_id: str, /) -> tuple[Invoice, ...]:
        """Return what a creditor is still owed."""
        ...

    def invoice(self, invoice_id: str, /) -> Invoice | None:
        """Return one invoice as it is now."""
        ...

    def documents(self, invoice_id: str, attachment_ids: tuple[str, ...], /) -> tuple[Document, ...]:
        """Return documents of an invoice, whole."""
        ...
