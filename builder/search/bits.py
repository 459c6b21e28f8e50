"""Numbers as bits: exponential Golomb codes of whole arrays, packed into bytes, most significant bit first.

Golomb codes suit gaps, most of which are small: P. Elias, Universal codeword sets and representations of the
integers, IEEE Transactions on Information Theory 21 (1975); the order k as in H.264, clause 9.1.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

WIDEST = 33
"""Bits of one code without its leading zeros: a posting of half a million documents needs no more."""


class Codes(msgspec.Struct, frozen=True, kw_only=True):
    """One code for each number, in order: `zeros` zero bits, then `width` bits of `bits`."""

    bits: Numbers
    width: Numbers
    zeros: Numbers

    @property
    def length(self) -> Numbers:
        """Bits of each code, its zeros among them."""
        return self.zeros + self.width

    def followed_by(self, bits: Numbers, width: Numbers) -> "Codes":
        """The same with some more bits behind each."""
        return Codes(bits=(self.bits << width) | bits, width=self.width + width, zeros=self.zeros)

    def interleaved(self, at: Numbers, others: "Codes") -> "Codes":
        """These codes at some places among others, which keep their order."""

        def put(own: Numbers, theirs: Numbers) -> Numbers:
            is_own = np.zeros(len(own) + len(theirs), bool)
            is_own[at] = True
            joined = np.empty(len(is_own), np.int64)
            joined[is_own], joined[~is_own] = own, theirs
            return joined

        return Codes(
            bits=put(self.bits, others.bits),
            width=put(self.width, others.width),
            zeros=put(self.zeros, others.zeros),
        )


def code_golomb(values: Numbers, order: Numbers | int) -> Codes:
    """The exponential Golomb code of each number, in its own order or in one of all."""
    high = (values >> order) + 1
    width = bit_length(high)
    bits = (high << order) | (values & ((np.int64(1) << order) - 1))
    return Codes(bits=bits, width=width + order, zeros=width - 1)


def golomb_length(values: Numbers, order: Numbers | int) -> Numbers:
    """The bits of each of these codes."""
    return 2 * bit_length((values >> order) + 1) + (order - 1)


def bit_length(values: Numbers) -> Numbers:
    """The bits that each positive number needs."""
    # The exponent of a double, which is exact below 2^53, and stands in its upper twelve bits.
    return (values.astype(np.float64).view(np.int64) >> 52) - 1022


def best_orders(values: Numbers, firsts: Numbers) -> tuple[Numbers, Numbers]:
    """For each list of numbers the order in which its Golomb codes are shortest, and their bits.

    `firsts` are where lists begin; after the last, where it ends.
    """
    counts = np.diff(firsts)
    mean = sums(values, firsts) // np.maximum(counts, 1)
    near = bit_length(mean + 1) - 1
    best = np.zeros(len(counts), np.int64)
    cheapest = np.full(len(counts), np.iinfo(np.int64).max)
    for step in (-2, -1, 0, 1):
        order = np.maximum(near + step, 0)
        cost = sums(golomb_length(values, np.repeat(order, counts)), firsts)
        better = cost < cheapest
        best[better], cheapest[better] = order[better], cost[better]
    return best, cheapest


def sums(values: NDArray[np.integer], firsts: Numbers) -> Numbers:
    """The sum of each list of numbers; `firsts` are where lists begin, and where the last ends."""
    return np.diff(np.append(0, np.cumsum(values, dtype=np.int64))[firsts])


def ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """All numbers from each begin to its end, one range after the other."""
    counts = ends - begins
    joined: Numbers = np.arange(int(counts.sum())) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
    return joined


def pack(codes: Codes, starts: Numbers, size: int) -> bytes:
    """Codes, each beginning at its bit, as `size` bytes; what no code covers is zero.

    Codes do not overlap, and stand in the order of their starts.
    """
    words = np.zeros(size // 4 + 2, np.uint64)
    if len(starts):
        if codes.width.max() > WIDEST:
            raise ValueError(f"a code of more than {WIDEST} bits: too many documents for one segment")
        begins = starts + codes.zeros
        place = begins >> 5
        # A window of 64 bits from each code's word on; as codes never overlap, adding joins those of one word.
        shift = (64 - (begins & 31) - codes.width).astype(np.uint64)
        windows = codes.bits.astype(np.uint64) << shift
        firsts = np.flatnonzero(np.diff(place, prepend=-1))
        joined = np.add.reduceat(windows, firsts)
        words[place[firsts]] = joined >> np.uint64(32)
        words[place[firsts] + 1] |= joined & np.uint64(0xFFFFFFFF)
    return words.astype(">u4").tobytes()[:size]
