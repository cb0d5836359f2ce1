"""
A claim: what an invoice gave rise to, what was agreed, and the facts since. What is owed is not decided here.

A claim is read with the same facts as its case: what the case follows in stages, the claim follows in money.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum
from types import NoneType
from typing import Any, Final, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.cases import Opening
from inkasso_rules.model.dates import day_or_none, require_date
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

__all__ = ["MONEY_FACTS", "Charge", "ChargeKind", "Claim", "ClaimError", "prior_id"]

#: The facts that lower a claim, or raise it again.
MONEY_FACTS: Final = frozenset(
    {
        FactKind.PAID_AGENCY,
        FactKind.PAYMENT_REVERSED,
        FactKind.PAID_CREDITOR,
        FactKind.PAYMENT_REMOVED,
        FactKind.CREDITED,
        FactKind.SET_OFF,
        FactKind.REMITTED,
    }
)

_ALL_COSTS: Final = frozenset(CostKind)
_T = TypeVar("_T")


class ClaimError(InkassoRulesError, ValueError):
    """
    A value cannot be a claim.

    Attributes:
        claim_id: The claim, or the charge.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, claim_id: str, field: str, wanted: str) -> None:
        super().__init__(claim_id, field, wanted)
        self.claim_id, self.field, self.wanted = claim_id, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"claim {self.claim_id} has no fitting {self.field}; wanted {self.wanted}."


class ChargeKind(StrEnum):
    """What a charge is for. All of it is capital; interest and fees that were invoiced bear no interest again."""

    #: Goods or services.
    SUPPLY = "supply"
    #: A fee for invoicing that was agreed.
    INVOICING_FEE = "invoicing_fee"
    #: Interest that was invoiced.
    INTEREST = "interest"
    #: Fees for reminders or collection that were invoiced.
    FEE = "fee"

    @property
    def bears_interest(self) -> bool:
        """Whether late interest runs on it: never on interest, nor on fees for being late."""
        return self in _BEARING


_BEARING: Final = frozenset({ChargeKind.SUPPLY, ChargeKind.INVOICING_FEE})

_Types = tuple[tuple[str, tuple[type, ...], str], ...]
# fmt: off
#: What the fields must be of, and how an error says it.
_OF_CHARGES: Final[_Types] = (
    ("charge_id",       (str,),                     "a text that names it"),
    ("kind",            (ChargeKind,),              "a ChargeKind"),
    ("amount",          (Money,),                   "an amount of money above zero"),
    ("states_interest", (bool, NoneType),           "True, False or None"),
)
_OF_CLAIMS: Final[_Types] = (
    ("claim_id",        (str,),                     "a text that names it"),
    ("debtor_kind",     (DebtorKind, NoneType),     "a DebtorKind or None"),
    ("agreements",      (Agreements,),              "Agreements"),
    ("is_supply",       (bool,),                    "True or False"),
    ("sek_rate",        (ExchangeRate, NoneType),   "an ExchangeRate or None"),
)
# fmt: on


def _check_types(value: object, called: object, types: _Types) -> None:
    for field, kinds, wanted in types:
        if not isinstance(getattr(value, field), kinds):
            raise ClaimError(called if isinstance(called, str) else "", field, wanted)


@attrs.frozen(kw_only=True)
class Charge:
    """
    An amount of the capital.

    Attributes:
        charge_id: Names it, as the invoice's id does.

        kind: What it is for.

        amount: How much, above zero.

        due_date: When it was to be paid.

        sent_on: The day on which the invoice was sent, if that is known.

        received_on: The day on which it arrived, if that is known.

        states_interest: Whether the invoice said that late payment costs interest; ``None`` when nobody has said.

    Raises:
        ClaimError: If the amount is not above zero, it was received before it was sent, or a value has a wrong type.
        DateTypeError: If a day is no plain date.
    """

    charge_id: str
    kind: ChargeKind = ChargeKind.SUPPLY
    amount: Money
    due_date: dt.date
    sent_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    received_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    states_interest: bool | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no charge."""
        _check_types(self, self.charge_id, _OF_CHARGES)
        require_date(self.due_date, "due_date")
        if self.amount.minor <= 0:
            raise ClaimError(self.charge_id, "amount", "an amount of money above zero")
        if self.received_on is not None and self.sent_on is not None and self.received_on < self.sent_on:
            raise ClaimError(self.charge_id, "received_on", "a day no earlier than sent_on")


#: What the collections of a claim hold.
_HELD: Final = (("charges", Charge), ("prior_reminders", PriorReminder), ("claimed", CostKind), ("facts", Fact))


def _listed(values: Iterable[_T]) -> tuple[_T, ...]:
    """List *values*; of what is no collection, list one that the claim, which knows its id, will refuse."""
    given: Any = values
    return tuple(given if isinstance(given, Iterable) else (None,))


def _are(values: Collection[object], kind: type) -> bool:
    return set(map(type, values)) <= {kind}


def _oldest_first(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    """Order charges as money settles them: the oldest due date first."""
    listed = _listed(charges)
    return tuple(sorted(listed, key=lambda charge: charge.due_date)) if _are(listed, Charge) else listed


def _reminders(reminders: Iterable[PriorReminder]) -> tuple[PriorReminder, ...]:
    return _listed(reminders)


def _kinds(kinds: Iterable[CostKind]) -> frozenset[CostKind]:
    return kinds if isinstance(kinds, frozenset) else frozenset(_listed(kinds))


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Order facts, and drop what was reported twice."""
    listed = _listed(facts)
    return tuple(sorted(dict.fromkeys(listed), key=lambda fact: fact.order)) if _are(listed, Fact) else listed


def prior_id(claim_id: str, place: int) -> str:
    """Name a reminder that was sent before the transfer, by its place among them; the first one's is 0."""
    return f"{claim_id}/prior/{place}"


def _check_opening(opening: Opening, reminders: Collection[PriorReminder]) -> None:
    """Refuse an opening of which there is nothing to claim, and costs of reminders that nobody has dated."""
    if not opening.capital.minor:
        raise ClaimError(opening.case_id, "capital", "an opening with capital above zero")
    costs = [str(cost) for cost in opening.prior_reminder_costs if cost.minor]
    if costs and not reminders:
        wanted = f"the reminders, with their days, that added {' and '.join(costs)} before the transfer"
        raise ClaimError(opening.case_id, "prior_reminders", wanted)


@attrs.frozen(kw_only=True)
class Claim:
    """
    A claim against one debtor, with all that happened to it.

    Attributes:
        claim_id: Our id; of a transferred invoice, the case's.

        charges: What was to be paid, in one currency; held with the oldest due date first, and settled in that order.

        debtor_kind: What the debtor is, by the purpose of the purchase; ``None`` when nobody has said.

        agreements: What was agreed in advance.

        is_supply: Whether a trader supplied goods or services.

        origin_on: The day on which the claim arose, which is not the invoice date; from it prescription runs.

        interest_invoiced_through: The last day whose interest was invoiced already, so that it is not charged twice.

        prior_reminders: Reminders that the creditor sent before the transfer.

        claimed: The costs that the creditor asks for; nobody must ask for all that the law allows. Where the agency
            says what it charges, that counts.

        sek_rate: What a krona is in the claim's currency: the law's fees are kronor. Needed only if there are fees.

        facts: What happened, in any order; the same facts that the case is folded from. What a claim has no use for is
            left alone.

    Raises:
        ClaimError: If there is no charge, two have one id, currencies are mixed, two facts with one id differ, money
            came in before the claim arose, or a value has a wrong type.
        DateTypeError: If a day is no plain date.
    """

    claim_id: str
    charges: tuple[Charge, ...] = attrs.field(converter=_oldest_first)
    debtor_kind: DebtorKind | None = None
    agreements: Agreements = Agreements()
    is_supply: bool = True
    origin_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    interest_invoiced_through: dt.date | None = attrs.field(default=None, validator=day_or_none)
    prior_reminders: tuple[PriorReminder, ...] = attrs.field(default=(), converter=_reminders)
    claimed: frozenset[CostKind] = attrs.field(default=_ALL_COSTS, converter=_kinds)
    sek_rate: ExchangeRate | None = None
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=_in_order)

    @classmethod
    def of(  # noqa: PLR0913 - what a case does not keep, each by its name
        cls,
        opening: Opening,
        facts: Iterable[Fact] = (),
        *,
        agreements: Agreements | None = None,
        sent_on: dt.date | None = None,
        received_on: dt.date | None = None,
        states_interest: bool | None = None,
        is_supply: bool = True,
        origin_on: dt.date | None = None,
        interest_invoiced_through: dt.date | None = None,
        prior_reminders: Iterable[PriorReminder] = (),
        claimed: Iterable[CostKind] = _ALL_COSTS,
        sek_rate: ExchangeRate | None = None,
    ) -> Claim:
        """
        Return the claim of a case: its capital is what the case was opened with.

        The opening keeps what earlier reminders added, but not their days, on which it depends what is owed for them.
        So they must be given if there were such costs.

        Args:
            opening: What the case keeps of its transfer.

            facts: The case's facts.

            agreements: As in :class:`Claim`.
            sent_on: As in :class:`Charge`.
            received_on: As in :class:`Charge`.
            states_interest: As in :class:`Charge`.
            is_supply: As in :class:`Claim`.
            origin_on: As in :class:`Claim`.
            interest_invoiced_through: As in :class:`Claim`.
            prior_reminders: As in :class:`Claim`.
            claimed: As in :class:`Claim`.
            sek_rate: As in :class:`Claim`.

        Raises:
            ClaimError: If the opening has no capital, so that there is nothing to claim; if it has costs of earlier
                reminders and none of these are given; or for what :class:`Claim` and :class:`Charge` refuse.
            DateTypeError: If a day is no plain date.
        """
        reminders = _listed(prior_reminders)
        _check_opening(opening, reminders)
        charge = Charge(
            charge_id=opening.invoice_id,
            amount=opening.capital,
            due_date=opening.due_date,
            sent_on=sent_on,
            received_on=received_on,
            states_interest=states_interest,
        )
        return cls(
            claim_id=opening.case_id,
            charges=(charge,),
            debtor_kind=opening.debtor_kind,
            agreements=Agreements() if agreements is None else agreements,
            is_supply=is_supply,
            origin_on=origin_on,
            interest_invoiced_through=interest_invoiced_through,
            prior_reminders=reminders,
            claimed=claimed,
            sek_rate=sek_rate,
            facts=facts,
        )

    def __attrs_post_init__(self) -> None:
        """Refuse what is no claim."""
        _check_types(self, self.claim_id, _OF_CLAIMS)
        for field, kind in _HELD:
            if not _are(getattr(self, field), kind):
                raise ClaimError(self.claim_id, field, f"nothing but values of type {kind.__name__}")
        if not self.charges:
            raise ClaimError(self.claim_id, "charges", "at least one charge")
        if len({charge.charge_id for charge in self.charges}) < len(self.charges):
            raise ClaimError(self.claim_id, "charges", "one id for each charge")
        if len({charge.amount.currency for charge in self.charges}) > 1:
            raise ClaimError(self.claim_id, "charges", "charges in one currency")
        rate = self.sek_rate
        if rate is not None and (rate.currency, rate.into) != ("SEK", self.currency):
            raise ClaimError(self.claim_id, "sek_rate", f"a rate from SEK into {self.currency}")
        self._check_facts()

    def _check_facts(self) -> None:
        ids: set[str] = set()
        begins = self.begins_on
        for fact in self.facts:
            if fact.fact_id in ids:
                raise ClaimError(self.claim_id, "facts", f"one content for the fact {fact.fact_id}")
            ids.add(fact.fact_id)
            if begins is not None and fact.happened_on < begins and fact.kind in MONEY_FACTS:
                wanted = (
                    f"money no earlier than {begins}, when the claim began; {fact.fact_id} is of {fact.happened_on}"
                )
                raise ClaimError(self.claim_id, "facts", wanted)

    @property
    def currency(self) -> str:
        """The currency of the claim."""
        return self.charges[0].amount.currency

    @property
    def begins_on(self) -> dt.date | None:
        """The earliest day that is known of: on which it arose, or the first invoice was sent."""
        sent = (charge.sent_on for charge in self.charges if charge.sent_on is not None)
        return min((day for day in (self.origin_on, *sent) if day is not None), default=None)

    @property
    def capital(self) -> Money:
        """What was to be paid at first."""
        return Money(sum(charge.amount.minor for charge in self.charges), self.currency)
