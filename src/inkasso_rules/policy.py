"""
What the *service* says, as one value: every number and every reading that is not law.

Each field names its requirement. A host that reads a source otherwise evolves :data:`POLICY` and passes its own; the
digest, kept in every decision, tells which one was used.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Final, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.model.conventions import PRESUMED_POST_DAYS, AllocationOrder, DayCount, Rounding

__all__ = ["POLICY", "Policy", "PolicyError"]


class PolicyError(InkassoRulesError, ValueError):
    """
    A policy value cannot be.

    Attributes:
        field: The policy value.

        value: What was given.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, value: object, wanted: str) -> None:
        super().__init__(field, value, wanted)
        self.field, self.value, self.wanted = field, value, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the policy value {self.field} is {self.value!r}; it is {self.wanted}."


def _number(requirement: str, default: int) -> int:
    """Make a field for a whole number from 0."""

    def check(_: object, attribute: attrs.Attribute[int], value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise PolicyError(attribute.name, value, "a whole number from 0")

    return attrs.field(default=default, validator=check, metadata={"requirement": requirement})


def _choice(requirement: str, *, default: bool) -> bool:
    """Make a field for a yes or no."""

    def check(_: object, attribute: attrs.Attribute[bool], value: object) -> None:
        if not isinstance(value, bool):
            raise PolicyError(attribute.name, value, "true or false")

    return attrs.field(default=default, validator=check, metadata={"requirement": requirement})


def _text(requirement: str, default: str) -> str:
    """Make a field for a text that is not blank."""

    def check(_: object, attribute: attrs.Attribute[str], value: object) -> None:
        if not isinstance(value, str) or not value.strip():
            raise PolicyError(attribute.name, value, "a text")

    return attrs.field(default=default, validator=check, metadata={"requirement": requirement})


_E = TypeVar("_E", bound=StrEnum)


def _one_of(requirement: str, default: _E) -> _E:
    """Make a field for one of several conventions."""

    def check(_: object, attribute: attrs.Attribute[_E], value: object) -> None:
        if not isinstance(value, type(default)):
            raise PolicyError(attribute.name, value, f"one of {', '.join(type(default))}")

    return attrs.field(default=default, validator=check, metadata={"requirement": requirement})


@attrs.frozen(kw_only=True)
class Policy:
    """
    The service's numbers, and our readings where its sources leave something open.

    Attributes:
        manual_invoice_days_min: Days that must have passed since the invoice date before a transfer by hand. *N days
            have passed since D* means ``today - D >= N`` (our reading; the sister service's manual counts so).

        manual_due_days_min: Days that must have passed since the effective due date before a transfer by hand.

        delay_days_min: The least delay of automatic transfer after the due date. The sources name law and good
            practice; the statutes name no number, so it follows the manual transfer's 4 days (our reading).

        age_years_max: An invoice older than this many calendar years is not taken. Counted from the invoice date, so
            that a new due date cannot make an old claim young (our reading).

        minimum_amount_inclusive: Whether an invoice of exactly the lowest amount is covered. The manual says that the
            amount must *exceed* it; the field's name and the product page say *at least*.

        unsigned_agreement_blocks: Whether an unsigned agreement with the agency blocks transfers (our reading: yes).

        other_agency_blocks_manual: Whether a claim at another agency blocks transfer by hand; if not, it is a warning
            (our reading: it blocks).

        letter_chars_max: Characters of additional and product information that are used: Unicode code points after
            NFC.

        letter_rows_max: Rows with a product whose name and comment are used.

        transfer_bytes_max: The most that the document and its attachments may weigh together; exactly this much is
            sent. 30 MB are read as 30,000,000 bytes.

        reminder_days_min: Days that a reminder gives before a demand is offered. No source names a number for Sweden:
            our assumption. A demand that comes earlier is no breach.

        due_date_locked: Whether the due date that was sent is locked after the transfer (our reading: it is).

        capital_closes: Whether a case without open capital counts as closed before the agency says so (our reading: it
            does not, for costs and interest may be left).

        payout_signals_min: How many of three signals (payer, account, settlement) make an incoming payment the
            agency's own payout; with fewer, but some, a person decides (our reading).

        agency_payer: The name by which the agency pays; case and spaces do not matter.

        allocation: What a payment to the agency settles first, where the agency has not said how it split it. The
            practice of agencies, unverified.

        day_count: How days become parts of a year. The act says only *for a year*; commercial practice.

        rounding: When interest becomes whole öre. No act says so; practice of systems like the hosts'.

        due_date_moves: Whether a due date that is no bank day moves forward before late interest runs. Not settled;
            the default asks less of the debtor.

        reminders_charged_max: How many reminders are charged for one claim; 0 is no limit. Further ones are allowed,
            not charged. The sources differ; the default asks less of the debtor.

        demands_charged_max: How many demands are charged for one claim; 0 is no limit.

        applications_charged_max: How many applications, and how many representative's fees, are charged for one claim
            unless charges name more of them; 0 is no limit. Legal action may go on from the authority to a court, and
            these are the costs of the order to pay (our reading).

        agency_letters_presumed: Whether a demand of which nobody has said otherwise holds what the law requires. Our
            assumption: the agency is supervised.

        presumed_post_days: Weekdays after which a letter is presumed to have arrived. Our assumption. The time of a
            demand is reckoned from it, and with it the day on which legal action is offered.

        prescription_moves: Whether a prescription that ends on no bank day moves forward. Not settled; without it the
            plain day stands, with a warning.

        commission_percent: Percent of the capital recovered in after-collection that the agency keeps.

        commission_on_direct: Whether money that the debtor pays to the creditor in that stage is recovered there too.
            The source says only *recovered*; our reading: it is not.

        vat_withheld: Whether the VAT that the creditor bears is withheld from what is paid out, and not invoiced. The
            public sources differ.

        vat_on_interest: Whether the interest that the agency keeps bears VAT. Not settled: the product page speaks of
            the VAT on collection costs only.
    """

    manual_invoice_days_min: int = _number("MA-1", 8)
    manual_due_days_min: int = _number("MA-1", 4)
    delay_days_min: int = _number("AU-3", 4)
    age_years_max: int = _number("MA-6", 3)
    minimum_amount_inclusive: bool = _choice("AU-2", default=False)
    unsigned_agreement_blocks: bool = _choice("ON-2", default=True)
    other_agency_blocks_manual: bool = _choice("MA-12", default=True)
    letter_chars_max: int = _number("SE-5", 1_000)
    letter_rows_max: int = _number("SE-5", 10)
    transfer_bytes_max: int = _number("MA-11", 30_000_000)
    reminder_days_min: int = _number("LC-1", 10)
    due_date_locked: bool = _choice("LC-6", default=True)
    capital_closes: bool = _choice("LC-13", default=False)
    payout_signals_min: int = _number("BA-9", 2)
    agency_payer: str = _text("BA-6", "Kravia AB")
    allocation: AllocationOrder = _one_of("LC-14", AllocationOrder.COSTS_INTEREST_CAPITAL)
    day_count: DayCount = _one_of("OWN-9", DayCount.ACT_365)
    rounding: Rounding = _one_of("OWN-9", Rounding.ONCE)
    due_date_moves: bool = _choice("OWN-9", default=True)
    reminders_charged_max: int = _number("LC-12", 1)
    demands_charged_max: int = _number("LC-12", 1)
    applications_charged_max: int = _number("LC-12", 1)
    agency_letters_presumed: bool = _choice("LC-12", default=True)
    presumed_post_days: int = _number("OWN-6", PRESUMED_POST_DAYS)
    prescription_moves: bool = _choice("OWN-10", default=False)
    commission_percent: int = _number("LC-10", 25)
    commission_on_direct: bool = _choice("LC-10", default=False)
    vat_withheld: bool = _choice("LC-11", default=True)
    vat_on_interest: bool = _choice("LC-11", default=False)

    @property
    def digest(self) -> str:
        """A stable fingerprint: SHA-256 over canonical JSON, the first 16 hexadecimal digits."""
        text = json.dumps(attrs.asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


#: The policy as the sources say it, with our readings.
POLICY: Final = Policy()
