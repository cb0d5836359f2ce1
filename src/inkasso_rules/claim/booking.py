"""
How each kind of money is counted in the ledger of a claim: one function for each, in one table.

What is said about a payment counts, and where nothing is said the policy does. Money that goes back is taken from where
it had fallen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Final

from inkasso_rules.claim.accrual import Accrual
from inkasso_rules.claim.costing import claimed_costs
from inkasso_rules.claim.ledger import AT_AGENCY, CAPITAL, COSTS, INTEREST, LEFT, Entry, Ledger, Unsplit
from inkasso_rules.claim.reading import Reading, condition, due_dates, read, starts
from inkasso_rules.law.interest import InterestStart
from inkasso_rules.law.measures import Measure
from inkasso_rules.law.rates import Meter, agreed_rates, meter
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.claims import Claim
from inkasso_rules.model.conventions import AllocationOrder, DayCount
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import Policy
from inkasso_rules.requirements import decides

__all__ = ["keep"]

_ONE_DAY: Final = dt.timedelta(days=1)
_PARTS: Final[Mapping[str, int]] = MappingProxyType({"costs": COSTS, "interest": INTEREST, "capital": CAPITAL})

#: What a creditor may ask an authority for with no capital open; a letter is for capital.
_BY_AUTHORITY: Final = frozenset({CostKind.APPLICATION, CostKind.REPRESENTATIVE, CostKind.ENFORCEMENT})

#: What a payment settles, first to last.
_ORDERS: Final[Mapping[AllocationOrder, tuple[int, ...]]] = MappingProxyType(
    {order: tuple(_PARTS[part] for part in order.split("_")) for order in AllocationOrder}
)


def _said(ledger: Ledger, fact: Fact) -> tuple[int | None, bool]:
    """
    Return how much of a payment, or a reversal, is said to have fallen on the capital, and whether that is *stated*.

    What is stated last counts, and what we assumed only if nothing is.
    """
    split = ledger.reading.splits.get(fact.fact_id)
    if split is None or (fact.capital is not None and split.kind is FactKind.SPLIT_ASSUMED):
        split = fact
    if split.capital is None:
        return None, False
    return split.capital.minor, split.kind is not FactKind.SPLIT_ASSUMED


@decides("LC-14")
def _pay_agency(ledger: Ledger, fact: Fact, amount: int) -> None:
    """The agency's split counts, else our own that a fact keeps, else the policy's order."""
    said, is_stated = _said(ledger, fact)
    if said is None:
        parts = ledger.settle(amount, ledger.order, fact.happened_on)
    else:
        parts = ledger.settle(amount - said, ledger.beside, fact.happened_on)
        parts[CAPITAL] = said
    if not is_stated:
        ledger.waiting.append((fact, amount, parts[CAPITAL]))
    ledger.book(fact, parts, is_stated=is_stated)


@decides("LC-14")
def _split(ledger: Ledger, fact: Fact, amount: int) -> None:
    """
    A split that names no payment is about the oldest money that was not split.

    What the policy had put on the capital is put there anew as the agency says; what that frees settles costs and
    interest, and what it takes comes from what was left over, then from interest, then from costs.
    """
    stated = 0 if fact.capital is None else fact.capital.minor
    if fact.about is not None and sum(one.amount for one in ledger.unsplit) < amount:
        return  # It has gone back, or never came.
    _put_anew(ledger, fact, amount, stated)


@decides("LC-14")
def _assume(ledger: Ledger, fact: Fact, amount: int) -> None:
    """Our own split of a sum counts for what no fact splits, until the agency says."""
    capital = 0 if fact.capital is None else fact.capital.minor
    known = min(amount, sum(one.amount for one in ledger.unassumed()[0]))
    if known:
        capital -= capital * (amount - known) // amount
        _put_anew(ledger, fact, known, capital)
        ledger.waiting.append((fact, known, capital))


def _put_anew(ledger: Ledger, fact: Fact, amount: int, capital: int) -> None:
    more = capital - ledger.take_unsplit(amount)
    if more <= 0:
        parts = ledger.settle(-more, ledger.beside, fact.happened_on)
    else:
        parts = _taken([entry for entry in ledger.entries if entry.fact.kind in AT_AGENCY], more, _FROM_BESIDE)
    parts[CAPITAL] = more
    ledger.book(fact, parts, is_stated=fact.kind is FactKind.SPLIT_STATED)


def _part(entry: Entry, place: int) -> int:
    return (entry.costs, entry.interest, entry.capital, entry.left)[place]


def _taken(entries: list[Entry], minor: int, order: tuple[int, ...]) -> list[int]:
    """Take money back from where it fell, in this order; what never came in is missing from what is left over."""
    parts = [0, 0, 0, 0]
    for place in order:
        taken = min(max(sum(_part(entry, place) for entry in entries), 0), minor)
        parts[place] = -taken
        minor -= taken
    parts[LEFT] -= minor
    return parts


@decides("LC-14")
def _on_capital(ledger: Ledger, fact: Fact, amount: int) -> None:
    """Direct payments, credit notes and remissions lower the capital only."""
    ledger.booked.append((fact, 0, 0, amount, 0, True))
    ledger.received += amount
    if not fact.from_start:  # If so, it lowered the capital before the first day.
        ledger.lower(amount, fact.happened_on)


@decides("LC-14")
def _set_off(ledger: Ledger, fact: Fact, amount: int) -> None:
    """The stated part falls on the capital; the rest on interest, which a set-off settles first, then on costs."""
    capital = 0 if fact.capital is None else fact.capital.minor
    parts = ledger.settle(amount - capital, (INTEREST, COSTS), fact.happened_on)
    parts[CAPITAL] = capital
    ledger.book(fact, parts)
    if capital and ledger.accrual.until(fact.happened_on) > ledger.interest_paid:
        ledger.passed_over.append(fact.fact_id)


@decides("LC-14")
def _reverse(ledger: Ledger, fact: Fact, amount: int) -> None:
    """What goes back is taken from where it had fallen; of a part, first from what was left over, then from capital."""
    said, is_stated = _said(ledger, fact)
    of_agency = [entry for entry in ledger.entries if entry.fact.kind in AT_AGENCY]
    paid = next((entry for entry in of_agency if entry.fact.fact_id == fact.about), None)
    # What of the payment went back before counts too.
    named = [entry for entry in of_agency if entry is paid or (paid is not None and entry.fact.about == fact.about)]
    is_known = paid is not None and paid.is_stated and paid.amount == amount
    if said is not None and is_stated:
        parts = _taken(named or of_agency, amount - said, _FROM_BESIDE)
        parts[CAPITAL] = -said
    elif paid is not None and is_known:
        parts = [-_part(paid, place) for place in range(4)]
    elif ledger.is_unsplit(fact.about):
        capital = ledger.take_unsplit(amount, fact.about)
        parts = _taken(named or of_agency, amount - capital, _FROM_BESIDE)
        parts[CAPITAL] = -capital
        ledger.is_part_back |= paid is None or paid.amount != amount
    else:
        ledger.is_part_back = True
        if said is None:
            parts = _taken(named or of_agency, amount, _FROM_ALL)
        else:
            parts = _taken(named or of_agency, amount - said, _FROM_BESIDE)
            parts[CAPITAL] = -said
        ledger.unsplit_back.append(Unsplit(fact, amount, -parts[CAPITAL]))
    ledger.book(fact, parts, is_stated=is_known or is_stated)


@decides("LC-14")
def _remove(ledger: Ledger, fact: Fact, amount: int) -> None:
    """A payment to the creditor that is removed raises the capital again."""
    ledger.book(fact, [0, 0, -amount, 0])


#: Where money is taken back from, first to last; and the same when it is said what comes from the capital.
_FROM_ALL: Final = (LEFT, CAPITAL, INTEREST, COSTS)
_FROM_BESIDE: Final = (LEFT, INTEREST, COSTS)

_BOOKS: Final[Mapping[FactKind, Callable[[Ledger, Fact, int], None]]] = MappingProxyType(
    {
        FactKind.PAID_AGENCY: _pay_agency,
        FactKind.PAYMENT_REVERSED: _reverse,
        FactKind.PAID_CREDITOR: _on_capital,
        FactKind.PAYMENT_REMOVED: _remove,
        FactKind.CREDITED: _on_capital,
        FactKind.SET_OFF: _set_off,
        FactKind.REMITTED: _on_capital,
        FactKind.SPLIT_ASSUMED: _assume,
        FactKind.SPLIT_STATED: _split,
    }
)


def keep(claim: Claim, *, as_of: dt.date, law: Law, policy: Policy) -> Ledger:
    """
    Count a claim's facts up to the end of *as_of*.

    A measure against a debt that is not due, or was paid by the day before, costs nothing, and a debt that was paid in
    time brings no compensation; an authority may be asked for interest and costs alone. What was paid depends on the
    costs before; so where a charge was ever settled, each measure is judged by the ledger of the day before it, as
    far as that is known now.

    Raises:
        NotInForceError: If interest runs on a day whose rate is not known.
        ClaimError: If there are costs, the claim is not in kronor, and it has no rate of exchange.
    """
    reading = read(claim, as_of, law=law, policy=policy)
    begins = starts(claim, reading, law, policy)
    interest_from = min([begin.day for begin in begins if begin is not None and begin.day is not None], default=None)
    ledger = _count(claim, reading, interest_from, frozenset(), begins=begins, as_of=as_of, law=law, policy=policy)
    if len(claim.charges) == 1 and not ledger.was_settled:
        return ledger
    count = partial(_count, claim, begins=begins, law=law, policy=policy)
    dues = due_dates(claim, policy)

    def idle(late_from: dt.date | None) -> frozenset[str]:
        """Return the measures against nothing that was due and open at the end of the day before."""
        found = frozenset[str]()
        for measure in sorted(reading.measures, key=_by_day):
            before = measure.taken_on - _ONE_DAY
            ledger = count(reading.until(before), late_from, found, as_of=before)
            is_open = ledger.is_due_on(before, dues)
            if not (is_open or (measure.cost in _BY_AUTHORITY and ledger.is_beside_open_on(before))):
                found |= {measure.measure_id}
        return found

    # The compensation arises when interest does, which it cannot bring about itself.
    late_from = _late_from(count(reading, None, idle(None), as_of=as_of), as_of)
    return count(reading, late_from, idle(late_from), as_of=as_of)


def _by_day(measure: Measure) -> tuple[dt.date, str]:
    return measure.taken_on, measure.measure_id


def _late_from(ledger: Ledger, as_of: dt.date) -> dt.date | None:
    """Return the first day on which a charge bears interest, also if that interest was invoiced."""
    begun = (
        ledger.accrual.first_day(place, begin.day, as_of)
        for place, begin in enumerate(ledger.begins)
        if begin is not None and begin.day is not None
    )
    return min((day for day in begun if day is not None), default=None)


def _count(
    claim: Claim,
    reading: Reading,
    late_from: dt.date | None,
    idle: frozenset[str],
    *,
    begins: tuple[InterestStart | None, ...],
    as_of: dt.date,
    law: Law,
    policy: Policy,
) -> Ledger:
    """Count what was read."""
    given = condition(claim, reading, late_from, idle, policy)
    accrual = Accrual(
        meter=_meter(claim.agreements.interest, claim.debtor_kind, claim.is_supply, law, policy.day_count),
        rounding=policy.rounding,
        unit=10 ** MINOR_DIGITS[claim.currency],
    )
    capital = 0
    for charge, begin in zip(claim.charges, begins, strict=True):
        accrual.add(charge.amount.minor, _since(claim, begin))
        capital += charge.amount.minor
    ledger = Ledger(
        claim=claim,
        reading=reading,
        costs=claimed_costs(claim, reading, given, as_of=as_of, law=law),
        begins=begins,
        accrual=accrual,
        order=_ORDERS[policy.allocation],
        capital=capital,
    )
    if reading.corrected:  # It was never owed, so that no interest ran on it.
        ledger.lower(reading.corrected, dt.date.min)
    for fact, amount in reading.money:
        _BOOKS[fact.kind](ledger, fact, amount)
    return ledger


def _since(claim: Claim, begin: InterestStart | None) -> dt.date | None:
    through = claim.interest_invoiced_through
    if begin is None or begin.day is None or through == dt.date.max:
        return None
    return begin.day if through is None else max(begin.day, through + _ONE_DAY)


@lru_cache(maxsize=256)
def _meter(
    agreed: AgreedInterest | None,
    kind: DebtorKind | None,
    is_supply: bool,  # noqa: FBT001 - a part of the key, given by place.
    law: Law,
    day_count: DayCount,
) -> Meter:
    return meter(agreed_rates(agreed, debtor_kind=kind, is_supply=is_supply, law=law), day_count)
