"""
Worked cases as stories: how invoices are booked, what happens step by step, and the answer to each step, all as text.

``tests/journal/cases/README.md`` tells how each line is read. A line that cannot be read is an error, never left out.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs

from inkasso_rules.journal import EMPTY, Event, Posted, Register, post_settlement, reverse
from inkasso_rules.ledger.clearing import Clearing, Match, clear, clearing_items, exchange_vouchers, year_end
from inkasso_rules.ledger.payments import allocate_reference_payment, post_direct_payment
from inkasso_rules.ledger.receipts import post_bank_row
from inkasso_rules.model.answers import Refused
from inkasso_rules.model.bookings import Accounts, BookedInvoice, Books, FiscalYear
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import BankRow, DirectPayment, ReferencePayment, Settlement
from inkasso_rules.model.vouchers import Voucher
from inkasso_rules.policy import POLICY
from tests.journal import building
from tests.journal.building import UnreadableError, money, shown, voucher_lines, written

Case = Mapping[str, Any]

HERE: Final = Path(__file__).parent / "cases"

#: What a step may be.
_KINDS: Final = frozenset({"settlement", "direct", "reference", "bank", "rest", "reverse", "clearing", "year_end"})


def cases() -> tuple[Case, ...]:
    """Read all worked cases, in the order of their files."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml")))
    return tuple(case for table in tables for case in table["case"])


def steps(case: Case) -> list[Mapping[str, str]]:
    """Return the steps of a case; one that has a single step may write it without a heading."""
    return list(case.get("steps", [case]))


# --- what a case says -------------------------------------------------------------------------------------------------
def accounts_of(case: Case) -> Accounts:
    """Return the chart that a case uses: the usual one, but for what it says."""
    said: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in case.get("accounts", {}).items()
    }
    return Accounts(**said)


def books_of(case: Case) -> Books:
    """Return the books of a case."""
    said = dict(case.get("books", {}))
    years = tuple(FiscalYear(*years) for years in said.pop("fiscal_years", ()))
    percent = Decimal(said.pop("input_vat_percent", 100))
    return Books(fiscal_years=years, input_vat_percent=percent, **said)


def booked_of(case: Case) -> dict[str, BookedInvoice]:
    """Return the invoices of a case as the books have them."""
    texts = case.get("invoices", {})
    return {name: building.invoice(name, building.PLAIN if text == "plain" else text) for name, text in texts.items()}


def event_of(kind: str, text: str) -> Event:
    """Read what happened."""
    match kind:
        case "settlement":
            return building.settlement(text)
        case "direct":
            return _direct(" ".join(text.split()))
        case "reference":
            return _reference(" ".join(text.split()))
        case "bank":
            return _bank(" ".join(text.split()))
    raise UnreadableError(kind)


def _direct(line: str) -> DirectPayment:
    """Read ``d1 F1 2026-03-05 | amount 1 430,00 | fees 180,00``."""
    head, *facts = line.split(" | ")
    payment_id, name, day = head.split(" ")
    said: dict[str, Any] = {}
    for fact in facts:
        match fact.split(" ", 1):
            case ["amount", amount]:
                said["amount"] = money(amount)
            case ["fees", amount]:
                said["agency_fees"] = money(amount)
            case _:
                raise UnreadableError(fact)
    return DirectPayment(payment_id=payment_id, invoice=name, paid_on=dt.date.fromisoformat(day), **said)


def _reference(line: str) -> ReferencePayment:
    """Read ``r1 2026-03-05 | 1234566 500,00 | paid 2026-03-04 | by Kravia AB``."""
    head, *facts = line.split(" | ")
    payment_id, day = head.split(" ")
    said: dict[str, Any] = {}
    parts = []
    for fact in facts:
        match fact.split(" ", 1):
            case ["paid", paid_on]:
                said["paid_on"] = dt.date.fromisoformat(paid_on)
            case ["by", name]:
                said["counterparty"] = name
            case [reference, amount]:
                parts.append((reference, money(amount)))
            case _:
                raise UnreadableError(fact)
    return ReferencePayment(payment_id=payment_id, booked_on=dt.date.fromisoformat(day), parts=tuple(parts), **said)


def _bank(line: str) -> BankRow:
    """Read ``b1 2026-03-03 1 190,00 | from Kravia AB | about S1 | was EUR 100,00``."""
    head, *facts = line.split(" | ")
    row_id, day, amount = head.split(" ", 2)
    said: dict[str, Any] = {}
    for fact in facts:
        match fact.split(" ", 1):
            case ["from", name]:
                said["counterparty"] = name
            case ["about", reference]:
                said["reference"] = reference
            case ["was", original]:
                currency, _, digits = original.partition(" ")
                said["original"] = money(digits, currency)
            case _:
                raise UnreadableError(fact)
    return BankRow(row_id=row_id, booked_on=dt.date.fromisoformat(day), amount=money(amount), **said)


# --- what happens -----------------------------------------------------------------------------------------------------
@attrs.define
class Story:
    """A case on its way: what the books have so far."""

    case: Case
    booked: dict[str, BookedInvoice]
    register: Register = EMPTY
    vouchers: tuple[Voucher, ...] = ()
    events: tuple[Event, ...] = ()
    answers: list[Posted] = attrs.field(factory=list)

    def told(self) -> Iterator[list[str]]:
        """Take each step, and write out what it answers, each line with single spaces."""
        for step in steps(self.case):
            (kind,) = set(step) & _KINDS
            if step is not self.case:
                self.booked |= booked_of(step)
            yield [" ".join(line.split()) for line in self._take(kind, step[kind])]

    def _take(self, kind: str, text: str) -> Iterator[str]:
        accounts, books = accounts_of(self.case), books_of(self.case)
        match kind:
            case "reverse":
                yield from self._reverse(text, books)
            case "clearing":
                yield from self._clearing(dt.date.fromisoformat(text), accounts, books)
            case "year_end":
                yield from self._year_end(dt.date.fromisoformat(text), accounts)
            case _:
                event = self._rest(text) if kind == "rest" else event_of(kind, text)
                posted = self._post(event, accounts, books)
                self.answers.append(posted)
                self.register = self.register.adding(posted)
                self.booked = building.after(self.booked, posted)
                self.vouchers += posted.vouchers
                self.events += (posted.event,)
                yield from written(posted)

    def _post(self, event: Event, accounts: Accounts, books: Books) -> Posted:
        policy = attrs.evolve(POLICY, **self.case.get("policy", {}))
        by_batch = self.case.get("by_batch", isinstance(event, Settlement))
        kept: dict[str, Any] = {"accounts": accounts, "books": books, "register": self.register}
        match event:
            case Settlement():
                return post_settlement(event, self.booked, is_batch=by_batch, policy=policy, **kept)
            case DirectPayment():
                return post_direct_payment(event, self.booked, **kept)
            case ReferencePayment():
                return allocate_reference_payment(event, self.booked, is_batch=by_batch, policy=policy, **kept)
            case BankRow():
                return post_bank_row(event, policy=policy, **kept)

    def _reverse(self, text: str, books: Books) -> Iterator[str]:
        voucher_id, day = text.split(" on ")
        (voucher,) = (one for one in self.vouchers if one.voucher_id == voucher_id)
        found = reverse(voucher, on=dt.date.fromisoformat(day), among=self.vouchers, books=books)
        if isinstance(found, Refused):
            for reason in found.reasons:
                yield f"refused {reason.requirement} {reason.code} {reason.subject}"
            return
        self.vouchers += (found,)
        yield from voucher_lines(found)

    def _rest(self, settlement_id: str) -> Settlement:
        """Return what was left out of an earlier step."""
        (found,) = {
            one.rest
            for one in self.answers
            if isinstance(one.rest, Settlement) and one.rest.settlement_id == settlement_id
        }
        return found

    def _clear(self, accounts: Accounts) -> Clearing:
        events = [event for event in self.events if isinstance(event, Settlement | BankRow)]
        return clear(clearing_items(self.vouchers, events=events, accounts=accounts))

    def _year_end(self, day: dt.date, accounts: Accounts) -> Iterator[str]:
        found = year_end(self.vouchers, ends_on=day, accounts=accounts)
        for voucher in () if isinstance(found, Refused) else found:
            yield from voucher_lines(voucher)

    def _clearing(self, day: dt.date, accounts: Accounts, books: Books) -> Iterator[str]:
        """Tell how the clearing account stands, and post differences of exchange."""
        found = self._clear(accounts)
        for match in found.matches:
            line = f"{' '.join(match.settlements)} by {' '.join(match.rows) or 'itself'}"
            if match.difference.minor:
                line += f", difference {shown_in(match.difference)}"
            if match.exchange.minor:
                line += f", exchange {shown(match.exchange)}"
            yield line
        for item, age in found.aged(as_of=day):
            if isinstance(item, Match):
                yield f"open {item.subject} {shown_in(item.difference)} since {item.matched_on}: {age} days"
                continue
            own = "" if item.own == item.amount else f" ({shown_in(item.own)})"
            yield f"waiting {item.subject} {shown(item.amount)}{own} since {item.happened_on}: {age} days"
        yield f"balance {shown(found.balance)}"
        for voucher in exchange_vouchers(found, accounts=accounts, books=books):
            self.vouchers += (voucher,)
            yield from voucher_lines(voucher)


def shown_in(amount: Money) -> str:
    """Write an amount, with its currency unless that is kronor."""
    return shown(amount) if amount.currency == "SEK" else f"{amount.currency} {shown(amount)}"


def answers(case: Case) -> list[list[str]]:
    """Return what the library answers to each step of a case."""
    return list(Story(case, booked_of(case)).told())


def posted(case: Case) -> list[Posted]:
    """Return the answers to what was posted in a case."""
    story = Story(case, booked_of(case))
    for _ in story.told():
        pass
    return story.answers
