"""Money paid to the agency: what of it fell on the capital, said at once, later, anew, or never."""

import pytest

from inkasso_rules.lifecycle import Case, WaitFor, next_steps
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money
from tests.data import a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import DEMANDED, NO_GATES, REMINDED, TAKEN, K, coming, kr, told, waiting_for

#: Names of sums, in the order of the tables below.
SUMS = ("collected", "collected_capital", "unsplit", "unsplit_back")


def _paid(days: int, major: int, capital: int | None = None) -> Fact:
    return fact(K.PAID_AGENCY, days, fact_id=f"pay-{days}", amount=kr(major), capital=_some(capital))


def _split(days: int, major: int, capital: int, about: str | None = None) -> Fact:
    return fact(K.SPLIT_STATED, days, amount=kr(major), capital=kr(capital), about=about)


def _back(days: int, major: int, capital: int | None = None, about: str | None = None) -> Fact:
    return fact(K.PAYMENT_REVERSED, days, amount=kr(major), capital=_some(capital), about=about)


def _some(major: int | None) -> Money | None:
    return None if major is None else kr(major)


def _sums(found: Case) -> tuple[int, ...]:
    """Return the sums of the claim's life at the agency, in kronor."""
    return tuple(getattr(found, name) // 100 for name in SUMS)


# --- what is kept -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "payments"),
    [
        case("LC-14", (),                                                    ()),
        case("LC-14", (_paid(3, 400, 300),),                                 (("pay-3", 400_00, 300_00),)),
        case("LC-14", (_paid(3, 400, 0),),                                   (("pay-3", 400_00, 0),)),
        case("LC-14", (_paid(3, 400),),                                      (("pay-3", 400_00, None),)),
        case("LC-14", (_paid(3, 400), _split(5, 400, 300, "pay-3")),         (("pay-3", 400_00, 300_00),)),
        case("LC-14", (_paid(3, 400, 300), _split(5, 400, 310, "pay-3")),    (("pay-3", 400_00, 310_00),)),
        case("LC-14", (_paid(3, 400), _paid(4, 100), _split(5, 100, 60, "pay-4")),
             (("pay-3", 400_00, None), ("pay-4", 100_00, 60_00))),
        # of no payment by name: nobody knows which
        case("LC-14", (_paid(3, 400), _split(5, 400, 300)),                  (("pay-3", 400_00, None),)),
        case("LC-14", (_paid(3, 400), _split(5, 400, 300, "pay-4")),         (("pay-3", 400_00, None),)),
    ],
)  # fmt: skip
def test_each_payment_is_kept_with_what_is_known_of_its_split(
    facts: tuple[Fact, ...], payments: tuple[object, ...]
) -> None:
    """The fact, the money, and what of it fell on the capital; nothing while the agency has not said."""
    assert payments == a_case(TAKEN, *facts).payments


# --- what the agency says of a payment --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # of a payment that is named: for the first time, and anew
        case("LC-14", (_paid(3, 400), _split(5, 400, 300, "pay-3")),                          (400, 300, 0, 0)),
        case("LC-14", (_paid(3, 400, 300), _split(5, 400, 310, "pay-3")),                     (400, 310, 0, 0)),
        case("LC-14", (_paid(3, 400, 300), _split(5, 400, 0, "pay-3")),                       (400, 0, 0, 0)),
        case("LC-14", (_paid(3, 400, 0), _split(5, 400, 400, "pay-3")),                       (400, 400, 0, 0)),
        case("LC-14", (_paid(3, 400), _split(5, 400, 300, "pay-3"), _split(6, 400, 200, "pay-3")), (400, 200, 0, 0)),
        case("LC-14", (_paid(3, 400, 300), _split(5, 400, 300, "pay-3")),                     (400, 300, 0, 0)),
        case("LC-14", (_paid(3, 400, 300), _paid(4, 100), _split(5, 400, 250, "pay-3")),      (500, 250, 100, 0)),
        # of none, or of one that nobody knows: of what was not split
        case("LC-14", (_paid(3, 400), _split(5, 400, 300)),                                   (400, 300, 0, 0)),
        case("LC-14", (_paid(3, 400), _split(5, 100, 60)),                                    (400, 60, 300, 0)),
        case("LC-14", (_paid(3, 400), _split(5, 500, 300)),                                   (400, 300, 0, 0)),
        case("LC-14", (_paid(3, 400, 300), _paid(4, 100), _split(5, 100, 60)),                (500, 360, 0, 0)),
        case("LC-14", (_paid(3, 400), _split(5, 100, 60, "pay-4")),                           (400, 60, 300, 0)),
        # of one that has gone back: nothing
        case("LC-14", (_paid(3, 400), _back(4, 400, about="pay-3"), _split(5, 400, 300, "pay-3")), (0, 0, 0, 0)),
    ],
)  # fmt: skip
def test_what_the_agency_says_of_a_split(facts: tuple[Fact, ...], expected: tuple[int, ...]) -> None:
    """Collected, of it on the capital, of it not split, and what went back without a split."""
    assert expected == _sums(a_case(TAKEN, *facts))


# --- money that goes back ---------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-14")
@pytest.mark.parametrize("capital", [None, 0, 300, 400])
@pytest.mark.parametrize("before", [(), (_paid(1, 100, 60),), (_paid(1, 100),), (_paid(1, 1_250, 1_250),)])
def test_what_is_paid_and_goes_back_leaves_nothing(before: tuple[Fact, ...], capital: int | None) -> None:
    """The payment that is named takes its capital with it, and nobody need say how much that was."""
    was = a_case(TAKEN, *before)
    paid, back = _paid(3, 400, capital), _back(5, 400, about="pay-3")
    for facts in ((paid, back), (paid, _split(4, 400, 250, "pay-3"), back)):
        found = a_case(TAKEN, *before, *facts)
        assert (_sums(was), was.balance, was.is_settled) == (_sums(found), found.balance, found.is_settled)


@pytest.mark.parametrize(
    ("facts", "expected", "said"),
    [
        # stated: that much, whatever the payment was
        case("LC-14", (_paid(3, 400, 300), _back(5, 400, 300)),                      (0, 0, 0, 0), ()),
        case("LC-14", (_paid(3, 400, 300), _back(5, 400, 200, "pay-3")),             (0, 100, 0, 0), ()),
        case("LC-14", (_paid(3, 400, 300), _back(5, 100, 100)),                      (300, 200, 0, 0), ()),
        # the whole of a payment that is named
        case("LC-14", (_paid(3, 400, 300), _back(5, 400, None, "pay-3")),            (0, 0, 0, 0), ()),
        case("LC-14", (_paid(3, 400, 300), _paid(4, 400, 100), _back(5, 400, None, "pay-4")), (400, 300, 0, 0), ()),
        case("LC-14", (_paid(3, 400), _paid(4, 100, 60), _back(5, 400, None, "pay-3")), (100, 60, 0, 0), ()),
        # a part of it, of no one by name, or of one that nobody knows
        case("LC-14", (_paid(3, 400, 300), _back(5, 399, None, "pay-3")),            (1, 300, 0, 399), ("split_unknown",)),
        case("LC-14", (_paid(3, 400, 300), _back(5, 400)),                           (0, 300, 0, 400), ("split_unknown",)),
        case("LC-14", (_paid(3, 400, 300), _back(5, 400, None, "pay-4")),            (0, 300, 0, 400), ("split_unknown",)),
        case("LC-14", (_paid(3, 400, 300), _paid(4, 100), _back(5, 100)),            (400, 300, 100, 100), ("split_unknown",)),
        case("LC-14", (_paid(3, 400), _paid(4, 100, 60), _back(5, 100, None, "pay-3")), (400, 60, 300, 0), ()),
        # nothing was ever split
        case("LC-14", (_paid(3, 400), _back(5, 400)),                                (0, 0, 0, 0), ()),
        case("LC-14", (_paid(3, 400), _back(5, 100)),                                (300, 0, 300, 0), ()),
        case("LC-14", (_paid(3, 400), _paid(4, 100), _back(5, 500)),                 (0, 0, 0, 0), ()),
        case("LC-14", (_paid(6, 400), _back(5, 400)),                                (0, 0, 0, 0), ()),
    ],
)  # fmt: skip
def test_what_goes_back_to_the_debtor(
    facts: tuple[Fact, ...], expected: tuple[int, ...], said: tuple[str, ...]
) -> None:
    """What nobody knows the split of is kept apart from the capital, and a person is told."""
    found = a_case(TAKEN, *facts)
    assert expected == _sums(found)
    subject = facts[-1].fact_id
    assert said == tuple(code for code, subjects, _ in told(found) if subject in subjects)


@pytest.mark.requirement("LC-14", "OWN-8")
@pytest.mark.parametrize(("major", "about"), [(400, "pay-3"), (9, "pay-3"), (400, None)])
def test_of_money_in_another_currency_no_split_is_missing(major: int, about: str | None) -> None:
    """No sum can hold it; that it went back is told once."""
    euro = fact(K.PAYMENT_REVERSED, 5, amount=kr(major, "EUR"), about=about)
    found = a_case(TAKEN, _paid(3, 400, 300), euro)
    assert ((400, 300, 0, 0), ("payment_reversed-5",)) == (_sums(found), found.uncounted)
    assert (("other_currency", ("payment_reversed-5",), None),) == told(found)


@pytest.mark.requirement("LC-13")
def test_what_is_owed_again_is_what_the_payment_had_settled() -> None:
    """The case has ended, and the payment that is named goes back."""
    ended = (_paid(3, 1_300, 1_250), fact(K.CLOSED_PAID, 4), _back(9, 1_300, about="pay-3"))
    assert (("owed_again", ("payment_reversed-9",), 1_250_00),) == told(a_case(TAKEN, *ended))


# --- while nobody knows -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "open_major", "waits"),
    [
        case("LC-14", (_paid(15, 1_250, 1_250), _back(16, 1)),                   0,     (WaitFor.SPLIT,)),
        case("LC-14", (_paid(15, 1_250, 1_250), _back(16, 1, 1)),                1,     ()),
        case("LC-14", (_paid(15, 1_250, 1_250), _back(16, 1_250, about="pay-15")), 1_250, ()),
        # something is open in any case
        case("LC-14", (_paid(15, 400, 300), _back(16, 400)),                     950,   (WaitFor.SPLIT,)),
        # all that is open may be settled
        case("LC-14", (_paid(15, 1_249),),                                       1_250, ()),
        case("LC-14", (_paid(15, 1_250),),                                       1_250, (WaitFor.SPLIT,)),
        case("LC-14", (_paid(15, 1_250), _back(16, 1)),                          1_250, ()),
    ],
)  # fmt: skip
def test_a_step_waits_while_the_capital_is_not_known(
    facts: tuple[Fact, ...], open_major: int, waits: tuple[WaitFor, ...]
) -> None:
    """What went back, or what was paid, may be what makes the difference."""
    found = a_case(TAKEN, REMINDED, DEMANDED, *facts)
    assert (kr(open_major), False, waits) == (
        found.open_capital,
        found.is_settled,
        waiting_for(found, 40, settings=NO_GATES),
    )


@pytest.mark.requirement("LC-14", "LC-13")
@pytest.mark.parametrize("facts", [(), (_back(16, 1, 0),), (_back(16, 1, 1), _paid(17, 1, 1))])
def test_a_case_is_settled_when_it_is_certain(facts: tuple[Fact, ...]) -> None:
    """Then nothing comes next."""
    found = a_case(TAKEN, REMINDED, DEMANDED, _paid(15, 1_250, 1_250), *facts)
    assert (True, ()) == (found.is_settled, next_steps(found, settings=NO_GATES, as_of=on(40)))


@pytest.mark.requirement("LC-14", "LC-3")
def test_a_split_that_is_stated_frees_the_step_from_its_day() -> None:
    """The time was up on day 25."""
    unsplit = (TAKEN, REMINDED, DEMANDED, _paid(15, 1_250))
    found = tuple(
        coming(a_case(*unsplit, _split(days, 1_250, 9, "pay-15")), 40, settings=NO_GATES) for days in (24, 25, 26)
    )
    assert ((on(25), ()), (on(25), ()), (on(26), ())) == tuple((step.earliest_on, step.waits) for step in found)
