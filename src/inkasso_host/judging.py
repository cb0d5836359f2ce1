"""Judges a whole ledger and sums up the answers; decides nothing itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_host.creditors import CreditorFile
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, BothWays, Decision, decider, nearly
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money, totals
from inkasso_rules.rules import RuleSet

__all__ = ["WAYS", "Judged", "Summary", "judge", "summary"]

#: What ``--rules`` can say.
WAYS: Final = MappingProxyType({"manual": (MANUAL,), "automatic": (AUTOMATIC,), "both": (MANUAL, AUTOMATIC)})


@attrs.frozen
class Judged:
    """One invoice with the decision of each rule set."""

    invoice: Invoice
    decisions: tuple[Decision, ...]

    @property
    def differs(self) -> bool:
        """Whether the rule sets disagree about it."""
        return len({decision.eligible for decision in self.decisions}) > 1

    @property
    def both_ways(self) -> BothWays:
        """The pair, when it was judged both ways."""
        manual, automatic = self.decisions
        return BothWays(manual=manual, automatic=automatic)


@attrs.frozen(kw_only=True)
class Summary:
    """
    What one rule set says of a ledger.

    Attributes:
        rules_name: The rule set.

        judged: How many invoices.

        eligible: How many may go.

        totals: Their open amounts, one sum per currency.

        reasons: How many invoices each reason blocks, most first; an invoice may have several.

        warnings: Likewise for what is worth knowing about invoices that may go.

        next_day: The first later day on which something becomes eligible, and how many then.

        nearly: Ids of invoices that one mendable reason keeps from a yes, with that reason.
    """

    rules_name: str
    judged: int
    eligible: int
    totals: tuple[Money, ...]
    reasons: tuple[tuple[str, int], ...]
    warnings: tuple[tuple[str, int], ...]
    next_day: tuple[dt.date, int] | None
    nearly: tuple[tuple[str, str], ...]


def judge(invoices: Iterable[Invoice], by: CreditorFile, *, ways: str, as_of: dt.date) -> tuple[Judged, ...]:
    """
    Judge every invoice by the chosen rule sets.

    Raises:
        LedgerCurrencyError: If an amount that should be in the ledger currency is not.
    """
    rule_sets: tuple[RuleSet[Any, Any], ...] = WAYS[ways]
    judges = tuple(decider(rules=rules, creditor=by.creditor, as_of=as_of, policy=by.policy) for rules in rule_sets)
    return tuple(Judged(invoice, tuple(judge(invoice) for judge in judges)) for invoice in invoices)


def summary(judged: Iterable[Judged], place: int, rules_name: str) -> Summary:
    """Sum up the decisions that stand at one place: those of one rule set."""
    judged = tuple(judged)
    decisions = tuple(one.decisions[place] for one in judged)
    chosen = tuple(one for one in judged if one.decisions[place].eligible)
    numbers = {one.invoice.invoice_id: one.invoice.number for one in judged}
    later = Counter(one.eligible_from for one in decisions if one.blocks and one.eligible_from is not None)
    return Summary(
        rules_name=rules_name,
        judged=len(decisions),
        eligible=len(chosen),
        totals=totals(one.invoice.open_amount for one in chosen if one.invoice.open_amount is not None),
        reasons=_most_first(code for decision in decisions for code in decision.codes),
        warnings=_most_first(block.code for one in chosen for block in one.decisions[place].warnings),
        next_day=min(later.items()) if later else None,
        nearly=tuple((numbers[one.invoice_id], one.blocks[0].code) for one in nearly(decisions)),
    )


def _most_first(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count codes; equally frequent ones in the order of the alphabet."""
    return tuple(sorted(Counter(codes).items(), key=lambda counted: (-counted[1], counted[0])))
