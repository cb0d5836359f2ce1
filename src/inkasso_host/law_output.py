"""The law on a day, and late interest, as a table, as JSON and as CSV; a value that is not in force says so."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from inkasso_host import claim_texts as words
from inkasso_host import texts
from inkasso_rules import narrate
from inkasso_rules.law.interest import Interest, Segment
from inkasso_rules.law.parameter import Dated, NotInForceError, Parameter
from inkasso_rules.law.sweden import Law
from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.money import Money

__all__ = [
    "Reckoned",
    "Value",
    "interest_as_csv",
    "interest_as_json",
    "interest_as_text",
    "law_as_csv",
    "law_as_json",
    "law_as_text",
    "segment_record",
    "values_on",
]

#: How much of interest is shown before rounding, in major units.
_SHOWN: Final = Decimal("0.0001")


# --- the law ----------------------------------------------------------------------------------------------------------
@attrs.frozen
class Value:
    """
    A parameter of the law on a day.

    Attributes:
        parameter: The parameter.

        row: What the law says; nothing if that is not known for the day.

        fault: Why it is not known.
    """

    parameter: Parameter[Any]
    row: Dated[Any] | None
    fault: str = ""

    @property
    def state(self) -> str:
        """Whether there is a value: ``in_force``, ``not_in_force`` or ``not_known``."""
        if self.row is None:
            return "not_known"
        return "not_in_force" if self.row.value is None else "in_force"

    @property
    def note(self) -> str:
        """What a reader should know of it."""
        return self.fault if self.row is None else self.row.note


def values_on(law: Law, day: dt.date) -> tuple[Value, ...]:
    """Return all parameters of the law on a day, in its order."""
    return tuple(_value(one, day) for one in law.parameters)


def _value(parameter: Parameter[Any], day: dt.date) -> Value:
    try:
        return Value(parameter, parameter.find(day))
    except NotInForceError as fault:
        return Value(parameter, None, str(fault))


def law_as_text(law: Law, day: dt.date, lang: str) -> Iterator[RenderableType]:
    """Yield a title and the table of the values; what is worth knowing of them follows."""
    found = values_on(law, day)
    yield Text(words.say("law", lang, day=day, checked_on=_checked(found)), style="bold")
    table = _table(words.say(key, lang) for key in ("name", "value", "since", "keyed_by", "source", "certainty"))
    for one in found:
        table.add_row(*map(Text, _cells(one, lang)), style="" if one.state == "in_force" else "yellow")
    yield table
    for one in found:
        if one.note:
            yield Text(f"  {words.parameter(one.parameter.name, lang)}: {one.note}")


def _checked(found: Iterable[Value]) -> dt.date:
    """Return the day on which all of them had been compared with their sources."""
    return min(one.parameter.checked_on for one in found)


def _cells(one: Value, lang: str) -> tuple[str, ...]:
    parameter, row = one.parameter, one.row
    name, key = words.parameter(parameter.name, lang), words.date_key(parameter.keyed_by, lang)
    if row is None:
        return name, words.say("not_known", lang), "", key, "", ""
    said = words.value(row.value, parameter.unit, lang)
    return name, said, str(row.starts), key, words.source(row.source, lang), words.certainty(row.certainty, lang)


def _record(one: Value) -> dict[str, Any]:
    parameter, row = one.parameter, one.row
    value = None if row is None else row.value
    source = None if row is None else row.source
    return {
        "name": parameter.name,
        "state": one.state,
        "value": value.decimal if isinstance(value, Money) else value,
        "unit": value.currency if isinstance(value, Money) else parameter.unit,
        "since": row and row.starts,
        "known_through": parameter.known_through,
        "keyed_by": parameter.keyed_by,
        "act": source and source.act,
        "place": source and source.place,
        "amended_by": source and source.amended_by,
        "certainty": row and row.certainty,
        "requirement": parameter.requirement,
        "checked_on": parameter.checked_on,
        "note": one.note,
    }


def law_as_json(law: Law, day: dt.date, lang: str) -> str:
    """Return the values by code; days as ISO 8601, numbers that are no whole ones as text."""
    listed = [{**_record(one), "words": words.parameter(one.parameter.name, lang)} for one in values_on(law, day)]
    return _json({"on": day, "language": lang, "values": listed})


def law_as_csv(law: Law, day: dt.date, _lang: str) -> str:
    """Return one line for each value; a rule that holds is a yes."""
    records = [_record(one) for one in values_on(law, day)]
    return _csv(records[0], ({**one, "value": "yes" if one["value"] is True else one["value"]} for one in records))


# --- interest ---------------------------------------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class Reckoned:
    """
    Late interest, and what it was computed from.

    Attributes:
        principal: What was owed.

        start: The first day.

        end: The last day; both count.

        interest: What it came to.
    """

    principal: Money
    start: dt.date
    end: dt.date
    interest: Interest


def interest_as_text(told: Reckoned, lang: str) -> Iterator[RenderableType]:
    """Yield the total, the conventions, and the segments."""
    found = told.interest
    said = {"principal": texts.amount(told.principal, lang), "total": texts.amount(found.total, lang)}
    yield Text(words.say("interest", lang, start=told.start, end=told.end, **said), style="bold")
    yield Text(narrate.interest(found, lang)[1])
    heads = ("starts_on", "ends_on", "days", "percent", "principal", "unrounded", "exact", "source")
    table = _table((words.say(key, lang) for key in heads), numbers=frozenset(range(2, 7)))
    for one in found.segments:
        table.add_row(*map(Text, _segment_cells(one, lang)))
    yield table


def _segment_cells(one: Segment, lang: str) -> tuple[str, ...]:
    return (
        str(one.starts_on),
        str(one.ends_on),
        str(one.days),
        words.percent(one.percent, lang),
        texts.amount(one.principal, lang),
        words.number(_unrounded(one.exact, one.principal.currency), lang),
        str(one.exact),
        words.source(one.source, lang),
    )


def _unrounded(exact: Fraction, currency: str) -> Decimal:
    """Return interest in major units with four decimals; the fraction alone is exact."""
    return (Decimal(exact.numerator) / exact.denominator).scaleb(-MINOR_DIGITS[currency]).quantize(_SHOWN)


_SEGMENT: Final = tuple("starts_on ends_on days percent currency principal unrounded exact_minor source".split())


def segment_record(one: Segment) -> dict[str, Any]:
    """Return a segment by code; exact interest as a fraction of minor units."""
    return {
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "days": one.days,
        "percent": Decimal(one.percent.numerator) / one.percent.denominator,
        "currency": one.principal.currency,
        "principal": one.principal.decimal,
        "unrounded": _unrounded(one.exact, one.principal.currency),
        "exact_minor": one.exact,
        "source": one.source,
    }


def interest_as_json(told: Reckoned, lang: str) -> str:
    """Return the total and the segments; exact interest as a fraction of minor units."""
    found = told.interest
    return _json(
        {
            "language": lang,
            "principal": told.principal.decimal,
            "currency": told.principal.currency,
            "start": told.start,
            "end": told.end,
            "total": found.total.decimal,
            "exact_minor": found.exact,
            "day_count": found.day_count,
            "rounding": found.rounding,
            "segments": [segment_record(one) for one in found.segments],
            "words": narrate.interest(found, lang),
        }
    )


def interest_as_csv(told: Reckoned, _lang: str) -> str:
    """Return one line for each segment."""
    return _csv(_SEGMENT, (segment_record(one) for one in told.interest.segments))


# --- forms ------------------------------------------------------------------------------------------------------------
def _table(heads: Iterable[str], *, numbers: frozenset[int] = frozenset()) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in numbers else "left", overflow="fold")
    return table


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _csv(heads: Iterable[str], records: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(heads), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()
