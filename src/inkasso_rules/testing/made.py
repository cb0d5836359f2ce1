"""What the contracts put in: small made-up transfers, facts and commands."""

from __future__ import annotations

from typing import Any

import attrs

from inkasso_rules import sample, transfer
from inkasso_rules.eligibility import MANUAL
from inkasso_rules.lifecycle import open_case
from inkasso_rules.model.cases import (
    AttachInvoiceCopy,
    RegisterCase,
    RegisterCreditNote,
    RegisterDirectPayment,
)
from inkasso_rules.model.facts import Fact, FactKind
from inkasso_rules.model.money import Money

__all__ = ["a_copy", "a_credit_note", "a_fact", "a_payment", "a_transfer", "opening_of"]


def a_transfer(number: str = "10045", *, invoice_id: str = "inv-1", creditor_id: str = "cred-1") -> RegisterCase:
    """Return the registration of a made-up invoice."""
    invoice = attrs.evolve(sample.PLAIN, invoice_id=invoice_id, number=number)
    creditor = attrs.evolve(sample.CREDITOR, creditor_id=creditor_id)
    return transfer.plan((invoice,), rules=MANUAL, creditor=creditor, as_of=sample.AS_OF).cases[0]


def opening_of(command: RegisterCase) -> Fact:
    """Return the fact that opens the case of a transfer."""
    return open_case(command).facts[0]


def a_fact(fact_id: str, kind: FactKind = FactKind.REMINDER_SENT, **details: Any) -> Fact:
    """Return a fact of the day of the transfer."""
    return Fact(fact_id=fact_id, kind=kind, happened_on=sample.AS_OF, **details)


def a_copy(command: RegisterCase) -> AttachInvoiceCopy:
    """Return the command that sends the document of a transfer."""
    return AttachInvoiceCopy(
        command_id=f"attach:{command.case_id}",
        case_id=command.case_id,
        invoice_id=command.invoice_id,
        attachment_ids=("doc-1",),
    )


def a_payment(payment_id: str, case_id: str, minor: int = 250_00) -> RegisterDirectPayment:
    """Return the command that tells of a payment to the creditor."""
    return RegisterDirectPayment(
        command_id=f"{payment_id}/direct_payment",
        case_id=case_id,
        payment_id=payment_id,
        paid_on=sample.AS_OF,
        amount=Money(minor),
    )


def a_credit_note(credit_note_id: str, case_id: str) -> RegisterCreditNote:
    """Return the command that tells of a credit note."""
    return RegisterCreditNote(
        command_id=f"{credit_note_id}/credit_note",
        case_id=case_id,
        credit_note_id=credit_note_id,
        credited_on=sample.AS_OF,
        amount=Money(100_00),
    )
