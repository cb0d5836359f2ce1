"""The contract of a source of invoices."""
# ruff: noqa: S101 - these are tests, shipped for others

from __future__ import annotations

import abc

import attrs

from inkasso_rules import sample
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.ports import Document, InvoiceSource

__all__ = ["InvoiceSourceContract"]

_OPEN = attrs.evolve(sample.PLAIN, invoice_id="inv-open", number="1")
_UNKNOWN = attrs.evolve(sample.PLAIN, invoice_id="inv-unknown", number="2", open_amount=None)
_PAID = attrs.evolve(sample.PLAIN, invoice_id="inv-paid", number="3", open_amount=Money(0))
_THEIRS = attrs.evolve(sample.PLAIN, invoice_id="inv-theirs", number="1")
_COPIES = tuple(Document(name, "application/pdf", name.encode()) for name in ("zulu", "alpha", "mike"))


class InvoiceSourceContract(abc.ABC):
    """Subclass, return your source from *make_source*, and let pytest run it."""

    @abc.abstractmethod
    def make_source(
        self, invoices: tuple[tuple[str, Invoice], ...], documents: tuple[tuple[str, Document], ...]
    ) -> InvoiceSource:
        """Return a source of these *invoices*, each with its creditor's id, and *documents*, with their invoices'."""

    def _source(self) -> InvoiceSource:
        invoices = (("cred-1", _OPEN), ("cred-1", _UNKNOWN), ("cred-1", _PAID), ("cred-2", _THEIRS))
        return self.make_source(invoices, tuple((_OPEN.invoice_id, copy) for copy in _COPIES))

    def test_a_creditor_has_its_own_invoices(self) -> None:
        """The open invoices of a creditor are its own, and no other creditor's."""
        source = self._source()
        assert source.open_invoices("cred-2") == (_THEIRS,)
        assert _THEIRS not in source.open_invoices("cred-1")
        assert source.open_invoices("nobody") == ()

    def test_what_is_paid_is_not_open(self) -> None:
        """An invoice of which nothing is left to pay is not open; one whose open amount is unknown is."""
        found = {invoice.invoice_id for invoice in self._source().open_invoices("cred-1")}
        assert found & {"inv-open", "inv-unknown", "inv-paid"} == {"inv-open", "inv-unknown"}

    def test_an_invoice_is_found_by_its_id(self) -> None:
        """An invoice is found by its id, open or not, as it is among the open ones."""
        source = self._source()
        assert [source.invoice(one.invoice_id) for one in (_PAID, _OPEN, _THEIRS)] == [_PAID, _OPEN, _THEIRS]

    def test_an_unknown_invoice_is_not_found(self) -> None:
        """An invoice that the source does not have is not found."""
        assert self._source().invoice("nobody") is None

    def test_documents_keep_the_order_of_the_question(self) -> None:
        """Documents come in the order in which they were asked for."""
        zulu, alpha, mike = _COPIES
        assert self._source().documents(_OPEN.invoice_id, ("mike", "zulu", "alpha")) == (mike, zulu, alpha)

    def test_a_missing_document_is_left_out(self) -> None:
        """A document that the source does not have is left out."""
        source = self._source()
        assert source.documents(_OPEN.invoice_id, ("nothing", "mike")) == (_COPIES[2],)
        assert source.documents(_PAID.invoice_id, ("mike",)) == ()
