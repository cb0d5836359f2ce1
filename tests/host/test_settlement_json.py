"""Settlements in JSON: written and read back, or refused as a whole with all that is wrong."""

import datetime as dt
import json
import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkasso_host.json_objects import JsonFault
from inkasso_host.reading import UnreadableFileError
from inkasso_host.settlement_json import SettlementReading, read_settlement, write_settlement
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, SettledPayment, Settlement, VatDocument

_PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "settlement-format.md"

_SETTLEMENT: Final = Settlement(
    settlement_id="S-2026-03-02",
    creditor_id="cred-1",
    settled_on=dt.date(2026, 3, 2),
    payout=Money.of("1515.00"),
    brought_forward=Money.of("-25.00"),
    clearing_account="1512",
    vat_document=VatDocument(number="A-17", issued_on=dt.date(2026, 3, 2), vat_number="SE999900000401"),
    payments=(
        SettledPayment(
            payment_id="P-1",
            invoice="F1001",
            paid_on=dt.date(2026, 3, 1),
            capital=Money.of("1250.00"),
            payout=Money.of("1215.00"),
            deductions=(Part(kind="vat", amount=Money.of("45.00")),),
            additions=(Part(kind="reminder_fee", amount=Money.of("10.00"), invoice="F1001"),),
            kept_costs=Money.of("180.00"),
            kept_interest=Money.of("12.34"),
            stage=Stage.DEMAND,
        ),
        SettledPayment(
            payment_id="P-2",
            invoice="F1002",
            paid_on=dt.date(2026, 3, 2),
            capital=Money.of("300.00"),
            payout=Money.of("300.00"),
        ),
    ),
)


def _plain() -> dict[str, Any]:
    """Return the settlement as plain data."""
    found: dict[str, Any] = json.loads(write_settlement(_SETTLEMENT))
    return found


def _changed(path: str, value: object) -> bytes:
    """Return the settlement with one place changed; ``...`` takes the field away."""
    content = _plain()
    *parents, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    holder: Any = content
    for step in parents:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return json.dumps(content).encode()


def _told(reading: SettlementReading) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.code.value, problem.detail) for problem in reading.problems]


def test_the_example_of_the_page_is_this_settlement() -> None:
    """What the page shows is what is written, and can be read."""
    example = _PAGE.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    assert write_settlement(_SETTLEMENT).decode() == example
    assert SettlementReading(_SETTLEMENT) == read_settlement(example.encode())


def test_the_page_lists_every_field_and_fault() -> None:
    """None is left for the reader to find out."""
    text = _PAGE.read_text(encoding="utf-8")
    rows = {code for line in text.splitlines() if line.startswith("| `") for code in re.findall("`([^`]+)`", line)}
    written = {*_plain(), *_plain()["payments"][0], *_plain()["payments"][0]["additions"][0]}
    assert set() == (written | {"part_of", "rate", "invoice_amount"} | set(JsonFault)) - rows


def test_numbers_with_all_decimals_are_read_too() -> None:
    """As text or as a number, an amount is exactly what is written."""
    source = write_settlement(_SETTLEMENT).replace(b'"1250.00"', b"1250.00").replace(b'"-25.00"', b"-25.00")
    assert SettlementReading(_SETTLEMENT) == read_settlement(source)


def test_euro_payouts_and_invoices_in_another_currency() -> None:
    """With the rate and the amount that is paid of the invoice."""
    payment = SettledPayment(
        payment_id="P-1",
        invoice="F1",
        paid_on=dt.date(2026, 3, 1),
        capital=Money.of("100.00", "EUR"),
        payout=Money.of("100.00", "EUR"),
        invoice_amount=Money.of("12000", "JPY"),
    )
    rate = ExchangeRate(currency="EUR", into="SEK", rate=Decimal("11.4210"), on=dt.date(2026, 3, 2))
    settlement = Settlement(
        settlement_id="S-1",
        creditor_id="cred-1",
        settled_on=dt.date(2026, 3, 2),
        payout=Money.of("100.00", "EUR"),
        brought_forward=Money.zero("EUR"),
        rate=rate,
        part_of="S-0",
        payments=(payment,),
    )
    assert SettlementReading(settlement) == read_settlement(write_settlement(settlement))


# fmt: off
_FAULTS: Final[tuple[tuple[str, object, str, str, str], ...]] = (
    # place                             value                  path                               code           detail
    ("payments[1].capital",             1250.5,                "payments[1].capital",              "decimals",      "2, SEK"),
    ("payments[1].capital",             300,                   "payments[1].capital",              "decimals",      "2, SEK"),
    ("payments[1].capital",             "300",                 "payments[1].capital",              "decimals",      "2, SEK"),
    ("payments[1].capital",             "300.000",             "payments[1].capital",              "decimals",      "2, SEK"),
    ("payments[1].capital",             "+300.00",             "payments[1].capital",              "amount",        "1250.50"),
    ("payments[1].capital",             "300,00",              "payments[1].capital",              "amount",        "1250.50"),
    ("payments[1].capital",             "9" * 19 + ".00",      "payments[1].capital",              "amount",        "1250.50"),
    ("payments[1].capital",             True,                  "payments[1].capital",              "type",          "boolean"),
    ("payments[1].capital",             None,                  "payments[1].capital",              "missing",       ""),
    ("payments[1].capital",             ...,                   "payments[1].capital",              "missing",       ""),
    ("payments[0].kept_costs",          [],                    "payments[0].kept_costs",           "type",          "array"),
    ("payments[0].stage",               "Provkund",            "payments[0].stage",                "unknown_code",  "registering, reminder, demand, legal, after_collection, closed"),
    ("payments[0].invoice",             " ",                   "payments[0].invoice",              "missing",       ""),
    ("payments[0].invoice",             17,                    "payments[0].invoice",              "type",          "number"),
    ("payments[0].invoice",             "a\nb",                "payments[0].invoice",              "text",          "200"),
    ("payments[0].invoice",             "\ud800",              "payments[0].invoice",              "text",          "200"),
    ("payments[0].invoice",             "x" * 201,             "payments[0].invoice",              "text",          "200"),
    ("payments[0].paid_on",             "2026-02-29",          "payments[0].paid_on",              "date",          "YYYY-MM-DD"),
    ("payments[0].deductions",          {},                    "payments[0].deductions",           "type",          "object"),
    ("payments[0].deductions[0]",       "vat",                 "payments[0].deductions[0]",        "not_an_object", "string"),
    ("payments[0].additions[0].amount", "1.0",                 "payments[0].additions[0].amount",  "decimals",      "2, SEK"),
    ("payments[1]",                     None,                  "payments[1]",                      "not_an_object", "null"),
    ("payments",                        ...,                   "payments",                         "missing",       ""),
    ("payments",                        "none",                "payments",                         "type",          "string"),
    ("settled_on",                      "2 mars",              "settled_on",                       "date",          "YYYY-MM-DD"),
    ("payout",                          ...,                   "payout",                           "missing",       ""),
    ("currency",                        "KR",                  "currency",                         "currency",      "ISO 4217"),
    ("vat_document.vat_number",         ...,                   "vat_document.vat_number",          "missing",       ""),
    ("vat_document",                    "A-17",                "vat_document",                     "not_an_object", "string"),
    ("rate",   {"currency": "EUR", "into": "EUR", "rate": "1.0", "on": "2026-03-02"}, "rate",      "conflict",      ""),
    ("rate",   {"currency": "EUR", "into": "SEK", "rate": "-1", "on": "2026-03-02"},  "rate.rate", "amount",        "11.4210"),
    ("rate",   {"currency": "EUR", "into": "SEK", "rate": [], "on": "2026-03-02"},    "rate.rate", "type",          "array"),
    ("payments[0].invoice_amount", {"amount": "1.00", "currency": "JPY"}, "payments[0].invoice_amount.amount", "decimals", "0, JPY"),
    ("version",                         2,                     "version",                          "version",       "1"),
    ("version",                         "1",                   "version",                          "version",       "1"),
    ("version",                         True,                  "version",                          "version",       "1"),
    ("version",                         ...,                   "version",                          "missing",       ""),
)
# fmt: on


@pytest.mark.parametrize(("place", "value", "path", "code", "detail"), _FAULTS)
def test_what_cannot_be_read_is_listed_with_its_place(
    place: str, value: object, path: str, code: str, detail: str
) -> None:
    """And there is no settlement: without one payment it would not add up."""
    reading = read_settlement(_changed(place, value))
    if place in {"payments[1]", "payments[0].deductions[0]", "vat_document"}:
        assert (path, code, detail) == _told(reading)[0]
    else:
        assert [(path, code, detail)] == _told(reading)
    assert reading.settlement is None


def test_all_that_is_wrong_is_listed_at_once() -> None:
    """One fault does not hide the others."""
    content = _plain()
    content["payout"], content["payments"][0]["capital"], content["payments"][1]["paid_on"] = "x", 1, "y"
    reading = read_settlement(json.dumps(content).encode())
    assert ["payout", "payments[0].capital", "payments[1].paid_on"] == [one.path for one in reading.problems]


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("extra", "extra"),
        ("payments[0].fee", "payments[0].fee"),
        ("payments[0].deductions[0].note", "payments[0].deductions[0].note"),
        ("vat_document.base", "vat_document.base"),
    ],
)
def test_an_unknown_field_is_listed_and_the_rest_is_read(place: str, path: str) -> None:
    """What the identity needs and is missing there, the journal will find."""
    reading = read_settlement(_changed(place, "5.00"))
    assert (_SETTLEMENT, [(path, "unknown_field", "")]) == (reading.settlement, _told(reading))


def test_a_field_name_that_may_be_a_persons_is_not_repeated() -> None:
    """Nor is anything else that stands in the file."""
    content = _plain()
    content["payments"][0] |= {"Anna Prov": "x", "": "y", "stage": "Anna Prov", "capital": "Anna Prov"}
    reading = read_settlement(json.dumps(content).encode())
    assert ["payments[0].capital", "payments[0].stage", "payments[0].?", "payments[0].?"] == [
        one.path for one in reading.problems
    ]
    assert "Anna" not in repr(reading)


@pytest.mark.parametrize(
    ("once", "twice", "path"),
    [
        (b'"payout": "1515.00"', b'"payout": "1.00", "payout": "1515.00"', "payout"),
        (b'"capital": "300.00"', b'"capital": "300.00", "capital": "300.00"', "payments[1].capital"),
        (b'"kind": "vat"', b'"kind": "vat", "kind": "commission"', "payments[0].deductions[0].kind"),
    ],
)
def test_a_key_that_comes_twice_is_refused(once: bytes, twice: bytes, path: str) -> None:
    """Nobody can tell which one counts; a parser would keep the last and say nothing."""
    source = write_settlement(_SETTLEMENT)
    assert 1 == source.count(once)
    reading = read_settlement(source.replace(once, twice))
    assert (None, [(path, "doubled", "")]) == (reading.settlement, _told(reading))


# fmt: off
_UNREADABLE: Final = (
    # file                                  message
    (b"",                                   "is not JSON in UTF-8; wanted JSON."),
    (b"{",                                  "is not JSON in UTF-8; wanted JSON."),
    (b'{"payout": NaN}',                    "is not JSON in UTF-8; wanted JSON."),
    (b'{"payout": 1e99999999999999999999}', "is not JSON in UTF-8; wanted JSON."),
    (b"\xff\xfe{}",                         "is not JSON in UTF-8; wanted JSON."),
    (b"[" * 200_000,                        "is not JSON in UTF-8; wanted JSON."),
    (b"[]",                                 "is no object; wanted a JSON object."),
    (b"17",                                 "is no object; wanted a JSON object."),
    (b" " * 300_000,                        "has 300000 bytes; wanted at most 250000."),
)
# fmt: on


@pytest.mark.parametrize(("source", "message"), _UNREADABLE)
def test_what_is_no_json_object_is_an_error(source: bytes, message: str) -> None:
    """A typed one, that repeats nothing of it."""
    with pytest.raises(UnreadableFileError) as caught:
        read_settlement(source, file="s.json", bytes_max=250_000)
    assert f"s.json {message}" == str(caught.value)


def test_a_number_of_a_million_digits_is_no_amount() -> None:
    """It costs nothing to refuse."""
    reading = read_settlement(write_settlement(_SETTLEMENT).replace(b'"1250.00"', b"9" * 10**6))
    assert [("payments[0].capital", "amount", "1250.50")] == _told(reading)


_LABELS: Final = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
_AMOUNTS: Final = st.integers(-(10**13), 10**13).map(Money)
_DATES: Final = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
_PARTS: Final = st.lists(st.builds(Part, kind=_LABELS, amount=_AMOUNTS, invoice=st.none() | _LABELS), max_size=2).map(
    tuple
)
_PAYMENTS: Final = st.builds(
    SettledPayment,
    payment_id=_LABELS,
    invoice=_LABELS,
    paid_on=_DATES,
    capital=_AMOUNTS,
    payout=_AMOUNTS,
    deductions=_PARTS,
    additions=_PARTS,
    invoice_amount=st.none() | st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "JPY", "KWD"])),
    kept_costs=st.none() | _AMOUNTS,
    kept_interest=st.none() | _AMOUNTS,
    stage=st.none() | st.sampled_from(Stage),
)
_RATES: Final = st.builds(
    ExchangeRate,
    currency=st.just("SEK"),
    into=st.just("EUR"),
    rate=st.decimals("0.000001", "1000", places=6),
    on=_DATES,
)


@settings(max_examples=60)
@given(
    st.builds(
        Settlement,
        settlement_id=_LABELS,
        creditor_id=_LABELS,
        settled_on=_DATES,
        payments=st.lists(_PAYMENTS, max_size=4).map(tuple),
        payout=_AMOUNTS,
        brought_forward=_AMOUNTS,
        rate=st.none() | _RATES,
        vat_document=st.none() | st.builds(VatDocument, number=_LABELS, issued_on=_DATES, vat_number=_LABELS),
        clearing_account=st.none() | _LABELS,
        part_of=st.none() | _LABELS,
    )
)
def test_what_is_written_is_read_back(settlement: Settlement) -> None:
    """Every field, to the minor unit; and writing it again gives the same bytes."""
    source = write_settlement(settlement)
    reading = read_settlement(source)
    assert SettlementReading(settlement) == reading
    assert reading.settlement is not None
    assert source == write_settlement(reading.settlement)


def _broken(draw: random.Random, source: bytes) -> bytes:
    """Change one to four bytes: mostly inside quotation marks, into signs of a text; else few would still be JSON."""
    broken = bytearray(source)
    texts = [place for match in re.finditer(rb'"([^"]+)"', source) for place in range(*match.span(1))]
    for _ in range(draw.randint(1, 4)):
        if draw.random() < 0.9:
            broken[draw.choice(texts)] = draw.choice(b"0123456789.-aer_ ")
        else:
            broken[draw.randrange(len(broken))] = draw.randrange(256)
    return bytes(broken)


def _values(content: object) -> Counter[object]:
    """Return every text and number of plain data, with how often it stands there; 007.00 is 7.00."""
    if isinstance(content, dict | list):
        inner = content.values() if isinstance(content, dict) else content
        return sum(map(_values, inner), Counter())
    written = str(content)
    return Counter([Decimal(written) if re.fullmatch(r"-?[0-9]+\.[0-9]{2}", written) else written])


def _outcome(source: bytes) -> str:
    """Read a file and tell how it went; all that it states is in the settlement, or listed."""
    try:
        reading = read_settlement(source, file="s.json")
    except UnreadableFileError as error:
        return "refused" if str(error) == "s.json is not JSON in UTF-8; wanted JSON." else str(error)
    left_out = [one.path for one in reading.problems if one.is_read]
    faulty = [one.path for one in reading.problems if not one.is_read]
    if reading.settlement is None:
        return "listed" if faulty and all(faulty) else "refused without a place"
    stated, kept = _values(json.loads(source)), _values(json.loads(write_settlement(reading.settlement)))
    assert ([], bool(left_out)) == (faulty, kept < stated)
    assert left_out or kept == stated
    return "read in part" if left_out else "read"


def _outcomes(files: int, seed: int) -> Counter[str]:
    draw, source = random.Random(seed), write_settlement(_SETTLEMENT)  # noqa: S311 - repeatable, not secret.
    return Counter(_outcome(_broken(draw, source)) for _ in range(files))


def test_two_hundred_files_with_broken_bytes() -> None:
    """Each is read, or refused with the places of all that is wrong, and no value gets lost unlisted."""
    assert {"read": 16, "read in part": 21, "listed": 129, "refused": 34} == _outcomes(200, seed=7)


@pytest.mark.proof
def test_a_hundred_thousand_files_with_broken_bytes() -> None:
    """The same for long; nothing else happens."""
    assert {"read", "read in part", "listed", "refused"} == set(_outcomes(100_000, seed=8))
