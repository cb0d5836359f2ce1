"""What the deciders of a journal, and of what stands around it, are changed to when they are knocked out."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs

from inkasso_rules.journal import EMPTY
from inkasso_rules.journal.relief import Entry
from inkasso_rules.model.bookings import BAS, BOOKS
from inkasso_rules.model.vouchers import LineCode
from tests.knockout.answers import Change, altered, always


def _dated_by_settlement(original: Change, settlement: Any, *args: object, **kwargs: object) -> object:
    """Tell the subledger the day of the settlement instead of that of the payment."""
    posted: Any = original(settlement, *args, **kwargs)
    updates = tuple(attrs.evolve(update, paid_on=settlement.settled_on) for update in posted.open_item_updates)
    return attrs.evolve(posted, open_item_updates=updates)


def _on_fixed_account(original: Change, settlement: Any, booked: Any, **kwargs: Any) -> object:
    """Pay out on an account that nobody chose."""
    accounts = attrs.evolve(kwargs.get("accounts", BAS), clearing="1684")
    return original(settlement, booked, **{**kwargs, "accounts": accounts})


def _by_first_voucher(original: Change, booked: Any, accounts: Any, **kwargs: object) -> object:
    """Look at nothing but the first voucher of an invoice."""
    rows = tuple(row for row in booked.rows if row.voucher_id == booked.rows[0].voucher_id)
    return original(attrs.evolve(booked, rows=rows), accounts, **kwargs)


def _on_1510(original: Change, stands: object, foreign: int, received: int, **kwargs: object) -> object:
    """Relieve one account, whatever the books say of the invoice."""
    relief: Any = original(stands, foreign, received, **kwargs)
    return relief._replace(entries=(Entry("1510", -received, -foreign, LineCode.CAPITAL),))


def _without_differences(code: str) -> Change:
    """Compare everything but one figure."""

    def change(original: Callable[..., tuple[Any, ...]], *args: object, **kwargs: object) -> tuple[Any, ...]:
        return tuple(one for one in original(*args, **kwargs) if one.code != code)

    return change


def _costs_on_6064(original: Change, rule: object, minor: int, accounts: Any, books: object) -> object:
    """Book what the service costs as factoring."""
    return original(rule, minor, attrs.evolve(accounts, collection_costs="6064", court_fees="6064"), books)


def _first_part(original: Change, payment: Any, *args: object, **kwargs: object) -> object:
    """Allocate the first reference only."""
    return original(attrs.evolve(payment, parts=payment.parts[:1]), *args, **kwargs)


# fmt: off
JOURNAL_CHANGES: Final[tuple[tuple[str, str, Change], ...]] = (
    # requirement  function                                what answers instead
    ("BA-1",  "journal.posting.post_settlement",           _dated_by_settlement),
    ("BA-2",  "journal.posting.post_settlement",           lambda original, settlement, *args, **kwargs: original(attrs.evolve(settlement, settled_on=settlement.settled_on + dt.timedelta(1)), *args, **kwargs)),
    ("BA-3",  "journal.posting.post_settlement",           altered(unmatched=())),
    ("BA-4",  "journal.posting.post_settlement",           _on_fixed_account),
    ("BA-7",  "journal.posting.post_settlement",           altered(notices=())),
    ("BA-10", "journal.posting.post_settlement",           altered(open_item_updates=())),
    ("BA-3",  "journal.standing.standing",                 _by_first_voucher),
    ("BA-3",  "journal.relief.relieve",                    _on_1510),
    ("BA-2",  "journal.holding.holds",                     always(())),
    ("LC-10", "journal.checking.differences",              _without_differences("commission")),
    ("LC-11", "journal.checking.differences",              _without_differences("vat")),
    ("LC-10", "journal.parts.by_account",                  _costs_on_6064),
    ("LC-11", "journal.parts.by_account",                  lambda original, rule, minor, accounts, _: original(rule, minor, accounts, BOOKS)),
    ("SE-7",  "journal.register.refusals",                 always(())),
    ("BA-2",  "journal.reversing.reverse",                 lambda original, voucher, *, on, among=(), **kwargs: original(voucher, on=on, **kwargs)),
    ("BA-6",  "ledger.receipts.post_bank_row",             lambda original, row, **kwargs: original(attrs.evolve(row, counterparty="Kravia AB"), **kwargs)),
    ("BA-4",  "ledger.clearing.clearing_items",            lambda original, vouchers, *, events=(), **_: original(vouchers, events=events)),
    ("BA-6",  "ledger.clearing.clearing_items",            lambda original, *args, **kwargs: tuple(item for item in original(*args, **kwargs) if not item.is_bank)),
    ("BA-6",  "ledger.clearing.clear",                     altered(matches=())),
    ("BA-6",  "ledger.clearing.exchange_vouchers",         always(())),
    ("BA-4",  "ledger.clearing.year_end",                  lambda original, *args, **kwargs: original(*args, **kwargs)[:1]),
    ("BA-8",  "ledger.payments.allocate_reference_payment", _first_part),
    ("BA-8",  "ledger.payments.post_direct_payment",       lambda original, payment, *args, **kwargs: original(attrs.evolve(payment, agency_fees=None), *args, **kwargs)),
    ("SE-7",  "ledger.payments.post_direct_payment",       lambda original, *args, **kwargs: original(*args, **{**kwargs, "register": EMPTY})),
    ("BA-5",  "ledger.listing.listing",                    altered(rows=())),
    ("BA-3",  "ledger.matching.booked_invoices",           altered(unmatched=())),
    ("BA-2",  "ledger.sie.vouchers.to_sie",                lambda original, vouchers, **kwargs: original(tuple(vouchers)[:1], **kwargs)),
)
# fmt: on
