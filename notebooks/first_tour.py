# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # A first tour
#
# A notebook kept as text: open it with jupytext, or run it with plain Python. A ledger is judged, one of its invoices
# is followed through collection, what the debtor owes is stated for every day, and what the agency pays is booked.
# Everything here is made up, and nothing but values goes in and comes out.

# %%
import datetime as dt
from collections import Counter

import matplotlib.pyplot as plt

from inkasso_rules import claim, eligibility, lifecycle, narrate, sample, transfer
from inkasso_rules.journal import post_settlement
from inkasso_rules.ledger.clearing import clear, clearing_items
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.model.settlements import BankRow, Part, PartKind, SettledPayment, Settlement

creditor, as_of = sample.CREDITOR, sample.AS_OF
assert creditor.settings is not None
settings = Series.always(creditor.settings)

# %% [markdown]
# ## 1. A ledger is judged
#
# Which overdue invoices may go to the agency today? Each no comes with all its reasons.

# %%
plan = transfer.plan(sample.INVOICES, rules=eligibility.MANUAL, creditor=creditor, as_of=as_of)
reasons = Counter(block.code for decision in plan.blocked for block in decision.blocks)
print(f"{plan.count} of {len(sample.INVOICES)} may go by hand; what stops the others most:")
for code, count in reasons.most_common(5):
    print(f"  {count:>2} {code}")
assert plan.count > 0

# %% [markdown]
# ## 2. A case is followed
#
# One invoice is transferred. The agency reminds, demands, and is paid in part; the case tells what each of that means.

# %%
(command,) = (
    transfer.plan([sample.PLAIN], rules=eligibility.MANUAL, creditor=creditor, as_of=as_of)
    .confirm([sample.PLAIN], as_of=as_of)
    .cases
)
case = lifecycle.open_case(command)
paid_on = dt.date(2026, 4, 20)
facts = (
    Fact(fact_id="1", kind=FactKind.REGISTERED, happened_on=as_of),
    Fact(fact_id="2", kind=FactKind.REMINDER_SENT, happened_on=dt.date(2026, 3, 18)),
    Fact(fact_id="3", kind=FactKind.DEMAND_SENT, happened_on=dt.date(2026, 3, 30)),
    Fact(fact_id="4", kind=FactKind.PAID_AGENCY, happened_on=paid_on, amount=Money.of(900), capital=Money.of(600)),
)
for fact in facts:
    step = lifecycle.advance(case, fact, settings=settings, as_of=fact.happened_on)
    case = step.case
    print("\n".join(narrate.step(step, "en")))
case

# %% [markdown]
# ## 3. What the debtor owes, day by day
#
# The same facts, followed in money: capital, late interest by the law of each day, and the costs that the law allows.

# %%
owed = claim.Claim.of(case.opening, case.facts, agreements=command.agreements, sent_on=sample.PLAIN.invoice_date)
days = [dt.date(2026, 3, 4) + dt.timedelta(days=number) for number in range(75)]
statements = [claim.statement(owed, as_of=day) for day in days]
print("\n".join(narrate.statement(statements[-1], "en")))

# %%
figure, axes = plt.subplots(figsize=(8, 4))
axes.stackplot(
    range(len(days)),
    [float(one.capital.decimal) for one in statements],
    [float(one.costs.decimal) for one in statements],
    [float(one.interest.decimal) for one in statements],
    labels=("capital", "costs", "interest"),
    step="post",
)
axes.set(title="What the debtor owes", ylabel="SEK")
shown = range(0, len(days), 14)
axes.set_xticks(shown, labels=[days[number].isoformat() for number in shown])
axes.legend(loc="lower left")
figure

# %% [markdown]
# The payment of 20 April settles what the agency said: 600 kronor of the capital, and the rest of costs and interest.
#
# ## 4. What the agency pays is booked
#
# The agency keeps costs and interest, and pays out the capital without the VAT on its costs. How the invoice stands in
# the books decides the accounts; the voucher balances, or there is none.

# %%
settlement = Settlement(
    settlement_id="S-1",
    creditor_id=creditor.creditor_id,
    settled_on=paid_on,
    payments=(
        SettledPayment(
            payment_id="P-1",
            invoice="plain",
            paid_on=paid_on,
            capital=Money.of(600),
            deductions=(Part(kind=PartKind.VAT, amount=Money.of(75)),),
            payout=Money.of(525),
            kept_costs=Money.of(300),
        ),
    ),
    payout=Money.of(525),
    brought_forward=Money.zero(),
)
posted = post_settlement(settlement, sample.BOOKED)
print("\n".join(narrate.posted(posted, "en")))
assert not any((posted.held, posted.unmatched, posted.differences))

# %% [markdown]
# ## 5. The bank row empties the clearing account

# %%
row = BankRow(
    row_id="B-1", booked_on=dt.date(2026, 4, 21), amount=Money.of(525), counterparty="Kravia AB", reference="S-1"
)
vouchers = (*posted.vouchers, *post_bank_row(row).vouchers)
cleared = clear(clearing_items(vouchers, events=(settlement, row)))
print("\n".join(narrate.clearing(cleared, as_of=row.booked_on, lang="en")))
assert cleared.balance == Money.zero()
assert cleared.waiting == ()
