"""
How a ledger of another shape is read: which column holds which field, and what is stated for fields it lacks.

Whatever a mapping supplies is said in the result (:class:`~inkasso_host.reading.Assumed`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

from inkasso_host.cells import DateForm, DateFormError
from inkasso_host.reading import Assumed
from inkasso_host.toml import Table, load

__all__ = ["FIELDS", "PLAIN", "REQUIRED", "LedgerMapping", "read_mapping"]

#: Fields that a file must have or a mapping must supply: the facts that decide.
REQUIRED: Final = (
    "number kind status channel invoice_date due_date currency total open_amount debtor_name street postcode city "
    "financed reminders other_agency registration"
).split()  # fmt: skip

#: All fields, in the order in which the reference page lists them.
FIELDS: Final = (
    *REQUIRED,
    *(
        "id original_number new_due_date ledger_total debtor_kind debtor_identifier country care_of email customer_number "
        "partner_id group partner_street partner_postcode partner_city partner_country disputed held_until seller_note "
        "additional_information products document_bytes attachment_bytes due_date_agreed reminder_fee_agreed "
        "agreed_interest"
    ).split(),
)

_SETTLED: Final = ("status", "open_amount")
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class LedgerMapping:
    """
    How to read one kind of ledger.

    Attributes:
        columns: The column of the file for a field; a field that is not named has a column of its own name.

        defaults: The value on every row, for fields that the file lacks; an empty text says "not known".

        values: For a field, the code that a text of the file stands for.

        settled_on: The column with the day on which an invoice was settled: until that day it is SENT and all of it is
            open, from that day on it is PAID and nothing is.

        dates: How days are written.

        decimal_comma: Whether amounts have a comma before the decimals.

        encoding: The file's encoding; UTF-8, with or without byte order mark, when it is not stated.

        delimiter: What separates cells; found out from the header when it is not stated.
    """

    columns: Mapping[str, str] = _NOTHING
    defaults: Mapping[str, Any] = _NOTHING
    values: Mapping[str, Mapping[str, str]] = _NOTHING
    settled_on: str | None = None
    dates: DateForm = DateForm()
    decimal_comma: bool = False
    encoding: str | None = None
    delimiter: str | None = None

    def column(self, field: str) -> str:
        """Return what the file calls a field."""
        return self.columns.get(field, field)

    @property
    def supplied(self) -> tuple[str, ...]:
        """The fields that come from here and not from the file."""
        return (*self.defaults, *(_SETTLED if self.settled_on else ()))

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        """What is said of them in the result."""
        rule = (Assumed(_SETTLED, "", self.settled_on),) if self.settled_on else ()
        return rule + tuple(Assumed((field,), _written(value)) for field, value in self.defaults.items())


#: A ledger in our own shape.
PLAIN: Final = LedgerMapping()


def read_mapping(path: Path) -> LedgerMapping:
    """
    Read a mapping from TOML.

    Raises:
        UnreadableFileError: If the file cannot be opened, or is not TOML.

        SettingsError: If a key is unknown, has the wrong type, or supplies a field twice.
    """
    root = load(path)
    file, columns, defaults = root.table("file"), root.table("columns"), root.table("defaults")
    values, rules = root.table("values"), root.table("rules")
    root.done()
    try:
        dates = DateForm(file.take("dates", str) or DateForm().form)
    except DateFormError as fault:
        raise file.refuse("dates", str(fault)) from None
    mapping = LedgerMapping(
        columns=MappingProxyType({field: columns.need(field, str) for field in _known(columns)}),
        defaults=MappingProxyType({field: _default(defaults, field) for field in _known(defaults)}),
        values=MappingProxyType({field: _texts(values.table(field)) for field in _known(values)}),
        settled_on=rules.take("settled_on", str),
        dates=dates,
        decimal_comma=file.take("decimal_comma", bool) or False,
        encoding=file.take("encoding", str),
        delimiter=file.take("delimiter", str),
    )
    for table in (file, rules):
        table.done()
    if mapping.delimiter is not None and mapping.delimiter not in {",", ";", "\t", "|"}:
        raise file.refuse("delimiter", 'is none of "," ";" "|" and "\\t"')
    for field in mapping.supplied:
        if field in mapping.columns or mapping.supplied.count(field) > 1:
            raise defaults.refuse(field, "is supplied twice; wanted a column, a default or a rule")
    return mapping


def _known(table: Table) -> tuple[str, ...]:
    for field in table.names():
        if field not in FIELDS:
            raise table.refuse(field, "is no field of a ledger")
    return table.names()


def _default(table: Table, field: str) -> object:
    value = table.need(field, object)
    if not isinstance(value, str | bool | int | dt.date) or isinstance(value, dt.datetime):
        raise table.refuse(
            field, f"is of type {type(value).__name__}; wanted a text, a whole number, true, false or a date"
        )
    return value


def _texts(table: Table) -> Mapping[str, str]:
    return MappingProxyType({written: table.need(written, str) for written in table.names()})


def _written(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
