"""
Every file that one settlement gives, of invoices of all kinds.

Processes of their own ask for their hashes; nothing here needs a test runner, so that they start quickly.
"""

import datetime as dt
import hashlib
import importlib.util
import json
from collections.abc import Iterable, Sequence
from typing import Final

from inkasso_host.pdf import listing_pdf
from inkasso_rules.journal import Posted, post_settlement
from inkasso_rules.ledger.listing import ListedInvoice, listing
from inkasso_rules.ledger.listing_texts import to_csv, to_html
from inkasso_rules.ledger.sie.vouchers import to_sie
from inkasso_rules.model.bookings import BookedInvoice, BookedRow, BookedState
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, PartKind, SettledPayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.records import to_record

__all__ = ["COMPANY", "DAY", "LEDGER", "PAYMENTS", "as_sie", "hashes", "outputs", "posting"]

COMPANY: Final = "Åkes Exempel AB"
DAY: Final = dt.date(2026, 3, 16)


def _row(account: str, minor: int, voucher_id: str = "v-1", on: dt.date = dt.date(2026, 1, 31)) -> BookedRow:
    return BookedRow(account=account, amount=Money(minor), voucher_id=voucher_id, booked_on=on)


def _sale(name: str, *rows: tuple[str, int], state: BookedState | None = None) -> BookedInvoice:
    return BookedInvoice(invoice=name, rows=tuple(_row(*one) for one in rows), state=state)


#: An invoice of each kind whose payments could be shared out otherwise in another order.
LEDGER: Final = (
    _sale("Åsö-1", ("1510", 1_250_01), ("3001", -1_000_01), ("2611", -250_00)),
    _sale('F"2', ("1510", 333_33), ("1516", 333_34), ("3001", -533_34), ("2611", -133_33)),
    _sale("F-3", ("1510", 1_119_99), ("3001", -999_99), ("2628", -120_00)),
    BookedInvoice(
        invoice="F-4",
        planned=(_row("1510", 1_062_53), _row("3001", -500_02), _row("2611", -125_01), _row("3003", -437_50)),
    ),
    _sale("F-5", ("1510", 700_00), ("3001", -700_00), state=BookedState.FEARED),
)


def _payment(place: int, name: str, minor: int, paid_on: dt.date) -> SettledPayment:
    parts = tuple(
        Part(kind=kind, amount=Money(minor // share)) for kind, share in ((PartKind.VAT, 21), (PartKind.COMMISSION, 9))
    )
    extra = (Part(kind=PartKind.INTEREST, amount=Money(place + 1)),)
    payout = minor - sum(part.amount.minor for part in parts) + place + 1
    return SettledPayment(
        payment_id=f"p-{place}",
        invoice=name,
        paid_on=paid_on,
        capital=Money(minor),
        deductions=parts,
        additions=extra,
        payout=Money(payout),
    )


#: Each invoice by three payments: one of the month before, two of the same day; one goes back.
PAYMENTS: Final = tuple(
    _payment(3 * place + part, one.invoice, minor, paid_on)
    for place, one in enumerate(LEDGER)
    for part, (minor, paid_on) in enumerate(
        ((33_33 + place, dt.date(2026, 2, 28)), (101_01, DAY), (77_77 if place % 2 else -11_11, DAY))
    )
)


def posting(payments: Sequence[SettledPayment] = PAYMENTS, ledger: Sequence[BookedInvoice] = LEDGER) -> Posted:
    """Post the settlement, with its payments and the ledger in the given order."""
    settlement = Settlement(
        settlement_id="S-1",
        creditor_id="cred-1",
        settled_on=DAY,
        payments=tuple(payments),
        payout=Money(sum(one.payout.minor for one in payments)),
        brought_forward=Money(0),
    )
    return post_settlement(settlement, {one.invoice: one for one in ledger})


def as_sie(vouchers: Iterable[Voucher]) -> bytes:
    """Return vouchers as they are exported."""
    return to_sie(vouchers, company=COMPANY, generated_on=DAY)


def outputs(
    payments: Sequence[SettledPayment] = PAYMENTS, ledger: Sequence[BookedInvoice] = LEDGER, *, with_pdf: bool = False
) -> dict[str, bytes]:
    """Return every file, from the payments and the ledger in the given order."""
    posted = posting(payments, ledger)
    assert isinstance(posted.event, Settlement)
    invoices = (ListedInvoice(invoice=one.invoice, reference="0077", debtor_name='Åke "Ö" Prov') for one in ledger)
    rest = posted.rest if isinstance(posted.rest, Settlement) else None
    found = listing(posted.event, rest=rest, invoices=invoices, with_names=True)
    files = {
        "vouchers": json.dumps([to_record(one) for one in posted.vouchers], ensure_ascii=False).encode(),
        "sie": as_sie(posted.vouchers),
        "csv": to_csv(found),
        "html": to_html(found).encode(),
    }
    return files | ({"pdf": listing_pdf(found)} if with_pdf else {})


def hashes(turns: int) -> str:
    """Return the hash of each file as JSON, with payments and ledger turned by so many places, and at odd ones back."""
    payments, ledger = (*PAYMENTS[turns:], *PAYMENTS[:turns]), (*LEDGER[turns % 5 :], *LEDGER[: turns % 5])
    has_pdf = importlib.util.find_spec("fpdf") is not None
    files = outputs(payments[::-1] if turns % 2 else payments, ledger, with_pdf=has_pdf)
    return json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
