"""From the transfer to the first stage: taken, refused, or held by the agency already."""

import attrs
import pytest

from inkasso_rules.lifecycle import Case, Wait, WaitFor, fold, open_case
from inkasso_rules.model.cases import Opening, RegisterCase, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact
from inkasso_rules.model.invoices import Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import Policy
from tests.data import AS_OF, PLAIN_SETTINGS, a_case, a_command, fact, on
from tests.tables.judging import case, day
from tests.tables.living import DEMANDED, REMINDED, TAKEN, K, advanced, coming, kr, told

COSTS = (Money(60_00), Money(5_00, "EUR"))
OPENING = Opening(
    case_id="inv-1:2026-03-16",
    creditor_id="cred-1",
    invoice_id="inv-1",
    invoice_number="10045",
    due_date=day("2026-03-03"),
    capital=kr(1_250),
    debtor_kind=DebtorKind.TRADER,
)
REFUSED = fact(K.REGISTRATION_REFUSED, 1)
DUPLICATE = fact(K.DUPLICATE_NUMBER, 1, agency_case_id="7000")
PAID = fact(K.PAID_CREDITOR, 0, amount=kr(100))
TOLD = RegisterDirectPayment(
    command_id="paid_creditor-0/direct_payment",
    case_id="inv-1:2026-03-16",
    payment_id="paid_creditor-0",
    paid_on=AS_OF,
    amount=kr(100),
)


# --- the transfer -----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-1", "VW-2")
def test_a_transfer_opens_a_case_that_registers() -> None:
    """The case keeps what the command says of the claim, and nothing personal; its only fact is the transfer."""
    opened = open_case(a_command())
    transfer = Fact(fact_id="register:inv-1:2026-03-16", kind=K.TRANSFERRED, happened_on=AS_OF, opening=OPENING)
    assert (transfer,) == opened.facts
    assert ("inv-1:2026-03-16", Stage.REGISTERING, AS_OF, AS_OF) == (
        opened.case_id,
        opened.stage,
        opened.opened_on,
        opened.reached_on,
    )
    assert (kr(1_250), kr(1_250), AS_OF, ()) == (
        opened.open_capital,
        opened.undisputed_capital,
        opened.as_of,
        opened.said,
    )
    assert fold([transfer], settings=PLAIN_SETTINGS, as_of=AS_OF) == opened


@pytest.mark.requirement("LC-2")
def test_a_case_keeps_where_it_starts_and_what_earlier_reminders_cost() -> None:
    """The creditor had reminded: the case starts at the demand, and the costs are kept per currency."""
    opened = open_case(a_command(start_stage=Stage.DEMAND, prior_reminder_costs=COSTS))
    assert attrs.evolve(OPENING, start_stage=Stage.DEMAND, prior_reminder_costs=COSTS) == opened.opening
    assert Stage.REGISTERING == opened.stage


@pytest.mark.parametrize("closes", [False, True])
def test_the_policy_on_capital_is_kept_in_the_case(closes: bool) -> None:
    """A case knows whether it counts as closed when no capital is open."""
    assert closes == open_case(a_command(), policy=Policy(capital_closes=closes)).closes_at_zero


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        case("LC-1", a_command(),                          Stage.REMINDER),
        case("LC-1 LC-2", a_command(start_stage=Stage.DEMAND), Stage.DEMAND),
    ],
)  # fmt: skip
def test_a_case_that_is_taken_stands_where_the_transfer_said(command: RegisterCase, expected: Stage) -> None:
    """Registration brings it to the reminder, or to the demand, on its day; the agency's id is kept."""
    taken = a_case(TAKEN, command=command)
    assert (expected, on(1), "8001", ()) == (taken.stage, taken.reached_on, taken.agency_case_id, taken.said)


@pytest.mark.requirement("LC-1")
def test_a_registration_without_an_id_is_one() -> None:
    """The agency's id may come later; an id that is known stays."""
    taken = a_case(fact(K.REGISTERED, 1))
    assert (Stage.REMINDER, None) == (taken.stage, taken.agency_case_id)
    assert "8001" == a_case(TAKEN, fact(K.REGISTERED, 2)).agency_case_id


@pytest.mark.requirement("LC-5")
@pytest.mark.parametrize("begun", [(), (REMINDED,), (REMINDED, DEMANDED)])
def test_a_second_registration_keeps_the_stage(begun: tuple[Fact, ...]) -> None:
    """It may bring another id of the agency's, and the case stands where it stood, since then."""
    before = a_case(TAKEN, *begun)
    after = a_case(TAKEN, *begun, fact(K.REGISTERED, 20, agency_case_id="8002"))
    assert (before.stage, before.reached_on, "8002", on(20)) == (
        after.stage,
        after.reached_on,
        after.agency_case_id,
        after.freed_on,
    )


@pytest.mark.requirement("MA-9")
def test_a_second_transfer_changes_nothing_and_is_told() -> None:
    """An invoice that is sent again while its case is open keeps its case as it was opened."""
    again = fact(K.TRANSFERRED, 3, opening=attrs.evolve(OPENING, capital=kr(9)))
    twice = a_case(TAKEN, again)
    assert (OPENING, Stage.REMINDER, on(1)) == (twice.opening, twice.stage, twice.reached_on)
    assert (("transferred_twice", ("transferred-3",), None),) == told(twice)


# --- refused ----------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("MA-9")
def test_a_refusal_ends_the_case_and_frees_the_invoice() -> None:
    """It was never a case at the agency."""
    refused = a_case(REFUSED)
    assert (Stage.CLOSED, End.REFUSED, on(1), Stage.REGISTERING) == (
        refused.stage,
        refused.end,
        refused.ended_on,
        refused.reached,
    )
    assert (("invoice_free", ("registration_refused-1",), None),) == told(refused)


@pytest.mark.requirement("MA-9")
@pytest.mark.parametrize("begun", [(TAKEN,), (TAKEN, REMINDED), (TAKEN, REMINDED, DEMANDED)])
def test_a_refusal_of_a_case_that_was_taken_is_told_and_ends_nothing(begun: tuple[Fact, ...]) -> None:
    """A person asks the agency what it means."""
    before, after = a_case(*begun), a_case(*begun, fact(K.REGISTRATION_REFUSED, 20))
    assert (before.stage, None, None) == (after.stage, after.end, after.ended_on)
    assert (("refused_late", ("registration_refused-20",), None),) == told(after)


@pytest.mark.requirement("LC-1", "MA-9")
def test_a_registration_takes_a_refusal_back() -> None:
    """The agency took it after all; another end is not taken back so."""
    taken = a_case(REFUSED, fact(K.REGISTERED, 2))
    assert (Stage.REMINDER, None, None) == (taken.stage, taken.end, taken.ended_on)
    assert End.STOPPED == a_case(fact(K.STOPPED, 1), fact(K.REGISTERED, 2)).end


@pytest.mark.requirement("LC-1", "MA-9")
def test_a_refusal_of_the_day_of_the_registration_came_before_it() -> None:
    """The agency took it after all."""
    taken = a_case(REFUSED, TAKEN)
    assert (Stage.REMINDER, None, on(1), Registration.REGISTERED) == (
        taken.stage,
        taken.end,
        taken.reached_on,
        taken.registration,
    )
    assert (("invoice_free", ("registration_refused-1",), None),) == told(taken)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("MA-9", (),                                             Registration.PENDING),
        case("MA-9", (REFUSED,),                                     Registration.REFUSED),
        case("MA-9", (REFUSED, fact(K.REGISTERED, 2)),               Registration.REGISTERED),
        case("MA-9", (TAKEN, REMINDED),                              Registration.REGISTERED),
        case("MA-9", (TAKEN, fact(K.REGISTRATION_REFUSED, 2)),       Registration.REGISTERED),
        case("MA-9", (TAKEN, fact(K.STOPPED, 2)),                    Registration.REGISTERED),
        case("MA-9", (fact(K.STOPPED, 2),),                          Registration.PENDING),
        case("MA-9", (DUPLICATE,),                                   Registration.DUPLICATE),
        case("MA-9", (DUPLICATE, fact(K.STOPPED, 2)),                Registration.DUPLICATE),
        case("MA-9", (DUPLICATE, fact(K.REGISTERED, 1)),             Registration.REGISTERED),
        case("MA-9", (DUPLICATE, fact(K.REGISTRATION_REFUSED, 2)),   Registration.REFUSED),
    ],
)  # fmt: skip
def test_how_the_invoice_stands_at_the_agency(facts: tuple[Fact, ...], expected: Registration) -> None:
    """A refusal frees it, nothing else does."""
    assert expected == a_case(*facts).registration


# --- held by the agency already ---------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-5")
def test_a_duplicate_number_keeps_the_case_registering_until_it_is_linked() -> None:
    """The agency's other case is shown; a person links ours to it, or stops it."""
    duplicate = a_case(DUPLICATE)
    assert (True, Stage.REGISTERING, "7000", None) == (
        duplicate.is_duplicate,
        duplicate.stage,
        duplicate.agency_case_id,
        duplicate.end,
    )
    assert (("duplicate_case", ("duplicate_number-1",), None),) == told(duplicate)
    assert (Wait(WaitFor.LINK, AS_OF),) == coming(duplicate, 5).waits


@pytest.mark.requirement("LC-1", "LC-5")
@pytest.mark.parametrize("days", [1, 2, 4])
def test_a_linked_duplicate_is_a_case_as_others(days: int) -> None:
    """The link is a registration, also on the day of the report: the case starts, with the other case's id."""
    linked = a_case(DUPLICATE, fact(K.REGISTERED, days))
    assert (False, Stage.REMINDER, on(days), "7000") == (
        linked.is_duplicate,
        linked.stage,
        linked.reached_on,
        linked.agency_case_id,
    )


@pytest.mark.requirement("LC-5")
def test_a_case_that_has_begun_may_turn_out_a_duplicate() -> None:
    """It stands where it stood, and a later registration links it."""
    duplicate = a_case(TAKEN, fact(K.DUPLICATE_NUMBER, 3))
    assert (True, Stage.REMINDER, "8001") == (duplicate.is_duplicate, duplicate.stage, duplicate.agency_case_id)
    assert not a_case(TAKEN, fact(K.DUPLICATE_NUMBER, 3), fact(K.REGISTERED, 4)).is_duplicate


@pytest.mark.requirement("LC-5")
def test_a_duplicate_that_is_stopped_stays_one() -> None:
    """The stop ends our case; nothing was linked."""
    stopped = a_case(DUPLICATE, fact(K.STOPPED, 2))
    assert (True, End.STOPPED, Stage.CLOSED) == (stopped.is_duplicate, stopped.end, stopped.stage)


# --- money before the agency has taken the case -----------------------------------------------------------------------
def _sent(facts: tuple[Fact, ...]) -> tuple[tuple[str, int], ...]:
    """Return which fact, by its place, made which command for the agency come out."""
    grown, sent = open_case(a_command()), list[tuple[str, int]]()
    for at, new in enumerate(facts):
        step = advanced(grown, new)
        grown, sent = step.case, [*sent, *((command.command_id, at) for command in step.commands)]
    return tuple(sent)


def _gone(days: int, about: str | None = "paid_creditor-0") -> Fact:
    return fact(K.PAYMENT_REMOVED, days, amount=kr(100), about=about)


STOPPED, REOPENED = fact(K.STOPPED, 2), fact(K.REOPENED, 4)
LATE = fact(K.PAID_CREDITOR, 3, amount=kr(100), fact_id="late")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-8 LC-1", (PAID, TAKEN),                           (("paid_creditor-0/direct_payment", 1),)),
        case("LC-8",      (PAID, DUPLICATE, fact(K.REGISTERED, 3)), (("paid_creditor-0/direct_payment", 2),)),
        case("LC-8",      (PAID, REMINDED),                        (("paid_creditor-0/direct_payment", 1),)),
        case("LC-8 LC-7", (PAID, fact(K.CREDITED, 0, amount=kr(7)), TAKEN, REMINDED),
             (("paid_creditor-0/direct_payment", 2), ("credited-0/credit_note", 2))),
        case("LC-8",      (TAKEN, fact(K.PAID_CREDITOR, 1, amount=kr(1))), (("paid_creditor-1/direct_payment", 1),)),
        case("MA-9",      (PAID, REFUSED),                         ()),
        case("LC-8",      (PAID, REFUSED, fact(K.REGISTERED, 2)),  (("paid_creditor-0/direct_payment", 2),)),
        case("LC-8 MA-9", (REFUSED, LATE, fact(K.REGISTERED, 4)),  (("late/direct_payment", 2),)),
        # after the end, until the case goes on
        case("LC-8 LC-13", (TAKEN, STOPPED, LATE),                 ()),
        case("LC-8 LC-13", (TAKEN, STOPPED, LATE, REOPENED),       (("late/direct_payment", 3),)),
        case("LC-7 LC-13", (TAKEN, STOPPED, fact(K.CREDITED, 3, amount=kr(7)), REOPENED), (("credited-3/credit_note", 3),)),
        case("LC-8 LC-13", (TAKEN, STOPPED, LATE, REOPENED, fact(K.STOPPED, 5), fact(K.REOPENED, 6)),
             (("late/direct_payment", 3),)),
        # ended before it was taken: it waits for both, in whatever order they come
        case("LC-8 LC-13", (PAID, STOPPED, fact(K.REGISTERED, 3)),           ()),
        case("LC-8 LC-13", (PAID, STOPPED, fact(K.REGISTERED, 3), REOPENED), (("paid_creditor-0/direct_payment", 3),)),
        case("LC-8 LC-13", (PAID, STOPPED, REOPENED),                        ()),
        case("LC-8 LC-13", (PAID, STOPPED, REOPENED, fact(K.REGISTERED, 5)), (("paid_creditor-0/direct_payment", 3),)),
        # removed before the agency was told of it
        case("LC-8 LC-9",  (PAID, _gone(0), TAKEN),                          ()),
        case("LC-8 LC-9",  (PAID, _gone(1), fact(K.REGISTERED, 2)),          ()),
        case("LC-8 LC-9",  (TAKEN, STOPPED, LATE, _gone(3, "late"), REOPENED), ()),
        case("LC-8 LC-9",  (PAID, TAKEN, _gone(2)),                          (("paid_creditor-0/direct_payment", 1),)),
        case("LC-8 LC-9",  (PAID, _gone(0, "other"), TAKEN),                 (("paid_creditor-0/direct_payment", 2),)),
        case("LC-8 LC-9",  (PAID, _gone(0, None), TAKEN),                    (("paid_creditor-0/direct_payment", 2),)),
        case("LC-7 LC-9",  (fact(K.CREDITED, 0, amount=kr(7)), _gone(0, None), fact(K.REGISTERED, 2)),
             (("credited-0/credit_note", 2),)),
        case("LC-7 LC-9",  (fact(K.CREDITED, 0, amount=kr(7)), _gone(1, None), fact(K.REGISTERED, 2)),
             (("credited-0/credit_note", 2),)),
    ],
)  # fmt: skip
def test_a_payment_waits_until_the_agency_can_place_it(
    facts: tuple[Fact, ...], expected: tuple[tuple[str, int], ...]
) -> None:
    """Its command comes, once, with the fact that shows that the agency has the case open; a refusal sends nothing."""
    assert expected == _sent(facts)


@pytest.mark.requirement("LC-8", "LC-14")
def test_capital_is_paid_though_the_agency_is_not_yet_told() -> None:
    """The capital is lower from the day of the payment, whenever the agency is told."""
    waits, taken = a_case(PAID), a_case(PAID, TAKEN)
    assert ((), kr(1_150)) == (waits.commands, waits.open_capital)
    assert ((TOLD,), kr(1_150)) == (taken.commands, taken.open_capital)


@pytest.mark.requirement("LC-8", "LC-9")
@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        (kr(99), (kr(1),)),
        (Money(99_99), (Money(1),)),
        (kr(100), ()),
        (kr(101), ()),
        # in another currency nobody can tell which part it is
        (Money(99_00, "EUR"), (kr(100),)),
    ],
)
def test_a_part_removed_before_the_agency_was_told_is_not_told(removed: Money, expected: tuple[Money, ...]) -> None:
    """The agency is told of what is left of the payment."""
    gone = fact(K.PAYMENT_REMOVED, 0, amount=removed, about="paid_creditor-0")
    told = a_case(PAID, gone, TAKEN).commands
    assert expected == tuple(one.amount for one in told if isinstance(one, RegisterDirectPayment))


# --- before the case --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        case("OWN-8", -1, (("before_transfer", ("paid_creditor--1",), None),)),
        case("OWN-8",  0, ()),
        case("OWN-8",  1, ()),
    ],
)  # fmt: skip
def test_what_happened_before_the_transfer_is_kept_counted_and_told(days: int, expected: object) -> None:
    """The claim that was sent may have been too high: a person looks."""
    found = a_case(fact(K.PAID_CREDITOR, days, amount=kr(100)))
    assert (expected, kr(1_150), AS_OF) == (told(found), found.open_capital, found.opened_on)


def test_a_case_shows_itself_in_a_line() -> None:
    """Ids, a stage, a day and sums; nothing personal."""
    shown: Case = a_case(TAKEN, as_of=on(3))
    assert "<Case inv-1:2026-03-16: reminder as of 2026-03-19, 1250.00 SEK open, 2 facts>" == repr(shown)


def test_a_notebook_shows_a_case_and_a_step() -> None:
    """What happened, with all that went against the rules; and where the case stands, with what was said."""
    demanded = fact(K.DEMAND_SENT, 3)
    shown = a_case(TAKEN, demanded, fact(K.STOPPED, 2), PAID, as_of=on(9))._repr_html_()
    assert (
        "<p><b>Case inv-1:2026-03-16: closed as of 2026-03-25, 1150.00 SEK open</b></p><table><thead><tr><th>day</th>"
        "<th>fact</th><th>amount</th><th>breach</th></tr></thead><tbody>"
        "<tr><td>2026-03-16</td><td>transferred</td><td></td><td></td></tr>"
        "<tr><td>2026-03-16</td><td>paid_creditor</td><td>100.00 SEK</td><td></td></tr>"
        "<tr><td>2026-03-17</td><td>registered</td><td></td><td></td></tr>"
        "<tr><td>2026-03-18</td><td>stopped</td><td></td><td></td></tr>"
        "<tr><td>2026-03-19</td><td>demand_sent</td><td></td><td>after_end, no_reminder</td></tr>"
        "</tbody></table>"
    ) == shown.replace(' style="text-align: left"', "")
    step = advanced(a_case(TAKEN), demanded)._repr_html_()
    assert (
        "<p><b>inv-1:2026-03-16: demand</b></p><table><thead><tr><th>what</th><th>code</th><th>requirement</th></tr>"
        "</thead><tbody><tr><td>Breach</td><td>no_reminder</td><td>LC-1</td></tr></tbody></table>"
    ) == step.replace(' style="text-align: left"', "")
