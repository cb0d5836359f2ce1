"""
How fast facts become a case, as ratios: against ``attrs.evolve``, and against two libraries for state machines.

One history of eight facts is folded, as a case sees it in a year. The libraries get the plain table only (stage and
fact give the next stage) and none of the effects: no sums, no approvals, no pauses. So ours is measured twice against
them: on the plain table too, by look-up, and with all effects. What they do besides is theirs: guards and callbacks
around each change, queues for events within events, machines within machines.

    python -m benchmarks.lifecycle --markdown docs/explanation/performance.md
"""

import argparse
import datetime as dt
import gc
import resource
import time
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any, Final

import attrs
from statemachine import State, StateMachine
from transitions import Machine

from benchmarks.measuring import Line, as_markdown, at_least, at_most, faster, machine, medians, shown, write_between
from inkasso_rules.lifecycle import advance, fold
from inkasso_rules.lifecycle.checks import Ground
from inkasso_rules.lifecycle.machine import _fold_sorted
from inkasso_rules.lifecycle.table import REACHED, TABLE, TRANSITIONS, To
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY

DAY: Final = dt.date(2026, 3, 16)
AS_OF: Final = DAY + dt.timedelta(days=365)
SETTINGS: Final = Series.always(Settings())
K = FactKind

#: A case of a year: the kind, the days since the transfer, and what it says besides.
YEAR: Final[tuple[tuple[FactKind, int, dict[str, Any]], ...]] = (
    (K.REGISTERED, 1, {"agency_case_id": "81001"}),
    (K.REMINDER_SENT, 2, {}),
    (K.PAID_CREDITOR, 8, {"amount": Money(100_00)}),
    (K.DEMAND_SENT, 14, {}),
    (K.APPROVAL_ASKED, 30, {"gate": Gate.LEGAL}),
    (K.APPROVAL_GIVEN, 33, {"gate": Gate.LEGAL}),
    (K.LEGAL_STARTED, 35, {}),
    (K.PAID_AGENCY, 80, {"amount": Money(500_00), "capital": Money(400_00)}),
)

#: Twelve more, for a long case.
LONG: Final = (
    *YEAR,
    (K.PAUSED, 90, {}),
    (K.RESUMED, 100, {}),
    *((K.PAID_AGENCY, 110 + 10 * number, {"amount": Money(50_00), "capital": Money(50_00)}) for number in range(7)),
    (K.AFTER_COLLECTION_STARTED, 200, {}),
    (K.CLOSED_PAID, 300, {}),
)


def a_history(case_id: str, facts: tuple[tuple[FactKind, int, dict[str, Any]], ...]) -> tuple[Fact, ...]:
    """Make a case's facts, in their order, the transfer first."""
    opening = Opening(
        case_id=case_id,
        creditor_id="c-1",
        invoice_id=f"i-{case_id}",
        invoice_number=case_id,
        due_date=DAY,
        capital=Money(1_250_00),
    )
    told = (
        Fact(fact_id=f"{case_id}/{number}", kind=kind, happened_on=DAY + dt.timedelta(days=days), **details)
        for number, (kind, days, details) in enumerate(facts, start=1)
    )
    return (Fact(fact_id=f"{case_id}/0", kind=K.TRANSFERRED, happened_on=DAY, opening=opening), *told)


# --- the same table, in other libraries -------------------------------------------------------------------------------
def stage_after(to: Stage | To, stage: Stage) -> Stage:
    """Return the next stage; a case starts at the reminder."""
    if isinstance(to, Stage):
        return to
    return stage if to is To.SAME else Stage.REMINDER


def plain_table() -> Iterator[tuple[Stage, FactKind, Stage]]:
    """Yield stage, fact and next stage."""
    for row in TRANSITIONS:
        for stage in row.stages:
            yield stage, row.kind, stage_after(row.to, stage)


def in_transitions(kinds: tuple[FactKind, ...]) -> Callable[[], str]:
    """Run the facts through the `transitions` package."""
    rows = [{"trigger": f"on_{kind}", "source": str(one), "dest": str(to)} for one, kind, to in plain_table()]
    held = Machine(
        states=[str(stage) for stage in REACHED], initial="registering", transitions=rows, auto_transitions=False
    )
    triggers = [f"on_{kind}" for kind in kinds]

    def run() -> str:
        held.set_state("registering")
        for trigger in triggers:
            held.trigger(trigger)
        return str(held.state)

    return run


def in_statemachine(kinds: tuple[FactKind, ...]) -> Callable[[], str]:
    """Run the facts through the `python-statemachine` package."""
    states = {stage: State(str(stage), initial=stage is Stage.REGISTERING) for stage in REACHED}
    events: dict[str, Any] = {}
    for one, kind, to in plain_table():
        arrow = states[one].to(states[to])
        name = f"on_{kind}"
        events[name] = events[name] | arrow if name in events else arrow
    held = type("Held", (StateMachine,), {**{str(stage): state for stage, state in states.items()}, **events})
    names = [f"on_{kind}" for kind in kinds]

    one = held()

    def run() -> str:
        one.current_state_value = "registering"
        for name in names:
            one.send(name)
        return str(one.current_state_value)

    return run


def by_look_up(kinds: tuple[FactKind, ...]) -> Callable[[], str]:
    """Run the facts through our table, and nothing else."""

    def run() -> str:
        stage = Stage.REGISTERING
        for kind in kinds:
            to = TABLE[stage][kind].to
            if to is not To.SAME:
                stage = to if isinstance(to, Stage) else Stage.REMINDER
        return str(stage)

    return run


# --- the jobs ---------------------------------------------------------------------------------------------------------
def fold_lines(rounds: int) -> list[Line]:
    """Fold the history of eight facts."""
    facts = a_history("81", YEAR)
    case = fold(facts, settings=SETTINGS, as_of=AS_OF)
    opened = fold(facts[:1], settings=SETTINGS, as_of=AS_OF)
    ground = Ground(SETTINGS, POLICY)
    kinds = tuple(kind for kind, _, _ in YEAR)

    def advanced() -> Any:
        return reduce(lambda one, fact: advance(one, fact, settings=SETTINGS, as_of=AS_OF).case, facts[1:], opened)

    look_up, transitions, statemachine = by_look_up(kinds), in_transitions(kinds), in_statemachine(kinds)
    assert case == advanced()
    assert {str(case.reached)} == {look_up(), transitions(), statemachine()}
    taken = medians(
        {
            "sorted": lambda: _fold_sorted(facts, ground, AS_OF),
            "fold": lambda: fold(facts, settings=SETTINGS, as_of=AS_OF),
            "advance": advanced,
            "evolve": lambda: attrs.evolve(case, collected=1),
            "look-up": look_up,
            "transitions": transitions,
            "statemachine": statemachine,
        },
        rounds=rounds,
        repeats=100,
    )
    one = {name: seconds / len(YEAR) for name, seconds in taken.items()} | {"evolve": taken["evolve"]}
    return [
        at_most("a fact, of a sorted history, against `attrs.evolve` of the case", one["sorted"], one["evolve"], 0.2),
        at_most("a fact, by the public `fold`, against the same", one["fold"], one["evolve"], 0.4),
        Line("a fact, by `advance`, with all that is said", shown(one["advance"])),
        *(
            line
            for package, name, least in (
                ("transitions", "transitions", 20),
                ("python-statemachine", "statemachine", 200),
            )
            for line in (
                at_least(f"a fact on the plain table, against `{package}`", one["look-up"], one[name], least),
                faster(f"a fact with all effects, against `{package}`", one["sorted"], one[name]),
            )
        ),
    ]


def many_line(cases: int) -> Line:
    """Fold many cases of twenty facts, one after the other, as a nightly run does."""
    gc.collect()
    seconds, settled = 0.0, 0
    for number in range(cases):
        facts = a_history(str(number), LONG)[:20]
        begun = time.perf_counter()
        case = fold(facts, settings=SETTINGS, as_of=AS_OF)
        seconds += time.perf_counter() - begun
        settled += case.is_settled
    assert settled in {0, cases}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Line(
        f"{cases:,} cases of 20 facts, one after the other",
        shown(seconds),
        ratio=f"{peak:.0f} MB",
        goal="≤ 600 MB",
        met=peak <= 600,
    )


def main() -> None:
    """Measure, print the table, and write it into a page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cases", type=lambda text: int(float(text)), default=100_000, help="how many cases are folded"
    )
    parser.add_argument("--rounds", type=int, default=15, help="how often each job runs")
    parser.add_argument("--markdown", type=Path, help="a page with the two markers between which the table goes")
    given = parser.parse_args()
    lines = [*fold_lines(given.rounds), many_line(given.cases)]
    table = as_markdown(lines, f"{machine('attrs', 'transitions', 'python-statemachine')}.")
    print(table)
    if given.markdown:
        write_between(given.markdown, "lifecycle", table)


if __name__ == "__main__":
    main()
