"""
Invoices and settlements from text that an accountant can read, and the answer written out the same way.

Amounts are written as in Swedish (``1 250,00``), with ``−`` below zero; ``D`` is the debit side and ``K`` the credit
side. ``tests/journal/cases/README.md`` tells how each line is read. A line that cannot be read is an error, never left
out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from inkasso_rules.journal import Posted
from inkasso_rules.model.answers import Notice
from inkasso_rules.model.bookings import BookedInvoice, BookedRow, BookedState
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, SettledPayment, Settlement, VatDocument
from inkasso_rules.model.vouchers import Line, Voucher, VoucherCode

#: An invoice of 1 000 kronor and 25 % VAT, which most cases begin with.
PLAIN: Final = """
A1 2026-02-01
1510 D 1 250,00
3001 K 1 000,00
2611 K   250,00
"""

_AMOUNT: Final = r"−?\d{1,3}(?: \d{3})*,\d\d"
_HEADING: Final = re.compile(r"(?!due )(\S+) (\d{4}-\d\d-\d\d)")
_ROW: Final = re.compile(rf"(\d{{4}}) ([DK]) ({_AMOUNT})(?: ([A-Z]{{3}}) ({_AMOUNT}))?(?: with (\d{{4}}|none))?")
_PART: Final = re.compile(rf"(less|plus) (\w+) ({_AMOUNT})(?: on (\S+))?")


class UnreadableError(ValueError):
    """A line of a table cannot be read."""


def _lines(text: str) -> list[str]:
    """Return the lines that are not blank, with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def money(text: str, currency: str = "SEK") -> Money:
    """Read an amount: ``1 250,00``, ``−0,50``."""
    return Money.of(text.replace(" ", "").replace(",", ".").replace("−", "-"), currency)


def shown(amount: Money) -> str:
    """Write an amount as :func:`money` reads it."""
    return f"{amount.decimal:,}".replace(",", " ").replace(".", ",").replace("-", "−")


# --- an invoice in the books ------------------------------------------------------------------------------------------
def invoice(name: str, text: str = PLAIN, *, currency: str = "SEK") -> BookedInvoice:
    """Read how an invoice stands in the books: vouchers with their rows, and what else is known of it."""
    rows: list[BookedRow] = []
    facts: dict[str, Any] = {}
    voucher_id, booked_on = "", dt.date.min
    for line in _lines(text):
        if found := _ROW.fullmatch(line):
            rows.append(_row(found, voucher_id, booked_on, currency))
        elif found := _HEADING.fullmatch(line):
            voucher_id, booked_on = found[1], dt.date.fromisoformat(found[2])
        else:
            facts |= _fact(line)
    return BookedInvoice(
        invoice=name,
        rows=tuple(row for row in rows if row.voucher_id != "planned"),
        planned=tuple(row for row in rows if row.voucher_id == "planned"),
        **facts,
    )


def invoices(texts: Mapping[str, str], *, currency: str = "SEK") -> dict[str, BookedInvoice]:
    """Read invoices by name."""
    return {name: invoice(name, text, currency=currency) for name, text in texts.items()}


def _row(found: re.Match[str], voucher_id: str, booked_on: dt.date, currency: str) -> BookedRow:
    account, side, amount, other, foreign, vat_account = found.groups()
    sign = 1 if side == "D" else -1
    return BookedRow(
        account=account,
        amount=sign * money(amount, currency),
        voucher_id=voucher_id,
        booked_on=booked_on,
        foreign=sign * money(foreign, other) if other else None,
        vat_account="" if vat_account == "none" else vat_account,
    )


def _fact(line: str) -> Mapping[str, object]:
    match line.split(" ", 1):
        case ["state", state]:
            return {"state": BookedState(state)}
        case ["open", amount]:
            *digits, currency = amount.split(" ") if amount[-1].isalpha() else (amount, "SEK")
            return {"open_amount": money(" ".join(digits), currency)}
        case ["earlier", "year"]:
            return {"is_earlier": True}
        case ["reference", reference]:
            return {"reference": reference}
        case ["due", day]:
            return {"due_on": dt.date.fromisoformat(day)}
    raise UnreadableError(line)


# --- a settlement -----------------------------------------------------------------------------------------------------
def settlement(text: str) -> Settlement:
    """Read a settlement: its own line, then one for each payment. What *pays* does not say is what the rest sums to."""
    head, *lines = _lines(text)
    (settlement_id, day, currency), facts = _cells(head)
    payments = tuple(payment(line, currency=currency) for line in lines)
    said: dict[str, Any] = {
        "payout": Money(sum(one.payout.minor for one in payments), currency),
        "brought_forward": Money(0, currency),
    }
    for fact in facts:
        said |= _of_settlement(fact, currency, dt.date.fromisoformat(day))
    return Settlement(
        settlement_id=settlement_id,
        creditor_id="cred-1",
        settled_on=dt.date.fromisoformat(day),
        payments=payments,
        **said,
    )


def payment(line: str, *, currency: str = "SEK") -> SettledPayment:
    """Read one payment: ``p1 F1 2026-03-02 | capital 1 250,00 | less vat 60,00 | pays 1 190,00``."""
    (payment_id, name, day), facts = _cells(line)
    said: dict[str, Any] = {"capital": Money(0, currency)}
    parts: dict[str, list[Part]] = {"less": [], "plus": []}
    for fact in facts:
        if found := _PART.fullmatch(fact):
            side, kind, amount, on = found.groups()
            parts[side].append(Part(kind=kind, amount=money(amount, currency), invoice=on))
        else:
            said |= _of_payment(fact, currency)
    sums = {side: sum(part.amount.minor for part in members) for side, members in parts.items()}
    payout = Money(said["capital"].minor + sums["plus"] - sums["less"], currency)
    return SettledPayment(
        payment_id=payment_id,
        invoice=name,
        paid_on=dt.date.fromisoformat(day),
        deductions=tuple(parts["less"]),
        additions=tuple(parts["plus"]),
        **{"payout": payout, **said},
    )


def _cells(line: str) -> tuple[list[str], list[str]]:
    head, *facts = line.split(" | ")
    return head.split(" "), facts


def _of_settlement(fact: str, currency: str, day: dt.date) -> Mapping[str, object]:
    match fact.split(" "):
        case ["pays", *amount]:
            return {"payout": money(" ".join(amount), currency)}
        case ["brought", "forward", *amount]:
            return {"brought_forward": money(" ".join(amount), currency)}
        case ["rate", rate]:
            value = Decimal(rate.replace(",", "."))
            return {"rate": ExchangeRate(currency=currency, into="SEK", rate=value, on=day)}
        case ["document", number, issued_on, vat_number]:
            issued = dt.date.fromisoformat(issued_on)
            return {"vat_document": VatDocument(number=number, issued_on=issued, vat_number=vat_number)}
        case ["account", account]:
            return {"clearing_account": account}
    raise UnreadableError(fact)


def _of_payment(fact: str, currency: str) -> Mapping[str, object]:
    match fact.split(" "):
        case ["capital", *amount]:
            return {"capital": money(" ".join(amount), currency)}
        case ["pays", *amount]:
            return {"payout": money(" ".join(amount), currency)}
        case ["of", "invoice", other, *amount]:
            return {"invoice_amount": money(" ".join(amount), other)}
        case ["kept", "costs", *amount]:
            return {"kept_costs": money(" ".join(amount), currency)}
        case ["kept", "interest", *amount]:
            return {"kept_interest": money(" ".join(amount), currency)}
        case ["stage", stage]:
            return {"stage": Stage(stage)}
    raise UnreadableError(fact)


# --- the answer -------------------------------------------------------------------------------------------------------
def after(booked: Mapping[str, BookedInvoice], posted: Posted) -> dict[str, BookedInvoice]:
    """Return the invoices with what vouchers have posted on them; what a subledger said before is forgotten."""
    found = dict(booked)
    for voucher in posted.vouchers:
        for line in voucher.lines:
            # Money for an unknown invoice makes it no better known.
            if line.invoice in found:
                row = BookedRow(
                    account=line.account,
                    amount=line.amount,
                    voucher_id=voucher.voucher_id,
                    booked_on=voucher.dated_on,
                    foreign=line.foreign,
                )
                known = found[line.invoice]
                found[line.invoice] = attrs.evolve(known, rows=(*known.rows, row), open_amount=None)
    return found


def tidy(text: str) -> list[str]:
    """Return the lines of an answer as :func:`written` writes them."""
    return _lines(text)


def written(posted: Posted) -> list[str]:
    """Write out an answer, all but the event, its rest and what the agency is told."""
    return list(_written(posted))


def _written(posted: Posted) -> Iterator[str]:
    for voucher in posted.vouchers:
        yield from voucher_lines(voucher)
    for update in posted.open_item_updates:
        ids = " ".join(update.payment_ids)
        paid, left = _marked(update.amount), shown(update.open_after)
        yield f"{update.invoice} paid {paid} on {update.paid_on}, left {left}: {ids}"
    for held in posted.held:
        for reason in held.reasons:
            yield f"held {held.subject}: {reason.requirement} {reason.code} {reason.subject}"
    for one in posted.unmatched:
        yield f"unmatched {one.payment_id} {one.invoice} {_marked(one.amount)}: {one.reason}"
    for difference in posted.differences:
        stated, computed = _marked(difference.stated), shown(difference.computed)
        yield f"differs {difference.code} {difference.subject}: stated {stated}, computed {computed}"
    yield from _notices(posted.notices)
    if posted.is_repeated:
        yield "repeated"


def voucher_lines(voucher: Voucher) -> Iterator[str]:
    """Write out a voucher: its id and day, then a line for each of its own."""
    head = f"{voucher.voucher_id} {voucher.dated_on}"
    if voucher.code is not VoucherCode.SETTLEMENT:
        head += f" {voucher.code}"
    if voucher.happened_on is not None:
        head += f", happened {voucher.happened_on}"
    if voucher.reverses is not None:
        head += f", reverses {voucher.reverses}"
    yield head
    for line in voucher.lines:
        yield _line(line)


def _line(line: Line) -> str:
    cells = [line.account, "D" if line.amount.minor > 0 else "K", shown(_positive(line.amount)), str(line.code)]
    if line.invoice is not None:
        cells.append(line.invoice)
    if line.foreign is not None:
        # A foreign amount on the other side than its own would be wrong; its sign must show that.
        foreign = line.foreign if line.amount.minor > 0 else -line.foreign
        cells += [foreign.currency, shown(foreign)]
    return " ".join(cells)


def _positive(amount: Money) -> Money:
    return amount if amount.minor > 0 else -amount


def _marked(amount: Money) -> str:
    return shown(amount) if amount.currency == "SEK" else f"{amount.currency} {shown(amount)}"


def _notices(notices: Iterable[Notice]) -> Iterator[str]:
    for notice in notices:
        amount = "" if notice.amount is None else f" {_marked(notice.amount)}"
        yield f"notice {notice.code}{amount}: {' '.join(notice.subjects)}"
