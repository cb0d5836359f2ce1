"""What the creditor may still do with a transferred invoice and its case."""

from collections.abc import Mapping

import pytest

from inkasso_rules.lifecycle import Case, Granted, Obstacle, Request, RequestError, RequestKind, ask
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY, Policy
from tests.data import a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import AGREED, DEMANDED, LIFE, REMINDED, TAKEN, K, kr

R, NO, N = RequestKind, Obstacle, NoticeCode
ID = "inv-1:2026-03-16"
OPEN = (TAKEN, REMINDED)
STOPPED, REFUSED = fact(K.STOPPED, 9), fact(K.REGISTRATION_REFUSED, 1)
PAUSED = fact(K.PAUSED, 5)
PAID = fact(K.PAID_CREDITOR, 3, amount=kr(400))

#: What each obstacle is a reason of.
REQUIREMENTS: Mapping[Obstacle, str] = {
    NO.TRANSFERRED: "LC-6",
    NO.DUE_DATE_SENT: "LC-6",
    NO.NOT_REGISTERED: "LC-4",
    NO.CASE_CLOSED: "LC-13",
    NO.NOT_PAUSED: "LC-4",
    NO.ALREADY_APPROVED: "LC-3",
    NO.ADMINISTRATOR_ONLY: "SE-2",
    NO.NOT_PAID: "LC-9",
    NO.OTHER_CURRENCY: "LC-14",
}


def _money(kind: RequestKind, major: int, currency: str = "SEK") -> Request:
    return Request(kind, amount=kr(major, currency))


def _approve(gate: Gate, *, by_administrator: bool = False) -> Request:
    return Request(R.APPROVE, gate=gate, by_administrator=by_administrator)


def _answer(found: Case, request: Request, policy: Policy = POLICY) -> tuple[Obstacle | NoticeCode, ...]:
    """Return why a request is refused, or what is to be known when it is allowed; all about the case."""
    answer = ask(found, request, policy=policy)
    if isinstance(answer, Granted):
        assert [(ID,)] * len(answer.notices) == [notice.subjects for notice in answer.notices]
        return tuple(notice.code for notice in answer.notices)
    codes = tuple(Obstacle(reason.code) for reason in answer.reasons)
    assert Refused(tuple(Reason(REQUIREMENTS[code], code, ID) for code in codes)) == answer
    return codes


# --- every request, wherever the case stands --------------------------------------------------------------------------
LOCKED, DUE_DATE = (NO.TRANSFERRED,), (NO.DUE_DATE_SENT,)
NEW, ENDED, NO_PAUSE, NO_ADMIN = (NO.NOT_REGISTERED,), (NO.CASE_CLOSED,), (NO.NOT_PAUSED,), (NO.ADMINISTRATOR_ONLY,)
TELLS, CONTACT, PORTAL = (N.AGENCY_IS_TOLD,), (N.CONTACT_AGENCY,), (N.DO_IN_PORTAL,)
REFUSED_BEFORE = (*NEW, *ENDED)


@pytest.mark.parametrize(
    ("request_", "registering", "is_open", "paused", "ended", "refused"),
    [
        case("LC-6", Request(R.CHANGE_AMOUNT),        LOCKED,   LOCKED,   LOCKED,   LOCKED,   ()),
        case("LC-6", Request(R.CHANGE_DUE_DATE),      DUE_DATE, DUE_DATE, DUE_DATE, DUE_DATE, ()),
        case("LC-6", Request(R.VOID),                 LOCKED,   LOCKED,   LOCKED,   LOCKED,   ()),
        case("LC-6", Request(R.RETURN_TO_UNFINISHED), LOCKED,   LOCKED,   LOCKED,   LOCKED,   ()),
        case("LC-7", _money(R.CREDIT, 100),           TELLS,    TELLS,    TELLS,    CONTACT,  ()),
        case("LC-8", _money(R.REGISTER_PAYMENT, 100), TELLS,    TELLS,    TELLS,    CONTACT,  ()),
        case("LC-9", _money(R.REMOVE_PAYMENT, 100),   CONTACT,  CONTACT,  CONTACT,  CONTACT,  CONTACT),
        case("LC-4 LC-13", Request(R.PAUSE),          NEW,      PORTAL,   PORTAL,   ENDED,    REFUSED_BEFORE),
        case("LC-4 LC-13", Request(R.RESUME),
             (*NEW, *NO_PAUSE), NO_PAUSE, PORTAL, (*ENDED, *NO_PAUSE), (*REFUSED_BEFORE, *NO_PAUSE)),
        case("LC-4 LC-13", Request(R.STOP),           NEW,      PORTAL,   PORTAL,   ENDED,    REFUSED_BEFORE),
        case("LC-4 LC-13", _approve(Gate.DEMAND),     NEW,      PORTAL,   PORTAL,   ENDED,    REFUSED_BEFORE),
        case("SE-2 LC-4 LC-13", _approve(Gate.LEGAL),
             (*NEW, *NO_ADMIN), NO_ADMIN, NO_ADMIN, (*ENDED, *NO_ADMIN), (*REFUSED_BEFORE, *NO_ADMIN)),
        case("SE-2 LC-13", _approve(Gate.LEGAL, by_administrator=True), NEW, PORTAL, PORTAL, ENDED, REFUSED_BEFORE),
    ],
)  # fmt: skip
def test_what_is_answered(
    request_: Request,
    registering: tuple[Obstacle | NoticeCode, ...],
    is_open: tuple[Obstacle | NoticeCode, ...],
    paused: tuple[Obstacle | NoticeCode, ...],
    ended: tuple[Obstacle | NoticeCode, ...],
    refused: tuple[Obstacle | NoticeCode, ...],
) -> None:
    """Refused with every reason, or allowed with what to know; a payment of 400 kronor was recorded before."""
    assert (registering, is_open, paused, ended, refused) == tuple(
        _answer(a_case(PAID, *facts), request_) for facts in ((), OPEN, (*OPEN, PAUSED), (*OPEN, STOPPED), (REFUSED,))
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        case("LC-4", R.STOP,   PORTAL),
        case("LC-4", R.PAUSE,  NEW),
        case("LC-4", R.RESUME, (*NEW, *NO_PAUSE)),
    ],
)  # fmt: skip
def test_a_duplicate_can_be_stopped(kind: RequestKind, expected: tuple[Obstacle | NoticeCode, ...]) -> None:
    """The agency has a case with that number, so that there is something in the portal; nothing else can be done."""
    assert expected == _answer(a_case(fact(K.DUPLICATE_NUMBER, 1)), Request(kind))


LOCKS = (R.CHANGE_AMOUNT, R.CHANGE_DUE_DATE, R.VOID, R.RETURN_TO_UNFINISHED)


# --- LC-6: locks ------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-6")
@pytest.mark.parametrize("kind", LOCKS)
@pytest.mark.parametrize("end", [K.CLOSED_PAID, K.CLOSED_CREDITED, K.STOPPED, K.GIVEN_UP])
def test_locks_stay_for_good(kind: RequestKind, end: FactKind) -> None:
    """At every stage, and when the case has ended, however it did."""
    obstacle = NO.DUE_DATE_SENT if kind is R.CHANGE_DUE_DATE else NO.TRANSFERRED
    for length in range(7):
        assert (obstacle,) == _answer(a_case(*LIFE[:length]), Request(kind))
        assert (obstacle,) == _answer(a_case(*LIFE[:length], fact(end, 70)), Request(kind))


@pytest.mark.requirement("LC-6", "MA-9")
@pytest.mark.parametrize("kind", LOCKS)
def test_a_refused_registration_lifts_the_locks(kind: RequestKind) -> None:
    """Until the agency takes the case after all; a late refusal lifts nothing."""
    assert Granted() == ask(a_case(REFUSED), Request(kind))
    locked = _answer(a_case(TAKEN), Request(kind))
    assert (locked, locked) == (
        _answer(a_case(REFUSED, fact(K.REGISTERED, 2)), Request(kind)),
        _answer(a_case(TAKEN, fact(K.REGISTRATION_REFUSED, 2)), Request(kind)),
    )


@pytest.mark.requirement("LC-6")
def test_the_policy_may_leave_the_due_date_free() -> None:
    """Our reading locks it; the other locks are the service's own."""
    free = Policy(due_date_locked=False)
    assert ((NO.DUE_DATE_SENT,), (), (NO.TRANSFERRED,)) == (
        _answer(a_case(TAKEN), Request(R.CHANGE_DUE_DATE)),
        _answer(a_case(TAKEN), Request(R.CHANGE_DUE_DATE), free),
        _answer(a_case(TAKEN), Request(R.CHANGE_AMOUNT), free),
    )


# --- money ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "request_", "expected"),
    [
        case("LC-7 LC-14", (), _money(R.CREDIT, 1_250),              (N.AGENCY_IS_TOLD,)),
        case("LC-7 LC-14", (), _money(R.CREDIT, 1_251),              (N.AGENCY_IS_TOLD, N.EXCESS)),
        case("LC-8 LC-14", (), _money(R.REGISTER_PAYMENT, 1_250),    (N.AGENCY_IS_TOLD,)),
        case("LC-8 LC-14", (), _money(R.REGISTER_PAYMENT, 1_251),    (N.AGENCY_IS_TOLD, N.EXCESS)),
        case("LC-8 LC-14", (PAID,), _money(R.REGISTER_PAYMENT, 850), (N.AGENCY_IS_TOLD,)),
        case("LC-8 LC-14", (PAID,), _money(R.REGISTER_PAYMENT, 851), (N.AGENCY_IS_TOLD, N.EXCESS)),
        # nothing is left that the agency could be told to lower
        case("LC-7 LC-8",  (fact(K.PAID_CREDITOR, 4, amount=kr(1_250)),), _money(R.CREDIT, 1), (N.CONTACT_AGENCY, N.EXCESS)),
        case("LC-8 LC-14", (fact(K.PAID_AGENCY, 3, amount=kr(1_250), capital=kr(1_250)),
                            fact(K.PAYMENT_REVERSED, 4, amount=kr(100))), _money(R.REGISTER_PAYMENT, 1),
             (N.CONTACT_AGENCY, N.EXCESS)),
        # what was paid to the creditor
        case("LC-9", (),            _money(R.REMOVE_PAYMENT, 1),     (NO.NOT_PAID,)),
        case("LC-9", (PAID,),       _money(R.REMOVE_PAYMENT, 400),   (N.CONTACT_AGENCY,)),
        case("LC-9", (PAID,),       _money(R.REMOVE_PAYMENT, 401),   (NO.NOT_PAID,)),
        case("LC-9", (fact(K.PAID_AGENCY, 4, amount=kr(400)),), _money(R.REMOVE_PAYMENT, 1), (NO.NOT_PAID,)),
        case("LC-9", (PAID, fact(K.PAYMENT_REMOVED, 4, amount=kr(300))), _money(R.REMOVE_PAYMENT, 101), (NO.NOT_PAID,)),
        # another currency
        case("LC-14", (),           _money(R.CREDIT, 1, "EUR"),            (NO.OTHER_CURRENCY,)),
        case("LC-14", (),           _money(R.REGISTER_PAYMENT, 1, "EUR"),  (NO.OTHER_CURRENCY,)),
        case("LC-14 LC-9", (PAID,), _money(R.REMOVE_PAYMENT, 1, "EUR"),    (NO.OTHER_CURRENCY,)),
        case("LC-14 LC-9", (),      _money(R.REMOVE_PAYMENT, 1, "EUR"),    (NO.OTHER_CURRENCY, NO.NOT_PAID)),
    ],
)  # fmt: skip
def test_what_is_answered_about_money(
    facts: tuple[Fact, ...], request_: Request, expected: tuple[Obstacle | NoticeCode, ...]
) -> None:
    """What exceeds the capital is allowed and pointed out; what was never paid cannot be removed."""
    assert expected == _answer(a_case(TAKEN, *facts), request_)


@pytest.mark.requirement("LC-14", "LC-8")
def test_the_excess_is_named() -> None:
    """The part of the money that exceeds the open capital."""
    assert Granted((Notice(N.AGENCY_IS_TOLD, (ID,)), Notice(N.EXCESS, (ID,), amount=Money(1)))) == ask(
        a_case(TAKEN), Request(R.REGISTER_PAYMENT, amount=Money(1_250_01))
    )


# --- approvals and pauses ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "request_", "expected"),
    [
        case("LC-3", (AGREED,),       _approve(Gate.LEGAL, by_administrator=True), (NO.ALREADY_APPROVED,)),
        case("LC-3 SE-2", (AGREED,),  _approve(Gate.LEGAL),                        (NO.ALREADY_APPROVED, NO.ADMINISTRATOR_ONLY)),
        case("LC-3", (AGREED,),       _approve(Gate.DEMAND),                       (N.DO_IN_PORTAL,)),
        case("LC-3", (AGREED, fact(K.APPROVAL_DECLINED, 21, gate=Gate.LEGAL)),
             _approve(Gate.LEGAL, by_administrator=True),                          (N.DO_IN_PORTAL,)),
        case("LC-3 LC-10", (AGREED, fact(K.AFTER_COLLECTION_STARTED, 60)),
             _approve(Gate.LEGAL, by_administrator=True),                          (N.DO_IN_PORTAL,)),
    ],
)  # fmt: skip
def test_what_is_answered_about_approvals(
    facts: tuple[Fact, ...], request_: Request, expected: tuple[Obstacle | NoticeCode, ...]
) -> None:
    """One that stands is not given twice; legal action is an administrator's."""
    assert expected == _answer(a_case(TAKEN, REMINDED, DEMANDED, *facts), request_)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        case("LC-4", 4, (NO.NOT_PAUSED,)),
        case("LC-4", 5, (N.DO_IN_PORTAL,)),
        case("LC-4", 7, (N.DO_IN_PORTAL,)),
        case("LC-4", 8, (NO.NOT_PAUSED,)),
    ],
)  # fmt: skip
def test_only_what_rests_can_be_resumed(days: int, expected: tuple[Obstacle | NoticeCode, ...]) -> None:
    """A pause from day 5 until day 8, seen from the day of the case."""
    found = a_case(TAKEN, fact(K.PAUSED, 5, until=on(8)), as_of=on(days))
    assert expected == _answer(found, Request(R.RESUME))


# --- a request that says nothing --------------------------------------------------------------------------------------
_AMOUNT = "an amount of money above zero"
_NO_AMOUNT = "none; this request has no use for it"
_GATE = "the measure to approve, and only when approving"
_WHO = "true or false"


@pytest.mark.parametrize(
    ("given", "field", "wanted"),
    [
        *(({"kind": kind}, "amount", _AMOUNT) for kind in (R.CREDIT, R.REGISTER_PAYMENT, R.REMOVE_PAYMENT)),
        ({"kind": R.CREDIT, "amount": Money(0)}, "amount", _AMOUNT),
        ({"kind": R.CREDIT, "amount": Money(-1)}, "amount", _AMOUNT),
        ({"kind": R.CREDIT, "amount": 100}, "amount", _AMOUNT),
        *(({"kind": kind, "amount": Money(1)}, "amount", _NO_AMOUNT) for kind in (*LOCKS, R.PAUSE, R.RESUME, R.STOP)),
        ({"kind": R.APPROVE, "amount": Money(1), "gate": Gate.LEGAL}, "amount", _NO_AMOUNT),
        ({"kind": R.APPROVE}, "gate", _GATE),
        *(({"kind": kind, "gate": Gate.LEGAL}, "gate", _GATE) for kind in (*LOCKS, R.PAUSE, R.RESUME, R.STOP)),
        ({"kind": R.CREDIT, "amount": Money(1), "gate": Gate.LEGAL}, "gate", _GATE),
        ({"kind": R.APPROVE, "gate": "legal"}, "gate", _GATE),
        *(
            ({"kind": R.APPROVE, "gate": Gate.LEGAL, "by_administrator": who}, "by_administrator", _WHO)
            for who in (None, 1, "yes")
        ),
    ],
)
def test_a_request_says_what_it_must_and_no_more(given: dict[str, object], field: str, wanted: str) -> None:
    """Else it is refused whole, before any case is asked."""
    kind = RequestKind(str(given["kind"]))
    with pytest.raises(RequestError) as raised:
        Request(**given)  # type: ignore[arg-type]
    assert (kind, field, wanted) == (raised.value.kind, raised.value.field, raised.value.wanted) == raised.value.args
    assert f"the request {kind} has no fitting {field}; wanted {wanted}." == str(raised.value)


@pytest.mark.parametrize("kind", ["stop", None, K.STOPPED])
def test_a_request_has_a_kind(kind: object) -> None:
    """A text is no kind, even if it is spelt as one."""
    with pytest.raises(RequestError) as raised:
        Request(kind)  # type: ignore[arg-type]
    assert f"the request {kind} has no fitting kind; wanted a kind of request." == str(raised.value)


def test_the_message_of_a_request_that_says_nothing() -> None:
    """A sentence without the amount or the person."""
    with pytest.raises(RequestError) as raised:
        Request(R.REGISTER_PAYMENT)
    assert "the request register_payment has no fitting amount; wanted an amount of money above zero." == str(
        raised.value
    )
