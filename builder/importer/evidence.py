"""The raw file as it came, kept beside the site as evidence of what the archive's text was made from.

It lies in `evidence/`, where no build looks: two letters of its digest, then the digest, as git keeps its objects.
The article says the digest in its `provenance`, so that each leads to the other, whatever the article is called
by now.
"""

import datetime
import hashlib
import re
from pathlib import Path

from builder.importer.new_files import NewFiles
from builder.load.fields import EventFields

FOLDER = "evidence"
EVENT = "imported from a clipping"

MENTION = re.compile(rb"sha256:([0-9a-f]{64})(?:, piece ([0-9]{1,9}) of ([0-9]{1,9}))?")
"""What a head says of its source; a file of several pieces is mentioned by each."""


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal, as `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()


def place_of(digest: str) -> str:
    """Where the evidence lies, relative to the site."""
    return f"{FOLDER}/{digest[:2]}/{digest}.txt"


def event_of(digest: str, number: int, count: int, day: str) -> EventFields:
    """The step of the provenance that an import is: piece `number` of `count`, on an ISO day."""
    piece = f", piece {number} of {count}" if count > 1 else ""
    return EventFields(
        event=EVENT, date=str(datetime.date.fromisoformat(day)), note=f"sha256:{digest}{piece}"
    )


def keep_evidence(site: Path, files: NewFiles, data: bytes, digest: str) -> None:
    """Keep a file unless it is kept already; raises ValueError, "cause; mend", where other bytes have its place."""
    place = place_of(digest)
    if not files.write(place, data) and digest_of((site / place).read_bytes()) != digest:
        raise ValueError(f"{place} holds other bytes than its name says; move it away")
