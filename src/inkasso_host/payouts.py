"""
The money of the demo's year: what the agency pays out, what the bank shows, and how the invoices stand in the books.

A settlement is made for each day and currency in which debtors paid the agency. Its figures are those of the creditor's
terms, as the claim has them. All rates of exchange are made up, and the bank's is a little above the settlement's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_host.bookkeeping import Journal, keep_books
from inkasso_host.memory import MemoryLedger
from inkasso_host.year import Story, Year
from inkasso_rules.model.bookings import BAS, BookedInvoice, BookedRow, Books, FiscalYear
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.dates import bank_days_after
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import FactKind
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.model.settlements import BankRow, Part, PartKind, SettledPayment, Settlement, VatDocument
from inkasso_rules.terms import creditor_terms

__all__ = ["ACCOUNT_NAMES", "Payouts", "paid_out"]

#: What the accounts are called that the demo uses beside those of the chart.
ACCOUNT_NAMES: Final = MappingProxyType(
    {"3001": "Försäljning inom Sverige, 25 % moms", "3105": "Försäljning varor till land utanför EU"}
)

_RATES: Final = MappingProxyType(
    {
        "EUR": Decimal("11.20"),
        "NOK": Decimal("0.98"),
        "DKK": Decimal("1.50"),
        "USD": Decimal("10.10"),
        "JPY": Decimal("0.07"),
    }
)
#: What the bank gives for a unit that the settlement counts as one.
_BANK: Final = Decimal("1.002")
_DAY: Final = dt.timedelta(days=1)
_MOVED: Final = frozenset({FactKind.PAID_CREDITOR, FactKind.CREDITED})


@attrs.frozen(kw_only=True)
class Payouts:
    """
    What became of the agency's money.

    Attributes:
        settlements: The settlements, by day.

        journal: What was posted, and how the clearing account stands.
    """

    settlements: tuple[Settlement, ...]
    journal: Journal

    @property
    def largest(self) -> Settlement | None:
        """The settlement with most payments."""
        return max(self.settlements, key=lambda one: len(one.payments), default=None)


def paid_out(year: Year) -> Payouts:
    """Settle what the agency has collected in a year, and keep the books of it."""
    settlements = tuple(_settlements(year))
    currency = year.by.creditor.ledger_currency
    journal = keep_books(
        MemoryLedger(_booked(story, currency) for story in year.stories),
        settlements,
        (_row(one, year.by.policy.agency_payer) for one in settlements if one.transfer.minor),
        as_of=year.last_on,
        accounts=attrs.evolve(BAS, clearing=year.by.creditor.settings.clearing_account),
        books=Books(
            currency=currency,
            fiscal_years=tuple(
                FiscalYear(dt.date(number, 1, 1), dt.date(number, 12, 31))
                for number in range(year.first_on.year, year.last_on.year + 1)
            ),
        ),
        policy=year.by.policy,
    )
    return Payouts(settlements=settlements, journal=journal)


# --- the agency -------------------------------------------------------------------------------------------------------
def _settlements(year: Year) -> Iterator[Settlement]:
    """Make a settlement for each day and currency."""
    found: dict[tuple[dt.date, str], list[SettledPayment]] = {}
    for story in year.stories:
        for day in sorted({fact.happened_on for fact in story.stored if fact.kind is FactKind.PAID_AGENCY}):
            payment = _payment(story, day, year)
            found.setdefault((day, payment.payout.currency), []).append(payment)
    ledger = year.by.creditor.ledger_currency
    for (day, currency), payments in sorted(found.items()):
        settlement_id = f"{day}-{currency}"
        yield Settlement(
            settlement_id=settlement_id,
            creditor_id=year.by.creditor.creditor_id,
            settled_on=day,
            payments=tuple(payments),
            payout=Money(sum(payment.payout.minor for payment in payments), currency),
            brought_forward=Money(0, currency),
            rate=None if currency == ledger else _rate(currency, ledger, day),
            vat_document=VatDocument(number=settlement_id, issued_on=day, vat_number="SE999900000401"),
        )


def _payment(story: Story, day: dt.date, year: Year) -> SettledPayment:
    """Return what the payments of a day come to: the terms by its end, less those by the end of the day before."""
    before, after = (creditor_terms(story.claim, as_of=as_of, policy=year.by.policy) for as_of in (day - _DAY, day))

    def part(read: str) -> Money:
        found: Money = getattr(after, read) - getattr(before, read)
        return found

    vat = part("vat") if year.by.policy.vat_withheld else Money(0, story.claim.currency)
    commission = part("commission")
    if commission.minor:
        # The terms round what has come together, the agency each payment.
        percent = Fraction(year.by.policy.commission_percent) / 100
        commission = Money(round_half_up(part("capital").minor * percent), commission.currency)
    return SettledPayment(
        payment_id=f"{story.case.case_id}/{day}",
        invoice=story.invoice.number,
        paid_on=day,
        capital=part("capital"),
        payout=part("capital") + part("fees") + part("reminders") - commission - vat,
        deductions=_parts((PartKind.VAT, vat), (PartKind.COMMISSION, commission)),
        additions=_parts((PartKind.COURT_FEE_RECOVERED, part("fees")), (PartKind.REMINDER_FEE, part("reminders"))),
        kept_costs=part("costs"),
        kept_interest=part("interest"),
        stage=Stage.AFTER_COLLECTION if commission.minor else None,
    )


def _parts(*parts: tuple[PartKind, Money]) -> tuple[Part, ...]:
    return tuple(Part(kind=kind, amount=amount) for kind, amount in parts if amount.minor)


def _rate(currency: str, ledger: str, day: dt.date) -> ExchangeRate:
    return ExchangeRate(currency=currency, into=ledger, rate=_RATES[currency], on=day)


# --- the bank ---------------------------------------------------------------------------------------------------------
def _row(settlement: Settlement, payer: str) -> BankRow:
    """Return what the bank shows of a settlement on its next day."""
    amount, original = settlement.transfer, None
    if settlement.rate is not None:
        rate = attrs.evolve(settlement.rate, rate=settlement.rate.rate * _BANK)
        amount, original = rate.convert(settlement.transfer), settlement.transfer
    return BankRow(
        row_id=f"bank-{settlement.settlement_id}",
        booked_on=bank_days_after(settlement.settled_on, 1),
        amount=amount,
        counterparty=payer,
        reference=settlement.settlement_id,
        original=original,
    )


# --- the books --------------------------------------------------------------------------------------------------------
@attrs.frozen
class _Book:
    """Writes rows of one invoice, in its currency and that of the ledger."""

    invoice: str
    total: Money
    booked: Money

    def row(self, account: str, minor: int, voucher_id: str, booked_on: dt.date) -> BookedRow:
        """Return a row of so much of the invoice."""
        is_foreign = self.total.currency != self.booked.currency
        return BookedRow(
            account=account,
            amount=Money(round_half_up(Fraction(minor * self.booked.minor, self.total.minor)), self.booked.currency),
            voucher_id=f"{voucher_id} {self.invoice}",
            booked_on=booked_on,
            foreign=Money(minor, self.total.currency) if is_foreign else None,
        )


def _booked(story: Story, ledger: str) -> BookedInvoice:
    """Return an invoice with its sale, and what was paid or credited by other ways than the agency."""
    opening, invoice = story.case.opening, story.invoice
    total, sold_on = invoice.total or opening.capital, invoice.invoice_date or opening.due_date
    is_domestic = total.currency == ledger
    booked = total if is_domestic else invoice.ledger_total or _rate(total.currency, ledger, sold_on).convert(total)
    book = _Book(invoice.number, total, booked)
    vat = round_half_up(Fraction(total.minor, 5)) if is_domestic else 0
    parts = [("1510", total.minor), ("3001" if is_domestic else "3105", vat - total.minor), ("2611", -vat)]
    rows = [book.row(account, minor, "sale", sold_on) for account, minor in parts if minor]
    moved = [("before", opening.due_date, total.minor - opening.capital.minor)]
    moved += [
        (fact.kind, fact.happened_on, fact.amount.minor)
        for fact in story.stored
        if fact.kind in _MOVED and fact.amount is not None
    ]
    rows += [book.row("1510", -minor, name, on) for name, on, minor in moved if minor]
    return BookedInvoice(invoice=invoice.number, rows=tuple(rows), due_on=opening.due_date)
