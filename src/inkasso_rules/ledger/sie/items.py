"""What each kind of line of a SIE file says: from its fields to a value. Nothing here knows of other lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from inkasso_rules.ledger.sie.fields import Field, account_of, amount_of, day_of
from inkasso_rules.ledger.sie.file import (
    SieAccount,
    SieBalance,
    SieBalanceKind,
    SieDimension,
    SieObject,
    SieRow,
    SieYear,
)
from inkasso_rules.ledger.sie.problems import SieFieldError, SieProblemCode

__all__ = ["COLLECTED", "ITEMS", "LABELS", "Head", "head_of", "row_of"]

#: The first line of a voucher: series, number, date, text, day of entry, sign.
Head = tuple[str, str, dt.date, str, dt.date | None, str]

_Fields = Sequence[Field]
_Item = Callable[[_Fields], Any]

_INDEX: Final = re.compile(r"-?[0-9]{1,4}")


def _at(fields: _Fields, place: int) -> str:
    """Return a text field; one that is not there is empty."""
    field = fields[place] if place < len(fields) else ""
    if isinstance(field, tuple):
        raise SieFieldError(SieProblemCode.FIELDS)
    return field


def _year_at(fields: _Fields) -> int:
    text = _at(fields, 0)
    if not _INDEX.fullmatch(text):
        raise SieFieldError(SieProblemCode.FIELDS)
    return int(text)


def _texts(*names: str) -> _Item:
    """Make what reads an item of plain texts, each a fact of the file."""
    return lambda fields: {name: _at(fields, place) for place, name in enumerate(names)}


def _balance(kind: SieBalanceKind) -> _Item:
    """Make what reads a balance of an account."""
    return lambda fields: SieBalance(kind, _year_at(fields), account_of(_at(fields, 1)), amount_of(_at(fields, 2)))


def _object_balance(kind: SieBalanceKind) -> _Item:
    """Make what reads a balance of an object."""

    def read(fields: _Fields) -> SieBalance:
        account, (objects, amount) = account_of(_at(fields, 1)), _listed(fields, 2)
        return SieBalance(kind, _year_at(fields), account, amount, objects)

    return read


def _listed(fields: _Fields, place: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the list of objects at a place, and the amount after it."""
    objects = fields[place] if place < len(fields) else ""
    if isinstance(objects, str):
        raise SieFieldError(SieProblemCode.FIELDS)
    return objects, amount_of(_at(fields, place + 1))


#: What reads each item: to a value of the file, or to facts by their names. Other labels are skipped.
ITEMS: Final[Mapping[str, _Item]] = MappingProxyType(
    {
        "FLAGGA": lambda fields: {"is_imported": _at(fields, 0) == "1"},
        "PROGRAM": _texts("program", "program_version"),
        "GEN": lambda fields: {"generated_on": day_of(_at(fields, 0)), "generated_by": _at(fields, 1)},
        "SIETYP": _texts("type"),
        "ORGNR": _texts("organisation_number"),
        "FNAMN": _texts("company"),
        "KPTYP": _texts("chart"),
        "VALUTA": lambda fields: {"currency": _at(fields, 0) or "SEK"},
        "RAR": lambda fields: SieYear(_year_at(fields), day_of(_at(fields, 1)), day_of(_at(fields, 2))),
        "KONTO": lambda fields: SieAccount(account_of(_at(fields, 0)), _at(fields, 1)),
        "DIM": lambda fields: SieDimension(_at(fields, 0), _at(fields, 1)),
        "UNDERDIM": lambda fields: SieDimension(_at(fields, 0), _at(fields, 1)),
        "OBJEKT": lambda fields: SieObject(_at(fields, 0), _at(fields, 1), _at(fields, 2)),
        "IB": _balance(SieBalanceKind.OPENING),
        "UB": _balance(SieBalanceKind.CLOSING),
        "RES": _balance(SieBalanceKind.RESULT),
        "OIB": _object_balance(SieBalanceKind.OBJECT_OPENING),
        "OUB": _object_balance(SieBalanceKind.OBJECT_CLOSING),
    }
)

#: Where in the file each kind of value belongs.
COLLECTED: Final[Mapping[type, str]] = MappingProxyType(
    {
        SieYear: "years",
        SieAccount: "accounts",
        SieDimension: "dimensions",
        SieObject: "objects",
        SieBalance: "balances",
    }
)

#: All labels of the specification: a file that begins with another one is no SIE file.
LABELS: Final = frozenset(ITEMS) | frozenset(
    "ADRESS BKOD BTRANS ENHET FNR FORMAT FTYP KSUMMA KTYP OMFATTN PBUDGET PROSA PSALDO RTRANS SRU TAXAR TRANS VER".split()
)


def row_of(fields: _Fields) -> SieRow:
    """
    Return a row: account, objects, amount, and what may follow.

    Raises:
        SieFieldError: If its account, amount or date cannot be read, or it is not built like a row.
    """
    account, (objects, amount) = account_of(_at(fields, 0)), _listed(fields, 1)
    if any(isinstance(field, tuple) for field in fields[3:]):
        raise SieFieldError(SieProblemCode.FIELDS)
    day = _at(fields, 3)
    return SieRow(
        account, amount, objects, day_of(day) if day else None, _at(fields, 4), _at(fields, 5), _at(fields, 6)
    )


def head_of(fields: _Fields) -> tuple[Head, bool]:
    """
    Return what the first line of a voucher says, and whether the day on which it was entered could be read.

    Raises:
        SieFieldError: If its date cannot be read.
    """
    is_read, registered_on, day = True, None, _at(fields, 4)
    if day:
        try:
            registered_on = day_of(day)
        except SieFieldError:
            is_read = False
    dated_on = day_of(_at(fields, 2))
    return (_at(fields, 0), _at(fields, 1), dated_on, _at(fields, 3), registered_on, _at(fields, 5)), is_read
