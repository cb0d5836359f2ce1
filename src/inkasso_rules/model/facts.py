"""
What happened to a case: the facts that the agency, the bank and the ERP report.

A fact is never refused, for it *has happened*. What is refused is a value that is no fact: a payment below zero, an
approval that does not say of what. What follows from a fact is not decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.cases import Opening
from inkasso_rules.model.dates import day_or_none, require_date
from inkasso_rules.model.money import Money

__all__ = ["RANK", "SAYS", "CostKind", "End", "Fact", "FactError", "FactKind", "Gate"]


class Gate(StrEnum):
    """A measure that may wait for the creditor's approval."""

    #: Before a demand (SE-1).
    DEMAND = "demand"
    #: Before legal action (SE-2).
    LEGAL = "legal"


class CostKind(StrEnum):
    """The costs that a creditor may ask of a debtor."""

    #: A written payment reminder (*påminnelseavgift*).
    REMINDER = "reminder"
    #: A demand (*inkassokrav*).
    DEMAND = "demand"
    #: A plan for instalments (*amorteringsplan*).
    INSTALMENT_PLAN = "instalment_plan"
    #: The fixed compensation for late payment between traders (*förseningsersättning*).
    COMPENSATION = "compensation"
    #: The enforcement authority's fee for an application (*ansökningsavgift*).
    APPLICATION = "application"
    #: The creditor's own work, or its representative's, in the application (*ombudsarvode*).
    REPRESENTATIVE = "representative"
    #: The enforcement authority's fee for enforcement (*grundavgift*).
    ENFORCEMENT = "enforcement"
    #: Any other measure, such as a telephone call or a visit. What a case at the authority costs beside its fees
    #: (certificates, service, translations) is no measure, and is not decided here.
    OTHER = "other"


class End(StrEnum):
    """How a case ended."""

    #: Capital, interest and costs are settled.
    PAID = "paid"
    #: Waived after a credit note for all of it.
    CREDITED = "credited"
    #: The creditor stopped it.
    STOPPED = "stopped"
    #: The agency gave it up.
    GIVEN_UP = "given_up"
    #: The agency never took it; the invoice is free again.
    REFUSED = "refused"


class FactKind(StrEnum):
    """
    The kinds of facts.

    Their order is their order within one day: what opens, what permits, what was done, money, ends. So an approval and
    the measure that it permits may carry one date, and a demand on the day of the payment was sent before it.
    """

    # What opens a case
    #: The invoice was sent to the agency.
    TRANSFERRED = "transferred"
    #: The agency did not take it.
    REGISTRATION_REFUSED = "registration_refused"
    #: The agency has a case for this invoice number already.
    DUPLICATE_NUMBER = "duplicate_number"
    #: The agency took the case, or a person linked ours to the one that existed.
    REGISTERED = "registered"
    #: A case that had ended goes on.
    REOPENED = "reopened"
    # What permits or hinders
    #: The agency waits for the creditor's approval.
    APPROVAL_ASKED = "approval_asked"
    #: The agency waits no longer, and nobody said what was answered.
    APPROVAL_ANSWERED = "approval_answered"
    #: The creditor said no.
    APPROVAL_DECLINED = "approval_declined"
    #: The creditor said yes.
    APPROVAL_GIVEN = "approval_given"
    #: Collection rests, from this day.
    PAUSED = "paused"
    #: Collection goes on, from this day.
    RESUMED = "resumed"
    #: The debtor disputes the claim, or an amount of it.
    DISPUTED = "disputed"
    #: The dispute is settled.
    DISPUTE_SETTLED = "dispute_settled"
    #: The debtor did not keep the plan.
    PLAN_BROKEN = "plan_broken"
    #: The debtor kept the plan to its end.
    PLAN_KEPT = "plan_kept"
    #: The plan is over, and nobody said how.
    PLAN_ENDED = "plan_ended"
    #: The agency and the debtor agreed on instalments.
    PLAN_AGREED = "plan_agreed"
    #: The debtor is insolvent: bankruptcy or reconstruction.
    INSOLVENT = "insolvent"
    #: The insolvency is over, or was somebody else's.
    INSOLVENCY_ENDED = "insolvency_ended"
    #: The agency wants the creditor to do something in the portal.
    ACTION_ASKED = "action_asked"
    #: The agency wants nothing more.
    ACTION_DONE = "action_done"
    # What the agency did
    #: A payment reminder went out.
    REMINDER_SENT = "reminder_sent"
    #: A demand went out.
    DEMAND_SENT = "demand_sent"
    #: The enforcement authority or a court got the claim.
    LEGAL_STARTED = "legal_started"
    #: The claim is watched and collected over the long term.
    AFTER_COLLECTION_STARTED = "after_collection_started"
    #: The agency says what it charges the debtor.
    COST_CHARGED = "cost_charged"
    #: The agency takes a letter back, and what it cost.
    MEASURE_WITHDRAWN = "measure_withdrawn"
    # Money
    #: The debtor paid the agency.
    PAID_AGENCY = "paid_agency"
    #: A payment to the agency went back.
    PAYMENT_REVERSED = "payment_reversed"
    #: We say, by the policy, how much of a payment fell on the capital, until the agency says.
    SPLIT_ASSUMED = "split_assumed"
    #: The agency says how much of a payment fell on the capital.
    SPLIT_STATED = "split_stated"
    #: Money came in that may be the debtor's, or the agency's own payout; a person decides.
    PAYMENT_UNCLEAR = "payment_unclear"
    #: The debtor paid the creditor.
    PAID_CREDITOR = "paid_creditor"
    #: The agency paid out what it had collected.
    PAID_OUT = "paid_out"
    #: A payment to the creditor was removed from the invoice.
    PAYMENT_REMOVED = "payment_removed"
    #: A credit note was made.
    CREDITED = "credited"
    #: The claim was set off against a claim of the debtor's.
    SET_OFF = "set_off"
    #: A part of the debt fell away: composition, debt relief, a reduction that was agreed.
    REMITTED = "remitted"
    # What ends a case
    #: The agency closed it: everything is settled.
    CLOSED_PAID = "closed_paid"
    #: The agency closed it after a credit note.
    CLOSED_CREDITED = "closed_credited"
    #: The creditor had it stopped.
    STOPPED = "stopped"
    #: The agency gave it up.
    GIVEN_UP = "given_up"
    # What was read
    #: The agency used a code that the host's map does not know.
    UNKNOWN_CODE = "unknown_code"
    #: The agency's data were read, and compared with the case.
    CHECKED = "checked"


#: The place of each kind within one day.
RANK: Final[Mapping[FactKind, int]] = MappingProxyType({kind: rank for rank, kind in enumerate(FactKind)})


class FactError(InkassoRulesError, ValueError):
    """
    A value cannot be a fact.

    Attributes:
        fact_id: The fact's id.

        kind: Its kind.

        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, fact_id: str, kind: str, field: str, wanted: str) -> None:
        super().__init__(fact_id, kind, field, wanted)
        self.fact_id, self.kind, self.field, self.wanted = fact_id, kind, field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"fact {self.fact_id} ({self.kind}) has no fitting {self.field}; wanted {self.wanted}."


# fmt: off
#: What each kind must say besides its id and day, and what it may say. All others say nothing more.
SAYS: Final[Mapping[FactKind, tuple[tuple[str, ...], tuple[str, ...]]]] = MappingProxyType({
    **dict.fromkeys(FactKind, ((), ())),
    **{kind: (tuple(must.split()), tuple(may.split())) for kind, must, may in (
        (FactKind.TRANSFERRED,              "opening",        ""),
        (FactKind.REGISTERED,               "",               "agency_case_id"),
        (FactKind.DUPLICATE_NUMBER,         "",               "agency_case_id"),
        (FactKind.APPROVAL_ASKED,           "gate",           ""),
        (FactKind.APPROVAL_ANSWERED,        "gate",           ""),
        (FactKind.APPROVAL_DECLINED,        "gate",           "given_by by_administrator"),
        (FactKind.APPROVAL_GIVEN,           "gate",           "given_by by_administrator"),
        (FactKind.PAUSED,                   "",               "until"),
        (FactKind.RESUMED,                  "",               "about"),
        (FactKind.DISPUTED,                 "",               "amount"),
        (FactKind.DISPUTE_SETTLED,          "",               "about"),
        (FactKind.ACTION_ASKED,             "",               "raw"),
        (FactKind.REMINDER_SENT,            "",               "until"),
        (FactKind.PLAN_AGREED,              "",               "as_required"),
        (FactKind.DEMAND_SENT,              "",               "until as_required"),
        (FactKind.LEGAL_STARTED,            "",               "amount"),
        (FactKind.COST_CHARGED,             "amount cost",    "about"),
        (FactKind.MEASURE_WITHDRAWN,        "about",          ""),
        (FactKind.PAID_AGENCY,              "amount",         "capital"),
        (FactKind.PAYMENT_REVERSED,         "amount",         "capital about"),
        (FactKind.SPLIT_ASSUMED,            "amount capital", "about"),
        (FactKind.SPLIT_STATED,             "amount capital", "about"),
        (FactKind.PAYMENT_UNCLEAR,          "amount",         ""),
        (FactKind.PAID_CREDITOR,            "amount",         "about"),
        (FactKind.PAID_OUT,                 "amount",         "about"),
        (FactKind.PAYMENT_REMOVED,          "amount",         "about"),
        (FactKind.CREDITED,                 "amount",         "from_start"),
        (FactKind.SET_OFF,                  "amount capital", ""),
        (FactKind.REMITTED,                 "amount",         ""),
        (FactKind.UNKNOWN_CODE,             "raw",            ""),
        (FactKind.CHECKED,                  "",               "capital"),
    )},
})
# fmt: on
#: Money that falls on the capital, all of it.
_ON_CAPITAL: Final = frozenset({FactKind.PAID_CREDITOR, FactKind.PAYMENT_REMOVED, FactKind.CREDITED, FactKind.REMITTED})

#: What a fact may say besides its id and days, and of what type.
_DETAILS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "about": str,
        "agency_case_id": str,
        "amount": Money,
        "as_required": bool,
        "by_administrator": bool,
        "capital": Money,
        "cost": CostKind,
        "from_start": bool,
        "gate": Gate,
        "given_by": str,
        "opening": Opening,
        "raw": str,
        "until": dt.date,
    }
)


@attrs.frozen(kw_only=True)
class Fact:
    """
    Something that happened to a case.

    Attributes:
        fact_id: Names the fact for good, among the facts of all cases; the same fact reported twice has the same.

        kind: What happened.

        happened_on: The day; for a step that nobody saw, the last day on which it may have happened.

        learned_on: The day on which it became known, if that is another one. It is no part of what the fact is: one
            that is reported on two days is one fact.

        earliest_on: For a step that nobody saw, the first day on which it may have happened.

        amount: How much money, above zero; for a dispute or a legal action, the part of the capital that it concerns,
            or all of it when not given.

        capital: How much of *amount* fell on the capital, as the agency says, as we assume until it does, or for a
            set-off as the creditor says, interest first; when the agency's data are read, the capital that it still
            claims.

        cost: What is charged.

        as_required: Whether the law's conditions for charging it hold: a demand's contents, a plan made in consultation
            with the debtor for the whole debt; ``None`` when nobody has said.

        from_start: Whether a credit note corrects the invoice from the start, so that this part of it was never owed;
            if not, it lowers the debt from its own day on.

        gate: Which approval.

        given_by: The id of the user who answered.

        by_administrator: Whether that was an administrator of the portal; ``None`` when nobody said.

        until: The first day on which a pause no longer holds; the last day to pay that a letter gives.

        about: The id of the fact that this one answers, ends or takes back.

        agency_case_id: The agency's id of the case.

        raw: The agency's own code.

        opening: What was transferred.

    Raises:
        FactError: If something is missing or makes no sense, or the kind has no use for it.
        DateTypeError: If a day is not a plain date.
    """

    fact_id: str
    kind: FactKind
    happened_on: dt.date
    learned_on: dt.date | None = attrs.field(default=None, validator=day_or_none, eq=False)
    earliest_on: dt.date | None = attrs.field(default=None, validator=day_or_none)
    amount: Money | None = None
    capital: Money | None = None
    gate: Gate | None = None
    given_by: str | None = attrs.field(default=None, repr=False)
    by_administrator: bool | None = None
    until: dt.date | None = attrs.field(default=None, validator=day_or_none)
    about: str | None = None
    agency_case_id: str | None = None
    raw: str | None = attrs.field(default=None, repr=False)
    cost: CostKind | None = None
    as_required: bool | None = None
    from_start: bool | None = None
    opening: Opening | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no fact."""
        called: object = self.fact_id
        if not isinstance(called, str) or not called:
            raise FactError("", str(self.kind), "fact_id", "a text that names it for good")
        if not isinstance(self.kind, FactKind):
            raise FactError(self.fact_id, str(self.kind), "kind", "a kind of fact")
        require_date(self.happened_on, "happened_on")
        if self.earliest_on is not None and self.earliest_on > self.happened_on:
            raise FactError(self.fact_id, self.kind, "earliest_on", "a day no later than happened_on")
        must, may = SAYS[self.kind]
        for name, wanted in _DETAILS.items():
            value = getattr(self, name)
            if value is None and name in must:
                raise FactError(self.fact_id, self.kind, name, "a value; this kind needs one")
            if value is not None and name not in must and name not in may:
                raise FactError(self.fact_id, self.kind, name, "nothing; this kind has no use for it")
            if value is not None and not isinstance(value, wanted):
                raise FactError(self.fact_id, self.kind, name, f"a value of type {wanted.__name__}")
        if self.until is not None and self.until < self.happened_on:
            raise FactError(self.fact_id, self.kind, "until", "a day no earlier than happened_on")
        self._check_money()

    def _check_money(self) -> None:
        if self.amount is not None and self.amount.minor <= 0:
            raise FactError(self.fact_id, self.kind, "amount", "an amount above zero")
        if self.capital is None:
            return
        if self.capital.minor < 0 or (self.amount is not None and self.capital.minor > self.amount.minor):
            raise FactError(self.fact_id, self.kind, "capital", "an amount from zero to the whole amount")
        if self.amount is not None and self.capital.currency != self.amount.currency:
            raise FactError(self.fact_id, self.kind, "capital", "the currency of the amount")

    @property
    def is_exact(self) -> bool:
        """Whether the day is known, not only an interval in which it lies."""
        return self.earliest_on is None

    @property
    def on_capital(self) -> Money | None:
        """
        What of the money falls on the capital, as far as it is known.

        What is paid to the creditor, credited or remitted falls on the capital (LC-14). Money paid to the agency may
        settle costs and interest too, as may a set-off, so that only what is stated is known.
        """
        return self.amount if self.kind in _ON_CAPITAL else self.capital

    @property
    def order(self) -> tuple[dt.date, int, str]:
        """Where the fact stands among others: by day, then by the rank of its kind, then by its id."""
        return self.happened_on, RANK[self.kind], self.fact_id
