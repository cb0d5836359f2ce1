"""
Cases, what a debtor owes, what a creditor pays and what is booked, in the languages of :mod:`inkasso_rules.words`.

Renders; decides nothing. No sentence tells who the debtor is, which user answered, or what the agency's own codes hold.
"""

from inkasso_rules.narrate.cases import answer, breach, case, command, correction, fact, mark, next_step, step
from inkasso_rules.narrate.claims import cost_line, excess, interest, lack, prescription, statement, terms, warning
from inkasso_rules.narrate.journal import clearing, hold, line, posted, voucher

__all__ = [
    "answer",
    "breach",
    "case",
    "clearing",
    "command",
    "correction",
    "cost_line",
    "excess",
    "fact",
    "hold",
    "interest",
    "lack",
    "line",
    "mark",
    "next_step",
    "posted",
    "prescription",
    "statement",
    "step",
    "terms",
    "voucher",
    "warning",
]
