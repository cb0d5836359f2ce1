"""A number of the law: what it says on a day, how it changes, and what it cannot be."""

import copy
import datetime as dt
import pickle
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.parameter import (
    Certainty,
    Citation,
    Dated,
    DateKey,
    NotInForceError,
    Parameter,
    ParameterError,
    Unit,
)
from inkasso_rules.model.dates import DateTypeError

ACT: Final = Citation("SFS 1900:1", "1 §")
LATER: Final = Citation("SFS 1900:1", "1 §", amended_by="SFS 2000:2")


def a_parameter(*rows: tuple[str, int | None], known_through: str | None = None) -> Parameter[int]:
    """Make a parameter of these values by first day, known through a last one if there is one."""
    return Parameter(
        name="wait_days",
        requirement="OWN-9",
        unit=Unit.DAYS,
        keyed_by=DateKey.CLAIM_SENT,
        rows=[Dated(value, dt.date.fromisoformat(first_day), ACT) for first_day, value in rows],
        known_through=None if known_through is None else dt.date.fromisoformat(known_through),
        checked_on=dt.date(2026, 11, 21),
    )


OPEN: Final = a_parameter(("2000-01-01", 10), ("2004-02-29", 20))
ENDED: Final = a_parameter(("2000-01-01", 10), ("2004-02-29", 20), known_through="2004-12-31")
REPEALED: Final = a_parameter(("2000-01-01", 10), ("2004-02-29", None))
INTRODUCED: Final = a_parameter(("2000-01-01", None), ("2004-02-29", 20))
RETURNED: Final = a_parameter(("2000-01-01", 10), ("2001-01-01", None), ("2002-01-01", 30))

NO: Final = "no"


def _find(parameter: Parameter[int], day: str) -> int | str | None:
    try:
        return parameter.find(dt.date.fromisoformat(day)).value
    except NotInForceError:
        return NO


def _on(parameter: Parameter[int], day: str) -> int | str:
    try:
        return parameter.on(dt.date.fromisoformat(day)).value
    except NotInForceError:
        return NO


@pytest.mark.parametrize(
    ("parameter", "day", "found", "applies"),
    [
        (OPEN,       "1999-12-31", NO,   NO),
        (OPEN,       "2000-01-01", 10,   10),
        (OPEN,       "2000-01-02", 10,   10),
        (OPEN,       "2004-02-28", 10,   10),
        (OPEN,       "2004-02-29", 20,   20),
        (OPEN,       "2004-03-01", 20,   20),
        (OPEN,       "9999-12-31", 20,   20),
        (ENDED,      "2004-12-30", 20,   20),
        (ENDED,      "2004-12-31", 20,   20),
        (ENDED,      "2005-01-01", NO,   NO),
        (REPEALED,   "2004-02-28", 10,   10),
        (REPEALED,   "2004-02-29", None, NO),
        (REPEALED,   "2004-03-01", None, NO),
        (INTRODUCED, "1999-12-31", NO,   NO),
        (INTRODUCED, "2000-01-01", None, NO),
        (INTRODUCED, "2004-02-28", None, NO),
        (INTRODUCED, "2004-02-29", 20,   20),
        (RETURNED,   "2001-12-31", None, NO),
        (RETURNED,   "2002-01-01", 30,   30),
    ],
)  # fmt: skip
def test_a_value_by_day(parameter: Parameter[int], day: str, found: object, applies: object) -> None:
    """*find* tells that the law sets none from that nothing is known; *on* refuses both."""
    assert (found, applies) == (_find(parameter, day), _on(parameter, day))


@pytest.mark.parametrize(
    ("parameter", "day", "message"),
    [
        (OPEN, "1999-12-31", "wait_days has no value on 1999-12-31; values run from 2000-01-01 to further notice."),
        (ENDED, "2005-01-01", "wait_days has no value on 2005-01-01; values run from 2000-01-01 to 2004-12-31."),
        (REPEALED, "2004-02-29", "wait_days has no value on 2004-02-29; values run from 2000-01-01 to 2004-02-28."),
        (
            INTRODUCED,
            "2004-02-28",
            "wait_days has no value on 2004-02-28; values run from 2004-02-29 to further notice.",
        ),
    ],
)
def test_a_day_outside_says_between_which_days_there_are_values(
    parameter: Parameter[int], day: str, message: str
) -> None:
    """The first and the last day with a value are told; days known to have none are not among them."""
    with pytest.raises(NotInForceError) as caught:
        parameter.on(dt.date.fromisoformat(day))
    error = caught.value
    assert (message, "wait_days", dt.date.fromisoformat(day)) == (str(error), error.parameter, error.day)
    assert (True, True) == (isinstance(error, InkassoRulesError), isinstance(error, LookupError))
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own.
        assert (message, error.first_day, error.last_day) == (str(again), again.first_day, again.last_day)


@pytest.mark.parametrize(
    ("parameter", "day", "first_day", "last_day"),
    [
        (OPEN, "1999-12-31", "2000-01-01", None),
        (ENDED, "2005-01-01", "2000-01-01", "2004-12-31"),
        (REPEALED, "1999-12-31", "2000-01-01", None),
        (INTRODUCED, "1999-12-31", "2000-01-01", None),
    ],
)
def test_to_find_none_is_an_answer(parameter: Parameter[int], day: str, first_day: str, last_day: str | None) -> None:
    """Who asks whether there is a value is told between which days that is known; each of them has an answer."""
    with pytest.raises(NotInForceError) as caught:
        parameter.find(dt.date.fromisoformat(day))
    error = caught.value
    assert (first_day, last_day) == (str(error.first_day), error.last_day and str(error.last_day))
    assert NO != _find(parameter, first_day)


def test_only_a_plain_date_is_asked_for() -> None:
    """A time could move the day."""
    for ask in (OPEN.on, OPEN.find):
        with pytest.raises(DateTypeError):
            ask(dt.datetime(2004, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("rows", "known_through", "message"),
    [
        ((),                                         None,         "the parameter wait_days has no values; wanted at least one."),
        ((("2000-01-01", 1), ("2000-01-01", 2)),     None,         "the parameter wait_days has 2000-01-01 after 2000-01-01; wanted strictly rising days."),
        ((("2000-01-02", 1), ("2000-01-01", 2)),     None,         "the parameter wait_days has 2000-01-01 after 2000-01-02; wanted strictly rising days."),
        ((("2000-01-02", 1),),                       "2000-01-01", "the parameter wait_days has 2000-01-02 after 2000-01-02; wanted strictly rising days."),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_refused(
    rows: tuple[tuple[str, int], ...], known_through: str | None, message: str
) -> None:
    """There is a value, the days rise, and the last day does not come before the last value."""
    with pytest.raises(ParameterError) as caught:
        a_parameter(*rows, known_through=known_through)
    error = caught.value
    assert message == str(error)
    assert isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own.
    assert (error.parameter, error.found, error.wanted) == (again.parameter, again.found, again.wanted)


def test_a_value_may_last_one_day() -> None:
    """The last known day may be the first day of the last value."""
    single = a_parameter(("2000-01-01", 1), known_through="2000-01-01")
    assert [NO, 1, NO] == [_on(single, day) for day in ("1999-12-31", "2000-01-01", "2000-01-02")]


@pytest.mark.parametrize(
    ("parameter", "day", "value", "known_through", "asked", "answers"),
    [
        # after the last value
        (OPEN,     "2010-01-01", 30,   None,         ("2009-12-31", "2010-01-01", "2010-01-02"), (20, 30, 30)),
        # between two: it lasts until the change that was there
        (OPEN,     "2002-01-01", 30,   None,         ("2001-12-31", "2002-01-01", "2004-02-29"), (10, 30, 20)),
        # before the first
        (OPEN,     "1999-01-01", 30,   None,         ("1998-12-31", "1999-01-01", "2000-01-01"), (NO, 30, 10)),
        # in another one's place
        (OPEN,     "2004-02-29", 30,   None,         ("2004-02-28", "2004-02-29", "2004-03-01"), (10, 30, 30)),
        # repealed, and back
        (OPEN,     "2010-01-01", None, None,         ("2009-12-31", "2010-01-01", "2010-01-02"), (20, None, None)),
        (REPEALED, "2010-01-01", 30,   None,         ("2009-12-31", "2010-01-01", "2010-01-02"), (None, 30, 30)),
        # a series that ends is carried on by one with a last day of its own
        (ENDED,    "2005-01-01", 30,   "2005-06-30", ("2004-12-31", "2005-01-01", "2005-06-30", "2005-07-01"), (20, 30, 30, NO)),
        (ENDED,    "2004-12-31", 30,   None,         ("2004-12-30", "2004-12-31", "2005-01-01"), (20, 30, NO)),
        (ENDED,    "2004-12-31", 30,   "2005-06-30", ("2004-12-30", "2004-12-31", "2005-06-30", "2005-07-01"), (20, 30, 30, NO)),
        # and one without an end gets one
        (OPEN,     "2010-01-01", 30,   "2010-12-31", ("2009-12-31", "2010-12-31", "2011-01-01"), (20, 30, NO)),
    ],
)  # fmt: skip
def test_a_value_from_a_day_on(
    parameter: Parameter[int],
    day: str,
    value: int | None,
    known_through: str | None,
    asked: tuple[str, ...],
    answers: tuple[object, ...],
) -> None:
    """The value holds from its day until the next change; the parameter itself stays as it was."""
    before = attrs.asdict(parameter)
    end = None if known_through is None else dt.date.fromisoformat(known_through)
    changed = parameter.starting(dt.date.fromisoformat(day), value, source=LATER, known_through=end)
    assert answers == tuple(_find(changed, one) for one in asked)
    assert before == attrs.asdict(parameter)


@pytest.mark.parametrize(
    ("day", "known_through", "message"),
    [
        (
            "2005-01-02",
            "2005-12-31",
            "the parameter wait_days has 2005-01-02 after values known through 2004-12-31; wanted no days between them.",
        ),
        (
            "2005-01-01",
            None,
            "the parameter wait_days has no last day from 2005-01-01 on; wanted one, as there was before: 2004-12-31.",
        ),
        (
            "2005-01-01",
            "2004-12-31",
            "the parameter wait_days has 2005-01-01 after 2005-01-01; wanted strictly rising days.",
        ),
    ],
)
def test_a_series_that_ends_is_carried_on_without_a_gap(day: str, known_through: str | None, message: str) -> None:
    """No day is left to the old value, or to a new one, without somebody having said so."""
    end = None if known_through is None else dt.date.fromisoformat(known_through)
    with pytest.raises(ParameterError) as caught:
        ENDED.starting(dt.date.fromisoformat(day), 30, source=LATER, known_through=end)
    assert message == str(caught.value)


def test_a_new_value_keeps_what_is_said_of_it() -> None:
    """Source, certainty and note belong to the row; by default several sources say so, and there is no note."""
    day = dt.date(2010, 1, 1)
    plain = OPEN.starting(day, 30, source=LATER)
    assert Dated(30, day, LATER, Certainty.SEVERAL_SOURCES, "") == plain.on(day)
    noted = OPEN.starting(day, 30, source=LATER, certainty=Certainty.STATUTE, note="Our reading.")
    assert Dated(30, day, LATER, Certainty.STATUTE, "Our reading.") == noted.on(day)
    assert attrs.evolve(OPEN, rows=(*OPEN.rows, Dated(30, day, LATER))) == plain


def test_a_parameter_is_frozen() -> None:
    """Rows are kept as a tuple, whatever they came in, and parameters are compared by what they say."""
    assert isinstance(OPEN.rows, tuple)
    assert a_parameter(("2000-01-01", 10), ("2004-02-29", 20)) == OPEN
    assert hash(a_parameter(("2000-01-01", 10), ("2004-02-29", 20))) == hash(OPEN)
    field: Any = "unit"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(OPEN, field, Unit.YEARS)


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        (ACT, "SFS 1900:1 1 §"),
        (LATER, "SFS 1900:1 1 §, as worded by SFS 2000:2"),
        (Citation("Riksbanken", "referensränta"), "Riksbanken referensränta"),
    ],
)
def test_a_citation_reads_as_lawyers_write_it(citation: Citation, text: str) -> None:
    """The act, the place, and the act that gave it its wording, if that is another one."""
    assert text == str(citation)


def test_rates_are_exact() -> None:
    """A value is kept as it came: a percentage stays a decimal."""
    rate: Parameter[Decimal] = Parameter(
        name="rate",
        requirement="OWN-9",
        unit=Unit.PERCENT,
        keyed_by=DateKey.EACH_DAY,
        rows=[Dated(Decimal("-0.50"), dt.date(2016, 7, 1), ACT)],
        checked_on=dt.date(2026, 11, 21),
    )
    assert "-0.50" == str(rate.on(dt.date(2016, 7, 1)).value)
