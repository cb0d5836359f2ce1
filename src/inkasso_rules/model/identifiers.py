"""
Numbers with check digits: who somebody is, which account, and which payment.

Every number is checked when it is made, so that a value in hand is a valid one. Valid means well formed: nobody was
asked whether the person, the company or the account exists. Sources: Skatteverket's and Bankgirot's published rules for
Swedish numbers, ISO 13616 (IBAN), ISO 9362 (BIC), ISO 11649 (RF creditor reference).

A number never appears in a ``repr`` or in a message: a sole trader's organisation number is a personal number.
"""

import datetime as dt
import enum
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError

__all__ = [
    "Bic",
    "Check",
    "Iban",
    "Identifier",
    "IdentifierError",
    "IdentifierKind",
    "Subject",
    "is_valid_ocr",
    "is_valid_rf",
    "ocr_reference",
    "parse_identifier",
]

_HIDDEN: Final = "••••••-••••"

# The century is written as two digits before the ten; 16 marks an organisation.
_SWEDISH: Final = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})")
_FOREIGN: Final = re.compile(r"[0-9A-Z][0-9A-Z./+-]{0,33}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_RF: Final = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")
_DIGITS: Final = re.compile(r"[0-9]+")

_ORGANISATION_CENTURIES: Final = frozenset({"", "16"})
_PERSONAL_CENTURIES: Final = frozenset({"", "18", "19", "20"})
# From 20 on, the middle digits of an organisation number cannot be a month.
_FIRST_ORGANISATION_MONTH: Final = 20
_COORDINATION_DAYS: Final = 60
_OCR_LENGTH_MAX: Final = 25

# ISO 13616 registry, release 101, as country and length. Other countries are held to the 15 to 34 of the standard.
_IBAN_REGISTRY: Final = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 "
    "EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
    "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 "
    "PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 "
    "UA29 VA22 VG24 XK20 YE30"
)
_IBAN_LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {entry[:2]: int(entry[2:]) for entry in _IBAN_REGISTRY.split()}
)


class Subject(enum.StrEnum):
    """What a number should have been."""

    #: A Swedish number of a company or a person.
    IDENTIFIER = "identifier"
    #: Organisationsnummer.
    ORGANISATION = "organisation number"
    #: Personnummer.
    PERSONAL = "personal number"
    #: Samordningsnummer.
    COORDINATION = "coordination number"
    #: A number of another country.
    FOREIGN = "foreign identifier"
    #: The country that gave a number.
    COUNTRY = "country code"
    #: International bank account number.
    IBAN = "bank account number (IBAN)"
    #: Business identifier code of a bank.
    BIC = "bank code (BIC)"
    #: Swedish payment reference.
    OCR = "payment reference (OCR)"
    #: The digits that a payment reference is made from.
    OCR_BASE = "base of a payment reference (OCR)"


class Check(enum.StrEnum):
    """What a number is tested for, in this order."""

    #: The right characters and separators, in the right number.
    FORM = "form"
    #: The length that the country prescribes.
    LENGTH = "length"
    #: The two digits before a ten-digit number.
    CENTURY = "century"
    #: The date in a personal or coordination number.
    DATE = "date"
    #: The check digits.
    CHECKSUM = "checksum"
    #: The kind and the country that the caller states.
    KIND = "kind"


_WANTED: Final[Mapping[Check, str]] = MappingProxyType(
    {
        Check.FORM: "only its digits, letters and separators, in the right number",
        Check.LENGTH: "the length that its country prescribes",
        Check.CENTURY: "16 before an organisation number, or 18, 19 or 20 before a personal number",
        Check.DATE: "a day that exists",
        Check.CHECKSUM: "check digits that fit the rest",
        Check.KIND: "the kind, country and written form that the number itself has",
    }
)


class IdentifierError(InkassoRulesError, ValueError):
    """
    A number is not what it is said to be.

    The number is not kept: it may be a person's.

    Attributes:
        subject: What the number should have been.

        length: Its characters.

        check: The first check that it failed.
    """

    def __init__(self, subject: Subject, length: int, check: Check) -> None:
        super().__init__(subject, length, check)
        self.subject, self.length, self.check = subject, length, check

    def __str__(self) -> str:
        return f"{self.subject} of {self.length} characters fails its {self.check} check; wanted {_WANTED[self.check]}."


class IdentifierKind(enum.StrEnum):
    """What kind of number identifies a party."""

    #: Organisationsnummer of a legal person.
    ORGANISATION = "organisation"
    #: Personnummer; also the organisation number of a sole trader.
    PERSONAL = "personal"
    #: Samordningsnummer, for people who are not in the population register.
    COORDINATION = "coordination"
    #: Any number of another country, of which only the characters are checked.
    FOREIGN = "foreign"


def _compact(text: str) -> str:
    """Take out spaces and raise letters; a text with other than ASCII letters is left for the check to refuse."""
    joined = "".join(text.split())
    return joined.upper() if joined.isascii() else joined


@attrs.frozen
class Identifier:
    """
    The number of a party, in its normal form; :func:`parse_identifier` reads other forms.

    A Swedish number is ten digits, or twelve where the century of a person was given. The same person with and without
    the century therefore makes two different identifiers.
    """

    #: What kind of number it is.
    kind: IdentifierKind
    #: The digits without separator; for a foreign number the text without spaces, in capitals.
    number: str = attrs.field(repr=False)
    #: ISO 3166 code of the country that gave it.
    country: str = "SE"
    #: Whether a foreign number is known to be a company's. A Swedish number tells by itself.
    of_company: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a number that :func:`parse_identifier` would not have made."""
        kind, number = _normal(self.number, self.country)
        if (self.kind, self.number) != (kind, number) or (self.of_company and kind is not IdentifierKind.FOREIGN):
            raise IdentifierError(Subject.IDENTIFIER, len(self.number), Check.KIND)

    @property
    def is_personal(self) -> bool:
        """Whether it is, or may be, the number of a living person. A sole trader's is."""
        if self.kind is IdentifierKind.FOREIGN:
            return not self.of_company
        return self.kind is not IdentifierKind.ORGANISATION

    @property
    def masked(self) -> str:
        """The number to show to people: in full for a company, else nothing of it, not even the year of birth."""
        if self.is_personal:
            return _HIDDEN
        return f"{self.number[:6]}-{self.number[6:]}" if self.kind is IdentifierKind.ORGANISATION else self.number


def parse_identifier(text: str, *, country: str = "SE", of_company: bool = False) -> Identifier:
    """
    Read the number of a company or a person.

    Swedish numbers may have ten or twelve digits, with or without ``-`` (or ``+``, which marks a person of at least a
    hundred years and is not kept). Which kind it is follows from the digits: a third digit of 2 or more makes it an
    organisation number, a day above 60 a coordination number.

    Args:
        text: The number as somebody wrote it; spaces do not count.

        country: ISO 3166 code of the country that gave it.

        of_company:
            Whether a foreign number is a company's. Until that is known it is treated as a person's. Without effect for
            Swedish numbers.

    Raises:
        IdentifierError: If the form, century, date or checksum is wrong. It does not repeat the number.

    >>> parse_identifier("556047-3521").masked
    '556047-3521'
    >>> parse_identifier("19811218-9876").masked
    '••••••-••••'
    """
    kind, number = _normal(text, country)
    return Identifier(kind, number, country, of_company and kind is IdentifierKind.FOREIGN)


def _normal(text: str, country: str) -> tuple[IdentifierKind, str]:
    """Return kind and normal form of a number of *country*, having checked it."""
    number = _compact(text)
    if country == "SE":
        return _swedish(number)
    if not _FOREIGN.fullmatch(number):
        raise IdentifierError(Subject.FOREIGN, len(number), Check.FORM)
    if not _COUNTRY.fullmatch(country):
        raise IdentifierError(Subject.COUNTRY, len(country), Check.FORM)
    return IdentifierKind.FOREIGN, number


def _swedish(text: str) -> tuple[IdentifierKind, str]:
    match = _SWEDISH.fullmatch(text)
    if match is None:
        raise IdentifierError(Subject.IDENTIFIER, len(text), Check.FORM)
    century, born, separator, last = match.groups(default="")
    kind, centuries = IdentifierKind.PERSONAL, _PERSONAL_CENTURIES
    if int(born[2:4]) >= _FIRST_ORGANISATION_MONTH:
        kind, centuries = IdentifierKind.ORGANISATION, _ORGANISATION_CENTURIES
    elif int(born[4:]) > _COORDINATION_DAYS:
        kind = IdentifierKind.COORDINATION
    if century not in centuries:
        raise IdentifierError(Subject[kind.name], len(text), Check.CENTURY)
    if kind is IdentifierKind.ORGANISATION:
        century = ""
    else:
        # Only 29 February of a year 00 depends on the century: 2000 had one, 1900 had none.
        _check_date(text, kind, century or ("19" if separator == "+" else "20"), born)
    if _luhn_digit(born + last[:-1]) != last[-1]:
        raise IdentifierError(Subject[kind.name], len(text), Check.CHECKSUM)
    return kind, century + born + last


def _check_date(text: str, kind: IdentifierKind, century: str, born: str) -> None:
    """Refuse a number whose first six digits are no day; a coordination number adds 60 to it."""
    added = _COORDINATION_DAYS if kind is IdentifierKind.COORDINATION else 0
    try:
        dt.date(int(century + born[:2]), int(born[2:4]), int(born[4:]) - added)
    except ValueError:
        raise IdentifierError(Subject[kind.name], len(text), Check.DATE) from None


@attrs.frozen
class Iban:
    """
    An international bank account number; spaces and small letters are put right.

    >>> Iban("se78 9500 0099 6042 4140 4021").masked
    'SE•• •••• 4021'
    """

    #: Capitals and digits without spaces.
    number: str = attrs.field(converter=_compact, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a number with the wrong form, length or check digits."""
        if not _IBAN.fullmatch(self.number):
            raise IdentifierError(Subject.IBAN, len(self.number), Check.FORM)
        if len(self.number) != _IBAN_LENGTHS.get(self.country, len(self.number)):
            raise IdentifierError(Subject.IBAN, len(self.number), Check.LENGTH)
        if self.number[2:4] != _mod97_digits(self.number):
            raise IdentifierError(Subject.IBAN, len(self.number), Check.CHECKSUM)

    @property
    def country(self) -> str:
        """ISO 3166 code of the country where the account is."""
        return self.number[:2]

    @property
    def masked(self) -> str:
        """The country and the last four characters, enough to tell one's own accounts apart."""
        return f"{self.country}•• •••• {self.number[-4:]}"


@attrs.frozen
class Bic:
    """A bank's business identifier code of 8 or 11 characters; spaces and small letters are put right."""

    #: Capitals and digits without spaces.
    code: str = attrs.field(converter=_compact)

    def __attrs_post_init__(self) -> None:
        """Refuse a code of the wrong form. The error does not repeat it: it may be an account number."""
        if not _BIC.fullmatch(self.code):
            raise IdentifierError(Subject.BIC, len(self.code), Check.FORM)


def ocr_reference(base: str, *, length_digit: bool) -> str:
    """
    Make a Swedish payment reference (OCR number) from the digits of *base*.

    Args:
        base: One or more digits, such as an invoice number.

        length_digit:
            Whether the last digit but one tells the length of the whole reference, modulo 10, both control digits
            included. The last digit is a Luhn check digit in any case.

    Raises:
        IdentifierError: If *base* is not only digits, or the reference would be longer than 25.
    """
    if not _DIGITS.fullmatch(base):
        raise IdentifierError(Subject.OCR_BASE, len(base), Check.FORM)
    length = len(base) + 1 + length_digit
    if length > _OCR_LENGTH_MAX:
        raise IdentifierError(Subject.OCR, length, Check.FORM)
    payload = f"{base}{length % 10}" if length_digit else base
    return payload + _luhn_digit(payload)


def is_valid_ocr(reference: str, *, length_digit: bool) -> bool:
    """
    Tell whether *reference* is what :func:`ocr_reference` makes.

    So it is digits only, 25 at the most, its last digit is right, and, if *length_digit*, the last but one as well.
    """
    try:
        return reference == ocr_reference(reference[: -2 if length_digit else -1], length_digit=length_digit)
    except IdentifierError:
        return False


def is_valid_rf(reference: str) -> bool:
    """Tell whether *reference* is an ISO 11649 creditor reference (``RF18 5390 0754 7034``), spaces allowed."""
    number = _compact(reference)
    return _RF.fullmatch(number) is not None and number[2:4] == _mod97_digits(number)


def _luhn_digit(digits: str) -> str:
    """Return the check digit to put after *digits*: every second one from the right counts double."""
    doubled = (divmod(2 * int(digit), 10) for digit in digits[::-2])
    total = sum(tens + ones for tens, ones in doubled) + sum(int(digit) for digit in digits[-2::-2])
    return str(-total % 10)


def _mod97_digits(number: str) -> str:
    """Return the check digits, third and fourth, that ISO 7064 gives to *number*. A counts as 10, Z as 35."""
    value = "".join(str(int(character, 36)) for character in f"{number[4:]}{number[:2]}00")
    return f"{98 - int(value) % 97:02}"
