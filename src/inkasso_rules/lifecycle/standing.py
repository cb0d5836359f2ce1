"""
How a case stands: what it has reached, how it ended, the conditions beside it, and plain sums of money.

A :class:`Draft` is a case while facts are being folded; it never leaves this package. Sums are never clamped: money
that exceeds the claim is seen, not lost. An amount is clamped only where it is shown or sent.
"""

from __future__ import annotations

import datetime as dt

import attrs

from inkasso_rules.lifecycle.days import Pause
from inkasso_rules.model.cases import Opening, Stage
from inkasso_rules.model.disputes import Dispute, disputed_minor
from inkasso_rules.model.facts import End, FactKind, Gate
from inkasso_rules.requirements import decides

__all__ = ["Draft"]


# Without slots: a frozen case is then made by one copy of a dictionary, which is several times faster.
@attrs.define(eq=False, slots=False, kw_only=True, on_setattr=attrs.setters.NO_OP)
class Draft:
    """
    What a case holds.

    Attributes:
        opening: What was transferred.

        currency: The currency of the claim.

        opened_on: The day of the transfer.

        closes_at_zero: Whether a case without open capital counts as closed (a policy; by default only a report ends).

        reached: The stage reached, also when the case has ended.

        reached_on: The day on which it was reached.

        reported_end: The end that the agency reported.

        ended_on: Its day.

        agency_case_id: The agency's id.

        is_duplicate: The agency holds another case for this invoice number, and nobody has linked or stopped ours.

        asked: The approvals that the agency waits for, each with the day since when.

        approved: The approvals that stand.

        declined: The measures that the creditor said no to.

        pauses: All pauses, past ones too.

        disputes: What is disputed.

        plan_since: Since when an instalment plan runs.

        insolvent_since: Since when the debtor is insolvent.

        action_since: Since when the agency wants something of the creditor, other than an approval.

        freed_on: The last day on which something that stood in the way fell: an approval, a dispute, a plan, an end.

        reminded_on: The day of the last reminder.

        remind_by: The last day to pay that this reminder gave, if the agency said it.

        demanded_on: The day of the last demand.

        pay_by: The last day to pay that this demand gave, if the agency said it.

        legal_on: The day on which legal action last began.

        inexact: The kinds of facts whose last day is known only as an interval.

        payments: What the debtor paid to the agency: the fact's id, minor units, and what of them fell on the capital
            (``None`` if the agency has not said). What went back without a split stands there too, below zero.

        collected: Minor units that the debtor paid to the agency, all in all.

        collected_capital: What of it fell on the capital, as far as the agency has said, or we assume.

        unsplit: Minor units paid to the agency of which nobody has said what fell on the capital.

        unsplit_back: Minor units that went back of which nobody has said what had fallen on the capital.

        assumed: Our own splits of what was paid to the agency, until it says: the payment, or our fact if it names
            none, minor units, and what of them fell on the capital.

        paid_direct: Minor units paid to the creditor.

        credited: Minor units of credit notes.

        set_off: Minor units of capital that were set off.

        remitted: Minor units that fell away.

        paid_out: Minor units that the agency paid out.

        unclear: Incoming payments that may be the agency's own payouts; a person decides.

        uncounted: Facts with money in another currency, which no sum can hold.

        unknown_codes: Codes of the agency that the host's map does not know.

        checked_on: The day on which the agency's data were last read.
    """

    opening: Opening
    currency: str
    opened_on: dt.date
    closes_at_zero: bool = False
    reached: Stage = Stage.REGISTERING
    reached_on: dt.date
    reported_end: End | None = None
    ended_on: dt.date | None = None
    agency_case_id: str | None = None
    is_duplicate: bool = False
    asked: tuple[tuple[Gate, dt.date], ...] = ()
    approved: frozenset[Gate] = frozenset()
    declined: frozenset[Gate] = frozenset()
    pauses: tuple[Pause, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    plan_since: dt.date | None = None
    insolvent_since: dt.date | None = None
    action_since: dt.date | None = None
    freed_on: dt.date
    reminded_on: dt.date | None = None
    remind_by: dt.date | None = None
    demanded_on: dt.date | None = None
    pay_by: dt.date | None = None
    legal_on: dt.date | None = None
    inexact: frozenset[FactKind] = frozenset()
    payments: tuple[tuple[str, int, int | None], ...] = ()
    collected: int = 0
    collected_capital: int = 0
    unsplit: int = 0
    unsplit_back: int = 0
    assumed: tuple[tuple[str, int, int], ...] = ()
    paid_direct: int = 0
    credited: int = 0
    set_off: int = 0
    remitted: int = 0
    paid_out: int = 0
    unclear: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    unknown_codes: tuple[str, ...] = attrs.field(default=(), repr=False)
    checked_on: dt.date | None = None

    @property
    def case_id(self) -> str:
        """Our id of the case."""
        return self.opening.case_id

    @property
    @decides("LC-14")
    def balance(self) -> int:
        """The capital that is open, in minor units; below zero when more came in than was owed."""
        reduced = self.collected_capital + self.paid_direct + self.credited + self.set_off + self.remitted
        return self.opening.capital.minor - reduced

    @property
    def open_minor(self) -> int:
        """The capital that is open, in minor units, and never below zero."""
        return max(self.balance, 0)

    @property
    def undisputed_minor(self) -> int:
        """The open capital without what is disputed, in minor units."""
        return self.open_minor - disputed_minor(self.disputes, self.open_minor)

    @property
    @decides("LC-13")
    def end(self) -> End | None:
        """How the case ended: as the agency reported; or, if the policy says so, because no capital is open."""
        if self.reported_end is not None or not self.closes_at_zero or self.balance > 0:
            return self.reported_end
        return End.CREDITED if self.credited >= self.opening.capital.minor else End.PAID

    @property
    def stage(self) -> Stage:
        """The stage, or that the case is closed."""
        return self.reached if self.end is None else Stage.CLOSED
