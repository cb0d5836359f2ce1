"""What a creditor sees: balances, the list of invoices and cases, and the detail view of a case."""

from __future__ import annotations

import datetime as dt
from typing import Final

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules import eligibility, lifecycle, overview
from inkasso_rules.lifecycle import Case
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.facts import Gate
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.overview import (
    Answer,
    Approval,
    Balance,
    BalanceSource,
    Detail,
    Event,
    LeftOut,
    Mark,
    MarkCode,
    Overview,
    Row,
    Unlisted,
)
from inkasso_rules.strategies.basics import days, few, kept, moneys, seldom
from inkasso_rules.strategies.cases import cases, grounds
from inkasso_rules.strategies.creditors import ledgers
from inkasso_rules.strategies.histories import histories
from inkasso_rules.strategies.invoices import invoices

__all__ = ["approvals", "balances", "details", "events", "left_outs", "marks", "overviews", "rows"]

_LINK: Final = "https://portal.example.com/cases/{case_id}"


@kept
def balances() -> SearchStrategy[Balance]:
    """Draw what was left to pay of an invoice; shrinks to one of the bank statement."""
    ids = st.integers(1, 9).map(lambda number: f"inv-{number}")
    sources = st.sampled_from(BalanceSource)
    return st.builds(Balance, invoice_id=ids, amount=moneys(least=0), stands_for_on=days(), source=sources)


@st.composite
def _cases(draw: DrawFn, as_of: dt.date) -> Case:
    """Draw a case of the first invoice of a ledger, transferred some months before."""
    told = draw(histories(opened_on=as_of - dt.timedelta(days=60)))
    ground = draw(grounds())
    return lifecycle.fold(told, settings=ground.settings, as_of=as_of, policy=ground.policy)


def _overview(creditor: Creditor, ledger: tuple[Invoice, ...], held: tuple[Case, ...], as_of: dt.date) -> Overview:
    decisions = [eligibility.both_ways(invoice, creditor=creditor, as_of=as_of) for invoice in ledger]
    return overview.overview(ledger, decisions=decisions, cases=held, settings=creditor.settings, as_of=as_of)


@kept
@st.composite
def overviews(draw: DrawFn) -> Overview:
    """Draw the list of a ledger with a case, or none; shrinks to an empty list."""
    as_of = draw(days())
    creditor, ledger = draw(ledgers(as_of=as_of, most=3))
    return _overview(creditor, ledger, draw(few(_cases(as_of), most=1)), as_of)


@kept
@st.composite
def rows(draw: DrawFn) -> Row:
    """Draw a line of the list; shrinks to a case whose invoice was not given."""
    as_of = draw(days())
    creditor, ledger = draw(ledgers(as_of=as_of, most=1))
    shown = _overview(creditor, ledger, (draw(_cases(as_of)),), as_of)
    found = (*shown.without_invoice, *shown.rows)
    assume(found)
    return found[0]


def left_outs() -> SearchStrategy[LeftOut]:
    """Draw an invoice that is not in the list; shrinks to one of which a fact is unknown."""
    reasons = st.sampled_from(Unlisted).map(lambda code: (Reason("VW-1", code),))
    return st.builds(LeftOut, invoice_id=st.just("inv-1"), reasons=reasons)


@kept
@st.composite
def details(draw: DrawFn) -> Detail:
    """Draw the detail view of a case, at times with its invoice; shrinks to that of a case just transferred."""
    case = draw(cases())
    invoice = draw(seldom(invoices(as_of=case.opened_on)))
    return overview.detail(case, invoice=invoice, link_template=draw(seldom(st.just(_LINK))))


def events() -> SearchStrategy[Event]:
    """Draw what happened in a case, as the detail view shows it; shrinks to the transfer."""
    return details().flatmap(lambda detail: st.sampled_from(detail.events))


def approvals() -> SearchStrategy[Approval]:
    """Draw how an approval stands; shrinks to one of a demand that the agency waits for."""
    return st.builds(Approval, gate=st.sampled_from(Gate), answer=st.sampled_from(Answer), asked_since=seldom(days()))


def marks() -> SearchStrategy[Mark]:
    """Draw what a creditor must do; shrinks to approving a demand."""
    payment = seldom(st.just("payment-1"))
    return st.builds(Mark, code=st.sampled_from(MarkCode), since=days(), case_id=st.just("case-1"), payment_id=payment)
