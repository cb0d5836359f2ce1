"""The bundled data: made up, complete, and what their script writes."""

from collections.abc import Iterable
from typing import Any

import attrs
import pytest

from inkasso_host.creditors import CreditorFile, read_creditor
from inkasso_host.mapping import read_mapping
from inkasso_host.procountor import read_json
from inkasso_host.reading import Reading
from inkasso_host.table import read_csv
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, Decision, decider
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.policy import POLICY
from inkasso_rules.rules import RuleSet
from inkasso_rules.sample import AS_OF, CREDITOR, INVOICES, PLAIN
from tests.host.support import EXAMPLES, script, shape

# A record made from an invoice always says whether there is a name and an address.
_NEVER = {"has_name_unknown", "has_address_unknown"}
_BOTH = [MANUAL, AUTOMATIC]


def _ledger() -> Reading:
    return read_csv(EXAMPLES / "ledger.csv", shape())


def _decisions(invoices: Iterable[Invoice], by: CreditorFile, rules: RuleSet[Any, Any]) -> list[Decision]:
    judge = decider(rules=rules, creditor=by.creditor, as_of=AS_OF, policy=by.policy)
    return [judge(invoice) for invoice in invoices]


def _source(name: str) -> tuple[tuple[Invoice, ...], CreditorFile]:
    if name == "sample":
        return INVOICES, CreditorFile(CREDITOR)
    return _ledger().invoices, read_creditor(EXAMPLES / "creditor.toml")


@pytest.mark.parametrize(
    ("made_by", "name"),
    [(made_by, name) for made_by in ("make_ledger", "make_journal") for name in script(made_by).files()],
)
def test_the_committed_files_are_what_the_script_writes(made_by: str, name: str) -> None:
    """Running the script again changes nothing."""
    assert script(made_by).files()[name] == (EXAMPLES / name).read_bytes()


@pytest.mark.parametrize("source", ["sample", "ledger"])
@pytest.mark.parametrize("rules", _BOTH, ids=lambda rules: rules.name)
def test_every_reason_that_an_invoice_can_give_occurs(source: str, rules: RuleSet[Any, Any]) -> None:
    """Every bit that reads a fact of the invoice is set on some invoice."""
    invoices, by = _source(source)
    found = {code for decision in _decisions(invoices, by, rules) for code in decision.codes}
    assert {bit.code for bit in rules.blocking.bits if bit.fields} - _NEVER == found


@pytest.mark.parametrize("source", ["sample", "ledger"])
@pytest.mark.parametrize("rules", _BOTH, ids=lambda rules: rules.name)
def test_every_warning_occurs(source: str, rules: RuleSet[Any, Any]) -> None:
    """With the policies that let them be warnings, every warning is given for some invoice."""
    invoices, by = _source(source)
    unsigned = attrs.evolve(by.creditor, service=attrs.evolve(by.creditor.service, agreement_signed=False))
    lenient = attrs.evolve(POLICY, unsigned_agreement_blocks=False, other_agency_blocks_manual=False)
    decisions = _decisions(invoices, CreditorFile(unsigned, lenient), rules)
    found = {block.code for decision in decisions for block in decision.warnings}
    assert {rule.code for rule in rules.warnings} <= found


@pytest.mark.parametrize("rules", _BOTH, ids=lambda rules: rules.name)
def test_the_plain_invoice_may_go_without_a_word(rules: RuleSet[Any, Any]) -> None:
    """The invoice that the others are made from has no reason and no warning against it."""
    (decision,) = _decisions([PLAIN], CreditorFile(CREDITOR), rules)
    assert ((), ()) == (decision.blocks, decision.warnings)


def test_the_sample_has_each_number_once() -> None:
    """No two invoices of the sample share their id or number."""
    assert len(INVOICES) == len({invoice.invoice_id for invoice in INVOICES})
    assert len(INVOICES) == len({invoice.number for invoice in INVOICES})


def test_the_ledger_is_large_and_in_several_currencies() -> None:
    """At least 300 invoices in at least four currencies, all of them readable."""
    reading = _ledger()
    assert ((), 360, 360) == (reading.problems, reading.rows, len(reading.invoices))
    assert {"SEK", "EUR", "NOK", "DKK", "USD", "JPY"} == {one.total.currency for one in reading.invoices if one.total}


def test_the_same_invoices_in_json_are_the_same_invoices() -> None:
    """Where the ERP's form holds a fact, both readers say the same of it."""
    same = (
        "number original_number kind status channel invoice_date due_date new_due_date total open_amount financed reminders "
        "other_agency registration seller_note additional_information rows"
    ).split()
    from_json = read_json(EXAMPLES / "ledger.json", shape())
    from_csv = _ledger().invoices[: from_json.rows]
    assert ((), 120) == (from_json.problems, from_json.rows)
    for json_invoice, csv_invoice in zip(from_json.invoices, from_csv, strict=True):
        expected = {name: getattr(csv_invoice, name) for name in same}
        if csv_invoice.reminders is None:
            expected["financed"] = False  # The ERP always says whether an invoice is financed.
        assert expected == {name: getattr(json_invoice, name) for name in same}
        assert csv_invoice.debtor.identifier == json_invoice.debtor.identifier
        assert csv_invoice.debtor.address == json_invoice.debtor.address
        assert csv_invoice.ledger_total == json_invoice.ledger_total


def test_the_export_of_another_program_is_read_with_its_mapping() -> None:
    """Days, amounts, statuses and columns of another form give the invoices that they were made from."""
    mapping = read_mapping(EXAMPLES / "mapping.toml")
    reading = read_csv(EXAMPLES / "ledger_export.csv", shape(mapping))
    known = {invoice.number: invoice for invoice in _ledger().invoices}
    same = ("status", "invoice_date", "due_date", "total", "open_amount")
    assert ((), 60, 60) == (reading.problems, reading.rows, len(reading.invoices))
    for invoice in reading.invoices:
        original = known[invoice.number]
        assert [getattr(original, name) for name in same] == [getattr(invoice, name) for name in same]
        assert original.debtor.name == invoice.debtor.name
