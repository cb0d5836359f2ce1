"""The page of the law: each value with its dates, its source, how well it is known, and which day picks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from inkasso_rules.law.parameter import Certainty, Dated, DateKey, Parameter, Unit
from inkasso_rules.law.sweden import SWEDEN, Law
from tools.pages.docstrings import attributes_of, members_of
from tools.pages.markdown import document, table

_INTRO: Final = """\
One immutable value, `inkasso_rules.law.sweden.SWEDEN`, holds what the *law* says in numbers; what the service says is
[policy](policy.md). Each value has a first day, a source, and a kind of day that picks it: a fee is judged by the day on which
the measure was taken, interest by each day of a delay, a cost of the enforcement authority by the day on which the case was
filed. A day without a value raises `NotInForceError`: no value is carried forward or backward. A reform is another law:
`SWEDEN.evolve(...)`."""

_DAYS: Final = "A value is picked by one of these days, and by no other."
_CERTAINTY: Final = "So well is a value known. What was found in one secondary source only is not here."

#: What stands after a number.
_COUNTED: Final = {
    Unit.PERCENT: " %",
    Unit.POINTS: " percentage points",
    Unit.YEARS: " years",
    Unit.DAYS: " days",
    Unit.BANK_DAYS: " bank days",
}
_ONE_DAY: Final = dt.timedelta(days=1)


def page() -> str:
    """Return the page."""
    said = attributes_of(Law)
    checked = max(parameter.checked_on for parameter in SWEDEN.parameters)
    return document(
        "Law",
        _INTRO,
        f"## On {checked}",
        table(
            ("parameter", f"on {checked}", "what it says", "picked by", "requirement"),
            (_summary(one, said[one.name], checked) for one in SWEDEN.parameters),
        ),
        "## Which day picks a value",
        _DAYS,
        table(("picked by", ""), ((_plain(key), text) for key, text in members_of(DateKey).items())),
        "## How well a value is known",
        _CERTAINTY,
        table(("known from", ""), ((_plain(name), text) for name, text in members_of(Certainty).items())),
        *(part for one in SWEDEN.parameters for part in _section(one, said[one.name])),
    )


def _plain(name: str) -> str:
    return name.lower().replace("_", " ")


def _link(requirement: str) -> str:
    return f"[{requirement}](traceability.md#{requirement.lower()})"


def _summary(parameter: Parameter[Any], said: str, day: dt.date) -> tuple[str, ...]:
    return (
        f"[`{parameter.name}`](#{parameter.name})",
        _value(parameter.find(day), parameter.unit),
        said,
        _plain(parameter.keyed_by),
        _link(parameter.requirement),
    )


def _section(parameter: Parameter[Any], said: str) -> Iterator[str]:
    """Yield the heading, a paragraph, and the values from the last back: a reader mostly looks for those in force."""
    yield f"## {parameter.name}"
    yield (
        f"{said} Picked by: {_plain(parameter.keyed_by)}. Requirement: {_link(parameter.requirement)}. "
        f"Last compared with the sources on {parameter.checked_on}."
    )
    yield table(("from", "through", "value", "source", "known from", "note"), _rows(parameter))


def _rows(parameter: Parameter[Any]) -> Iterator[tuple[str, ...]]:
    through = "" if parameter.known_through is None else str(parameter.known_through)
    for row in reversed(parameter.rows):
        yield (
            str(row.starts),
            through,
            _value(row, parameter.unit),
            str(row.source),
            _plain(row.certainty),
            row.note,
        )
        through = str(row.starts - _ONE_DAY)


def _value(row: Dated[Any], unit: Unit) -> str:
    if unit is Unit.RULE:
        return "no" if row.value is None else "yes"
    if row.value is None:
        return "none"
    sign = "−" if isinstance(row.value, Decimal) and row.value < 0 else ""
    return f"{sign}{str(row.value).lstrip('-')}{_COUNTED.get(unit, '')}"
