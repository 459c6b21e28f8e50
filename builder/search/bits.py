"""Numbers as bits: exponential Golomb codes of whole arrays, packed into bytes, most significant bit first.

Golomb codes suit gaps, most of which are small: P. Elias, Universal codeword sets and representations of the
integers, IEEE Transactions on Information Theory 21 (1975); the order k as in H.264, clause 9.1.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

WIDEST = 32
"""Bits of one code without its leading zeros."""


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


def bit_length(values: Numbers) -> Numbers:
    """The bits that each positive number needs."""
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


def best_orders(values: Numbers, firsts: Numbers) -> Numbers:
    """For each list of numbers the order in which its Golomb codes are shortest; `firsts` are where lists begin."""
    if not len(values):
        return np.zeros(len(firsts), np.int64)
    counts = np.diff(np.append(firsts, len(values)))
    mean = np.add.reduceat(values, firsts) // counts
    near = np.maximum(bit_length(mean + 1) - 1, 0)
    best = np.zeros(len(firsts), np.int64)
    cheapest = np.full(len(firsts), np.iinfo(np.int64).max)
    for step in (-2, -1, 0, 1):
        order = np.maximum(near + step, 0)
        cost = np.add.reduceat(code_golomb(values, np.repeat(order, counts)).length, firsts)
        better = cost < cheapest
        best[better], cheapest[better] = order[better], cost[better]
    return best


def pack(codes: Codes, starts: Numbers, size: int) -> bytes:
    """Codes, each beginning at its bit, as `size` bytes; what no code covers is zero.

    Codes do not overlap, and stand in the order of their starts.
    """
    words = np.zeros(size // 4 + 2, np.uint64)
    if len(starts):
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
