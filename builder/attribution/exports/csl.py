"""CSL-JSON, the input of citation processors.

Format: Citation Style Language, csl-data.json 1.0.2 (https://github.com/citation-style-language/schema).
"""

from itertools import takewhile

import msgspec

from builder.attribution.kinds import TYPES
from builder.attribution.names import Name
from builder.attribution.original import Original
from builder.attribution.plain import is_certain, one_line, remarks
from builder.dates import HistoricalDate, calendar_depth, display_date, parse_date

EDTF_SEASONS = 20
"""What EDTF adds to the number of a season, so that no month has it."""


def encode_csl(original: Original) -> bytes:
    """One item, as JSON on one line."""
    return msgspec.json.encode(write_csl(original))


def write_csl(original: Original) -> dict[str, object]:
    """One item."""
    types = TYPES[original.kind]
    is_report = original.kind == "report"
    fields: dict[str, object] = {
        "id": original.slug,
        "type": types.csl,
        "title": one_line(original.title),
        "author": [_name(name) for name in original.authors],
        "editor": [_name(name) for name in original.editors],
        "translator": [_name(name) for name in original.translators],
        "collection-title" if is_report else "container-title": one_line(original.appeared_in),
        "genre": types.genre,
        "publisher": one_line(original.brought_out_by),
        "publisher-place": one_line(original.place),
        "issued": _issued(original.date) if original.date else None,
        "volume": one_line(original.volume),
        "number" if is_report else "issue": one_line(original.issue),
        "edition": one_line(original.edition),
        "section": one_line(original.section),
        "page": one_line(original.page),
        "ISSN": one_line(original.issn),
        "DOI": original.doi,
        "URL": original.url or original.permalink,
        "language": original.language,
        "abstract": one_line(original.summary),
        "keyword": ", ".join(map(one_line, original.tags)),
        "archive": one_line(original.archive.title),
        "archive_location": original.permalink,
        "note": ". ".join(map(one_line, remarks(original))),
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": one_line(name.literal)}
    words = name.family.split()
    particles = list(takewhile(str.islower, words[:-1]))
    parts = {
        "family": " ".join(words[len(particles) :]),
        "non-dropping-particle": " ".join(particles),
        "given": name.given,
        "suffix": name.suffix,
    }
    return {part: one_line(text) for part, text in parts.items() if text}


def _issued(date: HistoricalDate) -> dict[str, object]:
    """A date by its parts as far as they are known; one that has none in words."""
    doubt: dict[str, object] = {} if is_certain(date) else {"circa": True}
    if date.precision == "interval":
        sides = [_parts(side) for side in date.edtf.split("/")]
        return {"date-parts": sides, **doubt} if all(sides) else {"literal": display_date(date)}
    if date.precision == "season":
        return {"date-parts": [[int(date.edtf[:4])]], "season": int(date.edtf[5:7]) - EDTF_SEASONS, **doubt}
    depth = calendar_depth(date) if date.precision in ("day", "month", "year") else ()
    return {"date-parts": [list(depth)], **doubt} if depth else {"literal": display_date(date)}


def _parts(edtf: str) -> list[int]:
    """The parts of one side of an interval; empty where it has none."""
    if edtf in ("", ".."):
        return []
    date = parse_date(edtf)
    return list(calendar_depth(date)) if date.precision in ("day", "month", "year") else []
