"""
From the cells of one row to one invoice, for every kind of file.

A row whose cells cannot all be read gives no invoice: judging half-read facts would give a wrong answer with a straight
face. One fault is an exception: an identifier that cannot be is left out, and the invoice is judged without it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeVar

import attrs

from inkasso_host import cells
from inkasso_host.mapping import PLAIN, LedgerMapping
from inkasso_host.reading import CellError, Problem, ProblemCode, Reading
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.invoices import (
    Attachment,
    Channel,
    Hold,
    Invoice,
    InvoiceKind,
    InvoiceRow,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, Customer, Debtor, DebtorKind

__all__ = ["Entry", "Shape", "collect"]

T = TypeVar("T")

_DAY_AND_COST: Final = 2


@attrs.frozen(kw_only=True)
class Shape:
    """
    How the cells of a file are understood.

    Attributes:
        as_of: The day of the question, for rules that depend on it.

        ledger_currency: The currency of the creditor's books, which a ``ledger_total`` is in.

        mapping: How the file was mapped.

        watch: What the rows pass through while they are read, for a progress bar.
    """

    as_of: dt.date
    ledger_currency: str
    mapping: LedgerMapping = PLAIN
    watch: Callable[[Iterable[Entry]], Iterable[Entry]] = iter


@attrs.frozen
class Entry:
    """
    One row as it stands in the file.

    Attributes:
        row: Where it stands.

        content: The cells by field; text, or typed values. Not shown: it is the debtor's data.

        fault: Why the row as a whole cannot be read; then it has no cells.
    """

    row: int
    content: Mapping[str, object] = attrs.field(factory=dict, repr=False)
    fault: Problem | None = None


def collect(entries: Iterable[Entry], shape: Shape, unused: tuple[str, ...] = ()) -> Reading:
    """Make invoices of all rows, and list every row that gives none."""
    built: list[tuple[int, Invoice]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = 0
    for entry in shape.watch(entries):
        rows += 1
        if entry.fault is not None:
            problems.append(entry.fault)
            continue
        row = _Row(entry, shape)
        invoice = row.invoice()
        problems += row.problems
        for field, name in row.names():
            seen[field, name].append(entry.row)
        if invoice is not None:
            built.append((entry.row, invoice))
    problems += _doubled(seen, shape.mapping)
    problems.sort(key=lambda problem: problem.row)
    refused = {problem.row for problem in problems if not problem.judged}
    return Reading(
        invoices=tuple(invoice for row, invoice in built if row not in refused),
        problems=tuple(problems),
        rows=rows,
        assumed=shape.mapping.assumed,
        unused=unused,
    )


def _doubled(seen: Mapping[tuple[str, str], list[int]], mapping: LedgerMapping) -> Iterator[Problem]:
    """Name every row that shares its number or id with another; which one is right cannot be known from the file."""
    for (field, _), rows in seen.items():
        if len(rows) > 1:
            together = ", ".join(str(row) for row in rows)
            for row in rows:
                yield Problem(row, mapping.column(field), ProblemCode.DOUBLED, together)


class _Row:
    """Reads the cells of one row and keeps what is wrong with them."""

    def __init__(self, entry: Entry, shape: Shape) -> None:
        self.entry, self.shape, self.mapping = entry, shape, shape.mapping
        self.problems: list[Problem] = []

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield what must not occur twice in a file, as far as it can be read."""
        for field in ("number", "id"):
            try:
                name = cells.label(self.entry.content.get(field))
            except CellError:
                continue
            if name is not None:
                yield field, name

    def get(self, field: str, read: Callable[[object], T | None], *, judged: bool = False) -> T | None:
        """Read one field; what cannot be read is noted and comes back as not known."""
        cell = self.entry.content.get(field)
        if isinstance(cell, str) and field in self.mapping.values:
            cell = self.mapping.values[field].get(cell.strip(), cell)
        try:
            return read(cell)
        except CellError as fault:
            column = self.mapping.settled_on if field == "settled_on" else self.mapping.column(field)
            self.problems.append(Problem(self.entry.row, column or field, fault.code, fault.detail, judged))
            return None

    def flag(self, field: str) -> bool | None:
        """Read a yes or a no."""
        return self.get(field, cells.yes_no)

    def text(self, field: str) -> str | None:
        """Read free text."""
        return self.get(field, cells.text)

    def day(self, field: str) -> dt.date | None:
        """Read a day in the file's form."""
        return self.get(field, partial(cells.date, form=self.mapping.dates))

    def money(self, field: str, currency: str | None) -> Money | None:
        """Read an amount in the file's form."""
        return self.get(field, partial(self._amount, currency))

    def _amount(self, currency: str | None, cell: object) -> Money | None:
        return cells.amount(cell, currency, decimal_comma=self.mapping.decimal_comma)

    def invoice(self) -> Invoice | None:
        """Return the invoice, or nothing when a cell could not be read."""
        # Without a number the row is refused below; its other cells are read all the same, for their problems.
        number = self.get("number", _needed_label) or f"row {self.entry.row}"
        invoice_id = self.get("id", cells.label) or number
        currency = self.get("currency", cells.currency)
        if self.problems:
            # The row is refused already; with some currency the amounts can still be looked at.
            currency = currency or self.shape.ledger_currency
        total = self.money("total", currency)
        status, open_amount = self._standing(total, currency)
        held_until = self.day("held_until")
        document_bytes = self.get("document_bytes", cells.count)
        invoice = Invoice(
            invoice_id=invoice_id,
            number=number,
            kind=self.get("kind", partial(cells.code, codes=InvoiceKind)),
            status=status,
            channel=self.get("channel", partial(cells.code, codes=Channel)),
            invoice_date=self.day("invoice_date"),
            due_date=self.day("due_date"),
            new_due_date=self.day("new_due_date"),
            total=total,
            open_amount=open_amount,
            ledger_total=self.money("ledger_total", self.shape.ledger_currency),
            debtor=self._debtor(),
            customer=self._customer(number),
            financed=self.flag("financed"),
            reminders=self.get("reminders", partial(self._reminders, currency)),
            other_agency=self.flag("other_agency"),
            registration=self.get("registration", partial(cells.code, codes=Registration)),
            original_number=self.get("original_number", cells.label),
            disputed=self.flag("disputed"),
            hold=Hold(clears_on=held_until) if held_until else None,
            seller_note=self.text("seller_note"),
            additional_information=self.text("additional_information"),
            rows=self.get("products", _products) or (),
            document=None if document_bytes is None else _file(f"{invoice_id}-document", document_bytes),
            attachments=self.get("attachment_bytes", partial(_attachments, invoice_id)) or (),
            agreements=self._agreements(),
        )
        return invoice if all(problem.judged for problem in self.problems) else None

    def _standing(self, total: Money | None, currency: str | None) -> tuple[InvoiceStatus | None, Money | None]:
        """Return status and open amount: as the file says them, or by the day on which the invoice was settled."""
        if self.mapping.settled_on is None:
            return self.get("status", partial(cells.code, codes=InvoiceStatus)), self.money("open_amount", currency)
        settled_on = self.day("settled_on")
        if settled_on is None or settled_on > self.shape.as_of:
            return InvoiceStatus.SENT, total
        return InvoiceStatus.PAID, total and Money.zero(total.currency)

    def _debtor(self) -> Debtor:
        country = self.get("country", cells.country)
        return Debtor(
            name=self.text("debtor_name"),
            kind=self.get("debtor_kind", partial(cells.code, codes=DebtorKind)),
            identifier=self.get("debtor_identifier", partial(cells.identifier, country_code=country), judged=True),
            address=Address(
                street=self.text("street"),
                postcode=self.text("postcode"),
                city=self.text("city"),
                country=country,
                care_of=self.text("care_of"),
            ),
            email=self.text("email"),
            customer_number=self.get("customer_number", cells.label),
        )

    def _customer(self, number: str) -> Customer | None:
        """Return the linked record of the register, if the file says anything of one."""
        partner_id, group_id = self.get("partner_id", cells.label), self.get("group", cells.label)
        address = Address(
            street=self.text("partner_street"),
            postcode=self.text("partner_postcode"),
            city=self.text("partner_city"),
            country=self.get("partner_country", cells.country),
        )
        if partner_id is None and group_id is None and address == Address():
            return None
        return Customer(partner_id=partner_id or f"partner of {number}", address=address, group_id=group_id)

    def _agreements(self) -> Agreements:
        return Agreements(
            due_date=self.flag("due_date_agreed"),
            reminder_fee=self.flag("reminder_fee_agreed"),
            interest=self.get("agreed_interest", self._interest),
        )

    def _interest(self, cell: object) -> AgreedInterest | None:
        if cell == "law":
            return AgreedInterest()
        rate = cells.percent(cell, decimal_comma=self.mapping.decimal_comma)
        return None if rate is None else AgreedInterest(percent=rate)

    def _reminders(self, currency: str | None, cell: object) -> tuple[PriorReminder, ...] | None:
        """Read the reminders: ``none``, or a day and a cost for each."""
        if cells.is_empty(cell):
            return None
        if isinstance(cell, str):
            if cell.strip() == "none":
                return ()
            cell = tuple(tuple(part.split()) for part in cell.split("|"))
        if not isinstance(cell, tuple) or any(len(part) != _DAY_AND_COST for part in cell):
            raise CellError(ProblemCode.DATE, f"none; {self.mapping.dates.form} 60.00")
        return tuple(self._reminder(currency, *part) for part in cell)

    def _reminder(self, currency: str | None, day: object, cost: object) -> PriorReminder:
        sent_on, amount = cells.date(day, self.mapping.dates), self._amount(currency, cost)
        if sent_on is None or amount is None:
            raise CellError(ProblemCode.MISSING)
        return PriorReminder(sent_on=sent_on, cost=amount)


def _needed_label(cell: object) -> str:
    found = cells.label(cell)
    if found is None:
        raise CellError(ProblemCode.MISSING)
    return found


def _products(cell: object) -> tuple[InvoiceRow, ...]:
    """Read the rows: names separated by a bar, or pairs of name and comment."""
    if isinstance(cell, tuple):
        return tuple(InvoiceRow(product_name=cells.text(name), comment=cells.text(comment)) for name, comment in cell)
    found = cells.text(cell)
    return tuple(InvoiceRow(product_name=name.strip()) for name in found.split("|")) if found else ()


def _file(attachment_id: str, size_bytes: int) -> Attachment:
    return Attachment(attachment_id=attachment_id, size_bytes=size_bytes)


def _attachments(invoice_id: str, cell: object) -> tuple[Attachment, ...]:
    """Read the attachments: the size of all together, or pairs of id and size."""
    listed = cell if isinstance(cell, tuple) else ((f"{invoice_id}-attachment", cell),)
    sized = ((cells.label(name) or invoice_id, cells.count(size)) for name, size in listed)
    return tuple(_file(name, size) for name, size in sized if size is not None)
