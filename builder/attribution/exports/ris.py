"""RIS, which every reference manager reads.

Format: RIS Format Specifications, Research Information Systems (2011); lines end with CR LF, as it says. Bodies and
people of one name end with a comma, by which Zotero and EndNote know that there is no given name. A comma within
the name of a body cannot be told apart from that one: Zotero takes what follows it for a given name.
"""

from collections.abc import Iterator

from builder.attribution.kinds import TYPES
from builder.attribution.names import Name
from builder.attribution.original import Original
from builder.attribution.plain import one_line, remarks
from builder.dates import HistoricalDate, calendar_depth, display_date

LINE_END = "\r\n"

_MEANS_ANOTHER_THING: dict[str, frozenset[str]] = {
    "CHAP": frozenset({"SN", "IS"}),
    "ELEC": frozenset({"SN", "VL"}),
    "GEN": frozenset({"M3"}),
    "MGZN": frozenset({"M3"}),
    "PCOMM": frozenset({"SN", "A2"}),
    "RPRT": frozenset({"IS"}),
    "SLIDE": frozenset({"SN", "A2"}),
}
"""By type, the tags that readers take for what we do not mean, so that they are left out: an ISSN for an ISBN,
an issue for a count of volumes, a volume for a day of access, an editor for a recipient or
presenter, a genre for a DOI. Source: Zotero's translator RIS.js of 28 July 2023.
"""


def write_ris(original: Original) -> str:
    """One record."""
    left_out = _MEANS_ANOTHER_THING.get(TYPES[original.kind].ris, frozenset())
    lines = [
        f"{tag}  - {value}"
        for tag, text in _fields(original)
        if tag not in left_out and (value := one_line(text))
    ]
    return LINE_END.join([*lines, "ER  - ", ""])


def _fields(original: Original) -> Iterator[tuple[str, str]]:
    types = TYPES[original.kind]
    yield "TY", types.ris
    yield "TI", original.title
    for tag, names in (("AU", original.authors), ("A2", original.editors), ("A4", original.translators)):
        for name in names:
            yield tag, _filed(name)
    yield "T2", original.appeared_in
    yield "PB", original.brought_out_by
    yield "CY", original.place
    # Of a report it is the number.
    yield "SN", original.issue if types.ris == "RPRT" else original.issn
    if original.date:
        yield from _dates(original.date)
    yield "VL", original.volume
    yield "IS", original.issue
    yield "ET", original.edition
    first, last = pages_of(original.page)
    yield "SP", first
    yield "EP", last
    yield "SE", original.section
    yield "M3", types.genre
    yield "DO", original.doi
    yield "LA", original.language
    for tag in original.tags:
        yield "KW", tag
    yield "AB", original.summary
    for remark in remarks(original):
        yield "N1", remark
    yield "DB", original.archive.title
    yield "AN", original.permalink
    yield "UR", original.url or original.permalink
    yield "L2", original.permalink
    for copy in original.copies:
        yield "LK", copy.url


def _filed(name: Name) -> str:
    """`King, Martin Luther, Jr.`; `The Associated Press,`."""
    if not name.given and not name.suffix:
        return f"{one_line(name.literal or name.family)},"
    parts = [one_line(name.family), one_line(name.given)]
    return ", ".join([*parts, one_line(name.suffix)] if name.suffix else parts)


def _dates(date: HistoricalDate) -> Iterator[tuple[str, str]]:
    """Year, and date as year, month, day and what else is known, each as far as it is known."""
    depth = calendar_depth(date)
    if depth:
        yield "PY", f"{depth[0]:04d}"
    parts = [f"{depth[0]:04d}", *(f"{part:02d}" for part in depth[1:])] if depth else []
    other = "" if date.precision in ("day", "month", "year") else display_date(date)
    yield "DA", "/".join([*parts, *[""] * (3 - len(parts)), other])


def pages_of(page: str) -> tuple[str, str]:
    """The first and the last page of `12–14`; the last is empty of one page, or of several parts."""
    for dash in "–—-":
        first, found, last = page.partition(dash)
        if found and dash not in last and first.strip().isalnum() and last.strip().isalnum():
            return first.strip(), last.strip()
    return page, ""
