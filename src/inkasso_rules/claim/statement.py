"""
What a debtor owes on a day: capital, interest and costs, each line with its source.

A statement is the answer in sums; its lines, segments and entries are worked out from the claim when they are asked
for. *Owed by law* and *asked for* stand apart, and so does what is disputed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import attrs

from inkasso_rules import htmltable
from inkasso_rules.claim.booking import keep
from inkasso_rules.claim.ledger import Ledger, Unsplit
from inkasso_rules.claim.lines import ClaimSegment, StatementLine, lines_of, segments_within
from inkasso_rules.claim.warning import prescribed, warned
from inkasso_rules.law.charging import Excess
from inkasso_rules.law.interest import InterestStart
from inkasso_rules.law.measures import CostLine
from inkasso_rules.law.prescription import Prescription
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.disputes import Dispute, disputed_minor, is_everything
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["Allocation", "Statement", "splits", "statement"]

_NOTHING: Final = Money(0)


@attrs.frozen(kw_only=True)
class Allocation:
    """
    What one fact did; money that goes back is below zero.

    Attributes:
        fact_id: The fact.

        kind: What happened.

        on: Its day.

        amount: What came in: the four parts together.

        costs: What fell on costs.

        interest: What fell on interest.

        capital: What fell on the capital; more than was open of it if the agency said so.

        left: What nothing was left for.

        is_stated: Whether somebody said what fell on the capital, or it follows from the law; if not, the policy did.
    """

    fact_id: str
    kind: FactKind
    on: dt.date
    amount: Money
    costs: Money
    interest: Money
    capital: Money
    left: Money
    is_stated: bool


@attrs.frozen(kw_only=True)
class Statement:
    """
    What a debtor owes at the end of a day, which itself counts.

    Attributes:
        claim: The claim.

        as_of: The day.

        law: The law that it was judged by.

        policy: The policy that it was judged by.

        capital: The capital that is open.

        interest: The late interest that is open.

        costs: The costs that are asked for, lawfully, and open.

        costs_by_law: The costs that the law lets the creditor ask for, all in all, before payments. In kronor, as the
            law says it, whatever the claim's currency: not to be added to the other sums, nor subtracted.

        costs_claimed: What of them is asked for, all in all, before payments; in the claim's currency.

        costs_excess: What was charged above the law, all in all; nobody owes it. In kronor, like *costs_by_law*.

        interest_accrued: All the interest that has run, before payments.

        received: What came in, all in all: payments, credits, set-offs and remissions, without what went back.

        overpaid: What came in beyond what was owed when it came.

        missing: What went back, or was split, without having come in; nobody owes it.

        unsplit: What was paid to the agency and split by the policy, because the agency has not said how.

        disputed: What of the debt is disputed (LC-15).
    """

    claim: Claim = attrs.field(repr=False)
    as_of: dt.date
    law: Law = attrs.field(repr=False)
    policy: Policy = attrs.field(repr=False)
    capital: Money
    interest: Money
    costs: Money
    costs_by_law: Money
    costs_claimed: Money
    costs_excess: Money
    interest_accrued: Money
    received: Money
    overpaid: Money
    missing: Money
    unsplit: Money
    disputed: Money

    @property
    def claim_id(self) -> str:
        """The claim's id."""
        return self.claim.claim_id

    @property
    def total(self) -> Money:
        """What is left to pay: capital, interest and costs, without what was overpaid; never below zero."""
        return Money(max((self.capital + self.interest + self.costs - self.overpaid).minor, 0), self.capital.currency)

    @property
    def undisputed(self) -> Money:
        """What is left to pay without what is disputed."""
        return self.total - self.disputed

    # --- worked out when asked for ------------------------------------------------------------------------------------
    def _ledger(self) -> Ledger:
        return keep(self.claim, as_of=self.as_of, law=self.law, policy=self.policy)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """What each fact did, in order; their amounts sum to what was received."""
        currency = self.claim.currency
        return tuple(
            Allocation(
                fact_id=entry.fact.fact_id,
                kind=entry.fact.kind,
                on=entry.fact.happened_on,
                amount=Money(entry.amount, currency),
                costs=Money(entry.costs, currency),
                interest=Money(entry.interest, currency),
                capital=Money(entry.capital, currency),
                left=Money(entry.left, currency),
                is_stated=entry.is_stated,
            )
            for entry in self._ledger().entries
        )

    @property
    def segments(self) -> tuple[ClaimSegment, ...]:
        """The interest by charge, rate and principal, each with its exact fraction."""
        return tuple(segments_within(self._ledger(), as_of=self.as_of, rounding=self.policy.rounding))

    @property
    def interest_starts(self) -> tuple[tuple[str, InterestStart], ...]:
        """For each charge that bears interest: from which day, and why; or why not yet."""
        begins = self._ledger().begins
        return tuple(
            (charge.charge_id, begin) for charge, begin in zip(self.claim.charges, begins, strict=True) if begin
        )

    @property
    def cost_lines(self) -> tuple[CostLine, ...]:
        """What the law says of each measure, in kronor."""
        return self._ledger().costs.costs.lines

    @property
    def excesses(self) -> tuple[Excess, ...]:
        """What was charged above the law, in kronor (LC-12)."""
        return self._ledger().costs.excesses

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """The statement line by line; the amounts sum to what is left to pay, or to less than nothing if overpaid."""
        ledger = self._ledger()
        segments = segments_within(ledger, as_of=self.as_of, rounding=self.policy.rounding)
        interest, missing = self.interest_accrued, self.missing
        return tuple(
            lines_of(ledger, as_of=self.as_of, law=self.law, segments=segments, interest=interest, missing=missing)
        )

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What is not known, rests on the policy, or is odd: as that the claim is prescribed."""
        is_open = self.total.minor > 0
        return tuple(warned(self._ledger(), as_of=self.as_of, law=self.law, policy=self.policy, is_open=is_open))

    @property
    def prescription(self) -> Prescription:
        """
        Whether the claim is prescribed (lag 1981:130); the sums do not change with it.

        Raises:
            NotInForceError: If the claim arose on a day whose law is not known.
        """
        return prescribed(self.claim, as_of=self.as_of, law=self.law, policy=self.policy)

    @property
    def at_insolvency(self) -> Statement | None:
        """What was owed at the end of the day on which the debtor became insolvent; nothing if it is not."""
        spans = self._ledger().reading.insolvent
        if not spans or spans[-1][1] is not None:
            return None
        return statement(self.claim, as_of=spans[-1][0], law=self.law, policy=self.policy)

    def _repr_html_(self) -> str:
        """Show the statement in a notebook: what is left to pay, then line by line what makes it up."""
        title = f"Statement of {self.claim_id} as of {self.as_of}: {self.total} to pay"
        rows = ((line.on, line.code, line.subject, line.amount, line.source) for line in self.lines)
        return htmltable.table(title, ("day", "line", "subject", "amount", "source"), rows)


@decides("LC-14", "OWN-12")
def statement(claim: Claim, *, as_of: dt.date, law: Law = SWEDEN, policy: Policy = POLICY) -> Statement:
    """
    Tell what a debtor owes at the end of *as_of*; that day counts.

    Args:
        claim: The claim.

        as_of: The day; what happened later is left out.

        law: The law.

        policy: How days are counted, what is rounded, what a payment settles first.

    Raises:
        NotInForceError: If interest runs on a day whose rate is not known, or a measure was taken on a day whose law is
            not known.
        ClaimError: If there are costs, the claim is not in kronor, and it has no rate of exchange.
        DateTypeError: If *as_of* is no plain date.
    """
    ledger = keep(claim, as_of=require_date(as_of, "as_of"), law=law, policy=policy)
    currency = claim.currency
    accrued, asked = ledger.accrual.until(as_of), ledger.costs.until(as_of)
    capital, interest, costs = ledger.balance, accrued - ledger.interest_paid, asked - ledger.costs_paid
    over = max(ledger.left, 0) + max(-capital, 0) + max(-interest, 0) + max(-costs, 0)
    nothing = Money(0, currency)
    answer = Statement(
        claim=claim,
        as_of=as_of,
        law=law,
        policy=policy,
        capital=Money(capital, currency) if capital > 0 else nothing,
        interest=Money(interest, currency) if interest > 0 else nothing,
        costs=Money(costs, currency) if costs > 0 else nothing,
        costs_by_law=Money(ledger.costs.by_law),
        costs_claimed=Money(asked, currency),
        costs_excess=sum([excess.amount for excess in ledger.costs.excesses], _NOTHING),
        interest_accrued=Money(accrued, currency),
        received=Money(ledger.received, currency),
        overpaid=Money(over, currency) if over else nothing,
        missing=Money(-ledger.left, currency) if ledger.left < 0 else nothing,
        unsplit=Money(sum([minor for _, minor, _ in ledger.waiting]), currency),
        disputed=nothing,
    )
    disputes = ledger.reading.disputes
    return attrs.evolve(answer, disputed=_disputed(answer, disputes)) if disputes else answer


@decides("LC-15")
def _disputed(answer: Statement, disputes: tuple[Dispute, ...]) -> Money:
    """
    Return what of the debt is disputed: with all the capital everything, with a part of it its share of the interest.

    Who disputes everything disputes interest and costs too, whether or not capital is open. Our reading: otherwise
    costs belong to the undisputed part, as long as there is one.
    """
    opened = answer.capital
    capital = disputed_minor(disputes, opened.minor)
    if is_everything(disputes) or 0 < capital == opened.minor:
        return answer.total
    if not capital:
        return Money(0, opened.currency)
    share, _ = answer.interest.allocate([capital, opened.minor - capital])
    return min(Money(capital, opened.currency) + share, answer.total)


@decides("LC-14")
def splits(claim: Claim, *, as_of: dt.date, law: Law = SWEDEN, policy: Policy = POLICY) -> tuple[Fact, ...]:
    """
    Return as facts how the policy split what was paid to the agency, where neither it nor such a fact says.

    A host that appends them to the case's facts has the case show the same capital as the claim. Each names its
    payment, or what went back, so that what the agency says about the same replaces it. Only where the agency split
    a sum, or a part went back, without naming a payment, what is left is split in one sum as of *as_of*.
    """
    ledger = keep(claim, as_of=require_date(as_of, "as_of"), law=law, policy=policy)
    rest, named = ledger.unassumed()
    if not ledger.is_part_back and all(Money(one.amount, claim.currency) == one.fact.amount for one in rest):
        named, rest = rest, []
    found = [_split(claim, one.fact.happened_on, [one], about=one.fact.fact_id) for one in named]
    return (*found, _split(claim, as_of, rest)) if rest else tuple(found)


def _split(claim: Claim, on: dt.date, parts: Sequence[Unsplit], *, about: str | None = None) -> Fact:
    sums = [fact for fact in claim.facts if fact.kind is FactKind.SPLIT_ASSUMED and fact.about is None]
    return Fact(
        fact_id=f"{claim.claim_id}/split/{len(sums) + 1}" if about is None else f"{about}/split",
        kind=FactKind.SPLIT_ASSUMED,
        happened_on=on,
        amount=Money(sum(part.amount for part in parts), claim.currency),
        capital=Money(sum(part.capital for part in parts), claim.currency),
        about=about,
    )
