"""Dates as readers see them, in words and in `<time datetime>`."""

import re

from builder.dates.edtf import MONTHS, NO_BOUND, SEASONS, HistoricalDate
from builder.dates.parse import parse_date


def display_date(date: HistoricalDate) -> str:
    """Write the date for readers: `17 October 1916`, `c. 1916`, `October–December 1916`, `date unknown`."""
    if date.precision == "unknown":
        return "date unknown"
    if date.precision != "interval":
        return _display_point(date)
    start_text, _, end_text = date.edtf.partition("/")
    if start_text in NO_BOUND:
        return f"until {_display_text(end_text)}" + ("" if start_text else " (start unknown)")
    if end_text in NO_BOUND:
        return f"from {_display_text(start_text)}" + ("" if end_text else " (end unknown)")
    return _join_sides(parse_date(start_text), parse_date(end_text))


def display_day(iso_day: str) -> str:
    """Write a whole day, given as `2016-10-18`, for readers: `18 October 2016`."""
    year, month, day = iso_day.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {int(year)}"


def html_datetime(date: HistoricalDate) -> str | None:
    """Give the value for `<time datetime>`: `1916-10-17`, `1916-10` or `1916`.

    None for all else, as HTML has no form that says the same (HTML Living Standard, "The time element").
    """
    length = {"day": 10, "month": 7, "year": 4}.get(date.precision)
    if length is None or date.earliest is None or date.approximate or date.uncertain:
        return None
    return date.earliest[:length]


def _display_text(edtf: str) -> str:
    return _display_point(parse_date(edtf))


def _display_point(date: HistoricalDate) -> str:
    edtf = date.edtf
    match date.precision:
        case "day":
            shown = display_day(edtf[:10])
        case "month":
            shown = f"{MONTHS[int(edtf[5:7]) - 1]} {int(edtf[:4])}"
        case "season":
            shown = f"{SEASONS[edtf[5:7]][0]} {int(edtf[:4])}"
        case "decade":
            shown = f"{int(edtf[:3])}0s"
        case "century":  # not "1900s", which is also a decade
            shown = f"{int(edtf[:2])}00–{int(edtf[:2])}99"
        case _:
            shown = str(int(edtf[:4]))
    return ("c. " if date.approximate else "") + shown + (" (uncertain)" if date.uncertain else "")


def _join_sides(start: HistoricalDate, end: HistoricalDate) -> str:
    """Say once what both sides end with, `5–11 March 2011`; a dash between more than words is spaced."""
    first, last = _display_point(start).split(" "), _display_point(end).split(" ")
    if first == last:
        return " ".join(first)
    shared = 0
    while shared < min(len(first), len(last)) and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    # "2011 – 11 April 2011" and "March 2011 – c. March 2011" mean nothing without their tails.
    if start.precision != end.precision or shared in (len(first), len(last)):
        shared = 0
    own_first, own_last = " ".join(first[: len(first) - shared]), " ".join(last[: len(last) - shared])
    dash = " – " if re.search("[ –]", own_first + own_last) else "–"
    return own_first + dash + " ".join(last)
