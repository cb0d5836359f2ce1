"""What is said of a chart, an invoice or books that cannot be."""

from __future__ import annotations

from inkasso_rules.errors import InkassoRulesError

__all__ = ["AccountsError", "BookedInvoiceError", "BooksError"]


class AccountsError(InkassoRulesError, ValueError):
    """
    A chart cannot be used.

    Attributes:
        field: What is wrong with it.

        account: The account, where it is about one.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, account: str, wanted: str) -> None:
        super().__init__(field, account, wanted)
        self.field, self.account, self.wanted = field, account, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"account {self.account!r} does not fit {self.field}; wanted {self.wanted}."


class BookedInvoiceError(InkassoRulesError, ValueError):
    """
    An invoice cannot stand in the books like that.

    Attributes:
        invoice: The invoice.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, invoice: str, field: str, wanted: str) -> None:
        super().__init__(invoice, field, wanted)
        self.invoice, self.field, self.wanted = invoice, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoice {self.invoice!r} has no fitting {self.field}; wanted {self.wanted}."


class BooksError(InkassoRulesError, ValueError):
    """
    Books cannot be kept like that.

    Attributes:
        field: What is wrong with them.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the books have no fitting {self.field}; wanted {self.wanted}."
