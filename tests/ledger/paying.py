"""Ledgers, real and made up, and settlements that pay their open invoices: the same ones on every run."""

import calendar
import datetime as dt
import functools
import os
from collections.abc import Iterable, Mapping
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from inkasso_rules.journal import EMPTY, OpenItemUpdate, post_settlement
from inkasso_rules.ledger.matching import ByObject, ByPattern, ByTable, Key, TableKey, booked_invoices
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.ledger.sie.file import SieFile
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.ledger.sie.vouchers import to_sie
from inkasso_rules.model.bookings import BAS, Accounts, BookedInvoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, Part, PartKind, SettledPayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from tests.ledger.test_real_files import ALL, BL, MAMUT, XE
from tests.property import journals

__all__ = ["FOLDER", "NAMES", "OWN", "PLEDGED", "REAL", "Ledger", "Paid", "accounts_of", "ledger", "open_on", "paid"]

FOLDER: Final = Path(os.environ.get("INKASSO_SIE", Path(__file__).parents[3] / "shared" / "data" / "sie"))

#: Two ledgers of our own; in the second, 1512 is an account on which debtors owe.
OWN, PLEDGED = "own", "own, with 1512 for pledged receivables"
REAL: Final = ALL
NAMES: Final = (OWN, PLEDGED, *REAL)

_PLEDGED_CHART: Final = Accounts(clearing="1684", receivables=("1510", "1512"))
_KEYS: Final[Mapping[str, tuple[Key, ...]]] = {
    BL: (ByPattern(r"\[(?P<invoice>[0-9]+)\]"),),
    MAMUT: (ByObject(),),
    XE: (ByPattern(r"fakt\. 0*(?P<invoice>[0-9]+)"),),
    OWN: (ByObject(),),
    PLEDGED: (ByObject(),),
}


class Ledger(NamedTuple):
    """A ledger as a vendor exports it."""

    source: bytes
    file: SieFile
    keys: tuple[Key, ...]
    accounts: Accounts

    @property
    def invoices(self) -> dict[str, BookedInvoice]:
        """Its customers' invoices."""
        return by_name(self, self.file)


def by_name(ledger: Ledger, *files: SieFile) -> dict[str, BookedInvoice]:
    """Return the invoices that *files* show, found as in this ledger, or else by their object."""
    reading = booked_invoices(files, keys=(*ledger.keys, ByObject()), accounts=ledger.accounts)
    return {one.invoice: one for one in reading.invoices}


def accounts_of(name: str) -> Accounts:
    """Return the chart of a ledger."""
    return _PLEDGED_CHART if name == PLEDGED else BAS


def open_on(booked: BookedInvoice, accounts: Accounts) -> int:
    """Return what a debtor owes for an invoice."""
    return journals.on_accounts(booked, accounts.receivables)


@functools.cache
def ledger(name: str) -> Ledger:
    """Return a ledger; one that carries no invoices gets one for each voucher on a receivable, by a table."""
    source = _own(accounts_of(name)).encode("cp437") if name in {OWN, PLEDGED} else (FOLDER / name).read_bytes()
    file = read_sie(source).file
    table: dict[TableKey, str] = {
        (one.series, one.number, one.dated_on): f"T{place}"
        for place, one in enumerate(file.vouchers)
        if any(row.account in BAS.receivables for row in one.rows)
    }
    return Ledger(source, file, _KEYS.get(name) or (ByTable(table),), accounts_of(name))


def _own(accounts: Accounts) -> str:
    """Write a ledger of twelve invoices: two receivables, two rates, some paid in part, one in full, one credited."""
    first, second = accounts.receivables[:2]
    lines = [
        "#FLAGGA 0",
        "#SIETYP 4",
        "#RAR 0 20260101 20261231",
        f"#IB 0 {first} 98765.43",
        f"#IB 0 {second} 10.00",
        "#IB 0 2641 77.01",
        "#IB 0 2420 -50.00",
    ]
    for number in range(1, 13):
        key = rf'{{"10" "F\"{number}}} å"}}'
        gross, day = 99_99 + 1_234_56 * number, f"202602{number:02}"
        other, taxes = gross // 3 if number % 4 == 0 else 0, gross // (5 if number % 2 else 9)
        rows = [
            (first, gross - other),
            (second, other),
            ("2611" if number % 2 else "2621", -taxes),
            ("3001", taxes - gross),
        ]
        lines += _voucher("1", number, day, key, rows)
        back = {3: gross // 4, 6: gross, 9: gross // 2 + 1}.get(number, 0)
        if back:
            lines += _voucher("2", number, "20260220", key, [("1930" if number != 9 else "3001", back), (first, -back)])
    return "\r\n".join((*lines, ""))


def _voucher(series: str, number: int, day: str, key: str, rows: Iterable[tuple[str, int]]) -> list[str]:
    amounts = (
        (account, key, f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}")
        for account, minor in rows
        if minor
    )
    return [f'#VER {series} {number} {day} "v"', "{", *(" ".join(("#TRANS", *row)) for row in amounts), "}"]


# --- settlements ------------------------------------------------------------------------------------------------------
class Paid(NamedTuple):
    """What was settled of a ledger's open invoices, and what became of it."""

    settlements: tuple[Settlement, ...]
    bank_rows: tuple[BankRow, ...]
    vouchers: tuple[Voucher, ...]
    updates: tuple[OpenItemUpdate, ...]
    exported: bytes


#: Invoice, day and capital.
_Pay = tuple[str, dt.date, int]


def _payments(random: Random, owed: Mapping[str, int], days: tuple[dt.date, ...]) -> tuple[list[_Pay], ...]:
    """
    Pay every open invoice in one of five ways, by three settlements; the second holds charge-backs only.

    In full; in two instalments; by three payments at once, in part; more than all; in full, by two payments. Of the
    last two kinds some bounces, and is paid again but for an öre.
    """
    earlier, one, two, three = days
    first, second, third = list[_Pay](), list[_Pay](), list[_Pay]()
    names = sorted(owed)
    random.shuffle(names)
    for way, name in zip(cycle(range(5)), names, strict=False):
        whole = owed[name]
        cut = random.randint(10, whole - 10)
        match way:
            case 0:
                first.append((name, one, whole))
            case 1:
                first.append((name, earlier, cut))
                third.append((name, three, whole - cut))
            case 2:
                first += [(name, earlier, whole // 5), (name, one, whole // 7), (name, one, whole // 11)]
            case 3:
                first.append((name, one, whole + cut))
                second.append((name, two, -cut))
                third.append((name, three, cut - 1))
            case _:
                first += [(name, earlier, cut), (name, one, whole - cut)]
                second.append((name, two, -cut))
                third.append((name, three, cut - 1))
    return first, second, third


def _settlements(name: str, owed: Mapping[str, int], last_day: dt.date) -> tuple[Settlement, ...]:
    """
    Settle payments on three days of the month after the ledger's last voucher; some were paid in that month.

    The last one deducts no VAT, so that it always makes good what the charge-backs took.
    """
    random = Random(name)  # noqa: S311 - the same ones on every run
    earlier = last_day.replace(day=calendar.monthrange(last_day.year, last_day.month)[1])
    days = (earlier, *(earlier + dt.timedelta(days=number) for number in (2, 9, 16)))
    found: list[Settlement] = []
    for number, members in enumerate(_payments(random, owed, days), 1):
        payments = [
            _payment(f"p-{number}-{place}", pay, with_vat=number < 3 and random.random() < 0.5)
            for place, pay in enumerate(members)
        ]
        random.shuffle(payments)
        carried = found[-1].carried_forward if found else Money(0)
        found.append(journals.settled(f"s-{number}", payments, days[number], brought_forward=carried))
    return tuple(found)


def _payment(payment_id: str, pay: _Pay, *, with_vat: bool) -> SettledPayment:
    invoice, paid_on, minor = pay
    tax = minor // 20 if with_vat else 0
    return SettledPayment(
        payment_id=payment_id,
        invoice=invoice,
        paid_on=paid_on,
        capital=Money(minor),
        payout=Money(minor - tax),
        deductions=(Part(kind=PartKind.VAT, amount=Money(tax)),) if tax else (),
    )


@functools.cache
def paid(name: str) -> Paid:
    """Pay a ledger's open invoices: what one settlement posts, the next one finds in the books."""
    found = ledger(name)
    booked = found.invoices
    owed = {one: minor for one in booked if (minor := open_on(booked[one], found.accounts)) > 0}
    settlements = _settlements(name, owed, max(one.dated_on for one in found.file.vouchers))
    bank_rows = tuple(
        BankRow(
            row_id=f"b-{one.settlement_id}",
            booked_on=one.settled_on + dt.timedelta(days=1),
            amount=one.transfer,
            counterparty="KRAVIA  AB",
        )
        for one in settlements
        if one.transfer.minor
    )
    events: tuple[Settlement | BankRow, ...] = (*settlements, *bank_rows)
    register, answers = EMPTY, []
    for event in events:
        if isinstance(event, Settlement):
            answer = post_settlement(event, booked, accounts=found.accounts, register=register)
        else:
            answer = post_bank_row(event, accounts=found.accounts, register=register)
        assert ((), ()) == (answer.held, answer.unmatched)
        register = register.adding(answer)
        booked = {one: journals.fed_back(booked[one], answer.vouchers) for one in booked}
        answers.append(answer)
    vouchers = tuple(voucher for answer in answers for voucher in answer.vouchers)
    number = found.file.organisation_number
    exported = to_sie(
        vouchers, company="Exempel AB", generated_on=settlements[-1].settled_on, organisation_number=number
    )
    return Paid(
        settlements, bank_rows, vouchers, tuple(one for answer in answers for one in answer.open_item_updates), exported
    )
