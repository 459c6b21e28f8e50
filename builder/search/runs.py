"""Files of terms in their order: runs of postings, heavy lists on their own, runs of surroundings."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isqrt

import msgspec
import numpy as np

from builder.search.coding import Coding, plan_lists, plan_surroundings
from builder.search.files import IndexFile, count_shared, make_file, write_number
from builder.search.lists import Lists, Surroundings


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How large runs are before they are deflated, in bytes; only a list that is longer alone goes beyond."""

    terms: int
    surroundings: int


TAIL_SIZES = Sizes(terms=16_000, surroundings=20_000)
"""Fewer files, as a new article changes most of them."""
HEAVY_BITS = 8 * 4_500
"""Of a list that has a file of its own."""


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """How to find the run that holds a term."""

    keys: str = ""
    """The shortest prefix that parts each run from the one before, joined by spaces."""
    names: str = ""
    """Of the files, one after the other."""


def main_sizes(count: int) -> Sizes:
    """The sizes of a main segment of so many documents.

    A question reads the names of all runs, in the manifest, and four runs or so: the sum is least where runs
    grow with the square root of the index.
    """
    return Sizes(terms=max(4_500, 22 * isqrt(count)), surroundings=20_000)


Run = tuple[str, str, IndexFile]
"""The first and the last term of a file."""


def write_terms(lists: Lists, limits: Sizes) -> tuple[Directory, list[IndexFile]]:
    """The runs of a segment's terms, and its heavy lists."""
    coding, orders = plan_lists(lists)
    heavy = np.flatnonzero(coding.sizes > HEAVY_BITS).tolist()
    heads = [write_number(2 * count) for count in lists.counts.tolist()]
    heavy_files: list[IndexFile] = []
    if heavy:
        counts = lists.counts
        heavy_files = _write_heavy(lists.select(heavy))
        lists = lists.cut(heavy)
        coding, orders = plan_lists(lists)
        left = lists.counts
        for place, file in zip(heavy, heavy_files, strict=True):
            count, kept = int(counts[place]), int(left[place])
            heads[place] = write_number(2 * count + 1) + file.short_name.encode() + write_number(kept)
    heads = [head + bytes([order]) for head, order in zip(heads, orders.tolist(), strict=True)]
    runs = _write_runs("t", lists.terms, heads, coding, limits.terms)
    return _direct(runs), [*(file for _, _, file in runs), *heavy_files]


def _write_heavy(lists: Lists) -> list[IndexFile]:
    """A file for each list."""
    coding, orders = plan_lists(lists)
    bits = coding.pack(np.arange(len(orders) + 1))
    return [make_file("h", bytes([order]), data) for order, data in zip(orders.tolist(), bits, strict=True)]


def write_surroundings(surroundings: Surroundings, limits: Sizes) -> tuple[Directory, list[IndexFile]]:
    """The runs of what stands around a segment's terms."""
    heads = [write_number(count) for count in np.diff(surroundings.firsts).tolist()]
    runs = _write_runs("p", surroundings.terms, heads, plan_surroundings(surroundings), limits.surroundings)
    return _direct(runs), [file for _, _, file in runs]


def _write_runs(
    folder: str, terms: Sequence[str], heads: Sequence[bytes], coding: Coding, limit: int
) -> list[Run]:
    """Files of terms, each with its first and its last. What a head says of a list stands after its term."""
    bounds, headers = [0], []
    header, bits, before = bytearray(), 0, b""
    for place, (term, head, size) in enumerate(zip(terms, heads, coding.sizes.tolist(), strict=True)):
        key = term.encode()
        if header and len(header) + len(key) + (bits + size) // 8 > limit:
            bounds.append(place)
            headers.append(bytes(header))
            header, bits, before = bytearray(), 0, b""
        shared = count_shared(before, key)
        header += write_number(shared) + write_number(len(key) - shared) + key[shared:] + head
        bits, before = bits + size, key
    if header:
        bounds.append(len(terms))
        headers.append(bytes(header))
    packed = coding.pack(np.array(bounds))
    runs = []
    for (begin, end), own, data in zip(pairwise(bounds), headers, packed, strict=True):
        file = make_file(folder, write_number(end - begin) + own, data)
        runs.append((terms[begin], terms[end - 1], file))
    return runs


def _direct(runs: Iterable[Run]) -> Directory:
    keys, names, before = [], [], ""
    for first, last, file in runs:
        keys.append(first[: count_shared(before, first) + 1])
        names.append(file.short_name)
        before = last
    return Directory(keys=" ".join(keys), names="".join(names))
