"""A date as a byline prints it, read as EDTF.

Parts that are not printed are never invented: "March 2011" stays a month, and a day that no calendar has is
left unread.
"""

import re
from collections.abc import Callable
from functools import cache

import msgspec

from builder.dates import parse_date

UNKNOWN = "unknown"
"""What "n.d." means: the date is known to be unknown, which is more than a date that nobody looked for."""


class PrintedDate(msgspec.Struct, frozen=True):
    """A date that was found in a line, with its place there."""

    as_printed: str
    edtf: str | None
    """EDTF; `unknown` for "n.d."; None for a date that no calendar has, such as February 30."""
    start: int
    end: int
    review: tuple[str, ...] = ()
    """Words of `repost.REVIEW_REASONS`."""


class Reading(msgspec.Struct, frozen=True):
    """What a form of date means."""

    edtf: str
    review: tuple[str, ...] = ()


Match = re.Match[str]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = (
    # "The Sun, March 1" and "Mail on Sunday, March 1" end in newspapers.
    r"(?:(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?)(?:day)?|(?<!on )Sunday|^Sun|Sun(?=\.))"
    r"\b\.?,?\s+)?"
)
SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter)"
DAY = r"[0-9]{1,2}"
ORDINAL = r"(?:st|nd|rd|th)?"
YEAR = r"[0-9]{4}"
LIKELY_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
"""A bare number is a year only between 1500 and 2099."""
TO = r"\s*(?:[-–—/]|\bto\b|\band\b)\s*"


def month_number(name: str) -> int:
    """3 for "March", "Mar." or "MARCH"."""
    return MONTHS.index(name[:3].casefold()) + 1


def span(match: Match, first: str, last: str) -> Reading:
    """Join the year to what follows it at one end (`-03-01`) or at both."""
    part = match.groupdict()
    year, first_year = part["year"], part.get("first_year")
    if not last:
        return Reading(f"{year}{first}")
    month, last_month = first[1:3], last[1:3]
    if first_year or month <= last_month:
        return Reading(f"{first_year or year}{first}/{year}{last}")
    # "December 28 - January 3, 2011" most likely began in 2010, yet only a person can say so.
    return Reading(f"{int(year) - 1:04}{first}/{year}{last}", ("ambiguous-date-range",))


def read_days(match: Match) -> Reading:
    """A day or a range of days; the month and the year may be printed once for both ends."""
    part = match.groupdict()
    month = month_number(part["month"] or part["last_month"])
    last_month = month_number(part["last_month"] or part["month"])
    last_day = part["last_day"]
    return span(
        match,
        f"-{month:02}-{int(part['day']):02}",
        f"-{last_month:02}-{int(last_day):02}" if last_day else "",
    )


def read_months(match: Match) -> Reading:
    """A month or a range of months."""
    last = match["last_month"]
    return span(match, f"-{month_number(match['month']):02}", f"-{month_number(last):02}" if last else "")


def read_seasons(match: Match) -> Reading:
    """A season or a range of seasons; a winter of two years is named by the first."""
    season, last = match["season"], match["last_season"]
    return span(match, f"-{SEASONS[season.casefold()]}", f"-{SEASONS[last.casefold()]}" if last else "")


def read_iso(match: Match) -> Reading:
    """`2011-03-01`, also written with slashes or full stops."""
    return Reading(f"{match['year']}-{match['month']}-{match['day']}")


def read_numbers(match: Match) -> Reading:
    """`3/1/2011`: the month stands first unless it cannot, or full stops part the numbers."""
    first, second = int(match["first"]), int(match["second"])
    day_first = first > 12 or (match["mark"] == "." and second <= 12)
    day, month = (first, second) if day_first else (second, first)
    unclear = first != second and max(first, second) <= 12
    return Reading(f"{match['year']}-{month:02}-{day:02}", ("ambiguous-numeric-date",) if unclear else ())


def read_years(match: Match) -> Reading:
    """A range of years."""
    return Reading(f"{match['first_year']}/{match['year']}")


def read_year(match: Match) -> Reading:
    """A year, with EDTF's own marks for "about" (~), "perhaps" (?) and both (%)."""
    about, perhaps = match["about"], match["perhaps"]
    return Reading(match["year"] + ("%" if about and perhaps else "~" if about else "?" if perhaps else ""))


def read_decade(match: Match) -> Reading:
    """`192X` for "1920s"."""
    return Reading(f"{match['decade']}X")


def read_unknown(_: Match) -> Reading:
    """The printed admission that there is no date."""
    return Reading(UNKNOWN)


MONTH_FIRST = (
    rf"{WEEKDAY}(?P<month>{MONTH})\s+(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:,?\s+(?P<first_year>{YEAR}))?{TO}(?:(?P<last_month>{MONTH})\s+)?(?P<last_day>{DAY}){ORDINAL})?"
    rf"(?:\s*,\s*|\s+)(?P<year>{YEAR})"
)
DAY_FIRST = (
    rf"{WEEKDAY}(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:\s+(?P<month>{MONTH})(?:,?\s+(?P<first_year>{YEAR}))?)?{TO}(?P<last_day>{DAY}){ORDINAL})?"
    rf"\s+(?:of\s+)?(?P<last_month>{MONTH}),?\s+(?P<year>{YEAR})"
)
ISO = rf"{WEEKDAY}(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>[0-9]{{2}})(?P=mark)(?P<day>[0-9]{{2}})"
NUMBERS = rf"{WEEKDAY}(?P<first>{DAY})(?P<mark>[-/.])(?P<second>{DAY})(?P=mark)(?P<year>{YEAR})"
WHOLE_MONTHS = (
    rf"(?:(?:early|mid|late)[\s-]+)?(?P<month>{MONTH})"
    rf"(?:(?:,?\s+(?P<first_year>{YEAR}))?{TO}(?P<last_month>{MONTH}))?,?\s+(?P<year>{YEAR})"
)
SEASONS_OF_A_YEAR = (
    rf"(?P<season>{SEASON})(?:{TO}(?P<last_season>{SEASON}))?"
    rf",?\s+(?P<year>{YEAR})(?:[-/–](?:{YEAR}|[0-9]{{2}}))?"
)
YEARS = rf"(?P<first_year>{LIKELY_YEAR})\s*[-–]\s*(?P<year>{LIKELY_YEAR})"
ONE_YEAR = rf"\[?(?P<about>(?:circa|ca?\.?|about|around)\s*)?(?P<year>{LIKELY_YEAR})\s?(?P<perhaps>\?)?\]?"
DECADE = r"(?:the\s+)?(?P<decade>1[5-9][0-9]|20[0-9])0s"
NO_DATE = r"\[?(?:n\.\s?d\b\.?|undated|no date)\]?"

FORMS: tuple[tuple[str, Callable[[Match], Reading]], ...] = (
    (MONTH_FIRST, read_days),
    (DAY_FIRST, read_days),
    (ISO, read_iso),
    (NUMBERS, read_numbers),
    (WHOLE_MONTHS, read_months),
    (SEASONS_OF_A_YEAR, read_seasons),
    (YEARS, read_years),
    (ONE_YEAR, read_year),
    (DECADE, read_decade),
    (NO_DATE, read_unknown),
)
LEADING = r"(?P<printed>{})(?!\w)"
TRAILING = r"(?<![\w/.$#–-])(?P<printed>{})[ .;,)]*$"
LONGEST = 80
"""No date is longer, so no more of a line is searched."""
DATED_END = re.compile(r"(?:[0-9][?\]s ]{0,3}|n\.\s?d\.?\]?|undated\]?|no date\]?)[ .;,)]*$", re.IGNORECASE)
"""Whatever no form could match is seen at once: most lines of a body."""


@cache
def _forms(place: str) -> tuple[tuple[re.Pattern[str], Callable[[Match], Reading]], ...]:
    """Every form at a place of a line; compiled when the first clipping wants it, as that takes a while."""
    return tuple((re.compile(place.format(form), re.IGNORECASE), read) for form, read in FORMS)


def read_leading_date(text: str) -> PrintedDate | None:
    """Read the longest date with which the text begins."""
    readings = [(form.match(text[:LONGEST]), read) for form, read in _forms(LEADING)]
    found = [(match, read) for match, read in readings if match]
    return read_match(*max(found, key=lambda each: each[0].end())) if found else None


def read_trailing_date(text: str) -> PrintedDate | None:
    """Read the longest date with which the text ends; a closing bracket or stop may follow it."""
    if not DATED_END.search(text[-16:]):
        return None
    begin = max(0, len(text) - LONGEST)
    readings = [(form.search(text, begin), read) for form, read in _forms(TRAILING)]
    found = [(match, read) for match, read in readings if match]
    return read_match(*min(found, key=lambda each: each[0].start())) if found else None


def read_match(match: Match, read: Callable[[Match], Reading]) -> PrintedDate:
    """Read a match; a day that no calendar has is kept as printed, for a person to mend."""
    start, end = match.span("printed")
    reading = read(match)
    try:
        parse_date(reading.edtf)
    except ValueError:
        return PrintedDate(match["printed"], None, start, end, ("impossible-date",))
    return PrintedDate(match["printed"], reading.edtf, start, end, reading.review)
