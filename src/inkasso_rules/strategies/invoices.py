"""Invoices and their parts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
from inkasso_rules.policy import POLICY
from inkasso_rules.strategies.basics import (
    CURRENCIES,
    Wild,
    days,
    days_near,
    few,
    kept,
    maybe,
    moneys,
    passed,
    seldom,
    texts,
    varied,
)
from inkasso_rules.strategies.parties import PLAIN_DEBTOR, customers, debtors

__all__ = ["agreements", "attachments", "holds", "interests", "invoices", "plain_invoice", "reminders", "rows"]

# The plain invoice: so many days ago it was made, and due.
_INVOICED_DAYS, _DUE_DAYS = 43, 13


@kept
def rows() -> SearchStrategy[InvoiceRow]:
    """Draw a row of an invoice; shrinks to one that says nothing."""
    return st.builds(InvoiceRow, product_name=seldom(texts()), comment=seldom(texts()))


@kept
def attachments() -> SearchStrategy[Attachment]:
    """Draw a document, often as large as just goes; shrinks to a small one."""
    limit = POLICY.transfer_bytes_max
    sizes = st.one_of(st.sampled_from((1_000, limit - 1, limit, limit + 1)), st.integers(0, 2 * limit))
    ids = st.integers(1, 9).map(lambda number: f"attachment-{number}")
    return st.builds(Attachment, attachment_id=ids, size_bytes=sizes)


@kept
def reminders(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[PriorReminder]:
    """Draw a reminder sent before *as_of*; shrinks to one of that day."""
    return st.builds(PriorReminder, sent_on=passed(as_of), cost=moneys(currency, least=0))


@kept
def holds(*, as_of: dt.date) -> SearchStrategy[Hold]:
    """Draw a hold, often one that clears just about *as_of*; shrinks to one that clears on that day."""
    return st.builds(Hold, clears_on=days_near(as_of, delays=(0, -4, -30)), reason=texts())


@kept
def interests() -> SearchStrategy[AgreedInterest]:
    """Draw a late interest that was agreed; shrinks to what the law says."""
    numbers = st.decimals(Decimal(0), Decimal(40), places=2)
    return st.one_of(
        st.just(AgreedInterest()), st.builds(AgreedInterest, percent=numbers), st.builds(AgreedInterest, margin=numbers)
    )


@kept
def agreements(*, unknowns: bool = True) -> SearchStrategy[Agreements]:
    """Draw what was agreed, with *unknowns* sometimes nobody knows; shrinks to nothing agreed."""
    known = maybe(st.booleans(), unknowns=unknowns)
    return st.builds(Agreements, due_date=known, reminder_fee=known, interest=maybe(interests(), unknowns=unknowns))


def plain_invoice(as_of: dt.date) -> Invoice:
    """Return what :func:`invoices` shrinks to: it may go both ways on *as_of*, and nothing is worth a warning."""
    return Invoice(
        invoice_id="inv-1",
        number="10001",
        kind=InvoiceKind.SALES_INVOICE,
        status=InvoiceStatus.SENT,
        channel=Channel.EMAIL,
        invoice_date=as_of - dt.timedelta(days=_INVOICED_DAYS),
        due_date=as_of - dt.timedelta(days=_DUE_DAYS),
        total=Money(1_250_00),
        open_amount=Money(1_250_00),
        debtor=PLAIN_DEBTOR,
        financed=False,
        reminders=(),
        other_agency=False,
        registration=Registration.NONE,
        agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest()),
    )


@kept
def invoices(*, as_of: dt.date, ledger_currency: str = "SEK", unknowns: bool = True) -> SearchStrategy[Invoice]:
    """
    Draw an invoice; shrinks to the plain one, which may go both ways.

    Args:
        as_of: The day of the question; invoice date, due date and holds are drawn about its cutoffs.

        ledger_currency: The creditor's; the total is mostly in it, and ``ledger_total`` always.

        unknowns: Whether facts that the rules need may be missing.
    """
    currencies = st.one_of(st.just(ledger_currency), st.sampled_from(CURRENCIES))
    return currencies.flatmap(lambda currency: _invoices(as_of, currency, ledger_currency, unknowns=unknowns))


@kept
def _invoices(as_of: dt.date, currency: str, ledger_currency: str, *, unknowns: bool) -> SearchStrategy[Invoice]:
    in_ledger = maybe(moneys(ledger_currency, least=1), unknowns=unknowns)
    return varied(
        plain_invoice(as_of),
        _wild(as_of, currency, ledger_currency, unknowns=unknowns),
        invoice_date=days_near(as_of, plain_days=_INVOICED_DAYS),
        due_date=days_near(as_of, plain_days=_DUE_DAYS),
        total=moneys(currency, least=1),
        open_amount=moneys(currency, least=1),
        ledger_total=st.none() if currency == ledger_currency else in_ledger,
    )


def _wild(as_of: dt.date, currency: str, ledger_currency: str, *, unknowns: bool) -> Wild:
    # fmt: off
    return {
        "kind":            lambda: maybe(st.sampled_from(InvoiceKind), unknowns=unknowns),
        "status":          lambda: maybe(st.sampled_from(InvoiceStatus), unknowns=unknowns),
        "channel":         lambda: maybe(st.sampled_from(Channel), unknowns=unknowns),
        "registration":    lambda: maybe(st.sampled_from(Registration), unknowns=unknowns),
        "invoice_date":    lambda: maybe(days(), unknowns=unknowns),
        "due_date":        lambda: maybe(days(), unknowns=unknowns),
        "total":           lambda: maybe(moneys(currency), unknowns=unknowns),
        "open_amount":     lambda: maybe(moneys(currency), unknowns=unknowns),
        "ledger_total":    lambda: maybe(moneys(ledger_currency), unknowns=unknowns),
        "debtor":          lambda: debtors(unknowns=unknowns),
        "financed":        lambda: maybe(st.booleans(), unknowns=unknowns),
        "reminders":       lambda: maybe(few(reminders(as_of=as_of, currency=currency)), unknowns=unknowns),
        "other_agency":    lambda: maybe(st.booleans(), unknowns=unknowns),
        "original_number": lambda: st.just("EXT-1"),
        "new_due_date":    lambda: days_near(as_of, plain_days=_DUE_DAYS),
        "customer":        lambda: customers(unknowns=unknowns),
        "disputed":        st.booleans,
        "hold":            lambda: holds(as_of=as_of),
        "seller_note":     texts,
        "additional_information": lambda: st.one_of(texts(), st.just("Provtext " * 120)),
        "rows":            lambda: few(rows(), most=12),
        "document":        attachments,
        "attachments":     lambda: few(attachments()),
        "agreements":      lambda: agreements(unknowns=unknowns),
    }
    # fmt: on
