"""
What the service costs the creditor (LC-10, LC-11).

The service itself is free: what the debtor pays of costs and interest is the agency's fee. What the creditor pays is
the tax on that fee, what the authority takes and the debtor does not pay back, and a commission in after-collection.

Where the sources leave something open, these are our readings:

- Costs and interest are the agency's in every stage; the sources say so of the voluntary one.
- Money settles the oldest cost first, and on one day in the order of :class:`.CostKind`; what goes back leaves the
  newest unpaid.
- The authority's fees, and what the creditor's own reminders cost, are paid out when the debtor has paid them. They
  bear no tax; all other costs do, and so does the compensation for late payment, as a fee like the others.
- The representative's fee is the agency's when the debtor pays it. If not, nobody pays it.
- The tax is that of the day on which the money moved.
- After-collection lasts until legal action starts anew. What goes back counts in the stage of the payment that it
  names, or of the last one before it.
- What was set off, credited or remitted, the agency did not collect.
"""

from inkasso_rules.terms.answer import FREE, FreeOfCharge, TermCode, TermLine, Terms, creditor_terms

__all__ = ["FREE", "FreeOfCharge", "TermCode", "TermLine", "Terms", "creditor_terms"]
