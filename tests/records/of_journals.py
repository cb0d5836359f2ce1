"""One fixed value of each recorded type that is about journals; defaults are mostly differed from."""

import datetime as dt
from decimal import Decimal
from typing import Final

from inkasso_rules.journal import (
    Difference,
    DifferenceCode,
    Held,
    OpenItemUpdate,
    Posted,
    Register,
    Taken,
    Unmatched,
    UnmatchedReason,
)
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, BookedState, Books, FiscalYear
from inkasso_rules.model.cases import AcknowledgeSettlement, Stage
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.money import Money
from inkasso_rules.model.settlements import (
    BankRow,
    DirectPayment,
    Part,
    PartKind,
    ReferencePayment,
    SettledPayment,
    Settlement,
    VatDocument,
)
from inkasso_rules.model.vouchers import Line, LineCode, Voucher, VoucherCode

_DAY: Final = dt.date(2024, 2, 29)
_NEXT: Final = dt.date(2024, 3, 1)
_RATE: Final = ExchangeRate(currency="EUR", into="SEK", rate=Decimal("11.40"), on=_DAY)
_PART: Final = Part(kind=PartKind.COURT_FEE, amount=Money(2_00, "EUR"), invoice="10001")
_DOCUMENT: Final = VatDocument(number="M-1", issued_on=_DAY, vat_number="SE402000000801")
_PAYMENT: Final = SettledPayment(
    payment_id="pay-1",
    invoice="10001",
    paid_on=_DAY,
    capital=Money(100_00, "EUR"),
    payout=Money(99_00, "EUR"),
    deductions=(_PART,),
    additions=(Part(kind=PartKind.INTEREST, amount=Money(1_00, "EUR")),),
    invoice_amount=Money(1_140_00),
    kept_costs=Money(8_00, "EUR"),
    kept_interest=Money(3_00, "EUR"),
    stage=Stage.LEGAL,
)
_SETTLEMENT: Final = Settlement(
    settlement_id="set-2",
    creditor_id="cred-1",
    settled_on=_NEXT,
    payments=(_PAYMENT,),
    payout=Money(99_00, "EUR"),
    brought_forward=Money(-5_00, "EUR"),
    rate=_RATE,
    vat_document=_DOCUMENT,
    clearing_account="1514",
    part_of="set-1",
)
_BANK_ROW: Final = BankRow(
    row_id="row-1",
    booked_on=_NEXT,
    amount=Money(1_071_60),
    counterparty="Provbolaget",
    reference="Provtext",
    original=Money(94_00, "EUR"),
    account="1940",
)
_LINE: Final = Line("1512", Money(1_128_60), "10001", LineCode.CLEARING, Money(99_00, "EUR"), "Provtext")
_VOUCHER: Final = Voucher(
    voucher_id="settlement/set-2",
    dated_on=_NEXT,
    code=VoucherCode.REVERSAL,
    subject="set-2",
    lines=(_LINE, Line("1510", Money(-1_128_60))),
    happened_on=_DAY,
    reverses="settlement/set-1",
)
_ROW: Final = BookedRow(
    account="3001",
    amount=Money(-912_00),
    voucher_id="A1",
    booked_on=_DAY,
    foreign=Money(-80_00, "EUR"),
    vat_account="2611",
)
_YEAR: Final = FiscalYear(dt.date(2023, 9, 1), dt.date(2024, 8, 31))
_HELD: Final = Held("set-2", (Reason("BA-2", "payout_differs", "set-2"),))
_UNMATCHED: Final = Unmatched("pay-2", "10002", UnmatchedReason.EARLIER_YEAR, Money(1_00, "EUR"), "100024")
_DIFFERENCE: Final = Difference(DifferenceCode.VAT, "pay-1", Money(2_00, "EUR"), Money(2_01, "EUR"))
_UPDATE: Final = OpenItemUpdate(
    invoice="10001",
    paid_on=_DAY,
    amount=Money(-100_00, "EUR"),
    open_after=Money(100_00, "EUR"),
    source="set-2",
    payment_ids=("pay-1", "pay-3"),
)
_TAKEN: Final = Taken("payment/pay-1", "settlement/set-2", "0123456789abcdef")

#: The values.
VALUES: Final[tuple[object, ...]] = (
    Accounts(clearing="1684", receivables=("1510",), dormant_vat=(("2618", "2611"),), unmatched="2890"),
    _BANK_ROW,
    BookedInvoice(
        invoice="10001",
        rows=(_ROW,),
        planned=(BookedRow(account="1510", amount=Money(1), voucher_id="10001", booked_on=_DAY),),
        state=BookedState.FEARED,
        open_amount=Money(100_00, "EUR"),
        is_earlier=True,
        reference="100016",
        due_on=_NEXT,
    ),
    _ROW,
    Books(
        currency="EUR",
        input_vat_percent=Decimal("62.50"),
        closed_through=_DAY,
        fiscal_years=(_YEAR,),
        recovered_to_losses=True,
        vat_tolerance_minor=0,
    ),
    _DIFFERENCE,
    DirectPayment(
        payment_id="direct-1",
        invoice="10001",
        paid_on=_DAY,
        amount=Money(310_00),
        agency_fees=Money(60_00),
        account="1940",
    ),
    _YEAR,
    _HELD,
    _LINE,
    _UPDATE,
    _PART,
    Posted(
        event=_SETTLEMENT,
        vouchers=(_VOUCHER,),
        held=(_HELD,),
        unmatched=(_UNMATCHED,),
        rest=_SETTLEMENT,
        open_item_updates=(_UPDATE,),
        differences=(_DIFFERENCE,),
        notices=(Notice(NoticeCode.OVERPAID, ("10001",), amount=Money(1_00)),),
        commands=(
            AcknowledgeSettlement(command_id="acknowledge:set-1", settlement_id="set-1", voucher_id="settlement/set-2"),
        ),
        is_repeated=True,
    ),
    ReferencePayment(
        payment_id="ref-1",
        booked_on=_NEXT,
        parts=(("100016", Money(100_00)), ("100024", Money(50_00))),
        paid_on=_DAY,
        counterparty="Provbolaget",
        account="1940",
    ),
    Register((_TAKEN,)),
    _PAYMENT,
    _SETTLEMENT,
    _TAKEN,
    _UNMATCHED,
    _DOCUMENT,
    _VOUCHER,
)
