"""The commands about the law and about claims: ``law``, ``interest`` and ``statement``."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from rich.console import RenderableType

from inkasso_host import cells, texts
from inkasso_host.claims import read_facts, said_facts
from inkasso_host.creditors import read_creditor
from inkasso_host.law_output import (
    Reckoned,
    interest_as_csv,
    interest_as_json,
    interest_as_text,
    law_as_csv,
    law_as_json,
    law_as_text,
)
from inkasso_host.reading import CellError
from inkasso_host.statement_output import statement_as_csv, statement_as_json, statement_as_text
from inkasso_rules.claim import Charge, Claim, statement
from inkasso_rules.law.interest import late_interest
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY

__all__ = ["ANSWERS", "add_commands", "day"]

#: What a command answers: parts of a table, or a text.
Answer = str | Iterator[RenderableType]

#: The only claim there is, and its only charge.
_INVOICE: Final = "invoice"


def day(written: str) -> dt.date:
    """Read a day; argparse makes the message."""
    try:
        return dt.datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone.
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no day; wanted one as 2026-03-16") from None


def _percent(written: str) -> Decimal:
    try:
        found = cells.percent(written)
    except CellError:
        found = None
    if found is None:
        raise argparse.ArgumentTypeError(f"{written!r} is no rate in percent; wanted one as 8.5")
    return found


def _decimal(written: str) -> Decimal:
    if not written.replace(".", "", 1).isdecimal():
        raise argparse.ArgumentTypeError(f"{written!r} is no plain number; wanted one as 0.0875")
    return Decimal(written)


def _codes(kinds: type[StrEnum]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


# --- what may be asked ------------------------------------------------------------------------------------------------
def add_commands(commands: Any) -> None:
    """Add the commands to the parsers of ``inkasso``."""
    law = commands.add_parser(
        "law",
        help="list the values of the law on a day",
        description="Lists every value of the law on a day, with its first day, its source and how well it is known.",
    )
    law.add_argument("--on", type=day, required=True, metavar="DAY", help="the day, as 2026-03-16")
    _add_forms(law)
    _add_interest(commands)
    _add_statement(commands)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--format", choices=("table", "json", "csv"), default="table", help="of the output (default: table)")
    add("--lang", choices=texts.LANGUAGES, default="en", help="language of all words (default: en)")
    add("--out", type=Path, metavar="FILE", help="write there, and not to the terminal")


def _add_amount(parser: argparse.ArgumentParser, said: str) -> None:
    parser.add_argument("amount", metavar="AMOUNT", help=f"{said}, as 1250.50")
    parser.add_argument("--currency", default="SEK", metavar="CODE", help="of the amount, by ISO 4217 (default: SEK)")


def _add_rates(parser: argparse.ArgumentParser) -> None:
    agreed = parser.add_mutually_exclusive_group()
    agreed.add_argument("--rate", type=_percent, metavar="P", help="the agreed rate, in percent a year")
    agreed.add_argument("--margin", type=_percent, metavar="P", help="agreed points above the reference rate")
    parser.add_argument(
        "--debtor-kind", choices=_codes(DebtorKind), help="what the debtor is, by the purpose of the purchase"
    )
    parser.add_argument("--no-supply", action="store_true", help="the claim is not for goods or services of a trader")


def _add_interest(commands: Any) -> None:
    parser = commands.add_parser(
        "interest",
        help="compute late interest",
        description="Computes late interest on an amount: the law's, or as agreed. The first day and the last both count.",
    )
    add = parser.add_argument
    _add_amount(parser, "what is owed")
    add("--from", dest="start", type=day, required=True, metavar="DAY", help="the first day")
    add("--to", dest="end", type=day, required=True, metavar="DAY", help="the last day")
    _add_rates(parser)
    add("--day-count", choices=_codes(DayCount), default=POLICY.day_count.value, help="how days are counted")
    add("--rounding", choices=_codes(Rounding), default=POLICY.rounding.value, help="what is rounded, and when")
    _add_forms(parser)


def _add_statement(commands: Any) -> None:
    parser = commands.add_parser(
        "statement",
        help="state what a debtor owes on a day",
        description="States what is owed of one invoice on a day: capital, interest, costs and payments, with sources.",
    )
    add, either = parser.add_argument, argparse.BooleanOptionalAction
    _add_amount(parser, "the invoice")
    add("--as-of", type=day, required=True, metavar="DAY", help="the day of the statement; it counts")
    add("--due-date", type=day, required=True, metavar="DAY", help="the due date")
    add("--due-date-agreed", action=either, help="whether it was agreed in advance, and not only stated on the invoice")
    add("--sent-on", type=day, metavar="DAY", help="the day on which the invoice was sent")
    add("--interest-stated", action=either, help="whether the invoice said that late payment costs interest")
    add("--reminder-fee-agreed", action=either, help="whether a fee for reminders was agreed in advance")
    _add_rates(parser)
    add("--fact", action="append", default=[], metavar="'DAY KIND [AMOUNT]'", help="what has happened; may be repeated")
    add("--facts", type=Path, metavar="FILE", help="what has happened, in one CSV file")
    add(
        "--waive",
        action="append",
        default=[],
        choices=_codes(CostKind),
        help="a cost that is not asked for; may be repeated",
    )
    add("--sek-rate", type=_decimal, metavar="R", help="what one krona is in the invoice's currency: fees are kronor")
    add("--settings", type=Path, metavar="FILE", help="the creditor, its settings and the policy, in TOML")
    _add_forms(parser)


# --- what is answered -------------------------------------------------------------------------------------------------
def _law(options: argparse.Namespace) -> Answer:
    forms: dict[str, Callable[..., Answer]] = {"table": law_as_text, "json": law_as_json, "csv": law_as_csv}
    return forms[options.format](SWEDEN, options.on, options.lang)


def _interest(options: argparse.Namespace) -> Answer:
    principal = Money.of(options.amount, options.currency)
    found = late_interest(
        principal,
        start=options.start,
        end=options.end,
        rates=agreed_rates(_agreed(options), debtor_kind=_debtor_kind(options), is_supply=not options.no_supply),
        day_count=DayCount(options.day_count),
        rounding=Rounding(options.rounding),
    )
    told = Reckoned(principal=principal, start=options.start, end=options.end, interest=found)
    forms: dict[str, Callable[..., Answer]] = {
        "table": interest_as_text,
        "json": interest_as_json,
        "csv": interest_as_csv,
    }
    return forms[options.format](told, options.lang)


def _debtor_kind(options: argparse.Namespace) -> DebtorKind | None:
    return None if options.debtor_kind is None else DebtorKind(options.debtor_kind)


def _agreed(options: argparse.Namespace) -> AgreedInterest | None:
    if options.rate is None and options.margin is None:
        return None
    return AgreedInterest(percent=options.rate, margin=options.margin)


def _statement(options: argparse.Namespace) -> Answer:
    policy = POLICY if options.settings is None else read_creditor(options.settings).policy
    found = statement(_claim(options), as_of=options.as_of, policy=policy)
    forms: dict[str, Callable[..., Answer]] = {
        "table": statement_as_text,
        "json": statement_as_json,
        "csv": statement_as_csv,
    }
    return forms[options.format](found, options.lang)


def _claim(options: argparse.Namespace) -> Claim:
    currency, facts = options.currency, said_facts(options.fact, options.currency)
    if options.facts is not None:
        facts += read_facts(options.facts, currency)
    rate = options.sek_rate
    return Claim(
        claim_id=_INVOICE,
        charges=(
            Charge(
                charge_id=_INVOICE,
                amount=Money.of(options.amount, currency),
                due_date=options.due_date,
                sent_on=options.sent_on,
                states_interest=options.interest_stated,
            ),
        ),
        debtor_kind=_debtor_kind(options),
        is_supply=not options.no_supply,
        agreements=Agreements(
            due_date=options.due_date_agreed, reminder_fee=options.reminder_fee_agreed, interest=_agreed(options)
        ),
        claimed=frozenset(CostKind) - frozenset(map(CostKind, options.waive)),
        sek_rate=None if rate is None else ExchangeRate(currency="SEK", into=currency, rate=rate, on=options.as_of),
        facts=facts,
    )


#: What each command answers; a fault of what was asked is an error of the library's family.
ANSWERS: Final[Mapping[str, Callable[[argparse.Namespace], Answer]]] = MappingProxyType(
    {"law": _law, "interest": _interest, "statement": _statement}
)
