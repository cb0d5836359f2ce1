"""Values by first day."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import DateTypeError
from inkasso_rules.model.series import EmptySeriesError, NoValueError, Series, SeriesOrderError

FIRST, SECOND = dt.date(2003, 7, 1), dt.date(2013, 3, 16)
DAY = dt.timedelta(days=1)
FEES = Series(((FIRST, 50), (SECOND, 60)))
CHANGES = st.dictionaries(st.dates(), st.integers(), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (FIRST, 50),
        (FIRST + DAY, 50),
        (SECOND - DAY, 50),
        (SECOND, 60),
        (SECOND + DAY, 60),
        (dt.date.max, 60),
    ],
)
def test_a_value_is_in_force_from_its_first_day_until_the_next(day: dt.date, value: int) -> None:
    """The last value has no end."""
    assert value == FEES.on(day)


@pytest.mark.parametrize("day", [FIRST - DAY, dt.date.min])
def test_no_value_is_assumed_backwards(day: dt.date) -> None:
    """Before the first day there is none, and both days are told."""
    with pytest.raises(NoValueError) as caught:
        FEES.on(day)

    assert (day, FIRST) == (caught.value.day, caught.value.first_day)
    assert isinstance(caught.value, LookupError)


def test_a_constant_series_has_its_value_on_every_day() -> None:
    """From the first day there is to the last."""
    series = Series.always("x")

    assert ("x", "x") == (series.on(dt.date.min), series.on(dt.date.max))


@pytest.mark.parametrize(
    ("day", "entries"),
    [
        (FIRST - DAY, ((FIRST - DAY, 7), (FIRST, 50), (SECOND, 60))),
        (FIRST, ((FIRST, 7), (SECOND, 60))),
        (FIRST + DAY, ((FIRST, 50), (FIRST + DAY, 7), (SECOND, 60))),
        (SECOND, ((FIRST, 50), (SECOND, 7))),
        (SECOND + DAY, ((FIRST, 50), (SECOND, 60), (SECOND + DAY, 7))),
    ],
)
def test_a_change_is_put_in_its_place(day: dt.date, entries: tuple[tuple[dt.date, int], ...]) -> None:
    """On the same day the later word counts; other changes stay, and so does the first series."""
    assert entries == FEES.starting(day, 7).entries
    assert ((FIRST, 50), (SECOND, 60)) == FEES.entries


def test_values_need_no_order() -> None:
    """Only days are compared, so that values may be of any type."""
    series: Series[object] = Series.always({})

    assert None is series.starting(dt.date.min, None).on(FIRST)


@given(CHANGES, st.dates())
def test_the_value_is_that_of_the_latest_change_so_far(changes: dict[dt.date, int], day: dt.date) -> None:
    """Whatever the order in which the changes were made."""
    days = list(changes)
    series = Series(((days[0], changes[days[0]]),))
    for change in days[1:]:
        series = series.starting(change, changes[change])

    assert tuple(sorted(changes.items())) == series.entries
    so_far = [change for change in changes if change <= day]
    if so_far:
        assert changes[max(so_far)] == series.on(day)
    else:
        with pytest.raises(NoValueError):
            series.on(day)


def test_entries_become_tuples() -> None:
    """A list that the caller keeps cannot change the series."""
    entries = [(FIRST, 50)]
    series = Series(entries)
    entries.append((SECOND, 60))

    assert ((FIRST, 50),) == series.entries
    assert hash(Series(((FIRST, 50),))) == hash(series)


def test_a_series_cannot_be_changed() -> None:
    """A frozen value takes no new entries."""
    series: Any = FEES
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        series.entries = ()


def test_a_series_without_entries_is_refused() -> None:
    """It would have no value on any day."""
    with pytest.raises(EmptySeriesError):
        Series(())


@pytest.mark.parametrize(("first", "second"), [(FIRST, FIRST), (SECOND, FIRST)])
def test_days_must_rise_strictly(first: dt.date, second: dt.date) -> None:
    """Two values for one day, or a day out of order, are a mistake."""
    with pytest.raises(SeriesOrderError) as caught:
        Series(((first, 1), (second, 2)))

    assert (first, second) == (caught.value.previous, caught.value.day)


def test_a_datetime_is_no_day_of_a_series() -> None:
    """Neither in its entries, nor when asked, nor as a change."""
    noon = dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC)
    for attempt in (lambda: Series(((noon, 1),)), lambda: FEES.on(noon), lambda: FEES.starting(noon, 1)):
        with pytest.raises(DateTypeError):
            attempt()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (EmptySeriesError(), "a series has no entries; wanted at least one day with its value."),
        (
            SeriesOrderError(SECOND, FIRST),
            "the entry of 2003-07-01 follows the entry of 2013-03-16; wanted strictly rising days.",
        ),
        (NoValueError(dt.date(2003, 6, 30), FIRST), "there is no value on 2003-06-30; values run from 2003-07-01."),
    ],
)
def test_messages_are_one_sentence_and_survive_pickling(error: InkassoRulesError, message: str) -> None:
    """An error says what was found and what would have been fine."""
    assert message == str(error)
    assert message == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes
