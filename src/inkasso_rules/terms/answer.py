"""What the service costs the creditor, line by line and all in all; the readings stand in the package's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.claim.booking import keep
from inkasso_rules.claim.costing import converted
from inkasso_rules.claim.ledger import AT_AGENCY, Ledger
from inkasso_rules.law.measures import Measure
from inkasso_rules.law.parameter import Citation, Dated
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money, round_half_up
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides
from inkasso_rules.terms.falling import Collected, Move, Purpose, count

__all__ = ["FREE", "FreeOfCharge", "TermCode", "TermLine", "Terms", "creditor_terms"]


@attrs.frozen
class FreeOfCharge:
    """Something that the creditor does not pay for, and the requirement that says so."""

    requirement: str
    code: str


#: What costs nothing.
FREE: Final = (
    FreeOfCharge("LC-11", "opening_fee"),
    FreeOfCharge("LC-11", "monthly_fee"),
    FreeOfCharge("LC-11", "yearly_fee"),
    FreeOfCharge("LC-11", "action_fee"),
    FreeOfCharge("LC-11", "postage"),
    FreeOfCharge("LC-11", "integration"),
)


class TermCode(StrEnum):
    """What a line is about."""

    #: Costs that the debtor paid and the agency keeps; the creditor bears the tax.
    KEPT_COSTS = "kept_costs"
    #: Interest that the debtor paid and the agency keeps.
    KEPT_INTEREST = "kept_interest"
    #: The enforcement authority's fee for an application.
    APPLICATION_FEE = "application_fee"
    #: The enforcement authority's fee for enforcement. Our addition: the sources name the application only.
    ENFORCEMENT_FEE = "enforcement_fee"
    #: The agency's part of the capital that it recovered in after-collection.
    COMMISSION = "commission"


_FEE_CODES: Final[Mapping[CostKind, TermCode]] = MappingProxyType(
    {CostKind.APPLICATION: TermCode.APPLICATION_FEE, CostKind.ENFORCEMENT: TermCode.ENFORCEMENT_FEE}
)
_REQUIREMENT: Final[Mapping[TermCode, str]] = MappingProxyType(
    {
        TermCode.KEPT_COSTS: "LC-11",
        TermCode.KEPT_INTEREST: "LC-11",
        TermCode.APPLICATION_FEE: "LC-10",
        TermCode.ENFORCEMENT_FEE: "LC-10",
        TermCode.COMMISSION: "LC-10",
    }
)


@attrs.frozen(kw_only=True)
class TermLine:
    """
    One thing that costs the creditor something, or might have.

    Attributes:
        code: What it is about.

        base: What it is counted on: what was kept, what the authority took, what was recovered.

        percent: The agency's part of it, in percent, if that is how it is counted.

        amount: What the creditor pays, without tax; of the authority's fees, what the debtor has not paid back.

        vat_percent: The tax, in percent, if there is any.

        vat: The tax, half up to the minor unit.

        subject: The id of the fact that started it, for the authority's fees.

        source: The law behind the tax, or the fee; nothing where only the service's terms say so.
    """

    code: TermCode
    base: Money
    percent: int | None = None
    amount: Money
    vat_percent: Decimal | None = None
    vat: Money
    subject: str = ""
    source: Citation | None = None

    @property
    def requirement(self) -> str:
        """The requirement that says so."""
        return _REQUIREMENT[self.code]


@attrs.frozen(kw_only=True)
class Terms:
    """
    What the service costs a creditor up to the end of a day, which itself counts; in the currency of the claim.

    What the agency collected is what it keeps (*costs*, *interest*), what is the creditor's (*fees*, *reminders*,
    *capital*), and what is *left*.

    Attributes:
        claim: The claim.

        as_of: The day.

        law: The law that it was judged by.

        policy: The policy that it was judged by.

        collected: What the debtor paid the agency, without what went back.

        costs: What of it fell on costs that the agency keeps.

        interest: What fell on interest, which it keeps too.

        fees: What fell on the authority's fees.

        reminders: What fell on the creditor's own reminders, before the transfer.

        capital: What fell on the capital that was open.

        left: What nothing was left for; it is held for the debtor.

        lines: Everything that costs the creditor something, or might have.
    """

    claim: Claim = attrs.field(repr=False)
    as_of: dt.date
    law: Law = attrs.field(repr=False)
    policy: Policy = attrs.field(repr=False)
    collected: Money
    costs: Money
    interest: Money
    fees: Money
    reminders: Money
    capital: Money
    left: Money
    lines: tuple[TermLine, ...]

    @property
    def fees_borne(self) -> Money:
        """What the authority took; the creditor answers for it, also for an application that was withdrawn."""
        return self._sum(line.base for line in self.lines if line.code in _FEE_CODES.values())

    @property
    def commission(self) -> Money:
        """The agency's part of the capital."""
        return self._sum(line.amount for line in self.lines if line.code is TermCode.COMMISSION)

    @property
    def vat(self) -> Money:
        """The tax."""
        return self._sum(line.vat for line in self.lines)

    @property
    def cost(self) -> Money:
        """What the service costs the creditor, all in all."""
        return self._sum(line.amount + line.vat for line in self.lines)

    @property
    def payable(self) -> Money:
        """What the agency pays out, all in all: what is the creditor's, without what it withholds."""
        return max(self._due, self._sum(()))

    @property
    def invoiced(self) -> Money:
        """
        What the creditor gets invoices for, all in all.

        The authority's fees, the tax that is not withheld, and what could not be withheld because too little came in.
        """
        apart = self.fees_borne if self.policy.vat_withheld else self.fees_borne + self.vat
        return apart + self.payable - self._due

    @property
    def _due(self) -> Money:
        due = self.capital + self.fees + self.reminders - self.commission
        return due - self.vat if self.policy.vat_withheld else due

    def _sum(self, amounts: Iterable[Money]) -> Money:
        return sum(amounts, Money(0, self.claim.currency))


@decides("LC-10", "LC-11")
def creditor_terms(claim: Claim, *, as_of: dt.date, law: Law = SWEDEN, policy: Policy = POLICY) -> Terms:
    """
    Tell what the service has cost the creditor by the end of *as_of*; that day counts.

    Args:
        claim: The claim.

        as_of: The day; what happened later is left out.

        law: The law.

        policy: The commission, and who bears which tax how.

    Raises:
        NotInForceError: If the tax, a rate or a fee is not known on a day on which it is needed.
        ClaimError: If there are costs, the claim is not in kronor, and it has no rate of exchange.
        DateTypeError: If *as_of* is no plain date.
    """
    ledger = keep(claim, as_of=require_date(as_of, "as_of"), law=law, policy=policy)
    tally = count(ledger, policy)

    def money(minor: int) -> Money:
        return Money(minor, claim.currency)

    def total(moves: Iterable[Move]) -> Money:
        return money(sum(minor for _, minor in moves))

    fees, reminders = (
        money(sum(part.fallen for part in tally.parts if part.purpose is purpose))
        for purpose in (Purpose.FEE, Purpose.REMINDER)
    )
    return Terms(
        claim=claim,
        as_of=as_of,
        law=law,
        policy=policy,
        collected=money(sum(entry.amount for entry in ledger.entries if entry.fact.kind in AT_AGENCY)),
        costs=total(tally.costs),
        interest=total(tally.interest),
        fees=fees,
        reminders=reminders,
        capital=money(tally.capital),
        left=money(tally.left),
        lines=(
            *_kept(TermCode.KEPT_COSTS, tally.costs, law, claim.currency),
            *_kept(TermCode.KEPT_INTEREST, tally.interest, law if policy.vat_on_interest else None, claim.currency),
            *_fees(ledger, tally, law),
            *_commission(tally.recovered, law, policy, claim.currency),
        ),
    )


# --- the lines --------------------------------------------------------------------------------------------------------
def _percent_of(minor: int, percent: Decimal | int) -> int:
    return round_half_up(Fraction(percent) * minor / 100)


def _by_tax(moves: Iterable[Move], law: Law) -> Iterable[tuple[Dated[Decimal], int]]:
    """Add moves up by the tax of their days."""
    found: dict[dt.date, tuple[Dated[Decimal], int]] = {}
    for on, minor in moves:
        tax = law.vat_percent.on(on)
        _, before = found.get(tax.starts, (tax, 0))
        found[tax.starts] = (tax, before + minor)
    return found.values()


def _kept(code: TermCode, moves: tuple[Move, ...], law: Law | None, currency: str) -> Iterator[TermLine]:
    """Yield what the agency keeps; without a law it bears no tax."""
    nothing = Money(0, currency)
    if law is not None:
        for tax, base in _by_tax(moves, law):
            vat = Money(_percent_of(base, tax.value), currency)
            yield TermLine(
                code=code,
                base=Money(base, currency),
                amount=nothing,
                vat_percent=tax.value,
                vat=vat,
                source=tax.source,
            )
    elif moves:
        yield TermLine(code=code, base=Money(sum(minor for _, minor in moves), currency), amount=nothing, vat=nothing)


def _commission(moves: tuple[Move, ...], law: Law, policy: Policy, currency: str) -> Iterator[TermLine]:
    """Yield the commission on all that was recovered so far, so that many small payments are rounded once."""
    recovered = charged = 0
    for tax, base in _by_tax(moves, law):
        recovered += base
        amount = _percent_of(max(recovered, 0), policy.commission_percent) - charged
        charged += amount
        yield TermLine(
            code=TermCode.COMMISSION,
            base=Money(base, currency),
            percent=policy.commission_percent,
            amount=Money(amount, currency),
            vat_percent=tax.value,
            vat=Money(_percent_of(amount, tax.value), currency),
            source=tax.source,
        )


def _fees(ledger: Ledger, tally: Collected, law: Law) -> Iterator[TermLine]:
    """Yield what the authority took, and what of it the debtor has not paid back."""
    claim = ledger.claim
    for measure in ledger.reading.measures:
        code = _FEE_CODES.get(measure.cost)
        if code is None:
            continue
        borne, source = _taken(measure, ledger, law)
        this = (measure.cost, measure.measure_id)
        own = [part for part in tally.parts if (part.item.cost, part.item.measure_id) == this]
        asked = sum(item.minor for item in ledger.costs.asked if (item.cost, item.measure_id) == this)
        # What is asked of the debtor is converted with all other costs; what is not asked, by itself.
        base = sum(part.item.minor for part in own) + converted(claim, borne - asked)
        yield TermLine(
            code=code,
            base=Money(base, claim.currency),
            amount=Money(base - sum(part.fallen for part in own), claim.currency),
            vat=Money(0, claim.currency),
            subject=measure.measure_id,
            source=source,
        )


def _taken(measure: Measure, ledger: Ledger, law: Law) -> tuple[int, Citation]:
    """Return what the authority took, in öre: for enforcement what the agency says, no more than the law lets it."""
    if measure.cost is CostKind.APPLICATION:
        fee = law.application_fee.on(measure.taken_on)
        return fee.value.minor, fee.source
    fee = law.enforcement_fee.on(measure.taken_on)
    charged = sum(
        charge.amount.minor
        for charge in ledger.reading.charged
        if (charge.cost, charge.about) == (measure.cost, measure.measure_id)
    )
    return min(charged, fee.value.minor), fee.source
