"""Vouchers and their lines: what cannot be built, and what the errors say."""

import datetime as dt
from typing import Any

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import Line, LineCode, LineError, UnbalancedError, Voucher, VoucherCode

DAY = dt.date(2026, 3, 2)


def a_voucher(*lines: Line, **changes: Any) -> Voucher:
    """Return a voucher with *lines*; a balanced one without."""
    said: dict[str, Any] = {
        "voucher_id": "V1",
        "dated_on": DAY,
        "code": VoucherCode.SETTLEMENT,
        "subject": "S1",
        "lines": lines or (Line("1512", Money(5)), Line("1510", Money(-5))),
    }
    return Voucher(**(said | changes))


def test_a_balanced_voucher_is_built() -> None:
    """In any one currency, with as many lines as it needs; another currency beside an amount need not balance."""
    lines = (
        Line("1512", Money(3, "EUR"), foreign=Money(1, "USD")),
        Line("1512", Money(2, "EUR"), "F1", LineCode.CLEARING),
        Line("1510", Money(-5, "EUR"), text="free"),
    )
    voucher = a_voucher(*lines)
    assert (lines, None, None) == (voucher.lines, voucher.happened_on, voucher.reverses)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((Line("1510", Money(5)),), "line 0 of voucher V1 cannot stand there; wanted two lines or more."),
        ((Line("1510", Money(5)), Line("1510", Money(-5, "EUR"))), "line 2 of voucher V1 cannot stand there; wanted an amount in SEK."),
        ((Line("1510", Money(5)), Line("1512", Money(-5)), Line("2641", Money(0))), "line 3 of voucher V1 cannot stand there; wanted an amount that is not zero."),
        ((Line(" ", Money(5)), Line("1512", Money(-5))), "line 1 of voucher V1 cannot stand there; wanted an account."),
    ],
)  # fmt: skip
def test_a_line_that_no_voucher_takes(lines: tuple[Line, ...], said: str) -> None:
    """It is refused with its place and what would have been fine."""
    with pytest.raises(LineError) as caught:
        a_voucher(*lines)
    assert said == str(caught.value)


def test_a_voucher_without_lines_is_refused() -> None:
    """There is nothing to balance."""
    with pytest.raises(LineError) as caught:
        a_voucher(lines=())
    assert ("V1", 0, "two lines or more") == (caught.value.voucher_id, caught.value.line, caught.value.wanted)
    assert ("V1", 0, "two lines or more") == caught.value.args


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (-4, "voucher V1 is out of balance by 1 minor units of SEK; wanted 0."),
        (-6, "voucher V1 is out of balance by -1 minor units of SEK; wanted 0."),
        (5, "voucher V1 is out of balance by 10 minor units of SEK; wanted 0."),
    ],
)
def test_an_unbalanced_voucher_cannot_be_built(minor: int, said: str) -> None:
    """To the öre."""
    with pytest.raises(UnbalancedError) as caught:
        a_voucher(Line("1512", Money(5)), Line("1510", Money(minor)))
    error = caught.value
    assert (said, "V1", "SEK", 5 + minor) == (str(error), error.voucher_id, error.currency, error.difference)
    assert ("V1", "SEK", 5 + minor) == error.args


def test_a_voucher_has_a_plain_date() -> None:
    """A moment of time is refused."""
    with pytest.raises(DateTypeError):
        a_voucher(dated_on=dt.datetime(2026, 3, 2))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize("error", [LineError, UnbalancedError])
def test_the_errors_are_ours_and_of_values(error: type) -> None:
    """Both ways of catching them work."""
    assert (InkassoRulesError, ValueError) == error.__bases__


def test_free_text_is_not_shown() -> None:
    """It may name a debtor."""
    assert "Prov Person" not in repr(Line("1510", Money(5), text="Prov Person"))


def test_a_changed_voucher_is_checked_anew() -> None:
    """No way leads around the balance."""
    with pytest.raises(UnbalancedError):
        attrs.evolve(a_voucher(), lines=(Line("1512", Money(5)), Line("1510", Money(-4))))
