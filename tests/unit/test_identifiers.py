"""
Identifiers, accounts and payment references, against python-stdnum.

Personal numbers are published examples, or made up with the serial of one.
"""

import pickle
import re
import string
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import bic, iban, iso11649, luhn
from stdnum.iso7064 import mod_97_10
from stdnum.se import orgnr, personnummer

from inkasso_rules.model.identifiers import (
    _IBAN_LENGTHS,
    Bic,
    Check,
    Iban,
    Identifier,
    IdentifierError,
    IdentifierKind,
    Subject,
    is_valid_ocr,
    is_valid_rf,
    ocr_reference,
    parse_identifier,
)

ORGANISATION, PERSONAL, COORDINATION, FOREIGN = IdentifierKind
HIDDEN = "••••••-••••"
DIGITS = "0123456789"
CAPITALS = string.ascii_uppercase


def with_check(digits: str) -> str:
    """Put the right Luhn digit after *digits*."""
    return digits + luhn.calc_check_digit(digits)


@pytest.mark.parametrize(
    ("text", "kind", "number", "masked"),
    [
        ("556047-3521", ORGANISATION, "5560473521", "556047-3521"),
        ("5560473521", ORGANISATION, "5560473521", "556047-3521"),
        ("16556047-3521", ORGANISATION, "5560473521", "556047-3521"),
        ("165560473521", ORGANISATION, "5560473521", "556047-3521"),
        (" 556047 - 3521 ", ORGANISATION, "5560473521", "556047-3521"),
        ("811218-9876", PERSONAL, "8112189876", HIDDEN),
        ("811218+9876", PERSONAL, "8112189876", HIDDEN),
        ("8112189876", PERSONAL, "8112189876", HIDDEN),
        ("19811218-9876", PERSONAL, "198112189876", HIDDEN),
        ("198112189876", PERSONAL, "198112189876", HIDDEN),
        ("18811218+9876", PERSONAL, "188112189876", HIDDEN),
        (with_check("811278987"), COORDINATION, with_check("811278987"), HIDDEN),
        ("20" + with_check("000289987"), COORDINATION, "20" + with_check("000289987"), HIDDEN),
        (with_check("000229987"), PERSONAL, with_check("000229987"), HIDDEN),  # 29 February 2000
        (with_check("812012345"), ORGANISATION, with_check("812012345"), f"812012-{with_check('812012345')[6:]}"),
    ],
)
def test_swedish_numbers_are_read_in_all_their_forms(text: str, kind: IdentifierKind, number: str, masked: str) -> None:
    """The digits tell the kind; only an organisation number is shown."""
    found = parse_identifier(text)

    assert (kind, number, masked) == (found.kind, found.number, found.masked)
    assert (kind is not ORGANISATION, "SE") == (found.is_personal, found.country)
    assert found == Identifier(kind, number)


@pytest.mark.parametrize(
    ("text", "subject", "check"),
    [
        ("", Subject.IDENTIFIER, Check.FORM),
        ("12345", Subject.IDENTIFIER, Check.FORM),
        ("556047--3521", Subject.IDENTIFIER, Check.FORM),
        ("5560473-521", Subject.IDENTIFIER, Check.FORM),
        ("55604735211", Subject.IDENTIFIER, Check.FORM),
        ("٥٥٦٠٤٧-٣٥٢١", Subject.IDENTIFIER, Check.FORM),
        ("SE556047352101", Subject.IDENTIFIER, Check.FORM),
        ("TF0001-9876", Subject.IDENTIFIER, Check.FORM),
        ("19556047-3521", Subject.ORGANISATION, Check.CENTURY),
        ("16811218-9876", Subject.PERSONAL, Check.CENTURY),
        ("21811218-9876", Subject.PERSONAL, Check.CENTURY),
        ("16" + with_check("811278987"), Subject.COORDINATION, Check.CENTURY),
        ("750231-0241", Subject.PERSONAL, Check.DATE),  # published; the checksum is right, the day does not exist
        (with_check("811318123"), Subject.PERSONAL, Check.DATE),
        (with_check("810018123"), Subject.PERSONAL, Check.DATE),
        (with_check("811200123"), Subject.PERSONAL, Check.DATE),
        (with_check("811260123"), Subject.PERSONAL, Check.DATE),
        (with_check("811292123"), Subject.COORDINATION, Check.DATE),
        ("19" + with_check("000229987"), Subject.PERSONAL, Check.DATE),  # 1900 had no 29 February
        (f"000229+{with_check('000229987')[6:]}", Subject.PERSONAL, Check.DATE),
        ("556047-3522", Subject.ORGANISATION, Check.CHECKSUM),
        ("811218-9877", Subject.PERSONAL, Check.CHECKSUM),
        (with_check("811278987")[:-1] + "0", Subject.COORDINATION, Check.CHECKSUM),
    ],
)
def test_wrong_swedish_numbers_are_refused_without_repeating_them(text: str, subject: Subject, check: Check) -> None:
    """The error tells the kind, the length and the first failed check, and nothing of the number."""
    with pytest.raises(IdentifierError) as caught:
        parse_identifier(text)

    error = caught.value
    assert (subject, len(text), check) == (error.subject, error.length, error.check)
    assert len(text) < 5 or text[-4:] not in f"{error}{error!r}"


@given(st.text(DIGITS, min_size=2, max_size=2), st.sampled_from("23456789"), st.text(DIGITS, min_size=7, max_size=7))
def test_organisation_numbers_agree_with_stdnum(start: str, third: str, rest: str) -> None:
    """Any ten digits whose third is 2 or more: valid for both or for neither."""
    text = start + third + rest
    try:
        valid = parse_identifier(text).kind is ORGANISATION
    except IdentifierError:
        valid = False

    assert orgnr.is_valid(text) == valid


@given(
    st.sampled_from(["", "19"]),
    st.dates().map(lambda day: f"{day:%y%m%d}") | st.from_regex(r"[0-9]{2}[01][0-9]{3}", fullmatch=True),
    st.sampled_from(["", "-"]),
    st.text(DIGITS, min_size=3, max_size=3),
    st.booleans(),
)
def test_personal_numbers_agree_with_stdnum(
    century: str, born: str, separator: str, serial: str, right_check: bool
) -> None:
    """Real and impossible dates, right and wrong checksums: valid for both or for neither."""
    check = int(luhn.calc_check_digit(born + serial))
    text = f"{century}{born}{separator}{serial}{check if right_check else (check + 1) % 10}"
    try:
        valid = parse_identifier(text).kind is PERSONAL
    except IdentifierError:
        valid = False

    assert personnummer.is_valid(text) == valid


@given(st.text(DIGITS, min_size=9, max_size=9))
def test_no_two_checksums_are_valid(digits: str) -> None:
    """Of the ten numbers with the same first nine digits at most one is accepted, and stdnum names it."""
    accepted = []
    for check in DIGITS:
        try:
            accepted.append(parse_identifier(digits + check).number)
        except IdentifierError:
            continue

    assert accepted in ([], [with_check(digits)])


@pytest.mark.parametrize(
    ("text", "country", "of_company", "number", "masked"),
    [
        ("999 999 999", "NO", True, "999999999", "999999999"),
        ("131052-308t", "FI", False, "131052-308T", HIDDEN),
        ("HRB 12345", "DE", False, "HRB12345", HIDDEN),
    ],
)
def test_foreign_numbers_are_hidden_unless_a_companys(
    text: str, country: str, of_company: bool, number: str, masked: str
) -> None:
    """Nothing but the characters is checked, so that anything may be a person's."""
    found = parse_identifier(text, country=country, of_company=of_company)

    assert Identifier(FOREIGN, number, country, of_company) == found
    assert (masked, not of_company) == (found.masked, found.is_personal)


@pytest.mark.parametrize(
    ("text", "country", "subject", "length"),
    [
        ("", "NO", Subject.FOREIGN, 0),
        ("-1", "NO", Subject.FOREIGN, 2),
        ("Åsa Test", "NO", Subject.FOREIGN, 7),
        ("1" * 35, "NO", Subject.FOREIGN, 35),
        ("123", "Norway", Subject.COUNTRY, 6),
        ("123", "se", Subject.COUNTRY, 2),
    ],
)
def test_wrong_foreign_numbers_are_refused(text: str, country: str, subject: Subject, length: int) -> None:
    """A country is two capitals; a number is 1 to 34 letters, digits and separators."""
    with pytest.raises(IdentifierError) as caught:
        parse_identifier(text, country=country)

    assert (subject, length, Check.FORM) == (caught.value.subject, caught.value.length, caught.value.check)


def test_a_swedish_number_tells_by_itself_whether_it_is_a_companys() -> None:
    """A sole trader's number stays hidden, whatever the caller says of the company."""
    found = parse_identifier("811218-9876", of_company=True)

    assert (True, HIDDEN, False) == (found.is_personal, found.masked, found.of_company)


@pytest.mark.parametrize(
    ("kind", "number", "country", "of_company"),
    [
        (PERSONAL, "5560473521", "SE", False),
        (ORGANISATION, "8112189876", "SE", False),
        (ORGANISATION, "556047-3521", "SE", False),
        (ORGANISATION, "165560473521", "SE", False),
        (FOREIGN, "5560473521", "SE", False),
        (ORGANISATION, "5560473521", "NO", False),
        (FOREIGN, "131052-308t", "FI", False),
        (ORGANISATION, "5560473521", "SE", True),
    ],
)
def test_an_identifier_that_parsing_would_not_make_cannot_be_built(
    kind: IdentifierKind, number: str, country: str, of_company: bool
) -> None:
    """A wrong kind or country, a number not in its normal form, or a Swedish one said to be a company's."""
    with pytest.raises(IdentifierError) as caught:
        Identifier(kind, number, country, of_company)

    error = caught.value
    assert (Subject.IDENTIFIER, len(number), Check.KIND) == (error.subject, error.length, error.check)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (
            parse_identifier("19811218-9876"),
            "Identifier(kind=<IdentifierKind.PERSONAL: 'personal'>, country='SE', of_company=False)",
        ),
        (Iban("SE7895000099604241404021"), "Iban()"),
        (Bic("NDEASESS"), "Bic(code='NDEASESS')"),
    ],
)
def test_a_repr_hides_numbers(value: object, shown: str) -> None:
    """A bank's code is public; an account and an identifier are not."""
    assert shown == repr(value)
    assert shown == str(value)


def test_an_identifier_cannot_be_changed() -> None:
    """A frozen value takes no new number."""
    found: Any = parse_identifier("556047-3521")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.number = "1"


# The check digits below are computed, so that no real account is named.
def iban_of(country: str, account: str) -> str:
    """Make an IBAN with the right check digits."""
    return f"{country}{mod_97_10.calc_check_digits(f'{account}{country}')}{account}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SE7895000099604241404021", "SE7895000099604241404021"),
        ("se78 9500 0099 6042 4140 4021", "SE7895000099604241404021"),
        (iban_of("NO", "1" * 11), iban_of("NO", "1" * 11)),
        (iban_of("ZZ", "1" * 11), iban_of("ZZ", "1" * 11)),  # an unknown country: 15 to 34 characters
        (iban_of("ZZ", "1" * 30), iban_of("ZZ", "1" * 30)),
    ],
)
def test_accounts_are_read_with_spaces_and_small_letters(text: str, number: str) -> None:
    """The normal form has neither."""
    assert number == Iban(text).number
    assert Iban(number) == Iban(text)


def test_an_account_shows_its_country_and_end() -> None:
    """Enough to tell one's own accounts apart."""
    account = Iban("SE7895000099604241404021")

    assert ("SE", "SE•• •••• 4021") == (account.country, account.masked)


@pytest.mark.parametrize(
    ("text", "length", "check"),
    [
        ("", 0, Check.FORM),
        ("5560473521", 10, Check.FORM),
        ("SE78-9500-0099-6042-4140-4021", 29, Check.FORM),
        ("SE\u0667\u066895000099604241404021", 24, Check.FORM),
        ("ßE7895000099604241404021", 24, Check.FORM),
        (iban_of("ZZ", "1" * 10), 14, Check.FORM),
        (iban_of("ZZ", "1" * 31), 35, Check.FORM),
        (iban_of("SE", "1" * 19), 23, Check.LENGTH),
        (iban_of("SE", "1" * 21), 25, Check.LENGTH),
        (iban_of("NO", "1" * 12), 16, Check.LENGTH),
        ("SE7795000099604241404021", 24, Check.CHECKSUM),
        ("SE7895000099604241404012", 24, Check.CHECKSUM),
    ],
)
def test_wrong_accounts_are_refused(text: str, length: int, check: Check) -> None:
    """Form, then the country's length, then the check digits."""
    with pytest.raises(IdentifierError) as caught:
        Iban(text)

    error = caught.value
    assert (Subject.IBAN, length, check) == (error.subject, error.length, error.check)
    assert len(text) < 10 or text[-4:] not in f"{error}{error!r}"


@pytest.mark.parametrize("number", ["00", "01", "99"])
def test_check_digits_that_no_bank_computes_are_refused(number: str) -> None:
    """Check digits run from 02 to 98; 97 less or more gives the same remainder, but is no IBAN."""
    same = {"00": "97", "01": "98", "99": "02"}[number]
    account = next(text for text in (f"{value:020}" for value in range(1000)) if iban_of("SE", text)[2:4] == same)

    assert Iban(f"SE{same}{account}").number == f"SE{same}{account}"
    with pytest.raises(IdentifierError):
        Iban(f"SE{number}{account}")


def test_lengths_of_accounts_are_those_of_the_registry() -> None:
    """For every pair of letters: the length that stdnum's copy of the registry prescribes, or none."""
    structures = {
        country: iban._ibandb.info(f"{country}00")[0][1].get("bban")
        for country in (f"{first}{second}" for first in CAPITALS for second in CAPITALS)
    }
    lengths = {
        country: 4 + sum(int(number) for number in re.findall(r"([0-9]+)!", structure))
        for country, structure in structures.items()
        if structure
    }

    assert 89 == len(lengths)
    assert lengths == dict(_IBAN_LENGTHS)


@given(st.text(DIGITS, min_size=22, max_size=22))
def test_swedish_accounts_agree_with_stdnum(digits: str) -> None:
    """Right and wrong check digits: what we accept stdnum accepts, and the one right number of each account."""
    account, right = f"SE{digits}", iban_of("SE", digits[2:])
    try:
        valid = bool(Iban(account))
    except IdentifierError:
        valid = False

    assert (account == right) == valid
    assert iban.is_valid(right, check_country=False)
    assert Iban(right).number == right


@pytest.mark.parametrize(
    ("text", "code"), [("NDEASESS", "NDEASESS"), ("ndeasess xxx", "NDEASESSXXX"), ("DABASESX", "DABASESX")]
)
def test_bank_codes_have_8_or_11_characters(text: str, code: str) -> None:
    """Spaces and small letters are put right."""
    assert code == Bic(text).code
    assert bic.is_valid(code)


@pytest.mark.parametrize("text", ["", "NDEASES", "NDEASESSX", "NDEASESSXX", "NDEASESSXXXX", "NDEA5ESS", "NDEASES-"])
def test_wrong_bank_codes_are_refused(text: str) -> None:
    """Six letters, two letters or digits, and three more for a branch or none."""
    with pytest.raises(IdentifierError) as caught:
        Bic(text)

    error = caught.value
    assert (Subject.BIC, len(text), Check.FORM) == (error.subject, error.length, error.check)
    assert not bic.is_valid(text)


@pytest.mark.parametrize(
    ("base", "length_digit", "reference"),
    [
        ("1", False, "18"),
        ("1", True, "133"),  # three digits in all
        ("123456", False, "1234566"),
        ("1234567", False, "12345674"),
        ("12345678", True, "1234567806"),  # ten digits in all
        ("1" * 24, False, with_check("1" * 24)),
        ("1" * 23, True, with_check("1" * 23 + "5")),
    ],
)
def test_payment_references_end_in_their_control_digits(base: str, length_digit: bool, reference: str) -> None:
    """The last digit is the Luhn digit; the last but one, if wanted, is the whole length modulo 10."""
    assert reference == ocr_reference(base, length_digit=length_digit)
    assert is_valid_ocr(reference, length_digit=length_digit)


@pytest.mark.parametrize(
    ("base", "length_digit", "subject", "length"),
    [
        ("", False, Subject.OCR_BASE, 0),
        ("12a", False, Subject.OCR_BASE, 3),
        ("12 3", True, Subject.OCR_BASE, 4),
        ("١٢", False, Subject.OCR_BASE, 2),
        ("1" * 25, False, Subject.OCR, 26),
        ("1" * 24, True, Subject.OCR, 26),
    ],
)
def test_payment_references_are_digits_and_25_at_the_most(
    base: str, length_digit: bool, subject: Subject, length: int
) -> None:
    """A base that is too long would make a reference that no bank takes."""
    with pytest.raises(IdentifierError) as caught:
        ocr_reference(base, length_digit=length_digit)

    assert (subject, length, Check.FORM) == (caught.value.subject, caught.value.length, caught.value.check)


@pytest.mark.parametrize(
    ("reference", "hard", "soft"),
    [
        ("", False, False),
        ("8", False, False),
        ("18", True, False),
        ("19", False, False),
        ("133", True, True),
        ("26", True, False),  # two digits with a length digit would leave nothing to refer to
        ("1234566", True, False),
        ("12345 66", False, False),
        ("-18", False, False),
        ("1" * 25 + "8", False, False),
    ],
)
def test_payment_references_are_checked(reference: str, hard: bool, soft: bool) -> None:
    """Without and with a length digit."""
    assert (hard, soft) == (
        is_valid_ocr(reference, length_digit=False),
        is_valid_ocr(reference, length_digit=True),
    )


@given(st.text(DIGITS, min_size=1, max_size=28))
def test_payment_references_agree_with_stdnum(reference: str) -> None:
    """Luhn for both or for neither, within the lengths; a length digit only narrows."""
    assert (luhn.is_valid(reference) and 2 <= len(reference) <= 25) == is_valid_ocr(reference, length_digit=False)
    right_length = len(reference) >= 3 and reference[-2] == str(len(reference) % 10)
    assert (is_valid_ocr(reference, length_digit=False) and right_length) == is_valid_ocr(reference, length_digit=True)


@pytest.mark.parametrize(
    ("reference", "valid"),
    [
        ("RF18539007547034", True),
        ("rf18 5390 0754 7034", True),
        ("RF19539007547034", False),
        ("RF18539007547043", False),
        ("SE18539007547034", False),
        ("RF18", False),
        ("RF18-5390-0754-7034", False),
        ("", False),
    ],
)
def test_creditor_references_are_checked(reference: str, valid: bool) -> None:
    """RF, two check digits, and up to 21 letters and digits."""
    assert valid == is_valid_rf(reference)


@given(st.text(DIGITS + CAPITALS, min_size=1, max_size=23), st.integers(2, 98))
def test_creditor_references_agree_with_stdnum(text: str, check: int) -> None:
    """The right check digits and any others, within and beyond the length."""
    for digits in (f"{check:02}", mod_97_10.calc_check_digits(f"{text}RF")):
        reference = f"RF{digits}{text}"
        assert iso11649.is_valid(reference) == is_valid_rf(reference)


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        (Check.FORM, "only its digits, letters and separators, in the right number"),
        (Check.LENGTH, "the length that its country prescribes"),
        (Check.CENTURY, "16 before an organisation number, or 18, 19 or 20 before a personal number"),
        (Check.DATE, "a day that exists"),
        (Check.CHECKSUM, "check digits that fit the rest"),
        (Check.KIND, "the kind, country and written form that the number itself has"),
    ],
)
def test_messages_are_one_sentence_and_survive_pickling(check: Check, wanted: str) -> None:
    """An error says what was found and what would have been fine."""
    error = IdentifierError(Subject.PERSONAL, 11, check)
    message = f"personal number of 11 characters fails its {check} check; wanted {wanted}."

    assert message == str(error)
    assert message == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes
