"""
Short plain texts of vouchers and their lines, for exports: the text of a voucher in a file, of a row in a program.

Ids and codes only; never who somebody is. The same voucher gives the same text.
"""

from __future__ import annotations

from inkasso_rules.model.vouchers import Line, Voucher
from inkasso_rules.words import words_in

__all__ = ["line_text", "voucher_text"]


def line_text(line: Line, lang: str) -> str:
    """
    Return what a line is for, and its invoice; the host's own text where the line has no code.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang).journal
    if line.code is None:
        return line.text
    text = words.lines[line.code]
    if line.invoice is not None:
        text = words.phrases["of_invoice"].format(text=text, invoice=line.invoice)
    return _capital(text)


def voucher_text(voucher: Voucher, lang: str) -> str:
    """
    Return what a voucher is for, and the true day where it had to be dated later.

    Raises:
        UnknownLanguageError: If there are no words in that language.
    """
    words = words_in(lang).journal
    text = words.vouchers[voucher.code].format(subject=voucher.subject, reverses=voucher.reverses)
    if voucher.happened_on is not None:
        text = words.phrases["happened"].format(text=text, happened_on=voucher.happened_on)
    return _capital(text)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
