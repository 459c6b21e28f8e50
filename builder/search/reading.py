"""Some documents read at one time: their words become terms, counted, each with what stands around it."""

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.languages import stemmer_of
from builder.search.batches import BATCH, MARK_BITS, NAME, SUBJECT, TITLE, Batch, Entries, Glossary
from builder.search.bits import Numbers
from builder.search.documents import Document
from builder.search.terms import Terms, list_signs, tokens_of
from builder.words import Words, read_words

TITLE_COUNT, NAME_COUNT = 3, 2
"""How often a word would have to stand in the text to count as much as once in the title, in a name or a tag."""

GAP = 1
"""Free places before a title, between it and its body, and after that: no word has a neighbour in another text."""

# While they are sorted, postings and places are one number each: of the term, of the document in its batch, then
# count and fields of a posting, or what stands around a place.
DOCUMENT_BITS, COUNT_BITS, FIELD_BITS = BATCH.bit_length() - 1, 16, 3
BELOW_BITS = COUNT_BITS + FIELD_BITS
BELOW_TERM = DOCUMENT_BITS + BELOW_BITS
LOW_BITS = (1 << BELOW_BITS) - 1
MOST_COUNTED = (1 << COUNT_BITS) - 1


def read_batch(documents: Sequence[Document], texts: Sequence[Words], terms: Terms) -> Batch:
    """What some documents come to; `texts` are those of their bodies."""
    languages = [stemmer_of(document.language) for document in documents]
    bodies = _Texts.of(texts, languages, terms)
    titles = _Texts.of([read_words(document.title) for document in documents], languages, terms)
    names = _number_labels(((label.label for label in each.people) for each in documents), terms)
    subjects = _number_labels(
        ((label.label for label in (*each.sources, *each.tags)) for each in documents), terms
    )
    signs = _Column.of([terms.numbers.numbers_of(list_signs(document)) for document in documents])
    keys = [
        _key(bodies.terms, bodies.tokens.holders, _capped(bodies.counts) << FIELD_BITS),
        _key(titles.terms, titles.tokens.holders, _capped(titles.counts * TITLE_COUNT) << FIELD_BITS | TITLE),
        _key(_stem(names, languages, terms), names.holders, NAME_COUNT << FIELD_BITS | NAME),
        _key(_stem(subjects, languages, terms), subjects.holders, NAME_COUNT << FIELD_BITS | SUBJECT),
        _key(signs.values, signs.holders, 1 << FIELD_BITS),
    ]
    heads, counts, fields = _merge(np.concatenate(keys))
    of_term = heads >> DOCUMENT_BITS
    firsts = np.flatnonzero(np.diff(of_term, prepend=-1))
    places = _list_places(titles, bodies, terms)
    place_firsts = np.append(np.searchsorted(places >> BELOW_BITS, heads), len(places))
    title_tokens = np.repeat(titles.tokens.values, titles.counts)
    return Batch(
        glossary=_list_texts(
            of_term[firsts],
            np.concatenate([bodies.tokens.values, title_tokens, names.values, subjects.values]),
            terms,
        ),
        entries=Entries(
            lengths=(titles.places.counts + bodies.places.counts).astype(np.uint32),
            posting_counts=np.diff(np.append(firsts, len(heads))).astype(np.uint32),
            documents=(heads & (BATCH - 1)).astype(np.uint16),
            counts=counts.astype(np.uint16),
            fields=fields.astype(np.uint8),
            place_counts=np.diff(place_firsts).astype(np.uint32),
            surroundings=(places & LOW_BITS).astype(np.uint8),
        ),
    )


def _list_texts(used: Numbers, tokens: Numbers, terms: Terms) -> Glossary:
    """The terms and tokens of a batch by their texts; a token stands as often as it is counted."""
    token_counts = np.bincount(tokens)
    own_tokens = np.flatnonzero(token_counts)
    return Glossary(
        terms=[terms.numbers.texts[number] for number in used.tolist()],
        tokens=[terms.tokens.texts[number] for number in own_tokens.tolist()],
        token_counts=token_counts[own_tokens].astype(np.uint32),
    )


class _Column(msgspec.Struct, frozen=True, kw_only=True):
    """Some numbers of each document, one after the other."""

    values: Numbers
    counts: Numbers
    """Of each document."""
    starts: Numbers
    holders: Numbers
    """The document of each number."""

    @classmethod
    def of(cls, each: Sequence[NDArray[np.int32] | NDArray[np.uint32]]) -> "_Column":
        """The numbers of each document."""
        counts = np.fromiter(map(len, each), np.int64, len(each))
        return cls(
            values=np.concatenate(each).astype(np.int64),
            counts=counts,
            starts=np.cumsum(counts) - counts,
            holders=np.repeat(np.arange(len(each)), counts),
        )

    @property
    def places(self) -> Numbers:
        """Which of its document's numbers each is, counted from 0."""
        places: Numbers = np.arange(len(self.values)) - self.starts[self.holders]
        return places


class _Texts(msgspec.Struct, frozen=True, kw_only=True):
    """A text of each document."""

    tokens: _Column
    """Each once a text."""
    terms: Numbers
    """Of each token."""
    counts: Numbers
    """Of each token: how often it stands in its text, joined or not."""
    places: _Column
    """At each place of a text its token; tokens are counted from the first of the first text."""

    @classmethod
    def of(cls, texts: Sequence[Words], languages: Sequence[str], terms: Terms) -> "_Texts":
        """The words of each document's text."""
        tokens = _Column.of([terms.tokens.numbers_of(text.tokens) for text in texts])
        places = _Column.of([np.frombuffer(text.places, "<u4") for text in texts])
        joined = _Column.of([np.frombuffer(text.joined, "<u4")[::2] for text in texts])
        at_places = places.values + tokens.starts[places.holders]
        at_joined = joined.values + tokens.starts[joined.holders]
        return cls(
            tokens=tokens,
            terms=_stem(tokens, languages, terms),
            counts=np.bincount(np.concatenate([at_places, at_joined]), minlength=len(tokens.values)),
            places=msgspec.structs.replace(places, values=at_places),
        )


def _number_labels(labels: Iterable[Iterable[str]], terms: Terms) -> _Column:
    """The tokens of some labels of each document."""
    return _Column.of(
        [terms.tokens.numbers_of([*chain.from_iterable(map(tokens_of, own))]) for own in labels]
    )


def _stem(tokens: _Column, languages: Sequence[str], terms: Terms) -> Numbers:
    """The terms of the tokens of each document, in its language."""
    if len(set(languages)) == 1:
        return terms.stem(tokens.values, languages[0])
    stemmed = np.zeros(len(tokens.values), np.int64)
    for language in sorted(set(languages)):
        own = np.array([each == language for each in languages])[tokens.holders]
        stemmed[own] = terms.stem(tokens.values[own], language)
    return stemmed


def _capped(counts: Numbers) -> Numbers:
    return np.minimum(counts, MOST_COUNTED)


def _key(terms: Numbers, holders: Numbers, below: Numbers | int) -> Numbers:
    return (terms << DOCUMENT_BITS | holders) << BELOW_BITS | below


def _merge(keys: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Term and document, count and fields of each posting: counts of equal ones are added, fields joined.

    The empty term, which stands for words that are left out, has none.
    """
    keys = np.sort(keys[keys >> BELOW_TERM > 0])
    heads = keys >> BELOW_BITS
    firsts = np.flatnonzero(np.diff(heads, prepend=-1))
    if not len(firsts):
        return keys, keys, keys
    counts = np.add.reduceat((keys & LOW_BITS) >> FIELD_BITS, firsts)
    fields = np.bitwise_or.reduceat(keys & ((1 << FIELD_BITS) - 1), firsts)
    return heads[firsts], _capped(counts), fields


def _list_places(titles: _Texts, bodies: _Texts, terms: Terms) -> Numbers:
    """The keys of all places of all terms, sorted."""
    own_counts = titles.places.counts + GAP + bodies.places.counts + GAP
    starts = np.cumsum(own_counts) - own_counts + GAP
    sequence = np.zeros(int(own_counts.sum()) + GAP, np.int64)
    body_starts = starts + titles.places.counts + GAP
    sequence[starts[titles.places.holders] + titles.places.places] = titles.terms[titles.places.values]
    sequence[body_starts[bodies.places.holders] + bodies.places.places] = bodies.terms[bodies.places.values]
    at = np.flatnonzero(sequence)
    holders = np.repeat(np.arange(len(own_counts)), own_counts)[at - GAP]
    places = _key(sequence[at], holders, _surroundings(terms.marks[sequence])[at].astype(np.int64))
    places.sort()
    return places


def _surroundings(marks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What stands around each place, by the mark at each; nothing around the first and the last."""
    surroundings = np.zeros(len(marks), np.uint8)
    surroundings[1:-1] = marks[:-2] << MARK_BITS | marks[2:]
    return surroundings
