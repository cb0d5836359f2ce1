"""Cases in words: whole sentences, in both languages."""

from typing import Any

import attrs
import pytest

from inkasso_rules import narrate
from inkasso_rules.lifecycle import (
    Breach,
    Correction,
    Granted,
    NextStep,
    Request,
    RequestKind,
    Wait,
    WaitFor,
    advance,
    ask,
    next_steps,
)
from inkasso_rules.model import facts as model
from inkasso_rules.model.answers import Notice, NoticeCode
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    Command,
    RegisterCreditNote,
    RegisterDirectPayment,
    Stage,
)
from inkasso_rules.model.facts import CostKind, Fact, FactKind, Gate
from inkasso_rules.model.money import Money
from inkasso_rules.overview import Mark, MarkCode, red_marks
from inkasso_rules.words import UnknownLanguageError, words_in
from tests.data import COMMAND, PLAIN_SETTINGS, a_case, fact, on

_NBSP = "\N{NO-BREAK SPACE}"
_DIRECT = RegisterDirectPayment(
    command_id="pay-1/direct_payment",
    case_id="inv-1:2026-03-16",
    payment_id="pay-1",
    paid_on=on(5),
    amount=Money(100_00),
)
_DETAILS: dict[str, Any] = {
    "amount": Money(500_00),
    "capital": Money(400_00),
    "gate": Gate.LEGAL,
    "given_by": "user-7",
    "by_administrator": True,
    "until": on(20),
    "about": "fact-9",
    "cost": CostKind.COMPENSATION,
    "as_required": False,
    "from_start": True,
    "agency_case_id": "8101",
    "raw": "RAW-CODE",
}


def _fact(kind: FactKind, **details: Any) -> Fact:
    return fact(kind, 3, **details)


@pytest.mark.parametrize(
    ("happened", "swedish", "english"),
    [
        pytest.param(
            a_case().facts[0],
            f"2026-03-16: Faktura inv-1 överfördes till inkassobolaget med kapitalet 1{_NBSP}250,00 SEK.",
            "2026-03-16: Invoice inv-1 was transferred to the agency with a capital of 1,250.00 SEK.",
            id="a transfer",
        ),
        pytest.param(
            _fact(FactKind.REGISTERED),
            "2026-03-19: Inkassobolaget registrerade ärendet.",
            "2026-03-19: The agency registered the case.",
            id="nothing besides",
        ),
        pytest.param(
            _fact(FactKind.REGISTERED, agency_case_id="8101", learned_on=on(4)),
            "2026-03-19: Inkassobolaget registrerade ärendet, ärendenummer 8101 (känt 2026-03-20).",
            "2026-03-19: The agency registered the case, case number 8101 (known on 2026-03-20).",
            id="learned later",
        ),
        pytest.param(
            _fact(FactKind.DEMAND_SENT, learned_on=on(3), until=on(13)),
            "2026-03-19: Ett inkassokrav skickades, med sista betalningsdag 2026-03-29.",
            "2026-03-19: A demand was sent, to be paid no later than 2026-03-29.",
            id="learned on its day",
        ),
        pytest.param(
            _fact(FactKind.LEGAL_STARTED, earliest_on=on(1), amount=Money(300_00)),
            "Tidigast 2026-03-17 och senast 2026-03-19: Rättslig inkasso inleddes, till ett belopp av 300,00 SEK.",
            "Not before 2026-03-17 and no later than 2026-03-19: Legal action was started, to an amount of 300.00 SEK.",
            id="an interval",
        ),
        pytest.param(
            _fact(FactKind.APPROVAL_GIVEN, gate=Gate.LEGAL, given_by="user-7", by_administrator=True),
            "2026-03-19: Uppdragsgivaren godkände rättslig inkasso, genom en administratör.",
            "2026-03-19: The creditor approved legal action, through an administrator.",
            id="an administrator",
        ),
        pytest.param(
            _fact(FactKind.APPROVAL_DECLINED, gate=Gate.DEMAND, by_administrator=False),
            "2026-03-19: Uppdragsgivaren nekade godkännande av inkassokrav, genom någon som inte är administratör.",
            "2026-03-19: The creditor declined approval of the demand, through somebody who is no administrator.",
            id="no administrator",
        ),
        pytest.param(
            _fact(FactKind.PAUSED, until=on(20)),
            "2026-03-19: Indrivningen pausades, och återupptas 2026-04-05.",
            "2026-03-19: Collection was paused, and is resumed on 2026-04-05.",
            id="a pause with its end",
        ),
        pytest.param(
            _fact(FactKind.PAYMENT_REVERSED, amount=Money(500_00), capital=Money(400_00), about="pay-1"),
            "2026-03-19: En betalning på 500,00 SEK till inkassobolaget gick tillbaka, varav 400,00 SEK på kapitalet, "
            "avser pay-1.",
            "2026-03-19: A payment of 500.00 SEK to the agency went back, of which 400.00 SEK on the capital, "
            "concerning pay-1.",
            id="a split, and what it is about",
        ),
        pytest.param(
            _fact(FactKind.SPLIT_STATED, amount=Money(500_00), capital=Money(400_00)),
            "2026-03-19: Inkassobolaget angav att 400,00 SEK av 500,00 SEK avräknades på kapitalet.",
            "2026-03-19: The agency said that 400.00 SEK of 500.00 SEK fell on the capital.",
            id="a split of its own",
        ),
        pytest.param(
            _fact(FactKind.SPLIT_ASSUMED, amount=Money(500_00), capital=Money(400_00), about="pay-1"),
            "2026-03-19: Fördelning enligt vår ordning: 400,00 SEK av 500,00 SEK avräknades på kapitalet, avser pay-1.",
            "2026-03-19: Split in our own order: 400.00 SEK of 500.00 SEK fell on the capital, concerning pay-1.",
            id="our own split",
        ),
        pytest.param(
            _fact(FactKind.DEMAND_SENT, as_required=True),
            "2026-03-19: Ett inkassokrav skickades, som uppfyllde lagens villkor.",
            "2026-03-19: A demand was sent, which met the law's conditions.",
            id="as the law requires",
        ),
        pytest.param(
            _fact(FactKind.PLAN_AGREED, as_required=False),
            "2026-03-19: En avbetalningsplan avtalades, som inte uppfyllde lagens villkor.",
            "2026-03-19: An instalment plan was agreed, which did not meet the law's conditions.",
            id="not as the law requires",
        ),
        pytest.param(
            _fact(FactKind.CREDITED, amount=Money(500_00), from_start=True),
            "2026-03-19: Fakturan krediterades med 500,00 SEK, som aldrig borde ha fakturerats.",
            "2026-03-19: The invoice was credited by 500.00 SEK, which should never have been invoiced.",
            id="never owed",
        ),
        pytest.param(
            _fact(FactKind.CREDITED, amount=Money(500_00), from_start=False),
            "2026-03-19: Fakturan krediterades med 500,00 SEK, från och med den dagen.",
            "2026-03-19: The invoice was credited by 500.00 SEK, from that day on.",
            id="owed until then",
        ),
        pytest.param(
            _fact(FactKind.COST_CHARGED, amount=Money(180_00), cost=CostKind.DEMAND, about="demand-1"),
            "2026-03-19: Inkassobolaget påförde en kostnad på 180,00 SEK (inkassokrav), avser demand-1.",
            "2026-03-19: The agency charged a cost of 180.00 SEK (demand), concerning demand-1.",
            id="a cost",
        ),
        pytest.param(
            _fact(FactKind.MEASURE_WITHDRAWN, about="demand-1"),
            "2026-03-19: Inkassobolaget återkallade en åtgärd och dess kostnad, avser demand-1.",
            "2026-03-19: The agency withdrew a measure and its cost, concerning demand-1.",
            id="a measure withdrawn",
        ),
        pytest.param(
            _fact(FactKind.CHECKED, capital=Money(20_000, "JPY")),
            f"2026-03-19: Inkassobolagets uppgifter lästes, som kräver kapitalet 20{_NBSP}000 JPY.",
            "2026-03-19: The agency's data were read, which claim a capital of 20,000 JPY.",
            id="a reading",
        ),
    ],
)  # fmt: skip
def test_a_fact_is_said(happened: Fact, swedish: str, english: str) -> None:
    """The day comes first, then what happened, then all that the fact says of it."""
    assert swedish == narrate.fact(happened, "sv")
    assert english == narrate.fact(happened, lang="en")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("kind", [kind for kind in FactKind if kind is not FactKind.TRANSFERRED])
def test_every_kind_of_fact_says_its_details_and_nothing_private(kind: FactKind, lang: str) -> None:
    """Amounts, days, measures and ids are said; who answered, and the agency's own code, are not."""
    words = words_in(lang)
    # fmt: off
    said = {
        "amount":           "500",
        "capital":          "400",
        "gate":             words.values["gate"]["legal"],
        "by_administrator": words.cases.additions["by_administrator"],
        "until":            "2026-04-05",
        "about":            "fact-9",
        "cost":             words.values["cost"]["compensation"],
        "as_required":      words.cases.additions["not_as_required"],
        "from_start":       words.cases.additions["from_start"],
        "agency_case_id":   "8101",
    }
    # fmt: on
    fields = frozenset[str]().union(*model.SAYS[kind])
    text = narrate.fact(_fact(kind, **{name: _DETAILS[name] for name in fields}), lang)
    assert [] == [name for name in fields & set(said) if said[name] not in text]
    assert [] == [private for private in ("user-7", "RAW-CODE") if private in text]


@pytest.mark.parametrize(
    ("certain", "swedish", "english"),
    [
        (
            True,
            "Avvikelse: Rättslig inkasso inleddes utan uppdragsgivarens godkännande: leg-1.",
            "Breach: Legal action was started without the creditor's approval: leg-1.",
        ),
        (
            False,
            "Möjlig avvikelse: Rättslig inkasso inleddes utan uppdragsgivarens godkännande: leg-1.",
            "Possible breach: Legal action was started without the creditor's approval: leg-1.",
        ),
    ],
)
def test_a_breach_is_said(certain: bool, swedish: str, english: str) -> None:
    """A breach names its fact; one that is only possible is never said as certain."""
    found = Breach("leg-1", "A05", "SE-2", "legal_unapproved", certain)
    assert swedish == narrate.breach(found, "sv")
    assert english == narrate.breach(found, lang="en")


@pytest.mark.parametrize(
    ("sent", "swedish", "english"),
    [
        (COMMAND, "Nytt ärende för faktura inv-1.", "New case for invoice inv-1."),
        (
            AttachInvoiceCopy(command_id="c", case_id="c", invoice_id="inv-1", attachment_ids=("a-1",)),
            "Fakturakopia till faktura inv-1.",
            "Copy of invoice inv-1.",
        ),
        (
            _DIRECT,
            "Direktbetalning 2026-03-21 på 100,00 SEK.",
            "Direct payment on 2026-03-21 of 100.00 SEK.",
        ),
        (
            RegisterCreditNote(
                command_id="c", case_id="c", credit_note_id="cr-1", credited_on=on(5), amount=Money(100_00)
            ),
            "Kreditering 2026-03-21 på 100,00 SEK.",
            "Credit note on 2026-03-21 of 100.00 SEK.",
        ),
        (
            AcknowledgeSettlement(command_id="c", settlement_id="set-1", voucher_id="v-1"),
            "Kvittens på avräkningen set-1.",
            "Acknowledgement of settlement set-1.",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_command_is_said(sent: Command, swedish: str, english: str) -> None:
    """What is sent to the agency is said with its id or its day and amount."""
    assert swedish == narrate.command(sent, "sv")
    assert english == narrate.command(sent, lang="en")


def test_a_case_is_told_as_a_story() -> None:
    """Where the case stands comes first, then each day, with what was broken; what is still to come is left out."""
    told = a_case(
        fact(FactKind.REGISTERED, 1),
        fact(FactKind.REMINDER_SENT, 2),
        fact(FactKind.DEMAND_SENT, 13),
        fact(FactKind.LEGAL_STARTED, 14),
        fact(FactKind.CLOSED_PAID, 30),
        as_of=on(29),
    )
    assert (
        f"Ärende inv-1:2026-03-16 den 2026-04-14: rättslig inkasso, öppet kapital 1{_NBSP}250,00 SEK.",
        f"2026-03-16: Faktura inv-1 överfördes till inkassobolaget med kapitalet 1{_NBSP}250,00 SEK.",
        "2026-03-17: Inkassobolaget registrerade ärendet.",
        "2026-03-18: En betalningspåminnelse skickades.",
        "2026-03-29: Ett inkassokrav skickades.",
        (
            "2026-03-30: Rättslig inkasso inleddes. "
            "Avvikelse: Rättslig inkasso inleddes innan inkassokravets betalningstid hade gått ut. "
            "Avvikelse: Rättslig inkasso inleddes utan uppdragsgivarens godkännande."
        ),
    ) == narrate.case(told, "sv")
    assert (
        "Case inv-1:2026-03-16 on 2026-04-14: legal action, open capital 1,250.00 SEK.",
        "2026-03-16: Invoice inv-1 was transferred to the agency with a capital of 1,250.00 SEK.",
        "2026-03-17: The agency registered the case.",
        "2026-03-18: A payment reminder was sent.",
        "2026-03-29: A demand was sent.",
        (
            "2026-03-30: Legal action was started. "
            "Breach: Legal action was started before the demand's time to pay had run out. "
            "Breach: Legal action was started without the creditor's approval."
        ),
    ) == narrate.case(told, lang="en")


def test_a_closed_case_says_how_it_ended() -> None:
    """The end stands behind the stage."""
    told = a_case(fact(FactKind.REGISTERED, 1), fact(FactKind.GIVEN_UP, 2), as_of=on(2))
    assert (
        f"Ärende inv-1:2026-03-16 den 2026-03-18: avslutat (nedlagt), öppet kapital 1{_NBSP}250,00 SEK."
        == narrate.case(told, "sv")[0]
    )
    assert (
        "Case inv-1:2026-03-16 on 2026-03-18: closed (given up), open capital 1,250.00 SEK."
        == narrate.case(told, "en")[0]
    )


def test_a_step_is_said() -> None:
    """Where the case stands, then what is sent, told, broken and corrected, in this order."""
    taken = advance(
        a_case(fact(FactKind.REGISTERED, 1), as_of=on(1)),
        fact(FactKind.CREDITED, 2, amount=Money(1_300_00)),
        settings=PLAIN_SETTINGS,
        as_of=on(2),
    )
    found = Breach("credited-2", "A01", "LC-4", "in_pause")
    late = Correction("pay-1", Stage.DEMAND, Stage.DEMAND)
    whole = attrs.evolve(taken, breaches=(found,), corrections=(late,))
    assert (
        "Ärende inv-1:2026-03-16 den 2026-03-18: betalningspåminnelse, öppet kapital 0,00 SEK.",
        f"Till inkassobolaget: Kreditering 2026-03-18 på 1{_NBSP}250,00 SEK.",
        "Beloppet överstiger det öppna kapitalet med 50,00 SEK: credited-2.",
        "Hela kapitalet är krediterat; inkassobolaget kan avsluta ärendet på egen hand: credited-2.",
        "Avvikelse: Åtgärden vidtogs under en paus: credited-2.",
        "Sen uppgift pay-1: skedet är som förut inkassokrav.",
    ) == narrate.step(whole, "sv")
    assert (
        "Case inv-1:2026-03-16 on 2026-03-18: payment reminder, open capital 0.00 SEK.",
        "To the agency: Credit note on 2026-03-18 of 1,250.00 SEK.",
        "The amount exceeds the open capital by 50.00 SEK: credited-2.",
        "All capital is credited; the agency may end the case by itself: credited-2.",
        "Breach: The step was taken during a pause: credited-2.",
        "Late fact pay-1: the stage is still demand.",
    ) == narrate.step(whole, lang="en")


def test_a_correction_is_said() -> None:
    """The stage, then what should not have been said or sent, then what should have been."""
    late = Correction(
        "rem-1",
        Stage.DEMAND,
        Stage.CLOSED,
        unsaid=(Breach("dem-1", "A03", "LC-1", "no_reminder"), _DIRECT),
        said=(Notice(NoticeCode.LATE_MONEY, ("pay-1",), amount=Money(100_00)), attrs.evolve(_DIRECT, amount=Money(1))),
    )
    assert (
        "Sen uppgift rem-1: skedet var inkassokrav och är avslutat.",
        "Borde inte ha sagts: Avvikelse: Inkassokravet skickades utan föregående betalningspåminnelse: dem-1.",
        "Borde inte ha skickats: Direktbetalning 2026-03-21 på 100,00 SEK.",
        "Borde ha sagts: Efter att ärendet hade avslutats betalades eller krediterades 100,00 SEK: pay-1.",
        "Borde ha skickats: Direktbetalning 2026-03-21 på 0,01 SEK.",
    ) == narrate.correction(late, "sv")
    assert (
        "Late fact rem-1: the stage was demand and is closed.",
        "Should not have been said: Breach: The demand was sent without a payment reminder before it: dem-1.",
        "Should not have been sent: Direct payment on 2026-03-21 of 100.00 SEK.",
        "Should have been said: After the case had ended, 100.00 SEK was paid or credited: pay-1.",
        "Should have been sent: Direct payment on 2026-03-21 of 0.01 SEK.",
    ) == narrate.correction(late, lang="en")


_LEGAL = NextStep(kind=FactKind.LEGAL_STARTED, earliest_on=None, waits=(), requirement="LC-3")


@pytest.mark.parametrize(
    ("coming", "swedish", "english"),
    [
        pytest.param(
            next_steps(a_case(fact(FactKind.REGISTERED, 1)), settings=PLAIN_SETTINGS, as_of=on(1))[0],
            "Betalningspåminnelse: tidigast 2026-03-17; inget hindrar.",
            "Payment reminder: not before 2026-03-17; nothing stands in the way.",
            id="ready",
        ),
        pytest.param(
            attrs.evolve(_LEGAL, earliest_on=on(9), waits=(Wait(WaitFor.TIME, on(0), on(9)),)),
            "Rättslig inkasso: tidigast 2026-03-25; väntar på att tiden går ut (sedan 2026-03-16, 2 dagar, till 2026-03-25).",
            "Legal action: not before 2026-03-25; waits for the time to run out (since 2026-03-16, 2 days, until 2026-03-25).",
            id="since and until",
        ),
        pytest.param(
            attrs.evolve(_LEGAL, amount=Money(300_00), waits=(
                Wait(WaitFor.PAUSE, on(1)), Wait(WaitFor.DISPUTE, until=on(20)), Wait(WaitFor.ADMINISTRATOR),
            )),
            "Rättslig inkasso för 300,00 SEK: dagen är okänd; väntar på att pausen upphör (sedan 2026-03-17, 1 dag), "
            "att tvisten löses (till 2026-04-05) och en administratörs godkännande.",
            "Legal action for 300.00 SEK: the day is unknown; waits for the pause to end (since 2026-03-17, 1 day), "
            "the dispute to be settled (until 2026-04-05) and an administrator's approval.",
            id="several, and only a part of the capital",
        ),
    ],
)  # fmt: skip
def test_a_next_step_is_said(coming: NextStep, swedish: str, english: str) -> None:
    """The step, the part of the capital, its first day, and each wait with its age and its end as far as known."""
    assert swedish == narrate.next_step(coming, as_of=on(2), lang="sv")
    assert english == narrate.next_step(coming, as_of=on(2), lang="en")


def test_a_red_mark_is_said() -> None:
    """What to do, since when, and for which case; for money, which payment too."""
    told = a_case(
        fact(FactKind.REGISTERED, 1),
        fact(FactKind.APPROVAL_ASKED, 2, gate=Gate.LEGAL),
        fact(FactKind.PAYMENT_UNCLEAR, 3, amount=Money(100_00)),
    )
    assert [
        "Godkänn rättslig inkasso i kundportalen som administratör, eller neka (sedan 2026-03-18): inv-1:2026-03-16.",
        (
            "Avgör om inbetalningen kommer från gäldenären eller är inkassobolagets utbetalning (sedan 2026-03-19): "
            "inv-1:2026-03-16, payment_unclear-3."
        ),
    ] == [narrate.mark(red, "sv") for red in red_marks(told)]
    assert [
        (
            "Approve legal action in the agency's portal as an administrator, or decline (since 2026-03-18): "
            "inv-1:2026-03-16."
        ),
        (
            "Decide whether the payment is the debtor's or the agency's payout (since 2026-03-19): "
            "inv-1:2026-03-16, payment_unclear-3."
        ),
    ] == [narrate.mark(red, lang="en") for red in red_marks(told)]


_OPEN = a_case(fact(FactKind.REGISTERED, 1), as_of=on(2))


@pytest.mark.parametrize(
    ("request_", "swedish", "english"),
    [
        pytest.param(
            Request(RequestKind.PAUSE),
            (
                "Pausa indrivningen: ja.",
                "Gör detta i kundportalen; ärendet ändras här när det har skett: inv-1:2026-03-16.",
            ),
            (
                "Pause collection: yes.",
                "Do this in the agency's portal; the case changes here once it has happened: inv-1:2026-03-16.",
            ),
            id="allowed",
        ),
        pytest.param(
            Request(RequestKind.CREDIT, amount=Money(1_300_00)),
            (
                f"Kreditera fakturan med 1{_NBSP}300,00 SEK: ja.",
                "Inkassobolaget får veta detta automatiskt: inv-1:2026-03-16.",
                "Beloppet överstiger det öppna kapitalet med 50,00 SEK: inv-1:2026-03-16.",
            ),
            (
                "Credit the invoice by 1,300.00 SEK: yes.",
                "The agency is told of this automatically: inv-1:2026-03-16.",
                "The amount exceeds the open capital by 50.00 SEK: inv-1:2026-03-16.",
            ),
            id="allowed, with an amount",
        ),
        pytest.param(
            Request(RequestKind.APPROVE, gate=Gate.LEGAL),
            ("Godkänna rättslig inkasso: nej – bara en administratör i kundportalen får godkänna rättslig inkasso.",),
            ("Approve legal action: no, because only an administrator of the agency's portal may approve legal action.",),
            id="refused",
        ),
        pytest.param(
            Request(RequestKind.REMOVE_PAYMENT, amount=Money(1_00, "EUR")),
            (("Ta bort en betalning på 1,00 EUR: nej – beloppet är i en annan valuta än fordran; "
              "så mycket har inte betalats direkt till er."),),
            (("Remove a payment of 1.00 EUR: no, because the amount is in another currency than the claim; "
              "not that much has been paid directly to you."),),
            id="refused for two reasons",
        ),
    ],
)  # fmt: skip
def test_an_answer_is_said(request_: Request, swedish: tuple[str, ...], english: tuple[str, ...]) -> None:
    """What was asked for, yes or no, every reason of a no, and what to know after a yes."""
    found = ask(_OPEN, request_)
    assert swedish == narrate.answer(found, request=request_, lang="sv")
    assert english == narrate.answer(found, request=request_, lang="en")


@pytest.mark.parametrize(
    "say",
    [
        lambda lang: narrate.step(
            advance(_OPEN, fact(FactKind.CHECKED, 2), settings=PLAIN_SETTINGS, as_of=on(2)), lang
        ),
        lambda lang: narrate.fact(_OPEN.facts[0], lang),
        lambda lang: narrate.breach(Breach("f", "A01", "LC-4", "in_pause"), lang),
        lambda lang: narrate.command(COMMAND, lang),
        lambda lang: narrate.case(_OPEN, lang),
        lambda lang: narrate.mark(Mark(code=MarkCode.ACT, since=on(1), case_id="c"), lang),
        lambda lang: narrate.correction(Correction("f", Stage.DEMAND, Stage.LEGAL), lang),
        lambda lang: narrate.next_step(_LEGAL, as_of=on(1), lang=lang),
        lambda lang: narrate.answer(Granted(), request=Request(RequestKind.STOP), lang=lang),
    ],
)
def test_an_unknown_language_is_refused(say: Any) -> None:
    """Whatever is said of a case, it is said in a language that there is."""
    with pytest.raises(UnknownLanguageError):
        say("no")
