"""
What has been booked, and through which channel: the same thing is never booked twice (SE-7).

A register is a value. Whoever keeps it adds what was posted and passes it with the next question.

The agency, the bank and the host each have ids of their own, so that each key says whose id it is: ``agency/`` for a
payment of a settlement, ``bank/`` for a bank row or a payment by reference, ``host/`` for a direct payment.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.journal.answer import Event, Posted
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.settlements import BankRow, DirectPayment, Settlement
from inkasso_rules.requirements import decides

__all__ = ["EMPTY", "Register", "Taken", "is_repeated", "refusals", "source_of"]


@attrs.frozen
class Taken:
    """
    Something that is booked.

    Attributes:
        key: The settlement, or the payment.

        source: The settlement or payment that booked it.

        digest: A fingerprint of that.
    """

    key: str
    source: str
    digest: str


@attrs.frozen
class Register:
    """All that is booked, by key."""

    taken: tuple[Taken, ...] = ()
    _by_key: MappingProxyType[str, Taken] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Make the look-up."""
        object.__setattr__(self, "_by_key", MappingProxyType({one.key: one for one in self.taken}))

    def get(self, key: str) -> Taken | None:
        """Return what is booked under *key*, if anything is."""
        return self._by_key.get(key)

    def adding(self, posted: Posted) -> Register:
        """Return the register with what was posted; with nothing more, if nothing was."""
        if not (posted.vouchers or posted.commands):
            return self
        left = {one.payment_id for one in posted.unmatched}
        source, digest = source_of(posted.event), posted.event.digest
        keys = [source, *(key for key in _keys(posted.event) if _name(key) not in left)]
        added = {key: Taken(key, source, digest) for key in keys}
        kept = {one.key: one for one in self.taken} | added
        return Register(tuple(kept[key] for key in sorted(kept)))

    def without(self, event: Event) -> Register:
        """
        Return the register without what *event* booked: its vouchers have been reversed.

        What was left out of it and booked later, as its rest, stays: that has vouchers of its own.
        """
        source = source_of(event)
        return Register(tuple(one for one in self.taken if one.source != source))


#: Nothing is booked.
EMPTY: Final = Register()


def source_of(event: Event) -> str:
    """Return the key under which something is booked as a whole: a settlement, or a payment of its own."""
    if isinstance(event, Settlement):
        return f"settlement/{event.settlement_id}"
    if isinstance(event, DirectPayment):
        return event.payment_id if event.payment_id.startswith("bank/") else f"host/{event.payment_id}"
    return f"bank/{_id(event)}"


def is_repeated(event: Event, register: Register) -> bool:
    """Tell whether exactly this was booked before; also if all of it was left out first, and booked as its rest."""
    found = register.get(source_of(event))
    if found is None and isinstance(event, Settlement) and event.payments:
        found = register.get(next(iter(_keys(event))))
        if found is not None:
            event = attrs.evolve(
                event,
                settlement_id=_name(found.source),
                brought_forward=event.brought_forward - event.brought_forward,
                part_of=event.part_of or event.settlement_id,
            )
    return found is not None and found.digest == event.digest


@decides("SE-7")
def refusals(event: Event, register: Register) -> tuple[Reason, ...]:
    """
    Return why this may not be booked: the same id was booked with other content, or a payment in it another way.

    Args:
        event: What is to be booked.

        register: What is booked.
    """
    if not register.taken:
        return ()
    source = source_of(event)
    found = register.get(source)
    reasons = []
    if found is not None and found.source == source and found.digest != event.digest:
        reasons.append(Reason("SE-7", "other_content", _id(event)))
    # Of a payment by reference, what was left out may have been booked as a payment of its own.
    rests = () if isinstance(event, Settlement) else (f"{source}/rest",)
    for key in (*sorted(_keys(event)), *rests):
        other = register.get(key)
        if other is not None and other.source != source:
            reasons.append(Reason("SE-7", "other_channel", _name(key)))
    return tuple(reasons)


def _id(event: Event) -> str:
    if isinstance(event, Settlement):
        return event.settlement_id
    return event.row_id if isinstance(event, BankRow) else event.payment_id


def _name(key: str) -> str:
    """Return the id without whose it is."""
    return key.partition("/")[2]


def _keys(event: Event) -> Iterable[str]:
    """Return the keys of the payments in it; a bank row is one payment, whoever reads it."""
    if isinstance(event, Settlement):
        return (f"agency/{payment.payment_id}" for payment in event.payments)
    return (source_of(event),)
