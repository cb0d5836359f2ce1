"""
Which invoices may go to the agency, by hand or automatically; if not, every reason and the day it clears (AU-*, MA-*).

:data:`MANUAL` and :data:`AUTOMATIC` are two rule sets over one vocabulary. Neither contains the other: an invoice may
go by hand and not automatically, and the other way round. Every rule runs; a decision holds all reasons, in table
order.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

import attrs

from inkasso_rules import htmltable
from inkasso_rules import rules as engine
from inkasso_rules.candidates import Candidate, Cutoffs, candidate, cutoffs
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Channel, Invoice, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.reasons import Block, Source
from inkasso_rules.requirements import decides
from inkasso_rules.rules import Bound, RuleSet, never
from inkasso_rules.symbols import among, flag, lacks, outside

__all__ = [
    "AUTOMATIC",
    "AUTOMATIC_ONLY",
    "MANUAL",
    "MANUAL_ONLY",
    "MANUAL_WARNINGS",
    "POLICY",
    "SHARED",
    "WARNINGS",
    "BothWays",
    "Decider",
    "Decision",
    "Rule",
    "both_ways",
    "decide",
    "decider",
    "nearly",
    "start_stage",
]

#: A rule over the facts of an invoice and the limits of a day.
Rule = engine.Rule[Candidate, Cutoffs]

F = TypeVar("F", bound=Candidate)
C = TypeVar("C", bound=Cutoffs)

_OURS: Final = Source.OURS
_SALES: Final = frozenset({InvoiceKind.SALES_INVOICE})
_NO_SENDING: Final = frozenset({Channel.NO_SENDING})
_COVERED: Final = frozenset({InvoiceStatus.SENT, InvoiceStatus.PARTLY_PAID})
_APPROVED: Final = frozenset({InvoiceStatus.APPROVED})
_UNFINISHED: Final = frozenset({InvoiceStatus.UNSAVED, InvoiceStatus.EMPTY, InvoiceStatus.UNFINISHED})
_NOT_SENT: Final = frozenset({InvoiceStatus.NOT_SENT})
_PAID: Final = frozenset({InvoiceStatus.PAID, InvoiceStatus.MARKED_PAID})
_VOID: Final = frozenset({InvoiceStatus.INVALIDATED, InvoiceStatus.OVERRIDDEN, InvoiceStatus.DELETED})
# Every other status blocks, also one that the ERP may add; likewise every other registration.
_NAMED: Final = _COVERED | _APPROVED | _UNFINISHED | _NOT_SENT | _PAID | _VOID
_NOT_TRANSFERRED: Final = frozenset({Registration.NONE, Registration.REFUSED, Registration.DUPLICATE})
_DUPLICATE: Final = frozenset({Registration.DUPLICATE})


def _after(day: dt.date, days: int) -> dt.date | None:
    """Return the day *days* later, or none past the end of the calendar."""
    return day + dt.timedelta(days=days) if (dt.date.max - day).days >= days else never


# fmt: off
#: What blocks both ways.
SHARED: Final = (
    #    by       code                          blocks when (then: the day it clears; our source; mendable)
    Rule("ON-6",  "creditor_outside_sweden",    lambda _, c: flag(c.outside_sweden)),
    Rule("ON-4",  "service_not_active",         lambda _, c: flag(c.service_inactive)),
    Rule("ON-2",  "agreement_unsigned",         lambda _, c: flag(c.agreement_unsigned) & flag(c.unsigned_blocks),               source=_OURS, mendable=True),
    Rule("ON-8",  "api_user_missing",           lambda _, c: flag(c.api_user_missing),                                           mendable=True),
    Rule("ON-1",  "creditor_id_missing",        lambda _, c: flag(c.creditor_id_missing),                                        mendable=True),
    Rule("ON-1",  "creditor_address_missing",   lambda _, c: flag(c.creditor_address_missing),                                   mendable=True),
    Rule("ON-1",  "bank_account_missing",       lambda _, c: flag(c.bank_account_missing),                                       mendable=True),
    Rule("ON-1",  "bic_missing",                lambda _, c: flag(c.bic_missing),                                                mendable=True),
    Rule("MA-7",  "not_a_sales_invoice",        lambda f, _: outside(f.kind, _SALES)),
    Rule("MA-13", "unfinished",                 lambda f, _: among(f.status, _UNFINISHED),                                       source=_OURS, mendable=True),
    Rule("MA-13", "not_sent",                   lambda f, _: among(f.status, _NOT_SENT) |
                                                             (among(f.status, _APPROVED) & outside(f.channel, _NO_SENDING)),     source=_OURS, mendable=True),
    Rule("MA-7",  "paid",                       lambda f, _: among(f.status, _PAID)),
    Rule("MA-13", "voided",                     lambda f, _: among(f.status, _VOID),                                             source=_OURS),
    Rule("MA-13", "status_not_open",            lambda f, _: outside(f.status, _NAMED),                                          source=_OURS),
    Rule("MA-7",  "credit_note",                lambda f, _: f.total < 0),
    Rule("MA-7",  "total_not_positive",         lambda f, _: f.total <= 0),
    Rule("MA-7",  "open_amount_not_positive",   lambda f, _: f.open_amount <= 0),
    Rule("MA-7",  "not_overdue",                lambda f, c: f.due_date >= c.as_of,                                              lambda f, _: _after(f.due_date, 1)),
    Rule("MA-6",  "too_old",                    lambda f, c: f.invoice_date < c.oldest_invoice_date),
    Rule("OWN-3", "debtor_name_missing",        lambda f, _: lacks(f.has_name),                                                  source=_OURS, mendable=True),
    Rule("MA-5",  "debtor_address_missing",     lambda f, _: lacks(f.has_address),                                               mendable=True),
    Rule("MA-9",  "already_transferred",        lambda f, _: outside(f.registration, _NOT_TRANSFERRED),                          source=_OURS),
    Rule("MA-9",  "duplicate_at_agency",        lambda f, _: among(f.registration, _DUPLICATE),                                  source=_OURS),
    Rule("OWN-2", "disputed",                   lambda f, _: flag(f.disputed),                                                   source=_OURS),
    Rule("OWN-1", "held",                       lambda f, c: f.held_until > c.as_of,                                             lambda f, _: f.held_until, source=_OURS),
)

#: What blocks a transfer by hand besides.
MANUAL_ONLY: Final = (
    Rule("MA-12", "at_other_agency",            lambda f, c: flag(f.at_other_agency) & flag(c.other_agency_blocks),              source=_OURS),
    Rule("MA-1",  "invoice_too_young",          lambda f, c: f.invoice_date > c.latest_invoice_date,                             lambda f, c: _after(f.invoice_date, c.invoice_days)),
    Rule("MA-1",  "due_too_recently",           lambda f, c: f.due_date > c.latest_due_date,                                     lambda f, c: _after(f.due_date, c.due_days)),
)

#: What blocks automatic transfer besides.
AUTOMATIC_ONLY: Final = (
    Rule("AU-8",  "at_other_agency",            lambda f, _: flag(f.at_other_agency)),
    Rule("AU-1",  "automation_off",             lambda _, c: flag(c.automation_off),                                             lambda _, c: c.automatic_from),
    Rule("AU-3",  "delay",                      lambda f, c: f.due_date > c.latest_due_date_automatic,                           lambda f, c: _after(f.due_date, c.delay_days)),
    Rule("AU-2",  "amount_minimum",             lambda f, c: ((f.ledger_total < c.amount_minimum) & flag(c.minimum_covered)) |
                                                             ((f.ledger_total <= c.amount_minimum) & lacks(c.minimum_covered))),
    Rule("AU-4",  "group_excluded",             lambda f, c: among(f.group, c.excluded_groups)),
    Rule("AU-5",  "status_not_covered",         lambda f, _: outside(f.status, _COVERED)),
    Rule("AU-6",  "financed",                   lambda f, _: flag(f.financed)),
    Rule("AU-7",  "reminded",                   lambda f, _: flag(f.reminded)),
    Rule("AU-9",  "overdue_before_automation",  lambda f, c: f.due_date < c.covered_from),
)

#: What is worth knowing both ways, and blocks nothing.
WARNINGS: Final = (
    Rule("ON-2",  "agreement_unsigned_allowed", lambda _, c: flag(c.agreement_unsigned) & lacks(c.unsigned_blocks),              source=_OURS),
    Rule("MA-8",  "foreign_currency",           lambda f, c: outside(f.currency, c.ledger_currencies)),
    Rule("OWN-5", "open_amount_above_total",    lambda f, _: f.open_amount > f.total,                                            source=_OURS, mendable=True),
    Rule("MA-11", "attachments_too_large",      lambda f, c: f.transfer_bytes > c.transfer_bytes_max),
    Rule("SE-5",  "letter_text_truncated",      lambda f, c: flag(c.letter_has_text) & (f.letter_chars > c.letter_chars_max)),
    Rule("MA-14", "identifier_missing",         lambda f, _: lacks(f.has_identifier),                                            source=_OURS, mendable=True),
    Rule("MA-14", "debtor_kind_missing",        lambda f, _: lacks(f.has_debtor_kind),                                           source=_OURS, mendable=True),
    Rule("MA-14", "due_date_agreement_missing", lambda f, _: lacks(f.has_due_date_agreement),                                    source=_OURS, mendable=True),
    Rule("MA-14", "fee_agreement_missing",      lambda f, _: lacks(f.has_reminder_fee_agreement),                                source=_OURS, mendable=True),
    Rule("MA-14", "interest_agreement_missing", lambda f, _: lacks(f.has_interest_agreement),                                    source=_OURS, mendable=True),
)

#: What is worth knowing by hand besides: automatic transfer leaves these out.
MANUAL_WARNINGS: Final = (
    Rule("LC-2",  "starts_at_demand",           lambda f, _: flag(f.reminded)),
    Rule("AU-6",  "financed_by_hand",           lambda f, _: flag(f.financed)),
    Rule("MA-12", "at_other_agency_allowed",    lambda f, c: flag(f.at_other_agency) & lacks(c.other_agency_blocks),             source=_OURS),
)
# fmt: on

#: Transfer by hand.
MANUAL: Final = RuleSet(
    name="manual",
    record=Candidate,
    cutoffs=Cutoffs,
    flatten=candidate,
    measure=cutoffs,
    blocks=SHARED + MANUAL_ONLY,
    warnings=WARNINGS + MANUAL_WARNINGS,
)

#: Automatic transfer.
AUTOMATIC: Final = RuleSet(
    name="automatic",
    record=Candidate,
    cutoffs=Cutoffs,
    flatten=candidate,
    measure=cutoffs,
    blocks=SHARED + AUTOMATIC_ONLY,
    warnings=WARNINGS,
)


@attrs.frozen(kw_only=True)
class Decision:
    """
    Whether one invoice may go on one day, and why not.

    Attributes:
        invoice_id: The invoice.

        as_of: The day that was asked about.

        rules_name: The rule set that judged.

        rules_digest: The fingerprint of its rules; a host's extended set may keep the name.

        policy_digest: The fingerprint of the policy that it judged by.

        candidate: The facts that it saw; no personal data.

        blocks: Every reason why not, in table order; none when the invoice may go.

        warnings: What is worth knowing and blocks nothing.

        start_stage: Where the case starts.

        eligible_from: The first day on which it may go, all else unchanged; none when time alone does not get it there.
    """

    invoice_id: str
    as_of: dt.date
    rules_name: str
    rules_digest: str
    policy_digest: str
    candidate: Candidate
    blocks: tuple[Block, ...]
    warnings: tuple[Block, ...]
    start_stage: Stage
    eligible_from: dt.date | None

    @property
    def eligible(self) -> bool:
        """Whether nothing blocks."""
        return not self.blocks

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the blocks, in order."""
        return tuple(block.code for block in self.blocks)

    def _repr_html_(self) -> str:
        """Show the decision in a notebook: the verdict, then every reason and warning in English."""
        verdict = "yes" if self.eligible else f"not before {self.eligible_from}" if self.eligible_from else "no"
        rows = (
            (kind, block.code, _in_english(block, self.candidate), block.clears_on, block.requirement)
            for kind, blocks in (("blocks", self.blocks), ("warns", self.warnings))
            for block in blocks
        )
        return htmltable.table(
            f"{self.invoice_id}, {self.rules_name}, {self.as_of}: {verdict}",
            ("", "code", "reason", "clears on", "requirement"),
            rows,
        )


def _in_english(block: Block, facts: Candidate) -> str:
    # Only a notebook asks; a host that decides need not load the words of every language.
    from inkasso_rules.words import phrasing, words_in  # noqa: PLC0415

    clause = phrasing.clause(
        code=block.code,
        wanted=block.wanted,
        clears_on=block.clears_on,
        fields=(seen.field for seen in block.observed),
        record=facts,
        words=words_in("en"),
    )
    return phrasing.sentence(clause)


@decides("LC-2")
def start_stage(facts: Candidate) -> Stage:
    """
    Return where the case starts: at the demand if the creditor has reminded already, else at the reminder.

    Where nobody knows, it starts at the reminder: one reminder too many harms less than a demand too early (our
    reading).
    """
    return Stage.DEMAND if facts.reminded else Stage.REMINDER


@attrs.frozen(kw_only=True, eq=False)
class Decider(Generic[F, C]):
    """
    Judges invoices of one creditor on one day; made by :func:`decider`.

    Attributes:
        bound: The rule set with the day's limits.

        creditor: Whose invoices they are.

        policy: What it judges by.

        policy_digest: The policy's fingerprint, taken once.

        mask: From the facts of an invoice to the sum of the bits that block; 0 when it may go. The quick way, for many.
    """

    bound: Bound[F, C]
    creditor: Creditor
    policy: Policy
    policy_digest: str
    mask: Callable[[F], int] = attrs.field(init=False, repr=False)
    _mask_on: Callable[[dt.date], Callable[[F], int]] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Take the compiled function out of the bound rule set, so that a call costs one call; remember later days."""
        object.__setattr__(self, "mask", self.bound.mask)
        # Many invoices clear on few days, so each day is bound once; what is remembered never changes an answer.
        object.__setattr__(self, "_mask_on", functools.cache(self._bound_on))

    def _bound_on(self, day: dt.date) -> Callable[[F], int]:
        rules = self.bound.rules
        return rules.bind(rules.measure(self.creditor, self.policy, as_of=day)).mask

    @property
    def as_of(self) -> dt.date:
        """The day that is asked about."""
        return self.bound.cutoffs.as_of

    def candidate(self, invoice: Invoice, /) -> F:
        """Flatten an invoice into what the rules read."""
        return self.bound.rules.flatten(invoice, self.creditor, self.policy)

    def __call__(self, invoice: Invoice, /) -> Decision:
        """Judge one invoice."""
        facts = self.candidate(invoice)
        blocks = self.bound.blocks(facts)
        return Decision(
            invoice_id=invoice.invoice_id,
            as_of=self.as_of,
            rules_name=self.bound.rules.name,
            rules_digest=self.bound.rules.digest,
            policy_digest=self.policy_digest,
            candidate=facts,
            blocks=blocks,
            warnings=self.bound.warnings(facts),
            start_stage=start_stage(facts),
            eligible_from=self._eligible_from(facts, blocks),
        )

    def _eligible_from(self, facts: F, blocks: tuple[Block, ...]) -> dt.date | None:
        """Return the last clearing day, if nothing blocks then: meanwhile an invoice may have grown too old."""
        if not blocks:
            return self.as_of
        days = tuple(block.clears_on for block in blocks if block.clears_on is not None)
        if len(days) < len(blocks):
            return None
        return None if self._mask_on(max(days))(facts) else max(days)


def decider(*, rules: RuleSet[F, C], creditor: Creditor, as_of: dt.date, policy: Policy = POLICY) -> Decider[F, C]:
    """
    Prepare to judge many invoices of one creditor on one day.

    Args:
        rules: :data:`MANUAL`, :data:`AUTOMATIC`, or a host's own.

        creditor: Whose invoices they are.

        as_of: The day to judge by. The library never asks for today's date.

        policy: What the service says.

    Raises:
        LedgerCurrencyError: If the lowest invoice amount is not in the ledger currency.
    """
    limits = rules.measure(creditor, policy, as_of=as_of)
    return Decider(bound=rules.bind(limits), creditor=creditor, policy=policy, policy_digest=policy.digest)


@decides("MA-2")
def decide(
    invoice: Invoice, /, *, rules: RuleSet[F, C], creditor: Creditor, as_of: dt.date, policy: Policy = POLICY
) -> Decision:
    """
    Tell whether *invoice* may be transferred on *as_of*; if not, every reason and the day it clears.

    See :func:`decider` for the arguments, and for many invoices.
    """
    return decider(rules=rules, creditor=creditor, as_of=as_of, policy=policy)(invoice)


# --- what the two ways say of one invoice -----------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class BothWays:
    """One invoice, judged for a transfer by hand and for automatic transfer on the same day."""

    manual: Decision
    automatic: Decision

    @property
    def against_automatic_only(self) -> tuple[Block, ...]:
        """The reasons that keep it from automatic transfer alone."""
        return tuple(block for block in self.automatic.blocks if block.code not in self.manual.codes)

    @property
    def against_manual_only(self) -> tuple[Block, ...]:
        """The reasons that keep it from a transfer by hand alone."""
        return tuple(block for block in self.manual.blocks if block.code not in self.automatic.codes)

    def _repr_html_(self) -> str:
        """Show both decisions in a notebook."""
        return self.manual._repr_html_() + self.automatic._repr_html_()


@decides("MA-2")
def both_ways(invoice: Invoice, /, *, creditor: Creditor, as_of: dt.date, policy: Policy = POLICY) -> BothWays:
    """Judge *invoice* both ways, so that the answer explains the difference."""
    return BothWays(
        manual=decide(invoice, rules=MANUAL, creditor=creditor, as_of=as_of, policy=policy),
        automatic=decide(invoice, rules=AUTOMATIC, creditor=creditor, as_of=as_of, policy=policy),
    )


def nearly(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that one mendable reason keeps from a yes, such as a missing address."""
    return tuple(decision for decision in decisions if len(decision.blocks) == 1 and decision.blocks[0].mendable)
