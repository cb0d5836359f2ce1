"""
How fast interest and statements are: against the straightforward loop over half-years, in decimals.

The loop (:func:`in_decimals`) stands here in full: it adds up principal times rate times days for each half-year and
rounds once. Ours answers from sums that were made once, in whole numbers; both give the same öre for every period.

    python -m benchmarks.claim --markdown docs/explanation/performance.md
"""

import argparse
import datetime as dt
import gc
import random
import resource
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final

from benchmarks.measuring import Line, as_markdown, at_least, faster, machine, medians, shown, within, write_between
from inkasso_rules.claim import Charge, Claim, statement
from inkasso_rules.law.interest import late_interest
from inkasso_rules.law.rates import law_rates, meter
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind

AS_OF: Final = dt.date(2026, 3, 16)
DUE: Final = dt.date(2025, 1, 31)
PERIODS: Final = 200
K = FactKind

# --- the loop ---------------------------------------------------------------------------------------------------------
#: First day, the day after the last one, and the rate as a fraction.
RATES: Final = tuple(
    (first, following, (SWEDEN.reference_rate.on(first).value + 8) / 100)
    for first, following in zip(
        (row.starts for row in SWEDEN.reference_rate.rows),
        (*(row.starts for row in SWEDEN.reference_rate.rows[1:]), dt.date(2027, 1, 1)),
        strict=True,
    )
)
_ORE: Final = Decimal("0.01")


def in_decimals(principal: Decimal, start: dt.date, end: dt.date) -> Decimal:
    """Add up the interest of each half-year; the last day counts."""
    total, after = Decimal(0), end + dt.timedelta(days=1)
    for first, following, rate in RATES:
        low, high = max(start, first), min(after, following)
        if low < high:
            total += principal * rate * (high - low).days / 365
    return total.quantize(_ORE, ROUND_HALF_UP)


def periods(count: int) -> list[tuple[int, dt.date, dt.date]]:
    """Make principals in öre and periods over changing rates, up to three years long."""
    chance, found = random.Random(1), []
    for _ in range(count):
        start = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(4 * 365))
        found.append((chance.randrange(1, 10_000_000), start, start + dt.timedelta(days=chance.randrange(200, 1100))))
    return found


def interest_lines(rounds: int) -> list[Line]:
    """Compute the interest of many periods."""
    asked = periods(PERIODS)
    ours = meter(law_rates(SWEDEN))
    in_kronor = [(Decimal(principal) / 100, start, end) for principal, start, end in asked]
    for (principal, start, end), (kronor, _, _) in zip(asked, in_kronor, strict=True):
        by_hand = in_decimals(kronor, start, end)
        assert ours.minor(principal, start, end) == int(by_hand * 100)
        assert late_interest(Money(principal), start=start, end=end).total.decimal == by_hand
    taken = medians(
        {
            "meter": lambda: [ours.minor(*one) for one in asked],
            "segments": lambda: [late_interest(Money(one[0]), start=one[1], end=one[2]) for one in asked],
            "decimals": lambda: [in_decimals(*one) for one in in_kronor],
        },
        rounds=rounds,
        repeats=10,
    )
    each = {name: seconds / PERIODS for name, seconds in taken.items()}
    return [
        at_least("interest over changing rates, by a meter, against decimals", each["meter"], each["decimals"], 25),
        faster("interest with its segments and sources, against decimals", each["segments"], each["decimals"]),
    ]


# --- statements -------------------------------------------------------------------------------------------------------
#: Twenty facts of a claim on a trader, by days since the due date.
EVENTS: Final[tuple[tuple[FactKind, int, dict[str, Any]], ...]] = (
    (K.REMINDER_SENT, 10, {}),
    (K.DEMAND_SENT, 30, {}),
    (K.DISPUTED, 35, {"amount": Money(500_00)}),
    (K.DISPUTE_SETTLED, 50, {}),
    *((K.PAID_AGENCY, 60 + 20 * number, {"amount": Money(200_00)}) for number in range(8)),
    (K.CREDITED, 230, {"amount": Money(300_00)}),
    (K.LEGAL_STARTED, 240, {}),
    *((K.PAID_CREDITOR, 250 + 10 * number, {"amount": Money(100_00)}) for number in range(5)),
    (K.AFTER_COLLECTION_STARTED, 320, {}),
)


def a_claim(claim_id: str) -> Claim:
    """Make a claim of twenty facts."""
    facts = tuple(
        Fact(fact_id=f"{claim_id}/{number}", kind=kind, happened_on=DUE + dt.timedelta(days=days), **details)
        for number, (kind, days, details) in enumerate(EVENTS)
    )
    assert len(facts) == 20
    return Claim(
        claim_id=claim_id,
        charges=(Charge(charge_id=claim_id, amount=Money.of("10000"), due_date=DUE),),
        debtor_kind=DebtorKind.TRADER,
        agreements=Agreements(due_date=True, reminder_fee=True),
        facts=facts,
    )


def statement_lines(rounds: int) -> list[Line]:
    """State what is owed on a claim of twenty facts."""
    claim = a_claim("C-1")
    taken = medians(
        {
            "statement": lambda: statement(claim, as_of=AS_OF),
            "lines": lambda: statement(claim, as_of=AS_OF).lines,
        },
        rounds=rounds,
        repeats=50,
    )
    return [
        within("a statement of a claim with 20 facts", taken["statement"], 60e-6),
        Line("the same, with its lines", shown(taken["lines"])),
    ]


def many_line(claims: int) -> Line:
    """State many claims, one after the other, as a nightly run does."""
    gc.collect()
    totals: set[Money] = set()
    seconds = 0.0
    for number in range(claims):
        claim = a_claim(f"C-{number}")
        begun = time.perf_counter()
        answer = statement(claim, as_of=AS_OF)
        seconds += time.perf_counter() - begun
        totals.add(answer.total)
    assert len(totals) == 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Line(
        f"{claims:,} statements, one after the other",
        shown(seconds),
        ratio=f"{peak:.0f} MB",
        goal="≤ 400 MB",
        met=peak <= 400,
    )


def main() -> None:
    """Measure, print the table, and write it into a page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=lambda text: int(float(text)), default=100_000, help="how many statements")
    parser.add_argument("--rounds", type=int, default=15, help="how often each job runs")
    parser.add_argument("--markdown", type=Path, help="a page with the two markers between which the table goes")
    given = parser.parse_args()
    lines = [*interest_lines(given.rounds), *statement_lines(given.rounds), many_line(given.claims)]
    table = as_markdown(lines, f"{machine('attrs')}.")
    print(table)
    if given.markdown:
        write_between(given.markdown, "claim", table)


if __name__ == "__main__":
    main()
