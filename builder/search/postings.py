"""All postings of a segment, gathered from the words of its documents."""

import math
from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec
import numpy as np

from builder.search.batches import BATCH, Batch, read_batch
from builder.search.bits import Numbers
from builder.search.documents import Document
from builder.search.lists import Lists, Surroundings, join_lists, join_surroundings
from builder.search.terms import Terms, grown
from builder.words import Words

AVERAGE_STEP = 1.1

COMMON_SHARE, COMMON_COUNT = 12, 200
"""A term of more than a twelfth of the documents is common, if these are more than two hundred."""


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What the main segment decides for the tail too, so that a new article moves neither."""

    average: float
    """Length of a document, by which impacts are measured."""
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
    documents: Sequence[Document], texts: Iterable[Words], terms: Terms, measures: Measures | None = None
) -> Postings:
    """The postings of a segment; `texts` are the words of its documents' bodies, in their order.

    `measures` are those of the segment before; the main segment makes its own.
    """
    limit = max(COMMON_COUNT, len(documents) // COMMON_SHARE)
    holders = np.zeros(len(terms.numbers), np.int64)
    if measures:
        common = terms.numbers.numbers_of(measures.common)
        holders = grown(holders, len(terms.numbers))
        holders[common] = limit + 1
    token_counts = np.zeros(1, np.int64)
    batches: list[Batch] = []
    waiting = iter(texts)
    for first in range(0, len(documents), BATCH):
        some = documents[first : first + BATCH]
        # A term that is common by now stays so: what stands around it need not be read any more.
        batch, tokens = read_batch(first, some, list(islice(waiting, len(some))), terms, holders > limit)
        holders = grown(holders, len(terms.numbers))
        if not measures:
            holders[batch.terms] += np.diff(batch.firsts)
        token_counts = grown(token_counts, len(terms.tokens))
        token_counts += np.bincount(tokens, minlength=len(token_counts))
        batches.append(batch)
    lengths = np.concatenate([np.zeros(0, np.int64), *(batch.lengths for batch in batches)])
    is_common = holders[: len(terms.numbers)] > limit
    own_measures = measures or Measures(
        average=_round_average(lengths),
        common=frozenset(terms.numbers.texts[number] for number in np.flatnonzero(is_common).tolist()),
    )
    return Postings(
        lists=join_lists(batches, terms.numbers.texts, lengths, own_measures.average),
        surroundings=join_surroundings(batches, terms.numbers.texts, is_common),
        token_counts={
            terms.tokens.texts[number]: int(token_counts[number])
            for number in np.flatnonzero(token_counts).tolist()
            if number
        },
        measures=own_measures,
    )


def _round_average(lengths: Numbers) -> float:
    """The average length as a power of 1.1, so that an edit seldom moves the impacts of other documents."""
    average = max(1.0, float(lengths.sum()) / max(1, len(lengths)))
    return float(AVERAGE_STEP ** round(math.log(average, AVERAGE_STEP)))
