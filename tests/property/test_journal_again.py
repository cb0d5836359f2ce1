"""The same again, in another order, in parts, another way, and undone (I11-I14, I17, I18, I27, I28)."""

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import strategies as some
from inkasso_rules.journal import EMPTY, Event, Posted, post_settlement, reverse
from inkasso_rules.ledger.payments import allocate_reference_payment, post_direct_payment
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Refused
from inkasso_rules.model.bookings import BAS, Accounts, BookedInvoice, BookedState, Books, FiscalYear
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, DirectPayment, Part, PartKind, ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Line, Voucher
from tests.property import journals
from tests.property.journals import DAY, Case


# --- again ------------------------------------------------------------------------------------------------------------
@given(journals.any_cases())
def test_i11_the_same_settlement_is_posted_once(case: Case) -> None:
    """Posted again it does nothing; with other content under its id it is held, and nothing changes."""
    register = EMPTY.adding(case.posted)
    again = post_settlement(case.settlement, case.ledger, register=register)
    assert bool(case.vouchers or case.posted.commands) is again.is_repeated
    if again.is_repeated:
        assert Posted(event=case.settlement, is_repeated=True) == again
        other = attrs.evolve(
            case.settlement, brought_forward=case.settlement.brought_forward - Money(1, case.settlement.currency)
        )
        held = post_settlement(other, case.ledger, register=register)
        assert ("SE-7", "other_content") in {(one.requirement, one.code) for each in held.held for one in each.reasons}
        assert () == held.vouchers
        assert register == register.adding(again) == register.adding(held)


def _replayed(events: list[Settlement], ledger: dict[str, BookedInvoice]) -> tuple[list[Posted], Any, dict[str, Any]]:
    """Post settlements one after the other from empty books."""
    books, register, answers = dict(ledger), EMPTY, []
    for event in events:
        answers.append(post_settlement(event, books, register=register))
        register = register.adding(answers[-1])
        books = {name: journals.fed_back(one, answers[-1].vouchers) for name, one in books.items()}
    return answers, register, books


@given(st.data(), some.booked_ledgers(is_foreign=None))
def test_i12_a_replay_gives_the_same(data: st.DataObject, ledger: dict[str, BookedInvoice]) -> None:
    """From empty books the same events give the same answers, register and rows; a repeated one adds nothing."""
    events = [data.draw(some.settlements(ledger, settlement_id=f"s-{number}")) for number in range(3)]
    answers, register, books = _replayed(events, ledger)
    again = _replayed(events, ledger)
    assert (answers, register, books) == again
    assert repr(answers) == repr(again[0])
    doubled = _replayed([one for one in events for _ in range(2)], ledger)
    assert (register, books) == doubled[1:] or not all(one.vouchers for one in answers)


_SCRIPT: Final = """
from inkasso_rules import strategies as some
from inkasso_rules.journal import EMPTY, post_settlement
from tests.property import journals
ledger = {name: some.plain_booked(name) for name in ("10045", "10046", "Åsö-7")}
payments = [journals.one_payment(f"p-{number}", name, 700_01 + number) for number, name in enumerate(ledger)]
posted = post_settlement(journals.settled("s-1", payments), ledger)
print(ascii(posted.vouchers), ascii(EMPTY.adding(posted)), posted.event.digest)
"""


def test_i12_hash_seed_and_time_zone_play_no_part() -> None:
    """Vouchers, register and fingerprint are the same in every process."""
    told = set()
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Kiritimati"), ("2", "America/Adak")):
        settings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = (sys.executable, "-c", _SCRIPT)
        done = subprocess.run(command, env=settings, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own text.
        told.add(done.stdout)
    assert 1 == len(told)
    assert "Voucher(" in told.pop()


@given(st.data(), journals.any_cases())
def test_i13_the_order_of_payments_plays_no_part(data: st.DataObject, case: Case) -> None:
    """For every order of payments, of their parts and of the ledger, the answer is the same, to the byte."""
    payments = [
        attrs.evolve(
            one,
            deductions=tuple(data.draw(st.permutations(one.deductions))),
            additions=tuple(data.draw(st.permutations(one.additions))),
        )
        for one in data.draw(st.permutations(case.settlement.payments))
    ]
    shuffled = attrs.evolve(case.settlement, payments=tuple(payments))
    ledger = dict(data.draw(st.permutations(list(case.ledger.items()))))
    answer = post_settlement(shuffled, ledger)
    assert case.settlement.digest == shuffled.digest
    assert repr(case.vouchers) == repr(answer.vouchers)
    names = [name for name in attrs.fields_dict(Posted) if name not in {"event", "rest"}]
    assert [getattr(case.posted, name) for name in names] == [getattr(answer, name) for name in names]


# --- in parts ---------------------------------------------------------------------------------------------------------
@st.composite
def _payments(draw: st.DrawFn, ledger: dict[str, BookedInvoice]) -> list[tuple[str, int]]:
    pairs = st.tuples(st.sampled_from(sorted(ledger)), st.one_of(st.sampled_from((1_250_00, 1)), st.integers(1, 10**7)))
    return draw(st.lists(pairs, min_size=2, max_size=6))


def _sums(ledger: dict[str, BookedInvoice], batches: list[list[tuple[str, int]]]) -> dict[str, int]:
    events = [
        journals.settled(
            f"s-{number}",
            [journals.one_payment(f"p-{number}-{place}", *pair) for place, pair in enumerate(batch)],
        )
        for number, batch in enumerate(batches)
    ]
    answers, _, _ = _replayed(events, ledger)
    return journals.by_account(line for one in answers for voucher in one.vouchers for line in voucher.lines)


@pytest.mark.parametrize("state", journals.OWED)
@given(data=st.data())
def test_i14_a_split_batch_posts_the_same_on_owed_invoices(state: BookedState, data: st.DataObject) -> None:
    """Two settlements instead of one change no account's total, but for an öre among receivables of one invoice."""
    ledger = dict(data.draw(some.booked_ledgers(state=state)))
    payments = data.draw(_payments(ledger))
    cut = data.draw(st.integers(1, len(payments) - 1))
    whole, parts = _sums(ledger, [payments]), _sums(ledger, [payments[:cut], payments[cut:]])
    among = {*BAS.receivables} | {account for pair in BAS.dormant_vat for account in pair}
    assert {one: minor for one, minor in whole.items() if one not in among} == {
        one: minor for one, minor in parts.items() if one not in among
    }
    assert sum(whole.get(one, 0) for one in BAS.receivables) == sum(parts.get(one, 0) for one in BAS.receivables)
    for account in among:
        assert abs(whole.get(account, 0) - parts.get(account, 0)) <= len(ledger)


@given(st.data())
def test_i14_a_split_batch_by_the_cash_method(data: st.DataObject) -> None:
    """One more split moves the total of a rate by an öre at most, and not at all once the invoice is paid."""
    booked = data.draw(some.booked_invoices(state=BookedState.NOT_BOOKED, is_foreign=False))
    ledger = {"10045": booked}
    left = journals.on_accounts(booked, BAS.receivables) - max(0, sum(-row.amount.minor for row in booked.rows))
    shares = data.draw(journals.instalments(max(left, 2), most=4))
    if len(shares) == 1:
        shares = [1, shares[0] - 1]
    cut = data.draw(st.integers(1, len(shares) - 1))
    for until in (len(shares), len(shares) - 1):
        pairs = [("10045", minor) for minor in shares[:until]]
        whole, parts = _sums(ledger, [pairs]), _sums(ledger, [one for one in (pairs[:cut], pairs[cut:]) if one])
        moved = Counter(whole)
        moved.subtract(parts)
        is_paid = until == len(shares)
        has_agency = any(row.account in BAS.tax_agency for row in booked.planned)
        assert all(abs(minor) <= (0 if is_paid and not has_agency else 1) for minor in moved.values())


# --- undone -----------------------------------------------------------------------------------------------------------
def _signed(lines: Iterable[Line]) -> Counter[tuple[str, str, str | None]]:
    sums: Counter[tuple[str, str, str | None]] = Counter()
    for line in lines:
        for amount in (line.amount, line.foreign):
            if amount is not None:
                sums[line.account, amount.currency, line.invoice] += amount.minor
    return sums


@given(journals.any_cases(), st.sampled_from((0, 1, 400)))
def test_i17_a_reversal_undoes_a_voucher_once(case: Case, days: int) -> None:
    """By account, currency and invoice they are nothing together; the first stays as it is; a second one is refused."""
    for voucher in case.vouchers:
        before, on = repr(voucher), voucher.dated_on + dt.timedelta(days=days)
        undone = reverse(voucher, on=on, among=case.vouchers)
        assert isinstance(undone, Voucher)
        assert not any(_signed(voucher.lines + undone.lines).values())
        assert (voucher.voucher_id, on) == (undone.reverses, undone.dated_on)
        assert before == repr(voucher)
        back = reverse(undone, on=on, among=(*case.vouchers, undone))
        assert isinstance(back, Voucher)
        assert voucher.lines == back.lines
        again = reverse(voucher, on=on, among=(*case.vouchers, undone))
        assert isinstance(again, Refused)
        assert ["reversed_before"] == [reason.code for reason in again.reasons]


@st.composite
def _event(draw: st.DrawFn, number: int) -> Event:
    """Draw something that pays: all of it bears one of three payment ids."""
    payment_id, amount = f"p-{draw(st.integers(1, 3))}", Money(draw(st.integers(1, 1_000_00)))
    kind = draw(st.sampled_from((Settlement, BankRow, ReferencePayment, DirectPayment)))
    if kind is Settlement:
        return journals.settled(f"s-{number}", [journals.one_payment(payment_id, "10045", amount.minor)])
    if kind is BankRow:
        return BankRow(row_id=payment_id, booked_on=DAY, amount=amount, counterparty="KRAVIA AB")
    if kind is ReferencePayment:
        return ReferencePayment(payment_id=payment_id, booked_on=DAY, parts=(("77", amount),))
    return DirectPayment(payment_id=payment_id, invoice="10045", paid_on=DAY, amount=amount)


@given(st.data())
def test_i18_a_payment_is_booked_through_one_channel(data: st.DataObject) -> None:
    """Whatever comes in which order, the first of an id books it, others are held."""
    ledger = {"10045": attrs.evolve(some.plain_booked(), reference="77")}
    register, first = EMPTY, dict[str, Event]()
    for number in range(data.draw(st.integers(1, 6))):
        event: Any = data.draw(_event(number))
        answer: Posted
        if isinstance(event, Settlement):
            answer, payment_id = (
                post_settlement(event, ledger, register=register),
                f"agency/{event.payments[0].payment_id}",
            )
        elif isinstance(event, BankRow):
            answer, payment_id = post_bank_row(event, register=register), f"bank/{event.row_id}"
        elif isinstance(event, ReferencePayment):
            answer = allocate_reference_payment(event, ledger, register=register)
            payment_id = f"bank/{event.payment_id}"
        else:
            answer, payment_id = post_direct_payment(event, ledger, register=register), f"host/{event.payment_id}"
        is_first = payment_id not in first
        assert is_first is bool(answer.vouchers)
        assert is_first or answer.is_repeated is (event == first[payment_id]) is not bool(answer.held)
        first.setdefault(payment_id, event)
        register = register.adding(answer)


# --- another chart, and nothing ---------------------------------------------------------------------------------------
def _renamed(account: str, chart: Accounts) -> str:
    """Return the account of the moved chart for one of BAS; income has none there."""
    named = {
        one
        for name in attrs.fields_dict(Accounts)
        if name not in {"roles", "unmatched"}
        for one in _flat(getattr(BAS, name))
    }
    return f"{account}0" if chart.clearing != BAS.clearing and account in named else account


def _flat(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for each in value for one in _flat(each)]


@given(st.data(), journals.posted_cases(is_foreign=None))
def test_i27_another_chart_changes_accounts_only(data: st.DataObject, case: Case) -> None:
    """With all accounts renamed, in the chart and in the rows, the vouchers are the same but for that column."""
    chart = data.draw(some.accounts().filter(lambda one: one.bank == "19300"))
    ledger = {
        name: attrs.evolve(
            one,
            rows=tuple(attrs.evolve(row, account=_renamed(row.account, chart)) for row in one.rows),
            planned=tuple(
                attrs.evolve(
                    row,
                    account=_renamed(row.account, chart),
                    vat_account=row.vat_account and _renamed(row.vat_account, chart),
                )
                for row in one.planned
            ),
        )
        for name, one in case.ledger.items()
    }
    answer = post_settlement(case.settlement, ledger, accounts=chart)
    renamed = [
        attrs.evolve(
            voucher,
            lines=tuple(attrs.evolve(line, account=_renamed(line.account, chart)) for line in voucher.lines),
        )
        for voucher in case.vouchers
    ]
    assert renamed == list(answer.vouchers)


@given(some.booked_ledgers(is_foreign=None))
def test_i28_nothing_paid_posts_nothing(ledger: dict[str, BookedInvoice]) -> None:
    """A settlement without payments has no voucher; the agency hears that it is done."""
    answer = post_settlement(journals.settled("s-1", []), ledger)
    assert Posted(event=answer.event, commands=answer.commands) == answer
    assert ["s-1"] == [command.settlement_id for command in answer.commands]


@given(st.data(), some.booked_ledgers(is_foreign=None))
def test_i28_a_charge_back_mirrors_what_it_undoes(data: st.DataObject, ledger: dict[str, BookedInvoice]) -> None:
    """The first payment of an invoice and its charge-back are nothing together on every account, exchange as one."""
    fresh = {name: one for name, one in ledger.items() if not any(row.voucher_id != "sale" for row in one.rows)}
    settlement = data.draw(some.settlements(fresh or {"10045": some.plain_booked()}))
    coming = {one.invoice: one for one in settlement.payments if one.capital.minor > 0}
    there = journals.settled("s-1", coming.values())
    back = journals.settled("s-2", [_mirrored(one) for one in coming.values()])
    answers, _, _ = _replayed([there, back], fresh or {"10045": some.plain_booked()})
    lines = [line for one in answers for each in one.vouchers for line in each.lines]
    same = {BAS.exchange_loss: BAS.exchange_gain}
    assert not any(_signed(attrs.evolve(line, account=same.get(line.account, line.account)) for line in lines).values())
    assert () == answers[0].unmatched + answers[1].unmatched


def _mirrored(one: Any) -> Any:
    sides = {
        side: tuple(attrs.evolve(part, amount=-part.amount) for part in getattr(one, side))
        for side in ("deductions", "additions")
    }
    return attrs.evolve(
        one,
        payment_id=f"{one.payment_id}-back",
        capital=-one.capital,
        payout=-one.payout,
        invoice_amount=one.invoice_amount and -one.invoice_amount,
        **sides,
    )


@given(st.integers(1, 10**7))
def test_i28_a_payout_of_nothing_still_balances(minor: int) -> None:
    """Where deductions eat the capital there is no line on the clearing account, and the voucher stands."""
    payment = journals.one_payment(
        "p-1",
        "10045",
        minor,
        payout=Money(0),
        deductions=(Part(kind=PartKind.VAT, amount=Money(minor)),),
    )
    (voucher,) = post_settlement(journals.settled("s-1", [payment]), {"10045": some.plain_booked()}).vouchers
    assert BAS.clearing not in {line.account for line in voucher.lines}
    assert minor == journals.by_account(voucher.lines)["2641"]
    assert 0 == sum(line.amount.minor for line in voucher.lines)


# --- days -------------------------------------------------------------------------------------------------------------
@given(st.data(), journals.any_cases(), some.books(), st.lists(some.fiscal_years(), max_size=2, unique=True))
def test_i24_vouchers_are_dated_in_open_periods(
    data: st.DataObject, case: Case, books: Books, years: list[FiscalYear]
) -> None:
    """No voucher lies in a closed period or outside the fiscal years; one that was moved keeps its true day."""
    books = attrs.evolve(books, fiscal_years=tuple(years))
    answer = post_settlement(case.settlement, case.ledger, books=books)
    assert answer == post_settlement(case.settlement, case.ledger, books=books)
    days = {one.paid_on for one in case.settlement.payments} | {case.settlement.settled_on}
    for voucher in answer.vouchers:
        assert books.closed_through is None or voucher.dated_on > books.closed_through
        assert not years or any(one.starts_on <= voucher.dated_on <= one.ends_on for one in years)
        assert (voucher.happened_on or voucher.dated_on) in days
        assert voucher.happened_on is None or books.closed_through is not None
    codes = {reason.code for held in answer.held for reason in held.reasons}
    assert codes <= {"outside_fiscal_year"}
    assert not (codes and answer.vouchers)
