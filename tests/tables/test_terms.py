"""What the service costs the creditor: hand-computed amounts, with the arithmetic beside them."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.law.parameter import Citation, NotInForceError
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.claims import Charge, ChargeKind, Claim, ClaimError
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import CostKind, Fact, FactKind
from inkasso_rules.model.invoices import PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import DebtorKind
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.terms import FREE, TermCode, Terms, creditor_terms
from tests.tables.judging import case

K: Final = FactKind
C: Final = CostKind
YEAR_END: Final = dt.date(2026, 12, 31)
DUE: Final = dt.date(2026, 3, 3)

#: 10,000.00 SEK that bear no interest: fees that were invoiced.
PLAIN: Final = Claim(
    claim_id="claim-1",
    charges=(Charge(charge_id="inv-1", kind=ChargeKind.FEE, amount=Money.of(10_000), due_date=DUE),),
    debtor_kind=DebtorKind.CONSUMER,
    agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest()),
)
#: The same with interest: 10 percent from 4 March on, so that 15 May is day 73 and a fifth of a year: 200.00.
BEARING: Final = attrs.evolve(
    PLAIN,
    charges=(Charge(charge_id="inv-1", amount=Money.of(10_000), due_date=DUE),),
    agreements=Agreements(due_date=True, reminder_fee=True, interest=AgreedInterest(percent=Decimal(10))),
)


def day(text: str) -> dt.date:
    """Read a month and a day of 2026."""
    return dt.date.fromisoformat(f"2026-{text}")


def did(kind: FactKind, on: str, amount: str = "", **details: Any) -> Fact:
    """Return a fact; its id is its kind and day."""
    money = {"amount": Money.of(amount)} if amount else {}
    capital = {"capital": Money.of(details.pop("capital"))} if "capital" in details else {}
    said: dict[str, Any] = {"fact_id": f"{kind}/{on}", "kind": kind, "happened_on": day(on)}
    return Fact(**(said | money | capital | details))


def paid(on: str, amount: str, **details: Any) -> Fact:
    """Return a payment to the agency."""
    return did(K.PAID_AGENCY, on, amount, **details)


def direct(on: str, amount: str) -> Fact:
    """Return a payment to the creditor."""
    return did(K.PAID_CREDITOR, on, amount)


def back(on: str, amount: str, **details: Any) -> Fact:
    """Return a payment that went back."""
    return did(K.PAYMENT_REVERSED, on, amount, **details)


def enforced(on: str, amount: str, **details: Any) -> Fact:
    """Return what the agency says that enforcement cost."""
    return did(K.COST_CHARGED, on, amount, cost=C.ENFORCEMENT, **details)


DEMANDED: Final = did(K.DEMAND_SENT, "04-01")  # 180.00
SUED: Final = did(K.LEGAL_STARTED, "05-01")  # 300.00 for the authority, 380.00 for the representative
AFTER: Final = did(K.AFTER_COLLECTION_STARTED, "06-01")


def terms_of(*facts: Fact, claim: Claim = PLAIN, as_of: dt.date = YEAR_END, policy: Policy = POLICY) -> Terms:
    """Return the terms of a claim with *facts*."""
    return creditor_terms(attrs.evolve(claim, facts=facts), as_of=as_of, policy=policy)


Amounts = tuple[str, ...]


def texts(*amounts: Money) -> Amounts:
    """Return amounts as text, in major units."""
    return tuple(str(amount.decimal) for amount in amounts)


def read(row: str) -> Amounts:
    """Read amounts from a row of a table, in which nothing is a dash."""
    return texts(*(Money.of(0 if amount == "-" else amount) for amount in row.split()))


def fell(terms: Terms) -> Amounts:
    """Return where the money fell."""
    return texts(terms.collected, terms.costs, terms.interest, terms.fees, terms.reminders, terms.capital, terms.left)


def bill(terms: Terms) -> Amounts:
    """Return what the creditor pays, and gets."""
    return texts(terms.fees_borne, terms.commission, terms.vat, terms.cost, terms.payable, terms.invoiced)


def lines(terms: Terms) -> tuple[tuple[str, ...], ...]:
    """Return the lines as text."""
    return tuple(
        (
            line.requirement,
            line.code,
            *texts(line.base),
            str(line.percent or ""),
            *texts(line.amount),
            str(line.vat_percent or ""),
            *texts(line.vat),
            line.subject,
            str(line.source or ""),
        )
        for line in terms.lines
    )


NONE: Final = "0.00"
VAT: Final = "SFS 2023:200 9 kap. 2 §"
APPLICATION: Final = "SFS 1992:1094 1 §, as worded by SFS 2008:893"
ENFORCEMENT: Final = "SFS 1992:1094 6 §, as worded by SFS 2017:471"


# fmt: off
@pytest.mark.parametrize(
    ("facts", "where", "pays"),
    [
        #     collected costs  int. fees  rem.  capital left    borne comm. VAT    cost   payable invoiced
        case("LC-11", (),
             "-        -      -    -      -    -       -",    "-     -     -      -      -       -"),

        # A reminder and a demand that nobody paid for cost nothing.
        case("LC-11", (DEMANDED,),
             "-        -      -    -      -    -       -",    "-     -     -      -      -       -"),

        # 180 x 25 % = 45; 1,000 - 45 = 955
        case("LC-11", (DEMANDED, paid("04-20", "1180")),
             "1180     180    -    -      -    1000    -",    "-     -     45     45     955     -"),

        # 100 x 25 % = 25, and nothing to withhold it from
        case("LC-11", (DEMANDED, paid("04-20", "100")),
             "100      100    -    -      -    -       -",    "-     -     25     25     -       25"),

        # 180 + 10: 45 of tax, 10 to pay out, so that 35 are left to invoice
        case("LC-11", (DEMANDED, paid("04-20", "190")),
             "190      180    -    -      -    10      -",    "-     -     45     45     -       35"),

        # 0.18 x 25 % = 0.045, half up 0.05; 0.17 x 25 % = 0.0425, 0.04
        case("LC-11", (DEMANDED, paid("04-20", "0.18")),
             "0.18     0.18   -    -      -    -       -",    "-     -     0.05   0.05   -       0.05"),
        case("LC-11", (DEMANDED, paid("04-20", "0.17")),
             "0.17     0.17   -    -      -    -       -",    "-     -     0.04   0.04   -       0.04"),

        # More than everything: 10,000 + 180 were owed; the rest is held.
        case("LC-11", (DEMANDED, paid("04-20", "10500")),
             "10500    180    -    -      -    10000   320",  "-     -     45     45     9955    -"),

        # What goes back takes its costs with it.
        case("LC-11", (DEMANDED, paid("04-20", "1180"), back("04-25", "1180", about="paid_agency/04-20")),
             "-        -      -    -      -    -       -",    "-     -     -      -      -       -"),

        # Direct payments, credit notes and set-offs are not the agency's.
        case("LC-11", (DEMANDED, direct("04-20", "500"), did(K.CREDITED, "04-21", "300")),
             "-        -      -    -      -    -       -",    "-     -     -      -      -       -"),

        # The set-off settles the demand, 180; what the agency gets afterwards is for the application.
        case("LC-10 LC-11", (DEMANDED, did(K.SET_OFF, "04-20", "180", capital="0"), SUED, paid("05-02", "300")),
             "300      -      -    300    -    -       -",    "300   -     -      -      300     300"),

        # The application: borne on the day of filing, whoever pays.
        case("LC-10", (SUED,),
             "-        -      -    -      -    -       -",    "300   -     -      300    -       300"),
        case("LC-10", (SUED, did(K.LEGAL_STARTED, "09-01")),
             "-        -      -    -      -    -       -",    "600   -     -      600    -       600"),

        # It is owed although the application was withdrawn, and then nobody gets it back: all of 1,000 is capital.
        case("LC-10", (SUED, did(K.MEASURE_WITHDRAWN, "05-05", about=SUED.fact_id), paid("05-10", "1000")),
             "1000     -      -    -      -    1000    -",    "300   -     -      300    1000    300"),

        # An application against a debt that was paid is the creditor's own.
        case("LC-10", (paid("04-20", "10000"), SUED),
             "10000    -      -    -      -    10000   -",    "300   -     -      300    10000   300"),

        # The oldest cost first: 180 for the demand, 220 of 300 for the authority. 45 of tax; 220 - 45 = 175.
        case("LC-10 LC-11", (DEMANDED, SUED, paid("05-20", "400")),
             "400      180    -    220    -    -       -",    "300   -     45     125    175     300"),

        # On one day the authority before the representative: 300, and 60 of 380. 15 of tax; 300 - 15 = 285.
        case("LC-10 LC-11", (SUED, paid("05-20", "360")),
             "360      60     -    300    -    -       -",    "300   -     15     15     285     300"),

        # All of it: 180 + 380 = 560 kept, 140 of tax; 300 + 1,000 - 140 = 1,160.
        case("LC-10 LC-11", (DEMANDED, SUED, paid("05-20", "1860")),
             "1860     560    -    300    -    1000    -",    "300   -     140    140    1160    300"),

        # 700 go back of it: 320 from what was for costs, the newest first: 320 of the representative's 380.
        case("LC-10 LC-11", (DEMANDED, SUED, paid("05-20", "1860", capital="1000"), back("05-30", "700", about="paid_agency/05-20", capital="380")),
             "1160     240    -    300    -    620     -",    "300   -     60     60     860     300"),

        # Enforcement: what the agency says, but no more than the law. 700 are charged, 600 lawful; 300 + 380 + 600.
        case("LC-10", (SUED, enforced("05-20", "700"), paid("05-25", "1280")),
             "1280     380    -    900    -    -       -",    "900   -     95     95     805     900"),

        # Reduced to 500 for one title, whole for another: 300 + 380 + 500 + 600 = 1,780.
        case("LC-10", (SUED, enforced("05-20", "500"), enforced("09-20", "600", about="title-2"), paid("10-01", "1700")),
             "1700     380    -    1320   -    -       -",    "1400  -     95     175    1225    1400"),

        # A correction of the same: 400 + 300 are 700 for one title, so that 600 were taken.
        case("LC-10", (enforced("05-20", "400"), enforced("05-22", "300", about="cost_charged/05-20")),
             "-        -      -    -      -    -       -",    "600   -     -      600    -       600"),

        # After-collection: 25 % of 2,000 = 500, and 25 % of that = 125; 2,000 - 625 = 1,375.
        case("LC-10", (AFTER, paid("06-20", "2000")),
             "2000     -      -    -      -    2000    -",    "-     500   125    625    1375    -"),

        # Costs come first, and bear no commission: 180 kept, 2,000 recovered. 45 + 125 of tax.
        case("LC-10 LC-11", (DEMANDED, AFTER, paid("06-20", "2180")),
             "2180     180    -    -      -    2000    -",    "-     500   170    670    1330    -"),

        # Nothing fell on the capital, so that nothing is recovered.
        case("LC-10", (DEMANDED, AFTER, paid("06-20", "180")),
             "180      180    -    -      -    -       -",    "-     -     45     45     -       45"),

        # What was paid too much is not recovered: 10,000 of 12,000. 2,500 + 625.
        case("LC-10", (AFTER, paid("06-20", "12000")),
             "12000    -      -    -      -    10000   2000", "-     2500  625    3125   6875    -"),

        # Half an öre: 25 % of 0.02 is 0.005, 0.01; three payments of 0.02 are 0.06, 0.015, 0.02 - and not 0.03.
        case("LC-10", (AFTER, paid("06-20", "0.02")),
             "0.02     -      -    -      -    0.02    -",    "-     0.01  -      0.01   0.01    -"),
        case("LC-10", (AFTER, paid("06-20", "0.02"), paid("06-21", "0.02"), paid("06-22", "0.02")),
             "0.06     -      -    -      -    0.06    -",    "-     0.02  0.01   0.03   0.03    -"),
    ],
)
def test_what_the_creditor_pays(facts: tuple[Fact, ...], where: str, pays: str) -> None:
    """Where the money fell, and what the creditor bears, pays and gets, without interest."""
    terms = terms_of(*facts)
    assert read(where) == fell(terms)
    assert read(pays) == bill(terms)


@pytest.mark.parametrize(
    ("facts", "recovered", "commission"),
    [
        # The day before, the day itself, the day after: what starts a stage stands before the money of its day.
        case("LC-10", (AFTER, paid("05-31", "1000")),                                                        NONE,      NONE),
        case("LC-10", (AFTER, paid("06-01", "1000")),                                                        "1000.00", "250.00"),
        case("LC-10", (AFTER, paid("06-02", "1000")),                                                        "1000.00", "250.00"),
        # Legal action ends the stage, after-collection starts it anew. 680 of costs go first.
        case("LC-10", (AFTER, did(K.LEGAL_STARTED, "07-01"), paid("07-01", "1680")),                         NONE,      NONE),
        case("LC-10", (AFTER, did(K.LEGAL_STARTED, "07-01"), paid("06-30", "1000")),                         "1000.00", "250.00"),
        case("LC-10", (did(K.LEGAL_STARTED, "06-01"), AFTER, paid("06-01", "1680")),                         "1000.00", "250.00"),
        # What goes back counts in the stage of its payment.
        case("LC-10", (paid("05-31", "1000"), AFTER, back("06-10", "1000", about="paid_agency/05-31")),      NONE,      NONE),
        case("LC-10", (paid("05-31", "800"), AFTER, paid("06-02", "1000"), back("06-10", "800", about="paid_agency/05-31")), "1000.00", "250.00"),
        case("LC-10", (AFTER, paid("06-02", "1000"), back("06-10", "1000", about="paid_agency/06-02")),      NONE,      NONE),
        case("LC-10", (AFTER, paid("06-02", "1000"), back("06-10", "400", about="paid_agency/06-02")),       "600.00",  "150.00"),
        # Also after the stage is over: 600 of 1,000 are left.
        case("LC-10", (AFTER, paid("06-02", "1000"), did(K.LEGAL_STARTED, "07-01"), back("07-10", "400", about="paid_agency/06-02")), "600.00", "150.00"),
        # Without a payment that it names, in the stage of the last one; without any, in none.
        case("LC-10", (AFTER, back("06-10", "400", capital="400")),                                          NONE,      NONE),
        case("LC-10", (paid("05-31", "1000"), AFTER, back("06-10", "400")),                                  NONE,      NONE),
        case("LC-10", (paid("05-31", "800"), AFTER, paid("06-02", "1000"), back("06-10", "400")),            "600.00",  "150.00"),
        # More goes back than was recovered: no commission, and none below nothing.
        case("LC-10", (paid("05-31", "800"), AFTER, paid("06-02", "100"), back("06-10", "400", capital="400", about="paid_agency/06-02")), "-300.00", NONE),
        # The agency's split counts: of 1,000 it puts 700 on the capital.
        case("LC-10", (DEMANDED, AFTER, paid("06-02", "1000", capital="700")),                               "700.00",  "175.00"),
        case("LC-10", (DEMANDED, AFTER, paid("06-02", "1000"), did(K.SPLIT_STATED, "06-10", "1000", capital="700", about="paid_agency/06-02")), "700.00", "175.00"),
        # One that names no payment belongs with the last: 820 by our order, then 700, here and in the stage before.
        case("LC-10", (DEMANDED, AFTER, paid("06-02", "1000"), did(K.SPLIT_STATED, "06-10", "1000", capital="700")), "700.00", "175.00"),
        case("LC-10", (DEMANDED, paid("05-31", "1000"), AFTER, did(K.SPLIT_STATED, "06-10", "1000", capital="700")), NONE, NONE),
        # So does our own split, until the agency says.
        case("LC-10", (DEMANDED, AFTER, paid("06-02", "1000"), did(K.SPLIT_ASSUMED, "06-10", "1000", capital="700")), "700.00", "175.00"),
        case("LC-10", (DEMANDED, paid("05-31", "1000"), AFTER, did(K.SPLIT_ASSUMED, "06-10", "1000", capital="900")), NONE, NONE),
        # What the debtor pays to the creditor is not recovered there, nor are credits.
        case("LC-10", (AFTER, direct("06-02", "1000")),                                                      NONE,      NONE),
        case("LC-10", (AFTER, did(K.CREDITED, "06-02", "1000"), paid("06-03", "400")),                       "400.00",  "100.00"),
        # Corrected from the start, only 3,000 were ever owed: of 4,000 that were paid, so much is recovered.
        case("LC-10", (AFTER, paid("06-03", "4000", capital="4000"), did(K.CREDITED, "07-02", "7000", from_start=True)), "3000.00", "750.00"),
        case("LC-10", (AFTER, did(K.CREDITED, "06-02", "7000", from_start=True), paid("06-03", "2000", capital="2000")), "2000.00", "500.00"),
        case("LC-10", (AFTER, paid("06-03", "4000"), did(K.CREDITED, "07-02", "12000", from_start=True)),    NONE,      NONE),
    ],
)
def test_what_was_recovered_in_after_collection(facts: tuple[Fact, ...], recovered: str, commission: str) -> None:
    """The commission is counted on the capital that the agency recovered in that stage, and on nothing else."""
    terms = terms_of(*facts)
    of_stage = [line for line in terms.lines if line.code is TermCode.COMMISSION]
    assert recovered == str(sum((line.base for line in of_stage), Money(0)).decimal)
    assert commission == str(terms.commission.decimal)


@pytest.mark.parametrize(
    ("facts", "capital", "left"),
    [
        # Of 10,000 the debtor pays 4,000 to the creditor, and the agency puts 7,000 on the capital: 1,000 too much.
        ((direct("04-01", "4000"), paid("04-02", "7000", capital="7000")),                                       "6000.00", "1000.00"),
        # A direct payment of 500 is removed: 500 of them are needed.
        ((direct("04-01", "500"), direct("04-02", "3500"), paid("04-03", "7000", capital="7000"),
          did(K.PAYMENT_REMOVED, "04-05", "500", about="paid_creditor/04-01")),                                  "6500.00", "500.00"),
        # Of what is removed, what the creditor got too much itself goes first: 500 of the second payment.
        ((direct("04-01", "4000"), paid("04-02", "7000", capital="7000"), direct("04-03", "500"),
          did(K.PAYMENT_REMOVED, "04-05", "500", about="paid_creditor/04-03")),                                  "6000.00", "1000.00"),
        # All of it: 4,000 are needed, and only 1,000 are there.
        ((direct("04-01", "4000"), paid("04-03", "7000", capital="7000"), did(K.PAYMENT_REMOVED, "04-05", "4000")), "7000.00", NONE),
        # The agency came first: what the creditor gets too much takes nothing from it.
        ((paid("04-01", "7000"), direct("04-02", "4000")),                                                       "7000.00", NONE),
        # The creditor was paid too much: that is none of the agency's, and what goes back of it changes nothing.
        ((paid("04-01", "7000"), direct("04-02", "4000"), did(K.PAYMENT_REMOVED, "04-05", "1000")),              "7000.00", NONE),
        # The agency's 7,000 go back: the 1,000 that the creditor got too much fall on the capital.
        ((paid("04-01", "7000"), direct("04-02", "4000"), back("04-05", "7000", about="paid_agency/04-01"), paid("04-06", "6500")), "6000.00", "500.00"),
        # What the agency got too much goes back before anything else does.
        ((direct("04-01", "4000"), paid("04-02", "7000", capital="7000"), back("04-03", "800", capital="800")),  "6000.00", "200.00"),
    ],
)
def test_what_was_paid_too_much_is_held(facts: tuple[Fact, ...], capital: str, left: str) -> None:
    """Who came first settled the capital; what came too much is held, and counts once the capital is open again."""
    terms = terms_of(*facts)
    assert (capital, left) == texts(terms.capital, terms.left)
# fmt: on


@pytest.mark.requirement("LC-10", "LC-11")
def test_the_lines_say_how_they_were_counted() -> None:
    """Each line has its requirement, base, rate, amount, tax and source."""
    money = (paid("05-15", "2000"), paid("06-15", "800", capital="800"))
    terms = terms_of(DEMANDED, SUED, enforced("05-10", "600"), *money, AFTER, claim=BEARING)
    # 15 May: 180 + 300 + 380 + 600 = 1,460 of costs, 200 of interest, so that 340 fall on the capital.
    assert lines(terms) == (
        ("LC-11", "kept_costs", "560.00", "", NONE, "25", "140.00", "", VAT),
        ("LC-11", "kept_interest", "200.00", "", NONE, "", NONE, "", ""),
        ("LC-10", "application_fee", "300.00", "", NONE, "", NONE, "legal_started/05-01", APPLICATION),
        ("LC-10", "enforcement_fee", "600.00", "", NONE, "", NONE, "cost_charged/05-10", ENFORCEMENT),
        ("LC-10", "commission", "800.00", "25", "200.00", "25", "50.00", "", VAT),
    )
    assert fell(terms) == ("2800.00", "560.00", "200.00", "900.00", NONE, "1140.00", NONE)
    # 340 + 800 + 900 - 200 - 140 - 50 = 1,650
    assert bill(terms) == ("900.00", "200.00", "190.00", "390.00", "1650.00", "900.00")


@pytest.mark.parametrize(
    ("policy", "vat", "commission", "payable", "invoiced"),
    [
        # Kept: 180 and 200 of interest. Recovered: 800. Due before tax: 620 + 800 - 200 = 1,220. Tax: 45 + 50.
        (POLICY, "95.00", "200.00", "1125.00", NONE),
        (attrs.evolve(POLICY, vat_withheld=False), "95.00", "200.00", "1220.00", "95.00"),
        # The tax on 200 of interest is 50.
        (attrs.evolve(POLICY, vat_on_interest=True), "145.00", "200.00", "1075.00", NONE),
        # 30 % of 800 = 240, and 60 of tax on it: 620 + 800 - 240 - 105 = 1,075
        (attrs.evolve(POLICY, commission_percent=30), "105.00", "240.00", "1075.00", NONE),
        (attrs.evolve(POLICY, commission_percent=0), "45.00", NONE, "1375.00", NONE),
        # The creditor got 400 of the capital directly: 25 % of 1,200 = 300, 75 of tax; 620 + 800 - 300 - 120 = 1,000.
        (attrs.evolve(POLICY, commission_on_direct=True), "120.00", "300.00", "1000.00", NONE),
    ],
)
def test_what_the_policy_says_counts(policy: Policy, vat: str, commission: str, payable: str, invoiced: str) -> None:
    """What is withheld, taxed, and counted as recovered is the policy's."""
    money = (paid("05-15", "1000"), paid("06-15", "800", capital="800"), direct("06-20", "400"))
    terms = terms_of(DEMANDED, *money, AFTER, claim=BEARING, policy=policy)
    assert (vat, commission, payable, invoiced) == texts(terms.vat, terms.commission, terms.payable, terms.invoiced)


@pytest.mark.requirement("LC-10", "LC-11")
def test_what_the_service_says_counts() -> None:
    """The policy as it comes: 25 % on what the agency recovered, and the tax on costs and commission withheld."""
    money = (paid("05-15", "1000"), paid("06-15", "800", capital="800"), direct("06-20", "400"))
    terms = terms_of(DEMANDED, *money, AFTER, claim=BEARING)
    assert texts(terms.vat, terms.commission, terms.payable, terms.invoiced) == ("95.00", "200.00", "1125.00", NONE)


def test_a_removed_direct_payment_was_not_recovered() -> None:
    """Where direct payments bear a commission, what is removed of them bears none, also when the stage is over."""
    facts = (AFTER, direct("06-10", "400"), direct("06-11", "300"), did(K.LEGAL_STARTED, "07-01"))
    removed = did(K.PAYMENT_REMOVED, "07-10", "300", about="paid_creditor/06-11")
    terms = terms_of(*facts, removed, policy=attrs.evolve(POLICY, commission_on_direct=True))
    # 25 % of 400 = 100
    assert texts(terms.commission) == ("100.00",)


def test_a_direct_payment_counts_once_it_is_needed() -> None:
    """Of 4,000 that the creditor got, 1,000 were too much, until the agency's 7,000 went back."""
    facts = (AFTER, paid("06-10", "7000"), direct("06-11", "4000"))
    policy = attrs.evolve(POLICY, commission_on_direct=True)
    # 25 % of 10,000, then of 4,000
    assert texts(terms_of(*facts, policy=policy).commission) == ("2500.00",)
    gone = back("06-12", "7000", about="paid_agency/06-10")
    assert texts(terms_of(*facts, gone, policy=policy).commission) == ("1000.00",)


@pytest.mark.requirement("LC-11")
def test_the_creditor_gets_what_its_own_reminder_cost() -> None:
    """The agency goes on collecting it, without tax; its own demand it keeps: 60 + 180 of 250, and 10 on capital."""
    claim = attrs.evolve(PLAIN, prior_reminders=(PriorReminder(sent_on=day("03-15"), cost=Money.of(60)),))
    terms = terms_of(DEMANDED, paid("04-20", "250"), claim=claim)
    assert fell(terms) == ("250.00", "180.00", NONE, NONE, "60.00", "10.00", NONE)
    # 60 + 10 - 45 = 25
    assert bill(terms) == (NONE, NONE, "45.00", "45.00", "25.00", NONE)


@pytest.mark.requirement("LC-11")
def test_the_compensation_is_a_fee_that_takes_letters_in() -> None:
    """A trader owes 450 from 4 March; the demand adds nothing, the application does: 450 + 300 + 380."""
    claim = attrs.evolve(BEARING, debtor_kind=DebtorKind.TRADER)
    terms = terms_of(DEMANDED, SUED, paid("05-15", "800"), claim=claim)
    # 450 + 50 of the representative's 380: 500 x 25 % = 125; 300 - 125 = 175
    assert fell(terms) == ("800.00", "500.00", NONE, "300.00", NONE, NONE, NONE)
    assert bill(terms) == ("300.00", NONE, "125.00", "125.00", "175.00", "300.00")


def test_letters_of_the_day_on_which_interest_begins_are_taken_in() -> None:
    """A demand of 4 March and the compensation of that day are 450 together, the oldest of all costs."""
    claim = attrs.evolve(BEARING, debtor_kind=DebtorKind.TRADER)
    facts = (did(K.DEMAND_SENT, "03-04"), did(K.LEGAL_STARTED, "03-04"), paid("03-04", "500"))
    # 450 + 300 + 380 = 1,130 are asked for, in that order: 50 of 500 are for the authority.
    assert fell(terms_of(*facts, claim=claim)) == ("500.00", "450.00", NONE, "50.00", NONE, NONE, NONE)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("04-30", (NONE,) * 6),
        ("05-01", ("300.00", NONE, NONE, "300.00", NONE, "300.00")),
        ("06-19", ("300.00", NONE, NONE, "300.00", NONE, "300.00")),
        # 300 and 380, then 320 on the capital: 80 of commission, 95 + 20 of tax; 300 + 320 - 80 - 115 = 425
        ("06-20", ("300.00", "80.00", "115.00", "195.00", "425.00", "300.00")),
    ],
)
def test_a_day_counts_whole_and_later_days_do_not(as_of: str, expected: Amounts) -> None:
    """What happened on the day of the question is counted."""
    assert expected == bill(terms_of(SUED, AFTER, paid("06-20", "1000"), as_of=day(as_of)))


def test_another_tax_has_its_own_lines() -> None:
    """With 20 % from 15 June on, each payment bears the tax of its day, and the commission is still rounded once."""
    reform = SWEDEN.vat_percent.starting(day("06-15"), Decimal(20), source=Citation("SFS 2026:1", "9 kap. 2 §"))
    claim = attrs.evolve(PLAIN, facts=(AFTER, paid("06-14", "0.02"), paid("06-15", "0.02"), paid("06-16", "40.00")))
    terms = creditor_terms(claim, as_of=YEAR_END, law=SWEDEN.evolve(vat_percent=reform))
    assert lines(terms) == (
        # 0.02: 0.005, half up 0.01, whose tax is 0.0025
        ("LC-10", "commission", "0.02", "25", "0.01", "25", NONE, "", VAT),
        # 40.04: 10.01, of which 0.01 was charged; 20 % of 10.00
        ("LC-10", "commission", "40.02", "25", "10.00", "20", "2.00", "", "SFS 2026:1 9 kap. 2 §"),
    )


def test_a_tax_that_is_not_known_is_not_guessed() -> None:
    """The tax of a day before the act of 2023 was not read: money that bears one cannot be counted."""
    charge = Charge(charge_id="inv-1", kind=ChargeKind.FEE, amount=Money.of(1_000), due_date=dt.date(2023, 1, 10))
    demand = Fact(fact_id="d", kind=K.DEMAND_SENT, happened_on=dt.date(2023, 6, 1))
    payment = Fact(fact_id="p", kind=K.PAID_AGENCY, happened_on=dt.date(2023, 6, 30), amount=Money.of(180))
    claim = attrs.evolve(PLAIN, charges=(charge,), facts=(demand, payment))
    with pytest.raises(NotInForceError, match="vat_percent has no value on 2023-06-30"):
        creditor_terms(claim, as_of=YEAR_END)
    later = attrs.evolve(payment, happened_on=dt.date(2023, 7, 1))
    assert texts(creditor_terms(attrs.evolve(claim, facts=(demand, later)), as_of=YEAR_END).vat) == ("45.00",)


EURO: Final = attrs.evolve(
    PLAIN, charges=(attrs.evolve(PLAIN.charges[0], amount=Money.of(1_000, "EUR")),), claimed=frozenset()
)
RATE: Final = ExchangeRate(currency="SEK", into="EUR", rate=Decimal("0.0875"), on=day("03-02"))


def test_kronor_are_converted() -> None:
    """The law's kronor are counted in the claim's currency, at its own rate; the tax is counted there too."""
    claim = attrs.evolve(EURO, claimed=frozenset(C), sek_rate=RATE)
    money = attrs.evolve(paid("05-20", "1"), amount=Money.of("45.00", "EUR"))
    terms = terms_of(DEMANDED, SUED, money, claim=claim)
    # 180 are 15.75, 300 are 26.25, 380 are 33.25. 45.00 = 15.75 + 26.25 + 3.00; 18.75 x 25 % = 4.6875
    assert fell(terms) == ("45.00", "18.75", NONE, "26.25", NONE, NONE, NONE)
    assert bill(terms) == ("26.25", NONE, "4.69", "4.69", "21.56", "26.25")
    assert {line.base.currency for line in terms.lines} == {"EUR"}


def test_converted_fees_come_back_to_the_cent() -> None:
    """
    What is asked of the debtor is converted all together, so that no cent is left of a fee that was paid.

    At 0.00019: 180 are 0.0342, 0.03; with 600 they are 0.1482, 0.15, so that 600 are 0.12 of them, and 0.114 alone.
    What is not asked, 300, is 0.057, 0.06.
    """
    rate = attrs.evolve(RATE, rate=Decimal("0.00019"))
    claim = attrs.evolve(EURO, claimed=frozenset({C.DEMAND}), sek_rate=rate)
    money = attrs.evolve(paid("06-20", "1"), amount=Money.of("0.15", "EUR"))
    terms = terms_of(DEMANDED, SUED, enforced("05-20", "600"), money, claim=claim)
    assert [line[2:5] for line in lines(terms)] == [("0.03", "", NONE), ("0.06", "", "0.06"), ("0.12", "", NONE)]


def test_a_claim_in_euro_needs_a_rate_for_what_the_authority_took() -> None:
    """Also if nothing of it is asked of the debtor; without such fees it needs none."""
    assert bill(terms_of(DEMANDED, claim=EURO)) == (NONE,) * 6
    with pytest.raises(ClaimError) as caught:
        terms_of(SUED, claim=EURO)
    assert str(caught.value) == (
        "claim claim-1 has no fitting sek_rate; wanted a rate from SEK into EUR: its costs are kronor."
    )


def test_what_is_free_is_listed() -> None:
    """The service has no fee of its own, and each says which requirement says so."""
    assert [(one.requirement, one.code) for one in FREE] == [
        ("LC-11", "opening_fee"),
        ("LC-11", "monthly_fee"),
        ("LC-11", "yearly_fee"),
        ("LC-11", "action_fee"),
        ("LC-11", "postage"),
        ("LC-11", "integration"),
    ]


def test_the_claim_is_not_shown() -> None:
    """A text of the terms names neither the claim's facts nor its parties."""
    assert "claim-1" not in repr(terms_of(DEMANDED))
