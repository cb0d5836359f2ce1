"""The list of invoices: which are in it, what it shows of each, and what it leaves out and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import attrs

from inkasso_rules import htmltable
from inkasso_rules.contents import effective_due_date
from inkasso_rules.eligibility import BothWays
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import Case
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.invoices import Invoice, InvoiceKind, InvoiceStatus
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.overview.balances import Balance, latest_balances
from inkasso_rules.overview.marks import Mark
from inkasso_rules.overview.rows import Row, by_invoice, case_row, invoice_row
from inkasso_rules.requirements import decides

__all__ = [
    "LeftOut",
    "Overview",
    "RepeatedIdError",
    "UndecidedInvoiceError",
    "Unlisted",
    "left_out_because",
    "overview",
]


class RepeatedIdError(InkassoRulesError, ValueError):
    """
    Several invoices, or several cases, have one id.

    Attributes:
        name: Which id: ``invoice_id`` or ``case_id``.

        ids: Those that occur more than once, sorted.
    """

    def __init__(self, name: str, ids: tuple[str, ...]) -> None:
        super().__init__(name, ids)
        self.name, self.ids = name, ids

    def __str__(self) -> str:
        return f"found {self.name} more than once: {', '.join(self.ids)}; an overview takes each invoice and each case once."


class UndecidedInvoiceError(InkassoRulesError, ValueError):
    """
    Invoices that are not transferred are listed, and nobody judged them for this day.

    Attributes:
        invoice_ids: The invoices, in the order given.

        as_of: The day.
    """

    def __init__(self, invoice_ids: tuple[str, ...], as_of: dt.date) -> None:
        super().__init__(invoice_ids, as_of)
        self.invoice_ids, self.as_of = invoice_ids, as_of

    def __str__(self) -> str:
        return f"found no decisions as of {self.as_of} for {', '.join(self.invoice_ids)}; wanted both ways for each."


# --- which invoices are listed ----------------------------------------------------------------------------------------
class Unlisted(StrEnum):
    """Why an invoice is not in the list."""

    #: A fact that the list goes by is unknown; the reason names it.
    FACT_UNKNOWN = "fact_unknown"
    #: It is another document.
    NOT_A_SALES_INVOICE = "not_a_sales_invoice"
    #: It is still being written.
    UNFINISHED = "unfinished"
    #: It is paid, or marked as paid.
    PAID = "paid"
    #: It no longer stands.
    VOIDED = "voided"
    #: Its status is none of an open customer invoice.
    STATUS_NOT_OPEN = "status_not_open"
    #: Its amount is not above zero, as a credit note's.
    TOTAL_NOT_POSITIVE = "total_not_positive"
    #: By the latest that is known, nothing is left to pay.
    OPEN_AMOUNT_NOT_POSITIVE = "open_amount_not_positive"
    #: Its effective due date has not passed.
    NOT_OVERDUE = "not_overdue"


_SALES: Final = frozenset({InvoiceKind.SALES_INVOICE})
_OPEN: Final = frozenset(
    {InvoiceStatus.NOT_SENT, InvoiceStatus.APPROVED, InvoiceStatus.SENT, InvoiceStatus.PARTLY_PAID}
)
_UNFINISHED: Final = frozenset({InvoiceStatus.UNSAVED, InvoiceStatus.EMPTY, InvoiceStatus.UNFINISHED})
_PAID: Final = frozenset({InvoiceStatus.PAID, InvoiceStatus.MARKED_PAID})
_VOID: Final = frozenset({InvoiceStatus.INVALIDATED, InvoiceStatus.OVERRIDDEN, InvoiceStatus.DELETED})
_NAMED: Final = _OPEN | _UNFINISHED | _PAID | _VOID


@decides("VW-1")
def left_out_because(invoice: Invoice, *, open_amount: Money | None, as_of: dt.date) -> tuple[Reason, ...]:
    """
    Return every reason why the list leaves an invoice out; none when it is open, positive and overdue.

    An invoice that is approved and not sent is open: it is listed, and its decisions say what keeps it back.

    Args:
        invoice: The invoice.

        open_amount: What is left to pay, by the latest that is known.

        as_of: The day to look at; a due date has passed from the next day on.
    """
    kind, status, total, due_date = invoice.kind, invoice.status, invoice.total, effective_due_date(invoice)
    # fmt: off
    facts = (("kind", kind), ("status", status), ("total", total), ("open_amount", open_amount), ("due_date", due_date))
    absent = (
        (Unlisted.NOT_A_SALES_INVOICE,      kind is not None and kind not in _SALES),
        (Unlisted.UNFINISHED,               status in _UNFINISHED),
        (Unlisted.PAID,                     status in _PAID),
        (Unlisted.VOIDED,                   status in _VOID),
        (Unlisted.STATUS_NOT_OPEN,          status is not None and status not in _NAMED),
        (Unlisted.TOTAL_NOT_POSITIVE,       total is not None and total.minor <= 0),
        (Unlisted.OPEN_AMOUNT_NOT_POSITIVE, open_amount is not None and open_amount.minor <= 0),
        (Unlisted.NOT_OVERDUE,              due_date is not None and due_date >= as_of),
    )
    # fmt: on
    unknown = (Reason("VW-1", Unlisted.FACT_UNKNOWN, name) for name, value in facts if value is None)
    return (*unknown, *(Reason("VW-1", code) for code, holds in absent if holds))


# --- the list ---------------------------------------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class LeftOut:
    """An invoice that the list leaves out, with every reason."""

    invoice_id: str
    reasons: tuple[Reason, ...]


@attrs.frozen(kw_only=True)
class Overview:
    """
    What a creditor sees on one day.

    Attributes:
        as_of: The day.

        rows: The invoices that are listed, in the order given.

        left_out: Those that are not, in the order given.

        without_invoice: The cases whose invoice was not given, a row for each such invoice.
    """

    as_of: dt.date
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    without_invoice: tuple[Row, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All that the creditor must do, the oldest first; cases without an invoice too."""
        marks = (mark for row in (*self.rows, *self.without_invoice) for mark in row.marks)
        return tuple(sorted(marks, key=lambda mark: mark.since))

    def _repr_html_(self) -> str:
        """Show the overview in a notebook: nothing that tells who a debtor is."""
        head = ("invoice", "number", "open amount", "as of", "transferred on", "stage", "by hand", "automatic", "act")
        listed = "".join(
            htmltable.table(f"{title} on {self.as_of}: {len(rows)}", head, map(_cells, rows))
            for title, rows in (("Overdue and transferred", self.rows), ("Without an invoice", self.without_invoice))
        )
        out = ((one.invoice_id, ", ".join(reason.code for reason in one.reasons)) for one in self.left_out)
        return listed + htmltable.table(f"Left out: {len(self.left_out)}", ("invoice", "reasons"), out)


def _cells(row: Row) -> tuple[object, ...]:
    by_hand, automatic = (
        (row.decisions.manual.eligible_from, row.decisions.automatic.eligible_from) if row.decisions else (None, None)
    )
    return (
        row.invoice_id,
        row.invoice_number,
        row.open_amount,
        row.open_as_of,
        row.transferred_on,
        row.stage,
        by_hand,
        automatic,
        ", ".join(mark.code for mark in row.marks),
    )


@decides("VW-1")
def overview(
    invoices: Iterable[Invoice],
    *,
    decisions: Iterable[BothWays],
    cases: Iterable[Case],
    settings: Settings,
    as_of: dt.date,
    balances: Iterable[Balance] = (),
) -> Overview:
    """
    List the overdue invoices, transferred or not, and what becomes of them.

    An invoice is listed when nothing of :func:`left_out_because` holds. One whose case is open, or asks for something,
    is listed in any case, also when it is paid: the case goes on until the agency ends it.

    Args:
        invoices: All customer invoices that the host wants to see.

        decisions: What both ways say of them; those of another day do not count.

        cases: The creditor's cases, with their facts through *as_of*.

        settings: The creditor's settings on that day.

        as_of: The day to look at.

        balances: What the host read of open amounts.

    Raises:
        RepeatedIdError: If an invoice or a case occurs twice.
        UndecidedInvoiceError: If a listed invoice that is not transferred has no decisions of that day.
        BalanceCurrencyError: If a balance is in another currency than its invoice.
    """
    require_date(as_of, "as_of")
    given, held = tuple(invoices), tuple(cases)
    _refuse_repeated("invoice_id", (invoice.invoice_id for invoice in given))
    _refuse_repeated("case_id", (case.case_id for case in held))
    open_amounts = latest_balances(balances, settings=settings, as_of=as_of)
    judged = {both.manual.invoice_id: both for both in decisions if _is_of(both, as_of)}
    cases_of = by_invoice(held)
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for invoice in given:
        key = invoice.invoice_id
        own = cases_of.pop(key, ())
        row = invoice_row(invoice, own, open_amounts.get(key), judged.get(key))
        reasons = left_out_because(invoice, open_amount=row.open_amount, as_of=as_of)
        if not reasons or row.marks or any(case.end is None for case in own):
            rows.append(row)
        else:
            left_out.append(LeftOut(invoice_id=key, reasons=reasons))
    undecided = tuple(row.invoice_id for row in rows if not row.is_transferred and row.decisions is None)
    if undecided:
        raise UndecidedInvoiceError(undecided, as_of)
    others = tuple(case_row(own, open_amounts.get(key)) for key, own in cases_of.items())
    return Overview(as_of=as_of, rows=tuple(rows), left_out=tuple(left_out), without_invoice=others)


def _refuse_repeated(name: str, ids: Iterable[str]) -> None:
    repeated = tuple(sorted(one for one, count in Counter(ids).items() if count > 1))
    if repeated:
        raise RepeatedIdError(name, repeated)


def _is_of(both: BothWays, as_of: dt.date) -> bool:
    return both.manual.as_of == both.automatic.as_of == as_of
