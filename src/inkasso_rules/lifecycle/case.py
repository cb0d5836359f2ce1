"""
A case as others see it: fixed, with all its facts, as of a day; and what one more fact does to it.

What the facts made us say is no part of what the case holds. It is worked out from the facts when somebody asks.
"""

from __future__ import annotations

import datetime as dt

import attrs

from inkasso_rules import htmltable
from inkasso_rules.lifecycle.acting import Said, replay
from inkasso_rules.lifecycle.checks import Breach, Ground
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.answers import Notice
from inkasso_rules.model.cases import Command, Stage
from inkasso_rules.model.facts import End, Fact
from inkasso_rules.model.invoices import Registration
from inkasso_rules.model.money import Money
from inkasso_rules.requirements import decides

__all__ = ["Case", "Correction", "Step"]


@attrs.frozen(slots=False, kw_only=True)
class Case(Draft):
    """
    A case after its facts, as of a day.

    Attributes:
        facts: All facts that are known, in their order; those after *as_of* are kept and not applied.

        as_of: The day through which the facts are applied.

        ground: What the facts are judged by: the creditor's settings by day, and the policy. Two cases that differ in
            nothing else are equal.
    """

    facts: tuple[Fact, ...]
    as_of: dt.date
    ground: Ground = attrs.field(eq=False)

    @property
    def applied(self) -> tuple[Fact, ...]:
        """The facts that have happened by *as_of*."""
        return tuple(fact for fact in self.facts if fact.happened_on <= self.as_of)

    @property
    def open_capital(self) -> Money:
        """The capital that is open; never below zero."""
        return Money(self.open_minor, self.currency)

    @property
    def undisputed_capital(self) -> Money:
        """The open capital without what is disputed."""
        return Money(self.undisputed_minor, self.currency)

    @property
    @decides("MA-9")
    def registration(self) -> Registration:
        """How the invoice stands at the agency, for the rules of a transfer: a refusal frees it, nothing else does."""
        if self.reported_end is End.REFUSED:
            return Registration.REFUSED
        if self.is_duplicate:
            return Registration.DUPLICATE
        return Registration.PENDING if self.reached is Stage.REGISTERING else Registration.REGISTERED

    @property
    def is_settled(self) -> bool:
        """Whether it is certain that no capital is open: then nothing more is offered, though only a report ends it."""
        return self.balance <= 0 and not self.unsplit_back

    @property
    def said(self) -> tuple[Said, ...]:
        """What the facts made us say, in their order; worked out anew when it is asked for."""
        return replay(self.facts, ground=self.ground, as_of=self.as_of)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What went against the rules."""
        return tuple(said for said in self.said if isinstance(said, Breach))

    @property
    def commands(self) -> tuple[Command, ...]:
        """What the agency was to be told."""
        return tuple(said for said in self.said if not isinstance(said, Breach | Notice))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What people were to be told."""
        return tuple(said for said in self.said if isinstance(said, Notice))

    def __repr__(self) -> str:
        return (
            f"<Case {self.case_id}: {self.stage} as of {self.as_of}, {self.open_capital} open, {len(self.facts)} facts>"
        )

    def _repr_html_(self) -> str:
        """Show the case in a notebook: where it stands, then what happened."""
        title = f"Case {self.case_id}: {self.stage} as of {self.as_of}, {self.open_capital} open"
        breaches = self.breaches
        rows = (
            (
                fact.happened_on,
                fact.kind,
                fact.amount or "",
                ", ".join(breach.code for breach in breaches if breach.fact_id == fact.fact_id),
            )
            for fact in self.facts
        )
        return htmltable.table(title, ("day", "fact", "amount", "breach"), rows)


@attrs.frozen
class Correction:
    """
    What a late fact changes in what was already said.

    Attributes:
        fact_id: The late fact.

        stage_was: The stage before it was known.

        stage_is: The stage now.

        unsaid: What was said and should not have been. A command among them may have been sent: it cannot be unsent.

        said: What should have been said. A command among them that has the id of one that was said is not sent again.
    """

    fact_id: str
    stage_was: Stage
    stage_is: Stage
    unsaid: tuple[Said, ...] = ()
    said: tuple[Said, ...] = ()


@attrs.frozen(kw_only=True)
class Step:
    """
    What one fact does.

    Attributes:
        case: The case after it.

        commands: What the agency is to be told now. Each has an id that a store keeps once: what a late fact took back
            and another one brings again was sent already.

        notices: What people are to be told.

        breaches: What went against the rules.

        corrections: What a late fact changes in what was said before.
    """

    case: Case
    commands: tuple[Command, ...] = ()
    notices: tuple[Notice, ...] = ()
    breaches: tuple[Breach, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def _repr_html_(self) -> str:
        """Show the step in a notebook: where the case stands, and what was said."""
        said = (*self.commands, *self.notices, *self.breaches, *self.corrections)
        rows = ((type(one).__name__, getattr(one, "code", ""), getattr(one, "requirement", "")) for one in said)
        return htmltable.table(f"{self.case.case_id}: {self.case.stage}", ("what", "code", "requirement"), rows)
