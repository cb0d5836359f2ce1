"""How a payment is shared out among accounts: exact, never below zero, VAT by the cumulative amount (I6-I9, I33)."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import post_settlement
from inkasso_rules.journal.relief import instalment
from inkasso_rules.journal.standing import Portion, standing
from inkasso_rules.model.bookings import BAS, BookedInvoice, BookedRow, BookedState
from inkasso_rules.model.money import Money, apportion
from inkasso_rules.model.vouchers import Line, LineCode
from tests.property import journals
from tests.property.journals import DAY

L: Final = LineCode
HALF: Final = Fraction(1, 2)
WEIGHTS: Final = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 10**13)), min_size=1, max_size=6).filter(any)


# --- the shares themselves --------------------------------------------------------------------------------------------
@given(st.data(), WEIGHTS)
def test_i06_a_payment_is_shared_by_what_is_open(data: st.DataObject, weights: list[int]) -> None:
    """Parts sum to the payment, none is above its account or an öre off its share; equal remainders go in order."""
    whole = sum(weights)
    paid = data.draw(st.integers(0, whole))
    parts = apportion(paid, weights)
    assert paid == sum(parts)
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
    assert all(abs(part - Fraction(paid * one, whole)) < 1 for part, one in zip(parts, weights, strict=True))
    exact = [Fraction(paid * weight, whole) for weight in weights]
    lucky = sum(part - int(one) for part, one in zip(parts, exact, strict=True))
    first = sorted(range(len(weights)), key=lambda place: (int(exact[place]) - exact[place], place))[:lucky]
    assert [int(one) + (place in first) for place, one in enumerate(exact)] == parts


@given(st.data(), WEIGHTS)
def test_i06_the_order_of_accounts_plays_no_part(data: st.DataObject, weights: list[int]) -> None:
    """The same accounts in another order get the same, unless remainders are equal."""
    whole = sum(weights)
    paid = data.draw(st.integers(0, whole))
    remainders = {weight: paid * weight % whole for weight in weights}
    assume(len(set(remainders.values())) == len(remainders))
    order = data.draw(st.permutations(range(len(weights))))
    parts = apportion(paid, weights)
    assert sorted((weights[place], parts[place]) for place in order) == sorted(
        zip([weights[place] for place in order], apportion(paid, [weights[place] for place in order]), strict=True)
    )


@st.composite
def portions(draw: st.DrawFn, taxes: int = 3) -> tuple[Portion, ...]:
    """Draw a group of accounts: income, and VAT of at most 25 % of it; shrinks to one öre of income."""
    nets = draw(st.lists(st.one_of(st.integers(1, 9), st.integers(1, 10**9)), min_size=1, max_size=3))
    found = [Portion(f"300{place}", net) for place, net in enumerate(nets)]
    share = sum(nets) // 4 // max(taxes, 1)
    found += [
        Portion(f"26{place}1", draw(st.integers(0, share)), is_vat=True) for place in range(draw(st.integers(0, taxes)))
    ]
    return tuple(found)


def paid_off(group: Sequence[Portion], shares: Sequence[int]) -> list[tuple[list[int], list[Portion]]]:
    """Pay a group by instalments; return what each gave, and how the group stood after it."""
    found, stands = [], list(group)
    for share in shares:
        parts = instalment(share, stands)
        stands = [attrs.evolve(one, done=one.done + part) for one, part in zip(stands, parts, strict=True)]
        found.append((parts, stands))
    return found


@given(st.data(), portions())
def test_i07_i08_instalments_end_exactly_and_none_is_below_zero(
    data: st.DataObject, group: tuple[Portion, ...]
) -> None:
    """Whatever the instalments, each account ends at its total, and no instalment takes anything back from any."""
    shares = data.draw(journals.instalments(sum(one.total for one in group)))
    steps = paid_off(group, shares)
    assert [one.total for one in group] == [one.done for one in steps[-1][1]]
    for share, (parts, stands) in zip(shares, steps, strict=True):
        assert share == sum(parts)
        assert all(part >= 0 for part in parts)
        assert all(0 <= one.done <= one.total for one in stands)


@given(st.data(), portions(taxes=1))
def test_i09_vat_follows_the_cumulative_amount(data: st.DataObject, group: tuple[Portion, ...]) -> None:
    """After each instalment the VAT is within half an öre of its exact share of all that was paid."""
    gross = sum(one.total for one in group)
    paid = 0
    shares = data.draw(journals.instalments(gross, most=40))
    for share, (_, stands) in zip(shares, paid_off(group, shares), strict=True):
        paid += share
        for one in stands:
            if one.is_vat:
                assert abs(one.done - Fraction(paid * one.total, gross)) <= HALF


@given(st.data(), portions())
def test_i08_what_goes_back_mirrors_what_came_in(data: st.DataObject, group: tuple[Portion, ...]) -> None:
    """Money that goes back takes from each account at most what came in, and all of it when all goes back."""
    gross = sum(one.total for one in group)
    shares = data.draw(journals.instalments(gross))
    stands = paid_off(group, shares[:1])[-1][1]
    for part in data.draw(journals.instalments(shares[0])):
        parts = instalment(-part, stands)
        assert -part == sum(parts)
        assert all(minor <= 0 for minor in parts)
        stands = [attrs.evolve(one, done=one.done + minor) for one, minor in zip(stands, parts, strict=True)]
        assert all(one.done >= 0 for one in stands)
    assert [0] * len(stands) == [one.done for one in stands]


# --- whole series of payments -----------------------------------------------------------------------------------------
def _signs(series: list[tuple[Line, ...]], codes: set[LineCode]) -> set[bool]:
    return {line.amount.minor < 0 for lines in series for line in lines if line.code in codes}


@given(
    st.data(), st.sampled_from(journals.OWED).flatmap(lambda state: some.booked_invoices(state=state, is_foreign=False))
)
def test_i07_i08_payments_empty_every_receivable(data: st.DataObject, booked: BookedInvoice) -> None:
    """Paid in any instalments, receivables and dormant VAT end at zero, and no line goes the wrong way."""
    amounts = data.draw(journals.instalments(standing(booked, BAS).open_foreign))
    series = journals.in_turn(booked, amounts)
    end = Counter[str]()
    for row in (*booked.planned, *booked.rows):
        end[row.account] += row.amount.minor
    for line in itertools.chain.from_iterable(series):
        end[line.account] += line.amount.minor
    assert not any(end[account] for account in BAS.receivables)
    if not end["1513"]:
        assert not any(end[account] for account, _ in BAS.dormant_vat)
    assert _signs(series, {L.CAPITAL, L.OUTPUT_VAT}) <= {True}
    assert _signs(series, {L.DORMANT_VAT}) <= {False}
    for amount, lines in zip(amounts, series, strict=True):
        assert amount == -sum(line.amount.minor for line in lines)


@given(st.data(), some.booked_invoices(state=BookedState.NOT_BOOKED, is_foreign=False))
def test_i07_i08_payments_book_the_whole_sale(data: st.DataObject, booked: BookedInvoice) -> None:
    """Paid in any instalments, an invoice without a tax agency's part is booked as planned, and nothing goes back."""
    left = standing(booked, BAS).open_foreign
    amounts = data.draw(journals.instalments(left))
    series = journals.in_turn(booked, amounts)
    assert _signs(series, {L.REVENUE, L.OUTPUT_VAT}) <= {True}
    booked_rows = Counter[str]()
    for row in booked.rows:
        booked_rows[row.account] += row.amount.minor
    for line in itertools.chain.from_iterable(series):
        booked_rows[line.account] += line.amount.minor
    if not any(row.account in BAS.tax_agency for row in booked.planned):
        planned = Counter[str]()
        for row in booked.planned:
            if row.account not in BAS.receivables:
                planned[row.account] += row.amount.minor
        assert {one: minor for one, minor in planned.items() if minor} == {
            one: minor for one, minor in booked_rows.items() if minor
        }


def _sale(*sales: tuple[str, int, str, int]) -> BookedInvoice:
    """Return an invoice that is booked when it is paid: income and VAT by account."""
    rows: list[tuple[str, int, str | None]] = [(income, -net, vat) for income, net, vat, _ in sales]
    rows += [(vat, -minor, None) for _, _, vat, minor in sales if minor]
    rows.append(("1510", sum(net + minor for _, net, _, minor in sales), None))
    planned = (
        BookedRow(account=account, amount=Money(minor), voucher_id="sale", booked_on=DAY, vat_account=vat)
        for account, minor, vat in rows
    )
    return BookedInvoice(invoice="10045", planned=tuple(planned))


@st.composite
def sales(draw: st.DrawFn) -> BookedInvoice:
    """Draw an invoice with up to three rates of VAT; shrinks to one krona with 25 %."""
    rates = draw(
        st.lists(
            st.sampled_from(((25, "3001", "2611"), (12, "3002", "2621"), (6, "3003", "2631"))),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    nets = st.one_of(st.sampled_from((100, 1_000_00)), st.integers(1, 10**6))
    drawn = [(income, draw(nets), vat, percent) for percent, income, vat in rates]
    return _sale(*((income, net, vat, journals.nearest(Fraction(net * rate, 100))) for income, net, vat, rate in drawn))


@given(st.data(), sales())
def test_i09_each_rate_follows_its_own_income(data: st.DataObject, booked: BookedInvoice) -> None:
    """By the cash method the VAT of each rate is always within half an öre of its share of that rate's money."""
    totals = {row.account: -row.amount.minor for row in booked.planned if row.account != "1510"}
    pairs = [(row.account, row.vat_account) for row in booked.planned if row.vat_account]
    sums = Counter[str]()
    for lines in journals.in_turn(booked, data.draw(journals.instalments(sum(totals.values()), most=20))):
        for line in lines:
            sums[line.account] -= line.amount.minor
        for income, vat in pairs:
            gross, whole = sums[income] + sums[vat], totals[income] + totals.get(vat, 0)
            assert abs(sums[vat] - Fraction(gross * totals.get(vat, 0), whole)) <= HALF


def test_i09_rounding_each_payment_alone_would_break() -> None:
    """1.25 kr in payments of 0.03: after 41 of them the VAT is 0.25 of 1.23 all the same."""
    series = journals.in_turn(_sale(("3001", 100, "2611", 25)), [*[3] * 41, 2])
    vat = [-sum(line.amount.minor for line in lines if line.account == "2611") for lines in series]
    assert 25 == sum(vat)
    assert {0, 1} == set(vat)
    assert journals.nearest(Fraction(123 * 25, 125)) == sum(vat[:41])


@given(st.data(), st.integers(10, 10**7), st.integers(1, 9))
def test_i09_the_tax_agencys_part_owes_its_own_vat(data: st.DataObject, net: int, tenths: int) -> None:
    """Of dormant VAT the debtor's payments make due what they are of the invoice; the rest stays dormant."""
    vat = journals.nearest(Fraction(net, 4))
    agency = (net + vat) * tenths // 10
    rows = (("3001", -net), ("2618", -vat), ("1513", agency), ("1510", net + vat - agency))
    booked = BookedInvoice(
        invoice="10045",
        rows=tuple(
            BookedRow(account=account, amount=Money(minor), voucher_id="sale", booked_on=DAY)
            for account, minor in rows
            if minor
        ),
    )
    paid = due = 0
    amounts = data.draw(journals.instalments(net + vat - agency))
    for amount, lines in zip(amounts, journals.in_turn(booked, amounts), strict=True):
        paid += amount
        due -= journals.by_account(lines).get("2611", 0)
        assert abs(due - Fraction(paid * vat, net + vat)) <= HALF


# --- VAT periods ------------------------------------------------------------------------------------------------------
def _expected(days: list[tuple[dt.date, int]], vat: int, gross: int) -> dict[str, int]:
    """Return the VAT of each month: the rounded share of all that was paid by then, less that of the month before."""
    months, paid, before = dict[str, int](), 0, 0
    for day, minor in sorted(days):
        paid += minor
        month = f"{day:%Y-%m}"
        now = journals.nearest(Fraction(paid * vat, gross))
        months[month] = months.get(month, 0) + now - before
        before = now
    return {month: minor for month, minor in months.items() if minor}


@given(st.data(), st.sampled_from((BookedState.NOT_BOOKED, BookedState.DORMANT_VAT)), st.integers(4, 10**7))
def test_i33_vat_is_owed_in_the_month_of_the_payment(data: st.DataObject, state: BookedState, net: int) -> None:
    """In each month the output VAT is what the cash method, or dormant VAT, gives for the money of that month."""
    vat = journals.nearest(Fraction(net, 4))
    booked = _sale(("3001", net, "2611", vat))
    if state is BookedState.DORMANT_VAT:
        rows = (attrs.evolve(row, account={"2611": "2618"}.get(row.account, row.account)) for row in booked.planned)
        booked = BookedInvoice(invoice="10045", rows=tuple(rows))
    shares = data.draw(journals.instalments(net + vat, most=6))
    days = [(DAY - dt.timedelta(days=data.draw(st.sampled_from((0, 15, 16, 44, 80)))), share) for share in shares]
    payments = [
        journals.one_payment(f"p-{number}", "10045", share, paid_on=day) for number, (day, share) in enumerate(days)
    ]
    posted = post_settlement(journals.settled("s-1", payments), {"10045": booked})
    found = {
        f"{voucher.dated_on:%Y-%m}": -journals.by_account(voucher.lines).get("2611", 0) for voucher in posted.vouchers
    }
    assert _expected(days, vat, net + vat) == {month: minor for month, minor in found.items() if minor}
