"""Values on one line, and what all formats say in words."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from builder.attribution.original import Original
from builder.dates import HistoricalDate, display_date

_ORDERING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the text around them; in a line of a file they would turn the line."""


@lru_cache(maxsize=1 << 10)
def one_line(text: str) -> str:
    """A text without line breaks, control characters and marks that turn what follows; runs of spaces are one."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(sign for sign in text if sign.isspace() or not _is_unseen(sign))
    return " ".join(text.split())


def _is_unseen(sign: str) -> bool:
    return sign in _ORDERING or unicodedata.category(sign) == "Cc"


def is_certain(date: HistoricalDate) -> bool:
    """Whether nothing in a date is doubted."""
    return not date.approximate and not date.uncertain


def remarks(original: Original) -> Iterator[str]:
    """What formats have no field for, as sentences."""
    date = original.date
    if date and not is_certain(date):
        yield f"Date uncertain: {display_date(date)}"
    if original.extent == "excerpt":
        yield "The archived copy is an excerpt"
    if original.extent == "summary":
        yield "The archive keeps a summary, not the text"
    if original.is_translation:
        yield "A translation"
    if original.permalink:
        yield f"Archived at {original.permalink}"
    for copy in original.copies:
        yield f"Copy of {copy.date} at {copy.url}" if copy.date else f"Copy at {copy.url}"
