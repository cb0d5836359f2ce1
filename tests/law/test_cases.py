"""The worked cases of ``tests/law/cases``: the library's answer, and the table's own arithmetic."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest

from inkasso_rules.claim import Charge, ChargeKind, Claim, Statement, statement
from inkasso_rules.law.charging import ChargedCost, Excess, excesses, named_by
from inkasso_rules.law.costs import costs_given
from inkasso_rules.law.interest import first_interest_day, interest_over
from inkasso_rules.law.measures import CostCondition, CostLine, CostReason, Measure
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from tests.law.cases import Row, claims, computed, day, day_or_none, minor, money, number, rows, yes_or_no

INTEREST, FIRST_DAY, COSTS, CHARGES, VAT = (rows(name) for name in ("interest", "first_day", "costs", "charges", "vat"))
CLAIMS: Final = claims()
EVERY: Final[tuple[Mapping[str, Any], ...]] = (*INTEREST, *FIRST_DAY, *COSTS, *CHARGES, *VAT, *CLAIMS)

Case = Mapping[str, Any]


def _named(cases: Iterable[Case]) -> list[Any]:
    """Return the cases as parameters, each by its id."""
    return [pytest.param(case, id=case["id"]) for case in cases]


def _listed(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(" | ")


def _kind(text: str) -> DebtorKind | None:
    return None if text in {"-", "unknown"} else DebtorKind(text)


def _debtor(text: str) -> dict[str, Any]:
    """Read a debtor, and what the claim is for: ``public_body, no supply``."""
    kind, _, rest = text.partition(", ")
    return {"debtor_kind": _kind(kind), "is_supply": {"": True, "no supply": False}[rest]}


def _agreed(text: str) -> AgreedInterest | None:
    """Read an agreed rate: ``24 %``, or ``reference + 12``."""
    if text == "-":
        return None
    if text.startswith("reference + "):
        return AgreedInterest(margin=Decimal(text.removeprefix("reference + ").replace(",", ".")))
    return AgreedInterest(percent=Decimal(text.removesuffix(" %").replace(",", ".")))


# --- the tables -------------------------------------------------------------------------------------------------------
def test_there_are_enough_cases() -> None:
    """No id is used twice, and no table lost its lines."""
    assert len(EVERY) == len({case["id"] for case in EVERY})
    assert len(EVERY) >= 200


@pytest.mark.parametrize("case", _named(EVERY))
def test_each_case_has_a_source_and_its_arithmetic(case: Case) -> None:
    """A case says what it shows, where its answer comes from, and how it is computed, up to the answer itself."""
    written = case["arithmetic"] if "arithmetic" in case else " ".join(case["answer"])
    assert (True, True, True) == (bool(case["shows"]), bool(case["source"]), " = " in written)


# --- late interest ----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("row", _named(INTEREST))
def test_late_interest(row: Row) -> None:
    """Interest over some days, on a principal that may change, at the law's or an agreed rate."""
    first, *others = row["principal"].split(" | ")
    balances = [(day(row["first_day"]), money(first))]
    balances += [(day(since), money(amount)) for since, amount in (other.split(": ") for other in others)]
    rates = agreed_rates(_agreed(row["agreed"]), **_debtor(row["debtor"]))
    found = interest_over(
        balances,
        end=day(row["last_day"]),
        rates=rates,
        day_count=DayCount(row["day_count"]),
        rounding=Rounding(row["rounding"]),
    )
    assert money(row["interest"]) == found.total


@pytest.mark.parametrize("row", _named(INTEREST))
def test_the_arithmetic_of_interest(row: Row) -> None:
    """What is written beside the answer makes the answer, rounded as the case says."""
    left, right = row["arithmetic"].split(" = ")
    match row["rounding"]:
        case "once":
            found = minor(computed(left))
        case "segments":
            found = minor(computed(left, lambda term: Fraction(minor(term), 100)))
        case "kronor":
            found = computed(left).__floor__() * 100
    assert (row["interest"], money(right).minor) == (right, found)


@pytest.mark.requirement("OWN-9")
@pytest.mark.parametrize("row", _named(FIRST_DAY))
def test_the_first_day_of_interest(row: Row) -> None:
    """The first day of late interest, and why it is that day, or none."""
    found = first_interest_day(
        due_date=day(row["due_date"]),
        due_date_agreed=bool(yes_or_no(row["due_date_agreed"])),
        sent_on=day_or_none(row["sent"]),
        received_on=day_or_none(row["received"]),
        **_debtor(row["debtor"]),
        states_interest=yes_or_no(row["states_interest"]),
        moves=bool(yes_or_no(row["moves"])),
    )
    assert (day_or_none(row["first_day"]), row["basis"]) == (found.day, found.basis)


def _reached(text: str) -> dt.date:
    """Compute ``2026-02-28 → 2026-03-02 + 1``: a day, moved, and some days later."""
    start, _, days = text.partition(" → ")[2].partition(" + ") if " → " in text else text.partition(" + ")
    return day(start) + dt.timedelta(int(days or 0))


@pytest.mark.parametrize("row", _named(row for row in FIRST_DAY if row["first_day"] != "-"))
def test_the_arithmetic_of_first_days(row: Row) -> None:
    """What is written beside the day makes the day."""
    left, right = row["arithmetic"].split(" = ")
    reached = max(_reached(part) for part in left.removeprefix("the latest of ").split(" and "))
    assert (row["first_day"], reached) == (right, day(right))


# --- costs ------------------------------------------------------------------------------------------------------------
def _measure(place: int, text: str) -> Measure:
    """Read ``2026-03-20 demand not as required``, or ``... withdrawn 2026-03-30``."""
    taken_on, cost, *rest = text.split(" ", 2)
    said = rest[0] if rest else ""
    return Measure(
        measure_id=f"m{place}",
        cost=CostKind(cost),
        taken_on=day(taken_on),
        as_required={"as required": True, "not as required": False}.get(said),
        withdrawn_on=day(said.removeprefix("withdrawn ")) if said.startswith("withdrawn ") else None,
    )


def _measures(row: Row) -> list[Measure]:
    return [_measure(place, text) for place, text in enumerate(_listed(row["measures"]))]


#: What else an answer may depend on, where it says so in words alone.
_SAID: Final[Mapping[str, dict[str, Any]]] = {
    "-": {},
    "nothing presumed": {"presumes_requirements": False},
    "no supply": {"is_supply": False},
    "never owed": {"never_owed": True},
    "paid before the first": {"idle": frozenset({"m0"})},
}


def _further(text: str) -> dict[str, Any]:
    """Read what else the answer depends on, as ``insolvent from 2026-03-10 to 2026-03-20``."""
    match text.split():
        case ["reminders" | "demands" | "applications" as kind, limit]:
            return {f"{kind}_max": int(limit)}
        case ["due", due_date]:
            return {"due_date": day(due_date)}
        case ["insolvent", "from", since, *end]:
            return {"insolvent": ((day(since), day(end[1]) if end else None),)}
        case _:
            return _SAID[text]


def _condition(row: Row) -> tuple[CostCondition, dt.date | None]:
    """Read what the answer depends on besides the measures, and the day of the question."""
    text = row.get("also", "-")
    as_of = day(text.removeprefix("as of ")) if text.startswith("as of ") else None
    return CostCondition(
        debtor_kind=_kind(row["debtor"]),
        reminder_fee_agreed=yes_or_no(row["reminder_fee"]),
        interest_from=day_or_none(row["interest_from"]),
        **_further("-" if as_of else text),
    ), as_of


def _kronor(amount: Money) -> str:
    return str(amount).removesuffix(" SEK").removesuffix(".00").replace("-", "−")


def _written(line: CostLine) -> str:
    beside = "" if line.owed == line.lawful else f", owed {_kronor(line.owed)}"
    why = f" {line.why}" if line.why else ""
    return f"{line.on} {line.cost} {_kronor(line.lawful)}{beside}{why}"


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("row", _named(COSTS))
def test_what_is_owed_for_measures(row: Row) -> None:
    """Each measure and the compensation, with what may be asked for it, what of that is owed, and why not all."""
    given, as_of = _condition(row)
    found = costs_given(given, _measures(row), as_of=as_of)
    assert _listed(row["lines"]) == [_written(line) for line in found.lines]
    assert money(row["total"]) == found.total


def _excess(one: Excess) -> str:
    return f"{one.cost} {_kronor(one.charged)} over {_kronor(one.allowed)} {one.why}"


@pytest.mark.requirement("LC-12")
@pytest.mark.parametrize("row", _named(CHARGES))
def test_what_was_charged_too_much(row: Row) -> None:
    """Every excess with what was charged, what is allowed, and the reason."""
    given, as_of = _condition(row)
    charged = []
    for place, text in enumerate(_listed(row["charged"])):
        on, cost, said = text.split(" ", 2)
        amount, _, about = said.replace("−", "-").partition(" about ")
        charged.append(
            ChargedCost(
                charge_id=f"c{place}", cost=CostKind(cost), amount=money(amount), on=day(on), about=about or None
            )
        )
    costs = costs_given(given, _measures(row), named=named_by(charged), as_of=as_of)
    found = excesses(charged, costs, given=given)
    assert _listed(row["excesses"]) == [_excess(one) for one in found]
    assert money(row["total"]) == sum((one.amount for one in found), Money(0))


@pytest.mark.requirement("LC-11")
@pytest.mark.parametrize("row", _named(VAT))
def test_the_tax_on_a_fee(row: Row) -> None:
    """The creditor bears the tax on what the agency charges for its services."""
    percent = SWEDEN.vat_percent.on(day(row["day"])).value
    assert minor(number(row["vat"])) == minor(number(row["fee"]) * Fraction(percent) / 100)


@pytest.mark.parametrize("row", _named((*COSTS, *CHARGES, *VAT)))
def test_the_arithmetic_of_costs(row: Row) -> None:
    """What is written beside the answer makes the answer."""
    left, right = row["arithmetic"].split(" = ")
    assert (row["vat"] if "vat" in row else row["total"], minor(number(right))) == (right, minor(computed(left)))


# --- whole claims -----------------------------------------------------------------------------------------------------
def _charge(place: int, text: str, currency: str) -> Charge:
    """Read ``10 000 interest due 2026-03-03 sent 2026-02-01 told``."""
    amount, _, days = text.partition(" due ")
    *digits, last = amount.split(" ")
    is_named = last in set(ChargeKind)
    due_date, *sent = days.removesuffix(" told").split(" sent ")
    return Charge(
        charge_id=f"charge-{place}",
        kind=ChargeKind(last) if is_named else ChargeKind.SUPPLY,
        amount=money(" ".join(digits) if is_named else amount, currency),
        due_date=day(due_date),
        sent_on=day(sent[0]) if sent else None,
        states_interest=days.endswith(" told") or None,
    )


def _fact(place: int, text: str, currency: str) -> Fact:
    """Read ``2026-04-10 paid_agency 1000 id=p capital=1000``, or ``2026-03-20 demand_sent not as required``."""
    on, kind, *words = text.split(" ")
    said: dict[str, Any] = {"fact_id": f"fact-{place}"}
    if words[-2:] == ["as", "required"]:
        said["as_required"] = words[0] != "not"
        words = []
    for word in words:
        match word.split("="):
            case ["id", name]:
                said["fact_id"] = name
            case ["about", name]:
                said["about"] = name
            case ["cost", name]:
                said["cost"] = CostKind(name)
            case ["capital", amount]:
                said["capital"] = Money.of(amount, currency)
            case ["until", last]:
                said["until"] = day(last)
            case ["from_start"]:
                said["from_start"] = True
            case [amount]:
                said["amount"] = Money.of(amount, currency)
    return Fact(kind=FactKind(kind), happened_on=day(on), **said)


def _prior(text: str) -> PriorReminder:
    sent_on, cost = text.split(" ")
    return PriorReminder(sent_on=day(sent_on), cost=money(cost))


def _claim(case: Case) -> Claim:
    currency = case.get("currency", "SEK")
    rate = case.get("sek_rate")
    through = case.get("interest_invoiced_through")
    return Claim(
        claim_id="claim-1",
        charges=tuple(_charge(place, text, currency) for place, text in enumerate(case["charges"])),
        **_debtor(case["debtor"]),
        agreements=Agreements(
            due_date=yes_or_no(case.get("due_date_agreed", "yes")),
            reminder_fee=yes_or_no(case.get("reminder_fee", "unknown")),
            interest=_agreed(case.get("agreed", "-")),
        ),
        interest_invoiced_through=None if through is None else day(through),
        prior_reminders=tuple(_prior(text) for text in case.get("prior_reminders", ())),
        claimed=frozenset(CostKind(name) for name in case.get("claimed", CostKind)),
        sek_rate=rate and ExchangeRate(currency="SEK", into=currency, rate=Decimal(rate), on=day(case["as_of"])),
        facts=tuple(_fact(place, text, currency) for place, text in enumerate(case.get("facts", ()))),
    )


def _answers(found: Statement) -> dict[str, Money]:
    """Return all that a case may ask for, by its name there."""
    split = found.at_insolvency
    answers = {
        "capital": found.capital,
        "interest": found.interest,
        "costs": found.costs,
        "total": found.total,
        "accrued": found.interest_accrued,
        "overpaid": found.overpaid,
        "disputed": found.disputed,
        "by law": found.costs_by_law,
        "excess": found.costs_excess,
        "at insolvency": found.total if split is None else split.total,
    }
    for one in found.allocations:
        for part in ("costs", "interest", "capital", "left"):
            answers[f"{one.fact_id} {part}"] = getattr(one, part)
    return answers


def _lines(case: Case) -> dict[str, tuple[str, str]]:
    """Return the arithmetic and the answer of each name."""
    named = (line.split(": ") for line in case["answer"])
    return {name: (text.split(" = ")[0], text.split(" = ")[1]) for name, text in named}


def _claim_cases() -> list[Any]:
    marks = {case["id"]: case.get("requirements", ["OWN-9", "LC-12"]) for case in CLAIMS}
    return [pytest.param(case, id=case["id"], marks=pytest.mark.requirement(*marks[case["id"]])) for case in CLAIMS]


@pytest.mark.parametrize("case", _claim_cases())
def test_a_whole_claim(case: Case) -> None:
    """What is owed at the end of the day, by the public policy."""
    claim = _claim(case)
    found = statement(claim, as_of=day(case["as_of"]))
    answers = _answers(found)
    expected = {name: money(answer, claim.currency) for name, (_, answer) in _lines(case).items()}
    assert expected == {name: answers[name] for name in expected}


@pytest.mark.requirement("OWN-9", "LC-12")
@pytest.mark.parametrize("case", _named(case for case in CLAIMS if "warnings" in case))
def test_what_a_claim_does_not_know(case: Case) -> None:
    """What is not known is said."""
    found = statement(_claim(case), as_of=day(case["as_of"]))
    assert case["warnings"] == [reason.code for reason in found.warnings]


@pytest.mark.parametrize("case", _named(CLAIMS))
def test_the_arithmetic_of_claims(case: Case) -> None:
    """What is written beside each answer makes it; the four sums are always given."""
    lines = _lines(case)
    assert {"capital", "interest", "costs", "total"} <= set(lines)
    assert [minor(number(right)) for _, right in lines.values()] == [
        minor(computed(left)) for left, _ in lines.values()
    ]


def test_every_reason_stands_in_a_table() -> None:
    """Each reason for which a cost is not owed, or not all of it, is shown by a case."""
    cells = " ".join((*(row["lines"] for row in COSTS), *(row["excesses"] for row in CHARGES))).split()
    # A charge for which there is no measure stands among the claims: K-20.
    assert set(CostReason) - {CostReason.NO_MEASURE} == set(CostReason) & set(cells)
