"""
How code says which requirement it decides.

Rules and policy values carry their requirement ID in a field; functions carry it by :func:`decides`. The page
``docs/reference/traceability.md`` and the knock-out tests are made from these marks. Nothing here decides anything.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

__all__ = ["OWN", "decides", "requirements_of"]

_F = TypeVar("_F", bound=Callable[..., object])

#: What we add to the 68 requirements of the service, because a user expects it.
OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "OWN-1": "A host's dated hold keeps an invoice back until its last day has passed.",
        "OWN-2": "A claim that the host marks as disputed is not transferred.",
        "OWN-3": "A debtor without a name is not transferred: a letter needs an addressee.",
        "OWN-4": "A fact that a rule needs and that is unknown blocks, under a reason of its own.",
        "OWN-5": "An open amount above the total is pointed out: one of the two is probably wrong.",
        "OWN-6": "Legal action comes only after a demand whose time to pay has run out (lag 1974:182, 6 §).",
        "OWN-7": "While an instalment plan runs, or the debtor is insolvent, the next step waits.",
        "OWN-8": "What cannot be placed (an unknown code, a fact from before the case, another currency) is kept and shown.",
        "OWN-9": "Late interest follows the law of each day, exactly, and is rounded once (lag 1975:635).",
        "OWN-10": "A claim is prescribed by the law, which the service's own rule of age leaves alone (lag 1981:130).",
        "OWN-11": "A demand shows capital, interest and costs apart, and how the interest came about (lag 1974:182, 5 §).",
        "OWN-12": "Money is conserved to the öre: what came in is what was placed and what is left.",
    }
)


def decides(*requirements: str) -> Callable[[_F], _F]:
    """
    Mark a function as the place that decides *requirements*.

    The mark is data (``__requirements__``); the function itself is returned unchanged.

    >>> @decides("MA-4")
    ... def note(): ...
    >>> requirements_of(note)
    ('MA-4',)
    """

    def mark(function: _F) -> _F:
        function.__dict__["__requirements__"] = requirements
        return function

    return mark


def requirements_of(function: object) -> tuple[str, ...]:
    """Return the requirement IDs that :func:`decides` put on *function*; empty when there are none."""
    found = getattr(function, "__requirements__", ())
    return tuple(str(requirement) for requirement in found)
