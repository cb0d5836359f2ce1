"""
Contracts that check a host's ports: subclass one, return your adapter, and let pytest run it. Extra ``testing``.

Each has one test for each promise of its protocol, and the test's docstring is the promise. Let pytest explain what
fails: call ``pytest.register_assert_rewrite("inkasso_rules.testing")`` before the import, in ``conftest.py``.
"""

from inkasso_rules.testing.agency import AgencyTransportContract
from inkasso_rules.testing.cases import CaseStoreContract
from inkasso_rules.testing.invoices import InvoiceSourceContract
from inkasso_rules.testing.ledger import LedgerStoreContract

__all__ = ["AgencyTransportContract", "CaseStoreContract", "InvoiceSourceContract", "LedgerStoreContract"]
