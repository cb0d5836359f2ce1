"""
Claims, and what happens to them as it would be reported.

What is drawn makes sense: no more money goes back than came in, no payment is split twice, what is withdrawn was done.
(:func:`.histories` draws what makes none.) Days lie where every value of the law is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.claims import Charge, ChargeKind, Claim
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import RANK, CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.strategies.basics import PLAIN_DAY, few, kept, maybe, moneys, seldom, varied
from inkasso_rules.strategies.invoices import agreements, reminders

__all__ = ["charges", "claims", "events", "plain_claim", "statement_days"]

_K: Final = FactKind
_FIRST_DAY: Final = dt.date(2017, 7, 1)
_LAST_DAY: Final = dt.date(2026, 12, 31)
#: A year with a leap day, one before the rates fell below zero and one after they rose, ends of half-years.
_EDGES: Final = (
    dt.date(2024, 2, 29),
    dt.date(2024, 3, 1),
    dt.date(2017, 7, 1),
    dt.date(2019, 6, 30),
    dt.date(2019, 7, 1),
    dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
    dt.date(2026, 12, 31),
)
# The plain claim: so many days ago its invoice was sent, and due.
_SENT_DAYS, _DUE_DAYS = 43, 13
_AHEAD_DAYS: Final = 20


@kept
def statement_days() -> SearchStrategy[dt.date]:
    """Draw a day to ask about, such that two years before it the law is known; shrinks to a plain one."""
    return st.one_of(st.sampled_from((PLAIN_DAY, *_EDGES)), st.dates(_FIRST_DAY, _LAST_DAY))


def plain_claim(as_of: dt.date = PLAIN_DAY) -> Claim:
    """Return what :func:`claims` shrinks to: 1250.00 SEK for goods, due 13 days ago as agreed; nothing happened."""
    return Claim(
        claim_id="claim-1",
        charges=(_plain_charge(as_of),),
        debtor_kind=DebtorKind.TRADER,
        agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest()),
    )


def _plain_charge(as_of: dt.date) -> Charge:
    return Charge(
        charge_id="charge-1",
        amount=Money(1_250_00),
        due_date=as_of - dt.timedelta(days=_DUE_DAYS),
        sent_on=as_of - dt.timedelta(days=_SENT_DAYS),
        states_interest=True,
    )


_Share = tuple[int, int]


@kept
def _shares() -> SearchStrategy[_Share]:
    """Draw percent of a claim, and öre more: all, a part, what a fee may be, or more than all; shrinks to all of it."""
    usual = ((100, 0), (50, 0), (100, 1), (0, 1), (0, 60_00), (0, 180_00), (0, 450_00), (1_000, 0))
    return st.one_of(st.sampled_from(usual), st.tuples(st.just(0), st.integers(1, 2_000_00)))


def _of(capital: Money, share: _Share) -> Money:
    percent, minor = share
    return Money(max(capital.minor * percent // 100 + minor, 1), capital.currency)


@kept
def charges(*, currency: str = "SEK", number: int = 1) -> SearchStrategy[Charge]:
    """Draw an amount to be paid, due within two years before :data:`PLAIN_DAY` or after; shrinks to the plain one."""
    plain = attrs.evolve(_plain_charge(PLAIN_DAY), charge_id=f"charge-{number}")
    amounts = st.one_of(_shares().map(lambda share: _of(Money(1_250_00, currency), share)), moneys(currency, least=1))
    # fmt: off
    return varied(plain, {
        "kind":            lambda: st.sampled_from(ChargeKind),
        "sent_on":         lambda: maybe(_before(_SENT_DAYS, 700)),
        "received_on":     lambda: _before(0, 40),
        "states_interest": lambda: maybe(st.booleans()),
    }, due_date=st.one_of(_before(_DUE_DAYS, 600), _before(-30, _DUE_DAYS)), amount=amounts)
    # fmt: on


def _before(least: int, most: int) -> SearchStrategy[dt.date]:
    return st.integers(least, most).map(lambda days: PLAIN_DAY - dt.timedelta(days=days))


# --- what happens -----------------------------------------------------------------------------------------------------
class _Event(NamedTuple):
    """Something that may have happened to any claim."""

    kind: FactKind
    place: int
    share: _Share
    percent: int | None
    is_named: bool
    says: bool | None
    cost: CostKind
    amount: Money


@attrs.define
class _Told:
    """What was told so far, as far as later facts have to make sense of it."""

    facts: list[Fact] = attrs.Factory(list)
    collected: int = 0
    direct: int = 0
    #: Payments by id that nobody has touched since, and those of them that were never split.
    whole: dict[str, Money] = attrs.Factory(dict)
    unsplit: dict[str, Money] = attrs.Factory(dict)
    #: What was not split, all in all.
    pool: int = 0

    @property
    def next_id(self) -> str:
        """The id of the next fact."""
        return f"fact-{len(self.facts) + 1}"

    def of(self, *kinds: FactKind) -> list[Fact]:
        """Return the facts of these kinds that no other fact is about."""
        about = {fact.about for fact in self.facts}
        return [fact for fact in self.facts if fact.kind in kinds and fact.fact_id not in about]


_Details = dict[str, Any]


def _part(amount: Money, percent: int | None) -> Money | None:
    return None if percent is None else Money(amount.minor * percent // 100, amount.currency)


def _less(amount: Money, most: int) -> Money:
    return Money(min(amount.minor, most), amount.currency)


def _paid(told: _Told, event: _Event) -> _Details:
    told.collected += event.amount.minor
    told.whole[told.next_id] = event.amount
    if event.percent is None:
        told.unsplit[told.next_id] = event.amount
        told.pool += event.amount.minor
    return {"amount": event.amount, "capital": _part(event.amount, event.percent)}


def _split(told: _Told, event: _Event) -> _Details | None:
    """Split one payment by its name, or all that was not split."""
    if event.is_named and told.unsplit:
        name, amount = told.unsplit.popitem()
        told.pool -= amount.minor
        return {"amount": amount, "capital": _part(amount, event.percent or 0), "about": name}
    if event.is_named or told.pool <= 0:
        return None
    amount = Money(told.pool, event.amount.currency)
    told.pool = 0
    told.unsplit.clear()
    told.whole.clear()
    return {"amount": amount, "capital": _part(amount, event.percent or 0)}


def _reversed(told: _Told, event: _Event) -> _Details | None:
    """Take all of a payment back, or a part, by its name or not."""
    if not told.collected or (event.is_named and not told.whole):
        return None
    if not event.is_named:
        amount = _less(event.amount, told.collected)
        told.collected -= amount.minor
        told.pool -= min(amount.minor, told.pool)
        told.whole.clear()
        told.unsplit.clear()
        return {"amount": amount, "capital": _part(amount, event.percent)}
    name, whole = told.whole.popitem()
    was_unsplit = told.unsplit.pop(name, None) is not None
    amount = whole if event.says is not False else _less(event.amount, whole.minor)
    told.collected -= amount.minor
    told.pool -= amount.minor if was_unsplit else 0
    return {"amount": amount, "about": name}


def _direct(told: _Told, event: _Event) -> _Details:
    told.direct += event.amount.minor
    return {"amount": event.amount}


def _removed(told: _Told, event: _Event) -> _Details | None:
    if not told.direct:
        return None
    amount = _less(event.amount, told.direct)
    told.direct -= amount.minor
    return {"amount": amount}


def _measure(_told: _Told, event: _Event) -> _Details:
    return {} if event.kind is _K.REMINDER_SENT or event.kind is _K.LEGAL_STARTED else {"as_required": event.says}


def _cost(told: _Told, event: _Event) -> _Details:
    done = told.of(*_MEASURES)
    amount = Money(event.amount.minor % 600_00 + 1)
    return {"amount": amount, "cost": event.cost, "about": done[-1].fact_id if event.is_named and done else None}


def _about(*kinds: FactKind) -> Callable[[_Told, _Event], _Details | None]:
    def details(told: _Told, _event: _Event) -> _Details | None:
        known = told.of(*kinds)
        return {"about": known[-1].fact_id} if known else None

    return details


def _bare(_told: _Told, _event: _Event) -> _Details:
    return {}


_MEASURES: Final = (_K.REMINDER_SENT, _K.DEMAND_SENT, _K.PLAN_AGREED, _K.LEGAL_STARTED)
# fmt: off
#: What a fact says; nothing where it would make no sense. What an event shrinks to is the first.
_SAYS: Final[Mapping[FactKind, Callable[[_Told, _Event], _Details | None]]] = MappingProxyType({
    _K.PAID_AGENCY:       _paid,
    _K.DEMAND_SENT:       _measure,
    _K.REMINDER_SENT:     _measure,
    _K.PAID_CREDITOR:     _direct,
    _K.CREDITED:          lambda _, event: {"amount": event.amount, "from_start": event.says},
    _K.REMITTED:          lambda _, event: {"amount": event.amount},
    _K.SET_OFF:           lambda _, event: {"amount": event.amount, "capital": _part(event.amount, event.percent or 0)},
    _K.PAYMENT_REMOVED:   _removed,
    _K.PAYMENT_REVERSED:  _reversed,
    _K.SPLIT_STATED:      _split,
    _K.PLAN_AGREED:       _measure,
    _K.LEGAL_STARTED:     _measure,
    _K.COST_CHARGED:      _cost,
    _K.MEASURE_WITHDRAWN: _about(*_MEASURES),
    _K.DISPUTED:          lambda _, event: {"amount": event.amount if event.is_named else None},
    _K.DISPUTE_SETTLED:   _about(_K.DISPUTED),
    _K.INSOLVENT:         _bare,
    _K.INSOLVENCY_ENDED:  _bare,
})
# fmt: on


_OFTEN: Final = (_K.PAID_AGENCY, _K.SPLIT_STATED, _K.PAYMENT_REVERSED)
#: Money at the agency is drawn more often than the rest.
_USUAL: Final = (_K.PAID_AGENCY, *_SAYS, *_OFTEN, *_OFTEN, _K.PAYMENT_REMOVED)


@kept
def _drawn(kinds: tuple[FactKind, ...] | None) -> SearchStrategy[list[_Event]]:
    chosen = tuple(kind for kind in _USUAL if kinds is None or kind in kinds)
    usual_days = (_SENT_DAYS, _SENT_DAYS - _DUE_DAYS, _SENT_DAYS - _DUE_DAYS + 1)
    event = st.builds(
        _Event,
        kind=st.sampled_from(chosen),
        place=st.one_of(st.sampled_from(usual_days), st.integers(0, 1_000)),
        share=_shares(),
        percent=seldom(st.sampled_from((100, 0, 60))),
        is_named=st.booleans(),
        says=maybe(st.booleans()),
        cost=st.sampled_from(CostKind),
        amount=st.just(Money(1)),
    )
    return st.one_of(st.just([]), st.lists(event, max_size=4), st.lists(event, min_size=4, max_size=12))


@kept
def events(
    capital: Money, *, since: dt.date, until: dt.date, kinds: tuple[FactKind, ...] | None = None
) -> SearchStrategy[tuple[Fact, ...]]:
    """
    Draw what happens to a claim, in order; shrinks to nothing, then to the debtor paying the agency.

    Args:
        capital: What is owed; amounts are parts of it, or small, or more.

        since: The first day.

        until: The day of the question; some facts are of days after it.

        kinds: What may happen; without it, whatever a claim reads.
    """
    return _drawn(kinds).map(lambda drawn: _sensible(drawn, capital, since, until))


def _sensible(drawn: list[_Event], capital: Money, since: dt.date, until: dt.date) -> tuple[Fact, ...]:
    """Place events from the first day to some days after the question, and leave out what makes no sense."""
    span = max((until - since).days, 0) + _AHEAD_DAYS
    told = _Told()
    for event in sorted(drawn, key=lambda event: (event.place % span, RANK[event.kind])):
        details = _SAYS[event.kind](told, event._replace(amount=_of(capital, event.share)))
        if details is not None:
            said = {name: value for name, value in details.items() if value is not None}
            day = since + dt.timedelta(days=event.place % span)
            told.facts.append(Fact(fact_id=told.next_id, kind=event.kind, happened_on=day, **said))
    return tuple(told.facts)


# --- claims -----------------------------------------------------------------------------------------------------------
@kept
@st.composite
def claims(
    draw: DrawFn,
    *,
    as_of: dt.date | None = None,
    kinds: tuple[FactKind, ...] | None = None,
    currency: str | None = None,
) -> Claim:
    """
    Draw a claim with what happened to it; shrinks to the plain one.

    Args:
        draw: Given by Hypothesis.

        as_of: The day of the question, drawn when not given; some facts are of days after it.

        kinds: What may happen to it; see :func:`events`.

        currency: The currency, drawn when not given; other than kronor it has a rate of exchange.
    """
    code = draw(st.sampled_from(("SEK", "SEK", "SEK", "EUR", "JPY"))) if currency is None else currency
    count = draw(st.sampled_from((1, 1, 2, 3)))
    drawn = tuple(draw(charges(currency=code, number=number + 1)) for number in range(count))
    bare = draw(_bare_claims(code))
    sent = tuple(charge.sent_on for charge in drawn if charge.sent_on is not None)
    since = min(sent or (charge.due_date for charge in drawn))
    arose = draw(seldom(st.integers(0, 60)))
    capital = Money(sum(charge.amount.minor for charge in drawn), code)
    told = draw(_drawn(kinds))
    claim = attrs.evolve(
        bare,
        charges=drawn,
        origin_on=None if arose is None else since - dt.timedelta(days=arose),
        facts=_sensible(told, capital, since, PLAIN_DAY),
    )
    moved: Claim = _moved(claim, (draw(statement_days()) if as_of is None else as_of) - PLAIN_DAY)
    return attrs.evolve(moved, facts=tuple(fact for fact in moved.facts if not _is_too_early(fact)))


def _is_too_early(fact: Fact) -> bool:
    """Tell whether the law's answer is not known: a fee for enforcement before the first one that is."""
    return fact.cost is CostKind.ENFORCEMENT and fact.happened_on < _FIRST_DAY


@kept
def _bare_claims(currency: str) -> SearchStrategy[Claim]:
    """Draw all of a claim but its charges and its facts."""
    rate = (
        ExchangeRate(currency="SEK", into=currency, rate=Decimal("0.0875"), on=PLAIN_DAY) if currency != "SEK" else None
    )
    charge = attrs.evolve(_plain_charge(PLAIN_DAY), amount=Money(1, currency))
    # fmt: off
    return varied(attrs.evolve(plain_claim(), charges=(charge,), sek_rate=rate), {
        "debtor_kind":               lambda: maybe(st.sampled_from(DebtorKind)),
        "agreements":                agreements,
        "is_supply":                 lambda: st.just(value=False),
        "interest_invoiced_through": lambda: _before(0, 60),
        "prior_reminders":           lambda: few(reminders(as_of=PLAIN_DAY, currency=currency)),
        "claimed":                   lambda: st.frozensets(st.sampled_from(CostKind)),
    })
    # fmt: on


def _moved(value: Any, by: dt.timedelta) -> Any:
    """Return a value with all its days moved."""
    if isinstance(value, dt.date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(one, by) for one in value)
    if isinstance(value, Claim | Charge | Fact | PriorReminder | ExchangeRate):
        return attrs.evolve(
            value, **{field.name: _moved(getattr(value, field.name), by) for field in attrs.fields(type(value))}
        )
    return value
