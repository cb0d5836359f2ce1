"""
Nothing that tells who a person is leaves a value by the way: not in its repr, its text, a notebook, or an error.

Marks are planted in every field that may hold personal data, at any depth, of every value that a strategy draws; then
everything that shows the value is searched for them.
"""

import datetime as dt
import json
import traceback
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inkasso_rules import records, transfer
from inkasso_rules import strategies as some
from inkasso_rules.candidates import candidate
from inkasso_rules.eligibility import AUTOMATIC, MANUAL, decide
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import Request, RequestKind, advance, fold, next_steps, received
from inkasso_rules.lifecycle.checks import Ground
from inkasso_rules.model.bookings import Accounts
from inkasso_rules.model.creditors import Creditor
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.identifiers import Bic, Iban, Identifier, parse_identifier
from inkasso_rules.model.invoices import Invoice
from inkasso_rules.model.money import Money
from inkasso_rules.model.settings import Settings
from inkasso_rules.model.settlements import ReferencePayment
from inkasso_rules.model.snapshots import IncomingPayment, Snapshot
from inkasso_rules.policy import POLICY
from inkasso_rules.rules import RuleSet
from inkasso_rules.transfer import TransferPlan
from tests.support import examples

#: A person who never lived.
_PERSON: Final = parse_identifier("18990131-9807")
_MARK: Final = "Hemligsson"
#: The name, the person's number in any form, and the accounts of the IBAN registry that are drawn.
_MARKS: Final = (_MARK, "990131", "58398257466", "86011117947", "370400440532", "60161331926819")
#: The same name where something else belongs.
_WRONG: Final[Any] = _MARK

#: The fields with personal data, by class; each has its mark.
PERSONAL: Final = MappingProxyType(
    {
        "AgencyAction": ("code",),
        "Address": ("street", "postcode", "city", "care_of"),
        "Application": ("name",),
        "BankAccount": ("number",),
        "BankRow": ("counterparty", "reference"),
        "Confirmation": ("note",),
        "Case": ("unknown_codes",),
        "Contact": ("name", "email", "phone"),
        "Creditor": ("name",),
        "DemandLetter": ("creditor_name", "basis", "assignment_notice", "payment_way"),
        "Debtor": ("name", "email", "customer_number"),
        "Fact": ("raw",),
        "Hold": ("reason",),
        "Iban": (),
        "Identifier": (),
        "IncomingPayment": ("payer_name",),
        "Invoice": ("seller_note", "additional_information"),
        "InvoiceRow": ("product_name", "comment"),
        "Line": ("text",),
        "ReferencePayment": ("parts", "counterparty"),
        "RegisterCase": ("letter_text", "debtor_name", "debtor_email", "customer_number"),
        "Reported": ("name", "account_numbers"),
        "Row": ("debtor_name", "organisation_number"),
        "Settings": ("approval_email",),
        "Snapshot": ("stage", "conditions"),
        "TransferPlan": ("note",),
        "Unmatched": ("reference",),
    }
)
#: The texts that may be shown: ids, codes, numbers of invoices, countries and currencies, and sentences about them.
OPEN: Final = frozenset(
    """
    about account account_id act action_id agency_case_id agency_payer amended_by assumed attachment_id
    attachment_ids case_id changed channel charge_id charge_ids claim_id clearing_account code command_id country
    credit_note_id creditor_id currency digest doc documents excluded_group excluded_groups fact_id field given_by
    gone group group_id idle into invoice invoice_id invoice_number key kind ledger_currencies ledger_currency
    measure_id missing name number observed omitted_attachments op original_number other_case_ids parent_id part_of
    partner_id parts payment_id payment_ids payments place policy_digest portal_link reason reference registration
    replaced_notes requirement reverses row_id rules_digest rules_name settlement_id snapshot_id source status
    subject subjects unclear uncounted value vat_account vat_number voucher_id wanted
    """.split()
) | frozenset(field.name for field in attrs.fields(Accounts))

TYPES: Final = MappingProxyType({**records.RECORDED, "RuleSet": RuleSet, "TransferPlan": TransferPlan})


def planted(value: Any) -> Any:
    """Return *value* with a mark in every field with personal data, at any depth."""
    if isinstance(value, Identifier):
        return _PERSON
    if isinstance(value, tuple):
        return tuple(map(planted, value))
    if not attrs.has(type(value)) or isinstance(value, RuleSet):
        return value
    personal = PERSONAL.get(type(value).__name__, ())
    changes = {
        field.name: _marked(value, getattr(value, field.name))
        if field.name in personal
        else planted(getattr(value, field.name))
        for field in attrs.fields(type(value))
        if field.init
    }
    return attrs.evolve(value, **changes)


def _marked(holder: object, text: object) -> object:
    # Most kinds of facts have no use for a text, and a reading has several where it has any.
    if text is None and isinstance(holder, Fact | Snapshot):
        return None
    if isinstance(holder, ReferencePayment) and isinstance(text, tuple):
        return tuple((f"{_MARK} {reference}", amount) for reference, amount in text)
    return (f"{_MARK} 1",) if isinstance(text, tuple) else f"{_MARK} 1"


def _leaks(shown: str) -> list[str]:
    return [mark for mark in _MARKS if mark in shown]


def _shown(value: object) -> Iterator[str]:
    """Yield all ways in which a value shows itself."""
    yield repr(value)
    yield str(value)
    yield f"{value}"
    yield f"{[value]} {(value,)} { ({'value': value}) }"
    if hasattr(value, "_repr_html_"):
        yield value._repr_html_()
    if hasattr(value, "notices"):
        yield repr(value.notices)


# --- what is swept ----------------------------------------------------------------------------------------------------
def _texts(cls: type) -> set[str]:
    """Return the fields of a class that hold text; not what it works out for itself."""
    hints = {field.name: str(field.type) for field in attrs.fields(cls) if field.init}
    return {name for name, hint in hints.items() if "str" in hint.replace("StrEnum", "")}


@pytest.mark.parametrize("name", TYPES)
def test_every_text_is_open_or_personal(name: str) -> None:
    """Whoever adds a field with text says which of the two it is; and a personal one is kept out of the repr."""
    cls = TYPES[name]
    personal = set(PERSONAL.get(name, ()))
    assert set() == _texts(cls) - personal - OPEN
    assert set() == {field.name for field in attrs.fields(cls) if field.name in personal and field.repr is not False}


@pytest.mark.parametrize("name", TYPES)
def test_no_value_shows_personal_data(name: str) -> None:
    """However a value shows itself, no mark is in it."""

    @examples(0.15)
    @given(some.values_of(TYPES[name]))
    def sweep(value: Any) -> None:
        assert [] == [leak for shown in _shown(planted(value)) for leak in _leaks(shown)]

    sweep()


def test_the_sweep_bites() -> None:
    """The marks are planted, and found where they are shown."""
    invoice = planted(some.plain_invoice(some.PLAIN_DAY))
    shown = json.dumps(records.to_record(attrs.evolve(invoice, seller_note="Hemligsson")))
    assert [_MARK, "990131"] == _leaks(shown)


# --- what the library answers about marked values ---------------------------------------------------------------------
@given(some.days().flatmap(lambda day: st.tuples(st.just(day), some.ledgers(as_of=day))))
def test_no_answer_shows_personal_data(case: tuple[dt.date, tuple[Creditor, tuple[Invoice, ...]]]) -> None:
    """Decisions, plans, confirmations and notices about marked invoices show none of it."""
    as_of, (creditor, invoices) = case
    marked, owner = tuple(map(planted, invoices)), planted(creditor)
    for rules in (MANUAL, AUTOMATIC):
        plan = transfer.plan(marked, rules=rules, creditor=owner, as_of=as_of, note=f"{_MARK} 2")
        confirmed = plan.confirm(marked, as_of=as_of)
        answers = [plan, *plan.eligible, *plan.blocked, confirmed, *confirmed.commands, *confirmed.notices]
        assert [] == [leak for answer in answers for shown in _shown(answer) for leak in _leaks(shown)]


@given(some.histories(), some.grounds())
def test_no_case_shows_personal_data(told: tuple[Fact, ...], ground: Ground) -> None:
    """Cases, what they say, and what may come next, of marked facts, show none of it."""
    as_of = max(fact.happened_on for fact in told)
    case = fold(planted(told), settings=planted(ground.settings), as_of=as_of, policy=ground.policy)
    step = advance(case, planted(told[-1]), settings=case.ground.settings, as_of=as_of)
    answers = [case, *case.said, step, *next_steps(case, settings=case.ground.settings, as_of=as_of)]
    assert [] == [leak for answer in answers for shown in _shown(answer) for leak in _leaks(shown)]


@given(some.incoming_payments())
def test_no_payment_shows_who_paid(payment: IncomingPayment) -> None:
    """The fact that a payment becomes does not name the payer."""
    fact = received(planted(payment), settings=Settings())
    assert [] == [leak for shown in _shown(fact) for leak in _leaks(shown)]


# --- what is raised about marked values -------------------------------------------------------------------------------
def _raised(act: Callable[[], object]) -> str | None:
    """Return all that an error and its causes show; none if nothing is raised."""
    try:
        act()
    except (InkassoRulesError, attrs.exceptions.FrozenInstanceError, TypeError) as error:
        texts = [str(error), repr(error), repr(error.args), repr(vars(error)), *traceback.format_exception(error)]
        # The lines of the source that a traceback quotes are this test's own.
        return "\n".join(text for text in texts if not text.startswith("  File"))
    return None


_MARKED: Final = planted(some.plain_invoice(some.PLAIN_DAY))
_OWNER: Final = planted(some.plain_creditor(some.PLAIN_DAY))
_AS_OF: Final = some.PLAIN_DAY


# fmt: off
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda: parse_identifier(_MARK),                                                        id="identifier that is none"),
        pytest.param(lambda: parse_identifier("18990131-9802"),                                              id="personal number with a wrong digit"),
        pytest.param(lambda: parse_identifier(_MARK, country="XX-" + _MARK),                                 id="foreign identifier"),
        pytest.param(lambda: attrs.evolve(_PERSON, kind=_WRONG),                                     id="identifier of another kind"),
        pytest.param(lambda: Iban(f"SE00 {_MARK}"),                                                          id="account"),
        pytest.param(lambda: Bic(_MARK),                                                                     id="bank"),
        pytest.param(lambda: Money.of(_MARK),                                                                id="amount"),
        pytest.param(lambda: Money(1, _MARK),                                                                id="currency"),
        pytest.param(lambda: Money(_WRONG),                                                                   id="minor units"),
        pytest.param(lambda: attrs.evolve(_MARKED, total=Money(1, "EUR")),                                   id="two currencies"),
        pytest.param(lambda: transfer.plan((_MARKED, _MARKED), rules=MANUAL, creditor=_OWNER, as_of=_AS_OF), id="the same invoice twice"),
        pytest.param(lambda: candidate(attrs.evolve(_MARKED, total=Money(1, "EUR"), open_amount=Money(1, "EUR"), ledger_total=Money(1, "EUR")), _OWNER, POLICY), id="not in the ledger currency"),
        pytest.param(lambda: setattr(_MARKED, "number", _MARK),                                              id="frozen"),
        pytest.param(lambda: attrs.evolve(_MARKED, hemlig=_MARK),                                     id="no such field"),
        pytest.param(lambda: records.to_record(attrs.evolve(_MARKED, rows=_MARK)),                           id="not recordable"),
        pytest.param(lambda: decide(_MARKED, rules=MANUAL, creditor=_OWNER, as_of=_WRONG),                    id="no day"),
        pytest.param(lambda: Fact(fact_id="fact-1", kind=FactKind.PAUSED, happened_on=_AS_OF, raw=_MARK),    id="a text of no use"),
        pytest.param(lambda: Fact(fact_id="fact-1", kind=FactKind.CREDITED, happened_on=_AS_OF, amount=_WRONG), id="a fact without money"),
        pytest.param(lambda: Snapshot(case_id="case-1", snapshot_id="reading-1", seen_on=_AS_OF, stage=_MARK, capital=_WRONG), id="a reading without money"),
        pytest.param(lambda: Request(RequestKind.CREDIT, amount=_WRONG),                                     id="a request without money"),
        pytest.param(lambda: decide(attrs.evolve(_MARKED, due_date=_MARK), rules=MANUAL, creditor=_OWNER, as_of=_AS_OF), id="due date that is none"),
    ],
)  # fmt: skip
def test_no_error_shows_personal_data(act: Callable[[], object]) -> None:
    """Misuse raises an error that tells what was wrong without repeating it."""
    shown = _raised(act)
    assert shown is not None
    assert [] == _leaks(shown)
# fmt: on


@examples(0.5)
@given(st.data())
def test_no_unreadable_record_shows_personal_data(data: st.DataObject) -> None:
    """A record whose marked text stands where it cannot be read is refused without repeating it."""
    name = data.draw(st.sampled_from(sorted(records.RECORDED)))
    record = json.loads(records.canonical_json(planted(data.draw(some.values_of(records.RECORDED[name])))))
    spoilt = data.draw(st.sampled_from(sorted(record)))
    record[spoilt] = data.draw(st.sampled_from([_MARK, [_MARK], {_MARK: _MARK}, {"type": _MARK}]))
    shown = _raised(lambda: records.from_record(record))
    assume(shown is not None)
    assert [] == _leaks(shown or "")
