"""Creditors, policies and days that switch every rule on and off, and a rule set that a host made."""

import datetime as dt
from typing import Any, Final

import attrs

from inkasso_rules.candidates import Candidate, Cutoffs, candidate, cutoffs
from inkasso_rules.columns import UNKNOWN, column
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, SHARED, WARNINGS
from inkasso_rules.model.creditors import Creditor, Group, Service, ServiceState
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.rules import Rule, RuleSet
from inkasso_rules.symbols import among, flag, lacks, outside
from tests.data import AS_OF, CREDITOR, a_creditor


def _automated(**changes: Any) -> Creditor:
    automation = attrs.evolve(CREDITOR.settings.automation, **changes)
    return a_creditor(settings=attrs.evolve(CREDITOR.settings, automation=automation))


_GROUPS: Final = (Group("g0"), Group("g1", "g0"), Group("g2", "g1"), Group("g'3"))

#: Creditors by name; together they switch each rule that depends on the creditor on and off.
CREDITORS: Final = {
    "plain": CREDITOR,
    "automation off": a_creditor(settings=Settings()),
    "limits": attrs.evolve(
        _automated(minimum_amount=Money(500_00), delay_days=30, excluded_group="g0", include_overdue=True),
        groups=_GROUPS,
    ),
    "odd group": attrs.evolve(_automated(excluded_group="g'3", delay_days=5), groups=_GROUPS),
    "euro": a_creditor(
        ledger_currency="EUR", settings=Settings(automation=Automation(), include_product_information=True)
    ),
    "incomplete": Creditor(creditor_id="cred-2", country="FI"),
    "pending": a_creditor(service=Service(state=ServiceState.PENDING)),
}

#: Policies by name.
POLICIES: Final = {
    "standard": POLICY,
    "other readings": Policy(
        minimum_amount_inclusive=True, unsigned_agreement_blocks=False, other_agency_blocks_manual=False
    ),
    "other numbers": Policy(
        manual_invoice_days_min=0, manual_due_days_min=30, delay_days_min=14, age_years_max=1, letter_chars_max=0
    ),
}

#: A plain day, a leap day, and the day after one three years on.
DAYS: Final = (AS_OF, dt.date(2028, 2, 29), dt.date(2031, 3, 1))


# --- a host's own rules -----------------------------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class HostFacts(Candidate):
    """A candidate with facts of the host's own."""

    credit_limit: int = attrs.field(metadata=column("The debtor's credit limit."))
    segment: str = attrs.field(metadata=column("The segment."))
    shelf: str = attrs.field(metadata=column("Read by one rule alone, which cannot fire."))
    trusted: bool = attrs.field(metadata=column("A person trusts the debtor."))
    promised_on: dt.date = attrs.field(default=UNKNOWN, metadata=column("A promise to pay.", optional=True))
    risk: int = attrs.field(default=UNKNOWN, metadata=column("A score.", optional=True))


@attrs.frozen(kw_only=True)
class HostCutoffs(Cutoffs):
    """Limits of the host's own."""

    no_segments: frozenset[str] = attrs.field(default=frozenset(), metadata=column("Always empty."))
    segments: frozenset[str] = attrs.field(metadata=column("Differs; may be empty."))
    left_out: frozenset[str] = attrs.field(default=UNKNOWN, metadata=column("May be none.", optional=True))
    risk_max: int = attrs.field(default=UNKNOWN, metadata=column("May be none.", optional=True))
    strict: bool = attrs.field(metadata=column("Differs."))
    home: str = attrs.field(metadata=column("Differs."))


def host_flatten(invoice: Invoice, creditor: Creditor, policy: Policy) -> HostFacts:
    """Make the host's facts of an invoice; of its own it knows none here."""
    ours = attrs.asdict(candidate(invoice, creditor, policy), recurse=False)
    return HostFacts(**ours, credit_limit=UNKNOWN, segment=UNKNOWN, shelf=UNKNOWN, trusted=UNKNOWN)


def host_measure(creditor: Creditor, policy: Policy, *, as_of: dt.date) -> HostCutoffs:
    """Make the host's limits; they differ with the creditor."""
    ours = attrs.asdict(cutoffs(creditor, policy, as_of=as_of), recurse=False)
    strict = creditor.settings.automation.enabled
    return HostCutoffs(
        **ours,
        segments=frozenset({"a", "b'c"}) if strict else frozenset(),
        left_out=frozenset({"a"}) if creditor.country == "SE" else UNKNOWN,
        risk_max=7 if creditor.groups else UNKNOWN,
        strict=strict,
        home=creditor.ledger_currency,
    )


H = Rule[HostFacts, HostCutoffs]

# fmt: off
_HOST_BLOCKS: Final = (
    H("X-1",  "over_limit",        lambda f, _: f.open_amount > f.credit_limit),
    H("X-2",  "promised_later",    lambda f, _: f.promised_on >= f.due_date),
    H("X-3",  "risky",             lambda f, c: (f.risk > c.risk_max) | lacks(f.trusted)),
    H("X-4",  "both",              lambda f, c: (f.risk >= 3) & flag(f.trusted) & (f.due_date < c.as_of)),
    H("X-5",  "nested",            lambda f, c: (flag(c.strict) | (f.total < f.credit_limit)) & (among(f.segment, c.segments) | outside(f.currency, c.ledger_currencies))),
    H("X-6",  "in_nothing",        lambda f, c: among(f.shelf, c.no_segments)),
    H("X-7",  "outside_nothing",   lambda f, c: outside(f.segment, c.no_segments)),
    H("X-8",  "in_maybe",          lambda f, c: among(f.group, c.left_out)),
    H("X-9",  "outside_maybe",     lambda f, c: outside(f.group, c.left_out)),
    H("X-10", "outside_differing", lambda f, c: outside(f.segment, c.segments)),
    H("X-11", "turned_around",     lambda f, c: c.latest_due_date < f.due_date),
    H("X-12", "limits_alone",      lambda _, c: flag(c.strict) & (c.latest_due_date < c.as_of) & among(c.home, frozenset({"SEK"}))),
    H("X-13", "always",            lambda _, c: c.latest_due_date <= c.as_of),
    H("X-14", "strict_or_fact",    lambda f, c: flag(c.strict) | (f.risk < 0)),
    H("X-15", "never",             lambda f, _: among(f.segment, frozenset[str]())),
)
_HOST_WARNINGS: Final = (
    H("X-16", "odd_segment",       lambda f, c: outside(f.segment, c.segments) & lacks(c.strict)),
    H("X-17", "limits_warn",       lambda _, c: lacks(c.strict)),
)
# fmt: on

HOST: Final = RuleSet(
    name="host",
    record=HostFacts,
    cutoffs=HostCutoffs,
    flatten=host_flatten,
    measure=host_measure,
    blocks=_HOST_BLOCKS,
    warnings=_HOST_WARNINGS,
)

#: Ours without what the host's own replace, in the wider record: an inherited set works unchanged.
WIDENED: Final = RuleSet(
    name="widened",
    record=HostFacts,
    cutoffs=HostCutoffs,
    flatten=host_flatten,
    measure=host_measure,
    blocks=(*SHARED, *_HOST_BLOCKS[:5]),
    warnings=WARNINGS,
)

RULE_SETS: Final = {"manual": MANUAL, "automatic": AUTOMATIC, "host": HOST, "widened": WIDENED}
