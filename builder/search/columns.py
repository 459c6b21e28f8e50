"""Files that say something of every document: its card, its date, the values of its facets."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from builder.search.bits import Codes, Numbers, code_golomb, pack
from builder.search.documents import FACETS, Document, Label
from builder.search.files import IndexFile, encode_json, grouped_files, make_file, write_number

CARDS_PER_FILE = 10
MOST_CARD_NAMES = 128
"""Names of card files in a manifest; beyond that several files share one."""
DATES_PER_FILE = 1_024
DAY_ORDER = 3


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    """How to find a card."""

    group: int
    """Files that share a name."""
    names: str


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """How to find the dates of a document."""

    days: tuple[str, ...]
    """The first day of each block."""
    names: str


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """How to find what values documents have."""

    name: str
    count: int
    """Labels that this segment brings."""


def write_cards(documents: Sequence[Document], site_language: str) -> tuple[Cards, list[IndexFile]]:
    """The cards of a segment, ten a file."""
    contents = [
        [
            encode_json(
                [_card(document, site_language) for document in documents[first : first + CARDS_PER_FILE]]
            )
        ]
        for first in range(0, len(documents), CARDS_PER_FILE)
    ]
    group = 1
    while group * MOST_CARD_NAMES < len(contents):
        group *= 2
    names, files = grouped_files("d", contents, group)
    return Cards(group=group, names=names), files


def _card(document: Document, site_language: str) -> list[str]:
    language = "" if document.language == site_language else document.language
    return [
        document.title,
        document.slug,
        document.date,
        document.day,
        document.publication,
        document.authors,
        document.excerpt,
        language,
    ]


def write_dates(documents: Sequence[Document]) -> tuple[Dates, list[IndexFile]]:
    """The days of a segment's documents, in blocks. Undated documents are left out; they come first."""
    days, files = [], []
    for first in range(0, len(documents), DATES_PER_FILE):
        block = [document for document in documents[first : first + DATES_PER_FILE] if document.earliest]
        earliest = np.array([_day_number(document.earliest) for document in block], np.int64)
        latest = np.array([_day_number(document.latest) for document in block], np.int64)
        days.append(block[0].earliest if block else "")
        steps = code_golomb(np.diff(earliest, prepend=earliest[:1]), DAY_ORDER)
        spans = code_golomb(latest - earliest, 0)
        files.append(make_file("f", _pack_all(steps.interleaved(2 * np.arange(len(block)), spans))))
    return Dates(days=tuple(days), names="".join(file.short_name for file in files)), files


def _day_number(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


class FacetNumbers:
    """The values of each facet, numbered by the first document that has them, through all segments."""

    def __init__(self, before: Mapping[str, Sequence[str]]) -> None:
        """`before` are the slugs that an earlier segment has numbered, in their order, by facet."""
        self._numbers = {
            facet: {slug: number for number, slug in enumerate(before.get(facet, ()))} for facet, _ in FACETS
        }

    @property
    def slugs(self) -> dict[str, tuple[str, ...]]:
        """All that are numbered, in their order, by facet."""
        return {facet: tuple(numbers) for facet, numbers in self._numbers.items()}

    def write(self, documents: Sequence[Document]) -> tuple[dict[str, Facet], list[IndexFile]]:
        """The values of a segment's documents, and the labels that are new in it."""
        facets, files = {}, []
        for facet, labels_of in FACETS:
            numbers = self._numbers[facet]
            labels: list[Label] = []
            counts, values = [], []
            for document in documents:
                own = {label.slug: label for label in labels_of(document)}
                counts.append(len(own))
                for slug, label in own.items():
                    if slug not in numbers:
                        numbers[slug] = len(numbers)
                        labels.append(label)
                    values.append(numbers[slug])
            named = encode_json([(label.slug, label.label) for label in labels])
            width, column = _column(counts, values)
            file = make_file("f", write_number(len(named)) + named + write_number(width), column)
            facets[facet] = Facet(name=file.short_name, count=len(labels))
            files.append(file)
        return facets, files


def _column(counts: Sequence[int], values: Sequence[int]) -> tuple[int, bytes]:
    width = max(values, default=0).bit_length()
    numbers = np.array(values, np.int64)
    fixed = Codes(bits=numbers, width=np.full(len(numbers), width), zeros=np.zeros(len(numbers), np.int64))
    own_counts = np.array(counts, np.int64)
    before = np.cumsum(own_counts) - own_counts
    counted = code_golomb(own_counts, 0)
    return width, _pack_all(counted.interleaved(np.arange(len(counts)) + before, fixed))


def _pack_all(codes: Codes) -> bytes:
    length: Numbers = codes.length
    return pack(codes, np.cumsum(length) - length, -(-int(length.sum()) // 8))
