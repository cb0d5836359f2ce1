"""
Makes the example ledger anew, the same every time: ``python examples/make_ledger.py [folder]``.

All names, numbers and addresses are made up: companies have organisation numbers that begin with 9999, people have the
birth numbers 980 to 999, which are given to nobody. The mix is that of a small Swedish company in March 2026: most
invoices are paid or not yet due, some are late, a few have a fault of each kind that the rules know.
"""

import csv
import datetime as dt
import json
import random
import sys
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Final

from inkasso_rules.model.currencies import MINOR_DIGITS
from inkasso_rules.model.identifiers import ocr_reference

AS_OF: Final = dt.date(2026, 3, 16)
SEED: Final = 20260316
ROWS: Final = 360
# Every so many rows have a fault of the list below; the others are ordinary.
FAULT_EVERY: Final = 3

Row = dict[str, str]

COLUMNS: Final = (
    "number original_number kind status channel invoice_date due_date new_due_date currency total open_amount ledger_total "
    "debtor_name debtor_kind debtor_identifier street postcode city country email customer_number partner_id group "
    "financed reminders other_agency registration disputed held_until seller_note additional_information products "
    "document_bytes attachment_bytes due_date_agreed reminder_fee_agreed agreed_interest"
).split()

_TRADES: Final = ("Bygg", "Data", "El", "Fastighet", "Frakt", "Konsult", "Måleri", "Redovisning", "Städ", "Åkeri")
_PLACES: Final = ("Provköping", "Exempelstad", "Testby", "Påhittsås", "Låtsasvik", "Fiktivö", "Skengård")
_FIRST: Final = ("Anna", "Björn", "Cecilia", "David", "Eva", "Filip", "Gunilla", "Håkan", "Ida", "Örjan")
_PRODUCTS: Final = (
    "Konsulttimmar",
    "Månadsavgift",
    "Installation",
    "Städning",
    "Frakt",
    "Licens",
    "Reservdelar",
    "Service",
)
_GROUPS: Final = ("", "", "", "butik", "export", "ort-nord", "personal")
#: Kronor for one major unit; plausible, and good for nothing else.
_RATES: Final = {
    "EUR": Decimal("11.20"),
    "NOK": Decimal("0.97"),
    "DKK": Decimal("1.50"),
    "USD": Decimal("9.60"),
    "JPY": Decimal("0.065"),
}
_WHERE: Final = {"EUR": "FI", "NOK": "NO", "DKK": "DK", "USD": "US", "JPY": "JP"}
_DAY: Final = dt.timedelta(days=1)


def _company(draw: random.Random, place: int) -> Row:
    kind, suffix = draw.choices(
        (("trader", "AB"), ("other", "ideell förening"), ("public_body", "kommun")), (16, 2, 1)
    )[0]
    name = f"{draw.choice(_PLACES)} {draw.choice(_TRADES)} {suffix}"
    number = ocr_reference(f"9999{place:05}", length_digit=False)
    return {"debtor_name": name, "debtor_kind": kind, "debtor_identifier": f"{number[:6]}-{number[6:]}"}


def _person(draw: random.Random) -> Row:
    born = dt.date(1950, 1, 1) + draw.randrange(18_000) * _DAY
    number = ocr_reference(f"{born:%y%m%d}{draw.randrange(980, 1000)}", length_digit=False)
    name = f"{draw.choice(_FIRST)} {draw.choice(_PLACES)}sson"
    return {"debtor_name": name, "debtor_kind": "consumer", "debtor_identifier": f"{born:%Y}{number[2:6]}-{number[6:]}"}


def _ordinary(draw: random.Random, place: int) -> Row:
    """Return an invoice without a fault: paid, not yet due, or late."""
    invoice_date = AS_OF - draw.randrange(150) * _DAY
    due_date = invoice_date + draw.choice((10, 15, 20, 30, 30, 30, 60)) * _DAY
    currency = draw.choices(("SEK", *_RATES), (40, 5, 3, 2, 1, 1))[0]
    total = Decimal(draw.randrange(80, 60_000)) + Decimal(draw.choice((0, 0, 0, 25, 50, 75))) / 100
    paid = due_date <= AS_OF and draw.random() < 0.4
    partly = due_date <= AS_OF and not paid and draw.random() < 0.1
    open_amount = Decimal(0) if paid else total / 2 if partly else total
    debtor = _person(draw) if currency == "SEK" and draw.random() < 0.3 else _company(draw, place)
    abroad = currency != "SEK"
    return {
        **dict.fromkeys(COLUMNS, ""),
        "number": str(30_001 + place),
        "kind": "SALES_INVOICE",
        "status": "PAID" if paid else "PARTLY_PAID" if partly else "SENT",
        "channel": draw.choice(("EMAIL", "EMAIL", "ELECTRONIC_INVOICE", "MAIL")),
        "invoice_date": str(invoice_date),
        "due_date": str(due_date),
        "currency": currency,
        "total": _amount(total, currency),
        "open_amount": _amount(open_amount, currency),
        "ledger_total": _amount(total * _RATES[currency], "SEK") if abroad else "",
        **debtor,
        "street": f"{draw.choice(('Provgatan', 'Exempelvägen', 'Testgränd'))} {draw.randrange(1, 90)}",
        "postcode": f"{draw.randrange(100, 990)} {draw.randrange(10, 99)}",
        "city": draw.choice(_PLACES),
        "country": _WHERE.get(currency, "SE"),
        "debtor_identifier": "" if abroad else debtor["debtor_identifier"],
        "email": f"kund{place}@kund.example",
        "customer_number": f"K-{1000 + place % 140}",
        "partner_id": str(7000 + place % 140),
        "group": draw.choice(_GROUPS),
        "financed": "no",
        "reminders": "none",
        "other_agency": "no",
        "registration": "none",
        "products": "|".join(draw.sample(_PRODUCTS, draw.randrange(1, 4))),
        "document_bytes": str(draw.randrange(40_000, 400_000)),
        "due_date_agreed": "yes",
        "reminder_fee_agreed": draw.choice(("yes", "yes", "no")),
        "agreed_interest": draw.choice(("law", "law", "8", "10.5")),
    }


def _amount(amount: Decimal, currency: str) -> str:
    return f"{amount:.{MINOR_DIGITS[currency]}f}"


def _late(row: Row) -> None:
    """Make an invoice that may go both ways, for a fault to stand out."""
    row["status"], row["group"], row["open_amount"] = "SENT", "", row["total"]
    row["invoice_date"], row["due_date"] = "2026-01-19", "2026-02-18"
    if row["currency"] == "SEK" and Decimal(row["total"]) <= 100:
        row["total"] = row["open_amount"] = "1250.00"


def _set(**cells: str) -> Callable[[Row], None]:
    return lambda row: row.update(cells)


def _without(*columns: str) -> Callable[[Row], None]:
    return lambda row: row.update(dict.fromkeys(columns, ""))


def _credit(row: Row) -> None:
    for column in ("total", "open_amount", "ledger_total"):
        row[column] = f"-{row[column]}" if row[column] else ""


_KRONOR: Final = {"currency": "SEK", "ledger_total": "", "country": "SE"}

#: One fault each, in the order of the rules.
FAULTS: Final[tuple[Callable[[Row], None], ...]] = (
    _set(kind="SALES_ORDER"),
    _set(status="UNFINISHED"),
    _set(status="NOT_SENT"),
    _set(status="APPROVED", channel="EMAIL"),
    _set(status="APPROVED", channel="NO_SENDING"),
    _set(status="MARKED_PAID", open_amount="0"),
    _set(status="INVALIDATED"),
    _set(status="PAYMENT_DENIED"),
    _credit,
    _set(total="0", open_amount="0", ledger_total=""),
    _set(new_due_date="2026-04-30"),
    _set(due_date="2026-03-16"),
    _set(invoice_date="2023-02-13", due_date="2023-03-15"),
    _without("debtor_name"),
    _without("street", "postcode", "city"),
    _set(registration="registered"),
    _set(registration="pending"),
    _set(registration="duplicate"),
    _set(registration="refused"),
    _set(disputed="yes"),
    _set(held_until="2026-03-23"),
    _set(other_agency="yes"),
    _set(invoice_date="2026-03-09", due_date="2026-03-10"),
    _set(due_date="2026-03-13"),
    _set(total="95.00", open_amount="95.00", **_KRONOR),
    _set(group="personal"),
    _set(financed="yes"),
    _set(reminders="2026-02-25 60", **_KRONOR),
    _set(invoice_date="2025-11-20", due_date="2025-12-20"),
    _without("kind", "registration"),
    _without("status", "channel"),
    _without("invoice_date", "due_date"),
    _without("total", "open_amount", "ledger_total"),
    _set(currency="EUR", total="410.00", open_amount="410.00", ledger_total="", country="FI"),
    _without("financed", "reminders", "other_agency"),
    _without("debtor_kind", "debtor_identifier", "due_date_agreed", "reminder_fee_agreed", "agreed_interest"),
    _set(attachment_bytes="31000000"),
    _set(additional_information="Provtext om leveransen. " * 50),
    _set(total="990.00", open_amount="1050.00", **_KRONOR),
    _set(original_number="EXT-2026-17", seller_note="Ring före kl. 10; kunden har bytt adress."),
)  # fmt: skip


def rows() -> list[Row]:
    """Return all rows."""
    draw = random.Random(SEED)
    made = []
    for place in range(ROWS):
        row = _ordinary(draw, place)
        if place % FAULT_EVERY == 0:
            _late(row)
            FAULTS[place // FAULT_EVERY % len(FAULTS)](row)
        made.append(row)
    return made


def as_csv(ledger: list[Row]) -> str:
    """Return the ledger in our own columns."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(ledger)
    return text.getvalue()


_SHORT: Final = {
    "Fakturanr": "number",
    "Status": "status",
    "Fakturadatum": "invoice_date",
    "Förfallodatum": "due_date",
    "Valuta": "currency",
    "Belopp": "total",
    "Återstår": "open_amount",
    "Kund": "debtor_name",
    "Orgnr": "debtor_identifier",
    "Adress": "street",
    "Postnr": "postcode",
    "Ort": "city",
    "Tvist": "disputed",
}
_SWEDISH: Final = {"SENT": "Skickad", "PARTLY_PAID": "Delvis betald", "PAID": "Betald", "yes": "ja", "": "nej"}


def as_export(ledger: list[Row]) -> str:
    """Return ordinary invoices as another program exports them; ``mapping.toml`` reads that."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_SHORT)
    for row in ledger:
        cells = {name: row[field] for name, field in _SHORT.items()}
        for name in ("Status", "Tvist"):
            cells[name] = _SWEDISH[cells[name]]
        for name in ("Fakturadatum", "Förfallodatum"):
            cells[name] = f"{dt.date.fromisoformat(cells[name]):%d.%m.%Y}"
        for name in ("Belopp", "Återstår"):
            cells[name] = cells[name].replace(".", ",")
        writer.writerow(cells.values())
    return text.getvalue()


_COUNTRIES: Final = {
    "SE": "SWEDEN",
    "FI": "FINLAND",
    "NO": "NORWAY",
    "DK": "DENMARK",
    "US": "UNITED_STATES",
    "JP": "JAPAN",
}


def as_invoices(ledger: list[Row]) -> str:
    """Return the ledger as the ERP's API gives it; what the ERP does not know (disputes, holds) is left out."""
    return json.dumps({"results": [_invoice(row) for row in ledger]}, ensure_ascii=False, indent=1) + "\n"


def _invoice(row: Row) -> dict[str, object]:
    invoice: dict[str, object] = {
        "id": int(row["number"]) + 500_000,
        "invoiceNumber": int(row["number"]),
        "originalInvoiceNumber": row["original_number"] or None,
        "partnerId": int(row["partner_id"]),
        "type": row["kind"] or None,
        "status": row["status"] or None,
        "invoiceChannel": row["channel"] or None,
        "date": row["invoice_date"] or None,
        "factoringContractId": 17 if row["financed"] == "yes" else None,
        "penaltyPercent": None if row["agreed_interest"] in {"law", ""} else float(row["agreed_interest"]),
        "notes": row["seller_note"] or None,
        "additionalInformation": row["additional_information"] or None,
        "paymentInfo": {
            "dueDate": row["due_date"] or None,
            "newDueDate": row["new_due_date"] or None,
            "currency": row["currency"],
        },
        "invoiceSumInfo": [
            {"currency": currency, "invoiceSumTotal": float(total)}
            for currency, total in ((row["currency"], row["total"]), ("SEK", row["ledger_total"]))
            if total
        ],
        "counterParty": {
            "identifier": row["debtor_identifier"] or None,
            "customerNumber": row["customer_number"],
            "email": row["email"],
            "counterPartyAddress": {
                "name": row["debtor_name"] or None,
                "street": row["street"] or None,
                "zip": row["postcode"] or None,
                "city": row["city"] or None,
                "country": _COUNTRIES[row["country"]],
            },
        },
        "partner": {"group": row["group"] or None},
        "invoiceRows": [{"product": name, "comment": None} for name in row["products"].split("|")],
        "documentBytes": int(row["document_bytes"]),
        "attachments": [{"id": 1, "size": int(row["attachment_bytes"])}] if row["attachment_bytes"] else [],
    }
    if row["open_amount"]:
        paid = float(Decimal(row["total"]) - Decimal(row["open_amount"]))
        invoice["paymentEvents"] = [{"paidAmount": paid, "paidCurrency": row["currency"]}] if paid else []
    if row["reminders"]:
        invoice["history"] = _history(row)
    if row["registration"]:
        invoice["case"] = {"registration": row["registration"]}
    return invoice


def _history(row: Row) -> list[dict[str, object]]:
    events: list[dict[str, object]] = [{"action": "SENT", "date": row["invoice_date"] or None}]
    if row["reminders"] != "none":
        day, cost = row["reminders"].split()
        events.append({"action": "PAYMENT_REMINDER_EMAIL", "date": day, "cost": int(cost)})
    if row["other_agency"] == "yes":
        events.append({"action": "COLLECTION_LETTER_ROPO", "date": "2026-03-02"})
    return events


CREDITOR: Final = """\
# The creditor of the example ledger. Every key that is left out has its default.
[creditor]
id = "example"
name = "Exempelföretaget AB"
organisation_number = "556047-3521"
street = "Exempelgatan 1"
postcode = "111 22"
city = "Provköping"

[[bank_accounts]]
id = "bank-1"
number = "0000-0000"
bic = "NDEASESS"

[contact]
name = "Exempel Ekonomsson"
email = "ekonomi@foretaget.example"

[[groups]]
id = "intern"

[[groups]]
id = "personal"
parent = "intern"

[service]
state = "active"
terms_accepted = true
agreement_signed = true
api_user_accepted = true
api_user_present = true
api_key_present = true
active_since = 2026-01-01

[settings]
include_product_information = true

[automation]
enabled = true
switched_on = 2026-01-01
minimum_amount = "100.00"
delay_days = 5
excluded_group = "intern"
"""

MAPPING: Final = """\
# How ledger_export.csv is read: an export of another program, with Swedish names and forms.
[file]
dates = "DD.MM.YYYY"
decimal_comma = true
delimiter = ";"

[columns]  # our field = the file's column
number = "Fakturanr"
status = "Status"
invoice_date = "Fakturadatum"
due_date = "Förfallodatum"
currency = "Valuta"
total = "Belopp"
open_amount = "Återstår"
debtor_name = "Kund"
debtor_identifier = "Orgnr"
street = "Adress"
postcode = "Postnr"
city = "Ort"
disputed = "Tvist"

[values.status]  # what the file says = the code
"Skickad" = "SENT"
"Delvis betald" = "PARTLY_PAID"
"Betald" = "PAID"

[values.disputed]
"ja" = "yes"
"nej" = "no"

[defaults]  # what the file does not say; the result says that it was stated here
kind = "SALES_INVOICE"
channel = "EMAIL"
financed = false
reminders = "none"
other_agency = false
registration = "none"
"""


def files() -> dict[str, bytes]:
    """Return what is written, by file name."""
    ledger = rows()
    ordinary = [row for place, row in enumerate(ledger) if place % FAULT_EVERY]
    texts = {
        "ledger.csv": as_csv(ledger),
        "ledger.json": as_invoices(ledger[: len(FAULTS) * FAULT_EVERY]),
        "ledger_export.csv": as_export(ordinary[:60]),
        "creditor.toml": CREDITOR,
        "mapping.toml": MAPPING,
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


def main() -> None:
    """Write the files into the folder named on the command line, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
