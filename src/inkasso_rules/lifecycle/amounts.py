"""
What a fact changes in the sums of money.

Money is added and taken away, never clamped: a payment and its reversal cancel out in whatever order they came.
"""

from __future__ import annotations

from inkasso_rules.lifecycle.effects import free
from inkasso_rules.lifecycle.standing import Draft
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.money import Money

__all__ = [
    "assume",
    "collect",
    "credit",
    "fits",
    "hold_payment",
    "pay_direct",
    "pay_out",
    "remit",
    "remove_payment",
    "reverse",
    "set_off",
    "split",
    "taken_back",
    "was_unsplit",
]


def fits(draft: Draft, fact: Fact) -> bool:
    """Tell whether the fact's money is in the currency of the claim."""
    money = fact.amount or fact.capital
    return money is None or money.currency == draft.currency


def _counted(draft: Draft, fact: Fact, money: Money | None) -> int:
    """Return the minor units of a fact's money; in another currency the fact is listed, and counts as nothing."""
    if money is not None and money.currency == draft.currency:
        return money.minor
    draft.uncounted += (fact.fact_id,)
    return 0


def _owing(draft: Draft, fact: Fact, before: int) -> None:
    """Free the case if nothing was owed before and something is now."""
    if before <= 0 < draft.balance:
        free(draft, fact)


# --- at the agency ----------------------------------------------------------------------------------------------------
def collect(draft: Draft, fact: Fact) -> None:
    """The debtor paid the agency; what fell on the capital is known only when the agency says so."""
    amount = _counted(draft, fact, fact.amount)
    if amount:
        part = None if fact.capital is None else fact.capital.minor
        draft.payments += ((fact.fact_id, amount, part),)
        draft.collected += amount
        draft.unsplit += amount if part is None else 0
        draft.collected_capital += part or 0


def taken_back(draft: Draft, fact: Fact) -> int | None:
    """Return how much capital goes back: as stated, or all of the payment that is named; ``None`` if nobody knows."""
    if fact.capital is not None:
        return fact.capital.minor
    minor = None if fact.amount is None else fact.amount.minor
    return next((part for named, amount, part in draft.payments if (named, amount) == (fact.about, minor)), None)


def _unstated(draft: Draft) -> int:
    """Return what was paid to the agency and not split by it, whether we split it or not."""
    return draft.unsplit + sum(amount for _, amount, _ in draft.assumed)


def was_unsplit(draft: Draft, fact: Fact) -> bool:
    """Tell whether the payment that goes back, or all that was ever paid, was never split."""
    return _unstated(draft) == draft.collected or any(
        named == fact.about and part is None for named, _, part in draft.payments
    )


def reverse(draft: Draft, fact: Fact) -> None:
    """A payment to the agency went back; of what was never split, nothing had fallen on the capital."""
    amount, before, is_unsplit = _counted(draft, fact, fact.amount), draft.balance, was_unsplit(draft, fact)
    part = taken_back(draft, fact) if amount else 0
    draft.collected -= amount
    draft.payments = tuple(known for known in draft.payments if known[:2] != (fact.about, amount))
    if part is not None:
        draft.collected_capital -= part
    elif is_unsplit:
        draft.unsplit -= amount - _take_assumed(draft, amount, fact.about)
    else:
        draft.payments += ((fact.fact_id, -amount, None),)
        draft.unsplit_back += amount
    _owing(draft, fact, before)


def _take_assumed(draft: Draft, minor: int, about: str | None) -> int:
    """
    Take money out of our own splits, and return how much of it was there.

    The payment that it is about comes first, then what nobody has split, which is not taken here, then the oldest.
    """
    own = min(sum(amount for name, amount, _ in draft.assumed if name == about), minor)
    others = max(minor - own - max(draft.unsplit, 0), 0)
    kept, taken = [], 0
    for name, amount, part in draft.assumed:
        gone = own if name == about else min(amount, others)
        others -= 0 if name == about else gone
        taken += gone
        draft.collected_capital -= part * gone // amount
        if gone != amount:
            kept.append((name, amount - gone, part - part * gone // amount))
    draft.assumed = tuple(kept)
    return taken


def split(draft: Draft, fact: Fact) -> None:
    """The agency says what of a payment, or of one that went back, was capital; of one that is named, also anew."""
    amount = _counted(draft, fact, fact.amount)
    if not amount or fact.capital is None:
        return
    part = fact.capital.minor
    named = next((known for known in draft.payments if known[0] == fact.about), None)
    if named is None and fact.about is not None and _unstated(draft) < amount:
        return  # It has gone back, or never came.
    _, moved, before = named or ("", amount, None)
    if before is None and moved > 0:
        draft.unsplit = max(draft.unsplit - amount + _take_assumed(draft, amount, fact.about), 0)
    elif before is None:
        draft.unsplit_back = max(draft.unsplit_back - amount, 0)
    draft.collected_capital += (part - (before or 0)) * (1 if moved > 0 else -1)
    draft.payments = tuple((*known[:2], part) if known is named else known for known in draft.payments)
    free(draft, fact)


def assume(draft: Draft, fact: Fact) -> None:
    """We say it, only of what nobody has split; what the agency says takes the place of it."""
    amount, name = _counted(draft, fact, fact.amount), fact.about or fact.fact_id
    if not amount or fact.capital is None or name in {known for known, _, _ in draft.assumed}:
        return
    if fact.about is not None:
        amount = next((minor for known, minor, part in draft.payments if known == name and part is None), 0)
    if amount < 0:
        split(draft, fact)
        return
    taken = min(amount, draft.unsplit)
    if taken > 0:
        part = fact.capital.minor - fact.capital.minor * (amount - taken) // amount
        draft.unsplit -= taken
        draft.collected_capital += part
        draft.assumed += ((name, taken, part),)
        free(draft, fact)


# --- elsewhere --------------------------------------------------------------------------------------------------------
def _decided(draft: Draft, fact: Fact) -> None:
    if fact.about in draft.unclear:
        draft.unclear = tuple(payment for payment in draft.unclear if payment != fact.about)
        free(draft, fact)


def hold_payment(draft: Draft, fact: Fact) -> None:
    """Nobody knows whose money it is; a person decides."""
    draft.unclear += (fact.fact_id,)


def pay_direct(draft: Draft, fact: Fact) -> None:
    """The debtor paid the creditor."""
    draft.paid_direct += _counted(draft, fact, fact.on_capital)
    _decided(draft, fact)


def pay_out(draft: Draft, fact: Fact) -> None:
    """The agency paid out what it had collected; the debtor owes what it owed."""
    draft.paid_out += _counted(draft, fact, fact.amount)
    _decided(draft, fact)


def remove_payment(draft: Draft, fact: Fact) -> None:
    """A payment to the creditor was removed."""
    before = draft.balance
    draft.paid_direct -= _counted(draft, fact, fact.on_capital)
    _owing(draft, fact, before)


def credit(draft: Draft, fact: Fact) -> None:
    """A credit note was made."""
    draft.credited += _counted(draft, fact, fact.on_capital)


def set_off(draft: Draft, fact: Fact) -> None:
    """The claim was set off; what of it fell on the capital is stated."""
    draft.set_off += _counted(draft, fact, fact.on_capital)


def remit(draft: Draft, fact: Fact) -> None:
    """A part of the debt fell away."""
    draft.remitted += _counted(draft, fact, fact.on_capital)
