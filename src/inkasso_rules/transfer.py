"""
From a list of invoices to exactly what is sent: plan, confirmation, commands (MA-3…5, MA-10…14, SE-5, SE-6).

A plan judges and counts; it sends nothing. Confirming judges every invoice anew, on the invoices as they are then: what
changed since is dropped and listed, and what is left becomes commands for the agency.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, TypeVar

import attrs

from inkasso_rules import htmltable
from inkasso_rules.contents import documents, effective_due_date, letter_text, postal_address
from inkasso_rules.eligibility import Decision, decider
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import Command, RegisterCase
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Channel, Invoice
from inkasso_rules.model.money import Money, totals
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides
from inkasso_rules.rules import RuleSet

__all__ = ["Confirmation", "DuplicateInvoiceError", "TransferPlan", "plan"]


_X = TypeVar("_X")

_E_INVOICE: Final = frozenset({Channel.ELECTRONIC_INVOICE, Channel.EDIFACT})


class DuplicateInvoiceError(InkassoRulesError, ValueError):
    """
    One list holds several invoices with one id.

    Attributes:
        invoice_ids: The ids that occur more than once, sorted.
    """

    def __init__(self, invoice_ids: tuple[str, ...]) -> None:
        super().__init__(invoice_ids)
        self.invoice_ids = invoice_ids

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"invoices occur more than once: {', '.join(self.invoice_ids)}; a list holds each invoice once."


@attrs.frozen(kw_only=True)
class Confirmation:
    """
    What a confirmed plan sends.

    Attributes:
        commands: For the agency, in the order of the plan.

        dropped: Invoices of the plan that may no longer go, with the reasons as they are now.

        changed: Ids of invoices that still go, but on other facts than the plan showed.

        gone: Ids of invoices of the plan that are no longer there.

        notices: What people are told about what is sent.
    """

    commands: tuple[Command, ...]
    dropped: tuple[Decision, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    notices: tuple[Notice, ...]

    @property
    def count(self) -> int:
        """How many invoices are transferred."""
        return sum(isinstance(command, RegisterCase) for command in self.commands)


@attrs.frozen(kw_only=True)
class TransferPlan:
    """
    What would be transferred, and what not and why; shown before anybody confirms.

    Attributes:
        as_of: The day that it was made for.

        rules: The rule set that judged.

        creditor: Whose invoices they are.

        policy: What it was judged by.

        eligible: The decisions that say yes, in the order given.

        blocked: The decisions that say no, in the order given.

        totals: The open amounts that would be transferred, one for each currency.

        note: The seller's note that is put on every transferred invoice; ``None`` leaves the notes alone.

        replaced_notes: The invoices whose own note the new one replaces.
    """

    as_of: dt.date
    rules: RuleSet[Any, Any]
    creditor: Creditor
    policy: Policy
    eligible: tuple[Decision, ...]
    blocked: tuple[Decision, ...]
    totals: tuple[Money, ...]
    note: str | None = attrs.field(default=None, repr=False)
    replaced_notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many invoices would be transferred."""
        return len(self.eligible)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the creditor is told before confirming (MA-4)."""
        given = self.note is not None and self.count
        not_sent = (Notice(NoticeCode.NOTE_NOT_SENT, _ids(self.eligible)),) if given else ()
        replaced = (Notice(NoticeCode.NOTE_REPLACED, self.replaced_notes, strong=True),) if self.replaced_notes else ()
        return not_sent + replaced

    def _repr_html_(self) -> str:
        """Show the plan in a notebook: how many for how much, then what is blocked, why and until when."""
        sums = ", ".join(str(amount) for amount in self.totals) or "nothing"
        title = f"{self.count} of {self.count + len(self.blocked)} invoices on {self.as_of}, {self.rules.name}: {sums}"
        rows = ((decision.invoice_id, ", ".join(decision.codes), decision.eligible_from) for decision in self.blocked)
        return htmltable.table(title, ("blocked", "reasons", "from"), rows)

    @decides("MA-3")
    def confirm(
        self, invoices_now: Iterable[Invoice], *, as_of: dt.date, creditor: Creditor | None = None
    ) -> Confirmation:
        """
        Judge the planned invoices anew and turn what still may go into commands.

        Args:
            invoices_now: The invoices as they are now; those that the plan did not list as eligible are left alone.

            as_of: The day of the confirmation, or of the sending.

            creditor: The creditor as it is now; as in the plan when not given.

        Raises:
            DuplicateInvoiceError: If an invoice occurs twice.
        """
        owner = creditor or self.creditor
        judge = decider(rules=self.rules, creditor=owner, as_of=as_of, policy=self.policy)
        now = {invoice.invoice_id: invoice for invoice in _distinct(invoices_now)}
        planned = _ids(self.eligible)
        seen = {decision.invoice_id: decision.candidate for decision in self.eligible}
        decisions = tuple(judge(now[invoice_id]) for invoice_id in planned if invoice_id in now)
        going = tuple(decision for decision in decisions if decision.eligible)
        commands = tuple(
            command
            for decision in going
            for command in _commands(now[decision.invoice_id], decision, creditor=owner, policy=self.policy)
        )
        return Confirmation(
            commands=commands,
            dropped=tuple(decision for decision in decisions if not decision.eligible),
            changed=tuple(decision.invoice_id for decision in going if decision.candidate != seen[decision.invoice_id]),
            gone=tuple(invoice_id for invoice_id in planned if invoice_id not in now),
            notices=_omissions(commands),
        )


def _ids(decisions: Iterable[Decision]) -> tuple[str, ...]:
    return tuple(decision.invoice_id for decision in decisions)


def _distinct(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    listed = tuple(invoices)
    repeated = tuple(sorted(key for key, count in Counter(i.invoice_id for i in listed).items() if count > 1))
    if repeated:
        raise DuplicateInvoiceError(repeated)
    return listed


def _omissions(commands: Iterable[Command]) -> tuple[Notice, ...]:
    omitted = tuple(command.invoice_id for command in commands if getattr(command, "omitted_ids", ()))
    return (Notice(NoticeCode.ATTACHMENTS_OMITTED, omitted),) if omitted else ()


@decides("MA-3", "MA-4")
def plan(
    invoices: Iterable[Invoice],
    *,
    rules: RuleSet[Any, Any],
    creditor: Creditor,
    as_of: dt.date,
    note: str | None = None,
    policy: Policy = POLICY,
) -> TransferPlan:
    """
    Judge *invoices* and show how many would go, for how much, and which not and why.

    Args:
        invoices: Those chosen by hand, or all open ones for automatic transfer.

        rules: :data:`~inkasso_rules.eligibility.MANUAL`, :data:`~inkasso_rules.eligibility.AUTOMATIC`, or a host's own.

        creditor: Whose invoices they are.

        as_of: The day to judge by.

        note: A seller's note for all of them; it replaces what is there and is not sent to the agency.

        policy: What the service says.

    Raises:
        DuplicateInvoiceError: If an invoice occurs twice.
    """
    listed = _distinct(invoices)
    judge = decider(rules=rules, creditor=creditor, as_of=as_of, policy=policy)
    judged = tuple((invoice, judge(invoice)) for invoice in listed)
    going = tuple(invoice for invoice, decision in judged if decision.eligible)
    return TransferPlan(
        as_of=as_of,
        rules=rules,
        creditor=creditor,
        policy=policy,
        eligible=tuple(decision for _, decision in judged if decision.eligible),
        blocked=tuple(decision for _, decision in judged if not decision.eligible),
        totals=totals(invoice.open_amount for invoice in going if invoice.open_amount is not None),
        note=note,
        replaced_notes=tuple(i.invoice_id for i in going if note is not None and i.seller_note not in {None, note}),
    )


@decides("MA-10", "MA-11", "MA-14", "SE-5", "SE-6", "LC-2")
def _commands(invoice: Invoice, decision: Decision, *, creditor: Creditor, policy: Policy) -> tuple[Command, ...]:
    """Return exactly what the agency is sent for an invoice that may go; the seller's note is no part of it."""
    settings, debtor = creditor.settings, invoice.debtor
    text = letter_text(invoice, policy) if settings.include_product_information else ""
    register = RegisterCase(
        command_id=f"register:{invoice.invoice_id}",
        creditor_id=creditor.creditor_id,
        invoice_id=invoice.invoice_id,
        invoice_number=invoice.number,
        original_number=invoice.original_number,
        print_original_number=settings.include_original_number and invoice.original_number is not None,
        invoice_date=_known(invoice.invoice_date),
        due_date=_known(effective_due_date(invoice)),
        total=_known(invoice.total),
        open_amount=_known(invoice.open_amount),
        start_stage=decision.start_stage,
        prior_reminder_costs=totals(reminder.cost for reminder in invoice.reminders or ()),
        sent_as_e_invoice=invoice.channel in _E_INVOICE,
        letter_text=text[: policy.letter_chars_max],
        address=_known(postal_address(invoice)),
        debtor_name=_known(debtor.name),
        debtor_kind=debtor.kind,
        debtor_identifier=debtor.identifier,
        debtor_email=debtor.email,
        customer_number=debtor.customer_number,
        agreements=invoice.agreements,
    )
    attached = documents(invoice, policy)
    return (register, attached) if attached else (register,)


def _known(fact: _X | None) -> _X:
    """Return a fact that the decision rests on: were it unknown, the decision would be a no."""
    assert fact is not None  # noqa: S101 - a broken invariant of ours, never the caller's.
    return fact
