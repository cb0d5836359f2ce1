"""What a demand must show: each thing that the law asks for, present, absent, and not needed."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.law.deadlines import PostDaysError
from inkasso_rules.law.demands import DemandError, DemandLetter, InterestPart, Lack, LackCode, lacks
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money

FIRST, SECOND, THIRD = "first", "second", "third"
#: The least last day of a letter of 16 March 2026.
LEAST = dt.date(2026, 3, 24)

PART = InterestPart(
    amount=Money.of("3.90"),
    percent=Decimal("10.00"),
    starts_on=dt.date(2026, 3, 4),
    ends_on=dt.date(2026, 3, 16),
    principal=Money.of(1095),
)
#: It shows everything that the law asks for.
LETTER = DemandLetter(
    sent_on=dt.date(2026, 3, 16),
    is_written=True,
    creditor_name="Provbolaget AB",
    basis="faktura 10045, varor",
    payment_way="bankgiro",
    capital=Money.of(1095),
    is_interest_claimed=True,
    interest=(PART,),
    is_cost_claimed=True,
    costs=Money.of(180),
    pay_by=LEAST,
    is_objection_invited=True,
)


def a_letter(**changes: Any) -> DemandLetter:
    """Return the complete letter with some changes."""
    return attrs.evolve(LETTER, **changes)


def a_part(**changes: Any) -> DemandLetter:
    """Return the complete letter with changes to its interest."""
    return a_letter(interest=(attrs.evolve(PART, **changes),))


def lack(code: str, paragraph: str, requirement: str = "OWN-11", **says: Any) -> Lack:
    """Return what a letter lacks by a paragraph of 5 §."""
    number = ("first", "second", "third").index(paragraph) + 1
    source = Citation("SFS 1974:182", f"5 § st. {number}")
    return Lack(code=LackCode(code), requirement=requirement, source=source, **says)


NO_WRITING = lack("writing", FIRST)
NO_NAME = lack("creditor_name", FIRST)
NO_BASIS = lack("basis", FIRST)
NO_NOTICE = lack("assignment_notice", FIRST)
NO_WAY = lack("payment_way", FIRST, is_mandatory=False)
NO_CAPITAL = lack("capital", SECOND)
NO_COSTS = lack("costs", SECOND)
NO_INTEREST = lack("interest", SECOND)
NO_AMOUNT = lack("interest_amount", SECOND, part=1)
NO_RATE = lack("interest_rate", SECOND, part=1)
NO_PERIOD = lack("interest_period", SECOND, part=1)
NO_PRINCIPAL = lack("interest_principal", SECOND, part=1)
NO_OBJECTION = lack("objection", THIRD)
NO_TIME = lack("time_to_pay", THIRD, "OWN-6", pay_by=LEAST)
NO_ADMINISTRATOR = attrs.evolve(lack("administrator", FIRST, is_mandatory=False), source=Citation("NJA 2022", "s. 150"))
TOO_SHORT = lack("time_too_short", THIRD, "OWN-6", pay_by=LEAST)


@pytest.mark.requirement("OWN-11", "OWN-6")
@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (a_letter(), ()),
        # first paragraph
        (a_letter(is_written=False), (NO_WRITING,)),
        (a_letter(is_written=None), (NO_WRITING,)),
        (a_letter(creditor_name=None), (NO_NAME,)),
        (a_letter(creditor_name=" "), (NO_NAME,)),
        (a_letter(basis=None), (NO_BASIS,)),
        (a_letter(basis=""), (NO_BASIS,)),
        (a_letter(is_assigned=True), (NO_NOTICE,)),
        (a_letter(is_assigned=True, assignment_notice=" "), (NO_NOTICE,)),
        (a_letter(is_assigned=True, assignment_notice="betala endast till oss"), ()),
        (a_letter(payment_way=None), (NO_WAY,)),
        # second paragraph
        (a_letter(capital=None), (NO_CAPITAL,)),
        (a_letter(costs=None), (NO_COSTS,)),
        (a_letter(is_cost_claimed=False, costs=None), ()),
        (a_letter(is_cost_claimed=False), ()),
        (a_letter(interest=()), (NO_INTEREST,)),
        (a_letter(is_interest_claimed=False, interest=()), ()),
        (a_letter(is_interest_claimed=False), ()),
        (a_part(amount=None), (NO_AMOUNT,)),
        (a_part(percent=None), (NO_RATE,)),
        (a_part(starts_on=None), (NO_PERIOD,)),
        (a_part(ends_on=None), (NO_PERIOD,)),
        (a_part(principal=None), (NO_PRINCIPAL,)),
        # an interest of nothing, at no rate, for a single day, is stated too
        (a_part(amount=Money(0), percent=Decimal(0), ends_on=dt.date(2026, 3, 4)), ()),
        (a_part(ends_on=dt.date(2026, 3, 3)), (NO_PERIOD,)),
        # third paragraph
        (a_letter(is_objection_invited=False), (NO_OBJECTION,)),
        (a_letter(is_objection_invited=None), (NO_OBJECTION,)),
        (a_letter(pay_by=None), (NO_TIME,)),
        (a_letter(pay_by=dt.date(2026, 3, 15)), (TOO_SHORT,)),
        (a_letter(pay_by=dt.date(2026, 3, 23)), (TOO_SHORT,)),
        (a_letter(pay_by=dt.date(2026, 3, 25)), ()),
        # an insolvent debtor
        (a_letter(is_debtor_insolvent=True), (NO_ADMINISTRATOR,)),
        (a_letter(is_debtor_insolvent=True, is_to_administrator=False), (NO_ADMINISTRATOR,)),
        (a_letter(is_debtor_insolvent=True, is_to_administrator=True), ()),
        (a_letter(is_to_administrator=False), ()),
    ],
)
def test_what_a_letter_lacks(letter: DemandLetter, expected: tuple[Lack, ...]) -> None:
    """Each thing is asked for by its paragraph, and only where it is needed."""
    assert expected == lacks(letter)


@pytest.mark.requirement("OWN-11", "OWN-6")
def test_an_empty_letter_lacks_everything() -> None:
    """Every lack is listed, in the order of the law; what is not claimed need not be shown."""
    assert (NO_WRITING, NO_NAME, NO_BASIS, NO_WAY, NO_CAPITAL, NO_OBJECTION, NO_TIME, NO_ADMINISTRATOR) == lacks(
        DemandLetter(sent_on=dt.date(2026, 3, 16), is_debtor_insolvent=True)
    )


@pytest.mark.requirement("OWN-11")
def test_each_part_of_the_interest_is_judged() -> None:
    """A rate for each half-year: what the second part lacks is told with its number."""
    second = InterestPart(amount=Money.of("1.00"), principal=Money.of(1000))
    assert (
        lack("interest_rate", SECOND, part=2),
        lack("interest_period", SECOND, part=2),
        *(
            lack(code, SECOND, part=3)
            for code in ("interest_amount", "interest_rate", "interest_period", "interest_principal")
        ),
    ) == lacks(a_letter(interest=(PART, second, InterestPart())))


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize(
    ("sent_on", "pay_by", "post_days", "enough"),
    [
        # Easter 2026
        (dt.date(2026, 4, 2), dt.date(2026, 4, 9), 2, dt.date(2026, 4, 10)),
        (dt.date(2026, 4, 2), dt.date(2026, 4, 10), 2, None),
        # A Saturday: 8 days are enough, but they move to a bank day.
        (dt.date(2026, 3, 13), dt.date(2026, 3, 21), 0, dt.date(2026, 3, 23)),
        (dt.date(2026, 3, 13), dt.date(2026, 3, 23), 0, None),
        (dt.date(2026, 3, 16), LEAST, 5, dt.date(2026, 3, 27)),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 27), 5, None),
    ],
)
def test_the_time_depends_on_the_post(
    sent_on: dt.date, pay_by: dt.date, post_days: int, enough: dt.date | None
) -> None:
    """Too short a time is told with the last day that would have been enough."""
    found = lacks(a_letter(sent_on=sent_on, pay_by=pay_by), presumed_post_days=post_days)
    assert (() if enough is None else (lack("time_too_short", THIRD, "OWN-6", pay_by=enough),)) == found


@pytest.mark.requirement("OWN-6")
def test_the_time_depends_on_the_law() -> None:
    """Another law asks for another time."""
    longer = SWEDEN.demand_days_min.starting(dt.date(2026, 1, 1), 14, source=Citation("SFS 2026:1", "1 §"))
    assert (lack("time_too_short", THIRD, "OWN-6", pay_by=dt.date(2026, 3, 30)),) == lacks(
        LETTER, law=SWEDEN.evolve(demand_days_min=longer)
    )


def test_a_letter_keeps_its_words_to_itself() -> None:
    """Names and free text never stand in a ``repr``."""
    letter = a_letter(assignment_notice="enbart till Provbolaget AB")
    assert [] == [
        text
        for text in (letter.creditor_name, letter.basis, letter.payment_way, letter.assignment_notice)
        if text is None or text in repr(letter)
    ]


MOMENT: Any = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: DemandLetter(sent_on=MOMENT), "sent_on"),
        (lambda: a_letter(pay_by=MOMENT), "pay_by"),
        (lambda: InterestPart(starts_on=MOMENT), "starts_on"),
        (lambda: InterestPart(ends_on=MOMENT), "ends_on"),
    ],
)
def test_a_moment_is_no_day(make: Callable[[], object], name: str) -> None:
    """A value with a time of day is refused by its name."""
    with pytest.raises(DateTypeError) as caught:
        make()
    assert name == caught.value.name


_TEXT, _AMOUNT = "a text or None", "an amount of money or None"
_YES, _PERHAPS, _PARTS = "True or False", "True, False or None", "a tuple of InterestPart"


@pytest.mark.parametrize(
    ("make", "field", "wanted"),
    [
        (lambda: a_letter(creditor_name=5), "creditor_name", _TEXT),
        (lambda: a_letter(basis=b"varor"), "basis", _TEXT),
        (lambda: a_letter(assignment_notice=True), "assignment_notice", _TEXT),
        (lambda: a_letter(payment_way=[]), "payment_way", _TEXT),
        (lambda: a_letter(capital=1095), "capital", _AMOUNT),
        (lambda: a_letter(costs="180"), "costs", _AMOUNT),
        (lambda: a_letter(is_assigned="no"), "is_assigned", _YES),
        (lambda: a_letter(is_interest_claimed=None), "is_interest_claimed", _YES),
        (lambda: a_letter(is_cost_claimed=0), "is_cost_claimed", _YES),
        (lambda: a_letter(is_debtor_insolvent="no"), "is_debtor_insolvent", _YES),
        (lambda: a_letter(is_written="no"), "is_written", _PERHAPS),
        (lambda: a_letter(is_objection_invited=1), "is_objection_invited", _PERHAPS),
        (lambda: a_letter(is_to_administrator="no"), "is_to_administrator", _PERHAPS),
        (lambda: a_letter(interest=None), "interest", _PARTS),
        (lambda: a_letter(interest=PART), "interest", _PARTS),
        (lambda: a_letter(interest=(PART, None)), "interest", _PARTS),
        (lambda: a_part(amount=390), "amount", _AMOUNT),
        (lambda: a_part(principal="1095"), "principal", _AMOUNT),
        (lambda: a_part(percent=10), "percent", "a Decimal or None"),
        (lambda: lacks(PART), "type", "a DemandLetter"),  # type: ignore[arg-type]
        (lambda: lacks(None), "type", "a DemandLetter"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_demand(make: Callable[[], object], field: str, wanted: str) -> None:
    """The error says what would have been fine; what was given is not repeated."""
    with pytest.raises(DemandError) as caught:
        make()
    error = caught.value
    assert (f"a demand has no fitting {field}; wanted {wanted}.", (field, wanted)) == (str(error), error.args)
    assert (field, wanted) == (error.field, error.wanted)


def test_post_does_not_arrive_before_it_is_sent() -> None:
    """Negative days of post are refused."""
    with pytest.raises(PostDaysError):
        lacks(LETTER, presumed_post_days=-1)
