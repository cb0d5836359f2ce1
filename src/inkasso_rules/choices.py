"""
What the creditor chooses: the settings, automatic transfer, the group left out (ON-4, ON-5, SE-3, SE-4, AU-2…4).

Every choice answers :class:`~inkasso_rules.activation.Allowed`, with the creditor as it then stands, or
:class:`~inkasso_rules.model.answers.Refused` with every reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from inkasso_rules.activation import Allowed, Hindrance
from inkasso_rules.contents import effective_due_date
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.creditors import Creditor, ServiceState, below
from inkasso_rules.model.invoices import Invoice, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.requirements import decides

__all__ = [
    "change_settings",
    "differing_settings",
    "inactivate_group",
    "notified_email",
    "overdue_on",
    "switch_on_automation",
    "with_change",
]

#: The settings that the agency's portal holds too (SE-1, SE-2, SE-3, BA-7).
_AT_AGENCY: Final = ("approve_before_demand", "approve_before_legal", "approval_email", "clearing_account")


@decides("ON-4", "ON-5", "AU-2", "AU-3", "AU-4")
def change_settings(
    creditor: Creditor, settings: Settings, *, agencys: Settings | None = None, policy: Policy = POLICY
) -> Allowed | Refused:
    """
    Change the settings; possible once activation is finished and while the service is in use.

    Automatic transfer can be changed and switched off here; it is switched on by :func:`switch_on_automation`, which
    asks what is to happen to overdue invoices.

    Args:
        creditor: Whose settings.

        settings: The new ones.

        agencys: The settings as the agency's portal has them, if they have been read; else the ones until now.

        policy: What the service says.
    """
    old, new = creditor.settings.automation, settings.automation
    too_short = new.delay_days is not None and new.delay_days < policy.delay_days_min
    switched = new.enabled and (
        (old.enabled, old.switched_on, old.include_overdue) != (True, new.switched_on, new.include_overdue)
    )
    limit, group = new.minimum_amount, new.excluded_group
    # fmt: off
    checks = (
        ("ON-4", Hindrance.NOT_ACTIVE,      creditor.service.state is not ServiceState.ACTIVE),
        ("ON-5", Hindrance.SWITCH_ON_ASKS,  switched),
        ("AU-3", Hindrance.DELAY_TOO_SHORT, too_short),
        ("AU-2", Hindrance.LIMIT_CURRENCY,  limit is not None and limit.currency != creditor.ledger_currency),
        ("AU-4", Hindrance.GROUP_UNKNOWN,   group not in {None, *(one.group_id for one in creditor.groups)}),
    )
    # fmt: on
    reasons = tuple(Reason(requirement, code) for requirement, code, hinders in checks if hinders)
    if reasons:
        return Refused(reasons)
    return Allowed(
        creditor=attrs.evolve(creditor, settings=settings),
        notices=differing_settings(settings, agencys or creditor.settings),
    )


@decides("SE-4")
def with_change(settings: Series[Settings], changes: Mapping[str, Any], *, on: dt.date) -> Series[Settings]:
    """
    Return the settings with what was changed on a day, in the portal or in the ERP: the later change wins.

    What was not changed stays as it stood that day. A change that becomes known late still holds after later changes of
    other settings.
    """
    before = settings.on(on)
    earlier = tuple(entry for entry in settings.entries if entry[0] < on)
    entries = [*earlier, (on, attrs.evolve(before, **changes))]
    still = dict(changes)
    for day, value in settings.entries:
        if day > on:
            still = {name: now for name, now in still.items() if getattr(value, name) == getattr(before, name)}
            entries.append((day, attrs.evolve(value, **still)))
    return Series(entries)


@decides("SE-4")
def differing_settings(ours: Settings, agencys: Settings) -> tuple[Notice, ...]:
    """Return a notice for each setting that the agency holds otherwise: until it is equal, change it in the portal."""
    differing = (name for name in _AT_AGENCY if getattr(ours, name) != getattr(agencys, name))
    return tuple(Notice(NoticeCode.SETTING_DIFFERS, (name,)) for name in differing)


@decides("SE-3")
def notified_email(creditor: Creditor) -> str | None:
    """Return the address that the agency writes to when an act is needed: the one set, else the contact person's."""
    return creditor.settings.approval_email or (creditor.contact.email if creditor.contact else None)


@decides("ON-5")
def overdue_on(invoices: Iterable[Invoice], day: dt.date) -> tuple[str, ...]:
    """Return the invoices that are overdue on *day*, unpaid and not transferred: those that the choice is about."""
    return tuple(invoice.invoice_id for invoice in invoices if _is_overdue(invoice, day))


def _is_overdue(invoice: Invoice, day: dt.date) -> bool:
    due_date, open_amount = effective_due_date(invoice), invoice.open_amount
    # fmt: off
    return all((
        invoice.kind is InvoiceKind.SALES_INVOICE,
        invoice.status in {InvoiceStatus.SENT, InvoiceStatus.PARTLY_PAID},
        invoice.registration in {None, Registration.NONE, Registration.REFUSED},
        due_date is not None and due_date < day,
        open_amount is None or open_amount.minor > 0,
    ))
    # fmt: on


@decides("ON-4", "ON-5")
def switch_on_automation(
    creditor: Creditor, invoices: Iterable[Invoice], *, as_of: dt.date, include_overdue: bool = False
) -> Allowed | Refused:
    """Switch automatic transfer on (again): the invoices overdue on that day are left out unless they are chosen."""
    if creditor.service.state is not ServiceState.ACTIVE:
        return Refused((Reason("ON-4", Hindrance.NOT_ACTIVE),))
    automation = attrs.evolve(
        creditor.settings.automation, enabled=True, switched_on=as_of, include_overdue=include_overdue
    )
    affected = overdue_on(invoices, as_of)
    return Allowed(
        creditor=attrs.evolve(creditor, settings=attrs.evolve(creditor.settings, automation=automation)),
        notices=(Notice(NoticeCode.CHOOSE_OVERDUE, affected),) if affected else (),
    )


@decides("AU-4")
def inactivate_group(creditor: Creditor, group_id: str) -> Allowed | Refused:
    """Make a group inactive; refused while it, or a group below it, is the one that automatic transfer leaves out."""
    if creditor.settings.automation.excluded_group in below(group_id, creditor.groups):
        return Refused((Reason("AU-4", Hindrance.GROUP_IN_USE, group_id),))
    return Allowed(creditor=creditor)
