"""What a notebook shows of decisions, plans, rule sets and comparisons."""

import attrs
import pytest

from inkasso_rules import compare, htmltable, transfer
from inkasso_rules.claim import Charge, Claim, statement
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, both_ways, decide
from inkasso_rules.model.agreements import Agreements
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.invoices import InvoiceStatus
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address
from inkasso_rules.policy import POLICY
from tests.data import AS_OF, INVOICE, a_creditor, an_invoice


def _plain(html: str) -> str:
    """Drop the style, which says nothing."""
    return html.replace(' style="text-align: left"', "")


def test_a_table_escapes_every_text() -> None:
    """Titles, heads and cells are text, whatever they hold; a missing value is a dash."""
    assert (
        "<p><b>a &lt; b</b></p><table><thead><tr><th>&amp;</th><th></th></tr></thead>"
        "<tbody><tr><td>&lt;script&gt;</td><td>–</td></tr></tbody></table>"
    ) == _plain(htmltable.table("a < b", ("&", ""), [("<script>", None)]))


def test_a_table_without_rows_is_its_title() -> None:
    """There is no empty table."""
    assert "<p><b>nothing</b></p>" == htmltable.table("nothing", ("a",), ())


@pytest.mark.parametrize(("rows", "shown", "end"), [(50, 50, "</table>"), (51, 50, "<p>… and 1 more</p>")])
def test_a_long_table_is_cut(rows: int, shown: int, end: str) -> None:
    """The first rows are shown, the others counted."""
    html = htmltable.table("many", ("a",), ((number,) for number in range(rows)))
    assert shown == html.count("<td")
    assert html.endswith(end)


def test_a_decision_shows_every_reason() -> None:
    """A decision shows its verdict, then every reason and warning in words."""
    invoice = an_invoice(
        status=InvoiceStatus.PAID, open_amount=Money(0), debtor=attrs.evolve(INVOICE.debtor, kind=None)
    )
    html = _plain(decide(invoice, rules=MANUAL, creditor=a_creditor(), as_of=AS_OF)._repr_html_())
    assert (
        "<p><b>inv-1, manual, 2026-03-16: no</b></p><table><thead><tr><th></th><th>code</th><th>reason</th>"
        "<th>clears on</th><th>requirement</th></tr></thead><tbody>"
        "<tr><td>blocks</td><td>paid</td><td>The invoice is settled already (status: paid).</td><td>–</td><td>MA-7</td></tr>"
        "<tr><td>blocks</td><td>open_amount_not_positive</td><td>Nothing is left to collect (open amount: 0.00 SEK).</td>"
        "<td>–</td><td>MA-7</td></tr>"
        "<tr><td>warns</td><td>debtor_kind_missing</td>"
        "<td>It is not stated whether the debtor is a consumer, a trader or a public body.</td><td>–</td><td>MA-14</td></tr>"
        "</tbody></table>"
    ) == html


def test_both_ways_show_both_decisions() -> None:
    """A yes is a title only; a no that time clears names the day."""
    young = an_invoice(invoice_date=AS_OF.replace(day=12), due_date=AS_OF.replace(day=10))
    html = _plain(both_ways(young, creditor=a_creditor(), as_of=AS_OF)._repr_html_())
    assert html.startswith("<p><b>inv-1, manual, 2026-03-16: not before 2026-03-20</b></p>")
    assert "<td>The invoice is only 4 days old (needed: 8 days).</td><td>2026-03-20</td><td>MA-1</td>" in html
    assert html.endswith("<p><b>inv-1, automatic, 2026-03-16: yes</b></p>")


def test_a_plan_shows_its_sum_and_what_is_blocked() -> None:
    """A plan shows how many go for how much, then each blocked invoice with its reasons and its day."""
    late = an_invoice(invoice_id="inv-2", due_date=AS_OF.replace(day=14))
    plan = transfer.plan([INVOICE, late], rules=MANUAL, creditor=a_creditor(), as_of=AS_OF)
    assert (
        "<p><b>1 of 2 invoices on 2026-03-16, manual: 1250.00 SEK</b></p><table><thead><tr><th>blocked</th><th>reasons</th>"
        "<th>from</th></tr></thead><tbody><tr><td>inv-2</td><td>due_too_recently</td><td>2026-03-18</td></tr></tbody></table>"
    ) == _plain(plan._repr_html_())


def test_an_empty_plan_says_so() -> None:
    """A plan that sends nothing has no sum."""
    plan = transfer.plan([], rules=MANUAL, creditor=a_creditor(), as_of=AS_OF)
    assert "<p><b>0 of 0 invoices on 2026-03-16, manual: nothing</b></p>" == plan._repr_html_()


def test_a_rule_set_shows_every_rule() -> None:
    """A rule set shows a row for each rule, with the condition as it is written."""
    html = _plain(AUTOMATIC._repr_html_())
    assert len(AUTOMATIC.codes) == html.count("<tr><td>")
    assert (
        "<tr><td>blocks</td><td>AU-3</td><td>delay</td><td>due_date &gt; latest_due_date_automatic</td>"
        "<td>manual</td></tr>"
    ) in html
    assert "<tr><td>warns</td><td>MA-8</td><td>foreign_currency</td>" in html


def test_a_comparison_shows_sums_and_changes() -> None:
    """A comparison shows the sums before and after, and each invoice that changes with codes gained and lost."""
    base = compare.Scenario(rules=AUTOMATIC, creditor=a_creditor())
    late = an_invoice(due_date=AS_OF.replace(day=12))
    slow = attrs.evolve(base, policy=attrs.evolve(POLICY, delay_days_min=8))
    html = _plain(compare.compare([late], base, slow, as_of=AS_OF)._repr_html_())
    assert html.startswith("<p><b>Invoices that change on 2026-03-16: 1</b></p>")
    assert "<tr><td>no longer eligible</td><td>1</td><td>1250.00 SEK</td></tr>" in html
    assert "<tr><td>may go after</td><td>0</td><td></td></tr>" in html
    assert (
        "<tr><td>inv-1</td><td>1250.00 SEK</td><td>2026-03-16</td><td>2026-03-20</td><td>4</td><td>+delay</td></tr>"
        in html
    )
    assert "<td>−delay</td>" in _plain(compare.compare([late], slow, base, as_of=AS_OF)._repr_html_())


def test_nothing_shown_tells_who_the_debtor_is() -> None:
    """Names, identifiers, addresses and notes stay out of what a notebook shows."""
    planted = "Hemlig"
    debtor = attrs.evolve(
        INVOICE.debtor,
        name=planted,
        address=Address(street=planted, city=planted),
        email=planted,
        customer_number=planted,
    )
    invoice = an_invoice(debtor=debtor, seller_note=planted, additional_information=planted)
    creditor = a_creditor()
    base = compare.Scenario(rules=MANUAL, creditor=creditor)
    shown = (
        both_ways(invoice, creditor=creditor, as_of=AS_OF)._repr_html_()
        + transfer.plan([invoice], rules=MANUAL, creditor=creditor, as_of=AS_OF, note=planted)._repr_html_()
        + compare.compare([invoice], base, attrs.evolve(base, rules=AUTOMATIC), as_of=AS_OF)._repr_html_()
    )
    assert "inv-1" in shown
    assert planted not in shown


def test_a_statement_shows_its_lines() -> None:
    """A statement shows what is left to pay, then what each line adds or takes, with its source."""
    charge = Charge(charge_id="inv-1", amount=Money(1_000_00), due_date=AS_OF.replace(day=3))
    paid = Fact(fact_id="pay-1", kind=FactKind.PAID_CREDITOR, happened_on=AS_OF.replace(day=3), amount=Money(635_00))
    claim = Claim(claim_id="case-1", charges=(charge,), agreements=Agreements(due_date=True), facts=(paid,))
    assert (
        "<p><b>Statement of case-1 as of 2026-03-16: 366.30 SEK to pay</b></p><table><thead><tr><th>day</th><th>line</th>"
        "<th>subject</th><th>amount</th><th>source</th></tr></thead><tbody>"
        "<tr><td>2026-03-03</td><td>charge</td><td>inv-1</td><td>1000.00 SEK</td><td>invoice from the creditor</td></tr>"
        "<tr><td>2026-03-16</td><td>interest</td><td></td><td>1.30 SEK</td><td>SFS 1975:635 3 §, 6 §</td></tr>"
        "<tr><td>2026-03-03</td><td>money</td><td>pay-1</td><td>-635.00 SEK</td><td>rule of the service LC-14</td></tr>"
        "</tbody></table>"
    ) == _plain(statement(claim, as_of=AS_OF)._repr_html_())
