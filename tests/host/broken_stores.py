"""Stores that break one promise each; all else they leave to the store in memory."""

from typing import Any, Final

import attrs

from inkasso_host.memory import MemoryCaseStore
from inkasso_rules.ports import CommandConflictError, Stored

__all__ = ["BROKEN_STORES"]


class _Store:
    """Passes everything on."""

    def __init__(self) -> None:
        self.inner = MemoryCaseStore()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def load(self, case_id: str, /) -> Stored:
        return self.inner.load(case_id)

    def version(self, case_id: str) -> int:
        return self.inner.load(case_id).version


class _NeverHeard(_Store):
    """Raises when a case is unknown."""

    def load(self, case_id: str, /) -> Stored:
        if not self.version(case_id):
            raise KeyError(case_id)
        return super().load(case_id)


class _Forgetful(_Store):
    """Forgets a column."""

    def load(self, case_id: str, /) -> Stored:
        stored = super().load(case_id)
        return attrs.evolve(stored, facts=tuple(attrs.evolve(fact, learned_on=None) for fact in stored.facts))


class _Sorting(_Store):
    """Loads the facts by their ids."""

    def load(self, case_id: str, /) -> Stored:
        stored = super().load(case_id)
        later = sorted(stored.facts[1:], key=lambda fact: fact.fact_id)
        return attrs.evolve(stored, facts=(*stored.facts[:1], *later))


class _CountingFacts(_Store):
    """Takes the number of facts for the version."""

    def load(self, case_id: str, /) -> Stored:
        facts = super().load(case_id).facts
        return Stored(facts, len(facts))

    def append(self, case_id: str, facts: Any, /, *, expected_version: int, **options: Any) -> int:
        is_stale = expected_version != self.load(case_id).version
        self.inner.append(case_id, facts, expected_version=-1 if is_stale else self.version(case_id), **options)
        return self.load(case_id).version


class _Trusting(_Store):
    """Ignores versions."""

    def append(self, case_id: str, facts: Any, /, *, expected_version: int, **options: Any) -> int:
        del expected_version
        return self.inner.append(case_id, facts, expected_version=self.version(case_id), **options)


class _Doubling(_Store):
    """Stores a fact again."""

    again: tuple[Any, ...] = ()

    def load(self, case_id: str, /) -> Stored:
        stored = super().load(case_id)
        return attrs.evolve(stored, facts=stored.facts + self.again)

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        known = self.inner.load(case_id).facts
        self.again += tuple(fact for fact in facts if fact in known)
        return self.inner.append(case_id, facts, **options)


class _FirstWord(_Store):
    """Overhears that a fact says something else."""

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        known = {fact.fact_id for fact in self.inner.load(case_id).facts}
        new = tuple(fact for fact in facts if fact.fact_id not in known)
        return self.inner.append(case_id, new, **options)


class _Homeless(_Store):
    """Does not mind that nobody transferred the case."""

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        if not self.version(case_id) and all(fact.opening is None for fact in facts):
            return 1
        return self.inner.append(case_id, facts, **options)


class _TwoTransactions(_Store):
    """Stores the commands first."""

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        if version := self.version(case_id):
            self.inner.append(case_id, (), **{**options, "expected_version": version})
        return self.inner.append(case_id, facts, **options)


class _LastInFirstOut(_Store):
    """Lists the newest command first."""

    def unsent(self) -> Any:
        return self.inner.unsent()[::-1]


class _Resending(_Store):
    """Takes a command that was sent for a new one."""

    again: tuple[Any, ...] = ()

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        before = {command.command_id for command in self.inner.unsent()}
        version = self.inner.append(case_id, facts, **options)
        after = {command.command_id for command in self.inner.unsent()} | before
        self.again += tuple(one for one in options.get("commands", ()) if one.command_id not in after)
        return version

    def unsent(self) -> Any:
        return self.inner.unsent() + self.again


class _Overwriting(_Store):
    """Lets the last content of a command stay."""

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[str, Any] = {}

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        version = self.inner.append(case_id, facts, **options)
        self.last.update((command.command_id, command) for command in options.get("commands", ()))
        return version

    def unsent(self) -> Any:
        return tuple(self.last[command.command_id] for command in self.inner.unsent())


class _Swallowing(_Store):
    """Drops commands whose id another case has."""

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        try:
            return self.inner.append(case_id, facts, **options)
        except CommandConflictError:
            return self.inner.append(case_id, facts, **{**options, "commands": ()})


class _OneAhead(_Store):
    """Marks the command that has waited longest."""

    def mark_sent(self, command_id: str, /) -> None:
        waiting = [command.command_id for command in self.inner.unsent()]
        self.inner.mark_sent((*waiting, command_id)[0])


class _AllAtOnce(_Store):
    """Marks all that wait."""

    def mark_sent(self, command_id: str, /) -> None:
        self.inner.mark_sent(command_id)
        if len(self.inner.unsent()) > 1:
            for command in self.inner.unsent():
                self.inner.mark_sent(command.command_id)


class _MarkingOnce(_Store):
    """Does not want to be told twice."""

    def mark_sent(self, command_id: str, /) -> None:
        before = self.inner.unsent()
        self.inner.mark_sent(command_id)
        if before == self.inner.unsent():
            raise KeyError(command_id)


class _Polite(_Store):
    """Takes an unknown command for a sent one."""

    def mark_sent(self, command_id: str, /) -> None:
        if command_id != "nobody":
            self.inner.mark_sent(command_id)


class _OneForAll(_Store):
    """Lists the cases of all creditors."""

    def case_ids(self, _: str, /, *, only_open: bool = False) -> tuple[str, ...]:
        return sum((self.inner.case_ids(owner, only_open=only_open) for owner in ("cred-1", "cred-2")), ())


class _Alphabetical(_Store):
    """Lists the cases by their ids."""

    def case_ids(self, creditor_id: str, /, *, only_open: bool = False) -> tuple[str, ...]:
        return tuple(sorted(self.inner.case_ids(creditor_id, only_open=only_open)))


class _NewsOnly(_Store):
    """Does not listen to an append without news."""

    def append(self, case_id: str, facts: Any, /, **options: Any) -> int:
        return self.inner.append(case_id, facts, **options) if facts else self.version(case_id)


class _NeverReopened(_Store):
    """Keeps what has ended closed."""

    has_ended = False

    def append(self, case_id: str, facts: Any, /, *, is_open: bool = True, **options: Any) -> int:
        self.has_ended = self.has_ended or not is_open
        return self.inner.append(case_id, facts, is_open=not self.has_ended, **options)


class _Highest(_Store):
    """Keeps the greatest cursor, as text."""

    def keep_cursor(self, cursor: str, /) -> None:
        self.inner.keep_cursor(max(cursor, self.inner.cursor() or ""))


# fmt: off
#: Each broken store, with the one test that catches it.
BROKEN_STORES: Final = (
    (_NeverHeard,      "test_an_unknown_case_is_empty"),
    (_Forgetful,       "test_a_case_is_loaded_as_it_was_appended"),
    (_Sorting,         "test_facts_keep_their_order_of_arrival"),
    (_CountingFacts,   "test_an_append_raises_the_version_by_one"),
    (_Trusting,        "test_a_stale_append_is_refused"),
    (_Doubling,        "test_a_fact_is_stored_once"),
    (_FirstWord,       "test_a_conflicting_fact_is_refused"),
    (_Homeless,        "test_a_case_begins_with_its_transfer"),
    (_TwoTransactions, "test_a_failed_append_stores_no_command"),
    (_LastInFirstOut,  "test_unsent_commands_keep_their_order"),
    (_Resending,       "test_a_command_is_stored_once"),
    (_Overwriting,     "test_a_command_is_stored_once"),
    (_Swallowing,      "test_a_command_of_another_case_is_refused"),
    (_OneAhead,        "test_a_command_that_was_sent_waits_no_more"),
    (_AllAtOnce,       "test_a_command_that_was_sent_waits_no_more"),
    (_MarkingOnce,     "test_a_command_may_be_marked_twice"),
    (_Polite,          "test_an_unknown_command_cannot_be_marked"),
    (_OneForAll,       "test_cases_are_listed_by_creditor"),
    (_Alphabetical,    "test_cases_are_listed_by_creditor"),
    (_NewsOnly,        "test_a_case_is_open_as_long_as_it_is_said_to_be"),
    (_NeverReopened,   "test_a_case_is_open_as_long_as_it_is_said_to_be"),
    (_Highest,         "test_the_cursor_is_kept"),
)
# fmt: on
