"""The automatic rules as one would write them by hand, without the library, for a ratio against the compiled forms."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import reduce
from operator import add
from typing import Any, Final

import polars as pl

from inkasso_rules.candidates import Cutoffs
from inkasso_rules.model.invoices import Channel, InvoiceKind, InvoiceStatus, Registration

__all__ = ["CODES", "in_polars", "in_python", "in_sql"]

S = InvoiceStatus

#: What the bits of :func:`in_python` stand for, from 1 on.
CODES: Final = (
    *("kind_unknown", "status_unknown", "channel_unknown", "registration_unknown", "invoice_date_unknown"),
    *("due_date_unknown", "total_unknown", "open_amount_unknown", "ledger_total_unknown", "has_name_unknown"),
    *("has_address_unknown", "at_other_agency_unknown", "financed_unknown", "reminded_unknown"),
    *("not_a_sales_invoice", "unfinished", "not_sent", "paid", "voided", "status_not_open", "status_not_covered"),
    *("credit_note", "total_not_positive", "open_amount_not_positive", "not_overdue", "delay"),
    *("overdue_before_automation", "too_old", "debtor_name_missing", "debtor_address_missing", "already_transferred"),
    *("duplicate_at_agency", "disputed", "held", "at_other_agency", "amount_minimum", "group_excluded", "financed"),
    "reminded",
)

UNFINISHED: Final = frozenset({S.UNSAVED, S.EMPTY, S.UNFINISHED})
PAID: Final = frozenset({S.PAID, S.MARKED_PAID})
VOID: Final = frozenset({S.INVALIDATED, S.OVERRIDDEN, S.DELETED})
COVERED: Final = frozenset({S.SENT, S.PARTLY_PAID})
NAMED: Final = UNFINISHED | PAID | VOID | COVERED | {S.NOT_SENT, S.APPROVED}
NOT_TRANSFERRED: Final = frozenset({Registration.NONE, Registration.REFUSED, Registration.DUPLICATE})


def largest_uncovered(c: Any) -> int | None:
    """Return the largest amount that is too small."""
    return None if c.amount_minimum is None else int(c.amount_minimum - c.minimum_covered)


def in_python(c: Any) -> Callable[[Any], int]:  # noqa: C901, PLR0915 - one `if` for each rule is the point.
    """Return one `if` for each rule, every fact read once, every constant in a closure; an unknown fact blocks."""
    as_of, oldest, latest = c.as_of, c.oldest_invoice_date, c.latest_due_date_automatic
    largest, covered_from, groups = largest_uncovered(c), c.covered_from, c.excluded_groups
    unfinished, paid, void, named, covered, not_transferred = UNFINISHED, PAID, VOID, NAMED, COVERED, NOT_TRANSFERRED
    sales, approved, not_sent = (InvoiceKind.SALES_INVOICE,), (S.APPROVED,), (S.NOT_SENT,)
    no_sending, duplicate = (Channel.NO_SENDING,), (Registration.DUPLICATE,)

    def mask(f: Any) -> int:  # noqa: C901, PLR0912, PLR0915 - as above.
        m = 0
        kind = f.kind
        if kind is None:
            m += 1 << 0
        elif kind not in sales:
            m += 1 << 14
        status, channel = f.status, f.channel
        if channel is None:
            m += 1 << 2
        if status is None:
            m += 1 << 1
        else:
            if status in unfinished:
                m += 1 << 15
            if status in not_sent or (status in approved and channel is not None and channel not in no_sending):
                m += 1 << 16
            if status in paid:
                m += 1 << 17
            if status in void:
                m += 1 << 18
            if status not in named:
                m += 1 << 19
            if status not in covered:
                m += 1 << 20
        total = f.total
        if total is None:
            m += 1 << 6
        else:
            if total < 0:
                m += 1 << 21
            if total <= 0:
                m += 1 << 22
        open_amount = f.open_amount
        if open_amount is None:
            m += 1 << 7
        elif open_amount <= 0:
            m += 1 << 23
        due_date = f.due_date
        if due_date is None:
            m += 1 << 5
        else:
            if due_date >= as_of:
                m += 1 << 24
            if due_date > latest:
                m += 1 << 25
            if covered_from is not None and due_date < covered_from:
                m += 1 << 26
        invoice_date = f.invoice_date
        if invoice_date is None:
            m += 1 << 4
        elif invoice_date < oldest:
            m += 1 << 27
        has_name = f.has_name
        if has_name is None:
            m += 1 << 9
        elif not has_name:
            m += 1 << 28
        has_address = f.has_address
        if has_address is None:
            m += 1 << 10
        elif not has_address:
            m += 1 << 29
        registration = f.registration
        if registration is None:
            m += 1 << 3
        else:
            if registration not in not_transferred:
                m += 1 << 30
            if registration in duplicate:
                m += 1 << 31
        if f.disputed:
            m += 1 << 32
        held_until = f.held_until
        if held_until is not None and held_until > as_of:
            m += 1 << 33
        at_other_agency = f.at_other_agency
        if at_other_agency is None:
            m += 1 << 11
        elif at_other_agency:
            m += 1 << 34
        ledger_total = f.ledger_total
        if largest is not None:
            if ledger_total is None:
                m += 1 << 8
            elif ledger_total <= largest:
                m += 1 << 35
        group = f.group
        if group is not None and group in groups:
            m += 1 << 36
        financed = f.financed
        if financed is None:
            m += 1 << 12
        elif financed:
            m += 1 << 37
        reminded = f.reminded
        if reminded is None:
            m += 1 << 13
        elif reminded:
            m += 1 << 38
        return m

    return mask


def in_polars(c: Cutoffs, weights: Mapping[str, int]) -> pl.Expr:
    """Return the mask as one would write it for Polars, each bit an Int64."""
    f = pl.col
    conditions = {
        **{code: f(code.removesuffix("_unknown")).is_null() for code in CODES if code.endswith("_unknown")},
        "not_a_sales_invoice": ~f("kind").is_in(["SALES_INVOICE"]),
        "unfinished": f("status").is_in(sorted(UNFINISHED)),
        "not_sent": f("status").is_in(["NOT_SENT"])
        | (f("status").is_in(["APPROVED"]) & ~f("channel").is_in(["NO_SENDING"])),
        "paid": f("status").is_in(sorted(PAID)),
        "voided": f("status").is_in(sorted(VOID)),
        "status_not_open": ~f("status").is_in(sorted(NAMED)),
        "status_not_covered": ~f("status").is_in(sorted(COVERED)),
        "credit_note": f("total") < 0,
        "total_not_positive": f("total") <= 0,
        "open_amount_not_positive": f("open_amount") <= 0,
        "not_overdue": f("due_date") >= c.as_of,
        "delay": f("due_date") > c.latest_due_date_automatic,
        "overdue_before_automation": f("due_date") < c.covered_from,
        "too_old": f("invoice_date") < c.oldest_invoice_date,
        "debtor_name_missing": ~f("has_name"),
        "debtor_address_missing": ~f("has_address"),
        "already_transferred": ~f("registration").is_in(sorted(NOT_TRANSFERRED)),
        "duplicate_at_agency": f("registration").is_in(["duplicate"]),
        "disputed": f("disputed"),
        "held": f("held_until") > c.as_of,
        "at_other_agency": f("at_other_agency"),
        "amount_minimum": f("ledger_total") <= largest_uncovered(c),
        "group_excluded": f("group").is_in(sorted(c.excluded_groups)),
        "financed": f("financed"),
        "reminded": f("reminded"),
    }
    zero = pl.lit(0, pl.Int64)
    bits = (
        pl.when(condition).then(pl.lit(weights[code], pl.Int64)).otherwise(zero)
        for code, condition in conditions.items()
    )
    return reduce(add, bits).alias("mask")


def in_sql(c: Cutoffs, weights: Mapping[str, int]) -> str:
    """Return the mask as one would write it for DuckDB."""

    def date(day: dt.date) -> str:
        return f"DATE '{day}'"

    def texts(group: frozenset[str]) -> str:
        return "(" + ", ".join(f"'{code}'" for code in sorted(group)) + ")"

    conditions = {
        **{code: f'"{code.removesuffix("_unknown")}" IS NULL' for code in CODES if code.endswith("_unknown")},
        "not_a_sales_invoice": "kind <> 'SALES_INVOICE'",
        "unfinished": f"status IN {texts(UNFINISHED)}",
        "not_sent": "status = 'NOT_SENT' OR (status = 'APPROVED' AND channel <> 'NO_SENDING')",
        "paid": f"status IN {texts(PAID)}",
        "voided": f"status IN {texts(VOID)}",
        "status_not_open": f"status NOT IN {texts(NAMED)}",
        "status_not_covered": f"status NOT IN {texts(COVERED)}",
        "credit_note": "total < 0",
        "total_not_positive": "total <= 0",
        "open_amount_not_positive": "open_amount <= 0",
        "not_overdue": f"due_date >= {date(c.as_of)}",
        "delay": f"due_date > {date(c.latest_due_date_automatic)}",
        "overdue_before_automation": f"due_date < {date(c.covered_from)}",
        "too_old": f"invoice_date < {date(c.oldest_invoice_date)}",
        "debtor_name_missing": "NOT has_name",
        "debtor_address_missing": "NOT has_address",
        "already_transferred": f"registration NOT IN {texts(NOT_TRANSFERRED)}",
        "duplicate_at_agency": "registration = 'duplicate'",
        "disputed": "disputed",
        "held": f"held_until > {date(c.as_of)}",
        "at_other_agency": "at_other_agency",
        "amount_minimum": f"ledger_total <= {largest_uncovered(c)}",
        "group_excluded": f'"group" IN {texts(c.excluded_groups)}',
        "financed": "financed",
        "reminded": "reminded",
    }
    return " + ".join(
        f"CASE WHEN {condition} THEN {weights[code]}::BIGINT ELSE 0::BIGINT END"
        for code, condition in conditions.items()
    )
