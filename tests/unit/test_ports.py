"""What the ports themselves decide: which facts and vouchers are new, what an answer means, what errors say."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.journal import EMPTY, Posted, post_settlement
from inkasso_rules.lifecycle import FactConflictError, NoOpeningError, advance, open_case
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.bookings import BookedInvoice
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.ports import (
    Answer,
    CommandConflictError,
    Document,
    PostedOtherwiseError,
    Rejected,
    Rejection,
    Sent,
    StaleCaseError,
    UnknownCommandError,
    Unreachable,
    VoucherConflictError,
    is_news,
    new_facts,
    new_vouchers,
    registration_fact,
    with_vouchers,
)
from inkasso_rules.sample import BOOKED, SETTLEMENT
from inkasso_rules.testing.made import a_fact, a_transfer, opening_of

TRANSFER = a_transfer()
OPENING = opening_of(TRANSFER)
REMINDED = a_fact("reminded")
DAY = dt.date(2026, 3, 17)
POSTED = post_settlement(SETTLEMENT, BOOKED)
(VOUCHER,) = POSTED.vouchers
OTHER = attrs.evolve(VOUCHER, voucher_id="settlement/other")


# --- which facts are new ----------------------------------------------------------------------------------------------
# fmt: off
@pytest.mark.parametrize(
    ("stored", "given", "new"),
    [
        ((),                  (OPENING, REMINDED),           (OPENING, REMINDED)),
        ((),                  (REMINDED, OPENING),           (REMINDED, OPENING)),
        ((OPENING,),          (REMINDED, OPENING),           (REMINDED,)),
        ((OPENING,),          (REMINDED, REMINDED),          (REMINDED,)),
        ((OPENING, REMINDED), (attrs.evolve(REMINDED),),     ()),
        ((OPENING,),          (),                            ()),
    ],
)
def test_a_fact_is_new_once(stored: tuple[Fact, ...], given: tuple[Fact, ...], new: tuple[Fact, ...]) -> None:
    """What is stored, or was given just before, is not new; what is new keeps its order."""
    assert new == new_facts(stored, given)
# fmt: on


@pytest.mark.parametrize("stored", [(OPENING,), (OPENING, REMINDED)])
def test_an_id_names_one_fact(stored: tuple[Fact, ...]) -> None:
    """Whether the other one is stored or was given just before."""
    with pytest.raises(FactConflictError) as caught:
        new_facts(stored, (REMINDED, attrs.evolve(REMINDED, learned_on=DAY, until=DAY)))
    assert ("reminded", ("learned_on", "until")) == (caught.value.fact_id, caught.value.fields)


@pytest.mark.parametrize(("given", "count"), [((), 0), ((REMINDED,), 1)])
def test_a_case_needs_a_transfer(given: tuple[Fact, ...], count: int) -> None:
    """Neither nothing nor a letter makes a case."""
    with pytest.raises(NoOpeningError) as caught:
        new_facts((), given)
    assert count == caught.value.count


# --- what is news to a ledger -----------------------------------------------------------------------------------------
# fmt: off
@pytest.mark.parametrize(
    ("stored", "given", "new"),
    [
        ((),        (VOUCHER, OTHER),                  (VOUCHER, OTHER)),
        ((VOUCHER,), (OTHER, VOUCHER),                 (OTHER,)),
        ((VOUCHER,), (attrs.evolve(VOUCHER),),         ()),
        ((),         (VOUCHER, attrs.evolve(VOUCHER)), (VOUCHER,)),
    ],
)
def test_a_voucher_is_new_once(stored: tuple[Voucher, ...], given: tuple[Voucher, ...], new: tuple[Voucher, ...]) -> None:
    """What is stored, or was given just before, is not new; what is new keeps its order."""
    assert new == new_vouchers(stored, given)
# fmt: on


@pytest.mark.parametrize("stored", [(VOUCHER,), ()])
def test_an_id_names_one_voucher(stored: tuple[Voucher, ...]) -> None:
    """Whether the other one is stored or was given just before."""
    with pytest.raises(VoucherConflictError) as caught:
        new_vouchers(stored, (VOUCHER, attrs.evolve(VOUCHER, dated_on=DAY)))
    assert VOUCHER.voucher_id == caught.value.voucher_id


@pytest.mark.requirement("SE-7")
def test_what_is_posted_is_news_once() -> None:
    """Held it is none, posted it is, and posted before it is none any more."""
    held = post_settlement(SETTLEMENT, BOOKED, is_batch=False)
    told = [
        is_news(held, EMPTY, ()),
        is_news(POSTED, EMPTY, ()),
        is_news(POSTED, EMPTY.adding(POSTED), POSTED.vouchers),
        is_news(POSTED, EMPTY, (OTHER,)),
    ]
    assert [False, True, False, True] == told


def _otherwise(**changes: Any) -> Posted:
    return post_settlement(attrs.evolve(SETTLEMENT, **changes), BOOKED)


@pytest.mark.requirement("SE-7")
@pytest.mark.parametrize(
    ("posted", "reasons"),
    [
        (_otherwise(creditor_id="other"), (Reason("SE-7", "other_content", SETTLEMENT.settlement_id),)),
        (
            _otherwise(settlement_id="S-9"),
            tuple(Reason("SE-7", "other_channel", payment_id) for payment_id in ("P-1", "P-2", "P-3")),
        ),
    ],
    ids=["content", "channel"],
)
def test_what_is_booked_otherwise_is_refused(posted: Posted, reasons: tuple[Reason, ...]) -> None:
    """With every reason."""
    with pytest.raises(PostedOtherwiseError) as caught:
        is_news(posted, EMPTY.adding(POSTED), POSTED.vouchers)
    assert reasons == caught.value.reasons


def test_what_was_reversed_keeps_its_id() -> None:
    """Out of the register, it still cannot be stored a second time under its old id."""
    with pytest.raises(VoucherConflictError) as caught:
        is_news(POSTED, EMPTY, POSTED.vouchers)
    assert VOUCHER.voucher_id == caught.value.voucher_id


def test_an_invoice_gets_the_rows_of_vouchers() -> None:
    """Only its own, with the voucher's id and day, after those that it had."""
    before, after = BOOKED["plain"], with_vouchers(BOOKED["plain"], POSTED.vouchers)
    added = [(row.account, row.amount, row.voucher_id, row.booked_on) for row in after.rows[len(before.rows) :]]
    assert [("1510", Money(-1250_00), VOUCHER.voucher_id, VOUCHER.dated_on)] == added
    assert before.rows == after.rows[: len(before.rows)]
    unknown = BookedInvoice(invoice="unknown")
    assert unknown == with_vouchers(unknown, POSTED.vouchers)


# --- what an answer means ---------------------------------------------------------------------------------------------
# fmt: off
@pytest.mark.parametrize(
    ("answer", "kind", "agency_case_id"),
    [
        pytest.param(Sent("81001"),                                  FactKind.REGISTERED,           "81001", marks=pytest.mark.requirement("LC-5")),
        pytest.param(Sent(),                                         FactKind.REGISTERED,           None),
        pytest.param(Rejected(Rejection.DUPLICATE_NUMBER, "80999"),  FactKind.DUPLICATE_NUMBER,     "80999", marks=pytest.mark.requirement("LC-5")),
        pytest.param(Rejected(Rejection.DUPLICATE_NUMBER),           FactKind.DUPLICATE_NUMBER,     None),
        pytest.param(Rejected(Rejection.OTHER, "80999"),             FactKind.REGISTRATION_REFUSED, None,    marks=pytest.mark.requirement("MA-9")),
        pytest.param(Rejected(Rejection.UNKNOWN_CASE),               FactKind.REGISTRATION_REFUSED, None),
    ],
)  # fmt: skip
def test_what_an_answer_means(answer: Answer, kind: FactKind, agency_case_id: str | None) -> None:
    """Taken, a case for this number exists already, or not taken; the agency's id is kept."""
    fact_id = f"register:inv-1:2026-03-16/{kind}"
    expected = Fact(fact_id=fact_id, kind=kind, happened_on=DAY, agency_case_id=agency_case_id)
    assert expected == registration_fact(TRANSFER, answer, answered_on=DAY)
# fmt: on


@pytest.mark.requirement("LC-5")
def test_no_answer_means_nothing() -> None:
    """Nobody knows whether the agency got it."""
    assert None is registration_fact(TRANSFER, Unreachable(), answered_on=DAY)


def test_the_id_does_not_tell_the_day() -> None:
    """The same answer on a later day is the same fact, so that the first one stays."""
    first, later = (registration_fact(TRANSFER, Sent(), answered_on=day) for day in (DAY, DAY.replace(day=18)))
    assert first is not None
    assert later is not None
    assert (first.fact_id, True) == (later.fact_id, first != later)


# fmt: off
@pytest.mark.parametrize(
    ("answer", "stage", "end", "is_duplicate"),
    [
        (Sent("81001"),                         Stage.REMINDER,    None,        False),
        (Rejected(Rejection.DUPLICATE_NUMBER),  Stage.REGISTERING, None,        True),
        (Rejected(Rejection.OTHER),             Stage.CLOSED,      End.REFUSED, False),
    ],
)
def test_the_case_takes_the_answer(answer: Answer, stage: Stage, end: End | None, is_duplicate: bool) -> None:
    """The fact is one that the case understands."""
    fact = registration_fact(TRANSFER, answer, answered_on=DAY)
    assert fact is not None
    case = advance(open_case(TRANSFER), fact, settings=Series.always(Settings()), as_of=DAY).case
    assert (stage, end, is_duplicate) == (case.stage, case.end, case.is_duplicate)
# fmt: on


# --- what is shown ----------------------------------------------------------------------------------------------------
# fmt: off
@pytest.mark.parametrize(
    ("error", "builtin", "message"),
    [
        (StaleCaseError("inv-1:2026-03-16", 3, 4),      RuntimeError, "case inv-1:2026-03-16 was appended to at version 3; wanted 4, its version."),
        (CommandConflictError("pay-1/direct_payment", "a", "b"), ValueError, "command pay-1/direct_payment of case a has the id of a command of case b; wanted an id of its own."),
        (PostedOtherwiseError((Reason("SE-7", "other_content", "S1"), Reason("SE-7", "other_channel", "p1"))), ValueError, "booked already are S1 (other_content), p1 (other_channel); wanted what was posted with the register as it is now."),
        (VoucherConflictError("settlement/S1"),         ValueError,   "another voucher has the id settlement/S1; wanted an id of its own."),
        (UnknownCommandError("pay-1/direct_payment"),   LookupError,  "command pay-1/direct_payment was never stored; wanted one that was appended with its case."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_an_error_says(error: InkassoRulesError, builtin: type[Exception], message: str) -> None:
    """The whole sentence; and all of it survives a round trip."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own.
    assert (message, vars(error)) == (str(again), vars(again))
    assert isinstance(error, builtin)
# fmt: on


@pytest.mark.parametrize(
    "value", [Document("doc-1", "application/pdf", b"Hemligsson"), Rejected(Rejection.OTHER, raw="Hemligsson")]
)
def test_no_free_text_is_shown(value: Any) -> None:
    """Neither what a document holds nor what the agency says in its words."""
    assert "Hemligsson" not in f"{value} {value!r}"


def test_the_sample_transfer_is_complete() -> None:
    """What the contracts put in differs as they say."""
    other = a_transfer("7", invoice_id="inv-7", creditor_id="cred-7")
    assert ("7", "inv-7", "cred-7", "inv-7:2026-03-16") == (
        other.invoice_number,
        other.invoice_id,
        other.creditor_id,
        other.case_id,
    )
    assert Money(1_250_00) == other.open_amount
