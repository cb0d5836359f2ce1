"""A store of cases: facts that are only ever added, and the commands that wait to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle import FactConflictError, NoOpeningError
from inkasso_rules.model.cases import Command
from inkasso_rules.model.facts import Fact

__all__ = ["CaseStore", "CommandConflictError", "StaleCaseError", "Stored", "UnknownCommandError", "new_facts"]


class StaleCaseError(InkassoRulesError, RuntimeError):
    """
    Somebody else has appended to the case meanwhile; nothing was stored. Load it again, and judge anew.

    Attributes:
        case_id: The case.

        expected_version: The version that was appended to.

        version: The version that the case has.
    """

    def __init__(self, case_id: str, expected_version: int, version: int) -> None:
        super().__init__(case_id, expected_version, version)
        self.case_id, self.expected_version, self.version = case_id, expected_version, version

    def __str__(self) -> str:
        return f"case {self.case_id} was appended to at version {self.expected_version}; wanted {self.version}, its version."


class CommandConflictError(InkassoRulesError, ValueError):
    """
    A command of one case has the id of another case's command; were it dropped, nobody would send it.

    Attributes:
        command_id: The id.

        case_id: The case that it was appended to.

        stored_case_id: The case whose command it is.
    """

    def __init__(self, command_id: str, case_id: str, stored_case_id: str) -> None:
        super().__init__(command_id, case_id, stored_case_id)
        self.command_id, self.case_id, self.stored_case_id = command_id, case_id, stored_case_id

    def __str__(self) -> str:
        return (
            f"command {self.command_id} of case {self.case_id} has the id of a command of case {self.stored_case_id}; "
            "wanted an id of its own."
        )


class UnknownCommandError(InkassoRulesError, LookupError):
    """
    No such command was stored.

    Attributes:
        command_id: Its id.
    """

    def __init__(self, command_id: str) -> None:
        super().__init__(command_id)
        self.command_id = command_id

    def __str__(self) -> str:
        return f"command {self.command_id} was never stored; wanted one that was appended with its case."


@attrs.frozen
class Stored:
    """
    What a store holds of a case.

    Attributes:
        facts: In the order in which they arrived.

        version: How many appends have stored facts of it.
    """

    facts: tuple[Fact, ...] = ()
    version: int = 0


def new_facts(stored: Iterable[Fact], given: Iterable[Fact]) -> tuple[Fact, ...]:
    """
    Return those of the *given* facts of a case that are not *stored*: what every store must find out before it stores.

    Raises:
        FactConflictError: If a fact has the id of another one and differs from it.
        NoOpeningError: If the case would have no transfer.
    """
    known = {fact.fact_id: fact for fact in stored}
    new: tuple[Fact, ...] = ()
    for fact in given:
        same = known.get(fact.fact_id)
        if same is None:
            known[fact.fact_id] = fact
            new += (fact,)
        elif same != fact:
            names = (field.name for field in attrs.fields(Fact))
            raise FactConflictError(
                fact.fact_id, tuple(name for name in names if getattr(same, name) != getattr(fact, name))
            )
    if all(fact.opening is None for fact in known.values()):
        raise NoOpeningError(len(known))
    return new


class CaseStore(Protocol):
    """
    Where the host keeps its cases: facts that are only ever added, and the commands that wait to be sent.

    A case belongs to the creditor of its transfer.
    :class:`inkasso_rules.testing.CaseStoreContract` checks the promises.

    Promises:
        - An unknown case has no facts, and version 0.
        - What was appended is loaded again, equal, and with the day on which it became known.
        - Facts are loaded in the order in which they arrived.
        - An append that stores a fact raises the version by one, and tells the new one.
        - An append with another version than the case's raises StaleCaseError and stores no fact.
        - A fact that is stored already is not stored again, and raises no version.
        - A fact with a known id and another content raises FactConflictError, and none of its append is stored.
        - A case without a transfer raises NoOpeningError and is not stored.
        - An append that fails stores no command either.
        - Unsent commands are listed in the order in which they were stored, over all cases.
        - A command id is stored once, whether it is sent or not; the first content stays.
        - A command with the id of another case's raises CommandConflictError, and none of its append is stored.
        - A command that is marked as sent waits no more; all others do.
        - Marking a command once more changes nothing.
        - Marking a command that was never stored raises UnknownCommandError.
        - A creditor's cases are listed in the order of their first append, and no other creditor's.
        - Whether a case is open is what its last append said, also one without news.
        - The cursor is the one that was kept last; none before.
    """

    def load(self, case_id: str, /) -> Stored:
        """Return all that is stored of a case."""
        ...

    def append(
        self,
        case_id: str,
        facts: tuple[Fact, ...],
        /,
        *,
        expected_version: int,
        commands: tuple[Command, ...] = (),
        is_open: bool = True,
    ) -> int:
        """
        Store facts of a case, with the commands of their step, in one transaction; return the version.

        Args:
            case_id: The case.

            facts: Those of one step; any of them may be stored already.

            expected_version: The version that the facts were judged by; 0 for a new case.

            commands: What the agency is to be told because of them; any of them may be stored already.

            is_open: Whether the case goes on after them; the store does not judge that itself.

        Raises:
            StaleCaseError: If the case has another version.
            FactConflictError: If a fact has a known id and says something else.
            NoOpeningError: If neither the case nor *facts* has a transfer.
            CommandConflictError: If a command has the id of another case's.
        """
        ...

    def unsent(self) -> tuple[Command, ...]:
        """Return the commands that wait to be sent."""
        ...

    def mark_sent(self, command_id: str, /) -> None:
        """
        Keep in mind that the agency has answered a command, whatever it said.

        Raises:
            UnknownCommandError: If it was never stored.
        """
        ...

    def case_ids(self, creditor_id: str, /, *, only_open: bool = False) -> tuple[str, ...]:
        """Return the ids of a creditor's cases, all of them or the open ones."""
        ...

    def cursor(self) -> str | None:
        """Return up to where the agency's changes were read."""
        ...

    def keep_cursor(self, cursor: str, /) -> None:
        """Keep up to where the agency's changes were read."""
        ...
