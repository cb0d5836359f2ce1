"""
Which character set a SIE file is really in.

The specification knows one, code page 437, and ``#FORMAT PC8`` stands in all files, whatever they are in. Each line
therefore tells by its own letters; a line that does not is read as the last one that did. Names may come out wrong in
the end, and the reading says so; amounts cannot, since they are ASCII in all three. A sign such as ÷ is the byte of ö
in Latin-1, so that a line with such signs and no letters may be misread; whoever knows the character set can say it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["SieEncoding", "told_by"]

_LETTERS: Final = "åäöÅÄÖéÉüÜ"


class SieEncoding(StrEnum):
    """A character set that SIE files are found in; the value is Python's name for it."""

    #: What the specification demands.
    CP437 = "cp437"
    #: With or without a byte order mark.
    UTF_8 = "utf-8"
    #: Latin-1, and what Windows adds to it.
    WINDOWS_1252 = "cp1252"


# No byte is in both.
_PC: Final = _LETTERS.encode(SieEncoding.CP437)
_ANSI: Final = _LETTERS.encode(SieEncoding.WINDOWS_1252)


def told_by(line: bytes) -> SieEncoding | None:
    """
    Tell the character set of a line that is not ASCII by its letters, if they do.

    >>> told_by("Åke".encode("latin-1")), told_by("ñ".encode("latin-1"))
    (<SieEncoding.WINDOWS_1252: 'cp1252'>, None)
    """
    # Most lines have Swedish letters only; alone, the bytes of neither set are UTF-8.
    if line.translate(None, _PC).isascii():
        return SieEncoding.CP437
    if line.translate(None, _ANSI).isascii():
        return SieEncoding.WINDOWS_1252
    # Two bytes that are UTF-8 by chance would be a box-drawing or Greek letter before an accented one.
    try:
        line.decode(SieEncoding.UTF_8)
    except UnicodeDecodeError:
        ours, theirs = len(line.translate(None, _PC)), len(line.translate(None, _ANSI))
    else:
        return SieEncoding.UTF_8
    if ours == theirs:
        return None
    return SieEncoding.CP437 if ours < theirs else SieEncoding.WINDOWS_1252
