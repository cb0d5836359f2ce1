"""
The reference rate of räntelagen, for every half-year since 1 July 2002.

Riksbanken sets it for each calendar half-year. Before 2002 its discount rate stood in the act instead; those rates are
not here. A half-year that is not in the table has no rate: the last one is never carried forward.
"""

import datetime as dt
from decimal import Decimal
from typing import Final

from inkasso_rules.law.parameter import Certainty, Citation, Dated, DateKey, Parameter, Unit

__all__ = ["REFERENCE_RATE"]

_RIKSBANKEN: Final = "Riksbanken"
_PLACE: Final = "referensränta (9 § räntelagen)"
_UNSEEN: Final = "The notice in Svensk författningssamling was not seen."

# "Referensräntan enligt denna lag fastställs för varje kalenderhalvår genom särskilt beslut av Riksbanken."
# fmt: off
_RATES: Final = (
    # first day     percent   published in    what to know of it
    ("2002-07-01",  "4.50",   _RIKSBANKEN),
    ("2003-01-01",  "4.00",   "SFS 2003:3"),
    ("2003-07-01",  "3.00",   "SFS 2003:517"),
    ("2004-01-01",  "3.00",   "SFS 2004:1"),
    ("2004-07-01",  "2.00",   _RIKSBANKEN),
    ("2005-01-01",  "2.00",   "SFS 2005:3"),
    ("2005-07-01",  "1.50",   _RIKSBANKEN),
    ("2006-01-01",  "1.50",   "SFS 2006:1"),
    ("2006-07-01",  "2.50",   "SFS 2006:1052"),
    ("2007-01-01",  "3.00",   _RIKSBANKEN),
    ("2007-07-01",  "3.50",   "SFS 2007:679"),
    ("2008-01-01",  "4.00",   "SFS 2008:1"),
    ("2008-07-01",  "4.50",   "SFS 2008:716"),
    ("2009-01-01",  "2.00",   "SFS 2009:2"),
    ("2009-07-01",  "0.50",   "SFS 2009:891"),
    ("2010-01-01",  "0.50",   "SFS 2010:1"),
    ("2010-07-01",  "0.50",   "SFS 2010:1041"),
    ("2011-01-01",  "1.50",   "SFS 2011:1"),
    ("2011-07-01",  "2.00",   "SFS 2011:941"),
    ("2012-01-01",  "2.00",   "SFS 2012:1"),
    ("2012-07-01",  "1.50",   "SFS 2012:533", "Corrected on 2012-07-02, from the first day of the half-year on."),
    ("2013-01-01",  "1.00",   "SFS 2013:1"),
    ("2013-07-01",  "1.00",   "SFS 2013:698"),
    ("2014-01-01",  "1.00",   _RIKSBANKEN),
    ("2014-07-01",  "1.00",   _RIKSBANKEN),
    ("2015-01-01",  "0.00",   "SFS 2015:3"),
    ("2015-07-01",  "0.00",   "SFS 2015:519"),
    ("2016-01-01",  "0.00",   _RIKSBANKEN),
    ("2016-07-01",  "-0.50",  "SFS 2016:838"),
    ("2017-01-01",  "-0.50",  "SFS 2017:1"),
    ("2017-07-01",  "-0.50",  "SFS 2017:843"),
    ("2018-01-01",  "-0.50",  "SFS 2018:1"),
    ("2018-07-01",  "-0.50",  "SFS 2018:1403"),
    ("2019-01-01",  "-0.50",  _RIKSBANKEN),
    ("2019-07-01",  "0.00",   "SFS 2019:550"),
    ("2020-01-01",  "0.00",   "SFS 2020:1"),
    ("2020-07-01",  "0.00",   _RIKSBANKEN),
    ("2021-01-01",  "0.00",   _RIKSBANKEN),
    ("2021-07-01",  "0.00",   "SFS 2021:773",  "Issued on 2021-07-01."),
    ("2022-01-01",  "0.00",   "SFS 2022:1",    "Issued on 2022-01-03."),
    ("2022-07-01",  "0.50",   "SFS 2022:1339", "Issued on 2022-07-01."),
    ("2023-01-01",  "2.50",   "SFS 2023:1",    "Issued on 2023-01-02."),
    ("2023-07-01",  "3.50",   "SFS 2023:509",  "Issued on 2023-07-03."),
    ("2024-01-01",  "4.00",   "SFS 2023:954"),
    ("2024-07-01",  "4.00",   "SFS 2024:613"),
    ("2025-01-01",  "3.00",   "SFS 2024:1373"),
    ("2025-07-01",  "2.00",   "SFS 2025:809"),
    ("2026-01-01",  "2.00",   _RIKSBANKEN,     _UNSEEN),
    ("2026-07-01",  "2.00",   _RIKSBANKEN,     _UNSEEN),
)
# fmt: on


def _row(first_day: str, percent: str, published: str, note: str = "") -> Dated[Decimal | None]:
    certainty = Certainty.SECONDARY if note == _UNSEEN else Certainty.SEVERAL_SOURCES
    return Dated(Decimal(percent), dt.date.fromisoformat(first_day), Citation(published, _PLACE), certainty, note)


#: The whole table; the half-year that starts on 1 January 2027 was not set when it was last compared.
REFERENCE_RATE: Final[Parameter[Decimal]] = Parameter(
    name="reference_rate",
    requirement="OWN-9",
    unit=Unit.PERCENT,
    keyed_by=DateKey.EACH_DAY,
    rows=[_row(*line) for line in _RATES],
    known_through=dt.date(2026, 12, 31),
    checked_on=dt.date(2026, 11, 21),
)
