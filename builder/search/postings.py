"""All postings of a segment, as arrays: which documents have which term, how much, and at which places."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.languages import stemmer_of
from builder.search.bits import Numbers
from builder.search.documents import FACETS, FIELD_SIGNS, Document
from builder.words import Words, is_unspaced, list_tokens

TITLE, NAME, SUBJECT = 1, 2, 4
"""Where a term stands beside the text: in the title, in an author's name, in a tag or the publication's name."""
TITLE_COUNT, NAME_COUNT = 3, 2
"""How often a word would have to stand in the text to count as much as once in the title, in a name or a tag."""

K1, B = 1.2, 0.75
"""Of BM25: S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009)."""
STRONGEST = 7
SIGN_IMPACT = 3
AVERAGE_STEP = 1.1

COMMON_SHARE, COMMON_COUNT = 10, 200
"""A term of more than a tenth of the documents is common, if these are more than two hundred."""

# A posting is one number while it is sorted: that of the term, of the document, then count and fields, or a place.
DOCUMENT_BITS, COUNT_BITS, FIELD_BITS = 20, 18, 3
PLACE_BITS = COUNT_BITS + FIELD_BITS
MOST_COUNTED = (1 << (COUNT_BITS - 2)) - 1
LAST_PLACE = (1 << PLACE_BITS) - 1


class Postings(msgspec.Struct, frozen=True, kw_only=True):
    """The postings of a segment, by term, then by document. Documents count from the segment's first."""

    terms: list[str]
    """In the order of their UTF-16 code units."""
    firsts: Numbers
    """For each term where its postings begin; after the last term, where they end."""
    documents: Numbers
    fields: Numbers
    impacts: Numbers
    place_firsts: Numbers
    """For each posting where its places begin; after the last posting, where they end."""
    places: Numbers
    """Ascending for each posting."""
    token_counts: dict[str, int]
    """How many texts, titles and names have each token."""
    measures: "Measures"


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What the main segment decides for the tail too, so that a new article moves neither."""

    average: float
    """Length of a document, by which impacts are measured."""
    common: frozenset[str]
    """Terms whose places are not kept."""


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
        self._tables: dict[str, NDArray[np.int32]] = {}

    def stem(self, tokens: NDArray[np.int32], language: str) -> NDArray[np.int32]:
        """The numbers of the terms of tokens."""
        table = self._tables.get(language)
        if table is None or len(table) < len(self.tokens):
            grown = np.full(2 * len(self.tokens), -1, np.int32)
            if table is not None:
                grown[: len(table)] = table
            table = self._tables[language] = grown
        terms = table[tokens]
        if len(terms) and terms.min() < 0:
            stem = self._stemmers.get(language, str)
            for number in np.unique(tokens[terms < 0]).tolist():
                token = self.tokens.texts[number]
                is_stemmed = token.isalpha() and not is_unspaced(token)
                table[number] = self.numbers[stem(token) if is_stemmed else token]
            terms = table[tokens]
        return terms


class _Entries(msgspec.Struct, frozen=True, kw_only=True):
    """What one document adds."""

    length: int
    postings: Numbers
    """Term, count and fields in one number each; a term may come up several times."""
    place_terms: NDArray[np.int32]
    places: Numbers
    """Of each term of `place_terms`."""
    tokens: NDArray[np.int32]


def gather_postings(
    documents: Sequence[Document], texts: Iterable[Words], terms: Terms, measures: Measures | None = None
) -> Postings:
    """The postings of a segment; `texts` are the words of its documents' bodies, in their order.

    `measures` are those of the segment before; the main segment makes its own.
    """
    limit = max(COMMON_COUNT, len(documents) // COMMON_SHARE)
    holders = np.zeros(1, np.int64)
    token_counts = np.zeros(1, np.int64)
    lengths: list[int] = []
    postings: list[Numbers] = []
    placed: list[Numbers] = []
    holders[0] = limit + 1
    if measures:
        common = terms.numbers.numbers_of(measures.common)
        holders = _grown(holders, len(terms.numbers))
        holders[common] = limit + 1
    for number, (document, text) in enumerate(zip(documents, texts, strict=True)):
        entries = _read_document(document, text, terms)
        holders, token_counts = (
            _grown(holders, len(terms.numbers)),
            _grown(token_counts, len(terms.tokens)),
        )
        if not measures:
            holders[entries.postings >> PLACE_BITS] += 1
        token_counts[entries.tokens] += 1
        # A term that is common by now stays so: its places need not be kept until the end.
        kept = holders[entries.place_terms] <= limit
        lengths.append(entries.length)
        postings.append(_with_document(entries.postings, number))
        places = entries.place_terms[kept].astype(np.int64) << PLACE_BITS | entries.places[kept]
        placed.append(_with_document(places, number))
    ranks, used = _rank_terms(postings, terms)
    own_measures = measures or Measures(
        average=_round_average(lengths),
        common=frozenset(terms.numbers.texts[number] for number in np.flatnonzero(holders > limit).tolist()),
    )
    joined = _sort(postings, ranks)
    bounds = np.flatnonzero(np.diff(joined >> PLACE_BITS, prepend=-1))
    heads = joined[bounds] >> PLACE_BITS
    counts = _reduce(np.add, (joined & LAST_PLACE) >> FIELD_BITS, bounds)
    fields = _reduce(np.bitwise_or, joined & ((1 << FIELD_BITS) - 1), bounds)
    del joined
    own_documents = heads & ((1 << DOCUMENT_BITS) - 1)
    is_sign = np.array([is_sign_term(text) for text in used], bool)
    of_term = heads >> DOCUMENT_BITS
    sorted_places = _sort(
        [keys[holders[keys >> (DOCUMENT_BITS + PLACE_BITS)] <= limit] for keys in placed], ranks
    )
    return Postings(
        terms=used,
        firsts=np.searchsorted(of_term, np.arange(len(used) + 1)),
        documents=own_documents,
        fields=_first_field(fields),
        impacts=np.where(
            is_sign[of_term],
            SIGN_IMPACT,
            _impacts(counts, np.array(lengths, np.int64)[own_documents], own_measures.average),
        ),
        place_firsts=np.append(np.searchsorted(sorted_places >> PLACE_BITS, heads), len(sorted_places)),
        places=sorted_places & LAST_PLACE,
        token_counts={
            terms.tokens.texts[number]: int(token_counts[number])
            for number in np.flatnonzero(token_counts).tolist()
            if number
        },
        measures=own_measures,
    )


def _read_document(document: Document, text: Words, terms: Terms) -> _Entries:
    language = stemmer_of(document.language)
    own = terms.tokens.numbers_of(text.tokens)
    title = terms.tokens.numbers_of(list_tokens(document.title))
    names = terms.tokens.numbers_of(
        [token for label in document.people for token in list_tokens(label.label)]
    )
    subjects = terms.tokens.numbers_of(
        [token for label in (*document.sources, *document.tags) for token in list_tokens(label.label)]
    )
    body = np.frombuffer(text.places, "<u4")
    joined = np.frombuffer(text.joined, "<u4").reshape(-1, 2)
    where = np.concatenate([body, joined[:, 0]])
    first = len(title) + 1
    counts = np.minimum(np.bincount(where, minlength=len(own)), MOST_COUNTED)
    signs = terms.numbers.numbers_of(list(list_signs(document)))
    weights = np.concatenate(
        [
            counts << FIELD_BITS,
            np.full(len(title), TITLE_COUNT << FIELD_BITS | TITLE),
            np.full(len(names), NAME_COUNT << FIELD_BITS | NAME),
            np.full(len(subjects), NAME_COUNT << FIELD_BITS | SUBJECT),
            np.full(len(signs), 1 << FIELD_BITS),
        ]
    )
    tokens = np.concatenate([own, title, names, subjects])
    own_terms = np.concatenate([terms.stem(tokens, language), signs]).astype(np.int64)
    postings = own_terms << PLACE_BITS | weights
    return _Entries(
        length=len(body) + len(title),
        postings=postings[own_terms > 0],
        place_terms=terms.stem(np.concatenate([title, own[where]]), language),
        places=np.minimum(
            np.concatenate(
                [
                    np.arange(len(title)),
                    np.arange(first, first + len(body)),
                    joined[:, 1].astype(np.int64) + first,
                ]
            ),
            LAST_PLACE,
        ),
        tokens=tokens,
    )


def list_signs(document: Document) -> Iterable[str]:
    """The terms of a document that are no stems: words and slugs of its facets."""
    for facet, labels_of in FACETS:
        sign = FIELD_SIGNS[facet]
        for label in labels_of(document):
            yield f"{sign}={label.slug}"
            for token in list_tokens(label.label):
                if token:
                    yield f"{sign}:{token}"


def is_sign_term(term: str) -> bool:
    """Whether a term is no stem."""
    return term[1:2] in (":", "=") and len(term) > 2


def _with_document(keys: Numbers, number: int) -> Numbers:
    """Keys of a term and what stands below it, with the number of a document between the two."""
    return (keys >> PLACE_BITS << DOCUMENT_BITS | number) << PLACE_BITS | keys & LAST_PLACE


def _grown(array: Numbers, size: int) -> Numbers:
    if len(array) >= size:
        return array
    return np.concatenate([array, np.zeros(2 * size - len(array), array.dtype)])


def _rank_terms(postings: Sequence[Numbers], terms: Terms) -> tuple[Numbers, list[str]]:
    """By number of a term its rank among those of the segment; and these, in their order."""
    is_used = np.zeros(len(terms.numbers), bool)
    for keys in postings:
        is_used[keys >> (DOCUMENT_BITS + PLACE_BITS)] = True
    numbers = np.flatnonzero(is_used).tolist()
    texts = terms.numbers.texts
    numbers.sort(key=lambda number: texts[number].encode("utf-16-be"))
    ranks = np.zeros(len(terms.numbers), np.int64)
    ranks[numbers] = np.arange(len(numbers))
    return ranks, [texts[number] for number in numbers]


def _sort(keys: list[Numbers], ranks: Numbers) -> Numbers:
    """All keys, with the ranks of their terms in place of the numbers, sorted. Empties the list, which is large."""
    joined = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    keys.clear()
    below = DOCUMENT_BITS + PLACE_BITS
    ranked: Numbers = ranks[joined >> below] << below | joined & ((1 << below) - 1)
    ranked.sort()
    return ranked


def _reduce(operation: np.ufunc, values: Numbers, bounds: Numbers) -> Numbers:
    reduced: Numbers = operation.reduceat(values, bounds) if len(bounds) else values
    return reduced


def _first_field(fields: Numbers) -> Numbers:
    """The title before a name, a name before a subject: 1, 2, 3; 0 of the text alone."""
    first = np.zeros(len(fields), np.int64)
    for number, field in ((3, SUBJECT), (2, NAME), (1, TITLE)):
        first[fields & field > 0] = number
    return first


def _impacts(counts: Numbers, lengths: Numbers, average: float) -> Numbers:
    """How much each posting counts, by BM25, from 1 to 7."""
    strengths = STRONGEST * counts / (counts + K1 * (1 - B + B * lengths / average))
    return np.clip(np.rint(strengths), 1, STRONGEST).astype(np.int64)


def _round_average(lengths: Sequence[int]) -> float:
    """The average length as a power of 1.1, so that an edit seldom moves the impacts of other documents."""
    average = max(1.0, sum(lengths) / max(1, len(lengths)))
    return float(AVERAGE_STEP ** round(math.log(average, AVERAGE_STEP)))
