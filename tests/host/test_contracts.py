"""Our own adapters keep the promises of the ports, and a test of the contract catches each broken one."""

import inspect
from typing import Any

import pytest

from inkasso_host.memory import MemoryCaseStore, MemoryInvoices, MemoryLedger
from inkasso_host.scripted import ScriptedAgency
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.bookings import BookedInvoice
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.ports import AgencyTransport, CaseStore, Document, InvoiceSource, LedgerStore
from inkasso_rules.testing import (
    AgencyTransportContract,
    CaseStoreContract,
    InvoiceSourceContract,
    LedgerStoreContract,
)
from tests.data import AS_OF
from tests.host.broken_ledgers import BROKEN_LEDGERS
from tests.host.broken_lines import BROKEN_LINES, BROKEN_SOURCES
from tests.host.broken_stores import BROKEN_STORES


# --- ours -------------------------------------------------------------------------------------------------------------
class TestMemoryCaseStore(CaseStoreContract):
    """The store in memory."""

    make: Any = MemoryCaseStore

    def make_store(self) -> CaseStore:
        """Return an empty one."""
        store: CaseStore = self.make()
        return store


class TestScriptedAgency(AgencyTransportContract):
    """The agency that follows a script, without one."""

    make: Any = ScriptedAgency

    def make_transport(self, *, settlements: tuple[str, ...] = ()) -> AgencyTransport:
        """Return one without cases."""
        transport: AgencyTransport = self.make(day=AS_OF, settlements=settlements)
        return transport

    def make_unreachable(self) -> AgencyTransport:
        """Return one that does not answer."""
        transport: AgencyTransport = self.make(day=AS_OF, is_reachable=False)
        return transport


class TestMemoryInvoices(InvoiceSourceContract):
    """The invoices in memory."""

    make: Any = MemoryInvoices

    def make_source(
        self, invoices: tuple[tuple[str, Invoice], ...], documents: tuple[tuple[str, Document], ...]
    ) -> InvoiceSource:
        """Return them."""
        source: InvoiceSource = self.make(invoices, documents)
        return source


class TestMemoryLedger(LedgerStoreContract):
    """The ledger in memory."""

    make: Any = MemoryLedger

    def make_store(self, invoices: tuple[BookedInvoice, ...]) -> LedgerStore:
        """Return one with these invoices."""
        store: LedgerStore = self.make(invoices)
        return store


# --- a promise and its test -------------------------------------------------------------------------------------------
def _promises(port: type) -> list[str]:
    listed = inspect.cleandoc(port.__doc__ or "").partition("Promises:\n")[2]
    return [line.strip().removeprefix("- ") for line in listed.splitlines()]


def _tests(contract: type) -> dict[str, str | None]:
    return {name: test.__doc__ for name, test in vars(contract).items() if name.startswith("test_")}


@pytest.mark.parametrize(
    ("port", "contract"),
    [
        (CaseStore, CaseStoreContract),
        (AgencyTransport, AgencyTransportContract),
        (InvoiceSource, InvoiceSourceContract),
        (LedgerStore, LedgerStoreContract),
    ],
    ids=lambda cls: cls.__name__,
)
def test_each_promise_has_its_test(port: type, contract: type) -> None:
    """One to one, word for word, in the same order."""
    assert _promises(port) == list(_tests(contract).values())


# --- broken ones ------------------------------------------------------------------------------------------------------
_BROKEN = (
    *((TestMemoryCaseStore, CaseStoreContract, make, test) for make, test in BROKEN_STORES),
    *((TestScriptedAgency, AgencyTransportContract, make, test) for make, test in BROKEN_LINES),
    *((TestMemoryInvoices, InvoiceSourceContract, make, test) for make, test in BROKEN_SOURCES),
    *((TestMemoryLedger, LedgerStoreContract, make, test) for make, test in BROKEN_LEDGERS),
)


def _failing(ours: type, contract: type, make: Any) -> set[str]:
    """Return the tests of a contract that fail for what *make* makes."""
    failing = set()
    for name in _tests(contract):
        case = ours()
        case.make = make
        try:
            getattr(case, name)()
        except (AssertionError, ConnectionError, InkassoRulesError, LookupError, pytest.fail.Exception):
            failing.add(name)
    return failing


@pytest.mark.parametrize(
    ("ours", "contract", "make", "test"), _BROKEN, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_broken_promise_is_caught_by_its_test(ours: type, contract: type, make: Any, test: str) -> None:
    """By that test, and by no other."""
    assert {test} == _failing(ours, contract, make)


@pytest.mark.parametrize(
    ("broken", "contract"),
    [
        (BROKEN_STORES, CaseStoreContract),
        (BROKEN_LINES, AgencyTransportContract),
        (BROKEN_SOURCES, InvoiceSourceContract),
        (BROKEN_LEDGERS, LedgerStoreContract),
    ],
    ids=["stores", "lines", "sources", "ledgers"],
)
def test_each_promise_is_broken_by_somebody(broken: Any, contract: type) -> None:
    """No test of a contract is there that nothing fails."""
    assert list(_tests(contract)) == list(dict.fromkeys(test for _, test in broken))
