"""Decisions, notices and refusals in words."""

import datetime as dt
from typing import Any, cast

import attrs
import pytest

from inkasso_rules import explain
from inkasso_rules.activation import MissingItem, missing
from inkasso_rules.candidates import Candidate
from inkasso_rules.columns import UNKNOWN
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, Decision, Rule, both_ways, decide, decider
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Node, Value
from inkasso_rules.model.answers import Notice, NoticeCode, Reason
from inkasso_rules.model.creditors import Creditor, Group
from inkasso_rules.model.invoices import Attachment, Channel, Hold, Invoice, InvoiceKind, InvoiceStatus, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Customer
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.overview import left_out_because
from inkasso_rules.policy import POLICY, Policy
from inkasso_rules.reasons import Block, Source
from inkasso_rules.rules import RuleSet
from inkasso_rules.symbols import flag
from inkasso_rules.words import UnknownLanguageError, phrasing, words_in
from tests.data import AS_OF, INVOICE, a_creditor, an_invoice

_NBSP = "\N{NO-BREAK SPACE}"
_REMINDER = PriorReminder(sent_on=dt.date(2026, 3, 10), cost=Money(60_00))


def _decision(
    invoice: Invoice,
    rules: RuleSet[Any, Any] = AUTOMATIC,
    creditor: Creditor | None = None,
    policy: Policy = POLICY,
) -> Decision:
    return decide(invoice, rules=rules, creditor=creditor or a_creditor(), as_of=AS_OF, policy=policy)


def _sentences(decision: Decision, lang: str) -> list[str]:
    blocks = (*decision.blocks, *decision.warnings)
    return [explain.sentence(block, candidate=decision.candidate, lang=lang) for block in blocks]


def _automation(**changes: Any) -> Creditor:
    automation = Automation(enabled=True, switched_on=dt.date(2026, 1, 1), **changes)
    return a_creditor(settings=Settings(automation=automation), groups=(Group("g-1"),))


@pytest.mark.parametrize(
    ("decision", "swedish", "english"),
    [
        pytest.param(
            _decision(an_invoice(invoice_date=dt.date(2026, 3, 12), due_date=dt.date(2026, 3, 3)), MANUAL),
            ["Fakturan är bara 4 dagar gammal (krav: 8 dagar); upphör 2026-03-20."],
            ["The invoice is only 4 days old (needed: 8 days); clears on 2026-03-20."],
            id="days",
        ),
        pytest.param(
            _decision(
                an_invoice(invoice_date=dt.date(2026, 3, 15), due_date=dt.date(2026, 3, 15)),
                MANUAL,
                policy=attrs.evolve(POLICY, manual_due_days_min=2),
            ),
            [
                "Fakturan är bara 1 dag gammal (krav: 8 dagar); upphör 2026-03-23.",
                "Minst 2 dagar måste ha gått efter förfallodagen 2026-03-15; upphör 2026-03-17.",
            ],
            [
                "The invoice is only 1 day old (needed: 8 days); clears on 2026-03-23.",
                "At least 2 days must have passed after the due date 2026-03-15; clears on 2026-03-17.",
            ],
            id="one day",
        ),
        pytest.param(
            _decision(an_invoice(invoice_date=dt.date(2026, 3, 17), due_date=dt.date(2026, 3, 3)), MANUAL),
            [
                (
                    "Fakturadatumet 2026-03-17 ligger framåt i tiden, och fakturan måste vara minst 8 dagar gammal; "
                    "upphör 2026-03-25."
                ),
            ],
            [
                (
                    "The invoice date 2026-03-17 is still ahead, and the invoice must be at least 8 days old; "
                    "clears on 2026-03-25."
                ),
            ],
            id="a day to come has no age",
        ),
        pytest.param(
            _decision(an_invoice(due_date=dt.date(2026, 3, 16))),
            [
                "Förfallodagen 2026-03-16 har inte passerat; upphör 2026-03-17.",
                "Automatisk överföring väntar minst 4 dagar efter förfallodagen 2026-03-16; upphör 2026-03-20.",
            ],
            [
                "The due date 2026-03-16 has not passed; clears on 2026-03-17.",
                "Automatic transfer waits at least 4 days after the due date 2026-03-16; clears on 2026-03-20.",
            ],
            id="not overdue",
        ),
        pytest.param(
            _decision(an_invoice(), creditor=_automation(minimum_amount=Money(1_250_00))),
            [f"Fakturabeloppet 1{_NBSP}250,00 SEK räcker inte (krav: mer än 1{_NBSP}250,00 SEK)."],
            ["The invoice amount 1,250.00 SEK is not enough (needed: more than 1,250.00 SEK)."],
            id="amounts",
        ),
        pytest.param(
            _decision(
                an_invoice(),
                creditor=_automation(minimum_amount=Money(1_250_01)),
                policy=attrs.evolve(POLICY, minimum_amount_inclusive=True),
            ),
            [f"Fakturabeloppet 1{_NBSP}250,00 SEK räcker inte (krav: minst 1{_NBSP}250,01 SEK)."],
            ["The invoice amount 1,250.00 SEK is not enough (needed: at least 1,250.01 SEK)."],
            id="amounts, the lowest one included",
        ),
        pytest.param(
            _decision(an_invoice(open_amount=Money(1_250_01))),
            [f"Det öppna beloppet 1{_NBSP}250,01 SEK är större än fakturabeloppet 1{_NBSP}250,00 SEK."],
            ["The open amount 1,250.01 SEK is larger than the invoice amount 1,250.00 SEK."],
            id="two amounts",
        ),
        pytest.param(
            _decision(an_invoice(attachments=(Attachment(attachment_id="a-1", size_bytes=40_000_001),))),
            ["Dokumenten är på 40,1 MB och gränsen är 30 MB: bara fakturan skickas."],
            ["The documents weigh 40.1 MB, and the most is 30 MB: only the invoice is sent."],
            id="sizes",
        ),
        pytest.param(
            _decision(an_invoice(status=InvoiceStatus.PAYMENT_DENIED), MANUAL),
            ["Ingen faktura med statusen betalning nekad överförs."],
            ["No invoice with the status payment denied is transferred."],
            id="another status",
        ),
        pytest.param(
            _decision(an_invoice(status=cast("Any", "NEW_IN_2027")), MANUAL),
            ["Ingen faktura med statusen NEW_IN_2027 överförs."],
            ["No invoice with the status NEW_IN_2027 is transferred."],
            id="a status that nobody knows here",
        ),
        pytest.param(
            _decision(
                an_invoice(
                    total=Money(20_000, "JPY"), open_amount=Money(0, "JPY"), ledger_total=Money(99_99), financed=True
                ),
                creditor=_automation(minimum_amount=Money(100_00)),
            ),
            [
                "Det finns inget kvar att driva in (öppet belopp: 0 JPY).",
                "Fakturabeloppet 99,99 SEK räcker inte (krav: mer än 100,00 SEK).",
                "Fakturan är finansierad.",
                "Fakturan är i JPY, inte i redovisningsvalutan.",
            ],
            [
                "Nothing is left to collect (open amount: 0 JPY).",
                "The invoice amount 99.99 SEK is not enough (needed: more than 100.00 SEK).",
                "The invoice is financed.",
                "The invoice is in JPY, not in the currency of the books.",
            ],
            id="each amount in its own currency",
        ),
        pytest.param(
            _decision(
                an_invoice(
                    kind=InvoiceKind.PURCHASE_INVOICE,
                    status=InvoiceStatus.APPROVED,
                    reminders=(_REMINDER,),
                    customer=Customer(partner_id="p-1", group_id="g-1"),
                ),
                creditor=_automation(excluded_group="g-1"),
            ),
            [
                "Dokumentet är av typen leverantörsfaktura, men bara kundfakturor överförs.",
                "Fakturan är inte skickad (status: godkänd).",
                "Affärspartnergruppen g-1 är undantagen från automatisk överföring.",
                "Automatisk överföring tar bara skickade och delvis betalda fakturor (status: godkänd).",
                "En betalningspåminnelse har redan skickats.",
            ],
            [
                "The document is of the type supplier invoice, and only customer invoices are transferred.",
                "The invoice has not been sent (status: approved).",
                "The customer's group g-1 is left out of automatic transfer.",
                "Automatic transfer takes only sent and partly paid invoices (status: approved).",
                "A payment reminder has been sent already.",
            ],
            id="codes",
        ),
        pytest.param(
            _decision(
                an_invoice(invoice_date=None, debtor=attrs.evolve(INVOICE.debtor, name=" ", address=Address())), MANUAL
            ),
            [
                "Det är okänt vilket fakturadatum fakturan har.",
                "Gäldenärens namn saknas.",
                "Gäldenärens postadress är ofullständig, både på fakturan och i kundregistret.",
            ],
            [
                "It is not known which date stands on the invoice.",
                "The debtor's name is missing.",
                "The debtor's postal address is complete neither on the invoice nor in the register.",
            ],
            id="unknown and missing",
        ),
        pytest.param(
            _decision(an_invoice(hold=Hold(clears_on=dt.date(2026, 4, 1))), MANUAL, a_creditor(bank_accounts=())),
            ["Företaget har inget aktivt bankkonto.", "Fakturan har kravstopp; upphör 2026-04-01."],
            ["The company has no active bank account.", "The invoice is held back; clears on 2026-04-01."],
            id="the company, and a hold",
        ),
        pytest.param(
            _decision(
                an_invoice(invoice_date=dt.date(2023, 3, 15), due_date=dt.date(2025, 12, 31)),
            ),
            [
                "Fakturadatumet 2023-03-15 ligger för långt tillbaka: det äldsta som godtas är 2023-03-16.",
                "Fakturan var redan förfallen när automatisk överföring slogs på, 2026-01-01.",
            ],
            [
                "The invoice date 2023-03-15 is too long ago: 2023-03-16 is the oldest that is taken.",
                "The invoice was overdue already when automatic transfer was switched on, 2026-01-01.",
            ],
            id="limits that are days",
        ),
        pytest.param(
            _decision(an_invoice(due_date=dt.date.max), AUTOMATIC.without("not_overdue")),
            ["Regel delay: förfallodag: 9999-12-31; krävs: förfallodag ≤ 2026-03-12."],
            ["Rule delay: due date: 9999-12-31; wanted: due date ≤ 2026-03-12."],
            id="a wait past the end of the calendar",
        ),
    ],
)
def test_a_reason_is_said_in_both_languages(decision: Decision, swedish: list[str], english: list[str]) -> None:
    """Every block and warning is a sentence: with what was seen, the limit, and the day that clears it."""
    assert swedish == _sentences(decision, "sv")
    assert english == _sentences(decision, "en")


@pytest.mark.parametrize(
    ("rule", "english"),
    [
        pytest.param(
            Rule("X-1", "small_debt", lambda f, _: f.open_amount < 200_000),
            "Rule small_debt: open amount: 1,250.00 SEK; wanted: open amount ≥ 2,000.00 SEK.",
            id="a rule of a host",
        ),
        pytest.param(
            Rule("X-2", "swedish_only", lambda _, c: flag(c.unsigned_blocks)),
            "Rule swedish_only applies.",
            id="about the company",
        ),
    ],
)
def test_a_rule_without_words_is_said_by_its_condition(rule: Rule, english: str) -> None:
    """A host's own rule needs no words."""
    assert [english] == _sentences(_decision(an_invoice(), AUTOMATIC.extend(rule)), "en")


def test_a_replaced_rule_is_said_by_its_condition_where_the_words_do_not_fit() -> None:
    """A clause names a limit; a host's rule under the same code may have none."""
    rules = AUTOMATIC.replace(Rule("AU-2", "amount_minimum", lambda f, _: flag(f.has_name)))
    assert ["Rule amount_minimum: debtor's name is there: yes; wanted: debtor's name is there: no."] == (
        _sentences(_decision(an_invoice(), rules), "en")
    )


def test_a_replaced_rule_is_never_said_by_facts_that_it_does_not_read() -> None:
    """Our clause for the lowest amount names the total; a rule that reads the open amount may not borrow it."""
    rules = AUTOMATIC.replace(Rule("AU-2", "amount_minimum", lambda f, _: f.open_amount < 1_000_000_00))
    assert ["Rule amount_minimum: open amount: 1,250.00 SEK; wanted: open amount ≥ 1,000,000.00 SEK."] == (
        _sentences(_decision(an_invoice(), rules), "en")
    )


@attrs.frozen(kw_only=True)
class _Rated(Candidate):
    rating: int


def test_a_field_of_a_host_is_said_by_its_name() -> None:
    """A field without words, as in a widened record, is known by its name; a number has no currency."""
    facts = decider(rules=MANUAL, creditor=a_creditor(), as_of=AS_OF).candidate(an_invoice())
    rated = _Rated(rating=12_345, **attrs.asdict(facts, recurse=False))
    assert "rating: 12,345" == phrasing.observation(["rating"], rated, words_in("en"))


@pytest.mark.parametrize(
    ("size", "english", "swedish"),
    [
        (0, "0 MB", "0 MB"),
        (1, "0.1 MB", "0,1 MB"),
        (100_000, "0.1 MB", "0,1 MB"),
        (29_999_999, "30.0 MB", "30,0 MB"),
        (30_000_000, "30 MB", "30 MB"),
        (30_000_001, "30.1 MB", "30,1 MB"),
        (1_234_500_000, "1,234.5 MB", f"1{_NBSP}234,5 MB"),
    ],
)
def test_a_size_is_said_in_megabytes(size: int, english: str, swedish: str) -> None:
    """Up to the next tenth, so that one byte above a limit is not said as the limit."""
    facts = attrs.evolve(
        decider(rules=MANUAL, creditor=a_creditor(), as_of=AS_OF).candidate(an_invoice()), transfer_bytes=size
    )
    said = [phrasing.said(size, "transfer_bytes", facts, words_in(lang)) for lang in ("en", "sv")]
    assert [english, swedish] == said


def test_an_unknown_fact_of_a_host_is_said_by_its_name() -> None:
    """A required field without words of its own is named."""
    facts = decider(rules=MANUAL, creditor=a_creditor(), as_of=AS_OF).candidate(an_invoice())
    unrated = _Rated(rating=UNKNOWN, **attrs.asdict(facts, recurse=False))
    block = Block("X-1", "rating_unknown", (), Known(Field("rating")), None, Source.OURS, mendable=True)
    assert "A fact is not known: rating." == explain.sentence(block, candidate=unrated, lang="en")
    assert "En uppgift saknas: rating." == explain.sentence(block, candidate=unrated, lang="sv")


@pytest.mark.parametrize("currency", [None, "XXX"])
def test_an_amount_of_unknown_currency_is_said_in_minor_units(currency: str | None) -> None:
    """Without a currency that has decimals nobody can tell where the point stands."""
    facts = decider(rules=MANUAL, creditor=a_creditor(), as_of=AS_OF).candidate(an_invoice())
    odd = attrs.evolve(facts, currency=UNKNOWN if currency is None else currency)
    assert "invoice amount: 125,000" == phrasing.observation(["total"], odd, words_in("en"))


_OLD = Compare(Field("invoice_date"), "<", Value(dt.date(2026, 1, 1)))
_SENT = Member(Field("status"), Value(frozenset({"SENT", "PARTLY_PAID", "PAID"})), inside=True)


@pytest.mark.parametrize(
    ("node", "swedish"),
    [
        pytest.param(_OLD, "fakturadatum < 2026-01-01", id="compare"),
        pytest.param(Compare(Value(100), ">=", Field("total")), "1,00 SEK ≥ fakturabelopp", id="the other way round"),
        pytest.param(Compare(Field("due_date"), ">", Field("invoice_date")), "förfallodag > fakturadatum", id="two fields"),
        pytest.param(_SENT, "status: betald, delvis betald eller skickad", id="inside"),
        pytest.param(attrs.evolve(_SENT, inside=False), "status: annat än betald, delvis betald eller skickad", id="outside"),
        pytest.param(Member(Field("group"), Value(frozenset()), inside=True), "affärspartnergrupp: –", id="empty"),
        pytest.param(Flag(Field("financed"), wanted=False), "finansierad: nej", id="flag"),
        pytest.param(AllOf((_OLD, AnyOf((_SENT, _OLD)))),
                     "fakturadatum < 2026-01-01 och (status: betald, delvis betald eller skickad eller "
                     "fakturadatum < 2026-01-01)", id="joined"),
        pytest.param(Flag(Cutoff("outside_sweden"), wanted=True), "outside_sweden", id="not filled in"),
    ],
)  # fmt: skip
def test_a_condition_is_said(node: Node, swedish: str) -> None:
    """Names, signs and values of a condition are said in the language."""
    facts = decider(rules=MANUAL, creditor=a_creditor(), as_of=AS_OF).candidate(an_invoice())
    assert swedish == phrasing.condition(node, facts, words_in("sv"))


@pytest.mark.parametrize(
    ("decision", "swedish", "english"),
    [
        pytest.param(
            _decision(an_invoice(reminders=(_REMINDER,)), MANUAL),
            (
                "Faktura inv-1 får överföras 2026-03-16.",
                "Obs: En påminnelse har redan skickats, så ärendet börjar med inkassokrav.",
            ),
            (
                "Invoice inv-1 may be transferred on 2026-03-16.",
                "Note: A reminder has been sent already, so the case starts at the demand.",
            ),
            id="yes",
        ),
        pytest.param(
            _decision(an_invoice(due_date=dt.date(2026, 3, 14))),
            (
                "Faktura inv-1 får inte överföras 2026-03-16, men från och med 2026-03-18.",
                "Automatisk överföring väntar minst 4 dagar efter förfallodagen 2026-03-14; upphör 2026-03-18.",
            ),
            (
                "Invoice inv-1 may not be transferred on 2026-03-16, but from 2026-03-18.",
                "Automatic transfer waits at least 4 days after the due date 2026-03-14; clears on 2026-03-18.",
            ),
            id="later",
        ),
        pytest.param(
            _decision(an_invoice(financed=True)),
            ("Faktura inv-1 får inte överföras 2026-03-16.", "Fakturan är finansierad."),
            ("Invoice inv-1 may not be transferred on 2026-03-16.", "The invoice is financed."),
            id="no",
        ),
    ],
)
def test_a_decision_is_said(decision: Decision, swedish: tuple[str, ...], english: tuple[str, ...]) -> None:
    """The verdict comes first, then every reason, then every warning."""
    assert swedish == explain.lines(decision, lang="sv")
    assert english == explain.lines(decision, lang="en")


@pytest.mark.parametrize(
    ("invoice", "swedish", "english"),
    [
        pytest.param(an_invoice(), "Manuellt: ja. Automatiskt: ja.", "By hand: yes. Automatically: yes.", id="both"),
        pytest.param(
            an_invoice(financed=True),
            "Manuellt: ja. Automatiskt: nej – fakturan är finansierad.",
            "By hand: yes. Automatically: no, because the invoice is financed.",
            id="by hand only",
        ),
        pytest.param(
            an_invoice(invoice_date=dt.date(2026, 3, 12), due_date=dt.date(2026, 3, 12)),
            "Automatiskt: ja. Manuellt: tidigast 2026-03-20 – fakturan är bara 4 dagar gammal (krav: 8 dagar).",
            "Automatically: yes. By hand: not before 2026-03-20, because the invoice is only 4 days old (needed: 8 days).",
            id="automatically only",
        ),
        pytest.param(
            an_invoice(disputed=True, financed=True),
            "Manuellt: nej – fordran är bestridd. Automatiskt: nej – fordran är bestridd; fakturan är finansierad.",
            "By hand: no, because the claim is disputed. "
            "Automatically: no, because the claim is disputed; the invoice is financed.",
            id="neither",
        ),
    ],
)
def test_the_difference_between_the_ways_is_said(invoice: Invoice, swedish: str, english: str) -> None:
    """What either way answers and why not; the yes comes first."""
    both = both_ways(invoice, creditor=a_creditor(), as_of=AS_OF)
    assert swedish == explain.difference(both, "sv")
    assert english == explain.difference(both, lang="en")


def _lines(invoice: Invoice, rules: RuleSet[Any, Any], lang: str) -> tuple[explain.RuleLine, ...]:
    judge = decider(rules=rules, creditor=a_creditor(), as_of=AS_OF)
    return explain.rule_by_rule(judge.candidate(invoice), bound=judge.bound, lang=lang)


def test_every_rule_has_its_line() -> None:
    """Rules that block nothing are listed too, in the order of the set, warnings last."""
    found = _lines(an_invoice(financed=True), AUTOMATIC, "en")
    assert AUTOMATIC.codes == tuple(line.code for line in found)
    assert tuple(rule.code for rule in AUTOMATIC.warnings) == tuple(line.code for line in found if line.warns)
    assert ["financed"] == [line.code for line in found if line.hit]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("delay", explain.RuleLine(
            requirement="AU-3", code="delay", hit=True, warns=False,
            observed="förfallodag: 2026-03-14", wanted="förfallodag ≤ 2026-03-12", clears_on=dt.date(2026, 3, 18),
            source="tjänstens handbok",
            reason="Automatisk överföring väntar minst 4 dagar efter förfallodagen 2026-03-14; upphör 2026-03-18.")),
        ("financed", explain.RuleLine(
            requirement="AU-6", code="financed", hit=False, warns=False,
            observed="finansierad: okänt", wanted="finansierad: nej", clears_on=None,
            source="tjänstens handbok", reason="")),
        ("financed_unknown", explain.RuleLine(
            requirement="AU-6", code="financed_unknown", hit=True, warns=False,
            observed="finansierad: okänt", wanted="finansierad: känt", clears_on=None,
            source="tjänstens handbok", reason="Det är okänt om fakturan är finansierad.")),
        ("held", explain.RuleLine(
            requirement="OWN-1", code="held", hit=False, warns=False,
            observed="kravstopp till: –", wanted="kravstopp till ≤ 2026-03-16", clears_on=None,
            source="vår tolkning", reason="")),
        ("bic_missing", explain.RuleLine(
            requirement="ON-1", code="bic_missing", hit=False, warns=False,
            observed="", wanted="gäller företaget, inte fakturan", clears_on=None,
            source="tjänstens handbok", reason="")),
        ("amount_minimum", explain.RuleLine(
            requirement="AU-2", code="amount_minimum", hit=False, warns=False,
            observed=f"fakturabelopp i redovisningsvalutan: 1{_NBSP}250,00 SEK",
            wanted="gäller ingen faktura just nu", clears_on=None, source="tjänstens handbok", reason="")),
        ("not_sent", explain.RuleLine(
            requirement="MA-13", code="not_sent", hit=False, warns=False,
            observed="status: skickad, sändningssätt: e-post",
            wanted="status: annat än inte skickad och (status: annat än godkänd eller sändningssätt: ingen sändning)",
            clears_on=None, source="vår tolkning", reason="")),
        ("identifier_missing", explain.RuleLine(
            requirement="MA-14", code="identifier_missing", hit=True, warns=True,
            observed="gäldenärens organisations- eller personnummer finns: nej",
            wanted="gäldenärens organisations- eller personnummer finns: ja", clears_on=None,
            source="vår tolkning", reason="Gäldenärens organisations- eller personnummer saknas.")),
    ],
)  # fmt: skip
def test_a_rule_line_says_what_was_seen_and_wanted(code: str, expected: explain.RuleLine) -> None:
    """A line has what the rule read, what it wants, the day, the source and the sentence."""
    invoice = an_invoice(
        due_date=dt.date(2026, 3, 14), financed=None, debtor=attrs.evolve(INVOICE.debtor, identifier=None)
    )
    assert [expected] == [line for line in _lines(invoice, AUTOMATIC, "sv") if line.code == code]


@pytest.mark.parametrize(
    ("notice", "swedish", "english"),
    [
        (
            Notice(NoticeCode.PORTAL_REGISTRATION),
            "Tjänsten är aktiverad; kontaktpersonen får e-post om hur man registrerar sig i kundportalen.",
            "The service is in use; the contact person gets an e-mail on how to register in the agency's portal.",
        ),
        (
            Notice(NoticeCode.SETTING_DIFFERS, ("clearing_account",)),
            "En inställning skiljer sig från inkassobolagets; ändra den även i kundportalen: avräkningskonto.",
            "A setting differs from the agency's; change it in the agency's portal too: clearing account.",
        ),
        (
            Notice(NoticeCode.NOTE_REPLACED, ("inv-1", "name"), strong=True),
            "Viktigt: Den nya anteckningen ersätter försäljarens anteckning på dessa fakturor: inv-1, name.",
            "Important: The new note replaces the seller's note on these invoices: inv-1, name.",
        ),
        (
            Notice(NoticeCode.EXCESS, ("pay-1",), amount=Money(1_250_50)),
            f"Beloppet överstiger det öppna kapitalet med 1{_NBSP}250,50 SEK: pay-1.",
            "The amount exceeds the open capital by 1,250.50 SEK: pay-1.",
        ),
        (
            Notice(NoticeCode.OWED_AGAIN, ("pay-1",)),
            "Ärendet är avslutat, men – av kapitalet är öppet igen: pay-1.",
            "The case has ended, but – of the capital is open again: pay-1.",
        ),
    ],
)
def test_a_notice_is_said(notice: Notice, swedish: str, english: str) -> None:
    """A notice names what it is about: details by their words, ids as they are, money with its currency."""
    assert swedish == explain.notice(notice, "sv")
    assert english == explain.notice(notice, "en")


def test_what_a_creditor_lacks_is_said() -> None:
    """A reason names the account that it is about."""
    creditor = a_creditor(contact=None, bank_accounts=(BankAccount(account_id="bank-1", number="0000"),))
    found = missing(creditor)
    assert (MissingItem.BIC, MissingItem.CONTACT) == tuple(reason.code for reason in found)
    assert ["Ett aktivt bankkonto saknar BIC: bank-1.", "Kontaktperson saknas."] == [
        explain.reason(reason, "sv") for reason in found
    ]
    assert ["An active bank account has no BIC: bank-1.", "A contact person is missing."] == [
        explain.reason(reason, "en") for reason in found
    ]


def test_why_a_list_leaves_an_invoice_out_is_said() -> None:
    """An unknown fact is named by its words."""
    found = left_out_because(an_invoice(total=None), open_amount=Money(0), as_of=AS_OF)
    assert ["En uppgift saknas: fakturabelopp.", "Det finns inget kvar att betala."] == [
        explain.reason(reason, "sv") for reason in found
    ]
    assert ["A fact is not known: invoice amount.", "Nothing is left to pay."] == [
        explain.reason(reason, "en") for reason in found
    ]


def test_an_unknown_language_is_refused() -> None:
    """Whatever is said, it is said in a language that there is."""
    decision = _decision(an_invoice(channel=Channel.MAIL))
    with pytest.raises(UnknownLanguageError):
        explain.lines(decision, lang="no")
    with pytest.raises(UnknownLanguageError):
        explain.reason(Reason("ON-1", MissingItem.CITY), "no")
