"""A ledger: how invoices are booked, what is open, and vouchers that are stored once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.journal import Event, OpenItemUpdate, Posted, Register
from inkasso_rules.journal.register import is_repeated, refusals
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Voucher

__all__ = ["LedgerStore", "PostedOtherwiseError", "VoucherConflictError", "is_news", "new_vouchers", "with_vouchers"]


class PostedOtherwiseError(InkassoRulesError, ValueError):
    """
    Something is booked already with another content, or another way; nothing was stored.

    Attributes:
        reasons: Every reason.
    """

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        found = ", ".join(f"{reason.subject} ({reason.code})" for reason in self.reasons)
        return f"booked already are {found}; wanted what was posted with the register as it is now."


class VoucherConflictError(InkassoRulesError, ValueError):
    """
    A voucher has the id of another one that is stored; nothing was.

    Attributes:
        voucher_id: The id.
    """

    def __init__(self, voucher_id: str) -> None:
        super().__init__(voucher_id)
        self.voucher_id = voucher_id

    def __str__(self) -> str:
        return f"another voucher has the id {self.voucher_id}; wanted an id of its own."


def is_news(posted: Posted, register: Register, stored: Iterable[Voucher]) -> bool:
    """
    Tell whether what was posted is to be stored: what every ledger must find out before it stores.

    Raises:
        PostedOtherwiseError: If it is booked already with another content, or a payment in it another way.
        VoucherConflictError: If a voucher of it is stored though it is not booked: one that was reversed keeps its id.
    """
    if not posted.vouchers or is_repeated(posted.event, register):
        return False
    reasons = refusals(posted.event, register)
    if reasons:
        raise PostedOtherwiseError(reasons)
    known = {voucher.voucher_id for voucher in stored}
    for voucher in posted.vouchers:
        if voucher.voucher_id in known:
            raise VoucherConflictError(voucher.voucher_id)
    return True


def new_vouchers(stored: Iterable[Voucher], given: Iterable[Voucher]) -> tuple[Voucher, ...]:
    """
    Return those of the *given* vouchers that are not *stored*.

    Raises:
        VoucherConflictError: If a voucher has the id of another one and differs from it.
    """
    known = {voucher.voucher_id: voucher for voucher in stored}
    new: tuple[Voucher, ...] = ()
    for voucher in given:
        same = known.get(voucher.voucher_id)
        if same is None:
            known[voucher.voucher_id] = voucher
            new += (voucher,)
        elif same != voucher:
            raise VoucherConflictError(voucher.voucher_id)
    return new


def with_vouchers(booked: BookedInvoice, vouchers: Iterable[Voucher]) -> BookedInvoice:
    """Return an invoice with the rows that *vouchers* have of it."""
    rows = tuple(
        BookedRow(
            account=line.account,
            amount=line.amount,
            voucher_id=voucher.voucher_id,
            booked_on=voucher.dated_on,
            foreign=line.foreign,
        )
        for voucher in vouchers
        for line in voucher.lines
        if line.invoice == booked.invoice
    )
    return attrs.evolve(booked, rows=(*booked.rows, *rows))


class LedgerStore(Protocol):
    """
    Where the host keeps one creditor's books, as far as invoices and the agency's money go.

    What is posted is judged by what a ledger tells, and stored in one transaction.
    :class:`inkasso_rules.testing.LedgerStoreContract` checks the promises.

    Promises:
        - Of invoices that are asked for, those are told that the books have, and no others.
        - An invoice has its rows, also those of vouchers that were stored here.
        - What is posted is stored once, and said to be stored that once only.
        - What is booked with another content raises PostedOtherwiseError, and nothing of it is stored.
        - A payment that is booked another way raises PostedOtherwiseError, and nothing of it is stored.
        - What has no vouchers is not stored, and may be posted later.
        - Vouchers are listed in the order in which they were stored.
        - What is open of an invoice is what its last update says; of all others, what the books said before.
        - Updates of open items are listed in the order in which they were stored.
        - Payments that had no account wait as a settlement, until that is posted.
        - What of a payment by reference had no account waits as such a payment, until that is posted.
        - Vouchers that the ledger makes itself are stored once.
        - A voucher with a known id and another content raises VoucherConflictError, and none of its call is stored.
        - What is released may be posted anew with ids of its own, and nothing else.
        - What is posted anew with its old ids raises VoucherConflictError, and nothing of it is stored.
    """

    def booked(self, invoices: Iterable[str], /) -> Mapping[str, BookedInvoice]:
        """Return how invoices are booked, with all their rows, and what is open of them."""
        ...

    def register(self) -> Register:
        """Return all that is booked."""
        ...

    def post(self, posted: Posted, /) -> bool:
        """
        Store what was posted, whole: vouchers, updates of open items, what is left; tell whether it was new.

        Raises:
            PostedOtherwiseError: If it is booked already with another content, or a payment in it another way.
            VoucherConflictError: If a voucher has the id of another one.
        """
        ...

    def enter(
        self,
        vouchers: Iterable[Voucher],
        /,
        *,
        updates: tuple[OpenItemUpdate, ...] = (),
        releases: Event | None = None,
    ) -> None:
        """
        Store vouchers that post nothing new: reversals, exchange differences, the end of a year.

        Args:
            vouchers: The vouchers; any of them may be stored already.

            updates: What they change for the subledger.

            releases: What is no longer booked, because these vouchers reverse all of it.

        Raises:
            VoucherConflictError: If a voucher has the id of another one and says something else.
        """
        ...

    def vouchers(self) -> tuple[Voucher, ...]:
        """Return the vouchers that were stored here."""
        ...

    def open_items(self) -> Mapping[str, Money]:
        """Return what is open, by invoice, as far as it is known."""
        ...

    def updates(self) -> tuple[OpenItemUpdate, ...]:
        """Return what was told to the subledger."""
        ...

    def waiting(self) -> tuple[Settlement | ReferencePayment, ...]:
        """Return what had no account, as settlements and payments by reference to be posted."""
        ...
