"""
What leaves the library as bytes: names that break files stay one field, and the same input gives the same bytes.

That holds for vouchers, SIE, CSV and PDF, for every order of payments, and whatever a machine's hash seed, time zone
and locale are.
"""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.ledger.sie.decoding import SieEncoding
from inkasso_rules.ledger.sie.file import SieFile
from inkasso_rules.ledger.sie.reading import read_sie
from inkasso_rules.ledger.sie.vouchers import INVOICE_DIMENSION, to_sie
from inkasso_rules.ledger.sie.writing import SieContentError, SieFault
from inkasso_rules.model.bookings import BookedInvoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import SettledPayment
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode
from tests.ledger.settlement_files import DAY, LEDGER, PAYMENTS, as_sie, hashes, outputs, posting
from tests.support import examples

# --- names that break files -------------------------------------------------------------------------------------------
#: What somebody may call an invoice, and what a SIE file holds of it.
# fmt: off
NAMES: Final = (
    ('F"1',                        'F"1'),
    ('"',                          '"'),
    ('""',                         '""'),
    ("F\\2",                       "F/2"),
    ("F3\\",                       "F3/"),
    ('F4\\"',                      'F4/"'),
    ("F}5",                        "F}5"),
    ("{F6",                        "{F6"),
    ('"} #TRANS 1930 {} 1.00',     '"} #TRANS 1930 {} 1.00'),
    ("F7\n#VER A 1 20260101",      "F7 #VER A 1 20260101"),
    ("F8\r\n}",                    "F8  }"),
    ("F\t9",                       "F 9"),
    ("F\0a",                       "F a"),
    ("F\x1ab",                     "F b"),
    ("F\u2028c",                   "F c"),
    ("F🦊d",                       "F?d"),
    ("F§e",                        "Fpar.e"),
    ("F€f",                        "FEURf"),
    ("Fåäög",                      "Fåäög"),
    ("#VER",                       "#VER"),
    (" F h ",                      " F h "),
    ("F\ud800i",                   "F?i"),
)
# fmt: on


def _vouchers(names: Iterable[str]) -> list[Voucher]:
    """Return a voucher for each name, which is its invoice and its text."""
    return [
        Voucher(
            voucher_id=f"{place:04}",
            dated_on=DAY,
            code=VoucherCode.SETTLEMENT,
            subject=name,
            lines=(
                Line("1512", Money(100_00 + place)),
                Line("1510", Money(-100_00 - place), name, text=name),
            ),
        )
        for place, name in enumerate(names)
    ]


def _read_back(
    vouchers: Iterable[Voucher], company: str = "Exempel AB", encoding: SieEncoding | None = None
) -> SieFile:
    """Write vouchers and read them; nothing may be left out."""
    reading = read_sie(to_sie(vouchers, company=company, generated_on=DAY), encoding=encoding)
    assert () == reading.problems
    return reading.file


def _structure(file: SieFile) -> list[list[tuple[str, int]]]:
    return [[(row.account, row.amount) for row in voucher.rows] for voucher in file.vouchers]


def _posted(vouchers: Iterable[Voucher]) -> list[list[tuple[str, int]]]:
    return [[(line.account, line.amount.minor) for line in voucher.lines] for voucher in vouchers]


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(("name", "held"), NAMES)
def test_a_name_stays_one_field(name: str, held: str) -> None:
    """As invoice, as company, as text of a row and of a voucher: it comes back as one text, and nothing else moves."""
    vouchers = _vouchers((name, "10045"))
    file = _read_back(vouchers, company=name)
    assert _posted(vouchers) == _structure(file)
    assert held == file.company
    assert {(INVOICE_DIMENSION, held, held), (INVOICE_DIMENSION, "10045", "10045")} == {
        attrs.astuple(one) for one in file.objects
    }
    first, second = (voucher.rows[1] for voucher in file.vouchers)
    assert (((INVOICE_DIMENSION, held),), held) == (first.objects, first.text)
    assert (((INVOICE_DIMENSION, "10045"),), "10045") == (second.objects, second.text)
    assert file.vouchers[0].text == file.vouchers[1].text.replace("10045", held)


def test_all_names_go_into_one_file() -> None:
    """Side by side they do not disturb one another."""
    vouchers = _vouchers(name for name, _ in NAMES)
    file = _read_back(vouchers)
    assert _posted(vouchers) == _structure(file)
    assert [((INVOICE_DIMENSION, held),) for _, held in NAMES] == [voucher.rows[1].objects for voucher in file.vouchers]


@pytest.mark.requirement("BA-2")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("F\\1", "F/1"),
        ("F\n1", "F 1"),
        ("F🦊1", "F🐻1"),
        ("F§1", "Fpar.1"),
        ("F€1", "FEUR1"),
        ("F–1", "F-1"),
        ("Fé1", "Fe\N{COMBINING ACUTE ACCENT}1"),
        ("F1", "F\N{ZERO WIDTH SPACE}1"),
    ],
)
def test_two_names_never_become_one(one: str, other: str) -> None:
    """A payment would else go to another invoice; the file is refused."""
    with pytest.raises(SieContentError) as caught:
        to_sie(_vouchers((one, other)), company="Exempel AB", generated_on=DAY)
    assert (0, SieFault.OBJECT) == (caught.value.voucher, caught.value.fault)
    assert [[("1512", 100_00), ("1510", -100_00)]] == _structure(_read_back(_vouchers((one,))))


@given(st.lists(st.one_of(st.sampled_from([name for name, _ in NAMES]), st.text(min_size=1)), max_size=6, unique=True))
def test_any_names_change_no_amount(names: list[str]) -> None:
    """Either two of them would become one, which is refused, or every row comes back with an invoice of its own."""
    vouchers = _vouchers(names)
    try:
        # Alone in its line, a sign such as ÷ would be taken for a letter of another character set.
        file = _read_back(vouchers, encoding=SieEncoding.CP437)
    except SieContentError as error:
        assert SieFault.OBJECT is error.fault  # noqa: PT017 - the other way is fine, too
        return
    assert _posted(vouchers) == _structure(file)
    assert len(names) == len({voucher.rows[1].objects for voucher in file.vouchers})
    assert [1] * len(names) == [len(voucher.rows[1].objects) for voucher in file.vouchers]


# --- the same bytes ---------------------------------------------------------------------------------------------------
FILES: Final = outputs()


def test_there_is_something_to_compare() -> None:
    """Two months, and lines for every kind of invoice and part."""
    posted = posting()
    assert [dt.date(2026, 2, 28), DAY] == [voucher.dated_on for voucher in posted.vouchers]
    codes = {line.code for voucher in posted.vouchers for line in voucher.lines}
    assert {
        LineCode.CLEARING,
        LineCode.CAPITAL,
        LineCode.DORMANT_VAT,
        LineCode.OUTPUT_VAT,
        LineCode.REVENUE,
        LineCode.INPUT_VAT,
        LineCode.COMMISSION,
        LineCode.INTEREST,
    } == codes
    assert ((), ()) == (posted.held, posted.unmatched)
    assert len(PAYMENTS) == FILES["csv"].count(b"\r\n") - 1


@examples(0.5)
@given(st.permutations(PAYMENTS), st.permutations(LEDGER), st.sets(st.sampled_from(PAYMENTS)))
def test_the_order_of_payments_changes_no_byte(
    payments: list[SettledPayment], ledger: list[BookedInvoice], mirrored: set[SettledPayment]
) -> None:
    """Nor does that of a payment's parts, or of the ledger and an invoice's rows in it."""
    turned = [attrs.evolve(one, deductions=one.deductions[::-1]) if one in mirrored else one for one in payments]
    shuffled = [attrs.evolve(one, rows=one.rows[::-1], planned=one.planned[::-1]) for one in ledger]
    assert FILES == outputs(turned, shuffled)


def test_the_order_of_vouchers_changes_no_byte_of_sie() -> None:
    """They stand in the file by date and id."""
    assert FILES["sie"] == as_sie(posting().vouchers[::-1])


def test_no_machine_changes_a_byte() -> None:
    """Hash seed, time zone and locale play no part, with the payments in another order each time; the PDF is there."""
    processes = [
        subprocess.Popen(  # noqa: S603 - the text beside it
            (sys.executable, "-c", f"from tests.ledger.settlement_files import hashes; print(hashes({turns}))"),
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            stdout=subprocess.PIPE,
            text=True,
        )
        for turns, seed, zone, locale in (
            (1, "0", "UTC", "C"),
            (4, "1", "Pacific/Kiritimati", "sv_SE.UTF-8"),
            (7, "4711", "America/Adak", "tr_TR.UTF-8"),
        )
    ]
    assert {hashes(0) + "\n"} == {one.communicate()[0] for one in processes}
