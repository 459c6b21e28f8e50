"""The manifest: where everything is. The only file of the index that keeps its name."""

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from builder.languages import stemmer_of
from builder.search.columns import Cards, Dates, Facet
from builder.search.documents import Document
from builder.search.files import IndexFile, encode_json, named_file
from builder.search.runs import Directory
from builder.search.vocabulary import Vocabulary

VERSION = 1
MANIFEST_NAME = "m"


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """The files of some documents that follow each other."""

    first: int
    count: int
    common: int
    """Terms of more documents of the main segment have no surroundings."""
    terms: Directory
    directory: Directory | str
    """Of the surroundings: of main the name of a file, of the tail itself."""
    vocabulary: Vocabulary
    cards: Cards
    dates: Dates
    facets: dict[str, Facet]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser reads first."""

    version: int = VERSION
    count: int
    languages: tuple[str, ...]
    route: tuple[str, str]
    """What stands before and after a slug in the route of an article."""
    undated: int
    years: tuple[tuple[int, int], ...]
    long: tuple[tuple[int, int], ...]
    segments: tuple[Segment, ...]


def write_manifest(
    documents: Sequence[Document],
    stemmers: Collection[str],
    segments: Sequence[Segment],
    route: tuple[str, str],
) -> IndexFile:
    """The manifest of all documents; `stemmers` are the languages that have one."""
    years: dict[int, int] = {}
    long = []
    for number, document in enumerate(documents):
        if document.earliest:
            year, last = int(document.earliest[:4]), int(document.latest[:4])
            years.setdefault(year, number)
            if last > year:
                long.append((number, last))
    codes = [stemmer_of(document.language) for document in documents]
    counts = Counter(code if code in stemmers else "" for code in codes)
    manifest = Manifest(
        count=len(documents),
        languages=tuple(sorted(counts, key=lambda language: (-counts[language], language))),
        route=route,
        undated=sum(not document.earliest for document in documents),
        years=tuple(years.items()),
        long=tuple(long),
        segments=tuple(segments),
    )
    return named_file(MANIFEST_NAME, encode_json(manifest))
