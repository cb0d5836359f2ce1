"""
The ledger of a claim: its facts, one after the other, each counted to the last minor unit.

Three things are open at any time: costs, interest and capital. Money settles them in the order of the policy; what a
direct payment, a credit note or a remission brings lowers the capital only, as it does at the agency (LC-14). Where the
agency says how it split a payment, that counts, and the rest settles costs and interest. What nothing was left for is
*left over*: nothing is plugged, so that for every fact

    what came in = what fell on costs + interest + capital + what is left over.

The capital is one sum, which money lowers and a reversal raises again; it may fall below zero, and is clamped only
where it is shown. Its charges are settled one after the other, the oldest due date first, and each bears interest from
its own day, on what was open at the beginning of each day. Interest is an exact fraction until it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.costing import ClaimedCosts
from inkasso_rules.claim.reading import Reading
from inkasso_rules.law.interest import InterestStart
from inkasso_rules.law.rates import Meter, half_up
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.conventions import AllocationOrder, Rounding
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.facts import Fact, FactKind

__all__ = [
    "AT_AGENCY",
    "CAPITAL",
    "COSTS",
    "INTEREST",
    "LEFT",
    "Entry",
    "Ledger",
    "Run",
    "Unsplit",
    "Weigher",
    "weigher",
]

_ONE_DAY: Final = dt.timedelta(days=1)

#: The places of what is open, and of what was left over, in lists of parts.
COSTS, INTEREST, CAPITAL, LEFT = range(4)

#: What moves money at the agency.
AT_AGENCY: Final = frozenset({FactKind.PAID_AGENCY, FactKind.PAYMENT_REVERSED, FactKind.SPLIT_STATED})


class Entry(NamedTuple):
    """
    What one fact did, in minor units; money that goes back is below zero.

    Attributes:
        fact: The fact.

        costs: What fell on costs.

        interest: What fell on interest.

        capital: What fell on the capital.

        left: What nothing was left for.

        is_stated: Whether somebody said what fell on the capital, or it follows from the law; if not, the policy did.
    """

    fact: Fact
    costs: int
    interest: int
    capital: int
    left: int
    is_stated: bool = True

    @property
    def amount(self) -> int:
        """What came in; the parts sum to it."""
        return self.costs + self.interest + self.capital + self.left


class Unsplit(NamedTuple):
    """
    Money paid to the agency, or gone back, of which nobody said what fell on the capital.

    Attributes:
        fact: The fact.

        amount: What of it is not split yet, in minor units.

        capital: What the policy put on the capital.
    """

    fact: Fact
    amount: int
    capital: int


class Run(NamedTuple):
    """
    Days on which a charge bore interest on one principal.

    Attributes:
        charge: Its place among the claim's charges.

        first: The first day.

        last: The last day; both count.

        minor: The principal, in minor units.
    """

    charge: int
    first: dt.date
    last: dt.date
    minor: int


class Weigher(NamedTuple):
    """
    How interest is added up, and how it becomes whole (:class:`.Rounding`).

    Attributes:
        weigh: Gives the interest on a principal over some days, in parts that add up.

        whole: Makes minor units of added parts.
    """

    weigh: Callable[[int, dt.date, dt.date], int]
    whole: Callable[[int], int]


def weigher(meter: Meter, rounding: Rounding, currency: str) -> Weigher:
    """Return how interest is added up under a convention."""
    unit: int = 10 ** MINOR_DIGITS[currency]
    weight, denominator = meter.weight, meter.denominator

    def by_segment(minor: int, first: dt.date, last: dt.date) -> int:
        meter.rates.require(first, last)
        return sum(meter.minor(minor, start, end) for start, end, _ in meter.rates.within(first, last))

    match rounding:
        case Rounding.ONCE:
            return Weigher(lambda minor, *days: minor * weight(*days), lambda parts: half_up(parts, denominator))
        case Rounding.KRONOR:
            return Weigher(
                lambda minor, *days: minor // unit * unit * weight(*days),
                lambda parts: parts // (denominator * unit) * unit,
            )
        case Rounding.SEGMENTS:
            return Weigher(by_segment, lambda parts: parts)


@attrs.define(eq=False)
class Ledger:
    """
    A claim's sums while its facts are counted; it never leaves this package.

    Attributes:
        claim: The claim.

        reading: What its facts say.

        costs: What it costs the debtor.

        begins: From which day each charge bears interest, and why.

        since: The first day of each charge that is not in *runs* yet, interest that was invoiced left out; nothing if
            the charge bears none.

        opened: What is open of each charge.

        meter: The rates of each day.

        weigher: Adds up interest.

        order: What a payment settles first.

        capital: What was to be paid at first.

        reduced: What lowered the capital so far, all in all.

        runs: The days on which interest ran on one principal, and that are over.

        accrued: The interest of *runs*: a numerator over the meter's denominator; whole if every segment is rounded.

        turns: The days on which the capital became settled, or open again.

        interest_paid: What settled interest.

        costs_paid: What settled costs.

        left: What nothing was left for.

        entries: What each fact did.

        unsplit: What was paid to the agency and not split by it.

        unsplit_back: What went back and was not split by it.
    """

    claim: Claim
    reading: Reading
    costs: ClaimedCosts
    begins: tuple[InterestStart | None, ...]
    since: list[dt.date | None]
    opened: list[int]
    meter: Meter
    weigher: Weigher
    order: AllocationOrder
    capital: int
    reduced: int = 0
    runs: list[Run] = attrs.Factory(list)
    accrued: int = 0
    turns: list[tuple[dt.date, bool]] = attrs.Factory(list)
    interest_paid: int = 0
    costs_paid: int = 0
    left: int = 0
    entries: list[Entry] = attrs.Factory(list)
    unsplit: list[Unsplit] = attrs.Factory(list)
    unsplit_back: list[Unsplit] = attrs.Factory(list)

    @property
    def balance(self) -> int:
        """The capital that is open; below zero when more came in than was owed."""
        return self.capital - self.reduced

    def interest_until(self, day: dt.date) -> int:
        """Return all the interest that has run by the end of *day*, rounded, in minor units."""
        total, weigh = self.accrued, self.weigher.weigh
        for since, minor in zip(self.since, self.opened, strict=True):
            if since is not None and since <= day and minor:
                total += weigh(minor, since, day)
        return self.weigher.whole(total)

    def lower(self, minor: int, day: dt.date) -> None:
        """
        Lower the capital at the end of *day*: on that day interest still runs on what was open.

        The charges are settled one after the other; interest is added up only where the principal changes.
        """
        was_open = self.balance > 0
        self.reduced += minor
        if was_open is not (self.balance > 0):
            self.turns.append((day, was_open))
        left = max(self.reduced, 0)
        for place, charge in enumerate(self.claim.charges):
            amount = charge.amount.minor
            settled = min(left, amount)
            left -= settled
            since, before = self.since[place], self.opened[place]
            if before == amount - settled:
                continue
            self.opened[place] = amount - settled
            if since is not None and since <= day:
                self.since[place] = day + _ONE_DAY
                if before:
                    self.accrued += self.weigher.weigh(before, since, day)
                    self.runs.append(Run(place, since, day, before))

    def is_settled_on(self, day: dt.date) -> bool:
        """Tell whether nothing is left to pay at the end of *day*; what was left over pays too."""
        return sum(self.owed(part, day) for part in (COSTS, INTEREST, CAPITAL)) <= self.left

    def owed(self, part: int, day: dt.date) -> int:
        """Return what is open of costs, interest or capital at the end of *day*; below zero if too much was paid."""
        if part == COSTS:
            return self.costs.until(day) - self.costs_paid
        return self.interest_until(day) - self.interest_paid if part == INTEREST else self.balance

    def settle(self, minor: int, order: tuple[int, ...], day: dt.date) -> list[int]:
        """Let money settle what is open at the end of *day*, in this order; the last part is left over."""
        parts = [0, 0, 0, 0]
        for part in order:
            if not minor:
                break
            owed = self.owed(part, day)
            if owed > 0:
                parts[part] = min(minor, owed)
                minor -= parts[part]
        parts[LEFT] = minor
        return parts

    @property
    def is_nothing_split(self) -> bool:
        """Whether the agency has split nothing of what was paid to it."""
        paid = sum(entry.amount for entry in self.entries if entry.fact.kind in AT_AGENCY)
        return sum(one.amount for one in self.unsplit) == paid

    def take_unsplit(self, minor: int) -> int:
        """Take the oldest money that is not split, and return what of it the policy had put on the capital."""
        taken, kept = 0, []
        for one in self.unsplit:
            part = min(one.amount, minor)
            capital = one.capital * part // one.amount
            minor -= part
            taken += capital
            if part < one.amount:
                kept.append(Unsplit(one.fact, one.amount - part, one.capital - capital))
        self.unsplit = kept
        return taken

    def book(self, entry: Entry) -> None:
        """Count what one fact did."""
        fact, costs, interest, capital, left, _ = entry
        self.entries.append(entry)
        self.costs_paid += costs
        self.interest_paid += interest
        self.left += left
        if capital:
            self.lower(capital, fact.happened_on)
