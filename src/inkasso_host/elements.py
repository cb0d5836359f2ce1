"""
XML as bare elements, read without trust.

A document type is refused before anything in it is read, so that there are no entities to expand and nothing outside to
fetch; bytes and levels are bounded. Only the tags that are asked for, in the namespace of the root, are kept: what is
around them costs no memory.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

import attrs

from inkasso_host.reading import CellError, ProblemCode, UnreadableFileError

__all__ = ["BYTES_MAX", "LEVELS_MAX", "Element", "PathError", "read_elements"]

#: A statement of a hundred thousand transactions has half of it; while it is read it takes about fifteen times as much.
BYTES_MAX: Final = 64 * 2**20
#: Bank notifications have about fifteen.
LEVELS_MAX: Final = 40

# Those that the parser itself decodes, and the one that is often meant. Others would run codecs of Python's.
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii", "windows-1252"})
_NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class PathError(CellError):
    """
    One part of an element cannot be read; a reader turns it into a problem.

    Attributes:
        path: Where it stands in the element.
    """

    def __init__(self, path: str, code: ProblemCode, detail: str = "") -> None:
        super().__init__(code, detail)
        self.args = (path, code, detail)
        self.path = path


@attrs.define(eq=False)
class Element:
    """
    One element. What it says may be a name: it is not shown.

    Attributes:
        tag: Its name, without the namespace.

        line: The line that it starts on, counted from 1.

        attributes: Its attributes.

        text: Its text, as it stands; blank where it has none of its own.

        children: The elements in it that were asked for.
    """

    tag: str
    line: int
    attributes: Mapping[str, str] = attrs.field(repr=False)
    text: str = attrs.field(default="", repr=False)
    children: list[Element] = attrs.field(factory=list, repr=False)

    def every(self, path: str) -> Iterator[Element]:
        """Go through all elements at *path*, in the order of the document."""
        tag, _, rest = path.partition("/")
        for child in self.children:
            if child.tag == tag:
                if rest:
                    yield from child.every(rest)
                else:
                    yield child

    def only(self, path: str) -> Element | None:
        """
        Return the element at *path*, if there is one.

        Raises:
            PathError: If there are several: nobody can tell which one counts.
        """
        found = list(self.every(path))
        if len(found) > 1:
            raise PathError(path, ProblemCode.DOUBLED)
        return found[0] if found else None

    def value(self, path: str) -> str:
        """Return the text at *path* without blanks around it; empty where there is none."""
        found = self.only(path)
        return "" if found is None else found.text.strip(" \t\r\n")

    def digest(self) -> str:
        """Return a fingerprint of all that was kept of it."""
        found = hashlib.sha256()
        for one in self._walk():
            head = (one.tag, sorted(one.attributes.items()), one.text.strip(" \t\r\n"), len(one.children))
            found.update(repr(head).encode())
        return found.hexdigest()[:24]

    def _walk(self) -> Iterator[Element]:
        """Go through it and all that is in it, in the order of the document."""
        left = [self]
        while left:
            one = left.pop()
            yield one
            left.extend(reversed(one.children))


class _Builder:
    """Takes what the parser finds and keeps what was asked for."""

    def __init__(self, file: str, keep: frozenset[str]) -> None:
        self.file, self.keep = file, keep
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._typed
        self.parser.StartElementHandler = self._started
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self._said
        self.namespace = ""
        self.root: Element | None = None
        self.open: list[Element] = []
        #: How many levels below the last kept element the parser is.
        self.skipped = 0

    def error(self, fault: str, wanted: str) -> UnreadableFileError:
        return UnreadableFileError(self.file, f"{fault} (line {self.parser.CurrentLineNumber})", wanted)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise self.error("states an encoding that is not known here", ", ".join(sorted(_ENCODINGS)))

    def _typed(self, *declared: object) -> None:
        del declared
        raise self.error("has a document type", "XML without one, for its entities may grow without bounds")

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) + self.skipped == LEVELS_MAX:
            raise self.error("has elements in elements without end", f"at most {LEVELS_MAX} levels")
        namespace, _, tag = name.rpartition(" ")
        # There are a dozen tags and few attributes, and hundreds of thousands of elements.
        tag, stated = sys.intern(tag), attributes or _NO_ATTRIBUTES
        if self.root is None:
            self.namespace = namespace
            self.root = Element(tag, self.parser.CurrentLineNumber, stated)
            self.open.append(self.root)
        elif self.skipped or tag not in self.keep or namespace != self.namespace:
            self.skipped += 1
        else:
            found = Element(tag, self.parser.CurrentLineNumber, stated)
            self.open[-1].children.append(found)
            self.open.append(found)

    def _ended(self, _: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self.open.pop()

    def _said(self, text: str) -> None:
        # Blanks between elements are most of an indented file.
        if not self.skipped and (self.open[-1].text or not text.isspace()):
            self.open[-1].text += text


def read_elements(source: bytes, keep: frozenset[str], *, file: str, bytes_max: int = BYTES_MAX) -> tuple[str, Element]:
    """
    Read a document.

    Args:
        source: The whole file.

        keep: The tags to keep, beside the root.

        file: What the file is called in errors.

        bytes_max: The largest file that is read.

    Returns:
        The namespace of the root, and the root.

    Raises:
        UnreadableFileError: If it is not XML, has a document type, or is too large or too deep.
    """
    if len(source) > bytes_max:
        raise UnreadableFileError(file, f"has {len(source)} bytes", f"at most {bytes_max}")
    builder = _Builder(file, keep)
    try:
        builder.parser.Parse(source, True)  # noqa: FBT003 - the last part of it.
    except UnreadableFileError:
        raise
    except (expat.ExpatError, ValueError):
        # What the parser says may quote the file, which may hold names.
        raise builder.error("is not XML", "a whole XML document") from None
    assert builder.root is not None  # noqa: S101 - a document without a root is not XML.
    return builder.namespace, builder.root
