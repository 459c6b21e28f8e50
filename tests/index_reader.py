"""Reads index files back, by builder/search/README.md alone: what the writer wrote is what a reader finds."""

import re
import zlib
from collections.abc import Iterator, Mapping

import msgspec

from builder.search.runs import Directory

LENGTHS = [
    [5, 3, 1, 3, 3, 5, 7],
    [13, 13, 12, 12, 7, 6, 8],
    [13, 13, 11, 9, 9, 11, 13],
    [13, 12, 11, 8, 7, 7, 10],
]
_ESCAPE = re.compile(rb'\\(?:x00|[nr"\\])')
_PLAIN = {rb"\x00": b"\0", rb"\n": b"\n", rb"\r": b"\r", rb"\"": b'"', rb"\\": b"\\"}


def open_script(data: bytes) -> bytes:
    """The bytes that a script hands over."""
    literal = data[data.index(b',"') + 2 : data.rindex(b'")')]
    return zlib.decompress(_ESCAPE.sub(lambda found: _PLAIN[found[0]], literal), -15)


class Bits:
    """Bits, most significant first."""

    def __init__(self, data: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in data)
        self._at = 0

    def take(self, count: int) -> int:
        """A number of so many bits."""
        self._at += count
        return int(self._bits[self._at - count : self._at] or "0", 2)

    def golomb(self, order: int) -> int:
        """A number in an exponential Golomb code."""
        zeros = self._bits.index("1", self._at) - self._at
        self._at += zeros
        return ((self.take(zeros + 1) - 1) << order) + self.take(order)

    def symbol(self) -> int:
        """A field and an impact, as field·8 + impact."""
        code = ""
        while code not in SYMBOLS:
            code += self._bits[self._at]
            self._at += 1
        return SYMBOLS[code]


def _canonical() -> dict[str, int]:
    ordered = sorted(
        (length, field * 8 + place + 1)
        for field, row in enumerate(LENGTHS)
        for place, length in enumerate(row)
    )
    codes, code, before = {}, 0, 0
    for length, symbol in ordered:
        code <<= length - before
        codes[f"{code:0{length}b}"] = symbol
        code, before = code + 1, length
    return codes


SYMBOLS = _canonical()


class Bytes:
    """Bytes from the first on."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self) -> int:
        """LEB128."""
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self, count: int) -> bytes:
        """The next so many bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def rest(self) -> Bits:
        """All that follows, as bits."""
        return Bits(self.data[self.at :])


Posting = tuple[int, int, int]
"""Document, field, impact."""


def read_postings(bits: Bits, count: int, order: int, *, is_sign: bool) -> list[Posting]:
    """One list."""
    postings, document = [], -1
    for _ in range(count):
        document += bits.golomb(order) + 1
        symbol = 3 if is_sign else bits.symbol()
        postings.append((document, symbol >> 3, symbol & 7))
    return postings


def is_sign(term: str) -> bool:
    """Whether a term is a key with a sign."""
    return len(term) > 2 and term[1] in ":="


def read_terms(files: Mapping[str, bytes], directory: Directory) -> Iterator[tuple[str, list[Posting]]]:
    """All terms of a segment with their whole lists; `files` are index files by name."""
    for name in list_runs(directory):
        data = Bytes(open_script(files[f"t/{name}"]))
        heads = []
        for key in _keys(data):
            count, heavy = divmod(data.number(), 2)
            own = (data.take(8).decode(), data.number()) if heavy else ("", count)
            heads.append((key, count, own, data.take(1)[0]))
        bits = data.rest()
        for key, count, (heavy_name, kept), order in heads:
            postings = read_postings(bits, kept, order, is_sign=is_sign(key))
            if heavy_name:
                whole = Bytes(open_script(files[f"h/{heavy_name}"]))
                heavy_order = whole.take(1)[0]
                every = read_postings(whole.rest(), count, heavy_order, is_sign=is_sign(key))
                assert postings == [posting for posting in every if posting[1]]
                postings = every
            yield key, postings


def read_heavy(files: Mapping[str, bytes], directory: Directory) -> Iterator[str]:
    """The terms of a segment whose lists have files of their own."""
    for name in list_runs(directory):
        data = Bytes(open_script(files[f"t/{name}"]))
        for key in _keys(data):
            _, heavy = divmod(data.number(), 2)
            if heavy:
                data.take(8)
                data.number()
                yield key
            data.take(1)


def read_surroundings(files: Mapping[str, bytes], directory: object) -> Iterator[tuple[str, list[list[int]]]]:
    """All terms that have surroundings, with those in each of their documents."""
    if isinstance(directory, str):
        directory = msgspec.json.decode(open_script(files[f"i/{directory}"]), type=Directory)
    assert isinstance(directory, Directory)
    for name in list_runs(directory):
        data = Bytes(open_script(files[f"p/{name}"]))
        heads = [(key, data.number()) for key in _keys(data)]
        bits = data.rest()
        for key, count in heads:
            yield key, [_read_one(bits) for _ in range(count)]


def _read_one(bits: Bits) -> list[int]:
    code = bits.golomb(0)
    return [bits.take(8) for _ in range({0: 1, 1: 0}.get(code, code))]


def _keys(data: Bytes) -> Iterator[str]:
    before = b""
    for _ in range(data.number()):
        shared = data.number()
        before = before[:shared] + data.take(data.number())
        yield before.decode()


def list_runs(directory: Directory) -> list[str]:
    """The names of runs: eight letters that those of a group share, and a number."""
    names = [directory.names[at : at + 8] for at in range(0, len(directory.names), 8)]
    count = len(directory.keys.split(" ")) if names else 0
    return [f"{names[number // directory.group]}-{number}" for number in range(count)]


def read_manifest(files: Mapping[str, bytes]) -> dict[str, object]:
    """The manifest."""
    manifest: dict[str, object] = msgspec.json.decode(open_script(files["m"]))
    return manifest
