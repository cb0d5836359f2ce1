"""
The two lines that nearly all of a SIE file consists of, as nearly all programs write them.

One pattern each, because a file may have millions of them. What a pattern does not take is taken apart field by field;
what it takes, comes out the same both ways.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["USUAL_ROW", "USUAL_VOUCHER"]

_TEXT: Final = r'"([^"\\]*+)"'

#: Groups: account, objects, whole kronor, decimals, date, text, sign.
USUAL_ROW: Final = re.compile(
    r'[ \t]*+#TRANS[ \t]++(?P<q>"?)([0-9]{1,20})(?P=q)[ \t]++'
    r'\{([^{}"\\]*+(?:"[^"{}\\]*+"[^{}"\\]*+)*+)\}[ \t]*+'
    r'(?P<a>"?)(-?[0-9]{1,30})(?:\.([0-9]{1,2}))?(?P=a)'
    rf'(?:[ \t]++(?:""|(?P<d>"?)([0-9]{{8}})(?P=d))(?:[ \t]++{_TEXT}(?:[ \t]++""(?:[ \t]++{_TEXT})?)?)?)?[ \t\r\n]*+'
)

#: Groups: series and number, each quoted or bare; date, text, day of entry, sign.
USUAL_VOUCHER: Final = re.compile(
    rf'#VER[ \t]++(?:{_TEXT}|([^ \t"{{}}\\]++))[ \t]++(?:{_TEXT}|([^ \t"{{}}\\]++))[ \t]++([0-9]{{8}})'
    rf'(?:[ \t]++{_TEXT}(?:[ \t]++(?:""|([0-9]{{8}}))(?:[ \t]++{_TEXT})?)?)?'
)
