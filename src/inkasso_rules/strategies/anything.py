"""A strategy for each public type of values, whichever it is: for tests that go over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules.activation import Allowed, Application
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.claim import Allocation, ClaimSegment, Shared, Statement, StatementLine
from inkasso_rules.columns import Column, columns_of
from inkasso_rules.compare import Change, Comparison, Scenario
from inkasso_rules.eligibility import BothWays, Decision
from inkasso_rules.explain import RuleLine
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Value
from inkasso_rules.journal import Difference, Held, OpenItemUpdate, Posted, Register, Taken, Unmatched
from inkasso_rules.law.charging import ChargedCost, Excess
from inkasso_rules.law.demands import DemandLetter, InterestPart, Lack
from inkasso_rules.law.interest import Interest, InterestStart, Segment
from inkasso_rules.law.measures import CostCondition, CostLine, Costs, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Interruption, Prescription
from inkasso_rules.ledger.clearing import Clearing, ClearingItem, Match
from inkasso_rules.lifecycle import (
    Breach,
    Case,
    Correction,
    Dispute,
    Granted,
    Ground,
    NextStep,
    Pause,
    Request,
    Step,
    Wait,
)
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Notice, Reason, Refused
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, Books, FiscalYear
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    Opening,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
)
from inkasso_rules.model.claims import Charge, Claim
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.identifiers import Bic, Iban, Identifier
from inkasso_rules.model.invoices import Attachment, Hold, Invoice, InvoiceRow, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.model.settlements import (
    BankRow,
    DirectPayment,
    Part,
    ReferencePayment,
    SettledPayment,
    Settlement,
    VatDocument,
)
from inkasso_rules.model.snapshots import AgencyAction, CodeMap, IncomingPayment, Snapshot
from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.overview import Approval, Balance, Detail, Event, LeftOut, Mark, Overview, Row
from inkasso_rules.policy import Policy
from inkasso_rules.reasons import Block, Seen
from inkasso_rules.rules import RuleSet
from inkasso_rules.sending import Incomplete
from inkasso_rules.strategies import (
    answers,
    basics,
    cases,
    claims,
    creditors,
    facts,
    histories,
    invoices,
    ledgers,
    overviews,
    parties,
    postings,
    settlements,
    statements,
)
from inkasso_rules.strategies.basics import days
from inkasso_rules.terms import TermLine, Terms
from inkasso_rules.transfer import Confirmation, TransferPlan

__all__ = ["values_of"]


def _part_of(many: SearchStrategy[Any], parts: Callable[[Any], Any]) -> SearchStrategy[Any]:
    """Draw one of the parts of what is drawn."""
    return many.map(parts).filter(bool).flatmap(st.sampled_from)


def _vouchers() -> SearchStrategy[Any]:
    return _part_of(postings.postings(), lambda posted: posted.vouchers)


# fmt: off
_VALUES: Final[Mapping[type, Callable[[dt.date], SearchStrategy[Any]]]] = MappingProxyType({
    Accounts:              lambda _: ledgers.accounts(),
    AcknowledgeSettlement: lambda _: cases.acknowledgements(),
    Address:               lambda _: parties.addresses(),
    AgencyAction:          lambda _: cases.actions(),
    AgreedInterest:        lambda _: invoices.interests(),
    Agreements:            lambda _: invoices.agreements(),
    AllOf:                 lambda _: facts.joined(AllOf, facts.nodes()),
    Allocation:            lambda _: _part_of(statements.statements(), lambda told: told.allocations),
    Allowed:               lambda _: answers.allowed(),
    AnyOf:                 lambda _: facts.joined(AnyOf, facts.nodes()),
    Application:           lambda _: answers.applications(),
    Approval:              lambda _: overviews.approvals(),
    AttachInvoiceCopy:     lambda _: answers.commands(AttachInvoiceCopy),
    Attachment:            lambda _: invoices.attachments(),
    Automation:            lambda day: creditors.automations(as_of=day),
    Balance:               lambda _: overviews.balances(),
    BankAccount:           lambda _: parties.bank_accounts(),
    BankRow:               lambda _: postings.bank_rows(),
    Bic:                   lambda _: parties.bics(),
    Block:                 lambda _: answers.blocks(),
    BookedInvoice:         lambda _: ledgers.booked_invoices(),
    BookedRow:             lambda _: ledgers.booked_rows(),
    Books:                 lambda _: ledgers.books(),
    BothWays:              lambda _: answers.both_ways(),
    Breach:                lambda _: cases.breaches(),
    Candidate:             lambda day: facts.candidates(as_of=day),
    Case:                  lambda _: cases.cases(),
    Change:                lambda _: answers.changes(),
    Charge:                lambda _: claims.charges(),
    ChargedCost:           lambda _: statements.charged_costs(),
    Citation:              lambda _: statements.citations(),
    Claim:                 lambda _: claims.claims(),
    ClaimSegment:          lambda _: _part_of(statements.statements(), lambda told: told.segments),
    Clearing:              lambda _: postings.clearings(),
    ClearingItem:          lambda _: _part_of(postings.clearings(), lambda found: found.waiting),
    CodeMap:               lambda _: cases.code_maps(),
    Column:                lambda _: facts.columns(),
    Compare:               lambda _: facts.compares(),
    Comparison:            lambda _: answers.comparisons(),
    Confirmation:          lambda _: answers.confirmations(),
    Contact:               lambda _: parties.contacts(),
    Correction:            lambda _: cases.corrections(),
    CostCondition:         lambda _: statements.conditions(),
    CostLine:              lambda _: _part_of(statements.owed_costs(), lambda costs: costs.lines),
    Costs:                 lambda _: statements.owed_costs(),
    Creditor:              lambda day: creditors.creditors(as_of=day),
    Customer:              lambda _: parties.customers(),
    Cutoff:                lambda _: st.sampled_from(sorted(columns_of(Cutoffs))).map(Cutoff),
    Cutoffs:               lambda day: facts.cutoffs(as_of=day),
    Debtor:                lambda _: parties.debtors(),
    Decision:              lambda _: answers.decisions(),
    DemandLetter:          lambda _: statements.demand_letters(),
    Detail:                lambda _: overviews.details(),
    Difference:            lambda _: _part_of(postings.postings(), lambda posted: posted.differences),
    DirectPayment:         lambda _: postings.direct_payments(),
    Dispute:               lambda _: cases.disputes(),
    Event:                 lambda _: overviews.events(),
    Excess:                lambda _: statements.excesses(),
    ExchangeRate:          lambda _: statements.exchange_rates(),
    Fact:                  lambda day: histories.histories(opened_on=day).flatmap(st.sampled_from),
    Field:                 lambda _: st.sampled_from(sorted(columns_of(Candidate))).map(Field),
    FiscalYear:            lambda _: ledgers.fiscal_years(),
    Flag:                  lambda _: facts.flags(),
    Granted:               lambda _: cases.granted(),
    Ground:                lambda _: cases.grounds(),
    Group:                 lambda _: creditors.groups().filter(bool).map(lambda groups: groups[-1]),
    Held:                  lambda _: _part_of(postings.postings(), lambda posted: posted.held),
    Hold:                  lambda day: invoices.holds(as_of=day),
    Iban:                  lambda _: parties.ibans(),
    Identifier:            lambda _: parties.identifiers(),
    IncomingPayment:       lambda _: cases.incoming_payments(),
    Incomplete:            lambda _: answers.incompletes(),
    Interest:              lambda _: statements.late_interests(),
    InterestPart:          lambda _: statements.interest_parts(),
    InterestStart:         lambda _: statements.interest_starts(),
    Interruption:          lambda _: _part_of(statements.prescriptions(), lambda found: found.interruptions),
    Invoice:               lambda day: invoices.invoices(as_of=day),
    InvoiceRow:            lambda _: invoices.rows(),
    Known:                 lambda _: facts.known(),
    Lack:                  lambda _: statements.lacks(),
    LeftOut:               lambda _: overviews.left_outs(),
    Line:                  lambda _: _part_of(_vouchers(), lambda voucher: voucher.lines),
    Mark:                  lambda _: overviews.marks(),
    Match:                 lambda _: postings.matches(),
    Measure:               lambda _: statements.measures(),
    Member:                lambda _: facts.members(),
    Money:                 lambda _: basics.moneys(),
    NextStep:              lambda _: cases.next_steps(),
    Notice:                lambda _: answers.notices(),
    OpenItemUpdate:        lambda _: _part_of(postings.postings(), lambda posted: posted.open_item_updates),
    Opening:               lambda day: histories.openings(opened_on=day),
    Overview:              lambda _: overviews.overviews(),
    Part:                  lambda _: settlements.parts(),
    Pause:                 lambda _: cases.pauses(),
    Policy:                lambda _: creditors.policies(),
    Posted:                lambda _: postings.postings(),
    Prescription:          lambda _: statements.prescriptions(),
    PriorReminder:         lambda day: invoices.reminders(as_of=day),
    Reason:                lambda _: answers.refused().flatmap(lambda answer: st.sampled_from(answer.reasons)),
    ReferencePayment:      lambda _: postings.reference_payments(),
    Refused:               lambda _: answers.refused(),
    Register:              lambda _: postings.registers(),
    RegisterCase:          lambda _: answers.commands(RegisterCase),
    RegisterCreditNote:    lambda _: cases.credit_notes(),
    RegisterDirectPayment: lambda _: cases.direct_payments(),
    Reported:              lambda _: creditors.reports(),
    Request:               lambda _: cases.requests(),
    Row:                   lambda _: overviews.rows(),
    RuleLine:              lambda _: answers.rule_lines(),
    RuleSet:               lambda _: answers.rule_sets(),
    Scenario:              lambda _: answers.scenarios(),
    Seen:                  lambda _: facts.seen(),
    Segment:               lambda _: _part_of(statements.late_interests(), lambda found: found.segments),
    Series:                lambda day: basics.serieses(creditors.settings(as_of=day)),
    Service:               lambda day: creditors.services(as_of=day),
    Settings:              lambda day: creditors.settings(as_of=day),
    SettledPayment:        lambda _: settlements.settled_payments(),
    Settlement:            lambda _: settlements.settlements(),
    Shared:                lambda _: statements.shared_payments(),
    Snapshot:              lambda _: cases.snapshots(),
    Statement:             lambda _: statements.statements(),
    StatementLine:         lambda _: _part_of(statements.statements(), lambda told: told.lines),
    Step:                  lambda _: cases.steps(),
    Taken:                 lambda _: _part_of(postings.registers(), lambda register: register.taken),
    TermLine:              lambda _: _part_of(statements.terms_of_service(), lambda told: told.lines),
    Terms:                 lambda _: statements.terms_of_service(),
    TransferPlan:          lambda _: answers.plans(),
    Unmatched:             lambda _: _part_of(postings.postings(), lambda posted: posted.unmatched),
    Value:                 lambda _: facts.values(),
    VatDocument:           lambda _: settlements.vat_documents(),
    Voucher:               lambda _: _vouchers(),
    Wait:                  lambda _: cases.waits(),
})
# fmt: on


def values_of(kind: type) -> SearchStrategy[Any]:
    """
    Draw a value of a public type of this library, whichever it is: for tests that go over all of them.

    Raises:
        KeyError: If *kind* is no public type of values, or one that holds nothing but functions.
    """
    return days().flatmap(_VALUES[kind])
