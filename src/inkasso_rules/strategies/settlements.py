"""
Settlements that add up against a ledger, and the same with one thing wrong.

No more is charged back than came in, and not before. Days are the plain one and later, ends of months and years too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules.journal.standing import standing
from inkasso_rules.model.bookings import BAS, Accounts, BookedInvoice
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import (
    Part,
    PartKind,
    SettledPayment,
    Settlement,
    VatDocument,
)
from inkasso_rules.strategies.basics import PLAIN_DAY, kept, moneys, seldom
from inkasso_rules.strategies.ledgers import RATES, plain_booked

__all__ = [
    "SETTLED_DAYS",
    "broken_settlements",
    "parts",
    "plain_settlement",
    "settled_payments",
    "settlements",
    "vat_documents",
]

#: The days of settlements: ends of months and years, and a leap day, after all that a drawn ledger has.
SETTLED_DAYS: Final = (
    PLAIN_DAY,
    dt.date(2026, 3, 31),
    dt.date(2026, 4, 1),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 2),
    dt.date(2028, 2, 29),
)
#: After whatever a drawn ledger has.
_FIRST_DAY: Final = dt.date(2026, 3, 1)
_DEDUCTIONS: Final = (
    PartKind.VAT,
    PartKind.COMMISSION,
    PartKind.FEES_DUE,
    PartKind.AGENCY_INVOICE,
    PartKind.COURT_FEE,
)
_ADDITIONS: Final = (
    PartKind.INTEREST,
    PartKind.COURT_FEE_RECOVERED,
    PartKind.REMINDER_FEE,
    PartKind.COMPENSATION,
)
#: Percent of what is open: all, parts, more, next to nothing.
_SHARES: Final = (100, 50, 33, 130, 1)


def plain_settlement() -> Settlement:
    """Return what :func:`settlements` shrinks to: the plain invoice was paid in full on the plain day."""
    return _summed("settlement-1", PLAIN_DAY, (_plain_payment(),), "SEK")


def _plain_payment() -> SettledPayment:
    amount = Money(1_250_00)
    return SettledPayment(
        payment_id="settlement-1-1", invoice="10045", paid_on=PLAIN_DAY, capital=amount, payout=amount
    )


def _summed(settlement_id: str, day: dt.date, payments: tuple[SettledPayment, ...], currency: str) -> Settlement:
    """Return the settlement that states what its payments sum to."""
    return Settlement(
        settlement_id=settlement_id,
        creditor_id="creditor-1",
        settled_on=day,
        payments=payments,
        payout=Money(sum(one.payout.minor for one in payments), currency),
        brought_forward=Money(0, currency),
    )


@kept
def vat_documents() -> SearchStrategy[VatDocument]:
    """Draw the agency's document for the VAT; shrinks to one of the plain day."""
    numbers = st.integers(1, 9_999).map(lambda number: f"V-{number}")
    return st.builds(
        VatDocument, number=numbers, issued_on=st.sampled_from(SETTLED_DAYS), vat_number=st.just("SE556000000001")
    )


@kept
def parts() -> SearchStrategy[Part]:
    """Draw something beside the capital of a payment, of a known kind; shrinks to VAT."""
    kinds = st.sampled_from(PartKind).map(str)
    return st.builds(Part, kind=kinds, amount=moneys("SEK", least=0), invoice=seldom(st.just("10045")))


@kept
def settled_payments() -> SearchStrategy[SettledPayment]:
    """Draw a payment of a settlement; shrinks to the plain invoice's."""
    return settlements().map(lambda one: one.payments).filter(bool).flatmap(st.sampled_from)


# --- settlements ------------------------------------------------------------------------------------------------------
class _Choice(NamedTuple):
    """What is drawn of a payment: all at once, so that the plain one is the simplest."""

    #: Which invoice, counted round.
    place: int
    days: int
    #: Percent of what is open.
    share: int
    least: int
    #: Whether it comes in, undoes one of this settlement, or takes back what came in before.
    way: str
    deductions: list[tuple[PartKind, int]]
    additions: list[tuple[PartKind, int]]
    kept_costs: int | None
    kept_interest: int | None
    stage: Stage | None


@kept
def _choices() -> SearchStrategy[_Choice]:
    minors = st.one_of(st.sampled_from((60_00, 45, 1, 0)), st.integers(0, 10**6))
    return st.builds(
        _Choice,
        place=st.integers(0, 3),
        days=st.sampled_from((0, 1, 5, 40)),
        share=st.sampled_from(_SHARES),
        least=st.sampled_from((1, 0, 100)),
        way=st.sampled_from(("in", "in", "in", "undone", "back")),
        deductions=st.lists(st.tuples(st.sampled_from(_DEDUCTIONS), minors), max_size=2),
        additions=st.lists(st.tuples(st.sampled_from(_ADDITIONS), minors), max_size=2),
        kept_costs=seldom(st.integers(0, 10**6)),
        kept_interest=seldom(st.integers(0, 10**6)),
        stage=seldom(st.sampled_from(Stage)),
    )


class _Frame(NamedTuple):
    """What is drawn of a settlement beside its payments."""

    settled_on: dt.date
    rate: int
    brought_forward: int
    vat_document: VatDocument | None
    clearing: str | None


@kept
def _frames() -> SearchStrategy[_Frame]:
    return st.builds(
        _Frame,
        settled_on=st.sampled_from(SETTLED_DAYS),
        rate=st.sampled_from(RATES),
        brought_forward=st.sampled_from((0, -1, -500_00)),
        vat_document=seldom(vat_documents()),
        clearing=seldom(st.sampled_from(("1512", "1684"))),
    )


@attrs.define
class _Till:
    """What may still be paid on an invoice, and go back, in its own currency."""

    booked: BookedInvoice
    currency: str
    left: int
    back: int
    #: What came in, by the day, that has not gone back.
    came_in: list[tuple[dt.date, int]] = attrs.Factory(list)

    @classmethod
    def of(cls, booked: BookedInvoice, chart: Accounts) -> _Till:
        """Read it from the rows."""
        stands = standing(booked, chart)
        back = max(0, stands.relieved_foreign) + stands.loss.back_foreign + max(0, stands.overpaid_foreign)
        return cls(booked, stands.currency or "SEK", max(0, stands.open_foreign) + stands.loss.open_foreign, back)

    def taken(self, choice: _Choice, paid_on: dt.date) -> tuple[dt.date, int]:
        """Return the day and amount of a payment, and keep account of it."""
        if choice.way == "undone" and self.came_in:
            day, before = self.came_in.pop()
            paid_on, amount = max(day, paid_on), -before
        elif choice.way == "back" and self.back:
            amount = -max(1, self.back * min(choice.share, 100) // 100)
            self.back += amount
        else:
            amount = max(self.left * choice.share // 100, choice.least)
            self.came_in.append((paid_on, amount))
        self.left = max(0, self.left - amount)
        return paid_on, amount


def settlements(
    ledger: Mapping[str, BookedInvoice] | None = None,
    *,
    settlement_id: str = "settlement-1",
    currency: str = "SEK",
    chart: Accounts = BAS,
) -> SearchStrategy[Settlement]:
    """
    Draw a settlement that adds up; shrinks to :func:`plain_settlement` for the plain ledger.

    Args:
        ledger: The invoices that it may pay; the plain one if not given.

        settlement_id: Its id.

        currency: Its currency; if that is not kronor, a rate is stated.

        chart: The accounts.
    """
    booked = tuple((ledger or {"10045": plain_booked()}).values())

    def settled(frame: _Frame, choices: list[_Choice]) -> Settlement:
        tills = [_Till.of(one, chart) for one in booked]
        payments = tuple(
            _payment(f"{settlement_id}-{number}", tills[choice.place % len(tills)], choice, frame, currency)
            for number, choice in enumerate(choices, 1)
        )
        rate = None
        if currency != "SEK":
            value = Decimal(frame.rate) / 100
            rate = ExchangeRate(currency=currency, into="SEK", rate=value, on=frame.settled_on)
        return attrs.evolve(
            _summed(settlement_id, frame.settled_on, payments, currency),
            brought_forward=Money(frame.brought_forward, currency),
            vat_document=frame.vat_document,
            clearing_account=frame.clearing,
            rate=rate,
        )

    return st.builds(settled, _frames(), st.lists(_choices(), min_size=1, max_size=6))


def _payment(payment_id: str, till: _Till, choice: _Choice, frame: _Frame, currency: str) -> SettledPayment:
    """Return the payment that was chosen; of one that goes back, all amounts are below zero."""
    paid_on, amount = till.taken(choice, max(frame.settled_on - dt.timedelta(days=choice.days), _FIRST_DAY))
    sign = -1 if amount < 0 else 1
    capital = amount
    if till.currency != currency:
        # Down, for no more may go back than came in.
        worth = abs(amount) * frame.rate // 100 if till.currency != "SEK" else abs(amount) * 100 // frame.rate
        capital = sign * worth
    sides = [
        tuple(Part(kind=kind, amount=Money(sign * minor, currency)) for kind, minor in side)
        for side in (choice.deductions, choice.additions)
    ]
    kept_back, added = (sum(part.amount.minor for part in side) for side in sides)
    return SettledPayment(
        payment_id=payment_id,
        invoice=till.booked.invoice,
        paid_on=paid_on,
        capital=Money(capital, currency),
        payout=Money(capital + added - kept_back, currency),
        deductions=sides[0],
        additions=sides[1],
        invoice_amount=None if till.currency in {currency, "SEK"} else Money(amount, till.currency),
        kept_costs=None if choice.kept_costs is None else Money(sign * choice.kept_costs, currency),
        kept_interest=None if choice.kept_interest is None else Money(sign * choice.kept_interest, currency),
        stage=choice.stage,
    )


# --- one thing wrong --------------------------------------------------------------------------------------------------
def _off(amount: Money) -> Money:
    return Money(amount.minor + 1, amount.currency)


def _first(settlement: Settlement, **changes: object) -> tuple[SettledPayment, ...]:
    first, *others = settlement.payments
    return (attrs.evolve(first, **changes), *others)  # type: ignore[arg-type]  # Which field it is, the table below says.


def _differing(found: Settlement) -> Settlement:
    payments = _first(found, payout=_off(found.payments[0].payout))
    return attrs.evolve(found, payments=payments, payout=_off(found.payout))


def _doubled(found: Settlement) -> Settlement:
    first = found.payments[0]
    payout = Money(found.payout.minor + first.payout.minor, found.currency)
    return attrs.evolve(found, payments=(*found.payments, first), payout=payout)


def _unknown(found: Settlement) -> Settlement:
    strange = Part(kind="handling", amount=Money(0, found.currency))
    return attrs.evolve(found, payments=_first(found, deductions=(*found.payments[0].deductions, strange)))


def _misplaced(found: Settlement) -> Settlement:
    strange = Part(kind=PartKind.INTEREST, amount=Money(0, found.currency))
    return attrs.evolve(found, payments=_first(found, deductions=(*found.payments[0].deductions, strange)))


def _of_krone(found: Settlement) -> Settlement:
    rate = ExchangeRate(currency="NOK", into="SEK", rate=Decimal(1), on=found.settled_on)
    return attrs.evolve(found, rate=rate)


# fmt: off
_BREAKS: Final[Mapping[str, tuple[tuple[str, Callable[[Settlement], Settlement]], ...]]] = MappingProxyType({
    "SEK": (
        ("payout_differs",           lambda found: attrs.evolve(found, payout=_off(found.payout))),
        ("payment_differs",          _differing),
        ("brought_forward_positive", lambda found: attrs.evolve(found, brought_forward=Money(1, found.currency))),
        ("duplicate_payment",        _doubled),
        ("unknown_part",             _unknown),
        ("unknown_part",             _misplaced),
        ("paid_later",               lambda found: attrs.evolve(found, payments=_first(found, paid_on=found.settled_on + dt.timedelta(days=1)))),
    ),
    "EUR": (
        ("rate_missing",             lambda found: attrs.evolve(found, rate=None)),
        ("rate_missing",             _of_krone),
    ),
})
# fmt: on


def broken_settlements(ledger: Mapping[str, BookedInvoice] | None = None) -> SearchStrategy[tuple[Settlement, str]]:
    """Draw a settlement with one thing wrong, and the reason why it is held; shrinks to a payout that is 1 öre off."""

    def broken(currency: str) -> SearchStrategy[tuple[Settlement, str]]:
        breaks = st.sampled_from(_BREAKS[currency])
        return st.builds(lambda sound, one: (one[1](sound), one[0]), settlements(ledger, currency=currency), breaks)

    return st.one_of(broken("SEK"), broken("EUR"))
