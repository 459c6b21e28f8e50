"""Dates in the words of styles. What is not known is not written."""

import re
from functools import lru_cache

import msgspec

from builder.dates import MONTHS, SEASONS, HistoricalDate, calendar_depth, display_date

SHORT_MONTHS = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
"""MLA Handbook, 9th edition: all but May, June and July are shortened."""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a date, as far as they are known; one that has no such parts is in words only."""

    year: str = ""
    month: int = 0
    """1 to 12; 0 where it is not known."""
    day: int = 0
    span: str = ""
    """Part of a year in words: `spring`, `July–October`, `5–11 March`."""
    words: str = ""
    """All of a date without parts: `1980s`, `from 1916`, `October–December 1916`."""
    approximate: bool = False
    uncertain: bool = False

    @property
    def capital_span(self) -> str:
        """The span with a capital: `Spring`."""
        return self.span[:1].upper() + self.span[1:]

    @property
    def month_name(self) -> str:
        """`October`, or empty."""
        return MONTHS[self.month - 1] if self.month else ""

    @property
    def short_month(self) -> str:
        """`Oct.`, or empty."""
        return SHORT_MONTHS[self.month - 1] if self.month else ""

    def marked(self, text: str, about: str) -> str:
        """A text with what is doubted of it: `ca. 1916`, `1916?`."""
        return (about if self.approximate else "") + text + ("?" if self.uncertain else "")


@lru_cache(maxsize=1 << 10)
def read_day(date: HistoricalDate | None) -> Day:
    """The parts of a date; empty of none."""
    if date is None or date.precision == "unknown":
        return Day()
    approximate, uncertain = date.approximate, date.uncertain
    if date.precision == "interval":
        shown, depth = display_date(date), calendar_depth(date)
        year = str(depth[0]) if depth else ""
        is_plain = (
            year and shown.endswith(f" {year}") and shown.count(year) == 1 and not (approximate or uncertain)
        )
        return Day(year=year, span=shown.removesuffix(f" {year}")) if is_plain else Day(words=shown)
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date.edtf)
    if not found or date.precision in ("decade", "century"):
        plain = display_date(date).removeprefix("c. ").removesuffix(" (uncertain)")
        return Day(words=plain, approximate=approximate, uncertain=uncertain)
    year, month, day = found.groups()
    if date.precision == "season":
        return Day(year=str(int(year)), span=SEASONS[month][0], approximate=approximate, uncertain=uncertain)
    return Day(
        year=str(int(year)),
        month=int(month or 0) if date.precision in ("day", "month") else 0,
        day=int(day or 0) if date.precision == "day" else 0,
        approximate=approximate,
        uncertain=uncertain,
    )
