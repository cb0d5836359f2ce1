"""
Hypothesis profiles, the time zone, and marks that follow from a test's folder.

``INKASSO_PROFILE`` or ``--hypothesis-profile`` chooses how long random tests look: ``dev`` while writing, ``test`` in
``make test`` (the same cases each time), ``proof`` in ``make proof`` (``INKASSO_EXAMPLES`` says how many).
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import COLLECTED

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

# A frame of some hundred rows is drawn slowly and is large; neither is a fault of the test.
_PATIENT = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("dev", max_examples=25, deadline=None, suppress_health_check=_PATIENT)
settings.register_profile("test", parent=settings.get_profile("dev"), max_examples=100, derandomize=True)
settings.register_profile(
    "proof", parent=settings.get_profile("dev"), max_examples=int(os.environ.get("INKASSO_EXAMPLES", "100000"))
)
settings.load_profile(os.environ.get("INKASSO_PROFILE", "dev"))

_HERE = Path(__file__).parent
#: What runs without coverage, to which it adds nothing: tests of these folders, and the examples of pages.
_UNCOVERED = frozenset({"", "architecture", "docs", "knockout", "parity"})


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests by their folder, and keep all of them for the knock-out tests, before any is deselected."""
    for item in items:
        kind = item.path.relative_to(_HERE).parts[0] if item.path.is_relative_to(_HERE) else ""
        if kind in {"knockout", "parity"}:
            item.add_marker(kind)
        if kind in _UNCOVERED:
            item.add_marker("uncovered")
    config.stash[COLLECTED] = tuple(items)
    yield
