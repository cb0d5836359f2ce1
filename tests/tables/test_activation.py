"""Taking the service into use, ending it, using it again."""

from typing import Any

import attrs
import pytest

from inkasso_rules.activation import (
    Allowed,
    Application,
    activate,
    api_user_created,
    changed_details,
    details_reported,
    end,
    finish,
    missing,
    reactivate,
    remove_api_user,
)
from inkasso_rules.model.answers import Notice, NoticeCode, Reason, Refused
from inkasso_rules.model.creditors import Creditor, Reported, Service, ServiceState
from inkasso_rules.model.parties import Address, BankAccount, Contact
from inkasso_rules.model.settings import Settings
from tests.data import AS_OF, CREDITOR, a_creditor, an_invoice
from tests.tables.judging import Codes, both, case, day, with_service

NO_BIC = BankAccount(account_id="bank-2", number="0001")
ACCOUNT = CREDITOR.bank_accounts[0]
READY = with_service(state=ServiceState.NONE, active_since=None)
N = NoticeCode


def address(**changes: Any) -> Creditor:
    """Return the plain creditor at another address."""
    return a_creditor(address=attrs.evolve(CREDITOR.address, **changes))


# --- ON-1, ON-2, ON-6: what is missing --------------------------------------------------------------------------------
# fmt: off
@pytest.mark.parametrize(
    ("creditor", "expected"),
    [
        case("ON-1 ON-2 ON-6", CREDITOR,                             ()),
        case("ON-6", a_creditor(country="FI"),                       (Reason("ON-6", "outside_sweden"),)),
        case("ON-1", a_creditor(organisation_number=None),           (Reason("ON-1", "company_id_missing"),)),
        case("ON-1", address(street=None),                           (Reason("ON-1", "street_missing"),)),
        case("ON-1", address(street="Box 7"),                        ()),
        case("ON-1", address(postcode=" "),                          (Reason("ON-1", "postcode_missing"),)),
        case("ON-1", address(city=""),                               (Reason("ON-1", "city_missing"),)),
        case("ON-1", a_creditor(bank_accounts=()),                   (Reason("ON-1", "bank_account_missing"),)),
        case("ON-1", a_creditor(bank_accounts=(attrs.evolve(ACCOUNT, active=False),)),
             (Reason("ON-1", "bank_account_missing"),)),
        case("ON-1", a_creditor(bank_accounts=(ACCOUNT, NO_BIC)),    (Reason("ON-1", "bic_missing", "bank-2"),)),
        case("ON-1", a_creditor(bank_accounts=(NO_BIC, attrs.evolve(NO_BIC, account_id="bank-3"))),
             (Reason("ON-1", "bic_missing", "bank-2"), Reason("ON-1", "bic_missing", "bank-3"))),
        case("ON-1", a_creditor(bank_accounts=(ACCOUNT, attrs.evolve(NO_BIC, active=False))), ()),
        case("ON-2", with_service(terms_accepted=False),             (Reason("ON-2", "terms_not_accepted"),)),
        case("ON-2", with_service(agreement_signed=False),           (Reason("ON-2", "agreement_not_signed"),)),
        case("ON-2", with_service(api_user_accepted=False),          (Reason("ON-2", "api_user_not_accepted"),)),
        case("ON-2", a_creditor(name=" "),                           (Reason("ON-2", "company_name_missing"),)),
        case("ON-2", a_creditor(contact=None),                       (Reason("ON-2", "contact_missing"),)),
        case("ON-1 ON-2 ON-6", Creditor(creditor_id="cred-2", country="NO", bank_accounts=(NO_BIC,)),
             (Reason("ON-6", "outside_sweden"), Reason("ON-1", "company_id_missing"), Reason("ON-1", "street_missing"),
              Reason("ON-1", "postcode_missing"), Reason("ON-1", "city_missing"),
              Reason("ON-1", "bic_missing", "bank-2"), Reason("ON-2", "terms_not_accepted"),
              Reason("ON-2", "agreement_not_signed"), Reason("ON-2", "api_user_not_accepted"),
              Reason("ON-2", "company_name_missing"), Reason("ON-2", "contact_missing"))),
    ],
)  # fmt: skip
def test_everything_that_is_missing_is_reported(creditor: Creditor, expected: tuple[Reason, ...]) -> None:
    """All of it at once, in a fixed order; each bank account without a BIC by its id."""
    assert expected == missing(creditor)


# fmt: on
# --- ON-2, ON-3: activation -------------------------------------------------------------------------------------------
REPORTED = Reported(name=CREDITOR.name, address=CREDITOR.address, account_numbers=("0000",))


@pytest.mark.requirement("ON-2", "ON-3")
def test_applying_sends_the_details_and_waits() -> None:
    """The agency gets details, contact and what was accepted; the service is pending, and what was told is kept."""
    old = attrs.evolve(NO_BIC, active=False)
    applicant = attrs.evolve(READY, bank_accounts=(ACCOUNT, old))
    answer = activate(applicant, as_of=AS_OF)
    assert isinstance(answer, Allowed)
    assert (
        Application(
            creditor_id="cred-1",
            name=CREDITOR.name,
            organisation_number=CREDITOR.organisation_number,  # type: ignore[arg-type]  # The plain creditor has one.
            address=CREDITOR.address,
            bank_accounts=(ACCOUNT, old),
            contact=Contact(name="Prov Person", email="prov@example.se"),
            terms_accepted=True,
            agreement_signed=True,
            api_user_accepted=True,
        ),
        (Notice(N.ACTIVATION_PENDING),),
        attrs.evolve(READY.service, state=ServiceState.PENDING, applied_on=AS_OF, reported=REPORTED),
    ) == (answer.application, answer.notices, answer.creditor.service)


ALREADY, USED = Reason("ON-3", "already_applied"), Reason("ON-9", "used_before")
NO_TERMS, NO_NAME = Reason("ON-2", "terms_not_accepted"), Reason("ON-2", "company_name_missing")


@pytest.mark.requirement("ON-2", "ON-3")
@pytest.mark.parametrize(
    ("state", "terms", "name", "reasons"),
    [
        (ServiceState.NONE, False, "", (NO_TERMS, NO_NAME)),
        (ServiceState.PENDING, True, "Prov AB", (ALREADY,)),
        (ServiceState.ACTIVE, True, "Prov AB", (ALREADY,)),
        (ServiceState.ENDED, True, "Prov AB", (USED,)),
        (ServiceState.ENDED, False, "", (USED, NO_TERMS, NO_NAME)),
    ],
)
def test_applying_is_refused_with_every_reason(
    state: ServiceState, terms: bool, name: str, reasons: tuple[Reason, ...]
) -> None:
    """Where the creditor stands, then what is missing."""
    creditor = attrs.evolve(with_service(state=state, terms_accepted=terms), name=name)
    assert Refused(reasons) == activate(creditor, as_of=AS_OF)


@pytest.mark.requirement("ON-3", "ON-4")
def test_the_service_is_in_use_when_the_agency_says_so() -> None:
    """Until then nothing may go; then the contact person registers in the portal, and invoices may go."""
    pending = with_service(state=ServiceState.PENDING, api_user_present=False, api_key_present=False, active_since=None)
    blocked = ("service_not_active", "api_user_missing")
    assert (blocked, blocked) == both(an_invoice(), creditor=pending)
    answer = finish(pending, as_of=AS_OF)
    assert isinstance(answer, Allowed)
    assert ((Notice(N.PORTAL_REGISTRATION),), None) == (answer.notices, answer.application)
    assert attrs.evolve(CREDITOR.service, active_since=AS_OF) == answer.creditor.service
    assert ((), ()) == both(an_invoice(), creditor=answer.creditor)


@pytest.mark.requirement("ON-3")
@pytest.mark.parametrize("state", [ServiceState.NONE, ServiceState.ACTIVE, ServiceState.ENDED])
def test_only_a_pending_activation_is_finished(state: ServiceState) -> None:
    """Whatever else the agency reports is refused, and nothing changes."""
    assert Refused((Reason("ON-3", "not_pending"),)) == finish(with_service(state=state), as_of=AS_OF)


# --- ON-7: deactivation -----------------------------------------------------------------------------------------------
@pytest.mark.requirement("ON-7")
@pytest.mark.parametrize(
    ("open_cases", "notices"),
    [
        ((), (Notice(N.CONTRACT_WITH_AGENCY),)),
        (("case-1", "case-2"), (Notice(N.CONTRACT_WITH_AGENCY), Notice(N.OPEN_CASES_GO_ON, ("case-1", "case-2")))),
    ],
)
def test_ending_the_service_stops_new_transfers(open_cases: tuple[str, ...], notices: tuple[Notice, ...]) -> None:
    """Open cases go on; the contract is ended with the agency; from now on nothing is transferred."""
    answer = end(CREDITOR, as_of=AS_OF, open_cases=iter(open_cases))
    assert isinstance(answer, Allowed)
    assert (notices, ServiceState.ENDED, AS_OF) == (
        answer.notices,
        answer.creditor.service.state,
        answer.creditor.service.ended_on,
    )
    blocked = ("service_not_active",)
    assert (blocked, blocked) == both(an_invoice(), creditor=answer.creditor)


@pytest.mark.requirement("ON-7", "ON-3")
def test_an_application_is_withdrawn() -> None:
    """The agency may have the contract; nobody used the service, so that it takes an application to get it again."""
    pending = with_service(state=ServiceState.PENDING, active_since=None, applied_on=day("2026-03-01"))
    answer = end(pending, as_of=AS_OF)
    assert isinstance(answer, Allowed)
    expected = attrs.evolve(pending.service, state=ServiceState.NONE, ended_on=AS_OF)
    assert ((Notice(N.CONTRACT_WITH_AGENCY),), expected) == (answer.notices, answer.creditor.service)
    assert Refused((Reason("ON-3", "not_pending"),)) == finish(answer.creditor, as_of=AS_OF)
    assert Refused((Reason("ON-9", "not_ended"),)) == reactivate(answer.creditor, as_of=AS_OF)
    assert isinstance(activate(answer.creditor, as_of=AS_OF), Allowed)


@pytest.mark.requirement("ON-7")
@pytest.mark.parametrize("state", [ServiceState.NONE, ServiceState.ENDED])
def test_only_a_service_in_use_or_applied_for_is_ended(state: ServiceState) -> None:
    """There is nothing to end otherwise."""
    assert Refused((Reason("ON-7", "not_active"),)) == end(with_service(state=state), as_of=AS_OF)


# --- ON-8: the API user -----------------------------------------------------------------------------------------------
@pytest.mark.requirement("ON-8")
@pytest.mark.parametrize(
    ("state", "open_cases", "notices"),
    [
        (ServiceState.NONE, (), ()),
        (ServiceState.ENDED, (), ()),
        (ServiceState.PENDING, (), (Notice(N.API_USER_IN_USE, (), strong=True),)),
        (ServiceState.ACTIVE, (), (Notice(N.API_USER_IN_USE, (), strong=True),)),
        (ServiceState.ACTIVE, ("case-1",), (Notice(N.API_USER_IN_USE, ("case-1",), strong=True),)),
        (ServiceState.ENDED, ("case-1", "case-2"), (Notice(N.API_USER_IN_USE, ("case-1", "case-2"), strong=True),)),
    ],
)
def test_removing_the_api_user_warns_strongly(
    state: ServiceState, open_cases: tuple[str, ...], notices: tuple[Notice, ...]
) -> None:
    """While the service is used or cases are open, with those cases; it is never refused."""
    answer = remove_api_user(with_service(state=state), open_cases=iter(open_cases))
    assert (notices, False, False) == (
        answer.notices,
        answer.creditor.service.api_user_present,
        answer.creditor.service.api_key_present,
    )


@pytest.mark.requirement("ON-8")
def test_without_the_api_user_nothing_is_transferred() -> None:
    """What the warning says comes true."""
    blocked = ("api_user_missing",)
    assert (blocked, blocked) == both(an_invoice(), creditor=remove_api_user(CREDITOR).creditor)


@pytest.mark.requirement("ON-8", "ON-9")
def test_the_api_user_that_was_ordered_is_created() -> None:
    """With its key; from then on invoices may go again, and nothing else of the creditor changes."""
    removed = remove_api_user(CREDITOR).creditor
    assert Allowed(creditor=CREDITOR) == api_user_created(removed)
    assert ((), ()) == both(an_invoice(), creditor=api_user_created(removed).creditor)
    ordered = reactivate(ended({"api_user_present": False, "api_key_present": False}), as_of=AS_OF)
    assert isinstance(ordered, Allowed)
    created = api_user_created(ordered.creditor).creditor.service
    assert (True, True, ServiceState.ACTIVE) == (created.api_user_present, created.api_key_present, created.state)


# --- ON-9: reactivation -----------------------------------------------------------------------------------------------
ENDED = with_service(state=ServiceState.ENDED, ended_on=day("2026-02-01"), reported=REPORTED)


def ended(service: dict[str, Any] | None = None, **changes: Any) -> Creditor:
    """Return a creditor that ended the service, with changes since."""
    return attrs.evolve(ENDED, service=attrs.evolve(ENDED.service, **(service or {})), **changes)


OTHER_ADDRESS = Address(street="Box 2", postcode="111 22", city="Stockholm")


@pytest.mark.requirement("ON-9")
@pytest.mark.parametrize(
    ("creditor", "notices"),
    [
        (ended(), ()),
        (ended({"api_user_present": False}), (Notice(N.API_USER_ORDERED),)),
        (ended({"api_key_present": False}), (Notice(N.API_KEY_ORDERED),)),
        (ended(name="Nya Prov AB"), (Notice(N.REPORT_CHANGED_DETAILS, ("name",)),)),
        (ended(address=OTHER_ADDRESS), (Notice(N.REPORT_CHANGED_DETAILS, ("address",)),)),
        (
            ended(bank_accounts=(attrs.evolve(ACCOUNT, active=False),)),
            (Notice(N.REPORT_CHANGED_DETAILS, ("account_numbers",)),),
        ),
        (ended(bank_accounts=(ACCOUNT, attrs.evolve(NO_BIC, active=False))), ()),
        (
            ended({"api_user_present": False, "api_key_present": False}, name="Nya Prov AB", address=OTHER_ADDRESS),
            (
                Notice(N.API_USER_ORDERED),
                Notice(N.API_KEY_ORDERED),
                Notice(N.REPORT_CHANGED_DETAILS, ("name", "address")),
            ),
        ),
        (ended({"reported": None}, name="Nya Prov AB"), ()),
        (ended({"terms_accepted": False, "agreement_signed": False}, contact=None), ()),
    ],
)
def test_using_the_service_again(creditor: Creditor, notices: tuple[Notice, ...]) -> None:
    """Only the technical needs are checked and ordered; what changed meanwhile is to be reported to the agency."""
    answer = reactivate(creditor, as_of=AS_OF)
    assert isinstance(answer, Allowed)
    expected = attrs.evolve(creditor.service, state=ServiceState.ACTIVE, active_since=AS_OF, ended_on=None)
    assert (notices, expected) == (answer.notices, answer.creditor.service)


@pytest.mark.requirement("ON-9")
@pytest.mark.parametrize("state", [ServiceState.NONE, ServiceState.PENDING, ServiceState.ACTIVE])
def test_only_an_ended_service_is_used_again(state: ServiceState) -> None:
    """A first use is an activation."""
    assert Refused((Reason("ON-9", "not_ended"),)) == reactivate(with_service(state=state), as_of=AS_OF)


@pytest.mark.requirement("ON-9")
@pytest.mark.parametrize(
    ("creditor", "expected"),
    [
        (ended(), ()),
        (ended(name="Nya Prov AB", address=OTHER_ADDRESS, bank_accounts=()), ("name", "address", "account_numbers")),
        (ended(settings=Settings(clearing_account="1513")), ()),
        (Creditor(creditor_id="cred-2"), ()),
    ],
)
def test_what_differs_from_what_the_agency_was_told(creditor: Creditor, expected: Codes) -> None:
    """Name, address, numbers of active accounts; nothing if the agency was told nothing."""
    assert expected == changed_details(creditor)


@pytest.mark.requirement("ON-9")
def test_the_order_of_bank_accounts_is_no_change() -> None:
    """The numbers are compared as a set."""
    second = attrs.evolve(ACCOUNT, account_id="bank-2", number="0001")
    answer = activate(attrs.evolve(READY, bank_accounts=(second, ACCOUNT)), as_of=AS_OF)
    assert isinstance(answer, Allowed)
    assert () == changed_details(attrs.evolve(answer.creditor, bank_accounts=(ACCOUNT, second)))


@pytest.mark.requirement("ON-9")
def test_changed_details_that_were_reported_are_no_change_any_more() -> None:
    """What the agency was told is remembered as it is now; nothing else of the creditor changes."""
    changed = ended(name="Nya Prov AB", address=OTHER_ADDRESS, bank_accounts=(ACCOUNT, NO_BIC))
    told = Reported(name="Nya Prov AB", address=OTHER_ADDRESS, account_numbers=("0000", "0001"))
    answer = details_reported(changed)
    assert Allowed(creditor=attrs.evolve(changed, service=attrs.evolve(changed.service, reported=told))) == answer
    assert () == changed_details(answer.creditor)


def test_a_service_that_nobody_applied_for() -> None:
    """What a creditor starts with."""
    assert {
        "state": ServiceState.NONE,
        "applied_on": None,
        "active_since": None,
        "ended_on": None,
        "reported": None,
    } == {name: getattr(Service(), name) for name in ("state", "applied_on", "active_since", "ended_on", "reported")}
