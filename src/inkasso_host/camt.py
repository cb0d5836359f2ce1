"""
What the bank says that it has booked: camt.053 (statements) and camt.054 (notifications), versions 02 and 08.

Each transaction of an entry is a row of its own. Money that came in with a reference is a payment by reference too,
under the same id as its row, so that nothing books it twice.

Schemas are not checked: banks leave out what the schema wants. What is needed and missing is listed, entry by entry.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from inkasso_host.camt_entries import CamtFault, CamtProblem, Found, Sight, read_entry
from inkasso_host.elements import BYTES_MAX, Element, read_elements
from inkasso_host.reading import HostInputError, ProblemCode, UnreadableFileError
from inkasso_rules.model.settlements import BankRow, ReferencePayment

__all__ = ["SUPPORTED", "CamtReading", "CamtVersionError", "read_camt"]

#: The messages that are read.
SUPPORTED: Final = ("camt.053.001.02", "camt.053.001.08", "camt.054.001.02", "camt.054.001.08")

_NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:"
_MESSAGE: Final = re.compile(r"[a-z]{4}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}")
_HOLDERS: Final = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn")
_KEPT: Final = frozenset(
    """
    BkToCstmrStmt Stmt BkToCstmrDbtCdtNtfctn Ntfctn Id Acct IBAN Othr Ntry NtryRef Amt CdtDbtInd RvslInd Sts Cd Prtry
    BookgDt Dt DtTm AcctSvcrRef AddtlNtryInf NtryDtls TxDtls Refs AmtDtls InstdAmt TxAmt RltdPties Dbtr UltmtDbtr Cdtr
    UltmtCdtr Pty Nm RltdDts AccptncDtTm RmtInf Ustrd Strd RfrdDocInf Nb RfrdDocAmt RmtdAmt CdtNoteAmt CdtrRefInf Ref
    """.split()
)


class CamtVersionError(HostInputError):
    """
    A document is not one of the messages that are read.

    Attributes:
        file: The file's name.

        found: The message that it is; empty where it is none of ISO 20022.
    """

    def __init__(self, file: str, found: str) -> None:
        super().__init__(file, found)
        self.file, self.found = file, found

    def __str__(self) -> str:
        return f"{self.file} is {self.found or 'no message of ISO 20022'}; wanted one of {', '.join(SUPPORTED)}."


@attrs.frozen(kw_only=True)
class CamtReading:
    """
    What a file gave: every entry has rows, or a problem that says why not.

    Attributes:
        rows: One for each transaction; for the entry, where it has none.

        payments: What came in with a reference, each under the id of its row.

        problems: What could not be read.

        entries: How many entries the file has.
    """

    rows: tuple[BankRow, ...]
    payments: tuple[ReferencePayment, ...]
    problems: tuple[CamtProblem, ...]
    entries: int


def read_camt(
    source: bytes,
    *,
    accounts: Mapping[str, str] = MappingProxyType({}),
    file: str = "the bank file",
    bytes_max: int = BYTES_MAX,
) -> CamtReading:
    """
    Read what the bank has booked.

    A row's id is the bank's reference of it. Where the bank gives none, it is made from all that the entry says: the
    same file gives the same ids, but the same money in a notification and in a statement then has two.

    Args:
        source: The whole file.

        accounts: The ledger account by the bank's number of the account (IBAN or other, without blanks). Where none
            is named, rows have no account of their own; where some are, entries of any other account are refused.

        file: What the file is called in errors.

        bytes_max: The largest file that is read.

    Raises:
        UnreadableFileError: If it is not XML, has a document type, is too large or too deep, or holds no statement.

        CamtVersionError: If it is another message or version.
    """
    namespace, root = read_elements(source, _KEPT, file=file, bytes_max=bytes_max)
    message = namespace.removeprefix(_NAMESPACE)
    if message not in SUPPORTED or root.tag != "Document":
        raise CamtVersionError(file, message if _MESSAGE.fullmatch(message) else "")
    holders = [holder for path in _HOLDERS for holder in root.every(path)]
    if not holders:
        raise UnreadableFileError(file, "holds no statement and no notification", "Stmt or Ntfctn with entries")
    found = _undoubled([read_entry(sight) for sight in _sights(holders, accounts)])
    return CamtReading(
        rows=tuple(row for one in found for row in one.rows),
        payments=tuple(payment for one in found for payment in one.payments),
        problems=tuple(problem for one in found for problem in one.sight.problems),
        entries=len(found),
    )


def _sights(holders: Iterable[Element], accounts: Mapping[str, str]) -> list[Sight]:
    """Number the entries of all statements, and give each an id to fall back on."""
    found: list[Sight] = []
    seen: Counter[str] = Counter()
    for holder in holders:
        numbers = [
            "".join(one.text.split()) for path in ("Acct/Id/IBAN", "Acct/Id/Othr/Id") for one in holder.every(path)
        ]
        account = next((accounts[number] for number in numbers if number in accounts), None)
        about = " ".join([*numbers, *(one.text.strip() for one in holder.every("Id"))])
        for entry in holder.every("Ntry"):
            digest = Element("", 0, {"about": about}, children=[entry]).digest()
            seen[digest] += 1
            # Two payments of one day may say the same in everything, and are two all the same.
            row_id = f"camt-{digest}" if seen[digest] == 1 else f"camt-{digest}-{seen[digest]}"
            found.append(Sight(len(found) + 1, entry, row_id, account))
            if accounts and account is None:
                found[-1].note("", CamtFault.ACCOUNT)
    return found


def _undoubled(found: Sequence[Found]) -> list[Found]:
    """
    Refuse entries with the id of another one.

    One that says the same again is the same money; of two that say different things nobody knows which is right.
    """
    by_id: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        for row in one.rows:
            by_id[row.row_id].append(one)
    refused: set[int] = set()
    for row_id, group in by_id.items():
        if len(group) == 1:
            continue
        is_same = all(one.rows == group[0].rows for one in group)
        for one in group[is_same:]:
            if one.sight.number not in refused:
                refused.add(one.sight.number)
                one.sight.note("AcctSvcrRef", ProblemCode.DOUBLED, row_id)
    return [Found(one.sight) if one.sight.number in refused else one for one in found]
