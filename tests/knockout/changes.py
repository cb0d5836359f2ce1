"""
What each decider is changed to when it is knocked out.

A rule is simply removed, a policy number gets one more, a yes becomes a no. Only what cannot be derived so stands here:
for each function marked with ``@decides``, a plausible other answer.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

#: Policy values for which "one more" or "the opposite" would change nothing.
POLICY_VALUES: Final[Mapping[str, object]] = MappingProxyType({})

#: ``module.function`` to what answers instead; it gets the original function and then the call's arguments.
FUNCTIONS: Final[Mapping[str, Callable[..., object]]] = MappingProxyType({})
