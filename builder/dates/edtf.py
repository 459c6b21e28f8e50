"""The grammar of dates: the subset of EDTF that is understood, and the record it is read into.

An archive often knows only "October 1916" or "about 1916". EDTF writes down that much without inventing the
rest. The subset is what clippings need of its levels 0 and 1 (and, within intervals, of level 2):

    1916  1916-10  1916-10-17      year, month, day
    198X  19XX  1916-XX  1916-10-XX  1916-XX-XX      unspecified digits
    1984-21 … 1984-24      spring, summer, autumn, winter
    1916?  1916~  1916%      uncertain, approximate, both; after any of the above
    1916-10/1916-12  ../1918  1916/..  /1918  1916/      intervals; `..` is open, an empty side is unknown
    unknown      no date at all; a word of ours, as EDTF has none

Years run from 0001 to 9999 in the Gregorian calendar, also before 1582, as ISO 8601 counts them.

Sources: Library of Congress, Extended Date/Time Format (EDTF) Specification, 4 February 2019;
ISO 8601-2:2019, Extensions.
"""

import calendar
import re
from typing import Final, Literal

import msgspec

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval", "unknown"]

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""English names; the month of an ISO day is `MONTHS[int(iso_day[5:7]) - 1]`."""

# The standards name the seasons 21 to 24 without days. These are the meteorological ones of the north; winter
# is cut at the year's end, as the `edtf` package does, so that a season stays in the year it is written with.
SEASONS: Final = {
    "21": ("spring", "03-01", "05-31"),
    "22": ("summer", "06-01", "08-31"),
    "23": ("autumn", "09-01", "11-30"),
    "24": ("winter", "12-01", "12-31"),
}

_POINT: Final = re.compile(
    r"(?:([0-9]{4})(?:-(?:([01][0-9](?<!00|1[3-9]))(?:-(?:XX|(?!00)([0-9]{2})))?|(2[1-4])|XX(?:-XX)?))?"
    r"|([0-9]{3})X|([0-9]{2})XX)([?~%])?"
)
NO_BOUND: Final = ("", "..")


class HistoricalDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date as far as it is known. Made by `parse_date` only, so equal `edtf` means an equal record."""

    edtf: str
    """The text as written, without the space around it."""
    earliest: str | None
    """The first day it can mean, as `1916-10-01`; None where the start is open or unknown."""
    latest: str | None
    """The last day it can mean, as `1916-10-31`; None where the end is open or unknown."""
    precision: Precision
    """How much is written: `1916-XX` is a year, `1916-10-XX` a month."""
    approximate: bool
    """Marked `~` or `%`, on either side of an interval. The bounds are not widened by it."""
    uncertain: bool
    """Marked `?` or `%`, on either side of an interval."""


_UNKNOWN: Final = HistoricalDate(
    edtf="unknown", earliest=None, latest=None, precision="unknown", approximate=False, uncertain=False
)


def read_edtf(edtf: str) -> HistoricalDate | None:
    """Read a date of the subset, or give None for a text outside it.

    Raises ValueError for a text that is in it but names no possible time.
    """
    if edtf == "unknown":
        return _UNKNOWN
    return _parse_interval(edtf) if "/" in edtf else _parse_point(edtf)


def _parse_point(edtf: str) -> HistoricalDate | None:
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    year, month, day, season, decade, century, qualifier = match.groups()
    precision: Precision
    if day:
        precision, earliest = "day", f"{year}-{month}-{day}"
        latest = earliest
    elif month:
        precision, earliest = "month", f"{year}-{month}-01"
        latest = f"{year}-{month}-{_count_days(year, month)}"
    elif season:
        _, first, last = SEASONS[season]
        precision, earliest, latest = "season", f"{year}-{first}", f"{year}-{last}"
    elif year:
        precision, earliest, latest = "year", f"{year}-01-01", f"{year}-12-31"
    elif decade:
        precision, earliest, latest = "decade", f"{decade}0-01-01", f"{decade}9-12-31"
    else:
        precision, earliest, latest = "century", f"{century}00-01-01", f"{century}99-12-31"

    if earliest < "0001":
        raise ValueError(f"{edtf!r} reaches back before the year 0001, the first there is; write unknown")
    if day and day > "28" and int(day) > (days := _count_days(year, month)):
        month_name = MONTHS[int(month) - 1]
        raise ValueError(f"{edtf!r} is not a day of the calendar: {month_name} {int(year)} has {days} days")
    return HistoricalDate(
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )


def _count_days(year: str, month: str) -> int:
    return calendar.monthrange(int(year), int(month))[1]


def _parse_interval(edtf: str) -> HistoricalDate | None:
    start_text, _, end_text = edtf.partition("/")
    start = _UNKNOWN if start_text in NO_BOUND else _parse_point(start_text)
    end = _UNKNOWN if end_text in NO_BOUND else _parse_point(end_text)
    if start is None or end is None:
        return None
    if start is _UNKNOWN and end is _UNKNOWN:
        raise ValueError(f"{edtf!r} has neither a start nor an end; write unknown")
    # `1916-10/1916` may be true, so only an end that lies wholly before the start is refused.
    if start.earliest and end.latest and end.latest < start.earliest:
        raise ValueError(f"{edtf!r} ends before it starts; write it as {end_text}/{start_text}")
    return HistoricalDate(
        edtf=edtf,
        earliest=start.earliest,
        latest=end.latest,
        precision="interval",
        approximate=start.approximate or end.approximate,
        uncertain=start.uncertain or end.uncertain,
    )
