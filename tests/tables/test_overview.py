"""The overview: which invoices it lists, what it shows of each, and all causes of the red mark."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import attrs
import pytest

from inkasso_rules.eligibility import BothWays, both_ways
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import Case
from inkasso_rules.model.answers import Reason
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import End, Gate
from inkasso_rules.model.identifiers import parse_identifier
from inkasso_rules.model.invoices import Invoice, InvoiceKind, InvoiceStatus, Registration
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.overview import (
    Balance,
    BalanceCurrencyError,
    BalanceSource,
    LeftOut,
    Mark,
    MarkCode,
    Overview,
    RepeatedIdError,
    Row,
    UndecidedInvoiceError,
    latest_balances,
    left_out_because,
    overview,
    red_marks,
)
from inkasso_rules.policy import POLICY
from tests.data import AS_OF, INVOICE, a_case, a_command, a_creditor, an_invoice, fact, on
from tests.tables.living import DEMANDED, REMINDED, TAKEN, K, kr

S: Final = InvoiceStatus
BANK: Final = BalanceSource.BANK_STATEMENT
JOURNAL: Final = BalanceSource.DAILY_JOURNAL
BATCHED: Final = Settings(batch_payments=True)
CASE_ID: Final = "inv-1:2026-03-16"
STOPPED: Final = fact(K.STOPPED, 20)
REFUSED: Final = fact(K.REGISTRATION_REFUSED, 1)
UNCLEAR: Final = fact(K.PAYMENT_UNCLEAR, 5, amount=kr(10))
#: The day of most overviews: after all that happens in the cases.
DAY: Final = on(30)


def judged(invoices: Iterable[Invoice], as_of: dt.date = DAY) -> tuple[BothWays, ...]:
    """Return what both ways say of each invoice."""
    return tuple(both_ways(invoice, creditor=a_creditor(), as_of=as_of) for invoice in invoices)


def seen(*invoices: Invoice, cases: Iterable[Case] = (), as_of: dt.date = DAY, **changes: Any) -> Overview:
    """Return the overview of invoices that are all judged, with *changes* of the call."""
    asked: dict[str, Any] = {"decisions": judged(invoices, as_of), "settings": Settings()}
    return overview(invoices, cases=cases, as_of=as_of, **(asked | changes))


def a_balance(minor: int, days: int, source: BalanceSource = BANK, **changes: Any) -> Balance:
    """Return what was left to pay so many days after the transfer."""
    stands = Balance(invoice_id="inv-1", amount=Money(minor), stands_for_on=on(days), source=source)
    return attrs.evolve(stands, **changes)


def another(days: int, *facts: Any, case_id: str, **changes: Any) -> Case:
    """Return another case of the plain invoice, transferred so many days later."""
    command = a_command(case_id=case_id, command_id=f"register:{case_id}", transferred_on=on(days), **changes)
    return a_case(*facts, command=command, as_of=DAY)


# --- which invoices are listed ----------------------------------------------------------------------------------------
@pytest.mark.requirement("VW-1")
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({},                                                   ()),
        ({"status": S.PARTLY_PAID},                            ()),
        ({"status": S.APPROVED},                               ()),
        ({"status": S.NOT_SENT},                               ()),
        ({"due_date": dt.date(2026, 3, 15)},                   ()),
        ({"due_date": dt.date(2026, 3, 16)},                   ("not_overdue",)),
        ({"due_date": dt.date(2026, 3, 17)},                   ("not_overdue",)),
        ({"new_due_date": dt.date(2026, 3, 15)},               ()),
        ({"new_due_date": dt.date(2026, 3, 16)},               ("not_overdue",)),
        ({"total": Money(1)},                                  ()),
        ({"total": Money(0)},                                  ("total_not_positive",)),
        ({"total": Money(-1)},                                 ("total_not_positive",)),
        ({"kind": InvoiceKind.PURCHASE_INVOICE},               ("not_a_sales_invoice",)),
        ({"kind": InvoiceKind.SALES_ORDER},                    ("not_a_sales_invoice",)),
        ({"status": S.UNSAVED},                                ("unfinished",)),
        ({"status": S.EMPTY},                                  ("unfinished",)),
        ({"status": S.UNFINISHED},                             ("unfinished",)),
        ({"status": S.PAID},                                   ("paid",)),
        ({"status": S.MARKED_PAID},                            ("paid",)),
        ({"status": S.INVALIDATED},                            ("voided",)),
        ({"status": S.OVERRIDDEN},                             ("voided",)),
        ({"status": S.DELETED},                                ("voided",)),
        ({"status": S.PAYMENT_DENIED},                         ("status_not_open",)),
        ({"status": S.INVOICED},                               ("status_not_open",)),
        ({"status": S.PAID, "total": Money(0), "due_date": AS_OF, "kind": InvoiceKind.SALES_ORDER},
                                                               ("not_a_sales_invoice", "paid", "total_not_positive", "not_overdue")),
    ],
)  # fmt: skip
def test_open_positive_overdue_invoices_are_listed(changes: dict[str, Any], codes: tuple[str, ...]) -> None:
    """An open customer invoice above zero is listed from the day after its due date; else every reason is given."""
    invoice = an_invoice(**changes)
    reasons = left_out_because(invoice, open_amount=invoice.open_amount, as_of=AS_OF)
    assert tuple(Reason("VW-1", code) for code in codes) == reasons


@pytest.mark.requirement("VW-1")
@pytest.mark.parametrize(
    ("minor", "codes"), [(1, ()), (0, ("open_amount_not_positive",)), (-1, ("open_amount_not_positive",))]
)
def test_the_latest_open_amount_decides(minor: int, codes: tuple[str, ...]) -> None:
    """An invoice of which nothing is left is not listed, whatever the invoice itself says."""
    reasons = left_out_because(INVOICE, open_amount=Money(minor), as_of=AS_OF)
    assert tuple(Reason("VW-1", code) for code in codes) == reasons


@pytest.mark.requirement("VW-1")
def test_what_is_unknown_leaves_out_under_its_own_name() -> None:
    """Each fact that the list goes by and that nobody knows is a reason; nothing is guessed."""
    unknown = an_invoice(kind=None, status=None, total=None, open_amount=None, due_date=None)
    names = ("kind", "status", "total", "open_amount", "due_date")
    assert tuple(Reason("VW-1", "fact_unknown", name) for name in names) == left_out_because(
        unknown, open_amount=None, as_of=AS_OF
    )


@pytest.mark.requirement("VW-1")
def test_every_invoice_and_case_is_somewhere() -> None:
    """What is listed, what is left out and why, and the cases without an invoice, each in the order given."""
    plain, paid = an_invoice(invoice_id="inv-2"), an_invoice(invoice_id="inv-3", status=S.PAID)
    lost = another(2, TAKEN, case_id="lost", invoice_id="inv-9", invoice_number="99")
    found = seen(plain, paid, INVOICE, cases=[lost, a_case(TAKEN, REMINDED)])
    assert (
        ["inv-2", "inv-1"],
        (LeftOut(invoice_id="inv-3", reasons=(Reason("VW-1", "paid"),)),),
        (
            Row(
                invoice_id="inv-9",
                invoice_number="99",
                case_id="lost",
                is_transferred=True,
                transferred_on=on(2),
                stage=Stage.REMINDER,
            ),
        ),
        DAY,
    ) == ([row.invoice_id for row in found.rows], found.left_out, found.without_invoice, found.as_of)


@pytest.mark.requirement("VW-1")
def test_a_row_says_whether_the_invoice_may_go_both_ways() -> None:
    """An invoice that is not transferred has its decisions; those of another day do not count."""
    (both,) = judged([INVOICE])
    older = judged([INVOICE], on(29))
    (row,) = seen(INVOICE, decisions=(both, *older)).rows
    assert (both, False, None) == (row.decisions, row.is_transferred, row.stage)


@pytest.mark.requirement("VW-1")
@pytest.mark.parametrize(
    ("invoice", "facts", "is_listed"),
    [
        (an_invoice(),                       (TAKEN,),                  True),
        (an_invoice(),                       (TAKEN, STOPPED),          True),
        (an_invoice(status=S.PAID),          (),                        True),
        (an_invoice(status=S.PAID),          (TAKEN,),                  True),
        (an_invoice(status=S.PAID),          (TAKEN, STOPPED),          False),
        (an_invoice(status=S.PAID),          (TAKEN, UNCLEAR, STOPPED), True),
        (an_invoice(status=S.PAID),          (REFUSED,),                False),
        (an_invoice(new_due_date=on(30)),    (TAKEN,),                  True),
        (an_invoice(new_due_date=on(30)),    (TAKEN, STOPPED),          False),
        (an_invoice(new_due_date=on(29)),    (TAKEN, STOPPED),          True),
    ],
)  # fmt: skip
def test_a_transferred_invoice_stays_while_its_case_is_open(
    invoice: Invoice, facts: tuple[Any, ...], *, is_listed: bool
) -> None:
    """Paid or not, an invoice is listed until its case has ended and nobody must act."""
    found = seen(invoice, cases=[a_case(*facts)])
    assert (is_listed, not is_listed) == (bool(found.rows), bool(found.left_out))


@pytest.mark.requirement("VW-1")
@pytest.mark.parametrize(
    ("registration", "is_transferred"),
    [
        (Registration.NONE, False),
        (Registration.PENDING, True),
        (Registration.REGISTERED, True),
        (Registration.REFUSED, False),
        (Registration.DUPLICATE, False),
        (None, False),
    ],
)
def test_an_invoice_without_a_case_stands_as_the_erp_holds_it(
    registration: Registration | None, *, is_transferred: bool
) -> None:
    """One that was sent is shown as transferred, of which day and stage are unknown; the others have decisions."""
    (row,) = seen(an_invoice(registration=registration)).rows
    assert (is_transferred, None, None, not is_transferred) == (
        row.is_transferred,
        row.transferred_on,
        row.stage,
        row.decisions is not None,
    )


def test_an_undecided_invoice_is_refused() -> None:
    """A listed invoice that is not transferred needs decisions of that day; one that is left out does not."""
    later = an_invoice(invoice_id="inv-2")
    paid = an_invoice(invoice_id="inv-3", status=S.PAID)
    both = judged([later], on(29))[0], judged([later])[0]
    mixed = attrs.evolve(both[1], automatic=both[0].automatic)
    with pytest.raises(UndecidedInvoiceError) as caught:
        seen(INVOICE, later, paid, decisions=(mixed,))
    error = caught.value
    assert "found no decisions as of 2026-04-15 for inv-1, inv-2; wanted both ways for each." == str(error)
    assert (("inv-1", "inv-2"), DAY) == (error.invoice_ids, error.as_of)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("invoices", "cases", "name", "ids", "message"),
    [
        (
            [an_invoice(invoice_id=key) for key in ("b", "a", "b", "a", "c")],
            [],
            "invoice_id",
            ("a", "b"),
            "found invoice_id more than once: a, b; an overview takes each invoice and each case once.",
        ),
        (
            [],
            [a_case(), a_case(TAKEN)],
            "case_id",
            (CASE_ID,),
            "found case_id more than once: inv-1:2026-03-16; an overview takes each invoice and each case once.",
        ),
    ],
    ids=["invoices", "cases"],
)
def test_an_id_that_occurs_twice_is_refused(
    invoices: list[Invoice], cases: list[Case], name: str, ids: tuple[str, ...], message: str
) -> None:
    """Which of the two counts, nobody can tell."""
    with pytest.raises(RepeatedIdError) as caught:
        seen(*invoices, cases=cases)
    error = caught.value
    assert (message, name, ids) == (str(error), error.name, error.ids)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ValueError)


def test_a_day_is_a_plain_date() -> None:
    """A time could move the day."""
    with pytest.raises(TypeError):
        overview([], decisions=[], cases=[], settings=Settings(), as_of=dt.datetime(2026, 3, 16))  # noqa: DTZ001


# --- what a row shows -------------------------------------------------------------------------------------------------
@pytest.mark.requirement("VW-2")
def test_a_row_shows_every_column() -> None:
    """Name, number, invoice number, open amount and its day, transfer, stage, and the red mark."""
    asked = fact(K.APPROVAL_ASKED, 25, gate=Gate.LEGAL)
    case = a_case(TAKEN, REMINDED, DEMANDED, asked)
    assert (
        Row(
            invoice_id="inv-1",
            invoice_number="10045",
            debtor_name="Exempelbolaget AB",
            organisation_number="556047-3521",
            open_amount=kr(900),
            open_as_of=on(28),
            case_id=CASE_ID,
            is_transferred=True,
            transferred_on=AS_OF,
            stage=Stage.DEMAND,
            marks=(Mark(code=MarkCode.APPROVE_LEGAL, since=on(25), case_id=CASE_ID),),
        ),
    ) == seen(INVOICE, cases=[case], balances=[a_balance(900_00, 28)]).rows


@pytest.mark.requirement("VW-2")
@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        (parse_identifier("556047-3521"), "556047-3521"),
        (parse_identifier("19811218-9876"), "••••••-••••"),
        (parse_identifier("811218-9876"), "••••••-••••"),
        (parse_identifier("NO123", country="NO"), "••••••-••••"),
        (parse_identifier("NO123", country="NO", of_company=True), "NO123"),
        (None, None),
    ],
    ids=["company", "person", "sole trader", "foreign", "foreign company", "unknown"],
)
def test_an_organisation_number_is_masked_if_it_may_be_a_persons(identifier: Any, shown: str | None) -> None:
    """Only the number of a company is shown."""
    (row,) = seen(an_invoice(debtor=attrs.evolve(INVOICE.debtor, identifier=identifier))).rows
    assert shown == row.organisation_number


@pytest.mark.requirement("VW-2")
@pytest.mark.parametrize(
    ("settings", "balances", "amount", "day"),
    [
        (Settings(), [],                                                 kr(1250), None),
        (BATCHED,    [],                                                 kr(1250), None),
        (Settings(), [a_balance(1, 10), a_balance(2, 12, JOURNAL)],      Money(1), on(10)),
        (BATCHED,    [a_balance(1, 12), a_balance(2, 10, JOURNAL)],      Money(2), on(10)),
        (Settings(), [a_balance(2, 12, JOURNAL)],                        kr(1250), None),
        (BATCHED,    [a_balance(1, 10)],                                 kr(1250), None),
        (Settings(), [a_balance(3, 11), a_balance(1, 10)],               Money(3), on(11)),
        (Settings(), [a_balance(1, 10), a_balance(3, 11)],               Money(3), on(11)),
        (Settings(), [a_balance(1, 10), a_balance(4, 10)],               Money(4), on(10)),
        (Settings(), [a_balance(1, 29), a_balance(3, 30)],               Money(3), on(30)),
        (Settings(), [a_balance(1, 30), a_balance(3, 31)],               Money(1), on(30)),
        (Settings(), [a_balance(5, 10, invoice_id="inv-2")],             kr(1250), None),
    ],
)  # fmt: skip
def test_the_open_amount_is_the_latest_of_the_source_that_counts(
    settings: Settings, balances: list[Balance], amount: Money, day: dt.date | None
) -> None:
    """The bank statement's, or the daily journal's where batch payments are on; never one of a later day."""
    (row,) = seen(INVOICE, settings=settings, balances=balances).rows
    assert (amount, day) == (row.open_amount, row.open_as_of)


@pytest.mark.requirement("VW-1")
def test_a_balance_of_nothing_leaves_the_invoice_out() -> None:
    """What the bank statement shows as paid is no longer listed, though the invoice still says open."""
    reasons = (Reason("VW-1", "open_amount_not_positive"),)
    assert (LeftOut(invoice_id="inv-1", reasons=reasons),) == seen(INVOICE, balances=[a_balance(0, 29)]).left_out


@pytest.mark.requirement("VW-2")
def test_a_balance_fills_in_what_the_invoice_does_not_say() -> None:
    """Where the open amount is unknown, the balance counts in the currency of the total, or in its own."""
    balances = [a_balance(7, 3)]
    for total in (INVOICE.total, None):
        found = latest_balances(balances, settings=Settings(), as_of=DAY)
        invoice = an_invoice(open_amount=None, total=total)
        (row,) = seen(invoice, cases=[a_case()], balances=found.values()).rows
        assert (Money(7), on(3)) == (row.open_amount, row.open_as_of)


@pytest.mark.requirement("VW-2")
def test_a_case_without_an_invoice_has_its_balance() -> None:
    """What the host read counts there too."""
    (row,) = seen(cases=[a_case(TAKEN, UNCLEAR)], balances=[a_balance(7, 3)]).without_invoice
    assert (Money(7), on(3), True) == (row.open_amount, row.open_as_of, row.has_red_mark)


@pytest.mark.parametrize("invoices", [(INVOICE,), (an_invoice(open_amount=None),), ()], ids=["open", "total", "case"])
def test_a_balance_in_another_currency_is_refused(invoices: tuple[Invoice, ...]) -> None:
    """No amount is shown in a currency that the claim is not in."""
    with pytest.raises(BalanceCurrencyError) as caught:
        seen(*invoices, cases=[a_case()], balances=[a_balance(1, 1, amount=Money(1, "EUR"))])
    error = caught.value
    assert "invoice inv-1 has a balance in EUR; wanted SEK, its own currency." == str(error)
    assert ("inv-1", "EUR", "SEK") == (error.invoice_id, error.found, error.wanted)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ValueError)


@pytest.mark.requirement("VW-2")
def test_a_refused_registration_frees_the_invoice() -> None:
    """The row says so: not transferred, with its decisions, and the refusal of the case."""
    (row,) = seen(INVOICE, cases=[a_case(REFUSED)]).rows
    assert (False, None, None, End.REFUSED, on(1), CASE_ID, True, False) == (
        row.is_transferred,
        row.transferred_on,
        row.stage,
        row.end,
        row.ended_on,
        row.case_id,
        row.decisions is not None,
        row.has_red_mark,
    )


@pytest.mark.requirement("VW-2")
def test_an_ended_case_is_shown_as_closed() -> None:
    """The day of the transfer stays; the end and its day are told."""
    (row,) = seen(INVOICE, cases=[a_case(TAKEN, STOPPED)]).rows
    assert (True, AS_OF, Stage.CLOSED, End.STOPPED, on(20), None) == (
        row.is_transferred,
        row.transferred_on,
        row.stage,
        row.end,
        row.ended_on,
        row.decisions,
    )


@pytest.mark.requirement("VW-2")
@pytest.mark.parametrize(
    ("cases", "shown", "others"),
    [
        ([a_case(REFUSED), another(3, case_id="new")],                                  "new",   (CASE_ID,)),
        ([another(3, case_id="new"), a_case(REFUSED)],                                  "new",   (CASE_ID,)),
        ([a_case(TAKEN), another(3, fact(K.STOPPED, 9), case_id="new")],                CASE_ID, ("new",)),
        ([a_case(TAKEN), another(3, case_id="new")],                                    "new",   (CASE_ID,)),
        ([a_case(TAKEN, STOPPED), another(3, fact(K.STOPPED, 9), case_id="new")],       "new",   (CASE_ID,)),
        ([a_case(STOPPED), another(3, fact(K.REGISTRATION_REFUSED, 4), case_id="new")], CASE_ID, ("new",)),
        ([a_case(REFUSED), another(3, fact(K.REGISTRATION_REFUSED, 4), case_id="new")], "new",   (CASE_ID,)),
        ([another(3, case_id="a"), another(3, case_id="b")],                            "b",     ("a",)),
    ],
)  # fmt: skip
def test_of_several_cases_the_newest_open_one_is_shown(cases: list[Case], shown: str, others: tuple[str, ...]) -> None:
    """Open before ended, ended before refused, new before old; the others are named."""
    (row,) = seen(INVOICE, cases=cases).rows
    assert (shown, others) == (row.case_id, row.other_case_ids)


@pytest.mark.requirement("VW-2")
def test_what_another_case_of_the_invoice_asks_is_marked_too() -> None:
    """No case hides what an older one asks for; all marks of an overview come oldest first."""
    old, new = a_case(TAKEN, fact(K.ACTION_ASKED, 9)), another(3, fact(K.DUPLICATE_NUMBER, 4), case_id="new")
    lost = another(1, UNCLEAR, case_id="lost", invoice_id="inv-9")
    found = seen(INVOICE, cases=[old, new, lost])
    assert ([("new", on(4)), (CASE_ID, on(9))], ["new", "lost", CASE_ID]) == (
        [(mark.case_id, mark.since) for mark in found.rows[0].marks],
        [mark.case_id for mark in found.marks],
    )


# --- the red mark -----------------------------------------------------------------------------------------------------
def asked(gate: Gate, days: int) -> Any:
    """Return that the agency waits for an approval."""
    return fact(K.APPROVAL_ASKED, days, gate=gate, fact_id=f"asked-{gate}-{days}")


def marked(code: MarkCode, days: int, payment_id: str | None = None) -> Mark:
    """Return a mark on the plain case since so many days after its transfer."""
    return Mark(code=code, since=on(days), case_id=CASE_ID, payment_id=payment_id)


ASKED_DEMAND: Final = asked(Gate.DEMAND, 12)
ASKED_LEGAL: Final = asked(Gate.LEGAL, 25)
YES: Final = fact(K.APPROVAL_GIVEN, 26, gate=Gate.LEGAL, by_administrator=True)
NO_ADMINISTRATOR: Final = fact(K.APPROVAL_GIVEN, 26, gate=Gate.LEGAL, by_administrator=False)
NO: Final = fact(K.APPROVAL_DECLINED, 26, gate=Gate.LEGAL)
WANTED: Final = fact(K.ACTION_ASKED, 7)
TWICE: Final = fact(K.DUPLICATE_NUMBER, 3)
DEMAND, LEGAL = marked(MarkCode.APPROVE_DEMAND, 12), marked(MarkCode.APPROVE_LEGAL, 25)
ACT, LINK = marked(MarkCode.ACT, 7), marked(MarkCode.LINK_DUPLICATE, 3)
DECIDE: Final = marked(MarkCode.DECIDE_PAYMENT, 5, UNCLEAR.fact_id)
DECIDED: Final = fact(K.PAID_OUT, 6, amount=kr(10), about=UNCLEAR.fact_id)


@pytest.mark.requirement("VW-2")
@pytest.mark.parametrize(
    ("facts", "marks"),
    [
        ((),                                                       ()),
        ((TAKEN, REMINDED, DEMANDED),                              ()),
        ((ASKED_DEMAND,),                                          (DEMAND,)),
        ((ASKED_DEMAND, asked(Gate.DEMAND, 13)),                   (DEMAND,)),
        ((ASKED_DEMAND, DEMANDED),                                 ()),
        ((ASKED_LEGAL,),                                           (LEGAL,)),
        ((ASKED_LEGAL, YES),                                       ()),
        ((ASKED_LEGAL, NO_ADMINISTRATOR),                          (LEGAL,)),
        ((ASKED_LEGAL, NO),                                        ()),
        ((WANTED,),                                                (ACT,)),
        ((WANTED, fact(K.ACTION_DONE, 8)),                         ()),
        ((TWICE,),                                                 (LINK,)),
        ((TWICE, fact(K.DUPLICATE_NUMBER, 6)),                     (LINK,)),
        ((TWICE, fact(K.REGISTERED, 4)),                           ()),
        ((fact(K.DUPLICATE_NUMBER, 1), fact(K.REGISTERED, 2), TWICE), (LINK,)),
        ((UNCLEAR,),                                               (DECIDE,)),
        ((UNCLEAR, DECIDED),                                       ()),
        ((ASKED_DEMAND, ASKED_LEGAL, WANTED, TWICE, UNCLEAR),      (DEMAND, LEGAL, ACT, LINK, DECIDE)),
        ((ASKED_LEGAL, WANTED, TWICE, UNCLEAR, fact(K.STOPPED, 27)),          (DECIDE,)),
        ((ASKED_LEGAL, WANTED, TWICE, UNCLEAR, DECIDED, fact(K.STOPPED, 27)), ()),
    ],
)  # fmt: skip
def test_the_red_mark_has_a_cause(facts: tuple[Any, ...], marks: tuple[Mark, ...]) -> None:
    """It stands while the agency waits or a payment is unclear, and says since when; an end takes all but the last."""
    assert marks == red_marks(a_case(*facts))


@pytest.mark.requirement("VW-2")
@pytest.mark.parametrize(("day", "marks"), [(6, ()), (7, (ACT,)), (8, (ACT,))])
def test_a_mark_stands_from_its_day(day: int, marks: tuple[Mark, ...]) -> None:
    """What the agency asks later is not asked yet."""
    assert marks == red_marks(a_case(WANTED, as_of=on(day)))


@pytest.mark.requirement("VW-2")
def test_a_case_that_capital_closes_has_no_mark() -> None:
    """Where a policy ends a case at capital zero, nothing is asked of it any more."""
    policy = attrs.evolve(POLICY, capital_closes=True)
    paid = fact(K.PAID_CREDITOR, 8, amount=kr(1250))
    assert () == red_marks(a_case(WANTED, paid, policy=policy))


# --- what a notebook shows --------------------------------------------------------------------------------------------
def test_a_notebook_shows_rows_and_what_is_left_out() -> None:
    """Every row has its columns, in words or dashes, and nothing tells who the debtor is."""
    early = an_invoice(invoice_id="inv-2", due_date=DAY)
    plain = an_invoice(invoice_id="inv-3")
    lost = another(2, case_id="lost", invoice_id="inv-9", invoice_number="99")
    found = seen(INVOICE, early, plain, cases=[a_case(TAKEN, WANTED), lost], balances=[a_balance(5, 28)])
    head = (
        "<thead><tr><th>invoice</th><th>number</th><th>open amount</th><th>as of</th><th>transferred on</th>"
        "<th>stage</th><th>by hand</th><th>automatic</th><th>act</th></tr></thead>"
    )
    html = found._repr_html_().replace(' style="text-align: left"', "")
    assert (
        f"<p><b>Overdue and transferred on 2026-04-15: 2</b></p><table>{head}<tbody>"
        "<tr><td>inv-1</td><td>10045</td><td>0.05 SEK</td><td>2026-04-13</td><td>2026-03-16</td><td>reminder</td>"
        "<td>–</td><td>–</td><td>act</td></tr>"
        "<tr><td>inv-3</td><td>10045</td><td>1250.00 SEK</td><td>–</td><td>–</td><td>–</td>"
        "<td>2026-04-15</td><td>2026-04-15</td><td></td></tr></tbody></table>"
        f"<p><b>Without an invoice on 2026-04-15: 1</b></p><table>{head}<tbody>"
        "<tr><td>inv-9</td><td>99</td><td>–</td><td>–</td><td>2026-03-18</td><td>registering</td>"
        "<td>–</td><td>–</td><td></td></tr></tbody></table>"
        "<p><b>Left out: 1</b></p><table><thead><tr><th>invoice</th><th>reasons</th></tr></thead><tbody>"
        "<tr><td>inv-2</td><td>not_overdue</td></tr></tbody></table>"
    ) == html


def test_nothing_shown_tells_who_the_debtor_is() -> None:
    """Name and number are values for the host's screen, never part of a text."""
    (row,) = found = seen(INVOICE).rows
    assert ("Exempelbolaget AB", "556047-3521") == (row.debtor_name, row.organisation_number)
    shown = repr(found) + seen(INVOICE)._repr_html_()
    assert (False, False) == ("Exempelbolaget" in shown, "556047" in shown)
