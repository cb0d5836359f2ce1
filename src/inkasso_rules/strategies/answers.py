"""
What the library answers: decisions, plans, commands, and what an act on the service gives.

They are drawn by asking the library about a drawn ledger, so that they hold together. The day is drawn too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules import activation, choices, compare, eligibility, explain, sending, transfer
from inkasso_rules.activation import Allowed, Application
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.compare import Change, Comparison, Scenario
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, BothWays, Decision
from inkasso_rules.explain import RuleLine
from inkasso_rules.model.answers import Notice, NoticeCode, Refused
from inkasso_rules.model.cases import (
    AttachInvoiceCopy,
    RegisterCase,
    Stage,
    TransferCommand,
)
from inkasso_rules.model.creditors import Creditor, Service
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.parties import Address
from inkasso_rules.policy import Policy
from inkasso_rules.reasons import Block
from inkasso_rules.rules import RuleSet
from inkasso_rules.sending import Incomplete
from inkasso_rules.strategies import (
    basics,
    creditors,
    invoices,
    parties,
)
from inkasso_rules.strategies.basics import days, kept
from inkasso_rules.transfer import Confirmation, TransferPlan
from inkasso_rules.words import LANGUAGES

__all__ = [
    "allowed",
    "applications",
    "blocks",
    "both_ways",
    "changes",
    "commands",
    "comparisons",
    "confirmations",
    "decisions",
    "incompletes",
    "notices",
    "plans",
    "refused",
    "rule_lines",
    "rule_sets",
    "scenarios",
]


# What of the plain invoice may be missing: two things of its debtor, and facts of its own.
_LACKING: Final[Mapping[str, Any]] = MappingProxyType({"name": None, "address": Address()})
_NEEDED: Final = ("name", "address", "invoice_date", "due_date", "total", "open_amount")


def rule_sets() -> SearchStrategy[RuleSet[Candidate, Cutoffs]]:
    """Draw one of the two rule sets; shrinks to that of transfers by hand."""
    return st.sampled_from((MANUAL, AUTOMATIC))


@kept
@st.composite
def decisions(draw: DrawFn) -> Decision:
    """Draw a decision, often a no for one or two reasons; shrinks to a yes."""
    as_of = draw(days())
    creditor = draw(creditors.creditors(as_of=as_of))
    invoice = draw(invoices.invoices(as_of=as_of, ledger_currency=creditor.ledger_currency))
    policy = draw(creditors.policies())
    return eligibility.decide(invoice, rules=draw(rule_sets()), creditor=creditor, as_of=as_of, policy=policy)


@kept
@st.composite
def both_ways(draw: DrawFn) -> BothWays:
    """Draw what both ways say of one invoice; shrinks to two times yes."""
    as_of = draw(days())
    creditor = draw(creditors.creditors(as_of=as_of))
    invoice = draw(invoices.invoices(as_of=as_of, ledger_currency=creditor.ledger_currency))
    return eligibility.both_ways(invoice, creditor=creditor, as_of=as_of)


@kept
@st.composite
def rule_lines(draw: DrawFn) -> RuleLine:
    """Draw what one rule saw in an invoice, in words; shrinks to one that blocks nothing."""
    as_of = draw(days())
    creditor = draw(creditors.creditors(as_of=as_of))
    judge = eligibility.decider(rules=draw(rule_sets()), creditor=creditor, as_of=as_of, policy=Policy())
    seen = judge.candidate(draw(invoices.invoices(as_of=as_of, ledger_currency=creditor.ledger_currency)))
    told = explain.rule_by_rule(seen, bound=judge.bound, lang=draw(st.sampled_from(sorted(LANGUAGES))))
    return draw(st.sampled_from(told))


@kept
@st.composite
def _scenarios(draw: DrawFn, creditor: Creditor, as_of: dt.date) -> Scenario:
    """Draw what the service, or this creditor, could change: rules, settings, standing, policy."""
    settings = draw(creditors.settings(as_of=as_of, currency=creditor.ledger_currency))
    changed = attrs.evolve(creditor, settings=settings, service=draw(creditors.services(as_of=as_of)))
    return Scenario(rules=draw(rule_sets()), creditor=changed, policy=draw(creditors.policies()))


@kept
@st.composite
def scenarios(draw: DrawFn) -> Scenario:
    """Draw what an answer depends on; shrinks to the manual way of the plain creditor."""
    as_of = draw(days())
    return draw(_scenarios(draw(creditors.creditors(as_of=as_of)), as_of))


@kept
@st.composite
def comparisons(draw: DrawFn) -> Comparison:
    """Draw what a reform changes for a ledger; shrinks to one without invoices."""
    as_of = draw(days())
    creditor, ledger = draw(creditors.ledgers(as_of=as_of))
    baseline, reform = draw(_scenarios(creditor, as_of)), draw(_scenarios(creditor, as_of))
    return compare.compare(ledger, baseline, reform, as_of=as_of)


@kept
@st.composite
def changes(draw: DrawFn) -> Change:
    """Draw an invoice that two scenarios answer differently; shrinks to one that may go no longer."""
    as_of = draw(days())
    invoice = draw(invoices.invoices(as_of=as_of))
    baseline = Scenario(rules=MANUAL, creditor=creditors.plain_creditor(as_of))
    ended = attrs.evolve(baseline.creditor, service=Service())
    reform = draw(st.one_of(st.just(attrs.evolve(baseline, creditor=ended)), _scenarios(baseline.creditor, as_of)))
    found = compare.compare((invoice,), baseline, reform, as_of=as_of).changes
    assume(found)
    return found[0]


@kept
@st.composite
def _planned(draw: DrawFn) -> tuple[TransferPlan, tuple[Invoice, ...]]:
    as_of, note = draw(days()), draw(basics.seldom(basics.texts()))
    creditor, ledger = draw(creditors.ledgers(as_of=as_of))
    return transfer.plan(ledger, rules=draw(rule_sets()), creditor=creditor, as_of=as_of, note=note), ledger


def plans() -> SearchStrategy[TransferPlan]:
    """Draw the plan of a whole ledger; shrinks to one without invoices."""
    return _planned().map(lambda planned: planned[0])


@kept
@st.composite
def confirmations(draw: DrawFn) -> Confirmation:
    """Draw a plan's confirmation, at times days later and with fewer invoices; shrinks to one that sends nothing."""
    plan, ledger = draw(_planned())
    later = plan.as_of + dt.timedelta(days=draw(st.sampled_from((0, 1, 400, 1_100))))
    left = ledger[: draw(st.integers(0, len(ledger)))]
    return plan.confirm(left, as_of=later)


@kept
def commands(of: type[TransferCommand] = RegisterCase) -> SearchStrategy[Any]:
    """Draw a command of one type for the agency, from a confirmed plan; shrinks to that for the plain invoice."""

    @st.composite
    def sent(draw: DrawFn) -> TransferCommand:
        as_of = draw(days())
        creditor = draw(creditors.creditors(as_of=as_of, unknowns=False))
        drawn = draw(invoices.invoices(as_of=as_of, ledger_currency=creditor.ledger_currency, unknowns=False))
        invoice = attrs.evolve(drawn, document=draw(invoices.attachments())) if of is AttachInvoiceCopy else drawn
        plan = transfer.plan((invoice,), rules=MANUAL, creditor=creditor, as_of=as_of)
        found = tuple(command for command in plan.confirm((invoice,), as_of=as_of).commands if isinstance(command, of))
        assume(found)
        return found[0]

    return sent()


@kept
@st.composite
def incompletes(draw: DrawFn) -> Incomplete:
    """Draw an invoice of which the agency cannot be told, and what it lacks; shrinks to one without a debtor's name."""
    as_of, lacking = draw(days()), draw(st.sets(st.sampled_from(_NEEDED), min_size=1))
    debtor = attrs.evolve(parties.PLAIN_DEBTOR, **{name: value for name, value in _LACKING.items() if name in lacking})
    facts: dict[str, Any] = dict.fromkeys(lacking - _LACKING.keys())
    invoice = attrs.evolve(invoices.plain_invoice(as_of), debtor=debtor, **facts)
    told = sending.commands(
        invoice,
        start_stage=Stage.REMINDER,
        creditor=creditors.plain_creditor(as_of),
        as_of=as_of,
        policy=Policy(),
    )
    assert isinstance(told, Incomplete)  # noqa: S101 - something that is needed is missing.
    return told


def notices() -> SearchStrategy[Notice]:
    """Draw a notice; shrinks to one about nothing in particular."""
    subjects = basics.few(st.integers(1, 9).map(lambda number: f"inv-{number}"))
    amounts = basics.seldom(basics.moneys(least=1))
    return st.builds(Notice, code=st.sampled_from(NoticeCode), subjects=subjects, strong=st.booleans(), amount=amounts)


@st.composite
def _acts(draw: DrawFn, wanted: type[Allowed | Refused]) -> Any:
    as_of = draw(days())
    creditor, ledger = draw(creditors.ledgers(as_of=as_of, most=2))
    changed = draw(creditors.settings(as_of=as_of, currency=creditor.ledger_currency))
    open_cases = draw(basics.few(st.just("case-1"), most=1))
    answers = (
        activation.end(creditor, as_of=as_of, open_cases=open_cases),
        activation.activate(creditor, as_of=as_of),
        activation.finish(creditor, as_of=as_of),
        activation.reactivate(creditor, as_of=as_of),
        activation.remove_api_user(creditor, open_cases=open_cases),
        activation.api_user_created(creditor),
        activation.details_reported(creditor),
        choices.change_settings(creditor, changed),
        choices.switch_on_automation(creditor, ledger, as_of=as_of),
        choices.inactivate_group(creditor, "group-1"),
    )
    return draw(st.sampled_from([answer for answer in answers if isinstance(answer, wanted)]))


def allowed() -> SearchStrategy[Allowed]:
    """Draw an act on the service that is allowed; shrinks to ending it."""
    return _acts(Allowed)


def refused() -> SearchStrategy[Refused]:
    """Draw a refusal with its reasons; shrinks to that of applying twice."""
    return _acts(Refused)


def applications() -> SearchStrategy[Application]:
    """Draw what a creditor sends to the agency when it applies; shrinks to that of the plain creditor."""
    return st.builds(
        Application,
        creditor_id=st.just("cred-1"),
        name=st.just("Prov AB"),
        organisation_number=parties.identifiers(),
        address=parties.addresses(unknowns=False),
        bank_accounts=basics.few(parties.bank_accounts(unknowns=False)),
        contact=parties.contacts(),
        terms_accepted=st.just(value=True),
        agreement_signed=st.just(value=True),
        api_user_accepted=st.just(value=True),
    )


def blocks() -> SearchStrategy[Block]:
    """Draw a reason or a warning of a decision."""
    found = decisions().map(lambda decision: decision.blocks + decision.warnings)
    return found.filter(bool).flatmap(st.sampled_from)
