"""All postings of a segment, gathered from the words of its documents."""

import math
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np

from builder.fingerprint import fingerprint
from builder.languages import make_stemmers
from builder.search.batches import BATCH, Batch, KnownBatches
from builder.search.bits import Numbers
from builder.search.documents import Document
from builder.search.lists import Lists, Numbered, Surroundings, count_holders, join_lists, join_surroundings
from builder.search.reading import read_batch
from builder.search.terms import Numbering, Terms, grown
from builder.words import Words

ReadWords = Callable[[Sequence[str]], Iterator[Words]]
"""The words of texts by their digests, in that order."""

AVERAGE_STEP = 1.1

COMMON_SHARE, COMMON_COUNT = 5, 1_000
"""A term of more than a fifth of the documents is common, if these are more than a thousand."""


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What the main segment decides for the tail too, so that a new article moves neither."""

    average: float
    """Length of a document, by which impacts are measured."""
    common_count: int
    """A term of more documents of the main segment is common."""
    common: frozenset[str]
    """Terms whose surroundings are not kept."""


class Postings(msgspec.Struct, frozen=True, kw_only=True):
    """All that the words of a segment's documents come to."""

    lists: Lists
    surroundings: Surroundings
    token_counts: dict[str, int]
    """How many texts, titles and names have each token."""
    measures: Measures


def gather_postings(
    documents: Sequence[Document],
    read_words: ReadWords,
    stemmers: Sequence[str],
    known: KnownBatches,
    measures: Measures | None = None,
) -> Postings:
    """The postings of a segment; `stemmers` are by language.

    `measures` are those of the segment before; the main segment makes its own.
    """
    terms, tokens = Numbering(), Numbering()
    token_counts = np.zeros(0, np.int64)
    batches: list[Numbered] = []
    for first, batch in _list_batches(documents, read_words, stemmers, known):
        # Texts of terms and tokens are let go at once: a hundred batches have mostly the same.
        glossary = batch.glossary
        batches.append(Numbered(first=first, terms=terms.numbers_of(glossary.terms), entries=batch.entries))
        own_tokens = tokens.numbers_of(glossary.tokens)
        token_counts = grown(token_counts, len(tokens))
        token_counts[own_tokens] += glossary.token_counts
    lengths = np.concatenate([np.zeros(0, np.int64), *(batch.entries.lengths for batch in batches)])
    own_measures = measures or _measure(batches, terms.texts, lengths)
    is_common = np.fromiter((text in own_measures.common for text in terms.texts), bool, len(terms.texts))
    return Postings(
        lists=join_lists(batches, terms.texts, lengths, own_measures.average),
        surroundings=join_surroundings(batches, terms.texts, is_common),
        token_counts={
            tokens.texts[number]: int(token_counts[number])
            for number in np.flatnonzero(token_counts).tolist()
            if number
        },
        measures=own_measures,
    )


def _list_batches(
    documents: Sequence[Document], read_words: ReadWords, stemmers: Sequence[str], known: KnownBatches
) -> Iterator[tuple[int, Batch]]:
    """The batches of a segment, each with the number of its first document: recalled, or read."""
    terms = Terms(make_stemmers(stemmers))
    for first in range(0, len(documents), BATCH):
        some = documents[first : first + BATCH]
        made_from = fingerprint((stemmers, some))
        batch = known.recall(first, made_from)
        if batch is None:
            batch = read_batch(some, list(read_words([document.words for document in some])), terms)
            known.keep(first, made_from, batch)
        yield first, batch


def _measure(batches: Sequence[Numbered], texts: Sequence[str], lengths: Numbers) -> Measures:
    """What follows from all documents of the main segment."""
    count = max(COMMON_COUNT, len(lengths) // COMMON_SHARE)
    common = np.flatnonzero(count_holders(batches, len(texts)) > count).tolist()
    return Measures(
        average=_round_average(lengths),
        common_count=count,
        common=frozenset(texts[number] for number in common),
    )


def _round_average(lengths: Numbers) -> float:
    """The average length as a power of 1.1, so that an edit seldom moves the impacts of other documents."""
    average = max(1.0, float(lengths.sum()) / max(1, len(lengths)))
    return float(AVERAGE_STEP ** round(math.log(average, AVERAGE_STEP)))
