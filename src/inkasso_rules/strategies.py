"""
Hypothesis strategies for every public type, for tests of our own and of other people's code (extra ``testing``).

Everything drawn is valid by construction, and shrinks to the simplest readable case: the plain invoice of a plain
creditor, which may go both ways. Days are drawn relative to the day of the question, so that every cutoff is met on the
day before, on the day, and on the day after. What is drawn decides nothing: expected answers belong to the test.

No identifier can be taken for a real one. Companies have a first digit (4) under which Sweden registers none; people
were born in the 1890s, so that none is alive; other countries are ``XX`` and ``ZZ``, which ISO 3166 leaves to users;
IBANs are the examples of the IBAN registry; BICs have a 0 as eighth character, which ISO 9362 keeps for tests; e-mail
goes to ``example.com`` (RFC 2606).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules import candidates as facts
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.expressions import Column, Kind, columns_of
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service, ServiceState
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.dates import oldest_within_years
from inkasso_rules.model.identifiers import Bic, Iban, Identifier, ocr_reference, parse_identifier
from inkasso_rules.model.invoices import (
    AgreedInterest,
    Agreements,
    Attachment,
    Channel,
    Hold,
    Invoice,
    InvoiceKind,
    InvoiceRow,
    InvoiceStatus,
    PriorReminder,
    Registration,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor, DebtorKind
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import POLICY, Policy

__all__ = [
    "PLAIN_DAY",
    "addresses",
    "agreements",
    "automations",
    "bank_accounts",
    "bics",
    "candidates",
    "contacts",
    "creditors",
    "customers",
    "cutoffs",
    "days",
    "days_near",
    "debtors",
    "groups",
    "ibans",
    "identifiers",
    "invoices",
    "ledgers",
    "moneys",
    "policies",
    "reminders",
    "reports",
    "rows",
    "serieses",
    "services",
    "settings",
    "texts",
]

T = TypeVar("T")

#: What :func:`days` shrinks to: no holiday, no end of anything.
PLAIN_DAY: Final = dt.date(2026, 3, 16)

# The days before, of and after: leap days, ends of years, half-years (the reference rate), new law (2013-03-16).
_EDGES: Final = tuple(
    day + dt.timedelta(days=step)
    for day in (
        dt.date(2024, 2, 29),
        dt.date(2028, 2, 29),
        dt.date(2027, 2, 28),
        dt.date(2025, 12, 31),
        dt.date(2026, 7, 1),
        dt.date(2013, 3, 16),
    )
    for step in (0, -1, 1)
)
_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2060, 12, 31)

# The plain invoice: so long ago it was made, and due; and so long ago its creditor switched automatic transfer on.
_INVOICED_DAYS, _DUE_DAYS, _SWITCHED_ON_DAYS = 43, 13, 100
_DELAYS: Final = (0, 4, 8, 10)

_ADDRESS: Final = Address(street="Provgatan 1", postcode="111 22", city="Stockholm")
_CURRENCIES: Final = ("SEK", "EUR", "JPY", "KWD")


# --- how things are drawn ---------------------------------------------------------------------------------------------
def _maybe(known: SearchStrategy[T], *, unknowns: bool = True) -> SearchStrategy[Any]:
    """Draw from *known*, or, if *unknowns*, sometimes ``None``."""
    return st.one_of(known, st.none()) if unknowns else known


def _seldom(present: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw ``None``, or from *present*: for what is simplest when it is not there."""
    return st.one_of(st.none(), present)


def _few(one: SearchStrategy[T], *, most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(one, max_size=most).map(tuple)


def _changes(wild: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    """
    Draw some fields, often only one or two, *wild*; shrinks to none of them.

    Were all of them wild, hardly any record would meet one rule and no other.
    """
    names = st.sampled_from(sorted(wild))
    chosen = st.one_of(st.just(frozenset[str]()), st.frozensets(names, max_size=2), st.frozensets(names))
    return chosen.flatmap(lambda some: st.fixed_dictionaries({name: wild[name] for name in sorted(some)}))


def _varied(plain: T, wild: Mapping[str, SearchStrategy[Any]], **always: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Draw *plain* with some fields changed: those in *always* each time, those in *wild* now and then."""
    return st.builds(
        lambda usual, changes: attrs.evolve(plain, **{**usual, **changes}),  # type: ignore[type-var]
        st.fixed_dictionaries(always),
        _changes(wild),
    )


def texts(*, longest: int = 40) -> SearchStrategy[str]:
    """Draw free text, also blank, in other scripts, and with line breaks; shrinks to ``Provtext``."""
    return st.one_of(st.sampled_from(("Provtext", "", "   ", "Åsö\nÄö", "e\u0301")), st.text(max_size=longest))


def _words(first: str, *others: str, unknowns: bool) -> SearchStrategy[Any]:
    """Draw a known text, or, if *unknowns*, a blank one or none."""
    return st.sampled_from((first, *others, *(("", "  ", None) if unknowns else ())))


# --- days and amounts -------------------------------------------------------------------------------------------------
def days() -> SearchStrategy[dt.date]:
    """Draw a day from 1990 to 2060, often one at which years, months or law change; shrinks to :data:`PLAIN_DAY`."""
    return st.one_of(st.sampled_from((PLAIN_DAY, *_EDGES)), st.dates(_FIRST_DAY, _LAST_DAY))


def days_near(as_of: dt.date, *, plain_days: int = 0, delays: Iterable[int] = _DELAYS) -> SearchStrategy[dt.date]:
    """
    Draw a day such that something falls due, or runs out, just before, on or just after *as_of*.

    Args:
        as_of: The day of the question.

        plain_days: It shrinks to the day that lies so long before *as_of*.

        delays: Days after which something changes; three years are always among the cutoffs.
    """
    ends = (*(as_of - dt.timedelta(days=delay) for delay in delays), oldest_within_years(as_of, POLICY.age_years_max))
    edges = tuple(end + dt.timedelta(days=step) for end in ends for step in (0, -1, 1))
    plain = as_of - dt.timedelta(days=plain_days)
    some = st.integers(-60, 1_200).map(lambda passed: as_of - dt.timedelta(days=passed))
    return st.one_of(st.just(plain), st.sampled_from(edges), some)


def moneys(currency: str | None = None, *, least: int | None = None) -> SearchStrategy[Money]:
    """Draw an amount, in any currency when none is given, of *least* minor units or more; shrinks to 1250.00 SEK."""
    codes = st.one_of(st.sampled_from(_CURRENCIES), st.sampled_from(sorted(MINOR_DIGITS)))
    usual = tuple(minor for minor in (1_250_00, 0, 1, -1, 100_00) if least is None or minor >= least)
    lowest = -(10**12) if least is None else least
    minors = st.one_of(st.sampled_from(usual), st.integers(lowest, 10**12))
    return st.builds(Money, minors, codes if currency is None else st.just(currency))


# --- parties ----------------------------------------------------------------------------------------------------------
def _company(first: int, second: int, serial: int) -> str:
    return ocr_reference(f"4{first}{second}{serial:05}", length_digit=False)


def _person(born: dt.date, serial: int, added_days: int) -> str:
    return "18" + ocr_reference(f"{born:%y%m}{born.day + added_days:02}{serial:03}", length_digit=False)


def identifiers() -> SearchStrategy[Identifier]:
    """Draw a number of a company, a person, or from abroad, none of them real; shrinks to ``402000-0008``."""
    companies = st.builds(_company, st.integers(0, 9), st.integers(20, 99), st.integers(0, 99_999))
    born = st.dates(dt.date(1890, 1, 1), dt.date(1899, 12, 31))
    people = st.builds(_person, born, st.integers(0, 999), st.sampled_from((0, 60)))
    numbers = st.integers(1, 10**8).map(lambda number: f"PROV{number}")
    abroad = st.builds(parse_identifier, numbers, country=st.sampled_from(("XX", "ZZ")), of_company=st.booleans())
    return st.one_of(companies.map(parse_identifier), people.map(parse_identifier), abroad)


def bics() -> SearchStrategy[Bic]:
    """Draw a bank code for tests; shrinks to ``PROVSES0``."""
    return st.sampled_from(("PROVSES0", "PROVSES0XXX", "PROVDEF0", "PROVFIH0123")).map(Bic)


def ibans() -> SearchStrategy[Iban]:
    """Draw an example of the IBAN registry; shrinks to the Swedish one."""
    return st.sampled_from(
        ("SE4550000000058398257466", "NO9386011117947", "DE89370400440532013000", "GB29NWBK60161331926819")
    ).map(Iban)


def addresses(*, unknowns: bool = True) -> SearchStrategy[Address]:
    """Draw an address, with *unknowns* sometimes lacking parts; shrinks to a complete Swedish one."""
    # fmt: off
    wild = {
        "street":   _words("Provgatan 2", "Box 1", unknowns=unknowns),
        "postcode": _words("222 33", "0001", unknowns=unknowns),
        "city":     _words("Göteborg", "Oslo", unknowns=unknowns),
        "country":  st.sampled_from((None, "SE", "XX")),
        "care_of":  st.sampled_from((None, "c/o Provsson")),
    }
    # fmt: on
    return _varied(_ADDRESS, wild)


def debtors(*, unknowns: bool = True) -> SearchStrategy[Debtor]:
    """Draw a debtor, with *unknowns* sometimes nameless or half known; shrinks to a trader with all that is needed."""
    return st.builds(
        Debtor,
        name=_words("Provbolaget AB", "Prov Person", "Åke Ö", unknowns=unknowns),
        kind=_maybe(st.sampled_from((DebtorKind.TRADER, *DebtorKind)), unknowns=unknowns),
        identifier=_maybe(identifiers(), unknowns=unknowns),
        address=addresses(unknowns=unknowns),
        email=_seldom(st.sampled_from(("prov@example.com", "prov.person@example.com"))),
        customer_number=_seldom(st.integers(1, 999).map(lambda number: f"K-{number}")),
    )


def group_ids() -> SearchStrategy[str]:
    """Draw the id of a group, among those that :func:`groups` draws; shrinks to ``group-1``."""
    return st.integers(1, 4).map(lambda number: f"group-{number}")


def customers(*, unknowns: bool = True) -> SearchStrategy[Customer]:
    """Draw a record of the register; shrinks to one in no group."""
    return st.builds(
        Customer, partner_id=st.just("partner-1"), address=addresses(unknowns=unknowns), group_id=_seldom(group_ids())
    )


def contacts() -> SearchStrategy[Contact]:
    """Draw a contact person; shrinks to one without a telephone."""
    phone = st.sampled_from((None, "070-174 06 05"))  # one of the numbers that Sweden keeps for fiction
    return st.builds(Contact, name=st.just("Prov Person"), email=st.just("prov@example.com"), phone=phone)


def bank_accounts(*, unknowns: bool = True) -> SearchStrategy[BankAccount]:
    """Draw a bank account, with *unknowns* sometimes without BIC or inactive; shrinks to an active one."""
    numbers = st.one_of(ibans().map(lambda iban: iban.number), st.just("0000"))
    active = st.sampled_from((True, False) if unknowns else (True,))
    bic = _maybe(bics(), unknowns=unknowns)
    return st.builds(BankAccount, account_id=st.just("bank-1"), number=numbers, bic=bic, active=active)


# --- the invoice ------------------------------------------------------------------------------------------------------
def rows() -> SearchStrategy[InvoiceRow]:
    """Draw a row of an invoice; shrinks to one that says nothing."""
    return st.builds(InvoiceRow, product_name=_seldom(texts()), comment=_seldom(texts()))


def attachments() -> SearchStrategy[Attachment]:
    """Draw a document, often as large as just goes; shrinks to a small one."""
    limit = POLICY.transfer_bytes_max
    sizes = st.one_of(st.sampled_from((1_000, limit - 1, limit, limit + 1)), st.integers(0, 2 * limit))
    ids = st.integers(1, 9).map(lambda number: f"attachment-{number}")
    return st.builds(Attachment, attachment_id=ids, size_bytes=sizes)


def reminders(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[PriorReminder]:
    """Draw a reminder sent before *as_of*; shrinks to one of that day."""
    return st.builds(PriorReminder, sent_on=_passed(as_of), cost=moneys(currency, least=0))


def _passed(as_of: dt.date, days_max: int = 400) -> SearchStrategy[dt.date]:
    return st.integers(0, days_max).map(lambda passed: as_of - dt.timedelta(days=passed))


def holds(*, as_of: dt.date) -> SearchStrategy[Hold]:
    """Draw a hold, often one that clears just about *as_of*; shrinks to one that clears on that day."""
    return st.builds(Hold, clears_on=days_near(as_of, delays=(0, -4, -30)), reason=texts())


def agreements(*, unknowns: bool = True) -> SearchStrategy[Agreements]:
    """Draw what was agreed; shrinks to nothing agreed, and all of that known."""
    percent = _seldom(st.decimals(Decimal(0), Decimal(40), places=2))
    interest = st.builds(AgreedInterest, percent=percent)
    known = _maybe(st.booleans(), unknowns=unknowns)
    return st.builds(Agreements, due_date=known, reminder_fee=known, interest=_maybe(interest, unknowns=unknowns))


def invoices(*, as_of: dt.date, ledger_currency: str = "SEK", unknowns: bool = True) -> SearchStrategy[Invoice]:
    """
    Draw an invoice; shrinks to the plain one, which may go both ways.

    Args:
        as_of: The day of the question; invoice date, due date and holds are drawn about its cutoffs.

        ledger_currency: The creditor's; :attr:`Invoice.ledger_total` is drawn in it.

        unknowns: Whether facts that the rules need may be missing.
    """
    currencies = st.one_of(st.just(ledger_currency), st.sampled_from(_CURRENCIES))
    return currencies.flatmap(lambda currency: _invoices(as_of, currency, ledger_currency, unknowns=unknowns))


def _invoices(as_of: dt.date, currency: str, ledger_currency: str, *, unknowns: bool) -> SearchStrategy[Invoice]:
    in_ledger = _maybe(moneys(ledger_currency, least=1), unknowns=unknowns)
    return _varied(
        _plain_invoice(as_of),
        _unusual(as_of, currency, ledger_currency, unknowns=unknowns),
        invoice_date=days_near(as_of, plain_days=_INVOICED_DAYS),
        due_date=days_near(as_of, plain_days=_DUE_DAYS),
        total=moneys(currency, least=1),
        open_amount=moneys(currency, least=1),
        ledger_total=st.none() if currency == ledger_currency else in_ledger,
    )


def _plain_invoice(as_of: dt.date) -> Invoice:
    return Invoice(
        invoice_id="inv-1",
        number="10001",
        kind=InvoiceKind.SALES_INVOICE,
        status=InvoiceStatus.SENT,
        channel=Channel.EMAIL,
        invoice_date=as_of - dt.timedelta(days=_INVOICED_DAYS),
        due_date=as_of - dt.timedelta(days=_DUE_DAYS),
        total=Money(1_250_00),
        open_amount=Money(1_250_00),
        debtor=Debtor(name="Provbolaget AB", kind=DebtorKind.TRADER, address=_ADDRESS),
        financed=False,
        reminders=(),
        other_agency=False,
        registration=Registration.NONE,
    )


def _unusual(as_of: dt.date, currency: str, ledger_currency: str, *, unknowns: bool) -> dict[str, SearchStrategy[Any]]:
    def known(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
        return _maybe(strategy, unknowns=unknowns)

    # fmt: off
    return {
        "kind":            known(st.sampled_from(InvoiceKind)),
        "status":          known(st.sampled_from(InvoiceStatus)),
        "channel":         known(st.sampled_from(Channel)),
        "registration":    known(st.sampled_from(Registration)),
        "invoice_date":    known(days()),
        "due_date":        known(days()),
        "total":           known(moneys(currency)),
        "open_amount":     known(moneys(currency)),
        "ledger_total":    known(moneys(ledger_currency)),
        "debtor":          debtors(unknowns=unknowns),
        "financed":        known(st.booleans()),
        "reminders":       known(_few(reminders(as_of=as_of, currency=currency))),
        "other_agency":    known(st.booleans()),
        "original_number": _seldom(st.just("EXT-1")),
        "new_due_date":    _seldom(days_near(as_of, plain_days=_DUE_DAYS)),
        "customer":        _seldom(customers(unknowns=unknowns)),
        "disputed":        _seldom(st.booleans()),
        "hold":            _seldom(holds(as_of=as_of)),
        "seller_note":     _seldom(texts()),
        "additional_information": _seldom(st.one_of(texts(), st.just("Provtext " * 120))),
        "rows":            _few(rows(), most=12),
        "document":        _seldom(attachments()),
        "attachments":     _few(attachments()),
        "agreements":      agreements(unknowns=unknowns),
    }
    # fmt: on


# --- the creditor -----------------------------------------------------------------------------------------------------
def groups() -> SearchStrategy[tuple[Group, ...]]:
    """Draw groups that form trees; shrinks to none."""

    def planted(parents: list[int]) -> tuple[Group, ...]:
        # A group stands below an earlier one, or, with 0, below none; so there is no loop.
        above = tuple(parent % number for number, parent in enumerate(parents, start=1))
        return tuple(Group(f"group-{n}", f"group-{p}" if p else None) for n, p in enumerate(above, start=1))

    return st.lists(st.integers(0, 3), max_size=4).map(planted)


def automations(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[Automation]:
    """Draw the settings of automatic transfer; shrinks to *on* for some months, without further limits."""
    # fmt: off
    wild = {
        "minimum_amount":  moneys(currency, least=0),
        "delay_days":      st.sampled_from((10, 5, 4, 0, 60)),
        "excluded_group":  group_ids(),
        "switched_on":     days_near(as_of, plain_days=_DUE_DAYS),
        "include_overdue": st.booleans(),
    }
    # fmt: on
    switched_on = as_of - dt.timedelta(days=_SWITCHED_ON_DAYS)
    return st.one_of(_varied(Automation(enabled=True, switched_on=switched_on), wild), st.just(Automation()))


def settings(*, as_of: dt.date, currency: str = "SEK") -> SearchStrategy[Settings]:
    """Draw a creditor's settings; shrinks to the ERP's own, with automatic transfer on."""
    return st.builds(
        Settings,
        approve_before_demand=st.booleans(),
        approve_before_legal=st.sampled_from((True, False)),
        approval_email=st.sampled_from((None, "attest@example.com")),
        include_product_information=st.booleans(),
        include_original_number=st.sampled_from((True, False)),
        batch_payments=st.booleans(),
        clearing_account=st.sampled_from(("1512", "1514")),
        automation=automations(as_of=as_of, currency=currency),
    )


def reports() -> SearchStrategy[Reported]:
    """Draw what the agency was last told; shrinks to a company without accounts."""
    numbers = _few(ibans().map(lambda iban: iban.number), most=2)
    return st.builds(Reported, name=st.just("Prov AB"), address=addresses(), account_numbers=numbers)


def services(*, as_of: dt.date, unknowns: bool = True) -> SearchStrategy[Service]:
    """Draw a standing with the service, with *unknowns* any; shrinks to one in use, with all that it takes."""
    switches = ("terms_accepted", "agreement_signed", "api_user_accepted", "api_user_present", "api_key_present")
    in_use = Service(state=ServiceState.ACTIVE, **dict.fromkeys(switches, True))
    history: dict[str, SearchStrategy[Any]] = {
        **{name: _seldom(_passed(as_of)) for name in ("applied_on", "active_since", "ended_on")},
        "reported": _seldom(reports()),
    }
    lacking = {"state": st.sampled_from(ServiceState), **{name: st.booleans() for name in switches}}
    return _varied(in_use, {**history, **lacking} if unknowns else history)


def creditors(*, as_of: dt.date, unknowns: bool = True) -> SearchStrategy[Creditor]:
    """Draw a creditor, with *unknowns* sometimes lacking what the service needs; shrinks to one that lacks nothing."""
    currencies = st.sampled_from(("SEK", "SEK", "SEK", "EUR"))
    return currencies.flatmap(lambda currency: _creditors(as_of, currency, unknowns=unknowns))


def _creditors(as_of: dt.date, currency: str, *, unknowns: bool) -> SearchStrategy[Creditor]:
    plain = Creditor(
        creditor_id="cred-1",
        name="Prov AB",
        organisation_number=parse_identifier("402000-0008"),
        address=_ADDRESS,
        ledger_currency=currency,
    )
    # fmt: off
    lacking = {
        "name":                st.sampled_from(("Prov AB", " ")),
        "country":             st.sampled_from(("SE", "XX")),
        "organisation_number": _maybe(identifiers()),
        "address":             addresses(),
        "bank_accounts":       _few(bank_accounts()),
        "contact":             _maybe(contacts()),
        "service":             services(as_of=as_of),
    }
    # fmt: on
    return _varied(
        plain,
        {"groups": groups(), **(lacking if unknowns else {})},
        bank_accounts=st.tuples(bank_accounts(unknowns=False)),
        contact=contacts(),
        settings=settings(as_of=as_of, currency=currency),
        service=services(as_of=as_of, unknowns=False),
    )


def ledgers(
    *, as_of: dt.date, unknowns: bool = True, most: int = 6
) -> SearchStrategy[tuple[Creditor, tuple[Invoice, ...]]]:
    """Draw a creditor with its invoices, whose ids and numbers differ; shrinks to a plain creditor without invoices."""

    def numbered(drawn: list[Invoice]) -> tuple[Invoice, ...]:
        return tuple(
            attrs.evolve(invoice, invoice_id=f"inv-{position}", number=f"{10_000 + position}")
            for position, invoice in enumerate(drawn, start=1)
        )

    def owned(creditor: Creditor) -> SearchStrategy[tuple[Creditor, tuple[Invoice, ...]]]:
        one = invoices(as_of=as_of, ledger_currency=creditor.ledger_currency, unknowns=unknowns)
        return st.lists(one, max_size=most).map(lambda drawn: (creditor, numbered(drawn)))

    return creditors(as_of=as_of, unknowns=unknowns).flatmap(owned)


def policies() -> SearchStrategy[Policy]:
    """Draw a policy; shrinks to the service's own."""
    days_min = st.integers(0, 20)
    # fmt: off
    wild = {
        "manual_invoice_days_min":    days_min,
        "manual_due_days_min":        days_min,
        "delay_days_min":             days_min,
        "age_years_max":              st.integers(0, 20),
        "minimum_amount_inclusive":   st.booleans(),
        "unsigned_agreement_blocks":  st.booleans(),
        "other_agency_blocks_manual": st.booleans(),
        "letter_chars_max":           st.integers(0, 2_000),
        "letter_rows_max":            st.integers(0, 20),
        "transfer_bytes_max":         st.sampled_from((30_000_000, 1_000, 0)),
    }
    # fmt: on
    return _varied(POLICY, wild)


def serieses(values: SearchStrategy[T]) -> SearchStrategy[Series[T]]:
    """Draw values by first day; shrinks to one value."""
    entries = st.lists(st.tuples(days(), values), min_size=1, max_size=4, unique_by=lambda entry: entry[0])
    return entries.map(lambda drawn: Series(sorted(drawn, key=lambda entry: entry[0])))


# --- what the rules read ----------------------------------------------------------------------------------------------
_CODES: Final[Mapping[str, SearchStrategy[Any]]] = MappingProxyType(
    {
        "kind": st.sampled_from(InvoiceKind).map(str),
        "status": st.sampled_from(InvoiceStatus).map(str),
        "channel": st.sampled_from(Channel).map(str),
        "registration": st.sampled_from(Registration).map(str),
        "group": group_ids(),
    }
)


def _facts(of: Column, as_of: dt.date) -> SearchStrategy[Any]:
    """Draw what one column may hold."""
    # fmt: off
    by_kind = {
        Kind.DATE:  days_near(as_of),
        Kind.INT:   st.one_of(st.sampled_from((1_250_00, 0, 1, -1, 100_00, 1_000, 1_001)), st.integers(-(10**12), 10**12)),
        Kind.BOOL:  st.booleans(),
        Kind.TEXT:  _CODES.get(of.name, st.sampled_from(_CURRENCIES)),
        Kind.TEXTS: st.frozensets(group_ids()),
    }
    # fmt: on
    return by_kind[of.kind]


def candidates(*, as_of: dt.date, unknowns: bool = True) -> SearchStrategy[Candidate]:
    """
    Draw the flat facts of an invoice, column by column; shrinks to those of the plain invoice.

    With *unknowns* any column may be null; optional ones, where a null means "none", may be in any case.
    """
    plain = facts.candidate(_plain_invoice(as_of), Creditor(creditor_id="cred-1"), POLICY)
    return _varied(
        plain,
        {
            column.name: _maybe(_facts(column, as_of), unknowns=unknowns or column.optional)
            for column in columns_of(Candidate).values()
        },
    )


def cutoffs(*, as_of: dt.date) -> SearchStrategy[Cutoffs]:
    """Draw the limits of a creditor by a policy; shrinks to those of the plain creditor and the service's policy."""
    return st.builds(facts.cutoffs, creditors(as_of=as_of), policies(), as_of=st.just(as_of))
