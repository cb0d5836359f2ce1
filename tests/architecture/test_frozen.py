"""Every public class is frozen, and so is all that it holds."""

import datetime as dt
import types
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal, NamedTuple

import attrs
import pytest

from tests.architecture import frozen, modules

#: Public classes that are neither frozen attrs classes nor enums; each has a reason.
_ALLOWED = frozenset(
    {
        "inkasso_rules.symbols.Condition",  # exists only while a rule is traced; its operators are its point
        "inkasso_rules.symbols.Symbol",  # as Condition
        "inkasso_rules.lifecycle.standing.Draft",  # exists only while facts are folded; a case is its frozen form
        "inkasso_rules.claim.accrual.Accrual",  # as Ledger
        "inkasso_rules.claim.ledger.Ledger",  # exists only while facts are counted; a statement is its frozen form
        "inkasso_rules.claim.reading.Reading",  # as Ledger
        "inkasso_rules.testing.agency.AgencyTransportContract",  # tests, which a host inherits
        "inkasso_rules.testing.cases.CaseStoreContract",  # as AgencyTransportContract
        "inkasso_rules.testing.invoices.InvoiceSourceContract",  # as AgencyTransportContract
        "inkasso_rules.testing.ledger.LedgerStoreContract",  # as AgencyTransportContract
    }
)


def _is_allowed(cls: type) -> bool:
    return f"{cls.__module__}.{cls.__qualname__}" in _ALLOWED


@pytest.mark.parametrize("cls", tuple(frozen.public_classes(modules.loaded())), ids=lambda cls: cls.__qualname__)
def test_a_public_class_is_deeply_frozen(cls: type) -> None:
    """Nobody can change a value that was handed over, at any depth."""
    assert [] == frozen.judge(cls, _is_allowed)


class _Colour(StrEnum):
    RED = "red"


@attrs.frozen
class _Good:
    day: dt.date | None
    names: tuple[str, ...]
    kinds: frozenset[_Colour]
    table: types.MappingProxyType[str, int]
    rule: Callable[[int], bool]
    mode: Literal["a", "b"]


class _Named(NamedTuple):
    day: dt.date
    good: _Good


class _Held(NamedTuple):
    names: list[str]


@attrs.define
class _Thawed:
    name: str


@attrs.frozen
class _Deep:
    good: _Good
    inner: tuple[_Thawed, ...]


def _holding(annotation: Any) -> type:
    return attrs.make_class("Holding", {"field": attrs.field(type=annotation)}, frozen=True)


class _Loose:
    pass


def test_the_good_form_passes() -> None:
    """Tuples, frozensets, mapping proxies, enums and functions are what a frozen class holds."""
    assert [] == frozen.judge(_Good, _is_allowed)
    assert [] == frozen.judge(_Named, _is_allowed)


@pytest.mark.parametrize(
    ("cls", "fault"),
    [
        (_Thawed, "_Thawed is not frozen"),
        (_Deep, "_Deep.inner: _Thawed is not frozen"),
        (_Held, "_Held.names: list can be changed"),
        (_Loose, "_Loose is neither a frozen attrs class nor an enum"),
        (_holding(list[int]), "Holding.field: list can be changed"),
        (_holding(dict[str, int]), "Holding.field: dict can be changed"),
        (_holding(set[int]), "Holding.field: set can be changed"),
        (_holding(bytearray), "Holding.field: bytearray can be changed"),
        (_holding(Mapping[str, int]), "Holding.field: Mapping can be changed"),
        (_holding(Sequence[int]), "Holding.field: Sequence can be changed"),
        (_holding(tuple[list[int], ...]), "Holding.field: list can be changed"),
        (_holding(int | list[int]), "Holding.field: list can be changed"),
        (_holding(Any), "Holding.field: may hold anything"),
    ],
)
def test_the_walk_bites(cls: type, fault: str) -> None:
    """Whatever could be changed is named with its field."""
    assert [fault] == frozen.judge(cls, _is_allowed)
