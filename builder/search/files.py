"""The envelope of an index file: a script that hands bytes to whoever loaded it, over http or from a disk."""

import zlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import msgspec

_SMALL_NUMBERS = [bytes([value]) for value in range(128)]
NAME_BYTES = 5
"""Of the digest in a name: a chance of one in a hundred thousand that two of some thousand files have one name."""

_ESCAPES = {b"\\": b"\\\\", b"\0": b"\\x00", b"\n": b"\\n", b"\r": b"\\r", b'"': b'\\"'}
"""The backslash first, as the others bring more of it."""


class IndexFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the index."""

    name: str
    """Below `search/`, without `.js`."""
    data: bytes

    @property
    def short_name(self) -> str:
        """The name in its folder, as directories list it."""
        return self.name.rpartition("/")[2]


def make_file(folder: str, *parts: bytes) -> IndexFile:
    """A file that is named by what it holds; each part is deflated for itself."""
    return named_file(f"{folder}/{_name_content(parts)}", *parts)


def named_file(name: str, *parts: bytes) -> IndexFile:
    """A file with a name of the caller's."""
    return IndexFile(name=name, data=_write_script(name, _deflate(*parts)))


def grouped_files(
    folder: str, contents: Sequence[Sequence[bytes]], group: int
) -> tuple[str, list[IndexFile]]:
    """Files of which so many share a name before their number (`t/k3x9q2ab-17`), and these names in a string.

    What lists them is shorter for it; but where one file of a group changes, all of the group are named anew.
    """
    names = [
        _name_content(part for content in contents[first : first + group] for part in content)
        for first in range(0, len(contents), group)
    ]
    files = [
        named_file(f"{folder}/{names[number // group]}-{number}", *parts)
        for number, parts in enumerate(contents)
    ]
    return "".join(names), files


def _name_content(parts: Iterable[bytes]) -> str:
    """Eight letters that stand for just this content."""
    digest = blake2b(digest_size=NAME_BYTES)
    for part in parts:
        digest.update(part)
    return b32encode(digest.digest()).decode().lower()


def write_number(value: int) -> bytes:
    """A number in seven bits a byte, least first: LEB128."""
    if value < 128:
        return _SMALL_NUMBERS[value]
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def count_shared(one: Sequence[object], other: Sequence[object]) -> int:
    """How many bytes, or characters, two keys begin with alike."""
    shared = 0
    for own, second in zip(one, other, strict=False):
        if own != second:
            break
        shared += 1
    return shared


def encode_json(value: object) -> bytes:
    """JSON as index files hold it."""
    return msgspec.json.encode(value)


def _write_script(name: str, data: bytes) -> bytes:
    for plain, escaped in _ESCAPES.items():
        data = data.replace(plain, escaped)
    return b'sx("%s","%s")\n' % (name.encode(), data)


def _deflate(*parts: bytes) -> bytes:
    """Bytes as one raw deflate stream, each part in blocks of its own: what compresses well, and what does not."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = b"".join(stream.compress(part) + stream.flush(zlib.Z_PARTIAL_FLUSH) for part in parts[:-1])
    return deflated + stream.compress(parts[-1]) + stream.flush()
