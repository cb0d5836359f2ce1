"""What the rows of an invoice amount to in its own currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from inkasso_rules.model.bookings import BookedInvoice, BookedRow, Role
from inkasso_rules.model.money import Money, half_up

__all__ = ["currency_of", "foreign_minor", "in_own_currency"]


def currency_of(rows: Iterable[BookedRow]) -> str | None:
    """Return the currency of an invoice, if its rows show another one than the ledger's."""
    for row in rows:
        if row.foreign is not None:
            return row.foreign.currency
    return None


def foreign_minor(row: BookedRow) -> int:
    """Return a row's amount in the invoice's currency."""
    return row.amount.minor if row.foreign is None else row.foreign.minor


def in_own_currency(booked: BookedInvoice, roles: Mapping[str, Role]) -> BookedInvoice:
    """Say of every row what it is in the invoice's currency: where nobody does, at the rate that it is booked at."""
    rows = (*booked.planned, *booked.rows)
    currency = currency_of(rows)
    if currency is None:
        return booked
    known = [(row, row.foreign.minor) for row in rows if row.foreign is not None]
    owed = [pair for pair in known if roles.get(pair[0].account) is Role.RECEIVABLE] or known
    value, whole = sum(abs(row.amount.minor) for row, _ in owed), sum(abs(minor) for _, minor in owed)

    def said(row: BookedRow) -> BookedRow:
        if row.foreign is not None:
            return row
        # An exchange difference is one of the ledger's currency only.
        is_worth = value and roles.get(row.account) is not Role.EXCHANGE
        minor = half_up(row.amount.minor * whole, value) if is_worth else 0
        return attrs.evolve(row, foreign=Money(minor, currency))

    return attrs.evolve(booked, rows=tuple(map(said, booked.rows)), planned=tuple(map(said, booked.planned)))
