"""What an answer is made of: one reason, as a rule found it, and where the rule comes from. Values only."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from inkasso_rules.expressions import Node, Scalar

__all__ = ["Block", "Seen", "Source"]


class Source(StrEnum):
    """Where a rule comes from."""

    #: The user manual of the service.
    MANUAL = "manual"
    #: The product page of the service.
    PRODUCT_PAGE = "product page"
    #: Not said by either: our reading, or what a user expects.
    OURS = "ours"


@attrs.frozen
class Seen:
    """What a rule saw in one field."""

    field: str
    value: Scalar | None


@attrs.frozen
class Block:
    """
    One reason, as it was found.

    Attributes:
        requirement: The ID of the requirement behind it.

        code: The rule's code, or ``<field>_unknown``.

        observed: What was seen, one entry for each field that the rule reads.

        wanted: What must hold instead, with the day's limits filled in.

        clears_on: The first day on which this reason alone is gone; none when time does not clear it.

        source: Where the rule comes from.

        mendable: Whether a person can remove the reason by completing or correcting data.
    """

    requirement: str
    code: str
    observed: tuple[Seen, ...]
    wanted: Node | bool
    clears_on: dt.date | None
    source: Source
    mendable: bool
