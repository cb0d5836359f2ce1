"""What money does to a claim of 1,250 kronor, who is told of it, and whose it is."""

import itertools
from typing import Any

import attrs
import pytest

from inkasso_rules.lifecycle import Case, decided, received
from inkasso_rules.model.cases import RegisterCreditNote, RegisterDirectPayment, Stage
from inkasso_rules.model.facts import End, Fact, FactError, FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.snapshots import IncomingPayment
from inkasso_rules.policy import POLICY, Policy
from tests.data import AS_OF, a_case, fact, on
from tests.tables.judging import case
from tests.tables.living import TAKEN, K, Told, advanced, kr, told

CASE_ID = "inv-1:2026-03-16"


def _agency(days: int, major: int, capital: int | None = None, kind: FactKind = K.PAID_AGENCY) -> Fact:
    return fact(kind, days, amount=kr(major), capital=None if capital is None else kr(capital))


def _split(days: int, major: int, capital: int) -> Fact:
    return _agency(days, major, capital, K.SPLIT_STATED)


def _back(days: int, major: int, capital: int | None = None) -> Fact:
    return _agency(days, major, capital, K.PAYMENT_REVERSED)


def _direct(days: int, major: int, currency: str = "SEK") -> Fact:
    return fact(K.PAID_CREDITOR, days, amount=kr(major, currency))


def _removed(days: int, major: int) -> Fact:
    return fact(K.PAYMENT_REMOVED, days, amount=kr(major))


def _credit(days: int, major: int) -> Fact:
    return fact(K.CREDITED, days, amount=kr(major))


def _set_off(days: int, major: int, capital: int) -> Fact:
    return _agency(days, major, capital, K.SET_OFF)


def _remitted(days: int, major: int) -> Fact:
    return fact(K.REMITTED, days, amount=kr(major))


SUMS = ("collected", "collected_capital", "unsplit", "unsplit_back", "paid_direct", "credited", "set_off", "remitted",
        "paid_out")  # fmt: skip


def _sums(found: Case) -> dict[str, int]:
    """Return the sums that are not zero, in kronor."""
    return {name: getattr(found, name) // 100 for name in SUMS if getattr(found, name)}


# --- sums -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "balance", "expected"),
    [
        case("LC-14", (),                                        1_250, {}),
        # to the agency: only what it says fell on the capital lowers it
        case("LC-14", (_agency(3, 400, 300),),                   950,   {"collected": 400, "collected_capital": 300}),
        case("LC-14", (_agency(3, 400, 400),),                   850,   {"collected": 400, "collected_capital": 400}),
        case("LC-14", (_agency(3, 400, 0),),                     1_250, {"collected": 400}),
        case("LC-14", (_agency(3, 400),),                        1_250, {"collected": 400, "unsplit": 400}),
        case("LC-14", (_agency(3, 400), _split(5, 400, 300)),    950,   {"collected": 400, "collected_capital": 300}),
        case("LC-14", (_agency(3, 400), _split(5, 100, 60)),
             1_190, {"collected": 400, "collected_capital": 60, "unsplit": 300}),
        case("LC-14", (_agency(3, 400, 300), _agency(4, 900, 900)),
             50,    {"collected": 1_300, "collected_capital": 1_200}),
        case("LC-14", (_agency(3, 2_000, 1_500),),               -250,  {"collected": 2_000, "collected_capital": 1_500}),
        # and back
        case("LC-14", (_agency(3, 400, 300), _back(5, 400, 300)), 1_250, {}),
        case("LC-14", (_agency(3, 400), _back(5, 400)),           1_250, {}),
        case("LC-14", (_back(2, 400, 300), _agency(3, 400, 300)), 1_250, {}),
        case("LC-14", (_agency(3, 400, 300), _back(5, 100, 100)), 1_050, {"collected": 300, "collected_capital": 200}),
        case("LC-14", (_agency(3, 1_500, 1_500), _back(5, 250, 250)), 0, {"collected": 1_250, "collected_capital": 1_250}),
        case("LC-14", (_agency(3, 400, 300), _back(5, 400)),
             950,   {"collected_capital": 300, "unsplit_back": 400}),
        # to the creditor
        case("LC-8 LC-14", (_direct(3, 400),),                   850,   {"paid_direct": 400}),
        case("LC-8 LC-14", (_direct(3, 400), _direct(4, 850)),   0,     {"paid_direct": 1_250}),
        case("LC-8 LC-14", (_direct(3, 1_300),),                 -50,   {"paid_direct": 1_300}),
        case("LC-9", (_direct(3, 400), _removed(4, 400)),        1_250, {}),
        case("LC-9", (_direct(3, 400), _removed(4, 100)),        950,   {"paid_direct": 300}),
        case("LC-9", (_direct(3, 1_300), _removed(4, 50)),       0,     {"paid_direct": 1_250}),
        case("LC-9", (_removed(2, 400), _direct(3, 400)),        1_250, {}),
        # less to pay
        case("LC-7 LC-14", (_credit(3, 250),),                   1_000, {"credited": 250}),
        case("LC-7 LC-14", (_credit(3, 1_250),),                 0,     {"credited": 1_250}),
        case("LC-14", (_set_off(3, 400, 400),),                  850,   {"set_off": 400}),
        case("LC-14", (_set_off(3, 400, 150),),                  1_100, {"set_off": 150}),
        case("LC-14", (_set_off(3, 400, 0),),                    1_250, {}),
        case("LC-14", (_remitted(3, 400),),                      850,   {"remitted": 400}),
        case("LC-14", (_agency(3, 100, 100), _direct(3, 100), _credit(3, 100), _set_off(3, 100, 100), _remitted(3, 100)),
             750,   {"collected": 100, "collected_capital": 100, "paid_direct": 100, "credited": 100, "set_off": 100,
                     "remitted": 100}),
        # what the agency passes on leaves the debt as it is
        case("BA-9", (fact(K.PAID_OUT, 3, amount=kr(300)),),     1_250, {"paid_out": 300}),
        case("BA-9", (fact(K.PAID_OUT, 3, amount=kr(300)), fact(K.PAID_OUT, 4, amount=kr(50))), 1_250, {"paid_out": 350}),
        case("BA-9", (fact(K.PAYMENT_UNCLEAR, 3, amount=kr(300)),), 1_250, {}),
    ],
)  # fmt: skip
def test_what_money_does_to_the_capital(facts: tuple[Fact, ...], balance: int, expected: dict[str, int]) -> None:
    """Sums are added and never clamped; what is shown as open never falls below zero."""
    found = a_case(TAKEN, *facts)
    assert (balance * 100, expected) == (found.balance, _sums(found))
    assert (kr(max(balance, 0)), balance <= 0) == (found.open_capital, found.is_settled)
    assert (None, Stage.REMINDER) == (found.end, found.stage)


# --- what people are told ---------------------------------------------------------------------------------------------
STOPPED = fact(K.STOPPED, 9)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-14", (_agency(3, 400, 300),),                         ()),
        case("LC-14", (_agency(3, 400, 0),),                           ()),
        case("LC-14", (_agency(3, 400),),                              (("split_unknown", None),)),
        case("LC-14", (_agency(3, 400), _split(5, 400, 300)),          (("split_unknown", None),)),
        # more than was owed
        case("LC-14", (_agency(3, 1_250, 1_250),),                     ()),
        case("LC-14", (_agency(3, 1_251, 1_251),),                     (("excess", 1_00),)),
        case("LC-14", (_agency(3, 1_251, 1_250),),                     ()),
        case("LC-14", (_agency(3, 400, 300), _agency(4, 951, 951)),    (("excess", 1_00),)),
        case("LC-14", (_agency(3, 1_300), _split(5, 1_300, 1_251)),    (("split_unknown", None), ("excess", 1_00))),
        case("LC-14", (_direct(3, 1_250),),                            ()),
        case("LC-14", (_direct(3, 1_251),),                            (("excess", 1_00),)),
        case("LC-14", (_direct(3, 1_251), _direct(4, 10)),             (("excess", 1_00), ("excess", 10_00))),
        case("LC-14", (_set_off(3, 1_251, 1_251),),                    (("excess", 1_00),)),
        case("LC-14", (_set_off(3, 1_251, 1_250),),                    ()),
        case("LC-14 LC-9", (_remitted(3, 1_251),),                     (("excess", 1_00), ("contact_agency", None))),
        # a credit note for all that is open
        case("LC-7", (_credit(3, 1_249),),                             ()),
        case("LC-7", (_credit(3, 1_250),),                             (("credit_may_end", None),)),
        case("LC-7", (_direct(3, 250), _credit(4, 999)),               ()),
        case("LC-7", (_direct(3, 250), _credit(4, 1_000)),             (("credit_may_end", None),)),
        case("LC-7 LC-14", (_credit(3, 1_251),),                       (("excess", 1_00), ("credit_may_end", None))),
        case("LC-7 LC-14", (_direct(3, 1_250), _credit(4, 10)),        (("excess", 10_00),)),
        # what the agency is not told by itself
        case("LC-9", (_direct(3, 400), _removed(4, 400)),              (("contact_agency", None),)),
        case("LC-9", (_remitted(3, 400),),                             (("contact_agency", None),)),
        # whose money it is
        case("BA-9", (fact(K.PAYMENT_UNCLEAR, 3, amount=kr(1)),),      (("decide_payment", None),)),
        case("BA-9", (fact(K.PAID_OUT, 3, amount=kr(9_999)),),         ()),
        # after the end
        case("LC-13", (_direct(8, 100), STOPPED),                      ()),
        case("LC-13", (_direct(9, 100), STOPPED),                      ()),
        case("LC-13", (STOPPED, _direct(10, 100)),                     (("late_money", 100_00),)),
        case("LC-13", (STOPPED, _agency(10, 100, 60)),                 (("late_money", 100_00),)),
        case("LC-13", (STOPPED, _agency(10, 100)),                     (("late_money", 100_00), ("split_unknown", None))),
        case("LC-13", (STOPPED, _credit(10, 100)),                     (("late_money", 100_00),)),
        case("LC-13", (STOPPED, _set_off(10, 100, 60)),                (("late_money", 100_00),)),
        case("LC-13", (STOPPED, _remitted(10, 100)),                   (("late_money", 100_00), ("contact_agency", None))),
        case("LC-13 LC-14", (STOPPED, _direct(10, 1_300)),             (("excess", 50_00), ("late_money", 1_300_00))),
        # owed again
        case("LC-13", (_agency(3, 400, 300), _back(8, 400, 300)),      ()),
        case("LC-13", (_agency(3, 1_250, 1_250), STOPPED, _back(10, 400, 300)), (("owed_again", 300_00),)),
        case("LC-13", (_agency(3, 1_350, 1_350), STOPPED, _back(10, 100, 100)), (("excess", 100_00),)),
        case("LC-13", (_agency(3, 1_350, 1_350), STOPPED, _back(10, 101, 101)),
             (("excess", 100_00), ("owed_again", 1_00))),
        case("LC-13 LC-14", (_agency(3, 400, 400), STOPPED, _back(10, 400)), (("split_unknown", None),)),
        case("LC-13 LC-9", (_direct(3, 1_250), STOPPED, _removed(10, 400)),
             (("owed_again", 400_00), ("contact_agency", None))),
        case("LC-13 LC-9", (_direct(3, 400), _removed(8, 400), STOPPED), (("contact_agency", None),)),
    ],
)  # fmt: skip
def test_what_people_are_told_of_money(facts: tuple[Fact, ...], expected: tuple[tuple[str, int | None], ...]) -> None:
    """What exceeds the capital, comes late or goes back; the amounts are in minor units."""
    assert expected == tuple((code, minor) for code, _, minor in told(a_case(TAKEN, *facts)))


@pytest.mark.requirement("LC-14")
def test_a_notice_names_the_fact_that_it_is_about() -> None:
    """One subject, the fact's id."""
    expected: tuple[Told, ...] = (("excess", ("paid_creditor-3",), 50_00),)
    assert expected == told(a_case(TAKEN, _direct(3, 1_300)))


# --- another currency -------------------------------------------------------------------------------------------------
EURO = Money(100_00, "EUR")
MONEY = (K.PAID_AGENCY, K.SPLIT_ASSUMED, K.SPLIT_STATED, K.PAYMENT_REVERSED, K.PAID_CREDITOR, K.PAID_OUT,
         K.PAYMENT_REMOVED, K.CREDITED, K.SET_OFF, K.REMITTED)  # fmt: skip


@pytest.mark.requirement("OWN-8", "LC-14", "LC-7", "LC-8", "LC-9", "BA-9")
@pytest.mark.parametrize("kind", MONEY)
def test_money_in_another_currency_is_kept_and_counts_as_nothing(kind: FactKind) -> None:
    """No sum can hold it: the capital stands, the agency is not told, and a person is."""
    split = {K.PAID_AGENCY, K.SPLIT_ASSUMED, K.SPLIT_STATED, K.PAYMENT_REVERSED, K.SET_OFF}
    stated = {"capital": EURO} if kind in split else {}
    found = a_case(TAKEN, fact(kind, 3, fact_id="euro", amount=EURO, **stated))
    assert (1_250_00, {}, ("euro",), ()) == (found.balance, _sums(found), found.uncounted, found.commands)
    contact: tuple[Told, ...] = (
        (("contact_agency", ("euro",), None),) if kind in {K.PAYMENT_REMOVED, K.REMITTED} else ()
    )
    assert (("other_currency", ("euro",), None), *contact) == told(found)


@pytest.mark.requirement("OWN-8")
def test_late_money_in_another_currency_is_told_once() -> None:
    """The case has ended: no sum in the claim's currency can be named."""
    found = a_case(TAKEN, STOPPED, fact(K.PAID_CREDITOR, 10, amount=EURO))
    assert (("other_currency", ("paid_creditor-10",), None),) == told(found)
    back = a_case(TAKEN, STOPPED, fact(K.PAYMENT_REVERSED, 10, amount=EURO, capital=EURO))
    assert ("other_currency", ("payment_reversed-10",), None) == told(back)[0]


# --- what the agency is told ------------------------------------------------------------------------------------------
def _payment(days: int, minor: int, kind: str = "paid_creditor") -> RegisterDirectPayment:
    return RegisterDirectPayment(
        command_id=f"{kind}-{days}/direct_payment",
        case_id=CASE_ID,
        payment_id=f"{kind}-{days}",
        paid_on=on(days),
        amount=Money(minor),
    )


def _note(days: int, minor: int) -> RegisterCreditNote:
    return RegisterCreditNote(
        command_id=f"credited-{days}/credit_note",
        case_id=CASE_ID,
        credit_note_id=f"credited-{days}",
        credited_on=on(days),
        amount=Money(minor),
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        case("LC-8",  (_direct(3, 400),),                            (_payment(3, 400_00),)),
        case("LC-8",  (_direct(3, 400), _direct(4, 100)),            (_payment(3, 400_00), _payment(4, 100_00))),
        case("LC-7",  (_credit(3, 400),),                            (_note(3, 400_00),)),
        case("LC-14", (_set_off(3, 400, 400),),                      (_payment(3, 400_00, "set_off"),)),
        case("LC-14", (_set_off(3, 400, 150),),                      (_payment(3, 150_00, "set_off"),)),
        case("LC-14", (_set_off(3, 400, 0),),                        ()),
        # capped at what is open
        case("LC-8 LC-14",  (_direct(3, 1_250),),                    (_payment(3, 1_250_00),)),
        case("LC-8 LC-14",  (_direct(3, 1_251),),                    (_payment(3, 1_250_00),)),
        case("LC-8 LC-14",  (_direct(3, 1_000), _direct(4, 400)),    (_payment(3, 1_000_00), _payment(4, 250_00))),
        case("LC-8 LC-14",  (_direct(3, 1_250), _direct(4, 400)),    (_payment(3, 1_250_00),)),
        case("LC-8 LC-14",  (_direct(3, 1_300), _direct(4, 400)),    (_payment(3, 1_250_00),)),
        case("LC-7 LC-14",  (_agency(3, 1_000, 900), _credit(4, 400)), (_note(4, 350_00),)),
        case("LC-7 LC-14",  (_direct(3, 1_250), _credit(4, 400)),    (_payment(3, 1_250_00),)),
        case("LC-14", (_direct(3, 1_000), _set_off(4, 400, 400)), (_payment(3, 1_000_00), _payment(4, 250_00, "set_off"))),
        # after the end
        case("LC-13 LC-8",  (_direct(9, 400), STOPPED),              (_payment(9, 400_00),)),
        case("LC-13 LC-8",  (STOPPED, _direct(10, 400)),             ()),
        case("LC-13 LC-7",  (STOPPED, _credit(10, 400)),             ()),
        case("LC-13 LC-8",  (STOPPED, fact(K.REOPENED, 10), _direct(10, 400)), (_payment(10, 400_00),)),
        case("LC-13 LC-8",  (STOPPED, _direct(10, 400), fact(K.REOPENED, 11)), (_payment(10, 400_00),)),
        case("LC-13 LC-7",  (STOPPED, _credit(10, 400), fact(K.REOPENED, 11)), (_note(10, 400_00),)),
        # what it knows, or is not told by itself
        case("LC-14", (_agency(3, 400, 300), _split(4, 1, 1), _back(5, 100, 100)), ()),
        case("LC-9",  (_direct(3, 400), _removed(4, 400)),           (_payment(3, 400_00),)),
        case("LC-14", (_remitted(3, 400),),                          ()),
        case("BA-9",  (fact(K.PAID_OUT, 3, amount=kr(400)),),        ()),
        case("BA-9",  (fact(K.PAYMENT_UNCLEAR, 3, amount=kr(400)),), ()),
    ],
)  # fmt: skip
def test_what_the_agency_is_told_of_money(facts: tuple[Fact, ...], expected: tuple[object, ...]) -> None:
    """What lowers its claim, and no more than that: it ignores what exceeds the capital."""
    assert expected == a_case(TAKEN, *facts).commands


# --- what was read ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        case("LC-14", None,              ()),
        case("LC-14", kr(850),           ()),
        case("LC-14", Money(850_01),     (("capital_differs", ("checked-5",), None),)),
        case("LC-14", Money(849_99),     (("capital_differs", ("checked-5",), None),)),
        case("LC-14", kr(850, "EUR"),    (("capital_differs", ("checked-5",), None),)),
    ],
)  # fmt: skip
def test_the_agencys_capital_is_compared_with_ours(capital: Money | None, expected: tuple[Told, ...]) -> None:
    """At the end of the day of the reading; a difference changes nothing."""
    found = a_case(TAKEN, fact(K.CHECKED, 5, capital=capital), _direct(5, 400))
    assert (expected, on(5), kr(850)) == (told(found), found.checked_on, found.open_capital)


@pytest.mark.requirement("LC-14")
def test_a_capital_of_nothing_is_right_when_more_came_in_than_was_owed() -> None:
    """The agency claims nothing below zero."""
    assert (("excess", ("paid_creditor-3",), 50_00),) == told(
        a_case(TAKEN, _direct(3, 1_300), fact(K.CHECKED, 5, capital=kr(0)))
    )


@pytest.mark.requirement("OWN-8")
def test_a_code_that_nobody_knows_is_kept_and_told() -> None:
    """It changes nothing else."""
    found = a_case(TAKEN, fact(K.UNKNOWN_CODE, 3, raw="X17"), fact(K.UNKNOWN_CODE, 4, raw="X18"))
    assert (("X17", "X18"), Stage.REMINDER, kr(1_250)) == (found.unknown_codes, found.stage, found.open_capital)
    assert (("unknown_code", ("unknown_code-3",), None), ("unknown_code", ("unknown_code-4",), None)) == told(found)


# --- BA-9: whose money it is ------------------------------------------------------------------------------------------
def _incoming(**signals: Any) -> IncomingPayment:
    return IncomingPayment(payment_id="in-1", received_on=on(5), amount=kr(400), **signals)


SIGNALS: tuple[dict[str, str], ...] = (
    {"payer_name": "Kravia AB"},
    {"account": "1512"},
    {"settlement_id": "set-1"},
)
#: What is made of money with so many signals, when the policy wants 1, 2 or 3 of them.
MADE = {
    1: (K.PAID_CREDITOR, K.PAID_OUT, K.PAID_OUT, K.PAID_OUT),
    2: (K.PAID_CREDITOR, K.PAYMENT_UNCLEAR, K.PAID_OUT, K.PAID_OUT),
    3: (K.PAID_CREDITOR, K.PAYMENT_UNCLEAR, K.PAYMENT_UNCLEAR, K.PAID_OUT),
}


@pytest.mark.requirement("BA-9")
@pytest.mark.parametrize("signals", list(itertools.product((False, True), repeat=3)))
@pytest.mark.parametrize("wanted", [None, 1, 2, 3])
def test_signals_tell_whose_money_came_in(signals: tuple[bool, ...], wanted: int | None) -> None:
    """None: the debtor's. As many as the policy wants, which is two: the agency's. In between a person decides."""
    given = {
        name: value for is_given, one in zip(signals, SIGNALS, strict=True) if is_given for name, value in one.items()
    }
    policy = POLICY if wanted is None else Policy(payout_signals_min=wanted)
    found = received(_incoming(**given), settings=Settings(), settlements={"set-1"}, policy=policy)
    kind = MADE[wanted or 2][sum(signals)]
    assert Fact(fact_id="in-1", kind=kind, happened_on=on(5), amount=kr(400)) == found


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        case("BA-9 BA-6", {"payer_name": "Kravia AB"},       K.PAID_OUT),
        case("BA-9 BA-6", {"payer_name": " KRAVIA  ab "},    K.PAID_OUT),
        case("BA-9 BA-6", {"payer_name": "KraviaAB"},        K.PAID_OUT),
        case("BA-9 BA-6", {"payer_name": "Kravia"},          K.PAID_OUT),
        case("BA-9 BA-6", {"payer_name": "Kravia AB Inkasso"}, K.PAID_OUT),
        case("BA-9 BA-6", {"payer_name": "Kraviabolaget"},   K.PAID_CREDITOR),
        case("BA-9 BA-6", {"payer_name": "AB Kravia"},       K.PAID_CREDITOR),
        case("BA-9 BA-6", {"payer_name": " "},               K.PAID_CREDITOR),
        case("BA-9 BA-4", {"account": "1512"},               K.PAID_OUT),
        case("BA-9 BA-4", {"account": "1510"},               K.PAID_CREDITOR),
        case("BA-9",      {"settlement_id": "set-1"},        K.PAID_OUT),
        case("BA-9",      {"settlement_id": "set-2"},        K.PAID_CREDITOR),
    ],
)  # fmt: skip
def test_what_is_a_signal(signal: dict[str, str], expected: FactKind) -> None:
    """The agency's name, however it is spaced, or its first word; the account for batches; a known settlement."""
    policy = attrs.evolve(POLICY, payout_signals_min=1)
    assert expected == received(_incoming(**signal), settings=Settings(), settlements=["set-1"], policy=policy).kind


@pytest.mark.requirement("BA-6", "BA-9")
def test_the_names_are_the_hosts_to_change() -> None:
    """Another payer by policy, another account by the creditor's settings; without settlements none is known."""
    policy = Policy(payout_signals_min=1, agency_payer="Annan Agent")
    settings = Settings(clearing_account="1999")
    assert (K.PAID_OUT, K.PAID_CREDITOR, K.PAID_OUT, K.PAID_CREDITOR, K.PAID_CREDITOR) == tuple(
        received(_incoming(**signal), settings=settings, policy=policy).kind
        for signal in (
            {"payer_name": "annan agent"},
            {"payer_name": "Kravia AB"},
            {"account": "1999"},
            {"account": "1512"},
            {"settlement_id": "set-1"},
        )
    )


@pytest.mark.requirement("BA-9")
def test_when_it_became_known_is_kept() -> None:
    """The payment counts from the day on which it came in."""
    found = received(_incoming(learned_on=on(7)), settings=Settings())
    assert (on(5), on(7)) == (found.happened_on, found.learned_on)


# --- BA-9: a person decides -------------------------------------------------------------------------------------------
UNCLEAR = fact(K.PAYMENT_UNCLEAR, 5, amount=kr(400), fact_id="in-1")


@pytest.mark.parametrize(
    ("is_payout", "expected"),
    [(True, K.PAID_OUT), (False, K.PAID_CREDITOR)],
)
@pytest.mark.requirement("BA-9")
def test_a_decision_names_the_payment_and_keeps_its_day(is_payout: bool, expected: FactKind) -> None:
    """It is a fact of its own, with the money and the day of the payment."""
    found = decided(UNCLEAR, is_payout=is_payout, learned_on=on(8))
    assert Fact(fact_id="in-1/decided", kind=expected, happened_on=on(5), amount=kr(400), about="in-1") == found
    assert on(8) == found.learned_on


@pytest.mark.requirement("BA-9")
def test_nothing_is_told_until_a_person_has_decided() -> None:
    """Unclear money lowers nothing; the debtor's is then told to the agency, the agency's own never."""
    waits = a_case(TAKEN, UNCLEAR, as_of=on(6))
    assert (("in-1",), (), kr(1_250)) == (waits.unclear, waits.commands, waits.open_capital)
    debtors = advanced(waits, decided(UNCLEAR, is_payout=False, learned_on=on(8)))
    command = attrs.evolve(_payment(5, 400_00), command_id="in-1/decided/direct_payment", payment_id="in-1/decided")
    assert ((), (command,), kr(850)) == (debtors.case.unclear, debtors.commands, debtors.case.open_capital)
    payout = advanced(waits, decided(UNCLEAR, is_payout=True, learned_on=on(8)))
    assert ((), (), kr(1_250), 400_00) == (
        payout.case.unclear,
        payout.commands,
        payout.case.open_capital,
        payout.case.paid_out,
    )


@pytest.mark.requirement("BA-9")
def test_a_decision_leaves_other_payments_unclear() -> None:
    """It is about one of them."""
    other = fact(K.PAYMENT_UNCLEAR, 5, amount=kr(1), fact_id="in-2")
    found = a_case(TAKEN, UNCLEAR, other, decided(UNCLEAR, is_payout=True, learned_on=on(8)))
    assert ("in-2",) == found.unclear


@pytest.mark.requirement("BA-9")
def test_only_an_unclear_payment_is_decided() -> None:
    """Whose a payment is that is clear, nobody decides."""
    with pytest.raises(FactError) as raised:
        decided(_direct(3, 400), is_payout=True, learned_on=AS_OF)
    assert (
        "fact paid_creditor-3 (paid_creditor) has no fitting kind; wanted payment_unclear, the only one to decide."
    ) == str(raised.value)


# --- capital zero -----------------------------------------------------------------------------------------------------
@pytest.mark.requirement("LC-13")
def test_capital_alone_paid_does_not_end_a_case() -> None:
    """Costs and interest may be left; only the agency knows."""
    found = a_case(TAKEN, _direct(3, 1_250))
    assert (None, Stage.REMINDER, True) == (found.end, found.stage, found.is_settled)
    assert End.PAID == a_case(TAKEN, _direct(3, 1_250), fact(K.CLOSED_PAID, 4)).end
