"""The contract of a line to the agency."""
# ruff: noqa: S101 - these are tests, shipped for others

from __future__ import annotations

import abc

from inkasso_rules.lifecycle import RequestKind
from inkasso_rules.model.cases import AcknowledgeSettlement
from inkasso_rules.model.money import Money
from inkasso_rules.model.snapshots import Snapshot
from inkasso_rules.ports import AgencyTransport, Changes, Document, Rejected, Rejection, Sent, Unreachable
from inkasso_rules.testing.made import a_copy, a_credit_note, a_payment, a_transfer

__all__ = ["AgencyTransportContract"]

_FIRST, _SECOND = a_transfer("1", invoice_id="inv-1"), a_transfer("2", invoice_id="inv-2")
_CASE = _FIRST.case_id
_COPY = (Document("doc-1", "application/pdf", b"%PDF-1.7"),)
_BOOKED = AcknowledgeSettlement(command_id="set-1/acknowledge", settlement_id="set-1", voucher_id="V-1")


def _changed(transport: AgencyTransport, cursor: str | None = None) -> Changes:
    changes = transport.cases_updated_since(cursor)
    assert isinstance(changes, Changes)
    return changes


def _shown(transport: AgencyTransport) -> Snapshot:
    snapshot = transport.case_details(_CASE)
    assert isinstance(snapshot, Snapshot)
    return snapshot


def _lowered(transport: AgencyTransport) -> Money | None:
    """Return by how much the agency claims less than was registered."""
    capital = _shown(transport).capital
    return capital and _FIRST.open_amount - capital


class AgencyTransportContract(abc.ABC):
    """Subclass, return your transport from *make_transport*, and let pytest run it against a stand-in of the agency."""

    @abc.abstractmethod
    def make_transport(self, *, settlements: tuple[str, ...] = ()) -> AgencyTransport:
        """Return a transport to an agency without cases, at which these *settlements* are open."""

    @abc.abstractmethod
    def make_unreachable(self) -> AgencyTransport:
        """Return a transport to an agency that does not answer."""

    def test_a_case_is_registered(self) -> None:
        """A case that is registered is sent, and has an id at the agency."""
        answer = self.make_transport().register_case(_FIRST)
        assert isinstance(answer, Sent)
        assert answer.agency_case_id

    def test_a_registration_may_be_sent_again(self) -> None:
        """A registration that is sent again is answered the same and makes no second case."""
        transport = self.make_transport()
        answers = {transport.register_case(_FIRST) for _ in range(3)}
        assert (len(answers), set(_changed(transport).case_ids)) == (1, {_CASE})

    def test_a_number_has_one_case(self) -> None:
        """A second case for a creditor's invoice number is rejected as a duplicate, and is none."""
        transport, again = self.make_transport(), a_transfer("1", invoice_id="inv-9")
        transport.register_case(_FIRST)
        answer = transport.register_case(again)
        assert isinstance(answer, Rejected)
        assert answer.reason is Rejection.DUPLICATE_NUMBER
        assert again.case_id not in _changed(transport).case_ids

    def test_creditors_number_for_themselves(self) -> None:
        """The same invoice number of another creditor is another case."""
        transport, theirs = self.make_transport(), a_transfer("1", invoice_id="inv-9", creditor_id="cred-2")
        transport.register_case(_FIRST)
        transport.register_case(theirs)
        assert set(_changed(transport).case_ids) == {_CASE, theirs.case_id}

    def test_a_copy_is_attached(self) -> None:
        """An invoice copy for a registered case is sent."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        assert isinstance(transport.attach_invoice_copy(a_copy(_FIRST), _COPY), Sent)

    def test_a_direct_payment_lowers_the_capital(self) -> None:
        """A direct payment lowers the capital that the details show."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        transport.register_direct_payment(a_payment("pay-1", _CASE))
        transport.register_direct_payment(a_payment("pay-2", _CASE, 1_00))
        assert _lowered(transport) == Money(251_00)

    def test_a_direct_payment_may_be_sent_again(self) -> None:
        """A direct payment that is sent again is answered the same and counts once."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        once = transport.register_direct_payment(a_payment("pay-1", _CASE)), _shown(transport).capital
        assert (transport.register_direct_payment(a_payment("pay-1", _CASE)), _shown(transport).capital) == once

    def test_a_credit_note_lowers_the_capital(self) -> None:
        """A credit note lowers the capital that the details show."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        transport.register_credit_note(a_credit_note("credit-1", _CASE))
        assert _lowered(transport) == Money(100_00)

    def test_a_credit_note_may_be_sent_again(self) -> None:
        """A credit note that is sent again is answered the same and counts once."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        once = transport.register_credit_note(a_credit_note("credit-1", _CASE)), _shown(transport).capital
        assert (transport.register_credit_note(a_credit_note("credit-1", _CASE)), _shown(transport).capital) == once

    def test_a_command_needs_its_case(self) -> None:
        """A command about a case that the agency does not have is rejected."""
        transport = self.make_transport()
        answers = (
            transport.attach_invoice_copy(a_copy(_FIRST), _COPY),
            transport.register_direct_payment(a_payment("pay-1", _CASE)),
            transport.register_credit_note(a_credit_note("credit-1", _CASE)),
        )
        assert {isinstance(answer, Rejected) and answer.reason for answer in answers} == {Rejection.UNKNOWN_CASE}

    def test_a_settlement_is_acknowledged(self) -> None:
        """A settlement that is acknowledged is open no more; all others are."""
        transport = self.make_transport(settlements=("set-1", "set-2"))
        assert transport.open_settlements() == ("set-1", "set-2")
        transport.acknowledge_settlement(_BOOKED)
        assert transport.open_settlements() == ("set-2",)

    def test_a_settlement_may_be_acknowledged_again(self) -> None:
        """A settlement that is acknowledged again is answered the same."""
        transport = self.make_transport(settlements=("set-1",))
        assert [transport.acknowledge_settlement(_BOOKED) for _ in range(2)] == [Sent(), Sent()]

    def test_an_unknown_settlement_is_rejected(self) -> None:
        """A settlement that the agency does not have is rejected."""
        answer = self.make_transport(settlements=("set-2",)).acknowledge_settlement(_BOOKED)
        assert isinstance(answer, Rejected)
        assert answer.reason is Rejection.UNKNOWN_SETTLEMENT

    def test_all_cases_are_new_at_first(self) -> None:
        """Without a cursor all cases are changed ones, each once."""
        transport = self.make_transport()
        none = _changed(transport).case_ids
        transport.register_case(_FIRST)
        transport.register_case(_SECOND)
        transport.register_direct_payment(a_payment("pay-1", _CASE))
        assert (none, sorted(_changed(transport).case_ids)) == ((), sorted((_CASE, _SECOND.case_id)))

    def test_a_change_is_among_those_since_the_cursor(self) -> None:
        """What changes after a cursor was given is among the changes since that cursor."""
        transport = self.make_transport()
        transport.register_case(_FIRST)
        first = _changed(transport).cursor
        transport.register_case(_SECOND)
        transport.register_direct_payment(a_payment("pay-1", _CASE))
        second = _changed(transport, first)
        transport.register_credit_note(a_credit_note("credit-1", _CASE))
        assert set(second.case_ids) >= {_CASE, _SECOND.case_id}
        assert _CASE in _changed(transport, second.cursor).case_ids

    def test_details_name_the_case(self) -> None:
        """Details bear our id of the case, and the agency's."""
        transport = self.make_transport()
        transport.register_case(_SECOND)
        answer, snapshot = transport.register_case(_FIRST), _shown(transport)
        assert isinstance(answer, Sent)
        assert (snapshot.case_id, snapshot.agency_case_id) == (_CASE, answer.agency_case_id)

    def test_an_unknown_case_has_no_details(self) -> None:
        """A case that the agency does not have has no details."""
        assert self.make_transport().case_details(_CASE) is None

    def test_an_agency_may_be_unreachable(self) -> None:
        """Every method answers that the agency is unreachable, and none raises."""
        transport = self.make_unreachable()
        answers = {
            transport.register_case(_FIRST),
            transport.attach_invoice_copy(a_copy(_FIRST), _COPY),
            transport.register_direct_payment(a_payment("pay-1", _CASE)),
            transport.register_credit_note(a_credit_note("credit-1", _CASE)),
            transport.acknowledge_settlement(_BOOKED),
            transport.cases_updated_since(None),
            transport.case_details(_CASE),
            transport.open_settlements(),
        }
        assert answers == {Unreachable()}

    def test_a_capability_is_a_method(self) -> None:
        """A transport has a method for each of its capabilities, and for no other request."""
        transport = self.make_transport()
        can = {kind for kind in RequestKind if callable(getattr(transport, kind, None))}
        assert can == transport.capabilities
