"""One invoice, judged both ways: what makes the difference, and what a person can mend."""

import attrs
import pytest

from inkasso_rules.eligibility import BothWays, both_ways, nearly
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.invoices import Invoice, InvoiceStatus, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address
from tests.data import AS_OF, CREDITOR, INVOICE, an_invoice
from tests.tables.judging import Codes, automatic, by_hand, case, day, with_automation

FOUR_DAYS_OLD = an_invoice(invoice_date=day("2026-03-01"), due_date=day("2026-03-01"))


def asked(invoice: Invoice, creditor: Creditor = CREDITOR, as_of: str = "2026-03-16") -> BothWays:
    """Judge both ways."""
    return both_ways(invoice, creditor=creditor, as_of=day(as_of))


@pytest.mark.parametrize(
    ("invoice", "creditor", "as_of", "against_automatic", "against_manual"),
    [
        case("MA-2", INVOICE, CREDITOR, "2026-03-16", (), ()),
        case("MA-2 AU-6", an_invoice(financed=True), CREDITOR, "2026-03-16", ("financed",), ()),
        case("MA-2 MA-1", FOUR_DAYS_OLD, CREDITOR, "2026-03-05", (), ("invoice_too_young",)),
        case("MA-2 AU-3", INVOICE, with_automation(delay_days=30), "2026-03-16", ("delay",), ()),
        case("MA-2", an_invoice(other_agency=True), CREDITOR, "2026-03-16", (), ()),
        case("MA-2", an_invoice(disputed=True, financed=True), CREDITOR, "2026-03-16", ("financed",), ()),
        case("MA-2", INVOICE, CREDITOR, "2026-03-05", ("delay",), ("due_too_recently",)),
        case("MA-2 AU-5", an_invoice(status=InvoiceStatus.PAID), CREDITOR, "2026-03-16", ("status_not_covered",), ()),
    ],
)
def test_what_makes_the_difference(
    invoice: Invoice, creditor: Creditor, as_of: str, against_automatic: Codes, against_manual: Codes
) -> None:
    """Reasons that hold both ways explain nothing; the others do."""
    answer = asked(invoice, creditor, as_of)
    assert (against_automatic, against_manual) == (
        tuple(block.code for block in answer.against_automatic_only),
        tuple(block.code for block in answer.against_manual_only),
    )


@pytest.mark.requirement("MA-2", "AU-6")
def test_by_hand_yes_automatically_no_because_financed() -> None:
    """Financing is a reason for automation only, and time does not clear it."""
    answer = asked(an_invoice(financed=True))
    assert (True, "manual", AS_OF) == (answer.manual.eligible, answer.manual.rules_name, answer.manual.eligible_from)
    assert (False, "automatic", None) == (
        answer.automatic.eligible,
        answer.automatic.rules_name,
        answer.automatic.eligible_from,
    )


@pytest.mark.requirement("MA-2", "MA-1")
def test_automatically_yes_by_hand_not_before_a_day() -> None:
    """An invoice that is only four days old may go automatically today, and by hand when it is eight days old."""
    answer = asked(FOUR_DAYS_OLD, as_of="2026-03-05")
    assert (True, False, day("2026-03-09")) == (
        answer.automatic.eligible,
        answer.manual.eligible,
        answer.manual.eligible_from,
    )
    (block,) = answer.against_manual_only
    assert ("invoice_date <= 2026-02-25", day("2026-03-09")) == (str(block.wanted), block.clears_on)


@pytest.mark.requirement("MA-2")
def test_one_mendable_reason_is_nearly_a_yes() -> None:
    """What one correction would let go is listed, in order; what needs two, or cannot be mended, is not."""
    no_address = attrs.evolve(INVOICE.debtor, address=Address())
    reminded = (PriorReminder(sent_on=day("2026-03-10"), cost=Money(0)),)
    invoices = (
        an_invoice(invoice_id="fine"),
        an_invoice(invoice_id="no address", debtor=no_address),
        an_invoice(invoice_id="no address and financed", debtor=no_address, financed=True),
        an_invoice(invoice_id="financed", financed=True),
        an_invoice(invoice_id="nobody knows", financed=None),
        an_invoice(invoice_id="reminded", reminders=reminded),
        an_invoice(invoice_id="not sent", status=InvoiceStatus.NOT_SENT),
    )
    assert ["no address", "nobody knows"] == [
        decision.invoice_id for decision in nearly(automatic(invoice) for invoice in invoices)
    ]
    assert ["no address", "no address and financed", "not sent"] == [
        decision.invoice_id for decision in nearly(by_hand(invoice) for invoice in invoices)
    ]
