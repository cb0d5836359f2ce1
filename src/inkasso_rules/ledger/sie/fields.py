"""
The fields of one line of a SIE file: how they are told apart, and what an amount and a date look like.

Fields stand between spaces or tabs, quoted or bare; a list of objects stands in braces. A backslash means something
only before a quotation mark. Amounts and dates are strict, since ``1 000.00`` must never be read as 1.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from inkasso_rules.ledger.sie.problems import SieFieldError, SieProblemCode

__all__ = [
    "Field",
    "Pairs",
    "account_of",
    "amount_of",
    "day_of",
    "fields_of",
    "pairs_of",
]

#: A list of objects: pairs of dimension and number.
Pairs = tuple[tuple[str, str], ...]

#: A text, or a list of objects.
Field = str | Pairs

_QUOTED: Final = r'"([^"\\]*+(?:\\"?+[^"\\]*+)*+)"'
_LIST: Final = r'\{((?:[^{}"]++|"[^"\\]*+(?:\\"?+[^"\\]*+)*+")*+)\}'
_FIELD: Final = re.compile(rf'[ \t]*+(?:{_QUOTED}|{_LIST}|([^ \t"{{][^ \t]*+))')
_PART: Final = re.compile(rf'[ \t]*+(?:{_QUOTED}|([^ \t"]++))')

# Thirty digits are more than any amount has, and few enough that a hostile text costs nothing to refuse.
_AMOUNT: Final = re.compile(r"(-?[0-9]{1,30})(?:\.([0-9]{1,2}))?")
_DAY: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_ACCOUNT: Final = re.compile(r"[0-9]{1,20}")


def fields_of(line: str) -> list[Field]:
    """
    Return the fields of a line without spaces at its end.

    Raises:
        SieFieldError: If a quotation mark or a brace is not closed, or a list does not hold pairs.
    """
    found: list[Field] = []
    start = 0
    while start < len(line):
        match = _FIELD.match(line, start)
        if match is None:
            raise SieFieldError(SieProblemCode.FIELDS)
        quoted, listed, bare = match.groups()
        found.append(pairs_of(listed) if listed is not None else _text(quoted, bare))
        start = match.end()
    return found


def pairs_of(listed: str) -> Pairs:
    """
    Return what stands between the braces of a list of objects.

    Raises:
        SieFieldError: If it is no pairs.
    """
    parts = [_text(*match.groups()) for match in _PART.finditer(listed)]
    if len(parts) % 2:
        raise SieFieldError(SieProblemCode.FIELDS)
    return tuple(zip(parts[::2], parts[1::2], strict=True))


def _text(quoted: str | None, bare: str) -> str:
    return bare if quoted is None else quoted.replace('\\"', '"')


def amount_of(text: str) -> int:
    """
    Return an amount in hundredths.

    Raises:
        SieFieldError: If it is written in any other way than ``-1000.50``, ``1000.5`` or ``1000``.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise SieFieldError(SieProblemCode.AMOUNT)
    whole, decimals = match.groups(default="")
    return int(whole + decimals.ljust(2, "0"))


def day_of(text: str) -> dt.date:
    """
    Return a date.

    Raises:
        SieFieldError: If it is not written as ``20260316``, or there is no such day.
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise SieFieldError(SieProblemCode.DATE)
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        raise SieFieldError(SieProblemCode.DATE) from None


def account_of(text: str) -> str:
    """
    Return an account's number.

    Raises:
        SieFieldError: If it is not all digits.
    """
    if not _ACCOUNT.fullmatch(text):
        raise SieFieldError(SieProblemCode.ACCOUNT)
    return text
