"""
Two scenarios over one portfolio: who changes, why, how much, how much earlier or later.

A scenario is what an answer depends on beside the invoices and the day: the rules, the creditor with its settings, and
the policy. A change of any of them is a value, so that its effect can be seen before it is made. Nothing is decided
here: both scenarios are judged as a transfer plan.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from inkasso_rules import htmltable, transfer
from inkasso_rules.eligibility import Decision
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money, totals
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.rules import RuleSet
from inkasso_rules.transfer import TransferPlan

__all__ = ["Change", "Comparison", "Scenario", "compare"]


@attrs.frozen(kw_only=True)
class Scenario:
    """
    What an answer depends on, beside the invoice and the day.

    Attributes:
        rules: The rule set.

        creditor: Whose invoices they are, with its settings.

        policy: What the service says.
    """

    rules: RuleSet[Any, Any]
    creditor: Creditor
    policy: Policy = POLICY


@attrs.frozen(kw_only=True)
class Change:
    """
    One invoice that the two scenarios answer differently.

    Attributes:
        invoice_id: The invoice.

        open_amount: What is left to pay; ``None`` if unknown.

        before: The decision of the baseline.

        after: The decision of the reform.
    """

    invoice_id: str
    open_amount: Money | None
    before: Decision
    after: Decision

    @property
    def gained(self) -> tuple[str, ...]:
        """The codes that block after the reform only."""
        return tuple(code for code in self.after.codes if code not in self.before.codes)

    @property
    def lost(self) -> tuple[str, ...]:
        """The codes that block before the reform only."""
        return tuple(code for code in self.before.codes if code not in self.after.codes)

    @property
    def days_later(self) -> int | None:
        """By how many days the first possible day moves, less than 0 for earlier; none without a day on both sides."""
        if self.before.eligible_from is None or self.after.eligible_from is None:
            return None
        return (self.after.eligible_from - self.before.eligible_from).days


@attrs.frozen(kw_only=True)
class Comparison:
    """
    What a reform changes for a portfolio on one day.

    Attributes:
        as_of: The day that was asked about.

        before: The plan of the baseline; its count and totals are those of all invoices that may go.

        after: The plan of the reform.

        changes: The invoices with another answer, reason or first possible day, in the order given.
    """

    as_of: dt.date
    before: TransferPlan
    after: TransferPlan
    changes: tuple[Change, ...]

    @property
    def newly_eligible(self) -> tuple[Change, ...]:
        """The invoices that may go after the reform only."""
        return tuple(change for change in self.changes if change.after.eligible and not change.before.eligible)

    @property
    def no_longer_eligible(self) -> tuple[Change, ...]:
        """The invoices that may go before the reform only."""
        return tuple(change for change in self.changes if change.before.eligible and not change.after.eligible)

    @property
    def newly_eligible_totals(self) -> tuple[Money, ...]:
        """The open amounts of those that may go after the reform only, one for each currency."""
        return _totals(self.newly_eligible)

    @property
    def no_longer_eligible_totals(self) -> tuple[Money, ...]:
        """The open amounts of those that may go before the reform only, one for each currency."""
        return _totals(self.no_longer_eligible)

    @property
    def earlier(self) -> tuple[Change, ...]:
        """The invoices that get a first possible day, or an earlier one."""
        return tuple(change for change in self.changes if _sooner(change.after, change.before))

    @property
    def later(self) -> tuple[Change, ...]:
        """The invoices that lose their first possible day, or get a later one."""
        return tuple(change for change in self.changes if _sooner(change.before, change.after))

    @property
    def gained(self) -> tuple[tuple[str, int], ...]:
        """The codes that block after the reform only, each with its number of invoices, the most frequent first."""
        return _counted(change.gained for change in self.changes)

    @property
    def lost(self) -> tuple[tuple[str, int], ...]:
        """The codes that block before the reform only, each with its number of invoices, the most frequent first."""
        return _counted(change.lost for change in self.changes)

    def _repr_html_(self) -> str:
        """Show the comparison in a notebook: the sums, then every invoice that changes."""
        # fmt: off
        sums = (
            ("may go before",      self.before.count,                       _listed(self.before.totals)),
            ("newly eligible",     len(self.newly_eligible),                _listed(self.newly_eligible_totals)),
            ("no longer eligible", len(self.no_longer_eligible),            _listed(self.no_longer_eligible_totals)),
            ("may go after",       self.after.count,                        _listed(self.after.totals)),
            ("earlier",            len(self.earlier),                       _listed(_totals(self.earlier))),
            ("later",              len(self.later),                         _listed(_totals(self.later))),
        )
        # fmt: on
        rows = (
            (
                change.invoice_id,
                change.open_amount,
                change.before.eligible_from,
                change.after.eligible_from,
                change.days_later,
                " ".join((*(f"+{code}" for code in change.gained), *(f"−{code}" for code in change.lost))),
            )
            for change in self.changes
        )
        return htmltable.table(
            f"Invoices that change on {self.as_of}: {len(self.changes)}", ("", "invoices", "open amount"), sums
        ) + htmltable.table(
            "Who, why, and how much later", ("invoice", "open amount", "before", "after", "days later", "reasons"), rows
        )


def _totals(changes: Iterable[Change]) -> tuple[Money, ...]:
    return totals(change.open_amount for change in changes if change.open_amount is not None)


def _listed(amounts: Iterable[Money]) -> str:
    return ", ".join(str(amount) for amount in amounts)


def _sooner(one: Decision, other: Decision) -> bool:
    """Tell whether *one* has an earlier first possible day than *other*; any day is earlier than none."""
    return (one.eligible_from or dt.date.max) < (other.eligible_from or dt.date.max)


def _counted(codes: Iterable[tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(code for each in codes for code in each).most_common())


def compare(portfolio: Iterable[Invoice], baseline: Scenario, reform: Scenario, *, as_of: dt.date) -> Comparison:
    """
    Judge a portfolio by two scenarios and return what differs.

    Args:
        portfolio: The invoices.

        baseline: As it is.

        reform: As it would be.

        as_of: The day to judge by.

    Raises:
        DuplicateInvoiceError: If an invoice occurs twice.
        LedgerCurrencyError: If an amount is not in the ledger currency where it has to be.
    """
    invoices = tuple(portfolio)
    before, after = (
        transfer.plan(invoices, rules=side.rules, creditor=side.creditor, policy=side.policy, as_of=as_of)
        for side in (baseline, reform)
    )
    was, now = _by_id(before), _by_id(after)
    changes = (
        Change(
            invoice_id=invoice.invoice_id,
            open_amount=invoice.open_amount,
            before=was[invoice.invoice_id],
            after=now[invoice.invoice_id],
        )
        for invoice in invoices
    )
    return Comparison(as_of=as_of, before=before, after=after, changes=tuple(c for c in changes if _differs(c)))


def _by_id(plan: TransferPlan) -> dict[str, Decision]:
    return {decision.invoice_id: decision for decision in (*plan.eligible, *plan.blocked)}


def _differs(change: Change) -> bool:
    return bool(change.gained or change.lost) or change.before.eligible_from != change.after.eligible_from
