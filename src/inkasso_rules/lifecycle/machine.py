"""
Facts into a case: one by one, or all at once; in whatever order they became known.

A case is what its facts make of it. Facts are put in their place by day, rank and id, so that the order in which they
arrive plays no part, and one that is reported twice counts once. ``fold`` and repeated ``advance`` are the same thing:
both let the row of the table act on a draft. What a late fact changes is the difference between what was said and what
is said now. A command has the id of its fact: what was unsaid by one late fact and is said again by another has the
same id, and a store keeps each id once.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from operator import attrgetter
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.acting import Said, begin, is_heard, move, say
from inkasso_rules.lifecycle.case import Case, Correction, Step
from inkasso_rules.lifecycle.checks import Breach, Ground
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.answers import Notice
from inkasso_rules.model.cases import Opening, RegisterCase
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = ["FactConflictError", "MixedCasesError", "NotAFactError", "advance", "fold", "open_case", "transferred"]

_ORDER: Final = attrgetter("order")


class FactConflictError(InkassoRulesError, ValueError):
    """
    Two facts have one id and say different things. Only the store knows which came first; no rule may choose.

    Attributes:
        fact_id: The id.

        fields: What they differ in.
    """

    def __init__(self, fact_id: str, fields: tuple[str, ...]) -> None:
        super().__init__(fact_id, fields)
        self.fact_id, self.fields = fact_id, fields

    def __str__(self) -> str:
        return f"two facts have the id {self.fact_id} and differ in {', '.join(self.fields)}; an id names one fact for good."


class MixedCasesError(InkassoRulesError, ValueError):
    """
    Facts of several cases are no case.

    Attributes:
        case_ids: The cases, sorted.
    """

    def __init__(self, case_ids: tuple[str, ...]) -> None:
        super().__init__(case_ids)
        self.case_ids = case_ids

    def __str__(self) -> str:
        return f"the facts are of several cases: {', '.join(self.case_ids)}; wanted those of one."


class NotAFactError(InkassoRulesError, TypeError):
    """
    Something else was given for a fact.

    Attributes:
        found: Name of the type that came.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        return f"found a value of type {self.found} among the facts; wanted facts only."


def _thaw(case: Case) -> Draft:
    draft = object.__new__(Draft)
    draft.__dict__.update(case.__dict__)
    return draft


def _freeze(draft: Draft, facts: tuple[Fact, ...], ground: Ground, as_of: dt.date) -> Case:
    case = object.__new__(Case)
    case.__dict__.update(draft.__dict__, facts=facts, as_of=as_of, ground=ground)
    return case


def _require_fact(value: object) -> None:
    if not isinstance(value, Fact):
        raise NotAFactError(type(value).__name__)


# --- all facts --------------------------------------------------------------------------------------------------------
def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Put each fact in its place, once."""
    known: dict[str, Fact] = {}
    for fact in facts:
        _require_fact(fact)
        same = known.setdefault(fact.fact_id, fact)
        if same is not fact and same != fact:
            raise _conflict(same, fact)
    listed = tuple(known.values())
    case_ids = {fact.opening.case_id for fact in listed if fact.opening is not None}
    if len(case_ids) > 1:
        raise MixedCasesError(tuple(sorted(case_ids)))
    # Most histories are in order already, and days alone show it.
    if all(one.happened_on < other.happened_on for one, other in itertools.pairwise(listed)):
        return listed
    return tuple(sorted(listed, key=_ORDER))


def _conflict(one: Fact, other: Fact) -> FactConflictError:
    names = (field.name for field in attrs.fields(Fact) if field.eq)
    return FactConflictError(one.fact_id, tuple(name for name in names if getattr(one, name) != getattr(other, name)))


def _fold_sorted(facts: tuple[Fact, ...], ground: Ground, as_of: dt.date) -> Case:
    draft = begin(facts, policy=ground.policy)
    opening = draft.opening
    for fact in facts:
        if fact.happened_on > as_of:
            break
        if fact.opening is not opening:
            move(draft, fact)
    return _freeze(draft, facts, ground, as_of)


@decides("LC-13")
def fold(facts: Iterable[Fact], *, settings: Series[Settings], as_of: dt.date, policy: Policy = POLICY) -> Case:
    """
    Return the case that these facts make, in whatever order they come.

    Args:
        facts: All that are known, the transfer among them; one given twice counts once.

        settings: The creditor's settings by day. A measure is judged by those of its day; where they are unknown, a
            breach of them is *possible*.

        as_of: The day to look at: facts after it are kept and not applied.

        policy: What the service says.

    Raises:
        NoOpeningError: If none of the facts is a transfer.
        FactConflictError: If two have one id and differ.
        MixedCasesError: If they are of several cases.
        NotAFactError: If something among them is none.
        GroundError: If *settings* or *policy* is something else.
    """
    return _fold_sorted(_in_order(facts), Ground(settings, policy), require_date(as_of, "as_of"))


def transferred(command: RegisterCase) -> Fact:
    """Return the fact that a transfer is: the first of its case."""
    return Fact(
        fact_id=command.command_id,
        kind=FactKind.TRANSFERRED,
        happened_on=command.transferred_on,
        opening=Opening.of(command),
    )


@decides("LC-1", "LC-2", "VW-2")
def open_case(command: RegisterCase, *, policy: Policy = POLICY) -> Case:
    """
    Return the case that a transfer opens; it is registering until the agency has answered.

    It will start at the reminder, or at the demand if the creditor had reminded before, and it keeps earlier reminders'
    costs. Its only fact, ``case.facts[0]``, is what a store keeps of it.
    """
    ground = Ground(Series.always(Settings()), policy)
    return _fold_sorted((transferred(command),), ground, command.transferred_on)


# --- one more fact ----------------------------------------------------------------------------------------------------
def advance(case: Case, fact: Fact, *, settings: Series[Settings], as_of: dt.date, policy: Policy = POLICY) -> Step:
    """
    Return the case with one more fact, and all that is to be said of it.

    A fact that is known already changes nothing. One after *as_of* is kept, and applied once its day has come: with the
    next fact after that, or by a fold. Whoever folds a case anew looks into ``case.commands`` for what has come due. A
    late fact is put in its place, and the step reports what it corrects, if that is anything.

    Args:
        case: The case so far.

        fact: What was reported.

        settings: The creditor's settings by day.

        as_of: The day to look at.

        policy: What the service says.

    Raises:
        FactConflictError: If the case has another fact with this id.
        MixedCasesError: If the fact is the transfer of another case.
        NotAFactError: If *fact* is none.
        GroundError: If *settings* or *policy* is something else.
    """
    require_date(as_of, "as_of")
    _require_fact(fact)
    ground = Ground(settings, policy)
    last = case.facts[-1]
    is_newest = last.happened_on <= case.as_of <= as_of and last.order < fact.order and fact.happened_on <= as_of
    is_plain = fact.earliest_on is None and is_heard(case) and ground == case.ground
    if is_newest and is_plain and not any(_meets(known, fact) for known in case.facts):
        draft = _thaw(case)
        said = say(draft, fact, ground)
        move(draft, fact)
        return _step(_freeze(draft, (*case.facts, fact), ground, as_of), said, ())
    # Something is late, known, uncertain, or waits for its day or the agency: fold anew, and compare what was said.
    return _refolded(case, fact, _fold_sorted(_in_order((*case.facts, fact)), ground, as_of))


def _meets(known: Fact, fact: Fact) -> bool:
    """Tell whether a known fact has the id of a new one, or is one of its day that nobody saw."""
    is_unseen = known.earliest_on is not None and known.happened_on == fact.happened_on
    return known.fact_id == fact.fact_id or is_unseen


def _refolded(was: Case, fact: Fact, now: Case) -> Step:
    """Return the step from a case to itself with a fact in between: what is new, and what it corrects."""
    applied = frozenset(one.fact_id for one in was.applied)
    told = frozenset(command.command_id for command in was.commands)
    before, after = frozenset(was.said), frozenset(now.said)
    unsaid = tuple(one for one in was.said if one not in after) if was.as_of <= now.as_of else ()
    fresh = tuple(one for one in now.said if one not in before)
    new = tuple(one for one in fresh if _is_new(one, applied, told))
    said = tuple(one for one in fresh if not _is_new(one, applied, told))
    is_late = fact.fact_id not in applied and any(fact.order < one.order for one in was.applied)
    is_corrected = bool(unsaid or said) or (is_late and now.stage is not was.stage)
    corrections = (Correction(fact.fact_id, was.stage, now.stage, unsaid, said),) if is_corrected else ()
    return _step(now, new, corrections)


def _is_new(said: Said, applied: frozenset[str], told: frozenset[str]) -> bool:
    """Tell whether it was not said before only because its fact, or what its command waited for, was not there."""
    if isinstance(said, Breach):
        return said.fact_id not in applied
    if isinstance(said, Notice):
        return applied.isdisjoint(said.subjects)
    return said.command_id not in told


def _step(case: Case, said: tuple[Said, ...], corrections: tuple[Correction, ...]) -> Step:
    return Step(
        case=case,
        commands=tuple(one for one in said if not isinstance(one, Breach | Notice)),
        notices=tuple(one for one in said if isinstance(one, Notice)),
        breaches=tuple(one for one in said if isinstance(one, Breach)),
        corrections=corrections,
    )
