"""
What a reader hands on: the invoices that it could read, and a problem for everything that it could not.

Nothing is lost: every row of the input is an invoice or stands among the refused rows. What the file as a whole makes
impossible is an error of the family :exc:`HostInputError`.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.invoices import Invoice

__all__ = [
    "Assumed",
    "CellError",
    "DoubledColumnsError",
    "EmptyFileError",
    "EncodingError",
    "HostInputError",
    "MissingColumnsError",
    "Problem",
    "ProblemCode",
    "Reading",
    "UnreadableFileError",
]


class ProblemCode(StrEnum):
    """Why a row, or one cell of it, could not be read."""

    #: The row has bytes that the encoding does not know.
    ENCODING = "encoding"
    #: The row has more or fewer cells than the header.
    CELL_COUNT = "cell_count"
    #: Quotation marks do not pair up.
    QUOTES = "quotes"
    #: The entry is not an object.
    NOT_AN_OBJECT = "not_an_object"
    #: The cell is empty and must not be.
    MISSING = "missing"
    #: The value has another type than the field.
    TYPE = "type"
    #: The text is too long, or has control characters.
    TEXT = "text"
    #: Not a day in the stated form, or no day of the calendar.
    DATE = "date"
    #: Not an amount in plain digits.
    AMOUNT = "amount"
    #: More decimals than the currency has.
    DECIMALS = "decimals"
    #: Not a whole number from 0.
    NUMBER = "number"
    #: Not a yes or a no.
    YES_NO = "yes_no"
    #: Not one of the codes of the field.
    UNKNOWN_CODE = "unknown_code"
    #: No active ISO 4217 currency.
    CURRENCY = "currency"
    #: An identifier whose form, date or check digit is wrong; the invoice is judged without it.
    IDENTIFIER = "identifier"
    #: Another row has the same invoice number or id; nobody can tell which one is right.
    DOUBLED = "doubled"


@attrs.frozen
class Problem:
    """
    What is wrong with one row. It never repeats a cell: with columns mixed up that may be a name.

    Attributes:
        row: Where it stands: the line of a CSV file, as an editor counts; else the entry, counted from 1.

        column: The column's name in the file, or the path of the field; empty when it is the whole row.

        code: What is wrong.

        detail: What was found or wanted, in figures and codes.

        judged: Whether the invoice is judged all the same.
    """

    row: int
    column: str
    code: ProblemCode
    detail: str = ""
    judged: bool = False


@attrs.frozen
class Assumed:
    """
    What the file does not say and a mapping or a rule supplies for every row.

    Attributes:
        fields: The fields supplied.

        value: Their value; empty for "not known".

        column: The column that the rule reads; empty when the value is the same on every row.
    """

    fields: tuple[str, ...]
    value: str
    column: str = ""


@attrs.frozen(kw_only=True)
class Reading:
    """
    What a file gave.

    Attributes:
        invoices: What could be read, in the order of the file.

        problems: What could not, by row.

        rows: How many rows there are, blank ones not counted.

        assumed: What the file does not say and was supplied.

        unused: Columns of the file that nothing reads.
    """

    invoices: tuple[Invoice, ...]
    problems: tuple[Problem, ...] = ()
    rows: int
    assumed: tuple[Assumed, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def refused_rows(self) -> tuple[int, ...]:
        """The rows that gave no invoice, each once."""
        return tuple(dict.fromkeys(problem.row for problem in self.problems if not problem.judged))


class HostInputError(InkassoRulesError, ValueError):
    """Base of the errors about a whole input file or what belongs to it."""


class CellError(HostInputError):
    """
    One cell cannot be read; a reader turns it into a :class:`Problem`.

    Attributes:
        code: What is wrong.

        detail: What was found or wanted, in figures and codes.
    """

    def __init__(self, code: ProblemCode, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail

    def __str__(self) -> str:
        return f"the cell has the fault {self.code} ({self.detail}); wanted a value as the field describes it."


class UnreadableFileError(HostInputError):
    """
    A file cannot be opened, or is not in its format.

    Attributes:
        file: The file's name.

        fault: What happened, in a few words.

        wanted: What would have been fine.
    """

    def __init__(self, file: str, fault: str, wanted: str) -> None:
        super().__init__(file, fault, wanted)
        self.file, self.fault, self.wanted = file, fault, wanted

    def __str__(self) -> str:
        return f"{self.file} {self.fault}; wanted {self.wanted}."


class EmptyFileError(HostInputError):
    """
    A file has nothing in it, not even a header.

    Attributes:
        file: The file's name.
    """

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file

    def __str__(self) -> str:
        return f"{self.file} is empty; wanted a header and rows."


class EncodingError(HostInputError):
    """
    A file is not text in the encoding that was stated or taken for granted.

    Attributes:
        file: The file's name.

        encoding: The encoding tried.
    """

    def __init__(self, file: str, encoding: str) -> None:
        super().__init__(file, encoding)
        self.file, self.encoding = file, encoding

    def __str__(self) -> str:
        return f"{self.file} is not text in {self.encoding}; wanted the encoding that it was written in, as 'cp1252'."


class MissingColumnsError(HostInputError):
    """
    A file lacks columns.

    Attributes:
        file: The file's name.

        columns: The missing ones, as the file should call them.

        found: How many columns it has.
    """

    def __init__(self, file: str, columns: tuple[str, ...], found: int) -> None:
        super().__init__(file, columns, found)
        self.file, self.columns, self.found = file, columns, found

    def __str__(self) -> str:
        return (
            f"{self.file} has {self.found} columns and lacks {', '.join(self.columns)}; "
            "wanted these columns, or a mapping that names or replaces them."
        )


class DoubledColumnsError(HostInputError):
    """
    A file has several columns of one name.

    Attributes:
        file: The file's name.

        columns: The names that occur more than once.
    """

    def __init__(self, file: str, columns: tuple[str, ...]) -> None:
        super().__init__(file, columns)
        self.file, self.columns = file, columns

    def __str__(self) -> str:
        return f"{self.file} has more than one column called {', '.join(self.columns)}; wanted each name once."
