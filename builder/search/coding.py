"""Lists as bits: gaps between documents, fields and impacts, and what stands around words."""

from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from builder.search.batches import SURROUNDING_BITS
from builder.search.bits import Codes, Numbers, best_orders, code_golomb, golomb_length, pack, sums
from builder.search.lists import FIELD_SYMBOLS, Lists, Surroundings

MOST_CODED = 1 << 16
"""Numbers that are coded at one time, as their codes take ten times their room; a single list may have more."""

CODE_LENGTHS = (
    (5, 3, 1, 3, 3, 5, 7),
    (13, 13, 12, 12, 7, 6, 8),
    (13, 13, 11, 9, 9, 11, 13),
    (13, 12, 11, 8, 7, 7, 10),
)
"""Bits of the code of each field and impact, by a Huffman code over real articles."""


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """How lists are coded, known before they are: their codes are made where their bits are wanted."""

    firsts: Numbers
    """For each list where its codes begin; after the last list, where they end."""
    sizes: Numbers
    """Bits of each list."""
    code: Callable[[slice], Codes]
    """The codes of some lists that follow each other."""

    def pack(self, bounds: Numbers) -> Iterator[bytes]:
        """The bits of all lists from each bound to the next, filled up to whole bytes."""
        for part in portions(self.firsts[bounds]):
            own = bounds[part.start : part.stop + 1]
            codes = self.code(slice(own[0], own[-1]))
            bits = sums(self.sizes, own)
            sizes = -(-bits // 8)
            offsets = np.cumsum(sizes) - sizes
            shifts = offsets * 8 - (np.cumsum(bits) - bits)
            length = codes.length
            starts = np.cumsum(length) - length + np.repeat(shifts, np.diff(self.firsts[own]))
            packed = pack(codes, starts, int(sizes.sum()))
            for offset, size in zip(offsets.tolist(), sizes.tolist(), strict=True):
                yield packed[offset : offset + size]


def plan_lists(lists: Lists) -> tuple[Coding, Numbers]:
    """How the lists of terms are coded, and the order of each."""
    orders, sizes = np.zeros((2, len(lists.terms)), np.int64)
    for part in portions(lists.firsts):
        firsts, own = _firsts_of(lists.firsts, part)
        orders[part], bits = best_orders(_gaps(lists.documents[own].astype(np.int64), firsts), firsts)
        sizes[part] = bits + sums(_SYMBOL_LENGTHS[lists.symbols[own]], firsts)

    def code(part: slice) -> Codes:
        firsts, own = _firsts_of(lists.firsts, part)
        gaps = _gaps(lists.documents[own].astype(np.int64), firsts)
        symbols = lists.symbols[own]
        codes = code_golomb(gaps, np.repeat(orders[part], np.diff(firsts)))
        return codes.followed_by(_SYMBOL_CODES[symbols], _SYMBOL_LENGTHS[symbols])

    return Coding(firsts=lists.firsts, sizes=sizes, code=code), orders


def plan_surroundings(surroundings: Surroundings) -> Coding:
    """How surroundings are coded: for each document at how many places the term stands, and what is around each."""
    firsts = surroundings.firsts + surroundings.place_firsts
    sizes = np.zeros(len(surroundings.terms), np.int64)
    for part in portions(firsts):
        own_firsts, own = _firsts_of(surroundings.firsts, part)
        lengths = golomb_length(_count_symbols(surroundings.place_counts[own].astype(np.int64)), 0)
        place_counts = np.diff(surroundings.place_firsts[part.start : part.stop + 1])
        sizes[part] = sums(lengths, own_firsts) + SURROUNDING_BITS * place_counts

    def code(part: slice) -> Codes:
        _, own = _firsts_of(surroundings.firsts, part)
        _, own_places = _firsts_of(surroundings.place_firsts, part)
        counts = surroundings.place_counts[own].astype(np.int64)
        places = surroundings.places[own_places].astype(np.int64)
        fixed = Codes(
            bits=places,
            width=np.full(len(places), SURROUNDING_BITS),
            zeros=np.zeros(len(places), np.int64),
        )
        before = np.cumsum(counts) - counts
        return code_golomb(_count_symbols(counts), 0).interleaved(np.arange(len(counts)) + before, fixed)

    return Coding(firsts=firsts, sizes=sizes, code=code)


def portions(firsts: Numbers) -> Iterator[slice]:
    """Lists, or runs of them, in portions that are coded at one time; each has one at least."""
    begin, count = 0, len(firsts) - 1
    while begin < count:
        end = int(np.searchsorted(firsts, firsts[begin] + MOST_CODED, side="right")) - 1
        end = min(count, max(end, begin + 1))
        yield slice(begin, end)
        begin = end


def _firsts_of(firsts: Numbers, part: slice) -> tuple[Numbers, slice]:
    """Where some lists begin, counted from the first of them; and where all their numbers are."""
    own = firsts[part.start : part.stop + 1]
    return own - own[0], slice(int(own[0]), int(own[-1]))


def _gaps(documents: Numbers, firsts: Numbers) -> Numbers:
    """How many documents each list leaves out before each of its own, which ascend."""
    gaps = np.diff(documents, prepend=-1) - 1
    begins = firsts[:-1][np.diff(firsts) > 0]
    gaps[begins] = documents[begins]
    return gaps


def _count_symbols(counts: Numbers) -> Numbers:
    """One place is the rule: it is 0, none is 1."""
    return np.where(counts > 1, counts, 1 - counts)


def _number_codes() -> tuple[Numbers, Numbers]:
    """The canonical prefix code of CODE_LENGTHS: the bits and the length of each symbol; symbol 0 has none."""
    lengths = {
        field * FIELD_SYMBOLS + impact: length
        for field, row in enumerate(CODE_LENGTHS)
        for impact, length in enumerate(row, 1)
    }
    codes, widths = np.zeros((2, len(CODE_LENGTHS) * FIELD_SYMBOLS), np.int64)
    code, before = 0, 0
    for symbol, length in sorted(lengths.items(), key=lambda item: (item[1], item[0])):
        code <<= length - before
        codes[symbol], widths[symbol], before = code, length, length
        code += 1
    return codes, widths


_SYMBOL_CODES, _SYMBOL_LENGTHS = _number_codes()
