"""
What each decider is changed to when it is knocked out.

A rule is simply removed, a policy number gets one more, a yes becomes a no. Only what cannot be derived so stands here:
for each requirement of a function marked with ``@decides``, a plausible other answer. A change gets the original
function first, and then the arguments of the call.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.activation import Allowed
from inkasso_rules.eligibility import BothWays
from inkasso_rules.lifecycle import Granted, NextStep
from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.conventions import Rounding
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.invoices import Registration
from inkasso_rules.model.money import Money
from inkasso_rules.sending import Incomplete
from tests.knockout.answers import Change, altered, always
from tests.knockout.journal_changes import JOURNAL_CHANGES


def registering(**values: object) -> Change:
    """Give the original's commands with some fields of the first one replaced."""

    def change(original: Callable[..., Any], *args: object, **kwargs: object) -> Any:
        told = original(*args, **kwargs)
        return told if isinstance(told, Incomplete) else (attrs.evolve(told[0], **values), *told[1:])

    return change


def without_reasons(requirement: str) -> Change:
    """Leave out the reasons of one requirement."""

    def change(original: Callable[..., tuple[Reason, ...]], *args: object) -> tuple[Reason, ...]:
        return tuple(reason for reason in original(*args) if reason.requirement != requirement)

    return change


def unrefused(requirement: str) -> Change:
    """Leave out one requirement's reasons to refuse new settings."""

    def change(original: Change, creditor: Any, settings: object, **kwargs: object) -> object:
        answer = original(creditor, settings, **kwargs)
        reasons = answer.reasons if isinstance(answer, Refused) else ()
        left = tuple(reason for reason in reasons if reason.requirement != requirement)
        return answer if left == reasons else Refused(left) if left else settings_taken(original, creditor, settings)

    return change


def nothing_happens(_original: object, creditor: Any, *_: object, **__: object) -> Allowed:
    """Allow the act, and leave the creditor as it was."""
    return Allowed(creditor=creditor)


def settings_taken(_original: object, creditor: Any, settings: object, **_: object) -> Allowed:
    """Take the new settings without a question."""
    return Allowed(creditor=attrs.evolve(creditor, settings=settings))


def _first_reason(original: Change, *args: object, **kwargs: object) -> object:
    decision: Any = original(*args, **kwargs)
    return attrs.evolve(decision, blocks=decision.blocks[:1])


def _by_hand_twice(original: Change, *args: object, **kwargs: object) -> object:
    both: Any = original(*args, **kwargs)
    return BothWays(manual=both.manual, automatic=both.manual)


def _group_alone(_original: object, creditor: Any) -> frozenset[str]:
    chosen = creditor.settings.automation.excluded_group
    return frozenset({chosen}) if chosen else frozenset()


# --- a case -----------------------------------------------------------------------------------------------------------
def _by_the_last_settings(original: Change, ground: Any, gate: Gate, day: dt.date) -> object:
    """Judge by the settings of the last day, not by those of the day of the measure."""
    return original(ground, gate, max(day, ground.settings.entries[-1][0]))


def _without_ends(original: Change, facts: Iterable[Fact], **kwargs: object) -> object:
    """Fold as if no end had been reported."""
    ends = {FactKind.CLOSED_PAID, FactKind.CLOSED_CREDITED, FactKind.STOPPED, FactKind.GIVEN_UP}
    return original((fact for fact in facts if fact.kind not in ends), **kwargs)


def _opened_at(stage: Stage) -> Change:
    """Open the case as if it started at this stage."""
    return lambda original, command, **kwargs: original(attrs.evolve(command, start_stage=stage), **kwargs)


def _without(requirement: str) -> Change:
    """Leave out the next steps, or the lacks of a letter, of one requirement."""

    def change(original: Callable[..., tuple[NextStep, ...]], *args: object, **kwargs: object) -> tuple[NextStep, ...]:
        return tuple(step for step in original(*args, **kwargs) if step.requirement != requirement)

    return change


def _each_step(**values: object) -> Change:
    """Give the next steps with some of their fields replaced."""

    def change(original: Callable[..., tuple[Any, ...]], *args: object, **kwargs: object) -> tuple[Any, ...]:
        return tuple(attrs.evolve(step, **values) for step in original(*args, **kwargs))

    return change


def _granted(_original: object, *_: object, **__: object) -> Granted:
    """Grant whatever is asked for, without a word."""
    return Granted()


def _unseen(*kinds: FactKind) -> Change:
    """Leave out the facts of some kinds."""

    def change(original: Callable[..., tuple[Fact, ...]], *args: object, **kwargs: object) -> tuple[Fact, ...]:
        return tuple(fact for fact in original(*args, **kwargs) if fact.kind not in kinds)

    return change


def _unanswered(kind: FactKind) -> Change:
    """Hear nothing where the agency's answer would have been this fact."""

    def change(original: Callable[..., Fact | None], *args: object, **kwargs: object) -> Fact | None:
        fact = original(*args, **kwargs)
        return None if fact is not None and fact.kind is kind else fact

    return change


def _without_lines(requirement: str) -> Change:
    """Leave out the lines of one requirement."""

    def change(original: Change, *args: object, **kwargs: object) -> object:
        terms: Any = original(*args, **kwargs)
        return attrs.evolve(terms, lines=tuple(line for line in terms.lines if line.requirement != requirement))

    return change


#: What policy values become for which there is neither one more nor an opposite.
POLICY_VALUES: Final[Mapping[str, object]] = MappingProxyType({"agency_payer": "Annat Ombud AB"})

# fmt: off
_CHANGES: Final[tuple[tuple[str, str, Change], ...]] = (
    # requirement  function                            what answers instead
    ("ON-1",  "activation.missing",               without_reasons("ON-1")),
    ("ON-2",  "activation.missing",               without_reasons("ON-2")),
    ("ON-6",  "activation.missing",               without_reasons("ON-6")),
    ("ON-2",  "activation.activate",              nothing_happens),
    ("ON-3",  "activation.activate",              nothing_happens),
    ("ON-3",  "activation.finish",                nothing_happens),
    ("ON-7",  "activation.end",                   nothing_happens),
    ("ON-9",  "activation.reactivate",            nothing_happens),
    ("ON-8",  "activation.remove_api_user",       nothing_happens),
    ("ON-9",  "activation.changed_details",       always(())),
    ("ON-8",  "activation.api_user_created",      nothing_happens),
    ("ON-9",  "activation.api_user_created",      nothing_happens),
    ("ON-9",  "activation.details_reported",      nothing_happens),
    ("ON-4",  "choices.change_settings",          unrefused("ON-4")),
    ("ON-5",  "choices.change_settings",          unrefused("ON-5")),
    ("AU-2",  "choices.change_settings",          unrefused("AU-2")),
    ("AU-3",  "choices.change_settings",          unrefused("AU-3")),
    ("AU-4",  "choices.change_settings",          unrefused("AU-4")),
    ("SE-4",  "choices.with_change",              lambda _, settings, changes, on: settings.starting(on, attrs.evolve(settings.on(on), **changes))),
    ("SE-4",  "choices.differing_settings",       always(())),
    ("SE-3",  "choices.notified_email",           lambda _, creditor: creditor.settings.approval_email),
    ("ON-5",  "choices.overdue_on",               always(())),
    ("ON-4",  "choices.switch_on_automation",     nothing_happens),
    ("ON-5",  "choices.switch_on_automation",     nothing_happens),
    ("AU-4",  "choices.inactivate_group",         nothing_happens),
    ("AU-2",  "candidates._ledger_total",         lambda _, invoice, creditor: invoice.total),
    ("AU-3",  "candidates.automatic_delay_days",  lambda _, creditor, policy: policy.delay_days_min),
    ("AU-2",  "candidates.amount_minimum",        always(None)),
    ("AU-1",  "candidates.automatic_from",        lambda _, creditor: creditor.settings.automation.switched_on),
    ("AU-1",  "candidates.is_automatic",          lambda _, creditor, as_of: creditor.settings.automation.enabled),
    ("AU-9",  "candidates.covered_from",          always(None)),
    ("ON-5",  "candidates.covered_from",          always(None)),
    ("AU-4",  "candidates.excluded_groups",       _group_alone),
    ("AU-10", "contents.effective_due_date",      lambda _, invoice: invoice.due_date),
    ("MA-5",  "contents.is_complete",             always(True)),  # noqa: FBT003 - the answer is a bool
    ("MA-5",  "contents.postal_address",          lambda original, invoice: original(attrs.evolve(invoice, customer=None))),
    ("SE-5",  "contents.letter_text",             lambda _, invoice, policy: invoice.additional_information or ""),
    ("MA-11", "contents.documents",               lambda original, invoice, policy, *, case_id: original(invoice, attrs.evolve(policy, transfer_bytes_max=10**12), case_id=case_id)),
    ("MA-11", "contents.omitted_attachments",     always(())),
    ("OWN-4", "rules._unknown_bits",              always(())),
    ("LC-2",  "eligibility.start_stage",          always(Stage.REMINDER)),
    ("MA-2",  "eligibility.decide",               _first_reason),
    ("MA-2",  "eligibility.both_ways",            _by_hand_twice),
    ("MA-3",  "transfer.TransferPlan.confirm",    altered(dropped=())),
    ("MA-3",  "transfer.plan",                    altered(commands=())),
    ("MA-4",  "transfer._batch",                  lambda original, *args: {**original(*args), "replaced_notes": ()}),
    ("MA-10", "sending.commands",                 registering(sent_as_e_invoice=False)),
    ("MA-11", "sending.commands",                 registering(omitted_attachments=())),
    ("MA-14", "sending.commands",                 registering(debtor_kind=None, debtor_identifier=None)),
    ("SE-5",  "sending.commands",                 registering(letter_text="")),
    ("SE-6",  "sending.commands",                 registering(original_number=None, print_original_number=False)),
    ("LC-2",  "sending.commands",                 registering(prior_reminder_costs=())),
)

_CASE_CHANGES: Final[tuple[tuple[str, str, Change], ...]] = (
    # requirement  function                             what answers instead
    ("LC-13", "lifecycle.standing.Draft.end",           always(None)),
    ("LC-14", "lifecycle.standing.Draft.balance",       lambda _, draft: draft.opening.capital.minor - draft.collected_capital),
    ("LC-15", "model.disputes.disputed_minor",          always(0)),
    ("LC-4",  "lifecycle.days.counted_days",            lambda original, start, day, _: original(start, day, ())),
    ("LC-4",  "lifecycle.days.day_reached",             lambda original, start, days, _: original(start, days, ())),
    ("OWN-6", "lifecycle.checks.days_to_legal",         always(8)),
    ("LC-3",  "lifecycle.checks.Ground.is_required",    always(False)),  # noqa: FBT003 - the answer is a bool
    ("SE-4",  "lifecycle.checks.Ground.is_required",    _by_the_last_settings),
    ("LC-8",  "lifecycle.telling.send_direct_payment",  always(None)),
    ("LC-7",  "lifecycle.telling.send_credit_note",     always(None)),
    ("LC-13", "lifecycle.machine.fold",                 _without_ends),
    ("LC-1",  "lifecycle.machine.open_case",            _opened_at(Stage.DEMAND)),
    ("LC-2",  "lifecycle.machine.open_case",            _opened_at(Stage.REMINDER)),
    ("VW-2",  "lifecycle.machine.open_case",            altered(reached=Stage.REMINDER)),
    ("LC-1",  "lifecycle.steps.next_steps",             _without("LC-1")),
    ("LC-2",  "lifecycle.steps.next_steps",             _without("LC-2")),
    ("LC-3",  "lifecycle.steps.next_steps",             _each_step(waits=())),
    ("LC-15", "lifecycle.steps.next_steps",             _each_step(waits=(), amount=None)),
    ("LC-4",  "lifecycle.requests.ask",                 _granted),
    ("LC-6",  "lifecycle.requests.ask",                 _granted),
    ("LC-7",  "lifecycle.requests.ask",                 _granted),
    ("LC-8",  "lifecycle.requests.ask",                 _granted),
    ("LC-9",  "lifecycle.requests.ask",                 _granted),
    ("SE-2",  "lifecycle.requests.ask",                 _granted),
    ("LC-4",  "lifecycle.observing.observe",            _unseen(FactKind.PAUSED, FactKind.RESUMED, FactKind.STOPPED)),
    ("LC-5",  "lifecycle.observing.observe",            _unseen(FactKind.REGISTERED, FactKind.DUPLICATE_NUMBER)),
    ("SE-3",  "lifecycle.observing.observe",            _unseen(FactKind.APPROVAL_ASKED, FactKind.ACTION_ASKED, FactKind.ACTION_DONE)),
    ("LC-14", "lifecycle.observing._money",             always(())),
    ("BA-9",  "lifecycle.observing.received",           altered(kind=FactKind.PAID_CREDITOR)),
    ("BA-9",  "lifecycle.observing.decided",            lambda original, unclear, *, is_payout, **kwargs: original(unclear, is_payout=not is_payout, **kwargs)),
    ("MA-9",  "lifecycle.case.Case.registration",       always(Registration.NONE)),
    ("LC-5",  "ports.agency.registration_fact",         _unanswered(FactKind.DUPLICATE_NUMBER)),
    ("MA-9",  "ports.agency.registration_fact",         _unanswered(FactKind.REGISTRATION_REFUSED)),
    ("VW-1",  "overview.listing.left_out_because",      always(())),
    ("VW-1",  "overview.listing.overview",              altered(left_out=())),
    ("VW-2",  "overview.balances.latest_balances",      always(MappingProxyType({}))),
    ("VW-2",  "overview.rows.by_invoice",               lambda original, cases: {key: found[::-1] for key, found in original(cases).items()}),
    ("VW-2",  "overview.rows.case_row",                 altered(marks=())),
    ("VW-2",  "overview.rows.invoice_row",              altered(organisation_number=None)),
    ("VW-2",  "overview.marks.red_marks",               always(())),
    ("VW-3",  "overview.details.detail",                altered(events=())),
    ("VW-3",  "overview.details.portal_link",           always(None)),
)

_LAW_CHANGES: Final[tuple[tuple[str, str, Change], ...]] = (
    # requirement  function                             what answers instead
    ("OWN-6",  "law.deadlines.demand_deadline",         lambda _, *, sent_on, **__: sent_on + dt.timedelta(days=8)),
    ("OWN-6",  "law.deadlines.legal_action_from",       lambda original, **kwargs: original(**{**kwargs, "pay_by": None})),
    ("OWN-10", "law.prescription.prescription",         lambda original, claim, **kwargs: original(attrs.evolve(claim, facts=()), **kwargs)),
    ("OWN-6",  "law.demands.lacks",                     _without("OWN-6")),
    ("OWN-11", "law.demands.lacks",                     _without("OWN-11")),
    ("OWN-9",  "law.rates.law_rates",                   lambda original, law, margin=None: original(law, Decimal(7) if margin is None else margin)),
    ("OWN-9",  "law.rates.agreed_rates",                lambda original, _agreed, **kwargs: original(None, **kwargs)),
    ("OWN-9",  "law.interest.first_interest_day",       lambda original, **kwargs: original(**{**kwargs, "due_date_agreed": True})),
    ("OWN-9",  "law.interest.late_interest",            lambda original, principal, *, end, **kwargs: original(principal, end=end + dt.timedelta(1), **kwargs)),
    ("OWN-9",  "law.interest.interest_over",            lambda original, balances, **kwargs: original(tuple(balances)[:1], **kwargs)),
    ("OWN-9",  "law.interest.rounded",                  lambda original, segments, rounding, currency: original(segments, Rounding.KRONOR, currency)),
    ("LC-12",  "law.costs.recoverable_costs",           lambda original, measures, **kwargs: original(measures, **{**kwargs, "interest_from": None})),
    ("LC-12",  "law.costs.costs_given",                 lambda original, given, measures, **kwargs: original(attrs.evolve(given, reminder_fee_agreed=True), measures, **kwargs)),
    ("LC-12",  "law.costs.judge",                       lambda original, given, measures, **kwargs: original(attrs.evolve(given, insolvent=()), measures, **kwargs)),
    ("LC-12",  "law.charging.check_costs",              always(())),
    ("LC-12",  "law.charging.excesses",                 lambda original, charged, costs, **kwargs: original(charged, costs, **kwargs)[:1]),
    ("LC-10",  "terms.answer.creditor_terms",           _without_lines("LC-10")),
    ("LC-11",  "terms.answer.creditor_terms",           _without_lines("LC-11")),
)
# fmt: on

# fmt: off
_CLAIM_CHANGES: Final[tuple[tuple[str, str, Change], ...]] = (
    # requirement  function                             what answers instead
    ("LC-14",  "claim.booking._assume",                 always(None)),
    ("LC-14",  "claim.booking._on_capital",             always(None)),
    ("LC-14",  "claim.booking._pay_agency",             always(None)),
    ("LC-14",  "claim.booking._remove",                 always(None)),
    ("LC-14",  "claim.booking._reverse",                always(None)),
    ("LC-14",  "claim.booking._set_off",                always(None)),
    ("LC-14",  "claim.booking._split",                  always(None)),
    ("LC-12",  "claim.costing.claimed_costs",           altered(steps=())),
    ("OWN-11", "claim.demanding.demand_letter",         altered(costs=None)),
    ("OWN-11", "claim.demanding.interest_parts",        always(())),
    ("LC-14",  "claim.sharing.share_payment",           altered(parts=())),
    ("LC-15",  "claim.statement._disputed",             always(Money(0))),
    ("LC-14",  "claim.statement.splits",                always(())),
    ("LC-14",  "claim.statement.statement",             altered(capital=Money(0))),
    ("OWN-12", "claim.statement.statement",             altered(received=Money(0))),
)
# fmt: on

#: Requirement and ``module.function`` to what answers instead.
FUNCTIONS: Final[Mapping[tuple[str, str], Change]] = MappingProxyType(
    {
        (requirement, name): change
        for requirement, name, change in (*_CHANGES, *_CASE_CHANGES, *_LAW_CHANGES, *_CLAIM_CHANGES, *JOURNAL_CHANGES)
    }
)
