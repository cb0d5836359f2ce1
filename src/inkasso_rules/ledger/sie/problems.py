"""
What can be wrong with a SIE file: why it is refused, or what of it had to be left out.

No problem repeats a text of the file, since with fields mixed up any of them may be a name.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_rules.errors import InkassoRulesError

__all__ = ["SieError", "SieFieldError", "SieProblem", "SieProblemCode", "SieRefusal"]


class SieRefusal(StrEnum):
    """Why a file cannot be read at all."""

    #: There is nothing in it.
    EMPTY = "empty"
    #: Its first line is no item of a SIE file.
    NOT_SIE = "not_sie"
    #: Its currency does not have two decimals, so that no amount in it is sure.
    CURRENCY = "currency"


_SAID: Final = MappingProxyType(
    {
        SieRefusal.EMPTY: "the file holds nothing; wanted a SIE file",
        SieRefusal.NOT_SIE: "no item of a SIE file stands there; wanted one, as #FLAGGA 0",
        SieRefusal.CURRENCY: "SIE cannot hold that currency; wanted one with two decimals",
    }
)


class SieError(InkassoRulesError, ValueError):
    """
    A file cannot be read as SIE.

    Attributes:
        line: In which line that was seen, from 1.

        reason: Why.
    """

    def __init__(self, line: int, reason: SieRefusal) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"line {self.line}: {_SAID[self.reason]}."


class SieProblemCode(StrEnum):
    """What is wrong with a line of a file, or worth to know about it."""

    #: An amount is not digits with a leading minus and at most two decimals after a point.
    AMOUNT = "amount"
    #: A date is not eight digits that name a day.
    DATE = "date"
    #: An account is not a number.
    ACCOUNT = "account"
    #: The line cannot be told apart into fields, or lacks some.
    FIELDS = "fields"
    #: A voucher's rows do not sum to zero.
    UNBALANCED = "unbalanced"
    #: A voucher does not end.
    TRUNCATED = "truncated"
    #: A voucher lies outside all the fiscal years of the file.
    YEAR = "year"
    #: A brace stands where none can, or one is missing.
    BRACES = "braces"
    #: A row stands outside all vouchers; one that ended just before it is left out, since it may have been its row.
    OUTSIDE = "outside"
    #: The line has no label.
    LABEL = "label"
    #: A notice: the file is in UTF-8.
    UTF_8 = "utf_8"
    #: A notice: the file is in Latin-1, or what Windows makes of it.
    WINDOWS_1252 = "windows_1252"
    #: A notice: some letters cannot be read in the file's character set.
    LETTERS = "letters"
    #: A notice: the day on which a voucher was entered cannot be read.
    REGISTERED_ON = "registered_on"
    #: A notice: the file does not call itself type 4, the one with vouchers.
    TYPE = "type"


_NOTICES: Final = frozenset(
    {
        SieProblemCode.UTF_8,
        SieProblemCode.WINDOWS_1252,
        SieProblemCode.LETTERS,
        SieProblemCode.REGISTERED_ON,
        SieProblemCode.TYPE,
    }
)


@attrs.frozen
class SieProblem:
    """
    Something that was found while reading.

    Attributes:
        line: In which line, from 1.

        code: What it is. What is no notice left something out: the voucher it stands in, whole, or else its line.

        voucher: The voucher's series and number, if it has any that look like it.
    """

    line: int
    code: SieProblemCode
    voucher: str | None = None

    @property
    def is_notice(self) -> bool:
        """Whether nothing was left out because of it."""
        return self.code in _NOTICES


class SieFieldError(InkassoRulesError, ValueError):
    """
    A line of a SIE file cannot be read; the reader lists it and goes on.

    Attributes:
        code: Why.
    """

    def __init__(self, code: SieProblemCode) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"a field does not fit ({self.code}); wanted a line as specification 4B has it."
