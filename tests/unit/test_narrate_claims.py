"""What a debtor owes, and what the creditor pays, in words: whole sentences, in both languages."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from inkasso_rules import narrate
from inkasso_rules.claim import Statement, statement
from inkasso_rules.law.charging import Excess
from inkasso_rules.law.demands import Lack, LackCode
from inkasso_rules.law.interest import Interest, Segment, late_interest
from inkasso_rules.law.measures import CostLine, CostReason
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Cause, Doubt, Interruption, Prescription, PrescriptionStatus
from inkasso_rules.law.rates import agreed_rates
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import Charge, ChargeKind, Claim
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.terms import creditor_terms
from inkasso_rules.words import LANGUAGES, UnknownLanguageError, words_in

_NBSP = "\N{NO-BREAK SPACE}"
_EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _fact(fact_id: str, kind: FactKind, day: str, **details: Any) -> Fact:
    return Fact(fact_id=fact_id, kind=kind, happened_on=_day(day), **details)


def _claim(*facts: Fact, **changes: Any) -> Claim:
    """Return a consumer's claim for 1,250 kronor, due on Monday 3 November 2025 as agreed."""
    charge = Charge(charge_id="inv-1", amount=Money(1_250_00), due_date=_day("2025-11-03"))
    plain: dict[str, Any] = {
        "claim_id": "case-1",
        "charges": (charge,),
        "debtor_kind": DebtorKind.CONSUMER,
        "agreements": Agreements(due_date=True, reminder_fee=True),
        "facts": facts,
    }
    return Claim(**(plain | changes))


def _stated(*facts: Fact, as_of: str = "2026-03-16", **changes: Any) -> Statement:
    return statement(_claim(*facts, **changes), as_of=_day(as_of))


# --- statements -------------------------------------------------------------------------------------------------------
_REMINDED = _fact("rem-1", FactKind.REMINDER_SENT, "2025-12-02")
_DEMANDED = _fact("dem-1", FactKind.DEMAND_SENT, "2025-12-15")
_OVERCHARGED = _fact(
    "cost-1", FactKind.COST_CHARGED, "2025-12-15", amount=Money(250_00), cost=CostKind.DEMAND, about="dem-1"
)
_PAID = _fact("pay-1", FactKind.PAID_AGENCY, "2026-01-10", amount=Money(500_00))
_DIRECT = _fact("pay-2", FactKind.PAID_CREDITOR, "2026-01-20", amount=Money(100_00))


_FEE = Charge(charge_id="inv-2", kind=ChargeKind.FEE, amount=Money(60_00), due_date=_day("2025-11-20"))


def test_a_statement_is_told_line_by_line() -> None:
    """The sums, the lines, the interest, the costs by law, what exceeds them, the conventions, what is uncertain."""
    told = _stated(_REMINDED, _DEMANDED, _OVERCHARGED, _PAID, _DIRECT, charges=(*_claim().charges, _FEE))
    ask = "SFS 1981:739 4 § i lydelse enligt SFS 2013:56"
    rate = "Riksbanken referensränta (9 § räntelagen)"
    assert (
        "Fordran case-1 den 2026-03-16: 989,83 SEK att betala (kapital 973,29 SEK, ränta 16,54 SEK, kostnader 0,00 SEK).",
        f"2025-11-03: Varor eller tjänster, inv-1, att betala senast denna dag: 1{_NBSP}250,00 SEK (faktura från borgenären).",
        "2025-11-20: Fakturerad avgift för påminnelse eller inkasso, inv-2, att betala senast denna dag: 60,00 SEK (faktura från borgenären).",
        "2026-03-16: Dröjsmålsränta till och med denna dag: 39,83 SEK (SFS 1975:635 3 §, 6 §).",
        f"2025-12-02: Begärda kostnader (betalningspåminnelse): 60,00 SEK ({ask}).",
        f"2025-12-15: Begärda kostnader (inkassokrav): 180,00 SEK ({ask}).",
        (
            "2026-01-10: Betalning till inkassobolaget, pay-1, varav enligt policyn 240,00 SEK på kostnader, "
            "23,29 SEK på ränta och 236,71 SEK på kapital: -500,00 SEK (SFS 1974:182 9 §)."
        ),
        (
            "2026-01-20: Betalning direkt till uppdragsgivaren, pay-2, varav 100,00 SEK på kapital: -100,00 SEK "
            "(tjänstens regel LC-14)."
        ),
        (
            "Ränta på inv-1 löper från 2025-11-04, från dagen efter den förfallodag som avtalades i förväg "
            "(SFS 1975:635 3 §)."
        ),
        (
            f"inv-1, ränta 2025-11-04 till 2025-12-31, 58 dagar: 10 % på 1{_NBSP}250,00 SEK är 19,8630 SEK före avrundning "
            "(SFS 2025:809 referensränta (9 § räntelagen))."
        ),
        (
            f"inv-1, ränta 2026-01-01 till 2026-01-10, 10 dagar: 10 % på 1{_NBSP}250,00 SEK är 3,4247 SEK före avrundning "
            f"({rate})."
        ),
        (
            f"inv-1, ränta 2026-01-11 till 2026-01-20, 10 dagar: 10 % på 1{_NBSP}013,29 SEK är 2,7761 SEK före avrundning "
            f"({rate})."
        ),
        f"inv-1, ränta 2026-01-21 till 2026-03-16, 55 dagar: 10 % på 913,29 SEK är 13,7619 SEK före avrundning ({rate}).",
        "Kostnader: enligt lag 240,00 SEK, begärt 240,00 SEK.",
        (
            "2025-11-04: Enligt lag för förseningsersättning: 0,00 SEK; förseningsersättning gäller bara när en "
            "näringsidkare har levererat till en näringsidkare eller ett offentligt organ "
            "(SFS 1981:739 4 a §)."
        ),
        f"2025-12-02: Enligt lag för betalningspåminnelse: 60,00 SEK ({ask}).",
        f"2025-12-15: Enligt lag för inkassokrav: 180,00 SEK ({ask}).",
        (
            "För mycket påfört för inkassokrav: 70,00 SEK (250,00 SEK i stället för högst 180,00 SEK); "
            f"det är mer än lagen tillåter för åtgärden ({ask}): cost-1."
        ),
        (
            "Så är det beräknat: faktiska dagar, 365 på ett år; avrundning en gång, till närmaste öre; "
            "betalning först på kostnader, sedan på ränta, sist på kapital."
        ),
        "Obs: En fakturerad avgift begärs som den är; ingen har prövat den mot lagen: inv-2.",
        "Obs: Inkassobolaget har inte angett hur beloppet avräknades; det är fördelat enligt policyn: pay-1.",
    ) == narrate.statement(told, "sv")


def test_a_statement_is_told_in_english_too() -> None:
    """A claim of one charge, two days late and unpaid."""
    assert (
        "Claim case-1 on 2025-11-05: 1,250.68 SEK to pay (capital 1,250.00 SEK, interest 0.68 SEK, costs 0.00 SEK).",
        "2025-11-03: Goods or services, inv-1, to be paid no later than on this day: 1,250.00 SEK (invoice from the creditor).",
        "2025-11-05: Late interest through this day: 0.68 SEK (SFS 1975:635 3 §, 6 §).",
        (
            "Interest on inv-1 runs from 2025-11-04, from the day after the due date that was agreed in advance "
            "(SFS 1975:635 3 §)."
        ),
        (
            "inv-1, interest 2025-11-04 through 2025-11-05, 2 days: 10 % on 1,250.00 SEK is 0.6849 SEK before rounding "
            "(SFS 2025:809 referensränta (9 § räntelagen))."
        ),
        "Costs: 0.00 SEK by law, 0.00 SEK asked for.",
        (
            "2025-11-04: By law for compensation for late payment: 0.00 SEK; compensation for late payment is owed only "
            "where a trader supplied to a trader or a public body (SFS 1981:739 4 a §)."
        ),
        (
            "Reckoned so: actual days, 365 to a year; rounded once, to the nearest minor unit; "
            "payments first on costs, then on interest, last on capital."
        ),
    ) == narrate.statement(_stated(as_of="2025-11-05"), lang="en")


_BACK = _fact("back-1", FactKind.PAYMENT_REVERSED, "2026-02-01", amount=Money(500_00), about="pay-1")
_SPLIT = _fact("split-1", FactKind.SPLIT_STATED, "2026-02-03", amount=Money(500_00), capital=Money(490_00))
_DISPUTED = _fact("dis-1", FactKind.DISPUTED, "2026-02-02", amount=Money(250_00))
_INSOLVENT = _fact("ins-1", FactKind.INSOLVENT, "2026-02-05")
_TOO_MUCH = _fact("pay-3", FactKind.PAID_AGENCY, "2025-11-03", amount=Money(2_000_00))


@pytest.mark.parametrize(
    ("told", "swedish", "english"),
    [
        pytest.param(
            _stated(_PAID, _BACK),
            "2026-02-01: Återgången betalning till inkassobolaget, back-1, varav enligt policyn 23,29 SEK på ränta och "
            "476,71 SEK på kapital: 500,00 SEK (tjänstens regel LC-14).",
            "2026-02-01: Payment to the agency that went back, back-1, of which by policy 23.29 SEK on interest and "
            "476.71 SEK on capital: 500.00 SEK (rule of the service LC-14).",
            id="money that goes back raises the debt",
        ),
        pytest.param(
            _stated(_PAID, _SPLIT),
            "2026-02-03: Besked om hur en betalning avräknas, split-1, varav -13,29 SEK på ränta och 13,29 SEK på "
            "kapital: 0,00 SEK (tjänstens regel LC-14).",
            "2026-02-03: Statement of how a payment was split, split-1, of which -13.29 SEK on interest and 13.29 SEK "
            "on capital: 0.00 SEK (rule of the service LC-14).",
            id="a split moves what was paid",
        ),
        pytest.param(
            _stated(_DISPUTED, as_of="2026-02-02"),
            f"Bestritt: 256,23 SEK; obestritt: 1{_NBSP}024,93 SEK.",
            "Disputed: 256.23 SEK; undisputed: 1,024.93 SEK.",
            id="a dispute",
        ),
        pytest.param(
            _stated(_INSOLVENT),
            f"Den 2026-02-05, när obeståndet började: 1{_NBSP}282,19 SEK att betala (kapital 1{_NBSP}250,00 SEK, "
            "ränta 32,19 SEK, kostnader 0,00 SEK).",
            "On 2026-02-05, when the insolvency began: 1,282.19 SEK to pay (capital 1,250.00 SEK, "
            "interest 32.19 SEK, costs 0.00 SEK).",
            id="an insolvency",
        ),
        pytest.param(
            _stated(_TOO_MUCH),
            "Betalt för mycket: 750,00 SEK.",
            "Paid too much: 750.00 SEK.",
            id="too much",
        ),
        pytest.param(
            _stated(_fact("back-2", FactKind.PAYMENT_REVERSED, "2026-02-01", amount=Money(500_00))),
            "2026-03-16: Gick tillbaka utan att ha kommit in; ingen är skyldig det: -500,00 SEK (tjänstens regel LC-14).",
            "2026-03-16: Went back without having come in; nobody owes it: -500.00 SEK (rule of the service LC-14).",
            id="what never came in",
        ),
        pytest.param(
            _stated(_REMINDED, charges=(attrs.evolve(_claim().charges[0], amount=Money(100_00, "EUR")),),
                    sek_rate=ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.1"), on=_day("2025-12-02"))),
            "Kostnader: enligt lag 60,00 SEK, begärt 6,00 EUR.",
            "Costs: 60.00 SEK by law, 6.00 EUR asked for.",
            id="kronor by law, euros asked for",
        ),
        pytest.param(
            _stated(_REMINDED, _DEMANDED, _fact("cost-2", FactKind.COST_CHARGED, "2025-12-20", amount=Money(100_00), cost=CostKind.DEMAND)),
            "2025-12-20: Begärda kostnader (inkassokrav): 100,00 SEK (SFS 1981:739 4 § i lydelse enligt SFS 2013:56).",
            "2025-12-20: Costs asked for (demand): 100.00 SEK (SFS 1981:739 4 § as worded by SFS 2013:56).",
            id="charged later than the measure",
        ),
    ],
)  # fmt: skip
def test_what_else_a_statement_says(told: Statement, swedish: str, english: str) -> None:
    """Whatever changes the sums is said where it happens, in a line of its own."""
    assert [swedish] == [line for line in narrate.statement(told, "sv") if line == swedish]
    assert [english] == [line for line in narrate.statement(told, "en") if line == english]


def test_a_statement_says_nothing_of_what_is_not_there() -> None:
    """Before the due date there are neither interest nor costs; but it is said from when interest would run."""
    assert (
        "Claim case-1 on 2025-11-01: 1,250.00 SEK to pay (capital 1,250.00 SEK, interest 0.00 SEK, costs 0.00 SEK).",
        "2025-11-03: Goods or services, inv-1, to be paid no later than on this day: 1,250.00 SEK (invoice from the creditor).",
        (
            "Interest on inv-1 runs from 2025-11-04, from the day after the due date that was agreed in advance "
            "(SFS 1975:635 3 §)."
        ),
        (
            "Reckoned so: actual days, 365 to a year; rounded once, to the nearest minor unit; "
            "payments first on costs, then on interest, last on capital."
        ),
    ) == narrate.statement(_stated(as_of="2025-11-01"), "en")


@pytest.mark.parametrize(
    ("code", "requirement", "swedish", "english"),
    [
        ("due_date_agreement_unknown", "OWN-9",
         "Obs: Det är okänt om förfallodagen avtalades i förväg; den räknas som om den inte gjorde det: x-1.",
         "Note: Nobody knows whether the due date was agreed in advance; it is taken as if it was not: x-1."),
        ("interest_dispatch_unknown", "OWN-9",
         "Obs: Ingen ränta löper: ingen förfallodag avtalades i förväg, och det är okänt när kravet skickades: x-1.",
         "Note: No interest runs: no due date was agreed in advance, and nobody knows when the claim was sent: x-1."),
        ("cost_requirements_unknown", "LC-12",
         "Obs: En kostnad begärs inte: det är okänt om åtgärden uppfyller lagens villkor: x-1.",
         "Note: A cost is not asked for: nobody knows whether the measure meets the law's conditions: x-1."),
        ("prescribed", "OWN-10",
         "Obs: Fordran är preskriberad: rätten att kräva ut den är förlorad: x-1.",
         "Note: The claim is prescribed: the right to demand it is lost: x-1."),
        (Doubt.RECEIPT_PRESUMED, "OWN-10",
         "Obs: Brevet avbryter bara preskriptionen om det kom fram; att det gjorde det är ett antagande: x-1.",
         "Note: The letter interrupts only if it arrived; that it did is presumed: x-1."),
    ],
)  # fmt: skip
def test_a_warning_is_said(code: str, requirement: str, swedish: str, english: str) -> None:
    """What is not known of interest and costs is said with what follows from it."""
    told = Reason(requirement, code, "x-1")
    assert swedish == narrate.warning(told, "sv")
    assert english == narrate.warning(told, lang="en")


def test_a_warning_of_nothing_in_particular_names_nothing() -> None:
    """Without a subject the sentence ends with what is not known."""
    assert "Note: The claim is prescribed: the right to demand it is lost." == narrate.warning(
        Reason("OWN-10", "prescribed"), "en"
    )


@_EVERY_LANGUAGE
def test_every_warning_of_a_statement_has_words(lang: str) -> None:
    """All that a statement may warn of, in one: nobody knows anything, and money came in another currency."""
    foreign = _fact("pay-4", FactKind.PAID_AGENCY, "2026-01-11", amount=Money(1_00, "EUR"))
    plan = _fact("plan-1", FactKind.PLAN_AGREED, "2026-01-12")
    lost = _fact("lost-1", FactKind.MEASURE_WITHDRAWN, "2026-01-13", about="nothing")
    seen = _fact("seen-1", FactKind.REMITTED, "2026-01-14", amount=Money(1_00), earliest_on=_day("2026-01-13"))
    disputes = [_fact(f"dis-{number}", FactKind.DISPUTED, "2026-01-15") for number in (1, 2)]
    settled = _fact("set-1", FactKind.DISPUTE_SETTLED, "2026-01-16")
    split = _fact("pay-5", FactKind.PAID_AGENCY, "2026-01-17", amount=Money(9_00), capital=Money(1_00))
    told = (plan, _PAID, foreign, lost, seen, *disputes, settled, split)
    known = _stated(_REMINDED, *told, debtor_kind=None, agreements=Agreements(), origin_on=_day("2022-11-01"))
    codes = {
        "due_date_agreement_unknown",
        "debtor_kind_unknown",
        "interest_dispatch_unknown",
        "cost_agreement_unknown",
        "cost_requirements_unknown",
        "other_currency",
        "split_by_policy",
        "nothing_withdrawn",
        "settlement_unclear",
        "left_over",
        "day_uncertain",
        "may_be_prescribed",
    }
    assert codes == {one.code for one in known.warnings}
    said = [narrate.warning(one, lang) for one in known.warnings]
    assert said == list(narrate.statement(known, lang)[-len(said) :])
    assert len(said) == len(set(said))


# --- interest ---------------------------------------------------------------------------------------------------------
def test_interest_is_said_with_its_segments() -> None:
    """The sum, the conventions, then each rate with its days."""
    found = late_interest(
        Money(10_000_00), start=_day("2018-12-31"), end=_day("2019-01-01"), day_count=DayCount.ACT_ACT,
        rates=agreed_rates(AgreedInterest(margin=Decimal("0.75")), debtor_kind=None), rounding=Rounding.SEGMENTS,
    )  # fmt: skip
    assert (
        "Ränta: 0,14 SEK.",
        (
            "Så är det beräknat: faktiska dagar, lika många på ett år som året har; avrundning av varje räntedel, "
            "till närmaste öre."
        ),
        (
            f"Ränta 2018-12-31 till 2018-12-31, 1 dag: 0,25 % på 10{_NBSP}000,00 SEK är 0,0685 SEK före avrundning "
            "(SFS 2018:1403 referensränta (9 § räntelagen))."
        ),
        (
            f"Ränta 2019-01-01 till 2019-01-01, 1 dag: 0,25 % på 10{_NBSP}000,00 SEK är 0,0685 SEK före avrundning "
            "(Riksbanken referensränta (9 § räntelagen))."
        ),
    ) == narrate.interest(found, "sv")
    assert (
        "Interest: 0.14 SEK.",
        (
            "Reckoned so: actual days, as many to a year as the year has; each part of the interest rounded to the nearest "
            "minor unit."
        ),
    ) == narrate.interest(found, lang="en")[:2]


@pytest.mark.parametrize(
    ("currency", "said"),
    [("SEK", "12.5 % on 1.00 SEK is 0.1250 SEK"), ("JPY", "12.5 % on 100 JPY is 12.50 JPY"), ("KWD", "12.5 % on 0.100 KWD is 0.01250 KWD")],
)  # fmt: skip
def test_interest_is_said_to_a_hundredth_of_a_minor_unit(currency: str, said: str) -> None:
    """As many digits as the currency has, and two more; an agreement is a source too."""
    source = Citation("agreement", "between the parties")
    day = _day("2026-03-16")
    segment = Segment(day, day, 1, Fraction(25, 2), Money(100, currency), Fraction(25, 2), source)
    found = Interest(
        total=Money(13, currency), segments=(segment,), day_count=DayCount.THIRTY_360, rounding=Rounding.ONCE
    )
    assert (
        f"Interest 2026-03-16 through 2026-03-16, 1 day: {said} before rounding (agreement between the parties)."
        == narrate.interest(found, "en")[-1]
    )
    assert "(avtal mellan parterna)" in narrate.interest(found, "sv")[-1]


# --- costs ------------------------------------------------------------------------------------------------------------
_LAW = Citation("SFS 1981:739", "3 §")


@_EVERY_LANGUAGE
@pytest.mark.parametrize("why", CostReason)
def test_a_cost_says_why_it_is_not_owed(why: CostReason, lang: str) -> None:
    """The measure, the amount, the reason and the paragraph, whichever it is."""
    line = CostLine(
        cost=CostKind.DEMAND, measure_id="d-1", on=_day("2026-03-16"), lawful=Money(0), owed=Money(0), why=why, source=_LAW
    )  # fmt: skip
    words = words_in(lang)
    measure = {
        "sv": "2026-03-16: Enligt lag för inkassokrav: 0,00 SEK",
        "en": "2026-03-16: By law for demand: 0.00 SEK",
    }
    assert f"{measure[lang]}; {words.claims.reasons[why]} (SFS 1981:739 3 §)." == narrate.cost_line(line, lang)


def test_an_excess_is_said() -> None:
    """What, how much, instead of what, why, where the law says so, and which charges."""
    found = Excess(
        cost=CostKind.COMPENSATION, measure_id=None, charge_ids=("c-1", "c-2"), charged=Money(450_00),
        allowed=Money(0), amount=Money(450_00), why=CostReason.NOT_BUSINESS, source=_LAW,
    )  # fmt: skip
    assert (
        "För mycket påfört för förseningsersättning: 450,00 SEK (450,00 SEK i stället för högst 0,00 SEK); "
        "förseningsersättning gäller bara när en näringsidkare har levererat till en näringsidkare eller ett offentligt "
        "organ (SFS 1981:739 3 §): c-1, c-2."
    ) == narrate.excess(found, "sv")
    assert (
        "Charged too much for compensation for late payment: 450.00 SEK (450.00 SEK instead of at most 0.00 SEK); "
        "compensation for late payment is owed only where a trader supplied to a trader or a public body "
        "(SFS 1981:739 3 §): c-1, c-2."
    ) == narrate.excess(found, lang="en")


# --- demands ----------------------------------------------------------------------------------------------------------
def _lack(code: LackCode, **says: Any) -> Lack:
    return Lack(code=code, requirement="OWN-11", source=Citation("SFS 1974:182", "5 § st. 2"), **says)


@pytest.mark.parametrize(
    ("found", "swedish", "english"),
    [
        pytest.param(
            _lack(LackCode.CAPITAL),
            "Brist: Kravet anger inte kapitalet för sig (SFS 1974:182 5 § st. 2).",
            "Lacking: The demand does not state the capital apart (SFS 1974:182 5 § st. 2).",
            id="required",
        ),
        pytest.param(
            _lack(LackCode.PAYMENT_WAY, is_mandatory=False),
            "Bör rättas: Kravet anger inte hur betalning kan ske (SFS 1974:182 5 § st. 2).",
            "Should be mended: The demand does not say how to pay (SFS 1974:182 5 § st. 2).",
            id="advised",
        ),
        pytest.param(
            _lack(LackCode.INTEREST_RATE, part=2),
            "Brist: Räntedel 2: kravet anger inte räntesatsen (SFS 1974:182 5 § st. 2).",
            "Lacking: Part 2 of the interest: the demand does not state the rate of interest (SFS 1974:182 5 § st. 2).",
            id="of a part",
        ),
        pytest.param(
            _lack(LackCode.TIME_TOO_SHORT, pay_by=_day("2026-03-10")),
            "Brist: Kravet ger för kort tid att betala; sista dagen får tidigast vara 2026-03-10 (SFS 1974:182 5 § st. 2).",
            "Lacking: The demand gives too little time to pay; the last day may be 2026-03-10 at the earliest "
            "(SFS 1974:182 5 § st. 2).",
            id="with a day",
        ),
    ],
)  # fmt: skip
def test_a_lack_is_said(found: Lack, swedish: str, english: str) -> None:
    """What is lacking, in which part, by when, and where the law asks for it."""
    assert swedish == narrate.lack(found, "sv")
    assert english == narrate.lack(found, lang="en")


# --- prescription -----------------------------------------------------------------------------------------------------
def _interruption(**says: Any) -> Interruption:
    return Interruption(
        fact_id="dem-1", kind=FactKind.DEMAND_SENT, cause=Cause.WRITTEN_CLAIM, on=_day("2024-03-08"), **says
    )


_RUNNING = Prescription(
    status=PrescriptionStatus.RUNNING,
    origin_on=_day("2024-01-01"),
    years=3,
    ends_on=_day("2027-03-07"),
    latest_end_on=_day("2027-03-07"),
)


@pytest.mark.parametrize(
    ("found", "swedish", "english"),
    [
        pytest.param(
            Prescription(
                status=PrescriptionStatus.UNKNOWN, warnings=(Reason("OWN-10", Doubt.ORIGIN_UNKNOWN, "case-1"),)
            ),
            ("Det går inte att säga om fordran är preskriberad.",
             "Obs: Det är okänt när fordran uppkom; fakturadatumet är inte den dagen: case-1."),
            ("Nobody can say whether the claim is prescribed.",
             "Note: Nobody knows when the claim arose; the invoice date is not that day: case-1."),
            id="nobody knows",
        ),
        pytest.param(
            _RUNNING,
            ("Fordran är inte preskriberad.",
             "Den uppkom 2024-01-01; tiden är 3 år och löper säkert till och med 2027-03-07."),
            ("The claim is not prescribed.",
             "It arose on 2024-01-01; the time is 3 years and surely runs through 2027-03-07."),
            id="running",
        ),
        pytest.param(
            attrs.evolve(
                _RUNNING, status=PrescriptionStatus.PRESCRIBED, latest_end_on=_day("2027-03-09"),
                moved_to=_day("2027-03-08"), interruptions=(_interruption(earliest_on=_day("2024-03-06")),),
            ),
            ("Fordran är preskriberad.",
             "Den uppkom 2024-01-01; tiden är 3 år och löper säkert till och med 2027-03-07.",
             "2027-03-07 är ingen bankdag; nästa bankdag är 2027-03-08.",
             "Den kan löpa till och med 2027-03-09.",
             "Ny tid från någon dag 2024-03-06 till 2024-03-08, inkassokrav dem-1: gäldenären fick ett skriftligt krav."),
            ("The claim is prescribed.",
             "It arose on 2024-01-01; the time is 3 years and surely runs through 2027-03-07.",
             "2027-03-07 is no bank day; the next one is 2027-03-08.",
             "It may run through 2027-03-09.",
             "A new time from some day between 2024-03-06 and 2024-03-08, demand dem-1: the debtor received a written claim."),
            id="prescribed, on no bank day, after an interval",
        ),
        pytest.param(
            attrs.evolve(
                _RUNNING, status=PrescriptionStatus.UNKNOWN, latest_end_on=None, interruptions=(_interruption(),)
            ),
            ("Det går inte att säga om fordran är preskriberad.",
             "Den uppkom 2024-01-01; tiden är 3 år och löper säkert till och med 2027-03-07.",
             "Hur länge den kan löpa är okänt.",
             "Ny tid från 2024-03-08, inkassokrav dem-1: gäldenären fick ett skriftligt krav."),
            ("Nobody can say whether the claim is prescribed.",
             "It arose on 2024-01-01; the time is 3 years and surely runs through 2027-03-07.",
             "How long it may run is unknown.",
             "A new time from 2024-03-08, demand dem-1: the debtor received a written claim."),
            id="no end",
        ),
    ],
)  # fmt: skip
def test_prescription_is_said(found: Prescription, swedish: tuple[str, ...], english: tuple[str, ...]) -> None:
    """Whether it is, how long the time runs, what made it run anew, and what is not certain."""
    assert swedish == narrate.prescription(found, "sv")
    assert english == narrate.prescription(found, lang="en")


# --- what the creditor pays -------------------------------------------------------------------------------------------
_PAID_ALL = _fact("pay-5", FactKind.PAID_AGENCY, "2026-01-10", amount=Money(1_500_00))


def test_terms_are_told() -> None:
    """The sum, line by line what makes it up, what came in and where it fell, what is paid out, and what is free."""
    legal = _fact("leg-1", FactKind.LEGAL_STARTED, "2025-12-30")
    after = _fact("after-1", FactKind.AFTER_COLLECTION_STARTED, "2026-01-03")
    told = creditor_terms(_claim(_DEMANDED, legal, after, _PAID_ALL), as_of=_day("2026-03-16"))
    tax = "SFS 2023:200 9 kap. 2 §"
    assert (
        "Tjänsten för case-1 till och med 2026-03-16 kostar uppdragsgivaren 332,73 SEK, varav moms 178,55 SEK.",
        f"Kostnader som inkassobolaget behåller: 0,00 SEK, räknat på 560,00 SEK; moms 25 % är 140,00 SEK ({tax}).",
        "Ränta som inkassobolaget behåller: 0,00 SEK, räknat på 23,29 SEK.",
        (
            "Kronofogdens ansökningsavgift: 0,00 SEK, räknat på 300,00 SEK "
            "(SFS 1992:1094 1 § i lydelse enligt SFS 2008:893): leg-1."
        ),
        f"Provision i efterindrivningen: 154,18 SEK, 25 % av 616,71 SEK; moms 25 % är 38,55 SEK ({tax}).",
        (
            f"Inkassobolaget har fått in 1{_NBSP}500,00 SEK: 560,00 SEK på kostnader, 23,29 SEK på ränta, 300,00 SEK på "
            "Kronofogdens avgifter, 0,00 SEK på uppdragsgivarens påminnelser, 616,71 SEK på kapital och 0,00 SEK över."
        ),
        "Betalas ut: 583,98 SEK; faktureras: 300,00 SEK.",
        "Detta kostar ingenting: startavgift, månadsavgift, årsavgift, åtgärdsavgifter, porto, integrationen.",
    ) == narrate.terms(told, "sv")
    assert (
        "The service for case-1 through 2026-03-16 costs the creditor 332.73 SEK, of which VAT 178.55 SEK.",
        f"Costs that the agency keeps: 0.00 SEK, counted on 560.00 SEK; VAT at 25 % is 140.00 SEK ({tax}).",
        "Interest that the agency keeps: 0.00 SEK, counted on 23.29 SEK.",
        (
            "The enforcement authority's application fee: 0.00 SEK, counted on 300.00 SEK "
            "(SFS 1992:1094 1 § as worded by SFS 2008:893): leg-1."
        ),
        f"Commission in after-collection: 154.18 SEK, 25 % of 616.71 SEK; VAT at 25 % is 38.55 SEK ({tax}).",
        (
            "The agency collected 1,500.00 SEK: 560.00 SEK on costs, 23.29 SEK on interest, 300.00 SEK on the authority's "
            "fees, 0.00 SEK on the creditor's reminders, 616.71 SEK on capital and 0.00 SEK left over."
        ),
        "Paid out: 583.98 SEK; invoiced: 300.00 SEK.",
        "This costs nothing: an opening fee, a monthly fee, a yearly fee, fees for measures, postage, the integration.",
    ) == narrate.terms(told, lang="en")


@pytest.mark.parametrize(
    "say",
    [
        lambda lang: narrate.statement(_stated(), lang),
        lambda lang: narrate.warning(Reason("OWN-9", "other_currency"), lang),
        lambda lang: narrate.interest(late_interest(Money(1), start=_day("2026-01-01"), end=_day("2026-01-01")), lang),
        lambda lang: narrate.lack(_lack(LackCode.CAPITAL), lang),
        lambda lang: narrate.prescription(_RUNNING, lang),
        lambda lang: narrate.terms(creditor_terms(_claim(), as_of=_day("2026-03-16")), lang),
    ],
)
def test_an_unknown_language_is_refused(say: Any) -> None:
    """Whatever is said of a claim, it is said in a language that there is."""
    with pytest.raises(UnknownLanguageError):
        say("no")
