"""What the rules read, and the trees that rules are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules import candidates as flat
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.columns import Column, Kind, columns_of
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Node, Operand, Value
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Channel, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.policy import POLICY
from inkasso_rules.reasons import Seen
from inkasso_rules.strategies.basics import CURRENCIES, PLAIN_DAY, days_near, kept, maybe, varied
from inkasso_rules.strategies.creditors import creditors, policies
from inkasso_rules.strategies.invoices import plain_invoice
from inkasso_rules.strategies.parties import group_ids

__all__ = [
    "candidates",
    "columns",
    "compares",
    "cutoffs",
    "flags",
    "joined",
    "known",
    "members",
    "nodes",
    "seen",
    "values",
]


@kept
def _codes(name: str) -> SearchStrategy[Any]:
    """Draw what a column of codes may hold, at times a code that nobody knows: the ERP may add some."""
    enums = {"kind": InvoiceKind, "status": InvoiceStatus, "channel": Channel, "registration": Registration}
    if name in enums:
        return st.sampled_from((*sorted(enums[name]), "UNHEARD_OF"))
    return group_ids() if name == "group" else st.sampled_from(CURRENCIES)


@kept
def _facts(of: Column, as_of: dt.date) -> SearchStrategy[Any]:
    """Draw what one column of the flat facts may hold."""
    match of.kind:
        case Kind.DATE:
            return days_near(as_of)
        case Kind.INT:
            usual = st.sampled_from((1_250_00, 0, 1, -1, 100_00, 1_000, 1_001, 30_000_000, 30_000_001))
            return st.one_of(usual, st.integers(-(10**12), 10**12))
        case Kind.BOOL:
            return st.booleans()
        case _:
            return _codes(of.name)


@kept
def candidates(*, as_of: dt.date, unknowns: bool = True) -> SearchStrategy[Candidate]:
    """
    Draw the flat facts of an invoice, column by column; shrinks to those of the plain invoice.

    With *unknowns* any column may be null; optional ones, where a null means "none", may be in any case.
    """
    plain = flat.candidate(plain_invoice(as_of), Creditor(creditor_id="cred-1"), POLICY)

    def wild(column: Column) -> Callable[[], SearchStrategy[Any]]:
        return lambda: maybe(_facts(column, as_of), unknowns=unknowns or column.optional)

    return varied(plain, {name: wild(column) for name, column in columns_of(Candidate).items()})


@kept
def cutoffs(*, as_of: dt.date) -> SearchStrategy[Cutoffs]:
    """Draw the limits of a creditor by a policy; shrinks to those of the plain creditor and the service's policy."""
    return st.builds(flat.cutoffs, creditors(as_of=as_of), policies(), as_of=st.just(as_of))


@kept
def columns(*kinds: Kind) -> SearchStrategy[Column]:
    """Draw a column of the flat facts, of one of *kinds* if some are given; shrinks to the first."""
    return st.sampled_from([column for column in columns_of(Candidate).values() if not kinds or column.kind in kinds])


@kept
def _beside(column: Column) -> SearchStrategy[Operand]:
    """Draw what a column may be compared with: a constant, or a cutoff."""
    limits = [limit.name for limit in columns_of(Cutoffs).values() if limit.kind is column.kind]
    return st.one_of(_facts(column, PLAIN_DAY).map(Value), st.sampled_from(limits).map(Cutoff))


@kept
def seen() -> SearchStrategy[Seen]:
    """Draw what a rule may see in one field."""
    return columns().flatmap(lambda column: st.builds(Seen, st.just(column.name), maybe(_facts(column, PLAIN_DAY))))


@kept
def compares() -> SearchStrategy[Compare]:
    """Draw a comparison of a date or a number."""

    def one(column: Column) -> SearchStrategy[Compare]:
        return st.builds(Compare, st.just(Field(column.name)), st.sampled_from(("<", "<=", ">", ">=")), _beside(column))

    return columns(Kind.DATE, Kind.INT).flatmap(one)


@kept
def members() -> SearchStrategy[Member]:
    """Draw a test whether a code is among some."""

    def one(column: Column) -> SearchStrategy[Member]:
        groups = st.frozensets(_codes(column.name), max_size=3).map(Value)
        return st.builds(
            Member, st.just(Field(column.name)), st.one_of(groups, st.just(Cutoff("excluded_groups"))), st.booleans()
        )

    return columns(Kind.TEXT).flatmap(one)


@kept
def flags() -> SearchStrategy[Flag]:
    """Draw a test of a yes or no."""
    return st.builds(Flag, columns(Kind.BOOL).map(lambda column: Field(column.name)), st.booleans())


@kept
def known() -> SearchStrategy[Known]:
    """Draw what an unknown fact leaves wanted."""
    return columns().map(lambda column: Known(Field(column.name)))


def joined(by: type[AllOf | AnyOf], parts: SearchStrategy[Node]) -> SearchStrategy[Any]:
    """Draw two or three *parts*, joined."""
    return st.lists(parts, min_size=2, max_size=3).map(lambda drawn: by(tuple(drawn)))


@kept
def values() -> SearchStrategy[Value]:
    """Draw a constant, or a cutoff that has been filled in; shrinks to none."""
    facts = columns().flatmap(lambda column: _facts(column, PLAIN_DAY))
    return st.one_of(st.none(), facts, st.frozensets(group_ids())).map(Value)


@kept
def nodes() -> SearchStrategy[Node]:
    """Draw a tree of tests on an invoice's facts, each between things of one kind; shrinks to a single test."""
    single: SearchStrategy[Node] = st.one_of(compares(), members(), flags())

    def both(parts: SearchStrategy[Node]) -> SearchStrategy[Node]:
        return st.one_of(joined(AllOf, parts), joined(AnyOf, parts))

    return st.recursive(single, both, max_leaves=5)
