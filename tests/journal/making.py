"""
Small invoices, payments and settlements, in minor units.

An invoice is booked on 1 February 2026 with 25 % VAT, and a payment comes on 2 March and pays out what its parts leave,
unless a test says something else.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from inkasso_rules.journal import Posted
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Part, SettledPayment, Settlement
from inkasso_rules.model.vouchers import Voucher

INVOICED_ON: Final = dt.date(2026, 2, 1)
DAY: Final = dt.date(2026, 3, 2)

#: An account and its amount, above zero on the debit side.
Posting = tuple[str, int]


def rows(*postings: Posting, voucher_id: str = "A1", on: dt.date = INVOICED_ON) -> tuple[BookedRow, ...]:
    """Return the rows of one voucher."""
    return tuple(
        BookedRow(account=account, amount=Money(minor), voucher_id=voucher_id, booked_on=on)
        for account, minor in postings
    )


def euro_rows(*postings: tuple[str, int, int], voucher_id: str = "A1") -> tuple[BookedRow, ...]:
    """Return the rows of one voucher, with what each is in euro."""
    return tuple(
        BookedRow(
            account=account,
            amount=Money(minor),
            voucher_id=voucher_id,
            booked_on=INVOICED_ON,
            foreign=Money(euro, "EUR"),
        )
        for account, minor, euro in postings
    )


def invoice(name: str = "F1", gross: int = 1_250_00, *more: BookedRow, **facts: Any) -> BookedInvoice:
    """Return an invoice that is booked on 1510, with what more the books have of it."""
    net = gross * 4 // 5
    own = rows(("1510", gross), ("3001", -net), ("2611", net - gross))
    return BookedInvoice(**{"invoice": name, "rows": (*own, *more)} | facts)


def books_of(*invoices: BookedInvoice) -> dict[str, BookedInvoice]:
    """Return invoices by name."""
    return {one.invoice: one for one in invoices}


def payment(
    payment_id: str,
    capital: int,
    name: str = "F1",
    *,
    less: Iterable[Posting] = (),
    plus: Iterable[Posting] = (),
    currency: str = "SEK",
    **facts: Any,
) -> SettledPayment:
    """Return a payment; *less* and *plus* are its deductions and additions by kind."""
    deductions = tuple(Part(kind=kind, amount=Money(minor, currency)) for kind, minor in less)
    additions = tuple(Part(kind=kind, amount=Money(minor, currency)) for kind, minor in plus)
    kept, added = (sum(part.amount.minor for part in parts) for parts in (deductions, additions))
    said: dict[str, Any] = {
        "invoice": name,
        "paid_on": DAY,
        "capital": Money(capital, currency),
        "payout": Money(capital + added - kept, currency),
        "deductions": deductions,
        "additions": additions,
    }
    return SettledPayment(payment_id=payment_id, **(said | facts))


def settlement(*payments: SettledPayment, currency: str = "SEK", carried: int = 0, **facts: Any) -> Settlement:
    """Return a settlement that adds up; *carried* is what earlier ones left."""
    said: dict[str, Any] = {
        "settlement_id": "S1",
        "creditor_id": "cred-1",
        "settled_on": DAY,
        "payout": Money(sum(one.payout.minor for one in payments), currency),
        "brought_forward": Money(carried, currency),
    }
    return Settlement(payments=payments, **(said | facts))


def bank_row(amount: int, row_id: str = "B1", **facts: Any) -> BankRow:
    """Return a bank row from the agency."""
    said: dict[str, Any] = {"booked_on": DAY, "amount": Money(amount), "counterparty": "Kravia AB"}
    return BankRow(row_id=row_id, **(said | facts))


def postings(voucher: Voucher) -> list[Posting]:
    """Return what a voucher posts."""
    return [(line.account, line.amount.minor) for line in voucher.lines]


def posted_postings(posted: Posted) -> list[list[Posting]]:
    """Return what each voucher of an answer posts."""
    return [postings(voucher) for voucher in posted.vouchers]


def why_held(posted: Posted) -> list[tuple[str, str, str | None]]:
    """Return why something was held: requirement, code and subject; nothing may be posted beside it."""
    assert () == (*posted.vouchers, *posted.open_item_updates, *posted.commands, *posted.unmatched)
    return [(one.requirement, one.code, one.subject) for held in posted.held for one in held.reasons]
