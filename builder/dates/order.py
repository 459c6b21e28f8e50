"""Where a date stands in time: among other dates, and among years, months and days."""

from functools import lru_cache

from builder.dates.edtf import HistoricalDate


def sort_key(date: HistoricalDate) -> tuple[str, str, str]:
    """Give the date's place in time, oldest first: its first day, then its last day, then its text.

    Of dates that begin together the more precise comes first: 1916-01-01, 1916-01, 1916, 1916/1918, 1916/..
    A date with an open or unknown start stands at its last day. Only equal dates have equal keys.
    `unknown` comes before all others, so that newest first (`reverse=True`) ends with the undated; to have
    them last in oldest first too, sort by `(date.precision == "unknown", sort_key(date))`.
    """
    if date.precision == "unknown":
        return ("", "", date.edtf)
    latest = date.latest or "9999-12-31"
    return (date.earliest or latest, latest, date.edtf)


@lru_cache(maxsize=1 << 14)
def calendar_depth(date: HistoricalDate) -> tuple[int, ...]:
    """Say where the date stands among years, months and days: (), (1916,), (1916, 10) or (1916, 10, 17).

    It stands only where all of it fits: a decade or an interval across years stands nowhere, a season in
    its year, an interval in the month or year that holds both its ends. Only an exact day stands at its day,
    for a page headed "17 October 1916" asserts it; a day marked `?`, `~` or `%` stands in its month.
    """
    if date.earliest is None or date.latest is None or date.earliest[:4] != date.latest[:4]:
        return ()
    year, month, day = (int(part) for part in date.earliest.split("-"))
    if date.precision == "season" or date.earliest[:7] != date.latest[:7]:
        return (year,)
    return (year, month, day) if is_exact_day(date) else (year, month)


def is_exact_day(date: HistoricalDate) -> bool:
    """Whether the date is one day, without a mark of doubt."""
    return date.precision == "day" and not (date.approximate or date.uncertain)
