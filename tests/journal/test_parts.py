"""What a payment holds beside its capital, what is compared with ours, and what a person is told."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

from inkasso_rules.journal import Difference, DifferenceCode, post_settlement
from inkasso_rules.ledger.sie.vouchers import to_sie
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.bookings import BAS, BOOKS, BookedInvoice, Books
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import Part, SettledPayment, VatDocument
from inkasso_rules.model.vouchers import LineCode
from inkasso_rules.policy import POLICY
from tests.journal.making import DAY, Posting, books_of, invoice, payment, posted_postings, rows, settlement

BOOKED = books_of(invoice(), invoice("F2", 60_00))
DOCUMENT = VatDocument(number="1001", issued_on=DAY, vat_number="SE556047352101")


# --- where it goes ----------------------------------------------------------------------------------------------------
def _part(requirement: str, kind: str, side: str, account: str, code: LineCode) -> Any:
    return pytest.param(kind, side, account, code, id=kind, marks=pytest.mark.requirement(requirement))


@pytest.mark.parametrize(
    ("kind", "side", "account", "code"),
    [
        _part("LC-11", "vat",                 "less", "2641", LineCode.INPUT_VAT),
        _part("LC-10", "commission",          "less", "6062", LineCode.COMMISSION),
        _part("BA-2",  "fees_due",            "less", "2890", LineCode.FEES_DUE),
        _part("BA-2",  "agency_invoice",      "less", "2440", LineCode.AGENCY_INVOICE),
        _part("LC-10", "court_fee",           "less", "6062", LineCode.COURT_FEE),
        _part("LC-10", "court_fee_recovered", "plus", "6062", LineCode.COURT_FEE_RECOVERED),
        _part("BA-2",  "interest",            "plus", "8313", LineCode.INTEREST),
        _part("LC-2",  "reminder_fee",        "plus", "3990", LineCode.REMINDER_FEE),
        _part("BA-2",  "compensation",        "plus", "3990", LineCode.COMPENSATION),
    ],
)  # fmt: skip
def test_each_part_has_its_side_its_account_and_its_words(kind: str, side: str, account: str, code: LineCode) -> None:
    """As stated, without output VAT; in a charge-back all of it is mirrored."""
    sign = 1 if side == "less" else -1
    for capital, amount in ((20_00, 7_01), (-20_00, -7_01)):
        given = settlement(payment("p1", capital, **{side: [(kind, amount)]}))  # type: ignore[arg-type]
        booked = books_of(invoice("F1", 1_250_00, *rows(("1930", 50_00), ("1510", -50_00), voucher_id="B1")))
        (voucher,) = post_settlement(given, booked).vouchers
        assert [(account, sign * amount, None, code)] == [
            (line.account, line.amount.minor, line.invoice, line.code) for line in voucher.lines[2:]
        ]
        assert given.payout == voucher.lines[0].amount


@pytest.mark.requirement("BA-2")
def test_the_parts_of_all_payments_are_summed() -> None:
    """One line for each kind, in the order of the table; what sums to nothing has none."""
    given = settlement(
        payment("p1", 10_00, plus=[("interest", 2_00), ("compensation", 5)], less=[("vat", 1_00)]),
        payment("p2", 10_00, "F2", plus=[("interest", 3_00), ("compensation", -5)], less=[("vat", 2_00), ("vat", 50)]),
    )
    assert [[("1512", 21_50), ("1510", -10_00), ("1510", -10_00), ("2641", 3_50), ("8313", -5_00)]] == posted_postings(
        post_settlement(given, BOOKED)
    )


@pytest.mark.requirement("LC-2", "BA-2")
@pytest.mark.parametrize("kind", ["reminder_fee", "interest"])
def test_what_is_invoiced_already_relieves_that_invoice(kind: str) -> None:
    """A fee or interest on an invoice of its own is no income a second time; the subledger hears of it."""
    part = Part(kind=kind, amount=Money(60_00), invoice="F2")
    given = settlement(payment("p1", 10_00, additions=(part,), payout=Money(70_00)))
    posted = post_settlement(given, BOOKED)
    assert [[("1512", 70_00), ("1510", -10_00), ("1510", -60_00)]] == posted_postings(posted)
    assert [("F1", 10_00, 1_240_00), ("F2", 60_00, 0)] == [
        (one.invoice, one.amount.minor, one.open_after.minor) for one in posted.open_item_updates
    ]


@pytest.mark.requirement("LC-11")
@pytest.mark.parametrize(
    ("percent", "vat", "expected"),
    [
        ("100", 10_01, [("2641", 10_01)]),
        ("99.99", 10_01, [("2649", 10_01)]),
        ("60", 10_01, [("2649", 6_01), ("6062", 4_00)]),
        ("50", 1, [("2649", 1)]),
        ("50", -1, [("2649", -1)]),
        ("0", 10_01, [("6062", 10_01)]),
    ],
)
def test_vat_that_may_not_be_deducted_is_a_cost(percent: str, vat: int, expected: list[Posting]) -> None:
    """In mixed activity a part of it, half an öre for the deduction; without the right to deduct all of it."""
    booked = books_of(invoice("F1", 1_250_00, *rows(("1930", 50_00), ("1510", -50_00), voucher_id="B1")))
    capital = 20_00 if vat > 0 else -20_00
    posted = post_settlement(
        settlement(payment("p1", capital, less=[("vat", vat)])),
        booked,
        books=Books(input_vat_percent=Decimal(percent)),
    )
    assert [[("1512", capital - vat), ("1510", -capital), *expected]] == posted_postings(posted)
    codes = {"2641": LineCode.INPUT_VAT, "2649": LineCode.INPUT_VAT, "6062": LineCode.VAT_COST}
    lines = posted.vouchers[0].lines[2:]
    assert [codes[account] for account, _ in expected] == [line.code for line in lines]


@pytest.mark.requirement("LC-10", "LC-11")
def test_another_chart_changes_the_accounts_only() -> None:
    """Each column of the chart moves its own lines."""
    accounts = attrs.evolve(
        BAS,
        clearing="1684", input_vat="2645", collection_costs="6065", owed_to_agency="2891", supplier_debts="2441",
        court_fees="1681", interest="8311", other_income="3991",
    )  # fmt: skip
    given = settlement(
        payment(
            "p1",
            100_00,
            less=[("vat", 1), ("commission", 2), ("fees_due", 4), ("agency_invoice", 8), ("court_fee", 16)],
            plus=[("court_fee_recovered", 32), ("interest", 64), ("reminder_fee", 128), ("compensation", 256)],
        )
    )
    lines = [("2645", 1), ("6065", 2), ("2891", 4), ("2441", 8), ("1681", 16), ("1681", -32), ("8311", -64), ("3991", -128), ("3991", -256)]  # fmt: skip
    posted = post_settlement(given, BOOKED, accounts=accounts)
    assert [[("1684", 104_49), ("1510", -100_00), *lines]] == posted_postings(posted)


# --- what is compared -------------------------------------------------------------------------------------------------
def _differences(*payments: SettledPayment, **options: Any) -> list[tuple[str, str, int, int]]:
    found = post_settlement(settlement(*payments), BOOKED, **options).differences
    return [(one.code.value, one.subject, one.stated.minor, one.computed.minor) for one in found]


@pytest.mark.requirement("LC-10")
@pytest.mark.parametrize(
    ("stage", "stated", "computed"),
    [
        (Stage.AFTER_COLLECTION, 25_00, None),
        (Stage.AFTER_COLLECTION, 24_99, 25_00),
        (Stage.AFTER_COLLECTION, 25_01, 25_00),
        (Stage.AFTER_COLLECTION, 0, 25_00),
        (Stage.LEGAL, 0, None),
        (Stage.LEGAL, 1, 0),
        (Stage.REMINDER, 25_00, 0),
        (None, 24_00, None),
    ],
)
def test_the_commission_is_checked_by_its_stage(stage: Stage | None, stated: int, computed: int | None) -> None:
    """A quarter of the capital in after-collection, nothing before; the stated one is booked all the same."""
    given = payment("p1", 100_00, less=[("commission", stated)], stage=stage)
    expected = [] if computed is None else [("commission", "p1", stated, computed)]
    assert expected == _differences(given)
    (voucher,) = post_settlement(settlement(given), BOOKED).vouchers
    assert stated == sum(line.amount.minor for line in voucher.lines if line.code is LineCode.COMMISSION)


@pytest.mark.requirement("LC-10")
def test_the_commission_is_a_number_of_the_policy() -> None:
    """Half an öre is rounded up."""
    policy = attrs.evolve(POLICY, commission_percent=50)
    given = payment("p1", 3, less=[("commission", 0)], stage=Stage.AFTER_COLLECTION)
    assert [("commission", "p1", 0, 2)] == _differences(given, policy=policy)


@pytest.mark.requirement("LC-11")
@pytest.mark.parametrize(
    ("facts", "stated", "options", "computed"),
    [
        ({"kept_costs": 240_00}, 60_00, {}, None),
        ({"kept_costs": 240_00}, 60_01, {}, None),
        ({"kept_costs": 240_00}, 59_99, {}, None),
        ({"kept_costs": 240_00}, 60_02, {}, 60_00),
        ({"kept_costs": 240_00}, 59_98, {}, 60_00),
        ({"kept_costs": 240_00}, 60_01, {"books": Books(vat_tolerance_minor=0)}, 60_00),
        ({"kept_costs": 240_00}, 60_05, {"books": Books(vat_tolerance_minor=5)}, None),
        ({"kept_costs": 240_00, "kept_interest": 40_00}, 60_00, {}, None),
        ({"kept_costs": 240_00, "kept_interest": 40_00}, 60_00, {"policy": attrs.evolve(POLICY, vat_on_interest=not POLICY.vat_on_interest)}, 70_00),
        ({"kept_costs": 240_00}, 60_00, {"policy": attrs.evolve(POLICY, vat_on_interest=not POLICY.vat_on_interest)}, None),
        ({"kept_costs": 240_00}, 60_00, {"policy": attrs.evolve(POLICY, vat_withheld=not POLICY.vat_withheld)}, 0),
        ({"kept_interest": 40_00}, 99_00, {}, None),
        ({}, 99_00, {}, None),
    ],
)  # fmt: skip
def test_the_vat_is_checked_by_the_costs_that_are_kept(
    facts: dict[str, int], stated: int, options: dict[str, Any], computed: int | None
) -> None:
    """Within what the books let it be off; on the costs alone, unless the policy takes the interest in."""
    kept: dict[str, Any] = {name: Money(minor) for name, minor in facts.items()}
    expected = [] if computed is None else [("vat", "p1", stated, computed)]
    assert expected == _differences(payment("p1", 100_00, less=[("vat", stated)], **kept), **options)


@pytest.mark.requirement("LC-10", "LC-11")
def test_there_is_vat_on_the_commission() -> None:
    """Both are told, by payment and code; the commission as stated is what the VAT is on."""
    given = [
        payment(name, 20_00, less=[("commission", 10_00), ("vat", 1)], kept_costs=Money(2_00), stage=Stage.AFTER_COLLECTION)
        for name in ("p2", "p1")
    ]  # fmt: skip
    assert [
        ("commission", "p1", 10_00, 5_00),
        ("vat", "p1", 1, 3_00),
        ("commission", "p2", 10_00, 5_00),
        ("vat", "p2", 1, 3_00),
    ] == _differences(*given)


@pytest.mark.requirement("BA-10")
@pytest.mark.parametrize(
    ("stated", "expected"),
    [(1_250_00, ()), (1_249_99, (Difference(DifferenceCode.OPEN_AMOUNT, "F1", Money(1_249_99), Money(1_250_00)),))],
)
def test_the_subledger_and_the_books_are_compared(stated: int, expected: tuple[Difference, ...]) -> None:
    """Where they differ in what is open, both are told; the books count."""
    booked = books_of(invoice(open_amount=Money(stated)))
    posted = post_settlement(settlement(payment("p1", 5)), booked)
    assert (expected, Money(1_249_95)) == (posted.differences, posted.open_item_updates[0].open_after)


@pytest.mark.requirement("BA-10")
def test_an_open_amount_in_another_currency_is_a_difference() -> None:
    """Also where its number is ours."""
    posted = post_settlement(settlement(payment("p1", 5)), books_of(invoice(open_amount=Money(1_250_00, "EUR"))))
    expected = Difference(DifferenceCode.OPEN_AMOUNT, "F1", Money(1_250_00, "EUR"), Money(1_250_00))
    assert (expected,) == posted.differences


@pytest.mark.requirement("BA-10")
@pytest.mark.parametrize(("stated", "codes"), [(0, []), (5, [DifferenceCode.OPEN_AMOUNT])])
def test_nothing_less_than_nothing_is_open(stated: int, codes: list[DifferenceCode]) -> None:
    """After too large a credit the subledger says nothing, and that is no difference."""
    credit = rows(("1510", -1_300_00), ("3001", 1_040_00), ("2611", 260_00), voucher_id="K1")
    booked = books_of(invoice("F1", 1_250_00, *credit, open_amount=Money(stated)))
    posted = post_settlement(settlement(payment("p1", 5)), booked)
    assert codes == [one.code for one in posted.differences]
    assert {0} >= {one.computed.minor for one in posted.differences}


# --- what a person is told --------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-7")
@pytest.mark.parametrize(
    ("stated", "clearing", "expected"),
    [
        (None, "1512", ()),
        ("1512", "1512", ()),
        ("1684", "1684", ()),
        ("1684", "1512", (Notice(NoticeCode.CLEARING_ACCOUNT_DIFFERS, ("1684", "1512")),)),
        ("1512", "1684", (Notice(NoticeCode.CLEARING_ACCOUNT_DIFFERS, ("1512", "1684")),)),
    ],
)
def test_an_account_that_the_agency_does_not_know_is_told(
    stated: str | None, clearing: str, expected: tuple[Notice, ...]
) -> None:
    """Theirs and ours; the voucher follows the chart."""
    given = settlement(payment("p1", 5), clearing_account=stated)
    posted = post_settlement(given, BOOKED, accounts=attrs.evolve(BAS, clearing=clearing))
    assert (expected, clearing) == (posted.notices, posted.vouchers[0].lines[0].account)


@pytest.mark.requirement("LC-11")
@pytest.mark.parametrize(
    ("less", "document", "percent", "is_told"),
    [
        ([("vat", 1)], None, 100, True),
        ([("vat", 1)], None, 0, True),
        ([("vat", 1)], DOCUMENT, 100, False),
        ([("commission", 1)], None, 100, False),
        ([], None, 100, False),
    ],
)
def test_vat_needs_a_document(less: list[Posting], document: VatDocument | None, percent: int, is_told: bool) -> None:
    """Without one the voucher is written, and somebody has to ask for it."""
    posted = post_settlement(
        settlement(payment("p1", 100, less=less), vat_document=document),
        BOOKED,
        books=Books(input_vat_percent=Decimal(percent)),
    )
    assert ((Notice(NoticeCode.VAT_DOCUMENT_MISSING, ("S1",)),) if is_told else ()) == posted.notices


@pytest.mark.requirement("BA-3")
def test_an_advance_and_a_write_down_are_told() -> None:
    """By invoice, with the amount of the advance; one that goes back is not told."""
    feared = invoice("F1", 100_00, *rows(("6352", 80_00), ("1519", -80_00), voucher_id="W1"))
    paid = invoice("F2", 60_00, *rows(("1930", 70_00), ("1510", -60_00), ("2420", -10_00), voucher_id="B1"))
    posted = post_settlement(settlement(payment("p1", 100_01), payment("p2", -10_00, "F2")), books_of(feared, paid))
    assert (
        Notice(NoticeCode.REVERSE_WRITE_DOWN, ("F1",)),
        Notice(NoticeCode.OVERPAID, ("F1",), amount=Money(1)),
    ) == posted.notices


@pytest.mark.requirement("BA-4")
def test_a_pledged_invoice_holds_the_settlement() -> None:
    """It is booked on the clearing account itself; with another clearing account it is a receivable."""
    pledged = BookedInvoice(invoice="F1", rows=rows(("1512", 125), ("3001", -100), ("2611", -25)))
    posted = post_settlement(settlement(payment("p1", 5)), books_of(pledged))
    assert [("BA-4", "pledged", "F1")] == [
        (one.requirement, one.code, one.subject) for held in posted.held for one in held.reasons
    ]
    accounts = attrs.evolve(BAS, clearing="1684", receivables=(*BAS.receivables, "1512"))
    posted = post_settlement(settlement(payment("p1", 5)), books_of(pledged), accounts=accounts)
    assert [[("1684", 5), ("1512", -5)]] == posted_postings(posted)


# --- other currencies -------------------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-2")
def test_parts_in_euro_keep_their_euro() -> None:
    """Each sum is converted once; VAT that is split keeps the split in both currencies."""
    day = dt.date(2026, 3, 2)
    given = settlement(
        payment("p1", 100_00, less=[("vat", 3)], plus=[("interest", 2)], currency="EUR"),
        currency="EUR",
        rate=ExchangeRate(currency="EUR", into="SEK", rate=Decimal(10), on=day),
    )
    (voucher,) = post_settlement(given, BOOKED, books=Books(input_vat_percent=Decimal(50))).vouchers
    assert [
        ("1512", 999_90, Money(99_99, "EUR")),
        ("1510", -1_000_00, None),
        ("2649", 15, Money(2, "EUR")),
        ("6062", 15, Money(1, "EUR")),
        ("8313", -20, Money(2 * -1, "EUR")),
    ] == [(line.account, line.amount.minor, line.foreign) for line in voucher.lines]


# --- to the bookkeeping program ---------------------------------------------------------------------------------------
@pytest.mark.requirement("BA-2")
def test_every_voucher_of_a_settlement_is_exported() -> None:
    """That of the earlier month too, each with its day and the sum on the clearing account."""
    day, paid_on = dt.date(2026, 1, 2), dt.date(2025, 12, 30)
    given = settlement(payment("p1", 5_00, paid_on=paid_on), payment("p2", 7_00, paid_on=day), settled_on=day)
    posted = post_settlement(given, BOOKED)
    text = to_sie(posted.vouchers, company="Provbolaget AB", generated_on=DAY, books=BOOKS).decode("cp437")
    assert ["20251230", "20260102"] == [line.split()[3] for line in text.splitlines() if line.startswith("#VER")]
    assert ["5.00", "7.00"] == [line.split()[3] for line in text.splitlines() if line.startswith("#TRANS 1512")]
