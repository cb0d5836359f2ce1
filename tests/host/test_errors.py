"""Each error says in one sentence what was found and what would have been fine."""

import pickle

import pytest

from inkasso_host.cells import DateForm, DateFormError
from inkasso_host.claims import FactLineError
from inkasso_host.reading import (
    CellError,
    DoubledColumnsError,
    EmptyFileError,
    EncodingError,
    HostInputError,
    MissingColumnsError,
    Problem,
    ProblemCode,
    UnreadableFileError,
)
from inkasso_host.texts import LANGUAGES, problem
from inkasso_host.toml import SettingsError
from inkasso_host.writing import WriteError
from inkasso_rules.errors import InkassoRulesError

_MESSAGES: tuple[tuple[HostInputError, str], ...] = (
    (
        CellError(ProblemCode.DATE, "YYYY-MM-DD"),
        "the cell has the fault date (YYYY-MM-DD); wanted a value as the field describes it.",
    ),
    (
        UnreadableFileError("a.csv", "cannot be opened (No such file or directory)", "a file that can be read"),
        "a.csv cannot be opened (No such file or directory); wanted a file that can be read.",
    ),
    (EmptyFileError("a.csv"), "a.csv is empty; wanted a header and rows."),
    (
        EncodingError("a.csv", "utf-8"),
        "a.csv is not text in utf-8; wanted the encoding that it was written in, as 'cp1252'.",
    ),
    (
        MissingColumnsError("a.csv", ("total", "city"), 3),
        "a.csv has 3 columns and lacks total, city; wanted these columns, or a mapping that names or replaces them.",
    ),
    (
        DoubledColumnsError("a.csv", ("total",)),
        "a.csv has more than one column called total; wanted each name once.",
    ),
    (
        DateFormError("DD/MM/YY"),
        "the date form 'DD/MM/YY' is not usable; wanted YYYY, MM and DD once each, as 'DD/MM/YYYY'.",
    ),
    (FactLineError("a.csv", 3, "day is missing"), "a.csv, row 3: day is missing."),
    (SettingsError("a.toml", "service.state", "is missing."), "a.toml, service.state: is missing."),
    (
        WriteError("out.csv", "Is a directory"),
        "out.csv cannot be written (Is a directory); wanted a place where it can be.",
    ),
)


@pytest.mark.parametrize(("error", "message"), _MESSAGES)
def test_the_message_is(error: HostInputError, message: str) -> None:
    """The whole sentence, also after pickling; it belongs to the library's family of errors."""
    assert message == str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes.
    assert isinstance(error, InkassoRulesError)


@pytest.mark.parametrize("form", ["", "YYYY-MM", "YYYY-MM-DD-DD", "YYYYMMDDHH", "DD.MM.YY"])
def test_a_form_of_dates_that_does_not_tell_the_day_is_refused(form: str) -> None:
    """Year, month and day stand in it once each, and no other letters."""
    with pytest.raises(DateFormError):
        DateForm(form)


@pytest.mark.parametrize("code", list(ProblemCode))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_words(code: ProblemCode, lang: str) -> None:
    """In every language, with its row and column."""
    found = problem(Problem(7, "Spalte", code, "DETAIL"), lang)
    assert found.startswith({"en": "row 7, Spalte: ", "sv": "rad 7, Spalte: "}[lang])


def test_a_problem_in_words() -> None:
    """Row, column and reason; what it means for the judgement."""
    told = Problem(12, "Orgnr", ProblemCode.IDENTIFIER, "checksum", judged=True)
    assert "row 12, Orgnr: is no organisation or personal number (checksum) (judged without it)" == problem(told, "en")
