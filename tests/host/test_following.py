"""The loop of a host: a story from transfer to its end, and the same story with the host stopping at every call."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from inkasso_host.following import Delivered, Desk, Followed, begin, case_of, deliver, follow, record, work
from inkasso_host.memory import MemoryCaseStore, MemoryInvoices
from inkasso_host.scripted import Scene, ScriptedAgency
from inkasso_rules import sample, transfer
from inkasso_rules.eligibility import MANUAL
from inkasso_rules.lifecycle import FactConflictError, NoOpeningError
from inkasso_rules.model.cases import AcknowledgeSettlement, RegisterCreditNote, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import AgencyAction, SnapshotError
from inkasso_rules.ports import Document, Rejected, Rejection, Sent, Unreachable

START: Final = sample.AS_OF
OWNER: Final = sample.CREDITOR.creditor_id


def day(after: int) -> dt.date:
    """Return a day of the story."""
    return START + dt.timedelta(days=after)


def letter(kind: FactKind, on: dt.date) -> AgencyAction:
    """Return an entry of the timeline."""
    return AgencyAction(action_id=f"{kind}-{on}", code=kind, on=on)


INVOICES: Final = tuple(attrs.evolve(sample.PLAIN, invoice_id=f"inv-{number}", number=number) for number in "1234")
COMMANDS: Final = (
    transfer.plan(INVOICES, rules=MANUAL, creditor=sample.CREDITOR, as_of=START).confirm(INVOICES, as_of=START).commands
)
CASES: Final = tuple(f"{invoice.invoice_id}:{START}" for invoice in INVOICES)
PAID: Final = Fact(fact_id="bank-1", kind=FactKind.PAID_CREDITOR, happened_on=day(5), amount=Money(250_00))
SCRIPT: Final = (
    Scene("1", day(1), Stage.REMINDER, actions=(letter(FactKind.REMINDER_SENT, day(1)),)),
    Scene("1", day(12), Stage.DEMAND, actions=(letter(FactKind.DEMAND_SENT, day(12)),)),
    Scene("2", day(12), Stage.REMINDER, ("paid",), collected=Money(1_250_00), collected_capital=Money(1_250_00)),
)


def a_desk(**changes: Any) -> Desk:
    """Return a desk with an empty store, at an agency that refuses the third number and has a case of the fourth."""
    documents = tuple(
        (invoice.invoice_id, Document(invoice.document.attachment_id, "application/pdf", b"%PDF"))
        for invoice in INVOICES
        if invoice.document is not None
    )
    agency = ScriptedAgency(day=START, script=SCRIPT, refused=frozenset("3"), taken=frozenset("4"))
    usual: dict[str, Any] = {
        "store": MemoryCaseStore(),
        "agency": agency,
        "invoices": MemoryInvoices(tuple((OWNER, invoice) for invoice in INVOICES), documents),
        "settings_of": {OWNER: Series.always(Settings())}.__getitem__,
    }
    return Desk(**(usual | changes))


# --- the story --------------------------------------------------------------------------------------------------------
def transferred(desk: Desk) -> list[Delivered | Followed]:
    """Store what was confirmed, and do the day's work."""
    begin(desk, COMMANDS)
    return list(work(desk, as_of=START))


def paid(desk: Desk) -> list[Delivered | Followed]:
    """Learn of a payment, and do the day's work."""
    record(desk, CASES[0], (PAID,), as_of=day(5))
    return list(work(desk, as_of=day(5)))


def later(desk: Desk) -> list[Delivered | Followed]:
    """Do the day's work."""
    return list(work(desk, as_of=day(12)))


STORY: Final[tuple[tuple[int, Callable[[Desk], list[Delivered | Followed]]], ...]] = (
    (0, transferred),
    (5, paid),
    (12, later),
)


def shown(desk: Desk) -> Any:
    """Return all that is stored, and what the agency claims."""
    store = desk.store
    return (
        [store.load(case_id) for case_id in CASES],
        store.case_ids(OWNER),
        store.case_ids(OWNER, only_open=True),
        store.unsent(),
        store.cursor(),
        [getattr(desk.agency.case_details(case_id), "capital", None) for case_id in CASES],
    )


def told(desk: Desk) -> Any:
    """Tell the story to a desk, and return where it ends."""
    for after, duty in STORY:
        desk.agency.turn_to(day(after))  # type: ignore[attr-defined]
        duty(desk)
    return shown(desk)


def a_case(desk: Desk, place: int, as_of: dt.date) -> Any:
    """Return a case as the store has it."""
    return case_of(desk, desk.store.load(CASES[place]).facts, as_of=as_of)


def test_a_story_from_transfer_to_its_ends() -> None:
    """One case is at the demand with less to pay, one is paid, one was refused, one is a duplicate."""
    desk = a_desk()
    told(desk)
    ends = [(case.stage, case.end, case.open_minor) for case in (a_case(desk, place, day(12)) for place in range(4))]
    assert [
        (Stage.DEMAND, None, 1_000_00),
        (Stage.CLOSED, End.PAID, 0),
        (Stage.CLOSED, End.REFUSED, 1_250_00),
        (Stage.REGISTERING, None, 1_250_00),
    ] == ends
    assert (CASES[0], CASES[3]) == desk.store.case_ids(OWNER, only_open=True)
    assert ((), True) == (desk.store.unsent(), a_case(desk, 3, day(12)).is_duplicate)


def test_what_the_first_day_sends() -> None:
    """Each case is registered and gets its copy, if the agency took it."""
    found = [type(one).__name__ for one in transferred(a_desk())]
    assert [*["Delivered"] * 8, "Followed", "Followed"] == found
    answers = [one.answer for one in transferred(a_desk()) if isinstance(one, Delivered)]
    unknown = Rejected(Rejection.UNKNOWN_CASE)
    duplicate = Rejected(Rejection.DUPLICATE_NUMBER, "agency-4")
    assert [
        *(Sent("agency-1"), Sent(), Sent("agency-2"), Sent()),
        *(Rejected(Rejection.OTHER), unknown, duplicate, unknown),
    ] == answers


# --- a host that stops ------------------------------------------------------------------------------------------------
class StoppedError(Exception):
    """The host stopped."""


class Stopping:
    """Stops the host once, at a call: before it, or after it."""

    def __init__(self, at: int, *, is_after: bool) -> None:
        self.left, self.is_after = at, is_after

    def around(self, inner: Any) -> Any:
        """Return *inner*, with every call counted."""
        return _Watched(inner, self)


class _Watched:
    def __init__(self, inner: Any, stopping: Stopping) -> None:
        self._inner, self._stopping = inner, stopping

    def __getattr__(self, name: str) -> Any:
        method, stopping = getattr(self._inner, name), self._stopping

        def call(*args: Any, **options: Any) -> Any:
            stopping.left -= 1
            if stopping.left == 0 and not stopping.is_after:
                raise StoppedError
            result = method(*args, **options)
            if stopping.left == 0:
                raise StoppedError
            return result

        return call


def _stopped_once(at: int, *, is_after: bool) -> tuple[bool, Any]:
    """Tell the story to a host that stops at one call and does the day's duties again; tell whether it stopped."""
    desk, stopping = a_desk(), Stopping(at, is_after=is_after)
    watched = attrs.evolve(desk, store=stopping.around(desk.store), agency=stopping.around(desk.agency))
    for after, duty in STORY:
        desk.agency.turn_to(day(after))  # type: ignore[attr-defined]
        try:
            duty(watched)
        except StoppedError:
            duty(watched)
    return stopping.left <= 0, shown(desk)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
def test_a_host_may_stop_at_any_call(is_after: bool) -> None:
    """It does its duties again, and the store and the agency are as if it had not stopped."""
    expected, at, stopped = told(a_desk()), 1, True
    while stopped:
        stopped, found = _stopped_once(at, is_after=is_after)
        assert expected == found, f"after a stop at call {at}"
        at += 1
    assert at > 60


# --- one duty at a time -----------------------------------------------------------------------------------------------
def test_duties_may_be_done_twice() -> None:
    """The second time nothing is new."""
    desk = a_desk()
    transferred(desk)
    before = shown(desk)
    begin(desk, COMMANDS)
    again = [one for one in work(desk, as_of=START) if isinstance(one, Delivered) or one.steps]
    assert ([], before) == (again, shown(desk))


def test_an_unanswered_command_waits() -> None:
    """The first that is not answered ends the sending; nothing is lost, and nothing is read."""
    desk = a_desk(agency=ScriptedAgency(day=START, is_reachable=False))
    begin(desk, COMMANDS)
    assert [Delivered(COMMANDS[0], Unreachable())] == list(deliver(desk, as_of=START))
    assert ([], COMMANDS, None) == (list(follow(desk, as_of=START)), desk.store.unsent(), desk.store.cursor())


def test_an_agency_may_fall_silent_while_it_is_read() -> None:
    """What was not read is read the next time: the cursor stays."""
    desk = a_desk()
    agency: Any = desk.agency
    transferred(desk)
    cursor = desk.store.cursor()
    agency.turn_to(day(12))
    reading = follow(desk, as_of=day(12))
    next(reading)
    agency.is_reachable = False
    assert ([], cursor) == (list(reading), desk.store.cursor())
    agency.is_reachable = True
    assert [CASES[0], CASES[1]] == sorted(one.case_id for one in follow(desk, as_of=day(12)))


def test_an_answer_is_told_until_somebody_heard_it() -> None:
    """Whoever stops at an answer gets it again, and the agency got the command once."""
    desk = a_desk()
    begin(desk, COMMANDS)
    first = next(deliver(desk, as_of=START))
    again = next(deliver(desk, as_of=day(1)))
    assert (first.command, first.answer, 1, 0) == (again.command, again.answer, len(first.steps), len(again.steps))


def test_a_document_that_is_gone_holds_up_nothing() -> None:
    """Its command is answered, not by the agency, and the next one is sent."""
    desk = a_desk(invoices=MemoryInvoices(()))
    answers = [one.answer for one in transferred(desk)[:3] if isinstance(one, Delivered)]
    assert [Sent("agency-1"), Rejected(Rejection.DOCUMENT_MISSING), Sent("agency-2")] == answers


def test_all_that_waits_is_sent() -> None:
    """A credit note goes as what it is, and so does a booked settlement."""
    desk = a_desk(agency=ScriptedAgency(day=START, settlements=("set-1",)))
    transferred(desk)
    record(desk, CASES[0], (attrs.evolve(PAID, fact_id="credit-1", kind=FactKind.CREDITED),), as_of=day(5))
    booked = AcknowledgeSettlement(command_id="set-1/acknowledge", settlement_id="set-1", voucher_id="V-1")
    desk.store.append(CASES[0], (), expected_version=desk.store.load(CASES[0]).version, commands=(booked,))
    sent = [(type(one.command), one.answer) for one in deliver(desk, as_of=day(5))]
    assert [(RegisterCreditNote, Sent()), (AcknowledgeSettlement, Sent())] == sent
    assert ((), 1_000_00) == (desk.agency.open_settlements(), shown(desk)[-1][0].minor)


def test_a_payment_of_a_day_to_come_is_told_on_its_day() -> None:
    """Though nothing new is learned of it then but that the agency was read."""
    desk = a_desk()
    transferred(desk)
    record(desk, CASES[0], (PAID,), as_of=day(4))
    assert () == desk.store.unsent()
    record(desk, CASES[0], (), as_of=day(5))
    assert [RegisterDirectPayment] == [type(command) for command in desk.store.unsent()]


def test_a_fact_of_an_unknown_case_is_refused() -> None:
    """There is nothing that it could belong to."""
    with pytest.raises(NoOpeningError):
        record(a_desk(), "nobody", (PAID,), as_of=day(5))


def test_a_fact_that_contradicts_is_refused() -> None:
    """And the store is as before."""
    desk = a_desk()
    transferred(desk)
    record(desk, CASES[0], (PAID,), as_of=day(5))
    before = shown(desk)
    with pytest.raises(FactConflictError):
        record(desk, CASES[0], (attrs.evolve(PAID, amount=Money(1)),), as_of=day(5))
    assert before == shown(desk)


def test_a_case_that_makes_no_sense_is_reported_and_the_others_are_read() -> None:
    """Its sums are in two currencies; the cursor moves on."""
    wrong = Scene("1", day(1), Stage.REMINDER, collected=Money(1, "EUR"))
    agency = ScriptedAgency(day=START, script=(wrong, Scene("2", day(1), Stage.DEMAND)))
    desk = a_desk(agency=agency)
    transferred(desk)
    agency.turn_to(day(1))
    found = {one.case_id: isinstance(one.fault, SnapshotError) for one in follow(desk, as_of=day(1))}
    assert (True, False) == (found[CASES[0]], found[CASES[1]])
    assert (Stage.REMINDER, Stage.DEMAND) == tuple(a_case(desk, place, day(1)).stage for place in (0, 1))
    assert [] == [one for one in follow(desk, as_of=day(1)) if one.fault]


def test_a_case_that_is_gone_at_the_agency_is_passed_over() -> None:
    """It is still among the changes, and has no details."""
    desk = a_desk()
    transferred(desk)
    agency: Any = desk.agency
    del agency._cases[CASES[0]]
    desk.store.keep_cursor("0")
    assert [CASES[1]] == [one.case_id for one in follow(desk, as_of=START)]


def test_a_case_of_somebody_else_is_left_alone() -> None:
    """It was not transferred from here."""
    desk = a_desk()
    transferred(desk)
    elsewhere = a_desk(agency=desk.agency)
    assert ([], desk.store.cursor()) == (list(follow(elsewhere, as_of=START)), elsewhere.store.cursor())
