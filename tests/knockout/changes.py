"""
What each decider is changed to when it is knocked out.

A rule is simply removed, a policy number gets one more, a yes becomes a no. Only what cannot be derived so stands here:
for each requirement of a function marked with ``@decides``, a plausible other answer. A change gets the original
function first, and then the arguments of the call.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.activation import Allowed
from inkasso_rules.eligibility import BothWays
from inkasso_rules.model.answers import Reason, Refused
from inkasso_rules.model.cases import Stage
from inkasso_rules.sending import Incomplete

Change = Callable[..., object]


def always(answer: object) -> Change:
    """Answer the same, whatever is asked."""
    return lambda *_, **__: answer


def altered(**values: object) -> Change:
    """Give the original's answer with some of its fields replaced."""
    return lambda original, *args, **kwargs: attrs.evolve(original(*args, **kwargs), **values)


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


#: Policy values for which "one more" or "the opposite" would change nothing.
POLICY_VALUES: Final[Mapping[str, object]] = MappingProxyType({})

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
    ("MA-11", "contents.documents",               lambda original, invoice, policy: original(invoice, attrs.evolve(policy, transfer_bytes_max=10**12))),
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
# fmt: on

#: Requirement and ``module.function`` to what answers instead.
FUNCTIONS: Final[Mapping[tuple[str, str], Change]] = MappingProxyType(
    {(requirement, name): change for requirement, name, change in _CHANGES}
)
