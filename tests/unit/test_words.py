"""Every code has words in every language, and no table has a word too many."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from string import Formatter
from typing import Any, get_args

import attrs
import pytest

from inkasso_rules import choices, expressions
from inkasso_rules.activation import Hindrance, MissingItem
from inkasso_rules.candidates import Candidate
from inkasso_rules.claim import LineCode, lines
from inkasso_rules.eligibility import AUTOMATIC, MANUAL
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.explain import RuleLine
from inkasso_rules.journal import DifferenceCode, UnmatchedReason
from inkasso_rules.law import prescription
from inkasso_rules.law.demands import LackCode
from inkasso_rules.law.interest import InterestBasis
from inkasso_rules.law.measures import CostReason
from inkasso_rules.law.prescription import Cause, Doubt, PrescriptionStatus
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.lifecycle import TRANSITIONS, Obstacle, Request, RequestKind, WaitFor, steps
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.answers import NoticeCode
from inkasso_rules.model.bookings import BookedState
from inkasso_rules.model.cases import Command, Stage
from inkasso_rules.model.claims import MONEY_FACTS, ChargeKind
from inkasso_rules.model.conventions import AllocationOrder, DayCount, Rounding
from inkasso_rules.model.creditors import Reported
from inkasso_rules.model.facts import CostKind, End, Fact, FactKind, Gate
from inkasso_rules.model.invoices import Channel, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.settlements import PartKind
from inkasso_rules.model.snapshots import Condition
from inkasso_rules.model.vouchers import LineCode as VoucherLineCode
from inkasso_rules.model.vouchers import VoucherCode
from inkasso_rules.overview import Answer, BalanceSource, MarkCode, Unlisted
from inkasso_rules.reasons import Source
from inkasso_rules.terms import FREE, TermCode
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in
from inkasso_rules.words.tables import CaseWords, ClaimWords, JournalWords, Words
from tests.architecture import modules

_BITS = tuple(bit for rules in (MANUAL, AUTOMATIC) for layout in (rules.blocking, rules.warning) for bit in layout.bits)
_VALUES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(InvoiceKind),
    "status": frozenset(InvoiceStatus),
    "channel": frozenset(Channel),
    "registration": frozenset(Registration),
    "stage": frozenset(Stage),
    "gate": frozenset(Gate),
    "cost": frozenset(CostKind),
    "end": frozenset(End),
    "condition": frozenset(Condition),
    "answer": frozenset(Answer),
    "balance_source": frozenset(BalanceSource),
    "source": frozenset(Source),
    "rules_name": frozenset({MANUAL.name, AUTOMATIC.name}),
}
_TABLES = [field.name for field in attrs.fields(Words) if field.name not in {"language", "thousands", "decimals"}]
_CASE_TABLES = [field.name for field in attrs.fields(CaseWords)]
_COMMANDS: Mapping[str, Any] = {each.__name__: each for each in get_args(Command)}
#: The codes of each table for cases.
_CASES: Mapping[str, frozenset[str]] = {
    "facts": frozenset(FactKind),
    "breaches": frozenset(check.code for row in TRANSITIONS for check in row.checks),
    "steps": frozenset(row.kind for row in steps._ROWS),
    "waits": frozenset(WaitFor),
    "marks": frozenset(MarkCode),
    "requests": frozenset(RequestKind),
    "commands": frozenset(_COMMANDS),
}
_CLAIM_TABLES = [field.name for field in attrs.fields(ClaimWords) if field.name != "values"]
#: The codes of each table for claims. What interrupts prescription, and no facts else, moves no money.
_CLAIMS: Mapping[str, frozenset[str]] = {
    "lines": frozenset(LineCode),
    "events": MONEY_FACTS | {FactKind.SPLIT_ASSUMED, FactKind.SPLIT_STATED} | prescription._INTERRUPTS.keys(),
    "reasons": frozenset(CostReason),
    "bases": frozenset(InterestBasis),
    "warnings": frozenset(
        {
            "due_date_agreement_unknown",
            "fee_not_judged",
            "interest_passed_over",
            "left_over",
            "may_be_prescribed",
            "nothing_withdrawn",
            "other_currency",
            "prescribed",
            "settlement_unclear",
            "split_by_policy",
        }
    )
    | frozenset(Doubt),
    "lacks": frozenset(LackCode),
    "statuses": frozenset(PrescriptionStatus),
    "causes": frozenset(Cause),
    "terms": frozenset(TermCode),
    "free": frozenset(one.code for one in FREE),
}
_CLAIM_VALUES: Mapping[str, frozenset[str]] = {
    "charge": frozenset(ChargeKind),
    "day_count": frozenset(DayCount),
    "rounding": frozenset(Rounding),
    "allocation": frozenset(AllocationOrder),
}


def _holds() -> Iterator[str]:
    """Find the codes of the reasons that journals give, where the code makes them."""
    for name, module in modules.loaded().items():
        if name.startswith(("inkasso_rules.journal", "inkasso_rules.ledger")):
            for node in ast.walk(ast.parse(inspect.getsource(module))):
                match node:
                    case ast.Call(func=ast.Name("Reason"), args=[_, ast.Constant(str() as code), *_]):
                        yield code


_JOURNAL_TABLES = [field.name for field in attrs.fields(JournalWords) if field.name != "values"]
#: The codes of each table for journals.
_JOURNALS: Mapping[str, frozenset[str]] = {
    "lines": frozenset(VoucherLineCode),
    "vouchers": frozenset(VoucherCode),
    "holds": frozenset(_holds()),
    "unmatched": frozenset(UnmatchedReason),
    "differences": frozenset(DifferenceCode),
}
_JOURNAL_VALUES: Mapping[str, frozenset[str]] = {"state": frozenset(BookedState), "part": frozenset(PartKind)}
#: What the tables for journals may fill in: ids.
_JOURNAL_FILLED: Mapping[str, set[str]] = {
    "lines": set(),
    "vouchers": {"subject", "reverses"},
    "holds": set(),
    "unmatched": {"invoice"},
    "differences": set(),
}
#: What the tables for cases may fill in, beside the fields of commands.
_FILLED: Mapping[str, set[str]] = {
    "facts": {"invoice_id", "amount", "capital", "cost", "gate"},
    "breaches": set(),
    "steps": set(),
    "waits": set(),
    "marks": set(),
    "requests": {"amount", "gate"},
}
_EVERY_LANGUAGE = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)


def _names(*classes: Any) -> set[str]:
    return {field.name for cls in classes for field in attrs.fields(cls)}


def _every_table(words: Words) -> dict[str, Mapping[str, str]]:
    """Return all tables of a language by name."""
    plain = [name for name in _TABLES if name not in {"values", "cases", "claims", "journal"}]
    return {
        **{name: getattr(words, name) for name in plain},
        **{f"values.{name}": table for name, table in words.values.items()},
        **{f"cases.{name}": getattr(words.cases, name) for name in _CASE_TABLES},
        **{f"claims.{name}": getattr(words.claims, name) for name in _CLAIM_TABLES},
        **{f"claims.values.{name}": table for name, table in words.claims.values.items()},
        **{f"journal.{name}": getattr(words.journal, name) for name in _JOURNAL_TABLES},
        **{f"journal.values.{name}": table for name, table in words.journal.values.items()},
    }


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
        ("reasons", [MissingItem, Hindrance, Obstacle, Unlisted]),
        ("notices", [NoticeCode]),
    ],
)
def test_every_reason_and_notice_has_a_clause(words: Words, table: str, codes: list[type[StrEnum]]) -> None:
    """The clauses are those of the enums."""
    assert {code for each in codes for code in each} == set(getattr(words, table))


def test_no_two_reasons_share_a_code() -> None:
    """One clause can only say one thing."""
    codes = [code for each in (MissingItem, Hindrance, Obstacle, Unlisted) for code in each]
    assert len(codes) == len(set(codes))


@_EVERY_LANGUAGE
def test_every_value_of_an_enum_has_a_word(words: Words) -> None:
    """Statuses, channels, stages and the like are said by words."""
    assert _VALUES == {name: frozenset(values) for name, values in words.values.items()}


@_EVERY_LANGUAGE
@pytest.mark.parametrize("table", _CASES)
def test_every_code_of_a_case_has_words(words: Words, table: str) -> None:
    """Facts, checks, steps, waits, marks, requests and commands have words, and there are none for anything else."""
    assert _CASES[table] == set(getattr(words.cases, table))


@_EVERY_LANGUAGE
@pytest.mark.parametrize("table", _CLAIMS)
def test_every_code_of_a_claim_has_words(words: Words, table: str) -> None:
    """Lines, what moves money, reasons, warnings, lacks and answers have words, and there are none for else."""
    assert _CLAIMS[table] == set(getattr(words.claims, table))


@_EVERY_LANGUAGE
def test_every_kind_of_charge_and_every_convention_has_a_word(words: Words) -> None:
    """So do the ways to count days, to round and to allocate."""
    assert _CLAIM_VALUES == {name: frozenset(values) for name, values in words.claims.values.items()}


@_EVERY_LANGUAGE
@pytest.mark.parametrize("table", _JOURNALS)
def test_every_code_of_a_journal_has_words(words: Words, table: str) -> None:
    """Lines, vouchers, reasons and differences have words, and there are none for anything else."""
    assert _JOURNALS[table] == set(getattr(words.journal, table))


@_EVERY_LANGUAGE
def test_every_way_to_be_booked_and_every_part_of_a_payment_has_a_word(words: Words) -> None:
    """A host shows them in tables of its own."""
    assert _JOURNAL_VALUES == {name: frozenset(values) for name, values in words.journal.values.items()}


@pytest.mark.parametrize("table", _JOURNAL_FILLED)
def test_words_of_a_journal_fill_in_only_ids(table: str) -> None:
    """Of a voucher its subject, of a payment its invoice; never who paid, or what a bank row refers to."""
    texts = getattr(words_in("en").journal, table).values()
    assert _JOURNAL_FILLED[table] == {name for text in texts for name in _slots(text)}


@_EVERY_LANGUAGE
def test_what_is_no_act_has_a_name_as_a_source(words: Words) -> None:
    """Acts are cited as they are; what is agreed, invoiced, or a rule of the service stands in none."""
    (piece,) = agreed_rates(AgreedInterest(percent=Decimal(12)), debtor_kind=None).pieces
    assert {
        *(piece.source.act, piece.source.place),
        *(lines._INVOICE.act, lines._INVOICE.place),
        lines._SERVICE.act,
    } == set(words.claims.sources)


@pytest.mark.parametrize("table", [name for name in _CLAIMS if name != "lines"])
def test_words_of_a_claim_fill_in_nothing(table: str) -> None:
    """What depends on the claim stands in the phrases about a clause, and in the names of lines."""
    assert set() == {name for text in getattr(words_in("en").claims, table).values() for name in _slots(text)}


@_EVERY_LANGUAGE
def test_an_addition_is_said_of_what_a_fact_says(words: Words) -> None:
    """An addition names the one thing that it adds, and is keyed by it, or by a kind and it; a yes or no has two."""
    kinds = {f"{kind}_{name}": name for kind in FactKind for name in _names(Fact)}
    yes = {"as_required", "by_administrator", "from_start"}
    either = yes | {f"not_{name}" for name in yes}
    assert set() == set(words.cases.additions) - _names(Fact) - set(kinds) - either
    named = {code: {kinds.get(code, code)} for code in set(words.cases.additions) - either}
    assert named == {code: _slots(words.cases.additions[code]) for code in named}


@pytest.mark.parametrize("table", _FILLED)
def test_words_of_cases_fill_in_only_what_there_is(table: str) -> None:
    """A fact or a request offers ids, amounts and codes; never who somebody is."""
    assert (
        set()
        == {name for text in getattr(words_in("en").cases, table).values() for name in _slots(text)} - _FILLED[table]
    )
    assert set() == {"amount", "gate"} - _names(Request)


@pytest.mark.parametrize("name", _COMMANDS)
def test_words_of_a_command_fill_in_its_fields(name: str) -> None:
    """Ids, days and amounts of a command are said; nothing about the debtor."""
    said = _slots(words_in("en").cases.commands[name])
    assert set() == said - _names(_COMMANDS[name])
    assert set() == said - {"invoice_id", "settlement_id", "paid_on", "credited_on", "amount"}


def test_a_notice_about_money_says_how_much() -> None:
    """The notices that carry an amount name it."""
    about_money = {NoticeCode.EXCESS, NoticeCode.LATE_MONEY, NoticeCode.OWED_AGAIN, NoticeCode.OVERPAID}
    assert about_money == {code for code, text in words_in("en").notices.items() if _slots(text) == {"amount"}}
    assert about_money == {code for code, text in words_in("en").notices.items() if _slots(text)}


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
    cases = (getattr(words.cases, name) for name in _CASE_TABLES)
    claims = (*(getattr(words.claims, name) for name in _CLAIM_TABLES), *words.claims.values.values())
    journal = (*(getattr(words.journal, name) for name in _JOURNAL_TABLES), *words.journal.values.values())
    every = (*tables, *words.values.values(), *cases, *claims, *journal)
    texts = [text for table in every for text in table.values()]
    assert [] == [text for text in texts if text != text.strip() or not text]


@_EVERY_LANGUAGE
def test_clauses_take_no_capital_and_no_full_stop(words: Words) -> None:
    """A clause can stand after another one; only a name or an abbreviation begins it with a capital."""
    names = ("API-", "Kronofogdens ", "VAT")
    cases = (getattr(words.cases, name) for name in _CASE_TABLES if name != "phrases")
    claims = (getattr(words.claims, name) for name in _CLAIM_TABLES if name != "phrases")
    journal = (getattr(words.journal, name) for name in _JOURNAL_TABLES if name != "phrases")
    tables = (words.blocks, words.otherwise, words.reasons, words.notices, *cases, *claims, *journal)
    clauses = [clause for table in tables for clause in table.values()]
    assert [] == [clause for clause in clauses if clause.endswith(".")]
    assert [] == [clause for clause in clauses if clause[0].isupper() and not clause.startswith(names)]


def test_every_language_has_the_same_words() -> None:
    """The tables of all languages have the same keys, in the same order."""
    english, *others = (_every_table(words) for words in LANGUAGES.values())
    assert [{name: list(table) for name, table in english.items()}] * len(others) == [
        {name: list(table) for name, table in other.items()} for other in others
    ]


def test_every_language_fills_in_the_same_facts() -> None:
    """A template names the same facts in every language."""
    english, *others = (_every_table(words) for words in LANGUAGES.values())
    for table, templates in english.items():
        for code, template in templates.items():
            assert [_slots(template)] * len(others) == [_slots(other[table][code]) for other in others]


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
