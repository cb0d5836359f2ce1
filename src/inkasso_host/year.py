"""
A year of a host: invoices are transferred on one day, and their cases followed to the same day a year later.

The agency is the scripted one. Nothing is left to chance, and no clock is read: the same invoices give the same year.
What the open cases' debtors owe is stated for the last day whose reference rate is known: none is assumed.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs
from dateutil.relativedelta import relativedelta

from inkasso_host.creditors import CreditorFile
from inkasso_host.following import Desk, Followed, begin, case_of, claim_of, record, work
from inkasso_host.memory import MemoryCaseStore, MemoryInvoices
from inkasso_host.scenarios import AT_DEMAND, AT_REMINDER, USUAL, Scenario, creditor_facts, scenes
from inkasso_host.scripted import ScriptedAgency
from inkasso_rules.claim import Claim, Statement, statement
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, BothWays, decider
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.lifecycle import Case, Correction, NextStep, Step, next_steps
from inkasso_rules.model.cases import Opening, RegisterCase, Stage, TransferCommand
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.invoices import Invoice, InvoiceStatus
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.overview import Balance, BalanceSource, Detail, Overview, detail, overview
from inkasso_rules.ports import Document
from inkasso_rules.rules import RuleSet
from inkasso_rules.transfer import plan

__all__ = ["Owed", "Story", "Year", "live"]

#: The agency's portal, as the demo has it.
_PORTAL: Final = "https://portal.example/cases/{agency_case_id}"
_YEAR: Final = relativedelta(years=1)


@attrs.frozen(kw_only=True)
class Owed:
    """
    What the debtor of an open case owes.

    Attributes:
        capital: What the case says is left of the capital on that day.

        statement: What the claim says is owed; nothing if that cannot be told.

        fault: Why it cannot be told.
    """

    capital: Money
    statement: Statement | None = None
    fault: InkassoRulesError | None = None

    @property
    def agrees(self) -> bool:
        """Whether case and claim show the same capital."""
        return self.statement is not None and self.statement.capital == self.capital


@attrs.frozen(kw_only=True)
class Story:
    """
    What became of one transferred invoice.

    Attributes:
        case: Its case, as of the last day.

        invoice: The invoice, as it was transferred.

        stored: Its facts, in the order in which they became known.

        claim: What its facts claim.

        shown: Its detail view.

        coming: What may come next.

        corrections: What late facts corrected, in the order in which they became known.

        owed: What is owed; nothing if the case has ended.
    """

    case: Case
    invoice: Invoice
    stored: tuple[Fact, ...]
    claim: Claim
    shown: Detail
    coming: tuple[NextStep, ...]
    corrections: tuple[Correction, ...]
    owed: Owed | None


@attrs.frozen(kw_only=True)
class Year:
    """
    What a year came to.

    Attributes:
        first_on: The day of the transfers.

        last_on: The day that the overview stands for.

        stated_on: The day that the statements stand for.

        by: The creditor, and what it was judged by.

        settings: The creditor's settings by day.

        listed: The overview.

        stories: The cases, in the order of their transfer.
    """

    first_on: dt.date
    last_on: dt.date
    stated_on: dt.date
    by: CreditorFile
    settings: Series[Settings]
    listed: Overview
    stories: tuple[Story, ...]

    @property
    def open_stories(self) -> tuple[tuple[Story, Owed], ...]:
        """The cases that have not ended, each with what is owed."""
        return tuple((story, story.owed) for story in self.stories if story.owed is not None)


def live(invoices: Iterable[Invoice], by: CreditorFile, *, as_of: dt.date) -> Year:
    """
    Transfer on *as_of* what automatic transfer lets go, and by hand what had been reminded of; follow it for a year.

    Args:
        invoices: All of the creditor's invoices.

        by: The creditor, and what to judge by.

        as_of: The first day.
    """
    owned, last_on = tuple(invoices), as_of + _YEAR
    settings = Series.always(by.creditor.settings)
    commands = (*_confirmed(owned, by, AUTOMATIC, as_of), *_confirmed(_reminded(owned, by, as_of), by, MANUAL, as_of))
    opened = tuple(command for command in commands if isinstance(command, RegisterCase))
    scripts = tuple(zip(opened, _assigned(opened), strict=True))
    agency = _agency(scripts, as_of)
    of_id = {invoice.invoice_id: invoice for invoice in owned}
    desk = _desk(owned, by, settings, agency, {one.case_id: (one, of_id[one.invoice_id]) for one in opened})
    begin(desk, commands)
    corrections = _followed(desk, agency, scripts, last_on)
    stated_on = min(last_on, SWEDEN.reference_rate.known_through or last_on)
    days = (last_on, stated_on)
    stories = tuple(_story(desk, one, of_id[one.invoice_id], corrections.get(one.case_id, ()), days) for one in opened)
    return Year(
        first_on=as_of,
        last_on=last_on,
        stated_on=stated_on,
        by=by,
        settings=settings,
        listed=_overview(owned, tuple(story.case for story in stories), by, last_on),
        stories=stories,
    )


# --- the first day ----------------------------------------------------------------------------------------------------
def _confirmed(
    invoices: tuple[Invoice, ...], by: CreditorFile, rules: RuleSet[Any, Any], as_of: dt.date
) -> tuple[TransferCommand, ...]:
    planned = plan(invoices, rules=rules, creditor=by.creditor, as_of=as_of, policy=by.policy)
    return planned.confirm(invoices, as_of=as_of).commands


def _reminded(invoices: tuple[Invoice, ...], by: CreditorFile, as_of: dt.date) -> tuple[Invoice, ...]:
    """Return what somebody chooses by hand: invoices that were reminded of and do not go automatically."""
    judge = decider(rules=AUTOMATIC, creditor=by.creditor, as_of=as_of, policy=by.policy)
    return tuple(invoice for invoice in invoices if invoice.reminders and not judge(invoice).eligible)


def _assigned(opened: Iterable[RegisterCase]) -> Iterator[Scenario]:
    """Yield the story of each case: those that start at the reminder first go through every one, then the usual."""
    # fmt: off
    by_stage = {
        Stage.REMINDER: itertools.chain(AT_REMINDER, itertools.cycle(USUAL)),
        Stage.DEMAND:   itertools.cycle(AT_DEMAND),
    }
    # fmt: on
    for one in opened:
        yield next(by_stage[one.start_stage])


_Scripts = tuple[tuple[RegisterCase, Scenario], ...]


def _agency(scripts: _Scripts, as_of: dt.date) -> ScriptedAgency:
    return ScriptedAgency(
        day=as_of,
        script=tuple(scene for opened, scenario in scripts for scene in scenes(scenario, opened)),
        refused=frozenset(opened.invoice_number for opened, scenario in scripts if scenario.is_refused),
        taken=frozenset(opened.invoice_number for opened, scenario in scripts if scenario.is_taken),
    )


_Known = Mapping[str, tuple[RegisterCase, Invoice]]


def _desk(
    invoices: tuple[Invoice, ...], by: CreditorFile, settings: Series[Settings], agency: ScriptedAgency, known: _Known
) -> Desk:
    owner = by.creditor.creditor_id
    documents = tuple(
        (invoice.invoice_id, Document(one.attachment_id, "application/pdf", b"%PDF-"))
        for invoice in invoices
        for one in (*((invoice.document,) if invoice.document else ()), *invoice.attachments)
    )
    return Desk(
        store=MemoryCaseStore(),
        agency=agency,
        invoices=MemoryInvoices(tuple((owner, invoice) for invoice in invoices), documents),
        settings_of={owner: settings}.__getitem__,
        claim_of=lambda opening, facts: _claim(opening, facts, *known[opening.case_id]),
        policy=by.policy,
    )


def _claim(opening: Opening, facts: tuple[Fact, ...], sent: RegisterCase, invoice: Invoice) -> Claim:
    """Return a case's claim, with what the ledger knows besides; the invoice date counts as the day of dispatch."""
    return Claim.of(
        opening,
        facts,
        agreements=sent.agreements,
        sent_on=sent.invoice_date,
        prior_reminders=invoice.reminders or (),
        sek_rate=_rate(invoice, sent.invoice_date),
    )


def _rate(invoice: Invoice, day: dt.date) -> ExchangeRate | None:
    """Return the rate at which the ledger booked an invoice; nothing if it is in kronor, or the ledger is not."""
    total, booked = invoice.total, invoice.ledger_total
    if total is None or booked is None or booked.currency != "SEK" or total.currency == "SEK" or booked.minor <= 0:
        return None
    return ExchangeRate(currency="SEK", into=total.currency, rate=total.decimal / booked.decimal, on=day)


# --- day by day -------------------------------------------------------------------------------------------------------
def _followed(
    desk: Desk, agency: ScriptedAgency, scripts: _Scripts, last_on: dt.date
) -> Mapping[str, tuple[Correction, ...]]:
    """Work on every day on which something happens or becomes known; return what was corrected, by case."""
    known: dict[dt.date, list[tuple[str, Fact]]] = {}
    for opened, scenario in scripts:
        for fact in creditor_facts(scenario, opened):
            known.setdefault(fact.learned_on or fact.happened_on, []).append((opened.case_id, fact))
    corrections: dict[str, tuple[Correction, ...]] = {}
    for day in sorted({agency.day, last_on, *known, *(scene.on for scene in agency.script)}):
        agency.turn_to(day)
        for step in _worked(desk, known.get(day, ()), day):
            if step.corrections:
                own = step.case.case_id
                corrections[own] = (*corrections.get(own, ()), *step.corrections)
    return corrections


def _worked(desk: Desk, known: Iterable[tuple[str, Fact]], day: dt.date) -> Iterator[Step]:
    """
    Store what became known, do the day's work, and yield what each fact did.

    Raises:
        InkassoRulesError: If what the agency shows makes no sense, which the scripted one never does.
    """
    for case_id, fact in known:
        yield from record(desk, case_id, (fact,), as_of=day)
    for done in work(desk, as_of=day):
        if isinstance(done, Followed) and done.fault is not None:
            raise done.fault
        yield from done.steps


# --- the last day -----------------------------------------------------------------------------------------------------
def _story(
    desk: Desk,
    opened: RegisterCase,
    invoice: Invoice,
    corrections: tuple[Correction, ...],
    days: tuple[dt.date, dt.date],
) -> Story:
    last_on, stated_on = days
    stored = desk.store.load(opened.case_id).facts
    case = case_of(desk, stored, as_of=last_on)
    return Story(
        case=case,
        invoice=invoice,
        stored=stored,
        claim=claim_of(desk, stored),
        shown=detail(case, invoice=invoice, link_template=_PORTAL),
        coming=next_steps(case, settings=case.ground.settings, as_of=last_on, policy=desk.policy),
        corrections=corrections,
        owed=_owed(desk, stored, stated_on) if case.end is None else None,
    )


def _owed(desk: Desk, stored: tuple[Fact, ...], stated_on: dt.date) -> Owed:
    capital = case_of(desk, stored, as_of=stated_on).open_capital
    try:
        found = statement(claim_of(desk, stored), as_of=stated_on, policy=desk.policy)
    except InkassoRulesError as fault:
        return Owed(capital=capital, fault=fault)
    return Owed(capital=capital, statement=found)


def _overview(invoices: tuple[Invoice, ...], cases: tuple[Case, ...], by: CreditorFile, last_on: dt.date) -> Overview:
    """List the invoices as the ERP has them after the year; the day's statement, or journal, has been read."""
    settings, case_of_invoice = by.creditor.settings, {case.opening.invoice_id: case for case in cases}
    source = BalanceSource.DAILY_JOURNAL if settings.batch_payments else BalanceSource.BANK_STATEMENT
    now = tuple(_as_it_is_now(invoice, case_of_invoice.get(invoice.invoice_id)) for invoice in invoices)
    by_hand, automatic = (
        decider(rules=rules, creditor=by.creditor, as_of=last_on, policy=by.policy) for rules in (MANUAL, AUTOMATIC)
    )
    return overview(
        now,
        decisions=(BothWays(manual=by_hand(invoice), automatic=automatic(invoice)) for invoice in now),
        cases=cases,
        settings=settings,
        as_of=last_on,
        balances=(
            Balance(invoice_id=case.opening.invoice_id, amount=case.open_capital, stands_for_on=last_on, source=source)
            for case in cases
        ),
    )


def _as_it_is_now(invoice: Invoice, case: Case | None) -> Invoice:
    if case is None:
        return invoice
    status = InvoiceStatus.PAID if case.is_settled else invoice.status
    return attrs.evolve(invoice, registration=case.registration, status=status, open_amount=case.open_capital)
