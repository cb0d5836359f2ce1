"""Sample SIE files, and how to draw any file that can be written."""

import datetime as dt
from typing import Any, Final

from hypothesis import strategies as st

from inkasso_rules.ledger.sie.file import SieAccount, SieDimension, SieFile, SieObject, SieRow, SieVoucher, SieYear
from inkasso_rules.ledger.sie.text import CODE_PAGE, cp437_text

__all__ = ["GENERATED_ON", "SAMPLE", "YEAR", "a_file", "a_voucher", "bad_rows", "files", "sie"]

GENERATED_ON: Final = dt.date(2026, 3, 16)
YEAR: Final = SieYear(0, dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def a_voucher(*rows: SieRow, **changes: Any) -> SieVoucher:
    """Return a voucher of two rows, dated on the sample day."""
    return SieVoucher(
        **{"dated_on": GENERATED_ON, "rows": rows or (SieRow("1512", 100), SieRow("1510", -100)), **changes}
    )


def a_file(*vouchers: SieVoucher, **changes: Any) -> SieFile:
    """Return a file that can be written."""
    return SieFile(**{"company": "Exempel AB", "generated_on": GENERATED_ON, "vouchers": vouchers, **changes})


def sie(*lines: str, encoding: str = CODE_PAGE) -> bytes:
    """Return the shortest head of a file, and what follows."""
    return "\n".join(("#FLAGGA 0", "#SIETYP 4", *lines, "")).encode(encoding)


def bad_rows(row: str) -> bytes:
    """Return a file with a good voucher, one with *row* in line 10, and another good one."""
    good = ("{", "#TRANS 1510 {} 5.00", "#TRANS 3001 {} -5.00", "}")
    return sie(
        '#VER A 1 20260316 "first"',
        *good,
        "#VER A 2 20260316",
        "{",
        row,
        "#TRANS 3001 {} -5.00",
        "}",
        "#VER A 3 20260316",
        *good,
    )


SAMPLE: Final = SieFile(
    company='Målerifirman "Åkes" AB',
    generated_on=GENERATED_ON,
    generated_by="åsa",
    program="inkasso-rules",
    program_version="1",
    organisation_number="556334-3689",
    chart="EUBAS97",
    years=(YEAR, SieYear(-1, dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
    accounts=(
        SieAccount("1510", "Kundfordringar"),
        SieAccount("1512", "Belånade kundfordringar"),
        SieAccount("2641", "Ingående moms"),
    ),
    dimensions=(SieDimension("10", "Faktura"),),
    objects=(SieObject("10", "F1001", "Åke Öberg"), SieObject("10", "F1002", "{B}")),
    vouchers=(
        SieVoucher(
            series="K",
            number="7",
            dated_on=dt.date(2026, 3, 15),
            text="Utbetalning S-1",
            registered_on=GENERATED_ON,
            sign="åsa",
            rows=(
                SieRow("1510", -125000, (("10", "F1001"),), dt.date(2026, 3, 14), "Åke Öberg"),
                SieRow("1510", -99999, (("10", "F1002"),), None, "", "1.50", "åsa"),
                SieRow("2641", 5),
                SieRow("1512", 224994),
            ),
        ),
        SieVoucher(series="K", number="8", dated_on=dt.date(2026, 3, 16), rows=(SieRow("1512", 1), SieRow("1510", -1))),
        SieVoucher(dated_on=dt.date(2025, 12, 31), text='"} #TRANS 1930 {} 1.00'),
    ),
)

# What a file can hold, as the writer leaves it; control characters and what the code page lacks are among what it gets.
_TEXTS: Final = st.text(max_size=12)
_KEPT: Final = _TEXTS.map(cp437_text)
_IDS: Final = st.text("F0123456789-ö{} ", max_size=6)
_DAYS: Final = st.dates(YEAR.starts_on, YEAR.ends_on)
_NUMBERS: Final = st.integers(1, 9999).map(str)


@st.composite
def files(draw: st.DrawFn, *, texts: st.SearchStrategy[str] = _KEPT) -> SieFile:
    """Draw a file that can be written, with all that it uses declared; by default it comes back as it is."""
    pairs = draw(st.lists(st.tuples(_NUMBERS, _IDS), max_size=4, unique=True))
    accounts = draw(st.lists(_NUMBERS, min_size=1, max_size=4, unique=True))
    vouchers = draw(st.lists(_vouchers(accounts, pairs, texts), max_size=4))
    return SieFile(
        company=draw(texts),
        generated_on=draw(_DAYS),
        generated_by=draw(texts),
        program=draw(texts),
        program_version=draw(texts),
        organisation_number=draw(texts),
        chart=draw(texts),
        currency=draw(st.sampled_from(["SEK", "EUR", "NOK"])),
        years=draw(st.sampled_from([(), (YEAR,)])),
        accounts=tuple(SieAccount(account, draw(texts)) for account in accounts),
        dimensions=tuple(SieDimension(number, draw(texts)) for number in dict.fromkeys(pair[0] for pair in pairs)),
        objects=tuple(SieObject(*pair, draw(texts)) for pair in pairs),
        vouchers=tuple(vouchers),
    )


@st.composite
def _vouchers(
    draw: st.DrawFn, accounts: list[str], pairs: list[tuple[str, str]], texts: st.SearchStrategy[str]
) -> SieVoucher:
    objects = st.lists(st.sampled_from(pairs), max_size=3).map(tuple) if pairs else st.just(())
    amounts = draw(st.lists(st.integers(-(10**13), 10**13), max_size=4))
    amounts.append(-sum(amounts))
    return SieVoucher(
        series=draw(texts),
        dated_on=draw(_DAYS),
        text=draw(texts),
        registered_on=draw(st.none() | st.dates()),
        sign=draw(texts),
        rows=tuple(
            SieRow(
                draw(st.sampled_from(accounts)),
                amount,
                draw(objects),
                draw(st.none() | _DAYS),
                draw(texts),
                draw(texts),
                draw(texts),
            )
            for amount in amounts
        ),
    )
