"""
What a debtor owes: measures and costs, interest, statements with their parts, demands, prescription, terms.

They are asked of the library about a drawn claim, or about drawn measures and days, so that they hold together. Days
lie where every value of the law is known.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

import attrs
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
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.strategies.basics import CURRENCIES, PLAIN_DAY, few, kept, maybe, moneys, seldom, texts, varied
from inkasso_rules.strategies.claims import claims, statement_days
from inkasso_rules.strategies.creditors import policies
from inkasso_rules.terms import Terms

__all__ = [
    "charged_costs",
    "citations",
    "conditions",
    "demand_letters",
    "excesses",
    "exchange_rates",
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

#: The days on which every value of the law is known.
_FIRST_DAY: Final = dt.date(2023, 7, 1)
_LAST_DAY: Final = dt.date(2026, 12, 31)
#: From here on the tax is known of all that a claim may have seen.
_TAX_KNOWN: Final = dt.date(2025, 7, 1)
#: A few agreements: the library adds the rates up once for each.
_AGREED: Final = (
    None,
    AgreedInterest(percent=Decimal("12.5")),
    AgreedInterest(percent=Decimal(0)),
    AgreedInterest(margin=Decimal("0.25")),
)
#: More than any cost may be.
_TOO_MUCH: Final = Money(10_000_00)


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
        "applications_max":      lambda: st.integers(0, 3),
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
    measure, amount = draw(measures()), draw(moneys("SEK", least=0)) + _TOO_MUCH
    charged = ChargedCost(charge_id="charge-1", cost=measure.cost, amount=amount, on=measure.taken_on)
    kind = draw(maybe(st.sampled_from(DebtorKind)))
    (found,) = charging.check_costs((charged,), (measure,), debtor_kind=kind, reminder_fee_agreed=True)
    return found


# --- interest ---------------------------------------------------------------------------------------------------------
@kept
@st.composite
def late_interests(draw: DrawFn) -> Interest:
    """Draw late interest on one principal by the law or by an agreement; shrinks to that of one day."""
    start = draw(law_days())
    end = min(start + dt.timedelta(days=draw(st.integers(0, 800))), _LAST_DAY)
    return interest.late_interest(
        draw(moneys(least=1_000_00)),
        start=start,
        end=end,
        rates=rates.agreed_rates(draw(st.sampled_from(_AGREED)), debtor_kind=None),
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
        "is_debtor_insolvent":  lambda: st.just(value=True),
        "is_to_administrator":  lambda: maybe(st.booleans()),
    })
    # fmt: on


@kept
def lacks() -> SearchStrategy[Lack]:
    """Draw something that a demand lacks; shrinks to the capital."""
    found = demand_letters().map(lambda letter: demands.lacks(attrs.evolve(letter, capital=None)))
    return found.flatmap(st.sampled_from)


# --- statements -------------------------------------------------------------------------------------------------------
@kept
@st.composite
def statements(draw: DrawFn) -> Statement:
    """Draw what a debtor owes on a day, by any policy; shrinks to that of the plain claim."""
    as_of = draw(statement_days())
    return claim.statement(draw(claims(as_of=as_of)), as_of=as_of, policy=draw(policies()))


@kept
@st.composite
def terms_of_service(draw: DrawFn) -> Terms:
    """Draw what the service costs a creditor up to a day; shrinks to nothing for the plain claim."""
    as_of = draw(st.one_of(st.just(PLAIN_DAY), st.dates(_TAX_KNOWN, _LAST_DAY)))
    return terms.creditor_terms(draw(claims(as_of=as_of)), as_of=as_of, policy=draw(policies()))


@kept
@st.composite
def shared_payments(draw: DrawFn) -> Shared:
    """Draw how a payment is shared out between two claims; shrinks to one that the first gets alone."""
    as_of = draw(statement_days())
    first, second = (draw(claims(as_of=as_of, currency="SEK")) for _ in range(2))
    both = (first, attrs.evolve(second, claim_id="claim-2"))
    return claim.share_payment(draw(moneys("SEK", least=1)), both, on=as_of)


@kept
@st.composite
def prescriptions(draw: DrawFn) -> Prescription:
    """Draw whether a claim is prescribed; shrinks to nobody knows, since nobody knows when the plain claim arose."""
    as_of = draw(statement_days())
    told = draw(claims(as_of=as_of))
    later = as_of + dt.timedelta(days=draw(st.sampled_from((0, 1_000, 4_000))))
    return prescription.prescription(told, as_of=later, moves=draw(st.booleans()))
