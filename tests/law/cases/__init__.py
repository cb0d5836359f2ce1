"""
Worked cases in tables that a lawyer can read, and what reads them.

Each case says what it shows, its facts, the answer, the arithmetic written out, and where the answer comes from. The
arithmetic is computed here too, from its text alone: ``10 000 × 11,00 % × 181/365 = 545,48``. So a table cannot hold an
answer that does not follow from what is written beside it, and the library does not prove itself.
"""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from inkasso_rules.model.money import Money

HERE: Final = Path(__file__).parent

Row = Mapping[str, str]

_SPACES: Final = re.compile("[ \u00a0]")
_SUM: Final = re.compile(r" ([+−]) ")


def rows(name: str) -> tuple[Row, ...]:
    """Read a table; its first line names the columns, which a semicolon parts."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";", strict=True))


def claims() -> tuple[Mapping[str, Any], ...]:
    """Read the cases of whole claims."""
    return tuple(tomllib.loads((HERE / "claims.toml").read_text(encoding="utf-8"))["case"])


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def day_or_none(text: str) -> dt.date | None:
    """Read a day; a dash means that there is none, or that nobody knows it."""
    return None if text == "-" else day(text)


def yes_or_no(text: str) -> bool | None:
    """Read a yes or no; anything else than ``unknown`` is a slip of the pen."""
    return {"yes": True, "no": False, "unknown": None}[text]


def number(text: str) -> Fraction:
    """Read a number as Swedes write it: ``10 000,50``."""
    return Fraction(_SPACES.sub("", text).replace(",", "."))


def money(text: str, currency: str = "SEK") -> Money:
    """Read an amount of money."""
    return Money.of(_SPACES.sub("", text).replace(",", "."), currency)


def minor(value: Fraction) -> int:
    """Round kronor to öre, half up; written anew here, so that the library does not prove itself."""
    return (abs(value) * 200 + 1).__floor__() // 2 * (1 if value >= 0 else -1)


def _term(text: str) -> Fraction:
    product = Fraction(1)
    for factor in text.split(" × "):
        top, _, bottom = factor.removesuffix(" %").partition("/")
        product *= number(top) / (number(bottom) if bottom else 1) / (100 if factor.endswith(" %") else 1)
    return product


def computed(text: str, whole: Callable[[Fraction], Fraction] = Fraction) -> Fraction:
    """Compute what stands left of ``=``: a sum of products, each of its terms made *whole* before it is added."""
    first, *others = _SUM.split(text)
    total = whole(_term(first))
    for sign, term in zip(others[::2], others[1::2], strict=True):
        total += whole(_term(term)) if sign == "+" else -whole(_term(term))
    return total
