"""
SIE 4 as vendors write it, read line by line into values.

Tolerant of how a file is written: tabs, bare or quoted fields, braces on the same line, empty fields, balances in a 4I,
other character sets, unknown labels. Strict about what it says: a voucher with an amount, an account or a date that
cannot be read is left out whole and listed, and so is one that does not balance, does not end, or lies outside the
fiscal years that the file declares. Nothing is ever guessed or corrected.

Added rows (``#RTRANS``) and removed ones (``#BTRANS``) are skipped: the same added row follows as ``#TRANS``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_rules.ledger.sie.decoding import SieEncoding, told_by
from inkasso_rules.ledger.sie.fields import Pairs, day_of, fields_of, pairs_of
from inkasso_rules.ledger.sie.file import SieFile, SieRow, SieVoucher, SieYear
from inkasso_rules.ledger.sie.items import COLLECTED, ITEMS, LABELS, Head, head_of, row_of
from inkasso_rules.ledger.sie.problems import SieError, SieFieldError, SieProblem, SieProblemCode, SieRefusal
from inkasso_rules.ledger.sie.usual import USUAL_ROW, USUAL_VOUCHER
from inkasso_rules.model.currencies import MINOR_DIGITS

__all__ = ["SieReading", "read_sie"]

_CHUNK: Final = 1 << 16
_CACHED_MAX: Final = 4096
_DECIMALS: Final = 2

# Old programs end a file with Ctrl-Z.
_AROUND: Final = " \t\r\n\x1a"
_BOM: Final = b"\xef\xbb\xbf"
_NOTED: Final = MappingProxyType(
    {
        SieEncoding.UTF_8: SieProblemCode.UTF_8,
        SieEncoding.WINDOWS_1252: SieProblemCode.WINDOWS_1252,
    }
)

_LABEL: Final = re.compile(r'#([A-Za-z]+)(?=[ \t"]|$)')
_BRACE: Final = frozenset("{}")
_BEFORE_BRACE: Final = frozenset(' \t"}')
_BLANK: Final = re.compile(r"[ \t]+")
_BRACES: Final = re.compile(r"[{} \t]*+")
# A voucher's id is repeated in a problem if it is too short to be anybody's number or name in a wrong place.
_ID: Final = re.compile(r"[0-9A-Za-zÅÄÖåäö#*/._-]{0,8}")


@attrs.frozen
class SieReading:
    """
    What was read.

    Attributes:
        file: What the file says, without what had to be left out.

        problems: What was left out, and notices, by line.
    """

    file: SieFile
    problems: tuple[SieProblem, ...] = ()


def read_sie(source: bytes | Iterable[bytes], *, encoding: SieEncoding | None = None) -> SieReading:
    """
    Read a SIE file, type 4I or 4E; of other types, what they share with it.

    Args:
        source: The file, or its lines one after the other, so that a large file need not be held.

        encoding: The character set, where the caller knows it; else each line tells by its letters.

    Returns:
        The file, and every problem with its line. A problem never repeats a text of the file.

    Raises:
        SieError: If it is no SIE file.
    """
    reader = _Reader(encoding)
    reader.read(_lines(source) if isinstance(source, bytes) else source)
    return reader.result()


def _lines(source: bytes) -> Iterator[bytes]:
    """Yield the lines without holding them all."""
    start = 0
    while start < len(source):
        end = source.find(b"\n", start + _CHUNK) + 1 or len(source)
        yield from source[start:end].removesuffix(b"\n").split(b"\n")
        start = end


@attrs.define
class _Open:
    """A voucher that has begun and not ended."""

    line: int
    head: Head | None = None
    rows: list[SieRow] = attrs.Factory(list)
    is_braced: bool = False
    is_broken: bool = False

    @property
    def label(self) -> str | None:
        """Series and number, if they look like it."""
        shown = [part for part in self.head[:2] if _ID.fullmatch(part)] if self.head else []
        return " ".join(filter(None, shown)) or None


@attrs.define
class _Reader:
    """What is known while a file is read; the reading is its frozen form."""

    forced: SieEncoding | None
    encoding: SieEncoding = SieEncoding.CP437
    number: int = 0
    is_sie: bool = False
    is_outside: bool = False
    is_just_ended: bool = False
    facts: dict[str, Any] = attrs.Factory(dict)
    collected: dict[str, list[Any]] = attrs.field(factory=lambda: {name: [] for name in COLLECTED.values()})
    voucher: _Open | None = None
    vouchers: list[SieVoucher] = attrs.Factory(list)
    problems: list[SieProblem] = attrs.Factory(list)
    # Each account, date and list of objects is made once, and shared by the rows.
    accounts: dict[str, str] = attrs.Factory(dict)
    days: dict[str | None, dt.date | None] = attrs.field(factory=lambda: {None: None})
    lists: dict[str, Pairs] = attrs.field(factory=lambda: {"": ()})

    def read(self, lines: Iterable[bytes]) -> None:
        """Take in all lines; nearly all the time goes into this loop."""
        usual = USUAL_ROW.fullmatch
        for number, raw in enumerate(lines, 1):
            self.number = number
            line = raw.decode("ascii") if raw.isascii() else self.decoded(raw)
            voucher = self.voucher
            if voucher is None or not voucher.is_braced or (match := usual(line)) is None:
                self.unusual(line.strip(_AROUND))
                continue
            account, listed, whole, decimals, day, text, sign = match.group(2, 3, 5, 6, 8, 9, 10)
            try:
                row = SieRow(
                    self.accounts.setdefault(account, account),
                    int(whole + "00" if decimals is None else whole + decimals.ljust(2, "0")),
                    self.lists[listed] if listed in self.lists else self.pairs(listed),
                    self.days[day] if day in self.days else self.day(day),
                    text or "",
                    "",
                    sign or "",
                )
            except SieFieldError as error:
                self.broken(error.code)
            else:
                voucher.rows.append(row)

    def decoded(self, raw: bytes) -> str:
        """Return a line that is not ASCII, and note when the file turns out to be in another character set."""
        told = told_by(raw)
        if raw.startswith(_BOM):
            raw, told = raw.removeprefix(_BOM), SieEncoding.UTF_8
        if told is not None and self.forced is None and told in _NOTED and told is not self.encoding:
            self.tell(_NOTED[told])
        self.encoding = self.forced or told or self.encoding
        line = raw.decode(self.encoding, "replace")
        if "\ufffd" in line:
            self.tell(SieProblemCode.LETTERS)
        return line

    def pairs(self, listed: str) -> Pairs:
        """Take apart a list of objects that was not seen lately."""
        if len(self.lists) > _CACHED_MAX:
            self.lists = {"": ()}
        return self.lists.setdefault(listed, pairs_of(listed))

    def day(self, day: str) -> dt.date:
        """Read a date once."""
        found = self.days.get(day)
        if found is None:
            found = self.days[day] = day_of(day)
        return found

    def unusual(self, line: str) -> None:
        """Take in a line that is not a usual row, without the spaces around it."""
        if not line:
            return
        if not self.is_sie:
            self.first(line)
        if line in _BRACE:
            self.brace(line)
        elif line.startswith("#VER") and (head := self.usual_head(line)):
            self.begin(head)
        else:
            self.other(line)

    def first(self, line: str) -> None:
        """Refuse a file whose first line is none of SIE."""
        label = _LABEL.match(line)
        if label is None or label[1].upper() not in LABELS:
            raise SieError(self.number, SieRefusal.NOT_SIE)
        self.is_sie = True

    def other(self, line: str) -> None:
        """Take in any line, field by field."""
        lead = _BRACES.match(line)
        start = lead.end() if lead else 0
        for brace in _BLANK.sub("", line[:start]):
            self.brace(brace)
        if start == len(line):
            return
        label = _LABEL.match(line, start)
        if label is None:
            self.broken(SieProblemCode.LABEL)
            return
        name, rest = label[1].upper(), line[label.end() :]
        if name in {"VER", "TRANS"}:
            # Some write a brace at the end of the line, where it should stand alone on the next.
            has_brace = line[-1] in _BRACE and line[-2] in _BEFORE_BRACE
            (self.unusual_head if name == "VER" else self.row)(rest[:-1].rstrip(_AROUND) if has_brace else rest)
            if has_brace:
                self.brace(line[-1])
        elif name in ITEMS:
            self.item(name, rest)

    def item(self, name: str, rest: str) -> None:
        """Take in what stands outside the vouchers."""
        try:
            found = ITEMS[name](fields_of(rest))
        except SieFieldError as error:
            self.tell(error.code)
            return
        if isinstance(found, dict):
            self.facts.update(found)
        else:
            self.collected[COLLECTED[type(found)]].append(found)
        if MINOR_DIGITS.get(self.facts.get("currency", "SEK")) != _DECIMALS:
            raise SieError(self.number, SieRefusal.CURRENCY)
        if name == "SIETYP" and self.facts.pop("type") != "4":
            self.tell(SieProblemCode.TYPE)

    def tell(self, code: SieProblemCode, line: int | None = None) -> None:
        """List a problem, with the voucher that it stands in."""
        label = None if self.voucher is None else self.voucher.label
        self.problems.append(SieProblem(line or self.number, code, label))

    # --- vouchers -----------------------------------------------------------------------------------------------------
    def broken(self, code: SieProblemCode) -> None:
        """List a problem of this line; the voucher that it stands in is left out."""
        self.tell(code)
        if self.voucher is not None:
            self.voucher.is_broken = True

    def begin(self, head: Head | None) -> None:
        """Begin a voucher; without a head it will be left out."""
        self.truncated()
        self.is_outside = self.is_just_ended = False
        self.voucher = _Open(self.number, head)

    def usual_head(self, line: str) -> Head | None:
        """Return what the first line of a voucher says; nothing, if it must be taken apart field by field."""
        match = USUAL_VOUCHER.fullmatch(line)
        if match is None:
            return None
        series, bare_series, number, bare_number, day, text, registered_on, sign = match.groups()
        try:
            return (
                bare_series or series,
                bare_number or number,
                self.day(day),
                text or "",
                self.days[registered_on] if registered_on in self.days else self.day(registered_on),
                sign or "",
            )
        except SieFieldError:
            return None

    def unusual_head(self, rest: str) -> None:
        """Begin a voucher whose first line is not written the usual way."""
        try:
            head, is_registered_on_read = head_of(fields_of(rest))
        except SieFieldError as error:
            self.begin(None)
            self.broken(error.code)
            return
        self.begin(head)
        if not is_registered_on_read:
            self.tell(SieProblemCode.REGISTERED_ON)

    def truncated(self) -> None:
        """List a voucher that did not end before the next one, or before the file did."""
        if self.voucher is not None:
            self.tell(SieProblemCode.TRUNCATED, self.voucher.line)
            self.voucher = None

    def row(self, rest: str) -> None:
        """Take in a row that is not written the usual way."""
        if self.voucher is None:
            if self.is_just_ended and not self.is_outside:
                # The voucher before it ended too early, or this is not where the row belongs.
                self.vouchers.pop()
                self.is_just_ended = False
            self.outside()
            return
        if not self.voucher.is_braced and not self.voucher.is_broken:
            self.broken(SieProblemCode.BRACES)
        try:
            self.voucher.rows.append(row_of(fields_of(rest)))
        except SieFieldError as error:
            self.broken(error.code)

    def outside(self) -> None:
        """List rows outside all vouchers; once, if they are a voucher whose first line is lost."""
        if not self.is_outside:
            self.broken(SieProblemCode.OUTSIDE)
        self.is_outside = True

    def brace(self, brace: str) -> None:
        """Open or close a voucher."""
        voucher = self.voucher
        if voucher is None:
            self.outside()
            self.is_outside = brace == "{"
            return
        if voucher.is_braced == (brace == "{") and not voucher.is_broken:
            self.broken(SieProblemCode.BRACES)
        voucher.is_braced = True
        if brace == "}":
            if voucher.head is not None and not voucher.is_broken:
                self.end(voucher.line, voucher.head, voucher.rows)
            self.voucher = None

    def end(self, line: int, head: Head, rows: list[SieRow]) -> None:
        """Keep a voucher that balances and lies in a year of the file."""
        series, number, dated_on, text, registered_on, sign = head
        years: list[SieYear] = self.collected["years"]
        if sum([row.amount for row in rows]):
            self.tell(SieProblemCode.UNBALANCED, line)
        elif years and not any(year.starts_on <= dated_on <= year.ends_on for year in years):
            self.tell(SieProblemCode.YEAR, line)
        else:
            self.is_just_ended = True
            self.vouchers.append(
                SieVoucher(
                    dated_on=dated_on,
                    series=series,
                    number=number,
                    text=text,
                    registered_on=registered_on,
                    sign=sign,
                    rows=tuple(rows),
                )
            )

    def result(self) -> SieReading:
        """Return what was read."""
        if not self.is_sie:
            raise SieError(self.number or 1, SieRefusal.EMPTY)
        self.truncated()
        facts = self.facts | {name: tuple(entries) for name, entries in self.collected.items()}
        file = SieFile(**facts, vouchers=tuple(self.vouchers))
        return SieReading(file, tuple(self.problems))
