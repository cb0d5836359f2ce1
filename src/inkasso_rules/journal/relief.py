"""
What a payment does to its invoice: which accounts it relieves, what VAT it makes due, and what is left over.

Each instalment is shared out on what is *open*, so that no part is ever negative and the last one is exact. VAT is
rounded on the cumulative amount. Nothing is plugged: what exceeds the open amount is an advance, and what went back
without having come in is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import attrs

from inkasso_rules.journal.standing import Loss, Portion, Standing
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedState, Books, Role
from inkasso_rules.model.money import apportion, half_up
from inkasso_rules.model.vouchers import LineCode
from inkasso_rules.requirements import decides

__all__ = ["Entry", "Relief", "instalment", "relieve", "relieve_plainly", "scaled"]

#: What rows mean that change nothing about how the receivable of an invoice is relieved.
_PLAIN: Final = frozenset({None, Role.OUTPUT_VAT, Role.TAX_AGENCY, Role.ROUNDING, Role.EXCHANGE})


class Entry(NamedTuple):
    """
    What is posted on one account, above zero on the debit side.

    Attributes:
        account: The account.

        minor: The amount, in minor units of the ledger's currency.

        foreign: The same in the invoice's currency.

        code: What it is for.
    """

    account: str
    minor: int
    foreign: int
    code: LineCode


class Relief(NamedTuple):
    """
    What money for one invoice does, in minor units of the invoice's currency where nothing else is said.

    Attributes:
        state: How the invoice was booked.

        entries: What is posted, the exchange difference included.

        open_before: What the debtor owed, without advances; below zero if those, or credits, are larger.

        paid: What of the money fell on what was open or written off, or was taken back from it if below zero.

        is_pledged: Whether it is booked on the clearing account itself; then there are no entries.

        regained: What of that fell on what was written off.

        excess: What became an advance, or was taken back from one if below zero.

        lacking: What went back without ever having come in; it has no entries.
    """

    state: BookedState
    entries: tuple[Entry, ...] = ()
    open_before: int = 0
    paid: int = 0
    is_pledged: bool = False
    regained: int = 0
    excess: int = 0
    lacking: int = 0

    @property
    def owed(self) -> int:
        """What the debtor owed, without what goes back to a loss: that is on no receivable account."""
        return self.open_before + min(0, self.regained)


@decides("BA-3")
def relieve(
    stands: Standing, foreign: int, received: int, *, accounts: Accounts, books: Books, dated_on: dt.date
) -> Relief:
    """
    Tell what a payment does to its invoice.

    Money first settles what is open, then what was written off; the rest is an advance. What goes back takes the same
    way in the other direction.

    Args:
        stands: How the invoice stands.

        foreign: What was paid, in minor units of the invoice's currency; below zero if it goes back.

        received: The same in the currency of the ledger.

        accounts: The chart.

        books: What the creditor's bookkeeping allows.

        dated_on: The date of the voucher.
    """
    if stands.is_pledged:
        return Relief(state=stands.state, is_pledged=True)
    if foreign > 0:
        (paid, regained), rest = _filled(foreign, (stands.open_foreign, stands.loss.open_foreign))
        excess, lacking = rest, 0
    else:
        owing = -stands.open_foreign if stands.is_credit else stands.relieved_foreign
        back = (stands.overpaid_foreign, stands.loss.back_foreign, owing)
        (excess, regained, paid), rest = _filled(-foreign, back)
        excess, regained, paid, lacking = -excess, -regained, -paid, rest
    parts = (paid, regained, excess)
    # In one currency the parts are the values.
    values = (
        [*parts, -lacking] if received == foreign else apportion(received, [abs(part) for part in (*parts, lacking)])
    )
    entries: list[Entry] = []
    if paid:
        post = _sold if stands.state is BookedState.NOT_BOOKED else _receivable
        entries += post(stands, paid, values[0], accounts)
    if regained:
        entries += _regained(stands.loss, regained, _loss_account(stands.loss, accounts, books, dated_on))
    if excess:
        entries.append(Entry(accounts.overpayments, -values[2], -excess, LineCode.OVERPAYMENT))
    difference = received - values[3] + sum(entry.minor for entry in entries)
    if difference:
        is_gain = difference > 0
        other = accounts.exchange_loss if is_gain else accounts.exchange_gain
        # Money that goes back first takes back what exchange difference came in with it.
        if foreign < 0 and dict(stands.exchange).get(other, 0) * difference > 0:
            is_gain = not is_gain
        account = accounts.exchange_gain if is_gain else accounts.exchange_loss
        entries.append(Entry(account, -difference, 0, LineCode.EXCHANGE_GAIN if is_gain else LineCode.EXCHANGE_LOSS))
    return Relief(
        state=stands.state,
        entries=tuple(entry for entry in entries if entry.minor),
        open_before=stands.open_foreign - stands.overpaid_foreign,
        paid=paid + regained,
        regained=regained,
        excess=excess,
        lacking=lacking,
    )


def relieve_plainly(booked: BookedInvoice, minor: int, accounts: Accounts) -> Relief | None:
    """
    Tell what :func:`relieve` would, if only one receivable account in the ledger's currency matters: the short way.

    Nearly every payment is like that. For any other, and for more than what is open, there is no answer.
    """
    if booked.planned or booked.is_earlier or booked.state is not None:
        return None
    role_of = accounts.roles.get
    receivable, left = None, 0
    for row in booked.rows:
        account = row.account
        role = role_of(account)
        if role in _PLAIN:
            continue
        if role is not Role.RECEIVABLE or row.foreign is not None or (receivable or account) != account:
            return None
        receivable = account
        left += row.amount.minor
    if receivable is None or not 0 < minor <= left:
        return None
    entry = Entry(receivable, -minor, -minor, LineCode.CAPITAL)
    return Relief(BookedState.BOOKED, (entry,), left, minor)


def _filled(amount: int, rooms: Sequence[int]) -> tuple[list[int], int]:
    """Fill one room after the other; return what each takes, and the rest."""
    taken = []
    for room in rooms:
        taken.append(min(amount, max(0, room)))
        amount -= taken[-1]
    return taken, amount


def _receivable(stands: Standing, paid: int, _value: int, _accounts: Accounts) -> Iterator[Entry]:
    """Relieve the debtor's receivable accounts, at the value they are booked at, and make dormant VAT due."""
    is_open = paid > 0 or stands.is_credit
    rooms = stands.open_by_account if is_open else stands.relieved_by_account
    whole = abs(stands.open_foreign) if is_open else stands.relieved_foreign
    value = abs(sum(minor for _, minor in rooms))
    if not value:
        return
    relieved = half_up(value * paid, whole)
    shares = apportion(relieved, [minor for _, minor in rooms])
    for (account, _), share, foreign in zip(rooms, shares, scaled(paid, shares), strict=True):
        yield Entry(account, -share, -foreign, LineCode.CAPITAL)
    if stands.dormant:
        before = sum(minor for _, minor in stands.relieved_by_account)
        gross = before + sum(minor for _, minor in stands.open_by_account) + max(0, stands.agency)
        taxes = [tax for _, tax in stands.dormant]
        rest = Portion("", gross - sum(tax.total for tax in taxes), before - sum(tax.done for tax in taxes))
        for (dormant, tax), due in zip(stands.dormant, instalment(relieved, (*taxes, rest)), strict=False):
            foreign = half_up(due * abs(paid), max(1, abs(relieved)))
            yield Entry(dormant, due, foreign, LineCode.DORMANT_VAT)
            yield Entry(tax.account, -due, -foreign, LineCode.OUTPUT_VAT)


def _sold(stands: Standing, paid: int, value: int, accounts: Accounts) -> Iterator[Entry]:
    """Post income and VAT of an invoice that is not booked; its rounding goes with the instalment that closes it."""
    groups = [portion for portion in stands.sold if sum(part.total for part in portion)]
    sign = 1 if paid > 0 else -1
    is_open = paid > 0 or stands.is_credit
    rooms = [sum(part.total - part.done if is_open else part.done for part in group) for group in groups]
    if is_open:
        room = sum(rooms)
        beyond = sign * max(0, min(sign * paid, sign * (paid - room)))
        rounding = stands.rounding if paid == room + stands.rounding else beyond
    else:
        rounding = max(paid, -stands.rounding_done)
    found: list[tuple[str, int, LineCode]] = []
    for group, share in zip(groups, scaled(paid - rounding, rooms), strict=True):
        for part, minor in zip(group, instalment(share, group), strict=True):
            found.append((part.account, minor, LineCode.OUTPUT_VAT if part.is_vat else LineCode.REVENUE))
    if rounding:
        found.append((accounts.rounding, rounding, LineCode.ROUNDING))
    values = apportion(value, [sign * minor for _, minor, _ in found])
    for (account, minor, code), amount in zip(found, values, strict=True):
        yield Entry(account, -amount, -minor, code)


def _regained(loss: Loss, regained: int, account: str) -> Iterator[Entry]:
    """Take back a loss, with only the VAT that was taken back when the claim was written off."""
    whole = loss.open_foreign if regained > 0 else loss.back_foreign
    value = sum(part.total - part.done if regained > 0 else part.done for part in loss.portions)
    shares = instalment(half_up(value * regained, whole), loss.portions)
    for part, share, foreign in zip(loss.portions, shares, scaled(regained, shares), strict=True):
        if part.is_vat:
            yield Entry(part.account, -share, -foreign, LineCode.OUTPUT_VAT)
        else:
            yield Entry(account, -share, -foreign, LineCode.RECOVERED)


def _loss_account(loss: Loss, accounts: Accounts, books: Books, dated_on: dt.date) -> str:
    """Return the account on which money for a written-off claim is posted: income, or the loss of the same year."""
    if (
        books.recovered_to_losses
        and loss.lost_on is not None
        and books.year_of(loss.lost_on) == books.year_of(dated_on)
    ):
        return loss.account
    return accounts.recovered


def scaled(whole: int, shares: Sequence[int]) -> list[int]:
    """Share *whole* out as *shares* do with their own sum."""
    total = sum(shares)
    if total == whole:
        return list(shares)
    if not total:
        return [whole, *(0 for _ in shares[1:])]
    return apportion(whole, [share if total > 0 else -share for share in shares])


def instalment(share: int, portions: Sequence[Portion]) -> list[int]:
    """
    Share one instalment out on a group of accounts: VAT by the cumulative amount, the rest on what is open.

    Over all instalments the VAT of a group with one VAT account is never more than half a unit from its exact part, and
    that of several nearly so; every account ends at its total. No part is negative, or above what is open on its
    account. What goes back is shared out on what came in; a group below zero is one of the other sign.

    >>> portions = (Portion("2611", 25, is_vat=True), Portion("3001", 100))
    >>> instalment(3, portions), instalment(125, portions)
    ([1, 2], [25, 100])
    """
    gross = sum(part.total for part in portions)
    if gross < 0:
        mirrored = [attrs.evolve(part, total=-part.total, done=-part.done) for part in portions]
        return [-minor for minor in instalment(-share, mirrored)]
    sign = 1 if share > 0 else -1
    rooms = [max(0, part.total - part.done if share > 0 else part.done) for part in portions]
    after = sum(part.done for part in portions) + share
    left, later = abs(share), sum(rooms)
    found = [0] * len(portions)
    for index, part in enumerate(portions):
        if part.is_vat and gross:
            later -= rooms[index]
            wanted = sign * (half_up(after * part.total, gross) - part.done)
            found[index] = min(max(wanted, left - later, 0), rooms[index], left)
            left -= found[index]
    incomes = [index for index, part in enumerate(portions) if not part.is_vat]
    weights = [rooms[index] for index in incomes]
    if left and any(weights):
        for index, minor in zip(incomes, apportion(left, weights), strict=True):
            found[index] = minor
    return [sign * minor for minor in found]
