"""
From one cell to one value: days, amounts, codes, yes and no.

Strict on purpose: a date in another form or an amount with thousands separators is a fault of its cell, never a guess.
A cell is a text, or the typed value of a Parquet or JSON file. An empty one is ``None``: not known.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

import attrs

from inkasso_host.reading import CellError, HostInputError, ProblemCode
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.identifiers import Identifier, IdentifierError, parse_identifier
from inkasso_rules.model.money import Money, MoneyFormatError

__all__ = [
    "NUMBER_CHARS_MAX",
    "TEXT_CHARS_MAX",
    "DateForm",
    "DateFormError",
    "amount",
    "code",
    "count",
    "country",
    "currency",
    "date",
    "identifier",
    "is_empty",
    "label",
    "percent",
    "text",
    "yes_no",
]

#: The ERP's own limit for an invoice number of another system.
NUMBER_CHARS_MAX: Final = 40
#: The ERP's own limit for notes and additional information.
TEXT_CHARS_MAX: Final = 10_000

_YES: Final = frozenset({"yes", "true", "1"})
_NO: Final = frozenset({"no", "false", "0"})
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_COUNT: Final = re.compile(r"[0-9]{1,18}")
_PERCENT: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?")
# Amounts are Int64 in data frames.
_MINOR_MAX: Final = 2**63 - 1
_DATE_PARTS: Final = ("YYYY", "MM", "DD")

E = TypeVar("E", bound=StrEnum)


class DateFormError(HostInputError):
    """
    A form for dates does not name year, month and day once each.

    Attributes:
        form: The form given.
    """

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form

    def __str__(self) -> str:
        return f"the date form {self.form!r} is not usable; wanted YYYY, MM and DD once each, as 'DD/MM/YYYY'."


@attrs.frozen
class DateForm:
    """How a file writes a day: YYYY, MM and DD once each, and what stands between them."""

    form: str = "YYYY-MM-DD"

    def __attrs_post_init__(self) -> None:
        """Refuse a form that does not tell the day."""
        rest = self.form
        for part in _DATE_PARTS:
            rest = rest.replace(part, "", 1)
        if any(self.form.count(part) != 1 for part in _DATE_PARTS) or any(sign.isalnum() for sign in rest):
            raise DateFormError(self.form)

    def read(self, written: str) -> dt.date:
        """Return the day that is written; raise CellError for anything else."""
        match = self._pattern.fullmatch(written)
        if match is None:
            raise CellError(ProblemCode.DATE, self.form)
        try:
            return dt.date(int(match["YYYY"]), int(match["MM"]), int(match["DD"]))
        except ValueError:
            raise CellError(ProblemCode.DATE, self.form) from None

    @property
    def _pattern(self) -> re.Pattern[str]:
        # The re module keeps compiled patterns, so that a million cells compile one.
        pattern = re.escape(self.form)
        for part in _DATE_PARTS:
            pattern = pattern.replace(part, f"(?P<{part}>[0-9]{{{len(part)}}})")
        return re.compile(pattern)


def _bare(cell: str) -> str:
    """Return a cell without blanks around it; ``strip()`` alone would take control characters away too."""
    return cell.strip(" \t\r\n")


def is_empty(cell: object) -> bool:
    """Tell whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not _bare(cell))


def text(cell: object, *, chars_max: int = TEXT_CHARS_MAX) -> str | None:
    """Return free text; it may have line breaks and tabulators, and no other control characters."""
    if is_empty(cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise CellError(ProblemCode.TYPE, type(cell).__name__)
    found = _bare(str(cell))
    # Nearly every text is printable as a whole, which is asked in one step.
    if len(found) > chars_max or not (
        found.isprintable() or all(sign.isprintable() or sign in "\n\r\t" for sign in found)
    ):
        raise CellError(ProblemCode.TEXT, str(chars_max))
    return found


def label(cell: object) -> str | None:
    """Return a number or id that is shown to people: short, on one line."""
    found = text(cell, chars_max=NUMBER_CHARS_MAX)
    if found is not None and not found.isprintable():
        raise CellError(ProblemCode.TEXT, str(NUMBER_CHARS_MAX))
    return found


def code(cell: object, codes: type[E]) -> E | None:
    """Return the code of an enumeration, exactly as it is spelt there."""
    if is_empty(cell):
        return None
    if not isinstance(cell, str):
        raise CellError(ProblemCode.TYPE, type(cell).__name__)
    try:
        return codes(_bare(cell))
    except ValueError:
        raise CellError(ProblemCode.UNKNOWN_CODE, ", ".join(codes)) from None


def yes_no(cell: object) -> bool | None:
    """Return a yes or a no."""
    if is_empty(cell):
        return None
    if isinstance(cell, bool):
        return cell
    written = _bare(cell).lower() if isinstance(cell, str) else ""
    if written not in _YES | _NO:
        raise CellError(ProblemCode.YES_NO, "yes, no, true, false, 1, 0")
    return written in _YES


def date(cell: object, form: DateForm) -> dt.date | None:
    """Return a day; a typed day is taken as it is, a typed time only at midnight."""
    if is_empty(cell):
        return None
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time.min:
            raise CellError(ProblemCode.DATE, form.form)
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        raise CellError(ProblemCode.TYPE, type(cell).__name__)
    return form.read(_bare(cell))


def currency(cell: object) -> str | None:
    """Return an active ISO 4217 code."""
    if is_empty(cell):
        return None
    if not isinstance(cell, str) or _bare(cell) not in MINOR_DIGITS:
        raise CellError(ProblemCode.CURRENCY, "ISO 4217")
    return _bare(cell)


def country(cell: object) -> str | None:
    """Return an ISO 3166 two-letter code."""
    found = label(cell)
    if found is not None and not _COUNTRY.fullmatch(found):
        raise CellError(ProblemCode.UNKNOWN_CODE, "ISO 3166, SE")
    return found


def amount(cell: object, currency_code: str | None, *, decimal_comma: bool = False) -> Money | None:
    """
    Return an amount in major units.

    A typed decimal may have zeros that its column's scale adds; a text may not. Floats are refused: what they were
    before is not known.
    """
    if is_empty(cell):
        return None
    if currency_code is None:
        raise CellError(ProblemCode.MISSING, "currency")
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        raise CellError(ProblemCode.TYPE, type(cell).__name__)
    try:
        found = Money.of(_plain(cell, decimal_comma=decimal_comma), currency_code)
    except MoneyFormatError as fault:
        if fault.decimals is None:
            raise CellError(ProblemCode.AMOUNT, "1250,50" if decimal_comma else "1250.50") from None
        raise CellError(ProblemCode.DECIMALS, f"{fault.digits}, {currency_code}") from None
    if abs(found.minor) > _MINOR_MAX:
        raise CellError(ProblemCode.AMOUNT, "1250,50" if decimal_comma else "1250.50")
    return found


def _plain(cell: str | int | Decimal, *, decimal_comma: bool) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, Decimal):
        # A decimal that is no number, or one with a huge exponent, stays as it is written and is refused as such.
        written = f"{cell:f}" if cell.is_finite() and abs(cell.adjusted()) < TEXT_CHARS_MAX else str(cell)
        return written.rstrip("0").rstrip(".") if "." in written else written
    written = _bare(cell)
    if not decimal_comma:
        return written
    # A point in such a file is a thousands separator, which is refused like any other.
    return written.replace(",", ".") if "." not in written else "."


def count(cell: object) -> int | None:
    """Return a whole number from 0."""
    if is_empty(cell):
        return None
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    if not isinstance(cell, str) or not _COUNT.fullmatch(_bare(cell)):
        raise CellError(ProblemCode.NUMBER)
    return int(_bare(cell))


def percent(cell: object, *, decimal_comma: bool = False) -> Decimal | None:
    """Return a yearly rate in percent."""
    if is_empty(cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        raise CellError(ProblemCode.TYPE, type(cell).__name__)
    written = str(_plain(cell, decimal_comma=decimal_comma))
    if not _PERCENT.fullmatch(written):
        raise CellError(ProblemCode.AMOUNT, "8,5" if decimal_comma else "8.5")
    return Decimal(written)


def identifier(cell: object, country_code: str | None) -> Identifier | None:
    """Return an organisation or personal number of a country, which is Sweden when it is not stated."""
    written = text(cell, chars_max=NUMBER_CHARS_MAX)
    if written is None:
        return None
    try:
        return parse_identifier(written, country=country_code or "SE")
    except IdentifierError as fault:
        raise CellError(ProblemCode.IDENTIFIER, fault.check.value) from None
