"""
How fast the rules are, as ratios against the same rules written by hand (``by_hand.py``).

All of it is measured in one process, the forms of one job interleaved in random order after a warm-up, without the
garbage collector; the figures are medians. Only ratios say something about the library: absolute times are the
machine's. With few rows, making the expressions outweighs the rows, and the ratios of frames mean nothing.

    python -m benchmarks.eligibility --rows 1e7 --markdown docs/explanation/performance.md
"""

import argparse
import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs
import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from benchmarks import by_hand
from benchmarks.measuring import (
    Job,
    Line,
    as_markdown,
    at_least,
    at_most,
    machine,
    medians,
    shown,
    within,
    write_between,
)
from inkasso_rules import frames
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, POLICY, decide, decider
from inkasso_rules.model.creditors import Creditor, Group, Service, ServiceState
from inkasso_rules.model.identifiers import Bic, parse_identifier
from inkasso_rules.model.invoices import Channel, Invoice, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Customer, Debtor
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.sql import mask_sql

AS_OF: Final = dt.date(2026, 3, 16)
GROUPS: Final = tuple(Group(f"g{number}", f"g{number % 5}" if number > 4 else None) for number in range(50))
CREDITOR: Final = Creditor(
    creditor_id="c-1",
    name="Provleverantören AB",
    organisation_number=parse_identifier("556047-3521"),
    address=Address(street="Box 1", postcode="111 22", city="Stockholm"),
    bank_accounts=(BankAccount(account_id="b-1", number="0000", bic=Bic("NDEASESS")),),
    groups=GROUPS,
    settings=Settings(
        automation=Automation(
            enabled=True,
            switched_on=dt.date(2025, 1, 1),
            minimum_amount=Money(100_00),
            delay_days=10,
            excluded_group="g3",
        )
    ),
    service=Service(state=ServiceState.ACTIVE, agreement_signed=True, api_user_present=True),
)
LIMITS: Final = AUTOMATIC.measure(CREDITOR, POLICY, as_of=AS_OF)
WEIGHTS: Final = {bit.code: bit.weight for bit in AUTOMATIC.blocking.bits}


# --- invoices ---------------------------------------------------------------------------------------------------------
STATUSES: Final = {"SENT": 0.8, "PARTLY_PAID": 0.1, "PAID": 0.06, "NOT_SENT": 0.02, "INVALIDATED": 0.02}


def an_invoice(number: int, rng: random.Random) -> Invoice:
    """Make an invoice; about half of them may go."""
    invoiced = AS_OF - dt.timedelta(days=rng.choice((20, 40, 60, 90, 200, 400, 1200)))
    amount = Money(rng.choice((-50_00, 50_00, 400_00, 1_250_00, 9_000_00)))
    return Invoice(
        invoice_id=f"i-{number}",
        number=f"{number}",
        kind=InvoiceKind.SALES_INVOICE,
        status=InvoiceStatus(rng.choices(list(STATUSES), list(STATUSES.values()))[0]),
        channel=Channel.EMAIL,
        invoice_date=invoiced,
        due_date=invoiced + dt.timedelta(days=rng.choice((10, 30))) if rng.random() > 0.01 else None,
        total=amount,
        open_amount=amount,
        debtor=Debtor(
            name="Exempelbolaget AB",
            address=Address(street="Provgatan 1", postcode="111 22", city="Stockholm")
            if rng.random() > 0.03
            else Address(),
        ),
        customer=Customer(partner_id="k", group_id=f"g{rng.randrange(50)}") if rng.random() > 0.4 else None,
        financed=rng.random() < 0.05,
        reminders=(),
        other_agency=rng.random() < 0.01,
        registration=Registration.NONE,
    )


def a_ledger(rows: int) -> pa.Table:
    """Make the columns that the rules read, with a few nulls, and a creditor for each row."""
    rng = np.random.default_rng(1)

    def texts(codes: Iterable[str], shares: Iterable[float] | None = None, nulls: float = 0.002) -> Any:
        pool = list(codes)
        drawn = rng.choice(len(pool), rows, p=None if shares is None else list(shares)).astype("int32")
        indices = pa.array(drawn, mask=rng.random(rows) < nulls)
        return pa.DictionaryArray.from_arrays(indices, pa.array(pool)).dictionary_decode()

    def days(ago: Any, nulls: float = 0.002) -> Any:
        passed = (AS_OF - dt.date(1970, 1, 1)).days - ago
        return pa.array(passed.astype("int32"), mask=rng.random(rows) < nulls).cast(pa.date32())

    def flags(share: float, nulls: float = 0.002) -> Any:
        return pa.array(rng.random(rows) < share, mask=rng.random(rows) < nulls)

    ago = rng.integers(1, 1300, rows)
    amounts = pa.array(np.exp(rng.normal(11.5, 1.6, rows)).astype("int64") - 100, mask=rng.random(rows) < 0.002)
    return pa.table(
        {
            "kind": texts(["SALES_INVOICE", "SALES_ORDER"], [0.99, 0.01]),
            "status": texts(STATUSES, STATUSES.values()),
            "channel": texts(Channel),
            "registration": texts(["none", "registered", "duplicate"], [0.97, 0.02, 0.01]),
            "invoice_date": days(ago),
            "due_date": days(ago - rng.choice(np.array([10, 30]), rows)),
            "total": amounts,
            "open_amount": amounts,
            "ledger_total": amounts,
            "has_name": flags(0.999),
            "has_address": flags(0.97),
            "at_other_agency": flags(0.01),
            "financed": flags(0.05),
            "reminded": flags(0.1),
            "group": texts((group.group_id for group in GROUPS), nulls=0.4),
            "disputed": flags(0.01, nulls=0.5),
            "held_until": days(ago - 20, nulls=0.9),
            "creditor_id": texts((f"c-{number}" for number in range(500)), nulls=0),
        }
    )


# --- the jobs ---------------------------------------------------------------------------------------------------------
def scalar_lines(count: int, rounds: int) -> list[Line]:
    """Judge invoices one at a time."""
    rng = random.Random(1)
    judge = decider(rules=AUTOMATIC, creditor=CREDITOR, as_of=AS_OF)
    invoices = [an_invoice(number, rng) for number in range(count)]
    facts = [judge.candidate(invoice) for invoice in invoices]
    by_hand_mask = by_hand.in_python(LIMITS)
    for one in facts:
        mask = by_hand_mask(one)
        codes = {code for place, code in enumerate(by_hand.CODES) if mask >> place & 1}
        assert codes == set(frames.reasons(judge.mask(one), rules=AUTOMATIC)), one

    def over(function: Callable[[Any], object], items: list[Any]) -> Job:
        def run() -> None:
            for item in items:
                function(item)

        return run

    few = invoices[:1000]
    taken = medians({"ours": over(judge.mask, facts), "by hand": over(by_hand_mask, facts)}, rounds=rounds)
    decided = medians(
        {
            "decider": over(judge, few),
            "decide": over(lambda invoice: decide(invoice, rules=AUTOMATIC, creditor=CREDITOR, as_of=AS_OF), few),
            "flatten": over(judge.candidate, few),
        },
        rounds=rounds,
    )
    return [
        at_most("`mask(candidate)`, against ifs by hand", taken["ours"] / count, taken["by hand"] / count, 1.25),
        Line("`candidate(invoice)`: flatten one invoice", shown(decided["flatten"] / len(few))),
        Line("`decider(…)(invoice)`: with all reasons and days", shown(decided["decider"] / len(few))),
        Line("`decide(invoice)`: the same, limits made anew", shown(decided["decide"] / len(few))),
    ]


def frame_lines(rows: int, rounds: int) -> list[Line]:
    """Judge a whole ledger as columns."""
    table = a_ledger(rows)
    frame = pl.DataFrame(pl.from_arrow(table.drop_columns(["creditor_id"])))
    owned = pl.DataFrame(pl.from_arrow(table))
    connection = duckdb.connect()
    connection.register("arrow", table)
    connection.execute("CREATE TABLE invoices AS SELECT * EXCLUDE creditor_id FROM arrow")
    connection.unregister("arrow")
    in_polars, in_sql = by_hand.in_polars(LIMITS, WEIGHTS), by_hand.in_sql(LIMITS, WEIGHTS)
    sql = mask_sql(AUTOMATIC, LIMITS)
    ask: dict[str, Any] = {"rules": AUTOMATIC, "as_of": AS_OF}
    creditors = {
        f"c-{number}": attrs.evolve(CREDITOR, settings=_settings(delay_days=5 + number % 30, minimum=number))
        for number in range(500)
    }
    jobs: dict[str, Callable[[], Any]] = {
        "polars": lambda: frames.eligibility(frame, creditor=CREDITOR, **ask)["mask"],
        "polars by hand": lambda: frame.with_columns(in_polars)["mask"],
        "duckdb": lambda: _fetched(frames.eligibility(connection.table("invoices"), creditor=CREDITOR, **ask)),
        "duckdb by hand": lambda: _fetched(connection.sql(f"SELECT {in_sql} AS mask FROM invoices")),  # noqa: S608 - all of it is ours
        "our sql": lambda: _fetched(connection.sql(f"SELECT {sql} AS mask FROM invoices")),  # noqa: S608 - all of it is ours
    }
    expected = jobs["polars by hand"]().sort()
    for name, job in jobs.items():
        assert expected.equals(pl.Series("mask", job()).sort()), name
    del expected
    taken = medians(jobs, rounds=rounds)
    many = medians(
        {"portfolio": lambda: frames.portfolio(owned, creditors=creditors, **ask)}, rounds=max(3, rounds // 3)
    )
    return [
        at_least("Polars, against Polars by hand", taken["polars"], taken["polars by hand"], 0.9),
        at_least("DuckDB relation, against SQL by hand", taken["duckdb"], taken["duckdb by hand"], 0.85),
        at_least("`mask_sql` on DuckDB, against SQL by hand", taken["our sql"], taken["duckdb by hand"], 0.85),
        Line("Polars, 500 creditors with 500 settings", shown(many["portfolio"])),
    ]


def _settings(*, delay_days: int, minimum: int) -> Settings:
    automation = attrs.evolve(
        CREDITOR.settings.automation, delay_days=delay_days, minimum_amount=Money(100_00 + minimum)
    )
    return attrs.evolve(CREDITOR.settings, automation=automation)


def _fetched(relation: Any) -> Any:
    return relation.project("mask").to_arrow_table()["mask"]


def start_lines(rounds: int) -> list[Line]:
    """Compile, bind and import."""
    jobs: dict[str, Job] = {rules.name: partial(attrs.evolve, rules) for rules in (AUTOMATIC, MANUAL)}
    taken = medians(jobs, rounds=rounds * 4, repeats=5)
    bound = medians({"bind": lambda: AUTOMATIC.bind(LIMITS)}, rounds=rounds, repeats=500)
    return [
        *(within(f"compile `{name.upper()}`", seconds, 2e-3) for name, seconds in taken.items()),
        within("bind `AUTOMATIC` to a day's limits", bound["bind"], 20e-6),
        within("import the core, in a new process", _import_seconds(rounds), 0.2),
    ]


def _import_seconds(rounds: int) -> float:
    """Import the way an installed package is: from bytecode, which installers write, and here the first run."""
    ask = "import time; t = time.perf_counter(); import inkasso_rules.transfer; print(time.perf_counter() - t)"
    with tempfile.TemporaryDirectory() as bytecode:
        environ = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
        run = partial(subprocess.run, [sys.executable, "-c", ask], capture_output=True, check=True, env=environ)
        _, *taken = (float(run().stdout) for _ in range(rounds + 1))
    return statistics.median(taken)


def main() -> None:
    """Measure, print the table, and write it into a page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=lambda text: int(float(text)), default=10_000_000, help="rows of the frames")
    parser.add_argument("--rounds", type=int, default=9, help="how often each job runs")
    parser.add_argument("--markdown", type=Path, help="a page with the two markers between which the table goes")
    given = parser.parse_args()
    scalars = min(given.rows, 100_000)
    lines = [*scalar_lines(scalars, given.rounds), *frame_lines(given.rows, given.rounds), *start_lines(given.rounds)]
    ran_on = machine("attrs", "narwhals", "polars", "pyarrow", "duckdb")
    table = as_markdown(lines, f"Frames have {given.rows:,} rows. {ran_on}.")
    print(table)
    if given.markdown:
        write_between(given.markdown, "benchmark", table)


if __name__ == "__main__":
    main()
