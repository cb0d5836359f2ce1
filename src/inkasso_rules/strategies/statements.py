"""
What a debtor owes: measures and costs, interest, statements with their parts, demands, prescription, terms.

They are asked of the library about a drawn claim, or about drawn measures and days, so that they hold together. Days
lie where every value of the law is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeVar

import attrs
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules import claim, terms
from inkasso_rules.claim import Shared, Statement
from inkasso_rules.law import charging, costs, demands, interest, prescription, rates
from inkasso_rules.law.charging import ChargedCost, Excess
from inkasso_rules.law.demands import DemandLetter, InterestPart, Lack
from inkasso_rules.law.interest import Interest, InterestStart
from inkasso_rules.law.measures import CostCondition, Costs, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Prescription
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.claims import Charge, ChargeKind, Claim
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.strategies.basics import CURRENCIES, PLAIN_DAY, few, kept, maybe, moneys, seldom, texts, varied
from inkasso_rules.strategies.creditors import policies
from inkasso_rules.strategies.histories import histories, openings
from inkasso_rules.strategies.invoices import agreements, interests
from inkasso_rules.terms import Terms

__all__ = [
    "charged_costs",
    "charges",
    "citations",
    "claims",
    "conditions",
    "demand_letters",
    "exchange_rates",
    "excesses",
    "interest_parts",
    "interest_starts",
    "lacks",
    "late_interests",
    "law_days",
    "measures",
    "owed_costs",
    "prescriptions",
    "shared_payments",
    "statements",
    "terms_of_service",
]

T = TypeVar("T")

#: The days on which every value of the law is known.
_FIRST_DAY: Final = dt.date(2013, 3, 16)
_LAST_DAY: Final = dt.date(2026, 12, 31)
#: What is more than any cost may be: 10,000 kronor.
_TOO_MUCH: Final = 1_000_000


@kept
def law_days() -> SearchStrategy[dt.date]:
    """Draw a day on which every value of the law is known; shrinks to a plain one."""
    edges = (PLAIN_DAY, _FIRST_DAY, _LAST_DAY, dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2024, 2, 29))
    return st.one_of(st.sampled_from(edges), st.dates(_FIRST_DAY, _LAST_DAY))


@kept
def citations() -> SearchStrategy[Citation]:
    """Draw a source of a value of the law."""
    return st.sampled_from([row.source for parameter in SWEDEN.parameters for row in parameter.rows])


@kept
def exchange_rates() -> SearchStrategy[ExchangeRate]:
    """Draw what a krona is in another currency; shrinks to a round number of euros."""
    return st.builds(
        ExchangeRate,
        currency=st.just("SEK"),
        into=st.sampled_from([currency for currency in CURRENCIES if currency != "SEK"]),
        rate=st.decimals(Decimal("0.0001"), Decimal(100), places=4),
        on=law_days(),
    )


# --- costs ------------------------------------------------------------------------------------------------------------
@kept
@st.composite
def measures(draw: DrawFn) -> Measure:
    """Draw something done to make the debtor pay, at times taken back; shrinks to a reminder."""
    taken_on, back = draw(law_days()), draw(seldom(st.integers(0, 40)))
    return Measure(
        measure_id=f"measure-{draw(st.integers(1, 9))}",
        cost=draw(st.sampled_from([cost for cost in CostKind if cost is not CostKind.COMPENSATION])),
        taken_on=taken_on,
        as_required=draw(maybe(st.just(value=True))) if draw(st.booleans()) else False,
        withdrawn_on=None if back is None else taken_on + dt.timedelta(days=back),
    )


@kept
def conditions() -> SearchStrategy[CostCondition]:
    """Draw what the law's answer about costs depends on; shrinks to a consumer who agreed to a fee for reminders."""
    insolvent = st.tuples(law_days(), st.none())
    # fmt: off
    return varied(CostCondition(debtor_kind=DebtorKind.CONSUMER, reminder_fee_agreed=True), {
        "debtor_kind":           lambda: maybe(st.sampled_from(DebtorKind)),
        "reminder_fee_agreed":   lambda: maybe(st.just(value=False)),
        "interest_from":         law_days,
        "is_supply":             lambda: st.just(value=False),
        "insolvent":             lambda: few(insolvent, most=1),
        "never_owed":            lambda: st.just(value=True),
        "reminders_max":         lambda: st.integers(0, 3),
        "demands_max":           lambda: st.integers(0, 3),
        "presumes_requirements": lambda: st.just(value=False),
    })
    # fmt: on


@kept
def owed_costs() -> SearchStrategy[Costs]:
    """Draw what is owed by law for some measures; shrinks to nothing for none."""
    some = few(measures(), most=4, unique_by=lambda measure: (measure.cost, measure.measure_id))
    return st.builds(costs.costs_given, conditions(), some)


@kept
def charged_costs() -> SearchStrategy[ChargedCost]:
    """Draw a cost that somebody charged, or took back; shrinks to one for a reminder."""
    return st.builds(
        ChargedCost,
        charge_id=st.integers(1, 9).map(lambda number: f"charge-{number}"),
        cost=st.sampled_from(CostKind),
        amount=moneys("SEK"),
        on=law_days(),
        about=seldom(st.just("measure-1")),
    )


@kept
@st.composite
def excesses(draw: DrawFn) -> Excess:
    """Draw what was charged too much for one measure; shrinks to that for a reminder."""
    measure, amount = draw(measures()), draw(moneys("SEK", least=_TOO_MUCH))
    charged = ChargedCost(charge_id="charge-1", cost=measure.cost, amount=amount, on=measure.taken_on)
    kind = draw(maybe(st.sampled_from(DebtorKind)))
    (found,) = charging.check_costs((charged,), (measure,), debtor_kind=kind, reminder_fee_agreed=True)
    return found


# --- interest ---------------------------------------------------------------------------------------------------------
@kept
@st.composite
def late_interests(draw: DrawFn) -> Interest:
    """Draw late interest on one principal by the law or by an agreement; shrinks to that of one day."""
    start, kind = draw(law_days()), draw(maybe(st.sampled_from(DebtorKind)))
    end = min(start + dt.timedelta(days=draw(st.integers(0, 800))), _LAST_DAY)
    return interest.late_interest(
        draw(moneys(least=1_000_00)),
        start=start,
        end=end,
        rates=rates.agreed_rates(draw(interests()), debtor_kind=kind),
        day_count=draw(st.sampled_from(DayCount)),
        rounding=draw(st.sampled_from(Rounding)),
    )


@kept
@st.composite
def interest_starts(draw: DrawFn) -> InterestStart:
    """Draw the first day of late interest, or why there is none; shrinks to the day after the due date."""
    due_date, known = draw(law_days()), maybe(st.booleans())
    return interest.first_interest_day(
        due_date=due_date,
        due_date_agreed=not draw(st.booleans()),
        sent_on=draw(seldom(law_days())),
        debtor_kind=draw(maybe(st.sampled_from(DebtorKind))),
        states_interest=draw(known),
        moves=draw(st.booleans()),
    )


# --- demands ----------------------------------------------------------------------------------------------------------
@kept
def interest_parts() -> SearchStrategy[InterestPart]:
    """Draw one stretch of interest as a demand states it, at times in part only; shrinks to a whole one."""
    plain = InterestPart(
        amount=Money(10_00),
        percent=Decimal(10),
        starts_on=dt.date(2026, 3, 4),
        ends_on=PLAIN_DAY,
        principal=Money(1_250_00),
    )
    # fmt: off
    return varied(plain, {
        "amount":    lambda: maybe(moneys("SEK")),
        "percent":   lambda: maybe(st.decimals(Decimal(-1), Decimal(40), places=2)),
        "starts_on": lambda: maybe(law_days()),
        "ends_on":   lambda: maybe(law_days()),
        "principal": lambda: maybe(moneys("SEK")),
    })
    # fmt: on


@kept
def demand_letters() -> SearchStrategy[DemandLetter]:
    """Draw a demand, at times without what it must show; shrinks to one that lacks nothing."""
    plain = DemandLetter(
        sent_on=PLAIN_DAY,
        is_written=True,
        creditor_name="Prov AB",
        basis="Provtext",
        payment_way="Provtext",
        capital=Money(1_250_00),
        pay_by=PLAIN_DAY + dt.timedelta(days=14),
        is_objection_invited=True,
    )
    # fmt: off
    return varied(plain, {
        "sent_on":              law_days,
        "is_written":           lambda: maybe(st.just(value=False)),
        "creditor_name":        lambda: maybe(texts()),
        "basis":                lambda: maybe(texts()),
        "is_assigned":          lambda: st.just(value=True),
        "assignment_notice":    texts,
        "payment_way":          lambda: maybe(texts()),
        "capital":              st.none,
        "is_interest_claimed":  lambda: st.just(value=True),
        "interest":             lambda: few(interest_parts()),
        "is_cost_claimed":      lambda: st.just(value=True),
        "costs":                lambda: moneys("SEK", least=0),
        "pay_by":               lambda: maybe(law_days()),
        "is_objection_invited": lambda: maybe(st.just(value=False)),
    })
    # fmt: on


@kept
def lacks() -> SearchStrategy[Lack]:
    """Draw something that a demand lacks; shrinks to the capital."""
    found = demand_letters().map(lambda letter: demands.lacks(attrs.evolve(letter, capital=None)))
    return found.flatmap(st.sampled_from)


# --- claims -----------------------------------------------------------------------------------------------------------
@kept
@st.composite
def charges(draw: DrawFn) -> Charge:
    """Draw an amount to be paid; shrinks to goods for 1,250 kronor, of which no invoice is known."""
    due_date, sent = draw(law_days()), draw(seldom(st.integers(0, 60)))
    sent_on = None if sent is None else due_date - dt.timedelta(days=sent)
    return Charge(
        charge_id=f"inv-{draw(st.integers(2, 9))}",
        kind=draw(st.sampled_from(ChargeKind)),
        amount=draw(moneys(least=1)),
        due_date=due_date,
        sent_on=sent_on,
        received_on=sent_on if draw(st.booleans()) else None,
        states_interest=draw(maybe(st.booleans())),
    )


@kept
@st.composite
def claims(draw: DrawFn) -> Claim:
    """Draw a claim with the history of a case; shrinks to that of the plain invoice, which was just transferred."""
    opened_on = min(draw(law_days()), _LAST_DAY - dt.timedelta(days=200))
    assume(opened_on > _FIRST_DAY + dt.timedelta(days=200))
    opening = draw(openings(opened_on=opened_on))
    told = draw(histories(opening, opened_on=opened_on))
    plain = Claim.of(opening, told, agreements=draw(agreements()))
    more = tuple(
        attrs.evolve(charge, amount=Money(charge.amount.minor, plain.currency))
        for charge in draw(few(charges(), most=2, unique_by=lambda charge: charge.charge_id))
        if charge.due_date > _FIRST_DAY + dt.timedelta(days=60)
    )
    rate = draw(exchange_rates())
    return attrs.evolve(
        plain,
        charges=(*plain.charges, *more),
        claimed=draw(st.one_of(st.just(frozenset(CostKind)), st.frozensets(st.sampled_from(CostKind)))),
        sek_rate=None if plain.currency == "SEK" else attrs.evolve(rate, into=plain.currency),
    )


# --- statements -------------------------------------------------------------------------------------------------------
def _asked_on(told: Claim) -> SearchStrategy[dt.date]:
    """Draw a day to look at a claim: about its last fact, or its last due date, where the law is known."""
    last = max((told.charges[-1].due_date, *(fact.happened_on for fact in told.facts)))
    return st.integers(0, 200).map(lambda days: min(last + dt.timedelta(days=days), _LAST_DAY))


@kept
@st.composite
def statements(draw: DrawFn) -> Statement:
    """Draw what a debtor owes on a day, by any policy; shrinks to a plain claim on its last day."""
    told = draw(claims())
    return claim.statement(told, as_of=draw(_asked_on(told)), policy=draw(policies()))


def part_of(whole: SearchStrategy[T], parts: Callable[[T], Any]) -> SearchStrategy[Any]:
    """Draw one of the parts that drawn values have."""
    return whole.map(parts).filter(bool).flatmap(st.sampled_from)


@kept
@st.composite
def terms_of_service(draw: DrawFn) -> Terms:
    """Draw what the service costs a creditor up to a day; shrinks to nothing for a plain claim."""
    told = draw(claims())
    return terms.creditor_terms(told, as_of=draw(_asked_on(told)), policy=draw(policies()))


@kept
@st.composite
def shared_payments(draw: DrawFn) -> Shared:
    """Draw how a payment is shared out among claims; shrinks to one that a single claim gets."""
    told = draw(claims())
    amount = draw(moneys(told.currency, least=1))
    return claim.share_payment(amount, (told,), on=draw(_asked_on(told)))


@kept
@st.composite
def prescriptions(draw: DrawFn) -> Prescription:
    """Draw whether a claim is prescribed; shrinks to one whose origin nobody knows."""
    told = draw(claims())
    assume(told.origin_on is None or told.origin_on >= _FIRST_DAY)
    return prescription.prescription(told, as_of=draw(_asked_on(told)), moves=draw(st.booleans()))
