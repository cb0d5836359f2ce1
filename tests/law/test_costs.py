"""What is owed for measures: whole lines for every reason, boundary days and errors; cases stand in ``cases/``."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.law.costs import costs_given, recoverable_costs, together
from inkasso_rules.law.measures import LETTERS, CostCondition, CostError, CostReason, Costs, Measure
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

ONE_DAY: Final = dt.timedelta(days=1)
ON: Final = dt.date(2026, 3, 20)
LATE: Final = dt.date(2026, 3, 4)
REFORM: Final = dt.date(2013, 3, 16)

REMINDER, DEMAND, PLAN = CostKind.REMINDER, CostKind.DEMAND, CostKind.INSTALMENT_PLAN
ENFORCEMENT, CHARGED = CostKind.ENFORCEMENT, CostReason.CHARGED_BEFORE
CONSUMER: Final = CostCondition(debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True)
TRADER: Final = CostCondition(debtor_kind=DebtorKind.TRADER, reminder_fee_agreed=True)

#: Where each kind of cost stands, when nothing is owed for it.
PLACES: Final = {
    REMINDER: "SFS 1981:739 2 §",
    DEMAND: "SFS 1981:739 3 § p. 1",
    PLAN: "SFS 1981:739 3 § p. 2",
    CostKind.APPLICATION: "SFS 1990:746 48 §",
    CostKind.REPRESENTATIVE: "SFS 1990:746 48 §",
    CostKind.ENFORCEMENT: "SFS 1992:1094 6 §",
    CostKind.OTHER: "SFS 1981:739 5 § st. 1",
}
#: And the wording that sets its amount today.
AMOUNTS: Final = {
    REMINDER: (60_00, "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    DEMAND: (180_00, "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    PLAN: (170_00, "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    CostKind.APPLICATION: (300_00, "SFS 1992:1094 1 §, as worded by SFS 2008:893"),
    CostKind.REPRESENTATIVE: (380_00, "SFS 1990:746 48 §, as worded by SFS 2013:1062"),
    CostKind.ENFORCEMENT: (600_00, "SFS 1992:1094 6 §, as worded by SFS 2017:471"),
}


def a_measure(cost: CostKind = DEMAND, **changes: Any) -> Measure:
    """Return a measure of 20 March 2026 that holds what the law asks, with *changes*."""
    said: dict[str, Any] = {"measure_id": "m-1", "cost": cost, "taken_on": ON, "as_required": True}
    return Measure(**(said | changes))


def lines(given: CostCondition, *measures: Measure, **more: Any) -> list[tuple[object, ...]]:
    """Return every line whole, as plain values."""
    found = costs_given(given, measures, **more)
    return [
        (one.cost, one.measure_id, one.on, one.lawful.minor, one.owed.minor, one.why, str(one.source))
        for one in found.lines
    ]


def unpaid(cost: CostKind, why: CostReason) -> tuple[object, ...]:
    """Return the line of a measure for which nothing is owed."""
    return (cost, "m-1", ON, 0, 0, why, PLACES[cost])


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("kind", [None, *DebtorKind])
@pytest.mark.parametrize("cost", AMOUNTS)
def test_each_kind_of_cost(cost: CostKind, kind: DebtorKind | None) -> None:
    """What may be asked for a measure does not depend on the debtor; it stands in the wording of its day."""
    amount, source = AMOUNTS[cost]
    given = CostCondition(debtor_kind=kind, reminder_fee_agreed=True)
    assert [(cost, "m-1", ON, amount, amount, None, source)] == lines(given, a_measure(cost))


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("cost", "changed_on", "before", "after"),
    [
        (REMINDER, "2013-03-16", 50, 60),
        (DEMAND, "2013-03-16", 160, 180),
        (PLAN, "2013-03-16", 150, 170),
        (CostKind.REPRESENTATIVE, "2014-01-01", 340, 380),
        (CostKind.APPLICATION, "2014-01-01", 300, 300),
    ],
)
def test_the_law_of_the_day_of_the_measure(cost: CostKind, changed_on: str, before: int, after: int) -> None:
    """The day before a change has the old amount; the day itself and the next have the new one."""
    day = dt.date.fromisoformat(changed_on)
    found = [
        costs_given(CONSUMER, [a_measure(cost, taken_on=one)]).total for one in (day - ONE_DAY, day, day + ONE_DAY)
    ]
    assert [Money.of(before), Money.of(after), Money.of(after)] == found


# fmt: off
#: What was done, under what condition, and the reason why nothing is owed for it.
_REASONS: Final[tuple[tuple[CostKind, dict[str, Any], dict[str, Any], CostReason], ...]] = (
    (REMINDER, {},                      {"reminder_fee_agreed": False},        CostReason.NOT_AGREED),
    (REMINDER, {},                      {"reminder_fee_agreed": None},         CostReason.AGREEMENT_UNKNOWN),
    (DEMAND,   {"as_required": False},  {},                                    CostReason.NOT_AS_REQUIRED),
    (DEMAND,   {"as_required": None},   {"presumes_requirements": False},      CostReason.REQUIREMENTS_UNKNOWN),
    (PLAN,     {"as_required": False},  {},                                    CostReason.NOT_AS_REQUIRED),
    (PLAN,     {"as_required": None},   {},                                    CostReason.REQUIREMENTS_UNKNOWN),
    (DEMAND,   {},                      {"insolvent": ((ON - ONE_DAY, None),)}, CostReason.AFTER_INSOLVENCY),
    (DEMAND,   {},                      {"never_owed": True},                  CostReason.NEVER_OWED),
    (DEMAND,   {},                      {"due_date": ON},                      CostReason.NOT_DUE),
    (DEMAND,   {},                      {"idle": frozenset({"m-1"})},          CostReason.NOT_DUE),
    (CostKind.OTHER, {},                {},                                    CostReason.NOT_COMPENSABLE),
    (CostKind.OTHER, {"as_required": None}, {"never_owed": True},              CostReason.NOT_COMPENSABLE),
    # Of two reasons, the one that stays whatever the creditor does.
    (REMINDER, {},                      {"reminder_fee_agreed": False, "never_owed": True}, CostReason.NEVER_OWED),
    (REMINDER, {},                      {"reminder_fee_agreed": False, "due_date": ON},     CostReason.NOT_DUE),
)
# fmt: on


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("cost", "done", "condition", "why"), _REASONS)
def test_why_nothing_is_owed(cost: CostKind, done: dict[str, Any], condition: dict[str, Any], why: CostReason) -> None:
    """A line without an amount gives its reason, and the paragraph of its kind."""
    assert [unpaid(cost, why)] == lines(attrs.evolve(CONSUMER, **condition), a_measure(cost, **done))


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("cost", [REMINDER, DEMAND, PLAN])
@pytest.mark.parametrize("said", [None, False, True])
@pytest.mark.parametrize("presumes", [True, False])
def test_who_must_say_that_a_letter_is_as_required(cost: CostKind, said: bool | None, presumes: bool) -> None:
    """A reminder needs no contents; a demand may be presumed to have them; a plan is presumed nothing."""
    given = attrs.evolve(CONSUMER, presumes_requirements=presumes)
    is_owed = cost is REMINDER or said is True or (cost is DEMAND and said is None and presumes)
    assert is_owed is bool(costs_given(given, [a_measure(cost, as_required=said)]).total.minor)


@pytest.mark.requirement("LC-12")
def test_what_the_law_did_not_know_then() -> None:
    """Where the law sets no amount on the day, there is no such cost."""
    source = Citation("SFS 2026:1", "4 §")
    law = SWEDEN.evolve(demand_fee_max=SWEDEN.demand_fee_max.starting(ON, None, source=source))
    assert [unpaid(DEMAND, CostReason.NO_SUCH_COST)] == lines(CONSUMER, a_measure(), law=law)
    assert 180_00 == costs_given(CONSUMER, [a_measure(taken_on=ON - ONE_DAY)], law=law).total.minor


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("cost", "field", "charged"),
    [
        (REMINDER, "reminders_max", [60_00, 0, 0]),
        (DEMAND, "demands_max", [180_00, 0, 0]),
        (CostKind.APPLICATION, "applications_max", [300_00, 0, 0]),
        (CostKind.REPRESENTATIVE, "applications_max", [380_00, 0, 0]),
        (REMINDER, "demands_max", [60_00, 0, 0]),
        (DEMAND, "reminders_max", [180_00, 0, 0]),
    ],
)
@pytest.mark.parametrize("most", [1, 2, 3, 4, 0])
def test_how_many_of_a_kind_are_charged(cost: CostKind, field: str, charged: list[int], most: int) -> None:
    """The first ones by day, and by id on one day; none is without a limit."""
    is_own = field.startswith(cost.value if cost in LETTERS else "applications")
    count = (most or 3) if is_own else 1
    days = (ON, ON, ON + ONE_DAY)
    measures = [a_measure(cost, measure_id=f"m-{place}", taken_on=day) for place, day in enumerate(days)]
    limit: dict[str, Any] = {field: most}
    found = lines(attrs.evolve(CONSUMER, **limit), *reversed(measures))
    assert [charged[0] if place < count else 0 for place in range(3)] == [line[4] for line in found]
    assert ["m-0", "m-1", "m-2"] == [line[1] for line in found]
    assert [None if place < count else CostReason.CHARGED_BEFORE for place in range(3)] == [line[5] for line in found]


@pytest.mark.requirement("LC-12")
def test_plans_and_enforcement_have_no_such_limit() -> None:
    """Every plan and year of enforcement is charged."""
    measures = [
        a_measure(cost, measure_id=f"{cost}-{place}") for cost, place in itertools.product((PLAN, ENFORCEMENT), (1, 2))
    ]
    assert Money.of(2 * (170 + 600)) == costs_given(CONSUMER, measures).total


@pytest.mark.requirement("LC-12")
def test_a_second_legal_action_costs_nothing() -> None:
    """After an objection the case goes to court: application and representative's fee are owed once, the first ones."""
    costs = (CostKind.APPLICATION, CostKind.REPRESENTATIVE)
    actions = [(ON, "l-1"), (ON + ONE_DAY, "l-2")]
    measures = [a_measure(cost, measure_id=name, taken_on=day) for day, name in actions for cost in costs]
    found = lines(CONSUMER, *measures)
    assert [("l-1", 300_00, None), ("l-1", 380_00, None), ("l-2", 0, CHARGED), ("l-2", 0, CHARGED)] == [
        (name, owed, why) for _, name, _, _, owed, why, _ in found
    ]


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "expected"), [(4, [1, 0]), (5, [1, 1, -1]), (6, [1, 1, -1])])
@pytest.mark.parametrize("cost", [REMINDER, DEMAND, CostKind.APPLICATION, CostKind.REPRESENTATIVE])
def test_what_is_taken_back_leaves_its_place(cost: CostKind, days: int, expected: list[int]) -> None:
    """From the day on which the first is taken back, the second is owed."""
    first = a_measure(cost, withdrawn_on=ON + 5 * ONE_DAY)
    second = a_measure(cost, measure_id="m-2", taken_on=ON + ONE_DAY)
    found = lines(CONSUMER, first, second, as_of=ON + days * ONE_DAY)
    assert [times * AMOUNTS[cost][0] for times in expected] == [owed for _, _, _, _, owed, _, _ in found]


# --- the compensation -------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("kind", "minor", "why"),
    [
        (DebtorKind.TRADER, 450_00, None),
        (DebtorKind.PUBLIC_BODY, 450_00, None),
        (DebtorKind.CONSUMER, 0, CostReason.NOT_BUSINESS),
        (DebtorKind.OTHER, 0, CostReason.NOT_BUSINESS),
        (None, 0, CostReason.DEBTOR_KIND_UNKNOWN),
    ],
)
def test_who_owes_the_compensation(kind: DebtorKind | None, minor: int, why: CostReason | None) -> None:
    """A trader and a public body, from the first day of late interest, whether or not anything was done."""
    given = CostCondition(debtor_kind=kind, reminder_fee_agreed=None, interest_from=LATE)
    source = "SFS 1981:739 4 a §" + (", as worded by SFS 2013:56" if minor else "")
    assert [(CostKind.COMPENSATION, None, LATE, minor, minor, why, source)] == lines(given)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ({"is_supply": False}, CostReason.NOT_BUSINESS),
        ({"never_owed": True}, CostReason.NEVER_OWED),
        ({"insolvent": ((LATE - ONE_DAY, None),)}, CostReason.AFTER_INSOLVENCY),
        ({"insolvent": ((LATE - ONE_DAY, LATE + ONE_DAY),)}, CostReason.AFTER_INSOLVENCY),
        ({"insolvent": ((LATE, None),)}, None),
        ({"insolvent": ((LATE - 2 * ONE_DAY, LATE),)}, None),
        (
            {"insolvent": ((dt.date(2025, 1, 1), dt.date(2025, 6, 1)), (LATE - ONE_DAY, None))},
            CostReason.AFTER_INSOLVENCY,
        ),
        ({"due_date": LATE - ONE_DAY}, None),
    ],
)
def test_why_a_trader_does_not_owe_it(condition: dict[str, Any], why: CostReason | None) -> None:
    """Not for something else than supplies, for what was never owed, or when the debtor was insolvent before."""
    (line,) = costs_given(attrs.evolve(TRADER, interest_from=LATE, **condition), []).lines
    assert (why, 450_00 if why is None else 0) == (line.why, line.owed.minor)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("late", "minor", "why"),
    [
        (REFORM - ONE_DAY, 0, CostReason.NO_SUCH_COST),
        (REFORM, 450_00, None),
        (REFORM + ONE_DAY, 450_00, None),
        (dt.date(2002, 7, 1), 0, CostReason.NO_SUCH_COST),
    ],
)
def test_since_when_there_is_a_compensation(late: dt.date, minor: int, why: CostReason | None) -> None:
    """The first day of late interest decides; before the section came there was none."""
    source = "SFS 1981:739 4 a §" + (", as worded by SFS 2013:56" if minor else "")
    expected = [(CostKind.COMPENSATION, None, late, minor, minor, why, source)]
    assert expected == lines(attrs.evolve(TRADER, interest_from=late))


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_the_compensation_waits_for_late_interest(days: int, count: int) -> None:
    """Asked before the first day of late interest, there is no line of it; nor without such a day."""
    given = attrs.evolve(TRADER, interest_from=LATE)
    assert count == len(costs_given(given, [], as_of=LATE + days * ONE_DAY).lines)
    assert Costs(()) == costs_given(TRADER, [])


_ABSORBED: Final = CostReason.ABSORBED


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("demands", "owed", "why"),
    [
        (1, [0], [_ABSORBED]),
        (2, [0, 0], [_ABSORBED, _ABSORBED]),
        (3, [0, 0, 90_00], [_ABSORBED] * 3),
        (4, [0, 0, 90_00, 180_00], [_ABSORBED] * 3 + [None]),
    ],
)
def test_the_compensation_takes_letters_in(demands: int, owed: list[int], why: list[CostReason | None]) -> None:
    """The earliest first, up to 450 kronor; what exceeds them is owed beside it, and what may be asked is shown."""
    given = attrs.evolve(TRADER, interest_from=LATE, demands_max=0)
    measures = [a_measure(measure_id=f"m-{place}", taken_on=ON + place * ONE_DAY) for place in range(demands)]
    compensation, *letters = costs_given(given, measures).lines
    assert (450_00, None) == (compensation.owed.minor, compensation.why)
    assert (owed, why) == ([one.owed.minor for one in letters], [one.why for one in letters])
    assert {180_00} == {one.lawful.minor for one in letters}


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("cost", AMOUNTS)
def test_only_letters_are_taken_in(cost: CostKind) -> None:
    """What the authority and a representative cost is owed beside the compensation."""
    amount, _ = AMOUNTS[cost]
    total = costs_given(attrs.evolve(TRADER, interest_from=LATE), [a_measure(cost)]).total
    assert 450_00 + (0 if cost in LETTERS else amount) == total.minor


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("letters", "compensation", "expected"),
    [(0, 0, 0), (180_00, 0, 180_00), (0, 450_00, 450_00), (449_99, 450_00, 450_00), (450_01, 450_00, 450_01)],
)
def test_what_letters_and_the_compensation_cost_together(letters: int, compensation: int, expected: int) -> None:
    """The larger of the two, and never their sum."""
    assert expected == together(letters, compensation)


# --- taken back, insolvent, as of a day -------------------------------------------------------------------------------
@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("given", [CONSUMER, attrs.evolve(TRADER, interest_from=ON)])
def test_a_measure_that_is_taken_back(given: CostCondition) -> None:
    """It comes to nothing by a second line, from the day on which it was taken back, absorbed or not."""
    back_on = ON + 10 * ONE_DAY
    measure = a_measure(withdrawn_on=back_on)
    source = AMOUNTS[DEMAND][1]
    there = (DEMAND, "m-1", ON, 180_00, 180_00, None, source)
    back = (DEMAND, "m-1", back_on, -180_00, -180_00, CostReason.WITHDRAWN, source)
    of_demand = [line for line in lines(given, measure) if line[0] is DEMAND]
    assert [there, back] == of_demand
    assert [1, 1, 2, 2] == [
        len([line for line in lines(given, measure, as_of=as_of) if line[0] is DEMAND])
        for as_of in (ON, back_on - ONE_DAY, back_on, back_on + ONE_DAY)
    ]


@pytest.mark.requirement("LC-12")
def test_a_measure_that_cost_nothing_is_taken_back() -> None:
    """Nothing comes back of what was never owed."""
    found = lines(CONSUMER, a_measure(as_required=False, withdrawn_on=ON + ONE_DAY))
    expected = [
        (DEMAND, "m-1", ON, 0, 0, CostReason.NOT_AS_REQUIRED, PLACES[DEMAND]),
        (DEMAND, "m-1", ON + ONE_DAY, 0, 0, CostReason.WITHDRAWN, PLACES[DEMAND]),
    ]
    assert expected == found


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("start", "end", "is_owed"),
    [
        (0, None, True),
        (-1, None, False),
        (1, None, True),
        (-5, 0, True),
        (-5, 1, False),
        (-5, -1, True),
    ],
)
def test_no_costs_while_the_debtor_is_insolvent(start: int, end: int | None, is_owed: bool) -> None:
    """The day on which it began is still charged, and the first day after it is again."""
    spans = ((ON + start * ONE_DAY, None if end is None else ON + end * ONE_DAY),)
    found = costs_given(attrs.evolve(CONSUMER, insolvent=spans), [a_measure()])
    assert (180_00 if is_owed else 0) == found.total.minor


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "is_owed"), [(-1, False), (0, False), (1, True)])
def test_a_measure_before_a_debt_is_due(days: int, is_owed: bool) -> None:
    """On the due date no debt is due yet; the day after, one is."""
    found = costs_given(attrs.evolve(CONSUMER, due_date=ON), [a_measure(taken_on=ON + days * ONE_DAY)])
    assert is_owed is bool(found.total.minor)


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(("days", "minor"), [(-1, 0), (0, 180_00), (1, 180_00)])
def test_what_happens_later_is_left_out(days: int, minor: int) -> None:
    """A measure counts from its own day."""
    assert minor == costs_given(CONSUMER, [a_measure()], as_of=ON + days * ONE_DAY).total.minor


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("agreed", [None, False, True])
@pytest.mark.parametrize("kind", [None, *DebtorKind])
def test_the_short_way_asks_the_same(kind: DebtorKind | None, agreed: bool | None) -> None:
    """Without further conditions, both functions give one answer."""
    measures = [a_measure(cost, measure_id=cost) for cost in AMOUNTS]
    given = CostCondition(debtor_kind=kind, reminder_fee_agreed=agreed, interest_from=LATE)
    for as_of in (None, LATE - ONE_DAY, ON):
        short = recoverable_costs(
            measures, debtor_kind=kind, reminder_fee_agreed=agreed, interest_from=LATE, as_of=as_of
        )
        assert costs_given(given, measures, as_of=as_of) == short


@pytest.mark.requirement("LC-12")
def test_a_business_from_reminder_to_order() -> None:
    """A trader owes 450 kronor and 680 for the order to pay."""
    costs = (REMINDER, DEMAND, CostKind.APPLICATION, CostKind.REPRESENTATIVE)
    measures = [a_measure(cost, measure_id=cost) for cost in costs]
    found = recoverable_costs(measures, debtor_kind=DebtorKind.TRADER, reminder_fee_agreed=True, interest_from=LATE)
    assert Money.of(1_130) == found.total


# --- errors -----------------------------------------------------------------------------------------------------------
# fmt: off
_REFUSED: Final[tuple[tuple[Callable[[], object], str], ...]] = (
    (lambda: a_measure(CostKind.COMPENSATION),
     "measure m-1 has no fitting cost; wanted the kind of a measure; the compensation needs none."),
    (lambda: a_measure("demand"),  # type: ignore[arg-type]
     "measure m-1 has no fitting cost; wanted the kind of a measure; the compensation needs none."),
    (lambda: a_measure(withdrawn_on=ON - ONE_DAY),
     "measure m-1 has no fitting withdrawn_on; wanted a day no earlier than taken_on."),
    (lambda: costs_given(CONSUMER, [a_measure(), a_measure(taken_on=ON + ONE_DAY)]),
     "measure m-1 has no fitting measure_id; wanted an id that no other measure of its kind has."),
)
# fmt: on


@pytest.mark.parametrize(("call", "message"), _REFUSED)
def test_what_is_no_measure(call: Callable[[], object], message: str) -> None:
    """The error says what does not fit, and what would have."""
    with pytest.raises(CostError) as caught:
        call()
    error = caught.value
    assert message == str(error)
    assert (error.measure_id, error.field, error.wanted) == error.args


def test_a_measure_may_share_its_id_with_one_of_another_kind() -> None:
    """Legal action is one fact with two costs."""
    both = [a_measure(cost) for cost in (CostKind.APPLICATION, CostKind.REPRESENTATIVE)]
    assert Money.of(680) == costs_given(CONSUMER, both).total


def test_a_measure_may_be_taken_back_on_its_day() -> None:
    """The day on which it was taken is early enough."""
    assert Money(0) == costs_given(CONSUMER, [a_measure(withdrawn_on=ON)]).total


@pytest.mark.parametrize("name", ["taken_on", "withdrawn_on"])
def test_days_are_plain_dates(name: str) -> None:
    """A time of day is refused: its zone could move the day."""
    days: dict[str, Any] = {name: dt.datetime(2026, 3, 20, 12)}  # noqa: DTZ001
    with pytest.raises(DateTypeError) as caught:
        a_measure(**days)
    assert f"{name} is of type datetime; wanted a date without a time." == str(caught.value)


@pytest.mark.parametrize(
    ("cost", "day", "message"),
    [
        (REMINDER, "2003-06-30", "reminder_fee_max has no value on 2003-06-30; values run from 2003-07-01 to further notice."),
        (DEMAND, "2003-06-30", "demand_fee_max has no value on 2003-06-30; values run from 2003-07-01 to further notice."),
        (PLAN, "2003-06-30", "instalment_plan_fee_max has no value on 2003-06-30; values run from 2003-07-01 to further notice."),
        (CostKind.APPLICATION, "2008-12-11", "application_fee has no value on 2008-12-11; values run from 2008-12-12 to further notice."),
        (CostKind.REPRESENTATIVE, "2003-09-30", "representative_fee_max has no value on 2003-09-30; values run from 2003-10-01 to further notice."),
        (CostKind.ENFORCEMENT, "2017-06-30", "enforcement_fee has no value on 2017-06-30; values run from 2017-07-01 to further notice."),
    ],
)  # fmt: skip
def test_amounts_that_are_not_known(cost: CostKind, day: str, message: str) -> None:
    """The day before the first known amount is refused; the first day is not."""
    before = dt.date.fromisoformat(day)
    with pytest.raises(NotInForceError) as caught:
        costs_given(CONSUMER, [a_measure(cost, taken_on=before)])
    assert message == str(caught.value)
    assert costs_given(CONSUMER, [a_measure(cost, taken_on=before + ONE_DAY)]).total.minor > 0


def test_a_compensation_before_the_series() -> None:
    """What the law said of late payment before July 2002 is not known here."""
    with pytest.raises(NotInForceError) as caught:
        costs_given(attrs.evolve(TRADER, interest_from=dt.date(2002, 6, 30)), [])
    assert "late_payment_compensation has no value on 2002-06-30; values run from 2002-07-01 to further notice." == str(
        caught.value
    )


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ({"debtor_kind": DebtorKind.CONSUMER}, CostReason.NOT_BUSINESS),
        ({"debtor_kind": None}, CostReason.DEBTOR_KIND_UNKNOWN),
        ({"is_supply": False}, CostReason.NOT_BUSINESS),
        ({"never_owed": True}, CostReason.NEVER_OWED),
        ({"insolvent": ((dt.date(2001, 1, 1), None),)}, CostReason.AFTER_INSOLVENCY),
    ],
)
def test_nobody_need_know_the_law_then_to_owe_nothing(condition: dict[str, Any], why: CostReason) -> None:
    """Who owes no compensation whatever it is has an answer on days of which the law is not known."""
    long_ago = dt.date(2002, 1, 1)
    found = lines(attrs.evolve(TRADER, interest_from=long_ago, **condition))
    assert [(CostKind.COMPENSATION, None, long_ago, 0, 0, why, "SFS 1981:739 4 a §")] == found


@pytest.mark.parametrize("measures", [(), (a_measure(),)])
def test_the_day_of_the_question_is_a_plain_date(measures: tuple[Measure, ...]) -> None:
    """A time of day is refused, also if nothing was done: its zone could move the day."""
    with pytest.raises(DateTypeError) as caught:
        costs_given(CONSUMER, measures, as_of=dt.datetime(2026, 3, 20, 12))  # noqa: DTZ001
    assert "as_of is of type datetime; wanted a date without a time." == str(caught.value)
