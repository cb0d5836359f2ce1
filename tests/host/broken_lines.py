"""Lines to the agency, and sources of invoices, that break one promise each."""

from typing import Any, Final

import attrs

from inkasso_host.memory import MemoryInvoices
from inkasso_host.scripted import ScriptedAgency
from inkasso_rules.lifecycle import RequestKind
from inkasso_rules.model.snapshots import Snapshot
from inkasso_rules.ports import Changes, Rejected, Rejection, Sent

__all__ = ["BROKEN_LINES", "BROKEN_SOURCES"]


# --- lines to the agency ----------------------------------------------------------------------------------------------
class _Line:
    """Passes everything on."""

    def __init__(self, **options: Any) -> None:
        self.inner = ScriptedAgency(**options)
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def is_new(self, command: Any) -> bool:
        """Tell whether a command comes for the first time."""
        before = len(self.seen)
        self.seen.add(command.command_id)
        return len(self.seen) > before


class _Nameless(_Line):
    """Does not tell the agency's id."""

    def register_case(self, command: Any, /) -> Any:
        answer = self.inner.register_case(command)
        return Sent() if isinstance(answer, Sent) else answer

    def case_details(self, case_id: str, /) -> Any:
        snapshot = self.inner.case_details(case_id)
        return attrs.evolve(snapshot, agency_case_id=None) if isinstance(snapshot, Snapshot) else snapshot


class _OwnDuplicate(_Line):
    """Takes its own case for a duplicate when it is registered again."""

    def register_case(self, command: Any, /) -> Any:
        answer = self.inner.register_case(command)
        is_again = isinstance(answer, Sent) and not self.is_new(command)
        return Rejected(Rejection.DUPLICATE_NUMBER) if is_again else answer


class _Soothing(_Line):
    """Takes a duplicate for a case."""

    def register_case(self, command: Any, /) -> Any:
        answer = self.inner.register_case(command)
        return Sent("agency-9") if isinstance(answer, Rejected) else answer


class _OneBook(_Line):
    """Lets all creditors share their numbers."""

    def register_case(self, command: Any, /) -> Any:
        return self.inner.register_case(attrs.evolve(command, creditor_id="cred-1"))


class _NoPaper(_Line):
    """Takes no copies."""

    def attach_invoice_copy(self, command: Any, documents: Any, /) -> Any:
        answer = self.inner.attach_invoice_copy(command, documents)
        return Rejected(Rejection.OTHER) if isinstance(answer, Sent) else answer


class _DeafToPayments(_Line):
    """Does not pass a payment on."""

    def register_direct_payment(self, command: Any, /) -> Any:
        return self.inner.register_direct_payment(attrs.evolve(command, amount=command.amount - command.amount))


class _DeafToCredits(_Line):
    """Does not pass a credit note on."""

    def register_credit_note(self, command: Any, /) -> Any:
        return self.inner.register_credit_note(attrs.evolve(command, amount=command.amount - command.amount))


class _PayingTwice(_Line):
    """Passes a payment on as often as it comes."""

    def register_direct_payment(self, command: Any, /) -> Any:
        command_id = command.command_id if self.is_new(command) else "again"
        return self.inner.register_direct_payment(attrs.evolve(command, command_id=command_id))


class _CreditingTwice(_Line):
    """Passes a credit note on as often as it comes."""

    def register_credit_note(self, command: Any, /) -> Any:
        command_id = command.command_id if self.is_new(command) else "again"
        return self.inner.register_credit_note(attrs.evolve(command, command_id=command_id))


class _Careless(_Line):
    """Says that it sent what the agency cannot place."""

    def register_credit_note(self, command: Any, /) -> Any:
        answer = self.inner.register_credit_note(command)
        return Sent() if isinstance(answer, Rejected) else answer


class _NeverSettled(_Line):
    """Shows a settlement for ever."""

    def open_settlements(self) -> Any:
        shown = self.inner.open_settlements()
        return ("set-1", "set-2") if shown == ("set-2",) else shown


class _Impatient(_Line):
    """Knows no settlement that is acknowledged."""

    def acknowledge_settlement(self, command: Any, /) -> Any:
        answer = self.inner.acknowledge_settlement(command)
        is_again = isinstance(answer, Sent) and not self.is_new(command)
        return Rejected(Rejection.UNKNOWN_SETTLEMENT) if is_again else answer


class _AnySettlement(_Line):
    """Acknowledges what is no settlement."""

    def acknowledge_settlement(self, command: Any, /) -> Any:
        answer = self.inner.acknowledge_settlement(command)
        return Sent() if isinstance(answer, Rejected) else answer


class _Stuttering(_Line):
    """Lists a case for each of its changes."""

    def cases_updated_since(self, cursor: str | None, /) -> Any:
        changes = self.inner.cases_updated_since(cursor)
        return attrs.evolve(changes, case_ids=changes.case_ids * 2) if isinstance(changes, Changes) else changes


class _OneTooFar(_Line):
    """Gives a cursor that lies beyond the next change."""

    def cases_updated_since(self, cursor: str | None, /) -> Any:
        return self.inner.cases_updated_since(cursor and str(int(cursor) + 2))


class _TheirIds(_Line):
    """Shows the agency's id for ours."""

    def case_details(self, case_id: str, /) -> Any:
        snapshot = self.inner.case_details(case_id)
        return (
            attrs.evolve(snapshot, case_id=str(snapshot.agency_case_id)) if isinstance(snapshot, Snapshot) else snapshot
        )


class _NotFound(_Line):
    """Raises when the agency has no such case."""

    def case_details(self, case_id: str, /) -> Any:
        snapshot = self.inner.case_details(case_id)
        if snapshot is None:
            raise LookupError(case_id)
        return snapshot


class _Raising(_Line):
    """Raises when the agency does not answer."""

    def open_settlements(self) -> Any:
        if not self.inner.is_reachable:
            raise ConnectionError
        return self.inner.open_settlements()


class _Boasting(_Line):
    """Says that it can pause, and cannot."""

    capabilities = frozenset({RequestKind.PAUSE})


class _Secretive(_Line):
    """Can stop a case, and does not say so."""

    def stop(self) -> None:
        """Do nothing."""


# --- sources of invoices ----------------------------------------------------------------------------------------------
class _Source:
    """Passes everything on."""

    def __init__(self, *held: Any) -> None:
        self.inner = MemoryInvoices(*held)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class _Everybodys(_Source):
    """Lists the invoices of all creditors."""

    def open_invoices(self, _: str, /) -> Any:
        return self.inner.open_invoices("cred-1") + self.inner.open_invoices("cred-2")


class _EvenPaid(_Source):
    """Lists invoices that are paid."""

    def open_invoices(self, creditor_id: str, /) -> Any:
        return tuple(invoice for owner, invoice in self.inner.owned if owner == creditor_id)


class _KnownOnly(_Source):
    """Takes an unknown amount for nothing."""

    def open_invoices(self, creditor_id: str, /) -> Any:
        return tuple(one for one in self.inner.open_invoices(creditor_id) if one.open_amount)


class _OpenOnly(_Source):
    """Does not find an invoice that is paid."""

    def invoice(self, invoice_id: str, /) -> Any:
        found = self.inner.invoice(invoice_id)
        return found if found and (found.open_amount is None or found.open_amount.minor) else None


class _Strict(_Source):
    """Raises when an invoice is unknown."""

    def invoice(self, invoice_id: str, /) -> Any:
        found = self.inner.invoice(invoice_id)
        if found is None:
            raise LookupError(invoice_id)
        return found


class _AsKept(_Source):
    """Gives documents in its own order."""

    def documents(self, invoice_id: str, attachment_ids: tuple[str, ...], /) -> Any:
        found = self.inner.documents(invoice_id, attachment_ids)
        return tuple(sorted(found, key=lambda document: document.attachment_id))


class _Complete(_Source):
    """Raises when a document is gone."""

    def documents(self, invoice_id: str, attachment_ids: tuple[str, ...], /) -> Any:
        found = self.inner.documents(invoice_id, attachment_ids)
        if len(found) < len(attachment_ids):
            raise LookupError(invoice_id)
        return found


# fmt: off
#: Each broken line, with the one test that catches it.
BROKEN_LINES: Final = (
    (_Nameless,       "test_a_case_is_registered"),
    (_OwnDuplicate,   "test_a_registration_may_be_sent_again"),
    (_Soothing,       "test_a_number_has_one_case"),
    (_OneBook,        "test_creditors_number_for_themselves"),
    (_NoPaper,        "test_a_copy_is_attached"),
    (_DeafToPayments, "test_a_direct_payment_lowers_the_capital"),
    (_PayingTwice,    "test_a_direct_payment_may_be_sent_again"),
    (_DeafToCredits,  "test_a_credit_note_lowers_the_capital"),
    (_CreditingTwice, "test_a_credit_note_may_be_sent_again"),
    (_Careless,       "test_a_command_needs_its_case"),
    (_NeverSettled,   "test_a_settlement_is_acknowledged"),
    (_Impatient,      "test_a_settlement_may_be_acknowledged_again"),
    (_AnySettlement,  "test_an_unknown_settlement_is_rejected"),
    (_Stuttering,     "test_all_cases_are_new_at_first"),
    (_OneTooFar,      "test_a_change_is_among_those_since_the_cursor"),
    (_TheirIds,       "test_details_name_the_case"),
    (_NotFound,       "test_an_unknown_case_has_no_details"),
    (_Raising,        "test_an_agency_may_be_unreachable"),
    (_Boasting,       "test_a_capability_is_a_method"),
    (_Secretive,      "test_a_capability_is_a_method"),
)
#: Each broken source, with the one test that catches it.
BROKEN_SOURCES: Final = (
    (_Everybodys, "test_a_creditor_has_its_own_invoices"),
    (_EvenPaid,   "test_what_is_paid_is_not_open"),
    (_KnownOnly,  "test_what_is_paid_is_not_open"),
    (_OpenOnly,   "test_an_invoice_is_found_by_its_id"),
    (_Strict,     "test_an_unknown_invoice_is_not_found"),
    (_AsKept,     "test_documents_keep_the_order_of_the_question"),
    (_Complete,   "test_a_missing_document_is_left_out"),
)
# fmt: on
