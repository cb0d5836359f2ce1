"""The detail view of a case: events, the agency's actions, documents, approvals, and the link to the portal."""

import datetime as dt
from typing import Any, Final

import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import Breach
from inkasso_rules.model.cases import Stage
from inkasso_rules.model.facts import SAYS, CostKind, End, Fact, FactKind, Gate
from inkasso_rules.model.invoices import Attachment, Invoice, PriorReminder
from inkasso_rules.overview import (
    Answer,
    Approval,
    Detail,
    Event,
    LinkTemplateError,
    Mark,
    MarkCode,
    OtherInvoiceError,
    detail,
    portal_link,
)
from tests.data import AS_OF, a_case, a_command, an_invoice, fact, on
from tests.tables.living import AGREED, DEMANDED, LIFE, REMINDED, TAKEN, K, kr

CASE_ID: Final = "inv-1:2026-03-16"
TEMPLATE: Final = "https://portal.example/case/{agency_case_id}?ref={case_id}"
PDF, TERMS = Attachment(attachment_id="pdf", size_bytes=1), Attachment(attachment_id="terms", size_bytes=1)


@pytest.mark.requirement("VW-3")
def test_a_case_shows_all_that_is_known_of_it() -> None:
    """Events with what they broke, documents, own reminders, approvals, marks, and the link."""
    reminder = PriorReminder(sent_on=dt.date(2026, 3, 9), cost=kr(60))
    asked = fact(K.APPROVAL_ASKED, 25, gate=Gate.LEGAL)
    early = fact(K.DEMAND_SENT, 3, earliest_on=on(2))
    later = fact(K.PAID_CREDITOR, 40, amount=kr(100))
    case = a_case(TAKEN, early, asked, later, as_of=on(39))
    assert Detail(
        case_id=CASE_ID,
        agency_case_id="8001",
        invoice_id="inv-1",
        as_of=on(39),
        stage=Stage.DEMAND,
        end=None,
        prior_reminders=(reminder,),
        events=(
            Event(fact=case.facts[0]),
            Event(fact=TAKEN),
            Event(fact=early, breaches=(Breach("demand_sent-3", "A03", "LC-1", "no_reminder", certain=False),)),
            Event(fact=asked),
            Event(fact=later, is_applied=False),
        ),
        documents=("pdf", "terms"),
        approvals=(Approval(gate=Gate.LEGAL, answer=Answer.AWAITED, asked_since=on(25)),),
        marks=(Mark(code=MarkCode.APPROVE_LEGAL, since=on(25), case_id=CASE_ID),),
        portal_link="https://portal.example/case/8001?ref=inv-1%3A2026-03-16",
    ) == detail(
        case,
        invoice=an_invoice(document=PDF, attachments=(TERMS,), reminders=(reminder,)),
        link_template=TEMPLATE,
    )


@pytest.mark.requirement("VW-3")
def test_without_invoice_and_template_the_case_tells_what_it_can() -> None:
    """No documents, no reminders, no link; an end is shown."""
    shown = detail(a_case(TAKEN, fact(K.STOPPED, 3)))
    assert ((), (), None, Stage.CLOSED, End.STOPPED) == (
        shown.documents,
        shown.prior_reminders,
        shown.portal_link,
        shown.stage,
        shown.end,
    )


@pytest.mark.requirement("VW-3")
@pytest.mark.parametrize(
    ("invoice", "documents"),
    [
        (an_invoice(), ()),
        (an_invoice(document=PDF), ("pdf",)),
        (an_invoice(attachments=(TERMS,), reminders=None), ("terms",)),
    ],
    ids=["none", "document", "attachment"],
)
def test_documents_are_named_by_their_ids(invoice: Invoice, documents: tuple[str, ...]) -> None:
    """The invoice document comes first; reminders that nobody knows are none."""
    shown = detail(a_case(), invoice=invoice)
    assert (documents, ()) == (shown.documents, shown.prior_reminders)


def _example(kind: FactKind) -> Fact:
    """Return a fact of that kind, with what it must say."""
    details: dict[str, Any] = {
        "about": "f-1",
        "amount": kr(1),
        "capital": kr(1),
        "cost": CostKind.DEMAND,
        "gate": Gate.DEMAND,
        "raw": "?",
    }
    return fact(kind, 5, **{name: details[name] for name in SAYS[kind][0]})


@pytest.mark.requirement("VW-3")
def test_the_agencys_actions_are_told_apart() -> None:
    """What the creditor or the debtor did, or what was only read, is no action of the agency."""
    every = tuple(_example(kind) for kind in K if kind is not K.TRANSFERRED)
    assert (
        K.REGISTRATION_REFUSED,
        K.DUPLICATE_NUMBER,
        K.REGISTERED,
        K.REOPENED,
        K.APPROVAL_ASKED,
        K.PLAN_AGREED,
        K.ACTION_ASKED,
        K.REMINDER_SENT,
        K.DEMAND_SENT,
        K.LEGAL_STARTED,
        K.AFTER_COLLECTION_STARTED,
        K.COST_CHARGED,
        K.MEASURE_WITHDRAWN,
        K.PAID_OUT,
        K.CLOSED_PAID,
        K.CLOSED_CREDITED,
        K.GIVEN_UP,
    ) == tuple(event.fact.kind for event in detail(a_case(*every)).actions)


@pytest.mark.requirement("VW-3")
def test_breaches_are_those_of_the_case() -> None:
    """Each stands at its event, and all of them are what the case reports."""
    case = a_case(TAKEN, fact(K.DEMAND_SENT, 3), fact(K.LEGAL_STARTED, 4))
    shown = detail(case)
    assert (True, case.breaches) == (len(case.breaches) > 1, shown.breaches)


ASKED: Final = fact(K.APPROVAL_ASKED, 18, gate=Gate.LEGAL)
ANEW: Final = fact(K.APPROVAL_ASKED, 22, gate=Gate.LEGAL)
NO: Final = fact(K.APPROVAL_DECLINED, 20, gate=Gate.LEGAL)
DEMAND_ASKED: Final = fact(K.APPROVAL_ASKED, 10, gate=Gate.DEMAND)
DEMAND_YES: Final = fact(K.APPROVAL_GIVEN, 11, gate=Gate.DEMAND)


@pytest.mark.requirement("VW-3")
@pytest.mark.parametrize(
    ("facts", "approvals"),
    [
        ((),                        ()),
        ((ASKED,),                  ((Gate.LEGAL, Answer.AWAITED, on(18)),)),
        ((ASKED, AGREED),           ((Gate.LEGAL, Answer.APPROVED, None),)),
        ((ASKED, NO),               ((Gate.LEGAL, Answer.DECLINED, None),)),
        # what is approved is not waited for
        ((ASKED, AGREED, ANEW),     ((Gate.LEGAL, Answer.APPROVED, None),)),
        # answered, and nobody said what
        ((ASKED, fact(K.APPROVAL_ANSWERED, 19, gate=Gate.LEGAL)), ((Gate.LEGAL, Answer.ANSWERED, None),)),
        ((ASKED, NO, ANEW),         ((Gate.LEGAL, Answer.AWAITED, on(22)),)),
        ((ASKED, DEMAND_ASKED),     ((Gate.DEMAND, Answer.AWAITED, on(10)), (Gate.LEGAL, Answer.AWAITED, on(18)))),
        ((ASKED, DEMAND_ASKED, DEMAND_YES),
                                    ((Gate.DEMAND, Answer.APPROVED, None), (Gate.LEGAL, Answer.AWAITED, on(18)))),
    ],
)  # fmt: skip
def test_an_approval_shows_how_it_stands(facts: tuple[Fact, ...], approvals: tuple[Any, ...]) -> None:
    """What is asked anew after a no waits again, and shows since when."""
    shown = detail(a_case(TAKEN, REMINDED, *facts)).approvals
    assert tuple(Approval(gate=gate, answer=answer, asked_since=since) for gate, answer, since in approvals) == shown


@pytest.mark.requirement("VW-3")
@pytest.mark.parametrize(
    ("template", "agency_case_id", "link"),
    [
        ("https://p.example/{agency_case_id}",              "8001",    "https://p.example/8001"),
        ("https://p.example/{agency_case_id}",              None,      None),
        ("https://p.example/{case_id}",                     None,      "https://p.example/inv-1%3A2026-03-16"),
        ("https://p.example/{case_id}/{agency_case_id}",    None,      None),
        ("{agency_case_id}{agency_case_id}",                "a",       "aa"),
        ("https://p.example/{agency_case_id}",              "a/b ?#å", "https://p.example/a%2Fb%20%3F%23%C3%A5"),
        ("https://p.example/{agency_case_id}",              "aZ09-._~", "https://p.example/aZ09-._~"),
        ("https://p.example/{agency_case_id}",              "{case_id}", "https://p.example/%7Bcase_id%7D"),
        ("https://p.example/?q=}{&c={agency_case_id}",      "8001",    "https://p.example/?q=}{&c=8001"),
    ],
)  # fmt: skip
def test_the_link_leads_to_the_case(template: str, agency_case_id: str | None, link: str | None) -> None:
    """Ids are percent-encoded; while the agency has not given the id that the template needs, there is no link."""
    taken = () if agency_case_id is None else (fact(K.REGISTERED, 1, agency_case_id=agency_case_id),)
    assert link == portal_link(a_case(*taken), template=template)


@pytest.mark.parametrize(
    ("template", "found", "message"),
    [
        (
            "https://p.example/{id}",
            ("id",),
            "the template of the link has {id}; wanted {agency_case_id} or {case_id}.",
        ),
        (
            "https://p.example/{case_id!r}/{case_id}",
            ("case_id!r", "case_id"),
            "the template of the link has {case_id!r} and {case_id}; wanted {agency_case_id} or {case_id}.",
        ),
        ("https://p.example/{}", ("",), "the template of the link has {}; wanted {agency_case_id} or {case_id}."),
        ("https://p.example/", (), "the template of the link has no field; wanted {agency_case_id} or {case_id}."),
        ("{case_id", (), "the template of the link has no field; wanted {agency_case_id} or {case_id}."),
    ],
)
def test_a_template_with_another_field_is_refused(template: str, found: tuple[str, ...], message: str) -> None:
    """A link that leads to no case is a mistake of the host's, also before there is an id."""
    with pytest.raises(LinkTemplateError) as caught:
        detail(a_case(), link_template=template)
    error = caught.value
    assert (message, found) == (str(error), error.found)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ValueError)


def test_the_invoice_of_another_case_is_refused() -> None:
    """The documents of one debtor are never shown beside the case of another."""
    with pytest.raises(OtherInvoiceError) as caught:
        detail(a_case(command=a_command()), invoice=an_invoice(invoice_id="inv-2"))
    error = caught.value
    assert "case inv-1:2026-03-16 is shown with invoice inv-2; wanted its own, inv-1." == str(error)
    assert (CASE_ID, "inv-2", "inv-1") == (error.case_id, error.found, error.wanted)
    assert isinstance(error, InkassoRulesError)
    assert isinstance(error, ValueError)


def test_a_notebook_shows_the_events() -> None:
    """Each with its day or interval, its money, who did it, and what it broke."""
    paid = fact(K.PAID_CREDITOR, 5, amount=kr(100))
    html = detail(a_case(TAKEN, fact(K.DEMAND_SENT, 3, earliest_on=on(2)), paid, as_of=on(9)))._repr_html_()
    assert (
        "<p><b>Case inv-1:2026-03-16 on 2026-03-25: demand</b></p><table><thead><tr><th>day</th><th>or since</th>"
        "<th>what</th><th>amount</th><th>by</th><th>breaches</th></tr></thead><tbody>"
        "<tr><td>2026-03-16</td><td>–</td><td>transferred</td><td>–</td><td></td><td></td></tr>"
        "<tr><td>2026-03-17</td><td>–</td><td>registered</td><td>–</td><td>agency</td><td></td></tr>"
        "<tr><td>2026-03-19</td><td>2026-03-18</td><td>demand_sent</td><td>–</td><td>agency</td><td>no_reminder</td></tr>"
        "<tr><td>2026-03-21</td><td>–</td><td>paid_creditor</td><td>100.00 SEK</td><td></td><td></td></tr>"
        "</tbody></table>"
    ) == html.replace(' style="text-align: left"', "")


@pytest.mark.requirement("VW-3")
def test_a_whole_life_is_shown_in_order() -> None:
    """From the transfer to the long term, each event on its day."""
    days = tuple(event.fact.happened_on for event in detail(a_case(*reversed(LIFE), DEMANDED)).events)
    assert (AS_OF, on(1), on(2), on(14), on(20), on(30), on(60)) == days
