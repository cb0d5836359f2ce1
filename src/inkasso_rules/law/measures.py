"""
Measures against a debtor, what the law's answer about their costs depends on, and the form of the answer.

What the answer is, :mod:`.costs` decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.parameter import Citation
from inkasso_rules.model.dates import day_or_none, require_date
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

__all__ = [
    "LETTERS",
    "CostCondition",
    "CostError",
    "CostLine",
    "CostReason",
    "CostTypeError",
    "Costs",
    "Measure",
    "all_of",
]

#: What the creditor and the agency do themselves; the compensation takes in what they cost.
LETTERS: Final = frozenset({CostKind.REMINDER, CostKind.DEMAND, CostKind.INSTALMENT_PLAN})

_COMPENSATION: Final = CostKind.COMPENSATION
_T = TypeVar("_T")


class CostReason(StrEnum):
    """Why a cost is not owed, or not all of it."""

    #: More than the law allows for this measure.
    ABOVE_MAXIMUM = "above_maximum"
    #: No fee for reminders was agreed when the debt arose.
    NOT_AGREED = "not_agreed"
    #: Nobody knows whether a fee for reminders was agreed.
    AGREEMENT_UNKNOWN = "agreement_unknown"
    #: The letter lacks what the law asks of it.
    NOT_AS_REQUIRED = "not_as_required"
    #: Nobody knows whether the letter has what the law asks of it.
    REQUIREMENTS_UNKNOWN = "requirements_unknown"
    #: One was charged already; further ones are allowed, not charged.
    CHARGED_BEFORE = "charged_before"
    #: The compensation for late payment takes it in.
    ABSORBED = "absorbed"
    #: It was taken back.
    WITHDRAWN = "withdrawn"
    #: The debtor was insolvent.
    AFTER_INSOLVENCY = "after_insolvency"
    #: The debtor is no trader or public body, or the claim is not for goods or services.
    NOT_BUSINESS = "not_business"
    #: Nobody knows what the debtor is.
    DEBTOR_KIND_UNKNOWN = "debtor_kind_unknown"
    #: Nothing was due: the due date had not passed, or nothing was left to pay.
    NOT_DUE = "not_due"
    #: No late interest runs yet, or none at all.
    NOT_LATE = "not_late"
    #: The law then knew no such thing.
    NO_SUCH_COST = "no_such_cost"
    #: The law lets nobody charge a debtor for this.
    NOT_COMPENSABLE = "not_compensable"
    #: It was charged, but nothing is known that it was charged for.
    NO_MEASURE = "no_measure"
    #: The invoice was credited from the start, so that nothing was ever owed.
    NEVER_OWED = "never_owed"


class CostError(InkassoRulesError, ValueError):
    """
    A measure or a charge cannot be.

    Attributes:
        measure_id: The measure, or what it is called.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, measure_id: str, field: str, wanted: str) -> None:
        super().__init__(measure_id, field, wanted)
        self.measure_id, self.field, self.wanted = measure_id, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"measure {self.measure_id} has no fitting {self.field}; wanted {self.wanted}."


class CostTypeError(InkassoRulesError, TypeError):
    """
    Costs cannot depend on a value of this type.

    Attributes:
        field: What it was given as.

        found: Name of the type that came.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, found: str, wanted: str) -> None:
        super().__init__(field, found, wanted)
        self.field, self.found, self.wanted = field, found, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"costs have {self.field} of type {self.found}; wanted {self.wanted}."


def all_of(kind: type[_T], values: Iterable[_T], field: str) -> tuple[_T, ...]:
    """
    Return *values* if all are of one type.

    Raises:
        CostTypeError: If one is not, or they are nothing that holds values.
    """
    wanted = f"nothing but values of type {kind.__name__}"
    if not isinstance(values, Iterable):
        raise CostTypeError(field, type(values).__name__, wanted)
    found = tuple(values)
    for value in found:
        if not isinstance(value, kind):
            raise CostTypeError(field, type(value).__name__, wanted)
    return found


@attrs.frozen(kw_only=True)
class Measure:
    """
    Something done to make the debtor pay.

    Attributes:
        measure_id: Names it.

        cost: What kind of cost it makes.

        taken_on: The day on which it was taken; for a case at the authority, the day of filing.

        as_required: Whether the law's conditions for charging it hold: a demand with its contents; a plan for the whole
            debt, in writing, made in consultation with the debtor. ``None`` when nobody has said.

        withdrawn_on: The day on which it was taken back.

    Raises:
        CostError: If it is withdrawn before it was taken, or is the compensation, which is no measure.
        DateTypeError: If a day is no plain date.
    """

    measure_id: str
    cost: CostKind
    taken_on: dt.date
    as_required: bool | None = None
    withdrawn_on: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no measure; written out because every statement of a claim passes here."""
        if self.withdrawn_on is not None:
            require_date(self.withdrawn_on, "withdrawn_on")
        require_date(self.taken_on, "taken_on")
        cost: object = self.cost
        if not isinstance(cost, CostKind) or cost is _COMPENSATION:
            raise CostError(self.measure_id, "cost", "the kind of a measure; the compensation needs none")
        if self.withdrawn_on is not None and self.withdrawn_on < self.taken_on:
            raise CostError(self.measure_id, "withdrawn_on", "a day no earlier than taken_on")


@attrs.frozen(kw_only=True)
class CostLine:
    """
    What the law says of one measure, or of the compensation.

    Attributes:
        cost: The kind.

        measure_id: The measure; nothing for the compensation.

        on: The day that picked the law.

        lawful: What may be asked for it, if the compensation is not asked for; below zero for one that is taken back.

        owed: What of it is owed beside the compensation.

        why: Why not all of it is owed, or none.

        source: The paragraph.
    """

    cost: CostKind
    measure_id: str | None
    on: dt.date
    lawful: Money
    owed: Money
    why: CostReason | None
    source: Citation


@attrs.frozen
class Costs:
    """
    What a debtor owes by law for measures, each with its paragraph.

    Attributes:
        lines: One for each measure, and one for the compensation, by day; a measure that was taken back has two.
    """

    lines: tuple[CostLine, ...]

    @property
    def total(self) -> Money:
        """What is owed by law, all in all."""
        return Money(sum(line.owed.minor for line in self.lines))


@attrs.frozen(kw_only=True)
class CostCondition:
    """
    What the law's answer depends on besides the measures.

    Attributes:
        debtor_kind: What the debtor is.

        reminder_fee_agreed: Whether a fee for reminders was agreed, no later than when the debt arose.

        interest_from: The first day of late interest; nothing when none runs.

        is_supply: Whether a trader supplied goods or services.

        insolvent: Times in which the debtor was insolvent: the day it began, and the first day after it. No new costs
            arise after the first of these days. Our assumption: no source in the facts says so.

        never_owed: Whether the whole invoice was credited from the start.

        due_date: The due date; a measure on this day or before is against no debt that is due (1 §).

        idle: The measures that were taken when nothing was left to pay at the end of the day before. One on the day of
            the payment itself was still called for.

        reminders_max: How many reminders are charged; 0 is no limit. The sources differ; the default, one for each
            claim, asks less of the debtor.

        demands_max: How many demands are charged; 0 is no limit.

        applications_max: How many applications are charged, and how many representative's fees, unless charges name
            more of them; 0 is no limit. Legal action may go on from the authority to a court, and these are the costs
            of the order to pay: our reading.

        presumes_requirements: Whether a letter of which nobody has said otherwise is as the law requires. The agency is
            supervised; our assumption.

    Raises:
        CostTypeError: If the debtor's kind is none, or the agreement is neither yes nor no nor unknown.
        DateTypeError: If a day is no plain date.
    """

    debtor_kind: DebtorKind | None
    reminder_fee_agreed: bool | None
    interest_from: dt.date | None = None
    is_supply: bool = True
    insolvent: tuple[tuple[dt.date, dt.date | None], ...] = ()
    never_owed: bool = False
    due_date: dt.date | None = attrs.field(default=None, validator=day_or_none)
    idle: frozenset[str] = frozenset()
    reminders_max: int = 1
    demands_max: int = 1
    applications_max: int = 1
    presumes_requirements: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse what would be taken for another answer: a text is no *no*."""
        kind, agreed, late = self.debtor_kind, self.reminder_fee_agreed, self.interest_from
        if kind is not None and not isinstance(kind, DebtorKind):
            raise CostTypeError("debtor_kind", type(kind).__name__, "a DebtorKind or None")
        if agreed is not None and not isinstance(agreed, bool):
            raise CostTypeError("reminder_fee_agreed", type(agreed).__name__, "True, False or None")
        if late is not None:
            require_date(late, "interest_from")
