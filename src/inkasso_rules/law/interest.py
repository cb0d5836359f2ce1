"""
Late interest: from which day it runs, and how much it is.

Simple interest at the rate of each day; the first and the last day both count, so that the day on which a payment
arrives is still paid for. Nothing is rounded before the end, and every segment shows the exact fraction that it adds.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import Final

import attrs

from inkasso_rules.law.checks import InterestError, convention, require_type
from inkasso_rules.law.deadlines import or_last_day
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.rates import BUSINESS, Meter, Rates, law_rates, meter
from inkasso_rules.law.sweden import SWEDEN, Law, require_law
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.dates import bank_day_on_or_after, require_date
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.requirements import decides

__all__ = [
    "Interest",
    "InterestBasis",
    "InterestStart",
    "Segment",
    "first_interest_day",
    "interest_over",
    "late_interest",
    "rounded",
    "segments_of",
]

_ONE_DAY: Final = dt.timedelta(days=1)
_ACT: Final = "SFS 1975:635"
_AGREED: Final = Citation(_ACT, "3 §")
_PAIRS: Final = "pairs of a first day and a principal"


class InterestBasis(StrEnum):
    """Why interest runs from a day, or why it does not run yet. The two days are one off from one another."""

    #: The due date was fixed in advance: from the day after it.
    DUE_DATE = "due_date"
    #: It was not: from the 30th day after a claim was sent, that day included.
    CLAIM_SENT = "claim_sent"
    #: It was not, and nobody knows when a claim was sent.
    DISPATCH_UNKNOWN = "dispatch_unknown"
    #: It was not, and no claim said that late payment costs interest.
    NOT_STATED = "not_stated"
    #: It was not, and nobody knows whether a claim said so.
    STATEMENT_UNKNOWN = "statement_unknown"


@attrs.frozen
class InterestStart:
    """
    The first day of late interest.

    Attributes:
        day: The first day that counts; ``None`` if there is none, or nobody knows.

        basis: Why.

        source: The paragraph.
    """

    day: dt.date | None
    basis: InterestBasis
    source: Citation


@decides("OWN-9")
def first_interest_day(  # noqa: PLR0913 - what a claim knows, each by its name
    *,
    due_date: dt.date,
    due_date_agreed: bool,
    sent_on: dt.date | None = None,
    received_on: dt.date | None = None,
    debtor_kind: DebtorKind | None = None,
    is_supply: bool = True,
    states_interest: bool | None = None,
    moves: bool = True,
    law: Law = SWEDEN,
) -> InterestStart:
    """
    Tell from which day late interest runs (lag 1975:635, 2-4 §§).

    A due date that stands on the invoice only was not fixed in advance: then interest runs from the 30th day after
    dispatch, that day included, but never before the claim arrived, nor before the day after the due date that the
    creditor itself gave. A trader need not have been told that late payment costs interest, nor need a public body that
    a trader supplied. A day past the calendar's last one is given as that one.

    Args:
        due_date: The due date.

        due_date_agreed: Whether it was agreed in advance, and not only stated on the invoice.

        sent_on: The day on which the invoice, or another claim for a definite amount, was sent.

        received_on: The day on which it arrived, if that is known.

        debtor_kind: What the debtor is.

        is_supply: Whether a trader supplied goods or services. Between traders it does not matter here; the creditor
            is taken for one.

        states_interest: Whether the claim said that late payment costs interest.

        moves: Whether a due date that is no bank day moves forward. That a payment on the next bank day is in time is
            practice by analogy (lag 1930:173); from when interest runs if it is missed then is not settled. The default
            asks less of the debtor.

        law: The law.

    Raises:
        InterestError: If it arrived before it was sent, or a value has a wrong type: a text is no *no*.
        NotInForceError: If it is not known what the law said on the day on which it was sent.
        DateTypeError: If a day is no plain date.
        LawTypeError: If the law is none.
    """
    require_law(law)
    for name, choice in (("due_date_agreed", due_date_agreed), ("is_supply", is_supply), ("moves", moves)):
        require_type(name, choice, (bool,), "True or False")
    require_type("states_interest", states_interest, (bool, NoneType), "True, False or None")
    _check_arrival(sent_on, received_on)
    require_type("debtor_kind", debtor_kind, (DebtorKind, NoneType), "a DebtorKind or None")
    after_due = _after_due(require_date(due_date, "due_date"), moves=moves)
    if due_date_agreed:
        return InterestStart(after_due, InterestBasis.DUE_DATE, _AGREED)
    is_business = debtor_kind is DebtorKind.TRADER or (is_supply and debtor_kind in BUSINESS)
    source = Citation(_ACT, "4 § st. 2" if is_business else "4 § st. 1")
    if sent_on is None:
        return InterestStart(None, InterestBasis.DISPATCH_UNKNOWN, source)
    told_not_needed = is_business and law.business_statement_not_needed.find(sent_on).value
    if not told_not_needed and not states_interest:
        basis = InterestBasis.STATEMENT_UNKNOWN if states_interest is None else InterestBasis.NOT_STATED
        return InterestStart(None, basis, source)
    days = law.interest_wait_days.on(sent_on).value
    waited = or_last_day(lambda: sent_on + dt.timedelta(days=days))
    return InterestStart(max(waited, after_due, received_on or waited), InterestBasis.CLAIM_SENT, source)


def _check_arrival(sent_on: dt.date | None, received_on: dt.date | None) -> None:
    if sent_on is not None:
        require_date(sent_on, "sent_on")
    if received_on is not None:
        require_date(received_on, "received_on")
    if sent_on is not None and received_on is not None and received_on < sent_on:
        raise InterestError("received_on", str(received_on), f"a day no earlier than {sent_on}, when it was sent")


@lru_cache(maxsize=4096)
def _after_due(due_date: dt.date, *, moves: bool) -> dt.date:
    return or_last_day(lambda: (bank_day_on_or_after(due_date) if moves else due_date) + _ONE_DAY)


@attrs.frozen
class Segment:
    """
    Days with one rate and one principal.

    Attributes:
        starts_on: The first day; it counts.

        ends_on: The last day; it counts.

        days: How many days they are in the calendar.

        percent: The rate a year.

        principal: What it is computed on.

        exact: The interest in minor units, before rounding.

        source: Where the rate stands.
    """

    starts_on: dt.date
    ends_on: dt.date
    days: int
    percent: Fraction
    principal: Money
    exact: Fraction
    source: Citation


@attrs.frozen(kw_only=True)
class Interest:
    """
    Late interest, with how it came about.

    Attributes:
        total: The interest, rounded.

        segments: Its segments, in order; their exact fractions sum to :attr:`exact`.

        day_count: How days became parts of a year.

        rounding: What was rounded, and when.
    """

    total: Money
    segments: tuple[Segment, ...]
    day_count: DayCount
    rounding: Rounding

    @property
    def exact(self) -> Fraction:
        """The interest in minor units, before rounding."""
        return sum((segment.exact for segment in self.segments), Fraction(0))


@decides("OWN-9")
def late_interest(
    principal: Money,
    *,
    start: dt.date,
    end: dt.date,
    rates: Rates | None = None,
    day_count: DayCount = DayCount.ACT_365,
    rounding: Rounding = Rounding.ONCE,
    law: Law | None = None,
) -> Interest:
    """
    Compute the late interest on *principal*; the first day and the last both count.

    >>> interest = late_interest(Money.of("10000"), start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
    >>> print(interest.total, [f"{float(segment.percent)} %" for segment in interest.segments])
    1000.00 SEK ['10.0 %', '10.0 %']

    Args:
        principal: What it is computed on, above zero.

        start: The first day; see :func:`first_interest_day`.

        end: The last day.

        rates: The rates of each day, as agreed under some law (:func:`.agreed_rates`); without them, the law's.

        day_count: How days become parts of a year.

        rounding: What is rounded, and when.

        law: The law, if no rates are given; without it, :data:`.SWEDEN`.

    Raises:
        InterestError: If the days are reversed, the principal is not above zero, both rates and a law are given, or a
            value has a wrong type.
        LawTypeError: If the law is none.
        NotInForceError: If a day has no rate; a half-year that is not published yet is never assumed.
    """
    return interest_over(((start, principal),), end=end, rates=rates, day_count=day_count, rounding=rounding, law=law)


@decides("OWN-9")
def interest_over(
    balances: Iterable[tuple[dt.date, Money]],
    *,
    end: dt.date,
    rates: Rates | None = None,
    day_count: DayCount = DayCount.ACT_365,
    rounding: Rounding = Rounding.ONCE,
    law: Law | None = None,
) -> Interest:
    """
    Compute the late interest on a principal that changes.

    Args:
        balances: Each first day with the principal from that day on, in order; a later principal may be zero.

        end: The last day; it counts.

        rates: As in :func:`late_interest`.
        day_count: As in :func:`late_interest`.
        rounding: As in :func:`late_interest`.
        law: As in :func:`late_interest`.

    Raises:
        InterestError: If the days do not rise, a principal is below zero, the first is zero, both rates and a law are
            given, or a value has a wrong type.
        LawTypeError: If the law is none.
        CurrencyMismatchError: If the principals are in two currencies.
        NotInForceError: If a day has no rate.
    """
    require_type("balances", balances, (Iterable,), _PAIRS)
    runs = tuple(balances)
    rounding = convention("rounding", Rounding, rounding)
    _check(runs, end)
    currency = runs[0][1].currency
    chosen = meter(_chosen(rates, law), day_count)
    lasts = (*(day - _ONE_DAY for day, _ in runs[1:]), end)
    spans = ((first, last, money.minor) for (first, money), last in zip(runs, lasts, strict=True))
    segments = segments_of(spans, chosen, currency=currency, rounding=rounding)
    return Interest(
        total=Money(rounded(segments, rounding, currency), currency),
        segments=segments,
        day_count=chosen.day_count,
        rounding=rounding,
    )


def _chosen(rates: Rates | None, law: Law | None) -> Rates:
    """Return the rates: those that are given, or the law's."""
    require_type("rates", rates, (Rates, NoneType), "the Rates of agreed_rates, or None")
    if rates is None:
        return law_rates(SWEDEN if law is None else law)
    if law is not None:
        raise InterestError("law", "one beside the rates", "no law, for agreed_rates takes it")
    return rates


def _check(runs: tuple[tuple[dt.date, Money], ...], end: dt.date) -> None:
    """Refuse periods that run backwards, and principals that nobody owes."""
    if not runs:
        raise InterestError("principal", "nothing", "at least one first day with its principal")
    for run in runs:
        require_type("balances", run, (tuple,), _PAIRS)
    days = [require_date(day, "start") for day, _ in runs]
    if require_date(end, "end") == dt.date.max:
        raise InterestError("end", str(end), "an earlier day")
    for earlier, later in itertools.pairwise((*days, end + _ONE_DAY)):
        if later <= earlier:
            found = f"{earlier} before {min(later, end)}"
            raise InterestError("days", found, "days that rise, the last no earlier than the first")
    for place, (_, money) in enumerate(runs):
        require_type("principal", money, (Money,), "an amount of money")
        runs[0][1] + money  # One currency.
        if money.minor < (1 if place == 0 else 0):
            raise InterestError("principal", str(money), "zero or more" if place else "an amount above zero")


def segments_of(
    spans: Iterable[tuple[dt.date, dt.date, int]], chosen: Meter, *, currency: str, rounding: Rounding = Rounding.ONCE
) -> tuple[Segment, ...]:
    """
    Cut spans (first day, last day, principal in minor units) into segments of one rate.

    Raises:
        NotInForceError: If a day has no rate.
    """
    found: list[Segment] = []
    for first, last, minor in spans:
        principal = Money(_whole(minor, currency) if rounding is Rounding.KRONOR else minor, currency)
        if not principal.minor or last < first:
            continue
        chosen.rates.require(first, last)
        for starts, ends, piece in chosen.rates.within(first, last):
            exact = Fraction(principal.minor * chosen.weight(starts, ends), chosen.denominator)
            days = (ends - starts).days + 1
            found.append(Segment(starts, ends, days, piece.percent, principal, exact, piece.source))
    return tuple(found)


@decides("OWN-9")
def rounded(segments: Iterable[Segment], rounding: Rounding, currency: str) -> int:
    """Round interest to minor units, as the convention says."""
    if rounding is Rounding.SEGMENTS:
        return sum(round_half_up(segment.exact) for segment in segments)
    exact = sum((segment.exact for segment in segments), Fraction(0))
    return _whole(int(exact), currency) if rounding is Rounding.KRONOR else round_half_up(exact)


def _whole(minor: int, currency: str) -> int:
    """Cut off what is less than a whole krona, or the major unit of another currency."""
    unit: int = 10 ** MINOR_DIGITS[currency]
    return minor // unit * unit if minor >= 0 else -(-minor // unit * unit)
