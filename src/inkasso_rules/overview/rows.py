"""What the list shows of one invoice and its cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

import attrs

from inkasso_rules.eligibility import BothWays
from inkasso_rules.lifecycle import Case
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End
from inkasso_rules.model.invoices import Invoice, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.overview.balances import Balance, BalanceCurrencyError
from inkasso_rules.overview.marks import Mark, red_marks
from inkasso_rules.requirements import decides

__all__ = ["Row", "by_invoice", "case_row", "invoice_row"]

#: How the ERP holds an invoice that is at the agency.
_AT_AGENCY: Final = frozenset({Registration.PENDING, Registration.REGISTERED})


@attrs.frozen(kw_only=True)
class Row:
    """
    One line of the overview.

    Attributes:
        invoice_id: The invoice.

        invoice_number: The number that the debtor knows.

        debtor_name: The debtor's name; ``None`` if it is unknown.

        organisation_number: Its number, masked if it may be a person's.

        open_amount: The latest known open amount; without a balance, the one on the invoice.

        open_as_of: The day that it stands for; ``None`` for the one on the invoice.

        case_id: The case that the row shows: the newest open one, else the newest not refused, else the newest.

        other_case_ids: The invoice's other cases; what they ask for is among the marks.

        is_transferred: Whether it is at the agency: it has a case that was not refused; or, without any case, the ERP
            holds it as sent, and then day and stage are unknown.

        transferred_on: The day of that transfer.

        stage: The stage of the case.

        end: How the case ended. After a refusal the invoice is free again, and no longer transferred.

        ended_on: The day of that end.

        decisions: Whether it may go by hand and automatically; ``None`` when it is transferred.

        marks: Every cause of the red mark.
    """

    invoice_id: str
    invoice_number: str
    debtor_name: str | None = attrs.field(default=None, repr=False)
    organisation_number: str | None = attrs.field(default=None, repr=False)
    open_amount: Money | None = None
    open_as_of: dt.date | None = None
    case_id: str | None = None
    other_case_ids: tuple[str, ...] = ()
    is_transferred: bool
    transferred_on: dt.date | None = None
    stage: Stage | None = None
    end: End | None = None
    ended_on: dt.date | None = None
    decisions: BothWays | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def has_red_mark(self) -> bool:
        """Whether the creditor must act."""
        return bool(self.marks)


@decides("VW-2")
def by_invoice(cases: Iterable[Case]) -> dict[str, tuple[Case, ...]]:
    """Return the cases of each invoice, the one to show first: open before ended, refused last, new before old."""
    found: dict[str, tuple[Case, ...]] = {}
    for case in sorted(cases, key=_precedence, reverse=True):
        key = case.opening.invoice_id
        found[key] = (*found.get(key, ()), case)
    return found


def _precedence(case: Case) -> tuple[bool, bool, dt.date, str]:
    return case.end is None, case.end is not End.REFUSED, case.opened_on, case.case_id


@decides("VW-2")
def case_row(cases: tuple[Case, ...], balance: Balance | None) -> Row:
    """Return the row of the cases of one invoice, as far as they tell; the first one is shown."""
    shown, *others = cases
    is_transferred = shown.end is not End.REFUSED
    capital = shown.opening.capital
    return Row(
        invoice_id=shown.opening.invoice_id,
        invoice_number=shown.opening.invoice_number,
        open_amount=None if balance is None else _in(capital.currency, balance),
        open_as_of=None if balance is None else balance.stands_for_on,
        case_id=shown.case_id,
        other_case_ids=tuple(case.case_id for case in others),
        is_transferred=is_transferred,
        transferred_on=shown.opened_on if is_transferred else None,
        stage=shown.stage if is_transferred else None,
        end=shown.end,
        ended_on=shown.ended_on,
        marks=tuple(mark for case in cases for mark in red_marks(case)),
    )


@decides("VW-2")
def invoice_row(invoice: Invoice, cases: tuple[Case, ...], balance: Balance | None, decisions: BothWays | None) -> Row:
    """Return the row of an invoice with its cases, if it has any."""
    identifier, open_amount = invoice.debtor.identifier, invoice.open_amount
    if balance is not None:
        known = open_amount or invoice.total or balance.amount
        open_amount = _in(known.currency, balance)
    untold = Row(
        invoice_id=invoice.invoice_id,
        invoice_number=invoice.number,
        is_transferred=invoice.registration in _AT_AGENCY,
    )
    row = case_row(cases, None) if cases else untold
    return attrs.evolve(
        row,
        invoice_number=invoice.number,
        debtor_name=invoice.debtor.name,
        organisation_number=None if identifier is None else identifier.masked,
        open_amount=open_amount,
        open_as_of=None if balance is None else balance.stands_for_on,
        decisions=None if row.is_transferred else decisions,
    )


def _in(currency: str, balance: Balance) -> Money:
    if balance.amount.currency != currency:
        raise BalanceCurrencyError(balance.invoice_id, balance.amount.currency, currency)
    return balance.amount
