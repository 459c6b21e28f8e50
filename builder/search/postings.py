"""All postings of a segment, as arrays: which documents have which term, how much, and what stands around it."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.languages import stemmer_of
from builder.search.bits import Numbers
from builder.search.documents import FACETS, FIELD_SIGNS, Document, Label
from builder.words import Token, Words, is_unspaced, list_tokens

TITLE, NAME, SUBJECT = 1, 2, 4
"""Where a term stands beside the text: in the title, in an author's name, in a tag or the publication's name."""
TITLE_COUNT, NAME_COUNT = 3, 2
"""How often a word would have to stand in the text to count as much as once in the title, in a name or a tag."""

K1, B = 1.2, 0.75
"""Of BM25: S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009)."""
STRONGEST = 7
SIGN_IMPACT = 3
AVERAGE_STEP = 1.1

COMMON_SHARE, COMMON_COUNT = 12, 200
"""A term of more than a twelfth of the documents is common, if these are more than two hundred."""

NEIGHBOURS = ((-1, 4, 10), (1, 4, 6), (-2, 2, 4), (2, 2, 2), (-3, 1, 1), (3, 1, 0))
"""What is kept of the words around a word: how far each is, bits of its mark, and where these stand."""
MARGIN = max(distance for distance, _, _ in NEIGHBOURS)
SURROUNDING_BITS = sum(bits for _, bits, _ in NEIGHBOURS)

# A posting is one number while it is sorted: that of the term, of the document, then count and fields, or what
# stands around a place.
DOCUMENT_BITS, COUNT_BITS, FIELD_BITS = 20, 18, 3
BELOW_BITS = COUNT_BITS + FIELD_BITS
BELOW_TERM = DOCUMENT_BITS + BELOW_BITS
MOST_COUNTED = (1 << (COUNT_BITS - 2)) - 1
LOW_BITS = (1 << BELOW_BITS) - 1


BATCH = 1_024
"""Documents that are read at one time."""

_FIRST_FIELDS = np.array([1 if n & TITLE else 2 if n & NAME else 3 if n & SUBJECT else 0 for n in range(8)])
"""By the fields of a posting the one that counts: the title before a name, a name before a subject."""


UNKNOWN = -1
"""The term of a token that was not stemmed yet."""


class Postings(msgspec.Struct, frozen=True, kw_only=True):
    """The postings of a segment, by term, then by document. Documents count from the segment's first."""

    terms: list[str]
    """In the order of their UTF-16 code units."""
    firsts: Numbers
    """For each term where its postings begin; after the last term, where they end."""
    documents: Numbers
    fields: Numbers
    impacts: Numbers
    surrounding_firsts: Numbers
    """For each posting where its surroundings begin; after the last posting, where they end."""
    surroundings: Numbers
    """At each place where the document has the term: marks of the words around it. Ascending for each posting."""
    token_counts: dict[str, int]
    """How many texts, titles and names have each token."""
    measures: "Measures"


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What the main segment decides for the tail too, so that a new article moves neither."""

    average: float
    """Length of a document, by which impacts are measured."""
    common: frozenset[str]
    """Terms whose surroundings are not kept."""


class Numbering(dict[str, int]):
    """Texts are numbered as they are met; the empty one is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.texts = [""]

    def __missing__(self, text: str) -> int:
        """The number of a text that is met for the first time."""
        self[text] = number = len(self.texts)
        self.texts.append(text)
        return number

    def numbers_of(self, texts: Collection[str]) -> NDArray[np.int32]:
        """The numbers of several texts."""
        return np.fromiter(map(self.__getitem__, texts), np.int32, len(texts))


class Terms:
    """The terms of one build, numbered; each token is stemmed once for each language."""

    def __init__(self, stemmers: Mapping[str, Callable[[str], str]]) -> None:
        """`stemmers` are by language; of other languages tokens are their own stems."""
        self.tokens = Numbering()
        self.numbers = Numbering()
        self._stemmers = stemmers
        self._tables: dict[str, Numbers] = {}
        self._marks = np.zeros(1, np.int64)

    @property
    def marks(self) -> Numbers:
        """The mark of each term by its number."""
        unmarked = self.numbers.texts[len(self._marks) :]
        self._marks = np.append(self._marks, np.array(list(map(mark_term, unmarked)), np.int64))
        return self._marks

    def stem(self, tokens: Numbers, language: str) -> Numbers:
        """The numbers of the terms of tokens."""
        known = self._tables.get(language, np.zeros(0, np.int64))
        table = self._tables[language] = _grown(known, len(self.tokens), UNKNOWN)
        terms = table[tokens]
        if len(terms) and terms.min() < 0:
            stem = self._stemmers.get(language, str)
            for number in np.unique(tokens[terms < 0]).tolist():
                token = self.tokens.texts[number]
                is_stemmed = token.isalpha() and not is_unspaced(token)
                table[number] = self.numbers[stem(token) if is_stemmed else token]
            terms = table[tokens]
        return terms


def mark_term(term: str) -> int:
    """Four bits that stand for a term: the lowest of its FNV-1a hash (32 bits, over UTF-8), folded.

    Source: draft-eastlake-fnv, The FNV Non-Cryptographic Hash Algorithm.
    """
    mark = 0x811C9DC5
    for byte in term.encode():
        mark = (mark ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (mark ^ mark >> 16) & 15


class _Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What some documents add. A key is one number: that of a term, of a document, and what stands below."""

    lengths: Numbers
    postings: Numbers
    """Keys of each term of each document, with count and fields."""
    surroundings: Numbers
    """Keys of each place of each document, with what stands around it."""
    tokens: Numbers
    """Of each text once, of titles and names each time."""


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


def gather_postings(
    documents: Sequence[Document], texts: Iterable[Words], terms: Terms, measures: Measures | None = None
) -> Postings:
    """The postings of a segment; `texts` are the words of its documents' bodies, in their order.

    `measures` are those of the segment before; the main segment makes its own.
    """
    limit = max(COMMON_COUNT, len(documents) // COMMON_SHARE)
    holders = np.zeros(1, np.int64)
    if measures:
        common = terms.numbers.numbers_of(measures.common)
        holders = _grown(holders, len(terms.numbers))
        holders[common] = limit + 1
    token_counts = np.zeros(1, np.int64)
    lengths: list[Numbers] = []
    postings: list[Numbers] = []
    surrounded: list[Numbers] = []
    waiting = iter(texts)
    for first in range(0, len(documents), BATCH):
        some = documents[first : first + BATCH]
        batch = _read_batch(first, some, list(islice(waiting, len(some))), terms)
        holders = _grown(holders, len(terms.numbers))
        if not measures:
            holders += np.bincount(batch.postings >> BELOW_TERM, minlength=len(holders))
        token_counts = _grown(token_counts, len(terms.tokens))
        token_counts += np.bincount(batch.tokens, minlength=len(token_counts))
        lengths.append(batch.lengths)
        postings.append(batch.postings)
        # A term that is common by now stays so: what stands around it need not be kept until the end.
        surrounded.append(batch.surroundings[holders[batch.surroundings >> BELOW_TERM] <= limit])
    all_lengths = _join(lengths)
    own_measures = measures or Measures(
        average=_round_average(all_lengths),
        common=frozenset(terms.numbers.texts[number] for number in np.flatnonzero(holders > limit).tolist()),
    )
    ranks, used = _rank_terms(postings, terms)
    joined = _sort(postings, ranks)
    heads = joined >> BELOW_BITS
    own_documents, of_term = heads & ((1 << DOCUMENT_BITS) - 1), heads >> DOCUMENT_BITS
    counts, fields = (joined & LOW_BITS) >> FIELD_BITS, joined & ((1 << FIELD_BITS) - 1)
    is_sign = np.array([is_sign_term(text) for text in used], bool)
    impacts = _impacts(counts, all_lengths[own_documents], own_measures.average)
    surrounded = [keys[holders[keys >> BELOW_TERM] <= limit] for keys in surrounded]
    surroundings = _sort(surrounded, ranks)
    return Postings(
        terms=used,
        firsts=np.searchsorted(of_term, np.arange(len(used) + 1)),
        documents=own_documents,
        fields=_FIRST_FIELDS[fields],
        impacts=np.where(is_sign[of_term], SIGN_IMPACT, impacts),
        surrounding_firsts=np.append(np.searchsorted(surroundings >> BELOW_BITS, heads), len(surroundings)),
        surroundings=surroundings & LOW_BITS,
        token_counts={
            terms.tokens.texts[number]: int(token_counts[number])
            for number in np.flatnonzero(token_counts).tolist()
            if number
        },
        measures=own_measures,
    )


def _read_batch(first: int, documents: Sequence[Document], texts: Sequence[Words], terms: Terms) -> _Batch:
    """The keys of some documents; `first` is the number of the first."""
    numbers_of = terms.tokens.numbers_of
    own = _Column.of([numbers_of(text.tokens) for text in texts])
    body = _Column.of([np.frombuffer(text.places, "<u4") for text in texts])
    joined = _Column.of([np.frombuffer(text.joined, "<u4") for text in texts])
    title_tokens = [list_tokens(document.title) for document in documents]
    titles = _Column.of([numbers_of([token.text for token in tokens]) for tokens in title_tokens])
    title_lengths = np.array([max((token.place + 1 for token in own), default=0) for own in title_tokens])
    title_places = np.array([token.place for tokens in title_tokens for token in tokens], np.int64)
    is_joined = np.array([joins for tokens in title_tokens for joins in _find_joined(tokens)], bool)
    names = _Column.of([numbers_of(_tokens_of(document.people)) for document in documents])
    subjects = _Column.of(
        [numbers_of(_tokens_of((*document.sources, *document.tags))) for document in documents]
    )
    signs = _Column.of([terms.numbers.numbers_of(list_signs(document)) for document in documents])
    languages = [stemmer_of(document.language) for document in documents]
    own_terms, title_terms, name_terms, subject_terms = (
        _stem(column, languages, terms) for column in (own, titles, names, subjects)
    )
    at_body = body.values + own.starts[body.holders]
    at_joined = joined.values[::2] + own.starts[joined.holders[::2]]
    counts = np.bincount(np.concatenate([at_body, at_joined]), minlength=len(own.values))
    postings = [
        _key(own_terms, own.holders, np.minimum(counts, MOST_COUNTED) << FIELD_BITS),
        _key(title_terms, titles.holders, TITLE_COUNT << FIELD_BITS | TITLE),
        _key(name_terms, names.holders, NAME_COUNT << FIELD_BITS | NAME),
        _key(subject_terms, subjects.holders, NAME_COUNT << FIELD_BITS | SUBJECT),
        _key(signs.values, signs.holders, 1 << FIELD_BITS),
    ]
    counts_of_places = title_lengths + 1 + body.counts + MARGIN
    starts = np.cumsum(counts_of_places) - counts_of_places + MARGIN
    sequence = np.zeros(int(counts_of_places.sum()) + MARGIN, np.int64)
    sequence[(starts[titles.holders] + title_places)[~is_joined]] = title_terms[~is_joined]
    sequence[(starts + title_lengths + 1)[body.holders] + body.places] = own_terms[at_body]
    at = np.flatnonzero(sequence)
    holders = np.repeat(np.arange(len(documents)), counts_of_places)[at - MARGIN]
    return _Batch(
        lengths=body.counts + title_lengths,
        postings=_merge(_without_empty(postings)) + (first << BELOW_BITS),
        surroundings=_key(sequence[at], holders, _surroundings(terms.marks[sequence], at))
        + (first << BELOW_BITS),
        tokens=np.concatenate([own.values, titles.values, names.values, subjects.values]),
    )


def _find_joined(tokens: Sequence[Token]) -> Iterator[bool]:
    """Whether each token has no place of its own."""
    place = 0
    for token in tokens:
        yield token.place != place
        place += token.place == place


def _tokens_of(labels: Sequence[Label]) -> list[str]:
    return [token.text for label in labels for token in list_tokens(label.label)]


def _stem(column: _Column, languages: Sequence[str], terms: Terms) -> Numbers:
    """The terms of the tokens of each document, in its language."""
    if len(set(languages)) == 1:
        return terms.stem(column.values, languages[0])
    stemmed = np.zeros(len(column.values), np.int64)
    for language in sorted(set(languages)):
        own = np.array([each == language for each in languages])[column.holders]
        stemmed[own] = terms.stem(column.values[own], language)
    return stemmed


def _key(terms: Numbers, holders: Numbers, below: Numbers | int) -> Numbers:
    return (terms << DOCUMENT_BITS | holders) << BELOW_BITS | below


def _surroundings(marks: Numbers, at: Numbers) -> Numbers:
    """What stands around some places, by the marks of the words at all places."""
    surroundings = np.zeros(len(at), np.int64)
    for distance, bits, shift in NEIGHBOURS:
        surroundings |= (marks[at + distance] & ((1 << bits) - 1)) << shift
    return surroundings


def _without_empty(keys: Sequence[Numbers]) -> Numbers:
    """All keys but those of the empty term, which stands for words that are left out."""
    joined = np.concatenate(keys)
    return joined[joined >> BELOW_TERM > 0]


def _merge(keys: Numbers) -> Numbers:
    """One key for each term of each document: counts added, fields joined."""
    keys.sort()
    heads = keys >> BELOW_BITS
    firsts = np.flatnonzero(np.diff(heads, prepend=-1))
    if not len(firsts):
        return keys
    counts = np.minimum(np.add.reduceat((keys & LOW_BITS) >> FIELD_BITS, firsts), MOST_COUNTED)
    fields = np.bitwise_or.reduceat(keys & ((1 << FIELD_BITS) - 1), firsts)
    merged: Numbers = heads[firsts] << BELOW_BITS | counts << FIELD_BITS | fields
    return merged


def list_signs(document: Document) -> list[str]:
    """The terms of a document that are no stems: words and slugs of its facets."""
    return [
        sign
        for facet, labels_of in FACETS
        for label in labels_of(document)
        for sign in _signs_of(FIELD_SIGNS[facet], label)
    ]


@lru_cache(maxsize=1 << 14)
def _signs_of(sign: str, label: Label) -> tuple[str, ...]:
    words = (f"{sign}:{token.text}" for token in list_tokens(label.label) if token.text)
    return (f"{sign}={label.slug}", *words)


def is_sign_term(term: str) -> bool:
    """Whether a term is no stem."""
    return term[1:2] in (":", "=") and len(term) > 2


def _grown(array: Numbers, size: int, fill: int = 0) -> Numbers:
    """The array, twice as long as it must be where it was too short."""
    if len(array) >= size:
        return array
    return np.append(array, np.full(2 * size - len(array), fill))


def _join(arrays: Sequence[Numbers]) -> Numbers:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)


def _rank_terms(postings: Sequence[Numbers], terms: Terms) -> tuple[Numbers, list[str]]:
    """By number of a term its rank among those of the segment; and these, in their order."""
    is_used = np.zeros(len(terms.numbers), bool)
    for keys in postings:
        is_used[keys >> BELOW_TERM] = True
    numbers = np.flatnonzero(is_used).tolist()
    texts = terms.numbers.texts
    numbers.sort(key=lambda number: texts[number].encode("utf-16-be"))
    ranks = np.zeros(len(terms.numbers), np.int64)
    ranks[numbers] = np.arange(len(numbers))
    return ranks, [texts[number] for number in numbers]


def _sort(keys: list[Numbers], ranks: Numbers) -> Numbers:
    """All keys, with the ranks of their terms in place of the numbers, sorted. Empties the list, which is large."""
    joined = _join(keys)
    keys.clear()
    ranked: Numbers = ranks[joined >> BELOW_TERM] << BELOW_TERM | joined & ((1 << BELOW_TERM) - 1)
    # Each batch is sorted but for its terms, so that a sort that makes use of runs is the quicker one.
    ranked.sort(kind="stable")
    return ranked


def _impacts(counts: Numbers, lengths: Numbers, average: float) -> Numbers:
    """How much each posting counts, by BM25, from 1 to 7."""
    strengths = STRONGEST * counts / (counts + K1 * (1 - B + B * lengths / average))
    return np.clip(np.rint(strengths), 1, STRONGEST).astype(np.int64)


def _round_average(lengths: Numbers) -> float:
    """The average length as a power of 1.1, so that an edit seldom moves the impacts of other documents."""
    average = max(1.0, float(lengths.sum()) / max(1, len(lengths)))
    return float(AVERAGE_STEP ** round(math.log(average, AVERAGE_STEP)))
