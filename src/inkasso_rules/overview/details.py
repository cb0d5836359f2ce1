"""The detail view of one case: what happened, what the agency did, its documents, and the link to the portal."""

from __future__ import annotations

import datetime as dt
import re
import string
from enum import StrEnum
from typing import Final

import attrs

from inkasso_rules import htmltable
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import Breach, Case
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.invoices import Invoice, PriorReminder
from inkasso_rules.overview.marks import Mark, red_marks
from inkasso_rules.requirements import decides

__all__ = [
    "Answer",
    "Approval",
    "Detail",
    "Event",
    "LinkTemplateError",
    "OtherInvoiceError",
    "detail",
    "portal_link",
]

#: What the agency does; everything else is done by the creditor or the debtor, or is only read.
_BY_AGENCY: Final = frozenset(
    {
        FactKind.REGISTERED,
        FactKind.REGISTRATION_REFUSED,
        FactKind.DUPLICATE_NUMBER,
        FactKind.REOPENED,
        FactKind.APPROVAL_ASKED,
        FactKind.ACTION_ASKED,
        FactKind.PLAN_AGREED,
        FactKind.REMINDER_SENT,
        FactKind.DEMAND_SENT,
        FactKind.LEGAL_STARTED,
        FactKind.AFTER_COLLECTION_STARTED,
        FactKind.COST_CHARGED,
        FactKind.MEASURE_WITHDRAWN,
        FactKind.PAID_OUT,
        FactKind.CLOSED_PAID,
        FactKind.CLOSED_CREDITED,
        FactKind.GIVEN_UP,
    }
)
_FIELDS: Final = ("agency_case_id", "case_id")
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
#: What needs no percent sign in a link (RFC 3986, 2.3).
_UNRESERVED: Final = frozenset(f"{string.ascii_letters}{string.digits}-._~".encode())


class OtherInvoiceError(InkassoRulesError, ValueError):
    """
    A case is shown with the invoice of another.

    Attributes:
        case_id: The case.

        found: The id of the invoice that was given.

        wanted: The id of its own.
    """

    def __init__(self, case_id: str, found: str, wanted: str) -> None:
        super().__init__(case_id, found, wanted)
        self.case_id, self.found, self.wanted = case_id, found, wanted

    def __str__(self) -> str:
        return f"case {self.case_id} is shown with invoice {self.found}; wanted its own, {self.wanted}."


class LinkTemplateError(InkassoRulesError, ValueError):
    """
    The template of a link names no case, or something else.

    Attributes:
        found: The fields in it, in order.
    """

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        fields = " and ".join(f"{{{name}}}" for name in self.found) if self.found else "no field"
        allowed = " or ".join(f"{{{name}}}" for name in _FIELDS)
        return f"the template of the link has {fields}; wanted {allowed}."


class Answer(StrEnum):
    """How an approval stands."""

    #: The agency waits for it.
    AWAITED = "awaited"
    #: It was given, and stands.
    APPROVED = "approved"
    #: It was refused, and no other answer is known.
    DECLINED = "declined"
    #: The agency waits no longer, and nobody said what was answered.
    ANSWERED = "answered"


@attrs.frozen(kw_only=True)
class Approval:
    """The approval of one measure; *asked_since* is the day since which the agency waits for it."""

    gate: Gate
    answer: Answer
    asked_since: dt.date | None = None


@attrs.frozen(kw_only=True)
class Event:
    """
    Something that happened to the case.

    Attributes:
        fact: What, with its day, its money, and whether the day is exact.

        is_applied: Whether it has happened by the day of the case.

        breaches: What it broke.
    """

    fact: Fact
    is_applied: bool = True
    breaches: tuple[Breach, ...] = ()

    @property
    def is_by_agency(self) -> bool:
        """Whether the agency did it."""
        return self.fact.kind in _BY_AGENCY


@attrs.frozen(kw_only=True)
class Detail:
    """
    The detail view of a case.

    Attributes:
        case_id: Our id of the case.

        agency_case_id: The agency's, once it has one.

        invoice_id: The invoice.

        as_of: The day through which the facts are applied.

        stage: The stage on that day.

        end: How it ended.

        prior_reminders: The reminders that the creditor sent before the transfer, if the invoice was given.

        events: All facts, in their order.

        documents: The ids of the invoice document and its attachments, if the invoice was given.

        approvals: The measures that were asked about or answered, and how that stands.

        marks: What the creditor must do.

        portal_link: The link to the case in the portal.
    """

    case_id: str
    agency_case_id: str | None
    invoice_id: str
    as_of: dt.date
    stage: Stage
    end: End | None
    prior_reminders: tuple[PriorReminder, ...]
    events: tuple[Event, ...]
    documents: tuple[str, ...]
    approvals: tuple[Approval, ...]
    marks: tuple[Mark, ...]
    portal_link: str | None

    @property
    def actions(self) -> tuple[Event, ...]:
        """What the agency did, in order."""
        return tuple(event for event in self.events if event.is_by_agency)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What went against the rules, in order."""
        return tuple(breach for event in self.events for breach in event.breaches)

    def _repr_html_(self) -> str:
        """Show the case in a notebook: what happened, who did it, and what it broke."""
        rows = (
            (
                event.fact.happened_on,
                event.fact.earliest_on,
                event.fact.kind,
                event.fact.amount,
                "agency" if event.is_by_agency else "",
                ", ".join(breach.code for breach in event.breaches),
            )
            for event in self.events
        )
        head = ("day", "or since", "what", "amount", "by", "breaches")
        return htmltable.table(f"Case {self.case_id} on {self.as_of}: {self.stage}", head, rows)


@decides("VW-3")
def detail(case: Case, *, invoice: Invoice | None = None, link_template: str | None = None) -> Detail:
    """
    Return the detail view of a case.

    Args:
        case: The case.

        invoice: Its invoice, which has the documents and the creditor's own reminders.

        link_template: The address of a case in the portal; see :func:`portal_link`.

    Raises:
        OtherInvoiceError: If the invoice is not that of the case.
        LinkTemplateError: If the template has another field, or none.
    """
    wanted = case.opening.invoice_id
    if invoice is not None and invoice.invoice_id != wanted:
        raise OtherInvoiceError(case.case_id, invoice.invoice_id, wanted)
    return Detail(
        case_id=case.case_id,
        agency_case_id=case.agency_case_id,
        invoice_id=wanted,
        as_of=case.as_of,
        stage=case.stage,
        end=case.end,
        prior_reminders=() if invoice is None else invoice.reminders or (),
        events=_events(case),
        documents=() if invoice is None else _documents(invoice),
        approvals=_approvals(case),
        marks=red_marks(case),
        portal_link=None if link_template is None else portal_link(case, template=link_template),
    )


def _events(case: Case) -> tuple[Event, ...]:
    found = case.breaches  # Worked out each time that it is asked for.
    return tuple(
        Event(
            fact=fact,
            is_applied=fact.happened_on <= case.as_of,
            breaches=tuple(breach for breach in found if breach.fact_id == fact.fact_id),
        )
        for fact in case.facts
    )


def _documents(invoice: Invoice) -> tuple[str, ...]:
    document = () if invoice.document is None else (invoice.document,)
    return tuple(one.attachment_id for one in (*document, *invoice.attachments))


def _approvals(case: Case) -> tuple[Approval, ...]:
    asked = dict(case.asked)
    last = {fact.gate: fact.kind for fact in case.applied if fact.gate is not None}
    answers = (
        *((Answer.AWAITED, gate) for gate in asked),
        *((Answer.DECLINED, gate) for gate in case.declined),
        *((Answer.APPROVED, gate) for gate in case.approved),
        *((Answer.ANSWERED, gate) for gate, kind in last.items() if kind is FactKind.APPROVAL_ANSWERED),
    )
    # What is asked anew stands before an earlier answer.
    standing = {gate: answer for answer, gate in reversed(answers)}
    return tuple(
        Approval(gate=gate, answer=standing[gate], asked_since=asked.get(gate)) for gate in Gate if gate in standing
    )


@decides("VW-3")
def portal_link(case: Case, *, template: str) -> str | None:
    """
    Return the direct link to the case in the portal; ``None`` while the agency has not given the id that it needs.

    Args:
        case: The case.

        template: The address, with ``{agency_case_id}`` or ``{case_id}`` where the id goes; ids are percent-encoded.

    Raises:
        LinkTemplateError: If it has another field, or none.
    """
    fields = tuple(_FIELD.findall(template))
    if not fields or not set(_FIELDS).issuperset(fields):
        raise LinkTemplateError(fields)
    known = (("agency_case_id", case.agency_case_id), ("case_id", case.case_id))
    ids = {name: _encoded(value) for name, value in known if value is not None}
    return _FIELD.sub(lambda field: ids[field[1]], template) if ids.keys() >= set(fields) else None


def _encoded(text: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode())
