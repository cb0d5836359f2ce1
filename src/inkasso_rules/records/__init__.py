"""
The stored form of every value: plain data with a type and a version, for stores and for other languages.

A record is JSON-ready (text, whole numbers, true and false, null, lists, objects): days are ISO 8601, codes are their
values, decimals and fractions are text, sets are sorted lists, and where a field may hold one of several types the
value says which. Every field is written, defaults included; the same value gives the same bytes.

Reading is strict. An unknown or missing field, another kind of value, an unknown type or a later version is refused,
and so is what the type itself refuses. Nothing is guessed, so that a record means the same in ten years.

Rules, rule sets, and all that holds one (what is bound or compiled, a decider, a transfer plan, a scenario, a
comparison) hold functions, and so do the rows of the lifecycle's table. They are code and have no records: keep the
decisions, which name the fingerprints of the rules and of the policy; and keep the facts of a case, which fold to it.

A statement has no record either, nor what the service costs a creditor: they are made from a claim, a day, a law and a
policy, and a statement works its lines out whenever they are asked for. Keep the claim, the day and the policy, which
have records; a law, its parameters and the rates made of them are part of the library. What was said can be kept too:
lines, allocations, segments and costs have records.

Nor have records: what the ledger of a claim counts on its way, and a step of checking costs; what plans and
confirmations share, for a confirmation has one; the steps of compiling; a case while its facts are folded; the tables
of words, which are part of the library; a map of the agency's codes, which is a host's configuration; what passes
through a port, which becomes facts; and what is wrong with a frame, which is part of an error and belongs to an extra.

Of journals, what posting works out on its way has none, nor has the table of parts, which is part of the library; what
stands on the clearing account is read from vouchers, which have records; a list of payments is made from a settlement;
and what a SIE file holds is stored as that file.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from cattrs import Converter

from inkasso_rules.activation import Allowed, Application
from inkasso_rules.candidates import Candidate, Cutoffs
from inkasso_rules.claim import Allocation, ClaimSegment, Shared, StatementLine
from inkasso_rules.columns import Column
from inkasso_rules.compare import Change
from inkasso_rules.eligibility import BothWays, Decision
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.explain import RuleLine
from inkasso_rules.expressions import AllOf, AnyOf, Compare, Cutoff, Field, Flag, Known, Member, Value
from inkasso_rules.journal import Difference, Held, OpenItemUpdate, Posted, Register, Taken, Unmatched
from inkasso_rules.law.charging import ChargedCost, Excess
from inkasso_rules.law.demands import DemandLetter, InterestPart, Lack
from inkasso_rules.law.interest import Interest, InterestStart, Segment
from inkasso_rules.law.measures import CostCondition, CostLine, Costs, Measure
from inkasso_rules.law.parameter import Citation
from inkasso_rules.law.prescription import Interruption, Prescription
from inkasso_rules.lifecycle import (
    Breach,
    Case,
    Correction,
    Dispute,
    Granted,
    Ground,
    NextStep,
    Pause,
    Request,
    Step,
    Wait,
)
from inkasso_rules.model.agreements import AgreedInterest, Agreements
from inkasso_rules.model.answers import Notice, Reason, Refused
from inkasso_rules.model.bookings import Accounts, BookedInvoice, BookedRow, Books, FiscalYear
from inkasso_rules.model.cases import (
    AcknowledgeSettlement,
    AttachInvoiceCopy,
    Opening,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
)
from inkasso_rules.model.claims import Charge, Claim
from inkasso_rules.model.creditors import Creditor, Group, Reported, Service
from inkasso_rules.model.exchange import ExchangeRate
from inkasso_rules.model.facts import Fact
from inkasso_rules.model.identifiers import Bic, Iban, Identifier
from inkasso_rules.model.invoices import Attachment, Hold, Invoice, InvoiceRow, PriorReminder
from inkasso_rules.model.money import Money
from inkasso_rules.model.parties import Address, BankAccount, Contact, Customer, Debtor
from inkasso_rules.model.series import Series
from inkasso_rules.model.settings import Automation, Settings
from inkasso_rules.model.settlements import (
    BankRow,
    DirectPayment,
    Part,
    ReferencePayment,
    SettledPayment,
    Settlement,
    VatDocument,
)
from inkasso_rules.model.snapshots import AgencyAction, IncomingPayment, Snapshot
from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.overview import Approval, Balance, Detail, Event, LeftOut, Mark, Overview, Row
from inkasso_rules.policy import Policy
from inkasso_rules.reasons import Block, Seen
from inkasso_rules.records.kinds import converter_of
from inkasso_rules.records.texts import Unfit, in_words
from inkasso_rules.sending import Incomplete
from inkasso_rules.terms import TermLine
from inkasso_rules.transfer import Confirmation

__all__ = ["RECORDED", "VERSION", "RecordError", "canonical_json", "from_record", "to_record"]

#: The version that is written. A change of any field of any type makes a new one, and a step from the old.
VERSION: Final = 1

# fmt: off
#: The types that have records, by the name under which they are written.
RECORDED: Final[Mapping[str, type]] = MappingProxyType({kind.__name__: kind for kind in (
    Accounts, AcknowledgeSettlement, Address, AgencyAction, AgreedInterest, Agreements, AllOf, Allocation, Allowed,
    AnyOf, Application, Approval, AttachInvoiceCopy, Attachment, Automation, Balance, BankAccount, BankRow, Bic,
    Block, BookedInvoice, BookedRow, Books, BothWays, Breach, Candidate, Case, Change, Charge, ChargedCost,
    Citation, Claim, ClaimSegment, Column, Compare, Confirmation, Contact, Correction, CostCondition, CostLine,
    Costs, Creditor, Customer, Cutoff, Cutoffs, Debtor, Decision, DemandLetter, Detail, Difference, DirectPayment,
    Dispute, Event, Excess, ExchangeRate, Fact, Field, FiscalYear, Flag, Granted, Ground, Group, Held, Hold, Iban,
    Identifier, IncomingPayment, Incomplete, Interest, InterestPart, InterestStart, Interruption, Invoice,
    InvoiceRow, Known, Lack, LeftOut, Line, Mark, Measure, Member, Money, NextStep, Notice, OpenItemUpdate, Opening,
    Overview, Part, Pause, Policy, Posted, Prescription, PriorReminder, Reason, ReferencePayment, Refused, Register,
    RegisterCase, RegisterCreditNote, RegisterDirectPayment, Reported, Request, Row, RuleLine, Seen, Segment,
    Series, Service, Settings, SettledPayment, Settlement, Shared, Snapshot, StatementLine, Step, Taken, TermLine,
    Unmatched, Value, VatDocument, Voucher, Wait,
)})
# fmt: on

# Far more than a rule needs, and far fewer than where the interpreter stops.
_LEVELS_MAX: Final = 60
_TOO_DEEP: Final = ("too many levels", f"at most {_LEVELS_MAX}, one in another")


class RecordError(InkassoRulesError, ValueError):
    """
    A record cannot be read, or a value not written.

    What stands in the record is not kept: it may be personal data.

    Attributes:
        type: The type of the record; empty if it names none that is known.

        path: Where in the record, as ``debtor.address.city``; empty for the record itself.

        found: What is there.

        wanted: What would have been fine.
    """

    def __init__(self, type: str, path: str, found: str, wanted: str) -> None:  # noqa: A002 - it is the field's name.
        super().__init__(type, path, found, wanted)
        self.type, self.path, self.found, self.wanted = type, path, found, wanted

    def __str__(self) -> str:
        of, at = f" of {self.type}" if self.type else "", f" at {self.path}" if self.path else ""
        return f"the record{of} has {self.found}{at}; wanted {self.wanted}."


# --- in and out -------------------------------------------------------------------------------------------------------
def to_record(value: object) -> dict[str, Any]:
    """
    Return *value* as plain data, with its type and version.

    Raises:
        RecordError: If its type, or the type of something in it, has no records; a subclass is another type. If it
            holds one value in another on too many levels.

    >>> to_record(Money(125050))
    {'type': 'Money', 'version': 1, 'minor': 125050, 'currency': 'SEK'}
    """
    kind = type(value)
    if kind not in RECORDED.values():
        raise RecordError("", "", in_words(value), f"one of {', '.join(RECORDED)}")
    try:
        record = {"type": kind.__name__, "version": VERSION, **_converter().unstructure(value, kind)}
        _check_levels(record, _LEVELS_MAX)
    except RecursionError:
        error = RecordError(kind.__name__, "", *_TOO_DEEP)
    except Unfit as unfit:
        error = RecordError(kind.__name__, unfit.path, unfit.found, unfit.wanted)
    else:
        return record
    raise error


def canonical_json(value: object) -> str:
    """Return the record of *value* as JSON in one way only: sorted keys, no spaces, ASCII. Fit for a fingerprint."""
    return json.dumps(to_record(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def from_record(record: object) -> Any:
    """
    Return the value that :func:`to_record` wrote.

    Raises:
        RecordError: If anything in *record* is not as it was written. Where a type refuses its fields, its own error is
            the cause.
    """
    if type(record) is not dict:
        raise RecordError("", "", in_words(record), "an object with a type and a version")
    name, version = record.get("type"), record.get("version")
    if type(name) is not str or name not in RECORDED:
        raise RecordError("", "type", "no known type", f"one of {', '.join(RECORDED)}")
    if type(version) is not int or version != VERSION:
        raise RecordError(name, "version", _version_in_words(version), f"version {VERSION}, the only one that is known")
    fields = {key: value for key, value in record.items() if key not in {"type", "version"}}
    try:
        _check_levels(record, _LEVELS_MAX)
        return _converter().structure(fields, RECORDED[name])
    except Unfit as unfit:
        error, cause = RecordError(name, unfit.path, unfit.found, unfit.wanted), unfit.cause
    raise error from cause


@functools.cache  # Built once, from types alone, and never changed after that.
def _converter() -> Converter:
    return converter_of(RECORDED)


def _version_in_words(version: object) -> str:
    if type(version) is not int:
        return in_words(version)
    # A number of thousands of digits has no text in Python.
    if abs(version) < 1_000:  # noqa: PLR2004 - more versions than there will ever be.
        return f"version {version}"
    return "a later version" if version > 0 else "a negative version"


def _check_levels(data: object, levels: int) -> None:
    """Refuse plain data with more than so many levels; what holds itself has."""
    parts = data.values() if type(data) is dict else data if type(data) is list else None
    if parts is None:
        return
    if levels == 0:
        raise Unfit(*_TOO_DEEP)
    for part in parts:
        _check_levels(part, levels - 1)
