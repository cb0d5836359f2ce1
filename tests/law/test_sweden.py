"""The Swedish law in numbers: each value on the day before, on and after its first day, its source, and reforms."""

import copy
import datetime as dt
import pickle
from collections.abc import Iterator
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
from inkasso_rules.law.sweden import SWEDEN, Law, UnknownParameterError
from inkasso_rules.model.money import Money

ONE_DAY: Final = dt.timedelta(days=1)
CHECKED_ON: Final = dt.date(2026, 11, 21)
UNKNOWN: Final = "unknown"

EVERY_SOURCE: Final = Certainty.SEVERAL_SOURCES
ADVICE: Final = "Datainspektionens allmänna råd, Tillämpning av inkassolagen s. 26"

# fmt: off
#: Requirement, parameter, first day, the value from then on, and where it stands. The reference rate has its own table.
VALUES: Final = (
    ("LC-12",  "reminder_fee_max",              "2003-07-01", Money(50_00),    "SFS 1981:1057 p. 1, as worded by SFS 2003:294"),
    ("LC-12",  "reminder_fee_max",              "2013-03-16", Money(60_00),    "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    ("LC-12",  "demand_fee_max",                "2003-07-01", Money(160_00),   "SFS 1981:1057 p. 2, as worded by SFS 2003:294"),
    ("LC-12",  "demand_fee_max",                "2013-03-16", Money(180_00),   "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    ("LC-12",  "instalment_plan_fee_max",       "2003-07-01", Money(150_00),   "SFS 1981:1057 p. 3, as worded by SFS 2003:294"),
    ("LC-12",  "instalment_plan_fee_max",       "2013-03-16", Money(170_00),   "SFS 1981:739 4 §, as worded by SFS 2013:56"),
    ("LC-12",  "late_payment_compensation",     "2002-07-01", None,            "SFS 1981:739 4 a §, as worded by SFS 2013:56"),
    ("LC-12",  "late_payment_compensation",     "2013-03-16", Money(450_00),   "SFS 1981:739 4 a §, as worded by SFS 2013:56"),
    ("OWN-9",  "late_interest_margin",          "2002-07-01", Decimal("8.00"), "SFS 1975:635 6 §, as worded by SFS 2002:352"),
    ("OWN-9",  "late_interest_margin",          "2013-03-16", Decimal("8.00"), "SFS 1975:635 6 § st. 1, as worded by SFS 2013:55"),
    ("OWN-9",  "refund_interest_margin",        "2002-07-01", Decimal("2.00"), "SFS 1975:635 5 §, as worded by SFS 2002:352"),
    ("OWN-9",  "interest_wait_days",            "2002-07-01", 30,              "SFS 1975:635 4 §, as worded by SFS 2002:352"),
    ("OWN-9",  "business_statement_not_needed", "1976-01-01", None,            "SFS 2002:352 p. 2"),
    ("OWN-9",  "business_statement_not_needed", "2002-07-01", True,            "SFS 1975:635 4 § st. 2, as worded by SFS 2002:352"),
    ("OWN-9",  "public_lower_rate_void",        "2002-07-01", None,            "SFS 1975:635 1 §, as worded by SFS 1987:327"),
    ("OWN-9",  "public_lower_rate_void",        "2013-03-16", True,            "SFS 1975:635 6 § st. 2, as worded by SFS 2013:55"),
    ("OWN-9",  "business_waiver_void",          "2002-07-01", None,            "SFS 1975:635 1 §, as worded by SFS 1987:327"),
    ("OWN-9",  "business_waiver_void",          "2013-03-16", True,            "SFS 1975:635 4 a §, as worded by SFS 2013:55"),
    ("LC-10",  "application_fee",               "2008-12-12", Money(300_00),   "SFS 1992:1094 1 §, as worded by SFS 2008:893"),
    ("LC-12",  "representative_fee_max",        "2003-10-01", Money(340_00),   "SFS 1991:1340 1 §, as worded by SFS 2003:577"),
    ("LC-12",  "representative_fee_max",        "2014-01-01", Money(380_00),   "SFS 1990:746 48 §, as worded by SFS 2013:1062"),
    ("LC-12",  "assistance_fee_max",            "2003-10-01", Money(375_00),   "SFS 1991:1340 1 §, as worded by SFS 2003:577"),
    ("LC-12",  "assistance_fee_max",            "2014-01-01", Money(420_00),   "SFS 1990:746 48 §, as worded by SFS 2013:1062"),
    ("LC-10",  "enforcement_fee",               "2017-07-01", Money(600_00),   "SFS 1992:1094 6 §, as worded by SFS 2017:471"),
    ("LC-11",  "vat_percent",                   "2023-07-01", Decimal(25),     "SFS 2023:200 9 kap. 2 §"),
    ("OWN-10", "prescription_years",            "1982-01-01", 10,              "SFS 1981:130 2 §"),
    ("OWN-10", "consumer_prescription_years",   "1982-01-01", 3,               "SFS 1981:130 2 § st. 2"),
    ("OWN-6",  "demand_days_min",               "2011-01-01", 8,               ADVICE),
    ("OWN-6",  "demand_bank_days_min",          "2011-01-01", 4,               ADVICE),
)

#: Requirement, unit and key of each parameter, in the law's order.
PARAMETERS: Final = (
    ("reminder_fee_max",              "LC-12",  Unit.MONEY,     DateKey.MEASURE_TAKEN),
    ("demand_fee_max",                "LC-12",  Unit.MONEY,     DateKey.MEASURE_TAKEN),
    ("instalment_plan_fee_max",       "LC-12",  Unit.MONEY,     DateKey.MEASURE_TAKEN),
    ("late_payment_compensation",     "LC-12",  Unit.MONEY,     DateKey.INTEREST_BEGAN),
    ("reference_rate",                "OWN-9",  Unit.PERCENT,   DateKey.EACH_DAY),
    ("late_interest_margin",          "OWN-9",  Unit.POINTS,    DateKey.EACH_DAY),
    ("refund_interest_margin",        "OWN-9",  Unit.POINTS,    DateKey.EACH_DAY),
    ("interest_wait_days",            "OWN-9",  Unit.DAYS,      DateKey.CLAIM_SENT),
    ("business_statement_not_needed", "OWN-9",  Unit.RULE,      DateKey.CLAIM_SENT),
    ("public_lower_rate_void",        "OWN-9",  Unit.RULE,      DateKey.EACH_DAY),
    ("business_waiver_void",          "OWN-9",  Unit.RULE,      DateKey.EACH_DAY),
    ("application_fee",               "LC-10",  Unit.MONEY,     DateKey.CASE_FILED),
    ("representative_fee_max",        "LC-12",  Unit.MONEY,     DateKey.CASE_FILED),
    ("assistance_fee_max",            "LC-12",  Unit.MONEY,     DateKey.CASE_FILED),
    ("enforcement_fee",               "LC-10",  Unit.MONEY,     DateKey.CASE_FILED),
    ("vat_percent",                   "LC-11",  Unit.PERCENT,   DateKey.SERVICE_SUPPLIED),
    ("prescription_years",            "OWN-10", Unit.YEARS,     DateKey.CLAIM_AROSE),
    ("consumer_prescription_years",   "OWN-10", Unit.YEARS,     DateKey.CLAIM_AROSE),
    ("demand_days_min",               "OWN-6",  Unit.DAYS,      DateKey.MEASURE_TAKEN),
    ("demand_bank_days_min",          "OWN-6",  Unit.BANK_DAYS, DateKey.MEASURE_TAKEN),
)
# fmt: on


def _cases() -> Iterator[Any]:
    """Yield each line of the table with the value of the line before, if that is of the same parameter."""
    for (requirement, name, first_day, value, source), previous in zip(VALUES, ((), *VALUES), strict=False):
        before = previous[3] if previous[1:2] == (name,) else UNKNOWN
        marks = pytest.mark.requirement(requirement)
        yield pytest.param(
            name, dt.date.fromisoformat(first_day), before, value, source, marks=marks, id=f"{name} {first_day}"
        )


def _said(parameter: Parameter[Any], day: dt.date) -> object:
    try:
        return parameter.find(day).value
    except NotInForceError:
        return UNKNOWN


@pytest.mark.parametrize(("name", "first_day", "before", "value", "source"), tuple(_cases()))
def test_each_value_from_its_first_day(
    name: str, first_day: dt.date, before: object, value: object, source: str
) -> None:
    """The day before has the earlier value, or none is known; the first day and the next have the new one."""
    parameter: Parameter[Any] = getattr(SWEDEN, name)
    days = (first_day - ONE_DAY, first_day, first_day + ONE_DAY)
    assert [before, value, value] == [_said(parameter, day) for day in days]
    assert (first_day, source) == (parameter.find(first_day).starts, str(parameter.find(first_day).source))


def test_the_tables_hold_the_whole_law() -> None:
    """No value stands in the law that the table above, or that of the reference rate, does not hold."""
    expected = [(name, first_day) for _, name, first_day, _, _ in VALUES]
    others = (parameter for parameter in SWEDEN.parameters if parameter.name != "reference_rate")
    assert expected == [(parameter.name, str(row.starts)) for parameter in others for row in parameter.rows]
    assert [(name, requirement) for name, requirement, _, _ in PARAMETERS] == [
        (parameter.name, parameter.requirement) for parameter in SWEDEN.parameters
    ]


def test_each_value_counts_something_and_is_picked_by_a_day() -> None:
    """A parameter says what it counts, and which kind of day picks its value."""
    found = [(one.name, one.requirement, one.unit, one.keyed_by) for one in SWEDEN.parameters]
    assert list(PARAMETERS) == found


@pytest.mark.parametrize(
    ("name", "day", "message"),
    [
        ("reminder_fee_max",          "2003-06-30", "reminder_fee_max has no value on 2003-06-30; values run from 2003-07-01 to further notice."),
        ("late_payment_compensation", "2013-03-15", "late_payment_compensation has no value on 2013-03-15; values run from 2013-03-16 to further notice."),
        ("late_payment_compensation", "2002-06-30", "late_payment_compensation has no value on 2002-06-30; values run from 2013-03-16 to further notice."),
        ("late_interest_margin",      "2002-06-30", "late_interest_margin has no value on 2002-06-30; values run from 2002-07-01 to further notice."),
        ("refund_interest_margin",    "2002-06-30", "refund_interest_margin has no value on 2002-06-30; values run from 2002-07-01 to further notice."),
        ("business_statement_not_needed", "2002-06-30", "business_statement_not_needed has no value on 2002-06-30; values run from 2002-07-01 to further notice."),
        ("vat_percent",               "2023-06-30", "vat_percent has no value on 2023-06-30; values run from 2023-07-01 to further notice."),
    ],
)  # fmt: skip
def test_a_day_without_a_value_is_refused(name: str, day: str, message: str) -> None:
    """Where the law sets no value, or none is known, there is none to be had."""
    with pytest.raises(NotInForceError) as caught:
        getattr(SWEDEN, name).on(dt.date.fromisoformat(day))
    assert message == str(caught.value)


# --- what each value must say of itself -------------------------------------------------------------------------------
def _sayings(parameter: Any, row: Any) -> Iterator[tuple[str, bool]]:
    yield "source", isinstance(row.source, Citation) and bool(row.source.act and row.source.place)
    yield "certainty", isinstance(row.certainty, Certainty)
    yield "key", isinstance(parameter.keyed_by, DateKey)
    yield "unit", isinstance(parameter.unit, Unit)
    yield "checked on", parameter.checked_on == CHECKED_ON


def _silent(law: Law) -> list[str]:
    """Return what the values of a law do not say of themselves."""
    return [
        f"{parameter.name} {row.starts}: {lack}"
        for parameter in law.parameters
        for row in parameter.rows
        for lack, is_said in _sayings(parameter, row)
        if not is_said
    ]


def test_each_value_says_where_it_stands_and_how_well_it_is_known() -> None:
    """No value is without source, certainty, key, unit, and the day on which a person last compared it."""
    assert [] == _silent(SWEDEN)


@pytest.mark.parametrize(
    ("of_row", "of_parameter", "lack"),
    [
        ({"source": None},                      {},                                    "source"),
        ({"source": Citation("", "2 §")},       {},                                    "source"),
        ({"source": Citation("SFS 1:1", "")},   {},                                    "source"),
        ({"certainty": None},                   {},                                    "certainty"),
        ({},                                    {"keyed_by": None},                    "key"),
        ({},                                    {"unit": None},                        "unit"),
        ({},                                    {"checked_on": None},                  "checked on"),
        ({},                                    {"checked_on": CHECKED_ON + ONE_DAY},  "checked on"),
    ],
)  # fmt: skip
def test_a_value_that_says_too_little_is_seen(of_row: dict[str, Any], of_parameter: dict[str, Any], lack: str) -> None:
    """The test above fails as soon as one of them is taken away."""
    vat = SWEDEN.vat_percent
    changed = attrs.evolve(vat, rows=[attrs.evolve(vat.rows[0], **of_row)], **of_parameter)
    assert [f"vat_percent 2023-07-01: {lack}"] == _silent(SWEDEN.evolve(vat_percent=changed))


def test_what_is_less_certain_says_so() -> None:
    """Only the rates of 2026 are second-hand; what was read in one place, and an inferred day, say so."""
    less = [
        (parameter.name, str(row.starts), row.certainty.value)
        for parameter in SWEDEN.parameters
        for row in parameter.rows
        if row.certainty is not EVERY_SOURCE
    ]
    assert [
        ("reference_rate", "2026-01-01", "secondary"),
        ("reference_rate", "2026-07-01", "secondary"),
        ("business_statement_not_needed", "1976-01-01", "statute"),
        ("representative_fee_max", "2003-10-01", "start_inferred"),
        ("assistance_fee_max", "2003-10-01", "start_inferred"),
        ("vat_percent", "2023-07-01", "statute"),
        ("prescription_years", "1982-01-01", "start_inferred"),
        ("consumer_prescription_years", "1982-01-01", "start_inferred"),
        ("demand_days_min", "2011-01-01", "start_inferred"),
        ("demand_bank_days_min", "2011-01-01", "start_inferred"),
    ] == less
    assert {
        ("late_payment_compensation", "2002-07-01", "The section came later; there was no such compensation."),
        ("late_payment_compensation", "2013-03-16", "Whether it covers contracts made before this day was not found."),
        ("interest_wait_days", "2002-07-01", "The series starts with the reference rate; the rule itself is older."),
        (
            "business_statement_not_needed",
            "1976-01-01",
            "The rule came later, and not for claims made earlier; the first day is that of the act.",
        ),
        ("public_lower_rate_void", "2002-07-01", "The rule came later; the parties were free."),
        ("business_waiver_void", "2002-07-01", "The rule came later; the parties were free."),
        ("application_fee", "2008-12-12", "The amount before this wording was not seen."),
        ("representative_fee_max", "2003-10-01", "The first day is inferred from the last change of the amount."),
        ("assistance_fee_max", "2003-10-01", "The first day is inferred from the last change of the amount."),
        (
            "enforcement_fee",
            "2017-07-01",
            "The amount before this wording was not seen. Due again for each year.",
        ),
        ("prescription_years", "1982-01-01", "The wording is the act's original one; its first day is inferred."),
        (
            "consumer_prescription_years",
            "1982-01-01",
            "The wording is the act's original one; its first day is inferred.",
        ),
        (
            "demand_days_min",
            "2011-01-01",
            "Advice, not statute. Last revised in 2011; the day in that year is assumed.",
        ),
        (
            "demand_bank_days_min",
            "2011-01-01",
            "Advice, not statute. Last revised in 2011; the day in that year is assumed.",
        ),
    } == {
        (parameter.name, str(row.starts), row.note)
        for parameter in SWEDEN.parameters
        for row in parameter.rows
        if row.note and parameter.name != "reference_rate"
    }


# --- another law ------------------------------------------------------------------------------------------------------
def test_a_reform_is_another_law() -> None:
    """The reformed law has the new value from its day on; the law itself stays, and so do the other parameters."""
    act = Citation("SFS 2028:1", "4 §")
    reformed = SWEDEN.evolve(
        demand_fee_max=SWEDEN.demand_fee_max.starting(dt.date(2028, 1, 1), Money.of(200), source=act)
    )
    days = (dt.date(2027, 12, 31), dt.date(2028, 1, 1))
    assert [Money.of(180), Money.of(200)] == [reformed.demand_fee_max.on(day).value for day in days]
    assert [Money.of(180), Money.of(180)] == [SWEDEN.demand_fee_max.on(day).value for day in days]
    assert ["demand_fee_max"] == [
        one.name for one, other in zip(SWEDEN.parameters, reformed.parameters, strict=True) if one != other
    ]


def test_a_reform_that_changes_nothing_is_the_same_law() -> None:
    """Laws are compared by what they say, and the parameters are all that they say."""
    assert SWEDEN == SWEDEN.evolve() == SWEDEN.evolve(vat_percent=SWEDEN.vat_percent)
    assert hash(SWEDEN) == hash(SWEDEN.evolve())
    assert tuple(getattr(SWEDEN, field.name) for field in attrs.fields(Law)) == SWEDEN.parameters


def test_an_unknown_parameter_is_refused() -> None:
    """The error names those that there are, and is a type error as for any unknown keyword."""
    known = tuple(field.name for field in attrs.fields(Law))
    with pytest.raises(UnknownParameterError) as caught:
        SWEDEN.evolve(interest_rate=SWEDEN.reference_rate)
    error = caught.value
    assert ("interest_rate", known) == (error.name, error.known)
    assert f"the law has no parameter interest_rate; it has {', '.join(known)}." == str(error)
    assert str(error).endswith(" demand_days_min, demand_bank_days_min.")
    assert (True, True) == (isinstance(error, InkassoRulesError), isinstance(error, TypeError))
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own.
        assert (error.name, error.known, str(error)) == (again.name, again.known, str(again))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            Money.of(200),
            "the parameter demand_fee_max has a value of type Money; wanted a Parameter, as from .starting().",
        ),
        (
            SWEDEN.reminder_fee_max,
            "the parameter demand_fee_max has the parameter reminder_fee_max; wanted the one of its own name.",
        ),
    ],
)
def test_something_else_than_the_parameter_is_refused(change: Any, message: str) -> None:
    """A bare value would lack dates and a source; another parameter would answer under a wrong name."""
    with pytest.raises(ParameterError) as caught:
        SWEDEN.evolve(demand_fee_max=change)
    assert message == str(caught.value)


def test_a_row_keeps_its_note() -> None:
    """A row is a value with its day, source, certainty and note; the note is empty unless there is something to say."""
    act = Citation("SFS 2028:1", "4 §")
    assert Dated(30, dt.date(2028, 1, 1), act) == Dated(30, dt.date(2028, 1, 1), act, EVERY_SOURCE, note="")


def test_a_law_shows_itself_in_a_few_words() -> None:
    """All its values would be pages."""
    assert f"<Law of {len(SWEDEN.parameters)} parameters>" == repr(SWEDEN)
