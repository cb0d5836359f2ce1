# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # What would a reform of the law cost?
#
# A notebook kept as text: open it with jupytext, or run it with plain Python. One claim is stated under the law as it
# is, and under laws that nobody has made: a higher fee for demands, a lower margin, the rate of a half-year that is not
# published yet. Then the same law is read by other conventions.

# %%
import datetime as dt
from decimal import Decimal

import attrs

from inkasso_rules.claim import Charge, Claim, statement
from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.sweden import SWEDEN, Law
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.conventions import AllocationOrder, DayCount, Rounding
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY

# %% [markdown]
# ## A claim
#
# An invoice of 8,400 kronor to a consumer, a reminder, a demand, and a payment in part.

# %%
invoice = Charge(charge_id="I-1", amount=Money.of(8_400), due_date=dt.date(2026, 2, 27), sent_on=dt.date(2026, 1, 28))
claim = Claim(
    claim_id="C-1",
    charges=(invoice,),
    debtor_kind=DebtorKind.CONSUMER,
    agreements=Agreements(due_date=True, reminder_fee=True),
    origin_on=dt.date(2026, 1, 23),
    facts=(
        Fact(fact_id="f1", kind=FactKind.REMINDER_SENT, happened_on=dt.date(2026, 3, 9)),
        Fact(fact_id="f2", kind=FactKind.DEMAND_SENT, happened_on=dt.date(2026, 4, 1), as_required=True),
        Fact(fact_id="f3", kind=FactKind.PAID_AGENCY, happened_on=dt.date(2026, 5, 4), amount=Money.of(3_000)),
    ),
)
today = dt.date(2026, 9, 30)
as_it_is = statement(claim, as_of=today)
for line in as_it_is.lines:
    print(line.on, line.code, line.amount, line.source or line.subject)
print(as_it_is.capital, as_it_is.interest, as_it_is.costs, "in all", as_it_is.total)

# %% [markdown]
# ## A higher fee, from a day on
#
# A measure is judged by the law of its own day: a reform of the day after the demand changes nothing.

# %%
bill = Citation("a bill that nobody wrote", "1 §")


def with_demand_fee(kronor: int, first_day: dt.date) -> Law:
    """Return the law with another fee for demands."""
    return SWEDEN.evolve(demand_fee_max=SWEDEN.demand_fee_max.starting(first_day, Money.of(kronor), source=bill))


for first_day in (dt.date(2026, 4, 1), dt.date(2026, 4, 2)):
    reformed = statement(claim, as_of=today, law=with_demand_fee(220, first_day))
    print("from", first_day, "costs", reformed.costs_by_law, "in all", reformed.total)
same_day = statement(claim, as_of=today, law=with_demand_fee(220, dt.date(2026, 4, 1)))
day_after = statement(claim, as_of=today, law=with_demand_fee(220, dt.date(2026, 4, 2)))
assert same_day.costs_by_law - as_it_is.costs_by_law == Money.of(40)
assert day_after.total == as_it_is.total

# %% [markdown]
# The 40 kronor cost the debtor a little more than 40: the payment settles costs first, so that less of it lowers the
# capital, which bears interest.

# %%
same_day.total - as_it_is.total

# %% [markdown]
# ## A lower margin
#
# Interest is judged day by day: what ran before the reform stays.

# %%
margin = SWEDEN.late_interest_margin.starting(dt.date(2026, 7, 1), Decimal(6), source=bill)
milder = statement(claim, as_of=today, law=SWEDEN.evolve(late_interest_margin=margin))
assert milder.interest_accrued < as_it_is.interest_accrued
for one in milder.segments:
    print(one.segment.starts_on, one.segment.ends_on, f"{one.segment.percent} %", one.segment.principal)

# %% [markdown]
# ## A half-year that is not published
#
# It is never assumed. A host that must plan says what it assumes, and keeps it apart from the law.

# %%
later = dt.date(2027, 3, 31)
try:
    statement(claim, as_of=later)
except NotInForceError as error:
    print(error)
guess = SWEDEN.reference_rate.starting(
    dt.date(2027, 1, 1),
    Decimal("2.50"),
    source=Citation("an assumption", "of ours"),
    known_through=dt.date(2027, 6, 30),
)
planned = statement(claim, as_of=later, law=SWEDEN.evolve(reference_rate=guess))
print(planned.interest, "by", planned.segments[-1].segment.source)

# %% [markdown]
# ## The same law, read otherwise

# %%
for name, policy in {
    "as it is": POLICY,
    "30 days a month": attrs.evolve(POLICY, day_count=DayCount.THIRTY_360),
    "whole kronor": attrs.evolve(POLICY, rounding=Rounding.KRONOR),
    "capital first": attrs.evolve(POLICY, allocation=AllocationOrder.CAPITAL_INTEREST_COSTS),
}.items():
    read = statement(claim, as_of=today, policy=policy)
    print(f"{name:16}", read.capital, read.interest, read.costs, "in all", read.total)
