"""
Words for every code: one table per language.

Texts only. What is true of an invoice is decided elsewhere, and :mod:`inkasso_rules.explain` puts the two together.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.words.en import EN
from inkasso_rules.words.sv import SV
from inkasso_rules.words.tables import Words

__all__ = ["LANGUAGES", "UnknownLanguageError", "words_in"]

#: The words of each language, by its ISO 639 two-letter code.
LANGUAGES: Final = MappingProxyType({words.language: words for words in (EN, SV)})


class UnknownLanguageError(InkassoRulesError, LookupError):
    """
    Words are wanted in a language that has none here.

    Attributes:
        language: The language asked for.

        languages: Those there are.
    """

    def __init__(self, language: str, languages: tuple[str, ...]) -> None:
        super().__init__(language, languages)
        self.language, self.languages = language, languages

    def __str__(self) -> str:
        return f"there are no words in the language {self.language!r}; there are words in {', '.join(self.languages)}."


def words_in(language: str) -> Words:
    """
    Return the words of a language.

    Raises:
        UnknownLanguageError: If there are none.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language, tuple(LANGUAGES))
    return LANGUAGES[language]
