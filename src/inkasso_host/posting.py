"""
A settlement's receipts go to the ERP in steps, and after a crash between any two of them it goes on where it was.

The order: all receipts are made, the listing is attached to each, all are approved, and the agency is told. So a
receipt that the ERP refuses leaves only unapproved ones behind, which are no part of the books.

:func:`next_step` decides and touches nothing. :func:`post_journal` takes the steps and asks the ERP before each of them
whether it was taken already: the answer may have been lost. Two that post one settlement at the same time are the
host's to keep apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol

import attrs

from inkasso_host.reading import HostInputError
from inkasso_host.receipts import Attachment, Receipt, attachment_meta

__all__ = [
    "Acknowledge",
    "Approve",
    "Done",
    "JournalClient",
    "PostAttachment",
    "PostReceipt",
    "PostedReceipt",
    "Progress",
    "ProgressError",
    "Step",
    "from_record",
    "next_step",
    "post_journal",
    "start",
    "to_record",
]

_VERSION: Final = 1
_PROGRESS: Final = MappingProxyType({"version": int, "settlement_id": str, "receipts": list, "is_acknowledged": bool})
_RECEIPT: Final = MappingProxyType(
    {"key": str, "receipt_id": int, "invoice_id": int, "is_attached": bool, "is_approved": bool}
)
_MAY_BE_NONE: Final = frozenset({"receipt_id", "invoice_id"})


class ProgressError(HostInputError):
    """
    A stored progress cannot be used.

    Attributes:
        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        return f"the progress has no fitting {self.field}; wanted {self.wanted}."


@attrs.frozen(kw_only=True)
class PostedReceipt:
    """
    How far one receipt has come.

    Attributes:
        key: What it is found by.

        receipt_id: The ERP's id of it; none until it is there.

        invoice_id: The id of the invoice that the ERP makes behind it, which files hang on.

        is_attached: Whether the listing hangs on it.

        is_approved: Whether it is approved.
    """

    key: str
    receipt_id: int | None = None
    invoice_id: int | None = None
    is_attached: bool = False
    is_approved: bool = False


@attrs.frozen(kw_only=True)
class Progress:
    """
    How far a settlement has come.

    Attributes:
        settlement_id: The settlement.

        receipts: Its receipts.

        is_acknowledged: Whether the agency knows that it is booked.
    """

    settlement_id: str
    receipts: tuple[PostedReceipt, ...]
    is_acknowledged: bool = False


@attrs.frozen
class PostReceipt:
    """Make the receipt, unless the ERP has it."""

    key: str


@attrs.frozen
class PostAttachment:
    """Attach the listing to the invoice behind the receipt."""

    key: str
    invoice_id: int


@attrs.frozen
class Approve:
    """Approve the receipt."""

    key: str
    receipt_id: int


@attrs.frozen
class Acknowledge:
    """Tell the agency that the settlement is booked, and under which ids of the ERP."""

    settlement_id: str
    receipt_ids: tuple[int, ...]


@attrs.frozen
class Done:
    """There is nothing left to do."""


Step = PostReceipt | PostAttachment | Approve | Acknowledge | Done


class JournalClient(Protocol):
    """
    The ERP, and the agency for the last step. What fails raises whatever the client likes, and is tried again later.

    Promises:
        - *find_receipt* finds a receipt by its key as soon as *post_receipt* has made it, also if the answer was lost.
        - *post_receipt* never asks the ERP to add a row that makes up a difference.
        - *acknowledge* a second time changes nothing.
    """

    def find_receipt(self, key: str, /) -> tuple[int, int] | None:
        """Return the ids of the receipt and of its invoice; none if there is none with this key."""

    def post_receipt(self, body: bytes, /) -> tuple[int, int]:
        """Make a receipt and return its id and that of its invoice."""

    def attachment_names(self, invoice_id: int, /) -> Collection[str]:
        """Return the names of the files that hang on an invoice."""

    def post_attachment(self, meta: bytes, content: bytes, /) -> None:
        """Attach a file."""

    def is_approved(self, receipt_id: int, /) -> bool:
        """Tell whether a receipt is approved."""

    def approve(self, receipt_id: int, /) -> None:
        """Approve a receipt."""

    def acknowledge(self, settlement_id: str, receipt_ids: Sequence[int], /) -> None:
        """Tell the agency that a settlement is booked."""


def start(settlement_id: str, receipts: Iterable[Receipt]) -> Progress:
    """
    Return the progress of a settlement for which nothing was done.

    A settlement without receipts, for nothing was to be booked, is only acknowledged.

    Raises:
        ProgressError: If two receipts have one key, or one is of another settlement.
    """
    keys = [one.key for one in receipts]
    if len(set(keys)) < len(keys):
        raise ProgressError("receipts", "a key of its own for each")
    if not all(key.startswith(f"{settlement_id} ") for key in keys):
        raise ProgressError("receipts", f"those of settlement {settlement_id}")
    return Progress(settlement_id=settlement_id, receipts=tuple(PostedReceipt(key=key) for key in keys))


def next_step(progress: Progress) -> Step:
    """Return what is to be done next."""
    for one in progress.receipts:
        if one.receipt_id is None or one.invoice_id is None:
            return PostReceipt(one.key)
    for one in progress.receipts:
        if not one.is_attached and one.invoice_id is not None:
            return PostAttachment(one.key, one.invoice_id)
    ids = []
    for one in progress.receipts:
        if one.receipt_id is not None:
            ids.append(one.receipt_id)
            if not one.is_approved:
                return Approve(one.key, one.receipt_id)
    return Done() if progress.is_acknowledged else Acknowledge(progress.settlement_id, tuple(ids))


def post_journal(
    client: JournalClient,
    progress: Progress,
    *,
    receipts: Iterable[Receipt],
    listing: Attachment | None,
    save: Callable[[Progress], None],
) -> Progress:
    """
    Take all steps that are left.

    Started again with the last progress that was saved, or with none at all, it makes nothing twice.

    Args:
        client: The ERP and the agency.

        progress: How far the settlement has come.

        receipts: The settlement's receipts, the same as when it was started.

        listing: What is attached to each; none if there is nothing to attach.

        save: Keeps the progress; called after every step.

    Raises:
        ProgressError: If the progress has a receipt that was not given.
    """
    bodies = {one.key: one.body for one in receipts}
    if missing := [one.key for one in progress.receipts if one.key not in bodies]:
        raise ProgressError("receipts", f"all that it was started with, also {missing[0]}")
    while not isinstance(step := next_step(progress), Done):
        progress = _taken(client, progress, step, bodies, listing)
        save(progress)
    return progress


def _taken(
    client: JournalClient,
    progress: Progress,
    step: PostReceipt | PostAttachment | Approve | Acknowledge,
    bodies: Mapping[str, bytes],
    listing: Attachment | None,
) -> Progress:
    """Take one step, unless it was taken and only the answer was lost."""
    match step:
        case PostReceipt(key):
            receipt_id, invoice_id = client.find_receipt(key) or client.post_receipt(bodies[key])
            return _with(progress, key, receipt_id=receipt_id, invoice_id=invoice_id)
        case PostAttachment(key, invoice_id):
            if listing is not None and listing.name not in client.attachment_names(invoice_id):
                client.post_attachment(attachment_meta(listing, invoice_id), listing.content)
            return _with(progress, key, is_attached=True)
        case Approve(key, receipt_id):
            if not client.is_approved(receipt_id):
                client.approve(receipt_id)
            return _with(progress, key, is_approved=True)
        case Acknowledge(settlement_id, receipt_ids):
            client.acknowledge(settlement_id, receipt_ids)
            return attrs.evolve(progress, is_acknowledged=True)


def _with(progress: Progress, key: str, **changes: Any) -> Progress:
    """Change one receipt of a progress."""
    changed = tuple(attrs.evolve(one, **changes) if one.key == key else one for one in progress.receipts)
    return attrs.evolve(progress, receipts=changed)


def to_record(progress: Progress) -> dict[str, Any]:
    """Return a progress as plain data with a version, for a store."""
    receipts = [attrs.asdict(one) for one in progress.receipts]
    return {"version": _VERSION, **attrs.asdict(progress, recurse=False), "receipts": receipts}


def from_record(record: object) -> Progress:
    """
    Read a progress back; strictly, for what is guessed here would be booked twice.

    Raises:
        ProgressError: If a field is missing, unknown or of another type, or the version is another.
    """
    fields = _fields(record, _PROGRESS)
    if fields.pop("version") != _VERSION:
        raise ProgressError("version", str(_VERSION))
    receipts = tuple(PostedReceipt(**_fields(one, _RECEIPT)) for one in fields.pop("receipts"))
    if any((one.receipt_id is None) is not (one.invoice_id is None) for one in receipts):
        raise ProgressError("invoice_id", "both ids of a receipt, or none")
    return Progress(receipts=receipts, **fields)


def _fields(record: object, kinds: Mapping[str, type]) -> dict[str, Any]:
    """Return the fields of a record, if they are those that are wanted."""
    if not isinstance(record, dict) or record.keys() != kinds.keys():
        raise ProgressError("fields", ", ".join(kinds))
    for name, kind in kinds.items():
        # A truth value is a kind of number in Python; here it is not.
        if type(record[name]) is not kind and not (record[name] is None and name in _MAY_BE_NONE):
            raise ProgressError(name, kind.__name__)
    return dict(record)
