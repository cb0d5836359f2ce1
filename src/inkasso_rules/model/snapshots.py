"""
What a host reads at the agency: a case as it stands there, and money that came in.

The agency's codes are not public. A snapshot holds them as they came; a :class:`CodeMap` of the host's says what they
mean, and what is not in it stays unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.dates import day_or_none, require_date
from inkasso_rules.model.facts import SAYS, End, FactKind, Gate
from inkasso_rules.model.money import Money

__all__ = [
    "PLAIN_CODES",
    "AgencyAction",
    "CodeMap",
    "CodeMapError",
    "Condition",
    "IncomingPayment",
    "Snapshot",
    "SnapshotError",
]


class Condition(StrEnum):
    """How a case stands at the agency, beside its stage."""

    #: It waits for approval of a demand.
    AWAITS_DEMAND = "awaits_demand"
    #: It waits for approval of legal action.
    AWAITS_LEGAL = "awaits_legal"
    #: Collection rests.
    PAUSED = "paused"
    #: The debtor disputes the claim.
    DISPUTED = "disputed"
    #: An instalment plan runs.
    PLAN = "plan"
    #: The debtor is insolvent.
    INSOLVENT = "insolvent"
    #: The creditor must do something.
    ACTION = "action"


class SnapshotError(InkassoRulesError, ValueError):
    """
    A value cannot be what the agency shows.

    Attributes:
        case_id: The case; empty for a value that names none.

        field: What is wrong.

        wanted: What would have been fine.
    """

    def __init__(self, case_id: str, field: str, wanted: str) -> None:
        super().__init__(case_id, field, wanted)
        self.case_id, self.field, self.wanted = case_id, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        of_case = f" of case {self.case_id}" if self.case_id else ""
        return f"the snapshot{of_case} has no fitting {self.field}; wanted {self.wanted}."


def _wrong(value: object, field: attrs.Attribute[Any], wanted: str) -> SnapshotError:
    return SnapshotError(str(getattr(value, "case_id", "")), field.name, wanted)


def _text(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not value:
        raise _wrong(one, field, "a text")


def _text_or_none(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        _text(one, field, value)


def _day(_: object, field: attrs.Attribute[Any], value: object) -> None:
    require_date(value, field.name)


def _money(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Money):
        raise _wrong(one, field, "an amount of money")


def _money_or_none(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        _money(one, field, value)


def _conditions(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not (isinstance(value, tuple) and all(isinstance(code, str) for code in value)):
        raise _wrong(one, field, "a tuple of codes, or nothing where they are not shown")


def _actions(one: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple) or not all(isinstance(entry, AgencyAction) for entry in value):
        raise _wrong(one, field, "a tuple of entries of the timeline")
    if len({entry.action_id for entry in value}) < len(value):
        raise _wrong(one, field, "another id for each entry of the timeline")


@attrs.frozen(kw_only=True)
class AgencyAction:
    """
    Something that the agency did, as its timeline shows it.

    Attributes:
        action_id: The agency's id of the entry.

        code: What it did, in its code.

        on: The day.

        amount: The money of the entry.

        capital: What of it fell on the capital.

        until: The last day to pay that a letter gave; the first day on which a pause no longer holds.

    Raises:
        SnapshotError: If a text or an amount is something else.
        DateTypeError: If a day is not a plain date.
    """

    action_id: str = attrs.field(validator=_text)
    code: str = attrs.field(repr=False, validator=_text)
    on: dt.date = attrs.field(validator=_day)
    amount: Money | None = attrs.field(default=None, validator=_money_or_none)
    capital: Money | None = attrs.field(default=None, validator=_money_or_none)
    until: dt.date | None = attrs.field(default=None, validator=day_or_none)


@attrs.frozen(kw_only=True)
class Snapshot:
    """
    A case as the agency shows it at one reading.

    Attributes:
        case_id: Our id of the case.

        snapshot_id: Names the reading, as the agency's time of the last update; two readings have two.

        seen_on: The day of the reading.

        agency_case_id: The agency's id.

        stage: The code of the stage.

        conditions: The codes of all that it says beside the stage, an end included; ``None`` if it does not show them,
            which is not the same as none.

        actions: The timeline.

        collected: All that the debtor has paid to the agency so far; ``None`` if it is not shown.

        collected_capital: What of it fell on the capital.

        capital: The capital that the agency still claims.

    Raises:
        SnapshotError: If money is below zero or in several currencies, an id of an entry occurs twice, or a value is of
            another type.
        DateTypeError: If the day is not a plain date.
    """

    case_id: str = attrs.field(validator=_text)
    snapshot_id: str = attrs.field(validator=_text)
    seen_on: dt.date = attrs.field(validator=_day)
    agency_case_id: str | None = attrs.field(default=None, validator=_text_or_none)
    stage: str | None = attrs.field(default=None, repr=False, validator=_text_or_none)
    conditions: tuple[str, ...] | None = attrs.field(default=None, repr=False, validator=_conditions)
    actions: tuple[AgencyAction, ...] = attrs.field(default=(), validator=_actions)
    collected: Money | None = None
    collected_capital: Money | None = None
    capital: Money | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse sums that cannot be."""
        sums = {name: getattr(self, name) for name in ("collected", "collected_capital", "capital")}
        known = {name: money for name, money in sums.items() if money is not None}
        for name, money in known.items():
            if not isinstance(money, Money) or money.minor < 0:
                raise SnapshotError(self.case_id, name, "an amount of money from zero")
        if len({money.currency for money in known.values()}) > 1:
            raise SnapshotError(self.case_id, "currency", "one currency for all sums")


_Stage = Stage | None
_Condition = Condition | End | None
_Action = tuple[FactKind, Gate | None] | None

#: What the agency hears from us, or what we make ourselves: its timeline cannot be where it comes from.
_OURS: Final = frozenset(
    {
        FactKind.TRANSFERRED,
        FactKind.SPLIT_ASSUMED,
        FactKind.PAYMENT_UNCLEAR,
        FactKind.PAID_CREDITOR,
        FactKind.PAID_OUT,
        FactKind.PAYMENT_REMOVED,
        FactKind.CREDITED,
        FactKind.SET_OFF,
        FactKind.UNKNOWN_CODE,
        FactKind.CHECKED,
    }
)


class CodeMapError(InkassoRulesError, ValueError):
    """
    A code cannot mean this.

    Attributes:
        field: In which of the maps.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the code map has a code in {self.field} with no fitting meaning; wanted {self.wanted}."


# One for each field: a converter's argument is how a type checker knows what a constructor takes.
def _fixed_stages(codes: Mapping[str, _Stage]) -> MappingProxyType[str, _Stage]:
    return MappingProxyType(dict(codes))


def _fixed_conditions(codes: Mapping[str, _Condition]) -> MappingProxyType[str, _Condition]:
    return MappingProxyType(dict(codes))


def _fixed_actions(codes: Mapping[str, _Action]) -> MappingProxyType[str, _Action]:
    return MappingProxyType(dict(codes))


def _is_action(meaning: object) -> bool:
    match meaning:
        case (FactKind() as kind, None | Gate() as gate):
            return kind not in _OURS and (gate is not None) is ("gate" in SAYS[kind][0])
    return False


@attrs.frozen(kw_only=True)
class CodeMap:
    """
    What the agency's codes mean; ``None`` for a code that is known and means nothing here.

    What we tell the agency ourselves (payments to the creditor, credit notes) comes back on its timeline. Such a code
    means nothing here: read as a fact, the money would count twice.

    Attributes:
        stages: The codes of stages.

        conditions: The codes of what stands beside the stage, and of ends.

        actions: The codes of the timeline: a kind of fact, with the measure where it is about an approval.

    Raises:
        CodeMapError: If a meaning is something else, or a fact that does not come from the agency.
    """

    stages: MappingProxyType[str, _Stage] = attrs.field(converter=_fixed_stages, hash=False)
    conditions: MappingProxyType[str, _Condition] = attrs.field(converter=_fixed_conditions, hash=False)
    actions: MappingProxyType[str, _Action] = attrs.field(converter=_fixed_actions, hash=False)

    def __attrs_post_init__(self) -> None:
        """Refuse meanings that cannot be."""
        # fmt: off
        checks = (
            ("stages",     self.stages,     lambda one: isinstance(one, Stage) and one is not Stage.CLOSED, "a stage that is reached"),
            ("conditions", self.conditions, lambda one: isinstance(one, Condition | End),                   "a condition or an end"),
            ("actions",    self.actions,    _is_action, "a kind of fact that the agency reports, with its measure"),
        )
        # fmt: on
        for field, codes, fits, wanted in checks:
            if not all(meaning is None or fits(meaning) for meaning in codes.values()):
                raise CodeMapError(field, wanted)


#: The library's own words as codes: for a host whose transport has translated already, and for tests.
PLAIN_CODES: Final = CodeMap(
    stages={str(stage): stage for stage in Stage if stage is not Stage.CLOSED},
    conditions={
        **{str(condition): condition for condition in Condition},
        **{str(end): end for end in End},
    },
    actions={
        **{str(kind): None if kind in _OURS else (kind, None) for kind in FactKind if "gate" not in SAYS[kind][0]},
        **{f"{kind}:{gate}": (kind, gate) for kind in FactKind if "gate" in SAYS[kind][0] for gate in Gate},
    },
)


@attrs.frozen(kw_only=True)
class IncomingPayment:
    """
    Money that came in on the creditor's account for one transferred invoice.

    Attributes:
        payment_id: The host's id of the payment on this invoice; what covers several invoices is one for each.

        received_on: The day.

        amount: How much.

        learned_on: The day on which the host learned of it, if that is another one.

        payer_name: Who paid, as the bank says.

        account: The ledger account that it was posted against, if it was.

        settlement_id: The settlement that it names, if it names one.
    """

    payment_id: str = attrs.field(validator=_text)
    received_on: dt.date = attrs.field(validator=_day)
    amount: Money = attrs.field(validator=_money)
    learned_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    payer_name: str | None = attrs.field(default=None, repr=False, validator=_text_or_none)
    account: str | None = attrs.field(default=None, validator=_text_or_none)
    settlement_id: str | None = attrs.field(default=None, validator=_text_or_none)
