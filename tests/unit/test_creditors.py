"""A creditor's groups of business partners."""

import pytest

from inkasso_rules.model.creditors import Creditor, Group, Service, ServiceState, below

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


def test_a_creditor_shows_ids_and_no_names() -> None:
    """A sole trader's name and number are personal data."""
    shown = repr(Creditor(creditor_id="cred-1", name="Prov Person"))
    assert ("cred-1" in shown, "Prov" in shown) == (True, False)
