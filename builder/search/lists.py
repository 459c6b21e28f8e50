"""Lists of postings, one for each term of a segment, joined from those of batches of documents."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.search.batches import NAME, SUBJECT, TITLE, Entries
from builder.search.bits import Flags, Numbers, ranges, sums
from builder.search.terms import is_sign_term

K1, B = 1.2, 0.75
"""Of BM25: S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009)."""
STRONGEST = 7
FIELD_SYMBOLS = STRONGEST + 1
"""Symbols of each field: a symbol is field·8 + impact."""

_FIRST_FIELDS = np.array(
    [1 if n & TITLE else 2 if n & NAME else 3 if n & SUBJECT else 0 for n in range(8)], np.uint8
)
"""By the fields of a posting the one that counts: the title before a name, a name before a subject."""

_NOT_CHOSEN = -1


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """For each of some terms the documents that have it, ascending."""

    terms: list[str]
    """In the order of their UTF-16 code units."""
    firsts: Numbers
    """For each term where its postings begin; after the last term, where they end."""
    documents: NDArray[np.uint32]
    """Of each posting; numbers count from the segment's first."""
    symbols: NDArray[np.uint8]
    """Of each posting its field and impact; 0 where the term is a key with a sign, which has neither."""

    @property
    def counts(self) -> Numbers:
        """Of each term: the documents that have it."""
        return np.diff(self.firsts)

    def select(self, chosen: Sequence[int]) -> "Lists":
        """The lists of some terms, by their places."""
        own = [slice(int(self.firsts[place]), int(self.firsts[place + 1])) for place in chosen]
        return Lists(
            terms=[self.terms[place] for place in chosen],
            firsts=np.append(0, np.cumsum(self.counts[chosen])),
            documents=np.concatenate([self.documents[each] for each in own]),
            symbols=np.concatenate([self.symbols[each] for each in own]),
        )

    def cut(self, chosen: Sequence[int]) -> "Lists":
        """The same, but of some terms only the postings with a field."""
        counts = self.counts
        is_kept = np.ones(len(self.documents), bool)
        for place in chosen:
            own = slice(int(self.firsts[place]), int(self.firsts[place + 1]))
            is_kept[own] = self.symbols[own] >= FIELD_SYMBOLS
            counts[place] = np.count_nonzero(is_kept[own])
        return Lists(
            terms=self.terms,
            firsts=np.append(0, np.cumsum(counts)),
            documents=self.documents[is_kept],
            symbols=self.symbols[is_kept],
        )


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """For each of some terms what stands around it in each of its documents."""

    terms: list[str]
    """In the order of their UTF-16 code units."""
    firsts: Numbers
    """For each term where its postings begin; after the last term, where they end."""
    place_counts: NDArray[np.uint32]
    """Of each posting: at how many places of the document the term stands."""
    place_firsts: Numbers
    """For each term where its places begin; after the last term, where they end."""
    places: NDArray[np.uint8]
    """At each place: marks of the words around it, ascending for each posting."""


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a batch among those of others."""

    first: int
    """The number of its first document in the segment."""
    terms: NDArray[np.int32]
    """The number of each of its terms, which has its text."""
    entries: Entries

    @property
    def place_counts(self) -> Numbers:
        """Of each term: at how many places of all documents it stands."""
        firsts = np.append(0, np.cumsum(self.entries.posting_counts, dtype=np.int64))
        return sums(self.entries.place_counts, firsts)


def join_lists(batches: Sequence[Numbered], texts: Sequence[str], lengths: Numbers, average: float) -> Lists:
    """The lists of all terms of all batches; `texts` are those of terms by their numbers.

    `lengths` are those of all documents; impacts are measured by these and their average.
    """
    counts = count_holders(batches, len(texts))
    shelf = _Shelf(_in_order(np.flatnonzero(counts), texts), counts)
    norms = K1 * (1 - B + B * lengths / average)
    is_sign = np.fromiter(map(is_sign_term, texts), bool, len(texts))
    documents, symbols = np.empty(shelf.size, np.uint32), np.empty(shelf.size, np.uint8)
    for batch in batches:
        entries = batch.entries
        places = shelf.take(batch.terms, entries.posting_counts)
        own_documents = entries.documents + np.uint32(batch.first)
        documents[places] = own_documents
        signs = np.repeat(is_sign[batch.terms], entries.posting_counts)
        symbols[places] = np.where(signs, 0, _symbols(entries, norms[own_documents]))
    return Lists(terms=shelf.texts_of(texts), firsts=shelf.firsts, documents=documents, symbols=symbols)


def count_holders(batches: Sequence[Numbered], size: int) -> Numbers:
    """How many documents have each term, by the numbers of terms."""
    counts = np.zeros(size, np.int64)
    for batch in batches:
        counts[batch.terms] += batch.entries.posting_counts
    return counts


def join_surroundings(batches: Sequence[Numbered], texts: Sequence[str], is_common: Flags) -> Surroundings:
    """The surroundings of all terms of all batches but keys with a sign and common terms."""
    counts, place_counts = count_holders(batches, len(texts)), np.zeros(len(texts), np.int64)
    for batch in batches:
        place_counts[batch.terms] += batch.place_counts
    is_sign = np.fromiter(map(is_sign_term, texts), bool, len(texts))
    is_kept = (counts > 0) & ~is_sign & ~is_common
    chosen = _in_order(np.flatnonzero(is_kept), texts)
    postings, places = _Shelf(chosen, counts), _Shelf(chosen, place_counts)
    all_counts, surroundings = np.empty(postings.size, np.uint32), np.empty(places.size, np.uint8)
    for batch in batches:
        entries = batch.entries
        own = is_kept[batch.terms]
        own_postings = np.repeat(own, entries.posting_counts)
        own_places = np.repeat(own_postings, entries.place_counts)
        terms = batch.terms[own]
        all_counts[postings.take(terms, entries.posting_counts[own])] = entries.place_counts[own_postings]
        surroundings[places.take(terms, batch.place_counts[own])] = entries.surroundings[own_places]
    return Surroundings(
        terms=postings.texts_of(texts),
        firsts=postings.firsts,
        place_counts=all_counts,
        place_firsts=places.firsts,
        places=surroundings,
    )


class _Shelf:
    """Room for the numbers of some terms, one term after the other, which batches take in their order."""

    def __init__(self, terms: Numbers, counts: Numbers) -> None:
        """`terms` are in the order in which they stand; `counts` are those of every term by its number."""
        self._terms = terms
        self.firsts: Numbers = np.append(0, np.cumsum(counts[terms]))
        self._next = np.zeros(len(counts), np.int64)
        self._next[terms] = self.firsts[:-1]

    @property
    def size(self) -> int:
        """Of all numbers of all terms."""
        return int(self.firsts[-1])

    def take(self, terms: NDArray[np.int32], counts: NDArray[np.integer]) -> Numbers:
        """The places of the next so many numbers of some terms."""
        begins = self._next[terms]
        self._next[terms] += counts
        return ranges(begins, begins + counts)

    def texts_of(self, texts: Sequence[str]) -> list[str]:
        """The terms themselves."""
        return [texts[number] for number in self._terms.tolist()]


def _in_order(terms: Numbers, texts: Sequence[str]) -> Numbers:
    """Terms in the order of their UTF-16 code units."""
    return np.array(sorted(terms.tolist(), key=lambda number: texts[number].encode("utf-16-be")), np.int64)


def _symbols(entries: Entries, norms: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Field and impact of each posting; impacts are by BM25, from 1 to 7."""
    counts = entries.counts.astype(np.float64)
    impacts = np.clip(np.rint(STRONGEST * counts / (counts + norms)), 1, STRONGEST).astype(np.uint8)
    symbols: NDArray[np.uint8] = _FIRST_FIELDS[entries.fields] * np.uint8(FIELD_SYMBOLS) + impacts
    return symbols
