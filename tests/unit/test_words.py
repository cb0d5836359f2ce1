"""Every code has words in every language, and no table has a word too many."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import Any

import attrs
import pytest

from inkasso_rules import choices, expressions
from inkasso_rules.activation import Hindrance, MissingItem
from inkasso_rules.candidates import Candidate
from inkasso_rules.eligibility import AUTOMATIC, MANUAL
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.explain import RuleLine
from inkasso_rules.model.answers import NoticeCode
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.creditors import Reported
from inkasso_rules.model.invoices import Channel, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.reasons import Source
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in
from inkasso_rules.words.tables import Words

_BITS = tuple(bit for rules in (MANUAL, AUTOMATIC) for layout in (rules.blocking, rules.warning) for bit in layout.bits)
_VALUES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(InvoiceKind),
    "status": frozenset(InvoiceStatus),
    "channel": frozenset(Channel),
    "registration": frozenset(Registration),
    "stage": frozenset(Stage),
    "source": frozenset(Source),
    "rules_name": frozenset({MANUAL.name, AUTOMATIC.name}),
}
_EVERY_LANGUAGE = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)


def _names(*classes: Any) -> set[str]:
    return {field.name for cls in classes for field in attrs.fields(cls)}


def _slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@_EVERY_LANGUAGE
def test_every_reason_has_a_clause(words: Words) -> None:
    """The clauses are those of the two rule sets, warnings and unknown facts included."""
    assert {bit.code for bit in _BITS} == set(words.blocks)
    assert set() == set(words.otherwise) - set(words.blocks)


@_EVERY_LANGUAGE
def test_every_fact_has_a_name(words: Words) -> None:
    """The names are those of the record's fields, so that every unknown fact can be said."""
    assert _names(Candidate) == set(words.fields)


@_EVERY_LANGUAGE
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("reasons", [MissingItem, Hindrance]),
        ("notices", [NoticeCode]),
    ],
)
def test_every_reason_and_notice_has_a_clause(words: Words, table: str, codes: list[type[StrEnum]]) -> None:
    """The clauses are those of the enums."""
    assert {code for each in codes for code in each} == set(getattr(words, table))


@_EVERY_LANGUAGE
def test_every_value_of_an_enum_has_a_word(words: Words) -> None:
    """Statuses, channels, stages and the like are said by words."""
    assert _VALUES == {name: frozenset(values) for name, values in words.values.items()}


@_EVERY_LANGUAGE
def test_every_detail_of_a_notice_has_a_name(words: Words) -> None:
    """The details are the settings that the agency holds too, and what it was told of the company."""
    assert {*choices._AT_AGENCY, *_names(Reported)} == set(words.details)


@_EVERY_LANGUAGE
def test_columns_are_those_of_a_rule_line_and_of_a_list_of_invoices(words: Words) -> None:
    """A table of invoices with their reasons, or of the rules of one, finds all its heads."""
    assert {"invoice_id", "blocks", "warnings"} == set(words.columns) - _names(RuleLine)
    assert set() == _names(RuleLine) - set(words.columns)


@_EVERY_LANGUAGE
def test_words_are_never_empty(words: Words) -> None:
    """Every word says something, without blanks around it; only joints have them."""
    tables = (words.blocks, words.otherwise, words.reasons, words.notices, words.fields, words.details, words.columns)
    texts = [text for table in (*tables, *words.values.values()) for text in table.values()]
    assert [] == [text for text in texts if text != text.strip() or not text]


@_EVERY_LANGUAGE
def test_clauses_take_no_capital_and_no_full_stop(words: Words) -> None:
    """A clause can stand after another one; only a name or an abbreviation begins it with a capital."""
    clauses = [*words.blocks.values(), *words.otherwise.values(), *words.reasons.values(), *words.notices.values()]
    assert [] == [clause for clause in clauses if clause.endswith(".")]
    assert [] == [clause for clause in clauses if clause[0].isupper() and not clause.startswith("API-")]


def test_every_language_has_the_same_words() -> None:
    """The tables of all languages have the same keys, in the same order."""
    english, *others = LANGUAGES.values()
    tables = [field.name for field in attrs.fields(Words) if field.name not in {"language", "thousands", "decimals"}]
    for table in tables:
        for other in others:
            assert list(getattr(english, table)) == list(getattr(other, table))


def test_every_language_fills_in_the_same_facts() -> None:
    """A template names the same facts in every language."""
    english, *others = LANGUAGES.values()
    for table in ("blocks", "otherwise", "reasons", "notices", "phrases"):
        for code, template in getattr(english, table).items():
            assert [_slots(template)] * len(others) == [_slots(getattr(other, table)[code]) for other in others]


@pytest.mark.parametrize("bit", _BITS, ids=lambda bit: bit.code)
def test_a_clause_names_only_what_its_rule_offers(bit: Any) -> None:
    """A limit needs a comparison, a wait needs a clearing day, and all else is a fact that the rule reads."""
    compares = any(isinstance(test, expressions.Compare) for test in expressions.tests_in(bit.node))
    waits = bit.is_rule and bit.rules[0].clears is not None
    limits, days = {"limit", "needed"}, {"days_wanted", "days_passed"}
    offered = {*bit.fields, *(limits if compares else ()), *(days if waits else ())}
    words = words_in("en")
    assert set() == _slots(words.blocks[bit.code]) - offered
    assert set() == _slots(words.otherwise.get(bit.code, "")) - offered


def test_words_of_a_language_are_found_by_its_code() -> None:
    """Swedish is sv, English is en."""
    assert ("sv", "en") == (words_in("sv").language, words_in("en").language)


def test_swedish_has_its_letters() -> None:
    """The Swedish words are written with å, ä and ö."""
    assert (
        "gäldenärens postadress är ofullständig, både på fakturan och i kundregistret"
        == (words_in("sv").blocks["debtor_address_missing"])
    )


def test_another_language_is_refused() -> None:
    """An unknown language is a typed error that names those there are."""
    with pytest.raises(UnknownLanguageError) as caught:
        words_in("fi")
    error = caught.value
    assert "there are no words in the language 'fi'; there are words in en, sv." == str(error)
    assert ("fi", ("en", "sv")) == (error.language, error.languages)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, LookupError)
