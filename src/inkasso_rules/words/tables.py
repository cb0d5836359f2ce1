"""The form that the words of every language have."""

from __future__ import annotations

from types import MappingProxyType

import attrs

__all__ = ["CaseWords", "ClaimWords", "JournalWords", "Words"]


@attrs.frozen(kw_only=True)
class CaseWords:
    """
    What is said of cases in one language, by code.

    Attributes:
        facts: Clauses by kind of fact; they may name what the fact says in braces.

        additions: What is said besides of a fact, by what it says, or by its kind and what it says.

        breaches: Clauses by code of a check.

        steps: Names of the steps that may come next.

        waits: What a step waits for.

        marks: What the creditor must do, by code of a red mark.

        requests: What the creditor may want to do.

        commands: What is sent to the agency, by the name of its type; they may name its fields in braces.

        phrases: What joins and frames all of the above.
    """

    facts: MappingProxyType[str, str]
    additions: MappingProxyType[str, str]
    breaches: MappingProxyType[str, str]
    steps: MappingProxyType[str, str]
    waits: MappingProxyType[str, str]
    marks: MappingProxyType[str, str]
    requests: MappingProxyType[str, str]
    commands: MappingProxyType[str, str]
    phrases: MappingProxyType[str, str]


@attrs.frozen(kw_only=True)
class ClaimWords:
    """
    What is said in one language of what a debtor owes, and a creditor pays, by code.

    Attributes:
        lines: What a line of a statement is about; it may name a charge, its kind, costs or an event in braces.

        events: Names of what moves money, or interrupts prescription, by kind of fact.

        reasons: Clauses why a cost is not owed, or not all of it.

        bases: Clauses why late interest runs from a day, or does not run.

        warnings: Clauses of what an answer rests on without being certain of it.

        lacks: Clauses of what a demand lacks.

        statuses: Clauses whether a claim is prescribed.

        causes: Clauses why something interrupts prescription.

        terms: Names of what costs the creditor something.

        free: Names of what the service has without charge.

        values: Words for kinds of charges, and for conventions.

        sources: Names of sources that are no acts, and of places in them; all others are cited as they are.

        phrases: What joins and frames all of the above.
    """

    lines: MappingProxyType[str, str]
    events: MappingProxyType[str, str]
    reasons: MappingProxyType[str, str]
    bases: MappingProxyType[str, str]
    warnings: MappingProxyType[str, str]
    lacks: MappingProxyType[str, str]
    statuses: MappingProxyType[str, str]
    causes: MappingProxyType[str, str]
    terms: MappingProxyType[str, str]
    free: MappingProxyType[str, str]
    values: MappingProxyType[str, MappingProxyType[str, str]]
    sources: MappingProxyType[str, str]
    phrases: MappingProxyType[str, str]


@attrs.frozen(kw_only=True)
class JournalWords:
    """
    What is said in one language of vouchers, and of what posting gives back, by code.

    Attributes:
        lines: What a line is for.

        vouchers: What a voucher is for; it may name its subject, or the voucher that it reverses, in braces.

        holds: Clauses why something is held, or a voucher not reversed.

        unmatched: Clauses why a payment has no account; they may name its invoice in braces.

        differences: Names of what differs.

        values: Words for how an invoice is booked, and for the parts of a payment.

        phrases: What joins and frames all of the above.
    """

    lines: MappingProxyType[str, str]
    vouchers: MappingProxyType[str, str]
    holds: MappingProxyType[str, str]
    unmatched: MappingProxyType[str, str]
    differences: MappingProxyType[str, str]
    values: MappingProxyType[str, MappingProxyType[str, str]]
    phrases: MappingProxyType[str, str]


@attrs.frozen(kw_only=True)
class Words:
    """
    All that is said in one language, by code.

    A clause is a main clause without capital and full stop, so that it can stand alone or after another one. The clause
    of a rule may name any field of the judged record in braces, and besides: ``{limit}``, which it is held against;
    ``{needed}``, a number above that limit, or not below it; ``{days_wanted}`` and ``{days_passed}``, how many days
    must pass after a date and how many have.

    Attributes:
        language: ISO 639 two-letter code.

        thousands: What separates groups of three digits.

        decimals: What separates whole units from decimals.

        blocks: Clauses by code of a reason, those of warnings and of unknown facts included.

        otherwise: Second clauses, for where the first cannot be filled in.

        reasons: Clauses by code of a reason that refuses an act.

        notices: Clauses by code of a notice; one that is about money names ``{amount}``.

        fields: Names of the facts of an invoice.

        details: Names of settings and company details that a notice may be about.

        values: Words for the codes that a field or type may hold.

        columns: Heads of a table of decisions, or of the rules of one.

        phrases: What joins and frames all of the above.

        cases: What is said of cases.

        claims: What is said of what a debtor owes, and a creditor pays.

        journal: What is said of vouchers.

        listing: Heads and names in the list of the payments of a settlement, and what frames them.
    """

    language: str
    thousands: str
    decimals: str
    blocks: MappingProxyType[str, str]
    otherwise: MappingProxyType[str, str]
    reasons: MappingProxyType[str, str]
    notices: MappingProxyType[str, str]
    fields: MappingProxyType[str, str]
    details: MappingProxyType[str, str]
    values: MappingProxyType[str, MappingProxyType[str, str]]
    columns: MappingProxyType[str, str]
    phrases: MappingProxyType[str, str]
    cases: CaseWords
    claims: ClaimWords
    journal: JournalWords
    listing: MappingProxyType[str, str]
