"""The raw file as it came, kept beside the site as evidence of what the archive's text was made from.

It lies in `evidence/`, where no build looks: two letters of its digest, then the digest, as git keeps its objects.
The article says the digest in its `provenance`, so that each leads to the other, whatever the article is called
by now.
"""

import datetime
import hashlib
import os
import re
from pathlib import Path

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


def keep_evidence(site: Path, data: bytes, digest: str) -> None:
    """Keep a file unless it is kept already; raises ValueError, "cause; mend", where its place holds other bytes."""
    place = site / place_of(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        write_new(place, data)
    elif digest_of(place.read_bytes()) != digest:
        raise ValueError(f"{place_of(digest)} holds other bytes than its name says; move it away")


def write_new(place: Path, data: bytes) -> bool:
    """Write a file whole, or not at all; False where something stands there already.

    It is written under a name that no build reads, and gets its own name in one step, which fails where that is
    taken.
    """
    passing = place.with_name(f".fonds-import-{os.getpid()}.tmp")
    try:
        passing.write_bytes(data)
        try:
            os.link(passing, place)
        except FileExistsError:
            return False
        except OSError:
            return _write_exclusively(place, data)  # A file system without hard links.
    finally:
        passing.unlink(missing_ok=True)
    return True


def _write_exclusively(place: Path, data: bytes) -> bool:
    try:
        with place.open("xb") as file:
            try:
                file.write(data)
            except BaseException:
                place.unlink()
                raise
    except FileExistsError:
        return False
    return True
