"""
A listing as PDF (extra ``pdf``): the sheet that the library puts in words, drawn on pages.

The same listing gives the same bytes wherever the same packages are installed: the file's date is the settlement's day,
and its font comes with this package.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.ledger.listing import Listing
from inkasso_rules.ledger.listing_texts import Sheet, sheet

__all__ = ["MissingExtraError", "listing_pdf"]

_FONT: Final = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_NAME: Final = "dejavusans"
#: Stands for a character that the font does not have.
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_PRODUCER: Final = "inkasso-rules"

# A4 lying down. Letters are measured in points, all else in millimetres.
_LEFT, _RIGHT, _TOP, _BOTTOM, _FOOT = 10.0, 288.5, 12.0, 196.0, 202.0
_AMOUNT_WIDTH: Final = 25.0
#: How the columns of text share what the amounts leave: id, day, invoice, reference, name.
_SHARES: Final = (3, 2, 3, 3, 5)
#: What is left free at the end of each column.
_GAP: Final = 1.5
_LETTERS, _TITLE_LETTERS = 7.0, 13.0
#: The thousandth of a letter's size, in which a font states its widths, for the letters of a table.
_UNIT: Final = _LETTERS / 1000 * 25.4 / 72
#: The height of a line, for each point of its letters.
_LEADING: Final = 0.5
_ROW_GAP: Final = 1.2
#: A cell with more lines goes on in a second row, so that every row fits on a page.
_LINES_MAX: Final = 40


class MissingExtraError(InkassoRulesError, ImportError):
    """
    What is asked for needs a package that is not installed.

    Attributes:
        package: The package.

        extra: The extra that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package, self.extra = package, extra

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the package {self.package} is not installed; wanted inkasso-rules with its extra {self.extra!r}."


@attrs.frozen(kw_only=True)
class _Column:
    """Where a column stands, and whether its cells end at its right edge."""

    left: float
    right: float
    is_amount: bool = False


@attrs.frozen
class _Row:
    """A row as it is drawn: for each cell its column and its lines."""

    cells: tuple[tuple[_Column, tuple[str, ...]], ...]
    letters: float = _LETTERS
    is_underlined: bool = False

    @property
    def height(self) -> float:
        """What it takes of a page."""
        return max(len(lines) for _, lines in self.cells) * self.letters * _LEADING + _ROW_GAP


_WHOLE: Final = _Column(left=_LEFT, right=_RIGHT)


def listing_pdf(found: Listing, *, lang: str = "sv") -> bytes:
    """
    Return a listing as PDF.

    A text that is too long for its column goes on in the next line; nothing is cut off. A character that the font does
    not have is replaced by the sign for that. All text runs from left to right.

    Args:
        found: The listing.

        lang: The language of its words.

    Returns:
        The bytes of the file.

    Raises:
        MissingExtraError: If fpdf2 is not installed.

        UnknownLanguageError: If there are no words in that language.
    """
    said = sheet(found, lang=lang)
    paper = _Paper(said, found.settled_on)
    columns = _columns(said)
    # The name of a sum has the room of all amounts but the last, under which the sum itself stands.
    beside = (_Column(left=columns[said.texts].left, right=columns[-2].right), columns[-1])
    facts = (f"{name}: {value}" for name, value in said.facts)
    (head,) = paper.rows(said.heads, columns, is_underlined=True)
    pages = _pages(
        head,
        (
            *paper.rows((said.title,), (_WHOLE,), letters=_TITLE_LETTERS),
            *(row for fact in facts for row in paper.rows((fact,), (_WHOLE,))),
        ),
        (
            *(row for cells in said.rows for row in paper.rows(cells, columns)),
            *paper.rows(said.total, columns, is_underlined=True),
            *(row for pair in said.sums for row in paper.rows(pair, beside)),
        ),
    )
    for place, rows in enumerate(pages, 1):
        paper.draw(rows, foot=said.page.format(page=place, pages=len(pages)))
    return paper.finished()


def _columns(said: Sheet) -> tuple[_Column, ...]:
    """Give every amount the same room, and share the rest among the texts."""
    amounts = len(said.heads) - said.texts
    shares = _SHARES[: said.texts]
    share = (_RIGHT - _LEFT - amounts * _AMOUNT_WIDTH) / sum(shares)
    widths = (*(share * of for of in shares), *(_AMOUNT_WIDTH,) * amounts)
    ends = tuple(itertools.accumulate(widths, initial=_LEFT))
    return tuple(
        _Column(left=left, right=right - _GAP, is_amount=place >= said.texts)
        for place, (left, right) in enumerate(itertools.pairwise(ends))
    )


def _pages(head: _Row, above: Iterable[_Row], below: Iterable[_Row]) -> tuple[tuple[_Row, ...], ...]:
    """Share rows out among pages; each begins with the heads of the table, but for what stands above it."""
    pages: list[list[_Row]] = [[]]
    room = _BOTTOM - _TOP
    for row in (*above, head, *below):
        if row.height > room:
            pages.append([head])
            room = _BOTTOM - _TOP - head.height
        pages[-1].append(row)
        room -= row.height
    return tuple(map(tuple, pages))


class _Paper:
    """The document that is drawn, and the widths of its letters."""

    def __init__(self, said: Sheet, day: dt.date) -> None:
        """Begin a document whose date is *day*."""
        try:
            from fpdf import FPDF  # noqa: PLC0415 - the command line starts without this extra
            from fpdf.fonts import TTFFont  # noqa: PLC0415 - as above
        except ModuleNotFoundError as error:
            package, extra = "fpdf2", "pdf"
            raise MissingExtraError(package, extra) from error
        self._pdf = FPDF(orientation="landscape", unit="mm", format="A4")
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_creation_date(dt.datetime.combine(day, dt.time(), dt.UTC))
        self._pdf.set_producer(_PRODUCER)
        self._pdf.set_author(_PRODUCER)
        self._pdf.set_title(said.title)
        self._pdf.set_lang(said.language)
        self._pdf.add_font(_NAME, fname=_FONT)
        self._pdf.set_font(_NAME, size=_LETTERS)
        font = self._pdf.fonts[_NAME]
        assert isinstance(font, TTFFont)  # noqa: S101 - it was added above
        self._glyphs = frozenset(font.cmap)
        self._widths = font.cw

    def rows(
        self,
        cells: Iterable[str],
        columns: Iterable[_Column],
        *,
        letters: float = _LETTERS,
        is_underlined: bool = False,
    ) -> Iterator[_Row]:
        """Break cells into lines, and make one row of them, or more if they are that long."""
        scale = _LETTERS / letters
        broken = tuple(
            (column, self._lines(self._shown(cell), (column.right - column.left) * scale))
            for cell, column in zip(cells, columns, strict=True)
        )
        for start in range(0, max(len(lines) for _, lines in broken), _LINES_MAX):
            part = tuple((column, lines[start : start + _LINES_MAX]) for column, lines in broken)
            yield _Row(part, letters, is_underlined)

    def draw(self, rows: Iterable[_Row], *, foot: str) -> None:
        """Draw a page."""
        self._pdf.add_page()
        top = _TOP
        for row in rows:
            self._draw_row(row, top)
            top += row.height
        self._pdf.text(_RIGHT - _GAP - self._width(foot), _FOOT, foot)

    def finished(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    def _draw_row(self, row: _Row, top: float) -> None:
        self._pdf.set_font(size=row.letters)
        for column, lines in row.cells:
            for place, line in enumerate(lines, 1):
                # Only amounts are set to the right, and only in the letters of the table.
                left = column.right - self._width(line) if column.is_amount else column.left
                self._pdf.text(left, top + place * row.letters * _LEADING, line)
        self._pdf.set_font(size=_LETTERS)
        if row.is_underlined:
            below = top + row.height - _ROW_GAP / 3
            self._pdf.line(_LEFT, below, _RIGHT - _GAP, below)

    def _shown(self, text: str) -> str:
        return "".join(char if ord(char) in self._glyphs else _UNKNOWN for char in text)

    def _width(self, text: str) -> float:
        return sum(self._widths[ord(char)] for char in text) * _UNIT

    def _lines(self, text: str, room: float) -> tuple[str, ...]:
        """Break a text into lines, between words where it can."""
        lines: list[str] = []
        while (end := self._fitting(text, room)) < len(text):
            blank = text.rfind(" ", 1, end + 1)
            end = end if blank < 0 else blank
            lines.append(text[:end])
            text = text[end:].lstrip(" ")
        return (*lines, text)

    def _fitting(self, text: str, room: float) -> int:
        """Return how many characters of a text fit in a line; at least one, if there is one."""
        width = 0.0
        for place, char in enumerate(text):
            width += self._widths[ord(char)] * _UNIT
            if width > room and place:
                return place
        return len(text)
