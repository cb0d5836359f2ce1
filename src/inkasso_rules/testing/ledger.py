"""The contract of a ledger."""
# ruff: noqa: S101 - these are tests, shipped for others

from __future__ import annotations

import abc
from typing import Final

import attrs
import pytest

from inkasso_rules.journal import Posted, post_settlement, reverse
from inkasso_rules.ledger.payments import allocate_reference_payment
from inkasso_rules.model.bookings import BookedInvoice, BookedRow
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import ReferencePayment, SettledPayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.ports import LedgerStore, PostedOtherwiseError, VoucherConflictError
from inkasso_rules.sample import AS_OF

__all__ = ["LedgerStoreContract"]


def _booked(invoice: str) -> BookedInvoice:
    """Return an invoice of 1,250 kronor as it is booked when it is sent."""
    amounts = (("1510", 1250_00), ("3001", -1000_00), ("2611", -250_00))
    return BookedInvoice(
        invoice=invoice,
        rows=tuple(
            BookedRow(account=account, amount=Money(minor), voucher_id=f"sale {invoice}", booked_on=AS_OF)
            for account, minor in amounts
        ),
        open_amount=Money(1250_00),
    )


_ONE, _TWO = _booked("1"), _booked("2")


def _settlement(settlement_id: str, *paid: tuple[str, str, int]) -> Settlement:
    """Return a settlement of payments: their ids, their invoices, their amounts."""
    payments = tuple(
        SettledPayment(payment_id=payment_id, invoice=invoice, paid_on=AS_OF, capital=Money(minor), payout=Money(minor))
        for payment_id, invoice, minor in paid
    )
    return Settlement(
        settlement_id=settlement_id,
        creditor_id="cred-1",
        settled_on=AS_OF,
        payments=payments,
        payout=Money(sum(minor for *_, minor in paid)),
        brought_forward=Money(0),
    )


_FIRST: Final = _settlement("S-1", ("p-1", "1", 500_00))
_SECOND: Final = _settlement("S-2", ("p-2", "2", 1250_00))
_LAST: Final = _settlement("S-0", ("p-3", "1", 750_00))
_HALF_KNOWN: Final = _settlement("S-3", ("p-4", "1", 100_00), ("p-5", "9", 200_00))
_BY_REFERENCE: Final = ReferencePayment(
    payment_id="S-3", booked_on=AS_OF, parts=(("100", Money(100_00)), ("900", Money(200_00)))
)


def _posted(store: LedgerStore, settlement: Settlement) -> Posted:
    """Return what posting a settlement gives, by what the ledger tells."""
    invoices = [payment.invoice for payment in settlement.payments]
    return post_settlement(settlement, store.booked(invoices), register=store.register())


def _all_of(store: LedgerStore) -> tuple[object, ...]:
    """Return all that was stored."""
    return store.vouchers(), store.updates(), dict(store.open_items()), store.register(), store.waiting()


def _reversed(*vouchers: Voucher) -> tuple[Voucher, ...]:
    """Return the reversals of vouchers."""
    found = tuple(reverse(voucher, on=AS_OF) for voucher in vouchers)
    return tuple(one for one in found if isinstance(one, Voucher))


class LedgerStoreContract(abc.ABC):
    """Subclass, return your ledger from *make_store*, and let pytest run it."""

    @abc.abstractmethod
    def make_store(self, invoices: tuple[BookedInvoice, ...]) -> LedgerStore:
        """Return a ledger that has these invoices, with what they say is open, and no other vouchers."""

    def test_known_invoices_are_told(self) -> None:
        """Of invoices that are asked for, those are told that the books have, and no others."""
        store = self.make_store((_ONE, _TWO))
        assert dict(store.booked(["2", "9"])) == {"2": _TWO}

    def test_an_invoice_has_all_its_rows(self) -> None:
        """An invoice has its rows, also those of vouchers that were stored here."""
        store = self.make_store((_ONE, _TWO))
        store.post(_posted(store, _FIRST))
        (voucher,) = store.vouchers()
        store.enter(_reversed(voucher))
        told = [(row.account, row.amount.minor, row.voucher_id) for row in store.booked(["1"])["1"].rows]
        before = [(row.account, row.amount.minor, row.voucher_id) for row in _ONE.rows]
        here = [("1510", -500_00, voucher.voucher_id), ("1510", 500_00, f"{voucher.voucher_id}/reversal")]
        assert told == before + here

    def test_what_is_posted_is_stored_once(self) -> None:
        """What is posted is stored once, and said to be stored that once only."""
        store = self.make_store((_ONE, _TWO))
        posted = _posted(store, _FIRST)
        said = [store.post(posted), store.post(posted)]
        assert (said, store.vouchers(), store.updates()) == ([True, False], posted.vouchers, posted.open_item_updates)

    def test_another_content_is_refused(self) -> None:
        """What is booked with another content raises PostedOtherwiseError, and nothing of it is stored."""
        store = self.make_store((_ONE, _TWO))
        other = _posted(store, _settlement("S-1", ("p-9", "2", 100_00)))
        store.post(_posted(store, _FIRST))
        before = _all_of(store)
        with pytest.raises(PostedOtherwiseError):
            store.post(other)
        assert _all_of(store) == before

    def test_another_way_is_refused(self) -> None:
        """A payment that is booked another way raises PostedOtherwiseError, and nothing of it is stored."""
        store = self.make_store((_ONE, _TWO))
        other = _posted(store, _settlement("S-9", ("p-1", "1", 500_00)))
        store.post(_posted(store, _FIRST))
        before = _all_of(store)
        with pytest.raises(PostedOtherwiseError):
            store.post(other)
        assert _all_of(store) == before

    def test_what_has_no_vouchers_is_not_stored(self) -> None:
        """What has no vouchers is not stored, and may be posted later."""
        store = self.make_store((_ONE, _TWO))
        held = post_settlement(_FIRST, store.booked(["1"]), is_batch=False)
        said = [store.post(held), store.post(_posted(store, _FIRST))]
        assert (said, len(store.vouchers())) == ([False, True], 1)

    def test_vouchers_keep_their_order(self) -> None:
        """Vouchers are listed in the order in which they were stored."""
        store = self.make_store((_ONE, _TWO))
        for settlement in (_SECOND, _FIRST, _LAST):
            store.post(_posted(store, settlement))
        ids = [voucher.voucher_id for voucher in store.vouchers()]
        assert ids == ["settlement/S-2", "settlement/S-1", "settlement/S-0"]

    def test_an_update_says_what_is_open(self) -> None:
        """What is open of an invoice is what its last update says; of all others, what the books said before."""
        store = self.make_store((_ONE, _TWO))
        told = []
        for settlement in (_FIRST, _LAST):
            store.post(_posted(store, settlement))
            told.append((dict(store.open_items()), store.booked(["1"])["1"].open_amount))
        assert told == [
            ({"1": Money(750_00), "2": Money(1250_00)}, Money(750_00)),
            ({"1": Money(0), "2": Money(1250_00)}, Money(0)),
        ]

    def test_updates_keep_their_order(self) -> None:
        """Updates of open items are listed in the order in which they were stored."""
        store = self.make_store((_ONE, _TWO))
        for settlement in (_SECOND, _FIRST, _LAST):
            store.post(_posted(store, settlement))
        assert [one.source for one in store.updates()] == ["S-2", "S-1", "S-0"]

    def test_what_is_left_waits(self) -> None:
        """Payments that had no account wait as a settlement, until that is posted."""
        store = self.make_store((_ONE, _TWO))
        posted = _posted(store, _HALF_KNOWN)
        assert isinstance(posted.rest, Settlement)
        store.post(posted)
        waited = store.waiting()
        store.post(post_settlement(posted.rest, {"9": _booked("9")}, register=store.register()))
        assert (waited, store.waiting()) == ((posted.rest,), ())

    def test_what_is_left_of_a_payment_by_reference_waits(self) -> None:
        """What of a payment by reference had no account waits as such a payment, until that is posted."""
        store = self.make_store((attrs.evolve(_ONE, reference="100"),))
        posted = allocate_reference_payment(_BY_REFERENCE, store.booked(["1"]), register=store.register())
        assert isinstance(posted.rest, ReferencePayment)
        store.post(posted)
        waited, known = store.waiting(), {"9": attrs.evolve(_booked("9"), reference="900")}
        store.post(allocate_reference_payment(posted.rest, known, register=store.register()))
        assert (waited, store.waiting()) == ((posted.rest,), ())

    def test_vouchers_of_its_own_are_stored_once(self) -> None:
        """Vouchers that the ledger makes itself are stored once."""
        store = self.make_store((_ONE, _TWO))
        posted = _posted(store, _FIRST)
        store.post(posted)
        made = _reversed(*posted.vouchers)
        for _ in range(2):
            store.enter(made, updates=posted.open_item_updates)
        assert store.vouchers() == posted.vouchers + made
        assert store.updates() == posted.open_item_updates * 2

    def test_a_voucher_with_a_known_id_is_refused(self) -> None:
        """A voucher with a known id and another content raises VoucherConflictError, and none of its call is stored."""
        store = self.make_store((_ONE, _TWO))
        posted = _posted(store, _FIRST)
        store.post(posted)
        before = _all_of(store)
        (fine,) = _reversed(*posted.vouchers)
        other = attrs.evolve(posted.vouchers[0], lines=fine.lines)
        with pytest.raises(VoucherConflictError):
            store.enter((fine, other), updates=posted.open_item_updates, releases=_FIRST)
        assert _all_of(store) == before

    def test_what_is_released_may_be_posted_anew(self) -> None:
        """What is released may be posted anew with ids of its own, and nothing else."""
        store = self.make_store((_ONE, _TWO))
        for settlement in (_FIRST, _SECOND):
            store.post(_posted(store, settlement))
        store.enter(_reversed(store.vouchers()[0]), releases=_FIRST)
        anew = (attrs.evolve(one, settlement_id=f"{one.settlement_id}/anew") for one in (_FIRST, _SECOND))
        assert [bool(_posted(store, settlement).vouchers) for settlement in anew] == [True, False]

    def test_old_ids_are_refused(self) -> None:
        """What is posted anew with its old ids raises VoucherConflictError, and nothing of it is stored."""
        store = self.make_store((_ONE, _TWO))
        posted = _posted(store, _FIRST)
        store.post(posted)
        store.enter(_reversed(*posted.vouchers), releases=_FIRST)
        before = _all_of(store)
        with pytest.raises(VoucherConflictError):
            store.post(posted)
        assert _all_of(store) == before
