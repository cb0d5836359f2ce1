"""
Text that a SIE file can hold: code page 437, no control characters, no backslash.

What the code page lacks is written as the table says; else as its base letter; else as a question mark. A text that a
debtor chose can thus never fail to be written, and never end the field that it stands in.
"""
# ruff: noqa: RUF001 - look-alikes are what the table is about.

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import Final

__all__ = ["CODE_PAGE", "TRANSLITERATIONS", "cp437_text"]

#: The one character set that the specification allows.
CODE_PAGE: Final = "cp437"

# fmt: off
_TABLE: Final = (
    # written as   for these characters
    ("-",    "‐‑‒–—―−⁃"),
    ("'",    "‘’‚‛´ʹʼ′‹›"),
    ('"',    "“”„‟″"),
    ("...",  "…"),
    ("*",    "•"),
    (" ",    "\u00a0"),
    # Before a quotation mark it would hide the end of the field, and programs disagree on what two of them mean.
    ("/",    "\\⁄∕"),
    ("o",    "ø"),   ("O",  "Ø"),
    ("d",    "đð"),  ("D",  "ĐÐ"),
    ("l",    "ł"),   ("L",  "Ł"),
    ("oe",   "œ"),   ("OE", "Œ"),
    ("th",   "þ"),   ("TH", "Þ"),
    ("i",    "ı"),   ("SS", "ẞ"),
    ("x",    "×"),   ("|",  "¦"),
    ("EUR",  "€"),   ("par.", "§"),
    ("(c)",  "©"),   ("(r)", "®"),
)
# fmt: on

#: What is written for characters that have no base letter in the code page, or would break a field.
TRANSLITERATIONS: Final = MappingProxyType({found: written for written, all_found in _TABLE for found in all_found})

# Accents of their own, joiners and the like: nothing is left of them when their letter is written without.
_SILENT: Final = frozenset({"Mn", "Me", "Cf"})
# Controls and the two separators of lines and paragraphs.
_BLANK: Final = frozenset({"Cc", "Zl", "Zp"})


def _is_encodable(character: str) -> bool:
    return bool(character.encode(CODE_PAGE, "ignore"))


def _written(character: str) -> str:
    """Return what stands for one character; every character of the answer is in the code page."""
    if character in TRANSLITERATIONS:
        return TRANSLITERATIONS[character]
    category = unicodedata.category(character)
    if category in _BLANK:
        return " "
    if _is_encodable(character):
        return character
    if category in _SILENT:
        return ""
    parts = [part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in _SILENT]
    # A compatibility form may hide a backslash, so each part takes the same way; what has no other form is lost.
    return "".join("?" if part == character else _written(part) for part in parts)


def cp437_text(text: str) -> str:
    """
    Return *text* as a SIE file can hold it.

    Texts of the code page without control characters, no-break spaces and backslashes come back as they are; so does
    every answer.

    >>> cp437_text("Ærø–Møller § 3 … 5 € ☺")
    'Æro-Moller par. 3 ... 5 EUR ?'
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_written, unicodedata.normalize("NFC", text)))
