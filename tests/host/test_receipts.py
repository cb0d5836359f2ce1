"""Journal receipts: exact amounts, and one receipt per voucher however often the way there breaks off."""

import datetime as dt
import itertools
import json
import pickle
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkasso_host.posting import (
    Acknowledge,
    Approve,
    Done,
    PostAttachment,
    PostedReceipt,
    PostReceipt,
    Progress,
    ProgressError,
    from_record,
    next_step,
    post_journal,
    start,
    to_record,
)
from inkasso_host.reading import HostInputError
from inkasso_host.receipts import (
    ATTACHMENT_BYTES_MAX,
    Attachment,
    AttachmentError,
    Receipt,
    ReceiptCodes,
    ReceiptError,
    ReceiptTexts,
    attachment_meta,
    receipt,
)
from inkasso_rules.model.money import Money
from inkasso_rules.model.vouchers import Line, Voucher, VoucherCode

_CODES: Final = ReceiptCodes(vat_status=12)
_LISTING: Final = Attachment("listing.pdf", b"%PDF-")


def _a_voucher(*minors: int, voucher_id: str = "V-1", currency: str = "SEK") -> Voucher:
    """Return a voucher with these amounts and what balances them."""
    lines = [
        Line(str(1510 + number), Money(minor, currency)) for number, minor in enumerate(minors or (-125_000, 6_000))
    ]
    rest = -sum(line.amount.minor for line in lines)
    return Voucher(
        voucher_id=voucher_id,
        dated_on=dt.date(2026, 3, 2),
        code=VoucherCode.SETTLEMENT,
        subject="S-1",
        lines=(*lines, Line("1512", Money(rest, currency))),
    )


def _texts(voucher: Voucher, **changes: Any) -> ReceiptTexts:
    lines = tuple(f"row {number}" for number in range(len(voucher.lines)))
    return ReceiptTexts(**{"name": "Avräkning S-1", "lines": lines, **changes})


def _made(voucher: Voucher, **changes: Any) -> Receipt:
    return receipt(voucher, texts=_texts(voucher, **changes), codes=_CODES)


# --- what is sent -----------------------------------------------------------------------------------------------------
def test_a_receipt_is_sent_byte_for_byte_like_this() -> None:
    """Debit above zero, two decimals, no percentage on any row, and nothing that makes up a difference."""
    head = '{"type":"JOURNAL","name":"Avräkning S-1","receiptDate":"2026-03-02","vatType":"SALES","vatStatus":12,'
    row = (
        '{{"transactionType":"ENTRY","account":"{}","accountingValue":{},"vatPercent":0,"vatType":"SALES",'
        '"vatStatus":12,"description":"row {}"}}'
    ).format
    rows = (row("1510", "-1250.00", 0), row("1511", "60.00", 1), row("1512", "1190.00", 2))
    expected = f'{head}"accountantsNotes":"S-1 V-1","transactions":[{",".join(rows)}]}}'
    made = _made(_a_voucher())
    assert ("S-1 V-1", expected) == (made.key, made.body.decode())


def test_the_codes_are_the_hosts() -> None:
    """The Swedish ones are not public; nothing is presumed."""
    codes = ReceiptCodes(vat_status=3, vat_type="PURCHASE", vat_country="SWEDEN", ledger_currency="EUR")
    voucher = _a_voucher(-1, currency="EUR")
    found = json.loads(receipt(voucher, texts=_texts(voucher, notes="note"), codes=codes).body)
    assert (3, "PURCHASE", "SWEDEN", "note") == (
        found["vatStatus"],
        found["vatType"],
        found["vatProcessing"],
        found["invoiceNotes"],
    )
    assert {(3, "PURCHASE", 0)} == {(r["vatStatus"], r["vatType"], r["vatPercent"]) for r in found["transactions"]}
    with pytest.raises(ValueError, match="vat_type"):
        ReceiptCodes(vat_status=3, vat_type="BOTH")
    with pytest.raises(TypeError):
        ReceiptCodes()  # type: ignore[call-arg]


_LIMITS: Final = (("name", 80), ("description", 255), ("notes", 10_000))


@pytest.mark.parametrize(("field", "limit"), _LIMITS)
@pytest.mark.parametrize("more", [0, 1])
def test_texts_are_cut_at_the_erps_limits(field: str, limit: int, more: int) -> None:
    """With a sign that they are."""
    text, voucher = "x" * (limit + more), _a_voucher()
    changes = {"lines": (text,) * 3} if field == "description" else {field: text}
    found = json.loads(_made(voucher, **changes).body)
    written = {
        "name": found["name"],
        "notes": found.get("invoiceNotes"),
        "description": found["transactions"][0]["description"],
    }
    assert (limit, more > 0) == (len(written[field]), written[field].endswith("…"))


@pytest.mark.parametrize("text", ['"} , {"', "a\\b", "two\nlines", "\x00\ud800\u202e", "💰 €§", ""])
def test_no_text_changes_a_row(text: str) -> None:
    """It stays one field on one line; the amounts stay theirs."""
    found = json.loads(_made(_a_voucher(), name=text, lines=(text, text, text)).body)
    assert [-1250, 60, 1190] == [row["accountingValue"] for row in found["transactions"]]
    assert " ".join("".join(s if s.isprintable() else " " for s in text).split()) == found["name"]


@settings(max_examples=60)
@given(st.lists(st.integers(-(10**15), 10**15).filter(bool), min_size=1, max_size=5))
def test_amounts_are_exact_and_sum_to_zero(minors: list[int]) -> None:
    """As decimals, with two places each; a float would lose öre from 10¹³ kronor on."""
    if not sum(minors):
        minors = [*minors, 1]
    body = _made(_a_voucher(*minors)).body
    values = [row["accountingValue"] for row in json.loads(body, parse_float=Decimal)["transactions"]]
    assert [*(Decimal(minor).scaleb(-2) for minor in minors)] == values[:-1]
    assert (0, {-2}) == (sum(values), {value.as_tuple().exponent for value in values})


def test_a_file_hangs_on_the_invoice_behind_the_receipt() -> None:
    """Not on the receipt."""
    expected = b'{"name":"listing.pdf","referenceType":"INVOICE","referenceId":900}'
    assert expected == attachment_meta(_LISTING, 900)


# --- what is refused --------------------------------------------------------------------------------------------------
def _refused(make: Callable[[], object]) -> HostInputError:
    with pytest.raises(HostInputError) as caught:
        make()
    return caught.value


_V: Final = _a_voucher()
_EURO: Final = _a_voucher(-1, currency="EUR")
_LONG: Final = _a_voucher(voucher_id="x" * 252)
_STORED: Final[dict[str, Any]] = to_record(start("S-1", [_made(_V)]))
_R: Final = "version, settlement_id, receipts, is_acknowledged"

# fmt: off
_MESSAGES: Final[tuple[tuple[Callable[[], object], type[HostInputError], str], ...]] = (
    (lambda: _made(_EURO),                          ReceiptError,    "voucher V-1 has no amounts for a journal receipt; wanted lines in SEK."),
    (lambda: _made(_V, lines=("one",)),             ReceiptError,    "voucher V-1 has no texts for a journal receipt; wanted 3 of them."),
    (lambda: _made(_LONG),                          ReceiptError,    f"voucher {'x' * 252} has no key for a journal receipt; wanted ids of one line, together at most 255 characters."),
    (lambda: Attachment("listing", b"x"),           AttachmentError, "the attachment has no fitting name; wanted one with an ending, as 'listing.pdf'."),
    (lambda: Attachment("listing.", b"x"),          AttachmentError, "the attachment has no fitting name; wanted one with an ending, as 'listing.pdf'."),
    (lambda: Attachment("a\n.pdf", b"x"),           AttachmentError, "the attachment has no fitting name; wanted one with an ending, as 'listing.pdf'."),
    (lambda: Attachment("a.pdf", b""),              AttachmentError, "the attachment has no fitting size; wanted 1 to 10000000 bytes."),
    (lambda: Attachment("a.pdf", bytes(10**7 + 1)), AttachmentError, "the attachment has no fitting size; wanted 1 to 10000000 bytes."),
    (lambda: start("S-2", [_made(_V)]),             ProgressError,   "the progress has no fitting receipts; wanted those of settlement S-2."),
    (lambda: start("S-1", [_made(_V)] * 2),         ProgressError,   "the progress has no fitting receipts; wanted a key of its own for each."),
    (lambda: _post(_Server(), start("S-1", [_made(_V)]), []), ProgressError, "the progress has no fitting receipts; wanted all that it was started with, also S-1 V-1."),
    (lambda: from_record([]),                       ProgressError,   f"the progress has no fitting fields; wanted {_R}."),
    (lambda: from_record({**_STORED, "more": 1}),   ProgressError,   f"the progress has no fitting fields; wanted {_R}."),
    (lambda: from_record({**_STORED, "version": 2}), ProgressError,  "the progress has no fitting version; wanted 1."),
    (lambda: from_record({**_STORED, "is_acknowledged": 1}), ProgressError, "the progress has no fitting is_acknowledged; wanted bool."),
    (lambda: from_record({**_STORED, "settlement_id": None}), ProgressError, "the progress has no fitting settlement_id; wanted str."),
    (lambda: from_record(_with_receipt(receipt_id=True)), ProgressError, "the progress has no fitting receipt_id; wanted int."),
    (lambda: from_record(_with_receipt(receipt_id=7)), ProgressError, "the progress has no fitting invoice_id; wanted both ids of a receipt, or none."),
)
# fmt: on


def _with_receipt(**changes: object) -> dict[str, Any]:
    return {**_STORED, "receipts": [{**_STORED["receipts"][0], **changes}]}


@pytest.mark.parametrize(("make", "kind", "message"), _MESSAGES)
def test_what_cannot_be_sent_is_refused(make: Callable[[], object], kind: type[HostInputError], message: str) -> None:
    """Before anything is sent, in one sentence, also after pickling."""
    error = _refused(make)
    assert (kind, message) == (type(error), str(error))
    assert message == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes.


def test_the_largest_attachment_and_the_longest_key_pass() -> None:
    """One more is refused above."""
    assert ATTACHMENT_BYTES_MAX == len(Attachment("a.pdf", bytes(10**7)).content)
    assert 255 == len(_made(_a_voucher(voucher_id="x" * 251)).key)


# --- step by step -----------------------------------------------------------------------------------------------------
class _LostError(Exception):
    """The line broke."""


class _Server:
    """The ERP and the agency, on a line that breaks at one call: before it gets through, or before the answer does."""

    def __init__(self, breaks_at: int | None = None, *, is_taken: bool = False) -> None:
        self.breaks_at, self.is_taken = breaks_at, is_taken
        self.calls: list[str] = []
        self.receipts: list[dict[str, Any]] = []
        self.files: list[tuple[int, str]] = []
        self.approved: list[int] = []
        self.acknowledged: list[tuple[str, tuple[int, ...]]] = []

    def _call(self, name: str, work: Callable[[], Any]) -> Any:
        self.calls.append(name)
        breaks = len(self.calls) - 1 == self.breaks_at
        if breaks and not self.is_taken:
            raise _LostError
        answer = work()
        if breaks:
            raise _LostError
        return answer

    def find_receipt(self, key: str, /) -> tuple[int, int] | None:
        def find() -> tuple[int, int] | None:
            keys = [one["accountantsNotes"] for one in self.receipts]
            return (keys.index(key) + 1, keys.index(key) + 901) if key in keys else None

        found: tuple[int, int] | None = self._call("find", find)
        return found

    def post_receipt(self, body: bytes, /) -> tuple[int, int]:
        def post() -> tuple[int, int]:
            self.receipts.append(json.loads(body))
            return len(self.receipts), len(self.receipts) + 900

        made: tuple[int, int] = self._call("post", post)
        return made

    def attachment_names(self, invoice_id: int, /) -> list[str]:
        found: list[str] = self._call("names", lambda: [name for at, name in self.files if at == invoice_id])
        return found

    def post_attachment(self, meta: bytes, content: bytes, /) -> None:
        about = json.loads(meta)
        assert ("INVOICE", _LISTING.content) == (about["referenceType"], content)
        self._call("attach", lambda: self.files.append((about["referenceId"], about["name"])))

    def is_approved(self, receipt_id: int, /) -> bool:
        return bool(self._call("approved", lambda: receipt_id in self.approved))

    def approve(self, receipt_id: int, /) -> None:
        self._call("approve", lambda: self.approved.append(receipt_id))

    def acknowledge(self, settlement_id: str, receipt_ids: Sequence[int], /) -> None:
        def acknowledge() -> None:
            if (settlement_id, tuple(receipt_ids)) not in self.acknowledged:
                self.acknowledged.append((settlement_id, tuple(receipt_ids)))

        self._call("acknowledge", acknowledge)


def _post(server: _Server, progress: Progress, receipts: Sequence[Receipt], save: Any = lambda _: None) -> Progress:
    return post_journal(server, progress, receipts=receipts, listing=_LISTING, save=save)


_TWO: Final = (_made(_a_voucher()), _made(_a_voucher(-5_000, voucher_id="V-2")))
_CALLS: Final = "find post find post names attach names attach approved approve approved approve acknowledge".split()
_FINISHED: Final = Progress(
    settlement_id="S-1",
    receipts=(
        PostedReceipt(key="S-1 V-1", receipt_id=1, invoice_id=901, is_attached=True, is_approved=True),
        PostedReceipt(key="S-1 V-2", receipt_id=2, invoice_id=902, is_attached=True, is_approved=True),
    ),
    is_acknowledged=True,
)


def _is_whole(server: _Server) -> None:
    """Everything is there once, and nothing twice."""
    assert ["S-1 V-1", "S-1 V-2"] == [one["accountantsNotes"] for one in server.receipts]
    assert [(901, "listing.pdf"), (902, "listing.pdf")] == server.files
    assert ([1, 2], [("S-1", (1, 2))]) == (server.approved, server.acknowledged)


def test_steps_follow_one_another() -> None:
    """All receipts first, then the listings, then the approvals, and the agency at last."""
    server, saved = _Server(), list[Progress]()
    assert _FINISHED == _post(server, start("S-1", _TWO), _TWO, saved.append)
    assert list(_CALLS) == server.calls
    _is_whole(server)
    steps = [
        PostReceipt("S-1 V-2"),
        PostAttachment("S-1 V-1", 901),
        PostAttachment("S-1 V-2", 902),
        Approve("S-1 V-1", 1),
        Approve("S-1 V-2", 2),
        Acknowledge("S-1", (1, 2)),
        Done(),
    ]
    assert PostReceipt("S-1 V-1") == next_step(start("S-1", _TWO))
    assert steps == [next_step(progress) for progress in saved]


@pytest.mark.parametrize("from_start", [False, True])
@pytest.mark.parametrize("is_taken", [False, True])
@pytest.mark.parametrize("breaks_at", range(len(_CALLS)))
def test_after_a_crash_at_any_call_nothing_is_there_twice(breaks_at: int, *, is_taken: bool, from_start: bool) -> None:
    """Whether the server took it or not, and whether the progress was saved or lost."""
    server, kept = _Server(breaks_at, is_taken=is_taken), [to_record(start("S-1", _TWO))]
    with pytest.raises(_LostError):
        _post(server, from_record(kept[0]), _TWO, lambda progress: kept.append(to_record(progress)))
    server.breaks_at = None
    stored = json.loads(json.dumps(kept[0 if from_start else -1]))
    assert _FINISHED == _post(server, from_record(stored), _TWO)
    _is_whole(server)


@pytest.mark.parametrize("at", range(7))
def test_a_progress_that_cannot_be_saved_is_no_loss(at: int) -> None:
    """The step was taken; it is found again."""
    server, counter = _Server(), itertools.count()

    def save(_: Progress) -> None:
        if next(counter) == at:
            raise _LostError

    with pytest.raises(_LostError):
        _post(server, start("S-1", _TWO), _TWO, save)
    assert _FINISHED == _post(server, start("S-1", _TWO), _TWO)
    _is_whole(server)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.booleans()), max_size=8))
def test_after_any_number_of_crashes_nothing_is_there_twice(crashes: list[tuple[int, bool, bool]]) -> None:
    """One after the other, on a progress that is saved or lost each time."""
    server, kept = _Server(), [start("S-1", _TWO)]
    for breaks_in, is_taken, is_lost in crashes:
        server.breaks_at, server.is_taken = len(server.calls) + breaks_in, is_taken
        kept = kept[:1] if is_lost else kept
        try:
            _post(server, kept[-1], _TWO, kept.append)
        except _LostError:
            continue
    server.breaks_at = None
    assert _FINISHED == _post(server, kept[-1], _TWO)
    _is_whole(server)


def test_what_is_done_is_not_done_again() -> None:
    """Not even a question is asked."""
    server = _Server()
    assert (_FINISHED, []) == (_post(server, _FINISHED, _TWO), server.calls)


def test_without_a_listing_nothing_is_attached_and_without_receipts_only_told() -> None:
    """A settlement of nothing is booked by saying so."""
    server = _Server()
    post_journal(server, start("S-1", _TWO[:1]), receipts=_TWO[:1], listing=None, save=lambda _: None)
    assert ["find", "post", "approved", "approve", "acknowledge"] == server.calls
    server = _Server()
    assert Progress(settlement_id="S-1", receipts=(), is_acknowledged=True) == _post(server, start("S-1", ()), ())
    assert (["acknowledge"], [("S-1", ())]) == (server.calls, server.acknowledged)


def test_a_refused_receipt_leaves_none_approved() -> None:
    """What the ERP refuses stops the settlement while nothing of it is in the books."""
    server = _Server()

    def refuse(_: bytes) -> NoReturn:
        raise _LostError

    taken = [server.post_receipt]
    server.post_receipt = lambda body: taken.pop()(body) if taken else refuse(body)  # type: ignore[method-assign]
    with pytest.raises(_LostError):
        _post(server, start("S-1", _TWO), _TWO)
    assert (1, [], [], []) == (len(server.receipts), server.files, server.approved, server.acknowledged)


@pytest.mark.parametrize("progress", [start("S-1", ()), start("S-1", _TWO), _FINISHED])
def test_a_progress_is_stored_and_read_back(progress: Progress) -> None:
    """As plain data."""
    assert progress == from_record(json.loads(json.dumps(to_record(progress))))


def test_nothing_that_is_shown_says_what_people_read() -> None:
    """Texts may name a debtor."""
    assert "Anna" not in repr((ReceiptTexts(name="Anna", lines=("Anna",), notes="Anna"), Receipt("k", b"Anna")))
