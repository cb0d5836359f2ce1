"""
A stand-in for the agency that follows a script: for the demo, and for tests of a host.

It does what the script says on the day that it is told it is, and nothing by itself: no clock, no chance. It speaks the
library's own words as codes (:data:`~inkasso_rules.model.snapshots.PLAIN_CODES`). As agencies do, it shows the last
change once more to whoever asks what is new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import attrgetter

import attrs

from inkasso_rules.lifecycle import RequestKind
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    Command,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import AgencyAction, Snapshot
from inkasso_rules.ports import Answer, Changes, Document, Rejected, Rejection, Sent, Unreachable

__all__ = ["Scene", "ScriptedAgency"]


@attrs.frozen
class Scene:
    """
    How a case stands at the agency from a day on.

    Attributes:
        invoice_number: Whose case.

        on: From which day.

        stage: The code of its stage.

        conditions: The codes of what stands beside it.

        actions: What is new in the timeline.

        collected: All that the debtor has paid to the agency so far.

        collected_capital: What of it fell on the capital; with money collected and nothing here, the agency does not
            say, and does not show the open capital either.
    """

    invoice_number: str
    on: dt.date
    stage: str
    conditions: tuple[str, ...] = ()
    actions: tuple[AgencyAction, ...] = ()
    collected: Money | None = None
    collected_capital: Money | None = None


@attrs.define
class _Open:
    """A case at the agency."""

    command: RegisterCase
    agency_case_id: str
    reduced_minor: int = 0


@attrs.define(kw_only=True)
class ScriptedAgency:
    """
    An agency that follows its script; an :class:`~inkasso_rules.ports.AgencyTransport`.

    Attributes:
        day: The day; :meth:`turn_to` moves it.

        script: How the cases stand, from day to day.

        refused: The invoice numbers that it does not take.

        taken: The invoice numbers of which it has a case already.

        settlements: The settlements that nobody has acknowledged.

        is_reachable: Whether it answers.
    """

    day: dt.date
    script: tuple[Scene, ...] = ()
    refused: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    settlements: tuple[str, ...] = ()
    is_reachable: bool = True
    _cases: dict[str, _Open] = attrs.field(init=False, factory=dict)
    _answers: dict[str, Answer] = attrs.field(init=False, factory=dict)
    # The case of every change, in their order: a cursor is how many of them were seen.
    _log: list[str] = attrs.field(init=False, factory=list)

    @property
    def capabilities(self) -> frozenset[RequestKind]:
        """Nothing beyond the public interface."""
        return frozenset()

    def turn_to(self, day: dt.date, /) -> None:
        """Let it be *day*, no earlier than before: what the script says up to then has happened."""
        before, self.day = self.day, day
        for case_id, case in self._cases.items():
            self._log.extend(case_id for scene in self._scenes(case) if before < scene.on <= day)

    # --- commands -----------------------------------------------------------------------------------------------------
    def register_case(self, command: RegisterCase, /) -> Answer:
        """Take a new case, unless the script refuses it or there is one for its number."""
        return self._once(command, lambda: self._registered(command))

    def attach_invoice_copy(self, command: AttachInvoiceCopy, documents: tuple[Document, ...], /) -> Answer:
        """Take the documents of an invoice; they change nothing that is shown."""
        del documents
        return self._once(command, lambda: self._reduced(command.case_id, 0))

    def register_direct_payment(self, command: RegisterDirectPayment, /) -> Answer:
        """Claim less."""
        return self._once(command, lambda: self._reduced(command.case_id, command.amount.minor))

    def register_credit_note(self, command: RegisterCreditNote, /) -> Answer:
        """Claim less."""
        return self._once(command, lambda: self._reduced(command.case_id, command.amount.minor))

    def acknowledge_settlement(self, command: AcknowledgeSettlement, /) -> Answer:
        """Close a settlement."""
        return self._once(command, lambda: self._acknowledged(command.settlement_id))

    def _once(self, command: Command, act: Callable[[], Answer]) -> Answer:
        """Act on a command when it comes for the first time, and answer it the same ever after."""
        if not self.is_reachable:
            return Unreachable()
        if command.command_id not in self._answers:
            self._answers[command.command_id] = act()
        return self._answers[command.command_id]

    def _registered(self, command: RegisterCase) -> Answer:
        if command.invoice_number in self.refused:
            return Rejected(Rejection.OTHER)
        if command.invoice_number in self.taken:
            return Rejected(Rejection.DUPLICATE_NUMBER, f"agency-{command.invoice_number}")
        asked = (command.creditor_id, command.invoice_number)
        for case in self._cases.values():
            if (case.command.creditor_id, case.command.invoice_number) == asked:
                return Rejected(Rejection.DUPLICATE_NUMBER, case.agency_case_id)
        case = self._cases[command.case_id] = _Open(command, f"agency-{len(self._cases) + 1}")
        self._log.append(command.case_id)
        return Sent(case.agency_case_id)

    def _reduced(self, case_id: str, minor: int) -> Answer:
        if case_id not in self._cases:
            return Rejected(Rejection.UNKNOWN_CASE)
        self._cases[case_id].reduced_minor += minor
        self._log.append(case_id)
        return Sent()

    def _acknowledged(self, settlement_id: str) -> Answer:
        if settlement_id not in self.settlements:
            return Rejected(Rejection.UNKNOWN_SETTLEMENT)
        self.settlements = tuple(one for one in self.settlements if one != settlement_id)
        return Sent()

    # --- questions ----------------------------------------------------------------------------------------------------
    def cases_updated_since(self, cursor: str | None, /) -> Changes | Unreachable:
        """Return the cases that changed after *cursor*, and the last one before it."""
        if not self.is_reachable:
            return Unreachable()
        since = 0 if cursor is None else max(int(cursor) - 1, 0)
        return Changes(tuple(dict.fromkeys(self._log[since:])), str(len(self._log)))

    def case_details(self, case_id: str, /) -> Snapshot | Unreachable | None:
        """Return the case as the script has it today, less what was told."""
        if not self.is_reachable:
            return Unreachable()
        case = self._cases.get(case_id)
        if case is None:
            return None
        opened, scenes = case.command, tuple(scene for scene in self._scenes(case) if scene.on <= self.day)
        last = scenes[-1] if scenes else Scene(opened.invoice_number, opened.transferred_on, opened.start_stage)
        reduced = case.reduced_minor + (last.collected_capital.minor if last.collected_capital else 0)
        is_split = last.collected is None or last.collected_capital is not None
        return Snapshot(
            case_id=case_id,
            snapshot_id=str(self._log.count(case_id)),
            seen_on=self.day,
            agency_case_id=case.agency_case_id,
            stage=last.stage,
            conditions=last.conditions,
            actions=tuple(action for scene in scenes for action in scene.actions),
            collected=last.collected,
            collected_capital=last.collected_capital,
            capital=Money(max(opened.open_amount.minor - reduced, 0), opened.open_amount.currency)
            if is_split
            else None,
        )

    def open_settlements(self) -> tuple[str, ...] | Unreachable:
        """Return the settlements that nobody has acknowledged."""
        return self.settlements if self.is_reachable else Unreachable()

    def _scenes(self, case: _Open) -> tuple[Scene, ...]:
        """Return the script of a case, by day."""
        own = (scene for scene in self.script if scene.invoice_number == case.command.invoice_number)
        return tuple(sorted(own, key=attrgetter("on")))
