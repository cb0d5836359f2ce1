"""
What happened to a case: what was transferred, and the facts that followed.

A history is what a host would get over the months: some of the usual course, mixed with whatever else may happen, late,
told twice and in another order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.facts import SAYS, CostKind, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.strategies.basics import PLAIN_DAY, days, days_near, few, kept, maybe, moneys, varied

__all__ = ["UNHEARD_OF", "amounts", "facts", "histories", "openings", "plain_opening"]

#: A code that no map knows.
UNHEARD_OF: Final = "UNHEARD_OF"

_K: Final = FactKind
#: What a fact shrinks to is the first; a second transfer is the strangest.
_KINDS: Final = tuple(sorted(FactKind, key=lambda kind: (kind is _K.TRANSFERRED, kind is not _K.REGISTERED)))
#: The usual course, each step with its day after the transfer: the first on which it breaks nothing.
_COURSE: Final = (
    (_K.REGISTERED, 1),
    (_K.REMINDER_SENT, 2),
    (_K.DEMAND_SENT, 13),
    (_K.LEGAL_STARTED, 22),
    (_K.AFTER_COLLECTION_STARTED, 60),
)
#: What a fact answers, ends or takes back.
_ABOUT: Final[Mapping[FactKind, tuple[FactKind, ...]]] = MappingProxyType(
    {
        _K.RESUMED: (_K.PAUSED,),
        _K.DISPUTE_SETTLED: (_K.DISPUTED,),
        _K.COST_CHARGED: (_K.REMINDER_SENT, _K.DEMAND_SENT, _K.PLAN_AGREED, _K.LEGAL_STARTED),
        _K.MEASURE_WITHDRAWN: (_K.REMINDER_SENT, _K.DEMAND_SENT),
        _K.SPLIT_ASSUMED: (_K.PAID_AGENCY,),
        _K.SPLIT_STATED: (_K.PAID_AGENCY,),
        _K.PAYMENT_REVERSED: (_K.PAID_AGENCY,),
        _K.PAID_CREDITOR: (_K.PAYMENT_UNCLEAR,),
        _K.PAID_OUT: (_K.PAYMENT_UNCLEAR,),
        _K.PAYMENT_REMOVED: (_K.PAID_CREDITOR,),
    }
)


# --- what was transferred ---------------------------------------------------------------------------------------------
def plain_opening(opened_on: dt.date = PLAIN_DAY) -> Opening:
    """Return what :func:`openings` shrinks to: the plain invoice, transferred on that day."""
    return Opening(
        case_id=f"inv-1:{opened_on}",
        creditor_id="cred-1",
        invoice_id="inv-1",
        invoice_number="10001",
        due_date=opened_on - dt.timedelta(days=13),
        capital=Money(1_250_00),
        debtor_kind=DebtorKind.TRADER,
    )


@kept
def openings(*, opened_on: dt.date = PLAIN_DAY) -> SearchStrategy[Opening]:
    """Draw what a case keeps of a transfer on that day; shrinks to that of the plain invoice."""
    # fmt: off
    return varied(plain_opening(opened_on), {
        "due_date":             lambda: days_near(opened_on, plain_days=13),
        "capital":              lambda: moneys(least=1),
        "start_stage":          lambda: st.just(Stage.DEMAND),
        "prior_reminder_costs": lambda: few(moneys(least=0), most=2),
        "debtor_kind":          lambda: maybe(st.sampled_from(DebtorKind)),
    })
    # fmt: on


# --- what happened ----------------------------------------------------------------------------------------------------
@kept
def amounts(capital: Money) -> SearchStrategy[Money]:
    """Draw an amount about the claim, at times in another currency; shrinks to all of it."""
    usual = (capital, Money(max(capital.minor // 2, 1), capital.currency), Money(capital.minor + 1, capital.currency))
    return st.one_of(st.sampled_from(usual), moneys(capital.currency, least=1), moneys(least=1))


@kept
def _details(kind: FactKind, opening: Opening) -> SearchStrategy[dict[str, Any]]:
    """Draw what such a fact says besides its day; a later day as days from its own, a part of money in percent."""
    # fmt: off
    every: dict[str, SearchStrategy[Any]] = {
        "about":            st.just("fact-1"),
        "agency_case_id":   st.just("81"),
        "amount":           amounts(opening.capital),
        "as_required":      st.booleans(),
        "by_administrator": st.booleans(),
        "capital":          st.sampled_from((100, 0, 60)),
        "cost":             st.sampled_from(CostKind),
        "from_start":       st.booleans(),
        "gate":             st.sampled_from(Gate),
        "given_by":         st.just("user-1"),
        "opening":          st.just(opening),
        "raw":              st.just(UNHEARD_OF),
        "until":            st.integers(0, 40),
    }
    # fmt: on
    must, may = ({name: every[name] for name in names} for names in SAYS[kind])
    # However little a kind says, it takes one choice, so that a shrunk fact is one of the first kind.
    return st.one_of(st.fixed_dictionaries(must), st.fixed_dictionaries(must | may))


@kept
@st.composite
def facts(draw: DrawFn, opening: Opening, *, opened_on: dt.date = PLAIN_DAY, fact_id: str = "fact-1") -> Fact:
    """
    Draw something that happened to a case; shrinks to the agency taking it on the day after the transfer.

    Every kind is drawn, also days before the transfer, amounts above the claim and in other currencies, and days that
    are known only as an interval. A second transfer is of the same case. Two facts with one id would contradict each
    other: give each its own.
    """
    kind = draw(st.sampled_from(_KINDS))
    day = opened_on + dt.timedelta(days=draw(st.one_of(st.sampled_from((1, 2, 13, 22)), st.integers(-3, 120))))
    details = draw(_details(kind, opening))
    if details.get("until") is not None:
        details["until"] = day + dt.timedelta(days=details["until"])
    if details.get("capital") is not None:
        of = details.get("amount", opening.capital)
        details["capital"] = Money(of.minor * details["capital"] // 100, of.currency)
    interval, late = draw(st.sampled_from((0, 0, 0, 1, 10))), draw(st.sampled_from((0, 0, 0, 1, 30)))
    return Fact(
        fact_id=fact_id,
        kind=kind,
        happened_on=day,
        learned_on=day + dt.timedelta(days=late) if late else None,
        earliest_on=day - dt.timedelta(days=interval) if interval else None,
        **details,
    )


@kept
@st.composite
def _courses(draw: DrawFn, opened_on: dt.date) -> list[Fact]:
    """Draw the beginning of the usual course, each step on its day, the day before or the day after."""
    return [
        Fact(
            fact_id="fact",
            kind=kind,
            happened_on=opened_on + dt.timedelta(days=day + draw(st.sampled_from((0, -1, 1)))),
        )
        for kind, day in _COURSE[: draw(st.integers(0, len(_COURSE)))]
    ]


def _named(told: list[Fact]) -> list[Fact]:
    """Name each fact by its place, and let one that is about another be about the last that it may be about."""
    named: list[Fact] = []
    for number, fact in enumerate(told, start=1):
        fits = [one.fact_id for one in named if one.kind in _ABOUT.get(fact.kind, ())]
        about = fact.about if fact.about is None or not fits else fits[-1]
        named.append(attrs.evolve(fact, fact_id=f"fact-{number}", about=about))
    return named


@kept
@st.composite
def histories(
    draw: DrawFn, opening: Opening | None = None, *, opened_on: dt.date | None = None, most: int = 8
) -> tuple[Fact, ...]:
    """
    Draw the facts of a case as they became known; shrinks to the transfer alone.

    The transfer comes first. Then follow, most simply in the order of their days, some of the usual course and whatever
    else happened; or they come in any order. At the end some may be told a second time. What was
    transferred, and on which day, is drawn when not given.
    """
    day = draw(days()) if opened_on is None else opened_on
    case = draw(openings(opened_on=day)) if opening is None else opening
    transfer = Fact(fact_id=f"register:{case.case_id}", kind=_K.TRANSFERRED, happened_on=day, opening=case)
    happened = draw(_courses(day)) + draw(st.lists(facts(case, opened_on=day), max_size=most))
    told = _named(sorted(happened, key=lambda fact: fact.order))
    arrived = [transfer, *draw(st.one_of(st.just(told), st.permutations(told)))]
    return (*arrived, *draw(st.lists(st.sampled_from(arrived), max_size=2)))
