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
from typing import Final, NamedTuple

import attrs

from inkasso_rules.claim.accrual import Accrual
from inkasso_rules.claim.costing import ClaimedCosts
from inkasso_rules.claim.reading import Reading
from inkasso_rules.law.interest import InterestStart
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.facts import Fact, FactKind

__all__ = [
    "AT_AGENCY",
    "CAPITAL",
    "COSTS",
    "INTEREST",
    "LEFT",
    "Entry",
    "Ledger",
    "Unsplit",
]

#: The place of costs in a list of parts.
COSTS: Final = 0

#: The place of interest.
INTEREST: Final = 1

#: The place of the capital.
CAPITAL: Final = 2

#: The place of what nothing was left for.
LEFT: Final = 3

#: What moves money at the agency.
AT_AGENCY: Final = frozenset(
    {FactKind.PAID_AGENCY, FactKind.PAYMENT_REVERSED, FactKind.SPLIT_ASSUMED, FactKind.SPLIT_STATED}
)


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
    Money paid to the agency, or gone back, of which it has not said what fell on the capital.

    Attributes:
        fact: The fact.

        amount: What of it is not split yet, in minor units.

        capital: What the policy put on the capital, or we assumed before.
    """

    fact: Fact
    amount: int
    capital: int


@attrs.define(eq=False)
class Ledger:
    """
    A claim's sums while its facts are counted; it never leaves this package.

    Attributes:
        claim: The claim.

        reading: What its facts say.

        costs: What it costs the debtor.

        begins: From which day each charge bears interest, and why.

        accrual: The interest.

        order: What a payment settles, first to last.

        capital: What was to be paid at first.

        reduced: What lowered the capital so far, all in all.

        interest_paid: What settled interest.

        costs_paid: What settled costs.

        left: What nothing was left for.

        received: What came in, all in all.

        booked: What each fact did, as an :class:`Entry` has it.

        waiting: What was paid to the agency and not split by it, as an :class:`Unsplit` has it.

        unsplit_back: What went back and was not split by it.

        passed_over: Set-offs that were said to fall on the capital while interest was open.

        is_part_back: Whether money went back and nobody said from which payment, or it was a part of one; then no
            payment's split stands for itself.
    """

    claim: Claim
    reading: Reading
    costs: ClaimedCosts
    begins: tuple[InterestStart | None, ...]
    accrual: Accrual
    order: tuple[int, ...]
    capital: int
    reduced: int = 0
    interest_paid: int = 0
    costs_paid: int = 0
    left: int = 0
    received: int = 0
    booked: list[tuple[Fact, int, int, int, int, bool]] = attrs.Factory(list)
    waiting: list[tuple[Fact, int, int]] = attrs.Factory(list)
    unsplit_back: list[Unsplit] = attrs.Factory(list)
    passed_over: list[str] = attrs.Factory(list)
    is_part_back: bool = False

    @property
    def balance(self) -> int:
        """The capital that is open; below zero when more came in than was owed."""
        return self.capital - self.reduced

    @property
    def was_settled(self) -> bool:
        """Whether the capital may have been settled at the end of some day; what was left over may have covered it."""
        return any(reduced >= self.capital for _, reduced in self.accrual.levels) or any(
            left > 0 for _, _, _, _, left, _ in self.booked
        )

    @property
    def entries(self) -> list[Entry]:
        """What each fact did, in order."""
        return [Entry(*one) for one in self.booked]

    @property
    def unsplit(self) -> list[Unsplit]:
        """What was paid to the agency and not split by it, the oldest first."""
        return [Unsplit(*one) for one in self.waiting]

    @property
    def beside(self) -> tuple[int, ...]:
        """What a payment settles without the capital, first to last."""
        return tuple(part for part in self.order if part != CAPITAL)

    def lower(self, minor: int, day: dt.date) -> None:
        """Lower the capital at the end of *day*."""
        self.reduced += minor
        self.accrual.lower_to(self.reduced, day)

    def is_due_on(self, day: dt.date, dues: tuple[dt.date, ...]) -> bool:
        """Tell whether capital is due and open at the end of *day*; what was left over pays it."""
        opened = sum(one.opened for one, due in zip(self.accrual.bearers, dues, strict=True) if due <= day)
        return opened > max(self.left, 0)

    def is_beside_open_on(self, day: dt.date) -> bool:
        """Tell whether interest or costs are open at the end of *day*; what came in beyond what was owed pays them."""
        owed = self.accrual.until(day) - self.interest_paid + self.costs.until(day) - self.costs_paid
        return owed > max(self.left, 0) + max(-self.balance, 0)

    def settle(self, minor: int, order: tuple[int, ...], day: dt.date) -> list[int]:
        """Let money settle what is open at the end of *day*, in this order; the last part is left over."""
        parts = [0, 0, 0, 0]
        for part in order if minor else ():
            if part == COSTS:
                owed = self.costs.until(day) - self.costs_paid
            elif part == INTEREST:
                owed = self.accrual.until(day) - self.interest_paid
            else:
                owed = self.capital - self.reduced
            if owed <= 0:
                continue
            if owed >= minor:
                parts[part] = minor
                return parts
            parts[part] = owed
            minor -= owed
        parts[LEFT] = minor
        return parts

    def is_unsplit(self, about: str | None) -> bool:
        """Tell whether the agency has not split this payment, or nothing of what was paid to it."""
        paid = sum(entry.amount for entry in self.entries if entry.fact.kind in AT_AGENCY)
        return sum(one.amount for one in self.unsplit) == paid or any(one.fact.fact_id == about for one in self.unsplit)

    def is_assumed(self, one: Unsplit) -> bool:
        """Tell whether a fact says already how we split it, which stays so until the agency says."""
        return one.fact.kind is FactKind.SPLIT_ASSUMED or one.fact.fact_id in self.reading.splits

    def unassumed(self) -> tuple[list[Unsplit], list[Unsplit]]:
        """Return what no fact splits: of what was paid, and of what went back."""
        paid, back = ([one for one in known if not self.is_assumed(one)] for known in (self.unsplit, self.unsplit_back))
        return paid, back

    def take_unsplit(self, minor: int, about: str | None = None) -> int:
        """
        Take money that is not split, and return what of it the policy had put on the capital.

        The payment that it is about comes first, then what no fact splits, then the oldest.
        """
        taken, unsplit = 0, self.unsplit
        kept = dict.fromkeys(unsplit)
        for one in sorted(unsplit, key=lambda one: (one.fact.fact_id != about, self.is_assumed(one))):
            part = min(one.amount, minor)
            capital = one.capital * part // one.amount
            minor -= part
            taken += capital
            kept[one] = Unsplit(one.fact, one.amount - part, one.capital - capital)
        self.waiting = [one for one in kept.values() if one is not None and one.amount]
        return taken

    def book(self, fact: Fact, parts: list[int], *, is_stated: bool = True) -> None:
        """Count what one fact did."""
        costs, interest, capital, left = parts
        self.booked.append((fact, costs, interest, capital, left, is_stated))
        self.received += costs + interest + capital + left
        self.costs_paid += costs
        self.interest_paid += interest
        self.left += left
        if capital:
            self.lower(capital, fact.happened_on)
