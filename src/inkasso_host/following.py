"""
The loop of a host: what was confirmed is stored, what waits is sent, what changed at the agency is read and stored.

It only puts the store, the agency, the invoices and the rules together, and decides nothing. Each duty may stop at any
point and be done again: facts and commands have ids and are stored once, a command is marked as sent after its answer
was stored, and the cursor moves when all changes have been stored. A host that stops between storing a step and showing
it finds its notices and breaches in the case; only what a late fact corrected is told once.

Where the agency has not said how much of a payment fell on the capital, the policy's split is stored beside it as our
own assumption, so that case and claim show one capital; what the agency says later takes its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import attrs

from inkasso_rules.claim import Claim, ClaimError, splits
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.parameter import NotInForceError
from inkasso_rules.lifecycle import Case, FactConflictError, NoOpeningError, Step, advance, fold, observe, open_case
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    Command,
    Opening,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
    TransferCommand,
)
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import PLAIN_CODES, CodeMap, SnapshotError
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.ports import (
    AgencyTransport,
    Answer,
    CaseStore,
    InvoiceSource,
    Rejected,
    Rejection,
    Unreachable,
    registration_fact,
)

__all__ = [
    "Delivered",
    "Desk",
    "Followed",
    "begin",
    "case_of",
    "claim_of",
    "deliver",
    "follow",
    "record",
    "work",
]


@attrs.frozen(kw_only=True)
class Desk:
    """
    What the loop works with.

    Attributes:
        store: Where the cases are kept.

        agency: The line to the agency.

        invoices: Where the documents come from.

        settings_of: From a creditor's id to its settings by day.

        claim_of: From a case's opening and facts to its claim, with what else the host knows of it. What knows only the
            case makes no claim of one that was reminded of before the transfer, at a cost, so that nothing is split.

        codes: What the agency's codes mean.

        policy: What the service says.
    """

    store: CaseStore
    agency: AgencyTransport
    invoices: InvoiceSource
    settings_of: Callable[[str], Series[Settings]]
    claim_of: Callable[[Opening, tuple[Fact, ...]], Claim] = Claim.of
    codes: CodeMap = PLAIN_CODES
    policy: Policy = POLICY


@attrs.frozen
class Delivered:
    """
    A command and its answer.

    Attributes:
        command: What was sent.

        answer: What came back.

        steps: What a registration's answer did to its case.
    """

    command: Command
    answer: Answer
    steps: tuple[Step, ...] = ()


@attrs.frozen
class Followed:
    """
    A case that was read at the agency.

    Attributes:
        case_id: The case.

        steps: What is new of it.

        fault: Why what was read makes no sense, if it does not; a person must look.
    """

    case_id: str
    steps: tuple[Step, ...] = ()
    fault: InkassoRulesError | None = None


def begin(desk: Desk, commands: Iterable[TransferCommand]) -> None:
    """Store the cases that a confirmed plan opens, each with all its commands; what is stored already stays."""
    listed = tuple(commands)
    for command in listed:
        if isinstance(command, RegisterCase) and not desk.store.load(command.case_id).version:
            own = tuple(one for one in listed if one.case_id == command.case_id)
            desk.store.append(command.case_id, open_case(command).facts, expected_version=0, commands=own)


def case_of(desk: Desk, facts: tuple[Fact, ...], *, as_of: dt.date) -> Case:
    """Return the case that stored facts make."""
    return fold(facts, settings=_settings(desk, facts), as_of=as_of, policy=desk.policy)


def claim_of(desk: Desk, facts: tuple[Fact, ...]) -> Claim:
    """
    Return the claim that stored facts make.

    Raises:
        NoOpeningError: If nothing was opened.
        ClaimError: If they make no claim.
    """
    return desk.claim_of(_opening(facts), facts)


def record(desk: Desk, case_id: str, facts: Iterable[Fact], *, as_of: dt.date) -> tuple[Step, ...]:
    """
    Store facts of a case with what the agency is to be told because of them; return what each of them did.

    How the policy splits a payment that is not split is stored with them.

    Raises:
        NoOpeningError: If there is no such case.
        FactConflictError: If a fact contradicts a stored one.
        StaleCaseError: If somebody else appended to the case meanwhile; do it again.
    """
    return _recorded(desk, case_id, lambda _: tuple(facts), as_of)


def _recorded(desk: Desk, case_id: str, find: Callable[[Case], tuple[Fact, ...]], as_of: dt.date) -> tuple[Step, ...]:
    stored = desk.store.load(case_id)
    settings, case = _settings(desk, stored.facts), case_of(desk, stored.facts, as_of=as_of)
    found = find(case)
    facts = (*found, *_assumed(desk, (*stored.facts, *found), as_of))
    steps: tuple[Step, ...] = ()
    for fact in facts:
        step = advance(case, fact, settings=settings, as_of=as_of, policy=desk.policy)
        case = step.case
        steps += (step,)
    # All that the case has to tell, not only what is new: a fact of a day to come may have come due by itself.
    desk.store.append(case_id, facts, expected_version=stored.version, commands=case.commands, is_open=case.end is None)
    return steps


def _assumed(desk: Desk, facts: tuple[Fact, ...], as_of: dt.date) -> tuple[Fact, ...]:
    """
    Return how the policy splits what nobody has split; nothing while the claim cannot be counted.

    That is so if costs in kronor have no rate into its currency, a payment came on a day without a reference rate, the
    case was opened without capital, or with costs of reminders whose days nobody has told.
    """
    try:
        return splits(claim_of(desk, facts), as_of=as_of, policy=desk.policy)
    except (ClaimError, NotInForceError):
        return ()


def _settings(desk: Desk, facts: tuple[Fact, ...]) -> Series[Settings]:
    return desk.settings_of(_opening(facts).creditor_id)


def _opening(facts: tuple[Fact, ...]) -> Opening:
    for fact in facts:
        if fact.opening is not None:
            return fact.opening
    raise NoOpeningError(len(facts))


# --- telling the agency -----------------------------------------------------------------------------------------------
def deliver(desk: Desk, *, as_of: dt.date) -> Iterator[Delivered]:
    """
    Send what waits, in its order, and yield each answer; stop at the first that the agency does not give.

    A command counts as sent when the next one is asked for: whoever stops at an answer gets it again.
    """
    for command in desk.store.unsent():
        answer = _send(desk, command)
        if isinstance(answer, Unreachable):
            yield Delivered(command, answer)
            return
        yield Delivered(command, answer, _registered(desk, command, answer, as_of))
        desk.store.mark_sent(command.command_id)


def _send(desk: Desk, command: Command) -> Answer:
    match command:
        case RegisterCase():
            return desk.agency.register_case(command)
        case AttachInvoiceCopy():
            documents = desk.invoices.documents(command.invoice_id, command.attachment_ids)
            if len(documents) < len(command.attachment_ids):
                return Rejected(Rejection.DOCUMENT_MISSING)
            return desk.agency.attach_invoice_copy(command, documents)
        case RegisterDirectPayment():
            return desk.agency.register_direct_payment(command)
        case RegisterCreditNote():
            return desk.agency.register_credit_note(command)
        case AcknowledgeSettlement():
            return desk.agency.acknowledge_settlement(command)


def _registered(desk: Desk, command: Command, answer: Answer, as_of: dt.date) -> tuple[Step, ...]:
    """Store what the answer to a registration means; the answer of an earlier try stays as it was."""
    if not isinstance(command, RegisterCase):
        return ()
    fact = registration_fact(command, answer, answered_on=as_of)
    known = {one.fact_id for one in desk.store.load(command.case_id).facts}
    return () if fact is None or fact.fact_id in known else record(desk, command.case_id, (fact,), as_of=as_of)


# --- hearing from the agency ------------------------------------------------------------------------------------------
def follow(desk: Desk, *, as_of: dt.date) -> Iterator[Followed]:
    """
    Read the cases that changed at the agency, store what is new of each, and yield it.

    The cursor moves when all have been read and asked for. A case that the agency shows and the store does not know was
    not transferred from here, and is left alone. One that makes no sense does not keep the others from being read.

    Raises:
        StaleCaseError: If somebody else appended to a case meanwhile; do it again.
    """
    changes = desk.agency.cases_updated_since(desk.store.cursor())
    if isinstance(changes, Unreachable):
        return
    for case_id in changes.case_ids:
        read = _read(desk, case_id, as_of)
        if isinstance(read, Unreachable):
            return
        if read is not None:
            yield read
    desk.store.keep_cursor(changes.cursor)


def _read(desk: Desk, case_id: str, as_of: dt.date) -> Followed | Unreachable | None:
    """Read one case and store what is new; nothing if it is not here, or no more there."""
    if not desk.store.load(case_id).version:
        return None
    try:
        snapshot = desk.agency.case_details(case_id)
        if snapshot is None or isinstance(snapshot, Unreachable):
            return snapshot
        steps = _recorded(desk, case_id, lambda case: observe(case, snapshot, codes=desk.codes), as_of)
    except (FactConflictError, SnapshotError) as fault:
        return Followed(case_id, fault=fault)
    return Followed(case_id, steps)


def work(desk: Desk, *, as_of: dt.date) -> Iterator[Delivered | Followed]:
    """Do a day's work: send what waits, read what changed, and send what follows from it."""
    yield from deliver(desk, as_of=as_of)
    yield from follow(desk, as_of=as_of)
    yield from deliver(desk, as_of=as_of)
