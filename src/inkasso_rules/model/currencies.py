"""
How many decimals each currency has.

Source: ISO 4217 list one (current currencies and funds), published 2026-01-01 by the maintenance agency, SIX Financial
Information. All 165 active codes that have a minor unit are here, fund codes such as ``CLF`` included. The 13 without
one (``XAU``, ``XDR``, ``XTS``, ``XXX`` …) are not: nobody can owe a whole number of their smallest part.

A code leaves the list on the day its currency ends. The Bulgarian lev (``BGN``) is therefore absent since 2026-01-01.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["MINOR_DIGITS"]

_CODES: Final = (
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        (
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
            "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
            "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
            "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
            "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG "
            "YER ZAR ZMW ZWG"
        ),
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
)

#: Decimals by ISO 4217 code: 2 for ``SEK``, 0 for ``JPY``, 3 for ``KWD``.
MINOR_DIGITS: Final[Mapping[str, int]] = MappingProxyType(
    {code: digits for digits, codes in _CODES for code in codes.split()}
)
