"""Text in SIE: everything becomes code page 437, and nothing can break a field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules.ledger.sie.text import CODE_PAGE, TRANSLITERATIONS, cp437_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("Exempel AB", "Exempel AB"),
        ("Åke Öberg, é É ü Ü ß ñ ½ «»", "Åke Öberg, é É ü Ü ß ñ ½ «»"),
        ("A\u030ake O\u0308berg", "Åke Öberg"),
        ("a–b—c−d", "a-b-c-d"),
        ("it’s \u2018so’ “said” … •", "it's 'so' \"said\" ... *"),
        ("Ø ø Ł ł Đ ð œ þ ẞ × ¦", "O o L l D d oe th SS x |"),
        ("12 § 3 € © ®", "12 par. 3 EUR (c) (r)"),
        ("Žižek Ș ő", "Zizek S o"),
        ("ﬁ ™ № ¾", "fi TM No 3/4"),
        ("a\tb\nc\r\x00\x7f\x85\u2028d", "a b c     d"),
        ("C:\\temp\\", "C:/temp/"),
        ("\uff3c\uff02\uff5d", '/"}'),
        ("1\u00a0250,00", "1 250,00"),
        ("☺ Ж 漢", "? ? ?"),
        ("☃\ufe0f a\u200db", "? ab"),
        ("q\u0323", "q"),
    ],
)
def test_text_is_written_as_the_table_says(text: str, written: str) -> None:
    """The code page's own letters stay; others become what stands for them, their base letter, or a question mark."""
    assert written == cp437_text(text)


@pytest.mark.parametrize(("character", "written"), TRANSLITERATIONS.items())
def test_the_table_holds(character: str, written: str) -> None:
    """Each character of the table is written as it says."""
    assert written == cp437_text(character)


def test_every_character_of_the_basic_plane_can_be_written() -> None:
    """No character fails, becomes a control character or a backslash, or is written otherwise the second time."""
    bad = [
        character
        for character in map(chr, range(1 << 16))
        if (text := cp437_text(character)) != cp437_text(text)
        or any(byte < 32 or byte in b"\x7f\\" for byte in text.encode(CODE_PAGE))
    ]
    assert [] == bad


@given(st.text())
def test_text_is_written_once(text: str) -> None:
    """What was written for a text is written as itself, and can be encoded."""
    written = cp437_text(text)
    assert written == cp437_text(written)
    assert written == written.encode(CODE_PAGE).decode(CODE_PAGE)
