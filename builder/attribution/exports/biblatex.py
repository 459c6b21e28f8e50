"""biblatex: BibTeX's form with fields that newspapers and uncertain dates need.

Format: P. Kime, M. Wemheuer, P. Lehman, The biblatex Package, 3.20: entry types (2.1), fields (2.2), names (2.3.3),
dates (2.3.8, EDTF level 1).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from builder.attribution.exports.languages import babel_name
from builder.attribution.kinds import TYPES
from builder.attribution.names import Name
from builder.attribution.original import Original
from builder.attribution.plain import one_line, remarks
from builder.fingerprint import digest

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIALS = str.maketrans(_SPECIAL)
_IN_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""Of a URL, which biblatex takes as it is: only braces must be balanced."""

_DIVIDES_NAMES = re.compile(r",|\band\b", re.IGNORECASE)
_CONTAINERS = {
    "article": "journaltitle",
    "inbook": "booktitle",
    "online": "organization",
    "report": "institution",
}
"""By entry type, the field of what a piece appeared in."""

KEY_DIGITS = 6


def write_biblatex(original: Original) -> str:
    """One entry."""
    types = TYPES[original.kind]
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(original) if value)
    return f"@{types.biblatex}{{{key_of(original.slug)},\n{fields},\n}}\n"


def key_of(slug: str) -> str:
    """The key of an entry: the slug, in ASCII; what was lost is told apart by a digest."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    key = re.sub(r"[^A-Za-z0-9.-]+", "-", plain).strip("-")
    return key if key == slug else f"{key or 'article'}-{digest(slug.encode())[:KEY_DIGITS]}"


def _fields(original: Original) -> Iterator[tuple[str, str]]:
    types = TYPES[original.kind]
    yield "author", _names(original.authors)
    yield "title", escape(original.title)
    yield "entrysubtype", types.biblatex_subtype
    yield _CONTAINERS.get(types.biblatex, "howpublished"), escape(original.publication)
    yield "type", escape(types.genre)
    yield "publisher", escape(original.publisher)
    yield "location", escape(original.place)
    yield "editor", _names(original.editors)
    yield "translator", _names(original.translators)
    yield "date", original.date.edtf if original.date else ""
    yield "volume", escape(original.volume)
    yield "number", escape(original.issue)
    yield "edition", escape(original.edition)
    yield "pages", escape(original.page)
    yield "issn", escape(original.issn)
    yield "doi", original.doi.translate(_IN_VERBATIM)
    yield "url", (original.url or original.permalink).translate(_IN_VERBATIM)
    yield "langid", babel_name(original.language)
    yield "keywords", ", ".join(escape(tag.replace(",", " ")) for tag in original.tags)
    yield "abstract", escape(original.summary)
    yield "library", escape(original.archive.title)
    yield "addendum", ". ".join(map(escape, remarks(original)))


def escape(text: str) -> str:
    """A text in which nothing is a command, on one line."""
    return one_line(text).translate(_SPECIALS)


def _names(names: Iterable[Name]) -> str:
    return " and ".join(map(_name, names))


def _name(name: Name) -> str:
    """`van der Berg, Jan`, `King, Jr., Martin Luther`; a body in braces, so that nobody looks for its parts."""
    if name.literal or not name.given:
        return f"{{{escape(name.whole)}}}"
    return ", ".join(_part(part) for part in (name.family, name.suffix, name.given) if part)


def _part(part: str) -> str:
    """A part of a name; what would divide names, or be read as particles, is kept together."""
    is_divided = _DIVIDES_NAMES.search(part) or _has_inner_particle(part)
    return f"{{{escape(part)}}}" if is_divided else escape(part)


def _has_inner_particle(part: str) -> bool:
    """Whether a small word follows a capital one, as in `García y Vega`; both would be read as particles."""
    is_small = [word[0].islower() for word in part.split()]
    return any(small and not all(is_small[:place]) for place, small in enumerate(is_small))
