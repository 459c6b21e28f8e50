"""Dates as people write them, so that a refusal can name the mend."""

import re
from typing import Final

from builder.dates.edtf import MONTHS, read_edtf

_UNDATED: Final = frozenset(
    ("", "?", "????", "xxxx", "n.d", "n. d", "nd", "n/a", "s.d", "none", "no date", "undated")
) | {"unknown", "date unknown", "unknown date"}
_CIRCA: Final = re.compile(r"^(?:circa|about|around|approximately|approx\.?|ca?\.|ca?(?=[ 0-9])|~) *| *~$")
# The mark after three digits, or after another mark, stands for a digit: 198?, 19??.
_DOUBT: Final = re.compile(
    r"^(?:probably|possibly|perhaps|\?) *| *(?:(?<!\b[0-9]{3})(?<!\?)\?|uncertain)(?=~?$)"
)
_BETWEEN_SIDES: Final = re.compile(r" ?[-/] ?| to | until | and ")
_WORD_OR_NUMBER: Final = re.compile(r"[^\W\d_]+|[0-9]+")

_MONTH_WORDS: Final = {
    name[:length].lower(): f"{number:02}"
    for number, name in enumerate(MONTHS, start=1)
    for length in range(3, len(name) + 1)
} | {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EMPTY_WORDS: Final = frozenset(
    ["of", "the", "in", "on", "from", "between", "st", "nd", "rd", "th"]
    + [name[:length] for name in _WEEKDAYS for length in range(3, len(name) + 1)]
)

# Each form with all its readings, the most telling form first. A form whose readings are no dates is passed
# over: "1916-18" is no month, so it is 1916 to 1918. They are compiled when a date is first refused,
# so that a start does not wait for them.
_FORMS: Final[tuple[tuple[str, ...], ...]] = (
    (r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[t ].*)?", r"\1-\2-\3"),
    (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", r"\1-\3-\2"),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"\1-\2-\3"),
    (r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", r"\3-\1-\2", r"\3-\2-\1"),
    (r"([0-9]{1,2})[-/.]([0-9]{4})", r"\2-\1"),
    (r"([0-9]{2})([0-9]{2})[-/.]([0-9]{1,2})", r"\1\2-\3", r"\1\2/\1\3"),
    (r"([0-9]{4})-0?0(?:-0?0)?", r"\1"),
    (r"([0-9]{4})-([0-9]{1,2})-0?0", r"\1-\2"),
    (r"(?:the )?([0-9]{2})00'?s", r"\g<1>0X", r"\1XX"),
    (r"(?:the )?([0-9]{3})0'?s", r"\1X"),
    (r"([0-9]{2})[x?u_-]{2}", r"\1XX"),
    (r"([0-9]{3})[x?u_-]", r"\1X"),
    (r"winter ([0-9]{4})[-/](?:[0-9]{2}){1,2}", r"\1-24"),
    (r"(?:since|from) ([0-9-]+)", r"\1/.."),
    (r"([0-9-]+?) ?[-/] ?(?:|open|now|present)", r"\1/.."),
    (r"(?:until|till|up to) ([0-9-]+)", r"../\1"),
    (r"([0-9-]+)/(?:unknown|\?)", r"\1/"),
    (r"(?:unknown|\?)/([0-9-]+)", r"/\1"),
)


def read_printed_date(text: str) -> tuple[str, ...]:
    """Read a date as people print it: the EDTF texts it may mean, all of which `parse_date` accepts.

    `("1916-10-17",)` for "October 17, 1916"; two texts for "5/10/1916", which is in May or October according
    to the country; none where nothing can be read. Fit to be offered to a person, not to be taken in silence.
    """
    if _is_edtf(text.strip()):
        return (text.strip(),)
    dashed = re.sub("[‐-―−]", "-", text.casefold())
    printed = " ".join(re.sub(r"[\[\]()]", "", dashed).split()).strip(".,; ")
    if printed in _UNDATED:
        return ("unknown",)
    printed, doubts = _DOUBT.subn("", printed)
    printed, circas = _CIRCA.subn("", printed)
    qualifier = ("%" if circas else "?") if doubts else ("~" if circas else "")
    readings = _read_forms(printed) or _read_words(printed)
    qualified = (reading.replace("/", f"{qualifier}/") + qualifier for reading in readings)
    return tuple(reading for reading in qualified if _is_edtf(reading))


def _read_forms(printed: str) -> tuple[str, ...]:
    for form, *readings in _FORMS:
        if match := re.fullmatch(form, printed):
            padded = (re.sub(r"\b([0-9])\b", r"0\1", match.expand(reading)) for reading in readings)
            if valid := tuple(dict.fromkeys(reading for reading in padded if _is_edtf(reading))):
                return valid
    return (printed,) if _is_edtf(printed) else ()


def _read_words(printed: str) -> tuple[str, ...]:
    """Read "17 Oct 1916", "spring of 1984", "5-11 March 2011", "March/April 1987"."""
    sides = [_find_parts(side) for side in _BETWEEN_SIDES.split(printed, maxsplit=2)]
    if len(sides) > 2 or not all(sides):
        return ()
    for side, other in ((sides[0], sides[-1]), (sides[-1], sides[0])):
        if "day" in side and "month" in other:
            side.setdefault("month", other["month"])
        if "year" in other:
            side.setdefault("year", other["year"])
    edtf = "/".join(
        "-".join(side.get(part, "") for part in ("year", "month", "day")).rstrip("-") for side in sides
    )
    return (edtf,) if _is_edtf(edtf) else ()


def _find_parts(printed: str) -> dict[str, str]:
    """Sort words into year, month and day; empty where one fits nowhere or two want one place."""
    parts: dict[str, str] = {}
    for word in _WORD_OR_NUMBER.findall(printed):
        if word in _EMPTY_WORDS:
            continue
        if word in _MONTH_WORDS:
            part, value = "month", _MONTH_WORDS[word]
        elif word.isdecimal() and len(word) in (1, 2, 4):
            part, value = ("year", word) if len(word) == 4 else ("day", word.zfill(2))
        else:
            return {}
        if part in parts:
            return {}
        parts[part] = value
    return parts


def _is_edtf(text: str) -> bool:
    try:
        return read_edtf(text) is not None
    except ValueError:
        return False
