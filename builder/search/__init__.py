"""The search index: everything that a browser needs to search the archive without a server.

The format is set out in README.md. `index_archive` is the way in.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from builder.fingerprint import fingerprint
from builder.search.columns import FacetNumbers, write_cards, write_dates
from builder.search.documents import Document, split_segments
from builder.search.files import IndexFile, encode_json, make_file
from builder.search.languages import make_stemmers, stemmer_of
from builder.search.manifest import Segment, write_manifest
from builder.search.postings import Measures, Terms, gather_postings
from builder.search.runs import write_places, write_terms
from builder.search.vocabulary import write_vocabulary
from builder.words import Words

__all__ = ["Document", "IndexFile", "KnownSegment", "index_archive", "languages_of"]

ReadWords = Callable[[Sequence[str]], Iterator[Words]]


class KnownSegment(msgspec.Struct, frozen=True, kw_only=True):
    """A segment as it was made: its files by name, and what the next one takes from it."""

    segment: Segment
    names: tuple[str, ...]
    measures: Measures
    tokens: frozenset[str]
    values: dict[str, tuple[str, ...]]
    """Slugs of each facet in the order of their numbers."""


def index_archive(
    documents: Sequence[Document],
    read_words: ReadWords,
    route: tuple[str, str],
    site_language: str,
    recall: Callable[[str], KnownSegment | None],
    remember: Callable[[str, KnownSegment], None],
) -> tuple[list[IndexFile], list[str]]:
    """The files of the index that are made now, the manifest last; and the names of those that stand.

    `documents` are in the order of their dates, oldest first; `read_words` gives the words of their texts by
    digest. `route` is what stands before and after a slug. A segment is recalled by the fingerprint of all that
    it is made from.
    """
    files: dict[str, IndexFile] = {}
    standing: list[str] = []
    known: list[KnownSegment] = []
    for first, own in split_segments(documents):
        # What stands before the tail has its part in it: measures, known tokens, numbers of values.
        key = fingerprint((site_language, own, [each.names for each in known]))
        segment = recall(key)
        if segment:
            standing += segment.names
        else:
            segment, made = _index_segment(
                first, own, read_words, site_language, known[-1] if known else None
            )
            remember(key, segment)
            files |= {file.name: file for file in made}
        known.append(segment)
    stemmers = [stemmer_of(document.language) for document in documents]
    manifest = write_manifest(documents, stemmers, [each.segment for each in known], route)
    return [*files.values(), manifest], standing


def _index_segment(
    first: int,
    documents: Sequence[Document],
    read_words: ReadWords,
    site_language: str,
    main: KnownSegment | None,
) -> tuple[KnownSegment, list[IndexFile]]:
    terms = Terms(make_stemmers({stemmer_of(document.language) for document in documents}))
    texts = read_words([document.words for document in documents])
    postings = gather_postings(documents, texts, terms, main.measures if main else None)
    values = FacetNumbers(main.values if main else {})
    term_runs, term_files = write_terms(postings)
    place_runs, place_files = write_places(postings)
    directory = make_file("i", encode_json(place_runs))
    vocabulary, token_files = write_vocabulary(postings.token_counts, main.tokens if main else ())
    cards, card_files = write_cards(documents, site_language)
    dates, date_files = write_dates(documents)
    facets, facet_files = values.write(documents)
    files = [*term_files, *place_files, directory, *token_files, *card_files, *date_files, *facet_files]
    segment = Segment(
        first=first,
        count=len(documents),
        terms=term_runs,
        directory=directory.short_name,
        vocabulary=vocabulary,
        cards=cards,
        dates=dates,
        facets=facets,
    )
    known = KnownSegment(
        segment=segment,
        names=tuple(file.name for file in files),
        measures=postings.measures,
        tokens=frozenset(postings.token_counts),
        values=values.slugs,
    )
    return known, files


def languages_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """The stemmers that an archive needs in a browser, by code."""
    return tuple(sorted({stemmer_of(document.language) for document in documents} - {""}))
