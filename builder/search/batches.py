"""Batches: which terms some documents have, how often, and what stands around these, kept by themselves."""

from typing import Any, Protocol, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

BATCH = 1_024
"""Documents that are read at one time."""

TITLE, NAME, SUBJECT = 1, 2, 4
"""Where a term stands beside the text: in the title, in an author's name, in a tag or the publication's name."""

MARK_BITS = 4
"""What is kept of a neighbour."""
SURROUNDING_BITS = 2 * MARK_BITS
"""What is kept of a place: of the word before it, then of the word after."""


class Glossary(msgspec.Struct, frozen=True, kw_only=True):
    """The terms and the tokens of a batch, as text."""

    terms: list[str]
    """Each once."""
    tokens: list[str]
    """Each once; one may be empty, of words that are left out."""
    token_counts: NDArray[np.uint32]
    """How many bodies, and words of titles and names, are each token."""


class Entries(msgspec.Struct, frozen=True, kw_only=True):
    """The postings of a batch: by term, as its glossary has them, then by document; in small numbers."""

    lengths: NDArray[np.uint32]
    """Of each document: words of its title and its body."""
    posting_counts: NDArray[np.uint32]
    """Of each term."""
    documents: NDArray[np.uint16]
    """Of each posting; numbers count from the batch's first."""
    counts: NDArray[np.uint16]
    fields: NDArray[np.uint8]
    place_counts: NDArray[np.uint32]
    """Of each posting: at how many places the term stands."""
    surroundings: NDArray[np.uint8]
    """At each place, by posting: marks of the words around it, ascending."""


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What some documents come to by themselves, whatever others there are."""

    glossary: Glossary
    entries: Entries

    def encode(self) -> bytes:
        """As bytes, to be kept."""
        return msgspec.msgpack.encode(self, enc_hook=lambda array: array.tobytes())

    @classmethod
    def decode(cls, data: bytes) -> "Batch":
        """What was encoded."""
        return msgspec.msgpack.decode(data, type=cls, dec_hook=_decode_array)


def _decode_array(kind: Any, data: bytes) -> NDArray[Any]:
    _, numbers = get_args(kind)
    return np.frombuffer(data, *get_args(numbers))


class KnownBatches(Protocol):
    """Batches of earlier builds. One that did not change need not be read again, which is most of the work."""

    def recall(self, first: int, made_from: str) -> Batch | None:
        """The batch that begins with a document of this number, if it was made from just this."""

    def keep(self, first: int, made_from: str, batch: Batch) -> None:
        """Keep a batch in the place of the one that began with this number."""


class NoBatches:
    """None is known, and none is kept."""

    def recall(self, first: int, made_from: str) -> None:
        """None."""

    def keep(self, first: int, made_from: str, batch: Batch) -> None:
        """Nothing is kept."""


NO_BATCHES = NoBatches()
