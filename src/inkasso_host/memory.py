"""Cases, invoices, documents, a ledger in memory: for the demo, for tests, and as a pattern for what lasts."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from inkasso_rules.journal import EMPTY, Event, OpenItemUpdate, Posted, Register
from inkasso_rules.journal.register import source_of
from inkasso_rules.model.bookings import BookedInvoice
from inkasso_rules.model.cases import Command
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.ports import (
    CommandConflictError,
    Document,
    StaleCaseError,
    Stored,
    UnknownCommandError,
    is_news,
    new_facts,
    new_vouchers,
    with_vouchers,
)

__all__ = ["MemoryCaseStore", "MemoryInvoices", "MemoryLedger"]


@attrs.define
class _Kept:
    """A case in the store."""

    creditor_id: str
    facts: tuple[Fact, ...]
    version: int = 0
    is_open: bool = True


@attrs.define
class _Waiting:
    """A command in the outbox."""

    case_id: str
    command: Command
    is_sent: bool = False


@attrs.define
class MemoryCaseStore:
    """Keeps cases as long as the process lives; a :class:`~inkasso_rules.ports.CaseStore`."""

    _cases: dict[str, _Kept] = attrs.field(init=False, factory=dict)
    _outbox: dict[str, _Waiting] = attrs.field(init=False, factory=dict)
    _cursor: str | None = attrs.field(init=False, default=None)

    def load(self, case_id: str, /) -> Stored:
        """Return all that is stored of a case."""
        kept = self._cases.get(case_id)
        return Stored(kept.facts, kept.version) if kept else Stored()

    def append(
        self,
        case_id: str,
        facts: tuple[Fact, ...],
        /,
        *,
        expected_version: int,
        commands: tuple[Command, ...] = (),
        is_open: bool = True,
    ) -> int:
        """Store facts of a case with their commands: everything is refused before anything is stored."""
        stored = self.load(case_id)
        if expected_version != stored.version:
            raise StaleCaseError(case_id, expected_version, stored.version)
        new = new_facts(stored.facts, facts)
        for command in commands:
            waiting = self._outbox.get(command.command_id)
            if waiting is not None and waiting.case_id != case_id:
                raise CommandConflictError(command.command_id, case_id, waiting.case_id)
        now = (*stored.facts, *new)
        owner = next(fact.opening.creditor_id for fact in now if fact.opening is not None)
        self._cases[case_id] = _Kept(owner, now, stored.version + bool(new), is_open)
        for command in commands:
            self._outbox.setdefault(command.command_id, _Waiting(case_id, command))
        return self._cases[case_id].version

    def unsent(self) -> tuple[Command, ...]:
        """Return the commands that wait to be sent."""
        return tuple(waiting.command for waiting in self._outbox.values() if not waiting.is_sent)

    def mark_sent(self, command_id: str, /) -> None:
        """Keep in mind that the agency has answered a command."""
        if command_id not in self._outbox:
            raise UnknownCommandError(command_id)
        self._outbox[command_id].is_sent = True

    def case_ids(self, creditor_id: str, /, *, only_open: bool = False) -> tuple[str, ...]:
        """Return the ids of a creditor's cases, all of them or the open ones."""
        return tuple(
            case_id
            for case_id, kept in self._cases.items()
            if kept.creditor_id == creditor_id and (kept.is_open or not only_open)
        )

    def cursor(self) -> str | None:
        """Return up to where the agency's changes were read."""
        return self._cursor

    def keep_cursor(self, cursor: str, /) -> None:
        """Keep up to where the agency's changes were read."""
        self._cursor = cursor


@attrs.frozen
class MemoryInvoices:
    """
    Invoices and documents that are there already; an :class:`~inkasso_rules.ports.InvoiceSource`.

    Attributes:
        owned: Each invoice with the id of its creditor.

        kept: Each document with the id of its invoice.
    """

    owned: tuple[tuple[str, Invoice], ...]
    kept: tuple[tuple[str, Document], ...] = ()

    def open_invoices(self, creditor_id: str, /) -> tuple[Invoice, ...]:
        """Return what a creditor is still owed."""
        own = (invoice for owner, invoice in self.owned if owner == creditor_id)
        return tuple(one for one in own if one.open_amount is None or one.open_amount.minor)

    def invoice(self, invoice_id: str, /) -> Invoice | None:
        """Return one invoice as it is now."""
        return next((invoice for _, invoice in self.owned if invoice.invoice_id == invoice_id), None)

    def documents(self, invoice_id: str, attachment_ids: tuple[str, ...], /) -> tuple[Document, ...]:
        """Return documents of an invoice, whole."""
        there = {document.attachment_id: document for owner, document in self.kept if owner == invoice_id}
        return tuple(there[name] for name in attachment_ids if name in there)


class MemoryLedger:
    """Books in memory; a :class:`~inkasso_rules.ports.LedgerStore`."""

    def __init__(self, invoices: Iterable[BookedInvoice] = ()) -> None:
        """Begin with what the books have."""
        self._booked = {one.invoice: one for one in invoices}
        self._open = {one.invoice: one.open_amount for one in self._booked.values() if one.open_amount is not None}
        self._register = EMPTY
        self._vouchers: tuple[Voucher, ...] = ()
        self._of_invoice: dict[str, list[Voucher]] = {}
        self._updates: tuple[OpenItemUpdate, ...] = ()
        self._waiting: dict[str, Settlement | ReferencePayment] = {}

    def booked(self, invoices: Iterable[str], /) -> dict[str, BookedInvoice]:
        """Return how invoices are booked, with all their rows, and what is open of them."""
        return {
            invoice: attrs.evolve(
                with_vouchers(self._booked[invoice], self._of_invoice.get(invoice, ())),
                open_amount=self._open.get(invoice),
            )
            for invoice in invoices
            if invoice in self._booked
        }

    def register(self) -> Register:
        """Return all that is booked."""
        return self._register

    def post(self, posted: Posted, /) -> bool:
        """Store what was posted, whole; everything is refused before anything is stored."""
        if not is_news(posted, self._register, self._vouchers):
            return False
        self.enter(posted.vouchers, updates=posted.open_item_updates)
        self._register = self._register.adding(posted)
        self._waiting.pop(source_of(posted.event), None)
        if posted.rest is not None:
            self._waiting[source_of(posted.rest)] = posted.rest
        return True

    def enter(
        self,
        vouchers: Iterable[Voucher],
        /,
        *,
        updates: tuple[OpenItemUpdate, ...] = (),
        releases: Event | None = None,
    ) -> None:
        """Store vouchers that post nothing new."""
        new = new_vouchers(self._vouchers, vouchers)
        if not new:
            return
        self._vouchers += new
        for voucher in new:
            for invoice in {line.invoice for line in voucher.lines if line.invoice is not None}:
                self._of_invoice.setdefault(invoice, []).append(voucher)
        self._updates += updates
        self._open |= {one.invoice: one.open_after for one in updates}
        if releases is not None:
            self._register = self._register.without(releases)

    def vouchers(self) -> tuple[Voucher, ...]:
        """Return the vouchers that were stored here."""
        return self._vouchers

    def open_items(self) -> dict[str, Money]:
        """Return what is open, by invoice, as far as it is known."""
        return dict(self._open)

    def updates(self) -> tuple[OpenItemUpdate, ...]:
        """Return what was told to the subledger."""
        return self._updates

    def waiting(self) -> tuple[Settlement | ReferencePayment, ...]:
        """Return what had no account, as settlements and payments by reference to be posted."""
        return tuple(self._waiting.values())
