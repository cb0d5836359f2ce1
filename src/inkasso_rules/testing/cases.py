"""The contract of a case store."""
# ruff: noqa: S101 - these are tests, shipped for others

from __future__ import annotations

import abc

import attrs
import pytest

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import FactConflictError, NoOpeningError
from inkasso_rules.model.facts import FactKind
from inkasso_rules.model.money import Money
from inkasso_rules.ports import CaseStore, CommandConflictError, StaleCaseError, Stored, UnknownCommandError
from inkasso_rules.testing.made import a_fact, a_payment, a_transfer, opening_of

__all__ = ["CaseStoreContract"]

_FIRST, _SECOND = a_transfer("1", invoice_id="inv-1"), a_transfer("2", invoice_id="inv-2")
_OTHERS = a_transfer("3", invoice_id="inv-3", creditor_id="cred-2")
_CASE, _OPENING = _FIRST.case_id, opening_of(_FIRST)
_PAID = a_fact("paid", FactKind.PAID_CREDITOR, amount=Money(250_00))


def _facts(store: CaseStore) -> tuple[str, ...]:
    return tuple(fact.fact_id for fact in store.load(_CASE).facts)


class CaseStoreContract(abc.ABC):
    """Subclass, return your store from *make_store*, and let pytest run it."""

    @abc.abstractmethod
    def make_store(self) -> CaseStore:
        """Return an empty store."""

    def test_an_unknown_case_is_empty(self) -> None:
        """An unknown case has no facts, and version 0."""
        assert self.make_store().load(_CASE) == Stored(facts=(), version=0)

    def test_a_case_is_loaded_as_it_was_appended(self) -> None:
        """What was appended is loaded again, equal, and with the day on which it became known."""
        store = self.make_store()
        facts = (_OPENING, a_fact("known", learned_on=_FIRST.transferred_on, until=_FIRST.transferred_on), _PAID)
        store.append(_CASE, facts, expected_version=0)
        loaded = store.load(_CASE).facts
        assert {fact.fact_id: fact for fact in loaded} == {fact.fact_id: fact for fact in facts}
        assert {fact.fact_id: fact.learned_on for fact in loaded} == {fact.fact_id: fact.learned_on for fact in facts}

    def test_facts_keep_their_order_of_arrival(self) -> None:
        """Facts are loaded in the order in which they arrived."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING,), expected_version=0)
        for fact_id in ("zulu", "alpha", "mike"):
            version = store.append(_CASE, (a_fact(fact_id),), expected_version=version)
        assert _facts(store) == (_OPENING.fact_id, "zulu", "alpha", "mike")

    def test_an_append_raises_the_version_by_one(self) -> None:
        """An append that stores a fact raises the version by one, and tells the new one."""
        store = self.make_store()
        first = store.append(_CASE, (_OPENING, a_fact("one")), expected_version=0)
        second = store.append(_CASE, (a_fact("two"), a_fact("three")), expected_version=first)
        assert (first, second, store.load(_CASE).version) == (1, 2, 2)

    def test_a_stale_append_is_refused(self) -> None:
        """An append with another version than the case's raises StaleCaseError and stores no fact."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING,), expected_version=0)
        for wrong in (version - 1, version + 1):
            with pytest.raises(StaleCaseError):
                store.append(_CASE, (a_fact("late"),), expected_version=wrong)
        assert store.load(_CASE) == Stored((_OPENING,), version)

    def test_a_fact_is_stored_once(self) -> None:
        """A fact that is stored already is not stored again, and raises no version."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING, _PAID), expected_version=0)
        again = store.append(_CASE, (_PAID, _OPENING), expected_version=version)
        assert (again, _facts(store)) == (version, (_OPENING.fact_id, _PAID.fact_id))

    def test_a_conflicting_fact_is_refused(self) -> None:
        """A fact with a known id and another content raises FactConflictError, and none of its append is stored."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING, _PAID), expected_version=0)
        with pytest.raises(FactConflictError):
            store.append(_CASE, (a_fact("fine"), attrs.evolve(_PAID, amount=Money(1))), expected_version=version)
        assert store.load(_CASE) == Stored((_OPENING, _PAID), version)

    def test_a_case_begins_with_its_transfer(self) -> None:
        """A case without a transfer raises NoOpeningError and is not stored."""
        store = self.make_store()
        with pytest.raises(NoOpeningError):
            store.append(_CASE, (_PAID,), expected_version=0)
        store.append(_CASE, (_OPENING,), expected_version=0)
        assert _facts(store) == (_OPENING.fact_id,)

    def test_a_failed_append_stores_no_command(self) -> None:
        """An append that fails stores no command either."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING, _PAID), expected_version=0)
        other = attrs.evolve(_PAID, amount=Money(1))
        with pytest.raises(InkassoRulesError):
            store.append(_CASE, (other,), expected_version=version + 1, commands=(a_payment("lost", _CASE),))
        assert store.unsent() == ()

    def test_unsent_commands_keep_their_order(self) -> None:
        """Unsent commands are listed in the order in which they were stored, over all cases."""
        store = self.make_store()
        zulu, alpha = a_payment("zulu", _CASE), a_payment("alpha", _CASE)
        mike = a_payment("mike", _SECOND.case_id)
        version = store.append(_CASE, (_OPENING,), expected_version=0, commands=(zulu,))
        store.append(_SECOND.case_id, (opening_of(_SECOND),), expected_version=0, commands=(mike,))
        store.append(_CASE, (_PAID,), expected_version=version, commands=(alpha, _FIRST))
        assert store.unsent() == (zulu, mike, alpha, _FIRST)

    def test_a_command_is_stored_once(self) -> None:
        """A command id is stored once, whether it is sent or not; the first content stays."""
        store = self.make_store()
        waits, goes = a_payment("waits", _CASE), a_payment("goes", _CASE)
        version = store.append(_CASE, (_OPENING,), expected_version=0, commands=(goes, waits))
        store.mark_sent(goes.command_id)
        again = tuple(attrs.evolve(command, amount=Money(1)) for command in (waits, goes))
        store.append(_CASE, (_PAID,), expected_version=version, commands=again)
        assert store.unsent() == (waits,)

    def test_a_command_of_another_case_is_refused(self) -> None:
        """A command with the id of another case's raises CommandConflictError, and none of its append is stored."""
        store = self.make_store()
        one, same_id = a_payment("pay", _CASE), a_payment("pay", _SECOND.case_id)
        store.append(_CASE, (_OPENING,), expected_version=0, commands=(one,))
        with pytest.raises(CommandConflictError):
            store.append(_SECOND.case_id, (opening_of(_SECOND),), expected_version=0, commands=(same_id,))
        assert (store.unsent(), store.case_ids("cred-1")) == ((one,), (_CASE,))

    def test_a_command_that_was_sent_waits_no_more(self) -> None:
        """A command that is marked as sent waits no more; all others do."""
        store = self.make_store()
        one, two, three = (a_payment(name, _CASE) for name in ("one", "two", "three"))
        store.append(_CASE, (_OPENING,), expected_version=0, commands=(one, two, three))
        store.mark_sent(two.command_id)
        assert {command.command_id for command in store.unsent()} == {one.command_id, three.command_id}

    def test_a_command_may_be_marked_twice(self) -> None:
        """Marking a command once more changes nothing."""
        store = self.make_store()
        sent = a_payment("sent", _CASE)
        store.append(_CASE, (_OPENING,), expected_version=0, commands=(sent,))
        store.mark_sent(sent.command_id)
        store.mark_sent(sent.command_id)
        assert store.unsent() == ()

    def test_an_unknown_command_cannot_be_marked(self) -> None:
        """Marking a command that was never stored raises UnknownCommandError."""
        with pytest.raises(UnknownCommandError):
            self.make_store().mark_sent("nobody")

    def test_cases_are_listed_by_creditor(self) -> None:
        """A creditor's cases are listed in the order of their first append, and no other creditor's."""
        store = self.make_store()
        for transfer in (_SECOND, _OTHERS, _FIRST):
            store.append(transfer.case_id, (opening_of(transfer),), expected_version=0)
        store.append(_SECOND.case_id, (_PAID,), expected_version=store.load(_SECOND.case_id).version)
        listed = tuple(store.case_ids(creditor) for creditor in ("cred-1", "cred-2", "nobody"))
        assert listed == ((_SECOND.case_id, _CASE), (_OTHERS.case_id,), ())

    def test_a_case_is_open_as_long_as_it_is_said_to_be(self) -> None:
        """Whether a case is open is what its last append said, also one without news."""
        store = self.make_store()
        version = store.append(_CASE, (_OPENING,), expected_version=0)
        said = [store.case_ids("cred-1", only_open=True)]
        for is_open in (False, True, False):
            store.append(_CASE, (), expected_version=version, is_open=is_open)
            said.append(store.case_ids("cred-1", only_open=True))
        assert said == [(_CASE,), (), (_CASE,), ()]

    def test_the_cursor_is_kept(self) -> None:
        """The cursor is the one that was kept last; none before."""
        store = self.make_store()
        said = [store.cursor()]
        for cursor in ("9", "10", "9"):
            store.keep_cursor(cursor)
            said.append(store.cursor())
        assert said == [None, "9", "10", "9"]
