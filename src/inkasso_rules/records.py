"""
The stored form of every value: plain data with a type and a version, for stores and for other languages.

A record is JSON-ready (text, whole numbers, true and false, null, lists, objects): days are ISO 8601, codes are their
values, decimals are text, sets are sorted lists, and where a field may hold one of several types the value says which.
Every field is written, defaults included; the same value gives the same bytes.

Reading is strict. An unknown or missing field, another kind of value, an unknown type or a later version is refused,
and so is what the type itself refuses. Nothing is guessed, so that a record means the same in ten years.

A transfer plan, a rule, a rule set, and whatever is bound to one (a decider, a scenario, a comparison) hold functions.
They are code and have no records: keep the decisions, which name the fingerprints of the rules and of the policy.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NewType

import attrs
from cattrs import Converter, override
from cattrs.errors import AttributeValidationNote, BaseValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from inkasso_rules.activation import Allowed, Application
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.eligibility import BothWays, Decision
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Value
from inkasso_rules.model.answers import Notice, Reason, Refused
from inkasso_rules.model.cases import AttachInvoiceCopy, RegisterCase
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service
from inkasso_rules.model.dates import require_date
from inkasso_rules.model.identifiers import Bic, Iban, Identifier
from inkasso_rules.model.invoices import (
    AgreedInterest,
    Agreements,
    Attachment,
    Hold,
    Invoice,
    InvoiceRow,
    PriorReminder,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.policy import Policy
from inkasso_rules.rules import Block, Seen
from inkasso_rules.transfer import Confirmation

__all__ = ["RECORDED", "VERSION", "RecordError", "canonical_json", "from_record", "to_record"]

#: The version that is written. A change of any field of any type makes a new one, and a step from the old.
VERSION: Final = 1

# fmt: off
#: The types that have records, by the name under which they are written.
RECORDED: Final[Mapping[str, type]] = MappingProxyType({kind.__name__: kind for kind in (
    Address, AgreedInterest, Agreements, AllOf, Allowed, AnyOf, Application, AttachInvoiceCopy, Attachment, Automation,
    BankAccount, Bic, Block, BothWays, Candidate, Compare, Confirmation, Contact, Creditor, Customer, Cutoff, Cutoffs,
    Debtor, Decision, Field, Flag, Group, Hold, Iban, Identifier, Invoice, InvoiceRow, Known, Member, Money, Notice,
    Policy, PriorReminder, Reason, Refused, RegisterCase, Reported, Seen, Series, Service, Settings, Value,
)})
# fmt: on

#: What is found, in words.
_KINDS: Final[Mapping[type, str]] = MappingProxyType(
    {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a whole number",
        float: "a number with decimals",
        type(None): "null",
    }
)
_DAY: Final = "a day as YYYY-MM-DD"
_DECIMAL: Final = "a decimal number as text"

# A field that our types could have. Another one is not repeated: it may be anything, also a name.
_TAME: Final = re.compile(r"[a-z][a-z_]{0,39}")


class RecordError(InkassoRulesError, ValueError):
    """
    A record cannot be read, or a value not written.

    What stands in the record is not kept: it may be personal data.

    Attributes:
        type: The type of the record; empty if it names none that is known.

        path: Where in the record, as ``debtor.address.city``; empty for the record itself.

        found: What is there.

        wanted: What would have been fine.
    """

    def __init__(self, type: str, path: str, found: str, wanted: str) -> None:  # noqa: A002 - it is the field's name.
        super().__init__(type, path, found, wanted)
        self.type, self.path, self.found, self.wanted = type, path, found, wanted

    def __str__(self) -> str:
        of, at = f" of {self.type}" if self.type else "", f" at {self.path}" if self.path else ""
        return f"the record{of} has {self.found}{at}; wanted {self.wanted}."


class _Unfit(Exception):  # noqa: N818 - never leaves this module: from_record() turns it into a RecordError.
    """What a reader found; it does not know where it stands."""

    def __init__(self, found: str, wanted: str, field: str = "") -> None:
        super().__init__(found, wanted, field)
        self.found, self.wanted, self.field = found, wanted, field


# --- in and out -------------------------------------------------------------------------------------------------------
def to_record(value: object) -> dict[str, Any]:
    """
    Return *value* as plain data, with its type and version.

    Raises:
        RecordError: If its type, or the type of something in it, has no records; a subclass is another type.

    >>> to_record(Money(125050))
    {'type': 'Money', 'version': 1, 'minor': 125050, 'currency': 'SEK'}
    """
    kind = type(value)
    return {"type": kind.__name__, "version": VERSION, **_converter().unstructure(value, kind)}


def canonical_json(value: object) -> str:
    """Return the record of *value* as JSON in one way only: sorted keys, no spaces, ASCII. Fit for a fingerprint."""
    return json.dumps(to_record(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def from_record(record: object) -> Any:
    """
    Return the value that :func:`to_record` wrote.

    Raises:
        RecordError: If anything in *record* is not as it was written. Where a type refuses its fields, its own error is
            the cause.
    """
    if type(record) is not dict:
        raise RecordError("", "", _kind(record), "an object with a type and a version")
    name, version = record.get("type"), record.get("version")
    if type(name) is not str or name not in RECORDED:
        raise RecordError("", "type", "no known type", f"one of {', '.join(RECORDED)}")
    if type(version) is not int or version != VERSION:
        found = f"version {version}" if type(version) is int else _kind(version)
        raise RecordError(name, "version", found, f"version {VERSION}, the only one that is known")
    fields = {key: value for key, value in record.items() if key not in {"type", "version"}}
    try:
        return _converter().structure(fields, RECORDED[name])
    except (BaseValidationError, InkassoRulesError, _Unfit) as error:
        raised, cause = _explained(name, error)
    raise raised from cause


def _explained(name: str, error: Exception) -> tuple[RecordError, InkassoRulesError | None]:
    """Follow the first problem to where it stands."""
    path = ""
    while isinstance(error, BaseValidationError):
        error = error.exceptions[0]
        path += "".join(_step(note) for note in getattr(error, "__notes__", ()))
    if isinstance(error, _Unfit):
        where = f"{path}.{error.field}" if error.field else path
        return RecordError(name, where.lstrip("."), error.found, error.wanted), None
    if isinstance(error, InkassoRulesError):
        refusal = f"values that raise {type(error).__name__}"
        return RecordError(name, path.lstrip("."), refusal, "values that the type allows"), error
    raise error


def _step(note: str) -> str:
    match note:
        case AttributeValidationNote():
            return f".{note.name}"
        case IterableValidationNote():
            return f"[{note.index}]"
    return ""


def _kind(found: object) -> str:
    return _KINDS.get(type(found), f"a {type(found).__name__}")


# --- how each kind of value is read and written -----------------------------------------------------------------------
@functools.cache  # Built once, from types alone, and never changed after that.
def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    # fmt: off
    kinds: tuple[tuple[Callable[[Any], bool], Callable[[Any, Any], Any], Callable[[Any, Any], Any]], ...] = (
        (lambda kind: kind in {str, int, bool},               _plain_reader,    _plain_writer),
        (lambda kind: _is_class(kind, dt.date),               _day_reader,      _day_writer),
        (lambda kind: _is_class(kind, Decimal),               _decimal_reader,  _plain_writer),
        (lambda kind: _is_class(kind, Enum),                  _enum_reader,     _plain_writer),
        (lambda kind: typing.get_origin(kind) is frozenset,   _set_reader,      _set_writer),
        (lambda kind: typing.get_origin(kind) is tuple,       _tuple_reader,    _tuple_writer),
        (lambda kind: kind is _Any or _is_choice(kind),       _choice_reader,   _choice_writer),
        (attrs.has,                                           _class_reader,    _class_writer),
        (lambda kind: kind is Series,                         _series_reader,   _series_writer),
    )
    # fmt: on
    for accepts, reader, writer in kinds:
        converter.register_structure_hook_factory(accepts, reader)
        converter.register_unstructure_hook_factory(accepts, writer)
    return converter
