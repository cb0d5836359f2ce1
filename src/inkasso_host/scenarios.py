"""
What happens to the demo's cases: a small table of stories, and what of each the agency shows and the creditor knows.

Days are counted from the transfer; on the sample's calendar none of them is a weekend or a holiday. Money is a part of
the capital, from one hundredth of it to another, so that parts that meet add up to the minor unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_host.scripted import Scene
from inkasso_rules.model.cases import RegisterCase, Stage
from inkasso_rules.model.facts import End, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import AgencyAction, Condition

__all__ = ["AT_DEMAND", "AT_REMINDER", "USUAL", "Happening", "Scenario", "creditor_facts", "scenes"]


@attrs.frozen
class Happening:
    """
    Something that happens to a case.

    Attributes:
        after: How many days after the transfer.

        kind: What.

        part: Which part of the capital it is about, in hundredths: from, to.

        learned_after: When the creditor learns of it, if later.

        is_listed: Whether the agency's timeline has it; what is not in there only shows in how the case stands.

        is_split: Whether the agency says how much of a payment fell on the capital: all of it.
    """

    after: int
    kind: FactKind
    part: tuple[int, int] | None = None
    learned_after: int | None = None
    is_listed: bool = True
    is_split: bool = True


@attrs.frozen
class Scenario:
    """
    The story of a case.

    Attributes:
        name: What it shows.

        happenings: What happens, by day.

        is_refused: The agency does not take it.

        is_taken: The agency has a case of this number already.
    """

    name: str
    happenings: tuple[Happening, ...] = ()
    is_refused: bool = False
    is_taken: bool = False


_H, _F = Happening, FactKind
_ALL: Final = (0, 100)
_REMINDER: Final = _H(1, _F.REMINDER_SENT)
_LETTERS: Final = (_REMINDER, _H(14, _F.DEMAND_SENT))

# fmt: off
_PAID: Final = Scenario("paid after the reminder", (_REMINDER, _H(8, _F.PAID_AGENCY, _ALL), _H(9, _F.CLOSED_PAID)))
_PART_PAID: Final = Scenario("a part paid to the creditor, the rest after the demand", (
    _REMINDER, _H(9, _F.PAID_CREDITOR, (0, 40)), _H(14, _F.DEMAND_SENT),
    _H(22, _F.PAID_AGENCY, (40, 100)), _H(23, _F.CLOSED_PAID),
))
_TO_THE_END: Final = (
    *_LETTERS, _H(24, _F.APPROVAL_ASKED), _H(28, _F.APPROVAL_GIVEN), _H(30, _F.LEGAL_STARTED),
    _H(149, _F.AFTER_COLLECTION_STARTED),
)
_LONG_WAY: Final = Scenario("the whole way, to after-collection", (
    *_TO_THE_END, _H(200, _F.PAID_AGENCY, (0, 25)), _H(260, _F.PAID_AGENCY, (25, 100)), _H(261, _F.CLOSED_PAID),
))
_WATCHED: Final = Scenario("still in after-collection, with a payment that is not split", (
    *_TO_THE_END, _H(200, _F.PAID_AGENCY, (0, 25), is_split=False),
))
#: Of cases that start at the reminder, each once.
AT_REMINDER: Final = (
    _PAID,
    _PART_PAID,
    _LONG_WAY,
    Scenario("a dispute that is settled", (
        *_LETTERS, _H(17, _F.DISPUTED), _H(57, _F.DISPUTE_SETTLED), _H(65, _F.PAID_AGENCY, _ALL), _H(66, _F.CLOSED_PAID),
    )),
    Scenario("a pause", (
        _REMINDER, _H(8, _F.PAUSED), _H(36, _F.RESUMED), _H(43, _F.DEMAND_SENT),
        _H(51, _F.PAID_AGENCY, _ALL), _H(52, _F.CLOSED_PAID),
    )),
    Scenario("refused", is_refused=True),
    Scenario("a case of this number exists", is_taken=True),
    Scenario("a payment that is learned of late", (
        _REMINDER, _H(8, _F.PAID_CREDITOR, (0, 60), learned_after=42), _H(14, _F.DEMAND_SENT),
        _H(22, _F.PAID_CREDITOR, _ALL), _H(44, _F.CLOSED_PAID),
    )),
    Scenario("credited in full", (_REMINDER, _H(10, _F.CREDITED, _ALL), _H(15, _F.CLOSED_CREDITED))),
    Scenario("legal action without approval", (
        *_LETTERS, _H(30, _F.LEGAL_STARTED), _H(170, _F.AFTER_COLLECTION_STARTED),
        _H(200, _F.PAID_AGENCY, _ALL, is_split=False),
    )),
    Scenario("nobody answers", (*_LETTERS, _H(24, _F.APPROVAL_ASKED))),
    Scenario("instalments", (
        *_LETTERS, _H(17, _F.PLAN_AGREED), _H(45, _F.PAID_AGENCY, (0, 25)), _H(78, _F.PAID_AGENCY, (25, 50)),
        _H(107, _F.PAID_AGENCY, (50, 75)), _H(141, _F.PAID_AGENCY, (75, 100)), _H(142, _F.PLAN_KEPT),
        _H(142, _F.CLOSED_PAID),
    )),
    Scenario("whose money is it", (*_LETTERS, _H(22, _F.PAYMENT_UNCLEAR, (0, 50)))),
    Scenario("a dispute over a part", (
        *_LETTERS, _H(16, _F.DISPUTED, (0, 30)), _H(28, _F.APPROVAL_ASKED), _H(31, _F.APPROVAL_GIVEN),
    )),
    Scenario("stopped", (_REMINDER, _H(9, _F.ACTION_ASKED), _H(16, _F.STOPPED))),
)
#: Of cases that start at the demand, one after the other.
AT_DEMAND: Final = (
    Scenario("paid after the demand", (
        _H(2, _F.DEMAND_SENT), _H(10, _F.PAID_AGENCY, (0, 50)), _H(15, _F.PAID_AGENCY, (50, 100)), _H(16, _F.CLOSED_PAID),
    )),
    Scenario("a timeline that leaves out the letters", (
        _H(2, _F.DEMAND_SENT, is_listed=False), _H(3, _F.APPROVAL_ASKED), _H(8, _F.APPROVAL_GIVEN),
        _H(10, _F.LEGAL_STARTED, is_listed=False),
    )),
    Scenario("insolvent", (_H(2, _F.DEMAND_SENT), _H(24, _F.INSOLVENT))),
)
#: Of the other cases that start at the reminder, one after the other.
USUAL: Final = (_PAID, _PART_PAID, _LONG_WAY, _WATCHED)

#: What the creditor knows by itself, or does itself; everything else the agency shows.
_BY_CREDITOR: Final = frozenset({_F.PAID_CREDITOR, _F.PAYMENT_UNCLEAR, _F.CREDITED, _F.APPROVAL_GIVEN})
#: The creditors in the demo let demands go out without approval.
_APPROVALS: Final = frozenset({_F.APPROVAL_ASKED, _F.APPROVAL_GIVEN})
_STAGES: Final = MappingProxyType({
    _F.DEMAND_SENT:              Stage.DEMAND,
    _F.LEGAL_STARTED:            Stage.LEGAL,
    _F.AFTER_COLLECTION_STARTED: Stage.AFTER_COLLECTION,
})
_BEGINS: Final = MappingProxyType({
    _F.APPROVAL_ASKED:  Condition.AWAITS_LEGAL,
    _F.PAUSED:          Condition.PAUSED,
    _F.DISPUTED:        Condition.DISPUTED,
    _F.PLAN_AGREED:     Condition.PLAN,
    _F.INSOLVENT:       Condition.INSOLVENT,
    _F.ACTION_ASKED:    Condition.ACTION,
    _F.CLOSED_PAID:     End.PAID,
    _F.CLOSED_CREDITED: End.CREDITED,
    _F.STOPPED:         End.STOPPED,
})
_ENDS: Final = MappingProxyType({
    _F.APPROVAL_GIVEN:  Condition.AWAITS_LEGAL,
    _F.RESUMED:         Condition.PAUSED,
    _F.DISPUTE_SETTLED: Condition.DISPUTED,
    _F.PLAN_KEPT:       Condition.PLAN,
})
# fmt: on


def scenes(scenario: Scenario, opened: RegisterCase) -> Iterator[Scene]:
    """Yield how a case stands at the agency, from one thing that happens to the next."""
    stage: str = opened.start_stage
    conditions: tuple[str, ...] = ()
    collected, is_split = Money.zero(opened.open_amount.currency), True
    for one in scenario.happenings:
        stage = _STAGES.get(one.kind, stage)
        conditions = tuple(code for code in conditions if code != _ENDS.get(one.kind))
        conditions += (_BEGINS[one.kind],) if one.kind in _BEGINS else ()
        amount = _amount(one, opened)
        if one.kind is FactKind.PAID_AGENCY and amount is not None:
            collected, is_split = collected + amount, is_split and one.is_split
        yield Scene(
            invoice_number=opened.invoice_number,
            on=_day(opened, one.after),
            stage=stage,
            conditions=conditions,
            actions=(_action(one, opened),) if one.is_listed and one.kind not in _BY_CREDITOR else (),
            collected=collected,
            collected_capital=collected if is_split else None,
        )


def _action(one: Happening, opened: RegisterCase) -> AgencyAction:
    """Return the entry of the timeline."""
    amount = _amount(one, opened)
    return AgencyAction(
        action_id=f"{one.kind}-{one.after}",
        code=f"{one.kind}:{Gate.LEGAL}" if one.kind in _APPROVALS else one.kind,
        on=_day(opened, one.after),
        amount=amount,
        capital=amount if one.kind is FactKind.PAID_AGENCY and one.is_split else None,
    )


def creditor_facts(scenario: Scenario, opened: RegisterCase) -> Iterator[Fact]:
    """Yield what the creditor stores of a case: its own acts, and the money on its account."""
    for one in scenario.happenings:
        if one.kind in _BY_CREDITOR:
            answer: dict[str, Any] = {"gate": Gate.LEGAL, "by_administrator": True}
            yield Fact(
                fact_id=f"{opened.case_id}/{one.kind}-{one.after}",
                kind=one.kind,
                happened_on=_day(opened, one.after),
                learned_on=None if one.learned_after is None else _day(opened, one.learned_after),
                amount=_amount(one, opened),
                **(answer if one.kind in _APPROVALS else {}),
            )


def _day(opened: RegisterCase, after: int) -> dt.date:
    return opened.transferred_on + dt.timedelta(days=after)


def _amount(one: Happening, opened: RegisterCase) -> Money | None:
    if one.part is None:
        return None
    first, last = (opened.open_amount.minor * hundredths // 100 for hundredths in one.part)
    return Money(last - first, opened.open_amount.currency)
