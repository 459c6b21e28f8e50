"""Files of terms in their order: runs of postings, heavy lists on their own, runs of surroundings."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from builder.search.coding import Coding, plan_lists, plan_surroundings
from builder.search.files import IndexFile, count_shared, grouped_files, make_file, write_number
from builder.search.lists import Lists, Surroundings


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How large runs are before they are deflated, in bytes; only a list that is longer alone goes beyond."""

    terms: int
    surroundings: int


MAIN_SIZES = Sizes(terms=4_500, surroundings=20_000)
"""A question reads three runs of terms or so, and with the manifest a few bytes of each that there is."""
TAIL_SIZES = Sizes(terms=16_000, surroundings=20_000)
"""Fewer files, as a new article changes most of them."""
RUNS_PER_NAME = 4
HEAVY_BITS = 8 * 4_500
"""Of a list that has a file of its own."""


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """How to find the run that holds a term."""

    group: int = RUNS_PER_NAME
    """Runs that share a name."""
    keys: str = ""
    """The shortest prefix that parts each run from the one before, joined by spaces."""
    names: str = ""
    """One after the other."""


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
    directory, files = _write_runs("t", lists.terms, heads, coding, limits.terms)
    return directory, [*files, *heavy_files]


def _write_heavy(lists: Lists) -> list[IndexFile]:
    """A file for each list."""
    coding, orders = plan_lists(lists)
    bits = coding.pack(np.arange(len(orders) + 1))
    return [make_file("h", bytes([order]), data) for order, data in zip(orders.tolist(), bits, strict=True)]


def write_surroundings(surroundings: Surroundings, limits: Sizes) -> tuple[Directory, list[IndexFile]]:
    """The runs of what stands around a segment's terms."""
    heads = [write_number(count) for count in np.diff(surroundings.firsts).tolist()]
    return _write_runs("p", surroundings.terms, heads, plan_surroundings(surroundings), limits.surroundings)


def _write_runs(
    folder: str, terms: Sequence[str], heads: Sequence[bytes], coding: Coding, limit: int
) -> tuple[Directory, list[IndexFile]]:
    """Files of terms. What a head says of a list stands after its term."""
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
    contents = [
        (write_number(end - begin) + own, data)
        for (begin, end), own, data in zip(pairwise(bounds), headers, packed, strict=True)
    ]
    names, files = grouped_files(folder, contents, RUNS_PER_NAME)
    return Directory(keys=" ".join(_list_keys(terms, bounds)), names=names), files


def _list_keys(terms: Sequence[str], bounds: Sequence[int]) -> Iterator[str]:
    """Of each run the shortest beginning of its first term that the last of the run before does not have."""
    for begin in bounds[:-1]:
        before = terms[begin - 1] if begin else ""
        yield terms[begin][: count_shared(before, terms[begin]) + 1]
