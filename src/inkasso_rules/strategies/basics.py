"""
Days, amounts and texts, and how records are varied.

A record is drawn as a plain one with some fields changed, often one or two: were all of them wild, hardly any record
would meet one rule and no other.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.dates import oldest_within_years
from inkasso_rules.model.money import Money
from inkasso_rules.model.series import Series
from inkasso_rules.policy import POLICY

__all__ = [
    "CURRENCIES",
    "PLAIN_DAY",
    "Wild",
    "days",
    "days_near",
    "few",
    "kept",
    "maybe",
    "moneys",
    "passed",
    "seldom",
    "serieses",
    "texts",
    "varied",
]

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., SearchStrategy[Any]])

#: What :func:`days` shrinks to: no holiday, no end of anything.
PLAIN_DAY: Final = dt.date(2026, 3, 16)

#: With two, two, no and three decimals.
CURRENCIES: Final = ("SEK", "EUR", "JPY", "KWD")

#: How fields are drawn that differ from the plain record's; made only for the fields that do.
Wild = Mapping[str, Callable[[], SearchStrategy[Any]]]

# Leap days, an end of a year, a half-year (the reference rate), new law (2013-03-16): the day, and those about it.
_EDGES: Final = tuple(
    day + dt.timedelta(days=step)
    for day in (
        dt.date(2024, 2, 29),
        dt.date(2028, 2, 29),
        dt.date(2027, 2, 28),
        dt.date(2025, 12, 31),
        dt.date(2026, 7, 1),
        dt.date(2013, 3, 16),
    )
    for step in (0, -1, 1)
)
_FIRST_DAY: Final = dt.date(1990, 1, 1)
_LAST_DAY: Final = dt.date(2060, 12, 31)
_DELAYS: Final = (0, 4, 8, 10)


def maybe(known: SearchStrategy[T], *, unknowns: bool = True) -> SearchStrategy[Any]:
    """Draw from *known*, or, with *unknowns*, sometimes ``None``."""
    return st.one_of(known, st.none()) if unknowns else known


def seldom(present: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw ``None``, or from *present*: for what is simplest when it is not there."""
    return st.one_of(st.none(), present)


def few(
    one: SearchStrategy[T], *, most: int = 3, unique_by: Callable[[T], object] | None = None
) -> SearchStrategy[tuple[T, ...]]:
    """Draw some of a kind, none most simply."""
    return st.lists(one, max_size=most, unique_by=unique_by).map(tuple)


def kept(make: F) -> F:
    """
    Keep the strategies that *make* returns.

    A strategy is a value that Hypothesis makes ready when it is first drawn from, which costs more than drawing.
    """
    cached = functools.lru_cache(maxsize=256)(make)

    @functools.wraps(make)
    def keeping(*args: Any, **options: Any) -> SearchStrategy[Any]:
        return cached(*args, **options)

    return cast("F", keeping)


def varied(plain: T, wild: Wild, **always: SearchStrategy[Any]) -> SearchStrategy[T]:
    """
    Draw *plain* with some fields changed.

    Args:
        plain: What it shrinks to, as far as *always* does.

        wild: The fields of which some are changed, none most simply.

        always: The fields that are drawn each time.
    """
    names = st.sampled_from(sorted(wild))
    strategies = {name: st.deferred(make) for name, make in wild.items()}

    # A change is drawn in one piece, so that one that does not matter can be left out of a shrunk record.
    @st.composite
    def change(draw: DrawFn) -> tuple[str, Any]:
        name = draw(names)
        return name, draw(strategies[name])

    chosen = st.one_of(st.just([]), st.lists(change(), max_size=2), st.lists(change()))

    @st.composite
    def changed(draw: DrawFn) -> T:
        changes = {name: draw(strategy) for name, strategy in always.items()}
        changes |= dict(draw(chosen))
        return attrs.evolve(plain, **changes)  # type: ignore[misc]  # T is an attrs class, which mypy cannot be told.

    return changed()


@kept
def texts(*, longest: int = 40) -> SearchStrategy[str]:
    """Draw free text, also blank, in other scripts, and with line breaks; shrinks to ``Provtext``."""
    return st.one_of(st.sampled_from(("Provtext", "", "   ", "Åsö\nÄö", "e\u0301")), st.text(max_size=longest))


@kept
def days() -> SearchStrategy[dt.date]:
    """Draw a day from 1990 to 2060, often one at which years, months or law change; shrinks to :data:`PLAIN_DAY`."""
    return st.one_of(st.sampled_from((PLAIN_DAY, *_EDGES)), st.dates(_FIRST_DAY, _LAST_DAY))


@kept
def days_near(as_of: dt.date, *, plain_days: int = 0, delays: tuple[int, ...] = _DELAYS) -> SearchStrategy[dt.date]:
    """
    Draw a day such that something falls due, or runs out, just before, on or just after *as_of*.

    Args:
        as_of: The day of the question.

        plain_days: It shrinks to the day that lies so long before *as_of*.

        delays: Days after which something changes; three years are always among the cutoffs.
    """
    ends = (*(as_of - dt.timedelta(days=delay) for delay in delays), oldest_within_years(as_of, POLICY.age_years_max))
    edges = tuple(end + dt.timedelta(days=step) for end in ends for step in (0, -1, 1))
    plain = as_of - dt.timedelta(days=plain_days)
    return st.one_of(st.just(plain), st.sampled_from(edges), passed(as_of, days_min=-60, days_max=1_200))


@kept
def passed(as_of: dt.date, *, days_min: int = 0, days_max: int = 400) -> SearchStrategy[dt.date]:
    """Draw a day so many days before *as_of*; shrinks to *as_of*."""
    return st.integers(days_min, days_max).map(lambda days: as_of - dt.timedelta(days=days))


@kept
def moneys(currency: str | None = None, *, least: int | None = None) -> SearchStrategy[Money]:
    """Draw an amount of at least *least* minor units, in any currency when none is given; shrinks to 1250.00 SEK."""
    codes = (
        st.one_of(st.sampled_from(CURRENCIES), st.sampled_from(sorted(MINOR_DIGITS)))
        if currency is None
        else st.just(currency)
    )
    usual = tuple(minor for minor in (1_250_00, 0, 1, -1, 100_00) if least is None or minor >= least)
    minors = st.one_of(st.sampled_from(usual), st.integers(-(10**12) if least is None else least, 10**12))
    return st.builds(Money, minors, codes)


def serieses(values: SearchStrategy[T]) -> SearchStrategy[Series[T]]:
    """Draw values by first day; shrinks to one value."""
    entries = st.lists(st.tuples(days(), values), min_size=1, max_size=4, unique_by=lambda entry: entry[0])
    return entries.map(lambda drawn: Series(sorted(drawn, key=lambda entry: entry[0])))
