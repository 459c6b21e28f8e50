"""The index segment by segment: each is known by all that it is made from."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from builder.fingerprint import fingerprint
from builder.search.batches import NO_BATCHES, KnownBatches
from builder.search.columns import FacetNumbers, write_cards, write_dates
from builder.search.documents import Document, split_segments
from builder.search.files import IndexFile, encode_json, make_file
from builder.search.manifest import Segment
from builder.search.postings import Measures, Postings, ReadWords, gather_postings
from builder.search.runs import MAIN_SIZES, TAIL_SIZES, write_surroundings, write_terms
from builder.search.vocabulary import write_vocabulary


class IndexedSegment(msgspec.Struct, frozen=True, kw_only=True):
    """A segment as it was made: its files by name, and what the next one takes from it."""

    made_from: str
    """The fingerprint of all that decides its files."""
    segment: Segment
    names: tuple[str, ...]
    measures: Measures
    tokens: frozenset[str]
    values: dict[str, tuple[str, ...]]
    """Slugs of each facet in the order of their numbers."""


def index_segments(
    documents: Sequence[Document],
    read_words: ReadWords,
    site_language: str,
    stemmers: Sequence[str],
    recall: Callable[[str], IndexedSegment | None],
    known: KnownBatches = NO_BATCHES,
) -> Iterator[tuple[IndexedSegment, list[IndexFile]]]:
    """Each segment with its files, or with none where it was recalled by the fingerprint of what it is made from.

    `documents` are in the order of their dates, oldest first; `stemmers` are by language.
    """
    main: IndexedSegment | None = None
    for first, own in split_segments(documents):
        # The tail takes measures, tokens and numbers from main, which follow from what main was made from.
        made_from = fingerprint((site_language, stemmers, first, own, main.made_from if main else ""))
        files: list[IndexFile] = []
        indexed = recall(made_from)
        if indexed is None:
            # The tail is so small that it is read anew.
            batches, measures = (NO_BATCHES, main.measures) if main else (known, None)
            postings = gather_postings(own, read_words, stemmers, batches, measures)
            indexed, files = _index_segment(made_from, first, own, postings, site_language, main)
        yield indexed, files
        main = indexed


def _index_segment(
    made_from: str,
    first: int,
    documents: Sequence[Document],
    postings: Postings,
    site_language: str,
    main: IndexedSegment | None,
) -> tuple[IndexedSegment, list[IndexFile]]:
    values = FacetNumbers(main.values if main else {})
    sizes = TAIL_SIZES if main else MAIN_SIZES
    term_runs, term_files = write_terms(postings.lists, sizes)
    surrounding_runs, surrounding_files = write_surroundings(postings.surroundings, sizes)
    directory = make_file("i", encode_json(surrounding_runs))
    vocabulary, token_files = write_vocabulary(postings.token_counts, main.tokens if main else ())
    cards, card_files = write_cards(documents, site_language)
    dates, date_files = write_dates(documents)
    facets, facet_files = values.write(documents)
    # The directory of the tail is so small that the manifest has room for it.
    directories = [] if main else [directory]
    files = [
        *term_files,
        *surrounding_files,
        *directories,
        *token_files,
        *card_files,
        *date_files,
        *facet_files,
    ]
    segment = Segment(
        first=first,
        count=len(documents),
        common=postings.measures.common_count,
        terms=term_runs,
        directory=surrounding_runs if main else directory.short_name,
        vocabulary=vocabulary,
        cards=cards,
        dates=dates,
        facets=facets,
    )
    once = {file.name: file for file in files}
    indexed = IndexedSegment(
        made_from=made_from,
        segment=segment,
        names=tuple(once),
        measures=postings.measures,
        tokens=frozenset(postings.token_counts),
        values=values.slugs,
    )
    return indexed, list(once.values())
