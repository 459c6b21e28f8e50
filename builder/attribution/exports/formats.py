"""The formats in which citations are kept as files: how each is called, written, and joined."""

from collections.abc import Callable, Iterable

import msgspec

from builder.attribution.exports.biblatex import write_biblatex
from builder.attribution.exports.csl import encode_csl
from builder.attribution.exports.ris import write_ris
from builder.attribution.original import Original


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """How a reference manager wants to be told."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Original], bytes]
    """One record, without what stands around all of a file."""
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""

    def join(self, records: Iterable[bytes]) -> bytes:
        """A file of some records."""
        return self.head + self.between.join(records) + self.tail

    def record_in(self, file: bytes) -> bytes:
        """The record in a file of one."""
        return file[len(self.head) : len(file) - len(self.tail)]


FORMATS = (
    Format(
        name="RIS",
        ending=".ris",
        media_type="application/x-research-info-systems",
        write=lambda original: write_ris(original).encode(),
    ),
    Format(
        name="BibTeX",
        ending=".bib",
        media_type="application/x-bibtex",
        write=lambda original: write_biblatex(original).encode(),
        between=b"\n",
    ),
    Format(
        name="CSL-JSON",
        ending=".csl.json",
        media_type="application/vnd.citationstyles.csl+json",
        write=encode_csl,
        head=b"[\n",
        between=b",\n",
        tail=b"\n]\n",
    ),
)
