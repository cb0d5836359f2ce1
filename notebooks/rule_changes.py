# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # What would a rule change do?
#
# A notebook kept as text: open it with jupytext, or run it with plain Python. It asks of the sample ledger what happens
# if the delay grows to eight days, and if small debts are left out, before anybody changes a setting.

# %%
import datetime as dt

import attrs

from inkasso_rules import compare, eligibility, explain, sample
from inkasso_rules.policy import POLICY

day = dt.date(2026, 3, 16)
ledger, creditor = sample.INVOICES, sample.CREDITOR

# %% [markdown]
# ## Today

# %%
both = [eligibility.both_ways(invoice, creditor=creditor, as_of=day) for invoice in ledger]
print(
    sum(one.manual.eligible for one in both),
    "may go by hand,",
    sum(one.automatic.eligible for one in both),
    "automatically",
)
for one in both[:5]:
    print(explain.difference(one, lang="en"))

# %% [markdown]
# ## A longer delay

# %%
base = compare.Scenario(rules=eligibility.AUTOMATIC, creditor=creditor)
slow = attrs.evolve(base, policy=attrs.evolve(POLICY, delay_days_min=8))
patience = compare.compare(ledger, base, slow, as_of=day)
assert all(change.after.eligible_from is None or change.days_later != 0 for change in patience.changes)
patience

# %%
for change in patience.changes:
    print(change.invoice_id, "waits", change.days_later, "days longer;", ", ".join(change.gained) or "no new reason")

# %% [markdown]
# ## Without small debts

# %%
small = eligibility.Rule("X-1", "small_debt", lambda f, _: f.open_amount < 50_000)
frugal = attrs.evolve(base, rules=eligibility.AUTOMATIC.extend(small))
savings = compare.compare(ledger, base, frugal, as_of=day)
assert {code for code, _ in savings.gained} == {"small_debt"}
print(len(savings.no_longer_eligible), "would stay home, worth", *map(str, savings.no_longer_eligible_totals))
savings
