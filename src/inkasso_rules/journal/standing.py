"""
How an invoice stands in the books before a payment: what is open on which account, and what payments have moved.

Everything is read from all rows of the invoice; nothing is kept beside them. Amounts are whole minor units: of the
ledger's currency, except where *foreign* is said, which is the invoice's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from inkasso_rules.journal.amounts import currency_of, foreign_minor, in_own_currency
from inkasso_rules.journal.treatments import TAXES, UNSOLD, treatments
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, BookedState, Role
from inkasso_rules.model.money import Money, half_up
from inkasso_rules.requirements import decides

__all__ = ["Loss", "Portion", "Standing", "standing"]

#: The first digit of the accounts of income in BAS.
_INCOME: Final = "3"

_LOSSES: Final = frozenset({Role.LOSS, Role.RECOVERED})


@attrs.frozen
class Portion:
    """
    One account of a group that payments fill in step.

    Attributes:
        account: The account.

        total: What it holds when everything is paid.

        done: What of that earlier payments have filled.

        is_vat: Whether it is VAT, which is rounded on the cumulative amount.
    """

    account: str
    total: int
    done: int = 0
    is_vat: bool = False


@attrs.frozen(kw_only=True)
class Loss:
    """
    What was written off.

    Attributes:
        portions: The loss, and the VAT that was taken back with it.

        open_foreign: What of it has not come in since, in the invoice's currency.

        back_foreign: What has.

        lost_on: The day of the last write-off.

        account: The account that it stands on; of several, that with most of it.
    """

    portions: tuple[Portion, ...] = ()
    open_foreign: int = 0
    back_foreign: int = 0
    lost_on: dt.date | None = None
    account: str = ""


@attrs.frozen(kw_only=True)
class Standing:
    """
    How an invoice stands in the books.

    Attributes:
        state: How it is booked.

        is_shown: Whether its rows show the state that the host gives it, and its planned rows balance.

        currency: Its currency, if that is not the ledger's.

        is_pledged: Whether it is booked on the clearing account itself and on no receivable account.

        open_foreign: What the debtor owes, in the invoice's currency; below zero after too large a credit.

        open_by_account: The same by receivable account, in the ledger's currency; accounts at zero are left out.

        relieved_by_account: What payments have taken off each receivable account.

        relieved_foreign: What payments have paid, in the invoice's currency.

        dormant: Dormant VAT, each portion with the account on which it becomes due.

        agency: What the tax agency owes, in the ledger's currency; its part of the dormant VAT is not the debtor's.

        loss: What was written off.

        overpaid_foreign: What stands as an advance, in the invoice's currency.

        exchange: What exchange gains and losses have come of it, by account.

        sold: Of an invoice that is not booked: its income and VAT, by treatment, in the invoice's currency.

        rounding: Its rounding, without what is posted of it.

        rounding_done: What is posted of it.
    """

    state: BookedState
    is_shown: bool = True
    currency: str | None = None
    is_pledged: bool = False
    open_foreign: int = 0
    open_by_account: tuple[tuple[str, int], ...] = ()
    relieved_by_account: tuple[tuple[str, int], ...] = ()
    relieved_foreign: int = 0
    dormant: tuple[tuple[str, Portion], ...] = ()
    agency: int = 0
    loss: Loss = Loss()
    overpaid_foreign: int = 0
    exchange: tuple[tuple[str, int], ...] = ()
    sold: tuple[tuple[Portion, ...], ...] = ()
    rounding: int = 0
    rounding_done: int = 0

    @property
    def is_credit(self) -> bool:
        """Whether more stands to the debtor's credit than payments could give back: a credit note on its own."""
        return -self.open_foreign > self.relieved_foreign


@decides("BA-3")
def standing(booked: BookedInvoice, accounts: Accounts) -> Standing:
    """
    Read how an invoice stands from its rows, unless the host states how it is booked.

    An invoice with planned rows and no receivable is not booked. One that the host calls booked although it has planned
    rows only was booked collectively, and stands as planned.

    Args:
        booked: The invoice, with all its rows.

        accounts: The chart.
    """
    roles = accounts.roles
    booked = in_own_currency(booked, roles)
    rows = booked.rows
    seen = {roles.get(row.account) for row in rows}
    # A receivable in the books says more than that the host knows of none.
    stated = None if booked.state is BookedState.NOT_BOOKED else booked.state
    if booked.planned and stated is None and Role.RECEIVABLE not in seen:
        stands = _not_booked(booked, roles)
    else:
        if booked.planned and stated is not None and not _is_shown(rows, roles):
            rows = _as_planned(booked, roles)
        stands = _booked(rows, stated, accounts)
    return stands if _fits(booked, stands, roles) else attrs.evolve(stands, is_shown=False)


def _fits(booked: BookedInvoice, stands: Standing, roles: Mapping[str, Role]) -> bool:
    """Tell whether the rows are such as the stated state has, and the planned ones such as a voucher may have."""
    if sum(row.amount.minor for row in booked.planned):
        return False
    match booked.state:
        case BookedState.WRITTEN_OFF:
            return bool(stands.loss.portions)
        case BookedState.DORMANT_VAT:
            rows = (*booked.planned, *booked.rows)
            is_without = _is_sale(rows, roles) and not any(roles.get(row.account) in TAXES for row in rows)
            return bool(stands.dormant) or is_without
        case BookedState.NOT_BOOKED:
            return bool(booked.planned) or _is_shown(booked.rows, roles)
        case _:
            return True


def _is_shown(rows: Iterable[BookedRow], roles: Mapping[str, Role]) -> bool:
    """Tell whether an invoice's own booking is among its rows: else what comes first on a receivable is a credit."""
    owed = (row for row in rows if roles.get(row.account) is Role.RECEIVABLE)
    first = min(owed, key=lambda row: row.booked_on, default=None)
    return first is not None and first.amount.minor > 0


def _as_planned(booked: BookedInvoice, roles: Mapping[str, Role]) -> tuple[BookedRow, ...]:
    """
    Return the rows of an invoice that was booked collectively: as planned, less what had been paid before that.

    Such a payment shows as income and VAT only, and was no receivable when the others were booked.
    """
    owed = [row for row in booked.planned if roles.get(row.account) is Role.RECEIVABLE]
    later = {row.voucher_id for row in booked.rows if roles.get(row.account) is Role.RECEIVABLE}
    sold = {row.account for row in booked.planned}
    early = [row for row in booked.rows if row.voucher_id not in later and row.account in sold]
    whole = sum(foreign_minor(row) for row in owed)
    if whole <= 0 or not early:
        return (*booked.planned, *booked.rows)
    paid = sum(foreign_minor(row) for row in early)
    value = half_up(sum(row.amount.minor for row in owed) * paid, whole)
    less = attrs.evolve(
        early[0],
        account=owed[0].account,
        amount=Money(value, early[0].amount.currency),
        foreign=None if owed[0].foreign is None else Money(paid, owed[0].foreign.currency),
    )
    return (*booked.planned, less, *(row for row in booked.rows if row not in early))


def _booked(rows: Sequence[BookedRow], stated: BookedState | None, accounts: Accounts) -> Standing:
    """Read an invoice that is booked as a receivable, or was."""
    roles = accounts.roles
    vouchers: dict[str, list[BookedRow]] = {}
    for row in sorted(rows, key=lambda row: row.booked_on):
        vouchers.setdefault(row.voucher_id, []).append(row)
    by_role: dict[Role | None, dict[str, int]] = {}
    foreign: dict[Role | None, int] = {}
    for row in rows:
        role = roles.get(row.account)
        sums = by_role.setdefault(role, {})
        sums[row.account] = sums.get(row.account, 0) + row.amount.minor
        foreign[role] = foreign.get(role, 0) + foreign_minor(row)
    payments = [row for rows in _payments(vouchers.values(), roles) for row in rows]
    relieved = dict.fromkeys(by_role.get(Role.RECEIVABLE, ()), 0)
    moved = dict.fromkeys(by_role.get(Role.DORMANT_VAT, ()), 0)
    for row in payments:
        if row.account in relieved:
            relieved[row.account] -= row.amount.minor
        elif row.account in moved:
            moved[row.account] += row.amount.minor
    loss = _loss(vouchers.values(), accounts)
    receivable = _kept(by_role.get(Role.RECEIVABLE, {}))
    dormant = tuple(
        (account, Portion(due, moved[account] - by_role[Role.DORMANT_VAT][account], moved[account], is_vat=True))
        for account, due in accounts.dormant_vat
        if account in moved
    )
    return Standing(
        currency=currency_of(rows),
        state=stated or _state(loss=loss, dormant=dormant, feared=any(by_role.get(Role.FEARED, {}).values())),
        is_pledged=Role.RECEIVABLE not in by_role and foreign.get(Role.CLEARING, 0) > 0,
        open_foreign=foreign.get(Role.RECEIVABLE, 0),
        open_by_account=receivable,
        relieved_by_account=_kept(relieved),
        relieved_foreign=-sum(foreign_minor(row) for row in payments if row.account in relieved),
        dormant=dormant,
        agency=sum(by_role.get(Role.TAX_AGENCY, {}).values()),
        loss=loss,
        overpaid_foreign=-foreign.get(Role.OVERPAYMENT, 0),
        exchange=_kept(by_role.get(Role.EXCHANGE, {})),
    )


def _state(*, loss: Loss, dormant: tuple[tuple[str, Portion], ...], feared: bool) -> BookedState:
    if loss.portions:
        return BookedState.WRITTEN_OFF
    if feared:
        return BookedState.FEARED
    return BookedState.DORMANT_VAT if dormant else BookedState.BOOKED


def _payments(vouchers: Iterable[list[BookedRow]], roles: Mapping[str, Role]) -> Iterator[list[BookedRow]]:
    """
    Find the vouchers in which a payment came in or went back, in the order of their days.

    They change what is open without a sale, a write-off or the tax agency's part in them. The first debit is the
    invoice's own voucher, even if the rows of its income do not name the invoice.
    """
    is_owed = False
    for rows in vouchers:
        found = {roles.get(row.account) for row in rows}
        loss, change = _changes(rows, roles)
        is_other = loss * change < 0 or _is_sale(rows, roles) or found & {Role.FEARED, Role.TAX_AGENCY}
        if change and not is_other and (change < 0 or is_owed):
            yield rows
        is_owed |= change > 0


def _changes(rows: Iterable[BookedRow], roles: Mapping[str, Role]) -> tuple[int, int]:
    """Return how a voucher changes what is lost, and what the debtor owes: by one sign each, it is a write-off."""
    loss = owed = 0
    for row in rows:
        role = roles.get(row.account)
        if role in _LOSSES:
            loss += row.amount.minor
        elif role is Role.RECEIVABLE:
            owed += row.amount.minor
    return loss, owed


def _is_sale(rows: Iterable[BookedRow], roles: Mapping[str, Role]) -> bool:
    return any(row.account.startswith(_INCOME) and row.account not in roles for row in rows)


def _loss(vouchers: Iterable[list[BookedRow]], accounts: Accounts) -> Loss:
    """
    Return what was written off, what of it has come in, and the VAT that was taken back; the order does not count.

    Writing off lowers what is owed, and undoing it raises that; money that comes in or bounces does not.
    """
    roles, due = accounts.roles, dict(accounts.dormant_vat)
    written, back = {accounts.recovered: 0}, {accounts.recovered: 0}
    lost_foreign = back_foreign = 0
    lost_on = None
    lost: dict[str, int] = {}
    for rows in vouchers:
        loss, owed = _changes(rows, roles)
        # A few öre may come in on the VAT alone.
        if not loss and (owed or _is_sale(rows, roles)):
            continue
        is_writing = loss * owed < 0
        sums, sign = (written, 1) if is_writing else (back, -1)
        for row in rows:
            role = roles.get(row.account)
            if role in _LOSSES or role in TAXES:
                account = due.get(row.account, row.account) if role in TAXES else accounts.recovered
                sums[account] = sums.get(account, 0) + sign * row.amount.minor
                back_foreign -= 0 if is_writing else foreign_minor(row)
            elif role is Role.RECEIVABLE and is_writing:
                lost_foreign -= foreign_minor(row)
            if role in _LOSSES and (is_writing or loss == owed == 0):  # Or it was only moved between accounts.
                lost[row.account] = lost.get(row.account, 0) + row.amount.minor
        if is_writing and loss > 0:
            lost_on = rows[0].booked_on
    if not any(written.values()):
        return Loss()
    portions = tuple(
        Portion(account, total, back.get(account, 0), is_vat=account != accounts.recovered)
        for account, total in sorted(written.items())
    )
    return Loss(
        portions=portions,
        open_foreign=lost_foreign - back_foreign,
        back_foreign=back_foreign,
        lost_on=lost_on,
        account=max(lost, key=lambda account: (lost[account], account)),
    )


def _not_booked(booked: BookedInvoice, roles: Mapping[str, Role]) -> Standing:
    """Read an invoice that is booked when it is paid: what it sold, and what of that earlier payments have posted."""
    sold: dict[str, int] = {}
    unsold = dict.fromkeys(UNSOLD, 0)
    for row in booked.planned:
        role = roles.get(row.account)
        if role in unsold:
            unsold[role] += foreign_minor(row)
        else:
            sold[row.account] = sold.get(row.account, 0) - foreign_minor(row)
    rounding = -unsold[Role.ROUNDING]
    done = dict.fromkeys(sold, 0)
    rounding_done = overpaid = 0
    for row in booked.rows:
        if row.account in done:
            done[row.account] -= foreign_minor(row)
        elif roles.get(row.account) is Role.ROUNDING:
            rounding_done -= foreign_minor(row)
        elif roles.get(row.account) is Role.OVERPAYMENT:
            overpaid -= foreign_minor(row)
    groups: dict[str, list[Portion]] = {}
    for account, group in sorted(treatments(booked.planned, roles).items()):
        is_vat = roles.get(account) in TAXES
        groups.setdefault(group, []).append(Portion(account, sold[account], done[account], is_vat=is_vat))
    paid = sum(done.values()) + rounding_done
    left = sum(sold.values()) + rounding - paid
    # As much of what was paid may be the tax agency's as its part is; nothing of it, if the debtor has an advance.
    own = paid if overpaid > 0 else paid - max(0, min(paid, unsold[Role.TAX_AGENCY]))
    currency, stated = currency_of(booked.planned), booked.open_amount
    if stated is None or stated.currency != (currency or booked.planned[0].amount.currency):
        owed = unsold[Role.RECEIVABLE] - own
    else:
        owed = stated.minor
    return Standing(
        state=BookedState.NOT_BOOKED,
        currency=currency,
        # Never more than there is income, VAT and rounding for: the planned rows may not be all.
        open_foreign=min(owed, left) if left >= 0 else max(owed, left),
        relieved_foreign=paid,
        overpaid_foreign=overpaid,
        sold=tuple(tuple(portions) for _, portions in sorted(groups.items())),
        rounding=rounding - rounding_done,
        rounding_done=rounding_done,
    )


def _kept(sums: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return what is not zero, by account."""
    return tuple((account, minor) for account, minor in sorted(sums.items()) if minor)
