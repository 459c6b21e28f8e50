"""The terms of a segment, numbered: stems of tokens, and keys with a sign for the values of facets."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from builder.search.bits import Numbers
from builder.search.documents import FACETS, FIELD_SIGNS, Document, Label
from builder.words import is_unspaced, list_tokens

UNKNOWN = -1
"""The term of a token that was not stemmed yet."""


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
        self._marks = np.zeros(1, np.uint8)

    @property
    def marks(self) -> NDArray[np.uint8]:
        """The mark of each term by its number."""
        unmarked = self.numbers.texts[len(self._marks) :]
        self._marks = np.append(self._marks, np.array(list(map(mark_term, unmarked)), np.uint8))
        return self._marks

    def stem(self, tokens: Numbers, language: str) -> Numbers:
        """The numbers of the terms of tokens."""
        known = self._tables.get(language, np.zeros(0, np.int64))
        table = self._tables[language] = grown(known, len(self.tokens), UNKNOWN)
        terms = table[tokens]
        if len(terms) and terms.min() < 0:
            stem = self._stemmers.get(language, str)
            for number in np.unique(tokens[terms < 0]).tolist():
                token = self.tokens.texts[number]
                is_stemmed = token.isalpha() and not is_unspaced(token)
                table[number] = self.numbers[stem(token) if is_stemmed else token]
            terms = table[tokens]
        return terms


def grown(array: Numbers, size: int, fill: int = 0) -> Numbers:
    """The array, twice as long as it must be where it was too short."""
    if len(array) >= size:
        return array
    return np.append(array, np.full(2 * size - len(array), fill))


def mark_term(term: str) -> int:
    """Four bits that stand for a term: the lowest of its FNV-1a hash (32 bits, over UTF-8), folded.

    Source: draft-eastlake-fnv, The FNV Non-Cryptographic Hash Algorithm.
    """
    mark = 0x811C9DC5
    for byte in term.encode():
        mark = (mark ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (mark ^ mark >> 16) & 15


def list_signs(document: Document) -> list[str]:
    """The terms of a document that are no stems: words and slugs of its facets."""
    return [
        sign
        for facet, labels_of in FACETS
        for label in labels_of(document)
        for sign in _signs_of(FIELD_SIGNS[facet], label)
    ]


def is_sign_term(term: str) -> bool:
    """Whether a term is no stem."""
    return term[1:2] in (":", "=") and len(term) > 2


@lru_cache(maxsize=1 << 14)
def _signs_of(sign: str, label: Label) -> tuple[str, ...]:
    words = (f"{sign}:{token.text}" for token in list_tokens(label.label) if token.text)
    return (f"{sign}={label.slug}", *words)


@lru_cache(maxsize=1 << 14)
def tokens_of(label: str) -> tuple[str, ...]:
    """The tokens of what an author, a publication or a tag is called."""
    return tuple(token.text for token in list_tokens(label))
