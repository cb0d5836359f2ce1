"""
How fast a settlement becomes vouchers, against a plain loop, and how that grows; and how a large SIE file is read.

The loop (:func:`by_hand`) stands here in full: it sums what was paid on each invoice, looks for the invoice's
receivable, and writes one line each and one for the clearing account. It checks nothing, knows one way of booking, and
tells nobody anything. Both give the same lines.

    python -m benchmarks.journal --markdown docs/explanation/performance.md
"""

import argparse
import datetime as dt
import gc
import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks import sie
from benchmarks.measuring import Line, as_markdown, faster, machine, medians, shown, within, write_between
from inkasso_rules.journal import post_settlement
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment, Settlement

DAY: Final = dt.date(2026, 3, 16)
_NONE: Final = Money(0)


def a_ledger(invoices: int) -> dict[str, BookedInvoice]:
    """Make invoices with their income and VAT."""
    made = {}
    for number in range(invoices):
        net = 80 + number % 977
        rows = (("1510", net * 125), ("3001", -net * 100), ("2611", -net * 25))
        made[f"F{number}"] = BookedInvoice(
            invoice=f"F{number}",
            rows=tuple(
                BookedRow(account=account, amount=Money(minor), voucher_id=f"V{number}", booked_on=DAY)
                for account, minor in rows
            ),
        )
    return made


def a_settlement(payments: int) -> Settlement:
    """Make a settlement of which one payment in ten has VAT deducted, in random order."""
    chance = random.Random(1)
    made = []
    for number in range(payments):
        capital = chance.randrange(100, 10_000)
        deductions = (Part(kind=PartKind.VAT, amount=Money(45)),) if number % 10 == 0 else ()
        made.append(
            SettledPayment(
                payment_id=f"P{number}",
                invoice=f"F{number}",
                paid_on=DAY,
                capital=Money(capital),
                deductions=deductions,
                payout=Money(capital - 45 * len(deductions)),
            )
        )
    chance.shuffle(made)
    return Settlement(
        settlement_id="S1",
        creditor_id="C1",
        settled_on=DAY,
        payments=tuple(made),
        payout=Money(sum(payment.payout.minor for payment in made)),
        brought_forward=_NONE,
    )


def by_hand(settlement: Settlement, booked: Mapping[str, BookedInvoice]) -> list[tuple[str, int, str | None]]:
    """Write the lines of a settlement, if nothing is special."""
    paid: dict[str, int] = {}
    vat = 0
    for payment in settlement.payments:
        paid[payment.invoice] = paid.get(payment.invoice, 0) + payment.capital.minor
        vat += sum(part.amount.minor for part in payment.deductions)
    lines: list[tuple[str, int, str | None]] = []
    for invoice, minor in sorted(paid.items()):
        account = next(row.account for row in booked[invoice].rows if row.account.startswith("151"))
        lines.append((account, -minor, invoice))
    lines.append(("2641", vat, None))
    return [("1512", -sum(minor for _, minor, _ in lines), None), *lines]


def posting_lines(payments: int, rounds: int) -> list[Line]:
    """Post one settlement."""
    settlement, booked = a_settlement(payments), a_ledger(payments)
    (voucher,) = post_settlement(settlement, booked).vouchers
    assert [(line.account, line.amount.minor, line.invoice) for line in voucher.lines] == by_hand(settlement, booked)
    taken = medians(
        {"ours": lambda: post_settlement(settlement, booked), "hand": lambda: by_hand(settlement, booked)},
        rounds=rounds,
    )
    limit = 1.5 * payments / 100_000
    return [
        within(f"{payments:,} payments of one settlement", taken["ours"], limit),
        faster("the same, against a loop that checks and tells nothing", taken["ours"], taken["hand"]),
    ]


def growth_line(few: int, many: int, rounds: int) -> Line:
    """Compare the time for each payment of a small settlement and of a large one."""
    each = {}
    for payments in (few, many):
        settlement, booked = a_settlement(payments), a_ledger(payments)
        best = min(_seconds(settlement, booked) for _ in range(rounds))
        each[payments] = best / payments
    ratio = each[many] / each[few]
    return Line(
        f"a payment among {many:,}, against one among {few:,}",
        shown(each[many]),
        shown(each[few]),
        f"{ratio:.2f}× the time",
        "≤ 1.15×",
        ratio <= 1.15,
    )


def _seconds(settlement: Settlement, booked: Mapping[str, BookedInvoice]) -> float:
    gc.collect()
    gc.disable()
    begun = time.perf_counter()
    post_settlement(settlement, booked)
    taken = time.perf_counter() - begun
    gc.enable()
    return taken


def main() -> None:
    """Measure, print the table, and write it into a page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payments", type=lambda text: int(float(text)), default=100_000, help="of one settlement")
    parser.add_argument("--megabytes", type=int, default=sie.MEGABYTES, help="size of the SIE file")
    parser.add_argument("--rounds", type=int, default=7, help="how often each job runs")
    parser.add_argument("--markdown", type=Path, help="a page with the two markers between which the table goes")
    given = parser.parse_args()
    lines = [
        *posting_lines(given.payments, given.rounds),
        growth_line(given.payments // 10, given.payments * 10, 3),
        *sie.measured(given.megabytes),
    ]
    table = as_markdown(lines, f"{machine('attrs')}.")
    print(table)
    if given.markdown:
        write_between(given.markdown, "journal", table)


if __name__ == "__main__":
    main()
