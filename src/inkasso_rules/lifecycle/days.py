"""
Days in which collection rests do not count toward any deadline.

A pause is half-open: its first day rests, and the day on which collection goes on counts again. Pauses may overlap; a
day rests once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from inkasso_rules.requirements import decides

__all__ = ["Pause", "counted_days", "day_reached", "is_paused"]

_NEVER = dt.date.max


@attrs.frozen
class Pause:
    """
    A time in which collection rests (LC-4).

    Attributes:
        fact_id: The fact that began it.

        starts_on: Its first day.

        ends_on: The first day after it; ``None`` while nobody has said when it ends.
    """

    fact_id: str
    starts_on: dt.date
    ends_on: dt.date | None = None


def is_paused(day: dt.date, pauses: Iterable[Pause]) -> bool:
    """Tell whether collection rests on *day*."""
    return any(pause.starts_on <= day < (pause.ends_on or _NEVER) for pause in pauses)


def _from(start: dt.date, pauses: Iterable[Pause]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the times of rest from *start* on, in order, without overlaps."""
    at = start
    for first, end in sorted((pause.starts_on, pause.ends_on or _NEVER) for pause in pauses):
        if end > at:
            yield max(first, at), end
            at = max(end, at)


@decides("LC-4")
def counted_days(start: dt.date, day: dt.date, pauses: Iterable[Pause]) -> int:
    """Count the days from *start* to *day* on which collection did not rest; *start* counts, *day* itself does not."""
    rested = sum((min(end, day) - first).days for first, end in _from(start, pauses) if first < day)
    return (day - start).days - rested


@decides("LC-4")
def day_reached(start: dt.date, days: int, pauses: Iterable[Pause]) -> dt.date | None:
    """
    Return the first day, not one of rest, that has *days* counted days behind it since *start*.

    ``None`` if a pause without an end stands in the way.
    """
    at, left = start, days
    for first, end in _from(start, pauses):
        free = (first - at).days
        if free > left:
            break
        if end == _NEVER:
            return None
        at, left = end, left - free
    # The calendar has a last day, and a careless fact may lie close to it.
    return at + dt.timedelta(days=min(left, (_NEVER - at).days))
