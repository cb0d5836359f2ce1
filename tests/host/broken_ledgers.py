"""Ledgers that each break one promise."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from inkasso_host.memory import MemoryLedger
from inkasso_rules.journal import EMPTY, Posted
from inkasso_rules.model.bookings import BookedInvoice
from inkasso_rules.model.settlements import ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.ports import PostedOtherwiseError, VoucherConflictError

__all__ = ["BROKEN_LEDGERS"]


class _Inventing(MemoryLedger):
    """Tells of invoices that it does not have."""

    def booked(self, invoices: Iterable[str], /) -> dict[str, BookedInvoice]:
        wanted = tuple(invoices)
        found = super().booked(wanted)
        return {one: found.get(one, BookedInvoice(invoice=one)) for one in wanted}


class _Retelling(MemoryLedger):
    """Tells of all invoices that it has."""

    def booked(self, invoices: Iterable[str], /) -> dict[str, BookedInvoice]:
        return super().booked(dict.fromkeys((*invoices, "1")))


class _Smoothing(MemoryLedger):
    """Leaves out reversals."""

    def booked(self, invoices: Iterable[str], /) -> dict[str, BookedInvoice]:
        return {
            key: attrs.evolve(one, rows=tuple(row for row in one.rows if not row.voucher_id.endswith("/reversal")))
            for key, one in super().booked(invoices).items()
        }


class _AlwaysNew(MemoryLedger):
    """Says of everything that it is new."""

    def post(self, posted: Posted, /) -> bool:
        return super().post(posted) or bool(posted.vouchers)


class _Doubling(MemoryLedger):
    """Tells the subledger twice."""

    def post(self, posted: Posted, /) -> bool:
        is_new = super().post(posted)
        if not is_new and posted.vouchers:
            self._updates += posted.open_item_updates
        return is_new


class _FirstWord(MemoryLedger):
    """Overhears that the same id says something else."""

    def post(self, posted: Posted, /) -> bool:
        try:
            return super().post(posted)
        except PostedOtherwiseError as error:
            if error.reasons[0].code == "other_content":
                return False
            raise


class _HalfWay(MemoryLedger):
    """Stores the updates before it looks."""

    def post(self, posted: Posted, /) -> bool:
        try:
            return super().post(posted)
        except PostedOtherwiseError as error:
            if error.reasons[0].code == "other_channel":
                self._updates += posted.open_item_updates
            raise


class _AnyWay(MemoryLedger):
    """Knows settlements, and not the payments in them."""

    def post(self, posted: Posted, /) -> bool:
        try:
            return super().post(posted)
        except PostedOtherwiseError as error:
            if error.reasons[0].code == "other_channel":
                return False
            raise


class _Closing(MemoryLedger):
    """Takes what was held for done."""

    closed: tuple[Any, ...] = ()

    def post(self, posted: Posted, /) -> bool:
        self.closed += () if posted.vouchers else (posted.event,)
        return posted.event not in self.closed and super().post(posted)


class _Sorting(MemoryLedger):
    """Lists vouchers by their ids."""

    def vouchers(self) -> tuple[Voucher, ...]:
        return tuple(sorted(super().vouchers(), key=lambda one: one.voucher_id))


class _FirstUpdate(MemoryLedger):
    """Lets the first update of an invoice stay."""

    def enter(self, vouchers: Iterable[Voucher], /, **options: Any) -> None:
        before, told = dict(self._open), {one.invoice for one in self._updates}
        super().enter(vouchers, **options)
        self._open |= {invoice: before[invoice] for invoice in told}


class _Newest(MemoryLedger):
    """Lists the newest update first."""

    def updates(self) -> Any:
        return super().updates()[::-1]


class _Forgetful(MemoryLedger):
    """Forgets which payments of a settlement had no account."""

    def waiting(self) -> tuple[Settlement | ReferencePayment, ...]:
        return tuple(one for one in super().waiting() if isinstance(one, ReferencePayment))


class _OnlyBatches(MemoryLedger):
    """Forgets what was left of a payment by reference."""

    def waiting(self) -> tuple[Settlement | ReferencePayment, ...]:
        return tuple(one for one in super().waiting() if isinstance(one, Settlement))


class _Waiting(MemoryLedger):
    """Lets settlements wait for ever."""

    def post(self, posted: Posted, /) -> bool:
        before = {key: one for key, one in self._waiting.items() if isinstance(one, Settlement)}
        is_new = super().post(posted)
        self._waiting |= before
        return is_new


class _Repeating(MemoryLedger):
    """Stores the updates of a known voucher again."""

    def enter(self, vouchers: Iterable[Voucher], /, **options: Any) -> None:
        count = len(self._vouchers)
        super().enter(vouchers, **options)
        if len(self._vouchers) == count:
            self._updates += options["updates"]


class _InParts(MemoryLedger):
    """Stores what is fine before it finds what is not."""

    def enter(self, vouchers: Iterable[Voucher], /, **options: Any) -> None:
        given = tuple(vouchers)
        try:
            super().enter(given, **options)
        except VoucherConflictError:
            super().enter(given[:1], **options)
            raise


class _Generous(MemoryLedger):
    """Releases everything."""

    def enter(self, vouchers: Iterable[Voucher], /, **options: Any) -> None:
        super().enter(vouchers, **options)
        if options.get("releases") is not None:
            self._register = EMPTY


class _Stubborn(MemoryLedger):
    """Releases nothing."""

    reversed: Any = None

    def enter(self, vouchers: Iterable[Voucher], /, **options: Any) -> None:
        self.reversed = options.pop("releases", None) or self.reversed
        super().enter(vouchers, **options)

    def post(self, posted: Posted, /) -> bool:
        if posted.event == self.reversed:
            raise VoucherConflictError(posted.vouchers[0].voucher_id)
        return super().post(posted)


class _Lenient(MemoryLedger):
    """Takes a settlement with the vouchers that it had before."""

    def post(self, posted: Posted, /) -> bool:
        try:
            return super().post(posted)
        except VoucherConflictError:
            return True


# fmt: off
#: Each broken ledger, with the one test that catches it.
BROKEN_LEDGERS: Final = (
    (_Inventing,  "test_known_invoices_are_told"),
    (_Retelling,  "test_known_invoices_are_told"),
    (_Smoothing,  "test_an_invoice_has_all_its_rows"),
    (_AlwaysNew,  "test_what_is_posted_is_stored_once"),
    (_Doubling,   "test_what_is_posted_is_stored_once"),
    (_FirstWord,  "test_another_content_is_refused"),
    (_HalfWay,    "test_another_way_is_refused"),
    (_AnyWay,     "test_another_way_is_refused"),
    (_Closing,    "test_what_has_no_vouchers_is_not_stored"),
    (_Sorting,    "test_vouchers_keep_their_order"),
    (_FirstUpdate, "test_an_update_says_what_is_open"),
    (_Newest,     "test_updates_keep_their_order"),
    (_Forgetful,  "test_what_is_left_waits"),
    (_Waiting,    "test_what_is_left_waits"),
    (_OnlyBatches, "test_what_is_left_of_a_payment_by_reference_waits"),
    (_Repeating,  "test_vouchers_of_its_own_are_stored_once"),
    (_InParts,    "test_a_voucher_with_a_known_id_is_refused"),
    (_Generous,   "test_what_is_released_may_be_posted_anew"),
    (_Stubborn,   "test_what_is_released_may_be_posted_anew"),
    (_Lenient,    "test_old_ids_are_refused"),
)
# fmt: on
