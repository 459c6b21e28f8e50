"""What a text is made of, as numbers: its runs of words, and a sample of them to find its like by.

A run of five words is a shingle; two texts that share most of theirs are one text. The sample holds the same
shingles of every text, those with the least hashes, so that what two samples share tells what the texts do.
Sources: Broder, On the resemblance and containment of documents (1997); Manber, Finding similar files (1994).
"""

from hashlib import blake2b

import msgspec
import numpy as np
import numpy.typing as npt

from builder.words import Words

Hashes = npt.NDArray[np.uint64]
"""Sorted, each once."""

LENGTH = 5
"""Words of a shingle: fewer are met by chance, and more are lost with every edit."""

ONE_IN = 8
"""Of a text's shingles so many are sampled."""

FEWEST = 64
"""Shingles of a sample, as far as the text has them."""

BOUND = np.uint64((1 << 64) // ONE_IN)
"""Hashes below it are in every sample."""

MOST_KNOWN = 1 << 18
"""Words whose hash is kept."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0x94D049BB133111EB)
_decode = msgspec.msgpack.Decoder(Words).decode


class _WordHashes(dict[str, int]):
    """The hash of each word: the same in every process, as Python's own is not."""

    def __missing__(self, word: str) -> int:
        if len(self) > MOST_KNOWN:
            self.clear()
        found = self[word] = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        return found


_hashes = _WordHashes()


def shingles_of(words: Words) -> Hashes:
    """The hashes of all shingles of a text; of one that is shorter than a shingle none."""
    places = np.frombuffer(words.places, dtype="<u4")
    count = len(places) - LENGTH + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    tokens = np.fromiter(map(_hashes.__getitem__, words.tokens), dtype=np.uint64, count=len(words.tokens))
    at = tokens[places]
    found = at[:count].copy()
    for offset in range(1, LENGTH):
        found *= _FACTOR
        found += at[offset : offset + count]
    found ^= found >> np.uint64(31)
    found *= _MIX
    found ^= found >> np.uint64(29)
    found.sort()
    is_first = np.empty(count, dtype=bool)
    is_first[0] = True
    np.not_equal(found[1:], found[:-1], out=is_first[1:])
    shingles: Hashes = found[is_first]
    return shingles


def sample_of(shingles: Hashes) -> Hashes:
    """The least hashes of a text: all below the bound, and so many at least."""
    return shingles[: max(FEWEST, count_below_bound(shingles))]


def count_below_bound(hashes: Hashes) -> int:
    """How many of some hashes every sample would have."""
    return int(np.searchsorted(hashes, BOUND))


def read_shingles(encoded_words: bytes) -> Hashes:
    """The shingles of a text of which the words are kept."""
    return shingles_of(_decode(encoded_words))


def share_of(one: Hashes, other: Hashes) -> float:
    """How much of the shorter text stands in the longer one: 0 to 1."""
    shorter = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / shorter if shorter else 0.0


def pack(sample: Hashes) -> bytes:
    """A sample as bytes to keep."""
    return sample.astype("<u8").tobytes()


def unpack(data: bytes) -> Hashes:
    """A sample that was kept."""
    return np.frombuffer(data, dtype="<u8").astype(np.uint64, copy=False)
