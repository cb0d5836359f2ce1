"""A creditor's groups of business partners, its country and its books."""

import pickle

import pytest

from inkasso_rules.model.creditors import CountryError, Creditor, Group, Service, ServiceState, below
from inkasso_rules.model.money import UnknownCurrencyError

TREE = (
    Group("main"),
    Group("north", "main"),
    Group("south", "main"),
    Group("coast", "south"),
    Group("island", "coast"),
    Group("other"),
)


@pytest.mark.parametrize(
    ("group_id", "groups", "expected"),
    [
        ("main", TREE, {"main", "north", "south", "coast", "island"}),
        ("south", TREE, {"south", "coast", "island"}),
        ("island", TREE, {"island"}),
        ("other", TREE, {"other"}),
        ("unlisted", TREE, {"unlisted"}),
        ("main", tuple(reversed(TREE)), {"main", "north", "south", "coast", "island"}),
        ("main", (), {"main"}),
        ("lost", (Group("found", "lost"),), {"lost", "found"}),
        ("a", (Group("a", "a"),), {"a"}),
        ("a", (Group("a", "b"), Group("b", "a")), {"a", "b"}),
    ],
)
def test_a_group_and_all_below_it(group_id: str, groups: tuple[Group, ...], expected: set[str]) -> None:
    """At any depth, in any order of the list, also for one that the list only names, or in a loop."""
    assert expected == below(group_id, groups)


def test_a_creditor_starts_in_sweden_without_the_service() -> None:
    """What holds when nobody said otherwise."""
    creditor = Creditor(creditor_id="cred-1")
    assert ("SE", "SEK", ()) == (creditor.country, creditor.ledger_currency, creditor.groups)
    assert Service(state=ServiceState.NONE) == creditor.service


@pytest.mark.requirement("ON-6")
@pytest.mark.parametrize("country", ["", "S", "se", "Se", "SWE", "Sverige", " SE", "SE\n", "ÅÄ"])
def test_a_country_is_given_by_its_code(country: str) -> None:
    """Else Sweden in another spelling would be read as another country; the text itself is not repeated."""
    with pytest.raises(CountryError) as caught:
        Creditor(creditor_id="cred-1", country=country)
    message = "creditor cred-1 has no country code; it is two capital letters, as in ISO 3166."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own.
    assert (message, message, "cred-1") == (str(caught.value), str(again), again.creditor_id)
    assert isinstance(again, ValueError)
    assert "NO" == Creditor(creditor_id="cred-1", country="NO").country


@pytest.mark.parametrize("currency", ["", "kr", "sek", "ABC"])
def test_the_books_are_in_a_currency(currency: str) -> None:
    """One that there is."""
    with pytest.raises(UnknownCurrencyError):
        Creditor(creditor_id="cred-1", ledger_currency=currency)
    assert "EUR" == Creditor(creditor_id="cred-1", ledger_currency="EUR").ledger_currency


def test_a_creditor_shows_ids_and_no_names() -> None:
    """A sole trader's name and number are personal data."""
    shown = repr(Creditor(creditor_id="cred-1", name="Prov Person"))
    assert ("cred-1" in shown, "Prov" in shown) == (True, False)
