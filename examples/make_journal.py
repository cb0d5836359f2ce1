"""
Makes the example settlement and what belongs to it anew: ``python examples/make_journal.py [folder]``.

It is the settlement of :mod:`inkasso_rules.sample`, with an export of the ledger that has its invoices, what the
subledger says is open, and the bank's notification. All of it is made up.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Final

from inkasso_host.settlement_json import write_settlement
from inkasso_rules import sample
from inkasso_rules.ledger.sie import SieAccount, SieFile, SieRow, SieVoucher, SieYear, write_sie
from inkasso_rules.model.bookings import BookedInvoice, BookedRow

_ACCOUNTS: Final = (
    SieAccount("1510", "Kundfordringar"),
    SieAccount("1930", "Bankkonto"),
    SieAccount("2611", "Utgående moms, 25 %"),
    SieAccount("3001", "Försäljning, 25 % moms"),
)
_DEBTORS: Final = {"plain": "Exempelkund AB", "consumer": "Prov Provsson", "partly-paid": "Exempelkund AB"}

_BANK: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
  <BkToCstmrDbtCdtNtfctn>
    <GrpHdr><MsgId>EXAMPLE-1</MsgId><CreDtTm>2026-03-31T18:00:00+02:00</CreDtTm></GrpHdr>
    <Ntfctn>
      <Id>EXAMPLE-N-1</Id>
      <Acct><Id><Othr><Id>0000001</Id></Othr></Id><Ccy>SEK</Ccy></Acct>
      <Ntry>
        <Amt Ccy="{currency}">{amount}</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>{day}</Dt></BookgDt>
        <AcctSvcrRef>{row_id}</AcctSvcrRef>
        <NtryDtls>
          <TxDtls>
            <Refs><AcctSvcrRef>{row_id}</AcctSvcrRef></Refs>
            <RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties>
            <RmtInf><Ustrd>{reference}</Ustrd></RmtInf>
          </TxDtls>
        </NtryDtls>
      </Ntry>
    </Ntfctn>
  </BkToCstmrDbtCdtNtfctn>
</Document>
"""


def export() -> bytes:
    """Return the export of the ledger: a voucher for each sale and each payment, with the invoice as an object."""
    vouchers: dict[str, list[tuple[BookedInvoice, BookedRow]]] = {}
    for booked in sample.BOOKED.values():
        for row in booked.rows:
            vouchers.setdefault(row.voucher_id, []).append((booked, row))
    return write_sie(
        SieFile(
            company=sample.CREDITOR.name,
            organisation_number="556047-3521",
            program="example",
            generated_on=dt.date(2026, 3, 28),
            years=(SieYear(0, dt.date(2026, 1, 1), dt.date(2026, 12, 31)),),
            accounts=_ACCOUNTS,
            vouchers=tuple(
                SieVoucher(
                    series=voucher_id[0],
                    number=str(number),
                    dated_on=rows[0][1].booked_on,
                    text=f"Faktura {rows[0][0].invoice}",
                    rows=tuple(SieRow(row.account, row.amount.minor, (("10", one.invoice),)) for one, row in rows),
                )
                for number, (voucher_id, rows) in enumerate(vouchers.items(), 1)
            ),
        )
    )


def open_items() -> str:
    """Return what the subledger says."""
    lines = ["invoice;open_amount;debtor_name"]
    for name, booked in sample.BOOKED.items():
        assert booked.open_amount is not None
        lines.append(f"{name};{booked.open_amount.decimal};{_DEBTORS[name]}")
    return "".join(f"{line}\n" for line in lines)


def notification() -> str:
    """Return what the bank says."""
    row = sample.BANK_ROW
    return _BANK.format(
        currency=row.amount.currency,
        amount=row.amount.decimal,
        day=row.booked_on,
        row_id=row.row_id,
        name=row.counterparty,
        reference=row.reference,
    )


def files() -> dict[str, bytes]:
    """Return what is written, by file name."""
    return {
        "settlement.json": write_settlement(sample.SETTLEMENT),
        "books.se": export(),
        "open_items.csv": open_items().encode(),
        "bank.xml": notification().encode(),
    }


def main() -> None:
    """Write the files into the folder named on the command line, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
