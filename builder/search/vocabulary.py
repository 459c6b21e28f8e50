"""The tokens of the archive, for words that were mistyped or not typed to the end."""

from collections.abc import Collection, Mapping
from itertools import groupby
from operator import itemgetter

import msgspec

from builder.search.files import IndexFile, count_shared, make_file
from builder.words import is_unspaced

SHORTEST = 3
MOST = 15
"""What half a byte can say."""
FILE_BYTES = 6_000
"""Characters of a file to which no further letter is added."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """How to find the tokens that begin with a character."""

    letters: str = ""
    """The first of each file; a file holds the tokens up to the next."""
    names: str = ""


def write_vocabulary(
    token_counts: Mapping[str, int], known: Collection[str]
) -> tuple[Vocabulary, list[IndexFile]]:
    """The tokens of a segment, in files of whole first characters; of the tail only those that are not `known`."""
    tokens = [
        token
        for token in token_counts
        if len(token) >= SHORTEST and token.isalpha() and not is_unspaced(token) and token not in known
    ]
    groups: list[list[str]] = []
    size = FILE_BYTES
    for _, group in groupby(sorted(tokens, key=_code_units), key=itemgetter(0)):
        own = list(group)
        if size >= FILE_BYTES:
            groups.append([])
            size = 0
        groups[-1] += own
        size += sum(map(len, own))
    files = [make_file("v", _write_tokens(group, token_counts)) for group in groups]
    letters = "".join(group[0][0] for group in groups)
    return Vocabulary(letters=letters, names="".join(file.short_name for file in files)), files


def _code_units(token: str) -> bytes:
    return token.encode("utf-16-be")


def _write_tokens(tokens: list[str], counts: Mapping[str, int]) -> bytes:
    written, before = bytearray(), b""
    for token in tokens:
        own = token.encode()
        shared = min(MOST, count_shared(before, own))
        written.append(shared << 4 | min(MOST, counts[token].bit_length()))
        written += own[shared:] + b"\n"
        before = own
    return bytes(written)
