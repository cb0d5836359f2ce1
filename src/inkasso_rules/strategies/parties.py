"""
Parties that nobody can take for real ones.

Companies have a first digit (4) under which Sweden registers none; people were born in the 1890s, so that none is
alive; other countries are ``XX`` and ``ZZ``, which ISO 3166 leaves to users; IBANs are the examples of the IBAN
registry; BICs have a 0 as eighth character, as ISO 9362 has it for tests; e-mail goes to ``example.com`` (RFC 2606).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from inkasso_rules.model.identifiers import Bic, Iban, Identifier, ocr_reference, parse_identifier
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor, DebtorKind
from inkasso_rules.strategies.basics import kept, maybe, seldom, varied

__all__ = [
    "PLAIN_ADDRESS",
    "PLAIN_DEBTOR",
    "PLAIN_IDENTIFIER",
    "addresses",
    "bank_accounts",
    "bics",
    "contacts",
    "customers",
    "debtors",
    "group_ids",
    "ibans",
    "identifiers",
]

#: What :func:`identifiers` shrinks to.
PLAIN_IDENTIFIER: Final = parse_identifier("402000-0008")
#: What :func:`addresses` shrinks to.
PLAIN_ADDRESS: Final = Address(street="Provgatan 1", postcode="111 22", city="Stockholm")
#: What :func:`debtors` shrinks to.
PLAIN_DEBTOR: Final = Debtor(
    name="Provbolaget AB", kind=DebtorKind.TRADER, identifier=PLAIN_IDENTIFIER, address=PLAIN_ADDRESS
)


def _company(first: int, second: int, serial: int) -> str:
    return ocr_reference(f"4{first}{second}{serial:05}", length_digit=False)


def _person(born: dt.date, serial: int, added_days: int) -> str:
    return "18" + ocr_reference(f"{born:%y%m}{born.day + added_days:02}{serial:03}", length_digit=False)


@kept
def identifiers() -> SearchStrategy[Identifier]:
    """Draw a number of a company, a person, or from abroad, none of them real; shrinks to ``402000-0008``."""
    companies = st.builds(_company, st.integers(0, 9), st.integers(20, 99), st.integers(0, 99_999))
    born = st.dates(dt.date(1890, 1, 1), dt.date(1899, 12, 31))
    people = st.builds(_person, born, st.integers(0, 999), st.sampled_from((0, 60)))
    numbers = st.integers(1, 10**8).map(lambda number: f"PROV{number}")
    abroad = st.builds(parse_identifier, numbers, country=st.sampled_from(("XX", "ZZ")), of_company=st.booleans())
    return st.one_of(companies.map(parse_identifier), people.map(parse_identifier), abroad)


@kept
def bics() -> SearchStrategy[Bic]:
    """Draw a bank code for tests; shrinks to ``PROVSES0``."""
    return st.sampled_from(("PROVSES0", "PROVSES0XXX", "PROVDEF0", "PROVFIH0123")).map(Bic)


@kept
def ibans() -> SearchStrategy[Iban]:
    """Draw an example of the IBAN registry; shrinks to the Swedish one."""
    return st.sampled_from(
        ("SE4550000000058398257466", "NO9386011117947", "DE89370400440532013000", "GB29NWBK60161331926819")
    ).map(Iban)


def _words(*known: str, unknowns: bool) -> SearchStrategy[Any]:
    """Draw a known text, or, with *unknowns*, a blank one or none."""
    return st.sampled_from((*known, *(("", "  ", None) if unknowns else ())))


@kept
def addresses(*, unknowns: bool = True) -> SearchStrategy[Address]:
    """Draw an address, with *unknowns* sometimes lacking parts; shrinks to a complete Swedish one."""
    # fmt: off
    return varied(PLAIN_ADDRESS, {
        "street":   lambda: _words("Provgatan 2", "Box 1", unknowns=unknowns),
        "postcode": lambda: _words("222 33", "0001", unknowns=unknowns),
        "city":     lambda: _words("Göteborg", "Oslo", unknowns=unknowns),
        "country":  lambda: st.sampled_from(("SE", "XX")),
        "care_of":  lambda: st.just("c/o Provsson"),
    })
    # fmt: on


@kept
def debtors(*, unknowns: bool = True) -> SearchStrategy[Debtor]:
    """Draw a debtor, with *unknowns* sometimes nameless or half known; shrinks to a trader with all that is needed."""
    # fmt: off
    return varied(PLAIN_DEBTOR, {
        "name":            lambda: _words("Prov Person", "Åke Ö", unknowns=unknowns),
        "kind":            lambda: maybe(st.sampled_from(DebtorKind), unknowns=unknowns),
        "identifier":      lambda: maybe(identifiers(), unknowns=unknowns),
        "address":         lambda: addresses(unknowns=unknowns),
        "email":           lambda: st.just("prov@example.com"),
        "customer_number": lambda: st.just("K-1"),
    })
    # fmt: on


@kept
def group_ids() -> SearchStrategy[str]:
    """Draw the id of a group of business partners; shrinks to ``group-1``."""
    return st.integers(1, 4).map(lambda number: f"group-{number}")


@kept
def customers(*, unknowns: bool = True) -> SearchStrategy[Customer]:
    """Draw a record of the register; shrinks to one in no group."""
    return st.builds(
        Customer, partner_id=st.just("partner-1"), address=addresses(unknowns=unknowns), group_id=seldom(group_ids())
    )


@kept
def contacts() -> SearchStrategy[Contact]:
    """Draw a contact person; shrinks to one without a telephone."""
    phone = st.sampled_from((None, "070-174 06 05"))  # one of the numbers that Sweden keeps for fiction
    return st.builds(Contact, name=st.just("Prov Person"), email=st.just("prov@example.com"), phone=phone)


@kept
def bank_accounts(*, unknowns: bool = True) -> SearchStrategy[BankAccount]:
    """Draw a bank account, with *unknowns* sometimes without BIC or inactive; shrinks to an active one."""
    numbers = st.one_of(ibans().map(lambda iban: iban.number), st.just("0000"))
    active = st.sampled_from((True, False) if unknowns else (True,))
    bic = maybe(bics(), unknowns=unknowns)
    return st.builds(BankAccount, account_id=st.just("bank-1"), number=numbers, bic=bic, active=active)
