"""
A random life beside a model of ten lines: what has happened by day, sums, a stage by a small table, ended or not.

Facts come one a day. Some are held back and arrive later, some arrive twice; the model sees all that has arrived, in
the order of its days.
"""

import datetime as dt
from typing import Final

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inkasso_rules.lifecycle.case import Case, Step
from inkasso_rules.lifecycle.machine import advance
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Fact, FactKind
from tests.machine.histories import CAPITAL, END, SETTINGS, START, F, a_transfer, facts, folded
from tests.machine.test_laws import sent_once

#: Where a step leads, and from which stages.
_LEADS: Final = {
    F.REMINDER_SENT: (Stage.REMINDER, {Stage.REGISTERING}),
    F.DEMAND_SENT: (Stage.DEMAND, {Stage.REGISTERING, Stage.REMINDER}),
    F.LEGAL_STARTED: (Stage.LEGAL, set(Stage)),
    F.AFTER_COLLECTION_STARTED: (Stage.AFTER_COLLECTION, set(Stage)),
}
_ENDS: Final = {
    F.CLOSED_PAID: End.PAID,
    F.CLOSED_CREDITED: End.CREDITED,
    F.STOPPED: End.STOPPED,
    F.GIVEN_UP: End.GIVEN_UP,
}
_PAYS: Final = {F.PAID_CREDITOR: 1, F.CREDITED: 1, F.REMITTED: 1, F.SET_OFF: 1, F.PAYMENT_REMOVED: -1}
_AT_AGENCY: Final = {F.PAID_AGENCY: 1, F.SPLIT_STATED: 1, F.PAYMENT_REVERSED: -1}
_KINDS: Final = (*_LEADS, *_LEADS, *_ENDS, *_PAYS, *_AT_AGENCY, F.REGISTERED, F.REOPENED, F.REGISTRATION_REFUSED)
_KEPT: Final[tuple[FactKind, ...]] = (*_KINDS, F.PAUSED, F.RESUMED, F.DISPUTED, F.CHECKED, F.APPROVAL_GIVEN)


def model(start: Stage, arrived: dict[dt.date, Fact]) -> tuple[Stage, End | None, int]:
    """Return the stage, the end and the open capital that these facts make."""
    stage, end, paid = Stage.REGISTERING, None, 0
    for _, fact in sorted(arrived.items()):
        kind, minor = fact.kind, 0 if fact.amount is None else fact.amount.minor
        on_capital = None if fact.capital is None else fact.capital.minor
        paid += _PAYS.get(kind, 0) * (minor if on_capital is None else on_capital)
        paid += _AT_AGENCY.get(kind, 0) * (on_capital or 0)
        if kind is F.REOPENED or (kind is F.REGISTERED and end is End.REFUSED):
            end = None
        refused = End.REFUSED if kind is F.REGISTRATION_REFUSED and stage is Stage.REGISTERING else None
        end = refused or end or _ENDS.get(kind)
        leads, sources = _LEADS.get(kind, (start, {Stage.REGISTERING} if kind is F.REGISTERED else set()))
        stage = leads if stage in sources else stage
    return stage, end, CAPITAL - paid


class Life(RuleBasedStateMachine):
    """The machine and the model, fed with the same facts."""

    case: Case
    day: dt.date

    @initialize(start=st.sampled_from((Stage.REMINDER, Stage.DEMAND)))
    def transfer(self, start: Stage) -> None:
        """The invoice is transferred."""
        self.case, self.day, self.start = folded((a_transfer(stage=start),), as_of=START), START, start
        self.arrived: dict[dt.date, Fact] = {}
        self.held: list[Fact] = []
        self.steps: list[Step] = []

    def _arrives(self, fact: Fact) -> None:
        step = advance(self.case, fact, settings=SETTINGS, as_of=self.day)
        self.case = step.case
        self.arrived[fact.happened_on] = fact
        self.steps.append(step)

    def _next(self, data: st.DataObject) -> Fact:
        self.day += dt.timedelta(data.draw(st.integers(1, 5)))
        fact = data.draw(facts(on=self.day, fact_id=f"f{self.day}", kinds=_KEPT))
        return attrs.evolve(fact, earliest_on=None)

    @rule(data=st.data())
    def happens(self, data: st.DataObject) -> None:
        """A fact becomes known on its day."""
        self._arrives(self._next(data))

    @rule(data=st.data())
    def happens_unseen(self, data: st.DataObject) -> None:
        """A fact that nobody learns of yet."""
        self.held.append(self._next(data))

    @rule(data=st.data())
    def becomes_known(self, data: st.DataObject) -> None:
        """A fact arrives late."""
        if self.held:
            self._arrives(self.held.pop(data.draw(st.integers(0, len(self.held) - 1))))

    @rule(data=st.data())
    def is_told_again(self, data: st.DataObject) -> None:
        """A fact arrives once more, and nothing is said of it."""
        if self.arrived:
            step = advance(
                self.case,
                data.draw(st.sampled_from(sorted(self.arrived.values(), key=lambda fact: fact.order))),
                settings=SETTINGS,
                as_of=self.day,
            )
            assert ((), (), (), ()) == (step.commands, step.notices, step.breaches, step.corrections)
            self.case = step.case

    @invariant()
    def agrees_with_the_model(self) -> None:
        """Stage, end and capital are the model's; nothing is sent twice; what should be sent has been."""
        stage, end, balance = model(self.start, self.arrived)
        assert (stage, end, balance) == (self.case.reached, self.case.reported_end, self.case.balance)
        assert (Stage.CLOSED if end else stage) is self.case.stage
        assert {command.command_id for command in self.case.commands} <= sent_once(self.steps)
        assert len(self.arrived) + 1 == len(self.case.facts)


LifeTest = Life.TestCase
LifeTest.settings = settings(stateful_step_count=25)


def test_the_model_knows_a_life() -> None:
    """The model is itself held against one life that is written out."""
    kinds = (F.REGISTERED, F.DEMAND_SENT, F.LEGAL_STARTED, F.STOPPED, F.AFTER_COLLECTION_STARTED)
    days = [START + dt.timedelta(number) for number in range(len(kinds))]
    lived = {day: Fact(fact_id=f"{day}", kind=kind, happened_on=day) for day, kind in zip(days, kinds, strict=True)}
    assert model(Stage.REMINDER, lived) == (Stage.AFTER_COLLECTION, End.STOPPED, CAPITAL)
    assert folded((a_transfer(), *lived.values()), as_of=END).stage is Stage.CLOSED
