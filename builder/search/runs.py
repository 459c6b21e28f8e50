"""Files of terms in their order: runs of postings, heavy lists on their own, runs of surroundings."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.search.bits import Codes, Numbers, best_orders, code_golomb, pack
from builder.search.files import IndexFile, count_shared, make_file, write_number
from builder.search.postings import STRONGEST, SURROUNDING_BITS, Postings, is_sign_term


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How large runs are before they are deflated, in bytes; only a list that is longer alone goes beyond."""

    terms: int
    surroundings: int


MAIN_SIZES = Sizes(terms=4_500, surroundings=20_000)
TAIL_SIZES = Sizes(terms=16_000, surroundings=20_000)
"""Fewer files, as a new article changes most of them."""
HEAVY_BITS = 8 * 4_500
"""Of a list that has a file of its own."""
MOST_CODED = 1 << 22
"""Numbers that are coded at one time, for the sake of memory; a run does not go on beyond them."""

CODE_LENGTHS = (
    (5, 3, 1, 3, 3, 5, 7),
    (13, 13, 12, 12, 7, 6, 8),
    (13, 13, 11, 9, 9, 11, 13),
    (13, 12, 11, 8, 7, 7, 10),
)
"""Bits of the code of each field and impact, by a Huffman code over real articles."""


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """How to find the run that holds a term."""

    keys: str = ""
    """The shortest prefix that parts each run from the one before, joined by spaces."""
    names: str = ""
    """Of the files, one after the other."""


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """A list of codes for each of some terms."""

    codes: Codes
    firsts: Numbers
    """Where each list begins; after the last, where it ends."""
    orders: Numbers
    sizes: Numbers
    """Bits of each list."""

    def pack(self, bounds: Sequence[int]) -> Iterator[bytes]:
        """The bits of all lists from each bound to the next."""
        ends = np.cumsum(self.sizes)
        begins = np.append(0, ends)[list(bounds)]
        sizes = -(-np.diff(begins) // 8)
        offsets = np.cumsum(sizes) - sizes
        length = self.codes.length
        counts = np.diff(self.firsts[list(bounds)])
        starts = np.cumsum(length) - length + np.repeat(offsets * 8 - begins[:-1], counts)
        packed = pack(self.codes, starts, int(sizes.sum()))
        for offset, size in zip(offsets.tolist(), sizes.tolist(), strict=True):
            yield packed[offset : offset + size]


def write_terms(postings: Postings, sizes: Sizes) -> tuple[Directory, list[IndexFile]]:
    """The runs of a segment's terms, and its heavy lists."""
    runs: list[tuple[str, str, IndexFile]] = []
    heavy_files: list[IndexFile] = []
    for part in _parts(postings.firsts):
        terms = postings.terms[part]
        whole = _code_postings(postings, part)
        is_heavy = whole.sizes > HEAVY_BITS
        heads = [write_number(2 * count) for count in np.diff(whole.firsts).tolist()]
        light = whole
        if is_heavy.any():
            light = _code_postings(postings, part, is_heavy)
            for place, data in zip(
                np.flatnonzero(is_heavy).tolist(), _pack_some(whole, is_heavy), strict=True
            ):
                file = make_file("h", bytes([whole.orders[place]]), data)
                heavy_files.append(file)
                count, kept = (int(lists.firsts[place + 1] - lists.firsts[place]) for lists in (whole, light))
                heads[place] = write_number(2 * count + 1) + file.short_name.encode() + write_number(kept)
        heads = [head + bytes([order]) for head, order in zip(heads, light.orders.tolist(), strict=True)]
        runs += _write_runs("t", terms, heads, light, sizes.terms)
    return _direct(runs), [*(file for _, _, file in runs), *heavy_files]


def write_surroundings(postings: Postings, sizes: Sizes) -> tuple[Directory, list[IndexFile]]:
    """The runs of what stands around a segment's terms."""
    runs: list[tuple[str, str, IndexFile]] = []
    for part in _parts(postings.surrounding_firsts[postings.firsts]):
        chosen = [
            place
            for place in range(part.start, part.stop)
            if postings.terms[place] not in postings.measures.common
            and not is_sign_term(postings.terms[place])
        ]
        if chosen:
            terms = [postings.terms[place] for place in chosen]
            heads = [write_number(count) for count in np.diff(postings.firsts)[chosen].tolist()]
            lists = _code_surroundings(postings, np.array(chosen))
            runs += _write_runs("p", terms, heads, lists, sizes.surroundings)
    return _direct(runs), [file for _, _, file in runs]


def _parts(firsts: Numbers) -> Iterator[slice]:
    """The terms in portions that can be coded at one time."""
    begin, count = 0, len(firsts) - 1
    while begin < count:
        end = int(np.searchsorted(firsts, firsts[begin] + MOST_CODED, side="right")) - 1
        end = min(count, max(end, begin + 1))
        yield slice(begin, end)
        begin = end


def _code_postings(postings: Postings, part: slice, is_cut: NDArray[np.bool_] | None = None) -> Lists:
    """The lists of some terms; of those that are cut only the postings with a field."""
    firsts = postings.firsts[part.start : part.stop + 1]
    own = slice(int(firsts[0]), int(firsts[-1]))
    firsts = firsts - firsts[0]
    documents, fields, impacts = postings.documents[own], postings.fields[own], postings.impacts[own]
    counts = np.diff(firsts)
    if is_cut is not None:
        kept = ~np.repeat(is_cut, counts) | (fields > 0)
        documents, fields, impacts = documents[kept], fields[kept], impacts[kept]
        firsts = np.append(0, np.cumsum(kept))[firsts]
        counts = np.diff(firsts)
    gaps = _gaps(documents, firsts)
    orders = _orders_of(gaps, firsts)
    codes = code_golomb(gaps, np.repeat(orders, counts))
    signs = np.repeat(np.array([is_sign_term(term) for term in postings.terms[part]], bool), counts)
    symbols = fields * (STRONGEST + 1) + impacts
    codes = codes.followed_by(
        np.where(signs, 0, _SYMBOL_CODES[symbols]), np.where(signs, 0, _SYMBOL_LENGTHS[symbols])
    )
    return _lists(codes, firsts, orders)


def _code_surroundings(postings: Postings, chosen: Numbers) -> Lists:
    """For each document of each term: at how many places it stands, and what is around each."""
    own = _ranges(postings.firsts[chosen], postings.firsts[chosen + 1])
    begins, ends = postings.surrounding_firsts[own], postings.surrounding_firsts[own + 1]
    counts = ends - begins
    surroundings = postings.surroundings[_ranges(begins, ends)]
    bounds = np.append(0, np.cumsum(counts))
    posting_bounds = np.append(0, np.cumsum(postings.firsts[chosen + 1] - postings.firsts[chosen]))
    fixed = Codes(
        bits=surroundings,
        width=np.full(len(surroundings), SURROUNDING_BITS),
        zeros=np.zeros(len(surroundings), np.int64),
    )
    # One place is the rule: it is 0, none is 1.
    count_codes = code_golomb(np.where(counts == 1, 0, np.where(counts == 0, 1, counts)), 0)
    codes = count_codes.interleaved(np.arange(len(own)) + bounds[:-1], fixed)
    return _lists(codes, posting_bounds + bounds[posting_bounds], np.zeros(len(chosen), np.int64))


def _gaps(values: Numbers, firsts: Numbers) -> Numbers:
    """How many numbers each list leaves out before each of its own, which ascend."""
    gaps = np.diff(values, prepend=-1) - 1
    begins = firsts[:-1][np.diff(firsts) > 0]
    gaps[begins] = values[begins]
    return gaps


def _orders_of(values: Numbers, firsts: Numbers) -> Numbers:
    orders = np.zeros(len(firsts) - 1, np.int64)
    is_filled = np.diff(firsts) > 0
    orders[is_filled] = best_orders(values, firsts[:-1][is_filled])
    return orders


def _lists(codes: Codes, firsts: Numbers, orders: Numbers) -> Lists:
    ends = np.append(0, np.cumsum(codes.length))
    return Lists(codes=codes, firsts=firsts, orders=orders, sizes=np.diff(ends[firsts]))


def _ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """All numbers from each begin to its end, one range after the other."""
    counts = ends - begins
    ranges: Numbers = np.arange(int(counts.sum())) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
    return ranges


def _pack_some(lists: Lists, chosen: NDArray[np.bool_]) -> Iterator[bytes]:
    """The bits of some lists, each for itself."""
    every = list(lists.pack(range(len(lists.firsts))))
    return (data for data, is_chosen in zip(every, chosen, strict=True) if is_chosen)


def _write_runs(
    folder: str, terms: Sequence[str], heads: Sequence[bytes], lists: Lists, limit: int
) -> list[tuple[str, str, IndexFile]]:
    """Files of terms, each with its first and its last term. What a head says of a list stands after its term."""
    bounds, headers = [0], []
    header, bits, before = bytearray(), 0, b""
    sizes = lists.sizes.tolist()
    for place, term in enumerate(terms):
        key = term.encode()
        if header and len(header) + len(key) + (bits + sizes[place]) // 8 > limit:
            bounds.append(place)
            headers.append(bytes(header))
            header, bits, before = bytearray(), 0, b""
        shared = count_shared(before, key)
        header += write_number(shared) + write_number(len(key) - shared) + key[shared:]
        header += heads[place]
        bits, before = bits + sizes[place], key
    bounds.append(len(terms))
    headers.append(bytes(header))
    files = []
    for (begin, end), own, data in zip(pairwise(bounds), headers, lists.pack(bounds), strict=True):
        file = make_file(folder, write_number(end - begin) + own, data)
        files.append((terms[begin], terms[end - 1], file))
    return files


def _direct(runs: Iterable[tuple[str, str, IndexFile]]) -> Directory:
    keys, names, before = [], [], ""
    for first, last, file in runs:
        keys.append(first[: count_shared(before, first) + 1])
        names.append(file.short_name)
        before = last
    return Directory(keys=" ".join(keys), names="".join(names))


def _number_codes() -> tuple[Numbers, Numbers]:
    """The canonical prefix code of CODE_LENGTHS: the bits and the length of each field·8 + impact."""
    lengths = {
        field * (STRONGEST + 1) + impact: length
        for field, row in enumerate(CODE_LENGTHS)
        for impact, length in enumerate(row, 1)
    }
    codes, widths = np.zeros((2, len(CODE_LENGTHS) * (STRONGEST + 1)), np.int64)
    code, before = 0, 0
    for symbol, length in sorted(lengths.items(), key=lambda item: (item[1], item[0])):
        code <<= length - before
        codes[symbol], widths[symbol], before = code, length, length
        code += 1
    return codes, widths


_SYMBOL_CODES, _SYMBOL_LENGTHS = _number_codes()
