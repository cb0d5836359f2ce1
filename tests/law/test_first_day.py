"""The first day of late interest, on the day before, on and after each boundary; worked cases stand in ``cases/``."""

import datetime as dt
import itertools
from typing import Any

import pytest

from inkasso_rules.law.checks import InterestError
from inkasso_rules.law.interest import InterestBasis, InterestStart, first_interest_day
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.parties import DebtorKind

ONE_DAY = dt.timedelta(days=1)
SENT = dt.date(2026, 2, 2)
DUE = dt.date(2026, 2, 12)
#: Thirty days after dispatch.
THIRTIETH = dt.date(2026, 3, 4)

BUSINESSES = (DebtorKind.TRADER, DebtorKind.PUBLIC_BODY)


@pytest.mark.requirement("OWN-9")
def test_an_agreed_due_date() -> None:
    """Interest runs from the day after a due date that was fixed in advance, by 3 §, whatever else is known."""
    expected = InterestStart(dt.date(2026, 2, 13), InterestBasis.DUE_DATE, Citation("SFS 1975:635", "3 §"))
    for kind, sent_on, told in itertools.product((None, *DebtorKind), (None, SENT), (None, False, True)):
        found = first_interest_day(
            due_date=DUE, due_date_agreed=True, sent_on=sent_on, debtor_kind=kind, states_interest=told
        )
        assert expected == found


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("kind", BUSINESSES)
@pytest.mark.parametrize("told", [None, False, True])
def test_a_business_need_not_be_told(kind: DebtorKind, told: bool | None) -> None:
    """A trader or a public body owes interest from the 30th day after dispatch, by 4 § second paragraph."""
    expected = InterestStart(THIRTIETH, InterestBasis.CLAIM_SENT, Citation("SFS 1975:635", "4 § st. 2"))
    assert expected == first_interest_day(
        due_date=DUE, due_date_agreed=False, sent_on=SENT, debtor_kind=kind, states_interest=told
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("kind", [None, DebtorKind.CONSUMER, DebtorKind.OTHER])
@pytest.mark.parametrize(
    ("told", "day", "basis"),
    [
        (True, THIRTIETH, InterestBasis.CLAIM_SENT),
        (False, None, InterestBasis.NOT_STATED),
        (None, None, InterestBasis.STATEMENT_UNKNOWN),
    ],
)
def test_others_must_be_told(
    kind: DebtorKind | None, told: bool | None, day: dt.date | None, basis: InterestBasis
) -> None:
    """All others owe interest only if the claim said so, by 4 § first paragraph; and not knowing is not yes."""
    expected = InterestStart(day, basis, Citation("SFS 1975:635", "4 § st. 1"))
    assert expected == first_interest_day(
        due_date=DUE, due_date_agreed=False, sent_on=SENT, debtor_kind=kind, states_interest=told
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("told", [None, False])
def test_a_trader_need_not_be_told_whatever_the_claim_is_for(told: bool | None) -> None:
    """Between traders 4 § second paragraph asks for no supply of goods or services."""
    expected = InterestStart(THIRTIETH, InterestBasis.CLAIM_SENT, Citation("SFS 1975:635", "4 § st. 2"))
    assert expected == first_interest_day(
        due_date=DUE,
        due_date_agreed=False,
        sent_on=SENT,
        debtor_kind=DebtorKind.TRADER,
        is_supply=False,
        states_interest=told,
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("told", "day", "basis"),
    [
        (True, THIRTIETH, InterestBasis.CLAIM_SENT),
        (False, None, InterestBasis.NOT_STATED),
        (None, None, InterestBasis.STATEMENT_UNKNOWN),
    ],
)
def test_a_public_body_that_nobody_supplied_must_be_told(
    told: bool | None, day: dt.date | None, basis: InterestBasis
) -> None:
    """Against public bodies the rule covers payment for goods or services only; all else is 4 § first paragraph."""
    expected = InterestStart(day, basis, Citation("SFS 1975:635", "4 § st. 1"))
    assert expected == first_interest_day(
        due_date=DUE,
        due_date_agreed=False,
        sent_on=SENT,
        debtor_kind=DebtorKind.PUBLIC_BODY,
        is_supply=False,
        states_interest=told,
    )


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("kind", "place"), [(DebtorKind.TRADER, "4 § st. 2"), (DebtorKind.CONSUMER, "4 § st. 1"), (None, "4 § st. 1")]
)
def test_nobody_knows_the_dispatch(kind: DebtorKind | None, place: str) -> None:
    """Without a day of dispatch nobody knows the 30th day after it."""
    expected = InterestStart(None, InterestBasis.DISPATCH_UNKNOWN, Citation("SFS 1975:635", place))
    assert expected == first_interest_day(due_date=DUE, due_date_agreed=False, debtor_kind=kind, states_interest=True)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("due_date", "day"),
    [
        # The due date that the creditor gave, around the 30th day after dispatch, a Wednesday.
        ("2026-03-02", "2026-03-04"),
        ("2026-03-03", "2026-03-04"),
        ("2026-03-04", "2026-03-05"),
        ("2026-03-05", "2026-03-06"),
        # A Friday, the weekend and the Monday.
        ("2026-03-06", "2026-03-07"),
        ("2026-03-07", "2026-03-10"),
        ("2026-03-08", "2026-03-10"),
        ("2026-03-09", "2026-03-10"),
    ],
)
def test_never_before_the_creditors_own_due_date(due_date: str, day: str) -> None:
    """A creditor that gave longer than 30 days is bound by it."""
    found = first_interest_day(
        due_date=dt.date.fromisoformat(due_date), due_date_agreed=False, sent_on=SENT, debtor_kind=DebtorKind.TRADER
    )
    assert dt.date.fromisoformat(day) == found.day


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("late", [-1, 0, 1, 20])
def test_never_before_it_arrived(late: int) -> None:
    """A claim that arrived after the 30th day bears interest from its arrival."""
    received = THIRTIETH + late * ONE_DAY
    found = first_interest_day(
        due_date=DUE, due_date_agreed=False, sent_on=SENT, received_on=received, debtor_kind=DebtorKind.TRADER
    )
    assert THIRTIETH + max(late, 0) * ONE_DAY == found.day


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("due_date", "moved", "plain"),
    [
        ("2026-02-27", "2026-02-28", "2026-02-28"),
        ("2026-02-28", "2026-03-03", "2026-03-01"),
        ("2026-03-01", "2026-03-03", "2026-03-02"),
        ("2026-03-02", "2026-03-03", "2026-03-03"),
        ("2026-12-23", "2026-12-24", "2026-12-24"),
        ("2026-12-24", "2026-12-29", "2026-12-25"),
        ("2026-12-30", "2026-12-31", "2026-12-31"),
        ("2026-12-31", "2027-01-05", "2027-01-01"),
        ("2024-02-28", "2024-02-29", "2024-02-29"),
        ("2024-02-29", "2024-03-01", "2024-03-01"),
    ],
)
def test_a_due_date_that_is_no_bank_day(due_date: str, moved: str, plain: str) -> None:
    """It moves to the next bank day, unless the host reads the law otherwise."""
    found = [
        first_interest_day(due_date=dt.date.fromisoformat(due_date), due_date_agreed=True, moves=moves).day
        for moves in (True, False)
    ]
    assert [dt.date.fromisoformat(moved), dt.date.fromisoformat(plain)] == found


@pytest.mark.requirement("OWN-9")
def test_another_law_waits_longer() -> None:
    """How long interest waits is the law's, by the day of dispatch."""
    source = Citation("SFS 2026:1", "4 §")
    law = SWEDEN.evolve(interest_wait_days=SWEDEN.interest_wait_days.starting(SENT, 60, source=source))
    found = [
        first_interest_day(
            due_date=DUE, due_date_agreed=False, sent_on=sent_on, debtor_kind=DebtorKind.TRADER, law=law
        ).day
        for sent_on in (SENT - ONE_DAY, SENT)
    ]
    assert [dt.date(2026, 3, 3), dt.date(2026, 4, 3)] == found


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize(
    ("sent_on", "told", "day", "basis"),
    [
        ("2002-06-20", None, None, InterestBasis.STATEMENT_UNKNOWN),
        ("2002-06-30", None, None, InterestBasis.STATEMENT_UNKNOWN),
        ("2002-06-30", False, None, InterestBasis.NOT_STATED),
        ("2002-07-01", None, dt.date(2002, 7, 31), InterestBasis.CLAIM_SENT),
        ("2002-07-02", False, dt.date(2002, 8, 1), InterestBasis.CLAIM_SENT),
    ],
)
def test_a_business_was_to_be_told_before_the_rule(
    sent_on: str, told: bool | None, day: dt.date | None, basis: InterestBasis
) -> None:
    """Claims made before July 2002 had to say that late payment costs interest, whoever was to pay them."""
    found = first_interest_day(
        due_date=dt.date(2002, 7, 10),
        due_date_agreed=False,
        sent_on=dt.date.fromisoformat(sent_on),
        debtor_kind=DebtorKind.TRADER,
        states_interest=told,
    )
    assert (day, basis) == (found.day, found.basis)


@pytest.mark.parametrize("kind", [DebtorKind.TRADER, DebtorKind.CONSUMER])
def test_claims_sent_before_the_series(kind: DebtorKind) -> None:
    """How long interest waited after claims that were sent before July 2002 is not known here."""
    with pytest.raises(NotInForceError) as caught:
        first_interest_day(
            due_date=dt.date(2002, 7, 10),
            due_date_agreed=False,
            sent_on=dt.date(2002, 6, 30),
            debtor_kind=kind,
            states_interest=True,
        )
    assert "interest_wait_days has no value on 2002-06-30; values run from 2002-07-01 to further notice." == str(
        caught.value
    )


@pytest.mark.parametrize("name", ["due_date", "sent_on", "received_on"])
@pytest.mark.parametrize("kind", [DebtorKind.TRADER, DebtorKind.CONSUMER])
@pytest.mark.parametrize("moves", [True, False])
@pytest.mark.parametrize("is_agreed", [True, False])
def test_days_are_plain_dates(name: str, kind: DebtorKind, moves: bool, is_agreed: bool) -> None:
    """A time of day is refused, whether or not it counts: its zone could move the day."""
    noon = dt.datetime(2026, 2, 12, 12)  # noqa: DTZ001
    days: dict[str, Any] = {"due_date": DUE, "sent_on": SENT, "received_on": SENT, name: noon}
    with pytest.raises(DateTypeError) as caught:
        first_interest_day(due_date_agreed=is_agreed, debtor_kind=kind, states_interest=True, moves=moves, **days)
    assert f"{name} is of type datetime; wanted a date without a time." == str(caught.value)


@pytest.mark.parametrize("is_agreed", [True, False])
def test_nothing_arrives_before_it_is_sent(is_agreed: bool) -> None:
    """On the day itself it may arrive; the day before is refused."""
    known: dict[str, Any] = {"due_date": DUE, "due_date_agreed": is_agreed, "debtor_kind": DebtorKind.TRADER}
    expected = dt.date(2026, 2, 13) if is_agreed else THIRTIETH
    assert expected == first_interest_day(sent_on=SENT, received_on=SENT, **known).day
    with pytest.raises(InterestError) as caught:
        first_interest_day(sent_on=SENT, received_on=SENT - ONE_DAY, **known)
    assert (
        "interest has 2026-02-01 as received_on; wanted a day no earlier than 2026-02-02, when it was sent."
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due_date_agreed": "no"}, "a value of type str as due_date_agreed; wanted True or False."),
        ({"due_date_agreed": None}, "a value of type NoneType as due_date_agreed; wanted True or False."),
        ({"states_interest": "no"}, "a value of type str as states_interest; wanted True, False or None."),
        ({"is_supply": "no"}, "a value of type str as is_supply; wanted True or False."),
        ({"is_supply": None}, "a value of type NoneType as is_supply; wanted True or False."),
        ({"moves": 0}, "a value of type int as moves; wanted True or False."),
    ],
)
def test_a_text_is_no_answer(changes: dict[str, Any], message: str) -> None:
    """One that says no would count as yes."""
    known: dict[str, Any] = {"due_date": DUE, "due_date_agreed": False, "sent_on": SENT}
    with pytest.raises(InterestError) as caught:
        first_interest_day(**(known | changes))
    assert f"interest has {message}" == str(caught.value)


def test_a_debtor_is_of_a_known_kind() -> None:
    """A text that is misspelt would be taken for nobody who owes interest."""
    wrong: Any = "trade"
    with pytest.raises(InterestError) as caught:
        first_interest_day(due_date=DUE, due_date_agreed=False, sent_on=SENT, debtor_kind=wrong)
    assert "interest has a value of type str as debtor_kind; wanted a DebtorKind or None." == str(caught.value)
