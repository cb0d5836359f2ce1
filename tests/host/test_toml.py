"""Mappings and creditors in TOML: every key is understood or refused."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from inkasso_host.creditors import read_creditor, stand_in
from inkasso_host.mapping import read_mapping
from inkasso_host.reading import UnreadableFileError
from inkasso_host.toml import SettingsError
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, decide
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.creditors import Creditor, Group, ServiceState
from inkasso_rules.model.money import Money
from inkasso_rules.policy import POLICY
from inkasso_rules.sample import PLAIN
from tests.host.support import AS_OF, EXAMPLES

_ID = '[creditor]\nid = "c"\n'


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# --- creditors --------------------------------------------------------------------------------------------------------
def test_the_example_creditor_is_read() -> None:
    """Every part of the file finds its place."""
    by = read_creditor(EXAMPLES / "creditor.toml")
    creditor, automation = by.creditor, by.creditor.settings.automation
    assert ("example", ServiceState.ACTIVE, POLICY, False) == (
        creditor.creditor_id,
        creditor.service.state,
        by.policy,
        by.assumed,
    )
    assert (Group("intern"), Group("personal", "intern")) == creditor.groups
    assert (True, Money.of(100), 5, "intern", dt.date(2026, 1, 1)) == (
        automation.enabled,
        automation.minimum_amount,
        automation.delay_days,
        automation.excluded_group,
        automation.switched_on,
    )
    assert creditor.settings.include_product_information


def test_what_is_left_out_has_the_default_of_the_model(tmp_path: Path) -> None:
    """A creditor needs an id only; it then lacks everything else."""
    assert Creditor(creditor_id="c") == read_creditor(_file(tmp_path, _ID)).creditor


def test_policy_values_can_be_changed(tmp_path: Path) -> None:
    """A host that reads a source otherwise says so in the file."""
    by = read_creditor(_file(tmp_path, f"{_ID}[policy]\ndelay_days_min = 8\nminimum_amount_inclusive = true\n"))
    assert (8, True) == (by.policy.delay_days_min, by.policy.minimum_amount_inclusive)


def test_a_convention_is_given_by_its_code(tmp_path: Path) -> None:
    """One that is not known is refused."""
    by = read_creditor(_file(tmp_path, f'{_ID}[policy]\nrounding = "kronor"\nday_count = "act_act"\n'))
    assert (Rounding.KRONOR, DayCount.ACT_ACT) == (by.policy.rounding, by.policy.day_count)
    assert POLICY.allocation is by.policy.allocation
    with pytest.raises(SettingsError, match=r"policy\.rounding: is not one of the codes known here\."):
        read_creditor(_file(tmp_path, f'{_ID}[policy]\nrounding = "up"\n'))


def test_the_minimum_is_in_the_ledger_currency(tmp_path: Path) -> None:
    """Whichever that is."""
    text = f'{_ID}ledger_currency = "EUR"\n[automation]\nminimum_amount = "9.50"\n'
    automation = read_creditor(_file(tmp_path, text)).creditor.settings.automation
    assert Money.of(Decimal("9.50"), "EUR") == automation.minimum_amount


def test_the_stand_in_blocks_nothing() -> None:
    """For a first look, only the invoice's own reasons count."""
    by = stand_in(AS_OF)
    for rules in (MANUAL, AUTOMATIC):
        assert () == decide(PLAIN, rules=rules, creditor=by.creditor, as_of=AS_OF).codes


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "creditor.id"),
        (f"{_ID}nmae = 'x'", "creditor.nmae"),
        (f"{_ID}[setings]", "setings"),
        (f"{_ID}name = 5", "creditor.name"),
        (f"{_ID}organisation_number = '556047-3522'", "creditor.organisation_number"),
        (f"{_ID}ledger_currency = 'KR'", "creditor.ledger_currency"),
        ("creditor = 5", "creditor"),
        (f"{_ID}[[bank_accounts]]\nbic = 'NDEASESS'", "bank_accounts[1].id"),
        (f"{_ID}[[bank_accounts]]\nid = 'a'\nbic = 'x'", "bank_accounts[1].bic"),
        (f"{_ID}[bank_accounts]\nid = 'a'", "bank_accounts"),
        (f"{_ID}[service]\nstate = 'on'", "service.state"),
        (f"{_ID}[service]\nactive_since = 2026-01-01T10:00:00", "service.active_since"),
        (f"{_ID}[service]\nreported = 'x'", "service.reported"),
        (f"{_ID}[automation]\nenabled = 1", "automation.enabled"),
        (f"{_ID}[automation]\ndelay_days = true", "automation.delay_days"),
        (f"{_ID}[automation]\ndelay_days = -1", "automation.delay_days"),
        (f"{_ID}[automation]\nminimum_amount = 100.5", "automation.minimum_amount"),
        (f"{_ID}[automation]\nminimum_amount = '1,000'", "automation.minimum_amount"),
        (f"{_ID}[automation]\nenabled = true", "its values"),
        (f"{_ID}[policy]\ndelay_days_min = -1", "its values"),
        (f"{_ID}[policy]\nmanual_days = 8", "policy.manual_days"),
        (f"{_ID}[contact]\nname = 'x'", "contact.email"),
    ],
)
def test_a_key_that_cannot_be_is_named(tmp_path: Path, text: str, key: str) -> None:
    """Misspelt, missing, of another type, or with a value that cannot be."""
    with pytest.raises(SettingsError) as caught:
        read_creditor(_file(tmp_path, text))
    assert key == caught.value.key


# --- mappings ---------------------------------------------------------------------------------------------------------
def test_an_empty_mapping_is_the_plain_one(tmp_path: Path) -> None:
    """Nothing stated, nothing supplied."""
    mapping = read_mapping(_file(tmp_path, ""))
    assert ((), (), "number") == (mapping.supplied, mapping.assumed, mapping.column("number"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[colums]", "colums"),
        ("[columns]\nnumbr = 'x'", "columns.numbr"),
        ("[columns]\nnumber = 5", "columns.number"),
        ("[defaults]\ntotal = 1.5", "defaults.total"),
        ("[defaults]\ndue_date = 2026-01-01T10:00:00", "defaults.due_date"),
        ("[defaults]\nkind = 'x'\n[columns]\nkind = 'y'", "defaults.kind"),
        ("[defaults]\nstatus = 'SENT'\n[rules]\nsettled_on = 'x'", "defaults.status"),
        ("[columns]\nopen_amount = 'y'\n[rules]\nsettled_on = 'x'", "defaults.open_amount"),
        ("[values.stauts]\na = 'b'", "values.stauts"),
        ("[values.status]\na = 5", "values.status.a"),
        ("[values]\nstatus = 5", "values.status"),
        ("[rules]\npaid_on = 'x'", "rules.paid_on"),
        ("[file]\ndates = 'DD/MM/YY'", "file.dates"),
        ("[file]\ndates = '%d/%m/%Y'", "file.dates"),
        ("[file]\ndelimiter = 'x'", "file.delimiter"),
        ("[file]\ndecimal_comma = 'yes'", "file.decimal_comma"),
        ("[file]\nquote = 'x'", "file.quote"),
    ],
)
def test_a_key_of_a_mapping_that_cannot_be_is_named(tmp_path: Path, text: str, key: str) -> None:
    """A field that is misspelt, supplied twice, or of another type."""
    with pytest.raises(SettingsError) as caught:
        read_mapping(_file(tmp_path, text))
    assert key == caught.value.key


@pytest.mark.parametrize("content", [b"a", b"\xff", b"a = " + b"[" * 100_000, b"a = 1\na = 2"])
def test_what_is_not_toml_is_a_typed_error(tmp_path: Path, content: bytes) -> None:
    """Broken, endless, and in another encoding."""
    with pytest.raises(UnreadableFileError):
        read_mapping(_file(tmp_path, content))
