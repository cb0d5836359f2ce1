# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # What if the creditor wanted to approve every demand?
#
# A notebook kept as text: open it with jupytext, or run it with plain Python. One case is followed from its transfer to
# legal action; then the same facts are judged by other settings, and by another policy, before anybody changes either.

# %%
import datetime as dt

import attrs

from inkasso_rules import eligibility, lifecycle, narrate, sample, transfer
from inkasso_rules.model.facts import Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.policy import POLICY

day, creditor = dt.date(2026, 3, 16), sample.CREDITOR
as_it_is = creditor.settings
assert as_it_is is not None
settings = Series.always(as_it_is)

# %% [markdown]
# ## The transfer

# %%
plan = transfer.plan([sample.PLAIN], rules=eligibility.MANUAL, creditor=creditor, as_of=day)
(command,) = plan.confirm([sample.PLAIN], as_of=day).cases
opened = lifecycle.open_case(command)
opened

# %% [markdown]
# ## What happened

# %%
happened = (
    Fact(fact_id="f1", kind=FactKind.REGISTERED, happened_on=dt.date(2026, 3, 17), agency_case_id="4711"),
    Fact(fact_id="f2", kind=FactKind.REMINDER_SENT, happened_on=dt.date(2026, 3, 18)),
    Fact(fact_id="f3", kind=FactKind.PAID_CREDITOR, happened_on=dt.date(2026, 3, 24), amount=Money.of(250)),
    Fact(fact_id="f4", kind=FactKind.DEMAND_SENT, happened_on=dt.date(2026, 3, 30)),
    Fact(fact_id="f5", kind=FactKind.APPROVAL_ASKED, happened_on=dt.date(2026, 4, 8), gate=Gate.LEGAL),
    Fact(
        fact_id="f6",
        kind=FactKind.APPROVAL_GIVEN,
        happened_on=dt.date(2026, 4, 9),
        gate=Gate.LEGAL,
        by_administrator=True,
    ),
    Fact(fact_id="f7", kind=FactKind.LEGAL_STARTED, happened_on=dt.date(2026, 4, 10)),
)
case, today = opened, dt.date(2026, 4, 10)
for fact in happened:
    step = lifecycle.advance(case, fact, settings=settings, as_of=fact.happened_on)
    case = step.case
    print("\n".join(narrate.step(step, "en")))
assert case.breaches == ()
case

# %% [markdown]
# ## Day by day, what could come next

# %%
for on in (dt.date(2026, 3, 18), dt.date(2026, 4, 7), dt.date(2026, 4, 8), dt.date(2026, 4, 9)):
    then = lifecycle.fold(case.facts, settings=settings, as_of=on)
    for coming in lifecycle.next_steps(then, settings=settings, as_of=on):
        print(on, narrate.next_step(coming, as_of=on, lang="en"))

# %% [markdown]
# ## Other settings: approval before every demand

# %%
careful = Series.always(attrs.evolve(as_it_is, approve_before_demand=True))
judged = lifecycle.fold(case.facts, settings=careful, as_of=today)
assert judged == case
assert [breach.code for breach in judged.breaches] == ["demand_unapproved"]
print(*(narrate.breach(breach, "en") for breach in judged.breaches), sep="\n")

# %% [markdown]
# The case stands where it stood, for a setting changes nothing that has happened. What it changes is who is to blame.
#
# ## Another policy: letters take four weekdays

# %%
patient = attrs.evolve(POLICY, presumed_post_days=4)
waited = lifecycle.fold(case.facts, settings=settings, as_of=dt.date(2026, 4, 9), policy=patient)
(legal,) = lifecycle.next_steps(waited, settings=settings, as_of=dt.date(2026, 4, 9), policy=patient)
assert legal.earliest_on == dt.date(2026, 4, 11)
print(narrate.next_step(legal, as_of=dt.date(2026, 4, 9), lang="en"))
legal
