"""Stored forms: what is written, what is read, and what is refused."""

import collections.abc
import copy
import datetime as dt
import json
import pickle
import typing
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from inkasso_rules.candidates import Candidate
from inkasso_rules.eligibility import MANUAL, decide
from inkasso_rules.expressions import AllOf, Field, Flag, Value
from inkasso_rules.law.demands import InterestPart
from inkasso_rules.law.interest import Segment
from inkasso_rules.law.parameter import Citation
from inkasso_rules.model.agreements import AgreedInterest
from inkasso_rules.model.facts import FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, Customer
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Settings
from inkasso_rules.reasons import Seen
from inkasso_rules.records import RECORDED, VERSION, RecordError, canonical_json, from_record, to_record
from tests.architecture import frozen, modules
from tests.data import AS_OF, a_creditor, an_invoice
from tests.records import histories, samples

#: Public attrs classes without records, and why; the text of the package names them all.
UNRECORDED = {
    # They hold functions: code, not data.
    "Bit": "holds rules",
    "Bound": "holds compiled rules",
    "Comparison": "holds transfer plans; its changes have records",
    "Decider": "holds compiled rules",
    "Layout": "holds compiled rules",
    "Rule": "holds a condition",
    "RuleSet": "holds rules",
    "Scenario": "holds a rule set",
    "TransferPlan": "holds a rule set; its decisions and its confirmation have records",
    "Check": "holds a predicate",
    "Refusal": "holds a predicate",
    "Tell": "holds a predicate",
    "Transition": "holds an effect",
    # They hold data that nobody keeps.
    "CaseWords": "tables of words, part of the library",
    "ClaimWords": "tables of words, part of the library",
    "JournalWords": "tables of words, part of the library",
    "CodeMap": "a host's configuration",
    "Draft": "a case while its facts are folded; a case has a record",
    "Ending": "an effect, part of the library's table",
    "Batch": "what a plan and its confirmation share; a confirmation has a record",
    "Look": "what tracing finds in a rule's bytecode; a step of compiling",
    "FrameProblem": "part of an error, and of an extra, which the core does not import",
    "Weighted": "a step of compiling",
    "Words": "a table of words, part of the library",
    # They are a law, which is part of the library, or what is worked out by one whenever it is asked for.
    "Dated": "part of a law",
    "Law": "part of the library",
    "Meter": "the rates of a law, added up",
    "Parameter": "part of a law",
    "Piece": "part of the rates of a law",
    "Rates": "the rates of a law",
    "Accrual": "a step of a statement",
    "ClaimedCosts": "a step of a statement",
    "Collected": "a step of the terms",
    "Ledger": "a claim while its facts are counted",
    "Reading": "a step of a statement",
    "Statement": "works its lines out by a law; its claim and its lines have records",
    "Target": "a step of checking costs",
    "AskedCost": "a step of the terms",
    "Terms": "made by a law; its claim and its lines have records",
    "FreeOfCharge": "a constant of the library",
    # They are steps of posting, or read from vouchers or settlements whenever they are asked for.
    "Clearing": "read from vouchers, which have records",
    "ClearingItem": "read from vouchers",
    "Desk": "a step of posting",
    "Loss": "read from booked rows",
    "Match": "read from vouchers",
    "Month": "a step of posting; a voucher has a record",
    "PartRule": "part of the library",
    "Portion": "read from booked rows",
    "Standing": "read from booked rows, which have records",
    "ListedAmounts": "part of a listing",
    "ListedInvoice": "part of a listing",
    "ListedPayment": "part of a listing",
    "Listing": "made from a settlement, which has a record",
    "Sheet": "a listing in words",
    # They are what a file holds, which is stored as that file.
    "ByObject": "how a host's files are read",
    "ByPattern": "how a host's files are read",
    "ByTable": "how a host's files are read",
    "LedgerReading": "read from files; a booked invoice has a record",
    "SieAccount": "part of a file",
    "SieBalance": "part of a file",
    "SieDimension": "part of a file",
    "SieFile": "a file",
    "SieObject": "part of a file",
    "SieProblem": "found in a file",
    "SieReading": "a file and what is wrong with it",
    "SieRow": "part of a file",
    "SieVoucher": "part of a file",
    "SieYear": "part of a file",
    "UnmatchedRow": "found in a file",
    # They pass through a port: a store keeps the facts, and what a transport answers becomes one.
    "Changes": "what a transport answers",
    "Document": "bytes that a host holds",
    "Rejected": "what a transport answers",
    "Sent": "what a transport answers",
    "Stored": "facts and their count; facts have records",
    "Unreachable": "what a transport answers",
}

#: What the folder of a version holds.
FILES = {f"{name}.json" for name in RECORDED} | {f"history-{name}.json" for name in histories.HISTORIES}

TOO_DEEP = ("too many levels", "at most 60, one in another")

_PLAIN = (str, int, bool, type(None))


def _is_plain(data: object) -> bool:
    """Tell whether data is of JSON's types exactly: no subclasses, no other types."""
    if type(data) is dict:
        return all(type(key) is str and _is_plain(part) for key, part in data.items())
    return all(map(_is_plain, data)) if type(data) is list else type(data) in _PLAIN


# --- every type -------------------------------------------------------------------------------------------------------
def test_no_public_class_is_forgotten() -> None:
    """Whoever adds a class says how it is recorded, or why it is not."""
    public = {cls.__name__ for cls in frozen.public_classes(modules.loaded()) if attrs.has(cls)}
    assert public == RECORDED.keys() | UNRECORDED.keys()
    assert set() == RECORDED.keys() & UNRECORDED.keys()


def _holds_function(annotation: Any, seen: frozenset[type] = frozenset()) -> bool:
    """Tell whether a value of this type holds a function, at any depth."""
    origin = typing.get_origin(annotation) or annotation
    if origin is collections.abc.Callable:
        return True
    parts = list(typing.get_args(annotation))
    if attrs.has(origin) and origin not in seen:
        parts += typing.get_type_hints(origin).values()
        seen |= {origin}
    return any(_holds_function(part, seen) for part in parts)


def test_what_holds_functions_has_no_record() -> None:
    """Only few other classes have none, and the reasons are those given."""
    public = {cls.__name__: cls for cls in frozen.public_classes(modules.loaded()) if attrs.has(cls)}
    holders = {name for name, reason in UNRECORDED.items() if reason.startswith("holds ")}
    assert holders == {name for name, cls in public.items() if _holds_function(cls)}


@pytest.mark.parametrize("cls", RECORDED.values(), ids=RECORDED.keys())
def test_no_field_hides_what_a_record_says_of_itself(cls: type) -> None:
    """The type and the version of a record are no names of fields."""
    assert set() == {"type", "version"} & {field.name for field in attrs.fields(cls)}


@pytest.mark.parametrize("name", RECORDED)
def test_a_stored_record_stays_readable(name: str) -> None:
    """A record of this version means the value that it was made from."""
    stored = json.loads((samples.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert samples.SAMPLES[name] == from_record(stored)


@pytest.mark.parametrize("name", RECORDED)
def test_a_stored_record_is_what_is_written(name: str) -> None:
    """The same value is written as it was before; another form needs another version."""
    stored = json.loads((samples.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert stored == to_record(samples.SAMPLES[name])


@pytest.mark.parametrize("name", RECORDED)
def test_a_record_is_plain_data(name: str) -> None:
    """A record holds nothing that JSON does not have, not even a text that is also a code."""
    assert _is_plain(to_record(samples.SAMPLES[name]))


def test_the_samples_leave_no_file_over() -> None:
    """Every stored record is one of a type that there is, or a history."""
    assert FILES == {path.name for path in samples.FOLDER.iterdir()}


def test_missing_samples_are_written_and_others_left_alone(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script adds the records of new types, and never changes a stored one."""
    monkeypatch.setattr(samples, "FOLDER", tmp_path)
    (tmp_path / "Money.json").write_text("old", encoding="utf-8")
    samples.write()
    assert "old" == (tmp_path / "Money.json").read_text(encoding="utf-8")
    assert FILES == {path.name for path in tmp_path.iterdir()}


# --- every history ----------------------------------------------------------------------------------------------------
def _stored_history(name: str) -> Any:
    return json.loads((samples.FOLDER / f"history-{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", histories.HISTORIES)
def test_stored_facts_fold_to_the_stored_case(name: str) -> None:
    """Whatever a later version adds, facts that were stored mean the case that they meant, and say what they said."""
    stored = _stored_history(name)
    history = histories.read(stored)
    assert from_record(stored["case"]) == history.case()
    assert [from_record(said) for said in stored["said"]] == list(history.case().said)
    assert stored == history.record()


@pytest.mark.parametrize("name", histories.HISTORIES)
def test_a_stored_history_is_what_is_written(name: str) -> None:
    """The same history is written as it was before."""
    assert _stored_history(name) == histories.HISTORIES[name].record()


def test_the_stored_histories_hold_every_kind_of_fact() -> None:
    """A kind that is added needs a history that holds it."""
    stored = [histories.read(_stored_history(name)) for name in histories.HISTORIES]
    assert set(FactKind) == {fact.kind for history in stored for fact in history.facts}


# --- what is written --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "fields"),
    [
        pytest.param(Money(125050),                             {"minor": 125050, "currency": "SEK"},             id="amount"),
        pytest.param(AgreedInterest(percent=Decimal("8.50")),   {"percent": "8.50", "margin": None},              id="decimal"),
        pytest.param(InterestPart(percent=Decimal("-0.50")),    {"percent": "-0.50", "amount": None, "starts_on": None, "ends_on": None, "principal": None}, id="decimal below zero"),
        pytest.param(Segment(AS_OF, AS_OF, 1, Fraction(10), Money(1), Fraction(-10, 365), Citation("a", "b")), {"starts_on": "2026-03-16", "ends_on": "2026-03-16", "days": 1, "percent": "10/1", "principal": {"minor": 1, "currency": "SEK"}, "exact": "-2/73", "source": {"act": "a", "place": "b", "amended_by": None}}, id="fraction"),
        pytest.param(Seen("due_date", dt.date(2024, 2, 29)),    {"field": "due_date", "value": {"type": "date", "day": "2024-02-29"}}, id="day among others"),
        pytest.param(Seen("currency", "2024-02-29"),            {"field": "currency", "value": "2024-02-29"},     id="text like a day"),
        pytest.param(Seen("financed", value=True),              {"field": "financed", "value": True},             id="true is no number"),
        pytest.param(Value(frozenset({"b", "a", "c"})),         {"value": ["a", "b", "c"]},                       id="sorted set"),
        pytest.param(Value(None),                               {"value": None},                                  id="null"),
    ],
)  # fmt: skip
def test_what_is_written(value: object, fields: dict[str, Any]) -> None:
    """Days are ISO 8601, decimals text, sets sorted; a value among several types says which it is."""
    assert {"type": type(value).__name__, "version": 1, **fields} == to_record(value)


def test_the_same_value_has_the_same_bytes() -> None:
    """Canonical JSON has one form: sorted keys, no spaces, ASCII, whatever order a set came in."""
    expected = '{"care_of":null,"city":"Malm\\u00f6","country":null,"postcode":null,"street":null,"type":"Address","version":1}'
    assert expected == canonical_json(Address(city="Malmö"))
    assert canonical_json(Value(frozenset("abc"))) == canonical_json(Value(frozenset("cba")))


def test_a_decision_survives_storage() -> None:
    """A decision made, stored as text and read is the decision."""
    decision = decide(an_invoice(due_date=AS_OF), rules=MANUAL, creditor=a_creditor(), as_of=AS_OF)
    assert decision == from_record(json.loads(canonical_json(decision)))


_CASE: Any = samples.SAMPLES["Case"]
_SEGMENT: Any = samples.SAMPLES["Segment"]
_TERM: Any = samples.SAMPLES["TermLine"]


class _OtherSeries(Series[Settings]):
    """A subclass is another type."""


_GROUND: Any = samples.SAMPLES["Ground"]


class _Wider(Candidate):
    """A host's own record type."""


@pytest.mark.parametrize(
    ("value", "type_", "path", "found"),
    [
        pytest.param(5,                                                    "",        "",                 "a whole number",                    id="no value of ours"),
        pytest.param(MANUAL,                                               "",        "",                 "a value of type RuleSet",           id="functions"),
        pytest.param(Series.always(5),                                     "Series",  "entries[0].value", "a whole number",                    id="series of numbers"),
        pytest.param(Seen("due_date", dt.datetime(2024, 1, 1)),            "Seen",    "value",              "a value of type datetime",          id="a time is no day"),  # noqa: DTZ001
        pytest.param(an_invoice(original_number=7),                        "Invoice", "original_number",  "a whole number",                    id="number for text"),
        pytest.param(attrs.evolve(_TERM, vat_percent=8),                   "TermLine", "vat_percent",     "a whole number",                    id="whole number for decimal"),
        pytest.param(attrs.evolve(_SEGMENT, exact=8),                      "Segment", "exact",            "a whole number",                    id="whole number for fraction"),
        pytest.param(an_invoice(financed=1),                               "Invoice", "financed",         "a whole number",                    id="1 is not true"),
        pytest.param(an_invoice(status="SENT"),                            "Invoice", "status",           "a text",                            id="text for code"),
        pytest.param(an_invoice(rows=[]),                                  "Invoice", "rows",             "a list",                            id="list for tuple"),
        pytest.param(an_invoice(debtor=None),                              "Invoice", "debtor",           "null",                              id="null for a value"),
        pytest.param(an_invoice(customer=Customer(partner_id="p", address=None)),  "Invoice", "customer.address", "null",                    id="deep"),  # type: ignore[arg-type]
        pytest.param(attrs.evolve(_CASE, asked=((Gate.LEGAL,),)),          "Case",    "asked[0]",         "a value of type tuple",             id="half a pair"),
        pytest.param(attrs.evolve(_CASE, asked=([Gate.LEGAL, AS_OF],)),    "Case",    "asked[0]",         "a list",                            id="list for pair"),
        pytest.param(attrs.evolve(_CASE, asked=((Gate.LEGAL, None),)),     "Case",    "asked[0][1]",      "null",                              id="in a pair"),
        pytest.param(attrs.evolve(_GROUND, settings=_OtherSeries.always(Settings())), "Ground", "settings", "a value of type _OtherSeries", id="subclass of a series"),
        pytest.param(attrs.evolve(_GROUND, settings=Series.always(Money(1))), "Ground", "settings.entries[0].value", "a value of type Money",  id="series of something else"),
        pytest.param(Seen("due_date", 1.5),                                "Seen",    "value",            "a number with decimals",            id="among others"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_not_written(value: object, type_: str, path: str, found: str) -> None:
    """A value that is not what its annotation says is refused, with its place."""
    with pytest.raises(RecordError) as caught:
        to_record(value)
    assert (type_, path, found) == (caught.value.type, caught.value.path, caught.value.found)


def _joined(levels: int) -> AllOf | Flag:
    """Return a tree in which so many nodes stand one in another."""
    tree: AllOf | Flag = Flag(Field("financed"), wanted=True)
    for _ in range(levels):
        tree = AllOf((tree,))
    return tree


def _nested(levels: int) -> Series[Any]:
    """Return a series in which so many more stand one in another."""
    series: Series[Any] = Series.always(Money(1))
    for _ in range(levels):
        series = Series.always(series)
    return series


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        pytest.param(_joined(30), "AllOf", id="one node too many"),
        pytest.param(_joined(1_000), "AllOf", id="nodes"),
        pytest.param(_nested(19), "Series", id="one series too many"),
        pytest.param(_nested(1_000), "Series", id="series"),
    ],
)
def test_a_bottomless_value_is_not_written(value: object, type_: str) -> None:
    """What could not be read again is refused, however deep it is."""
    with pytest.raises(RecordError) as caught:
        to_record(value)
    assert (type_, "", *TOO_DEEP) == (caught.value.type, caught.value.path, caught.value.found, caught.value.wanted)


@pytest.mark.parametrize("value", [_joined(29), _nested(18)], ids=["nodes", "series"])
def test_a_deep_value_survives_storage(value: object) -> None:
    """On as many levels as are allowed, whatever is written is read."""
    assert value == from_record(json.loads(canonical_json(value)))


def test_a_subclass_is_not_written_as_its_base() -> None:
    """What a host added would be lost without a word."""
    decision = decide(an_invoice(), rules=MANUAL, creditor=a_creditor(), as_of=AS_OF)
    wider = _Wider(**attrs.asdict(decision.candidate))
    with pytest.raises(RecordError) as caught:
        to_record(attrs.evolve(decision, candidate=wider))
    assert "a value of type Candidate, and no subclass" == caught.value.wanted


# --- what is refused --------------------------------------------------------------------------------------------------
def _changed(name: str, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    record = copy.deepcopy(to_record(samples.SAMPLES[name]))
    change(record)
    return record


@pytest.mark.parametrize(
    ("name", "change", "path", "found", "wanted"),
    [
        pytest.param("Money",          lambda r: r.update(minor=1.0),                       "minor",                       "a number with decimals", "a whole number", id="decimals"),
        pytest.param("Money",          lambda r: r.update(minor=True),                      "minor",                       "true or false",          "a whole number", id="true is no number"),
        pytest.param("Money",          lambda r: r.pop("currency"),                         "currency",                    "no such field",          "every field", id="missing"),
        pytest.param("Money",          lambda r: r.update(amount=1),                        "amount",                      "an unknown field",       "only minor, currency", id="unknown"),
        pytest.param("Money",          lambda r: r.update({"Anna Prov": 1}),                "",                            "an unknown field",       "only minor, currency", id="a field that may be a name"),
        pytest.param("Money",          lambda r: r.update({7: 1}),                          "",                            "an unknown field",       "only minor, currency", id="a field that is no text"),
        pytest.param("Invoice",        lambda r: r.update(due_date="2024-02-30"),           "due_date",                    "another text",           "a day as YYYY-MM-DD", id="no such day"),
        pytest.param("Invoice",        lambda r: r.update(due_date="20240229"),             "due_date",                    "another text",           "a day as YYYY-MM-DD", id="a day in another form"),
        pytest.param("Invoice",        lambda r: r.update(due_date=20240229),               "due_date",                    "a whole number",         "a day as YYYY-MM-DD", id="a day as number"),
        pytest.param("Invoice",        lambda r: r.update(rows="Provtext"),                 "rows",                        "a text",                 "a list", id="text for list"),
        pytest.param("Invoice",        lambda r: r["rows"][1].update(comment=[]),           "rows[1].comment",             "a list",                 "a text", id="in a row"),
        pytest.param("Invoice",        lambda r: r["debtor"]["address"].pop("city"),        "debtor.address.city",         "no such field",          "every field", id="deep"),
        pytest.param("Invoice",        lambda r: r.update(debtor=[]),                       "debtor",                      "a list",                 "an object", id="list for object"),
        pytest.param("Invoice",        lambda r: r.update(registration="gone"),             "registration",                "another text",           "one of none, pending, registered, refused, duplicate", id="unknown code"),
        pytest.param("Invoice",        lambda r: r.update(registration=1),                  "registration",                "a whole number",         "one of none, pending, registered, refused, duplicate", id="number for code"),
        pytest.param("AgreedInterest", lambda r: r.update(percent="8,5"),                   "percent",                     "another text",           "a decimal number as text", id="comma"),
        pytest.param("AgreedInterest", lambda r: r.update(percent="NaN"),                   "percent",                     "another text",           "a decimal number as text", id="no number"),
        pytest.param("AgreedInterest", lambda r: r.update(percent=8.5),                     "percent",                     "a number with decimals", "a decimal number as text", id="float"),
        pytest.param("Segment",        lambda r: r.update(exact="2/4"),                     "exact",                       "another text",           "a fraction as text, in lowest terms", id="not in lowest terms"),
        pytest.param("Segment",        lambda r: r.update(exact="1/0"),                     "exact",                       "another text",           "a fraction as text, in lowest terms", id="over nothing"),
        pytest.param("Segment",        lambda r: r.update(exact="1/-2"),                    "exact",                       "another text",           "a fraction as text, in lowest terms", id="below the line"),
        pytest.param("Segment",        lambda r: r.update(exact="0.5"),                     "exact",                       "another text",           "a fraction as text, in lowest terms", id="decimal for fraction"),
        pytest.param("Segment",        lambda r: r.update(exact=1),                         "exact",                       "a whole number",         "a fraction as text, in lowest terms", id="number for fraction"),
        pytest.param("Seen",           lambda r: r.update(value={"type": "time"}),          "value.type",                  "no known type",          "one of date, a whole number, true or false, a text, null", id="unknown choice"),
        pytest.param("Seen",           lambda r: r.update(value=1.5),                       "value",                       "a number with decimals", "one of date, a whole number, true or false, a text, null", id="no choice"),
        pytest.param("Seen",           lambda r: r.update(value=["a"]),                     "value",                       "a list",                 "one of date, a whole number, true or false, a text, null", id="no sets there"),
        pytest.param("Flag",           lambda r: r["item"].pop("type"),                     "item.type",                   "no known type",          "one of Field, Cutoff, Value", id="choice untold"),
        pytest.param("AllOf",          lambda r: r["parts"][1]["parts"][0]["left"].update(name=None), "parts[1].parts[0].left.name", "null",         "a text", id="in a tree"),
        pytest.param("Cutoffs",        lambda r: r.update(as_of=None),                      "as_of",                       "null",                   "a day as YYYY-MM-DD", id="a limit must be known"),
        pytest.param("Cutoffs",        lambda r: r.update(excluded_groups=["a", 1]),        "excluded_groups[1]",          "a whole number",         "a text", id="in a set"),
        pytest.param("Series",         lambda r: r["entries"][0]["value"].update(type="Rule"), "entries[0].value.type",    "no known type",          f"one of {', '.join(RECORDED)}", id="in a series"),
        pytest.param("Case",           lambda r: r.update(asked=[["legal"]]),               "asked[0]",                    "a list of 1",            "a list of 2", id="half a pair"),
        pytest.param("Case",           lambda r: r["asked"][1].append("legal"),             "asked[1]",                    "a list of 3",            "a list of 2", id="more than a pair"),
        pytest.param("Case",           lambda r: r.update(asked=[{}]),                      "asked[0]",                    "an object",              "a list", id="object for pair"),
        pytest.param("Case",           lambda r: r["asked"][1].reverse(),                   "asked[1][0]",                 "another text",           "one of demand, legal", id="a pair turned round"),
        pytest.param("Ground",         lambda r: r["settings"]["entries"][1].update(value={"type": "Money", "minor": 1, "currency": "SEK"}), "settings.entries[1].value", "a value of type Money", "a value of type Settings", id="series of something else"),
        pytest.param("Correction",     lambda r: r["said"][0].update(type="Fact"),          "said[0].type",                "no known type",          "one of RegisterCase, AttachInvoiceCopy, RegisterDirectPayment, RegisterCreditNote, AcknowledgeSettlement, Notice, Breach", id="nothing to say"),
        pytest.param("Money",          lambda r: r.update(version=2),                       "version",                     "version 2",              "version 1, the only one that is known", id="later version"),
        pytest.param("Money",          lambda r: r.update(version=999),                     "version",                     "version 999",            "version 1, the only one that is known", id="a version by far"),
        pytest.param("Money",          lambda r: r.update(version=1_000),                   "version",                     "a later version",        "version 1, the only one that is known", id="no likely version"),
        pytest.param("Money",          lambda r: r.update(version=10**5_000),               "version",                     "a later version",        "version 1, the only one that is known", id="a version without a text"),
        pytest.param("Money",          lambda r: r.update(version=-(10**5_000)),            "version",                     "a negative version",     "version 1, the only one that is known", id="a negative version without a text"),
        pytest.param("Money",          lambda r: r.update(minor=r),                         "",                            *TOO_DEEP, id="holds itself"),
        pytest.param("AllOf",          lambda r: r["parts"].append(r["parts"]),             "",                            *TOO_DEEP, id="a list that holds itself"),
        pytest.param("Money",          lambda r: r.update(version=True),                    "version",                     "true or false",          "version 1, the only one that is known", id="true is no version"),
        pytest.param("Money",          lambda r: r.pop("version"),                          "version",                     "null",                   "version 1, the only one that is known", id="no version"),
    ],
)  # fmt: skip
def test_what_is_not_read(
    name: str, change: Callable[[dict[str, Any]], object], path: str, found: str, wanted: str
) -> None:
    """Whatever is not as it was written is refused, with its place, and without what stands there."""
    with pytest.raises(RecordError) as caught:
        from_record(_changed(name, change))
    error = caught.value
    assert (name, path, found, wanted) == (error.type, error.path, error.found, error.wanted)
    assert error.__cause__ is None


@pytest.mark.parametrize(
    ("record", "path", "found"),
    [
        pytest.param([], "", "a list", id="no object"),
        pytest.param({}, "type", "no known type", id="untold"),
        pytest.param({"type": ["Money"], "version": 1}, "type", "no known type", id="a type that is no text"),
        pytest.param({"type": "RuleSet", "version": 1}, "type", "no known type", id="not recorded"),
    ],
)
def test_what_is_no_record(record: object, path: str, found: str) -> None:
    """A record says what it is of."""
    with pytest.raises(RecordError) as caught:
        from_record(record)
    assert ("", path, found) == (caught.value.type, caught.value.path, caught.value.found)


@pytest.mark.parametrize(
    ("name", "change", "path", "cause"),
    [
        pytest.param("Iban",   lambda r: r.update(number="SE4550000000058398257467"),                     "",           "IdentifierError",      id="checksum"),
        pytest.param("Fact",   lambda r: r.update(until="2024-04-03"),                                    "",           "FactError",            id="a fact of no use"),
        pytest.param("Step",   lambda r: r["case"]["facts"][1].update(amount=None),                       "case.facts[1]", "FactError",         id="no fact, deep"),
        pytest.param("Request", lambda r: r.update(gate=None),                                            "",           "RequestError",         id="approval of nothing"),
        pytest.param("Snapshot", lambda r: r["capital"].update(minor=-1),                                 "",           "SnapshotError",        id="below zero"),
        pytest.param("Debtor", lambda r: r["identifier"].update(number="189901319809"),                   "identifier", "IdentifierError",      id="deep"),
        pytest.param("Compare", lambda r: r.update(op="=="),                                              "",           "NodeError",            id="no operator"),
        pytest.param("AnyOf",  lambda r: r.update(parts=[]),                                              "",           "NodeError",            id="nothing joined"),
        pytest.param("AllOf",  lambda r: r["parts"][1].update(parts=[]),                                  "parts[1]",   "NodeError",            id="nothing joined, deep"),
        pytest.param("Member", lambda r: r.update(group={"type": "Value", "value": "SENT"}),              "",           "NodeError",            id="no set"),
        pytest.param("Money",  lambda r: r.update(currency="ABC"),                                        "",           "UnknownCurrencyError", id="currency"),
        pytest.param("Series", lambda r: r.update(entries=[]),                                            "",           "EmptySeriesError",     id="empty series"),
        pytest.param("Invoice", lambda r: r["total"].update(currency="USD"),                              "",           "InvoiceCurrencyError", id="two currencies"),
        pytest.param("Invoice", lambda r: r.update(number=" "),                                           "",           "InvoiceNumberError",   id="blank number"),
        pytest.param("Creditor", lambda r: r.update(country="Sverige"),                                   "",           "CountryError",         id="country"),
        pytest.param("Claim", lambda r: r.update(charges=[]),                                             "",           "ClaimError",           id="a claim of nothing"),
        pytest.param("Claim", lambda r: r["charges"][1]["amount"].update(minor=0),                        "charges[1]", "ClaimError",           id="a charge of nothing"),
        pytest.param("ExchangeRate", lambda r: r.update(rate="0"),                                        "",           "ExchangeRateError",    id="a rate of nothing"),
        pytest.param("AgreedInterest", lambda r: r.update(margin="8.00"),                                 "",           "AgreedInterestError",  id="two rates"),
        pytest.param("Measure", lambda r: r.update(cost="compensation"),                                  "",           "CostError",            id="no measure"),
        pytest.param("ChargedCost", lambda r: r["amount"].update(currency="EUR"),                         "",           "CostError",            id="no kronor"),
        pytest.param("Creditor", lambda r: r.update(ledger_currency="ABC"),                               "",           "UnknownCurrencyError", id="books in no currency"),
    ],
)  # fmt: skip
def test_what_a_type_refuses(name: str, change: Callable[[dict[str, Any]], object], path: str, cause: str) -> None:
    """What a type itself refuses is refused in a record too; the type's own error is the cause."""
    with pytest.raises(RecordError) as caught:
        from_record(_changed(name, change))
    assert (name, path, f"values that raise {cause}") == (caught.value.type, caught.value.path, caught.value.found)
    assert cause == type(caught.value.__cause__).__name__


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            RecordError("Invoice", "debtor.address", "a list", "an object"),
            "the record of Invoice has a list at debtor.address; wanted an object.",
        ),
        (RecordError("", "", "a list", "an object"), "the record has a list; wanted an object."),
    ],
)
def test_the_error_says_it_in_one_sentence(error: RecordError, message: str) -> None:
    """The message names type and place; every fact is an attribute, also after pickling."""
    assert message == str(error)
    assert vars(error) == vars(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes.


def test_the_version_is_the_first() -> None:
    """The version rises when a type changes, and then old records are kept and read."""
    assert 1 == VERSION
