"""What a reading shows of money that the debtor paid to the agency, and of the capital that is left."""

from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import observe, received
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import IncomingPayment
from inkasso_rules.policy import Policy
from tests.data import COMMAND, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import TAKEN, K, Told, kr, told
from tests.tables.reading import CASE_ID, READ, acted, checked, dated, follow, known, seen, shown, unread


def _paid(major: int, capital: int | None = None, days: int = 3) -> Fact:
    return fact(K.PAID_AGENCY, days, amount=kr(major), capital=None if capital is None else kr(capital))


def _more(major: int, capital: int | None = None, kind: FactKind = K.PAID_AGENCY) -> Fact:
    return seen(kind, amount=kr(major), capital=None if capital is None else kr(capital))


def _less(major: int, capital: int | None = None) -> Fact:
    return _more(major, capital, K.PAYMENT_REVERSED)


def _split(major: int, capital: int) -> Fact:
    return _more(major, capital, K.SPLIT_STATED)


def _sums(collected: int | None, capital: int | None = None) -> dict[str, Any]:
    """Return what the agency shows: all that was paid, and what of it fell on the capital."""
    given = {"collected": collected, "collected_capital": capital}
    return {name: kr(major) for name, major in given.items() if major is not None}


def _gone(major: int, days: int) -> Fact:
    return fact(K.PAYMENT_REVERSED, days, amount=kr(major))


def _gone_split(capital: int) -> Fact:
    back = "payment_reversed-4"
    return seen(K.SPLIT_STATED, name=f"split_stated/{back}", amount=kr(100), capital=kr(capital), about=back)


MONEY: tuple[Any, ...] = (
    # nothing shows, or nothing new
    case("LC-14", (),                        {},                ()),
    case("LC-14", (),                        _sums(0, 0),       ()),
    case("LC-14", (),                        _sums(0),          ()),
    case("LC-14", (_paid(400, 300),),        {},                ()),
    case("LC-14", (_paid(400, 300),),        _sums(400, 300),   ()),
    case("LC-14", (_paid(400, 300),),        _sums(400),        ()),
    case("LC-14", (_paid(400),),             _sums(400),        ()),
    # more
    case("LC-14", (),                        _sums(400, 300),   (_more(400, 300),)),
    case("LC-14", (),                        _sums(400, 0),     (_more(400, 0),)),
    case("LC-14", (),                        _sums(400, 400),   (_more(400, 400),)),
    case("LC-14", (),                        _sums(400),        (_more(400),)),
    case("LC-14", (_paid(400, 300),),        _sums(900, 700),   (_more(500, 400),)),
    case("LC-14", (_paid(400, 300),),        _sums(900),        (_more(500),)),
    case("LC-14", (_paid(400),),             _sums(900, 100),   (_more(500, 100), _split(400, 0))),
    case("LC-14", (),                        _sums(2_000, 1_250), (_more(2_000, 1_250),)),
    # less
    case("LC-14", (_paid(400, 300),),        _sums(0, 0),       (_less(400, 300),)),
    case("LC-14", (_paid(400, 300),),        _sums(100, 100),   (_less(300, 200),)),
    case("LC-14", (_paid(400, 300),),        _sums(100, 0),     (_less(300, 300),)),
    case("LC-14", (_paid(400, 300),),        _sums(100, 300),   (_less(300, 0),)),
    case("LC-14", (_paid(400, 300),),        _sums(100),        (_less(300),)),
    case("LC-14", (_paid(400),),             _sums(0, 0),       (_less(400, 0), _split(400, 0))),
    # only the capital shows
    case("LC-14", (),                        _sums(None, 300),  (_more(300, 300),)),
    case("LC-14", (_paid(400, 300),),        _sums(None, 300),  ()),
    case("LC-14", (_paid(400, 300),),        _sums(None, 350),  (_more(50, 50),)),
    case("LC-14", (_paid(400, 300),),        _sums(None, 100),  (_less(200, 200),)),
    # which may be that of the money that is known
    case("LC-14", (_paid(400),),             _sums(None, 300),  (_split(400, 300),)),
    case("LC-14", (_paid(400),),             _sums(None, 400),  (_split(400, 400),)),
    case("LC-14", (_paid(400),),             _sums(None, 0),    (_split(400, 0),)),
    case("LC-14", (_paid(400),),             _sums(None, 401),  (_more(401, 401), _split(400, 0))),
    # the split of what is known is stated later
    case("LC-14", (_paid(400),),             _sums(400, 300),   (_split(400, 300),)),
    case("LC-14", (_paid(400),),             _sums(400, 400),   (_split(400, 400),)),
    case("LC-14", (_paid(400),),             _sums(400, 0),     (_split(400, 0),)),
    case("LC-14", (_paid(400), _paid(100, 60, 4)), _sums(500, 360), (_split(400, 300),)),
    # with more or less money at once, the split of all that had none
    case("LC-14", (_paid(400),),             _sums(500, 101),   (_more(100), _split(500, 101))),
    case("LC-14", (_paid(400),),             _sums(500, 500),   (_more(100), _split(500, 500))),
    case("LC-14", (_paid(400),),             _sums(300, 1),     (_less(100, 0), _split(400, 1))),
    case("LC-14", (_paid(400),),             _sums(300, 300),   (_less(100, 0), _split(400, 300))),
    case("LC-14", (_paid(400, 300), _paid(100, days=4)), _sums(200, 200), (_less(300, 100), _split(100, 0))),
    # the split of what went back is stated later
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(300, 300), (_gone_split(0),)),
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(300, 240), (_gone_split(60),)),
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(None, 200), (_gone_split(100),)),
    # once all the capital is explained by other money, at the same time
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(None, 150), (_less(150, 150), _gone_split(0))),
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(500, 400), (_more(200, 100), _gone_split(0))),
    case("LC-14", (_paid(400, 300), _gone(100, 4), _paid(100, days=5)), _sums(400, 340), (_split(100, 40), _gone_split(0))),
)  # fmt: skip

# What the sums cannot say at once: the money is counted, and its split waits.
UNSPLIT: tuple[Any, ...] = (
    case("LC-14", (),                        _sums(400, 401),   (_more(400),)),
    case("LC-14", (_paid(400),),             _sums(500, 501),   (_more(100),)),
    case("LC-14", (_paid(400),),             _sums(300, 301),   (_less(100),)),
    case("LC-14", (_paid(400, 300),),        _sums(300, 305),   (_less(100),)),
    case("LC-14", (_paid(400, 300),),        _sums(500, 299),   (_more(100),)),
    case("LC-14", (_paid(400, 300),),        _sums(300, 301),   (_less(100),)),
    case("LC-14", (_paid(400, 300),),        _sums(300, 199),   (_less(100),)),
    # neither more nor less money, and a split that is not one of it
    case("LC-14", (_paid(400),),             _sums(400, 401),   ()),
    case("LC-14", (_paid(400, 300),),        _sums(400, 301),   ()),
    case("LC-14", (_paid(400, 300),),        _sums(400, 299),   ()),
    case("LC-14", (_paid(400, 300), _paid(100, days=4)), _sums(500, 299), ()),
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(300, 199), ()),
    case("LC-14", (_paid(400, 300), _gone(100, 4)), _sums(300, 301), ()),
    case("LC-14", (_paid(400, 300), _gone(100, 4), _gone(100, 5)), _sums(200, 200), ()),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "sums", "expected"), [*MONEY, *UNSPLIT])
def test_money_shows(facts: tuple[Fact, ...], sums: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """What the sums have grown or shrunk by, with what of it fell on the capital if that can be."""
    assert (*expected, checked()) == observe(known(*facts), shown(**sums))


@pytest.mark.parametrize(("facts", "sums", "expected"), MONEY)
def test_the_sums_then_are_what_it_shows(
    facts: tuple[Fact, ...], sums: dict[str, Any], expected: tuple[Fact, ...]
) -> None:
    """The same sums the next day are nothing new."""
    after = follow(known(*facts), shown(**sums))
    held = {"collected": after.collected, "collected_capital": after.collected_capital}
    assert {name: money.minor for name, money in sums.items()} == {name: held[name] for name in sums}
    assert (checked(10),) == observe(after, shown(10, **sums))
    assert len(expected) + 1 == len(after.facts) - len(known(*facts).facts)


@pytest.mark.requirement("LC-14")
def test_a_split_that_did_not_fit_is_stated_once_it_does() -> None:
    """Until then the money is known, and its split is not."""
    first = follow(known(_paid(400)), shown(**_sums(500, 501)))
    assert (500_00, 0, 500_00) == (first.collected, first.collected_capital, first.unsplit)
    stated = seen(K.SPLIT_STATED, 9, 10, amount=kr(500), capital=kr(500))
    assert (stated, checked(10)) == observe(first, shown(10, **_sums(500, 500)))
    second = follow(first, shown(10, **_sums(500, 500)))
    assert (500_00, 500_00, 0) == (second.collected, second.collected_capital, second.unsplit)


# --- from sums or from entries ----------------------------------------------------------------------------------------
PAID = acted("1", "paid_agency", 6, amount=kr(400), capital=kr(300))
BACK = acted("2", "payment_reversed", 7, amount=kr(100), capital=kr(100))
PAID_6 = dated("1", K.PAID_AGENCY, 6, amount=kr(400), capital=kr(300))
BACK_7 = dated("2", K.PAYMENT_REVERSED, 7, amount=kr(100), capital=kr(100))
SUMS = _sums(400, 300)


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        case("LC-14", {"actions": (PAID,)},                                (PAID_6,)),
        case("LC-14", {"actions": (PAID,), **SUMS},                        (PAID_6,)),
        case("LC-14", {"actions": (PAID,), **_sums(500, 400)},             (PAID_6,)),
        case("LC-14", {"actions": (PAID,), **_sums(0, 0)},                 (PAID_6,)),
        case("LC-14", {"actions": (PAID, BACK), **SUMS},                   (PAID_6, BACK_7)),
        case("LC-14", {"actions": (BACK,), **SUMS},                        (BACK_7,)),
        # an entry that is about no such money, or cannot be read, leaves the sums
        case("LC-14", {"actions": (acted("3", "demand_sent", 6),), **SUMS}, (dated("3", K.DEMAND_SENT, 6), _more(400, 300))),
        case("LC-14", {"actions": (acted("3", "paid_creditor", 6, amount=kr(400)),), **SUMS}, (_more(400, 300),)),
        case("LC-14", {"actions": (acted("3", "paid_agency", 6),), **SUMS}, (unread("3", "paid_agency", 6), _more(400, 300))),
    ],
)  # fmt: skip
def test_payments_come_from_entries_where_there_are_any(details: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """Then the sums say nothing more, whatever they are; the next reading finds nothing either."""
    assert (*expected, checked()) == observe(known(), shown(**details))
    assert (checked(10),) == observe(follow(known(), shown(**details)), shown(10, **details))


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        case("LC-14", {"actions": (PAID,)},                                ()),
        case("LC-14", {"actions": (PAID,), **SUMS},                        ()),
        case("LC-14", {"actions": (PAID, BACK), **_sums(300, 200)},        (seen(K.PAYMENT_REVERSED, 9, 10, amount=kr(100), capital=kr(100)),)),
        case("LC-14", {"actions": (PAID,), **_sums(900, 700)},             (seen(K.PAID_AGENCY, 9, 10, amount=kr(500), capital=kr(400)),)),
        case("LC-14", {"actions": (acted("3", "demand_sent", 6),), **SUMS}, (dated("3", K.DEMAND_SENT, 6),)),
    ],
)  # fmt: skip
def test_a_case_that_began_with_sums_stays_with_them(details: dict[str, Any], expected: tuple[Fact, ...]) -> None:
    """Entries for the same money that turn up later would count it twice; other entries are read."""
    began = follow(known(), shown(**SUMS))
    assert (*expected, checked(10)) == observe(began, shown(10, **details))


@pytest.mark.requirement("LC-14")
def test_an_older_reading_brings_no_entries_beside_sums() -> None:
    """What it dates is money that the sums hold already."""
    began = follow(known(), shown(9, **SUMS))
    assert (checked(8),) == observe(began, shown(8, actions=(PAID,)))


@pytest.mark.requirement("LC-14")
def test_an_entry_is_no_sum_whatever_it_is_called() -> None:
    """Only what a reading's sums gave binds a case to them; the agency's ids may look like anything."""
    entry = attrs.evolve(PAID, action_id="a/seen/1")
    began = follow(known(), shown(9, actions=(entry,), **SUMS))
    later = shown(10, actions=(entry, BACK), **_sums(300, 200))
    assert (BACK_7, checked(10)) == observe(began, later)


@pytest.mark.requirement("LC-14")
def test_money_is_never_counted_twice_when_the_timeline_comes_and_goes() -> None:
    """Sums that go beyond the entries count once, and from then on it is they that count."""
    began = follow(known(), shown(9, actions=(PAID,), **SUMS))
    grown = follow(began, shown(10, **_sums(900, 700)))
    entries = (PAID, acted("2", "paid_agency", 10, amount=kr(500), capital=kr(400)))
    after = follow(grown, shown(11, actions=entries, **_sums(900, 700)))
    assert [(400_00, 300_00), (900_00, 700_00), (900_00, 700_00)] == [
        (one.collected, one.collected_capital) for one in (began, grown, after)
    ]


@pytest.mark.parametrize(
    ("last", "sums", "expected"),
    [
        case("LC-14", 8, _sums(100, 100), (seen(K.PAYMENT_REVERSED, 8, amount=kr(300), capital=kr(200)),)),
        case("LC-14", 9, _sums(100, 100), ()),
        case("LC-14", 9, _sums(399, 300), ()),
        case("LC-14", 9, _sums(None, 299), ()),
        case("LC-14", 9, _sums(400, 300), ()),
        case("LC-14", 9, _sums(401, 300), (seen(K.PAID_AGENCY, None, amount=kr(1), capital=kr(0)),)),
    ],
)  # fmt: skip
def test_a_sum_that_went_down_within_a_day_is_no_reversal(
    last: int, sums: dict[str, Any], expected: tuple[Fact, ...]
) -> None:
    """Of two readings of one day nobody can tell which is newer; the next day's tells."""
    before = a_case(TAKEN, _paid(400, 300), fact(K.CHECKED, last))
    assert (*expected, checked()) == observe(before, shown(**sums))


@pytest.mark.requirement("LC-14")
def test_the_smallest_sum_shows() -> None:
    """One öre more, one less, and the split of one."""
    held = known(fact(K.PAID_AGENCY, 3, amount=Money(1)))
    assert (seen(K.PAID_AGENCY, amount=Money(1)), checked()) == observe(known(), shown(collected=Money(1)))
    assert (seen(K.PAYMENT_REVERSED, amount=Money(1)), checked()) == observe(held, shown(collected=Money(0)))
    split = seen(K.SPLIT_STATED, amount=Money(1), capital=Money(1))
    assert (split, checked()) == observe(held, shown(collected=Money(1), collected_capital=Money(1)))


@pytest.mark.requirement("LC-14")
def test_only_what_was_paid_to_the_agency_is_compared() -> None:
    """The creditor's own money, a credit note and the agency's payout are none of it."""
    other = (K.PAID_CREDITOR, K.CREDITED, K.PAID_OUT)
    set_off = fact(K.SET_OFF, 3, amount=kr(100), capital=kr(100))
    before = known(*(fact(kind, 3, amount=kr(100)) for kind in other), set_off)
    assert (checked(),) == observe(before, shown(**_sums(0, 0)))


@pytest.mark.requirement("LC-14")
def test_money_of_a_claim_in_another_currency() -> None:
    """The claim's currency is that of all its sums."""
    command = attrs.evolve(COMMAND, total=kr(1_250, "EUR"), open_amount=kr(1_250, "EUR"))
    found = observe(a_case(TAKEN, READ, command=command), shown(collected=kr(400, "EUR"), capital=kr(1_250, "EUR")))
    assert (seen(K.PAID_AGENCY, amount=kr(400, "EUR")), checked(9, kr(1_250, "EUR"))) == found


@pytest.mark.requirement("LC-14")
@pytest.mark.parametrize(
    ("facts", "since"),
    [((READ,), 4), ((fact(K.CHECKED, 8),), 8), ((fact(K.CHECKED, 9),), None), ((), 0)],
)
def test_money_came_in_since_the_last_reading(facts: tuple[Fact, ...], since: int | None) -> None:
    """Or since the transfer; after a reading of the same day it came in that day."""
    expected = seen(K.PAID_AGENCY, since, amount=kr(400), capital=kr(300))
    assert (expected, checked()) == observe(a_case(TAKEN, *facts), shown(**_sums(400, 300)))


# --- the capital that is left -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "capital", "sums", "expected"),
    [
        case("LC-14", (),                 None,            {},              ()),
        case("LC-14", (),                 kr(1_250),       {},              ()),
        case("LC-14", (_paid(400, 300),), kr(950),         _sums(400, 300), ()),
        case("LC-14", (),                 kr(950),         _sums(400, 300), ()),
        case("LC-14", (),                 Money(1_249_99), {},              (("capital_differs", (f"{CASE_ID}/seen/s9",), None),)),
        case("LC-14", (),                 Money(1_250_01), {},              (("capital_differs", (f"{CASE_ID}/seen/s9",), None),)),
        case("LC-14", (),                 kr(0),           {},              (("capital_differs", (f"{CASE_ID}/seen/s9",), None),)),
        case("LC-14", (fact(K.PAID_CREDITOR, 3, amount=kr(50)),), kr(1_250), {}, (("capital_differs", (f"{CASE_ID}/seen/s9",), None),)),
    ],
)  # fmt: skip
def test_the_capital_that_shows_is_kept_and_compared(
    facts: tuple[Fact, ...], capital: Money | None, sums: dict[str, Any], expected: tuple[Told, ...]
) -> None:
    """The reading's own fact carries it; where ours is another, after all that showed, a person is told."""
    before = known(*facts)
    assert checked(9, capital) == observe(before, shown(capital=capital, **sums))[-1]
    after = follow(before, shown(capital=capital, **sums))
    assert (expected, on(9)) == (told(after), after.checked_on)


@pytest.mark.requirement("LC-14")
def test_an_older_reading_is_compared_with_the_capital_of_its_day() -> None:
    """What came in afterwards is no difference."""
    before = a_case(TAKEN, fact(K.PAID_CREDITOR, 10, amount=kr(250)), fact(K.CHECKED, 11, capital=kr(1_000)))
    old = shown(9, capital=kr(1_250), **_sums(400, 300))
    assert (checked(9, kr(1_250)),) == observe(before, old)
    after = follow(before, old)
    assert ((), on(11)) == (told(after), after.checked_on)


# --- the agency's own money -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("payer_name", "agency", "expected"),
    [
        case("BA-9 BA-6", "Kravia AB",        "Kravia AB",  K.PAID_OUT),
        case("BA-9 BA-6", "Kravia AB (publ)", "Kravia AB",  K.PAID_OUT),
        case("BA-9 BA-6", "KRAVIA",           "Kravia AB",  K.PAID_OUT),
        case("BA-9 BA-6", "  kravia\tinkasso", "Kravia AB",  K.PAID_OUT),
        case("BA-9 BA-6", "kraviaab",         "Kravia AB",  K.PAID_OUT),
        case("BA-9 BA-6", "Kra via AB",       "Kravia AB",  K.PAID_OUT),
        # another first word
        case("BA-9 BA-6", "Kraviaverken AB",  "Kravia AB",  K.PAID_CREDITOR),
        case("BA-9 BA-6", "Kravi",            "Kravia AB",  K.PAID_CREDITOR),
        case("BA-9 BA-6", "AB Kravia",        "Kravia AB",  K.PAID_CREDITOR),
        case("BA-9 BA-6", "Exempelbolaget AB", "Kravia AB", K.PAID_CREDITOR),
        case("BA-9 BA-6", " ",                "Kravia AB",  K.PAID_CREDITOR),
        case("BA-9 BA-6", None,               "Kravia AB",  K.PAID_CREDITOR),
        case("BA-9 BA-6", "Annan",            "Annan Agent", K.PAID_OUT),
        case("BA-9 BA-6", "Kravia AB",        "Annan Agent", K.PAID_CREDITOR),
    ],
)  # fmt: skip
def test_the_agencys_name(payer_name: str | None, agency: str, expected: FactKind) -> None:
    """The whole name, however it is written, or one that begins with its first word."""
    payment = IncomingPayment(payment_id="in-1", received_on=on(5), amount=kr(400), payer_name=payer_name)
    policy = Policy(payout_signals_min=1, agency_payer=agency)
    assert expected is received(payment, settings=Settings(), policy=policy).kind
