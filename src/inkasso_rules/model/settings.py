"""What a creditor has chosen for the service. Choices only; the rules read them."""

from __future__ import annotations

import datetime as dt

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import day_or_none
from inkasso_rules.model.money import Money

__all__ = ["Automation", "AutomationDateError", "Settings"]


class AutomationDateError(InkassoRulesError, ValueError):
    """Automatic transfer is on, but nobody says since when, so that nobody can tell what was overdue by then."""

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return "automatic transfer is enabled without the day on which it was switched on; give switched_on."


@attrs.frozen(kw_only=True)
class Automation:
    """
    Automatic transfer (AU-1…4, ON-5).

    Attributes:
        enabled: On or off.

        minimum_amount: The lowest invoice amount, in the ledger currency; ``None`` covers every positive amount.

        delay_days: Days after the due date; ``None`` is the least that the policy allows.

        excluded_group: A group of business partners that is left out, with all groups below it.

        switched_on: The day on which automation was last switched on.

        include_overdue: Whether invoices that were overdue on that day are covered.

    Raises:
        AutomationDateError: If it is on and *switched_on* is missing.
    """

    enabled: bool = attrs.field(default=False, metadata={"requirement": "AU-1"})
    minimum_amount: Money | None = attrs.field(default=None, metadata={"requirement": "AU-2"})
    delay_days: int | None = attrs.field(default=None, metadata={"requirement": "AU-3"})
    excluded_group: str | None = attrs.field(default=None, metadata={"requirement": "AU-4"})
    switched_on: dt.date | None = attrs.field(default=None, validator=day_or_none, metadata={"requirement": "AU-9"})
    include_overdue: bool = attrs.field(default=False, metadata={"requirement": "ON-5"})

    def __attrs_post_init__(self) -> None:
        """Refuse automation that is on since nobody knows when."""
        if self.enabled and self.switched_on is None:
            raise AutomationDateError


@attrs.frozen(kw_only=True)
class Settings:
    """
    The creditor's settings for the service (SE-1…7), as they stand on one day.

    Attributes:
        approve_before_demand: Every claim waits for approval before a demand.

        approve_before_legal: Every claim waits for approval before legal action.

        approval_email: Where the agency writes when it waits for an approval; ``None`` is the contact's address.

        include_product_information: The reminder shows additional information and product rows.

        include_original_number: The reminder shows the number in the external system.

        batch_payments: The agency pays by daily batch and journal, not by reference payments.

        clearing_account: The ledger account that a batch is paid against.

        automation: Automatic transfer.
    """

    approve_before_demand: bool = attrs.field(default=False, metadata={"requirement": "SE-1"})
    approve_before_legal: bool = attrs.field(default=True, metadata={"requirement": "SE-2"})
    approval_email: str | None = attrs.field(default=None, repr=False, metadata={"requirement": "SE-3"})
    include_product_information: bool = attrs.field(default=False, metadata={"requirement": "SE-5"})
    include_original_number: bool = attrs.field(default=True, metadata={"requirement": "SE-6"})
    batch_payments: bool = attrs.field(default=False, metadata={"requirement": "SE-7"})
    clearing_account: str = attrs.field(default="1512", metadata={"requirement": "BA-4"})
    automation: Automation = Automation()
