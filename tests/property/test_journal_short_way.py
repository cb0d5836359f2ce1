"""Nearly every payment takes a short way, which must lead where the long one does."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal.relief import Entry, Relief, relieve, relieve_plainly
from inkasso_rules.journal.standing import standing
from inkasso_rules.model.bookings import BAS, BOOKS, BookedInvoice, BookedState
from inkasso_rules.model.vouchers import LineCode
from tests.data import AS_OF


@given(some.booked_ledgers(), st.integers(min_value=-10_000, max_value=2_000_000))
def test_the_short_way_leads_where_the_long_one_does(ledger: MappingProxyType[str, BookedInvoice], minor: int) -> None:
    """For each invoice and amount the short way has the same answer, or none."""
    for booked in ledger.values():
        short = relieve_plainly(booked, minor, BAS)
        assert short in {
            None,
            relieve(standing(booked, BAS), minor or 1, minor or 1, accounts=BAS, books=BOOKS, dated_on=AS_OF),
        }


@given(st.integers(min_value=1, max_value=1_250_00))
def test_a_plain_invoice_takes_the_short_way(minor: int) -> None:
    """Every amount up to what is open of one that is only booked does; not one unit more, nor what goes back."""
    plain = some.plain_booked()
    assert Relief(
        state=BookedState.BOOKED,
        entries=(Entry("1510", -minor, -minor, LineCode.CAPITAL),),
        open_before=1_250_00,
        paid=minor,
    ) == relieve_plainly(plain, minor, BAS)
    assert [None] * 3 == [relieve_plainly(plain, other, BAS) for other in (1_250_01, 0, -minor)]
