"""Which settlements and which bank rows clear one another: the items of the clearing account, put together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

import attrs

from inkasso_rules.model.money import Money

__all__ = ["ClearingItem", "Match", "matched", "place", "summed"]


@attrs.frozen(kw_only=True)
class ClearingItem:
    """
    What one settlement or one bank row put on the clearing account.

    Attributes:
        subject: The id of the settlement or row.

        is_bank: Whether it is a bank row.

        happened_on: Its day.

        amount: What it put there, above zero on the debit side, in the currency of the ledger.

        own: The same in the currency of the payout, if that is another one.

        follows: Whether the settlement goes on from an earlier one whose payout was below zero.

        exchanges: How many vouchers of exchange it has had, reversed ones too.

        reference: What the row refers to.
    """

    subject: str
    is_bank: bool
    happened_on: dt.date
    amount: Money
    own: Money
    follows: bool = False
    exchanges: int = 0
    reference: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class Match:
    """
    Settlements and bank rows that belong together.

    Attributes:
        settlements: The ids of the settlements.

        rows: The ids of the rows; none if the settlements pay nothing.

        difference: What is still open between them, in the currency of the payout; above zero if the bank shows less.
            In the currency of the ledger, if the bank does not say what it was in the payout's.

        exchange: What is left in the currency of the ledger though nothing is open: above zero, a loss.

        matched_on: The day on which both sides were there.

        exchanges: How many vouchers of exchange its last row, or last settlement, has had.
    """

    settlements: tuple[str, ...]
    rows: tuple[str, ...]
    difference: Money
    exchange: Money
    matched_on: dt.date
    exchanges: int = 0

    @property
    def subject(self) -> str:
        """The id that stands for all: that of the last row, or of the last settlement where no row is."""
        return (self.rows or self.settlements)[-1]


_Bundle = tuple[ClearingItem, ...]


def place(item: ClearingItem) -> tuple[dt.date, str]:
    """Return what items are sorted by: the oldest first."""
    return item.happened_on, item.subject


def summed(amounts: Iterable[Money]) -> Money:
    """Sum amounts in one currency, of which there is at least one."""
    first, *others = amounts
    return sum(others, first)


def matched(items: Sequence[ClearingItem]) -> tuple[tuple[Match, ...], tuple[ClearingItem, ...]]:
    """
    Return what belongs together, and what waits.

    A row of which nothing is left but exchange is one that was reversed: it waits, until that is reversed too.

    Args:
        items: The items, the oldest first.
    """
    bundles = _bundles(item for item in items if not item.is_bank)
    rows: list[_Bundle] = [(item,) for item in items if item.is_bank and item.own.minor]
    over = [item for item in items if item.is_bank and not item.own.minor]
    matches = [*_named(bundles, rows)]
    for bundle in [bundle for bundle in bundles if not _left(bundle)]:
        bundles.remove(bundle)
        matches.append(_match(bundle, ()))
    matches += _equal(bundles, rows)
    matches += [_match(found, row) for row, found in _runs(rows, bundles)]
    matches += [_match(bundle, found) for bundle, found in _runs(bundles, rows)]
    waiting = [*over, *(item for bundle in (*bundles, *rows) for item in bundle)]
    return (
        tuple(sorted(matches, key=lambda match: (match.matched_on, match.settlements, match.rows))),
        tuple(sorted(waiting, key=place)),
    )


def _bundles(settled: Iterable[ClearingItem]) -> list[_Bundle]:
    """Put each settlement that goes on from an earlier one with the last in its currency that is below zero."""
    bundles: list[_Bundle] = []
    for item in settled:
        owed = (bundle for bundle in reversed(bundles) if _left(bundle) < 0 and _same(bundle, (item,)))
        before = next(owed, ()) if item.follows else ()
        if before:
            bundles.remove(before)
        bundles.append((*before, item))
    return bundles


# --- by reference -----------------------------------------------------------------------------------------------------
#: What may stand around the name of a settlement.
_AROUND: Final = ".,;:!?'\"()[]<>#"


def _named(bundles: list[_Bundle], rows: list[_Bundle]) -> Iterator[Match]:
    """Match rows that name settlements, and take them out; rows that name the same one go together."""
    bundle_of = {item.subject: bundle for bundle in bundles for item in bundle}
    spelled = _spelled(bundle_of)
    names = {row: _names(row.reference, spelled) for (row,) in rows}
    rows_of: dict[str, _Bundle] = {}
    for row, subjects in names.items():
        for subject in subjects:
            rows_of[subject] = (*rows_of.get(subject, ()), row)
    taken: set[ClearingItem] = set()
    for start in rows_of:
        found: set[ClearingItem] = set()
        todo = [item for item in bundle_of[start] if item not in taken]
        while todo:
            item = todo.pop()
            if item in found:
                continue
            found.add(item)
            if item.is_bank:
                todo += [one for subject in names[item] for one in bundle_of[subject]]
            else:
                todo += (*bundle_of[item.subject], *rows_of.get(item.subject, ()))
        if found:
            taken |= found
            ordered = sorted(found, key=place)
            yield _match(
                tuple(item for item in ordered if not item.is_bank), tuple(item for item in ordered if item.is_bank)
            )
    bundles[:] = [bundle for bundle in bundles if bundle[0] not in taken]
    rows[:] = [row for row in rows if row[0] not in taken]


def _spelled(subjects: Iterable[str]) -> Mapping[str, str]:
    """Return each settlement by its id, and by that in small letters if no other has the same."""
    folded: dict[str, list[str]] = {}
    for subject in subjects:
        folded.setdefault(subject.casefold(), []).append(subject)
    own = {subject: subject for found in folded.values() for subject in found}
    return {name: found[0] for name, found in folded.items() if len(found) == 1} | own


def _names(reference: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """Return the settlements that a reference names, as a whole or by its words, each once."""
    words = (reference.strip(), *re.split(r"[\s,;]+", reference), *re.split(r"[\s,;:]+", reference))
    spellings = (
        spelling for word in words for bare in (word, word.strip(_AROUND)) for spelling in (bare, bare.casefold())
    )
    return tuple(dict.fromkeys(spelled[spelling] for spelling in spellings if spelling in spelled))


# --- by amount --------------------------------------------------------------------------------------------------------
def _equal(bundles: list[_Bundle], rows: list[_Bundle]) -> Iterator[Match]:
    """Match each row with the oldest settlement of its amount, and take both out."""
    for row in tuple(rows):
        bundle = next((bundle for bundle in bundles if _left(bundle) == -_left(row) and _same(bundle, row)), None)
        if bundle is not None:
            bundles.remove(bundle)
            rows.remove(row)
            yield _match(bundle, row)


def _runs(ones: list[_Bundle], many: list[_Bundle]) -> Iterator[tuple[_Bundle, _Bundle]]:
    """Match each of *ones* with the first run of *many* that sums to it, and take all out."""
    for one in tuple(ones):
        same = [other for other in many if _same(one, other)]
        ends = [0, *accumulate(_left(other) for other in same)]
        starts: dict[int, int] = {}
        for end, total in enumerate(ends):
            start = starts.get(total + _left(one))
            if start is not None:
                found = same[start:end]
                for other in found:
                    many.remove(other)
                ones.remove(one)
                yield one, tuple(item for other in found for item in other)
                break
            starts.setdefault(total, end)


def _match(settled: _Bundle, rows: _Bundle) -> Match:
    items = (*settled, *rows)
    left = summed(item.amount for item in items)
    # A bank that does not say what it was in the payout's currency leaves the difference in the ledger's.
    difference = summed(item.own for item in items) if len({item.own.currency for item in items}) == 1 else left
    return Match(
        settlements=tuple(item.subject for item in settled),
        rows=tuple(item.subject for item in rows),
        difference=difference,
        exchange=Money(0, left.currency) if difference.minor else left,
        matched_on=max(item.happened_on for item in items),
        exchanges=(rows or settled)[-1].exchanges,
    )


def _left(bundle: _Bundle) -> int:
    return sum(item.own.minor for item in bundle)


def _same(one: _Bundle, other: _Bundle) -> bool:
    """Tell whether two are in one currency."""
    return one[0].own.currency == other[0].own.currency
