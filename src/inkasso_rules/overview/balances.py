"""What is left to pay of an invoice, and the day that it stands for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.dates import day_or_none
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.requirements import decides

__all__ = ["Balance", "BalanceCurrencyError", "BalanceSource", "latest_balances"]


class BalanceSource(StrEnum):
    """Where an open amount was read."""

    #: The bank statement.
    BANK_STATEMENT = "bank_statement"
    #: The daily journal of batch payments.
    DAILY_JOURNAL = "daily_journal"


@attrs.frozen(kw_only=True)
class Balance:
    """What was left to pay of an invoice when the day *stands_for_on* was over, by one source."""

    invoice_id: str
    amount: Money
    stands_for_on: dt.date = attrs.field(validator=day_or_none)
    source: BalanceSource


class BalanceCurrencyError(InkassoRulesError, ValueError):
    """
    A balance is in another currency than its invoice.

    Attributes:
        invoice_id: The invoice.

        found: The currency of the balance.

        wanted: The currency of the invoice.
    """

    def __init__(self, invoice_id: str, found: str, wanted: str) -> None:
        super().__init__(invoice_id, found, wanted)
        self.invoice_id, self.found, self.wanted = invoice_id, found, wanted

    def __str__(self) -> str:
        return f"invoice {self.invoice_id} has a balance in {self.found}; wanted {self.wanted}, its own currency."


@decides("VW-2")
def latest_balances(balances: Iterable[Balance], *, settings: Settings, as_of: dt.date) -> Mapping[str, Balance]:
    """
    Return the latest balance of each invoice through *as_of*.

    Where batch payments are on, only the daily journal counts, else only the bank statement. Of several for one day the
    last one given counts.
    """
    source = BalanceSource.DAILY_JOURNAL if settings.batch_payments else BalanceSource.BANK_STATEMENT
    counted = (one for one in balances if one.source is source and one.stands_for_on <= as_of)
    by_day = sorted(counted, key=lambda balance: balance.stands_for_on)
    return MappingProxyType({balance.invoice_id: balance for balance in by_day})
