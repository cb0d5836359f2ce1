"""
From a list of invoices to exactly what is sent: plan, confirmation, commands (MA-3…5, MA-10…14, SE-5, SE-6).

A plan judges and counts; it sends nothing. Confirming judges every invoice anew, on the invoices as they are then: what
changed since is dropped and listed, and what is left becomes commands for the agency.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from inkasso_rules import htmltable, sending
from inkasso_rules.contents import is_blank
from inkasso_rules.eligibility import Decision, decider
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import RegisterCase, TransferCommand
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money, totals
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides
from inkasso_rules.rules import RuleSet
from inkasso_rules.sending import Incomplete

__all__ = ["Batch", "Confirmation", "DuplicateInvoiceError", "OtherCreditorError", "TransferPlan", "plan"]


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


class OtherCreditorError(InkassoRulesError, ValueError):
    """
    A plan is confirmed for another creditor than it was made for.

    Attributes:
        planned: The creditor of the plan.

        given: The creditor given.
    """

    def __init__(self, planned: str, given: str) -> None:
        super().__init__(planned, given)
        self.planned, self.given = planned, given

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"a plan for creditor {self.planned} is confirmed for creditor {self.given}; make a plan for each."


@attrs.frozen(kw_only=True)
class Batch:
    """
    What is sent for the invoices that may go: shared by a plan, which shows it, and its confirmation.

    Attributes:
        commands: For the agency, in the order of the invoices.

        incomplete: Invoices of which the agency cannot be told, though the host's rules let them go.

        note: The seller's note that the host puts on every invoice that goes; ``None`` leaves the notes alone.

        replaced_notes: The ids of those whose own note the new one replaces.
    """

    commands: tuple[TransferCommand, ...] = attrs.field(repr=False)
    incomplete: tuple[Incomplete, ...]
    note: str | None = attrs.field(repr=False)
    replaced_notes: tuple[str, ...]

    @property
    def cases(self) -> tuple[RegisterCase, ...]:
        """The cases that the agency is told of."""
        return tuple(command for command in self.commands if isinstance(command, RegisterCase))

    @property
    def count(self) -> int:
        """How many invoices are transferred."""
        return len(self.cases)

    @property
    def totals(self) -> tuple[Money, ...]:
        """The open amounts that are transferred, one for each currency."""
        return totals(case.open_amount for case in self.cases)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the creditor is told (MA-4, MA-11)."""
        numbers = Counter(case.invoice_number for case in self.cases)
        # fmt: off
        told = (
            (NoticeCode.NOTE_NOT_SENT,       _ids(case for case in self.cases if self.note is not None)),
            (NoticeCode.NOTE_REPLACED,       self.replaced_notes),
            (NoticeCode.SAME_NUMBER,         _ids(case for case in self.cases if numbers[case.invoice_number] > 1)),
            (NoticeCode.ATTACHMENTS_OMITTED, _ids(case for case in self.cases if case.omitted_attachments)),
        )
        # fmt: on
        strong = {NoticeCode.NOTE_REPLACED, NoticeCode.SAME_NUMBER}
        return tuple(Notice(code, subjects, strong=code in strong) for code, subjects in told if subjects)


@attrs.frozen(kw_only=True)
class Confirmation(Batch):
    """
    What a confirmed plan sends.

    Attributes:
        dropped: Invoices of the plan that may no longer go, with the reasons as they are now.

        changed: Ids of invoices that still go, but of which the agency is told something else than was planned.

        gone: Ids of invoices of the plan that are no longer there.
    """

    dropped: tuple[Decision, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@attrs.frozen(kw_only=True)
class TransferPlan(Batch):
    """
    What would be transferred, and what not and why; shown before anybody confirms.

    Attributes:
        as_of: The day that it was made for.

        rules: The rule set that judged.

        creditor: Whose invoices they are.

        policy: What it was judged by.

        eligible: The decisions that say yes, in the order given.

        blocked: The decisions that say no, in the order given.
    """

    as_of: dt.date
    rules: RuleSet[Any, Any]
    creditor: Creditor
    policy: Policy
    eligible: tuple[Decision, ...]
    blocked: tuple[Decision, ...]

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
            OtherCreditorError: If *creditor* is not the plan's.
        """
        owner = creditor or self.creditor
        if owner.creditor_id != self.creditor.creditor_id:
            raise OtherCreditorError(self.creditor.creditor_id, owner.creditor_id)
        judge = decider(rules=self.rules, creditor=owner, as_of=as_of, policy=self.policy)
        now = {invoice.invoice_id: invoice for invoice in _distinct(invoices_now)}
        planned = _ids(self.eligible)
        judged = tuple((now[invoice_id], judge(now[invoice_id])) for invoice_id in planned if invoice_id in now)
        batch = _batch(judged, owner, as_of, self.policy, self.note)
        told, shown = _by_invoice(batch["commands"]), _by_invoice(self.commands)
        return Confirmation(
            **batch,
            dropped=tuple(decision for _, decision in judged if not decision.eligible),
            changed=tuple(invoice_id for invoice_id in told if told[invoice_id] != shown.get(invoice_id)),
            gone=tuple(invoice_id for invoice_id in planned if invoice_id not in now),
        )


_Judged = tuple[tuple[Invoice, Decision], ...]


def _ids(named: Iterable[Decision | RegisterCase]) -> tuple[str, ...]:
    return tuple(one.invoice_id for one in named)


def _by_invoice(commands: Iterable[TransferCommand]) -> dict[str, tuple[TransferCommand, ...]]:
    """Return what is told of each invoice, without the day of the transfer and the ids that are made from it."""
    found: dict[str, tuple[TransferCommand, ...]] = {}
    for command in commands:
        undated: dict[str, Any] = {"command_id": "", "case_id": ""}
        if isinstance(command, RegisterCase):
            undated["transferred_on"] = dt.date.min
        found[command.invoice_id] = (*found.get(command.invoice_id, ()), attrs.evolve(command, **undated))
    return found


def _distinct(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    listed = tuple(invoices)
    repeated = tuple(sorted(key for key, count in Counter(i.invoice_id for i in listed).items() if count > 1))
    if repeated:
        raise DuplicateInvoiceError(repeated)
    return listed


@decides("MA-4")
def _batch(judged: _Judged, creditor: Creditor, as_of: dt.date, policy: Policy, note: str | None) -> dict[str, Any]:
    """Make the fields of a :class:`Batch`: what is sent of each invoice that may go, and what becomes of its note."""
    told = tuple(
        (
            invoice,
            sending.commands(invoice, start_stage=decision.start_stage, creditor=creditor, as_of=as_of, policy=policy),
        )
        for invoice, decision in judged
        if decision.eligible
    )
    going = tuple((invoice, sent) for invoice, sent in told if not isinstance(sent, Incomplete))
    given = None if is_blank(note) else note
    return {
        "commands": tuple(command for _, sent in going for command in sent),
        "incomplete": tuple(sent for _, sent in told if isinstance(sent, Incomplete)),
        "note": given,
        "replaced_notes": tuple(
            invoice.invoice_id
            for invoice, _ in going
            if given is not None and not is_blank(invoice.seller_note) and invoice.seller_note != given
        ),
    }


@decides("MA-3")
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

        note: A seller's note for all of them; it replaces what is there and is not sent to the agency. A blank one
            leaves the notes alone.

        policy: What the service says.

    Raises:
        DuplicateInvoiceError: If an invoice occurs twice.
    """
    judge = decider(rules=rules, creditor=creditor, as_of=as_of, policy=policy)
    judged = tuple((invoice, judge(invoice)) for invoice in _distinct(invoices))
    return TransferPlan(
        **_batch(judged, creditor, as_of, policy, note),
        as_of=as_of,
        rules=rules,
        creditor=creditor,
        policy=policy,
        eligible=tuple(decision for _, decision in judged if decision.eligible),
        blocked=tuple(decision for _, decision in judged if not decision.eligible),
    )
