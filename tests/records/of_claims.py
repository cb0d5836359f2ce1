"""One fixed value of each recorded type that is about what a debtor owes; defaults are mostly differed from."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from inkasso_rules.claim import Allocation, ClaimSegment, LineCode, Shared, StatementLine
from inkasso_rules.law.charging import ChargedCost, Excess
from inkasso_rules.law.demands import DemandLetter, InterestPart, Lack, LackCode
from inkasso_rules.law.interest import Interest, InterestBasis, InterestStart, Segment
from inkasso_rules.law.measures import CostCondition, CostLine, CostReason, Costs, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Cause, Interruption, Prescription, PrescriptionStatus
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.claims import Charge, ChargeKind, Claim
from inkasso_rules.model.conventions import DayCount, Rounding
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.terms import TermCode, TermLine

_DAY: Final = dt.date(2024, 2, 29)
_SOURCE: Final = Citation("SFS 1981:739", "4 §", "SFS 2013:56")
_RATE: Final = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.0875"), on=_DAY)
_CHARGE: Final = Charge(
    charge_id="inv-1",
    kind=ChargeKind.INVOICING_FEE,
    amount=Money(250_00, "EUR"),
    due_date=dt.date(2024, 2, 10),
    sent_on=dt.date(2024, 1, 10),
    received_on=dt.date(2024, 1, 12),
    states_interest=True,
)
_PAID: Final = Fact(
    fact_id="pay-1", kind=FactKind.PAID_CREDITOR, happened_on=dt.date(2024, 4, 2), amount=Money(1_00, "EUR")
)
_MEASURE: Final = Measure(
    measure_id="demand-1",
    cost=CostKind.DEMAND,
    taken_on=dt.date(2024, 3, 6),
    as_required=True,
    withdrawn_on=dt.date(2024, 3, 7),
)
_LINE: Final = CostLine(
    cost=CostKind.DEMAND,
    measure_id="demand-1",
    on=dt.date(2024, 3, 6),
    lawful=Money(180_00),
    owed=Money(0),
    why=CostReason.ABSORBED,
    source=_SOURCE,
)
_COMPENSATION: Final = CostLine(
    cost=CostKind.COMPENSATION,
    measure_id=None,
    on=dt.date(2024, 2, 11),
    lawful=Money(450_00),
    owed=Money(450_00),
    why=None,
    source=Citation("SFS 1981:739", "4 a §"),
)
_SEGMENT: Final = Segment(
    starts_on=dt.date(2024, 2, 11),
    ends_on=_DAY,
    days=19,
    percent=Fraction(25, 2),
    principal=Money(250_00, "EUR"),
    exact=Fraction(11_875, 73),
    source=Citation("SFS 2023:954", "referensränta (9 § räntelagen)"),
)
_PART: Final = InterestPart(
    amount=Money(1_63, "EUR"),
    percent=Decimal("12.5"),
    starts_on=dt.date(2024, 2, 11),
    ends_on=_DAY,
    principal=Money(250_00, "EUR"),
)
_INTERRUPTION: Final = Interruption(
    fact_id="demand-1",
    kind=FactKind.DEMAND_SENT,
    cause=Cause.WRITTEN_CLAIM,
    on=dt.date(2024, 3, 8),
    earliest_on=dt.date(2024, 3, 7),
    is_taken_back=True,
    is_in_insolvency=True,
)

#: The values.
VALUES: Final[tuple[object, ...]] = (
    Allocation(
        fact_id="pay-1",
        kind=FactKind.PAID_AGENCY,
        on=dt.date(2024, 4, 2),
        amount=Money(10_00),
        costs=Money(1_00),
        interest=Money(2_00),
        capital=Money(3_00),
        left=Money(4_00),
        is_stated=False,
    ),
    _CHARGE,
    ChargedCost(
        charge_id="cost-1", cost=CostKind.DEMAND, amount=Money(200_00), on=dt.date(2024, 3, 6), about="demand-1"
    ),
    _SOURCE,
    Claim(
        claim_id="inv-1:2024-02-29",
        charges=(
            _CHARGE,
            Charge(charge_id="inv-0", amount=Money(10_00, "EUR"), due_date=dt.date(2024, 1, 31)),
        ),
        debtor_kind=DebtorKind.TRADER,
        agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest(margin=Decimal("8.50"))),
        is_supply=False,
        origin_on=dt.date(2024, 1, 1),
        interest_invoiced_through=dt.date(2024, 2, 15),
        prior_reminders=(PriorReminder(sent_on=dt.date(2024, 2, 15), cost=Money(60_00)),),
        claimed=frozenset({CostKind.REMINDER, CostKind.DEMAND}),
        sek_rate=_RATE,
        facts=(_PAID,),
    ),
    ClaimSegment("inv-1", _SEGMENT),
    CostCondition(
        debtor_kind=DebtorKind.PUBLIC_BODY,
        reminder_fee_agreed=True,
        interest_from=dt.date(2024, 2, 11),
        is_supply=False,
        insolvent=((dt.date(2024, 3, 1), dt.date(2024, 3, 20)), (dt.date(2024, 4, 1), None)),
        never_owed=True,
        reminders_max=2,
        demands_max=0,
        applications_max=3,
        presumes_requirements=False,
    ),
    _LINE,
    Costs((_COMPENSATION, _LINE)),
    DemandLetter(
        sent_on=dt.date(2024, 3, 6),
        is_written=True,
        creditor_name="Prov AB",
        basis="Provtext",
        is_assigned=True,
        assignment_notice="Provtext",
        payment_way="Provtext",
        capital=Money(250_00, "EUR"),
        is_interest_claimed=True,
        interest=(_PART, InterestPart()),
        is_cost_claimed=True,
        costs=Money(15_75, "EUR"),
        pay_by=dt.date(2024, 3, 18),
        is_objection_invited=False,
        is_debtor_insolvent=True,
        is_to_administrator=False,
    ),
    Excess(
        cost=CostKind.DEMAND,
        measure_id="demand-1",
        charge_ids=("cost-1", "cost-2"),
        charged=Money(200_00),
        allowed=Money(180_00),
        amount=Money(20_00),
        why=CostReason.ABOVE_MAXIMUM,
        source=_SOURCE,
    ),
    _RATE,
    Interest(
        total=Money(1_63, "EUR"),
        segments=(_SEGMENT,),
        day_count=DayCount.ACT_ACT,
        rounding=Rounding.SEGMENTS,
    ),
    _PART,
    InterestStart(dt.date(2024, 2, 11), InterestBasis.DUE_DATE, Citation("SFS 1975:635", "3 §")),
    _INTERRUPTION,
    Lack(
        code=LackCode.TIME_TOO_SHORT,
        requirement="OWN-6",
        source=Citation("SFS 1974:182", "5 §"),
        is_mandatory=False,
        part=2,
        pay_by=dt.date(2024, 3, 14),
    ),
    _MEASURE,
    Prescription(
        status=PrescriptionStatus.UNKNOWN,
        origin_on=dt.date(2024, 1, 1),
        years=3,
        ends_on=dt.date(2027, 3, 7),
        latest_end_on=dt.date(2034, 3, 8),
        moved_to=dt.date(2027, 3, 8),
        interruptions=(_INTERRUPTION,),
        warnings=(Reason("OWN-10", "receipt_presumed", "demand-1"),),
    ),
    _SEGMENT,
    Shared((("inv-1:2024-02-29", Money(3_00)), ("inv-2:2024-03-01", Money(2_00))), Money(1_00)),
    StatementLine(LineCode.COSTS, dt.date(2024, 3, 6), Money(-1), "demand", _SOURCE),
    TermLine(
        code=TermCode.COMMISSION,
        base=Money(100_00),
        percent=25,
        amount=Money(25_00),
        vat_percent=Decimal("25.00"),
        vat=Money(6_25),
        subject="legal-1",
        source=Citation("SFS 2023:200", "9 kap. 2 §"),
    ),
)
