"""What styles ask of an original alike: in what it stands, and where it can be read."""

import re
from collections.abc import Callable
from typing import Literal

from builder.attribution.kinds import TYPES
from builder.attribution.original import Original
from builder.attribution.styles.runs import Run, Runs, link, words

_RANGE = re.compile(r"\b(\d{1,5})–(\d{1,5})\b")

Shape = Literal["article", "chapter", "site", "alone"]
"""In a publication, in a book, on a site, or for itself."""


def shape_of(original: Original) -> Shape:
    """How a style has to treat an original."""
    match original.kind:
        case "book-excerpt":
            return "chapter" if original.publication else "alone"
        case "web" | "original":
            return "site"
        case "report" | "speech":
            return "alone"
        case _:
            return "article" if original.publication else "alone"


def address_of(original: Original) -> str:
    """Where the original can be read: by its DOI, its address, or the archive, if it was written for that."""
    if original.doi:
        return f"https://doi.org/{original.doi}"
    return original.url or (original.permalink if original.kind == "original" else "")


def genre_of(original: Original) -> str:
    """What a title alone does not tell: `Interview`, `Letter`, `Speech`; empty of other kinds."""
    return TYPES[original.kind].genre if original.kind in ("interview", "letter", "speech") else ""


def is_kept_elsewhere(original: Original) -> bool:
    """Whether the archive keeps a copy: true of all but what was written for it."""
    return original.kind != "original"


def keeper(original: Original, said: str) -> Runs:
    """`Archived at https://…`, or by the archive's name where it has no address."""
    if not is_kept_elsewhere(original):
        return ()
    if original.permalink:
        return (Run(f"{said} at "), *link(original.permalink))
    return (Run(f"{said} in "), *words(original.archive.title, italic=True))


def pages(original: Original, one: str, many: str, shorten: Callable[[str, str], str] | None = None) -> Runs:
    """`p. 4`, `pp. 12–14`; `shorten` gives the last page of a range as a style writes it."""
    page = original.page.replace("-", "–")
    if shorten:
        page = _RANGE.sub(lambda found: f"{found[1]}–{shorten(found[1], found[2])}", page)
    return words(f"{many if any(sign in page for sign in '–,') else one}{page}") if page else ()


def shorten_for_mla(first: str, last: str) -> str:
    """The last two digits, where the rest is the same: `433–60`, `103–04` (MLA Handbook, 9th edition, 2.139)."""
    is_alike = len(first) == len(last) and first[:-2] == last[:-2] != ""
    return last[-2:] if is_alike else last


def shorten_for_chicago(first: str, last: str) -> str:
    """`433–60`, `101–8`, `100–104` (The Chicago Manual of Style, 17th edition, 9.61)."""
    if first.endswith("00"):
        return last
    short = shorten_for_mla(first, last)
    return short.lstrip("0") if short != last and first[-2] == "0" else short
