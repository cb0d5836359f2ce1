"""What was charged above the law: whole excesses, where charges are placed, and errors; cases stand in ``cases/``."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.law.charging import ChargedCost, Excess, check_costs, exceeding, excesses, named_by, placed
from inkasso_rules.law.costs import costs_given, recoverable_costs
from inkasso_rules.law.measures import CostCondition, CostError, CostReason, Costs, CostTypeError, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

ONE_DAY: Final = dt.timedelta(days=1)
ON: Final = dt.date(2026, 3, 20)
LATE: Final = dt.date(2026, 3, 4)

REMINDER, DEMAND, PLAN = CostKind.REMINDER, CostKind.DEMAND, CostKind.INSTALMENT_PLAN
COMPENSATION: Final = CostKind.COMPENSATION
CONSUMER: Final = CostCondition(debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True)
TRADER: Final = CostCondition(debtor_kind=DebtorKind.TRADER, reminder_fee_agreed=True, interest_from=LATE)

CAP: Final = Citation("SFS 1981:739", "4 §", "SFS 2013:56")
ABSORBS: Final = Citation("SFS 1981:739", "5 § st. 2")


def a_measure(cost: CostKind = DEMAND, **changes: Any) -> Measure:
    """Return a measure of 20 March 2026 that holds what the law asks, with *changes*."""
    said: dict[str, Any] = {"measure_id": f"{cost}-1", "cost": cost, "taken_on": ON, "as_required": True}
    return Measure(**(said | changes))


def a_charge(kronor: int, cost: CostKind = DEMAND, **changes: Any) -> ChargedCost:
    """Return a charge of 20 March 2026, with *changes*."""
    said: dict[str, Any] = {"charge_id": f"{cost}-{kronor}", "cost": cost, "amount": Money.of(kronor), "on": ON}
    return ChargedCost(**(said | changes))


def an_excess(charged: int, allowed: int, why: CostReason, **changes: Any) -> Excess:
    """Return an excess of a demand, with *changes*."""
    said: dict[str, Any] = {
        "cost": DEMAND,
        "measure_id": "demand-1",
        "charge_ids": (f"demand-{charged}",),
        "charged": Money.of(charged),
        "allowed": Money.of(allowed),
        "amount": Money.of(charged - allowed),
        "why": why,
        "source": CAP,
    }
    return Excess(**(said | changes))


def found(given: CostCondition, charged: list[ChargedCost], *measures: Measure) -> tuple[Excess, ...]:
    """Return what was charged too much."""
    return excesses(charged, costs_given(given, measures, named=named_by(charged)), given=given)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("kronor", "expected"),
    [
        (0, ()),
        (179, ()),
        (180, ()),
        (181, (an_excess(181, 180, CostReason.ABOVE_MAXIMUM),)),
        (250, (an_excess(250, 180, CostReason.ABOVE_MAXIMUM),)),
    ],
)
def test_more_than_the_maximum(kronor: int, expected: tuple[Excess, ...]) -> None:
    """Up to the maximum nothing is too much; every krona above it is."""
    assert expected == found(CONSUMER, [a_charge(kronor)], a_measure())


# fmt: off
#: A measure, the condition, and why all of the 100 kronor that were charged for it are too much.
_NOTHING_ALLOWED: Final[tuple[tuple[Measure, dict[str, Any], CostReason, str], ...]] = (
    (a_measure(as_required=False),         {},                                          CostReason.NOT_AS_REQUIRED, "3 § p. 1"),
    (a_measure(as_required=None),          {"presumes_requirements": False},            CostReason.REQUIREMENTS_UNKNOWN, "3 § p. 1"),
    (a_measure(),                          {"insolvent": ((ON - ONE_DAY, None),)},      CostReason.AFTER_INSOLVENCY, "3 § p. 1"),
    (a_measure(),                          {"never_owed": True},                        CostReason.NEVER_OWED, "3 § p. 1"),
    (a_measure(),                          {"due_date": ON},                            CostReason.NOT_DUE, "3 § p. 1"),
    (a_measure(REMINDER),                  {"reminder_fee_agreed": False},              CostReason.NOT_AGREED, "2 §"),
    (a_measure(REMINDER),                  {"reminder_fee_agreed": None},               CostReason.AGREEMENT_UNKNOWN, "2 §"),
    (a_measure(PLAN, as_required=None),    {},                                          CostReason.REQUIREMENTS_UNKNOWN, "3 § p. 2"),
    (a_measure(CostKind.OTHER),            {},                                          CostReason.NOT_COMPENSABLE, "5 § st. 1"),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("measure", "condition", "why", "place"), _NOTHING_ALLOWED)
def test_what_may_not_be_charged_at_all(
    measure: Measure, condition: dict[str, Any], why: CostReason, place: str
) -> None:
    """All that was charged is too much, for the reason why nothing is owed."""
    cost = measure.cost
    expected = an_excess(
        100,
        0,
        why,
        cost=cost,
        measure_id=f"{cost}-1",
        charge_ids=(f"{cost}-100",),
        source=Citation("SFS 1981:739", place),
    )
    assert (expected,) == found(attrs.evolve(CONSUMER, **condition), [a_charge(100, cost)], measure)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            attrs.evolve(CONSUMER, interest_from=LATE),
            CostReason.NOT_BUSINESS,
        ),
        (attrs.evolve(TRADER, debtor_kind=None), CostReason.DEBTOR_KIND_UNKNOWN),
        (attrs.evolve(TRADER, interest_from=dt.date(2013, 3, 15)), CostReason.NO_SUCH_COST),
        # No late interest runs.
        (CONSUMER, CostReason.NOT_BUSINESS),
        (attrs.evolve(TRADER, interest_from=None), CostReason.NOT_LATE),
        (attrs.evolve(TRADER, interest_from=None, is_supply=False), CostReason.NOT_BUSINESS),
        (attrs.evolve(TRADER, interest_from=None, debtor_kind=None), CostReason.DEBTOR_KIND_UNKNOWN),
        (attrs.evolve(TRADER, interest_from=None, never_owed=True), CostReason.NEVER_OWED),
    ],
)
@pytest.mark.parametrize("about", [None, "demand-1"])
def test_a_compensation_that_may_not_be_charged(given: CostCondition, why: CostReason, about: str | None) -> None:
    """It is about no measure, whatever it names, and always has a place."""
    source = Citation("SFS 1981:739", "4 a §")
    expected = an_excess(
        450, 0, why, cost=COMPENSATION, measure_id=None, charge_ids=("compensation-450",), source=source
    )
    assert (expected,) == found(given, [a_charge(450, COMPENSATION, about=about)], a_measure())


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("kind", "why"),
    [(DebtorKind.CONSUMER, CostReason.NOT_BUSINESS), (DebtorKind.TRADER, CostReason.NOT_LATE)],
)
def test_a_compensation_charged_twice_to_who_is_not_late(kind: DebtorKind, why: CostReason) -> None:
    """All that was charged for it is one excess, before the first day of late interest as without one."""
    charged = [a_charge(450, COMPENSATION, charge_id=name, on=LATE - ONE_DAY) for name in ("a", "b")]
    for late in (None, LATE):
        answer = check_costs(
            charged, [], debtor_kind=kind, reminder_fee_agreed=None, interest_from=late, as_of=LATE - ONE_DAY
        )
        assert [(("a", "b"), 900_00, 0, why)] == [
            (one.charge_ids, one.amount.minor, one.allowed.minor, one.why) for one in answer
        ]


@pytest.mark.requirement("LC-12")
def test_a_second_fee_and_one_that_was_taken_back() -> None:
    """A second demand is charged too much; one that was taken back is charged no more, and leaves its room."""
    second = a_measure(measure_id="demand-2", taken_on=ON + ONE_DAY)
    charges = [a_charge(180, charge_id="c-1"), a_charge(180, charge_id="c-2", on=ON + ONE_DAY)]
    of_kind = Citation("SFS 1981:739", "3 § p. 1")
    again = an_excess(180, 0, CostReason.CHARGED_BEFORE, measure_id="demand-2", charge_ids=("c-2",), source=CAP)
    assert (again,) == found(CONSUMER, charges, a_measure(), second)
    back = attrs.evolve(a_measure(), withdrawn_on=ON + 2 * ONE_DAY)
    assert () == found(CONSUMER, [attrs.evolve(charges[1], about="demand-2")], back, second)
    assert () == found(CONSUMER, [attrs.evolve(charges[0], about="demand-1")], back, second)
    lacking = attrs.evolve(back, as_required=False)
    nothing = an_excess(180, 0, CostReason.NOT_AS_REQUIRED, charge_ids=("c-1",), source=of_kind)
    assert (nothing,) == found(CONSUMER, [attrs.evolve(charges[0], about="demand-1")], lacking, second)


# fmt: off
#: What was charged for a demand that was taken back on the tenth day: by day, kronor; and what of it is too much.
_TAKEN_BACK: Final[tuple[tuple[tuple[tuple[int, int], ...], int, int, CostReason | None], ...]] = (
    (((0, 180),),                       180, 180, None),
    (((9, 180),),                       180, 180, None),
    (((10, 180),),                      180, 180, None),
    (((11, 180),),                      180,   0, CostReason.WITHDRAWN),
    (((0, 100),),                       100, 100, None),
    (((0, 250),),                       250, 180, CostReason.ABOVE_MAXIMUM),
    (((0, 250), (5, -70)),              180, 180, None),
    (((0, 250), (11, -70)),             180, 180, None),
    (((0, 180), (10, -180)),              0,   0, None),
    (((0, 180), (11, -180)),              0,   0, None),
    (((0, 180), (11, 20)),              200, 180, CostReason.WITHDRAWN),
    (((0, 250), (11, 20)),              270, 180, CostReason.WITHDRAWN),
    (((0, -20), (11, 30)),               10,   0, CostReason.WITHDRAWN),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("charged", "total", "settled", "why"), _TAKEN_BACK)
def test_a_withdrawal_takes_back_what_the_letter_lawfully_cost(
    charged: tuple[tuple[int, int], ...], total: int, settled: int, why: CostReason | None
) -> None:
    """Too much is what was above the maximum before, and all that is charged after the day of the withdrawal."""
    names = tuple(f"c-{place}" for place in range(len(charged)))
    charges = [
        a_charge(kronor, charge_id=name, on=ON + days * ONE_DAY, about="demand-1")
        for name, (days, kronor) in zip(names, charged, strict=True)
    ]
    expected = () if why is None else (an_excess(total, settled, why, charge_ids=names, source=CAP),)
    assert expected == found(CONSUMER, charges, a_measure(withdrawn_on=ON + 10 * ONE_DAY))


@pytest.mark.requirement("LC-12")
def test_before_the_withdrawal_the_letter_costs_what_it_costs() -> None:
    """As of the day before, too much is what exceeds the maximum, and nothing was taken back."""
    back = a_measure(withdrawn_on=ON + 10 * ONE_DAY)
    costs = costs_given(CONSUMER, [back], as_of=ON + 9 * ONE_DAY)
    (before,) = placed([a_charge(250)], costs, given=CONSUMER)
    assert (250_00, 180_00, 180_00, None) == (before.charged, before.lawful, before.settled, before.back_on)
    (after,) = placed([a_charge(250)], costs_given(CONSUMER, [back]), given=CONSUMER)
    assert (250_00, 0, 180_00, ON + 10 * ONE_DAY) == (after.charged, after.lawful, after.settled, after.back_on)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "expected"), [(9, [1, 0]), (10, [1, 0]), (11, [0, 1])])
def test_a_letter_that_was_taken_back_has_room_until_then(days: int, expected: list[int]) -> None:
    """A charge that names no letter is for the one that could still be charged on its day."""
    back = a_measure(withdrawn_on=ON + 10 * ONE_DAY)
    second = a_measure(measure_id="demand-2", taken_on=ON + 9 * ONE_DAY)
    targets = placed([a_charge(180, on=ON + days * ONE_DAY)], costs_given(CONSUMER, [back, second]), given=CONSUMER)
    assert expected == [len(target.charges) for target in targets]


@pytest.mark.requirement("LC-12")
def test_a_letter_that_was_taken_back_takes_no_room_beside_the_compensation() -> None:
    """450 kronor and a charge that was taken back with its letter are no more than 450 together."""
    back = a_measure(withdrawn_on=ON + 10 * ONE_DAY)
    assert () == found(TRADER, [a_charge(450, COMPENSATION), a_charge(180)], back)
    many = [a_measure(measure_id=f"d-{place}", taken_on=ON + place * ONE_DAY) for place in range(3)]
    charges = [a_charge(180, charge_id=f"c-{place}", about=f"d-{place}") for place in range(3)]
    taken = [attrs.evolve(many[0], withdrawn_on=ON + 10 * ONE_DAY), *many[1:]]
    cut = an_excess(180, 90, CostReason.ABSORBED, measure_id="d-2", charge_ids=("c-2",), source=ABSORBS)
    given = attrs.evolve(TRADER, demands_max=0)
    assert (cut,) == found(given, [*charges, a_charge(180, COMPENSATION)], *taken)


# --- which of several is charged --------------------------------------------------------------------------------------
# fmt: off
#: Full charges (1) and credits (-1) for three letters of a kind, how many are charged, and which is too much.
_BY_NAME: Final[tuple[tuple[tuple[tuple[str, int], ...], int, list[str]], ...]] = (
    # The only charge is lawful, whichever letter it names.
    ((("l-1", 1),),                               1, []),
    ((("l-2", 1),),                               1, []),
    ((("l-3", 1),),                               1, []),
    # Of two, the earlier letter is the one, in whatever order they were charged.
    ((("l-2", 1), ("l-3", 1)),                    1, ["l-3"]),
    ((("l-3", 1), ("l-1", 1)),                    1, ["l-3"]),
    ((("l-1", 1), ("l-2", 1), ("l-3", 1)),        1, ["l-2", "l-3"]),
    ((("l-1", 1), ("l-2", 1), ("l-3", 1)),        2, ["l-3"]),
    ((("l-2", 1), ("l-3", 1)),                    2, []),
    ((("l-1", 1), ("l-2", 1), ("l-3", 1)),        0, []),
    # What was credited again is charged no more.
    ((("l-1", 1), ("l-1", -1), ("l-2", 1)),       1, []),
    ((("l-2", 1), ("l-2", -1), ("l-1", 1)),       1, []),
    ((("l-2", 1), ("l-2", 1), ("l-2", -1)),       1, []),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("cost", "field", "kronor"), [(REMINDER, "reminders_max", 60), (DEMAND, "demands_max", 180)])
@pytest.mark.parametrize(("charged", "most", "too_much"), _BY_NAME)
def test_what_a_charge_names_is_charged_before_others(
    charged: tuple[tuple[str, int], ...], most: int, too_much: list[str], cost: CostKind, field: str, kronor: int
) -> None:
    """One fee for a claim need not be that of the first letter."""
    letters = [a_measure(cost, measure_id=f"l-{place}", taken_on=ON + place * ONE_DAY) for place in (1, 2, 3)]
    charges = [
        a_charge(sign * kronor, cost, charge_id=f"c-{place}", about=about, on=ON + 9 * ONE_DAY)
        for place, (about, sign) in enumerate(charged)
    ]
    limit: dict[str, Any] = {field: most}
    given = attrs.evolve(CONSUMER, **limit)
    expected = [(letter, CostReason.CHARGED_BEFORE, kronor * 100) for letter in too_much]
    assert expected == [(one.measure_id, one.why, one.amount.minor) for one in found(given, charges, *letters)]
    if most == 1:
        short = check_costs(charges, letters, debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True)
        assert expected == [(one.measure_id, one.why, one.amount.minor) for one in short]


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "too_much"), [(8, [60_00]), (9, [60_00]), (10, [])])
def test_only_charges_up_to_the_day_name_letters(days: int, too_much: list[int]) -> None:
    """The first letter was charged, the second is charged on the tenth day, and the first is credited on it."""
    letters = [a_measure(REMINDER, measure_id=f"l-{place}", taken_on=ON + place * ONE_DAY) for place in (1, 2)]
    charges = [
        a_charge(120, REMINDER, charge_id="a", about="l-1", on=ON + ONE_DAY),
        a_charge(60, REMINDER, charge_id="b", about="l-2", on=ON + 10 * ONE_DAY),
        a_charge(-120, REMINDER, charge_id="c", about="l-1", on=ON + 10 * ONE_DAY),
    ]
    answer = check_costs(
        charges, letters, debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True, as_of=ON + days * ONE_DAY
    )
    assert too_much == [one.amount.minor for one in answer]


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("cost", [CostKind.APPLICATION, CostKind.REPRESENTATIVE])
@pytest.mark.parametrize(
    ("about", "lawful"),
    [
        ((), ["l-1"]),
        (("l-1",), ["l-1"]),
        (("l-2",), ["l-2"]),
        (("l-1", "l-2"), ["l-1", "l-2"]),
        (("l-2", "l-3"), ["l-2", "l-3"]),
    ],
)
def test_further_applications_are_charged_by_name(cost: CostKind, about: tuple[str, ...], lawful: list[str]) -> None:
    """Legal action may be a court case: it makes a further application only if a charge says so."""
    actions = [a_measure(cost, measure_id=f"l-{place}", taken_on=ON + place * ONE_DAY) for place in (1, 2, 3)]
    charges = [a_charge(100, cost, charge_id=name, about=name) for name in about]
    costs = costs_given(CONSUMER, actions, named=named_by(charges))
    assert [(name, None if name in lawful else CostReason.CHARGED_BEFORE) for name in ("l-1", "l-2", "l-3")] == [
        (line.measure_id, line.why) for line in costs.lines
    ]
    assert () == excesses(charges, costs, given=CONSUMER)


def test_what_is_charged_by_name() -> None:
    """Each measure by its kind and id; not what was credited in full, nor what nobody names."""
    charges = [
        a_charge(180, about="d"),
        a_charge(-70, about="d"),
        a_charge(60, REMINDER, about="d"),
        a_charge(180, about="e"),
        a_charge(-180, about="e"),
        a_charge(10),
    ]
    assert {(DEMAND, "d"), (REMINDER, "d")} == named_by(charges)


# --- letters and the compensation together ----------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("compensation", "demand", "allowed"),
    [
        (450, 0, None),
        (450, 1, 0),
        (450, 180, 0),
        (271, 180, 179),
        (270, 180, None),
        (0, 180, None),
    ],
)
def test_together_no_more_than_the_larger(compensation: int, demand: int, allowed: int | None) -> None:
    """A demand is charged beside the compensation only as far as both stay within 450 kronor."""
    expected = () if allowed is None else (an_excess(demand, allowed, CostReason.ABSORBED, source=ABSORBS),)
    charges = [a_charge(compensation, COMPENSATION, on=LATE), a_charge(demand)]
    assert expected == found(TRADER, charges, a_measure())


@pytest.mark.requirement("LC-12")
def test_the_last_letter_is_too_much_first() -> None:
    """Above 450 kronor, the latest letter is cut before the earlier ones."""
    measures = [a_measure(REMINDER), a_measure(taken_on=ON + ONE_DAY), a_measure(PLAN, taken_on=ON + 2 * ONE_DAY)]
    charges = [a_charge(200, COMPENSATION), a_charge(60, REMINDER), a_charge(180), a_charge(170, PLAN)]
    cut = an_excess(
        170, 10, CostReason.ABSORBED, cost=PLAN, measure_id="instalment_plan-1",
        charge_ids=("instalment_plan-170",), source=ABSORBS,
    )  # fmt: skip
    assert (cut,) == found(TRADER, charges, *measures)
    more = [a_charge(400, COMPENSATION), *charges[1:]]
    assert [(PLAN, 0, 170), (DEMAND, 0, 180), (REMINDER, 50, 10)] == [
        (one.cost, one.allowed.minor // 100, one.amount.minor // 100) for one in found(TRADER, more, *measures)
    ]


@pytest.mark.requirement("LC-12")
def test_letters_above_the_compensation() -> None:
    """Where letters alone may cost more than 450 kronor, that is what both may cost together."""
    given = attrs.evolve(TRADER, demands_max=0)
    measures = [a_measure(measure_id=f"d-{place}", taken_on=ON + place * ONE_DAY) for place in range(3)]
    letters = [a_charge(180, charge_id=f"c-{place}", about=f"d-{place}") for place in range(3)]
    assert () == found(given, letters, *measures)
    cut = an_excess(180, 0, CostReason.ABSORBED, measure_id="d-2", charge_ids=("c-2",), source=ABSORBS)
    partly = an_excess(180, 90, CostReason.ABSORBED, measure_id="d-1", charge_ids=("c-1",), source=ABSORBS)
    assert (cut, partly) == found(given, [*letters, a_charge(270, COMPENSATION)], *measures)


@pytest.mark.requirement("LC-12")
def test_too_much_by_itself_and_together() -> None:
    """What exceeds its own maximum is counted once, and only the lawful part together with the compensation."""
    charges = [a_charge(500, COMPENSATION), a_charge(200)]
    compensation = an_excess(
        500, 450, CostReason.ABOVE_MAXIMUM, cost=COMPENSATION, measure_id=None, charge_ids=("compensation-500",),
        source=Citation("SFS 1981:739", "4 a §", "SFS 2013:56"),
    )  # fmt: skip
    expected = (
        compensation,
        an_excess(200, 180, CostReason.ABOVE_MAXIMUM),
        an_excess(180, 0, CostReason.ABSORBED, charge_ids=("demand-200",), source=ABSORBS),
    )
    assert expected == found(TRADER, charges, a_measure())
    assert Money.of(700 - 450) == sum((one.amount for one in expected), Money(0))


@pytest.mark.requirement("LC-12")
def test_what_the_authority_costs_is_apart() -> None:
    """The compensation never takes in an application."""
    charges = [a_charge(450, COMPENSATION), a_charge(300, CostKind.APPLICATION), a_charge(380, CostKind.REPRESENTATIVE)]
    measures = [a_measure(cost) for cost in (CostKind.APPLICATION, CostKind.REPRESENTATIVE)]
    assert () == found(TRADER, charges, *measures)


def test_a_charge_is_for_a_kind_of_cost() -> None:
    """A text that reads like one is none, for it would be told apart from it."""
    with pytest.raises(CostError, match=r"^measure charge-1 has no fitting cost; wanted a kind of cost\.$"):
        a_charge(180, "demand", charge_id="charge-1")  # type: ignore[arg-type]  # The wrong type is the question.


# --- placing ----------------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("charges", "expected"),
    [
        # The first with room, by day; what does not name its measure is not split.
        ([("a", 180, 0, None), ("b", 180, 1, None)], [("a",), ("b",)]),
        ([("b", 180, 1, None), ("a", 180, 0, None)], [("a",), ("b",)]),
        ([("a", 100, 0, None), ("b", 100, 1, None), ("c", 100, 2, None)], [("a", "b"), ("c",)]),
        ([("a", 250, 0, None), ("b", 180, 1, None)], [("a",), ("b",)]),
        # All of them full: the last.
        ([("a", 180, 0, None), ("b", 180, 1, None), ("c", 10, 2, None)], [("a",), ("b", "c")]),
        # What names its measure is placed there, room or not.
        ([("a", 180, 0, "d-1"), ("b", 180, 1, None)], [("b",), ("a",)]),
        ([("a", 180, 0, "d-0"), ("b", 180, 1, "d-0")], [("a", "b"), ()]),
        # On one day by id.
        ([("b", 180, 1, None), ("a", 180, 1, None)], [("a",), ("b",)]),
        # Not with one that is taken later.
        ([("a", 180, 0, None), ("b", 180, 0, None)], [("a", "b"), ()]),
    ],
)
def test_where_a_charge_is_placed(
    charges: list[tuple[str, int, int, str | None]], expected: list[tuple[str, ...]]
) -> None:
    """With the measure that it names, else with the first of its kind that has room."""
    measures = [a_measure(measure_id="d-0"), a_measure(measure_id="d-1", taken_on=ON + ONE_DAY)]
    costs = costs_given(attrs.evolve(CONSUMER, demands_max=0), measures)
    charged = [
        a_charge(kronor, charge_id=name, on=ON + days * ONE_DAY, about=about) for name, kronor, days, about in charges
    ]
    targets = placed(charged, costs, given=CONSUMER)
    assert expected == [tuple(one.charge_id for one in target.charges) for target in targets]
    assert [sum(one.amount.minor for one in target.charges) for target in targets] == [
        target.charged for target in targets
    ]
    assert excesses(charged, costs, given=CONSUMER) == exceeding(targets)


# fmt: off
#: Charges for two demands, by measure if they name one; and what is charged for each in the end.
_CREDITED: Final[tuple[tuple[tuple[tuple[int, str | None], ...], list[int]], ...]] = (
    # What was charged too much is credited first, though another demand has room.
    (((250, None), (-70, None)),                             [180, 0]),
    (((250, None), (-71, None)),                             [179, 0]),
    (((180, "d-0"), (250, "d-1"), (-70, None)),              [180, 180]),
    (((250, "d-0"), (180, "d-1"), (-70, None)),              [180, 180]),
    (((250, "d-0"), (200, "d-1"), (-70, None), (-20, None)), [180, 180]),
    # Else what was charged last.
    (((180, "d-0"), (180, "d-1"), (-50, None)),              [180, 130]),
    (((180, "d-1"), (180, "d-0"), (-50, None)),              [130, 180]),
    (((100, "d-0"), (-50, None)),                            [50, 0]),
    # Of which something is left.
    (((180, "d-0"), (180, "d-1"), (-180, None), (-50, None)), [130, 0]),
    # Before anything is charged, the first.
    (((-50, None),),                                         [-50, 0]),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("charged", "expected"), _CREDITED)
def test_where_a_credit_is_placed(charged: tuple[tuple[int, str | None], ...], expected: list[int]) -> None:
    """A charge below zero that names nothing takes back what was too much, else what was charged last."""
    measures = [a_measure(measure_id="d-0"), a_measure(measure_id="d-1", taken_on=ON + ONE_DAY)]
    costs = costs_given(attrs.evolve(CONSUMER, demands_max=0), measures)
    charges = [
        a_charge(kronor, charge_id=f"c-{place}", about=about, on=ON + place * ONE_DAY)
        for place, (kronor, about) in enumerate(charged)
    ]
    assert [kronor * 100 for kronor in expected] == [
        target.charged for target in placed(charges, costs, given=CONSUMER)
    ]


@pytest.mark.requirement("LC-12")
def test_a_credit_of_what_was_charged_too_much() -> None:
    """Of two demands, of which one is charged, the excess is credited where it is."""
    demands = [a_measure(measure_id="d-0"), a_measure(measure_id="d-1", taken_on=ON + ONE_DAY)]
    charges = [a_charge(250), a_charge(-70, on=ON + 5 * ONE_DAY)]
    assert () == found(CONSUMER, charges, *demands)


@pytest.mark.requirement("LC-12")
def test_a_credit_of_what_was_charged_after_the_withdrawal() -> None:
    """What came too late is too much, however little it is."""
    back = a_measure(measure_id="d-0", withdrawn_on=ON + ONE_DAY)
    second = a_measure(measure_id="d-1")
    charges = [
        a_charge(100, charge_id="a", about="d-0", on=ON + 2 * ONE_DAY),
        a_charge(180, charge_id="b", about="d-1", on=ON + 3 * ONE_DAY),
        a_charge(-100, charge_id="c", on=ON + 4 * ONE_DAY),
    ]
    assert () == found(CONSUMER, charges, back, second)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("back", "amount"), [(-69, 1), (-70, 0), (-71, 0)])
def test_a_charge_that_takes_an_earlier_one_back(back: int, amount: int) -> None:
    """A charge below zero lowers what was charged for its measure."""
    charges = [a_charge(250), a_charge(back, on=ON + ONE_DAY)]
    assert amount * 100 == sum(one.amount.minor for one in found(CONSUMER, charges, a_measure()))


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("as_of", "amount"), [(ON, 20_00), (ON + ONE_DAY, 20_00), (ON + 2 * ONE_DAY, 70_00), (None, 70_00)]
)
def test_the_short_way_counts_up_to_a_day(as_of: dt.date | None, amount: int) -> None:
    """What was charged later is left out, as measures are."""
    charged = [a_charge(200), a_charge(50, on=ON + 2 * ONE_DAY)]
    answer = check_costs(charged, [a_measure()], debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True, as_of=as_of)
    assert amount == sum(one.amount.minor for one in answer)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("agreed", [None, False, True])
@pytest.mark.parametrize("kind", [None, *DebtorKind])
def test_the_short_way_asks_the_same(kind: DebtorKind | None, agreed: bool | None) -> None:
    """Without further conditions, both functions give one answer."""
    charged = [a_charge(450, COMPENSATION), a_charge(60, REMINDER), a_charge(181)]
    measures = [a_measure(REMINDER), a_measure()]
    given = CostCondition(debtor_kind=kind, reminder_fee_agreed=agreed, interest_from=LATE)
    short = check_costs(charged, measures, debtor_kind=kind, reminder_fee_agreed=agreed, interest_from=LATE)
    assert excesses(charged, costs_given(given, measures), given=given) == short


# --- errors -----------------------------------------------------------------------------------------------------------
_COSTS: Final = costs_given(CONSUMER, [a_measure()])

# fmt: off
_REFUSED: Final[tuple[tuple[Callable[[], object], str], ...]] = (
    (lambda: a_charge(180, amount=Money.of(18, "EUR")),
     "measure demand-180 has no fitting amount; wanted an amount in SEK; convert it with an explicit rate."),
    (lambda: excesses([a_charge(60, REMINDER)], _COSTS, given=CONSUMER),
     "measure reminder-60 has no fitting cost; wanted a measure of the kind reminder that it is charged for."),
    (lambda: excesses([a_charge(180, about="demand-2")], _COSTS, given=CONSUMER),
     "measure demand-180 has no fitting about; wanted the id of a measure of the kind demand."),
    (lambda: excesses([a_charge(60, REMINDER, about="demand-1")], _COSTS, given=CONSUMER),
     "measure reminder-60 has no fitting about; wanted the id of a measure of the kind reminder."),
    (lambda: excesses([a_charge(180)], Costs(()), given=CONSUMER),
     "measure demand-180 has no fitting cost; wanted a measure of the kind demand that it is charged for."),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("call", "message"), _REFUSED)
def test_a_charge_that_fits_nothing(call: Callable[[], object], message: str) -> None:
    """Nobody takes for lawful what is charged for nothing that is known."""
    with pytest.raises(CostError) as caught:
        call()
    assert message == str(caught.value)


@pytest.mark.parametrize("amount", [None, 180, "180", 180.0])
def test_an_amount_is_money(amount: Any) -> None:
    """A bare number has no currency."""
    with pytest.raises(CostError) as caught:
        a_charge(180, amount=amount)
    assert (
        "measure demand-180 has no fitting amount; wanted an amount in SEK; convert it with an explicit rate."
        == str(caught.value)
    )


_NOON: Final = dt.datetime(2026, 3, 20, 12)  # noqa: DTZ001

# fmt: off
_WRONG_TYPES: Final[tuple[tuple[dict[str, Any], type[Exception], str], ...]] = (
    ({"charged": None},               CostTypeError, "costs have charged of type NoneType; wanted nothing but values of type ChargedCost."),
    ({"charged": [180]},              CostTypeError, "costs have charged of type int; wanted nothing but values of type ChargedCost."),
    ({"measures": None},              CostTypeError, "costs have measures of type NoneType; wanted nothing but values of type Measure."),
    ({"measures": "demand"},          CostTypeError, "costs have measures of type str; wanted nothing but values of type Measure."),
    ({"debtor_kind": "trdaer"},       CostTypeError, "costs have debtor_kind of type str; wanted a DebtorKind or None."),
    ({"reminder_fee_agreed": "no"},   CostTypeError, "costs have reminder_fee_agreed of type str; wanted True, False or None."),
    ({"reminder_fee_agreed": 0},      CostTypeError, "costs have reminder_fee_agreed of type int; wanted True, False or None."),
    ({"interest_from": _NOON},        DateTypeError, "interest_from is of type datetime; wanted a date without a time."),
    ({"interest_from": 1.5},          DateTypeError, "interest_from is of type float; wanted a date without a time."),
    ({"as_of": _NOON},                DateTypeError, "as_of is of type datetime; wanted a date without a time."),
)
# fmt: on


@pytest.mark.parametrize(("wrong", "error", "message"), _WRONG_TYPES)
def test_what_costs_cannot_depend_on(wrong: dict[str, Any], error: type[Exception], message: str) -> None:
    """Both functions refuse it in the same words, and take nothing for a yes."""
    said: dict[str, Any] = {"debtor_kind": None, "reminder_fee_agreed": None, "measures": [a_measure()]} | wrong
    charged, measures = said.pop("charged", [a_charge(180)]), said.pop("measures")
    with pytest.raises(error) as caught:
        check_costs(charged, measures, **said)
    assert message == str(caught.value)
    if isinstance(caught.value, CostTypeError):
        assert (caught.value.field, caught.value.found, caught.value.wanted) == caught.value.args
    if "charged" not in wrong:
        with pytest.raises(error) as caught:
            recoverable_costs(measures, **said)
        assert message == str(caught.value)


def test_a_day_is_a_plain_date() -> None:
    """A time of day is refused: its zone could move the day."""
    with pytest.raises(DateTypeError) as caught:
        a_charge(180, on=dt.datetime(2026, 3, 20, 12))  # noqa: DTZ001
    assert "on is of type datetime; wanted a date without a time." == str(caught.value)
