"""Each check just before and just after it breaks; what nobody saw is only possible."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.law.deadlines import legal_action_from
from inkasso_rules.lifecycle import Breach, next_steps
from inkasso_rules.lifecycle.checks import days_to_legal
from inkasso_rules.model.cases import RegisterCase, Stage
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.policy import POLICY, Policy
from tests.data import COMMAND, PLAIN_SETTINGS, a_case, a_command, fact, on
from tests.tables.judging import case
from tests.tables.living import AGREED, BOTH_GATES, DEMANDED, LIFE, REMINDED, SUED, TAKEN, WATCHED, K, advanced

FROM_DEMAND = a_command(start_stage=Stage.DEMAND)
STOPPED = fact(K.STOPPED, 70)
YES = fact(K.APPROVAL_GIVEN, 13, gate=Gate.DEMAND)
LEGAL_YES = fact(K.APPROVAL_GIVEN, 13, gate=Gate.LEGAL)


# --- one row per check and row of the table ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("command", "before", "new", "row_id", "requirement", "code"),
    [
        # after the end
        case("LC-13", COMMAND, (*LIFE[:2], STOPPED), fact(K.REMINDER_SENT, 71),            "A01", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE[:3], STOPPED), fact(K.REMINDER_SENT, 71),            "A02", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE[:2], STOPPED), fact(K.DEMAND_SENT, 71),              "A03", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE, STOPPED),     fact(K.DEMAND_SENT, 71),              "A04", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE[:4], STOPPED), fact(K.LEGAL_STARTED, 71),            "A05", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE[:4], STOPPED), fact(K.AFTER_COLLECTION_STARTED, 71), "A06", "LC-13", "after_end"),
        case("LC-13", COMMAND, (*LIFE[:5], STOPPED), fact(K.AFTER_COLLECTION_STARTED, 71), "A07", "LC-13", "after_end"),
        # in a pause
        case("LC-4", COMMAND, (*LIFE[:1], fact(K.PAUSED, 70)), fact(K.REMINDER_SENT, 71),  "A01", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE[:3], fact(K.PAUSED, 70)), fact(K.REMINDER_SENT, 71),  "A02", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE[:3], fact(K.PAUSED, 70)), fact(K.DEMAND_SENT, 71),    "A03", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE, fact(K.PAUSED, 70)),     fact(K.DEMAND_SENT, 71),    "A04", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE[:4], fact(K.PAUSED, 70)), fact(K.LEGAL_STARTED, 71),  "A05", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE[:3], fact(K.PAUSED, 70)), fact(K.AFTER_COLLECTION_STARTED, 71),
             "A06", "LC-4", "in_pause"),
        case("LC-4", COMMAND, (*LIFE[:5], fact(K.PAUSED, 70)), fact(K.AFTER_COLLECTION_STARTED, 71),
             "A07", "LC-4", "in_pause"),
        # a step is left out
        case("LC-1", COMMAND, LIFE[:1],               fact(K.DEMAND_SENT, 14),             "A03", "LC-1", "no_reminder"),
        case("LC-1", COMMAND, (TAKEN, DEMANDED, AGREED, SUED), fact(K.DEMAND_SENT, 31),    "A04", "LC-1", "no_reminder"),
        case("OWN-6", COMMAND, (TAKEN, REMINDED, AGREED), SUED,                            "A05", "OWN-6", "no_demand"),
        case("OWN-6", COMMAND, (TAKEN, REMINDED),     WATCHED,                             "A06", "OWN-6", "no_demand"),
        # a step too much
        case("LC-2", FROM_DEMAND, (),                 REMINDED,                         "A01", "LC-2", "reminded_before"),
        case("LC-2", FROM_DEMAND, (TAKEN,),           REMINDED,                         "A02", "LC-2", "reminded_before"),
        # without approval
        case("SE-1", COMMAND, LIFE[:2],               DEMANDED,                       "A03", "SE-1", "demand_unapproved"),
        case("SE-1", COMMAND, LIFE,                   fact(K.DEMAND_SENT, 71),        "A04", "SE-1", "demand_unapproved"),
        case("SE-2", COMMAND, LIFE[:3],               SUED,                            "A05", "SE-2", "legal_unapproved"),
        case("SE-2", COMMAND, (),   fact(K.APPROVAL_GIVEN, 9, gate=Gate.LEGAL, by_administrator=False),
             "G03", "SE-2", "not_administrator"),
        # too early, disputed
        case("OWN-6", COMMAND, LIFE[:4],              fact(K.LEGAL_STARTED, 24),       "A05", "OWN-6", "time_not_expired"),
        case("LC-15", COMMAND, (*LIFE[:4], fact(K.DISPUTED, 25)), SUED,                "A05", "LC-15", "disputed_part"),
    ],
)  # fmt: skip
def test_a_breach_names_the_fact_the_row_the_requirement_and_the_check(
    command: RegisterCase, before: tuple[Fact, ...], new: Fact, row_id: str, requirement: str, code: str
) -> None:
    """It is reported with the step that the fact makes, and the fact counts."""
    settings = BOTH_GATES if requirement.startswith("SE-") else PLAIN_SETTINGS
    step = advanced(a_case(*before, command=command, settings=settings), new, settings=settings)
    assert (Breach(new.fact_id, row_id, requirement, code),) == step.breaches
    assert new == step.case.facts[-1]


@pytest.mark.parametrize(
    ("command", "facts", "expected"),
    [
        # a reminder before a demand
        case("LC-1", COMMAND, (TAKEN, fact(K.REMINDER_SENT, 13), DEMANDED), ()),
        case("LC-1", COMMAND, (TAKEN, fact(K.REMINDER_SENT, 14), DEMANDED), ()),
        case("LC-1", COMMAND, (TAKEN, fact(K.REMINDER_SENT, 15), DEMANDED), ("no_reminder",)),
        case("LC-1 LC-2", FROM_DEMAND, (TAKEN, DEMANDED),                   ()),
        # no reminder where the creditor had reminded; after the demand the agency may remind again
        case("LC-2", FROM_DEMAND, (TAKEN, DEMANDED, fact(K.REMINDER_SENT, 13)), ("reminded_before",)),
        case("LC-2", FROM_DEMAND, (TAKEN, DEMANDED, fact(K.REMINDER_SENT, 14)), ("reminded_before",)),
        case("LC-2", FROM_DEMAND, (TAKEN, DEMANDED, fact(K.REMINDER_SENT, 15)), ()),
        case("LC-2", COMMAND,     (TAKEN, REMINDED, fact(K.REMINDER_SENT, 15)), ()),
        # a demand before legal action, and before after-collection that no legal action came before
        case("OWN-6", COMMAND, (TAKEN, REMINDED, AGREED, SUED),                            ("no_demand",)),
        case("OWN-6", COMMAND, (TAKEN, REMINDED, AGREED, SUED, fact(K.DEMAND_SENT, 31)),   ("no_demand",)),
        case("OWN-6", COMMAND, (TAKEN, REMINDED, AGREED, SUED, fact(K.DEMAND_SENT, 30)),   ("time_not_expired",)),
        case("OWN-6", COMMAND, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 60), WATCHED),        ()),
        case("OWN-6", COMMAND, (TAKEN, REMINDED, fact(K.DEMAND_SENT, 61), WATCHED),        ("no_demand",)),
        # who was blamed for legal action without a demand is not blamed again for what follows from it
        case("OWN-6 LC-10", COMMAND, (TAKEN, REMINDED, AGREED, SUED, WATCHED),             ("no_demand",)),
        case("OWN-6 LC-10", COMMAND, (*LIFE, fact(K.AFTER_COLLECTION_STARTED, 61)),        ()),
    ],
)  # fmt: skip
def test_what_must_come_before(command: RegisterCase, facts: tuple[Fact, ...], expected: tuple[str, ...]) -> None:
    """The day before and the day itself will do; the day after does not."""
    assert expected == tuple(breach.code for breach in a_case(*facts, command=command).breaches)


# --- OWN-6: the time of a demand --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("until", "policy", "first_day"),
    [
        # sent on 30 March, received on 1 April; with Easter in between four bank days have passed on 9 April
        case("OWN-6", None, POLICY,                         25),
        # however fast the post, 8 days: 7 April; with three days of post 10 April
        case("OWN-6", None, Policy(presumed_post_days=0),   23),
        case("OWN-6", None, Policy(presumed_post_days=1),   24),
        case("OWN-6", None, Policy(presumed_post_days=3),   26),
        case("OWN-6", None, Policy(presumed_post_days=14),  39),
        # the letter's own last day: after it, not on it; a Saturday moves to Monday
        case("OWN-6", 30,   POLICY,                         31),
        case("OWN-6", 27,   POLICY,                         29),
        case("OWN-6", 26,   POLICY,                         29),
        case("OWN-6", 25,   POLICY,                         26),
        # one that is nearer does not undercut the law
        case("OWN-6", 24,   POLICY,                         25),
        case("OWN-6", 23,   POLICY,                         25),
        case("OWN-6", 14,   POLICY,                         25),
        case("OWN-6", 30,   Policy(presumed_post_days=14),  39),
        case("OWN-6", 38,   Policy(presumed_post_days=14),  39),
        case("OWN-6", 39,   Policy(presumed_post_days=14),  40),
    ],
)  # fmt: skip
def test_legal_action_comes_after_the_time_of_the_demand(until: int | None, policy: Policy, first_day: int) -> None:
    """On the last day to pay the debtor may still pay."""
    demand = fact(K.DEMAND_SENT, 14, until=None if until is None else on(until))
    ready = (TAKEN, REMINDED, demand, fact(K.APPROVAL_GIVEN, 14, gate=Gate.LEGAL))
    found = {
        days: a_case(*ready, fact(K.LEGAL_STARTED, days), policy=policy).breaches
        for days in (14, first_day - 1, first_day, first_day + 1)
    }
    assert {
        days: ()
        if days >= first_day
        else (Breach(f"legal_started-{days}", "A05", "OWN-6", "time_not_expired"),)
        for days in found
    } == found  # fmt: skip


@pytest.mark.parametrize(
    ("sent_on", "pay_by", "days"),
    [
        # over Christmas and the new year, to 5 January
        case("OWN-6", "2026-12-21", None,         15),
        case("OWN-6", "2026-12-21", "2026-12-31", 15),
        case("OWN-6", "2026-12-21", "2027-01-05", 16),
        case("OWN-6", "2028-02-20", None,         9),
        # the first advice is of 2011; it counts for what came before too
        case("OWN-6", "2011-01-03", None,         10),
        case("OWN-6", "2010-12-31", None,         12),
        case("OWN-6", "2010-12-31", "2011-02-01", 33),
        case("OWN-6", "1999-03-15", None,         9),
        # the calendar has a first day and a last one
        case("OWN-6", "0001-01-01", None,         9),
        case("OWN-6", "9999-12-20", "9999-12-31", 11),
        case("OWN-6", "9999-12-31", None,         0),
    ],
)  # fmt: skip
def test_the_days_from_a_demand_to_legal_action(sent_on: str, pay_by: str | None, days: int) -> None:
    """As the law says, and whatever the day: nothing is refused."""
    demanded_on, last = dt.date.fromisoformat(sent_on), None if pay_by is None else dt.date.fromisoformat(pay_by)
    assert days == days_to_legal(demanded_on, last, POLICY)


@pytest.mark.requirement("OWN-6")
def test_an_old_demand_is_judged_too() -> None:
    """One from before the first advice is judged by it: bank days over the new year and Epiphany."""
    command = a_command(case_id="inv-1:2010-12-20", transferred_on=dt.date(2010, 12, 20))
    demand, yes = (attrs.evolve(one, happened_on=dt.date(2010, 12, 31)) for one in (DEMANDED, AGREED))
    reminded = attrs.evolve(REMINDED, happened_on=dt.date(2010, 12, 21))
    codes = tuple(
        tuple(one.code for one in a_case(reminded, demand, yes, legal, command=command).breaches)
        for legal in (attrs.evolve(SUED, happened_on=dt.date(2011, 1, number)) for number in (11, 12))
    )
    assert (("time_not_expired",), ()) == codes


@pytest.mark.requirement("OWN-6")
@pytest.mark.parametrize("post_days", [0, 2, 5])
@pytest.mark.parametrize("own", [None, 0, 9, 30])
def test_case_and_law_name_one_day(own: int | None, post_days: int) -> None:
    """On each day of a year on which a demand may be sent, the step is offered from the day that the law names."""
    policy, wrong = Policy(presumed_post_days=post_days), []
    for days in range(3, 368):
        until = None if own is None else on(days + own)
        (step,) = next_steps(
            a_case(TAKEN, REMINDED, fact(K.DEMAND_SENT, days, until=until)),
            settings=PLAIN_SETTINGS,
            as_of=on(days),
            policy=policy,
        )
        named = legal_action_from(sent_on=on(days), pay_by=until, presumed_post_days=post_days)
        if step.earliest_on != named:
            wrong.append((on(days), named, step.earliest_on))
    assert [] == wrong


@pytest.mark.requirement("OWN-6")
def test_the_time_of_the_last_demand_counts() -> None:
    """A second demand gives its own time, also in after-collection."""
    second = fact(K.DEMAND_SENT, 20)
    codes = {
        days: tuple(one.code for one in a_case(*LIFE[:4], second, fact(K.LEGAL_STARTED, days)).breaches)
        for days in (28, 29)
    }
    assert {28: ("time_not_expired",), 29: ()} == codes
    again = (*LIFE, fact(K.DEMAND_SENT, 80), fact(K.APPROVAL_GIVEN, 80, gate=Gate.LEGAL))
    assert (("time_not_expired",), ()) == tuple(
        tuple(one.code for one in a_case(*again, fact(K.LEGAL_STARTED, days)).breaches) for days in (88, 89)
    )


# --- one day ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "same_day",
    [
        case("SE-1 LC-3", attrs.evolve(YES, happened_on=on(14))),
        case("LC-4",  fact(K.PAUSED, 14)),
        case("LC-13", fact(K.STOPPED, 14)),
        case("LC-13", fact(K.CLOSED_PAID, 14)),
        case("LC-13", fact(K.GIVEN_UP, 14)),
    ],
)  # fmt: skip
def test_on_one_day_the_benefit_of_the_doubt(same_day: Fact) -> None:
    """A permission came before the step, a pause or an end after it."""
    permitted = () if same_day.kind is K.APPROVAL_GIVEN else (YES,)
    assert () == a_case(TAKEN, REMINDED, DEMANDED, *permitted, same_day, settings=BOTH_GATES).breaches


@pytest.mark.requirement("LC-13")
def test_a_demand_on_the_day_of_the_payment_came_before_it() -> None:
    """Also where capital zero ends a case."""
    policy = Policy(capital_closes=True)
    paid = {days: fact(K.PAID_CREDITOR, days, amount=COMMAND.open_amount) for days in (13, 14, 15)}
    assert {13: ("after_end",), 14: (), 15: ()} == {
        days: tuple(one.code for one in a_case(TAKEN, REMINDED, DEMANDED, payment, policy=policy).breaches)
        for days, payment in paid.items()
    }


# --- certain or possible ----------------------------------------------------------------------------------------------
def _certain(*facts: Fact) -> tuple[tuple[str, bool], ...]:
    return tuple((breach.code, breach.certain) for breach in a_case(TAKEN, REMINDED, *facts).breaches)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # nobody saw the day of the step itself
        case("OWN-6", (DEMANDED, AGREED, fact(K.LEGAL_STARTED, 24)),                       (("time_not_expired", True),)),
        case("OWN-6", (DEMANDED, AGREED, fact(K.LEGAL_STARTED, 24, earliest_on=on(20))),   (("time_not_expired", False),)),
        case("SE-2",  (DEMANDED, fact(K.LEGAL_STARTED, 30)),                               (("legal_unapproved", True),)),
        case("SE-2",  (DEMANDED, fact(K.LEGAL_STARTED, 30, earliest_on=on(29))),           (("legal_unapproved", False),)),
        case("LC-4",  (fact(K.PAUSED, 10), fact(K.DEMAND_SENT, 14, earliest_on=on(9))),    (("in_pause", False),)),
        # nor of the demand that the time is counted from
        case("OWN-6", (fact(K.DEMAND_SENT, 14, earliest_on=on(10)), AGREED, fact(K.LEGAL_STARTED, 24)),
             (("time_not_expired", False),)),
        case("OWN-6", (fact(K.DEMAND_SENT, 14, earliest_on=on(10)), AGREED, fact(K.LEGAL_STARTED, 25)), ()),
        case("SE-2 OWN-6", (fact(K.DEMAND_SENT, 14, earliest_on=on(10)), fact(K.LEGAL_STARTED, 24)),
             (("time_not_expired", False), ("legal_unapproved", True))),
        # a reminder's day plays no part in it, nor does a demand that was replaced
        case("OWN-6", (fact(K.REMINDER_SENT, 5, earliest_on=on(2)), DEMANDED, AGREED, fact(K.LEGAL_STARTED, 24)),
             (("time_not_expired", True),)),
        case("OWN-6", (fact(K.DEMAND_SENT, 12, earliest_on=on(10)), DEMANDED, AGREED, fact(K.LEGAL_STARTED, 24)),
             (("time_not_expired", True),)),
    ],
)  # fmt: skip
def test_a_breach_that_rests_on_an_unseen_day_is_possible(
    facts: tuple[Fact, ...], expected: tuple[tuple[str, bool], ...]
) -> None:
    """The step may have come earlier: then the time had run out, or the pause had not begun."""
    assert expected == _certain(*facts)


@pytest.mark.parametrize(
    ("command", "facts", "step", "unseen", "code"),
    [
        # what may have come before the step
        case("LC-1",  COMMAND,     (),               DEMANDED, (K.REMINDER_SENT, {}),                     "no_reminder"),
        case("LC-2",  FROM_DEMAND, (),               REMINDED, (K.DEMAND_SENT, {}),                       "reminded_before"),
        case("OWN-6", COMMAND,     (REMINDED, LEGAL_YES), SUED, (K.DEMAND_SENT, {}),                      "no_demand"),
        case("OWN-6", COMMAND,     (REMINDED,),      WATCHED,  (K.DEMAND_SENT, {}),                       "no_demand"),
        case("SE-1",  COMMAND,     (REMINDED,),      DEMANDED, (K.APPROVAL_GIVEN, {"gate": Gate.DEMAND}), "demand_unapproved"),
        case("SE-2",  COMMAND,     LIFE[1:3],        SUED,     (K.APPROVAL_GIVEN, {"gate": Gate.LEGAL}),  "legal_unapproved"),
        # what may have been over before it
        case("LC-13", COMMAND,     (REMINDED, fact(K.STOPPED, 3)), DEMANDED, (K.REOPENED, {}),            "after_end"),
        case("LC-4",  COMMAND,     (REMINDED, fact(K.PAUSED, 3)),  DEMANDED, (K.RESUMED, {}),             "in_pause"),
        case("LC-15", COMMAND,     (*LIFE[1:3], LEGAL_YES, fact(K.DISPUTED, 20)), SUED, (K.DISPUTE_SETTLED, {}), "disputed_part"),
    ],
)  # fmt: skip
def test_a_breach_is_possible_while_something_may_have_come_first(
    command: RegisterCase, facts: tuple[Fact, ...], step: Fact, unseen: tuple[FactKind, dict[str, Any]], code: str
) -> None:
    """What nobody saw came to light after the step, and may have happened before it, or on its day."""
    settings = BOTH_GATES if code.endswith("unapproved") else PLAIN_SETTINGS
    kind, details = unseen
    found = {}
    for days in (-1, 0, 1):
        late = fact(kind, 100, earliest_on=step.happened_on + dt.timedelta(days), **details)
        broken = a_case(TAKEN, *facts, step, late, command=command, settings=settings).breaches
        found[days] = tuple((one.code, one.certain) for one in broken if one.fact_id == step.fact_id)
    assert {-1: ((code, False),), 0: ((code, False),), 1: ((code, True),)} == {
        days: tuple(one for one in both if one[0] == code) for days, both in found.items()
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # a pause whose days nobody saw: one that began, and one that ended
        case("LC-4",  (fact(K.PAUSED, 12, earliest_on=on(10)), DEMANDED),                          (("in_pause", False),)),
        case("LC-4",  (fact(K.PAUSED, 12), DEMANDED),                                              (("in_pause", True),)),
        case("OWN-6", (DEMANDED, AGREED, fact(K.PAUSED, 15), fact(K.RESUMED, 18, earliest_on=on(16)),
                       fact(K.LEGAL_STARTED, 25)),                                         (("time_not_expired", False),)),
        case("OWN-6", (DEMANDED, AGREED, fact(K.PAUSED, 15), fact(K.RESUMED, 18),
                       fact(K.LEGAL_STARTED, 25)),                                          (("time_not_expired", True),)),
        case("LC-15", (DEMANDED, AGREED, fact(K.DISPUTED, 25, earliest_on=on(22)), SUED),     (("disputed_part", False),)),
        case("LC-13", (fact(K.STOPPED, 10), fact(K.REOPENED, 11, earliest_on=on(9)), fact(K.STOPPED, 12), DEMANDED),
             (("after_end", False),)),
        # a no of the day, and after-collection of which nobody knows the day
        case("SE-2",  (DEMANDED, AGREED, fact(K.APPROVAL_DECLINED, 30, gate=Gate.LEGAL, earliest_on=on(25)), SUED),
             (("legal_unapproved", False),)),
        case("SE-2",  (DEMANDED, AGREED, fact(K.AFTER_COLLECTION_STARTED, 29, earliest_on=on(25)), SUED),
             (("legal_unapproved", False),)),
        case("SE-2",  (DEMANDED, AGREED, fact(K.AFTER_COLLECTION_STARTED, 29), SUED),       (("legal_unapproved", True),)),
        # the last one of a kind is known
        case("LC-4",  (fact(K.PAUSED, 12, earliest_on=on(10)), fact(K.PAUSED, 13), DEMANDED),      (("in_pause", True),)),
    ],
)  # fmt: skip
def test_a_breach_of_a_condition_that_nobody_saw_is_possible(
    facts: tuple[Fact, ...], expected: tuple[tuple[str, bool], ...]
) -> None:
    """The last one of its kind decides."""
    assert expected == _certain(*facts)


@pytest.mark.requirement("OWN-6", "SE-2", "LC-13", "LC-4", "LC-15")
def test_one_fact_may_break_everything_at_once() -> None:
    """All of it is reported, in the order of the checks."""
    facts = (TAKEN, fact(K.PAUSED, 3), fact(K.DISPUTED, 4), fact(K.STOPPED, 5), fact(K.LEGAL_STARTED, 6))
    assert ("after_end", "in_pause", "disputed_part", "no_demand", "legal_unapproved") == tuple(
        breach.code for breach in a_case(*facts).breaches
    )


@pytest.mark.requirement("LC-4")
def test_a_pause_on_the_first_day_of_the_calendar_blames_nobody() -> None:
    """There is no day before it."""
    first = dt.date.min
    facts = (Fact(fact_id=str(kind), kind=kind, happened_on=first) for kind in (K.PAUSED, K.REMINDER_SENT))
    assert () == a_case(*facts).breaches
