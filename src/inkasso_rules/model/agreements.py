"""What the parties agreed before the debt arose. What follows from it is the law's business."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import attrs

from inkasso_rules.errors import InkassoRulesError

__all__ = ["AgreedInterest", "AgreedInterestError", "AgreementError", "Agreements"]

_PERCENT_MAX: Final = 1_000


class AgreedInterestError(InkassoRulesError, ValueError):
    """
    No late interest can be agreed like this.

    Attributes:
        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"agreed interest has no fitting {self.field}; wanted {self.wanted}."


def _percent_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is None:
        return
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= _PERCENT_MAX:
        raise AgreedInterestError(field.name, "a Decimal from 0 to 1000, in percent")


@attrs.frozen(kw_only=True)
class AgreedInterest:
    """
    The late interest that was agreed; neither of the two is what the law says.

    Attributes:
        percent: A fixed yearly rate, in percent; 0 if it was agreed that there is none.

        margin: Percentage points above the reference rate of each day.

    Raises:
        AgreedInterestError: If both are given, or a number is no plain decimal from 0 to 1,000.
    """

    percent: Decimal | None = attrs.field(default=None, validator=_percent_or_none)
    margin: Decimal | None = attrs.field(default=None, validator=_percent_or_none)

    def __attrs_post_init__(self) -> None:
        """Refuse a rate that is both fixed and not."""
        if self.percent is not None and self.margin is not None:
            raise AgreedInterestError("margin", "a fixed rate or a margin, not both")


class AgreementError(InkassoRulesError, ValueError):
    """
    Nothing can be known of an agreement like this.

    Attributes:
        field: What is wrong with it.

        wanted: What would have been fine.
    """

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field, self.wanted = field, wanted

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"an agreement has no fitting {self.field}; wanted {self.wanted}."


def _known_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, bool):
        raise AgreementError(field.name, "True, False or None")


def _interest_or_none(_: object, __: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, AgreedInterest):
        raise AgreedInterestError("type", "an AgreedInterest or None")


@attrs.frozen(kw_only=True)
class Agreements:
    """
    What the parties agreed before the debt arose; ``None`` where nobody has said.

    Attributes:
        due_date: Whether the due date was agreed in advance, and not only stated on the invoice.

        reminder_fee: Whether a fee for reminders was agreed.

        interest: The late interest.

    Raises:
        AgreementError: If something else than yes or no is given for one.
        AgreedInterestError: If the late interest is of another type.
    """

    due_date: bool | None = attrs.field(default=None, validator=_known_or_none)
    reminder_fee: bool | None = attrs.field(default=None, validator=_known_or_none)
    interest: AgreedInterest | None = attrs.field(default=None, validator=_interest_or_none)
