"""
Cases, what a debtor owes and what a creditor pays, in the languages of :mod:`inkasso_rules.words`.

Renders; decides nothing. No sentence tells who the debtor is, which user answered, or what the agency's own codes hold.
"""

from inkasso_rules.narrate.cases import answer, breach, case, command, correction, fact, mark, next_step, step
from inkasso_rules.narrate.claims import cost_line, excess, interest, lack, prescription, statement, terms, warning

__all__ = [
    "answer",
    "breach",
    "case",
    "command",
    "correction",
    "cost_line",
    "excess",
    "fact",
    "interest",
    "lack",
    "mark",
    "next_step",
    "prescription",
    "statement",
    "step",
    "terms",
    "warning",
]
