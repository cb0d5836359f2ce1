"""
The parts of a statement: its lines, each with what it rests on, and the segments of its interest.

A line rests on an act where there is one, else on what the creditor invoiced, or on a rule of the service.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.claim.costing import added
from inkasso_rules.claim.ledger import Ledger
from inkasso_rules.law.interest import Segment, segments_of
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.conventions import Rounding
from inkasso_rules.model.facts import FactKind
from inkasso_rules.model.money import Money

__all__ = ["ClaimSegment", "LineCode", "StatementLine", "lines_of", "money_source", "segments_within"]

_INVOICE: Final = Citation("invoice", "from the creditor")
_SERVICE: Final = Citation("rule of the service", "LC-14")

#: Which source says that money settles a debt, and what of it; the service says so of all else.
_MONEY: Final[Mapping[FactKind, Citation]] = MappingProxyType(
    {
        FactKind.PAID_AGENCY: Citation("SFS 1974:182", "9 §"),
        # On set-off interest is settled first.
        FactKind.SET_OFF: Citation("Högsta domstolen", "2023-04-04"),
    }
)

_INTEREST_ACT: Final = "SFS 1975:635"
_LAWS_RATE: Final = "6 §"
_AGREED_RATE: Final = "1 § (avtal)"


@attrs.frozen
class ClaimSegment:
    """A charge's interest at one rate on one principal."""

    charge_id: str
    segment: Segment


class LineCode(StrEnum):
    """What a line of a statement is about."""

    #: A charge: what was to be paid at first.
    CHARGE = "charge"
    #: The late interest that has run.
    INTEREST = "interest"
    #: A cost that is asked for from a day on, without what the compensation takes in.
    COSTS = "costs"
    #: Money that came in, or went back.
    MONEY = "money"
    #: What went back without having come in: it raises nobody's debt.
    MISSING = "missing"


@attrs.frozen
class StatementLine:
    """
    One line of a statement.

    Attributes:
        code: What it is about.

        on: Its day.

        amount: What it adds to the debt; below zero if it lowers it.

        subject: The id of the charge or the fact; for costs, the kind; for interest, nothing.

        source: What it rests on; for interest, the paragraphs on its first day and on its rate.
    """

    code: LineCode
    on: dt.date
    amount: Money
    subject: str = ""
    source: Citation | None = None


def segments_within(ledger: Ledger, *, as_of: dt.date, rounding: Rounding) -> Iterator[ClaimSegment]:
    """Yield the interest by charge, rate and principal, up to the end of *as_of*."""
    for run in ledger.accrual.runs(as_of):
        span = ((run.first, run.last, run.minor),)
        for segment in segments_of(span, ledger.accrual.meter, currency=ledger.claim.currency, rounding=rounding):
            yield ClaimSegment(ledger.claim.charges[run.charge].charge_id, segment)


def lines_of(
    ledger: Ledger, *, as_of: dt.date, law: Law, segments: Iterable[ClaimSegment], interest: Money, missing: Money
) -> Iterator[StatementLine]:
    """
    Yield a statement's lines: charges, interest, costs, money.

    Args:
        ledger: The ledger on the day of the question.

        as_of: That day.

        law: The law, for what the rate rests on.

        segments: The interest, as :func:`segments_within` cuts it.

        interest: All of it, rounded.

        missing: What went back without having come in.
    """
    currency = ledger.claim.currency
    for charge in ledger.claim.charges:
        yield StatementLine(LineCode.CHARGE, charge.due_date, charge.amount, charge.charge_id, _INVOICE)
    if interest.minor:
        yield StatementLine(LineCode.INTEREST, as_of, interest, source=_interest_source(ledger, segments, law))
    sources = {(one.cost, one.measure_id): one.source for one in ledger.costs.judged}
    for item in added(ledger.claim, ledger.costs):
        if item.minor:
            source = sources[item.cost, item.measure_id]
            yield StatementLine(LineCode.COSTS, item.on, Money(item.minor, currency), item.cost, source)
    for entry in ledger.entries:
        if entry.amount:
            amount, source = Money(-entry.amount, currency), money_source(entry.fact.kind)
            yield StatementLine(LineCode.MONEY, entry.fact.happened_on, amount, entry.fact.fact_id, source)
    if missing.minor:
        yield StatementLine(LineCode.MISSING, as_of, -missing, source=_SERVICE)


def money_source(kind: FactKind) -> Citation:
    """Return what it rests on that money of this kind settles a debt, and which part of it."""
    return _MONEY.get(kind, _SERVICE)


def _interest_source(ledger: Ledger, segments: Iterable[ClaimSegment], law: Law) -> Citation:
    """Return the paragraphs from which interest runs, then those that its rates rest on, each once."""
    charges = zip(ledger.claim.charges, ledger.begins, strict=True)
    begins = {charge.charge_id: begin.source.place for charge, begin in charges if begin is not None}
    found = tuple(segments)
    starts = dict.fromkeys(begins[one.charge_id] for one in found)
    rates = dict.fromkeys(_AGREED_RATE if _is_agreed(one.segment, law) else _LAWS_RATE for one in found)
    return Citation(_INTEREST_ACT, ", ".join((*starts, *rates)))


def _is_agreed(segment: Segment, law: Law) -> bool:
    """Tell whether the rate is another one than the law's; an agreement on the law's own says nothing new."""
    if segment.source.act == "agreement":
        return True
    day = segment.starts_on
    return segment.percent != Fraction(law.reference_rate.on(day).value) + Fraction(
        law.late_interest_margin.on(day).value
    )
