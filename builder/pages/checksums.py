"""checksums.txt: a checksum of each file that the archive was made from, so that a curator can prove what it held.

Format: that of GNU coreutils; `b2sum --check` reads it at the top of the site's folder. Checksums are BLAKE2b of
128 bits, by which the build itself knows files. Of a withdrawn article this line is all that remains of its text.
"""

from collections.abc import Mapping

CHECKSUMS = "checksums.txt"
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def write_checksums(digests: Mapping[str, str]) -> bytes:
    """The file of some digests, by files relative to the site."""
    return "".join(_line(file, digests[file]) for file in sorted(digests)).encode()


def renew_checksums(written: bytes, digests: Mapping[str, str]) -> bytes:
    """The file with other digests of some of its files."""
    lines = {_line(file, "").rstrip("\n"): file for file in digests}
    renewed = []
    for line in written.decode().split("\n")[:-1]:
        file = lines.get(_without_digest(line))
        renewed.append(_line(file, digests[file]) if file else f"{line}\n")
    return "".join(renewed).encode()


def _line(file: str, digest: str) -> str:
    name = "".join(_ESCAPES.get(sign, sign) for sign in file)
    mark = "" if name == file else "\\"
    return f"{mark}{digest}  {name}\n"


def _without_digest(line: str) -> str:
    mark = "\\" if line.startswith("\\") else ""
    name = line.rstrip("\n").partition("  ")[2]
    return f"{mark}  {name}"
